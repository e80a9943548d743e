/* vdt-history.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-history.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vdt-db.h"
#include "vdt-error.h"
#include "vdt-worker.h"

/* A larger result is not kept: it is faster asked for again. */
#define RESULT_MAX_BYTES (G_GUINT64_CONSTANT (64) * 1024 * 1024)

static const char schema[] =
  "CREATE TABLE IF NOT EXISTS run (id INTEGER PRIMARY KEY, text TEXT NOT NULL, engine TEXT NOT NULL,"
  " at INTEGER NOT NULL, duration INTEGER NOT NULL, state INTEGER NOT NULL, truncated INTEGER NOT NULL,"
  " n_rows INTEGER NOT NULL, message TEXT, folded TEXT NOT NULL);"
  "CREATE TABLE IF NOT EXISTS result (run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,"
  " rows BLOB NOT NULL);";

/**
 * VdtHistory:
 *
 * Every query that was run, as often as it was run, with its result. All work is done
 * by a thread of its own, which opens the file when it is first needed.
 */
struct _VdtHistory
{
  GObject    parent_instance;

  char      *folder;
  VdtWorker *worker;
  VdtDb     *db;        /* the worker's */
};

G_DEFINE_FINAL_TYPE (VdtHistory, vdt_history, G_TYPE_OBJECT)

typedef struct
{
  VdtPastRun       *run;
  VdtQuerySnapshot *result;
  char             *search;
  gint64            id;
  guint             limit;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->run, vdt_past_run_free);
  g_clear_pointer (&job->result, vdt_query_snapshot_free);
  g_free (job->search);
  g_free (job);
}

static GBytes *
convert (GConverter  *converter,
         GBytes      *bytes,
         GError     **error)
{
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, converter);

  if (!g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL,
                                  error) ||
      !g_output_stream_close (stream, NULL, error))
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static VdtDb *
try_open (const char  *path,
          GError     **error)
{
  g_autoptr(VdtDb) db = vdt_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  if (db == NULL ||
      !vdt_db_exec (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;", error) ||
      !vdt_db_exec (db, schema, error))
    return NULL;

  return g_steal_pointer (&db);
}

/* A damaged history is set aside, and a new one begun. */
static VdtDb *
open_db (VdtHistory  *self,
         GError     **error)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) local_error = NULL;

  if (self->db != NULL)
    return self->db;

  path = g_build_filename (self->folder, "history.db", NULL);
  self->db = try_open (path, &local_error);
  if (self->db == NULL && g_error_matches (local_error, VDT_ERROR, VDT_ERROR_DAMAGED))
    {
      g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

      g_message ("The history was damaged and is now “%s”: %s", aside, local_error->message);
      g_rename (path, aside);
      g_clear_error (&local_error);
      self->db = try_open (path, &local_error);
    }
  if (self->db == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return self->db;
}

static gboolean
store_result (VdtDb             *db,
              gint64             id,
              VdtQuerySnapshot  *result,
              GError           **error)
{
  g_autoptr(GConverter) packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 1));
  g_autoptr(GBytes) whole = vdt_query_snapshot_pack (result, error);
  g_autoptr(GBytes) packed = whole != NULL ? convert (packer, whole, error) : NULL;
  sqlite3_stmt *statement;

  if (packed == NULL)
    return FALSE;

  statement = vdt_db_prepare (db, "INSERT INTO result (run, rows) VALUES (?1, ?2)", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_blob64 (statement, 2, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed), SQLITE_TRANSIENT);

  return vdt_db_run_statement (db, statement, error);
}

static gint64
add (VdtHistory  *self,
     Job         *job,
     GError     **error)
{
  const VdtPastRun *run = job->run;
  VdtDb *db = open_db (self, error);
  g_autofree char *folded = g_utf8_casefold (run->text, -1);
  gint64 id = 0;

  if (db == NULL || !vdt_db_begin (db, error))
    return 0;

  if (vdt_db_run (db, error, "INSERT INTO run (text, engine, at, duration, state, truncated, n_rows, message, folded)"
                  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", "ttllilltt", run->text, run->engine, run->at,
                  run->duration, (int) run->state, (gint64) run->truncated, (gint64) run->rows, run->message, folded))
    {
      id = vdt_db_last_id (db);
      if ((job->result == NULL || store_result (db, id, job->result, error)) && vdt_db_commit (db, error))
        return id;
    }
  vdt_db_rollback (db);

  return 0;
}

