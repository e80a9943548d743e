/* test-respond.c
 *
 * The guided response: the data keep their shape, each rule fires where it should and
 * not where it should not, every statement cites what is there, every query binds.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "incident-reader.h"
#include "response-fixture.h"
#include "vdt-attack.h"
#include "vdt-data.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-phrase-book.h"
#include "vdt-respond.h"
#include "vdt-rules.h"
#include "vdt-schema.h"
#include "vdt-similar-incident.h"
#include "vdt-statement-export.h"

static VdtSummarizer *summarizer;
static VdtKqlCatalog *catalog;
static JsonObject *fixtures;
static char *sample_folder;

#define EVIDENCE(kind, more) "{\"@odata.type\":\"#microsoft.graph.security." kind "\"," more "}"
#define DEVICE(more) EVIDENCE ("deviceEvidence", "\"hostName\":\"pc1\",\"mdeDeviceId\":\"d1\"" more)
#define USER(more) EVIDENCE ("userEvidence", "\"userAccount\":{\"userPrincipalName\":\"kim@example.com\"}" more)
#define ALERT(category, technique, more, evidence) \
  "{\"id\":\"a\",\"title\":\"T\",\"category\":\"" category "\",\"mitreTechniques\":[\"" technique "\"]," \
  "\"firstActivityDateTime\":\"2026-03-02T08:00:00Z\"" more ",\"evidence\":[" evidence "]}"
#define INCIDENT(more, alerts) \
  "{\"id\":\"7\",\"displayName\":\"A case\",\"severity\":\"high\",\"status\":\"active\"" more alerts "}"
#define ALERTS(list) ",\"alerts\":[" list "]"

static void
check_query (VdtCard *card)
{
  const char *query = vdt_card_get_query (card);
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  GPtrArray *diagnostics;

  if (query == NULL)
    return;

  tree = vdt_kql_parse (query, -1, NULL);
  analysis = vdt_kql_analyze (tree, catalog, NULL);
  diagnostics = vdt_kql_analysis_get_diagnostics (analysis);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      if (diagnostic->severity <= VDT_KQL_SEVERITY_WARNING)
        g_error ("%s: %s at %" G_GSIZE_FORMAT " of\n%s", vdt_card_get_key (card), diagnostic->message,
                 diagnostic->start, query);
    }
  g_assert_true (vdt_kql_analysis_is_ok (analysis));
}

/* What must hold of every response: each statement of a card cites facts that are
 * there, and each query can be run. */
static void
check_response (VdtProposal *proposal)
{
  GListModel *cards = vdt_proposal_get_cards (proposal);
  guint n_statements = 0;

  g_assert_cmpstr (vdt_proposal_get_kind (proposal), ==, "response");
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "proposed");
  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);
      GListModel *statements = vdt_card_get_statements (card);

      g_assert_cmpuint (g_list_model_get_n_items (statements), >=, 2);
      n_statements += g_list_model_get_n_items (statements);
      for (guint j = 0; j < g_list_model_get_n_items (statements); j++)
        {
          g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, j);
          const char *const *facts = vdt_statement_get_fact_ids (statement);

          if (facts[0] == NULL)
            g_error ("uncited: %s", vdt_statement_get_text (statement));
          for (guint k = 0; facts[k] != NULL; k++)
            g_assert_nonnull (vdt_proposal_find_fact (proposal, facts[k]));
        }
      check_query (card);
    }
  g_assert_cmpuint (n_statements, ==, g_list_model_get_n_items (vdt_proposal_get_statements (proposal)));
}

static VdtCard *
find_card (VdtProposal *proposal,
           const char  *rule)
{
  GListModel *cards = vdt_proposal_get_cards (proposal);

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);
      const char *const *rules = vdt_record_get_words (card, "rules");

      if (rules != NULL && g_strv_contains (rules, rule))
        return g_steal_pointer (&card);
    }

  return NULL;
}

static char *
dup_response (const char *json)
{
  g_autoptr(VdtIncident) incident = incident_reader_read_text (json);
  g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);

  check_response (proposal);

  return vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
}

