/* test-window.c
 *
 * The window as a whole: first start, tabs, panes, undo, names for a screen
 * reader.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-headline.h"
#include "vdt-inspector.h"
#include "vdt-pane-frame.h"
#include "vdt-session-changes.h"
#include "vdt-state-bar.h"
#include "vdt-ui-fixture.h"
#include "vdt-welcome-page.h"

static void
test_welcome (VdtUiFixture  *f,
              gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (f->window);
  GtkWidget *button = vdt_ui_fixture_find_button (root, "win.open-sample");

  g_assert_nonnull (vdt_ui_fixture_find (root, VDT_TYPE_WELCOME_PAGE));
  g_assert_nonnull (button);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (root)) == button);
  g_assert_null (vdt_ui_fixture_find (root, VDT_TYPE_PANE_FRAME));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (root), ==, 0);
}

static gboolean
is_welcome (gpointer window)
{
  return vdt_ui_fixture_find (window, VDT_TYPE_WELCOME_PAGE) != NULL;
}

static void
test_sample (VdtUiFixture  *f,
             gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (f->window);
  GtkWidget *bar = vdt_ui_fixture_find (root, VDT_TYPE_STATE_BAR);

  g_assert_cmpstr (vdt_page_get_key (vdt_window_get_page (f->window)), ==, "incident:142");
  g_assert_nonnull (vdt_state_bar_get (VDT_STATE_BAR (bar), "sample"));
  g_assert_cmpuint (g_list_model_get_n_items (vdt_session_get_queue (f->session)), >, 10);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (root), ==, 0);

  /* Once it is removed there is nothing left, and the welcome page is back. */
  gtk_widget_activate_action (root, "win.remove-sample", NULL);
  vdt_ui_fixture_wait (is_welcome, root);
  g_assert_null (vdt_state_bar_get (VDT_STATE_BAR (bar), "sample"));
}

static void
test_tabs (VdtUiFixture  *f,
           gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (f->window);
  AdwTabView *view = ADW_TAB_VIEW (vdt_ui_fixture_find (root, ADW_TYPE_TAB_VIEW));
  g_autofree char *state = NULL;
  GtkWidget *second;

  g_assert_cmpint (adw_tab_view_get_n_pages (view), ==, 2);
  gtk_widget_activate_action (root, "win.show-place", "s", "queue");
  g_assert_cmpstr (vdt_page_get_kind (vdt_window_get_page (f->window)), ==, "queue");
  /* The same incident again is the same tab. */
  vdt_window_open_incident (f->window, "142");
  g_assert_cmpint (adw_tab_view_get_n_pages (view), ==, 2);

  state = vdt_session_dup_state (f->session, "window.tabs");
  g_assert_cmpstr (state, ==, "incident:142\nqueue\nincident:142");

  /* Another window on the session opens what was open. */
  second = vdt_window_new (NULL, f->session);
  gtk_window_present (GTK_WINDOW (second));
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_page_get_key (vdt_window_get_page (VDT_WINDOW (second))), ==, "incident:142");
  gtk_window_destroy (GTK_WINDOW (second));

  gtk_widget_activate_action (root, "win.close-tab", NULL);
  vdt_ui_fixture_settle ();
  g_assert_cmpint (adw_tab_view_get_n_pages (view), ==, 1);
  g_assert_cmpstr (vdt_page_get_kind (vdt_window_get_page (f->window)), ==, "queue");
}

static void
test_panes (VdtUiFixture  *f,
            gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (f->window);
  VdtPaneFrame *frame = VDT_PANE_FRAME (vdt_ui_fixture_find (root, VDT_TYPE_PANE_FRAME));
  VdtHeadline *headline;

  g_assert_true (vdt_pane_frame_get_pane_shown (frame));
  gtk_widget_activate_action (root, "win.toggle-copilot", NULL);
  vdt_ui_fixture_settle ();
  g_assert_false (vdt_pane_frame_get_pane_shown (frame));
  headline = VDT_HEADLINE (vdt_ui_fixture_find (root, VDT_TYPE_HEADLINE));
  g_assert_nonnull (headline);
  g_assert_cmpstr (vdt_headline_get_text (headline), !=, "");
  gtk_widget_activate_action (root, "win.toggle-copilot", NULL);
  g_assert_true (vdt_pane_frame_get_pane_shown (frame));

  g_assert_null (vdt_ui_fixture_find (root, VDT_TYPE_INSPECTOR));
  gtk_widget_activate_action (root, "win.toggle-inspector", NULL);
  vdt_ui_fixture_settle ();
  g_assert_nonnull (vdt_ui_fixture_find (root, VDT_TYPE_INSPECTOR));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (root), ==, 0);
  gtk_widget_activate_action (root, "win.toggle-inspector", NULL);

  /* F6 comes round to where it started. */
  vdt_page_focus_start (vdt_window_get_page (f->window));
  for (int i = 0; i < 3; i++)
    {
      GtkWidget *before = gtk_root_get_focus (GTK_ROOT (root));

      gtk_widget_activate_action (root, "win.next-pane", NULL);
      g_assert_true (gtk_root_get_focus (GTK_ROOT (root)) != before);
    }
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (root)),
                                         GTK_WIDGET (vdt_window_get_page (f->window))));
}

static gboolean
can_undo (gpointer session)
{
  return vdt_session_get_can_undo (session);
}

static gboolean
is_unassigned (gpointer incident)
{
  const char *owner = vdt_incident_get_owner (incident);

  return owner == NULL || *owner == '\0';
}

static void
test_undo (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtIncident *incident = vdt_page_get_incident (vdt_window_get_page (f->window));

  g_assert_true (is_unassigned (incident));
  g_assert_true (vdt_window_run_action (f->window, "incident.assign-to-me"));
  vdt_ui_fixture_wait (can_undo, f->session);
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_incident_get_owner (incident), ==, vdt_session_get_analyst (f->session));
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, "inProgress");

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (is_unassigned, incident);
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, "active");
}

static void
test_gone (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtWindow *window = VDT_WINDOW (vdt_window_new (NULL, f->session));
  VdtPage *page;

  gtk_window_present (GTK_WINDOW (window));
  vdt_ui_fixture_settle ();
  page = vdt_window_get_page (window);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  gtk_window_destroy (GTK_WINDOW (window));
  vdt_ui_fixture_settle ();
  g_assert_null (page);
  g_assert_null (window);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    const char *sample;
    void      (*func) (VdtUiFixture *, gconstpointer);
  } tests[] = {
    { "/ui/window/welcome", NULL, test_welcome },
    { "/ui/window/sample", "sample", test_sample },
    { "/ui/window/tabs", "sample", test_tabs },
    { "/ui/window/panes", "sample", test_panes },
    { "/ui/window/undo", "sample", test_undo },
    { "/ui/window/gone", "sample", test_gone },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, tests[i].sample, vdt_ui_fixture_set_up, tests[i].func,
                vdt_ui_fixture_tear_down);

  return g_test_run ();
}
