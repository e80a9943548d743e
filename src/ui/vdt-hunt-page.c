/* vdt-hunt-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-actions.h"
#include "vdt-feedback.h"
#include "vdt-kql-format.h"
#include "vdt-session-history.h"
#include "vdt-session-hunt.h"

/**
 * VdtHuntPage:
 *
 * An editor for a query, what is wrong with it, and the rows that it finds.
 * F5 runs what is selected, or the query at the caret.
 */
G_DEFINE_FINAL_TYPE (VdtHuntPage, vdt_hunt_page, VDT_TYPE_PAGE)

static gboolean
is_running (VdtHuntPage *self)
{
  return self->run != NULL && vdt_query_run_get_state (self->run) < VDT_QUERY_DONE;
}

static char *
dup_status (VdtHuntPage *self)
{
  const VdtQueryStats *stats = vdt_query_run_get_stats (self->run);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->run));
  g_autofree char *rows = g_strdup_printf (ngettext ("%u row", "%u rows", n), n);
  double seconds = (double) stats->duration / G_USEC_PER_SEC;

  switch (vdt_query_run_get_state (self->run))
    {
    case VDT_QUERY_DONE:
      if (vdt_query_run_get_truncated (self->run))
        /* Translators: a number of rows, and the seconds that the query took. */
        return g_strdup_printf (_("%s · %.2f s · truncated: there are more rows than these"), rows, seconds);
      return g_strdup_printf (_("%s · %.2f s"), rows, seconds);

    case VDT_QUERY_PARTIAL:
      return g_strdup_printf (_("%s · %.2f s · partial: %s"), rows, seconds,
                              vdt_query_run_get_message (self->run) != NULL
                              ? vdt_query_run_get_message (self->run) : _("the query was stopped"));

    case VDT_QUERY_FAILED:
      return g_strdup (_("The query failed"));

    case VDT_QUERY_WAITING:
    case VDT_QUERY_RUNNING:
    default:
      return g_strdup_printf (_("Running… %s so far"), rows);
    }
}

static void
show_error (VdtHuntPage *self)
{
  const char *message = vdt_query_run_get_message (self->run);
  g_autofree char *text = NULL;
  gsize start;
  gboolean has_place = vdt_query_run_get_place (self->run, &start, &self->place_length);

  if (has_place)
    {
      g_autofree char *place = NULL;

      self->place = self->run_start + start;
      place = vdt_hunt_page_dup_place (self, self->place);
      text = g_strdup_printf (_("%s: %s"), place, message);
    }
  gtk_label_set_label (self->error_label, text != NULL ? text : message);
  gtk_widget_set_visible (self->place_button, has_place);
  gtk_widget_set_visible (self->error_box, TRUE);
}

static void
run_changed_cb (VdtHuntPage *self)
{
  g_autofree char *status = dup_status (self);

  gtk_label_set_label (self->status, status);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hunt.stop", is_running (self));
  if (vdt_query_run_get_state (self->run) == VDT_QUERY_FAILED)
    show_error (self);
  else if (vdt_query_run_get_state (self->run) == VDT_QUERY_DONE)
    vdt_hunt_ask_show_next (self->ask, self->run);
  vdt_hunt_page_views_changed (self);
}

static void
let_go (VdtHuntPage *self)
{
  if (self->run == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->run, self);
  if (is_running (self))
    vdt_query_run_cancel (self->run);
  g_clear_object (&self->run);
}

static void
show_run (VdtHuntPage *self)
{
  gtk_widget_set_visible (self->error_box, FALSE);
  vdt_hunt_grid_set_run (self->grid, self->run);
  g_signal_connect_swapped (self->run, "notify::state", G_CALLBACK (run_changed_cb), self);
  g_signal_connect_swapped (self->run, "items-changed", G_CALLBACK (run_changed_cb), self);
  run_changed_cb (self);
  vdt_hunt_chart_set_run (self->chart, self->run);
  vdt_hunt_page_run_started (self);
}

static void
run_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);
  VdtSessionQuery options = { .as_of_newest = gtk_check_button_get_active (self->newest) };
  gsize start;
  g_autofree char *text = vdt_kql_editor_dup_query (self->editor, &start);

  if (text[strspn (text, " \t\r\n")] == '\0')
    {
      vdt_feedback_toast (widget, _("Write a query first"));
      return;
    }

  let_go (self);
  vdt_hunt_page_save (self);
  self->run_start = start;
  self->run = vdt_session_run_query (self->session, text, &options);
  vdt_session_record_run (self->session, self->run, "local");
  show_run (self);
}

static void
stop_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);

  if (is_running (self))
    vdt_query_run_cancel (self->run);
}

static void
format_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (text, -1, NULL);
  g_autofree char *formatted = vdt_kql_format (tree, NULL);

  if (g_strcmp0 (formatted, text) != 0)
    vdt_hunt_page_set_text (self, formatted);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_autofree char *text = vdt_hunt_grid_dup_marked (VDT_HUNT_PAGE (widget)->grid);

  if (text == NULL)
    {
      vdt_feedback_toast (widget, _("Select rows first"));
      return;
    }

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  vdt_feedback_toast (widget, _("Rows copied"));
}

