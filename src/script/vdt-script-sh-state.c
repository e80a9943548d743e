/* vdt-script-sh-state.c
 *
 * What a shell holds while it is evaluated: variables, lists, maps, functions,
 * and the files that the script has written. A subshell works on the same
 * state and gives back from a journal what it changed.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_LIST 65536
#define MAX_FILE ((gsize) 2 * 1024 * 1024)

static void
variable_free (gpointer data)
{
  ShVariable *variable = data;

  if (variable == NULL)
    return;

  g_free (variable->text);
  g_clear_pointer (&variable->list, g_ptr_array_unref);
  g_clear_pointer (&variable->keys, g_ptr_array_unref);
  g_clear_pointer (&variable->map, g_hash_table_unref);
  g_free (variable);
}

static gpointer
copy_text (gconstpointer text,
          gpointer      data)
{
  return g_strdup (text);
}

static ShVariable *
variable_copy (const ShVariable *from)
{
  ShVariable *copy;

  if (from == NULL)
    return NULL;

  copy = g_new0 (ShVariable, 1);
  *copy = *from;
  copy->text = g_strdup (from->text);

  if (from->list != NULL)
    {
      copy->list = g_ptr_array_copy (from->list, copy_text, NULL);
      g_ptr_array_set_free_func (copy->list, g_free);
    }

  if (from->map != NULL)
    {
      copy->map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      copy->keys = g_ptr_array_copy (from->keys, copy_text, NULL);
      g_ptr_array_set_free_func (copy->keys, g_free);

      for (guint i = 0; i < from->keys->len; i++)
        {
          const char *key = g_ptr_array_index (from->keys, i);

          g_hash_table_insert (copy->map, g_strdup (key), g_strdup (g_hash_table_lookup (from->map, key)));
        }
    }

  return copy;
}

static void
function_free (gpointer data)
{
  ShFunction *function = data;

  vdt_script_sh_node_unref (function->body);
  g_free (function);
}

static void
string_free (gpointer data)
{
  g_string_free (data, TRUE);
}

/* What every shell starts with: made once, never changed. */
static GHashTable *
base_variables (void)
{
  static gsize base;

  if (g_once_init_enter (&base))
    {
      JsonObject *variables = json_object_get_object_member (vdt_script_data_get ("sh.json"), "environment");
      GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free);
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init (&iter, variables);

      while (json_object_iter_next (&iter, &name, &node))
        {
          JsonArray *entry = json_node_get_array (node);
          ShVariable *variable = g_new0 (ShVariable, 1);

          variable->text = g_strdup (json_array_get_string_element (entry, 0));
          variable->symbolic = json_array_get_boolean_element (entry, 1);
          g_hash_table_insert (table, g_strdup (name), variable);
        }

      g_once_init_leave (&base, (gsize) table);
    }

  return (GHashTable *) base;
}

static ShState *
state_bare (void)
{
  ShState *state = g_new0 (ShState, 1);

  state->refs = 1;
  state->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free);
  state->functions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, function_free);
  state->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  state->journal = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  state->positional = g_ptr_array_new_with_free_func (g_free);

  return state;
}

ShState *
vdt_script_sh_state_new (void)
{
  ShState *state = state_bare ();

  state->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, string_free);
  state->kept = g_ptr_array_new_with_free_func (g_free);
  state->removed = g_ptr_array_new_with_free_func (string_free);

  return state;
}

/* A shell that another one starts: its own variables, the same files. */
ShState *
vdt_script_sh_state_child (ShState *state)
{
  ShState *child = state_bare ();
  GHashTableIter iter;
  gpointer name;
  gpointer variable;

  child->files = g_hash_table_ref (state->files);
  child->kept = g_ptr_array_ref (state->kept);
  child->removed = g_ptr_array_ref (state->removed);
  child->depth = state->depth;
  g_hash_table_iter_init (&iter, state->variables);

  while (g_hash_table_iter_next (&iter, &name, &variable))
    g_hash_table_insert (child->variables, g_strdup (name), variable_copy (variable));

  return child;
}

