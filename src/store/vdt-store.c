/* vdt-store.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store.h"

#include "vdt-error.h"
#include "vdt-store-private.h"
#include "vdt-util.h"

/**
 * VdtStore:
 *
 * The case database of one workspace folder.
 *
 * Every call is asynchronous: the database lives on a worker thread, and each write
 * is one transaction there, in the order of the calls. Objects that a call returns
 * are new and belong to the caller.
 *
 * One process at a time: opening a workspace that another one holds fails with
 * %VDT_ERROR_BUSY and says which. A damaged database is set aside and what can be
 * read of it put into a new one; vdt_store_get_notice() then tells what was lost.
 */
G_DEFINE_FINAL_TYPE (VdtStore, vdt_store, G_TYPE_OBJECT)

typedef struct
{
  VdtStoreJobKind  kind;
  VdtStoreJobFunc  func;
  gpointer         data;
  GDestroyNotify   data_free;
  GDestroyNotify   result_free;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    g_clear_pointer (&job->data, job->data_free);
  g_free (job);
}

static void
vdt_store_finalize (GObject *object)
{
  VdtStore *self = VDT_STORE (object);

  g_clear_pointer (&self->worker, vdt_worker_free);
  vdt_store_close_files (self);
  g_mutex_clear (&self->mutex);
  g_free (self->analyst);
  g_free (self->notice);
  g_free (self->set_aside);

  g_hash_table_unref (self->homes);
  G_OBJECT_CLASS (vdt_store_parent_class)->finalize (object);
}

static void
vdt_store_class_init (VdtStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_store_finalize;
}

static void
vdt_store_init (VdtStore *self)
{
  g_mutex_init (&self->mutex);
  self->homes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->lock_fd = -1;
  self->clock = vdt_clock_system;
  self->worker = vdt_worker_new ("vdt-store");
}

/**
 * vdt_store_new:
 * @clock: (nullable) (scope forever): the clock; called on the worker thread; %NULL
 *   for the system's
 * @clock_data: for @clock
 *
 * Returns: (transfer full): a store that is not open yet
 */
VdtStore *
vdt_store_new (VdtClockFunc clock,
               gpointer     clock_data)
{
  VdtStore *self = g_object_new (VDT_TYPE_STORE, NULL);

  if (clock != NULL)
    {
      self->clock = clock;
      self->clock_data = clock_data;
    }

  return self;
}

/**
 * vdt_store_set_analyst:
 * @self: a store
 * @name: (nullable): who does what is done from now on
 */
void
vdt_store_set_analyst (VdtStore   *self,
                       const char *name)
{
  g_return_if_fail (VDT_IS_STORE (self));

  g_mutex_lock (&self->mutex);
  vdt_set_str (&self->analyst, name);
  g_mutex_unlock (&self->mutex);
}

/**
 * vdt_store_get_notice:
 * @self: a store
 *
 * Returns: (nullable): what the user must be told since the workspace was opened,
 *   such as that a damaged database was set aside and what was lost
 */
const char *
vdt_store_get_notice (VdtStore *self)
{
  g_return_val_if_fail (VDT_IS_STORE (self), NULL);

  return self->notice;
}

/**
 * vdt_store_get_set_aside:
 * @self: a store
 *
 * Returns: (nullable): the path of the damaged database that was set aside
 */
const char *
vdt_store_get_set_aside (VdtStore *self)
{
  g_return_val_if_fail (VDT_IS_STORE (self), NULL);

  return self->set_aside;
}

gint64
vdt_store_now (VdtStore *self)
{
  return self->clock (self->clock_data);
}

char *
vdt_store_dup_analyst (VdtStore *self)
{
  char *name;

  g_mutex_lock (&self->mutex);
  name = g_strdup (self->analyst);
  g_mutex_unlock (&self->mutex);

  return name;
}

static gpointer
run_once (VdtStore         *self,
          VdtStoreJobKind   kind,
          VdtStoreJobFunc   func,
          gpointer          data,
          GDestroyNotify    result_free,
          GError          **error)
{
  GError *local_error = NULL;
  gpointer result;

  if (kind == VDT_STORE_READ)
    return func (self, data, error);

  if (!vdt_db_exec (self->db, kind == VDT_STORE_BULK ? "PRAGMA synchronous = NORMAL"
                                                      : "PRAGMA synchronous = FULL", error) ||
      !vdt_db_begin (self->db, error))
    return NULL;

  self->log_changed = FALSE;
  result = func (self, data, &local_error);
  if (local_error == NULL && vdt_store_seal_log (self, &local_error) &&
      vdt_db_commit (self->db, &local_error))
    return result;

  vdt_db_rollback (self->db);
  if (result != NULL && result_free != NULL)
    result_free (result);
  g_propagate_error (error, local_error);

  return NULL;
}

/**
 * vdt_store_run_job:
 * @self: a store
 * @kind: read or write
 * @func: does it
 * @data: for @func
 * @result_free: (nullable): frees a result that must not be returned
 * @error: return location
 *
 * Runs a job on the worker thread, in a transaction if it writes. A damaged search
 * index is built anew from the texts it was made of, once.
 *
 * Returns: what @func did, %NULL on failure
 */
