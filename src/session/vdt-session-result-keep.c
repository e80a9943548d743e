/* vdt-session-result-keep.c
 *
 * Rows of a query as evidence: what was found, by what, where and when.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vdt-cell.h"
#include "vdt-session-kept.h"
#include "vdt-time.h"

#define MAX_TITLE 80 /* characters of the query in a title */

/* The first line of the query that says something. */
static char *
dup_short_query (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] != '\0' && !g_str_has_prefix (lines[i], "//"))
        return g_utf8_strlen (lines[i], -1) > MAX_TITLE ? g_utf8_substring (lines[i], 0, MAX_TITLE)
                                                        : g_strdup (lines[i]);
    }

  return g_strdup ("");
}

static void
append_string (GString    *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    if ((guchar) *p < 0x20)
      g_string_append_printf (out, "\\u%04x", (guint) (guchar) *p);
    else
      {
        if (*p == '"' || *p == '\\')
          g_string_append_c (out, '\\');
        g_string_append_c (out, *p);
      }
  g_string_append_c (out, '"');
}

/* A row as JSON, and when it happened if a column says so. */
static void
append_row (GString               *out,
            const VdtResultReader *reader,
            gint64                *first)
{
  guint n = vdt_result_source_get_n_columns (reader->source);

  for (guint i = 0; i < n; i++)
    {
      const VdtQueryColumn *column = vdt_result_source_get_column (reader->source, i);
      gint64 time;

      g_string_append (out, i > 0 ? "," : "{");
      append_string (out, column->name);
      g_string_append_printf (out, ":%s", reader->cells[i]);
      if (*first == VDT_TIME_UNSET && column->type == VDT_CELL_DATETIME)
        {
          g_autofree char *text = vdt_cell_dup_text (reader->cells[i]);

          if (vdt_time_parse (text, &time))
            *first = time;
        }
    }
  g_string_append (out, "}\n");
}

/**
 * vdt_session_new_kept_rows:
 * @source: the rows
 * @run: what found them
 * @engine: what ran it, in words
 *
 * What keeps rows as evidence. The text that is kept, and that the SHA-256 is of, has the
 * query, the engine and the time of the run above the rows, each row a line of JSON.
 *
 * Returns: (transfer full): for vdt_change_new_keep()
 */
VdtKept *
vdt_session_new_kept_rows (VdtResultSource *source,
                           VdtQueryRun     *run,
                           const char      *engine)
{
  guint n = vdt_result_source_get_n_rows (source);
  g_autofree char *query = dup_short_query (vdt_query_run_get_text (run));
  g_autofree char *now = vdt_time_format (g_get_real_time (), VDT_TIME_ISO);
  g_autofree char *title = NULL;
  g_autofree char *from = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(VdtResultReader) reader;
  gint64 first = VDT_TIME_UNSET;
  VdtKept *kept;

  /* Translators: a number of rows, and the query that found them. */
  title = g_strdup_printf (ngettext ("%u row of: %s", "%u rows of: %s", n), n, query);
  /* Translators: the engine that ran a query. */
  from = g_strdup_printf (_("Hunting query, %s"), engine);
  g_string_append_printf (text, "// engine: %s\n// kept: %s\n// rows: %u of %" G_GUINT64_FORMAT "\n%s\n\n", engine, now, n,
                          vdt_query_run_get_stats (run)->rows, vdt_query_run_get_text (run));
  vdt_result_reader_init (&reader, source);
  while (vdt_result_reader_next (&reader))
    append_row (text, &reader, &first);

  kept = vdt_kept_new ("row", title, text->str);
  vdt_record_set_text (kept, "source", from);
  vdt_record_set_time (kept, "at", first);

  return kept;
}
