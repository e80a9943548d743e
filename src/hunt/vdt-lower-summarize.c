/* vdt-lower-summarize.c
 *
 * summarize and its aggregates of several columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

static const VdtKqlNode *
value_node (const VdtKqlNode *item)
{
  return item->kind == VDT_KQL_NAMED || item->kind == VDT_KQL_COMPOUND_NAMED
         ? vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION) : item;
}

static const char *
aggregate_name (VdtLower         *l,
                const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = node->kind == VDT_KQL_CALL ? vdt_kql_expansion_get_symbol (l->frame, node) : NULL;

  return symbol != NULL && symbol->function != NULL && symbol->function->kind == VDT_KQL_FUNCTION_AGGREGATE
         ? symbol->function->name : NULL;
}

static void
add_part (VdtLower       *l,
          GArray         *parts,
          const char     *sql,
          VdtKqlTypeKind  type)
{
  VdtLowerValue value = vdt_lower_value (vdt_lower_unnull (l, sql, type), type);

  g_array_append_val (parts, value);
}

/* The columns that * stands for: all but the keys and the one that is compared. */
static void
add_star (VdtLower   *l,
          GArray     *parts,
          const char *format,
          const char *except,
          const char *by,
          GHashTable *keys)
{
  for (guint i = 0; i < l->row->columns->len; i++)
    {
      VdtLowerColumn *column = l->row->columns->pdata[i];

      if (column->hidden || g_hash_table_contains (keys, column->name) ||
          (except != NULL && strcmp (except, column->name) == 0))
        continue;
      add_part (l, parts, by != NULL ? P ("%s(%s, %s)", format, column->sql, by) : P ("%s(%s)", format, column->sql),
                column->type);
    }
}

static gboolean
extreme_parts (VdtLower         *l,
               const VdtKqlNode *node,
               const char       *name,
               GHashTable       *keys,
               GArray           *parts)
{
  gboolean max = strcmp (name, "arg_max") == 0 || strcmp (name, "argmax") == 0;
  g_autoptr(GPtrArray) nodes = vdt_lower_arguments (node);
  VdtLowerValue by;
  const VdtKqlSymbol *symbol;

  if (nodes->len == 0)
    return FALSE;

  by = vdt_lower_expression (l, nodes->pdata[0]);
  symbol = vdt_kql_expansion_get_symbol (l->frame, nodes->pdata[0]);
  add_part (l, parts, P ("%s(%s)", max ? "max" : "min", by.sql), by.type);
  for (guint i = 1; i < nodes->len; i++)
    {
      VdtKqlNode *one = nodes->pdata[i];
      VdtLowerValue value;
      const char *function = max ? "arg_max_null" : "arg_min_null";

      if (one->kind == VDT_KQL_STAR)
        {
          add_star (l, parts, function,
                    symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_COLUMN ? symbol->name : NULL, by.sql, keys);
          continue;
        }
      value = vdt_lower_expression (l, one);
      add_part (l, parts, P ("%s(%s, %s)", function, value.sql, by.sql), value.type);
    }

  return TRUE;
}

static void
any_parts (VdtLower         *l,
           const VdtKqlNode *node,
           GHashTable       *keys,
           GArray           *parts)
{
  g_autoptr(GPtrArray) nodes = vdt_lower_arguments (node);

  for (guint i = 0; i < nodes->len; i++)
    {
      VdtKqlNode *one = nodes->pdata[i];
      VdtLowerValue value;

      if (one->kind == VDT_KQL_STAR)
        {
          add_star (l, parts, "first", NULL, NULL, keys);
          continue;
        }
      value = vdt_lower_expression (l, one);
      add_part (l, parts, P (nodes->len > 1 ? "first(%s)" : "any_value(%s)", value.sql), value.type);
    }
}

static void
percentile_parts (VdtLower         *l,
                  const VdtKqlNode *node,
                  gboolean          weighted,
                  GArray           *parts)
{
  g_autoptr(GPtrArray) nodes = vdt_lower_arguments (node);
  VdtLowerValue value;

  if (nodes->len < 2)
    return;

  value = vdt_lower_expression (l, nodes->pdata[0]);
  for (guint i = weighted ? 2 : 1; i < nodes->len; i++)
    {
      VdtLowerValue percent = vdt_lower_convert (l, vdt_lower_expression (l, nodes->pdata[i]), VDT_KQL_TYPE_REAL);

      if (weighted)
        {
          const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);
          VdtLowerValue three[3] = { value, vdt_lower_expression (l, nodes->pdata[1]), percent };

          add_part (l, parts, vdt_lower_apply (l, node, symbol->function, three, 3).sql, value.type);
          continue;
        }
      add_part (l, parts, P ("quantile_disc(%s, %s / 100.0)", value.sql, percent.sql),
                value.type == VDT_KQL_TYPE_INT ? VDT_KQL_TYPE_LONG : value.type);
    }
}

