/* vdt-script-page.h
 *
 * The analysis of one script, in a tab.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-script-report.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_SCRIPT_PAGE (vdt_script_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtScriptPage, vdt_script_page, VDT, SCRIPT_PAGE, VdtPage)

GtkWidget       *vdt_script_page_new             (VdtSession    *session,
                                                  const char    *text,
                                                  const char    *source);
GtkWidget       *vdt_script_page_new_for_file    (VdtSession    *session,
                                                  GFile         *file);
VdtScriptReport *vdt_script_page_get_report      (VdtScriptPage *self);
char            *vdt_script_page_dup_key         (const char    *text,
                                                  GFile         *file);
guint            vdt_script_page_get_layer       (VdtScriptPage *self);
char            *vdt_script_page_dup_marked      (VdtScriptPage *self,
                                                  gboolean       original);

G_END_DECLS
