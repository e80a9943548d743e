/* test-store-queue.c
 *
 * The queue's order and filters, and the search.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include "vdt-fact.h"

#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static const struct
{
  const char *id;
  const char *title;
  const char *severity;
  const char *status;
  const char *owner;
  const char *tag;
  guint       n_alerts;
} incidents[] = {
  { "9", "beta", "high", "active", NULL, NULL, 1 },
  { "10", "Alpha", "low", "resolved", "lea@example.com", "VIP", 3 },
  { "11", "gamma", "medium", "inProgress", "Lea@example.com", "Finance", 0 },
  { "100", "delta", "informational", "active", "jo@example.com", "VIP", 2 },
  { "12", "epsilon", "apocalyptic", "active", "", NULL, 1 },
};

static void
set_up (StoreFixture  *f,
        gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  store_fixture_set_up (f, data);
  for (guint i = 0; i < G_N_ELEMENTS (incidents); i++)
    {
      VdtIncident *incident = make_incident (incidents[i].id, incidents[i].n_alerts);
      const char *tags[] = { incidents[i].tag, NULL };

      vdt_record_set_text (incident, "title", incidents[i].title);
      vdt_record_set_text (incident, "severity", incidents[i].severity);
      vdt_record_set_text (incident, "status", incidents[i].status);
      vdt_record_set_text (incident, "owner", incidents[i].owner);
      vdt_record_set_words (incident, "custom-tags", tags);
      vdt_record_set_time (incident, "updated-at", f->now - (gint64) i * DAY);
      vdt_record_set_time (incident, "created-at", f->now - (gint64) (10 - i) * DAY);
      g_ptr_array_add (records, incident);
    }
  wait_import (f->store, records);
}

static char *
ids_of (StoreFixture  *f,
        VdtQueueQuery *query)
{
  guint total;
  g_autoptr(GListModel) rows = wait_query (f->store, query, 0, 0, &total);
  GString *ids = g_string_new (NULL);

  g_assert_cmpuint (total, ==, g_list_model_get_n_items (rows));
  for (guint i = 0; i < total; i++)
    {
      g_autoptr(VdtIncident) row = g_list_model_get_item (rows, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", vdt_incident_get_id (row));
      g_assert_false (vdt_incident_get_loaded (row));
    }

  return g_string_free (ids, FALSE);
}

static void
test_order (StoreFixture  *f,
            gconstpointer  data)
{
  static const struct
  {
    const char *key;
    gboolean    descending;
    const char *expected;
  } rows[] = {
    { "severity", TRUE, "9 11 10 100 12" },
    { "severity", FALSE, "12 100 10 11 9" },
    { "title", FALSE, "10 9 100 12 11" },
    { "title", TRUE, "11 12 100 9 10" },
    { "updated", TRUE, "9 10 11 100 12" },
    { "created", TRUE, "12 100 11 10 9" },
    { "status", TRUE, "9 100 12 11 10" },
    { "owner", FALSE, "9 12 100 11 10" },
    { "alerts", TRUE, "10 100 9 12 11" },
    { "assets", TRUE, "10 100 9 12 11" },
    { "id", FALSE, "9 10 11 12 100" },
    { "no such key; DROP TABLE incident", TRUE, "9 10 11 100 12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
      g_autofree char *ids = NULL;

      g_test_message ("%s %d", rows[i].key, rows[i].descending);
      vdt_record_set_text (query, "sort-key", rows[i].key);
      vdt_record_set_flag (query, "descending", rows[i].descending);
      ids = ids_of (f, query);
      g_assert_cmpstr (ids, ==, rows[i].expected);
    }
}

static void
test_filter (StoreFixture  *f,
             gconstpointer  data)
{
  static const struct
  {
    const char *property;
    const char *value;
    const char *expected;
  } rows[] = {
    { "statuses", "active", "9 100 12" },
    { "statuses", "active\x1fresolved", "9 10 100 12" },
    { "severities", "high\x1flow", "9 10" },
    { "severities", "apocalyptic", "12" },
    { "owner", "lea@example.com", "10 11" },
    { "owner", "", "9 12" },
    { "tags", "vip", "10 100" },
    { "tags", "VIP\x1f" "Finance", "10 11 100" },
    { "sources", "manual", "" },
    { "search", "alpha", "10" },
    { "search", "  ALPH ", "10" },
    { "search", "nothing has this", "" },
    { "search", "\"'*(", "" },
    { "search", "powershell", "9 10 100 12" },
    /* each word anywhere in the incident: its title, and a process */
    { "search", "delta powershell.exe", "100" },
    { "search", "ws-100.corp.exa", "100" },
    { "search", "da-10-2", "10" },
    { "since", "2026-11-19T00:00:00Z", "9 10" },
    { "until", "2026-11-18T00:00:00Z", "100 12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
      g_autofree char *ids = NULL;

      g_test_message ("%s = %s", rows[i].property, rows[i].value);
      vdt_record_set_value (query, rows[i].property, rows[i].value);
      ids = ids_of (f, query);
      g_assert_cmpstr (ids, ==, rows[i].expected);
    }
}

