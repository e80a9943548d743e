/* test-hunt-store.c
 *
 * The hunting database: what is committed stays, what is not is gone, and what is
 * damaged is set aside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vdt-error.h"
#include "vdt-hunt-store.h"

typedef struct
{
  char         *folder;
  VdtHuntStore *store;
} Fixture;

static void
open_store (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  f->store = vdt_hunt_store_open (f->folder, &error);
  g_assert_no_error (error);
}

static void
reopen (Fixture *f)
{
  vdt_hunt_store_close (f->store);
  open_store (f);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("vdt-hunt-XXXXXX", NULL);
  open_store (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  g_clear_pointer (&f->store, vdt_hunt_store_close);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      if (g_remove (path) != 0)
        g_test_message ("left: %s", name);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
}

/* Rows of DeviceProcessEvents: a pid from @first on, a long text, an odd column. */
static VdtRowBatch *
make_batch (guint       first,
            guint       n,
            const char *odd)
{
  VdtRowBatch *batch = vdt_row_batch_new ("DeviceProcessEvents");
  guint time = vdt_row_batch_add_column (batch, "Timestamp", VDT_CELL_DATETIME);
  guint pid = vdt_row_batch_add_column (batch, "ProcessId", VDT_CELL_LONG);
  guint file = vdt_row_batch_add_column (batch, "FileName", VDT_CELL_STRING);
  guint command = vdt_row_batch_add_column (batch, "ProcessCommandLine", VDT_CELL_STRING);
  guint other = odd != NULL ? vdt_row_batch_add_column (batch, odd, VDT_CELL_GUID) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("a command line of more than twelve bytes %u", first + i);

      vdt_row_batch_begin_row (batch, i + 1);
      vdt_row_batch_set_integer (batch, time, (gint64) (first + i) * 10);
      vdt_row_batch_set_integer (batch, pid, first + i);
      if (i % 2 == 0)
        vdt_row_batch_set_text (batch, file, "a.exe", 5);
      vdt_row_batch_set_text (batch, command, text, strlen (text));
      if (odd != NULL)
        vdt_row_batch_set_text (batch, other, "12345678-9abc-def0-1234-56789abcdef0", 36);
      vdt_row_batch_end_row (batch);
    }

  return batch;
}

static VdtHuntSource
source_of (const char *path,
           const char *hash)
{
  return (VdtHuntSource) { 0, (char *) path, NULL, (char *) hash, 5, (char *) "test", NULL, 0, 0 };
}

static void
add_rows (Fixture    *f,
          const char *path,
          guint       first,
          guint       n,
          const char *odd,
          gboolean    keep)
{
  VdtHuntSource source = source_of (path, path);
  g_autoptr(VdtRowBatch) batch = make_batch (first, n, odd);
  g_autofree char *twin = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (vdt_hunt_store_begin (f->store, &source, &twin, &error));
  vdt_hunt_store_append (f->store, batch, &error);
  g_assert_no_error (error);
  vdt_hunt_store_end (f->store, keep, &error);
  g_assert_no_error (error);
}

static char *
ask (Fixture    *f,
     const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtDuck) duck = vdt_hunt_store_connect (f->store, &error);
  duckdb_result result;
  char *value;
  char *copy;

  g_assert_no_error (error);
  vdt_duck_run (duck, sql, &result, &error);
  g_assert_no_error (error);
  value = duckdb_value_varchar (&result, 0, 0);
  copy = g_strdup (value);
  duckdb_free (value);
  duckdb_destroy_result (&result);

  return copy;
}

