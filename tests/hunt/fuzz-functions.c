/* fuzz-functions.c
 *
 * Any text through every function that reads one: none may fail, and what is a
 * dynamic must be JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "vdt-duck.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

/* $1 is the text, $2 its first half, $3 the rest. */
static const char sql[] =
  "SELECT kql_string_to_long($1), kql_string_to_int($1), kql_string_to_real($1), kql_string_to_bool($1),"
  " kql_datetime_to_string(kql_string_to_datetime($1)), kql_timespan_to_string(kql_string_to_timespan($1)),"
  " kql_string_to_guid($1), kql_dynamic_to_string($1), kql_dynamic_to_long($1), kql_dynamic_to_datetime($1),"
  " kql_format_datetime(637278255451234567, $1), kql_format_timespan(-12345678901234, $1),"
  " kql_datetime_add($1, 7, 637278255451234567), kql_trim($2, $3), kql_extract($2, 0, $3),"
  " kql_replace_regex($3, $2, $3), kql_matches_regex($3, $2), kql_countof_regex($3, $2), kql_translate($2, $3, $1),"
  " kql_substring($1, 1, 3), kql_indexof($1, $2, 0, -1, 2), kql_url_decode($1), kql_url_encode($1),"
  " kql_base64_decode($1), kql_gzip_decompress($1), kql_zlib_decompress(kql_zlib_compress($1)), kql_hash($1, 10),"
  " kql_parse_ipv4($1), kql_parse_ipv6($1), kql_ipv4_compare($2, $3, 32), kql_ipv6_compare($2, $3, 128),"
  " kql_ipv4_is_in_range($2, $3), kql_has_ipv4($1, '192.0.2.1'), kql_format_ipv4($1, 24), kql_parse_version($1),"
  " kql_punycode_from_string($1), kql_punycode_to_string($1), kql_geo_line_length($1), kql_geo_geohash_neighbors($1),"
  " kql_geo_polygon_area($1), kql_geo_polygon_perimeter($1), kql_geo_intersects_2lines($1, $2),"
  " kql_geo_h3cell_rings($1, 2), kql_geo_h3cell_to_polygon($1),"
  " kql_array_length($1), kql_at($1, -1), kql_get($1, $2), kql_path($2, $1), kql_array_sum($1), kql_array_reverse($1),"
  " kql_set_union($2, $3), kql_bag_merge($2, $3), kql_bag_remove_keys($2, $3), kql_bag_set_key($2, $3, $1),"
  " len(kql_elements($1)), kql_treepath($1), kql_series_add($2, $3), kql_series_fit_line($1),"
  " kql_series_decompose_anomalies($1, 1.5, -1, 'linefit', 0, 'ctukey', 0.6), kql_dcount_hll($1),"
  " kql_percentile_tdigest($1, 50), kql_extract_json($2, $3), kql_array_sort_asc($1, $1, true), kql_zip($2, $3)";

/* What these give is a dynamic: JSON or null. */
static const char json_sql[] =
  "SELECT bool_and(x IS NULL OR kql_parse_json(x) = x) FROM (SELECT unnest([kql_parse_json($1), kql_parse_url($1),"
  " kql_parse_urlquery($1), kql_parse_path($1), kql_parse_command_line($1, 'windows'), kql_parse_csv($1),"
  " kql_parse_xml($1), kql_parse_user_agent($1, '[\"os\"]'), kql_split($2, $3, NULL), kql_extract_all($2, NULL, $3),"
  " kql_string_to_json($1), kql_bag_pack($1, kql_string_to_json($2))]) AS x)";

typedef struct
{
  VdtDuck                   *duck;
  duckdb_prepared_statement  all;
  duckdb_prepared_statement  json;
} Fixture;

static Fixture *
get_fixture (void)
{
  static Fixture fixture;
  const VdtDuckLimits limits = { 512 * 1024 * 1024, 1, NULL };

  if (fixture.duck == NULL)
    {
      fixture.duck = vdt_duck_open (NULL, &limits, NULL);
      if (duckdb_prepare (vdt_duck_get_connection (fixture.duck), sql, &fixture.all) != DuckDBSuccess ||
          duckdb_prepare (vdt_duck_get_connection (fixture.duck), json_sql, &fixture.json) != DuckDBSuccess)
        g_error ("%s", duckdb_prepare_error (fixture.json != NULL ? fixture.json : fixture.all));
    }

  return &fixture;
}

static void
run (duckdb_prepared_statement  statement,
     const char                *text,
     gsize                      size,
     gsize                      half,
     gboolean                   checked)
{
  duckdb_result result;

  duckdb_bind_varchar_length (statement, 1, text, size);
  duckdb_bind_varchar_length (statement, 2, text, half);
  duckdb_bind_varchar_length (statement, 3, text + half, size - half);
  if (duckdb_execute_prepared (statement, &result) != DuckDBSuccess)
    g_error ("%s", duckdb_result_error (&result));
  if (checked && !duckdb_value_boolean (&result, 0, 0))
    abort ();
  duckdb_destroy_result (&result);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  Fixture *fixture = get_fixture ();
  const char *text = (const char *) data;
  gsize half = size / 2;

  if (size > 4096 || !g_utf8_validate_len (text, size, NULL))
    return 0;
  while (half > 0 && half < size && (data[half] & 0xc0) == 0x80)
    half--;

  run (fixture->all, text, size, half, FALSE);
  run (fixture->json, text, size, half, TRUE);

  return 0;
}
