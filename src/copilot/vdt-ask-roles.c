/* vdt-ask-roles.c
 *
 * What each piece of a reading does in the question: to be shown, to be
 * compared, to group by, to sort by.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-pass.h"

#include <stdlib.h>
#include <string.h>

VdtAskItem *
vdt_ask_pass_item_at (VdtAskPass *pass,
         guint i)
{
  return i < pass->items->len ? &g_array_index (pass->items, VdtAskItem, i) : NULL;
}

VdtAskToken *
vdt_ask_pass_first_token (VdtAskPass       *pass,
             VdtAskItem *item)
{
  return g_ptr_array_index (pass->question->tokens, item->first);
}

gboolean
vdt_ask_pass_is_nick (VdtAskItem *item,
         const char *nick)
{
  return item != NULL && item->kind == VDT_ASK_ITEM_GRAMMAR && strcmp (item->nick, nick) == 0;
}

gboolean
vdt_ask_pass_is_filler (VdtAskPass       *pass,
           VdtAskItem *item)
{
  return item != NULL && ((item->kind == VDT_ASK_ITEM_SKIPPED &&
                           g_hash_table_contains (pass->question->lexicon->stops,
                                                  vdt_ask_pass_first_token (pass, item)->word)) ||
                          vdt_ask_pass_is_nick (item, "fill"));
}

guint
vdt_ask_pass_skip_fillers (VdtAskPass *pass,
              guint i)
{
  while (vdt_ask_pass_is_filler (pass, vdt_ask_pass_item_at (pass, i)))
    i++;

  return i;
}

const char *
vdt_ask_pass_operator_of (VdtAskPass *pass,
                          VdtAskItem *item)
{
  return item != NULL && item->kind == VDT_ASK_ITEM_GRAMMAR
         ? vdt_ask_grammar_map (pass->frame->grammar, "operators", item->nick) : NULL;
}

static gboolean
is_bool_column (VdtAskPass       *pass,
                const char *column)
{
  const VdtKqlColumn *found = vdt_ask_table_column (pass->frame->table, column);

  return found != NULL && found->type->kind == VDT_KQL_TYPE_BOOL;
}

/* The clause that the words of @item mean for exactly @column. */
VdtAskClause *
vdt_ask_pass_clause_for (VdtAskPass       *pass,
            VdtAskItem *item,
            const char *column)
{
  VdtAskEntry *entry = vdt_ask_question_entry (pass->question, item->first, item->last - item->first + 1);

  for (guint i = 0; entry != NULL && i < entry->senses->len; i++)
    {
      VdtAskSense *sense = g_ptr_array_index (entry->senses, i);

      for (guint j = 0; sense->clauses != NULL && j < sense->clauses->len; j++)
        {
          VdtAskClause *clause = g_ptr_array_index (sense->clauses, j);

          if (clause->terms->len == 1 && vdt_ask_clause_fits (clause, pass->frame->table) &&
              strcmp (((VdtAskTerm *) g_ptr_array_index (clause->terms, 0))->column, column) == 0)
            return clause;
        }
    }

  return NULL;
}

void
vdt_ask_pass_finish_filter (VdtAskPass         *pass,
               VdtAskFilter *filter)
{
  filter->negated = filter->negated || pass->negated;
  pass->negated = FALSE;
  pass->having = FALSE;
}

static void
place_column (VdtAskPass       *pass,
              const char *column)
{
  VdtAskFrame *frame = pass->frame;
  VdtAskAggregate aggregate = { NULL, column };

  switch (pass->mode)
    {
    case VDT_ASK_MODE_GROUP:
      if (strcmp (column, frame->table->time != NULL ? frame->table->time : "") == 0)
        frame->bin = frame->bin != NULL ? frame->bin : "1d";
      else
        vdt_ask_add_once (frame->keys, column);
      break;
    case VDT_ASK_MODE_SORT:
      frame->sort = column;
      break;
    case VDT_ASK_MODE_AGGREGATE:
      aggregate.function = pass->function;
      g_array_append_val (frame->aggregates, aggregate);
      if (strcmp (pass->function, "make_set") != 0)
        pass->mode = VDT_ASK_MODE_FILTER;
      break;
    case VDT_ASK_MODE_COUNT:
      if (pass->distinct || !vdt_ask_frame_is_number (pass->frame, column))
        {
          aggregate.function = "dcount";
          g_array_append_val (frame->aggregates, aggregate);
        }
      break;
    case VDT_ASK_MODE_FILTER:
      if (is_bool_column (pass, column))
        vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (frame, column, "==", "true"));
      else if (pass->having && vdt_ask_frame_is_number (pass->frame, column) && vdt_ask_grammar_is_column (frame->grammar, "count", column))
        vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (frame, column, ">", "0"));
      else if (pass->having && vdt_ask_grammar_is_column (frame->grammar, "finding", column))
        vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (frame, column, "isnotempty", NULL));
      else if (pass->having)
        vdt_ask_add_once (frame->outputs, column);
      break;
    case VDT_ASK_MODE_SHOW:
    default:
      vdt_ask_add_once (frame->outputs, column);
      break;
    }
}

