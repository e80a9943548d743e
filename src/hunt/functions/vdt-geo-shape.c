/* vdt-geo-shape.c
 *
 * Lines and areas on the ball, read from GeoJSON (RFC 7946) and written back.
 * Their edges are the shortest ways between their points.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-geo.h"

#include <math.h>

#include "vdt-hunt-json.h"

#define DEGREE (G_PI / 180)

VdtGeoPoint
vdt_geo_point (double longitude,
               double latitude)
{
  double x = longitude * DEGREE, y = latitude * DEGREE;

  return (VdtGeoPoint) { cos (y) * cos (x), cos (y) * sin (x), sin (y) };
}

double
vdt_geo_longitude (const VdtGeoPoint *point)
{
  return atan2 (point->y, point->x) / DEGREE;
}

double
vdt_geo_latitude (const VdtGeoPoint *point)
{
  return atan2 (point->z, hypot (point->x, point->y)) / DEGREE;
}

static gboolean
is_place (double longitude,
          double latitude)
{
  return longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90;
}

/* Arguments @i and @i + 1, longitude and latitude; FALSE if they are no place. */
gboolean
vdt_geo_argument (VdtHuntCall *call,
                  guint        i,
                  VdtGeoPoint *out_point)
{
  double longitude = vdt_hunt_call_real (call, i), latitude = vdt_hunt_call_real (call, i + 1);

  *out_point = vdt_geo_point (longitude, latitude);

  return is_place (longitude, latitude);
}

double
vdt_geo_dot (const VdtGeoPoint *a,
             const VdtGeoPoint *b)
{
  return a->x * b->x + a->y * b->y + a->z * b->z;
}

VdtGeoPoint
vdt_geo_cross (const VdtGeoPoint *a,
               const VdtGeoPoint *b)
{
  return (VdtGeoPoint) { a->y * b->z - a->z * b->y, a->z * b->x - a->x * b->z, a->x * b->y - a->y * b->x };
}

gboolean
vdt_geo_normalize (VdtGeoPoint *point)
{
  double length = sqrt (vdt_geo_dot (point, point));

  if (!(length > 0))
    return FALSE;
  *point = (VdtGeoPoint) { point->x / length, point->y / length, point->z / length };

  return TRUE;
}

/* Radians. */
double
vdt_geo_angle (const VdtGeoPoint *a,
               const VdtGeoPoint *b)
{
  VdtGeoPoint cross = vdt_geo_cross (a, b);

  return atan2 (sqrt (vdt_geo_dot (&cross, &cross)), vdt_geo_dot (a, b));
}

/* From @a along @direction, which stands upright on it. */
VdtGeoPoint
vdt_geo_toward (const VdtGeoPoint *a,
                const VdtGeoPoint *direction,
                double             angle)
{
  VdtGeoPoint point = { a->x * cos (angle) + direction->x * sin (angle),
                        a->y * cos (angle) + direction->y * sin (angle),
                        a->z * cos (angle) + direction->z * sin (angle) };

  vdt_geo_normalize (&point);

  return point;
}

/* The point of the edge that is nearest to a place. */
VdtGeoPoint
vdt_geo_nearest (const VdtGeoPoint *place,
                 const VdtGeoPoint *a,
                 const VdtGeoPoint *b)
{
  VdtGeoPoint normal = vdt_geo_cross (a, b);
  VdtGeoPoint foot, before, behind;
  double height;

  if (vdt_geo_normalize (&normal))
    {
      height = vdt_geo_dot (place, &normal);
      foot = (VdtGeoPoint) { place->x - height * normal.x, place->y - height * normal.y,
                             place->z - height * normal.z };
      before = vdt_geo_cross (&normal, a);
      behind = vdt_geo_cross (b, &normal);
      if (vdt_geo_dot (&foot, &before) >= 0 && vdt_geo_dot (&foot, &behind) >= 0 && vdt_geo_normalize (&foot))
        return foot;
    }

  return vdt_geo_angle (place, a) <= vdt_geo_angle (place, b) ? *a : *b;
}

