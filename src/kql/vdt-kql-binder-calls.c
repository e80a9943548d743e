/* vdt-kql-binder-calls.c
 *
 * Calls: finds the function, binds the arguments as it wants them, and asks the
 * rule of its signature for the type.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"
#include "vdt-kql-returns-private.h"

#include <string.h>

/* What the parameter at @index wants, before the signature is chosen. */
static const VdtKqlFunctionParameter *
expected_parameter (const VdtKqlFunction *function,
                    guint                 index)
{
  const VdtKqlSignature *signature;

  if (function == NULL || function->n_signatures == 0)
    return NULL;

  signature = &function->signatures[0];
  if (signature->n_parameters == 0)
    return NULL;

  if (index < signature->n_parameters)
    return &signature->parameters[index];

  return &signature->parameters[signature->n_parameters - 1];
}

static const VdtKqlFunctionParameter *
named_parameter (VdtKqlBinder         *b,
                 const VdtKqlFunction *function,
                 const VdtKqlNode     *name)
{
  const VdtKqlSignature *signature = function != NULL ? function->signatures : NULL;

  for (guint i = 0; signature != NULL && name != NULL && i < signature->n_parameters; i++)
    {
      if (vdt_kql_node_text_is (b->frame->tree, name, signature->parameters[i].name))
        return &signature->parameters[i];
    }

  return NULL;
}

/* Binds a column of the table in the first argument. */
static const VdtKqlType *
bind_in_first (VdtKqlCall       *call,
               const VdtKqlNode *node)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlRow *row = b->row;
  VdtKqlRow first = { NULL, NULL };
  g_autoptr(GPtrArray) inferred = NULL;
  const VdtKqlType *type;

  if (call->arguments[0].type->kind != VDT_KQL_TYPE_TABLE)
    return vdt_kql_bind_expression (b, node);

  inferred = g_ptr_array_new ();
  first.schema = call->arguments[0].type->schema;
  first.inferred = inferred;
  b->row = &first;
  type = vdt_kql_bind_expression (b, node);
  b->row = row;

  return type;
}

static const VdtKqlType *
bind_without_row (VdtKqlBinder     *b,
                  const VdtKqlNode *node)
{
  VdtKqlRow *row = b->row;
  const VdtKqlType *type;

  b->row = NULL;
  type = vdt_kql_bind_expression (b, node);
  b->row = row;

  return type;
}

static const VdtKqlType *
bind_argument (VdtKqlCall            *call,
               const VdtKqlNode      *node,
               const VdtKqlFunctionParameter *parameter)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlContext context = b->context;
  const VdtKqlType *type;

  if (node == NULL)
    return T (ERROR);

  if (parameter != NULL && parameter->schema != NULL && node->kind != VDT_KQL_NAMED)
    return vdt_kql_bind_tabular (b, node);

  if (parameter != NULL && parameter->kind == VDT_KQL_PARAMETER_TABULAR && node->kind != VDT_KQL_NAMED)
    return bind_without_row (b, node);

  if (parameter != NULL && parameter->argument == VDT_KQL_ARGUMENT_COLUMN_OF_FIRST)
    return bind_in_first (call, node);

  if (parameter != NULL && parameter->argument == VDT_KQL_ARGUMENT_AGGREGATE)
    {
      b->context = VDT_KQL_CONTEXT_AGGREGATE;
      type = vdt_kql_bind_expression (b, node);
      b->context = context;
      return vdt_kql_scalar_view (type);
    }

  return vdt_kql_scalar_view (vdt_kql_bind_expression (b, node));
}

/* The graph functions any (), all () and map () bind their condition in the row
 * of an element of the path. */
static const VdtKqlType *
bind_element_argument (VdtKqlCall       *call,
                       const VdtKqlNode *node)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlRow *row = b->row;
  VdtKqlRow element = { NULL, NULL };
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  const VdtKqlType *first = call->arguments[0].type;
  const VdtKqlSymbol *symbol = vdt_kql_binder_info (b, call->arguments[0].node)->symbol;
  const VdtKqlType *type;

  if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_GRAPH_ELEMENT)
    first = symbol->type;

  element.schema = first->schema != NULL ? first->schema : vdt_kql_binder_new_schema (b, 0, TRUE);
  element.inferred = inferred;
  b->row = &element;
  type = vdt_kql_bind_expression (b, node);
  b->row = row;

  return type;
}

