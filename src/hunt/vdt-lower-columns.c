/* vdt-lower-columns.c
 *
 * Operators that choose, name and compute columns. The binder has named what
 * comes out; the values follow in the same order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

/* The names that an item makes: one, or as many as its value has parts. */
static void
add_values (VdtLowerValue  value,
            GPtrArray     *out,
            VdtLower      *l)
{
  guint n = MAX (value.n_tuple, 1);

  for (guint i = 0; i < n; i++)
    {
      VdtLowerValue *one = vdt_kql_arena_new0 (l->arena, VdtLowerValue);

      *one = value.n_tuple > 0 ? value.tuple[i] : value;
      one->n_tuple = 0;
      g_ptr_array_add (out, one);
    }
}

/* After a window function's partitions the rows go back to their order. */
static VdtLowerRows *
reordered (VdtLower     *l,
           VdtLowerRows *rows)
{
  const char *order = l->order_after;

  l->order_after = NULL;
  if (order == NULL)
    return rows;

  return vdt_lower_rows_wrap (l, rows, NULL, P ("ORDER BY %s", order));
}

static VdtLowerRows *
project_items (VdtLower         *l,
               const VdtKqlNode *node,
               VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  VdtLowerRows *rows;
  guint skipped = 0;
  guint skipped_before = 0;

  input = input != NULL ? vdt_lower_rows_plain (l, input) : vdt_lower_rows_new (l, NULL);
  l->row = input;

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      VdtLowerValue value = vdt_lower_spilled (l, item);

      /* x = f () of several results is the first; the binder names them all. */
      if (item->kind == VDT_KQL_NAMED && value.n_tuple > 1)
        skipped += value.n_tuple - 1;
      if (item->kind == VDT_KQL_NAMED && value.n_tuple > 0)
        value.n_tuple = 0;
      add_values (value, values, l);
      while (names->len < values->len)
        {
          guint own = item->kind == VDT_KQL_NAMED ? skipped - skipped_before : 0;
          guint at = names->len + skipped - own;

          g_ptr_array_add (names, (gpointer) (schema != NULL && at < schema->n_columns
                                              ? schema->columns[at]->name : P ("Column%u", at + 1)));
        }
      skipped_before = skipped;
    }

  rows = vdt_lower_rows_new (l, l->row->from);
  rows->empty = l->row->empty;
  rows->source = l->row->source;
  g_ptr_array_extend (rows->where, l->row->where, NULL, NULL);
  for (guint i = 0; i < values->len; i++)
    {
      vdt_lower_rows_add (l, rows, names->pdata[i], *(VdtLowerValue *) values->pdata[i]);
    }
  vdt_lower_keep_hidden (l, l->row, rows);
  vdt_lower_keep_places (l->row, rows);

  return reordered (l, rows);
}

VdtLowerRows *
vdt_lower_project (VdtLower         *l,
                   const VdtKqlNode *node,
                   VdtLowerRows     *input)
{
  return project_items (l, node, input);
}

VdtLowerRows *
vdt_lower_print (VdtLower         *l,
                 const VdtKqlNode *node,
                 VdtLowerRows     *input)
{
  return project_items (l, node, NULL);
}

/* The name of an item's column, and of each of several. */
static const char *
item_name (VdtLower           *l,
           const VdtKqlNode   *item,
           const VdtKqlSchema *schema,
           const VdtKqlType   *tuple,
           guint               index)
{
  const VdtKqlColumn *column = vdt_kql_expansion_get_column (l->frame, item);

  if (item->kind == VDT_KQL_COMPOUND_NAMED)
    {
      VDT_LOWER_EACH (name, vdt_kql_node_child (item, VDT_KQL_ROLE_NAMES))
        if (index-- == 0)
          return vdt_lower_name (l, name);
      index = G_MAXUINT;
    }
  if (column != NULL && index == 0)
    return column->name;
  if (tuple != NULL && tuple->kind == VDT_KQL_TYPE_TUPLE && tuple->schema != NULL && index < tuple->schema->n_columns)
    return tuple->schema->columns[index]->name;

  return NULL;
}

