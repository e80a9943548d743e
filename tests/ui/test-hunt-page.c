/* test-hunt-page.c
 *
 * The hunting page: rows, errors with their place, formatting, text that is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-chart-view.h"
#include "vdt-hunt-ask.h"
#include "vdt-hunt-grid.h"
#include "vdt-hunt-page.h"
#include "vdt-session-changes.h"
#include "vdt-session-hunt.h"
#include "vdt-ui-fixture.h"

static VdtHuntPage *
hunt_page (VdtUiFixture *f)
{
  return VDT_HUNT_PAGE (vdt_window_get_page (f->window));
}

static gboolean
is_over (gpointer page)
{
  VdtQueryRun *run = vdt_hunt_page_get_run (page);

  return run != NULL && vdt_query_run_get_state (run) >= VDT_QUERY_DONE;
}

static VdtQueryRun *
run_text (VdtUiFixture *f,
          const char   *text)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt-query", "s", text);
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_window_run_action (f->window, "hunt.run"));
  vdt_ui_fixture_wait (is_over, hunt_page (f));
  vdt_ui_fixture_settle ();

  return vdt_hunt_page_get_run (hunt_page (f));
}

/* The sample's rows come in the background; a test does not wait for them by the clock. */
static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  guint64 rows;

  vdt_session_import_sample_rows_finish (VDT_SESSION (object), result, &rows, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer value)
{
  return *(gboolean *) value;
}

static void
test_rows (VdtUiFixture  *f,
           gconstpointer  data)
{
  gboolean imported = FALSE;
  VdtQueryRun *run;
  VdtHuntGrid *grid;
  VdtGridView *view;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  vdt_session_import_sample_rows_async (f->session, NULL, imported_cb, &imported);
  vdt_ui_fixture_wait (is_true, &imported);
  run = run_text (f, "DeviceProcessEvents | take 5");
  g_assert_null (vdt_hunt_page_get_error (hunt_page (f)));
  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, 5);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);

  grid = VDT_HUNT_GRID (vdt_ui_fixture_find (GTK_WIDGET (hunt_page (f)), VDT_TYPE_HUNT_GRID));
  view = vdt_hunt_grid_get_view (grid);
  g_assert_cmpuint (vdt_grid_layout_get_n_shown (vdt_grid_view_get_layout (view)), <=,
                    vdt_query_run_get_n_columns (run));
  vdt_grid_view_select_range (view, &(VdtGridRange) { 1, 2, 0, 3 });
  text = vdt_hunt_grid_dup_marked (grid);
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_true (g_str_has_prefix (lines[0], vdt_query_run_get_column (run, 0)->name));
}

static gboolean
is_arranged (gpointer grid)
{
  return !vdt_hunt_grid_is_arranging (grid);
}

/* Sorted and filtered by the engine, in another thread; the cursor says what is shown. */
static void
test_order (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtQueryRun *run = run_text (f, "datatable(Name:string, N:long, Empty:string)['b', 2, '', 'a', 10, '', 'c', 3, '']");
  VdtHuntGrid *grid = VDT_HUNT_GRID (vdt_ui_fixture_find (GTK_WIDGET (hunt_page (f)), VDT_TYPE_HUNT_GRID));
  VdtGridView *view = vdt_hunt_grid_get_view (grid);
  VdtGridModel *model = vdt_grid_view_get_model (view);
  g_autofree char *first = NULL;
  g_autofree char *only = NULL;
  g_autofree char *query = NULL;

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
  vdt_grid_view_set_cursor (view, 0, 1);
  g_assert_true (vdt_window_run_action (f->window, "rows.sort('descending')"));
  vdt_ui_fixture_wait (is_arranged, grid);
  first = vdt_grid_model_dup_text (model, 0, 0, 0);
  g_assert_cmpstr (first, ==, "a");
  vdt_grid_view_set_cursor (view, 1, 0);
  g_assert_true (vdt_window_run_action (f->window, "rows.filter-value('is')"));
  vdt_ui_fixture_wait (is_arranged, grid);
  g_assert_cmpuint (vdt_grid_model_get_n_rows (model), ==, 1);
  only = vdt_grid_model_dup_text (model, 0, 0, 0);
  g_assert_cmpstr (only, ==, "c");
  g_assert_true (vdt_window_run_action (f->window, "rows.where('is')"));
  query = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_true (g_str_has_suffix (query, "\n| where Name == \"c\""));
  g_assert_true (vdt_window_run_action (f->window, "rows.clear-filters"));
  g_assert_true (vdt_window_run_action (f->window, "rows.sort('none')"));
  vdt_ui_fixture_wait (is_arranged, grid);
  g_assert_cmpuint (vdt_grid_model_get_n_rows (model), ==, 3);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
}

static gboolean
is_kept_row (gpointer session)
{
  return vdt_session_get_can_undo (session);
}

