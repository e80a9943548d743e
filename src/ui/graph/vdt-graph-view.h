/* vdt-graph-view.h
 *
 * A graph that is walked with the keyboard, moved, zoomed and played in the order of
 * time. Generic: it knows things and links, and no incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-graph-model.h"

G_BEGIN_DECLS

#define VDT_TYPE_GRAPH_VIEW (vdt_graph_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtGraphView, vdt_graph_view, VDT, GRAPH_VIEW, GtkWidget)

GtkWidget     *vdt_graph_view_new           (void);
VdtGraphModel *vdt_graph_view_get_model     (VdtGraphView       *self);
void           vdt_graph_view_set_model     (VdtGraphView       *self,
                                             VdtGraphModel      *model);
guint          vdt_graph_view_get_limit     (VdtGraphView       *self);

/* What is drawn: a thing, or a group of them. */
guint          vdt_graph_view_get_n_nodes   (VdtGraphView       *self);
guint          vdt_graph_view_get_n_groups  (VdtGraphView       *self);
GtkWidget     *vdt_graph_view_get_node      (VdtGraphView       *self,
                                             const char         *id);
const char    *vdt_graph_view_get_selected  (VdtGraphView       *self);
gboolean       vdt_graph_view_select        (VdtGraphView       *self,
                                             const char         *id);
void           vdt_graph_view_mark          (VdtGraphView       *self,
                                             const char * const *ids);
void           vdt_graph_view_expand        (VdtGraphView       *self,
                                             const char         *id);
gboolean       vdt_graph_view_is_expanded   (VdtGraphView       *self);
void           vdt_graph_view_collapse_all  (VdtGraphView       *self);
gboolean       vdt_graph_view_focus_start   (VdtGraphView       *self);

/* Places that were set by hand, as text to keep. */
char          *vdt_graph_view_dup_places    (VdtGraphView       *self);
void           vdt_graph_view_set_places    (VdtGraphView       *self,
                                             const char         *places);
gboolean       vdt_graph_view_get_place     (VdtGraphView       *self,
                                             const char         *id,
                                             double             *out_x,
                                             double             *out_y);
void           vdt_graph_view_move          (VdtGraphView       *self,
                                             const char         *id,
                                             double              dx,
                                             double              dy);
void           vdt_graph_view_reset_places  (VdtGraphView       *self);
gboolean       vdt_graph_view_has_places    (VdtGraphView       *self);

double         vdt_graph_view_get_zoom      (VdtGraphView       *self);
void           vdt_graph_view_set_zoom      (VdtGraphView       *self,
                                             double              zoom);
void           vdt_graph_view_zoom_step     (VdtGraphView       *self,
                                             int                 steps);
void           vdt_graph_view_fit           (VdtGraphView       *self);

/* In the order of time: how many are there, and when the newest of them was. */
guint          vdt_graph_view_get_shown     (VdtGraphView       *self);
void           vdt_graph_view_set_shown     (VdtGraphView       *self,
                                             guint               n_shown);
gint64         vdt_graph_view_get_shown_time (VdtGraphView      *self);

G_END_DECLS