/* What one aggregate gives: one value, or several. */
static void
aggregate_parts (VdtLower         *l,
                 const VdtKqlNode *item,
                 GHashTable       *keys,
                 GArray           *parts)
{
  const VdtKqlNode *node = value_node (item);
  const char *name = aggregate_name (l, node);
  VdtLowerValue value;

  if (name != NULL && (strstr (name, "arg_m") == name || strstr (name, "argm") == name) &&
      extreme_parts (l, node, name, keys, parts))
    return;
  if (name != NULL && (strcmp (name, "take_any") == 0 || strcmp (name, "any") == 0))
    {
      any_parts (l, node, keys, parts);
      return;
    }
  if (name != NULL && (strcmp (name, "percentiles") == 0 || strcmp (name, "percentilesw") == 0))
    {
      percentile_parts (l, node, strcmp (name, "percentilesw") == 0, parts);
      return;
    }

  value = vdt_lower_expression (l, item);
  for (guint i = 0; i < value.n_tuple; i++)
    add_part (l, parts, value.tuple[i].sql, value.tuple[i].type);
  if (value.n_tuple == 0)
    add_part (l, parts, value.sql, value.type);
}

static void
append_named (VdtLower           *l,
              VdtLowerRows       *rows,
              GArray             *parts,
              const VdtKqlSchema *schema)
{
  for (guint i = 0; i < parts->len; i++)
    {
      guint at = rows->columns->len;
      const char *name = schema != NULL && at < schema->n_columns ? schema->columns[at]->name
                                                                  : P ("Column%u", at + 1);

      vdt_lower_rows_add (l, rows, name, g_array_index (parts, VdtLowerValue, i));
    }
}

VdtLowerRows *
vdt_lower_summarize (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GString) tail = g_string_new (NULL);
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (VdtLowerValue));
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  VdtLowerRows *rows;
  VdtLowerRows *one;
  guint n_keys;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;

  VDT_LOWER_EACH (item, vdt_lower_items (node, VDT_KQL_ROLE_BY))
    {
      VdtLowerValue key = vdt_lower_spilled (l, item);
      const VdtKqlColumn *column = vdt_kql_expansion_get_column (l->frame, item);
      const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, item);

      if (column != NULL)
        g_hash_table_add (keys, (gpointer) column->name);
      else if (symbol != NULL && symbol->column != NULL)
        g_hash_table_add (keys, (gpointer) symbol->column->name);
      for (guint i = 0; i < key.n_tuple; i++)
        g_array_append_val (parts, key.tuple[i]);
      if (key.n_tuple == 0)
        g_array_append_val (parts, key);
    }

  rows = vdt_lower_rows_new (l, NULL);
  append_named (l, rows, parts, schema);
  n_keys = rows->columns->len;
  rows->from = l->row->from;
  rows->empty = l->row->empty;
  g_ptr_array_extend (rows->where, l->row->where, NULL, NULL);

  g_array_set_size (parts, 0);
  l->aggregating = TRUE;
  VDT_LOWER_EACH (item, list)
    if (!vdt_kql_node_is_missing (item))
      aggregate_parts (l, item, keys, parts);
  l->aggregating = FALSE;
  append_named (l, rows, parts, schema);
  rows->from = l->row->from;

  for (guint i = 0; i < n_keys; i++)
    g_string_append_printf (tail, "%s%u", i == 0 ? "GROUP BY " : ", ", i + 1);
  if (l->row->key != NULL)
    {
      vdt_lower_keep_hidden (l, l->row, rows);
      g_string_append_printf (tail, "%s%s", n_keys == 0 ? "GROUP BY " : ", ", vdt_lower_quote (l, l->row->key));
    }

  /* Without aggregates there is still a group for each key. */
  rows->serialized = FALSE;
  one = rows;
  rows = vdt_lower_rows_wrap (l, rows, NULL, tail->len > 0 ? tail->str : NULL);
  if (n_keys == 0)
    rows = vdt_lower_rows_each (l, rows, one, l->row);
  if (n_keys == 0 && l->row->key == NULL)
    rows->empty = FALSE;

  return rows;
}
