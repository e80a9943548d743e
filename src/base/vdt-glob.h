/* vdt-glob.h
 *
 * Patterns with `*` and `?`, as rules have them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean  vdt_glob_match  (const char *pattern,
                           const char *text);
char     *vdt_glob_escape (const char *text);

G_END_DECLS