/* "for each device": what is grouped by is the column that has the rows' name. */
static gboolean
visit_as_column (VdtAskPass       *pass,
                 VdtAskItem *item)
{
  VdtAskEntry *entry = vdt_ask_question_entry (pass->question, item->first, item->last - item->first + 1);
  guint rank;

  for (guint i = 0; entry != NULL && i < entry->senses->len; i++)
    {
      const char *column = vdt_ask_sense_column (g_ptr_array_index (entry->senses, i), pass->frame->table, &rank);

      if (column != NULL)
        {
          place_column (pass, column);
          return TRUE;
        }
    }

  return FALSE;
}

/* A name of rows may hold a value: "phishing emails", "LDAP queries". */
static void
visit_inside (VdtAskPass       *pass,
              VdtAskItem *item)
{
  for (guint length = item->last - item->first + 1; length > 0; length--)
    for (guint i = item->first; i + length <= item->last + 1; i++)
      {
        VdtAskEntry *entry = vdt_ask_question_entry (pass->question, i, length);

        for (guint n = 0; entry != NULL && n < entry->senses->len; n++)
          {
            VdtAskSense *sense = g_ptr_array_index (entry->senses, n);
            VdtAskClause *clause = vdt_ask_sense_clause (sense, pass->frame->table);

            if (clause != NULL && !sense->weak && sense->quality > 0.65)
              {
                vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));
                return;
              }
          }
      }
}

/* "the threat name from the additional fields": words before a column that holds JSON name what is in it. */
static gboolean
take_path (VdtAskPass *pass,
           VdtAskItem *item)
{
  guint i = pass->at;
  g_autoptr(GString) key = g_string_new (NULL);

  if (!vdt_ask_grammar_is_column (pass->frame->grammar, "json", item->column) ||
      pass->mode == VDT_ASK_MODE_SORT || pass->mode == VDT_ASK_MODE_AGGREGATE)
    return FALSE;
  while (i > 0 && vdt_ask_pass_is_filler (pass, vdt_ask_pass_item_at (pass, i - 1)) &&
         !vdt_ask_grammar_is (pass->frame->grammar, "path-link",
                              vdt_ask_pass_first_token (pass, vdt_ask_pass_item_at (pass, i - 1))->lower))
    i--;
  if (i == 0 || !vdt_ask_grammar_is (pass->frame->grammar, "path-link",
                                     vdt_ask_pass_first_token (pass, vdt_ask_pass_item_at (pass, i - 1))->lower))
    return FALSE;

  for (i--; i > 0; i--)
    {
      VdtAskItem *word = vdt_ask_pass_item_at (pass, i - 1);
      VdtAskToken *token = vdt_ask_pass_first_token (pass, word);
      g_autofree char *start = NULL;

      if (word->kind != VDT_ASK_ITEM_SKIPPED || word->used || token->word == NULL || !g_ascii_isalpha (*token->text) ||
          g_hash_table_contains (pass->question->lexicon->stops, token->word))
        break;
      word->used = TRUE;
      start = g_strdup (token->text);
      *start = g_ascii_toupper (*start);
      g_string_prepend (key, start);
    }
  if (key->len == 0)
    return FALSE;
  pass->having = FALSE;
  vdt_ask_frame_add_path (pass->frame, item->column, key->str,
                          pass->mode == VDT_ASK_MODE_GROUP || pass->frame->intent == VDT_ASK_COUNT);

  return TRUE;
}

static void
visit_column (VdtAskPass       *pass,
              VdtAskItem *item)
{
  if (take_path (pass, item))
    return;
  if (vdt_ask_pass_absorb (pass, item->column) || vdt_ask_pass_compare (pass, item->column))
    return;

  place_column (pass, item->column);
}

