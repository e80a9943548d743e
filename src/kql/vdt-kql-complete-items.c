/* vdt-kql-complete-items.c: the things that completion offers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-builtins.h"
#include "vdt-kql-complete-private.h"

#include <string.h>

/* The rank of each kind; within a kind the order of offering counts. */
static const struct
{
  const char *name;
  guint       rank;
} item_kinds[VDT_KQL_N_ITEM_KINDS] = {
  [VDT_KQL_ITEM_KEYWORD] = { "Keyword", 30 },
  [VDT_KQL_ITEM_PUNCTUATION] = { "Punctuation", 90 },
  [VDT_KQL_ITEM_SYNTAX] = { "Syntax", 10 },
  [VDT_KQL_ITEM_EXAMPLE] = { "Example", 5 },
  [VDT_KQL_ITEM_VALUE] = { "Value", 1 },
  [VDT_KQL_ITEM_SCALAR_PREFIX] = { "ScalarPrefix", 70 },
  [VDT_KQL_ITEM_SCALAR_INFIX] = { "ScalarInfix", 20 },
  [VDT_KQL_ITEM_QUERY_PREFIX] = { "QueryPrefix", 25 },
  [VDT_KQL_ITEM_RENDER_CHART] = { "RenderChart", 10 },
  [VDT_KQL_ITEM_SCALAR_TYPE] = { "ScalarType", 10 },
  [VDT_KQL_ITEM_COLUMN] = { "Column", 15 },
  [VDT_KQL_ITEM_TABLE] = { "Table", 20 },
  [VDT_KQL_ITEM_VARIABLE] = { "Variable", 12 },
  [VDT_KQL_ITEM_PARAMETER] = { "Parameter", 12 },
  [VDT_KQL_ITEM_LOCAL_FUNCTION] = { "LocalFunction", 18 },
  [VDT_KQL_ITEM_DATABASE_FUNCTION] = { "DatabaseFunction", 60 },
  [VDT_KQL_ITEM_BUILTIN_FUNCTION] = { "BuiltInFunction", 50 },
  [VDT_KQL_ITEM_AGGREGATE_FUNCTION] = { "AggregateFunction", 16 },
  [VDT_KQL_ITEM_SNIPPET] = { "Snippet", 95 },
};

/**
 * vdt_kql_item_kind_get_name:
 * @kind: a kind
 *
 * Returns: (transfer none): its name as Microsoft's service writes it
 */
const char *
vdt_kql_item_kind_get_name (VdtKqlItemKind kind)
{
  g_return_val_if_fail (kind < VDT_KQL_N_ITEM_KINDS, NULL);

  return item_kinds[kind].name;
}

static VdtKqlItem *
add (VdtKqlCompleter *self,
     VdtKqlItemKind   kind,
     const char      *text,
     const char      *before,
     const char      *after,
     const char      *description)
{
  VdtKqlItem *item = g_new0 (VdtKqlItem, 1);

  item->kind = kind;
  item->text = g_strdup (text);
  item->before = g_strdup (before);
  item->after = g_strdup (after);
  item->description = g_strdup (description);
  item->rank = item_kinds[kind].rank;
  g_ptr_array_add (self->completion->items, item);

  return item;
}

/* A word; @after_space is what follows it, " " or "" or "=". */
void
vdt_kql_offer_item (VdtKqlCompleter *self,
                    VdtKqlItemKind   kind,
                    const char      *text,
                    const char      *after_space)
{
  g_autofree char *before = g_strconcat (text, after_space, NULL);

  add (self, kind, text, before, NULL, NULL);
}

