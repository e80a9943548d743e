/* vdt-json-depth.h
 *
 * How deep a JSON text nests, before a parser that recurses reads it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_JSON_MAX_NESTING:
 *
 * What no honest text needs: JSON-GLib 1.6 spends stack on each level and
 * crashes at some hundred thousand.
 */
#define VDT_JSON_MAX_NESTING 512

gboolean vdt_json_depth_check (const char  *json,
                               gssize       length,
                               GError     **error);

G_END_DECLS
