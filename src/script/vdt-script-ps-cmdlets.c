/* vdt-script-ps-cmdlets.c
 *
 * The cmdlets that work on values in the pipeline: ForEach-Object,
 * Where-Object, Select-Object, Write-Output and their like.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include "vdt-script-core.h"

#include <string.h>

/* The list that a cmdlet works on: the pipeline's, or -InputObject's. NULL when there is none. */
static PsValue *
input_of (PsCall *call)
{
  PsValue *input = call->input != NULL ? call->input : ps_call_argument (call, "inputobject", -1);

  return input != NULL ? ps_enumerate (ps_ref (input)) : NULL;
}

static PsValue *
block_of (PsCall     *call,
          const char *name,
          guint       nth)
{
  PsValue *value = ps_call_argument (call, name, -1);

  if (value != NULL)
    return value;

  for (guint i = 0; i < call->args->len; i++)
    {
      PsValue *arg = g_ptr_array_index (call->args, i);

      if (arg->type == PS_TYPE_BLOCK && nth-- == 0)
        return arg;
    }

  return NULL;
}

static void
mark_seen (PsSession *ps,
           PsValue   *block)
{
  if (block != NULL && block->type == PS_TYPE_BLOCK)
    g_hash_table_insert (ps->called, block->node, GINT_TO_POINTER (1));
}

/* ForEach-Object with a block for every item, or a member's name. */
static PsValue *
for_each (PsSession *ps,
          PsCall    *call)
{
  g_autoptr(PsValue) input = input_of (call);
  PsValue *block = block_of (call, "process", 0);
  guint64 share;
  PsValue *out;
  gboolean known = TRUE;

  if (call->args->len > 1 && block_of (call, "process", 1) != NULL && !ps_call_has (call, "process"))
    {
      /* Begin, process, end by position. */
      PsValue *begin = block;

      block = block_of (call, "process", 1);
      ps_unref (ps_invoke_block (ps, begin, NULL, 0, NULL, NULL, FALSE));
    }

  mark_seen (ps, block);

  if (block == NULL)
    {
      PsValue *member = ps_call_argument (call, "membername", 0);
      g_autofree char *name = member != NULL && ps_is_known (member) ? ps_to_string (member) : NULL;

      if (name == NULL || input == NULL || !ps_is_known (input))
        return PS_UNKNOWN;

      out = ps_new_array ();

      for (guint i = 0; i < ps_count (input); i++)
        {
          g_autoptr(PsValue) item = ps_nth (input, i);
          PsValue *value = ps_method (ps, call->node, item, name, NULL, 0);

          if (!ps_is_known (value))
            value = ps_member (ps, item, name);

          known &= ps_is_known (value);
          ps_array_add (out, value);
        }

      if (known)
        return ps_unroll (out);

      ps_unref (out);
      return PS_UNKNOWN;
    }

  if (block->type != PS_TYPE_BLOCK)
    return PS_UNKNOWN;

  if (input == NULL || !ps_is_known (input))
    {
      g_autoptr(PsValue) result = NULL;

      ps->unsure++;
      result = ps_invoke_block (ps, block, NULL, 0, NULL, PS_UNKNOWN, FALSE);
      ps->unsure--;

      return PS_UNKNOWN;
    }

  out = ps_new_array ();
  share = ps->context->steps + ps->context->limits.steps / 4;

  for (guint i = 0; i < ps_count (input) && !vdt_script_context_is_stopped (ps->context); i++)
    {
      g_autoptr(PsValue) item = ps_nth (input, i);
      g_autoptr(PsValue) result = NULL;

      /* One loop does not use up what the rest of the script needs. */
      if (ps->context->steps > share)
        {
          known = FALSE;
          break;
        }

      result = ps_invoke_block (ps, block, NULL, 0, NULL, item, FALSE);
      known &= ps_is_known (result);

      for (guint k = 0; known && k < ps_count (result); k++)
        ps_array_add (out, ps_nth (result, k));
    }

  if (known && !vdt_script_context_is_stopped (ps->context))
    return ps_unroll (out);

  ps_unref (out);

  return PS_UNKNOWN;
}

