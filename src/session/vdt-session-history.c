/* vdt-session-history.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-history.h"

#include "vdt-history.h"
#include "vdt-session-private.h"

typedef struct
{
  GWeakRef  session;
  char     *engine;
  gint64    at;
  gulong    handler;
} Watch;

static void
watch_free (gpointer  data,
            GClosure *closure G_GNUC_UNUSED)
{
  Watch *watch = data;

  g_weak_ref_clear (&watch->session);
  g_free (watch->engine);
  g_free (watch);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtSession) self = user_data;
  g_autoptr(GError) error = NULL;

  vdt_history_add_finish (VDT_HISTORY (object), result, &error);
  if (error != NULL)
    g_message ("A run could not be put into the history: %s", error->message);
  vdt_session_hunting_changed (self, "history");
}

static void
run_state_cb (VdtQueryRun *run,
              GParamSpec  *pspec G_GNUC_UNUSED,
              gpointer     user_data)
{
  Watch *watch = user_data;
  g_autoptr(VdtSession) self = g_weak_ref_get (&watch->session);
  VdtQueryState state = vdt_query_run_get_state (run);
  VdtQuerySnapshot *result = NULL;

  if (state < VDT_QUERY_DONE)
    return;

  if (self != NULL && self->history != NULL)
    {
      if (state != VDT_QUERY_FAILED && vdt_query_run_get_n_columns (run) > 0)
        result = vdt_query_snapshot_new (run);
      vdt_history_add_async (self->history, vdt_past_run_new (run, watch->engine, watch->at), result, changed_cb,
                             g_object_ref (self));
    }
  g_signal_handler_disconnect (run, watch->handler);
}

/**
 * vdt_session_record_run:
 * @self: an open session
 * @run: a run that the analyst asked for
 * @engine: where it runs, `local`
 *
 * Puts the run into the history once it has ended, however it ends, with the rows that
 * it brought.
 */
void
vdt_session_record_run (VdtSession  *self,
                        VdtQueryRun *run,
                        const char  *engine)
{
  Watch *watch;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_QUERY_RUN (run) && engine != NULL);

  watch = g_new0 (Watch, 1);
  g_weak_ref_init (&watch->session, self);
  watch->engine = g_strdup (engine);
  watch->at = self->clock (self->clock_data);
  watch->handler = g_signal_connect_data (run, "notify::state", G_CALLBACK (run_state_cb), watch, watch_free, 0);
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    run_state_cb (run, NULL, watch);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *runs = vdt_history_list_finish (VDT_HISTORY (object), result, &error);

  if (runs != NULL)
    g_task_return_pointer (task, runs, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_list_runs_async:
 * @self: an open session
 * @search: (nullable): a text that queries must contain, in any case
 * @before: the number of an entry: only older ones; 0 for all
 * @limit: how many at most
 * @cancellable: (nullable): stops it
 * @callback: called once they are known
 * @user_data: for @callback
 *
 * Asks for the history, the latest run first. #VdtSession::hunting-changed with the
 * detail `history` says when there is a new one.
 */
void
vdt_session_list_runs_async (VdtSession          *self,
                             const char          *search,
                             gint64               before,
                             guint                limit,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self) && self->history != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_runs_async);
  vdt_history_list_async (self->history, search, before, limit, cancellable, listed_cb, task);
}

/**
 * vdt_session_list_runs_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VdtPastRun): the runs
 */
GPtrArray *
vdt_session_list_runs_finish (VdtSession    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  VdtQueryRun *run = vdt_history_load_finish (VDT_HISTORY (object), result, &error);

  if (run != NULL)
    g_task_return_pointer (task, run, g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_load_run_async:
 * @self: an open session
 * @id: the number of an entry of the history
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Asks for the rows that a past run brought. Nothing is run.
 */
void
vdt_session_load_run_async (VdtSession          *self,
                            gint64               id,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self) && self->history != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_load_run_async);
  vdt_history_load_async (self->history, id, cancellable, loaded_cb, task);
}

/**
 * vdt_session_load_run_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: %VDT_ERROR_NOT_FOUND if its rows were not kept
 *
 * Returns: (transfer full) (nullable): a run that has ended, as it ended then
 */
VdtQueryRun *
vdt_session_load_run_finish (VdtSession    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtSession) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!vdt_history_remove_finish (VDT_HISTORY (object), result, &error))
    g_message ("An entry of the history could not be removed: %s", error->message);
  vdt_session_hunting_changed (self, "history");
}

/**
 * vdt_session_forget_run:
 * @self: an open session
 * @id: the number of an entry of the history
 *
 * Takes a run out of the history.
 */
void
vdt_session_forget_run (VdtSession *self,
                        gint64      id)
{
  g_return_if_fail (VDT_IS_SESSION (self) && self->history != NULL);

  vdt_history_remove_async (self->history, id, removed_cb, g_object_ref (self));
}
