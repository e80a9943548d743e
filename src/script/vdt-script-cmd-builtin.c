/* vdt-script-cmd-builtin.c
 *
 * The commands that cmd.exe has inside itself, as far as what they do can be
 * known: variables, jumps, calls, output.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_SCOPES 32
#define MAX_LINE   8191 /* characters, cmd.exe's own limit on a line */

typedef struct
{
  GHashTable *variables;
  gboolean    delayed;
} Scope;

typedef struct
{
  CmdInterp  *cmd;
  CmdNode    *node;
  const char *before;
  const char *name;       /* lower case */
  const char *args;
  GPtrArray  *redirects;
} Call;

static void
scope_free (gpointer data)
{
  Scope *scope = data;

  g_hash_table_unref (scope->variables);
  g_free (scope);
}

static const char *
skip_delimiters (const char *text)
{
  while (vdt_script_cmd_is_noise (*text))
    text++;

  return text;
}

static void
show (Call       *call,
      const char *args)
{
  vdt_script_cmd_report (call->cmd, call->node, call->before, call->name, args, call->redirects, TRUE);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return g_ascii_strcasecmp (*(const char *const *) a, *(const char *const *) b);
}

/* "set", "set prefix" */
static void
list_variables (CmdInterp  *cmd,
                const char *prefix)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  gsize length = strlen (prefix);
  g_autoptr(GPtrArray) all = vdt_script_cmd_list (cmd);

  for (guint i = 0; i < all->len && vdt_script_context_step (cmd->context, 1); i++)
    {
      const CmdVariable *variable = g_ptr_array_index (all, i);

      if (variable->name[0] != '=' && g_ascii_strncasecmp (variable->name, prefix, length) == 0)
        g_ptr_array_add (lines, g_strconcat (variable->name, "=", variable->value, NULL));
    }

  g_ptr_array_sort (lines, compare_lines);

  for (guint i = 0; i < lines->len; i++)
    vdt_script_cmd_print (cmd, g_ptr_array_index (lines, i), TRUE);
}

/* "name=value" with the quotes that SET strips: a leading one and the last. */
static char *
strip_set_quotes (const char *args)
{
  char *text;
  char *last;

  while (g_ascii_isspace (*args))
    args++;

  if (*args != '"')
    return g_strdup (args);

  text = g_strdup (args + 1);
  last = strrchr (text, '"');

  if (last != NULL)
    *last = '\0';

  return text;
}

static void
report_set (Call       *call,
            const char *name,
            const char *value)
{
  CmdMark mark = vdt_script_cmd_mark (call->cmd, call->node);
  g_autofree char *shown_name = vdt_script_cmd_show (name);
  g_autofree char *shown = vdt_script_cmd_show (value);
  const char *words[] = { shown, NULL };
  VdtScriptCommandInit init = {
    .kind = VDT_SCRIPT_COMMAND_ASSIGN,
    .lang = VDT_SCRIPT_LANG_CMD,
    .name = shown_name,
    .args = words,
    .layer = call->cmd->layer,
    .start = mark.start,
    .length = mark.end - mark.start,
    .quiet = TRUE,
  };

  if (call->cmd->looping > 0 || call->cmd->silent)
    return;

  init.pipeline = vdt_script_context_next_pipeline (call->cmd->context);
  vdt_script_context_command (call->cmd->context, &init, NULL);
}

static void
edit_set (Call       *call,
          const char *switches,
          const char *name,
          const char *value)
{
  CmdMark mark = vdt_script_cmd_mark (call->cmd, call->node);
  g_autofree char *text = g_strdup_printf ("%s%s \"%s=%s\"", call->before, switches, name, value);
  gsize length = mark.end - mark.start;

  /* Text that is clear already keeps its form. */
  if (!call->node->noisy && length <= strlen (text) + 1 && call->cmd->fixed == NULL &&
      memchr (call->cmd->text + mark.start, '%', length) == NULL &&
      memchr (call->cmd->text + mark.start, '!', length) == NULL)
    return;

  vdt_script_cmd_edit (call->cmd, mark.start, mark.end, "variables", text);
}

