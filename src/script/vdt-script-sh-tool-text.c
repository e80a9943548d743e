/* vdt-script-sh-tool-text.c
 *
 * awk and grep as far as scripts use them to put text together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <string.h>

/**
 * vdt_script_sh_regex:
 * @extended: ERE; else BRE, in which ( ) { } + ? | are operators only behind a backslash
 *
 * Returns: (transfer full) (nullable): the expression, limited in how long it may try
 */
GRegex *
vdt_script_sh_regex (const char *pattern,
                    gboolean    extended,
                    gboolean    ignore_case)
{
  g_autoptr(GString) out = g_string_new ("(*LIMIT_MATCH=20000)");
  gboolean start = TRUE;

  if (strlen (pattern) > 4096)
    return NULL;

  for (const char *at = pattern; *at != '\0'; at++)
    {
      if (*at == '[')
        {
          const char *close = at + 1 + (at[1] == '^');

          close = strchr (close + (*close == ']' ? 1 : 0), ']');

          if (close == NULL)
            return NULL;

          g_string_append_len (out, at, close + 1 - at);
          at = close;
        }
      else if (*at == '\\' && at[1] != '\0')
        {
          at++;

          if (!extended && strchr ("(){}+?|", *at) != NULL)
            g_string_append_c (out, *at);
          else
            g_string_append_printf (out, "\\%c", *at);
        }
      else if (!extended && (strchr ("(){}+?|", *at) != NULL || (*at == '*' && start)))
        {
          g_string_append_printf (out, "\\%c", *at);
        }
      else
        {
          g_string_append_c (out, *at);
        }

      start = FALSE;
    }

  return g_regex_new (out->str, G_REGEX_RAW | (ignore_case ? G_REGEX_CASELESS : 0), 0, NULL);
}

static gboolean
run_grep (ShTool *tool)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *pattern = NULL;
  GString *flags = g_string_new (tool->name[0] == 'e' ? "E" : tool->name[0] == 'f' ? "F" : "");
  g_autofree char *letters = NULL;
  g_autofree char *literal = NULL;
  g_autoptr(GRegex) regex = NULL;
  g_auto(GStrv) lines = NULL;
  GString *in;
  guint count = 0;

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (g_str_equal (word, "-e"))
        pattern = vdt_script_sh_tool_word (tool, ++i);
      else if (*word == '-' && word[1] != '-' && word[1] != '\0')
        g_string_append (flags, word + 1);
      else if (*word == '-' && word[1] == '-')
        continue;
      else if (pattern == NULL)
        pattern = word;
      else
        g_ptr_array_add (names, (gpointer) word);
    }

  letters = g_string_free (flags, FALSE);

  if (pattern == NULL || strpbrk (letters, "rRlLfABC") != NULL)
    return FALSE;

  if (strchr (letters, 'F') != NULL)
    literal = g_regex_escape_string (pattern, -1);

  regex = vdt_script_sh_regex (literal != NULL ? literal : pattern, literal != NULL || strpbrk (letters, "EP") != NULL,
                               strchr (letters, 'i') != NULL);
  in = regex != NULL ? vdt_script_sh_tool_input (tool, names) : NULL;

  if (in == NULL)
    return FALSE;

  lines = g_strsplit (in->str, "\n", -1);
  g_string_free (in, TRUE);

  for (guint i = 0; lines[i] != NULL && vdt_script_context_step (tool->sh->context, 4); i++)
    {
      g_autoptr(GMatchInfo) info = NULL;
      gboolean found;

      if (lines[i + 1] == NULL && *lines[i] == '\0')
        break;

      found = g_regex_match (regex, lines[i], 0, &info);

      if (found == (strchr (letters, 'v') != NULL))
        continue;

      count++;

      if (strpbrk (letters, "qc") != NULL)
        continue;

      while (strchr (letters, 'o') != NULL && g_match_info_matches (info) &&
             vdt_script_context_step (tool->sh->context, 2))
        {
          g_autofree char *part = g_match_info_fetch (info, 0);

          vdt_script_sh_tool_print (tool, part, strlen (part));
          vdt_script_sh_tool_print (tool, "\n", 1);

          if (!g_match_info_next (info, NULL))
            break;
        }

      if (strchr (letters, 'o') == NULL)
        {
          vdt_script_sh_tool_print (tool, lines[i], strlen (lines[i]));
          vdt_script_sh_tool_print (tool, "\n", 1);
        }
    }

  if (strchr (letters, 'c') != NULL)
    {
      g_autofree char *number = g_strdup_printf ("%u\n", count);

      vdt_script_sh_tool_print (tool, number, strlen (number));
    }

  return TRUE;
}