/* Every rule of the data fires on its first fixture and not on its second. */
static void
test_every_rule (void)
{
  JsonObject *rules = json_object_get_object_member (fixtures, "rules");
  g_autoptr(VdtRules) data = vdt_rules_new ();
  guint n_wrong = 0;

  g_assert_cmpuint (data->rules->len, >=, 120);
  g_assert_cmpuint (json_object_get_size (rules), ==, data->rules->len);
  for (guint i = 0; i < data->rules->len; i++)
    {
      const VdtRule *rule = g_ptr_array_index (data->rules, i);
      JsonObject *pair = json_object_get_object_member (rules, rule->id);

      for (guint j = 0; j < 2; j++)
        {
          JsonObject *described = json_object_get_object_member (pair, j == 0 ? "fires" : "holds");
          g_autoptr(VdtIncident) incident = response_fixture_incident (fixtures, described);
          g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);
          g_autoptr(VdtCard) card = find_card (proposal, rule->id);

          check_response (proposal);
          if ((card != NULL) != (j == 0))
            {
              g_test_message ("%s %s", rule->id, j == 0 ? "does not fire" : "fires where it should not");
              n_wrong++;
            }
          if (j == 0 && card != NULL && rule->action->query != NULL && vdt_card_get_query (card) == NULL)
            {
              g_test_message ("%s has no query", rule->id);
              n_wrong++;
            }
          if (j == 0 && card != NULL && rule->action->message != NULL)
            g_assert_nonnull (vdt_card_get_message (card));
        }
    }
  g_assert_cmpuint (n_wrong, ==, 0);
}

/* What does not concern this network, or is done, is not proposed as something to do. */
static void
test_hold_back (void)
{
  static const struct
  {
    const char *json;
    const char *unexpected;
  } rows[] = {
    { INCIDENT ("", ALERTS (ALERT ("CommandAndControl", "T1071", "",
        EVIDENCE ("ipEvidence", "\"ipAddress\":\"10.0.0.9\",\"verdict\":\"malicious\"")))), "Block 10.0.0.9" },
    { INCIDENT ("", ALERTS (ALERT ("CredentialAccess", "T1003", "",
        EVIDENCE ("userEvidence", "\"userAccount\":{\"accountName\":\"SYSTEM\",\"domainName\":\"NT AUTHORITY\"}")))),
      "Reset the password" },
    { "{\"id\":\"7\",\"status\":\"resolved\",\"classification\":\"falsePositive\""
      ALERTS (ALERT ("Ransomware", "T1486", "", DEVICE (""))) "}", "Isolate" },
    { INCIDENT (",\"assignedTo\":\"kim\"", ""), "has no owner" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = dup_response (rows[i].json);

      if (strstr (text, rows[i].unexpected) != NULL)
        g_error ("“%s” is in:\n%s", rows[i].unexpected, text);
    }
}

/* What automation did is said, not proposed again. */
static void
test_automated (void)
{
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT ("", ALERTS (ALERT ("Malware", "T1204", "",
    EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"remediationStatus\":\"blocked\","
              "\"fileDetails\":{\"fileName\":\"x.exe\",\"sha256\":\"ab\"}")))));
  g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);
  g_autoptr(VdtCard) card = find_card (proposal, "block-malicious-file");
  g_autofree char *text = vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);

  g_assert_cmpstr (vdt_card_get_state (card), ==, "automated");
  g_assert_cmpstr (vdt_record_get_text (card, "automation"), ==, "blocked");
  g_assert_nonnull (strstr (text, "Automation has already dealt with x.exe: the evidence says blocked."));
}

