/* vdt-shortcuts-window.h
 *
 * All keys, made from the action table.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define VDT_TYPE_SHORTCUTS_WINDOW (vdt_shortcuts_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtShortcutsWindow, vdt_shortcuts_window, VDT, SHORTCUTS_WINDOW, AdwWindow)

GtkWidget *vdt_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
