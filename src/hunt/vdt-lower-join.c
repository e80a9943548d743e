/* vdt-lower-join.c
 *
 * join and lookup. Without a kind the left side's keys are made unique first;
 * nulls match each other.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

typedef struct
{
  const char *left;
  const char *right;
  const char *right_name;
  gboolean    nullable;
} Key;

static void
add_key (VdtLower         *l,
         const VdtKqlNode *node,
         GArray           *keys)
{
  const VdtKqlNode *inner = vdt_lower_strip (node);
  VdtKqlNode *operator = vdt_kql_node_child (inner, VDT_KQL_ROLE_OPERATOR);
  VdtLowerValue left;
  VdtLowerValue right;
  VdtKqlTypeKind type;
  Key key = { NULL, NULL, NULL, FALSE };

  if (inner->kind == VDT_KQL_BINARY && operator->kind == VDT_KQL_KEYWORD_AND)
    {
      add_key (l, vdt_kql_node_child (inner, VDT_KQL_ROLE_LEFT), keys);
      add_key (l, vdt_kql_node_child (inner, VDT_KQL_ROLE_RIGHT), keys);
      return;
    }

  if (inner->kind == VDT_KQL_NAME_REFERENCE)
    {
      const char *name = vdt_lower_name (l, inner);
      VdtLowerColumn *a = vdt_lower_rows_find (l->row, name);
      VdtLowerColumn *b = vdt_lower_rows_find (l->right, name);

      left = a != NULL ? vdt_lower_value (a->sql, a->type) : VDT_LOWER_NULL;
      right = b != NULL ? vdt_lower_value (b->sql, b->type) : VDT_LOWER_NULL;
      key.right_name = name;
      if ((a == NULL && !l->row->empty) || (b == NULL && !l->right->empty))
        vdt_lower_fail (l, inner, "One side of the join has no column “%s”", name);
    }
  else
    {
      const VdtKqlNode *right_node = vdt_kql_node_child (inner, VDT_KQL_ROLE_RIGHT);

      left = vdt_lower_expression (l, vdt_kql_node_child (inner, VDT_KQL_ROLE_LEFT));
      right = vdt_lower_expression (l, right_node);
      if (right_node->kind == VDT_KQL_PATH)
        key.right_name = vdt_lower_name (l, vdt_kql_node_child (right_node, VDT_KQL_ROLE_SELECTOR));
    }

  type = vdt_lower_common_type (left.type, right.type);
  key.left = vdt_lower_convert (l, left, type).sql;
  key.right = vdt_lower_convert (l, right, type).sql;
  key.nullable = type != VDT_KQL_TYPE_STRING;
  g_array_append_val (keys, key);
}

/* Any one row of each key. */
static VdtLowerRows *
unique_left (VdtLower     *l,
             VdtLowerRows *left,
             GArray       *keys)
{
  g_autoptr(GString) head = g_string_new ("DISTINCT ON (");

  /* Of no rows the columns need not be known. */
  if (left->empty)
    return left;

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (head, "%s%s", i > 0 ? ", " : "", g_array_index (keys, Key, i).left);
  g_string_append_c (head, ')');

  return vdt_lower_rows_wrap (l, left, head->str, NULL);
}

static const char *
join_condition (VdtLower *l,
                GArray   *keys)
{
  g_autoptr(GString) on = g_string_new (NULL);

  for (guint i = 0; i < keys->len; i++)
    {
      Key *key = &g_array_index (keys, Key, i);

      g_string_append_printf (on, "%s%s %s %s", i > 0 ? " AND " : "", key->left,
                              key->nullable ? "IS NOT DISTINCT FROM" : "=", key->right);
    }

  return on->len > 0 ? vdt_kql_arena_strdup (l->arena, on->str) : "TRUE";
}

static gboolean
is_right_key (GArray     *keys,
              const char *name)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_strcmp0 (g_array_index (keys, Key, i).right_name, name) == 0)
      return TRUE;

  return FALSE;
}

static void
add_side (VdtLower           *l,
          VdtLowerRows       *rows,
          VdtLowerRows       *side,
          gboolean            padded,
          GArray             *dropped,
          const VdtKqlSchema *schema)
{
  for (guint i = 0; i < side->columns->len; i++)
    {
      VdtLowerColumn *column = side->columns->pdata[i];
      guint at = rows->columns->len;

      if (column->hidden || (dropped != NULL && is_right_key (dropped, column->name)))
        continue;
      vdt_lower_rows_add (l, rows, schema != NULL && at < schema->n_columns && !schema->open
                                   ? schema->columns[at]->name : column->name,
                          vdt_lower_value (padded ? vdt_lower_unnull (l, column->sql, column->type) : column->sql,
                                           column->type));
    }
}

