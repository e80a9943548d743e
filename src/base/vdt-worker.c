/* vdt-worker.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-worker.h"

/**
 * VdtWorker:
 *
 * Own thread, own first-in-first-out queue.
 *
 * GIO's pool behind `g_task_run_in_thread()` is shared by the whole process and
 * keeps no order; a database connection needs both its own thread and the order.
 */
struct _VdtWorker
{
  GThread     *thread;
  GAsyncQueue *jobs;
};

typedef struct
{
  GTask           *task;
  GTaskThreadFunc  func;
} Job;

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

/* The last reference of a task may be the worker's. Its source object and its
 * data belong to the thread that made it: let them go there. */
static gboolean
release_task_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
job_run (Job *job)
{
  GTask *task = job->task;
  g_autoptr(GMainContext) context = g_main_context_ref (g_task_get_context (task));
  g_autoptr(GSource) idle = NULL;

  if (!g_task_return_error_if_cancelled (task))
    job->func (task, g_task_get_source_object (task), g_task_get_task_data (task),
               g_task_get_cancellable (task));

  idle = g_idle_source_new ();
  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_callback (idle, release_task_cb, g_steal_pointer (&job->task), g_object_unref);
  g_source_attach (idle, context);
}

static gpointer
worker_thread (gpointer data)
{
  VdtWorker *self = data;
  Job *job;

  while ((job = g_async_queue_pop (self->jobs))->task != NULL)
    {
      job_run (job);
      job_free (job);
    }

  job_free (job);

  return NULL;
}

/**
 * vdt_worker_new:
 * @name: the thread's name, at most 15 bytes
 *
 * Returns: (transfer full): a worker that waits for its first job
 */
VdtWorker *
vdt_worker_new (const char *name)
{
  VdtWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (VdtWorker, 1);
  self->jobs = g_async_queue_new_full ((GDestroyNotify) job_free);
  self->thread = g_thread_new (name, worker_thread, self);

  return self;
}

/**
 * vdt_worker_push:
 * @self: a worker
 * @task: what @func returns to, in the context the task was made in
 * @func: (scope async): runs on the worker's thread; returns @task once
 *
 * Puts a job at the end of the queue. A task that is cancelled before its turn
 * returns %G_IO_ERROR_CANCELLED and @func does not run.
 */
void
vdt_worker_push (VdtWorker       *self,
                 GTask           *task,
                 GTaskThreadFunc  func)
{
  Job *job;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  job = g_new0 (Job, 1);
  job->task = g_object_ref (task);
  job->func = func;
  g_async_queue_push (self->jobs, job);
}

/**
 * vdt_worker_free:
 * @self: (transfer full): a worker
 *
 * Lets the queued jobs finish, then ends the thread. Blocks until they have:
 * cancel what need not finish first.
 */
void
vdt_worker_free (VdtWorker *self)
{
  g_return_if_fail (self != NULL);

  g_async_queue_push (self->jobs, g_new0 (Job, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->jobs);
  g_free (self);
}
