/* vdt-kql-binder-expressions.c
 *
 * The type of every kind of expression but calls and operators.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

gboolean
vdt_kql_check_scalar (VdtKqlBinder     *b,
                      const VdtKqlNode *node,
                      const VdtKqlType *type)
{
  if (vdt_kql_type_is_scalar (type) || type->kind == VDT_KQL_TYPE_TUPLE ||
      vdt_kql_node_is_missing (node))
    return TRUE;

  vdt_kql_binder_report (b, node, "KS108",
                         "A single value is needed here, not rows. Use toscalar () to take one value of them.");

  return FALSE;
}

gboolean
vdt_kql_check_not_dynamic (VdtKqlBinder     *b,
                           const VdtKqlNode *node,
                           const VdtKqlType *type)
{
  if (type->kind != VDT_KQL_TYPE_DYNAMIC)
    return TRUE;

  vdt_kql_binder_report (b, node, "KS116",
                         "A dynamic value cannot be used here. Convert it first, for example with tostring ().");

  return FALSE;
}

/* An expression that must be a single value. */
const VdtKqlType *
vdt_kql_bind_scalar (VdtKqlBinder     *b,
                     const VdtKqlNode *node)
{
  const VdtKqlType *type;

  if (node == NULL)
    return T (ERROR);

  type = vdt_kql_bind_expression (b, node);
  vdt_kql_check_scalar (b, node, type);

  return type;
}

/* A condition: bool, or unknown for another reason. */
void
vdt_kql_bind_condition (VdtKqlBinder     *b,
                        const VdtKqlNode *node)
{
  const VdtKqlType *type;

  if (node == NULL)
    return;

  type = vdt_kql_bind_expression (b, node);

  if (type->kind != VDT_KQL_TYPE_BOOL && !vdt_kql_type_is_unknown (type) &&
      !vdt_kql_node_is_missing (node))
    vdt_kql_binder_report (b, node, "KS141",
                           "A condition must be true or false; this is of type %s. Compare it with something.",
                           vdt_kql_type_get_name (type));
}

/* How many rows: a whole number. */
void
vdt_kql_bind_integer (VdtKqlBinder     *b,
                      const VdtKqlNode *node)
{
  const VdtKqlType *type;

  if (node == NULL)
    return;

  type = vdt_kql_bind_expression (b, node);

  if (!vdt_kql_type_is_integer (type) && !vdt_kql_type_is_unknown (type) &&
      !vdt_kql_node_is_missing (node))
    vdt_kql_binder_report (b, node, "KS134", "A whole number is needed here, not %s.",
                           vdt_kql_type_get_name (type));
}

/* long, (a:long), typeof (…) and the like; the type that they name. */
const VdtKqlType *
vdt_kql_bind_type (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  const VdtKqlType *type;
  VdtKqlNode *list;
  const char *text;
  gsize length = 0;

  if (node == NULL || vdt_kql_node_is_missing (node))
    return T (UNKNOWN);

  switch (node->kind)
    {
    case VDT_KQL_TO_TYPEOF:
      return vdt_kql_bind_type (b, vdt_kql_node_child (node, VDT_KQL_ROLE_TYPE));

    case VDT_KQL_TYPEOF:
      list = vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS);
      node = list != NULL ? vdt_kql_list_first (list) : NULL;
      return vdt_kql_bind_type (b, node);

    case VDT_KQL_SCHEMA_TYPE:
    case VDT_KQL_ROW_SCHEMA:
      return vdt_kql_binder_table_type (b, vdt_kql_binder_declared_schema (b, node, NULL), NULL);

    default:
      break;
    }

  text = vdt_kql_node_text (b->frame->tree, node, &length);
  type = vdt_kql_type_from_name (text, length);

  if (type == NULL)
    {
      g_autofree char *name = g_strndup (text, length);

      vdt_kql_binder_report (b, node, "KS160",
                             "'%s' is not a type. Types are bool, int, long, real, decimal, string, datetime, timespan, guid and dynamic.",
                             name);
      return T (UNKNOWN);
    }

  return type;
}

