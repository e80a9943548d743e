/* test-local-engine.c
 *
 * Rows that come while the query runs, limits, cancelling, and what is wrong with a
 * query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vdt-hunt-local-engine.h"

#include "../test-slowness.h"

#define TICKS_PER_DAY G_GINT64_CONSTANT (864000000000)

typedef struct
{
  char               *folder;
  VdtHuntWorkspace   *workspace;
  VdtHuntLocalEngine *engine;
  GMainLoop          *loop;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  VdtHuntSource source = { 0, (char *) "a", NULL, (char *) "a", 1, (char *) "test", NULL, 0, 0 };
  g_autoptr(VdtRowBatch) batch = vdt_row_batch_new ("DeviceEvents");
  g_autofree char *twin = NULL;
  g_autoptr(GError) error = NULL;
  VdtHuntStore *store;
  guint time;
  guint name;

  f->folder = g_dir_make_tmp ("vdt-engine-XXXXXX", NULL);
  f->workspace = vdt_hunt_workspace_new (f->folder);
  f->engine = vdt_hunt_local_engine_new (f->workspace);
  f->loop = g_main_loop_new (NULL, FALSE);

  time = vdt_row_batch_add_column (batch, "Timestamp", VDT_CELL_DATETIME);
  name = vdt_row_batch_add_column (batch, "DeviceName", VDT_CELL_STRING);
  for (guint i = 0; i < 10; i++)
    {
      vdt_row_batch_begin_row (batch, i + 1);
      vdt_row_batch_set_integer (batch, time, (739000 + i) * TICKS_PER_DAY);
      vdt_row_batch_set_text (batch, name, i % 2 == 0 ? "ws-01" : "ws-02", 5);
      vdt_row_batch_end_row (batch);
    }

  store = vdt_hunt_workspace_open (f->workspace, &error);
  g_assert_no_error (error);
  g_assert_true (vdt_hunt_store_begin (store, &source, &twin, &error));
  g_assert_true (vdt_hunt_store_append (store, batch, &error));
  g_assert_true (vdt_hunt_store_end (store, TRUE, &error));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = NULL;
  const char *name;

  vdt_hunt_local_engine_shut_down (f->engine);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (f->engine);
  g_object_unref (f->workspace);
  g_main_loop_unref (f->loop);

  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

static void
state_cb (VdtQueryRun *run,
          GParamSpec  *pspec,
          gpointer     user_data)
{
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    g_main_loop_quit (user_data);
}

static void
wait_for (Fixture     *f,
          VdtQueryRun *run)
{
  g_signal_connect (run, "notify::state", G_CALLBACK (state_cb), f->loop);
  if (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
    g_main_loop_run (f->loop);
}

static VdtQueryRun *
run_query (Fixture              *f,
           const char           *text,
           const VdtHuntRequest *request)
{
  VdtQueryRun *run = vdt_hunt_engine_run (VDT_HUNT_ENGINE (f->engine), text, request);

  wait_for (f, run);
  if (vdt_query_run_get_message (run) != NULL)
    g_test_message ("%s", vdt_query_run_get_message (run));

  return run;
}

static void
assert_cell (VdtQueryRun *run,
             guint        row,
             guint        column,
             const char  *expected)
{
  g_autoptr(VdtQueryRow) item = g_list_model_get_item (G_LIST_MODEL (run), row);
  g_autofree char *text = item != NULL ? vdt_query_row_dup_text (item, column) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

/* A row that is still one of a table knows its file and line. */
static void
test_places (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtQueryRun) rows =
    run_query (f, "DeviceEvents | where DeviceName == 'ws-02' | sort by Timestamp desc | project n = DeviceName", NULL);
  g_autoptr(VdtQueryRun) names = run_query (f, "DeviceEvents | distinct DeviceName", NULL);
  g_autoptr(VdtQueryRun) groups = run_query (f, "DeviceEvents | summarize count() by DeviceName", NULL);
  VdtQueryPlace place;

  g_assert_cmpuint (vdt_query_run_get_n_columns (rows), ==, 1);
  g_assert_true (vdt_query_run_get_row_place (rows, 1, &place));
  g_assert_cmpint (place.source, >, 0);
  g_assert_cmpint (place.line, ==, 8);
  g_assert_false (vdt_query_run_get_row_place (rows, 5, &place));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (names)), ==, 2);
  g_assert_false (vdt_query_run_get_row_place (names, 0, &place));
  g_assert_false (vdt_query_run_get_row_place (groups, 0, &place));
}

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(VdtQueryRun) run =
    run_query (f, "DeviceEvents | summarize n = count(), t = max(Timestamp) by DeviceName | order by DeviceName asc", NULL);

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, 2);
  g_assert_cmpuint (vdt_query_run_get_n_columns (run), ==, 3);
  g_assert_cmpint (vdt_query_run_get_column (run, 1)->type, ==, VDT_CELL_LONG);
  assert_cell (run, 0, 0, "ws-01");
  assert_cell (run, 0, 1, "5");
  g_assert_cmpuint (vdt_query_run_get_stats (run)->rows_scanned, ==, 10);
  g_assert_false (vdt_query_run_get_truncated (run));
}

