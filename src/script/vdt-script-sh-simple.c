/* vdt-script-sh-simple.c
 *
 * One simple command: its words and assignments, its redirections, what it
 * runs, and how it is written for a reader.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include "vdt-script-address.h"

#include <string.h>

#define MAX_REPORTS 48

/* Where a command is wanted, what @text needs to be read as one word. */
char *
vdt_script_sh_quote (const char *text,
                     gboolean    unknown)
{
  GString *out;

  if (*text == '\0')
    return g_strdup ("''");

  if (strpbrk (text, unknown ? " \t\n;|&<>()\"'" : " \t\n;|&<>()\"'$`\\") == NULL && *text != '#')
    return g_strdup (text);

  if (!unknown && strchr (text, '\'') == NULL)
    return g_strdup_printf ("'%s'", text);

  if (unknown && strchr (text, '"') != NULL)
    return g_strdup (text);

  out = g_string_new ("\"");

  for (; *text != '\0'; text++)
    {
      if (!unknown && strchr ("$`\"\\", *text) != NULL)
        g_string_append_c (out, '\\');

      g_string_append_c (out, *text);
    }

  g_string_append_c (out, '"');

  return g_string_free (out, FALSE);
}

/* Whether the word at @mark says @value as plainly as can be. */
static gboolean
is_plain (ShInterp   *sh,
          ShMark      mark,
          const char *value)
{
  const char *text = sh->source.text + mark.start;
  gsize length = mark.end - mark.start;
  gsize n = strlen (value);

  if (length == n && memcmp (text, value, n) == 0)
    return TRUE;

  return length == n + 2 && (*text == '\'' || *text == '"') && text[length - 1] == *text &&
         memcmp (text + 1, value, n) == 0;
}

static void
edit_word (ShInterp  *sh,
           ShMark     mark,
           GPtrArray *fields,
           gboolean   unknown)
{
  GString *text;

  if (sh->source.made)
    return;

  if (fields->len == 1)
    {
      const char *value = g_ptr_array_index (fields, 0);

      if (is_plain (sh, mark, value) || *value == '\001')
        return;

      /* Escapes inside of double quotes are plain enough. */
      if (unknown && sh->source.text[mark.start] == '"' && strchr (value, '"') != NULL)
        return;
    }

  text = g_string_new (NULL);

  for (guint i = 0; i < fields->len && text->len < 65536; i++)
    {
      g_autofree char *quoted = vdt_script_sh_quote (g_ptr_array_index (fields, i), unknown);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", quoted);
    }

  vdt_script_sh_edit (sh, mark, "quoting and expansion", text->str);
  g_string_free (text, TRUE);
}

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
static void
assign (ShInterp *sh,
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
      g_autofree char *key = vdt_script_sh_expand_text (sh, (ShMark) { name_end + 1, MAX (close, name_end + 1) }, &unknown);

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
      const char *old = vdt_script_sh_get_item (sh, variable, NULL);
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

  if (!is_plain (sh, (ShMark) { value_start, word.end }, value))
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

      if (!is_plain (sh, redirect->target, target) && *target != '\001')
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

static gboolean
may_report (ShInterp *sh,
            ShMark    mark)
{
  g_autofree char *name = NULL;
  guint times;

  if (sh->looping == 0)
    return TRUE;

  /* Loops repeat themselves; how often a place was told of is kept with the aliases' names apart. */
  name = g_strdup_printf ("\001%u:%" G_GSIZE_FORMAT, sh->source.layer, mark.start);
  times = (guint) g_ascii_strtoull (g_hash_table_lookup (sh->state->aliases, name) ?: "0", NULL, 10);

  if (times >= MAX_REPORTS)
    return FALSE;

  g_hash_table_replace (sh->state->aliases, g_steal_pointer (&name), g_strdup_printf ("%u", times + 1));

  return TRUE;
}

static gboolean
report (ShInterp  *sh,
        ShNode    *node,
        GPtrArray *words,
        GPtrArray *redirects,
        gboolean   quiet)
{
  ShMark mark = vdt_script_sh_mark (sh, node->start, node->end);
  gboolean launched = FALSE;
  VdtScriptCommandInit init = {
    .kind = VDT_SCRIPT_COMMAND_RUN,
    .lang = VDT_SCRIPT_LANG_SHELL,
    .name = g_ptr_array_index (words, 0),
    .layer = sh->source.layer,
    .start = mark.start,
    .length = mark.end - mark.start,
    .quiet = quiet || sh->captures > 0,
  };

  if (!may_report (sh, mark))
    return FALSE;

  g_ptr_array_add (words, NULL);
  g_ptr_array_add (redirects, NULL);
  init.args = (const char *const *) words->pdata + 1;
  init.redirects = (const char *const *) redirects->pdata;
  init.pipeline = sh->pipeline != 0 ? sh->pipeline : vdt_script_context_next_pipeline (sh->context);
  vdt_script_context_command (sh->context, &init, &launched);
  g_ptr_array_set_size (words, (gint) words->len - 1);
  g_ptr_array_set_size (redirects, (gint) redirects->len - 1);

  return launched;
}

static const char *
base_name (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL && slash[1] != '\0' ? slash + 1 : name;
}

static gboolean
is_shell (const char *name)
{
  static const char *const names[] = { "sh", "bash", "dash", "ash", "ksh", "zsh", "rbash", "mksh" };

  name = base_name (name);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], name))
      return TRUE;

  return FALSE;
}

