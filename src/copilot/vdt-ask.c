/* vdt-ask.c
 *
 * From a question to an answer: the reading is chosen, made a query, and the
 * query is bound before anyone sees it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-programs.h"

#include <string.h>

#include "vdt-explain-query.h"
#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"

/* Another reading is worth showing if it says nearly as much as the best. */
#define CLOSE 0.75
#define MOST_OTHERS 3
#define LONGEST_QUESTION 4000

/**
 * VdtAsk:
 *
 * The built-in engine. It holds what it knows and nothing of past questions, so
 * that the same question always gets the same answer. One thread at a time.
 */
struct _VdtAsk
{
  VdtAskLexicon *lexicon;
};

/**
 * vdt_ask_new:
 * @catalog: what queries can name
 *
 * Returns: (transfer full): an assistant for @catalog
 */
VdtAsk *
vdt_ask_new (VdtKqlCatalog *catalog)
{
  VdtAsk *self = g_new0 (VdtAsk, 1);

  self->lexicon = vdt_ask_lexicon_new (catalog);

  return self;
}

void
vdt_ask_free (VdtAsk *self)
{
  vdt_ask_lexicon_free (self->lexicon);
  g_free (self);
}

VdtAskLexicon *
vdt_ask_get_lexicon (VdtAsk *self)
{
  return self->lexicon;
}

static void
reason_free (gpointer data)
{
  VdtAskReason *reason = data;

  g_free (reason->line);
  g_free (reason->text);
  g_free (reason);
}

static void
other_free (gpointer data)
{
  VdtAskOther *other = data;

  g_free (other->table);
  g_free (other->kql);
  g_free (other->text);
  g_free (other);
}

static VdtAskAnswer *
answer_new (void)
{
  VdtAskAnswer *answer = g_new0 (VdtAskAnswer, 1);

  answer->tables = g_ptr_array_new_with_free_func (g_free);
  answer->reasons = g_ptr_array_new_with_free_func (reason_free);
  answer->unmapped = g_ptr_array_new_with_free_func (g_free);
  answer->others = g_ptr_array_new_with_free_func (other_free);
  answer->warnings = g_ptr_array_new_with_free_func (g_free);

  return answer;
}

void
vdt_ask_answer_free (VdtAskAnswer *answer)
{
  g_free (answer->kql);
  g_ptr_array_unref (answer->tables);
  g_ptr_array_unref (answer->reasons);
  g_ptr_array_unref (answer->unmapped);
  g_ptr_array_unref (answer->others);
  g_ptr_array_unref (answer->warnings);
  g_free (answer);
}

/* The time goes to the column of a date that was named beside it, else to the event's. */
static void
place_time (VdtAskFrame    *frame,
            VdtAskQuestion *question,
            VdtAskTime     *time)
{
  VdtAskReading *reading = vdt_ask_question_read_for (question, frame->table, TRUE);

  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);
      const VdtKqlColumn *column = item->kind == VDT_ASK_ITEM_COLUMN ? vdt_ask_table_column (frame->table,
                                                                                             item->column) : NULL;
      gboolean near = item->last < time->first ? time->first - item->last <= 3 : item->first >= time->end &&
          item->first - time->end <= 1;

      if (column != NULL && near && (column->type->kind == VDT_KQL_TYPE_DATETIME ||
                                     vdt_ask_grammar_is_column (frame->grammar, "date", column->name)))
        time->column = column->name;
    }
  vdt_ask_reading_free (reading);

  if (time->column == NULL && frame->table->time == NULL)
    {
      g_ptr_array_add (frame->warnings, g_strdup ("no-time"));
      vdt_ask_time_free (time);
      return;
    }
  g_clear_pointer (&frame->time, vdt_ask_time_free);
  frame->time = time;
}

/* Ticks off the words that made up @behaviour and filters by it. */
static void
apply_behaviour (VdtAskFrame     *frame,
                 VdtAskBehaviour *behaviour,
                 gboolean         beside)
{
  guint before = frame->filters->len;

  for (guint i = 0; i < behaviour->clauses->len; i++)
    {
      guint n = frame->filters->len;
      VdtAskFilter *filter;

      if (!vdt_ask_clause_fits (g_ptr_array_index (behaviour->clauses, i), frame->table))
        continue;
      filter = vdt_ask_frame_add_clause (frame, g_ptr_array_index (behaviour->clauses, i));
      if (frame->filters->len == n)
        continue;               /* it joined one that was there */
      filter->either = n > before;
      if (beside && before > 0)
        {
          g_ptr_array_steal_index (frame->filters, n);
          g_ptr_array_insert (frame->filters, 1, filter);
          filter->either = TRUE;
        }
    }
}

