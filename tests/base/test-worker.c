/* test-worker.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-worker.h"

typedef struct
{
  GThread *main_thread;
  GArray  *order;
  guint    n_done;
} Fixture;

static void
job_thread (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Fixture *f = g_object_get_data (source, "fixture");
  int n = GPOINTER_TO_INT (data);

  g_assert_true (g_thread_self () != f->main_thread);
  g_array_append_val (f->order, n);
  g_task_return_int (task, n);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Fixture *f = user_data;

  g_assert_true (g_thread_self () == f->main_thread);
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), NULL), ==, f->n_done);
  f->n_done++;
}

static void
test_order (void)
{
  Fixture f = { g_thread_self (), g_array_new (FALSE, FALSE, sizeof (int)), 0 };
  g_autoptr(GObject) source = g_object_new (G_TYPE_OBJECT, NULL);
  VdtWorker *worker = vdt_worker_new ("test");

  g_object_set_data (source, "fixture", &f);

  for (int i = 0; i < 100; i++)
    {
      g_autoptr(GTask) task = g_task_new (source, NULL, done_cb, &f);

      g_task_set_task_data (task, GINT_TO_POINTER (i), NULL);
      vdt_worker_push (worker, task, job_thread);
    }

  while (f.n_done < 100)
    g_main_context_iteration (NULL, TRUE);

  vdt_worker_free (worker);
  for (int i = 0; i < 100; i++)
    g_assert_cmpint (g_array_index (f.order, int, i), ==, i);
  g_array_unref (f.order);
}

static void
cancelled_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *(gboolean *) user_data = TRUE;
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GTask) task = NULL;
  VdtWorker *worker = vdt_worker_new ("test");
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  task = g_task_new (NULL, cancellable, cancelled_cb, &done);
  vdt_worker_push (worker, task, job_thread);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  vdt_worker_free (worker);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/worker/order", test_order);
  g_test_add_func ("/base/worker/cancelled", test_cancelled);

  return g_test_run ();
}