static const struct
{
  const char *kind;
  const char *sql;
  gboolean    left_padded;
  gboolean    right_padded;
} kinds[] = {
  { "innerunique", "JOIN", FALSE, FALSE }, { "inner", "JOIN", FALSE, FALSE },
  { "leftouter", "LEFT JOIN", FALSE, TRUE }, { "rightouter", "RIGHT JOIN", TRUE, FALSE },
  { "fullouter", "FULL JOIN", TRUE, TRUE },
  { "leftsemi", "SEMI JOIN", FALSE, FALSE }, { "leftanti", "ANTI JOIN", FALSE, FALSE },
  { "anti", "ANTI JOIN", FALSE, FALSE }, { "leftantisemi", "ANTI JOIN", FALSE, FALSE },
  { "rightsemi", "SEMI JOIN", FALSE, FALSE }, { "rightanti", "ANTI JOIN", FALSE, FALSE },
  { "rightantisemi", "ANTI JOIN", FALSE, FALSE },
};

static GArray *
keys_of (VdtLower         *l,
         const VdtKqlNode *node)
{
  GArray *keys = g_array_new (FALSE, TRUE, sizeof (Key));

  VDT_LOWER_EACH (item, vdt_lower_items (node, VDT_KQL_ROLE_ON))
    if (!vdt_kql_node_is_missing (item))
      add_key (l, item, keys);

  return keys;
}

VdtLowerRows *
vdt_lower_join (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  gboolean lookup = node->kind == VDT_KQL_LOOKUP_OPERATOR;
  const char *kind = vdt_lower_parameter (l, node, "kind");
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  const char *a = vdt_lower_fresh (l, "l");
  const char *b = vdt_lower_fresh (l, "r");
  VdtLowerRows *left = vdt_lower_rows_plain (l, input);
  VdtLowerRows *right = vdt_lower_rows_plain (l, vdt_lower_table (l, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT)));
  g_autoptr(GArray) keys = NULL;
  VdtLowerRows *rows;
  gboolean empty_left = input->empty;
  gboolean empty_right = right->empty;
  gboolean swapped;
  guint which = 0;

  if (kind == NULL)
    kind = lookup ? "leftouter" : "innerunique";
  while (which + 1 < G_N_ELEMENTS (kinds) && strcmp (kinds[which].kind, kind) != 0)
    which++;
  swapped = g_str_has_prefix (kind, "rights") || g_str_has_prefix (kind, "righta");

  if (which == 0 && !lookup)
    {
      l->row = left;
      l->right = right;
      keys = keys_of (l, node);
      left = unique_left (l, left, keys);
      g_array_unref (keys);
    }
  left = vdt_lower_rows_as (l, left, a);
  right = vdt_lower_rows_as (l, right, b);
  l->row = left;
  l->right = right;
  keys = keys_of (l, node);

  rows = vdt_lower_rows_new (l, P ("%s\n%s %s\n  ON %s", swapped ? right->from : left->from, kinds[which].sql,
                                   swapped ? left->from : right->from, join_condition (l, keys)));
  if (!swapped)
    add_side (l, rows, left, kinds[which].left_padded, NULL, schema);
  if (swapped || strcmp (kinds[which].sql, "SEMI JOIN") != 0)
    if (swapped || strcmp (kinds[which].sql, "ANTI JOIN") != 0)
      add_side (l, rows, right, kinds[which].right_padded, lookup ? keys : NULL, schema);
  rows->empty = empty_left && empty_right;
  if (which < 2 || strcmp (kinds[which].sql, "SEMI JOIN") == 0)
    rows->empty = empty_left || empty_right;
  if (input->key != NULL)
    {
      rows->key = input->key;
      vdt_lower_rows_add (l, rows, input->key, vdt_lower_value (P ("%s.%s", a, vdt_lower_quote (l, input->key)),
                                                                VDT_KQL_TYPE_LONG));
      ((VdtLowerColumn *) rows->columns->pdata[rows->columns->len - 1])->hidden = TRUE;
    }

  return vdt_lower_rows_wrap (l, rows, NULL, NULL);
}