static void
bind_arguments (VdtKqlCall *call)
{
  VdtKqlNode *arguments = vdt_kql_node_child (call->node, VDT_KQL_ROLE_ARGUMENTS);
  VdtKqlNode *list = arguments != NULL ? vdt_kql_node_child (arguments, VDT_KQL_ROLE_ITEMS) : NULL;
  guint n = list != NULL ? vdt_kql_list_length (list) : 0;
  VdtKqlBinder *b = call->binder;
  VdtKqlArgument *all;

  /* A piped argument is there already. */
  all = vdt_kql_arena_newn (b->arena, VdtKqlArgument, n + call->n_arguments + 1);
  if (call->n_arguments > 0)
    memcpy (all, call->arguments, call->n_arguments * sizeof *all);
  call->arguments = all;

  for (VdtKqlNode *item = n > 0 ? vdt_kql_list_first (list) : NULL;
       item != NULL;
       item = vdt_kql_list_next (item))
    {
      const VdtKqlFunctionParameter *parameter = expected_parameter (call->function, call->n_arguments);
      VdtKqlArgument *argument = &call->arguments[call->n_arguments];

      argument->node = item;
      argument->value = item;

      if (item->kind == VDT_KQL_NAMED)
        {
          parameter = named_parameter (b, call->function, vdt_kql_node_child (item, VDT_KQL_ROLE_NAME));
          argument->value = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
        }

      /* The rows of invoke are an argument already; the others do not see them,
       * but for those that the catalog says are columns of them. */
      if (call->rows && (parameter == NULL || parameter->argument != VDT_KQL_ARGUMENT_COLUMN))
        argument->type = vdt_kql_scalar_view (bind_without_row (b, argument->value));
      else if (parameter != NULL && parameter->argument == VDT_KQL_ARGUMENT_ELEMENT && call->n_arguments > 0)
        argument->type = bind_element_argument (call, argument->value);
      else
        argument->type = bind_argument (call, argument->value, parameter);

      if (item != argument->value)
        vdt_kql_binder_set_type (b, item, argument->type);
      call->n_arguments++;
    }

  if (n > 0 && list->first_child != NULL && call->n_arguments == 1 &&
      vdt_kql_node_is_missing (call->arguments[0].node))
    call->n_arguments = 0;
}

static void
note_constant (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;

  if (!call->function->constant)
    return;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      if (!vdt_kql_binder_info (b, call->arguments[i].value)->is_constant)
        return;
    }

  vdt_kql_binder_info (b, call->node)->is_constant = TRUE;
}

static VdtKqlSymbol *
note_function (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlSymbol *symbol;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_FUNCTION, call->function->name, T (UNKNOWN));
  symbol->function = call->function;
  vdt_kql_binder_info (b, call->name)->symbol = symbol;
  vdt_kql_binder_info (b, call->node)->symbol = symbol;

  return symbol;
}

/* A function of the language itself: the signatures say all. */
static const VdtKqlType *
bind_builtin (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlContext context = b->context;
  gboolean known;
  const VdtKqlType *type;

  note_function (call);

  if (call->function->kind == VDT_KQL_FUNCTION_AGGREGATE)
    b->context = VDT_KQL_CONTEXT_SCALAR;

  bind_arguments (call);
  known = vdt_kql_call_match (call);
  b->context = context;
  note_constant (call);
  vdt_kql_binder_info (b, call->node)->signature = call->signature;
  type = known ? vdt_kql_call_return_type (call) : T (UNKNOWN);

  return vdt_kql_binder_set_type (b, call->node, type);
}

static void
check_named_arguments (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;
  gboolean out_of_order = FALSE;

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlNode *node = call->arguments[i].node;
      VdtKqlNode *name;

      if (node == NULL)
        continue;

      if (node->kind != VDT_KQL_NAMED)
        {
          if (out_of_order)
            vdt_kql_binder_report (b, node, "KS195",
                                   "Behind a named argument out of its place all others must be named.");
          continue;
        }

      name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
      if (named_parameter (b, call->function, name) == NULL)
        vdt_kql_binder_report (b, name, "KS196", "'%s' has no parameter of this name.",
                               call->function->name);
      else if (expected_parameter (call->function, i) != named_parameter (b, call->function, name))
        out_of_order = TRUE;
    }
}

static gboolean
has_columns (const VdtKqlSchema *needed,
             const VdtKqlSchema *given)
{
  for (guint i = 0; i < needed->n_columns; i++)
    {
      const VdtKqlColumn *column = vdt_kql_schema_find (given, needed->columns[i]->name);

      if (column == NULL)
        {
          if (given->open)
            continue;
          return FALSE;
        }

      if (column->type->kind != needed->columns[i]->type->kind &&
          !vdt_kql_type_is_unknown (column->type) &&
          !vdt_kql_type_is_unknown (needed->columns[i]->type))
        return FALSE;
    }

  return TRUE;
}

/* Stored and let functions take any scalar for a scalar; rows must have the
 * columns that the parameter names. */
