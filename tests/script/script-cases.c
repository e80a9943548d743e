/* script-cases.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "script-cases.h"

#include <string.h>

#define LENGTH (64 * 1024)

typedef struct
{
  const ScriptCase *data;
  VdtScriptLang     lang;
} Case;

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr(VdtScriptResult) result = vdt_script_analyse (c->data->script, -1, c->lang, NULL, NULL);

  if (strstr (result->output, c->data->shows) == NULL)
    g_test_fail_printf ("no \"%s\" in:\n%s", c->data->shows, result->output);

  if (c->data->shows_not != NULL && strstr (result->output, c->data->shows_not) != NULL)
    g_test_fail_printf ("\"%s\" in:\n%s", c->data->shows_not, result->output);
}

/* Adds a test for each of @cases, which must live as long as the program. */
void
script_cases_add (const char       *folder,
                  VdtScriptLang     lang,
                  const ScriptCase *cases,
                  gsize             n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strconcat (folder, "/", cases[i].name, NULL);
      Case *c = g_new0 (Case, 1);

      c->data = &cases[i];
      c->lang = lang;
      g_test_add_data_func_full (path, c, test_case, g_free);
    }
}

/* A loop that pings a.example.com and b.example.com: two commands, evaluated. */
void
script_check_pings (const char    *script,
                    VdtScriptLang  lang,
                    const char    *redirect,
                    guint          line)
{
  g_autoptr(VdtScriptResult) result = vdt_script_analyse (script, -1, VDT_SCRIPT_LANG_UNKNOWN, NULL, NULL);
  guint pings = 0;

  g_assert_cmpint (result->lang, ==, lang);

  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      if (!g_str_equal (command->name, "ping"))
        continue;

      g_assert_cmpuint (command->args->len, ==, 4);
      g_assert_cmpstr (g_ptr_array_index (command->args, 2), ==, pings == 0 ? "a.example.com" : "b.example.com");
      g_assert_cmpstr (g_ptr_array_index (command->args, 3), ==, "192.0.2.7");
      g_assert_cmpstr (g_ptr_array_index (command->redirects, 0), ==, redirect);
      g_assert_cmpuint (vdt_script_result_get_line (result, command->layer, command->start), ==, line);
      pings++;
    }

  g_assert_cmpuint (pings, ==, 2);
}

/* Each shape over and over again: all must end soon. */
void
script_check_linear (const char        *beginning,
                     const char *const *shapes,
                     gsize              n_shapes,
                     VdtScriptLang      lang)
{
  for (gsize i = 0; i < n_shapes; i++)
    {
      g_autoptr(GString) text = g_string_new (beginning);
      g_autoptr(VdtScriptResult) result = NULL;
      gint64 begun = g_get_monotonic_time ();

      while (text->len < LENGTH)
        g_string_append (text, shapes[i]);

      result = vdt_script_analyse (text->str, (gssize) text->len, lang, NULL, NULL);
      begun = g_get_monotonic_time () - begun;
      g_test_message ("%s: %" G_GINT64_FORMAT " µs", shapes[i], begun);
      g_assert_cmpint (begun, <, 30 * G_TIME_SPAN_SECOND);
    }
}