/* Where-Object { … } or: property operator value */
static PsValue *
where (PsSession *ps,
       PsCall    *call)
{
  static const struct { const char *name; guint op; } operators[] = {
    { "eq", PS_OP_EQ }, { "ne", PS_OP_NE }, { "gt", PS_OP_GT }, { "lt", PS_OP_LT }, { "ge", PS_OP_GE }, { "le", PS_OP_LE },
    { "like", PS_OP_LIKE }, { "ilike", PS_OP_LIKE }, { "clike", PS_OP_LIKE | PS_OP_CASE },
    { "match", PS_OP_MATCH }, { "imatch", PS_OP_MATCH }, { "cmatch", PS_OP_MATCH | PS_OP_CASE },
    { "ieq", PS_OP_EQ }, { "ceq", PS_OP_EQ | PS_OP_CASE }, { "notlike", PS_OP_NOTLIKE }, { "notmatch", PS_OP_NOTMATCH },
  };
  g_autoptr(PsValue) input = input_of (call);
  PsValue *block = block_of (call, "filterscript", 0);
  g_autofree char *property = NULL;
  PsValue *wanted = NULL;
  guint op = PS_OP_NONE;
  PsValue *out;

  mark_seen (ps, block);

  if (input == NULL || !ps_is_known (input))
    {
      if (block != NULL && block->type == PS_TYPE_BLOCK)
        {
          ps->unsure++;
          ps_unref (ps_invoke_block (ps, block, NULL, 0, NULL, PS_UNKNOWN, FALSE));
          ps->unsure--;
        }

      return PS_UNKNOWN;
    }

  if (block == NULL)
    {
      for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
        if ((wanted = g_hash_table_lookup (call->named, operators[i].name)) != NULL)
          {
            op = operators[i].op;
            break;
          }

      property = call->args->len > 0 ? ps_to_string (g_ptr_array_index (call->args, 0)) : NULL;

      if (wanted == NULL || property == NULL || !ps_is_known (wanted))
        return PS_UNKNOWN;
    }

  out = ps_new_array ();

  for (guint i = 0; i < ps_count (input) && !vdt_script_context_is_stopped (ps->context); i++)
    {
      g_autoptr(PsValue) item = ps_nth (input, i);
      g_autoptr(PsValue) result = NULL;

      if (block != NULL)
        {
          result = ps_invoke_block (ps, block, NULL, 0, NULL, item, FALSE);
        }
      else
        {
          g_autoptr(PsValue) member = ps_member (ps, item, property);

          result = ps_is_known (member) ? ps_binary (ps, op, member, wanted) : PS_UNKNOWN;
        }

      if (!ps_is_known (result))
        {
          ps_unref (out);
          return PS_UNKNOWN;
        }

      if (ps_to_bool (result))
        ps_array_add (out, ps_ref (item));
    }

  return ps_unroll (out);
}

static PsValue *
select_object (PsSession *ps,
               PsCall    *call)
{
  g_autoptr(PsValue) input = input_of (call);
  PsValue *expand = ps_call_argument (call, "expandproperty", -1);
  PsValue *index = ps_call_argument (call, "index", -1);
  PsValue *first = ps_call_argument (call, "first", -1);
  PsValue *last = ps_call_argument (call, "last", -1);
  PsValue *skip = ps_call_argument (call, "skip", -1);
  gint64 n = 0;
  gint64 from = 0;
  gint64 to;
  PsValue *out;

  if (input == NULL || !ps_is_known (input))
    return PS_UNKNOWN;

  if (expand != NULL)
    {
      g_autofree char *name = ps_is_known (expand) ? ps_to_string (expand) : NULL;

      return name != NULL ? ps_member (ps, input, name) : PS_UNKNOWN;
    }

  if (index != NULL && ps_is_known (index))
    return ps_index (ps, input, index);

  /* Properties make new objects; the text rarely depends on them. */
  if (call->args->len > 0 && first == NULL && last == NULL && skip == NULL)
    return ps_call_has (call, "unique") ? PS_UNKNOWN : ps_unroll (g_steal_pointer (&input));

  to = ps_count (input);

  if (skip != NULL && ps_to_int (skip, &n))
    from = CLAMP (n, 0, to);
  if (first != NULL && ps_to_int (first, &n))
    to = CLAMP (from + n, from, to);
  if (last != NULL && ps_to_int (last, &n))
    from = CLAMP (to - n, 0, to);

  out = ps_new_array ();

  for (gint64 i = from; i < to; i++)
    ps_array_add (out, ps_nth (input, (guint) i));

  return ps_unroll (out);
}

typedef struct
{
  PsSession *ps;
  gboolean   down;
  gboolean   failed;
} Order;

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  Order *order = data;
  PsValue *x = *(PsValue *const *) a;
  PsValue *y = *(PsValue *const *) b;
  g_autoptr(PsValue) less = ps_binary (order->ps, PS_OP_LT, x, y);
  g_autoptr(PsValue) more = ps_binary (order->ps, PS_OP_GT, x, y);
  int result;

  if (less->type != PS_TYPE_BOOL || more->type != PS_TYPE_BOOL)
    {
      order->failed = TRUE;
      return 0;
    }

  result = ps_to_bool (less) ? -1 : ps_to_bool (more);

  return order->down ? -result : result;
}

static PsValue *
sort_object (PsSession *ps,
             PsCall    *call)
{
  g_autoptr(PsValue) input = input_of (call);
  Order order = { ps, ps_call_has (call, "descending"), FALSE };
  PsValue *sorted;

  if (input == NULL || !ps_is_known (input))
    return PS_UNKNOWN;

  /* Sorting by a key: the order is what counts, and a block or property gives it. */
  if (call->args->len > 0 || ps_call_has (call, "property"))
    {
      PsValue *key = ps_call_argument (call, "property", 0);

      /* Only the common case: already in the order of the list, or random. */
      if (key->type != PS_TYPE_BLOCK && key->type != PS_TYPE_STRING)
        return PS_UNKNOWN;

      if (key->type == PS_TYPE_BLOCK)
        mark_seen (ps, key);

      return PS_UNKNOWN;
    }

  sorted = ps_array_writable (g_steal_pointer (&input));
  vdt_script_context_step (ps->context, ps_count (sorted));
  g_ptr_array_sort_with_data (sorted->array, compare_items, &order);

  if (order.failed)
    {
      ps_unref (sorted);
      return PS_UNKNOWN;
    }

  return ps_unroll (sorted);
}

