/* vdt-lower-table.c
 *
 * Tabular expressions: tables, let names, pipes. Each operator is one line in
 * the table below.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

static const struct
{
  guint16          kind;
  VdtLowerOperator lower;
} operators[] = {
  { VDT_KQL_AS_OPERATOR, vdt_lower_as },
  { VDT_KQL_ASSERT_SCHEMA_OPERATOR, vdt_lower_same },
  { VDT_KQL_COUNT_OPERATOR, vdt_lower_count },
  { VDT_KQL_DISTINCT_OPERATOR, vdt_lower_distinct },
  { VDT_KQL_EVALUATE_OPERATOR, vdt_lower_evaluate },
  { VDT_KQL_EXECUTE_AND_CACHE_OPERATOR, vdt_lower_same },
  { VDT_KQL_EXTEND_OPERATOR, vdt_lower_extend },
  { VDT_KQL_FACET_OPERATOR, vdt_lower_facet },
  { VDT_KQL_FILTER_OPERATOR, vdt_lower_filter },
  { VDT_KQL_FIND_OPERATOR, vdt_lower_find },
  { VDT_KQL_FORK_OPERATOR, vdt_lower_fork },
  { VDT_KQL_GETSCHEMA_OPERATOR, vdt_lower_getschema },
  { VDT_KQL_INVOKE_OPERATOR, vdt_lower_invoke },
  { VDT_KQL_JOIN_OPERATOR, vdt_lower_join },
  { VDT_KQL_LOOKUP_OPERATOR, vdt_lower_join },
  { VDT_KQL_MAKE_SERIES_OPERATOR, vdt_lower_make_series },
  { VDT_KQL_MV_APPLY_OPERATOR, vdt_lower_mv_apply },
  { VDT_KQL_MV_EXPAND_OPERATOR, vdt_lower_mv_expand },
  { VDT_KQL_PARSE_OPERATOR, vdt_lower_parse },
  { VDT_KQL_PARSE_WHERE_OPERATOR, vdt_lower_parse },
  { VDT_KQL_PARSE_KV_OPERATOR, vdt_lower_parse_kv },
  { VDT_KQL_PARTITION_OPERATOR, vdt_lower_partition },
  { VDT_KQL_PRINT_OPERATOR, vdt_lower_print },
  { VDT_KQL_PROJECT_OPERATOR, vdt_lower_project },
  { VDT_KQL_PROJECT_AWAY_OPERATOR, vdt_lower_project_away },
  { VDT_KQL_PROJECT_BY_NAMES_OPERATOR, vdt_lower_project_away },
  { VDT_KQL_PROJECT_KEEP_OPERATOR, vdt_lower_project_away },
  { VDT_KQL_PROJECT_RENAME_OPERATOR, vdt_lower_project_rename },
  { VDT_KQL_PROJECT_REORDER_OPERATOR, vdt_lower_project_reorder },
  { VDT_KQL_RANGE_OPERATOR, vdt_lower_range },
  { VDT_KQL_RENDER_OPERATOR, vdt_lower_render },
  { VDT_KQL_SAMPLE_OPERATOR, vdt_lower_sample },
  { VDT_KQL_SAMPLE_DISTINCT_OPERATOR, vdt_lower_sample_distinct },
  { VDT_KQL_SCAN_OPERATOR, vdt_lower_scan },
  { VDT_KQL_SEARCH_OPERATOR, vdt_lower_search },
  { VDT_KQL_SERIALIZE_OPERATOR, vdt_lower_serialize },
  { VDT_KQL_SORT_OPERATOR, vdt_lower_sort },
  { VDT_KQL_SUMMARIZE_OPERATOR, vdt_lower_summarize },
  { VDT_KQL_TAKE_OPERATOR, vdt_lower_take },
  { VDT_KQL_TOP_OPERATOR, vdt_lower_top },
  { VDT_KQL_TOP_HITTERS_OPERATOR, vdt_lower_top_hitters },
  { VDT_KQL_TOP_NESTED_OPERATOR, vdt_lower_top_nested },
  { VDT_KQL_UNION_OPERATOR, vdt_lower_union },
};

const VdtKqlSchema *
vdt_lower_output (VdtLower         *l,
                  const VdtKqlNode *node)
{
  const VdtKqlType *type = vdt_kql_expansion_get_type (l->frame, node);

  return type != NULL && type->kind == VDT_KQL_TYPE_TABLE ? type->schema : NULL;
}

static VdtLowerRows *
no_rows (VdtLower *l)
{
  return vdt_lower_rows_none (l, NULL);
}

static VdtLowerRows *
operator_rows (VdtLower         *l,
               const VdtKqlNode *node,
               VdtLowerRows     *input)
{
  VdtLowerRows *row = l->row;
  VdtLowerRows *right = l->right;
  VdtLowerRows *rows = NULL;
  g_autofree char *keyword = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      if (operators[i].kind != node->kind)
        continue;

      l->right = NULL;
      l->row = input;
      rows = operators[i].lower (l, node, input);
      l->row = row;
      l->right = right;

      return rows != NULL ? rows : no_rows (l);
    }

  keyword = vdt_kql_node_dup_text (vdt_kql_expansion_get_tree (l->frame), vdt_kql_node_first_token (node));
  vdt_lower_unavailable (l, node, keyword != NULL ? keyword : "this operator");

  return no_rows (l);
}

/* Rows of a table of the catalog, or none where there is no data of it. */
VdtLowerRows *
vdt_lower_catalog_table (VdtLower           *l,
                         const char         *name,
                         const VdtKqlSchema *schema)
{
  g_autofree char *from = NULL;
  VdtLowerRows *rows;

  if (l->options->table != NULL)
    from = l->options->table (name, schema, l->options->user_data);

  if (from == NULL)
    {
      rows = vdt_lower_rows_none (l, schema);
      rows->source = vdt_kql_arena_strdup (l->arena, name);
      return rows;
    }

  rows = vdt_lower_rows_new (l, vdt_kql_arena_strdup (l->arena, from));
  rows->source = vdt_kql_arena_strdup (l->arena, name);
  for (guint i = 0; i < schema->n_columns; i++)
    vdt_lower_rows_add (l, rows, schema->columns[i]->name,
                        vdt_lower_value (vdt_lower_quote (l, schema->columns[i]->name),
                                         schema->columns[i]->type->kind));

  if (l->options->places)
    vdt_lower_add_places (l, rows);

  return rows;
}

