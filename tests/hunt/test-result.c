/* test-result.c
 *
 * Sorting, filtering, searching and counting the rows of a result.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "result-fixture.h"
#include "vdt-result-query.h"

static void
assert_numbers (GBytes     *numbers,
                const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize size;
  const guint32 *n = g_bytes_get_data (numbers, &size);

  for (gsize i = 0; i < size / sizeof (guint32); i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", n[i]);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_arrange (void)
{
  static const struct
  {
    int           column;
    gboolean      descending;
    int           filter;       /* a column, or -1 */
    VdtResultTest test;
    const char   *text;
    const char   *expected;
  } cases[] = {
    { RESULT_TEXT, FALSE, -1, 0, NULL, "1 2 0 4 5 3" },
    { RESULT_TEXT, TRUE, -1, 0, NULL, "5 4 0 2 1 3" },
    { RESULT_LONG, FALSE, -1, 0, NULL, "1 2 4 0 3 5" },
    { RESULT_LONG, TRUE, -1, 0, NULL, "3 0 4 1 2 5" },
    { RESULT_TIME, FALSE, -1, 0, NULL, "4 0 1 2 3 5" },
    { RESULT_REAL, TRUE, -1, 0, NULL, "5 0 1 2 3 4" },
    { RESULT_SPAN, TRUE, -1, 0, NULL, "1 0 2 3 4 5" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_HAS, "CMD", "4 5" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_HAS_NOT, "cmd", "0 1 2 3" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_IS, "O'Neil \"x\"", "0" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_IS_NOT, "cmd.exe", "0 1 2 3 5" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_EMPTY, "", "3" },
    { -1, FALSE, RESULT_TEXT, VDT_RESULT_HAS, "x' OR '1'='1", "" },
    { -1, FALSE, RESULT_LONG, VDT_RESULT_AT_LEAST, "5", "0 3 4" },
    { -1, FALSE, RESULT_LONG, VDT_RESULT_AT_MOST, "no number", "" },
    { RESULT_LONG, TRUE, RESULT_TIME, VDT_RESULT_AT_LEAST, "2026-11-24 14:02:11", "3 0 1 2" },
    { -1, FALSE, RESULT_TIME, VDT_RESULT_AT_MOST, "yesterday", "" },
    { -1, FALSE, RESULT_SPAN, VDT_RESULT_AT_LEAST, "1.00:00:00", "1" },
    { -1, FALSE, RESULT_TREE, VDT_RESULT_NOT_EMPTY, "", "0 1" },
  };
  g_autoptr(VdtQueryRun) run = result_fixture_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
      g_autoptr(VdtResultOrder) order = vdt_result_order_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) rows = NULL;

      order->column = cases[i].column;
      order->descending = cases[i].descending;
      if (cases[i].filter >= 0)
        vdt_result_order_set (order, vdt_result_filter_new ((guint) cases[i].filter, cases[i].test, cases[i].text),
                              (guint) cases[i].filter);
      rows = vdt_result_arrange (source, order, NULL, &error);
      g_assert_no_error (error);
      assert_numbers (rows, cases[i].expected);
    }
}

/* In rows that are arranged already, by their place there. */
static void
test_search (void)
{
  static const guint32 order[] = { 5, 3, 4, 1 };
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autoptr(GBytes) positions = g_bytes_new_static (order, sizeof order);
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, positions);
  g_autoptr(GBytes) found = vdt_result_search (source, "Cmd", NULL, NULL);
  g_autoptr(GBytes) none = vdt_result_search (source, "O'Neil", NULL, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  assert_numbers (found, "0 2");
  assert_numbers (none, "");
  g_cancellable_cancel (cancellable);
  g_assert_null (vdt_result_search (source, "x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_counts (void)
{
  static const guint numbers[] = { RESULT_LONG };
  static const guint times[] = { RESULT_TIME };
  static const guint mixed[] = { RESULT_LONG, RESULT_TEXT };
  static const guint part[] = { 0, 1, 4, 4 };
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
  g_autoptr(VdtResultSource) some = vdt_result_source_new_part (source, part, 2);
  g_autoptr(VdtResultValues) values = vdt_result_count_values (source, RESULT_LONG, 2, NULL, NULL);
  g_autoptr(VdtResultSums) sums = vdt_result_sum_up (source, numbers, 1, NULL, NULL);
  g_autoptr(VdtResultSums) time_sums = vdt_result_sum_up (some, times, 1, NULL, NULL);
  g_autoptr(VdtResultSums) mixed_sums = vdt_result_sum_up (source, mixed, 2, NULL, NULL);
  g_autoptr(GPtrArray) ones = vdt_result_profile (source, NULL, NULL);

  g_assert_cmpuint (values->n_rows, ==, 6);
  g_assert_cmpuint (values->n_empty, ==, 1);
  g_assert_cmpuint (values->n_distinct, ==, 4);
  g_assert_cmpuint (values->values->len, ==, 2);
  g_assert_cmpstr (((VdtResultValue *) values->values->pdata[0])->text, ==, "-3");
  g_assert_cmpuint (((VdtResultValue *) values->values->pdata[0])->rows, ==, 2);

  g_assert_cmpuint (sums->n_cells, ==, 5);
  g_assert_cmpuint (sums->n_distinct, ==, 4);
  g_assert_cmpfloat (sums->sum, ==, -3 - 3 + 5 + 10 + 200);
  g_assert_cmpstr (sums->min, ==, "-3");
  g_assert_cmpstr (sums->max, ==, "200");
  g_assert_cmpuint (time_sums->n_cells, ==, 3);
  g_assert_cmpstr (time_sums->min, ==, "2026-11-24T14:02:10.5000000Z");
  g_assert_cmpuint (time_sums->n_numbers, ==, 0);
  g_assert_cmpuint (mixed_sums->n_cells, ==, 10);
  g_assert_null (mixed_sums->min);

  g_assert_null (ones->pdata[RESULT_TEXT]);
  g_assert_cmpstr (ones->pdata[RESULT_SAME], ==, "DeviceEvents");
  g_assert_cmpstr (ones->pdata[RESULT_NOTHING], ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/hunt/result/arrange", test_arrange);
  g_test_add_func ("/hunt/result/search", test_search);
  g_test_add_func ("/hunt/result/counts", test_counts);

  return g_test_run ();
}
