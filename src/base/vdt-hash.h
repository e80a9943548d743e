/* vdt-hash.h
 *
 * SHA-256 as text: evidence, the log's chain, statements' inputs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *vdt_sha256_hex (gconstpointer data,
                      gssize        length);

G_END_DECLS
