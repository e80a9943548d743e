/* test-store.c
 *
 * Opening, importing, reading, searching.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include "vdt-error.h"
#include "vdt-fact.h"

static void
test_round_trip (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GListModel) rows = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtAlert) alert = NULL;
  g_autoptr(VdtEvidence) process = NULL;
  VdtStoreCounts counts;
  guint total;

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", 100 + i);

      g_ptr_array_add (records, make_incident (id, i % 7));
    }
  counts = wait_import (f->store, records);
  g_assert_cmpuint (counts.new_incidents, ==, 100);
  g_assert_cmpuint (counts.new_alerts, ==, 295);
  g_assert_cmpuint (counts.evidence, ==, 590);

  store_fixture_reopen (f);
  rows = wait_query (f->store, query, 0, 30, &total);
  g_assert_cmpuint (total, ==, 100);
  g_assert_cmpuint (g_list_model_get_n_items (rows), ==, 30);

  incident = wait_load (f->store, "106");
  g_assert_true (vdt_incident_get_loaded (incident));
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "Suspicious activity 106 on one endpoint");
  g_assert_cmpuint (vdt_incident_get_n_alerts (incident), ==, 6);
  g_assert_cmpuint (vdt_incident_get_n_assets (incident), ==, 7);
  g_assert_cmpstr (vdt_incident_get_asset_summary (incident), ==, "ws-106.corp.example.com");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_activity (incident)), ==, 1);
  alert = g_list_model_get_item (vdt_incident_get_alerts (incident), 5);
  g_assert_cmpstr (vdt_alert_get_id (alert), ==, "da-106-5_1");
  g_assert_cmpuint (vdt_alert_get_evidence_state (alert), ==, VDT_PRESENCE_PRESENT);
  process = g_list_model_get_item (vdt_alert_get_evidence (alert), 1);
  g_assert_cmpstr (vdt_evidence_get_kind (process), ==, "processEvidence");
  g_assert_cmpstr (vdt_evidence_get_title (process), ==, "powershell.exe (4005)");
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (process), "processId"), ==, "4005");
  g_assert_true (g_str_has_prefix (vdt_evidence_get_id (process), "E:"));
}

static void
test_load_unknown (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vdt_store_load_incident_async (f->store, "no such'; DROP TABLE incident; --", NULL, wait_cb, &result);
  g_assert_null (vdt_store_load_incident_finish (f->store, wait_result (&result), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND);
}

/* One source may list an alert in two incidents: both keep it, also when the
 * files come again. */
static void
test_shared_alert (StoreFixture  *f,
                   gconstpointer  data)
{
  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(VdtIncident) first = NULL;
      g_autoptr(VdtIncident) second = NULL;
      VdtIncident *other = make_incident ("8", 2);
      g_autoptr(VdtAlert) shared = make_alert ("da-7-0_1", "8", "In both");

      vdt_incident_add_alert (other, shared);
      g_ptr_array_add (records, make_incident ("7", 3));
      g_ptr_array_add (records, other);
      wait_import (f->store, records);

      first = wait_load (f->store, "7");
      second = wait_load (f->store, "8");
      g_assert_cmpuint (vdt_incident_get_n_alerts (first), ==, 3);
      g_assert_cmpuint (vdt_incident_get_n_alerts (second), ==, 3);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/round-trip", StoreFixture, NULL, store_fixture_set_up, test_round_trip,
              store_fixture_tear_down);
  g_test_add ("/store/shared-alert", StoreFixture, NULL, store_fixture_set_up, test_shared_alert,
              store_fixture_tear_down);
  g_test_add ("/store/load-unknown", StoreFixture, NULL, store_fixture_set_up, test_load_unknown,
              store_fixture_tear_down);

  return g_test_run ();
}