/* What one expression of awk's print says: "text", $1, $NF, NR, a number. */
static gboolean
append_value (GString     *out,
             const char **at,
             const char  *line,
             char       **fields,
             guint        number)
{
  guint n = g_strv_length (fields);

  if (**at == '"')
    {
      const char *from = ++(*at);

      while (**at != '\0' && **at != '"')
        *at += **at == '\\' && (*at)[1] != '\0' ? 2 : 1;

      vdt_script_sh_escape (from, (gsize) (*at - from), TRUE, out, NULL);

      if (**at == '"')
        (*at)++;

      return TRUE;
    }

  if (**at == '$')
    {
      guint64 index;

      (*at)++;

      if (g_str_has_prefix (*at, "NF"))
        {
          index = n;
          *at += 2;
        }
      else if (g_ascii_isdigit (**at))
        {
          index = g_ascii_strtoull (*at, (char **) at, 10);
        }
      else
        {
          return FALSE;
        }

      if (index == 0)
        g_string_append (out, line);
      else if (index <= n)
        g_string_append (out, fields[index - 1]);

      return TRUE;
    }

  if (g_str_has_prefix (*at, "NR"))
    g_string_append_printf (out, "%u", number);
  else if (g_str_has_prefix (*at, "NF"))
    g_string_append_printf (out, "%u", n);
  else if (g_ascii_isdigit (**at))
    {
      while (g_ascii_isdigit (**at))
        g_string_append_c (out, *(*at)++);

      return TRUE;
    }
  else
    return FALSE;

  *at += 2;

  return TRUE;
}

/* "{print …}" for one line. FALSE when there is more to the program than that. */
static gboolean
awk_line (ShTool      *tool,
         const char  *program,
         const char  *line,
         char       **fields,
         guint        number)
{
  const char *at = program;
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean format;

  at += strspn (at, " \t\n;");

  while (*at != '\0' && *at != '}')
    {
      gboolean any = FALSE;

      format = g_str_has_prefix (at, "printf");

      if (!g_str_has_prefix (at, "print"))
        return FALSE;

      at += format ? 6 : 5;

      while (TRUE)
        {
          at += strspn (at, " \t()");

          if (*at == '\0' || *at == ';' || *at == '}' || *at == '\n')
            break;

          if (*at == ',')
            {
              if (!format)
                g_string_append_c (out, ' ');
              at++;
              continue;
            }

          if (format && any && strstr (out->str, "%s") != NULL)
            {
              g_autoptr(GString) value = g_string_new (NULL);
              char *place = strstr (out->str, "%s");
              gsize offset = (gsize) (place - out->str);

              if (!append_value (value, &at, line, fields, number))
                return FALSE;

              g_string_erase (out, (gssize) offset, 2);
              g_string_insert (out, (gssize) offset, value->str);
            }
          else if (!append_value (out, &at, line, fields, number))
            {
              return FALSE;
            }

          any = TRUE;
        }

      if (!any)
        g_string_append (out, line);

      if (!format)
        g_string_append_c (out, '\n');

      at += strspn (at, " \t\n;");
    }

  vdt_script_sh_tool_print (tool, out->str, out->len);

  return TRUE;
}