static gboolean
names_table (VdtAskReading *reading)
{
  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);

      if (item->kind == VDT_ASK_ITEM_TABLE && item->weight > 1.2)
        return TRUE;
    }

  return FALSE;
}

/* The behaviour that a question is about, if it is about one. */
static VdtAskBehaviour *
choose_behaviour (VdtAskQuestion *question,
                  GPtrArray      *readings)
{
  g_autoptr(GPtrArray) found = vdt_ask_behaviours_find (question);
  VdtAskReading *top = g_ptr_array_index (readings, 0);
  VdtAskFound *best = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  VdtAskReading *own;
  double gap;

  if (best == NULL)
    return NULL;
  if (best->behaviour->table == top->table)
    return best->behaviour;

  own = vdt_ask_question_read_for (question, best->behaviour->table, FALSE);
  gap = top->score - own->score;
  vdt_ask_reading_free (own);

  return names_table (top) && gap > best->score * 2 ? NULL : best->behaviour;
}

/* "whoami and systeminfo": what else is named with the words that are left. */
static VdtAskBehaviour *
second_behaviour (VdtAskQuestion  *question,
                  VdtAskBehaviour *first)
{
  g_autoptr(GPtrArray) found = vdt_ask_behaviours_find (question);

  for (guint i = 0; i < found->len; i++)
    {
      VdtAskFound *one = g_ptr_array_index (found, i);

      if (one->behaviour != first && one->behaviour->table == first->table)
        return one->behaviour;
    }

  return NULL;
}

static VdtAskFrame *
frame_from (VdtAskQuestion *question,
            VdtAskReading  *reading,
            VdtAskBehaviour *behaviour)
{
  VdtAskFrame *frame = vdt_ask_frame_new (question->lexicon->grammar, reading->table);

  if (behaviour != NULL)
    apply_behaviour (frame, behaviour, FALSE);
  vdt_ask_frame_fill (frame, question, reading);
  if (behaviour == NULL)
    vdt_ask_joins_add (frame, question, reading);

  return frame;
}

