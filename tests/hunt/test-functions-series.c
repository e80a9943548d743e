/* test-functions-series.c
 *
 * Series, places, units and browsers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "functions-cases.h"

static void
test_series (void)
{
  static const FunctionCase cases[] = {
    { "kql_series_cos('[-1,0,1]')", "[0.5403023058681398,1.0,0.5403023058681398]" },
    { "kql_series_abs('[-1,2.5,null]')", "[1,2.5,null]" },
    { "kql_series_add('[1,2,4]', '[4,2,1]')", "[5,4,5]" },
    { "kql_series_divide('[1,2]', '4')", "[0.25,0.5]" },
    { "kql_series_subtract('1', '[1,2]')", "[0,-1]" },
    { "kql_series_multiply('[1,2]', '[3]')", "[3,null]" },
    { "kql_series_less_equals('[1,2,4]', '[4,2,1]')", "[true,true,false]" },
    { "kql_series_add('x', 'y')", NULL },
    { "kql_series_magnitude('[1,2,3,4]')", "5.477225575051661" },
    { "kql_series_dot_product('[1,2]', '[3,4]')", "11.0" },
    { "round(kql_series_pearson_correlation('[1,2,3]', '[2,4,6]'), 9)", "1.0" },
    { "kql_series_fir('[1,2,3,4,5]', '[1,1]', true, false)", "[0.5,1.5,2.5,3.5,4.5]" },
    { "kql_series_fir('[1,2,3]', '[1,1,1]', false, true)", "[3.0,6.0,5.0]" },
    { "kql_series_iir('[1,2,3]', '[1]', '[1,-1]')", "[1.0,3.0,6.0]" },
    { "kql_series_stats('[3,1,2]', false)", "[1.0,1,3.0,0,2.0,1.0,1.0]" },
    { "kql_series_stats('[3,null]', false)", NULL },
    { "kql_series_stats_dynamic('[3,1,2,null]', true)",
      "{\"min\":1.0,\"min_idx\":1,\"max\":3.0,\"max_idx\":0,\"avg\":2.0,\"stdev\":1.0,\"variance\":1.0,\"sum\":6.0,"
      "\"len\":3}" },
    { "kql_series_fill_forward('[1,null,3,null]', NULL)", "[1,1,3,3]" },
    { "kql_series_fill_backward('[null,2,null]', NULL)", "[2,2,null]" },
    { "kql_series_fill_const('[null,2,-1]', '0', '-1')", "[null,2,0]" },
    { "kql_series_fill_linear('[1,null,null,4]', NULL, true, '0')", "[1,2.0,3.0,4]" },
    { "kql_series_fill_linear('[null,2,null]', NULL, false, '0')", "[null,2,null]" },
    { "kql_series_fill_linear('[null,null]', NULL, true, '7')", "[7,7]" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_models (void)
{
  static const FunctionCase cases[] = {
    { "kql_at(kql_series_fit_line('[1,2,4,8]'), 0)", "0.92" },
    { "kql_at(kql_series_fit_line('[1,3,5]'), 5)", "[1.0,3.0,5.0]" },
    { "kql_path_string(kql_series_fit_line_dynamic('[1,3,5]'), '[\"slope\"]')", "2.0" },
    { "kql_at(kql_series_fit_2lines('[1,2,3,4,10,20,30,40]'), 1)", "4" },
    { "kql_path_string(kql_series_fit_2lines_dynamic('[1,2,3,4,10,20,30,40]'), '[\"right\",\"slope\"]')", "10.0" },
    { "round(kql_dynamic_to_real(kql_path(kql_series_fit_poly('[1,4,9,16]', NULL, 2), '[1,2]')), 6)", "1.0" },
    { "kql_series_seasonal('[1,3,5,2,4,6,1,3,5,2,4,6]', 3, 0)",
      "[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]" },
    { "kql_path(kql_series_periods_detect((SELECT '[' || string_agg((10 + 5 * (i % 7 = 0)::INT)::VARCHAR, ',') || ']'"
      " FROM range(84) AS r(i)), 2, 20, 1), '[0,0]')", "7.0" },
    { "kql_at(kql_series_periods_validate('[1,5,1,5,1,5,1,5]', '[2]'), 0)", "[2.0]" },
    { "kql_at(kql_series_decompose_anomalies('[10,11,10,9,10,11,90,10,9,10,11,10]', 1.5, 0, 'avg', 0, 'ctukey', 0.6),"
      " 0)", "[0,0,0,0,0,0,1,0,0,0,0,0]" },
    { "kql_at(kql_series_decompose('[1,2,3,4]', 0, 'linefit', 0, 0.6), 3)", "[0.0,0.0,0.0,0.0]" },
    { "kql_at(kql_series_decompose_forecast('[1,2,3,4,0,0]', 2, 0, 'linefit', 0.6), 0)", "[1.0,2.0,3.0,4.0,5.0,6.0]" },
    { "kql_at(kql_series_outliers('[1,2,3,4,5,6,7,8,9,100]', 'tukey', NULL, 10, 90), 0)", "-0.5" },
    { "round(kql_dynamic_to_real(kql_path(kql_series_fft('[1,2,3,4]', NULL), '[0,0]')), 9)", "10.0" },
    { "round(kql_dynamic_to_real(kql_path(kql_series_fft('[1,2,3]', NULL), '[1,1]')), 6)", "0.866025" },
    { "kql_series_decompose_anomalies('[]', 1.5, -1, 'avg', 0, 'ctukey', 0.6)", NULL },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

/* A square of a degree with its corner at 0, 0, and one that begins in its middle. */
#define SQUARE "'{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}'"
#define SECOND "'{\"type\":\"Polygon\",\"coordinates\":[[[0.5,0.5],[2,0.5],[2,2],[0.5,2],[0.5,0.5]]]}'"
#define FAR "'{\"type\":\"Polygon\",\"coordinates\":[[[5,5],[6,5],[6,6],[5,5]]]}'"
#define BOW "'{\"type\":\"LineString\",\"coordinates\":[[-1,0.5],[3,0.5]]}'"
#define POLE "'{\"type\":\"LineString\",\"coordinates\":[[0.5,-1],[0.5,3]]}'"
#define POINTS(shape) "kql_array_length(kql_path(" shape ", '[\"coordinates\",0]'))"

