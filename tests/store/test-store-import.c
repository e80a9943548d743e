/* test-store-import.c
 *
 * Importing again: what is updated, what stays, what is never taken away.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"
#include "vdt-error.h"
#include "vdt-store-tuning.h"

#define HOUR (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static void
apply (StoreFixture *f,
       VdtChange    *change)
{
  g_autoptr(VdtChange) owned = change;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReceipt) receipt = wait_apply (f->store, owned, &error);

  g_assert_no_error (error);
  g_assert_nonnull (vdt_receipt_get_token (receipt));
}

static void
age (VdtIncident *incident,
     gint64       by)
{
  vdt_record_set_time (incident, "updated-at", vdt_incident_get_updated_at (incident) + by);
}

static void
test_same (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr(VdtIncident) first = make_incident ("29", 3);
  g_autoptr(VdtIncident) again = make_incident ("29", 3);
  g_autoptr(VdtIncident) loaded = NULL;
  VdtStoreCounts counts;

  wait_import_one (f->store, first);
  counts = wait_import_one (f->store, again);
  g_assert_cmpuint (counts.new_incidents, ==, 0);
  g_assert_cmpuint (counts.same_incidents, ==, 1);
  g_assert_cmpuint (counts.same_alerts, ==, 3);
  g_assert_cmpuint (counts.evidence, ==, 0);

  loaded = wait_load (f->store, "29");
  g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 3);
  /* nothing changed, nothing is logged */
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_activity (loaded)), ==, 1);
}

static void
test_newer (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr(VdtIncident) first = make_incident ("29", 2);
  g_autoptr(VdtIncident) newer = make_incident ("29", 3);
  g_autoptr(VdtIncident) older = make_incident ("29", 2);
  g_autoptr(VdtIncident) loaded = NULL;
  VdtStoreCounts counts;

  vdt_record_set_text (first, "owner", "first@example.com");
  vdt_record_set_text (first, "description", "known from the first file only");
  wait_import_one (f->store, first);

  age (newer, HOUR);
  vdt_record_set_text (newer, "status", "inProgress");
  vdt_record_set_text (newer, "owner", "second@example.com");
  counts = wait_import_one (f->store, newer);
  g_assert_cmpuint (counts.updated_incidents, ==, 1);
  g_assert_cmpuint (counts.new_alerts, ==, 1);

  /* an older file fills gaps and overwrites nothing */
  age (older, -HOUR);
  vdt_record_set_text (older, "status", "active");
  vdt_record_set_text (older, "owner", "zeroth@example.com");
  vdt_record_set_text (older, "web-url", "https://portal.example.com/29");
  wait_import_one (f->store, older);

  loaded = wait_load (f->store, "29");
  g_assert_cmpstr (vdt_incident_get_status (loaded), ==, "inProgress");
  g_assert_cmpstr (vdt_incident_get_owner (loaded), ==, "second@example.com");
  g_assert_cmpstr (vdt_incident_get_description (loaded), ==, "known from the first file only");
  g_assert_cmpstr (vdt_incident_get_web_url (loaded), ==, "https://portal.example.com/29");
  g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 3);
}

static void
test_keeps_local (StoreFixture  *f,
                  gconstpointer  data)
{
  static const char *const tags[] = { "VIP", "Finance", NULL };
  g_autoptr(VdtIncident) first = make_incident ("29", 1);
  g_autoptr(VdtIncident) newer = make_incident ("29", 1);
  g_autoptr(VdtIncident) loaded = NULL;

  wait_import_one (f->store, first);
  apply (f, vdt_change_new_set ("29", "title", "Mira's workstation"));
  apply (f, vdt_change_new_set ("29", "severity", "low"));
  apply (f, vdt_change_new_tags ("29", tags));

  age (newer, HOUR);
  vdt_record_set_text (newer, "title", "Renamed by a merge");
  vdt_record_set_text (newer, "severity", "medium");
  vdt_record_set_text (newer, "status", "resolved");
  wait_import_one (f->store, newer);

  loaded = wait_load (f->store, "29");
  g_assert_cmpstr (vdt_incident_get_title (loaded), ==, "Mira's workstation");
  g_assert_cmpstr (vdt_incident_get_severity (loaded), ==, "low");
  g_assert_true (vdt_incident_get_severity_set_by_hand (loaded));
  g_assert_true (g_strv_equal (vdt_incident_get_custom_tags (loaded), (const char * const *) tags));
  /* what nobody touched follows the source */
  g_assert_cmpstr (vdt_incident_get_status (loaded), ==, "resolved");
}

