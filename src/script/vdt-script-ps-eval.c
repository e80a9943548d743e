/* vdt-script-ps-eval.c
 *
 * Partial evaluation of PowerShell expressions: what can be known is computed,
 * the rest stays symbolic, and its known parts are put into the text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-decode.h"

#include <string.h>

#define EVAL_DEPTH      1200
#define MAX_STRING      ((gsize) 4 * 1024 * 1024)

/* Folds each kid of a node that is not known itself. Takes the values. */
static void
fold_kids (PsSession  *ps,
           PsNode    **kids,
           PsValue   **values,
           guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      ps_fold (ps, kids[i], values[i]);
      ps_unref (values[i]);
    }
}

/* The value of a string that has environment variables in it, as they would be written inside quotes. */
static void
append_display (GString       *display,
                const PsValue *value)
{
  g_autoptr(GString) text = NULL;

  if (value->type == PS_TYPE_STRING && value->display != NULL)
    {
      g_string_append (display, value->display);
      return;
    }

  text = ps_to_gstring (value, " ");

  for (gsize i = 0; text != NULL && i < text->len; i++)
    {
      if (strchr ("$`\"", text->str[i]) != NULL)
        g_string_append_c (display, '`');
      g_string_append_c (display, text->str[i]);
    }
}

/* Terms joined to one text, what it rests on kept. */
PsValue *
ps_add_texts (PsSession  *ps,
              PsValue   **terms,
              guint       n_terms)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GString) display = g_string_new (NULL);
  gboolean any = FALSE;
  PsValue *result;

  for (guint i = 0; i < n_terms; i++)
    {
      g_autoptr(GString) part = ps_to_gstring (terms[i], " ");

      if (part == NULL || !vdt_script_context_charge (ps->context, part->len))
        {
          g_string_free (text, TRUE);
          return PS_UNKNOWN;
        }

      any |= terms[i]->type == PS_TYPE_STRING && terms[i]->display != NULL;
      g_string_append_len (text, part->str, (gssize) part->len);
      append_display (display, terms[i]);
    }

  result = ps_take_string (text);
  result->display = any ? g_strdup (display->str) : NULL;

  return result;
}

static char *
field_separator (PsSession *ps)
{
  g_autoptr(PsValue) ofs = ps_get_variable (ps, "ofs");

  if (ofs->type == PS_TYPE_STRING)
    return g_strdup (ofs->string->len < 64 ? ofs->string->str : " ");

  return g_strdup (ofs->type == PS_TYPE_NULL ? "" : " ");
}

static PsValue *
eval_expandable (PsSession *ps,
                 PsNode    *node)
{
  g_autofree PsValue **values = g_new0 (PsValue *, node->n_kids);
  GString *text = g_string_new (NULL);
  g_autoptr(GString) display = g_string_new (NULL);
  g_autofree char *separator = field_separator (ps);
  gboolean any = FALSE;
  gboolean known = TRUE;
  PsValue *result;

  for (guint i = 0; i < node->n_kids; i++)
    {
      GString *part;

      values[i] = ps_eval (ps, node->kids[i]);
      any |= values[i]->type == PS_TYPE_STRING && values[i]->display != NULL;
      part = known ? ps_to_gstring (values[i], separator) : NULL;

      if (part == NULL)
        {
          known = FALSE;
          continue;
        }

      g_string_append_len (text, part->str, (gssize) part->len);
      g_string_free (part, TRUE);
    }

  if (!known || !vdt_script_context_charge (ps->context, text->len))
    {
      /* Inside quotes only whole variables are put in, as text. */
      for (guint i = 0; i < node->n_kids; i++)
        {
          PsNode *kid = node->kids[i];

          if (kid->type != PS_NODE_CONSTANT && values[i]->type != PS_TYPE_OBJECT && ps_is_known (values[i]) &&
              !(values[i]->type == PS_TYPE_STRING && values[i]->display != NULL))
            {
              g_autofree char *plain = ps_to_string (values[i]);

              if (plain != NULL && strlen (plain) < 4096 && strpbrk (plain, "\"$`") == NULL)
                ps_edit (ps, kid->start, kid->end, "variable", plain);
            }

          ps_unref (values[i]);
        }

      g_string_free (text, TRUE);
      return PS_UNKNOWN;
    }

  for (guint i = 0; i < node->n_kids; i++)
    {
      if (any)
        append_display (display, values[i]);

      ps_unref (values[i]);
    }

  result = ps_take_string (text);

  if (any)
    result->display = g_strdup (display->str);

  return result;
}

