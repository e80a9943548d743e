/* vdt-hunt-side.h
 *
 * The panel beside the query: tables, saved queries, the library, the history.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-page.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_SIDE (vdt_hunt_side_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntSide, vdt_hunt_side, VDT, HUNT_SIDE, GtkWidget)

VdtHuntSide *vdt_hunt_side_attach (VdtHuntPage *page);

G_END_DECLS
