/* vdt-hunt-run.h
 *
 * Runs a lowered query and prints its cells.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-duck.h"
#include "vdt-lower.h"

G_BEGIN_DECLS

gboolean   vdt_hunt_execute     (VdtDuck            *duck,
                                 const char         *sql,
                                 GPtrArray          *parameters,
                                 duckdb_result      *out_result,
                                 GError            **error);
GPtrArray *vdt_hunt_probe       (const char         *sql,
                                 GPtrArray          *parameters,
                                 gpointer            duck,
                                 GError            **error);
void       vdt_hunt_append_cell (GString            *json,
                                 VdtKqlTypeKind      type,
                                 duckdb_vector       vector,
                                 idx_t               row);
gboolean   vdt_hunt_append_rows (GString            *json,
                                 const VdtLowered   *lowered,
                                 duckdb_result      *result,
                                 guint64             max_rows,
                                 guint64            *out_n_rows);
gboolean   vdt_hunt_run_json    (VdtDuck            *duck,
                                 VdtKqlCatalog      *catalog,
                                 const char         *text,
                                 const VdtLowerOptions *options,
                                 guint64             max_rows,
                                 GString            *json,
                                 GError            **error);
gint64     vdt_hunt_ticks_now   (void);

G_END_DECLS
