/* vdt-lower-series.c
 *
 * make-series, top-nested, top-hitters: groups of groups.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

typedef struct
{
  const char     *start;
  const char     *step;
  const char     *count;
  VdtKqlTypeKind  type;
} Axis;

static const char *
bound (VdtLower       *l,
       const VdtKqlNode *node,
       VdtKqlTypeKind  type)
{
  return node != NULL ? vdt_lower_convert (l, vdt_lower_expression (l, node), type).sql : NULL;
}

/* Where the axis starts, how far it goes: given, or what the rows have. */
static Axis
axis_of (VdtLower         *l,
         const VdtKqlNode *node,
         VdtLowerValue     on)
{
  VdtKqlNode *range = vdt_kql_node_child (node, VDT_KQL_ROLE_RANGE);
  VdtKqlNode *in = range != NULL ? vdt_kql_node_child (range, VDT_KQL_ROLE_IN) : NULL;
  VdtKqlTypeKind ends = on.type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : on.type;
  VdtKqlTypeKind steps = on.type == VDT_KQL_TYPE_DATETIME ? VDT_KQL_TYPE_TIMESPAN : ends;
  const VdtKqlNode *nodes[3] = { NULL, NULL, NULL };
  const char *to;
  Axis axis = { NULL, NULL, NULL, on.type };
  gboolean real = ends == VDT_KQL_TYPE_REAL;
  VdtLowerRows *probe = vdt_lower_rows_new (l, l->row->from);
  gboolean closed = FALSE;

  g_ptr_array_extend (probe->where, l->row->where, NULL, NULL);
  if (in != NULL)
    {
      guint i = 0;
      VdtKqlNode *arguments = vdt_kql_node_child (in, VDT_KQL_ROLE_ARGUMENTS);

      VDT_LOWER_EACH (item, arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL)
        if (i < 3)
          nodes[i++] = item;
      closed = TRUE;
    }
  else if (range != NULL)
    {
      nodes[0] = vdt_lower_inside (range, VDT_KQL_ROLE_FROM);
      nodes[1] = vdt_lower_inside (range, VDT_KQL_ROLE_TO);
      nodes[2] = vdt_lower_inside (range, VDT_KQL_ROLE_STEP);
    }

  axis.step = bound (l, nodes[2], steps);
  if (axis.step == NULL)
    axis.step = "1";
  axis.start = bound (l, nodes[0], ends);
  if (axis.start == NULL)
    {
      vdt_lower_rows_add (l, probe, "x", vdt_lower_value (P ("min(%s)", on.sql), ends));
      axis.start = P ("(%s)", vdt_lower_rows_sql (l, probe, NULL, NULL));
      axis.start = P (real ? "(floor(%s / %s) * %s)" : "((%s // %s) * %s)", axis.start, axis.step, axis.step);
    }
  to = bound (l, nodes[1], ends);
  if (to != NULL && !closed)
    axis.count = P (real ? "ceil((%s - %s) / %s)::BIGINT" : "((%s - %s + %s - 1) // %s)", to, axis.start, axis.step,
                    axis.step);
  else
    {
      if (to == NULL)
        {
          g_ptr_array_set_size (probe->columns, 0);
          vdt_lower_rows_add (l, probe, "x", vdt_lower_value (P ("max(%s)", on.sql), ends));
          to = P ("(%s)", vdt_lower_rows_sql (l, probe, NULL, NULL));
        }
      axis.count = P (real ? "(floor((%s - %s) / %s)::BIGINT + 1)" : "((%s - %s) // %s + 1)", to, axis.start, axis.step);
    }
  if (real && to != NULL && !closed && nodes[1] != NULL)
    axis.count = P ("ceil((%s - %s) / %s)::BIGINT", to, axis.start, axis.step);
  axis.count = P ("least(greatest(coalesce(%s, 0), 0), 1048576)", axis.count);

  return axis;
}

