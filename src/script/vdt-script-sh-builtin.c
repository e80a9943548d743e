/* vdt-script-sh-builtin.c
 *
 * The commands that the shell has inside itself: variables, eval and source,
 * jumps, tests.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-print.h"
#include "vdt-script-sh-private.h"

#include <string.h>

typedef struct
{
  ShInterp  *sh;
  ShNode    *node;
  GPtrArray *words;
} Call;

static const char *
word_at (const Call *call,
        guint       i)
{
  return i < call->words->len ? g_ptr_array_index (call->words, i) : "";
}

static void
run_eval (Call *call)
{
  ShInterp *sh = call->sh;
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < call->words->len; i++)
    g_string_append_printf (text, "%s%s", i > 1 ? " " : "", word_at (call, i));

  if (text->len > 0)
    vdt_script_sh_nested (sh, vdt_script_sh_mark (sh, call->node->start, call->node->end), "eval",
                          text->str, text->len, TRUE, NULL, NULL);

  g_string_free (text, TRUE);
}

static void
run_source (Call *call)
{
  ShInterp *sh = call->sh;
  const char *path = word_at (call, 1);
  const GString *in = sh->in;
  const GString *script = NULL;

  if (*path == '\0')
    {
      static const char message[] =
        "bash: .: filename argument required\n.: usage: . filename [arguments]\n";

      if (sh->error_out)
        vdt_script_sh_print (sh, message, -1);

      sh->status = 2;
      return;
    }

  if (g_str_equal (path, "/dev/stdin") || g_str_equal (path, "/dev/fd/0"))
    script = in;
  else
    script = vdt_script_sh_file (sh, path, FALSE);

  if (script == NULL)
    {
      sh->out_unknown = TRUE;
      sh->status = -1;
      sh->pure = FALSE;
      return;
    }

  sh->in = NULL;
  vdt_script_sh_nested (sh, vdt_script_sh_mark (sh, call->node->start, call->node->end), "source",
                        script->str, script->len, TRUE, NULL, NULL);
  sh->in = in;
}

/* declare, local, export, readonly, typeset: the words are assignments. */
static void
run_declare (Call *call)
{
  ShInterp *sh = call->sh;
  ShVariableKind kind = SH_VARIABLE_TEXT;
  gboolean integer = FALSE;
  char change = '\0';
  gboolean functions = FALSE;

  for (guint i = 1; i < call->node->words->len; i++)
    {
      ShMark mark = g_array_index (call->node->words, ShMark, i);
      const char *text = sh->source.text;
      gsize value = vdt_script_sh_assignment (text, mark.start, mark.end);
      gsize name_end = mark.start;
      g_autofree char *name = NULL;

      if (text[mark.start] == '-' || text[mark.start] == '+')
        {
          for (gsize k = mark.start + 1; k < mark.end; k++)
            {
              kind = text[k] == 'A' ? SH_VARIABLE_MAP : text[k] == 'a' ? SH_VARIABLE_LIST : kind;
              integer |= text[k] == 'i';
              functions |= text[k] == 'f';
              change = text[k] == 'u' || text[k] == 'l' ? text[k] : change;
            }

          continue;
        }

      while (name_end < mark.end && (g_ascii_isalnum (text[name_end]) || text[name_end] == '_'))
        name_end++;

      if (!vdt_script_sh_is_name (text + mark.start, name_end - mark.start) || functions)
        continue;

      name = g_strndup (text + mark.start, name_end - mark.start);

      if (kind != SH_VARIABLE_TEXT)
        {
          ShVariable *variable = vdt_script_sh_change (sh, name);

          if (variable->kind != kind)
            vdt_script_sh_variable_clear (variable, kind);
        }

      if (integer)
        vdt_script_sh_change (sh, name)->integer = TRUE;

      if (value == 0)
        continue;

      {
        ShNode assignment = { .kind = SH_SIMPLE, .start = mark.start, .end = mark.end };

        assignment.assigns = g_array_new (FALSE, FALSE, sizeof (ShMark));
        g_array_append_val (assignment.assigns, mark);
        vdt_script_sh_run_simple (sh, &assignment);
        g_array_unref (assignment.assigns);
      }

      if (integer || change != '\0')
        {
          ShVariable *variable = vdt_script_sh_get (sh, name);
          const char *now = variable != NULL ? vdt_script_sh_get_item (sh, variable, NULL) : NULL;
          g_autofree char *copy = g_strdup (now != NULL ? now : "");
          g_autofree char *changed = NULL;
          gint64 number;

          if (integer && vdt_script_sh_arithmetic (sh, copy, &number))
            changed = g_strdup_printf ("%" G_GINT64_FORMAT, number);
          else if (change != '\0')
            changed = change == 'u' ? g_ascii_strup (copy, -1) : g_ascii_strdown (copy, -1);

          if (changed != NULL && variable != NULL && variable->kind == SH_VARIABLE_TEXT)
            vdt_script_sh_set (sh, name, changed, variable->unknown);
        }
    }

  sh->status = 0;
}

