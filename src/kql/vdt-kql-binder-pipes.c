/* vdt-kql-binder-pipes.c
 *
 * Pipes: hands the rows that come out of one operator to the next.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

typedef enum
{
  ANYWHERE_BUT_FIRST,
  FIRST_ONLY,
  ANYWHERE
} Position;

/* No operator that is known: the parser has said so. */
static const VdtKqlType *
bind_bad (VdtKqlBinder     *b,
          const VdtKqlNode *node,
          const VdtKqlType *input)
{
  return T (ERROR);
}

static const struct
{
  guint16            kind;
  Position           position;
  gboolean           graph;
  VdtKqlBindOperator bind;
} operators[] = {
  { VDT_KQL_BAD_OPERATOR, ANYWHERE, FALSE, bind_bad },
  { VDT_KQL_AS_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_as },
  { VDT_KQL_ASSERT_SCHEMA_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_assert_schema },
  { VDT_KQL_CONSUME_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_consume },
  { VDT_KQL_COUNT_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_count },
  { VDT_KQL_DISTINCT_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_distinct },
  { VDT_KQL_EVALUATE_OPERATOR, ANYWHERE, FALSE, vdt_kql_bind_evaluate },
  { VDT_KQL_EXECUTE_AND_CACHE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_same_rows },
  { VDT_KQL_EXTEND_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_extend },
  { VDT_KQL_FACET_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_facet },
  { VDT_KQL_FILTER_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_filter },
  { VDT_KQL_FIND_OPERATOR, FIRST_ONLY, FALSE, vdt_kql_bind_find },
  { VDT_KQL_FORK_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_fork },
  { VDT_KQL_GETSCHEMA_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_getschema },
  { VDT_KQL_GRAPH_MARK_COMPONENTS_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_mark_components },
  { VDT_KQL_GRAPH_MATCH_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_match },
  { VDT_KQL_GRAPH_SHORTEST_PATHS_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_match },
  { VDT_KQL_GRAPH_TO_TABLE_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_to_table },
  { VDT_KQL_GRAPH_WHERE_EDGES_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_where_edges },
  { VDT_KQL_GRAPH_WHERE_NODES_OPERATOR, ANYWHERE_BUT_FIRST, TRUE, vdt_kql_bind_graph_where_nodes },
  { VDT_KQL_INVOKE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_invoke },
  { VDT_KQL_JOIN_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_join },
  { VDT_KQL_LOOKUP_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_lookup },
  { VDT_KQL_MACRO_EXPAND_OPERATOR, FIRST_ONLY, FALSE, vdt_kql_bind_macro_expand },
  { VDT_KQL_MAKE_GRAPH_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_make_graph },
  { VDT_KQL_MAKE_SERIES_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_make_series },
  { VDT_KQL_MV_APPLY_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_mv_apply },
  { VDT_KQL_MV_EXPAND_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_mv_expand },
  { VDT_KQL_PARSE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_parse },
  { VDT_KQL_PARSE_WHERE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_parse },
  { VDT_KQL_PARSE_KV_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_parse_kv },
  { VDT_KQL_PARTITION_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_partition },
  { VDT_KQL_PARTITION_BY_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_partition },
  { VDT_KQL_PRINT_OPERATOR, FIRST_ONLY, FALSE, vdt_kql_bind_print },
  { VDT_KQL_PROJECT_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project },
  { VDT_KQL_PROJECT_AWAY_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project_away },
  { VDT_KQL_PROJECT_BY_NAMES_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project_keep },
  { VDT_KQL_PROJECT_KEEP_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project_keep },
  { VDT_KQL_PROJECT_RENAME_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project_rename },
  { VDT_KQL_PROJECT_REORDER_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_project_reorder },
  { VDT_KQL_RANGE_OPERATOR, FIRST_ONLY, FALSE, vdt_kql_bind_range },
  { VDT_KQL_REDUCE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_reduce },
  { VDT_KQL_RENDER_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_render },
  { VDT_KQL_SAMPLE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_take },
  { VDT_KQL_SAMPLE_DISTINCT_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_sample_distinct },
  { VDT_KQL_SCAN_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_scan },
  { VDT_KQL_SEARCH_OPERATOR, ANYWHERE, FALSE, vdt_kql_bind_search },
  { VDT_KQL_SERIALIZE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_extend },
  { VDT_KQL_SORT_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_sort },
  { VDT_KQL_SUMMARIZE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_summarize },
  { VDT_KQL_TAKE_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_take },
  { VDT_KQL_TOP_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_top },
  { VDT_KQL_TOP_HITTERS_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_top_hitters },
  { VDT_KQL_TOP_NESTED_OPERATOR, ANYWHERE_BUT_FIRST, FALSE, vdt_kql_bind_top_nested },
  { VDT_KQL_UNION_OPERATOR, ANYWHERE, FALSE, vdt_kql_bind_union },
};

