/* vdt-cli-hunt.c
 *
 * tables, and query over the workspace.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli-hunt.h"

#include <stdio.h>
#include <string.h>

#include "vdt-safe-text.h"
#include "vdt-session-hunt.h"

#define TABLE_CELL 60

/* A point in time as the query language prints it. */
static char *
dup_time (gint64 ticks)
{
  g_autoptr(GDateTime) date_time = NULL;
  g_autofree char *seconds = NULL;

  if (ticks < 0)
    return NULL;

  date_time = g_date_time_new_from_unix_utc (ticks / 10000000 - G_GINT64_CONSTANT (62135596800));
  seconds = g_date_time_format (date_time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%07dZ", seconds, (int) (ticks % 10000000));
}

static void
tell_notice (VdtCli *cli)
{
  g_autofree char *notice = vdt_session_dup_hunt_notice (cli->session);

  if (notice != NULL)
    g_printerr ("%s\n", notice);
}

int
vdt_cli_run_tables (VdtCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = { { NULL } };
  JsonObject *object;
  JsonArray *array;
  JsonNode *node;

  if (!vdt_cli_parse_options ("tables", FALSE, &argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  g_clear_object (&cli->result);
  vdt_session_list_tables_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  tables = vdt_session_list_tables_finish (cli->session, vdt_cli_wait (cli), &error);
  tell_notice (cli);
  if (tables == NULL)
    return vdt_cli_fail (error);

  array = json_array_new ();
  for (guint i = 0; i < tables->len; i++)
    {
      const VdtHuntTable *table = g_ptr_array_index (tables, i);
      g_autofree char *first = dup_time (table->first);
      g_autofree char *last = dup_time (table->last);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "table", table->name);
      json_object_set_int_member (item, "rows", (gint64) table->rows);
      json_object_set_string_member (item, "first", first);
      json_object_set_string_member (item, "last", last);
      json_array_add_object_element (array, item);
    }

  object = json_object_new ();
  json_object_set_array_member (object, "tables", array);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  vdt_cli_print_json (node);

  return VDT_CLI_OK;
}

static void
print_json_string (const char *text)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autofree char *json = NULL;

  json_node_set_string (node, text);
  json = json_to_string (node, FALSE);
  fputs (json, stdout);
}

static void
print_row_cells (VdtQueryRun *run,
                 VdtQueryRow *row,
                 gboolean     named)
{
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      if (i > 0)
        putc (',', stdout);
      if (named)
        {
          print_json_string (vdt_query_run_get_column (run, i)->name);
          putc (':', stdout);
        }
      fputs (vdt_query_row_get_json (row, i), stdout);
    }
}

static void
print_columns (VdtQueryRun *run)
{
  fputs ("\"columns\":[", stdout);
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      const VdtQueryColumn *column = vdt_query_run_get_column (run, i);

      fputs (i > 0 ? ",{\"name\":" : "{\"name\":", stdout);
      print_json_string (column->name);
      printf (",\"type\":\"%s\"}", vdt_cell_type_to_name (column->type));
    }
  putc (']', stdout);
}

static void
print_as_json (VdtQueryRun *run)
{
  const VdtQueryStats *stats = vdt_query_run_get_stats (run);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (run));

  fputs ("{\"ok\":true,", stdout);
  print_columns (run);
  fputs (",\"rows\":[", stdout);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), i);

      fputs (i > 0 ? ",[" : "[", stdout);
      print_row_cells (run, row, FALSE);
      putc (']', stdout);
    }
  printf ("],\"truncated\":%s,\"stats\":{\"rows\":%" G_GUINT64_FORMAT ",\"rowsScanned\":%" G_GUINT64_FORMAT
          ",\"microseconds\":%" G_GINT64_FORMAT ",\"firstRowsMicroseconds\":%" G_GINT64_FORMAT ",\"bytes\":%"
          G_GUINT64_FORMAT "}}\n", vdt_query_run_get_truncated (run) ? "true" : "false", stats->rows,
          stats->rows_scanned, stats->duration, stats->first_rows, stats->bytes);
}

static void
print_csv_cell (const char *text)
{
  if (strpbrk (text, "\",\r\n") == NULL)
    {
      fputs (text, stdout);
      return;
    }

  putc ('"', stdout);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        putc ('"', stdout);
      putc (*p, stdout);
    }
  putc ('"', stdout);
}

static void
print_as_csv (VdtQueryRun *run)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (run));

  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      if (i > 0)
        putc (',', stdout);
      print_csv_cell (vdt_query_run_get_column (run, i)->name);
    }
  fputs ("\r\n", stdout);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), i);

      for (guint j = 0; j < vdt_query_run_get_n_columns (run); j++)
        {
          g_autofree char *text = vdt_query_row_dup_text (row, j);

          if (j > 0)
            putc (',', stdout);
          print_csv_cell (text);
        }
      fputs ("\r\n", stdout);
    }
}

