/* vdt-script-sh-assign.c
 *
 * Assignments, redirections and here-documents of a simple command.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

/* name=(…): the items between the parentheses */
static void
assign_list (ShInterp   *sh,
            const char *name,
            ShMark      inside,
            gboolean    append)
{
  ShVariable *variable = vdt_script_sh_change (sh, name);
  const char *text = sh->source.text;
  gsize pos = inside.start;

  if (variable->kind != SH_VARIABLE_MAP || !append)
    {
      if (variable->kind == SH_VARIABLE_MAP)
        vdt_script_sh_variable_clear (variable, SH_VARIABLE_MAP);
      else if (!append || variable->kind != SH_VARIABLE_LIST)
        vdt_script_sh_variable_clear (variable, SH_VARIABLE_LIST);
    }

  while (pos < inside.end && vdt_script_context_step (sh->context, 1))
    {
      gboolean unknown = FALSE;
      gsize end;

      if (g_ascii_isspace (text[pos]))
        {
          pos++;
          continue;
        }

      if (text[pos] == '#')
        {
          while (pos < inside.end && text[pos] != '\n')
            pos++;

          continue;
        }

      end = vdt_script_sh_scan_word (text, pos, inside.end);

      if (end == pos)
        end = pos + 1;

      if (text[pos] == '[')
        {
          gsize close = pos + 1;

          while (close < end && text[close] != ']')
            close = vdt_script_sh_scan_quoted (text, close, end);

          if (close + 1 < end && text[close + 1] == '=')
            {
              g_autofree char *key = vdt_script_sh_expand_text (sh, (ShMark) { pos + 1, close }, &unknown);
              g_autofree char *value = vdt_script_sh_expand_text (sh, (ShMark) { close + 2, end }, &unknown);

              vdt_script_sh_set_item (sh, name, key, value);
              pos = end;
              continue;
            }
        }

      {
        g_autoptr(GPtrArray) fields = vdt_script_sh_expand_word (sh, (ShMark) { pos, end }, &unknown);

        variable = vdt_script_sh_change (sh, name);

        if (variable->kind == SH_VARIABLE_LIST)
          for (guint i = 0; i < fields->len && variable->list->len < 65536; i++)
            g_ptr_array_add (variable->list, g_strdup (g_ptr_array_index (fields, i)));

        variable->unknown |= unknown;
        pos = end;
      }
    }
}

static void
report_assignment (ShInterp   *sh,
                  ShMark      mark,
                  const char *name,
                  const char *value)
{
  const char *words[] = { value, NULL };
  VdtScriptCommandInit init = {
    .kind = VDT_SCRIPT_COMMAND_ASSIGN,
    .lang = VDT_SCRIPT_LANG_SHELL,
    .name = name,
    .args = words,
    .layer = sh->source.layer,
    .start = mark.start,
    .length = mark.end - mark.start,
    .quiet = TRUE,
  };

  if (sh->looping > 0 || sh->captures > 0)
    return;

  init.pipeline = vdt_script_context_next_pipeline (sh->context);
  vdt_script_context_command (sh->context, &init, NULL);
}

/**
 * One assignment word. @quiet: not to be shown in its place.
 */
void
vdt_script_sh_assign (ShInterp *sh,
                     ShMark    word)
{
  const char *text = sh->source.text;
  gsize value_start = vdt_script_sh_assignment (text, word.start, word.end);
  gsize name_end = word.start;
  gboolean append = text[value_start - 2] == '+';
  gboolean unknown = FALSE;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  while (g_ascii_isalnum (text[name_end]) || text[name_end] == '_')
    name_end++;

  name = g_strndup (text + word.start, name_end - word.start);

  if (text[name_end] != '[' && value_start < word.end && text[value_start] == '(')
    {
      gsize close = text[word.end - 1] == ')' ? word.end - 1 : word.end;

      assign_list (sh, name, (ShMark) { value_start + 1, MAX (close, value_start + 1) }, append);
      return;
    }

  value = vdt_script_sh_expand_text (sh, (ShMark) { value_start, word.end }, &unknown);

  if (text[name_end] == '[')
    {
      gsize close = value_start - (append ? 3 : 2);
      ShMark index = { name_end + 1, MAX (close, name_end + 1) };
      g_autofree char *key = vdt_script_sh_expand_text (sh, index, &unknown);

      if (append)
        {
          const char *old = vdt_script_sh_get_item (sh, vdt_script_sh_get (sh, name), key);
          g_autofree char *joined = g_strconcat (old != NULL ? old : "", value, NULL);

          vdt_script_sh_set_item (sh, name, key, joined);
        }
      else
        {
          vdt_script_sh_set_item (sh, name, key, value);
        }

      return;
    }

  if (append)
    {
      ShVariable *variable = vdt_script_sh_get (sh, name);
      const char *item = vdt_script_sh_get_item (sh, variable, NULL);
      g_autofree char *old = g_strdup (item);
      g_autofree char *joined = NULL;

      if (variable != NULL && variable->integer)
        {
          gint64 sum;
          g_autofree char *expression = g_strdup_printf ("%s+(%s)", old != NULL ? old : "0", value);

          if (vdt_script_sh_arithmetic (sh, expression, &sum))
            joined = g_strdup_printf ("%" G_GINT64_FORMAT, sum);
        }

      if (joined == NULL)
        joined = g_strconcat (old != NULL ? old : "", value, NULL);

      unknown |= variable != NULL && variable->unknown;
      vdt_script_sh_set (sh, name, joined, unknown);

      return;
    }

  vdt_script_sh_set (sh, name, value, unknown);
  report_assignment (sh, vdt_script_sh_mark (sh, word.start, word.end), name, value);

  if (!vdt_script_sh_is_plain (sh, (ShMark) { value_start, word.end }, value))
    {
      g_autofree char *quoted = vdt_script_sh_quote (value, unknown);

      vdt_script_sh_edit (sh, (ShMark) { value_start, word.end }, "quoting and expansion", quoted);
    }
}

