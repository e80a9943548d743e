/* test-query-run.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-query-run.h"

static void
add_page (VdtQueryRun       *run,
          guint              n_rows,
          const char *const *cells)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GBytes) text_bytes = NULL;
  g_autoptr(GBytes) end_bytes = NULL;

  for (gsize i = 0; cells[i] != NULL; i++)
    {
      guint32 end;

      g_string_append_len (text, cells[i], (gssize) strlen (cells[i]) + 1);
      end = (guint32) text->len;
      g_array_append_val (ends, end);
    }

  text_bytes = g_bytes_new (text->str, text->len);
  end_bytes = g_bytes_new (ends->data, ends->len * sizeof (guint32));
  vdt_query_run_add_page (run, n_rows, text_bytes, end_bytes);
}

static void
assert_cell (VdtQueryRun *run,
             guint        row,
             guint        column,
             const char  *expected)
{
  g_autoptr(VdtQueryRow) item = g_list_model_get_item (G_LIST_MODEL (run), row);
  g_autofree char *text = vdt_query_row_dup_text (item, column);

  g_assert_cmpuint (vdt_query_row_get_position (item), ==, row);
  g_assert_cmpstr (text, ==, expected);
}

static void
count_cb (GListModel *list,
          guint       position,
          guint       removed,
          guint       added,
          gpointer    user_data)
{
  g_assert_cmpuint (removed, ==, 0);
  *(guint *) user_data += added;
}

static void
test_rows (void)
{
  const char *const first[] = { "1", "\"a\"", "2", "\"tab\\there \\\"q\\\" \\u00e4 \\ud83d\\ude00\"", NULL };
  const char *const second[] = { "null", "\"\"", "{\"a\":[1]}", "\"x\"", "\"NaN\"", "\"y\"", NULL };
  g_autoptr(VdtQueryRun) run = vdt_query_run_new ("T | take 5");
  guint n_added = 0;

  g_signal_connect (run, "items-changed", G_CALLBACK (count_cb), &n_added);
  vdt_query_run_begin (run);
  vdt_query_run_add_column (run, "a", VDT_CELL_DYNAMIC);
  vdt_query_run_add_column (run, "b", VDT_CELL_STRING);
  add_page (run, 2, first);
  add_page (run, 3, second);

  g_assert_cmpuint (n_added, ==, 5);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (run)), ==, 5);
  assert_cell (run, 0, 1, "a");
  assert_cell (run, 1, 0, "2");
  assert_cell (run, 1, 1, "tab\there \"q\" \303\244 \360\237\230\200");
  assert_cell (run, 2, 0, "");
  assert_cell (run, 3, 0, "{\"a\":[1]}");
  assert_cell (run, 4, 1, "y");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (run), 5));
  g_assert_cmpuint (vdt_query_run_get_stats (run)->rows, ==, 5);
  g_assert_cmpint (vdt_query_run_get_stats (run)->first_rows, >=, 0);
}

/* What is more than memory is to hold goes into a file, and reads the same. */
static void
test_many (void)
{
  g_autofree char *long_text = g_strnfill (40000, 'x');
  g_autofree char *cell = g_strdup_printf ("\"%s\"", long_text);
  g_autoptr(VdtQueryRun) run = vdt_query_run_new ("T");
  g_auto(VdtRowPage) page = { NULL };
  VdtRowStore *rows = vdt_query_run_get_rows (run);

  vdt_query_run_begin (run);
  vdt_query_run_add_column (run, "n", VDT_CELL_LONG);
  vdt_query_run_add_column (run, "text", VDT_CELL_STRING);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", 2 * i);
      g_autofree char *next = g_strdup_printf ("%u", 2 * i + 1);
      const char *cells[] = { number, cell, next, "null", NULL };

      add_page (run, 2, cells);
    }
  g_assert_true (vdt_row_store_is_in_file (rows));
  assert_cell (run, 0, 0, "0");
  assert_cell (run, 598, 0, "598");
  assert_cell (run, 598, 1, long_text);
  assert_cell (run, 599, 0, "599");
  assert_cell (run, 599, 1, "");
  g_assert_cmpuint (vdt_row_store_get_n_pages (rows), ==, 300);
  g_assert_true (vdt_row_store_read_page (rows, 7, &page));
  g_assert_cmpuint (page.first, ==, 14);
  g_assert_cmpstr (page.text, ==, "14");
  g_assert_false (vdt_row_store_read_page (rows, 300, &page));
}

static void
test_end (void)
{
  g_autoptr(VdtQueryRun) run = vdt_query_run_new ("T");
  gsize start;
  gsize length;

  vdt_query_run_begin (run);
  g_assert_false (vdt_query_run_get_place (run, &start, &length));
  vdt_query_run_cancel (run);
  g_assert_true (g_cancellable_is_cancelled (vdt_query_run_get_cancellable (run)));
  vdt_query_run_set_place (run, 3, 4);
  vdt_query_run_end (run, VDT_QUERY_PARTIAL, TRUE, 17, "stopped");

  g_assert_cmpint (vdt_query_run_get_state (run), ==, VDT_QUERY_PARTIAL);
  g_assert_cmpstr (vdt_query_run_get_message (run), ==, "stopped");
  g_assert_true (vdt_query_run_get_truncated (run));
  g_assert_true (vdt_query_run_get_place (run, &start, &length));
  g_assert_cmpuint (start, ==, 3);
  g_assert_cmpuint (length, ==, 4);
  g_assert_cmpuint (vdt_query_run_get_stats (run)->rows_scanned, ==, 17);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/query-run/rows", test_rows);
  g_test_add_func ("/model/query-run/many", test_many);
  g_test_add_func ("/model/query-run/end", test_end);

  return g_test_run ();
}
