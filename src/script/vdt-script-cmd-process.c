/* vdt-script-cmd-process.c
 *
 * What a cmd.exe process holds while it is evaluated: its variables and the
 * files that the script has written.
 *
 * Names that belong to one user or machine (the user's folder, the computer's
 * name) have a value in the environment because obfuscation cuts letters out of
 * it, yet a reader wants to see %TEMP% and not a made-up path. The made-up
 * parts therefore carry a mark (a control character in place of their first
 * letter), by which vdt_script_cmd_show() knows them again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_VALUE 32767
#define MAX_FILE  (1024 * 1024)

#define MARK_USER     '\x02'
#define MARK_COMPUTER '\x03'
#define MARK_DOMAIN   '\x04'

static CmdVariable *
variable_new (const char *name,
              const char *value)
{
  CmdVariable *variable = g_new (CmdVariable, 1);

  variable->name = g_strdup (name);
  variable->value = g_strdup (value);

  return variable;
}

static void
variable_free (gpointer data)
{
  CmdVariable *variable = data;

  g_free (variable->name);
  g_free (variable->value);
  g_free (variable);
}

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

static GHashTable *
variables_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free);
}

GHashTable *
vdt_script_cmd_copy_variables (GHashTable *variables)
{
  GHashTable *copy = variables_new ();
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, variables);

  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const CmdVariable *variable = value;

      g_hash_table_insert (copy, g_strdup (key), variable_new (variable->name, variable->value));
    }

  return copy;
}

/* "C:\Users\user\AppData" → the same with the made-up user's first letter marked */
static char *
mark_value (const char *name,
            const char *value)
{
  char *marked = g_strdup (value);
  char *user = strstr (marked, "\\Users\\user");

  if (user != NULL && (user[11] == '\0' || user[11] == '\\' || user[11] == ';'))
    user[7] = MARK_USER;
  else if (g_ascii_strcasecmp (name, "USERNAME") == 0 && *marked != '\0')
    *marked = MARK_USER;
  else if (g_ascii_strcasecmp (name, "COMPUTERNAME") == 0 && *marked != '\0')
    *marked = MARK_COMPUTER;
  else if (g_ascii_strcasecmp (name, "USERDOMAIN") == 0 && *marked != '\0')
    *marked = MARK_DOMAIN;
  else if (g_ascii_strcasecmp (name, "LOGONSERVER") == 0 && strlen (marked) > 2)
    marked[2] = MARK_COMPUTER;

  return marked;
}

/* What every process starts with: made once, never changed. */
static GHashTable *
base_variables (void)
{
  static gsize base;

  if (g_once_init_enter (&base))
    {
      JsonObject *variables = vdt_script_data_get ("environment.json");
      GHashTable *table = variables_new ();
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init (&iter, variables);

      while (json_object_iter_next (&iter, &name, &node))
        {
          g_autofree char *marked = mark_value (name, json_node_get_string (node));

          g_hash_table_insert (table, g_ascii_strdown (name, -1), variable_new (name, marked));
        }

      g_once_init_leave (&base, (gsize) table);
    }

  return (GHashTable *) base;
}

static char *
unmarked (const char *value)
{
  char *plain = g_strdup (value);

  for (char *at = plain; *at != '\0'; at++)
    if (*at == MARK_USER)
      *at = 'u';
    else if (*at == MARK_COMPUTER || *at == MARK_DOMAIN)
      *at = 'D';

  return plain;
}

CmdProcess *
vdt_script_cmd_process_new (VdtScriptContext *context)
{
  CmdProcess *process = g_new0 (CmdProcess, 1);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  process->variables = variables_new ();
  process->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, string_free);

  /* What the script around this one has set. */
  g_hash_table_iter_init (&iter, context->environment);

  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const CmdVariable *base = g_hash_table_lookup (base_variables (), key);
      g_autofree char *plain = base != NULL ? unmarked (base->value) : NULL;

      if (value != NULL && g_strcmp0 (plain, value) != 0)
        g_hash_table_insert (process->variables, g_ascii_strdown (key, -1),
                             variable_new (base != NULL ? base->name : key, value));
    }

  return process;
}

/* A child: its own variables, the same files. */
CmdProcess *
vdt_script_cmd_process_copy (const CmdProcess *process)
{
  CmdProcess *copy = g_new0 (CmdProcess, 1);

  copy->variables = vdt_script_cmd_copy_variables (process->variables);
  copy->files = g_hash_table_ref (process->files);
  copy->changes = process->changes;

  return copy;
}

void
vdt_script_cmd_process_free (CmdProcess *process)
{
  g_hash_table_unref (process->variables);
  g_hash_table_unref (process->files);
  g_free (process);
}

/* What only the running system knows; the text keeps the name. */
static gboolean
is_dynamic (const char *lower)
{
  static const char *const names[] = {
    "cd", "date", "time", "random", "cmdcmdline", "highestnumanodenumber",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], lower))
      return TRUE;

  return FALSE;
}

/* A variable whose value is NULL has been taken away. */
static const CmdVariable *
find_variable (const CmdProcess *process,
               const char       *lower)
{
  const CmdVariable *variable = g_hash_table_lookup (process->variables, lower);

  if (variable == NULL)
    variable = g_hash_table_lookup (base_variables (), lower);

  return variable != NULL && variable->value != NULL ? variable : NULL;
}

