/* test-hunt.c
 *
 * Every step of the sample's main incident, found by hunting; alerts as tables that
 * follow the case database; tables that have rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "session-fixture.h"

#include "../hunt/result-fixture.h"
#include "vdt-cell-node.h"
#include "vdt-library.h"
#include "vdt-result-tones.h"
#include "vdt-session-hunt.h"
#include "vdt-session-kept.h"
#include "vdt-session-response.h"
#include "vdt-session-result.h"

typedef struct
{
  const char *name;
  const char *query;
  const char *first;      /* the first cell of the first row */
  guint       n_rows;
} Step;

/* In the order of docs/sample-incident.md. */
static const Step steps[] = {
  { "messages", "EmailEvents | where SenderFromDomain == 'billing-portal.example.net' | project RecipientEmailAddress | order by RecipientEmailAddress asc", "mira.holt@example.com", 2 },
  { "click", "UrlClickEvents | join kind=inner (EmailUrlInfo) on NetworkMessageId, Url | where UrlDomain == 'billing-portal.example.net' | project AccountUpn", "mira.holt@example.com", 1 },
  { "archive", "DeviceFileEvents | where FileOriginReferrerUrl has 'INV-20931' | project SHA1", "81e148bbed9c39d037e067e11ae7a14f58929534", 1 },
  { "script", "DeviceProcessEvents | where FileName =~ 'wscript.exe' and ProcessCommandLine endswith '.js\"' | project ProcessId", "7344", 1 },
  { "hidden powershell", "DeviceProcessEvents | where InitiatingProcessFileName =~ 'wscript.exe' and ProcessCommandLine has_all ('Hidden', 'EncodedCommand') | project Timestamp", "2026-11-18T07:54:47.6811250Z", 1 },
  { "decoded", "DeviceProcessEvents | where ProcessCommandLine has 'EncodedCommand' | extend e = extract('EncodedCommand ([A-Za-z0-9+/=]+)', 1, ProcessCommandLine) | order by Timestamp asc | project strlen(e)", "256", 3 },
  { "first stage", "DeviceNetworkEvents | where RemoteUrl endswith '/a/update.txt' | project RemoteIP", "203.0.113.45", 1 },
  { "program", "DeviceFileEvents | where FileName == 'synchlp.exe' and ActionType == 'FileCreated' | project FileSize", "612352", 1 },
  { "run key", "DeviceRegistryEvents | where RegistryKey has 'CurrentVersion\\\\Run' and RegistryValueName != 'OneDrive' | project RegistryValueName", "SyncHelper", 1 },
  { "regular requests", "DeviceNetworkEvents | where RemoteUrl has 'cdn-sync.example.org' | order by Timestamp asc | extend gap = datetime_diff('second', Timestamp, prev(Timestamp)) | where gap between (59 .. 61) | count", "147", 1 },
  { "exploration", "DeviceProcessEvents | where InitiatingProcessFileName == 'synchlp.exe' and FileName in~ ('whoami.exe', 'nltest.exe', 'net.exe') | order by Timestamp asc | project ProcessId", "8456", 3 },
  { "LSASS", "DeviceProcessEvents | where ProcessCommandLine has_all ('comsvcs.dll', 'MiniDump') | project ProcessId", "9344", 1 },
  { "dump removed", "DeviceEvents | where ActionType == 'AntivirusDetection' and FileName == 'd.tmp' | project tostring(parse_json(AdditionalFields).ThreatName)", "HackTool:Win32/DumpLsass.S", 1 },
  { "pass the hash", "DeviceLogonEvents | where Protocol == 'NTLM' and AccountName == 'jonas.berg' and RemoteIP == '192.0.2.47' | project DeviceName", "ws-12.example.com", 1 },
  { "WMI", "DeviceProcessEvents | where InitiatingProcessFileName =~ 'wmiprvse.exe' and FileName =~ 'cmd.exe' | project ProcessId", "5496", 1 },
  { "second stage", "DeviceNetworkEvents | where RemoteUrl endswith '/a/stage2.bin' | project InitiatingProcessId", "5512", 1 },
  { "remote copy", "DeviceFileEvents | where ShareName == 'ADMIN$' | project FileName", "HLPSVC.exe", 1 },
  { "service", "DeviceEvents | where ActionType == 'ServiceInstalled' | project tostring(parse_json(AdditionalFields).ServiceName)", "HLPSVC", 1 },
  { "as SYSTEM", "DeviceProcessEvents | where SHA256 == 'f95f927d46ec824355c85bb914eaa368fd5d52c109b64e7cdcc20853a4b35de0' | project AccountName", "system", 1 },
  { "tampering", "DeviceEvents | where ActionType == 'TamperingAttempt' | project InitiatingProcessId", "3850", 1 },
  { "shadow copies", "DeviceProcessEvents | where ProcessCommandLine has_any ('delete shadows', 'delete catalog') | order by Timestamp asc | project ProcessId", "3898", 3 },
  { "encryption", "DeviceFileEvents | where ActionType == 'FileRenamed' and InitiatingProcessFileName == 'fslock.exe' | summarize n = count()", "37", 1 },
  { "across devices", "DeviceProcessEvents | where SHA256 in (toscalar(DeviceProcessEvents | where ProcessId == 7812 and ProcessCommandLine has 'Hidden' | project SHA256)) | summarize dcount(DeviceName)", "3", 1 },
  { "alerts", "AlertEvidence | where EntityType == 'Process' and FileName == 'fslock.exe' | project tolower(SHA1)", "f14a12aac1c739416cbac0671042aed2c666e6e5", 1 },
  { "alert info", "AlertInfo | where Title == 'Ransomware behaviour stopped on a file server' | project Severity", "High", 1 },
};

