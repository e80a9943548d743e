/* test-functions-aggregate.c
 *
 * Aggregates, numbers, and the readers of other formats.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "functions-cases.h"

#define ROWS(n) " FROM range(" #n ") AS r(i))"

static void
test_collect (void)
{
  static const FunctionCase cases[] = {
    { "(SELECT kql_make_list(x, 10) FROM (VALUES ('1'), (NULL), ('\"a\"')) AS v(x))", "[1,\"a\"]" },
    { "(SELECT kql_make_list(x, 10) FROM (VALUES ('{}'), ('[1,2]')) AS v(x))", "[{},1,2]" },
    { "(SELECT kql_make_list(x, 1) FROM (VALUES ('1'), ('2')) AS v(x))", "[1]" },
    { "(SELECT kql_make_list_with_nulls(x, 10) FROM (VALUES ('1'), (NULL)) AS v(x))", "[1,null]" },
    { "(SELECT kql_make_list(x, 10) FROM (VALUES ('1')) AS v(x) WHERE x = '2')", "[]" },
    { "(SELECT kql_make_list(x, 10) FILTER (WHERE x <> '2') FROM (VALUES ('1'), ('2')) AS v(x))", "[1]" },
    { "(SELECT kql_make_set(x, 10) FROM (VALUES ('\"b\"'), ('\"a\"'), ('\"b\"'), (NULL)) AS v(x))", "[\"b\",\"a\"]" },
    { "(SELECT kql_make_set(x, 10) FROM (VALUES ('[1,2]'), ('[2,3]')) AS v(x))", "[1,2,3]" },
    { "(SELECT kql_array_length(kql_make_set((i % 5000)::VARCHAR, 1048576))" ROWS (20000), "5000" },
    { "(SELECT kql_array_length(kql_make_list(i::VARCHAR, 100000))" ROWS (300000), "100000" },
    { "(SELECT sum(kql_array_length(s)) FROM (SELECT kql_make_set(i::VARCHAR, 10) AS s FROM range(200000) AS r(i)"
      " GROUP BY i % 20000))", "200000" },
    { "(SELECT kql_make_bag(x, 10) FROM (VALUES ('{\"a\":1}'), ('{\"a\":2,\"b\":3}'), ('5')) AS v(x))",
      "{\"a\":1,\"b\":3}" },
    { "(SELECT kql_make_bag(x, 10) FROM (VALUES ('5')) AS v(x))", "{}" },
    { "(SELECT kql_make_series_long(b, v, 4, 0) FROM (VALUES (0, 2.0), (3, 5.0), (9, 1.0)) AS t(b, v))", "[2,0,0,5]" },
    { "(SELECT kql_make_series_real(b, v, 2, NULL) FROM (VALUES (1, 2.5)) AS t(b, v))", "[null,2.5]" },
    { "(SELECT kql_session_starts(rn, t, 100, 10, false) FROM (VALUES (3, 40), (1, 1), (2, 9)) AS v(rn, t))",
      "[1, 1, 40]" },
    { "(SELECT kql_session_starts(rn, t, 15, 10, false) FROM (VALUES (1, 0), (2, 9), (3, 18)) AS v(rn, t))",
      "[0, 0, 18]" },
    { "(SELECT kql_buildschema(x) FROM (VALUES ('{\"a\":1}'), ('{\"a\":\"x\",\"b\":[]}')) AS v(x))",
      "{\"a\":[\"long\",\"string\"],\"b\":\"array\"}" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_sketch (void)
{
  static const FunctionCase cases[] = {
    { "(SELECT kql_dcount(hash(i % 1000), 1)" ROWS (100000), "1000" },
    { "(SELECT abs(kql_dcount(hash(i), 1) - 200000) < 200000 * 0.03" ROWS (200000), "true" },
    { "(SELECT abs(kql_dcount(hash(i), 4) - 50000) < 50000 * 0.01" ROWS (50000), "true" },
    { "(SELECT kql_dcount(CASE WHEN i < 3 THEN hash(i) END, 1)" ROWS (10), "3" },
    { "(SELECT kql_dcount(hash(i), 1) FROM range(0) AS r(i))", "0" },
    { "(SELECT kql_dcount_hll(kql_hll(hash(i), 1))" ROWS (77), "77" },
    { "kql_dcount_hll(kql_hll_merge_all((SELECT kql_hll(hash(i), 1)" ROWS (50) ", (SELECT kql_hll(hash(i + 25), 1)"
      ROWS (50) "))", "75" },
    { "(SELECT abs(kql_dcount_hll(kql_hll(hash(i), 1)) - 20000) < 600" ROWS (20000), "true" },
    { "kql_dcount_hll('{}')", NULL },
    { "kql_percentile_tdigest((SELECT kql_tdigest(i, 1)" ROWS (101) ", 50)", "50" },
    { "kql_rank_tdigest((SELECT kql_tdigest(i + 1, 1)" ROWS (1000) ", 685)", "685.0" },
    { "kql_percentrank_tdigest((SELECT kql_tdigest(i + 1, 1)" ROWS (1000) ", 250)", "25.0" },
    { "kql_percentile_tdigest(kql_tdigest_merge_all((SELECT kql_tdigest(i, 1)" ROWS (10)
      ", (SELECT kql_tdigest(i + 10, 1)" ROWS (11) "), 100)", "20" },
    { "(SELECT abs(p::DOUBLE - 95000) < 500 FROM (SELECT kql_percentile_tdigest(kql_tdigest(i, 1), 95) AS p"
      " FROM range(100000) AS r(i)))", "true" },
    { "(SELECT kql_percentiles_array(v, w, '[50,75,99.9]') FROM (VALUES (10, 8), (20, 6), (30, 3), (40, 1)) AS t(v, w))",
      "[20,20,40]" },
    { "(SELECT kql_percentilew(v, w, '50') FROM (VALUES (10, 8), (20, 6), (30, 3), (40, 1)) AS t(v, w))", "20.0" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_math (void)
{
  static const FunctionCase cases[] = {
    { "kql_sqrt(-1)", NULL },
    { "kql_log(0)", "-inf" },
    { "kql_gamma(5)", "24.0" },
    { "kql_acos(2)", NULL },
    { "kql_pow(2, 10)", "1024.0" },
    { "kql_long_to_int(4294967297)", "1" },
    { "kql_shift(1, 4)", "16" },
    { "kql_shift(-8, -1)", "-4" },
    { "kql_shift(1, 64)", "0" },
    { "kql_decimal_to_string('3.140000')", "3.14" },
    { "kql_decimal_to_string('300')", "300" },
    { "round(kql_beta_cdf(0.2, 10.0, 50.0), 6)", "0.76842" },
    { "round(kql_beta_inv(0.1, 10.0, 50.0), 6)", "0.1081" },
    { "round(kql_beta_pdf(0.5, 2, 2), 6)", "1.5" },
    { "round(kql_welch_test(10, 4, 20, 11, 5, 25), 6)", "0.121275" },
    { "kql_welch_test(10, 4, 1, 11, 5, 25)", NULL },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_parse (void)
{
  static const FunctionCase cases[] = {
    { "kql_parse_url('https://user:pw@example.com:8443/a/b?x=1&y=%20&x=2#top')",
      "{\"Scheme\":\"https\",\"Host\":\"example.com\",\"Port\":\"8443\",\"Username\":\"user\",\"Password\":\"pw\","
      "\"Path\":\"/a/b\",\"Query Parameters\":{\"x\":\"2\",\"y\":\"%20\"},\"Fragment\":\"top\"}" },
    { "kql_get(kql_parse_url('ftp://[2001:db8::1]:21/x'), 'Host')", "\"[2001:db8::1]\"" },
    { "kql_get(kql_parse_url('/only/path'), 'Path')", "\"/only/path\"" },
    { "kql_parse_urlquery('?a=b&c')", "{\"Query Parameters\":{\"a\":\"b\",\"c\":\"\"}}" },
    { "kql_parse_path('C:\\temp\\file.txt')",
      "{\"Scheme\":\"\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:\\\\temp\",\"DirectoryName\":\"temp\","
      "\"Filename\":\"file.txt\",\"Extension\":\"txt\",\"AlternateDataStreamName\":\"\"}" },
    { "kql_parse_path('file://C:/temp/file.txt:some.exe')",
      "{\"Scheme\":\"file\",\"RootPath\":\"C:\",\"DirectoryPath\":\"C:/temp\",\"DirectoryName\":\"temp\","
      "\"Filename\":\"file.txt\",\"Extension\":\"txt\",\"AlternateDataStreamName\":\"some.exe\"}" },
    { "kql_get(kql_parse_path('/usr/lib/temp/file.tar.gz'), 'DirectoryName')", "\"temp\"" },
    { "kql_parse_command_line('echo \"hello world!\"', 'windows')", "[\"echo\",\"hello world!\"]" },
    { "kql_parse_command_line('a.exe \\\\\"b c\\\\\" d\\e \"\" \"x\"\"y\"', 'windows')",
      "[\"a.exe\",\"\\\\b c\\\\\",\"d\\\\e\",\"\",\"x\\\"y\"]" },
    { "kql_parse_command_line('', 'windows')", NULL },
    { "kql_parse_csv('aaa,\"b,\"\"bb\",\nsecond')", "[\"aaa\",\"b,\\\"bb\",\"\"]" },
    { "kql_parse_version('1.2.3.4')", "00000001000000020000000300000004" },
    { "kql_parse_version('0.2')", "00000000000000020000000000000000" },
    { "kql_parse_version('1.2.3.4.5')", NULL },
    { "kql_parse_version('1.a')", NULL },
    { "kql_parse_xml('<e a=\"1\"><d n=\"x\">t</d><d/><o><![CDATA[<y>]]></o></e>')",
      "{\"e\":{\"@a\":\"1\",\"d\":[{\"@n\":\"x\",\"#text\":\"t\"},null],\"o\":\"<y>\"}}" },
    { "kql_parse_xml('<a>&lt;&#65;</a>')", "{\"a\":\"<A\"}" },
    { "kql_parse_xml('<a><b></a>')", NULL },
    { "kql_parse_xml('')", NULL },
    { "kql_parse_xml('<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>')", "{\"a\":null}" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/collect", test_collect);
  g_test_add_func ("/hunt/functions/sketch", test_sketch);
  g_test_add_func ("/hunt/functions/math", test_math);
  g_test_add_func ("/hunt/functions/parse", test_parse);

  return g_test_run ();
}
