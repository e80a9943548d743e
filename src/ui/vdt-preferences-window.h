/* vdt-preferences-window.h
 *
 * The settings that people change.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_PREFERENCES_WINDOW (vdt_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtPreferencesWindow, vdt_preferences_window, VDT, PREFERENCES_WINDOW, AdwWindow)

GtkWidget *vdt_preferences_window_new (GtkWindow *parent);

G_END_DECLS
