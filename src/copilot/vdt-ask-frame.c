/* vdt-ask-frame.c
 *
 * A frame: what a question asks for, in the terms of one table. Filters,
 * groups, what to show; and how they are put in.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <string.h>

static void
filter_free (gpointer data)
{
  VdtAskFilter *filter = data;

  g_ptr_array_unref (filter->terms);
  g_free (filter->words);
  g_free (filter);
}

VdtAskFrame *
vdt_ask_frame_new (VdtAskGrammar *grammar,
                   VdtAskTable   *table)
{
  VdtAskFrame *self = g_new0 (VdtAskFrame, 1);

  self->grammar = grammar;
  self->table = table;
  self->filters = g_ptr_array_new_with_free_func (filter_free);
  self->outputs = g_ptr_array_new ();
  self->paths = g_ptr_array_new ();
  self->keys = g_ptr_array_new ();
  self->aggregates = g_array_new (FALSE, TRUE, sizeof (VdtAskAggregate));
  self->unmapped = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->text = g_string_chunk_new (256);

  return self;
}

void
vdt_ask_frame_free (VdtAskFrame *self)
{
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->keys);
  g_array_unref (self->aggregates);
  g_ptr_array_unref (self->unmapped);
  g_ptr_array_unref (self->warnings);
  g_clear_pointer (&self->time, vdt_ask_time_free);
  g_clear_pointer (&self->other, vdt_ask_frame_free);
  g_string_chunk_free (self->text);
  g_free (self);
}

const char *
vdt_ask_frame_keep (VdtAskFrame *self,
                    const char  *text)
{
  return g_string_chunk_insert_const (self->text, text);
}

static VdtAskTerm *
copy_term (VdtAskFrame      *self,
           const VdtAskTerm *term)
{
  VdtAskTerm *copy = g_new0 (VdtAskTerm, 1);

  copy->column = term->column;
  copy->op = term->op;
  copy->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < term->values->len; i++)
    g_ptr_array_add (copy->values, g_strdup (g_ptr_array_index (term->values, i)));

  return copy;
}

static gboolean
is_mergeable (const char *op)
{
  return strcmp (op, "==") == 0 || strcmp (op, "=~") == 0 || strcmp (op, "has") == 0 || strcmp (op,
                                                                                                "contains") == 0 ||
         strcmp (op, "startswith") == 0 || strcmp (op, "endswith") == 0;
}

/* A second value of a column that can have only one of them: one or the other. */
static VdtAskFilter *
merge (VdtAskFrame      *self,
       const VdtAskTerm *term)
{
  if (!is_mergeable (term->op))
    return NULL;

  for (guint i = 0; i < self->filters->len; i++)
    {
      VdtAskFilter *filter = g_ptr_array_index (self->filters, i);
      VdtAskTerm *first = g_ptr_array_index (filter->terms, 0);

      if (filter->terms->len != 1 || filter->negated || strcmp (first->column, term->column) != 0 ||
          strcmp (first->op, term->op) != 0)
        continue;

      for (guint j = 0; j < term->values->len; j++)
        if (!g_ptr_array_find_with_equal_func (first->values, g_ptr_array_index (term->values, j), g_str_equal, NULL))
          g_ptr_array_add (first->values, g_strdup (g_ptr_array_index (term->values, j)));
      return filter;
    }

  return NULL;
}

/**
 * vdt_ask_frame_add_clause:
 * @self: a frame
 * @clause: what is to hold
 *
 * Returns: the filter; one that was there before if @clause joined it
 */
VdtAskFilter *
vdt_ask_frame_add_clause (VdtAskFrame        *self,
                          const VdtAskClause *clause)
{
  VdtAskFilter *filter = clause->terms->len == 1 ? merge (self, g_ptr_array_index (clause->terms, 0)) : NULL;

  if (filter != NULL)
    return filter;

  filter = g_new0 (VdtAskFilter, 1);
  filter->terms = g_ptr_array_new_with_free_func (vdt_ask_term_free);
  for (guint i = 0; i < clause->terms->len; i++)
    g_ptr_array_add (filter->terms, copy_term (self, g_ptr_array_index (clause->terms, i)));
  g_ptr_array_add (self->filters, filter);

  return filter;
}

