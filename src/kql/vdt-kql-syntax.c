/* vdt-kql-syntax.c: the nodes of a syntax tree and the ways around in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-syntax-private.h"

#include <string.h>

/* Building */

VdtKqlTree *
vdt_kql_tree_new (const char *text,
                  gsize       length)
{
  VdtKqlTree *self = g_new0 (VdtKqlTree, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->text = g_malloc (length + 1);
  memcpy (self->text, text, length);
  self->text[length] = '\0';
  self->length = length;
  self->diagnostics = vdt_kql_diagnostics_new ();
  self->slabs = g_ptr_array_new_with_free_func (g_free);

  return self;
}

VdtKqlNode *
vdt_kql_tree_new_node (VdtKqlTree *self,
                       guint       kind)
{
  guint place = self->n_nodes % VDT_KQL_SLAB_NODES;
  VdtKqlNode *slab = NULL;
  VdtKqlNode *node = NULL;

  if (place == 0)
    g_ptr_array_add (self->slabs, g_new (VdtKqlNode, VDT_KQL_SLAB_NODES));

  slab = g_ptr_array_index (self->slabs, self->slabs->len - 1);
  node = &slab[place];
  memset (node, 0, sizeof *node);
  node->kind = (guint16) kind;
  node->id = self->n_nodes++;

  return node;
}

/* Appends @child. Until a node is given to its own parent, its `next` remembers
 * its last child, so that long lists grow in constant time. A node must have all
 * its children before it is added to its parent. */
void
vdt_kql_node_add (VdtKqlNode *self,
                  VdtKqlRole  role,
                  VdtKqlNode *child)
{
  VdtKqlNode *last = self->next;

  child->role = (guint8) role;
  child->parent = self;
  child->next = NULL;

  if (last == NULL)
    {
      self->first_child = child;
      self->full_start = child->full_start;
      self->start = child->start;
      self->end = child->end;
    }
  else
    {
      gboolean empty = self->start == self->end;

      last->next = child;

      /* Nothing but zero-width children so far: the text starts here. */
      if (empty)
        self->start = child->start;

      if (empty || child->end > child->start)
        self->end = child->end;
    }

  if (child->flags & (VDT_KQL_NODE_HAS_ERROR | VDT_KQL_NODE_MISSING))
    self->flags |= VDT_KQL_NODE_HAS_ERROR;

  self->next = child;
}

void
vdt_kql_tree_finish (VdtKqlTree *self,
                     VdtKqlNode *root)
{
  root->next = NULL;
  self->root = root;
  vdt_kql_diagnostics_sort (self->diagnostics);
}

/* The tree */

VdtKqlTree *
vdt_kql_tree_ref (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_kql_tree_unref (VdtKqlTree *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->slabs);
  g_ptr_array_unref (self->diagnostics);
  g_free (self->text);
  g_free (self);
}

VdtKqlNode *
vdt_kql_tree_get_root (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

/**
 * vdt_kql_tree_get_text:
 * @self: a tree
 * @length: (out) (optional): its length, bytes
 *
 * Returns: (transfer none): the text that was parsed, with a NUL after it
 */
const char *
vdt_kql_tree_get_text (VdtKqlTree *self,
                       gsize      *length)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  return self->text;
}

/**
 * vdt_kql_tree_get_diagnostics:
 * @self: a tree
 *
 * Returns: (transfer none) (element-type VdtKqlDiagnostic): what the parser found, by place
 */
GPtrArray *
vdt_kql_tree_get_diagnostics (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->diagnostics;
}

guint
vdt_kql_tree_get_n_nodes (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_nodes;
}

gboolean
vdt_kql_tree_is_cancelled (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->cancelled;
}

/**
 * vdt_kql_tree_is_too_deep:
 * @self: a tree
 *
 * Returns: %TRUE if expressions nest deeper than the parser follows; what lies
 *   deeper is kept as skipped tokens, KS245 says so and the meaning should not be looked at
 */
gboolean
vdt_kql_tree_is_too_deep (VdtKqlTree *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->too_deep;
}

/**
 * vdt_kql_tree_token_at:
 * @self: a tree
 * @offset: a place in the text, UTF-8 bytes
 *
 * Returns: (transfer none): the token with width whose trivia or text holds @offset; at the end of the
 *   text the end token
 */
VdtKqlNode *
vdt_kql_tree_token_at (VdtKqlTree *self,
                       gsize       offset)
{
  VdtKqlNode *node = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  node = self->root;

  while (node->first_child != NULL)
    {
      VdtKqlNode *inside = NULL;
      VdtKqlNode *last = NULL;

      for (VdtKqlNode *child = node->first_child; child != NULL && inside == NULL; child = child->next)
        {
          if (child->end > child->full_start && offset < child->end)
            inside = child;

          last = child;
        }

      node = inside != NULL ? inside : last;
    }

  return node;
}

/* Nodes */

/**
 * vdt_kql_node_child:
 * @self: a node
 * @role: a slot
 *
 * Returns: (transfer none) (nullable): the first child in that slot
 */
VdtKqlNode *
vdt_kql_node_child (const VdtKqlNode *self,
                    VdtKqlRole        role)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (VdtKqlNode *child = self->first_child; child != NULL; child = child->next)
    if (child->role == role)
      return child;

  return NULL;
}