VdtLowerRows *
vdt_lower_extend (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  VdtLowerRows *rows;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlNode *inner = item->kind == VDT_KQL_NAMED || item->kind == VDT_KQL_COMPOUND_NAMED
                                ? vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION) : item;
      const VdtKqlType *tuple = vdt_kql_expansion_get_type (l->frame, inner);
      guint before = values->len;
      VdtLowerValue value = vdt_lower_spilled (l, item);

      if (item->kind == VDT_KQL_NAMED)
        value.n_tuple = 0;
      add_values (value, values, l);
      for (guint i = before; i < values->len; i++)
        g_ptr_array_add (names, (gpointer) item_name (l, item, schema, tuple, i - before));
    }

  rows = vdt_lower_rows_new (l, l->row->from);
  rows->empty = l->row->empty;
  rows->source = l->row->source;
  rows->key = l->row->key;
  rows->serialized = l->row->serialized;
  rows->computed = l->row->computed;
  g_ptr_array_extend (rows->where, l->row->where, NULL, NULL);
  for (guint i = 0; i < l->row->columns->len; i++)
    g_ptr_array_add (rows->columns, l->row->columns->pdata[i]);
  for (guint i = 0; i < values->len; i++)
    {
      const char *name = names->pdata[i];

      vdt_lower_rows_put (l, rows, name != NULL ? name : vdt_lower_fresh (l, "Column"),
                          *(VdtLowerValue *) values->pdata[i]);
    }

  return reordered (l, rows);
}

VdtLowerRows *
vdt_lower_serialize (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  input = vdt_lower_rows_wrap (l, vdt_lower_rows_plain (l, input), NULL, NULL);
  input->serialized = TRUE;

  return vdt_lower_extend (l, node, input);
}

/* Columns of the output that the input has under the same name, in its order. */
static VdtLowerRows *
keep_named (VdtLower           *l,
            const VdtKqlSchema *schema,
            VdtLowerRows       *input,
            gboolean            others)
{
  VdtLowerRows *rows;

  input = vdt_lower_rows_plain (l, input);
  rows = vdt_lower_rows_new (l, input->from);
  rows->empty = input->empty;
  rows->source = input->source;
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);

  for (guint i = 0; schema != NULL && i < schema->n_columns; i++)
    {
      VdtLowerColumn *column = vdt_lower_rows_find (input, schema->columns[i]->name);

      if (column != NULL)
        g_ptr_array_add (rows->columns, column);
      else if (input->empty)
        vdt_lower_rows_add (l, rows, schema->columns[i]->name, vdt_lower_value ("NULL::VARCHAR", VDT_KQL_TYPE_DYNAMIC));
    }
  vdt_lower_keep_hidden (l, input, rows);
  vdt_lower_keep_places (input, rows);

  return rows;
}

/* project-away, project-keep, project-by-names */
VdtLowerRows *
vdt_lower_project_away (VdtLower         *l,
                        const VdtKqlNode *node,
                        VdtLowerRows     *input)
{
  return keep_named (l, vdt_lower_output (l, node), input, FALSE);
}

VdtLowerRows *
vdt_lower_project_reorder (VdtLower         *l,
                           const VdtKqlNode *node,
                           VdtLowerRows     *input)
{
  return keep_named (l, vdt_lower_output (l, node), input, TRUE);
}

