/* vdt-kql-syntax.h: the full-fidelity syntax tree of a query.
 *
 * A tree is immutable once parsed and may be read from any thread. Every byte
 * of the text belongs to exactly one token: as its text or as the trivia
 * (white space, comments) before it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-kql-diagnostic.h"
#include "vdt-kql-kinds.h"

G_BEGIN_DECLS

typedef struct _VdtKqlNode VdtKqlNode;
typedef struct _VdtKqlTree VdtKqlTree;

typedef enum
{
  VDT_KQL_NODE_MISSING   = 1 << 0,  /* stands for something that should be there; zero width */
  VDT_KQL_NODE_HAS_ERROR = 1 << 1,  /* a syntax error lies in it or below it */
} VdtKqlNodeFlags;

/**
 * VdtKqlNode:
 * @kind: a #VdtKqlTokenKind or #VdtKqlKind
 * @role: a #VdtKqlRole, what it is to @parent
 * @flags: #VdtKqlNodeFlags
 * @id: its number in the tree, dense from 0: an index for tables beside the tree
 * @full_start: where its leading trivia starts, UTF-8 bytes
 * @start: where its text starts
 * @end: where its text ends
 *
 * A node or a token of a tree. Fields are for reading only.
 */
struct _VdtKqlNode
{
  guint16     kind;
  guint8      role;
  guint8      flags;
  guint32     id;
  guint32     full_start;
  guint32     start;
  guint32     end;
  VdtKqlNode *parent;
  VdtKqlNode *first_child;
  VdtKqlNode *next;
};

/**
 * VdtKqlParseOptions:
 * @max_depth: how deep expressions may nest; 0 for the default, 400
 * @cancellable: (nullable): asked every few thousand tokens
 */
typedef struct
{
  guint         max_depth;
  GCancellable *cancellable;
} VdtKqlParseOptions;

VdtKqlTree       *vdt_kql_parse                 (const char               *text,
                                                 gssize                    length,
                                                 const VdtKqlParseOptions *options);
VdtKqlTree       *vdt_kql_tree_ref              (VdtKqlTree               *self);
void              vdt_kql_tree_unref            (VdtKqlTree               *self);
VdtKqlNode       *vdt_kql_tree_get_root         (VdtKqlTree               *self);
const char       *vdt_kql_tree_get_text         (VdtKqlTree               *self,
                                                 gsize                    *length);
GPtrArray        *vdt_kql_tree_get_diagnostics  (VdtKqlTree               *self);
guint             vdt_kql_tree_get_n_nodes      (VdtKqlTree               *self);
gboolean          vdt_kql_tree_is_cancelled     (VdtKqlTree               *self);
gboolean          vdt_kql_tree_is_too_deep      (VdtKqlTree               *self);
VdtKqlNode       *vdt_kql_tree_token_at         (VdtKqlTree               *self,
                                                 gsize                     offset);

VdtKqlNode       *vdt_kql_node_child            (const VdtKqlNode         *self,
                                                 VdtKqlRole                role);
VdtKqlNode       *vdt_kql_node_token            (const VdtKqlNode         *self,
                                                 guint                     kind);
VdtKqlNode       *vdt_kql_node_ancestor         (const VdtKqlNode         *self,
                                                 guint                     kind);
VdtKqlNode       *vdt_kql_node_first_token      (const VdtKqlNode         *self);
VdtKqlNode       *vdt_kql_node_next_in_tree     (const VdtKqlNode         *self,
                                                 const VdtKqlNode         *root);
VdtKqlNode       *vdt_kql_list_first            (const VdtKqlNode         *list);
VdtKqlNode       *vdt_kql_list_next             (const VdtKqlNode         *item);
guint             vdt_kql_list_length           (const VdtKqlNode         *list);
const char       *vdt_kql_node_text             (VdtKqlTree               *tree,
                                                 const VdtKqlNode         *self,
                                                 gsize                    *length);
char             *vdt_kql_node_dup_text         (VdtKqlTree               *tree,
                                                 const VdtKqlNode         *self);
gboolean          vdt_kql_node_text_is          (VdtKqlTree               *tree,
                                                 const VdtKqlNode         *self,
                                                 const char               *text);
char             *vdt_kql_node_dup_name         (VdtKqlTree               *tree,
                                                 const VdtKqlNode         *self);
char             *vdt_kql_node_dup_string       (VdtKqlTree               *tree,
                                                 const VdtKqlNode         *self);

static inline gboolean
vdt_kql_node_is_missing (const VdtKqlNode *self)
{
  return (self->flags & VDT_KQL_NODE_MISSING) != 0;
}

static inline gboolean
vdt_kql_node_is_token (const VdtKqlNode *self)
{
  return self->kind < VDT_KQL_LAST_KEYWORD;
}

static inline gboolean
vdt_kql_kind_is_keyword (guint kind)
{
  return kind > VDT_KQL_FIRST_KEYWORD && kind < VDT_KQL_LAST_KEYWORD;
}

static inline gboolean
vdt_kql_kind_is_operator (guint kind)
{
  return kind >= VDT_KQL_FIRST_OPERATOR && kind <= VDT_KQL_LAST_OPERATOR;
}

const char       *vdt_kql_kind_get_text         (guint                     kind);
gboolean          vdt_kql_kind_is_name          (guint                     kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtKqlTree, vdt_kql_tree_unref)

G_END_DECLS
