/* vdt-script-sh-pattern.c
 *
 * Shell patterns: * ? […] and the extended forms, a backslash before what
 * stands for itself.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-sh-private.h"

#include <string.h>

#define MAX_WORK 60000

typedef struct
{
  guint    work;
  gboolean fold;
} Match;

static gboolean match_here (Match      *match,
                           const char *pattern,
                           const char *pattern_end,
                           const char *text,
                           const char *end);

static gboolean
same (const Match *match,
     char         a,
     char         b)
{
  return a == b || (match->fold && g_ascii_tolower (a) == g_ascii_tolower (b));
}

static gboolean
in_class (const char *name,
         gsize       length,
         char        c)
{
  if (length == 5 && memcmp (name, "alpha", 5) == 0)
    return g_ascii_isalpha (c);
  if (length == 5 && memcmp (name, "digit", 5) == 0)
    return g_ascii_isdigit (c);
  if (length == 5 && memcmp (name, "alnum", 5) == 0)
    return g_ascii_isalnum (c);
  if (length == 5 && memcmp (name, "lower", 5) == 0)
    return g_ascii_islower (c);
  if (length == 5 && memcmp (name, "upper", 5) == 0)
    return g_ascii_isupper (c);
  if (length == 5 && memcmp (name, "space", 5) == 0)
    return g_ascii_isspace (c);
  if (length == 5 && memcmp (name, "blank", 5) == 0)
    return c == ' ' || c == '\t';
  if (length == 5 && memcmp (name, "punct", 5) == 0)
    return g_ascii_ispunct (c);
  if (length == 5 && memcmp (name, "print", 5) == 0)
    return g_ascii_isprint (c);
  if (length == 5 && memcmp (name, "cntrl", 5) == 0)
    return g_ascii_iscntrl (c);
  if (length == 6 && memcmp (name, "xdigit", 6) == 0)
    return g_ascii_isxdigit (c);

  return FALSE;
}

/* At '['. Returns behind the set and whether @c is in it; NULL when it is no set. */
static const char *
match_set (const Match *match,
          const char  *pattern,
          const char  *end,
          char         c,
          gboolean    *found)
{
  const char *at = pattern + 1;
  gboolean negate = at < end && (*at == '!' || *at == '^');
  const char *first;

  at += negate;
  first = at;
  *found = FALSE;

  for (; at < end && (*at != ']' || at == first); at++)
    {
      char from;

      if (*at == '[' && at + 1 < end && at[1] == ':')
        {
          const char *close = memmem (at + 2, (gsize) (end - at - 2), ":]", 2);

          if (close != NULL)
            {
              *found |= in_class (at + 2, (gsize) (close - at - 2), c);
              at = close + 1;
              continue;
            }
        }

      if (*at == '\\' && at + 1 < end)
        at++;

      from = *at;

      if (at + 2 < end && at[1] == '-' && at[2] != ']')
        {
          at += 2;

          if (*at == '\\' && at + 1 < end)
            at++;

          *found |= ((guchar) c >= (guchar) from && (guchar) c <= (guchar) *at) ||
                    (match->fold && ((g_ascii_tolower (c) >= from && g_ascii_tolower (c) <= *at) ||
                                     (g_ascii_toupper (c) >= from && g_ascii_toupper (c) <= *at)));
        }
      else
        {
          *found |= same (match, from, c);
        }
    }

  if (at >= end)
    return NULL;

  *found = *found != negate;

  return at + 1;
}

/* The end of the alternatives at @at, and whether there is one. */
static const char *
close_of (const char *at,
         const char *end)
{
  guint open = 1;

  for (; at < end; at++)
    if (*at == '\\')
      at++;
    else if (*at == '(')
      open++;
    else if (*at == ')' && --open == 0)
      return at;

  return NULL;
}

/* One of the alternatives in [@at, @close) against all of [@text, @end). */
static gboolean
match_any (Match      *match,
          const char *at,
          const char *close,
          const char *text,
          const char *end)
{
  const char *start = at;
  guint open = 0;

  for (; at <= close; at++)
    {
      if (at < close && *at == '\\')
        {
          at++;
          continue;
        }

      if (at < close && *at == '(')
        open++;
      else if (at < close && *at == ')')
        open--;
      else if (at == close || (*at == '|' && open == 0))
        {
          if (match_here (match, start, at, text, end))
            return TRUE;

          start = at + 1;
        }
    }

  return FALSE;
}

static gboolean
match_extended (Match      *match,
               const char *pattern,
               const char *pattern_end,
               const char *close,
               const char *text,
               const char *end)
{
  char kind = *pattern;
  const char *rest = close + 1;

  if ((kind == '?' || kind == '*') && match_here (match, rest, pattern_end, text, end))
    return TRUE;

  for (const char *stop = text; stop <= end; stop++)
    {
      gboolean matches;

      if (++match->work > MAX_WORK)
        return FALSE;

      matches = match_any (match, pattern + 2, close, text, stop);

      if (kind == '!' ? matches : !matches)
        continue;

      if (match_here (match, rest, pattern_end, stop, end))
        return TRUE;

      if ((kind == '*' || kind == '+') && stop > text && match_here (match, pattern, pattern_end, stop, end))
        return TRUE;
    }

  return FALSE;
}

static gboolean
match_here (Match      *match,
           const char *pattern,
           const char *pattern_end,
           const char *text,
           const char *end)
{
  const char *star = NULL;
  const char *star_text = NULL;

  while (TRUE)
    {
      const char *next = pattern + 1;
      gboolean matches = FALSE;

      if (++match->work > MAX_WORK)
        return FALSE;

      if (pattern < pattern_end && pattern + 1 < pattern_end && pattern[1] == '(' &&
          strchr ("@?*+!", *pattern) != NULL)
        {
          const char *close = close_of (pattern + 2, pattern_end);

          if (close != NULL)
            {
              if (match_extended (match, pattern, pattern_end, close, text, end))
                return TRUE;

              goto again;
            }
        }

      if (pattern < pattern_end && *pattern == '*')
        {
          star = ++pattern;
          star_text = text;
          continue;
        }

      if (pattern == pattern_end && text == end)
        return TRUE;

      if (pattern < pattern_end && text < end)
        {
          if (*pattern == '?')
            {
              matches = TRUE;
            }
          else if (*pattern == '[' && (next = match_set (match, pattern, pattern_end, *text, &matches)) != NULL)
            {
            }
          else
            {
              next = pattern + 1;

              if (*pattern == '\\' && next < pattern_end)
                {
                  pattern++;
                  next = pattern + 1;
                }

              matches = same (match, *pattern, *text);
            }
        }

      if (matches)
        {
          pattern = next;
          text++;
          continue;
        }

again:
      if (star == NULL || star_text >= end)
        return FALSE;

      pattern = star;
      text = ++star_text;
    }
}

/**
 * vdt_script_sh_match:
 * @pattern: with backslashes before what stands for itself
 * @fold: upper and lower case are the same
 *
 * Returns: whether all of @text matches
 */
gboolean
vdt_script_sh_match (const char *pattern,
                    const char *text,
                    gsize       length,
                    gboolean    fold)
{
  Match match = { 0, fold };

  return match_here (&match, pattern, pattern + strlen (pattern), text, text + length);
}
