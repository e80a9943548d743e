/* vdt-kql-rename.c: finds the uses of a name, renames it, and gives a part of a query a name.
 *
 * A let name or parameter is followed by the symbol that its uses are bound to;
 * a computed column by the identity that the binder gives a column from where it
 * is made to where it is dropped.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-assist-private.h"

#include "vdt-error.h"

#include <string.h>

/* What all uses of a name have in common. */
typedef struct
{
  const VdtKqlNode *declaration;
  guint32           column;         /* 0 if it is no column */
} Target;

static guint32
column_id (VdtKqlAnalysis   *analysis,
           const VdtKqlNode *name)
{
  const VdtKqlSymbol *symbol = vdt_kql_analysis_get_symbol (analysis, name);
  const VdtKqlColumn *column = symbol != NULL ? symbol->column : NULL;

  if (column == NULL)
    column = vdt_kql_analysis_get_column (analysis, name);

  return column != NULL ? column->id : 0;
}

/* The column that “x = …” makes: in the rows that its operator gives. */
static guint32
declared_column_id (VdtKqlAnalysis   *analysis,
                    const VdtKqlNode *declaration)
{
  const VdtKqlNode *operator = declaration->parent;
  const VdtKqlSchema *output = NULL;
  const VdtKqlColumn *column = NULL;
  g_autofree char *name = vdt_kql_node_dup_name (vdt_kql_analysis_get_tree (analysis), declaration);

  while (operator != NULL && !vdt_kql_kind_is_operator (operator->kind))
    operator = operator->parent;

  output = operator != NULL ? vdt_kql_analysis_get_output (analysis, operator) : NULL;
  column = output != NULL ? vdt_kql_schema_find (output, name) : NULL;

  return column != NULL ? column->id : 0;
}

static gboolean
find_target (VdtKqlAnalysis   *analysis,
             const VdtKqlNode *name,
             Target           *target)
{
  const VdtKqlSymbol *symbol = vdt_kql_analysis_get_symbol (analysis, name);
  gboolean declares_column = name->kind == VDT_KQL_NAME_DECLARATION
                             && (name->parent->kind == VDT_KQL_NAMED
                                 || name->parent->kind == VDT_KQL_NAME_AND_TYPE
                                 || (name->parent->kind == VDT_KQL_LIST
                                     && name->parent->parent->kind == VDT_KQL_COMPOUND_NAMED));

  if (declares_column)
    target->column = declared_column_id (analysis, name);
  else if (symbol != NULL && symbol->kind == VDT_KQL_SYMBOL_COLUMN)
    target->column = column_id (analysis, name);
  else if (symbol != NULL)
    target->declaration = symbol->declaration;
  else if (name->kind == VDT_KQL_NAME_DECLARATION)
    target->declaration = name;

  return target->declaration != NULL || target->column != 0;
}

static gboolean
is_use (VdtKqlAnalysis   *analysis,
        const VdtKqlNode *node,
        const Target     *target)
{
  const VdtKqlSymbol *symbol = NULL;

  if (node->kind != VDT_KQL_NAME_REFERENCE && node->kind != VDT_KQL_NAME_DECLARATION)
    return FALSE;

  if (target->column != 0)
    {
      if (node->kind == VDT_KQL_NAME_DECLARATION)
        return (node->parent->kind == VDT_KQL_NAMED || node->parent->kind == VDT_KQL_NAME_AND_TYPE
                || node->parent->kind == VDT_KQL_LIST)
               && declared_column_id (analysis, node) == target->column;

      return column_id (analysis, node) == target->column;
    }

  symbol = vdt_kql_analysis_get_symbol (analysis, node);

  return node == target->declaration || (symbol != NULL && symbol->declaration == target->declaration);
}

/**
 * vdt_kql_find_uses:
 * @analysis: a query
 * @offset: a place in a name
 *
 * Finds a let name, a parameter or a column that the query computes everywhere it is written.
 *
 * Returns: (transfer full) (element-type VdtKqlRange): the places in text order, the declaration first;
 *   empty if the query does not declare the name itself
 */
