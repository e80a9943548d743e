/* vdt-chart-draw.h
 *
 * Draws a chart to a cairo context: for the screen and for files alike.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-chart-data.h"
#include "vdt-chart-scale.h"

G_BEGIN_DECLS

#define VDT_CHART_N_COLORS 8
#define VDT_CHART_MARK     3.0 /* half of a mark, pixels */

/**
 * VdtChartTheme:
 * @text: of labels
 * @faint: of lines behind
 * @back: behind all
 * @series: of the series in turn; what repeats has other dashes and marks
 * @font: of labels
 */
typedef struct
{
  GdkRGBA     text;
  GdkRGBA     faint;
  GdkRGBA     back;
  GdkRGBA     series[VDT_CHART_N_COLORS];
  const char *font;
} VdtChartTheme;

/**
 * VdtChartHit:
 * @series: the number of a series
 * @point: the number of a point of it
 * @area: what it takes on the drawing
 */
typedef struct
{
  guint           series;
  guint           point;
  graphene_rect_t area;
} VdtChartHit;

/**
 * VdtChartDrawing:
 * @data: what is shown
 * @theme: its colours
 * @width: pixels
 * @height: pixels
 * @hidden: a bit a series of the first 64, set for what is not shown
 * @zoomed: whether only @from to @to is shown, of times and numbers
 * @from: the first x
 * @to: the last x
 * @current: (nullable): the point that has the cursor
 * @hits: (nullable) (element-type VdtChartHit): takes where the points are
 * @plot: (out): where the axes end
 * @x_scale: (out): from x to the plot
 */
typedef struct
{
  const VdtChartData  *data;
  const VdtChartTheme *theme;
  double               width;
  double               height;
  guint64              hidden;
  gboolean             zoomed;
  double               from;
  double               to;
  const VdtChartHit   *current;
  GArray              *hits;
  graphene_rect_t      plot;
  VdtChartScale        x_scale;
} VdtChartDrawing;

void     vdt_chart_draw             (VdtChartDrawing       *drawing,
                                     cairo_t               *cr);
void     vdt_chart_theme_init       (VdtChartTheme         *theme,
                                     gboolean               dark);
gboolean vdt_chart_drawing_shows    (const VdtChartDrawing *drawing,
                                     guint                  series);
void     vdt_chart_draw_sample      (const VdtChartTheme   *theme,
                                     guint                  series,
                                     cairo_t               *cr,
                                     double                 x,
                                     double                 y,
                                     double                 size);

/* For the files of this folder. */
PangoLayout *vdt_chart_text         (const VdtChartDrawing *drawing,
                                     cairo_t               *cr,
                                     const char            *text,
                                     double                 max_width,
                                     double                 size);
void     vdt_chart_set_color        (cairo_t               *cr,
                                     const GdkRGBA         *color,
                                     double                 alpha);
void     vdt_chart_add_hit          (VdtChartDrawing       *drawing,
                                     guint                  series,
                                     guint                  point,
                                     double                 x,
                                     double                 y,
                                     double                 width,
                                     double                 height);
void     vdt_chart_set_dash         (cairo_t               *cr,
                                     guint                  series);
void     vdt_chart_trace_mark       (cairo_t               *cr,
                                     guint                  series,
                                     double                 x,
                                     double                 y,
                                     double                 r);
void     vdt_chart_draw_pie         (VdtChartDrawing       *drawing,
                                     cairo_t               *cr);
void     vdt_chart_draw_cards       (VdtChartDrawing       *drawing,
                                     cairo_t               *cr);

G_END_DECLS
