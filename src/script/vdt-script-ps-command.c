/* vdt-script-ps-command.c
 *
 * PowerShell pipelines, assignments and commands: finding out what is called,
 * calling it when it is a function, a block or a cmdlet that evaluation knows,
 * and reporting it otherwise.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define RUN_LIMIT 40 /* texts run from one place */

PsValue *
ps_eval_pipeline (PsSession *ps,
                  PsNode    *node)
{
  guint reports = ps->reports;
  PsValue *first = NULL;
  PsValue *value = NULL;

  for (guint i = 0; i < node->n_kids; i++)
    {
      PsNode *element = node->kids[i];
      PsValue *next;

      next = element->type == PS_NODE_COMMAND ? ps_eval_command (ps, node, i, value) : ps_eval (ps, element);
      g_clear_pointer (&value, ps_unref);
      value = next;

      if (i == 0 && node->n_kids > 1 && element->type != PS_NODE_COMMAND)
        first = ps_ref (value);
    }

  if (first != NULL)
    {
      /* Nothing comes out behind Out-Null: what went in is shown. */
      if ((!ps_is_known (value) || value->type == PS_TYPE_NULL || reports != ps->reports) &&
          !ps_is_range (node->kids[0]))
        ps_fold (ps, node->kids[0], first);

      ps_unref (first);
    }

  return value != NULL ? value : PS_NULL;
}

/* $array[index] = value, $hash.name = value; whatever else is set is reported. */
static void
assign_element (PsSession *ps,
                PsNode    *target,
                PsValue   *value)
{
  g_autoptr(PsValue) object = ps_eval (ps, target->kids[0]);
  g_autoptr(PsValue) index = ps_eval (ps, target->kids[1]);
  gint64 at;

  if (target->kids[0]->type == PS_NODE_TYPE)
    ps_fold (ps, target->kids[0], object);

  if (target->type == PS_NODE_INDEX)
    ps_fold (ps, target->kids[1], index);
  else if (index->type == PS_TYPE_STRING)
    ps_fold_name (ps, target->kids[1], index->string->str);

  /* A value that would hold itself is not followed. */
  if (ps_holds (value, object, 0))
    return;

  if (object->type == PS_TYPE_HASH && ps_is_known (index))
    {
      ps_hash_set (object, ps_ref (index), ps_ref (value));
    }
  else if (target->type == PS_NODE_INDEX && ps_is_collection (object) && ps_is_known (index) && ps_to_int (index, &at))
    {
      if (at < 0)
        at += ps_count (object);

      if (at < 0 || at >= ps_count (object))
        return;

      if (object->type == PS_TYPE_BYTES)
        {
          gint64 byte = 0;

          if (ps_is_known (value) && ps_to_int (value, &byte) && byte >= 0 && byte <= 255)
            object->bytes->data[at] = (guint8) byte;
          else if (target->kids[0]->type == PS_NODE_VARIABLE)
            ps_set_variable (ps, target->kids[0]->text, PS_UNKNOWN);
        }
      else
        {
          ps_unref (g_ptr_array_index (object->array, at));
          g_ptr_array_index (object->array, at) = ps_ref (value);
        }
    }
  else if (target->kids[0]->type == PS_NODE_VARIABLE && target->type == PS_NODE_INDEX && ps_is_collection (object))
    {
      ps_set_variable (ps, target->kids[0]->text, PS_UNKNOWN);
    }

  if (target->type == PS_NODE_MEMBER)
    {
      g_autofree char *name = ps_to_string (index);
      g_autofree char *full = NULL;

      if (name != NULL && object->type == PS_TYPE_OBJECT && !ps_holds (value, object, 0))
        ps_set_member (object, name, ps_ref (value));

      if (name != NULL && object->type != PS_TYPE_HASH)
        {
          full = g_strconcat (object->type == PS_TYPE_NAME ? object->name :
                              object->type == PS_TYPE_OBJECT ? object->object->kind : "?", "::", name, NULL);
          ps_report (ps, VDT_SCRIPT_COMMAND_ASSIGN, target, full, &value, NULL, 1);
        }
    }
}