/**
 * vdt_kql_node_token:
 * @self: a node
 * @kind: a token kind
 *
 * Returns: (transfer none) (nullable): the first child that is such a token and not missing
 */
VdtKqlNode *
vdt_kql_node_token (const VdtKqlNode *self,
                    guint             kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (VdtKqlNode *child = self->first_child; child != NULL; child = child->next)
    if (child->kind == kind && !vdt_kql_node_is_missing (child))
      return child;

  return NULL;
}

/**
 * vdt_kql_node_ancestor:
 * @self: a node
 * @kind: a kind
 *
 * Returns: (transfer none) (nullable): @self or the nearest node above it that is of @kind
 */
VdtKqlNode *
vdt_kql_node_ancestor (const VdtKqlNode *self,
                       guint             kind)
{
  for (const VdtKqlNode *node = self; node != NULL; node = node->parent)
    if (node->kind == kind)
      return (VdtKqlNode *) node;

  return NULL;
}

VdtKqlNode *
vdt_kql_node_first_token (const VdtKqlNode *self)
{
  const VdtKqlNode *node = self;

  g_return_val_if_fail (self != NULL, NULL);

  while (node->first_child != NULL)
    node = node->first_child;

  return (VdtKqlNode *) node;
}

/**
 * vdt_kql_node_next_in_tree:
 * @self: a node below @root, or @root
 * @root: where the walk began
 *
 * Walks a tree in text order, parents before their children, without recursion.
 *
 * Returns: (transfer none) (nullable): the next node, %NULL after the last one
 */
VdtKqlNode *
vdt_kql_node_next_in_tree (const VdtKqlNode *self,
                           const VdtKqlNode *root)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->first_child != NULL)
    return self->first_child;

  while (self != root && self->next == NULL)
    self = self->parent;

  return self == root ? NULL : self->next;
}

/**
 * vdt_kql_list_first:
 * @list: (nullable): a list, or any node that has children with the role ITEM
 *
 * Returns: (transfer none) (nullable): its first element
 */
VdtKqlNode *
vdt_kql_list_first (const VdtKqlNode *list)
{
  return list == NULL ? NULL : vdt_kql_node_child (list, VDT_KQL_ROLE_ITEM);
}

VdtKqlNode *
vdt_kql_list_next (const VdtKqlNode *item)
{
  VdtKqlNode *next = NULL;

  g_return_val_if_fail (item != NULL, NULL);

  for (next = item->next; next != NULL && next->role != VDT_KQL_ROLE_ITEM; next = next->next)
    ;

  return next;
}

guint
vdt_kql_list_length (const VdtKqlNode *list)
{
  guint length = 0;

  for (VdtKqlNode *item = vdt_kql_list_first (list); item != NULL; item = vdt_kql_list_next (item))
    length++;

  return length;
}
