/* vdt-script-cmd-simple.c
 *
 * One simple command: its last expansions, its redirections, the program that
 * it starts, and how it is written for a reader.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include "vdt-script-address.h"

#include <string.h>

#define MAX_REPORTS  48 /* of one place in the script */
#define LONG_COMMAND 8192 /* longer than cmd.exe takes */

/**
 * vdt_script_cmd_split:
 * @delimiters: split at cmd.exe's delimiters and keep the quotes; else as
 *   CommandLineToArgvW does
 *
 * Returns: (transfer full) (element-type utf8): the words
 */
GPtrArray *
vdt_script_cmd_split (const char *text,
                      gboolean    delimiters)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  while (TRUE)
    {
      GString *word;
      gboolean quoted = FALSE;

      while (g_ascii_isspace (*text) || (delimiters && vdt_script_cmd_is_noise (*text)))
        text++;

      if (*text == '\0')
        break;

      word = g_string_new (NULL);

      for (; *text != '\0'; text++)
        {
          if (!quoted && (g_ascii_isspace (*text) || (delimiters && vdt_script_cmd_is_noise (*text))))
            break;

          if (*text == '"')
            quoted = !quoted;

          if (*text == '\\' && text[1] == '"' && !delimiters)
            g_string_append_c (word, *++text);
          else if (*text != '"' || delimiters)
            g_string_append_c (word, *text);
        }

      g_ptr_array_add (words, g_string_free (word, FALSE));
    }

  return words;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || (c != '\0' && strchr (".-_:/\\", c) != NULL);
}

/* Empty pairs of quotes inside words say nothing. */
static char *
clean_args (const char *args)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *args != '\0'; args++)
    {
      if (!quoted && args[0] == '"' && args[1] == '"' && out->len > 0 && is_word (out->str[out->len - 1]) &&
          is_word (args[2]))
        {
          args++;
          continue;
        }

      if (*args == '"')
        quoted = !quoted;

      g_string_append_c (out, *args);
    }

  return g_string_free (out, FALSE);
}

/* @text without its quotes */
char *
vdt_script_cmd_unquote (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != '"')
      g_string_append_c (out, *text);

  return g_string_free (out, FALSE);
}

/* @text without the carets that stand outside of quotes */
char *
vdt_script_cmd_plain (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '^' && !quoted)
        {
          if (text[1] == '\0')
            break;
          text++;
        }
      else if (*text == '"')
        {
          quoted = !quoted;
        }

      g_string_append_c (out, *text);
    }

  return g_string_free (out, FALSE);
}

static char *
clean_name (const char *name)
{
  g_autofree char *plain = vdt_script_cmd_unquote (name);

  if (strpbrk (plain, " \t&()") == NULL)
    return g_steal_pointer (&plain);

  return g_strdup_printf ("\"%s\"", plain);
}

static char *
redirect_text (const CmdRedirect *redirect)
{
  char handle[2] = { 0 };

  if (redirect->handle >= 0)
    handle[0] = (char) ('0' + redirect->handle);

  return g_strdup_printf ("%s%s%s", handle, redirect->op, redirect->target);
}

static GPtrArray *
expand_redirects (CmdInterp *cmd,
                  GPtrArray *redirects)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; redirects != NULL && i < redirects->len; i++)
    {
      g_autofree char *text = redirect_text (g_ptr_array_index (redirects, i));
      g_autofree char *by_for = vdt_script_cmd_expand_for (cmd, text);

      g_ptr_array_add (texts, vdt_script_cmd_expand_delayed (cmd, by_for));
    }

  return texts;
}

/* The command as a reader should see it. */
static char *
command_text (const char *before,
              const char *name,
              const char *args,
              GPtrArray  *redirects)
{
  g_autofree char *plain_name = clean_name (name);
  g_autofree char *clean = clean_args (args);
  g_autofree char *addressed = vdt_script_plain_address (clean);
  const char *plain_args = addressed != NULL ? addressed : clean;
  GString *text = g_string_new (before);

  g_string_append (text, plain_name);
  g_string_append (text, plain_args);

  while (text->len > 0 && g_ascii_isspace (text->str[text->len - 1]))
    g_string_truncate (text, text->len - 1);

  for (guint i = 0; i < redirects->len; i++)
    g_string_append_printf (text, " %s", (const char *) g_ptr_array_index (redirects, i));

  return g_string_free (text, FALSE);
}

