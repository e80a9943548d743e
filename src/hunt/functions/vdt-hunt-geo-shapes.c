/* vdt-hunt-geo-shapes.c
 *
 * The functions of the query language on lines and areas of the globe, which is
 * a ball here. Metres everywhere; a shape that is none gives null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-geo.h"
#include "vdt-hunt-json.h"

#define PREPARE_LINES 0
#define PREPARE_AREA 1

static gpointer
prepare_shape (VdtHuntText json,
               int         extra)
{
  return vdt_geo_read (json, (extra & PREPARE_AREA) != 0 ? VDT_GEO_AREA : VDT_GEO_LINES);
}

static void
release_shape (gpointer prepared)
{
  vdt_geo_shape_free (prepared);
}

static void
return_shape (VdtHuntCall       *call,
              const VdtGeoShape *shape)
{
  if (shape == NULL || shape->chains->len == 0)
    return;
  vdt_geo_write (call->out, shape);
  vdt_hunt_return_out (call);
}

static void
return_places (VdtHuntCall       *call,
               const VdtGeoPoint *points,
               guint              n)
{
  vdt_geo_write_places (call->out, points, n);
  vdt_hunt_return_out (call);
}

static double
chain_length (const GArray *chain,
              gboolean      is_ring)
{
  double sum = 0;

  for (guint i = 0; i + (is_ring ? 0 : 1) < chain->len; i++)
    sum += vdt_geo_angle (vdt_geo_at (chain, i), vdt_geo_at (chain, i + 1));

  return sum;
}

static double
length_of (const VdtGeoShape *shape)
{
  double sum = 0;

  for (guint i = 0; i < shape->chains->len; i++)
    sum += chain_length (vdt_geo_chain (shape, i), shape->is_area);

  return sum;
}

static void
line_length (VdtHuntCall *call)
{
  if (call->prepared != NULL)
    vdt_hunt_return_real (call, length_of (call->prepared) * VDT_GEO_RADIUS);
}

static void
polygon_area (VdtHuntCall *call)
{
  if (call->prepared != NULL)
    vdt_hunt_return_real (call, vdt_geo_area (call->prepared) * VDT_GEO_RADIUS * VDT_GEO_RADIUS);
}

/* The middle of the mass: of a border each edge adds its length along its axis, of a line each edge its middle. */
static void
centroid (VdtHuntCall *call)
{
  const VdtGeoShape *shape = call->prepared;
  VdtGeoPoint sum = { 0 };

  for (guint i = 0; shape != NULL && i < shape->chains->len; i++)
    {
      const GArray *chain = vdt_geo_chain (shape, i);

      for (guint j = 0; j + (shape->is_area ? 0 : 1) < chain->len; j++)
        {
          const VdtGeoPoint *a = vdt_geo_at (chain, j), *b = vdt_geo_at (chain, j + 1);
          VdtGeoPoint middle = { a->x + b->x, a->y + b->y, a->z + b->z };
          VdtGeoPoint part = shape->is_area ? vdt_geo_cross (a, b) : middle;
          double length = vdt_geo_angle (a, b), weight = shape->is_area ? length : 2 * sin (length / 2);

          if (!vdt_geo_normalize (&part))
            continue;
          sum = (VdtGeoPoint) { sum.x + part.x * weight, sum.y + part.y * weight, sum.z + part.z * weight };
        }
    }
  if (shape != NULL && vdt_geo_normalize (&sum))
    return_places (call, &sum, 1);
}

static VdtGeoPoint
nearest_on (const VdtGeoShape *shape,
            const VdtGeoPoint *place,
            guint             *out_chain,
            guint             *out_edge)
{
  VdtGeoPoint best = *vdt_geo_at (vdt_geo_chain (shape, 0), 0);
  double least = INFINITY;

  *out_chain = *out_edge = 0;
  for (guint i = 0; i < shape->chains->len; i++)
    {
      const GArray *chain = vdt_geo_chain (shape, i);

      for (guint j = 0; j + (shape->is_area ? 0 : 1) < chain->len; j++)
        {
          VdtGeoPoint point = vdt_geo_nearest (place, vdt_geo_at (chain, j), vdt_geo_at (chain, j + 1));
          double angle = vdt_geo_angle (place, &point);

          if (angle < least)
            {
              least = angle;
              best = point;
              *out_chain = i;
              *out_edge = j;
            }
        }
    }

  return best;
}

