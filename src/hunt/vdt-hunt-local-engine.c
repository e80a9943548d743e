/* vdt-hunt-local-engine.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-local-engine.h"

#include "vdt-hunt-job-private.h"
#include "vdt-worker.h"

/**
 * VdtHuntLocalEngine:
 *
 * Queries run one after another on a worker, each with a connection of its own;
 * tables are listed on another, so that a long query does not keep them.
 */
struct _VdtHuntLocalEngine
{
  GObject             parent_instance;

  VdtHuntWorkspace   *workspace;
  VdtWorker          *worker;
  VdtWorker          *list_worker;
  VdtHuntPrepareFunc  prepare;
  gpointer            prepare_data;
  GPtrArray          *runs;          /* VdtQueryRun that are not over */
};

static void engine_init (VdtHuntEngineInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtHuntLocalEngine, vdt_hunt_local_engine, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (VDT_TYPE_HUNT_ENGINE, engine_init))

static void
vdt_hunt_local_engine_dispose (GObject *object)
{
  VdtHuntLocalEngine *self = VDT_HUNT_LOCAL_ENGINE (object);

  vdt_hunt_local_engine_shut_down (self);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->runs, g_ptr_array_unref);

  G_OBJECT_CLASS (vdt_hunt_local_engine_parent_class)->dispose (object);
}

static void
vdt_hunt_local_engine_class_init (VdtHuntLocalEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_local_engine_dispose;
}

static void
vdt_hunt_local_engine_init (VdtHuntLocalEngine *self)
{
  self->worker = vdt_worker_new ("vdt-hunt");
  self->list_worker = vdt_worker_new ("vdt-hunt-list");
  self->runs = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
run_thread (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  vdt_hunt_job_execute (task_data);
  g_task_return_boolean (task, TRUE);
}

static void
run_done_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  VdtHuntLocalEngine *self = VDT_HUNT_LOCAL_ENGINE (object);
  g_autoptr(VdtQueryRun) run = user_data;

  vdt_hunt_job_finish (g_task_get_task_data (G_TASK (result)));
  if (self->runs != NULL)
    g_ptr_array_remove (self->runs, run);
}

static void
local_run (VdtHuntEngine        *engine,
           VdtQueryRun          *run,
           const VdtHuntRequest *request)
{
  VdtHuntLocalEngine *self = VDT_HUNT_LOCAL_ENGINE (engine);
  g_autoptr(GTask) task = NULL;
  VdtHuntJob *job;

  if (self->worker == NULL)
    {
      vdt_query_run_begin (run);
      vdt_query_run_end (run, VDT_QUERY_FAILED, FALSE, 0, "The workspace is closed.");
      return;
    }

  task = g_task_new (self, NULL, run_done_cb, g_object_ref (run));
  job = vdt_hunt_job_new (run, request, self->workspace, self->prepare, self->prepare_data);

  g_task_set_source_tag (task, local_run);
  g_task_set_task_data (task, job, (GDestroyNotify) vdt_hunt_job_unref);
  g_ptr_array_add (self->runs, g_object_ref (run));
  vdt_hunt_job_start (job);
  vdt_worker_push (self->worker, task, run_thread);
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  VdtHuntLocalEngine *self = source;
  g_autoptr(GError) error = NULL;
  VdtHuntStore *store = vdt_hunt_workspace_open (task_data, &error);
  g_autoptr(VdtDuck) duck = NULL;
  GPtrArray *tables = NULL;

  if (store != NULL && (self->prepare == NULL || self->prepare (store, self->prepare_data, &error)))
    duck = vdt_hunt_store_connect (store, &error);
  if (duck != NULL)
    tables = vdt_hunt_store_list_tables (store, duck, &error);

  if (tables != NULL)
    g_task_return_pointer (task, tables, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
local_list_tables_async (VdtHuntEngine       *engine,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  VdtHuntLocalEngine *self = VDT_HUNT_LOCAL_ENGINE (engine);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, local_list_tables_async);
  g_task_set_task_data (task, g_object_ref (self->workspace), g_object_unref);
  vdt_worker_push (self->list_worker, task, list_thread);
}

static GPtrArray *
local_list_tables_finish (VdtHuntEngine  *engine,
                          GAsyncResult   *result,
                          GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, engine), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What the program knows, until the database is open. */
static VdtKqlCatalog *
local_dup_catalog (VdtHuntEngine *engine)
{
  VdtHuntLocalEngine *self = VDT_HUNT_LOCAL_ENGINE (engine);
  VdtHuntStore *store = vdt_hunt_workspace_peek (self->workspace);

  return store != NULL ? vdt_hunt_store_dup_catalog (store) : vdt_kql_catalog_new_default ();
}

static void
engine_init (VdtHuntEngineInterface *iface)
{
  iface->run = local_run;
  iface->list_tables_async = local_list_tables_async;
  iface->list_tables_finish = local_list_tables_finish;
  iface->dup_catalog = local_dup_catalog;
}

/**
 * vdt_hunt_local_engine_new:
 * @workspace: whose database
 *
 * Returns: (transfer full): an engine
 */
VdtHuntLocalEngine *
vdt_hunt_local_engine_new (VdtHuntWorkspace *workspace)
{
  VdtHuntLocalEngine *self;

  g_return_val_if_fail (VDT_IS_HUNT_WORKSPACE (workspace), NULL);

  self = g_object_new (VDT_TYPE_HUNT_LOCAL_ENGINE, NULL);
  self->workspace = g_object_ref (workspace);

  return self;
}

/**
 * vdt_hunt_local_engine_set_prepare:
 * @self: an engine
 * @func: called before each query, on a worker
 * @user_data: for @func; lives as long as the engine
 */
void
vdt_hunt_local_engine_set_prepare (VdtHuntLocalEngine *self,
                                   VdtHuntPrepareFunc  func,
                                   gpointer            user_data)
{
  g_return_if_fail (VDT_IS_HUNT_LOCAL_ENGINE (self));

  self->prepare = func;
  self->prepare_data = user_data;
}

/**
 * vdt_hunt_local_engine_shut_down:
 * @self: an engine
 *
 * Cancels what runs and waits until its workers are done.
 */
void
vdt_hunt_local_engine_shut_down (VdtHuntLocalEngine *self)
{
  g_return_if_fail (VDT_IS_HUNT_LOCAL_ENGINE (self));

  for (guint i = 0; self->runs != NULL && i < self->runs->len; i++)
    vdt_query_run_cancel (g_ptr_array_index (self->runs, i));
  g_clear_pointer (&self->worker, vdt_worker_free);
  g_clear_pointer (&self->list_worker, vdt_worker_free);
}