/* The rows of a CTE that is named already. */
static VdtLowerRows *
cte_rows (VdtLower     *l,
          const char   *name,
          VdtLowerRows *made)
{
  VdtLowerRows *rows = vdt_lower_rows_new (l, vdt_lower_quote (l, name));

  for (guint i = 0; i < made->columns->len; i++)
    {
      VdtLowerColumn *column = made->columns->pdata[i];

      if (!column->hidden)
        vdt_lower_rows_add (l, rows, column->name, vdt_lower_value (column->sql, column->type));
    }
  rows->serialized = made->serialized;
  rows->empty = made->empty;

  return rows;
}

/* materialize (): once, whoever asks. */
static VdtLowerRows *
materialized (VdtLower         *l,
              const VdtKqlNode *node)
{
  VdtLowerBinding *binding;
  g_autofree char *key = g_strdup_printf ("%p/%u", (void *) l->frame, node->id);
  const char *interned = g_intern_string (key);

  binding = g_hash_table_lookup (l->bindings, interned);
  if (binding == NULL)
    {
      VdtLowerRows *made = vdt_lower_table (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
      const char *name = vdt_lower_fresh (l, "m");

      if (made->empty)
        return made;
      made = vdt_lower_rows_wrap (l, made, NULL, NULL);
      g_ptr_array_add (l->ctes, (gpointer) P ("%s AS MATERIALIZED (%s)", vdt_lower_quote (l, name),
                                              vdt_lower_rows_sql (l, made, NULL, NULL)));
      binding = vdt_kql_arena_new0 (l->arena, VdtLowerBinding);
      binding->cte = name;
      binding->rows = made;
      g_hash_table_insert (l->bindings, (gpointer) interned, binding);
    }

  return cte_rows (l, binding->cte, binding->rows);
}

/* A copy, since operators add to what they get. */
static VdtLowerRows *
fresh_rows (VdtLower     *l,
            VdtLowerRows *rows)
{
  VdtLowerRows *copy = vdt_lower_rows_new (l, rows->from);
  GPtrArray *columns = copy->columns;
  GPtrArray *where = copy->where;

  *copy = *rows;
  copy->columns = columns;
  copy->where = where;
  for (guint i = 0; i < rows->columns->len; i++)
    g_ptr_array_add (columns, rows->columns->pdata[i]);
  for (guint i = 0; i < rows->where->len; i++)
    g_ptr_array_add (where, rows->where->pdata[i]);

  return copy;
}

static VdtLowerRows *
bound_rows (VdtLower         *l,
            const VdtKqlNode *node,
            VdtLowerBinding  *binding)
{
  VdtKqlExpansion *frame = l->frame;
  VdtLowerRows *rows;

  if (binding->rows != NULL)
    return fresh_rows (l, binding->rows);
  if (binding->node == NULL || binding->busy)
    {
      vdt_lower_fail (l, node, "This name has no rows here");
      return no_rows (l);
    }

  binding->busy = TRUE;
  l->frame = binding->frame;
  rows = vdt_lower_table (l, binding->node);
  l->frame = frame;
  binding->busy = FALSE;

  return rows;
}

/* A function of a catalog that tells its columns and not its text: where all
 * tables are empty, so is it. */
static gboolean
is_declared_only (VdtLower         *l,
                  const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);

  return l->options->unknown_as_empty && vdt_kql_expansion_get_expansion (l->frame, node) == NULL &&
         symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_FUNCTION && vdt_lower_output (l, node) != NULL;
}

