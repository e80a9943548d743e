/* vdt-page.h
 *
 * What a tab shows: the base class of the queue, of an incident, and so on.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-incident.h"

G_BEGIN_DECLS

#define VDT_TYPE_PAGE (vdt_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (VdtPage, vdt_page, VDT, PAGE, AdwBin)

/**
 * VdtPageClass:
 * @kind: what the action table calls this kind of page, as `queue`
 * @search: puts the focus into the page's search
 * @leave: leaves what is transient (a search, a peek); whether there was any
 * @refresh: reads what is shown again
 * @focus_start: puts the focus on the first useful item
 */
struct _VdtPageClass
{
  AdwBinClass  parent_class;

  const char  *kind;
  void       (*search)      (VdtPage *self);
  gboolean   (*leave)       (VdtPage *self);
  void       (*refresh)     (VdtPage *self);
  void       (*focus_start) (VdtPage *self);
};

const char  *vdt_page_get_kind      (VdtPage     *self);
const char  *vdt_page_get_title     (VdtPage     *self);
void         vdt_page_set_title     (VdtPage     *self,
                                     const char  *title);
const char  *vdt_page_get_key       (VdtPage     *self);
void         vdt_page_set_key       (VdtPage     *self,
                                     const char  *key);
VdtIncident *vdt_page_get_incident  (VdtPage     *self);
void         vdt_page_set_incident  (VdtPage     *self,
                                     VdtIncident *incident);
GObject     *vdt_page_get_selected  (VdtPage     *self);
void         vdt_page_set_selected  (VdtPage     *self,
                                     GObject     *selected);
void         vdt_page_search        (VdtPage     *self);
gboolean     vdt_page_leave         (VdtPage     *self);
void         vdt_page_refresh       (VdtPage     *self);
void         vdt_page_focus_start   (VdtPage     *self);

G_END_DECLS
