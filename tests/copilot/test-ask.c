/* test-ask.c
 *
 * Questions and the queries they become, from tests/copilot/ask; and what holds
 * of every answer: it binds, it is the same each time, hostile text stays text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-ask-lexicon.h"
#include "vdt-ask-repair.h"
#include "vdt-ask.h"
#include "vdt-explain-query.h"
#include "vdt-kql-analysis.h"

static VdtKqlCatalog *catalog;
static VdtAsk *ask;

static gboolean
binds (const char *kql)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, NULL);

  return vdt_kql_analysis_is_ok (analysis) && !vdt_kql_diagnostics_has_error (vdt_kql_tree_get_diagnostics (tree));
}

static void
check_file (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonArray *cases;
  guint wrong = 0;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *one = json_array_get_object_element (cases, i);
      const char *question = json_object_get_string_member (one, "nl");
      const char *expected = json_object_get_string_member (one, "kql");
      g_autoptr(VdtAskAnswer) answer = vdt_ask_question (ask, question, NULL);

      g_assert_nonnull (answer->kql);
      g_assert_true (binds (answer->kql));
      if (strcmp (answer->kql, expected) != 0)
        {
          g_autofree char *got = g_strdelimit (g_strdup (answer->kql), "\n", ' ');

          g_test_message ("%s: got %s", question, got);
          wrong++;
        }
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_regression (void)
{
  g_autoptr(GDir) folder = g_dir_open (ASK_FOLDER, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        g_autofree char *path = g_build_filename (ASK_FOLDER, name, NULL);

        check_file (path);
        n++;
      }
  g_assert_cmpuint (n, >, 0);
}

static void
test_hostile (void)
{
  static const char *const questions[] = {
    "", " ", "?", "\"", "show emails with subject 'x\" | union *'", "emails from \"a\\\" or 1==1 //\"",
    "show processes with command line containing 'a\nb\tc\\'", "devices named \"“\"", "\xff\xfe", "count count count by by by",
    "emails where subject contains \"'] | take 1 //\"", "top 99999999999999999999 devices", "alerts between 2024-99-99 and 9",
    "count of vulnerabilities by day", "trend of installed software", "devices with more than 5 more than 5 alerts",
    "alerts checked (2026-04-06) without results, first seen 2026-05-07 or 2026-06-08",
  };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr(VdtAskAnswer) answer = vdt_ask_question (ask, questions[i], NULL);

      if (answer->kql != NULL)
        {
          g_assert_true (binds (answer->kql));
          g_assert_null (strstr (answer->kql, "\n| union"));
        }
    }
}

static void
test_same (void)
{
  g_autoptr(VdtAskAnswer) a = vdt_ask_question (ask, "failed logons by device in the last 3 days", NULL);
  g_autoptr(VdtAsk) other = vdt_ask_new (catalog);
  g_autoptr(VdtAskAnswer) b = vdt_ask_question (other, "failed logons by device in the last 3 days", NULL);

  g_assert_cmpstr (a->kql, ==, b->kql);
  g_assert_cmpuint (a->reasons->len, >=, 3);
}

static void
test_follow_up (void)
{
  static const char *const before[] = { "show logons on devices in the last 7 days", "only failed ones", NULL };
  g_autoptr(VdtAskAnswer) answer = vdt_ask_question (ask, "last 30 days instead", before);

  g_assert_cmpstr (answer->kql, ==,
                   "DeviceLogonEvents\n| where Timestamp > ago(30d)\n| where ActionType == \"LogonFailed\"");
}

static void
test_no_time (void)
{
  g_autoptr(VdtAskAnswer) answer = vdt_ask_question (ask, "installed software in the last 7 days", NULL);

  g_assert_null (strstr (answer->kql, "ago"));
  g_assert_cmpuint (answer->warnings->len, ==, 1);
}

static void
test_repair (void)
{
  static const struct { const char *from, *to; } cases[] = {
    { "DeviceEvents | take 1", "DeviceEvents | take 1" },
    { "```kql\nDeviceEvents\n| take 1\n```", "DeviceEvents\n| take 1" },
    { "DeviceProcessEvents | where FolderPath has \"C:\\Windows\\System32\"",
      "DeviceProcessEvents | where FolderPath has @\"C:\\Windows\\System32\"" },
    { "DeviceEvents | where Timestamp > ago(\"7d\")", "DeviceEvents | where Timestamp > ago(7d)" },
    { "DeviceEvents | count by ActionType", "DeviceEvents | summarize count() by ActionType" },
    { "DeviceLogonEvents | where UserName == \"a\"", "DeviceLogonEvents | where AccountName == \"a\"" },
    { "EmailEvents | where SenderAddress == \"a\" and TimeStamp > ago(1d)",
      "EmailEvents | where SenderFromAddress == \"a\" and Timestamp > ago(1d)" },
    { "DeviceEvents\n| where DeviceName == \"<device>\"\n| take 1", "DeviceEvents\n| take 1" },
    { "NoSuchTable | take 1", NULL },
    { "DeviceEvents | where (", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = vdt_ask_repair (ask, cases[i].from, NULL);

      g_assert_cmpstr (mended, ==, cases[i].to);
      if (mended != NULL)
        g_assert_true (binds (mended));
    }
}

static void
test_explain (void)
{
  g_autoptr(GPtrArray) lines = vdt_explain_query (catalog, "DeviceEvents | where ActionType == \"A\" or DeviceName has \"b\" "
                                                  "| summarize dcount(DeviceId) by ActionType | top 3 by ActionType", "en");

  g_assert_cmpuint (lines->len, ==, 4);
  g_assert_cmpstr (((VdtExplainLine *) g_ptr_array_index (lines, 1))->text, ==,
                   "Keep the rows where ActionType is \"A\" or DeviceName has the word \"b\".");
  g_assert_cmpstr (((VdtExplainLine *) g_ptr_array_index (lines, 2))->text, ==,
                   "Work out the number of different DeviceId for each ActionType.");
}

/* Runs of nothing but letters are words, but for the two shapes that need no other character. */
static void
test_letters (void)
{
  static const struct { const char *text; VdtAskTokenKind kind; } runs[] = {
    { "logon", VDT_ASK_TOKEN_WORD }, { "hkey", VDT_ASK_TOKEN_WORD }, { "HKLM", VDT_ASK_TOKEN_KEY },
    { "hkcu", VDT_ASK_TOKEN_KEY }, { "HKEY_USERS", VDT_ASK_TOKEN_KEY }, { "internationalization", VDT_ASK_TOKEN_WORD },
    { "abcdefabcdefabcdefabcdefabcdefababcdefabcdefabcdefabcdefabcdefab", VDT_ASK_TOKEN_SHA256 },
    { "für", VDT_ASK_TOKEN_WORD }, { "svc_backup", VDT_ASK_TOKEN_NAME }, { "WKS-01", VDT_ASK_TOKEN_NAME },
    { "example.com", VDT_ASK_TOKEN_DOMAIN }, { "-enc", VDT_ASK_TOKEN_OPTION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr(GPtrArray) tokens = vdt_ask_tokenize (runs[i].text);

      g_assert_cmpuint (tokens->len, ==, 1);
      g_assert_cmpint (((VdtAskToken *) g_ptr_array_index (tokens, 0))->kind, ==, runs[i].kind);
    }
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalog = vdt_kql_catalog_new_default ();
  ask = vdt_ask_new (catalog);

  g_test_add_func ("/copilot/ask/letters", test_letters);
  g_test_add_func ("/copilot/ask/regression", test_regression);
  g_test_add_func ("/copilot/ask/hostile", test_hostile);
  g_test_add_func ("/copilot/ask/same", test_same);
  g_test_add_func ("/copilot/ask/follow-up", test_follow_up);
  g_test_add_func ("/copilot/ask/no-time", test_no_time);
  g_test_add_func ("/copilot/ask/explain", test_explain);
  g_test_add_func ("/copilot/ask/repair", test_repair);
  status = g_test_run ();

  vdt_ask_free (ask);
  vdt_kql_catalog_unref (catalog);

  return status;
}