/* Text of telemetry is an attacker's: nothing in it may act in a terminal. */
static char *
dup_shown (const char *text)
{
  return vdt_safe_text (text, -1, TABLE_CELL, NULL);
}

static void
print_padded (const char *text,
              guint       width,
              gboolean    last)
{
  glong length = g_utf8_strlen (text, -1);

  fputs (text, stdout);
  for (glong i = length; i < (glong) width && !last; i++)
    putc (' ', stdout);
  fputs (last ? "\n" : "  ", stdout);
}

static void
print_as_table (VdtQueryRun *run)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (run));
  guint n_columns = vdt_query_run_get_n_columns (run);
  g_autofree guint *widths = g_new0 (guint, n_columns + 1);

  for (guint j = 0; j < n_columns; j++)
    widths[j] = (guint) MIN (g_utf8_strlen (vdt_query_run_get_column (run, j)->name, -1), TABLE_CELL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), i);

      for (guint j = 0; j < n_columns; j++)
        {
          g_autofree char *text = vdt_query_row_dup_text (row, j);
          g_autofree char *shown = dup_shown (text);

          widths[j] = MAX (widths[j], (guint) g_utf8_strlen (shown, -1));
        }
    }

  for (guint j = 0; j < n_columns; j++)
    {
      g_autofree char *shown = dup_shown (vdt_query_run_get_column (run, j)->name);

      print_padded (shown, widths[j], j + 1 == n_columns);
    }

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), i);

      for (guint j = 0; j < n_columns; j++)
        {
          g_autofree char *text = vdt_query_row_dup_text (row, j);
          g_autofree char *shown = dup_shown (text);

          print_padded (shown, widths[j], j + 1 == n_columns);
        }
    }
}

static void
print_as_lines (VdtQueryRun *run)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (run));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (run), i);

      putc ('{', stdout);
      print_row_cells (run, row, TRUE);
      fputs ("}\n", stdout);
    }
}

static void
state_changed_cb (VdtQueryRun *run,
                  GParamSpec  *pspec,
                  gpointer     user_data)
{
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    g_main_loop_quit (user_data);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static int
print_failure (VdtQueryRun *run,
               gboolean     json)
{
  gsize start;
  gsize length;
  gboolean has_place = vdt_query_run_get_place (run, &start, &length);

  if (json)
    {
      fputs ("{\"ok\":false,\"error\":{\"code\":\"query\",\"message\":", stdout);
      print_json_string (vdt_query_run_get_message (run));
      if (has_place)
        printf (",\"start\":%" G_GSIZE_FORMAT ",\"length\":%" G_GSIZE_FORMAT, start, length);
      fputs ("}}\n", stdout);
    }
  g_printerr ("%s\n", vdt_query_run_get_message (run));

  return VDT_CLI_FAILED;
}

static int
print_run (VdtQueryRun *run,
           const char  *format)
{
  if (vdt_query_run_get_state (run) == VDT_QUERY_FAILED)
    return print_failure (run, g_str_equal (format, "json"));

  if (g_str_equal (format, "csv"))
    print_as_csv (run);
  else if (g_str_equal (format, "table"))
    print_as_table (run);
  else if (g_str_equal (format, "jsonl"))
    print_as_lines (run);
  else
    print_as_json (run);

  if (vdt_query_run_get_message (run) != NULL)
    g_printerr ("%s\n", vdt_query_run_get_message (run));

  return vdt_query_run_get_state (run) == VDT_QUERY_DONE ? VDT_CLI_OK : VDT_CLI_FAILED;
}

/**
 * vdt_cli_query_workspace:
 * @cli: the program
 * @text: a query
 * @options: how to run it
 * @format: json, jsonl, csv or table
 *
 * Runs a query over the workspace's telemetry and prints what it gives.
 *
 * Returns: an exit code
 */
int
vdt_cli_query_workspace (VdtCli                *cli,
                         const char            *text,
                         const VdtSessionQuery *options,
                         const char            *format)
{
  g_autoptr(GMainLoop) loop = NULL;
  g_autoptr(VdtQueryRun) run = NULL;
  gulong handler;

  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  loop = g_main_loop_new (NULL, FALSE);
  run = vdt_session_run_query (cli->session, text, options);
  handler = g_cancellable_connect (cli->cancellable, G_CALLBACK (cancelled_cb),
                                   vdt_query_run_get_cancellable (run), NULL);
  g_signal_connect (run, "notify::state", G_CALLBACK (state_changed_cb), loop);
  if (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
    g_main_loop_run (loop);
  g_cancellable_disconnect (cli->cancellable, handler);
  tell_notice (cli);

  return print_run (run, format);
}