static void
assign_to (PsSession *ps,
           PsNode    *target,
           PsValue   *value)
{
  switch (target->type)
    {
    case PS_NODE_VARIABLE:
      if ((target->flags & PS_FLAG_GLOBAL) && ps->unsure == 0)
        ps_set_global (ps, target->text, ps_ref (value));
      else
        ps_set_variable (ps, target->text, ps_ref (value));
      break;
    case PS_NODE_CAST:
      {
        g_autoptr(PsValue) cast = ps_is_known (value) ? ps_cast (ps, target->kids[0]->text, value) : PS_UNKNOWN;

        assign_to (ps, target->kids[1], ps_is_known (cast) ? cast : value);
        break;
      }
    case PS_NODE_PAREN:
      if (target->kids[0]->n_kids == 1 && target->kids[0]->kids[0]->n_kids == 1)
        assign_to (ps, target->kids[0]->kids[0]->kids[0], value);
      break;
    case PS_NODE_ARRAY:
      for (guint i = 0; i < target->n_kids; i++)
        {
          g_autoptr(PsValue) item = NULL;

          if (!ps_is_known (value))
            item = PS_UNKNOWN;
          else
            item = i < ps_count (value) ? ps_nth (value, i) : PS_NULL;

          assign_to (ps, target->kids[i], item);
        }
      break;
    case PS_NODE_INDEX:
    case PS_NODE_MEMBER:
      assign_element (ps, target, value);
      break;
    default:
      break;
    }
}

/* The variable's value is taken out of the table, so that += can grow it in place. */
static PsValue *
take_variable (PsSession  *ps,
               const char *name)
{
  PsScope *scope = g_ptr_array_index (ps->scopes, ps->scopes->len - 1);
  gpointer key, value;

  if (g_hash_table_steal_extended (scope->variables, name, &key, &value))
    {
      g_free (key);
      return value;
    }

  return ps_is_defined (ps, name) ? ps_get_variable (ps, name) : PS_NULL;
}

static void
assign_operator (PsSession *ps,
                 PsNode    *node,
                 PsValue   *value)
{
  static const struct { char sign; guint op; } operators[] = {
    { '+', PS_OP_ADD }, { '-', PS_OP_SUB }, { '*', PS_OP_MUL }, { '/', PS_OP_DIV }, { '%', PS_OP_MOD },
  };
  PsNode *target = node->kids[0];
  g_autoptr(PsValue) old = NULL;
  g_autoptr(PsValue) result = NULL;
  guint op = PS_OP_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (operators[i].sign == node->text[0])
      op = operators[i].op;

  while (target->type == PS_NODE_CAST)
    target = target->kids[1];

  old = target->type == PS_NODE_VARIABLE ? take_variable (ps, target->text) : ps_eval (ps, target);
  result = op != PS_OP_NONE && ps_is_known (old) && ps_is_known (value) ? ps_binary (ps, op, old, value) : PS_UNKNOWN;
  assign_to (ps, target, result);
}

/* $x = $x + … where $x has never been set: it begins empty. */
static void
begin_empty (PsSession    *ps,
             const PsNode *target,
             const PsNode *source)
{
  const PsNode *chain = source->type == PS_NODE_PIPELINE && source->n_kids == 1 ? source->kids[0] : source;

  if (target->type != PS_NODE_VARIABLE || chain->type != PS_NODE_CHAIN || ps_is_defined (ps, target->text))
    return;

  for (guint i = 0; i < chain->n_kids; i++)
    if (chain->kids[i]->type == PS_NODE_VARIABLE && g_ascii_strcasecmp (chain->kids[i]->text, target->text) == 0)
      ps_set_variable (ps, target->text, PS_NULL);
}

PsValue *
ps_eval_assign (PsSession *ps,
                PsNode    *node)
{
  PsNode *source = node->kids[1];
  guint reports = ps->reports;
  g_autoptr(PsValue) value = NULL;

  begin_empty (ps, node->kids[0], source);
  value = ps_eval_statement (ps, source);

  if (source->type == PS_NODE_PIPELINE && reports == ps->reports)
    ps_fold (ps, source->n_kids == 1 ? source->kids[0] : source, value);

  /* $a = $b = 1 */
  if (source->type == PS_NODE_ASSIGN && source->kids[0]->type == PS_NODE_VARIABLE)
    {
      ps_unref (value);
      value = ps_get_variable (ps, source->kids[0]->text);
    }

  if (node->text[0] == '=')
    assign_to (ps, node->kids[0], value);
  else
    assign_operator (ps, node, value);

  return PS_NULL;
}

/**
 * ps_run_text:
 * @ps: the session
 * @place: the node that runs it, for counting
 * @start: where the stretch begins that the text takes the place of
 * @end: where it ends
 * @rule: how it is run
 * @text: what is run
 *
 * Returns: (transfer full): what the text gives
 */
