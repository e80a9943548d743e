/* vdt-hunt-h3.c
 *
 * The functions of the query language on H3 cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-geo.h"
#include "vdt-h3.h"
#include "vdt-hunt-json.h"

#define MAX_CELLS 65536
#define DEGREE (G_PI / 180)

static gboolean
cell_argument (VdtHuntCall *call,
               guint64     *out_cell)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  return vdt_h3_read (text.text, text.length, out_cell);
}

static void
append_cell (GString *out,
             guint64  cell)
{
  g_string_append_printf (out, "%" G_GINT64_MODIFIER "x", cell);
}

static void
append_cells (GString *out,
              GArray  *cells)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < cells->len; i++)
    {
      vdt_json_comma (out);
      g_string_append_c (out, '"');
      append_cell (out, g_array_index (cells, guint64, i));
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, ']');
}

static void
append_place (GString          *out,
              const VdtH3Place *place)
{
  vdt_json_comma (out);
  g_string_append_c (out, '[');
  vdt_json_write_real (out, place->longitude / DEGREE);
  g_string_append_c (out, ',');
  vdt_json_write_real (out, place->latitude / DEGREE);
  g_string_append_c (out, ']');
}

/* longitude, latitude, level */
static void
point_to_cell (VdtHuntCall *call)
{
  VdtH3Place place = { vdt_hunt_call_real (call, 1) * DEGREE, vdt_hunt_call_real (call, 0) * DEGREE };
  gint64 level = vdt_hunt_call_integer (call, 2);
  guint64 cell;

  if (!(fabs (place.longitude) <= G_PI) || !(fabs (place.latitude) <= G_PI / 2) || level < 0 ||
      level > VDT_H3_MAX_LEVEL)
    return;

  cell = vdt_h3_from_place (&place, level);
  if (cell != 0)
    {
      append_cell (call->out, cell);
      vdt_hunt_return_out (call);
    }
}

static void
cell_center (VdtHuntCall *call)
{
  VdtH3Place place;
  VdtGeoPoint point;
  guint64 cell;

  if (!cell_argument (call, &cell))
    return;

  place = vdt_h3_center (cell);
  point = vdt_geo_point (place.longitude / DEGREE, place.latitude / DEGREE);
  vdt_geo_write_places (call->out, &point, 1);
  vdt_hunt_return_out (call);
}

static void
cell_polygon (VdtHuntCall *call)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (VdtH3Place));
  guint64 cell;

  if (!cell_argument (call, &cell))
    return;

  vdt_h3_boundary (cell, places);
  g_string_append (call->out, "{\"type\":\"Polygon\",\"coordinates\":[[");
  for (guint i = 0; i <= places->len; i++)
    append_place (call->out, &g_array_index (places, VdtH3Place, i % places->len));
  g_string_append (call->out, "]]}");
  vdt_hunt_return_out (call);
}

static void
cell_neighbors (VdtHuntCall *call)
{
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint64));
  guint64 cell;

  if (!cell_argument (call, &cell))
    return;

  vdt_h3_neighbors (cell, cells);
  append_cells (call->out, cells);
  vdt_hunt_return_out (call);
}

/* cell, distance: an array of cells for each ring */
static void
cell_rings (VdtHuntCall *call)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) ring = g_array_new (FALSE, FALSE, sizeof (guint64));
  gint64 distance = vdt_hunt_call_integer (call, 1);
  guint64 cell;

  if (!cell_argument (call, &cell) || distance < 0 || distance > 142)
    return;

  g_array_append_val (ring, cell);
  g_hash_table_add (seen, g_memdup2 (&cell, sizeof cell));
  g_string_append_c (call->out, '[');
  for (gint64 n = 0; n <= distance; n++)
    {
      g_autoptr(GArray) next = g_array_new (FALSE, FALSE, sizeof (guint64));

      vdt_json_comma (call->out);
      append_cells (call->out, ring);
      for (guint i = 0; n < distance && i < ring->len; i++)
        {
          g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint64));

          vdt_h3_neighbors (g_array_index (ring, guint64, i), cells);
          for (guint k = 0; k < cells->len; k++)
            if (g_hash_table_add (seen, g_memdup2 (&g_array_index (cells, guint64, k), sizeof (guint64))))
              g_array_append_val (next, g_array_index (cells, guint64, k));
        }
      g_array_unref (ring);
      ring = g_steal_pointer (&next);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* cell, level; the least number is the next */
static void
cell_children (VdtHuntCall *call)
{
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint64));
  gint64 level = vdt_hunt_call_integer (call, 1);
  guint64 cell;

  if (!cell_argument (call, &cell))
    return;
  if (level == G_MININT32)
    level = vdt_h3_level (cell) + 1;
  if (level <= vdt_h3_level (cell) || level > VDT_H3_MAX_LEVEL || level > vdt_h3_level (cell) + 5)
    return;

  vdt_h3_children (cell, level, cells);
  append_cells (call->out, cells);
  vdt_hunt_return_out (call);
}

