/* vdt-session-hunt-sample.c
 *
 * The sample's telemetry comes after its incidents: an analyst reads while some
 * hundred thousand rows are made.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-hunt.h"

#include "vdt-error.h"
#include "vdt-hunt-workspace.h"
#include "vdt-importer.h"
#include "vdt-sample.h"
#include "vdt-session-private.h"
#include "vdt-session-rows.h"

#define SAMPLE_PATH "resource:///io/github/vedette/Vedette/sample/"

typedef struct
{
  VdtHuntWorkspace *hunt;
  VdtImporter      *importer;
} SampleRows;

static void
sample_rows_free (gpointer data)
{
  SampleRows *rows = data;

  g_clear_object (&rows->importer);
  g_clear_object (&rows->hunt);
  g_free (rows);
}

/* The files have rows only. */
static gboolean
refuse_records (GPtrArray     *records,
                gpointer       user_data,
                GCancellable  *cancellable,
                GError       **error)
{
  g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FORMAT, "the sample's telemetry holds incidents");

  return FALSE;
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GPtrArray) reports = NULL;
  guint64 *total = g_new0 (guint64, 1);
  GError *error = NULL;

  reports = vdt_importer_run_finish (VDT_IMPORTER (object), result, &error);
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      VdtImportReport *report = g_ptr_array_index (reports, i);

      for (guint j = 0; j < vdt_import_report_get_n_tables (report); j++)
        {
          guint64 n;

          vdt_import_report_get_table (report, j, &n);
          *total += n;
        }
    }

  if (reports != NULL)
    {
      g_task_return_pointer (task, total, g_free);
    }
  else
    {
      g_free (total);
      g_task_return_error (task, error);
    }
}

/**
 * vdt_session_import_sample_rows_async:
 * @self: an open session
 * @cancellable: (nullable): stops it; closing the workspace does so too
 * @callback: (nullable): called once the rows are there
 * @user_data: for @callback
 */
void
vdt_session_import_sample_rows_async (VdtSession          *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr(GListModel) files = NULL;
  SampleRows *rows;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->hunt != NULL);

  if (cancellable == NULL)
    cancellable = self->hunt_cancellable;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_import_sample_rows_async);

  rows = g_new0 (SampleRows, 1);
  rows->hunt = g_object_ref (self->hunt);
  rows->importer = vdt_importer_new ();
  vdt_importer_set_rows (rows->importer, vdt_session_get_row_sink (), rows->hunt, NULL);
  g_task_set_task_data (task, rows, sample_rows_free);

  files = vdt_sample_list_telemetry ();
  vdt_importer_run_async (rows->importer, files, VDT_IMPORT_DEFAULT, refuse_records, NULL, NULL, cancellable,
                          imported_cb, task);
}

/**
 * vdt_session_import_sample_rows_finish:
 * @self: a session
 * @result: what the callback was given
 * @out_rows: (out): how many rows were added; none if they were there
 * @error: return location
 *
 * Returns: %TRUE if the rows are there
 */
gboolean
vdt_session_import_sample_rows_finish (VdtSession    *self,
                                       GAsyncResult  *result,
                                       guint64       *out_rows,
                                       GError       **error)
{
  g_autofree guint64 *total = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  total = g_task_propagate_pointer (G_TASK (result), error);
  *out_rows = total != NULL ? *total : 0;

  return total != NULL;
}

static void
remove_thread (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  VdtHuntStore *store = vdt_hunt_workspace_open (task_data, &error);
  guint64 n_rows;

  if (store == NULL || !vdt_hunt_store_remove (store, SAMPLE_PATH, &n_rows, &error))
    g_message ("the sample's telemetry cannot be removed: %s", error->message);

  g_task_return_boolean (task, TRUE);
}

/**
 * vdt_session_remove_sample_rows:
 * @self: an open session
 *
 * Removes the sample's telemetry, behind whatever writes now.
 */
void
vdt_session_remove_sample_rows (VdtSession *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VDT_IS_SESSION (self));

  if (self->hunt == NULL || !vdt_hunt_workspace_exists (self->hunt))
    return;

  if (self->hunt_worker == NULL)
    self->hunt_worker = vdt_worker_new ("vdt-hunt");

  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_object_ref (self->hunt), g_object_unref);
  vdt_worker_push (self->hunt_worker, task, remove_thread);
}