/**
 * vdt_script_cmd_get:
 * @symbolic: (out): set when the variable exists but its value cannot be known
 *
 * Returns: (transfer none) (nullable): the value, good until the next set
 */
const char *
vdt_script_cmd_get (CmdInterp  *cmd,
                    const char *name,
                    gsize       length,
                    gboolean   *symbolic)
{
  char buffer[128];
  g_autofree char *heap = NULL;
  char *lower = buffer;
  const CmdVariable *variable;

  *symbolic = FALSE;

  if (length >= sizeof buffer)
    lower = heap = g_malloc (length + 1);

  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (name[i]);

  lower[length] = '\0';
  variable = find_variable (cmd->process, lower);

  if (variable != NULL)
    return variable->value;

  if (g_str_equal (lower, "cmdextversion"))
    return "2";

  if (g_str_equal (lower, "errorlevel") && cmd->errorlevel == 0)
    return "0";

  *symbolic = is_dynamic (lower) || g_str_equal (lower, "errorlevel");

  return NULL;
}

void
vdt_script_cmd_set (CmdInterp  *cmd,
                    const char *name,
                    const char *value)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const CmdVariable *variable = find_variable (cmd->process, lower);
  CmdVariable *changed;

  if (variable != NULL && value != NULL && g_str_equal (variable->value, value))
    return;

  if (variable == NULL && (value == NULL || *value == '\0'))
    return;

  cmd->process->changes++;

  if (value != NULL && !vdt_script_context_step (cmd->context, 1 + (guint) (strlen (value) / 64)))
    return;

  changed = variable_new (name, value != NULL && *value != '\0' ? value : NULL);

  if (changed->value != NULL && strlen (changed->value) > MAX_VALUE)
    changed->value[MAX_VALUE] = '\0';

  g_hash_table_replace (cmd->process->variables, g_steal_pointer (&lower), changed);
}

/* Hands the variables that a script set to the programs that it starts. */
void
vdt_script_cmd_export (CmdInterp *cmd)
{
  GHashTableIter iter;
  gpointer value;

  if (cmd->process->exported == cmd->process->changes)
    return;

  cmd->process->exported = cmd->process->changes;
  g_hash_table_iter_init (&iter, cmd->process->variables);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const CmdVariable *variable = value;
      const char *known = vdt_script_context_getenv (cmd->context, variable->name);
      g_autofree char *plain = variable->value != NULL ? unmarked (variable->value) : NULL;

      if (g_strcmp0 (known, plain) != 0)
        vdt_script_context_setenv (cmd->context, variable->name, plain);
    }
}

/* The names and values of all variables, in no order. */
GPtrArray *
vdt_script_cmd_list (CmdInterp *cmd)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, base_variables ());

  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (cmd->process->variables, key))
      g_ptr_array_add (all, value);

  g_hash_table_iter_init (&iter, cmd->process->variables);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((const CmdVariable *) value)->value != NULL)
      g_ptr_array_add (all, value);

  return all;
}

/**
 * vdt_script_cmd_show:
 * @text: evaluated text, with marks
 *
 * Returns: (transfer full): @text as a reader should see it: %TEMP% instead of
 *   the made-up user's folder
 */
char *
vdt_script_cmd_show (const char *text)
{
  /* Longest first. */
  static const struct
  {
    const char *made_up;
    const char *name;
  } names[] = {
    { "C:\\Users\\\x02ser\\AppData\\Local\\Temp", "%TEMP%" },
    { "C:\\Users\\\x02ser\\AppData\\Local", "%LOCALAPPDATA%" },
    { "C:\\Users\\\x02ser\\AppData\\Roaming", "%APPDATA%" },
    { "C:\\Users\\\x02ser", "%USERPROFILE%" },
    { "\\Users\\\x02ser", "%HOMEPATH%" },
    { "\x02ser", "%USERNAME%" },
    { "\\\\\x03" "ESKTOP", "%LOGONSERVER%" },
    { "\x03" "ESKTOP", "%COMPUTERNAME%" },
    { "\x04" "ESKTOP", "%USERDOMAIN%" },
    { "\x02", "u" },
    { "\x03", "D" },
    { "\x04", "D" },
  };
  GString *shown;

  if (strpbrk (text, "\x02\x03\x04") == NULL)
    return g_strdup (text);

  shown = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (shown->str, names[i].made_up) != NULL)
      g_string_replace (shown, names[i].made_up, names[i].name, 0);

  return g_string_free (shown, FALSE);
}

/* "dir\Name.txt" and "Name.txt" are taken as one file: the current folder is not known. */
GString *
vdt_script_cmd_file (CmdInterp  *cmd,
                     const char *name,
                     gboolean    create)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  char *base;
  char *key;
  GString *content;

  g_strdelimit (lower, "\"", ' ');
  g_strstrip (lower);
  base = strrchr (lower, '\\');
  key = base != NULL ? base + 1 : lower;

  if (*key == '\0' || g_str_equal (key, "nul") || g_str_equal (key, "con"))
    return NULL;

  content = g_hash_table_lookup (cmd->process->files, key);

  if (content == NULL && create && g_hash_table_size (cmd->process->files) < 256)
    {
      content = g_string_new (NULL);
      g_hash_table_insert (cmd->process->files, g_strdup (key), content);
    }

  if (content != NULL && create && content->len > MAX_FILE)
    return NULL;

  return content;
}