PsValue *
ps_run_text (PsSession  *ps,
             PsNode     *place,
             guint       start,
             guint       end,
             const char *rule,
             PsValue    *text)
{
  g_autoptr(GString) script = NULL;
  PsProgram *program = ps->program;
  guint silent = ps->silent;
  guint count;
  PsValue *result;

  if (text->type == PS_TYPE_BLOCK)
    return ps_invoke_block (ps, text, NULL, 0, NULL, NULL, FALSE);

  script = ps_is_known (text) ? ps_to_gstring (text, "\n") : NULL;

  if (script == NULL || ps->muted > 0)
    return PS_UNKNOWN;

  count = GPOINTER_TO_UINT (g_hash_table_lookup (ps->counts, place)) + 1;
  g_hash_table_insert (ps->counts, place, GUINT_TO_POINTER (count));
  ps->reports++;

  if (count > RUN_LIMIT)
    return PS_UNKNOWN;

  ps->silent = 0;
  g_clear_pointer (&ps->last, ps_unref);

  /* A whole command line in a string that is invoked */
  vdt_script_context_run (ps->context, program->layer, start, end - start, rule, VDT_SCRIPT_LANG_POWERSHELL,
                          VDT_SCRIPT_OPTION_NONE, script->str, script->len, ps, NULL, NULL);
  ps->silent = silent;
  ps->program = program;
  result = ps->last != NULL ? g_steal_pointer (&ps->last) : PS_UNKNOWN;

  return result;
}

/* Start-Process file -ArgumentList arguments: the command line that it makes. */
static void
open_start_process (PsSession *ps,
                    PsCall    *call)
{
  PsValue *file = ps_call_argument (call, "filepath", 0);
  PsValue *arguments = ps_call_argument (call, "argumentlist", ps_call_has (call, "filepath") ? 0 : 1);
  g_autofree char *program = file != NULL ? ps_to_string (file) : NULL;
  g_autofree char *rest = NULL;
  g_autofree char *line = NULL;

  if (arguments == NULL)
    arguments = ps_call_argument (call, "args", -1);

  rest = arguments != NULL && ps_is_known (arguments) ? ps_to_string (arguments) : NULL;

  if (program == NULL || rest == NULL || ps->muted > 0)
    return;

  line = g_strdup_printf (strchr (program, ' ') != NULL ? "\"%s\" %s" : "%s %s", program, rest);
  vdt_script_context_run_line (ps->context, VDT_SCRIPT_LANG_POWERSHELL, ps->program->layer, call->node->start,
                               call->node->end - call->node->start, line);
}

static PsValue *
call_function (PsSession *ps,
               PsCall    *call,
               PsValue   *block)
{
  guint reports = ps->reports;
  PsValue *result;

  if (!g_hash_table_contains (ps->called, block->node))
    g_hash_table_insert (ps->called, block->node, GINT_TO_POINTER (0));

  ps->silent++;
  result = ps_invoke_block (ps, block, (PsValue **) call->args->pdata, call->args->len, call->named, call->input, TRUE);
  ps->silent--;

  if (!ps_is_known (result) || reports != ps->reports)
    ps_fold_arguments (ps, call);

  return result;
}

/* iex: as an argument, or from the pipeline. The whole pipeline up to here is what the text takes the place of. */
static PsValue *
invoke_expression (PsSession *ps,
                   PsCall    *call)
{
  PsValue *text = ps_call_argument (call, "command", 0);
  PsValue *result;

  if (text == NULL)
    text = call->input;

  if (text == NULL || !ps_is_known (text) || (text->type == PS_TYPE_OBJECT))
    {
      ps_report_command (ps, call, "Invoke-Expression");
      ps_fold_arguments (ps, call);
      return PS_UNKNOWN;
    }

  result = ps_run_text (ps, call->node, call->pipeline->start, call->node->end, "Invoke-Expression", text);

  return result;
}

/* A command's name as it should be written: no backticks, no quotes, usual letter case. */
static void
fold_command_name (PsSession  *ps,
                   PsNode     *node,
                   const char *written,
                   const char *usual)
{
  PsNode *name = node->kids[0];
  guint start = node->text != NULL ? node->start : name->start;
  const char *text = usual != NULL && g_ascii_strcasecmp (usual, written) == 0 ? usual : written;
  gboolean plain = written[0] != '\0' && strpbrk (written, " \t\r\n\"'`$(){};|&,") == NULL;

  if (name->type == PS_NODE_WORD && node->text == NULL)
    {
      if ((name->flags & PS_FLAG_DIRTY) || !g_str_equal (text, written))
        ps_edit (ps, name->start, name->end, (name->flags & PS_FLAG_DIRTY) ? "backticks" : "letter case", text);
      return;
    }

  /* A dot before a script's path loads it into the caller's scope: that stays. */
  if (plain && !(node->text != NULL && node->text[0] == '.' && strpbrk (written, "\\/.") != NULL) &&
      name->type != PS_NODE_ERROR)
    ps_edit (ps, start, name->end, "command name", text);
}

