/* vdt-chart-export.h
 *
 * A chart as a picture with its legend: SVG and PNG.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-chart-draw.h"

G_BEGIN_DECLS

GBytes *vdt_chart_export_svg (const VdtChartData *data,
                              guint64             hidden,
                              double              width,
                              double              height);
GBytes *vdt_chart_export_png (const VdtChartData *data,
                              guint64             hidden,
                              double              width,
                              double              height,
                              double              scale);

G_END_DECLS