static void
assert_answer (Fixture    *f,
               const char *sql,
               const char *expected)
{
  g_autofree char *answer = ask (f, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* An alert of the case that was imported as well is there once. */
static void
test_alerts_once (Fixture       *f,
                  gconstpointer  data)
{
  static const struct { const char *path; const char *title; } sources[] = {
    { "alerts.csv", "imported" }, { "vedette:case", "the case's" },
  };
  g_autoptr(VdtKqlCatalog) catalog = vdt_hunt_store_dup_catalog (f->store);
  const VdtKqlTable *table = vdt_kql_catalog_find_table (catalog, "AlertInfo");
  g_autofree char *from = NULL;
  g_autofree char *sql = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      VdtHuntSource source = source_of (sources[i].path, sources[i].path);
      VdtRowBatch *batch = vdt_row_batch_new ("AlertInfo");
      g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_row_batch_free);
      guint id = vdt_row_batch_add_column (batch, "AlertId", VDT_CELL_STRING);
      guint title = vdt_row_batch_add_column (batch, "Title", VDT_CELL_STRING);

      /* Each has one of its own and one in common. */
      for (guint row = 0; row < 2; row++)
        {
          vdt_row_batch_begin_row (batch, row + 1);
          vdt_row_batch_set_text (batch, id, row == 0 ? "both" : sources[i].path, row == 0 ? 4 : strlen (sources[i].path));
          vdt_row_batch_set_text (batch, title, sources[i].title, strlen (sources[i].title));
          vdt_row_batch_end_row (batch);
        }
      g_ptr_array_add (batches, batch);
      g_assert_true (vdt_hunt_store_replace (f->store, &source, batches, NULL));
    }

  from = vdt_hunt_store_dup_source (f->store, "AlertInfo", table->type.schema);
  sql = g_strdup_printf ("SELECT string_agg(AlertId || ' ' || Title, ', ' ORDER BY AlertId) FROM %s", from);
  assert_answer (f, sql, "alerts.csv imported, both the case's, vedette:case the case's");
}

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_autoptr(VdtDuck) duck = NULL;
  g_autoptr(GError) error = NULL;
  const VdtHuntTable *table;

  add_rows (f, "a", 0, 2000, NULL, TRUE);
  add_rows (f, "b", 2000, 100, "Odd \"name", TRUE);
  reopen (f);

  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", "2100");
  assert_answer (f, "SELECT ProcessCommandLine FROM DeviceProcessEvents WHERE ProcessId = 1999",
                 "a command line of more than twelve bytes 1999");
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents WHERE FileName IS NULL OR SHA256 IS NULL", "0");
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents WHERE LogonId IS NULL", "2100");
  assert_answer (f, "SELECT \"Odd \"\"name\"::VARCHAR FROM DeviceProcessEvents WHERE ProcessId = 2001",
                 "12345678-9abc-def0-1234-56789abcdef0");
  assert_answer (f, "SELECT vdt_source || ':' || vdt_line FROM DeviceProcessEvents WHERE ProcessId = 2001", "2:2");

  duck = vdt_hunt_store_connect (f->store, &error);
  tables = vdt_hunt_store_list_tables (f->store, duck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 1);
  table = g_ptr_array_index (tables, 0);
  g_assert_cmpuint (table->rows, ==, 2100);
  g_assert_cmpint (table->first, ==, 0);
  g_assert_cmpint (table->last, ==, 20990);

  sources = vdt_hunt_store_list_sources (f->store, &error);
  g_assert_cmpuint (sources->len, ==, 2);
  g_assert_cmpuint (((VdtHuntSource *) g_ptr_array_index (sources, 1))->rows, ==, 100);
}

static void
test_catalog (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtKqlCatalog) before = vdt_hunt_store_dup_catalog (f->store);
  g_autoptr(VdtKqlCatalog) after = NULL;
  const VdtKqlTable *table;
  guint generation = vdt_hunt_store_get_generation (f->store);

  add_rows (f, "a", 0, 1, "Odd", TRUE);
  after = vdt_hunt_store_dup_catalog (f->store);
  table = vdt_kql_catalog_find_table (after, "DeviceProcessEvents");

  g_assert_cmpuint (vdt_hunt_store_get_generation (f->store), >, generation);
  g_assert_null (vdt_kql_schema_find (vdt_kql_catalog_find_table (before, "DeviceProcessEvents")->type.schema, "Odd"));
  g_assert_nonnull (vdt_kql_schema_find (table->type.schema, "Odd"));
  g_assert_cmpstr (vdt_kql_type_get_name (vdt_kql_schema_find (table->type.schema, "Odd")->type), ==, "guid");
  g_assert_nonnull (vdt_kql_schema_find (table->type.schema, "ActionType")->values);
  g_assert_nonnull (table->description);
}

static void
test_taken_back (Fixture       *f,
                 gconstpointer  data)
{
  add_rows (f, "a", 0, 10, NULL, TRUE);
  add_rows (f, "b", 10, 2000, "Odd", FALSE);
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", "10");
  assert_answer (f, "SELECT count(*) FROM vedette.columns WHERE name = 'Odd'", "0");

  add_rows (f, "b", 10, 5, "Odd", TRUE);
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents WHERE Odd IS NOT NULL", "5");
}

