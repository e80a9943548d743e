/* vdt-phrase-book.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-phrase-book.h"
#include "vdt-phrase-book-private.h"

#include <gio/gio.h>
#include <string.h>

#include "vdt-copilot-resources.h"
#include "vdt-data.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

/**
 * VdtPhraseBook:
 *
 * All words of one language, read from `data/copilot/summary.<language>.json`.
 * Immutable after it was read; another language is another file, with its own
 * order of words.
 */

static void
arg_free (gpointer data)
{
  VdtPhraseArg *arg = data;

  g_clear_pointer (&arg->phrase, vdt_phrase_unref);
  g_clear_pointer (&arg->noun, g_free);
  g_free (arg);
}

static VdtPhraseArg *
put_arg (VdtPhraseArgs    *self,
         const char       *name,
         VdtPhraseArgType  type)
{
  VdtPhraseArg *arg = g_new0 (VdtPhraseArg, 1);

  arg->type = type;
  g_hash_table_replace (self->values, g_strdup (name), arg);

  return arg;
}

VdtPhraseArgs *
vdt_phrase_args_new (void)
{
  VdtPhraseArgs *self = g_new0 (VdtPhraseArgs, 1);

  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, arg_free);

  return self;
}

void
vdt_phrase_args_free (VdtPhraseArgs *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * vdt_phrase_args_set:
 * @self: arguments
 * @name: the place in the frame
 * @value: (transfer full) (nullable): what to put there; an empty one counts as missing
 */
void
vdt_phrase_args_set (VdtPhraseArgs *self,
                     const char    *name,
                     VdtPhrase     *value)
{
  g_autoptr(VdtPhrase) owned = value;

  g_return_if_fail (self != NULL && name != NULL);

  if (vdt_phrase_is_empty (owned))
    return;

  put_arg (self, name, VDT_PHRASE_ARG_PHRASE)->phrase = g_steal_pointer (&owned);
}

void
vdt_phrase_args_set_text (VdtPhraseArgs *self,
                          const char    *name,
                          const char    *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (value != NULL && *value != '\0')
    vdt_phrase_args_set (self, name, vdt_phrase_new_text (value));
}

void
vdt_phrase_args_set_count (VdtPhraseArgs *self,
                           const char    *name,
                           guint64        value)
{
  g_return_if_fail (self != NULL && name != NULL);

  put_arg (self, name, VDT_PHRASE_ARG_COUNT)->count = value;
}

void
vdt_phrase_args_set_noun (VdtPhraseArgs *self,
                          const char    *name,
                          const char    *noun)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (noun != NULL)
    put_arg (self, name, VDT_PHRASE_ARG_NOUN)->noun = g_strdup (noun);
}

static gboolean
has_file (const char *name)
{
  g_autofree char *path = g_strconcat ("/io/github/vedette/Vedette/data/", name, ".gvariant", NULL);

  return g_resource_get_info (vdt_copilot_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL);
}

/**
 * vdt_phrase_book_new:
 * @language: "en", "de"
 *
 * Returns: (transfer full): the words of @language; of English if there is no
 *   file for @language
 */
VdtPhraseBook *
vdt_phrase_book_new (const char *language)
{
  g_autofree char *name = NULL;
  g_autofree char *steps = NULL;
  VdtPhraseBook *self;

  g_return_val_if_fail (language != NULL, NULL);

  name = g_strconcat ("summary.", language, NULL);
  steps = g_strconcat ("steps.", language, NULL);
  if (!has_file (name))
    return vdt_phrase_book_new ("en");

  self = g_new0 (VdtPhraseBook, 1);
  g_ref_count_init (&self->refs);
  self->data = vdt_data_load (vdt_copilot_get_resource (), name);
  if (has_file (steps))
    self->steps = vdt_data_load (vdt_copilot_get_resource (), steps);
  self->language = g_strdup (language);
  self->frames = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->nouns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vdt_phrase_book_load (self);

  return self;
}

VdtPhraseBook *
vdt_phrase_book_ref (VdtPhraseBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->refs);

  return self;
}

void
vdt_phrase_book_unref (VdtPhraseBook *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->refs))
    return;

  g_free (self->language);
  g_hash_table_unref (self->frames);
  g_hash_table_unref (self->nouns);
  g_hash_table_unref (self->terms);
  g_free (self->number_words);
  g_free (self->times_words);
  g_free (self->months);
  g_variant_unref (self->data);
  g_clear_pointer (&self->steps, g_variant_unref);
  g_free (self);
}

