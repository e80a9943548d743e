/* vdt-phrase.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-phrase.h"

#include <string.h>

/**
 * VdtPhrase:
 *
 * Text that carries its marks and its sources along when it becomes part of
 * longer text, so that a sentence cites exactly what it mentions and nobody has
 * to count bytes.
 *
 * Spans do not overlap and are in order, because text only grows at its end.
 * The fact ids are borrowed: they belong to whoever knows the facts and must
 * outlive the phrase. A phrase belongs to one thread at a time.
 */
struct _VdtPhrase
{
  grefcount  refs;
  GString   *text;
  GArray    *spans;
  GPtrArray *facts;
};

static void
span_clear (gpointer data)
{
  VdtPhraseSpan *span = data;

  g_clear_pointer (&span->ref, g_free);
}

VdtPhrase *
vdt_phrase_new (void)
{
  VdtPhrase *self = g_new0 (VdtPhrase, 1);

  g_ref_count_init (&self->refs);
  self->text = g_string_new (NULL);
  self->spans = g_array_new (FALSE, FALSE, sizeof (VdtPhraseSpan));
  g_array_set_clear_func (self->spans, span_clear);
  self->facts = g_ptr_array_new ();

  return self;
}

VdtPhrase *
vdt_phrase_new_text (const char *text)
{
  VdtPhrase *self = vdt_phrase_new ();

  vdt_phrase_append_text (self, text);

  return self;
}

VdtPhrase *
vdt_phrase_new_marked (VdtPhraseMark  mark,
                       const char    *text,
                       const char    *ref,
                       gboolean       altered)
{
  VdtPhrase *self = vdt_phrase_new ();

  vdt_phrase_append_mark (self, mark, text, ref, altered);

  return self;
}

VdtPhrase *
vdt_phrase_ref (VdtPhrase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->refs);

  return self;
}

void
vdt_phrase_unref (VdtPhrase *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->refs))
    return;

  g_string_free (self->text, TRUE);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

void
vdt_phrase_append_text (VdtPhrase  *self,
                        const char *text)
{
  g_return_if_fail (self != NULL);

  if (text != NULL)
    g_string_append (self->text, text);
}

void
vdt_phrase_append_mark (VdtPhrase     *self,
                        VdtPhraseMark  mark,
                        const char    *text,
                        const char    *ref,
                        gboolean       altered)
{
  VdtPhraseSpan span;

  g_return_if_fail (self != NULL);

  if (text == NULL || *text == '\0')
    return;

  span = (VdtPhraseSpan) { self->text->len, strlen (text), mark, g_strdup (ref), altered };
  g_array_append_val (self->spans, span);
  g_string_append (self->text, text);
}

/**
 * vdt_phrase_cite_all:
 * @self: a phrase
 * @other: a phrase whose facts @self rests on as well
 */
void
vdt_phrase_cite_all (VdtPhrase       *self,
                     const VdtPhrase *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  for (guint i = 0; i < other->facts->len; i++)
    g_ptr_array_add (self->facts, g_ptr_array_index (other->facts, i));
}

/**
 * vdt_phrase_append:
 * @self: a phrase
 * @other: what to put at its end, with its marks and sources
 */
void
vdt_phrase_append (VdtPhrase       *self,
                   const VdtPhrase *other)
{
  gsize offset;

  g_return_if_fail (self != NULL && other != NULL && self != other);

  offset = self->text->len;
  g_string_append_len (self->text, other->text->str, other->text->len);

  for (guint i = 0; i < other->spans->len; i++)
    {
      VdtPhraseSpan span = g_array_index (other->spans, VdtPhraseSpan, i);

      span.start += offset;
      span.ref = g_strdup (span.ref);
      g_array_append_val (self->spans, span);
    }

  vdt_phrase_cite_all (self, other);
}

/**
 * vdt_phrase_cite:
 * @self: a phrase
 * @fact_id: (transfer none): a fact that it rests on; must outlive @self
 *
 * The same fact may be cited more than once; who makes a statement of the
 * phrase keeps the first.
 */
void
vdt_phrase_cite (VdtPhrase  *self,
                 const char *fact_id)
{
  g_return_if_fail (self != NULL && fact_id != NULL);

  g_ptr_array_add (self->facts, (gpointer) fact_id);
}

/**
 * vdt_phrase_capitalize:
 * @self: a phrase
 *
 * Makes the first letter a capital, as a sentence begins; names and quotes are
 * left alone.
 */
void
vdt_phrase_capitalize (VdtPhrase *self)
{
  char upper[8];
  gunichar first;
  gsize before;
  gsize after;

  g_return_if_fail (self != NULL);

  if (self->text->len == 0
      || (self->spans->len > 0 && g_array_index (self->spans, VdtPhraseSpan, 0).start == 0))
    return;

  first = g_utf8_get_char (self->text->str);
  before = g_utf8_next_char (self->text->str) - self->text->str;
  after = g_unichar_to_utf8 (g_unichar_toupper (first), upper);

  g_string_erase (self->text, 0, before);
  g_string_insert_len (self->text, 0, upper, after);
  for (guint i = 0; i < self->spans->len; i++)
    g_array_index (self->spans, VdtPhraseSpan, i).start += after - before;
}

gboolean
vdt_phrase_is_empty (const VdtPhrase *self)
{
  return self == NULL || self->text->len == 0;
}

const char *
vdt_phrase_get_text (const VdtPhrase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text->str;
}

const VdtPhraseSpan *
vdt_phrase_get_spans (const VdtPhrase *self,
                      gsize           *out_n)
{
  g_return_val_if_fail (self != NULL && out_n != NULL, NULL);

  *out_n = self->spans->len;

  return (const VdtPhraseSpan *) (gpointer) self->spans->data;
}

const char *const *
vdt_phrase_get_facts (const VdtPhrase *self,
                      gsize           *out_n)
{
  g_return_val_if_fail (self != NULL && out_n != NULL, NULL);

  *out_n = self->facts->len;

  return (const char *const *) self->facts->pdata;
}
