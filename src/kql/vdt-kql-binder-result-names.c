/* vdt-kql-binder-result-names.c
 *
 * The name that the column of an expression gets where the query gives none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

static const VdtKqlNode *
first_argument (const VdtKqlNode *call)
{
  VdtKqlNode *arguments = vdt_kql_node_child (call, VDT_KQL_ROLE_ARGUMENTS);
  VdtKqlNode *list = arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL;

  return list != NULL ? vdt_kql_list_first (list) : NULL;
}

static guint
n_arguments (const VdtKqlNode *call)
{
  VdtKqlNode *arguments = vdt_kql_node_child (call, VDT_KQL_ROLE_ARGUMENTS);
  VdtKqlNode *list = arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL;

  return list != NULL ? vdt_kql_list_length (list) : 0;
}

static const char *
argument_name (VdtKqlBinder     *b,
               const VdtKqlNode *call)
{
  const VdtKqlNode *argument = first_argument (call);

  return argument != NULL ? vdt_kql_result_name (b, argument) : NULL;
}

static const char *
second_argument_name (VdtKqlBinder     *b,
                      const VdtKqlNode *call)
{
  const VdtKqlNode *argument = first_argument (call);

  argument = argument != NULL ? vdt_kql_list_next (argument) : NULL;

  return argument != NULL ? vdt_kql_result_name (b, argument) : NULL;
}

/* column_ifexists ('a', 0) is a where there is an a. */
static const char *
existing_column_name (VdtKqlBinder     *b,
                      const VdtKqlNode *call)
{
  const VdtKqlNode *argument = first_argument (call);
  const VdtKqlConstant *constant = argument != NULL ? vdt_kql_binder_info (b, argument)->constant : NULL;

  if (constant == NULL || vdt_kql_binder_find_column (b, b->row, constant->text) == NULL)
    return NULL;

  return constant->text;
}

static const char *
call_name (VdtKqlBinder     *b,
           const VdtKqlNode *call)
{
  const VdtKqlSymbol *symbol = vdt_kql_binder_info (b, call)->symbol;
  const VdtKqlType *type = vdt_kql_binder_info (b, call)->type;
  const VdtKqlFunction *function = symbol != NULL ? symbol->function : NULL;
  const char *name;
  const char *other;

  if (function == NULL)
    return NULL;

  if (type != NULL && type->kind == VDT_KQL_TYPE_TUPLE && type->schema->n_columns == 1)
    return type->schema->columns[0]->name;

  switch (function->names)
    {
    case VDT_KQL_NAMES_FIRST_ARGUMENT:
      return argument_name (b, call);

    case VDT_KQL_NAMES_FIRST_ARGUMENT_VALUE:
      return existing_column_name (b, call);

    case VDT_KQL_NAMES_ONLY_ARGUMENT:
      return n_arguments (call) == 1 ? argument_name (b, call) : NULL;

    case VDT_KQL_NAMES_NAME_AND_FIRST_ARGUMENT:
      name = argument_name (b, call);
      return vdt_kql_arena_printf (b->arena, "%s_%s", function->name, name != NULL ? name : "");

    case VDT_KQL_NAMES_PREFIX_AND_FIRST_ARGUMENT:
      name = argument_name (b, call);
      return vdt_kql_arena_printf (b->arena, "%s_%s", function->prefix, name != NULL ? name : "");

    case VDT_KQL_NAMES_PREFIX_AND_BOTH_ARGUMENTS:
      name = argument_name (b, call);
      other = second_argument_name (b, call);
      return vdt_kql_arena_printf (b->arena, "%s_%s_%s", function->prefix, name != NULL ? name : "",
                                   other != NULL ? other : "");

    case VDT_KQL_NAMES_PREFIX_ONLY:
      return function->prefix;

    default:
      return NULL;
    }
}

static const char *
index_name (VdtKqlBinder     *b,
            const VdtKqlNode *selector)
{
  VdtKqlNode *index = selector != NULL ? vdt_kql_node_child (selector, VDT_KQL_ROLE_EXPRESSION) : NULL;
  const VdtKqlConstant *constant = index != NULL ? vdt_kql_binder_info (b, index)->constant : NULL;

  return constant != NULL ? constant->text : NULL;
}

