/* vdt-keep-window.h
 *
 * Keeps a selection as evidence, with a note and the indicators that are in it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_KEEP_WINDOW (vdt_keep_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtKeepWindow, vdt_keep_window, VDT, KEEP_WINDOW, AdwWindow)

GtkWidget  *vdt_keep_window_new            (GtkWindow     *parent,
                                            VdtSession    *session,
                                            VdtIncident   *incident,
                                            VdtKept       *kept);
GListModel *vdt_keep_window_get_indicators (VdtKeepWindow *self);

G_END_DECLS
