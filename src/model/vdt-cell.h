/* vdt-cell.h
 *
 * A cell of a result: JSON as the query language prints it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean vdt_cell_is_empty  (const char *json);
char    *vdt_cell_dup_text  (const char *json);

G_END_DECLS
