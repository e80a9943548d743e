/* vdt-hunt-row-window.h
 *
 * A row of a query from top to bottom.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-query-run.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_ROW_WINDOW (vdt_hunt_row_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntRowWindow, vdt_hunt_row_window, VDT, HUNT_ROW_WINDOW, AdwWindow)

GtkWidget *vdt_hunt_row_window_new (GtkWindow   *parent,
                                    VdtQueryRun *run,
                                    VdtQueryRow *row,
                                    guint        column);

G_END_DECLS
