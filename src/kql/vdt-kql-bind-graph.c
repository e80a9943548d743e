/* vdt-kql-bind-graph.c
 *
 * Graphs: nodes and edges made of rows, and rows made of their paths.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

#include "vdt-kql-projection.h"

static const VdtKqlType *
graph_type (VdtKqlBinder       *b,
            const VdtKqlSchema *nodes,
            const VdtKqlSchema *edges)
{
  VdtKqlType *type = vdt_kql_arena_new0 (b->arena, VdtKqlType);

  type->kind = VDT_KQL_TYPE_GRAPH;
  type->name = "graph";
  type->schema = nodes;
  type->edges = edges;

  return type;
}

static const VdtKqlType *
graph_of (VdtKqlBinder     *b,
          const VdtKqlType *input)
{
  const VdtKqlSchema *open;

  if (input != NULL && input->kind == VDT_KQL_TYPE_GRAPH)
    return input;

  open = vdt_kql_binder_new_schema (b, 0, TRUE);

  return graph_type (b, open, open);
}

static void
check_node_id (VdtKqlBinder     *b,
               const VdtKqlNode *node)
{
  const VdtKqlColumn *column = node != NULL ? vdt_kql_bind_column (b, node) : NULL;

  if (column != NULL && column->type->kind == VDT_KQL_TYPE_DYNAMIC)
    vdt_kql_binder_report (b, node, "KS240",
                           "A dynamic column cannot identify a node. Convert it with tostring () first.");
}

static void
bind_node_table (VdtKqlBinder     *b,
                 const VdtKqlNode *item,
                 GPtrArray        *schemas)
{
  VdtKqlNode *expression = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
  VdtKqlNode *key = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
  const VdtKqlType *type = vdt_kql_bind_tabular (b, expression);
  VdtKqlRow row = { NULL, NULL };
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  VdtKqlRow *outer = b->row;

  if (type->kind != VDT_KQL_TYPE_TABLE)
    return;

  row.schema = type->schema;
  row.inferred = inferred;
  b->row = &row;
  if (key != NULL)
    check_node_id (b, key);
  g_ptr_array_add (schemas, (gpointer) vdt_kql_binder_row_schema (b, &row));
  b->row = outer;
}

const VdtKqlType *
vdt_kql_bind_make_graph (VdtKqlBinder     *b,
                         const VdtKqlNode *node,
                         const VdtKqlType *input)
{
  VdtKqlNode *with = vdt_kql_node_child (node, VDT_KQL_ROLE_WITH);
  VdtKqlNode *by = vdt_kql_node_child (node, VDT_KQL_ROLE_BY);
  g_autoptr(GPtrArray) schemas = g_ptr_array_new ();
  const VdtKqlSchema *nodes = NULL;
  const VdtKqlColumn *left;

  check_node_id (b, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));
  check_node_id (b, vdt_kql_node_child (node, VDT_KQL_ROLE_RIGHT));
  left = vdt_kql_result_column (b, vdt_kql_node_child (node, VDT_KQL_ROLE_LEFT));

  if (with != NULL && with->kind == VDT_KQL_MAKE_GRAPH_WITH_TABLES)
    {
      VDT_KQL_FOR_EACH (item, vdt_kql_node_child (with, VDT_KQL_ROLE_ITEMS))
        bind_node_table (b, item, schemas);
    }
  else if (with != NULL && with->kind == VDT_KQL_MAKE_GRAPH_WITH_ID)
    {
      VdtKqlNode *name = vdt_kql_node_child (with, VDT_KQL_ROLE_NAME);
      VdtKqlSchema *one = vdt_kql_binder_new_schema (b, 1, FALSE);
      VdtKqlColumn *column;

      column = vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, name),
                                          left != NULL ? left->type : T (UNKNOWN));
      vdt_kql_declare_column (b, name, column);
      one->columns[one->n_columns++] = column;
      nodes = one;
    }

  if (by != NULL && by->kind == VDT_KQL_CLAUSE)
    {
      VdtKqlNode *body = vdt_kql_node_child (by, VDT_KQL_ROLE_EXPRESSION);

      VDT_KQL_FOR_EACH (item, vdt_kql_node_child (by, VDT_KQL_ROLE_ITEMS))
        vdt_kql_bind_column (b, item);
      if (body != NULL)
        vdt_kql_bind_subquery (b, body, b->row->schema);
    }

  if (schemas->len > 0)
    nodes = vdt_kql_binder_union_schema (b, schemas, NULL, FALSE);
  if (nodes == NULL)
    nodes = vdt_kql_binder_empty_schema (b);

  return graph_type (b, nodes, vdt_kql_binder_row_schema (b, b->row));
}

/* The names of a pattern: a node or an edge has the columns of its table. */
static void
push_element (VdtKqlBinder     *b,
              const VdtKqlNode *element,
              const VdtKqlType *graph)
{
  VdtKqlNode *name = vdt_kql_node_child (element, VDT_KQL_ROLE_NAME);
  gboolean edge = element->kind == VDT_KQL_GRAPH_EDGE;
  gboolean path = edge && vdt_kql_node_child (element, VDT_KQL_ROLE_RANGE) != NULL;
  VdtKqlSymbol *symbol;
  const VdtKqlType *tuple;
  VdtKqlType *type;
  char *text;

  if (name == NULL || vdt_kql_node_is_missing (name))
    return;

  text = vdt_kql_binder_name (b, name);
  symbol = (VdtKqlSymbol *) vdt_kql_binder_find_local (b, text);

  if (symbol == NULL || symbol->kind != VDT_KQL_SYMBOL_GRAPH_ELEMENT)
    {
      tuple = vdt_kql_binder_tuple_type (b, edge ? graph->edges : graph->schema);

      if (path)
        {
          type = vdt_kql_arena_new0 (b->arena, VdtKqlType);
          *type = *T (DYNAMIC);
          type->schema = tuple->schema;
          tuple = type;
        }

      symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_GRAPH_ELEMENT, text, tuple);
      symbol->declaration = name;
      vdt_kql_binder_push_local (b, symbol);
    }

  vdt_kql_binder_info (b, name)->symbol = symbol;
  vdt_kql_binder_info (b, name)->type = symbol->type;
}

