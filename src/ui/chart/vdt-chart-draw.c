/* vdt-chart-draw.c
 *
 * Axes, lines, areas, bars and marks. What goes round is in vdt-chart-draw-round.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-draw.h"

#include <math.h>

#define MARGIN     10.0
#define LABEL_ROOM 90.0  /* pixels that a label of the axis of x wants */
#define MAX_LABEL  160.0 /* and may take beside lying bars */

/* A drawing in progress. */
typedef struct
{
  VdtChartDrawing *out;
  cairo_t         *cr;
  VdtChartKind     kind;
  VdtChartAxis     axis;
  gboolean         lying;
  gboolean         stacked;
  gboolean         bars;
  VdtChartScale    x;
  VdtChartScale    y;
  GArray          *places;  /* double: every x that is shown, in order */
  double          *below;   /* of a stack so far, a place each */
  double          *under;   /* the same of what is below zero */
} Pen;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static gboolean
is_in (const Pen           *pen,
       const VdtChartPoint *point)
{
  return !pen->out->zoomed || pen->axis == VDT_CHART_AXIS_CATEGORY ||
         (point->x >= pen->out->from && point->x <= pen->out->to);
}

/* Every x once, in order. */
static void
find_places (Pen *pen)
{
  guint n = 0;

  for (guint i = 0; i < vdt_chart_data_get_n_series (pen->out->data); i++)
    {
      const GArray *points = vdt_chart_data_get_series (pen->out->data, i)->points;

      for (guint j = 0; j < points->len && vdt_chart_drawing_shows (pen->out, i); j++)
        if (is_in (pen, &g_array_index (points, VdtChartPoint, j)))
          g_array_append_val (pen->places, g_array_index (points, VdtChartPoint, j).x);
    }
  g_array_sort (pen->places, compare_doubles);
  for (guint i = 0; i < pen->places->len; i++)
    if (i == 0 || g_array_index (pen->places, double, i) > g_array_index (pen->places, double, n - 1))
      g_array_index (pen->places, double, n++) = g_array_index (pen->places, double, i);
  g_array_set_size (pen->places, n);
  pen->below = g_new0 (double, n + 1);
  pen->under = g_new0 (double, n + 1);
}

static guint
place_of (const Pen *pen,
          double     x)
{
  guint low = 0;
  guint high = pen->places->len;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (pen->places, double, middle) <= x)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* Where a bar or a band begins and ends, and puts it on its stack. */
static void
stack (Pen                 *pen,
       const VdtChartPoint *point,
       double              *out_from,
       double              *out_to)
{
  double *pile;

  *out_from = 0;
  *out_to = point->y;
  if (!pen->stacked)
    return;

  pile = point->y >= 0 ? &pen->below[place_of (pen, point->x)] : &pen->under[place_of (pen, point->x)];
  *out_from = *pile;
  *pile += point->y;
  *out_to = *pile;
}

/* The least and the largest value, of stacks their sums. */
static void
find_values (Pen    *pen,
             double *out_from,
             double *out_to)
{
  gboolean zero = pen->bars || pen->stacked || pen->kind == VDT_CHART_AREA;
  gboolean first = TRUE;

  *out_from = 0;
  *out_to = 0;
  for (guint i = 0; i < vdt_chart_data_get_n_series (pen->out->data); i++)
    {
      const GArray *points = vdt_chart_data_get_series (pen->out->data, i)->points;

      for (guint j = 0; j < points->len && vdt_chart_drawing_shows (pen->out, i); j++)
        {
          const VdtChartPoint *point = &g_array_index (points, VdtChartPoint, j);
          double begin, end;

          if (!is_in (pen, point))
            continue;
          stack (pen, point, &begin, &end);
          *out_from = first && !zero ? end : MIN (*out_from, end);
          *out_to = first && !zero ? end : MAX (*out_to, end);
          first = FALSE;
        }
    }
  /* A line that never comes near zero need not show it; one that nearly does should. */
  if (*out_from > 0 && *out_from < *out_to / 2)
    *out_from = 0;
  for (guint i = 0; i < pen->places->len; i++)
    pen->below[i] = pen->under[i] = 0;
}

