/* vdt-geo-overlay.c
 *
 * Areas and lines laid over each other: all edges are cut where they meet, and
 * of the pieces those stay that have the result on their left only. How often a
 * place is enclosed is counted as the turns that the edges make around it.
 *
 * Where a ring of the result begins, and which of two shapes is taken first,
 * follows the S2 library (s2geometry.io, "S2Builder", "S2Polygon"), whose results
 * the engine gives.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-geo.h"

#include <math.h>

/* Places nearer than this are one: a tenth of a micrometre. */
#define SAME 1.6e-14

typedef struct
{
  guint from;
  guint to;
  guint source;     /* the edge of which it is a piece */
  int   count;      /* how many pieces lie here, less those the other way */
} Piece;

typedef struct
{
  GArray *points;   /* VdtGeoPoint */
  GArray *edges;    /* Piece, uncut */
  GArray *pieces;   /* Piece */
} Overlay;

static void
overlay_clear (Overlay *overlay)
{
  g_array_unref (overlay->points);
  g_array_unref (overlay->edges);
  g_array_unref (overlay->pieces);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Overlay, overlay_clear)

static const VdtGeoPoint *
point_at (const Overlay *overlay,
          guint          i)
{
  return &g_array_index (overlay->points, VdtGeoPoint, i);
}

static gboolean
is_same (const VdtGeoPoint *a,
         const VdtGeoPoint *b)
{
  return fabs (a->x - b->x) < SAME && fabs (a->y - b->y) < SAME && fabs (a->z - b->z) < SAME;
}

static guint
add_point (Overlay           *overlay,
           const VdtGeoPoint *point)
{
  for (guint i = 0; i < overlay->points->len; i++)
    if (is_same (point_at (overlay, i), point))
      return i;
  g_array_append_val (overlay->points, *point);

  return overlay->points->len - 1;
}

static void
add_chain (Overlay      *overlay,
           const GArray *chain,
           gboolean      is_ring)
{
  for (guint j = 0; j + (is_ring ? 0 : 1) < chain->len; j++)
    {
      Piece edge = { .source = overlay->edges->len, .count = 1 };

      edge.from = add_point (overlay, vdt_geo_at (chain, j));
      edge.to = add_point (overlay, vdt_geo_at (chain, j + 1));
      g_array_append_val (overlay->edges, edge);
    }
}

typedef struct
{
  guint  point;
  double along;
} Cut;

static int
compare_cuts (gconstpointer a,
              gconstpointer b)
{
  double x = ((const Cut *) a)->along, y = ((const Cut *) b)->along;

  return (x > y) - (x < y);
}

static void
add_cut (Overlay     *overlay,
         const Piece *edge,
         guint        point,
         GArray      *cuts)
{
  Cut cut = { point, 0 };

  if (point == edge->from || point == edge->to)
    return;
  cut.along = vdt_geo_angle (point_at (overlay, edge->from), point_at (overlay, point));
  g_array_append_val (cuts, cut);
}

static gboolean
lies_on (const VdtGeoPoint *point,
         const VdtGeoPoint *a,
         const VdtGeoPoint *b)
{
  VdtGeoPoint nearest = vdt_geo_nearest (point, a, b);

  return is_same (&nearest, point);
}

/* All points of the overlay that lie on the edge, and those where others cross it. */
static void
find_cuts (Overlay *overlay,
           guint    n_points,
           guint    e,
           GArray  *cuts)
{
  Piece edge = g_array_index (overlay->edges, Piece, e);
  VdtGeoPoint a = *point_at (overlay, edge.from), b = *point_at (overlay, edge.to);

  for (guint i = 0; i < n_points; i++)
    if (lies_on (point_at (overlay, i), &a, &b))
      add_cut (overlay, &edge, i, cuts);
  for (guint i = 0; i < overlay->edges->len; i++)
    {
      const Piece *other = &g_array_index (overlay->edges, Piece, i);
      const VdtGeoPoint *c = point_at (overlay, other->from), *d = point_at (overlay, other->to);
      VdtGeoPoint crossing;

      /* Where an end lies on the other edge it was cut already, and the crossing of two that run along each other
       * is anywhere. */
      if (i == e || other->from == edge.from || other->from == edge.to || other->to == edge.from ||
          other->to == edge.to || !vdt_geo_crossing (&a, &b, c, d, &crossing) || lies_on (c, &a, &b) ||
          lies_on (d, &a, &b) || lies_on (&a, c, d) || lies_on (&b, c, d))
        continue;
      add_cut (overlay, &edge, add_point (overlay, &crossing), cuts);
    }
  g_array_sort (cuts, compare_cuts);
}

