/* test-kql-binder.c: what queries mean: result columns with their types, and errors.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-kql-analysis.h"

static const char schema[] =
  "{ \"database\": \"db\", \"tables\": {"
  "  \"T\": [[\"a\", \"long\"], [\"b\", \"string\"], [\"c\", \"datetime\"], [\"d\", \"dynamic\"],"
  "          [\"e\", \"real\"], [\"f\", \"bool\"], [\"g\", \"timespan\"], [\"i\", \"int\"]],"
  "  \"U\": [[\"a\", \"long\"], [\"x\", \"string\"], [\"b\", \"long\"]] },"
  "  \"functions\": ["
  "    { \"name\": \"F\", \"params\": \"()\", \"columns\": [[\"p\", \"long\"], [\"q\", \"string\"]] },"
  "    { \"name\": \"G\", \"params\": \"(s:string, n:long=3)\", \"columns\": [[\"p\", \"long\"]] },"
  "    { \"name\": \"P\", \"params\": \"(T:(*), x:string='')\", \"body\": \"{ T | extend Extra = x }\" },"
  "    { \"name\": \"Q\", \"params\": \"(T:(*), x:column)\", \"body\": \"{ T | extend Extra = 1 }\" },"
  "    { \"name\": \"W\", \"open\": true, \"args\": [[\"name\", \"string\"]],"
  "      \"columns\": [[\"SearchKey\", \"string\"]] } ] }";

#define ALL "a:long b:string c:datetime d:dynamic e:real f:bool g:timespan i:int"

/* Columns as "name:type …", NULL if the result is no table; errors as "CODE@start+length …". */
static const struct
{
  const char *query;
  const char *columns;
  const char *errors;
} cases[] = {
  /* Names of computed columns */
  { "T | extend a + 1, strcat (b, 'x'), d.foo, d['bar'], d[0]",
    ALL " Column1:long Column2:string d_foo:dynamic d_bar:dynamic d_0:dynamic", "" },
  { "T | project a, tolong (a)", "a:long", "KS171@15+10" },
  { "T | project a, tostring (a)", "a:long a1:string", "" },
  { "T | project x = a, x = b", "x:long", "KS171@19+1" },
  { "T | extend bin (c, 1d)", ALL, "" },
  { "T | extend a = b", "a:string b:string c:datetime d:dynamic e:real f:bool g:timespan i:int", "" },
  { "print 1, 'x', y = 2", "print_0:long print_1:string y:long", "" },
  { "T | project strlen (b), gettype (a), round (e, 1)", "strlen_b:long type_a:string e:real", "" },

  /* summarize */
  { "T | summarize count (), dcount (b), sum (i), avg (a), make_set (b) by bin (c, 1h), tolower (b)",
    "c:datetime Column1:string count_:long dcount_b:long sum_i:long avg_a:real set_b:dynamic", "" },
  { "T | summarize count (), count ()", "count_:long count_1:long", "" },
  { "T | summarize arg_max (c, *) by b",
    "b:string c:datetime a:long d:dynamic e:real f:bool g:timespan i:int", "" },
  { "T | summarize x = arg_max (c, a, e) by b", "b:string x:datetime a:long e:real", "" },
  { "T | summarize percentiles (i, 5, 99.5)", "percentile_i_5:long percentile_i_99_5:long", "" },
  { "T | summarize (p, q) = percentiles (a, 50, 90)", "p:long q:long", "" },
  { "T | summarize take_any (a, b), any (b)", "a:long b:string any_b:string", "" },
  { "T | summarize count () by d", "d:dynamic count_:long", "KS116@26+1" },
  { "T | summarize a", "a:unknown", "KS236@14+1" },
  { "T | extend count ()", ALL " Column1:unknown", "KS144@11+5" },
  { "T | make-series n = count () on c step 1h by b", "b:string n:dynamic c:dynamic", "" },
  { "T | top-nested 3 of b by count (), top-nested of a by x = max (c)",
    "b:string aggregated_b:long a:long x:datetime", "" },

  /* Several inputs */
  { "T | project a, b | join kind=inner U on a", "a:long b:string a1:long x:string b1:long", "" },
  { "T | project a, a1 = b | join U on a", "a:long a1:string a2:long x:string b:long", "" },
  { "T | join kind=leftanti U on a", ALL, "" },
  { "T | join kind=rightsemi U on a", "a:long x:string b:long", "" },
  { "T | project a, b | lookup U on a", "a:long b:string x:string b1:long", "" },
  { "T | join U on x", ALL " a1:long x:string b1:long", "KS145@14+1" },
  { "T | join U on $left.a == $right.b", ALL " a1:long x:string b1:long", "" },
  { "T | join U on $left.b == $right.b", ALL " a1:long x:string b1:long", "KS242@0+0" },
  { "union (T | project a, b), U", "a:long b_string:string b_long:long x:string", "" },
  { "union withsource=S (T | project a), (U | project a)", "S:string a:long", "" },
  { "union isfuzzy=true Nowhere, U | where y == 1", "a:long x:string b:long y:unknown", "KS205@19+7" },
  { "search in (U) 'x'", "$table:string a:long x:string b:long", "" },
  { "find in (U) where a == 1 project a, x", "source_:string a:long x:string", "" },

  /* Names that are not there */
  { "T | where zz == 1", ALL, "KS142@10+2" },
  { "Nowhere | where y == 1 | extend z = y", "y:unknown z:unknown", "KS204@0+7" },
  { "T | where nofunction (b)", ALL, "KS211@10+10" },
  { "T | evaluate noplugin (b)", NULL, "KS124@13+8" },
  { "T | project-away zz", ALL, "KS109@17+2 KS142@17+2" },

  /* Types */
  { "T | where b > 1", ALL, "KS106@12+1" },
  { "T | where b", ALL, "KS141@10+1" },
  { "T | extend ago ('1d')", ALL " Column1:datetime", "KS107@16+4" },
  { "T | extend bin (c, 1)", "a:long b:string c:unknown d:dynamic e:real f:bool g:timespan i:int", "KS127@11+3" },
  { "T | extend extract (b, 1, b)", ALL " Column1:string", "KS129@20+1" },
  { "T | extend x = tolower ()", ALL " x:string", "KS119@15+7" },
  { "T | extend x = iff (f, 1, 2.5), y = iff (f, 'a', 1), z = coalesce (i, a)",
    ALL " x:real y:dynamic z:long", "" },
  { "T | where c between (1 .. 2)", ALL, "KS141@21+1 KS141@26+1" },
  { "T | extend x = c - c, y = g / 1h, z = c + 1d, w = i + i", ALL " x:timespan y:real z:datetime w:long", "" },
  { "T | top 'x' by a", ALL, "KS134@8+3" },

  /* Columns out of values */
  { "T | project d | mv-expand d to typeof (long)", "d:long", "" },
  { "T | project a, d | mv-apply x = d to typeof (long) on (summarize sum (x))", "a:long d:dynamic sum_x:long", "" },
  { "T | project b | parse b with * 'x' y:long ' ' z", "b:string y:long z:string", "" },
  { "T | project b | parse b with * y", "b:string y:string", "KS102@29+1 KS101@31+1" },
  { "T | project a, d | evaluate bag_unpack (d) | where Key == 1", "a:long Key:unknown", "" },
  { "T | evaluate pivot (b, count (), a)", "a:long", "" },
  { "T | project d | extend (x, y) = series_stats (d)",
    "d:dynamic x:real y:long series_stats_d_max:real series_stats_d_max_idx:long series_stats_d_avg:real "
    "series_stats_d_stdev:real series_stats_d_variance:real", "" },
  { "datatable (a:string, b:long) ['x', 1, 'y']", "a:string b:long", "KS173@30+11" },

  /* let */
  { "let f = (x:long) { x + 1 }; print f (1)", "print_0:long", "" },
  { "let f = (t:(a:long)) { t | where a > 1 }; f (T)", ALL, "" },
  { "let f = (t:(q:long)) { t | where q > 1 }; f (T)", ALL, "KS249@45+1" },
  { "let f = (n:string) { table (n) | take 1 }; f ('U')", "a:long x:string b:long", "" },
  { "let f = (x:long) { T | where zz == x }; T", ALL, "KS142@29+2" },
  { "let x = 1; let x = 2; print x", "print_0:long", "KS201@15+1" },
  { "let n = toscalar (T | summarize max (c)); T | where c > n", ALL, "" },
  { "T | as Y; Y | project a", "a:long", "" },

  /* Stored functions */
  { "F | where p == 1", "p:long q:string", "" },
  { "G (n = 2, s = 'x')", "p:long", "" },
  { "G (zz = 1)", "p:long", "KS196@3+2" },
  { "G", "p:long", "KS117@0+1" },
  { "U | invoke P ('v')", "a:long x:string b:long Extra:string", "" },
  { "U | invoke P (x)", "a:long x:string b:long Extra:string", "KS142@14+1" },
  { "U | invoke Q (x)", "a:long x:string b:long Extra:long", "" },
  { "W ('list') | project SearchKey, Other", "SearchKey:string Other:unknown", "" },

  /* scan, graphs, partitions */
  { "U | scan declare (n:long) with (step s: a > 1 => n = s.n + 1;)", "a:long x:string b:long n:long", "" },
  { "U | make-graph a --> b with_node_id=id | graph-match (m)-[e]->(n) project m.id, e.x", "m_id:long e_x:string", "" },
  { "U | partition by x (summarize count ())", "count_:long", "" },
  { "where a == 1", "", "KS174@0+5 KS142@6+1" },
};