static void
run_unset (Call *call)
{
  for (guint i = 1; i < call->words->len; i++)
    {
      const char *name = word_at (call, i);

      if (g_str_equal (name, "-f"))
        {
          for (i++; i < call->words->len; i++)
            g_hash_table_remove (call->sh->state->functions, word_at (call, i));
          return;
        }

      if (*name != '-')
        vdt_script_sh_unset (call->sh, name);
    }
}

static void
run_set (Call *call)
{
  ShState *state = call->sh->state;
  guint i = 1;

  while (i < call->words->len && (*word_at (call, i) == '-' || *word_at (call, i) == '+'))
    {
      const char *option = word_at (call, i++);

      if (g_str_equal (option, "--"))
        break;
      if (g_str_equal (option, "-o") || g_str_equal (option, "+o"))
        i++;
    }

  if (i == 1 || (i >= call->words->len && !g_str_equal (word_at (call, i - 1), "--")))
    {
      if (i >= call->words->len)
        return;
    }

  g_ptr_array_set_size (state->positional, 0);

  for (; i < call->words->len; i++)
    g_ptr_array_add (state->positional, g_strdup (word_at (call, i)));

  state->called = TRUE;
}

static void
run_shift (Call *call)
{
  GPtrArray *positional = call->sh->state->positional;
  guint64 n = call->words->len > 1 ? g_ascii_strtoull (word_at (call, 1), NULL, 10) : 1;

  g_ptr_array_remove_range (positional, 0, (guint) MIN (n, positional->len));
}

/* One line of the input; NULL at its end. */
static char *
read_line (ShInterp *sh,
          char      delimiter)
{
  const char *start;
  const char *stop;
  gsize rest;
  char *line;

  if (sh->in_read >= sh->in->len)
    return NULL;

  start = sh->in->str + sh->in_read;
  rest = sh->in->len - sh->in_read;
  stop = memchr (start, delimiter, rest);
  line = g_strndup (start, stop != NULL ? (gsize) (stop - start) : rest);
  sh->in_read += stop != NULL ? (gsize) (stop - start) + 1 : rest;

  return line;
}

static void
split_into (Call       *call,
           const char *line,
           guint       first)
{
  ShVariable *variable = vdt_script_sh_get (call->sh, "IFS");
  g_autofree char *ifs = g_strdup (variable != NULL && variable->text != NULL ? variable->text : " \t\n");

  for (guint i = first; i < call->words->len; i++)
    {
      gsize length;
      g_autofree char *value = NULL;

      while (*line != '\0' && g_ascii_isspace (*line) && strchr (ifs, *line) != NULL)
        line++;

      length = i + 1 < call->words->len ? strcspn (line, ifs) : strlen (line);
      value = g_strndup (line, length);

      if (i + 1 == call->words->len && *ifs != '\0')
        g_strchomp (value);

      vdt_script_sh_set (call->sh, word_at (call, i), value, FALSE);
      line += length;

      if (*line != '\0')
        line++;
    }
}

static void
run_read (Call *call)
{
  ShInterp *sh = call->sh;
  char delimiter = '\n';
  const char *list = NULL;
  guint i = 1;
  g_autofree char *line = NULL;

  for (; i < call->words->len && *word_at (call, i) == '-'; i++)
    {
      const char *option = word_at (call, i);
      char last = option[strlen (option) - 1];

      if (last == 'd')
        delimiter = *word_at (call, ++i);
      else if (last == 'a')
        list = word_at (call, ++i);
      else if (last != '\0' && strchr ("pntuNi", last) != NULL)
        i++;
    }

  if (sh->in == NULL)
    {
      for (; i < call->words->len; i++)
        {
          g_autofree char *name = g_strconcat ("$", word_at (call, i), NULL);

          if (vdt_script_sh_is_name (name + 1, strlen (name + 1)))
            vdt_script_sh_set (sh, word_at (call, i), name, TRUE);
        }

      sh->status = -1;
      sh->pure = FALSE;
      return;
    }

  line = read_line (sh, delimiter);
  sh->status = line == NULL;

  if (line == NULL)
    return;

  if (list != NULL)
    {
      g_auto(GStrv) items = g_strsplit_set (line, " \t\n", -1);
      ShVariable *variable = vdt_script_sh_change (sh, list);

      vdt_script_sh_variable_clear (variable, SH_VARIABLE_LIST);

      for (guint k = 0; items[k] != NULL; k++)
        if (*items[k] != '\0')
          g_ptr_array_add (variable->list, g_strdup (items[k]));
    }
  else if (i >= call->words->len)
    {
      vdt_script_sh_set (sh, "REPLY", line, FALSE);
    }
  else
    {
      split_into (call, line, i);
    }
}

