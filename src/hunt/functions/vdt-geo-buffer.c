/* vdt-geo-buffer.c
 *
 * What lies within a distance of a place, a line or an area. Round corners are
 * cut into steps so that the border strays at most by the tolerance; where the
 * steps lie follows the S2 library (s2geometry.io, "S2BufferOperation"), whose
 * results the engine gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-geo.h"

#include <math.h>

typedef struct
{
  double  radius;
  double  corner_step;
  double  edge_step;
  GArray *path;
} Buffer;

/* Radians: how far the ends of a chord of a circle may be apart. */
static double
longest_step (double radius,
              double error)
{
  double step = 2 * G_PI / 3 + 1e-15;
  double least = MAX (radius - error, 0);

  if (radius < G_PI / 2)
    return MIN (step, 2 * acos (tan (least) / tan (radius)));
  if (least > G_PI / 2)
    return MIN (step, 2 * acos (tan (radius) / tan (least)));

  return step;
}

/* Metres come in. */
static gboolean
buffer_init (Buffer *buffer,
             double  radius,
             double  tolerance)
{
  double error;

  buffer->radius = radius / VDT_GEO_RADIUS;
  if (!(buffer->radius > 0) || buffer->radius >= G_PI / 2 || !(tolerance > 0) || tolerance < radius * 1e-6)
    return FALSE;

  error = MIN (tolerance / VDT_GEO_RADIUS, buffer->radius * (1 - 1e-12));
  buffer->corner_step = longest_step (buffer->radius, error);
  buffer->edge_step = longest_step (G_PI / 2 - buffer->radius, error);
  buffer->path = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));

  return buffer->corner_step > 1e-4;
}

static void
add_offset (Buffer            *buffer,
            const VdtGeoPoint *from,
            const VdtGeoPoint *direction)
{
  VdtGeoPoint point = vdt_geo_toward (from, direction, buffer->radius);

  g_array_append_val (buffer->path, point);
}

static VdtGeoPoint
unit_cross (const VdtGeoPoint *a,
            const VdtGeoPoint *b)
{
  VdtGeoPoint cross = vdt_geo_cross (a, b);

  vdt_geo_normalize (&cross);

  return cross;
}

/* To the right of the edge. */
static VdtGeoPoint
right_of (const VdtGeoPoint *a,
          const VdtGeoPoint *b)
{
  return unit_cross (b, a);
}

/* Around @at from @start to @end, which is left out. */
static void
add_corner (Buffer            *buffer,
            const VdtGeoPoint *at,
            const VdtGeoPoint *start,
            const VdtGeoPoint *end)
{
  VdtGeoPoint turn = unit_cross (at, start);
  double span = vdt_geo_angle (start, end);
  double angle = 0;

  do
    {
      VdtGeoPoint direction = vdt_geo_toward (start, &turn, angle);

      add_offset (buffer, at, &direction);
      angle += buffer->corner_step;
    }
  while (angle < span);
}

/* Along the right of an edge; its end is left out. */
static void
add_edge (Buffer            *buffer,
          const VdtGeoPoint *a,
          const VdtGeoPoint *b)
{
  VdtGeoPoint side = right_of (a, b);
  VdtGeoPoint ahead = unit_cross (a, &side);
  double span = vdt_geo_angle (a, b);
  double angle = 0;

  do
    {
      VdtGeoPoint at = vdt_geo_toward (a, &ahead, angle);

      add_offset (buffer, &at, &side);
      angle += buffer->edge_step;
    }
  while (angle < span);
}

/* An edge and the corner behind it. A corner to the right goes through the point itself, so that the places
 * which both edges reach are enclosed twice. */
static void
add_edge_and_corner (Buffer            *buffer,
                     const VdtGeoPoint *a,
                     const VdtGeoPoint *b,
                     const VdtGeoPoint *c)
{
  VdtGeoPoint normal = vdt_geo_cross (a, b);
  VdtGeoPoint start = right_of (a, b), end = right_of (b, c);

  add_edge (buffer, a, b);
  if (vdt_geo_dot (&normal, c) >= 0)
    {
      add_corner (buffer, b, &start, &end);
      return;
    }
  add_offset (buffer, b, &start);
  g_array_append_val (buffer->path, *b);
}

