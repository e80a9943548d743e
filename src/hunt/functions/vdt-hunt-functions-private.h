/* vdt-hunt-functions-private.h
 *
 * The families of functions, one a file.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-call.h"
#include "vdt-hunt-functions.h"

G_BEGIN_DECLS

gboolean vdt_hunt_address_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_agent_register        (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_array_register        (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_collect_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_convert_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_dynamic_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_encode_register       (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_format_register       (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_fourier_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_geo_register          (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_geo_info_register     (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_geo_shapes_register   (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_h3_register           (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_math_register         (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_parse_register        (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_punycode_register     (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_records_register      (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_regex_register        (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_s2_register           (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_series_model_register (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_series_register       (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_set_register          (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_shape_register        (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_sketch_register       (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_text_register         (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_time_register         (duckdb_connection   connection,
                                         GError            **error);
gboolean vdt_hunt_xml_register          (duckdb_connection   connection,
                                         GError            **error);

/* vdt-hunt-address.c: any address, IPv4 as ::ffff:a.b.c.d, and the bits of its network */
gboolean vdt_hunt_address_read          (VdtHuntText         text,
                                         guint8             *out_bytes,
                                         int                *out_prefix);

G_END_DECLS
