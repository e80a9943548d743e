/* vdt-script-text.h
 *
 * The text of one layer of a script, with the selected finding marked.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-script-report.h"

G_BEGIN_DECLS

#define VDT_TYPE_SCRIPT_TEXT (vdt_script_text_get_type ())
G_DECLARE_FINAL_TYPE (VdtScriptText, vdt_script_text, VDT, SCRIPT_TEXT, GtkWidget)

void        vdt_script_text_set_layer  (VdtScriptText    *self,
                                        VdtReportLayer   *layer,
                                        const char       *name);
void        vdt_script_text_mark       (VdtScriptText    *self,
                                        VdtReportFinding *finding,
                                        guint             layer);
char       *vdt_script_text_dup_marked (VdtScriptText    *self);

G_END_DECLS