static char **
split_fields (const char *line,
             const char *separator)
{
  GPtrArray *fields = g_ptr_array_new ();

  if (separator != NULL && *separator != '\0' && !g_str_equal (separator, " "))
    {
      g_ptr_array_free (fields, TRUE);
      return g_strsplit (line, separator, 4096);
    }

  while (*(line += strspn (line, " \t")) != '\0' && fields->len < 4096)
    {
      gsize length = strcspn (line, " \t");

      g_ptr_array_add (fields, g_strndup (line, length));
      line += length;
    }

  g_ptr_array_add (fields, NULL);

  return (char **) g_ptr_array_free (fields, FALSE);
}

static gboolean
run_awk (ShTool *tool)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *program = NULL;
  const char *separator = NULL;
  const char *open;
  gboolean begin;
  guint wanted = 0;
  GString *in;
  g_auto(GStrv) lines = NULL;
  gboolean known = TRUE;

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (g_str_has_prefix (word, "-F"))
        separator = word[2] != '\0' ? word + 2 : vdt_script_sh_tool_word (tool, ++i);
      else if (*word == '-' && word[1] != '\0')
        return FALSE;
      else if (program == NULL)
        program = word;
      else
        g_ptr_array_add (names, (gpointer) word);
    }

  if (program == NULL || (open = strchr (program, '{')) == NULL)
    return FALSE;

  program += strspn (program, " \t\n");
  begin = g_str_has_prefix (program, "BEGIN");

  if (g_str_has_prefix (program, "NR=="))
    wanted = (guint) g_ascii_strtoull (program + 4, NULL, 10);
  else if (!begin && open != program)
    return FALSE;

  if (begin)
    {
      char *none[] = { NULL };

      return awk_line (tool, open + 1, "", none, 0);
    }

  in = vdt_script_sh_tool_input (tool, names);

  if (in == NULL)
    return FALSE;

  lines = g_strsplit (in->str, "\n", -1);
  g_string_free (in, TRUE);

  for (guint i = 0; lines[i] != NULL && known && vdt_script_context_step (tool->sh->context, 4); i++)
    {
      g_auto(GStrv) fields = NULL;

      if (lines[i + 1] == NULL && *lines[i] == '\0')
        break;

      if (wanted != 0 && wanted != i + 1)
        continue;

      fields = split_fields (lines[i], separator);
      known = awk_line (tool, open + 1, lines[i], fields, i + 1);
    }

  return known;
}

static gboolean
run_uniq (ShTool *tool)
{
  GString *in = vdt_script_sh_tool_input (tool, NULL);
  g_auto(GStrv) lines = NULL;

  if (in == NULL || tool->words->len > 1)
    {
      if (in != NULL)
        g_string_free (in, TRUE);
      return FALSE;
    }

  lines = g_strsplit (in->str, "\n", -1);
  g_string_free (in, TRUE);

  for (guint i = 0; lines[i] != NULL; i++)
    if ((lines[i + 1] != NULL || *lines[i] != '\0') && (i == 0 || !g_str_equal (lines[i], lines[i - 1])))
      {
        vdt_script_sh_tool_print (tool, lines[i], strlen (lines[i]));
        vdt_script_sh_tool_print (tool, "\n", 1);
      }

  return TRUE;
}

gboolean
vdt_script_sh_tool_text (ShTool   *tool,
                        gboolean *known)
{
  static const struct
  {
    const char *name;
    ShToolFunc  run;
  } tools[] = {
    { "awk", run_awk },   { "egrep", run_grep }, { "fgrep", run_grep }, { "gawk", run_awk },
    { "grep", run_grep }, { "mawk", run_awk },   { "sed", vdt_script_sh_sed },    { "uniq", run_uniq },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i].name, tool->name))
      {
        *known = tools[i].run (tool);
        return TRUE;
      }

  return FALSE;
}