const char *
vdt_phrase_book_get_language (VdtPhraseBook *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->language;
}

gboolean
vdt_phrase_book_has_frame (VdtPhraseBook *self,
                           const char    *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  return g_hash_table_contains (self->frames, key);
}

guint
vdt_phrase_book_n_variants (VdtPhraseBook *self,
                            const char    *key)
{
  const char **variants;

  g_return_val_if_fail (self != NULL && key != NULL, 0);

  variants = g_hash_table_lookup (self->frames, key);

  return variants == NULL ? 0 : g_strv_length ((char **) variants);
}

/* Joined keys live on the stack as a rule; a name from outside may be long. */
static const char *
lookup_pair (GHashTable *table,
             const char *first,
             const char *second)
{
  g_autofree char *key = g_strconcat (first, "\037", second, NULL);

  return g_hash_table_lookup (table, key);
}

const char *
vdt_phrase_book_noun_form (VdtPhraseBook *self,
                           const char    *noun,
                           const char    *form)
{
  return lookup_pair (self->nouns, noun, form);
}

gboolean
vdt_phrase_book_has_noun (VdtPhraseBook *self,
                          const char    *noun)
{
  g_return_val_if_fail (self != NULL && noun != NULL, FALSE);

  return lookup_pair (self->nouns, noun, "other") != NULL;
}

/**
 * vdt_phrase_book_term:
 * @self: a book
 * @group: "severity", "verdict" …
 * @nick: a word as the data spell it
 *
 * Returns: (nullable): how this language says it; %NULL for a word that the
 *   book does not know
 */
const char *
vdt_phrase_book_term (VdtPhraseBook *self,
                      const char    *group,
                      const char    *nick)
{
  g_return_val_if_fail (self != NULL && group != NULL, NULL);

  return nick == NULL || strlen (nick) > 100 ? NULL : lookup_pair (self->terms, group, nick);
}

/* CLDR's plural rule for integers in English and German alike. */
const char *
vdt_phrase_book_plural (VdtPhraseBook *self,
                        guint64        n)
{
  return n == 1 ? "one" : "other";
}

