/* vdt-kql-assist.c: signature help, hover texts and definitions.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-assist-private.h"
#include "vdt-kql-builtins.h"

#include <string.h>

/* Signature help */

void
vdt_kql_signature_help_free (VdtKqlSignatureHelp *self)
{
  if (self == NULL)
    return;

  g_strfreev (self->labels);
  g_strfreev (self->parameters);
  g_free (self->description);
  g_free (self);
}

/* The innermost call whose brackets are around @offset. */
static const VdtKqlNode *
find_call (VdtKqlTree *tree,
           gsize       offset)
{
  const VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  const VdtKqlNode *found = NULL;

  for (const VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (node->kind == VDT_KQL_CALL)
      {
        const VdtKqlNode *arguments = vdt_kql_node_child (node, VDT_KQL_ROLE_ARGUMENTS);
        const VdtKqlNode *open = vdt_kql_node_child (arguments, VDT_KQL_ROLE_OPEN);
        const VdtKqlNode *close = vdt_kql_node_child (arguments, VDT_KQL_ROLE_CLOSE);

        /* A call that is not closed goes on to the end of its line of thought. */
        if (!vdt_kql_node_is_missing (open) && offset >= open->end
            && (vdt_kql_node_is_missing (close) || offset <= close->start))
          found = node;
      }

  return found;
}

static guint
count_commas (const VdtKqlNode *list,
              gsize             offset)
{
  guint count = 0;

  for (const VdtKqlNode *child = list->first_child; child != NULL && child->start < offset; child = child->next)
    count += child->role == VDT_KQL_ROLE_SEPARATOR && !vdt_kql_node_is_missing (child) ? 1 : 0;

  return count;
}

static void
list_parameters (VdtKqlSignatureHelp   *help,
                 const VdtKqlSignature *signature,
                 guint                  index)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < signature->n_parameters; i++)
    g_strv_builder_add (names, signature->parameters[i].name);

  help->parameters = g_strv_builder_end (names);
  help->parameter = signature->n_parameters == 0 ? 0 : MIN (index, signature->n_parameters - 1);
}

/**
 * vdt_kql_signature_help:
 * @analysis: a query
 * @offset: the caret
 *
 * Returns: (transfer full) (nullable): how the function is called whose arguments the caret is in
 */
VdtKqlSignatureHelp *
vdt_kql_signature_help (VdtKqlAnalysis *analysis,
                        gsize           offset)
{
  g_autoptr(GStrvBuilder) labels = g_strv_builder_new ();
  VdtKqlSignatureHelp *help = NULL;
  const VdtKqlFunction *function = NULL;
  const VdtKqlSymbol *symbol = NULL;
  const VdtKqlNode *call = NULL;
  guint index = 0;

  g_return_val_if_fail (analysis != NULL, NULL);

  call = find_call (vdt_kql_analysis_get_tree (analysis), offset);

  if (call == NULL)
    return NULL;

  symbol = vdt_kql_analysis_get_symbol (analysis, vdt_kql_node_child (call, VDT_KQL_ROLE_NAME));
  function = symbol != NULL ? symbol->function : NULL;

  if (function == NULL || function->n_signatures == 0)
    return NULL;

  help = g_new0 (VdtKqlSignatureHelp, 1);
  help->description = g_strdup (function->description);
  index = count_commas (vdt_kql_node_child (vdt_kql_node_child (call, VDT_KQL_ROLE_ARGUMENTS),
                                            VDT_KQL_ROLE_ITEMS), offset);

  for (guint i = 0; i < function->n_signatures; i++)
    {
      g_autofree char *label = vdt_kql_signature_dup_text (function, &function->signatures[i]);

      g_strv_builder_add (labels, label);
    }

  help->labels = g_strv_builder_end (labels);

  while (help->active + 1 < function->n_signatures
         && index >= function->signatures[help->active].max_arguments)
    help->active++;

  list_parameters (help, &function->signatures[help->active], index);

  return help;
}

/* Names */

/* The name at @offset, or just before it. */
const VdtKqlNode *
vdt_kql_assist_name_at (VdtKqlTree *tree,
                        gsize       offset)
{
  const VdtKqlNode *token = vdt_kql_tree_token_at (tree, offset);
  const VdtKqlNode *name = token;

  if ((token == NULL || token->start > offset || token->parent == NULL) && offset > 0)
    token = vdt_kql_tree_token_at (tree, offset - 1);
  else if (offset > 0 && token->start == offset && token->parent->kind != VDT_KQL_NAME_REFERENCE
           && token->parent->kind != VDT_KQL_NAME_DECLARATION)
    token = vdt_kql_tree_token_at (tree, offset - 1);

  if (token == NULL || vdt_kql_node_is_missing (token) || offset < token->start || offset > token->end)
    return NULL;

  name = token->parent;

  return name != NULL && (name->kind == VDT_KQL_NAME_REFERENCE || name->kind == VDT_KQL_NAME_DECLARATION)
         ? name : NULL;
}