static const VdtKqlType *
bind_parenthesized (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    gboolean          tabular)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlInfo *info;
  VdtKqlInfo *from;
  const VdtKqlType *type;

  if (inner == NULL)
    return T (ERROR);

  type = tabular ? vdt_kql_bind_tabular (b, inner) : vdt_kql_bind_expression (b, inner);
  info = vdt_kql_binder_info (b, node);
  info->type = type;
  from = vdt_kql_binder_info (b, inner);
  info = vdt_kql_binder_info (b, node);
  info->constant = from->constant;
  info->is_constant = from->is_constant;
  info->is_literal = from->is_literal;

  return type;
}

/* x.y where x is a database, a table, a row variable or a dynamic value. */
static const VdtKqlType *
bind_member (VdtKqlBinder     *b,
             const VdtKqlNode *node,
             const VdtKqlNode *selector,
             const VdtKqlType *left)
{
  char *name;
  const VdtKqlColumn *column = NULL;
  VdtKqlSymbol *symbol;

  if (selector != NULL && selector->kind == VDT_KQL_BRACKETED)
    {
      vdt_kql_bind_expression (b, vdt_kql_node_child (selector, VDT_KQL_ROLE_EXPRESSION));
      return left->kind == VDT_KQL_TYPE_DYNAMIC ? T (DYNAMIC) : T (UNKNOWN);
    }

  if (selector == NULL || selector->kind != VDT_KQL_NAME_REFERENCE)
    return T (ERROR);

  name = vdt_kql_binder_name (b, selector);
  if (*name == '\0')
    return T (ERROR);

  if (left->kind == VDT_KQL_TYPE_TUPLE && left->schema != NULL)
    {
      const VdtKqlSymbol *owner = vdt_kql_binder_info (b, node->first_child)->symbol;
      VdtKqlRow *row = owner != NULL ? owner->scope : NULL;

      column = vdt_kql_schema_find (left->schema, name);
      if (column == NULL && row != NULL)
        column = vdt_kql_binder_find_column (b, row, name);
      if (column == NULL && row != NULL && left->schema->open && row->inferred != NULL)
        {
          VdtKqlColumn *inferred = vdt_kql_binder_new_column (b, name, T (UNKNOWN));

          inferred->inferred = TRUE;
          g_ptr_array_add (row->inferred, inferred);
          column = inferred;
        }
    }

  if (column != NULL)
    {
      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_COLUMN, column->name, column->type);
      symbol->column = column;
      vdt_kql_binder_info (b, selector)->symbol = symbol;
      vdt_kql_binder_info (b, selector)->type = column->type;
      return column->type;
    }

  if (left->kind == VDT_KQL_TYPE_DYNAMIC)
    {
      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_OPTION, name, T (DYNAMIC));
      vdt_kql_binder_info (b, selector)->symbol = symbol;
      return vdt_kql_binder_set_type (b, selector, T (DYNAMIC));
    }

  if (left->kind == VDT_KQL_TYPE_ERROR)
    return T (ERROR);

  if (vdt_kql_type_is_unknown (left) || (left->schema != NULL && left->schema->open))
    return T (UNKNOWN);

  vdt_kql_report_unknown_name (b, selector, name, FALSE);

  return T (ERROR);
}

/* The tables of the database at hand that fit a pattern, put together. */
static const VdtKqlType *
matching_tables (VdtKqlBinder     *b,
                 const VdtKqlNode *selector)
{
  const char *pattern = selector->kind == VDT_KQL_STAR ? "*" : vdt_kql_binder_name (b, selector);
  g_autoptr(GPtrArray) types = vdt_kql_binder_match_tables (b, pattern);
  g_autoptr(GPtrArray) schemas = g_ptr_array_new ();

  for (guint i = 0; i < types->len; i++)
    g_ptr_array_add (schemas, (gpointer) ((const VdtKqlType *) g_ptr_array_index (types, i))->schema);

  if (schemas->len == 0)
    {
      vdt_kql_binder_report (b, selector, "KS142", "No table fits '%s'.", pattern);
      return vdt_kql_binder_open_table (b);
    }

  return vdt_kql_binder_table_type (b, vdt_kql_binder_union_schema (b, schemas, NULL, FALSE), NULL);
}