static void
state_cb (VdtQueryRun *run,
          GParamSpec  *pspec,
          gpointer     user_data)
{
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    g_main_loop_quit (user_data);
}

static VdtQueryRun *
run_query (Fixture    *f,
           const char *text)
{
  const VdtSessionQuery options = { .as_of_newest = TRUE };
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  VdtQueryRun *run = vdt_session_run_query (f->session, text, &options);

  g_signal_connect (run, "notify::state", G_CALLBACK (state_cb), loop);
  if (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
    g_main_loop_run (loop);
  if (vdt_query_run_get_message (run) != NULL)
    g_test_message ("%s", vdt_query_run_get_message (run));

  return run;
}

static void
assert_step (Fixture    *f,
             const Step *step)
{
  g_autoptr(VdtQueryRun) run = NULL;
  g_autoptr(VdtQueryRow) row = NULL;
  g_autofree char *text = NULL;

  g_test_message ("%s", step->name);
  run = run_query (f, step->query);
  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, step->n_rows);
  row = g_list_model_get_item (G_LIST_MODEL (run), 0);
  text = vdt_query_row_dup_text (row, 0);
  g_assert_cmpstr (text, ==, step->first);
}

/* Queries of the library that see the sample's attack. */
static const char *const seeing[] = {
  "clicked-then-download", "encoded-powershell", "hidden-powershell", "script-from-download-folder",
  "wmi-child-processes", "run-keys", "new-services", "lsass-access", "dump-tools", "discovery-burst",
  "domain-trust-questions", "tampering", "admin-share-writes", "logon-chains", "ntlm-between-workstations",
  "remote-service-install", "beaconing", "interpreters-on-the-net", "signed-binary-proxies", "shadow-copies",
  "mass-rename", "lookalike-sender-domain", "alerts-by-device", NULL
};

static void
assert_library (Fixture  *f,
                gboolean  empty)
{
  gsize n = 0;
  const VdtLibraryQuery *queries = vdt_library_get_queries (&n);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRun) run = NULL;
      guint n_rows;

      g_test_message ("%s", queries[i].id);
      run = run_query (f, queries[i].text);
      g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
      g_assert_cmpuint (vdt_query_run_get_n_columns (run), >, 0);
      n_rows = g_list_model_get_n_items (G_LIST_MODEL (run));
      if (empty)
        g_assert_cmpuint (n_rows, ==, 0);
      else if (g_strv_contains (seeing, queries[i].id))
        g_assert_cmpuint (n_rows, >, 0);
    }
}