static gboolean
may_report (CmdInterp *cmd,
            CmdMark    mark,
            gsize      length)
{
  guint64 wide = ((guint64) cmd->layer << 32) | mark.start;
  gpointer key = GSIZE_TO_POINTER ((gsize) wide);
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (cmd->seen, key));

  if (cmd->skipping > 0 || times >= (length < LONG_COMMAND ? MAX_REPORTS : 1))
    return FALSE;

  g_hash_table_insert (cmd->seen, key, GUINT_TO_POINTER (times + 1));

  return TRUE;
}

/* A single quote is nothing to cmd.exe, but it is to the shell that bash.exe and
 * wsl.exe hand their line to: what stands between the first and the last is one word. */
static GPtrArray *
split_words (const char *args,
             GPtrArray  *redirects)
{
  const char *option = strstr (args, "-c '");
  g_autoptr(GString) line = NULL;
  g_autofree char *before = NULL;
  GPtrArray *words;
  char *last;

  if (option == NULL)
    return vdt_script_cmd_split (args, FALSE);

  line = g_string_new (option + 4);

  for (guint i = 0; i < redirects->len; i++)
    g_string_append_printf (line, " %s", (const char *) g_ptr_array_index (redirects, i));

  last = strrchr (line->str, '\'');

  if (last == NULL)
    return vdt_script_cmd_split (args, FALSE);

  before = g_strndup (args, option + 3 - args);
  words = vdt_script_cmd_split (before, FALSE);
  g_ptr_array_add (words, g_strndup (line->str, last - line->str));

  return words;
}

static GPtrArray *
shown_words (GPtrArray *words)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    g_ptr_array_add (shown, vdt_script_cmd_show (g_ptr_array_index (words, i)));

  g_ptr_array_add (shown, NULL);

  return shown;
}

/**
 * vdt_script_cmd_report:
 * @before: what stands before the name ("start /b ")
 * @redirects: (element-type utf8): expanded
 * @quiet: no script can be started by it
 *
 * Writes the command as it was evaluated in its place, and tells the analysis of it.
 *
 * Returns: whether a script that it starts has taken its place
 */
guint
vdt_script_cmd_report (CmdInterp  *cmd,
                       CmdNode    *node,
                       const char *before,
                       const char *name,
                       const char *args,
                       GPtrArray  *redirects,
                       gboolean    quiet)
{
  CmdMark mark = vdt_script_cmd_mark (cmd, node);
  g_autofree char *text = command_text (before, name, args, redirects);
  gboolean launched = FALSE;

  if (may_report (cmd, mark, strlen (args)))
    {
      g_autoptr(GPtrArray) words = split_words (args, redirects);
      g_autoptr(GPtrArray) shown = shown_words (words);
      g_autoptr(GPtrArray) targets = shown_words (redirects);
      g_autofree char *plain = clean_name (name);
      g_autofree char *shown_name = vdt_script_cmd_show (plain);
      g_autofree char *shown_text = vdt_script_cmd_show (text);
      VdtScriptCommandInit init = {
        .kind = VDT_SCRIPT_COMMAND_RUN,
        .lang = VDT_SCRIPT_LANG_CMD,
        .name = shown_name,
        .args = (const char *const *) shown->pdata,
        .redirects = (const char *const *) targets->pdata,
        .text = shown_text,
        .pipeline = cmd->pipeline != 0 ? cmd->pipeline : vdt_script_context_next_pipeline (cmd->context),
        .layer = cmd->layer,
        .start = mark.start,
        .length = mark.end - mark.start,
        .quiet = quiet,
      };

      if (!quiet)
        vdt_script_cmd_export (cmd);

      vdt_script_context_command (cmd->context, &init, &launched);
    }

  if (!launched)
    vdt_script_cmd_edit (cmd, mark.start, mark.end, node->noisy ? "caret and quote noise" : "variables", text);

  return launched;
}