static VdtLowerRows *
called_rows (VdtLower         *l,
             const VdtKqlNode *node,
             VdtLowerRows     *piped)
{
  VdtKqlExpansion *outer;
  const VdtKqlNode *body;
  VdtLowerRows *rows;
  VdtLowerRows *row = l->row;

  if (is_declared_only (l, node))
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  l->row = piped;
  l->depth++;
  outer = vdt_lower_enter (l, node, piped, &body);
  l->row = NULL;
  rows = body != NULL ? vdt_lower_table (l, body) : no_rows (l);
  l->frame = outer;
  l->depth--;
  l->row = row;

  return rows;
}

static VdtLowerRows *
named_rows (VdtLower         *l,
            const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);
  VdtLowerBinding *binding = symbol != NULL ? g_hash_table_lookup (l->bindings, symbol) : NULL;

  if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_TABLE && symbol->table != NULL)
    return vdt_lower_catalog_table (l, symbol->table->name, symbol->table->type.schema);
  if (symbol != NULL && (symbol->kind == VDT_KQL_SYMBOL_LOCAL_FUNCTION || symbol->kind == VDT_KQL_SYMBOL_FUNCTION))
    return called_rows (l, node, NULL);
  if (binding != NULL)
    return bound_rows (l, node, binding);
  if (symbol == NULL || symbol->kind == VDT_KQL_SYMBOL_TABLE)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  vdt_lower_fail (l, node, "“%s” is not a table", vdt_lower_name (l, node));

  return no_rows (l);
}

