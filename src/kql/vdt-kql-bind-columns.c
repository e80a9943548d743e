/* vdt-kql-bind-columns.c
 *
 * Operators that choose, name and compute columns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

#include "vdt-kql-projection.h"

static const VdtKqlType *
finish (VdtKqlBinder     *b,
        VdtKqlProjection *projection)
{
  projection->open = projection->open || b->row->schema->open;

  return vdt_kql_binder_table_type (b, vdt_kql_projection_finish (projection), NULL);
}

const VdtKqlType *
vdt_kql_bind_project (VdtKqlBinder     *b,
                      const VdtKqlNode *node,
                      const VdtKqlType *input)
{
  VdtKqlProjection projection;

  vdt_kql_projection_init (&projection, b, b->row->schema->open);

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    vdt_kql_projection_add (&projection, item);

  return finish (b, &projection);
}

/* extend and serialize. What an open schema turns out to have comes before the
 * new columns. */
const VdtKqlType *
vdt_kql_bind_extend (VdtKqlBinder     *b,
                     const VdtKqlNode *node,
                     const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  VdtKqlProjection projection;

  VDT_KQL_FOR_EACH (item, list)
    vdt_kql_check_scalar (b, item, vdt_kql_bind_expression (b, item));

  vdt_kql_projection_init (&projection, b, b->row->schema->open);
  vdt_kql_projection_extend (&projection, vdt_kql_binder_row_schema (b, b->row));

  VDT_KQL_FOR_EACH (item, list)
    vdt_kql_projection_add_typed (&projection, item, vdt_kql_binder_type_of (b, item));

  return finish (b, &projection);
}

const VdtKqlType *
vdt_kql_bind_print (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  VdtKqlProjection projection;

  vdt_kql_projection_init (&projection, b, FALSE);
  projection.prefix = "print_";
  projection.from_zero = TRUE;

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    vdt_kql_projection_add (&projection, item);

  return finish (b, &projection);
}

const VdtKqlType *
vdt_kql_bind_distinct (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const VdtKqlType *input)
{
  VdtKqlProjection projection;
  gboolean fine = TRUE;

  vdt_kql_projection_init (&projection, b, b->row->schema->open);

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      const VdtKqlSchema *schema = b->row->schema;
      gboolean dynamic = FALSE;

      if (item->kind != VDT_KQL_STAR)
        {
          vdt_kql_projection_add (&projection, item);
          if (fine)
            fine = vdt_kql_check_not_dynamic (b, item, vdt_kql_binder_type_of (b, item));
          continue;
        }

      for (guint i = 0; i < schema->n_columns; i++)
        {
          dynamic = dynamic || schema->columns[i]->type->kind == VDT_KQL_TYPE_DYNAMIC;
          if (!g_hash_table_contains (projection.positions, schema->columns[i]->name))
            vdt_kql_projection_declare (&projection, item, schema->columns[i]);
        }

      if (dynamic && fine)
        fine = vdt_kql_check_not_dynamic (b, item, T (DYNAMIC));
    }

  return finish (b, &projection);
}

/* The columns that one item of project-away and the like means, one bit each in
 * @chosen. */
static void
choose (VdtKqlBinder     *b,
        const VdtKqlNode *item,
        GHashTable       *chosen)
{
  const VdtKqlSchema *schema = b->row->schema;
  const VdtKqlColumn *column;

  if (item->kind == VDT_KQL_ORDERED)
    item = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);

  if (item == NULL || vdt_kql_node_is_missing (item))
    return;

  if (item->kind == VDT_KQL_STAR || item->kind == VDT_KQL_WILDCARD_NAME)
    {
      char *pattern = item->kind == VDT_KQL_STAR ? NULL : vdt_kql_binder_name (b, item);
      gboolean any = item->kind == VDT_KQL_STAR;

      for (guint i = 0; i < schema->n_columns; i++)
        {
          if (pattern == NULL || vdt_kql_wildcard_matches (pattern, schema->columns[i]->name))
            {
              g_hash_table_add (chosen, (gpointer) schema->columns[i]);
              any = TRUE;
            }
        }

      if (!any && !schema->open)
        {
          vdt_kql_binder_report (b, item, "KS109", "Only the name of a column can stand here.");
          vdt_kql_binder_report (b, item, "KS142", "No column fits '%s'.", pattern);
        }
      return;
    }

  column = vdt_kql_bind_column (b, item);
  if (column != NULL)
    g_hash_table_add (chosen, (gpointer) column);
}

