/* vdt-hunt-run.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-run.h"

#include <math.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

/* Ticks of the wall clock. */
gint64
vdt_hunt_ticks_now (void)
{
  return VDT_TICKS_UNIX_EPOCH + g_get_real_time () * 10;
}

static gboolean
bind_all (duckdb_prepared_statement  statement,
          GPtrArray                 *parameters)
{
  for (guint i = 0; parameters != NULL && i < parameters->len; i++)
    {
      const VdtLowerParameter *parameter = parameters->pdata[i];
      idx_t index = 0;
      duckdb_state state;

      /* A part of a query has not all parameters of the whole. */
      if (duckdb_bind_parameter_index (statement, &index, parameter->name) != DuckDBSuccess)
        continue;

      if (parameter->text != NULL)
        state = duckdb_bind_varchar_length (statement, index, parameter->text, parameter->length);
      else
        state = duckdb_bind_int64 (statement, index, parameter->ticks);
      if (state != DuckDBSuccess)
        return FALSE;
    }

  return TRUE;
}

/**
 * vdt_hunt_execute:
 * @duck: a database
 * @sql: a statement that the lowering has made
 * @parameters: (nullable) (element-type VdtLowerParameter): its parameters
 * @out_result: (out): to be destroyed by the caller
 * @error: %VDT_ERROR_QUERY with DuckDB's message
 *
 * Blocks until the statement has run; vdt_duck_interrupt() stops it.
 *
 * Returns: %TRUE if it ran
 */
gboolean
vdt_hunt_execute (VdtDuck        *duck,
                  const char     *sql,
                  GPtrArray      *parameters,
                  duckdb_result  *out_result,
                  GError        **error)
{
  duckdb_prepared_statement statement = NULL;
  gboolean ok = FALSE;

  memset (out_result, 0, sizeof *out_result);

  if (duckdb_prepare (vdt_duck_get_connection (duck), sql, &statement) != DuckDBSuccess)
    g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "The query cannot be prepared: %s",
                 duckdb_prepare_error (statement));
  else if (!bind_all (statement, parameters))
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_QUERY, "The query's values cannot be bound");
  else if (duckdb_execute_prepared (statement, out_result) != DuckDBSuccess)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "The query failed: %s", duckdb_result_error (out_result));
      duckdb_destroy_result (out_result);
    }
  else
    ok = TRUE;

  duckdb_destroy_prepare (&statement);

  return ok;
}

static void
append_text (GString         *json,
             duckdb_string_t *text)
{
  const char *bytes = duckdb_string_t_data (text);
  gsize length = duckdb_string_t_length (*text);

  /* A function may have made bytes that are no text. */
  if (!g_utf8_validate_len (bytes, length, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);

      vdt_json_write_string (json, valid, strlen (valid));
      return;
    }

  vdt_json_write_string (json, bytes, length);
}

static void
append_real (GString *json,
             double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (number))
    g_string_append (json, "\"NaN\"");
  else if (isinf (number))
    g_string_append (json, number > 0 ? "\"Infinity\"" : "\"-Infinity\"");
  else
    {
      g_ascii_dtostr (buffer, sizeof buffer, number);
      g_string_append (json, buffer);
      if (strpbrk (buffer, ".e") == NULL)
        g_string_append (json, ".0");
    }
}

static void
append_guid (GString       *json,
             duckdb_hugeint value)
{
  guint64 high = (guint64) value.upper ^ (G_GUINT64_CONSTANT (1) << 63);

  g_string_append_printf (json, "\"%08x-%04x-%04x-%04x-%012" G_GINT64_MODIFIER "x\"", (guint) (high >> 32),
                          (guint) (high >> 16) & 0xFFFF, (guint) high & 0xFFFF, (guint) (value.lower >> 48),
                          value.lower & G_GUINT64_CONSTANT (0xFFFFFFFFFFFF));
}

