/* vdt-phrase-frame.c
 *
 * Fills a sentence frame. A frame is text with these places:
 *
 *   {x}           the value of x; a count is written as a word or as digits
 *   {n:alert}     a count with its noun: “one alert”, “70 alerts”
 *   {kind@form}   a noun given by name, in one of its forms (“a”, “one”, “other”)
 *   {kind@n}      the same noun in the form that goes with the count n
 *   {n?is|are}    one word or another by the count
 *   {n!times}     “once”, “twice”, “five times”
 *   [ at {x}]     left out when x is missing; [a {x}|b {y}] takes the first that
 *                 can be filled
 *   \             takes the next character as it is
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-phrase-book-private.h"

#include <string.h>

typedef struct
{
  VdtPhraseBook       *book;
  const VdtPhraseArgs *args;
  const char          *cursor;
} Filler;

static gboolean fill_until (Filler    *self,
                            const char *ends,
                            VdtPhrase *out);

static const VdtPhraseArg *
find_arg (const Filler *self,
          const char   *name,
          gsize         length)
{
  g_autofree char *key = g_strndup (name, length);

  return self->args == NULL ? NULL : g_hash_table_lookup (self->args->values, key);
}

static gboolean
put_count_choice (Filler             *self,
                  const VdtPhraseArg *arg,
                  const char         *choices,
                  gsize               length,
                  VdtPhrase          *out)
{
  g_autofree char *text = g_strndup (choices, length);
  g_auto(GStrv) parts = g_strsplit (text, "|", 2);
  gboolean one = strcmp (vdt_phrase_book_plural (self->book, arg->count), "one") == 0;

  vdt_phrase_append_text (out, one || parts[1] == NULL ? parts[0] : parts[1]);

  return TRUE;
}

static gboolean
put_noun (Filler             *self,
          const VdtPhraseArg *arg,
          const char         *form,
          gsize               length,
          VdtPhrase          *out)
{
  const VdtPhraseArg *count = find_arg (self, form, length);
  g_autofree char *name = g_strndup (form, length);
  const char *text;

  if (count != NULL && count->type == VDT_PHRASE_ARG_COUNT)
    text = vdt_phrase_book_noun_form (self->book, arg->noun,
                                      vdt_phrase_book_plural (self->book, count->count));
  else
    text = vdt_phrase_book_noun_form (self->book, arg->noun, name);

  vdt_phrase_append_text (out, text);

  return text != NULL;
}

static gboolean
put_times (Filler             *self,
           const VdtPhraseArg *arg,
           VdtPhrase          *out)
{
  g_autoptr(VdtPhraseArgs) args = NULL;
  g_autoptr(VdtPhrase) phrase = NULL;

  if (arg->count < g_strv_length ((char **) self->book->times_words))
    {
      vdt_phrase_append_text (out, self->book->times_words[arg->count]);
      return TRUE;
    }

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", arg->count);
  phrase = vdt_phrase_book_render (self->book, "number.times", 0, args);
  vdt_phrase_append (out, phrase);

  return TRUE;
}

/* The inside of one pair of braces. */
static gboolean
put_place (Filler     *self,
           const char *place,
           gsize       length,
           VdtPhrase  *out)
{
  gsize name_length = strcspn (place, ":@?!}");
  const VdtPhraseArg *arg = find_arg (self, place, MIN (name_length, length));
  const char *rest = place + name_length + 1;
  gsize rest_length = name_length < length ? length - name_length - 1 : 0;
  g_autofree char *number = NULL;

  if (arg == NULL)
    return FALSE;

  if (name_length >= length)
    {
      if (arg->type == VDT_PHRASE_ARG_PHRASE)
        vdt_phrase_append (out, arg->phrase);
      else if (arg->type == VDT_PHRASE_ARG_COUNT)
        vdt_phrase_append_text (out, number = vdt_phrase_book_number (self->book, arg->count));
      else
        return put_noun (self, arg, "one", 3, out);
      return TRUE;
    }

  if (place[name_length] == '@' && arg->type == VDT_PHRASE_ARG_NOUN)
    return put_noun (self, arg, rest, rest_length, out);
  if (arg->type != VDT_PHRASE_ARG_COUNT)
    return FALSE;
  if (place[name_length] == '?')
    return put_count_choice (self, arg, rest, rest_length, out);
  if (place[name_length] == '!')
    return put_times (self, arg, out);
  if (place[name_length] == ':')
    {
      g_autofree char *noun = g_strndup (rest, rest_length);
      g_autoptr(VdtPhrase) phrase = vdt_phrase_book_count (self->book, arg->count, noun);

      vdt_phrase_append (out, phrase);
      return TRUE;
    }

  return FALSE;
}

static void
skip_optional (Filler *self)
{
  guint depth = 1;

  for (; *self->cursor != '\0' && depth > 0; self->cursor++)
    {
      if (*self->cursor == '\\' && self->cursor[1] != '\0')
        self->cursor++;
      else if (*self->cursor == '[')
        depth++;
      else if (*self->cursor == ']')
        depth--;
    }
}

/* What stands between square brackets: the first alternative that can be filled. */
static void
put_optional (Filler    *self,
              VdtPhrase *out)
{
  while (TRUE)
    {
      g_autoptr(VdtPhrase) part = vdt_phrase_new ();
      gboolean whole = fill_until (self, "|]", part);

      if (whole)
        vdt_phrase_append (out, part);

      if (*self->cursor == '|')
        {
          self->cursor++;
          if (!whole)
            continue;
          skip_optional (self);
          return;
        }

      if (*self->cursor == ']')
        self->cursor++;
      return;
    }
}

static gboolean
fill_until (Filler     *self,
            const char *ends,
            VdtPhrase  *out)
{
  gboolean whole = TRUE;

  while (*self->cursor != '\0' && strchr (ends, *self->cursor) == NULL)
    {
      const char *from = self->cursor;

      if (*from == '{')
        {
          gsize length = strcspn (from + 1, "}");

          whole &= put_place (self, from + 1, length, out);
          self->cursor += length + 1;
          if (*self->cursor == '}')
            self->cursor++;
        }
      else if (*from == '[')
        {
          self->cursor++;
          put_optional (self, out);
        }
      else
        {
          char text[8] = { 0 };

          if (*from == '\\' && from[1] != '\0')
            from++;
          self->cursor = g_utf8_next_char (from);
          memcpy (text, from, MIN (sizeof text - 1, (gsize) (self->cursor - from)));
          vdt_phrase_append_text (out, text);
        }
    }

  return whole;
}

VdtPhrase *
vdt_phrase_frame_fill (VdtPhraseBook       *self,
                       const char          *frame,
                       const VdtPhraseArgs *args)
{
  g_autoptr(VdtPhrase) out = vdt_phrase_new ();
  Filler filler = { self, args, frame };

  return fill_until (&filler, "", out) ? g_steal_pointer (&out) : NULL;
}
