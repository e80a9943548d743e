/* vdt-compare-window.h
 *
 * Two incidents side by side.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_COMPARE_WINDOW (vdt_compare_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtCompareWindow, vdt_compare_window, VDT, COMPARE_WINDOW, AdwWindow)

GtkWidget *vdt_compare_window_new (GtkWindow   *parent,
                                   VdtSession  *session,
                                   VdtIncident *incident,
                                   const char  *other_id);

G_END_DECLS
