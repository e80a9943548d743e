/* test-phrase.c
 *
 * Frames, lists, numbers and times; and that the English words are whole.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-phrase-book-private.h"
#include "vdt-schema.h"
#include "vdt-time.h"

static VdtPhraseBook *book;

static void
test_frames (void)
{
  static const struct
  {
    const char *frame;
    const char *text;       /* NULL: cannot be filled */
  } rows[] = {
    { "plain", "plain" },
    { "{name}", "kim" },
    { "{one:alert} and {many:alert}", "one alert and 1,234 alerts" },
    { "{one?is|are} {many?is|are}", "is are" },
    { "{one!times}, {many!times}", "once, 1,234 times" },
    { "{kind@a}, {kind@one}, {kind@many}", "an IP address, IP address, IP addresses" },
    { "a[ {missing}] b", "a b" },
    { "a[ {missing}| {name}] b", "a kim b" },
    { "a[ {name}| {missing}] b", "a kim b" },
    { "a[ {name}[ {missing}]]", "a kim" },
    { "a[ {missing}[ {name}]]", "a" },
    { "{missing}", NULL },
    { "\\{name\\} \\[x\\]", "{name} [x]" },
    { "a[b", "ab" },
    { "a{name", "akim" },
    { "{name:alert}", NULL },
    { "“{name}” …", "“kim” …" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      g_autoptr(VdtPhrase) phrase = NULL;

      vdt_phrase_args_set_text (args, "name", "kim");
      vdt_phrase_args_set_count (args, "one", 1);
      vdt_phrase_args_set_count (args, "many", 1234);
      vdt_phrase_args_set_noun (args, "kind", "ip");
      phrase = vdt_phrase_frame_fill (book, rows[i].frame, args);
      g_assert_cmpstr (phrase == NULL ? NULL : vdt_phrase_get_text (phrase), ==, rows[i].text);
    }
}

static void
test_spans_and_facts (void)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(VdtPhrase) phrase = NULL;
  const VdtPhraseSpan *spans;
  const char *const *facts;
  VdtPhrase *device = vdt_phrase_new_marked (VDT_PHRASE_ENTITY, "hôst", "device:1", FALSE);
  gsize n = 0;

  vdt_phrase_cite (device, "E:1");
  vdt_phrase_args_set (args, "device", device);
  phrase = vdt_phrase_frame_fill (book, "é on {device}[, {device}]", args);
  vdt_phrase_capitalize (phrase);

  g_assert_cmpstr (vdt_phrase_get_text (phrase), ==, "É on hôst, hôst");
  spans = vdt_phrase_get_spans (phrase, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (spans[0].start, ==, strlen ("É on "));
  g_assert_cmpuint (spans[0].length, ==, strlen ("hôst"));
  g_assert_cmpstr (spans[1].ref, ==, "device:1");
  facts = vdt_phrase_get_facts (phrase, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (facts[0], ==, "E:1");
}

static void
test_lists (void)
{
  static const struct
  {
    guint       n;
    guint       max;
    const char *text;
  } rows[] = {
    { 0, 0, "" }, { 1, 0, "a" }, { 2, 0, "a and b" }, { 3, 0, "a, b and c" },
    { 5, 2, "a, b and three more devices" }, { 3, 2, "a, b and c" }, { 4, 2, "a, b and two more devices" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
      g_autoptr(VdtPhrase) joined = NULL;
      gsize n = 0;

      for (guint j = 0; j < rows[i].n; j++)
        {
          const char name[] = { (char) ('a' + j), '\0' };
          VdtPhrase *item = vdt_phrase_new_text (name);

          vdt_phrase_cite (item, "E:x");
          g_ptr_array_add (items, item);
        }
      joined = vdt_phrase_book_join (book, items, rows[i].max, "device");
      g_assert_cmpstr (vdt_phrase_get_text (joined), ==, rows[i].text);
      /* what is only counted is cited too */
      vdt_phrase_get_facts (joined, &n);
      g_assert_cmpuint (n, ==, rows[i].n);
    }
}

static void
test_times (void)
{
  static const struct
  {
    gint64      seconds;
    const char *text;
  } rows[] = {
    { 0, "no seconds" }, { 1, "one second" }, { 89, "89 seconds" }, { 90, "two minutes" },
    { 3600, "60 minutes" }, { 5400, "two hours" }, { 86400, "24 hours" }, { 2 * 86400, "two days" },
    { 30 * 86400, "four weeks" }, { 365 * 86400, "twelve months" },
  };
  g_autoptr(VdtPhrase) date = NULL;
  g_autoptr(VdtPhrase) clock = NULL;
  gint64 time = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtPhrase) phrase = vdt_phrase_book_duration (book, rows[i].seconds * G_USEC_PER_SEC);

      g_assert_cmpstr (vdt_phrase_get_text (phrase), ==, rows[i].text);
    }

  g_assert_true (vdt_time_parse ("2026-11-04T07:05:59.9Z", &time));
  date = vdt_phrase_book_date (book, time, TRUE);
  clock = vdt_phrase_book_clock (book, time);
  g_assert_cmpstr (vdt_phrase_get_text (date), ==, "4 November 2026");
  g_assert_cmpstr (vdt_phrase_get_text (clock), ==, "07:05");
}

