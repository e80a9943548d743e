/* vdt-resources.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-resources.h"

#include <gtk/gtk.h>

#include "vdt-icon-resources.h"
#include "vdt-ui-resources.h"

/**
 * vdt_resources_register:
 *
 * Makes the compiled-in files known. A static library's constructors may be left
 * out by the linker: this call is what brings them in.
 */
void
vdt_resources_register (void)
{
  g_resources_register (vdt_ui_get_resource ());
  g_resources_register (vdt_icons_get_resource ());
}

/**
 * vdt_resources_add_icons:
 * @display: a display
 *
 * Adds our icons to the icon theme.
 */
void
vdt_resources_add_icons (GdkDisplay *display)
{
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    "/io/github/vedette/Vedette/icons");
}
