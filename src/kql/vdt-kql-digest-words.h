/* vdt-kql-digest-words.h
 *
 * A column's description from the words of its name.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *vdt_kql_digest_describe (JsonObject *rules,
                               const char *name);

G_END_DECLS
