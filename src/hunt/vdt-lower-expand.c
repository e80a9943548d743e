/* vdt-lower-expand.c
 *
 * mv-expand and mv-apply: a row for each element. mv-apply runs its operators
 * over the elements of one row at a time; here over those of all rows at once,
 * parted by a number that each row has.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

typedef struct
{
  const char     *name;
  VdtLowerValue   value;
  VdtKqlTypeKind  type;
  const char     *list;
} Element;

static GArray *
elements_of (VdtLower         *l,
             const VdtKqlNode *node)
{
  GArray *elements = g_array_new (FALSE, TRUE, sizeof (Element));
  const char *kind = vdt_lower_parameter (l, node, "kind");
  const char *function;

  if (kind == NULL)
    kind = vdt_lower_parameter (l, node, "bagexpansion");
  function = kind != NULL && strcmp (kind, "array") == 0 ? "kql_element_pairs" : "kql_elements";

  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlColumn *column = vdt_kql_expansion_get_column (l->frame, item);
      const VdtKqlNode *to = item->kind == VDT_KQL_TYPED_RESULT ? vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE) : NULL;
      const VdtKqlNode *typeof_node = to != NULL ? vdt_kql_node_child (to, VDT_KQL_ROLE_TYPE) : NULL;
      Element element = { "Column1", VDT_LOWER_NULL, VDT_KQL_TYPE_DYNAMIC, NULL };

      element.value = vdt_lower_convert (l, vdt_lower_spilled (l, item), VDT_KQL_TYPE_DYNAMIC);
      if (column != NULL)
        element.name = column->name;
      if (typeof_node != NULL && column != NULL)
        element.type = column->type->kind;
      if (element.type == VDT_KQL_TYPE_UNKNOWN)
        element.type = VDT_KQL_TYPE_DYNAMIC;
      element.list = P ("%s(%s)", function, element.value.sql);
      g_array_append_val (elements, element);
    }

  return elements;
}

/* The hidden column that parts the rows, from one side of a join. */
static void
add_key (VdtLower     *l,
         VdtLowerRows *rows,
         const char   *key,
         const char   *alias)
{
  vdt_lower_rows_add (l, rows, key, vdt_lower_value (P ("%s.%s", alias, vdt_lower_quote (l, key)), VDT_KQL_TYPE_LONG));
  ((VdtLowerColumn *) rows->columns->pdata[rows->columns->len - 1])->hidden = TRUE;
  rows->key = key;
}

/* The rows once for each element, columns of the elements put in their places. */
static VdtLowerRows *
expanded (VdtLower         *l,
          const VdtKqlNode *node,
          GArray           *elements,
          const char       *limit)
{
  const char *index = vdt_lower_parameter (l, node, "with_itemindex");
  g_autoptr(GString) longest = g_string_new ("greatest(");
  g_autoptr(GPtrArray) lists = g_ptr_array_new ();
  VdtLowerColumn *at;
  VdtLowerRows *rows;
  const char *count;
  const char *number;

  for (guint i = 0; i < elements->len; i++)
    {
      VdtLowerColumn *list = vdt_lower_rows_add_hidden (l, l->row, g_array_index (elements, Element, i).list,
                                                        VDT_KQL_TYPE_DYNAMIC);

      g_ptr_array_add (lists, list);
      g_string_append_printf (longest, "%slen(%s)", i > 0 ? ", " : "", vdt_lower_quote (l, list->name));
    }
  g_string_append_c (longest, ')');

  rows = vdt_lower_rows_wrap (l, l->row, NULL, NULL);
  count = limit != NULL ? P ("least(%s, %s)", longest->str, limit) : longest->str;
  at = vdt_lower_rows_add_hidden (l, rows, P ("unnest(range(1, %s + 1))", count), VDT_KQL_TYPE_LONG);
  rows = vdt_lower_rows_wrap (l, rows, NULL, NULL);
  number = vdt_lower_quote (l, at->name);

  for (guint i = 0; i < elements->len; i++)
    {
      Element *element = &g_array_index (elements, Element, i);
      VdtLowerValue one = vdt_lower_value (P ("%s[%s]", vdt_lower_quote (l, ((VdtLowerColumn *) lists->pdata[i])->name),
                                              number), VDT_KQL_TYPE_DYNAMIC);

      vdt_lower_rows_put (l, rows, element->name, vdt_lower_convert (l, one, element->type));
    }
  if (index != NULL)
    vdt_lower_rows_add (l, rows, index, vdt_lower_value (P ("(%s - 1)", number), VDT_KQL_TYPE_LONG));

  /* The lists and the number have done their work. */
  for (guint i = rows->columns->len; i > 0; i--)
    {
      VdtLowerColumn *column = rows->columns->pdata[i - 1];

      if (column->hidden && (rows->key == NULL || strcmp (rows->key, column->name) != 0) &&
          (l->keep == NULL || strcmp (l->keep, column->name) != 0))
        g_ptr_array_remove_index (rows->columns, i - 1);
    }

  return vdt_lower_rows_plain (l, rows);
}