static double
to_x (const Pen *pen,
      double     x)
{
  const graphene_rect_t *plot = &pen->out->plot;
  double part = (x - pen->x.from) / (pen->x.to - pen->x.from);

  return pen->lying ? plot->origin.y + part * plot->size.height : plot->origin.x + part * plot->size.width;
}

static double
to_y (const Pen *pen,
      double     y)
{
  const graphene_rect_t *plot = &pen->out->plot;
  double part = (y - pen->y.from) / (pen->y.to - pen->y.from);

  return pen->lying ? plot->origin.x + part * plot->size.width
                    : plot->origin.y + plot->size.height - part * plot->size.height;
}

static void
show_text (Pen         *pen,
           const char  *text,
           double       x,
           double       y,
           double       x_align,
           double       y_align,
           double       max_width)
{
  g_autoptr(PangoLayout) layout = vdt_chart_text (pen->out, pen->cr, text, max_width, 12);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  vdt_chart_set_color (pen->cr, &pen->out->theme->text, 0.9);
  cairo_move_to (pen->cr, x - x_align * width, y - y_align * height);
  pango_cairo_show_layout (pen->cr, layout);
}

static void
trace_line (Pen      *pen,
            double    at,
            gboolean  along_x)
{
  const graphene_rect_t *plot = &pen->out->plot;

  if (along_x)
    {
      cairo_move_to (pen->cr, plot->origin.x, round (at) + 0.5);
      cairo_line_to (pen->cr, plot->origin.x + plot->size.width, round (at) + 0.5);
    }
  else
    {
      cairo_move_to (pen->cr, round (at) + 0.5, plot->origin.y);
      cairo_line_to (pen->cr, round (at) + 0.5, plot->origin.y + plot->size.height);
    }
  vdt_chart_set_color (pen->cr, &pen->out->theme->faint, 0.7);
  cairo_set_line_width (pen->cr, 1);
  cairo_stroke (pen->cr);
}

static void
draw_values (Pen *pen)
{
  const graphene_rect_t *plot = &pen->out->plot;
  guint n = 0;

  for (double y = pen->y.first; y <= pen->y.to + pen->y.step / 1e6 && n < 100; y = pen->y.first + ++n * pen->y.step)
    {
      g_autofree char *text = vdt_chart_number (y);
      double at = to_y (pen, y);

      trace_line (pen, at, !pen->lying);
      if (pen->lying)
        show_text (pen, text, at, plot->origin.y + plot->size.height + 4, 0.5, 0, LABEL_ROOM);
      else
        show_text (pen, text, plot->origin.x - 6, at, 1, 0.5, MAX_LABEL);
    }
}

static void
draw_categories (Pen *pen)
{
  const graphene_rect_t *plot = &pen->out->plot;
  guint n = vdt_chart_data_get_n_categories (pen->out->data);
  double room = (pen->lying ? plot->size.height : plot->size.width) / MAX (n, 1);
  guint step = (guint) ceil ((pen->lying ? 16 : LABEL_ROOM * 0.6) / MAX (room, 0.01));

  for (guint i = 0; i < n; i += MAX (step, 1))
    {
      const char *text = vdt_chart_data_get_category (pen->out->data, i);

      if (pen->lying)
        show_text (pen, text, plot->origin.x - 6, to_x (pen, i), 1, 0.5, plot->origin.x - MARGIN);
      else
        show_text (pen, text, to_x (pen, i), plot->origin.y + plot->size.height + 4, 0.5, 0, room * MAX (step, 1) - 6);
    }
}

