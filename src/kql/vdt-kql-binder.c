/* vdt-kql-binder.c
 *
 * The binder's common ground: what is known of each node, reports, scopes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-binder-private.h"

#include <string.h>

/* Nodes of another text than the current one (or a missing one) have a place
 * to write to that nobody reads. */
VdtKqlInfo *
vdt_kql_binder_info (VdtKqlBinder     *b,
                     const VdtKqlNode *node)
{
  static __thread VdtKqlInfo nowhere;
  VdtKqlFrame *frame = b->frame;

  if (node == NULL || node->id < frame->first_id || node->id - frame->first_id >= frame->n_infos)
    {
      memset (&nowhere, 0, sizeof nowhere);
      return &nowhere;
    }

  return &frame->infos[node->id - frame->first_id];
}

const VdtKqlType *
vdt_kql_binder_set_type (VdtKqlBinder     *b,
                         const VdtKqlNode *node,
                         const VdtKqlType *type)
{
  vdt_kql_binder_info (b, node)->type = type;

  return type;
}

const VdtKqlType *
vdt_kql_binder_type_of (VdtKqlBinder     *b,
                        const VdtKqlNode *node)
{
  const VdtKqlType *type = vdt_kql_binder_info (b, node)->type;

  return type != NULL ? type : T (UNKNOWN);
}

/* The name that @node writes, in the arena; "" if it is missing. */
char *
vdt_kql_binder_name (VdtKqlBinder     *b,
                     const VdtKqlNode *node)
{
  g_autofree char *name = NULL;

  if (node == NULL || vdt_kql_node_is_missing (node))
    return vdt_kql_arena_strdup (b->arena, "");

  name = vdt_kql_node_dup_name (b->frame->tree, node);

  if (name != NULL && !g_utf8_validate (name, -1, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (name, -1);

      return vdt_kql_arena_strdup (b->arena, valid);
    }

  return vdt_kql_arena_strdup (b->arena, name != NULL ? name : "");
}

static gboolean
is_quiet (VdtKqlBinder *b)
{
  return b->quiet > 0;
}

VdtKqlDiagnostic *
vdt_kql_binder_report_span (VdtKqlBinder   *b,
                            gsize           start,
                            gsize           length,
                            const char     *code,
                            VdtKqlSeverity  severity,
                            const char     *format,
                            ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (is_quiet (b))
    return NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  return vdt_kql_diagnostics_add (b->diagnostics, code, severity, start, length, "%s", message);
}

/* Reports an error on @node. Returns NULL where reports are not wanted: in the
 * body of a function that has been reported on already. */
VdtKqlDiagnostic *
vdt_kql_binder_report (VdtKqlBinder     *b,
                       const VdtKqlNode *node,
                       const char       *code,
                       const char       *format,
                       ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (is_quiet (b) || node == NULL)
    return NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);

  return vdt_kql_diagnostics_add (b->diagnostics, code, VDT_KQL_SEVERITY_ERROR, node->start,
                                  node->end - node->start, "%s", message);
}

gboolean
vdt_kql_binder_is_cancelled (VdtKqlBinder *b)
{
  if (!b->cancelled && b->cancellable != NULL)
    b->cancelled = g_cancellable_is_cancelled (b->cancellable);

  return b->cancelled;
}

/* Remembers what is visible in @node, for completion. Only the text itself
 * counts, not the bodies that calls expand to. */
void
vdt_kql_binder_add_place (VdtKqlBinder     *b,
                          const VdtKqlNode *node)
{
  VdtKqlPlace place = { node->full_start, node->end };

  if (b->quiet > 0 || b->places == NULL)
    return;

  place.row = b->row != NULL ? b->row->schema : NULL;
  place.right = b->right != NULL ? b->right->schema : NULL;
  place.locals = b->locals;
  g_array_append_val (b->places, place);
}

