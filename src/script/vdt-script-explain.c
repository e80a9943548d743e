/* vdt-script-explain.c
 *
 * What a script does, step by step in the order of execution: one sentence a
 * finding, each with the findings and commands that it rests on.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-find.h"

#include <string.h>

#include "vdt-safe-text.h"

#define MAX_VALUE 120

static const VdtScriptCommand *
find_command (const VdtScriptResult *result,
              guint                  id)
{
  for (guint i = 0; i < result->commands->len; i++)
    {
      const VdtScriptCommand *command = g_ptr_array_index (result->commands, i);

      if (command->id == id)
        return command;
    }

  return NULL;
}

/* The first argument that @kind of value can be: a URL, a path, a registry key. */
static const char *
find_argument (const VdtScriptCommand *command,
               const char             *kind)
{
  for (guint i = 0; command != NULL && command->args != NULL && i < command->args->len; i++)
    {
      const char *argument = g_ptr_array_index (command->args, i);

      if (g_str_equal (kind, "url") && strstr (argument, "://") != NULL)
        return argument;
      if (g_str_equal (kind, "path") && strstr (argument, "://") == NULL &&
          (strchr (argument, '\\') != NULL ||
           (argument[0] == '/' && strlen (argument) > 3 && strchr (argument + 1, '/') != NULL)))
        return argument;
      if (g_str_equal (kind, "key") && g_ascii_strncasecmp (argument, "HK", 2) == 0)
        return argument;
      if (g_str_equal (kind, "word") && argument[0] != '-' && argument[0] != '/' && argument[0] != '\0')
        return argument;
    }

  return NULL;
}

/* A place is `{kind|words}`: the value if the command has one, else the words. */
static char *
fill (const char             *says,
      const VdtScriptCommand *command)
{
  GString *out = g_string_new (NULL);

  for (const char *p = says; *p != '\0';)
    {
      const char *bar = *p == '{' ? strchr (p, '|') : NULL;
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (bar == NULL || end == NULL || bar > end)
        {
          g_string_append_c (out, *p++);
          continue;
        }

      {
        g_autofree char *kind = g_strndup (p + 1, (gsize) (bar - p - 1));
        const char *value = g_str_equal (kind, "name") && command != NULL ? command->name
                                                                          : find_argument (command, kind);
        g_autofree char *safe = value != NULL ? vdt_safe_text (value, -1, MAX_VALUE, NULL) : NULL;

        if (safe != NULL)
          g_string_append_printf (out, "“%s”", safe);
        else
          g_string_append_len (out, bar + 1, end - bar - 1);
      }
      p = end + 1;
    }

  return g_string_free (out, FALSE);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const VdtScriptFinding *first = *(VdtScriptFinding *const *) a;
  const VdtScriptFinding *second = *(VdtScriptFinding *const *) b;
  guint command_a = first->commands->len > 0 ? g_array_index (first->commands, guint, 0) : G_MAXUINT;
  guint command_b = second->commands->len > 0 ? g_array_index (second->commands, guint, 0) : G_MAXUINT;

  if (command_a != command_b)
    return command_a < command_b ? -1 : 1;

  return first->id < second->id ? -1 : first->id > second->id;
}

static void
add_statement (VdtScriptResult        *result,
               const VdtScriptFinding *finding,
               const char             *says)
{
  static const char *const openings[] = { "It ", "Then it ", "It also ", "Next it ", "After that it " };
  const VdtScriptCommand *command = finding->commands->len > 0
                                      ? find_command (result, g_array_index (finding->commands, guint, 0)) : NULL;
  VdtScriptStatement *statement = g_new0 (VdtScriptStatement, 1);
  g_autofree char *words = fill (says, command);
  guint n = result->explanation->len;

  statement->text = g_strdup_printf ("%s%s (line %u).", openings[n == 0 ? 0 : 1 + (n - 1) % 4], words, finding->line);
  statement->findings = g_array_new (FALSE, FALSE, sizeof (guint));
  statement->commands = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (statement->findings, finding->id);
  g_array_append_vals (statement->commands, finding->commands->data, finding->commands->len);
  g_ptr_array_add (result->explanation, statement);
}

/**
 * vdt_script_explain:
 * @result: an analysis whose findings are known
 *
 * Fills in the explanation.
 */
void
vdt_script_explain (VdtScriptResult *result)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new ();
  g_autoptr(GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < result->findings->len; i++)
    g_ptr_array_add (findings, g_ptr_array_index (result->findings, i));
  g_ptr_array_sort (findings, compare_order);

  for (guint i = 0; i < findings->len; i++)
    {
      const VdtScriptFinding *finding = g_ptr_array_index (findings, i);
      const char *says = vdt_script_rules_get_says (finding->rule);

      if (g_hash_table_add (said, g_strdup (says)))
        add_statement (result, finding, says);
    }
}
