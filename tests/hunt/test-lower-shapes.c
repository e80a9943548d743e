/* test-lower-shapes.c
 *
 * Operators that change the shape of rows: parse, mv-expand, series, scan,
 * partitions, search, plugins.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>

#include "lower-cases.h"

static const LowerCase parse[] = {
  { "print s = 'n=12, lock=02/17/2016 08:40:01\\nx=ab' | parse kind=regex flags=s s with 'n=' n: long '(.*?)lock=' t: datetime"
    " '(.*?)x=' x: string", "[[\"n=12, lock=02/17/2016 08:40:01\\nx=ab\",12,\"2016-02-17T08:40:01.0000000Z\",\"ab\"]]" },
  { "print s = 'a=15, junk, b=x' | parse kind=relaxed s with 'a=' a: long * 'b=' b: long | project a, b", "[[15,null]]" },
  { "print dynamic([datetime('01-02-2022')])[0], datetime(\"2022-01-02\")",
    "[[\"2022-01-02T00:00:00.0000000Z\",\"2022-01-02T00:00:00.0000000Z\"]]" },
  { "print s = 'user=ann id=42 end' | parse s with 'user=' u ' id=' n: long ' ' * | project u, n", "[[\"ann\",42]]" },
  { "print s = 'nothing' | parse s with * 'id=' n: long | project n", "[[null]]" },
  { "datatable (s: string) ['a=1', 'b'] | parse-where s with 'a=' n: long | project n", "[[1]]" },
  { "print s = 'k1=v1, k2=7' | parse-kv s as (k1: string, k2: long) with (pair_delimiter=',', kv_delimiter='=') "
    "| project k1, k2", "[[\"v1\",7]]" },
};

static const LowerCase expand[] = {
  { "print k = 1, l = dynamic ([10, 20]) | mv-expand l to typeof (long)", "[[1,10],[1,20]]" },
  { "print l = dynamic ([]) | mv-expand l", "[]" },
  { "print l = dynamic (null) | mv-expand l", "[[null]]" },
  { "print a = dynamic ([1, 2, 3]), b = dynamic (['x']) | mv-expand a, b", "[[1,\"x\"],[2,null],[3,null]]" },
  { "print l = dynamic ([5, 6]) | mv-expand with_itemindex=i l", "[[5,0],[6,1]]" },
  { "datatable (k: string, l: dynamic) ['a', dynamic([3, 1, 2]), 'b', dynamic([9])] "
    "| mv-apply l to typeof (long) on (top 2 by l | summarize s = sum (l)) | sort by k asc", "[[\"a\",5],[\"b\",9]]" },
};

static const LowerCase series[] = {
  { "datatable (t: long, v: long) [1, 5, 3, 7] | make-series s = sum (v) on t from 0 to 5 step 1",
    "[[[0,5,0,7,0],[0,1,2,3,4]]]" },
  { "datatable (g: string, v: long) ['a', 1, 'a', 5, 'b', 3] | top-nested 1 of g by sum (v)", "[[\"a\",6]]" },
};

static const LowerCase scans[] = {
  { "datatable (t: long, v: long) [1, 2, 2, 3, 3, 4] | sort by t asc | scan declare (c: long = 0) with "
    "(step s: true => c = s.c + v;) | project t, c", "[[1,2],[2,5],[3,9]]" },
  { "datatable (t: long, e: string) [1, 'on', 2, 'x', 3, 'off', 4, 'off'] | sort by t asc | scan with_match_id=m with "
    "(step a: e == 'on'; step b: e == 'off' and t - a.t < 3;) | project t, m", "[[1,0],[3,0]]" },
};

static const LowerCase parts[] = {
  { "datatable (g: string, v: long) ['a', 1, 'a', 5, 'b', 3, 'b', 9] | partition by g (top 1 by v) | sort by g asc",
    "[[\"a\",5],[\"b\",9]]" },
  { "datatable (s: string, n: long) ['red fox', 1, 'blue', 2] | search 'fox' | project s", "[[\"red fox\"]]" },
  { "search in (DeviceEvents, DeviceInfo) 'x' | count", "[[0]]" },
  { "find in (DeviceEvents) where FileName == 'x' | count", "[[0]]" },
};

static const LowerCase plugins[] = {
  { "range i from 1 to 9 step 1 | evaluate rows_near (i == 5, 1, 2) | summarize make_list (i)", "[[[4,5,6,7]]]" },
  { "range i from 0 to 9 step 1 | extend k = i % 2 | evaluate rolling_percentile (i, 50, i, 5, 2, k) | sort by i asc, k asc",
    "[[0,0,2],[0,1,1],[5,0,4],[5,1,5]]" },
  { "datatable (u: string, t: long) ['a', 1, 'a', 3, 'a', 9, 'b', 9] | evaluate session_count (u, t, 0, 20, 10, 5)",
    "[[0,3]]" },
  { "datatable (u: string, t: long) ['a', 1, 'b', 1, 'a', 2] | evaluate sliding_window_counts (u, t, 1, 3, 2, 1)"
    " | sort by t asc", "[[1,2,2],[2,3,2],[3,1,1]]" },
  { "datatable (u: string, t: long) ['a', 1, 'a', 2, 'b', 2] | evaluate active_users_count (u, t, 0, 9, 4, 1, 2, 5)",
    "[[0,1]]" },
  { "datatable (u: string, t: long) ['a', 1, 'b', 1, 'a', 2, 'c', 2] | evaluate activity_counts_metrics (u, t, 1, 2, 1)"
    " | sort by t asc", "[[1,2,2,2,2],[2,2,2,1,3]]" },
  { "datatable (u: string, t: long) ['a', 1, 'b', 1, 'a', 2, 'c', 2] | evaluate activity_metrics (u, t, 1, 2, 1)"
    " | sort by t asc", "[[1,2,2,\"NaN\",\"NaN\"],[2,2,1,0.5,0.5]]" },
  { "datatable (u: string, t: long) ['a', 1, 'b', 1, 'a', 2] | evaluate activity_engagement (u, t, 1, 2, 1, 2)"
    " | sort by t asc", "[[1,2,2,1.0],[2,1,2,0.5]]" },
  { "datatable (n: string, shape: dynamic) ['sq', dynamic({'type': 'Polygon', 'coordinates': [[[0,0],[1,0],[1,1],[0,0]]]})]"
    " | as shapes | take 0 | union (print x = 0.75, y = 0.25) | project x, y"
    " | evaluate geo_polygon_lookup (shapes, shape, x, y)", "[[0.75,0.25,\"sq\"]]" },
  { "print b = dynamic ({'x': 1, 'y': 'z'}), k = 5 | evaluate bag_unpack (b)", "[[5,1,\"z\"]]" },
  { "datatable (k: string, c: string, v: long) ['a', 'p', 1, 'a', 'q', 2, 'b', 'p', 3] "
    "| evaluate pivot (c, sum (v), k) | sort by k asc", "[[\"a\",1,2],[\"b\",3,0]]" },
  { "print ip = '192.0.2.7' | evaluate ipv4_lookup ((datatable (n: string, net: string) ['doc', '192.0.2.0/24']), ip, net) "
    "| project n", "[[\"doc\"]]" },
  { "print a = 1 | evaluate autocluster ()", "!not available locally" },
  { "externaldata (a: string) ['https://example.com/x.csv']",
    "!not available locally: externaldata of a file that is not attached (line 1, column 1)" },
  { "print 1 | union (externaldata (a: string) [@'/etc/passwd'] with (format='txt'))", "!not available locally" },
  { "range x from 1 to 3 step 1 | fork (count) (take 1)", "!not available locally: fork (line 1, column 30)" },
  { "range x from 1 to 3 step 1 | fork (count)", "[[3]]" },
  { "print a = 1, b = 2 | facet by a, b", "!not available locally: facet (line 1, column 22)" },
  { "print a = 1 | facet by a with (take 1)", "!not available locally: facet" },
  { "print a = 1 | facet by a", "[[1,1]]" },
};

/* A row of its own for each outer row, whatever is left of the elements. */
static const LowerCase applies[] = {
  { "datatable (i: long, a: dynamic) [1, dynamic([]), 2, dynamic([1, 2]), 3, dynamic(null)] | mv-apply a to typeof(long) "
    "on (summarize s = sum (a), n = count (), m = max (a), l = make_list (a)) | sort by i asc",
    "[[1,0,0,null,[]],[2,3,2,2,[1,2]],[3,0,1,null,[]]]" },
  { "datatable (i: long, a: dynamic) [1, dynamic([]), 2, dynamic([1, 2])] | mv-apply a to typeof(long) on (where a > 1 "
    "| summarize s = sum (a) | extend t = s + 1) | sort by i asc", "[[1,0,1],[2,2,3]]" },
  { "datatable (i: long, a: dynamic) [1, dynamic([]), 2, dynamic([1, 2])] | mv-apply a to typeof(long) on (count) "
    "| sort by i asc", "[[1,0],[2,2]]" },
  { "datatable (i: long, a: dynamic) [1, dynamic([]), 2, dynamic([1, 1])] | mv-apply a to typeof(long) on "
    "(summarize n = count () by a)", "[[2,1,2]]" },
  { "datatable (i: long, a: dynamic) [1, dynamic([]), 2, dynamic([1, 2])] | mv-apply b = a to typeof(long) on (top 1 by b) "
    "| project i, b", "[[2,2]]" },
  { "datatable (i: long, a: dynamic) [1, dynamic([[1, 2], []]), 2, dynamic([])] | mv-apply b = a on "
    "(mv-apply c = b to typeof(long) on (summarize s = sum (c)) | summarize t = sum (s), n = count ()) | sort by i asc "
    "| project i, t, n", "[[1,3,2],[2,0,0]]" },
};

