/* vdt-script-needles-regex.c
 *
 * Which words a text must have for a regular expression to be found in it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-needles.h"

#include <string.h>

#define MAX_NEEDLES 64
#define MIN_LENGTH 1

typedef struct
{
  const char *at;
  gboolean    odd;   /* has what this reader does not know: nothing can be said */
} Reader;

/* One of these must be found; NULL: nothing can be said. */
typedef GPtrArray Words;

static Words *read_choice (Reader *reader);

static Words *
words_new (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static gsize
shortest (const Words *words)
{
  gsize length = G_MAXSIZE;

  for (guint i = 0; i < words->len; i++)
    length = MIN (length, strlen (g_ptr_array_index (words, i)));

  return length;
}

/* Long words are rare, few are quick. */
static void
keep_better (Words **best,
             Words  *other)
{
  if (other == NULL)
    return;

  if (*best == NULL || shortest (other) > shortest (*best) ||
      (shortest (other) == shortest (*best) && other->len < (*best)->len))
    {
      g_clear_pointer (best, g_ptr_array_unref);
      *best = other;
    }
  else
    g_ptr_array_unref (other);
}

static void
end_run (GString  *run,
         Words   **best)
{
  if (run->len >= MIN_LENGTH)
    {
      Words *words = words_new ();

      g_ptr_array_add (words, g_ascii_strdown (run->str, -1));
      keep_better (best, words);
    }

  g_string_truncate (run, 0);
}

static void
skip_class (Reader *reader)
{
  reader->at++;
  if (*reader->at == '^')
    reader->at++;
  if (*reader->at == ']')
    reader->at++;

  while (*reader->at != '\0' && *reader->at != ']')
    {
      if (*reader->at == '\\' && reader->at[1] != '\0')
        reader->at++;
      reader->at++;
    }

  if (*reader->at == ']')
    reader->at++;
}

/* Reads a quantifier. @least is how often what it stands behind must be there. */
static gboolean
read_quantifier (Reader *reader,
                 guint  *least)
{
  *least = 1;

  if (*reader->at == '?' || *reader->at == '*')
    *least = 0;
  else if (*reader->at == '{' && g_ascii_isdigit (reader->at[1]))
    {
      *least = (guint) g_ascii_strtoull (reader->at + 1, NULL, 10);
      reader->at += strcspn (reader->at, "}");
    }
  else if (*reader->at != '+')
    return FALSE;

  if (*reader->at != '\0')
    reader->at++;
  if (*reader->at == '?' || *reader->at == '+')
    reader->at++;

  return TRUE;
}

/* Behind the backslash. Returns the byte that it stands for, or 0 for a kind of
 * character, or a place, that no word can be made of. */
static char
read_escape (Reader *reader)
{
  char c = *reader->at;

  if (c != '\0')
    reader->at++;
  if (c == 'Q' || c == 'E' || c == 'K')
    reader->odd = TRUE;
  if (c == 'x' && *reader->at == '{')
    reader->at += strcspn (reader->at, "}") + (strchr (reader->at, '}') != NULL ? 1 : 0);
  else if (c == 'x' || c == 'p' || c == 'P' || c == 'c')
    reader->odd = TRUE;

  return g_ascii_isalnum (c) ? '\0' : c;
}

static void
read_group (Reader  *reader,
            GString *run,
            Words  **best)
{
  gboolean asserts = FALSE;
  Words *words;
  guint least;

  reader->at++;
  if (*reader->at == '?')
    {
      reader->at++;
      asserts = *reader->at != ':';
      if (*reader->at == '<')
        reader->at++;
      if (strchr (":=!", *reader->at) == NULL || *reader->at == '\0')
        {
          reader->odd = TRUE;
          return;
        }
      reader->at++;
    }

  words = read_choice (reader);
  if (*reader->at == ')')
    reader->at++;
  else
    reader->odd = TRUE;

  if (asserts)
    {
      g_clear_pointer (&words, g_ptr_array_unref);
      return;
    }

  end_run (run, best);
  if (read_quantifier (reader, &least) && least == 0)
    g_clear_pointer (&words, g_ptr_array_unref);
  keep_better (best, words);
}

/* A character that stands for itself, or whatever else is one step of a pattern. */
static void
read_atom (Reader  *reader,
           GString *run,
           Words  **best)
{
  gboolean is_place = *reader->at == '^' || *reader->at == '$' ||
                      (*reader->at == '\\' && reader->at[1] != '\0' && strchr ("bBAzZ", reader->at[1]) != NULL);
  char c = '\0';
  guint least;

  if (is_place)
    {
      reader->at += *reader->at == '\\' ? 2 : 1;
      return;
    }

  if (*reader->at == '[')
    skip_class (reader);
  else if (*reader->at == '.')
    reader->at++;
  else if (*reader->at == '\\')
    {
      reader->at++;
      c = read_escape (reader);
    }
  else
    c = *reader->at++;

  /* Beyond ASCII, what differs by case differs in its bytes. */
  if (c != '\0' && !((guchar) c & 0x80))
    g_string_append_c (run, c);
  else
    end_run (run, best);

  if (read_quantifier (reader, &least))
    {
      if (least == 0 && run->len > 0)
        g_string_truncate (run, run->len - 1);
      end_run (run, best);
    }
}

static Words *
read_sequence (Reader *reader)
{
  g_autoptr(GString) run = g_string_new (NULL);
  Words *best = NULL;

  while (*reader->at != '\0' && *reader->at != '|' && *reader->at != ')' && !reader->odd)
    {
      if (*reader->at == '(')
        read_group (reader, run, &best);
      else
        read_atom (reader, run, &best);
    }

  end_run (run, &best);

  return best;
}

static Words *
read_choice (Reader *reader)
{
  Words *all = words_new ();
  gboolean every = TRUE;

  while (TRUE)
    {
      Words *words = read_sequence (reader);

      every = every && words != NULL;
      for (guint i = 0; words != NULL && i < words->len; i++)
        g_ptr_array_add (all, g_strdup (g_ptr_array_index (words, i)));
      g_clear_pointer (&words, g_ptr_array_unref);

      if (*reader->at != '|' || reader->odd)
        break;
      reader->at++;
    }

  if (!every || all->len > MAX_NEEDLES)
    g_clear_pointer (&all, g_ptr_array_unref);

  return all;
}

/**
 * vdt_script_needles_of_regex:
 * @pattern: a regular expression (PCRE) without inline options, of which case does not matter
 *
 * Returns: (transfer full) (nullable) (element-type utf8): words in lower case, one of
 *   which stands in every text where @pattern is found; %NULL when nothing can be said
 */
GPtrArray *
vdt_script_needles_of_regex (const char *pattern)
{
  Reader reader = { pattern, FALSE };
  Words *words = read_choice (&reader);

  if (reader.odd || *reader.at != '\0')
    g_clear_pointer (&words, g_ptr_array_unref);

  return words;
}
