/* vdt-script-ps-flow.c
 *
 * PowerShell statements: conditions, loops, functions. What may or may not run
 * is looked into without believing what it assigns.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"

#include <string.h>

#define MAX_ROUNDS 300000
#define MAX_CALLS  48

/* Evaluates what may not run. With @merge its assignments count as possible. */
void
ps_look_into (PsSession *ps,
              PsNode    *body,
              gboolean   merge)
{
  g_autoptr(GHashTable) assigned = NULL;

  if (body == NULL)
    return;

  ps_push_scope (ps, TRUE);
  ps->unsure++;
  ps_unref (ps_eval_body (ps, body));
  ps->unsure--;
  ps->flow = PS_FLOW_NONE;
  assigned = ps_pop_scope (ps);

  if (merge)
    ps_merge_scope (ps, assigned);
}

/* A loop of which it is not known how often it runs: once, for what its body says. */
static void
loop_unknown (PsSession *ps,
              PsNode    *condition,
              PsNode    *body,
              PsNode    *variable)
{
  g_autoptr(GHashTable) assigned = NULL;

  ps_push_scope (ps, TRUE);
  ps->unsure++;
  ps_forget_assigned (ps, body, 0);

  if (variable != NULL && variable->type == PS_NODE_VARIABLE)
    ps_set_variable (ps, variable->text, PS_UNKNOWN);

  if (condition != NULL)
    {
      PsValue *value = ps_eval_body (ps, condition);

      ps_unref (value);
    }

  ps_unref (ps_eval_body (ps, body));
  ps->unsure--;
  ps->flow = PS_FLOW_NONE;
  assigned = ps_pop_scope (ps);
  ps_merge_scope (ps, assigned);
}

/* Outputs of statements, joined as a pipeline does; unknown swallows all. */
typedef struct
{
  PsValue  *array;
  gboolean  known;
} Output;

static void
output_add (PsSession *ps,
            Output    *output,
            PsValue   *value)
{
  if (!ps_is_known (value))
    {
      output->known = FALSE;
    }
  else if (ps_is_collection (value))
    {
      if (vdt_script_context_charge (ps->context, ps_count (value) * (gsize) 16))
        for (guint i = 0; i < ps_count (value); i++)
          ps_array_add (output->array, ps_nth (value, i));
    }
  else if (value->type != PS_TYPE_NULL)
    {
      ps_array_add (output->array, ps_ref (value));
    }

  ps_unref (value);
}

static PsValue *
output_end (Output *output)
{
  if (output->known)
    return ps_unroll (output->array);

  ps_unref (output->array);

  return PS_UNKNOWN;
}

/* Whether a round of a loop was its last. */
static gboolean
ends_loop (PsSession *ps)
{
  if (ps->flow == PS_FLOW_CONTINUE)
    ps->flow = PS_FLOW_NONE;

  if (ps->flow == PS_FLOW_BREAK)
    {
      ps->flow = PS_FLOW_NONE;
      return TRUE;
    }

  return ps->flow != PS_FLOW_NONE || vdt_script_context_is_stopped (ps->context);
}

/* for, while and do: as long as the condition is known and the loop makes an end. */
static PsValue *
eval_loop (PsSession *ps,
           PsNode    *condition,
           PsNode    *step,
           PsNode    *body,
           gboolean   body_first,
           gboolean   until)
{
  Output output = { ps_new_array (), TRUE };
  gboolean endless = condition == NULL || condition->n_kids == 0 || !ps_may_end (condition, condition, step, body, 0);
  guint64 share = ps->context->steps + ps->context->limits.steps / 3;
  guint rounds = 0;
  guint loop_unsure = ps->loop_unsure;

  ps->loops++;
  ps->loop_unsure = ps->unsure;

  while (TRUE)
    {
      if (!(body_first && rounds == 0) || endless)
        {
          g_autoptr(PsValue) value = NULL;

          value = condition == NULL || condition->n_kids == 0 ? ps_new_bool (TRUE) : ps_eval_body (ps, condition);

          if (!ps_is_known (value) || rounds >= MAX_ROUNDS || ps->context->steps > share ||
              (endless && ps_to_bool (value) != until))
            {
              loop_unknown (ps, condition, body, NULL);

              if (step != NULL)
                ps_forget_assigned (ps, step, 0);

              output.known = FALSE;
              break;
            }

          if (ps_to_bool (value) == until && !(body_first && rounds == 0))
            break;
        }

      if (ps->flow == PS_FLOW_NONE)
        output_add (ps, &output, ps_eval_body (ps, body));

      if (ends_loop (ps))
        break;

      if (step != NULL)
        ps_unref (ps_eval_body (ps, step));

      rounds++;
    }

  ps->loops--;
  ps->loop_unsure = loop_unsure;

  return output_end (&output);
}

