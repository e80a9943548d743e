/* vdt-kql-binder-functions.c
 *
 * Functions that queries and catalogs define: their declaration is checked once,
 * and every call binds the body again with the types of its arguments.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

/* The range of node ids below a body, so that an expansion is no larger. */
typedef struct
{
  VdtKqlTree       *tree;
  const VdtKqlNode *declaration;
  guint32           first_id;
  guint32           n_ids;
} Body;

static Body *
body_new (VdtKqlBinder     *b,
          VdtKqlTree       *tree,
          const VdtKqlNode *declaration)
{
  Body *body = vdt_kql_arena_new0 (b->arena, Body);
  guint32 least = G_MAXUINT32;
  guint32 most = 0;

  for (const VdtKqlNode *node = declaration; node != NULL;
       node = vdt_kql_node_next_in_tree (node, declaration))
    {
      least = MIN (least, node->id);
      most = MAX (most, node->id);
    }

  body->tree = tree;
  body->declaration = declaration;
  body->first_id = least;
  body->n_ids = most - least + 1;

  return body;
}

static const VdtKqlType *
bind_body (VdtKqlBinder     *b,
           const VdtKqlNode *body)
{
  VdtKqlNode *statements;
  VdtKqlNode *expression;
  const VdtKqlType *type = NULL;

  if (body == NULL)
    return T (ERROR);

  statements = vdt_kql_node_child (body, VDT_KQL_ROLE_STATEMENTS);
  expression = vdt_kql_node_child (body, VDT_KQL_ROLE_EXPRESSION);

  if (statements != NULL)
    type = vdt_kql_bind_statements (b, statements);
  if (expression != NULL)
    {
      vdt_kql_binder_add_place (b, body);
      type = vdt_kql_bind_expression (b, expression);
    }

  if (type == NULL)
    return T (VOID);

  return type->kind == VDT_KQL_TYPE_ERROR ? T (UNKNOWN) : vdt_kql_scalar_view (type);
}

/* (T:(*)) takes any rows, of which the body may name no column. */
static const VdtKqlType *
closed_type (VdtKqlBinder       *b,
             const VdtKqlSchema *declared)
{
  VdtKqlSchema *closed = vdt_kql_binder_new_schema (b, 0, FALSE);

  closed->columns = declared->columns;
  closed->n_columns = declared->n_columns;

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, closed), NULL);
}

static VdtKqlSymbol *
declare_parameter (VdtKqlBinder            *b,
                   const VdtKqlNode        *node,
                   VdtKqlFunctionParameter *parameter)
{
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlNode *type_node = vdt_kql_node_child (node, VDT_KQL_ROLE_TYPE);
  VdtKqlNode *fallback = vdt_kql_node_child (node, VDT_KQL_ROLE_DEFAULT);
  const VdtKqlType *type = vdt_kql_bind_type (b, type_node);
  VdtKqlSymbol *symbol;

  parameter->name = vdt_kql_binder_name (b, name);
  parameter->min = fallback != NULL ? 0 : 1;
  parameter->max = 1;

  if (type->kind == VDT_KQL_TYPE_TABLE)
    {
      parameter->kind = VDT_KQL_PARAMETER_TABULAR;
      parameter->schema = type->schema;
      type = closed_type (b, type->schema);
    }
  else
    {
      parameter->kind = VDT_KQL_PARAMETER_DECLARED;
      parameter->types = 1u << type->kind;
    }

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_PARAMETER, parameter->name, type);
  symbol->declaration = name;
  symbol->is_constant = vdt_kql_type_is_scalar (type);

  if (fallback != NULL)
    {
      vdt_kql_bind_expression (b, fallback);
      parameter->fallback = vdt_kql_node_dup_text (b->frame->tree, fallback);
      {
        g_autofree char *text = (char *) parameter->fallback;

        parameter->fallback = vdt_kql_arena_strdup (b->arena, text != NULL ? text : "");
      }
    }

  vdt_kql_binder_info (b, name)->symbol = symbol;
  vdt_kql_binder_info (b, name)->type = type;

  return symbol;
}

