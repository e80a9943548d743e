/* vdt-ask-joins.c
 *
 * What the best table cannot say and a table beside it can: the two are joined
 * by the key that they share.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

/* Below this a second table explains too little to be worth a join. */
#define LEAST_GAIN 1.6

/* Hides what the first table has explained: what remains is the second's to read. */
static VdtAskReading *
read_rest (VdtAskQuestion *question,
           VdtAskReading  *reading,
           VdtAskTable    *table)
{
  g_autofree gboolean *saved = g_memdup2 (question->taken, sizeof (gboolean) * (question->tokens->len + 1));
  VdtAskReading *rest;

  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);
      gboolean mine = item->kind == VDT_ASK_ITEM_GRAMMAR || item->kind == VDT_ASK_ITEM_TABLE ||
          item->kind == VDT_ASK_ITEM_COLUMN ||
                      (item->kind == VDT_ASK_ITEM_VALUE && item->used) || (item->kind == VDT_ASK_ITEM_LITERAL &&
                                                                           item->used);

      for (guint k = item->first; k <= item->last && mine; k++)
        question->taken[k] = TRUE;
    }
  rest = vdt_ask_question_read_for (question, table, TRUE);
  memcpy (question->taken, saved, sizeof (gboolean) * (question->tokens->len + 1));

  return rest;
}

static double
content_of (VdtAskReading *reading)
{
  double sum = 0;

  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);

      if ((item->kind == VDT_ASK_ITEM_TABLE || item->kind == VDT_ASK_ITEM_VALUE ||
           item->kind == VDT_ASK_ITEM_COLUMN) && !item->weak)
        sum += item->weight;
    }

  return sum;
}

static void
take_filters (VdtAskFrame    *frame,
              VdtAskQuestion *question,
              VdtAskReading  *rest)
{
  for (guint i = 0; i < rest->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (rest->items, VdtAskItem, i);

      if (item->kind == VDT_ASK_ITEM_GRAMMAR || item->kind == VDT_ASK_ITEM_SKIPPED)
        continue;
      for (guint k = item->first; k <= item->last; k++)
        {
          VdtAskToken *token = g_ptr_array_index (question->tokens, k);

          for (guint n = 0; n < frame->unmapped->len; n++)
            if (strcmp (g_ptr_array_index (frame->unmapped, n), token->text) == 0)
              g_ptr_array_remove_index (frame->unmapped, n--);
        }
    }
}

/**
 * vdt_ask_joins_add:
 * @frame: a filled frame
 * @question: the question
 * @reading: the reading that @frame was filled from
 *
 * Returns: whether a second table was added
 */
gboolean
vdt_ask_joins_add (VdtAskFrame    *frame,
                   VdtAskQuestion *question,
                   VdtAskReading  *reading)
{
  VdtAskJoin *best_join = NULL;
  VdtAskReading *best = NULL;
  double best_gain = LEAST_GAIN;
  gboolean reversed = FALSE;

  for (guint i = 0; i < question->lexicon->joins->len; i++)
    {
      VdtAskJoin *join = g_ptr_array_index (question->lexicon->joins, i);
      gboolean right = join->left == frame->table;
      VdtAskReading *rest;
      double gain;

      if (!right && join->right != frame->table)
        continue;
      rest = read_rest (question, reading, right ? join->right : join->left);
      gain = content_of (rest);
      if (gain > best_gain)
        {
          g_clear_pointer (&best, vdt_ask_reading_free);
          best = rest;
          best_gain = gain;
          best_join = join;
          reversed = !right;
        }
      else
        vdt_ask_reading_free (rest);
    }

  if (best == NULL)
    return FALSE;

  frame->other = vdt_ask_frame_new (frame->grammar, best->table);
  frame->key = reversed ? best_join->right_key : best_join->left_key;
  frame->other_key = reversed ? best_join->left_key : best_join->right_key;
  vdt_ask_frame_fill (frame->other, question, best);
  g_ptr_array_set_size (frame->other->outputs, 0);
  take_filters (frame, question, best);
  vdt_ask_reading_free (best);

  return TRUE;
}
