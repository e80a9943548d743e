/* vdt-lower-partition.c
 *
 * partition, facet and fork: operators over parts of the rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

VdtLowerRows *
vdt_lower_partition (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  const VdtKqlNode *by = vdt_lower_inside (node, VDT_KQL_ROLE_BY);
  const VdtKqlNode *body = vdt_lower_strip (vdt_kql_node_child (node, VDT_KQL_ROLE_BODY));
  const VdtKqlNode *source = body;
  VdtLowerValue value;
  VdtLowerColumn *key;
  VdtLowerRows *rows;

  while (source != NULL && source->kind == VDT_KQL_PIPE)
    source = vdt_kql_node_child (source, VDT_KQL_ROLE_LEFT);
  if (source == NULL || !vdt_kql_kind_is_operator (source->kind) || source->kind == VDT_KQL_UNION_OPERATOR)
    {
      vdt_lower_unavailable (l, node, "partition with a query of its own in it");
      return input;
    }

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  value = vdt_lower_expression (l, by);
  rows = vdt_lower_rows_wrap (l, input, NULL, NULL);
  l->row = rows;
  value = vdt_lower_expression (l, by);
  key = vdt_lower_rows_add_hidden (l, rows, value.sql, value.type);
  rows->computed = TRUE;
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  rows->key = key->name;
  l->row = rows;
  rows = vdt_lower_rows_plain (l, vdt_lower_piped (l, body, rows));

  for (guint i = rows->columns->len; i > 0; i--)
    if (strcmp (((VdtLowerColumn *) rows->columns->pdata[i - 1])->name, key->name) == 0)
      g_ptr_array_remove_index (rows->columns, i - 1);
  rows->key = NULL;

  return rows;
}

/* A query gives one result here: facet by several columns, or with a part of its own, would give more. */
VdtLowerRows *
vdt_lower_facet (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  VdtKqlNode *by = vdt_lower_items (node, VDT_KQL_ROLE_BY);
  VdtKqlNode *first = by != NULL ? vdt_kql_list_first (by) : NULL;
  VdtLowerRows *rows;
  VdtLowerValue value;

  if (first == NULL)
    return input;
  if (vdt_kql_list_next (first) != NULL || vdt_kql_node_child (node, VDT_KQL_ROLE_WITH) != NULL)
    {
      vdt_lower_unavailable (l, node, "facet");
      return input;
    }

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  value = vdt_lower_expression (l, first);
  rows = vdt_lower_rows_new (l, input->from);
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  vdt_lower_rows_add (l, rows, vdt_lower_name (l, first), value);
  vdt_lower_rows_add (l, rows, P ("count_%s", vdt_lower_name (l, first)), vdt_lower_value ("count(*)", VDT_KQL_TYPE_LONG));

  return vdt_lower_rows_wrap (l, rows, NULL, "GROUP BY 1");
}

VdtLowerRows *
vdt_lower_fork (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS);
  VdtKqlNode *first = list != NULL ? vdt_kql_list_first (list) : NULL;

  if (first == NULL)
    return input;
  if (vdt_kql_list_next (first) != NULL)
    {
      vdt_lower_unavailable (l, node, "fork");
      return input;
    }

  return vdt_lower_piped (l, vdt_kql_node_child (first, VDT_KQL_ROLE_EXPRESSION), input);
}
