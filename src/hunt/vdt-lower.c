/* vdt-lower.c
 *
 * From a tree to a statement: analyses it, lowers its statements, and does both
 * again when the data have told the columns that a plugin makes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-lower-private.h"

#include <stdarg.h>
#include <string.h>

#include "vdt-error.h"

#define MAX_ROUNDS 8

static void
place_of (VdtKqlTree       *tree,
          const VdtKqlNode *node,
          guint            *line,
          guint            *column)
{
  gsize length = 0;
  const char *text = vdt_kql_tree_get_text (tree, &length);

  *line = 1;
  *column = 1;
  for (gsize i = 0; i < node->start && i < length; i++)
    {
      if (text[i] == '\n')
        {
          (*line)++;
          *column = 1;
        }
      else if (((guchar) text[i] & 0xC0) != 0x80)
        (*column)++;
    }
}

/* The first failure counts; what follows from it says nothing new. */
static void
fail (VdtLower         *l,
      const VdtKqlNode *node,
      int               code,
      const char       *message)
{
  guint line;
  guint column;

  if (l->error != NULL)
    return;

  if (node == NULL)
    {
      g_set_error_literal (&l->error, VDT_ERROR, code, message);
      return;
    }

  place_of (vdt_kql_expansion_get_tree (l->frame), node, &line, &column);
  g_set_error (&l->error, VDT_ERROR, code, "%s (line %u, column %u)", message, line, column);
}

void
vdt_lower_fail (VdtLower         *l,
                const VdtKqlNode *node,
                const char       *format,
                ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fail (l, node, VDT_ERROR_QUERY, message);
}

/* Understood, but nothing here can compute it. */
void
vdt_lower_unavailable (VdtLower         *l,
                       const VdtKqlNode *node,
                       const char       *what)
{
  g_autofree char *message = g_strconcat ("not available locally: ", what, NULL);

  fail (l, node, VDT_ERROR_UNSUPPORTED, message);
}

VdtLowerValue
vdt_lower_value (const char     *sql,
                 VdtKqlTypeKind  type)
{
  return (VdtLowerValue) { sql, type, NULL, 0 };
}

static VdtLowerParameter *
add_parameter (VdtLower   *l,
               const char *name)
{
  VdtLowerParameter *parameter = vdt_kql_arena_new0 (l->arena, VdtLowerParameter);

  parameter->name = name;
  g_ptr_array_add (l->parameters, parameter);

  return parameter;
}

/**
 * vdt_lower_text:
 * @text: any bytes that are UTF-8
 * @length: how many, or -1
 *
 * Returns: the parameter that stands for the text; equal texts share one
 */
const char *
vdt_lower_text (VdtLower   *l,
                const char *text,
                gssize      length)
{
  VdtLowerParameter *parameter;
  const char *found;

  if (length < 0)
    length = (gssize) strlen (text);
  if (length == 0)
    return "''";

  text = vdt_kql_arena_strndup (l->arena, text, (gsize) length);
  found = g_hash_table_lookup (l->texts, text);
  if (found != NULL)
    return found;

  parameter = add_parameter (l, P ("t%u", l->parameters->len + 1));
  parameter->text = text;
  parameter->length = (gsize) length;
  found = P ("$%s", parameter->name);
  g_hash_table_insert (l->texts, (gpointer) text, (gpointer) found);

  return found;
}

/* The clock is a parameter, so that a query over old data can have its own. */
const char *
vdt_lower_now (VdtLower *l)
{
  for (guint i = 0; i < l->parameters->len; i++)
    if (strcmp (((VdtLowerParameter *) l->parameters->pdata[i])->name, "now") == 0)
      return "$now::BIGINT";

  add_parameter (l, "now")->ticks = l->options->now;

  return "$now::BIGINT";
}

