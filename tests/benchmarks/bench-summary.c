/* bench-summary.c
 *
 * How long a summary takes: to its headline, as a whole, and the longest slice
 * of the main loop, for incidents of 10, 100 and 2,000 alerts (or the numbers
 * given as arguments).
 *
 *   bench-summary [ALERTS…]
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "vdt-fact-id.h"
#include "vdt-respond.h"
#include "vdt-summary-private.h"
#include "vdt-time.h"

#define EVIDENCE_AN_ALERT 10
#define START G_GINT64_CONSTANT (1772438400000000)

static const char *const categories[] = {
  "InitialAccess", "Execution", "Persistence", "DefenseEvasion", "CredentialAccess", "Discovery",
  "LateralMovement", "CommandAndControl", "Ransomware", "SuspiciousActivity",
};
static const char *const techniques[] = {
  "T1566.002", "T1059.001", "T1547.001", "T1036", "T1003.001", "T1018", "T1021.002", "T1071.001", "T1486", "T1204",
};

static void
add_evidence (VdtAlert   *alert,
              const char *kind,
              guint       number,
              const char *first, ...)
{
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new (vdt_alert_get_id (alert), kind);
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();
  g_autoptr(VdtFields) fields = NULL;
  g_autofree char *id = NULL;
  va_list args;

  va_start (args, first);
  for (const char *path = first; path != NULL; path = va_arg (args, const char *))
    vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, va_arg (args, const char *), -1);
  va_end (args);

  fields = vdt_fields_builder_end (g_steal_pointer (&builder));
  id = vdt_fact_evidence_id (vdt_alert_get_id (alert), kind, fields, number);
  vdt_record_set_text (evidence, "id", id);
  vdt_record_set_fields (evidence, "fields", fields);
  vdt_record_set_text (evidence, "verdict", number % 7 == 0 ? "suspicious" : "unknown");
  vdt_record_set_text (evidence, "title", vdt_fields_get_text (fields, 0));
  vdt_alert_add_evidence (alert, evidence);
}

static void
fill_alert (VdtAlert *alert,
            guint     n)
{
  for (guint i = 0; i < EVIDENCE_AN_ALERT; i++)
    {
      g_autofree char *device = g_strdup_printf ("ws-%03u", (n * 3 + i % 2) % 120);
      g_autofree char *user = g_strdup_printf ("user%u@example.com", (n + i % 2) % 80);
      g_autofree char *pid = g_strdup_printf ("%u", 1000 + n * 10 + i);
      g_autofree char *hash = g_strdup_printf ("%064x", n * 31 + i);
      g_autofree char *file = g_strdup_printf ("tool-%u.exe", (n + i) % 400);
      g_autofree char *command = g_strdup_printf ("\"C:\\Users\\user%u\\AppData\\Local\\Temp\\%s\" --run %u --out "
                                                  "C:\\ProgramData\\out-%u.log", n % 80, file, i, n);
      g_autofree char *address = g_strdup_printf ("203.0.113.%u", (n + i) % 250);

      switch (i % 5)
        {
        case 0:
          add_evidence (alert, "deviceEvidence", i, "hostName", device, "mdeDeviceId", device,
                        "osPlatform", "Windows11", NULL);
          break;
        case 1:
          add_evidence (alert, "userEvidence", i, "userAccount.userPrincipalName", user, NULL);
          break;
        case 2:
          add_evidence (alert, "processEvidence", i, "imageFile.fileName", file, "processId", pid,
                        "mdeDeviceId", device, "processCommandLine", command,
                        "processCreationDateTime", "2026-03-02T08:00:00Z", "imageFile.sha256", hash,
                        "parentProcessImageFile.fileName", "explorer.exe", NULL);
          break;
        case 3:
          add_evidence (alert, "fileEvidence", i, "fileDetails.fileName", file, "fileDetails.sha256", hash,
                        "fileDetails.filePath", "C:\\ProgramData", NULL);
          break;
        default:
          add_evidence (alert, "ipEvidence", i, "ipAddress", address, NULL);
        }
    }
}

static VdtIncident *
generate (guint n_alerts)
{
  VdtIncident *incident = vdt_incident_new ("bench");

  vdt_record_set_text (incident, "title", "A long campaign");
  vdt_record_set_text (incident, "severity", "high");
  vdt_record_set_text (incident, "status", "active");
  vdt_record_set_time (incident, "created-at", START);
  for (guint i = 0; i < n_alerts; i++)
    {
      g_autofree char *id = g_strdup_printf ("alert-%u", i);
      g_autofree char *title = g_strdup_printf ("Suspicious activity of kind %u", i % 60);
      g_autoptr(VdtAlert) alert = vdt_alert_new (id);
      const char *named[] = { techniques[i % G_N_ELEMENTS (techniques)], NULL };

      vdt_record_set_text (alert, "title", title);
      vdt_record_set_text (alert, "category", categories[i % G_N_ELEMENTS (categories)]);
      vdt_record_set_text (alert, "severity", i % 3 == 0 ? "high" : "medium");
      vdt_record_set_text (alert, "status", "new");
      vdt_record_set_text (alert, "service-source", "microsoftDefenderForEndpoint");
      vdt_record_set_words (alert, "techniques", named);
      vdt_record_set_time (alert, "first-activity-at", START + (gint64) i * 37 * G_TIME_SPAN_MINUTE);
      vdt_record_set_time (alert, "last-activity-at", START + (gint64) i * 37 * G_TIME_SPAN_MINUTE);
      fill_alert (alert, i);
      vdt_incident_add_alert (incident, alert);
    }

  return incident;
}

/* What the slice itself used, whoever else wants the machine. */
static gint64
cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static void
measure (VdtSummarizer *summarizer,
         guint          n_alerts)
{
  g_autoptr(VdtIncident) incident = generate (n_alerts);
  g_autoptr(VdtProposal) proposal = vdt_proposal_new ("summary", "bench");
  g_autoptr(VdtProposal) steps = NULL;
  g_autoptr(VdtSummaryRun) run = NULL;
  GListModel *statements = vdt_proposal_get_statements (proposal);
  gint64 begin = cpu_time ();
  gint64 assets;
  gint64 whole;
  gint64 first = 0;
  gint64 longest = 0;
  gint64 cpu;
  gint64 first_cpu = 0;
  gint64 steps_cpu;
  gint64 words = 0;
  gboolean more = TRUE;

  /* The store merges the assets when it loads an incident. */
  vdt_incident_refresh (incident);
  assets = cpu_time () - begin;

  begin = g_get_monotonic_time ();
  cpu = cpu_time ();
  run = vdt_summary_run_new (summarizer, incident, proposal);
  while (more)
    {
      gint64 slice = cpu_time ();
      guint phase = run->phase;

      more = vdt_summary_run_step (run, VDT_SUMMARY_SLICE);
      slice = cpu_time () - slice;
      longest = MAX (longest, slice);
      if (slice > 4000 && g_getenv ("VDT_BENCH_VERBOSE") != NULL)
        g_print ("  phase %u to %u: %.1f ms\n", phase, run->phase, slice / 1000.0);
      if (first == 0 && g_list_model_get_n_items (statements) > 0)
        {
          first = g_get_monotonic_time () - begin;
          first_cpu = cpu_time () - cpu;
        }
    }
  whole = g_get_monotonic_time () - begin;
  cpu = cpu_time () - cpu;

  begin = cpu_time ();
  steps = vdt_summarizer_respond (summarizer, incident, NULL);
  steps_cpu = cpu_time () - begin;

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      words += (gint64) strlen (vdt_statement_get_text (statement));
    }

  g_print ("%5u alerts, %6u evidence: headline %6.1f ms (%.1f of CPU), whole %7.1f ms (%.1f of CPU), longest slice %5.1f ms of CPU, "
           "%u sentences of %" G_GINT64_FORMAT " bytes; next steps %.1f ms of CPU; assets beforehand %.1f ms of CPU\n",
           n_alerts, n_alerts * EVIDENCE_AN_ALERT, first / 1000.0, first_cpu / 1000.0,
           whole / 1000.0, cpu / 1000.0, longest / 1000.0,
           g_list_model_get_n_items (statements), words,
           steps_cpu / 1000.0, assets / 1000.0);
}

int
main (int   argc,
      char *argv[])
{
  static const guint sizes[] = { 1, 10, 100, 2000 };
  gint64 begin = g_get_monotonic_time ();
  gint64 cpu = cpu_time ();
  g_autoptr(VdtSummarizer) summarizer = vdt_summarizer_new ("en");

  g_print ("the engine's words and rules: %.1f ms (%.1f of CPU)\n",
           (g_get_monotonic_time () - begin) / 1000.0, (cpu_time () - cpu) / 1000.0);
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      measure (summarizer, (guint) atoi (argv[i]));
  else
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      measure (summarizer, sizes[i]);

  return 0;
}
