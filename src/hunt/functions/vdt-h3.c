/* vdt-h3.c
 *
 * H3 cells (h3geo.org, "Core library, overview"). A cell is a base cell and one
 * digit a level: which of the seven hexagons of the next level. The bits of its
 * number: 1 for a cell (4), the level (4), the base cell (7), 15 digits of 3,
 * where 7 is none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-h3.h"

#include <math.h>

/* A digit is the sum of 4 for i, 2 for j, 1 for k. */
enum
{
  MIDDLE = 0,
  K_AXIS = 1,
  I_AXIS = 4,
  IK_AXES = 5,
  IJ_AXES = 6,
  NO_DIGIT = 7,
};

static int
digit_of (guint64 cell,
          int     level)
{
  return cell >> (3 * (VDT_H3_MAX_LEVEL - level)) & 7;
}

static guint64
with_digit (guint64 cell,
            int     level,
            int     digit)
{
  int shift = 3 * (VDT_H3_MAX_LEVEL - level);

  return (cell & ~((guint64) 7 << shift)) | (guint64) digit << shift;
}

int
vdt_h3_level (guint64 cell)
{
  return cell >> 52 & 15;
}

static int
base_of (guint64 cell)
{
  return cell >> 45 & 127;
}

static guint64
new_cell (int base,
          int level)
{
  return (guint64) 1 << 59 | (guint64) level << 52 | (guint64) base << 45 | (((guint64) 1 << 45) - 1);
}

static int
leading_digit (guint64 cell)
{
  for (int level = 1; level <= vdt_h3_level (cell); level++)
    if (digit_of (cell, level) != MIDDLE)
      return digit_of (cell, level);

  return MIDDLE;
}

static int
turned_digit (int      digit,
              gboolean clockwise)
{
  static const int against[] = { 0, 5, 3, 1, 6, 4, 2 };
  static const int with[] = { 0, 3, 6, 2, 5, 1, 4 };

  return clockwise ? with[digit] : against[digit];
}

static guint64
turned (guint64  cell,
        gboolean clockwise)
{
  for (int level = 1; level <= vdt_h3_level (cell); level++)
    cell = with_digit (cell, level, turned_digit (digit_of (cell, level), clockwise));

  return cell;
}

/* Against the clock around a pentagon, which has no direction k. */
static guint64
turned_pentagon (guint64 cell)
{
  cell = turned (cell, FALSE);

  return leading_digit (cell) == K_AXIS ? turned (cell, FALSE) : cell;
}

static gboolean
is_pentagon (guint64 cell)
{
  return vdt_h3_is_pentagon_base (base_of (cell)) && leading_digit (cell) == MIDDLE;
}

/* The cell of a level around a place. */
guint64
vdt_h3_from_place (const VdtH3Place *place,
                   int               level)
{
  VdtH3Spot spot = vdt_h3_spot_of (place, level);
  int digits[VDT_H3_MAX_LEVEL + 1] = { 0 };
  guint64 cell;
  int base, turns;

  for (int n = level; n > 0; n--)
    {
      VdtH3Lattice above = vdt_h3_coarser (spot.at, n % 2 != 0);
      VdtH3Lattice middle = vdt_h3_finer (above, n % 2 != 0);
      gint64 i = spot.at.i - middle.i, j = spot.at.j - middle.j, low = MIN (MIN (i, j), 0);

      digits[n] = ((i - low) << 2 | (j - low) << 1 | -low) & 7;
      spot.at = above;
    }

  base = vdt_h3_base_cell (&spot, &turns);
  if (base < 0)
    return 0;
  cell = new_cell (base, level);
  for (int n = 1; n <= level; n++)
    cell = with_digit (cell, n, digits[n]);

  if (!vdt_h3_is_pentagon_base (base))
    {
      for (int n = 0; n < turns; n++)
        cell = turned (cell, FALSE);
      return cell;
    }
  if (leading_digit (cell) == K_AXIS)
    cell = turned (cell, vdt_h3_is_clockwise (base, spot.face));
  for (int n = 0; n < turns; n++)
    cell = turned_pentagon (cell);

  return cell;
}

static void
add_digit (VdtH3Lattice *at,
           int           digit)
{
  at->i += (digit >> 2 & 1) - (digit & 1);
  at->j += (digit >> 1 & 1) - (digit & 1);
}