const char *
vdt_lower_name (VdtLower         *l,
                const VdtKqlNode *node)
{
  g_autofree char *name = node != NULL ? vdt_kql_node_dup_name (vdt_kql_expansion_get_tree (l->frame), node) : NULL;

  return vdt_kql_arena_strdup (l->arena, name != NULL ? name : "");
}

const char *
vdt_lower_fresh (VdtLower   *l,
                 const char *prefix)
{
  return P ("%s%u", prefix, ++l->n_names);
}

/* The expression in a clause, or the child itself. */
const VdtKqlNode *
vdt_lower_inside (const VdtKqlNode *node,
                  VdtKqlRole        role)
{
  const VdtKqlNode *clause = vdt_kql_node_child (node, role);

  if (clause == NULL || clause->kind != VDT_KQL_CLAUSE)
    return clause;

  return vdt_kql_node_child (clause, VDT_KQL_ROLE_EXPRESSION);
}

VdtKqlNode *
vdt_lower_items (const VdtKqlNode *node,
                 VdtKqlRole        role)
{
  VdtKqlNode *clause = vdt_kql_node_child (node, role);

  if (clause == NULL || clause->kind == VDT_KQL_LIST)
    return clause;

  return vdt_kql_node_child (clause, VDT_KQL_ROLE_ITEMS);
}

const VdtKqlNode *
vdt_lower_strip (const VdtKqlNode *node)
{
  while (node != NULL && (node->kind == VDT_KQL_PARENTHESIZED || node->kind == VDT_KQL_SUBQUERY))
    {
      const VdtKqlNode *inner = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

      if (inner == NULL)
        inner = vdt_kql_node_child (node, VDT_KQL_ROLE_BODY);
      if (inner == NULL)
        return node;
      node = inner;
    }

  return node;
}

const VdtKqlNode *
vdt_lower_parameter_node (const VdtLower   *l,
                          const VdtKqlNode *node,
                          const char       *name)
{
  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS))
    {
      VdtKqlNode *name_node = vdt_kql_node_child (item, VDT_KQL_ROLE_NAME);

      if (name_node != NULL && vdt_kql_node_text_is (vdt_kql_expansion_get_tree (l->frame), name_node, name))
        return vdt_kql_node_child (item, VDT_KQL_ROLE_VALUE);
    }

  return NULL;
}

/* What an operator's parameter is set to: a name, or the value's text. */
const char *
vdt_lower_parameter (VdtLower         *l,
                     const VdtKqlNode *node,
                     const char       *name)
{
  const VdtKqlNode *value = vdt_lower_parameter_node (l, node, name);
  g_autofree char *text = NULL;

  if (value == NULL)
    return NULL;
  if (value->kind == VDT_KQL_NAME_DECLARATION || value->kind == VDT_KQL_NAME_REFERENCE)
    return vdt_lower_name (l, value);
  if (vdt_kql_expansion_get_constant (l->frame, value) != NULL)
    return vdt_kql_expansion_get_constant (l->frame, value)->text;

  text = vdt_kql_node_dup_text (vdt_kql_expansion_get_tree (l->frame), value);

  return vdt_kql_arena_strdup (l->arena, text != NULL ? text : "");
}

VdtLowerBinding *
vdt_lower_bind (VdtLower           *l,
                const VdtKqlSymbol *symbol,
                const VdtKqlNode   *node)
{
  VdtLowerBinding *binding = vdt_kql_arena_new0 (l->arena, VdtLowerBinding);

  binding->frame = l->frame;
  binding->node = node;
  if (symbol != NULL)
    g_hash_table_insert (l->bindings, (gpointer) symbol, binding);

  return binding;
}

static void
bind_let (VdtLower         *l,
          const VdtKqlNode *node)
{
  VdtKqlNode *name = vdt_kql_node_child (node, VDT_KQL_ROLE_NAME);

  vdt_lower_bind (l, vdt_kql_expansion_get_symbol (l->frame, name),
                  vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION));
}

