/* vdt-script-ps.c
 *
 * The PowerShell module: how it plugs in, how PowerShell is recognised, and a
 * script's evaluation from beginning to end.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"

#include <string.h>

/* A Verb-Noun pair that no other language would write. */
static gboolean
has_cmdlet (const char *lower)
{
  static const char *const verbs[] = { "get", "set", "new", "invoke", "start", "add", "remove", "import", "write", "out" };

  for (const char *dash = lower; (dash = strchr (dash, '-')) != NULL; dash++)
    for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
      {
        gsize n = strlen (verbs[i]);
        gsize before = (gsize) (dash - lower);

        if (before >= n && strncmp (dash - n, verbs[i], n) == 0 && g_ascii_isalpha (dash[1]) &&
            (before == n || (!g_ascii_isalpha (dash[-(gssize) n - 1]) && dash[-(gssize) n - 1] != '-')))
          return TRUE;
      }

  return FALSE;
}

static gboolean
begins_with_cmdlet (const char *lower)
{
  const char *first = lower + strspn (lower, " \t\r\n");
  g_autofree char *word = g_strndup (first, strcspn (first, " \t\r\n;|("));
  g_autofree char *known = ps_command_like (strpbrk (word, "*?[") == NULL ? word : "");

  return known != NULL;
}

/* How its lines begin and what stands inside words: $name =, [type], 'text'.Method(, back`ticks. */
static guint
score_shape (const char *lower)
{
  const char *first = lower + strspn (lower, " \t\r\n");
  gboolean assigns = FALSE;
  gboolean ticks = FALSE;
  gboolean methods = FALSE;

  for (const char *line = first; line != NULL && *line != '\0'; line = strchr (line, '\n'))
    {
      line += strspn (line, " \t\r\n;{");

      if (*line == '$')
        {
          const char *end = line + 1 + strspn (line + 1, "abcdefghijklmnopqrstuvwxyz0123456789_:{}");

          end += strspn (end, " \t+");
          assigns |= end > line + 1 && *end == '=' && end[1] != '=';
        }
    }

  for (const char *c = first; *c != '\0'; c++)
    {
      ticks |= *c == '`' && c > first && g_ascii_isalpha (c[-1]) && g_ascii_isalpha (c[1]) &&
          strchr (c + 1, '`') == NULL;
      methods |= (*c == '\'' || *c == '"' || *c == ')' || *c == ']') && c[1] == '.' && g_ascii_isalpha (c[2]);
    }

  return (assigns ? 50 : 0) + (ticks ? 20 : 0) + (methods ? 20 : 0) +
         (*first == '[' && g_ascii_isalpha (first[1]) ? 35 : 0) + (*first == '$' && first[1] != '(' ? 25 : 0) +
         (strchr ("'\"(@", *first) != NULL && *first != '\0' && first[1] != '\0' && first[2] != ':' ? 10 : 0);
}

/* Weights are small where other languages have the same. */
static guint
ps_detect (const char *text,
           gsize       length)
{
  JsonArray *marks = json_object_get_array_member (vdt_script_data_get ("powershell.json"), "detect");
  g_autofree char *lower = g_ascii_strdown (text, (gssize) length);
  guint score = score_shape (lower) + (has_cmdlet (lower) ? 30 : 0) + (begins_with_cmdlet (lower) ? 40 : 0);

  for (guint i = 0; i < json_array_get_length (marks); i++)
    {
      JsonArray *mark = json_array_get_array_element (marks, i);

      if (strstr (lower, json_array_get_string_element (mark, 0)) != NULL)
        score += (guint) json_array_get_int_element (mark, 1);
    }

  /* A script that names its interpreter, and the first lines of a batch file */
  if (g_str_has_prefix (lower, "#!"))
    return strstr (lower, "pwsh") != NULL ? 100 : 0;

  if (g_str_has_prefix (lower, "@echo") || strstr (lower, "\n@echo") != NULL)
    score /= 3;

  return MIN (score, 100);
}

