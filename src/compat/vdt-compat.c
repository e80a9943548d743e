/* vdt-compat.c
 *
 * GtkFileDialog came with GTK 4.10, which is when GtkFileChooserNative was
 * deprecated. Both are portal-aware; this file is the only one that knows which
 * of the two it calls. Rows are scrolled to by an action that every version has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-compat.h"

#if GTK_CHECK_VERSION (4, 10, 0)

G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static void
open_multiple_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GListModel *files;

  files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (object), result, &error);

  if (files != NULL)
    g_task_return_pointer (task, files, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
}

static void
open_files (GTask      *task,
            GtkWindow  *parent,
            const char *title,
            GListModel *filters)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open_multiple (dialog, parent, g_task_get_cancellable (task),
                                 open_multiple_cb, task);
}

static void
save_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  GFile *file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", error->message);
}

static void
save_file (GTask      *task,
           GtkWindow  *parent,
           const char *title,
           const char *name)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, g_task_get_cancellable (task), save_cb, task);
}

G_GNUC_END_IGNORE_DEPRECATIONS

#else

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  g_autoptr(GTask) task = user_data;
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);

  if (response != GTK_RESPONSE_ACCEPT)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "no file was chosen");
  else if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    g_task_return_pointer (task, gtk_file_chooser_get_file (chooser), g_object_unref);
  else
    g_task_return_pointer (task, gtk_file_chooser_get_files (chooser), g_object_unref);

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
cancelled_cb (GCancellable    *cancellable,
              GtkNativeDialog *dialog)
{
  gtk_native_dialog_hide (dialog);
  g_signal_emit_by_name (dialog, "response", GTK_RESPONSE_CANCEL);
}

/* The dialog lives until it is answered: nobody else holds a native dialog. */
static GtkFileChooserNative *
present_native (GTask                *task,
                GtkWindow            *parent,
                const char           *title,
                GtkFileChooserAction  action)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);
  GCancellable *cancellable = g_task_get_cancellable (task);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), dialog, 0);

  return dialog;
}

static void
open_files (GTask      *task,
            GtkWindow  *parent,
            const char *title,
            GListModel *filters)
{
  GtkFileChooserNative *dialog = present_native (task, parent, title, GTK_FILE_CHOOSER_ACTION_OPEN);

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++)
    {
      g_autoptr(GtkFileFilter) filter = g_list_model_get_item (filters, i);

      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
save_file (GTask      *task,
           GtkWindow  *parent,
           const char *title,
           const char *name)
{
  GtkFileChooserNative *dialog = present_native (task, parent, title, GTK_FILE_CHOOSER_ACTION_SAVE);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

#endif

/**
 * vdt_compat_open_files_async:
 * @parent: the window that asks
 * @title: the dialog's title
 * @filters: (nullable): a list of #GtkFileFilter; the first one is chosen
 * @cancellable: (nullable): closes the dialog
 * @callback: called once
 * @user_data: for @callback
 *
 * Asks for one or more files.
 */
void
vdt_compat_open_files_async (GtkWindow           *parent,
                             const char          *title,
                             GListModel          *filters,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_compat_open_files_async);
  open_files (task, parent, title, filters);
}

/**
 * vdt_compat_open_files_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the chosen files, a list of #GFile
 */
GListModel *
vdt_compat_open_files_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_compat_save_file_async:
 * @parent: the window that asks
 * @title: the dialog's title
 * @name: the file name proposed
 * @cancellable: (nullable): closes the dialog
 * @callback: called once
 * @user_data: for @callback
 *
 * Asks where to write a file; asks by itself before one is replaced.
 */
void
vdt_compat_save_file_async (GtkWindow           *parent,
                            const char          *title,
                            const char          *name,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (GTK_IS_WINDOW (parent));

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_compat_save_file_async);
  save_file (task, parent, title, name);
}

/**
 * vdt_compat_save_file_finish:
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the chosen file
 */
GFile *
vdt_compat_save_file_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_compat_select_row:
 * @selection: what is selected in
 * @list: a #GtkListView or #GtkColumnView that shows @selection
 * @position: of the row
 *
 * Selects a row and scrolls to it. GTK has a call that scrolls from 4.12 on; before,
 * the list has it as an action, and a column view's is that of the list within.
 */
void
vdt_compat_select_row (GtkSingleSelection *selection,
                       GtkWidget          *list,
                       guint               position)
{
  g_return_if_fail (GTK_IS_SINGLE_SELECTION (selection));
  g_return_if_fail (GTK_IS_WIDGET (list));

  gtk_single_selection_set_selected (selection, position);

  if (!GTK_IS_COLUMN_VIEW (list))
    {
      gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
      gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}
