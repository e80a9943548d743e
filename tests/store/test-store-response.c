/* test-store-response.c
 *
 * Guidebooks come, change and go; features of the archive are read.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"
#include "vdt-similar-incident.h"
#include "vdt-store-guidebook.h"

static GListModel *
list_guidebooks (VdtStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *list;

  vdt_store_list_guidebooks_async (store, NULL, wait_cb, &result);
  list = vdt_store_list_guidebooks_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);

  return list;
}

static void
save (VdtStore     *store,
      VdtGuidebook *guidebook,
      const char   *action)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vdt_store_save_guidebook_async (store, guidebook, action, NULL, wait_cb, &result);
  vdt_store_save_guidebook_finish (store, wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
test_guidebook (StoreFixture  *f,
                gconstpointer  data)
{
  static const char *const features[] = { "stage:Ransomware", "kind:device", NULL };
  g_autoptr(VdtGuidebook) guidebook = vdt_guidebook_new ("Ransomware");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = vdt_guidebook_entry_new ("Call the board");

      vdt_record_set_words (entry, "features", features);
      vdt_guidebook_add_entry (guidebook, entry);
    }
  save (f->store, guidebook, "import-guidebook");
  vdt_record_set_text (guidebook, "state", "active");
  save (f->store, guidebook, "activate-guidebook");
  store_fixture_reopen (f);

  {
    g_autoptr(GListModel) list = list_guidebooks (f->store);
    g_autoptr(VdtGuidebook) stored = g_list_model_get_item (list, 0);
    g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (vdt_guidebook_get_entries (stored), 2);
    g_autoptr(VdtStoreAudit) audit = wait_verify (f->store);

    g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
    g_assert_cmpstr (vdt_guidebook_get_state (stored), ==, "active");
    g_assert_cmpuint (g_list_model_get_n_items (vdt_guidebook_get_entries (stored)), ==, 3);
    g_assert_cmpstr (vdt_guidebook_entry_get_state (entry), ==, "pending");
    g_assert_cmpstr (vdt_guidebook_entry_get_features (entry)[1], ==, "kind:device");
    g_assert_cmpuint (vdt_guidebook_entry_get_number (entry), ==, 3);
    g_assert_cmpint (vdt_guidebook_get_imported_at (stored), >, 0);
    g_assert_true (audit->intact);
    g_assert_cmpuint (audit->n_entries, >=, 2);

    vdt_store_delete_guidebook_async (f->store, stored, NULL, wait_cb, &result);
    vdt_store_delete_guidebook_finish (f->store, wait_result (&result), &error);
    g_assert_no_error (error);
  }

  {
    g_autoptr(GListModel) list = list_guidebooks (f->store);

    g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  }
}

static void
test_features (StoreFixture  *f,
               gconstpointer  data)
{
  static const char *const techniques[] = { "T1566", "T1059", NULL };
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(GError) error = NULL;
  guint n_found = 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);
      VdtIncident *incident = make_incident (id, 2);
      g_autoptr(VdtAlert) alert = g_list_model_get_item (vdt_incident_get_alerts (incident), 0);

      vdt_record_set_words (alert, "techniques", techniques);
      vdt_record_set_text (alert, "title", "A Strange Mail");
      g_ptr_array_add (records, incident);
    }
  wait_import (f->store, records);

  vdt_store_load_features_async (f->store, NULL, wait_cb, &result);
  list = vdt_store_load_features_finish (f->store, wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VdtSimilarIncident) item = g_list_model_get_item (list, i);
      const char *const *features = vdt_similar_incident_get_features (item);

      g_assert_nonnull (vdt_similar_incident_get_id (item));
      n_found += g_strv_contains (features, "title:a strange mail") && g_strv_contains (features, "technique:t1566")
                 && g_strv_contains (features, "technique:t1059");
    }
  g_assert_cmpuint (n_found, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/response/guidebook", StoreFixture, NULL, store_fixture_set_up, test_guidebook,
              store_fixture_tear_down);
  g_test_add ("/store/response/features", StoreFixture, NULL, store_fixture_set_up, test_features,
              store_fixture_tear_down);

  return g_test_run ();
}