char *
vdt_phrase_book_number (VdtPhraseBook *self,
                        guint64        n)
{
  g_autoptr(GString) digits = NULL;

  if (n < g_strv_length ((char **) self->number_words))
    return g_strdup (self->number_words[n]);

  digits = g_string_new (NULL);
  g_string_append_printf (digits, "%" G_GUINT64_FORMAT, n);
  for (gssize at = (gssize) digits->len - 3; at > 0 && n >= 1000; at -= 3)
    g_string_insert (digits, at, self->group_separator);

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/**
 * vdt_phrase_book_render:
 * @self: a book
 * @key: which frame
 * @variant: which of its variants; taken modulo their number
 * @args: (nullable): what to fill in
 *
 * A variant that needs something that @args lack gives way to the next one;
 * one that is marked with ~ is only taken when no other can be filled.
 *
 * Returns: (transfer full): the filled frame; empty (and a warning) if none fits
 */
VdtPhrase *
vdt_phrase_book_render (VdtPhraseBook       *self,
                        const char          *key,
                        guint                variant,
                        const VdtPhraseArgs *args)
{
  const char **variants;
  guint n;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  variants = g_hash_table_lookup (self->frames, key);
  n = variants == NULL ? 0 : g_strv_length ((char **) variants);

  /* A variant that begins with ~ is for when nothing better can be filled. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n; i++)
      {
        const char *frame = variants[(variant + i) % n];
        VdtPhrase *phrase;

        if ((*frame == '~') != (pass == 1))
          continue;
        phrase = vdt_phrase_frame_fill (self, frame + pass, args);
        if (phrase != NULL)
          return phrase;
      }

  g_warning ("no variant of the frame “%s” can be filled", key);

  return vdt_phrase_new ();
}

/**
 * vdt_phrase_book_try:
 * @self: a book
 * @key: a frame
 * @args: what to fill in
 *
 * Returns: (transfer full) (nullable): the first variant that can be filled, or %NULL
 */
VdtPhrase *
vdt_phrase_book_try (VdtPhraseBook       *self,
                     const char          *key,
                     const VdtPhraseArgs *args)
{
  const char **variants;

  g_return_val_if_fail (self != NULL && key != NULL, NULL);

  variants = g_hash_table_lookup (self->frames, key);
  for (guint i = 0; variants != NULL && variants[i] != NULL; i++)
    {
      VdtPhrase *phrase = vdt_phrase_frame_fill (self, variants[i] + (*variants[i] == '~'), args);

      if (phrase != NULL)
        return phrase;
    }

  return NULL;
}

/**
 * vdt_phrase_book_join:
 * @self: a book
 * @items: (element-type VdtPhrase): what to list
 * @max_items: so many are named, the rest is counted; 0 names all
 * @noun: (nullable): what the rest is called (“and four more devices”)
 *
 * Returns: (transfer full): “a, b and c”; empty for no items
 */
VdtPhrase *
vdt_phrase_book_join (VdtPhraseBook *self,
                      GPtrArray     *items,
                      guint          max_items,
                      const char    *noun)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  VdtPhrase *out;
  guint named;

  g_return_val_if_fail (self != NULL && items != NULL, NULL);

  /* “and one more” is longer than the name it hides. */
  named = max_items == 0 || items->len <= max_items + 1 ? items->len : max_items;
  for (guint i = 0; i < named; i++)
    g_ptr_array_add (parts, vdt_phrase_ref (g_ptr_array_index (items, i)));

  if (named < items->len)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      VdtPhrase *rest;

      vdt_phrase_args_set_count (args, "n", items->len - named);
      vdt_phrase_args_set_noun (args, "noun", noun);
      rest = vdt_phrase_book_render (self, noun != NULL ? "list.rest" : "list.others", 0, args);
      /* What is counted is a claim about it as well. */
      for (guint i = named; i < items->len; i++)
        vdt_phrase_cite_all (rest, g_ptr_array_index (items, i));
      g_ptr_array_add (parts, rest);
    }

  out = vdt_phrase_new ();
  for (guint i = 0; i < parts->len; i++)
    {
      if (i > 0)
        vdt_phrase_append_text (out, i + 1 < parts->len ? self->list_comma
                                     : parts->len == 2  ? self->list_pair : self->list_last);
      vdt_phrase_append (out, g_ptr_array_index (parts, i));
    }

  return out;
}

/**
 * vdt_phrase_book_count:
 * @self: a book
 * @n: how many
 * @noun: of what; a key of the book's nouns
 *
 * Returns: (transfer full): “three devices”
 */
VdtPhrase *
vdt_phrase_book_count (VdtPhraseBook *self,
                       guint64        n,
                       const char    *noun)
{
  g_autofree char *number = NULL;
  VdtPhrase *phrase;
  const char *form;

  g_return_val_if_fail (self != NULL && noun != NULL, NULL);

  form = vdt_phrase_book_noun_form (self, noun, vdt_phrase_book_plural (self, n));
  if (form == NULL)
    g_warning ("the book has no noun “%s”", noun);

  number = vdt_phrase_book_number (self, n);
  phrase = vdt_phrase_new_text (number);
  vdt_phrase_append_text (phrase, " ");
  vdt_phrase_append_text (phrase, form);

  return phrase;
}

static VdtPhrase *
time_phrase (VdtPhraseBook *self,
             const char    *key,
             gint64         time)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC
                                                            - (time % G_USEC_PER_SEC < 0));
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(VdtPhrase) text = NULL;
  g_autofree char *iso = vdt_time_format (time, VDT_TIME_ISO);
  g_autofree char *day = NULL;
  g_autofree char *year = NULL;
  g_autofree char *hour = NULL;
  g_autofree char *minute = NULL;

  g_return_val_if_fail (utc != NULL, vdt_phrase_new ());

  day = g_strdup_printf ("%d", g_date_time_get_day_of_month (utc));
  year = g_strdup_printf ("%d", g_date_time_get_year (utc));
  hour = g_strdup_printf ("%02d", g_date_time_get_hour (utc));
  minute = g_strdup_printf ("%02d", g_date_time_get_minute (utc));
  vdt_phrase_args_set_text (args, "day", day);
  vdt_phrase_args_set_text (args, "month", self->months[g_date_time_get_month (utc) - 1]);
  vdt_phrase_args_set_text (args, "year", year);
  vdt_phrase_args_set_text (args, "hour", hour);
  vdt_phrase_args_set_text (args, "minute", minute);
  text = vdt_phrase_book_render (self, key, 0, args);

  return vdt_phrase_new_marked (VDT_PHRASE_TIME, vdt_phrase_get_text (text), iso, FALSE);
}