static void
append_decimal (GString        *json,
                duckdb_hugeint  value)
{
  gboolean negative = value.upper < 0;
  unsigned __int128 number = ((unsigned __int128) (guint64) value.upper << 64) | value.lower;
  char digits[64];
  int n = 0;
  int end = 0;

  if (negative)
    number = ~number + 1;
  do
    {
      digits[n++] = (char) ('0' + (int) (number % 10));
      number /= 10;
    }
  while (number > 0 || n < 19);

  while (end < 18 && digits[end] == '0')
    end++;

  g_string_append_c (json, '"');
  if (negative)
    g_string_append_c (json, '-');
  for (int i = n - 1; i >= end; i--)
    {
      if (i == 17)
        g_string_append_c (json, '.');
      g_string_append_c (json, digits[i]);
    }
  g_string_append_c (json, '"');
}

static void
append_ticks (GString *json,
              gboolean datetime,
              gint64   ticks)
{
  g_string_append_c (json, '"');
  if (datetime)
    vdt_print_datetime (json, ticks);
  else
    vdt_print_timespan (json, ticks);
  g_string_append_c (json, '"');
}

/**
 * vdt_hunt_append_cell:
 * @json: gets the cell as the query language prints it in JSON
 * @type: the cell's type in the query language
 * @vector: a column of a chunk, of the type that the lowering gives @type
 * @row: which row of it
 */
void
vdt_hunt_append_cell (GString        *json,
                      VdtKqlTypeKind  type,
                      duckdb_vector   vector,
                      idx_t           row)
{
  void *data = duckdb_vector_get_data (vector);

  if (!duckdb_validity_row_is_valid (duckdb_vector_get_validity (vector), row))
    {
      g_string_append (json, type == VDT_KQL_TYPE_STRING ? "\"\"" : "null");
      return;
    }

  switch (type)
    {
    case VDT_KQL_TYPE_BOOL:
      g_string_append (json, ((bool *) data)[row] ? "true" : "false");
      break;
    case VDT_KQL_TYPE_INT:
      g_string_append_printf (json, "%d", ((gint32 *) data)[row]);
      break;
    case VDT_KQL_TYPE_LONG:
      g_string_append_printf (json, "%" G_GINT64_FORMAT, ((gint64 *) data)[row]);
      break;
    case VDT_KQL_TYPE_REAL:
      append_real (json, ((double *) data)[row]);
      break;
    case VDT_KQL_TYPE_DECIMAL:
      append_decimal (json, ((duckdb_hugeint *) data)[row]);
      break;
    case VDT_KQL_TYPE_GUID:
      append_guid (json, ((duckdb_hugeint *) data)[row]);
      break;
    case VDT_KQL_TYPE_DATETIME:
    case VDT_KQL_TYPE_TIMESPAN:
      append_ticks (json, type == VDT_KQL_TYPE_DATETIME, ((gint64 *) data)[row]);
      break;
    case VDT_KQL_TYPE_STRING:
      append_text (json, &((duckdb_string_t *) data)[row]);
      break;
    default:
      g_string_append_len (json, duckdb_string_t_data (&((duckdb_string_t *) data)[row]),
                           duckdb_string_t_length (((duckdb_string_t *) data)[row]));
      break;
    }
}

/**
 * vdt_hunt_append_rows:
 * @json: gets `[[…],…]`
 * @lowered: the query
 * @result: what it gave; used up
 * @max_rows: how many rows at most
 * @out_n_rows: (out): how many there are in @json
 *
 * Returns: %TRUE if there would have been more
 */
gboolean
vdt_hunt_append_rows (GString          *json,
                      const VdtLowered *lowered,
                      duckdb_result    *result,
                      guint64           max_rows,
                      guint64          *out_n_rows)
{
  duckdb_data_chunk chunk;
  guint64 n = 0;
  gboolean more = FALSE;

  g_string_append_c (json, '[');
  while (!more && (chunk = duckdb_fetch_chunk (*result)) != NULL)
    {
      idx_t size = duckdb_data_chunk_get_size (chunk);

      for (idx_t row = 0; row < size; row++)
        {
          if (n == max_rows)
            {
              more = TRUE;
              break;
            }
          g_string_append (json, n++ > 0 ? ",[" : "[");
          for (guint c = 0; c < lowered->columns->len; c++)
            {
              const VdtLowerColumn *column = lowered->columns->pdata[c];

              if (c > 0)
                g_string_append_c (json, ',');
              vdt_hunt_append_cell (json, column->type, duckdb_data_chunk_get_vector (chunk, c), row);
            }
          g_string_append_c (json, ']');
        }
      duckdb_destroy_data_chunk (&chunk);
    }
  g_string_append_c (json, ']');
  *out_n_rows = n;

  return more;
}

