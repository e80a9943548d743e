/* vdt-hunt-rows.h
 *
 * The rows of a run as a grid shows them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-grid-model.h"
#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_ROWS (vdt_hunt_rows_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntRows, vdt_hunt_rows, VDT, HUNT_ROWS, GObject)

VdtHuntRows *vdt_hunt_rows_new           (VdtQueryRun *run);
VdtQueryRun *vdt_hunt_rows_get_run       (VdtHuntRows *self);
void         vdt_hunt_rows_set_positions (VdtHuntRows *self,
                                          GBytes      *positions);
GBytes      *vdt_hunt_rows_get_positions (VdtHuntRows *self);
void         vdt_hunt_rows_set_local     (VdtHuntRows *self,
                                          gboolean     local);
gboolean     vdt_hunt_rows_get_local     (VdtHuntRows *self);
guint        vdt_hunt_rows_get_position  (VdtHuntRows *self,
                                          guint        row);
VdtQueryRow *vdt_hunt_rows_get_row       (VdtHuntRows *self,
                                          guint        row);

G_END_DECLS