/* mapfile, readarray */
static void
run_mapfile (Call *call)
{
  ShInterp *sh = call->sh;
  const char *name = call->words->len > 1 ? word_at (call, call->words->len - 1) : "MAPFILE";
  gboolean strip = FALSE;
  ShVariable *variable;
  char *line;

  for (guint i = 1; i < call->words->len; i++)
    strip |= g_str_equal (word_at (call, i), "-t");

  if (sh->in == NULL || !vdt_script_sh_is_name (name, strlen (name)))
    return;

  variable = vdt_script_sh_change (sh, name);
  vdt_script_sh_variable_clear (variable, SH_VARIABLE_LIST);

  while (variable->list->len < 65536 && (line = read_line (sh, '\n')) != NULL)
    {
      g_ptr_array_add (variable->list, strip ? g_strdup (line) : g_strconcat (line, "\n", NULL));
      g_free (line);
    }
}

static void
run_alias (Call *call)
{
  for (guint i = 1; i < call->words->len; i++)
    {
      const char *word = word_at (call, i);
      const char *equals = strchr (word, '=');

      if (equals != NULL && equals > word && *word != '\001' && call->sh->guessing == 0)
        g_hash_table_replace (call->sh->state->aliases, g_strndup (word, equals - word), g_strdup (equals + 1));
    }
}

static void
run_let (Call *call)
{
  gint64 value = 0;

  for (guint i = 1; i < call->words->len; i++)
    if (!vdt_script_sh_arithmetic (call->sh, word_at (call, i), &value))
      {
        call->sh->status = -1;
        return;
      }

  call->sh->status = value == 0;
}

static void
jump (Call   *call,
     ShFlow  flow)
{
  ShInterp *sh = call->sh;

  sh->levels = 1;

  if (call->words->len > 1 && (flow == SH_BREAK || flow == SH_CONTINUE))
    sh->levels = (guint) CLAMP (g_ascii_strtoull (word_at (call, 1), NULL, 10), 1, 100);
  else if (call->words->len > 1)
    sh->status = (int) (g_ascii_strtoull (word_at (call, 1), NULL, 10) & 255);

  if (sh->guessing == 0 && (flow == SH_EXIT || flow == SH_RETURN || sh->looping > 0))
    sh->flow = flow;
}

static void
run_true (Call *call)
{
  call->sh->status = 0;
}

static void
run_false (Call *call)
{
  call->sh->status = 1;
}

static void
run_break (Call *call)
{
  jump (call, SH_BREAK);
}

static void
run_continue (Call *call)
{
  jump (call, SH_CONTINUE);
}

static void
run_return (Call *call)
{
  jump (call, SH_RETURN);
}

static void
run_exit (Call *call)
{
  jump (call, SH_EXIT);
}

static void
run_test (Call *call)
{
  if (call->sh->guessed || !vdt_script_sh_test (call->sh, call->words, &call->sh->status))
    call->sh->status = -1;
}

static void
run_echo (Call *call)
{
  vdt_script_sh_echo (call->sh, call->words);
}

static void
run_printf (Call *call)
{
  vdt_script_sh_printf (call->sh, call->words);
}

static const struct
{
  const char *name;
  void      (*run) (Call *call);
} builtins[] = {
  { ".", run_source },      { ":", run_true },          { "[", run_test },         { "alias", run_alias },
  { "break", run_break },   { "cd", run_true },         { "continue", run_continue }, { "declare", run_declare },
  { "echo", run_echo },     { "eval", run_eval },       { "exit", run_exit },      { "export", run_declare },
  { "false", run_false },   { "let", run_let },         { "local", run_declare },  { "mapfile", run_mapfile },
  { "printf", run_printf }, { "read", run_read },       { "readarray", run_mapfile }, { "readonly", run_declare },
  { "return", run_return }, { "set", run_set },         { "shift", run_shift },    { "shopt", run_true },
  { "source", run_source }, { "test", run_test },       { "true", run_true },      { "typeset", run_declare },
  { "unset", run_unset },
};

/* Commands of the shell itself. TRUE when it was one. */
gboolean
vdt_script_sh_builtin (ShInterp  *sh,
                      ShNode    *node,
                      GPtrArray *words)
{
  const char *name = g_ptr_array_index (words, 0);
  Call call = { sh, node, words };

  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (g_str_equal (builtins[i].name, name))
      {
        /* What it prints rests on something not known. */
        if (sh->guessed && (builtins[i].run == run_echo || builtins[i].run == run_printf))
          sh->out_unknown = sh->out != NULL;

        if (builtins[i].run != run_test && builtins[i].run != run_exit && builtins[i].run != run_return)
          sh->status = 0;

        builtins[i].run (&call);
        return TRUE;
      }

  return FALSE;
}