/* The script behind cmd's /c, without the quotes that cmd.exe strips. */
static char *
script_of_tail (const char *tail)
{
  const char *last;
  GString *text;

  while (g_ascii_isspace (*tail))
    tail++;

  if (*tail != '"' || (last = strrchr (tail, '"')) == tail)
    return g_strdup (tail);

  /* One quoted program name without anything special keeps its quotes (cmd /?). */
  if (strchr (tail + 1, '"') == last && last[1] != '\0')
    {
      g_autofree char *inside = g_strndup (tail + 1, last - tail - 1);

      if (strpbrk (inside, "&<>()@^|") == NULL && strchr (inside, '\\') != NULL)
        return g_strdup (tail);
    }

  text = g_string_new_len (tail + 1, last - tail - 1);
  g_string_append (text, last + 1);

  return g_string_free (text, FALSE);
}

/* A child's redirections stand behind what it runs. */
static char *
redirects_suffix (GPtrArray *redirects)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < redirects->len; i++)
    {
      g_autofree char *shown = vdt_script_cmd_show (g_ptr_array_index (redirects, i));

      g_string_append_printf (text, " %s", shown);
    }

  return g_string_free (text, FALSE);
}

static void
set_exit_code (CmdInterp *cmd)
{
  char ascii[2] = { 0 };
  g_autofree char *hex = g_strdup_printf ("%08X", (guint) cmd->errorlevel);

  if (cmd->errorlevel < 0)
    return;

  if (cmd->errorlevel >= 0x20 && cmd->errorlevel <= 0x7e)
    ascii[0] = (char) cmd->errorlevel;

  vdt_script_cmd_set (cmd, "=ExitCode", hex);
  vdt_script_cmd_set (cmd, "=ExitCodeAscii", ascii);
}

static void
run_silent_child (CmdInterp  *cmd,
                  const char *script,
                  gboolean    delayed,
                  CmdMark     mark)
{
  CmdInterp child = *cmd;

  child.process = vdt_script_cmd_process_copy (cmd->process);
  child.delayed = delayed;
  child.file_rules = FALSE;
  child.expanded = FALSE;
  child.reparse = FALSE;
  child.scopes = NULL;
  vdt_script_cmd_run_text (&child, script, mark);
  vdt_script_cmd_process_free (child.process);
  g_clear_pointer (&child.scopes, g_ptr_array_unref);

  if (child.flow == CMD_GO_TO)
    g_free (child.target);

  cmd->out_unknown = child.out_unknown;
  cmd->errorlevel = child.errorlevel;
}

/* cmd.exe with its switches: a child that runs what stands behind /c or on its input. */
void
vdt_script_cmd_child (CmdInterp  *cmd,
                      CmdNode    *node,
                      const char *before,
                      const char *name,
                      const char *args,
                      GPtrArray  *redirects)
{
  CmdMark mark = vdt_script_cmd_mark (cmd, node);
  CmdScope scope = { cmd, FALSE };
  gboolean delayed = FALSE;
  const char *tail = NULL;
  g_autofree char *script = NULL;
  g_autofree char *plain = clean_name (name);
  g_autofree char *prefix = NULL;
  g_autofree char *suffix = redirects_suffix (redirects);

  for (const char *at = strchr (args, '/'); at != NULL && tail == NULL; at = strchr (at + 1, '/'))
    {
      char letter = g_ascii_tolower (at[1]);

      if (letter == 'v')
        delayed = g_ascii_strncasecmp (at + 2, ":off", 4) != 0;
      else if (letter == 'c' || letter == 'k' || letter == 'r')
        tail = at + 2;
    }

  /* A line without /c is typed at the prompt by whoever wrote it down. */
  if (tail == NULL && cmd->in == NULL)
    tail = strchr (args, '"');

  if (cmd->skipping > 0 || (tail == NULL && cmd->in == NULL))
    {
      vdt_script_cmd_report (cmd, node, before, name, args, redirects, TRUE);
      cmd->out_unknown = TRUE;
      return;
    }

  if (tail != NULL)
    {
      g_autofree char *switches = vdt_script_cmd_show (delayed ? " /v:on /c " : " /c ");

      script = script_of_tail (tail);
      prefix = g_strconcat (before, plain, switches, NULL);
    }
  else
    {
      script = g_strdup (cmd->in);
      prefix = g_strconcat (before, plain, "\n", NULL);

      if (cmd->fixed == NULL)
        mark = cmd->in_mark;
    }

  if (cmd->silent)
    {
      run_silent_child (cmd, script, delayed, mark);
      set_exit_code (cmd);
      return;
    }

  if (may_report (cmd, mark, strlen (script)))
    {
      g_autofree char *text = vdt_script_cmd_show (script);
      const char *words[] = { "/c", text, NULL };
      g_autoptr(GPtrArray) targets = shown_words (redirects);
      VdtScriptCommandInit init = {
        .kind = VDT_SCRIPT_COMMAND_RUN,
        .lang = VDT_SCRIPT_LANG_CMD,
        .name = plain,
        .args = words,
        .redirects = (const char *const *) targets->pdata,
        .pipeline = cmd->pipeline != 0 ? cmd->pipeline : vdt_script_context_next_pipeline (cmd->context),
        .layer = cmd->layer,
        .start = mark.start,
        .length = mark.end - mark.start,
        .quiet = TRUE,
      };

      vdt_script_context_command (cmd->context, &init, NULL);
      vdt_script_context_run (cmd->context, cmd->layer, mark.start, mark.end - mark.start,
                              tail != NULL ? "cmd /c" : "standard input of cmd", VDT_SCRIPT_LANG_CMD,
                              delayed ? VDT_SCRIPT_OPTION_DELAYED : VDT_SCRIPT_OPTION_NONE,
                              text, strlen (text), &scope, prefix, suffix);
      set_exit_code (cmd);
    }
}