static PsValue *
call_named (PsSession  *ps,
            PsCall     *call,
            const char *written)
{
  g_autofree char *usual = NULL;
  PsValue *function;
  PsValue *result = NULL;
  guint reports = ps->reports;

  usual = ps_command_like (call->name);
  fold_command_name (ps, call->node, written, g_ascii_strcasecmp (written, call->name) == 0 ? usual : NULL);
  ps_bind_arguments (ps, call);
  function = g_hash_table_lookup (ps->functions, call->name);

  if (function != NULL)
    {
      /* What it runs may define it anew. */
      g_autoptr(PsValue) kept = ps_ref (function);

      return call_function (ps, call, kept);
    }

  if (g_str_equal (call->name, "invoke-expression"))
    return invoke_expression (ps, call);

  if (ps_cmdlet (ps, call, &result) || ps_cmdlet_objects (ps, call, &result))
    {
      if (!ps_is_known (result) || reports != ps->reports)
        ps_fold_arguments (ps, call);

      return result;
    }

  ps_report_command (ps, call, usual != NULL ? usual : call->name);
  ps_fold_arguments (ps, call);

  if (g_str_equal (call->name, "start-process"))
    open_start_process (ps, call);

  return PS_UNKNOWN;
}

static char *
resolve_name (PsSession  *ps,
              const char *written)
{
  const char *base = strrchr (written, '\\');
  g_autofree char *lower = NULL;
  const char *alias;

  /* Microsoft.PowerShell.Utility\Invoke-Expression */
  if (base != NULL && g_ascii_strncasecmp (written, "microsoft.", 10) == 0)
    written = base + 1;

  /* A function of the script's own before an alias: "r" is Invoke-History, which no script calls. */
  if (g_hash_table_contains (ps->functions, (lower = g_ascii_strdown (written, -1))))
    return g_steal_pointer (&lower);

  alias = ps_alias (ps, written);

  /* A noun alone is tried with Get- before it. */
  if (alias == NULL && strchr (written, '-') == NULL && strpbrk (written, "*?[.\\/ ") == NULL)
    {
      g_autofree char *get = g_strconcat ("get-", written, NULL);
      g_autofree char *known = ps_command_like (get);

      if (known != NULL)
        return g_ascii_strdown (known, -1);
    }

  return g_ascii_strdown (alias != NULL ? alias : written, -1);
}

static void
free_call (PsCall *call)
{
  g_free (call->name);
  g_ptr_array_unref (call->args);
  g_ptr_array_unref (call->nodes);
  g_hash_table_unref (call->named);
}

PsValue *
ps_eval_command (PsSession *ps,
                 PsNode    *pipeline,
                 guint      index,
                 PsValue   *input)
{
  PsNode *node = pipeline->type == PS_NODE_COMMAND ? pipeline : pipeline->kids[index];
  PsCall call = { .node = node, .pipeline = pipeline, .input = input };
  g_autoptr(PsValue) target = ps_eval (ps, node->kids[0]);
  g_autofree char *written = NULL;
  PsValue *result;

  if (!vdt_script_context_step (ps->context, 2))
    return PS_UNKNOWN;

  call.args = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);
  call.nodes = g_ptr_array_new ();
  call.named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) ps_unref);

  if (target->type == PS_TYPE_BLOCK)
    {
      ps_bind_arguments (ps, &call);
      g_hash_table_insert (ps->called, target->node, GINT_TO_POINTER (1));
      result = ps_invoke_block (ps, target, (PsValue **) call.args->pdata, call.args->len, call.named, input,
                                node->text == NULL || node->text[0] != '.');

      if (!ps_is_known (result))
        ps_fold_arguments (ps, &call);

      free_call (&call);
      return result;
    }

  if (target->type == PS_TYPE_OBJECT && target->object->value != NULL &&
      g_str_equal (target->object->kind, "System.Management.Automation.ScriptBlock"))
    {
      result = ps_run_text (ps, node, pipeline->start, node->end, "script block", target->object->value);
      free_call (&call);
      return result;
    }

  /* What Get-Command or Get-Alias gives is called by its name. */
  if (target->type == PS_TYPE_OBJECT && target->object->members != NULL)
    {
      PsValue *name = g_hash_table_lookup (target->object->members, "name");

      written = name != NULL ? ps_to_string (name) : NULL;
    }
  else if (ps_is_known (target) && target->type != PS_TYPE_OBJECT &&
           !(ps_is_collection (target) && ps_count (target) != 1))
    {
      written = ps_to_string (target);
    }

  if (written == NULL || *written == '\0')
    {
      g_autofree char *source = ps_node_text (ps, node->kids[0]);

      ps_bind_arguments (ps, &call);
      call.name = g_strdup (source);
      ps_report_command (ps, &call, source);
      ps_fold (ps, node->kids[0], target);
      ps_fold_arguments (ps, &call);
      free_call (&call);
      return PS_UNKNOWN;
    }

  call.name = resolve_name (ps, written);
  result = call_named (ps, &call, written);
  free_call (&call);

  return result;
}