/* Two keys: the action that Ctrl+D stands for, and Return in what it opens. */
static void
test_keep (VdtUiFixture  *f,
           gconstpointer  data)
{
  GtkWidget *focus;

  run_text (f, "print a = 1, b = 'x'");
  g_assert_true (vdt_window_run_action (f->window, "rows.keep"));
  vdt_ui_fixture_settle ();
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_signal_emit_by_name (gtk_widget_get_ancestor (focus, GTK_TYPE_ENTRY), "activate");
  vdt_ui_fixture_wait (is_kept_row, f->session);
}

static gboolean
has_problem (gpointer page)
{
  GtkWidget *list = vdt_ui_fixture_find (page, GTK_TYPE_LIST_BOX);

  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

static void
test_error (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtQueryRun *run = run_text (f, "DeviceProcessEvents\n| where Bogus == 1");
  GtkTextBuffer *buffer;
  GtkTextIter from, to;
  g_autofree char *marked = NULL;

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_FAILED);
  g_assert_nonnull (strstr (vdt_hunt_page_get_error (hunt_page (f)), "Line 2, column 9"));
  g_assert_nonnull (strstr (vdt_hunt_page_get_error (hunt_page (f)), vdt_query_run_get_message (run)));
  vdt_ui_fixture_wait (has_problem, hunt_page (f));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);

  g_assert_true (vdt_window_run_action (f->window, "hunt.show-place"));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (vdt_ui_fixture_find (GTK_WIDGET (hunt_page (f)),
                                                                         GTK_TYPE_TEXT_VIEW)));
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &from, &to));
  marked = gtk_text_buffer_get_text (buffer, &from, &to, FALSE);
  g_assert_cmpstr (marked, ==, "Bogus");
}

static gboolean
has_chart (gpointer view)
{
  return vdt_chart_view_get_data (view) != NULL;
}

/* render shows a chart; a range of it becomes an operator before the render. */
static void
test_chart (VdtUiFixture  *f,
            gconstpointer  data)
{
  const double start = 1795183200e6; /* 2026-11-20 14:00 UTC, µs */
  VdtChartView *view;
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  run_text (f, "datatable(Timestamp: datetime, n: long) [datetime(2026-11-20 14:00), 3, datetime(2026-11-20 16:00), 5]\n"
            "| render timechart with (title = 'Starts')");
  view = VDT_CHART_VIEW (vdt_ui_fixture_find (GTK_WIDGET (hunt_page (f)), VDT_TYPE_CHART_VIEW));
  g_assert_nonnull (view);
  vdt_ui_fixture_wait (has_chart, view);
  g_assert_cmpstr (vdt_chart_data_get_title (vdt_chart_view_get_data (view)), ==, "Starts");
  words = vdt_chart_data_describe (vdt_chart_view_get_data (view));
  g_assert_cmpstr (words, ==, "1 series from 2026-11-20 14:00:00 to 2026-11-20 16:00:00. "
                   "n: maximum 5 at 2026-11-20 16:00:00.");

  vdt_chart_view_set_zoom (view, start, start + 3600e6);
  g_assert_true (vdt_window_run_action (f->window, "hunt.filter-range"));
  vdt_ui_fixture_wait (is_over, hunt_page (f));
  text = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_nonnull (strstr (text, "]\n| where Timestamp between (datetime(2026-11-20T14:00:00.000000Z) .. "
                            "datetime(2026-11-20T15:00:00.000000Z))\n| render timechart"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (vdt_hunt_page_get_run (hunt_page (f)))), ==, 1);

  g_assert_true (vdt_window_run_action (f->window, "hunt.show-rows"));
  g_assert_nonnull (vdt_ui_fixture_find (GTK_WIDGET (hunt_page (f)), VDT_TYPE_HUNT_GRID));
}

static gboolean
is_kept (gpointer data)
{
  VdtUiFixture *f = data;
  g_autofree char *kept = vdt_session_dup_state (f->session, vdt_page_get_key (VDT_PAGE (hunt_page (f))));
  g_autofree char *text = vdt_hunt_page_dup_text (hunt_page (f));

  return g_strcmp0 (kept, text) == 0;
}

/* Each query is a tab of its own; the place shows the first one; text is kept. */
static void
test_tabs (VdtUiFixture  *f,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt", NULL);
  g_assert_cmpstr (vdt_page_get_key (VDT_PAGE (hunt_page (f))), ==, "hunt:1");
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt-query", "s", "EmailEvents|take 3");
  g_assert_cmpstr (vdt_page_get_key (VDT_PAGE (hunt_page (f))), ==, "hunt:2");
  g_assert_true (vdt_window_run_action (f->window, "hunt.format"));
  text = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_cmpstr (g_strchomp (text), ==, "EmailEvents\n| take 3");
  vdt_ui_fixture_wait (is_kept, f);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt", NULL);
  g_assert_cmpstr (vdt_page_get_key (VDT_PAGE (hunt_page (f))), ==, "hunt:1");
}

static gboolean
has_answer (gpointer ask)
{
  return vdt_hunt_ask_get_asked (ask) != NULL;
}

