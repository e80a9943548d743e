/* test-util.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-util.h"

static void
test_set_str (void)
{
  g_autofree char *field = NULL;

  g_assert_false (vdt_set_str (&field, NULL));
  g_assert_true (vdt_set_str (&field, "a"));
  g_assert_false (vdt_set_str (&field, "a"));
  g_assert_true (vdt_set_str (&field, field + 1));
  g_assert_cmpstr (field, ==, "");
  g_assert_true (vdt_set_str (&field, NULL));
  g_assert_null (field);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/util/set-str", test_set_str);

  return g_test_run ();
}