static void
test_geo_shapes (void)
{
  static const FunctionCase cases[] = {
    /* Of the sphere: (1 degree)^2 * sin (1 degree) / 1 degree, less what the upper edge bulges. */
    { "round(kql_geo_polygon_area(" SQUARE ") / 1e6)", "12364.0" },
    { "kql_geo_polygon_area(" BOW ")", NULL },
    { "round(kql_geo_polygon_perimeter(" SQUARE ") / 1000)", "445.0" },
    { "round(kql_dynamic_to_real(kql_path(kql_geo_polygon_centroid(" SQUARE "), '[\"coordinates\",0]')), 9)", "0.5" },
    { "round(kql_dynamic_to_real(kql_path(kql_geo_line_centroid(" BOW "), '[\"coordinates\",0]')), 9)", "1.0" },
    { "kql_geo_intersects_2polygons(" SQUARE ", " SECOND ")", "true" },
    { "kql_geo_intersects_2polygons(" SQUARE ", " FAR ")", "false" },
    { "kql_geo_intersects_line_with_polygon(" BOW ", " SQUARE ")", "true" },
    { "kql_geo_intersects_2lines(" BOW ", " POLE ")", "true" },
    { "kql_geo_intersects_2lines(" BOW ", '{\"type\":\"LineString\",\"coordinates\":[[1,1]]}')", NULL },
    { POINTS ("kql_geo_intersection_2polygons(" SQUARE ", " SECOND ")"), "5" },
    { "round(kql_geo_polygon_area(kql_geo_intersection_2polygons(" SQUARE ", " SECOND ")) / 1e6)", "3091.0" },
    { "kql_geo_intersection_2polygons(" SQUARE ", " FAR ")", NULL },
    { "kql_path_string(kql_geo_intersection_2lines(" BOW ", " POLE "), '[\"type\"]')", "Point" },
    { "round(kql_geo_line_length(kql_geo_intersection_line_with_polygon(" BOW ", " SQUARE ")) / 1000)", "111.0" },
    { POINTS ("kql_geo_union_polygons_array('[' || " SQUARE " || ',' || " SECOND " || ']')"), "9" },
    { "kql_path_string(kql_geo_union_polygons_array('[' || " SQUARE " || ',' || " FAR " || ']'), '[\"type\"]')",
      "MultiPolygon" },
    { "kql_geo_union_polygons_array('[1]')", NULL },
    { POINTS ("kql_geo_point_buffer(-115.1745008278, 36.1497251277, 20000, 10)"), "101" },
    { "kql_geo_point_buffer(0, 0, -1, 10)", NULL },
    { "round(kql_geo_polygon_area(kql_geo_point_buffer(10, 10, 1000, 1)) / 3141592, 2)", "1.0" },
    { "round(kql_geo_polygon_area(kql_geo_line_buffer(" BOW ", 1000, 1)) / 892600000, 2)", "1.0" },
    { "round(kql_geo_polygon_area(kql_geo_polygon_buffer(" SQUARE ", 1000, 1)) / 1e6)", "12812.0" },
    { "kql_array_length(kql_path(kql_geo_line_densify('{\"type\":\"LineString\",\"coordinates\":[[0,60],[1,60]]}',"
      " 10), '[\"coordinates\"]'))", "5" },
    { "kql_geo_polygon_densify(" SQUARE ", 0)", NULL },
    { "kql_array_length(kql_path(kql_geo_line_simplify('{\"type\":\"LineString\",\"coordinates\":"
      "[[0,0],[1,0.00001],[2,0]]}', 10), '[\"coordinates\"]'))", "2" },
    { "kql_geo_distance_point_to_polygon(0.5, 0.5, " SQUARE ")", "0.0" },
    { "round(kql_geo_distance_point_to_polygon(2, 0, " SQUARE ") / 1000)", "111.0" },
    { "kql_path_string(kql_geo_closest_point_on_line(0.5, 3, " POLE "), '[\"type\"]')", "Point" },
    { "round(kql_geo_line_locate_point(" BOW ", 1, 0.4), 6)", "0.5" },
    { "kql_array_length(kql_geo_polygon_to_s2cells(" SQUARE ", 9, 0))", "64" },
    { "kql_geo_polygon_to_s2cells(" SQUARE ", 30, 0)", NULL },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

/* Numbers of the reference library, h3geo.org. */
static void
test_h3 (void)
{
  static const FunctionCase cases[] = {
    { "kql_geo_point_to_h3cell(-74.04450446039874, 40.689250859314974, 6)", "862a1072fffffff" },
    { "kql_geo_point_to_h3cell(1, 1, 16)", "" },
    { "kql_geo_h3cell_level('862a1072fffffff')", "6" },
    { "kql_geo_h3cell_level('862a1072ffffff0')", NULL },
    { "kql_geo_h3cell_parent('862a1072fffffff', -2147483648)", "852a1073fffffff" },
    { "kql_array_length(kql_geo_h3cell_children('862a1072fffffff', 8))", "49" },
    { "kql_geo_h3cell_children('862a1072fffffff', 5)", NULL },
    { "kql_geo_h3cell_neighbors('862a1072fffffff')",
      "[\"862a10727ffffff\",\"862a10707ffffff\",\"862a1070fffffff\",\"862a10777ffffff\",\"862a100dfffffff\","
      "\"862a100d7ffffff\"]" },
    /* A pentagon has five, and a corner more at each side on odd levels. */
    { "kql_array_length(kql_geo_h3cell_neighbors('81083ffffffffff'))", "5" },
    { POINTS ("kql_geo_h3cell_to_polygon('81083ffffffffff')"), "11" },
    { POINTS ("kql_geo_h3cell_to_polygon('862a1072fffffff')"), "7" },
    { "kql_array_length(kql_get(kql_geo_h3cell_rings('862a1072fffffff', 2), '2'))", NULL },
    { "kql_array_length(kql_at(kql_geo_h3cell_rings('862a1072fffffff', 2), 2))", "12" },
    { "kql_array_length(kql_geo_polygon_to_h3cells('{\"type\":\"Polygon\",\"coordinates\":[[[-3.659,40.553],"
      "[-3.913,40.409],[-3.729,40.273],[-3.524,40.440],[-3.659,40.553]]]}', 7, 0))", "93" },
    { "kql_geo_polygon_to_h3cells('{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[1,1]]]}', 6, 0)", NULL },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_geo (void)
{
  static const FunctionCase cases[] = {
    { "round(kql_geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 3)", "1546754.352" },
    { "kql_geo_distance_2points(300, 0, 0, 0)", NULL },
    { "kql_geo_azimuth(5, 10, 5, 10)", NULL },
    { "round(kql_geo_azimuth(0, 0, 90, 0), 6)", "1.570796" },
    { "kql_geo_point_in_circle(-122.14, 47.65, -122.10, 47.65, 10000)", "true" },
    { "kql_geo_point_in_polygon(200, 1, '{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,10],[10,1],[0,0]]]}')", NULL },
    { "kql_geo_point_in_polygon(9, 5, '{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,10],[10,1],[0,0]]]}')", "true" },
    { "kql_geo_point_in_polygon(1, 5, '{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[10,10],[10,1],[0,0]]]}')", "false" },
    { "round(kql_geo_line_length('{\"type\":\"MultiLineString\",\"coordinates\":[[[-73.95798683166502,"
      "40.800556090021466],[-73.98193359375,40.76819171855746]],[[-73.94940376281738,40.79691751000055],"
      "[-73.97317886352539,40.76435634049001]]]}'), 5)", "8262.2434" },
    { "round(kql_geo_distance_point_to_line(0, 1, '{\"type\":\"LineString\",\"coordinates\":[[-5,0],[5,0]]}'))",
      "111195.0" },
    { "kql_geo_line_length('{\"type\":\"Point\"}')", NULL },
    { "kql_geo_point_to_geohash(-80.195829, 25.802215, 8)", "dhwfz15h" },
    { "kql_geo_geohash_to_central_point('sunny')", "{\"type\":\"Point\",\"coordinates\":[42.47314453125,23.70849609375]}" },
    { "kql_geo_geohash_to_central_point('a')", NULL },
    { "kql_geo_geohash_neighbors('sunny')",
      "[\"sunnv\",\"sunnt\",\"sunnw\",\"sunnx\",\"sunpp\",\"sunnz\",\"sunpn\",\"sunpj\"]" },
    { "kql_geo_point_to_s2cell(-80.195829, 25.802215, 8)", "88d9b" },
    { "kql_geo_point_to_s2cell(1, 1, 35)", "" },
    { "kql_geo_s2cell_neighbors('89c259')",
      "[\"89c25d\",\"89c25b\",\"89c2f7\",\"89c257\",\"89c2f5\",\"89c251\",\"89c25f\",\"89c2f9\"]" },
    { "(SELECT kql_geo_point_to_s2cell(x, y, 12) FROM (SELECT kql_dynamic_to_real(kql_path(p, '[\"coordinates\",0]')) AS x,"
      " kql_dynamic_to_real(kql_path(p, '[\"coordinates\",1]')) AS y FROM"
      " (SELECT kql_geo_s2cell_to_central_point('89c2591') AS p)))", "89c2591" },
    { "kql_array_length(kql_path(kql_geo_s2cell_to_polygon('89c259'), '[\"coordinates\",0]'))", "5" },
    { "kql_geo_s2cell_neighbors('zz')", NULL },
    { "kql_array_length(kql_geo_s2cell_neighbors('1'))", "8" },
    { "kql_geo_from_wkt('LINESTRING')", NULL },
    { "kql_geo_from_wkt('POINT (1 2.5)')", "{\"type\":\"Point\",\"coordinates\":[1.0,2.5]}" },
    { "kql_geo_from_wkt('MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)))')",
      "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0.0,0.0],[1.0,0.0],[1.0,1.0],[0.0,0.0]]]]}" },
    { "kql_geo_from_wkt('GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))')",
      "{\"type\":\"GeometryCollection\",\"geometries\":[{\"type\":\"Point\",\"coordinates\":[1.0,2.0]},"
      "{\"type\":\"LineString\",\"coordinates\":[[0.0,0.0],[1.0,1.0]]}]}" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_known (void)
{
  static const FunctionCase cases[] = {
    { "kql_convert_unit('angle', 1.2, 'Degree', 'Arcminute')", "72.0" },
    { "round(kql_convert_unit('energy', 1.2, 'Joule', 'BritishThermalUnit'), 12)", "0.001137380544" },
    { "round(kql_convert_unit('speed', 1.2, 'MeterPerSecond', 'CentimeterPerHour'), 6)", "432000.0" },
    { "round(kql_convert_unit('temperature', 1.2, 'Kelvin', 'DegreeCelsius'), 9)", "-271.95" },
    { "kql_convert_unit('length', 1, 'Meter', 'Nothing')", NULL },
    { "kql_parse_user_agent('Mozilla/5.0 (Windows; U; en-US) AppleWebKit/531.9 (KHTML, like Gecko) AdobeAIR/2.5.1',"
      " '\"browser\"')",
      "{\"Browser\":{\"Family\":\"AdobeAIR\",\"MajorVersion\":\"2\",\"MinorVersion\":\"5\",\"Patch\":\"1\"}}" },
    { "kql_path_string(kql_parse_user_agent('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like"
      " Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91', '[]'), '[\"Browser\",\"Family\"]')", "Edge" },
    { "kql_get(kql_parse_user_agent('Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15"
      " (KHTML, like Gecko) Version/17.1 Mobile/15E148 Safari/604.1', '[\"os\"]'), 'OperatingSystem')",
      "{\"Family\":\"iOS\",\"MajorVersion\":\"17\",\"MinorVersion\":\"1\",\"Patch\":\"\",\"PatchMinor\":\"\"}" },
    { "kql_path_string(kql_parse_user_agent('Mozilla/5.0 (Linux; Android 13; SM-S901B) AppleWebKit/537.36 (KHTML, like"
      " Gecko) Chrome/112.0.0.0 Mobile Safari/537.36', '[]'), '[\"Device\",\"Family\"]')", "Samsung SM-S901B" },
    { "kql_path_string(kql_parse_user_agent('', '[]'), '[\"Browser\",\"Family\"]')", "Other" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/series", test_series);
  g_test_add_func ("/hunt/functions/models", test_models);
  g_test_add_func ("/hunt/functions/geo", test_geo);
  g_test_add_func ("/hunt/functions/geo-shapes", test_geo_shapes);
  g_test_add_func ("/hunt/functions/h3", test_h3);
  g_test_add_func ("/hunt/functions/known", test_known);

  return g_test_run ();
}