static PsValue *
eval_array (PsSession *ps,
            PsNode    *node)
{
  PsValue *array = ps_new_array ();

  if (!vdt_script_context_charge (ps->context, node->n_kids * (gsize) 48))
    return array;

  for (guint i = 0; i < node->n_kids; i++)
    ps_array_add (array, ps_eval (ps, node->kids[i]));

  return array;
}

static PsValue *
eval_hash (PsSession *ps,
           PsNode    *node)
{
  PsValue *hash = ps_new_hash ();

  for (guint i = 0; i + 1 < node->n_kids; i += 2)
    {
      g_autoptr(PsValue) key = ps_eval (ps, node->kids[i]);
      PsValue *value = ps_eval_statement (ps, node->kids[i + 1]);

      ps_hash_set (hash, g_steal_pointer (&key), value);
    }

  return hash;
}

/* A condensed copy of what an expression's statements give: unknown when any of them is. */
static PsValue *
eval_statements (PsSession *ps,
                 PsNode    *body)
{
  if (body->type != PS_NODE_BODY)
    return PS_UNKNOWN;

  if (body->n_kids == 1)
    return ps_eval_statement (ps, body->kids[0]);

  return ps_eval_body (ps, body);
}

static PsValue *
eval_cast (PsSession *ps,
           PsNode    *node)
{
  PsNode *type = node->kids[0];
  PsValue *operand = ps_eval (ps, node->kids[1]);
  PsValue *result;

  /* [ref]$x: whoever gets it may change the variable. */
  if (g_ascii_strcasecmp (type->text, "ref") == 0 && node->kids[1]->type == PS_NODE_VARIABLE)
    {
      ps_set_variable (ps, node->kids[1]->text, PS_UNKNOWN);
      ps_unref (operand);
      return PS_UNKNOWN;
    }

  result = ps_is_known (operand) ? ps_cast (ps, type->text, operand) : PS_UNKNOWN;

  if (!ps_is_known (result))
    ps_fold (ps, node->kids[1], operand);

  ps_unref (operand);

  return result;
}

/* ++ and --, before or behind a variable */
static PsValue *
step_variable (PsSession *ps,
               PsNode    *target,
               int        by,
               gboolean   before)
{
  g_autoptr(PsValue) old = ps_eval (ps, target);
  gint64 integer;

  if (target->type != PS_NODE_VARIABLE)
    return PS_UNKNOWN;

  if (!ps_is_known (old) || !ps_to_int (old, &integer))
    {
      ps_set_variable (ps, target->text, PS_UNKNOWN);
      return PS_UNKNOWN;
    }

  ps_set_variable (ps, target->text, ps_new_int (integer + by));

  return before ? ps_new_int (integer + by) : ps_ref (old);
}

static PsValue *
eval_unary (PsSession *ps,
            PsNode    *node)
{
  PsValue *operand;
  PsValue *result;

  if (g_str_equal (node->text, "++") || g_str_equal (node->text, "--"))
    return step_variable (ps, node->kids[0], node->text[0] == '+' ? 1 : -1, TRUE);

  operand = ps_eval (ps, node->kids[0]);

  if (g_str_equal (node->text, ","))
    {
      result = ps_new_array ();
      ps_array_add (result, operand);
      return result;
    }

  result = ps_is_known (operand) ? ps_unary (ps, node->text, operand) : PS_UNKNOWN;

  if (!ps_is_known (result))
    ps_fold (ps, node->kids[0], operand);

  ps_unref (operand);

  return result;
}

