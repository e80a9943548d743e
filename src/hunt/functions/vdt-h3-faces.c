/* vdt-h3-faces.c
 *
 * The ground of H3 cells (h3geo.org, "Core library, overview"): the faces of an
 * icosahedron with hexagons on each, whose places are counted from the middle of
 * the face. What lies over the edge of a face is folded onto the next one.
 * data/hunt/h3.json says where the faces lie and which base cells they hold.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-h3.h"

#include <math.h>

#include "vdt-data.h"
#include "vdt-hunt-resources.h"

#define FACES 20
#define BASE_CELLS 122

/* The side of a base cell on the plane that touches the middle of a face. */
#define UNIT 0.38196601125010500003
/* How far an odd level is turned: asin (sqrt (3 / 28)). */
#define ODD_TURN 0.333473172251832115336090755351601070065900389
#define SQRT7 2.6457513110645905905016157536392604257102

typedef struct
{
  double latitude;
  double longitude;
  double azimuth;
  double x, y, z;
  int    neighbors[3];
  int    cells[27];
  int    turns[27];
} Face;

typedef struct
{
  Face      faces[FACES];
  VdtH3Spot homes[BASE_CELLS];
  gboolean  pentagon[BASE_CELLS];
  int       clockwise[BASE_CELLS][2];
} Ground;

static void
read_numbers (GVariant   *object,
              const char *member,
              int        *numbers,
              gsize       n)
{
  g_autoptr(GVariant) list = vdt_data_get_list (object, member);

  for (gsize i = 0; list != NULL && i < MIN (n, g_variant_n_children (list)); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (list, i);
      g_autoptr(GVariant) number = g_variant_get_variant (boxed);

      numbers[i] = g_variant_get_int64 (number);
    }
}

static void
read_face (GVariant *object,
           Face     *face)
{
  g_variant_lookup (object, "latitude", "d", &face->latitude);
  g_variant_lookup (object, "longitude", "d", &face->longitude);
  g_variant_lookup (object, "azimuth", "d", &face->azimuth);
  face->x = cos (face->latitude) * cos (face->longitude);
  face->y = cos (face->latitude) * sin (face->longitude);
  face->z = sin (face->latitude);
  read_numbers (object, "neighbors", face->neighbors, 3);
  read_numbers (object, "cells", face->cells, 27);
  read_numbers (object, "turns", face->turns, 27);
}

static void
find_homes (Ground *ground)
{
  for (int face = FACES - 1; face >= 0; face--)
    for (int n = 26; n >= 0; n--)
      {
        int i = n / 9, j = n / 3 % 3, k = n % 3;
        int base = ground->faces[face].cells[n];

        if (MIN (MIN (i, j), k) == 0 && i + j + k <= 2 && ground->faces[face].turns[n] == 0 &&
            !ground->pentagon[base])
          ground->homes[base] = (VdtH3Spot) { face, { i - k, j - k } };
      }
}

static gpointer
load_ground (gpointer data)
{
  Ground *ground = g_new0 (Ground, 1);
  g_autoptr(GVariant) root = vdt_data_load (vdt_hunt_get_resource (), "h3");
  g_autoptr(GVariant) faces = vdt_data_get_list (root, "faces");
  g_autoptr(GVariant) pentagons = vdt_data_get_list (root, "pentagons");

  for (gsize i = 0; i < MIN (FACES, g_variant_n_children (faces)); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (faces, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);

      read_face (object, &ground->faces[i]);
    }
  for (gsize i = 0; i < g_variant_n_children (pentagons); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (pentagons, i);
      g_autoptr(GVariant) object = g_variant_get_variant (boxed);
      gint64 cell = 0, face = 0;

      g_variant_lookup (object, "cell", "x", &cell);
      g_variant_lookup (object, "face", "x", &face);
      ground->pentagon[cell] = TRUE;
      ground->homes[cell] = (VdtH3Spot) { face, { 2, 0 } };
      ground->clockwise[cell][0] = ground->clockwise[cell][1] = -1;
      read_numbers (object, "clockwise", ground->clockwise[cell], 2);
    }
  find_homes (ground);

  return ground;
}

static const Ground *
get_ground (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, load_ground, NULL);
}

/* i + j + k with the smallest of them made nothing: the rings from the middle. */
static gint64
sum_of (VdtH3Lattice at)
{
  gint64 low = MIN (MIN (at.i, at.j), 0);

  return at.i + at.j - 3 * low;
}

