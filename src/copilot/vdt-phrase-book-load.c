/* vdt-phrase-book-load.c
 *
 * Reads the words of one language from the packed `data/copilot/summary.*.json`.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-data.h"
#include "vdt-phrase-book-private.h"

/* { "a": { "b": "text" } } → "a\037b" → text */
static void
load_pairs (GVariant   *object,
            GHashTable *table)
{
  GVariantIter outer;
  const char *first = NULL;
  GVariant *inner = NULL;

  g_variant_iter_init (&outer, object);
  while (g_variant_iter_loop (&outer, "{&sv}", &first, &inner))
    {
      GVariantIter iter;
      const char *second = NULL;
      GVariant *value = NULL;

      if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_VARDICT))
        continue;

      g_variant_iter_init (&iter, inner);
      while (g_variant_iter_loop (&iter, "{&sv}", &second, &value))
        if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
          g_hash_table_replace (table, g_strconcat (first, "\037", second, NULL),
                                (gpointer) g_variant_get_string (value, NULL));
    }
}

static void
load_frames (GVariant   *object,
             GHashTable *table)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, object);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_hash_table_replace (table, (gpointer) key, vdt_data_dup_strv (object, key));
}

static const char *
text_or (GVariant   *object,
         const char *member,
         const char *fallback)
{
  const char *text = vdt_data_get_string (object, member);

  return text != NULL ? text : fallback;
}

/* What each file of a language may have. */
static void
load_words (VdtPhraseBook *self,
            GVariant      *data)
{
  g_autoptr(GVariant) frames = vdt_data_get_object (data, "frames");
  g_autoptr(GVariant) nouns = vdt_data_get_object (data, "nouns");
  g_autoptr(GVariant) terms = vdt_data_get_object (data, "terms");

  load_frames (frames, self->frames);
  load_pairs (nouns, self->nouns);
  load_pairs (terms, self->terms);
}

void
vdt_phrase_book_load (VdtPhraseBook *self)
{
  g_autoptr(GVariant) list = vdt_data_get_object (self->data, "list");

  self->list_pair = text_or (list, "pair", " ");
  self->list_comma = text_or (list, "comma", ", ");
  self->list_last = text_or (list, "last", ", ");
  self->group_separator = text_or (self->data, "group-separator", "");
  self->quote_open = text_or (self->data, "quote-open", "\"");
  self->quote_close = text_or (self->data, "quote-close", "\"");
  self->number_words = vdt_data_dup_strv (self->data, "number-words");
  self->times_words = vdt_data_dup_strv (self->data, "times-words");
  self->months = vdt_data_dup_strv (self->data, "months");

  load_words (self, self->data);
  if (self->steps != NULL)
    load_words (self, self->steps);
}
