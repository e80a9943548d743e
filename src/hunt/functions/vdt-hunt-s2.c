/* vdt-hunt-s2.c
 *
 * S2 cells: the faces of a cube, projected quadratically, along a Hilbert curve
 * (s2geometry.io, "S2 Cells"). A cell's text is its 64-bit number in hexadecimal
 * without the zeros at the end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-geo.h"
#include "vdt-hunt-json.h"

#define SIZE (1 << 30)
#define MAX_CELLS 65536

/* Of an orientation the place of each quarter (i, j) along the curve, and how each place turns it. */
static const int positions[4][4] = { { 0, 1, 3, 2 }, { 0, 3, 1, 2 }, { 2, 3, 1, 0 }, { 2, 1, 3, 0 } };
static const int turns[4] = { 1, 0, 0, 3 };

/* A cell by the corner of its smallest cells. */
typedef struct
{
  int    face;
  gint64 i;
  gint64 j;
  int    level;
} Cell;

static double
st_from_uv (double u)
{
  return u >= 0 ? 0.5 * sqrt (1 + 3 * u) : 1 - 0.5 * sqrt (1 - 3 * u);
}

static double
uv_from_st (double s)
{
  return s >= 0.5 ? (4 * s * s - 1) / 3 : (1 - 4 * (1 - s) * (1 - s)) / 3;
}

static void
project (int           face,
         const double *p,
         double       *u,
         double       *v)
{
  switch (face)
    {
    case 0: *u = p[1] / p[0]; *v = p[2] / p[0]; break;
    case 1: *u = -p[0] / p[1]; *v = p[2] / p[1]; break;
    case 2: *u = -p[0] / p[2]; *v = -p[1] / p[2]; break;
    case 3: *u = p[2] / p[0]; *v = p[1] / p[0]; break;
    case 4: *u = p[2] / p[1]; *v = -p[0] / p[1]; break;
    default: *u = -p[1] / p[2]; *v = -p[0] / p[2]; break;
    }
}

static int
face_of (const double *p,
         double       *u,
         double       *v)
{
  double x = fabs (p[0]), y = fabs (p[1]), z = fabs (p[2]);
  int face = x > y ? (x > z ? 0 : 2) : (y > z ? 1 : 2);

  face += p[face] < 0 ? 3 : 0;
  project (face, p, u, v);

  return face;
}

static void
xyz_of (int     face,
        double  u,
        double  v,
        double *p)
{
  switch (face)
    {
    case 0: p[0] = 1; p[1] = u; p[2] = v; break;
    case 1: p[0] = -u; p[1] = 1; p[2] = v; break;
    case 2: p[0] = -u; p[1] = -v; p[2] = 1; break;
    case 3: p[0] = -1; p[1] = -v; p[2] = -u; break;
    case 4: p[0] = v; p[1] = -1; p[2] = -u; break;
    default: p[0] = v; p[1] = u; p[2] = -1; break;
    }
}

static gint64
ij_from_st (double s)
{
  return (gint64) CLAMP (floor (s * SIZE), 0, SIZE - 1);
}

static void
append_token (GString    *out,
              const Cell *cell)
{
  guint64 id = cell->face;
  int orientation = cell->face & 1;
  char text[32];

  for (int bit = 29; bit >= 30 - cell->level; bit--)
    {
      int position = positions[orientation][(cell->i >> bit & 1) << 1 | (cell->j >> bit & 1)];

      id = id << 2 | position;
      orientation ^= turns[position];
    }
  id = (id << 1 | 1) << (2 * (30 - cell->level));

  g_snprintf (text, sizeof text, "%016" G_GINT64_MODIFIER "x", id);
  for (gsize n = strlen (text); n > 1 && text[n - 1] == '0'; n--)
    text[n - 1] = '\0';
  g_string_append (out, text);
}