/* The base cell at a place of level 0 on a face, and how its cells are turned there; -1 if it is too far off. */
int
vdt_h3_base_cell (const VdtH3Spot *spot,
                  int             *out_turns)
{
  gint64 low = MIN (MIN (spot->at.i, spot->at.j), 0);
  gint64 i = spot->at.i - low, j = spot->at.j - low, k = -low;

  *out_turns = 0;
  if (i > 2 || j > 2 || k > 2)
    return -1;
  *out_turns = get_ground ()->faces[spot->face].turns[i * 9 + j * 3 + k];

  return get_ground ()->faces[spot->face].cells[i * 9 + j * 3 + k];
}

gboolean
vdt_h3_is_pentagon_base (int base)
{
  return get_ground ()->pentagon[base];
}

/* Whether the cells of a pentagon are turned clockwise over its missing sixth on a face. */
gboolean
vdt_h3_is_clockwise (int base,
                     int face)
{
  const int *faces = get_ground ()->clockwise[base];

  return faces[0] == face || faces[1] == face;
}

VdtH3Spot
vdt_h3_home (int base)
{
  return get_ground ()->homes[base];
}

/* The edge of a face, 0 between i and j, 1 k and i, 2 j and k, behind which another face lies; or -1. */
int
vdt_h3_neighbor_edge (int face,
                      int other)
{
  for (int edge = 0; edge < 3; edge++)
    if (get_ground ()->faces[face].neighbors[edge] == other)
      return edge;

  return -1;
}

VdtH3Lattice
vdt_h3_turn (VdtH3Lattice at,
             gboolean     clockwise)
{
  return clockwise ? (VdtH3Lattice) { at.j, at.j - at.i } : (VdtH3Lattice) { at.i - at.j, at.i };
}

/* The same place counted from the middle of the face behind an edge. */
VdtH3Lattice
vdt_h3_unfold (VdtH3Lattice at,
               int          face,
               int          edge,
               gint64       unit)
{
  /* Faces around a pole share their corners otherwise than those of the belt. */
  static const struct { int i, j, turns; } polar[] = { { 0, -2, 1 }, { 2, 2, 5 }, { -2, 0, 3 } };
  static const struct { int i, j, turns; } belt[] = { { 2, 2, 3 }, { 0, -2, 3 }, { -2, 0, 3 } };
  gboolean is_polar = face < 5 || face >= 15;
  int turns = is_polar ? polar[edge].turns : belt[edge].turns;

  for (int n = 0; n < turns; n++)
    at = vdt_h3_turn (at, FALSE);

  return (VdtH3Lattice) { at.i + unit * (is_polar ? polar[edge].i : belt[edge].i),
                          at.j + unit * (is_polar ? polar[edge].j : belt[edge].j) };
}

static gint64
unit_of (int level)
{
  gint64 unit = 1;

  for (int n = 0; n < level / 2; n++)
    unit *= 7;

  return unit;
}

/* Brings a place of an even level that lies over the edge of its face onto the next face. A pentagon lacks a
 * sixth: its cells in direction i (@is_fourth) turn over it. @is_fine: in thirds, as corners of cells are. */
VdtH3Fold
vdt_h3_fold (VdtH3Spot *spot,
             int        level,
             gboolean   is_fourth,
             gboolean   is_fine)
{
  gint64 unit = unit_of (level) * (is_fine ? 3 : 1);
  gint64 sum = sum_of (spot->at);
  int edge;

  if (is_fine && sum == 2 * unit)
    return VDT_H3_ON_EDGE;
  if (sum <= 2 * unit)
    return VDT_H3_SAME_FACE;

  /* Counted from the lowest axis: k has a share if i or j is below nothing. */
  if (MIN (spot->at.i, spot->at.j) >= 0)
    edge = 0;
  else
    edge = spot->at.j > spot->at.i ? 2 : 1;
  if (edge == 1 && is_fourth)
    {
      VdtH3Lattice turned = vdt_h3_turn ((VdtH3Lattice) { spot->at.i - 2 * unit, spot->at.j }, TRUE);

      spot->at = (VdtH3Lattice) { turned.i + 2 * unit, turned.j };
    }
  spot->at = vdt_h3_unfold (spot->at, spot->face, edge, unit);
  spot->face = get_ground ()->faces[spot->face].neighbors[edge];

  return is_fine && sum_of (spot->at) == 2 * unit ? VDT_H3_ON_EDGE : VDT_H3_OTHER_FACE;
}