/* Where the middle of a cell lies, or of the one a step beside it, on the face that holds it. */
static VdtH3Spot
spot_of_cell (guint64 cell,
              int     step)
{
  gboolean is_pentagon_base = vdt_h3_is_pentagon_base (base_of (cell));
  int level = vdt_h3_level (cell);
  VdtH3Spot spot = vdt_h3_home (base_of (cell));
  VdtH3Lattice odd;
  gboolean is_fourth;

  if (is_pentagon_base && leading_digit (cell) == IK_AXES)
    cell = turned (cell, TRUE);
  for (int n = 1; n <= level; n++)
    {
      spot.at = vdt_h3_finer (spot.at, n % 2 != 0);
      add_digit (&spot.at, digit_of (cell, n));
    }
  add_digit (&spot.at, step);

  /* Whether it lies over the edge is seen on even levels. */
  odd = spot.at;
  if (level % 2 != 0)
    spot.at = vdt_h3_finer (spot.at, FALSE);
  is_fourth = is_pentagon_base && leading_digit (cell) == I_AXIS;
  if (vdt_h3_fold (&spot, level + level % 2, is_fourth, FALSE) == VDT_H3_SAME_FACE)
    {
      spot.at = odd;
      return spot;
    }
  while (is_pentagon_base && vdt_h3_fold (&spot, level + level % 2, FALSE, FALSE) != VDT_H3_SAME_FACE)
    continue;
  if (level % 2 != 0)
    spot.at = vdt_h3_coarser (spot.at, FALSE);

  return spot;
}

static VdtH3Place
place_beside (guint64 cell,
              int     step)
{
  VdtH3Spot spot = spot_of_cell (cell, step);
  double x, y;

  vdt_h3_plane (spot.at, &x, &y);

  return vdt_h3_place_at (spot.face, x, y, vdt_h3_level (cell), FALSE);
}

VdtH3Place
vdt_h3_center (guint64 cell)
{
  return place_beside (cell, MIDDLE);
}

/* Where the line between two corners passes the edge of a face; FALSE if at one of the corners. */
static gboolean
pass_edge (VdtH3Lattice  a,
           VdtH3Lattice  b,
           int           edge,
           gint64        unit,
           double       *out_x,
           double       *out_y)
{
  static const double corners[][2] = { { 1, 0 }, { -0.5, 0.8660254037844386 }, { -0.5, -0.8660254037844386 } };
  static const int ends[][2] = { { 0, 1 }, { 2, 0 }, { 1, 2 } };
  const double *p = corners[ends[edge][0]], *q = corners[ends[edge][1]];
  double size = 2.0 * unit;
  double ax, ay, bx, by, ex, ey, t, across;

  vdt_h3_plane (a, &ax, &ay);
  vdt_h3_plane (b, &bx, &by);
  ex = (q[0] - p[0]) * size;
  ey = (q[1] - p[1]) * size;
  across = (bx - ax) * ey - (by - ay) * ex;
  if (across == 0)
    return FALSE;

  t = ((p[0] * size - ax) * ey - (p[1] * size - ay) * ex) / across;
  *out_x = ax + t * (bx - ax);
  *out_y = ay + t * (by - ay);

  return t > 1e-9 && t < 1 - 1e-9;
}

static gint64
fine_unit (int level)
{
  gint64 unit = 3;

  for (int n = 0; n < level / 2; n++)
    unit *= 7;

  return unit;
}

/* The corners of a cell against the clock. A side of an odd level that passes from one face to another is bent
 * there, which gives one corner more. */
void
vdt_h3_boundary (guint64  cell,
                 GArray  *out_places)
{
  static const VdtH3Lattice even_corners[] = { { 2, 1 }, { 1, 2 }, { -1, 1 }, { -2, -1 }, { -1, -2 }, { 1, -1 } };
  static const VdtH3Lattice odd_corners[] = { { 5, 4 }, { 1, 5 }, { -4, 1 }, { -5, -4 }, { -1, -5 }, { 4, -1 } };
  gboolean pentagon = is_pentagon (cell);
  int n_corners = pentagon ? 5 : 6;
  int level = vdt_h3_level (cell);
  gboolean is_odd = level % 2 != 0;
  VdtH3Spot middle = spot_of_cell (cell, MIDDLE), last = { 0 };
  VdtH3Lattice last_flat = { 0 };
  VdtH3Fold last_fold = VDT_H3_SAME_FACE;

  middle.at = (VdtH3Lattice) { middle.at.i * 3, middle.at.j * 3 };
  if (is_odd)
    middle.at = vdt_h3_finer (middle.at, FALSE);
  for (int n = 0; n < n_corners + (is_odd ? 1 : 0); n++)
    {
      const VdtH3Lattice *step = is_odd ? &odd_corners[n % n_corners] : &even_corners[n % n_corners];
      VdtH3Lattice flat = { middle.at.i + step->i, middle.at.j + step->j };
      VdtH3Spot corner = { middle.face, flat };
      VdtH3Fold fold = vdt_h3_fold (&corner, level + is_odd, FALSE, TRUE);
      VdtH3Place place;
      double x, y;

      while (pentagon && fold == VDT_H3_OTHER_FACE)
        fold = vdt_h3_fold (&corner, level + is_odd, FALSE, TRUE);

      if (is_odd && n > 0 && corner.face != last.face && last_fold != VDT_H3_ON_EDGE)
        {
          int face = pentagon ? last.face : middle.face;
          int other = pentagon || last.face == middle.face ? corner.face : last.face;
          int edge = vdt_h3_neighbor_edge (face, other);
          VdtH3Lattice from = pentagon ? last.at : last_flat, to = flat;

          if (pentagon)
            to = vdt_h3_unfold (corner.at, corner.face, vdt_h3_neighbor_edge (corner.face, face),
                                fine_unit (level + is_odd));
          if (edge >= 0 && pass_edge (from, to, edge, fine_unit (level + is_odd), &x, &y))
            {
              place = vdt_h3_place_at (face, x, y, level + is_odd, TRUE);
              g_array_append_val (out_places, place);
            }
        }
      if (n < n_corners)
        {
          vdt_h3_plane (corner.at, &x, &y);
          place = vdt_h3_place_at (corner.face, x, y, level + is_odd, TRUE);
          g_array_append_val (out_places, place);
        }
      last = corner;
      last_flat = flat;
      last_fold = fold;
    }
}

