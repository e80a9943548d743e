/* vdt-settings.h
 *
 * The program's GSettings, read by name in one place.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *vdt_settings_new                    (void);
gboolean   vdt_settings_get_single_letter_keys (void);

G_END_DECLS
