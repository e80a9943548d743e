/* vdt-result-query.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-query.h"

#include <string.h>

#include "vdt-cell.h"
#include "vdt-hunt-print.h"
#include "vdt-result-table.h"

/* {{{ which rows */

static gboolean
is_number (VdtCellType type)
{
  return type == VDT_CELL_INT || type == VDT_CELL_LONG || type == VDT_CELL_REAL || type == VDT_CELL_DECIMAL;
}

/* What a typed column is compared with; FALSE if the text is no such value. */
static gboolean
read_bound (VdtCellType  type,
            const char  *text,
            char       **out_bound)
{
  VdtHuntText from = { text, strlen (text) };
  gint64 ticks;

  if (type == VDT_CELL_DATETIME ? vdt_read_datetime (from, &ticks)
                                : type == VDT_CELL_TIMESPAN && vdt_read_timespan (from, &ticks))
    *out_bound = g_strdup_printf ("%" G_GINT64_FORMAT, ticks);
  else if (type == VDT_CELL_DATETIME || type == VDT_CELL_TIMESPAN)
    return FALSE;
  else
    *out_bound = g_strdup (text);

  return TRUE;
}

static const char *
cast_of (VdtCellType type)
{
  return is_number (type)                                          ? "DOUBLE"
         : type == VDT_CELL_DATETIME || type == VDT_CELL_TIMESPAN ? "BIGINT"
                                                                   : "VARCHAR";
}

static void
append_filter (GString               *sql,
               GPtrArray             *texts,
               VdtResultSource       *source,
               const VdtResultFilter *filter)
{
  VdtCellType type = vdt_result_source_get_column (source, filter->column)->type;
  char *bound = NULL;

  switch (filter->test)
    {
    case VDT_RESULT_EMPTY:
    case VDT_RESULT_NOT_EMPTY:
      g_string_append_printf (sql, "t%u IS %sNULL", filter->column, filter->test == VDT_RESULT_EMPTY ? "" : "NOT ");
      return;

    case VDT_RESULT_HAS:
    case VDT_RESULT_HAS_NOT:
      g_ptr_array_add (texts, g_strdup (filter->text));
      g_string_append_printf (sql, "%scontains(lower(coalesce(t%u, '')), lower($%u))",
                              filter->test == VDT_RESULT_HAS ? "" : "NOT ", filter->column, texts->len);
      return;

    case VDT_RESULT_IS:
    case VDT_RESULT_IS_NOT:
      g_ptr_array_add (texts, g_strdup (filter->text));
      g_string_append_printf (sql, "%s(coalesce(t%u, '') = $%u)", filter->test == VDT_RESULT_IS ? "" : "NOT ",
                              filter->column, texts->len);
      return;

    case VDT_RESULT_AT_LEAST:
    case VDT_RESULT_AT_MOST:
    default:
      if (!read_bound (type, filter->text, &bound))
        {
          g_string_append (sql, "false");
          return;
        }
      g_ptr_array_add (texts, bound);
      g_string_append_printf (sql, "c%u %s TRY_CAST($%u AS %s)", filter->column,
                              filter->test == VDT_RESULT_AT_LEAST ? ">=" : "<=", texts->len, cast_of (type));
      return;
    }
}

/* All numbers of the first column of a result. */
static GBytes *
take_numbers (duckdb_result *result)
{
  GByteArray *bytes = g_byte_array_new ();
  duckdb_data_chunk chunk;

  while ((chunk = duckdb_fetch_chunk (*result)) != NULL)
    {
      g_byte_array_append (bytes, duckdb_vector_get_data (duckdb_data_chunk_get_vector (chunk, 0)),
                           (guint) (duckdb_data_chunk_get_size (chunk) * sizeof (guint32)));
      duckdb_destroy_data_chunk (&chunk);
    }
  duckdb_destroy_result (result);

  return g_byte_array_free_to_bytes (bytes);
}

/**
 * vdt_result_arrange:
 * @source: all rows
 * @order: which of them, by what
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread but the main one.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): where the rows are in the run,
 *   in order; rows that are alike stay as they came
 */
GBytes *
vdt_result_arrange (VdtResultSource       *source,
                    const VdtResultOrder  *order,
                    GCancellable          *cancellable,
                    GError               **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT p FROM rows()");
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VdtResultTable) table = NULL;
  duckdb_result result;

  for (guint i = 0; i < order->filters->len; i++)
    {
      g_string_append (sql, i > 0 ? " AND " : " WHERE ");
      append_filter (sql, texts, source, g_ptr_array_index (order->filters, i));
    }
  g_string_append (sql, " ORDER BY ");
  if (order->column >= 0)
    g_string_append_printf (sql, "c%d %s NULLS LAST, ", order->column, order->descending ? "DESC" : "ASC");
  g_string_append (sql, "i");

  table = vdt_result_table_open (source, NULL, cancellable, error);
  if (table == NULL || !vdt_result_table_run (table, sql->str, texts, &result, error))
    return NULL;

  return take_numbers (&result);
}

