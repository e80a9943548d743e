/* vdt-lower-value.c
 *
 * Values: names, members of dynamic values, conditions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

#include "vdt-hunt-json.h"

#define MAX_DEPTH 400

/* A scalar subquery as a column of one more row source: a function of ours cannot
 * have a subquery for an argument (DuckDB 1.4 copies arguments, not subqueries). */
static VdtLowerValue
hoisted (VdtLower      *l,
         VdtLowerValue  value)
{
  const char *alias;

  if (l->row == NULL || l->aggregating || value.n_tuple > 0 ||
      !(g_str_has_prefix (value.sql, "(SELECT") || g_str_has_prefix (value.sql, "coalesce((SELECT")))
    return value;

  alias = vdt_lower_fresh (l, "s");
  l->row->from = l->row->from != NULL ? P ("%s\nCROSS JOIN (SELECT %s AS v) AS %s", l->row->from, value.sql, alias)
                                      : P ("(SELECT %s AS v) AS %s", value.sql, alias);

  return vdt_lower_value (P ("%s.v", alias), value.type);
}

VdtLowerValue
vdt_lower_in_rows (VdtLower         *l,
                   const VdtKqlNode *node,
                   VdtLowerRows     *rows)
{
  VdtLowerRows *outer = l->row;
  VdtLowerValue value;

  l->row = rows;
  value = vdt_lower_expression (l, node);
  l->row = outer;

  return value;
}

static VdtLowerValue
bound_value (VdtLower         *l,
             const VdtKqlNode *node,
             VdtLowerBinding  *binding)
{
  VdtKqlExpansion *frame = l->frame;
  VdtLowerRows *row = l->row;
  VdtLowerRows *right = l->right;

  if (binding->has_value)
    return binding->value;
  if (binding->node == NULL || binding->busy)
    {
      vdt_lower_fail (l, node, "This name has no value here");
      return VDT_LOWER_NULL;
    }

  binding->busy = TRUE;
  l->frame = binding->frame;
  l->row = NULL;
  l->right = NULL;
  binding->value = vdt_lower_expression (l, binding->node);
  l->frame = frame;
  l->row = row;
  l->right = right;
  binding->busy = FALSE;
  binding->has_value = TRUE;

  return binding->value;
}

static VdtLowerValue
column_value (VdtLower         *l,
              const VdtKqlNode *node,
              const char       *name)
{
  VdtLowerColumn *column = vdt_lower_rows_find (l->row, name);

  if (column == NULL && l->right != NULL)
    column = vdt_lower_rows_find (l->right, name);
  if (column != NULL)
    return vdt_lower_value (column->sql, column->type);

  /* Nothing tells the columns of no rows; of rows that are there the data did. */
  if (l->row != NULL && l->row->empty)
    return vdt_lower_value ("NULL::VARCHAR", VDT_KQL_TYPE_DYNAMIC);

  vdt_lower_fail (l, node, "The data have no column “%s” here", name);

  return VDT_LOWER_NULL;
}

static VdtLowerValue
name_value (VdtLower         *l,
            const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);
  VdtLowerBinding *binding = symbol != NULL ? g_hash_table_lookup (l->bindings, symbol) : NULL;

  if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_COLUMN)
    return column_value (l, node, symbol->name);
  if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_LOCAL_FUNCTION)
    return vdt_lower_call (l, node);
  if (binding != NULL)
    return bound_value (l, node, binding);
  if (symbol != NULL && symbol->constant != NULL)
    return vdt_lower_constant (l, symbol->constant);
  if (l->row != NULL && vdt_lower_rows_find (l->row, vdt_lower_name (l, node)) != NULL)
    return column_value (l, node, vdt_lower_name (l, node));

  vdt_lower_fail (l, node, "“%s” cannot be used as a value here", vdt_lower_name (l, node));

  return VDT_LOWER_NULL;
}

/* $left.x, $right.x and step.x */
static gboolean
row_member (VdtLower         *l,
            const VdtKqlNode *owner,
            const VdtKqlNode *selector,
            VdtLowerValue    *out)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, owner);
  const char *name = vdt_lower_name (l, owner);
  VdtLowerColumn *column = NULL;

  *out = VDT_LOWER_NULL;
  if (owner->kind != VDT_KQL_NAME_REFERENCE)
    return FALSE;
  if (strcmp (name, "$left") == 0)
    column = vdt_lower_rows_find (l->row, vdt_lower_name (l, selector));
  else if (strcmp (name, "$right") == 0)
    column = vdt_lower_rows_find (l->right, vdt_lower_name (l, selector));
  else if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_STEP)
    column = vdt_lower_rows_find (l->row, P ("%s.%s", name, vdt_lower_name (l, selector)));
  else
    return FALSE;

  if (column != NULL)
    *out = vdt_lower_value (column->sql, column->type);
  else if (symbol == NULL || symbol->kind == VDT_KQL_SYMBOL_STEP ||
           !(strcmp (name, "$left") == 0 ? l->row : l->right)->empty)
    vdt_lower_fail (l, selector, "There is no column “%s” on this side", vdt_lower_name (l, selector));

  return TRUE;
}

