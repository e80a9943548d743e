/* test-incident-page.c
 *
 * An incident: its views, its facts, what can be done with it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>
#include <time.h>

#include "vdt-alert-details.h"
#include "vdt-comments-view.h"
#include "vdt-incident-page.h"
#include "vdt-incident-picker.h"
#include "vdt-keep-window.h"
#include "vdt-manage-window.h"
#include "vdt-record-table.h"
#include "vdt-report-indicator.h"
#include "vdt-resolve-window.h"
#include "vdt-session-changes.h"
#include "vdt-state-view.h"
#include "vdt-story-reason.h"
#include "vdt-story-stage.h"
#include "vdt-ui-fixture.h"

#include "../test-slowness.h"

static void
test_views (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (page));
  GListModel *alerts = vdt_incident_get_alerts (incident);
  static const char * const tables[] = { "alerts", "assets", "evidence" };

  /* The story shows the earliest alert first, in full. */
  g_assert_true (VDT_IS_ALERT (vdt_page_get_selected (VDT_PAGE (page))));

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      VdtRecordTable *table;
      guint n_all;

      vdt_incident_page_show_view (page, tables[i]);
      vdt_ui_fixture_settle ();
      table = VDT_RECORD_TABLE (vdt_ui_fixture_find (GTK_WIDGET (page), VDT_TYPE_RECORD_TABLE));
      n_all = vdt_record_table_get_n_shown (table);
      if (i == 0)
        g_assert_cmpuint (n_all, ==, g_list_model_get_n_items (alerts));
      g_assert_cmpuint (n_all, >, 0);

      vdt_record_table_search (table, "zzznothing");
      g_assert_cmpuint (vdt_record_table_get_n_shown (table), ==, 0);
      g_assert_cmpint (vdt_state_view_get_state (VDT_STATE_VIEW (vdt_ui_fixture_find (GTK_WIDGET (table),
                                                                                      VDT_TYPE_STATE_VIEW))),
                       ==, VDT_VIEW_STATE_NO_MATCH);
      g_assert_true (vdt_page_leave (VDT_PAGE (page)));
      g_assert_cmpuint (vdt_record_table_get_n_shown (table), ==, n_all);
      g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
    }
}

static void
test_facts (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  GListModel *alerts = vdt_incident_get_alerts (vdt_page_get_incident (VDT_PAGE (page)));
  guint n_alerts = g_list_model_get_n_items (alerts);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, n_alerts - 1);
  g_autoptr(VdtEvidence) evidence = g_list_model_get_item (vdt_alert_get_evidence (alert), 0);
  g_autofree char *alert_fact = g_strconcat ("A:", vdt_alert_get_id (alert), NULL);

  g_assert_true (vdt_incident_page_show_fact (page, "alerts", alert_fact));
  g_assert_true (vdt_page_get_selected (VDT_PAGE (page)) == G_OBJECT (alert));
  g_assert_true (vdt_incident_page_show_fact (page, "evidence", vdt_evidence_get_id (evidence)));
  g_assert_true (vdt_page_get_selected (VDT_PAGE (page)) == G_OBJECT (evidence));
  g_assert_false (vdt_incident_page_show_fact (page, NULL, "A:no-such-alert"));
  g_assert_false (vdt_incident_page_show_fact (page, NULL, "?"));
}

