/* vdt-script-sh-tool-sed.c
 *
 * sed: s, y, d, p and q on lines, with addresses.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-tool.h"

#include <string.h>

#define MAX_OUT  ((gsize) 1024 * 1024)
#define MAX_EDIT 64

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
edit_line (ShTool     *tool,
          GPtrArray  *edits,
          const char *text,
          guint       number,
          gboolean    last,
          gboolean    quiet)
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

gboolean
vdt_script_sh_sed (ShTool *tool)
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