static void
add_job (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 id = add (source, data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, (gssize) id);
}

static VdtPastRun *
read_run (sqlite3_stmt *row)
{
  VdtPastRun *run = g_new0 (VdtPastRun, 1);
  const char *text = vdt_db_column_text (row, 1);
  const char *engine = vdt_db_column_text (row, 2);

  run->id = sqlite3_column_int64 (row, 0);
  run->text = g_strdup (text != NULL ? text : "");
  run->engine = g_strdup (engine != NULL ? engine : "");
  run->at = sqlite3_column_int64 (row, 3);
  run->duration = sqlite3_column_int64 (row, 4);
  run->state = (VdtQueryState) CLAMP (sqlite3_column_int (row, 5), VDT_QUERY_DONE, VDT_QUERY_FAILED);
  run->truncated = sqlite3_column_int (row, 6) != 0;
  run->rows = (guint64) sqlite3_column_int64 (row, 7);
  run->message = g_strdup (vdt_db_column_text (row, 8));
  run->has_result = sqlite3_column_int (row, 9) != 0;

  return run;
}

static void
list_job (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func (vdt_past_run_free);
  g_autofree char *folded = job->search != NULL ? g_utf8_casefold (job->search, -1) : NULL;
  GError *error = NULL;
  VdtDb *db = open_db (source, &error);
  sqlite3_stmt *rows = NULL;

  if (db != NULL)
    rows = vdt_db_query (db, &error,
                         "SELECT id, text, engine, at, duration, state, truncated, n_rows, message,"
                         " EXISTS (SELECT 1 FROM result WHERE result.run = run.id) FROM run"
                         " WHERE (?1 IS NULL OR instr (folded, ?1) > 0) AND (?2 = 0 OR id < ?2)"
                         " ORDER BY id DESC LIMIT ?3", "tll", folded, job->id, (gint64) job->limit);
  while (error == NULL && vdt_db_next (db, rows, &error))
    g_ptr_array_add (runs, read_run (rows));

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&runs), (GDestroyNotify) g_ptr_array_unref);
}

static VdtQuerySnapshot *
load (VdtHistory  *self,
      Job         *job,
      GError     **error)
{
  g_autoptr(GConverter) unpacker = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr(GBytes) packed = NULL;
  g_autoptr(GBytes) whole = NULL;
  GError *local_error = NULL;
  VdtDb *db = open_db (self, error);
  sqlite3_stmt *rows;

  if (db == NULL)
    return NULL;

  rows = vdt_db_query (db, &local_error,
                       "SELECT id, text, engine, at, duration, state, truncated, n_rows, message, 1, rows"
                       " FROM run JOIN result ON result.run = run.id WHERE id = ?1", "l", job->id);
  while (vdt_db_next (db, rows, &local_error))
    {
      g_clear_pointer (&job->run, vdt_past_run_free);
      g_clear_pointer (&packed, g_bytes_unref);
      job->run = read_run (rows);
      packed = g_bytes_new (sqlite3_column_blob (rows, 10), (gsize) sqlite3_column_bytes (rows, 10));
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  if (packed == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "The result of this run was not kept");
      return NULL;
    }

  whole = convert (unpacker, packed, error);

  return whole != NULL ? vdt_query_snapshot_unpack (whole, error) : NULL;
}

static void
load_job (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  GError *error = NULL;
  VdtQuerySnapshot *snapshot = load (source, data, &error);

  if (snapshot == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, snapshot, (GDestroyNotify) vdt_query_snapshot_free);
}