/* The graph, the list that says the same, the process tree, and the alert. */
static void
test_story (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (page));
  VdtStoryStage *stage = VDT_STORY_STAGE (vdt_ui_fixture_find (GTK_WIDGET (page), VDT_TYPE_STORY_STAGE));
  VdtGraphView *view = vdt_graph_pane_get_view (vdt_story_stage_get_graph (stage));
  g_autoptr(VdtAsset) asset = g_list_model_get_item (vdt_incident_get_assets (incident), 0);
  g_autofree char *asset_fact = g_strconcat ("S:", vdt_asset_get_key (asset), NULL);
  g_autoptr(GHashTable) reasons = vdt_story_reasons_new (incident);
  guint n_alerts = g_list_model_get_n_items (vdt_incident_get_alerts (incident));

  g_assert_cmpuint (vdt_graph_view_get_n_nodes (view), ==,
                    n_alerts + g_list_model_get_n_items (vdt_incident_get_assets (incident)));
  /* nearly all have something in common with an earlier one, the first has not */
  g_assert_cmpuint (g_hash_table_size (reasons), <, n_alerts);
  g_assert_cmpuint (g_hash_table_size (reasons), >, n_alerts / 2);

  /* a node that is chosen is what the inspector shows */
  vdt_graph_view_select (view, asset_fact);
  g_assert_true (vdt_page_get_selected (VDT_PAGE (page)) == G_OBJECT (asset));

  gtk_widget_activate_action (GTK_WIDGET (page), "incident.toggle-graph", NULL);
  g_assert_cmpstr (vdt_story_stage_get_shown (stage), ==, "graph");
  gtk_widget_activate_action (GTK_WIDGET (page), "incident.toggle-graph", NULL);
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_story_stage_get_shown (stage), ==, "list");
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (page), "incident.show-stage", "s", "processes");
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_process_view_get_n_rows (vdt_story_stage_get_processes (stage)), >, 10);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  g_assert_nonnull (vdt_alert_details_get_alert (vdt_story_stage_get_details (stage)));

  /* what was moved by hand is there in the next window */
  vdt_graph_view_move (view, asset_fact, 40, 40);
  {
    g_autofree char *state = vdt_session_dup_state (f->session, "graph:142");

    g_assert_nonnull (state);
    g_assert_nonnull (strstr (state, asset_fact));
  }
  g_assert_true (vdt_window_run_action (f->window, "graph.reset-layout"));
}

static GtkWidget *
keep_window (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWidget) window = g_list_model_get_item (windows, i);

      if (VDT_IS_KEEP_WINDOW (window))
        return window;
    }

  return NULL;
}

static gboolean
has_indicators (gpointer window)
{
  return vdt_keep_window_get_indicators (window) != NULL;
}

static gboolean
has_two_kept (gpointer incident)
{
  return g_list_model_get_n_items (vdt_incident_get_kept (incident)) == 2;
}

static gboolean
has_none_kept (gpointer incident)
{
  return g_list_model_get_n_items (vdt_incident_get_kept (incident)) == 0;
}

/* A record and an indicator in it are kept in one act, and taken back in one. */
static void
test_keep (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (page));
  g_autoptr(VdtReportIndicator) indicator = NULL;
  g_autoptr(VdtKept) record = NULL;
  g_autoptr(VdtKept) second = NULL;
  VdtAlert *alert;
  GtkWidget *window, *note;

  alert = VDT_ALERT (vdt_page_get_selected (VDT_PAGE (page)));
  gtk_widget_activate_action (GTK_WIDGET (page), "incident.keep", NULL);
  vdt_ui_fixture_settle ();
  window = keep_window ();
  g_assert_nonnull (window);
  vdt_ui_fixture_wait (has_indicators, window);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (window), ==, 0);

  indicator = g_list_model_get_item (vdt_keep_window_get_indicators (VDT_KEEP_WINDOW (window)), 0);
  g_assert_false (vdt_report_indicator_get_selected (indicator));
  vdt_record_set_flag (indicator, "selected", TRUE);
  note = vdt_ui_fixture_find (window, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (note), "the first sign");
  g_signal_emit_by_name (note, "entry-activated");
  vdt_ui_fixture_wait (has_two_kept, incident);
  vdt_ui_fixture_settle ();

  record = g_list_model_get_item (vdt_incident_get_kept (incident), 0);
  second = g_list_model_get_item (vdt_incident_get_kept (incident), 1);
  g_assert_cmpstr (vdt_kept_get_text (record), ==, vdt_alert_get_raw (alert));
  g_assert_cmpstr (vdt_kept_get_note (record), ==, "the first sign");
  g_assert_true (vdt_kept_is_intact (record));
  g_assert_cmpstr (vdt_kept_get_kind (second), ==, "indicator");
  g_assert_true (vdt_incident_page_show_fact (page, "kept", vdt_kept_get_id (record)));
  g_assert_true (vdt_page_get_selected (VDT_PAGE (page)) == G_OBJECT (record));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (has_none_kept, incident);
}

static gboolean
is_resolved (gpointer incident)
{
  return g_strcmp0 (vdt_incident_get_status (incident), "resolved") == 0;
}

static void
test_resolve (VdtUiFixture  *f,
              gconstpointer  data)
{
  VdtIncident *incident = vdt_page_get_incident (vdt_window_get_page (f->window));
  GtkWidget *dialog = vdt_resolve_window_new (GTK_WINDOW (f->window), f->session, incident);
  GtkWidget *note;

  gtk_window_present (GTK_WINDOW (dialog));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (dialog), ==, 0);
  note = vdt_ui_fixture_find (dialog, ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (note), "A test of the plant");
  g_signal_emit_by_name (note, "entry-activated");
  vdt_ui_fixture_wait (is_resolved, incident);
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_incident_get_closing_note (incident), ==, "A test of the plant");
  /* ANCHOR IM-2: its alerts with it. */
  for (guint i = 0; i < g_list_model_get_n_items (vdt_incident_get_alerts (incident)); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (vdt_incident_get_alerts (incident), i);

      g_assert_cmpstr (vdt_alert_get_status (alert), ==, "resolved");
    }
}