static PsValue *
eval_index (PsSession *ps,
            PsNode    *node)
{
  PsValue *values[2] = { ps_eval (ps, node->kids[0]), NULL };
  PsValue *result = PS_UNKNOWN;

  values[1] = ps_eval (ps, node->kids[1]);

  if (ps_is_known (values[0]) && ps_is_known (values[1]))
    result = ps_index (ps, values[0], values[1]);

  if (!ps_is_known (result))
    {
      /* The collection stays a name, the index is put in. */
      if (node->kids[0]->type == PS_NODE_VARIABLE)
        {
          ps_unref (values[0]);
          values[0] = PS_UNKNOWN;
        }

      if (ps_is_range (node->kids[1]))
        {
          ps_unref (values[1]);
          values[1] = PS_UNKNOWN;
        }

      fold_kids (ps, node->kids, values, 2);
      return result;
    }

  ps_unref (values[0]);
  ps_unref (values[1]);

  return result;
}

static PsValue *
eval_member (PsSession *ps,
             PsNode    *node)
{
  g_autoptr(PsValue) object = ps_eval (ps, node->kids[0]);
  g_autoptr(PsValue) name = ps_eval (ps, node->kids[1]);
  g_autofree char *text = ps_to_string (name);
  PsValue *result = PS_UNKNOWN;

  if (text == NULL)
    {
      ps_fold (ps, node->kids[0], object);
      return PS_UNKNOWN;
    }

  if ((node->flags & PS_FLAG_STATIC) && object->type == PS_TYPE_NAME)
    result = ps_static_member (ps, object->name, text);
  else if (ps_is_known (object))
    result = ps_member (ps, object, text);

  if (!ps_is_known (result))
    {
      if (node->kids[0]->type != PS_NODE_VARIABLE)
        ps_fold (ps, node->kids[0], object);

      ps_fold_name (ps, node->kids[1], text);
    }

  return result;
}

/* Process.Start with a ProcessStartInfo whose FileName and Arguments have been set */
static void
start_info (PsSession *ps,
            PsNode    *node,
            PsValue   *info)
{
  g_autoptr(PsValue) file = info->type == PS_TYPE_OBJECT ? ps_member (ps, info, "FileName") : PS_UNKNOWN;
  g_autoptr(PsValue) arguments = info->type == PS_TYPE_OBJECT ? ps_member (ps, info, "Arguments") : PS_UNKNOWN;
  g_autofree char *line = NULL;

  if (file->type != PS_TYPE_STRING || arguments->type != PS_TYPE_STRING)
    return;

  line = g_strconcat (file->string->str, " ", arguments->string->str, NULL);
  vdt_script_context_run_line (ps->context, VDT_SCRIPT_LANG_POWERSHELL, ps->program->layer, node->start,
                               node->end - node->start, line);
}

/* "System.Net.WebClient::DownloadString" of a call whose result is not known. */
static void
report_method (PsSession  *ps,
               PsNode     *node,
               PsValue    *object,
               const char *name,
               PsValue   **args,
               guint       n_args)
{
  g_autofree char *full = NULL;
  g_autofree char *inner = NULL;
  const char *type = "?";

  if (object->type == PS_TYPE_OBJECT && g_str_equal (object->object->kind, "PSMethod") &&
      object->object->value->type == PS_TYPE_OBJECT && g_ascii_strcasecmp (name, "invoke") == 0)
    {
      /* (…).DownloadString.Invoke (…) */
      type = object->object->value->object->kind;
      name = object->object->display;
    }
  else if (object->type == PS_TYPE_OBJECT && g_str_equal (object->object->kind, "PSMethod") &&
           object->object->value->type == PS_TYPE_OBJECT)
    {
      /* A property that is an object itself: WebClient.Headers.Add */
      type = inner = g_strconcat (object->object->value->object->kind, ".", object->object->display, NULL);
    }
  else if (object->type == PS_TYPE_NAME)
    type = object->name;
  else if (object->type == PS_TYPE_OBJECT)
    type = object->object->kind;
  else if (object->type == PS_TYPE_STRING)
    type = "System.String";

  full = g_strconcat (type, "::", name, NULL);
  ps_report (ps, VDT_SCRIPT_COMMAND_METHOD, node, full, args, node->kids + 2, n_args);

  /* WScript.Shell's Run and Exec, Win32_Process's Create, Process.Start, ShellExecute */
  if (n_args > 0 && args[0]->type == PS_TYPE_STRING && ps->muted == 0 &&
      (g_ascii_strcasecmp (name, "run") == 0 || g_ascii_strcasecmp (name, "exec") == 0 ||
       g_ascii_strcasecmp (name, "create") == 0 || g_ascii_strcasecmp (name, "start") == 0 ||
       g_ascii_strcasecmp (name, "shellexecute") == 0))
    {
      g_autofree char *second = n_args > 1 && args[1]->type == PS_TYPE_STRING ? ps_to_string (args[1]) : NULL;
      g_autofree char *line = g_strconcat (args[0]->string->str, second != NULL ? " " : NULL, second, NULL);

      vdt_script_context_run_line (ps->context, VDT_SCRIPT_LANG_POWERSHELL, ps->program->layer, node->start,
                                   node->end - node->start, line);
    }

  if (n_args > 0 && g_ascii_strcasecmp (name, "start") == 0 && ps->muted == 0)
    start_info (ps, node, args[0]);
}

