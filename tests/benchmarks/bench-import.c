/* bench-import.c
 *
 * How fast a file of incidents is read, first into nothing, then into a case
 * database, and how much memory that takes.
 *
 * usage: bench-import FILE…
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>

#include "vdt-importer.h"
#include "vdt-store.h"

typedef struct
{
  GMainLoop *loop;
  VdtStore  *store;          /* NULL: what is read is thrown away */
  GPtrArray *reports;
  GError    *error;
} Bench;

static gboolean
sink_cb (GPtrArray     *records,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Bench *bench = user_data;
  VdtStoreCounts counts;

  return bench->store == NULL ||
         vdt_store_import_from_worker (bench->store, records, cancellable, &counts, error);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Bench *bench = user_data;

  bench->reports = vdt_importer_run_finish (VDT_IMPORTER (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;

  vdt_store_open_finish (VDT_STORE (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Bench *bench = user_data;

  vdt_store_end_import_finish (VDT_STORE (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *bench = user_data;

  vdt_store_close_finish (VDT_STORE (source), result, &bench->error);
  g_main_loop_quit (bench->loop);
}

static double
cpu_seconds (const struct rusage *usage)
{
  return (double) usage->ru_utime.tv_sec + (double) usage->ru_stime.tv_sec +
         (double) (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) / G_USEC_PER_SEC;
}

static void
check (Bench *bench)
{
  if (bench->error != NULL)
    g_error ("%s", bench->error->message);
}

static void
measure (Bench      *bench,
         GListModel *files,
         double      megabytes,
         const char *name)
{
  g_autoptr(VdtImporter) importer = vdt_importer_new ();
  struct rusage before;
  struct rusage after;
  gint64 start = g_get_monotonic_time ();
  double seconds;
  guint64 incidents = 0;
  guint64 alerts = 0;

  getrusage (RUSAGE_SELF, &before);
  vdt_importer_run_async (importer, files, VDT_IMPORT_DEFAULT, sink_cb, bench, NULL, NULL, imported_cb, bench);
  g_main_loop_run (bench->loop);
  check (bench);

  if (bench->store != NULL)
    {
      vdt_store_end_import_async (bench->store, "bench-import", NULL, ended_cb, bench);
      g_main_loop_run (bench->loop);
      check (bench);
    }

  getrusage (RUSAGE_SELF, &after);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  for (guint i = 0; i < bench->reports->len; i++)
    {
      incidents += vdt_import_report_get_incidents (g_ptr_array_index (bench->reports, i));
      alerts += vdt_import_report_get_alerts (g_ptr_array_index (bench->reports, i));
    }

  printf ("%-20s %8.1f MB  %8.2f s  %7.1f MB/s  %8.2f s of processor  peak %5ld MiB  %" G_GUINT64_FORMAT
          " incidents, %" G_GUINT64_FORMAT " alerts\n", name, megabytes, seconds, megabytes / seconds,
          cpu_seconds (&after) - cpu_seconds (&before), after.ru_maxrss / 1024, incidents, alerts);
  fflush (stdout);

  g_clear_pointer (&bench->reports, g_ptr_array_unref);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }

  g_rmdir (path);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autofree char *folder = g_dir_make_tmp ("vdt-bench-XXXXXX", NULL);
  Bench bench = { loop };
  double megabytes = 0;

  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (argv[i]);
      GStatBuf info;

      if (g_stat (argv[i], &info) == 0)
        megabytes += (double) info.st_size / 1e6;
      g_list_store_append (files, file);
    }

  if (argc < 2 || folder == NULL)
    {
      g_printerr ("usage: bench-import FILE…\n");
      return 2;
    }

  measure (&bench, G_LIST_MODEL (files), megabytes, "read");

  bench.store = vdt_store_new (vdt_clock_system, NULL);
  vdt_store_open_async (bench.store, folder, NULL, opened_cb, &bench);
  g_main_loop_run (loop);
  check (&bench);
  measure (&bench, G_LIST_MODEL (files), megabytes, "read and store");
  measure (&bench, G_LIST_MODEL (files), megabytes, "again, unchanged");

  vdt_store_close_async (bench.store, closed_cb, &bench);
  g_main_loop_run (loop);
  check (&bench);
  g_clear_object (&bench.store);
  remove_folder (folder);

  return 0;
}