/* Programs that read a script from their standard input. */
static gboolean
run_input (CmdInterp  *cmd,
           const char *name,
           const char *args)
{
  g_autoptr(GPtrArray) words = NULL;
  g_autofree char *shown = NULL;
  gboolean reads = TRUE;

  if (cmd->in == NULL || *cmd->in == '\0' || cmd->silent || cmd->skipping > 0)
    return FALSE;

  words = vdt_script_cmd_split (args, FALSE);

  for (guint i = 0; i < words->len; i++)
    {
      const char *word = g_ptr_array_index (words, i);

      if (*word != '-' && *word != '/' && (i == 0 || *(const char *) g_ptr_array_index (words, i - 1) != '-'))
        reads = FALSE;
    }

  reads |= strstr (args, "$input") != NULL || strcasestr (args, "ReadToEnd") != NULL;

  if (!reads)
    return FALSE;

  vdt_script_cmd_export (cmd);
  shown = vdt_script_cmd_show (cmd->in);
  g_ptr_array_add (words, NULL);

  return vdt_script_context_run_stdin (cmd->context, cmd->layer, cmd->in_mark.start,
                                       cmd->in_mark.end - cmd->in_mark.start, name,
                                       (const char *const *) words->pdata, shown, strlen (shown));
}

/* "C:\Windows\System32\CMD.EXE" → "cmd" */
static char *
base_name (const char *name)
{
  g_autofree char *plain = clean_name (name);
  char *lower = g_ascii_strdown (plain, -1);
  char *slash;

  g_strdelimit (lower, "\"", ' ');
  g_strstrip (lower);
  g_strdelimit (lower, "/", '\\');
  slash = strrchr (lower, '\\');

  if (slash != NULL && slash[1] != '\0')
    memmove (lower, slash + 1, strlen (slash));

  if (g_str_has_suffix (lower, ".exe") || g_str_has_suffix (lower, ".com"))
    lower[strlen (lower) - 4] = '\0';

  return lower;
}

