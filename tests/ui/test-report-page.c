/* test-report-page.c
 *
 * The report composer: drafted, edited, kept, accepted, exported.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>

#include "vdt-actions.h"
#include "vdt-package-page.h"
#include "vdt-report-page.h"
#include "vdt-report-sheets.h"
#include "vdt-report-versions-window.h"
#include "vdt-resolve-window.h"
#include "vdt-response-card.h"
#include "vdt-session-copilot.h"
#include "vdt-spelling.h"
#include "vdt-ui-fixture.h"

static VdtReportPage *
report_page (VdtUiFixture *f)
{
  VdtPage *page = vdt_window_get_page (f->window);

  return VDT_IS_REPORT_PAGE (page) ? VDT_REPORT_PAGE (page) : NULL;
}

static gboolean
is_drafted (gpointer data)
{
  VdtReportPage *page = report_page (data);

  return page != NULL && vdt_report_page_get_report (page) != NULL;
}

static gboolean
is_laid_out (gpointer data)
{
  return is_drafted (data) && vdt_report_page_get_n_pages (report_page (data)) > 0;
}

static VdtReport *
open_report (VdtUiFixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.report", NULL);
  vdt_ui_fixture_wait (is_drafted, f);
  vdt_ui_fixture_settle ();

  return vdt_report_page_get_report (report_page (f));
}

static GtkTextBuffer *
editor_buffer (VdtUiFixture *f)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (vdt_ui_fixture_find (GTK_WIDGET (report_page (f)),
                                                                       GTK_TYPE_TEXT_VIEW)));
}

static VdtReportSection *
first_section (VdtReport *report)
{
  g_autoptr(VdtReportSection) section = g_list_model_get_item (vdt_report_get_sections (report), 0);

  return section;
}

static void
test_open (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtPage *from = vdt_window_get_page (f->window);
  VdtReport *report = open_report (f);

  g_assert_cmpstr (vdt_report_get_template_id (report), ==, "full");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_report_get_sections (report)), >, 5);
  vdt_ui_fixture_wait (is_laid_out, f);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_report_page_get_n_pages (report_page (f)), >, 2);
  g_assert_true (vdt_page_get_incident (VDT_PAGE (report_page (f))) == vdt_page_get_incident (from));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (f->window)), GTK_WIDGET (report_page (f))));
}

/* What was typed is there when the tab is opened again; a blank page is another. */
static void
test_autosave (VdtUiFixture  *f,
               gconstpointer  data)
{
  VdtReport *report = open_report (f);
  g_autofree char *id = g_strdup (vdt_report_get_id (report));
  GtkTextIter start;

  gtk_text_buffer_get_start_iter (editor_buffer (f), &start);
  gtk_text_buffer_insert (editor_buffer (f), &start, "Typed by hand.\n\n", -1);
  g_assert_cmpstr (vdt_report_section_get_state (first_section (report)), ==, "edited");
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_window_run_action (f->window, "win.close-tab"));
  vdt_ui_fixture_settle ();
  g_assert_null (report_page (f));

  report = open_report (f);
  g_assert_cmpstr (vdt_report_get_id (report), ==, id);
  g_assert_true (g_str_has_prefix (vdt_report_section_get_body (first_section (report)), "Typed by hand.\n\n"));
  g_assert_cmpstr (vdt_report_section_get_state (first_section (report)), ==, "edited");
}

/* Ctrl+Z in the editor takes back what was typed, not the last change of the incident. */
static void
test_undo (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtReport *report = open_report (f);
  g_autofree char *before = g_strdup (vdt_report_section_get_body (first_section (report)));

  gtk_widget_grab_focus (vdt_ui_fixture_find (GTK_WIDGET (report_page (f)), GTK_TYPE_TEXT_VIEW));
  gtk_text_buffer_insert_at_cursor (editor_buffer (f), "Typed.", -1);
  g_assert_cmpstr (vdt_report_section_get_body (first_section (report)), !=, before);
  gtk_widget_action_set_enabled (GTK_WIDGET (f->window), "win.undo", TRUE);
  g_assert_true (vdt_window_run_action (f->window, "win.undo"));
  g_assert_cmpstr (vdt_report_section_get_body (first_section (report)), ==, before);
}

