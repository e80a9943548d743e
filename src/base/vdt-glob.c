/* vdt-glob.c
 *
 * GLib's GPatternSpec minds the case, knows no escape and takes exponential time
 * on hostile pairs of pattern and text; this one goes back to the last `*` only.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-glob.h"

/* One character that @pattern stands at, and what comes after it. */
static gunichar
next_literal (const char  *pattern,
              const char **out_next)
{
  if (*pattern == '\\' && pattern[1] != '\0')
    pattern++;
  *out_next = g_utf8_next_char (pattern);

  return g_unichar_tolower (g_utf8_get_char (pattern));
}

/**
 * vdt_glob_match:
 * @pattern: UTF-8; `*` stands for any characters, `?` for one, a backslash takes
 *   the next character as it is
 * @text: UTF-8
 *
 * Whether the pattern fits the whole text, whatever the case. Takes at most the
 * product of the two lengths.
 *
 * Returns: %TRUE if it fits
 */
gboolean
vdt_glob_match (const char *pattern,
                const char *text)
{
  const char *star = NULL;
  const char *again = NULL;

  g_return_val_if_fail (pattern != NULL && text != NULL, FALSE);

  while (*text != '\0')
    {
      const char *next = pattern;

      if (*pattern == '*')
        {
          star = ++pattern;
          again = text;
          continue;
        }
      if (*pattern == '?' ||
          (*pattern != '\0' && next_literal (pattern, &next) == g_unichar_tolower (g_utf8_get_char (text))))
        {
          pattern = *pattern == '?' ? pattern + 1 : next;
          text = g_utf8_next_char (text);
          continue;
        }
      if (star == NULL)
        return FALSE;

      pattern = star;
      again = g_utf8_next_char (again);
      text = again;
    }

  while (*pattern == '*')
    pattern++;

  return *pattern == '\0';
}

/**
 * vdt_glob_escape:
 * @text: any text
 *
 * Returns: (transfer full): a pattern that fits this text only
 */
char *
vdt_glob_escape (const char *text)
{
  GString *pattern = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '*' || *at == '?' || *at == '\\')
        g_string_append_c (pattern, '\\');
      g_string_append_c (pattern, *at);
    }

  return g_string_free (pattern, FALSE);
}