static int
find_operator (guint kind)
{
  static gint8 indices[VDT_KQL_LAST_OPERATOR - VDT_KQL_FIRST_OPERATOR + 1];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
        indices[operators[i].kind - VDT_KQL_FIRST_OPERATOR] = (gint8) (i + 1);
      g_once_init_leave (&once, 1);
    }

  return indices[kind - VDT_KQL_FIRST_OPERATOR] - 1;
}

const VdtKqlNode *
vdt_kql_operator_parameter_value (VdtKqlBinder     *b,
                                  const VdtKqlNode *node,
                                  const char       *name)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS);

  VDT_KQL_FOR_EACH (item, list)
    {
      VdtKqlNode *name_node = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);

      if (name_node != NULL && vdt_kql_node_text_is (b->frame->tree, name_node, name))
        return vdt_kql_node_child (item, VDT_KQL_ROLE_VALUE);
    }

  return NULL;
}

/* The name or text that a parameter is set to, in the arena. */
const char *
vdt_kql_operator_parameter_text (VdtKqlBinder     *b,
                                 const VdtKqlNode *node,
                                 const char       *name)
{
  const VdtKqlNode *value = vdt_kql_operator_parameter_value (b, node, name);
  g_autofree char *text = NULL;

  if (value == NULL || vdt_kql_node_is_missing (value))
    return NULL;

  if (value->kind == VDT_KQL_NAME_DECLARATION || value->kind == VDT_KQL_NAME_REFERENCE)
    return vdt_kql_binder_name (b, value);

  text = vdt_kql_node_dup_text (b->frame->tree, value);

  return vdt_kql_arena_strdup (b->arena, text);
}

gboolean
vdt_kql_operator_parameter_is (VdtKqlBinder     *b,
                               const VdtKqlNode *node,
                               const char       *name,
                               const char       *value)
{
  const VdtKqlNode *found = vdt_kql_operator_parameter_value (b, node, name);

  return found != NULL && vdt_kql_node_text_is (b->frame->tree, found, value);
}

/* The input's columns, with those that its open schema turned out to have. */
const VdtKqlType *
vdt_kql_rows_out (VdtKqlBinder *b)
{
  return vdt_kql_binder_table_type (b, vdt_kql_binder_row_schema (b, b->row), NULL);
}

/* Notes that @name declares @column, for classification and renaming. */
void
vdt_kql_declare_column (VdtKqlBinder       *b,
                        const VdtKqlNode   *name,
                        const VdtKqlColumn *column)
{
  VdtKqlSymbol *symbol;

  if (name == NULL)
    return;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_COLUMN, column->name, column->type);
  symbol->column = column;
  symbol->declaration = name;
  vdt_kql_binder_info (b, name)->symbol = symbol;
  vdt_kql_binder_info (b, name)->type = column->type;
  vdt_kql_binder_info (b, name)->column = column;
}

/* Parameters hold expressions now and then; columns are the most frequent. */
static void
bind_parameters (VdtKqlBinder     *b,
                 const VdtKqlNode *node)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS);

  VDT_KQL_FOR_EACH (item, list)
    {
      VdtKqlNode *value;

      if (item->kind != VDT_KQL_NAMED_PARAMETER)
        continue;

      value = vdt_kql_node_child (item, VDT_KQL_ROLE_VALUE);
      if (value == NULL)
        continue;

      if (value->kind == VDT_KQL_LIST)
        {
          VDT_KQL_FOR_EACH (one, value)
            vdt_kql_bind_expression (b, one);
        }
      else if (value->kind != VDT_KQL_NAME_DECLARATION && value->kind != VDT_KQL_TOKEN_LITERAL)
        vdt_kql_bind_expression (b, value);
    }
}

static const VdtKqlType *
bind_with_row (VdtKqlBinder       *b,
               const VdtKqlNode   *node,
               const VdtKqlType   *input,
               const VdtKqlSchema *schema,
               VdtKqlBindOperator  bind)
{
  VdtKqlRow row = { schema, NULL };
  g_autoptr(GPtrArray) inferred = schema->open ? g_ptr_array_new () : NULL;
  VdtKqlRow *outer_row = b->row;
  VdtKqlRow *outer_right = b->right;
  VdtKqlContext context = b->context;
  GHashTable *group_keys = b->group_keys;
  const VdtKqlType *type;

  row.inferred = inferred;
  b->row = &row;
  b->right = NULL;
  b->context = VDT_KQL_CONTEXT_SCALAR;
  b->group_keys = NULL;

  vdt_kql_binder_info (b, node)->input = schema;
  vdt_kql_binder_add_place (b, node);
  bind_parameters (b, node);
  type = bind (b, node, input);

  b->row = outer_row;
  b->right = outer_right;
  b->context = context;
  b->group_keys = group_keys;

  return vdt_kql_binder_set_type (b, node, type);
}

