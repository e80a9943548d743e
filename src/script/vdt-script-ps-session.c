/* vdt-script-ps-session.c
 *
 * The cmdlets and variables that obfuscation reads the session itself with:
 * Get-Variable, Set-Item, Get-Command, New-Object, SecureString, aliases.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"
#include "vdt-script-decode.h"

#include <string.h>

static JsonObject *
table (const char *name)
{
  return json_object_get_object_member (vdt_script_data_get ("powershell.json"), name);
}

const char *
ps_alias (PsSession  *ps,
          const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  const char *own = g_hash_table_lookup (ps->aliases, lower);

  if (own != NULL)
    {
      g_autofree char *next = g_ascii_strdown (own, -1);
      const char *final = json_object_get_string_member_with_default (table ("aliases"), next, NULL);

      return final != NULL ? final : own;
    }

  return json_object_get_string_member_with_default (table ("aliases"), lower, NULL);
}

/* A list of names of powershell.json as a set: lower-case name → name as it is usually written. */
static GHashTable *
name_set (const char *list)
{
  JsonArray *names = json_object_get_array_member (vdt_script_data_get ("powershell.json"), list);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (names); i++)
    g_hash_table_insert (set, g_ascii_strdown (json_array_get_string_element (names, i), -1),
                         (gpointer) json_array_get_string_element (names, i));

  return set;
}

static const char *
find_name (const char *list,
           const char *name)
{
  static gsize once;
  static GHashTable *cmdlets;
  static GHashTable *switches;
  static GHashTable *variables;
  static GHashTable *spellings;
  g_autofree char *lower = g_ascii_strdown (name, -1);

  if (g_once_init_enter (&once))
    {
      cmdlets = name_set ("cmdlets");
      switches = name_set ("switches");
      variables = name_set ("variable_names");
      spellings = name_set ("spellings");
      g_once_init_leave (&once, 1);
    }

  if (g_str_equal (list, "cmdlets"))
    return g_hash_table_lookup (cmdlets, lower);
  if (g_str_equal (list, "switches"))
    return g_hash_table_lookup (switches, lower);

  return g_hash_table_lookup (g_str_equal (list, "spellings") ? spellings : variables, lower);
}

/* (transfer full): how a member is usually written, NULL when it is not known */
char *
ps_usual_member (const char *name)
{
  return g_strdup (find_name ("spellings", name));
}

gboolean
ps_is_switch (const char *name)
{
  return find_name ("switches", name) != NULL;
}

/* (transfer full): the cmdlet whose name fits the pattern, as it is usually written; NULL when none does. */
char *
ps_command_like (const char *pattern)
{
  JsonArray *names;

  if (strpbrk (pattern, "*?[") == NULL)
    return g_strdup (find_name ("cmdlets", pattern));

  names = json_object_get_array_member (vdt_script_data_get ("powershell.json"), "cmdlets");

  for (guint i = 0; i < json_array_get_length (names); i++)
    if (ps_like (json_array_get_string_element (names, i), pattern, FALSE))
      return g_strdup (json_array_get_string_element (names, i));

  return NULL;
}

/* NULL when the session has no such variable. */
PsValue *
ps_automatic_variable (PsSession  *ps,
                       const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  JsonObject *variables = table ("variables");
  JsonNode *node;
  PsValue *value;

  if (g_str_equal (lower, "true"))
    return ps_new_bool (TRUE);
  if (g_str_equal (lower, "false"))
    return ps_new_bool (FALSE);
  if (g_str_equal (lower, "null"))
    return PS_NULL;

  if (g_str_equal (lower, "executioncontext"))
    {
      value = ps_new_object_kind ("System.Management.Automation.EngineIntrinsics");
      value->object->display = g_strdup ("$ExecutionContext");
      return value;
    }

  if (g_str_equal (lower, "psversiontable"))
    {
      PsValue *version = ps_new_hash ();

      value = ps_new_hash ();
      ps_hash_set (version, ps_new_string ("Major", -1), ps_new_int (5));
      ps_hash_set (version, ps_new_string ("Minor", -1), ps_new_int (1));
      ps_hash_set (value, ps_new_string ("PSVersion", -1), version);
      return value;
    }

  node = json_object_get_member (variables, lower);

  if (node == NULL)
    return NULL;

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return ps_new_int (json_node_get_int (node));

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return ps_new_bool (json_node_get_boolean (node));

  value = ps_new_string (json_node_get_string (node), -1);

  /* The user's own folder is made up here; its letters can be cut out, its name stays. */
  if (g_str_equal (lower, "home") || g_str_equal (lower, "pwd") || g_str_equal (lower, "profile"))
    value->display = g_strdup_printf ("${%s}", name);

  return value;
}