static void
declare_parameters (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    VdtKqlSignature  *signature)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS);
  guint n = list != NULL ? vdt_kql_list_length (list) : 0;

  signature->parameters = vdt_kql_arena_newn (b->arena, VdtKqlFunctionParameter, n + 1);

  for (VdtKqlNode *item = n > 0 ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      VdtKqlFunctionParameter *parameter;

      if (item->kind != VDT_KQL_FUNCTION_PARAMETER)
        continue;

      parameter = &signature->parameters[signature->n_parameters++];
      vdt_kql_binder_push_local (b, declare_parameter (b, item, parameter));
      signature->min_arguments += parameter->min;
      signature->max_arguments += parameter->max;
    }
}

/**
 * vdt_kql_bind_let_function:
 * @node: a FUNCTION_DECLARATION
 * @symbol: the let name; gets the function's signature
 *
 * Checks the declaration: what is wrong in the body is reported here, once.
 *
 * Returns: what it returns when called with arguments as declared
 */
const VdtKqlType *
vdt_kql_bind_let_function (VdtKqlBinder     *b,
                           const VdtKqlNode *node,
                           VdtKqlSymbol     *symbol)
{
  VdtKqlFunction *function = vdt_kql_arena_new0 (b->arena, VdtKqlFunction);
  VdtKqlSignature *signature = vdt_kql_arena_new0 (b->arena, VdtKqlSignature);
  VdtKqlLocals *locals = b->locals;
  const VdtKqlType *type;

  symbol->kind = VDT_KQL_SYMBOL_LOCAL_FUNCTION;
  symbol->scope = locals;
  b->level++;
  declare_parameters (b, node, signature);
  type = bind_body (b, vdt_kql_node_child (node, VDT_KQL_ROLE_BODY));
  b->level--;
  b->locals = locals;

  signature->type = type;
  function->name = symbol->name;
  function->kind = VDT_KQL_FUNCTION_STORED;
  function->signatures = signature;
  function->n_signatures = 1;
  symbol->function = function;

  return type;
}

/* The arguments of @call under the names of the parameters. */
static void
push_arguments (VdtKqlBinder     *b,
                const VdtKqlNode *declaration,
                VdtKqlCall       *call,
                VdtKqlExpansion  *expansion)
{
  const VdtKqlSignature *signature = call->function->signatures;
  VdtKqlNode *list = vdt_kql_node_child (declaration, VDT_KQL_ROLE_PARAMETERS);
  VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;

  expansion->parameters = vdt_kql_arena_newn (b->arena, VdtKqlSymbol *, signature->n_parameters + 1);
  expansion->n_parameters = signature->n_parameters;

  for (guint i = 0; i < signature->n_parameters; i++)
    {
      const VdtKqlFunctionParameter *parameter = &signature->parameters[i];
      VdtKqlSymbol *symbol;

      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_PARAMETER, parameter->name, T (UNKNOWN));
      symbol->is_constant = parameter->schema == NULL;
      symbol->declaration = item != NULL ? vdt_kql_node_child (item, VDT_KQL_ROLE_NAME) : NULL;

      if (parameter->schema != NULL)
        symbol->type = vdt_kql_binder_table_type (b, parameter->schema, NULL);
      else
        {
          for (guint kind = 0; kind < VDT_KQL_N_TYPE_KINDS; kind++)
            {
              if (parameter->types & (1u << kind))
                symbol->type = vdt_kql_type_get (kind);
            }
        }

      for (guint a = 0; a < call->n_arguments; a++)
        {
          const VdtKqlArgument *argument = &call->arguments[a];

          if (argument->parameter != parameter)
            continue;

          if (parameter->schema == NULL)
            symbol->constant = vdt_kql_binder_info (b, argument->value)->constant;
          else if (argument->type->kind == VDT_KQL_TYPE_TABLE)
            symbol->type = argument->type;
        }

      vdt_kql_binder_push_local (b, symbol);
      expansion->parameters[i] = symbol;
      item = item != NULL ? vdt_kql_list_next (item) : NULL;
    }
}

/* The values of parameters that a call leaves out. */
static void
bind_defaults (VdtKqlBinder     *b,
               const VdtKqlNode *declaration)
{
  VdtKqlNode *list = vdt_kql_node_child (declaration, VDT_KQL_ROLE_PARAMETERS);

  for (VdtKqlNode *item = list != NULL ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      VdtKqlNode *fallback = vdt_kql_node_child (item, VDT_KQL_ROLE_DEFAULT);

      if (fallback != NULL)
        vdt_kql_bind_expression (b, fallback);
    }
}