/* Adds a piece, to one that lies there if it may. */
static void
add_piece (Overlay *overlay,
           guint    from,
           guint    to,
           guint    source)
{
  Piece piece = { from, to, source, 1 };

  if (from == to)
    return;
  for (guint i = 0; i < overlay->pieces->len; i++)
    {
      Piece *other = &g_array_index (overlay->pieces, Piece, i);

      if (other->from == from && other->to == to)
        other->count++;
      else if (other->from == to && other->to == from)
        other->count--;
      else
        continue;
      return;
    }
  g_array_append_val (overlay->pieces, piece);
}

static void
cut_edges (Overlay *overlay)
{
  guint n_points = overlay->points->len;

  for (guint e = 0; e < overlay->edges->len; e++)
    {
      const Piece edge = g_array_index (overlay->edges, Piece, e);
      g_autoptr(GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
      guint last = edge.from;

      find_cuts (overlay, n_points, e, cuts);
      for (guint i = 0; i < cuts->len; i++)
        {
          add_piece (overlay, last, g_array_index (cuts, Cut, i).point, e);
          last = g_array_index (cuts, Cut, i).point;
        }
      add_piece (overlay, last, edge.to, e);
    }
}

static void
overlay_init (Overlay *overlay)
{
  overlay->points = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
  overlay->edges = g_array_new (FALSE, FALSE, sizeof (Piece));
  overlay->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
}

/* The turns that all pieces but one make around the middle of that one. */
static double
turns_around (const Overlay *overlay,
              guint          skip)
{
  const Piece *piece = &g_array_index (overlay->pieces, Piece, skip);
  const VdtGeoPoint *from = point_at (overlay, piece->from), *to = point_at (overlay, piece->to);
  VdtGeoPoint middle = { from->x + to->x, from->y + to->y, from->z + to->z };
  double sum = 0;

  vdt_geo_normalize (&middle);
  for (guint i = 0; i < overlay->pieces->len; i++)
    {
      const Piece *other = &g_array_index (overlay->pieces, Piece, i);
      const VdtGeoPoint *a = point_at (overlay, other->from), *b = point_at (overlay, other->to);
      VdtGeoPoint cross;

      if (i == skip || other->count == 0)
        continue;
      cross = vdt_geo_cross (a, b);
      sum += other->count * atan2 (vdt_geo_dot (&middle, &cross),
                                   vdt_geo_dot (a, b) - vdt_geo_dot (&middle, a) * vdt_geo_dot (&middle, b));
    }

  return sum / (2 * G_PI);
}

/* The pieces with enough turns on their left and too few on their right, in that direction. */
static GArray *
keep_border (const Overlay *overlay,
             int            least)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (Piece));

  for (guint i = 0; i < overlay->pieces->len; i++)
    {
      Piece piece = g_array_index (overlay->pieces, Piece, i);
      double others;
      int left, right;

      if (piece.count == 0)
        continue;
      others = turns_around (overlay, i);
      left = (int) lround (others + piece.count / 2.0);
      right = (int) lround (others - piece.count / 2.0);
      if ((left >= least) == (right >= least))
        continue;
      if (right >= least)
        {
          guint from = piece.from;

          piece.from = piece.to;
          piece.to = from;
        }
      g_array_append_val (kept, piece);
    }

  return kept;
}

/* Of the pieces that go on from one, the one farthest to the left. */
static int
next_piece (const Overlay  *overlay,
            const GArray   *kept,
            const gboolean *used,
            int             last)
{
  const Piece *piece = &g_array_index (kept, Piece, last);
  const VdtGeoPoint *at = point_at (overlay, piece->to), *back = point_at (overlay, piece->from);
  double best = INFINITY;
  int found = -1;

  for (guint i = 0; i < kept->len; i++)
    {
      const Piece *other = &g_array_index (kept, Piece, i);
      const VdtGeoPoint *to = point_at (overlay, other->to);
      VdtGeoPoint cross;
      double turn;

      if (used[i] || other->from != piece->to)
        continue;
      cross = vdt_geo_cross (to, back);
      /* Against the clock from where it goes to where we came from: little is a sharp left. */
      turn = atan2 (vdt_geo_dot (at, &cross), vdt_geo_dot (to, back) - vdt_geo_dot (at, to) * vdt_geo_dot (at, back));
      if (turn <= 0)
        turn += 2 * G_PI;
      if (turn < best)
        {
          best = turn;
          found = i;
        }
    }

  return found;
}

/* A ring begins behind its piece of the last edge. */
static guint
find_begin (const GArray *kept,
            const GArray *ring)
{
  guint at = 0;
  gboolean gap = FALSE;

  for (guint i = 1; i < ring->len; i++)
    {
      guint source = g_array_index (kept, Piece, g_array_index (ring, int, i)).source;
      guint best = g_array_index (kept, Piece, g_array_index (ring, int, at)).source;

      if (source < best)
        gap = TRUE;
      else if (source > best || !gap)
        {
          at = i;
          gap = FALSE;
        }
    }

  return (at + 1) % ring->len;
}

