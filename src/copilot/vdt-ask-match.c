/* vdt-ask-match.c
 *
 * Reads a question for each table: the cut into pieces that says most with
 * that table's columns and values. The table whose reading says most is meant.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <math.h>
#include <string.h>

#define LONGEST_PHRASE 7
#define MOST_TOKENS 250
#define EXACT 15             /* stands for a length: one token, as it is spelled */

static gint64
span_key (guint first,
          guint length)
{
  return (gint64) first * 16 + length;
}

/* What the @length tokens from @first on can mean, or %NULL. */
VdtAskEntry *
vdt_ask_question_entry (VdtAskQuestion *self,
                        guint           first,
                        guint           length)
{
  gint64 key = span_key (first, length);

  return g_hash_table_lookup (self->entries, &key);
}

static void
note_phrase (VdtAskQuestion *self,
             guint           first,
             guint           length,
             const char     *phrase)
{
  VdtAskEntry *entry = vdt_ask_lexicon_find (self->lexicon, phrase);
  gint64 key = span_key (first, length);

  if (entry != NULL && !g_hash_table_contains (self->entries, &key))
    g_hash_table_insert (self->entries, g_memdup2 (&key, sizeof key), entry);
}

/* A name as the catalog spells it, or more than one of it. */
static void
note_name (VdtAskQuestion *self,
           guint           at,
           VdtAskToken    *token)
{
  g_autofree char *exact = g_strconcat ("=", token->lower, NULL);
  gsize length = strlen (exact);

  if ((token->kind != VDT_ASK_TOKEN_WORD && token->kind != VDT_ASK_TOKEN_NAME) || !vdt_ask_is_name (token->text))
    return;
  if (!g_hash_table_contains (self->lexicon->entries, exact) && exact[length - 1] == 's')
    exact[length - 1] = '\0';
  note_phrase (self, at, EXACT, exact);
}

/* Looks up each run of words once; readings then only look at what was found. */
static void
find_phrases (VdtAskQuestion *self)
{
  for (guint i = 0; i < self->tokens->len; i++)
    {
      g_autoptr(GString) phrase = g_string_new (NULL);

      for (guint j = i; j < self->tokens->len && j < i + LONGEST_PHRASE; j++)
        {
          VdtAskToken *token = g_ptr_array_index (self->tokens, j);
          const char *word = token->word != NULL ? token->word : token->lower;

          if (token->kind == VDT_ASK_TOKEN_COMMA || token->kind == VDT_ASK_TOKEN_STOP)
            break;
          if (token->kind == VDT_ASK_TOKEN_QUOTED && j > i)
            break;

          if (i == j)
            note_name (self, i, token);
          else
            g_string_append_c (phrase, ' ');
          g_string_append (phrase, word);
          if (token->kind != VDT_ASK_TOKEN_QUOTED)
            note_phrase (self, i, j - i + 1, phrase->str);
        }
    }
}

VdtAskQuestion *
vdt_ask_question_new (VdtAskLexicon *lexicon,
                      const char    *text)
{
  VdtAskQuestion *self = g_new0 (VdtAskQuestion, 1);

  self->lexicon = lexicon;
  self->tokens = vdt_ask_tokenize (text);
  vdt_ask_lexicon_canonize (lexicon, self->tokens, &self->german);
  if (self->tokens->len > MOST_TOKENS)
    g_ptr_array_set_size (self->tokens, MOST_TOKENS);
  self->taken = g_new0 (gboolean, self->tokens->len + 1);
  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  find_phrases (self);

  return self;
}

void
vdt_ask_question_free (VdtAskQuestion *self)
{
  g_ptr_array_unref (self->tokens);
  g_hash_table_unref (self->entries);
  g_free (self->taken);
  g_free (self);
}

void
vdt_ask_reading_free (gpointer data)
{
  VdtAskReading *reading = data;

  g_array_unref (reading->items);
  g_free (reading);
}

/* What a phrase says with @table, best sense first. */
static gboolean
weigh_entry (VdtAskEntry *entry,
             VdtAskTable *table,
             guint        length,
             VdtAskItem  *item)
{
  double best = 0;

  for (guint i = 0; i < entry->senses->len; i++)
    {
      VdtAskSense *sense = g_ptr_array_index (entry->senses, i);
      const char *column;
      VdtAskClause *clause = NULL;
      double weight = 0;
      guint rank = 0;

      if (sense->kind == VDT_ASK_SENSE_GRAMMAR)
        weight = 0.3 + 0.25 * length;
      else if (sense->table == table)
        weight = sense->quality * entry->weight;
      else if ((column = vdt_ask_sense_column (sense, table, &rank)) != NULL)
        weight = MAX (sense->quality - 0.06 * rank, 0.3) * entry->weight;
      else if ((clause = vdt_ask_sense_clause (sense, table)) != NULL)
        weight = (sense->weak ? 0.25 : sense->quality) * entry->weight;
      else
        continue;

      weight = weight * (1 + 0.7 * (length - 1)) + 0.7 * (length - 1);
      if (weight <= best)
        continue;

      best = weight;
      item->weight = weight;
      item->nick = sense->nick;
      item->column = sense->kind == VDT_ASK_SENSE_COLUMN ? vdt_ask_sense_column (sense, table, &rank) : NULL;
      item->clause = clause;
      item->weak = sense->weak;
      item->kind = sense->kind == VDT_ASK_SENSE_GRAMMAR ? VDT_ASK_ITEM_GRAMMAR :
                   sense->kind == VDT_ASK_SENSE_TABLE ? VDT_ASK_ITEM_TABLE :
                   sense->kind == VDT_ASK_SENSE_COLUMN ? VDT_ASK_ITEM_COLUMN : VDT_ASK_ITEM_VALUE;
    }

  /* "CVSS score" points to its table, but what is meant is the column. */
  if (best > 0 && item->kind == VDT_ASK_ITEM_TABLE && length > 1)
    for (guint i = 0; i < entry->senses->len; i++)
      {
        guint rank;
        const char *column = vdt_ask_sense_column (g_ptr_array_index (entry->senses, i), table, &rank);

        if (column != NULL)
          {
            item->kind = VDT_ASK_ITEM_COLUMN;
            item->column = column;
            break;
          }
      }

  return best > 0;
}

