/* result-fixture.h
 *
 * A run with cells of all kinds.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <string.h>

#include "vdt-query-run.h"

enum
{
  RESULT_TIME,
  RESULT_TEXT,
  RESULT_LONG,
  RESULT_REAL,
  RESULT_SPAN,
  RESULT_FLAG,
  RESULT_TREE,
  RESULT_SAME,
  RESULT_NOTHING,
  RESULT_N_COLUMNS
};

static const char * const result_cells[][RESULT_N_COLUMNS] = {
  { "\"2026-11-24T14:02:11.0000000Z\"", "\"O'Neil \\\"x\\\"\"", "10", "1.5", "\"00:00:01\"", "true", "{\"a\":[1,2]}",
    "\"DeviceEvents\"", "null" },
  { "\"2026-11-24T14:02:11.5000000Z\"", "\"=1+1\"", "-3", "1.25", "\"1.00:00:00\"", "false", "[1]",
    "\"DeviceEvents\"", "\"\"" },
  { "\"2026-11-24T14:02:12.0000000Z\"", "\"Line\\nend\\t<b>\"", "-3", "0.5", "\"00:00:00.5000000\"", "null", "null",
    "\"DeviceEvents\"", "null" },
  { "\"2026-11-25T00:00:00.0000000Z\"", "\"\"", "200", "null", "null", "null", "null",
    "\"DeviceEvents\"", "null" },
  { "\"2026-11-24T14:02:10.5000000Z\"", "\"cmd.exe\"", "5", "null", "null", "null", "null",
    "\"DeviceEvents\"", "null" },
  { "null", "\"cmd.exe /c \\u00e4\"", "null", "\"Infinity\"", "null", "null", "null",
    "\"DeviceEvents\"", "null" },
};

static VdtQueryRun *
result_fixture_new (void)
{
  static const VdtQueryColumn columns[] = {
    { (char *) "Timestamp", VDT_CELL_DATETIME }, { (char *) "Text", VDT_CELL_STRING }, { (char *) "Count", VDT_CELL_LONG },
    { (char *) "Score", VDT_CELL_REAL }, { (char *) "Span", VDT_CELL_TIMESPAN }, { (char *) "Flag", VDT_CELL_BOOL },
    { (char *) "More", VDT_CELL_DYNAMIC }, { (char *) "Table", VDT_CELL_STRING }, { (char *) "Nothing", VDT_CELL_STRING },
  };
  VdtQueryRun *run = vdt_query_run_new ("T");
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) ends = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr(GBytes) text_bytes = NULL;
  g_autoptr(GBytes) end_bytes = NULL;

  vdt_query_run_begin (run);
  for (guint i = 0; i < RESULT_N_COLUMNS; i++)
    vdt_query_run_add_column (run, columns[i].name, columns[i].type);
  for (gsize row = 0; row < G_N_ELEMENTS (result_cells); row++)
    for (guint i = 0; i < RESULT_N_COLUMNS; i++)
      {
        guint32 end;

        g_string_append_len (text, result_cells[row][i], (gssize) strlen (result_cells[row][i]) + 1);
        end = (guint32) text->len;
        g_array_append_val (ends, end);
      }
  text_bytes = g_bytes_new (text->str, text->len);
  end_bytes = g_bytes_new (ends->data, ends->len * sizeof (guint32));
  vdt_query_run_add_page (run, G_N_ELEMENTS (result_cells), text_bytes, end_bytes);
  vdt_query_run_end (run, VDT_QUERY_DONE, FALSE, 6, NULL);

  return run;
}