static void
check_declared_arguments (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;

  check_named_arguments (call);

  if (!vdt_kql_call_lay_out (call, call->function->signatures))
    {
      gboolean unknown_name = FALSE;

      for (guint i = 0; i < call->n_arguments; i++)
        unknown_name = unknown_name ||
                       (call->arguments[i].node != NULL && call->arguments[i].node->kind == VDT_KQL_NAMED &&
                        call->arguments[i].value == call->arguments[i].node);

      if (!unknown_name)
        vdt_kql_binder_report (b, call->name, "KS119", "'%s' takes %u %s; %u %s given.",
                               call->function->name, call->function->signatures->max_arguments,
                               call->function->signatures->max_arguments == 1 ? "argument" : "arguments",
                               call->n_arguments, call->n_arguments == 1 ? "is" : "are");
    }

  for (guint i = 0; i < call->n_arguments; i++)
    {
      const VdtKqlArgument *argument = &call->arguments[i];
      const VdtKqlNode *where = argument->node != NULL ? argument->value : call->name;

      if (argument->parameter == NULL || argument->parameter->schema == NULL ||
          vdt_kql_type_is_unknown (argument->type))
        {
          if (argument->parameter != NULL && argument->parameter->schema == NULL && argument->node != NULL)
            vdt_kql_check_scalar (b, where, argument->type);
          continue;
        }

      if (argument->type->kind != VDT_KQL_TYPE_TABLE)
        vdt_kql_binder_report (b, where, "KS111", "Rows are needed here, not a single value.");
      else if (!has_columns (argument->parameter->schema, argument->type->schema))
        vdt_kql_binder_report (b, where, "KS249",
                               "These rows lack columns that '%s' needs, or have them with other types.",
                               call->function->name);
    }
}

static const VdtKqlType *
bind_stored (VdtKqlCall *call)
{
  VdtKqlBinder *b = call->binder;

  note_function (call);
  bind_arguments (call);
  check_declared_arguments (call);
  vdt_kql_binder_info (b, call->node)->signature = call->function->signatures;

  return vdt_kql_binder_set_type (b, call->node, vdt_kql_expand_stored (b, call->function, call));
}

static const VdtKqlType *
bind_local_call (VdtKqlCall         *call,
                 const VdtKqlSymbol *symbol)
{
  VdtKqlBinder *b = call->binder;

  call->function = symbol->function;
  vdt_kql_binder_info (b, call->name)->symbol = symbol;
  vdt_kql_binder_info (b, call->node)->symbol = symbol;
  bind_arguments (call);
  check_declared_arguments (call);
  vdt_kql_binder_info (b, call->node)->signature = call->function->signatures;

  return vdt_kql_binder_set_type (b, call->node, vdt_kql_expand_local (b, symbol, call));
}

/* Arguments of a call that leads nowhere are still looked at. */
static const VdtKqlType *
bind_lost_arguments (VdtKqlCall       *call,
                     const VdtKqlType *type)
{
  bind_arguments (call);

  return vdt_kql_binder_set_type (call->binder, call->node, type);
}

static const VdtKqlType *
bind_misplaced (VdtKqlCall           *call,
                const VdtKqlFunction *function)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlContext context = b->context;
  const VdtKqlType *type;

  call->function = function;
  note_function (call);
  vdt_kql_binder_info (b, call->node)->symbol = NULL;

  if (function->kind == VDT_KQL_FUNCTION_AGGREGATE)
    vdt_kql_binder_report (b, call->name, "KS144",
                           "'%s' works on many rows, so it belongs into summarize, not here.",
                           function->name);
  else
    vdt_kql_binder_report (b, call->name, "KS126",
                           "'%s' is a plugin: write | evaluate %s(…).", function->name, function->name);

  b->context = VDT_KQL_CONTEXT_SCALAR;
  type = bind_lost_arguments (call, T (UNKNOWN));
  b->context = context;

  return type;
}

static const VdtKqlType *
bind_undefined (VdtKqlCall *call,
                const char *name)
{
  VdtKqlBinder *b = call->binder;
  VdtKqlDiagnostic *diagnostic;

  if (*name != '\0')
    {
      diagnostic = vdt_kql_binder_report (b, call->name, "KS211",
                                          "There is no function '%s'. Check the spelling.", name);
      vdt_kql_suggest_function (b, diagnostic,
                                b->context == VDT_KQL_CONTEXT_AGGREGATE ? VDT_KQL_FUNCTION_AGGREGATE
                                                                        : VDT_KQL_FUNCTION_SCALAR,
                                name);
    }

  return bind_lost_arguments (call, T (ERROR));
}

/* Functions of graph paths share names with aggregates. */
static gboolean
needs_element (const VdtKqlFunction *function)
{
  const VdtKqlSignature *signature = function->signatures;

  return signature->n_parameters > 1 &&
         signature->parameters[1].argument == VDT_KQL_ARGUMENT_ELEMENT;
}