static const char *
limit_of (VdtLower         *l,
          const VdtKqlNode *node)
{
  const VdtKqlNode *limit = vdt_lower_inside (node, VDT_KQL_ROLE_LIMIT);
  VdtKqlNode *keyword = vdt_kql_node_child (node, VDT_KQL_ROLE_KEYWORD);

  if (limit != NULL)
    return vdt_lower_convert (l, vdt_lower_expression (l, limit), VDT_KQL_TYPE_LONG).sql;

  return keyword != NULL && vdt_kql_node_text_is (vdt_kql_expansion_get_tree (l->frame), keyword, "mvexpand")
         ? "128" : NULL;
}

VdtLowerRows *
vdt_lower_mv_expand (VdtLower         *l,
                     const VdtKqlNode *node,
                     VdtLowerRows     *input)
{
  g_autoptr(GArray) elements = NULL;

  input = vdt_lower_rows_plain (l, input);
  l->row = input;
  elements = elements_of (l, node);
  if (elements->len == 0)
    return input;

  return expanded (l, node, elements, limit_of (l, node));
}

/**
 * vdt_lower_rows_each:
 * @groups: what @one gives for each value of the key of its rows
 * @one: a SELECT of aggregates, with the rows that they are over
 * @input: those rows
 *
 * In mv-apply an aggregate over no elements has its value all the same.
 *
 * Returns: @groups, with a row for each outer row that has none
 */