static char *
prefix_of (GPtrArray *words,
           guint      n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *quoted = vdt_script_sh_quote (g_ptr_array_index (words, i), FALSE);

      g_string_append_printf (text, "%s ", quoted);
    }

  return g_string_free (text, FALSE);
}

/* sh -c text, sh file, sh < text, … | sh. TRUE when the script was found. */
static gboolean
run_shell (ShInterp  *sh,
           ShNode    *node,
           GPtrArray *words,
           gboolean   given)
{
  ShMark mark = vdt_script_sh_mark (sh, node->start, node->end);
  const GString *in = sh->in;
  guint i = 1;
  g_autofree char *prefix = NULL;

  for (; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word != '-' && *word != '+')
        break;

      if (g_str_equal (word, "-o") || g_str_equal (word, "-O"))
        i++;
      else if (g_str_equal (word, "--rcfile") || g_str_equal (word, "--init-file"))
        i++;
      else if (word[1] != '-' && strchr (word, 'c') != NULL && i + 1 < words->len)
        {
          const char *text = g_ptr_array_index (words, i + 1);

          prefix = prefix_of (words, i + 1);
          vdt_script_sh_nested (sh, mark, "sh -c", text, strlen (text), FALSE, prefix);
          return TRUE;
        }
    }

  if (i < words->len && !g_str_equal (g_ptr_array_index (words, i), "/dev/stdin"))
    {
      GString *file = vdt_script_sh_file (sh, g_ptr_array_index (words, i), FALSE);

      if (file == NULL)
        return FALSE;

      prefix = prefix_of (words, i);
      vdt_script_sh_nested (sh, mark, "script that was written before", file->str, file->len, FALSE, prefix);
      return TRUE;
    }

  if (in == NULL || in->len == 0)
    return FALSE;

  if (!given && !sh->source.made)
    mark = sh->in_mark;

  prefix = g_strconcat (g_ptr_array_index (words, 0), "\n", NULL);
  sh->in = NULL;
  vdt_script_sh_nested (sh, mark, "standard input of a shell", in->str, in->len, FALSE, prefix);
  sh->in = in;

  return TRUE;
}

static void
run_words (ShInterp  *sh,
           ShNode    *node,
           GPtrArray *words,
           GPtrArray *redirects,
           gboolean   given);

