/* test-duck.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-duck.h"

#include <glib/gstdio.h>

#include "vdt-error.h"

static VdtDuck *
open_memory (void)
{
  const VdtDuckLimits limits = { 512 * 1024 * 1024, 2, NULL };
  g_autoptr(GError) error = NULL;
  VdtDuck *duck = vdt_duck_open (NULL, &limits, &error);

  g_assert_no_error (error);
  g_assert_true (vdt_duck_lock (duck, &error));
  g_assert_no_error (error);

  return duck;
}

static char *
first_cell (VdtDuck    *duck,
            const char *sql)
{
  g_autoptr(GError) error = NULL;
  duckdb_result result;
  char *cell;
  char *copy;

  if (!vdt_duck_run (duck, sql, &result, &error))
    g_error ("%s: %s", sql, error->message);
  cell = duckdb_value_varchar (&result, 0, 0);
  copy = g_strdup (cell);
  duckdb_free (cell);
  duckdb_destroy_result (&result);

  return copy;
}

static void
test_text (void)
{
  static const struct { const char *sql; const char *cell; } cases[] = {
    { "SELECT kql_has('run VSSADMIN.exe', 'vssadmin')", "true" },
    { "SELECT kql_has('xvssadmin', 'vssadmin')", "false" },
    { "SELECT kql_has_cs('run VSSADMIN.exe', 'vssadmin')", "false" },
    { "SELECT kql_has(NULL, 'vssadmin')", NULL },
    { "SELECT kql_contains('PowerShell', 'WERSH')", "true" },
    { "SELECT count(*) FILTER (kql_has(t, n)) FROM (VALUES ('a b', 'a'), ('ab', 'a'), ('a b', 'b'),"
      " (NULL, 'a'), ('a', NULL)) AS v(t, n)", "2" },
    { "SELECT count(*) FROM range(100000) AS r(i) WHERE kql_endswith(i::VARCHAR, '99')", "1000" },
  };
  g_autoptr(VdtDuck) duck = open_memory ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *cell = first_cell (duck, cases[i].sql);

      if (g_strcmp0 (cell, cases[i].cell) != 0)
        g_error ("%s gives %s", cases[i].sql, cell);
    }
}

/* No statement may reach a file, the network or a setting. */
static void
test_locked (void)
{
  static const char *const refused[] = {
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM read_parquet('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM '/etc/passwd'",
    "COPY (SELECT 1) TO '/tmp/vedette-must-not-exist.csv'",
    "ATTACH '/tmp/vedette-must-not-exist.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "EXPORT DATABASE '/tmp/vedette-must-not-exist'",
    "IMPORT DATABASE '/tmp/vedette-must-not-exist'",
    "SET enable_external_access = true",
    "SET memory_limit = '100GB'",
    "RESET memory_limit",
  };
  g_autoptr(VdtDuck) duck = open_memory ();

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(GError) error = NULL;

      if (vdt_duck_run (duck, refused[i], NULL, &error))
        g_error ("%s is not refused", refused[i]);
      g_assert_error (error, VDT_ERROR, VDT_ERROR_QUERY);
    }

  g_assert_false (g_file_test ("/tmp/vedette-must-not-exist.csv", G_FILE_TEST_EXISTS));
}

static void
test_damaged (void)
{
  const VdtDuckLimits limits = { 512 * 1024 * 1024, 2, NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vedette-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hunting.duckdb", NULL);

  g_assert_true (g_file_set_contents (path, "not a database, but long enough to be looked at", -1, NULL));
  g_assert_null (vdt_duck_open (path, &limits, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_DAMAGED);

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/duck/text", test_text);
  g_test_add_func ("/hunt/duck/locked", test_locked);
  g_test_add_func ("/hunt/duck/damaged", test_damaged);

  return g_test_run ();
}
