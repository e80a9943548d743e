/* vdt-graph-pane.h
 *
 * A graph with its controls: graph or list, play in the order of time, zoom, layout,
 * export.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-graph-list.h"
#include "vdt-graph-view.h"

G_BEGIN_DECLS

#define VDT_TYPE_GRAPH_PANE (vdt_graph_pane_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphPane, vdt_graph_pane, VDT, GRAPH_PANE, GtkWidget)

GtkWidget    *vdt_graph_pane_new         (void);
void          vdt_graph_pane_set_model   (VdtGraphPane       *self,
                                          VdtGraphModel      *model);
VdtGraphView *vdt_graph_pane_get_view    (VdtGraphPane       *self);
VdtGraphList *vdt_graph_pane_get_list    (VdtGraphPane       *self);
gboolean      vdt_graph_pane_get_as_list (VdtGraphPane       *self);
void          vdt_graph_pane_set_as_list (VdtGraphPane       *self,
                                          gboolean            as_list);
gboolean      vdt_graph_pane_get_playing (VdtGraphPane       *self);
gboolean      vdt_graph_pane_select      (VdtGraphPane       *self,
                                          const char         *id);
gboolean      vdt_graph_pane_focus_start (VdtGraphPane       *self);

G_END_DECLS
