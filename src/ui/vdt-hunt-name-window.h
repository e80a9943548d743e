/* vdt-hunt-name-window.h
 *
 * Asks for the name of a saved query.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_HUNT_NAME_WINDOW (vdt_hunt_name_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtHuntNameWindow, vdt_hunt_name_window, VDT, HUNT_NAME_WINDOW, AdwWindow)

GtkWidget *vdt_hunt_name_window_new (VdtSession *session,
                                     GtkWindow  *parent,
                                     const char *path,
                                     const char *text);

G_END_DECLS
