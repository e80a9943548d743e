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
#define MAX_WRAPPED 16 /* sudo, env, nohup, … around one command */

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
gboolean
vdt_script_sh_is_plain (ShInterp   *sh,
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

      if (vdt_script_sh_is_plain (sh, mark, value) || *value == '\001')
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

          g_autofree char *options = prefix_of (words, i + 1);

          prefix = g_strconcat (options, "'", NULL);
          vdt_script_sh_nested (sh, mark, "sh -c", text, strlen (text), FALSE, prefix, "'");
          return TRUE;
        }
    }

  if (i < words->len && !g_str_equal (g_ptr_array_index (words, i), "/dev/stdin"))
    {
      GString *file = vdt_script_sh_file (sh, g_ptr_array_index (words, i), FALSE);

      if (file == NULL)
        return FALSE;

      prefix = prefix_of (words, i);
      vdt_script_sh_nested (sh, mark, "script that was written before", file->str, file->len, FALSE, prefix, NULL);
      return TRUE;
    }

  if (in == NULL || in->len == 0)
    return FALSE;

  if (!given && !sh->source.made)
    mark = sh->in_mark;

  prefix = g_strconcat (g_ptr_array_index (words, 0), "\n", NULL);
  sh->in = NULL;
  vdt_script_sh_nested (sh, mark, "standard input of a shell", in->str, in->len, FALSE, prefix, NULL);
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

  /* Each copies the words behind it. */
  if (sh->wrapped >= MAX_WRAPPED)
    {
      vdt_script_context_note (sh->context, "Commands that start commands are nested deeper than the limit; "
                                            "the innermost one was not evaluated.");
      return FALSE;
    }

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
  sh->wrapped++;
  run_words (sh, node, inner, redirects, given);
  sh->wrapped--;

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
          vdt_script_sh_nested (sh, mark, "script that was written before", file->str, file->len, FALSE, prefix, NULL);
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

/* A word of letters that stand for themselves. */
static gboolean
needs_nothing (const char *text,
               ShMark      mark)
{
  for (gsize i = mark.start; i < mark.end; i++)
    if (!g_ascii_isalnum (text[i]) && strchr ("-_./,+@%=^", text[i]) == NULL)
      return FALSE;

  return TRUE;
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
      g_autoptr(GPtrArray) fields = NULL;

      if (!vdt_script_context_step (sh->context, 3))
        return;

      if (needs_nothing (sh->source.text, mark))
        {
          g_ptr_array_add (words, g_strndup (sh->source.text + mark.start, mark.end - mark.start));
          continue;
        }

      fields = vdt_script_sh_expand_word (sh, mark, &unknown);
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
      vdt_script_sh_assign (sh, g_array_index (node->assigns, ShMark, i));
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
