/* vdt-lower-sources.c
 *
 * Rows that a query writes itself: datatable, range, externaldata.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

VdtLowerRows *
vdt_lower_datatable (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GString) from = g_string_new ("(VALUES ");
  g_autoptr(GString) names = g_string_new (NULL);
  VdtLowerRows *rows;
  guint n = 0;

  if (schema == NULL || schema->n_columns == 0)
    return vdt_lower_rows_none (l, schema);

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES))
    {
      guint at = n % schema->n_columns;
      VdtKqlTypeKind type = schema->columns[at]->type->kind;
      VdtLowerValue value;

      if (vdt_kql_node_is_missing (item))
        continue;
      value = vdt_lower_convert (l, vdt_lower_expression (l, item), type);
      g_string_append_printf (from, "%s%s%s", at > 0 ? ", " : n > 0 ? "),\n  (" : "(", value.sql,
                              n < schema->n_columns ? P ("::%s", vdt_lower_sql_type (type)) : "");
      n++;
    }
  if (n == 0 || n % schema->n_columns != 0)
    return vdt_lower_rows_none (l, schema);

  for (guint i = 0; i < schema->n_columns; i++)
    g_string_append_printf (names, "%sc%u", i > 0 ? ", " : "", i + 1);
  g_string_append_printf (from, ")) AS %s(%s)", vdt_lower_fresh (l, "d"), names->str);

  rows = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
  for (guint i = 0; i < schema->n_columns; i++)
    vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                        vdt_lower_value (P ("c%u", i + 1), schema->columns[i]->type->kind));
  rows->serialized = TRUE;

  return vdt_lower_rows_plain (l, rows);
}

VdtLowerRows *
vdt_lower_range (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  VdtLowerValue from = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_FROM));
  VdtLowerValue to = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_TO));
  VdtLowerValue step = vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_STEP));
  VdtKqlTypeKind type = schema != NULL && schema->n_columns > 0 ? schema->columns[0]->type->kind : from.type;
  VdtKqlTypeKind ends = type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : type;
  const char *name = vdt_lower_name (l, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
  const char *count;
  VdtLowerRows *rows;

  from = vdt_lower_convert (l, from, ends);
  to = vdt_lower_convert (l, to, ends);
  step = vdt_lower_convert (l, step, type == VDT_KQL_TYPE_DATETIME ? VDT_KQL_TYPE_TIMESPAN : ends);

  count = P (type == VDT_KQL_TYPE_REAL || type == VDT_KQL_TYPE_DECIMAL
             ? "coalesce(floor((%s - %s) / nullif(%s, 0) + 1e-9), -1)::BIGINT + 1"
             : "coalesce(CASE WHEN (%s >= %s) = (%s > 0) THEN 1 END, 0) * (coalesce((%s - %s) // nullif(%s, 0), -1) + 1)",
             to.sql, from.sql, step.sql, to.sql, from.sql, step.sql);
  rows = vdt_lower_rows_new (l, P ("range(greatest(%s, 0)) AS %s(i)", count, vdt_lower_fresh (l, "n")));
  vdt_lower_rows_add (l, rows, name, vdt_lower_value (P ("(%s + i * %s)::%s", from.sql, step.sql,
                                                         vdt_lower_sql_type (type)), type));
  rows = vdt_lower_rows_plain (l, rows);
  rows->serialized = TRUE;

  return rows;
}

/* Only from a file that the user has attached for the address. */
VdtLowerRows *
vdt_lower_externaldata (VdtLower         *l,
                        const VdtKqlNode *node,
                        VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  VdtKqlNode *values = vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES);
  VdtKqlNode *first = values != NULL ? vdt_kql_list_first (values) : NULL;
  const char *address = first != NULL ? vdt_lower_constant_text (l, first) : NULL;
  const char *table = address != NULL && l->options->attached != NULL
                      ? g_hash_table_lookup (l->options->attached, address) : NULL;

  if (table != NULL)
    return vdt_lower_catalog_table (l, table, schema);
  if (l->options->unknown_as_empty)
    return vdt_lower_rows_none (l, schema);

  vdt_lower_unavailable (l, node, "externaldata of a file that is not attached");

  return vdt_lower_rows_none (l, schema);
}