static void
test_pages (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GListModel) page = NULL;
  g_autoptr(VdtIncident) row = NULL;
  guint total;

  vdt_record_set_text (query, "sort-key", "id");
  page = wait_query (f->store, query, 3, 1, &total);
  g_assert_cmpuint (total, ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (page), ==, 1);
  row = g_list_model_get_item (page, 0);
  g_assert_cmpstr (vdt_incident_get_id (row), ==, "12");
}

static void
test_hidden (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(VdtChange) change = vdt_change_new_hide ("100", NULL, TRUE);
  g_autoptr(VdtReceipt) receipt G_GNUC_UNUSED = wait_apply (f->store, change, NULL);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  without = ids_of (f, query);
  g_assert_cmpstr (without, ==, "9 10 11 12");
  vdt_record_set_flag (query, "show-hidden", TRUE);
  with = ids_of (f, query);
  g_assert_cmpstr (with, ==, "9 10 11 100 12");
}

static guint
n_hits (StoreFixture *f,
        const char   *text,
        const char   *kind)
{
  g_autoptr(GListModel) hits = wait_search (f->store, text);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (hits); i++)
    {
      g_autoptr(VdtFact) hit = g_list_model_get_item (hits, i);

      n += g_strcmp0 (vdt_fact_get_kind (hit), kind) == 0;
    }

  return n;
}

static void
test_search_follows (StoreFixture  *f,
                     gconstpointer  data)
{
  g_autoptr(VdtChange) add = vdt_change_new_comment ("9", NULL, "The courier lost an umbrella.");
  g_autoptr(VdtReceipt) added = wait_apply (f->store, add, NULL);
  g_autoptr(VdtChange) edit = vdt_change_new_edit ("9", vdt_receipt_get_comment_id (added), "A parasol.");
  g_autoptr(VdtReceipt) edited = NULL;
  g_autoptr(VdtReceipt) undone = NULL;
  g_autoptr(VdtChange) name = vdt_change_new_set ("9", "title", "Umbrella case");
  g_autoptr(VdtReceipt) named = NULL;

  g_assert_cmpuint (n_hits (f, "umbrella", "comment"), ==, 1);
  edited = wait_apply (f->store, edit, NULL);
  g_assert_cmpuint (n_hits (f, "umbrella", "comment"), ==, 0);
  g_assert_cmpuint (n_hits (f, "paras", "comment"), ==, 1);
  undone = wait_undo (f->store, vdt_receipt_get_token (edited), NULL);
  g_assert_cmpuint (n_hits (f, "umbrella", "comment"), ==, 1);
  named = wait_apply (f->store, name, NULL);
  g_assert_cmpuint (n_hits (f, "umbrella", "incident"), ==, 1);
  g_assert_cmpuint (n_hits (f, "beta", "incident"), ==, 0);
  g_assert_cmpuint (n_hits (f, "encoded command", "alert"), ==, 7);
  g_assert_cmpuint (n_hits (f, "ws-10.corp", "asset"), ==, 4);
}