static void
show_place_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);

  vdt_kql_editor_show_place (self->editor, self->place, self->place_length);
}

static gboolean
vdt_hunt_page_leave (VdtPage *page)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (page);

  if (!is_running (self))
    return FALSE;

  vdt_query_run_cancel (self->run);
  return TRUE;
}

static void
vdt_hunt_page_refresh (VdtPage *page)
{
  run_action (GTK_WIDGET (page), NULL, NULL);
}

static void
vdt_hunt_page_focus_start (VdtPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (VDT_HUNT_PAGE (page)->editor));
}

static void
vdt_hunt_page_dispose (GObject *object)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (object);

  if (self->save_id != 0)
    vdt_hunt_page_save (self);
  g_clear_handle_id (&self->save_id, g_source_remove);
  let_go (self);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  /* AdwBin would unparent what the template has let go of (libadwaita 1.2). */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_HUNT_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_hunt_page_parent_class)->dispose (object);
}

static void
vdt_hunt_page_class_init (VdtHuntPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_page_dispose;
  page_class->kind = "hunt";
  page_class->leave = vdt_hunt_page_leave;
  page_class->refresh = vdt_hunt_page_refresh;
  page_class->focus_start = vdt_hunt_page_focus_start;

  g_type_ensure (VDT_TYPE_HUNT_CHART);
  g_type_ensure (VDT_TYPE_KQL_EDITOR);
  g_type_ensure (VDT_TYPE_HUNT_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/vedette/Vedette/vdt-hunt-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, editor);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, side_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, side_slot);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, newest);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, problems_scrolled);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, problems);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, place_button);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, grid);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, status);
  vdt_hunt_page_class_add_ask (klass);
  gtk_widget_class_bind_template_callback (widget_class, vdt_hunt_page_problem_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, vdt_hunt_page_problems_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, vdt_hunt_page_update_names);
  gtk_widget_class_install_action (widget_class, "hunt.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "hunt.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "hunt.format", NULL, format_action);
  gtk_widget_class_install_action (widget_class, "hunt.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "hunt.show-place", NULL, show_place_action);
  vdt_hunt_page_class_add_rows (klass);
  vdt_hunt_page_class_add_slots (klass);
  vdt_hunt_page_class_add_views (klass);
}

static void
vdt_hunt_page_init (VdtHuntPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)));
  vdt_actions_add_keys (GTK_WIDGET (self->editor), VDT_ACTION_SCOPE_EDITOR);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "hunt.stop", FALSE);
}

/**
 * vdt_hunt_page_new:
 * @session: an open session
 * @key: the tab's key, under which its text is kept
 * @text: (nullable): a query
 *
 * Returns: a new page, which does not run by itself
 */
GtkWidget *
vdt_hunt_page_new (VdtSession *session,
                   const char *key,
                   const char *text)
{
  VdtHuntPage *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);
  g_return_val_if_fail (g_str_has_prefix (key, VDT_HUNT_KEY_PREFIX), NULL);

  self = g_object_new (VDT_TYPE_HUNT_PAGE, NULL);
  /* Translators: the title of a hunting tab; %s is its number. */
  title = g_strdup_printf (_("Hunting %s"), key + strlen (VDT_HUNT_KEY_PREFIX));
  self->session = g_object_ref (session);
  vdt_hunt_grid_set_session (self->grid, session);
  vdt_hunt_page_set_up_ask (self);
  g_signal_connect_swapped (self->grid, "extend-query", G_CALLBACK (vdt_hunt_page_extend_query), self);
  vdt_page_set_key (VDT_PAGE (self), key);
  vdt_page_set_title (VDT_PAGE (self), title);
  vdt_kql_editor_load_text (self->editor, text != NULL ? text : "");
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (vdt_hunt_page_save_soon), self);
  vdt_hunt_page_save_soon (self);

  return GTK_WIDGET (self);
}

/**
 * vdt_hunt_page_dup_text:
 * @self: a page
 *
 * Returns: (transfer full): what is in the editor
 */
char *
vdt_hunt_page_dup_text (VdtHuntPage *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), NULL);

  return vdt_kql_editor_dup_text (self->editor);
}

/**
 * vdt_hunt_page_get_run:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the last run
 */
VdtQueryRun *
vdt_hunt_page_get_run (VdtHuntPage *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), NULL);

  return self->run;
}

/**
 * vdt_hunt_page_get_error:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the error that is shown above the rows
 */
const char *
vdt_hunt_page_get_error (VdtHuntPage *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_PAGE (self), NULL);

  return gtk_widget_get_visible (self->error_box) ? gtk_label_get_text (self->error_label) : NULL;
}

/**
 * vdt_hunt_page_show_run:
 * @self: a page
 * @run: a run, perhaps one that has ended
 *
 * Shows rows that are not those of the text: a preview, or a result that was kept.
 */
void
vdt_hunt_page_show_run (VdtHuntPage *self,
                        VdtQueryRun *run)
{
  g_return_if_fail (VDT_IS_HUNT_PAGE (self) && VDT_IS_QUERY_RUN (run));

  let_go (self);
  self->run_start = 0;
  self->run = g_object_ref (run);
  show_run (self);
}
