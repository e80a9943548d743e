/* report-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "report-fixture.h"

#include "vdt-fact-id.h"
#include "vdt-time.h"

#define START G_GINT64_CONSTANT (1795000000000000) /* µs */

static VdtFields *
fields_of (const char *const *pairs)
{
  VdtFieldsBuilder *builder = vdt_fields_builder_new ();

  for (guint i = 0; pairs[i] != NULL; i += 2)
    vdt_fields_builder_add (builder, pairs[i], VDT_FIELD_STRING, pairs[i + 1], -1);

  return vdt_fields_builder_end (builder);
}

static void
add_evidence (VdtAlert   *alert,
              guint       number,
              guint       alert_number)
{
  static const char *const kinds[] = { "userEvidence", "deviceEvidence", "ipEvidence", "urlEvidence",
                                       "processEvidence", "fileEvidence" };
  static const char *const verdicts[] = { "suspicious", "suspicious", "malicious", "malicious", "malicious",
                                          "malicious" };
  guint k = number % G_N_ELEMENTS (kinds);
  guint unit = number / G_N_ELEMENTS (kinds) + alert_number;
  g_autofree char *account = g_strdup_printf ("nora.fuchs%u", unit % 7);
  g_autofree char *upn = g_strdup_printf ("%s@example.com", account);
  g_autofree char *device = g_strdup_printf ("PC-%03u", unit % 40);
  g_autofree char *address = g_strdup_printf ("203.0.113.%u", unit % 200 + 1);
  g_autofree char *url = g_strdup_printf ("https://drop%u.example.net/a|b?q=<x>", unit % 50);
  g_autofree char *line = g_strdup_printf ("cmd.exe /c \"echo %u\" & `del` *[^1]* <b>_x_</b>", unit);
  g_autofree char *hash = g_strdup_printf ("%064u", unit + 1);
  const char *pairs[][9] = {
    { "userAccount.accountName", account, "userAccount.userPrincipalName", upn, NULL },
    { "hostName", device, "osPlatform", "Windows11", NULL },
    { "ipAddress", address, NULL },
    { "url", url, NULL },
    { "processCommandLine", line, "imageFile.fileName", "cmd.exe", NULL },
    { "fileDetails.fileName", "note.txt", "fileDetails.sha256", hash, NULL },
  };
  g_autoptr(VdtFields) fields = fields_of (pairs[k]);
  g_autoptr(VdtEvidence) evidence = vdt_evidence_new (vdt_alert_get_id (alert), kinds[k]);

  g_autofree char *id = vdt_fact_evidence_id (vdt_alert_get_id (alert), kinds[k], fields, number);

  vdt_record_set_text (evidence, "id", id);
  vdt_record_set_text (evidence, "title", pairs[k][1]);
  vdt_record_set_text (evidence, "verdict", verdicts[k]);
  vdt_record_set_text (evidence, "remediation-status", k == 5 ? "remediated" : "active");
  vdt_record_set_time (evidence, "created-at", vdt_alert_get_created_at (alert));
  vdt_record_set_fields (evidence, "fields", fields);
  vdt_alert_add_evidence (alert, evidence);
}

/* Alerts a minute apart, with @n_evidence pieces of evidence in all. */
VdtIncident *
report_fixture_incident (guint n_alerts,
                         guint n_evidence)
{
  static const char *const severities[] = { "high", "medium", "low" };
  static const char *const techniques[][3] = { { "T1059.001", "T1204.002", NULL }, { "T1003.001", NULL },
                                               { "T1486", NULL } };
  VdtIncident *incident = vdt_incident_new ("7");
  g_autoptr(VdtComment) person = vdt_comment_new ("Ida Kern", "Isolated PC-001 by hand. Follow up with nora.fuchs1.",
                                                  START + G_TIME_SPAN_HOUR);
  g_autoptr(VdtComment) machine = vdt_comment_new ("Playbook", "Blocked 203.0.113.2.", START + G_TIME_SPAN_MINUTE);

  vdt_record_set_text (person, "id", "C:person");
  vdt_record_set_text (machine, "id", "C:machine");
  vdt_record_set_text (incident, "title", "Notes *dropped* [on](javascript:x) many | devices <script>");
  vdt_record_set_text (incident, "severity", "high");
  vdt_record_set_text (incident, "status", "active");
  vdt_record_set_time (incident, "created-at", START + 5 * G_TIME_SPAN_MINUTE);
  vdt_record_set_time (incident, "first-activity-at", START);
  vdt_record_set_time (incident, "last-activity-at", START + n_alerts * G_TIME_SPAN_MINUTE);
  for (guint i = 0; i < n_alerts; i++)
    {
      g_autofree char *id = g_strdup_printf ("al%u", i);
      g_autofree char *title = g_strdup_printf ("Alert %u: script `run` | by *cmd*", i);
      g_autoptr(VdtAlert) alert = vdt_alert_new (id);

      vdt_record_set_text (alert, "title", title);
      vdt_record_set_text (alert, "severity", severities[i % 3]);
      vdt_record_set_text (alert, "status", "new");
      vdt_record_set_text (alert, "service-source", "microsoftDefenderForEndpoint");
      vdt_record_set_text (alert, "recommended-actions", "1. Read the script.\n2. Isolate the device.");
      vdt_record_set_words (alert, "techniques", techniques[i % 3]);
      vdt_record_set_time (alert, "created-at", START + i * G_TIME_SPAN_MINUTE);
      vdt_record_set_time (alert, "first-activity-at", START + i * G_TIME_SPAN_MINUTE);
      vdt_record_set_time (alert, "last-activity-at", START + (i + 2) * G_TIME_SPAN_MINUTE);
      for (guint e = i; e < n_evidence; e += n_alerts)
        add_evidence (alert, e / n_alerts, i);
      vdt_incident_add_alert (incident, alert);
    }
  vdt_incident_add_comment (incident, person);
  vdt_incident_add_comment (incident, machine);
  vdt_incident_refresh (incident);

  return incident;
}

VdtReport *
report_fixture_draft (VdtIncident *incident,
                      const char  *template_id,
                      const char  *language)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtTemplate) template = vdt_template_load (template_id, language, NULL, &error);
  VdtDraftInput input = { incident };

  g_assert_no_error (error);
  input.author = "Ida Kern";
  input.now = START + G_TIME_SPAN_DAY;

  return vdt_draft_report (template, &input);
}