static void
test_cancel (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *after = NULL;

  vdt_store_query_async (f->store, query, 0, 0, cancellable, wait_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (vdt_store_query_finish (f->store, wait_result (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = ids_of (f, query);
  g_assert_cmpstr (after, ==, "9 10 11 100 12");
}

/* More matches than are looked up one by one. */
static void
test_many_matches (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  guint total;

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%u", i);
      VdtIncident *incident = make_incident (id, 0);

      vdt_record_set_text (incident, "title", i % 2 == 0 ? "Even umbrella" : "Odd umbrella");
      g_ptr_array_add (records, incident);
    }
  wait_import (f->store, records);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GListModel) all = NULL;
      g_autoptr(GListModel) even = NULL;
      g_autoptr(VdtIncident) row = NULL;

      vdt_record_set_text (query, "search", "umbrella");
      all = wait_query (f->store, query, 0, 20, &total);
      g_assert_cmpuint (total, ==, 1500);
      g_assert_cmpuint (g_list_model_get_n_items (all), ==, 20);
      vdt_record_set_text (query, "search", "umbrella even");
      even = wait_query (f->store, query, 700, 100, &total);
      g_assert_cmpuint (total, ==, 750);
      g_assert_cmpuint (g_list_model_get_n_items (even), ==, 50);
      row = g_list_model_get_item (even, 0);
      g_assert_cmpstr (vdt_incident_get_title (row), ==, "Even umbrella");
    }
}

/* The list's own number: it follows what is done, and it sorts. */
static void
test_priority (StoreFixture  *f,
               gconstpointer  data)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autoptr(VdtIncident) before = wait_load (f->store, "11");
  g_autoptr(VdtIncident) after = NULL;
  g_autoptr(VdtIncident) resolved = NULL;
  g_autoptr(VdtChange) severity = vdt_change_new_set ("11", "severity", "high");
  g_autoptr(VdtChange) status = vdt_change_new_set ("11", "status", "resolved");
  g_autoptr(VdtReceipt) receipt = NULL;
  g_autoptr(VdtReceipt) second = NULL;
  g_autofree char *ids = NULL;

  receipt = wait_apply (f->store, severity, NULL);
  after = wait_load (f->store, "11");
  g_assert_cmpuint (vdt_incident_get_priority (before), >, 0);
  g_assert_cmpuint (vdt_incident_get_priority (after), >, vdt_incident_get_priority (before));
  g_assert_cmpuint (g_strv_length ((char **) vdt_incident_get_priority_factors (after)), >, 0);

  second = wait_apply (f->store, status, NULL);
  resolved = wait_load (f->store, "11");
  g_assert_cmpuint (vdt_incident_get_priority (resolved), <, vdt_incident_get_priority (after));

  vdt_record_set_text (query, "sort-key", "priority");
  vdt_record_set_flag (query, "descending", TRUE);
  ids = ids_of (f, query);
  g_assert_true (g_str_has_prefix (ids, "9 "));
}

static void
add_test (const char *path,
          void      (*test) (StoreFixture  *f,
                             gconstpointer  data))
{
  g_test_add (path, StoreFixture, NULL, set_up, test, store_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/queue/order", test_order);
  add_test ("/store/queue/filter", test_filter);
  add_test ("/store/queue/pages", test_pages);
  add_test ("/store/queue/hidden", test_hidden);
  add_test ("/store/queue/search-follows", test_search_follows);
  add_test ("/store/queue/many-matches", test_many_matches);
  add_test ("/store/queue/cancel", test_cancel);
  add_test ("/store/queue/priority", test_priority);

  return g_test_run ();
}
