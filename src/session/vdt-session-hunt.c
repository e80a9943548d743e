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