/* A pipeline of one expression is folded as the expression. */
static void
fold_single (PsSession *ps,
             PsNode    *node,
             PsValue   *value)
{
  ps_fold (ps, node->type == PS_NODE_PIPELINE && node->n_kids == 1 ? node->kids[0] : node, value);
}

static PsValue *
eval_foreach (PsSession *ps,
              PsNode    *node)
{
  PsNode *variable = node->kids[0];
  PsNode *body = node->kids[2];
  PsNode *list = node->kids[1];
  guint reports = ps->reports;
  g_autoptr(PsValue) collection = NULL;
  guint loop_unsure = ps->loop_unsure;
  guint64 share = ps->context->steps + ps->context->limits.steps / 4;
  Output output = { ps_new_array (), TRUE };

  collection = list->type == PS_NODE_BODY && list->n_kids == 1 ? ps_eval_statement (ps, list->kids[0])
                                                               : ps_eval_body (ps, list);

  if (reports == ps->reports && list->type == PS_NODE_BODY && list->n_kids == 1 && !ps_is_range (list->kids[0]))
    fold_single (ps, list->kids[0], collection);

  if (!ps_is_known (collection) || variable->type != PS_NODE_VARIABLE || collection->type == PS_TYPE_OBJECT)
    {
      loop_unknown (ps, NULL, body, variable);
      output.known = FALSE;
      return output_end (&output);
    }

  ps->loops++;
  ps->loop_unsure = ps->unsure;

  for (guint i = 0; i < ps_count (collection); i++)
    {
      /* One loop does not use up what the rest of the script needs. */
      if (ps->context->steps > share)
        {
          ps_forget_assigned (ps, body, 0);
          output.known = FALSE;
          break;
        }

      ps_set_variable (ps, variable->text, ps_nth (collection, i));
      output_add (ps, &output, ps_eval_body (ps, body));

      if (ends_loop (ps))
        break;
    }

  ps->loops--;
  ps->loop_unsure = loop_unsure;

  return output_end (&output);
}

static PsValue *
eval_condition (PsSession *ps,
                PsNode    *condition)
{
  if (condition->type == PS_NODE_BODY && condition->n_kids == 1)
    {
      guint reports = ps->reports;
      PsValue *value = ps_eval_statement (ps, condition->kids[0]);

      if (reports == ps->reports)
        fold_single (ps, condition->kids[0], value);

      return value;
    }

  return ps_eval_body (ps, condition);
}

static PsValue *
eval_if (PsSession *ps,
         PsNode    *node)
{
  gboolean unsure = FALSE;

  for (guint i = 0; i < node->n_kids; i += 2)
    {
      gboolean last = i + 1 >= node->n_kids;
      g_autoptr(PsValue) value = last ? ps_new_bool (TRUE) : eval_condition (ps, node->kids[i]);
      PsNode *body = node->kids[last ? i : i + 1];

      if (!ps_is_known (value) || unsure)
        {
          unsure = TRUE;
          ps_look_into (ps, body, TRUE);
          continue;
        }

      if (!ps_to_bool (value))
        {
          ps_look_into (ps, body, FALSE);
          continue;
        }

      for (guint k = i + 2; k < node->n_kids && ps->loops == 0; k++)
        if (node->kids[k]->type == PS_NODE_BODY && (k % 2 == 1 || k + 1 == node->n_kids))
          ps_look_into (ps, node->kids[k], FALSE);

      return ps_eval_body (ps, body);
    }

  return unsure ? PS_UNKNOWN : PS_NULL;
}