/* sudo, nohup, env, … : what they run. The number of words before it, 0 for other commands. */
static guint
skip_wrapper (GPtrArray *words)
{
  static const char *const names[] = {
    "sudo", "nohup", "env", "nice", "setsid", "command", "builtin", "exec", "time", "stdbuf", "doas", "ionice",
    "busybox", "unbuffer", "timeout", "xargs",
  };
  const char *name = base_name (g_ptr_array_index (words, 0));
  gboolean wraps = FALSE;
  guint i = 1;

  for (guint k = 0; k < G_N_ELEMENTS (names); k++)
    wraps |= g_str_equal (names[k], name);

  if (!wraps)
    return 0;

  for (; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word == '-' && i + 1 < words->len && strlen (word) == 2 && strchr ("ungpIPLEad", word[1]) != NULL &&
          !g_str_equal (name, "command") && !g_str_equal (name, "exec"))
        i++;
      else if (*word != '-' && (!g_str_equal (name, "env") || strchr (word, '=') == NULL) &&
               !(g_str_equal (name, "timeout") && g_ascii_isdigit (*word)))
        break;
    }

  return i < words->len ? i : 0;
}

static gboolean
run_wrapped (ShInterp  *sh,
             ShNode    *node,
             GPtrArray *words,
             GPtrArray *redirects,
             gboolean   given)
{
  guint skip = skip_wrapper (words);
  g_autoptr(GPtrArray) inner = NULL;
  const char *name = base_name (g_ptr_array_index (words, 0));

  if (skip == 0)
    return FALSE;

  inner = g_ptr_array_new_with_free_func (g_free);

  for (guint i = skip; i < words->len; i++)
    g_ptr_array_add (inner, g_strdup (g_ptr_array_index (words, i)));

  if (g_str_equal (name, "xargs"))
    {
      g_auto(GStrv) items = NULL;

      if (sh->in == NULL || sh->in->len > 65536)
        return FALSE;

      items = g_strsplit_set (sh->in->str, " \t\n", -1);

      for (guint i = 0; items[i] != NULL; i++)
        if (*items[i] != '\0')
          g_ptr_array_add (inner, g_strdup (items[i]));
    }

  report (sh, node, words, redirects, TRUE);
  run_words (sh, node, inner, redirects, given);

  return TRUE;
}

static gboolean
run_alias (ShInterp  *sh,
           ShNode    *node,
           GPtrArray *words)
{
  const char *value = g_hash_table_lookup (sh->state->aliases, g_ptr_array_index (words, 0));
  GString *text;
  ShMark mark = vdt_script_sh_mark (sh, node->start, node->end);

  if (value == NULL || sh->state->depth > 20)
    return FALSE;

  text = g_string_new (value);

  for (guint i = 1; i < words->len; i++)
    {
      g_autofree char *quoted = vdt_script_sh_quote (g_ptr_array_index (words, i), FALSE);

      g_string_append_printf (text, " %s", quoted);
    }

  vdt_script_sh_edit (sh, mark, "alias", text->str);
  vdt_script_sh_run_text (sh, text->str, mark);
  g_string_free (text, TRUE);

  return TRUE;
}

/* Runs the command that @words are. */
static void
run_words (ShInterp  *sh,
           ShNode    *node,
           GPtrArray *words,
           GPtrArray *redirects,
           gboolean   given)
{
  const char *name = g_ptr_array_index (words, 0);

  if (run_alias (sh, node, words))
    return;

  if (g_hash_table_contains (sh->state->functions, name))
    {
      report (sh, node, words, redirects, TRUE);

      if (vdt_script_sh_call (sh, name, words))
        return;
    }

  if (vdt_script_sh_builtin (sh, node, words))
    {
      report (sh, node, words, redirects, TRUE);
      return;
    }

  if (is_shell (name))
    {
      report (sh, node, words, redirects, TRUE);

      if (run_shell (sh, node, words, given))
        return;
    }
  else if (run_wrapped (sh, node, words, redirects, given))
    {
      return;
    }
  else if (vdt_script_sh_tool (sh, words))
    {
      report (sh, node, words, redirects, FALSE);
      return;
    }
  else
    {
      GString *file = vdt_script_sh_file (sh, name, FALSE);

      if (file != NULL && strchr (name, '/') != NULL && file->len > 0)
        {
          ShMark mark = vdt_script_sh_mark (sh, node->start, node->end);
          g_autofree char *prefix = prefix_of (words, words->len);

          report (sh, node, words, redirects, TRUE);
          vdt_script_sh_nested (sh, mark, "script that was written before", file->str, file->len, FALSE, prefix);
          return;
        }

      if (report (sh, node, words, redirects, FALSE))
        sh->pure = FALSE;
    }

  sh->out_unknown = TRUE;
  sh->pure = FALSE;
  sh->status = -1;
}