/* What is said of a path of several edges is dynamic: a value for each. */
static gboolean
is_of_path (VdtKqlBinder     *b,
            const VdtKqlNode *item)
{
  for (const VdtKqlNode *node = item; node != NULL; node = vdt_kql_node_next_in_tree (node, item))
    {
      const VdtKqlSymbol *symbol = vdt_kql_binder_info (b, node)->symbol;

      if (node->kind == VDT_KQL_NAME_REFERENCE && symbol != NULL &&
          symbol->kind == VDT_KQL_SYMBOL_GRAPH_ELEMENT && symbol->type->kind == VDT_KQL_TYPE_DYNAMIC)
        return TRUE;
    }

  return FALSE;
}

/* n1.x is n1_x in the result. */
static void
add_projected (VdtKqlBinder     *b,
               const VdtKqlNode *item,
               VdtKqlProjection *projection)
{
  const VdtKqlType *type = vdt_kql_bind_expression (b, item);

  if (item->kind == VDT_KQL_PATH)
    {
      VdtKqlNode *owner = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
      VdtKqlNode *member = vdt_kql_node_child (item, VDT_KQL_ROLE_SELECTOR);
      const char *prefix = owner != NULL ? vdt_kql_result_name (b, owner) : NULL;
      const char *name = member != NULL ? vdt_kql_result_name (b, member) : NULL;

      if (prefix != NULL && name != NULL)
        {
          vdt_kql_projection_append (projection, vdt_kql_arena_printf (b->arena, "%s_%s", prefix, name),
                                     vdt_kql_type_is_unknown (type) ? T (UNKNOWN) : type);
          return;
        }
    }

  vdt_kql_projection_add_typed (projection, item, is_of_path (b, item) ? T (DYNAMIC) : type);
}