static void
remove_job (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
  VdtDb *db = open_db (source, &error);

  if (db != NULL && vdt_db_run (db, &error, "DELETE FROM run WHERE id = ?1", "l", job->id))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
vdt_history_finalize (GObject *object)
{
  VdtHistory *self = VDT_HISTORY (object);

  vdt_history_shut_down (self);
  g_free (self->folder);

  G_OBJECT_CLASS (vdt_history_parent_class)->finalize (object);
}

static void
vdt_history_class_init (VdtHistoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_history_finalize;
}

static void
vdt_history_init (VdtHistory *self)
{
}

/**
 * vdt_history_new:
 * @folder: a workspace
 *
 * Touches no file before it is used.
 *
 * Returns: (transfer full): its history
 */
VdtHistory *
vdt_history_new (const char *folder)
{
  VdtHistory *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (VDT_TYPE_HISTORY, NULL);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * vdt_history_shut_down:
 * @self: a history
 *
 * Writes what was asked for, and lets go of the file. Waits for that.
 */
void
vdt_history_shut_down (VdtHistory *self)
{
  g_return_if_fail (VDT_IS_HISTORY (self));

  g_clear_pointer (&self->worker, vdt_worker_free);
  g_clear_pointer (&self->db, vdt_db_close);
}

static void
push (VdtHistory          *self,
      gpointer             tag,
      Job                 *job,
      GTaskThreadFunc      func,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  if (self->worker == NULL)
    self->worker = vdt_worker_new ("history");
  vdt_worker_push (self->worker, task, func);
}

/**
 * vdt_history_add_async:
 * @self: a history
 * @run: (transfer full): a run that has ended
 * @result: (transfer full) (nullable): what it brought; not kept above 64 MB
 * @callback: (nullable): called once it is written
 * @user_data: for @callback
 */
void
vdt_history_add_async (VdtHistory          *self,
                       VdtPastRun          *run,
                       VdtQuerySnapshot    *result,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_HISTORY (self) && run != NULL);

  job = g_new0 (Job, 1);
  job->run = run;
  job->result = result;
  if (result != NULL && vdt_query_snapshot_get_bytes (result) > RESULT_MAX_BYTES)
    g_clear_pointer (&job->result, vdt_query_snapshot_free);
  push (self, vdt_history_add_async, job, add_job, NULL, callback, user_data);
}

/**
 * vdt_history_add_finish:
 * @self: a history
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: the number of the entry; 0 on failure
 */
gint64
vdt_history_add_finish (VdtHistory    *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  gssize id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), error);

  return MAX (id, 0);
}

/**
 * vdt_history_list_async:
 * @self: a history
 * @search: (nullable): a text that queries must contain, in any case
 * @before: the number of an entry: only older ones; 0 for all
 * @limit: how many at most
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once they are known
 * @user_data: for @callback
 */
void
vdt_history_list_async (VdtHistory          *self,
                        const char          *search,
                        gint64               before,
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_HISTORY (self));

  job = g_new0 (Job, 1);
  job->search = search != NULL && *search != '\0' ? g_strdup (search) : NULL;
  job->id = before;
  job->limit = limit;
  push (self, vdt_history_list_async, job, list_job, cancellable, callback, user_data);
}

/**
 * vdt_history_list_finish:
 * @self: a history
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VdtPastRun): the runs, the latest
 *   first
 */
GPtrArray *
vdt_history_list_finish (VdtHistory    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_history_load_async:
 * @self: a history
 * @id: the number of an entry
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once
 * @user_data: for @callback
 *
 * Asks for the kept result of a run.
 */
void
vdt_history_load_async (VdtHistory          *self,
                        gint64               id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_HISTORY (self));

  job = g_new0 (Job, 1);
  job->id = id;
  push (self, vdt_history_load_async, job, load_job, cancellable, callback, user_data);
}

/**
 * vdt_history_load_finish:
 * @self: a history
 * @result: what the callback was given
 * @error: %VDT_ERROR_NOT_FOUND if no rows were kept, %VDT_ERROR_FORMAT if they are damaged
 *
 * Returns: (transfer full) (nullable): the run as it ended then, with its rows
 */
VdtQueryRun *
vdt_history_load_finish (VdtHistory    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_autoptr(VdtQuerySnapshot) snapshot = NULL;
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  snapshot = g_task_propagate_pointer (G_TASK (result), error);
  if (snapshot == NULL)
    return NULL;

  job = g_task_get_task_data (G_TASK (result));

  return vdt_query_snapshot_restore (snapshot, job->run->text, job->run->duration);
}

/**
 * vdt_history_remove_async:
 * @self: a history
 * @id: the number of an entry
 * @callback: (nullable): called once it is gone
 * @user_data: for @callback
 */
void
vdt_history_remove_async (VdtHistory          *self,
                          gint64               id,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_HISTORY (self));

  job = g_new0 (Job, 1);
  job->id = id;
  push (self, vdt_history_remove_async, job, remove_job, NULL, callback, user_data);
}

gboolean
vdt_history_remove_finish (VdtHistory    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