static void
test_undo_after_import (StoreFixture  *f,
                        gconstpointer  data)
{
  g_autoptr(VdtIncident) first = make_incident ("29", 1);
  g_autoptr(VdtIncident) newer = make_incident ("29", 1);
  g_autoptr(VdtChange) change = vdt_change_new_set ("29", "title", "By hand");
  g_autoptr(VdtReceipt) receipt = NULL;
  g_autoptr(VdtReceipt) undone = NULL;
  g_autoptr(VdtIncident) loaded = NULL;
  g_autoptr(GError) error = NULL;

  wait_import_one (f->store, first);
  receipt = wait_apply (f->store, change, &error);
  g_assert_no_error (error);
  age (newer, HOUR);
  vdt_record_set_text (newer, "title", "From the second file");
  wait_import_one (f->store, newer);

  undone = wait_undo (f->store, vdt_receipt_get_token (receipt), &error);
  g_assert_no_error (error);
  loaded = wait_load (f->store, "29");
  g_assert_cmpstr (vdt_incident_get_title (loaded), ==, "From the second file");
}

static void
test_presence (StoreFixture  *f,
               gconstpointer  data)
{
  static const struct
  {
    const char  *id;
    VdtPresence  state;
  } rows[] = {
    { "1", VDT_PRESENCE_MISSING },
    { "2", VDT_PRESENCE_EMPTY },
  };
  g_autoptr(VdtIncident) full = make_incident ("3", 2);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtIncident) incident = make_incident (rows[i].id, 0);
      g_autoptr(VdtIncident) loaded = NULL;

      vdt_record_set_count (incident, "alerts-state", rows[i].state);
      wait_import_one (f->store, incident);
      loaded = wait_load (f->store, rows[i].id);
      g_assert_cmpuint (vdt_incident_get_alerts_state (loaded), ==, rows[i].state);
    }

  /* pages without alerts, one or the other way, take none away */
  wait_import_one (f->store, full);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtIncident) page = make_incident ("3", 0);
      g_autoptr(VdtIncident) loaded = NULL;

      age (page, HOUR);
      vdt_record_set_count (page, "alerts-state", rows[i].state);
      wait_import_one (f->store, page);
      loaded = wait_load (f->store, "3");
      g_assert_cmpuint (vdt_incident_get_alerts_state (loaded), ==, VDT_PRESENCE_PRESENT);
      g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 2);
      g_assert_cmpuint (vdt_incident_get_n_assets (loaded), ==, 3);
    }
}

static void
test_evidence_stays (StoreFixture  *f,
                     gconstpointer  data)
{
  g_autoptr(VdtIncident) first = make_incident ("29", 1);
  g_autoptr(VdtIncident) page = make_incident ("29", 0);
  g_autoptr(VdtAlert) bare = make_alert ("da-29-0_1", "29", "Encoded command number 0");
  g_autoptr(VdtIncident) loaded = NULL;
  g_autoptr(VdtAlert) alert = NULL;

  wait_import_one (f->store, first);
  vdt_record_set_text (bare, "status", "inProgress");
  vdt_incident_add_alert (page, bare);
  wait_import_one (f->store, page);

  loaded = wait_load (f->store, "29");
  alert = g_list_model_get_item (vdt_incident_get_alerts (loaded), 0);
  g_assert_cmpstr (vdt_alert_get_status (alert), ==, "inProgress");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_alert_get_evidence (alert)), ==, 2);
}

static void
test_lone_alerts (StoreFixture  *f,
                  gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(VdtIncident) real = make_incident ("77", 0);
  g_autoptr(VdtIncident) loaded = NULL;
  g_autoptr(VdtIncident) orphan = NULL;

  g_ptr_array_add (records, make_alert ("fa-1", "77", "A message was removed"));
  g_ptr_array_add (records, make_alert ("fa-2", "77", "A link was clicked"));
  g_ptr_array_add (records, make_alert ("fa-3", NULL, "An alert of no incident"));
  wait_import (f->store, records);

  loaded = wait_load (f->store, "77");
  g_assert_cmpstr (vdt_incident_get_title (loaded), ==, "A message was removed");
  g_assert_cmpstr (vdt_incident_get_status (loaded), ==, "active");
  g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 2);
  orphan = wait_load (f->store, "fa-3");
  g_assert_cmpuint (vdt_incident_get_n_alerts (orphan), ==, 1);

  /* the incident itself comes later, and is older than its alerts */
  age (real, -HOUR);
  wait_import_one (f->store, real);
  g_clear_object (&loaded);
  loaded = wait_load (f->store, "77");
  g_assert_cmpstr (vdt_incident_get_title (loaded), ==, "Suspicious activity 77 on one endpoint");
  g_assert_cmpuint (vdt_incident_get_n_alerts (loaded), ==, 2);
}