static void
open_sample (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  id = vdt_session_open_sample_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

/* One entity of each kind of the sample's main incident, and one alert: the queries to
 * hunt with run, and lead to rows where there is telemetry. */
static void
assert_go_hunt (Fixture *f)
{
  g_autoptr(VdtIncident) incident = fixture_load (f, "142");
  g_autoptr(GHashTable) kinds = g_hash_table_new (g_str_hash, g_str_equal);
  GListModel *alerts = vdt_incident_get_alerts (incident);
  g_autoptr(VdtAlert) mail = g_list_model_get_item (alerts, 0);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, g_list_model_get_n_items (alerts) - 1);
  g_autoptr(GListModel) around_mail = vdt_session_hunt_queries (f->session, incident, mail);
  g_autoptr(GListModel) around = vdt_session_hunt_queries (f->session, incident, alert);
  GListModel *assets = vdt_incident_get_assets (incident);
  guint n_with_rows = 0;

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);
      g_autoptr(GListModel) queries = NULL;

      if (!g_hash_table_add (kinds, (gpointer) vdt_asset_get_kind (asset)))
        continue;
      queries = vdt_session_hunt_queries (f->session, incident, asset);
      g_test_message ("%s %s", vdt_asset_get_kind (asset), vdt_asset_get_name (asset));
      g_assert_cmpuint (g_list_model_get_n_items (queries), >, 0);
      for (guint q = 0; q < g_list_model_get_n_items (queries); q++)
        {
          g_autoptr(VdtCard) card = g_list_model_get_item (queries, q);
          g_autoptr(VdtQueryRun) run = run_query (f, vdt_card_get_query (card));

          g_test_message ("%s", vdt_card_get_query (card));
          g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
          n_with_rows += g_list_model_get_n_items (G_LIST_MODEL (run)) > 0;
        }
    }
  g_assert_cmpuint (g_hash_table_size (kinds), >=, 5);
  g_assert_cmpuint (n_with_rows, >=, 12);

  g_assert_cmpuint (g_list_model_get_n_items (around_mail), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (around), >, 0);
  {
    g_autoptr(VdtCard) card = g_list_model_get_item (around, 0);
    g_autoptr(VdtQueryRun) run = run_query (f, vdt_card_get_query (card));

    g_test_message ("%s", vdt_card_get_query (card));
    g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_DONE);
    g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), >, 0);
    g_assert_cmpstr (vdt_query_run_get_column (run, 1)->name, ==, "Relevance");
  }
}

static void
test_steps (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  guint64 rows;

  open_sample (f);
  g_clear_object (&f->result);
  vdt_session_import_sample_rows_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_import_sample_rows_finish (f->session, fixture_wait (f), &rows, &error));

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    assert_step (f, &steps[i]);
  assert_library (f, FALSE);
  assert_go_hunt (f);

  g_clear_object (&f->result);
  vdt_session_list_tables_async (f->session, NULL, fixture_done_cb, f);
  tables = vdt_session_list_tables_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, >=, 14);
}

/* What is done to incidents shows in the next query. */
static void
test_current (Fixture       *f,
              gconstpointer  data)
{
  static const Step none = { "no alerts", "AlertInfo | count", "0", 1 };
  static const Step some = { "alerts", "AlertInfo | count | project Count > 40", "true", 1 };
  static const Step gone = { "no alerts again", "AlertInfo | union AlertEvidence | count", "0", 1 };
  g_autoptr(GError) error = NULL;

  assert_step (f, &none);
  assert_library (f, TRUE);
  open_sample (f);
  assert_step (f, &some);

  g_clear_object (&f->result);
  vdt_session_remove_sample_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_remove_sample_finish (f->session, fixture_wait (f), &error));
  assert_step (f, &gone);
}