static void
single_item (VdtAskQuestion *self,
             guint           at,
             VdtAskItem     *item)
{
  VdtAskToken *token = g_ptr_array_index (self->tokens, at);

  memset (item, 0, sizeof *item);
  item->kind = token->kind == VDT_ASK_TOKEN_COMMA ? VDT_ASK_ITEM_COMMA :
               token->kind == VDT_ASK_TOKEN_STOP ? VDT_ASK_ITEM_STOP :
               vdt_ask_token_is_literal (token) ? VDT_ASK_ITEM_LITERAL : VDT_ASK_ITEM_SKIPPED;
  item->used = self->taken[at];
}

/**
 * vdt_ask_question_read_for:
 * @self: a question
 * @table: a table
 * @with_items: whether the pieces are wanted, or only the score
 *
 * Returns: (transfer full): the best reading of the question for @table
 */
VdtAskReading *
vdt_ask_question_read_for (VdtAskQuestion *self,
                           VdtAskTable    *table,
                           gboolean        with_items)
{
  guint n = self->tokens->len;
  g_autofree double *best = g_new0 (double, n + 1);
  g_autofree VdtAskItem *choice = g_new0 (VdtAskItem, n + 1);
  g_autofree guint *from = g_new0 (guint, n + 1);
  VdtAskReading *reading = g_new0 (VdtAskReading, 1);

  for (guint i = 0; i < n; i++)
    {
      VdtAskItem item;

      single_item (self, i, &item);
      if (best[i] >= best[i + 1] || from[i + 1] == 0)
        {
          best[i + 1] = MAX (best[i], best[i + 1]);
          from[i + 1] = 1;
          item.first = item.last = i;
          choice[i + 1] = item;
        }

      for (guint step = 0; step <= LONGEST_PHRASE && i + MAX (step, 1) <= n; step++)
        {
          guint length = MAX (step, 1);
          VdtAskEntry *entry = vdt_ask_question_entry (self, i, step == 0 ? EXACT : step);
          gboolean taken = FALSE;

          for (guint k = i; k < i + length; k++)
            taken = taken || self->taken[k];
          memset (&item, 0, sizeof item);
          if (taken || entry == NULL || !weigh_entry (entry, table, length, &item))
            continue;
          if (best[i] + item.weight > best[i + length])
            {
              best[i + length] = best[i] + item.weight;
              from[i + length] = length;
              item.first = i;
              item.last = i + length - 1;
              choice[i + length] = item;
            }
        }
    }

  reading->table = table;
  reading->items = g_array_new (FALSE, TRUE, sizeof (VdtAskItem));
  reading->score = best[n] + table->prior + vdt_ask_literals_weigh (self, table);
  for (guint i = n; with_items && i > 0; i -= from[i])
    g_array_prepend_val (reading->items, choice[i]);

  return reading;
}

static int
compare_readings (gconstpointer a,
                  gconstpointer b)
{
  const VdtAskReading *left = *(VdtAskReading *const *) a;
  const VdtAskReading *right = *(VdtAskReading *const *) b;

  if (left->score != right->score)
    return left->score < right->score ? 1 : -1;

  return (int) left->table->index - (int) right->table->index;
}

/* Tables that the vocabulary does not know count only if they are named. */
static void
add_named (VdtAskQuestion *self,
           GHashTable     *tables)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      VdtAskEntry *entry = value;

      for (guint i = 0; i < entry->senses->len; i++)
        {
          VdtAskSense *sense = g_ptr_array_index (entry->senses, i);

          if (sense->kind == VDT_ASK_SENSE_TABLE)
            g_hash_table_add (tables, sense->table);
        }
    }
}

/**
 * vdt_ask_question_read:
 * @self: a question
 *
 * Returns: (transfer full) (element-type VdtAskReading): its readings, best first; the
 *   first few have their items
 */
GPtrArray *
vdt_ask_question_read (VdtAskQuestion *self)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (vdt_ask_reading_free);
  g_autoptr(GHashTable) named = g_hash_table_new (NULL, NULL);

  add_named (self, named);
  for (guint i = 0; i < self->lexicon->tables->len; i++)
    {
      VdtAskTable *table = g_ptr_array_index (self->lexicon->tables, i);

      if (table->listed || g_hash_table_contains (named, table))
        g_ptr_array_add (readings, vdt_ask_question_read_for (self, table, FALSE));
    }
  g_ptr_array_sort (readings, compare_readings);

  for (guint i = 0; i < MIN (readings->len, 8); i++)
    {
      VdtAskReading *reading = g_ptr_array_index (readings, i);
      VdtAskReading *whole = vdt_ask_question_read_for (self, reading->table, TRUE);

      vdt_ask_reading_free (reading);
      g_ptr_array_index (readings, i) = whole;
    }

  return readings;
}
