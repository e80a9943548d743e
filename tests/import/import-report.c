/* import-report.c
 *
 * Imports files into nothing and says what was in them: one JSON line a file, and
 * with --time how long it took. For check-hostile.py and the benchmark.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include "vdt-importer.h"

typedef struct
{
  GMainLoop *loop;
  GPtrArray *reports;
  GError    *error;
  guint64    records;     /* that reached the sink */
} Outcome;

static gboolean
sink_cb (GPtrArray     *records,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  Outcome *outcome = user_data;

  outcome->records += records->len;

  return TRUE;
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->reports = vdt_importer_run_finish (VDT_IMPORTER (source), result, &outcome->error);
  g_main_loop_quit (outcome->loop);
}

static void
print_text (const char *text)
{
  putchar ('"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        printf ("\\%c", *c);
      else if ((guchar) *c < 0x20)
        printf ("\\u%04x", (guint) *c);
      else
        putchar (*c);
    }
  putchar ('"');
}

static void
print_report (VdtImportReport *report)
{
  printf ("{\"path\":");
  print_text (vdt_import_report_get_path (report));
  printf (",\"format\":");
  print_text (vdt_import_report_get_format (report) != NULL ? vdt_import_report_get_format (report) : "");
  printf (",\"verdict\":\"%s\",\"incidents\":%" G_GUINT64_FORMAT ",\"alerts\":%" G_GUINT64_FORMAT
          ",\"evidence\":%" G_GUINT64_FORMAT ",\"skipped\":%" G_GUINT64_FORMAT ",\"problems\":[",
          vdt_import_verdict_to_nick (vdt_import_report_get_verdict (report)),
          vdt_import_report_get_incidents (report), vdt_import_report_get_alerts (report),
          vdt_import_report_get_evidence (report), vdt_import_report_get_skipped (report));

  for (guint i = 0; i < vdt_import_report_get_n_problems (report); i++)
    {
      const VdtImportProblem *problem = vdt_import_report_get_problem (report, i);

      printf ("%s{\"level\":\"%s\",\"where\":", i > 0 ? "," : "",
              problem->level == VDT_WIRE_NOTE ? "note" : "problem");
      print_text (problem->where);
      printf (",\"message\":");
      print_text (problem->message);
      putchar ('}');
    }

  printf ("]}\n");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(VdtImporter) importer = vdt_importer_new ();
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Outcome outcome = { loop };
  VdtImportFlags flags = VDT_IMPORT_DEFAULT;
  gboolean timed = FALSE;
  gint64 start;

  setlocale (LC_ALL, "");

  for (int i = 1; i < argc; i++)
    {
      g_autoptr(GFile) file = NULL;

      if (strcmp (argv[i], "--time") == 0)
        {
          timed = TRUE;
          continue;
        }

      if (strcmp (argv[i], "--salvage") == 0)
        {
          flags |= VDT_IMPORT_SALVAGE;
          continue;
        }

      file = g_file_new_for_commandline_arg (argv[i]);
      g_list_store_append (files, file);
    }

  start = g_get_monotonic_time ();
  vdt_importer_run_async (importer, G_LIST_MODEL (files), flags, sink_cb, &outcome, NULL, NULL, done_cb,
                          &outcome);
  g_main_loop_run (loop);

  if (outcome.error != NULL)
    {
      g_printerr ("%s\n", outcome.error->message);
      g_clear_error (&outcome.error);
      return 1;
    }

  for (guint i = 0; i < outcome.reports->len; i++)
    print_report (g_ptr_array_index (outcome.reports, i));

  if (timed)
    {
      double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      struct rusage usage;

      getrusage (RUSAGE_SELF, &usage);
      g_printerr ("%.3f s, peak %ld MiB, %" G_GUINT64_FORMAT " records in batches\n", seconds,
                  usage.ru_maxrss / 1024, outcome.records);
    }

  g_ptr_array_unref (outcome.reports);

  return 0;
}