static const VdtKqlType *
keep_chosen (VdtKqlBinder     *b,
             const VdtKqlNode *node,
             gboolean          keep)
{
  g_autoptr(GHashTable) chosen = g_hash_table_new (NULL, NULL);
  const VdtKqlSchema *schema;
  VdtKqlSchema *result;

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    choose (b, item, chosen);

  schema = vdt_kql_binder_row_schema (b, b->row);
  result = vdt_kql_binder_new_schema (b, schema->n_columns, schema->open);

  for (guint i = 0; i < schema->n_columns; i++)
    {
      const VdtKqlColumn *column = vdt_kql_schema_find (schema, schema->columns[i]->name);

      /* A second column of a name, as parse makes it, goes with the first. */
      if ((g_hash_table_contains (chosen, schema->columns[i]) || g_hash_table_contains (chosen, column)) == keep)
        result->columns[result->n_columns++] = schema->columns[i];
    }

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, result), NULL);
}

const VdtKqlType *
vdt_kql_bind_project_away (VdtKqlBinder     *b,
                           const VdtKqlNode *node,
                           const VdtKqlType *input)
{
  return keep_chosen (b, node, FALSE);
}

const VdtKqlType *
vdt_kql_bind_project_keep (VdtKqlBinder     *b,
                           const VdtKqlNode *node,
                           const VdtKqlType *input)
{
  return keep_chosen (b, node, TRUE);
}

static void
rename_column (VdtKqlBinder     *b,
               const VdtKqlNode *item,
               GPtrArray        *columns)
{
  VdtKqlNode *name_node = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);
  VdtKqlNode *old_node = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
  const VdtKqlColumn *old;
  VdtKqlColumn *column;
  char *name = vdt_kql_binder_name (b, name_node);

  old = vdt_kql_bind_column (b, old_node);

  if (old == NULL)
    {
      vdt_kql_declare_column (b, name_node, vdt_kql_binder_new_column (b, name, T (UNKNOWN)));
      return;
    }

  /* An open schema had it all along. */
  if (old->inferred && !g_ptr_array_find (columns, old, NULL))
    g_ptr_array_add (columns, (gpointer) old);

  for (guint i = 0; i < columns->len; i++)
    {
      const VdtKqlColumn *other = g_ptr_array_index (columns, i);

      if (strcmp (other->name, name) == 0)
        {
          vdt_kql_binder_report (b, name_node, "KS171",
                                 "There is already a column called '%s'; choose another name.", name);
          vdt_kql_declare_column (b, name_node, old);
          return;
        }
    }

  column = vdt_kql_binder_new_column (b, name, old->type);
  column->id = old->id;
  column->description = old->description;
  column->values = old->values;
  vdt_kql_declare_column (b, name_node, column);
  vdt_kql_binder_info (b, item)->column = column;

  for (guint i = 0; i < columns->len; i++)
    {
      if (columns->pdata[i] == old)
        columns->pdata[i] = column;
    }
}

const VdtKqlType *
vdt_kql_bind_project_rename (VdtKqlBinder     *b,
                             const VdtKqlNode *node,
                             const VdtKqlType *input)
{
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  const VdtKqlSchema *schema = b->row->schema;
  VdtKqlSchema *result;

  for (guint i = 0; i < schema->n_columns; i++)
    g_ptr_array_add (columns, (gpointer) schema->columns[i]);

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    {
      if (item->kind == VDT_KQL_NAMED)
        rename_column (b, item, columns);
      else
        {
          vdt_kql_bind_expression (b, item);
          vdt_kql_binder_report (b, item, "KS110", "Write new name = old name.");
        }
    }

  result = vdt_kql_binder_new_schema (b, columns->len, schema->open);
  for (guint i = 0; i < columns->len; i++)
    result->columns[result->n_columns++] = g_ptr_array_index (columns, i);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, result), NULL);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const VdtKqlColumn *first = *(const VdtKqlColumn * const *) a;
  const VdtKqlColumn *second = *(const VdtKqlColumn * const *) b;
  int order = g_ascii_strcasecmp (first->name, second->name);

  return order != 0 ? order : strcmp (first->name, second->name);
}