/* Sums have 64 bits. */
static const LowerCase sums[] = {
  { "datatable (x: long) [9223372036854775807, 1] | summarize sum (x), sumif (x, true), s = sum (x) + sum (x) + 1",
    "[[-9223372036854775808,-9223372036854775808,1]]" },
  { "datatable (x: long, y: long) [9223372036854775807, 1] | summarize sum (x + y), max (x * 2), min (-x - 2)",
    "[[-9223372036854775808,-2,9223372036854775807]]" },
  { "datatable (x: long) [9223372036854775807, 9223372036854775807, 9223372036854775807] | summarize sum (x)",
    "[[9223372036854775805]]" },
  { "datatable (x: long) [-9223372036854775807, -9223372036854775807] | summarize sum (x)", "[[2]]" },
  { "datatable (x: long) [9223372036854775807, 1] | serialize | project row_cumsum (x)",
    "[[9223372036854775807],[-9223372036854775808]]" },
  { "datatable (x: timespan) [time(10675199.02:48:05), time(1.00:00:00)] | summarize sum (x)",
    "[[\"-10675198.02:48:05.9551616\"]]" },
  { "datatable (x: int, y: int) [2147483647, 1] | project x + y, toint(-2) - x, x * x * y", "[[-2147483648,2147483647,1]]" },
  { "datatable (x: long) [] | summarize sum (x), sumif (x, true)", "[[0,0]]" },
};

