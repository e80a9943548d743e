/* vdt-response-view.h
 *
 * The guided response in the copilot pane.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_RESPONSE_VIEW (vdt_response_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtResponseView, vdt_response_view, VDT, RESPONSE_VIEW, GtkWidget)

GtkWidget *vdt_response_view_new         (VdtSession      *session,
                                          VdtIncident     *incident);
void       vdt_response_view_set_filter  (VdtResponseView *self,
                                          const char      *filter);

gboolean   vdt_response_view_move_focus (VdtResponseView *self,
                                         int              step,
                                         gboolean         by_group);

G_END_DECLS
