/* vdt-geo.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

#define VDT_GEO_RADIUS 6371010.0
#define VDT_GEO_MAX_EDGES 2500

/* A place on the ball of radius 1. */
typedef struct
{
  double x;
  double y;
  double z;
} VdtGeoPoint;

/**
 * VdtGeoShape:
 * @chains: (element-type GArray): of #VdtGeoPoint. A line, or a ring without its
 *   last point, with the inside on its left
 * @is_area: whether they are rings
 */
typedef struct
{
  GPtrArray *chains;
  gboolean   is_area;
} VdtGeoShape;

typedef enum
{
  VDT_GEO_LINES,
  VDT_GEO_AREA,
} VdtGeoKind;

VdtGeoPoint  vdt_geo_point          (double              longitude,
                                     double              latitude);
double       vdt_geo_longitude      (const VdtGeoPoint  *point);
double       vdt_geo_latitude       (const VdtGeoPoint  *point);
gboolean     vdt_geo_argument       (VdtHuntCall        *call,
                                     guint               i,
                                     VdtGeoPoint        *out_point);
double       vdt_geo_dot            (const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *b);
VdtGeoPoint  vdt_geo_cross          (const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *b);
gboolean     vdt_geo_normalize      (VdtGeoPoint        *point);
double       vdt_geo_angle          (const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *b);
VdtGeoPoint  vdt_geo_toward         (const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *direction,
                                     double              angle);
VdtGeoPoint  vdt_geo_nearest        (const VdtGeoPoint  *place,
                                     const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *b);
gboolean     vdt_geo_crossing       (const VdtGeoPoint  *a,
                                     const VdtGeoPoint  *b,
                                     const VdtGeoPoint  *c,
                                     const VdtGeoPoint  *d,
                                     VdtGeoPoint        *out_point);

VdtGeoShape *vdt_geo_shape_new      (gboolean            is_area);
void         vdt_geo_shape_free     (VdtGeoShape        *shape);
VdtGeoShape *vdt_geo_read           (VdtHuntText         json,
                                     VdtGeoKind          kind);
guint        vdt_geo_edges          (const VdtGeoShape  *shape);
double       vdt_geo_area           (const VdtGeoShape  *shape);
gboolean     vdt_geo_contains       (const VdtGeoShape  *shape,
                                     const VdtGeoPoint  *place);
void         vdt_geo_write          (GString            *out,
                                     const VdtGeoShape  *shape);
void         vdt_geo_write_places   (GString            *out,
                                     const VdtGeoPoint  *points,
                                     guint               n);

VdtGeoShape *vdt_geo_wind           (GPtrArray          *rings,
                                     int                 least);
VdtGeoShape *vdt_geo_unite          (GPtrArray          *shapes);
VdtGeoShape *vdt_geo_merge_lines    (GPtrArray          *lines);
VdtGeoShape *vdt_geo_clip           (const VdtGeoShape  *lines,
                                     const VdtGeoShape  *area);

VdtGeoShape *vdt_geo_buffer_point   (const VdtGeoPoint  *place,
                                     double              radius,
                                     double              tolerance);
VdtGeoShape *vdt_geo_buffer         (const VdtGeoShape  *shape,
                                     double              radius,
                                     double              tolerance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtGeoShape, vdt_geo_shape_free)

/* The @i-th chain of a shape, and its @j-th point; a ring goes on from its end. */
static inline GArray *
vdt_geo_chain (const VdtGeoShape *shape,
               guint              i)
{
  return g_ptr_array_index (shape->chains, i);
}

static inline const VdtGeoPoint *
vdt_geo_at (const GArray *chain,
            guint         j)
{
  return &g_array_index (chain, VdtGeoPoint, j % chain->len);
}

G_END_DECLS