/* longitude, latitude, shape: how far, or (extra bit 1) which point it is */
static void
nearest (VdtHuntCall *call)
{
  const VdtGeoShape *shape = call->prepared;
  VdtGeoPoint place, point;
  guint chain, edge;

  if (shape == NULL || shape->chains->len == 0 || !vdt_geo_argument (call, 0, &place))
    return;

  point = shape->is_area && vdt_geo_contains (shape, &place) ? place : nearest_on (shape, &place, &chain, &edge);
  if ((call->extra & 2) != 0)
    return_places (call, &point, 1);
  else
    vdt_hunt_return_real (call, vdt_geo_angle (&place, &point) * VDT_GEO_RADIUS);
}

static void
point_in_polygon (VdtHuntCall *call)
{
  VdtGeoPoint place;

  if (call->prepared != NULL && vdt_geo_argument (call, 0, &place))
    vdt_hunt_return_integer (call, vdt_geo_contains (call->prepared, &place));
}

/* line, longitude, latitude: the share of the line's length up to the point nearest to the place */
static void
locate_point (VdtHuntCall *call)
{
  const VdtGeoShape *shape = call->prepared;
  VdtGeoPoint place, point;
  guint chain, edge;
  double before = 0;

  if (shape == NULL || shape->chains->len != 1 || !vdt_geo_argument (call, 1, &place))
    return;

  point = nearest_on (shape, &place, &chain, &edge);
  for (guint j = 0; j < edge; j++)
    before += vdt_geo_angle (vdt_geo_at (vdt_geo_chain (shape, 0), j), vdt_geo_at (vdt_geo_chain (shape, 0), j + 1));
  before += vdt_geo_angle (vdt_geo_at (vdt_geo_chain (shape, 0), edge), &point);
  vdt_hunt_return_real (call, MIN (before / length_of (shape), 1));
}

static gboolean
touches (const VdtGeoPoint *place,
         const VdtGeoPoint *a,
         const VdtGeoPoint *b)
{
  VdtGeoPoint point = vdt_geo_nearest (place, a, b);

  return vdt_geo_angle (place, &point) < 1e-15;
}

static void
add_place (GArray      *places,
           VdtGeoPoint  place)
{
  for (guint i = 0; places != NULL && i < places->len; i++)
    if (vdt_geo_angle (&g_array_index (places, VdtGeoPoint, i), &place) < 1e-14)
      return;
  if (places != NULL)
    g_array_append_val (places, place);
}

/* Where two edges meet. */
static gboolean
edges_meet (const VdtGeoPoint *a,
            const VdtGeoPoint *b,
            const VdtGeoPoint *c,
            const VdtGeoPoint *d,
            GArray            *places)
{
  const VdtGeoPoint *ends[] = { a, b, c, d };
  gboolean found = FALSE;
  VdtGeoPoint crossing;

  for (int i = 0; i < 4; i++)
    if (touches (ends[i], i < 2 ? c : a, i < 2 ? d : b))
      {
        found = TRUE;
        add_place (places, *ends[i]);
      }
  if (!found && vdt_geo_crossing (a, b, c, d, &crossing))
    {
      found = TRUE;
      add_place (places, crossing);
    }

  return found;
}

static gboolean
borders_meet (const VdtGeoShape *one,
              const VdtGeoShape *other,
              GArray            *places)
{
  gboolean found = FALSE;

  for (guint i = 0; i < one->chains->len; i++)
    for (guint k = 0; k < other->chains->len; k++)
      {
        const GArray *a = vdt_geo_chain (one, i), *b = vdt_geo_chain (other, k);

        for (guint j = 0; j + (one->is_area ? 0 : 1) < a->len; j++)
          for (guint l = 0; l + (other->is_area ? 0 : 1) < b->len; l++)
            if (edges_meet (vdt_geo_at (a, j), vdt_geo_at (a, j + 1), vdt_geo_at (b, l), vdt_geo_at (b, l + 1), places))
              {
                found = TRUE;
                if (places == NULL)
                  return TRUE;
              }
      }

  return found;
}

static gboolean
has_inside (const VdtGeoShape *area,
            const VdtGeoShape *other)
{
  return area->is_area && vdt_geo_contains (area, vdt_geo_at (vdt_geo_chain (other, 0), 0));
}

