/* test-json-depth.c: what nests too deep is refused before a parser recurses into it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-json-depth.h"

static char *
repeat (const char *piece,
        guint       n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, piece);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = repeat ("[", VDT_JSON_MAX_NESTING);
  g_autofree char *too_deep = repeat ("{\"a\":", VDT_JSON_MAX_NESTING + 1);
  g_autofree char *wide = repeat ("[{}],", 100000);
  g_autofree char *brackets = repeat ("[", 100000);
  g_autofree char *quoted = g_strconcat ("\"\\\"", brackets, "\"", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (vdt_json_depth_check ("", -1, &error));
  g_assert_true (vdt_json_depth_check (deepest, -1, &error));
  g_assert_true (vdt_json_depth_check (wide, -1, &error));
  g_assert_true (vdt_json_depth_check (quoted, -1, &error));
  g_assert_true (vdt_json_depth_check (brackets, VDT_JSON_MAX_NESTING, &error));
  g_assert_true (vdt_json_depth_check ("]]]]\"\\", -1, &error));
  g_assert_no_error (error);

  g_assert_false (vdt_json_depth_check (too_deep, -1, &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/base/json-depth", test_depth);

  return g_test_run ();
}
