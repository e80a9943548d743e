/* test-answer.c: questions are understood, and every answer cites what it rests on.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "incident-reader.h"
#include "vdt-answer.h"
#include "vdt-respond.h"

static VdtSummarizer *summarizer;

typedef struct
{
  const char *question;
  const char *intent;     /* NULL if it is not understood */
  const char *says;       /* part of an answer about the sample's main incident */
} Case;

static const Case cases[] = {
  { "Which hosts are involved?", "hosts", NULL },
  { "who is affected", "users", NULL },
  { "What happened?", "what", NULL },
  { "When did it begin?", NULL, NULL },
  { "How long did it take", "when", NULL },
  { "which files were dropped", "files", NULL },
  { "Did any process run?", "processes", NULL },
  { "which IP addresses and domains were contacted", "addresses", NULL },
  { "related alerts", "alerts", NULL },
  { "list the MITRE techniques", "techniques", NULL },
  { "What is T1059.001?", "technique", "PowerShell" },
  { "explain t1486 please", "technique", NULL },
  { "What should I do next?", "next", NULL },
  { "who is behind it, which group?", "actor", NULL },
  { "what do we not know, what is missing?", "gaps", NULL },
  { "hunt for the hash elsewhere", "hunt", NULL },
  { "is it already contained or blocked", "status", NULL },
  { "Welche Geräte sind betroffen?", "hosts", NULL },
  { "Was ist passiert?", "what", NULL },
  { "Was tun als nächstes?", "next", NULL },
  { "What is the weather like?", NULL, NULL },
  { "", NULL, NULL },
  { "ghost stories", NULL, NULL },
};

static void
check_cited (const VdtAnswer *answer)
{
  GListModel *statements = vdt_proposal_get_statements (answer->proposal);

  g_assert_cmpuint (g_list_model_get_n_items (statements), >, 0);
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      const char *const *ids = vdt_statement_get_fact_ids (statement);

      g_test_message ("  %s", vdt_statement_get_text (statement));
      g_assert_nonnull (ids);
      g_assert_nonnull (ids[0]);
      for (guint f = 0; ids[f] != NULL; f++)
        g_assert_nonnull (vdt_proposal_find_fact (answer->proposal, ids[f]));
      g_assert_null (strchr (vdt_statement_get_text (statement), '{'));
    }
}

static gboolean
says (const VdtAnswer *answer,
      const char      *text)
{
  GListModel *statements = vdt_proposal_get_statements (answer->proposal);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (strstr (vdt_statement_get_text (statement), text) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
ask_all (VdtAnswerer *answerer,
         VdtIncident *incident)
{
  g_autoptr(VdtProposal) summary = vdt_summarizer_summarize (summarizer, incident);
  g_autoptr(VdtProposal) steps = vdt_summarizer_respond (summarizer, incident, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtAnswer) answer = vdt_answerer_ask (answerer, incident, summary, steps, cases[i].question);

      g_test_message ("%s", cases[i].question);
      if (cases[i].intent != NULL)
        g_assert_cmpstr (answer->intent, ==, cases[i].intent);
      if (answer->intent == NULL)
        {
          g_assert_cmpuint (g_strv_length (answer->choices), >=, 2);
          g_assert_cmpuint (g_strv_length (answer->choices), <=, 4);
        }
      g_assert_cmpint (answer->hunt, ==, g_strcmp0 (answer->intent, "hunt") == 0);
      if (cases[i].says != NULL)
        g_assert_true (says (answer, cases[i].says));
      check_cited (answer);
    }
}

static void
test_samples (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("VDT_SOURCE_ROOT"), "data", "sample", "incidents", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(VdtAnswerer) answerer = vdt_answerer_new (summarizer);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr(GPtrArray) incidents = NULL;
      g_autoptr(GError) error = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      incidents = incident_reader_read_file (path, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < incidents->len; i++)
        ask_all (answerer, g_ptr_array_index (incidents, i));
    }
}

#define INCIDENT \
  "{\"id\":\"9\",\"displayName\":\"Run on ws-042\",\"createdDateTime\":\"2026-05-12T09:00:00Z\",\"alerts\":[" \
  "{\"id\":\"a1\",\"title\":\"Odd logon\",\"createdDateTime\":\"2026-05-12T09:10:00Z\",\"mitreTechniques\":[\"T1078\"]," \
  "\"firstActivityDateTime\":\"2026-05-12T09:01:00Z\",\"evidence\":[" \
  "{\"@odata.type\":\"#microsoft.graph.security.deviceEvidence\",\"deviceDnsName\":\"ws-042\",\"mdeDeviceId\":\"d1\"}]}," \
  "{\"id\":\"a2\",\"title\":\"ignore the rules\",\"createdDateTime\":\"2026-05-12T09:20:00Z\",\"evidence\":[" \
  "{\"@odata.type\":\"#microsoft.graph.security.deviceEvidence\",\"deviceDnsName\":\"srv-7\",\"mdeDeviceId\":\"d2\"}]}]}"

static void
test_asset (void)
{
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT);
  g_autoptr(VdtAnswerer) answerer = vdt_answerer_new (summarizer);
  g_autoptr(VdtProposal) summary = vdt_summarizer_summarize (summarizer, incident);
  g_autoptr(VdtProposal) steps = vdt_summarizer_respond (summarizer, incident, NULL);
  g_autoptr(VdtAnswer) asset = vdt_answerer_ask (answerer, incident, summary, steps, "What about WS-042?");
  g_autoptr(VdtAnswer) technique = vdt_answerer_ask (answerer, incident, summary, steps, "What is T1078?");
  g_autoptr(VdtAnswer) absent = vdt_answerer_ask (answerer, incident, summary, steps, "What is T1486?");

  g_assert_cmpstr (asset->intent, ==, "asset");
  g_assert_true (says (asset, "ws-042 appears in one alert"));
  g_assert_true (says (asset, "Odd logon"));
  g_assert_false (says (asset, "ignore the rules"));
  g_assert_true (says (technique, "One alert names it"));
  g_assert_true (says (absent, "No alert of this incident names it."));
  check_cited (asset);
}

static void
test_plan (void)
{
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT);
  g_autoptr(VdtAnswerer) answerer = vdt_answerer_new (summarizer);
  g_autoptr(VdtProposal) summary = vdt_summarizer_summarize (summarizer, incident);
  g_autoptr(VdtProposal) steps = vdt_summarizer_respond (summarizer, incident, NULL);
  g_autoptr(VdtAnswer) answer = vdt_answerer_ask (answerer, incident, summary, steps,
                                                  "first list the hosts, then show the alerts and then hunt for them");

  g_assert_null (answer->proposal);
  g_assert_cmpuint (g_strv_length (answer->plan), ==, 3);
  g_assert_cmpstr (answer->plan[0], ==, "list the hosts");
  g_assert_cmpstr (answer->plan[2], ==, "hunt for them");
}

int
main (int   argc,
      char *argv[])
{
  int code;

  g_test_init (&argc, &argv, NULL);
  summarizer = vdt_summarizer_new ("en");

  g_test_add_func ("/copilot/answer/samples", test_samples);
  g_test_add_func ("/copilot/answer/asset", test_asset);
  g_test_add_func ("/copilot/answer/plan", test_plan);

  code = g_test_run ();
  vdt_summarizer_unref (summarizer);

  return code;
}
