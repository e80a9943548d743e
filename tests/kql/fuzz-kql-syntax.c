/* fuzz-kql-syntax.c: any bytes have to give a whole tree.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "kql-check.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse ((const char *) data, (gssize) size, NULL);

  kql_assert_tree (tree);

  for (VdtKqlNode *node = vdt_kql_tree_get_root (tree); node != NULL;
       node = vdt_kql_node_next_in_tree (node, vdt_kql_tree_get_root (tree)))
    if (node->kind == VDT_KQL_NAME_REFERENCE || node->kind == VDT_KQL_COMPOUND_STRING)
      {
        g_autofree char *name = vdt_kql_node_dup_name (tree, node);
        g_autofree char *string = vdt_kql_node_dup_string (tree, node);

        g_assert_nonnull (name);
        g_assert_nonnull (string);
      }

  return 0;
}
