/* vdt-util.h
 *
 * What every property setter needs and the floor's GLib lacks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vdt_set_str (char       **field,
                      const char  *value);

G_END_DECLS
