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

void
vdt_kql_binder_push_local (VdtKqlBinder *b,
                           VdtKqlSymbol *symbol)
{
  VdtKqlLocals *locals = vdt_kql_arena_new0 (b->arena, VdtKqlLocals);

  locals->outer = b->locals;
  locals->symbol = symbol;
  locals->level = b->level;
  b->locals = locals;
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