/**
 * vdt_result_search:
 * @source: the rows that are shown
 * @text: what to find, in any case of letters
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread but the main one.
 *
 * Returns: (transfer full) (nullable) (element-type guint32): the rows of @source that have
 *   the text in a cell
 */
GBytes *
vdt_result_search (VdtResultSource  *source,
                   const char       *text,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT i FROM rows() WHERE ");
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(VdtResultTable) table = vdt_result_table_open (source, NULL, cancellable, error);
  guint n = vdt_result_source_get_n_columns (source);
  duckdb_result result;

  g_ptr_array_add (texts, g_strdup (text));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (sql, "%scontains(lower(t%u), lower($1))", i > 0 ? " OR " : "", i);
  g_string_append (sql, n == 0 ? "$1 = ''" : "");
  g_string_append (sql, " ORDER BY i");
  if (table == NULL || !vdt_result_table_run (table, sql->str, texts, &result, error))
    return NULL;

  return take_numbers (&result);
}

/* }}} */

/* {{{ what is in them */

static char *
dup_cell (duckdb_result *result,
          idx_t          column,
          idx_t          row)
{
  char *text, *copy;

  if (duckdb_value_is_null (result, column, row))
    return NULL;

  text = duckdb_value_varchar (result, column, row);
  copy = g_strdup (text);
  duckdb_free (text);

  return copy;
}

static void
value_free (gpointer data)
{
  g_free (((VdtResultValue *) data)->text);
  g_free (data);
}

/**
 * vdt_result_count_values:
 * @source: rows
 * @column: a column
 * @n_values: how many values to name at most
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread but the main one.
 *
 * Returns: (transfer full) (nullable): what is in the column, and how often
 */
VdtResultValues *
vdt_result_count_values (VdtResultSource  *source,
                         guint             column,
                         guint             n_values,
                         GCancellable     *cancellable,
                         GError          **error)
{
  g_autofree char *counts = g_strdup_printf ("SELECT count(*), count(t%u), count(DISTINCT t%u) FROM rows()", column,
                                             column);
  g_autofree char *top = g_strdup_printf ("SELECT t%u, count(*) AS n FROM rows() WHERE t%u IS NOT NULL GROUP BY 1 "
                                          "ORDER BY n DESC, 1 LIMIT %u", column, column, n_values);
  g_autoptr(VdtResultTable) table = vdt_result_table_open (source, NULL, cancellable, error);
  g_autoptr(VdtResultValues) values = g_new0 (VdtResultValues, 1);
  duckdb_result result;

  values->values = g_ptr_array_new_with_free_func (value_free);
  if (table == NULL || !vdt_result_table_run (table, counts, NULL, &result, error))
    return NULL;

  values->n_rows = (guint64) duckdb_value_int64 (&result, 0, 0);
  values->n_empty = values->n_rows - (guint64) duckdb_value_int64 (&result, 1, 0);
  values->n_distinct = (guint64) duckdb_value_int64 (&result, 2, 0);
  duckdb_destroy_result (&result);
  if (!vdt_result_table_run (table, top, NULL, &result, error))
    return NULL;

  for (idx_t i = 0; i < duckdb_row_count (&result); i++)
    {
      VdtResultValue *value = g_new0 (VdtResultValue, 1);

      value->text = dup_cell (&result, 0, i);
      value->rows = (guint64) duckdb_value_int64 (&result, 1, i);
      g_ptr_array_add (values->values, value);
    }
  duckdb_destroy_result (&result);

  return g_steal_pointer (&values);
}

/* Ticks as they are printed. */
static char *
print_bound (char        *text,
             VdtCellType  type)
{
  g_autoptr(GString) printed = NULL;

  if (text == NULL || (type != VDT_CELL_DATETIME && type != VDT_CELL_TIMESPAN))
    return text;

  printed = g_string_new (NULL);
  if (type == VDT_CELL_DATETIME)
    vdt_print_datetime (printed, g_ascii_strtoll (text, NULL, 10));
  else
    vdt_print_timespan (printed, g_ascii_strtoll (text, NULL, 10));
  g_free (text);

  return g_string_free (g_steal_pointer (&printed), FALSE);
}

