/* vdt-feedback.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-feedback.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "vdt-session-changes.h"
#include "vdt-session-copilot.h"

static void
show (GtkWidget  *widget,
      const char *title,
      gboolean    undo)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *safe = g_markup_escape_text (title, -1);
  AdwToast *toast;

  /* A dialog's toast belongs to the window that it is over. */
  if (overlay == NULL)
    {
      GtkRoot *root = gtk_widget_get_root (widget);
      GtkWindow *parent = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;

      if (ADW_IS_APPLICATION_WINDOW (parent))
        overlay = adw_application_window_get_content (ADW_APPLICATION_WINDOW (parent));
    }
  if (!ADW_IS_TOAST_OVERLAY (overlay))
    return;

  toast = adw_toast_new (safe);
  if (undo)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/**
 * vdt_feedback_toast:
 * @widget: where it happened
 * @title: plain text
 *
 * Tells of a single event after the analyst's act.
 */
void
vdt_feedback_toast (GtkWidget  *widget,
                    const char *title)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  show (widget, title, FALSE);
}

/**
 * vdt_feedback_error:
 * @widget: where it happened
 * @error: what went wrong; a cancelled operation is none
 *
 * Tells that an act did not work.
 */
void
vdt_feedback_error (GtkWidget    *widget,
                    const GError *error)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show (widget, error->message, FALSE);
}

/**
 * vdt_feedback_changed_cb:
 * @session: a #VdtSession
 * @result: of any change
 * @widget: (transfer full): where it happened
 *
 * Ends a change: a toast with Undo, or the error.
 */
void
vdt_feedback_changed_cb (GObject      *session,
                         GAsyncResult *result,
                         gpointer      widget)
{
  g_autoptr(GtkWidget) owned = widget;
  g_autoptr(GError) error = NULL;
  const char *title;

  if (!vdt_session_apply_finish (VDT_SESSION (session), result, &error))
    {
      vdt_feedback_error (owned, error);
      return;
    }

  title = vdt_session_get_undo_title (VDT_SESSION (session));
  if (title != NULL)
    show (owned, title, TRUE);
}

/**
 * vdt_feedback_proposal_cb:
 * @session: a #VdtSession
 * @result: of any act on a proposal
 * @widget: (transfer full): where it happened
 *
 * Ends an act on a proposal; the pane shows that it worked.
 */
void
vdt_feedback_proposal_cb (GObject      *session,
                          GAsyncResult *result,
                          gpointer      widget)
{
  g_autoptr(GtkWidget) owned = widget;
  g_autoptr(GError) error = NULL;

  if (!vdt_session_proposal_finish (VDT_SESSION (session), result, &error))
    vdt_feedback_error (owned, error);
}
