/* test-functions-dynamic.c
 *
 * Property bags, arrays and sets.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "functions-cases.h"

static void
test_access (void)
{
  static const FunctionCase cases[] = {
    { "kql_get('{\"a\":{\"b\":[1,\"x,]\"]}}', 'a')", "{\"b\":[1,\"x,]\"]}" },
    { "kql_get('{\"a\":null}', 'a')", NULL },
    { "kql_get('{\"a\":1}', 'A')", NULL },
    { "kql_get('[1]', 'a')", NULL },
    { "kql_get('{\"a', 'a')", NULL },
    { "kql_get('{\"\\u0061b\":2}', 'ab')", "2" },
    { "kql_at('[10,20,30]', -1)", "30" },
    { "kql_at('[10,20,30]', 3)", NULL },
    { "kql_at('[10,20,30]', -4)", NULL },
    { "kql_subscript('{\"k\":5}', '\"k\"')", "5" },
    { "kql_subscript('[5,6]', '1')", "6" },
    { "kql_path('{\"a\":[{\"b\":7}]}', '[\"a\",0,\"b\"]')", "7" },
    { "kql_path('{\"a\":[{\"b\":7}]}', '[\"a\",1,\"b\"]')", NULL },
    { "kql_path_string('{\"a\":{\"b\":\"c\\nd\"}}', '[\"a\",\"b\"]')", "c\nd" },
    { "kql_path_string('{\"a\":1}', '[\"z\"]')", "" },
    { "kql_elements('[1,\"a\",null,[2]]')", "[1, '\"a\"', NULL, '[2]']" },
    { "len(kql_elements('[]'))", "0" },
    { "kql_elements(NULL)", "[NULL]" },
    { "kql_elements('5')", "[5]" },
    { "len(kql_elements('{\"a\":1,\"b\":2}'))", "2" },
    { "kql_elements('{\"a\":1,\"b\":2}')[2]", "{\"b\":2}" },
    { "kql_element_pairs('{\"a\":1}')[1]", "[\"a\",1]" },
    { "kql_treepath('{\"p\":[1,{\"x\":2}],\"q\":3}')", "[\"['p']\",\"['p'][0]\",\"['p'][0]['x']\",\"['q']\"]" },
    { "kql_extract_json('$.name', '{\"name\": \"John\"}')", "John" },
    { "kql_extract_json('$.a[1].b', '{\"a\": [0, {\"b\": 4}]}')", "4" },
    { "kql_extract_json('$.x', 'no json')", "" },
    { "(SELECT sum(len(kql_elements('[' || i || ',2]')))::BIGINT FROM range(5000) AS r(i))", "10000" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_bag (void)
{
  static const FunctionCase cases[] = {
    { "kql_bag_pack('a', '1', 'b', NULL, 'c\"', '\"x\"')", "{\"a\":1,\"b\":null,\"c\\\"\":\"x\"}" },
    { "kql_bag_pack_filled('a', '1', 'b', NULL, 'c', '\"\"', 'd', '0')", "{\"a\":1,\"d\":0}" },
    { "kql_pack_array('1', NULL, '\"x\"')", "[1,null,\"x\"]" },
    { "kql_bag_keys('{\"a\":1,\"b\":2}')", "[\"a\",\"b\"]" },
    { "kql_bag_keys('[1]')", NULL },
    { "kql_bag_merge('{\"a\":1,\"b\":2}', '{\"b\":3,\"c\":4}', NULL)", "{\"a\":1,\"b\":2,\"c\":4}" },
    { "kql_bag_merge(NULL, NULL)", NULL },
    { "kql_bag_has_key('{\"a\":{\"b\":null}}', '$.a.b')", "true" },
    { "kql_bag_has_key('{\"a\":{\"b\":1}}', 'b')", "false" },
    { "kql_bag_remove_keys('{\"a\":{\"b\":1,\"c\":2},\"d\":3}', '[\"$.a.b\",\"d\"]')", "{\"a\":{\"c\":2}}" },
    { "kql_bag_set_key('{\"a\":1}', '$.b.c', '2')", "{\"a\":1,\"b\":{\"c\":2}}" },
    { "kql_bag_set_key('{\"a\":1}', 'a', '\"n\"')", "{\"a\":\"n\"}" },
    { "kql_bag_zip('[\"a\",\"b\"]', '[1]')", "{\"a\":1,\"b\":null}" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_array (void)
{
  static const FunctionCase cases[] = {
    { "kql_array_length('[1,[2,3],\"a,b\"]')", "3" },
    { "kql_array_length('{}')", NULL },
    { "kql_array_concat('[1]', '[]', '[2,3]')", "[1,2,3]" },
    { "kql_array_slice('[1,2,3,4,5]', -3, -2)", "[3,4]" },
    { "kql_array_slice('[1,2,3]', 1, 9)", "[2,3]" },
    { "kql_array_split('[1,2,3,4,5]', '[1,3]')", "[[1],[2,3],[4,5]]" },
    { "kql_array_split('[1,2,3,4,5]', '2')", "[[1,2],[3,4,5]]" },
    { "kql_array_shift_left('[1,2,3,4,5]', 2, '-1')", "[3,4,5,-1,-1]" },
    { "kql_array_shift_right('[10,20,30]', 1, NULL)", "[null,10,20]" },
    { "kql_array_rotate_left('[1,2,3,4,5]', -2)", "[4,5,1,2,3]" },
    { "kql_array_rotate_right('[1,2,3]', 4)", "[3,1,2]" },
    { "kql_array_reverse('[1,\"a\",[2]]')", "[[2],\"a\",1]" },
    { "kql_array_reverse('[]')", "[]" },
    { "kql_array_rotate_left('[]', 3)", "[]" },
    { "kql_array_shift_left('[]', 3, NULL)", "[]" },
    { "kql_array_slice('[]', 0, -1)", "[]" },
    { "kql_array_split('[]', '1')", "[[],[]]" },
    { "kql_array_sort_asc('[]', '[]', true)", "[]" },
    { "kql_array_sort_asc('[10,9,null,1.5]', '[10,9,null,1.5]', true)", "[1.5,9,10,null]" },
    { "kql_array_sort_asc('[2,null,1]', '[2,null,1]', false)", "[null,1,2]" },
    { "kql_array_sort_desc('[\"a\",\"c\",\"b\"]', '[1,2,3]', true)", "[2,3,1]" },
    { "kql_array_index_of('[1,2,3,2]', '2', 0, -1, 2)", "3" },
    { "kql_array_index_of('[1,2,3]', '9', 0, -1, 1)", "-1" },
    { "kql_array_has('[\"a\",\"b\"]', '\"b\"')", "true" },
    { "kql_array_iff('[true,0,null]', '[1,2,3]', '\"no\"')", "[1,\"no\",null]" },
    { "kql_array_sum('[1,2.5,null]')", "3.5" },
    { "kql_array_sum('[\"a\"]')", NULL },
    { "kql_zip('[1,3,5]', '[2,4]')", "[[1,2],[3,4],[5,null]]" },
    { "kql_repeat('1', 3)", "[1,1,1]" },
    { "kql_range_long(1, 7, 3)", "[1,4,7]" },
    { "kql_range_long(3, 1, -1)", "[3,2,1]" },
    { "kql_range_long(9223372036854775806, 9223372036854775807, 2)", "[9223372036854775806]" },
    { "kql_range_real(0, 1, 0.5)", "[0.0,0.5,1.0]" },
    { "kql_range_timespan(36000000000, 72000000000, 36000000000)", "[\"01:00:00\",\"02:00:00\"]" },
    { "kql_strcat_array('[\"a\",null,3]', '-')", "a--3" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_set (void)
{
  static const FunctionCase cases[] = {
    { "kql_set_union('[1,2,2]', '[3,1]')", "[1,2,3]" },
    { "kql_set_intersect('[1,2,3]', '[3,2,9]', '[2]')", "[2]" },
    { "kql_set_difference('[1,2,3,3]', '[2]')", "[1,3]" },
    { "kql_set_equals('[1,2]', '[2,1,1]')", "true" },
    { "kql_jaccard_index('[1,2,3,4]', '[3,4,5,6]')", "0.3333333333333333" },
  };

  run_function_cases (cases, G_N_ELEMENTS (cases));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/access", test_access);
  g_test_add_func ("/hunt/functions/bag", test_bag);
  g_test_add_func ("/hunt/functions/array", test_array);
  g_test_add_func ("/hunt/functions/set", test_set);

  return g_test_run ();
}
