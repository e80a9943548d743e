/* fuzz-kql-format.c: formatting keeps the query and its comments, and a second run changes nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "kql-check.h"
#include "vdt-kql-format.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* The comments of a text, one a line. */
static char *
list_comments (VdtKqlTree *tree)
{
  VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  const char *text = vdt_kql_tree_get_text (tree, NULL);
  GString *out = g_string_new (NULL);

  for (VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    for (const char *at = text + node->full_start;
         node->first_child == NULL && !vdt_kql_node_is_missing (node) && at < text + node->start; at++)
      if (*at == '/')
        {
          gsize length = 0;

          while (at + length < text + node->start && at[length] != '\n' && at[length] != '\r')
            length++;

          g_string_append_len (out, at, (gssize) length);
          g_strchomp (out->str);
          out->len = strlen (out->str);
          g_string_append_c (out, '\n');
          at += length;
        }

  return g_string_free (out, FALSE);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr(VdtKqlTree) tree = NULL;
  g_autoptr(VdtKqlTree) again = NULL;
  g_autofree char *formatted = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *comments = NULL;
  g_autofree char *comments_again = NULL;

  if (memchr (data, 0, size) != NULL || size == 0)
    return 0;

  tree = vdt_kql_parse ((const char *) data, (gssize) size, NULL);
  formatted = vdt_kql_format (tree, NULL);
  again = vdt_kql_parse (formatted, -1, NULL);
  g_assert_true (vdt_kql_trees_are_alike (tree, again));

  twice = vdt_kql_format (again, NULL);
  g_assert_cmpstr (formatted, ==, twice);

  comments = list_comments (tree);
  comments_again = list_comments (again);
  g_assert_cmpstr (comments, ==, comments_again);

  return 0;
}
