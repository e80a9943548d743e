/* test-kql-lint.c: advice on queries, and that following it gives a query without errors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-kql-analysis.h"

static VdtKqlCatalog *catalog;

/* Codes of the advice, and the query after the first fix of the first piece. */
static const struct
{
  const char *query;
  const char *codes;
  const char *fixed;
} cases[] = {
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName contains 'powershell'", "VK001",
    "DeviceEvents | where Timestamp > ago(1d) | where FileName has 'powershell'" },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName !contains_cs 'powershell'", "VK001",
    "DeviceEvents | where Timestamp > ago(1d) | where FileName !has_cs 'powershell'" },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName contains 'power-shell'", "", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName contains 'abc'", "", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName has 'abc'", "VK002", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where RemoteIP =~ '192.0.2.1'", "VK003",
    "DeviceEvents | where Timestamp > ago(1d) | where RemoteIP == '192.0.2.1'" },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName =~ 'a.exe'", "", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where tolower(FileName) == 'a.exe'", "VK004",
    "DeviceEvents | where Timestamp > ago(1d) | where FileName =~ 'a.exe'" },
  { "DeviceInfo | where Timestamp > ago(1d) | join (DeviceEvents | where Timestamp > ago(1d)) on DeviceId", "VK005",
    "DeviceInfo | where Timestamp > ago(1d) | join kind=inner (DeviceEvents | where Timestamp > ago(1d)) on DeviceId" },
  { "DeviceInfo | where Timestamp > ago(1d) | join kind=leftouter (DeviceEvents | where Timestamp > ago(1d)) on DeviceId",
    "", NULL },
  { "search 'contoso'", "VK006", NULL },
  { "search in (DeviceEvents) 'contoso'", "", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where * has 'contoso'", "VK007", NULL },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName matches regex 'plain'", "VK008",
    "DeviceEvents | where Timestamp > ago(1d) | where FileName contains_cs 'plain'" },
  { "DeviceEvents | where Timestamp > ago(1d) | where FileName matches regex '^a+$'", "", NULL },
  { "DeviceEvents | where FileName == 'a.exe'", "VK009",
    "DeviceEvents\n| where Timestamp > ago(1d) | where FileName == 'a.exe'" },
  { "DeviceEvents | where FileName == 'a.exe' | where Timestamp > ago(1d)", "VK010", NULL },
  { "let t = DeviceEvents | where FileName == 'a.exe' | summarize count () by bin (Timestamp, 1d); t", "", NULL },
  { "SigninLogs | where UserPrincipalName == 'a@example.com'", "VK009",
    "SigninLogs\n| where TimeGenerated > ago(1d) | where UserPrincipalName == 'a@example.com'" },
  { "DeviceEvents | where Timestamp > ago(1d) | where tostring(InitiatingProcessId) == '5'", "VK011", NULL },
  { "print 1", "", NULL },
};

static VdtKqlAnalysis *
analyze (const char *query)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query, -1, NULL);

  return vdt_kql_analyze (tree, catalog, NULL);
}

static char *
apply (const char      *query,
       const VdtKqlFix *fix)
{
  g_autoptr(GString) text = g_string_new (query);

  for (guint i = fix->edits->len; i > 0; i--)
    {
      const VdtKqlTextEdit *edit = g_ptr_array_index (fix->edits, i - 1);

      g_string_erase (text, (gssize) edit->start, (gssize) edit->length);
      g_string_insert (text, (gssize) edit->start, edit->text);
    }

  return g_strdup (text->str);
}

static void
test_case (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr(VdtKqlAnalysis) analysis = analyze (cases[index].query);
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);
  g_autoptr(GString) codes = g_string_new (NULL);

  g_test_message ("%s", cases[index].query);
  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *one = g_ptr_array_index (diagnostics, i);

      g_string_append_printf (codes, "%s%s", i > 0 ? " " : "", one->code);
    }

  g_assert_cmpstr (codes->str, ==, cases[index].codes);
  g_assert_true (vdt_kql_analysis_is_ok (analysis));

  if (cases[index].fixed != NULL)
    {
      const VdtKqlDiagnostic *first = g_ptr_array_index (diagnostics, 0);
      g_autofree char *fixed = NULL;
      g_autoptr(VdtKqlAnalysis) again = NULL;

      g_assert_nonnull (first->fixes);
      fixed = apply (cases[index].query, g_ptr_array_index (first->fixes, 0));
      g_assert_cmpstr (fixed, ==, cases[index].fixed);
      again = analyze (fixed);
      g_assert_true (vdt_kql_analysis_is_ok (again));
    }
}

/* A column of another table is said to be one. */
static void
test_elsewhere (void)
{
  g_autoptr(VdtKqlAnalysis) analysis = analyze ("DeviceInfo | where Timestamp > ago(1d) | where LogonType == 'x'");
  const VdtKqlDiagnostic *one = g_ptr_array_index (vdt_kql_analysis_get_diagnostics (analysis), 0);

  g_assert_cmpstr (one->code, ==, "KS142");
  g_assert_nonnull (strstr (one->message, "DeviceLogonEvents"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalog = vdt_kql_catalog_new_default ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kql/lint/case/%02u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  g_test_add_func ("/kql/lint/elsewhere", test_elsewhere);
  status = g_test_run ();
  vdt_kql_catalog_unref (catalog);

  return status;
}