static void
test_classification (void)
{
  static const struct
  {
    const char *json;
    const char *classification;   /* NULL: abstains */
    const char *determination;
    const char *confidence;
    const char *says;
  } rows[] = {
    { INCIDENT ("", ALERTS (ALERT ("Malware", "T1204", "",
        EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"remediationStatus\":\"blocked\","
                  "\"fileDetails\":{\"fileName\":\"x.exe\",\"sha256\":\"ab\"}")))),
      "truePositive", "malware", "medium", "For it: one piece of evidence is marked as malicious." },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", ",\"investigationState\":\"benign\"",
        EVIDENCE ("fileEvidence", "\"verdict\":\"noThreatsFound\",\"fileDetails\":{\"fileName\":\"x.exe\"}")))),
      "falsePositive", "notMalicious", "medium", "For it: automated investigation found nothing harmful in one alert." },
    { INCIDENT (",\"customTags\":[\"Pentest week 9\"]", ALERTS (ALERT ("Discovery", "T1087", "", DEVICE ("")))),
      "informationalExpectedActivity", "securityTesting", "high", "For it: a tag or a comment speaks of an announced test." },
    { INCIDENT ("", ALERTS (ALERT ("Discovery", "T1087", "", DEVICE ("") "," USER ("")))),
      NULL, NULL, NULL, "It would be settled by the answer of kim@example.com" },
    { INCIDENT ("", ALERTS (ALERT ("InitialAccess", "T1078.004", "", USER (",\"roles\":[\"compromised\"]")))),
      "truePositive", "compromisedAccount", "low", "For it: evidence marks kim@example.com as compromised." },
    /* what speaks for both sides is said, and nothing is proposed */
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", ",\"investigationState\":\"benign\"",
        EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"fileDetails\":{\"fileName\":\"x.exe\"}")))),
      NULL, NULL, NULL, "For a false positive: automated investigation found nothing harmful" },
    /* an attacker's words classify nothing */
    { "{\"id\":\"7\",\"displayName\":\"Penetration test, false positive\",\"status\":\"active\""
      ALERTS (ALERT ("Discovery", "T1087", "", DEVICE (""))) "}", NULL, NULL, NULL, "Do not classify it yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtIncident) incident = incident_reader_read_text (rows[i].json);
      g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);
      g_autofree char *text = vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
      g_autoptr(VdtCard) card = g_list_model_get_item (vdt_proposal_get_cards (proposal), 0);

      check_response (proposal);
      if (strstr (text, rows[i].says) == NULL)
        g_error ("“%s” is not in:\n%s", rows[i].says, text);
      g_assert_cmpstr (vdt_card_get_action (card), ==, rows[i].classification != NULL ? "classify" : "classify-later");
      g_assert_cmpstr (vdt_record_get_text (card, "classification"), ==, rows[i].classification);
      g_assert_cmpstr (vdt_record_get_text (card, "determination"), ==, rows[i].determination);
      g_assert_cmpstr (vdt_record_get_text (card, "confidence"), ==, rows[i].confidence);
    }
}

/* What became of similar incidents counts, and is cited. */
static void
test_similar_counts (void)
{
  g_autoptr(VdtIncident) incident =
    incident_reader_read_text (INCIDENT ("", ALERTS (ALERT ("Discovery", "T1087", "", DEVICE ("")))));
  g_autoptr(GListStore) similar = g_list_store_new (VDT_TYPE_SIMILAR_INCIDENT);
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtCard) card = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("9%u", i);
      g_autoptr(VdtSimilarIncident) item = vdt_similar_incident_new (id);

      vdt_record_set_text (item, "classification", "falsePositive");
      g_list_store_append (similar, item);
    }
  proposal = vdt_summarizer_respond (summarizer, incident, G_LIST_MODEL (similar));
  text = vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
  card = g_list_model_get_item (vdt_proposal_get_cards (proposal), 0);
  check_response (proposal);
  g_assert_cmpstr (vdt_record_get_text (card, "classification"), ==, "falsePositive");
  g_assert_nonnull (strstr (text, "three incidents like this were classified so, of three"));
}

/* Hostile names stay inside the literals of a query. */
static void
test_hostile_query (void)
{
  static const char *const names[] = {
    "x\\\" or true //", "a\\\\", "b\\n| take 1", "\u2028c", "' or 1==1", "{from}", "```d```",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *json =
        g_strdup_printf (INCIDENT ("", ALERTS (ALERT ("Discovery", "T1087", "",
          EVIDENCE ("deviceEvidence", "\"hostName\":\"%s\"")))), names[i]);
      g_autoptr(VdtIncident) incident = incident_reader_read_text (json);
      g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);
      g_autoptr(VdtCard) card = find_card (proposal, "any-device");
      g_auto(GStrv) lines = NULL;

      check_response (proposal);
      lines = g_strsplit (vdt_card_get_query (card), "\n", -1);
      g_assert_cmpuint (g_strv_length (lines), ==, 6);
      g_assert_true (g_str_has_prefix (lines[2], "| where DeviceName has_any (\""));
      g_assert_true (g_str_has_suffix (lines[2], "\")"));
    }
}

/* Many entities: some have cards of their own, one card has the rest. */
static void
test_many_entities (void)
{
  g_autoptr(GString) evidence = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtProposal) proposal = NULL;
  GListModel *cards;
  guint n_isolate = 0;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (evidence, "%s" EVIDENCE ("deviceEvidence", "\"hostName\":\"pc%u\",\"mdeDeviceId\":\"d%u\""),
                            i > 0 ? "," : "", i, i);
  json = g_strdup_printf (INCIDENT ("", ALERTS (ALERT ("Ransomware", "T1486", "", "%s"))), evidence->str);
  incident = incident_reader_read_text (json);
  proposal = vdt_summarizer_respond (summarizer, incident, NULL);
  check_response (proposal);
  cards = vdt_proposal_get_cards (proposal);
  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      if (g_strcmp0 (vdt_card_get_action (card), "isolate-device") != 0)
        continue;
      n_isolate++;
      if (vdt_card_get_entity (card) == NULL)
        {
          g_assert_cmpuint (g_strv_length ((char **) vdt_record_get_words (card, "entities")), ==, 34);
          g_assert_cmpstr (vdt_card_get_key (card), ==, "isolate-device:others");
        }
    }
  g_assert_cmpuint (n_isolate, ==, 7);
}