/**
 * vdt_kql_bind_operator:
 * @node: a tabular operator
 * @input: (nullable): what goes in, %NULL if it is the first of its query
 */
const VdtKqlType *
vdt_kql_bind_operator (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const VdtKqlType *input)
{
  int index = find_operator (node->kind);
  VdtKqlNode *keyword = vdt_kql_node_child (node, VDT_KQL_ROLE_KEYWORD);
  const VdtKqlSchema *schema;

  if (vdt_kql_binder_is_cancelled (b) || index < 0)
    return vdt_kql_binder_set_type (b, node, T (ERROR));

  if (input == NULL && operators[index].position == ANYWHERE_BUT_FIRST)
    vdt_kql_binder_report (b, keyword, "KS174",
                           "This operator needs rows to work on: write a table and | before it.");
  else if (input != NULL && operators[index].position == FIRST_ONLY)
    vdt_kql_binder_report (b, keyword, "KS175",
                           "This operator makes rows of its own, so nothing can stand before it.");

  if (operators[index].graph && input != NULL && input->kind != VDT_KQL_TYPE_GRAPH &&
      !vdt_kql_type_is_unknown (input))
    vdt_kql_binder_report (b, keyword, "KS219", "This operator needs a graph: use make-graph before it.");

  if (input != NULL && input->kind == VDT_KQL_TYPE_TABLE)
    schema = input->schema;
  else
    schema = vdt_kql_binder_empty_schema (b);

  return bind_with_row (b, node, input, schema, operators[index].bind);
}

/**
 * vdt_kql_bind_pipe:
 * @node: a PIPE
 *
 * A pipe nests to the left; it is bound in a loop, so that its length is no
 * matter of the stack.
 */
const VdtKqlType *
vdt_kql_bind_pipe (VdtKqlBinder     *b,
                   const VdtKqlNode *node)
{
  g_autoptr(GPtrArray) pipes = g_ptr_array_new ();
  const VdtKqlNode *source = node;
  const VdtKqlType *type;

  while (source != NULL && source->kind == VDT_KQL_PIPE)
    {
      g_ptr_array_add (pipes, (gpointer) source);
      source = vdt_kql_node_child (source, VDT_KQL_ROLE_LEFT);
    }

  type = vdt_kql_bind_tabular (b, source);

  while (pipes->len > 0)
    {
      const VdtKqlNode *pipe = g_ptr_array_steal_index (pipes, pipes->len - 1);
      VdtKqlNode *operator = vdt_kql_node_child (pipe, VDT_KQL_ROLE_OPERATOR);

      if (operator == NULL)
        type = T (ERROR);
      else if (vdt_kql_kind_is_operator (operator->kind))
        type = vdt_kql_bind_operator (b, operator, type);
      else
        type = vdt_kql_bind_expression (b, operator);

      vdt_kql_binder_set_type (b, pipe, type);
    }

  return type;
}

/* Binds a pipe without a source: its leftmost part is an operator. */
static const VdtKqlType *
bind_headless (VdtKqlBinder     *b,
               const VdtKqlNode *node,
               const VdtKqlType *input)
{
  const VdtKqlType *type;
  VdtKqlNode *operator;

  if (node == NULL)
    return T (ERROR);

  if (node->kind == VDT_KQL_PIPE)
    {
      type = bind_headless (b, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT), input);
      operator = vdt_kql_node_child (node, VDT_KQL_ROLE_OPERATOR);
      if (operator == NULL || !vdt_kql_kind_is_operator (operator->kind))
        return vdt_kql_binder_set_type (b, node, T (ERROR));
      return vdt_kql_binder_set_type (b, node, vdt_kql_bind_operator (b, operator, type));
    }

  if (vdt_kql_kind_is_operator (node->kind))
    return vdt_kql_bind_operator (b, node, input);

  return vdt_kql_bind_tabular (b, node);
}

/**
 * vdt_kql_bind_subquery:
 * @body: what stands in the parentheses of mv-apply, partition, fork …
 * @input: what goes into it
 */
const VdtKqlType *
vdt_kql_bind_subquery (VdtKqlBinder       *b,
                       const VdtKqlNode   *body,
                       const VdtKqlSchema *input)
{
  const VdtKqlType *type = vdt_kql_binder_table_type (b, input, NULL);
  VdtKqlNode *inner;

  if (body == NULL)
    return T (ERROR);

  while (body->kind == VDT_KQL_SUBQUERY || body->kind == VDT_KQL_PARENTHESIZED)
    {
      inner = vdt_kql_node_child (body, VDT_KQL_ROLE_EXPRESSION);
      if (inner == NULL)
        inner = vdt_kql_node_child (body, VDT_KQL_ROLE_BODY);
      if (inner == NULL)
        return T (ERROR);
      body = inner;
    }

  return bind_headless (b, body, type);
}
