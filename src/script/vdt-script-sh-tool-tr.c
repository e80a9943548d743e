/* vdt-script-sh-tool-tr.c
 *
 * tr: translate, delete and squeeze characters.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <string.h>

/* One of tr's sets, spelt out. */
static GString *
spell_set (const char *text)
{
  GString *plain = g_string_new (NULL);
  GString *set = g_string_new (NULL);

  vdt_script_sh_escape (text, strlen (text), TRUE, plain, NULL);

  for (gsize i = 0; i < plain->len; i++)
    {
      guchar c = (guchar) plain->str[i];

      if (c == '[' && i + 3 < plain->len && plain->str[i + 1] == ':')
        {
          const char *close = strstr (plain->str + i + 2, ":]");

          if (close != NULL)
            {
              g_autofree char *pattern = g_strndup (plain->str + i, close + 2 - (plain->str + i));
              g_autofree char *bracketed = g_strdup_printf ("[%s]", pattern);

              for (guint k = 1; k < 256; k++)
                {
                  char one = (char) k;

                  if (vdt_script_sh_match (bracketed, &one, 1, FALSE))
                    g_string_append_c (set, one);
                }

              i = (gsize) (close + 1 - plain->str);
              continue;
            }
        }

      if (i + 2 < plain->len && plain->str[i + 1] == '-' && (guchar) plain->str[i + 2] >= c)
        {
          for (guint k = c; k <= (guchar) plain->str[i + 2]; k++)
            g_string_append_c (set, (char) k);

          i += 2;
          continue;
        }

      g_string_append_c (set, (char) c);
    }

  g_string_free (plain, TRUE);

  return set;
}

gboolean
vdt_script_sh_tr (ShTool *tool)
{
  g_autoptr(GPtrArray) sets = vdt_script_sh_tool_operands (tool, "");
  GString *text = vdt_script_sh_tool_input (tool, NULL);
  GString *from;
  GString *to;
  GString *out;
  gboolean delete = vdt_script_sh_tool_has (tool, 'd');
  gboolean squeeze = vdt_script_sh_tool_has (tool, 's');
  gboolean complement = vdt_script_sh_tool_has (tool, 'c') || vdt_script_sh_tool_has (tool, 'C');
  int map[256];
  gboolean in_last[256] = { FALSE };

  if (text == NULL || sets->len == 0)
    {
      if (text != NULL)
        g_string_free (text, TRUE);
      return FALSE;
    }

  from = spell_set (g_ptr_array_index (sets, 0));
  to = spell_set (sets->len > 1 ? g_ptr_array_index (sets, 1) : "");

  for (guint i = 0; i < 256; i++)
    map[i] = (int) i;

  for (guint i = 0; i < 256; i++)
    {
      const char *found = memchr (from->str, (int) i, from->len);
      gboolean in = (found != NULL) != complement;

      if (in && delete)
        map[i] = -1;
      else if (in && to->len > 0)
        map[i] = complement ? (guchar) to->str[to->len - 1] :
                              (guchar) to->str[MIN ((gsize) (found - from->str), to->len - 1)];

      if (in && to->len == 0)
        in_last[i] = TRUE;
    }

  /* The last of two equal characters counts. */
  for (gsize i = 0; !complement && !delete && to->len > 0 && i < from->len; i++)
    map[(guchar) from->str[i]] = (guchar) to->str[MIN (i, to->len - 1)];

  for (gsize i = 0; i < to->len; i++)
    in_last[(guchar) to->str[i]] = TRUE;

  out = g_string_sized_new (text->len);

  for (gsize i = 0; i < text->len; i++)
    {
      int c = map[(guchar) text->str[i]];

      if (c < 0 || (squeeze && out->len > 0 && in_last[c] && out->str[out->len - 1] == (char) c))
        continue;

      g_string_append_c (out, (char) c);
    }

  vdt_script_sh_tool_print (tool, out->str, out->len);
  g_string_free (out, TRUE);
  g_string_free (from, TRUE);
  g_string_free (to, TRUE);
  g_string_free (text, TRUE);

  return TRUE;
}
