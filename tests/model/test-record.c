/* test-record.c
 *
 * Records: properties from slots, values as texts, an incident that is updated in
 * place, proposals, progress.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-change.h"
#include "vdt-incident-update.h"
#include "vdt-incident.h"
#include "vdt-progress.h"
#include "vdt-proposal.h"
#include "vdt-queue-query.h"
#include "vdt-receipt.h"
#include "vdt-time.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static const char *
value_for (GParamSpec *pspec)
{
  if (pspec->value_type == G_TYPE_INT64)
    return "2026-11-18T07:57:21.2Z";

  return pspec->value_type == G_TYPE_STRING || pspec->value_type == G_TYPE_STRV ? "one" : "1";
}

/* Every property of every class: set, told of once, and back through its text. */
static void
check_class (GType type)
{
  g_autoptr(GObject) record = g_object_new (type, NULL);
  g_autoptr(GObject) copy = g_object_new (type, NULL);
  guint n;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);
  guint count = 0;
  guint n_set = 0;

  g_signal_connect_swapped (record, "notify", G_CALLBACK (count_cb), &count);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *copied = NULL;

      if (!vdt_record_has_property (record, pspecs[i]->name))
        continue;

      g_test_message ("%s:%s", g_type_name (type), pspecs[i]->name);
      n_set += vdt_record_set_value (record, pspecs[i]->name, value_for (pspecs[i]));
      g_assert_cmpuint (count, ==, n_set);
      g_assert_false (vdt_record_set_value (record, pspecs[i]->name, value_for (pspecs[i])));
      g_assert_cmpuint (count, ==, n_set);
      text = vdt_record_dup_value (record, pspecs[i]->name);
      g_assert_nonnull (text);
      vdt_record_set_value (copy, pspecs[i]->name, text);
      copied = vdt_record_dup_value (copy, pspecs[i]->name);
      g_assert_cmpstr (text, ==, copied);
    }
  g_assert_cmpuint (n_set, >, 0);
}

static void
test_every_property (void)
{
  const GType types[] = {
    VDT_TYPE_ACTIVITY, VDT_TYPE_ALERT, VDT_TYPE_ASSET, VDT_TYPE_CITATION, VDT_TYPE_COMMENT, VDT_TYPE_EVIDENCE,
    VDT_TYPE_FACT, VDT_TYPE_INCIDENT, VDT_TYPE_PROPOSAL, VDT_TYPE_PROPOSAL_EVENT, VDT_TYPE_QUEUE_QUERY,
    VDT_TYPE_RECEIPT, VDT_TYPE_STATEMENT,
  };

  for (guint t = 0; t < G_N_ELEMENTS (types); t++)
    check_class (types[t]);
}

static void
test_properties (void)
{
  static const char *const techniques[] = { "T1059.001", "T1566", NULL };
  g_autoptr(VdtAlert) alert = vdt_alert_new ("a");
  g_autofree char *title = NULL;
  g_auto(GStrv) words = NULL;
  gint64 time;

  g_object_set (alert, "title", "An alert", "techniques", techniques, "created-at", (gint64) 5, NULL);
  g_object_get (alert, "title", &title, "techniques", &words, "created-at", &time, NULL);
  g_assert_cmpstr (title, ==, "An alert");
  g_assert_true (g_strv_equal ((const char * const *) words, techniques));
  g_assert_cmpint (time, ==, 5);
  g_assert_cmpint (vdt_alert_get_resolved_at (alert), ==, VDT_TIME_UNSET);
  g_assert_null (vdt_alert_get_system_tags (alert)[0]);
  g_assert_null (vdt_record_dup_value (alert, "system-tags"));
}

static VdtIncident *
make_incident (guint n_alerts)
{
  VdtIncident *incident = vdt_incident_new ("1");

  for (guint i = 0; i < n_alerts; i++)
    {
      g_autofree char *id = g_strdup_printf ("a%u", i);
      g_autoptr(VdtAlert) alert = vdt_alert_new (id);

      vdt_record_set_text (alert, "severity", i == 1 ? "high" : "low");
      vdt_record_set_time (alert, "created-at", 100 - i);
      vdt_incident_add_alert (incident, alert);
    }
  vdt_incident_refresh (incident);
  vdt_record_set_flag (incident, "loaded", TRUE);

  return incident;
}

static void
test_refresh (void)
{
  g_autoptr(VdtIncident) incident = make_incident (3);
  g_autoptr(VdtIncident) empty = make_incident (0);

  g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "high");
  g_assert_cmpuint (vdt_incident_get_n_alerts (incident), ==, 3);
  g_assert_cmpuint (vdt_incident_get_n_active_alerts (incident), ==, 3);
  g_assert_cmpint (vdt_incident_get_first_activity_at (incident), ==, 98);
  g_assert_cmpint (vdt_incident_get_last_activity_at (incident), ==, 100);
  g_assert_cmpint (vdt_incident_get_last_activity_at (empty), ==, VDT_TIME_UNSET);

  /* a severity that the incident came with stays */
  vdt_record_set_text (incident, "severity", "low");
  vdt_incident_refresh (incident);
  g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "low");
}