VdtLowerRows *
vdt_lower_rows_each (VdtLower     *l,
                     VdtLowerRows *groups,
                     VdtLowerRows *one,
                     VdtLowerRows *input)
{
  g_autoptr(GString) from = g_string_new ("(SELECT ");
  const char *k = vdt_lower_fresh (l, "k");
  const char *g = vdt_lower_fresh (l, "l");
  VdtLowerRows *nothing;
  VdtLowerRows *rows;
  const char *key;

  if (input->key == NULL || l->keep == NULL || strcmp (input->key, l->keep) != 0)
    return groups;

  for (guint i = 0; i < input->columns->len; i++)
    {
      VdtLowerColumn *column = input->columns->pdata[i];

      g_string_append_printf (from, "%sNULL::%s AS %s", i > 0 ? ", " : "", vdt_lower_sql_type (column->type),
                              column->sql);
    }
  g_string_append_printf (from, ") AS %s", vdt_lower_fresh (l, "n"));
  nothing = vdt_lower_rows_new (l, vdt_kql_arena_strndup (l->arena, from->str, from->len));
  g_ptr_array_add (nothing->where, (gpointer) "FALSE");
  for (guint i = 0; i < one->columns->len; i++)
    if (!((VdtLowerColumn *) one->columns->pdata[i])->hidden)
      g_ptr_array_add (nothing->columns, one->columns->pdata[i]);

  groups = vdt_lower_rows_as (l, groups, g);
  nothing = vdt_lower_rows_as (l, nothing, vdt_lower_fresh (l, "r"));
  key = vdt_lower_quote (l, input->key);
  rows = vdt_lower_rows_new (l, P ("%s AS %s\nLEFT JOIN %s\n  ON %s.%s = %s.%s\nCROSS JOIN %s", l->keep_from, k,
                                   groups->from, k, key, g, key, nothing->from));
  for (guint i = 0; i < nothing->columns->len; i++)
    {
      VdtLowerColumn *some = groups->columns->pdata[i];
      VdtLowerColumn *none = nothing->columns->pdata[i];

      vdt_lower_rows_add (l, rows, some->name,
                          vdt_lower_value (P ("CASE WHEN %s.%s IS NULL THEN %s ELSE %s END", g, key, none->sql,
                                              some->sql), some->type));
    }
  add_key (l, rows, input->key, k);

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

/* Columns of the outer row, of the body's result where it has them, then the
 * body's own. */
static VdtLowerRows *
joined (VdtLower         *l,
        const VdtKqlNode *node,
        VdtLowerRows     *outer,
        VdtLowerRows     *inner,
        const char       *key,
        gboolean          left)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const char *a = vdt_lower_fresh (l, "l");
  const char *b = vdt_lower_fresh (l, "r");
  VdtLowerRows *rows;
  VdtLowerRows *o = vdt_lower_rows_as (l, outer, a);
  VdtLowerRows *i = vdt_lower_rows_as (l, inner, b);

  rows = vdt_lower_rows_new (l, P ("%s\n%s %s\n  ON %s.%s = %s.%s", o->from, left ? "LEFT JOIN" : "JOIN", i->from, a,
                                   vdt_lower_quote (l, key), b, vdt_lower_quote (l, key)));
  for (guint c = 0; schema != NULL && c < schema->n_columns; c++)
    {
      VdtLowerColumn *column = vdt_lower_rows_find (i, schema->columns[c]->name);

      if (column == NULL)
        column = vdt_lower_rows_find (o, schema->columns[c]->name);
      if (column != NULL)
        vdt_lower_rows_add (l, rows, column->name,
                            vdt_lower_value (left ? vdt_lower_unnull (l, column->sql, column->type) : column->sql,
                                             column->type));
    }
  if (outer->key != NULL)
    add_key (l, rows, outer->key, a);
  rows->empty = outer->empty;

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}

VdtLowerRows *
vdt_lower_mv_apply (VdtLower         *l,
                    const VdtKqlNode *node,
                    VdtLowerRows     *input)
{
  const char *outer_keep = l->keep;
  const char *outer_keep_from = l->keep_from;
  const char *number = NULL;
  g_autoptr(GArray) elements = NULL;
  VdtLowerRows *outer;
  VdtLowerRows *inner;
  const char *key;

  outer = vdt_lower_rows_numbered (l, input, &number);
  key = ((VdtLowerColumn *) outer->columns->pdata[outer->columns->len - 1])->name;
  l->row = outer;
  elements = elements_of (l, node);
  l->keep = key;
  outer = vdt_lower_rows_once (l, l->row);
  l->keep_from = outer->from;
  l->row = outer;
  inner = vdt_lower_rows_wrap (l, outer, NULL, NULL);
  inner->key = NULL;
  l->row = inner;
  inner = expanded (l, node, elements, limit_of (l, node));
  inner->key = key;
  inner->serialized = TRUE;
  l->row = inner;
  inner = vdt_lower_piped (l, vdt_kql_node_child (node, VDT_KQL_ROLE_BODY), inner);
  l->keep = outer_keep;
  l->keep_from = outer_keep_from;

  /* The lists are no columns of the outer row. */
  return joined (l, node, outer, vdt_lower_rows_plain (l, inner), key, FALSE);
}
