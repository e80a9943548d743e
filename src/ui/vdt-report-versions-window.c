/* vdt-report-versions-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-versions-window.h"

#include <glib/gi18n.h>

#include "vdt-present.h"
#include "vdt-session-report-edit.h"
#include "vdt-state-view.h"
#include "vdt-time.h"
#include "vdt-window-keys.h"

/**
 * VdtReportVersionsWindow:
 *
 * The versions of a report on the left, the newest first; on the right what differs in
 * the report as it is now. One can be made the report again: what the report was until
 * then is kept as a version before.
 *
 * The signal `restored` is emitted when the report is another.
 */
struct _VdtReportVersionsWindow
{
  AdwWindow            parent_instance;

  VdtStateView        *state_view;
  GtkListView         *list;
  GtkTextView         *diff;
  GtkLabel            *message;

  GtkSingleSelection  *selection;
  VdtSession          *session;
  VdtReport           *report;
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (VdtReportVersionsWindow, vdt_report_versions_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_RESTORED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static VdtReportVersion *
get_selected (VdtReportVersionsWindow *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

/* {{{ differences */

static const char *
tag_of (const char *line)
{
  if (g_str_has_prefix (line, "+ "))
    return "added";
  if (g_str_has_prefix (line, "- "))
    return "removed";
  if (g_str_has_prefix (line, "@ "))
    return "section";

  return NULL;
}

static void
append_line (GtkTextBuffer *buffer,
             const char    *line)
{
  const char *tag = tag_of (line);
  g_autofree char *safe = vdt_present_text (line);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags_by_name (buffer, &end, safe, -1, tag, NULL);
  else
    gtk_text_buffer_insert (buffer, &end, safe, -1);
  gtk_text_buffer_insert (buffer, &end, "\n", 1);
}

static void
selected_cb (VdtReportVersionsWindow *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->diff);
  VdtReportVersion *version = get_selected (self);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "versions.restore", version != NULL);
  if (version == NULL)
    return;

  text = vdt_session_diff_report_version (self->session, self->report, version);
  if (*text == '\0')
    {
      append_line (buffer, _("The report is what this version is."));
      return;
    }
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    append_line (buffer, lines[i]);
}

/* Signs and words tell it too; the colours are readable on light and on dark. */
static void
add_tags (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_text_buffer_create_tag (buffer, "added", "foreground", dark ? "#8ff0a4" : "#1a6b34", NULL);
  gtk_text_buffer_create_tag (buffer, "removed", "foreground", dark ? "#ff9b93" : "#b0140b", "strikethrough", TRUE,
                              NULL);
  gtk_text_buffer_create_tag (buffer, "section", "weight", PANGO_WEIGHT_BOLD, NULL);
}

/* }}} */
/* {{{ versions */

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  VdtReportVersion *version = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *note = vdt_report_version_get_note (version);
  g_autofree char *at = vdt_time_format (vdt_report_version_get_at (version), VDT_TIME_DAY_MINUTE);
  g_autofree char *who = vdt_present_text (vdt_report_version_get_actor (version));
  g_autofree char *text = NULL;

  /* Translators: the number of a version, when it was kept, by whom, and what it is. */
  text = g_strdup_printf (_("Version %u\n%s, %s%s%s"), vdt_report_version_get_version (version), at, who,
                          note == NULL ? "" : "\n", note == NULL ? "" : note);
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtReportVersionsWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) versions = vdt_session_list_report_versions_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;
  if (versions == NULL)
    {
      vdt_state_view_set_failed (self->state_view, _("The Versions Cannot Be Read"), error->message);
      vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
      return;
    }

  gtk_single_selection_set_model (self->selection, versions);
  vdt_state_view_set_state (self->state_view, g_list_model_get_n_items (versions) == 0 ? VDT_VIEW_STATE_EMPTY
                                                                                       : VDT_VIEW_STATE_CONTENT);
  selected_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
reload (VdtReportVersionsWindow *self)
{
  vdt_session_list_report_versions_async (self->session, self->report, self->cancellable, listed_cb,
                                          g_object_ref (self));
}

