/* test-parquet.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <duckdb.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vdt-error.h"
#include "vdt-hunt-parquet.h"

static char *
make_file (const char *sql)
{
  duckdb_database database;
  duckdb_connection connection;
  duckdb_result result;
  g_autofree char *statement = NULL;
  char *path = NULL;
  int fd = g_file_open_tmp ("vdt-XXXXXX.parquet", &path, NULL);

  close (fd);
  statement = g_strdup_printf ("COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)", sql, path);
  g_assert_cmpint (duckdb_open (NULL, &database), ==, DuckDBSuccess);
  g_assert_cmpint (duckdb_connect (database, &connection), ==, DuckDBSuccess);
  g_assert_cmpint (duckdb_query (connection, statement, &result), ==, DuckDBSuccess);
  duckdb_destroy_result (&result);
  duckdb_disconnect (&connection);
  duckdb_close (&database);

  return path;
}

static gboolean
collect (const char *text,
         gsize       length,
         gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (text, length));

  return ((GPtrArray *) user_data)->len < 5000;
}

static void
test_rows (void)
{
  g_autofree char *path = make_file ("SELECT i AS n, 'a \"quoted\" text ' || i AS s, TIMESTAMP '2026-11-18 07:54:41.225' AS t,"
                                     " [i, NULL] AS l FROM range(10000) r(i)");
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_true (vdt_hunt_parquet_dump (path, collect, rows, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 5000);
  g_assert_cmpstr (g_ptr_array_index (rows, 7), ==,
                   "{\"n\":7,\"s\":\"a \\\"quoted\\\" text 7\",\"t\":\"2026-11-18 07:54:41.225\",\"l\":[7,null]}");
  g_remove (path);
}

static void
test_damaged (void)
{
  g_autofree char *path = make_file ("SELECT 1 AS n");
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "PAR1 and nothing more", -1, NULL));
  g_assert_false (vdt_hunt_parquet_dump (path, collect, rows, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_FORMAT);
  g_remove (path);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/parquet/rows", test_rows);
  g_test_add_func ("/hunt/parquet/damaged", test_damaged);

  return g_test_run ();
}
