/* test-result.c
 *
 * Sorting, filtering, searching and counting the rows of a result.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gstdio.h>

#include "result-fixture.h"
#include "vdt-hunt-parquet.h"
#include "vdt-result-export.h"
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

static char *
export_as (const char  *format,
           const guint *columns,
           guint        n_columns,
           char       **out_path)
{
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vedette-export-XXXXXX", NULL);
  g_autofree char *name = g_strconcat ("rows.", format, NULL);
  char *text = NULL;

  *out_path = g_build_filename (folder, name, NULL);
  g_assert_true (vdt_result_export (source, columns, n_columns, format, *out_path, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (*out_path, &text, NULL, NULL));

  return text;
}

static void
remove_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_unlink (path), ==, 0);
  /* Nothing is left of what was not whole. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_export_text (void)
{
  static const guint columns[] = { RESULT_TEXT, RESULT_LONG, RESULT_TREE };
  static const struct { const char *format; const char *begin; const char *end; } cases[] = {
    { "csv", "Text,Count,More\r\n\"O'Neil \"\"x\"\"\",10,\"{\"\"a\"\":[1,2]}\"\r\n\"'=1+1\",-3,[1]\r\n"
             "\"Line\nend\t<b>\",-3,\r\n,200,\r\n", "cmd.exe /c \303\244,,\r\n" },
    { "json", "[\n{\"Text\":\"O'Neil \\\"x\\\"\",\"Count\":10,\"More\":{\"a\":[1,2]}},\n",
      "\"Count\":null,\"More\":null}\n]\n" },
    { "jsonl", "{\"Text\":\"O'Neil \\\"x\\\"\",\"Count\":10,\"More\":{\"a\":[1,2]}}\n{\"Text\":\"=1+1\"",
      "\"Count\":null,\"More\":null}\n" },
    { "xlsx", "PK", "" },
    { "parquet", "PAR1", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *text = export_as (cases[i].format, columns, G_N_ELEMENTS (columns), &path);

      if (!g_str_has_prefix (text, cases[i].begin))
        g_assert_cmpstr (text, ==, cases[i].begin);
      g_assert_true (g_str_has_suffix (text, cases[i].end));
      remove_file (path);
    }
}

static gboolean
count_row (const char *text,
           gsize       length,
           gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (text, length));

  return TRUE;
}

/* What is written is read back with its types. */
static void
test_export_parquet (void)
{
  static const guint columns[] = { RESULT_TIME, RESULT_TEXT, RESULT_LONG, RESULT_FLAG };
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autofree char *text = export_as ("parquet", columns, G_N_ELEMENTS (columns), &path);

  g_assert_true (g_str_has_prefix (text, "PAR1"));
  g_assert_true (vdt_hunt_parquet_dump (path, count_row, rows, NULL));
  g_assert_cmpuint (rows->len, ==, 6);
  g_assert_cmpstr (rows->pdata[1], ==, "{\"Timestamp\":\"2026-11-24 14:02:11.5\",\"Text\":\"=1+1\",\"Count\":-3,"
                   "\"Flag\":false}");
  remove_file (path);
}

/* A file that was there stays as it was. */
static void
test_export_stopped (void)
{
  static const guint columns[] = { RESULT_TEXT };
  g_autoptr(VdtQueryRun) run = result_fixture_new ();
  g_autofree guint *ranges = g_new (guint, 2 * 10000);
  g_autoptr(VdtResultSource) source = vdt_result_source_new (run, NULL);
  g_autoptr(VdtResultSource) many = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  for (guint i = 0; i < 10000; i++)
    ranges[2 * i] = ranges[2 * i + 1] = i % 6;
  many = vdt_result_source_new_part (source, ranges, 10000);
  g_cancellable_cancel (cancellable);
  for (gsize i = 0; vdt_result_get_formats ()[i] != NULL; i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("vedette-export-XXXXXX", NULL);
      g_autofree char *path = g_build_filename (folder, "rows", NULL);
      g_autofree char *text = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_true (g_file_set_contents (path, "before", -1, NULL));
      g_assert_false (vdt_result_export (many, columns, 1, vdt_result_get_formats ()[i], path, NULL, NULL, cancellable,
                                         &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "before");
      remove_file (path);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/result/arrange", test_arrange);
  g_test_add_func ("/hunt/result/search", test_search);
  g_test_add_func ("/hunt/result/counts", test_counts);
  g_test_add_func ("/hunt/result/export-text", test_export_text);
  g_test_add_func ("/hunt/result/export-parquet", test_export_parquet);
  g_test_add_func ("/hunt/result/export-stopped", test_export_stopped);

  return g_test_run ();
}