/* Words with spaces between. */
void
vdt_kql_offer_words (VdtKqlCompleter *self,
                     VdtKqlItemKind   kind,
                     const char      *words)
{
  g_auto(GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    vdt_kql_offer_item (self, kind, list[i], kind == VDT_KQL_ITEM_SYNTAX ? "" : " ");
}

/* A name as it has to be written: in brackets if it is not a plain word. */
static char *
quote_name (const char *name)
{
  gboolean plain = g_ascii_isalpha (*name) || *name == '_';

  for (const char *at = name; *at != '\0'; at++)
    plain = plain && (g_ascii_isalnum (*at) || *at == '_');

  if (!plain || !vdt_kql_kind_is_name (vdt_kql_lex_keyword (name, strlen (name))))
    {
      g_autofree char *escaped = g_strescape (name, NULL);

      return g_strconcat ("['", escaped, "']", NULL);
    }

  return g_strdup (name);
}

/* Columns of @schema, only those in @common_with too if that is given. */
void
vdt_kql_offer_columns (VdtKqlCompleter    *self,
                       const VdtKqlSchema *schema,
                       const VdtKqlSchema *common_with)
{
  if (schema == NULL)
    return;

  for (guint i = 0; i < schema->n_columns; i++)
    {
      const VdtKqlColumn *column = schema->columns[i];
      g_autofree char *quoted = NULL;
      g_autofree char *before = NULL;

      if (common_with != NULL && vdt_kql_schema_find (common_with, column->name) == NULL)
        continue;

      quoted = quote_name (column->name);
      before = g_strconcat (quoted, " ", NULL);
      add (self, VDT_KQL_ITEM_COLUMN, column->name, before, NULL, column->description);
    }
}

/* The known values of a column, as the rest of a string. */
void
vdt_kql_offer_values (VdtKqlCompleter    *self,
                      const VdtKqlColumn *column,
                      char                quote)
{
  if (column == NULL || column->values == NULL || self->like_service)
    return;

  for (guint i = 0; column->values[i] != NULL; i++)
    if (strchr (column->values[i], quote) == NULL && strchr (column->values[i], '\\') == NULL)
      add (self, VDT_KQL_ITEM_VALUE, column->values[i], column->values[i], NULL, NULL);
}

/* Functions */

/* iff(if, then, else); [x] for what may be left out, ... for what may be repeated. */
static char *
describe_call (const VdtKqlFunction *function)
{
  GString *out = g_string_new (function->name);
  gboolean repeated = FALSE;

  g_string_append_c (out, '(');

  if (function->n_signatures > 0)
    {
      const VdtKqlSignature *signature = &function->signatures[0];

      for (guint i = 0; i < signature->n_parameters; i++)
        {
          const VdtKqlFunctionParameter *parameter = &signature->parameters[i];

          g_string_append_printf (out, parameter->min == 0 || parameter->fallback != NULL ? "%s[%s]" : "%s%s",
                                  i == 0 ? "" : ", ", parameter->name);
          repeated = repeated || parameter->max > 1;
        }
    }

  g_string_append (out, repeated ? ", ...)" : ")");

  return g_string_free (out, FALSE);
}

static void
offer_function (VdtKqlCompleter      *self,
                VdtKqlItemKind        kind,
                const VdtKqlFunction *function)
{
  g_autofree char *text = describe_call (function);
  g_autofree char *before = NULL;
  gboolean arguments = function->n_signatures > 0 && function->signatures[0].n_parameters > 0;

  before = g_strconcat (function->name, arguments ? "(" : "()", NULL);
  add (self, kind, text, before, arguments ? ")" : NULL, function->description);
}

/* Functions that give a table, a database or the like, and those only graphs know. */
static gboolean
is_tabular_function (const char *name)
{
  static const char * const names[] = {
    "cluster", "database", "entity_group", "external_table", "graph", "materialized_view",
    "stored_query_result", "table",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return TRUE;

  return FALSE;
}

static gboolean
is_graph_function (const char *name)
{
  static const char * const names[] = {
    "all", "any", "map", "inner_nodes", "node_id", "node_degree_in", "node_degree_out", "labels",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return TRUE;

  return FALSE;
}

static void
offer_builtins (VdtKqlCompleter    *self,
                VdtKqlFunctionKind  kind,
                VdtKqlItemKind      item,
                gboolean            scalar,
                gboolean            tabular)
{
  guint n_functions = 0;
  const VdtKqlFunction *list = vdt_kql_builtins_list (vdt_kql_builtins_get (), kind, &n_functions);

  for (guint i = 0; i < n_functions; i++)
    {
      const VdtKqlFunction *function = &list[i];
      gboolean is_tabular = kind == VDT_KQL_FUNCTION_SCALAR && is_tabular_function (function->name);

      if (!function->hidden && function->instead == NULL
          && (is_tabular ? tabular : scalar)
          && (kind != VDT_KQL_FUNCTION_SCALAR || !is_graph_function (function->name)))
        offer_function (self, item, function);
    }
}

static void
offer_stored (VdtKqlCompleter *self,
              gboolean         tabular)
{
  GPtrArray *functions = vdt_kql_catalog_get_functions (self->catalog);

  for (guint i = 0; i < functions->len; i++)
    {
      const VdtKqlFunction *function = g_ptr_array_index (functions, i);
      gboolean rows_only = function->body == NULL && function->n_signatures > 0
                           && function->signatures[0].type != NULL
                           && function->signatures[0].type->kind == VDT_KQL_TYPE_TABLE
                           && function->signatures[0].type->schema != NULL
                           && function->signatures[0].type->schema->open;

      if (!function->hidden && (tabular || !rows_only))
        offer_function (self, VDT_KQL_ITEM_DATABASE_FUNCTION, function);
    }
}

/* Names of the query itself */

static gboolean
is_tabular_type (const VdtKqlType *type)
{
  return type != NULL && (type->kind == VDT_KQL_TYPE_TABLE || type->kind == VDT_KQL_TYPE_GRAPH);
}

/* let names that came first are shadowed by later ones of the same name. */
static gboolean
is_shadowed (GPtrArray *locals,
             guint      index)
{
  const VdtKqlSymbol *symbol = g_ptr_array_index (locals, index);

  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (((const VdtKqlSymbol *) g_ptr_array_index (locals, i))->name, symbol->name) == 0)
      return TRUE;

  return FALSE;
}

static void
offer_locals (VdtKqlCompleter *self,
              gboolean         scalar,
              gboolean         tabular)
{
  GPtrArray *locals = self->visible->locals;

  for (guint i = 0; i < locals->len; i++)
    {
      const VdtKqlSymbol *symbol = g_ptr_array_index (locals, i);
      g_autofree char *before = NULL;

      if (symbol->name == NULL || is_shadowed (locals, i))
        continue;

      if (symbol->kind == VDT_KQL_SYMBOL_LOCAL_FUNCTION)
        {
          if (symbol->function != NULL)
            offer_function (self, VDT_KQL_ITEM_LOCAL_FUNCTION, symbol->function);

          continue;
        }

      before = g_strconcat (symbol->name, " ", NULL);

      if (is_tabular_type (symbol->type))
        {
          if (tabular)
            add (self, VDT_KQL_ITEM_TABLE, symbol->name, before, NULL, NULL);
        }
      else if (scalar)
        add (self, symbol->kind == VDT_KQL_SYMBOL_PARAMETER ? VDT_KQL_ITEM_PARAMETER : VDT_KQL_ITEM_VARIABLE,
             symbol->name, before, NULL, NULL);
    }
}

static void
offer_tables (VdtKqlCompleter *self)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (self->catalog);

  for (guint i = 0; i < tables->len; i++)
    {
      const VdtKqlTable *table = g_ptr_array_index (tables, i);
      g_autofree char *before = quote_name (table->name);

      add (self, VDT_KQL_ITEM_TABLE, table->name, before, NULL, table->description);
    }
}

/* Words of the language */

static void
offer_operators (VdtKqlCompleter *self)
{
  guint n_operators = 0;
  const guint16 *keywords = vdt_kql_operators_offered (&n_operators);

  for (guint i = 0; i < n_operators; i++)
    vdt_kql_offer_item (self, VDT_KQL_ITEM_QUERY_PREFIX, vdt_kql_kind_get_text (keywords[i]), " ");

  if (!self->like_service)
    {
      add (self, VDT_KQL_ITEM_SNIPPET, "where Timestamp > ago(…)", "where Timestamp > ago(1d", ")",
           "Only the last day");
      add (self, VDT_KQL_ITEM_SNIPPET, "summarize count() by bin(…)", "summarize count() by bin(Timestamp, 1h",
           ")", "How many in every hour");
      add (self, VDT_KQL_ITEM_SNIPPET, "join kind=inner (…) on", "join kind=inner (", ") on ",
           "Rows that have a partner in another table");
    }
}

static void
offer_prefixes (VdtKqlCompleter *self)
{
  static const char * const types[] = {
    "datetime", "decimal", "double", "dynamic", "guid", "int", "long", "real", "timespan",
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *text = g_strconcat (types[i], "()", NULL);
      g_autofree char *before = g_strconcat (types[i], "(", NULL);

      add (self, VDT_KQL_ITEM_SCALAR_PREFIX, text, before, ")", NULL);
    }

  vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_PREFIX, "dynamic toscalar");
}

