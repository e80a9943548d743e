/* vdt-graph-model.h
 *
 * What a graph shows: things and the links between them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * VdtGraphThing:
 * @id: its own; positions are kept by it
 * @kind: things of one kind may be drawn as one when there are too many
 * @kind_label: what people call the kind, as “Device”
 * @plural: the same of several
 * @title: (nullable): its name
 * @detail: (nullable): a second line
 * @icon_name: (nullable): a symbolic icon
 * @state_icon: (nullable): a symbolic icon of its severity or verdict
 * @state_label: (nullable): the word that goes with it
 * @state_color: (nullable): the named colour that goes with it, as `error_color`
 * @spoken: what a screen reader says
 * @layer: the column, from 0
 * @time: µs since the Unix epoch, or %VDT_GRAPH_NO_TIME
 * @single: never drawn as one with others
 *
 * All texts are shown as they are: whoever makes a thing makes them safe.
 */
typedef struct
{
  const char *id;
  const char *kind;
  const char *kind_label;
  const char *plural;
  const char *title;
  const char *detail;
  const char *icon_name;
  const char *state_icon;
  const char *state_label;
  const char *state_color;
  const char *spoken;
  guint       layer;
  gint64      time;
  gboolean    single;
} VdtGraphThing;

/**
 * VdtGraphLink:
 * @from: number of a thing
 * @to: number of another
 * @label: (nullable): what it says
 * @dashed: drawn with a broken line
 */
typedef struct
{
  guint       from;
  guint       to;
  const char *label;
  gboolean    dashed;
} VdtGraphLink;

#define VDT_TYPE_GRAPH_MODEL (vdt_graph_model_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphModel, vdt_graph_model, VDT, GRAPH_MODEL, GObject)

VdtGraphModel       *vdt_graph_model_new         (const char * const  *layers,
                                                  guint                spine);
guint                vdt_graph_model_add_thing   (VdtGraphModel       *self,
                                                  const VdtGraphThing *thing);
void                 vdt_graph_model_add_link    (VdtGraphModel       *self,
                                                  const VdtGraphLink  *link);
guint                vdt_graph_model_get_n_things (VdtGraphModel      *self);
const VdtGraphThing *vdt_graph_model_get_thing   (VdtGraphModel       *self,
                                                  guint                index);
guint                vdt_graph_model_get_n_links (VdtGraphModel       *self);
const VdtGraphLink  *vdt_graph_model_get_link    (VdtGraphModel       *self,
                                                  guint                index);
const char * const  *vdt_graph_model_get_layers  (VdtGraphModel       *self);
guint                vdt_graph_model_get_spine   (VdtGraphModel       *self);

G_END_DECLS
