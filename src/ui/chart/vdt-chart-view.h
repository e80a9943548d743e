/* vdt-chart-view.h
 *
 * A chart on the screen: with a legend that hides series, a cursor that goes from
 * point to point, and zoom along times and numbers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-chart-data.h"

G_BEGIN_DECLS

#define VDT_TYPE_CHART_VIEW (vdt_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtChartView, vdt_chart_view, VDT, CHART_VIEW, GtkWidget)

GtkWidget    *vdt_chart_view_new        (void);
void          vdt_chart_view_set_data   (VdtChartView *self,
                                         VdtChartData *data);
VdtChartData *vdt_chart_view_get_data   (VdtChartView *self);
void          vdt_chart_view_set_kind   (VdtChartView *self,
                                         VdtChartKind  kind);
guint64       vdt_chart_view_get_hidden (VdtChartView *self);
gboolean      vdt_chart_view_get_zoom   (VdtChartView *self,
                                         double       *out_from,
                                         double       *out_to);
void          vdt_chart_view_set_zoom   (VdtChartView *self,
                                         double        from,
                                         double        to);
void          vdt_chart_view_reset_zoom (VdtChartView *self);
gboolean      vdt_chart_view_move       (VdtChartView *self,
                                         int           points,
                                         int           series);
const char   *vdt_chart_view_get_words  (VdtChartView *self);

G_END_DECLS
