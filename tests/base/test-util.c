/* test-util.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-glob.h"
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

static void
test_glob (void)
{
  static const struct { const char *pattern; const char *text; gboolean fits; } cases[] = {
    { "", "", TRUE },
    { "", "a", FALSE },
    { "*", "", TRUE },
    { "*", "anything at all", TRUE },
    { "power*.exe", "PowerShell.EXE", TRUE },
    { "power*.exe", "powershell.exe.txt", FALSE },
    { "*\\\\temp\\\\*", "C:\\Temp\\x", TRUE },
    { "w?-07", "ws-07", TRUE },
    { "w?-07", "w-07", FALSE },
    { "a*b*c", "a-b-b-c", TRUE },
    { "a*b*c", "acb", FALSE },
    { "2 \\* 3", "2 * 3", TRUE },
    { "2 \\* 3", "2 x 3", FALSE },
    { "STRASSE", "straße", FALSE },
    { "ÄÖ*", "äöü", TRUE },
    { "back\\", "back\\", TRUE },
  };
  g_autofree char *escaped = vdt_glob_escape ("a*b?c\\d");
  g_autofree char *stars = g_strnfill (60, '*');
  g_autofree char *pattern = g_strconcat ("a*a*a*a*a*a*a*a*", stars, "b", NULL);
  g_autofree char *text = g_strnfill (20000, 'a');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s | %s", cases[i].pattern, cases[i].text);
      g_assert_cmpint (vdt_glob_match (cases[i].pattern, cases[i].text), ==, cases[i].fits);
    }
  g_assert_true (vdt_glob_match (escaped, "A*B?C\\D"));
  g_assert_false (vdt_glob_match (escaped, "axbxc\\d"));
  g_assert_false (vdt_glob_match (pattern, text));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/util/set-str", test_set_str);

  g_test_add_func ("/base/util/glob", test_glob);

  return g_test_run ();
}