/* The text of a here-document or here-string. NULL: not known. */
static GString *
here_text (ShInterp         *sh,
          const ShRedirect *redirect)
{
  gboolean unknown = FALSE;
  g_autofree char *text = NULL;
  GString *out;

  if (g_str_equal (redirect->op, "<<<"))
    {
      text = vdt_script_sh_expand_text (sh, redirect->target, &unknown);
      out = g_string_new (text);
      g_string_append_c (out, '\n');
      return out;
    }

  if (redirect->literal)
    text = g_strndup (sh->source.text + redirect->body.start, redirect->body.end - redirect->body.start);
  else
    text = vdt_script_sh_expand_quoted (sh, redirect->body, &unknown);

  out = g_string_new (NULL);

  for (const char *line = text; *line != '\0';)
    {
      gsize length = strcspn (line, "\n");
      gsize from = redirect->strip_tabs ? strspn (line, "\t") : 0;

      from = MIN (from, length);
      g_string_append_len (out, line + from, (gssize) (length - from));

      if (line[length] == '\n')
        g_string_append_c (out, line[length++]);

      line += length;
    }

  return out;
}

/**
 * vdt_script_sh_redirect:
 * @texts: (element-type utf8) (nullable): gets the redirections as text
 * @input: (out): what the standard input was set to; the caller frees it after the command
 *
 * Applies a command's redirections to the interpreter's input and output.
 *
 * Returns: whether the input comes from the command line
 */
gboolean
vdt_script_sh_redirect (ShInterp   *sh,
                       ShNode     *node,
                       GPtrArray  *texts,
                       GString   **input)
{
  gboolean given = FALSE;

  for (guint i = 0; node->redirects != NULL && i < node->redirects->len; i++)
    {
      const ShRedirect *redirect = g_ptr_array_index (node->redirects, i);
      gboolean unknown = FALSE;
      g_autofree char *target = NULL;
      gboolean reads = redirect->op[0] == '<';
      GString *text = NULL;

      if (redirect->here || g_str_equal (redirect->op, "<<<"))
        {
          text = here_text (sh, redirect);

          if (*input != NULL)
            g_string_free (*input, TRUE);

          *input = text;
          sh->in = text;
          sh->in_read = 0;
          given = TRUE;
          continue;
        }

      target = vdt_script_sh_expand_text (sh, redirect->target, &unknown);

      if (texts != NULL)
        {
          char handle[16] = { 0 };

          if (redirect->handle >= 0)
            g_snprintf (handle, sizeof handle, "%d", redirect->handle);

          g_ptr_array_add (texts, g_strconcat (handle, redirect->op, target, NULL));
        }

      if (!vdt_script_sh_is_plain (sh, redirect->target, target) && *target != '\001')
        {
          g_autofree char *quoted = vdt_script_sh_quote (target, unknown);

          vdt_script_sh_edit (sh, vdt_script_sh_mark (sh, redirect->target.start, redirect->target.end),
                              "quoting and expansion", quoted);
        }

      if (redirect->op[1] == '&' && reads == FALSE && redirect->handle == 2 && g_str_equal (target, "1"))
        {
          sh->error_out = TRUE;
          continue;
        }

      if (redirect->op[1] == '&' && redirect->op[0] != '&')
        continue;

      if (reads)
        {
          GString *file = vdt_script_sh_file (sh, target, FALSE);

          if (*input != NULL)
            g_string_free (*input, TRUE);

          *input = file != NULL ? g_string_new_len (file->str, (gssize) file->len) : NULL;

          if (g_str_equal (target, "/dev/null"))
            *input = g_string_new (NULL);

          sh->in = *input;
          sh->in_read = 0;
          given = TRUE;
        }
      else if (redirect->handle <= 1)
        {
          gboolean add = strstr (redirect->op, ">>") != NULL;
          GString *file = unknown ? NULL : vdt_script_sh_file (sh, target, TRUE);

          if (file != NULL && !add)
            g_string_truncate (file, 0);

          sh->out = file;
          sh->pure &= file != NULL;
        }
    }

  return given;
}