/* What was kept first: the report until now. */
static void
kept_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(VdtReportVersionsWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_save_report_version_finish (VDT_SESSION (object), result, &error);
  VdtReportVersion *version = self->session == NULL ? NULL : get_selected (self);

  if (version != NULL && done)
    done = vdt_session_restore_report_version (self->session, self->report, version, &error);
  if (!done)
    {
      gtk_label_set_label (self->message, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
      return;
    }
  if (version == NULL)
    return;

  g_signal_emit (self, signals[SIGNAL_RESTORED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static void
restore_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtReportVersionsWindow *self = VDT_REPORT_VERSIONS_WINDOW (widget);

  if (get_selected (self) != NULL)
    vdt_session_save_report_version_async (self->session, self->report, _("Before an older version was restored"),
                                           self->cancellable, kept_cb, g_object_ref (self));
}

/* }}} */

static void
vdt_report_versions_window_dispose (GObject *object)
{
  VdtReportVersionsWindow *self = VDT_REPORT_VERSIONS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->report);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (vdt_report_versions_window_parent_class)->dispose (object);
}

static void
vdt_report_versions_window_class_init (VdtReportVersionsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_report_versions_window_dispose;
  gtk_widget_class_install_action (widget_class, "versions.restore", NULL, restore_action);
  vdt_window_class_add_close_keys (widget_class);

  /**
   * VdtReportVersionsWindow::restored:
   *
   * The report is what a version of it was.
   */
  signals[SIGNAL_RESTORED] = g_signal_new ("restored", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
scrolled (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);

  return scroller;
}

static GtkWidget *
new_columns (VdtReportVersionsWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->selection = gtk_single_selection_new (NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Versions of the report"), -1);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);

  self->diff = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->diff, FALSE);
  gtk_text_view_set_monospace (self->diff, TRUE);
  gtk_text_view_set_wrap_mode (self->diff, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (self->diff, 12);
  gtk_text_view_set_right_margin (self->diff, 12);
  gtk_text_view_set_top_margin (self->diff, 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->diff), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What differs in the report now"), -1);
  add_tags (self->diff);

  gtk_paned_set_start_child (GTK_PANED (paned), scrolled (GTK_WIDGET (self->list)));
  gtk_paned_set_end_child (GTK_PANED (paned), scrolled (GTK_WIDGET (self->diff)));
  gtk_paned_set_position (GTK_PANED (paned), 240);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);

  return paned;
}

static void
vdt_report_versions_window_init (VdtReportVersionsWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *restore = gtk_button_new_with_mnemonic (_("_Restore"));

  self->cancellable = g_cancellable_new ();
  gtk_window_set_title (GTK_WINDOW (self), _("Versions of the Report"));
  gtk_window_set_default_size (GTK_WINDOW (self), 860, 520);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (restore), "versions.restore");
  gtk_widget_set_tooltip_text (restore, _("Make the Report What This Version Is"));
  gtk_widget_add_css_class (restore, "suggested-action");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), restore);

  self->message = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "visible", FALSE, "margin-start", 12,
                                "margin-end", 12, "margin-top", 6, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  self->state_view = g_object_new (VDT_TYPE_STATE_VIEW, NULL);
  vdt_state_view_set_empty (self->state_view, "vdt-clock-symbolic", _("No Versions Yet"),
                            _("Ctrl+S keeps the report as a version that never changes."));
  vdt_state_view_set_child (self->state_view, new_columns (self));
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  gtk_widget_set_vexpand (GTK_WIDGET (self->state_view), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "versions.restore", FALSE);

  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->state_view));
  adw_window_set_content (ADW_WINDOW (self), box);
}

/**
 * vdt_report_versions_window_new:
 * @parent: the window that it is over
 * @session: an open session
 * @report: a report
 *
 * Returns: a window of its versions
 */
GtkWidget *
vdt_report_versions_window_new (GtkWindow  *parent,
                                VdtSession *session,
                                VdtReport  *report)
{
  VdtReportVersionsWindow *self;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (VDT_IS_REPORT (report), NULL);

  self = g_object_new (VDT_TYPE_REPORT_VERSIONS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);
  self->session = g_object_ref (session);
  self->report = g_object_ref (report);
  reload (self);

  return GTK_WIDGET (self);
}
