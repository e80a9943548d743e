/* bench-telemetry.c
 *
 * Streaming events into the hunting database by vedette-cli, and the same file
 * into a DuckDB table by DuckDB's own JSON reader, in the same run: rows a
 * second by the clock.
 *
 *   bench-telemetry VEDETTE-CLI [ROWS]     default: 200000
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <duckdb.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdlib.h>

static void
write_events (const char *path,
              guint       n_rows)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileOutputStream) base = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  g_autoptr(GOutputStream) out = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (base), 1024 * 1024);

  for (guint i = 0; i < n_rows; i++)
    g_output_stream_printf (out, NULL, NULL, NULL,
                            "{\"time\":\"2026-05-12T09:%02u:%02u.%07uZ\","
                            "\"category\":\"AdvancedHunting-DeviceProcessEvents\","
                            "\"tenantId\":\"11111111-2222-3333-4444-555555555555\",\"properties\":{"
                            "\"Timestamp\":\"2026-05-12T09:%02u:%02u.%07uZ\",\"DeviceId\":\"%040x\","
                            "\"DeviceName\":\"ws-%03u.example.com\","
                            "\"ActionType\":\"ProcessCreated\",\"FileName\":\"tool%u.exe\","
                            "\"FolderPath\":\"C:\\\\Program Files\\\\Tool%u\\\\tool%u.exe\","
                            "\"SHA256\":\"%064x\",\"FileSize\":%u,\"ProcessId\":%u,"
                            "\"ProcessCommandLine\":\"tool%u.exe --job %u --out C:\\\\Temp\\\\%u.log\","
                            "\"AccountName\":\"user%u\",\"AccountDomain\":\"corp\","
                            "\"InitiatingProcessFileName\":\"services.exe\","
                            "\"InitiatingProcessId\":%u,\"InitiatingProcessCommandLine\":\"services.exe\","
                            "\"ReportId\":%u,"
                            "\"AdditionalFields\":\"{\\\"Step\\\":%u}\"}}\n",
                            i / 60 % 60, i % 60, i % 10000000, i / 60 % 60, i % 60, i % 10000000, i % 500, i % 500,
                            i % 90, i % 90, i % 90, i % 900, 1000 + i % 5000, 4 + i % 60000, i % 90, i, i, i % 300,
                            600 + i % 50, i, i % 10);
  g_output_stream_close (out, NULL, NULL);
}

static double
import_ours (const char *cli,
             const char *folder,
             const char *path)
{
  g_autofree char *workspace = g_build_filename (folder, "workspace", NULL);
  const char *argv[] = { cli, "--workspace", workspace, "import", path, NULL };
  gint64 start = g_get_monotonic_time ();
  int status = 0;
  g_autoptr(GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
import_theirs (const char *folder,
               const char *path)
{
  g_autofree char *file = g_build_filename (folder, "theirs.duckdb", NULL);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE t AS SELECT unnest (properties) FROM read_json ('%s')", path);
  duckdb_database database;
  duckdb_connection connection;
  duckdb_result result;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (duckdb_open (file, &database) == DuckDBSuccess);
  g_assert_true (duckdb_connect (database, &connection) == DuckDBSuccess);
  if (duckdb_query (connection, sql, &result) != DuckDBSuccess)
    g_error ("%s", duckdb_result_error (&result));
  duckdb_destroy_result (&result);
  duckdb_disconnect (&connection);
  duckdb_close (&database);

  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

int
main (int   argc,
      char *argv[])
{
  guint n_rows = argc > 2 ? (guint) strtoul (argv[2], NULL, 10) : 200000;
  g_autofree char *folder = g_dir_make_tmp ("vedette-telemetry-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "events.jsonl", NULL);
  const char *remove[] = { "rm", "-rf", folder, NULL };
  GStatBuf status;
  double ours;
  double theirs;

  if (argc < 2)
    {
      g_printerr ("usage: bench-telemetry VEDETTE-CLI [ROWS]\n");
      return 2;
    }

  write_events (path, n_rows);
  g_stat (path, &status);
  ours = import_ours (argv[1], folder, path);
  theirs = import_theirs (folder, path);
  g_print ("%u rows, %.0f MB: vedette-cli import %.0f rows/s, DuckDB's JSON reader %.0f rows/s: %.0f %%\n", n_rows,
           (double) status.st_size / 1e6, n_rows / ours, n_rows / theirs, 100 * theirs / ours);
  g_spawn_sync (NULL, (char **) remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);

  return 0;
}
