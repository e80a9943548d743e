/* vdt-script-ps-arguments.c
 *
 * A PowerShell command's arguments: bound to parameters, put into the text, reported.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include <string.h>


/* Borrowed; an argument by name (which may be cut short) or by position. */
PsValue *
ps_call_argument (const PsCall *call,
                  const char   *name,
                  int           position)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, call->named);

  while (name != NULL && g_hash_table_iter_next (&iter, &key, &value))
    if (g_str_has_prefix (name, key))
      return value;

  return position >= 0 && (guint) position < call->args->len ? g_ptr_array_index (call->args, position) : NULL;
}

gboolean
ps_call_has (const PsCall *call,
             const char   *name)
{
  return ps_call_argument (call, name, -1) != NULL;
}

/* 443 is a number, 0443 and v1 are words. */
static PsValue *
word_value (const PsNode *node)
{
  PsValue *number;

  if (ps_parse_number (node->text, &number))
    {
      g_autofree char *text = ps_to_string (number);

      if (g_strcmp0 (text, node->text) == 0)
        return number;

      ps_unref (number);
    }

  return ps_new_string (node->text, -1);
}

/* Evaluates a command's arguments into @call; a parameter takes the value behind it unless it is a switch. */
void
ps_bind_arguments (PsSession *ps,
                   PsCall    *call)
{
  PsNode *node = call->node;
  g_autofree char *pending = NULL;

  for (guint i = 1; i < node->n_kids; i++)
    {
      PsNode *kid = node->kids[i];
      PsValue *value;

      if (kid->type == PS_NODE_REDIRECT)
        continue;

      if (kid->type == PS_NODE_PARAMETER)
        {
          g_autofree char *name = g_ascii_strdown (kid->text, -1);

          if (pending != NULL)
            g_hash_table_replace (call->named, g_steal_pointer (&pending), ps_new_bool (TRUE));

          if (kid->n_kids > 0)
            g_hash_table_replace (call->named, g_steal_pointer (&name), ps_eval (ps, kid->kids[0]));
          else if (ps_is_switch (name))
            g_hash_table_replace (call->named, g_steal_pointer (&name), ps_new_bool (TRUE));
          else
            pending = g_steal_pointer (&name);

          continue;
        }

      value = kid->type == PS_NODE_WORD ? word_value (kid) : ps_eval (ps, kid);

      if (kid->flags & PS_FLAG_SPLAT)
        {
          g_autoptr(PsValue) splat = ps_get_variable (ps, kid->text);

          for (guint k = 0; splat->type == PS_TYPE_HASH && k < splat->keys->len; k++)
            {
              g_autofree char *name = ps_to_string (g_ptr_array_index (splat->keys, k));

              if (name != NULL)
                g_hash_table_replace (call->named, g_ascii_strdown (name, -1),
                                      ps_ref (g_ptr_array_index (splat->values, k)));
            }

          for (guint k = 0; ps_is_collection (splat) && k < ps_count (splat); k++)
            {
              g_ptr_array_add (call->args, ps_nth (splat, k));
              g_ptr_array_add (call->nodes, NULL);
            }

          ps_unref (value);
          continue;
        }

      if (pending != NULL)
        {
          g_hash_table_replace (call->named, g_steal_pointer (&pending), value);
        }
      else
        {
          g_ptr_array_add (call->args, value);
          g_ptr_array_add (call->nodes, kid);
        }
    }

  if (pending != NULL)
    g_hash_table_replace (call->named, g_steal_pointer (&pending), ps_new_bool (TRUE));
}

/* Arguments out of @array have no place of their own. */
static guint
skip_splat (const PsCall *call,
            guint         next)
{
  while (next < call->nodes->len && g_ptr_array_index (call->nodes, next) == NULL)
    next++;

  return next;
}