/* One statement over one column, or over several that are all numbers. */
static void
append_cells (GString         *sql,
              VdtResultSource *source,
              const guint     *columns,
              guint            n_columns,
              gboolean         typed)
{
  g_string_append (sql, "(");
  for (guint i = 0; i < n_columns; i++)
    {
      gboolean number = is_number (vdt_result_source_get_column (source, columns[i])->type);

      g_string_append_printf (sql, "%sSELECT %c%u%s AS v, %s AS n FROM rows()", i > 0 ? " UNION ALL " : "",
                              typed ? 'c' : 't', columns[i], typed && n_columns > 1 ? "::DOUBLE" : "",
                              number ? "1" : "0");
    }
  g_string_append (sql, ")");
}

/**
 * vdt_result_sum_up:
 * @source: the rows that are selected
 * @columns: (array length=n_columns): the columns that are selected
 * @n_columns: how many
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Any thread but the main one.
 *
 * Returns: (transfer full) (nullable): what a selection adds up to
 */
VdtResultSums *
vdt_result_sum_up (VdtResultSource  *source,
                   const guint      *columns,
                   guint             n_columns,
                   GCancellable     *cancellable,
                   GError          **error)
{
  g_autoptr(VdtResultTable) table = vdt_result_table_open (source, NULL, cancellable, error);
  g_autoptr(VdtResultSums) sums = g_new0 (VdtResultSums, 1);
  g_autoptr(GString) sql = g_string_new (NULL);
  VdtCellType type = n_columns > 0 ? vdt_result_source_get_column (source, columns[0])->type : VDT_CELL_STRING;
  gboolean numbers = n_columns > 0;
  gboolean typed;
  duckdb_result result;

  if (table == NULL || n_columns == 0)
    return table != NULL ? g_steal_pointer (&sums) : NULL;

  for (guint i = 0; i < n_columns; i++)
    numbers = numbers && is_number (vdt_result_source_get_column (source, columns[i])->type);
  typed = numbers || n_columns == 1;

  g_string_append (sql, "SELECT count(v)");
  g_string_append (sql, n_columns == 1 ? ", count(DISTINCT v)" : ", 0");
  g_string_append (sql, typed ? ", min(v), max(v)" : ", NULL, NULL");
  g_string_append (sql, numbers ? ", count(v), sum(v)::DOUBLE, avg(v)" : ", 0, 0, 0");
  g_string_append (sql, " FROM ");
  append_cells (sql, source, columns, n_columns, typed);
  if (!vdt_result_table_run (table, sql->str, NULL, &result, error))
    return NULL;

  sums->n_cells = (guint64) duckdb_value_int64 (&result, 0, 0);
  sums->n_distinct = (guint64) duckdb_value_int64 (&result, 1, 0);
  sums->min = print_bound (dup_cell (&result, 2, 0), type);
  sums->max = print_bound (dup_cell (&result, 3, 0), type);
  sums->n_numbers = (guint64) duckdb_value_int64 (&result, 4, 0);
  sums->sum = duckdb_value_double (&result, 5, 0);
  sums->mean = duckdb_value_double (&result, 6, 0);
  duckdb_destroy_result (&result);

  return g_steal_pointer (&sums);
}

/**
 * vdt_result_profile:
 * @source: rows
 * @cancellable: (nullable): stops it
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Goes through the rows until every column has shown two values. Any thread but the main one.
 *
 * Returns: (transfer full) (nullable) (element-type utf8): for each column the one value that
 *   all rows have, "" if all are empty, %NULL if there are several
 */
GPtrArray *
vdt_result_profile (VdtResultSource  *source,
                    GCancellable     *cancellable,
                    GError          **error)
{
  guint n = vdt_result_source_get_n_columns (source);
  g_autoptr(GPtrArray) ones = g_ptr_array_new_full (n, g_free);
  g_auto(VdtResultReader) reader;
  guint n_left = n;
  gboolean first = TRUE;

  g_ptr_array_set_size (ones, (int) n);
  vdt_result_reader_init (&reader, source);
  while (n_left > 0 && vdt_result_reader_next (&reader))
    {
      if ((reader.index & 0xfff) == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      for (guint i = 0; i < n; i++)
        {
          if (first)
            ones->pdata[i] = g_strdup (vdt_cell_is_empty (reader.cells[i]) ? "" : reader.cells[i]);
          else if (ones->pdata[i] != NULL &&
                   strcmp (ones->pdata[i], vdt_cell_is_empty (reader.cells[i]) ? "" : reader.cells[i]) != 0)
            {
              g_clear_pointer (&ones->pdata[i], g_free);
              n_left--;
            }
        }
      first = FALSE;
    }
  for (guint i = 0; i < n; i++)
    if (ones->pdata[i] != NULL && *(const char *) ones->pdata[i] != '\0')
      {
        char *text = vdt_cell_dup_text (ones->pdata[i]);

        g_free (ones->pdata[i]);
        ones->pdata[i] = text;
      }

  return g_steal_pointer (&ones);
}

/* }}} */
