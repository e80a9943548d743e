/* vdt-resources.h
 *
 * The templates, styles and icons that are compiled in.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void vdt_resources_register  (void);
void vdt_resources_add_icons (GdkDisplay *display);

G_END_DECLS