static void
draw_places (Pen *pen)
{
  const graphene_rect_t *plot = &pen->out->plot;
  guint n = 0;

  if (pen->axis == VDT_CHART_AXIS_CATEGORY)
    {
      draw_categories (pen);
      return;
    }

  for (double x = pen->x.first; x <= pen->x.to && n < 100; x = pen->x.first + ++n * pen->x.step)
    {
      g_autofree char *text = pen->axis == VDT_CHART_AXIS_TIME ? vdt_chart_scale_dup_time (&pen->x, x)
                                                               : vdt_chart_number (x);
      double at = to_x (pen, x);

      trace_line (pen, at, pen->lying);
      if (pen->lying)
        show_text (pen, text, plot->origin.x - 6, at, 1, 0.5, plot->origin.x - MARGIN);
      else
        show_text (pen, text, at, plot->origin.y + plot->size.height + 4, 0.5, 0, LABEL_ROOM);
    }
}

static void
draw_titles (Pen *pen)
{
  const graphene_rect_t *plot = &pen->out->plot;
  const char *title = vdt_chart_data_get_title (pen->out->data);
  const char *x_title = vdt_chart_data_get_x_title (pen->out->data);
  const char *y_title = vdt_chart_data_get_y_title (pen->out->data);
  const char *below = pen->lying ? y_title : x_title;
  const char *above = pen->lying ? x_title : y_title;

  if (title != NULL)
    show_text (pen, title, pen->out->width / 2, MARGIN / 2, 0.5, 0, pen->out->width - 2 * MARGIN);
  if (pen->kind == VDT_CHART_PIE)
    return;
  if (below != NULL)
    show_text (pen, below, plot->origin.x + plot->size.width, pen->out->height - MARGIN / 2, 1, 1, plot->size.width);
  if (above != NULL)
    show_text (pen, above, MARGIN, plot->origin.y - 4, 0, 1, pen->out->width / 2);
}

/* Room for the labels beside the values: as wide as the widest. */
static double
widest_label (Pen *pen)
{
  double widest = 20;
  gboolean categories = pen->lying && pen->axis == VDT_CHART_AXIS_CATEGORY;
  guint n = categories ? MIN (vdt_chart_data_get_n_categories (pen->out->data), 200) : 12;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = categories ? g_strdup (vdt_chart_data_get_category (pen->out->data, i))
                                         : vdt_chart_number (pen->y.first + i * pen->y.step);
      g_autoptr(PangoLayout) layout = NULL;
      int width;

      if (!categories && pen->y.first + i * pen->y.step > pen->y.to)
        break;
      layout = vdt_chart_text (pen->out, pen->cr, text, MAX_LABEL, 12);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return pen->lying && !categories ? LABEL_ROOM + 30 : widest;
}

/* Half of what stands between two places, in pixels: the room of bars. */
static double
half_band (const Pen *pen)
{
  double least = pen->axis == VDT_CHART_AXIS_CATEGORY ? 1 : (pen->x.to - pen->x.from) / 20;
  double length = pen->lying ? pen->out->plot.size.height : pen->out->plot.size.width;

  for (guint i = 1; pen->axis != VDT_CHART_AXIS_CATEGORY && i < pen->places->len; i++)
    least = MIN (least, g_array_index (pen->places, double, i) - g_array_index (pen->places, double, i - 1));

  return MAX (0.4 * least / (pen->x.to - pen->x.from) * length, 0.5);
}

static void
set_scales (Pen *pen)
{
  double from = 0, to = 1, low, high;
  double length = pen->lying ? pen->out->height : pen->out->width;
  guint n_ticks = (guint) MAX (length / LABEL_ROOM, 2);

  find_values (pen, &low, &high);
  pen->y = vdt_chart_scale_numbers (low, high,
                                    (guint) MAX (pen->lying ? pen->out->width / LABEL_ROOM : pen->out->height / 50, 2),
                                    TRUE);
  if (pen->places->len > 0)
    {
      from = g_array_index (pen->places, double, 0);
      to = g_array_index (pen->places, double, pen->places->len - 1);
    }
  if (pen->out->zoomed && pen->axis != VDT_CHART_AXIS_CATEGORY)
    {
      from = pen->out->from;
      to = pen->out->to;
    }
  if (pen->axis == VDT_CHART_AXIS_CATEGORY)
    pen->x = (VdtChartScale) { -0.5, MAX (vdt_chart_data_get_n_categories (pen->out->data), 1) - 0.5, 0, 1 };
  else if (pen->bars && pen->places->len > 1 && !pen->out->zoomed)
    {
      double half = (to - from) / (pen->places->len - 1) / 2;

      from -= half;
      to += half;
    }
  if (pen->axis == VDT_CHART_AXIS_TIME)
    pen->x = vdt_chart_scale_times (from, to, n_ticks);
  else if (pen->axis == VDT_CHART_AXIS_NUMBER)
    pen->x = vdt_chart_scale_numbers (from, to, n_ticks, FALSE);
}