static char *
columns_text (VdtKqlAnalysis *analysis)
{
  const VdtKqlType *type = vdt_kql_analysis_get_result (analysis);
  GString *text;

  if (type == NULL || type->kind != VDT_KQL_TYPE_TABLE)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < type->schema->n_columns; i++)
    g_string_append_printf (text, "%s%s:%s", i > 0 ? " " : "", type->schema->columns[i]->name,
                            vdt_kql_type_get_name (type->schema->columns[i]->type));

  return g_string_free (text, FALSE);
}

static char *
errors_text (VdtKqlAnalysis *analysis)
{
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *one = g_ptr_array_index (diagnostics, i);

      g_string_append_printf (text, "%s%s@%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT, i > 0 ? " " : "",
                              one->code, one->start, one->length);
      g_assert_cmpstr (one->message, !=, "");
    }

  return g_string_free (text, FALSE);
}

static VdtKqlAnalysis *
analyze (const char *query)
{
  g_autoptr(VdtKqlCatalog) catalog = NULL;
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query, -1, NULL);
  g_autoptr(GError) error = NULL;
  VdtKqlAnalyzeOptions options = { TRUE, NULL };
  VdtKqlAnalysis *analysis;

  catalog = vdt_kql_catalog_new_from_json (schema, -1, &error);
  g_assert_no_error (error);
  analysis = vdt_kql_analyze (tree, catalog, &options);

  return analysis;
}

