/* vdt-doc.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-doc.h"

/**
 * vdt_doc_new:
 * @type: what it is
 * @text: (nullable): its text
 *
 * Returns: (transfer full): a node without a parent
 */
VdtDoc *
vdt_doc_new (VdtDocType  type,
             const char *text)
{
  VdtDoc *self = g_new0 (VdtDoc, 1);

  self->type = type;
  self->text = g_strdup (text);

  return self;
}

/**
 * vdt_doc_append:
 * @parent: a node
 * @child: (transfer full): a node without a parent
 *
 * Returns: (transfer none): @child
 */
VdtDoc *
vdt_doc_append (VdtDoc *parent,
                VdtDoc *child)
{
  g_return_val_if_fail (parent != NULL && child != NULL && child->parent == NULL, NULL);

  child->parent = parent;
  if (parent->last != NULL)
    parent->last->next = child;
  else
    parent->first = child;
  parent->last = child;

  return child;
}

VdtDoc *
vdt_doc_add (VdtDoc     *parent,
             VdtDocType  type,
             const char *text)
{
  return vdt_doc_append (parent, vdt_doc_new (type, text));
}

/* A cell of a table with one run of text. */
VdtDoc *
vdt_doc_add_cell (VdtDoc     *row,
                  const char *text)
{
  VdtDoc *cell = vdt_doc_add (row, VDT_DOC_CELL, NULL);

  if (text != NULL && *text != '\0')
    vdt_doc_add (cell, VDT_DOC_TEXT, text);

  return cell;
}

/**
 * vdt_doc_walk:
 * @root: where the walk began
 * @node: where it is
 *
 * Returns: (transfer none) (nullable): the next node in the order of the text, below
 *   @root; %NULL at the end
 */
VdtDoc *
vdt_doc_walk (VdtDoc *root,
              VdtDoc *node)
{
  if (node->first != NULL)
    return node->first;

  while (node != root && node->next == NULL)
    node = node->parent;

  return node == root ? NULL : node->next;
}

/* Whether it stands in a line of text. */
gboolean
vdt_doc_is_run (VdtDoc *node)
{
  return node->type >= VDT_DOC_TEXT;
}

/* The node's words without form. */
char *
vdt_doc_dup_text (VdtDoc *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (VdtDoc *at = node; at != NULL; at = vdt_doc_walk (node, at))
    {
      if (at->type == VDT_DOC_TEXT || at->type == VDT_DOC_CODE || at->type == VDT_DOC_CODE_BLOCK)
        g_string_append (text, at->text);
      else if (at->type == VDT_DOC_BREAK || (at != node && !vdt_doc_is_run (at) && text->len > 0))
        g_string_append_c (text, ' ');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

guint
vdt_doc_n_columns (VdtDoc *table)
{
  guint most = 0;

  for (VdtDoc *row = table->first; row != NULL; row = row->next)
    {
      guint n = 0;

      for (VdtDoc *cell = row->first; cell != NULL; cell = cell->next)
        n++;
      most = MAX (most, n);
    }

  return most;
}

/* Frees the node and what is below it, without recursion: a table can be long. */
void
vdt_doc_free (VdtDoc *self)
{
  VdtDoc *node = self;

  while (node != NULL)
    {
      VdtDoc *next;

      if (node->first != NULL)
        {
          next = node->first;
          node->first = NULL;
          node = next;
          continue;
        }

      next = node == self ? NULL : node->next != NULL ? node->next : node->parent;
      g_free (node->text);
      g_free (node->id);
      g_free (node);
      node = next;
    }
}
