/* vdt-chart-data.h
 *
 * What a chart shows: series of points over times, numbers or categories.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtChartKind:
 * @VDT_CHART_LINE: a line a series
 * @VDT_CHART_AREA: a line each, filled to zero
 * @VDT_CHART_STACKED_AREA: areas on top of one another
 * @VDT_CHART_COLUMN: upright bars side by side
 * @VDT_CHART_STACKED_COLUMN: upright bars on top of one another
 * @VDT_CHART_BAR: lying bars
 * @VDT_CHART_STACKED_BAR: lying bars, one behind another
 * @VDT_CHART_PIE: the first series as parts of a whole
 * @VDT_CHART_SCATTER: a mark a point
 * @VDT_CHART_CARD: the first value of each series, in large figures
 * @VDT_CHART_ANOMALY: lines, with the marked points told apart
 */
typedef enum
{
  VDT_CHART_LINE,
  VDT_CHART_AREA,
  VDT_CHART_STACKED_AREA,
  VDT_CHART_COLUMN,
  VDT_CHART_STACKED_COLUMN,
  VDT_CHART_BAR,
  VDT_CHART_STACKED_BAR,
  VDT_CHART_PIE,
  VDT_CHART_SCATTER,
  VDT_CHART_CARD,
  VDT_CHART_ANOMALY,
  VDT_CHART_N_KINDS
} VdtChartKind;

/**
 * VdtChartAxis:
 * @VDT_CHART_AXIS_CATEGORY: x is the number of a category
 * @VDT_CHART_AXIS_NUMBER: x is a number
 * @VDT_CHART_AXIS_TIME: x is µs since 1970-01-01, UTC
 */
typedef enum
{
  VDT_CHART_AXIS_CATEGORY,
  VDT_CHART_AXIS_NUMBER,
  VDT_CHART_AXIS_TIME
} VdtChartAxis;

/**
 * VdtChartPoint:
 * @x: as the axis says
 * @y: the value
 * @marked: whether it is told apart, as an anomaly
 */
typedef struct
{
  double   x;
  double   y;
  gboolean marked;
} VdtChartPoint;

/**
 * VdtChartSeries:
 * @name: of the series; foreign text
 * @points: (element-type VdtChartPoint): in the order of x
 */
typedef struct
{
  char   *name;
  GArray *points;
} VdtChartSeries;

typedef struct _VdtChartData VdtChartData;

VdtChartData         *vdt_chart_data_new             (VdtChartKind          kind,
                                                      VdtChartAxis          axis);
VdtChartData         *vdt_chart_data_ref             (VdtChartData         *self);
void                  vdt_chart_data_unref           (VdtChartData         *self);
VdtChartKind          vdt_chart_data_get_kind        (const VdtChartData   *self);
void                  vdt_chart_data_set_kind        (VdtChartData         *self,
                                                      VdtChartKind          kind);
VdtChartAxis          vdt_chart_data_get_axis        (const VdtChartData   *self);
void                  vdt_chart_data_set_titles      (VdtChartData         *self,
                                                      const char           *title,
                                                      const char           *x_title,
                                                      const char           *y_title);
const char           *vdt_chart_data_get_title       (const VdtChartData   *self);
const char           *vdt_chart_data_get_x_title     (const VdtChartData   *self);
const char           *vdt_chart_data_get_y_title     (const VdtChartData   *self);
guint                 vdt_chart_data_add_category    (VdtChartData         *self,
                                                      const char           *name);
guint                 vdt_chart_data_get_n_categories (const VdtChartData  *self);
const char           *vdt_chart_data_get_category    (const VdtChartData   *self,
                                                      guint                 category);
guint                 vdt_chart_data_add_series      (VdtChartData         *self,
                                                      const char           *name);
guint                 vdt_chart_data_get_n_series    (const VdtChartData   *self);
const VdtChartSeries *vdt_chart_data_get_series      (const VdtChartData   *self,
                                                      guint                 series);
void                  vdt_chart_data_add_point       (VdtChartData         *self,
                                                      guint                 series,
                                                      double                x,
                                                      double                y,
                                                      gboolean              marked);
void                  vdt_chart_data_sort            (VdtChartData         *self);
gboolean              vdt_chart_data_get_range       (const VdtChartData   *self,
                                                      double               *out_from,
                                                      double               *out_to);

/* vdt-chart-describe.c */
char                 *vdt_chart_data_dup_x           (const VdtChartData   *self,
                                                      double                x);
char                 *vdt_chart_data_dup_point       (const VdtChartData   *self,
                                                      guint                 series,
                                                      guint                 point);
char                 *vdt_chart_data_describe        (const VdtChartData   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtChartData, vdt_chart_data_unref)

G_END_DECLS
