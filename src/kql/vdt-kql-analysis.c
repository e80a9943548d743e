/* vdt-kql-analysis.c
 *
 * The analysis of one query, as its users see it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-analysis.h"

#include <string.h>

#include "vdt-kql-binder-private.h"
#include "vdt-kql-lint.h"

struct _VdtKqlAnalysis
{
  gatomicrefcount    ref_count;
  VdtKqlTree        *tree;
  VdtKqlCatalog     *catalog;
  VdtKqlArena       *arena;
  GPtrArray         *trees;
  GPtrArray         *diagnostics;
  GArray            *places;
  VdtKqlFrame        frame;
  VdtKqlExpansion    whole;
  const VdtKqlType  *result;
  gboolean           cancelled;
};

static VdtKqlAnalysis *
analysis_new (VdtKqlTree    *tree,
              VdtKqlCatalog *catalog)
{
  VdtKqlAnalysis *self = g_new0 (VdtKqlAnalysis, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->tree = vdt_kql_tree_ref (tree);
  self->catalog = vdt_kql_catalog_ref (catalog);
  self->arena = vdt_kql_arena_new ();
  self->trees = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_tree_unref);
  self->diagnostics = vdt_kql_diagnostics_new ();
  self->places = g_array_new (FALSE, FALSE, sizeof (VdtKqlPlace));
  self->frame.tree = tree;
  self->frame.n_infos = vdt_kql_tree_get_n_nodes (tree);
  self->frame.infos = vdt_kql_arena_newn (self->arena, VdtKqlInfo, self->frame.n_infos);

  return self;
}

static void
bind_tree (VdtKqlAnalysis *self,
           GCancellable   *cancellable,
           GHashTable     *known_rows)
{
  VdtKqlNode *root = vdt_kql_tree_get_root (self->tree);
  VdtKqlBinder binder = { NULL };

  binder.catalog = self->catalog;
  binder.builtins = vdt_kql_builtins_get ();
  binder.arena = self->arena;
  binder.diagnostics = self->diagnostics;
  binder.trees = self->trees;
  binder.places = self->places;
  binder.bodies = g_hash_table_new (NULL, NULL);
  binder.cancellable = cancellable;
  binder.main_tree = self->tree;
  binder.known_rows = known_rows;
  binder.frame = &self->frame;
  binder.next_column_id = vdt_kql_catalog_get_n_columns (self->catalog);

  self->result = vdt_kql_bind_statements (&binder, vdt_kql_node_child (root, VDT_KQL_ROLE_STATEMENTS));
  self->cancelled = binder.cancelled;
  self->whole.frame = self->frame;
  self->whole.type = self->result;
  vdt_kql_binder_add_place (&binder, root);
  g_hash_table_unref (binder.bodies);
}

/* Reports of the binder on what the parser has reported as missing add nothing. */
static void
add_syntax_diagnostics (VdtKqlAnalysis *self)
{
  GPtrArray *syntax = vdt_kql_tree_get_diagnostics (self->tree);

  for (guint i = 0; i < syntax->len; i++)
    g_ptr_array_add (self->diagnostics, vdt_kql_diagnostic_copy (g_ptr_array_index (syntax, i)));
}

/* The same report twice, as of a node bound in two scopes, is one. */
static void
remove_duplicates (GPtrArray *diagnostics)
{
  guint kept = 0;

  for (guint i = 0; i < diagnostics->len; i++)
    {
      VdtKqlDiagnostic *one = g_ptr_array_index (diagnostics, i);
      gboolean seen = FALSE;

      for (guint j = kept; j > 0 && !seen; j--)
        {
          const VdtKqlDiagnostic *other = g_ptr_array_index (diagnostics, j - 1);

          if (other->start != one->start)
            break;
          seen = other->length == one->length && strcmp (other->code, one->code) == 0 &&
                 strcmp (other->message, one->message) == 0;
        }

      if (seen)
        vdt_kql_diagnostic_free (one);
      else
        diagnostics->pdata[kept++] = one;
    }

  for (guint i = kept; i < diagnostics->len; i++)
    diagnostics->pdata[i] = NULL;
  g_ptr_array_set_size (diagnostics, (int) kept);
}

/**
 * vdt_kql_analyze:
 * @tree: a parsed query
 * @catalog: what it can name
 * @options: (nullable): how
 *
 * Binds a query. May be called from any thread, and by several at once.
 *
 * Returns: (transfer full): the analysis; of a query that is nested too deep or
 *   was cancelled, without types
 */