VdtKqlSymbol *
vdt_kql_binder_new_symbol (VdtKqlBinder     *b,
                           VdtKqlSymbolKind  kind,
                           const char       *name,
                           const VdtKqlType *type)
{
  VdtKqlSymbol *symbol = vdt_kql_arena_new0 (b->arena, VdtKqlSymbol);

  symbol->kind = kind;
  symbol->name = name;
  symbol->hash = vdt_kql_name_hash (name);
  symbol->type = type;

  return symbol;
}

#define LOCALS_PER_BLOCK 64
#define BLOCK_BITS (16 * 64)

static void
close_block (VdtKqlBinder *b,
             VdtKqlLocals *innermost)
{
  VdtKqlLocalsBlock *block = vdt_kql_arena_new0 (b->arena, VdtKqlLocalsBlock);

  block->beyond = innermost;
  for (guint i = 0; i < LOCALS_PER_BLOCK; i++)
    {
      guint first = block->beyond->symbol->hash % BLOCK_BITS;
      guint second = (block->beyond->symbol->hash >> 16) % BLOCK_BITS;

      block->bits[first / 64] |= G_GUINT64_CONSTANT (1) << (first % 64);
      block->bits[second / 64] |= G_GUINT64_CONSTANT (1) << (second % 64);
      block->beyond = block->beyond->outer;
    }

  innermost->block = block;
}

static gboolean
block_may_have (const VdtKqlLocalsBlock *block,
                guint32                  hash)
{
  guint first = hash % BLOCK_BITS;
  guint second = (hash >> 16) % BLOCK_BITS;

  return (block->bits[first / 64] >> (first % 64) & 1) != 0 && (block->bits[second / 64] >> (second % 64) & 1) != 0;
}

void
vdt_kql_binder_push_local (VdtKqlBinder *b,
                           VdtKqlSymbol *symbol)
{
  VdtKqlLocals *locals = vdt_kql_arena_new0 (b->arena, VdtKqlLocals);

  locals->outer = b->locals;
  locals->symbol = symbol;
  locals->level = b->level;
  locals->depth = b->locals != NULL ? b->locals->depth + 1 : 1;
  if (locals->depth % LOCALS_PER_BLOCK == 0)
    close_block (b, locals);
  b->locals = locals;
}

static const VdtKqlLocals *
find_innermost (VdtKqlBinder *b,
                const char   *name)
{
  guint32 hash = vdt_kql_name_hash (name);
  const VdtKqlLocals *locals = b->locals;

  while (locals != NULL)
    {
      if (locals->block != NULL && !block_may_have (locals->block, hash))
        {
          locals = locals->block->beyond;
          continue;
        }

      if (locals->symbol->hash == hash && strcmp (locals->symbol->name, name) == 0)
        return locals;

      locals = locals->outer;
    }

  return NULL;
}

/*< private >
 * vdt_kql_binder_find_local:
 * @b: the binder
 * @name: a name
 *
 * Returns: (nullable): the innermost let name or parameter of that name
 */
const VdtKqlSymbol *
vdt_kql_binder_find_local (VdtKqlBinder *b,
                           const char   *name)
{
  const VdtKqlLocals *locals = find_innermost (b, name);

  return locals != NULL ? locals->symbol : NULL;
}

/*< private >
 * vdt_kql_binder_is_declared_here:
 * @b: the binder
 * @name: a name
 *
 * Returns: whether the body that is bound, not one around it, has declared @name
 */
gboolean
vdt_kql_binder_is_declared_here (VdtKqlBinder *b,
                                 const char   *name)
{
  const VdtKqlLocals *locals = find_innermost (b, name);

  return locals != NULL && locals->level == b->level;
}

const VdtKqlNode *
vdt_kql_strip_parentheses (const VdtKqlNode *node)
{
  while (node != NULL && node->kind == VDT_KQL_PARENTHESIZED)
    node = vdt_kql_node_child (node, VDT_KQL_ROLE_EXPRESSION);

  return node;
}

/* Where one value is asked for, a function with several results gives its first. */
const VdtKqlType *
vdt_kql_scalar_view (const VdtKqlType *type)
{
  if (type->kind == VDT_KQL_TYPE_TUPLE && type->schema != NULL && type->schema->n_columns > 0)
    return type->schema->columns[0]->type;

  return type;
}
