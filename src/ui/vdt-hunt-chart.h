/* vdt-hunt-chart.h
 *
 * The rows of a hunting query as a chart.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_CHART (vdt_hunt_chart_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntChart, vdt_hunt_chart, VDT, HUNT_CHART, GtkWidget)

GtkWidget  *vdt_hunt_chart_new        (void);
void        vdt_hunt_chart_set_run    (VdtHuntChart *self,
                                       VdtQueryRun  *run);
char       *vdt_hunt_chart_dup_filter (VdtHuntChart *self);
GtkWidget  *vdt_hunt_chart_get_view   (VdtHuntChart *self);
const char *vdt_hunt_chart_get_note   (VdtHuntChart *self);

G_END_DECLS
