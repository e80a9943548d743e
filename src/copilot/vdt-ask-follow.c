/* vdt-ask-follow.c
 *
 * Follow-ups: "only failed ones", "by country", "last 30 days instead". The
 * last frame is changed, never its text.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

#define LONGEST_FOLLOW_UP 14

static gboolean
refers_back (VdtAskQuestion *question)
{
  for (guint i = 0; i < question->tokens->len; i++)
    if (vdt_ask_grammar_is (question->lexicon->grammar, "follow-refers",
                            ((VdtAskToken *) g_ptr_array_index (question->tokens, i))->lower))
      return TRUE;

  return FALSE;
}

static gboolean
is_follow_up (VdtAskQuestion *question)
{
  VdtAskGrammar *grammar = question->lexicon->grammar;
  VdtAskToken *first = question->tokens->len > 0 ? g_ptr_array_index (question->tokens, 0) : NULL;
  VdtAskToken *second = question->tokens->len > 1 ? g_ptr_array_index (question->tokens, 1) : NULL;

  if (first == NULL || question->tokens->len > LONGEST_FOLLOW_UP ||
      !vdt_ask_grammar_is (grammar, "follow-opener", first->lower))
    return FALSE;

  if (vdt_ask_grammar_is (grammar, "follow-ask", first->lower))
    return second != NULL && vdt_ask_grammar_is (grammar, "follow-about", second->lower);
  if (vdt_ask_grammar_is (grammar, "follow-verb", first->lower))
    return question->tokens->len <= 4 || refers_back (question);

  return TRUE;
}

static void
replace_columns (GPtrArray *to,
                 GPtrArray *from)
{
  if (from->len == 0)
    return;
  g_ptr_array_set_size (to, 0);
  for (guint i = 0; i < from->len; i++)
    g_ptr_array_add (to, g_ptr_array_index (from, i));
}

/* A new condition on a column takes the place of the old one. */
static void
take_filters (VdtAskFrame *frame,
              VdtAskFrame *change)
{
  while (change->filters->len > 0)
    {
      VdtAskFilter *filter = g_ptr_array_steal_index (change->filters, 0);
      const char *column = ((VdtAskTerm *) g_ptr_array_index (filter->terms, 0))->column;

      for (guint i = 0; i < frame->filters->len; i++)
        {
          VdtAskFilter *old = g_ptr_array_index (frame->filters, i);

          if (old->terms->len == 1 && !old->either && !filter->negated &&
              strcmp (((VdtAskTerm *) g_ptr_array_index (old->terms, 0))->column, column) == 0)
            g_ptr_array_remove_index (frame->filters, i--);
        }
      for (guint i = 0; i < filter->terms->len; i++)
        {
          VdtAskTerm *term = g_ptr_array_index (filter->terms, i);

          term->column = vdt_ask_frame_keep (frame, term->column);
          term->op = vdt_ask_frame_keep (frame, term->op);
        }
      g_ptr_array_add (frame->filters, filter);
    }
}

/**
 * vdt_ask_follow:
 * @frame: the last frame, changed if the question follows it up
 * @question: what was asked next
 *
 * Returns: whether @question was a follow-up
 */
gboolean
vdt_ask_follow (VdtAskFrame    *frame,
                VdtAskQuestion *question)
{
  g_autoptr(VdtAskFrame) change = NULL;
  VdtAskTime *time;
  VdtAskReading *reading;

  if (!is_follow_up (question))
    return FALSE;

  time = vdt_ask_time_parse (frame->grammar, question->tokens);
  for (guint i = time != NULL ? time->first : 0; time != NULL && i < time->end; i++)
    question->taken[i] = TRUE;

  change = vdt_ask_frame_new (frame->grammar, frame->table);
  reading = vdt_ask_question_read_for (question, frame->table, TRUE);
  vdt_ask_frame_fill (change, question, reading);
  vdt_ask_reading_free (reading);

  take_filters (frame, change);
  replace_columns (frame->keys, change->keys);
  if (change->keys->len == 0)
    replace_columns (frame->outputs, change->outputs);
  if (change->intent != VDT_ASK_LIST || change->keys->len > 0)
    frame->intent = change->intent == VDT_ASK_LIST ? VDT_ASK_COUNT : change->intent;
  if (change->keys->len > 0)
    g_ptr_array_set_size (frame->outputs, 0);
  if (change->aggregates->len > 0 && change->keys->len == 0)
    {
      g_array_set_size (frame->aggregates, 0);
      g_array_append_vals (frame->aggregates, change->aggregates->data, change->aggregates->len);
    }
  frame->limit = change->limit > 0 ? change->limit : frame->limit;
  frame->sort = change->sort != NULL ? change->sort : frame->sort;
  frame->sorted = frame->sorted || change->sorted;
  frame->ascending = change->sorted ? change->ascending : frame->ascending;
  frame->bin = change->bin != NULL ? change->bin : frame->bin;
  frame->chart = change->chart != NULL ? change->chart : frame->chart;
  if (time != NULL && frame->table->time != NULL)
    {
      g_clear_pointer (&frame->time, vdt_ask_time_free);
      frame->time = time;
    }
  else
    g_clear_pointer (&time, vdt_ask_time_free);
  g_ptr_array_set_size (frame->unmapped, 0);
  for (guint i = 0; i < change->unmapped->len; i++)
    g_ptr_array_add (frame->unmapped, g_strdup (g_ptr_array_index (change->unmapped, i)));

  return TRUE;
}