/* An edited text stays while the section is drafted anew beside it. */
static gboolean
has_beside (gpointer section)
{
  return vdt_report_section_get_beside (section) != NULL;
}

static void
test_regenerate (VdtUiFixture  *f,
                 gconstpointer  data)
{
  VdtReport *report = open_report (f);
  g_autofree char *drafted = g_strdup (vdt_report_section_get_body (first_section (report)));

  gtk_text_buffer_set_text (editor_buffer (f), "All by hand.", -1);
  g_assert_true (vdt_window_run_action (f->window, "report.regenerate"));
  vdt_ui_fixture_wait (has_beside, first_section (report));
  vdt_ui_fixture_settle ();
  g_assert_cmpstr (vdt_report_section_get_body (first_section (report)), ==, "All by hand.");
  g_assert_true (vdt_window_run_action (f->window, "report.take-draft"));
  g_assert_null (vdt_report_section_get_beside (first_section (report)));
  g_assert_cmpstr (vdt_report_section_get_body (first_section (report)), ==, drafted);
}

static void
test_accept (VdtUiFixture  *f,
             gconstpointer  data)
{
  VdtReport *report = open_report (f);
  GListModel *sections = vdt_report_get_sections (report);
  guint n_accepted = 0;

  g_assert_true (vdt_window_run_action (f->window, "report.accept-section"));
  g_assert_cmpstr (vdt_report_section_get_state (first_section (report)), ==, "accepted");
  g_assert_true (vdt_window_run_action (f->window, "report.accept-all"));
  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (sections, i);
      const char * const *accepted = vdt_report_section_get_accepted (section);

      n_accepted += accepted != NULL && accepted[0] != NULL;
    }
  g_assert_cmpuint (n_accepted, >, 2);
}

static gboolean
is_there (gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (VdtUiFixture  *f,
             gconstpointer  data)
{
  static const struct
  {
    const char *format;
    const char *begins;
  } formats[] = {
    { "md", NULL }, { "pdf", "%PDF-" }, { "html", "<!DOCTYPE html>" },
  };

  open_report (f);
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strconcat ("report.", formats[i].format, NULL);
      g_autofree char *path = g_build_filename (f->folder, name, NULL);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autofree char *text = NULL;
      gsize length = 0;

      vdt_report_page_export (report_page (f), formats[i].format, file);
      vdt_ui_fixture_wait (is_there, path);
      vdt_ui_fixture_settle ();
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpuint (length, >, 1000);
      if (formats[i].begins != NULL)
        g_assert_cmpmem (text, strlen (formats[i].begins), formats[i].begins, strlen (formats[i].begins));
    }
}

typedef struct
{
  VdtUiFixture *fixture;
  VdtReport    *before;
} Other;

static gboolean
is_another (gpointer data)
{
  Other *other = data;

  return is_laid_out (other->fixture) &&
         vdt_report_page_get_report (report_page (other->fixture)) != other->before;
}

/* Another template is another report; the first one is there as it was. */
static void
test_templates (VdtUiFixture  *f,
                gconstpointer  data)
{
  VdtReport *first = open_report (f);
  GtkDropDown *drop = GTK_DROP_DOWN (vdt_ui_fixture_find (GTK_WIDGET (report_page (f)), GTK_TYPE_DROP_DOWN));
  guint before = gtk_drop_down_get_selected (drop);
  Other other = { f, first };

  g_assert_cmpuint (before, !=, GTK_INVALID_LIST_POSITION);
  gtk_drop_down_set_selected (drop, before == 0 ? 1 : 0);
  vdt_ui_fixture_wait (is_another, &other);
  g_assert_cmpstr (vdt_report_get_template_id (vdt_report_page_get_report (report_page (f))), !=, "full");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop), ==, before == 0 ? 1 : 0);

  gtk_drop_down_set_selected (drop, before);
  vdt_ui_fixture_settle ();
  g_assert_true (vdt_report_page_get_report (report_page (f)) == first);
}

/* With no incident there is a blank report. */
static void
test_blank (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtReport *report;

  vdt_window_show_place (f->window, "queue");
  vdt_page_set_incident (vdt_window_get_page (f->window), NULL);
  report = open_report (f);
  g_assert_null (vdt_report_get_incident_id (report));
  g_assert_cmpstr (vdt_report_get_template_id (report), ==, "blank");
}

