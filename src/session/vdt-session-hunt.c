/* vdt-session-hunt.c
 *
 * Queries over the workspace's telemetry.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-hunt.h"

#include "vdt-error.h"
#include "vdt-hunt-local-engine.h"
#include "vdt-session-alerts.h"
#include "vdt-session-private.h"

static VdtHuntEngine *
get_engine (VdtSession *self)
{
  if (self->hunt_engine == NULL)
    {
      self->hunt_engine = vdt_hunt_local_engine_new (self->hunt);
      self->hunt_alerts = vdt_session_alerts_new (self->store);
      vdt_hunt_local_engine_set_prepare (self->hunt_engine, vdt_session_alerts_prepare, self->hunt_alerts);
    }

  return VDT_HUNT_ENGINE (self->hunt_engine);
}

/**
 * vdt_session_run_query:
 * @self: an open session
 * @text: a query
 * @options: (nullable): how to run it
 *
 * Returns: (transfer full): the run: a list of #VdtQueryRow that grows, and its
 *   state; vdt_query_run_cancel() stops it
 */
VdtQueryRun *
vdt_session_run_query (VdtSession            *self,
                       const char            *text,
                       const VdtSessionQuery *options)
{
  VdtHuntRequest request = { 0 };

  g_return_val_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (options != NULL)
    {
      request.as_of_newest = options->as_of_newest;
      request.now = options->now;
      request.max_rows = options->max_rows;
      request.max_seconds = options->max_seconds;
      request.files = options->files;
    }

  return vdt_hunt_engine_run (get_engine (self), text, &request);
}

/**
 * vdt_session_dup_catalog:
 * @self: an open session
 *
 * Returns: (transfer full): what a query can name, with the tables and columns that
 *   imported files brought
 */
VdtKqlCatalog *
vdt_session_dup_catalog (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL, NULL);

  return vdt_hunt_engine_dup_catalog (get_engine (self));
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *tables = vdt_hunt_engine_list_tables_finish (VDT_HUNT_ENGINE (object), result, &error);

  if (tables != NULL)
    g_task_return_pointer (task, tables, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_list_tables_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once they are known
 * @user_data: for @callback
 *
 * Asks which hunting tables have rows, how many and of which time.
 */
void
vdt_session_list_tables_async (VdtSession          *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_tables_async);
  vdt_hunt_engine_list_tables_async (get_engine (self), cancellable, listed_cb, task);
}

/**
 * vdt_session_list_tables_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type VdtHuntTable): the tables,
 *   by name
 */
GPtrArray *
vdt_session_list_tables_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_session_dup_hunt_notice:
 * @self: a session
 *
 * Returns: (transfer full) (nullable): that the hunting database was damaged and
 *   what can be done, once it has been opened
 */
char *
vdt_session_dup_hunt_notice (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return self->hunt != NULL ? vdt_hunt_workspace_dup_notice (self->hunt) : NULL;
}

/**
 * vdt_session_dup_lost_files:
 * @self: a session whose hunting database has been opened
 *
 * Returns: (transfer full): the files that had been imported into a hunting database
 *   that was damaged, and were not since
 */
char **
vdt_session_dup_lost_files (VdtSession *self)
{
  g_autoptr(GPtrArray) paths = g_ptr_array_new ();
  g_autoptr(GPtrArray) lost = NULL;
  VdtHuntStore *store;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  store = self->hunt != NULL ? vdt_hunt_workspace_peek (self->hunt) : NULL;
  lost = store != NULL ? vdt_hunt_store_list_lost (store) : g_ptr_array_new ();
  for (guint i = 0; i < lost->len; i++)
    g_ptr_array_add (paths, g_strdup (((VdtHuntSource *) g_ptr_array_index (lost, i))->path));
  g_ptr_array_add (paths, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

/**
 * vdt_session_keep_lost_files:
 * @self: a session whose hunting database has been opened
 * @still: (array zero-terminated=1): which of vdt_session_dup_lost_files() are still lost
 * @error: return location
 *
 * Returns: whether this is remembered
 */
gboolean
vdt_session_keep_lost_files (VdtSession          *self,
                             const char * const  *still,
                             GError             **error)
{
  g_autoptr(GPtrArray) lost = NULL;
  VdtHuntStore *store;

  g_return_val_if_fail (VDT_IS_SESSION (self) && still != NULL, FALSE);

  store = self->hunt != NULL ? vdt_hunt_workspace_peek (self->hunt) : NULL;
  if (store == NULL)
    return TRUE;

  lost = vdt_hunt_store_list_lost (store);
  for (guint i = lost->len; i > 0; i--)
    if (!g_strv_contains (still, ((VdtHuntSource *) g_ptr_array_index (lost, i - 1))->path))
      g_ptr_array_remove_index (lost, i - 1);

  return vdt_hunt_store_keep_lost (store, lost, error);
}
