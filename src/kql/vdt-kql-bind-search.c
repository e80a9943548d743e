/* vdt-kql-bind-search.c
 *
 * search and find: rows of many tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

/* The tables that in (…) names, or all of the catalog. */
static GPtrArray *
tables_of (VdtKqlBinder     *b,
           const VdtKqlNode *node)
{
  VdtKqlNode *in = vdt_kql_node_child (node, VDT_KQL_ROLE_IN);
  GPtrArray *types;

  if (in == NULL)
    return vdt_kql_binder_match_tables (b, "*");

  if (in->kind == VDT_KQL_CLAUSE)
    in = vdt_kql_node_child (in, VDT_KQL_ROLE_ITEMS);

  types = g_ptr_array_new ();

  VDT_KQL_FOR_EACH (item, in)
    {
      const VdtKqlType *type;

      if (vdt_kql_node_is_missing (item))
        continue;

      if (item->kind == VDT_KQL_WILDCARD_NAME || item->kind == VDT_KQL_STAR)
        {
          char *pattern = item->kind == VDT_KQL_STAR ? vdt_kql_arena_strdup (b->arena, "*")
                                                     : vdt_kql_binder_name (b, item);
          g_autoptr(GPtrArray) found = vdt_kql_binder_match_tables (b, pattern);

          for (guint i = 0; i < found->len; i++)
            g_ptr_array_add (types, g_ptr_array_index (found, i));
          if (found->len == 0)
            vdt_kql_binder_report (b, item, "KS142", "No table fits '%s'.", pattern);
          continue;
        }

      type = vdt_kql_bind_tabular (b, item);
      if (type->kind == VDT_KQL_TYPE_TABLE)
        g_ptr_array_add (types, (gpointer) type);
    }

  return types;
}

static GPtrArray *
schemas_of (GPtrArray *types)
{
  GPtrArray *schemas = g_ptr_array_new ();

  for (guint i = 0; i < types->len; i++)
    g_ptr_array_add (schemas, (gpointer) ((const VdtKqlType *) g_ptr_array_index (types, i))->schema);

  return schemas;
}

/* Binds each part; parts that are not text must be conditions. */
static void
bind_search (VdtKqlBinder     *b,
             const VdtKqlNode *node)
{
  const VdtKqlNode *inner = vdt_kql_strip_parentheses (node);
  VdtKqlNode *operator;
  const VdtKqlType *type;

  if (inner == NULL || vdt_kql_node_is_missing (inner))
    return;

  operator = inner->kind == VDT_KQL_BINARY ? vdt_kql_node_child (inner, VDT_KQL_ROLE_OPERATOR) : NULL;

  if (operator != NULL && (operator->kind == VDT_KQL_KEYWORD_AND || operator->kind == VDT_KQL_KEYWORD_OR))
    {
      bind_search (b, vdt_kql_node_child (inner, VDT_KQL_ROLE_LEFT));
      bind_search (b, vdt_kql_node_child (inner, VDT_KQL_ROLE_RIGHT));
      vdt_kql_binder_set_type (b, inner, T (BOOL));
      return;
    }

  type = vdt_kql_bind_expression (b, inner);

  if (type->kind != VDT_KQL_TYPE_BOOL && type->kind != VDT_KQL_TYPE_STRING && !vdt_kql_type_is_unknown (type))
    vdt_kql_binder_report (b, inner, "KS141", "A text to search for or a condition is needed here, not %s.",
                           vdt_kql_type_get_name (type));
}