static void
bind_query_parameters (VdtLower         *l,
                       const VdtKqlNode *node)
{
  VDT_LOWER_EACH (item, vdt_kql_node_child (node, VDT_KQL_ROLE_PARAMETERS))
    {
      VdtKqlNode *fallback = vdt_kql_node_child (item, VDT_KQL_ROLE_DEFAULT);

      if (fallback == NULL)
        vdt_lower_fail (l, item, "The query's parameter has no value and no default");
      vdt_lower_bind (l, vdt_kql_expansion_get_symbol (l->frame, vdt_kql_node_child (item, VDT_KQL_ROLE_NAME)),
                      fallback);
    }
}

/**
 * vdt_lower_statements:
 * @list: (nullable): statements
 * @out_last: (out): the last expression among them
 *
 * Notes what the names of the statements stand for. Nothing is lowered before it
 * is used, but for expressions that give a name to what comes after them.
 */
void
vdt_lower_statements (VdtLower          *l,
                      const VdtKqlNode  *list,
                      const VdtKqlNode **out_last)
{
  *out_last = NULL;

  VDT_LOWER_EACH (node, list)
    {
      switch (node->kind)
        {
        case VDT_KQL_LET_STATEMENT:
          bind_let (l, node);
          break;
        case VDT_KQL_QUERY_PARAMETERS_STATEMENT:
          bind_query_parameters (l, node);
          break;
        case VDT_KQL_EXPRESSION_STATEMENT:
          *out_last = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);
          break;
        case VDT_KQL_PATTERN_STATEMENT:
          vdt_lower_unavailable (l, node, "declare pattern");
          break;
        case VDT_KQL_SET_STATEMENT:
        case VDT_KQL_ALIAS_STATEMENT:
        case VDT_KQL_RESTRICT_STATEMENT:
        default:
          break;
        }
    }
}

static const char *
statement_text (VdtLower     *l,
                VdtLowerRows *rows)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < l->ctes->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? (l->recursive ? "WITH RECURSIVE " : "WITH ") : ",\n", (const char *) l->ctes->pdata[i]);
  if (l->ctes->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, vdt_lower_rows_sql (l, rows, NULL, NULL));

  return vdt_kql_arena_strdup (l->arena, text->str);
}

static void
finish (VdtLower     *l,
        VdtLowerRows *rows,
        VdtLowered   *out)
{
  GPtrArray *visible = g_ptr_array_new ();
  g_autoptr(GPtrArray) selected = NULL;
  VdtLowerRows *last = vdt_lower_rows_plain (l, rows);

  for (guint i = 0; i < last->columns->len; i++)
    {
      VdtLowerColumn *column = last->columns->pdata[i];

      /* The binder's names go with its analysis. */
      column->name = vdt_kql_arena_strdup (l->arena, column->name);
      if (!column->hidden)
        g_ptr_array_add (visible, column);
    }

  selected = g_ptr_array_copy (visible, NULL, NULL);
  out->has_places = l->options->places && vdt_lower_give_places (l, last, selected);
  last->columns = selected;
  out->sql = statement_text (l, last);
  out->columns = visible;
  out->parameters = g_ptr_array_ref (l->parameters);
  out->chart = l->chart;
  out->chart_properties = l->chart_properties;
}

static void
lower_query (VdtLower   *l,
             VdtKqlTree *tree,
             VdtLowered *out)
{
  const VdtKqlNode *last = NULL;
  VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  const VdtKqlType *type;
  VdtLowerRows *rows;

  vdt_lower_statements (l, vdt_kql_node_child (root, VDT_KQL_ROLE_STATEMENTS), &last);
  if (last == NULL)
    {
      vdt_lower_fail (l, NULL, "The query has no expression to run");
      return;
    }

  type = vdt_kql_expansion_get_type (l->frame, last);
  if (type != NULL && type->kind != VDT_KQL_TYPE_TABLE && vdt_kql_type_is_scalar (type) &&
      type->kind != VDT_KQL_TYPE_UNKNOWN)
    {
      rows = vdt_lower_rows_new (l, NULL);
      vdt_lower_rows_add (l, rows, "print_0", vdt_lower_expression (l, last));
    }
  else
    rows = vdt_lower_table (l, last);

  if (l->error == NULL && !l->again)
    finish (l, rows, out);
}