static int
compare_names_desc (gconstpointer a,
                    gconstpointer b)
{
  return compare_names (b, a);
}

/* Adds the columns of one item that no earlier item has placed. */
static void
place (VdtKqlBinder       *b,
       const VdtKqlNode   *item,
       const VdtKqlSchema *schema,
       GHashTable         *placed,
       GPtrArray          *order)
{
  VdtKqlNode *ordering = item->kind == VDT_KQL_ORDERED ? vdt_kql_node_child (item, VDT_KQL_ROLE_ORDERING) : NULL;
  VdtKqlNode *direction = ordering != NULL ? vdt_kql_node_child (ordering, VDT_KQL_ROLE_DIRECTION) : NULL;
  VdtKqlNode *expression = item->kind == VDT_KQL_ORDERED ? vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION)
                                                         : (VdtKqlNode *) item;
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  if (expression == NULL || vdt_kql_node_is_missing (expression))
    return;

  if (expression->kind == VDT_KQL_STAR || expression->kind == VDT_KQL_WILDCARD_NAME)
    {
      char *pattern = expression->kind == VDT_KQL_STAR ? NULL : vdt_kql_binder_name (b, expression);

      for (guint i = 0; i < schema->n_columns; i++)
        {
          if (pattern == NULL || vdt_kql_wildcard_matches (pattern, schema->columns[i]->name))
            g_ptr_array_add (found, (gpointer) schema->columns[i]);
        }

      if (found->len == 0 && pattern != NULL && !schema->open)
        {
          vdt_kql_binder_report (b, expression, "KS142", "No column fits '%s'.", pattern);
          g_ptr_array_add (found, vdt_kql_binder_new_column (b, pattern, T (UNKNOWN)));
        }

      if (direction != NULL)
        g_ptr_array_sort (found, vdt_kql_node_text_is (b->frame->tree, direction, "desc") ||
                                 vdt_kql_node_text_is (b->frame->tree, direction, "granny-desc")
                                 ? compare_names_desc : compare_names);
    }
  else
    {
      const VdtKqlSymbol *symbol;

      vdt_kql_bind_expression (b, expression);
      symbol = vdt_kql_binder_info (b, expression)->symbol;

      if (symbol != NULL && symbol->column != NULL)
        g_ptr_array_add (found, (gpointer) symbol->column);
      else if (expression->kind == VDT_KQL_NAME_REFERENCE)
        g_ptr_array_add (found, vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, expression), T (UNKNOWN)));
    }

  for (guint i = 0; i < found->len; i++)
    {
      if (g_hash_table_add (placed, g_ptr_array_index (found, i)))
        g_ptr_array_add (order, g_ptr_array_index (found, i));
    }
}

const VdtKqlType *
vdt_kql_bind_project_reorder (VdtKqlBinder     *b,
                              const VdtKqlNode *node,
                              const VdtKqlType *input)
{
  g_autoptr(GHashTable) placed = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();
  const VdtKqlSchema *schema = b->row->schema;
  VdtKqlSchema *result;

  VDT_KQL_FOR_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS))
    place (b, item, schema, placed, order);

  for (guint i = 0; i < schema->n_columns; i++)
    {
      if (!g_hash_table_contains (placed, schema->columns[i]))
        g_ptr_array_add (order, (gpointer) schema->columns[i]);
    }

  result = vdt_kql_binder_new_schema (b, order->len, schema->open);
  for (guint i = 0; i < order->len; i++)
    result->columns[result->n_columns++] = g_ptr_array_index (order, i);

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, result), NULL);
}