static void
draw_bars (Pen  *pen,
           guint number,
           guint nth,
           guint n_shown)
{
  const GArray *points = vdt_chart_data_get_series (pen->out->data, number)->points;
  double half = half_band (pen);
  double width = pen->stacked ? 2 * half : 2 * half / MAX (n_shown, 1);

  vdt_chart_set_color (pen->cr, &pen->out->theme->series[number % VDT_CHART_N_COLORS],
                       number < VDT_CHART_N_COLORS ? 1 : 0.7);
  for (guint i = 0; i < points->len; i++)
    {
      const VdtChartPoint *point = &g_array_index (points, VdtChartPoint, i);
      double begin, end, at;

      if (!is_in (pen, point))
        continue;
      stack (pen, point, &begin, &end);
      begin = to_y (pen, begin);
      end = to_y (pen, end);
      at = to_x (pen, point->x) - half + (pen->stacked ? 0 : nth * width);
      if (pen->lying)
        {
          cairo_rectangle (pen->cr, MIN (begin, end), at, MAX (fabs (end - begin), 1), MAX (width - 1, 1));
          vdt_chart_add_hit (pen->out, number, i, MIN (begin, end), at, MAX (fabs (end - begin), 4), width);
        }
      else
        {
          cairo_rectangle (pen->cr, at, MIN (begin, end), MAX (width - 1, 1), MAX (fabs (end - begin), 1));
          vdt_chart_add_hit (pen->out, number, i, at, MIN (begin, end), width, MAX (fabs (end - begin), 4));
        }
    }
  cairo_fill (pen->cr);
}

/* The way back along the lower edge of an area. */
static void
close_area (Pen          *pen,
            const GArray *edge,
            guint         number)
{
  for (guint i = edge->len; i > 0; i--)
    {
      const graphene_point_t *point = &g_array_index (edge, graphene_point_t, i - 1);

      cairo_line_to (pen->cr, point->x, point->y);
    }
  cairo_close_path (pen->cr);
  vdt_chart_set_color (pen->cr, &pen->out->theme->series[number % VDT_CHART_N_COLORS], pen->stacked ? 0.55 : 0.25);
  cairo_fill (pen->cr);
}

/* A stack needs a value of every series at every place. */
static GArray *
fill_gaps (Pen          *pen,
           const GArray *points)
{
  GArray *filled = g_array_new (FALSE, FALSE, sizeof (VdtChartPoint));
  guint next = 0;

  for (guint i = 0; i < pen->places->len; i++)
    {
      VdtChartPoint point = { g_array_index (pen->places, double, i), 0, FALSE };

      while (next < points->len && g_array_index (points, VdtChartPoint, next).x < point.x)
        next++;
      for (; next < points->len && g_array_index (points, VdtChartPoint, next).x <= point.x; next++)
        point.y += g_array_index (points, VdtChartPoint, next).y;
      g_array_append_val (filled, point);
    }

  return filled;
}