static PsValue *
eval_switch (PsSession *ps,
             PsNode    *node)
{
  g_autoptr(PsValue) value = eval_condition (ps, node->kids[0]);
  Output output = { ps_new_array (), TRUE };
  PsNode *fallback = NULL;
  gboolean matched = FALSE;
  gboolean sure = ps_is_known (value) && !ps_is_collection (value) && value->type != PS_TYPE_OBJECT &&
                  !(node->flags & PS_FLAG_SWITCH);

  for (guint i = 1; i + 1 < node->n_kids; i += 2)
    {
      PsNode *pattern = node->kids[i];
      g_autoptr(PsValue) wanted = ps_eval (ps, pattern);
      g_autoptr(PsValue) equal = NULL;

      if (pattern->type == PS_NODE_WORD && g_ascii_strcasecmp (pattern->text, "default") == 0)
        {
          fallback = node->kids[i + 1];
          continue;
        }

      if (sure && wanted->type == PS_TYPE_BLOCK)
        {
          g_hash_table_insert (ps->called, wanted->node, GINT_TO_POINTER (1));
          equal = ps_invoke_block (ps, wanted, NULL, 0, NULL, value, FALSE);
        }
      else if (sure && ps_is_known (wanted))
        equal = ps_binary (ps, PS_OP_EQ, value, wanted);

      if (equal == NULL || !ps_is_known (equal))
        {
          ps_look_into (ps, node->kids[i + 1], TRUE);
          output.known = FALSE;
          continue;
        }

      if (!ps_to_bool (equal))
        {
          ps_look_into (ps, node->kids[i + 1], FALSE);
          continue;
        }

      matched = TRUE;
      output_add (ps, &output, ps_eval_body (ps, node->kids[i + 1]));

      if (ends_loop (ps))
        break;
    }

  if (fallback != NULL && !output.known)
    ps_look_into (ps, fallback, TRUE);
  else if (fallback != NULL && !matched)
    output_add (ps, &output, ps_eval_body (ps, fallback));
  else if (fallback != NULL)
    ps_look_into (ps, fallback, FALSE);

  ends_loop (ps);

  return output_end (&output);
}

static PsValue *
eval_flow (PsSession *ps,
           PsNode    *node)
{
  PsValue *value = PS_NULL;

  if (node->n_kids > 0)
    {
      guint reports = ps->reports;

      value = ps_eval_statement (ps, node->kids[0]);

      if (reports == ps->reports)
        fold_single (ps, node->kids[0], value);
    }

  /* What stands behind a return or exit of the script itself is read nevertheless. */
  if (g_str_equal (node->text, "return") && ps->calls > 0 && ps->unsure == ps->call_unsure)
    ps->flow = PS_FLOW_RETURN;
  else if (g_str_equal (node->text, "break") && ps->loops > 0 && ps->unsure == ps->loop_unsure)
    ps->flow = PS_FLOW_BREAK;
  else if (g_str_equal (node->text, "continue") && ps->loops > 0 && ps->unsure == ps->loop_unsure)
    ps->flow = PS_FLOW_CONTINUE;

  return value;
}

static PsValue *
eval_try (PsSession *ps,
          PsNode    *node)
{
  PsValue *value = ps_eval_body (ps, node->kids[0]);

  for (guint i = 1; i < node->n_kids && ps->flow == PS_FLOW_NONE; i++)
    ps_look_into (ps, node->kids[i], FALSE);

  return value;
}

static PsValue *
define_function (PsSession *ps,
                 PsNode    *node)
{
  PsNode *block = node->kids[0];
  const char *name = node->text;
  PsValue *value = ps_new_block (block, ps->program);

  if (block->type != PS_NODE_BLOCK)
    {
      ps_unref (value);
      return PS_NULL;
    }

  /* function global:name */
  if (g_ascii_strncasecmp (name, "global:", 7) == 0 || g_ascii_strncasecmp (name, "script:", 7) == 0)
    name += 7;

  g_hash_table_replace (ps->functions, g_ascii_strdown (name, -1), value);

  return PS_NULL;
}

PsValue *
ps_eval_statement (PsSession *ps,
                   PsNode    *node)
{
  if (ps->depth >= 1200 || !vdt_script_context_step (ps->context, 1))
    return PS_UNKNOWN;

  switch (node->type)
    {
    case PS_NODE_PIPELINE:
      return ps_eval_pipeline (ps, node);
    case PS_NODE_ASSIGN:
      return ps_eval_assign (ps, node);
    case PS_NODE_IF:
      return eval_if (ps, node);
    case PS_NODE_WHILE:
      return eval_loop (ps, node->kids[0], NULL, node->kids[1], FALSE, FALSE);
    case PS_NODE_DO:
      return eval_loop (ps, node->kids[1], NULL, node->kids[0], TRUE, g_str_equal (node->text, "until"));
    case PS_NODE_FOR:
      ps_unref (ps_eval_body (ps, node->kids[0]));
      return eval_loop (ps, node->kids[1], node->kids[2], node->kids[3], FALSE, FALSE);
    case PS_NODE_FOREACH:
      return eval_foreach (ps, node);
    case PS_NODE_SWITCH:
      return eval_switch (ps, node);
    case PS_NODE_TRY:
      return eval_try (ps, node);
    case PS_NODE_FUNCTION:
      return define_function (ps, node);
    case PS_NODE_FLOW:
      return eval_flow (ps, node);
    case PS_NODE_BODY:
      return ps_eval_body (ps, node);
    case PS_NODE_COMMAND:
      return ps_eval_command (ps, node, 0, NULL);
    case PS_NODE_ERROR:
    case PS_NODE_PARAM:
    case PS_NODE_REDIRECT:
    case PS_NODE_PARAMETER:
      return PS_UNKNOWN;
    default:
      return ps_eval (ps, node);
    }
}

