/* vdt-kql-bind-blocks.c
 *
 * Operators with operators inside, plugins, and sources of rows.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

#include "vdt-kql-projection.h"

static const VdtKqlNode *
clause_expression (const VdtKqlNode *node,
                   VdtKqlRole        role)
{
  VdtKqlNode *clause = vdt_kql_node_child (node, role);

  if (clause == NULL || clause->kind != VDT_KQL_CLAUSE)
    return clause;

  return vdt_kql_node_child (clause, VDT_KQL_ROLE_EXPRESSION);
}

const VdtKqlType *
vdt_kql_bind_evaluate (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const VdtKqlType *input)
{
  VdtKqlNode *call = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *schema = vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA);
  const VdtKqlType *type;

  if (call == NULL || call->kind != VDT_KQL_CALL)
    return T (ERROR);

  type = vdt_kql_bind_plugin (b, call, b->row->schema);

  /* The data have told what the plugin makes of them. */
  if (b->known_rows != NULL && b->frame->tree == b->main_tree)
    {
      const VdtKqlTable *known = g_hash_table_lookup (b->known_rows, GUINT_TO_POINTER (node->id + 1));

      if (known != NULL)
        return &known->type;
    }

  if (schema != NULL && type->kind == VDT_KQL_TYPE_TABLE)
    return vdt_kql_binder_table_type (b, vdt_kql_binder_declared_schema (b, schema, type->schema), NULL);

  return type;
}

const VdtKqlType *
vdt_kql_bind_invoke (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  VdtKqlNode *call = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlType *rows = vdt_kql_rows_out (b);

  if (call == NULL || call->kind != VDT_KQL_CALL)
    return T (ERROR);

  return vdt_kql_bind_call_piped (b, call, rows);
}

const VdtKqlType *
vdt_kql_bind_facet (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  VdtKqlNode *by = vdt_kql_node_child (node, VDT_KQL_ROLE_BY);
  VdtKqlNode *with = vdt_kql_node_child (node, VDT_KQL_ROLE_WITH);

  if (by != NULL && by->kind == VDT_KQL_CLAUSE)
    by = vdt_kql_node_child (by, VDT_KQL_ROLE_ITEMS);

  VDT_KQL_FOR_EACH (item, by)
    vdt_kql_bind_column (b, item);

  if (with != NULL && with->kind == VDT_KQL_CLAUSE)
    with = vdt_kql_node_child (with, VDT_KQL_ROLE_EXPRESSION);
  if (with != NULL)
    vdt_kql_bind_subquery (b, with, vdt_kql_binder_row_schema (b, b->row));

  return T (GROUP);
}

const VdtKqlType *
vdt_kql_bind_fork (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  VDT_KQL_FOR_EACH (branch, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
    {
      VdtKqlNode *body = vdt_kql_node_child (branch, VDT_KQL_ROLE_EXPRESSION);

      if (body != NULL)
        vdt_kql_bind_subquery (b, body, vdt_kql_binder_row_schema (b, b->row));
    }

  return T (GROUP);
}

/* Within a partition its value can be named like a let name. */
static void
push_partition_value (VdtKqlBinder     *b,
                      const VdtKqlNode *by)
{
  const VdtKqlType *type = vdt_kql_bind_scalar (b, by);
  const char *name = vdt_kql_result_name (b, by);
  VdtKqlSymbol *symbol;

  if (name == NULL || type->kind == VDT_KQL_TYPE_ERROR)
    return;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_VARIABLE, name, vdt_kql_scalar_view (type));
  symbol->column = vdt_kql_result_column (b, by);
  vdt_kql_binder_push_local (b, symbol);
}

const VdtKqlType *
vdt_kql_bind_partition (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const VdtKqlType *input)
{
  const VdtKqlNode *by = clause_expression (node, VDT_KQL_ROLE_BY);
  VdtKqlNode *body = vdt_kql_node_child (node, VDT_KQL_ROLE_BODY);
  VdtKqlLocals *locals = b->locals;
  const VdtKqlType *type;

  if (by != NULL)
    push_partition_value (b, by);

  type = vdt_kql_bind_subquery (b, body, vdt_kql_binder_row_schema (b, b->row));
  b->locals = locals;

  return type->kind == VDT_KQL_TYPE_TABLE ? type : vdt_kql_rows_out (b);
}