/* database ('x').T and cluster ('x').database ('y').T */
static const VdtKqlType *
bind_database_member (VdtKqlBinder     *b,
                      const VdtKqlNode *selector,
                      const VdtKqlType *left)
{
  gboolean own;
  char *name;

  if (selector == NULL || vdt_kql_node_is_missing (selector))
    return T (ERROR);

  if (selector->kind == VDT_KQL_CALL)
    return vdt_kql_bind_call_piped (b, selector, left);

  own = left->name != NULL && strcmp (left->name, vdt_kql_catalog_get_database_name (b->catalog)) == 0;

  if (selector->kind == VDT_KQL_WILDCARD_NAME || selector->kind == VDT_KQL_STAR)
    return own ? matching_tables (b, selector) : vdt_kql_binder_open_table (b);

  if (selector->kind != VDT_KQL_NAME_REFERENCE)
    return T (ERROR);

  name = vdt_kql_binder_name (b, selector);

  if (own)
    return vdt_kql_bind_name (b, selector, TRUE);

  /* Nothing is known of another database: any table may be there. */
  {
    const VdtKqlType *open = vdt_kql_binder_open_table (b);

    vdt_kql_binder_info (b, selector)->symbol =
      vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_TABLE, name, open);

    return vdt_kql_binder_set_type (b, selector, open);
  }
}

static const VdtKqlType *
bind_path (VdtKqlBinder     *b,
           const VdtKqlNode *node)
{
  VdtKqlNode *left_node = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
  const VdtKqlType *left = left_node != NULL ? vdt_kql_bind_expression (b, left_node) : T (ERROR);
  const VdtKqlType *type;

  if (left->kind == VDT_KQL_TYPE_DATABASE || left->kind == VDT_KQL_TYPE_CLUSTER)
    type = bind_database_member (b, selector, left);
  else
    type = bind_member (b, node, selector, left);

  if (selector != NULL)
    vdt_kql_binder_info (b, node)->symbol = vdt_kql_binder_info (b, selector)->symbol;

  return vdt_kql_binder_set_type (b, node, type);
}

/* Arrays are taken apart by number, bags by name. */
static void
check_index (VdtKqlBinder      *b,
             const VdtKqlNode  *node,
             const VdtKqlType  *type,
             VdtKqlDynamicKind  shape)
{
  gboolean number = vdt_kql_type_is_integer (type) && shape != VDT_KQL_DYNAMIC_BAG;
  gboolean name = type->kind == VDT_KQL_TYPE_STRING && shape != VDT_KQL_DYNAMIC_ARRAY;

  if (number || name || vdt_kql_type_is_unknown (type) || type->kind == VDT_KQL_TYPE_DYNAMIC ||
      shape == VDT_KQL_DYNAMIC_PRIMITIVE)
    return;

  if (shape == VDT_KQL_DYNAMIC_ARRAY)
    vdt_kql_binder_report (b, node, "KS141", "An array is indexed by a whole number, not %s.",
                           vdt_kql_type_get_name (type));
  else if (shape == VDT_KQL_DYNAMIC_BAG)
    vdt_kql_binder_report (b, node, "KS141", "A property bag is indexed by a name in quotes, not %s.",
                           vdt_kql_type_get_name (type));
  else
    vdt_kql_binder_report (b, node, "KS141",
                           "A dynamic value is indexed by a whole number or a name in quotes, not %s.",
                           vdt_kql_type_get_name (type));
}

static const VdtKqlType *
element_type (const VdtKqlType *array)
{
  if (array->shape == VDT_KQL_DYNAMIC_ARRAY && array->element != NULL)
    return vdt_kql_type_get_primitive (array->element->kind);

  return T (DYNAMIC);
}