/* Of no rows the columns need not be known. */
static const LowerCase unknowns[] = {
  { "union isfuzzy=true NoSuchTable | join kind=innerunique (DeviceInfo) on DeviceId | count", "[[0]]" },
};

static const LowerCase wraps[] = {
  { "print x = 9223372036854775807 | project x + 1, x * 2", "[[-9223372036854775808,-2]]" },
  { "let m = toscalar (print 'fox'); print s = 'red fox' | where s has m | project s", "[[\"red fox\"]]" },
  { "let n = materialize (range i from 1 to 3 step 1); n | count | union (n | summarize sum (i)) | count", "[[2]]" },
};

/* Only files that a person has given are read. */
static const LowerCase attached[] = {
  { "externaldata (ip: string, score: long, seen: datetime) ['https://example.com/feed.csv?key=1=2']"
    " with (format = 'csv', ignoreFirstRecord = true) | project ip, score, seen",
    "[[\"192.0.2.1\",5,\"2024-01-01T00:00:00.0000000Z\"],[\"a,b\",null,null]]" },
  { "externaldata (ip: string) ['https://example.com/feed.csv', 'https://example.net/feed.csv'] | count", "[[6]]" },
  { "externaldata (a: dynamic, b: string) ['https://example.com/rows.json'] with (format = 'multijson')",
    "[[{\"x\":[1]},\"t\"],[null,\"2\"]]" },
  { "externaldata (a: string) ['/etc/passwd']", "!externaldata of a file that is not attached (line 1, column 1)" },
  { "inline_external_table (a: string) kind = storage dataformat = csv ('https://example.com/none.csv')",
    "!not attached" },
  { "print geo_info_from_ip_address ('192.0.2.200'), geo_info_from_ip_address ('192.0.2.1').city",
    "[[{\"country\":\"Spain\",\"latitude\":40.4,\"longitude\":-3.7},\"Oslo\"]]" },
  { "print geo_info_from_ip_address ('2001:db8::1').country, geo_info_from_ip_address ('198.51.100.1'),"
    " geo_info_from_ip_address ('x')", "[[\"France\",null,null]]" },
};

