/* vdt-hunt-chart-plan.h
 *
 * Which columns of a hunting result a chart shows, and the chart that they make.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-chart-data.h"
#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_HUNT_CHART_MAX_ROWS   50000u
#define VDT_HUNT_CHART_MAX_SERIES 30u
#define VDT_HUNT_CHART_NONE       (-1)

/**
 * VdtHuntChartPlan:
 * @kind: of the chart
 * @x: the number of the column along the chart
 * @values: (element-type guint): the columns with values; empty to count rows
 * @series: the column whose values tell the series apart, or %VDT_HUNT_CHART_NONE
 * @marks: the column that is not zero at an anomaly, or %VDT_HUNT_CHART_NONE
 * @title: (nullable): of the chart
 * @x_title: (nullable): of the axis; else the column's name
 * @y_title: (nullable): of the values; else the column's name if there is one
 */
typedef struct
{
  VdtChartKind  kind;
  int           x;
  GArray       *values;
  int           series;
  int           marks;
  char         *title;
  char         *x_title;
  char         *y_title;
} VdtHuntChartPlan;

VdtHuntChartPlan *vdt_hunt_chart_plan_new      (VdtQueryRun            *run);
void              vdt_hunt_chart_plan_free     (VdtHuntChartPlan       *self);
gboolean          vdt_hunt_chart_is_value      (VdtCellType             type);
VdtChartAxis      vdt_hunt_chart_plan_get_axis (const VdtHuntChartPlan *self,
                                                VdtQueryRun            *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntChartPlan, vdt_hunt_chart_plan_free)

typedef struct _VdtHuntChartBuild VdtHuntChartBuild;

VdtHuntChartBuild *vdt_hunt_chart_build_new    (const VdtHuntChartPlan *plan,
                                                VdtQueryRun            *run);
void               vdt_hunt_chart_build_free   (VdtHuntChartBuild      *self);
gboolean           vdt_hunt_chart_build_step   (VdtHuntChartBuild      *self,
                                                guint                   n_rows);
VdtChartData      *vdt_hunt_chart_build_end    (VdtHuntChartBuild      *self,
                                                guint                  *out_rows,
                                                guint                  *out_left_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntChartBuild, vdt_hunt_chart_build_free)

G_END_DECLS