static void
add_ring (VdtGeoShape   *shape,
          const Overlay *overlay,
          const GArray  *kept,
          const GArray  *ring)
{
  GArray *points;
  guint begin;

  if (ring->len < 3)
    return;
  begin = find_begin (kept, ring);
  points = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
  for (guint i = 0; i < ring->len; i++)
    {
      const Piece *piece = &g_array_index (kept, Piece, g_array_index (ring, int, (begin + i) % ring->len));

      g_array_append_val (points, *point_at (overlay, piece->from));
    }
  g_ptr_array_add (shape->chains, points);
}

static VdtGeoShape *
link_rings (const Overlay *overlay,
            const GArray  *kept)
{
  VdtGeoShape *shape = vdt_geo_shape_new (TRUE);
  g_autofree gboolean *used = g_new0 (gboolean, kept->len + 1);

  for (guint i = 0; i < kept->len; i++)
    {
      g_autoptr(GArray) path = g_array_new (FALSE, FALSE, sizeof (int));
      int at = i;

      if (used[i])
        continue;
      while (at >= 0)
        {
          guint to = g_array_index (kept, Piece, at).to;

          used[at] = TRUE;
          g_array_append_val (path, at);
          /* A point that is met again closes a ring. */
          for (guint k = 0; k < path->len; k++)
            if (g_array_index (kept, Piece, g_array_index (path, int, k)).from == to)
              {
                g_autoptr(GArray) ring = g_array_new (FALSE, FALSE, sizeof (int));

                g_array_append_vals (ring, &g_array_index (path, int, k), path->len - k);
                g_array_set_size (path, k);
                add_ring (shape, overlay, kept, ring);
                break;
              }
          if (path->len == 0)
            break;
          at = next_piece (overlay, kept, used, g_array_index (path, int, path->len - 1));
        }
    }

  return shape;
}

/**
 * vdt_geo_wind:
 * @rings: (element-type GArray): of #VdtGeoPoint, which may cross themselves and each other
 * @least: how often a place must be enclosed against the clock
 *
 * Returns: (transfer full) (nullable): the area of those places, %NULL if the rings have too many edges
 */
VdtGeoShape *
vdt_geo_wind (GPtrArray *rings,
              int        least)
{
  g_auto(Overlay) overlay = { 0 };
  g_autoptr(GArray) kept = NULL;
  guint n = 0;

  overlay_init (&overlay);
  for (guint i = 0; i < rings->len; i++)
    n += ((GArray *) g_ptr_array_index (rings, i))->len;
  if (n > VDT_GEO_MAX_EDGES)
    return NULL;

  for (guint i = 0; i < rings->len; i++)
    add_chain (&overlay, g_ptr_array_index (rings, i), TRUE);
  cut_edges (&overlay);
  kept = keep_border (&overlay, least);

  return link_rings (&overlay, kept);
}

static int
find_smallest (GPtrArray *shapes)
{
  int found = 0;

  for (guint i = 1; i < shapes->len; i++)
    if (vdt_geo_edges (g_ptr_array_index (shapes, i)) < vdt_geo_edges (g_ptr_array_index (shapes, found)))
      found = i;

  return found;
}

/**
 * vdt_geo_unite:
 * @shapes: (element-type VdtGeoShape): areas; some are taken out of it
 *
 * Returns: (transfer full) (nullable): what they cover together, %NULL if they have too many edges
 */
VdtGeoShape *
vdt_geo_unite (GPtrArray *shapes)
{
  while (shapes->len > 1)
    {
      g_autoptr(VdtGeoShape) a = g_ptr_array_steal_index (shapes, find_smallest (shapes));
      g_autoptr(VdtGeoShape) b = g_ptr_array_steal_index (shapes, find_smallest (shapes));
      g_autoptr(GPtrArray) rings = g_ptr_array_new ();
      VdtGeoShape *both;

      g_ptr_array_extend (rings, a->chains, NULL, NULL);
      g_ptr_array_extend (rings, b->chains, NULL, NULL);
      both = vdt_geo_wind (rings, 1);
      if (both == NULL)
        return NULL;
      g_ptr_array_add (shapes, both);
    }

  return shapes->len == 1 ? g_ptr_array_steal_index (shapes, 0) : NULL;
}

static int
degree_of (const GArray *pieces,
           guint         point)
{
  int n = 0;

  for (guint i = 0; i < pieces->len; i++)
    n += g_array_index (pieces, Piece, i).from == point || g_array_index (pieces, Piece, i).to == point;

  return n;
}

