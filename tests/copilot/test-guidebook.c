/* test-guidebook.c
 *
 * Guidebooks become tasks; what is active of the one that fits wins over the rules.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "incident-reader.h"
#include "vdt-guidebook-parse.h"
#include "vdt-respond.h"

static VdtSummarizer *summarizer;

#define INCIDENT(category, technique) \
  "{\"id\":\"7\",\"displayName\":\"A case\",\"severity\":\"high\",\"status\":\"active\",\"alerts\":[{\"id\":\"a\"," \
  "\"title\":\"T\",\"category\":\"" category "\",\"mitreTechniques\":[\"" technique "\"]," \
  "\"firstActivityDateTime\":\"2026-03-02T08:00:00Z\",\"evidence\":[" \
  "{\"@odata.type\":\"#microsoft.graph.security.deviceEvidence\",\"hostName\":\"pc1\",\"mdeDeviceId\":\"d1\"}]}]}"

static const char ransomware[] =
  "# Ransomware playbook\n\n## Containment\n\n1. Isolate the device and call the plant\n   - Use the red telephone\n"
  "   - Note the time\n2. Take backups offline\n\n## Recovery\n\n* **Restore** the files from `tape`\n\n"
  "## Notify\n\nInform the data protection officer within a day.\n";

static char *
describe (VdtGuidebook *guidebook)
{
  GListModel *entries = vdt_guidebook_get_entries (guidebook);
  g_autoptr(GString) text = g_string_new (vdt_guidebook_get_title (guidebook));

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);
      const char *const *list = vdt_guidebook_entry_get_steps (entry);
      g_autofree char *steps = list != NULL ? g_strjoinv (";", (char **) list) : g_strdup ("");

      g_assert_cmpstr (vdt_guidebook_entry_get_state (entry), ==, "pending");
      g_string_append_printf (text, "|%s:%s:%s:%s", vdt_guidebook_entry_get_group (entry),
                              vdt_guidebook_entry_get_action (entry) != NULL ? vdt_guidebook_entry_get_action (entry) : "",
                              vdt_guidebook_entry_get_title (entry), steps);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *expected;     /* NULL: refused */
  } rows[] = {
    { ransomware, "Ransomware playbook|containment:isolate-device:Isolate the device and call the plant:Use the red"
      " telephone;Note the time|containment:guard-backups:Take backups offline:|remediation::Restore the files from"
      " tape:|triage:review-data-loss:Inform the data protection officer within a day.:" },
    { "PHISHING\n\n• Delete the mail\n• Call the user\n", "PHISHING|remediation::Delete the mail:|triage::Call the user:" },
    { "Steps:\na) Check sign-ins\nb) Reset the password\n",
      "Steps:|investigation::Check sign-ins:|remediation:reset-password:Reset the password:" },
    { "Title\n=====\n\n| Who | What |\n|---|---|\n| SOC | Collect logs |\n", "Title|investigation::SOC – Collect logs:" },
    { "- [ ] See [the wiki](https://wiki.example.com/x) first\n", "book|investigation::See the wiki first:" },
    { "", NULL },
    { "Just a remark without a heading.", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VdtGuidebook) guidebook = vdt_guidebook_parse (summarizer, "book", rows[i].text, &error);
      g_autofree char *text = NULL;

      if (rows[i].expected == NULL)
        {
          g_assert_null (guidebook);
          g_assert_nonnull (error);
          continue;
        }
      g_assert_no_error (error);
      text = describe (guidebook);
      g_assert_cmpstr (text, ==, rows[i].expected);
    }
}

static void
activate (VdtGuidebook *guidebook)
{
  GListModel *entries = vdt_guidebook_get_entries (guidebook);

  vdt_record_set_text (guidebook, "state", "active");
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);

      vdt_record_set_text (entry, "state", "active");
    }
}

/* How many cards of @action come from @source. */
static guint
count (VdtProposal *proposal,
       const char  *action,
       const char  *source)
{
  GListModel *cards = vdt_proposal_get_cards (proposal);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);
      g_autoptr(VdtStatement) first = g_list_model_get_item (vdt_card_get_statements (card), 0);

      g_assert_nonnull (vdt_statement_get_fact_ids (first)[0]);
      n += g_strcmp0 (vdt_card_get_action (card), action) == 0 && g_strcmp0 (vdt_card_get_source (card), source) == 0;
    }

  return n;
}

static void
test_wins (void)
{
  static const char phishing[] = "# Phishing\n\n- Call the press office\n";
  g_autoptr(VdtGuidebook) first = vdt_guidebook_parse (summarizer, "a", ransomware, NULL);
  g_autoptr(VdtGuidebook) second = vdt_guidebook_parse (summarizer, "b", phishing, NULL);
  g_autoptr(GListStore) books = g_list_store_new (VDT_TYPE_GUIDEBOOK);
  g_autoptr(VdtIncident) incident = incident_reader_read_text (INCIDENT ("Ransomware", "T1486"));
  g_autoptr(VdtIncident) mail = incident_reader_read_text (INCIDENT ("Phishing", "T1566"));
  g_autoptr(VdtIncident) other = incident_reader_read_text (INCIDENT ("Discovery", "T1087"));
  g_autoptr(VdtProposal) before = NULL;
  g_autoptr(VdtProposal) after = NULL;
  g_autoptr(VdtProposal) of_mail = NULL;
  g_autoptr(VdtProposal) of_other = NULL;

  g_list_store_append (books, second);
  g_list_store_append (books, first);
  before = vdt_summarizer_respond_with (summarizer, incident, NULL, G_LIST_MODEL (books));
  g_assert_cmpuint (count (before, "isolate-device", "builtin"), ==, 1);
  g_assert_cmpuint (count (before, "isolate-device", "Ransomware playbook"), ==, 0);

  activate (first);
  activate (second);
  after = vdt_summarizer_respond_with (summarizer, incident, NULL, G_LIST_MODEL (books));
  g_assert_cmpuint (count (after, "isolate-device", "Ransomware playbook"), ==, 1);
  g_assert_cmpuint (count (after, "isolate-device", "builtin"), ==, 0);
  g_assert_cmpuint (count (after, "guard-backups", "builtin"), ==, 0);
  g_assert_cmpuint (count (after, "rebuild-device", "builtin"), ==, 1);
  g_assert_cmpuint (count (after, "guidebook", "Phishing"), ==, 0);

  of_mail = vdt_summarizer_respond_with (summarizer, mail, NULL, G_LIST_MODEL (books));
  g_assert_cmpuint (count (of_mail, "guidebook", "Phishing"), ==, 1);
  of_other = vdt_summarizer_respond_with (summarizer, other, NULL, G_LIST_MODEL (books));
  g_assert_cmpuint (count (of_other, "guidebook", "Phishing"), ==, 0);
  g_assert_cmpuint (count (of_other, "isolate-device", "Ransomware playbook"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  summarizer = vdt_summarizer_new ("en");
  g_test_add_func ("/copilot/guidebook/parse", test_parse);
  g_test_add_func ("/copilot/guidebook/wins", test_wins);
  result = g_test_run ();
  vdt_summarizer_unref (summarizer);

  return result;
}
