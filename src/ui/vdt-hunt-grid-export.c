/* vdt-hunt-grid-export.c
 *
 * The rows as a file, written on a thread.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-compat.h"
#include "vdt-feedback.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-session-result.h"

typedef struct
{
  VdtHuntGrid *grid;
  char        *format;
  GFile       *file;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->grid);
  g_clear_object (&export->file);
  g_free (export->format);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
show_work (VdtHuntGrid *self,
           const char  *text,
           double       fraction)
{
  gtk_widget_set_visible (self->work_bar, text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_label (self->work_label, text);
  gtk_progress_bar_set_fraction (self->work_progress, fraction);
}

static void
progress_cb (goffset  n_rows,
             goffset  n_all,
             gpointer user_data)
{
  VdtHuntGrid *self = user_data;
  g_autofree char *text = NULL;

  if (self->box == NULL)
    return;

  /* Translators: rows that are written, and all rows. */
  text = g_strdup_printf (_("Exporting: %lu of %lu rows"), (gulong) n_rows, (gulong) n_all);
  show_work (self, text, n_all > 0 ? (double) n_rows / (double) n_all : 0);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  VdtHuntGrid *self = export->grid;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_export_result_finish (result, &error);

  g_clear_object (&self->exporting);
  if (self->box == NULL)
    return;

  show_work (self, NULL, 0);
  if (done)
    {
      g_autofree char *name = g_file_get_basename (export->file);
      g_autofree char *shown = g_filename_display_name (name);
      g_autofree char *text = g_strdup_printf (_("Saved as %s"), shown);

      vdt_feedback_toast (GTK_WIDGET (self), text);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_feedback_toast (GTK_WIDGET (self), _("Stopped; nothing was written"));
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

/* Several rows that are selected are meant; else all that are shown. */
static gboolean
wants_selection (VdtHuntGrid *self)
{
  return vdt_grid_selection_count_rows (vdt_grid_view_get_selection (self->view)) > 1;
}

/**
 * vdt_hunt_grid_export_to:
 * @self: a grid
 * @format: one of vdt_session_get_result_formats()
 * @file: where to
 *
 * Writes the columns that are shown, of the rows that are selected if they are several, else
 * of all rows that are shown.
 */
void
vdt_hunt_grid_export_to (VdtHuntGrid *self,
                         const char  *format,
                         GFile       *file)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  g_autofree char *path = g_file_get_path (file);
  g_autofree guint *columns = NULL;
  g_autoptr(VdtResultSource) source = NULL;
  Export *export;
  guint n;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (self->rows == NULL || path == NULL || self->exporting != NULL)
    {
      vdt_feedback_toast (GTK_WIDGET (self), self->exporting != NULL ? _("Another export is running")
                                                                     : _("Choose a folder of this computer"));
      return;
    }

  n = vdt_grid_layout_get_n_shown (layout);
  columns = g_new (guint, n + 1);
  for (guint i = 0; i < n; i++)
    columns[i] = vdt_grid_layout_get_shown (layout, i)->column;
  export = g_new0 (Export, 1);
  export->grid = g_object_ref (self);
  export->file = g_object_ref (file);
  source = vdt_hunt_grid_new_source (self, wants_selection (self));
  vdt_hunt_grid_renew (&self->exporting);
  vdt_session_export_result_async (source, columns, n, format, path, progress_cb, self, self->exporting, exported_cb,
                                   export);
}

static void
chosen_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Export) export = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = vdt_compat_save_file_finish (result, &error);

  if (file != NULL)
    vdt_hunt_grid_export_to (export->grid, export->format, file);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    vdt_feedback_error (GTK_WIDGET (export->grid), error);
}

/**
 * vdt_hunt_grid_export:
 * @self: a grid
 * @format: one of vdt_session_get_result_formats()
 *
 * Asks for a name and writes the file.
 */
void
vdt_hunt_grid_export (VdtHuntGrid *self,
                      const char  *format)
{
  g_autofree char *name = g_strconcat (_("rows"), ".", format, NULL);
  Export *export;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (self->rows == NULL)
    return;

  export = g_new0 (Export, 1);
  export->grid = g_object_ref (self);
  export->format = g_strdup (format);
  vdt_compat_save_file_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                              wants_selection (self) ? _("Export the Selected Rows") : _("Export All Rows"), name, NULL,
                              chosen_cb, export);
}

static void
stop_cb (VdtHuntGrid *self)
{
  g_cancellable_cancel (self->exporting);
}

void
vdt_hunt_grid_add_work (VdtHuntGrid *self)
{
  GtkWidget *stop = gtk_button_new_with_label (_("Stop"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (stop), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Stop the export"), -1);
  g_signal_connect_swapped (stop, "clicked", G_CALLBACK (stop_cb), self);
  self->work_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->work_bar, "grid-bar");
  self->work_label = GTK_LABEL (gtk_label_new (NULL));
  self->work_progress = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->work_progress), TRUE);
  gtk_widget_set_valign (GTK_WIDGET (self->work_progress), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->work_bar), GTK_WIDGET (self->work_label));
  gtk_box_append (GTK_BOX (self->work_bar), GTK_WIDGET (self->work_progress));
  gtk_box_append (GTK_BOX (self->work_bar), stop);
  gtk_widget_set_visible (self->work_bar, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->work_bar);
}
