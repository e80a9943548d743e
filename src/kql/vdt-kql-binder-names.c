/* vdt-kql-binder-names.c
 *
 * What a name stands for: a column of the row, a let name or parameter, a
 * function without arguments, a table; in that order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

/* Whether @name fits @pattern, in which * stands for any run of characters. */
gboolean
vdt_kql_wildcard_matches (const char *pattern,
                          const char *name)
{
  const char *star = NULL;
  const char *resume = NULL;

  while (*name != '\0')
    {
      if (*pattern == '*')
        {
          star = pattern++;
          resume = name;
        }
      else if (*pattern == *name)
        {
          pattern++;
          name++;
        }
      else if (star != NULL)
        {
          pattern = star + 1;
          name = ++resume;
        }
      else
        return FALSE;
    }

  while (*pattern == '*')
    pattern++;

  return *pattern == '\0';
}

static const VdtKqlColumn *
find_inferred (VdtKqlRow  *row,
               const char *name)
{
  for (guint i = 0; row->inferred != NULL && i < row->inferred->len; i++)
    {
      const VdtKqlColumn *column = g_ptr_array_index (row->inferred, i);

      if (strcmp (column->name, name) == 0)
        return column;
    }

  return NULL;
}

const VdtKqlColumn *
vdt_kql_binder_find_column (VdtKqlBinder *b,
                            VdtKqlRow    *row,
                            const char   *name)
{
  const VdtKqlColumn *column;

  if (row == NULL)
    return NULL;

  column = vdt_kql_schema_find (row->schema, name);

  return column != NULL ? column : find_inferred (row, name);
}

/* An open row has any column that is asked for. */
static const VdtKqlColumn *
infer_column (VdtKqlBinder *b,
              VdtKqlRow    *row,
              const char   *name)
{
  VdtKqlColumn *column;

  if (row == NULL || !row->schema->open || row->inferred == NULL || *name == '\0')
    return NULL;

  column = vdt_kql_binder_new_column (b, name, T (UNKNOWN));
  column->inferred = TRUE;
  g_ptr_array_add (row->inferred, column);

  return column;
}

static const VdtKqlType *
set_column (VdtKqlBinder       *b,
            const VdtKqlNode   *node,
            const VdtKqlColumn *column)
{
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);
  VdtKqlSymbol *symbol;

  symbol = vdt_kql_arena_new0 (b->arena, VdtKqlSymbol);
  symbol->kind = VDT_KQL_SYMBOL_COLUMN;
  symbol->name = column->name;
  symbol->hash = column->hash;
  symbol->type = column->type;
  symbol->column = column;
  info->symbol = symbol;
  info->type = column->type;

  return column->type;
}

static const VdtKqlType *
set_symbol (VdtKqlBinder       *b,
            const VdtKqlNode   *node,
            const VdtKqlSymbol *symbol)
{
  VdtKqlInfo *info = vdt_kql_binder_info (b, node);

  info->symbol = symbol;
  info->constant = symbol->constant;
  info->is_constant = symbol->is_constant;
  info->type = symbol->type;

  return symbol->type;
}

void
vdt_kql_report_unknown_name (VdtKqlBinder     *b,
                             const VdtKqlNode *node,
                             const char       *name,
                             gboolean          tabular)
{
  VdtKqlDiagnostic *diagnostic;

  if (*name == '\0')
    return;

  if (tabular && b->fuzzy)
    diagnostic = vdt_kql_binder_report_span (b, node->start, node->end - node->start, "KS205",
                                             VDT_KQL_SEVERITY_WARNING,
                                             "There is no table '%s' here; this part of the union is left out.",
                                             name);
  else if (tabular)
    diagnostic = vdt_kql_binder_report (b, node, "KS204",
                                        "There is no table, let name or function '%s'. Check the spelling or choose another table.",
                                        name);
  else
    diagnostic = vdt_kql_binder_report (b, node, "KS142",
                                        "There is no column, let name, table or function '%s' here. Check the spelling, or add it with extend first.",
                                        name);

  if (tabular)
    vdt_kql_suggest_table (b, diagnostic, name);
  else
    vdt_kql_suggest_column (b, diagnostic, name);
}

