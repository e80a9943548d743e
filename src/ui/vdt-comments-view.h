/* vdt-comments-view.h
 *
 * The comments on an incident, and a place to write one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_COMMENTS_VIEW (vdt_comments_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtCommentsView, vdt_comments_view, VDT, COMMENTS_VIEW, GtkWidget)

void vdt_comments_view_set_incident (VdtCommentsView *self,
                                     VdtSession      *session,
                                     VdtIncident     *incident);
void vdt_comments_view_focus_entry  (VdtCommentsView *self);

G_END_DECLS
