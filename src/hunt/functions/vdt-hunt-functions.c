/* vdt-hunt-functions.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

/* A family of functions is one line here. */
static gboolean (* const families[]) (duckdb_connection   connection,
                                      GError            **error) = {
  vdt_hunt_address_register,
  vdt_hunt_agent_register,
  vdt_hunt_array_register,
  vdt_hunt_collect_register,
  vdt_hunt_convert_register,
  vdt_hunt_dynamic_register,
  vdt_hunt_encode_register,
  vdt_hunt_format_register,
  vdt_hunt_fourier_register,
  vdt_hunt_geo_register,
  vdt_hunt_geo_info_register,
  vdt_hunt_geo_shapes_register,
  vdt_hunt_h3_register,
  vdt_hunt_math_register,
  vdt_hunt_parse_register,
  vdt_hunt_punycode_register,
  vdt_hunt_records_register,
  vdt_hunt_regex_register,
  vdt_hunt_s2_register,
  vdt_hunt_series_model_register,
  vdt_hunt_series_register,
  vdt_hunt_set_register,
  vdt_hunt_shape_register,
  vdt_hunt_sketch_register,
  vdt_hunt_terms_register,
  vdt_hunt_text_register,
  vdt_hunt_time_register,
  vdt_hunt_xml_register,
};

/**
 * vdt_hunt_functions_register:
 * @connection: a connection of the database; all connections of it get the functions
 * @error: %VDT_ERROR_FAILED naming the function that DuckDB does not take
 *
 * Returns: %TRUE if all functions can be called
 */
gboolean
vdt_hunt_functions_register (duckdb_connection   connection,
                             GError            **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    if (!families[i] (connection, error))
      return FALSE;

  return TRUE;
}
