/* vdt-window-keys.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-window-keys.h"

/**
 * vdt_window_class_add_close_keys:
 * @widget_class: the class of a secondary window
 *
 * Makes Esc and Ctrl+W close it.
 */
void
vdt_window_class_add_close_keys (GtkWidgetClass *widget_class)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (widget_class));

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK,
                                       "window.close", NULL);
}
