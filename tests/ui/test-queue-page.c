/* test-queue-page.c
 *
 * The queue: rows, search, filters, order, the states without rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-columns.h"
#include "vdt-queue-page.h"
#include "vdt-session-changes.h"
#include "vdt-session-queue.h"
#include "vdt-settings.h"
#include "vdt-state-view.h"
#include "vdt-ui-fixture.h"

static GListModel *
rows (VdtUiFixture *f)
{
  return vdt_session_get_queue (f->session);
}

static VdtQueuePage *
show_queue (VdtUiFixture *f)
{
  vdt_window_show_place (f->window, "queue");
  vdt_ui_fixture_settle ();

  return VDT_QUEUE_PAGE (vdt_window_get_page (f->window));
}

typedef struct
{
  GListModel *model;
  guint       n;
} Count;

static gboolean
has_rows (gpointer data)
{
  Count *count = data;

  return g_list_model_get_n_items (count->model) == count->n;
}

static gboolean
fewer_rows (gpointer data)
{
  Count *count = data;

  return g_list_model_get_n_items (count->model) < count->n;
}

static void
test_search (VdtUiFixture  *f,
             gconstpointer  data)
{
  VdtQueuePage *page = show_queue (f);
  GtkWidget *entry = vdt_ui_fixture_find (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY);
  VdtStateView *state = VDT_STATE_VIEW (vdt_ui_fixture_find (GTK_WIDGET (page), VDT_TYPE_STATE_VIEW));
  Count all = { rows (f), g_list_model_get_n_items (rows (f)) };
  Count none = { rows (f), 0 };

  g_assert_cmpuint (all.n, >, 10);
  g_assert_cmpint (vdt_state_view_get_state (state), ==, VDT_VIEW_STATE_CONTENT);
  vdt_page_search (VDT_PAGE (page));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), "ransomware");
  vdt_ui_fixture_wait (fewer_rows, &all);
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), >, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), "zzznothing");
  vdt_ui_fixture_wait (has_rows, &none);
  vdt_ui_fixture_settle ();
  /* “Nothing matches” is not “no data”. */
  g_assert_cmpint (vdt_state_view_get_state (state), ==, VDT_VIEW_STATE_NO_MATCH);

  gtk_widget_activate_action (GTK_WIDGET (page), "queue.clear-filters", NULL);
  vdt_ui_fixture_wait (has_rows, &all);
  vdt_ui_fixture_settle ();
  g_assert_cmpint (vdt_state_view_get_state (state), ==, VDT_VIEW_STATE_CONTENT);
}

static void
test_filters (VdtUiFixture  *f,
              gconstpointer  data)
{
  VdtQueuePage *page = show_queue (f);
  Count all = { rows (f), g_list_model_get_n_items (rows (f)) };

  vdt_queue_page_show_filter (page, "high");
  vdt_ui_fixture_wait (fewer_rows, &all);
  g_assert_cmpuint (g_list_model_get_n_items (rows (f)), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (rows (f)); i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows (f), i);

      g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "high");
      g_assert_cmpstr (vdt_incident_get_status (incident), !=, "resolved");
    }

  vdt_queue_page_show_filter (page, "resolved");
  vdt_ui_fixture_settle ();
  vdt_ui_fixture_wait (fewer_rows, &all);
  for (guint i = 0; i < g_list_model_get_n_items (rows (f)); i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows (f), i);

      g_assert_cmpstr (vdt_incident_get_status (incident), !=, "active");
    }
}

static void
test_order (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtQueuePage *page = show_queue (f);
  GtkColumnView *view = GTK_COLUMN_VIEW (vdt_ui_fixture_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
  g_autoptr(GtkColumnViewColumn) title = g_list_model_get_item (gtk_column_view_get_columns (view), 2);
  VdtQueueQuery *query;

  gtk_column_view_sort_by_column (view, title, GTK_SORT_ASCENDING);
  vdt_ui_fixture_settle ();
  query = vdt_session_get_queue_query (f->session);
  g_assert_cmpstr (vdt_queue_query_get_sort_key (query), ==, "title");
  g_assert_false (vdt_queue_query_get_descending (query));

  gtk_column_view_sort_by_column (view, title, GTK_SORT_DESCENDING);
  vdt_ui_fixture_settle ();
  query = vdt_session_get_queue_query (f->session);
  g_assert_cmpstr (vdt_queue_query_get_sort_key (query), ==, "title");
  g_assert_true (vdt_queue_query_get_descending (query));
}

static gboolean
can_undo (gpointer session)
{
  return vdt_session_get_can_undo (session);
}

static gboolean
is_in_progress (gpointer incident)
{
  return g_strcmp0 (vdt_incident_get_status (incident), "inProgress") == 0;
}

static void
test_acts (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtQueuePage *page = show_queue (f);
  VdtIncident *incident = vdt_queue_page_get_current (page);

  g_assert_nonnull (incident);
  g_object_ref (incident);
  gtk_widget_activate_action (GTK_WIDGET (page), "queue.set-status-to", "s", "inProgress");
  vdt_ui_fixture_wait (can_undo, f->session);
  vdt_ui_fixture_wait (is_in_progress, incident);
  vdt_ui_fixture_settle ();
  g_object_unref (incident);

  gtk_widget_activate_action (GTK_WIDGET (page), "queue.open-incident", NULL);
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_page_get_kind (vdt_window_get_page (f->window)), ==, "incident");
}