static const VdtKqlType *
bind_element (VdtKqlBinder     *b,
              const VdtKqlNode *node)
{
  VdtKqlNode *left_node = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
  const VdtKqlType *left = left_node != NULL ? vdt_kql_bind_expression (b, left_node) : T (ERROR);
  VdtKqlNode *index = selector != NULL ? vdt_kql_node_child (selector, VDT_KQL_ROLE_EXPRESSION) : NULL;

  if (index != NULL)
    {
      const VdtKqlType *type = vdt_kql_scalar_view (vdt_kql_bind_expression (b, index));

      if (left->kind == VDT_KQL_TYPE_DYNAMIC && index->start < index->end)
        check_index (b, index, type, left->shape);
    }

  if (index == NULL || vdt_kql_node_is_missing (index))
    return vdt_kql_binder_set_type (b, node, T (ERROR));

  if (left->kind == VDT_KQL_TYPE_DYNAMIC && left->shape != VDT_KQL_DYNAMIC_PRIMITIVE)
    return vdt_kql_binder_set_type (b, node, element_type (left));

  if (left->kind == VDT_KQL_TYPE_DATABASE && index != NULL)
    return vdt_kql_binder_set_type (b, node, vdt_kql_binder_open_table (b));

  if (!vdt_kql_type_is_unknown (left))
    vdt_kql_binder_report (b, selector, "KS147",
                           "[ ] takes an element out of a dynamic value; this is of type %s.",
                           vdt_kql_type_get_name (left));

  return vdt_kql_binder_set_type (b, node, T (UNKNOWN));
}

/* toscalar (rows): the first column of the first row. */
static const VdtKqlType *
bind_to_scalar (VdtKqlBinder     *b,
                const VdtKqlNode *node)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlRow *row = b->row;
  VdtKqlRow *right = b->right;
  VdtKqlContext context = b->context;
  const VdtKqlType *type;

  if (inner == NULL)
    return T (ERROR);

  b->row = NULL;
  b->right = NULL;
  b->context = VDT_KQL_CONTEXT_SCALAR;

  if (vdt_kql_strip_parentheses (inner)->kind == VDT_KQL_NAME_REFERENCE)
    {
      const VdtKqlNode *name = vdt_kql_strip_parentheses (inner);
      char *text = vdt_kql_binder_name (b, name);
      const VdtKqlSymbol *local = vdt_kql_binder_find_local (b, text);
      gboolean scalar = local != NULL && vdt_kql_type_is_scalar (local->type) &&
                        local->kind != VDT_KQL_SYMBOL_LOCAL_FUNCTION;

      type = scalar ? vdt_kql_bind_expression (b, inner) : vdt_kql_bind_tabular (b, inner);
    }
  else
    type = vdt_kql_bind_expression (b, inner);

  b->row = row;
  b->right = right;
  b->context = context;
  vdt_kql_binder_info (b, node)->is_constant = TRUE;

  if (type->kind == VDT_KQL_TYPE_TABLE)
    {
      if (type->schema->n_columns > 0)
        return vdt_kql_binder_set_type (b, node, type->schema->columns[0]->type);

      vdt_kql_binder_report (b, inner, "KS190", "These rows have no columns, so there is no value to take.");
      return vdt_kql_binder_set_type (b, node, T (ERROR));
    }

  return vdt_kql_binder_set_type (b, node, type);
}

static const VdtKqlType *
bind_materialize (VdtKqlBinder     *b,
                  const VdtKqlNode *node)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlRow *row = b->row;
  const VdtKqlType *type;

  if (inner == NULL)
    return T (ERROR);

  b->row = NULL;
  type = vdt_kql_bind_tabular (b, inner);
  b->row = row;

  if (vdt_kql_type_is_scalar (type) && !vdt_kql_type_is_unknown (type))
    vdt_kql_binder_report (b, inner, "KS231", "Rows or a graph are needed here, not a single value.");

  return vdt_kql_binder_set_type (b, node, type);
}

