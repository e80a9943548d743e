/* vdt-kql-bind-parse.c
 *
 * Operators that take columns out of text and arrays.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-bind-operators.h"

#include <string.h>

#include "vdt-kql-projection.h"

static const VdtKqlType *
finish (VdtKqlBinder *b,
        GPtrArray    *columns,
        gboolean      open)
{
  VdtKqlSchema *schema = vdt_kql_binder_new_schema (b, columns->len, open);

  for (guint i = 0; i < columns->len; i++)
    schema->columns[schema->n_columns++] = g_ptr_array_index (columns, i);

  schema->doubled = TRUE;

  return vdt_kql_binder_table_type (b, vdt_kql_binder_finish_schema (b, schema), NULL);
}

static GPtrArray *
columns_of (const VdtKqlSchema *schema)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < schema->n_columns; i++)
    g_ptr_array_add (columns, (gpointer) schema->columns[i]);

  return columns;
}

static gboolean
is_literal_part (const VdtKqlNode *part)
{
  return part->kind == VDT_KQL_LITERAL || part->kind == VDT_KQL_COMPOUND_STRING ||
         part->kind == VDT_KQL_TOKEN_STRING;
}

/* The order of the parts: text between names, text behind a star. */
static void
check_pattern (VdtKqlBinder     *b,
               const VdtKqlNode *list)
{
  const VdtKqlNode *before = NULL;
  const VdtKqlType *type_before = NULL;

  VDT_KQL_FOR_EACH (part, list)
    {
      VdtKqlNode *next = vdt_kql_list_next (part);
      const VdtKqlNode *previous = before;
      const VdtKqlType *previous_type = type_before;

      before = part;
      type_before = NULL;

      if (part->kind == VDT_KQL_STAR)
        {
          if (next != NULL && !is_literal_part (next))
            vdt_kql_binder_report (b, part, "KS102", "A text must follow *, so that it is clear where to go on.");
          else if (next != NULL && previous != NULL && previous_type != NULL &&
                   previous_type->kind == VDT_KQL_TYPE_STRING)
            vdt_kql_binder_report (b, part, "KS103",
                                   "A string column takes all up to the next text, so * behind it has no meaning.");
          continue;
        }

      if (is_literal_part (part))
        continue;

      type_before = vdt_kql_binder_type_of (b, vdt_kql_node_child (part, VDT_KQL_ROLE_NAME) != NULL
                                               && part->kind == VDT_KQL_NAME_AND_TYPE
                                               ? vdt_kql_node_child (part, VDT_KQL_ROLE_NAME) : part);

      if (previous != NULL && !is_literal_part (previous) &&
          (previous->kind == VDT_KQL_STAR || (previous_type != NULL && previous_type->kind == VDT_KQL_TYPE_STRING)))
        vdt_kql_binder_report (b, part, "KS101", "A text must stand between this column and what is before it.");
    }
}

/* parse and parse-where: each name in the pattern is a column more. */
const VdtKqlType *
vdt_kql_bind_parse (VdtKqlBinder     *b,
                    const VdtKqlNode *node,
                    const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_PATTERN);
  g_autoptr(GHashTable) declared = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) columns = NULL;

  vdt_kql_bind_scalar (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  columns = columns_of (vdt_kql_binder_row_schema (b, b->row));

  VDT_KQL_FOR_EACH (part, list)
    {
      const VdtKqlNode *name = part;
      const VdtKqlType *type = T (STRING);
      VdtKqlColumn *column;

      if (part->kind == VDT_KQL_NAME_AND_TYPE)
        {
          name = vdt_kql_node_child (part, VDT_KQL_ROLE_NAME);
          type = vdt_kql_bind_type (b, vdt_kql_node_child (part, VDT_KQL_ROLE_TYPE));
        }
      else if (part->kind != VDT_KQL_NAME_DECLARATION)
        {
          if (is_literal_part (part))
            vdt_kql_bind_literal (b, part);
          continue;
        }

      if (name == NULL || vdt_kql_node_is_missing (name))
        continue;

      column = vdt_kql_binder_new_column (b, vdt_kql_binder_name (b, name), type);
      vdt_kql_declare_column (b, name, column);
      vdt_kql_binder_info (b, part)->type = type;

      if (!g_hash_table_add (declared, (gpointer) column->name))
        vdt_kql_binder_report (b, name, "KS171",
                               "There is already a column called '%s'; give this one another name.",
                               column->name);
      else
        g_ptr_array_add (columns, column);
    }

  check_pattern (b, list);

  return finish (b, columns, b->row->schema->open);
}

