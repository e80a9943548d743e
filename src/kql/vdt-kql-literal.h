/* vdt-kql-literal.h: values as KQL writes them.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void vdt_kql_append_string   (GString    *out,
                              const char *text);
void vdt_kql_append_datetime (GString    *out,
                              gint64      time);

G_END_DECLS