static guint
count_cards (VdtProposal *proposal,
             const char  *group)
{
  GListModel *cards = vdt_proposal_get_cards (proposal);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      n += g_strcmp0 (vdt_card_get_group (card), group) == 0;
    }

  return n;
}

/* Whatever the category and the kind of evidence, there is something to look at. */
static void
test_coverage (void)
{
  g_autoptr(GList) kinds = json_object_get_members (json_object_get_object_member (fixtures, "kinds"));
  g_autoptr(GHashTable) covered = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_kinds = 0;
  const VdtEvidenceKind *all = vdt_schema_get_kinds (&n_kinds);

  for (GList *l = kinds; l != NULL; l = l->next)
    {
      JsonObject *kind = json_object_get_object_member (json_object_get_object_member (fixtures, "kinds"), l->data);
      g_autoptr(VdtIncident) incident = response_fixture_of_kind (fixtures, "Impact", l->data);
      g_autoptr(VdtProposal) proposal = vdt_summarizer_respond (summarizer, incident, NULL);

      g_hash_table_add (covered, (gpointer) json_object_get_string_member (kind, "type"));
      if (count_cards (proposal, "investigation") == 0)
        g_error ("nothing to investigate for %s", (char *) l->data);
    }
  for (gsize i = 0; i < n_kinds; i++)
    if (!g_hash_table_contains (covered, all[i].kind))
      g_error ("no fixture has %s", all[i].kind);
}

static void
test_questions (void)
{
  g_autoptr(VdtIncident) incident =
    incident_reader_read_text (INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "", DEVICE ("") "," USER ("") ","
      EVIDENCE ("ipEvidence", "\"ipAddress\":\"10.0.0.9\"")))));
  g_autoptr(VdtProposal) questions = vdt_summarizer_questions (summarizer, incident);
  GListModel *statements = vdt_proposal_get_statements (questions);

  g_assert_cmpuint (g_list_model_get_n_items (statements), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      g_assert_true (g_str_has_suffix (vdt_statement_get_text (statement), "?"));
      g_assert_nonnull (vdt_statement_get_fact_ids (statement)[0]);
      g_assert_cmpint (vdt_statement_get_span (statement, 0)->kind, ==, VDT_SPAN_ENTITY);
    }
}

static void
check_words (VdtPhraseBook *book,
             const char    *prefix,
             const char    *id)
{
  g_autofree char *frame = g_strconcat (prefix, id, NULL);

  if (!vdt_phrase_book_has_frame (book, frame))
    g_error ("there is no frame “%s”", frame);
}

static void
check_match (VdtPhraseBook      *book,
             const VdtRule      *rule,
             const VdtRuleMatch *match)
{
  for (guint i = 0; match->stages[i] != NULL; i++)
    if (vdt_phrase_book_term (book, "stage", match->stages[i]) == NULL)
      g_error ("%s: no stage “%s”", rule->id, match->stages[i]);
  for (guint i = 0; match->kinds[i] != NULL; i++)
    g_assert_nonnull (vdt_schema_get_kind (match->kinds[i]));
  for (guint i = 0; match->not_kinds[i] != NULL; i++)
    g_assert_nonnull (vdt_schema_get_kind (match->not_kinds[i]));
  for (guint i = 0; match->signs[i] != NULL; i++)
    if (vdt_phrase_book_term (book, "shows", match->signs[i]) == NULL)
      g_error ("%s: no sign “%s”", rule->id, match->signs[i]);
  for (guint i = 0; match->roles[i] != NULL; i++)
    g_assert_nonnull (vdt_phrase_book_term (book, "mark", match->roles[i]));
  for (guint i = 0; match->flags[i] != NULL; i++)
    check_words (book, "reason.", match->flags[i]);
}

