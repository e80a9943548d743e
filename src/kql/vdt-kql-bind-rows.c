/* vdt-kql-bind-rows.c
 *
 * Operators that choose or order rows and leave the columns alone.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

const VdtKqlType *
vdt_kql_bind_same_rows (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const VdtKqlType *input)
{
  return vdt_kql_rows_out (b);
}

const VdtKqlType *
vdt_kql_bind_filter (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  vdt_kql_bind_condition (b, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION));

  return vdt_kql_rows_out (b);
}

const VdtKqlType *
vdt_kql_bind_take (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  vdt_kql_bind_integer (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));

  return vdt_kql_rows_out (b);
}

static const VdtKqlNode *
without_ordering (const VdtKqlNode *node)
{
  if (node != NULL && node->kind == VDT_KQL_ORDERED)
    return vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

  return node;
}

const VdtKqlType *
vdt_kql_bind_top (VdtKqlBinder     *b,
                  const VdtKqlNode *node,
                  const VdtKqlType *input)
{
  const VdtKqlNode *by = vdt_kql_node_child (node, VDT_KQL_ROLE_BY);

  vdt_kql_bind_integer (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));

  if (by != NULL && by->kind == VDT_KQL_CLAUSE)
    by = vdt_kql_node_child (by, VDT_KQL_ROLE_EXPRESSION);
  if (by != NULL)
    vdt_kql_bind_scalar (b, without_ordering (by));

  return vdt_kql_rows_out (b);
}

const VdtKqlType *
vdt_kql_bind_sort (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  gboolean fine = TRUE;

  VDT_KQL_FOR_EACH (item, list)
    {
      const VdtKqlNode *expression = without_ordering (item);
      const VdtKqlType *type = vdt_kql_bind_scalar (b, expression);

      if (fine)
        fine = vdt_kql_check_not_dynamic (b, expression, type);
    }

  return vdt_kql_rows_out (b);
}

/* The rows under a name that later statements can use. */
const VdtKqlType *
vdt_kql_bind_as (VdtKqlBinder     *b,
                 const VdtKqlNode *node,
                 const VdtKqlType *input)
{
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  const VdtKqlType *type = vdt_kql_rows_out (b);
  VdtKqlSymbol *symbol;

  if (name == NULL || vdt_kql_node_is_missing (name))
    return type;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_VARIABLE, vdt_kql_binder_name (b, name), type);
  symbol->declaration = name;
  vdt_kql_binder_info (b, name)->symbol = symbol;
  vdt_kql_binder_info (b, name)->type = type;
  vdt_kql_binder_push_local (b, symbol);

  return type;
}

const VdtKqlType *
vdt_kql_bind_assert_schema (VdtKqlBinder     *b,
                            const VdtKqlNode *node,
                            const VdtKqlType *input)
{
  vdt_kql_binder_declared_schema (b, vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA), b->row->schema);

  return vdt_kql_rows_out (b);
}

const VdtKqlType *
vdt_kql_bind_consume (VdtKqlBinder     *b,
                      const VdtKqlNode *node,
                      const VdtKqlType *input)
{
  return T (VOID);
}

static const VdtKqlType *
one_column (VdtKqlBinder       *b,
            const VdtKqlColumn *column,
            gboolean            open)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, 1, open);

  schema->columns[schema->n_columns++] = column;

  return vdt_kql_binder_table_type (b, schema, NULL);
}

const VdtKqlType *
vdt_kql_bind_count (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  VdtKqlNode *as = vdt_kql_node_child (node, VDT_KQL_ROLE_AS);
  VdtKqlNode *name = as != NULL ? vdt_kql_node_child (as, VDT_KQL_ROLE_NAME) : NULL;
  VdtKqlColumn *column;

  column = vdt_kql_binder_new_column (b, name != NULL ? vdt_kql_binder_name (b, name) : "Count", T (LONG));
  vdt_kql_declare_column (b, name, column);

  return one_column (b, column, FALSE);
}

const VdtKqlType *
vdt_kql_bind_getschema (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const VdtKqlType *input)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, 4, FALSE);

  schema->columns[schema->n_columns++] = vdt_kql_binder_new_column (b, "ColumnName", T (STRING));
  schema->columns[schema->n_columns++] = vdt_kql_binder_new_column (b, "ColumnOrdinal", T (LONG));
  schema->columns[schema->n_columns++] = vdt_kql_binder_new_column (b, "DataType", T (STRING));
  schema->columns[schema->n_columns++] = vdt_kql_binder_new_column (b, "ColumnType", T (STRING));

  return vdt_kql_binder_table_type (b, schema, NULL);
}

const VdtKqlType *
vdt_kql_bind_sample_distinct (VdtKqlBinder     *b,
                              const VdtKqlNode *node,
                              const VdtKqlType *input)
{
  VdtKqlNode *of = vdt_kql_node_child (node, VDT_KQL_ROLE_OF);
  const VdtKqlColumn *column;
  const char *name;

  vdt_kql_bind_integer (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));

  if (of != NULL && of->kind == VDT_KQL_CLAUSE)
    of = vdt_kql_node_child (of, VDT_KQL_ROLE_EXPRESSION);
  if (of == NULL)
    return vdt_kql_rows_out (b);

  column = vdt_kql_bind_column (b, of);
  if (column != NULL)
    vdt_kql_check_not_dynamic (b, of, column->type);
  else
    {
      name = vdt_kql_result_name (b, of);
      column = vdt_kql_binder_new_column (b, name != NULL ? name : "Column1", vdt_kql_binder_type_of (b, of));
    }

  return one_column (b, column, b->row->schema->open);
}

/* The columns that the properties of a chart name. */
static void
bind_properties (VdtKqlBinder     *b,
                 const VdtKqlNode *list)
{
  VDT_KQL_FOR_EACH (item, list)
    {
      VdtKqlNode *value = vdt_kql_node_child (item, VDT_KQL_ROLE_VALUE);

      if (value == NULL)
        continue;

      if (value->kind == VDT_KQL_LIST)
        {
          VDT_KQL_FOR_EACH (name, value)
            vdt_kql_bind_expression (b, name);
        }
      else if (value->kind != VDT_KQL_TOKEN_LITERAL)
        vdt_kql_bind_expression (b, value);
    }
}

const VdtKqlType *
vdt_kql_bind_render (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  VdtKqlNode *with = vdt_kql_node_child (node, VDT_KQL_ROLE_WITH);

  if (with != NULL && with->kind == VDT_KQL_CLAUSE)
    {
      VdtKqlNode *list = vdt_kql_node_child (with, VDT_KQL_ROLE_ITEMS);

      if (list == NULL)
        list = vdt_kql_node_child (with, VDT_KQL_ROLE_PARAMETERS);
      bind_properties (b, list);
    }
  else
    bind_properties (b, with);

  return vdt_kql_rows_out (b);
}
