/* vdt-words.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-words.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-report-resources.h"
#include "vdt-time.h"

/* The words of one language. Immutable: one may serve several threads. */
struct _VdtWords
{
  char     *language;
  GVariant *data;
  GVariant *phrases;
  GVariant *terms;
};

static const char *const languages[] = { "en", "de", NULL };

/**
 * vdt_words_get_languages:
 *
 * Returns: (transfer none): the languages that a report can be written in
 */
const char * const *
vdt_words_get_languages (void)
{
  return languages;
}

/**
 * vdt_words_new:
 * @language: (nullable): `en`, `de`; one that is not there gives English
 *
 * Returns: (transfer full): its words
 */
VdtWords *
vdt_words_new (const char *language)
{
  VdtWords *self = g_new0 (VdtWords, 1);
  g_autofree char *name = NULL;

  self->language = g_strdup (language != NULL && g_strv_contains (languages, language) ? language : "en");
  name = g_strconcat ("words.", self->language, NULL);
  self->data = vdt_data_load (vdt_report_get_resource (), name);
  self->phrases = vdt_data_get_object (self->data, "phrases");
  self->terms = vdt_data_get_object (self->data, "terms");

  return self;
}

const char *
vdt_words_get_language (VdtWords *self)
{
  return self->language;
}

/**
 * vdt_words_get:
 * @self: words
 * @key: a phrase
 *
 * Returns: (transfer none): the phrase; the key if there is none, which the test of
 *   the data finds
 */
const char *
vdt_words_get (VdtWords   *self,
               const char *key)
{
  const char *text = vdt_data_get_string (self->phrases, key);

  return text != NULL ? text : key;
}

/**
 * vdt_words_term:
 * @self: words
 * @english: (nullable): a word of the model's, as its label is in English
 *
 * Returns: (transfer none): the word in this language; the English one if it is not
 *   there
 */
const char *
vdt_words_term (VdtWords   *self,
                const char *english)
{
  const char *text = english != NULL ? vdt_data_get_string (self->terms, english) : NULL;

  return text != NULL ? text : english != NULL ? english : "";
}

const char **
vdt_words_dup_list (VdtWords   *self,
                    const char *key)
{
  return vdt_data_dup_strv (self->data, key);
}

/**
 * vdt_words_say_v:
 * @self: words
 * @key: a phrase with places like `{name}`
 * @escape: (nullable): what is done to each text; returns a new one
 * @places: pairs of a place and its text, then %NULL
 *
 * Returns: (transfer full): the phrase with its places filled
 */
char *
vdt_words_say_v (VdtWords   *self,
                 const char *key,
                 char     *(*escape) (const char *text),
                 va_list     places)
{
  GString *out = g_string_new (NULL);
  const char *p = vdt_words_get (self, key);
  const char *open;

  while ((open = strchr (p, '{')) != NULL && strchr (open, '}') != NULL)
    {
      const char *close = strchr (open, '}');
      gsize length = (gsize) (close - open) - 1;
      const char *name;
      va_list each;

      g_string_append_len (out, p, open - p);
      va_copy (each, places);
      while ((name = va_arg (each, const char *)) != NULL)
        {
          const char *text = va_arg (each, const char *);

          if (strlen (name) == length && strncmp (name, open + 1, length) == 0 && text != NULL)
            {
              g_autofree char *escaped = escape != NULL ? escape (text) : g_strdup (text);

              g_string_append (out, escaped);
            }
        }
      va_end (each);
      p = close + 1;
    }
  g_string_append (out, p);

  return g_string_free (out, FALSE);
}

/**
 * vdt_words_say:
 * @self: words
 * @key: a phrase with places like `{name}`
 * @...: pairs of a place and its text, then %NULL
 *
 * Returns: (transfer full): the phrase with its places filled
 */
char *
vdt_words_say (VdtWords   *self,
               const char *key,
               ...)
{
  va_list places;
  char *text;

  va_start (places, key);
  text = vdt_words_say_v (self, key, NULL, places);
  va_end (places);

  return text;
}

/**
 * vdt_words_count:
 * @self: words
 * @key: a phrase; `KEY.one` is for one
 * @n: how many
 *
 * Returns: (transfer full): “3 alerts”
 */
char *
vdt_words_count (VdtWords   *self,
                 const char *key,
                 guint       n)
{
  g_autofree char *one = g_strconcat (key, ".one", NULL);
  g_autofree char *number = g_strdup_printf ("%u", n);

  return vdt_words_say (self, n == 1 ? one : key, "n", number, NULL);
}

/* “a, b and c”. */
char *
vdt_words_join (VdtWords  *self,
                GPtrArray *parts)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (out, "%s%s", i == 0 ? "" : i + 1 == parts->len ? vdt_words_get (self, "and") : ", ",
                            (const char *) g_ptr_array_index (parts, i));

  return g_string_free (out, FALSE);
}

/* A point in time to the minute, or “not recorded”. */
char *
vdt_words_time (VdtWords *self,
                gint64    time)
{
  return time == VDT_TIME_UNSET ? g_strdup (vdt_words_get (self, "not-recorded"))
                                : vdt_time_format (time, VDT_TIME_DAY_MINUTE);
}

/* “2 h 34 min” from µs. */
char *
vdt_words_span (VdtWords *self,
                gint64    duration)
{
  gint64 minutes = duration / (60 * G_TIME_SPAN_SECOND);
  g_autofree char *days = g_strdup_printf ("%" G_GINT64_FORMAT, minutes / 1440);
  g_autofree char *hours = g_strdup_printf ("%" G_GINT64_FORMAT, minutes / 60 % 24);
  g_autofree char *rest = g_strdup_printf ("%" G_GINT64_FORMAT, minutes % 60);

  return vdt_words_say (self, minutes >= 1440 ? "span.days" : minutes >= 60 ? "span.hours" : "span.minutes",
                        "d", days, "h", hours, "m", rest, NULL);
}

void
vdt_words_free (VdtWords *self)
{
  g_variant_unref (self->phrases);
  g_variant_unref (self->terms);
  g_variant_unref (self->data);
  g_free (self->language);
  g_free (self);
}