/* A variable object: Name and Value */
static PsValue *
variable_object (PsSession  *ps,
                 const char *name)
{
  PsValue *object = ps_new_object_kind ("System.Management.Automation.PSVariable");

  object->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);
  g_hash_table_insert (object->object->members, g_strdup ("name"), ps_new_string (name, -1));
  g_hash_table_insert (object->object->members, g_strdup ("value"), ps_get_variable (ps, name));

  return object;
}

/* The names of variables that fit a pattern: the script's own, then the session's. */
static GPtrArray *
variables_like (PsSession  *ps,
                const char *pattern)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  JsonArray *known = json_object_get_array_member (vdt_script_data_get ("powershell.json"), "variable_names");

  for (guint i = ps->scopes->len; i > 0; i--)
    {
      const PsScope *scope = g_ptr_array_index (ps->scopes, i - 1);
      GHashTableIter iter;
      gpointer name;

      g_hash_table_iter_init (&iter, scope->variables);

      while (g_hash_table_iter_next (&iter, &name, NULL))
        if (ps_like (name, pattern, FALSE))
          g_ptr_array_add (names, g_strdup (name));
    }

  for (guint i = 0; i < json_array_get_length (known); i++)
    if (ps_like (json_array_get_string_element (known, i), pattern, FALSE))
      g_ptr_array_add (names, g_strdup (json_array_get_string_element (known, i)));

  return names;
}

static PsValue *
get_variable (PsSession  *ps,
              const char *pattern,
              gboolean    value_only)
{
  g_autoptr(GPtrArray) names = NULL;
  PsValue *out;

  if (strpbrk (pattern, "*?[") == NULL)
    {
      const char *usual = find_name ("variables", pattern);
      const char *name = usual != NULL ? usual : pattern;

      return value_only ? ps_get_variable (ps, name) : variable_object (ps, name);
    }

  names = variables_like (ps, pattern);

  if (names->len == 0)
    return PS_UNKNOWN;

  out = ps_new_array ();

  for (guint i = 0; i < names->len; i++)
    ps_array_add (out, value_only ? ps_get_variable (ps, g_ptr_array_index (names, i))
                                  : variable_object (ps, g_ptr_array_index (names, i)));

  return ps_unroll (out);
}

/* "variable:\name" → the name, when the path is on that drive. */
static const char *
on_drive (const char *path,
          const char *drive)
{
  gsize length = strlen (drive);

  if (g_ascii_strncasecmp (path, drive, length) != 0 || path[length] != ':')
    return NULL;

  path += length + 1;

  while (*path == '\\' || *path == '/')
    path++;

  return path;
}

static PsValue *
get_item (PsSession *ps,
          PsCall    *call,
          gboolean   value_only)
{
  PsValue *path = ps_call_argument (call, "path", 0);
  g_autofree char *text = path != NULL && ps_is_known (path) ? ps_to_string (path) : NULL;
  const char *name;

  if (path == NULL)
    path = ps_call_argument (call, "literalpath", -1);

  if (text == NULL)
    return NULL;

  if ((name = on_drive (text, "variable")) != NULL)
    return get_variable (ps, *name != '\0' ? name : "*", value_only);

  if ((name = on_drive (text, "env")) != NULL && strpbrk (name, "*?") == NULL && *name != '\0')
    {
      g_autofree char *full = g_strconcat ("env:", name, NULL);

      return value_only ? ps_get_variable (ps, full) : variable_object (ps, full);
    }

  if ((name = on_drive (text, "alias")) != NULL && *name != '\0')
    {
      JsonObjectIter iter;
      const char *alias;
      JsonNode *node;

      json_object_iter_init (&iter, table ("aliases"));

      while (json_object_iter_next (&iter, &alias, &node))
        if (ps_like (alias, name, FALSE))
          {
            PsValue *object = ps_new_object_kind ("System.Management.Automation.AliasInfo");

            object->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                             (GDestroyNotify) ps_unref);
            g_hash_table_insert (object->object->members, g_strdup ("name"), ps_new_string (alias, -1));
            g_hash_table_insert (object->object->members, g_strdup ("definition"), ps_new_string (json_node_get_string (node), -1));
            return object;
          }
    }

  return NULL;
}

