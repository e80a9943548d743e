/* vdt-hunt-functions.h
 *
 * The functions of the query language that SQL lacks, registered in DuckDB
 * under names that start with kql_. One file a family.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <duckdb.h>
#include <glib.h>

G_BEGIN_DECLS

gboolean vdt_hunt_functions_register (duckdb_connection   connection,
                                      GError            **error);

/* The families; each file registers its own. */
gboolean vdt_hunt_terms_register     (duckdb_connection   connection,
                                      GError            **error);

G_END_DECLS