static const VdtKqlType *
bind_datatable (VdtKqlBinder     *b,
                const VdtKqlNode *node)
{
  VdtKqlNode *schema_node = vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA);
  VdtKqlNode *values = vdt_kql_node_child (node, VDT_KQL_ROLE_VALUES);
  const VdtKqlSchema *schema = vdt_kql_binder_declared_schema (b, schema_node, NULL);
  guint n_values = 0;

  for (VdtKqlNode *value = values != NULL ? vdt_kql_list_first (values) : NULL;
       value != NULL;
       value = vdt_kql_list_next (value))
    {
      vdt_kql_bind_expression (b, value);
      n_values++;
    }

  if (node->kind == VDT_KQL_DATATABLE && schema->n_columns > 0 && n_values % schema->n_columns != 0)
    vdt_kql_binder_report (b, values, "KS173",
                           "The values do not fill the last row: their number must be a multiple of %u.",
                           schema->n_columns);

  return vdt_kql_binder_set_type (b, node, vdt_kql_binder_table_type (b, schema, NULL));
}

static const VdtKqlType *
bind_named (VdtKqlBinder     *b,
            const VdtKqlNode *node)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *type = inner != NULL ? vdt_kql_bind_expression (b, inner) : T (ERROR);
  VdtKqlInfo from = *vdt_kql_binder_info (b, inner);
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);

  info->constant = from.constant;
  info->is_constant = from.is_constant;
  info->is_literal = from.is_literal;
  info->type = type;

  return type;
}

/* [ ] by itself names a column, so a string must stand in it. */
static const VdtKqlType *
bind_bracketed (VdtKqlBinder     *b,
                const VdtKqlNode *node)
{
  VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *type = inner != NULL ? vdt_kql_bind_expression (b, inner) : T (ERROR);

  if (type->kind != VDT_KQL_TYPE_STRING && !vdt_kql_type_is_unknown (type))
    vdt_kql_binder_report (b, inner, "KS141", "A name in quotes is needed in the brackets, not %s.",
                           vdt_kql_type_get_name (type));

  return vdt_kql_binder_set_type (b, node, T (ERROR));
}

static const VdtKqlType *
bind_entity_group (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    vdt_kql_bind_expression (b, item);

  return vdt_kql_binder_set_type (b, node, T (DATABASE));
}

static void
bind_items (VdtKqlBinder     *b,
            const VdtKqlNode *node)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    vdt_kql_bind_expression (b, item);
}

static const VdtKqlType *
bind_one (VdtKqlBinder     *b,
          const VdtKqlNode *node)
{
  VdtKqlNode *inner;

  if (vdt_kql_node_is_missing (node) && node->first_child == NULL)
    return vdt_kql_binder_set_type (b, node, T (ERROR));

  switch (node->kind)
    {
    case VDT_KQL_NAME_REFERENCE:
      return vdt_kql_bind_name (b, node, FALSE);

    case VDT_KQL_LITERAL:
    case VDT_KQL_COMPOUND_STRING:
    case VDT_KQL_DYNAMIC:
    case VDT_KQL_TOKEN_STRING:
    case VDT_KQL_TOKEN_LONG:
      return vdt_kql_bind_literal (b, node);

    case VDT_KQL_TYPEOF:
      vdt_kql_binder_info (b, node)->is_constant = TRUE;
      vdt_kql_binder_info (b, node)->is_literal = TRUE;
      return vdt_kql_binder_set_type (b, node, T (TYPE));

    case VDT_KQL_PARENTHESIZED:
      return bind_parenthesized (b, node, FALSE);

    case VDT_KQL_UNARY:
    case VDT_KQL_BINARY:
    case VDT_KQL_IN:
    case VDT_KQL_BETWEEN:
      return vdt_kql_bind_operation (b, node);

    case VDT_KQL_PATH:
      return bind_path (b, node);

    case VDT_KQL_ELEMENT:
      return bind_element (b, node);

    case VDT_KQL_CALL:
      return vdt_kql_bind_call (b, node);

    case VDT_KQL_NAMED:
    case VDT_KQL_COMPOUND_NAMED:
    case VDT_KQL_ORDERED:
    case VDT_KQL_TYPED_RESULT:
    case VDT_KQL_DATASCOPE:
      return bind_named (b, node);

    case VDT_KQL_BRACKETED:
      return bind_bracketed (b, node);

    case VDT_KQL_TO_SCALAR:
      return bind_to_scalar (b, node);

    case VDT_KQL_TO_TABLE:
    case VDT_KQL_MATERIALIZE:
      return bind_materialize (b, node);

    case VDT_KQL_PIPE:
      return vdt_kql_bind_pipe (b, node);

    case VDT_KQL_DATATABLE:
    case VDT_KQL_CONTEXTUAL_DATATABLE:
    case VDT_KQL_EXTERNALDATA:
    case VDT_KQL_INLINE_EXTERNAL_TABLE:
      return bind_datatable (b, node);

    case VDT_KQL_ENTITY_GROUP:
      return bind_entity_group (b, node);

    case VDT_KQL_EXPRESSION_LIST:
      bind_items (b, node);
      return T (UNKNOWN);

    case VDT_KQL_STAR:
      return vdt_kql_binder_set_type (b, node, T (UNKNOWN));

    case VDT_KQL_AT:
      return vdt_kql_binder_set_type (b, node, T (DYNAMIC));

    case VDT_KQL_SUBQUERY:
      inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
      return vdt_kql_binder_set_type (b, node, vdt_kql_bind_expression (b, inner));

    case VDT_KQL_CLIENT_PARAMETER:
      return vdt_kql_binder_set_type (b, node, T (UNKNOWN));

    default:
      if (vdt_kql_kind_is_operator (node->kind))
        return vdt_kql_bind_operator (b, node, NULL);

      return vdt_kql_binder_set_type (b, node, T (UNKNOWN));
    }
}