VdtKqlAnalysis *
vdt_kql_analyze (VdtKqlTree                 *tree,
                 VdtKqlCatalog              *catalog,
                 const VdtKqlAnalyzeOptions *options)
{
  VdtKqlAnalysis *self;

  g_return_val_if_fail (tree != NULL && catalog != NULL, NULL);

  self = analysis_new (tree, catalog);

  if (!vdt_kql_tree_is_too_deep (tree) && !vdt_kql_tree_is_cancelled (tree))
    bind_tree (self, options != NULL ? options->cancellable : NULL,
               options != NULL ? options->known_rows : NULL);
  else
    self->cancelled = vdt_kql_tree_is_cancelled (tree);

  add_syntax_diagnostics (self);
  vdt_kql_diagnostics_sort (self->diagnostics);
  remove_duplicates (self->diagnostics);

  if ((options == NULL || !options->no_hints) && !self->cancelled)
    vdt_kql_lint (self, self->diagnostics);

  return self;
}

VdtKqlAnalysis *
vdt_kql_analysis_ref (VdtKqlAnalysis *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_kql_analysis_unref (VdtKqlAnalysis *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->diagnostics, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->trees, g_ptr_array_unref);
  g_clear_pointer (&self->arena, vdt_kql_arena_free);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_clear_pointer (&self->tree, vdt_kql_tree_unref);
  g_free (self);
}

VdtKqlTree *
vdt_kql_analysis_get_tree (VdtKqlAnalysis *self)
{
  return self->tree;
}

VdtKqlCatalog *
vdt_kql_analysis_get_catalog (VdtKqlAnalysis *self)
{
  return self->catalog;
}

/**
 * vdt_kql_analysis_get_diagnostics:
 * @self: an analysis
 *
 * Returns: (transfer none) (element-type VdtKqlDiagnostic): errors, warnings and
 *   hints, those of the parser included, in the order of the text
 */
GPtrArray *
vdt_kql_analysis_get_diagnostics (VdtKqlAnalysis *self)
{
  return self->diagnostics;
}

gboolean
vdt_kql_analysis_is_ok (VdtKqlAnalysis *self)
{
  return !self->cancelled && !vdt_kql_diagnostics_has_error (self->diagnostics);
}

gboolean
vdt_kql_analysis_is_cancelled (VdtKqlAnalysis *self)
{
  return self->cancelled;
}

/**
 * vdt_kql_analysis_get_result:
 * @self: an analysis
 *
 * Returns: (nullable): the type of the query's last statement: rows, or a scalar
 */
const VdtKqlType *
vdt_kql_analysis_get_result (VdtKqlAnalysis *self)
{
  return self->result;
}

static const VdtKqlInfo *
get_info (const VdtKqlFrame *frame,
          const VdtKqlNode  *node)
{
  static const VdtKqlInfo nothing;

  if (node == NULL || node->id < frame->first_id || node->id - frame->first_id >= frame->n_infos)
    return &nothing;

  return &frame->infos[node->id - frame->first_id];
}

/**
 * vdt_kql_analysis_get_type:
 * @self: an analysis
 * @node: a node of its tree
 *
 * Returns: (nullable): the type of an expression, or of what comes out of an operator
 */
const VdtKqlType *
vdt_kql_analysis_get_type (VdtKqlAnalysis   *self,
                           const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->type;
}

/**
 * vdt_kql_analysis_get_symbol:
 * @self: an analysis
 * @node: a name, a declaration or a call of its tree
 *
 * Returns: (nullable): what it stands for
 */
const VdtKqlSymbol *
vdt_kql_analysis_get_symbol (VdtKqlAnalysis   *self,
                             const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->symbol;
}

/**
 * vdt_kql_analysis_get_constant:
 * @self: an analysis
 * @node: an expression of its tree
 *
 * Returns: (nullable): its value, if it is a literal or a let name of one
 */
const VdtKqlConstant *
vdt_kql_analysis_get_constant (VdtKqlAnalysis   *self,
                               const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->constant;
}

/* Whether the expression has the same value for every row. */
gboolean
vdt_kql_analysis_is_constant (VdtKqlAnalysis   *self,
                              const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->is_constant;
}

/**
 * vdt_kql_analysis_get_input:
 * @self: an analysis
 * @node: an operator of its tree
 *
 * Returns: (nullable): the columns that its expressions see
 */
const VdtKqlSchema *
vdt_kql_analysis_get_input (VdtKqlAnalysis   *self,
                            const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->input;
}

/**
 * vdt_kql_analysis_get_output:
 * @self: an analysis
 * @node: an operator or another tabular expression of its tree
 *
 * Returns: (nullable): the columns that come out of it
 */
