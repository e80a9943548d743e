/* vdt-safe-text.h
 *
 * Text that an attacker may have written, made fit to be shown: valid UTF-8,
 * no control or direction character that acts, a bounded length.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vdt_safe_text           (const char *text,
                               gssize      length,
                               gsize       max_chars,
                               gboolean   *out_marked);
char *vdt_safe_text_multiline (const char *text,
                               gssize      length,
                               gsize       max_chars,
                               gboolean   *out_marked);

G_END_DECLS