const VdtKqlType *
vdt_kql_bind_graph_match (VdtKqlBinder     *b,
                          const VdtKqlNode *node,
                          const VdtKqlType *input)
{
  const VdtKqlType *graph = graph_of (b, input);
  VdtKqlNode *where = vdt_kql_node_child (node, VDT_KQL_ROLE_WHERE);
  VdtKqlNode *project = vdt_kql_node_child (node, VDT_KQL_ROLE_PROJECT);
  VdtKqlLocals *locals = b->locals;
  const VdtKqlType *element = b->element;
  VdtKqlProjection projection;
  const VdtKqlType *type = graph;

  b->level++;
  b->element = graph;

  VDT_KQL_FOR_EACH (pattern, vdt_kql_node_child (node, VDT_KQL_ROLE_PATTERNS))
    {
      for (const VdtKqlNode *child = pattern->first_child; child != NULL; child = child->next)
        {
          if (child->kind == VDT_KQL_GRAPH_NODE || child->kind == VDT_KQL_GRAPH_EDGE)
            push_element (b, child, graph);
        }
    }

  if (where != NULL)
    {
      VdtKqlNode *condition = where->kind == VDT_KQL_CLAUSE
                              ? vdt_kql_node_child (where, VDT_KQL_ROLE_EXPRESSION) : where;

      vdt_kql_binder_add_place (b, where);
      vdt_kql_bind_condition (b, condition);
    }

  if (project != NULL)
    {
      VdtKqlNode *list = project->kind == VDT_KQL_CLAUSE
                         ? vdt_kql_node_child (project, VDT_KQL_ROLE_ITEMS) : project;

      vdt_kql_binder_add_place (b, project);
      vdt_kql_projection_init (&projection, b, FALSE);
      VDT_KQL_FOR_EACH (item, list)
        add_projected (b, item, &projection);
      type = vdt_kql_binder_table_type (b, vdt_kql_projection_finish (&projection), NULL);
    }

  b->element = element;
  b->level--;
  b->locals = locals;

  return type;
}

const VdtKqlType *
vdt_kql_bind_graph_to_table (VdtKqlBinder     *b,
                             const VdtKqlNode *node,
                             const VdtKqlType *input)
{
  const VdtKqlType *graph = graph_of (b, input);
  const VdtKqlType *type = T (ERROR);
  guint n = 0;

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_ITEMS))
    {
      VdtKqlNode *keyword = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
      VdtKqlNode *as = vdt_kql_node_child (item, VDT_KQL_ROLE_AS);
      VdtKqlNode *name = as != NULL && as->kind == VDT_KQL_CLAUSE ? vdt_kql_node_child (as, VDT_KQL_ROLE_NAME) : as;
      gboolean edges = keyword != NULL && keyword->kind == VDT_KQL_KEYWORD_EDGES;

      type = vdt_kql_binder_table_type (b, edges ? graph->edges : graph->schema, NULL);
      n++;

      if (name != NULL && !vdt_kql_node_is_missing (name))
        {
          VdtKqlSymbol *symbol;

          symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_VARIABLE, vdt_kql_binder_name (b, name), type);
          symbol->declaration = name;
          vdt_kql_binder_info (b, name)->symbol = symbol;
          vdt_kql_binder_push_local (b, symbol);
        }
    }

  return n > 1 ? T (GROUP) : type;
}

const VdtKqlType *
vdt_kql_bind_graph_mark_components (VdtKqlBinder     *b,
                                    const VdtKqlNode *node,
                                    const VdtKqlType *input)
{
  const VdtKqlType *graph = graph_of (b, input);
  const char *name = vdt_kql_operator_parameter_text (b, node, "with_component_id");
  VdtKqlSchema *nodes = vdt_kql_binder_new_schema (b, graph->schema->n_columns + 1, graph->schema->open);

  if (graph->schema->n_columns > 0)
    memcpy (nodes->columns, graph->schema->columns, graph->schema->n_columns * sizeof *nodes->columns);
  nodes->n_columns = graph->schema->n_columns;
  nodes->columns[nodes->n_columns++] =
    vdt_kql_binder_new_column (b, name != NULL ? name : "ComponentId", T (LONG));

  return graph_type (b, vdt_kql_binder_finish_schema (b, nodes), graph->edges);
}

static const VdtKqlType *
bind_where (VdtKqlBinder       *b,
            const VdtKqlNode   *node,
            const VdtKqlType   *graph,
            const VdtKqlSchema *schema)
{
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  VdtKqlRow row = { schema, inferred };
  VdtKqlRow *outer = b->row;

  b->row = &row;
  vdt_kql_bind_condition (b, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION));
  b->row = outer;

  return graph;
}

const VdtKqlType *
vdt_kql_bind_graph_where_nodes (VdtKqlBinder     *b,
                                const VdtKqlNode *node,
                                const VdtKqlType *input)
{
  const VdtKqlType *graph = graph_of (b, input);

  return bind_where (b, node, graph, graph->schema);
}

const VdtKqlType *
vdt_kql_bind_graph_where_edges (VdtKqlBinder     *b,
                                const VdtKqlNode *node,
                                const VdtKqlType *input)
{
  const VdtKqlType *graph = graph_of (b, input);

  return bind_where (b, node, graph, graph->edges);
}
