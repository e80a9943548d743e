/* vdt-manage-window.h
 *
 * What an analyst sets on an incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_MANAGE_WINDOW (vdt_manage_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtManageWindow, vdt_manage_window, VDT, MANAGE_WINDOW, AdwWindow)

GtkWidget *vdt_manage_window_new (GtkWindow   *parent,
                                  VdtSession  *session,
                                  VdtIncident *incident);

G_END_DECLS