/* extra: bit 0 the first is an area, bit 1 the second is */
static void
intersects (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) one = vdt_geo_read (vdt_hunt_call_text (call, 0),
                                             (call->extra & 1) != 0 ? VDT_GEO_AREA : VDT_GEO_LINES);
  g_autoptr(VdtGeoShape) other = vdt_geo_read (vdt_hunt_call_text (call, 1),
                                               (call->extra & 2) != 0 ? VDT_GEO_AREA : VDT_GEO_LINES);

  if (one != NULL && other != NULL && vdt_geo_edges (one) > 0 && vdt_geo_edges (other) > 0)
    vdt_hunt_return_integer (call, borders_meet (one, other, NULL) || has_inside (one, other) ||
                                   has_inside (other, one));
}

static void
intersection_lines (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) one = vdt_geo_read (vdt_hunt_call_text (call, 0), VDT_GEO_LINES);
  g_autoptr(VdtGeoShape) other = vdt_geo_read (vdt_hunt_call_text (call, 1), VDT_GEO_LINES);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));

  if (one != NULL && other != NULL && borders_meet (one, other, places))
    return_places (call, &g_array_index (places, VdtGeoPoint, 0), places->len);
}

static void
intersection_line_with_polygon (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) line = vdt_geo_read (vdt_hunt_call_text (call, 0), VDT_GEO_LINES);
  g_autoptr(VdtGeoShape) area = vdt_geo_read (vdt_hunt_call_text (call, 1), VDT_GEO_AREA);
  g_autoptr(VdtGeoShape) shape = line != NULL && area != NULL ? vdt_geo_clip (line, area) : NULL;

  return_shape (call, shape);
}

static void
intersection_polygons (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) one = vdt_geo_read (vdt_hunt_call_text (call, 0), VDT_GEO_AREA);
  g_autoptr(VdtGeoShape) other = vdt_geo_read (vdt_hunt_call_text (call, 1), VDT_GEO_AREA);
  g_autoptr(GPtrArray) rings = g_ptr_array_new ();
  g_autoptr(VdtGeoShape) shape = NULL;

  if (one == NULL || other == NULL)
    return;
  g_ptr_array_extend (rings, one->chains, NULL, NULL);
  g_ptr_array_extend (rings, other->chains, NULL, NULL);
  shape = vdt_geo_wind (rings, 2);
  return_shape (call, shape);
}

/* All shapes of an array, or NULL if one is none. */
static GPtrArray *
read_shapes (VdtHuntText json,
             VdtGeoKind  kind)
{
  g_autoptr(GPtrArray) shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_geo_shape_free);
  VdtJsonWalk walk;

  if (vdt_json_kind (json) != VDT_JSON_ARRAY)
    return NULL;
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      VdtGeoShape *shape = vdt_geo_read (walk.value, kind);

      if (shape == NULL)
        return NULL;
      g_ptr_array_add (shapes, shape);
    }

  return shapes->len > 0 ? g_steal_pointer (&shapes) : NULL;
}

static void
union_polygons (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) shapes = read_shapes (vdt_hunt_call_text (call, 0), VDT_GEO_AREA);
  g_autoptr(VdtGeoShape) shape = shapes != NULL ? vdt_geo_unite (shapes) : NULL;

  return_shape (call, shape);
}

static void
union_lines (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) shapes = read_shapes (vdt_hunt_call_text (call, 0), VDT_GEO_LINES);
  g_autoptr(VdtGeoShape) shape = shapes != NULL ? vdt_geo_merge_lines (shapes) : NULL;

  return_shape (call, shape);
}

/* longitude, latitude, radius, tolerance */
static void
point_buffer (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) shape = NULL;
  VdtGeoPoint place;

  if (!vdt_geo_argument (call, 0, &place))
    return;
  shape = vdt_geo_buffer_point (&place, vdt_hunt_call_real (call, 2), vdt_hunt_call_real (call, 3));
  return_shape (call, shape);
}

/* shape, radius, tolerance */
static void
shape_buffer (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) shape = NULL;

  if (call->prepared == NULL)
    return;
  shape = vdt_geo_buffer (call->prepared, vdt_hunt_call_real (call, 1), vdt_hunt_call_real (call, 2));
  return_shape (call, shape);
}

/* How far the straight line on a map of degrees is off the shortest way, at two places of it (S2 library,
 * "S2EdgeTessellator"). */