/* Collects a.b[0]["c"] from its end. FALSE where a part is not constant. */
static const VdtKqlNode *
constant_path (VdtLower         *l,
               const VdtKqlNode *node,
               GString          *path)
{
  const VdtKqlNode *at = node;
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  while (at != NULL && (at->kind == VDT_KQL_PATH || at->kind == VDT_KQL_ELEMENT))
    {
      const VdtKqlNode *selector = vdt_kql_node_child (at, VDT_KQL_ROLE_SELECTOR);
      const VdtKqlNode *inner = selector;
      const VdtKqlConstant *constant = NULL;
      g_autoptr(GString) part = g_string_new (NULL);

      if (selector != NULL && selector->kind == VDT_KQL_BRACKETED)
        {
          inner = vdt_kql_node_child (selector, VDT_KQL_ROLE_EXPRESSION);
          constant = vdt_kql_expansion_get_constant (l->frame, inner);
          if (constant == NULL || constant->is_null)
            break;
          if (constant->type->kind == VDT_KQL_TYPE_STRING)
            vdt_json_write_string (part, constant->text, strlen (constant->text));
          else if (constant->has_value && vdt_kql_type_is_integer (constant->type))
            g_string_append_printf (part, "%" G_GINT64_FORMAT, constant->integer);
          else
            break;
        }
      else if (selector != NULL)
        {
          const char *name = vdt_lower_name (l, selector);

          vdt_json_write_string (part, name, strlen (name));
        }
      g_ptr_array_add (parts, g_strdup (part->str));
      at = vdt_kql_node_child (at, VDT_KQL_ROLE_EXPRESSION);
    }

  g_string_append_c (path, '[');
  for (guint i = parts->len; i > 0; i--)
    g_string_append_printf (path, "%s%s", (const char *) parts->pdata[i - 1], i > 1 ? "," : "");
  g_string_append_c (path, ']');

  return at;
}

static VdtLowerValue
member_value (VdtLower         *l,
              const VdtKqlNode *node)
{
  const VdtKqlNode *owner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
  g_autoptr(GString) path = g_string_new (NULL);
  const VdtKqlNode *base;
  VdtLowerValue value;

  if (owner != NULL && selector != NULL && row_member (l, owner, selector, &value))
    return value;

  base = constant_path (l, node, path);
  if (base != node)
    {
      if (base->kind == VDT_KQL_PATH && vdt_kql_expansion_get_type (l->frame, base) != NULL &&
          vdt_kql_expansion_get_type (l->frame, base)->kind == VDT_KQL_TYPE_DATABASE)
        vdt_lower_unavailable (l, node, "other databases");
      /* $left.a.b: the column is found by its own rule. */
      value = vdt_lower_convert (l, vdt_lower_expression (l, base), VDT_KQL_TYPE_DYNAMIC);
      return vdt_lower_value (P ("kql_path(%s, %s)", value.sql, vdt_lower_text (l, path->str, (gssize) path->len)),
                              VDT_KQL_TYPE_DYNAMIC);
    }

  value = vdt_lower_convert (l, vdt_lower_expression (l, owner), VDT_KQL_TYPE_DYNAMIC);
  {
    VdtLowerValue index = vdt_lower_expression (l, vdt_kql_node_child (selector, VDT_KQL_ROLE_EXPRESSION));

    if (vdt_lower_is_number (index.type))
      return vdt_lower_value (P ("kql_at(%s, %s)", value.sql, vdt_lower_convert (l, index, VDT_KQL_TYPE_LONG).sql),
                              VDT_KQL_TYPE_DYNAMIC);
    if (index.type == VDT_KQL_TYPE_STRING)
      return vdt_lower_value (P ("kql_get(%s, %s)", value.sql, index.sql), VDT_KQL_TYPE_DYNAMIC);

    return vdt_lower_value (P ("kql_subscript(%s, %s)", value.sql,
                               vdt_lower_convert (l, index, VDT_KQL_TYPE_DYNAMIC).sql), VDT_KQL_TYPE_DYNAMIC);
  }
}