/* Whether a reading says anything of the question at all. */
static gboolean
is_empty (VdtAskReading *reading)
{
  for (guint i = 0; i < reading->items->len; i++)
    {
      VdtAskItem *item = &g_array_index (reading->items, VdtAskItem, i);

      if (item->kind == VDT_ASK_ITEM_TABLE || item->kind == VDT_ASK_ITEM_COLUMN || item->kind == VDT_ASK_ITEM_VALUE ||
          item->kind == VDT_ASK_ITEM_LITERAL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
binds (VdtAsk     *self,
       const char *kql)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (kql, -1, NULL);
  const VdtKqlAnalyzeOptions options = { .no_hints = TRUE };
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, self->lexicon->catalog, &options);

  return vdt_kql_analysis_is_ok (analysis) && !vdt_kql_diagnostics_has_error (vdt_kql_tree_get_diagnostics (tree));
}

/* Prints a frame's query; one that does not bind loses what is not needed, then its filters. */
static char *
print_frame (VdtAsk      *self,
             VdtAskFrame *frame)
{
  for (guint attempt = 0;; attempt++)
    {
      g_autoptr(VdtAskQuery) query = vdt_ask_frame_build (frame);
      g_autofree char *kql = vdt_ask_query_print (query);

      if (attempt == 3 || binds (self, kql))
        return g_steal_pointer (&kql);

      g_debug ("does not bind: %s", kql);
      if (attempt == 0)
        {
          frame->intent = VDT_ASK_LIST;
          frame->chart = NULL;
        }
      else if (attempt == 1)
        {
          g_ptr_array_set_size (frame->outputs, 0);
          g_ptr_array_set_size (frame->paths, 0);
          g_clear_pointer (&frame->other, vdt_ask_frame_free);
        }
      else
        g_ptr_array_set_size (frame->filters, 0);
    }
}

static void
add_others (VdtAsk         *self,
            VdtAskAnswer   *answer,
            VdtAskQuestion *question,
            GPtrArray      *readings,
            VdtAskTable    *chosen,
            VdtAskTime     *time)
{
  VdtAskReading *top = g_ptr_array_index (readings, 0);

  for (guint i = 0; i < MIN (readings->len, 8) && answer->others->len < MOST_OTHERS; i++)
    {
      VdtAskReading *reading = g_ptr_array_index (readings, i);
      VdtAskOther *other;
      VdtAskFrame *frame;

      if (reading->table == chosen || is_empty (reading) || reading->score < top->score * CLOSE)
        continue;

      frame = frame_from (question, reading, NULL);
      if (time != NULL && frame->time == NULL && frame->table->time != NULL)
        {
          frame->time = g_new0 (VdtAskTime, 1);
          *frame->time = *time;
          frame->time->column = NULL;
          frame->time->last_text = g_strdup (time->last_text);
          frame->time->from = g_strdup (time->from);
          frame->time->to = g_strdup (time->to);
        }
      other = g_new0 (VdtAskOther, 1);
      other->table = g_strdup (reading->table->table->name);
      other->text = g_strdup (reading->table->table->description);
      other->kql = print_frame (self, frame);
      vdt_ask_frame_free (frame);
      g_ptr_array_add (answer->others, other);
    }
}

/* What is left of a question once a technique took its words. */
static void
note_unmapped (VdtAskFrame    *frame,
               VdtAskQuestion *question)
{
  for (guint i = 0; i < question->tokens->len; i++)
    {
      VdtAskToken *token = g_ptr_array_index (question->tokens, i);

      if (token->word != NULL && !question->taken[i] &&
          !g_hash_table_contains (question->lexicon->stops, token->word) &&
          !vdt_ask_technique_is_sign (frame->grammar, token->lower))
        g_ptr_array_add (frame->unmapped, g_strdup (token->text));
    }
}

/* A question after a technique: by the programs it names, else by what is known of the technique. */
static VdtAskFrame *
understand_technique (VdtAskQuestion *question,
                      GPtrArray      *readings)
{
  VdtAskTable *table = vdt_ask_technique_table (question, readings);
  g_autoptr(GPtrArray) found = vdt_ask_behaviours_find (question);
  VdtAskFound *best = found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
  VdtAskFrame *frame;
  gboolean filled;

  if (table == NULL)
    return NULL;

  frame = vdt_ask_frame_new (question->lexicon->grammar, table);
  filled = vdt_ask_technique_fill (frame, question);
  if (!filled && best != NULL && best->behaviour->table != table)
    {
      vdt_ask_frame_free (frame);
      return NULL;
    }

  for (guint i = 0; !filled && i < found->len; i++)
    {
      VdtAskFound *one = g_ptr_array_index (found, i);

      if (one->behaviour->table != table)
        continue;
      vdt_ask_behaviour_take (question, one->behaviour);
      apply_behaviour (frame, one->behaviour, FALSE);
      break;
    }
  note_unmapped (frame, question);

  return frame;
}

static VdtAskFrame *
understand (VdtAsk         *self,
            VdtAskQuestion *question,
            GPtrArray     **readings)
{
  VdtAskTime *time = vdt_ask_time_parse (self->lexicon->grammar, question->tokens);
  VdtAskBehaviour *behaviour;
  VdtAskBehaviour *second = NULL;
  VdtAskReading *reading;
  VdtAskFrame *frame;

  for (guint i = time != NULL ? time->first : 0; time != NULL && i < time->end; i++)
    question->taken[i] = TRUE;

  *readings = vdt_ask_question_read (question);
  frame = understand_technique (question, *readings);
  if (frame != NULL)
    {
      if (time != NULL)
        place_time (frame, question, time);
      return frame;
    }

  behaviour = choose_behaviour (question, *readings);
  reading = g_ptr_array_index (*readings, 0);
  if (behaviour == NULL && is_empty (reading))
    {
      g_clear_pointer (&time, vdt_ask_time_free);
      return NULL;
    }

  if (behaviour != NULL)
    {
      vdt_ask_behaviour_take (question, behaviour);
      second = second_behaviour (question, behaviour);
      if (second != NULL)
        vdt_ask_behaviour_take (question, second);
      reading = vdt_ask_question_read_for (question, behaviour->table, TRUE);
    }
  frame = frame_from (question, reading, behaviour);
  if (second != NULL)
    apply_behaviour (frame, second, TRUE);
  if (behaviour != NULL)
    vdt_ask_reading_free (reading);
  if (time != NULL)
    place_time (frame, question, time);

  return frame;
}

static void
add_reasons (VdtAsk       *self,
             VdtAskAnswer *answer,
             gboolean      german)
{
  g_autoptr(GPtrArray) lines = vdt_explain_query (self->lexicon->catalog, answer->kql, german ? "de" : "en");

  for (guint i = 0; i < lines->len; i++)
    {
      VdtExplainLine *line = g_ptr_array_index (lines, i);
      VdtAskReason *reason = g_new0 (VdtAskReason, 1);

      reason->line = g_strdup (line->code);
      reason->text = g_strdup (line->text);
      g_ptr_array_add (answer->reasons, reason);
    }
}

static void
add_warnings (VdtAskAnswer *answer,
              VdtAskFrame  *frame,
              gboolean      german)
{
  if (frame->other != NULL)
    g_ptr_array_add (answer->warnings, vdt_explain_phrase (german ? "de" : "en", "warn-join"));
  for (guint i = 0; i < frame->warnings->len; i++)
    {
      g_autofree char *name = g_strconcat ("warn-", g_ptr_array_index (frame->warnings, i), NULL);

      g_ptr_array_add (answer->warnings, vdt_explain_phrase (german ? "de" : "en", name));
    }
}

/* One name, wherever it occurs. */
static gboolean
answer_about (VdtAsk         *self,
              VdtAskAnswer   *answer,
              VdtAskQuestion *question)
{
  VdtAskTime *time = vdt_ask_time_parse (self->lexicon->grammar, question->tokens);

  for (guint i = time != NULL ? time->first : 0; time != NULL && i < time->end; i++)
    question->taken[i] = TRUE;
  answer->kql = vdt_ask_about (question, time, answer->tables);
  for (guint i = time != NULL ? time->first : 0; time != NULL && i < time->end; i++)
    question->taken[i] = FALSE;
  g_clear_pointer (&time, vdt_ask_time_free);
  if (answer->kql == NULL || !binds (self, answer->kql))
    {
      g_clear_pointer (&answer->kql, g_free);
      g_ptr_array_set_size (answer->tables, 0);
      return FALSE;
    }
  add_reasons (self, answer, question->german);

  return TRUE;
}

/* The tables that a learned query names. */
static void
add_tables (VdtAsk       *self,
            VdtAskAnswer *answer)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (self->lexicon->catalog);

  for (guint i = 0; i < tables->len; i++)
    {
      const char *name = ((VdtKqlTable *) g_ptr_array_index (tables, i))->name;
      const char *place = strstr (answer->kql, name);
      gsize length = strlen (name);

      while (place != NULL && ((place > answer->kql && (g_ascii_isalnum (place[-1]) || place[-1] == '_')) ||
                               g_ascii_isalnum (place[length]) || place[length] == '_'))
        place = strstr (place + 1, name);
      if (place != NULL)
        g_ptr_array_add (answer->tables, g_strdup (name));
    }
}