static gboolean
has_comment (gpointer incident)
{
  GListModel *comments = vdt_incident_get_comments (incident);
  guint n = g_list_model_get_n_items (comments);
  g_autoptr(VdtComment) last = n == 0 ? NULL : g_list_model_get_item (comments, n - 1);

  return last != NULL && g_strcmp0 (vdt_comment_get_text (last), "**Look** at <b>this</b>") == 0;
}

static void
test_comment (VdtUiFixture  *f,
              gconstpointer  data)
{
  VdtPage *page = vdt_window_get_page (f->window);
  GtkWidget *view, *text;

  gtk_widget_activate_action (GTK_WIDGET (page), "incident.add-comment", NULL);
  vdt_ui_fixture_settle ();
  view = vdt_ui_fixture_find (GTK_WIDGET (page), VDT_TYPE_COMMENTS_VIEW);
  text = vdt_ui_fixture_find (view, GTK_TYPE_TEXT_VIEW);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (f->window)) == text);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "**Look** at <b>this</b>", -1);
  gtk_widget_activate_action (view, "comments.add", NULL);
  vdt_ui_fixture_wait (has_comment, vdt_page_get_incident (page));
}

static void
test_manage (VdtUiFixture  *f,
             gconstpointer  data)
{
  VdtIncident *incident = vdt_page_get_incident (vdt_window_get_page (f->window));
  GtkWidget *dialog = vdt_manage_window_new (GTK_WINDOW (f->window), f->session, incident);

  gtk_window_present (GTK_WINDOW (dialog));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (dialog), ==, 0);
  /* Opening it changes nothing. */
  g_assert_false (vdt_session_get_can_undo (f->session));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Twenty alerts with twenty pieces of evidence each, as a file. */
static GFile *
write_large (VdtUiFixture *f)
{
  g_autoptr(GString) json = g_string_new ("{\"id\":\"900\",\"displayName\":\"Large\",\"status\":\"active\","
                                          "\"severity\":\"high\",\"createdDateTime\":\"2026-11-18T08:00:00Z\","
                                          "\"alerts\":[");
  g_autofree char *path = g_build_filename (f->folder, "large.json", NULL);

  for (int a = 0; a < 20; a++)
    {
      g_string_append_printf (json, "%s{\"id\":\"la%d\",\"incidentId\":\"900\",\"title\":\"Alert number %d\","
                              "\"severity\":\"medium\",\"status\":\"new\",\"category\":\"Execution\","
                              "\"createdDateTime\":\"2026-11-18T08:%02d:00Z\",\"evidence\":[{\"@odata.type\":"
                              "\"#microsoft.graph.security.deviceEvidence\",\"mdeDeviceId\":\"%040d\","
                              "\"deviceDnsName\":\"ws-%d.example.com\"}", a == 0 ? "" : ",", a, a, a, a % 5, a % 5);
      for (int e = 1; e < 20; e++)
        g_string_append_printf (json, ",{\"@odata.type\":\"#microsoft.graph.security.fileEvidence\",\"verdict\":"
                                "\"malicious\",\"fileDetails\":{\"fileName\":\"file-%d-%d.exe\",\"filePath\":"
                                "\"C:\\\\Temp\",\"sha256\":\"%032d%032d\"}}", a, e, a, e);
      g_string_append (json, "]}");
    }
  g_string_append (json, "]}");
  g_assert_true (g_file_set_contents (path, json->str, (gssize) json->len, NULL));

  return g_file_new_for_path (path);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  gboolean *done = user_data;
  g_autoptr(GPtrArray) reports = vdt_session_import_finish (VDT_SESSION (object), result, NULL);

  g_assert_nonnull (reports);
  *done = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

static gboolean
shows_large (gpointer window)
{
  VdtPage *page = vdt_window_get_page (window);
  VdtIncident *incident = page == NULL ? NULL : vdt_page_get_incident (page);

  return incident != NULL && g_strcmp0 (vdt_incident_get_id (incident), "900") == 0;
}

typedef struct
{
  GListModel *alerts;
  guint       n;
} AlertCount;

static gboolean
has_alerts (gpointer data)
{
  AlertCount *count = data;

  return g_list_model_get_n_items (count->alerts) == count->n;
}

static gboolean
is_picker_filled (gpointer window)
{
  return gtk_list_box_get_selected_row (GTK_LIST_BOX (vdt_ui_fixture_find (window, GTK_TYPE_LIST_BOX))) != NULL;
}

/* By keyboard: the selected alert goes to the incident that the picker finds; Undo
 * brings it back. */
static void
test_move (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  GListModel *alerts = vdt_incident_get_alerts (vdt_page_get_incident (VDT_PAGE (page)));
  AlertCount all = { alerts, g_list_model_get_n_items (alerts) };
  AlertCount less = { alerts, all.n - 1 };
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr(GtkWindow) picker = NULL;
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (page), "incident.move-alert", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (VDT_IS_INCIDENT_PICKER (window))
        picker = g_steal_pointer (&window);
    }
  g_assert_nonnull (picker);
  vdt_ui_fixture_wait (is_picker_filled, picker);

  entry = vdt_ui_fixture_find (GTK_WIDGET (picker), GTK_TYPE_SEARCH_ENTRY);
  g_signal_emit_by_name (entry, "activate");
  vdt_ui_fixture_wait (has_alerts, &less);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (has_alerts, &all);
  vdt_ui_fixture_settle ();
}

