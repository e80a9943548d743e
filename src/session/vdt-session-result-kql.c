/* vdt-session-result-kql.c
 *
 * Rows of a result as text of the query language. What is in the cells is an attacker's:
 * every value goes through the writers of literals.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-cell.h"
#include "vdt-kql-literal.h"
#include "vdt-session-result.h"

/* A column's name, in brackets if it is no plain name. */
static void
append_name (GString    *out,
             const char *name)
{
  gboolean plain = g_ascii_isalpha (*name) || *name == '_';

  for (const char *p = name; plain && *p != '\0'; p++)
    plain = g_ascii_isalnum (*p) || *p == '_';
  if (plain)
    {
      g_string_append (out, name);
      return;
    }

  g_string_append_c (out, '[');
  vdt_kql_append_string (out, name);
  g_string_append_c (out, ']');
}

/* A value that its type writes with these characters only, else as a text that is
 * converted. */
static void
append_typed (GString    *out,
              const char *type,
              const char *convert,
              const char *characters,
              const char *text)
{
  if (*text != '\0' && strspn (text, characters) == strlen (text))
    {
      g_string_append_printf (out, "%s(%s)", type, text);
      return;
    }

  g_string_append_printf (out, "%s(", convert);
  vdt_kql_append_string (out, text);
  g_string_append_c (out, ')');
}

static void
append_value (GString     *out,
              VdtCellType  type,
              const char  *json)
{
  g_autofree char *text = vdt_cell_dup_text (json);

  switch (type)
    {
    case VDT_CELL_BOOL:
      g_string_append (out, *json == 't' ? "true" : "false");
      break;
    case VDT_CELL_INT:
      append_typed (out, "int", "toint", "0123456789-", text);
      break;
    case VDT_CELL_LONG:
      append_typed (out, "long", "tolong", "0123456789-", text);
      break;
    case VDT_CELL_REAL:
      if (g_ascii_isalpha (text[*text == '-']))
        g_string_append (out, *text == 'N' ? "real(nan)" : *text == '-' ? "real(-inf)" : "real(+inf)");
      else
        append_typed (out, "real", "toreal", "0123456789-+.eE", text);
      break;
    case VDT_CELL_DECIMAL:
      append_typed (out, "decimal", "todecimal", "0123456789-.", text);
      break;
    case VDT_CELL_GUID:
      append_typed (out, "guid", "toguid", "0123456789abcdefABCDEF-", text);
      break;
    case VDT_CELL_DATETIME:
      append_typed (out, "datetime", "todatetime", "0123456789-:.TZ", text);
      break;
    case VDT_CELL_TIMESPAN:
      append_typed (out, "timespan", "totimespan", "0123456789-:.", text);
      break;
    case VDT_CELL_STRING:
    case VDT_CELL_DYNAMIC:
    default:
      vdt_kql_append_string (out, text);
    }
}

/* A cell of a datatable: a null of its type where there is nothing. */
static void
append_cell (GString     *out,
             VdtCellType  type,
             const char  *json)
{
  const char *name = vdt_cell_type_to_name (type);

  if (type == VDT_CELL_STRING && vdt_cell_is_empty (json))
    g_string_append (out, "\"\"");
  else if (vdt_cell_is_empty (json))
    g_string_append_printf (out, "%s(null)", name);
  else if (type == VDT_CELL_DYNAMIC)
    /* What a dynamic holds is written as the language's own literal is: JSON. */
    g_string_append_printf (out, "dynamic(%s)", json);
  else
    append_value (out, type, json);
}

/**
 * vdt_session_dup_datatable:
 * @source: the rows
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 *
 * Returns: (transfer full): a `datatable` that gives these cells
 */
char *
vdt_session_dup_datatable (VdtResultSource *source,
                           const guint     *columns,
                           guint            n_columns)
{
  GString *out = g_string_new ("datatable(");
  g_auto(VdtResultReader) reader;
  gboolean first = TRUE;

  vdt_result_reader_init (&reader, source);
  for (guint i = 0; i < n_columns; i++)
    {
      const VdtQueryColumn *column = vdt_result_source_get_column (source, columns[i]);

      g_string_append (out, i > 0 ? ", " : "");
      append_name (out, column->name);
      g_string_append_printf (out, ":%s", vdt_cell_type_to_name (column->type));
    }
  g_string_append (out, ")[\n");
  while (vdt_result_reader_next (&reader))
    {
      g_string_append (out, first ? "  " : ",\n  ");
      for (guint i = 0; i < n_columns; i++)
        {
          g_string_append (out, i > 0 ? ", " : "");
          append_cell (out, vdt_result_source_get_column (source, columns[i])->type, reader.cells[columns[i]]);
        }
      first = FALSE;
    }
  g_string_append (out, "\n]\n");

  return g_string_free (out, FALSE);
}

