/* test-kql-format.c: the layout of queries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-format.h"

typedef struct
{
  const char *text;
  const char *formatted;
} Case;

static const Case cases[] = {
  { "", "" },
  { "Devices|take 5", "Devices\n| take 5" },
  { "Devices|where a==1 and b  in~('x' ,\"y\")|project-away c*,d",
    "Devices\n| where a == 1 and b in~ ('x', \"y\")\n| project-away c*, d" },
  { "let x=Devices|take 5;x|count", "let x = Devices | take 5;\nx\n| count" },
  { "let x=Devices|where a|take 5;\n\n\nx", "let x =\n    Devices\n    | where a\n    | take 5;\n\nx" },
  { "let f=(a:long,b:string='x'){T|where c==a};f(1)",
    "let f = (a:long, b:string='x') { T | where c == a };\nf(1)" },
  { "let f=(){let y=1;T|where c==y|count};f()",
    "let f = () {\n    let y = 1;\n    T\n    | where c == y\n    | count\n};\nf()" },
  { "A|join kind = leftouter (B|where x|project y) on y,$left.a==$right.b",
    "A\n| join kind=leftouter (\n    B\n    | where x\n    | project y\n) on y, $left.a == $right.b" },
  { "A|join(B)on y", "A\n| join (B) on y" },
  { "A // what\n|where b // why\n// next\n|count", "A // what\n| where b // why\n// next\n| count" },
  { "print a.b [0] . c, - 1, not (x), dynamic ( {\"a\":[1,2]} ), datetime (2020)",
    "print a.b[0].c, -1, not(x), dynamic({\"a\": [1, 2]}), datetime (2020)" },
  { "G|graph-match (a) -[ e ]-> (b) where a.x==1 project a.x",
    "G\n| graph-match (a)-[e]->(b) where a.x == 1 project a.x" },
  { "T|summarize hint.strategy = shuffle n=count(),m=max ( x ) by bin(t,1h),k",
    "T\n| summarize hint.strategy=shuffle n = count(), m = max(x) by bin(t, 1h), k" },
  { "T|extend LongName = iff(Something has 'a value of some length', SomethingElse, strcat(First, Second, Third, Fourth))",
    "T\n| extend LongName = iff(\n    Something has 'a value of some length',\n    SomethingElse,\n"
    "    strcat(First, Second, Third, Fourth)\n)" },
  { "T|where Aaaaaaaaaaaaaaaaaaaaa == 'bbbbbbbbbbbbbbbbbbbbbb' or Ccccccccccccccccccccccc =~ 'dddddddddddddddddd'",
    "T\n| where Aaaaaaaaaaaaaaaaaaaaa == 'bbbbbbbbbbbbbbbbbbbbbb'\n"
    "    or Ccccccccccccccccccccccc =~ 'dddddddddddddddddd'" },
  { "T | where ((", "T\n| where ((" },
  { "T | where a & b   c", "T\n| where a & b   c" },
};

static void
test_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (cases[i].text, -1, NULL);
      g_autoptr(VdtKqlTree) again = NULL;
      g_autofree char *formatted = vdt_kql_format (tree, NULL);
      g_autofree char *twice = NULL;

      g_assert_cmpstr (formatted, ==, cases[i].formatted);
      again = vdt_kql_parse (formatted, -1, NULL);
      twice = vdt_kql_format (again, NULL);
      g_assert_cmpstr (twice, ==, formatted);
      g_assert_true (vdt_kql_trees_are_alike (tree, again));
    }
}

static void
test_width (void)
{
  VdtKqlFormatOptions options = { .width = 20, .indent = 2 };
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ("T | project Alpha, Beta, Gamma", -1, NULL);
  g_autofree char *formatted = vdt_kql_format (tree, &options);

  g_assert_cmpstr (formatted, ==, "T\n| project\n  Alpha,\n  Beta,\n  Gamma");
}

static void
test_large (void)
{
  g_autoptr(GString) text = g_string_new ("T");
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autofree char *formatted = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "|where a==%u or b==%u", i, i);

  tree = vdt_kql_parse (text->str, -1, NULL);
  formatted = vdt_kql_format (tree, NULL);
  g_assert_true (g_str_has_prefix (formatted, "T\n| where a == 0 or b == 0\n"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/format/layout", test_layout);
  g_test_add_func ("/kql/format/width", test_width);
  g_test_add_func ("/kql/format/large", test_large);

  return g_test_run ();
}