static void
draw_line (Pen   *pen,
           guint  number)
{
  const GArray *own = vdt_chart_data_get_series (pen->out->data, number)->points;
  g_autoptr(GArray) filled = pen->stacked ? fill_gaps (pen, own) : NULL;
  const GArray *points = filled != NULL ? filled : own;
  g_autoptr(GArray) edge = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  const GdkRGBA *color = &pen->out->theme->series[number % VDT_CHART_N_COLORS];
  gboolean area = pen->kind == VDT_CHART_AREA || pen->kind == VDT_CHART_STACKED_AREA;
  cairo_path_t *path;

  for (guint i = 0; i < points->len; i++)
    {
      const VdtChartPoint *point = &g_array_index (points, VdtChartPoint, i);
      graphene_point_t low, high;
      double begin, end;

      if (!is_in (pen, point))
        continue;
      stack (pen, point, &begin, &end);
      graphene_point_init (&low, (float) to_x (pen, point->x),
                           (float) to_y (pen, CLAMP (begin, pen->y.from, pen->y.to)));
      graphene_point_init (&high, low.x, (float) to_y (pen, end));
      cairo_line_to (pen->cr, high.x, high.y);
      g_array_append_val (edge, low);
      if (filled == NULL || filled->len == own->len)
        vdt_chart_add_hit (pen->out, number, i, high.x - VDT_CHART_MARK, high.y - VDT_CHART_MARK,
                           2 * VDT_CHART_MARK, 2 * VDT_CHART_MARK);
      if (point->marked && pen->kind == VDT_CHART_ANOMALY)
        g_array_append_val (marks, high);
    }

  path = cairo_copy_path (pen->cr);
  if (area)
    close_area (pen, edge, number);
  cairo_new_path (pen->cr);
  cairo_append_path (pen->cr, path);
  cairo_path_destroy (path);
  vdt_chart_set_color (pen->cr, color, 1);
  cairo_set_line_width (pen->cr, 2);
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_ROUND);
  vdt_chart_set_dash (pen->cr, number);
  cairo_stroke (pen->cr);
  cairo_set_dash (pen->cr, NULL, 0, 0);

  for (guint i = 0; i < marks->len; i++)
    {
      const graphene_point_t *mark = &g_array_index (marks, graphene_point_t, i);

      vdt_chart_trace_mark (pen->cr, 3, mark->x, mark->y, 5);
      vdt_chart_set_color (pen->cr, &pen->out->theme->series[4], 1);
      cairo_fill (pen->cr);
    }
}

static void
draw_marks (Pen   *pen,
            guint  number)
{
  const GArray *points = vdt_chart_data_get_series (pen->out->data, number)->points;
  double r = pen->kind == VDT_CHART_SCATTER ? VDT_CHART_MARK + 1 : VDT_CHART_MARK;

  for (guint i = 0; i < points->len; i++)
    {
      const VdtChartPoint *point = &g_array_index (points, VdtChartPoint, i);
      double x, y;

      if (!is_in (pen, point))
        continue;
      x = to_x (pen, point->x);
      y = to_y (pen, point->y);
      vdt_chart_trace_mark (pen->cr, number, x, y, r);
      if (pen->kind == VDT_CHART_SCATTER)
        vdt_chart_add_hit (pen->out, number, i, x - r, y - r, 2 * r, 2 * r);
    }
  vdt_chart_set_color (pen->cr, &pen->out->theme->series[number % VDT_CHART_N_COLORS], 0.85);
  cairo_fill (pen->cr);
}

static void
draw_series (Pen *pen)
{
  guint n = vdt_chart_data_get_n_series (pen->out->data);
  guint n_shown = 0;
  guint nth = 0;

  for (guint i = 0; i < n; i++)
    n_shown += vdt_chart_drawing_shows (pen->out, i) ? 1 : 0;
  cairo_save (pen->cr);
  cairo_rectangle (pen->cr, pen->out->plot.origin.x - 6, pen->out->plot.origin.y - 6,
                   pen->out->plot.size.width + 12, pen->out->plot.size.height + 12);
  cairo_clip (pen->cr);
  for (guint i = 0; i < n; i++)
    {
      const GArray *points = vdt_chart_data_get_series (pen->out->data, i)->points;

      if (!vdt_chart_drawing_shows (pen->out, i))
        continue;
      if (pen->bars)
        draw_bars (pen, i, nth, n_shown);
      else if (pen->kind != VDT_CHART_SCATTER)
        draw_line (pen, i);
      /* A line of many points is told by its dashes. */
      if (pen->kind == VDT_CHART_SCATTER ||
          (!pen->bars && !pen->stacked && points->len * 14 < pen->out->plot.size.width))
        draw_marks (pen, i);
      nth++;
    }
  cairo_restore (pen->cr);
}