/* Runs the program @name, whatever it is. */
void
vdt_script_cmd_program (CmdInterp  *cmd,
                        CmdNode    *node,
                        const char *before,
                        const char *name,
                        const char *args,
                        GPtrArray  *redirects)
{
  g_autofree char *base = base_name (name);
  g_autofree char *tidy = NULL;

  if (*base == '\0' || vdt_script_cmd_builtin (cmd, node, before, name, args, redirects))
    return;

  /* Delimiters between a program and its arguments say nothing. */
  if (vdt_script_cmd_is_noise (*args))
    {
      const char *from = args;

      while (vdt_script_cmd_is_noise (*from) && *from != '=')
        from++;

      tidy = g_strconcat (*from != '\0' ? " " : "", from, NULL);
      args = tidy;
    }

  if (g_str_equal (base, "cmd") || g_str_equal (base, "%comspec%"))
    {
      vdt_script_cmd_child (cmd, node, before, name, args, redirects);
      return;
    }

  if (vdt_script_cmd_filter (cmd, base, args))
    {
      vdt_script_cmd_report (cmd, node, before, name, args, redirects, TRUE);
      return;
    }

  cmd->out_unknown = TRUE;
  cmd->errorlevel = -1;

  if (!run_input (cmd, base, args))
    vdt_script_cmd_report (cmd, node, before, name, args, redirects, FALSE);
}

/* What a cmd.exe of its own makes of a side of a pipe. */
static char *
reparse (CmdInterp  *cmd,
         const char *text)
{
  gboolean file_rules = cmd->file_rules;
  g_autofree char *expanded = NULL;

  if (strpbrk (text, "%^") == NULL)
    return g_strdup (text);

  cmd->file_rules = FALSE;
  expanded = vdt_script_cmd_expand_text (cmd, text);
  cmd->file_rules = file_rules;

  return vdt_script_cmd_plain (expanded);
}

static char *
last_expansions (CmdInterp  *cmd,
                 const char *text)
{
  g_autofree char *by_for = vdt_script_cmd_expand_for (cmd, text);
  g_autofree char *delayed = vdt_script_cmd_expand_delayed (cmd, by_for);

  return cmd->reparse ? reparse (cmd, delayed) : g_steal_pointer (&delayed);
}

/* Sends the output where the redirections say. */
static void
redirect (CmdInterp *cmd,
          GPtrArray *redirects,
          char     **input)
{
  for (guint i = 0; i < redirects->len; i++)
    {
      const char *text = g_ptr_array_index (redirects, i);
      int handle = g_ascii_isdigit (*text) ? g_ascii_digit_value (*text++) : *text == '<' ? 0 : 1;
      GString *file;

      if (*text == '<' && text[1] != '&')
        {
          file = vdt_script_cmd_file (cmd, text + 1, FALSE);
          g_free (*input);
          cmd->in = *input = file != NULL ? g_strdup (file->str) : NULL;
        }
      else if (*text == '>' && handle == 1 && strchr (text, '&') == NULL && cmd->skipping == 0)
        {
          gboolean add = text[1] == '>';

          file = vdt_script_cmd_file (cmd, text + 1 + add, TRUE);

          if (file != NULL && !add)
            g_string_truncate (file, 0);

          cmd->out = file;
        }
    }
}

void
vdt_script_cmd_run_simple (CmdInterp *cmd,
                           CmdNode   *node)
{
  g_autofree char *name = last_expansions (cmd, node->name);
  g_autofree char *args = last_expansions (cmd, node->args);
  g_autofree char *input = NULL;
  g_autoptr(GPtrArray) redirects = expand_redirects (cmd, node->redirects);
  GString *outer_out = cmd->out;
  gboolean outer_unknown = cmd->out_unknown;
  const char *outer_in = cmd->in;
  const char *start = name;
  gboolean quoted = FALSE;

  if (!vdt_script_context_step (cmd->context, 2 + (guint) ((strlen (name) + strlen (args)) / 16)))
    return;

  while (vdt_script_cmd_is_noise (*start) || *start == '@' || (*start == '(' && start[1] != '\0'))
    start++;

  /* What came in may bring its own arguments. */
  for (char *at = (char *) start; *at != '\0'; at++)
    {
      if (*at == '"')
        quoted = !quoted;

      if (!quoted && vdt_script_cmd_is_noise (*at))
        {
          g_autofree char *old = g_steal_pointer (&args);

          args = g_strconcat (at, old, NULL);
          *at = '\0';
          break;
        }
    }

  redirect (cmd, redirects, &input);
  vdt_script_cmd_program (cmd, node, "", start, args, redirects);

  if (cmd->out != outer_out)
    cmd->out_unknown = outer_unknown;

  cmd->out = outer_out;
  cmd->in = outer_in;
}