static PsSession *
session_new (VdtScriptContext *context)
{
  PsSession *ps = g_new0 (PsSession, 1);

  ps->context = context;
  ps->programs = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_program_free);
  ps->functions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);
  ps->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ps->called = g_hash_table_new (NULL, NULL);
  ps->counts = g_hash_table_new (NULL, NULL);
  ps_push_scope (ps, TRUE);

  return ps;
}

static void
session_free (PsSession *ps)
{
  g_ptr_array_unref (ps->scopes);
  g_hash_table_unref (ps->functions);
  g_hash_table_unref (ps->aliases);
  g_hash_table_unref (ps->called);
  g_hash_table_unref (ps->counts);
  g_clear_pointer (&ps->last, ps_unref);
  g_ptr_array_unref (ps->programs);
  g_free (ps);
}

/* Bytes that the script's variables hold at its end: shellcode is built up piece by piece. */
static void
look_at_variables (PsSession *ps,
                   PsProgram *program)
{
  const PsScope *scope = g_ptr_array_index (ps->scopes, 0);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, scope->variables);

  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      PsValue *one = value;

      ps_look_at_bytes (ps, program->root->start, program->root->end, &one, 1);
    }
}

/* Blocks and functions that nothing has run: what they hold is decoded all the same. */
static void
look_into_rest (PsSession *ps,
                PsProgram *program,
                PsNode    *node,
                guint      depth)
{
  if (node == NULL || depth > 1000 || !vdt_script_context_step (ps->context, 1))
    return;

  if (node->type == PS_NODE_BLOCK)
    {
      gpointer seen = NULL;
      gboolean called = g_hash_table_lookup_extended (ps->called, node, NULL, &seen);

      if (!called || !GPOINTER_TO_INT (seen))
        {
          g_autoptr(PsValue) block = ps_new_block (node, program);

          g_hash_table_insert (ps->called, node, GINT_TO_POINTER (1));
          ps_look_into_function (ps, block, called);
        }
    }

  for (guint i = 0; i < node->n_kids; i++)
    look_into_rest (ps, program, node->kids[i], depth + 1);
}

/* A logged command line and not a script: powershell -enc …, "C:\…\powershell.exe" -c … */
static gboolean
run_command_line (VdtScriptContext *context,
                  guint             layer,
                  const char       *text,
                  gsize             length)
{
  gsize end = length;

  while (end > 0 && g_ascii_isspace (text[end - 1]))
    end--;

  if (memchr (text, '\n', end) != NULL || length == 0)
    return FALSE;

  return vdt_script_context_run_line (context, VDT_SCRIPT_LANG_POWERSHELL, layer, 0, end, text);
}

static void
ps_evaluate (VdtScriptContext *context,
             guint             layer,
             const char       *text,
             gsize             length,
             VdtScriptOptions  options,
             gpointer          scope)
{
  PsSession *ps = scope;
  PsProgram *program;
  PsValue *value;
  guint depth, loops, calls, unsure;

  if (ps == NULL && run_command_line (context, layer, text, length))
    return;

  if (ps == NULL)
    ps = session_new (context);

  program = ps_parse (context, layer, text, length);
  g_ptr_array_add (ps->programs, program);
  ps->program = program;
  depth = ps->depth;
  loops = ps->loops;
  calls = ps->calls;
  unsure = ps->unsure;
  ps->loops = 0;
  value = ps_eval_body (ps, program->root);
  ps_lay_out (ps, program);
  ps->depth = depth;
  ps->loops = loops;
  ps->calls = calls;
  ps->unsure = unsure;

  if (scope != NULL)
    {
      g_clear_pointer (&ps->last, ps_unref);
      ps->last = value;
      return;
    }

  ps_unref (value);
  ps->program = program;
  look_at_variables (ps, program);

  for (guint i = 0; i < ps->programs->len; i++)
    {
      PsProgram *each = g_ptr_array_index (ps->programs, i);

      ps->program = each;
      ps->flow = PS_FLOW_NONE;
      look_into_rest (ps, each, each->root, 0);
    }

  session_free (ps);
}

const VdtScriptModule vdt_script_powershell = {
  VDT_SCRIPT_LANG_POWERSHELL,
  ps_detect,
  ps_evaluate,
};
