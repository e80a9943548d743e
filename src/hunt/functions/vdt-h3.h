/* vdt-h3.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define VDT_H3_MAX_LEVEL 15

/* Radians. */
typedef struct
{
  double latitude;
  double longitude;
} VdtH3Place;

/* Two of the three axes i, j, k of hexagons; i + j + k is nothing. */
typedef struct
{
  gint64 i;
  gint64 j;
} VdtH3Lattice;

typedef struct
{
  int          face;
  VdtH3Lattice at;
} VdtH3Spot;

/* How a corner of a cell came to lie on its face. */
typedef enum
{
  VDT_H3_SAME_FACE,
  VDT_H3_ON_EDGE,
  VDT_H3_OTHER_FACE,
} VdtH3Fold;

int          vdt_h3_base_cell        (const VdtH3Spot    *spot,
                                      int                *out_turns);
gboolean     vdt_h3_is_pentagon_base (int                 base);
gboolean     vdt_h3_is_clockwise     (int                 base,
                                      int                 face);
VdtH3Spot    vdt_h3_home             (int                 base);
int          vdt_h3_neighbor_edge    (int                 face,
                                      int                 other);
VdtH3Lattice vdt_h3_unfold           (VdtH3Lattice        at,
                                      int                 face,
                                      int                 edge,
                                      gint64              unit);
VdtH3Fold    vdt_h3_fold             (VdtH3Spot          *spot,
                                      int                 level,
                                      gboolean            is_fourth,
                                      gboolean            is_fine);
VdtH3Lattice vdt_h3_turn             (VdtH3Lattice        at,
                                      gboolean            clockwise);
VdtH3Lattice vdt_h3_finer            (VdtH3Lattice        at,
                                      gboolean            is_third);
VdtH3Lattice vdt_h3_coarser          (VdtH3Lattice        at,
                                      gboolean            is_third);
VdtH3Spot    vdt_h3_spot_of          (const VdtH3Place   *place,
                                      int                 level);
void         vdt_h3_plane            (VdtH3Lattice        at,
                                      double             *out_x,
                                      double             *out_y);
VdtH3Place   vdt_h3_place_at         (int                 face,
                                      double              x,
                                      double              y,
                                      int                 level,
                                      gboolean            is_fine);

gboolean     vdt_h3_read             (const char         *text,
                                      gsize               length,
                                      guint64            *out_cell);
int          vdt_h3_level            (guint64             cell);
guint64      vdt_h3_from_place       (const VdtH3Place   *place,
                                      int                 level);
VdtH3Place   vdt_h3_center           (guint64             cell);
void         vdt_h3_boundary         (guint64             cell,
                                      GArray             *out_places);
void         vdt_h3_neighbors        (guint64             cell,
                                      GArray             *out_cells);
guint64      vdt_h3_parent           (guint64             cell,
                                      int                 level);
void         vdt_h3_children         (guint64             cell,
                                      int                 level,
                                      GArray             *out_cells);

G_END_DECLS
