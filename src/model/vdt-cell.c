/* vdt-cell.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cell.h"

#include <string.h>

static gunichar
read_hex (const char *p)
{
  gunichar c = 0;

  for (guint i = 0; i < 4 && g_ascii_isxdigit (p[i]); i++)
    c = c * 16 + (gunichar) g_ascii_xdigit_value (p[i]);

  return c;
}

/* What a string of JSON says, up to its closing quote; the engine wrote it. */
static char *
dup_unescaped (const char *p)
{
  static const char from[] = "bfnrt";
  static const char to[] = "\b\f\n\r\t";
  GString *text = g_string_new (NULL);

  for (; *p != '"' && *p != '\0'; p++)
    {
      const char *letter;

      if (*p != '\\' || p[1] == '\0')
        {
          g_string_append_c (text, *p);
          continue;
        }

      letter = strchr (from, *++p);
      if (letter != NULL)
        {
          g_string_append_c (text, to[letter - from]);
        }
      else if (*p == 'u')
        {
          gunichar c = read_hex (p + 1);

          p += 4;
          if (c >= 0xd800 && c < 0xdc00 && p[1] == '\\' && p[2] == 'u')
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (read_hex (p + 3) & 0x3ff);
              p += 6;
            }
          g_string_append_unichar (text, c > 0 && g_unichar_validate (c) ? c : 0xfffd);
        }
      else
        {
          g_string_append_c (text, *p);
        }
    }

  return g_string_free (text, FALSE);
}

/**
 * vdt_cell_is_empty:
 * @json: a cell
 *
 * Returns: whether a person sees nothing in it: null, or an empty text
 */
gboolean
vdt_cell_is_empty (const char *json)
{
  return strcmp (json, "null") == 0 || strcmp (json, "\"\"") == 0;
}

/**
 * vdt_cell_dup_text:
 * @json: a cell
 *
 * Returns: (transfer full): the cell as a person reads it: a text without quotes,
 *   nothing for null
 */
char *
vdt_cell_dup_text (const char *json)
{
  if (strcmp (json, "null") == 0)
    return g_strdup ("");
  if (*json != '"')
    return g_strdup (json);
  if (strchr (json, '\\') == NULL)
    return g_strndup (json + 1, strlen (json) - 2);

  return dup_unescaped (json + 1);
}
