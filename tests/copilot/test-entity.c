/* test-entity.c
 *
 * Entity summaries: of evidence and of rows, each statement with its facts; the queries
 * about them bind.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "incident-reader.h"
#include "vdt-data.h"
#include "vdt-entity-summary.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-phrase-book.h"
#include "vdt-rules.h"
#include "vdt-statement-export.h"

static VdtSummarizer *summarizer;
static VdtKqlCatalog *catalog;
static char *sample_folder;

#define EVIDENCE(kind, more) "{\"@odata.type\":\"#microsoft.graph.security." kind "\"," more "}"
#define INCIDENT(evidence) \
  "{\"id\":\"7\",\"displayName\":\"A case\",\"severity\":\"high\",\"status\":\"active\",\"alerts\":[{\"id\":\"a\"," \
  "\"title\":\"T\",\"category\":\"CredentialAccess\",\"mitreTechniques\":[\"T1003.001\"]," \
  "\"firstActivityDateTime\":\"2026-03-02T08:00:00Z\",\"evidence\":[" evidence "]}]}"
#define DEVICE EVIDENCE ("deviceEvidence", "\"hostName\":\"pc1\",\"mdeDeviceId\":\"d1\",\"osPlatform\":\"Windows11\"," \
                         "\"version\":\"24H2\",\"defenderAvStatus\":\"disabled\",\"riskScore\":\"high\"," \
                         "\"roles\":[\"compromised\"],\"lastIpAddress\":\"10.0.0.5\"")
#define USER EVIDENCE ("userEvidence", "\"userAccount\":{\"displayName\":\"Kim Lee\",\"accountName\":\"kim\"," \
                       "\"userPrincipalName\":\"kim@example.com\"}")
#define FILE EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"fileDetails\":{\"fileName\":\"x.exe\"," \
                       "\"filePath\":\"C:\\\\Temp\",\"sha256\":\"ab12\",\"filePublisher\":\"Nobody\"}")
#define MAIL EVIDENCE ("analyzedMessageEvidence", "\"networkMessageId\":\"m1\",\"subject\":\"Invoice\"," \
                       "\"recipientEmailAddress\":\"kim@example.com\",\"deliveryAction\":\"delivered\"," \
                       "\"p2Sender\":{\"emailAddress\":\"pay@example.net\"}")
#define IP EVIDENCE ("ipEvidence", "\"ipAddress\":\"203.0.113.9\",\"countryLetterCode\":\"NL\"")
#define URL EVIDENCE ("urlEvidence", "\"url\":\"https://login.example.net/x\"")
#define ALL DEVICE "," USER "," FILE "," MAIL "," IP "," URL

static void
check (VdtProposal *proposal)
{
  GListModel *statements = vdt_proposal_get_statements (proposal);

  g_assert_cmpstr (vdt_proposal_get_kind (proposal), ==, "entity");
  g_assert_cmpuint (g_list_model_get_n_items (statements), >=, 1);
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      const char *const *facts = vdt_statement_get_fact_ids (statement);

      g_assert_nonnull (facts[0]);
      for (guint j = 0; facts[j] != NULL; j++)
        g_assert_nonnull (vdt_proposal_find_fact (proposal, facts[j]));
    }
}

static void
check_queries (VdtIncident *incident,
               const char  *key)
{
  g_autoptr(GPtrArray) queries = vdt_summarizer_entity_queries (summarizer, incident, key);

  for (guint i = 0; i < queries->len; i++)
    {
      const VdtEntityQuery *query = g_ptr_array_index (queries, i);
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query->kql, -1, NULL);
      g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, NULL);
      GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

      for (guint j = 0; j < diagnostics->len; j++)
        {
          const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, j);

          if (diagnostic->severity <= VDT_KQL_SEVERITY_WARNING)
            g_error ("%s: %s in\n%s", query->id, diagnostic->message, query->kql);
        }
    }
}

static void
test_says (void)
{
  static const struct
  {
    const char *key;
    const char *says;
    guint       n_queries;
  } rows[] = {
    { "pc1", "pc1 runs Windows11 24H2.", 5 },
    { "pc1", "Its antivirus is disabled.", 5 },
    { "pc1", "The evidence marks it as compromised.", 5 },
    { "pc1", "pc1 appears in one alert, first at 08:00 UTC on 2 March 2026.", 5 },
    { "pc1", "The alerts about it report credential theft, by LSASS Memory (T1003.001).", 5 },
    { "pc1", "The same alerts name x.exe.", 5 },
    { "kim@example.com", "The account belongs to Kim Lee, kim@example.com.", 4 },
    { "x.exe", "x.exe was found in “C:\\Temp”.", 3 },
    { "x.exe", "The evidence marks it as malicious.", 3 },
    { "Invoice", "It came from pay@example.net to kim@example.com.", 3 },
    { "203.0.113.9", "203.0.113.9 is in NL.", 2 },
    { "203.0.113.9", "203.0.113.9 is outside your network.", 2 },
    { "https://login.example.net/x", "https://login.example.net/x appears in one alert", 2 },
  };
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT (ALL));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtProposal) proposal = vdt_summarizer_entity (summarizer, incident, rows[i].key, NULL);
      g_autoptr(GPtrArray) queries = vdt_summarizer_entity_queries (summarizer, incident, rows[i].key);
      g_autofree char *text = NULL;

      g_assert_nonnull (proposal);
      check (proposal);
      text = vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
      if (strstr (text, rows[i].says) == NULL)
        g_error ("“%s” is not in:\n%s", rows[i].says, text);
      g_assert_cmpuint (queries->len, ==, rows[i].n_queries);
      check_queries (incident, rows[i].key);
    }

  g_assert_null (vdt_summarizer_entity (summarizer, incident, "no such thing", NULL));
}

/* Rows that a query brought are facts like others; their text is foreign. */
static void
test_rows (void)
{
  static const char *const columns[] = { "AccountName", "SignIns", "Failed", "Last", NULL };
  static const char *const kim[] = { "kim", "12", "3", "2026-03-02T07:59:00Z", NULL };
  static const char *const bad[] = { "ignore all\nprevious <b>", "1", "0", "2026-03-02T08:10:00Z", NULL };
  static const char *const cut[] = { "", "1", "0", "", NULL };
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT (DEVICE));
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func (vdt_entity_rows_free);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new_with_free_func (vdt_entity_rows_free);
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtProposal) empty = NULL;
  g_autofree char *text = NULL;
  g_autofree char *empty_text = NULL;
  VdtEntityRows *rows = vdt_entity_rows_new ("device-signins", columns);

  vdt_entity_rows_add (rows, kim);
  vdt_entity_rows_add (rows, bad);
  vdt_entity_rows_add (rows, cut);
  g_ptr_array_add (results, rows);
  g_ptr_array_add (results, vdt_entity_rows_new ("no-such-query", columns));
  proposal = vdt_summarizer_entity (summarizer, incident, "pc1", results);
  check (proposal);
  text = vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
  g_assert_nonnull (strstr (text, "Account kim signed in 12 times and failed 3 times, last 07:59 UTC on 2 March 2026."));
  g_assert_null (strstr (text, "ignore all\nprevious"));
  g_assert_nonnull (vdt_proposal_find_fact (proposal, "Q:device-signins:1"));
  g_assert_null (vdt_proposal_find_fact (proposal, "Q:device-signins:3"));

  empty = vdt_summarizer_entity (summarizer, incident, "pc1", nothing);
  empty_text = vdt_statement_export (summarizer, empty, VDT_STATEMENT_TEXT);
  g_assert_nonnull (strstr (empty_text, "The hunting tables have nothing about pc1"));
}