/* ++ as a statement gives nothing. */
static gboolean
is_silent (const PsNode *node)
{
  if (node->type == PS_NODE_PIPELINE && node->n_kids == 1)
    node = node->kids[0];

  return node->type == PS_NODE_POSTFIX_OP ||
         (node->type == PS_NODE_UNARY && (g_str_equal (node->text, "++") || g_str_equal (node->text, "--")));
}

/* Statements in order; each one's value is put in its place unless something visible happened in it. */
PsValue *
ps_eval_body (PsSession *ps,
              PsNode    *body)
{
  Output output = { ps_new_array (), TRUE };

  if (body->type != PS_NODE_BODY)
    {
      ps_unref (output.array);
      return PS_UNKNOWN;
    }

  ps->depth++;

  for (guint i = 0; i < body->n_kids && ps->flow == PS_FLOW_NONE; i++)
    {
      PsNode *node = body->kids[i];
      guint reports = ps->reports;
      PsValue *value = ps_eval_statement (ps, node);

      if (vdt_script_context_is_stopped (ps->context))
        {
          ps_unref (value);
          output.known = FALSE;
          break;
        }

      if (node->type == PS_NODE_PIPELINE && reports == ps->reports && value->type != PS_TYPE_NULL && !is_silent (node))
        fold_single (ps, node, value);
      else if (node->type == PS_NODE_PIPELINE)
        fold_single (ps, node, PS_UNKNOWN);

      if (is_silent (node))
        ps_unref (value);
      else
        output_add (ps, &output, value);
    }

  ps->depth--;

  return output_end (&output);
}

gboolean
ps_bind_parameters (PsSession   *ps,
                    PsNode      *parameters,
                    PsValue    **args,
                    guint        n_args,
                    GHashTable  *named)
{
  guint next = 0;
  PsValue *rest;

  for (guint i = 0; parameters != NULL && i < parameters->n_kids; i++)
    {
      PsNode *parameter = parameters->kids[i];
      PsNode *type = parameter->n_kids > 0 ? parameter->kids[0] : NULL;
      PsValue *value = NULL;

      if (named != NULL)
        {
          GHashTableIter iter;
          gpointer name, bound;

          g_hash_table_iter_init (&iter, named);

          /* A parameter's name may be cut short. */
          while (value == NULL && g_hash_table_iter_next (&iter, &name, &bound))
            if (g_ascii_strncasecmp (parameter->text, name, strlen (name)) == 0)
              value = ps_ref (bound);
        }

      if (value == NULL && next < n_args)
        value = ps_ref (args[next++]);

      if (value == NULL && parameter->n_kids > 1)
        value = ps_eval (ps, parameter->kids[1]);

      if (value == NULL)
        value = PS_NULL;

      if (type != NULL && ps_is_known (value) && value->type != PS_TYPE_NULL)
        {
          PsValue *cast = ps_cast (ps, type->text, value);

          if (ps_is_known (cast))
            {
              ps_unref (value);
              value = cast;
            }
        }

      ps_set_variable (ps, parameter->text, value);
    }

  rest = ps_new_array ();

  while (next < n_args)
    ps_array_add (rest, ps_ref (args[next++]));

  ps_set_variable (ps, "args", rest);

  return TRUE;
}

static gboolean
is_phase (const PsNode *node,
          const char   *phase)
{
  return node->type == PS_NODE_BODY && node->text != NULL && g_str_equal (node->text, phase);
}