/* Set-Variable name value: written as the assignment that it is. */
static void
set_named (PsSession  *ps,
           PsCall     *call,
           const char *name,
           PsValue    *value)
{
  gboolean plain;

  while (*name == '\\' || *name == '/')
    name++;

  if (g_ascii_strncasecmp (name, "global:", 7) == 0 || g_ascii_strncasecmp (name, "script:", 7) == 0)
    name += 7;

  plain = *name != '\0' && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_") == strlen (name);

  if (plain && call->input == NULL)
    {
      g_autofree char *literal = ps_is_known (value) ? ps_value_literal (value, 65536) : NULL;
      g_autofree char *text = NULL;

      /* What is not known stays in its own words. */
      if (literal == NULL && call->nodes->len > 0 && g_ptr_array_index (call->nodes, call->nodes->len - 1) != NULL)
        literal = ps_node_text (ps, g_ptr_array_index (call->nodes, call->nodes->len - 1));

      text = g_strdup_printf ("$%s = %s", name, literal != NULL ? literal : "$null");
      ps_edit (ps, call->node->start, call->node->end, "variable set by a cmdlet", text);
    }

  ps_set_variable (ps, name, value);
}

static gboolean
set_item (PsSession *ps,
          PsCall    *call)
{
  PsValue *path = ps_call_argument (call, "path", 0);
  guint next = ps_call_has (call, "path") ? 0 : 1;
  PsValue *value = ps_call_argument (call, "value", (int) next);
  g_autofree char *text = path != NULL && ps_is_known (path) ? ps_to_string (path) : NULL;
  const char *name;

  if (text == NULL || value == NULL)
    return FALSE;

  if ((name = on_drive (text, "variable")) != NULL)
    set_named (ps, call, name, ps_ref (value));
  else if ((name = on_drive (text, "env")) != NULL)
    {
      g_autofree char *full = g_strconcat ("env:", name, NULL);

      ps_set_variable (ps, full, ps_ref (value));
    }
  else if ((name = on_drive (text, "alias")) != NULL)
    {
      char *target = ps_is_known (value) ? ps_to_string (value) : NULL;

      if (target != NULL)
        g_hash_table_replace (ps->aliases, g_ascii_strdown (name, -1), target);
    }
  else if ((name = on_drive (text, "function")) != NULL && value->type == PS_TYPE_BLOCK)
    g_hash_table_replace (ps->functions, g_ascii_strdown (name, -1), ps_ref (value));
  else
    return FALSE;

  return TRUE;
}

static gboolean
set_alias (PsSession *ps,
           PsCall    *call)
{
  PsValue *name = ps_call_argument (call, "name", 0);
  PsValue *target = ps_call_argument (call, "value", ps_call_has (call, "name") ? 0 : 1);
  char *key = name != NULL && ps_is_known (name) ? ps_to_string (name) : NULL;
  char *value = target != NULL && ps_is_known (target) ? ps_to_string (target) : NULL;

  if (key != NULL && value != NULL)
    g_hash_table_replace (ps->aliases, g_ascii_strdown (key, -1), value);
  else
    g_free (value);

  g_free (key);
  ps->reports++;

  return TRUE;
}

static PsValue *
command_object (const char *name)
{
  PsValue *object = ps_new_object_kind ("System.Management.Automation.CommandInfo");

  object->object->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);
  g_hash_table_insert (object->object->members, g_strdup ("name"), ps_new_string (name, -1));
  g_hash_table_insert (object->object->members, g_strdup ("definition"), ps_new_string (name, -1));
  object->object->display = g_strdup (name);

  return object;
}

static PsValue *
get_command (PsSession *ps,
             PsCall    *call)
{
  PsValue *name = ps_call_argument (call, "name", 0);
  g_autofree char *pattern = name != NULL && ps_is_known (name) ? ps_to_string (name) : NULL;
  const char *alias = pattern != NULL ? ps_alias (ps, pattern) : NULL;
  g_autofree char *found = pattern != NULL ? ps_command_like (alias != NULL ? alias : pattern) : NULL;

  return found != NULL ? command_object (found) : PS_UNKNOWN;
}

static PsValue *
get_alias (PsSession *ps,
           PsCall    *call)
{
  PsValue *name = ps_call_argument (call, "name", 0);
  PsValue *definition = ps_call_argument (call, "definition", -1);
  g_autofree char *pattern = NULL;
  JsonObjectIter iter;
  const char *alias;
  JsonNode *node;

  if (definition != NULL)
    name = definition;

  pattern = name != NULL && ps_is_known (name) ? ps_to_string (name) : NULL;
  json_object_iter_init (&iter, table ("aliases"));

  while (pattern != NULL && json_object_iter_next (&iter, &alias, &node))
    if (ps_like (definition != NULL ? json_node_get_string (node) : alias, pattern, FALSE))
      return command_object (alias);

  return PS_UNKNOWN;
}

