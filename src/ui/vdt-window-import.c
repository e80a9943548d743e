/* vdt-window-import.c
 *
 * The ways in: the file dialog, files dropped on the window, the sample.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-private.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-feedback.h"
#include "vdt-import-report.h"
#include "vdt-problems-page.h"
#include "vdt-session-hunt.h"

static GListModel *
file_filters (void)
{
  static const char * const suffixes[] = { "json", "jsonl", "ndjson", "gz", "zip" };
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) incidents = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (incidents, _("Incidents (JSON, JSON lines, gzip, zip)"));
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (incidents, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, incidents);
  g_list_store_append (filters, all);

  return G_LIST_MODEL (filters);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GListModel) files = vdt_compat_open_files_finish (result, NULL);

  /* An error is only ever that no file was chosen. */
  if (files != NULL)
    vdt_window_import (VDT_WINDOW (object), files);
}

/**
 * vdt_window_choose_files:
 * @self: a window
 *
 * Asks for files, and imports them.
 */
void
vdt_window_choose_files (VdtWindow *self)
{
  g_autoptr(GListModel) filters = file_filters ();

  vdt_compat_open_files_async (GTK_WINDOW (self), _("Open Files"), filters, NULL, chosen_cb, NULL);
}

/* Sums up an import that is done: a toast, and a line that stays if something
 * could not be read. */
static void
tell (VdtWindow *self,
      GPtrArray *reports)
{
  guint64 n_incidents = 0, n_skipped = 0, n_problems = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < reports->len; i++)
    {
      VdtImportReport *report = g_ptr_array_index (reports, i);

      n_incidents += vdt_import_report_get_incidents (report);
      n_skipped += vdt_import_report_get_skipped (report);
      n_problems += vdt_import_report_get_n_problems (report);
    }

  text = g_strdup_printf (ngettext ("%u incident imported", "%u incidents imported",
                                    (gulong) n_incidents), (guint) n_incidents);
  vdt_feedback_toast (GTK_WIDGET (self->stack), text);
  vdt_window_notify (self, "import", _("Import done"), text);

  if (n_problems > 0)
    {
      g_autofree char *problems = NULL;

      problems = g_strdup_printf (ngettext ("%u problem in the imported files",
                                            "%u problems in the imported files", (gulong) n_problems),
                                  (guint) n_problems);
      vdt_state_bar_set (self->state_bar, "import",
                         n_skipped > 0 || n_incidents == 0 ? VDT_STATE_BAR_ERROR : VDT_STATE_BAR_WARNING,
                         "vdt-warning-symbolic", problems, _("Show Problems"), "win.show-problems", TRUE);
    }
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) reports = NULL;

  reports = vdt_session_import_finish (VDT_SESSION (object), result, &error);
  if (self->closing)
    return;
  if (reports == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vdt_state_bar_set (self->state_bar, "import", VDT_STATE_BAR_ERROR, "vdt-failed-symbolic",
                           error->message, NULL, NULL, TRUE);
      return;
    }

  g_clear_pointer (&self->reports, g_ptr_array_unref);
  self->reports = g_ptr_array_ref (reports);
  vdt_window_update_actions (self);
  tell (self, reports);
}

/**
 * vdt_window_import:
 * @self: a window
 * @files: a list of #GFile
 *
 * Imports files; the bar under the header shows how far it is. A case package is not
 * imported but opened to be read.
 */
void
vdt_window_import (VdtWindow  *self,
                   GListModel *files)
{
  g_autoptr(GListModel) rest = NULL;

  g_return_if_fail (VDT_IS_WINDOW (self));

  rest = vdt_window_open_packages (self, files);
  if (g_list_model_get_n_items (rest) == 0)
    return;

  g_cancellable_cancel (self->work);
  g_clear_object (&self->work);
  self->work = g_cancellable_new ();
  vdt_state_bar_clear (self->state_bar, "import");
  /* A person sees what could not be read: what is whole in a broken file counts. */
  vdt_session_import_async (self->session, rest, TRUE, self->work, imported_cb, g_object_ref (self));
}

static void
sample_opened_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = vdt_session_open_sample_finish (VDT_SESSION (object), result, &error);

  if (id == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self->stack), error);
    }
  else if (!self->closing)
    {
      vdt_window_open_incident (self, id);
      vdt_session_import_sample_rows_async (self->session, NULL, NULL, NULL);
    }
}

/**
 * vdt_window_open_sample:
 * @self: a window
 *
 * Puts the sample into the workspace and shows its main incident.
 */
void
vdt_window_open_sample (VdtWindow *self)
{
  vdt_session_open_sample_async (self->session, NULL, sample_opened_cb, g_object_ref (self));
}

static void
sample_removed_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(VdtWindow) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vdt_session_remove_sample_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_error (GTK_WIDGET (self->stack), error);
  else if (!self->closing)
    vdt_feedback_toast (GTK_WIDGET (self->stack), _("Sample data removed"));
}

/**
 * vdt_window_remove_sample:
 * @self: a window
 *
 * Takes the sample out of the workspace; its tabs are closed first.
 */
void
vdt_window_remove_sample (VdtWindow *self)
{
  vdt_window_show_place (self, "queue");
  for (int i = adw_tab_view_get_n_pages (self->tab_view) - 1; i >= 0; i--)
    {
      AdwTabPage *tab = adw_tab_view_get_nth_page (self->tab_view, i);
      VdtPage *page = VDT_PAGE (adw_tab_page_get_child (tab));

      if (g_str_equal (vdt_page_get_kind (page), "incident"))
        adw_tab_view_close_page (self->tab_view, tab);
    }
  vdt_session_remove_sample_async (self->session, NULL, sample_removed_cb, g_object_ref (self));
}

/**
 * vdt_window_show_problems:
 * @self: a window
 *
 * Lists what the last import could not read.
 */
void
vdt_window_show_problems (VdtWindow *self)
{
  if (self->reports == NULL)
    return;

  if (!vdt_window_show_page (self, "problems"))
    vdt_window_add_page (self, VDT_PAGE (vdt_problems_page_new ()));
  vdt_problems_page_set_reports (VDT_PROBLEMS_PAGE (vdt_window_get_page (self)), self->reports);
}

/**
 * vdt_window_notify:
 * @self: a window
 * @id: names what it is about; the next one of the same replaces it
 * @title: what is done
 * @body: (nullable): more of it
 *
 * Tells the desktop, but only while the window is not focused and if the settings
 * want it. It is withdrawn when the window gets the focus.
 */
void
vdt_window_notify (VdtWindow  *self,
                   const char *id,
                   const char *title,
                   const char *body)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr(GNotification) notification = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)) ||
      !g_settings_get_boolean (self->settings, "notifications"))
    return;

  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_application_send_notification (application, id, notification);
}

static gboolean
drop_cb (VdtWindow    *self,
         const GValue *value,
         double        x,
         double        y)
{
  g_autoptr(GListStore) files = NULL;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ||
      vdt_session_get_state (self->session) != VDT_SESSION_OPEN)
    return FALSE;

  files = g_list_store_new (G_TYPE_FILE);
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_list_store_append (files, l->data);
  vdt_window_import (self, G_LIST_MODEL (files));

  return TRUE;
}

/**
 * vdt_window_add_drop_target:
 * @self: a window
 *
 * Takes files that are dropped on the window. The same by keyboard: Ctrl+O.
 */
void
vdt_window_add_drop_target (VdtWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