const VdtKqlSchema *
vdt_kql_analysis_get_output (VdtKqlAnalysis   *self,
                             const VdtKqlNode *node)
{
  const VdtKqlType *type = get_info (&self->frame, node)->type;

  return type != NULL && type->kind == VDT_KQL_TYPE_TABLE ? type->schema : NULL;
}

/**
 * vdt_kql_analysis_get_column:
 * @self: an analysis
 * @node: an item of project, extend, summarize …, or a name that declares a column
 *
 * Returns: (nullable): the column that it makes
 */
const VdtKqlColumn *
vdt_kql_analysis_get_column (VdtKqlAnalysis   *self,
                             const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->column;
}

/**
 * vdt_kql_analysis_get_signature:
 * @self: an analysis
 * @call: a call or an operation of its tree
 *
 * Returns: (nullable): the signature that fits its arguments
 */
const VdtKqlSignature *
vdt_kql_analysis_get_signature (VdtKqlAnalysis   *self,
                                const VdtKqlNode *call)
{
  return get_info (&self->frame, call)->signature;
}

/**
 * vdt_kql_analysis_get_visible:
 * @self: an analysis
 * @offset: a place in the text, UTF-8 bytes
 *
 * Returns: (transfer full): what can be named there
 */
VdtKqlVisible *
vdt_kql_analysis_get_visible (VdtKqlAnalysis *self,
                              gsize           offset)
{
  VdtKqlVisible *visible = g_new0 (VdtKqlVisible, 1);
  const VdtKqlPlace *best = NULL;
  gsize length = 0;
  const char *text = vdt_kql_tree_get_text (self->tree, &length);

  visible->locals = g_ptr_array_new ();

  /* White space belongs to what is before it: there the next word is written. */
  offset = MIN (offset, length);
  while (offset > 0 && g_ascii_isspace (text[offset - 1]))
    offset--;

  for (guint i = 0; i < self->places->len; i++)
    {
      const VdtKqlPlace *place = &g_array_index (self->places, VdtKqlPlace, i);

      if (offset < place->start || offset > place->end)
        continue;

      if (best == NULL || place->end - place->start < best->end - best->start ||
          (place->end - place->start == best->end - best->start && place->start >= best->start))
        best = place;
    }

  if (best == NULL)
    return visible;

  visible->row = best->row;
  visible->right = best->right;
  for (VdtKqlLocals *locals = best->locals; locals != NULL; locals = locals->outer)
    g_ptr_array_add (visible->locals, locals->symbol);

  return visible;
}

void
vdt_kql_visible_free (VdtKqlVisible *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->locals);
  g_free (self);
}

VdtKqlTree *
vdt_kql_expansion_get_tree (VdtKqlExpansion *self)
{
  return self->frame.tree;
}

const VdtKqlNode *
vdt_kql_expansion_get_body (VdtKqlExpansion *self)
{
  return self->body;
}

const VdtKqlType *
vdt_kql_expansion_get_type (VdtKqlExpansion  *self,
                            const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->type;
}

const VdtKqlSymbol *
vdt_kql_expansion_get_symbol (VdtKqlExpansion  *self,
                              const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->symbol;
}

/**
 * vdt_kql_analysis_get_whole:
 * @self: an analysis
 *
 * The text itself in the form of an expansion, so that a lowering reads the
 * nodes of a query and those of a function's body by the same calls.
 *
 * Returns: (transfer none): the query's own nodes
 */
VdtKqlExpansion *
vdt_kql_analysis_get_whole (VdtKqlAnalysis *self)
{
  return &self->whole;
}

const VdtKqlConstant *
vdt_kql_expansion_get_constant (VdtKqlExpansion  *self,
                                const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->constant;
}

const VdtKqlColumn *
vdt_kql_expansion_get_column (VdtKqlExpansion  *self,
                              const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->column;
}

const VdtKqlSignature *
vdt_kql_expansion_get_signature (VdtKqlExpansion  *self,
                                 const VdtKqlNode *node)
{
  return get_info (&self->frame, node)->signature;
}

VdtKqlExpansion *
vdt_kql_expansion_get_expansion (VdtKqlExpansion  *self,
                                 const VdtKqlNode *call)
{
  return get_info (&self->frame, call)->expansion;
}

/**
 * vdt_kql_expansion_get_parameters:
 * @self: the expansion of a call
 * @n_parameters: (out): how many
 *
 * Returns: (array length=n_parameters): what the parameters' names stand for in the body
 */
VdtKqlSymbol * const *
vdt_kql_expansion_get_parameters (VdtKqlExpansion *self,
                                  guint           *n_parameters)
{
  *n_parameters = self->n_parameters;

  return self->parameters;
}