static void
set_prompt (Call       *call,
            const char *args)
{
  CmdInterp *cmd = call->cmd;
  g_autofree char *text = strip_set_quotes (args);
  char *equals = strchr (text, '=');
  g_autofree char *prompt = NULL;

  if (equals == NULL)
    return;

  *equals = '\0';
  prompt = strip_set_quotes (equals + 1);
  vdt_script_cmd_print (cmd, prompt, FALSE);

  if (*text == '\0' || cmd->skipping > 0)
    {
      show (call, call->args);
      return;
    }

  if (cmd->in != NULL)
    {
      g_autofree char *line = g_strndup (cmd->in, strcspn (cmd->in, "\r\n"));

      vdt_script_cmd_set (cmd, text, line);
    }
  else
    {
      /* What somebody types: a name stands for it. */
      vdt_script_cmd_set (cmd, text, "__input__");
    }

  show (call, call->args);
}

static gboolean
do_set (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *args = call->args + strspn (call->args, " \t");
  g_autofree char *text = NULL;
  char *equals;
  gint64 value;

  if (args[0] == '/' && g_ascii_tolower (args[1]) == 'p')
    {
      set_prompt (call, args + 2);
      return TRUE;
    }

  if (args[0] == '/' && g_ascii_tolower (args[1]) == 'a')
    {
      g_autofree char *result = NULL;

      if (vdt_script_cmd_arithmetic (cmd, args + 2, &value) && !cmd->file_rules)
        {
          result = g_strdup_printf ("%" G_GINT64_FORMAT, value);
          vdt_script_cmd_print (cmd, result, FALSE);
        }

      show (call, call->args);
      return TRUE;
    }

  text = strip_set_quotes (args);
  equals = *text != '\0' ? strchr (text + 1, '=') : NULL;

  if (equals == NULL)
    {
      g_strchomp (text);

      list_variables (cmd, text);
      show (call, call->args);
      return TRUE;
    }

  *equals = '\0';

  if (cmd->skipping == 0)
    {
      vdt_script_cmd_set (cmd, text, equals + 1);
      report_set (call, text, equals + 1);
    }

  edit_set (call, "set", text, equals + 1);

  return TRUE;
}

static gboolean
do_echo (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *text = call->args;
  g_autofree char *word = g_ascii_strdown (skip_delimiters (text), -1);

  g_strchomp (word);

  if (*text == '\0' || g_str_equal (word, "on") || g_str_equal (word, "off"))
    {
      show (call, call->args);
      return TRUE;
    }

  vdt_script_cmd_print (cmd, text + 1, TRUE);
  show (call, call->args);

  return TRUE;
}

static gboolean
do_call (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *args = skip_delimiters (call->args);
  CmdMark mark = vdt_script_cmd_mark (cmd, call->node);
  g_autofree char *text = vdt_script_cmd_expand_text (cmd, args);
  gboolean expanded = cmd->expanded;
  g_autofree char *plain = NULL;
  g_autofree char *whole = NULL;

  if (*text == ':')
    {
      show (call, call->args);

      if (cmd->skipping == 0)
        vdt_script_cmd_call_label (cmd, text);

      return TRUE;
    }

  if (cmd->skipping > 0)
    {
      vdt_script_cmd_edit (cmd, mark.start, mark.end, "call", text);
      return TRUE;
    }

  if (cmd->nesting > 0 && strlen (text) > MAX_LINE)
    {
      vdt_script_context_note (cmd->context, "A CALL inside another is longer than cmd.exe takes; it was not evaluated.");
      vdt_script_cmd_edit (cmd, mark.start, mark.end, "call", text);
      return TRUE;
    }

  cmd->expanded = TRUE;
  vdt_script_cmd_run_text (cmd, text, mark);
  cmd->expanded = expanded;

  /* Once the second expansion has done its work CALL says nothing more. */
  plain = vdt_script_cmd_plain (text);
  whole = g_strconcat (call->before, g_str_equal (text, args) ? "call " : "", plain, NULL);
  vdt_script_cmd_edit (cmd, mark.start, mark.end, "call", whole);

  return TRUE;
}

static gboolean
do_goto (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *target = skip_delimiters (call->args);

  show (call, call->args);

  if (cmd->guessing > 0 || cmd->skipping > 0)
    return TRUE;

  while (*target == ':' || vdt_script_cmd_is_noise (*target))
    target++;

  if (g_ascii_strncasecmp (target, "eof", 3) == 0 && !g_ascii_isalnum (target[3]))
    {
      cmd->flow = CMD_GO_BACK;
    }
  else if (*target != '\0')
    {
      g_free (cmd->target);
      cmd->target = g_strdup (target);
      cmd->flow = CMD_GO_TO;
    }

  return TRUE;
}

