/* vdt-script-ps-changes.c
 *
 * What a PowerShell loop changes, asked of its syntax tree: whether it can end, and
 * which variables are not known while it runs.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-ps-private.h"

#include <string.h>


/* Variables that a loop's body assigns change from round to round: not known when it begins. */
void
ps_forget_assigned (PsSession    *ps,
                    const PsNode *node,
                    guint         depth)
{
  if (node == NULL || depth > 400)
    return;

  if ((node->type == PS_NODE_ASSIGN || node->type == PS_NODE_POSTFIX_OP ||
       (node->type == PS_NODE_UNARY && (g_str_equal (node->text, "++") || g_str_equal (node->text, "--")))))
    {
      const PsNode *target = node->kids[0];

      while ((target->type == PS_NODE_CAST || target->type == PS_NODE_INDEX || target->type == PS_NODE_MEMBER) &&
             target->n_kids > 0)
        target = target->kids[target->type == PS_NODE_CAST ? 1 : 0];

      if (target->type == PS_NODE_VARIABLE && ps_lookup (ps, target->text) != NULL)
        ps_set_variable (ps, target->text, PS_UNKNOWN);
    }

  for (guint i = 0; i < node->n_kids; i++)
    ps_forget_assigned (ps, node->kids[i], depth + 1);
}

/* Whether anything in @node may change the variable, or leaves the loop. */
static gboolean
changes (const PsNode *node,
         const char   *variable,
         guint         depth)
{
  const PsNode *target = node != NULL && node->n_kids > 0 ? node->kids[0] : NULL;

  if (node == NULL || depth > 400)
    return FALSE;

  if (node->type == PS_NODE_FLOW)
    return TRUE;

  if (target != NULL && (node->type == PS_NODE_ASSIGN || node->type == PS_NODE_POSTFIX_OP ||
                         node->type == PS_NODE_UNARY ||
                         node->type == PS_NODE_CALL || node->type == PS_NODE_FOREACH))
    {
      while (target->n_kids > 0 && (target->type == PS_NODE_INDEX || target->type == PS_NODE_MEMBER))
        target = target->kids[0];

      if (target->type == PS_NODE_CAST || target->type == PS_NODE_ARRAY || target->type == PS_NODE_PAREN)
        return TRUE;

      if (target->type == PS_NODE_VARIABLE && g_ascii_strcasecmp (target->text, variable) == 0)
        return TRUE;
    }

  /* A command may be one of the script's own functions. */
  if (node->type == PS_NODE_COMMAND)
    return TRUE;

  for (guint i = 0; i < node->n_kids; i++)
    if (changes (node->kids[i], variable, depth + 1))
      return TRUE;

  return FALSE;
}

/* Whether the loop's condition can become another: some variable in it is changed by the loop. */
gboolean
ps_may_end (const PsNode *condition,
            const PsNode *part,
            const PsNode *step,
            const PsNode *body,
            guint         depth)
{
  if (part == NULL || depth > 64)
    return FALSE;

  if (part->type == PS_NODE_VARIABLE &&
      (changes (body, part->text, 0) || changes (step, part->text, 0) || changes (condition, part->text, 0)))
    return TRUE;

  for (guint i = 0; i < part->n_kids; i++)
    if (ps_may_end (condition, part->kids[i], step, body, depth + 1))
      return TRUE;

  return FALSE;
}

/* 0..31: says more than its thirty-two numbers. */
gboolean
ps_is_range (const PsNode *node)
{
  if (node->type == PS_NODE_PIPELINE && node->n_kids == 1)
    node = node->kids[0];

  return node->type == PS_NODE_CHAIN && node->n_kids == 2 && node->ops[0] == PS_OP_RANGE &&
         node->kids[0]->type == PS_NODE_CONSTANT && node->kids[1]->type == PS_NODE_CONSTANT;
}
