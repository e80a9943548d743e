/* test-kql-classify.c: what the parts of a query are called.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-classify.h"

typedef struct
{
  const char *text;
  const char *classes;  /* text/kind, with two spaces between */
} Case;

/* Without an analysis: what the syntax tells. */
static const Case cases[] = {
  { "Devices // all\n| where Age >= 5d",
    "Devices/Identifier  // all/Comment  |/Punctuation  where/QueryOperator  Age/Identifier  "
    ">=/MathOperator  5d/Literal" },
  { "let f = (a:long) { print datetime(2024-01-01) }; f(1)",
    "let/Keyword  f/Function  =/Punctuation  (/Punctuation  a/Parameter  :/Punctuation  long/Type  "
    ")/Punctuation  {/Punctuation  print/QueryOperator  datetime/Keyword  (2024-01-01)/Literal  "
    "};/Punctuation  f/Function  (/Punctuation  1/Literal  )/Punctuation" },
  { "print 'a{b}c{12}', {d}",
    "print/QueryOperator  'a/StringLiteral  {b}/ClientParameter  c{12}'/StringLiteral  ,/Punctuation  "
    "{d}/ClientParameter" },
  { "A | join kind=inner (B) on $left.x == $right.y and z has 'q'",
    "A/Identifier  |/Punctuation  join/QueryOperator  kind/QueryParameter  =/Punctuation  inner/Keyword  "
    "(/Punctuation  B/Identifier  )/Punctuation  on/Keyword  $left/Identifier  ./Punctuation  "
    "x/Identifier  ==/MathOperator  $right/Identifier  ./Punctuation  y/Identifier  and/ScalarOperator  "
    "z/Identifier  has/ScalarOperator  'q'/StringLiteral" },
  { "#connect x\nA | project-away b* | & c",
    "#connect x/Directive  A/Identifier  |/Punctuation  project-away/QueryOperator  b*/Identifier  "
    "|/Punctuation" },
};

static void
test_syntax (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (cases[i].text, -1, NULL);
      g_autoptr(GArray) spans = vdt_kql_classify (tree, NULL);
      g_autoptr(GString) out = g_string_new (NULL);

      for (guint j = 0; j < spans->len; j++)
        {
          const VdtKqlSpan *span = &g_array_index (spans, VdtKqlSpan, j);

          g_string_append_printf (out, "%s%.*s/%s", j == 0 ? "" : "  ", (int) span->length,
                                  cases[i].text + span->start, vdt_kql_class_get_name (span->kind));
        }

      g_assert_cmpstr (out->str, ==, cases[i].classes);
    }
}

static void
test_names (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtKqlCatalog) catalog =
    vdt_kql_catalog_new_from_json ("{\"tables\": {\"Devices\": [[\"Age\", \"timespan\"]]}}", -1, &error);
  const char *text = "let x = 1d; Devices | where Age > x | extend b = ago(Age)";
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (text, -1, NULL);
  g_autoptr(VdtKqlAnalysis) analysis = NULL;
  g_autoptr(GArray) spans = NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  analysis = vdt_kql_analyze (tree, catalog, NULL);
  spans = vdt_kql_classify (tree, analysis);

  for (guint j = 0; j < spans->len; j++)
    {
      const VdtKqlSpan *span = &g_array_index (spans, VdtKqlSpan, j);

      if (span->kind >= VDT_KQL_CLASS_COLUMN && span->kind <= VDT_KQL_CLASS_IDENTIFIER)
        g_string_append_printf (out, "%.*s/%s ", (int) span->length, text + span->start,
                                vdt_kql_class_get_name (span->kind));
    }

  g_assert_cmpstr (out->str, ==, "x/Variable Devices/Table Age/Column x/Variable b/Column ago/Function "
                   "Age/Column ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/classify/syntax", test_syntax);
  g_test_add_func ("/kql/classify/names", test_names);

  return g_test_run ();
}