static gboolean
do_exit (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *args = skip_delimiters (call->args);
  gboolean back = args[0] == '/' && g_ascii_tolower (args[1]) == 'b';
  gint64 code;

  show (call, call->args);

  if (cmd->skipping > 0)
    return TRUE;

  if (back)
    args = skip_delimiters (args + 2);

  if (vdt_script_cmd_number (args, &code))
    cmd->errorlevel = code;

  if (cmd->guessing == 0)
    cmd->flow = back ? CMD_GO_BACK : CMD_GO_OUT;

  return TRUE;
}

static gboolean
do_setlocal (Call *call)
{
  CmdInterp *cmd = call->cmd;
  g_autofree char *lower = g_ascii_strdown (call->args, -1);

  show (call, call->args);

  if (cmd->skipping > 0)
    return TRUE;

  if (cmd->scopes == NULL)
    cmd->scopes = g_ptr_array_new_with_free_func (scope_free);

  if (cmd->scopes->len < MAX_SCOPES &&
      vdt_script_context_step (cmd->context, g_hash_table_size (cmd->process->variables)))
    {
      Scope *scope = g_new0 (Scope, 1);

      scope->variables = vdt_script_cmd_copy_variables (cmd->process->variables);
      scope->delayed = cmd->delayed;
      g_ptr_array_add (cmd->scopes, scope);
    }

  if (strstr (lower, "enabledelayedexpansion") != NULL)
    cmd->delayed = TRUE;
  else if (strstr (lower, "disabledelayedexpansion") != NULL)
    cmd->delayed = FALSE;

  return TRUE;
}

static gboolean
do_endlocal (Call *call)
{
  CmdInterp *cmd = call->cmd;
  Scope *scope;

  show (call, call->args);

  if (cmd->skipping > 0 || cmd->scopes == NULL || cmd->scopes->len == 0)
    return TRUE;

  scope = g_ptr_array_index (cmd->scopes, cmd->scopes->len - 1);
  g_hash_table_unref (cmd->process->variables);
  cmd->process->variables = g_hash_table_ref (scope->variables);
  cmd->delayed = scope->delayed;
  g_ptr_array_set_size (cmd->scopes, (gint) cmd->scopes->len - 1);

  return TRUE;
}

static gboolean
do_shift (Call *call)
{
  CmdInterp *cmd = call->cmd;

  show (call, call->args);

  if (cmd->argv != NULL && cmd->argv->len > 0 && cmd->skipping == 0)
    g_ptr_array_remove_index (cmd->argv, 0);

  return TRUE;
}

static gboolean
do_type (Call *call)
{
  CmdInterp *cmd = call->cmd;
  g_autoptr(GPtrArray) names = vdt_script_cmd_split (call->args, TRUE);

  for (guint i = 0; i < names->len; i++)
    {
      GString *file = vdt_script_cmd_file (cmd, g_ptr_array_index (names, i), FALSE);
      g_autofree char *copy = file != NULL ? g_strdup (file->str) : NULL;

      if (copy != NULL && !vdt_script_context_step (cmd->context, 1 + (guint) (file->len / 128)))
        break;

      if (copy != NULL)
        vdt_script_cmd_print (cmd, copy, FALSE);
      else if (*(const char *) g_ptr_array_index (names, i) != '/')
        cmd->out_unknown = TRUE;
    }

  vdt_script_cmd_report (cmd, call->node, call->before, call->name, call->args, call->redirects, FALSE);

  return TRUE;
}

/* assoc and ftype: what a usual installation has, one line each. */
static gboolean
do_table (Call *call)
{
  CmdInterp *cmd = call->cmd;
  JsonArray *lines = json_object_get_array_member (vdt_script_data_get ("cmd.json"), call->name);
  g_autofree char *wanted = g_strdup (skip_delimiters (call->args));
  gsize length;

  g_strchomp (wanted);
  length = strlen (wanted);
  show (call, call->args);

  for (guint i = 0; strchr (wanted, '=') == NULL && i < json_array_get_length (lines); i++)
    {
      const char *line = json_array_get_string_element (lines, i);

      if (length == 0 || (g_ascii_strncasecmp (line, wanted, length) == 0 && line[length] == '='))
        vdt_script_cmd_print (cmd, line, TRUE);
    }

  return TRUE;
}

static gboolean
do_ver (Call *call)
{
  vdt_script_cmd_print (call->cmd, json_object_get_string_member (vdt_script_data_get ("cmd.json"), "ver"), TRUE);
  show (call, call->args);

  return TRUE;
}