static void
test_update (void)
{
  g_autoptr(VdtIncident) shown = make_incident (3);
  g_autoptr(VdtIncident) fresh = make_incident (4);
  g_autoptr(VdtIncident) row = vdt_incident_new ("1");
  VdtAlert *second = vdt_incident_find_alert (shown, "a1");
  guint count = 0;

  vdt_record_set_text (fresh, "title", "New");
  vdt_record_set_text (vdt_incident_find_alert (fresh, "a1"), "status", "resolved");
  g_signal_connect_swapped (vdt_incident_get_alerts (shown), "items-changed", G_CALLBACK (count_cb), &count);
  vdt_incident_update (shown, fresh);
  g_assert_cmpstr (vdt_incident_get_title (shown), ==, "New");
  g_assert_cmpuint (vdt_incident_get_n_alerts (shown), ==, 4);
  g_assert_cmpuint (count, ==, 1);
  /* still the same object, so that it stays selected */
  g_assert_true (vdt_incident_find_alert (shown, "a1") == second);
  g_assert_cmpstr (vdt_alert_get_status (second), ==, "resolved");

  vdt_incident_update (shown, fresh);
  g_assert_cmpuint (count, ==, 1);

  /* a row of the queue changes what it knows, and takes no list away */
  vdt_record_set_text (shown, "description", "known");
  vdt_record_set_text (row, "title", "Newer");
  vdt_incident_update (shown, row);
  g_assert_cmpstr (vdt_incident_get_title (shown), ==, "Newer");
  g_assert_cmpstr (vdt_incident_get_description (shown), ==, "known");
  g_assert_true (vdt_incident_get_loaded (shown));
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_alerts (shown)), ==, 4);
}

static void
test_proposal (void)
{
  static const char *const first[] = { "A:1", "E:2", NULL };
  static const char *const second[] = { "E:2", "E:3", NULL };
  g_autoptr(VdtProposal) proposal = vdt_proposal_new ("summary", "1");
  g_autoptr(VdtStatement) a = vdt_statement_new ("headline", "One.", first, "builtin");
  g_autoptr(VdtStatement) b = vdt_statement_new ("course", "Two.", second, "builtin");
  g_autoptr(VdtFact) fact = vdt_fact_new ("A:1", "alert");
  g_autoptr(VdtFact) same = vdt_fact_new ("A:1", "alert");
  g_autoptr(VdtCitation) last = NULL;

  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "streaming");
  vdt_proposal_add_fact (proposal, fact);
  vdt_proposal_add_fact (proposal, same);
  g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_facts (proposal)), ==, 1);
  vdt_proposal_add_statement (proposal, a);
  vdt_proposal_add_statement (proposal, b);
  g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_citations (proposal)), ==, 3);
  last = g_list_model_get_item (vdt_proposal_get_citations (proposal), 2);
  g_assert_cmpuint (vdt_citation_get_number (last), ==, 3);
  g_assert_cmpstr (vdt_citation_get_fact_id (last), ==, "E:3");
  g_assert_cmpuint (vdt_proposal_get_citation_number (proposal, "E:2"), ==, 2);
  g_assert_cmpuint (vdt_proposal_get_citation_number (proposal, "E:9"), ==, 0);
}

static gpointer
report_thread (gpointer data)
{
  for (guint i = 0; i <= 1000; i++)
    vdt_progress_report (data, i / 1000.0, "working");
  vdt_progress_end (data, "done");

  return NULL;
}

static void
test_progress (void)
{
  g_autoptr(VdtProgress) progress = vdt_progress_new ();
  guint count = 0;
  GThread *thread;

  g_signal_connect_swapped (progress, "notify::fraction", G_CALLBACK (count_cb), &count);
  vdt_progress_begin (progress, "starting");
  thread = g_thread_new ("report", report_thread, progress);
  g_thread_join (thread);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  /* a thousand reports, one notification */
  g_assert_cmpuint (count, ==, 1);
  g_assert_false (vdt_progress_get_active (progress));
  g_assert_cmpstr (vdt_progress_get_message (progress), ==, "done");
  g_assert_cmpfloat (vdt_progress_get_fraction (progress), >=, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/record/every-property", test_every_property);
  g_test_add_func ("/model/record/properties", test_properties);
  g_test_add_func ("/model/incident/refresh", test_refresh);
  g_test_add_func ("/model/incident/update", test_update);
  g_test_add_func ("/model/proposal", test_proposal);
  g_test_add_func ("/model/progress", test_progress);

  return g_test_run ();
}