/* Binds the body of a declaration for one call, in a frame of its own. */
static const VdtKqlType *
expand (VdtKqlBinder *b,
        Body         *body,
        VdtKqlLocals *scope,
        VdtKqlCall   *call)
{
  VdtKqlExpansion *expansion = vdt_kql_arena_new0 (b->arena, VdtKqlExpansion);
  VdtKqlBinder outer = *b;
  VdtKqlLocals *with_arguments;
  const VdtKqlType *type;

  expansion->frame.tree = body->tree;
  expansion->frame.first_id = body->first_id;
  expansion->frame.n_infos = body->n_ids;
  expansion->frame.infos = vdt_kql_arena_newn (b->arena, VdtKqlInfo, body->n_ids);
  expansion->body = vdt_kql_node_child (body->declaration, VDT_KQL_ROLE_BODY);

  b->locals = scope;
  b->level += 1000;
  push_arguments (b, body->declaration, call, expansion);
  with_arguments = b->locals;

  b->frame = &expansion->frame;
  b->locals = with_arguments;
  b->row = NULL;
  b->right = NULL;
  b->context = VDT_KQL_CONTEXT_SCALAR;
  b->element = NULL;
  b->group_keys = NULL;
  b->fuzzy = FALSE;
  b->quiet++;
  b->call_depth++;
  b->n_expansions++;
  bind_defaults (b, body->declaration);
  type = bind_body (b, expansion->body);

  b->frame = outer.frame;
  b->row = outer.row;
  b->right = outer.right;
  b->locals = outer.locals;
  b->context = outer.context;
  b->element = outer.element;
  b->group_keys = outer.group_keys;
  b->fuzzy = outer.fuzzy;
  b->level = outer.level;
  b->quiet--;
  b->call_depth--;

  expansion->type = type;
  vdt_kql_binder_info (b, call->node)->expansion = expansion;

  return type;
}

static gboolean
may_expand (VdtKqlBinder *b)
{
  return b->call_depth < VDT_KQL_MAX_CALL_DEPTH && b->n_expansions < VDT_KQL_MAX_EXPANSIONS;
}

const VdtKqlType *
vdt_kql_expand_local (VdtKqlBinder       *b,
                      const VdtKqlSymbol *symbol,
                      VdtKqlCall         *call)
{
  Body *body;

  if (symbol->body == NULL || symbol->function->signatures->n_parameters == 0 || !may_expand (b))
    return symbol->function->signatures->type;

  call->function = symbol->function;
  body = g_hash_table_lookup (b->bodies, symbol->body);
  if (body == NULL)
    {
      body = body_new (b, b->frame->tree, symbol->body);
      g_hash_table_insert (b->bodies, (gpointer) symbol->body, body);
    }

  return expand (b, body, symbol->scope, call);
}

/* The body of a stored function as a tree of its own. */
static Body *
stored_body (VdtKqlBinder         *b,
             const VdtKqlFunction *function)
{
  Body *body = g_hash_table_lookup (b->bodies, function);
  g_autofree char *text = NULL;
  VdtKqlTree *tree;
  VdtKqlNode *root;

  if (body != NULL)
    return body;

  text = g_strdup_printf ("let f = %s %s;", function->parameters_text, function->body);
  tree = vdt_kql_parse (text, -1, NULL);
  g_ptr_array_add (b->trees, tree);
  root = vdt_kql_tree_get_root (tree);

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      if (node->kind == VDT_KQL_FUNCTION_DECLARATION)
        {
          body = body_new (b, tree, node);
          g_hash_table_insert (b->bodies, (gpointer) function, body);
          return body;
        }
    }

  return NULL;
}

const VdtKqlType *
vdt_kql_expand_stored (VdtKqlBinder         *b,
                       const VdtKqlFunction *function,
                       VdtKqlCall           *call)
{
  Body *body;

  if (function->body == NULL)
    return function->signatures->type != NULL ? function->signatures->type : T (UNKNOWN);

  if (!may_expand (b))
    return vdt_kql_binder_open_table (b);

  call->function = function;
  body = stored_body (b, function);

  return body != NULL ? expand (b, body, NULL, call) : vdt_kql_binder_open_table (b);
}
