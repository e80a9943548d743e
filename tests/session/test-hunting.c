/* test-hunting.c
 *
 * What the hunting view keeps: the history with its results, and saved queries as
 * files, which others may change.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>

#include "session-fixture.h"

#include "vdt-error.h"
#include "vdt-query-snapshot.h"
#include "vdt-session-history.h"
#include "vdt-session-hunt.h"
#include "vdt-session-saved.h"

static void
state_cb (VdtQueryRun *run,
          GParamSpec  *pspec,
          gpointer     user_data)
{
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    g_main_loop_quit (user_data);
}

static void
changed_cb (VdtSession *session,
            const char *what,
            gpointer    user_data)
{
  *(guint *) user_data += 1;
}

static void
wait_for (guint *count,
          guint  least)
{
  while (*count < least)
    g_main_context_iteration (NULL, TRUE);
}

/* Runs a query as the editor does, and waits until it is in the history. */
static void
run_recorded (Fixture    *f,
              const char *text)
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(VdtQueryRun) run = vdt_session_run_query (f->session, text, NULL);
  guint n_changes = 0;
  gulong handler = g_signal_connect (f->session, "hunting-changed", G_CALLBACK (changed_cb), &n_changes);

  vdt_session_record_run (f->session, run, "local");
  g_signal_connect (run, "notify::state", G_CALLBACK (state_cb), loop);
  if (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
    g_main_loop_run (loop);
  wait_for (&n_changes, 1);
  g_signal_handler_disconnect (f->session, handler);
}

static GPtrArray *
list_runs (Fixture    *f,
           const char *search,
           gint64      before)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *runs;

  g_clear_object (&f->result);
  vdt_session_list_runs_async (f->session, search, before, 2, NULL, fixture_done_cb, f);
  runs = vdt_session_list_runs_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return runs;
}

static void
test_history (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(GPtrArray) runs = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(VdtQueryRun) kept = NULL;
  g_autoptr(VdtQueryRow) row = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *cell = NULL;
  guint n_changes = 0;
  const VdtPastRun *first;

  run_recorded (f, "print Word = \"Ärger\", n = 7");
  run_recorded (f, "range i from 1 to 3 step 1");
  run_recorded (f, "NoSuchTable | take 1");

  runs = list_runs (f, NULL, 0);
  g_assert_cmpuint (runs->len, ==, 2);
  first = g_ptr_array_index (runs, 0);
  g_assert_cmpint (first->state, ==, VDT_QUERY_FAILED);
  g_assert_nonnull (first->message);
  g_assert_false (first->has_result);
  first = g_ptr_array_index (runs, 1);
  g_assert_cmpstr (first->engine, ==, "local");
  g_assert_cmpuint (first->rows, ==, 3);
  g_assert_cmpint (first->at, ==, f->now - G_USEC_PER_SEC);
  g_assert_true (first->has_result);

  found = list_runs (f, "ÄRGER", first->id);
  g_assert_cmpuint (found->len, ==, 1);
  first = g_ptr_array_index (found, 0);
  g_clear_object (&f->result);
  vdt_session_load_run_async (f->session, first->id, NULL, fixture_done_cb, f);
  kept = vdt_session_load_run_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpint (vdt_query_run_get_state (kept), ==, VDT_QUERY_DONE);
  g_assert_cmpint (vdt_query_run_get_stats (kept)->duration, ==, first->duration);
  g_assert_cmpstr (vdt_query_run_get_column (kept, 1)->name, ==, "n");
  row = g_list_model_get_item (G_LIST_MODEL (kept), 0);
  cell = vdt_query_row_dup_text (row, 0);
  g_assert_cmpstr (cell, ==, "Ärger");

  g_signal_connect (f->session, "hunting-changed", G_CALLBACK (changed_cb), &n_changes);
  vdt_session_forget_run (f->session, first->id);
  wait_for (&n_changes, 1);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = list_runs (f, "ärger", 0);
  g_assert_cmpuint (found->len, ==, 0);
  g_signal_handlers_disconnect_by_data (f->session, &n_changes);
}

