/* vdt-lower-search.c
 *
 * search and find: rows of many tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <string.h>

static GPtrArray *
tables_in (VdtLower         *l,
           const VdtKqlNode *node)
{
  GPtrArray *tables = g_ptr_array_new ();
  VdtKqlNode *in = vdt_lower_items (node, VDT_KQL_ROLE_IN);

  if (in == NULL)
    {
      g_ptr_array_unref (tables);
      return vdt_lower_matching_tables (l, "*");
    }

  VDT_LOWER_EACH (item, in)
    {
      if (item->kind == VDT_KQL_WILDCARD_NAME || item->kind == VDT_KQL_STAR)
        {
          g_autoptr(GPtrArray) found = vdt_lower_matching_tables (l, item->kind == VDT_KQL_STAR
                                                                     ? "*" : vdt_lower_name (l, item));

          g_ptr_array_extend (tables, found, NULL, NULL);
        }
      else if (!vdt_kql_node_is_missing (item))
        g_ptr_array_add (tables, vdt_lower_table (l, item));
    }

  return tables;
}

/* "x" is a term, "x*" begins one, "*x" ends one, "*x*" stands anywhere. */
static const char *
term_condition (VdtLower   *l,
                const char *term,
                gboolean    case_sensitive)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  gsize length = strlen (term);
  gboolean before = length > 0 && term[0] == '*';
  gboolean after = length > 1 && term[length - 1] == '*';
  const char *text = vdt_lower_text (l, term + before, (gssize) (length - before - after));
  const char *function = before && after ? "kql_contains" : before ? "kql_hassuffix" : after ? "kql_hasprefix" : "kql_has";

  if (length == 0 || strcmp (term, "*") == 0)
    return "TRUE";

  for (guint i = 0; l->row != NULL && i < l->row->columns->len; i++)
    {
      VdtLowerColumn *column = l->row->columns->pdata[i];

      if (column->hidden || strcmp (column->name, "$table") == 0 || column->type == VDT_KQL_TYPE_BOOL)
        continue;
      g_string_append_printf (sql, "%s%s%s(%s, %s)", sql->len > 0 ? " OR " : "(", function,
                              case_sensitive ? "_cs" : "",
                              vdt_lower_convert (l, vdt_lower_value (column->sql, column->type),
                                                 VDT_KQL_TYPE_STRING).sql, text);
    }
  g_string_append (sql, sql->len > 0 ? ")" : "FALSE");

  return vdt_kql_arena_strdup (l->arena, sql->str);
}

static const char *
search_condition (VdtLower         *l,
                  const VdtKqlNode *node,
                  gboolean          case_sensitive)
{
  const VdtKqlNode *inner = vdt_lower_strip (node);
  VdtKqlNode *operator;
  const VdtKqlType *type;

  if (inner == NULL || l->depth > 300)
    return "TRUE";

  operator = inner->kind == VDT_KQL_BINARY ? vdt_kql_node_child (inner, VDT_KQL_ROLE_OPERATOR) : NULL;
  if (operator != NULL && (operator->kind == VDT_KQL_KEYWORD_AND || operator->kind == VDT_KQL_KEYWORD_OR))
    {
      const char *left;
      const char *right;

      l->depth++;
      left = search_condition (l, vdt_kql_node_child (inner, VDT_KQL_ROLE_LEFT), case_sensitive);
      right = search_condition (l, vdt_kql_node_child (inner, VDT_KQL_ROLE_RIGHT), case_sensitive);
      l->depth--;
      return P ("(%s %s %s)", left, operator->kind == VDT_KQL_KEYWORD_AND ? "AND" : "OR", right);
    }

  type = vdt_kql_expansion_get_type (l->frame, inner);
  if (inner->kind == VDT_KQL_STAR)
    return "TRUE";
  if (type != NULL && type->kind == VDT_KQL_TYPE_STRING && vdt_lower_constant_text (l, inner) != NULL)
    return term_condition (l, vdt_lower_constant_text (l, inner), case_sensitive);

  return vdt_lower_condition (l, inner, TRUE);
}