static const char *
axis_array (VdtLower *l,
            Axis     *axis)
{
  const char *function = axis->type == VDT_KQL_TYPE_DATETIME ? "kql_range_datetime"
                         : axis->type == VDT_KQL_TYPE_TIMESPAN ? "kql_range_timespan"
                         : axis->type == VDT_KQL_TYPE_REAL ? "kql_range_real" : "kql_range_long";

  return P ("%s(%s, %s + (%s - 1) * %s, %s)", function, axis->start, axis->start, axis->count, axis->step, axis->step);
}

VdtLowerRows *
vdt_lower_make_series (VdtLower         *l,
                       const VdtKqlNode *node,
                       VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const VdtKqlNode *on_node = vdt_lower_inside (node, VDT_KQL_ROLE_ON);
  g_autoptr(GString) tail = g_string_new (NULL);
  VdtLowerRows *inner;
  VdtLowerRows *outer;
  VdtLowerValue on;
  Axis axis;
  guint n_keys = 0;
  guint at = 0;

  const char *kind = vdt_lower_parameter (l, node, "kind");

  if (input->empty)
    return vdt_lower_rows_none (l, schema);

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  on = vdt_lower_expression (l, on_node);
  axis = axis_of (l, node, on);

  inner = vdt_lower_rows_new (l, l->row->from);
  g_ptr_array_extend (inner->where, l->row->where, NULL, NULL);
  VDT_LOWER_EACH (item, vdt_lower_items (node, VDT_KQL_ROLE_BY))
    {
      vdt_lower_rows_add (l, inner, schema != NULL && at < schema->n_columns ? schema->columns[at]->name : "Column1",
                          vdt_lower_expression (l, item));
      at++;
      n_keys++;
    }
  vdt_lower_rows_add (l, inner, "#bin", vdt_lower_value (P (on.type == VDT_KQL_TYPE_REAL
                                                            ? "floor((%s - %s) / %s)::BIGINT"
                                                            : "CASE WHEN %s >= %s THEN (%s - %s) // %s ELSE -1 END",
                                                            on.sql, axis.start, on.type == VDT_KQL_TYPE_REAL
                                                            ? axis.step : on.sql, axis.start, axis.step),
                                                         VDT_KQL_TYPE_LONG));
  l->aggregating = TRUE;
  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlNode *value = item->kind == VDT_KQL_MAKE_SERIES_ITEM
                                ? vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION) : item;

      vdt_lower_rows_add (l, inner, vdt_lower_fresh (l, "#v"), vdt_lower_expression (l, value));
    }
  l->aggregating = FALSE;
  for (guint i = 0; i <= n_keys; i++)
    g_string_append_printf (tail, "%s%u", i == 0 ? "GROUP BY " : ", ", i + 1);
  inner = vdt_lower_rows_wrap (l, inner, NULL, tail->str);
  g_ptr_array_add (inner->where, (gpointer) P ("\"#bin\" BETWEEN 0 AND %s - 1", axis.count));

  inner = vdt_lower_rows_wrap (l, inner, NULL, NULL);

  /* kind=nonempty: of no rows there is still one series. */
  outer = vdt_lower_rows_new (l, n_keys == 0 && kind != NULL && strcmp (kind, "nonempty") == 0
                                 ? P ("(SELECT 1) LEFT JOIN %s ON TRUE", inner->from) : inner->from);
  for (guint i = 0; i < n_keys; i++)
    g_ptr_array_add (outer->columns, inner->columns->pdata[i]);
  at = n_keys + 1;
  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      VdtLowerColumn *column = inner->columns->pdata[at];
      const VdtKqlNode *fallback = item->kind == VDT_KQL_MAKE_SERIES_ITEM
                                   ? vdt_lower_inside (item, VDT_KQL_ROLE_DEFAULT) : NULL;
      gboolean integer = column->type == VDT_KQL_TYPE_LONG || column->type == VDT_KQL_TYPE_INT;
      VdtLowerValue missing = fallback != NULL ? vdt_lower_expression (l, fallback)
                                               : vdt_lower_value ("0", VDT_KQL_TYPE_LONG);

      if (missing.type == VDT_KQL_TYPE_REAL)
        integer = integer && strstr (missing.sql, "NULL") != NULL;
      vdt_lower_rows_add (l, outer, schema != NULL && at - 1 < schema->n_columns ? schema->columns[at - 1]->name : "s",
                          vdt_lower_value (P ("kql_make_series_%s(\"#bin\", (%s)::DOUBLE, %s, (%s)::DOUBLE)",
                                              integer ? "long" : "real", column->sql, axis.count, missing.sql),
                                           VDT_KQL_TYPE_DYNAMIC));
      at++;
    }
  vdt_lower_rows_add (l, outer, schema != NULL && at - 1 < schema->n_columns ? schema->columns[at - 1]->name : "x",
                      vdt_lower_value (P ("any_value(%s)", axis_array (l, &axis)), VDT_KQL_TYPE_DYNAMIC));
  g_string_truncate (tail, 0);
  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (tail, "%s%u", i == 0 ? "GROUP BY " : ", ", i + 1);

  return vdt_lower_rows_wrap (l, outer, NULL, tail->len > 0 ? tail->str : "HAVING count(*) > 0");
}