ShState *
vdt_script_sh_state_ref (ShState *state)
{
  state->refs++;

  return state;
}

void
vdt_script_sh_state_unref (ShState *state)
{
  if (--state->refs > 0)
    return;

  g_hash_table_unref (state->variables);
  g_hash_table_unref (state->functions);
  g_hash_table_unref (state->aliases);
  g_hash_table_unref (state->files);
  g_ptr_array_unref (state->kept);
  g_ptr_array_unref (state->removed);
  g_ptr_array_unref (state->journal);
  g_ptr_array_unref (state->positional);
  g_free (state);
}

void
vdt_script_sh_enter (ShInterp *sh)
{
  g_ptr_array_add (sh->state->journal, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, variable_free));
}

/* Gives back what has changed since vdt_script_sh_enter(). */
void
vdt_script_sh_leave (ShInterp *sh)
{
  ShState *state = sh->state;
  GHashTable *old = g_ptr_array_index (state->journal, state->journal->len - 1);
  GHashTableIter iter;
  gpointer name;
  gpointer variable;

  g_hash_table_iter_init (&iter, old);

  while (g_hash_table_iter_next (&iter, &name, &variable))
    {
      g_hash_table_iter_steal (&iter);

      if (variable != NULL)
        {
          g_hash_table_replace (state->variables, name, variable);
        }
      else
        {
          g_hash_table_remove (state->variables, name);
          g_free (name);
        }
    }

  g_ptr_array_set_size (state->journal, (gint) state->journal->len - 1);
}

static void
remember (ShInterp   *sh,
         const char *name)
{
  ShState *state = sh->state;
  GHashTable *old;

  state->changes++;

  if (state->journal->len == 0)
    return;

  old = g_ptr_array_index (state->journal, state->journal->len - 1);

  if (!g_hash_table_contains (old, name))
    g_hash_table_insert (old, g_strdup (name), variable_copy (g_hash_table_lookup (state->variables, name)));
}

/* The variable @name, NULL when it is not set. */
ShVariable *
vdt_script_sh_get (ShInterp   *sh,
                  const char *name)
{
  ShVariable *variable = g_hash_table_lookup (sh->state->variables, name);

  if (variable == NULL)
    variable = g_hash_table_lookup (base_variables (), name);

  return variable != NULL && !variable->removed ? variable : NULL;
}

/* The same, to be changed; made when it is not there. */
ShVariable *
vdt_script_sh_change (ShInterp   *sh,
                     const char *name)
{
  ShVariable *variable;

  remember (sh, name);
  variable = g_hash_table_lookup (sh->state->variables, name);

  if (variable == NULL)
    {
      const ShVariable *base = g_hash_table_lookup (base_variables (), name);

      variable = base != NULL ? variable_copy (base) : g_new0 (ShVariable, 1);
      g_hash_table_insert (sh->state->variables, g_strdup (name), variable);
    }

  variable->symbolic = FALSE;
  variable->removed = FALSE;

  return variable;
}

void
vdt_script_sh_variable_clear (ShVariable     *variable,
                             ShVariableKind  kind)
{
  g_clear_pointer (&variable->text, g_free);
  g_clear_pointer (&variable->list, g_ptr_array_unref);
  g_clear_pointer (&variable->keys, g_ptr_array_unref);
  g_clear_pointer (&variable->map, g_hash_table_unref);
  variable->kind = kind;
  variable->unknown = FALSE;

  if (kind == SH_VARIABLE_LIST)
    {
      variable->list = g_ptr_array_new_with_free_func (g_free);
    }
  else if (kind == SH_VARIABLE_MAP)
    {
      variable->keys = g_ptr_array_new_with_free_func (g_free);
      variable->map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    }
}