const VdtKqlType *
vdt_kql_bind_search (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  VdtKqlNode *condition = vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION);
  g_autoptr(GPtrArray) types = NULL;
  g_autoptr(GPtrArray) schemas = NULL;
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  VdtKqlRow row = { NULL, inferred };
  VdtKqlRow *outer = b->row;
  const VdtKqlSchema *schema;
  VdtKqlSchema *result;

  if (input != NULL && input->kind == VDT_KQL_TYPE_TABLE)
    schema = input->schema;
  else
    {
      types = tables_of (b, node);
      schemas = schemas_of (types);
      schema = schemas->len > 0 ? vdt_kql_binder_union_schema (b, schemas, NULL, FALSE)
                                : vdt_kql_binder_empty_schema (b);
    }

  row.schema = schema;
  b->row = &row;
  vdt_kql_binder_info (b, node)->input = schema;
  vdt_kql_binder_add_place (b, node);
  bind_search (b, condition);
  schema = vdt_kql_binder_row_schema (b, &row);
  b->row = outer;

  result = vdt_kql_binder_new_schema (b, schema->n_columns + 1, schema->open);
  result->columns[result->n_columns++] = vdt_kql_binder_new_column (b, "$table", T (STRING));
  for (guint i = 0; i < schema->n_columns; i++)
    {
      if (strcmp (schema->columns[i]->name, "$table") != 0)
        result->columns[result->n_columns++] = schema->columns[i];
    }

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, result), NULL);
}

/* The row that a find's condition sees: every column of its tables; of several
 * types it is dynamic, but for what two tables have agreed on, as in a union. */
static const VdtKqlSchema *
find_row (VdtKqlBinder *b,
          GPtrArray    *types)
{
  g_autoptr(GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) agreed = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  VdtKqlSchema *schema;
  gboolean open = FALSE;

  for (guint t = 0; t < types->len; t++)
    {
      const VdtKqlSchema *one = ((const VdtKqlType *) g_ptr_array_index (types, t))->schema;

      open = open || one->open;
      for (guint i = 0; i < one->n_columns; i++)
        {
          const VdtKqlColumn *column = one->columns[i];
          guint position = GPOINTER_TO_UINT (g_hash_table_lookup (positions, column->name));

          if (position == 0)
            {
              g_ptr_array_add (columns, (gpointer) column);
              g_hash_table_insert (positions, (gpointer) column->name, GUINT_TO_POINTER (columns->len));
              continue;
            }

          if (((const VdtKqlColumn *) columns->pdata[position - 1])->type->kind == column->type->kind)
            g_hash_table_add (agreed, (gpointer) column->name);
          else if (!g_hash_table_contains (agreed, column->name))
            columns->pdata[position - 1] = vdt_kql_binder_new_column (b, column->name, T (DYNAMIC));
        }
    }

  schema = vdt_kql_binder_new_schema (b, columns->len, open);
  for (guint i = 0; i < columns->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (columns, i);

  return vdt_kql_binder_finish_schema (b, schema);
}

/* The columns that a condition uses, in the order of their use. */
static GPtrArray *
used_columns (VdtKqlBinder     *b,
              const VdtKqlNode *condition)
{
  GPtrArray *used = g_ptr_array_new ();

  for (const VdtKqlNode *node = condition; node != NULL;
       node = vdt_kql_node_next_in_tree (node, condition))
    {
      const VdtKqlSymbol *symbol = vdt_kql_binder_info (b, node)->symbol;

      if (node->kind == VDT_KQL_NAME_REFERENCE && symbol != NULL && symbol->column != NULL &&
          !g_ptr_array_find (used, symbol->column, NULL))
        g_ptr_array_add (used, (gpointer) symbol->column);
    }

  return used;
}

static gboolean
has_all (const VdtKqlSchema *schema,
         GPtrArray          *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (vdt_kql_schema_find (schema, ((const VdtKqlColumn *) columns->pdata[i])->name) == NULL &&
          !schema->open)
        return FALSE;
    }

  return TRUE;
}

static void
add_unique (GPtrArray          *columns,
            const VdtKqlColumn *column)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (strcmp (((const VdtKqlColumn *) columns->pdata[i])->name, column->name) == 0)
        return;
    }

  g_ptr_array_add (columns, (gpointer) column);
}

/* Without project: the columns that all tables with rows in the result have, then
 * those of the condition, then the rest packed. */