/* Bytes of a kept result that were changed give an error or rows, never a crash. */
static void
test_snapshot (void)
{
  static const guint32 ends[] = { 4, 8 };
  g_autoptr(VdtQueryRun) run = vdt_query_run_new ("T");
  g_autoptr(GBytes) text = g_bytes_new_static ("123\0\"a\"", 8);
  g_autoptr(GBytes) places = g_bytes_new_static (ends, sizeof ends);
  g_autoptr(VdtQuerySnapshot) snapshot = NULL;
  g_autoptr(GBytes) packed = NULL;
  gsize length;
  const guint8 *bytes;

  vdt_query_run_begin (run);
  vdt_query_run_add_column (run, "n", VDT_CELL_LONG);
  vdt_query_run_add_column (run, "s", VDT_CELL_STRING);
  vdt_query_run_add_page (run, 1, text, places);
  vdt_query_run_end (run, VDT_QUERY_DONE, FALSE, 1, NULL);
  snapshot = vdt_query_snapshot_new (run);
  packed = vdt_query_snapshot_pack (snapshot, NULL);
  g_assert_nonnull (packed);
  bytes = g_bytes_get_data (packed, &length);

  for (gsize i = 0; i < length * 8; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, length);
      g_autoptr(GBytes) changed = NULL;
      g_autoptr(VdtQuerySnapshot) read = NULL;
      g_autoptr(GError) error = NULL;

      copy[i / 8] ^= (guint8) (1 << (i % 8));
      changed = g_bytes_new (copy, i % 2 == 0 ? length : i / 8);
      read = vdt_query_snapshot_unpack (changed, &error);
      g_assert_true ((read != NULL) == (error == NULL));
      if (read != NULL)
        {
          g_autoptr(VdtQueryRun) restored = vdt_query_snapshot_restore (read, "T", 1);
          g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (restored), 0);

          for (guint c = 0; row != NULL && c < vdt_query_run_get_n_columns (restored); c++)
            g_assert_true (g_utf8_validate (vdt_query_row_get_json (row, c), -1, NULL));
        }
    }
}

static void
test_paths (void)
{
  static const struct { const char *path; gboolean good; } cases[] = {
    { "first", TRUE }, { "mail/clicks of this week", TRUE }, { "Übersicht (neu)", TRUE }, { "", FALSE },
    { "/etc/passwd", FALSE }, { "a/../b", FALSE }, { "a/.hidden", FALSE }, { "a//b", FALSE }, { "a/", FALSE },
    { "a\nb", FALSE }, { "a\\b", FALSE }, { "1/2/3/4/5/6/7/8", TRUE }, { "1/2/3/4/5/6/7/8/9", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", cases[i].path);
      g_assert_true (vdt_session_check_saved_path (cases[i].path, &error) == cases[i].good);
      g_assert_true ((error == NULL) == cases[i].good);
    }
}

static GPtrArray *
list_saved (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *saved;

  g_clear_object (&f->result);
  vdt_session_list_saved_async (f->session, NULL, fixture_done_cb, f);
  saved = vdt_session_list_saved_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return saved;
}

static gboolean
save (Fixture    *f,
      const char *path,
      const char *text,
      GError    **error)
{
  g_clear_object (&f->result);
  vdt_session_write_saved_async (f->session, path, text, FALSE, NULL, fixture_done_cb, f);

  return vdt_session_write_saved_finish (f->session, fixture_wait (f), error);
}

static void
test_saved (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) saved = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = vdt_session_dup_saved_folder (f->session);
  g_autofree char *outside = g_build_filename (folder, "from-outside.kql", NULL);
  g_autofree char *file = g_build_filename (folder, "mail", "first.kql", NULL);
  g_autofree char *text = NULL;
  guint n_changes = 0;

  g_assert_true (save (f, "mail/first", "print 1\n", &error));
  g_assert_true (save (f, "another", "print 2\n", &error));
  g_assert_false (save (f, "another", "print 3\n", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (save (f, "../case", "print 3\n", &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "print 1\n");

  vdt_session_set_saved_favourite (f->session, "mail/first", TRUE);
  g_clear_object (&f->result);
  vdt_session_move_saved_async (f->session, "mail/first", "post/erste", NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_move_saved_finish (f->session, fixture_wait (f), &error));
  saved = list_saved (f);
  g_assert_cmpuint (saved->len, ==, 2);
  g_assert_cmpstr (((VdtSavedQuery *) g_ptr_array_index (saved, 0))->path, ==, "post/erste");
  g_assert_true (((VdtSavedQuery *) g_ptr_array_index (saved, 0))->favourite);

  g_clear_object (&f->result);
  g_clear_pointer (&text, g_free);
  vdt_session_delete_saved_async (f->session, "post/erste", NULL, fixture_done_cb, f);
  text = vdt_session_delete_saved_finish (f->session, fixture_wait (f), &error);
  g_assert_cmpstr (text, ==, "print 1\n");

  /* Another program saves a file. */
  g_clear_pointer (&saved, g_ptr_array_unref);
  saved = list_saved (f);
  g_assert_cmpuint (saved->len, ==, 1);
  g_signal_connect (f->session, "hunting-changed", G_CALLBACK (changed_cb), &n_changes);
  g_assert_true (g_file_set_contents (outside, "print 4", -1, NULL));
  wait_for (&n_changes, 1);
  g_signal_handlers_disconnect_by_data (f->session, &n_changes);
  g_clear_pointer (&saved, g_ptr_array_unref);
  saved = list_saved (f);
  g_assert_cmpuint (saved->len, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/hunting/history", Fixture, NULL, fixture_set_up, test_history, fixture_tear_down);
  g_test_add_func ("/session/hunting/snapshot", test_snapshot);
  g_test_add_func ("/session/hunting/paths", test_paths);
  g_test_add ("/session/hunting/saved", Fixture, NULL, fixture_set_up, test_saved, fixture_tear_down);

  return g_test_run ();
}
