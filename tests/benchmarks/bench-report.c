/* bench-report.c
 *
 * usage: bench-report [N_ALERTS N_EVIDENCE]
 *
 * Times a draft, then each format, by processor time; prints JSON, and the most memory
 * that all of it took.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "report-fixture.h"
#include "vdt-build.h"
#include "vdt-export.h"
#include "vdt-pages.h"

static double
cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

int
main (int   argc,
      char *argv[])
{
  guint n_alerts = argc > 2 ? (guint) atoi (argv[1]) : 100;
  guint n_evidence = argc > 2 ? (guint) atoi (argv[2]) : 2000;
  g_autoptr(VdtIncident) incident = report_fixture_incident (n_alerts, n_evidence);
  const char *const *formats = vdt_export_get_formats ();
  g_autoptr(GPtrArray) key = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_pseudonym_free);
  g_autofree char *folder = g_dir_make_tmp ("bench-report-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out", NULL);
  g_autoptr(VdtReport) report = NULL;
  struct rusage usage;
  double start = cpu_ms ();

  report = report_fixture_draft (incident, "full", "en");
  g_print ("{\"alerts\":%u,\"evidence\":%u,\"draftMs\":%.0f", n_alerts, n_evidence, cpu_ms () - start);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      GStatBuf info;

      start = cpu_ms ();
      if (!vdt_export_report (report, incident, key, formats[i], path, 0, NULL, NULL, NULL, NULL, &error))
        g_error ("%s: %s", formats[i], error->message);
      g_print (",\"%sMs\":%.0f", formats[i], cpu_ms () - start);
      if (g_stat (path, &info) == 0)
        g_print (",\"%sKB\":%d", formats[i], (int) (info.st_size / 1024));
    }

  {
    g_autoptr(VdtDocument) document = vdt_report_build (report, incident, key, 0);
    g_autoptr(VdtPages) pages = vdt_pages_new (document, NULL);

    g_print (",\"pages\":%u,\"citations\":%u", vdt_pages_get_n (pages), document->sources->len);
  }
  getrusage (RUSAGE_SELF, &usage);
  g_print (",\"peakMB\":%ld}\n", usage.ru_maxrss / 1024);
  g_unlink (path);
  g_rmdir (folder);

  return 0;
}
