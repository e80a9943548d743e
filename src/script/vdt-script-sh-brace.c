/* vdt-script-sh-brace.c
 *
 * Brace expansion: {a,b} and {1..9}, before anything else is looked at.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

/* The comma or dots of the brace at @open. Returns where it closes, 0 when it expands to nothing. */
static gsize
scan_braces (const char *text,
            gsize       open,
            gsize       end,
            GArray     *commas)
{
  guint depth = 0;
  gboolean dots = FALSE;

  for (gsize pos = open + 1; pos < end;)
    {
      char c = text[pos];

      if (c == '{' && !(pos > 0 && text[pos - 1] == '$'))
        depth++;
      else if (c == '}' && depth > 0)
        depth--;
      else if (c == '}')
        return commas->len > 0 || dots ? pos : 0;
      else if (c == ',' && depth == 0)
        g_array_append_val (commas, pos);
      else if (c == '.' && pos + 1 < end && text[pos + 1] == '.' && depth == 0)
        dots = TRUE;
      else if (strchr (" \t\n", c) != NULL)
        return 0;

      pos = vdt_script_sh_scan_quoted (text, pos, end);
    }

  return 0;
}

/* "a..e", "1..10..2", "01..05" */
static gboolean
expand_sequence (const char *text,
                gsize       length,
                GPtrArray  *items)
{
  g_autofree char *copy = g_strndup (text, length);
  g_auto(GStrv) parts = g_strsplit (copy, "..", 4);
  guint n = g_strv_length (parts);
  gboolean letters;
  gint64 from;
  gint64 to;
  gint64 step = 1;
  int width = 0;

  if (n < 2 || n > 3 || *parts[0] == '\0' || *parts[1] == '\0')
    return FALSE;

  letters = parts[0][1] == '\0' && parts[1][1] == '\0' && g_ascii_isalpha (*parts[0]) && g_ascii_isalpha (*parts[1]);

  if (!letters && (strspn (parts[0], "-0123456789") != strlen (parts[0]) ||
                   strspn (parts[1], "-0123456789") != strlen (parts[1])))
    return FALSE;

  from = letters ? *parts[0] : g_ascii_strtoll (parts[0], NULL, 10);
  to = letters ? *parts[1] : g_ascii_strtoll (parts[1], NULL, 10);

  if (!letters && (*parts[0] == '0' || *parts[1] == '0'))
    width = (int) MIN (MAX (strlen (parts[0]), strlen (parts[1])), 20);

  if (n == 3)
    step = MAX (ABS (CLAMP (g_ascii_strtoll (parts[2], NULL, 10), -100000, 100000)), 1);

  if (ABS ((from - to) / step) > 4096)
    return FALSE;

  for (gint64 i = from; from <= to ? i <= to : i >= to; i += from <= to ? step : -step)
    g_ptr_array_add (items, letters ? g_strdup_printf ("%c", (char) i) : g_strdup_printf ("%0*d", width, (int) i));

  return TRUE;
}

/* The words that the first brace of [@start, @end) makes of it; NULL when there is none. */
GPtrArray *
vdt_script_sh_split_braces (const char *text,
                           gsize       start,
                           gsize       end)
{
  for (gsize pos = start; pos < end;)
    {
      if (text[pos] == '{' && !(pos > start && text[pos - 1] == '$'))
        {
          g_autoptr(GArray) commas = g_array_new (FALSE, FALSE, sizeof (gsize));
          g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
          gsize close = scan_braces (text, pos, MIN (end, pos + 16384), commas);
          GPtrArray *words;

          if (close != 0 && commas->len > 0)
            {
              gsize from = pos + 1;

              g_array_append_val (commas, close);

              for (guint i = 0; i < commas->len; i++)
                {
                  gsize to = g_array_index (commas, gsize, i);

                  g_ptr_array_add (items, g_strndup (text + from, to - from));
                  from = to + 1;
                }
            }
          else if (close == 0 || !expand_sequence (text + pos + 1, close - pos - 1, items))
            {
              pos++;
              continue;
            }

          words = g_ptr_array_new_with_free_func (g_free);

          for (guint i = 0; i < items->len; i++)
            {
              GString *word = g_string_new_len (text + start, (gssize) (pos - start));

              g_string_append (word, g_ptr_array_index (items, i));
              g_string_append_len (word, text + close + 1, (gssize) (end - close - 1));
              g_ptr_array_add (words, g_string_free (word, FALSE));
            }

          return words;
        }

      pos = vdt_script_sh_scan_quoted (text, pos, end);
    }

  return NULL;
}