/* The arguments are not replaced by a result: each stays, with its own value put in. */
void
ps_fold_arguments (PsSession *ps,
                   PsCall    *call)
{
  PsNode *node = call->node;
  guint next = 0;

  for (guint i = 1; i < node->n_kids; i++)
    {
      PsNode *kid = node->kids[i];
      PsNode *value_node = kid->type == PS_NODE_PARAMETER || kid->type == PS_NODE_REDIRECT ?
                           (kid->n_kids > 0 ? kid->kids[0] : NULL) : kid;
      g_autoptr(PsValue) value = NULL;

      if (kid->type == PS_NODE_PARAMETER && memchr (ps->program->text + kid->start, '`', kid->end - kid->start) != NULL)
        {
          g_autofree char *text = g_strconcat ("-", kid->text, NULL);

          ps_edit (ps, kid->start, kid->n_kids > 0 ? kid->kids[0]->start - 1 : kid->end, "backticks", text);
        }

      if (value_node == NULL)
        continue;

      next = skip_splat (call, next);

      if (next < call->nodes->len && g_ptr_array_index (call->nodes, next) == kid)
        {
          value = ps_ref (g_ptr_array_index (call->args, next++));
        }
      else
        {
          guint muted = ps->muted;

          ps->muted++;
          value = kid->flags & PS_FLAG_SPLAT ? PS_UNKNOWN : ps_eval (ps, value_node);
          ps->muted = muted;
        }

      if (value->type == PS_TYPE_BLOCK && value_node->type == PS_NODE_BLOCK)
        {
          if (!g_hash_table_contains (ps->called, value->node))
            {
              g_hash_table_insert (ps->called, value->node, GINT_TO_POINTER (1));
              ps_look_into_function (ps, value, FALSE);
            }
        }
      else
        {
          ps_fold (ps, value_node, value);
        }
    }
}

/* @table: its entries are parameters. */
static void
report_splat (PsSession *ps,
              PsNode    *node,
              GPtrArray *values,
              GPtrArray *nodes)
{
  g_autoptr(PsValue) table = ps_get_variable (ps, node->text);

  if (ps_is_collection (table))
    {
      for (guint i = 0; i < ps_count (table); i++)
        {
          g_ptr_array_add (values, ps_nth (table, i));
          g_ptr_array_add (nodes, node);
        }

      return;
    }

  if (table->type != PS_TYPE_HASH)
    {
      g_ptr_array_add (values, PS_UNKNOWN);
      g_ptr_array_add (nodes, node);
      return;
    }

  for (guint i = 0; i < table->keys->len; i++)
    {
      g_autofree char *name = ps_to_string (g_ptr_array_index (table->keys, i));
      g_autofree char *parameter = g_strconcat ("-", name, NULL);

      g_ptr_array_add (values, ps_new_string (parameter, -1));
      g_ptr_array_add (values, ps_ref (g_ptr_array_index (table->values, i)));
      g_ptr_array_add (nodes, node);
      g_ptr_array_add (nodes, node);
    }
}

/* The command with all its arguments in the order in which they stand. */
void
ps_report_command (PsSession  *ps,
                   PsCall     *call,
                   const char *name)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) ps_unref);
  g_autoptr(GPtrArray) nodes = g_ptr_array_new ();
  PsNode *node = call->node;
  guint next = 0;

  for (guint i = 1; i < node->n_kids; i++)
    {
      PsNode *kid = node->kids[i];

      next = skip_splat (call, next);

      if (kid->type == PS_NODE_REDIRECT)
        {
          g_autoptr(PsValue) target = kid->n_kids > 0 ? ps_eval (ps, kid->kids[0]) : PS_NULL;
          g_autofree char *text = ps_to_string (target);
          GString *redirect = g_string_new (kid->text);

          g_string_append (redirect, text != NULL ? text : "?");
          g_ptr_array_add (values, ps_take_string (redirect));
        }
      else if (kid->type == PS_NODE_PARAMETER)
        {
          GString *parameter = g_string_new ("-");

          g_string_append (parameter, kid->text);
          g_ptr_array_add (values, ps_take_string (parameter));

          if (kid->n_kids > 0)
            {
              g_ptr_array_add (nodes, kid);
              g_ptr_array_add (values, ps_eval (ps, kid->kids[0]));
              kid = kid->kids[0];
            }
        }
      else if (next < call->nodes->len && g_ptr_array_index (call->nodes, next) == kid)
        {
          g_ptr_array_add (values, ps_ref (g_ptr_array_index (call->args, next++)));
        }
      else if (kid->flags & PS_FLAG_SPLAT)
        {
          report_splat (ps, kid, values, nodes);
          continue;
        }
      else
        {
          guint muted = ps->muted;

          ps->muted++;
          g_ptr_array_add (values, ps_eval (ps, kid));
          ps->muted = muted;
        }

      g_ptr_array_add (nodes, kid);
    }

  ps_report (ps, VDT_SCRIPT_COMMAND_RUN, node, name, (PsValue **) values->pdata, (PsNode **) nodes->pdata, values->len);
}
