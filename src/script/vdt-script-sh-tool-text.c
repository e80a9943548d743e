/* vdt-script-sh-tool-text.c
 *
 * sed, awk and grep as far as scripts use them to put text together.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <string.h>

#define MAX_OUT  ((gsize) 1024 * 1024)
#define MAX_EDIT 64

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

typedef struct
{
  guint   first;       /* line numbers; 0: any */
  guint   last;        /* G_MAXUINT: to the end */
  gboolean end;        /* $ */
  GRegex *match;
  char    command;
  GRegex *regex;
  char   *text;
  char   *other;       /* y: what the letters become */
  gboolean global;
  gboolean print;
  guint   nth;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_pointer (&edit->match, g_regex_unref);
  g_clear_pointer (&edit->regex, g_regex_unref);
  g_free (edit->text);
  g_free (edit->other);
  g_free (edit);
}

/* Up to @delimiter; a backslash before it takes it in. */
static char *
take_part (const char **at,
           char         delimiter)
{
  GString *part = g_string_new (NULL);

  for (; **at != '\0' && **at != delimiter; (*at)++)
    {
      if (**at == '\\' && (*at)[1] == delimiter)
        (*at)++;
      else if (**at == '\\' && (*at)[1] != '\0')
        g_string_append_c (part, *(*at)++);

      g_string_append_c (part, **at);
    }

  if (**at == delimiter)
    (*at)++;

  return g_string_free (part, FALSE);
}

static guint
take_line_number (const char **at)
{
  guint64 number = g_ascii_strtoull (*at, (char **) at, 10);

  return (guint) MIN (number, G_MAXUINT / 2);
}

/* "1", "2,5", "$", "/re/" */
static gboolean
take_address (const char **at,
              Edit        *edit,
              gboolean     extended)
{
  if (g_ascii_isdigit (**at))
    {
      edit->first = edit->last = take_line_number (at);

      if (**at == ',')
        {
          (*at)++;

          if (**at == '$')
            {
              edit->last = G_MAXUINT;
              (*at)++;
            }
          else
            {
              edit->last = take_line_number (at);
            }
        }
    }
  else if (**at == '$')
    {
      edit->end = TRUE;
      (*at)++;
    }
  else if (**at == '/')
    {
      g_autofree char *pattern = NULL;

      (*at)++;
      pattern = take_part (at, '/');
      edit->match = vdt_script_sh_regex (pattern, extended, FALSE);

      return edit->match != NULL;
    }

  return TRUE;
}

static gboolean
take_edit (const char **at,
           GPtrArray   *edits,
           gboolean     extended)
{
  Edit *edit = g_new0 (Edit, 1);
  char delimiter;

  g_ptr_array_add (edits, edit);

  while (g_ascii_isspace (**at) || **at == ';')
    (*at)++;

  if (**at == '\0')
    {
      g_ptr_array_set_size (edits, (gint) edits->len - 1);
      return TRUE;
    }

  if (!take_address (at, edit, extended))
    return FALSE;

  edit->command = *(*at)++;

  if (strchr ("dpq", edit->command) != NULL && edit->command != '\0')
    return TRUE;

  if (edit->command != 's' && edit->command != 'y')
    return FALSE;

  delimiter = **at;

  if (delimiter == '\0')
    return FALSE;

  (*at)++;

  {
    g_autofree char *pattern = take_part (at, delimiter);
    gboolean ignore_case = FALSE;

    edit->text = take_part (at, delimiter);

    for (; **at != '\0' && **at != ';' && **at != '\n'; (*at)++)
      {
        edit->global |= **at == 'g';
        edit->print |= **at == 'p';
        ignore_case |= **at == 'i' || **at == 'I';

        if (g_ascii_isdigit (**at))
          edit->nth = edit->nth * 10 + (guint) g_ascii_digit_value (**at);
        else if (**at == 'e')
          return FALSE;
      }

    if (edit->command == 'y')
      {
        edit->other = g_steal_pointer (&pattern);
        return strlen (edit->other) == strlen (edit->text);
      }

    edit->regex = vdt_script_sh_regex (pattern, extended, ignore_case);
  }

  return edit->regex != NULL;
}

/* The replacement with & and \1 filled in. */
static void
append_replacement (GString    *out,
                    const char *text,
                    GMatchInfo *info)
{
  for (; *text != '\0'; text++)
    {
      gint number = -1;

      if (*text == '&')
        number = 0;
      else if (*text == '\\' && g_ascii_isdigit (text[1]))
        number = g_ascii_digit_value (*++text);

      if (number >= 0)
        {
          g_autofree char *group = g_match_info_fetch (info, number);

          g_string_append (out, group != NULL ? group : "");
        }
      else if (*text == '\\' && text[1] == 'n')
        {
          g_string_append_c (out, '\n');
          text++;
        }
      else
        {
          if (*text == '\\' && text[1] != '\0')
            text++;

          g_string_append_c (out, *text);
        }
    }
}

