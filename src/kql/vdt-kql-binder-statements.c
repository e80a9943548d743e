/* vdt-kql-binder-statements.c
 *
 * let, declare query_parameters, pattern and the like: what each statement adds
 * to what the next ones can name.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

static void
check_not_declared (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const char       *name)
{
  if (vdt_kql_binder_is_declared_here (b, name))
    vdt_kql_binder_report (b, node, "KS201", "'%s' has been declared above; choose another name.", name);
}

static void
bind_let (VdtKqlBinder     *b,
          const VdtKqlNode *node)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlNode *value = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  char *name = vdt_kql_binder_name (b, name_node);
  VdtKqlSymbol *symbol;
  VdtKqlInfo *info;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_VARIABLE, name, T (ERROR));
  symbol->declaration = name_node;
  symbol->body = value;

  if (value != NULL && value->kind == VDT_KQL_FUNCTION_DECLARATION)
    symbol->type = vdt_kql_bind_let_function (b, value, symbol);
  else if (value != NULL)
    {
      symbol->type = vdt_kql_scalar_view (vdt_kql_bind_expression (b, value));
      info = vdt_kql_binder_info (b, value);
      symbol->constant = info->constant;
      symbol->is_constant = info->is_constant;
    }

  if (name_node != NULL)
    {
      vdt_kql_binder_info (b, name_node)->symbol = symbol;
      vdt_kql_binder_info (b, name_node)->type = symbol->type;
    }

  if (*name == '\0')
    return;

  check_not_declared (b, name_node, name);
  vdt_kql_binder_push_local (b, symbol);
}

static void
bind_query_parameters (VdtKqlBinder     *b,
                       const VdtKqlNode *node)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      VdtKqlNode *name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      VdtKqlNode *fallback = vdt_kql_node_child (item, VDT_KQL_ROLE_DEFAULT);
      VdtKqlSymbol *symbol;

      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_QUERY_PARAMETER,
                                          vdt_kql_binder_name (b, name),
                                          vdt_kql_bind_type (b, vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE)));
      symbol->is_constant = TRUE;
      symbol->declaration = name;
      if (fallback != NULL)
        {
          vdt_kql_bind_expression (b, fallback);
          symbol->constant = vdt_kql_binder_info (b, fallback)->constant;
        }
      vdt_kql_binder_info (b, name)->symbol = symbol;
      vdt_kql_binder_push_local (b, symbol);
    }
}

/* A pattern is called like a function; what it gives depends on its arguments. */
static void
bind_pattern (VdtKqlBinder     *b,
              const VdtKqlNode *node)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlFunction *function = vdt_kql_arena_new0 (b->arena, VdtKqlFunction);
  VdtKqlSignature *signature = vdt_kql_arena_new0 (b->arena, VdtKqlSignature);
  VdtKqlFunctionParameter *parameter = vdt_kql_arena_new0 (b->arena, VdtKqlFunctionParameter);
  VdtKqlSymbol *symbol;

  parameter->name = "argument";
  parameter->kind = VDT_KQL_PARAMETER_ANY;
  parameter->max = VDT_KQL_UNBOUNDED;
  signature->parameters = parameter;
  signature->n_parameters = 1;
  signature->max_arguments = VDT_KQL_UNBOUNDED;
  signature->type = T (UNKNOWN);
  function->name = vdt_kql_binder_name (b, name_node);
  function->kind = VDT_KQL_FUNCTION_STORED;
  function->signatures = signature;
  function->n_signatures = 1;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_PATTERN, function->name, T (DATABASE));
  symbol->function = function;
  symbol->declaration = name_node;
  vdt_kql_binder_info (b, name_node)->symbol = symbol;
  vdt_kql_binder_push_local (b, symbol);
}

static void
bind_alias (VdtKqlBinder     *b,
            const VdtKqlNode *node)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlNode *value = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *type = value != NULL ? vdt_kql_bind_expression (b, value) : T (ERROR);
  VdtKqlSymbol *symbol;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_DATABASE, vdt_kql_binder_name (b, name_node), type);
  symbol->declaration = name_node;
  vdt_kql_binder_info (b, name_node)->symbol = symbol;
  vdt_kql_binder_push_local (b, symbol);
}

static void
bind_restrict (VdtKqlBinder     *b,
               const VdtKqlNode *node)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      if (item->kind != VDT_KQL_WILDCARD_NAME)
        vdt_kql_bind_tabular (b, item);
    }
}

/**
 * vdt_kql_bind_statements:
 * @list: (nullable): a list of statements
 *
 * Returns: the type of the last expression
 */
const VdtKqlType *
vdt_kql_bind_statements (VdtKqlBinder     *b,
                         const VdtKqlNode *list)
{
  const VdtKqlType *type = NULL;
  VdtKqlNode *expression;

  for (VdtKqlNode *node = list != NULL ? vdt_kql_list_first (list) : NULL;
       node != NULL;
       node = vdt_kql_list_next (node))
    {
      if (vdt_kql_binder_is_cancelled (b))
        break;

      vdt_kql_binder_add_place (b, node);

      switch (node->kind)
        {
        case VDT_KQL_LET_STATEMENT:
          bind_let (b, node);
          break;

        case VDT_KQL_EXPRESSION_STATEMENT:
          expression = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
          if (expression != NULL)
            type = vdt_kql_binder_set_type (b, node, vdt_kql_bind_expression (b, expression));
          break;

        case VDT_KQL_QUERY_PARAMETERS_STATEMENT:
          bind_query_parameters (b, node);
          break;

        case VDT_KQL_PATTERN_STATEMENT:
          bind_pattern (b, node);
          break;

        case VDT_KQL_ALIAS_STATEMENT:
          bind_alias (b, node);
          break;

        case VDT_KQL_RESTRICT_STATEMENT:
          bind_restrict (b, node);
          break;

        default:
          break;
        }
    }

  return type;
}