/* a.b is a_b where a is dynamic, and b where a is a row or nothing known. */
static const char *
path_name (VdtKqlBinder     *b,
           const VdtKqlNode *node)
{
  VdtKqlNode *left = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
  const char *member = selector != NULL ? vdt_kql_result_name (b, selector) : NULL;
  const VdtKqlType *type = left != NULL ? vdt_kql_binder_type_of (b, left) : T (ERROR);
  const char *prefix;

  if (selector != NULL && selector->kind == VDT_KQL_BRACKETED)
    member = index_name (b, selector);

  if (type->kind != VDT_KQL_TYPE_DYNAMIC && type->kind != VDT_KQL_TYPE_UNKNOWN)
    return member;

  prefix = vdt_kql_result_name (b, left);

  return prefix != NULL && member != NULL ? vdt_kql_arena_printf (b->arena, "%s_%s", prefix, member)
                                          : member;
}

static const char *
element_name (VdtKqlBinder     *b,
              const VdtKqlNode *node)
{
  VdtKqlNode *left = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
  const char *prefix = left != NULL ? vdt_kql_result_name (b, left) : NULL;
  const char *member = index_name (b, selector);
  const VdtKqlType *type = left != NULL ? vdt_kql_binder_type_of (b, left) : T (ERROR);

  if (member == NULL)
    return NULL;

  if ((type->kind != VDT_KQL_TYPE_DYNAMIC && type->kind != VDT_KQL_TYPE_UNKNOWN) ||
      type->shape == VDT_KQL_DYNAMIC_PRIMITIVE)
    return member;

  return prefix != NULL ? vdt_kql_arena_printf (b->arena, "%s_%s", prefix, member) : member;
}

/**
 * vdt_kql_result_name:
 * @expression: an expression that is bound
 *
 * Returns: (nullable): the name of its column, in the arena, or %NULL if it has none
 */
const char *
vdt_kql_result_name (VdtKqlBinder     *b,
                     const VdtKqlNode *expression)
{
  const VdtKqlNode *node = vdt_kql_strip_parentheses (expression);
  char *name;

  if (node == NULL || vdt_kql_node_is_missing (node))
    return NULL;

  switch (node->kind)
    {
    case VDT_KQL_NAME_REFERENCE:
      name = vdt_kql_binder_name (b, node);
      return *name != '\0' ? name : NULL;

    case VDT_KQL_NAMED:
      name = vdt_kql_binder_name (b, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
      return *name != '\0' ? name : NULL;

    case VDT_KQL_PATH:
      return path_name (b, node);

    case VDT_KQL_ELEMENT:
      return element_name (b, node);

    case VDT_KQL_CALL:
      return call_name (b, node);

    case VDT_KQL_ORDERED:
    case VDT_KQL_TYPED_RESULT:
      return vdt_kql_result_name (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));

    default:
      return NULL;
    }
}

/* tostring (x) of a string is x itself. */
static const char * const conversions[] = {
  "tobool", "toboolean", "todatetime", "todecimal", "todouble", "todynamic", "toguid", "toint",
  "tolong", "toobject", "toreal", "tostring", "totimespan", "totime", NULL
};

/**
 * vdt_kql_result_column:
 * @expression: an expression that is bound
 *
 * Returns: (nullable): the column of the row that it is, if it is one as it stands
 */
const VdtKqlColumn *
vdt_kql_result_column (VdtKqlBinder     *b,
                       const VdtKqlNode *expression)
{
  const VdtKqlNode *node = vdt_kql_strip_parentheses (expression);
  const VdtKqlSymbol *symbol;
  const VdtKqlColumn *column;

  if (node == NULL)
    return NULL;

  symbol = vdt_kql_binder_info (b, node)->symbol;

  if (node->kind == VDT_KQL_NAME_REFERENCE)
    return symbol != NULL ? symbol->column : NULL;

  if (node->kind != VDT_KQL_CALL || symbol == NULL || symbol->function == NULL ||
      !g_strv_contains (conversions, symbol->function->name))
    return NULL;

  column = vdt_kql_result_column (b, first_argument (node));
  if (column == NULL || column->type->kind != vdt_kql_binder_type_of (b, node)->kind)
    return NULL;

  return column;
}
