/* vdt-script-address.h
 *
 * Internet addresses written so that nobody knows them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vdt_script_plain_address (const char *text);

G_END_DECLS
