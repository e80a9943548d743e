/* test-similar.c
 *
 * Incidents like one another are found, with what they share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-similar-incident.h"
#include "vdt-similar.h"

static void
add (GListStore *archive,
     const char *id,
     const char *classification,
     const char *features)
{
  g_autoptr(VdtSimilarIncident) incident = vdt_similar_incident_new (id);
  g_auto(GStrv) words = g_strsplit (features, " ", -1);

  vdt_record_set_text (incident, "classification", classification);
  vdt_record_set_words (incident, "features", (const char *const *) words);
  g_list_store_append (archive, incident);
}

static GListStore *
make_archive (void)
{
  GListStore *archive = g_list_store_new (VDT_TYPE_SIMILAR_INCIDENT);

  add (archive, "1", "truePositive", "title:a technique:t1 technique:t2 user:kim category:x");
  add (archive, "2", "truePositive", "title:a technique:t1 technique:t2 user:lea category:x");
  add (archive, "3", "truePositive", "title:a technique:t1 device:pc1 category:x");
  add (archive, "4", "falsePositive", "title:b technique:t9 device:pc2 category:x");
  add (archive, "5", "falsePositive", "title:b technique:t9 device:pc3 category:x");
  add (archive, "6", "unknown", "title:c category:x");
  add (archive, "7", "falsePositive", "title:b technique:t1 device:pc4 category:x");

  return archive;
}

static void
test_find (void)
{
  g_autoptr(GListStore) archive = make_archive ();
  g_autoptr(VdtSimilarIndex) index = vdt_similar_index_new (G_LIST_MODEL (archive));
  g_autoptr(GListStore) found = vdt_similar_index_find (index, "1", 5);
  g_autoptr(GListStore) again = vdt_similar_index_find (index, "1", 5);
  g_autoptr(GListStore) lone = vdt_similar_index_find (index, "6", 5);
  g_autoptr(GListStore) strange = vdt_similar_index_find (index, "99", 5);
  g_autoptr(GListStore) one = vdt_similar_index_find (index, "1", 1);
  g_autoptr(VdtSimilarIncident) first = g_list_model_get_item (G_LIST_MODEL (found), 0);
  g_autoptr(VdtSimilarIncident) second = g_list_model_get_item (G_LIST_MODEL (found), 1);
  const char *const *shared = vdt_similar_incident_get_features (first);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (found)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (again)), ==, 2);
  g_assert_cmpstr (vdt_similar_incident_get_id (first), ==, "2");
  g_assert_cmpstr (vdt_similar_incident_get_id (second), ==, "3");
  g_assert_cmpfloat (vdt_similar_incident_get_score (first), >, vdt_similar_incident_get_score (second));
  g_assert_cmpfloat (vdt_similar_incident_get_score (first), <, 1);
  g_assert_cmpuint (g_strv_length ((char **) shared), ==, 4);
  g_assert_cmpstr (shared[0], ==, "title:a");
  g_assert_false (g_strv_contains (shared, "user:kim"));
  g_assert_cmpstr (vdt_similar_incident_get_classification (first), ==, "truePositive");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (lone)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (strange)), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (one)), ==, 1);
}

static void
test_hit_rate (void)
{
  g_autoptr(GListStore) archive = make_archive ();
  g_autoptr(VdtSimilarIndex) index = vdt_similar_index_new (G_LIST_MODEL (archive));
  g_autoptr(GListStore) empty = g_list_store_new (VDT_TYPE_SIMILAR_INCIDENT);
  g_autoptr(VdtSimilarIndex) nothing = vdt_similar_index_new (G_LIST_MODEL (empty));
  guint judged = 0;

  g_assert_cmpuint (vdt_similar_index_hit_rate (index, &judged), ==, 6);
  g_assert_cmpuint (judged, ==, 6);
  g_assert_cmpuint (vdt_similar_index_hit_rate (nothing, &judged), ==, 0);
  g_assert_cmpuint (judged, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/copilot/similar/find", test_find);
  g_test_add_func ("/copilot/similar/hit-rate", test_hit_rate);

  return g_test_run ();
}
