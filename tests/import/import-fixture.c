/* import-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "import-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vdt-error.h"

void
fixture_set_up (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->importer = vdt_importer_new ();
  f->cancellable = g_cancellable_new ();
  f->folder = g_dir_make_tmp ("vdt-import-XXXXXX", &error);
  g_assert_no_error (error);
  f->incidents = g_ptr_array_new_with_free_func (g_object_unref);
  f->alerts = g_ptr_array_new_with_free_func (g_object_unref);
  f->loop = g_main_loop_new (NULL, FALSE);
}

void
fixture_tear_down (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr(GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }

  g_rmdir (f->folder);
  g_clear_object (&f->importer);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->folder, g_free);
  g_clear_pointer (&f->incidents, g_ptr_array_unref);
  g_clear_pointer (&f->alerts, g_ptr_array_unref);
  g_clear_pointer (&f->reports, g_ptr_array_unref);
  g_clear_error (&f->error);
  g_clear_pointer (&f->loop, g_main_loop_unref);
  g_clear_pointer (&f->rows, g_ptr_array_unref);
  g_clear_pointer (&f->kept, g_ptr_array_unref);
  g_clear_pointer (&f->hashes, g_hash_table_unref);
  g_clear_pointer (&f->hash, g_free);

  /* a last task may still hold the importer */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

char *
fixture_path (Fixture    *f,
              const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

void
fixture_write (Fixture       *f,
               const char    *name,
               gconstpointer  bytes,
               gssize         length)
{
  g_autofree char *path = fixture_path (f, name);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, bytes, length, &error);
  g_assert_no_error (error);
}

static gboolean
sink_cb (GPtrArray     *records,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Fixture *f = user_data;

  f->n_batches++;
  if (f->n_batches == f->cancel_after)
    g_cancellable_cancel (cancellable);
  if (f->n_batches == f->fail_after)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "the disk is full");
      return FALSE;
    }

  for (guint i = 0; i < records->len; i++)
    {
      gpointer record = g_ptr_array_index (records, i);

      g_ptr_array_add (VDT_IS_ALERT (record) ? f->alerts : f->incidents, g_object_ref (record));
    }

  return TRUE;
}

static gboolean
begin_rows (const VdtImportSource  *source,
            char                  **out_twin,
            VdtKqlCatalog         **out_catalog,
            gpointer                user_data,
            GError                **error)
{
  Fixture *f = user_data;

  g_free (f->hash);
  f->hash = g_strdup (source->hash);
  g_ptr_array_set_size (f->rows, 0);
  *out_catalog = vdt_kql_catalog_new_default ();
  if (g_hash_table_contains (f->hashes, source->hash))
    *out_twin = g_strdup ("earlier");

  return TRUE;
}

static void
append_cell (GString            *text,
             const VdtRowColumn *column,
             guint               row)
{
  g_string_append_printf (text, "|%s=", column->name);
  if (column->reals != NULL)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append (text, g_ascii_dtostr (number, sizeof number, column->reals[row]));
    }
  else if (column->texts != NULL)
    {
      g_string_append_len (text, column->texts[row].text, column->texts[row].length);
    }
  else if (column->type == VDT_CELL_DATETIME)
    {
      char time[40];

      vdt_cell_format_datetime (column->integers[row], time);
      g_string_append (text, time);
    }
  else
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, column->integers[row]);
    }
}

static gboolean
take_rows (VdtRowBatch  *batch,
           gpointer      user_data,
           GError      **error)
{
  Fixture *f = user_data;

  if (++f->n_row_batches == f->fail_rows)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "the disk is full");
      return FALSE;
    }

  for (guint row = 0; row < vdt_row_batch_get_n_rows (batch); row++)
    {
      GString *text = g_string_new (vdt_row_batch_get_table (batch));

      g_string_append_printf (text, "|%" G_GUINT64_FORMAT, vdt_row_batch_get_lines (batch)[row]);
      for (guint i = 0; i < vdt_row_batch_get_n_columns (batch); i++)
        if (vdt_row_batch_is_set (batch, i, row))
          append_cell (text, vdt_row_batch_get_column (batch, i), row);
      g_string_append_c (text, '|');
      g_ptr_array_add (f->rows, g_string_free (text, FALSE));
    }

  return TRUE;
}

static gboolean
end_rows (gboolean   keep,
          gpointer   user_data,
          GError   **error)
{
  Fixture *f = user_data;

  for (guint i = 0; i < f->rows->len && keep; i++)
    g_ptr_array_add (f->kept, g_strdup (g_ptr_array_index (f->rows, i)));
  if (keep)
    g_hash_table_add (f->hashes, g_strdup (f->hash));

  return TRUE;
}

/* Lets the importer have somewhere to put rows; @table is the person's choice. */
void
fixture_take_rows (Fixture    *f,
                   const char *table)
{
  static const VdtImportRowSink sink = { begin_rows, take_rows, end_rows, NULL };

  if (f->rows == NULL)
    {
      f->rows = g_ptr_array_new_with_free_func (g_free);
      f->kept = g_ptr_array_new_with_free_func (g_free);
      f->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }
  vdt_importer_set_rows (f->importer, &sink, f, table);
}

/* Whether a row that was kept begins with @beginning and has @part in it. */
gboolean
fixture_has_row (Fixture    *f,
                 const char *beginning,
                 const char *part)
{
  for (guint i = 0; i < f->kept->len; i++)
    {
      const char *row = g_ptr_array_index (f->kept, i);

      if (g_str_has_prefix (row, beginning) && strstr (row, part) != NULL)
        return TRUE;
    }

  for (guint i = 0; i < f->kept->len && i < 20; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (f->kept, i));

  return FALSE;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  f->reports = vdt_importer_run_finish (VDT_IMPORTER (source), result, &f->error);
  g_main_loop_quit (f->loop);
}

void
fixture_import_files (Fixture        *f,
                      GListModel     *files,
                      VdtImportFlags  flags)
{
  g_ptr_array_set_size (f->incidents, 0);
  g_ptr_array_set_size (f->alerts, 0);
  g_clear_pointer (&f->reports, g_ptr_array_unref);
  g_clear_error (&f->error);
  f->n_batches = 0;

  vdt_importer_run_async (f->importer, files, flags, sink_cb, f, f->progress, f->cancellable, done_cb, f);
  g_main_loop_run (f->loop);
}

VdtImportReport *
fixture_import (Fixture        *f,
                const char     *name,
                VdtImportFlags  flags)
{
  g_autofree char *path = fixture_path (f, name);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  fixture_import_files (f, G_LIST_MODEL (files), flags);

  return f->reports != NULL && f->reports->len > 0 ? g_ptr_array_index (f->reports, 0) : NULL;
}

VdtIncident *
fixture_find (Fixture    *f,
              const char *id)
{
  for (guint i = 0; i < f->incidents->len; i++)
    {
      VdtIncident *incident = g_ptr_array_index (f->incidents, i);

      if (strcmp (vdt_incident_get_id (incident), id) == 0)
        return incident;
    }

  return NULL;
}

gboolean
fixture_report_says (VdtImportReport *report,
                     const char      *text)
{
  for (guint i = 0; i < vdt_import_report_get_n_problems (report); i++)
    {
      const VdtImportProblem *problem = vdt_import_report_get_problem (report, i);

      g_test_message ("%s: %s", problem->where, problem->message);
      if (strstr (problem->message, text) != NULL || strstr (problem->where, text) != NULL)
        return TRUE;
    }

  return FALSE;
}