/* A #VdtLowerProbeFunc for a #VdtDuck. */
GPtrArray *
vdt_hunt_probe (const char  *sql,
                GPtrArray   *parameters,
                gpointer     duck,
                GError     **error)
{
  GPtrArray *texts;
  duckdb_result result;
  duckdb_data_chunk chunk;

  if (!vdt_hunt_execute (duck, sql, parameters, &result, error))
    return NULL;

  texts = g_ptr_array_new_with_free_func (g_free);
  while ((chunk = duckdb_fetch_chunk (result)) != NULL)
    {
      duckdb_vector vector = duckdb_data_chunk_get_vector (chunk, 0);
      duckdb_string_t *data = duckdb_vector_get_data (vector);
      uint64_t *valid = duckdb_vector_get_validity (vector);

      for (idx_t row = 0; row < duckdb_data_chunk_get_size (chunk); row++)
        if (duckdb_validity_row_is_valid (valid, row))
          g_ptr_array_add (texts, g_strndup (duckdb_string_t_data (&data[row]), duckdb_string_t_length (data[row])));
      duckdb_destroy_data_chunk (&chunk);
    }
  duckdb_destroy_result (&result);

  return texts;
}

static void
append_member (GString    *json,
               const char *name,
               const char *value)
{
  g_string_append_printf (json, "\"%s\":", name);
  vdt_json_write_string (json, value, strlen (value));
}

static void
append_head (GString          *json,
             const VdtLowered *lowered)
{
  g_string_append (json, "\"columns\":[");
  for (guint i = 0; i < lowered->columns->len; i++)
    {
      const VdtLowerColumn *column = lowered->columns->pdata[i];
      VdtKqlTypeKind type = column->type == VDT_KQL_TYPE_UNKNOWN ? VDT_KQL_TYPE_DYNAMIC : column->type;

      g_string_append (json, i > 0 ? ",{" : "{");
      append_member (json, "name", column->name);
      g_string_append_c (json, ',');
      append_member (json, "type", vdt_kql_type_get_name (vdt_kql_type_get (type)));
      g_string_append_c (json, '}');
    }
  g_string_append (json, "],");
  if (lowered->chart != NULL)
    {
      append_member (json, "render", lowered->chart);
      g_string_append_c (json, ',');
    }
}

/**
 * vdt_hunt_run_json:
 * @duck: a database
 * @catalog: what the query can name
 * @text: the query
 * @options: for the lowering
 * @max_rows: how many rows at most
 * @json: gets `"columns":…,"rows":…,"truncated":…,"stats":…` on success
 * @error: what is wrong, with a place
 *
 * Returns: %TRUE if it ran
 */
gboolean
vdt_hunt_run_json (VdtDuck                *duck,
                   VdtKqlCatalog          *catalog,
                   const char             *text,
                   const VdtLowerOptions  *options,
                   guint64                 max_rows,
                   GString                *json,
                   GError                **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (text, -1, NULL);
  g_autoptr(VdtLowered) lowered = vdt_lower (tree, catalog, options, error);
  duckdb_result result;
  guint64 n = 0;
  gboolean more;

  if (lowered == NULL || !vdt_hunt_execute (duck, lowered->sql, lowered->parameters, &result, error))
    return FALSE;

  append_head (json, lowered);
  g_string_append (json, "\"rows\":");
  more = vdt_hunt_append_rows (json, lowered, &result, max_rows, &n);
  duckdb_destroy_result (&result);
  g_string_append_printf (json, ",\"truncated\":%s,\"stats\":{\"rows\":%" G_GUINT64_FORMAT ",\"microseconds\":%"
                          G_GINT64_FORMAT "}", more ? "true" : "false", n, g_get_monotonic_time () - start);

  return TRUE;
}
