/* vdt-result-export-tables.c
 *
 * Results as XLSX (libxlsxwriter) and Parquet (DuckDB).
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "vdt-cell.h"
#include "vdt-error.h"
#include "vdt-hunt-print.h"
#include "vdt-result-export-private.h"
#include "vdt-result-table.h"

#define MAX_TEXT  32767                           /* characters of a cell of XLSX */
#define MAX_EXACT G_GINT64_CONSTANT (999999999999999) /* a spreadsheet has 15 digits */

/* {{{ XLSX */

/* Text is text there, also if it looks like a formula or an address. */
static void
write_text (lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            const char    *json)
{
  g_autofree char *text = vdt_cell_dup_text (json);

  if (*text == '\0')
    return;
  if (g_utf8_strlen (text, -1) > MAX_TEXT)
    *g_utf8_offset_to_pointer (text, MAX_TEXT) = '\0';
  worksheet_write_string (sheet, row, column, text, NULL);
}

static void
write_cell (lxw_worksheet *sheet,
            lxw_row_t      row,
            lxw_col_t      column,
            VdtCellType    type,
            const char    *json)
{
  gint64 number;

  switch (type)
    {
    case VDT_CELL_BOOL:
      if (!vdt_cell_is_empty (json))
        worksheet_write_boolean (sheet, row, column, *json == 't', NULL);
      return;

    case VDT_CELL_INT:
    case VDT_CELL_LONG:
      number = g_ascii_strtoll (json, NULL, 10);
      if (!vdt_cell_is_empty (json) && ABS (number) <= MAX_EXACT)
        worksheet_write_number (sheet, row, column, (double) number, NULL);
      else
        write_text (sheet, row, column, json);
      return;

    case VDT_CELL_REAL:
      /* NaN and Infinity are texts. */
      if (!vdt_cell_is_empty (json) && *json != '"')
        worksheet_write_number (sheet, row, column, g_ascii_strtod (json, NULL), NULL);
      else
        write_text (sheet, row, column, json);
      return;

    case VDT_CELL_DECIMAL:
    case VDT_CELL_GUID:
    case VDT_CELL_STRING:
    case VDT_CELL_DATETIME:
    case VDT_CELL_TIMESPAN:
    case VDT_CELL_DYNAMIC:
    default:
      write_text (sheet, row, column, json);
    }
}

static gboolean
check_size (const VdtResultExport  *self,
            GError                **error)
{
  if (vdt_result_source_get_n_rows (self->source) < LXW_ROW_MAX && self->n_columns <= LXW_COL_MAX)
    return TRUE;

  g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "A sheet holds %d rows and %d columns; export these as CSV or Parquet",
               LXW_ROW_MAX - 1, LXW_COL_MAX);

  return FALSE;
}

gboolean
vdt_result_export_write_xlsx (const VdtResultExport  *self,
                              GError                **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
  g_auto(VdtResultReader) reader;
  lxw_workbook *book;
  lxw_worksheet *sheet;
  lxw_format *bold;
  lxw_error failed;
  gboolean ok = TRUE;
  guint64 n = 0;

  vdt_result_reader_init (&reader, self->source);
  if (!check_size (self, error))
    return FALSE;

  book = workbook_new_opt (self->path, &options);
  sheet = workbook_add_worksheet (book, NULL);
  bold = workbook_add_format (book);
  format_set_bold (bold);
  worksheet_freeze_panes (sheet, 1, 0);
  for (guint i = 0; i < self->n_columns; i++)
    worksheet_write_string (sheet, 0, (lxw_col_t) i,
                            vdt_result_source_get_column (self->source, self->columns[i])->name, bold);
  while (ok && vdt_result_reader_next (&reader))
    {
      n++;
      for (guint i = 0; i < self->n_columns; i++)
        write_cell (sheet, (lxw_row_t) n, (lxw_col_t) i,
                    vdt_result_source_get_column (self->source, self->columns[i])->type,
                    reader.cells[self->columns[i]]);
      ok = vdt_result_export_go_on (self, n, error);
    }

  /* It has to be closed even if it is thrown away: that frees it. */
  failed = workbook_close (book);
  if (ok && failed != LXW_NO_ERROR)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "The sheet cannot be written: %s", lxw_strerror (failed));
      ok = FALSE;
    }

  return ok;
}

