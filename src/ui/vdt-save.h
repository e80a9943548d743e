/* vdt-save.h
 *
 * Saving something that was made in memory: the file is whole or not there.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void vdt_save (GtkWidget  *widget,
               const char *title,
               const char *name,
               GBytes     *bytes);

G_END_DECLS