static void
draw_current (Pen *pen)
{
  const VdtChartHit *hit = pen->out->current;

  if (hit == NULL)
    return;

  for (guint i = 0; pen->out->hits != NULL && i < pen->out->hits->len; i++)
    {
      const VdtChartHit *at = &g_array_index (pen->out->hits, VdtChartHit, i);

      if (at->series != hit->series || at->point != hit->point)
        continue;
      cairo_rectangle (pen->cr, at->area.origin.x - 3, at->area.origin.y - 3, at->area.size.width + 6,
                       at->area.size.height + 6);
      vdt_chart_set_color (pen->cr, &pen->out->theme->text, 1);
      cairo_set_line_width (pen->cr, 2);
      cairo_stroke (pen->cr);
      return;
    }
}

/**
 * vdt_chart_draw:
 * @drawing: what to draw and how; takes where it came to stand
 * @cr: a context, whose ground is painted too
 */
void
vdt_chart_draw (VdtChartDrawing *drawing,
                cairo_t         *cr)
{
  VdtChartKind kind = vdt_chart_data_get_kind (drawing->data);
  Pen pen = {
    .out = drawing, .cr = cr, .kind = kind, .axis = vdt_chart_data_get_axis (drawing->data),
    .lying = kind == VDT_CHART_BAR || kind == VDT_CHART_STACKED_BAR,
    .stacked = kind == VDT_CHART_STACKED_AREA || kind == VDT_CHART_STACKED_BAR || kind == VDT_CHART_STACKED_COLUMN,
    .bars = kind >= VDT_CHART_COLUMN && kind <= VDT_CHART_STACKED_BAR,
  };
  double left, top, bottom;

  vdt_chart_set_color (cr, &drawing->theme->back, 1);
  cairo_paint (cr);
  if (drawing->hits != NULL)
    g_array_set_size (drawing->hits, 0);
  top = MARGIN + (vdt_chart_data_get_title (drawing->data) != NULL ? 20 : 0);
  graphene_rect_init (&drawing->plot, (float) MARGIN, (float) top, (float) (drawing->width - 2 * MARGIN),
                      (float) (drawing->height - top - MARGIN));
  if (drawing->width < 60 || drawing->height < 60)
    return;

  pen.places = g_array_new (FALSE, FALSE, sizeof (double));
  if (kind == VDT_CHART_PIE)
    {
      vdt_chart_draw_pie (drawing, cr);
      draw_titles (&pen);
    }
  else if (kind == VDT_CHART_CARD)
    {
      vdt_chart_draw_cards (drawing, cr);
    }
  else
    {
      find_places (&pen);
      set_scales (&pen);
      left = MARGIN + widest_label (&pen) + 8;
      top += vdt_chart_data_get_y_title (drawing->data) != NULL ? 20 : 4;
      bottom = 26 + (vdt_chart_data_get_x_title (drawing->data) != NULL ? 20 : 0);
      graphene_rect_init (&drawing->plot, (float) left, (float) top,
                          (float) MAX (drawing->width - left - 3 * MARGIN, 20),
                          (float) MAX (drawing->height - top - bottom, 20));
      draw_values (&pen);
      draw_places (&pen);
      draw_series (&pen);
      draw_titles (&pen);
      drawing->x_scale = pen.x;
    }
  draw_current (&pen);
  g_array_unref (pen.places);
  g_free (pen.below);
  g_free (pen.under);
}
