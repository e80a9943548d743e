/* vdt-hunt-page.h
 *
 * A hunting query and the rows that it finds, in a tab.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-query-run.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_HUNT_KEY_PREFIX "hunt:"

#define VDT_TYPE_HUNT_PAGE (vdt_hunt_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntPage, vdt_hunt_page, VDT, HUNT_PAGE, VdtPage)

GtkWidget   *vdt_hunt_page_new        (VdtSession  *session,
                                       const char  *key,
                                       const char  *text);
char        *vdt_hunt_page_dup_text   (VdtHuntPage *self);
VdtQueryRun *vdt_hunt_page_get_run    (VdtHuntPage *self);
const char  *vdt_hunt_page_get_error  (VdtHuntPage *self);

/* vdt-hunt-page-slots.c: how the parts beside the editor hang on. */
VdtSession  *vdt_hunt_page_get_session    (VdtHuntPage *self);
GtkWidget   *vdt_hunt_page_get_side_panel (VdtHuntPage *self);
void         vdt_hunt_page_set_side_panel (VdtHuntPage *self,
                                           GtkWidget   *panel);
void         vdt_hunt_page_set_text       (VdtHuntPage *self,
                                           const char  *text);
void         vdt_hunt_page_insert_text    (VdtHuntPage *self,
                                           const char  *text);
void         vdt_hunt_page_run            (VdtHuntPage *self);
void         vdt_hunt_page_show_run       (VdtHuntPage *self,
                                           VdtQueryRun *run);
gboolean     vdt_hunt_page_run_editor     (VdtHuntPage *self,
                                           const char  *action,
                                           GVariant    *target);

G_END_DECLS
