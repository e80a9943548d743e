/* test-timeline.c
 *
 * The timeline: one chronology, filtered, divided, with events of the analyst's own,
 * and as CSV.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-event-window.h"
#include "vdt-incident-page.h"
#include "vdt-session-changes.h"
#include "vdt-time.h"
#include "vdt-timeline-view.h"
#include "vdt-ui-fixture.h"

static VdtIncident *
incident_of (VdtUiFixture *f)
{
  return vdt_page_get_incident (vdt_window_get_page (f->window));
}

static guint
count (GListModel *items,
       gboolean    headings)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(VdtTimelineItem) item = g_list_model_get_item (items, i);

      n += vdt_timeline_item_is_heading (item) == headings;
    }

  return n;
}

static void
test_order (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtIncident *incident = incident_of (f);
  guint n_alerts = g_list_model_get_n_items (vdt_incident_get_alerts (incident));
  g_autoptr(GListModel) all = vdt_timeline_new (incident, VDT_TIMELINE_ALL, VDT_TIMELINE_BY_TIME, NULL);
  g_autoptr(GListModel) alerts = vdt_timeline_new (incident, VDT_TIMELINE_ALERTS, VDT_TIMELINE_BY_TIME, NULL);
  g_autoptr(GListModel) found = vdt_timeline_new (incident, VDT_TIMELINE_ALL, VDT_TIMELINE_BY_TIME, "POWERSHELL");
  g_autoptr(GListModel) none = vdt_timeline_new (incident, VDT_TIMELINE_ALL, VDT_TIMELINE_BY_TIME, "zzznothing");
  gint64 before = G_MININT64;

  g_assert_cmpuint (g_list_model_get_n_items (alerts), ==, n_alerts);
  g_assert_cmpuint (g_list_model_get_n_items (all), >, n_alerts);
  g_assert_cmpuint (g_list_model_get_n_items (found), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (found), <, g_list_model_get_n_items (all));
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtTimelineItem) item = g_list_model_get_item (alerts, i);

      g_assert_cmpint (vdt_timeline_item_get_at (item), >=, before);
      before = vdt_timeline_item_get_at (item);
    }
}

static void
test_pivot (VdtUiFixture  *f,
            gconstpointer  data)
{
  static const VdtTimelinePivot pivots[] = {
    VDT_TIMELINE_BY_ASSET, VDT_TIMELINE_BY_TECHNIQUE, VDT_TIMELINE_BY_KIND
  };
  VdtIncident *incident = incident_of (f);
  g_autoptr(GListModel) all = vdt_timeline_new (incident, VDT_TIMELINE_ALL, VDT_TIMELINE_BY_TIME, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pivots); i++)
    {
      g_autoptr(GListModel) parts = vdt_timeline_new (incident, VDT_TIMELINE_ALL, pivots[i], NULL);
      g_autoptr(VdtTimelineItem) first = g_list_model_get_item (parts, 0);

      g_assert_true (vdt_timeline_item_is_heading (first));
      g_assert_cmpuint (count (parts, TRUE), >, 1);
      if (pivots[i] == VDT_TIMELINE_BY_KIND)
        g_assert_cmpuint (count (parts, FALSE), ==, g_list_model_get_n_items (all));
    }
}

static gboolean
has_event (gpointer incident)
{
  return g_list_model_get_n_items (vdt_incident_get_kept (incident)) == 1;
}

static gboolean
has_no_event (gpointer incident)
{
  return g_list_model_get_n_items (vdt_incident_get_kept (incident)) == 0;
}

/* The rows of the window, in the order in which they stand. */
static void
find_rows (GtkWidget *root,
           GPtrArray *rows)
{
  if (ADW_IS_ENTRY_ROW (root))
    g_ptr_array_add (rows, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_rows (child, rows);
}

static void
test_event (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtIncident *incident = incident_of (f);
  GtkWidget *dialog = vdt_event_window_new (GTK_WINDOW (f->window), f->session, incident, VDT_TIME_UNSET);
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autoptr(GListModel) items = NULL;
  g_autoptr(VdtTimelineItem) item = NULL;
  g_autoptr(GBytes) csv = NULL;
  g_autofree char *text = NULL;

  gtk_window_present (GTK_WINDOW (dialog));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (dialog), ==, 0);
  find_rows (dialog, rows);
  g_assert_cmpuint (rows->len, ==, 5);

  /* a time that is none: it says so and stays */
  gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (rows, 0)), "=HYPERLINK(\"x\") said Mira, \"twice\"");
  gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (rows, 1)), "yesterday");
  g_signal_emit_by_name (g_ptr_array_index (rows, 4), "entry-activated");
  vdt_ui_fixture_settle ();
  g_assert_true (gtk_widget_get_mapped (dialog));
  g_assert_true (has_no_event (incident));

  gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (rows, 1)), "2026-11-18 08:00");
  gtk_editable_set_text (GTK_EDITABLE (g_ptr_array_index (rows, 2)), "WS-07");
  g_signal_emit_by_name (g_ptr_array_index (rows, 4), "entry-activated");
  vdt_ui_fixture_wait (has_event, incident);
  vdt_ui_fixture_settle ();

  items = vdt_timeline_new (incident, VDT_TIMELINE_KEPT, VDT_TIMELINE_BY_TIME, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  item = g_list_model_get_item (items, 0);
  g_assert_cmpint (vdt_timeline_item_get_at (item), ==, G_GINT64_CONSTANT (1794988800000000));

  /* nothing in it is a formula, and quotes are doubled */
  csv = vdt_timeline_export_csv (items);
  text = g_strndup (g_bytes_get_data (csv, NULL), g_bytes_get_size (csv));
  g_assert_nonnull (strstr (text, "\"'=HYPERLINK(\"\"x\"\") said Mira, \"\"twice\"\"\""));
  g_assert_nonnull (strstr (text, "2026-11-18T08:00:00"));
  g_assert_nonnull (strstr (text, "\"WS-07\""));
  g_assert_true (g_str_has_suffix (text, "\r\n"));

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (has_no_event, incident);
}

static void
test_view (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  VdtTimelineView *view;
  guint n_all;

  vdt_incident_page_show_view (page, "timeline");
  vdt_ui_fixture_settle ();
  view = VDT_TIMELINE_VIEW (vdt_ui_fixture_find (GTK_WIDGET (page), VDT_TYPE_TIMELINE_VIEW));
  n_all = g_list_model_get_n_items (vdt_timeline_view_get_items (view));
  g_assert_cmpuint (n_all, >, 50);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  g_assert_nonnull (vdt_timeline_view_get_current (view));

  vdt_timeline_view_set_kinds (view, VDT_TIMELINE_ALERTS);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (vdt_timeline_view_get_items (view)), <, n_all);
  vdt_timeline_view_search (view, "zzznothing");
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (vdt_timeline_view_get_items (view)), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "timeline.clear", NULL);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (vdt_timeline_view_get_items (view)), ==, n_all);
  vdt_timeline_view_set_pivot (view, VDT_TIMELINE_BY_ASSET);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (count (vdt_timeline_view_get_items (view), TRUE), >, 1);
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
    { "/ui/timeline/order", test_order },
    { "/ui/timeline/pivot", test_pivot },
    { "/ui/timeline/event", test_event },
    { "/ui/timeline/view", test_view },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, tests[i].func,
                vdt_ui_fixture_tear_down);

  return g_test_run ();
}