/* A case package is written from the page and opened to be read. */
static VdtPackagePage *
package_page (VdtUiFixture *f)
{
  VdtPage *page = vdt_window_get_page (f->window);

  return VDT_IS_PACKAGE_PAGE (page) ? VDT_PACKAGE_PAGE (page) : NULL;
}

static gboolean
is_checked (gpointer data)
{
  return package_page (data) != NULL && vdt_package_page_get_result (package_page (data)) != NULL;
}

static void
open_package (VdtUiFixture *f,
              const char   *path)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_list_store_append (files, file);
  vdt_window_import (f->window, G_LIST_MODEL (files));
  vdt_ui_fixture_wait (is_checked, f);
  vdt_ui_fixture_settle ();
}

static void
test_package (VdtUiFixture  *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "case.zip", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  open_report (f);
  vdt_report_page_export_package (report_page (f), file);
  vdt_ui_fixture_wait (is_there, path);
  vdt_ui_fixture_settle ();

  open_package (f, path);
  g_assert_nonnull (strstr (vdt_package_page_get_result (package_page (f)), "Verified"));
  g_assert_nonnull (strstr (vdt_package_page_get_result (package_page (f)), "Read-only"));
  g_assert_null (vdt_page_get_incident (VDT_PAGE (package_page (f))));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (package_page (f))), ==, 0);
  vdt_page_search (VDT_PAGE (package_page (f)));
  vdt_ui_fixture_settle ();
  g_assert_nonnull (vdt_page_get_selected (VDT_PAGE (package_page (f))));
}

/* What was kept comes back, and what was there until then is kept too. */
static gboolean
has_rows (gpointer window)
{
  GtkWidget *list = vdt_ui_fixture_find (window, GTK_TYPE_LIST_VIEW);

  return list != NULL && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) > 0;
}

static gboolean
is_restored (gpointer report)
{
  return g_strcmp0 (vdt_report_section_get_body (first_section (report)), "The first text.") == 0;
}

static void
test_versions (VdtUiFixture  *f,
               gconstpointer  data)
{
  VdtReport *report = open_report (f);
  GtkWidget *window;
  GtkTextView *diff;
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_set_text (editor_buffer (f), "The first text.", -1);
  g_assert_true (vdt_window_run_action (f->window, "report.save-version"));
  vdt_ui_fixture_settle ();
  gtk_text_buffer_set_text (editor_buffer (f), "The second text.", -1);
  vdt_ui_fixture_settle ();

  window = vdt_report_versions_window_new (GTK_WINDOW (f->window), f->session, report);
  gtk_window_present (GTK_WINDOW (window));
  vdt_ui_fixture_wait (has_rows, window);
  vdt_ui_fixture_settle ();
  diff = GTK_TEXT_VIEW (vdt_ui_fixture_find (window, GTK_TYPE_TEXT_VIEW));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (diff), &start, &end);
  text = gtk_text_buffer_get_text (gtk_text_view_get_buffer (diff), &start, &end, TRUE);
  g_assert_nonnull (strstr (text, "- The first text."));
  g_assert_nonnull (strstr (text, "+ The second text."));

  gtk_widget_activate_action (window, "versions.restore", NULL);
  vdt_ui_fixture_wait (is_restored, report);
  vdt_ui_fixture_settle ();
}