/* Where two edges cross, other than at their ends. */
gboolean
vdt_geo_crossing (const VdtGeoPoint *a,
                  const VdtGeoPoint *b,
                  const VdtGeoPoint *c,
                  const VdtGeoPoint *d,
                  VdtGeoPoint       *out_point)
{
  VdtGeoPoint ab = vdt_geo_cross (a, b), cd = vdt_geo_cross (c, d);
  double side_c = vdt_geo_dot (&ab, c), side_d = vdt_geo_dot (&ab, d);
  double side_a = vdt_geo_dot (&cd, a), side_b = vdt_geo_dot (&cd, b);
  VdtGeoPoint middle = { a->x + b->x, a->y + b->y, a->z + b->z };

  *out_point = vdt_geo_cross (&ab, &cd);
  if ((side_c > 0) == (side_d > 0) || (side_a > 0) == (side_b > 0) || !vdt_geo_normalize (out_point))
    return FALSE;
  if (vdt_geo_dot (out_point, &middle) < 0)
    *out_point = (VdtGeoPoint) { -out_point->x, -out_point->y, -out_point->z };

  /* The other crossing of the two circles is on the far side of the ball. */
  return vdt_geo_dot (out_point, &middle) > 0 && vdt_geo_dot (out_point, c) + vdt_geo_dot (out_point, d) > 0;
}

VdtGeoShape *
vdt_geo_shape_new (gboolean is_area)
{
  VdtGeoShape *shape = g_new0 (VdtGeoShape, 1);

  shape->chains = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  shape->is_area = is_area;

  return shape;
}

void
vdt_geo_shape_free (VdtGeoShape *shape)
{
  g_ptr_array_unref (shape->chains);
  g_free (shape);
}

/* Points of no length between them count once. */
static GArray *
read_chain (VdtHuntText json)
{
  g_autoptr(GArray) chain = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
  double last_longitude = NAN, last_latitude = NAN;
  VdtJsonWalk walk;

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      VdtHuntText longitude, latitude;
      double x, y;
      VdtGeoPoint point;

      if (!vdt_json_at (walk.value, 0, &longitude) || !vdt_json_at (walk.value, 1, &latitude) ||
          !vdt_json_number (longitude, &x) || !vdt_json_number (latitude, &y) || !is_place (x, y))
        return NULL;
      if (x == last_longitude && y == last_latitude)
        continue;
      point = vdt_geo_point (x, y);
      g_array_append_val (chain, point);
      last_longitude = x;
      last_latitude = y;
    }

  return chain->len >= 2 ? g_steal_pointer (&chain) : NULL;
}

static double
ring_area (const GArray *ring)
{
  const VdtGeoPoint *a = vdt_geo_at (ring, 0);
  double sum = 0;

  for (guint i = 1; i + 1 < ring->len; i++)
    {
      const VdtGeoPoint *b = vdt_geo_at (ring, i), *c = vdt_geo_at (ring, i + 1);
      VdtGeoPoint cross = vdt_geo_cross (b, c);

      sum += 2 * atan2 (vdt_geo_dot (a, &cross),
                        1 + vdt_geo_dot (a, b) + vdt_geo_dot (b, c) + vdt_geo_dot (c, a));
    }

  return sum;
}

static void
reverse (GArray *ring)
{
  for (guint i = 0; i < ring->len / 2; i++)
    {
      VdtGeoPoint point = g_array_index (ring, VdtGeoPoint, i);

      g_array_index (ring, VdtGeoPoint, i) = g_array_index (ring, VdtGeoPoint, ring->len - 1 - i);
      g_array_index (ring, VdtGeoPoint, ring->len - 1 - i) = point;
    }
}

/* The side of a ring that is smaller is its inside; of a hole that is left out. */
static gboolean
add_ring (VdtGeoShape *shape,
          VdtHuntText  json,
          gboolean     is_hole)
{
  g_autoptr(GArray) ring = read_chain (json);
  double area;

  if (ring == NULL || ring->len < 4 || vdt_geo_angle (vdt_geo_at (ring, 0), vdt_geo_at (ring, ring->len - 1)) > 1e-15)
    return FALSE;

  g_array_set_size (ring, ring->len - 1);
  area = ring_area (ring);
  if ((area < 0) != is_hole)
    reverse (ring);
  g_ptr_array_add (shape->chains, g_steal_pointer (&ring));

  return area != 0;
}