/* cell, level; the least number is the one before */
static void
cell_parent (VdtHuntCall *call)
{
  gint64 level = vdt_hunt_call_integer (call, 1);
  guint64 cell;

  if (!cell_argument (call, &cell))
    return;
  if (level == G_MININT32)
    level = vdt_h3_level (cell) - 1;
  if (level < 0 || level >= vdt_h3_level (cell))
    return;

  append_cell (call->out, vdt_h3_parent (cell, level));
  vdt_hunt_return_out (call);
}

static void
cell_level (VdtHuntCall *call)
{
  guint64 cell;

  if (cell_argument (call, &cell))
    vdt_hunt_return_integer (call, vdt_h3_level (cell));
}

static void
visit_cell (guint64     cell,
            GHashTable *seen,
            GArray     *queue)
{
  if (g_hash_table_add (seen, g_memdup2 (&cell, sizeof cell)))
    g_array_append_val (queue, cell);
}

/* The cells along the border, from which the inside is filled. */
static void
visit_border (const VdtGeoShape *shape,
              int                level,
              GHashTable        *seen,
              GArray            *queue)
{
  /* Less than the radius of a cell; each level is sqrt (7) smaller. */
  double step = 0.1 / pow (2.6457513110645907, level);

  for (guint i = 0; i < shape->chains->len; i++)
    for (guint j = 0; j < vdt_geo_chain (shape, i)->len && queue->len <= MAX_CELLS; j++)
      {
        const VdtGeoPoint *a = vdt_geo_at (vdt_geo_chain (shape, i), j);
        const VdtGeoPoint *b = vdt_geo_at (vdt_geo_chain (shape, i), j + 1);
        double n = MIN (ceil (vdt_geo_angle (a, b) / step), 4 * MAX_CELLS);

        for (double k = 0; k <= n && queue->len <= MAX_CELLS; k++)
          {
            double t = k / n;
            VdtGeoPoint point = { a->x + t * (b->x - a->x), a->y + t * (b->y - a->y), a->z + t * (b->z - a->z) };
            VdtH3Place place;

            vdt_geo_normalize (&point);
            place = (VdtH3Place) { vdt_geo_latitude (&point) * DEGREE, vdt_geo_longitude (&point) * DEGREE };
            visit_cell (vdt_h3_from_place (&place, level), seen, queue);
          }
      }
}

/* polygon, level, radius: the cells whose middle lies in it */
static void
polygon_to_cells (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) read = vdt_geo_read (vdt_hunt_call_text (call, 0), VDT_GEO_AREA);
  g_autoptr(VdtGeoShape) wide = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (guint64));
  gint64 level = vdt_hunt_call_integer (call, 1);
  double radius = vdt_hunt_call_real (call, 2);
  const VdtGeoShape *shape = read;

  if (read == NULL || level < 0 || level > VDT_H3_MAX_LEVEL || !(radius >= 0))
    return;
  if (radius > 0)
    shape = wide = vdt_geo_buffer (read, radius, MAX (radius / 100, 0.1));
  if (shape == NULL || vdt_geo_area (shape) / (0.1 / pow (7, level)) > MAX_CELLS)
    return;

  visit_border (shape, level, seen, queue);
  for (guint i = 0; i < queue->len && cells->len <= MAX_CELLS; i++)
    {
      guint64 cell = g_array_index (queue, guint64, i);
      VdtH3Place center = vdt_h3_center (cell);
      VdtGeoPoint point = vdt_geo_point (center.longitude / DEGREE, center.latitude / DEGREE);
      g_autoptr(GArray) around = NULL;

      if (!vdt_geo_contains (shape, &point))
        continue;
      g_array_append_val (cells, cell);
      around = g_array_new (FALSE, FALSE, sizeof (guint64));
      vdt_h3_neighbors (cell, around);
      for (guint k = 0; k < around->len; k++)
        visit_cell (g_array_index (around, guint64, k), seen, queue);
    }
  if (queue->len > 4 * MAX_CELLS || cells->len > MAX_CELLS)
    return;
  append_cells (call->out, cells);
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_geo_point_to_h3cell", "s:ddl", point_to_cell },
  { "kql_geo_h3cell_to_central_point", "j:s", cell_center },
  { "kql_geo_h3cell_to_polygon", "j:s", cell_polygon },
  { "kql_geo_h3cell_neighbors", "j:s", cell_neighbors },
  { "kql_geo_h3cell_rings", "j:sl", cell_rings },
  { "kql_geo_h3cell_children", "j:sl", cell_children },
  { "kql_geo_h3cell_parent", "s:sl", cell_parent },
  { "kql_geo_h3cell_level", "i:s", cell_level },
  { "kql_geo_polygon_to_h3cells", "j:jld", polygon_to_cells },
};

gboolean
vdt_hunt_h3_register (duckdb_connection   connection,
                      GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