/* toscalar (): the first column of the first row. */
static VdtLowerValue
scalar_of_rows (VdtLower         *l,
                const VdtKqlNode *node)
{
  const VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *type = vdt_kql_expansion_get_type (l->frame, inner);
  VdtLowerRows *row = l->row;
  VdtLowerRows *right = l->right;
  VdtLowerRows *rows;
  VdtLowerColumn *column = NULL;

  if (type != NULL && type->kind != VDT_KQL_TYPE_TABLE)
    return vdt_lower_expression (l, inner);

  l->row = NULL;
  l->right = NULL;
  rows = vdt_lower_rows_plain (l, vdt_lower_table (l, inner));
  l->row = row;
  l->right = right;

  for (guint i = 0; i < rows->columns->len && column == NULL; i++)
    if (!((VdtLowerColumn *) rows->columns->pdata[i])->hidden)
      column = rows->columns->pdata[i];
  if (column == NULL)
    return VDT_LOWER_NULL;

  g_ptr_array_set_size (rows->columns, 0);
  g_ptr_array_add (rows->columns, column);

  return vdt_lower_value (vdt_lower_unnull (l, P ("(%s)", vdt_lower_rows_sql (l, rows, NULL, "LIMIT 1")),
                                            column->type), column->type);
}

static VdtLowerValue
value_of (VdtLower         *l,
          const VdtKqlNode *node)
{
  switch (node->kind)
    {
    case VDT_KQL_NAME_REFERENCE:
      return hoisted (l, name_value (l, node));
    case VDT_KQL_LITERAL:
    case VDT_KQL_COMPOUND_STRING:
    case VDT_KQL_DYNAMIC:
    case VDT_KQL_TOKEN_STRING:
    case VDT_KQL_TOKEN_LONG:
      return vdt_lower_literal (l, node);
    case VDT_KQL_PARENTHESIZED:
    case VDT_KQL_NAMED:
    case VDT_KQL_ORDERED:
    case VDT_KQL_TYPED_RESULT:
    case VDT_KQL_COMPOUND_NAMED:
      return vdt_lower_expression (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
    case VDT_KQL_UNARY:
    case VDT_KQL_BINARY:
    case VDT_KQL_IN:
    case VDT_KQL_BETWEEN:
      return vdt_lower_operation (l, node, FALSE);
    case VDT_KQL_PATH:
    case VDT_KQL_ELEMENT:
      return member_value (l, node);
    case VDT_KQL_CALL:
      return vdt_lower_call (l, node);
    case VDT_KQL_TO_SCALAR:
      return hoisted (l, scalar_of_rows (l, node));
    default:
      vdt_lower_unavailable (l, node, "this kind of expression");
      return VDT_LOWER_NULL;
    }
}

/**
 * vdt_lower_expression:
 * @node: a scalar expression
 *
 * Returns: its value in the rows at hand
 */
VdtLowerValue
vdt_lower_expression (VdtLower         *l,
                      const VdtKqlNode *node)
{
  VdtLowerValue value = VDT_LOWER_NULL;

  if (node == NULL || l->error != NULL)
    return value;

  if (l->depth >= MAX_DEPTH)
    {
      vdt_lower_fail (l, node, "The expression is nested too deep");
      return value;
    }

  l->depth++;
  value = value_of (l, node);
  l->depth--;

  return value;
}

/* A condition. In a filter, unknown and false are the same, which lets the
 * statement be plainer. */
const char *
vdt_lower_condition (VdtLower         *l,
                     const VdtKqlNode *node,
                     gboolean          filter)
{
  const VdtKqlNode *inner = vdt_lower_strip (node);
  VdtLowerValue value;

  if (inner != NULL && (inner->kind == VDT_KQL_BINARY || inner->kind == VDT_KQL_IN ||
                        inner->kind == VDT_KQL_BETWEEN))
    value = vdt_lower_operation (l, inner, filter);
  else
    value = vdt_lower_expression (l, inner);

  return vdt_lower_convert (l, value, VDT_KQL_TYPE_BOOL).sql;
}

const char *
vdt_lower_constant_text (VdtLower         *l,
                         const VdtKqlNode *node)
{
  const VdtKqlConstant *constant = node != NULL ? vdt_kql_expansion_get_constant (l->frame, node) : NULL;

  return constant != NULL && !constant->is_null ? constant->text : NULL;
}

gboolean
vdt_lower_constant_long (VdtLower         *l,
                         const VdtKqlNode *node,
                         gint64           *out)
{
  const VdtKqlConstant *constant = node != NULL ? vdt_kql_expansion_get_constant (l->frame, node) : NULL;

  if (constant == NULL || constant->is_null || !constant->has_value || !vdt_kql_type_is_integer (constant->type))
    return FALSE;

  *out = constant->integer;

  return TRUE;
}