/* }}} */

/* {{{ Parquet */

static void
append_quoted (GString    *sql,
               const char *text,
               char        quote)
{
  g_string_append_c (sql, quote);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == quote)
        g_string_append_c (sql, quote);
      g_string_append_c (sql, *p);
    }
  g_string_append_c (sql, quote);
}

static void
append_column (GString     *sql,
               guint        column,
               VdtCellType  type)
{
  switch (type)
    {
    case VDT_CELL_INT:
      g_string_append_printf (sql, "c%u::INTEGER", column);
      break;
    case VDT_CELL_DATETIME:
      g_string_append_printf (sql, "make_timestamp((c%u - %" G_GINT64_FORMAT ") // 10)", column, VDT_TICKS_UNIX_EPOCH);
      break;
    case VDT_CELL_DECIMAL:
      g_string_append_printf (sql, "TRY_CAST(t%u AS DECIMAL(38, 18))", column);
      break;
    case VDT_CELL_TIMESPAN:
    case VDT_CELL_GUID:
    case VDT_CELL_DYNAMIC:
      g_string_append_printf (sql, "t%u", column);
      break;
    case VDT_CELL_STRING:
      g_string_append_printf (sql, "coalesce(t%u, '')", column);
      break;
    case VDT_CELL_BOOL:
    case VDT_CELL_LONG:
    case VDT_CELL_REAL:
    default:
      g_string_append_printf (sql, "c%u", column);
    }
}

/* While DuckDB writes, this thread waits in it: another looks how far it is. */
typedef struct
{
  const VdtResultExport *export;
  VdtResultTable        *table;
  GMutex                 mutex;
  GCond                  done_cond;
  gboolean               done;
} Watch;

static gpointer
watch_thread (gpointer data)
{
  Watch *watch = data;
  gint64 until;

  g_mutex_lock (&watch->mutex);
  while (!watch->done)
    {
      until = g_get_monotonic_time () + G_USEC_PER_SEC / 5;
      if (!g_cond_wait_until (&watch->done_cond, &watch->mutex, until) && !watch->done)
        watch->export->progress (vdt_result_table_get_n_read (watch->table),
                                 vdt_result_source_get_n_rows (watch->export->source), watch->export->user_data);
    }
  g_mutex_unlock (&watch->mutex);

  return NULL;
}

gboolean
vdt_result_export_write_parquet (const VdtResultExport  *self,
                                 GError                **error)
{
  g_autoptr(VdtResultTable) table = vdt_result_table_open (self->source, self->path, self->cancellable, error);
  g_autoptr(GString) sql = g_string_new ("COPY (SELECT ");
  Watch watch = { .export = self, .table = table };
  GThread *thread = NULL;
  gboolean ok;

  if (table == NULL)
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const VdtQueryColumn *column = vdt_result_source_get_column (self->source, self->columns[i]);

      g_string_append (sql, i > 0 ? ", " : "");
      append_column (sql, self->columns[i], column->type);
      g_string_append (sql, " AS ");
      append_quoted (sql, column->name, '"');
    }
  g_string_append (sql, " FROM rows()) TO ");
  append_quoted (sql, self->path, '\'');
  g_string_append (sql, " (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)");

  g_mutex_init (&watch.mutex);
  g_cond_init (&watch.done_cond);
  if (self->progress != NULL)
    thread = g_thread_new ("vdt-watch", watch_thread, &watch);
  ok = vdt_result_table_run (table, sql->str, NULL, NULL, error);
  g_mutex_lock (&watch.mutex);
  watch.done = TRUE;
  g_cond_signal (&watch.done_cond);
  g_mutex_unlock (&watch.mutex);
  if (thread != NULL)
    g_thread_join (thread);
  g_mutex_clear (&watch.mutex);
  g_cond_clear (&watch.done_cond);

  return ok;
}

/* }}} */