gpointer
vdt_store_run_job (VdtStore         *self,
                   VdtStoreJobKind   kind,
                   VdtStoreJobFunc   func,
                   gpointer          data,
                   GDestroyNotify    result_free,
                   GError          **error)
{
  GError *local_error = NULL;
  gpointer result;

  if (self->db == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "No workspace is open");
      return NULL;
    }

  result = run_once (self, kind, func, data, result_free, &local_error);
  if (g_error_matches (local_error, VDT_ERROR, VDT_ERROR_DAMAGED) &&
      sqlite3_extended_errcode (vdt_db_get_handle (self->db)) == SQLITE_CORRUPT_VTAB &&
      vdt_db_exec (self->db, "INSERT INTO search (search) VALUES ('rebuild')", NULL))
    {
      g_clear_error (&local_error);
      result = run_once (self, kind, func, data, result_free, &local_error);
    }

  if (g_error_matches (local_error, VDT_ERROR, VDT_ERROR_DAMAGED))
    vdt_store_flag_damage (self);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return result;
}

static void
interrupt_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  sqlite3_interrupt (user_data);
}

static void
run_job_cb (GTask        *task,
            gpointer      source_object,
            gpointer      task_data,
            GCancellable *cancellable)
{
  VdtStore *self = source_object;
  Job *job = task_data;
  GError *error = NULL;
  gulong handler = 0;
  gpointer result;

  if (cancellable != NULL && self->db != NULL && job->kind != VDT_STORE_WRITE)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (interrupt_cb),
                                     vdt_db_get_handle (self->db), NULL);
  result = vdt_store_run_job (self, job->kind, job->func, job->data, job->result_free, &error);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, result, job->result_free);
}

/**
 * vdt_store_push:
 * @self: a store
 * @tag: the source tag, the public function
 * @kind: read or write
 * @func: runs on the worker thread
 * @data: for @func
 * @data_free: (nullable): frees @data, in the caller's thread
 * @result_free: (nullable): frees the result if nobody takes it
 * @cancellable: (nullable): cancels it while it waits, interrupts a read
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Puts a job into the worker's queue.
 */
void
vdt_store_push (VdtStore            *self,
                gpointer             tag,
                VdtStoreJobKind      kind,
                VdtStoreJobFunc      func,
                gpointer             data,
                GDestroyNotify       data_free,
                GDestroyNotify       result_free,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  g_task_set_source_tag (task, tag);
  /* what was written stays written, cancelled too late or not */
  g_task_set_check_cancellable (task, kind == VDT_STORE_READ);
  g_task_set_task_data (task, job, job_free);
  vdt_worker_push (self->worker, task, run_job_cb);
}

/* Opening and closing are no jobs of an open database. */

typedef struct
{
  char *folder;
  char *notice;
  char *set_aside;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->folder);
  g_free (opening->notice);
  g_free (opening->set_aside);
  g_free (opening);
}

static void
open_cb (GTask        *task,
         gpointer      source_object,
         gpointer      task_data,
         GCancellable *cancellable)
{
  VdtStore *self = source_object;
  Opening *opening = task_data;
  GError *error = NULL;

  if (self->db != NULL)
    vdt_store_close_files (self);

  if (vdt_store_open_files (self, opening->folder, &opening->notice, &opening->set_aside, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_store_open_async:
 * @self: a store
 * @folder: the workspace; made if it is not there
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Opens the workspace's `case.db`, brings it up to this program's version, and
 * recovers what can be read if it is damaged.
 */
void
vdt_store_open_async (VdtStore            *self,
                      const char          *folder,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (folder != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_store_open_async);
  g_task_set_check_cancellable (task, FALSE);
  opening = g_new0 (Opening, 1);
  opening->folder = g_strdup (folder);
  g_task_set_task_data (task, opening, opening_free);
  vdt_worker_push (self->worker, task, open_cb);
}

/**
 * vdt_store_open_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location: %VDT_ERROR_BUSY if another process holds the workspace,
 *   %VDT_ERROR_UNSUPPORTED if a newer version of the program made it,
 *   %VDT_ERROR_FORMAT if `case.db` is someone else's database, %G_FILE_ERROR
 *
 * Returns: %TRUE if it is open; see vdt_store_get_notice() for what to tell
 */
gboolean
vdt_store_open_finish (VdtStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  opening = g_task_get_task_data (G_TASK (result));
  vdt_set_str (&self->notice, opening->notice);
  vdt_set_str (&self->set_aside, opening->set_aside);

  return TRUE;
}

static void
close_cb (GTask        *task,
          gpointer      source_object,
          gpointer      task_data,
          GCancellable *cancellable)
{
  vdt_store_close_files (source_object);
  g_task_return_boolean (task, TRUE);
}

/**
 * vdt_store_close_async:
 * @self: a store
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Closes the workspace after all that was asked before, and lets others open it.
 */
void
vdt_store_close_async (VdtStore            *self,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VDT_IS_STORE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, vdt_store_close_async);
  vdt_worker_push (self->worker, task, close_cb);
}

gboolean
vdt_store_close_finish (VdtStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vdt_store_shut_down:
 * @self: a store
 *
 * Lets what was asked finish, closes the workspace and waits for both: for the end of
 * a program, which would else cut its worker off. The next start then need not check
 * the whole file.
 */
void
vdt_store_shut_down (VdtStore *self)
{
  g_return_if_fail (VDT_IS_STORE (self));

  g_clear_pointer (&self->worker, vdt_worker_free);
  vdt_store_close_files (self);
  /* who still asks is told that no workspace is open */
  self->worker = vdt_worker_new ("vdt-store");
}
