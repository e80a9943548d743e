/* vdt-save.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-save.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-feedback.h"

typedef struct
{
  GtkWidget *widget;
  GBytes    *bytes;
  GFile     *file;
} Save;

static void
save_free (Save *save)
{
  g_object_unref (save->widget);
  g_bytes_unref (save->bytes);
  g_clear_object (&save->file);
  g_free (save);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Save *save = user_data;
  g_autoptr(GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      g_autofree char *name = g_file_get_basename (save->file);
      g_autofree char *shown = g_filename_display_name (name);
      g_autofree char *text = g_strdup_printf (_("Saved as %s"), shown);

      vdt_feedback_toast (save->widget, text);
    }
  else
    vdt_feedback_error (save->widget, error);
  save_free (save);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Save *save = user_data;
  g_autoptr(GError) error = NULL;

  save->file = vdt_compat_save_file_finish (result, &error);
  if (save->file == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        vdt_feedback_error (save->widget, error);
      save_free (save);
      return;
    }

  /* GIO writes another file and renames it: never half of one under the name */
  g_file_replace_contents_bytes_async (save->file, save->bytes, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       written_cb, save);
}

/**
 * vdt_save:
 * @widget: where it was asked for
 * @title: of the dialog
 * @name: the file name to begin with
 * @bytes: what to write
 *
 * Asks for a name and writes the file; says so, or what went wrong.
 */
void
vdt_save (GtkWidget  *widget,
          const char *title,
          const char *name,
          GBytes     *bytes)
{
  Save *save;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (bytes != NULL);

  save = g_new0 (Save, 1);
  save->widget = g_object_ref (widget);
  save->bytes = g_bytes_ref (bytes);
  vdt_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), title, name, NULL, chosen_cb, save);
}
