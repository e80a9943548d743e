/* test-store-open.c
 *
 * The lock, older and newer versions, foreign and damaged files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-store-private.h"

static void
test_second_store (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr(VdtStore) second = wait_new (f);
  g_autoptr(GError) error = NULL;

  g_assert_false (wait_open (second, f->folder, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, f->folder));
  g_assert_nonnull (strstr (error->message, "process"));
  g_clear_error (&error);

  wait_close (f->store);
  wait_open (second, f->folder, &error);
  g_assert_no_error (error);
  wait_close (second);
}

/* As helper: opens the workspace, says so, and waits for its end. */
static int
hold_workspace (const char *folder)
{
  StoreFixture f = { .now = 0 };
  g_autoptr(VdtStore) store = wait_new (&f);
  char buffer[1];
  gboolean open = wait_open (store, folder, NULL);

  g_print (open ? "open\n" : "busy\n");
  fflush (stdout);
  if (fread (buffer, 1, 1, stdin) != 0)
    g_print ("%c\n", buffer[0]);

  return 0;
}

static void
test_second_process (StoreFixture  *f,
                     gconstpointer  data)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autofree char *identity = NULL;
  g_autoptr(GError) error = NULL;

  wait_close (f->store);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                              "/proc/self/exe", "--hold", f->folder, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "open");

  g_assert_false (wait_open (f->store, f->folder, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_BUSY);
  identity = g_strdup_printf ("process %s", g_subprocess_get_identifier (process));
  g_assert_nonnull (strstr (error->message, identity));
  g_clear_error (&error);

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  wait_open (f->store, f->folder, &error);
  g_assert_no_error (error);
}

static VdtDb *
open_plain (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "case.db");
  g_autoptr(GError) error = NULL;
  VdtDb *db = vdt_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &error);

  g_assert_no_error (error);

  return db;
}

static void
plain_exec (VdtDb      *db,
            const char *sql)
{
  g_autoptr(GError) error = NULL;

  vdt_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* A database as each older version left it, with records in it. */
static void
test_migrate (StoreFixture  *f,
              gconstpointer  data)
{
  int version = GPOINTER_TO_INT (data);
  g_autofree char *path = store_fixture_path (f, "case.db");
  g_autoptr(VdtDb) db = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(GError) error = NULL;
  gint64 now;

  wait_close (f->store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  db = open_plain (f);
  vdt_store_schema_migrate (db, version, &error);
  g_assert_no_error (error);
  plain_exec (db, "INSERT INTO incident (seq, id, title, status) VALUES (7, '142', 'From an older version', 'active');"
                  "INSERT INTO alert (seq, id, incident_seq, title) VALUES (1, 'da1_1', 7, 'An alert');"
                  "INSERT INTO search_text (seq, kind, id, title, body)"
                  "  VALUES ((7 << 20) + 1, 'alert', 'da1_1', 'An alert', '');");
  g_clear_pointer (&db, vdt_db_close);

  wait_open (f->store, f->folder, &error);
  g_assert_no_error (error);
  g_assert_null (vdt_store_get_notice (f->store));
  incident = wait_load (f->store, "142");
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "From an older version");
  g_assert_cmpuint (vdt_incident_get_n_alerts (incident), ==, 1);
  hits = wait_search (f->store, "alert");
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 1);

  wait_close (f->store);
  db = open_plain (f);
  vdt_db_get_int64 (db, &now, &error, "PRAGMA user_version", "");
  g_assert_no_error (error);
  g_assert_cmpint (now, ==, vdt_store_schema_latest ());
}

static void
test_newer_version (StoreFixture  *f,
                    gconstpointer  data)
{
  g_autoptr(VdtDb) db = NULL;
  g_autoptr(GError) error = NULL;

  wait_close (f->store);
  db = open_plain (f);
  plain_exec (db, "PRAGMA user_version = 999; UPDATE meta SET value = '999' WHERE key = 'schema_version'");
  g_clear_pointer (&db, vdt_db_close);

  g_assert_false (wait_open (f->store, f->folder, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED);
}

static void
test_foreign (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "case.db");
  g_autoptr(VdtDb) db = NULL;
  g_autoptr(GError) error = NULL;
  gint64 n;

  wait_close (f->store);
  g_assert_cmpint (g_unlink (path), ==, 0);
  db = open_plain (f);
  plain_exec (db, "CREATE TABLE recipe (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO recipe (name) VALUES ('x')");
  g_clear_pointer (&db, vdt_db_close);

  g_assert_false (wait_open (f->store, f->folder, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
  g_clear_error (&error);
  db = open_plain (f);
  vdt_db_get_int64 (db, &n, &error, "SELECT count (*) FROM recipe", "");
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1);
}

static void
test_not_open (StoreFixture  *f,
               gconstpointer  data)
{
  g_autoptr(VdtChange) change = vdt_change_new_set ("1", "status", "resolved");
  g_autoptr(GError) error = NULL;

  wait_close (f->store);
  g_assert_null (wait_apply (f->store, change, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_FAILED);
}

/* What was asked before is done, and the end was an orderly one. */
static void
test_shut_down (StoreFixture  *f,
                gconstpointer  data)
{
  g_autofree char *lock = store_fixture_path (f, "case.lock");
  g_autofree char *left = NULL;
  g_autoptr(GAsyncResult) asked = NULL;
  g_autoptr(GHashTable) state = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vdt_store_set_state_async (f->store, "draft", "last words", NULL, wait_cb, &asked);
  vdt_store_shut_down (f->store);
  g_assert_true (vdt_store_set_state_finish (f->store, wait_result (&asked), &error));
  g_file_get_contents (lock, &left, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (left, ==, "");

  store_fixture_reopen (f);
  vdt_store_load_state_async (f->store, "", NULL, wait_cb, &result);
  state = vdt_store_load_state_finish (f->store, wait_result (&result), &error);
  g_assert_cmpstr (g_hash_table_lookup (state, "draft"), ==, "last words");
}

static void
add_test (const char    *path,
          gconstpointer  data,
          void         (*test) (StoreFixture  *f,
                                gconstpointer  data))
{
  g_test_add (path, StoreFixture, data, store_fixture_set_up, test, store_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return hold_workspace (argv[2]);

  g_test_init (&argc, &argv, NULL);
  add_test ("/store/open/second-store", NULL, test_second_store);
  add_test ("/store/open/second-process", NULL, test_second_process);
  for (int version = 1; version < vdt_store_schema_latest (); version++)
    {
      g_autofree char *path = g_strdup_printf ("/store/open/migrate-from-%d", version);

      add_test (path, GINT_TO_POINTER (version), test_migrate);
    }
  add_test ("/store/open/newer-version", NULL, test_newer_version);
  add_test ("/store/open/foreign", NULL, test_foreign);
  add_test ("/store/open/not-open", NULL, test_not_open);
  add_test ("/store/open/shut-down", NULL, test_shut_down);

  return g_test_run ();
}
