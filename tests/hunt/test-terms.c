/* test-terms.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-terms.h"

#include <string.h>

typedef struct
{
  VdtTermsMode  mode;
  const char   *text;
  const char   *needle;
  gboolean      folded;
  gboolean      exact;
} Case;

static const Case cases[] = {
  { VDT_TERMS_HAS, "vssadmin.exe delete shadows", "vssadmin", TRUE, TRUE },
  { VDT_TERMS_HAS, "VSSADMIN.EXE delete", "vssadmin", TRUE, FALSE },
  { VDT_TERMS_HAS, "xvssadmin delete", "vssadmin", FALSE, FALSE },
  { VDT_TERMS_HAS, "vssadmin2", "vssadmin", FALSE, FALSE },
  { VDT_TERMS_HAS, "xvssadmin vssadmin", "vssadmin", TRUE, TRUE },
  { VDT_TERMS_HAS, "my co-op shop", "co-op", TRUE, TRUE },
  { VDT_TERMS_HAS, "my eco-op shop", "co-op", FALSE, FALSE },
  { VDT_TERMS_HAS, "a -enc b", "-enc", TRUE, TRUE },
  { VDT_TERMS_HAS, "a x-enc b", "-enc", TRUE, TRUE },
  { VDT_TERMS_HAS, "a -encode b", "-enc", FALSE, FALSE },
  { VDT_TERMS_HAS, "snake_case", "case", TRUE, TRUE },
  { VDT_TERMS_HAS, "", "x", FALSE, FALSE },
  { VDT_TERMS_HAS, "anything", "", TRUE, TRUE },
  { VDT_TERMS_HAS, "die Größe zählt", "größe", TRUE, FALSE },
  { VDT_TERMS_HAS, "Übergrößen", "größe", FALSE, FALSE },
  { VDT_TERMS_HAS, "слово дня", "СЛОВО", TRUE, FALSE },
  { VDT_TERMS_HAS, "écase", "case", FALSE, FALSE },
  { VDT_TERMS_HAS, "caseé", "case", FALSE, FALSE },
  { VDT_TERMS_HAS, "0123456789abcdef0123456789 q z", "q", TRUE, TRUE },
  { VDT_TERMS_PREFIX, "the PowerShell window", "power", TRUE, FALSE },
  { VDT_TERMS_PREFIX, "empower", "power", FALSE, FALSE },
  { VDT_TERMS_SUFFIX, "a rundll32 b", "dll32", TRUE, TRUE },
  { VDT_TERMS_SUFFIX, "a dll321 b", "dll32", FALSE, FALSE },
  { VDT_TERMS_CONTAINS, "PowerShell", "wersh", TRUE, FALSE },
  { VDT_TERMS_CONTAINS, "PowerShell", "werSh", TRUE, TRUE },
  { VDT_TERMS_CONTAINS, "short", "a longer needle", FALSE, FALSE },
  { VDT_TERMS_STARTS, "C:\\Users", "c:\\", TRUE, FALSE },
  { VDT_TERMS_STARTS, "xC:\\Users", "c:\\", FALSE, FALSE },
  { VDT_TERMS_ENDS, "file.EXE", ".exe", TRUE, FALSE },
  { VDT_TERMS_ENDS, "file.exe.txt", ".exe", FALSE, FALSE },
  { VDT_TERMS_ENDS, "caf\xc3\x89", "é", TRUE, FALSE },
  { VDT_TERMS_EQUALS, "Admin", "admin", TRUE, FALSE },
  { VDT_TERMS_EQUALS, "Admins", "admin", FALSE, FALSE },
  { VDT_TERMS_EQUALS, "É", "é", TRUE, FALSE },
  { VDT_TERMS_EQUALS, "ß", "ss", FALSE, FALSE },
  { VDT_TERMS_EQUALS, "", "", TRUE, TRUE },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      g_autoptr(VdtTerms) folded = vdt_terms_new (c->needle, strlen (c->needle), c->mode, FALSE);
      g_autoptr(VdtTerms) exact = vdt_terms_new (c->needle, strlen (c->needle), c->mode, TRUE);

      if (vdt_terms_match (folded, c->text, strlen (c->text)) != c->folded ||
          vdt_terms_match (exact, c->text, strlen (c->text)) != c->exact)
        g_error ("row %" G_GSIZE_FORMAT ": “%s” in “%s”", i, c->needle, c->text);
    }
}

/* The fast search against the plain definition, on random text of few letters. */
static gboolean
plain_has (const char *text,
           gsize       length,
           const char *needle,
           gsize       n)
{
  for (gsize at = 0; at + n <= length; at++)
    if (g_ascii_strncasecmp (text + at, needle, n) == 0 &&
        (at == 0 || !g_ascii_isalnum (needle[0]) || !g_ascii_isalnum (text[at - 1])) &&
        (at + n == length || !g_ascii_isalnum (needle[n - 1]) || !g_ascii_isalnum (text[at + n])))
      return TRUE;

  return FALSE;
}

static void
test_random (void)
{
  static const char letters[] = "aAbB-. ";

  for (int round = 0; round < 20000; round++)
    {
      char text[64];
      char needle[4];
      gsize length = (gsize) g_test_rand_int_range (0, sizeof text);
      gsize n = (gsize) g_test_rand_int_range (1, sizeof needle);
      g_autoptr(VdtTerms) terms = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      for (gsize i = 0; i < n; i++)
        needle[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];

      terms = vdt_terms_new (needle, n, VDT_TERMS_HAS, FALSE);
      g_assert_cmpint (vdt_terms_match (terms, text, length), ==, plain_has (text, length, needle, n));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/terms/table", test_table);
  g_test_add_func ("/hunt/terms/random", test_random);

  return g_test_run ();
}