VdtLowerRows *
vdt_lower_project_rename (VdtLower         *l,
                          const VdtKqlNode *node,
                          VdtLowerRows     *input)
{
  VdtLowerRows *rows;
  g_autoptr(GHashTable) renamed = g_hash_table_new (g_str_hash, g_str_equal);

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    g_hash_table_insert (renamed,
                         (gpointer) vdt_lower_name (l, vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION)),
                         (gpointer) vdt_lower_name (l, vdt_kql_node_child (item, VDT_KQL_ROLE_NAME)));

  input = vdt_lower_rows_plain (l, input);
  rows = vdt_lower_rows_new (l, input->from);
  rows->empty = input->empty;
  rows->source = input->source;
  g_ptr_array_extend (rows->where, input->where, NULL, NULL);
  for (guint i = 0; i < input->columns->len; i++)
    {
      VdtLowerColumn *column = input->columns->pdata[i];
      const char *name = g_hash_table_lookup (renamed, column->name);

      if (column->hidden)
        continue;
      vdt_lower_rows_add (l, rows, name != NULL ? name : column->name, vdt_lower_value (column->sql, column->type));
      rows->computed = rows->computed || name != NULL;
    }
  vdt_lower_keep_hidden (l, input, rows);
  vdt_lower_keep_places (input, rows);

  return rows;
}

VdtLowerRows *
vdt_lower_distinct (VdtLower         *l,
                    const VdtKqlNode *node,
                    VdtLowerRows     *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  VdtKqlNode *first = list != NULL ? vdt_kql_list_first (list) : NULL;
  VdtLowerRows *rows = first != NULL && first->kind == VDT_KQL_STAR ? vdt_lower_rows_plain (l, input)
                                                                    : project_items (l, node, input);

  rows = vdt_lower_rows_wrap (l, vdt_lower_drop_places (l, rows), "DISTINCT", NULL);
  rows->serialized = FALSE;

  return rows;
}

VdtLowerRows *
vdt_lower_getschema (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  static const struct
  {
    VdtKqlTypeKind  type;
    const char     *net;
  } names[] = {
    { VDT_KQL_TYPE_BOOL, "System.SByte" }, { VDT_KQL_TYPE_INT, "System.Int32" }, { VDT_KQL_TYPE_LONG, "System.Int64" },
    { VDT_KQL_TYPE_REAL, "System.Double" }, { VDT_KQL_TYPE_DECIMAL, "System.Data.SqlTypes.SqlDecimal" },
    { VDT_KQL_TYPE_STRING, "System.String" }, { VDT_KQL_TYPE_DATETIME, "System.DateTime" },
    { VDT_KQL_TYPE_TIMESPAN, "System.TimeSpan" }, { VDT_KQL_TYPE_GUID, "System.Guid" },
  };
  g_autoptr(GString) from = g_string_new ("(VALUES ");
  VdtLowerRows *rows;
  guint n = 0;

  for (guint i = 0; i < input->columns->len; i++)
    {
      VdtLowerColumn *column = input->columns->pdata[i];
      const char *net = "System.Object";

      if (column->hidden)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        if (names[k].type == column->type)
          net = names[k].net;
      g_string_append_printf (from, "%s(%s, %u, '%s', '%s')", n > 0 ? ", " : "", vdt_lower_text (l, column->name, -1),
                              n, net, vdt_kql_type_get_name (vdt_kql_type_get (column->type)));
      n++;
    }
  g_string_append_printf (from, ") AS %s(name, ordinal, net, type)", vdt_lower_fresh (l, "r"));
  if (n == 0)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  rows = vdt_lower_rows_new (l, vdt_kql_arena_strdup (l->arena, from->str));
  vdt_lower_rows_add (l, rows, "ColumnName", vdt_lower_value ("name", VDT_KQL_TYPE_STRING));
  vdt_lower_rows_add (l, rows, "ColumnOrdinal", vdt_lower_value ("ordinal::BIGINT", VDT_KQL_TYPE_LONG));
  vdt_lower_rows_add (l, rows, "DataType", vdt_lower_value ("net", VDT_KQL_TYPE_STRING));
  vdt_lower_rows_add (l, rows, "ColumnType", vdt_lower_value ("type", VDT_KQL_TYPE_STRING));

  return vdt_lower_rows_plain (l, rows);
}