/* Goes on from the end of a line as long as there is one way only. */
static void
follow (const Overlay *overlay,
        gboolean      *used,
        guint          at,
        GArray        *chain)
{
  gboolean found = TRUE;

  while (found && degree_of (overlay->pieces, at) == 2)
    {
      found = FALSE;
      for (guint i = 0; !found && i < overlay->pieces->len; i++)
        {
          const Piece *piece = &g_array_index (overlay->pieces, Piece, i);

          if (used[i] || (piece->from != at && piece->to != at))
            continue;
          used[i] = found = TRUE;
          at = piece->from == at ? piece->to : piece->from;
          g_array_append_val (chain, *point_at (overlay, at));
        }
    }
}

static gboolean
begins_line (const Overlay *overlay,
             const Piece   *piece)
{
  return degree_of (overlay->pieces, piece->from) != 2 || degree_of (overlay->pieces, piece->to) != 2;
}

/**
 * vdt_geo_merge_lines:
 * @lines: (element-type VdtGeoShape): lines
 *
 * Returns: (transfer full) (nullable): all of them, each way once, joined where two meet
 */
VdtGeoShape *
vdt_geo_merge_lines (GPtrArray *lines)
{
  g_auto(Overlay) overlay = { 0 };
  g_autofree gboolean *used = NULL;
  VdtGeoShape *shape;

  overlay_init (&overlay);
  for (guint i = 0; i < lines->len; i++)
    {
      const VdtGeoShape *line = g_ptr_array_index (lines, i);

      for (guint j = 0; j < line->chains->len && overlay.edges->len <= VDT_GEO_MAX_EDGES; j++)
        add_chain (&overlay, vdt_geo_chain (line, j), FALSE);
    }
  if (overlay.edges->len > VDT_GEO_MAX_EDGES)
    return NULL;

  cut_edges (&overlay);
  used = g_new0 (gboolean, overlay.pieces->len + 1);
  shape = vdt_geo_shape_new (FALSE);
  /* First from where lines end, then what runs in a circle. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < overlay.pieces->len; i++)
      {
        const Piece *piece = &g_array_index (overlay.pieces, Piece, i);
        gboolean turned = degree_of (overlay.pieces, piece->from) == 2 && degree_of (overlay.pieces, piece->to) != 2;
        guint from = turned ? piece->to : piece->from, to = turned ? piece->from : piece->to;
        GArray *chain;

        if (used[i] || (pass == 0 && !begins_line (&overlay, piece)))
          continue;
        used[i] = TRUE;
        chain = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
        g_array_append_val (chain, *point_at (&overlay, from));
        g_array_append_val (chain, *point_at (&overlay, to));
        follow (&overlay, used, to, chain);
        g_ptr_array_add (shape->chains, chain);
      }

  return shape;
}

/**
 * vdt_geo_clip:
 * @lines: lines
 * @area: an area
 *
 * Returns: (transfer full) (nullable): what of the lines lies in the area, %NULL if there are too many edges
 */
VdtGeoShape *
vdt_geo_clip (const VdtGeoShape *lines,
              const VdtGeoShape *area)
{
  g_auto(Overlay) overlay = { 0 };
  guint n_lines, last = G_MAXUINT;
  GArray *chain = NULL;
  VdtGeoShape *shape;

  overlay_init (&overlay);
  if (vdt_geo_edges (lines) + vdt_geo_edges (area) > VDT_GEO_MAX_EDGES)
    return NULL;
  for (guint i = 0; i < lines->chains->len; i++)
    add_chain (&overlay, vdt_geo_chain (lines, i), FALSE);
  n_lines = overlay.edges->len;
  for (guint i = 0; i < area->chains->len; i++)
    add_chain (&overlay, vdt_geo_chain (area, i), TRUE);
  cut_edges (&overlay);

  shape = vdt_geo_shape_new (FALSE);
  for (guint i = 0; i < overlay.pieces->len; i++)
    {
      const Piece *piece = &g_array_index (overlay.pieces, Piece, i);
      const VdtGeoPoint *from = point_at (&overlay, piece->from), *to = point_at (&overlay, piece->to);
      VdtGeoPoint middle = { from->x + to->x, from->y + to->y, from->z + to->z };

      vdt_geo_normalize (&middle);
      if (piece->source >= n_lines || !vdt_geo_contains (area, &middle))
        continue;
      if (chain == NULL || piece->from != last)
        {
          chain = g_array_new (FALSE, FALSE, sizeof (VdtGeoPoint));
          g_array_append_val (chain, *from);
          g_ptr_array_add (shape->chains, chain);
        }
      g_array_append_val (chain, *to);
      last = piece->to;
    }

  return shape;
}
