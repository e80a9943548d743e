/* test-report.c
 *
 * Reports through the session: drafted, edited, kept in versions, previewed, exported.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"
#include "vdt-error.h"
#include "vdt-session-copilot.h"
#include "vdt-session-report-edit.h"

static char *
open_sample (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  char *id;

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  id = vdt_session_open_sample_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return id;
}

static VdtReport *
draft (Fixture    *f,
       const char *id,
       const char *template)
{
  g_autoptr(GError) error = NULL;
  VdtReport *report;

  g_clear_object (&f->result);
  vdt_session_draft_report_async (f->session, id, template, "en", NULL, fixture_done_cb, f);
  report = vdt_session_draft_report_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return report;
}

static void
save_version (Fixture    *f,
              VdtReport  *report,
              const char *note)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_save_report_version_async (f->session, report, note, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_save_report_version_finish (f->session, fixture_wait (f), &error));
  g_assert_no_error (error);
}

static GListModel *
list (Fixture    *f,
      const char *incident_id)
{
  g_autoptr(GError) error = NULL;
  GListModel *reports;

  g_clear_object (&f->result);
  vdt_session_list_reports_async (f->session, incident_id, NULL, fixture_done_cb, f);
  reports = vdt_session_list_reports_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return reports;
}

static void
test_keep (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "executive");
  VdtReportSection *section = vdt_report_find_section (report, "summary");
  g_autofree char *drafted = g_strdup (vdt_report_section_get_body (section));
  g_autofree char *diff = NULL;
  g_autofree char *none = NULL;
  g_autoptr(GListModel) versions = NULL;
  g_autoptr(GListModel) reports = NULL;
  g_autoptr(VdtReport) stored = NULL;
  g_autoptr(VdtReportVersion) first = NULL;
  g_autoptr(GError) error = NULL;

  save_version (f, report, "draft");
  save_version (f, report, "the same");
  g_assert_cmpuint (vdt_report_get_version (report), ==, 1);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *body = g_strdup_printf ("%s\n\nTyped %u.\n", drafted, i);

      vdt_session_edit_section (f->session, report, section, body);
    }
  g_assert_cmpstr (vdt_report_section_get_state (section), ==, "edited");
  save_version (f, report, "edited");

  reports = list (f, id);
  g_assert_cmpuint (g_list_model_get_n_items (reports), ==, 1);
  stored = g_list_model_get_item (reports, 0);
  g_assert_nonnull (strstr (vdt_report_section_get_body (vdt_report_find_section (stored, "summary")), "Typed 39."));
  g_assert_cmpuint (vdt_report_get_version (stored), ==, 2);

  g_clear_object (&f->result);
  vdt_session_list_report_versions_async (f->session, report, NULL, fixture_done_cb, f);
  versions = vdt_session_list_report_versions_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (versions), ==, 2);
  first = g_list_model_get_item (versions, 1);
  diff = vdt_session_diff_report_version (f->session, report, first);
  g_assert_nonnull (strstr (diff, "+ Typed 39."));
  g_assert_null (strstr (diff, "\n- "));

  g_assert_true (vdt_session_restore_report_version (f->session, report, first, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (vdt_report_section_get_body (vdt_report_find_section (report, "summary")), ==, drafted);
  none = vdt_session_diff_report_version (f->session, report, first);
  g_assert_cmpstr (none, ==, "");
}

static void
test_regenerate (Fixture       *f,
                 gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "handover");
  VdtReportSection *section = vdt_report_find_section (report, "next");
  g_autoptr(GError) error = NULL;

  vdt_session_edit_section (f->session, report, section, "My words.");
  g_clear_object (&f->result);
  vdt_session_draft_section_async (f->session, report, "next", NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_draft_section_finish (f->session, fixture_wait (f), &error));
  g_assert_no_error (error);

  section = vdt_report_find_section (report, "next");
  g_assert_cmpstr (vdt_report_section_get_body (section), ==, "My words.");
  g_assert_nonnull (vdt_report_section_get_beside (section));
  vdt_session_take_beside (f->session, report, section, TRUE);
  g_assert_cmpstr (vdt_report_section_get_body (section), !=, "My words.");
  g_assert_cmpstr (vdt_report_section_get_state (section), ==, "proposed");
}

/* What an analyst made of the summary is what the report says. */
static gboolean
is_written (VdtProposal *summary)
{
  return g_strcmp0 (vdt_proposal_get_state (summary), "streaming") != 0;
}