/* A value of a column that must be named, named right before or behind. */
static gboolean
is_backed (VdtAskPass       *pass,
           VdtAskItem *item)
{
  guint next = vdt_ask_pass_skip_fillers (pass, pass->at + 1);
  VdtAskItem *neighbour = vdt_ask_pass_item_at (pass, next);

  return neighbour != NULL && neighbour->kind == VDT_ASK_ITEM_COLUMN && vdt_ask_pass_clause_for (pass, item,
                                                                                    neighbour->column) != NULL;
}

static void
visit_value (VdtAskPass       *pass,
             VdtAskItem *item)
{
  VdtAskItem *neighbour = vdt_ask_pass_item_at (pass, vdt_ask_pass_skip_fillers (pass, pass->at + 1));
  VdtAskClause *clause = item->clause;

  if (item->used)
    return;
  if (vdt_ask_pass_is_nick (neighbour, "or") || vdt_ask_pass_is_nick (neighbour, "and") || (neighbour != NULL &&
                                                                  neighbour->kind == VDT_ASK_ITEM_COMMA))
    {
      VdtAskItem *other = vdt_ask_pass_item_at (pass, pass->at + 2);
      VdtAskItem *last = vdt_ask_pass_item_at (pass, pass->at + 3);

      /* "high or medium severity": both belong to the column that comes last. */
      if (other != NULL && other->kind == VDT_ASK_ITEM_VALUE && last != NULL && last->kind == VDT_ASK_ITEM_COLUMN &&
          vdt_ask_pass_clause_for (pass, item, last->column) != NULL)
        {
          item->used = TRUE;
          clause = vdt_ask_pass_clause_for (pass, item, last->column);
          vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));
          return;
        }
    }
  if (pass->mode == VDT_ASK_MODE_GROUP && pass->frame->keys->len == 0)
    pass->mode = VDT_ASK_MODE_FILTER;   /* "by external users" groups by nothing */
  if (is_backed (pass, item))
    return;                     /* its column takes it */
  if (item->weak)
    return;

  item->used = TRUE;
  vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add_clause (pass->frame, clause));
}

/* "more than 5" with no column before it: how often, or of the column that follows. */
static gboolean
take_threshold (VdtAskPass       *pass,
                const char *op)
{
  guint i = vdt_ask_pass_skip_fillers (pass, pass->at + 1);
  VdtAskItem *number = vdt_ask_pass_item_at (pass, i);
  VdtAskItem *next = vdt_ask_pass_item_at (pass, vdt_ask_pass_skip_fillers (pass, i + 1));
  g_autofree char *value = NULL;
  const char *size;
  guint end;

  if (number == NULL || number->kind != VDT_ASK_ITEM_LITERAL || vdt_ask_pass_first_token (pass,
                                                                             number)->kind != VDT_ASK_TOKEN_NUMBER)
    {
      VdtAskToken *token = number != NULL ? vdt_ask_pass_first_token (pass, number) : NULL;

      if (token == NULL || vdt_ask_grammar_number (pass->frame->grammar, token->lower) <= 0)
        return FALSE;
      number->used = TRUE;
      value = g_strdup_printf ("%" G_GINT64_FORMAT, vdt_ask_grammar_number (pass->frame->grammar, token->lower));
      end = i + 1;
    }
  else
    value = vdt_ask_pass_take_value (pass, i, FALSE, &end);

  if (value == NULL)
    return FALSE;
  value = vdt_ask_pass_number_with_unit (pass, end, g_steal_pointer (&value), &end);
  size = vdt_ask_table_first (pass->frame->table, vdt_ask_grammar_get_columns (pass->frame->grammar, "size"));
  if (end > i + 1 && size != NULL)
    {
      vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (pass->frame, size, op, value));
      pass->at = end - 1;
      return TRUE;
    }
  if (next != NULL && next->kind == VDT_ASK_ITEM_COLUMN && vdt_ask_frame_is_number (pass->frame, next->column))
    {
      next->used = TRUE;
      vdt_ask_pass_finish_filter (pass, vdt_ask_frame_add (pass->frame, next->column, op, value));
      pass->at = vdt_ask_pass_skip_fillers (pass, i + 1);
      return TRUE;
    }

  pass->frame->threshold_op = op;
  pass->frame->threshold = g_ascii_strtod (value, NULL);
  if (pass->frame->intent == VDT_ASK_LIST)
    pass->frame->intent = VDT_ASK_COUNT;
  if (next != NULL && next->kind == VDT_ASK_ITEM_COLUMN && pass->frame->outputs->len > 0)
    {
      VdtAskAggregate aggregate = { "dcount", next->column };

      g_array_append_val (pass->frame->aggregates, aggregate);
      next->used = TRUE;
      end = vdt_ask_pass_skip_fillers (pass, i + 1) + 1;
    }
  pass->at = end - 1;

  return TRUE;
}