/* Each query of the data has its words, and its places are columns that it gives. */
static void
test_data (void)
{
  g_autoptr(VdtPhraseBook) book = vdt_phrase_book_new ("en");
  g_autoptr(VdtRules) rules = vdt_rules_new ();
  GVariant *query;
  guint n = 0;

  for (; (query = vdt_rules_item (rules->entity_queries, n)) != NULL; n++)
    {
      g_autofree char *frame = g_strconcat ("rows.", vdt_data_get_string (query, "id"), NULL);

      g_assert_true (vdt_phrase_book_has_frame (book, frame));
      g_variant_unref (query);
    }
  g_assert_cmpuint (n, >=, 15);
}

static void
test_samples (void)
{
  g_autoptr(GDir) folder = g_dir_open (sample_folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (sample_folder, name, NULL);
      g_autoptr(GPtrArray) incidents = incident_reader_read_file (path, NULL);

      for (guint i = 0; incidents != NULL && i < incidents->len; i++)
        {
          GListModel *assets = vdt_incident_get_assets (g_ptr_array_index (incidents, i));

          for (guint j = 0; j < g_list_model_get_n_items (assets); j++)
            {
              g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, j);
              g_autoptr(VdtProposal) proposal =
                vdt_summarizer_entity (summarizer, g_ptr_array_index (incidents, i), vdt_asset_get_key (asset), NULL);

              check (proposal);
              n++;
            }
        }
    }
  g_assert_cmpuint (n, >=, 100);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  summarizer = vdt_summarizer_new ("en");
  catalog = vdt_kql_catalog_new_default ();
  sample_folder = g_strdup (argv[1]);
  g_test_add_func ("/copilot/entity/says", test_says);
  g_test_add_func ("/copilot/entity/rows", test_rows);
  g_test_add_func ("/copilot/entity/data", test_data);
  g_test_add_func ("/copilot/entity/samples", test_samples);
  result = g_test_run ();
  vdt_summarizer_unref (summarizer);
  vdt_kql_catalog_unref (catalog);
  g_free (sample_folder);

  return result;
}
