/* vdt-script-sh.c
 *
 * The POSIX shell/bash module: how it plugs in, and how shell text is
 * recognised.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include "vdt-script-core.h"
#include "vdt-script-sh-history.h"

#include <string.h>

static guint
sh_detect (const char *text,
           gsize       length)
{
  JsonArray *signs = json_object_get_array_member (vdt_script_data_get ("sh.json"), "signs");
  g_autofree char *head = g_strndup (text, MIN (length, 16384));
  g_auto(GStrv) lines = g_strsplit (head, "\n", 120);
  guint score = 2;

  if (g_str_has_prefix (head, "#!") && strstr (lines[0], "sh") != NULL && strstr (lines[0], "pwsh") == NULL)
    return 98;

  for (guint i = 0; lines[i] != NULL && i < 119 && score < 95; i++)
    {
      const char *line = g_strstrip (lines[i]);

      for (guint k = 0; k < json_array_get_length (signs); k++)
        {
          JsonArray *sign = json_array_get_array_element (signs, k);
          const char *word = json_array_get_string_element (sign, 0);

          if (*word == '^' ? g_str_has_prefix (line, word + 1) : strstr (line, word) != NULL)
            score += (guint) json_array_get_int_element (sign, 1);
        }
    }

  return MIN (score, 95);
}

/* The bodies of functions that nobody called. */
static void
run_uncalled (ShInterp *sh)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, sh->state->functions);

  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const ShFunction *function = value;

      if (!function->called && function->source.layer == sh->source.layer && !function->source.made)
        g_ptr_array_add (names, g_strdup (name));
    }

  sh->guessing++;

  for (guint i = 0; i < names->len && !vdt_script_context_is_stopped (sh->context); i++)
    {
      ShFunction *function = g_hash_table_lookup (sh->state->functions, g_ptr_array_index (names, i));
      ShNode *body;

      if (function == NULL || function->called)
        continue;

      function->called = TRUE;
      sh->flow = SH_GO_ON;
      /* The body may define the function anew. */
      body = function->body;
      body->refs++;
      vdt_script_sh_run_node (sh, body);
      vdt_script_sh_node_unref (body);
    }

  sh->guessing--;
}

static void
run_script (ShInterp *sh,
            gboolean  whole)
{
  ShNode *node = vdt_script_sh_parse (&sh->source, (ShMark) { 0, sh->source.length });

  vdt_script_sh_run_node (sh, node);

  if (whole)
    run_uncalled (sh);

  vdt_script_sh_node_unref (node);
}

static void
sh_evaluate (VdtScriptContext *context,
             guint             layer,
             const char       *text,
             gsize             length,
             VdtScriptOptions  options,
             gpointer          scope)
{
  const ShScope *from = scope;
  ShInterp sh = { .context = context, .pure = TRUE };
  const char *rule = NULL;
  g_autofree char *stripped = from == NULL ? vdt_script_sh_history_strip (text, length, &rule) : NULL;

  if (stripped != NULL && strlen (stripped) < length)
    {
      vdt_script_context_run (context, layer, 0, length, rule, VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_OPTION_FILE,
                              stripped, strlen (stripped), NULL, NULL, NULL);
      return;
    }

  sh.source = (ShSource) { text, length, layer, FALSE, { 0, length } };

  if (from == NULL)
    {
      sh.state = vdt_script_sh_state_new ();
    }
  else
    {
      sh.state = from->same ? vdt_script_sh_state_ref (from->parent->state) :
                              vdt_script_sh_state_child (from->parent->state);
      sh.out = from->parent->out;
      sh.error_out = from->parent->error_out;
      sh.in = from->parent->in;
      sh.in_read = from->parent->in_read;
      sh.guessing = from->parent->guessing;
    }

  sh.state->depth++;
  run_script (&sh, from == NULL);
  sh.state->depth--;

  if (from != NULL)
    {
      from->parent->status = sh.status;
      from->parent->out_unknown |= sh.out_unknown;

      if (from->same && (sh.flow == SH_EXIT || sh.flow == SH_RETURN))
        from->parent->flow = sh.flow;
    }

  vdt_script_sh_state_unref (sh.state);
}

const VdtScriptModule vdt_script_shell = {
  VDT_SCRIPT_LANG_SHELL,
  sh_detect,
  sh_evaluate,
};