static void
test_quotes (void)
{
  static const struct
  {
    const char *text;
    const char *quoted;
    gboolean    altered;
  } rows[] = {
    { "plain", "“plain”", FALSE },
    { "  spaced \n", "“spaced”", FALSE },
    { "ends\xE2\x80\x8B", "“ends”", FALSE },
    { "a\nb", "“a⏎b”", TRUE },
    { "exe\xE2\x80\xAEtxt", "“exe⟦U+202E⟧txt”", TRUE },
    { "0123456789ABC", "“0123456789…”", TRUE },
    { "", "", FALSE },
    { " \xE2\x80\x8B ", "", FALSE },
    { NULL, "", FALSE },
    { "\xFF\xFE", "“⟦FF⟧⟦FE⟧”", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtPhrase) phrase = vdt_phrase_book_quote (book, rows[i].text, 10, NULL);
      const VdtPhraseSpan *spans;
      gsize n = 0;

      g_assert_cmpstr (vdt_phrase_get_text (phrase), ==, rows[i].quoted);
      spans = vdt_phrase_get_spans (phrase, &n);
      g_assert_cmpuint (n, ==, *rows[i].quoted != '\0');
      if (n > 0)
        g_assert_cmpint (spans[0].altered, ==, rows[i].altered);
    }
}

/* Every kind of evidence has a noun with its three forms, every category a stage. */
static void
test_words_are_whole (void)
{
  static const char *const forms[] = { "one", "other", "a" };
  gsize n = 0;
  const VdtEvidenceKind *kinds = vdt_schema_get_kinds (&n);

  g_assert_cmpuint (n, ==, 48);
  for (gsize i = 0; i < n; i++)
    for (guint j = 0; j < G_N_ELEMENTS (forms); j++)
      if (vdt_phrase_book_noun_form (book, kinds[i].kind, forms[j]) == NULL)
        g_error ("%s has no form “%s”", kinds[i].kind, forms[j]);
}

/* Braces and brackets of every variant match, and each noun named exists. */
static void
check_variant (const char *key,
               const char *frame)
{
  int brackets = 0;

  for (const char *p = frame; *p != '\0'; p++)
    {
      brackets += *p == '[';
      brackets -= *p == ']';
      if (*p == '{')
        {
          gsize length = strcspn (p + 1, "{}");
          g_autofree char *place = g_strndup (p + 1, length);
          char *colon = strchr (place, ':');

          if (p[1 + length] != '}')
            g_error ("%s: a brace is not closed: %s", key, frame);
          if (colon != NULL && !vdt_phrase_book_has_noun (book, colon + 1))
            g_error ("%s: no noun “%s”", key, colon + 1);
          p += length + 1;
        }
      else if (*p == '}' || brackets < 0)
        {
          g_error ("%s: a brace too many: %s", key, frame);
        }
    }

  if (brackets != 0)
    g_error ("%s: a bracket is not closed: %s", key, frame);
}

/* Another language has the same frames; what a frame may hold is the same too, but how
 * many there are stands where the language wants it. */
static void
check_places (const char *key,
              const char *frame,
              const char *other)
{
  for (const char *p = strchr (other, '{'); p != NULL; p = strchr (p + 1, '{'))
    {
      gsize length = strspn (p + 1, "abcdefghijklmnopqrstuvwxyz");
      g_autofree char *place = g_strndup (p, length + 1);

      if (!g_str_equal (place, "{n") && strstr (frame, place) == NULL)
        g_error ("%s: “%s” is no place of the English frame", key, place);
    }
}

static void
test_german (void)
{
  VdtPhraseBook *english = book;
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer variants = NULL;

  book = vdt_phrase_book_new ("de");
  g_assert_cmpstr (vdt_phrase_book_get_language (book), ==, "de");
  g_hash_table_iter_init (&iter, book->frames);
  while (g_hash_table_iter_next (&iter, &key, &variants))
    {
      const char **others = variants;
      const char **frames = g_hash_table_lookup (english->frames, key);

      g_assert_nonnull (frames);
      for (guint i = 0; others[i] != NULL; i++)
        {
          g_assert_nonnull (frames[i]);
          check_variant (key, others[i]);
          check_places (key, frames[i], others[i]);
        }
    }
  g_hash_table_iter_init (&iter, book->nouns);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_true (g_hash_table_contains (english->nouns, key));
  g_clear_pointer (&book, vdt_phrase_book_unref);
  book = english;
}

static void
test_frames_are_whole (void)
{
  GHashTableIter iter;
  gpointer key = NULL;
  gpointer variants = NULL;

  g_hash_table_iter_init (&iter, book->frames);
  while (g_hash_table_iter_next (&iter, &key, &variants))
    {
      g_assert_nonnull (((const char **) variants)[0]);
      for (guint i = 0; ((const char **) variants)[i] != NULL; i++)
        check_variant (key, ((const char **) variants)[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  book = vdt_phrase_book_new ("en");
  g_test_add_func ("/copilot/phrase/frames", test_frames);
  g_test_add_func ("/copilot/phrase/spans-and-facts", test_spans_and_facts);
  g_test_add_func ("/copilot/phrase/lists", test_lists);
  g_test_add_func ("/copilot/phrase/times", test_times);
  g_test_add_func ("/copilot/phrase/quotes", test_quotes);
  g_test_add_func ("/copilot/phrase/words-are-whole", test_words_are_whole);
  g_test_add_func ("/copilot/phrase/frames-are-whole", test_frames_are_whole);
  g_test_add_func ("/copilot/phrase/german", test_german);
  result = g_test_run ();
  vdt_phrase_book_unref (book);

  return result;
}