/* What @node binds before anything else. */
static const VdtKqlNode *
left_side (const VdtKqlNode *node)
{
  switch (node->kind)
    {
    case VDT_KQL_BINARY:
    case VDT_KQL_IN:
    case VDT_KQL_BETWEEN:
      return vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT);

    case VDT_KQL_PATH:
    case VDT_KQL_ELEMENT:
      return vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

    default:
      return NULL;
    }
}

/**
 * vdt_kql_bind_expression:
 * @node: any expression
 *
 * Returns: its type; what is known of it is in its #VdtKqlInfo
 */
const VdtKqlType *
vdt_kql_bind_expression (VdtKqlBinder     *b,
                         const VdtKqlNode *node)
{
  const VdtKqlNode *outer = b->ready;
  const VdtKqlNode *at = node;
  const VdtKqlType *type;

  if (node == NULL)
    return T (ERROR);

  if (node == b->ready)
    {
      b->ready = NULL;
      return vdt_kql_binder_type_of (b, node);
    }

  /* a or b or c … is as deep as it is long: from the inside out, without recursion. */
  for (const VdtKqlNode *left = left_side (at); left != NULL && left->kind != VDT_KQL_STAR; left = left_side (at))
    at = left;

  b->ready = NULL;
  for (type = bind_one (b, at); at != node; type = bind_one (b, at))
    {
      b->ready = at;
      at = at->parent;
    }
  b->ready = outer;

  return type;
}

/**
 * vdt_kql_bind_tabular:
 * @node: an expression that should give rows
 *
 * As vdt_kql_bind_expression(), but names mean tables, and one that does not
 * exist stands for a table with any columns.
 */
const VdtKqlType *
vdt_kql_bind_tabular (VdtKqlBinder     *b,
                      const VdtKqlNode *node)
{
  VdtKqlRow *row = b->row;
  VdtKqlRow *right = b->right;
  VdtKqlContext context = b->context;
  const VdtKqlType *type;

  if (node == NULL)
    return vdt_kql_binder_open_table (b);

  b->row = NULL;
  b->right = NULL;
  b->context = VDT_KQL_CONTEXT_SCALAR;

  if (node->kind == VDT_KQL_NAME_REFERENCE)
    type = vdt_kql_bind_name (b, node, TRUE);
  else if (node->kind == VDT_KQL_PARENTHESIZED)
    type = bind_parenthesized (b, node, TRUE);
  else
    type = vdt_kql_bind_expression (b, node);

  /* A function that does not exist may have given any columns. */
  if (type->kind == VDT_KQL_TYPE_ERROR && node->kind == VDT_KQL_CALL)
    type = vdt_kql_binder_set_type (b, node, vdt_kql_binder_open_table (b));

  b->row = row;
  b->right = right;
  b->context = context;

  return type;
}
