/* test-sample.c
 *
 * The sample workspace: that it imports without a word, and what is in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

#include "vdt-attack.h"
#include "vdt-sample.h"
#include "vdt-schema.h"

static void
test_counts (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GListModel) files = vdt_sample_list_files ();
  guint64 incidents = 0;
  guint64 alerts = 0;
  guint64 evidence = 0;

  fixture_import_files (f, files, VDT_IMPORT_DEFAULT);
  g_assert_no_error (f->error);

  for (guint i = 0; i < f->reports->len; i++)
    {
      VdtImportReport *report = g_ptr_array_index (f->reports, i);

      g_test_message ("%s", vdt_import_report_get_path (report));
      g_assert_cmpuint (vdt_import_report_get_n_problems (report), ==, 0);
      g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_ACCEPTED);
      incidents += vdt_import_report_get_incidents (report);
      alerts += vdt_import_report_get_alerts (report);
      evidence += vdt_import_report_get_evidence (report);
    }

  g_assert_cmpuint (f->reports->len, ==, 24);
  g_assert_cmpuint (incidents, ==, 24);
  g_assert_cmpuint (alerts, ==, 42);
  g_assert_cmpuint (evidence, ==, 186);
}

static void
test_main_incident (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr(GListModel) files = vdt_sample_list_files ();
  g_autoptr(GHashTable) devices = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) users = g_hash_table_new (g_str_hash, g_str_equal);
  VdtIncident *incident;
  GListModel *alerts;

  fixture_import_files (f, files, VDT_IMPORT_DEFAULT);
  incident = fixture_find (f, VDT_SAMPLE_INCIDENT);
  g_assert_nonnull (incident);
  alerts = vdt_incident_get_alerts (incident);
  g_assert_cmpuint (g_list_model_get_n_items (alerts), ==, 13);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *list = vdt_alert_get_evidence (alert);

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, j);
          const char *kind = vdt_evidence_get_kind (evidence);

          if (strcmp (kind, "deviceEvidence") == 0)
            g_hash_table_add (devices, (gpointer) vdt_fields_get (vdt_evidence_get_fields (evidence), "mdeDeviceId"));
          if (strcmp (kind, "userEvidence") == 0)
            g_hash_table_add (users, (gpointer) vdt_fields_get (vdt_evidence_get_fields (evidence),
                                                                "userAccount.accountName"));
        }
    }

  g_assert_cmpuint (g_hash_table_size (devices), ==, 3);
  g_assert_cmpuint (g_hash_table_size (users), ==, 3);
}

/* Kinds, categories and techniques of the sample are known ones, times run forward. */
static void
test_consistent (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr(GListModel) files = vdt_sample_list_files ();

  fixture_import_files (f, files, VDT_IMPORT_DEFAULT);

  for (guint i = 0; i < f->incidents->len; i++)
    {
      VdtIncident *incident = g_ptr_array_index (f->incidents, i);
      GListModel *alerts = vdt_incident_get_alerts (incident);

      g_test_message ("%s", vdt_incident_get_id (incident));
      g_assert_cmpint (vdt_incident_get_created_at (incident), <=, vdt_incident_get_updated_at (incident));
      g_assert_true ((g_strcmp0 (vdt_incident_get_status (incident), "resolved") == 0) ==
                     (vdt_incident_get_closing_note (incident) != NULL));

      for (guint j = 0; j < g_list_model_get_n_items (alerts); j++)
        {
          g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, j);

          g_assert_cmpint (vdt_alert_get_first_activity_at (alert), <=,
                           vdt_alert_get_last_activity_at (alert));
          g_assert_cmpint (vdt_alert_get_created_at (alert), <=, vdt_alert_get_updated_at (alert));
          g_assert_nonnull (vdt_schema_get_category (vdt_alert_get_category (alert)));
          g_assert_nonnull (vdt_alert_get_recommended_actions (alert));
          for (guint k = 0; vdt_alert_get_techniques (alert)[k] != NULL; k++)
            g_assert_nonnull (vdt_attack_get_technique (vdt_alert_get_techniques (alert)[k]));
        }
    }
}

#define ADD(name, func) g_test_add ("/import/sample/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("counts", test_counts);
  ADD ("main-incident", test_main_incident);
  ADD ("consistent", test_consistent);

  return g_test_run ();
}
