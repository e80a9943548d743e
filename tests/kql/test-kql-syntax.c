/* test-kql-syntax.c: trees and diagnostics of the parser.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "kql-check.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *diagnostics;   /* code@start+length, by place */
} Case;

/* The places are those of Microsoft's service. */
static const Case cases[] = {
  { "", "" },
  { "Devices", "" },
  { "Devices | where Name == 'pc-1' and Age between (1 .. 5) | top 3 by Age desc nulls last", "" },
  { "Devices | where Name in~ ('a', \"b\") or Name !has_cs @'c:\\d' | project-away A*, B", "" },
  { "let f = (a: long, b: string = 'x', T: (*)) { let y = a; T | where A == y }; f (1, T = Devices)", "" },
  { "Devices | summarize hint.strategy = shuffle n = count (), (a, b) = arg_max (Time, *) by bin (Time, 1h)",
    "" },
  { "Devices | join kind = leftanti (Users | distinct Id) on Id, $left.A == $right.B", "" },
  { "Devices | mv-expand with_itemindex = i A to typeof (long), B limit 5 | mv-apply C on (take 1)", "" },
  { "Devices | parse kind = regex A with * 'x' B: long 'y' C", "" },
  { "Devices | make-series n = count () default = 0 on Time from ago (1d) to now () step 1h by Name", "" },
  { "G | graph-match (a)-[e*1..3]->(b)<--(c) where a.x == 1 project a.x", "" },
  { "Devices | scan with_match_id = m declare (n: long = 0) with (step s: A > 1 => n = 1; step t: true;)",
    "" },
  { "datatable (A: string, ['b c']: long) ['x', -1, 'y', 2,] | evaluate pivot (A): (*, z: long)", "" },
  { "externaldata (A: string) [h@'https://example.com/a.csv'] with (format = csv)", "" },
  { "union withsource = S isfuzzy = true (Devices | take 1), Dev*, database ('d').U*", "" },
  { "print dynamic({'a': [1, null, -2.5], 'b': {}}), toscalar (Devices | count), -A.b['c'][0]", "" },
  { "Devices | render timechart with (title = 'x', ycolumns = A, B, kind = stacked)", "" },
  { "set notruncation; declare query_parameters (a: long = 1); Devices", "" },
  { "search in (Devices, Users) kind: 'x' or * has 'y'", "" },

  { "Devices | ", "KS176@9+0" },
  { "Devices | wher A", "KS176@10+4 KS005@15+1" },
  { "Devices | where", "KS006@15+0" },
  { "Devices | where A ==", "KS006@20+0" },
  { "Devices | where A !=", "KS005@20+0" },
  { "Devices | where (A", "KS005@18+0" },
  { "Devices | where A == 'x", "KS001@23+0" },
  { "Devices | where A & B", "KS002@18+1 KS198@18+1" },
  { "Devices | project A B", "KS005@20+1" },
  { "Devices | project A,, B", "KS006@20+0 KS198@20+1" },
  { "Devices | extend string = 1", "KS228@17+6" },
  { "Devices | take 1\n\nUsers", "KS005@16+0" },
  { "Devices | join kind= (Users) on A", "KS005@20+0" },
  { "Devices | lookup (Users)", "KS006@24+0" },
  { "let x 1; Devices", "KS005@6+1" },
  { "let f = (a: strange) { 1 }; f", "KS160@12+7" },
  { "Devices | mv-expand A to", "KS006@24+0" },
  { "print long(1", "KS001@12+0" },
  { "print a.", "KS006@8+0" },
  { ")", "KS198@0+1" },
};

static char *
list_diagnostics (VdtKqlTree *tree)
{
  GPtrArray *diagnostics = vdt_kql_tree_get_diagnostics (tree);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *d = g_ptr_array_index (diagnostics, i);

      g_ptr_array_add (words, g_strdup_printf ("%s@%" G_GSIZE_FORMAT "+%" G_GSIZE_FORMAT, d->code, d->start,
                                               d->length));
    }

  g_ptr_array_add (words, NULL);

  return g_strjoinv (" ", (char **) words->pdata);
}

static void
test_diagnostics (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (cases[i].text, -1, NULL);
      g_autofree char *found = NULL;

      kql_assert_tree (tree);
      found = list_diagnostics (tree);
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (found, ==, cases[i].diagnostics);
    }
}

/* Every beginning of every text is a half-typed query. */
static void
test_prefixes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize length = 0; length <= strlen (cases[i].text); length++)
      {
        g_autoptr(VdtKqlTree) tree = vdt_kql_parse (cases[i].text, (gssize) length, NULL);

        kql_assert_tree (tree);
      }
}