static double
map_error (const double *pa,
           const double *pb)
{
  static const double shares[] = { 0.31215691082248312, 1 - 0.31215691082248312 };
  VdtGeoPoint a = vdt_geo_point (pa[0], pa[1]), b = vdt_geo_point (pb[0], pb[1]);
  VdtGeoPoint ahead = { 0 };
  double whole = vdt_geo_angle (&a, &b), error = 0;
  VdtGeoPoint normal = vdt_geo_cross (&a, &b);

  if (vdt_geo_dot (&a, &b) < -1e-14)
    return INFINITY;
  if (!vdt_geo_normalize (&normal))
    return 0;

  ahead = vdt_geo_cross (&normal, &a);
  for (int i = 0; i < 2; i++)
    {
      VdtGeoPoint way = vdt_geo_toward (&a, &ahead, whole * shares[i]);
      VdtGeoPoint map = vdt_geo_point (pa[0] + shares[i] * (pb[0] - pa[0]), pa[1] + shares[i] * (pb[1] - pa[1]));

      error = MAX (error, vdt_geo_angle (&way, &map));
    }

  return error;
}

static void
densify_edge (GArray       *chain,
              const double *pa,
              const double *pb,
              double        tolerance,
              int           depth)
{
  double middle[2] = { (pa[0] + pb[0]) / 2, (pa[1] + pb[1]) / 2 };

  if (depth == 0 || map_error (pa, pb) <= tolerance)
    {
      VdtGeoPoint point = vdt_geo_point (pb[0], pb[1]);

      g_array_append_val (chain, point);
      return;
    }
  densify_edge (chain, pa, middle, tolerance, depth - 1);
  densify_edge (chain, middle, pb, tolerance, depth - 1);
}

static GArray *
densify_chain (const GArray *chain,
               gboolean      is_ring,
               double        tolerance)
{
  GArray *dense = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));

  if (!is_ring)
    g_array_append_val (dense, *vdt_geo_at (chain, 0));
  for (guint j = 0; j + (is_ring ? 0 : 1) < chain->len; j++)
    {
      const VdtGeoPoint *a = vdt_geo_at (chain, j), *b = vdt_geo_at (chain, j + 1);
      double pa[2] = { vdt_geo_longitude (a), vdt_geo_latitude (a) };
      double pb[2] = { vdt_geo_longitude (b), vdt_geo_latitude (b) };

      /* The shorter way around the globe. */
      pb[0] += pb[0] - pa[0] > 180 ? -360 : pb[0] - pa[0] < -180 ? 360 : 0;
      densify_edge (dense, pa, pb, tolerance, 12);
    }
  if (is_ring)
    {
      /* The first point came last. */
      VdtGeoPoint first = g_array_index (dense, VdtGeoPoint, dense->len - 1);

      g_array_remove_index (dense, dense->len - 1);
      g_array_prepend_val (dense, first);
    }

  return dense;
}

/* shape, tolerance */
static void
densify (VdtHuntCall *call)
{
  const VdtGeoShape *shape = call->prepared;
  double tolerance = vdt_hunt_call_real (call, 1);
  g_autoptr(VdtGeoShape) dense = NULL;

  if (shape == NULL || !(tolerance >= 0.1 && tolerance <= 10000))
    return;
  dense = vdt_geo_shape_new (shape->is_area);
  for (guint i = 0; i < shape->chains->len; i++)
    g_ptr_array_add (dense->chains, densify_chain (vdt_geo_chain (shape, i), shape->is_area,
                                                   0.83829992569888509 * tolerance / VDT_GEO_RADIUS));
  return_shape (call, dense);
}

/* The farthest point that an edge from @from reaches without leaving out one by more than the tolerance. */
static guint
reach (const GArray *chain,
       guint         from,
       guint         last,
       double        tolerance)
{
  guint to = from + 1;

  for (guint next = from + 2; next <= last; next++)
    {
      for (guint k = from + 1; k < next; k++)
        {
          const VdtGeoPoint *left_out = vdt_geo_at (chain, k);
          VdtGeoPoint point = vdt_geo_nearest (left_out, vdt_geo_at (chain, from), vdt_geo_at (chain, next));

          if (vdt_geo_angle (left_out, &point) > tolerance)
            return to;
        }
      to = next;
    }

  return to;
}

static GArray *
simplify_chain (const GArray *chain,
                gboolean      is_ring,
                double        tolerance)
{
  g_autoptr(GArray) simple = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
  guint last = is_ring ? chain->len : chain->len - 1;

  for (guint at = 0; at < last; at = reach (chain, at, last, tolerance))
    g_array_append_val (simple, *vdt_geo_at (chain, at));
  if (!is_ring)
    g_array_append_val (simple, *vdt_geo_at (chain, last));

  return !is_ring || simple->len >= 3 ? g_steal_pointer (&simple) : NULL;
}

