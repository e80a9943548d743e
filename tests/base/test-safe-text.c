/* test-safe-text.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-safe-text.h"

static void
test_table (void)
{
  static const struct
  {
    const char *text;
    gssize      length;
    gsize       max;
    const char *safe;
    gboolean    marked;
  } cases[] = {
    { "plain", -1, 100, "plain", FALSE },
    { "<b>&amp;</b>", -1, 100, "<b>&amp;</b>", FALSE },
    { "größe 大", -1, 100, "größe 大", FALSE },
    { "a\nb\tc", -1, 100, "a⏎b→c", TRUE },
    { "a\x1b[31m", -1, 100, "a␛[31m", TRUE },
    { "exe\xe2\x80\xaetxt", -1, 100, "exe⟦U+202E⟧txt", TRUE },
    { "zero\xe2\x80\x8bwidth", -1, 100, "zero⟦U+200B⟧width", TRUE },
    { "bad\xff" "end", -1, 100, "bad⟦FF⟧end", TRUE },
    { "cut\xc3", -1, 100, "cut⟦C3⟧", TRUE },
    { "a\0b", 3, 100, "a␀b", TRUE },
    { "abcdef", -1, 3, "abc…", TRUE },
    { NULL, -1, 100, "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean marked;
      g_autofree char *safe = vdt_safe_text (cases[i].text, cases[i].length, cases[i].max, &marked);

      g_assert_cmpstr (safe, ==, cases[i].safe);
      g_assert_cmpint (marked, ==, cases[i].marked);
      g_assert_true (g_utf8_validate (safe, -1, NULL));
    }
}

static void
test_multiline (void)
{
  gboolean marked;
  g_autofree char *safe = vdt_safe_text_multiline ("a\n\tb", -1, 100, &marked);

  g_assert_cmpstr (safe, ==, "a\n\tb");
  g_assert_false (marked);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/safe-text/table", test_table);
  g_test_add_func ("/base/safe-text/multiline", test_multiline);

  return g_test_run ();
}