GArray *
vdt_kql_find_uses (VdtKqlAnalysis *analysis,
                   gsize           offset)
{
  GArray *uses = g_array_new (FALSE, FALSE, sizeof (VdtKqlRange));
  VdtKqlTree *tree = NULL;
  const VdtKqlNode *root = NULL;
  const VdtKqlNode *name = NULL;
  Target target = { 0 };
  gboolean declared = FALSE;

  g_return_val_if_fail (analysis != NULL, uses);

  tree = vdt_kql_analysis_get_tree (analysis);
  root = vdt_kql_tree_get_root (tree);
  name = vdt_kql_assist_name_at (tree, offset);

  if (name == NULL || !find_target (analysis, name, &target))
    return uses;

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (!vdt_kql_node_is_missing (node) && is_use (analysis, node, &target))
      {
        VdtKqlRange range = { node->start, node->end - node->start };

        declared = declared || node->kind == VDT_KQL_NAME_DECLARATION;
        g_array_append_val (uses, range);
      }

  /* A column of a table is not the query's to rename. */
  if (!declared)
    g_array_set_size (uses, 0);

  return uses;
}

static char *
quote_name (const char *name)
{
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autofree char *let = g_strdup_printf ("let %s = 1", name);
  g_autofree char *escaped = NULL;

  tree = vdt_kql_parse (let, -1, NULL);

  if (vdt_kql_tree_get_diagnostics (tree)->len == 0
      && strspn (name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == strlen (name))
    return g_strdup (name);

  escaped = g_strescape (name, NULL);

  return g_strdup_printf ("['%s']", escaped);
}

static void
text_edit_free (VdtKqlTextEdit *edit)
{
  g_free (edit->text);
  g_free (edit);
}

static void
add_edit (GPtrArray  *edits,
          gsize       start,
          gsize       length,
          const char *text)
{
  VdtKqlTextEdit *edit = g_new0 (VdtKqlTextEdit, 1);

  edit->start = start;
  edit->length = length;
  edit->text = g_strdup (text);
  g_ptr_array_add (edits, edit);
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (*name != '\0' && g_utf8_validate (name, -1, NULL) && strpbrk (name, "\r\n") == NULL)
    return TRUE;

  g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "the new name must be one line of text and not empty");

  return FALSE;
}

/**
 * vdt_kql_rename:
 * @analysis: a query
 * @offset: a place in a name
 * @name: the new name; it is put in brackets where it has to be
 * @error: return location for a %VDT_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable) (element-type VdtKqlTextEdit): the edits that rename a let name,
 *   a parameter or a computed column everywhere
 */
GPtrArray *
vdt_kql_rename (VdtKqlAnalysis  *analysis,
                gsize            offset,
                const char      *name,
                GError         **error)
{
  g_autoptr(GArray) uses = NULL;
  g_autofree char *quoted = NULL;
  GPtrArray *edits = NULL;

  g_return_val_if_fail (analysis != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!check_name (name, error))
    return NULL;

  uses = vdt_kql_find_uses (analysis, offset);

  if (uses->len == 0)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "only let names, parameters and columns that the query computes can be renamed");
      return NULL;
    }

  quoted = quote_name (name);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) text_edit_free);

  for (guint i = 0; i < uses->len; i++)
    {
      const VdtKqlRange *range = &g_array_index (uses, VdtKqlRange, i);

      add_edit (edits, range->start, range->length, quoted);
    }

  return edits;
}

/* Extracting */

