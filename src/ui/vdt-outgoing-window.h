/* vdt-outgoing-window.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session-model.h"

G_BEGIN_DECLS

#define VDT_TYPE_OUTGOING_WINDOW (vdt_outgoing_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtOutgoingWindow, vdt_outgoing_window, VDT, OUTGOING_WINDOW, AdwWindow)

GtkWidget *vdt_outgoing_window_new (GtkWindow         *parent,
                                    const VdtOutgoing *outgoing);

G_END_DECLS