static gboolean
check_analysis (VdtKqlAnalysis  *analysis,
                VdtKqlTree      *tree,
                GError         **error)
{
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const VdtKqlDiagnostic *one = diagnostics->pdata[i];
      VdtKqlNode place = { .start = (guint32) one->start };
      guint line;
      guint column;

      if (one->severity != VDT_KQL_SEVERITY_ERROR)
        continue;

      place_of (tree, &place, &line, &column);
      g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "%s %s (line %u, column %u)", one->code, one->message,
                   line, column);
      return FALSE;
    }

  if (vdt_kql_analysis_is_ok (analysis))
    return TRUE;

  g_set_error_literal (error, VDT_ERROR, VDT_ERROR_QUERY, "The query cannot be analysed");

  return FALSE;
}

static gboolean
lower_round (VdtKqlTree             *tree,
             VdtKqlCatalog          *catalog,
             const VdtLowerOptions  *options,
             GHashTable             *known_rows,
             VdtLowered             *out,
             gboolean               *again,
             GError                **error)
{
  VdtKqlAnalyzeOptions how = { .no_hints = TRUE, .known_rows = known_rows };
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, catalog, &how);
  g_autoptr(GHashTable) bindings = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) parameters = g_ptr_array_new ();
  g_autoptr(GPtrArray) ctes = g_ptr_array_new ();
  g_autoptr(GPtrArray) arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  VdtLower l = {
    .arena = out->arena, .options = options, .analysis = analysis, .bindings = bindings, .texts = texts,
    .parameters = parameters, .ctes = ctes, .arrays = arrays, .known_rows = known_rows,
  };

  *again = FALSE;
  if (!check_analysis (analysis, tree, error))
    return FALSE;

  l.frame = vdt_kql_analysis_get_whole (analysis);
  lower_query (&l, tree, out);
  *again = l.again;

  if (l.error != NULL && !l.again)
    {
      g_propagate_error (error, l.error);
      return FALSE;
    }
  g_clear_error (&l.error);

  return TRUE;
}

/**
 * vdt_lower:
 * @tree: a parsed query
 * @catalog: what it can name
 * @options: the clock and where the rows are
 * @error: %VDT_ERROR_QUERY with a place if the query is wrong, %VDT_ERROR_UNSUPPORTED
 *   with “not available locally” if nothing here can compute it
 *
 * Makes a statement of a query. Text of the query reaches the statement only as
 * parameters and as quoted names.
 *
 * Returns: (transfer full) (nullable): the statement
 */
VdtLowered *
vdt_lower (VdtKqlTree             *tree,
           VdtKqlCatalog          *catalog,
           const VdtLowerOptions  *options,
           GError                **error)
{
  g_autoptr(VdtLowered) self = g_new0 (VdtLowered, 1);
  g_autoptr(GHashTable) known_rows = g_hash_table_new (NULL, NULL);
  gboolean again = TRUE;

  g_return_val_if_fail (tree != NULL && catalog != NULL && options != NULL, NULL);

  self->arena = vdt_kql_arena_new ();

  for (guint round = 0; again && round < MAX_ROUNDS; round++)
    if (!lower_round (tree, catalog, options, known_rows, self, &again, error))
      return NULL;

  if (self->sql == NULL)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_LIMIT,
                           "The query has more plugins with columns that depend on the data than can be followed");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
vdt_lowered_free (VdtLowered *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  vdt_kql_arena_free (self->arena);
  g_free (self);
}
