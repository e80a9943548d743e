/* vdt-graph-model.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-model.h"

/**
 * VdtGraphModel:
 *
 * Things, links, and what the columns are called. It is filled once and then shown;
 * what has changed is shown by another model.
 */
struct _VdtGraphModel
{
  GObject         parent_instance;

  GStringChunk   *texts;
  GArray         *things;
  GArray         *links;
  char          **layers;
  guint           spine;
};

G_DEFINE_FINAL_TYPE (VdtGraphModel, vdt_graph_model, G_TYPE_OBJECT)

static void
vdt_graph_model_finalize (GObject *object)
{
  VdtGraphModel *self = VDT_GRAPH_MODEL (object);

  g_array_unref (self->things);
  g_array_unref (self->links);
  g_string_chunk_free (self->texts);
  g_strfreev (self->layers);

  G_OBJECT_CLASS (vdt_graph_model_parent_class)->finalize (object);
}

static void
vdt_graph_model_class_init (VdtGraphModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_graph_model_finalize;
}

static void
vdt_graph_model_init (VdtGraphModel *self)
{
  self->texts = g_string_chunk_new (4096);
  self->things = g_array_new (FALSE, FALSE, sizeof (VdtGraphThing));
  self->links = g_array_new (FALSE, FALSE, sizeof (VdtGraphLink));
}

/**
 * vdt_graph_model_new:
 * @layers: (array zero-terminated=1): what the columns are called, from the left
 * @spine: the column that is in the order of time
 *
 * Returns: an empty model
 */
VdtGraphModel *
vdt_graph_model_new (const char * const *layers,
                     guint               spine)
{
  VdtGraphModel *self = g_object_new (VDT_TYPE_GRAPH_MODEL, NULL);

  g_return_val_if_fail (layers != NULL, self);

  self->layers = g_strdupv ((char **) layers);
  self->spine = spine;

  return self;
}

static void
keep (VdtGraphModel  *self,
      const char    **text)
{
  *text = *text == NULL ? NULL : g_string_chunk_insert_const (self->texts, *text);
}

/**
 * vdt_graph_model_add_thing:
 * @self: a model
 * @thing: what to add; copied. Its id is new to the model
 *
 * Returns: its number
 */
guint
vdt_graph_model_add_thing (VdtGraphModel       *self,
                           const VdtGraphThing *thing)
{
  VdtGraphThing copy;

  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), 0);
  g_return_val_if_fail (thing != NULL && thing->id != NULL, 0);

  copy = *thing;
  keep (self, &copy.id);
  keep (self, &copy.kind);
  keep (self, &copy.kind_label);
  keep (self, &copy.plural);
  keep (self, &copy.title);
  keep (self, &copy.detail);
  keep (self, &copy.icon_name);
  keep (self, &copy.state_icon);
  keep (self, &copy.state_label);
  keep (self, &copy.state_color);
  keep (self, &copy.spoken);
  g_array_append_val (self->things, copy);

  return self->things->len - 1;
}

void
vdt_graph_model_add_link (VdtGraphModel      *self,
                          const VdtGraphLink *link)
{
  VdtGraphLink copy;

  g_return_if_fail (VDT_IS_GRAPH_MODEL (self));
  g_return_if_fail (link != NULL);
  g_return_if_fail (link->from < self->things->len && link->to < self->things->len);

  copy = *link;
  keep (self, &copy.label);
  g_array_append_val (self->links, copy);
}

guint
vdt_graph_model_get_n_things (VdtGraphModel *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), 0);

  return self->things->len;
}

const VdtGraphThing *
vdt_graph_model_get_thing (VdtGraphModel *self,
                           guint          index)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), NULL);
  g_return_val_if_fail (index < self->things->len, NULL);

  return &g_array_index (self->things, VdtGraphThing, index);
}

guint
vdt_graph_model_get_n_links (VdtGraphModel *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), 0);

  return self->links->len;
}

const VdtGraphLink *
vdt_graph_model_get_link (VdtGraphModel *self,
                          guint          index)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), NULL);
  g_return_val_if_fail (index < self->links->len, NULL);

  return &g_array_index (self->links, VdtGraphLink, index);
}

const char * const *
vdt_graph_model_get_layers (VdtGraphModel *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), NULL);

  return (const char * const *) self->layers;
}

guint
vdt_graph_model_get_spine (VdtGraphModel *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_MODEL (self), 0);

  return self->spine;
}