static void
test_case (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  g_autoptr(VdtKqlAnalysis) analysis = analyze (cases[index].query);
  g_autofree char *columns = columns_text (analysis);
  g_autofree char *errors = errors_text (analysis);

  g_test_message ("%s", cases[index].query);
  g_assert_cmpstr (errors, ==, cases[index].errors);
  g_assert_cmpstr (columns, ==, cases[index].columns);
}

static void
test_suggestion (void)
{
  g_autoptr(VdtKqlAnalysis) analysis = analyze ("U | summarize sum (bb) by Xx | where a == 1");
  const VdtKqlDiagnostic *one = g_ptr_array_index (vdt_kql_analysis_get_diagnostics (analysis), 0);
  const VdtKqlFix *fix;
  const VdtKqlTextEdit *edit;

  g_assert_nonnull (one->fixes);
  fix = g_ptr_array_index (one->fixes, 0);
  edit = g_ptr_array_index (fix->edits, 0);
  g_assert_cmpuint (edit->start, ==, one->start);
  g_assert_cmpuint (edit->length, ==, one->length);
  g_assert_cmpstr (edit->text, ==, "b");
}

static void
test_visible (void)
{
  const char *query = "let low = 5; U | where a > low | project q = x | where ";
  g_autoptr(VdtKqlAnalysis) analysis = analyze (query);
  g_autoptr(VdtKqlVisible) visible = vdt_kql_analysis_get_visible (analysis, strlen (query));

  g_assert_nonnull (visible->row);
  g_assert_cmpuint (visible->row->n_columns, ==, 1);
  g_assert_cmpstr (visible->row->columns[0]->name, ==, "q");
  g_assert_cmpuint (visible->locals->len, ==, 1);
  g_assert_cmpstr (((const VdtKqlSymbol *) g_ptr_array_index (visible->locals, 0))->name, ==, "low");
}

