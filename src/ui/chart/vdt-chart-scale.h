/* vdt-chart-scale.h
 *
 * Round steps along an axis, and how its values are written.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtChartScale:
 * @from: the first value of the axis
 * @to: the last; more than @from
 * @first: the first tick
 * @step: from tick to tick
 */
typedef struct
{
  double from;
  double to;
  double first;
  double step;
} VdtChartScale;

VdtChartScale vdt_chart_scale_numbers  (double               from,
                                        double               to,
                                        guint                n_ticks,
                                        gboolean             whole);
VdtChartScale vdt_chart_scale_times    (double               from,
                                        double               to,
                                        guint                n_ticks);
char         *vdt_chart_scale_dup_time (const VdtChartScale *self,
                                        double               value);
char         *vdt_chart_number         (double               value);

G_END_DECLS
