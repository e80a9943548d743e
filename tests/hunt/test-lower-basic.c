/* test-lower-basic.c
 *
 * Rows, columns, groups, joins and unions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "lower-cases.h"

static const LowerCase columns[] = {
  { "print a = 1, b = 'x'", "[[1,\"x\"]]" },
  { "print -7 / 2, -7 % 3, 7 % -3", "[[-3,2,1]]" },
  { "print tostring(true), tostring(1.5), tostring(1d)", "[[\"True\",\"1.5\",\"1.00:00:00\"]]" },
  { "range i from 1 to 4 step 1 | where i % 2 == 0 | extend j = i * 10 | project j, i", "[[20,2],[40,4]]" },
  { "range i from 1 to 3 step 1 | extend i = i + 1 | project-rename n = i | sort by n desc", "[[4],[3],[2]]" },
  { "datatable (Foo: long, foo: long) [1, 2] | project foo, Foo", "[[2,1]]" },
  { "datatable (a: long, b: long, c: long) [1, 2, 3] | project-away b", "[[1,3]]" },
  { "datatable (a: long, b: long, c: long) [1, 2, 3] | project-reorder c", "[[3,1,2]]" },
  { "let f = (x: long, y: long = 5) { x + y }; print f (1), f (1, 2)", "[[6,3]]" },
  { "let t = (r: (n: long)) { r | where n > 1 }; let s = range n from 1 to 2 step 1; t (s)", "[[2]]" },
  { "let d = dynamic ({'a': [1, {'b': 'x'}]}); print d.a[1].b, tostring (d.a[1]['b']), d.c", "[[\"x\",\"x\",null]]" },
  { "print ago (1h) < now (), now () - ago (1h)", "[[true,\"01:00:00\"]]" },
  { "DeviceProcessEvents | where FileName == 'x' | count", "[[0]]" },
  { "DeviceProcessEvents | frobnicate", "!KS" },
};

static const LowerCase nulls[] = {
  { "print isnull (long(null) == 1), long(null) != 1", "[[false,true]]" },
  { "datatable (x: long) [1, long(null)] | where x != 1", "[[null]]" },
  { "datatable (x: long) [1, long(null)] | where not (x == 1)", "[[null]]" },
  { "print iff (bool(null), 1, 2), coalesce (long(null), 3), coalesce ('', 'b')", "[[2,3,\"b\"]]" },
  { "datatable (x: long) [2, long(null), 1] | sort by x asc", "[[null],[1],[2]]" },
  { "datatable (x: long) [2, long(null), 1] | sort by x", "[[2],[1],[null]]" },
  { "datatable (x: long) [1, long(null)] | where x !in (2)", "[[1],[null]]" },
};

static const LowerCase text[] = {
  { "print 'a b' has 'B', 'ab' has 'b', 'x' in~ ('X'), 'abc' !contains 'B'", "[[true,false,true,false]]" },
  { "print 'one two' has_any ('three', 'two'), 'one two' has_all ('one', 'three')", "[[true,false]]" },
  { "let l = dynamic (['a', 'b']); print 'a' in (l), 'c' in (l)", "[[true,false]]" },
  { "let l = datatable (x: string) ['a']; print 'a' in (l)", "[[true]]" },
  { "print \"it's; drop table\\\"x\\\"\"", "[[\"it's; drop table\\\"x\\\"\"]]" },
};

static const LowerCase groups[] = {
  { "datatable (k: string, v: long) ['a', 1, 'a', 3, 'b', 5] | summarize count (), s = sum (v) by k | sort by k asc",
    "[[\"a\",2,4],[\"b\",1,5]]" },
  { "datatable (v: long) [] | summarize count (), sum (v), max (v)", "[[0,0,null]]" },
  { "datatable (k: string, v: long) [] | summarize count () by k", "[]" },
  { "datatable (k: string, v: long, w: string) ['a', 1, 'x', 'a', 3, 'y'] | summarize arg_max (v, *) by k",
    "[[\"a\",3,\"y\"]]" },
  { "datatable (k: string, v: long, w: string) ['a', 1, 'x', 'a', 3, 'y'] | summarize arg_min (v, w), n = count () by k",
    "[[\"a\",1,\"x\",2]]" },
  { "range i from 1 to 10 step 1 | summarize percentiles (i, 50, 90)", "[[5,9]]" },
  { "range i from 0 to 9 step 1 | summarize count () by bin (i, 5) | sort by i asc", "[[0,5],[5,5]]" },
  { "range i from 1 to 5 step 1 | distinct i | count", "[[5]]" },
  { "range i from 1 to 5 step 1 | top 2 by i", "[[5],[4]]" },
};

static const LowerCase joins[] = {
  { "datatable (k: long, a: string) [1, 'x', 1, 'y'] | join (datatable (k: long, b: long) [1, 7]) on k | project k, k1, b",
    "[[1,1,7]]" },
  { "datatable (k: long) [1, 2] | join kind=leftouter (datatable (k: long, b: string) [1, 'x']) on k | sort by k asc",
    "[[1,1,\"x\"],[2,null,\"\"]]" },
  { "datatable (k: long) [1, 2] | join kind=leftanti (datatable (k: long) [1]) on k", "[[2]]" },
  { "datatable (k: long) [1, 2] | join kind=rightsemi (datatable (q: long) [1, 5]) on $left.k == $right.q", "[[1]]" },
  { "datatable (k: long) [long(null)] | join kind=inner (datatable (k: long) [long(null)]) on k | count", "[[1]]" },
  { "datatable (k: long) [1, 2] | lookup (datatable (k: long, v: string) [1, 'x']) on k | sort by k asc",
    "[[1,\"x\"],[2,\"\"]]" },
  { "union (print a = 1), (print a = 2, b = 'x') | sort by a asc", "[[1,\"\"],[2,\"x\"]]" },
  { "union (print a = 1), (print a = 'y') | sort by a_long asc", "[[null,\"y\"],[1,\"\"]]" },
};

static const LowerCase windows[] = {
  { "range i from 1 to 3 step 1 | extend p = prev (i), n = next (i, 1, 0)", "[[1,null,2],[2,1,3],[3,2,0]]" },
  { "range i from 1 to 4 step 1 | serialize c = row_cumsum (i), r = row_number (1, i == 3)",
    "[[1,1,1],[2,3,2],[3,6,1],[4,10,2]]" },
  { "datatable (x: long) [1, 5, 6] | serialize | where x - prev (x) > 2", "[[5]]" },
};

#define TABLE_TEST(name) static void test_##name (void) { run_lower_cases (name, G_N_ELEMENTS (name)); }
TABLE_TEST (columns)
TABLE_TEST (nulls)
TABLE_TEST (text)
TABLE_TEST (groups)
TABLE_TEST (joins)
TABLE_TEST (windows)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/lower/columns", test_columns);
  g_test_add_func ("/hunt/lower/nulls", test_nulls);
  g_test_add_func ("/hunt/lower/text", test_text);
  g_test_add_func ("/hunt/lower/groups", test_groups);
  g_test_add_func ("/hunt/lower/joins", test_joins);
  g_test_add_func ("/hunt/lower/windows", test_windows);

  return g_test_run ();
}