static VdtLowerRows *
pipe_rows (VdtLower         *l,
           const VdtKqlNode *node,
           VdtLowerRows     *input)
{
  g_autoptr(GPtrArray) pipes = g_ptr_array_new ();
  const VdtKqlNode *source = node;
  VdtLowerRows *rows;

  while (source != NULL && source->kind == VDT_KQL_PIPE)
    {
      g_ptr_array_add (pipes, vdt_kql_node_child (source, VDT_KQL_ROLE_OPERATOR));
      source = vdt_kql_node_child (source, VDT_KQL_ROLE_LEFT);
    }

  if (input != NULL && source != NULL && vdt_kql_kind_is_operator (source->kind))
    rows = operator_rows (l, source, input);
  else
    rows = vdt_lower_table (l, source);

  for (guint i = pipes->len; i > 0 && l->error == NULL; i--)
    rows = operator_rows (l, pipes->pdata[i - 1], rows);

  return rows;
}

/* The operators in the parentheses of mv-apply and the like. */
VdtLowerRows *
vdt_lower_piped (VdtLower         *l,
                 const VdtKqlNode *body,
                 VdtLowerRows     *input)
{
  body = vdt_lower_strip (body);

  return body != NULL ? pipe_rows (l, body, input) : input;
}

static VdtLowerRows *
table_call (VdtLower         *l,
            const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);
  g_autoptr(GPtrArray) arguments = vdt_lower_arguments (node);
  const char *name = vdt_lower_name (l, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));

  if (symbol != NULL && symbol->function != NULL && symbol->function->kind == VDT_KQL_FUNCTION_STORED)
    return called_rows (l, node, NULL);

  if (strcmp (name, "table") == 0 && arguments->len > 0 && vdt_lower_constant_text (l, arguments->pdata[0]) != NULL &&
      vdt_lower_output (l, node) != NULL)
    return vdt_lower_catalog_table (l, vdt_lower_constant_text (l, arguments->pdata[0]), vdt_lower_output (l, node));

  if (is_declared_only (l, node))
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  vdt_lower_unavailable (l, node, P ("%s ()", name));

  return no_rows (l);
}

static VdtLowerRows *
table_of (VdtLower         *l,
          const VdtKqlNode *node)
{
  VdtKqlNode *selector;

  switch (node->kind)
    {
    case VDT_KQL_NAME_REFERENCE:
      return named_rows (l, node);
    case VDT_KQL_PARENTHESIZED:
    case VDT_KQL_SUBQUERY:
      return vdt_lower_table (l, vdt_lower_strip (node));
    case VDT_KQL_PIPE:
      return pipe_rows (l, node, NULL);
    case VDT_KQL_MATERIALIZE:
      return materialized (l, node);
    case VDT_KQL_TO_TABLE:
    case VDT_KQL_NAMED:
    case VDT_KQL_DATASCOPE:
      return vdt_lower_table (l, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
    case VDT_KQL_DATATABLE:
      return vdt_lower_datatable (l, node, NULL);
    case VDT_KQL_EXTERNALDATA:
    case VDT_KQL_INLINE_EXTERNAL_TABLE:
      return vdt_lower_externaldata (l, node, NULL);
    case VDT_KQL_CALL:
      return table_call (l, node);
    case VDT_KQL_PATH:
      selector = vdt_kql_node_child (node, VDT_KQL_ROLE_SELECTOR);
      if (selector != NULL && selector->kind == VDT_KQL_NAME_REFERENCE &&
          vdt_kql_expansion_get_symbol (l->frame, selector) != NULL)
        return named_rows (l, selector);
      if (selector != NULL && selector->kind == VDT_KQL_CALL)
        return table_call (l, selector);
      vdt_lower_unavailable (l, node, "tables of other databases");
      return no_rows (l);
    default:
      if (vdt_kql_kind_is_operator (node->kind))
        return operator_rows (l, node, NULL);
      vdt_lower_unavailable (l, node, "this source of rows");
      return no_rows (l);
    }
}

/**
 * vdt_lower_table:
 * @node: an expression that gives rows
 *
 * Returns: the rows; none after a failure
 */
VdtLowerRows *
vdt_lower_table (VdtLower         *l,
                 const VdtKqlNode *node)
{
  VdtLowerRows *rows;
  VdtLowerRows *row = l->row;
  VdtLowerRows *right = l->right;

  if (node == NULL || l->error != NULL)
    return no_rows (l);

  if (l->depth > 200)
    {
      vdt_lower_fail (l, node, "The query is nested too deep");
      return no_rows (l);
    }

  l->depth++;
  l->row = NULL;
  l->right = NULL;
  rows = table_of (l, node);
  l->row = row;
  l->right = right;
  l->depth--;

  return rows;
}

VdtLowerRows *
vdt_lower_invoke (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  VdtKqlNode *call = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

  if (call != NULL && vdt_kql_expansion_get_expansion (l->frame, call) != NULL)
    return called_rows (l, call, input);

  /* The catalog knows which columns the function adds; there is nothing to fill them from. */
  if (input->empty)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  vdt_lower_unavailable (l, node, P ("%s ()", vdt_lower_name (l, vdt_kql_node_child (call, VDT_KQL_ROLE_NAME))));

  return input;
}

VdtLowerRows *
vdt_lower_as (VdtLower         *l,
              const VdtKqlNode *node,
              VdtLowerRows     *input)
{
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);
  VdtLowerBinding *binding = vdt_lower_bind (l, vdt_kql_expansion_get_symbol (l->frame, name), NULL);
  const char *cte = vdt_lower_fresh (l, "m");
  VdtLowerRows *made;

  if (input->empty)
    {
      binding->rows = input;
      return fresh_rows (l, input);
    }

  made = vdt_lower_rows_wrap (l, input, NULL, NULL);
  g_ptr_array_add (l->ctes, (gpointer) P ("%s AS MATERIALIZED (%s)", vdt_lower_quote (l, cte),
                                          vdt_lower_rows_sql (l, made, NULL, NULL)));
  binding->rows = cte_rows (l, cte, made);
  binding->rows->source = vdt_lower_name (l, name);

  return fresh_rows (l, binding->rows);
}

