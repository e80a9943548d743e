/* vdt-chart-export.c
 *
 * Pictures for reports: on white, whatever the window looks like.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-export.h"

#include <cairo-svg.h>

#define LEGEND_ROW  20.0
#define LEGEND_ITEM 180.0
#define MAX_LEGEND  40   /* series that a legend names */

static cairo_status_t
write_cb (void                *closure,
          const unsigned char *data,
          unsigned int         length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* Names beside what the series look like, below the chart. */
static double
draw_legend (VdtChartDrawing *drawing,
             cairo_t         *cr,
             double           top,
             gboolean         measure)
{
  guint across = (guint) MAX (drawing->width / LEGEND_ITEM, 1);
  guint n = 0;

  if (vdt_chart_data_get_n_series (drawing->data) < 2 || vdt_chart_data_get_kind (drawing->data) == VDT_CHART_CARD ||
      vdt_chart_data_get_kind (drawing->data) == VDT_CHART_PIE)
    return 0;

  for (guint i = 0; i < vdt_chart_data_get_n_series (drawing->data) && n < MAX_LEGEND; i++)
    {
      double x = 12 + (n % across) * LEGEND_ITEM;
      double y = top + (n / across) * LEGEND_ROW;
      g_autoptr(PangoLayout) name = NULL;

      if (!vdt_chart_drawing_shows (drawing, i))
        continue;
      n++;
      if (measure)
        continue;
      name = vdt_chart_text (drawing, cr, vdt_chart_data_get_series (drawing->data, i)->name, LEGEND_ITEM - 40, 12);
      vdt_chart_draw_sample (drawing->theme, i, cr, x, y, 16);
      vdt_chart_set_color (cr, &drawing->theme->text, 1);
      cairo_move_to (cr, x + 24, y);
      pango_cairo_show_layout (cr, name);
    }

  return n == 0 ? 0 : ((n - 1) / across + 1) * LEGEND_ROW + 8;
}

static void
draw (const VdtChartData *data,
      guint64             hidden,
      cairo_t            *cr,
      double              width,
      double              height)
{
  VdtChartTheme theme;
  VdtChartDrawing drawing = { .data = data, .theme = &theme, .width = width, .height = height, .hidden = hidden };
  double legend = draw_legend (&drawing, cr, 0, TRUE);

  vdt_chart_theme_init (&theme, FALSE);
  drawing.height = height - legend;
  vdt_chart_draw (&drawing, cr);
  draw_legend (&drawing, cr, drawing.height, FALSE);
}

static GBytes *
end (GByteArray      *bytes,
     cairo_surface_t *surface,
     cairo_status_t   status)
{
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS && bytes->len > 0)
    return g_byte_array_free_to_bytes (bytes);

  g_byte_array_unref (bytes);
  return NULL;
}

/**
 * vdt_chart_export_svg:
 * @data: a chart
 * @hidden: a bit a series, set for what is left out
 * @width: pixels
 * @height: pixels, with the legend
 *
 * Returns: (transfer full) (nullable): the picture; %NULL if memory is short
 */
GBytes *
vdt_chart_export_svg (const VdtChartData *data,
                      guint64             hidden,
                      double              width,
                      double              height)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write_cb, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  draw (data, hidden, cr, width, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);

  return end (bytes, surface, status);
}

/**
 * vdt_chart_export_png:
 * @data: a chart
 * @hidden: a bit a series, set for what is left out
 * @width: pixels before @scale
 * @height: the same, with the legend
 * @scale: how many pixels of the picture each is
 *
 * Returns: (transfer full) (nullable): the picture; %NULL if memory is short
 */
GBytes *
vdt_chart_export_png (const VdtChartData *data,
                      guint64             hidden,
                      double              width,
                      double              height,
                      double              scale)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale),
                                                         (int) (height * scale));
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, scale, scale);
  draw (data, hidden, cr, width, height);
  status = cairo_status (cr);
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_write_to_png_stream (surface, write_cb, bytes);

  return end (bytes, surface, status);
}