static VdtKqlSymbol *
function_symbol (VdtKqlBinder         *b,
                 const VdtKqlFunction *function)
{
  VdtKqlSymbol *symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_FUNCTION, function->name,
                                                    T (UNKNOWN));

  symbol->function = function;

  return symbol;
}

static void
report_needs_arguments (VdtKqlBinder     *b,
                        const VdtKqlNode *node,
                        const char       *name)
{
  vdt_kql_binder_report (b, node, "KS117",
                         "'%s' is a function: write its arguments in parentheses behind it.", name);
}

/* A stored function that needs no arguments may be named without parentheses. */
static const VdtKqlType *
bind_stored_function (VdtKqlBinder         *b,
                      const VdtKqlNode     *node,
                      const VdtKqlFunction *function)
{
  VdtKqlSymbol *symbol = function_symbol (b, function);
  VdtKqlCall call = { b, node, node, function, function->signatures, NULL, 0, NULL };

  vdt_kql_binder_info (b, node)->symbol = symbol;

  if (function->signatures->min_arguments > 0)
    report_needs_arguments (b, node, function->name);

  return vdt_kql_binder_set_type (b, node, vdt_kql_expand_stored (b, function, &call));
}

static const VdtKqlType *
bind_local (VdtKqlBinder       *b,
            const VdtKqlNode   *node,
            const VdtKqlSymbol *symbol)
{
  VdtKqlCall call = { b, node, node, symbol->function, NULL, NULL, 0, NULL };

  if (symbol->kind != VDT_KQL_SYMBOL_LOCAL_FUNCTION)
    return set_symbol (b, node, symbol);

  call.signature = symbol->function->signatures;
  set_symbol (b, node, symbol);

  if (symbol->function->signatures->min_arguments > 0)
    report_needs_arguments (b, node, symbol->name);

  return vdt_kql_binder_set_type (b, node, vdt_kql_expand_local (b, symbol, &call));
}

static const VdtKqlType *
bind_table (VdtKqlBinder      *b,
            const VdtKqlNode  *node,
            const VdtKqlTable *table)
{
  VdtKqlSymbol *symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_TABLE, table->name,
                                                    &table->type);

  symbol->table = table;

  return set_symbol (b, node, symbol);
}

/* A built-in function's name without arguments. */
static const VdtKqlType *
bind_builtin_name (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const char       *name)
{
  static const VdtKqlFunctionKind kinds[] = {
    VDT_KQL_FUNCTION_SCALAR, VDT_KQL_FUNCTION_AGGREGATE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const VdtKqlFunction *function = vdt_kql_builtins_find (b->builtins, kinds[i], name);

      if (function == NULL ||
          (kinds[i] == VDT_KQL_FUNCTION_AGGREGATE && b->context != VDT_KQL_CONTEXT_AGGREGATE))
        continue;

      vdt_kql_binder_info (b, node)->symbol = function_symbol (b, function);
      report_needs_arguments (b, node, name);
      return vdt_kql_binder_set_type (b, node, function->signatures->type != NULL ? function->signatures->type
                                                                                  : T (UNKNOWN));
    }

  return NULL;
}

static const VdtKqlType *
bind_row_variable (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   const char       *name)
{
  VdtKqlRow *row = NULL;
  VdtKqlSymbol *symbol;

  if (b->right == NULL)
    return NULL;

  if (strcmp (name, "$left") == 0)
    row = b->row;
  else if (strcmp (name, "$right") == 0)
    row = b->right;

  if (row == NULL)
    return NULL;

  symbol = vdt_kql_binder_new_symbol (b, VDT_KQL_SYMBOL_ROW,
                                      vdt_kql_arena_strdup (b->arena, name),
                                      vdt_kql_binder_tuple_type (b, row->schema));
  symbol->scope = row;

  return set_symbol (b, node, symbol);
}