/**
 * vdt_ask_question:
 * @self: an assistant
 * @question: what is asked, in English or German
 * @before: (nullable) (array zero-terminated=1): the questions before it, oldest first; a
 *   follow-up such as "only failed ones" changes the last query
 *
 * Returns: (transfer full): the answer
 */
VdtAskAnswer *
vdt_ask_question (VdtAsk              *self,
                  const char          *question,
                  const char * const  *before)
{
  VdtAskAnswer *answer = answer_new ();
  g_autoptr(VdtAskFrame) frame = NULL;
  g_autoptr(VdtAskQuestion) asked = NULL;
  g_autoptr(GPtrArray) readings = NULL;
  g_autofree char *cut = g_utf8_make_valid (question, (gssize) MIN (strlen (question), LONGEST_QUESTION));

  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    {
      g_autofree char *earlier = g_utf8_make_valid (before[i], (gssize) MIN (strlen (before[i]), LONGEST_QUESTION));
      g_autoptr(VdtAskQuestion) past = vdt_ask_question_new (self->lexicon, earlier);
      g_autoptr(GPtrArray) past_readings = NULL;

      if (frame != NULL && vdt_ask_follow (frame, past))
        continue;
      g_clear_pointer (&frame, vdt_ask_frame_free);
      frame = understand (self, past, &past_readings);
    }

  answer->kql = before == NULL || before[0] == NULL ? vdt_ask_templates_find (self->lexicon, cut) : NULL;
  asked = vdt_ask_question_new (self->lexicon, cut);
  if (answer->kql != NULL)
    {
      answer->learned = TRUE;
      add_tables (self, answer);
      add_reasons (self, answer, asked->german);
      return answer;
    }

  if (frame == NULL || !vdt_ask_follow (frame, asked))
    {
      if (answer_about (self, answer, asked))
        return answer;
      g_clear_pointer (&frame, vdt_ask_frame_free);
      frame = understand (self, asked, &readings);
    }
  if (frame == NULL)
    {
      for (guint i = 0; i < asked->tokens->len; i++)
        {
          VdtAskToken *token = g_ptr_array_index (asked->tokens, i);

          if (token->word != NULL && !g_hash_table_contains (self->lexicon->stops, token->word))
            g_ptr_array_add (answer->unmapped, g_strdup (token->text));
        }
      return answer;
    }

  answer->kql = print_frame (self, frame);
  g_ptr_array_add (answer->tables, g_strdup (frame->table->table->name));
  if (frame->other != NULL)
    g_ptr_array_add (answer->tables, g_strdup (frame->other->table->table->name));
  for (guint i = 0; i < frame->unmapped->len; i++)
    g_ptr_array_add (answer->unmapped, g_strdup (g_ptr_array_index (frame->unmapped, i)));
  add_reasons (self, answer, asked->german);
  add_warnings (answer, frame, asked->german);
  if (readings != NULL)
    add_others (self, answer, asked, readings, frame->table, frame->time);

  return answer;
}
