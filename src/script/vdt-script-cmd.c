/* vdt-script-cmd.c
 *
 * The cmd/batch module: how it plugs in, and how batch text is recognised.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-cmd-private.h"

#include "vdt-script-core.h"

#include <string.h>

/* How much of cmd's language @line shows. */
static guint
score_line (const char *line,
            JsonArray  *signs)
{
  guint score = 0;

  for (guint i = 0; i < json_array_get_length (signs); i++)
    {
      JsonArray *sign = json_array_get_array_element (signs, i);
      const char *text = json_array_get_string_element (sign, 0);
      const char *found;

      if (*text == '^')
        found = g_str_has_prefix (line, text + 1) ? line : NULL;
      else
        found = strstr (line, text);

      if (found != NULL)
        score += (guint) json_array_get_int_element (sign, 1);
    }

  return score;
}

static guint
cmd_detect (const char *text,
            gsize       length)
{
  JsonArray *signs = json_object_get_array_member (vdt_script_data_get ("cmd.json"), "signs");
  g_autofree char *lower = g_ascii_strdown (text, (gssize) MIN (length, 16384));
  g_auto(GStrv) lines = g_strsplit (lower, "\n", 120);
  guint score = 2;
  guint carets = 0;

  for (guint i = 0; lines[i] != NULL && i < 119 && score < 95; i++)
    score += score_line (g_strstrip (lines[i]), signs);

  for (const char *c = lower; *c != '\0'; c++)
    carets += *c == '^' && g_ascii_isalpha (c[1]);

  if (carets > 4)
    score += 25;

  return MIN (score, 95);
}

/* A pasted line whose FOR has %%I is out of a file, whatever else it is. */
static gboolean
has_doubled_percent (const char *text,
                     gsize       length)
{
  for (const char *at = memchr (text, '%', length); at != NULL;)
    {
      const char *end = text + length;

      if (at + 2 < end && at[1] == '%' && (g_ascii_isalpha (at[2]) || at[2] == '~'))
        {
          const char *after = at + 3;

          while (after < end && (*after == ' ' || *after == '\t' || *after == '^'))
            after++;

          if (after > at + 3 && after + 2 < end && g_ascii_strncasecmp (after, "in", 2) == 0 &&
              !g_ascii_isalnum (after[2]))
            return TRUE;
        }

      at = at + 1 < end ? memchr (at + 1, '%', end - at - 1) : NULL;
    }

  return FALSE;
}

/* "for %i in" with one percent sign: lines out of a console. */
static gboolean
has_single_percent (const char *text,
                    gsize       length)
{
  const char *end = text + length;

  for (const char *at = text; (at = memchr (at, '%', end - at)) != NULL; at++)
    if (at > text && g_ascii_isspace (at[-1]) && end - at > 6 && g_ascii_isalpha (at[1]) &&
        g_ascii_strncasecmp (at + 2, " in ", 4) == 0)
      return TRUE;

  return FALSE;
}

static void
clear_for_values (CmdInterp *cmd)
{
  for (guint i = 0; i < G_N_ELEMENTS (cmd->for_values); i++)
    g_clear_pointer (&cmd->for_values[i], g_free);
}

/* Text of the same process, whose percent signs have been seen to. */
static void
evaluate_inside (CmdInterp  *parent,
                 guint       layer,
                 const char *text,
                 gsize       length)
{
  CmdInterp cmd = *parent;

  cmd.outer = parent;
  cmd.layer = layer;
  cmd.text = text;
  cmd.length = length;
  cmd.reader = 0;
  cmd.fixed = NULL;
  cmd.expanded = TRUE;
  cmd.ran = NULL;
  cmd.labels = NULL;
  cmd.nesting++;
  vdt_script_cmd_run_inside (&cmd);

  parent->flow = cmd.flow;
  parent->target = cmd.target;
  parent->errorlevel = cmd.errorlevel;
  parent->delayed = cmd.delayed;
  parent->scopes = cmd.scopes;
  parent->out_unknown = cmd.out_unknown;
  parent->turns = cmd.turns;
}

static void
cmd_evaluate (VdtScriptContext *context,
              guint             layer,
              const char       *text,
              gsize             length,
              VdtScriptOptions  options,
              gpointer          scope)
{
  const CmdScope *from = scope;
  CmdInterp cmd = { 0 };

  if (length >= G_MAXUINT32)
    return;

  if (from != NULL && from->same)
    {
      evaluate_inside (from->parent, layer, text, length);
      return;
    }

  cmd.context = context;
  cmd.process = from != NULL ? vdt_script_cmd_process_copy (from->parent->process) :
                               vdt_script_cmd_process_new (context);
  cmd.layer = layer;
  cmd.text = text;
  cmd.length = length;
  cmd.delayed = (options & VDT_SCRIPT_OPTION_DELAYED) != 0;
  cmd.file_rules = (options & VDT_SCRIPT_OPTION_FILE) != 0 ? !has_single_percent (text, length) :
                                                             has_doubled_percent (text, length);
  cmd.seen = g_hash_table_new (NULL, NULL);
  cmd.jumps = g_hash_table_new (NULL, NULL);

  if (from != NULL)
    {
      cmd.out = from->parent->out;
      cmd.guessing = from->parent->guessing > 0;
      cmd.nesting = from->parent->nesting + 1;
    }

  vdt_script_cmd_run_file (&cmd);

  if (from != NULL)
    {
      from->parent->errorlevel = cmd.errorlevel;
      from->parent->out_unknown |= cmd.out_unknown;
    }

  clear_for_values (&cmd);
  vdt_script_cmd_process_free (cmd.process);
  g_clear_pointer (&cmd.scopes, g_ptr_array_unref);
  g_clear_pointer (&cmd.labels, g_hash_table_unref);
  g_hash_table_unref (cmd.seen);
  g_hash_table_unref (cmd.jumps);
  g_free (cmd.target);
}

const VdtScriptModule vdt_script_cmd = {
  VDT_SCRIPT_LANG_CMD,
  cmd_detect,
  cmd_evaluate,
};
