/* vdt-event-window.h
 *
 * Adds an event of the analyst's own to an incident's timeline.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_EVENT_WINDOW (vdt_event_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtEventWindow, vdt_event_window, VDT, EVENT_WINDOW, AdwWindow)

GtkWidget *vdt_event_window_new (GtkWindow   *parent,
                                 VdtSession  *session,
                                 VdtIncident *incident,
                                 gint64       at);

G_END_DECLS