static gboolean
read_token (VdtHuntText  text,
            Cell        *cell)
{
  guint64 id = 0;
  int orientation;

  if (text.length < 1 || text.length > 16)
    return FALSE;
  for (gsize i = 0; i < 16; i++)
    {
      if (i < text.length && !g_ascii_isxdigit (text.text[i]))
        return FALSE;
      id = id << 4 | (i < text.length ? g_ascii_xdigit_value (text.text[i]) : 0);
    }
  if (id == 0 || (__builtin_ctzll (id) & 1) != 0 || id >> 61 > 5)
    return FALSE;

  *cell = (Cell) { .face = id >> 61, .level = 30 - __builtin_ctzll (id) / 2 };
  orientation = cell->face & 1;
  for (int k = 0; k < cell->level; k++)
    {
      int position = id >> (59 - 2 * k) & 3;
      int quarter = 0;

      while (positions[orientation][quarter] != position)
        quarter++;
      cell->i |= (gint64) (quarter >> 1) << (29 - k);
      cell->j |= (gint64) (quarter & 1) << (29 - k);
      orientation ^= turns[position];
    }

  return TRUE;
}

static void
point_to_cell (VdtHuntCall *call)
{
  double longitude = vdt_hunt_call_real (call, 0) * G_PI / 180;
  double latitude = vdt_hunt_call_real (call, 1) * G_PI / 180;
  gint64 level = vdt_hunt_call_integer (call, 2);
  double p[3] = { cos (latitude) * cos (longitude), cos (latitude) * sin (longitude), sin (latitude) };
  double u = 0, v = 0;
  Cell cell;

  if (!(fabs (longitude) <= G_PI) || !(fabs (latitude) <= G_PI / 2) || level < 0 || level > 30)
    return;

  cell.face = face_of (p, &u, &v);
  cell.i = ij_from_st (st_from_uv (u));
  cell.j = ij_from_st (st_from_uv (v));
  cell.level = level;
  append_token (call->out, &cell);
  vdt_hunt_return_out (call);
}

static void
append_place (GString *out,
              int      face,
              double   s,
              double   t)
{
  double p[3];

  xyz_of (face, uv_from_st (s), uv_from_st (t), p);
  g_string_append_c (out, '[');
  vdt_json_write_real (out, atan2 (p[1], p[0]) * 180 / G_PI);
  g_string_append_c (out, ',');
  vdt_json_write_real (out, atan2 (p[2], sqrt (p[0] * p[0] + p[1] * p[1])) * 180 / G_PI);
  g_string_append_c (out, ']');
}

static void
cell_center (VdtHuntCall *call)
{
  double half;
  Cell cell;

  if (!read_token (vdt_hunt_call_text (call, 0), &cell))
    return;

  half = 0.5 / ((gint64) 1 << cell.level);
  g_string_append (call->out, "{\"type\":\"Point\",\"coordinates\":");
  append_place (call->out, cell.face, (double) cell.i / SIZE + half, (double) cell.j / SIZE + half);
  g_string_append_c (call->out, '}');
  vdt_hunt_return_out (call);
}

static void
cell_polygon (VdtHuntCall *call)
{
  static const struct { int i, j; } corners[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 }, { 0, 0 } };
  double side;
  Cell cell;

  if (!read_token (vdt_hunt_call_text (call, 0), &cell))
    return;

  side = 1.0 / ((gint64) 1 << cell.level);
  g_string_append (call->out, "{\"type\":\"Polygon\",\"coordinates\":[[");
  for (gsize k = 0; k < G_N_ELEMENTS (corners); k++)
    {
      vdt_json_comma (call->out);
      append_place (call->out, cell.face, (double) cell.i / SIZE + corners[k].i * side,
                    (double) cell.j / SIZE + corners[k].j * side);
    }
  g_string_append (call->out, "]]}");
  vdt_hunt_return_out (call);
}