static void
test_edited_summary (Fixture       *f,
                     gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtReport) report = NULL;
  g_autoptr(GError) error = NULL;
  VdtProposal *summary;
  const char *body;

  g_clear_object (&f->result);
  vdt_session_load_incident_async (f->session, id, NULL, fixture_done_cb, f);
  incident = vdt_session_load_incident_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  summary = vdt_session_summarize (f->session, incident, FALSE);
  while (!is_written (summary))
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&f->result);
  vdt_session_edit_statement_async (f->session, summary, 0, "One mail led to all of it.", NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_proposal_finish (f->session, fixture_wait (f), &error));
  g_assert_no_error (error);
  report = draft (f, id, "full");
  body = vdt_report_section_get_body (vdt_report_find_section (report, "summary"));
  g_assert_nonnull (strstr (body, "One mail led to all of it. [^"));
}

/* What a model wrote stands beside the text, its markup as text, its sources numbered. */
static void
test_beside (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "handover");
  VdtReportSection *section = vdt_report_find_section (report, "next");
  g_autofree char *before = g_strdup (vdt_report_section_get_body (section));
  g_autoptr(VdtProposal) answer = vdt_proposal_new ("answer", id);
  g_autoptr(VdtFact) fact = g_list_model_get_item (vdt_report_get_facts (report), 0);
  const char *ids[] = { vdt_fact_get_id (fact), NULL };
  g_autoptr(VdtStatement) asked = vdt_statement_new ("question", "Next", NULL, "person");
  g_autoptr(VdtStatement) cited = vdt_statement_new ("answer", "See ![x](http://a.example).", ids, "model");
  g_autoptr(VdtStatement) guess = vdt_statement_new ("answer", "A guess.", NULL, "inference");
  g_autofree char *expected = NULL;

  vdt_proposal_add_fact (answer, fact);
  vdt_proposal_add_statement (answer, asked);
  vdt_proposal_add_statement (answer, cited);
  vdt_proposal_add_statement (answer, guess);
  vdt_session_put_beside (f->session, report, section, answer);
  g_assert_cmpstr (vdt_report_section_get_body (section), ==, before);
  expected = g_strdup_printf (" [^%u]\n\nA guess.", vdt_report_find_number (report, ids[0]));
  g_assert_true (g_str_has_suffix (vdt_report_section_get_beside (section), expected));
  g_assert_null (strstr (vdt_report_section_get_beside (section), "![x]("));
}

