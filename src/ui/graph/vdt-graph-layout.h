/* vdt-graph-layout.h
 *
 * Where the nodes of a graph go: columns by kind, rows by time. Plain C; knows no
 * widget and no incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VDT_GRAPH_NO_TIME  G_MAXINT64
#define VDT_GRAPH_NO_GROUP G_MAXUINT

/**
 * VdtGraphBox:
 * @layer: the column, from 0
 * @time: what it is ordered by, or %VDT_GRAPH_NO_TIME to come last
 * @width: in pixels
 * @height: in pixels
 * @fixed: @x and @y were set by hand and are kept
 * @x: left edge
 * @y: upper edge
 */
typedef struct
{
  guint    layer;
  gint64   time;
  double   width;
  double   height;
  gboolean fixed;
  double   x;
  double   y;
} VdtGraphBox;

/* Between two boxes, by their numbers. */
typedef struct
{
  guint from;
  guint to;
} VdtGraphLine;

/**
 * VdtGraphOptions:
 * @spine: the layer whose boxes stay in the order of time
 * @gap_x: pixels between columns
 * @gap_y: pixels between the boxes of a column
 * @margin: pixels around everything
 * @max_rows: a column with more boxes is set in several, 0 for a number that keeps the
 *   whole near a square
 */
typedef struct
{
  guint  spine;
  double gap_x;
  double gap_y;
  double margin;
  guint  max_rows;
} VdtGraphOptions;

/**
 * VdtGraphKey:
 * @kind: only boxes of one kind are grouped; compared as text
 * @layer: the column
 * @single: never grouped
 */
typedef struct
{
  const char *kind;
  guint       layer;
  gboolean    single;
} VdtGraphKey;

void   vdt_graph_layout (VdtGraphBox           *boxes,
                         guint                  n_boxes,
                         const VdtGraphLine    *lines,
                         guint                  n_lines,
                         const VdtGraphOptions *options,
                         double                *out_width,
                         double                *out_height);
guint  vdt_graph_group  (const VdtGraphKey     *keys,
                         guint                  n_keys,
                         const VdtGraphLine    *lines,
                         guint                  n_lines,
                         guint                  limit,
                         guint                 *out_group);

G_END_DECLS