static void
add_line (Buffer       *buffer,
          const GArray *line)
{
  guint n = line->len;
  VdtGeoPoint side, other;

  side = right_of (vdt_geo_at (line, 0), vdt_geo_at (line, 1));
  other = (VdtGeoPoint) { -side.x, -side.y, -side.z };
  add_corner (buffer, vdt_geo_at (line, 0), &other, &side);
  for (guint i = 0; i + 2 < n; i++)
    add_edge_and_corner (buffer, vdt_geo_at (line, i), vdt_geo_at (line, i + 1), vdt_geo_at (line, i + 2));
  add_edge (buffer, vdt_geo_at (line, n - 2), vdt_geo_at (line, n - 1));

  side = right_of (vdt_geo_at (line, n - 2), vdt_geo_at (line, n - 1));
  other = (VdtGeoPoint) { -side.x, -side.y, -side.z };
  add_corner (buffer, vdt_geo_at (line, n - 1), &side, &other);
  for (guint i = n - 1; i >= 2; i--)
    add_edge_and_corner (buffer, vdt_geo_at (line, i), vdt_geo_at (line, i - 1), vdt_geo_at (line, i - 2));
  add_edge (buffer, vdt_geo_at (line, 1), vdt_geo_at (line, 0));
}

static void
add_ring (Buffer       *buffer,
          const GArray *ring)
{
  for (guint i = 0; i < ring->len; i++)
    add_edge_and_corner (buffer, vdt_geo_at (ring, i), vdt_geo_at (ring, i + 1), vdt_geo_at (ring, i + 2));
}

/* A direction that stands upright on a place. */
static VdtGeoPoint
upright (const VdtGeoPoint *place)
{
  double x = fabs (place->x), y = fabs (place->y), z = fabs (place->z);
  VdtGeoPoint other = { 0.012, 0.0053, 0.00457 };

  /* The axis before the one that the place is nearest to. */
  if (x > y && x > z)
    other.z = 1;
  else if (y > z && y >= x)
    other.x = 1;
  else
    other.y = 1;

  return unit_cross (place, &other);
}

/**
 * vdt_geo_buffer_point:
 * @place: a place
 * @radius: metres
 * @tolerance: metres by which the border may stray
 *
 * Returns: (transfer full) (nullable): the polygon around it, %NULL if these are no distances for one
 */
VdtGeoShape *
vdt_geo_buffer_point (const VdtGeoPoint *place,
                      double             radius,
                      double             tolerance)
{
  Buffer buffer = { 0 };
  VdtGeoShape *shape;
  int n;

  if (!buffer_init (&buffer, radius, tolerance))
    {
      g_clear_pointer (&buffer.path, g_array_unref);
      return NULL;
    }

  n = (int) ceil (2 * G_PI / buffer.corner_step);
  for (int i = 0; i < n; i++)
    {
      VdtGeoPoint start = upright (place);
      VdtGeoPoint turn = unit_cross (place, &start);
      VdtGeoPoint direction = vdt_geo_toward (&start, &turn, 2 * G_PI * i / n);

      add_offset (&buffer, place, &direction);
    }
  shape = vdt_geo_shape_new (TRUE);
  g_ptr_array_add (shape->chains, buffer.path);

  return shape;
}

/**
 * vdt_geo_buffer:
 * @shape: lines or an area
 * @radius: metres
 * @tolerance: metres by which the border may stray
 *
 * Returns: (transfer full) (nullable): all places within @radius of it, %NULL if there is none or too many edges
 */
VdtGeoShape *
vdt_geo_buffer (const VdtGeoShape *shape,
                double             radius,
                double             tolerance)
{
  g_autoptr(GPtrArray) rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);

  for (guint i = 0; i < shape->chains->len; i++)
    {
      Buffer buffer = { 0 };

      if (!buffer_init (&buffer, radius, tolerance))
        {
          g_clear_pointer (&buffer.path, g_array_unref);
          return NULL;
        }
      g_ptr_array_add (rings, buffer.path);
      if (shape->is_area)
        add_ring (&buffer, vdt_geo_chain (shape, i));
      else
        add_line (&buffer, vdt_geo_chain (shape, i));
    }

  return vdt_geo_wind (rings, 1);
}