static void
test_data (void)
{
  g_autoptr(VdtPhraseBook) book = vdt_phrase_book_new ("en");
  g_autoptr(VdtRules) rules = vdt_rules_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) tactics = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_tactics = 0;
  const VdtTactic *all = vdt_attack_get_tactics (&n_tactics);

  for (guint i = 0; i < rules->rules->len; i++)
    {
      const VdtRule *rule = g_ptr_array_index (rules->rules, i);

      g_assert_true (g_hash_table_add (ids, (gpointer) rule->id));
      g_hash_table_add (used, (gpointer) rule->action);
      g_assert_cmpuint (rule->weight, >, 0);
      check_match (book, rule, &rule->any);
      check_match (book, rule, &rule->must);
      for (guint j = 0; rule->flags[j] != NULL; j++)
        check_words (book, "reason.", rule->flags[j]);
      for (guint j = 0; rule->answers[j] != NULL; j++)
        {
          const VdtTechnique *technique = vdt_attack_get_technique (rule->answers[j]);

          if (technique == NULL && !g_str_has_prefix (rule->answers[j], "T0"))
            g_error ("%s: no technique %s", rule->id, rule->answers[j]);
          for (guint k = 0; technique != NULL && technique->tactics[k] != NULL; k++)
            g_hash_table_add (tactics, (gpointer) technique->tactics[k]);
        }
    }
  for (gsize i = 0; i < n_tactics; i++)
    if (!g_hash_table_contains (tactics, all[i].nick))
      g_error ("no rule answers %s", all[i].nick);

  for (guint i = 0; i < rules->actions->len; i++)
    {
      const VdtRuleAction *action = g_ptr_array_index (rules->actions, i);
      g_autoptr(GVariant) query = action->query != NULL ? vdt_rules_find (rules->queries, action->query) : NULL;
      g_autoptr(GVariant) message = action->message != NULL ? vdt_rules_find (rules->messages, action->message) : NULL;

      g_assert_true (g_hash_table_contains (used, action));
      g_assert_nonnull (vdt_phrase_book_term (book, "section", action->group));
      check_words (book, "action.", action->id);
      if (action->outward)
        {
          check_words (book, "effect.", action->id);
          check_words (book, "undo.", action->id);
          check_words (book, "todo.", action->id);
        }
      g_assert_true ((action->query != NULL) == (query != NULL));
      g_assert_true ((action->message != NULL) == (message != NULL));
      if (g_str_equal (action->group, "investigation") && !action->outward && action->order > 0
          && !g_str_equal (action->id, "finish-investigation"))
        g_assert_nonnull (action->query);
    }
}

/* Every incident of the sample. */
static void
test_samples (void)
{
  g_autoptr(GDir) folder = g_dir_open (sample_folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (sample_folder, name, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) incidents = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      incidents = incident_reader_read_file (path, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < incidents->len; i++)
        {
          VdtIncident *incident = g_ptr_array_index (incidents, i);
          g_autoptr(VdtProposal) whole = vdt_summarizer_respond (summarizer, incident, NULL);
          g_autoptr(VdtProposal) again = vdt_summarizer_respond (summarizer, incident, NULL);
          g_autofree char *text = vdt_statement_export (summarizer, whole, VDT_STATEMENT_TEXT);
          g_autofree char *same = vdt_statement_export (summarizer, again, VDT_STATEMENT_TEXT);

          check_response (whole);
          g_assert_cmpstr (text, ==, same);
          n++;
        }
    }
  g_assert_cmpuint (n, >=, 20);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 3);
  summarizer = vdt_summarizer_new ("en");
  catalog = vdt_kql_catalog_new_default ();
  fixtures = response_fixture_load (argv[1]);
  sample_folder = g_strdup (argv[2]);
  g_test_add_func ("/copilot/respond/data", test_data);
  g_test_add_func ("/copilot/respond/every-rule", test_every_rule);
  g_test_add_func ("/copilot/respond/hold-back", test_hold_back);
  g_test_add_func ("/copilot/respond/automated", test_automated);
  g_test_add_func ("/copilot/respond/classification", test_classification);
  g_test_add_func ("/copilot/respond/similar-counts", test_similar_counts);
  g_test_add_func ("/copilot/respond/hostile-query", test_hostile_query);
  g_test_add_func ("/copilot/respond/many-entities", test_many_entities);
  g_test_add_func ("/copilot/respond/coverage", test_coverage);
  g_test_add_func ("/copilot/respond/samples", test_samples);
  g_test_add_func ("/copilot/respond/questions", test_questions);
  result = g_test_run ();
  vdt_summarizer_unref (summarizer);
  vdt_kql_catalog_unref (catalog);
  json_object_unref (fixtures);
  g_free (sample_folder);

  return result;
}