/* start ["title"] [switches] command: the command runs as if START were not there. */
static gboolean
do_start (Call *call)
{
  CmdInterp *cmd = call->cmd;
  const char *at = skip_delimiters (call->args);
  g_autofree char *before = NULL;
  g_autofree char *name = NULL;
  gsize length = 0;
  gboolean quoted = FALSE;

  while (*at == '"' || *at == '/')
    {
      gboolean folder = at[0] == '/' && g_ascii_tolower (at[1]) == 'd' && vdt_script_cmd_is_noise (at[2]);
      const char *end = *at == '"' ? strchr (at + 1, '"') : at + strcspn (at, " \t");

      /* A title is only one when something follows it. */
      if (end == NULL || *skip_delimiters (*end == '"' ? end + 1 : end) == '\0')
        break;

      at = skip_delimiters (*end == '"' ? end + 1 : end);

      if (folder)
        at = skip_delimiters (at + strcspn (at, " \t"));
    }

  for (; at[length] != '\0' && (quoted || !vdt_script_cmd_is_noise (at[length])); length++)
    if (at[length] == '"')
      quoted = !quoted;

  if (length == 0)
    return FALSE;

  before = g_strndup (call->args, at - call->args);
  name = g_strdup_printf ("%s%s%s", call->before, call->name, before);

  {
    g_autofree char *program = g_strndup (at, length);

    vdt_script_cmd_program (cmd, call->node, name, program, at + length, call->redirects);
  }

  return TRUE;
}

/* Commands whose effect is outside the script. */
static gboolean
do_plain (Call *call)
{
  show (call, call->args);
  call->cmd->out_unknown |= g_str_equal (call->name, "dir");

  return TRUE;
}

static const struct
{
  const char *name;
  gboolean  (*run) (Call *call);
} builtins[] = {
  { "assoc", do_table },       { "break", do_plain },    { "call", do_call },       { "cd", do_plain },
  { "chdir", do_plain },       { "cls", do_plain },      { "color", do_plain },     { "copy", do_plain },
  { "del", do_plain },         { "dir", do_plain },      { "echo", do_echo },       { "endlocal", do_endlocal },
  { "erase", do_plain },       { "exit", do_exit },      { "ftype", do_table },     { "goto", do_goto },
  { "md", do_plain },          { "mkdir", do_plain },    { "mklink", do_plain },    { "move", do_plain },
  { "path", do_plain },        { "pause", do_plain },    { "popd", do_plain },      { "prompt", do_plain },
  { "pushd", do_plain },       { "rd", do_plain },       { "ren", do_plain },       { "rename", do_plain },
  { "rmdir", do_plain },       { "set", do_set },        { "setlocal", do_setlocal }, { "shift", do_shift },
  { "start", do_start },       { "title", do_plain },    { "type", do_type },       { "ver", do_ver },
};

/* "type.exe" is a program; "assoc.cmd" and "echo.text" are not. */
static gboolean
is_program (const char *word,
            gsize       length)
{
  static const char *const endings[] = { ".exe", ".com", ".bat", ".cmd" };

  if (g_ascii_strncasecmp (word, "assoc.", 6) == 0)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_ascii_strcasecmp (word + length, endings[i]) == 0)
      return TRUE;

  return FALSE;
}

/**
 * vdt_script_cmd_builtin:
 * @name: the command word as it stands; "echo.text" and "set/a" are split here
 *
 * Returns: whether it was one of cmd.exe's own commands
 */
gboolean
vdt_script_cmd_builtin (CmdInterp  *cmd,
                        CmdNode    *node,
                        const char *before,
                        const char *name,
                        const char *args,
                        GPtrArray  *redirects)
{
  g_autofree char *plain = vdt_script_cmd_unquote (name);
  gsize length = 0;
  g_autofree char *word = NULL;
  g_autofree char *all = NULL;

  while (g_ascii_isalpha (plain[length]))
    length++;

  if (length == 0 || (plain[length] != '\0' && strchr (".:(/\\+[],;=\"", plain[length]) == NULL))
    return FALSE;

  if (is_program (plain, length))
    return FALSE;

  word = g_ascii_strdown (plain, (gssize) length);
  all = g_strconcat (plain + length, args, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (builtins); i++)
    if (g_str_equal (builtins[i].name, word))
      {
        Call call = { cmd, node, before, word, all, redirects };

        return builtins[i].run (&call);
      }

  return FALSE;
}