static void
test_attached (void)
{
  static const struct { const char *name; const char *address; const char *text; } files_given[] = {
    { "feed.csv", "feed.csv", "ip,score,seen\n192.0.2.1,5,2024-01-01\r\n\n\"a,b\",x,\n" },
    { "rows.json", "https://example.com/rows.json", "{\"a\": {\"x\": [1]}, \"b\": \"t\"}\n{\"b\":\n 2}\n[oops\n" },
    { "places.csv", NULL, "network,country,city,latitude,longitude\n192.0.2.0/24,Norway,Oslo,59.9,10.7\n"
                          "192.0.2.128/25,Spain,\"\",40.4,-3.7\n2001:db8::/32,France,,,\nnonsense\n" },
  };
  g_autofree char *folder = g_dir_make_tmp ("vdt-lower-XXXXXX", NULL);
  g_autoptr(VdtHuntFiles) files = vdt_hunt_files_new ();
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files_given); i++)
    {
      g_autofree char *path = g_build_filename (folder, files_given[i].name, NULL);
      g_autofree char *assignment = g_strconcat (files_given[i].address != NULL ? files_given[i].address : "", "=", path,
                                                 NULL);

      g_assert_true (g_file_set_contents (path, files_given[i].text, -1, NULL));
      if (files_given[i].address != NULL)
        g_assert_true (vdt_hunt_files_attach (files, assignment, &error));
      else
        g_assert_true (vdt_hunt_files_set_geo (files, path, &error));
    }
  g_assert_false (vdt_hunt_files_attach (files, "name=/no/such/file", &error));
  g_assert_nonnull (error);

  run_lower_cases_with (attached, G_N_ELEMENTS (attached), files);

  for (gsize i = 0; i < G_N_ELEMENTS (files_given); i++)
    {
      g_autofree char *path = g_build_filename (folder, files_given[i].name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

#define TABLE_TEST(name) static void test_##name (void) { run_lower_cases (name, G_N_ELEMENTS (name)); }
TABLE_TEST (parse)
TABLE_TEST (expand)
TABLE_TEST (series)
TABLE_TEST (scans)
TABLE_TEST (parts)
TABLE_TEST (plugins)
TABLE_TEST (wraps)
TABLE_TEST (applies)
TABLE_TEST (sums)
TABLE_TEST (unknowns)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/lower/parse", test_parse);
  g_test_add_func ("/hunt/lower/expand", test_expand);
  g_test_add_func ("/hunt/lower/series", test_series);
  g_test_add_func ("/hunt/lower/scan", test_scans);
  g_test_add_func ("/hunt/lower/parts", test_parts);
  g_test_add_func ("/hunt/lower/plugins", test_plugins);
  g_test_add_func ("/hunt/lower/wraps", test_wraps);
  g_test_add_func ("/hunt/lower/applies", test_applies);
  g_test_add_func ("/hunt/lower/sums", test_sums);
  g_test_add_func ("/hunt/lower/unknowns", test_unknowns);
  g_test_add_func ("/hunt/lower/attached", test_attached);

  return g_test_run ();
}