/* New-Object nEt.wEbcLient: in its usual letter case. */
static void
spell_type (PsSession  *ps,
            PsCall     *call,
            const char *name)
{
  g_autofree char *type = ps_type_name (name);
  PsNode *node = call->nodes->len > 0 ? g_ptr_array_index (call->nodes, 0) : NULL;
  gsize length = strlen (name);

  if (node == NULL || node->type != PS_NODE_WORD || g_ascii_strcasecmp (node->text, name) != 0)
    return;

  if (g_ascii_strcasecmp (type, name) == 0)
    ps_edit (ps, node->start, node->end, "letter case", type);
  else if (strlen (type) == length + 7 && g_ascii_strcasecmp (type + 7, name) == 0)
    ps_edit (ps, node->start, node->end, "letter case", type + 7);
}

static PsValue *
new_object (PsSession *ps,
            PsCall    *call)
{
  PsValue *com = ps_call_argument (call, "comobject", -1);
  PsValue *type = ps_call_argument (call, "typename", 0);
  gboolean named = ps_call_has (call, "typename");
  PsValue *list = ps_call_argument (call, "argumentlist", named ? 0 : 1);
  g_autofree char *name = NULL;
  g_autoptr(PsValue) args = NULL;

  if (com != NULL)
    {
      g_autofree char *id = ps_is_known (com) ? ps_to_string (com) : NULL;
      g_autofree char *kind = id != NULL ? g_strconcat ("COM:", id, NULL) : NULL;

      return kind != NULL ? ps_new_object_kind (kind) : PS_UNKNOWN;
    }

  name = type != NULL && ps_is_known (type) ? ps_to_string (type) : NULL;

  if (name == NULL)
    return PS_UNKNOWN;

  spell_type (ps, call, name);

  /* -Property @{…} makes an object with these members. */
  if (ps_call_has (call, "property") && ps_call_argument (call, "property", -1)->type == PS_TYPE_HASH)
    return ps_ref (ps_call_argument (call, "property", -1));

  /* A list of arguments; a list in a list is one argument. */
  args = list == NULL ? ps_new_array () : list->type == PS_TYPE_BYTES ? ps_new_array () : ps_enumerate (ps_ref (list));

  if (list != NULL && list->type == PS_TYPE_BYTES)
    ps_array_add (args, ps_ref (list));

  return ps_is_known (args) ? ps_new_object (ps, name, (PsValue **) args->array->pdata, args->array->len) : PS_UNKNOWN;
}

/* ConvertTo-SecureString text -AsPlainText, or the encrypted form with a key: base64 of
 * "2|iv|hex" in UTF-16 behind a fixed head, AES-CBC over UTF-16 text. */
static PsValue *
secure_string (PsSession *ps,
               PsCall    *call)
{
  static const char head[] = "76492d1116743f0423413b16050a5345";
  PsValue *given = ps_call_argument (call, "string", 0);
  PsValue *key_value = ps_call_argument (call, "key", -1);
  g_autofree char *text = NULL;
  g_autofree char *wide = NULL;
  g_autoptr(GByteArray) key = NULL;
  g_autoptr(GByteArray) packed = NULL;
  g_autoptr(GByteArray) iv = NULL;
  g_autoptr(GByteArray) cipher = NULL;
  g_autoptr(GByteArray) clear = NULL;
  g_auto(GStrv) parts = NULL;
  PsValue *object;
  gsize length;

  if (given == NULL)
    given = call->input;

  text = given != NULL && ps_is_known (given) ? ps_to_string (given) : NULL;

  if (text == NULL)
    return PS_UNKNOWN;

  object = ps_new_object_kind ("System.Security.SecureString");

  if (ps_call_has (call, "asplaintext"))
    {
      object->object->value = ps_new_string (text, -1);
      return object;
    }

  key = key_value != NULL && ps_is_known (key_value) ? ps_to_bytes (key_value) : NULL;
  packed = g_str_has_prefix (text, head) ? vdt_script_decode_base64 (text + strlen (head),
                                                                     strlen (text + strlen (head)), FALSE)
                                         : NULL;

  if (key == NULL || packed == NULL)
    return object;

  wide = vdt_script_decode_utf16 (packed->data, packed->len, FALSE, &length);
  parts = g_strsplit (wide, "|", 3);

  if (g_strv_length (parts) != 3)
    return object;

  iv = vdt_script_decode_base64 (parts[1], strlen (parts[1]), FALSE);
  cipher = vdt_script_decode_hex (parts[2], strlen (parts[2]));

  if (iv == NULL || iv->len != 16 || cipher == NULL)
    return object;

  clear = vdt_script_aes_cbc (key->data, key->len, iv->data, cipher->data, cipher->len, TRUE);

  if (clear != NULL)
    {
      g_autofree char *secret = vdt_script_decode_utf16 (clear->data, clear->len, FALSE, &length);

      object->object->value = ps_new_string (secret, (gssize) length);
      vdt_script_context_rule (ps->context, ps->program->layer, "SecureString with its key");
    }

  return object;
}