/* Misspelled words are marked, suggested for and learnt; what is no prose is not. */
static void
test_spelling (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vedette-spelling-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "words.txt", NULL);
  GtkWidget *view = g_object_ref_sink (gtk_text_view_new ());
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_autoptr(VdtSpelling) spelling = vdt_spelling_new (GTK_TEXT_VIEW (view));
  const char *known[] = { "mira.holt@example.com", NULL };
  GtkTextIter start, end;
  g_autofree char *word = NULL;
  g_autofree char *learnt = NULL;

  g_assert_true (g_file_set_contents (path, "the\nreport\nsays\nwell\nknown\n", -1, NULL));
  g_assert_true (vdt_spelling_set_word_list (spelling, path));
  vdt_spelling_set_known (spelling, known);
  gtk_text_buffer_set_text (buffer, "The **report** sayz `cmd.exe blah` of Holt, WS-07 and C:\\Tempx[^12] well-known.\n"
                                    "```\ncodeword\n```\n| reprot | https://x.example |", -1);
  g_assert_cmpuint (vdt_spelling_check (spelling), ==, 3); /* sayz, and, reprot */

  g_assert_true (vdt_spelling_next (spelling));
  g_assert_true (gtk_text_buffer_get_selection_bounds (buffer, &start, &end));
  word = gtk_text_iter_get_text (&start, &end);
  g_assert_cmpstr (word, ==, "sayz");
  g_assert_nonnull (gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (view)));
  gtk_widget_activate_action (view, "spelling.replace", "s", "says");
  g_assert_cmpuint (vdt_spelling_check (spelling), ==, 2);
  g_assert_true (vdt_spelling_next (spelling));
  gtk_widget_activate_action (view, "spelling.add", NULL);
  g_assert_cmpuint (vdt_spelling_check (spelling), ==, 1);
  g_assert_true (g_file_get_contents (path, &learnt, NULL, NULL));
  g_assert_nonnull (strstr (learnt, "\nand"));
  vdt_spelling_set_enabled (spelling, FALSE);
  g_assert_cmpuint (vdt_spelling_check (spelling), ==, 0);
  g_object_unref (view);
  g_unlink (path);
  g_rmdir (folder);
}

static gboolean
is_written (VdtProposal *summary)
{
  return g_strcmp0 (vdt_proposal_get_state (summary), "streaming") != 0;
}

/* {{{ by keyboard from the queue to a resolved incident with its report */

#define MOST_KEYS 17

typedef struct
{
  VdtUiFixture *fixture;
  VdtIncident  *incident;
  const char   *path;
  guint         n_keys;
} Journey;

/* Types into the X server, as a person would; chords count, words do not. */
static void
type (Journey    *journey,
      const char *how,
      const char *what)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", how, what, NULL);

  g_assert_no_error (error);
  g_test_message ("%s %s", how, what);
  while (g_subprocess_get_identifier (process) != NULL)
    {
      vdt_ui_fixture_settle ();
      g_subprocess_wait (process, NULL, NULL);
    }
  vdt_ui_fixture_settle ();
  journey->n_keys += g_str_equal (how, "key");
}

static gboolean
has_owner (gpointer data)
{
  return vdt_incident_get_owner (((Journey *) data)->incident) != NULL;
}

static gboolean
is_on_incident (gpointer data)
{
  Journey *journey = data;
  VdtPage *page = vdt_window_get_page (journey->fixture->window);
  VdtIncident *incident = vdt_page_get_incident (page);
  VdtProposal *summary;

  if (!g_str_equal (vdt_page_get_kind (page), "incident") || incident == NULL)
    return FALSE;

  journey->incident = incident;
  summary = vdt_session_get_summary (journey->fixture->session, incident);

  return summary != NULL && is_written (summary) &&
         gtk_root_get_focus (GTK_ROOT (journey->fixture->window)) != NULL;
}

static gboolean
is_on_card (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (((Journey *) data)->fixture->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, VDT_TYPE_RESPONSE_CARD) != NULL;
}

static gboolean
is_classified (gpointer data)
{
  return g_strcmp0 (vdt_incident_get_classification (((Journey *) data)->incident), "truePositive") == 0 &&
         is_on_card (data);
}

static guint
count_tasks (Journey *journey)
{
  return g_list_model_get_n_items (vdt_incident_get_tasks (journey->incident));
}

static gboolean
has_two_tasks (gpointer data)
{
  return count_tasks (data) >= 2 && is_on_card (data);
}

static gboolean
has_three_tasks (gpointer data)
{
  return count_tasks (data) >= 3;
}

static gboolean
is_accepted (gpointer data)
{
  VdtReport *report = vdt_report_page_get_report (report_page (((Journey *) data)->fixture));

  return g_strcmp0 (vdt_report_section_get_state (first_section (report)), "accepted") == 0;
}

/* The window over the others, if it is of the type and has the keyboard. */
static gboolean
has_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_window_is_active (window))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_asked_where (gpointer data)
{
  return has_window (GTK_TYPE_FILE_CHOOSER_DIALOG);
}