static void
test_twin (Fixture       *f,
           gconstpointer  data)
{
  VdtHuntSource source = source_of ("b", "a");
  g_autofree char *twin = NULL;
  g_autoptr(GError) error = NULL;

  add_rows (f, "a", 0, 10, NULL, TRUE);
  g_assert_false (vdt_hunt_store_begin (f->store, &source, &twin, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (twin, ==, "a");

  /* the writer is free again */
  add_rows (f, "c", 0, 10, NULL, TRUE);
}

static void
test_replace_remove (Fixture       *f,
                     gconstpointer  data)
{
  VdtHuntSource source = source_of ("case", "");
  g_autoptr(GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_row_batch_free);
  g_autoptr(GError) error = NULL;
  guint64 n_rows;

  add_rows (f, "a", 0, 10, NULL, TRUE);
  g_ptr_array_add (batches, make_batch (100, 3, NULL));
  g_assert_true (vdt_hunt_store_replace (f->store, &source, batches, &error));
  g_assert_true (vdt_hunt_store_replace (f->store, &source, batches, &error));
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", "13");

  g_assert_true (vdt_hunt_store_remove (f->store, "a", &n_rows, &error));
  g_assert_cmpuint (n_rows, ==, 10);
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", "3");
  add_rows (f, "a", 0, 10, NULL, TRUE);
}

/* A file that is not there any more takes its rows with it, but not its name. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "hunting.duckdb", NULL);
  g_autoptr(GPtrArray) lost = NULL;

  add_rows (f, "a", 0, 10, NULL, TRUE);
  g_clear_pointer (&f->store, vdt_hunt_store_close);
  g_assert_true (g_file_set_contents (path, "this is no database, but it is long enough to look like one", -1, NULL));
  open_store (f);

  g_assert_nonnull (strstr (vdt_hunt_store_get_notice (f->store), "hunting.duckdb.damaged-"));
  g_assert_nonnull (strstr (vdt_hunt_store_get_notice (f->store), "1 imported file"));
  lost = vdt_hunt_store_list_lost (f->store);
  g_assert_cmpuint (lost->len, ==, 1);
  g_assert_cmpstr (((VdtHuntSource *) g_ptr_array_index (lost, 0))->path, ==, "a");

  add_rows (f, "a", 0, 10, NULL, TRUE);
  assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", "10");
  g_assert_true (vdt_hunt_store_keep_lost (f->store, lost, NULL));
  g_ptr_array_unref (lost);
  lost = vdt_hunt_store_list_lost (f->store);
  g_assert_cmpuint (lost->len, >, 0);
  g_ptr_array_set_size (lost, 0);
  g_assert_true (vdt_hunt_store_keep_lost (f->store, lost, NULL));
  g_clear_pointer (&lost, g_ptr_array_unref);
  lost = vdt_hunt_store_list_lost (f->store);
  g_assert_cmpuint (lost->len, ==, 0);
}

/* The first blocks of a real file, and bytes of it turned. */
static void
test_damaged_bytes (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "hunting.duckdb", NULL);
  g_autofree char *bytes = NULL;
  gsize length;

  add_rows (f, "a", 0, 2000, NULL, TRUE);
  g_clear_pointer (&f->store, vdt_hunt_store_close);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  for (gsize i = 0; i < 64; i++)
    bytes[8192 + i * 7] ^= 0x5a;
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length / 2, NULL));
  open_store (f);
  g_assert_nonnull (vdt_hunt_store_get_notice (f->store));
  add_rows (f, "a", 0, 10, NULL, TRUE);
}

static void
test_newer (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *answer = NULL;
  g_autoptr(GError) error = NULL;

  answer = ask (f, "UPDATE vedette.version SET version = 99");
  g_clear_pointer (&f->store, vdt_hunt_store_close);
  f->store = vdt_hunt_store_open (f->folder, &error);
  g_assert_error (error, VDT_ERROR, VDT_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "newer Vedette"));
}

/* A process that is killed while it imports leaves what was committed before. */
static void
test_killed (Fixture       *f,
             gconstpointer  data)
{
  g_clear_pointer (&f->store, vdt_hunt_store_close);

  for (guint round = 1; round <= 3; round++)
    {
      g_autofree char *name = g_strdup_printf ("killed-%u", round);
      g_autofree char *expected = NULL;
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          VdtHuntSource source = source_of ("never", "never");
          char *twin = NULL;

          f->store = vdt_hunt_store_open (f->folder, NULL);
          if (f->store == NULL)
            _exit (1);
          add_rows (f, name, 0, 1000, "Odd", TRUE);
          if (!vdt_hunt_store_begin (f->store, &source, &twin, NULL))
            _exit (1);
          for (guint i = 0; i < 20 * round; i++)
            {
              g_autoptr(VdtRowBatch) batch = make_batch (i, VDT_ROW_BATCH_ROWS, i > 10 ? "Odder" : NULL);

              vdt_hunt_store_append (f->store, batch, NULL);
            }
          raise (SIGKILL);
        }

      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));

      open_store (f);
      g_assert_null (vdt_hunt_store_get_notice (f->store));
      expected = g_strdup_printf ("%u", round * 1000);
      assert_answer (f, "SELECT count(*) FROM DeviceProcessEvents", expected);
      g_clear_pointer (&f->store, vdt_hunt_store_close);
    }

  open_store (f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/hunt/store/" name, Fixture, NULL, set_up, func, tear_down)
  /* first: a forked process has one thread only */
  ADD ("killed", test_killed);
  ADD ("rows", test_rows);
  ADD ("alerts-once", test_alerts_once);
  ADD ("catalog", test_catalog);
  ADD ("taken-back", test_taken_back);
  ADD ("twin", test_twin);
  ADD ("replace-remove", test_replace_remove);
  ADD ("damaged", test_damaged);
  ADD ("damaged-bytes", test_damaged_bytes);
  ADD ("newer", test_newer);
#undef ADD

  return g_test_run ();
}