VdtLowerRows *
vdt_lower_same (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  return input;
}

/* A property of render, a line for each of its values. */
static void
append_property (VdtKqlTree       *tree,
                 const VdtKqlNode *property,
                 GString          *out)
{
  const VdtKqlNode *value = vdt_kql_node_child (property, VDT_KQL_ROLE_VALUE);
  g_autofree char *name = vdt_kql_node_dup_name (tree, vdt_kql_node_child (property, VDT_KQL_ROLE_NAME));
  g_autofree char *string = value != NULL ? vdt_kql_node_dup_string (tree, value) : NULL;

  if (name == NULL || value == NULL)
    return;

  if (string != NULL)
    {
      g_string_append_printf (out, "%s\t%s\n", name, g_strdelimit (string, "\t\n", ' '));
      return;
    }
  for (const VdtKqlNode *token = value; token != NULL; token = vdt_kql_node_next_in_tree (token, value))
    {
      g_autofree char *word = NULL;

      if (!vdt_kql_node_is_token (token) || token->kind == VDT_KQL_TOKEN_COMMA)
        continue;
      word = vdt_kql_node_dup_text (tree, token);
      g_string_append_printf (out, "%s\t%s\n", name, g_strdelimit (word, "\t\n", ' '));
    }
}

/* What to draw stays with the result. */
VdtLowerRows *
vdt_lower_render (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  VdtKqlTree *tree = vdt_kql_expansion_get_tree (l->frame);
  g_autofree char *kind = vdt_kql_node_dup_text (tree, vdt_kql_node_child (node, VDT_KQL_ROLE_NAME));
  g_autoptr(GString) properties = g_string_new (NULL);

  for (const VdtKqlNode *part = node; part != NULL; part = vdt_kql_node_next_in_tree (part, node))
    if (part->kind == VDT_KQL_NAMED_PARAMETER)
      append_property (tree, part, properties);
  l->chart = kind != NULL ? vdt_kql_arena_strdup (l->arena, kind) : NULL;
  l->chart_properties = properties->len > 0 ? vdt_kql_arena_strdup (l->arena, properties->str) : NULL;

  return input;
}