/* begin once, process for each item, end once; a filter is all process. */
static PsValue *
eval_per_item (PsSession *ps,
               PsNode    *block,
               PsValue   *input)
{
  PsNode *body = block->kids[1];
  PsNode *parameters = block->kids[0];
  Output output = { ps_new_array (), TRUE };
  g_autoptr(PsValue) items = ps_enumerate (ps_ref (input));

  for (guint i = 0; i < body->n_kids; i++)
    if (is_phase (body->kids[i], "begin"))
      output_add (ps, &output, ps_eval_body (ps, body->kids[i]));

  for (guint n = 0; n < ps_count (items) && !vdt_script_context_is_stopped (ps->context); n++)
    {
      ps_set_variable (ps, "_", ps_nth (items, n));

      if (parameters != NULL && parameters->n_kids == 1)
        ps_set_variable (ps, parameters->kids[0]->text, ps_nth (items, n));

      for (guint i = 0; i < body->n_kids && ps->flow == PS_FLOW_NONE; i++)
        if (!is_phase (body->kids[i], "begin") && !is_phase (body->kids[i], "end"))
          output_add (ps, &output, ps_eval_statement (ps, body->kids[i]));

      if (ps->flow == PS_FLOW_RETURN || ps->flow == PS_FLOW_CONTINUE)
        ps->flow = PS_FLOW_NONE;
    }

  for (guint i = 0; i < body->n_kids; i++)
    if (is_phase (body->kids[i], "end"))
      output_add (ps, &output, ps_eval_body (ps, body->kids[i]));

  return output_end (&output);
}

/**
 * ps_invoke_block:
 * @ps: the session
 * @block: a block value
 * @args: positional arguments
 * @n_args: how many
 * @named: (nullable): named arguments
 * @input: (nullable): what the pipeline gives: $_ and $input
 * @own_scope: whether the block's assignments stay in it
 *
 * Returns: (transfer full): what the block gives
 */
PsValue *
ps_invoke_block (PsSession   *ps,
                 PsValue     *block,
                 PsValue    **args,
                 guint        n_args,
                 GHashTable  *named,
                 PsValue     *input,
                 gboolean     own_scope)
{
  PsNode *node = block->node;
  PsProgram *program = ps->program;
  PsValue *saved = NULL;
  PsValue *result;
  guint loops = ps->loops;
  guint call_unsure = ps->call_unsure;

  if (node->type != PS_NODE_BLOCK || ps->calls >= MAX_CALLS || ps->depth > 1000 ||
      !vdt_script_context_step (ps->context, own_scope ? 16 : 2))
    return PS_UNKNOWN;

  ps->program = block->program;
  ps->calls++;
  ps->call_unsure = ps->unsure;
  ps->loops = 0;

  if (own_scope)
    {
      ps_push_scope (ps, TRUE);
      ps_bind_parameters (ps, node->kids[0], args, n_args, named);
    }

  if (input != NULL)
    {
      saved = ps_get_variable (ps, "_");
      ps_set_variable (ps, "_", ps_ref (input));

      if (own_scope)
        ps_set_variable (ps, "input", ps_ref (input));
    }

  if (input != NULL && own_scope && (node->flags & PS_FLAG_PER_ITEM) && ps_is_known (input) &&
      node->kids[1]->type == PS_NODE_BODY)
    result = eval_per_item (ps, node, input);
  else
    result = ps_eval_body (ps, node->kids[1]);

  if (ps->flow == PS_FLOW_RETURN)
    ps->flow = PS_FLOW_NONE;

  if (own_scope)
    g_hash_table_unref (ps_pop_scope (ps));
  else if (saved != NULL)
    ps_set_variable (ps, "_", ps_ref (saved));

  g_clear_pointer (&saved, ps_unref);
  ps->calls--;
  ps->call_unsure = call_unsure;
  ps->loops = loops;
  ps->program = program;

  return result;
}

/* Reads a function's body with unknown parameters: for its own constants, and when nothing has called it for
 * what it would do. */
void
ps_look_into_function (PsSession *ps,
                       PsValue   *block,
                       gboolean   called)
{
  PsNode *node = block->node;
  PsProgram *program = ps->program;
  guint calls = ps->calls;

  ps->program = block->program;
  ps_push_scope (ps, TRUE);

  for (guint i = 0; node->kids[0] != NULL && i < node->kids[0]->n_kids; i++)
    {
      PsNode *parameter = node->kids[0]->kids[i];

      if (parameter->n_kids > 1)
        {
          g_autoptr(PsValue) value = ps_eval (ps, parameter->kids[1]);

          ps_fold (ps, parameter->kids[1], value);
        }

      ps_set_variable (ps, parameter->text, PS_UNKNOWN);
    }

  ps_set_variable (ps, "_", PS_UNKNOWN);
  ps_set_variable (ps, "args", PS_UNKNOWN);
  ps_set_variable (ps, "input", PS_UNKNOWN);
  ps->muted += called ? 1 : 0;
  ps->unsure++;
  ps->calls = 0;
  ps_unref (ps_eval_body (ps, node->kids[1]));
  ps->calls = calls;
  ps->unsure--;
  ps->muted -= called ? 1 : 0;
  ps->flow = PS_FLOW_NONE;
  g_hash_table_unref (ps_pop_scope (ps));
  ps->program = program;
}
