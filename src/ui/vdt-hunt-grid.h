/* vdt-hunt-grid.h
 *
 * The rows of a hunting query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-grid-view.h"
#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_GRID (vdt_hunt_grid_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntGrid, vdt_hunt_grid, VDT, HUNT_GRID, GtkWidget)

void         vdt_hunt_grid_set_run     (VdtHuntGrid *self,
                                        VdtQueryRun *run);
char        *vdt_hunt_grid_dup_marked  (VdtHuntGrid *self);
VdtGridView *vdt_hunt_grid_get_view    (VdtHuntGrid *self);

G_END_DECLS
