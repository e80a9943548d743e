/* vdt-process-view.h
 *
 * The story of alerts as a tree of processes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-incident.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROCESS_VIEW (vdt_process_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtProcessView, vdt_process_view, VDT, PROCESS_VIEW, GtkWidget)

void     vdt_process_view_set_incident (VdtProcessView *self,
                                        VdtIncident    *incident);
void     vdt_process_view_set_alert    (VdtProcessView *self,
                                        VdtAlert       *alert);
guint    vdt_process_view_get_n_rows   (VdtProcessView *self);
gboolean vdt_process_view_select       (VdtProcessView *self,
                                        const char     *evidence_id);
void     vdt_process_view_focus_start  (VdtProcessView *self);

G_END_DECLS