static const char *
describe_symbol (const VdtKqlSymbol *symbol)
{
  switch (symbol->kind)
    {
    case VDT_KQL_SYMBOL_COLUMN:
      return "column";

    case VDT_KQL_SYMBOL_VARIABLE:
      return "let name";

    case VDT_KQL_SYMBOL_PARAMETER:
      return "parameter";

    case VDT_KQL_SYMBOL_QUERY_PARAMETER:
      return "query parameter";

    case VDT_KQL_SYMBOL_TABLE:
      return "table";

    case VDT_KQL_SYMBOL_LOCAL_FUNCTION:
      return "function of this query";

    case VDT_KQL_SYMBOL_FUNCTION:
      return "function";

    case VDT_KQL_SYMBOL_PATTERN:
      return "pattern";

    case VDT_KQL_SYMBOL_DATABASE:
      return "database";

    case VDT_KQL_SYMBOL_CLUSTER:
      return "cluster";

    case VDT_KQL_SYMBOL_GRAPH_ELEMENT:
      return "node or edge";

    case VDT_KQL_SYMBOL_STEP:
      return "step of scan";

    case VDT_KQL_SYMBOL_ROW:
      return "side of the join";

    case VDT_KQL_SYMBOL_OPTION:
    default:
      return "name";
    }
}

static void
append_line (GString    *out,
             const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (out, "\n%s", line);
}

static char *
hover_symbol (VdtKqlAnalysis     *analysis,
              const VdtKqlNode   *name,
              const VdtKqlSymbol *symbol)
{
  GString *out = NULL;
  const VdtKqlColumn *column = symbol->column != NULL ? symbol->column
                                                      : vdt_kql_analysis_get_column (analysis, name);

  if (symbol->function != NULL && symbol->function->n_signatures > 0)
    {
      g_autofree char *label = vdt_kql_signature_dup_text (symbol->function, &symbol->function->signatures[0]);

      out = g_string_new (label);
      append_line (out, symbol->function->description);

      if (symbol->function->instead != NULL)
        g_string_append_printf (out, "\nObsolete: use %s.", symbol->function->instead);

      return g_string_free (out, FALSE);
    }

  out = g_string_new (symbol->name);

  if (symbol->type != NULL && vdt_kql_type_is_scalar (symbol->type))
    g_string_append_printf (out, ": %s", vdt_kql_type_get_name (symbol->type));

  g_string_append_printf (out, " — %s", describe_symbol (symbol));

  if (symbol->table != NULL)
    append_line (out, symbol->table->description);

  if (column != NULL)
    append_line (out, column->description);

  if (symbol->constant != NULL && symbol->constant->text != NULL)
    g_string_append_printf (out, "\n= %s", symbol->constant->text);

  return g_string_free (out, FALSE);
}

/**
 * vdt_kql_hover:
 * @analysis: a query
 * @offset: where the pointer is
 * @range: (out) (optional): what the text is about
 *
 * Returns: (transfer full) (nullable): a few lines of plain text on the name there; they may hold text
 *   from the query, so they must not be taken for markup
 */
char *
vdt_kql_hover (VdtKqlAnalysis *analysis,
               gsize           offset,
               VdtKqlRange    *range)
{
  const VdtKqlNode *name = NULL;
  const VdtKqlSymbol *symbol = NULL;

  g_return_val_if_fail (analysis != NULL, NULL);

  name = vdt_kql_assist_name_at (vdt_kql_analysis_get_tree (analysis), offset);

  if (name == NULL)
    return NULL;

  if (range != NULL)
    *range = (VdtKqlRange) { name->start, name->end - name->start };

  symbol = vdt_kql_analysis_get_symbol (analysis, name);

  if (symbol != NULL && symbol->name != NULL)
    return hover_symbol (analysis, name, symbol);

  if (name->kind == VDT_KQL_NAME_DECLARATION && name->parent->kind == VDT_KQL_NAMED)
    {
      const VdtKqlType *type =
        vdt_kql_analysis_get_type (analysis, vdt_kql_node_child (name->parent, VDT_KQL_ROLE_EXPRESSION));
      g_autofree char *text = vdt_kql_node_dup_name (vdt_kql_analysis_get_tree (analysis), name);

      return type == NULL ? NULL : g_strdup_printf ("%s: %s — column", text, vdt_kql_type_get_name (type));
    }

  return NULL;
}

/**
 * vdt_kql_find_definition:
 * @analysis: a query
 * @offset: a place in a name
 * @range: (out): where the name is declared
 *
 * Returns: %TRUE if the query itself declares the name there
 */
gboolean
vdt_kql_find_definition (VdtKqlAnalysis *analysis,
                         gsize           offset,
                         VdtKqlRange    *range)
{
  g_autoptr(GArray) uses = NULL;

  g_return_val_if_fail (analysis != NULL, FALSE);
  g_return_val_if_fail (range != NULL, FALSE);

  uses = vdt_kql_find_uses (analysis, offset);

  if (uses->len == 0)
    return FALSE;

  *range = g_array_index (uses, VdtKqlRange, 0);

  return TRUE;
}
