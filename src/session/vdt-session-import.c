/* vdt-session-import.c
 *
 * Files into the workspace: the importer's batches go to the case database on
 * a thread of its own, then what is live is brought up to date.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session.h"

#include <glib/gi18n-lib.h>

#include "vdt-error.h"
#include "vdt-importer.h"
#include "vdt-sample.h"
#include "vdt-session-hunt.h"
#include "vdt-session-private.h"
#include "vdt-session-rows.h"

#define SAMPLE_SOURCE "sample"

typedef struct
{
  VdtStore       *store;
  VdtHuntWorkspace *hunt;
  const char     *source;    /* for the incidents, or NULL to leave what the importer says */
  VdtImporter    *importer;
  GPtrArray      *reports;
  VdtStoreCounts  counts;
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_clear_object (&import->store);
  g_clear_object (&import->hunt);
  g_clear_object (&import->importer);
  g_clear_pointer (&import->reports, g_ptr_array_unref);
  g_free (import);
}

/* On a thread of the importer. */
static gboolean
store_batch (GPtrArray     *incidents,
             gpointer       user_data,
             GCancellable  *cancellable,
             GError       **error)
{
  Import *import = user_data;
  VdtStoreCounts counts = { 0 };

  if (import->source != NULL)
    for (guint i = 0; i < incidents->len; i++)
      vdt_record_set_text (g_ptr_array_index (incidents, i), "source", import->source);

  if (!vdt_store_import_from_worker (import->store, incidents, cancellable, &counts, error))
    return FALSE;

  import->counts.new_incidents += counts.new_incidents;
  import->counts.updated_incidents += counts.updated_incidents;
  import->counts.same_incidents += counts.same_incidents;

  return TRUE;
}

static void
shown_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (vdt_session_reload_finish (VDT_SESSION (object), result, &error))
    g_task_return_pointer (task, g_steal_pointer (&import->reports),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ended_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!vdt_store_end_import_finish (VDT_STORE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  vdt_session_reload_async (self, NULL, shown_cb, g_steal_pointer (&task));
}

static char *
note_of_import (Import *import)
{
  guint n = import->reports != NULL ? import->reports->len : 0;

  return g_strdup_printf ("%u %s: %u new, %u updated, %u unchanged", n, n == 1 ? "file" : "files",
                          import->counts.new_incidents, import->counts.updated_incidents,
                          import->counts.same_incidents);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Import *import = g_task_get_task_data (task);
  VdtSession *self = g_task_get_source_object (task);
  g_autofree char *note = NULL;
  GError *error = NULL;

  vdt_progress_end (self->progress, NULL);
  import->reports = vdt_importer_run_finish (VDT_IMPORTER (object), result, &error);
  vdt_progress_end (VDT_SESSION (g_task_get_source_object (task))->progress, NULL);
  if (import->reports == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  note = note_of_import (import);
  vdt_store_end_import_async (import->store, note, NULL, ended_cb, g_steal_pointer (&task));
}

/* Takes @task. */
static void
import_files (VdtSession     *self,
              GListModel     *files,
              const char     *source,
              VdtImportFlags  flags,
              GTask          *task)
{
  Import *import = g_new0 (Import, 1);

  import->store = g_object_ref (self->store);
  import->source = source;
  import->importer = vdt_importer_new ();
  import->hunt = g_object_ref (self->hunt);
  vdt_importer_set_rows (import->importer, vdt_session_get_row_sink (), import->hunt,
                         self->import_table);
  g_task_set_task_data (task, import, import_free);
  vdt_progress_begin (self->progress, _("Importing"));
  vdt_importer_run_async (import->importer, files, flags, store_batch, import, self->progress,
                          g_task_get_cancellable (task), imported_cb, task);
}

/**
 * vdt_session_set_import_table:
 * @self: a session
 * @table: (nullable): the hunting table for rows of the next imports whose files
 *   name none; %NULL to tell it by their columns
 */
void
vdt_session_set_import_table (VdtSession *self,
                              const char *table)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  g_free (self->import_table);
  self->import_table = g_strdup (table);
}

/**
 * vdt_session_import_async:
 * @self: an open session
 * @files: (element-type GFile): what to read
 * @salvage: import what is whole of a document that is broken or cut
 * @cancellable: (nullable): stops it; what is imported by then stays
 * @callback: called once all is imported and shown
 * @user_data: for @callback
 *
 * How far it is: #VdtSession:progress.
 */
void
vdt_session_import_async (VdtSession          *self,
                          GListModel          *files,
                          gboolean             salvage,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_import_async);

  if (self->store == NULL)
    {
      g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_FAILED, "%s", _("No workspace is open"));
      g_object_unref (task);
      return;
    }

  import_files (self, files, NULL, salvage ? VDT_IMPORT_SALVAGE : VDT_IMPORT_DEFAULT, task);
}

/**
 * vdt_session_import_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: an error of the workspace; what is wrong with a file is in its report
 *
 * Returns: (transfer full) (element-type VdtImportReport): a report a file
 */
GPtrArray *
vdt_session_import_finish (VdtSession    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sample_imported_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = VDT_SESSION (object);
  g_autoptr(GPtrArray) reports = NULL;
  GError *error = NULL;

  reports = vdt_session_import_finish (self, result, &error);
  if (reports == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vdt_session_set_has_sample (self, TRUE);
  g_task_return_pointer (task, g_strdup (VDT_SAMPLE_INCIDENT), g_free);
}

/**
 * vdt_session_open_sample_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once the sample is there
 * @user_data: for @callback
 *
 * Imports the sample workspace if it is not there yet.
 */
void
vdt_session_open_sample_async (VdtSession          *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GListModel) files = NULL;
  g_autoptr(GTask) task = NULL;
  GTask *import_task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_open_sample_async);

  if (self->has_sample)
    {
      g_task_return_pointer (task, g_strdup (VDT_SAMPLE_INCIDENT), g_free);
      return;
    }

  files = vdt_sample_list_files ();
  import_task = g_task_new (self, cancellable, sample_imported_cb, g_steal_pointer (&task));
  import_files (self, files, SAMPLE_SOURCE, VDT_IMPORT_DEFAULT, import_task);
}

/**
 * vdt_session_open_sample_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the id of the sample's main incident
 */
char *
vdt_session_open_sample_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
removed_shown_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_queue_model_refresh_finish (VDT_QUEUE_MODEL (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
is_of_sample (gpointer key,
              gpointer value,
              gpointer user_data)
{
  return g_strcmp0 (vdt_incident_get_source (value), SAMPLE_SOURCE) == 0;
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  guint n_removed;

  if (!vdt_store_remove_source_finish (VDT_STORE (object), result, &n_removed, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  vdt_session_remove_sample_rows (self);
  g_hash_table_foreach_remove (self->incidents, is_of_sample, NULL);
  vdt_session_set_has_sample (self, FALSE);
  vdt_queue_model_refresh_async (self->queue, NULL, removed_shown_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_remove_sample_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once the sample is gone
 * @user_data: for @callback
 *
 * Removes the sample's incidents. The analyst's own stay.
 */
void
vdt_session_remove_sample_async (VdtSession          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_remove_sample_async);
  vdt_store_remove_source_async (self->store, SAMPLE_SOURCE, cancellable, removed_cb, task);
}

gboolean
vdt_session_remove_sample_finish (VdtSession    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
