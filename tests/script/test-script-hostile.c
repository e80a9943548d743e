/* test-script-hostile.c
 *
 * Text that nobody writes but to break a reader: each of these over and over
 * again must be read in every language without a deep stack and in good time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script.h"

#define LENGTH (128 * 1024)
#define TIME (G_TIME_SPAN_SECOND * 30)  /* a hundred times what it takes: a busy machine does not fail it */

static const char *const pieces[] = {
  "(", "{", "[", "\"", "'", "`", "$(", "@(", "${", "<<A\n", "for ", "for(", "if ", "if (", "$a=", "$a[", "a(){", "f{",
  "while ", "case a in ", "try{", "switch(", "[char]", "-join ", "!", "%a%", "^", "\\", "\"$(", "iex ", "(a ", "$x=$x$x;",
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

  return g_test_run ();
}