/* One level of top-nested: groups by the keys so far, the best of each parent. */
static VdtLowerRows *
nested_level (VdtLower           *l,
              const VdtKqlNode   *clause,
              VdtLowerRows       *input,
              GPtrArray          *keys,
              const char         *key_name,
              const char         *value_name)
{
  const VdtKqlNode *limit = vdt_lower_inside (clause, VDT_KQL_ROLE_LIMIT);
  const VdtKqlNode *by = vdt_lower_inside (clause, VDT_KQL_ROLE_BY);
  VdtKqlNode *ordering = by != NULL && by->kind == VDT_KQL_ORDERED ? vdt_kql_node_child (by, VDT_KQL_ROLE_ORDERING)
                                                                   : NULL;
  VdtKqlNode *direction = ordering != NULL ? vdt_kql_node_child (ordering, VDT_KQL_ROLE_DIRECTION) : NULL;
  gboolean up = direction != NULL && vdt_kql_node_text_is (vdt_kql_expansion_get_tree (l->frame), direction, "asc");
  VdtLowerRows *rows = vdt_lower_rows_new (l, input->from);
  g_autoptr(GString) tail = g_string_new ("GROUP BY ");
  g_autoptr(GString) parents = g_string_new (NULL);
  const char *count;
  VdtLowerColumn *number;

  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  for (guint i = 0; i < keys->len; i++)
    {
      vdt_lower_rows_add (l, rows, P ("#k%u", i), *(VdtLowerValue *) keys->pdata[i]);
      g_string_append_printf (tail, "%s%u", i > 0 ? ", " : "", i + 1);
      if (i + 1 < keys->len)
        g_string_append_printf (parents, "%s\"#k%u\"", i > 0 ? ", " : "PARTITION BY ", i);
    }
  l->aggregating = TRUE;
  vdt_lower_rows_add (l, rows, value_name, vdt_lower_expression (l, by));
  l->aggregating = FALSE;
  rows = vdt_lower_rows_wrap (l, rows, NULL, tail->str);
  if (limit == NULL)
    return rows;

  count = vdt_lower_expression (l, limit).sql;
  number = vdt_lower_rows_add_hidden (l, rows, P ("row_number() OVER (%s ORDER BY %s %s NULLS LAST)", parents->str,
                                                  vdt_lower_quote (l, value_name), up ? "ASC" : "DESC"),
                                      VDT_KQL_TYPE_LONG);
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  g_ptr_array_add (rows->where, (gpointer) P ("%s <= %s", vdt_lower_quote (l, number->name), count));
  g_ptr_array_remove_index (rows->columns, rows->columns->len - 1);

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

VdtLowerRows *
vdt_lower_top_nested (VdtLower         *l,
                      const VdtKqlNode *node,
                      VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();
  g_autoptr(GPtrArray) levels = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GString) from = g_string_new (NULL);
  VdtLowerRows *rows;
  guint at = 0;
  guint n = 0;

  if (input->empty)
    return vdt_lower_rows_none (l, schema);

  input = vdt_lower_rows_plain (l, input);
  l->row = input;

  VDT_LOWER_EACH (clause, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
    {
      const VdtKqlNode *of = vdt_lower_inside (clause, VDT_KQL_ROLE_OF);
      VdtLowerValue *key = vdt_kql_arena_new0 (l->arena, VdtLowerValue);
      const char *alias = vdt_lower_fresh (l, "n");
      VdtLowerRows *level;

      if (vdt_kql_node_child (clause, VDT_KQL_ROLE_OTHERS) != NULL)
        vdt_lower_unavailable (l, clause, "top-nested with others");
      if (schema == NULL || at + 1 >= schema->n_columns)
        return input;

      *key = vdt_lower_expression (l, of);
      g_ptr_array_add (keys, key);
      level = nested_level (l, clause, input, keys, schema->columns[at]->name, P ("#v%u", n));

      /* A group counts only where its parents have been chosen. */
      level = vdt_lower_rows_as (l, level, alias);
      g_string_append_printf (from, "%s%s", n > 0 ? "\nJOIN " : "", level->from);
      for (guint i = 0; i < n; i++)
        g_string_append_printf (from, "%s%s.\"#k%u\" IS NOT DISTINCT FROM %s.\"#k%u\"", i == 0 ? "\n  ON " : " AND ",
                                alias, i, (const char *) names->pdata[n - 1], i);
      g_ptr_array_add (names, (gpointer) alias);
      g_ptr_array_add (levels, level);
      at += 2;
      n++;
    }

  rows = vdt_lower_rows_new (l, vdt_kql_arena_strdup (l->arena, from->str));
  for (guint i = 0; i < n; i++)
    {
      VdtLowerRows *level = levels->pdata[i];
      VdtLowerColumn *key = level->columns->pdata[i];
      VdtLowerColumn *value = level->columns->pdata[i + 1];

      vdt_lower_rows_add (l, rows, schema->columns[2 * i]->name, vdt_lower_value (key->sql, key->type));
      vdt_lower_rows_add (l, rows, schema->columns[2 * i + 1]->name, vdt_lower_value (value->sql, value->type));
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

VdtLowerRows *
vdt_lower_top_hitters (VdtLower         *l,
                       const VdtKqlNode *node,
                       VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const VdtKqlNode *by = vdt_lower_inside (node, VDT_KQL_ROLE_BY);
  VdtLowerRows *rows;
  VdtLowerValue value = vdt_lower_value ("count(*)", VDT_KQL_TYPE_LONG);

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  rows = vdt_lower_rows_new (l, input->from);
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  vdt_lower_rows_add (l, rows, schema->columns[0]->name,
                      vdt_lower_expression (l, vdt_lower_inside (node, VDT_KQL_ROLE_OF)));
  if (by != NULL)
    {
      value = vdt_lower_expression (l, by);
      value.sql = vdt_lower_sum (l, P ("sum(%s)", value.sql), value.type);
    }
  vdt_lower_rows_add (l, rows, schema->columns[1]->name, value);
  rows->empty = input->empty;
  value = vdt_lower_expression (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  rows = vdt_lower_rows_wrap (l, rows, NULL, P ("GROUP BY 1\nORDER BY 2 DESC\nLIMIT %s", value.sql));
  rows->serialized = TRUE;

  return rows;
}