static gboolean
is_asked_why (gpointer data)
{
  return has_window (VDT_TYPE_RESOLVE_WINDOW);
}

static gboolean
is_exported (gpointer data)
{
  return g_file_test (((Journey *) data)->path, G_FILE_TEST_EXISTS);
}

static gboolean
is_active (gpointer window)
{
  return gtk_window_is_active (window);
}

static gboolean
is_resolved (gpointer data)
{
  return g_strcmp0 (vdt_incident_get_status (((Journey *) data)->incident), "resolved") == 0;
}

static void
test_journey (VdtUiFixture  *f,
              gconstpointer  data)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");
  g_autofree char *path = g_build_filename (f->folder, "report-142.pdf", NULL);
  g_autofree char *before = g_get_current_dir ();
  Journey journey = { f, NULL, path, 0 };
  g_autoptr(GtkApplication) application = NULL;

  if (xdotool == NULL)
    {
      g_test_skip ("there is no xdotool");
      return;
    }

  /* The file chooser begins in the folder of the program. */
  g_assert_cmpint (g_chdir (f->folder), ==, 0);
  /* It has the accelerators. */
  application = gtk_application_new ("io.github.vedette.Journey", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  vdt_actions_set_accels (application);
  gtk_application_add_window (application, GTK_WINDOW (f->window));
  vdt_window_show_place (f->window, "queue");
  vdt_ui_fixture_settle ();
  vdt_page_focus_start (vdt_window_get_page (f->window));
  journey.incident = vdt_page_get_incident (vdt_window_get_page (f->window));
  g_assert_cmpstr (vdt_incident_get_id (journey.incident), ==, "142");

  type (&journey, "key", "a");
  vdt_ui_fixture_wait (has_owner, &journey);
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (is_on_incident, &journey);
  type (&journey, "key", "F6");
  type (&journey, "key", "Down");
  vdt_ui_fixture_wait (is_on_card, &journey);
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (is_classified, &journey);
  type (&journey, "key", "ctrl+Down");
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (has_two_tasks, &journey);
  type (&journey, "key", "Down");
  type (&journey, "key", "Down");
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (has_three_tasks, &journey);
  type (&journey, "key", "ctrl+shift+r");
  vdt_ui_fixture_wait (is_laid_out, f);
  type (&journey, "key", "ctrl+shift+Return");
  vdt_ui_fixture_wait (is_accepted, &journey);
  type (&journey, "key", "ctrl+shift+s");
  vdt_ui_fixture_wait (is_asked_where, &journey);
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (is_exported, &journey);
  /* There is no window manager that would. */
  gtk_window_present (GTK_WINDOW (f->window));
  vdt_ui_fixture_wait (is_active, f->window);
  type (&journey, "key", "ctrl+shift+x");
  vdt_ui_fixture_wait (is_asked_why, &journey);
  type (&journey, "type", "Contained and cleaned.");
  type (&journey, "key", "Return");
  vdt_ui_fixture_wait (is_resolved, &journey);

  g_assert_cmpstr (vdt_incident_get_closing_note (journey.incident), ==, "Contained and cleaned.");
  g_assert_cmpuint (journey.n_keys, <=, MOST_KEYS);
  g_assert_cmpint (g_chdir (before), ==, 0);
}

/* }}} */

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (VdtUiFixture *, gconstpointer);
  } tests[] = {
    { "/ui/report-page/open", test_open },
    { "/ui/report-page/autosave", test_autosave },
    { "/ui/report-page/undo", test_undo },
    { "/ui/report-page/regenerate", test_regenerate },
    { "/ui/report-page/accept", test_accept },
    { "/ui/report-page/export", test_export },
    { "/ui/report-page/templates", test_templates },
    { "/ui/report-page/package", test_package },
    { "/ui/report-page/versions", test_versions },
    { "/ui/report-page/journey", test_journey },
    { "/ui/report-page/blank", test_blank },
  };

  vdt_ui_fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, tests[i].func,
                vdt_ui_fixture_tear_down);
  g_test_add_func ("/ui/report-page/spelling", test_spelling);

  return g_test_run ();
}