void
vdt_script_sh_set (ShInterp   *sh,
                  const char *name,
                  const char *text,
                  gboolean    unknown)
{
  ShVariable *variable;

  if (!vdt_script_context_step (sh->context, 1 + (guint) (strlen (text) / 256)))
    return;

  variable = vdt_script_sh_change (sh, name);

  if (variable->kind == SH_VARIABLE_LIST)
    {
      vdt_script_sh_set_item (sh, name, "0", text);
    }
  else if (variable->kind == SH_VARIABLE_TEXT)
    {
      char *copy = g_strdup (text);

      g_free (variable->text);
      variable->text = copy;
    }

  variable->unknown = unknown;
}

void
vdt_script_sh_set_item (ShInterp   *sh,
                       const char *name,
                       const char *key,
                       const char *text)
{
  ShVariable *variable = vdt_script_sh_change (sh, name);
  gint64 index;

  if (variable->kind == SH_VARIABLE_MAP)
    {
      if (variable->keys->len >= MAX_LIST)
        return;

      if (!g_hash_table_contains (variable->map, key))
        g_ptr_array_add (variable->keys, g_strdup (key));

      g_hash_table_replace (variable->map, g_strdup (key), g_strdup (text));
      return;
    }

  if (variable->kind == SH_VARIABLE_TEXT)
    {
      g_autofree char *first = g_steal_pointer (&variable->text);

      vdt_script_sh_variable_clear (variable, SH_VARIABLE_LIST);

      if (first != NULL)
        g_ptr_array_add (variable->list, g_steal_pointer (&first));
    }

  if (!vdt_script_sh_arithmetic (sh, key, &index))
    return;

  if (index < 0)
    index += variable->list->len;

  if (index < 0 || index >= MAX_LIST)
    return;

  while (variable->list->len <= (guint) index)
    g_ptr_array_add (variable->list, NULL);

  g_free (g_ptr_array_index (variable->list, index));
  g_ptr_array_index (variable->list, index) = g_strdup (text);
}

/* @variable's text, or one of its items. NULL: not set. */
const char *
vdt_script_sh_get_item (ShInterp         *sh,
                       const ShVariable *variable,
                       const char       *key)
{
  gint64 index = 0;

  if (variable == NULL)
    return NULL;

  if (variable->kind == SH_VARIABLE_MAP)
    return g_hash_table_lookup (variable->map, key != NULL ? key : "0");

  if (key != NULL && !vdt_script_sh_arithmetic (sh, key, &index))
    return NULL;

  if (variable->kind == SH_VARIABLE_TEXT)
    return index == 0 || index == -1 ? variable->text : NULL;

  if (index < 0)
    index += variable->list->len;

  return index >= 0 && index < variable->list->len ? g_ptr_array_index (variable->list, index) : NULL;
}

void
vdt_script_sh_unset (ShInterp   *sh,
                    const char *name)
{
  remember (sh, name);

  if (g_hash_table_contains (base_variables (), name))
    {
      ShVariable *variable = g_new0 (ShVariable, 1);

      variable->removed = TRUE;
      g_hash_table_replace (sh->state->variables, g_strdup (name), variable);
    }
  else
    {
      g_hash_table_remove (sh->state->variables, name);
    }
}

/* A file that the script wrote; NULL when there is none, or for a device. */
GString *
vdt_script_sh_file (ShInterp   *sh,
                   const char *path,
                   gboolean    create)
{
  GString *content;

  if (g_str_has_prefix (path, "./"))
    path += 2;

  if (*path == '\0' || g_str_has_prefix (path, "/dev/") || g_str_has_prefix (path, "/proc/"))
    return NULL;

  content = g_hash_table_lookup (sh->state->files, path);

  if (content == NULL && create && g_hash_table_size (sh->state->files) < 1024)
    {
      content = g_string_new (NULL);
      g_hash_table_insert (sh->state->files, g_strdup (path), content);
    }

  if (content != NULL && create && content->len > MAX_FILE)
    return NULL;

  return content;
}
