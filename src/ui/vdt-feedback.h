/* vdt-feedback.h
 *
 * What the analyst hears after an act: a toast with Undo, or what went wrong.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vdt_feedback_toast       (GtkWidget    *widget,
                               const char   *title);
void vdt_feedback_error       (GtkWidget    *widget,
                               const GError *error);
void vdt_feedback_changed_cb  (GObject      *session,
                               GAsyncResult *result,
                               gpointer      widget);
void vdt_feedback_proposal_cb (GObject      *session,
                               GAsyncResult *result,
                               gpointer      widget);

G_END_DECLS
