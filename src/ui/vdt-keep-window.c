/* vdt-keep-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-keep-window.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-session-changes.h"
#include "vdt-session-kept.h"
#include "vdt-untrusted.h"
#include "vdt-window-keys.h"

#define MAX_INDICATORS 100 /* rows; a person ticks no more than that */

/**
 * VdtKeepWindow:
 *
 * Shows what will be kept and its SHA-256, asks why, and lists the indicators in it,
 * defanged: each can be kept with it, and all can be copied in either form. Return in
 * the note keeps. It is one act, which can be undone.
 */
struct _VdtKeepWindow
{
  AdwWindow     parent_instance;

  GtkBox       *excerpt;
  GtkLabel     *hash_label;
  GtkEditable  *note;
  GtkWidget    *indicators_group;
  GtkBox       *indicators_box;

  VdtSession   *session;
  VdtIncident  *incident;
  VdtKept      *kept;
  GListModel   *indicators;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (VdtKeepWindow, vdt_keep_window, ADW_TYPE_WINDOW)

static void
keep_cb (VdtKeepWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));
  g_autoptr(VdtChange) change = NULL;
  guint n = self->indicators == NULL ? 0 : g_list_model_get_n_items (self->indicators);

  vdt_record_set_text (self->kept, "note", *note == '\0' ? NULL : note);
  change = vdt_change_new_keep (vdt_incident_get_id (self->incident), self->kept);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtReportIndicator) indicator = g_list_model_get_item (self->indicators, i);
      g_autoptr(VdtKept) kept = NULL;

      if (!vdt_report_indicator_get_selected (indicator))
        continue;
      kept = vdt_session_new_kept_indicator (self->session, indicator, vdt_kept_get_source_id (self->kept),
                                             vdt_kept_get_title (self->kept));
      vdt_change_keep (change, kept);
    }
  vdt_session_apply_async (self->session, change, NULL, vdt_feedback_changed_cb,
                           g_object_ref (gtk_window_get_child (parent) != NULL
                                         ? gtk_window_get_child (parent) : GTK_WIDGET (parent)));
  gtk_window_close (GTK_WINDOW (self));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtKeepWindow *self = VDT_KEEP_WINDOW (widget);
  gboolean defanged = g_str_equal (g_variant_get_string (parameter, NULL), "defanged");
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; self->indicators != NULL && i < g_list_model_get_n_items (self->indicators); i++)
    {
      g_autoptr(VdtReportIndicator) indicator = g_list_model_get_item (self->indicators, i);

      g_string_append_printf (text, "%s\n", defanged ? vdt_report_indicator_get_defanged (indicator)
                                                     : vdt_report_indicator_get_value (indicator));
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
  vdt_feedback_toast (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))),
                      defanged ? _("Indicators copied, defanged")
                               : _("Copied as it is: take care where you paste it"));
}

static void
toggled_cb (GtkCheckButton *button,
            gpointer        indicator)
{
  vdt_record_set_flag (indicator, "selected", gtk_check_button_get_active (button));
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtKeepWindow) self = user_data;
  g_autoptr(GListModel) found = vdt_session_find_indicators_finish (VDT_SESSION (object), result, NULL);
  guint n = found == NULL ? 0 : g_list_model_get_n_items (found);

  if (n == 0 || g_cancellable_is_cancelled (self->cancellable))
    return;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtReportIndicator) indicator = g_list_model_get_item (found, i);
      g_autofree char *text = NULL;
      GtkWidget *check, *label;

      vdt_record_set_flag (indicator, "selected", FALSE);
      if (i >= MAX_INDICATORS)
        continue;
      text = g_strdup_printf ("%s  %s", vdt_report_indicator_get_kind (indicator),
                              vdt_report_indicator_get_defanged (indicator));
      label = gtk_label_new (text);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      vdt_present_exact (GTK_LABEL (label));
      check = gtk_check_button_new ();
      gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), indicator, 0);
      gtk_box_append (self->indicators_box, check);
    }
  g_set_object (&self->indicators, found);
  gtk_widget_set_visible (self->indicators_group, TRUE);
}

static void
vdt_keep_window_dispose (GObject *object)
{
  VdtKeepWindow *self = VDT_KEEP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->indicators);
  g_clear_object (&self->kept);
  g_clear_object (&self->incident);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_KEEP_WINDOW);

  G_OBJECT_CLASS (vdt_keep_window_parent_class)->dispose (object);
}

static void
vdt_keep_window_finalize (GObject *object)
{
  g_clear_object (&VDT_KEEP_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (vdt_keep_window_parent_class)->finalize (object);
}

static void
vdt_keep_window_class_init (VdtKeepWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_keep_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = vdt_keep_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-keep-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtKeepWindow, excerpt);
  gtk_widget_class_bind_template_child (widget_class, VdtKeepWindow, hash_label);
  gtk_widget_class_bind_template_child (widget_class, VdtKeepWindow, note);
  gtk_widget_class_bind_template_child (widget_class, VdtKeepWindow, indicators_group);
  gtk_widget_class_bind_template_child (widget_class, VdtKeepWindow, indicators_box);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_install_action (widget_class, "keep.copy-indicators", "s", copy_action);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_keep_window_init (VdtKeepWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * vdt_keep_window_new:
 * @parent: the window it is over
 * @session: the session
 * @incident: the incident to keep it with
 * @kept: what to keep
 *
 * Returns: a new window
 */
GtkWidget *
vdt_keep_window_new (GtkWindow   *parent,
                     VdtSession  *session,
                     VdtIncident *incident,
                     VdtKept     *kept)
{
  VdtKeepWindow *self = g_object_new (VDT_TYPE_KEEP_WINDOW, "transient-for", parent, NULL);
  g_autofree char *hash = NULL;

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  self->kept = g_object_ref (kept);
  gtk_box_append (self->excerpt, vdt_untrusted_new (vdt_kept_get_source (kept), vdt_kept_get_text (kept)));
  hash = g_strdup_printf ("SHA-256 %s", vdt_kept_get_sha256 (kept));
  gtk_label_set_label (self->hash_label, hash);
  vdt_session_find_indicators_async (session, vdt_kept_get_text (kept), self->cancellable, found_cb,
                                     g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->note));

  return GTK_WIDGET (self);
}

/**
 * vdt_keep_window_get_indicators:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what was found, once it is
 */
GListModel *
vdt_keep_window_get_indicators (VdtKeepWindow *self)
{
  g_return_val_if_fail (VDT_IS_KEEP_WINDOW (self), NULL);

  return self->indicators;
}