static void
return_simple (VdtHuntCall       *call,
               const VdtGeoShape *shape,
               double             tolerance)
{
  g_autoptr(VdtGeoShape) simple = vdt_geo_shape_new (shape->is_area);

  for (guint i = 0; i < shape->chains->len; i++)
    {
      GArray *chain = vdt_geo_chain (shape, i);

      if (chain->len > VDT_GEO_MAX_EDGES)
        return;
      chain = simplify_chain (chain, shape->is_area, tolerance / VDT_GEO_RADIUS);
      if (chain != NULL)
        g_ptr_array_add (simple->chains, chain);
    }
  return_shape (call, simple);
}

/* shape, tolerance */
static void
simplify (VdtHuntCall *call)
{
  double tolerance = vdt_hunt_call_real (call, 1);

  if (call->prepared != NULL && tolerance >= 0 && tolerance <= 7800000)
    return_simple (call, call->prepared, tolerance);
}

/* polygons, tolerance */
static void
simplify_polygons (VdtHuntCall *call)
{
  g_autoptr(GPtrArray) shapes = read_shapes (vdt_hunt_call_text (call, 0), VDT_GEO_AREA);
  g_autoptr(VdtGeoShape) shape = shapes != NULL ? vdt_geo_unite (shapes) : NULL;
  double tolerance = vdt_hunt_call_real (call, 1);

  if (shape != NULL && tolerance >= 0 && tolerance <= 7800000)
    return_simple (call, shape, tolerance);
}

#define LINES prepare_shape, release_shape, .extra = PREPARE_LINES
#define AREA prepare_shape, release_shape, .extra = PREPARE_AREA

static const VdtHuntFunction functions[] = {
  { "kql_geo_line_length", "d:j", line_length, LINES },
  { "kql_geo_polygon_perimeter", "d:j", line_length, AREA },
  { "kql_geo_polygon_area", "d:j", polygon_area, AREA },
  { "kql_geo_line_centroid", "j:j", centroid, LINES },
  { "kql_geo_polygon_centroid", "j:j", centroid, AREA },
  { "kql_geo_point_in_polygon", "b:ddj", point_in_polygon, prepare_shape, release_shape, 2, PREPARE_AREA },
  { "kql_geo_distance_point_to_line", "d:ddj", nearest, prepare_shape, release_shape, 2, PREPARE_LINES },
  { "kql_geo_distance_point_to_polygon", "d:ddj", nearest, prepare_shape, release_shape, 2, PREPARE_AREA },
  { "kql_geo_closest_point_on_line", "j:ddj", nearest, prepare_shape, release_shape, 2, 2 },
  { "kql_geo_closest_point_on_polygon", "j:ddj", nearest, prepare_shape, release_shape, 2, 3 },
  { "kql_geo_line_locate_point", "d:jdd", locate_point, LINES },
  { "kql_geo_intersects_2lines", "b:jj", intersects },
  { "kql_geo_intersects_line_with_polygon", "b:jj", intersects, .extra = 2 },
  { "kql_geo_intersects_2polygons", "b:jj", intersects, .extra = 3 },
  { "kql_geo_intersection_2lines", "j:jj", intersection_lines },
  { "kql_geo_intersection_line_with_polygon", "j:jj", intersection_line_with_polygon },
  { "kql_geo_intersection_2polygons", "j:jj", intersection_polygons },
  { "kql_geo_union_polygons_array", "j:j", union_polygons },
  { "kql_geo_union_lines_array", "j:j", union_lines },
  { "kql_geo_point_buffer", "j:dddd", point_buffer },
  { "kql_geo_line_buffer", "j:jdd", shape_buffer, LINES },
  { "kql_geo_polygon_buffer", "j:jdd", shape_buffer, AREA },
  { "kql_geo_line_densify", "j:jd", densify, LINES },
  { "kql_geo_polygon_densify", "j:jd", densify, AREA },
  { "kql_geo_line_simplify", "j:jd", simplify, LINES },
  { "kql_geo_polygon_simplify", "j:jd", simplify, AREA },
  { "kql_geo_simplify_polygons_array", "j:jd", simplify_polygons },
};

gboolean
vdt_hunt_geo_shapes_register (duckdb_connection   connection,
                              GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
