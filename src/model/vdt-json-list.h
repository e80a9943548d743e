/* vdt-json-list.h
 *
 * The elements of a dynamic cell that is an array.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *vdt_json_list_split (const char *json);

G_END_DECLS
