/* vdt-graph-node.h
 *
 * One node of a graph: a focusable widget with a name, drawn by itself.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-graph-model.h"

G_BEGIN_DECLS

#define VDT_TYPE_GRAPH_NODE (vdt_graph_node_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphNode, vdt_graph_node, VDT, GRAPH_NODE, GtkWidget)

GtkWidget  *vdt_graph_node_new       (const VdtGraphThing *thing,
                                      gboolean             group);
void        vdt_graph_node_describe  (VdtGraphNode        *self,
                                      const char          *neighbours);
void        vdt_graph_node_set_state (VdtGraphNode        *self,
                                      gboolean             current,
                                      gboolean             near,
                                      gboolean             marked);

G_END_DECLS