static guint
count_status (VdtUiFixture *f,
              const char   *status)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (rows (f)); i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows (f), i);

      n += g_strcmp0 (vdt_incident_get_status (incident), status) == 0;
    }

  return n;
}

typedef struct
{
  VdtUiFixture *f;
  const char   *status;
  guint         n;
} Statuses;

static gboolean
has_statuses (gpointer data)
{
  Statuses *wanted = data;

  return count_status (wanted->f, wanted->status) == wanted->n;
}

/* All that is selected changes in one step, and one Undo takes it back. */
static void
test_bulk (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtQueuePage *page = show_queue (f);
  GtkColumnView *view = GTK_COLUMN_VIEW (vdt_ui_fixture_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
  GtkSelectionModel *selection = gtk_column_view_get_model (view);
  guint before = count_status (f, "awaitingAction");
  Statuses changed = { f, "awaitingAction", g_list_model_get_n_items (rows (f)) };
  Statuses back = { f, "awaitingAction", before };

  g_assert_cmpuint (before, <, changed.n);
  g_assert_null (vdt_ui_fixture_find_button (GTK_WIDGET (page), "queue.select-none"));
  gtk_selection_model_select_all (selection);
  vdt_ui_fixture_settle ();
  g_assert_nonnull (vdt_ui_fixture_find_button (GTK_WIDGET (page), "queue.select-none"));

  gtk_widget_activate_action (GTK_WIDGET (page), "queue.set-status-to", "s", "awaitingAction");
  vdt_ui_fixture_wait (has_statuses, &changed);
  vdt_ui_fixture_wait (can_undo, f->session);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (has_statuses, &back);
  g_assert_false (vdt_session_get_can_undo (f->session));
  vdt_ui_fixture_settle ();
}

static void
test_columns (VdtUiFixture  *f,
              gconstpointer  data)
{
  static const char *const wanted[] = { "title", "created", "nonsense", "severity", NULL };
  VdtQueuePage *page = show_queue (f);
  GtkColumnView *view = GTK_COLUMN_VIEW (vdt_ui_fixture_find (GTK_WIDGET (page), GTK_TYPE_COLUMN_VIEW));
  g_auto(GStrv) before = vdt_queue_columns_dup_shown (view);
  g_auto(GStrv) after = NULL;
  g_autofree char *joined = NULL;
  g_autoptr(GSettings) settings = vdt_settings_new ();
  g_auto(GStrv) remembered = NULL;

  g_assert_cmpstr (before[0], ==, "priority");
  vdt_queue_columns_set_shown (view, wanted);
  vdt_ui_fixture_settle ();
  after = vdt_queue_columns_dup_shown (view);
  joined = g_strjoinv (" ", after);
  g_assert_cmpstr (joined, ==, "title created severity");

  remembered = g_settings_get_strv (settings, "queue-columns");
  g_assert_cmpstrv (remembered, after);
  vdt_queue_columns_set_shown (view, (const char * const *) before);
}

static void
test_filter_set (VdtUiFixture  *f,
                 gconstpointer  data)
{
  static const char *const low[] = { "low", NULL };
  VdtQueuePage *page = show_queue (f);
  Count all = { rows (f), g_list_model_get_n_items (rows (f)) };
  g_autoptr(VdtQueueQuery) set = vdt_queue_query_new ();
  GListModel *sets = vdt_session_get_filter_sets (f->session);

  vdt_record_set_text (set, "name", "It's <low>");
  vdt_record_set_words (set, "severities", low);
  vdt_session_save_filter_set (f->session, set);
  vdt_session_save_filter_set (f->session, set);
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.show-filter", "s", "set:It's <low>");
  vdt_ui_fixture_wait (fewer_rows, &all);
  for (guint i = 0; i < g_list_model_get_n_items (rows (f)); i++)
    {
      g_autoptr(VdtIncident) incident = g_list_model_get_item (rows (f), i);

      g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "low");
    }

  gtk_widget_activate_action (GTK_WIDGET (page), "queue.clear-filters", NULL);
  vdt_ui_fixture_wait (has_rows, &all);
  vdt_session_remove_filter_set (f->session, "It's <low>");
  g_assert_cmpuint (g_list_model_get_n_items (sets), ==, 0);
  vdt_ui_fixture_settle ();
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add ("/ui/queue-page/search", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_search,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/queue-page/filters", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_filters,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/queue-page/order", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_order,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/queue-page/acts", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_acts,
              vdt_ui_fixture_tear_down);

  g_test_add ("/ui/queue-page/bulk", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_bulk,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/queue-page/columns", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_columns,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/queue-page/filter-set", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_filter_set,
              vdt_ui_fixture_tear_down);

  return g_test_run ();
}