/* Over the middle of a side lies the neighbour there. */
static void
add_neighbor (guint64           cell,
              const VdtH3Place *center,
              const VdtH3Place *a,
              const VdtH3Place *b,
              GArray           *cells)
{
  double c[3] = { cos (center->latitude) * cos (center->longitude), cos (center->latitude) * sin (center->longitude),
                  sin (center->latitude) };
  double m[3] = { cos (a->latitude) * cos (a->longitude) + cos (b->latitude) * cos (b->longitude),
                  cos (a->latitude) * sin (a->longitude) + cos (b->latitude) * sin (b->longitude),
                  sin (a->latitude) + sin (b->latitude) };
  double length = sqrt (m[0] * m[0] + m[1] * m[1] + m[2] * m[2]);
  double along = 2 * (c[0] * m[0] + c[1] * m[1] + c[2] * m[2]) / (length * length);
  double p[3] = { along * m[0] - c[0], along * m[1] - c[1], along * m[2] - c[2] };
  VdtH3Place place = { atan2 (p[2], hypot (p[0], p[1])), atan2 (p[1], p[0]) };
  guint64 neighbor = vdt_h3_from_place (&place, vdt_h3_level (cell));

  if (neighbor == 0 || neighbor == cell)
    return;
  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, guint64, i) == neighbor)
      return;
  g_array_append_val (cells, neighbor);
}

/* Against the clock, first the one between the axes i and j. */
void
vdt_h3_neighbors (guint64  cell,
                  GArray  *out_cells)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (VdtH3Place));
  VdtH3Place center = vdt_h3_center (cell);
  VdtH3Place beside = place_beside (cell, IJ_AXES);
  guint64 first = vdt_h3_from_place (&beside, vdt_h3_level (cell));

  vdt_h3_boundary (cell, places);
  for (guint i = 0; i < places->len; i++)
    add_neighbor (cell, &center, &g_array_index (places, VdtH3Place, i),
                  &g_array_index (places, VdtH3Place, (i + 1) % places->len), out_cells);

  for (guint i = 0; i < out_cells->len; i++)
    if (g_array_index (out_cells, guint64, i) == first)
      {
        g_autofree guint64 *before = g_memdup2 (out_cells->data, i * sizeof (guint64));

        g_array_remove_range (out_cells, 0, i);
        g_array_append_vals (out_cells, before, i);
        return;
      }
}

guint64
vdt_h3_parent (guint64 cell,
               int     level)
{
  int old = vdt_h3_level (cell);

  cell = (cell & ~((guint64) 15 << 52)) | (guint64) level << 52;
  for (int n = level + 1; n <= old; n++)
    cell = with_digit (cell, n, NO_DIGIT);

  return cell;
}

void
vdt_h3_children (guint64  cell,
                 int      level,
                 GArray  *out_cells)
{
  int next = vdt_h3_level (cell) + 1;
  gboolean pentagon = is_pentagon (cell);

  if (next > level)
    {
      g_array_append_val (out_cells, cell);
      return;
    }

  for (int digit = MIDDLE; digit < NO_DIGIT; digit++)
    if (!pentagon || digit != K_AXIS)
      vdt_h3_children (with_digit ((cell & ~((guint64) 15 << 52)) | (guint64) next << 52, next, digit), level,
                       out_cells);
}

/* The number in hexadecimal; FALSE if it is none of a cell. */
gboolean
vdt_h3_read (const char *text,
             gsize       length,
             guint64    *out_cell)
{
  guint64 cell = 0;

  *out_cell = 0;
  if (length < 1 || length > 16)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return FALSE;
      cell = cell << 4 | g_ascii_xdigit_value (text[i]);
    }
  if (cell >> 59 != 1 || (cell >> 56 & 7) != 0 || base_of (cell) > 121)
    return FALSE;

  for (int n = 1; n <= VDT_H3_MAX_LEVEL; n++)
    if ((digit_of (cell, n) == NO_DIGIT) != (n > vdt_h3_level (cell)))
      return FALSE;
  if (vdt_h3_is_pentagon_base (base_of (cell)) && leading_digit (cell) == K_AXIS)
    return FALSE;
  *out_cell = cell;

  return TRUE;
}
