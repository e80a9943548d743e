/* vdt-ask-behaviours.c
 *
 * Attack vocabulary: which techniques, tools and behaviours a question names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

/* The first token from @from on that a word of @any means, or -1. A phrase may be several words. */
static int
find_any (VdtAskQuestion *question,
          GPtrArray      *any)
{
  for (guint n = 0; n < any->len; n++)
    {
      g_auto(GStrv) words = g_strsplit (g_ptr_array_index (any, n), " ", -1);
      guint length = g_strv_length (words);

      for (guint i = 0; i + length <= question->tokens->len; i++)
        {
          guint matched = 0;

          while (matched < length)
            {
              VdtAskToken *token = g_ptr_array_index (question->tokens, i + matched);
              const char *word = token->word != NULL ? token->word : token->lower;
              gboolean file = token->kind == VDT_ASK_TOKEN_FILE && g_str_has_prefix (token->lower, words[matched]) &&
                              token->lower[strlen (words[matched])] == '.';

              if (question->taken[i + matched] || (strcmp (word, words[matched]) != 0 && !file))
                break;
              matched++;
            }
          if (matched == length && length > 0)
            return (int) i;
        }
    }

  return -1;
}

static double
word_weight (VdtAskQuestion *question,
             const char     *word)
{
  VdtAskEntry *entry = vdt_ask_lexicon_find (question->lexicon, word);

  return entry != NULL ? MIN (entry->weight, 1.2) : 1.5;
}

/**
 * vdt_ask_behaviour_match:
 * @question: a question
 * @behaviour: what it may name
 * @each: whether each pattern that holds counts, and not the best of them
 *
 * Returns: how well it names it; 0: not at all
 */
double
vdt_ask_behaviour_match (VdtAskQuestion  *question,
                         VdtAskBehaviour *behaviour,
                         gboolean         each)
{
  double best = 0;

  for (guint i = 0; i < behaviour->patterns->len; i++)
    {
      GPtrArray *pattern = g_ptr_array_index (behaviour->patterns, i);
      double score = 0;
      guint j;

      for (j = 0; j < pattern->len; j++)
        {
          GPtrArray *any = g_ptr_array_index (pattern, j);

          if (find_any (question, any) < 0)
            break;
          score += word_weight (question, g_ptr_array_index (any, 0));
        }
      if (j == pattern->len && each)
        best += behaviour->weight;
      else if (j == pattern->len)
        best = MAX (best, score * (1 + 0.3 * (pattern->len - 1)) * behaviour->weight);
    }

  return best;
}

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const VdtAskFound *left = *(VdtAskFound *const *) a;
  const VdtAskFound *right = *(VdtAskFound *const *) b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;

  return strcmp (left->behaviour->id, right->behaviour->id);
}

/**
 * vdt_ask_behaviours_find:
 * @question: a question
 *
 * Returns: (transfer full) (element-type VdtAskFound): the behaviours that it names, best first
 */
GPtrArray *
vdt_ask_behaviours_find (VdtAskQuestion *question)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < question->lexicon->behaviours->len; i++)
    {
      VdtAskBehaviour *behaviour = g_ptr_array_index (question->lexicon->behaviours, i);
      double score = behaviour->table != NULL ? vdt_ask_behaviour_match (question, behaviour, FALSE) : 0;

      if (score > 0)
        {
          VdtAskFound *one = g_new0 (VdtAskFound, 1);

          one->behaviour = behaviour;
          one->score = score;
          g_ptr_array_add (found, one);
        }
    }
  g_ptr_array_sort (found, compare_found);

  return found;
}

/**
 * vdt_ask_behaviour_take:
 * @question: a question
 * @behaviour: what it names
 *
 * Marks the words that named @behaviour, so that nothing else reads them.
 */
void
vdt_ask_behaviour_take (VdtAskQuestion  *question,
                        VdtAskBehaviour *behaviour)
{
  g_autoptr(GArray) taken = g_array_new (FALSE, FALSE, sizeof (int));

  for (guint i = 0; i < behaviour->patterns->len; i++)
    {
      GPtrArray *pattern = g_ptr_array_index (behaviour->patterns, i);
      g_autoptr(GArray) here = g_array_new (FALSE, FALSE, sizeof (int));

      for (guint j = 0; j < pattern->len; j++)
        {
          GPtrArray *any = g_ptr_array_index (pattern, j);
          int at = find_any (question, any);

          if (at < 0)
            break;
          for (guint n = 0; n < any->len; n++)
            {
              g_autoptr(GPtrArray) one = g_ptr_array_new ();
              int place;

              g_ptr_array_add (one, g_ptr_array_index (any, n));
              if ((place = find_any (question, one)) >= 0)
                {
                  g_auto(GStrv) words = g_strsplit (g_ptr_array_index (any, n), " ", -1);

                  for (int k = place; k < place + (int) g_strv_length (words); k++)
                    g_array_append_val (here, k);
                }
            }
          if (j + 1 == pattern->len)
            g_array_append_vals (taken, here->data, here->len);
        }
    }

  for (guint i = 0; i < taken->len; i++)
    question->taken[g_array_index (taken, int, i)] = TRUE;
}