/* Arguments are written with a space behind the comma. */
static void
space_arguments (PsSession *ps,
                 PsNode    *node)
{
  for (guint i = 3; i < node->n_kids; i++)
    {
      guint end = node->kids[i - 1]->end;

      if (node->kids[i]->start == end + 1 && ps->program->text[end] == ',')
        ps_edit (ps, end, end + 1, "spacing", ", ");
    }
}

static PsValue *
eval_call (PsSession *ps,
           PsNode    *node)
{
  guint n_args = node->n_kids - 2;
  g_autofree PsValue **args = g_new0 (PsValue *, n_args + 1);
  g_autoptr(PsValue) object = ps_eval (ps, node->kids[0]);
  g_autoptr(PsValue) name = ps_eval (ps, node->kids[1]);
  g_autofree char *text = ps_to_string (name);
  PsValue *result = PS_UNKNOWN;

  for (guint i = 0; i < n_args; i++)
    args[i] = ps_eval (ps, node->kids[i + 2]);

  if (text != NULL)
    {
      if ((node->flags & PS_FLAG_STATIC) && object->type == PS_TYPE_NAME)
        result = ps_static_method (ps, node, object->name, text, args, n_args);
      else if (!(node->flags & PS_FLAG_STATIC))
        result = ps_method (ps, node, object, text, args, n_args);

      if (!ps_is_known (result) || result->type == PS_TYPE_OBJECT)
        {
          if (!ps_is_known (result))
            report_method (ps, node, object, text, args, n_args);

          ps_fold_name (ps, node->kids[1], text);
        }
    }

  if (!ps_is_known (result))
    {
      if (node->kids[0]->type != PS_NODE_VARIABLE)
        ps_fold (ps, node->kids[0], object);

      space_arguments (ps, node);
      fold_kids (ps, node->kids + 2, args, n_args);
      return result;
    }

  for (guint i = 0; i < n_args; i++)
    ps_unref (args[i]);

  return result;
}

/* a + b + c …: one node, so that a thousand terms are no deeper than two; the sum grows in place. */
PsValue *
ps_eval_chain (PsSession *ps,
               PsNode    *node)
{
  PsValue *left = ps_eval (ps, node->kids[0]);
  guint done = 1;

  for (; done < node->n_kids; done++)
    {
      guint op = node->ops[done - 1] & ~PS_OP_CASE;
      PsValue *right;
      PsValue *result;

      if (vdt_script_context_is_stopped (ps->context))
        break;

      /* What decides alone need not wait for the other side. */
      if (ps_is_known (left) && ((op == PS_OP_AND && !ps_to_bool (left)) || (op == PS_OP_OR && ps_to_bool (left))))
        {
          PsValue *decided = ps_new_bool (op == PS_OP_OR);

          ps_unref (left);
          left = decided;
          continue;
        }

      right = ps_eval (ps, node->kids[done]);
      result = ps_is_known (left) && ps_is_known (right) ? ps_binary (ps, node->ops[done - 1], left, right) :
               PS_UNKNOWN;

      if (!ps_is_known (result))
        {
          /* What is known on both sides of the break is put in; the left part as one. */
          if (ps_is_known (left))
            {
              PsNode part = *node;

              part.end = node->kids[done - 1]->end;
              part.n_kids = done;
              ps_fold (ps, done == 1 ? node->kids[0] : &part, left);
            }

          ps_fold (ps, node->kids[done], right);
        }
      else if (result->type == PS_TYPE_STRING && op == PS_OP_ADD && result->display == NULL &&
               ((left->type == PS_TYPE_STRING && left->display != NULL) ||
                (right->type == PS_TYPE_STRING && right->display != NULL)))
        {
          g_autoptr(GString) display = g_string_new (NULL);

          append_display (display, left);
          append_display (display, right);
          result->display = g_strdup (display->str);
        }

      ps_unref (left);
      ps_unref (right);
      left = result;
    }

  return left;
}