/* All positional arguments, one by one; the pipeline's items when there are none. */
static PsValue *
write_output (PsCall *call)
{
  PsValue *out;

  if (call->args->len == 0)
    {
      PsValue *named = ps_call_argument (call, "inputobject", -1);

      return named != NULL ? ps_ref (named) : call->input != NULL ? ps_ref (call->input) : PS_NULL;
    }

  if (call->args->len == 1)
    return ps_ref (g_ptr_array_index (call->args, 0));

  out = ps_new_array ();

  for (guint i = 0; i < call->args->len; i++)
    ps_array_add (out, ps_ref (g_ptr_array_index (call->args, i)));

  return out;
}

static PsValue *
out_string (PsCall *call)
{
  g_autoptr(PsValue) input = input_of (call);
  GString *text = input != NULL && ps_is_known (input) ? ps_to_gstring (input, "\r\n") : NULL;

  return text != NULL ? ps_take_string (text) : PS_UNKNOWN;
}

static PsValue *
join_path (PsCall *call)
{
  PsValue *first = ps_call_argument (call, "path", 0);
  PsValue *second = ps_call_argument (call, "childpath", ps_call_has (call, "path") ? 0 : 1);
  GString *a = first != NULL ? ps_to_gstring (first, " ") : NULL;
  g_autoptr(GString) b = second != NULL ? ps_to_gstring (second, " ") : NULL;
  PsValue *result;

  if (a == NULL || b == NULL)
    {
      if (a != NULL)
        g_string_free (a, TRUE);
      return PS_UNKNOWN;
    }

  while (a->len > 0 && (a->str[a->len - 1] == '\\' || a->str[a->len - 1] == '/'))
    g_string_truncate (a, a->len - 1);

  g_string_append_printf (a, "\\%s", b->str + strspn (b->str, "\\/"));
  result = ps_take_string (a);

  if (first->type == PS_TYPE_STRING && first->display != NULL)
    result->display = g_strdup_printf ("%s\\%s", first->display, b->str + strspn (b->str, "\\/"));

  return result;
}

/* Blocks that are run now or soon: Invoke-Command, Start-Job, Measure-Command */
static PsValue *
run_block (PsSession *ps,
           PsCall    *call,
           gboolean   gives)
{
  PsValue *block = block_of (call, "scriptblock", 0);
  PsValue *list = ps_call_argument (call, "argumentlist", -1);
  g_autoptr(PsValue) args = list != NULL ? ps_enumerate (ps_ref (list)) : NULL;
  g_autoptr(PsValue) result = NULL;

  if (block == NULL)
    block = ps_call_argument (call, "scriptblock", 0);

  if (block == NULL)
    return NULL;

  mark_seen (ps, block);

  if (block->type == PS_TYPE_OBJECT && block->object->value != NULL)
    return ps_run_text (ps, call->node, call->pipeline->start, call->node->end, "script block", block->object->value);

  if (block->type != PS_TYPE_BLOCK)
    return NULL;

  result = ps_invoke_block (ps, block, args != NULL && ps_is_known (args) ? (PsValue **) args->array->pdata : NULL,
                            args != NULL && ps_is_known (args) ? args->array->len : 0, NULL, call->input, TRUE);

  return gives ? g_steal_pointer (&result) : PS_UNKNOWN;
}

gboolean
ps_cmdlet (PsSession  *ps,
           PsCall     *call,
           PsValue   **result)
{
  const char *name = call->name;

  *result = PS_UNKNOWN;

  if (g_str_equal (name, "foreach-object"))
    *result = for_each (ps, call);
  else if (g_str_equal (name, "where-object"))
    *result = where (ps, call);
  else if (g_str_equal (name, "select-object"))
    *result = select_object (ps, call);
  else if (g_str_equal (name, "sort-object"))
    *result = sort_object (ps, call);
  else if (g_str_equal (name, "out-string"))
    *result = out_string (call);
  else if (g_str_equal (name, "join-path"))
    *result = join_path (call);
  else if (g_str_equal (name, "write-output"))
    {
      *result = write_output (call);
      ps->reports++;
    }
  else if (g_str_equal (name, "out-null") || g_str_equal (name, "out-default"))
    {
      *result = PS_NULL;
    }
  else if (g_str_equal (name, "invoke-command") && !ps_call_has (call, "computername") && !ps_call_has (call, "session"))
    {
      *result = run_block (ps, call, TRUE);

      if (*result == NULL)
        return FALSE;
    }
  else if (g_str_equal (name, "start-job") || g_str_equal (name, "measure-command") || g_str_equal (name, "start-threadjob"))
    {
      PsValue *ran = run_block (ps, call, FALSE);

      if (ran != NULL)
        ps_unref (ran);

      return FALSE;
    }
  else
    return FALSE;

  return TRUE;
}