/* From the act to the full first frame, in CPU time of all threads. */
static void
test_large (VdtUiFixture  *f,
            gconstpointer  data)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) file = write_large (f);
  VdtStoryStage *stage;
  gboolean done = FALSE;
  double begin, took;

  g_list_store_append (files, file);
  vdt_session_import_async (f->session, G_LIST_MODEL (files), FALSE, NULL, imported_cb, &done);
  vdt_ui_fixture_wait (is_set, &done);
  vdt_ui_fixture_settle ();

  begin = 1000.0 * (double) clock () / CLOCKS_PER_SEC;
  vdt_window_open_incident (f->window, "900");
  vdt_ui_fixture_wait (shows_large, f->window);
  for (int i = 0; i < 2; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (f->window));
  took = 1000.0 * (double) clock () / CLOCKS_PER_SEC - begin;

  stage = VDT_STORY_STAGE (vdt_ui_fixture_find (GTK_WIDGET (vdt_window_get_page (f->window)), VDT_TYPE_STORY_STAGE));
  g_test_message ("an incident of 400 pieces of evidence to its first full frame: %.0f ms CPU", took);
  g_assert_cmpuint (vdt_graph_view_get_n_nodes (vdt_graph_pane_get_view (vdt_story_stage_get_graph (stage))), >, 5);
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_alerts (vdt_page_get_incident (
                      vdt_window_get_page (f->window)))), ==, 20);
  /* twice the budget of 300 ms: under a sanitizer everything is slower */
  g_assert_cmpfloat (took, <, 300 * VDT_TEST_SLOWNESS);
}

static void
test_missing (VdtUiFixture  *f,
              gconstpointer  data)
{
  VdtStateView *state;

  vdt_window_open_incident (f->window, "no-such-incident");
  vdt_ui_fixture_settle ();
  vdt_ui_fixture_settle ();
  state = VDT_STATE_VIEW (vdt_ui_fixture_find (GTK_WIDGET (vdt_window_get_page (f->window)),
                                               VDT_TYPE_STATE_VIEW));
  g_assert_cmpint (vdt_state_view_get_state (state), ==, VDT_VIEW_STATE_FAILED);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (VdtUiFixture *, gconstpointer);
  } tests[] = {
    { "/ui/incident-page/views", test_views },
    { "/ui/incident-page/story", test_story },
    { "/ui/incident-page/keep", test_keep },
    { "/ui/incident-page/facts", test_facts },
    { "/ui/incident-page/resolve", test_resolve },
    { "/ui/incident-page/comment", test_comment },
    { "/ui/incident-page/manage", test_manage },
    { "/ui/incident-page/move", test_move },
    { "/ui/incident-page/missing", test_missing },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, tests[i].func,
                vdt_ui_fixture_tear_down);

  /* without the sample, whose telemetry is imported meanwhile */
  g_test_add ("/ui/incident-page/large", VdtUiFixture, NULL, vdt_ui_fixture_set_up, test_large,
              vdt_ui_fixture_tear_down);

  return g_test_run ();
}