static PsValue *
eval_sub (PsSession *ps,
          PsNode    *node)
{
  PsValue *value = eval_statements (ps, node->kids[0]);

  if (node->type == PS_NODE_ARRAY_SUB && ps_is_known (value))
    return ps_is_collection (value) ? ps_enumerate (value) : ps_enumerate (value);

  return value;
}

static PsValue *
eval_paren (PsSession *ps,
            PsNode    *node)
{
  PsNode *body = node->kids[0];

  /* ($x = 5) gives 5. */
  if (body->type == PS_NODE_BODY && body->n_kids == 1 && body->kids[0]->type == PS_NODE_ASSIGN)
    {
      PsNode *target = body->kids[0]->kids[0];

      ps_unref (ps_eval_statement (ps, body->kids[0]));

      return target->type == PS_NODE_VARIABLE ? ps_get_variable (ps, target->text) : PS_UNKNOWN;
    }

  return eval_statements (ps, body);
}

static PsValue *
eval_inside (PsSession *ps,
             PsNode    *node)
{
  switch (node->type)
    {
    case PS_NODE_CONSTANT:
      return ps_ref (node->value);
    case PS_NODE_WORD:
      return ps_new_string (node->text, -1);
    case PS_NODE_EXPANDABLE:
      return eval_expandable (ps, node);
    case PS_NODE_VARIABLE:
      return node->flags & PS_FLAG_SPLAT ? PS_UNKNOWN : ps_get_variable (ps, node->text);
    case PS_NODE_TYPE:
      {
        g_autofree char *name = ps_type_name (node->text);

        return ps_new_type (name);
      }
    case PS_NODE_CAST:
      return eval_cast (ps, node);
    case PS_NODE_UNARY:
      return eval_unary (ps, node);
    case PS_NODE_POSTFIX_OP:
      return step_variable (ps, node->kids[0], node->text[0] == '+' ? 1 : -1, FALSE);
    case PS_NODE_CHAIN:
      return ps_eval_chain (ps, node);
    case PS_NODE_ARRAY:
      return eval_array (ps, node);
    case PS_NODE_PAREN:
      return eval_paren (ps, node);
    case PS_NODE_SUB:
    case PS_NODE_ARRAY_SUB:
      return eval_sub (ps, node);
    case PS_NODE_HASH:
      return eval_hash (ps, node);
    case PS_NODE_BLOCK:
      return ps_new_block (node, ps->program);
    case PS_NODE_MEMBER:
      return eval_member (ps, node);
    case PS_NODE_CALL:
      return eval_call (ps, node);
    case PS_NODE_INDEX:
      return eval_index (ps, node);
    case PS_NODE_PARAMETER:
    case PS_NODE_REDIRECT:
    case PS_NODE_ERROR:
    case PS_NODE_PARAM:
      return PS_UNKNOWN;
    default:
      return ps_eval_statement (ps, node);
    }
}

PsValue *
ps_eval (PsSession *ps,
         PsNode    *node)
{
  PsValue *value;

  if (node == NULL || ps->depth >= EVAL_DEPTH || !vdt_script_context_step (ps->context, 1))
    return PS_UNKNOWN;

  ps->depth++;
  value = eval_inside (ps, node);
  ps->depth--;

  if (value->type == PS_TYPE_STRING && value->string->len > MAX_STRING)
    {
      ps_unref (value);
      return PS_UNKNOWN;
    }

  return value;
}
