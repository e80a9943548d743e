/* vdt-graph-list.h
 *
 * The same as the graph, as a list: each thing, and below it what it is linked to.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-graph-model.h"

G_BEGIN_DECLS

#define VDT_TYPE_GRAPH_LIST (vdt_graph_list_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphList, vdt_graph_list, VDT, GRAPH_LIST, GtkWidget)

GtkWidget  *vdt_graph_list_new         (void);
void        vdt_graph_list_set_model   (VdtGraphList  *self,
                                        VdtGraphModel *model);
guint       vdt_graph_list_get_n_rows  (VdtGraphList  *self);
gboolean    vdt_graph_list_select      (VdtGraphList  *self,
                                        const char    *id);
gboolean    vdt_graph_list_focus_start (VdtGraphList  *self);

G_END_DECLS