/**
 * vdt_phrase_book_date:
 * @self: a book
 * @time: µs since the Unix epoch, UTC
 * @with_year: %FALSE where the year goes without saying
 *
 * Returns: (transfer full): “20 June 2024”, marked as a time
 */
VdtPhrase *
vdt_phrase_book_date (VdtPhraseBook *self,
                      gint64         time,
                      gboolean       with_year)
{
  g_return_val_if_fail (self != NULL, NULL);

  return time_phrase (self, with_year ? "time.date" : "time.day", time);
}

/**
 * vdt_phrase_book_clock:
 * @self: a book
 * @time: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): “14:05”, marked as a time
 */
VdtPhrase *
vdt_phrase_book_clock (VdtPhraseBook *self,
                       gint64         time)
{
  g_return_val_if_fail (self != NULL, NULL);

  return time_phrase (self, "time.clock", time);
}

/**
 * vdt_phrase_book_duration:
 * @self: a book
 * @duration: µs, not negative
 *
 * Returns: (transfer full): the duration in the one unit that a person would
 *   choose (“45 minutes”, “three days”), rounded to the nearest
 */
VdtPhrase *
vdt_phrase_book_duration (VdtPhraseBook *self,
                          gint64         duration)
{
  static const struct
  {
    const char *noun;
    gint64      seconds;
    gint64      below;
  } units[] = {
    { "second", 1, 90 },
    { "minute", 60, 90 * 60 },
    { "hour", 60 * 60, 36 * 60 * 60 },
    { "day", 24 * 60 * 60, 21 * 24 * 60 * 60 },
    { "week", 7 * 24 * 60 * 60, 91 * 24 * 60 * 60 },
    { "month", 30 * 24 * 60 * 60, G_MAXINT64 },
  };
  gint64 seconds = MAX (duration, 0) / G_USEC_PER_SEC;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (seconds < units[i].below)
      return vdt_phrase_book_count (self, (seconds + units[i].seconds / 2) / units[i].seconds,
                                    units[i].noun);

  return vdt_phrase_new ();
}

/* Blanks and the invisible U+200B and U+FEFF, which real titles end with. */
static gsize
blank_at (const char *text)
{
  if (g_ascii_isspace (*text))
    return 1;

  return memcmp (text, "\xE2\x80\x8B", MIN (strlen (text) + 1, 3)) == 0
         || memcmp (text, "\xEF\xBB\xBF", MIN (strlen (text) + 1, 3)) == 0 ? 3 : 0;
}

static const char *
skip_blank (const char *text)
{
  while (*text != '\0' && blank_at (text) > 0)
    text += blank_at (text);

  return text;
}

static gsize
trim_end (const char *text,
          gsize       length)
{
  while (length > 0)
    {
      if (g_ascii_isspace (text[length - 1]))
        length--;
      else if (length >= 3 && blank_at (text + length - 3) == 3)
        length -= 3;
      else
        break;
    }

  return length;
}

/**
 * vdt_phrase_book_quote:
 * @self: a book
 * @text: (nullable): any bytes; whoever wrote them is not trusted
 * @max_chars: cut after as many characters
 * @ref: (nullable): what the quote belongs to
 *
 * Returns: (transfer full): @text in quotation marks, marked as a quote, on one
 *   line and without anything that acts; empty if @text is blank
 */
VdtPhrase *
vdt_phrase_book_quote (VdtPhraseBook *self,
                       const char    *text,
                       gsize          max_chars,
                       const char    *ref)
{
  g_autofree char *safe = NULL;
  gboolean altered = FALSE;
  VdtPhrase *phrase;
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);

  phrase = vdt_phrase_new ();
  if (text == NULL)
    return phrase;

  text = skip_blank (text);
  length = trim_end (text, strnlen (text, max_chars * 8 + 64));
  if (length == 0)
    return phrase;

  safe = vdt_safe_text (text, (gssize) length, max_chars, &altered);
  vdt_phrase_append_text (phrase, self->quote_open);
  vdt_phrase_append_mark (phrase, VDT_PHRASE_QUOTE, safe, ref, altered);
  vdt_phrase_append_text (phrase, self->quote_close);

  return phrase;
}
