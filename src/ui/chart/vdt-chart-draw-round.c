/* vdt-chart-draw-round.c
 *
 * Pies, and large figures.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vdt-chart-draw.h"

#define MAX_PARTS 12   /* of a pie; what is less is one part */
#define LABELLED  0.25 /* the turn of a part whose label has room, radians */
#define CARD      180.0 /* the width of a figure, pixels */

/* The largest first; what is negative has no part in a whole. */
static int
compare_parts (gconstpointer a,
               gconstpointer b,
               gpointer      points)
{
  double left = g_array_index ((GArray *) points, VdtChartPoint, *(const guint *) a).y;
  double right = g_array_index ((GArray *) points, VdtChartPoint, *(const guint *) b).y;

  return (left < right) - (left > right);
}

static void
show_part (VdtChartDrawing *drawing,
           cairo_t         *cr,
           const char      *name,
           double           value,
           double           whole,
           double           angle,
           double           x,
           double           y,
           double           r)
{
  g_autofree char *number = vdt_chart_number (value);
  g_autofree char *text = g_strdup_printf ("%s: %s (%.0f %%)", name, number, 100 * value / whole);
  double room = cos (angle) >= 0 ? drawing->width - x - (r + 12) * cos (angle) - 8 : x + (r + 12) * cos (angle) - 8;
  g_autoptr(PangoLayout) layout = vdt_chart_text (drawing, cr, text, MAX (room, 40), 12);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  vdt_chart_set_color (cr, &drawing->theme->text, 0.9);
  cairo_move_to (cr, x + (r + 12) * cos (angle) - (cos (angle) >= 0 ? 0 : width),
                 y + (r + 12) * sin (angle) - height / 2.0);
  pango_cairo_show_layout (cr, layout);
}

static void
fill_part (VdtChartDrawing *drawing,
           cairo_t         *cr,
           guint            nth,
           double           x,
           double           y,
           double           r,
           double           from,
           double           to)
{
  cairo_move_to (cr, x, y);
  cairo_arc (cr, x, y, r, from, to);
  cairo_close_path (cr);
  vdt_chart_set_color (cr, &drawing->theme->series[nth % VDT_CHART_N_COLORS], nth < VDT_CHART_N_COLORS ? 1 : 0.6);
  cairo_fill_preserve (cr);
  vdt_chart_set_color (cr, &drawing->theme->back, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

/**
 * vdt_chart_draw_pie:
 * @drawing: what to draw
 * @cr: a context
 *
 * Draws the first series as parts of a whole, the largest first from the top.
 */
void
vdt_chart_draw_pie (VdtChartDrawing *drawing,
                    cairo_t         *cr)
{
  const GArray *points;
  g_autoptr(GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));
  double whole = 0, angle = -G_PI / 2, rest = 0;
  double x = drawing->plot.origin.x + drawing->plot.size.width / 2;
  double y = drawing->plot.origin.y + drawing->plot.size.height / 2;
  double r = MAX (MIN (drawing->plot.size.width / 2 - 120, drawing->plot.size.height / 2 - 16), 20);

  if (vdt_chart_data_get_n_series (drawing->data) == 0)
    return;

  points = vdt_chart_data_get_series (drawing->data, 0)->points;
  for (guint i = 0; i < points->len; i++)
    if (g_array_index (points, VdtChartPoint, i).y > 0)
      {
        g_array_append_val (order, i);
        whole += g_array_index (points, VdtChartPoint, i).y;
      }
  g_array_sort_with_data (order, compare_parts, (gpointer) points);

  for (guint i = 0; i < order->len; i++)
    {
      guint number = g_array_index (order, guint, i);
      const VdtChartPoint *point = &g_array_index (points, VdtChartPoint, number);
      g_autofree char *name = vdt_chart_data_dup_x (drawing->data, point->x);
      double turn = 2 * G_PI * point->y / whole;

      if (i >= MAX_PARTS && order->len > MAX_PARTS + 1)
        {
          rest += point->y;
          continue;
        }
      fill_part (drawing, cr, i, x, y, r, angle, angle + turn);
      if (turn > LABELLED)
        show_part (drawing, cr, name, point->y, whole, angle + turn / 2, x, y, r);
      vdt_chart_add_hit (drawing, 0, number, x + 0.6 * r * cos (angle + turn / 2) - 8,
                         y + 0.6 * r * sin (angle + turn / 2) - 8, 16, 16);
      angle += turn;
    }
  if (rest > 0)
    {
      double turn = 2 * G_PI * rest / whole;

      fill_part (drawing, cr, MAX_PARTS, x, y, r, angle, angle + turn);
      show_part (drawing, cr, _("others"), rest, whole, angle + turn / 2, x, y, r);
    }
}

/**
 * vdt_chart_draw_cards:
 * @drawing: what to draw
 * @cr: a context
 *
 * Draws the first value of each series in large figures.
 */
void
vdt_chart_draw_cards (VdtChartDrawing *drawing,
                      cairo_t         *cr)
{
  guint n = vdt_chart_data_get_n_series (drawing->data);
  guint across = (guint) MAX (drawing->plot.size.width / CARD, 1);

  for (guint i = 0; i < n; i++)
    {
      const VdtChartSeries *series = vdt_chart_data_get_series (drawing->data, i);
      double x = drawing->plot.origin.x + (i % across) * CARD;
      double y = drawing->plot.origin.y + (i / across) * 90.0;
      g_autofree char *number = series->points->len > 0
        ? vdt_chart_number (g_array_index (series->points, VdtChartPoint, 0).y) : g_strdup ("–");
      g_autoptr(PangoLayout) large = vdt_chart_text (drawing, cr, number, CARD - 12, 32);
      g_autoptr(PangoLayout) name = vdt_chart_text (drawing, cr, series->name, CARD - 12, 12);

      vdt_chart_set_color (cr, &drawing->theme->text, 1);
      cairo_move_to (cr, x, y);
      pango_cairo_show_layout (cr, large);
      cairo_move_to (cr, x, y + 44);
      pango_cairo_show_layout (cr, name);
      if (series->points->len > 0)
        vdt_chart_add_hit (drawing, i, 0, x, y, CARD - 12, 64);
    }
}