static void
test_shape (void)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ("A | where b == 1 and c | take 5", -1, NULL);
  VdtKqlNode *statements = vdt_kql_node_child (vdt_kql_tree_get_root (tree), VDT_KQL_ROLE_STATEMENTS);
  VdtKqlNode *statement = vdt_kql_list_first (statements);
  VdtKqlNode *pipe = vdt_kql_node_child (statement, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *take = vdt_kql_node_child (pipe, VDT_KQL_ROLE_OPERATOR);
  VdtKqlNode *where = NULL;
  VdtKqlNode *condition = NULL;

  g_assert_cmpint (statement->kind, ==, VDT_KQL_EXPRESSION_STATEMENT);
  g_assert_cmpint (pipe->kind, ==, VDT_KQL_PIPE);
  g_assert_cmpint (take->kind, ==, VDT_KQL_TAKE_OPERATOR);
  g_assert_true (vdt_kql_node_text_is (tree, vdt_kql_node_child (take, VDT_KQL_ROLE_EXPRESSION), "5"));

  pipe = vdt_kql_node_child (pipe, VDT_KQL_ROLE_LEFT);
  where = vdt_kql_node_child (pipe, VDT_KQL_ROLE_OPERATOR);
  condition = vdt_kql_node_child (where, VDT_KQL_ROLE_CONDITION);
  g_assert_cmpint (condition->kind, ==, VDT_KQL_BINARY);
  g_assert_nonnull (vdt_kql_node_token (condition, VDT_KQL_KEYWORD_AND));
  g_assert_true (vdt_kql_node_text_is (tree, condition, "b == 1 and c"));
  g_assert_true (vdt_kql_tree_token_at (tree, 5)->kind == VDT_KQL_KEYWORD_WHERE);
  g_assert_true (vdt_kql_node_ancestor (vdt_kql_tree_token_at (tree, 11), VDT_KQL_FILTER_OPERATOR) == where);
}

static void
test_strings (void)
{
  static const struct { const char *text; const char *value; } strings[] = {
    { "'a\\tb\\'c'", "a\tb'c" }, { "\"a\\u00e9\\x41\\101\"", "aéAA" }, { "@'a\\b''c'", "a\\b'c" },
    { "h'secret'", "secret" }, { "H@\"x\"", "x" }, { "```a\nb```", "a\nb" }, { "'a' \"b\" @'c'", "abc" },
    { "~~~'x'~~~", "'x'" }, { "'\\U0001F512'", "🔒" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      g_autofree char *text = g_strdup_printf ("print %s", strings[i].text);
      g_autoptr(VdtKqlTree) tree = vdt_kql_parse (text, -1, NULL);
      g_autofree char *value = vdt_kql_node_dup_string (tree, vdt_kql_tree_get_root (tree));

      g_assert_cmpuint (vdt_kql_tree_get_diagnostics (tree)->len, ==, 0);
      g_assert_cmpstr (value, ==, strings[i].value);
    }
}

/* A parser that tried again at every level on the way out would not return. */
static void
test_depth_in_lists (void)
{
  static const char * const parts[] = { "f(x,(", "[(", "{\"a\":[", "union (f(", "iff((a) (" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GString) text = g_string_new ("print dynamic(");
      g_autoptr(VdtKqlTree) tree = NULL;

      for (guint j = 0; j < 3000; j++)
        g_string_append (text, parts[i]);

      tree = vdt_kql_parse (text->str, (gssize) text->len, NULL);
      kql_assert_tree (tree);
    }
}

static void
test_depth (void)
{
  g_autoptr(GString) text = g_string_new ("print ");
  g_autoptr(VdtKqlTree) tree = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 2 == 0 ? "(" : "f(");

  tree = vdt_kql_parse (text->str, (gssize) text->len, NULL);
  kql_assert_tree (tree);
  g_assert_true (vdt_kql_tree_is_too_deep (tree));
  g_assert_cmpuint (vdt_kql_tree_get_diagnostics (tree)->len, ==, 1);
}

static void
test_long_chain (void)
{
  g_autoptr(GString) text = g_string_new ("A | where b == 0");
  g_autoptr(VdtKqlTree) tree = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, " or b == %u | where c", i);

  tree = vdt_kql_parse (text->str, (gssize) text->len, NULL);
  kql_assert_tree (tree);
  g_assert_false (vdt_kql_tree_is_too_deep (tree));
  g_assert_cmpuint (vdt_kql_tree_get_diagnostics (tree)->len, ==, 0);
}

static void
test_encoding (void)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ("A // \xff\n| where b == '\xc3' and c == 'é'", -1, NULL);
  g_autofree char *found = list_diagnostics (tree);

  kql_assert_tree (tree);
  g_assert_cmpstr (found, ==, "VK100@5+1 VK100@21+1");
}

static void
test_too_long (void)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ("A", G_MAXSSIZE, NULL);
  g_autofree char *found = list_diagnostics (tree);

  kql_assert_tree (tree);
  g_assert_cmpstr (found, ==, "VK101@0+0");
}

static void
test_cancel (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  VdtKqlParseOptions options = { .cancellable = cancellable };
  g_autoptr(GString) text = g_string_new ("A");
  g_autoptr(VdtKqlTree) tree = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, " | where b");

  g_cancellable_cancel (cancellable);
  tree = vdt_kql_parse (text->str, (gssize) text->len, &options);
  kql_assert_tree (tree);
  g_assert_true (vdt_kql_tree_is_cancelled (tree));
  g_assert_cmpuint (vdt_kql_tree_get_n_nodes (tree), <, 60000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kql/syntax/diagnostics", test_diagnostics);
  g_test_add_func ("/kql/syntax/prefixes", test_prefixes);
  g_test_add_func ("/kql/syntax/shape", test_shape);
  g_test_add_func ("/kql/syntax/strings", test_strings);
  g_test_add_func ("/kql/syntax/depth", test_depth);
  g_test_add_func ("/kql/syntax/depth-in-lists", test_depth_in_lists);
  g_test_add_func ("/kql/syntax/long-chain", test_long_chain);
  g_test_add_func ("/kql/syntax/encoding", test_encoding);
  g_test_add_func ("/kql/syntax/too-long", test_too_long);
  g_test_add_func ("/kql/syntax/cancel", test_cancel);

  return g_test_run ();
}