VdtLowerRows *
vdt_lower_search (VdtLower         *l,
                  const VdtKqlNode *node,
                  VdtLowerRows     *input)
{
  const char *kind = vdt_lower_parameter (l, node, "kind");
  gboolean case_sensitive = g_strcmp0 (kind, "case_sensitive") == 0;
  g_autoptr(GPtrArray) inputs = NULL;
  VdtLowerRows *rows;

  if (input != NULL)
    {
      inputs = g_ptr_array_new ();
      g_ptr_array_add (inputs, input);
    }
  else
    inputs = tables_in (l, node);
  if (inputs->len == 0)
    return vdt_lower_rows_none (l, vdt_lower_output (l, node));

  rows = vdt_lower_tables_union (l, inputs, "$table", NULL);
  rows = vdt_lower_rows_plain (l, rows);
  l->row = rows;

  return vdt_lower_rows_where (l, rows, search_condition (l, vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION),
                                                          case_sensitive));
}

/* Whether the table has all columns that the condition names. */
static gboolean
has_columns (VdtLower         *l,
             const VdtKqlNode *condition,
             VdtLowerRows     *rows)
{
  for (const VdtKqlNode *node = condition; node != NULL; node = vdt_kql_node_next_in_tree (node, condition))
    {
      const VdtKqlSymbol *symbol = vdt_kql_expansion_get_symbol (l->frame, node);

      if (node->kind == VDT_KQL_NAME_REFERENCE && symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_COLUMN &&
          vdt_lower_rows_find (rows, symbol->name) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The columns that do not come out by themselves, in one bag. */
static VdtLowerValue
packed (VdtLower           *l,
        VdtLowerRows       *rows,
        const VdtKqlSchema *schema)
{
  g_autoptr(GString) sql = g_string_new ("kql_bag_pack(");
  guint n = 0;

  for (guint i = 0; i < rows->columns->len; i++)
    {
      VdtLowerColumn *column = rows->columns->pdata[i];

      if (column->hidden || vdt_kql_schema_find (schema, column->name) != NULL)
        continue;
      g_string_append_printf (sql, "%s%s, %s", n++ > 0 ? ", " : "", vdt_lower_text (l, column->name, -1),
                              vdt_lower_convert (l, vdt_lower_value (column->sql, column->type),
                                                 VDT_KQL_TYPE_DYNAMIC).sql);
    }
  g_string_append_c (sql, ')');

  return vdt_lower_value (n > 0 ? vdt_kql_arena_strdup (l->arena, sql->str) : "'{}'", VDT_KQL_TYPE_DYNAMIC);
}

VdtLowerRows *
vdt_lower_find (VdtLower         *l,
                const VdtKqlNode *node,
                VdtLowerRows     *input)
{
  const VdtKqlSchema *schema = vdt_lower_output (l, node);
  VdtKqlNode *condition = vdt_kql_node_child (node, VDT_KQL_ROLE_CONDITION);
  g_autoptr(GPtrArray) tables = tables_in (l, node);
  g_autoptr(GPtrArray) inputs = g_ptr_array_new ();

  if (schema == NULL || schema->n_columns == 0)
    return vdt_lower_rows_none (l, schema);

  for (guint i = 0; i < tables->len; i++)
    {
      VdtLowerRows *table = vdt_lower_rows_plain (l, tables->pdata[i]);
      VdtLowerRows *rows;

      if (table->empty || !has_columns (l, condition, table))
        continue;

      l->row = table;
      table = vdt_lower_rows_where (l, table, search_condition (l, condition, FALSE));
      rows = vdt_lower_rows_new (l, table->from);
      g_ptr_array_extend (rows->where, table->where, NULL, NULL);
      vdt_lower_rows_add (l, rows, schema->columns[0]->name,
                          vdt_lower_value (P ("%s::VARCHAR", vdt_lower_text (l, table->source != NULL ? table->source
                                                                             : P ("union_arg%u", i), -1)),
                                           VDT_KQL_TYPE_STRING));
      for (guint c = 1; c < schema->n_columns; c++)
        {
          VdtLowerColumn *column = vdt_lower_rows_find (table, schema->columns[c]->name);
          VdtKqlTypeKind type = schema->columns[c]->type->kind;
          VdtLowerValue value = vdt_lower_value (vdt_lower_null (type), type);

          if (column != NULL)
            value = vdt_lower_convert (l, vdt_lower_value (column->sql, column->type), type);
          else if (strcmp (schema->columns[c]->name, "pack_") == 0)
            value = packed (l, table, schema);
          vdt_lower_rows_add (l, rows, schema->columns[c]->name, value);
        }
      g_ptr_array_add (inputs, rows);
    }

  if (inputs->len == 0)
    return vdt_lower_rows_none (l, schema);

  return vdt_lower_tables_union (l, inputs, NULL, schema);
}