/* Cells as a datatable and as a condition on it: the engine gives the same rows again. */
static void
test_result_kql (Fixture       *f,
                 gconstpointer  data)
{
  static const struct
  {
    guint       columns[2];
    guint       n_columns;
    guint       ranges[4];
    guint       n_ranges;
    gboolean    without;
    const char *where;
    const char *count;
  } cases[] = {
    { { RESULT_TEXT }, 1, { 0, 0 }, 1, FALSE, "| where Text == \"O'Neil \\\"x\\\"\"", "1" },
    { { RESULT_TEXT }, 1, { 1, 3 }, 1, FALSE,
      "| where Text in (\"=1+1\", \"Line\\nend\\t<b>\") or isempty(Text)", "3" },
    { { RESULT_LONG }, 1, { 1, 2 }, 1, TRUE, "| where not(Count == long(-3))", "4" },
    { { RESULT_LONG }, 1, { 5, 5 }, 1, FALSE, "| where isnull(Count)", "1" },
    { { RESULT_TIME, RESULT_FLAG }, 2, { 0, 1 }, 1, FALSE,
      "| where (Timestamp == datetime(2026-11-24T14:02:11.0000000Z) and Flag == true)\n"
      "    or (Timestamp == datetime(2026-11-24T14:02:11.5000000Z) and Flag == false)", "2" },
    { { RESULT_SPAN }, 1, { 1, 1 }, 1, FALSE, "| where Span == timespan(1.00:00:00)", "1" },
    { { RESULT_TREE }, 1, { 0, 0, 3, 3 }, 2, FALSE,
      "| where tostring(More) == \"{\\\"a\\\":[1,2]}\" or isnull(More)", "5" },
    { { RESULT_REAL }, 1, { 0, 0, 5, 5 }, 2, FALSE, "| where Score in (real(1.5), real(+inf))", "2" },
  };
  static const guint all[] = { RESULT_TIME, RESULT_TEXT, RESULT_LONG, RESULT_REAL, RESULT_SPAN, RESULT_FLAG,
                               RESULT_TREE };
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
  g_autofree char *table = vdt_session_dup_datatable (source, all, G_N_ELEMENTS (all));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtResultSource) part = vdt_result_source_new_part (source, cases[i].ranges, cases[i].n_ranges);
      g_autofree char *where = vdt_session_dup_where (part, cases[i].columns, cases[i].n_columns, cases[i].without);
      g_autofree char *query = g_strconcat (table, where, " | count", NULL);
      Step step = { where, query, cases[i].count, 1 };

      g_assert_cmpstr (where, ==, cases[i].where);
      assert_step (f, &step);
    }
}

/* A row taken apart, and rows as evidence. */
static void
test_row (void)
{
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), 0);
  g_autoptr(GListModel) fields = vdt_cell_node_new_row (run, row);
  g_autoptr(VdtCellNode) more = g_list_model_get_item (fields, RESULT_TREE);
  g_autoptr(GListModel) members = vdt_cell_node_dup_children (more);
  g_autoptr(VdtCellNode) member = g_list_model_get_item (members, 0);
  g_autoptr(GListModel) elements = vdt_cell_node_dup_children (member);
  g_autoptr(VdtCellNode) element = g_list_model_get_item (elements, 1);
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
  g_autoptr(VdtKept) kept = vdt_session_new_kept_rows (source, run, "local");

  g_assert_cmpuint (g_list_model_get_n_items (fields), ==, RESULT_N_COLUMNS);
  g_assert_cmpstr (vdt_cell_node_get_path (element), ==, "More.a[1]");
  g_assert_cmpstr (vdt_cell_node_get_text (element), ==, "2");
  g_assert_null (vdt_cell_node_dup_children (element));

  g_assert_cmpstr (vdt_kept_get_kind (kept), ==, "row");
  g_assert_nonnull (strstr (vdt_kept_get_text (kept), "// rows: 6 of 6\nT\n\n{\"Timestamp\":"));
  g_assert_true (vdt_kept_is_intact (kept));
}

/* What the data file of tones says can be asked for; each tone is one that the grid draws. */
static void
test_tones (void)
{
  g_autoptr(VdtResultTones) tones = vdt_result_tones_new ();

  g_assert_true (vdt_result_tones_has_column (tones, "severity"));
  g_assert_false (vdt_result_tones_has_column (tones, "DeviceName"));
  g_assert_cmpstr (vdt_result_tones_get (tones, "High"), ==, "high");
  g_assert_cmpstr (vdt_result_tones_get (tones, "medium"), ==, "medium");
  g_assert_cmpstr (vdt_result_tones_get (tones, "Low"), ==, "low");
  g_assert_cmpstr (vdt_result_tones_get (tones, "Clean"), ==, "good");
  g_assert_null (vdt_result_tones_get (tones, "whatever"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/session/hunt/steps", Fixture, NULL, fixture_set_up, test_steps, fixture_tear_down);
  g_test_add ("/session/hunt/current", Fixture, NULL, fixture_set_up, test_current, fixture_tear_down);
  g_test_add ("/session/hunt/result-kql", Fixture, NULL, fixture_set_up, test_result_kql, fixture_tear_down);
  g_test_add_func ("/session/hunt/row", test_row);
  g_test_add_func ("/session/hunt/tones", test_tones);

  return g_test_run ();
}