/**
 * vdt_ask_frame_add:
 * @self: a frame
 * @column: a column of its table
 * @op: an operator
 * @value: (nullable): what to compare with
 *
 * Returns: the filter
 */
VdtAskFilter *
vdt_ask_frame_add (VdtAskFrame *self,
                   const char  *column,
                   const char  *op,
                   const char  *value)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autoptr(GPtrArray) terms = g_ptr_array_new ();
  VdtAskTerm term = { vdt_ask_frame_keep (self, column), vdt_ask_frame_keep (self, op), values };
  VdtAskClause clause = { NULL, terms };

  if (value != NULL)
    g_ptr_array_add (values, (gpointer) value);
  g_ptr_array_add (terms, &term);

  return vdt_ask_frame_add_clause (self, &clause);
}

/* @key of the JSON in @column becomes a column of its own, to be shown or grouped by. */
void
vdt_ask_frame_add_path (VdtAskFrame *self,
                        const char  *column,
                        const char  *key,
                        gboolean     group)
{
  const char *name = vdt_ask_frame_keep (self, key);

  g_ptr_array_add (self->paths, (gpointer) vdt_ask_frame_keep (self, column));
  g_ptr_array_add (self->paths, (gpointer) name);
  vdt_ask_add_once (group ? self->keys : self->outputs, name);
}

gboolean
vdt_ask_frame_is_number (VdtAskFrame *self,
                         const char  *column)
{
  const VdtKqlColumn *found = vdt_ask_table_column (self->table, column);

  return found != NULL && vdt_kql_type_is_number (found->type);
}

/**
 * vdt_ask_frame_settle:
 * @frame: a frame that has its pieces
 * @once: whether each row is wanted only once
 *
 * Makes of the pieces what they mean together.
 */
void
vdt_ask_frame_settle (VdtAskFrame *frame,
                      gboolean     once)
{
  if (frame->ranked && frame->keys->len > 0 && frame->outputs->len > 0 && frame->sort == NULL &&
      vdt_ask_frame_is_number (frame, g_ptr_array_index (frame->keys, 0)))
    {
      frame->sort = g_ptr_array_index (frame->keys, 0);
      g_ptr_array_set_size (frame->keys, 0);
    }
  if ((frame->ranked || frame->threshold_op != NULL || frame->intent == VDT_ASK_RARE) && frame->sort == NULL)
    {
      if (frame->intent == VDT_ASK_LIST)
        frame->intent = VDT_ASK_COUNT;
      for (guint i = 0; i < frame->outputs->len && frame->keys->len == 0; i++)
        vdt_ask_add_once (frame->keys, g_ptr_array_index (frame->outputs, i));
      if (frame->keys->len > 0)
        g_ptr_array_set_size (frame->outputs, 0);
    }
  if (frame->keys->len > 0 && frame->intent == VDT_ASK_LIST)
    {
      for (guint i = 0; i < frame->outputs->len && frame->aggregates->len == 0; i++)
        {
          VdtAskAggregate aggregate = { "make_set", g_ptr_array_index (frame->outputs, i) };

          g_array_append_val (frame->aggregates, aggregate);
        }
      g_ptr_array_set_size (frame->outputs, 0);
      frame->intent = VDT_ASK_COUNT;
    }
  if (frame->aggregates->len > 0 && frame->intent == VDT_ASK_LIST)
    frame->intent = VDT_ASK_COUNT;
  if (frame->intent == VDT_ASK_LIST && frame->outputs->len > 0 && once)
    frame->intent = VDT_ASK_DISTINCT;
}
