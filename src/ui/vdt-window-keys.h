/* vdt-window-keys.h
 *
 * Esc and Ctrl+W for secondary windows.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vdt_window_class_add_close_keys (GtkWidgetClass *widget_class);

G_END_DECLS
