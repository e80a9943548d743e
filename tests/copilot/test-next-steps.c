/* test-next-steps.c
 *
 * The rules of the guided response: the file keeps its shape, each rule has its
 * words, and each one can fire.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "incident-reader.h"
#include "vdt-phrase-book.h"
#include "vdt-rules.h"
#include "vdt-schema.h"
#include "vdt-statement-export.h"
#include "vdt-summary.h"

static VdtSummarizer *summarizer;

#define EVIDENCE(kind, more) "{\"@odata.type\":\"#microsoft.graph.security." kind "\"," more "}"
#define DEVICE(more) EVIDENCE ("deviceEvidence", "\"hostName\":\"pc1\",\"mdeDeviceId\":\"d1\"" more)
#define USER(more) EVIDENCE ("userEvidence", "\"userAccount\":{\"userPrincipalName\":\"kim@example.com\"}" more)
#define ALERT(category, technique, more, evidence) \
  "{\"id\":\"a\",\"title\":\"T\",\"category\":\"" category "\",\"mitreTechniques\":[\"" technique "\"]," \
  "\"firstActivityDateTime\":\"2026-03-02T08:00:00Z\"" more ",\"evidence\":[" evidence "]}"
#define INCIDENT(more, alerts) \
  "{\"id\":\"7\",\"displayName\":\"A case\",\"severity\":\"high\",\"status\":\"active\"" more alerts "}"
#define ALERTS(list) ",\"alerts\":[" list "]"

static char *
dup_steps (const char *json)
{
  g_autoptr(VdtIncident) incident = incident_reader_read_text (json);
  g_autoptr(VdtProposal) proposal = vdt_summarizer_next_steps (summarizer, incident);
  GListModel *statements = vdt_proposal_get_statements (proposal);

  g_assert_cmpstr (vdt_proposal_get_kind (proposal), ==, "next-steps");
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "proposed");
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      const char *const *facts = vdt_statement_get_fact_ids (statement);

      g_assert_nonnull (facts[0]);
      for (guint j = 0; facts[j] != NULL; j++)
        g_assert_nonnull (vdt_proposal_find_fact (proposal, facts[j]));
    }

  return vdt_statement_export (summarizer, proposal, VDT_STATEMENT_TEXT);
}

static void
test_rules_fire (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } rows[] = {
    { INCIDENT ("", ""), "Take the incident: it is open and has no owner. [1]" },
    { INCIDENT ("", ""), "Fetch the incident again with its alerts" },
    { "{\"id\":\"7\",\"status\":\"redirected\",\"redirectIncidentId\":\"9\"}", "Go on in incident “9”" },
    { "{\"id\":\"7\",\"status\":\"resolved\",\"classification\":\"truePositive\"}",
      "it is resolved as a true positive; open it again" },
    { "{\"id\":\"7\",\"status\":\"resolved\"}", "Add the classification" },
    { INCIDENT ("", ALERTS (ALERT ("CredentialAccess", "T1003.006", "", DEVICE ("") "," USER ("")))),
      "Isolate pc1 from the network: an alert about credential theft names it." },
    { INCIDENT ("", ALERTS (ALERT ("CredentialAccess", "T1003.006", "", DEVICE ("") "," USER ("")))),
      "Reset the password of kim@example.com" },
    { INCIDENT ("", ALERTS (ALERT ("CredentialAccess", "T1003.006", "", DEVICE ("") "," USER ("")))),
      "Reset the krbtgt password twice" },
    { INCIDENT ("", ALERTS (ALERT ("Discovery", "T1082", "", DEVICE (",\"roles\":[\"compromised\"]")))),
      "Isolate pc1 from the network: the evidence marks it as compromised." },
    { INCIDENT ("", ALERTS (ALERT ("Ransomware", "T1486", "", DEVICE ("")))), "Take the backups offline" },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("ipEvidence", "\"ipAddress\":\"203.0.113.9\",\"verdict\":\"malicious\"")))),
      "Block 203.0.113.9 at the network's edge: the evidence marks it as malicious." },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("urlEvidence", "\"url\":\"https://evil.example/x\",\"verdict\":\"malicious\"")))),
      "Block https://evil.example/x for all users" },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"fileDetails\":{\"fileName\":\"x.exe\",\"sha256\":\"ab\"}")))),
      "Block x.exe by hash" },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("fileEvidence", "\"verdict\":\"malicious\",\"remediationStatus\":\"remediated\","
                  "\"fileDetails\":{\"fileName\":\"x.exe\",\"sha256\":\"ab\"}")))),
      "Nothing more to do for x.exe" },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("fileEvidence", "\"remediationStatus\":\"pendingApproval\","
                  "\"fileDetails\":{\"fileName\":\"x.exe\",\"sha256\":\"ab\"}")))),
      "Approve or reject the remediation of x.exe" },
    { INCIDENT ("", ALERTS (ALERT ("Persistence", "T1547", ",\"investigationState\":\"failed\"", DEVICE ("")))),
      "where it did not finish: one alert." },
    { INCIDENT ("", ALERTS (ALERT ("Persistence", "T1547", "", DEVICE (",\"defenderAvStatus\":\"disabled\"")))),
      "Repair antivirus on pc1" },
    { INCIDENT ("", ALERTS (ALERT ("Execution", "T1059", "",
        EVIDENCE ("processEvidence", "\"processId\":9,\"mdeDeviceId\":\"d1\",\"imageFile\":{\"fileName\":\"pwsh.exe\"},"
                  "\"processCreationDateTime\":\"2026-03-02T08:00:00Z\","
                  "\"processCommandLine\":\"pwsh -enc ZQBjAGgAbwAgAGgAZQBsAGwAbwA=\"")))),
      "Read what pwsh.exe really ran" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *steps = dup_steps (rows[i].json);
      g_autofree char *again = dup_steps (rows[i].json);

      if (strstr (steps, rows[i].expected) == NULL)
        g_error ("“%s” is not in:\n%s", rows[i].expected, steps);
      g_assert_cmpstr (steps, ==, again);
    }
}

/* What does not concern this network, or is done, is not proposed. */
static void
test_rules_hold_back (void)
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
      g_autofree char *steps = dup_steps (rows[i].json);

      if (strstr (steps, rows[i].unexpected) != NULL)
        g_error ("“%s” is in:\n%s", rows[i].unexpected, steps);
    }
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
check_stages (VdtPhraseBook  *book,
              const VdtRule  *rule,
              const char    **stages)
{
  for (guint i = 0; stages[i] != NULL; i++)
    if (vdt_phrase_book_term (book, "stage", stages[i]) == NULL)
      g_error ("%s: no stage “%s”", rule->id, stages[i]);
}

