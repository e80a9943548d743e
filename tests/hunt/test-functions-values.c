/* test-functions-values.c
 *
 * Conversions, dates and their texts.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "functions-cases.h"

static void
test_convert (void)
{
  static const FunctionCase cases[] = {
    { "kql_string_to_long('  42 ')", "42" },
    { "kql_string_to_long('0x1F')", "31" },
    { "kql_string_to_long('5.7')", NULL },
    { "kql_string_to_long('9223372036854775808')", NULL },
    { "kql_string_to_long('-9223372036854775808')", "-9223372036854775808" },
    { "kql_string_to_long('')", NULL },
    { "kql_string_to_int('2147483648')", NULL },
    { "kql_string_to_int('-7')", "-7" },
    { "kql_string_to_real('1e3')", "1000.0" },
    { "kql_string_to_real('0x10')", NULL },
    { "kql_string_to_real('Infinity')", "inf" },
    { "kql_string_to_real('1_000')", NULL },
    { "kql_string_to_bool('tRuE')", "true" },
    { "kql_string_to_bool('1.0')", NULL },
    { "kql_string_to_bool('-1')", "true" },
    { "kql_string_to_bool('yes')", NULL },
    { "kql_string_to_guid('{74BE27DE1E4E49D9B579FE0B331D3642}')", "74be27de-1e4e-49d9-b579-fe0b331d3642" },
    { "kql_string_to_guid('74be27de-1e4e-49d9-b579')", NULL },
    { "kql_real_to_long(-2.7)", "-2" },
    { "kql_real_to_long(1e300)", "9223372036854775807" },
    { "kql_real_to_long('inf'::DOUBLE)", NULL },
    { "kql_dynamic_to_long('1.9')", "1" },
    { "kql_dynamic_to_long('\"0x10\"')", "16" },
    { "kql_dynamic_to_long('\"3.14\"')", NULL },
    { "kql_dynamic_to_long('true')", "1" },
    { "kql_dynamic_to_long('[1]')", NULL },
    { "kql_dynamic_to_long(NULL)", NULL },
    { "kql_dynamic_to_int('2147483648')", "-2147483648" },
    { "kql_dynamic_to_real('\"3.14\"')", "3.14" },
    { "kql_dynamic_to_bool('\"true\"')", "true" },
    { "kql_dynamic_to_bool('0')", "false" },
    { "kql_dynamic_to_string('\"a\\\"b\\u00e9\"')", "a\"b\xc3\xa9" },
    { "kql_dynamic_to_string('{\"a\":1}')", "{\"a\":1}" },
    { "kql_dynamic_to_string(NULL)", "" },
    { "kql_dynamic_to_datetime('\"2024-01-01\"')", "638396640000000000" },
    { "kql_real_to_string(1.0)", "1.0" },
    { "kql_real_to_string(0.1 + 0.2::DOUBLE)", "0.30000000000000004" },
    { "kql_real_to_string('-0.0'::DOUBLE)", "-0.0" },
    { "kql_real_to_string(1e22)", "1e22" },
    { "kql_real_to_string(123456789012.5)", "123456789012.5" },
    { "kql_real_to_string(0.000123)", "0.000123" },
    { "kql_real_to_string('nan'::DOUBLE)", "NaN" },
    { "kql_real_to_string('-inf'::DOUBLE)", "-inf" },
    { "kql_real_to_string(NULL)", "" },
    { "kql_parse_json('{ \"a\" : [1, 2.50, null], \"b\\/c\":\"\\u0041\" }')", "{\"a\":[1,2.5,null],\"b/c\":\"A\"}" },
    { "kql_parse_json('not json')", "\"not json\"" },
    { "kql_parse_json('null')", NULL },
    { "kql_parse_json('')", NULL },
    { "kql_parse_json('[1,-0,1.50,1.5,0.1,1e2,-3.25,\"a\\\"b\",\"\\u0041\"]')",
      "[1,0,1.5,1.5,0.1,100.0,-3.25,\"a\\\"b\",\"A\"]" },
    { "kql_parse_json('{\"a\":{},\"b\":[]}')", "{\"a\":{},\"b\":[]}" },
    { "kql_parse_json('{\"a\"}')", "\"{\\\"a\\\"}\"" },
    { "kql_parse_json('01')", "\"01\"" },
    { "kql_parse_json('[1,]')", "\"[1,]\"" },
    { "kql_parse_json('18446744073709551616')", "18446744073709552000.0" },
    { "kql_dynamic_type('{}')", "dictionary" },
    { "kql_dynamic_type(NULL)", "null" },
    { "kql_dynamic_type('1.5')", "double" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_datetime (void)
{
  static const FunctionCase cases[] = {
    { "kql_datetime_to_string(kql_string_to_datetime('2020-06-15 13:45:30.7654321'))", "2020-06-15T13:45:30.7654321Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('2020-06-15T13:45:30+02:00'))", "2020-06-15T11:45:30.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('01-02-2022'))", "2022-01-02T00:00:00.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('12/31/2022 1:05:09 PM'))", "2022-12-31T13:05:09.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('Sat, 8 Nov 2014 15:05:02 GMT'))", "2014-11-08T15:05:02.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('Saturday, 08-Nov-14 15:05:02 GMT'))", "2014-11-08T15:05:02.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('November 8, 2014 15:05'))", "2014-11-08T15:05:00.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('2014-11'))", "2014-11-01T00:00:00.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('20141108'))", "2014-11-08T00:00:00.0000000Z" },
    { "kql_datetime_to_string(kql_string_to_datetime('2025, 6, 14'))", "2025-06-14T00:00:00.0000000Z" },
    { "kql_string_to_timespan('10675199.02:48:05.4775807')", "9223372036854775807" },
    { "kql_string_to_timespan('10675199.02:48:05.4775808')", NULL },
    { "kql_string_to_datetime('2014-02-30')", NULL },
    { "kql_string_to_datetime('31/12/2022')", NULL },
    { "kql_string_to_datetime('soon')", NULL },
    { "kql_string_to_datetime('2014-11-08 25:00')", NULL },
    { "kql_string_to_datetime('')", NULL },
    { "kql_string_to_datetime('0001-01-01')", "0" },
    { "kql_datetime_to_string(3155378975999999999)", "9999-12-31T23:59:59.9999999Z" },
    { "kql_datetime_to_string(NULL)", "" },
    { "kql_timespan_to_string(kql_string_to_timespan('1.02:03:04.5'))", "1.02:03:04.5000000" },
    { "kql_timespan_to_string(kql_string_to_timespan('-00:30:00'))", "-00:30:00" },
    { "kql_timespan_to_string(kql_string_to_timespan('13:00'))", "13:00:00" },
    { "kql_timespan_to_string(kql_string_to_timespan('90s'))", "00:01:30" },
    { "kql_timespan_to_string(kql_string_to_timespan('-1d'))", "-1.00:00:00" },
    { "kql_string_to_timespan('1.5')", NULL },
    { "kql_timespan_to_string(1)", "00:00:00.0000001" },
    { "kql_timespan_to_string((-9223372036854775808)::BIGINT)", "-10675199.02:48:05.4775808" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

#define T(text) "kql_string_to_datetime('" text "')"
#define P(expression) "kql_datetime_to_string(" expression ")"

static void
test_calendar (void)
{
  static const FunctionCase cases[] = {
    { P ("kql_startofweek(" T ("2020-06-15 13:45") ", 0)"), "2020-06-14T00:00:00.0000000Z" },
    { P ("kql_startofweek(" T ("2020-06-15") ", -2)"), "2020-05-31T00:00:00.0000000Z" },
    { P ("kql_startofday(" T ("2020-06-15 13:45") ", 3)"), "2020-06-18T00:00:00.0000000Z" },
    { P ("kql_startofmonth(" T ("2020-01-15") ", -1)"), "2019-12-01T00:00:00.0000000Z" },
    { P ("kql_startofyear(" T ("2020-06-15") ", 1)"), "2021-01-01T00:00:00.0000000Z" },
    { P ("kql_endofday(" T ("2020-06-15 13:45") ", 0)"), "2020-06-15T23:59:59.9999999Z" },
    { P ("kql_endofmonth(" T ("2020-02-15") ", 0)"), "2020-02-29T23:59:59.9999999Z" },
    { P ("kql_endofyear(" T ("9999-06-15") ", 0)"), "9999-12-31T23:59:59.9999999Z" },
    { "kql_startofyear(" T ("9999-06-15") ", 1)", NULL },
    { P ("kql_datetime_add('year', 1, " T ("2020-02-29") ")"), "2021-02-28T00:00:00.0000000Z" },
    { P ("kql_datetime_add('month', -1, " T ("2020-03-31 00:00:00.0000001") ")"), "2020-02-29T00:00:00.0000001Z" },
    { P ("kql_datetime_add('quarter', -3, " T ("2020-02-29 12:00") ")"), "2019-05-29T12:00:00.0000000Z" },
    { P ("kql_datetime_add('week', 100, " T ("2017-01-01") ")"), "2018-12-02T00:00:00.0000000Z" },
    { "kql_datetime_add('year', 9223372036854775807, " T ("2017-01-01") ")", NULL },
    { "kql_datetime_add('day', 9223372036854775807, " T ("2017-01-01") ")", NULL },
    { "kql_datetime_add('fortnight', 1, " T ("2017-01-01") ")", NULL },
    { "kql_datetime_diff('year', " T ("2020-12-31") ", " T ("2021-01-01") ")", "-1" },
    { "kql_datetime_diff('quarter', " T ("2024-03-31") ", " T ("2020-04-01") ")", "15" },
    { "kql_datetime_diff('week', " T ("2020-12-31") ", " T ("2020-01-01") ")", "52" },
    { "kql_datetime_diff('day', " T ("2020-01-01 23:00") ", " T ("2020-01-01 01:00") ")", "0" },
    { "kql_datetime_diff('nanosecond', " T ("2020-01-01 00:00:00.0000002") ", " T ("2020-01-01") ")", "200" },
    { "kql_datetime_part('week_of_year', " T ("2017-10-30") ")", "44" },
    { "kql_datetime_part('DayOfYear', " T ("2017-10-30") ")", "303" },
    { "kql_datetime_part('nanosecond', " T ("2017-10-30 01:02:03.7654321") ")", "765432100" },
    { "kql_week_of_year(" T ("2016-01-01") ")", "53" },
    { "kql_week_of_year(" T ("2017-01-01") ")", "52" },
    { "kql_week_of_year(" T ("2021-01-03") ")", "53" },
    { "kql_week_of_year(" T ("2007-01-01") ")", "1" },
    { "kql_week_of_year(" T ("2019-12-30") ")", "1" },
    { "kql_dayofweek(" T ("1947-11-30 10:00:05") ")", "0" },
    { "kql_dayofweek(" T ("1970-05-12") ") // 864000000000", "2" },
    { P ("kql_make_datetime(2020, 2, 29, 13, 45, 9)"), "2020-02-29T13:45:09.0000000Z" },
    { "kql_make_datetime(2020, 13, 1, 0, 0, 0)", NULL },
    { "kql_timespan_to_string(kql_make_timespan(1, 2, 3, 4.5))", "1.02:03:04.5000000" },
    { P ("kql_unixtime_milliseconds(1546300800000)"), "2019-01-01T00:00:00.0000000Z" },
    { P ("kql_unixtime_seconds(-1)"), "1969-12-31T23:59:59.0000000Z" },
    { P ("kql_unixtime_nanoseconds(1546300800123456789)"), "2019-01-01T00:00:00.1234567Z" },
    { P ("kql_unixtime_seconds_real(1546300800.25)"), "2019-01-01T00:00:00.2500000Z" },
    { "kql_unixtime_seconds(9223372036854775807)", NULL },
    { P ("kql_utc_to_local(" T ("2024-07-01 12:00") ", 'Europe/Berlin')"), "2024-07-01T14:00:00.0000000Z" },
    { P ("kql_local_to_utc(" T ("2024-01-01 12:00") ", 'Europe/Berlin')"), "2024-01-01T11:00:00.0000000Z" },
    { P ("kql_local_to_utc(" T ("2022-03-27 02:00") ", 'Europe/Brussels')"), "2022-03-27T00:00:00.0000000Z" },
    { "kql_utc_to_local(" T ("2024-07-01") ", '/etc/passwd')", NULL },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_format (void)
{
  static const FunctionCase cases[] = {
    { "kql_format_datetime(" T ("2017-01-29 09:00:05") ", 'yyyy-M-dd [H:mm:ss]')", "2017-1-29 [9:00:05]" },
    { "kql_format_datetime(" T ("2017-01-29 19:00:05.1234567") ", 'yy/MM/dd hh:mm tt fff FFFFFFF')",
      "17/01/29 07:00 PM 123 1234567" },
    { "kql_format_datetime(" T ("2020-06-15") ", 'y')", "20" },
    { "kql_format_datetime(" T ("2020-06-15 00:00:01") ", 's.FFF')", "1" },
    { "kql_format_datetime(NULL, 'y')", "" },
    { "kql_format_timespan(kql_string_to_timespan('1.02:03:04.567'), 'dd.hh:mm:ss.fffffff')", "01.02:03:04.5670000" },
    { "kql_format_timespan(kql_string_to_timespan('-1.02:30:00'), 'd.hh:mm:ss')", "-1.02:30:00" },
    { "kql_format_timespan(kql_string_to_timespan('1.02:01:00'), 'h:m')", "2:1" },
    { "kql_format_timespan(-900000000, 'mm:ss')", "-01:30" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/convert", test_convert);
  g_test_add_func ("/hunt/functions/datetime", test_datetime);
  g_test_add_func ("/hunt/functions/calendar", test_calendar);
  g_test_add_func ("/hunt/functions/format", test_format);

  return g_test_run ();
}