const VdtKqlType *
vdt_kql_bind_parse_kv (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const VdtKqlType *input)
{
  const VdtKqlSchema *declared;
  g_autoptr(GPtrArray) columns = NULL;

  vdt_kql_bind_scalar (b, vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
  declared = vdt_kql_binder_declared_schema (b, vdt_kql_node_child (node, VDT_KQL_ROLE_SCHEMA), NULL);
  columns = columns_of (vdt_kql_binder_row_schema (b, b->row));

  for (guint i = 0; i < declared->n_columns; i++)
    g_ptr_array_add (columns, (gpointer) declared->columns[i]);

  return finish (b, columns, b->row->schema->open);
}

/* One expression of mv-expand or mv-apply. */
typedef struct
{
  const VdtKqlNode   *item;
  const VdtKqlNode   *expression;
  const VdtKqlNode   *name_node;
  const char         *name;
  const VdtKqlType   *type;
  const VdtKqlColumn *source;
  VdtKqlColumn       *column;
} Element;

/* What one element of an expanded value is. */
static const VdtKqlType *
expanded_type (const VdtKqlType *type)
{
  if (type->kind != VDT_KQL_TYPE_DYNAMIC || type->shape != VDT_KQL_DYNAMIC_ARRAY)
    return type;

  return type->element != NULL ? vdt_kql_type_get_primitive (type->element->kind) : T (DYNAMIC);
}

static void
bind_element (VdtKqlBinder     *b,
              const VdtKqlNode *item,
              Element          *element)
{
  const VdtKqlNode *expression = item;
  VdtKqlNode *to = NULL;
  const VdtKqlType *type;

  memset (element, 0, sizeof *element);

  if (item->kind == VDT_KQL_TYPED_RESULT)
    {
      to = vdt_kql_node_child (item, VDT_KQL_ROLE_TYPE);
      expression = vdt_kql_node_child (item, VDT_KQL_ROLE_EXPRESSION);
    }

  element->item = item;
  element->expression = expression;
  if (expression == NULL)
    return;

  type = vdt_kql_scalar_view (vdt_kql_bind_expression (b, expression));

  if (type->kind != VDT_KQL_TYPE_DYNAMIC && !vdt_kql_type_is_unknown (type) &&
      !vdt_kql_node_is_missing (expression))
    vdt_kql_binder_report (b, expression, "KS141",
                           "Only a dynamic value can be expanded, not %s. Use split () or parse_json () to make one.",
                           vdt_kql_type_get_name (type));

  element->name = vdt_kql_result_name (b, expression);
  element->source = vdt_kql_result_column (b, expression);
  if (expression->kind == VDT_KQL_NAMED)
    element->name_node = vdt_kql_node_child (expression, VDT_KQL_ROLE_NAME);

  element->type = to != NULL ? vdt_kql_bind_type (b, to) : expanded_type (type);
  if (element->type->kind == VDT_KQL_TYPE_ERROR)
    element->type = T (UNKNOWN);
}

static int
position_of (GPtrArray  *columns,
             const char *name)
{
  for (guint i = 0; i < columns->len; i++)
    {
      if (strcmp (((const VdtKqlColumn *) g_ptr_array_index (columns, i))->name, name) == 0)
        return (int) i;
    }

  return -1;
}

static void
put_element (VdtKqlBinder *b,
             Element      *element,
             GPtrArray    *columns)
{
  int position;

  if (element->expression == NULL || vdt_kql_node_is_missing (element->expression))
    return;

  if (element->name == NULL)
    {
      do
        element->name = vdt_kql_arena_printf (b->arena, "Column%u", ++b->n_unnamed);
      while (position_of (columns, element->name) >= 0);
    }

  element->column = vdt_kql_binder_new_column (b, element->name, element->type);
  vdt_kql_declare_column (b, element->name_node, element->column);
  vdt_kql_binder_info (b, element->item)->column = element->column;

  position = position_of (columns, element->name);
  if (position >= 0)
    columns->pdata[position] = element->column;
  else
    g_ptr_array_add (columns, element->column);
}

static void
add_item_index (VdtKqlBinder     *b,
                const VdtKqlNode *node,
                GPtrArray        *columns)
{
  const VdtKqlNode *value = vdt_kql_operator_parameter_value (b, node, "with_itemindex");
  const char *name = vdt_kql_operator_parameter_text (b, node, "with_itemindex");
  VdtKqlColumn *column;

  if (name == NULL)
    return;

  column = vdt_kql_binder_new_column (b, name, T (LONG));
  vdt_kql_declare_column (b, value, column);
  g_ptr_array_add (columns, column);
}

static void
bind_limit (VdtKqlBinder     *b,
            const VdtKqlNode *node)
{
  VdtKqlNode *limit = vdt_kql_node_child (node, VDT_KQL_ROLE_LIMIT);

  if (limit != NULL && limit->kind == VDT_KQL_CLAUSE)
    limit = vdt_kql_node_child (limit, VDT_KQL_ROLE_EXPRESSION);
  if (limit != NULL)
    vdt_kql_bind_expression (b, limit);
}

const VdtKqlType *
vdt_kql_bind_mv_expand (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  g_autoptr(GArray) elements = g_array_new (FALSE, TRUE, sizeof (Element));
  g_autoptr(GPtrArray) columns = NULL;

  VDT_KQL_FOR_EACH (item, list)
    {
      Element element;

      bind_element (b, item, &element);
      g_array_append_val (elements, element);
    }

  bind_limit (b, node);
  columns = columns_of (vdt_kql_binder_row_schema (b, b->row));

  for (guint i = 0; i < elements->len; i++)
    put_element (b, &g_array_index (elements, Element, i), columns);

  add_item_index (b, node, columns);

  return finish (b, columns, b->row->schema->open);
}

/* The outer columns, then those that the subquery makes. The expanded columns
 * belong to the subquery. */
const VdtKqlType *
vdt_kql_bind_mv_apply (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const VdtKqlType *input)
{
  VdtKqlNode *list = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSIONS);
  g_autoptr(GHashTable) outer_names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) expanded = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) elements = g_array_new (FALSE, TRUE, sizeof (Element));
  g_autoptr(GPtrArray) inner = NULL;
  g_autoptr(GPtrArray) columns = g_ptr_array_new ();
  const VdtKqlType *inner_type;
  const VdtKqlType *type;

  VDT_KQL_FOR_EACH (item, list)
    {
      Element element;

      bind_element (b, item, &element);
      if (element.source != NULL && element.name_node == NULL)
        g_hash_table_add (expanded, (gpointer) element.source->name);
      g_array_append_val (elements, element);
    }

  bind_limit (b, node);
  inner = columns_of (vdt_kql_binder_row_schema (b, b->row));

  for (guint i = 0; i < elements->len; i++)
    put_element (b, &g_array_index (elements, Element, i), inner);
  add_item_index (b, node, inner);

  inner_type = finish (b, inner, b->row->schema->open);
  type = vdt_kql_bind_subquery (b, vdt_kql_node_child (node, VDT_KQL_ROLE_BODY), inner_type->schema);

  for (guint i = 0; i < b->row->schema->n_columns; i++)
    {
      const VdtKqlColumn *column = b->row->schema->columns[i];
      int position = position_of (inner, column->name);

      if (g_hash_table_contains (expanded, column->name))
        continue;

      g_hash_table_add (outer_names, (gpointer) column->name);
      if (position >= 0)
        column = g_ptr_array_index (inner, position);
      if (type->kind == VDT_KQL_TYPE_TABLE && vdt_kql_schema_find (type->schema, column->name) != NULL)
        column = vdt_kql_schema_find (type->schema, column->name);
      g_ptr_array_add (columns, (gpointer) column);
    }

  for (guint i = 0; type->kind == VDT_KQL_TYPE_TABLE && i < type->schema->n_columns; i++)
    {
      const VdtKqlColumn *column = type->schema->columns[i];

      if (!g_hash_table_contains (outer_names, column->name))
        g_ptr_array_add (columns, (gpointer) column);
    }

  return finish (b, columns, b->row->schema->open ||
                             (type->kind == VDT_KQL_TYPE_TABLE && type->schema->open));
}