static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  VdtHuntRequest request = { 0 };
  g_autoptr(VdtQueryRun) by_clock = run_query (f, "DeviceEvents | where Timestamp > ago(2d)", NULL);
  g_autoptr(VdtQueryRun) by_rows = NULL;
  g_autoptr(VdtQueryRun) by_request = NULL;

  request.as_of_newest = TRUE;
  by_rows = run_query (f, "DeviceEvents | where Timestamp > ago(2d)", &request);
  request.as_of_newest = FALSE;
  request.now = 739004 * TICKS_PER_DAY;
  by_request = run_query (f, "DeviceEvents | where Timestamp > ago(2d)", &request);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (by_clock)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (by_rows)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (by_request)), ==, 7);
}

static void
test_empty_table (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr(VdtQueryRun) run = run_query (f, "DeviceFileEvents | where FileName == 'a'", NULL);

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, 0);
  g_assert_cmpuint (vdt_query_run_get_n_columns (run), >, 20);
}

static void
test_wrong (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(VdtQueryRun) run = run_query (f, "DeviceEvents | where Foo == 1", NULL);
  gsize start;
  gsize length;

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_FAILED);
  g_assert_nonnull (strstr (vdt_query_run_get_message (run), "Foo"));
  g_assert_true (vdt_query_run_get_place (run, &start, &length));
  g_assert_cmpuint (start, ==, 21);
  g_assert_cmpuint (length, ==, 3);
}

static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  VdtHuntRequest rows = { .max_rows = 100 };
  VdtHuntRequest bytes = { .max_bytes = 100000 };
  VdtHuntRequest seconds = { .max_seconds = 1 };
  g_autoptr(VdtQueryRun) few = run_query (f, "range a from 1 to 1000000 step 1", &rows);
  g_autoptr(VdtQueryRun) small = run_query (f, "range a from 1 to 1000000 step 1", &bytes);
  g_autoptr(VdtQueryRun) quick = NULL;

  g_assert_cmpint (vdt_query_run_get_state (few), ==, VDT_QUERY_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (few)), ==, 100);
  g_assert_true (vdt_query_run_get_truncated (few));

  g_assert_cmpint (vdt_query_run_get_state (small), ==, VDT_QUERY_PARTIAL);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (small)), >, 100);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (small)), <, 1000000);
  g_assert_nonnull (vdt_query_run_get_message (small));

  quick = run_query (f, "range a from 1 to 3000000000 step 1 | summarize sum(a * a % 7)", &seconds);
  g_assert_cmpint (vdt_query_run_get_state (quick), ==, VDT_QUERY_PARTIAL);
  g_assert_nonnull (strstr (vdt_query_run_get_message (quick), "1 second"));
}

static gboolean
cancel_cb (gpointer user_data)
{
  vdt_query_run_cancel (user_data);

  return G_SOURCE_REMOVE;
}

/* It is over within 100 ms of the wish, on a machine that has time; more is allowed
 * to one that has none. The engine works on. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtQueryRun) run =
    vdt_hunt_engine_run (VDT_HUNT_ENGINE (f->engine), "range a from 1 to 30000000000 step 1 | summarize sum(a * a % 7)", NULL);
  g_autoptr(VdtQueryRun) next = NULL;
  gint64 begun = g_get_monotonic_time ();
  gint64 took;

  g_timeout_add (200, cancel_cb, run);
  wait_for (f, run);
  took = g_get_monotonic_time () - begun - 200000;
  g_test_message ("over %" G_GINT64_FORMAT " ms after it was cancelled", took / 1000);
  g_assert_cmpint (took, <, VDT_TEST_SLOWNESS * 1000000);
  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_PARTIAL);

  next = run_query (f, "print 1", NULL);
  g_assert_cmpint (vdt_query_run_get_state (next), ==, VDT_QUERY_DONE);
}

/* No query reaches a file. */
static void
test_locked (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtQueryRun) run =
    run_query (f, "externaldata (a:string) [@'/etc/passwd'] with (format='txt')", NULL);

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/hunt/local-engine/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("rows", test_rows);
  ADD ("places", test_places);
  ADD ("clock", test_clock);
  ADD ("empty-table", test_empty_table);
  ADD ("wrong", test_wrong);
  ADD ("limits", test_limits);
  ADD ("cancel", test_cancel);
  ADD ("locked", test_locked);
#undef ADD

  return g_test_run ();
}