static VdtGeoShape *
read_polygon (VdtHuntText json)
{
  g_autoptr(VdtGeoShape) shape = vdt_geo_shape_new (TRUE);
  VdtJsonWalk walk;

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    if (!add_ring (shape, walk.value, shape->chains->len > 0))
      return NULL;

  return shape->chains->len > 0 ? g_steal_pointer (&shape) : NULL;
}

/* Areas of one shape that overlap count once. */
static VdtGeoShape *
read_polygons (VdtHuntText json)
{
  g_autoptr(GPtrArray) shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_geo_shape_free);
  VdtJsonWalk walk;

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      VdtGeoShape *shape = read_polygon (walk.value);

      if (shape == NULL)
        return NULL;
      g_ptr_array_add (shapes, shape);
    }

  return shapes->len > 0 ? vdt_geo_unite (shapes) : NULL;
}

static VdtGeoShape *
read_lines (VdtHuntText json,
            gboolean    is_many)
{
  g_autoptr(VdtGeoShape) shape = vdt_geo_shape_new (FALSE);
  VdtJsonWalk walk;
  GArray *chain;

  if (!is_many)
    {
      chain = read_chain (json);
      if (chain == NULL)
        return NULL;
      g_ptr_array_add (shape->chains, chain);
      return g_steal_pointer (&shape);
    }

  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      chain = read_chain (walk.value);
      if (chain == NULL)
        return NULL;
      g_ptr_array_add (shape->chains, chain);
    }

  return shape->chains->len > 0 ? g_steal_pointer (&shape) : NULL;
}

/* The shape, or NULL if it is none of that kind. */
VdtGeoShape *
vdt_geo_read (VdtHuntText json,
              VdtGeoKind  kind)
{
  static const VdtHuntText line = { "\"LineString\"", 12 }, lines = { "\"MultiLineString\"", 17 };
  static const VdtHuntText polygon = { "\"Polygon\"", 9 }, polygons = { "\"MultiPolygon\"", 14 };
  const VdtHuntText key_type = { "type", 4 }, key_coordinates = { "coordinates", 11 };
  g_autoptr(VdtGeoShape) shape = NULL;
  VdtHuntText type, coordinates;

  if (!vdt_json_get (json, key_type, &type) || !vdt_json_get (json, key_coordinates, &coordinates) ||
      vdt_json_kind (coordinates) != VDT_JSON_ARRAY)
    return NULL;

  if (kind == VDT_GEO_LINES && (vdt_hunt_text_equal (type, line) || vdt_hunt_text_equal (type, lines)))
    shape = read_lines (coordinates, vdt_hunt_text_equal (type, lines));
  else if (kind == VDT_GEO_AREA && vdt_hunt_text_equal (type, polygon))
    shape = read_polygon (coordinates);
  else if (kind == VDT_GEO_AREA && vdt_hunt_text_equal (type, polygons))
    shape = read_polygons (coordinates);

  return g_steal_pointer (&shape);
}

guint
vdt_geo_edges (const VdtGeoShape *shape)
{
  guint n = 0;

  for (guint i = 0; i < shape->chains->len; i++)
    n += vdt_geo_chain (shape, i)->len;

  return n;
}

/* Of the ball of radius 1. */
double
vdt_geo_area (const VdtGeoShape *shape)
{
  double sum = 0;

  for (guint i = 0; i < shape->chains->len; i++)
    sum += ring_area (vdt_geo_chain (shape, i));

  return fabs (sum);
}

/* How a place sees an edge pass, against the clock; radians. */
static double
turn_around (const VdtGeoPoint *place,
             const VdtGeoPoint *a,
             const VdtGeoPoint *b)
{
  VdtGeoPoint cross = vdt_geo_cross (a, b);

  return atan2 (vdt_geo_dot (place, &cross),
                vdt_geo_dot (a, b) - vdt_geo_dot (place, a) * vdt_geo_dot (place, b));
}

gboolean
vdt_geo_contains (const VdtGeoShape *shape,
                  const VdtGeoPoint *place)
{
  double sum = 0;

  for (guint i = 0; i < shape->chains->len; i++)
    {
      const GArray *ring = vdt_geo_chain (shape, i);

      for (guint j = 0; j < ring->len; j++)
        sum += turn_around (place, vdt_geo_at (ring, j), vdt_geo_at (ring, j + 1));
    }

  return sum > G_PI;
}