/* A column keeps its id through operators that do not change it. */
static void
test_column_ids (void)
{
  g_autoptr(VdtKqlAnalysis) analysis = analyze ("U | where a > 1 | extend y = 1 | project x, z = a");
  const VdtKqlSchema *out = vdt_kql_analysis_get_result (analysis)->schema;
  const VdtKqlNode *root = vdt_kql_tree_get_root (vdt_kql_analysis_get_tree (analysis));
  const VdtKqlSchema *in = NULL;

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      if (node->kind == VDT_KQL_FILTER_OPERATOR)
        in = vdt_kql_analysis_get_input (analysis, node);
    }

  g_assert_nonnull (in);
  g_assert_cmpuint (vdt_kql_schema_find (in, "x")->id, ==, vdt_kql_schema_find (out, "x")->id);
  g_assert_cmpuint (vdt_kql_schema_find (in, "a")->id, !=, vdt_kql_schema_find (out, "z")->id);
}

static void
test_cancel (void)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new ("db");
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ("print 1 | where 1 == 1", -1, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  VdtKqlAnalyzeOptions options = { TRUE, cancellable };
  g_autoptr(VdtKqlAnalysis) analysis = NULL;

  g_cancellable_cancel (cancellable);
  analysis = vdt_kql_analyze (tree, catalog, &options);
  g_assert_true (vdt_kql_analysis_is_cancelled (analysis));
  g_assert_false (vdt_kql_analysis_is_ok (analysis));
}

/* A chain of calls that doubles at each step must not. */
static void
test_bounded (void)
{
  g_autoptr(GString) query = g_string_new ("let f0 = (x:long) { x };");
  g_autoptr(VdtKqlAnalysis) analysis = NULL;

  for (guint i = 1; i < 60; i++)
    g_string_append_printf (query, "let f%u = (x:long) { f%u (x) + f%u (x) };", i, i - 1, i - 1);
  g_string_append (query, "print f59 (1)");

  analysis = analyze (query->str);
  g_assert_true (vdt_kql_analysis_is_ok (analysis));
}

/* Chains are as deep as they are long. */
static void
test_long_chains (void)
{
  static const char *const links[] = { " or a == 1", " and a in (1)", " + 1", ".e", "[0]", " between (1 .. 2)" };

  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autoptr(GString) query = g_string_new ("T | extend x = d");
      g_autoptr(VdtKqlAnalysis) analysis = NULL;

      for (guint n = 0; n < 40000; n++)
        g_string_append (query, links[i]);

      analysis = analyze (query->str);
      g_assert_nonnull (vdt_kql_schema_find (vdt_kql_analysis_get_result (analysis)->schema, "x"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kql/binder/case/%02u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  g_test_add_func ("/kql/binder/suggestion", test_suggestion);
  g_test_add_func ("/kql/binder/visible", test_visible);
  g_test_add_func ("/kql/binder/column-ids", test_column_ids);
  g_test_add_func ("/kql/binder/cancel", test_cancel);
  g_test_add_func ("/kql/binder/bounded", test_bounded);
  g_test_add_func ("/kql/binder/long-chains", test_long_chains);

  return g_test_run ();
}
