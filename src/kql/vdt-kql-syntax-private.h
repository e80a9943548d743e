/* vdt-kql-syntax-private.h: how a tree is built.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-syntax.h"

G_BEGIN_DECLS

/* Nodes live in slabs of this many, so that they never move and cost no
 * allocation of their own. */
#define VDT_KQL_SLAB_NODES 256

struct _VdtKqlTree
{
  gatomicrefcount  ref_count;
  char            *text;         /* NUL after @length bytes; may hold NULs itself */
  gsize            length;
  GPtrArray       *diagnostics;
  GPtrArray       *slabs;
  guint            n_nodes;
  VdtKqlNode      *root;
  guint            cancelled : 1;
  guint            too_deep : 1;
};

VdtKqlTree *vdt_kql_tree_new      (const char *text,
                                   gsize       length);
VdtKqlNode *vdt_kql_tree_new_node (VdtKqlTree *self,
                                   guint       kind);
void        vdt_kql_node_add      (VdtKqlNode *self,
                                   VdtKqlRole  role,
                                   VdtKqlNode *child);
void        vdt_kql_tree_finish   (VdtKqlTree *self,
                                   VdtKqlNode *root);

G_END_DECLS