/**
 * vdt_kql_bind_name:
 * @node: a NAME_REFERENCE
 * @tabular: %TRUE if only rows make sense here
 */
const VdtKqlType *
vdt_kql_bind_name (VdtKqlBinder     *b,
                   const VdtKqlNode *node,
                   gboolean          tabular)
{
  char *name = vdt_kql_binder_name (b, node);
  const VdtKqlColumn *column;
  const VdtKqlSymbol *local;
  const VdtKqlTable *table;
  const VdtKqlFunction *function;
  const VdtKqlType *type;

  if (*name == '\0')
    return vdt_kql_binder_set_type (b, node, T (ERROR));

  if (name[0] == '$' && (type = bind_row_variable (b, node, name)) != NULL)
    return type;

  if (!tabular)
    {
      column = vdt_kql_binder_find_column (b, b->row, name);
      if (column == NULL && b->right != NULL)
        column = vdt_kql_binder_find_column (b, b->right, name);
      if (column != NULL)
        return set_column (b, node, column);
    }

  if ((local = vdt_kql_binder_find_local (b, name)) != NULL)
    return bind_local (b, node, local);

  if ((function = vdt_kql_catalog_find_function (b->catalog, name)) != NULL)
    return bind_stored_function (b, node, function);

  if ((table = vdt_kql_catalog_find_table (b->catalog, name)) != NULL)
    return bind_table (b, node, table);

  if (b->context == VDT_KQL_CONTEXT_AGGREGATE && (type = bind_builtin_name (b, node, name)) != NULL)
    return type;

  if (!tabular && (column = infer_column (b, b->row, name)) != NULL)
    return set_column (b, node, column);

  if ((type = bind_builtin_name (b, node, name)) != NULL)
    return type;

  vdt_kql_report_unknown_name (b, node, name, tabular);

  return vdt_kql_binder_set_type (b, node, tabular ? vdt_kql_binder_open_table (b) : T (ERROR));
}

/**
 * vdt_kql_bind_column:
 * @node: what should name a column of the row
 *
 * Returns: (nullable): the column, or %NULL after a report
 */
const VdtKqlColumn *
vdt_kql_bind_column (VdtKqlBinder     *b,
                     const VdtKqlNode *node)
{
  const VdtKqlSymbol *symbol;

  if (node == NULL || vdt_kql_node_is_missing (node))
    return NULL;

  vdt_kql_bind_expression (b, node);
  symbol = vdt_kql_binder_info (b, node)->symbol;

  if (node->kind == VDT_KQL_NAME_REFERENCE && symbol != NULL && symbol->column != NULL)
    return symbol->column;

  vdt_kql_binder_report (b, node, "KS109", "Only the name of a column can stand here.");

  return NULL;
}

/* Binds a table that a string names, as table ('T') does. */
const VdtKqlType *
vdt_kql_bind_table_name (VdtKqlBinder     *b,
                         const VdtKqlNode *node,
                         const char       *name)
{
  const VdtKqlTable *table = vdt_kql_catalog_find_table (b->catalog, name);
  const VdtKqlSymbol *local = vdt_kql_binder_find_local (b, name);

  if (table != NULL)
    return &table->type;

  if (local != NULL && local->type->kind == VDT_KQL_TYPE_TABLE)
    return local->type;

  vdt_kql_report_unknown_name (b, node, name, TRUE);

  return vdt_kql_binder_open_table (b);
}

/* The types of all tables that fit a pattern, let tables first. */
GPtrArray *
vdt_kql_binder_match_tables (VdtKqlBinder *b,
                             const char   *pattern)
{
  GPtrArray *types = g_ptr_array_new ();
  GPtrArray *tables = vdt_kql_catalog_get_tables (b->catalog);

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);

      if (vdt_kql_wildcard_matches (pattern, table->name))
        g_ptr_array_add (types, (gpointer) &table->type);
    }

  return types;
}
