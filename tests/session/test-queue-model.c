/* test-queue-model.c
 *
 * The queue's pages over a database of some hundred incidents.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-model.h"

#include "session-fixture.h"
#include "vdt-session-private.h"

#define N_INCIDENTS 1234

static void
fill (Fixture *f)
{
  g_autoptr(GPtrArray) incidents = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  VdtStoreCounts counts;

  for (int i = 0; i < N_INCIDENTS; i++)
    {
      g_autofree char *id = g_strdup_printf ("%04d", i);
      VdtIncident *incident = vdt_incident_new (id);

      vdt_record_set_text (incident, "title", id);
      vdt_record_set_text (incident, "source", "test");
      vdt_record_set_value (incident, "severity", i % 10 == 0 ? "high" : "low");
      vdt_record_set_value (incident, "status", "active");
      g_ptr_array_add (incidents, incident);
    }

  g_clear_object (&f->result);
  vdt_store_import_async (f->session->store, incidents, NULL, fixture_done_cb, f);
  vdt_store_import_finish (f->session->store, fixture_wait (f), &counts, &error);
  g_assert_no_error (error);
  g_clear_object (&f->result);
  vdt_store_end_import_async (f->session->store, "test", NULL, fixture_done_cb, f);
  vdt_store_end_import_finish (f->session->store, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
refresh (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_refresh_queue_async (f->session, NULL, fixture_done_cb, f);
  vdt_session_refresh_queue_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
sort_by_title (Fixture    *f,
               const char *search)
{
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();

  vdt_record_set_text (query, "sort-key", "title");
  vdt_record_set_text (query, "search", search);
  vdt_session_set_queue_query (f->session, query);
  refresh (f);
}

static VdtIncident *
row_at (Fixture *f,
        guint    position)
{
  VdtIncident *row = g_list_model_get_item (vdt_session_get_queue (f->session), position);

  while (vdt_incident_get_id (row) == NULL)
    g_main_context_iteration (NULL, TRUE);

  return row;
}

static void
test_pages (Fixture       *f,
            gconstpointer  data)
{
  static const guint positions[] = { 0, 1, 199, 200, 1233, 600, 1000, 0 };
  GListModel *queue = vdt_session_get_queue (f->session);

  fill (f);
  sort_by_title (f, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, N_INCIDENTS);
  g_assert_null (g_list_model_get_item (queue, N_INCIDENTS));

  for (gsize i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr(VdtIncident) row = row_at (f, positions[i]);
      g_autofree char *wanted = g_strdup_printf ("%04u", positions[i]);

      g_assert_cmpstr (vdt_incident_get_title (row), ==, wanted);
    }
}

static void
count_cb (GListModel *model,
          guint       position,
          guint       removed,
          guint       added,
          guint      *n)
{
  (*n)++;
}

/* A refresh that changes a row's state must not make a list lose its place. */
static void
test_refresh_in_place (Fixture       *f,
                       gconstpointer  data)
{
  GListModel *queue = vdt_session_get_queue (f->session);
  g_autoptr(VdtIncident) row = NULL;
  g_autoptr(VdtIncident) after = NULL;
  guint n = 0;

  fill (f);
  sort_by_title (f, NULL);
  row = row_at (f, 5);
  g_signal_connect (queue, "items-changed", G_CALLBACK (count_cb), &n);
  refresh (f);
  after = row_at (f, 5);
  g_assert_true (row == after);
  g_assert_cmpuint (n, ==, 0);
  g_signal_handlers_disconnect_by_func (queue, count_cb, &n);
}

static void
test_query (Fixture       *f,
            gconstpointer  data)
{
  GListModel *queue = vdt_session_get_queue (f->session);
  g_autoptr(VdtIncident) row = NULL;

  fill (f);
  sort_by_title (f, "0042");
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 1);
  row = row_at (f, 0);
  g_assert_cmpstr (vdt_incident_get_id (row), ==, "0042");
  sort_by_title (f, "matches nothing at all");
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 0);
  sort_by_title (f, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, N_INCIDENTS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/queue-model/pages", Fixture, NULL, fixture_set_up, test_pages, fixture_tear_down);
  g_test_add ("/session/queue-model/refresh-in-place", Fixture, NULL, fixture_set_up,
              test_refresh_in_place, fixture_tear_down);
  g_test_add ("/session/queue-model/query", Fixture, NULL, fixture_set_up, test_query, fixture_tear_down);

  return g_test_run ();
}