/* "$0" as a command is the shell. */
static void
name_the_shell (ShInterp  *sh,
                ShNode    *node,
                GPtrArray *words)
{
  const char *name = g_ptr_array_index (words, 0);

  if (g_str_equal (name, "$0") || g_str_equal (name, "${0}"))
    {
      g_free (g_ptr_array_index (words, 0));
      g_ptr_array_index (words, 0) = g_strdup ("bash");
      vdt_script_sh_edit (sh, g_array_index (node->words, ShMark, 0), "quoting and expansion", "bash");
    }
}

static void
plain_addresses (GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      char *plain = vdt_script_plain_address (g_ptr_array_index (fields, i));

      if (plain != NULL)
        {
          g_free (g_ptr_array_index (fields, i));
          g_ptr_array_index (fields, i) = plain;
        }
    }
}

static void
run_command (ShInterp *sh,
             ShNode   *node)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) redirects = g_ptr_array_new_with_free_func (g_free);
  GString *outer_out = sh->out;
  const GString *outer_in = sh->in;
  gsize outer_read = sh->in_read;
  gboolean outer_unknown = sh->out_unknown;
  gboolean outer_error = sh->error_out;
  GString *input = NULL;
  gboolean guessed = FALSE;
  gboolean given;

  for (guint i = 0; i < node->words->len; i++)
    {
      ShMark mark = g_array_index (node->words, ShMark, i);
      gboolean unknown = FALSE;
      g_autoptr(GPtrArray) fields = vdt_script_sh_expand_word (sh, mark, &unknown);

      plain_addresses (fields);
      edit_word (sh, mark, fields, unknown);
      guessed |= unknown;

      for (guint k = 0; k < fields->len; k++)
        g_ptr_array_add (words, g_strdup (g_ptr_array_index (fields, k)));

      if (!vdt_script_context_step (sh->context, 1 + fields->len / 4))
        return;
    }

  given = vdt_script_sh_redirect (sh, node, redirects, &input);
  sh->guessed = guessed;
  sh->command = vdt_script_sh_mark (sh, node->start, node->end);

  if (words->len > 0)
    {
      name_the_shell (sh, node, words);

      if (*(const char *) g_ptr_array_index (words, 0) != '\0')
        run_words (sh, node, words, redirects, given);
    }

  if (sh->out != outer_out)
    sh->out_unknown = outer_unknown;

  if (given)
    sh->in_read = outer_read;

  sh->out = outer_out;
  sh->in = outer_in;
  sh->error_out = outer_error;

  if (input != NULL)
    g_string_free (input, TRUE);
}

void
vdt_script_sh_run_simple (ShInterp *sh,
                          ShNode   *node)
{
  if (!vdt_script_context_step (sh->context, 2 + (guint) ((node->end - node->start) / 128)))
    return;

  for (guint i = 0; node->assigns != NULL && i < node->assigns->len; i++)
    {
      sh->status = 0;
      assign (sh, g_array_index (node->assigns, ShMark, i));
    }

  if (node->words != NULL)
    {
      run_command (sh, node);
    }
  else if (node->redirects != NULL)
    {
      GString *outer_out = sh->out;
      const GString *outer_in = sh->in;
      GString *input = NULL;

      vdt_script_sh_redirect (sh, node, NULL, &input);

      /* $(< file) */
      if (input != NULL && node->assigns == NULL)
        vdt_script_sh_print (sh, input->str, (gssize) input->len);

      sh->out = outer_out;
      sh->in = outer_in;

      if (input != NULL)
        g_string_free (input, TRUE);
    }
}