static PsValue *
plain_secure_string (PsCall *call)
{
  PsValue *given = ps_call_argument (call, "securestring", 0);

  if (given == NULL)
    given = call->input;

  return given != NULL && given->type == PS_TYPE_OBJECT && given->object->value != NULL && ps_call_has (call, "asplaintext") ?
         ps_ref (given->object->value) : PS_UNKNOWN;
}

/* [Type] | Get-Member: the members that obfuscated scripts pick by pattern. */
static PsValue *
get_member (PsCall *call)
{
  const char *type = NULL;
  JsonArray *members;
  PsValue *out;

  if (call->input != NULL && call->input->type == PS_TYPE_NAME)
    type = call->input->name;
  else if (call->input != NULL && call->input->type == PS_TYPE_OBJECT)
    type = call->input->object->kind;
  else if (call->input != NULL && call->input->type == PS_TYPE_STRING)
    type = "System.String";

  if (type == NULL || !json_object_has_member (table ("members"), type))
    return PS_UNKNOWN;

  members = json_object_get_array_member (table ("members"), type);
  out = ps_new_array ();

  for (guint i = 0; i < json_array_get_length (members); i++)
    ps_array_add (out, command_object (json_array_get_string_element (members, i)));

  return out;
}

static gboolean
variable_cmdlet (PsSession  *ps,
                 PsCall     *call,
                 PsValue   **result)
{
  const char *name = call->name;

  if (g_str_equal (name, "get-variable"))
    {
      PsValue *wanted = ps_call_argument (call, "name", 0);
      g_autofree char *pattern = wanted != NULL && ps_is_known (wanted) ? ps_to_string (wanted) : NULL;

      *result = pattern != NULL ? get_variable (ps, pattern, ps_call_has (call, "valueonly")) : PS_UNKNOWN;
      return TRUE;
    }

  if (g_str_equal (name, "set-variable") || g_str_equal (name, "new-variable"))
    {
      PsValue *wanted = ps_call_argument (call, "name", 0);
      PsValue *value = ps_call_argument (call, "value", ps_call_has (call, "name") ? 0 : 1);
      g_autofree char *text = wanted != NULL && ps_is_known (wanted) ? ps_to_string (wanted) : NULL;

      if (text != NULL)
        set_named (ps, call, text, value != NULL ? ps_ref (value) : call->input != NULL ? ps_ref (call->input) :
                   PS_NULL);

      *result = PS_NULL;
      return TRUE;
    }

  if (g_str_equal (name, "set-item") || g_str_equal (name, "new-item"))
    {
      if (!set_item (ps, call))
        return FALSE;

      *result = PS_NULL;
      return TRUE;
    }

  if (g_str_equal (name, "get-item") || g_str_equal (name, "get-childitem") || g_str_equal (name, "get-content"))
    {
      *result = get_item (ps, call, g_str_equal (name, "get-content"));
      return *result != NULL;
    }

  return FALSE;
}

gboolean
ps_cmdlet_objects (PsSession  *ps,
                   PsCall     *call,
                   PsValue   **result)
{
  const char *name = call->name;

  *result = PS_UNKNOWN;

  if (variable_cmdlet (ps, call, result))
    return TRUE;

  *result = PS_UNKNOWN;

  if (g_str_equal (name, "set-alias") || g_str_equal (name, "new-alias"))
    {
      *result = PS_NULL;
      return set_alias (ps, call);
    }

  if (g_str_equal (name, "get-command"))
    *result = get_command (ps, call);
  else if (g_str_equal (name, "get-alias"))
    *result = get_alias (ps, call);
  else if (g_str_equal (name, "get-member"))
    *result = get_member (call);
  else if (g_str_equal (name, "new-object"))
    *result = new_object (ps, call);
  else if (g_str_equal (name, "convertto-securestring"))
    *result = secure_string (ps, call);
  else if (g_str_equal (name, "convertfrom-securestring"))
    *result = plain_secure_string (call);
  else
    return FALSE;

  return TRUE;
}