/* The largest expression that is exactly the selection. */
static const VdtKqlNode *
find_selected (VdtKqlTree *tree,
               gsize       start,
               gsize       end)
{
  gsize text_length;
  const char *text = vdt_kql_tree_get_text (tree, &text_length);
  const VdtKqlNode *root = vdt_kql_tree_get_root (tree);

  end = MIN (end, text_length);
  while (start < end && g_ascii_isspace (text[start]))
    start++;

  while (end > start && g_ascii_isspace (text[end - 1]))
    end--;

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (node->start == start && node->end == end && !vdt_kql_node_is_token (node)
        && node->kind >= VDT_KQL_NAME_REFERENCE && node->kind <= VDT_KQL_EXTERNALDATA
        && node->kind != VDT_KQL_EXPRESSION_LIST && node->kind != VDT_KQL_EXPRESSION_COUPLE
        && node->kind != VDT_KQL_NAMED && node->kind != VDT_KQL_BRACKETED && node->kind != VDT_KQL_JSON_PAIR)
      return node;

  return NULL;
}

/* The statement of a list of statements that @node is in. */
static const VdtKqlNode *
find_statement (const VdtKqlNode *node)
{
  while (node != NULL && !(node->role == VDT_KQL_ROLE_ITEM && node->parent->role == VDT_KQL_ROLE_STATEMENTS))
    {
      /* The body of a function is the last of its statements. */
      if (node->parent != NULL && node->parent->kind == VDT_KQL_FUNCTION_BODY
          && node->role == VDT_KQL_ROLE_EXPRESSION)
        return node;

      node = node->parent;
    }

  return node;
}

/* Whether @node means something only for a row. */
static gboolean
uses_columns (VdtKqlAnalysis   *analysis,
              const VdtKqlNode *node)
{
  if (vdt_kql_analysis_is_constant (analysis, node))
    return FALSE;

  for (const VdtKqlNode *inside = node; inside != NULL; inside = vdt_kql_node_next_in_tree (inside, node))
    {
      const VdtKqlSymbol *symbol = inside->kind == VDT_KQL_NAME_REFERENCE
                                   ? vdt_kql_analysis_get_symbol (analysis, inside) : NULL;
      const VdtKqlNode *pipe = inside;

      if (symbol == NULL || (symbol->kind != VDT_KQL_SYMBOL_COLUMN && symbol->kind != VDT_KQL_SYMBOL_ROW))
        continue;

      /* A column of rows that the selection itself brings in is fine. */
      while (pipe != node && pipe->kind != VDT_KQL_PIPE)
        pipe = pipe->parent;

      if (pipe->kind != VDT_KQL_PIPE)
        return TRUE;
    }

  return FALSE;
}

/**
 * vdt_kql_extract_to_let:
 * @analysis: a query
 * @start: where the selection starts
 * @length: how long it is
 * @name: a name for it
 * @error: return location for a %VDT_ERROR_USAGE
 *
 * Puts the selected expression or table into a let statement before the statement that it is in.
 *
 * Returns: (transfer full) (nullable) (element-type VdtKqlTextEdit): the edits
 */
GPtrArray *
vdt_kql_extract_to_let (VdtKqlAnalysis  *analysis,
                        gsize            start,
                        gsize            length,
                        const char      *name,
                        GError         **error)
{
  VdtKqlTree *tree = NULL;
  const VdtKqlNode *selected = NULL;
  const VdtKqlNode *statement = NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *text = NULL;
  g_autofree char *let = NULL;
  GPtrArray *edits = NULL;

  g_return_val_if_fail (analysis != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (!check_name (name, error))
    return NULL;

  tree = vdt_kql_analysis_get_tree (analysis);
  selected = find_selected (tree, start, start + length);
  statement = selected != NULL ? find_statement (selected) : NULL;

  if (statement == NULL || selected->flags & VDT_KQL_NODE_HAS_ERROR)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "select one whole expression or table");
      return NULL;
    }

  if (uses_columns (analysis, selected))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                           "the selection uses columns of the current row, which a let name cannot");
      return NULL;
    }

  quoted = quote_name (name);
  text = vdt_kql_node_dup_text (tree, selected);
  let = g_strdup_printf ("let %s = %s;\n", quoted, text);
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) text_edit_free);
  add_edit (edits, statement->start, 0, let);
  add_edit (edits, selected->start, selected->end - selected->start, quoted);

  return edits;
}