/* The parameters of an operator that are worth offering. */
void
vdt_kql_offer_parameters (VdtKqlCompleter      *self,
                          const VdtKqlOperator *operator)
{
  for (const VdtKqlParameter *p = operator->parameters; p != NULL && p->name != NULL; p++)
    if (!p->old)
      vdt_kql_offer_item (self, VDT_KQL_ITEM_KEYWORD, p->name, "=");
}

/**
 * vdt_kql_offer:
 * @self: the completer
 * @offers: #VdtKqlOffer flags
 *
 * Offers whole groups of things.
 */
void
vdt_kql_offer (VdtKqlCompleter *self,
               guint            offers)
{
  gboolean tabular = (offers & VDT_KQL_OFFER_TABLES) != 0;

  if (offers & VDT_KQL_OFFER_OPERATORS)
    offer_operators (self);

  if (offers & VDT_KQL_OFFER_SIDES)
    {
      vdt_kql_offer_item (self, VDT_KQL_ITEM_VARIABLE, "$left", "");
      vdt_kql_offer_item (self, VDT_KQL_ITEM_VARIABLE, "$right", "");
    }

  if (offers & VDT_KQL_OFFER_COLUMNS)
    vdt_kql_offer_columns (self, self->visible->row, NULL);

  if (offers & (VDT_KQL_OFFER_LOCALS | VDT_KQL_OFFER_TABLES))
    offer_locals (self, (offers & VDT_KQL_OFFER_LOCALS) != 0, tabular);

  if (tabular)
    offer_tables (self);

  if (offers & VDT_KQL_OFFER_AGGREGATES)
    offer_builtins (self, VDT_KQL_FUNCTION_AGGREGATE, VDT_KQL_ITEM_AGGREGATE_FUNCTION, TRUE, FALSE);

  if (offers & (VDT_KQL_OFFER_FUNCTIONS | VDT_KQL_OFFER_TABLES))
    offer_builtins (self, VDT_KQL_FUNCTION_SCALAR, VDT_KQL_ITEM_BUILTIN_FUNCTION,
                    (offers & VDT_KQL_OFFER_FUNCTIONS) != 0, tabular);

  if (offers & VDT_KQL_OFFER_PLUGINS)
    offer_builtins (self, VDT_KQL_FUNCTION_PLUGIN, VDT_KQL_ITEM_BUILTIN_FUNCTION, TRUE, FALSE);

  if (offers & (VDT_KQL_OFFER_STORED | VDT_KQL_OFFER_TABLES))
    offer_stored (self, tabular);

  if (offers & VDT_KQL_OFFER_PREFIXES)
    offer_prefixes (self);

  if (offers & (VDT_KQL_OFFER_SOURCES | VDT_KQL_OFFER_QUERIES))
    vdt_kql_offer_words (self, VDT_KQL_ITEM_QUERY_PREFIX, "datatable externaldata inline_external_table");

  if (offers & VDT_KQL_OFFER_QUERIES)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_QUERY_PREFIX,
                         "macro-expand find print range search union evaluate");

  if (offers & VDT_KQL_OFFER_STATEMENTS)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_QUERY_PREFIX, "let set");

  if (offers & VDT_KQL_OFFER_TYPES)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_SCALAR_TYPE,
                         "bool datetime decimal dynamic guid int long real string timespan");

  if (offers & VDT_KQL_OFFER_CHARTS)
    vdt_kql_offer_words (self, VDT_KQL_ITEM_RENDER_CHART,
                         "anomalychart areachart barchart card columnchart ladderchart linechart list piechart "
                         "pivotchart plotly scatterchart stackedareachart table timechart timeline timepivot "
                         "treemap");
}