static char *
substitute (ShTool     *tool,
            const Edit *edit,
            const char *line,
            gboolean   *changed)
{
  g_autoptr(GMatchInfo) info = NULL;
  GString *out = g_string_new (NULL);
  gint at = 0;
  guint n = 0;

  g_regex_match (edit->regex, line, 0, &info);

  while (g_match_info_matches (info) && out->len < MAX_OUT && vdt_script_context_step (tool->sh->context, 4))
    {
      gint start;
      gint end;

      g_match_info_fetch_pos (info, 0, &start, &end);
      n++;

      if (edit->nth == 0 || n == edit->nth || (edit->global && n > edit->nth))
        {
          g_string_append_len (out, line + at, start - at);
          append_replacement (out, edit->text, info);
          at = end;
          *changed = TRUE;

          if (!edit->global)
            break;
        }

      if (!g_match_info_next (info, NULL))
        break;
    }

  g_string_append (out, line + at);

  return g_string_free (out, FALSE);
}

static gboolean
applies (const Edit *edit,
         const char *line,
         guint       number,
         gboolean    last)
{
  if (edit->end)
    return last;
  if (edit->match != NULL)
    return g_regex_match (edit->match, line, 0, NULL);

  return edit->first == 0 || (number >= edit->first && number <= edit->last);
}

/* One line through all edits. FALSE: stop after it. */
static gboolean
edit_line (ShTool    *tool,
           GPtrArray *edits,
           const char *text,
           guint      number,
           gboolean   last,
           gboolean   quiet)
{
  g_autofree char *line = g_strdup (text);
  gboolean go_on = TRUE;

  for (guint i = 0; i < edits->len && go_on; i++)
    {
      const Edit *edit = g_ptr_array_index (edits, i);
      gboolean changed = FALSE;

      if (!applies (edit, line, number, last))
        continue;

      if (edit->command == 'd')
        return TRUE;

      if (edit->command == 'q')
        go_on = FALSE;

      if (edit->command == 's')
        {
          char *now = substitute (tool, edit, line, &changed);

          g_free (line);
          line = now;
        }

      for (char *c = line; edit->command == 'y' && *c != '\0'; c++)
        {
          const char *found = strchr (edit->other, *c);

          if (found != NULL)
            *c = edit->text[found - edit->other];
        }

      if (edit->command == 'p' || (edit->print && changed))
        {
          vdt_script_sh_tool_print (tool, line, strlen (line));
          vdt_script_sh_tool_print (tool, "\n", 1);
        }
    }

  if (!quiet)
    {
      vdt_script_sh_tool_print (tool, line, strlen (line));
      vdt_script_sh_tool_print (tool, "\n", 1);
    }

  return go_on;
}

static gboolean
edit_lines (ShTool        *tool,
            GPtrArray     *edits,
            const GString *in,
            gboolean       quiet)
{
  g_auto(GStrv) lines = g_strsplit (in->str, "\n", -1);
  guint n = g_strv_length (lines);

  if (n > 0 && *lines[n - 1] == '\0')
    n--;

  for (guint i = 0; i < n && vdt_script_context_step (tool->sh->context, 4 * edits->len); i++)
    if (!edit_line (tool, edits, lines[i], i + 1, i + 1 == n, quiet))
      break;

  return TRUE;
}

static gboolean
run_sed (ShTool *tool)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func (edit_free);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GString) script = g_string_new (NULL);
  gboolean extended = FALSE;
  gboolean quiet = FALSE;
  gboolean given = FALSE;
  gboolean known = FALSE;
  const char *at;
  GString *in;

  for (guint i = 1; i < tool->words->len; i++)
    {
      const char *word = vdt_script_sh_tool_word (tool, i);

      if (g_str_equal (word, "-e"))
        {
          g_string_append_printf (script, "%s\n", vdt_script_sh_tool_word (tool, ++i));
          given = TRUE;
        }
      else if (*word == '-' && word[1] == 'i')
        {
          return FALSE;
        }
      else if (*word == '-' && word[1] != '\0')
        {
          extended |= strpbrk (word, "Er") != NULL && word[1] != '-';
          quiet |= strchr (word, 'n') != NULL && word[1] != '-';
        }
      else if (!given)
        {
          g_string_append (script, word);
          given = TRUE;
        }
      else
        {
          g_ptr_array_add (names, (gpointer) word);
        }
    }

  for (at = script->str; *at != '\0';)
    if (edits->len >= MAX_EDIT || !take_edit (&at, edits, extended))
      return FALSE;

  in = vdt_script_sh_tool_input (tool, names);

  if (in != NULL)
    {
      known = edit_lines (tool, edits, in, quiet);
      g_string_free (in, TRUE);
    }

  return known;
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
append_value (GString      *out,
              const char  **at,
              const char   *line,
              char        **fields,
              guint         number)
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
awk_line (ShTool     *tool,
          const char *program,
          const char *line,
          char      **fields,
          guint       number)
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
    { "grep", run_grep }, { "mawk", run_awk },   { "sed", run_sed },    { "uniq", run_uniq },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i].name, tool->name))
      {
        *known = tools[i].run (tool);
        return TRUE;
      }

  return FALSE;
}