/* From a level to the next; odd levels are turned. */
VdtH3Lattice
vdt_h3_finer (VdtH3Lattice at,
              gboolean     is_third)
{
  return is_third ? (VdtH3Lattice) { 2 * at.i + at.j, 3 * at.j - at.i } :
                    (VdtH3Lattice) { 3 * at.i - at.j, at.i + 2 * at.j };
}

VdtH3Lattice
vdt_h3_coarser (VdtH3Lattice at,
                gboolean     is_third)
{
  return is_third ? (VdtH3Lattice) { llround ((3 * at.i - at.j) / 7.0), llround ((at.i + 2 * at.j) / 7.0) } :
                    (VdtH3Lattice) { llround ((2 * at.i + at.j) / 7.0), llround ((3 * at.j - at.i) / 7.0) };
}

/* The hexagon around a point of the plane: three counts that add up to nothing are rounded, and the one that
 * was rounded most gives way. */
static VdtH3Lattice
hexagon_of (double x,
            double y)
{
  double j = y / sin (G_PI / 3);
  double i = x + j / 2;
  double a = i - j, b = j, c = -i;
  double ra = round (a), rb = round (b), rc = round (c);

  if (fabs (ra - a) > fabs (rb - b) && fabs (ra - a) > fabs (rc - c))
    ra = -rb - rc;
  else if (fabs (rb - b) > fabs (rc - c))
    rb = -ra - rc;

  return (VdtH3Lattice) { ra + rb, rb };
}

/* The face that is nearest, and the hexagon of a level there. */
VdtH3Spot
vdt_h3_spot_of (const VdtH3Place *place,
                int               level)
{
  const Ground *ground = get_ground ();
  double x = cos (place->latitude) * cos (place->longitude);
  double y = cos (place->latitude) * sin (place->longitude);
  double z = sin (place->latitude);
  double nearest = -2, distance, azimuth, angle;
  VdtH3Spot spot = { 0 };
  const Face *face;

  for (int i = 0; i < FACES; i++)
    {
      double cosine = x * ground->faces[i].x + y * ground->faces[i].y + z * ground->faces[i].z;

      if (cosine > nearest)
        {
          nearest = cosine;
          spot.face = i;
        }
    }

  face = &ground->faces[spot.face];
  azimuth = atan2 (cos (place->latitude) * sin (place->longitude - face->longitude),
                   cos (face->latitude) * sin (place->latitude) -
                   sin (face->latitude) * cos (place->latitude) * cos (place->longitude - face->longitude));
  angle = face->azimuth - azimuth - (level % 2 != 0 ? ODD_TURN : 0);
  distance = tan (acos (CLAMP (nearest, -1, 1))) / UNIT * pow (SQRT7, level);
  spot.at = hexagon_of (distance * cos (angle), distance * sin (angle));

  return spot;
}

void
vdt_h3_plane (VdtH3Lattice  at,
              double       *out_x,
              double       *out_y)
{
  *out_x = at.i - 0.5 * at.j;
  *out_y = at.j * sin (G_PI / 3);
}

/* The place on the globe of a point of the plane of a face; @is_fine: in thirds of an even level. */
VdtH3Place
vdt_h3_place_at (int      face_number,
                 double   x,
                 double   y,
                 int      level,
                 gboolean is_fine)
{
  const Face *face = &get_ground ()->faces[face_number];
  double distance = atan (hypot (x, y) / pow (SQRT7, level) * UNIT / (is_fine ? 3 : 1));
  double azimuth = face->azimuth - atan2 (y, x) - (!is_fine && level % 2 != 0 ? ODD_TURN : 0);
  VdtH3Place place;

  place.latitude = asin (CLAMP (sin (face->latitude) * cos (distance) +
                                cos (face->latitude) * sin (distance) * cos (azimuth), -1, 1));
  place.longitude = remainder (face->longitude + atan2 (sin (azimuth) * sin (distance) * cos (face->latitude),
                                                        cos (distance) - sin (face->latitude) * sin (place.latitude)),
                               2 * G_PI);

  return place;
}