/* The cell beside; over the edge of a face it is the one that lies there. */
static void
append_neighbor (GString    *out,
                 const Cell *cell,
                 gint64      di,
                 gint64      dj)
{
  Cell other = *cell;

  other.i += di;
  other.j += dj;
  if (other.i < 0 || other.i >= SIZE || other.j < 0 || other.j >= SIZE)
    {
      double limit = 1 + G_MINDOUBLE;
      double u = CLAMP ((2 * CLAMP (other.i, -1, SIZE) + 1 - SIZE) / (double) SIZE, -limit, limit);
      double v = CLAMP ((2 * CLAMP (other.j, -1, SIZE) + 1 - SIZE) / (double) SIZE, -limit, limit);
      double p[3];

      xyz_of (other.face, u, v, p);
      other.face = face_of (p, &u, &v);
      other.i = ij_from_st (0.5 * (u + 1));
      other.j = ij_from_st (0.5 * (v + 1));
    }
  vdt_json_comma (out);
  g_string_append_c (out, '"');
  append_token (out, &other);
  g_string_append_c (out, '"');
}

/* In the order that the engine gives them. */
static void
cell_neighbors (VdtHuntCall *call)
{
  static const struct { int i, j; } steps[] = {
    { 1, 1 }, { 1, 0 }, { -1, 0 }, { 0, -1 }, { -1, 1 }, { 1, -1 }, { 0, 1 }, { -1, -1 },
  };
  gint64 size;
  Cell cell;

  if (!read_token (vdt_hunt_call_text (call, 0), &cell))
    return;

  size = (gint64) 1 << (30 - cell.level);
  g_string_append_c (call->out, '[');
  for (gsize k = 0; k < G_N_ELEMENTS (steps); k++)
    append_neighbor (call->out, &cell, steps[k].i * size, steps[k].j * size);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* A way of a line or border. */
typedef struct
{
  VdtGeoPoint a;
  VdtGeoPoint b;
} Way;

typedef struct
{
  const VdtGeoShape *shape;
  int                level;
  guint              n;
  GString           *out;
} Cover;

static void
cell_corners (const Cell  *cell,
              VdtGeoPoint *corners)
{
  static const struct { int i, j; } steps[] = { { 0, 0 }, { 1, 0 }, { 1, 1 }, { 0, 1 } };
  double side = 1.0 / ((gint64) 1 << cell->level);

  for (int k = 0; k < 4; k++)
    {
      double p[3];

      xyz_of (cell->face, uv_from_st ((double) cell->i / SIZE + steps[k].i * side),
              uv_from_st ((double) cell->j / SIZE + steps[k].j * side), p);
      corners[k] = (VdtGeoPoint) { p[0], p[1], p[2] };
      vdt_geo_normalize (&corners[k]);
    }
}

static gboolean
holds_point (const Cell        *cell,
             const VdtGeoPoint *point)
{
  double p[3] = { point->x, point->y, point->z };
  double side = 1.0 / ((gint64) 1 << cell->level), s, t, u = 0, v = 0;
  double low_s = (double) cell->i / SIZE, low_t = (double) cell->j / SIZE;

  if ((cell->face < 3 ? p[cell->face] : -p[cell->face - 3]) <= 0)
    return FALSE;
  project (cell->face, p, &u, &v);
  if (fabs (u) > 1.1 || fabs (v) > 1.1)
    return FALSE;
  s = st_from_uv (u);
  t = st_from_uv (v);

  return s >= low_s - 1e-15 && s <= low_s + side + 1e-15 && t >= low_t - 1e-15 && t <= low_t + side + 1e-15;
}

/* Borders belong to both cells. */
static gboolean
meets_way (const Cell        *cell,
           const VdtGeoPoint *corners,
           const Way         *way)
{
  if (holds_point (cell, &way->a) || holds_point (cell, &way->b))
    return TRUE;
  for (int k = 0; k < 4; k++)
    {
      VdtGeoPoint nearest = vdt_geo_nearest (&corners[k], &way->a, &way->b), crossing;

      if (vdt_geo_angle (&nearest, &corners[k]) < 1e-15 ||
          vdt_geo_crossing (&corners[k], &corners[(k + 1) % 4], &way->a, &way->b, &crossing))
        return TRUE;
    }

  return FALSE;
}

/* The cells of the level in this one that the shape meets; @ways are those of its ways that may pass here. */
static void
cover_cell (Cover      *cover,
            const Cell *cell,
            GArray     *ways)
{
  g_autoptr(GArray) passing = g_array_new (FALSE, FALSE, sizeof (Way));
  VdtGeoPoint corners[4];
  gint64 half;

  if (cover->n > MAX_CELLS)
    return;
  cell_corners (cell, corners);
  for (guint i = 0; i < ways->len; i++)
    if (meets_way (cell, corners, &g_array_index (ways, Way, i)))
      g_array_append_val (passing, g_array_index (ways, Way, i));
  if (passing->len == 0 && (!cover->shape->is_area || !vdt_geo_contains (cover->shape, &corners[0])))
    return;

  if (cell->level == cover->level)
    {
      cover->n++;
      vdt_json_comma (cover->out);
      g_string_append_c (cover->out, '"');
      append_token (cover->out, cell);
      g_string_append_c (cover->out, '"');
      return;
    }

  half = (gint64) 1 << (29 - cell->level);
  for (int k = 0; k < 4; k++)
    {
      Cell part = { cell->face, cell->i + (k >> 1) * half, cell->j + (k & 1) * half, cell->level + 1 };

      cover_cell (cover, &part, passing);
    }
}

/* shape, level, radius; the extra: whether it is an area */
static void
shape_to_cells (VdtHuntCall *call)
{
  g_autoptr(VdtGeoShape) read = vdt_geo_read (vdt_hunt_call_text (call, 0),
                                              call->extra != 0 ? VDT_GEO_AREA : VDT_GEO_LINES);
  g_autoptr(VdtGeoShape) wide = NULL;
  g_autoptr(GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  gint64 level = vdt_hunt_call_integer (call, 1);
  double radius = vdt_hunt_call_real (call, 2);
  Cover cover = { .shape = read, .level = level, .out = call->out };

  if (read == NULL || level < 0 || level > 30 || !(radius >= 0))
    return;
  if (radius > 0)
    cover.shape = wide = vdt_geo_buffer (read, radius, MAX (radius / 100, 0.1));
  if (cover.shape == NULL || vdt_geo_edges (cover.shape) > VDT_GEO_MAX_EDGES)
    return;

  for (guint i = 0; i < cover.shape->chains->len; i++)
    {
      const GArray *chain = vdt_geo_chain (cover.shape, i);

      for (guint j = 0; j + (cover.shape->is_area ? 0 : 1) < chain->len; j++)
        {
          Way way = { *vdt_geo_at (chain, j), *vdt_geo_at (chain, j + 1) };

          g_array_append_val (ways, way);
        }
    }
  g_string_append_c (call->out, '[');
  for (int face = 0; face < 6; face++)
    {
      Cell whole = { .face = face };

      cover_cell (&cover, &whole, ways);
    }
  g_string_append_c (call->out, ']');
  if (cover.n <= MAX_CELLS)
    vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_geo_point_to_s2cell", "s:ddl", point_to_cell },
  { "kql_geo_s2cell_to_central_point", "j:s", cell_center },
  { "kql_geo_s2cell_to_polygon", "j:s", cell_polygon },
  { "kql_geo_s2cell_neighbors", "j:s", cell_neighbors },
  { "kql_geo_polygon_to_s2cells", "j:jld", shape_to_cells, .extra = TRUE },
  { "kql_geo_line_to_s2cells", "j:jld", shape_to_cells },
};

gboolean
vdt_hunt_s2_register (duckdb_connection   connection,
                      GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