static GtkButton *
button_called (GtkWidget  *root,
               const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return GTK_BUTTON (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkButton *found = button_called (child, label);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* A question becomes a query that is added behind the text and run; then there is more to ask. */
static void
test_ask (VdtUiFixture  *f,
          gconstpointer  data)
{
  GtkWidget *page;
  VdtHuntAsk *ask;
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt-query", "s", "print 1");
  vdt_ui_fixture_settle ();
  page = GTK_WIDGET (hunt_page (f));
  ask = VDT_HUNT_ASK (vdt_ui_fixture_find (page, VDT_TYPE_HUNT_ASK));
  vdt_hunt_ask_ask (ask, "high severity alerts");
  vdt_ui_fixture_wait (has_answer, ask);
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_hunt_ask_get_asked (ask)->table, ==, "AlertInfo");
  g_assert_null (vdt_hunt_page_get_run (hunt_page (f)));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);

  g_signal_emit_by_name (button_called (page, "Add and Run"), "clicked");
  vdt_ui_fixture_wait (is_over, page);
  vdt_ui_fixture_settle ();
  text = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_cmpstr (text, ==, "print 1\n\nAlertInfo\n| where Severity == \"High\"");
  g_assert_cmpint (vdt_query_run_get_state (vdt_hunt_page_get_run (hunt_page (f))), ==, VDT_QUERY_DONE);
  g_assert_nonnull (button_called (page, "count per day"));
  g_signal_emit_by_name (button_called (page, "Looks Right"), "clicked");
  g_signal_emit_by_name (button_called (page, "Reject"), "clicked");
  g_assert_null (vdt_hunt_ask_get_asked (ask));
}

static GListModel *
side_rows (VdtUiFixture *f)
{
  GtkWidget *side = vdt_hunt_page_get_side_panel (hunt_page (f));
  GtkWidget *list = vdt_ui_fixture_find (side, GTK_TYPE_LIST_VIEW);

  return list != NULL ? G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))) : NULL;
}

static void
side_search (VdtUiFixture *f,
             const char   *text)
{
  GtkWidget *entry = vdt_ui_fixture_find (vdt_hunt_page_get_side_panel (hunt_page (f)), GTK_TYPE_SEARCH_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
  vdt_ui_fixture_settle ();
}

/* A list that is being loaded is not shown. */
static gboolean
has_rows (gpointer f)
{
  GListModel *rows = side_rows (f);

  return rows != NULL && g_list_model_get_n_items (rows) > 0;
}

static gboolean
has_title (gpointer text)
{
  return strstr (text, "DeviceRegistryEvents") != NULL;
}

/* A query of the library is opened and run; its run and its rows come back from the
 * history. */
static void
test_side (VdtUiFixture  *f,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  g_autofree char *kept = NULL;
  VdtQueryRun *first;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.hunt-query", "s", "");
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_window_run_action (f->window, "side.show-tables"));
  side_search (f, "LogonType");
  g_assert_true (has_rows (f));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);

  g_assert_true (vdt_window_run_action (f->window, "side.show-library"));
  side_search (f, "values set in the run keys");
  g_assert_cmpuint (g_list_model_get_n_items (side_rows (f)), ==, 2);
  g_assert_true (vdt_window_run_action (f->window, "side.use"));
  text = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_true (has_title (text));
  g_assert_true (vdt_window_run_action (f->window, "hunt.run"));
  vdt_ui_fixture_wait (is_over, hunt_page (f));
  first = vdt_hunt_page_get_run (hunt_page (f));
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);

  g_assert_true (vdt_window_run_action (f->window, "side.show-history"));
  vdt_ui_fixture_wait (has_rows, f);
  side_search (f, "REGISTRY");
  vdt_ui_fixture_wait (has_rows, f);
  gtk_single_selection_set_selected (GTK_SINGLE_SELECTION (side_rows (f)), 0);
  g_assert_true (vdt_window_run_action (f->window, "side.use"));
  while (vdt_hunt_page_get_run (hunt_page (f)) == first)
    g_main_context_iteration (NULL, TRUE);
  kept = vdt_hunt_page_dup_text (hunt_page (f));
  g_assert_cmpstr (kept, ==, text);
  g_assert_cmpint (vdt_query_run_get_state (vdt_hunt_page_get_run (hunt_page (f))), ==, VDT_QUERY_DONE);
  g_assert_cmpstr (vdt_page_get_key (VDT_PAGE (hunt_page (f))), ==, "hunt:1");
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  if (first != NULL)
    g_object_remove_weak_pointer (G_OBJECT (first), (gpointer *) &first);
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add ("/ui/hunt-page/rows", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_rows,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/order", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_order,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/keep", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_keep,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/error", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_error,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/chart", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_chart,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/ask", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_ask,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/hunt-page/tabs", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_tabs,
              vdt_ui_fixture_tear_down);

  g_test_add ("/ui/hunt-page/side", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_side,
              vdt_ui_fixture_tear_down);

  return g_test_run ();
}