static void
check_summable (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                const VdtKqlType *type)
{
  if (node == NULL || vdt_kql_node_is_missing (node) || vdt_kql_type_is_unknown (type) ||
      vdt_kql_type_is_summable (type))
    return;

  vdt_kql_binder_report (b, node, "KS138", "A number, a timespan or a datetime is needed here, not %s.",
                         vdt_kql_type_get_name (type));
}

const VdtKqlType *
vdt_kql_bind_range (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  static const VdtKqlRole roles[] = { VDT_KQL_ROLE_FROM, VDT_KQL_ROLE_TO, VDT_KQL_ROLE_STEP };
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  const VdtKqlType *types[3];
  const VdtKqlType *type;
  VdtKqlColumn *column;
  VdtKqlSchema *schema;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const VdtKqlNode *end = clause_expression (node, roles[i]);

      types[i] = end != NULL ? vdt_kql_scalar_view (vdt_kql_bind_scalar (b, end)) : T (UNKNOWN);
      check_summable (b, end, types[i]);
    }

  type = types[0];
  if (vdt_kql_type_is_number (types[0]) && vdt_kql_type_is_number (types[1]))
    type = vdt_kql_type_widest (types[0], types[1]);
  if (vdt_kql_type_is_number (type) && vdt_kql_type_is_number (types[2]))
    type = vdt_kql_type_widest (type, types[2]);
  if (type->kind == VDT_KQL_TYPE_ERROR)
    type = T (UNKNOWN);

  column = vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, name), type);
  vdt_kql_declare_column (b, name, column);
  schema = vdt_kql_binder_new_schema (b, 1, FALSE);
  schema->columns[schema->n_columns++] = column;

  return vdt_kql_binder_table_type (b, schema, NULL);
}

/* An entity group applied: the statements see its scope's name as a database. */
const VdtKqlType *
vdt_kql_bind_macro_expand (VdtKqlBinder     *b,
                           const VdtKqlNode *node,
                           const VdtKqlType *input)
{
  VdtKqlNode *group = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtKqlNode *statements = vdt_kql_node_child (node, VDT_KQL_ROLE_STATEMENTS);
  VdtKqlLocals *locals = b->locals;
  const VdtKqlType *type;

  if (group != NULL)
    vdt_kql_bind_expression (b, group);

  b->level++;
  if (name != NULL && !vdt_kql_node_is_missing (name))
    {
      VdtKqlSymbol *symbol;

      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_DATABASE, vdt_kql_binder_name (b, name), T (DATABASE));
      symbol->declaration = name;
      vdt_kql_binder_info (b, name)->symbol = symbol;
      vdt_kql_binder_push_local (b, symbol);
    }

  type = statements != NULL ? vdt_kql_bind_statements (b, statements) : NULL;
  b->level--;
  b->locals = locals;

  return type != NULL ? type : T (UNKNOWN);
}

static void
declare_state (VdtKqlBinder     *b,
               const VdtKqlNode *list,
               GPtrArray        *columns)
{
  VDT_KQL_FOR_EACH (item, list)
    {
      VdtKqlNode *name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      VdtKqlNode *fallback = vdt_kql_node_child (item, VDT_KQL_ROLE_DEFAULT);
      VdtKqlColumn *column;

      if (name == NULL || vdt_kql_node_is_missing (name))
        continue;

      column = vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, name),
                                          vdt_kql_bind_type (b, vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE)));
      vdt_kql_declare_column (b, name, column);
      if (fallback != NULL)
        vdt_kql_bind_expression (b, fallback);
      g_ptr_array_add (columns, column);
    }
}

