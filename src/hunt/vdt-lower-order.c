/* vdt-lower-order.c
 *
 * Operators that choose, order and count rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

VdtLowerRows *
vdt_lower_filter (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  const char *condition;
  gboolean windowed = l->windowed;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  l->windowed = FALSE;
  condition = vdt_lower_condition (l, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION), TRUE);

  /* A window function is made first and looked at then. */
  if (l->windowed)
    {
      VdtLowerColumn *column = vdt_lower_rows_add_hidden (l, l->row, condition, VDT_KQL_TYPE_BOOL);

      l->row = vdt_lower_rows_wrap (l, l->row, NULL, l->order_after != NULL ? P ("ORDER BY %s", l->order_after) : NULL);
      l->order_after = NULL;
      condition = vdt_lower_quote (l, column->name);
    }
  l->windowed = windowed;

  return vdt_lower_rows_where (l, l->row, condition);
}

/* One key of sort and top. Nulls come first going up and last going down, and an
 * empty text is no null. */
static const char *
order_key (VdtLower         *l,
           const VdtKqlNode *item)
{
  VdtKqlTree *tree = vdt_kql_expansion_get_tree (l->frame);
  VdtKqlNode *ordering = item->kind == VDT_KQL_ORDERED ? vdt_kql_node_child (item, VDT_KQL_ROLE_ORDERING) : NULL;
  VdtKqlNode *direction = ordering != NULL ? vdt_kql_node_child (ordering, VDT_KQL_ROLE_DIRECTION) : NULL;
  VdtKqlNode *nulls = ordering != NULL ? vdt_kql_node_child (ordering, VDT_KQL_ROLE_NULLS) : NULL;
  VdtKqlNode *where = nulls != NULL ? vdt_kql_node_child (nulls, VDT_KQL_ROLE_DIRECTION) : NULL;
  gboolean up = direction != NULL && (vdt_kql_node_text_is (tree, direction, "asc") ||
                                      vdt_kql_node_text_is (tree, direction, "granny-asc"));
  gboolean first = up;
  VdtLowerValue value = vdt_lower_spilled (l, item);
  const char *sql = value.sql;

  if (where != NULL)
    first = vdt_kql_node_text_is (tree, where, "first");

  /* Not a number stands beside null. */
  if (value.type == VDT_KQL_TYPE_REAL)
    sql = P ("CASE WHEN isnan(%s) THEN NULL ELSE %s END", sql, sql);
  if (g_ascii_isdigit (sql[0]))
    sql = P ("(%s + 0)", sql);

  return P ("%s %s NULLS %s", sql, up ? "ASC" : "DESC", first ? "FIRST" : "LAST");
}

static const char *
order_keys (VdtLower         *l,
            const VdtKqlNode *list)
{
  g_autoptr(GString) keys = g_string_new (NULL);

  VDT_LOWER_EACH (item, list)
    g_string_append_printf (keys, "%s%s", keys->len > 0 ? ", " : "", order_key (l, item));

  return vdt_kql_arena_strdup (l->arena, keys->str);
}

static const char *
part (VdtLower     *l,
      VdtLowerRows *rows)
{
  return rows->key != NULL ? vdt_lower_quote (l, rows->key) : NULL;
}

VdtLowerRows *
vdt_lower_sort (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  const char *keys;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  keys = order_keys (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS));
  if (part (l, l->row) != NULL)
    keys = P ("%s, %s", part (l, l->row), keys);
  input = vdt_lower_rows_wrap (l, l->row, NULL, P ("ORDER BY %s", keys));
  input->serialized = TRUE;

  return input;
}

/* The first @count rows, of each part where there are parts. */
static VdtLowerRows *
limited (VdtLower     *l,
         VdtLowerRows *rows,
         const char   *order,
         const char   *count)
{
  VdtLowerColumn *number;
  VdtLowerRows *wrapped;

  if (part (l, rows) == NULL)
    return vdt_lower_rows_wrap (l, rows, NULL, order != NULL ? P ("ORDER BY %s\nLIMIT greatest(%s, 0)", order, count)
                                                             : P ("LIMIT greatest(%s, 0)", count));

  number = vdt_lower_rows_add_hidden (l, rows, P ("row_number() OVER (PARTITION BY %s%s)", part (l, rows),
                                                  order != NULL ? P (" ORDER BY %s", order) : ""), VDT_KQL_TYPE_LONG);
  wrapped = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  g_ptr_array_add (wrapped->where, (gpointer) P ("%s <= %s", vdt_lower_quote (l, number->name), count));

  return vdt_lower_rows_wrap (l, wrapped, NULL, P ("ORDER BY %s, %s", part (l, rows), vdt_lower_quote (l, number->name)));
}

static const char *
count_text (VdtLower         *l,
            const VdtKqlNode *node)
{
  return vdt_lower_convert (l, vdt_lower_expression (l, node), VDT_KQL_TYPE_LONG).sql;
}

VdtLowerRows *
vdt_lower_top (VdtLower         *l,
               const VdtKqlNode *node,
               VdtLowerRows     *input)
{
  const VdtKqlNode *by = vdt_lower_inside (node, VDT_KQL_ROLE_BY);
  const char *key;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  key = by != NULL ? order_key (l, by) : NULL;
  input = limited (l, l->row, key, count_text (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)));
  input->serialized = TRUE;

  return input;
}

VdtLowerRows *
vdt_lower_take (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  return limited (l, vdt_lower_rows_plain (l, input), NULL,
                  count_text (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)));
}

VdtLowerRows *
vdt_lower_sample (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  VdtLowerRows *rows = limited (l, vdt_lower_rows_plain (l, input), "random()",
                                count_text (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)));

  rows->serialized = FALSE;

  return rows;
}

VdtLowerRows *
vdt_lower_sample_distinct (VdtLower         *l,
                           const VdtKqlNode *node,
                           VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const VdtKqlNode *of = vdt_lower_inside (node, VDT_KQL_ROLE_OF);
  VdtLowerRows *rows;

  input = vdt_lower_rows_plain (l, input);
  rows = vdt_lower_rows_new (l, input->from);
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  vdt_lower_rows_add (l, rows, schema != NULL && schema->n_columns > 0 ? schema->columns[0]->name : "Column1",
                      vdt_lower_in_rows (l, of, input));
  rows->empty = input->empty;
  rows = vdt_lower_rows_wrap (l, rows, "DISTINCT", NULL);

  return limited (l, rows, NULL, count_text (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION)));
}

VdtLowerRows *
vdt_lower_count (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  VdtLowerRows *rows;

  input = vdt_lower_rows_plain (l, input);
  rows = vdt_lower_rows_new (l, input->from);
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  vdt_lower_rows_add (l, rows, schema != NULL && schema->n_columns > 0 ? schema->columns[0]->name : "Count",
                      vdt_lower_value ("count(*)", VDT_KQL_TYPE_LONG));
  if (input->key != NULL)
    vdt_lower_keep_hidden (l, input, rows);

  if (input->key == NULL)
    return vdt_lower_rows_wrap (l, rows, NULL, NULL);

  return vdt_lower_rows_each (l, vdt_lower_rows_wrap (l, rows, NULL, P ("GROUP BY %s", vdt_lower_quote (l, input->key))),
                              rows, input);
}