static void
take_limit (VdtAskPass *pass)
{
  guint i = vdt_ask_pass_skip_fillers (pass, pass->at + 1);
  VdtAskItem *number = vdt_ask_pass_item_at (pass, i);

  if (number != NULL && number->kind == VDT_ASK_ITEM_LITERAL && !number->used &&
      vdt_ask_pass_first_token (pass, number)->kind == VDT_ASK_TOKEN_NUMBER)
    {
      number->used = TRUE;
      pass->frame->limit = g_ascii_strtoull (vdt_ask_pass_first_token (pass, number)->text, NULL, 10);
      pass->at = i;
    }
}

static gboolean
set_intent (VdtAskPass       *pass,
            const char *nick)
{
  static const struct { const char *nick; VdtAskIntent intent; } intents[] = {
    { "latest", VDT_ASK_LATEST }, { "seen", VDT_ASK_SPAN }, { "rare", VDT_ASK_RARE }, { "trend", VDT_ASK_TREND },
    { "anomaly", VDT_ASK_ANOMALY }, { "compare", VDT_ASK_COMPARE },
    { "silent", VDT_ASK_SILENT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (intents); i++)
    if (strcmp (nick, intents[i].nick) == 0)
      {
        pass->frame->intent = intents[i].intent;
        return TRUE;
      }

  return FALSE;
}

static gboolean
visit_summary_word (VdtAskPass       *pass,
                    const char *nick)
{
  const char *function = vdt_ask_grammar_map (pass->frame->grammar, "functions", nick);
  const char *bin = vdt_ask_grammar_map (pass->frame->grammar, "bins", nick);

  if (function != NULL)
    {
      pass->function = function;
      pass->mode = VDT_ASK_MODE_AGGREGATE;
    }
  if (bin != NULL)
    {
      pass->frame->bin = bin;
      if (pass->frame->intent == VDT_ASK_LIST)
        pass->frame->intent = VDT_ASK_COUNT;
    }

  return function != NULL || bin != NULL;
}

/* "count", "top", "most": how many, and which of them. */
static gboolean
visit_ranking_word (VdtAskPass       *pass,
                    const char *nick)
{
  VdtAskFrame *frame = pass->frame;

  if (strcmp (nick, "count") == 0)
    {
      if (frame->intent == VDT_ASK_LIST || frame->intent == VDT_ASK_DISTINCT)
        frame->intent = VDT_ASK_COUNT;
      pass->mode = VDT_ASK_MODE_COUNT;
    }
  else if (strcmp (nick, "top") == 0 || strcmp (nick, "most") == 0 || strcmp (nick, "least") == 0)
    {
      frame->ranked = TRUE;
      frame->ascending = strcmp (nick, "least") == 0;
      take_limit (pass);
      if (strcmp (nick, "top") == 0)
        pass->mode = VDT_ASK_MODE_SHOW;
    }
  else if (strcmp (nick, "distinct") == 0)
    pass->distinct = TRUE;
  else if (strcmp (nick, "ascending") == 0 || strcmp (nick, "descending") == 0)
    {
      frame->ascending = *nick == 'a';
      frame->sorted = TRUE;
    }
  else if (strcmp (nick, "chart") == 0)
    frame->chart = frame->bin != NULL || frame->intent == VDT_ASK_TREND ? "timechart" : "columnchart";
  else
    return FALSE;

  return TRUE;
}

/* "taken by devices", "clicked by users": who did it, and nothing to group by. */
static gboolean
is_agent (VdtAskPass *pass,
          VdtAskItem *item)
{
  VdtAskGrammar *grammar = pass->frame->grammar;
  GPtrArray *tokens = pass->question->tokens;
  VdtAskToken *by = vdt_ask_pass_first_token (pass, item);
  VdtAskToken *before = item->first > 0 ? g_ptr_array_index (tokens, item->first - 1) : NULL;

  return before != NULL && vdt_ask_grammar_is (grammar, "agent-by", by->lower) && !pass->frame->ranked &&
         pass->frame->intent == VDT_ASK_LIST && before->kind == VDT_ASK_TOKEN_WORD &&
         !vdt_ask_grammar_is (grammar, "agent-not", before->lower) &&
         vdt_ask_grammar_is (grammar, "agent-verb", before->lower);
}

static void
visit_grammar (VdtAskPass       *pass,
               VdtAskItem *item)
{
  const char *nick = item->nick;
  VdtAskFrame *frame = pass->frame;

  if (set_intent (pass, nick) || visit_summary_word (pass, nick) || visit_ranking_word (pass, nick))
    {
      if (strcmp (nick, "latest") == 0 || strcmp (nick, "seen") == 0)
        take_limit (pass);
    }
  else if (strcmp (nick, "list") == 0 || strcmp (nick, "also") == 0)
    {
      pass->mode = VDT_ASK_MODE_SHOW;
      take_limit (pass);
    }
  else if (strcmp (nick, "which") == 0)
    {
      pass->mode = VDT_ASK_MODE_SHOW;
      pass->asked_which = TRUE;
    }
  else if (strcmp (nick, "per") == 0 && is_agent (pass, item))
    pass->mode = VDT_ASK_MODE_FILTER;
  else if (strcmp (nick, "per") == 0)
    pass->mode = pass->mode == VDT_ASK_MODE_SORT ? VDT_ASK_MODE_SORT : VDT_ASK_MODE_GROUP;
  else if (strcmp (nick, "sort") == 0)
    {
      pass->mode = VDT_ASK_MODE_SORT;
      frame->sorted = TRUE;
    }
  else if (strcmp (nick, "not") == 0)
    pass->negated = TRUE;
  else if (strcmp (nick, "with") == 0)
    {
      pass->mode = VDT_ASK_MODE_FILTER;
      pass->having = TRUE;
    }
  else if (strcmp (nick, "where") == 0)
    pass->mode = VDT_ASK_MODE_FILTER;
  else if (strcmp (nick, "of") == 0)
    {
      if (pass->mode == VDT_ASK_MODE_SHOW && frame->outputs->len > 0)
        pass->mode = VDT_ASK_MODE_FILTER;
    }
  else if (strcmp (nick, "more") == 0 || strcmp (nick, "less") == 0 || strcmp (nick, "atleast") == 0 ||
           strcmp (nick, "atmost") == 0)
    take_threshold (pass, vdt_ask_pass_operator_of (pass, item));
}

static void
visit (VdtAskPass       *pass,
       VdtAskItem *item)
{
  switch (item->kind)
    {
    case VDT_ASK_ITEM_GRAMMAR:
      visit_grammar (pass, item);
      break;
    case VDT_ASK_ITEM_TABLE:
      if (pass->mode == VDT_ASK_MODE_GROUP && visit_as_column (pass, item))
        break;
      if (pass->frame->intent == VDT_ASK_RARE && pass->frame->outputs->len == 0)
        visit_as_column (pass, item);
      visit_inside (pass, item);
      if (pass->mode == VDT_ASK_MODE_SHOW || pass->mode == VDT_ASK_MODE_COUNT)
        pass->mode = VDT_ASK_MODE_FILTER;
      break;
    case VDT_ASK_ITEM_COLUMN:
      if (!item->used)
        visit_column (pass, item);
      break;
    case VDT_ASK_ITEM_VALUE:
      if (!vdt_ask_pass_inside (pass))
        visit_value (pass, item);
      break;
    case VDT_ASK_ITEM_STOP:
      pass->mode = VDT_ASK_MODE_SHOW;
      pass->negated = FALSE;
      break;
    case VDT_ASK_ITEM_SKIPPED:
    case VDT_ASK_ITEM_LITERAL:
      vdt_ask_pass_inside (pass);
      break;
    case VDT_ASK_ITEM_COMMA:
    default:
      break;
    }
}

/**
 * vdt_ask_frame_fill:
 * @self: an empty frame of the reading's table
 * @question: the question
 * @reading: its reading
 *
 * Puts into @self what @reading says.
 */
void
vdt_ask_frame_fill (VdtAskFrame    *self,
                    VdtAskQuestion *question,
                    VdtAskReading  *reading)
{
  VdtAskPass pass = { .frame = self, .question = question, .items = reading->items };

  for (pass.at = 0; pass.at < reading->items->len; pass.at++)
    visit (&pass, vdt_ask_pass_item_at (&pass, pass.at));

  vdt_ask_literals_place (self, question, reading);
  vdt_ask_frame_settle (self, pass.distinct || pass.asked_which);
}
