/* vdt-graph-view-private.h
 *
 * What the files of the graph view share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-graph-layout.h"
#include "vdt-graph-node.h"
#include "vdt-graph-view.h"

G_BEGIN_DECLS

#define VDT_GRAPH_HEAD 30 /* pixels above the nodes, for what the columns are called */

/* What is drawn as one. */
typedef struct
{
  char      *id;
  GtkWidget *node;
  GArray    *things;    /* their numbers in the model */
  guint      order;     /* in time */
  gboolean   group;
} VdtGraphItem;

typedef struct
{
  guint       from;      /* items */
  guint       to;
  const char *label;     /* of the model; NULL where several are drawn as one */
  guint       n_links;
  gboolean    dashed;
} VdtGraphEdge;

struct _VdtGraphView
{
  GtkWidget            parent_instance;

  GtkAdjustment       *adjustments[2];    /* by GtkOrientation */
  GtkScrollablePolicy  policies[2];

  VdtGraphModel       *model;
  guint                limit;
  GPtrArray           *items;        /* VdtGraphItem */
  GArray              *edges;        /* VdtGraphEdge */
  VdtGraphBox         *boxes;        /* of each item */
  GHashTable          *by_id;        /* id of a thing or a group → VdtGraphItem */
  GHashTable          *places;       /* id → double[2], set by hand */
  GHashTable          *expanded;     /* ids of things that are not grouped */
  GHashTable          *marked;       /* ids of things */
  guint                n_groups;
  guint                n_shown;
  int                  current;      /* item, or -1 */
  double               width;        /* of all, at zoom 1 */
  double               height;
  double               zoom;
  gboolean             wants_fit;

  int                  dragged;      /* item, or -1 for the whole */
  double               drag_from[2];
};

/* vdt-graph-view-build.c */
void           vdt_graph_view_item_free  (gpointer      data);
void           vdt_graph_view_build      (VdtGraphView *self);
void           vdt_graph_view_arrange    (VdtGraphView *self);
void           vdt_graph_view_drop       (VdtGraphView *self);
VdtGraphItem  *vdt_graph_view_item       (VdtGraphView *self,
                                          guint         index);
double         vdt_graph_view_screen_x   (VdtGraphView *self,
                                          guint         index);

/* vdt-graph-view-draw.c */
void           vdt_graph_view_draw       (VdtGraphView *self,
                                          GtkSnapshot  *snapshot);

/* vdt-graph-view-input.c */
void           vdt_graph_view_add_input  (VdtGraphView *self);
void           vdt_graph_view_set_current (VdtGraphView *self,
                                          int           index,
                                          gboolean      focus);
void           vdt_graph_view_reveal     (VdtGraphView *self,
                                          guint         index);
void           vdt_graph_view_activate   (VdtGraphView *self);
void           vdt_graph_view_move_item  (VdtGraphView *self,
                                          guint         index,
                                          double        x,
                                          double        y);

/* vdt-graph-view.c */
gboolean       vdt_graph_view_find_item     (VdtGraphView *self,
                                             const char   *id,
                                             guint        *out_index);
void           vdt_graph_view_update_states (VdtGraphView *self);
void           vdt_graph_view_update_scroll (VdtGraphView *self);
void           vdt_graph_view_emit          (VdtGraphView *self,
                                             const char   *signal);

G_END_DECLS