static void
test_rules_are_whole (void)
{
  g_autoptr(VdtPhraseBook) book = vdt_phrase_book_new ("en");
  g_autoptr(VdtRules) rules = vdt_rules_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (rules->rules->len, >=, 25);
  for (guint i = 0; i < rules->rules->len; i++)
    {
      const VdtRule *rule = g_ptr_array_index (rules->rules, i);
      g_autofree char *frame = g_strconcat ("step.", rule->id, NULL);

      g_assert_true (g_hash_table_add (ids, (gpointer) rule->id));
      if (!vdt_phrase_book_has_frame (book, frame))
        g_error ("%s has no words", rule->id);
      g_assert_nonnull (vdt_phrase_book_term (book, "section", rule->group));
      g_assert_cmpuint (rule->weight, >, 0);
      check_stages (book, rule, rule->stages);
      check_stages (book, rule, rule->any.stages);
      for (guint j = 0; rule->any.kinds[j] != NULL; j++)
        g_assert_nonnull (vdt_schema_get_kind (rule->any.kinds[j]));
      for (guint j = 0; rule->must.kinds[j] != NULL; j++)
        g_assert_nonnull (vdt_schema_get_kind (rule->must.kinds[j]));
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  summarizer = vdt_summarizer_new ("en");
  g_test_add_func ("/copilot/next-steps/rules-fire", test_rules_fire);
  g_test_add_func ("/copilot/next-steps/rules-hold-back", test_rules_hold_back);
  g_test_add_func ("/copilot/next-steps/questions", test_questions);
  g_test_add_func ("/copilot/next-steps/rules-are-whole", test_rules_are_whole);
  result = g_test_run ();
  vdt_summarizer_unref (summarizer);

  return result;
}
