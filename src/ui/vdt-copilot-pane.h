/* vdt-copilot-pane.h
 *
 * What the copilot says about the incident of the shown tab.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_COPILOT_PANE (vdt_copilot_pane_get_type ())
G_DECLARE_FINAL_TYPE (VdtCopilotPane, vdt_copilot_pane, VDT, COPILOT_PANE, GtkWidget)

void vdt_copilot_pane_set_session  (VdtCopilotPane *self,
                                    VdtSession     *session);
void vdt_copilot_pane_set_incident (VdtCopilotPane *self,
                                    VdtIncident    *incident);
void vdt_copilot_pane_focus_start  (VdtCopilotPane *self);

G_END_DECLS
