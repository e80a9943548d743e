/* vdt-hunt-stream.h
 *
 * A lowered query whose rows come while it runs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-duck.h"

G_BEGIN_DECLS

gboolean vdt_hunt_execute_streaming (VdtDuck        *duck,
                                     const char     *sql,
                                     GPtrArray      *parameters,
                                     duckdb_result  *out_result,
                                     GError        **error);

G_END_DECLS
