/* vdt-hunt-side-node.c
 *
 * A row of the hunting view's side panel.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-side-private.h"

G_DEFINE_FINAL_TYPE (VdtSideNode, vdt_side_node, G_TYPE_OBJECT)

static void
vdt_side_node_finalize (GObject *object)
{
  VdtSideNode *self = VDT_SIDE_NODE (object);

  g_free (self->title);
  g_free (self->note);
  g_free (self->about);
  g_free (self->text);
  g_free (self->key);
  g_clear_object (&self->children);

  G_OBJECT_CLASS (vdt_side_node_parent_class)->finalize (object);
}

static void
vdt_side_node_class_init (VdtSideNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_side_node_finalize;
}

static void
vdt_side_node_init (VdtSideNode *self)
{
}

VdtSideNode *
vdt_side_node_new (VdtNodeKind  kind,
                   const char  *title,
                   const char  *note)
{
  VdtSideNode *self = g_object_new (VDT_TYPE_SIDE_NODE, NULL);

  self->kind = kind;
  self->title = g_strdup (title);
  self->note = g_strdup (note);

  return self;
}

/**
 * vdt_side_node_add_group:
 * @list: where it goes
 * @title: what the row says
 * @note: (nullable): what it says at its end
 *
 * Returns: (transfer none): a row for others to go below
 */
VdtSideNode *
vdt_side_node_add_group (GListStore *list,
                         const char *title,
                         const char *note)
{
  g_autoptr(VdtSideNode) node = vdt_side_node_new (VDT_NODE_GROUP, title, note);

  node->children = g_list_store_new (VDT_TYPE_SIDE_NODE);
  g_list_store_append (list, node);

  return node;
}
