/* vdt-hunt-column.h
 *
 * Reads the cells of a vector by the letters of VdtHuntFunction.types.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

typedef struct
{
  char      type;
  void     *data;
  uint64_t *validity;
} VdtHuntColumn;

/* The text of a cell without a call into the library for each. */
static inline VdtHuntText
vdt_hunt_cell_text (duckdb_string_t *cell)
{
  gsize length = cell->value.inlined.length;

  return (VdtHuntText) { length <= sizeof cell->value.inlined.inlined ? cell->value.inlined.inlined
                                                                      : cell->value.pointer.ptr, length };
}

/* Reads one cell; FALSE if it is null and the function is not to see nulls. */
static inline gboolean
vdt_hunt_read_cell (const VdtHuntColumn *column,
                    idx_t                row,
                    VdtHuntValue        *value)
{
  value->null = column->validity != NULL && !duckdb_validity_row_is_valid (column->validity, row);

  switch (column->type)
    {
    case 's':
    case 'j':
      if (value->null)
        {
          value->text.text = "";
          value->text.length = 0;
        }
      else
        {
          value->text = vdt_hunt_cell_text ((duckdb_string_t *) column->data + row);
        }
      return TRUE;

    case 'b':
    case 'B':
      value->integer = value->null ? 0 : ((bool *) column->data)[row];
      return column->type == 'B' || !value->null;

    case 'i':
    case 'I':
      value->integer = value->null ? 0 : ((int32_t *) column->data)[row];
      return column->type == 'I' || !value->null;

    case 'l':
    case 'L':
    case 'h':
      value->integer = value->null ? 0 : ((int64_t *) column->data)[row];
      return column->type == 'L' || !value->null;

    default:
      value->real = value->null ? 0 : ((double *) column->data)[row];
      return column->type == 'D' || !value->null;
    }
}

/* A list of that type. */
static inline duckdb_logical_type
vdt_hunt_list_type (duckdb_type child)
{
  duckdb_logical_type element = duckdb_create_logical_type (child);
  duckdb_logical_type list = duckdb_create_list_type (element);

  duckdb_destroy_logical_type (&element);

  return list;
}

static inline duckdb_logical_type
vdt_hunt_type (char type)
{
  switch (type)
    {
    case 'b': case 'B': return duckdb_create_logical_type (DUCKDB_TYPE_BOOLEAN);
    case 'i': case 'I': return duckdb_create_logical_type (DUCKDB_TYPE_INTEGER);
    case 'l': case 'L': return duckdb_create_logical_type (DUCKDB_TYPE_BIGINT);
    case 'h': return duckdb_create_logical_type (DUCKDB_TYPE_UBIGINT);
    case 'd': case 'D': return duckdb_create_logical_type (DUCKDB_TYPE_DOUBLE);
    case '[': return vdt_hunt_list_type (DUCKDB_TYPE_VARCHAR);
    case '<': return vdt_hunt_list_type (DUCKDB_TYPE_BIGINT);
    default: return duckdb_create_logical_type (DUCKDB_TYPE_VARCHAR);
    }
}

G_END_DECLS