static void
write_place (GString           *out,
             const VdtGeoPoint *point)
{
  vdt_json_comma (out);
  g_string_append_c (out, '[');
  vdt_json_write_real (out, vdt_geo_longitude (point));
  g_string_append_c (out, ',');
  vdt_json_write_real (out, vdt_geo_latitude (point));
  g_string_append_c (out, ']');
}

static void
write_chain (GString      *out,
             const GArray *chain,
             gboolean      is_ring)
{
  vdt_json_comma (out);
  g_string_append_c (out, '[');
  for (guint j = 0; j < chain->len + (is_ring ? 1 : 0); j++)
    write_place (out, vdt_geo_at (chain, j));
  g_string_append_c (out, ']');
}

/* One point or several. */
void
vdt_geo_write_places (GString           *out,
                      const VdtGeoPoint *points,
                      guint              n)
{
  g_string_append (out, n == 1 ? "{\"type\":\"Point\",\"coordinates\":" : "{\"type\":\"MultiPoint\",\"coordinates\":[");
  if (n == 1)
    {
      g_string_append_c (out, '[');
      vdt_json_write_real (out, vdt_geo_longitude (points));
      g_string_append_c (out, ',');
      vdt_json_write_real (out, vdt_geo_latitude (points));
      g_string_append (out, "]}");
      return;
    }
  for (guint i = 0; i < n; i++)
    write_place (out, &points[i]);
  g_string_append (out, "]}");
}

static void
write_lines (GString           *out,
             const VdtGeoShape *shape)
{
  gboolean is_many = shape->chains->len > 1;

  g_string_append_printf (out, "{\"type\":\"%s\",\"coordinates\":%s", is_many ? "MultiLineString" : "LineString",
                          is_many ? "[" : "");
  for (guint i = 0; i < shape->chains->len; i++)
    {
      if (!is_many)
        {
          g_string_append_c (out, '[');
          for (guint j = 0; j < vdt_geo_chain (shape, i)->len; j++)
            write_place (out, vdt_geo_at (vdt_geo_chain (shape, i), j));
          g_string_append_c (out, ']');
        }
      else
        write_chain (out, vdt_geo_chain (shape, i), FALSE);
    }
  g_string_append (out, is_many ? "]}" : "}");
}

static gboolean
holds (const GArray *ring,
       const GArray *hole)
{
  double sum = 0;

  for (guint j = 0; j < ring->len; j++)
    sum += turn_around (vdt_geo_at (hole, 0), vdt_geo_at (ring, j), vdt_geo_at (ring, j + 1));

  return sum > G_PI / 2;
}

/* A ring and the holes in it. */
static void
write_polygon (GString           *out,
               const VdtGeoShape *shape,
               guint              i)
{
  vdt_json_comma (out);
  g_string_append_c (out, '[');
  write_chain (out, vdt_geo_chain (shape, i), TRUE);
  for (guint k = 0; k < shape->chains->len; k++)
    if (ring_area (vdt_geo_chain (shape, k)) < 0 && holds (vdt_geo_chain (shape, i), vdt_geo_chain (shape, k)))
      write_chain (out, vdt_geo_chain (shape, k), TRUE);
  g_string_append_c (out, ']');
}

void
vdt_geo_write (GString           *out,
               const VdtGeoShape *shape)
{
  guint n = 0;

  if (!shape->is_area)
    {
      write_lines (out, shape);
      return;
    }

  for (guint i = 0; i < shape->chains->len; i++)
    n += ring_area (vdt_geo_chain (shape, i)) > 0;
  g_string_append (out, n > 1 ? "{\"type\":\"MultiPolygon\",\"coordinates\":[" : "{\"type\":\"Polygon\",\"coordinates\":");
  for (guint i = 0; i < shape->chains->len; i++)
    if (ring_area (vdt_geo_chain (shape, i)) > 0)
      {
        /* No comma after the colon. */
        if (n == 1)
          {
            g_autoptr(GString) polygon = g_string_new (NULL);

            write_polygon (polygon, shape, i);
            g_string_append_len (out, polygon->str, polygon->len);
          }
        else
          write_polygon (out, shape, i);
      }
  g_string_append (out, n > 1 ? "]}" : "}");
}
