/* vdt-chart-ink.c
 *
 * Colours, texts, dashes and marks: what the drawings of charts share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-draw.h"

/**
 * vdt_chart_theme_init:
 * @theme: (out): colours
 * @dark: whether they stand on dark ground
 *
 * Series colours that tell apart in both styles, and for eyes that see few colours.
 */
void
vdt_chart_theme_init (VdtChartTheme *theme,
                      gboolean       dark)
{
  static const char *const colors[2][VDT_CHART_N_COLORS] = {
    { "#1a5fb4", "#c64600", "#1b8553", "#813d9c", "#a51d2d", "#86600a", "#0e6f79", "#5e5c64" },
    { "#78aeed", "#ffa348", "#57e389", "#dc8add", "#f66151", "#f8e45c", "#5bc8d4", "#c0bfbc" },
  };

  theme->font = "Cantarell, Noto Sans, sans-serif";
  gdk_rgba_parse (&theme->text, dark ? "#ffffff" : "#2e2d32");
  gdk_rgba_parse (&theme->faint, dark ? "#5e5c64" : "#c9c8c5");
  gdk_rgba_parse (&theme->back, dark ? "#1e1e1e" : "#ffffff");
  for (guint i = 0; i < VDT_CHART_N_COLORS; i++)
    gdk_rgba_parse (&theme->series[i], colors[dark ? 1 : 0][i]);
}

void
vdt_chart_set_color (cairo_t       *cr,
                     const GdkRGBA *color,
                     double         alpha)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha * alpha);
}

gboolean
vdt_chart_drawing_shows (const VdtChartDrawing *drawing,
                         guint                  series)
{
  return series >= 64 || (drawing->hidden & (G_GUINT64_CONSTANT (1) << series)) == 0;
}

/**
 * vdt_chart_text:
 * @drawing: what is drawn
 * @cr: a context
 * @text: foreign text, which is taken as it is
 * @max_width: pixels; what is longer is cut with a mark
 * @size: of the font, pixels
 *
 * Returns: (transfer full): the text, laid out
 */
PangoLayout *
vdt_chart_text (const VdtChartDrawing *drawing,
                cairo_t               *cr,
                const char            *text,
                double                 max_width,
                double                 size)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (drawing->theme->font);

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (max_width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);

  return layout;
}

void
vdt_chart_add_hit (VdtChartDrawing *drawing,
                   guint            series,
                   guint            point,
                   double           x,
                   double           y,
                   double           width,
                   double           height)
{
  VdtChartHit hit = { series, point, GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height) };

  if (drawing->hits != NULL)
    g_array_append_val (drawing->hits, hit);
}

/* Every fourth series has the same dashes. */
void
vdt_chart_set_dash (cairo_t *cr,
                    guint    series)
{
  static const double dashes[3][4] = { { 8, 4, 0, 0 }, { 2, 3, 0, 0 }, { 8, 3, 2, 3 } };
  guint dash = series % 4;

  if (dash == 0)
    cairo_set_dash (cr, NULL, 0, 0);
  else
    cairo_set_dash (cr, dashes[dash - 1], dash == 3 ? 4 : 2, 0);
}

/* A mark whose shape tells the series too. */
void
vdt_chart_trace_mark (cairo_t *cr,
                      guint    series,
                      double   x,
                      double   y,
                      double   r)
{
  cairo_new_sub_path (cr);
  switch (series % 4)
    {
    case 1:
      cairo_rectangle (cr, x - r, y - r, 2 * r, 2 * r);
      return;

    case 2:
      cairo_move_to (cr, x, y - 1.3 * r);
      cairo_line_to (cr, x + 1.2 * r, y + r);
      cairo_line_to (cr, x - 1.2 * r, y + r);
      cairo_close_path (cr);
      return;

    case 3:
      cairo_move_to (cr, x, y - 1.4 * r);
      cairo_line_to (cr, x + 1.4 * r, y);
      cairo_line_to (cr, x, y + 1.4 * r);
      cairo_line_to (cr, x - 1.4 * r, y);
      cairo_close_path (cr);
      return;

    default:
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
    }
}

/**
 * vdt_chart_draw_sample:
 * @theme: colours
 * @series: the number of a series
 * @cr: a context
 * @x: where
 * @y: where
 * @size: of the sample
 *
 * Draws what a legend shows of a series.
 */
void
vdt_chart_draw_sample (const VdtChartTheme *theme,
                       guint                series,
                       cairo_t             *cr,
                       double               x,
                       double               y,
                       double               size)
{
  vdt_chart_set_color (cr, &theme->series[series % VDT_CHART_N_COLORS], 1);
  cairo_set_line_width (cr, 2);
  vdt_chart_set_dash (cr, series);
  cairo_move_to (cr, x, y + size / 2);
  cairo_line_to (cr, x + size, y + size / 2);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  vdt_chart_trace_mark (cr, series, x + size / 2, y + size / 2, VDT_CHART_MARK + 0.5);
  cairo_fill (cr);
}