static void
test_preview (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "full");
  g_autoptr(VdtReportPreview) preview = NULL;
  g_autoptr(GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 595, 842);
  cairo_t *cr = cairo_create (surface);

  g_clear_object (&f->result);
  vdt_session_preview_report_async (f->session, report, NULL, fixture_done_cb, f);
  preview = vdt_session_preview_report_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vdt_report_preview_get_n_pages (preview), >, 5);
  g_assert_cmpuint (vdt_report_preview_get_n_figures (preview), ==, 3);
  g_assert_cmpuint (vdt_report_preview_get_problems (preview)->len, ==, 0);
  g_assert_cmpuint (vdt_report_preview_find (preview, "section-evidence"), >, 1);
  for (guint i = 1; i <= vdt_report_preview_get_n_sources (preview); i++)
    {
      g_autofree char *place = g_strdup_printf ("source-%u", i);
      g_autofree char *back = g_strdup_printf ("cite-%u", i);

      g_assert_cmpuint (vdt_report_preview_find (preview, place), >, 0);
      g_assert_cmpuint (vdt_report_preview_find (preview, back), >, 0);
    }
  vdt_report_preview_draw (preview, 0, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gboolean
export (Fixture      *f,
        VdtReport    *report,
        const char   *format,
        const char   *path,
        GCancellable *cancellable,
        GError      **error)
{
  g_clear_object (&f->result);
  vdt_session_export_report_async (f->session, report, format, path, NULL, cancellable, fixture_done_cb, f);

  return vdt_session_export_report_finish (f->session, fixture_wait (f), NULL, error);
}

/* Each format is written; one that is stopped leaves nothing, and what was there. */
static void
test_export (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "full");
  const char *const *formats = vdt_session_get_report_formats (f->session);
  g_autofree char *path = g_build_filename (f->folder, "out", NULL);
  g_autoptr(GCancellable) stopped = g_cancellable_new ();
  g_autoptr(GDir) dir = NULL;
  const char *name;

  g_cancellable_cancel (stopped);
  for (guint i = 0; formats[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      gsize length = 0;

      g_assert_true (export (f, report, formats[i], path, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &before, &length, NULL));
      g_assert_cmpuint (length, >, 200);
      g_assert_false (export (f, report, formats[i], path, stopped, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpmem (before, length, after, length);
    }

  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, ".out"));
}

/* The key stays with the case: another report has the same pseudonyms. */
static void
test_key (Fixture       *f,
          gconstpointer  data)
{
  static const char *const kinds[] = { "users", "devices", NULL };
  g_autofree char *id = open_sample (f);
  g_autofree char *path = g_build_filename (f->folder, "out.md", NULL);
  g_auto(GStrv) texts = g_new0 (char *, 3);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(VdtReport) report = draft (f, id, "full");
      g_autoptr(GError) error = NULL;

      vdt_record_set_words (report, "redact", kinds);
      g_assert_true (export (f, report, "csv", path, NULL, &error));
      g_assert_true (export (f, report, "md", path, NULL, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &texts[i], NULL, NULL));
      g_assert_nonnull (strstr (texts[i], "USER-1"));
      g_assert_null (strstr (texts[i], "mira.holt"));
      g_assert_null (strstr (texts[i], "WS-07"));
      *strstr (texts[i], "# Activity log") = '\0';
    }
  g_assert_true (strcmp (texts[0], texts[1]) == 0);
}

static void
test_post (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *id = open_sample (f);
  g_autoptr(VdtReport) report = draft (f, id, "executive");
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  gboolean found = FALSE;
  GListModel *comments;

  g_clear_object (&f->result);
  vdt_session_post_report_async (f->session, report, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_post_report_finish (f->session, fixture_wait (f), &error));
  g_assert_no_error (error);
  incident = fixture_load (f, id);
  comments = vdt_incident_get_comments (incident);
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);

      found = found || strstr (vdt_comment_get_text (comment), "## What happened") != NULL;
    }
  g_assert_true (found);
}

static void
test_nothing (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtReport) report = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "out.pdf", NULL);

  report = draft (f, NULL, "blank");
  g_assert_true (export (f, report, "pdf", path, NULL, &error));
  g_assert_false (export (f, report, "stix", path, NULL, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);
  g_clear_object (&f->result);
  vdt_session_draft_report_async (f->session, "no-such", "full", NULL, NULL, fixture_done_cb, f);
  g_assert_null (vdt_session_draft_report_finish (f->session, fixture_wait (f), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/session/report/keep", test_keep }, { "/session/report/regenerate", test_regenerate },
    { "/session/report/edited-summary", test_edited_summary }, { "/session/report/beside", test_beside },
    { "/session/report/preview", test_preview }, { "/session/report/export", test_export },
    { "/session/report/key", test_key }, { "/session/report/post", test_post },
    { "/session/report/nothing", test_nothing },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