static const VdtKqlType *
bind_by_name (VdtKqlCall *call,
              const char *name)
{
  VdtKqlBinder *b = call->binder;
  const VdtKqlSymbol *local = vdt_kql_binder_find_local (b, name);
  const VdtKqlFunction *scalar = vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_SCALAR, name);
  const VdtKqlFunction *aggregate = vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_AGGREGATE, name);
  const VdtKqlFunction *plugin = vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_PLUGIN, name);
  const VdtKqlFunction *stored = vdt_kql_catalog_find_function (b->catalog, name);

  if (local != NULL && local->function != NULL)
    return bind_local_call (call, local);

  if (aggregate != NULL && b->context == VDT_KQL_CONTEXT_AGGREGATE)
    {
      call->function = aggregate;
      return bind_builtin (call);
    }

  if (scalar != NULL && (aggregate == NULL || !needs_element (scalar) || b->element != NULL))
    {
      call->function = scalar;
      return bind_builtin (call);
    }

  if (stored != NULL)
    {
      call->function = stored;
      return bind_stored (call);
    }

  if (aggregate != NULL || plugin != NULL)
    return bind_misplaced (call, aggregate != NULL ? aggregate : plugin);

  if (local != NULL)
    {
      vdt_kql_binder_info (b, call->name)->symbol = local;
      vdt_kql_binder_report (b, call->name, "KS211", "'%s' is not a function.", name);
      return bind_lost_arguments (call, T (ERROR));
    }

  return bind_undefined (call, name);
}

/**
 * vdt_kql_bind_call:
 * @node: a CALL
 */
const VdtKqlType *
vdt_kql_bind_call (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlCall call = { b, node, name_node };

  return bind_by_name (&call, vdt_kql_binder_name (b, name_node));
}

/**
 * vdt_kql_bind_call_piped:
 * @node: a CALL
 * @first: what comes from the left: rows for invoke, a database or a cluster for
 *   a call behind a dot
 */
const VdtKqlType *
vdt_kql_bind_call_piped (VdtKqlBinder     *b,
                         const VdtKqlNode *node,
                         const VdtKqlType *first)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlCall call = { b, node, name_node };
  char *name = vdt_kql_binder_name (b, name_node);
  const VdtKqlSymbol *local = vdt_kql_binder_find_local (b, name);
  VdtKqlArgument piped = { NULL, NULL, first, NULL };

  if (first->kind == VDT_KQL_TYPE_CLUSTER || first->kind == VDT_KQL_TYPE_DATABASE)
    {
      static const VdtKqlSchema elsewhere = { NULL, 0, TRUE };

      call.input = &elsewhere;
      if (vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_SCALAR, name) != NULL ||
          (first->name != NULL &&
           strcmp (first->name, vdt_kql_catalog_get_database_name (b->catalog)) == 0))
        return bind_by_name (&call, name);

      return bind_lost_arguments (&call, vdt_kql_binder_open_table (b));
    }

  call.arguments = &piped;
  call.n_arguments = 1;
  call.rows = TRUE;

  if (local != NULL && local->function != NULL)
    return bind_local_call (&call, local);

  call.function = vdt_kql_catalog_find_function (b->catalog, name);
  if (call.function != NULL)
    return bind_stored (&call);

  call.n_arguments = 0;
  call.arguments = NULL;

  return bind_undefined (&call, name);
}

/**
 * vdt_kql_bind_plugin:
 * @node: the CALL of an evaluate
 * @input: (nullable): the rows that go in
 */
const VdtKqlType *
vdt_kql_bind_plugin (VdtKqlBinder       *b,
                     const VdtKqlNode   *node,
                     const VdtKqlSchema *input)
{
  VdtKqlNode *name_node = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlCall call = { b, node, name_node };
  char *name = vdt_kql_binder_name (b, name_node);
  VdtKqlDiagnostic *diagnostic;

  call.input = input;
  call.function = vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_PLUGIN, name);
  if (call.function != NULL)
    return bind_builtin (&call);

  if (vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_SCALAR, name) != NULL ||
      vdt_kql_builtins_find (b->builtins, VDT_KQL_FUNCTION_AGGREGATE, name) != NULL)
    vdt_kql_binder_report (b, name_node, "KS237", "'%s' is not a plugin; evaluate takes only plugins.", name);
  else if (*name != '\0')
    {
      diagnostic = vdt_kql_binder_report (b, name_node, "KS124", "There is no plugin '%s'.", name);
      vdt_kql_suggest_function (b, diagnostic, VDT_KQL_FUNCTION_PLUGIN, name);
    }

  return bind_lost_arguments (&call, T (ERROR));
}