/* What a column has to be for one cell. */
static void
append_test (GString              *out,
             const VdtQueryColumn *column,
             const char           *json)
{
  if (vdt_cell_is_empty (json))
    {
      g_string_append (out, column->type == VDT_CELL_STRING ? "isempty(" : "isnull(");
      append_name (out, column->name);
      g_string_append_c (out, ')');
      return;
    }

  if (column->type == VDT_CELL_DYNAMIC)
    {
      g_string_append (out, "tostring(");
      append_name (out, column->name);
      g_string_append_c (out, ')');
    }
  else
    append_name (out, column->name);
  g_string_append (out, " == ");
  append_value (out, column->type, json);
}

/* The cells of one column: one, or one of several. */
static void
append_column (GString              *out,
               const VdtQueryColumn *column,
               GPtrArray            *cells)
{
  guint n_values = 0;
  gboolean empty = FALSE;

  for (guint i = 0; i < cells->len; i++)
    if (vdt_cell_is_empty (g_ptr_array_index (cells, i)))
      empty = TRUE;
    else
      n_values++;

  if (n_values <= 1 || column->type == VDT_CELL_DYNAMIC)
    {
      for (guint i = 0; i < cells->len; i++)
        {
          g_string_append (out, i > 0 ? " or " : "");
          append_test (out, column, g_ptr_array_index (cells, i));
        }
      return;
    }

  append_name (out, column->name);
  g_string_append (out, " in (");
  n_values = 0;
  for (guint i = 0; i < cells->len; i++)
    {
      if (vdt_cell_is_empty (g_ptr_array_index (cells, i)))
        continue;
      g_string_append (out, n_values++ > 0 ? ", " : "");
      append_value (out, column->type, g_ptr_array_index (cells, i));
    }
  g_string_append_c (out, ')');
  if (empty)
    {
      g_string_append (out, " or ");
      append_test (out, column, "null");
    }
}

/* The cells of several columns: row by row. */
static void
append_rows (GString         *out,
             VdtResultSource *source,
             const guint     *columns,
             guint            n_columns)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(VdtResultReader) reader;

  vdt_result_reader_init (&reader, source);
  while (vdt_result_reader_next (&reader))
    {
      g_autoptr(GString) row = g_string_new (NULL);

      for (guint i = 0; i < n_columns; i++)
        {
          g_string_append (row, i > 0 ? " and " : "");
          append_test (row, vdt_result_source_get_column (source, columns[i]), reader.cells[columns[i]]);
        }
      if (g_hash_table_contains (seen, row->str))
        continue;
      g_string_append_printf (out, "%s(%s)", g_hash_table_size (seen) > 0 ? "\n    or " : "", row->str);
      g_hash_table_add (seen, g_strdup (row->str));
    }
}

/**
 * vdt_session_dup_where:
 * @source: the rows
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 * @without: the rows that do not have these cells
 *
 * Returns: (transfer full): a `| where` that leaves the rows that have these cells
 */
char *
vdt_session_dup_where (VdtResultSource *source,
                       const guint     *columns,
                       guint            n_columns,
                       gboolean         without)
{
  GString *out = g_string_new (without ? "| where not(" : "| where ");
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_auto(VdtResultReader) reader;

  g_return_val_if_fail (n_columns > 0, g_string_free (out, FALSE));

  vdt_result_reader_init (&reader, source);
  if (n_columns == 1)
    {
      while (vdt_result_reader_next (&reader))
        if (!g_ptr_array_find_with_equal_func (cells, reader.cells[columns[0]], g_str_equal, NULL))
          g_ptr_array_add (cells, g_strdup (reader.cells[columns[0]]));
      append_column (out, vdt_result_source_get_column (source, columns[0]), cells);
    }
  else
    append_rows (out, source, columns, n_columns);
  if (without)
    g_string_append_c (out, ')');

  return g_string_free (out, FALSE);
}
