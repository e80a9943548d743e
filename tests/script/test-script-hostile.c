/* test-script-hostile.c
 *
 * Text that nobody writes but to break a reader: each of these over and over
 * again must be read in every language without a deep stack and in good time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#include <string.h>

#define LENGTH (128 * 1024)
#define TIME (G_TIME_SPAN_SECOND * 30)  /* a hundred times what it takes: a busy machine does not fail it */

static const char *const pieces[] = {
  "(", "{", "[", "\"", "'", "`", "$(", "@(", "${", "<<A\n", "for ", "for(", "if ", "if (", "$a=", "$a[", "a(){", "f{",
  "while ", "case a in ", "try{", "switch(", "[char]", "-join ", "!", "%a%", "^", "\\", "\"$(", "iex ", "(a ", "$x=$x$x;", "sudo ",
  "schtasks /tr a ", "call ", "<", "powershell ",
};

static void
test_pieces (gconstpointer user_data)
{
  const VdtScriptLang lang = GPOINTER_TO_INT (user_data);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GString) text = g_string_sized_new (LENGTH + 16);
      g_autoptr(VdtScriptResult) result = NULL;
      gint64 begun = g_get_monotonic_time ();

      while (text->len < LENGTH)
        g_string_append (text, pieces[i]);

      g_test_message ("%s", pieces[i]);
      result = vdt_script_analyse (text->str, (gssize) text->len, lang, NULL, NULL);
      g_assert_cmpuint (result->layers->len, >=, 1);
      g_assert_cmpint (g_get_monotonic_time () - begun, <, TIME);
    }
}

/* More scripts inside than anyone writes: the rest is shown, and what was reached is said. */
static void
test_layers (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(VdtScriptResult) result = NULL;
  VdtScriptLimits limits;
  gboolean said = FALSE;

  vdt_script_limits_init (&limits);
  for (guint i = 0; i <= limits.layers + 10; i++)
    g_string_append_printf (text, "iex 'whoami /user %u';", i);

  result = vdt_script_analyse (text->str, (gssize) text->len, VDT_SCRIPT_LANG_POWERSHELL, NULL, NULL);
  g_assert_cmpuint (result->layers->len, <=, 2 * limits.layers + 2);
  g_assert_true (result->reached & VDT_SCRIPT_REACHED_LAYERS);
  g_assert_nonnull (strstr (result->output, "whoami /user 1005"));
  for (guint i = 0; i < result->notes->len; i++)
    said |= strstr (g_ptr_array_index (result->notes, i), "nested scripts") != NULL;
  g_assert_true (said);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (VdtScriptLang lang = VDT_SCRIPT_LANG_POWERSHELL; lang <= VDT_SCRIPT_LANG_JSCRIPT; lang++)
    {
      g_autofree char *path = g_strconcat ("/script/hostile/", vdt_script_lang_get_id (lang), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (lang), test_pieces);
    }

  g_test_add_func ("/script/hostile/layers", test_layers);

  return g_test_run ();
}
