/* vdt-resolve-window.h
 *
 * Closing an incident: classification and a line for the log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_RESOLVE_WINDOW (vdt_resolve_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtResolveWindow, vdt_resolve_window, VDT, RESOLVE_WINDOW, AdwWindow)

GtkWidget *vdt_resolve_window_new (GtkWindow   *parent,
                                   VdtSession  *session,
                                   VdtIncident *incident);
void       vdt_resolve_window_propose_note (VdtResolveWindow *self,
                                            const char       *note);

G_END_DECLS
