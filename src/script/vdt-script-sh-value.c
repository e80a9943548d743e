/* vdt-script-sh-value.c
 *
 * What the operators of ${…} do to a text: cutting, stripping, replacing, case.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80)
      return FALSE;

  return TRUE;
}

glong
vdt_script_sh_count (const char *text)
{
  return is_ascii (text) || !g_utf8_validate (text, -1, NULL) ? (glong) strlen (text) : g_utf8_strlen (text, -1);
}

char *
vdt_script_sh_cut (const char *text,
                  gint64      from,
                  gint64      count,
                  gboolean    counted)
{
  gboolean bytes = is_ascii (text) || !g_utf8_validate (text, -1, NULL);
  gint64 n = bytes ? (gint64) strlen (text) : g_utf8_strlen (text, -1);
  gint64 to = n;

  if (from < 0)
    from += n;

  if (from < 0 || from > n)
    return g_strdup ("");

  if (counted)
    to = count < 0 ? n + count : MIN (n, count > n - from ? n : from + count);

  if (to <= from)
    return g_strdup ("");

  if (bytes)
    return g_strndup (text + from, (gsize) (to - from));

  return g_utf8_substring (text, from, to);
}

static gboolean
is_plain_pattern (const char *pattern)
{
  return strpbrk (pattern, "*?[\\(") == NULL;
}

/* How many characters @pattern always matches, -1 when it varies. */
static gssize
fixed_length (const char *pattern)
{
  gssize n = 0;

  for (; *pattern != '\0'; pattern++, n++)
    {
      if (*pattern == '*' || *pattern == '(')
        return -1;

      if (*pattern == '[')
        {
          gboolean special = pattern[1] == ']' || pattern[1] == '!' || pattern[1] == '^';
          const char *close = strchr (pattern + 1 + special, ']');

          if (close == NULL || memmem (pattern, close - pattern, "[:", 2) != NULL)
            return -1;

          pattern = close;
        }
      else if (*pattern == '\\' && pattern[1] != '\0')
        {
          pattern++;
        }
    }

  return n;
}

char *
vdt_script_sh_strip (ShInterp   *sh,
                    const char *text,
                    const char *pattern,
                    gboolean    at_end,
                    gboolean    longest)
{
  gsize n = strlen (text);
  gssize fixed = fixed_length (pattern);

  for (gsize i = 0; i <= n; i++)
    {
      gsize length = longest ? n - i : i;

      if (fixed >= 0)
        length = (gsize) fixed;

      if (length > n || !vdt_script_context_step (sh->context, 1 + (guint) (length / 256)))
        break;

      if (vdt_script_sh_match (pattern, at_end ? text + n - length : text, length, FALSE))
        return at_end ? g_strndup (text, n - length) : g_strdup (text + length);

      if (fixed >= 0)
        break;
    }

  return g_strdup (text);
}

/* The longest match of @pattern at @text, -1 for none. */
static gssize
longest_match (ShInterp   *sh,
              const char *text,
              const char *pattern,
              gssize      fixed)
{
  gsize n = strlen (text);

  if (fixed >= 0)
    return (gsize) fixed <= n && vdt_script_sh_match (pattern, text, (gsize) fixed, FALSE) ? fixed : -1;

  for (gsize length = n; length > 0; length--)
    if (!vdt_script_context_step (sh->context, 1 + (guint) (length / 128)))
      return -1;
    else if (vdt_script_sh_match (pattern, text, length, FALSE))
      return (gssize) length;

  return -1;
}

char *
vdt_script_sh_replace (ShInterp   *sh,
                      const char *text,
                      const char *pattern,
                      const char *by,
                      char        where)
{
  GString *out = g_string_new (NULL);
  gssize fixed = fixed_length (pattern);
  gssize length;

  if (where == '%')
    {
      for (gsize n = strlen (text), i = 0; i <= n; i++)
        if (vdt_script_context_step (sh->context, 1 + (guint) ((n - i) / 256)) &&
            vdt_script_sh_match (pattern, text + i, n - i, FALSE))
          {
            g_string_append_len (out, text, (gssize) i);
            g_string_append (out, by);
            return g_string_free (out, FALSE);
          }

      g_string_append (out, text);
      return g_string_free (out, FALSE);
    }

  while (*text != '\0' && out->len < 4 * 1024 * 1024)
    {
      if (is_plain_pattern (pattern))
        {
          const char *found = strstr (text, pattern);

          if (found == NULL || (where == '#' && found != text))
            break;

          g_string_append_len (out, text, found - text);
          text = found;
          length = (gssize) strlen (pattern);
        }
      else
        {
          length = longest_match (sh, text, pattern, fixed);
        }

      if (!vdt_script_context_step (sh->context, 1))
        break;

      if (length > 0)
        {
          g_string_append (out, by);
          text += length;

          if (where != '/')
            break;
        }
      else if (where == '#')
        {
          break;
        }
      else
        {
          g_string_append_c (out, *text++);
        }
    }

  g_string_append (out, text);

  return g_string_free (out, FALSE);
}

char
vdt_script_sh_change_case (char c,
                          char op)
{
  if (op == '^')
    return g_ascii_toupper (c);
  if (op == ',')
    return g_ascii_tolower (c);

  return g_ascii_isupper (c) ? g_ascii_tolower (c) : g_ascii_toupper (c);
}