static void
test_alert_changes_incident (StoreFixture  *f,
                             gconstpointer  data)
{
  g_autoptr(VdtIncident) a = make_incident ("1", 2);
  g_autoptr(VdtIncident) b = make_incident ("2", 1);
  g_autoptr(VdtIncident) merged = make_incident ("2", 0);
  g_autoptr(VdtAlert) moved = make_alert ("da-1-1_1", "2", "Encoded command number 1");
  g_autoptr(VdtIncident) from = NULL;
  g_autoptr(VdtIncident) to = NULL;

  wait_import_one (f->store, a);
  wait_import_one (f->store, b);
  vdt_incident_add_alert (merged, moved);
  age (merged, HOUR);
  wait_import_one (f->store, merged);

  from = wait_load (f->store, "1");
  to = wait_load (f->store, "2");
  g_assert_cmpuint (vdt_incident_get_n_alerts (from), ==, 1);
  g_assert_cmpuint (vdt_incident_get_n_assets (from), ==, 2);
  g_assert_cmpuint (vdt_incident_get_n_alerts (to), ==, 2);
}

static void
test_redirect (StoreFixture  *f,
               gconstpointer  data)
{
  g_autoptr(VdtIncident) first = make_incident ("29", 1);
  g_autoptr(VdtIncident) merged = make_incident ("29", 0);
  g_autoptr(VdtIncident) loaded = NULL;

  wait_import_one (f->store, first);
  age (merged, HOUR);
  vdt_record_set_text (merged, "status", "redirected");
  vdt_record_set_text (merged, "redirect-id", "31");
  wait_import_one (f->store, merged);

  loaded = wait_load (f->store, "29");
  g_assert_cmpstr (vdt_incident_get_status (loaded), ==, "redirected");
  g_assert_cmpstr (vdt_incident_get_redirect_id (loaded), ==, "31");
}

static void
test_tenants (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) a = make_incident ("29", 0);
  g_autoptr(VdtIncident) b = make_incident ("29", 0);
  g_autoptr(VdtIncident) again = make_incident ("29", 0);
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GListModel) rows = NULL;
  guint total;

  vdt_record_set_text (a, "tenant-id", "11111111-0000-4000-8000-000000000001");
  vdt_record_set_text (b, "tenant-id", "22222222-0000-4000-8000-000000000002");
  vdt_record_set_text (again, "tenant-id", "22222222-0000-4000-8000-000000000002");
  wait_import_one (f->store, a);
  wait_import_one (f->store, b);
  wait_import_one (f->store, again);
  rows = wait_query (f->store, query, 0, 0, &total);
  g_assert_cmpuint (total, ==, 2);
}

static void
test_unknown_members (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = make_incident ("29", 0);
  g_autoptr(VdtAlert) alert = make_alert ("zz-1", "29", "From a product of the future");
  g_autoptr(VdtEvidence) evidence = make_evidence ("toasterEvidence", "slots", "2", "maker", "Example Corp", NULL);
  g_autoptr(VdtIncident) loaded = NULL;
  g_autoptr(VdtAlert) read = NULL;
  g_autoptr(VdtEvidence) kept = NULL;

  vdt_record_set_text (incident, "status", "unknownFutureValue");
  vdt_record_set_text (alert, "severity", "apocalyptic");
  vdt_alert_add_evidence (alert, evidence);
  vdt_incident_add_alert (incident, alert);
  wait_import_one (f->store, incident);

  loaded = wait_load (f->store, "29");
  g_assert_cmpstr (vdt_incident_get_status (loaded), ==, "unknownFutureValue");
  read = g_list_model_get_item (vdt_incident_get_alerts (loaded), 0);
  g_assert_cmpstr (vdt_alert_get_severity (read), ==, "apocalyptic");
  kept = g_list_model_get_item (vdt_alert_get_evidence (read), 0);
  g_assert_cmpstr (vdt_evidence_get_kind (kept), ==, "toasterEvidence");
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (kept), "maker"), ==, "Example Corp");
  g_assert_cmpstr (vdt_evidence_get_raw (kept), ==, "{\"slots\":\"2\",\"maker\":\"Example Corp\",");
}

static gpointer
importer_thread (gpointer data)
{
  VdtStore *store = data;

  for (guint batch = 0; batch < 5; batch++)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr(GError) error = NULL;
      VdtStoreCounts counts;

      for (guint i = 0; i < 20; i++)
        {
          g_autofree char *id = g_strdup_printf ("%u", batch * 20 + i);

          g_ptr_array_add (records, make_incident (id, 1));
        }
      vdt_store_import_from_worker (store, records, NULL, &counts, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (counts.new_incidents, ==, 20);
    }

  g_main_context_wakeup (NULL);

  return NULL;
}

static void
test_from_worker (StoreFixture  *f,
                  gconstpointer  data)
{
  GThread *thread = g_thread_new ("importer", importer_thread, f->store);
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GListModel) rows = NULL;
  guint total;

  g_thread_join (thread);
  rows = wait_query (f->store, query, 0, 1, &total);
  g_assert_cmpuint (total, ==, 100);
}