/* Each step's name stands for the row that it matched last. */
static void
push_steps (VdtKqlBinder       *b,
            const VdtKqlNode   *steps,
            const VdtKqlSchema *schema)
{
  VDT_KQL_FOR_EACH (step, steps)
    {
      VdtKqlNode *name = vdt_kql_node_child (step, VDT_KQL_ROLE_NAME);
      VdtKqlSymbol *symbol;

      if (name == NULL || vdt_kql_node_is_missing (name))
        continue;

      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_STEP, vdt_kql_binder_name (b, name),
                                          vdt_kql_binder_tuple_type (b, schema));
      symbol->declaration = name;
      vdt_kql_binder_info (b, name)->symbol = symbol;
      vdt_kql_binder_push_local (b, symbol);
    }
}

static void
bind_step (VdtKqlBinder     *b,
           const VdtKqlNode *step)
{
  vdt_kql_bind_condition (b, vdt_kql_node_child (step, VDT_KQL_ROLE_CONDITION));

  VDT_KQL_FOR_EACH (assignment, vdt_kql_node_child (step, VDT_KQL_ROLE_ITEMS))
    {
      VdtKqlNode *name = vdt_kql_node_child (assignment, VDT_KQL_ROLE_NAME);
      VdtKqlNode *value = vdt_kql_node_child (assignment, VDT_KQL_ROLE_EXPRESSION);

      if (name != NULL && !vdt_kql_node_is_missing (name))
        {
          char *text = vdt_kql_binder_name (b, name);
          const VdtKqlColumn *column = vdt_kql_binder_find_column (b, b->row, text);

          if (column != NULL)
            vdt_kql_declare_column (b, name, column);
          else
            vdt_kql_report_unknown_name (b, name, text, FALSE);
        }

      if (value != NULL)
        vdt_kql_bind_scalar (b, value);
    }
}

const VdtKqlType *
vdt_kql_bind_scan (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  VdtKqlNode *steps = vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS);
  VdtKqlNode *by = vdt_kql_node_child (node, VDT_KQL_ROLE_BY);
  VdtKqlNode *order = vdt_kql_node_child (node, VDT_KQL_ROLE_ORDER);
  VdtKqlNode *declare = vdt_kql_node_child (node, VDT_KQL_ROLE_DECLARE);
  const VdtKqlNode *match_node = vdt_kql_operator_parameter_value (b, node, "with_match_id");
  const char *match = vdt_kql_operator_parameter_text (b, node, "with_match_id");
  g_autoptr(GPtrArray) state = g_ptr_array_new ();
  VdtKqlLocals *locals = b->locals;
  const VdtKqlSchema *row;
  VdtKqlSchema *schema;
  VdtKqlColumn *column;

  VDT_KQL_FOR_EACH (item, order != NULL && order->kind == VDT_KQL_CLAUSE
                          ? vdt_kql_node_child (order, VDT_KQL_ROLE_ITEMS) : order)
    vdt_kql_bind_expression (b, item);
  VDT_KQL_FOR_EACH (item, by != NULL && by->kind == VDT_KQL_CLAUSE
                          ? vdt_kql_node_child (by, VDT_KQL_ROLE_ITEMS) : by)
    vdt_kql_bind_expression (b, item);

  if (declare != NULL && declare->kind == VDT_KQL_CLAUSE)
    declare = vdt_kql_node_child (declare, VDT_KQL_ROLE_ITEMS);
  declare_state (b, declare, state);
  row = vdt_kql_binder_row_schema (b, b->row);
  schema = vdt_kql_binder_new_schema (b, row->n_columns + state->len + 1, row->open);
  memcpy (schema->columns, row->columns, row->n_columns * sizeof *row->columns);
  schema->n_columns = row->n_columns;
  for (guint i = 0; i < state->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (state, i);

  /* Room is left for the match id, which comes after the index is made. */
  b->row->schema = schema;
  b->level++;
  push_steps (b, steps, schema);
  VDT_KQL_FOR_EACH (step, steps)
    bind_step (b, step);
  b->level--;
  b->locals = locals;

  if (match != NULL)
    {
      column = vdt_kql_binder_new_column (b, match, T (LONG));
      vdt_kql_declare_column (b, match_node, column);
      schema->columns[schema->n_columns++] = column;
    }

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, schema), NULL);
}