static void
add_smart (VdtKqlBinder *b,
           GPtrArray    *types,
           GPtrArray    *used,
           GPtrArray    *columns)
{
  g_autoptr(GPtrArray) matching = g_ptr_array_new ();
  const VdtKqlSchema *all;
  gboolean packed = FALSE;

  for (guint i = 0; i < types->len; i++)
    {
      if (has_all (((const VdtKqlType *) g_ptr_array_index (types, i))->schema, used))
        g_ptr_array_add (matching, g_ptr_array_index (types, i));
    }

  if (matching->len == 0)
    return;

  all = find_row (b, matching);

  for (guint i = 0; i < all->n_columns; i++)
    {
      gboolean common = TRUE;

      for (guint t = 0; t < matching->len && common; t++)
        common = vdt_kql_schema_find (((const VdtKqlType *) matching->pdata[t])->schema,
                                      all->columns[i]->name) != NULL;

      if (common)
        add_unique (columns, all->columns[i]);
      else
        packed = TRUE;
    }

  for (guint i = 0; i < used->len; i++)
    add_unique (columns, g_ptr_array_index (used, i));

  if (packed)
    g_ptr_array_add (columns, vdt_kql_binder_new_column (b, "pack_", T (DYNAMIC)));
}

static void
add_projected (VdtKqlBinder     *b,
               const VdtKqlNode *list,
               GPtrArray        *columns)
{
  VDT_KQL_FOR_EACH (item, list)
    {
      const VdtKqlNode *name = item;
      const VdtKqlType *type = NULL;
      const VdtKqlSymbol *symbol;

      if (item->kind == VDT_KQL_PACK)
        {
          g_ptr_array_add (columns, vdt_kql_binder_new_column (b, "pack_", T (DYNAMIC)));
          continue;
        }

      if (item->kind == VDT_KQL_TYPED_COLUMN)
        {
          name = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
          type = vdt_kql_bind_type (b, vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE));
        }

      if (name == NULL || vdt_kql_node_is_missing (name))
        continue;

      vdt_kql_bind_expression (b, name);
      symbol = vdt_kql_binder_info (b, name)->symbol;
      if (symbol == NULL || symbol->column == NULL)
        continue;

      if (type != NULL && type != symbol->column->type)
        add_unique (columns, vdt_kql_binder_new_column (b, symbol->column->name, type));
      else
        add_unique (columns, symbol->column);
    }
}

const VdtKqlType *
vdt_kql_bind_find (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const VdtKqlType *input)
{
  VdtKqlNode *condition = vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION);
  VdtKqlNode *project = vdt_kql_node_child (node, VDT_KQL_ROLE_PROJECT);
  const char *source = vdt_kql_operator_parameter_text (b, node, "withsource");
  g_autoptr(GPtrArray) types = tables_of (b, node);
  g_autoptr(GPtrArray) inferred = g_ptr_array_new ();
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  g_autoptr(GPtrArray) used = NULL;
  VdtKqlRow row = { find_row (b, types), inferred };
  VdtKqlRow *outer = b->row;
  VdtKqlSchema *result;
  gboolean failed;
  guint before = b->diagnostics->len;

  if (project != NULL && project->kind == VDT_KQL_CLAUSE)
    project = vdt_kql_node_child (project, VDT_KQL_ROLE_ITEMS);

  b->row = &row;
  vdt_kql_binder_info (b, node)->input = row.schema;
  vdt_kql_binder_add_place (b, node);
  bind_search (b, condition);
  failed = b->diagnostics->len > before && types->len > 1;
  used = used_columns (b, condition);
  g_ptr_array_add (columns, vdt_kql_binder_new_column (b, source != NULL ? source : "source_", T (STRING)));

  if (project != NULL && vdt_kql_list_length (project) > 0)
    add_projected (b, project, columns);
  else if (!failed)
    add_smart (b, types, used, columns);

  b->row = outer;
  result = vdt_kql_binder_new_schema (b, columns->len, row.schema->open);
  for (guint i = 0; i < columns->len; i++)
    result->columns[result->n_columns++] = g_ptr_array_index (columns, i);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, result), NULL);
}
