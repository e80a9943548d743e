/* kql-check.h: what has to hold of every syntax tree, for tests and fuzzing.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-kql-syntax.h"

/* Every byte in exactly one token, children inside their parents and in order. */
static inline void
kql_assert_tree (VdtKqlTree *tree)
{
  VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  gsize length = 0;
  gsize at = 0;
  guint n_nodes = 0;

  vdt_kql_tree_get_text (tree, &length);

  for (VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    {
      n_nodes++;
      g_assert_cmpuint (node->full_start, <=, node->start);
      g_assert_cmpuint (node->start, <=, node->end);

      for (VdtKqlNode *child = node->first_child; child != NULL; child = child->next)
        g_assert_true (child->parent == node);

      if (vdt_kql_node_is_token (node) && !vdt_kql_node_is_missing (node))
        {
          if (!vdt_kql_tree_is_cancelled (tree))
            g_assert_cmpuint (node->full_start, ==, at);

          at = node->end;
        }
    }

  if (!vdt_kql_tree_is_cancelled (tree))
    g_assert_cmpuint (at, ==, length);

  g_assert_cmpuint (n_nodes, <=, vdt_kql_tree_get_n_nodes (tree));
}