static void
test_remove_source (StoreFixture  *f,
                    gconstpointer  data)
{
  g_autoptr(VdtIncident) keep = make_incident ("1", 1);
  g_autoptr(VdtIncident) drop = make_incident ("2", 2);
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GListModel) rows = NULL;
  g_autoptr(GListModel) hits = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(VdtStoreAudit) audit = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  vdt_record_set_text (drop, "source", "sample");
  wait_import_one (f->store, keep);
  wait_import_one (f->store, drop);
  apply (f, vdt_change_new_comment ("2", NULL, "only a sample"));
  vdt_store_remove_source_async (f->store, "sample", NULL, wait_cb, &result);
  vdt_store_remove_source_finish (f->store, wait_result (&result), &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 1);

  rows = wait_query (f->store, query, 0, 0, &n);
  g_assert_cmpuint (n, ==, 1);
  hits = wait_search (f->store, "sample");
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, 0);
  audit = wait_verify (f->store);
  g_assert_true (audit->intact);
}

static void
add_test (const char *path,
          void      (*test) (StoreFixture  *f,
                             gconstpointer  data))
{
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down);
}

/* A rule hides what fits as it comes, and all of it can be taken back. */
static void
test_tuning (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr(VdtTuningRule) rule = vdt_tuning_rule_new ("Noise of the scanner");
  g_autoptr(VdtTuningRule) empty = vdt_tuning_rule_new ("Empty");
  g_autoptr(VdtIncident) first = make_incident ("41", 2);
  g_autoptr(VdtIncident) other = make_incident ("42", 1);
  g_autoptr(VdtIncident) again = make_incident ("41", 2);
  g_autoptr(VdtIncident) hidden = NULL;
  g_autoptr(VdtIncident) shown = NULL;
  g_autoptr(VdtIncident) back = NULL;
  g_autoptr(VdtTuningRule) stored = NULL;
  g_autoptr(GListModel) rules = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  vdt_store_save_tuning_async (f->store, empty, NULL, wait_cb, &result);
  g_assert_false (vdt_store_tuning_finish (f->store, wait_result (&result), NULL, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_clear_object (&result);

  vdt_record_set_text (rule, "condition",
                       "('all', '', '', [<('is', 'device', 'WS-41.*', @av [])>, <('any', '', '', ["
                       "<('is', 'command-line', '*-enc *', @av [])>, <('is', 'url', '*', @av [])>])>])");
  vdt_store_save_tuning_async (f->store, rule, NULL, wait_cb, &result);
  vdt_store_tuning_finish (f->store, wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&result);

  wait_import_one (f->store, first);
  wait_import_one (f->store, other);
  hidden = wait_load (f->store, "41");
  shown = wait_load (f->store, "42");
  g_assert_true (vdt_incident_get_hidden (hidden));
  g_assert_false (vdt_incident_get_hidden (shown));

  vdt_store_list_tuning_async (f->store, NULL, wait_cb, &result);
  rules = vdt_store_list_tuning_finish (f->store, wait_result (&result), &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpuint (g_list_model_get_n_items (rules), ==, 1);
  stored = g_list_model_get_item (rules, 0);
  g_assert_cmpuint (vdt_tuning_rule_get_n_hits (stored), ==, 2);

  vdt_store_undo_tuning_async (f->store, vdt_tuning_rule_get_id (stored), NULL, wait_cb, &result);
  vdt_store_tuning_finish (f->store, wait_result (&result), &n, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  g_assert_cmpuint (n, ==, 3);

  /* what is known is not new: the rule leaves it alone */
  wait_import_one (f->store, again);
  back = wait_load (f->store, "41");
  g_assert_false (vdt_incident_get_hidden (back));

  vdt_store_remove_tuning_async (f->store, vdt_tuning_rule_get_id (stored), NULL, wait_cb, &result);
  g_assert_true (vdt_store_tuning_finish (f->store, wait_result (&result), NULL, &error));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/import/same", test_same);
  add_test ("/store/import/newer", test_newer);
  add_test ("/store/import/keeps-local", test_keeps_local);
  add_test ("/store/import/undo-after-import", test_undo_after_import);
  add_test ("/store/import/presence", test_presence);
  add_test ("/store/import/evidence-stays", test_evidence_stays);
  add_test ("/store/import/lone-alerts", test_lone_alerts);
  add_test ("/store/import/alert-changes-incident", test_alert_changes_incident);
  add_test ("/store/import/redirect", test_redirect);
  add_test ("/store/import/tenants", test_tenants);
  add_test ("/store/import/unknown-members", test_unknown_members);
  add_test ("/store/import/from-worker", test_from_worker);
  add_test ("/store/import/remove-source", test_remove_source);
  add_test ("/store/import/tuning", test_tuning);

  return g_test_run ();
}
