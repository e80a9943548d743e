/* vdt-ask-time.c
 *
 * Expressions of time: "in the last 7 days", "since Monday", "between … and …".
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-ask-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct
{
  const char *word;
  const char *unit;
  gint64      seconds;
  guint       times;
} units[] = {
  { "second", "s", 1, 1 }, { "sec", "s", 1, 1 }, { "minut", "m", 60, 1 }, { "min", "m", 60, 1 }, { "hour", "h",
                                                                                                   3600, 1 },
  { "hr", "h", 3600, 1 }, { "h", "h", 3600, 1 }, { "day", "d", 86400, 1 }, { "d", "d", 86400, 1 }, { "night", "d",
                                                                                                     86400, 1 },
  { "week", "d", 86400, 7 }, { "fortnight", "d", 86400, 14 }, { "month", "d", 86400, 30 }, { "quarter", "d", 86400,
                                                                                             90 },
  { "year", "d", 86400, 365 }, { "yr", "d", 86400, 365 },
};

static const char *const numbers[] = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
                                       "nine", "ten",
                                       "eleven", "twelve" };

static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august",
                                      "september",
                                      "october", "november", "december" };

static VdtAskToken *
token_at (GPtrArray *tokens,
          guint      i)
{
  return i < tokens->len ? g_ptr_array_index (tokens, i) : NULL;
}

static gboolean
is_one (GPtrArray         *tokens,
        guint              i,
        const char *const *words)
{
  VdtAskToken *token = token_at (tokens, i);

  return token != NULL && token->kind == VDT_ASK_TOKEN_WORD && g_strv_contains (words, token->lower);
}

/* A number in digits or in words, with how many tokens it takes; 0 if there is none. */
static guint
read_number (GPtrArray *tokens,
             guint      i,
             gint64    *number,
             char      *suffix)
{
  VdtAskToken *token = token_at (tokens, i);
  char *end = NULL;

  *suffix = '\0';
  if (token == NULL)
    return 0;
  if (token->kind == VDT_ASK_TOKEN_NUMBER)
    {
      *number = strtoll (token->text, &end, 10);
      *suffix = end != NULL && strchr ("dhm", *end) != NULL ? *end : '\0';
      return *number > 0 && *number < 100000 ? 1 : 0;
    }
  if (token->kind != VDT_ASK_TOKEN_WORD)
    return 0;
  for (guint n = 1; n < G_N_ELEMENTS (numbers); n++)
    if (strcmp (token->lower, numbers[n]) == 0)
      {
        *number = n;
        return 1;
      }
  if (strcmp (token->lower, "couple") == 0 || strcmp (token->lower, "few") == 0)
    {
      VdtAskToken *next = token_at (tokens, i + 1);

      *number = *token->lower == 'f' ? 3 : 2;
      return next != NULL && strcmp (next->lower, "of") == 0 ? 2 : 1;
    }

  return 0;
}

static gboolean
read_unit (GPtrArray   *tokens,
           guint        i,
           const char **unit,
           gint64      *seconds,
           guint       *times)
{
  VdtAskToken *token = token_at (tokens, i);

  for (guint n = 0; token != NULL && token->word != NULL && n < G_N_ELEMENTS (units); n++)
    if (strcmp (token->word, units[n].word) == 0)
      {
        *unit = units[n].unit;
        *seconds = units[n].seconds;
        *times = units[n].times;
        return TRUE;
      }

  return FALSE;
}

static VdtAskTime *
take_span (VdtAskTime *time,
           gint64      number,
           const char *unit,
           gint64      seconds,
           guint       first,
           guint       end)
{
  time->last = number * seconds;
  time->last_text = g_strdup_printf ("%" G_GINT64_FORMAT "%s", number, unit);
  time->first = first;
  time->end = end;

  return time;
}

/* "in the last 7 days", "past week", "24 hours ago", "older than 30 days", "within 3 days" */
static gboolean
parse_span (GPtrArray  *tokens,
            guint       first,
            VdtAskTime *time)
{
  static const char *const lead[] = { "in", "over", "during", "within", "for", "from", "the", "of", "since", "on",
                                      NULL };
  static const char *const last[] = { "last", "past", "previous", "recent", "preceding", "latest", "these", NULL };
  static const char *const next[] = { "next", "coming", "upcoming", NULL };
  static const char *const older[] = { "older", NULL };
  static const char *const this[] = { "this", "current", NULL };
  static const char *const longer[] = { "longer", "more", NULL };
  guint i = first;
  gboolean back = FALSE;
  gboolean has_this = FALSE;
  const char *unit = NULL;
  gint64 seconds = 0;
  gint64 number = 1;
  guint times = 1;
  guint taken;
  char suffix;
  VdtAskToken *after;

  if ((is_one (tokens, i, older) || is_one (tokens, i, longer)) && token_at (tokens, i + 1) != NULL &&
      strcmp (token_at (tokens, i + 1)->lower, "than") == 0)
    {
      time->before = TRUE;
      i += 2;
    }
  while (!time->before && is_one (tokens, i, lead))
    i++;
  if (is_one (tokens, i, last))
    back = TRUE;
  else if (is_one (tokens, i, next))
    back = time->ahead = TRUE;
  else if (is_one (tokens, i, this))
    has_this = TRUE;
  if (back || has_this)
    i++;

  taken = read_number (tokens, i, &number, &suffix);
  if (taken == 0)
    number = 1;
  i += taken;
  if (suffix != '\0')
    {
      unit = suffix == 'd' ? "d" : suffix == 'h' ? "h" : "m";
      seconds = suffix == 'd' ? 86400 : suffix == 'h' ? 3600 : 60;
    }
  else if (read_unit (tokens, i, &unit, &seconds, &times))
    i++;
  else
    return FALSE;

  after = token_at (tokens, i);
  if (after != NULL && strcmp (after->lower, "ago") == 0)
    {
      time->before = time->before || FALSE;
      back = TRUE;
      i++;
    }
  if (!back && !has_this && !time->before)
    {
      static const char *const plain[] = { "within", NULL };

      if (!is_one (tokens, first, plain) || taken == 0)
        return FALSE;
    }
  if (time->before && taken == 0)
    return FALSE;
  if (time->before && !is_one (tokens, first, older) && !(after != NULL && strcmp (after->lower, "ago") == 0))
    return FALSE;

  take_span (time, number * times, unit, seconds, first, i);

  return TRUE;
}

static char *
read_date (GPtrArray *tokens,
           guint      i,
           guint     *taken)
{
  VdtAskToken *token = token_at (tokens, i);

  *taken = 0;
  if (token == NULL)
    return NULL;
  if (token->kind == VDT_ASK_TOKEN_DATE || (token->kind == VDT_ASK_TOKEN_QUOTED && strlen (token->text) >= 8 &&
                                            strspn (token->text, "0123456789-/T:Z. ") == strlen (token->text)))
    {
      int year, month, day, consumed = 0;

      if (sscanf (token->text, "%d%*1[-/]%d%*1[-/]%d%n", &year, &month, &day, &consumed) < 3 || consumed == 0)
        return NULL;
      if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1601 || year > 9999)
        return NULL;
      *taken = 1;
      return g_strdup_printf ("%04d-%02d-%02d%s", year, month, day, token->text + consumed);
    }

  if (token->kind == VDT_ASK_TOKEN_WORD)
    for (guint m = 0; m < G_N_ELEMENTS (months); m++)
      if (strcmp (token->lower, months[m]) == 0 || (strlen (token->lower) == 3 && g_str_has_prefix (months[m],
                                                                                                    token->lower)))
        {
          VdtAskToken *day = token_at (tokens, i + 1);
          VdtAskToken *year = token_at (tokens, i + 2);
          guint more = 0;

          if (year != NULL && year->kind == VDT_ASK_TOKEN_COMMA)
            {
              year = token_at (tokens, i + 3);
              more = 1;
            }
          if (day != NULL && day->kind == VDT_ASK_TOKEN_NUMBER && year != NULL &&
              year->kind == VDT_ASK_TOKEN_NUMBER &&
              strlen (year->text) == 4 && atoi (day->text) >= 1 && atoi (day->text) <= 31)
            {
              *taken = 3 + more;
              return g_strdup_printf ("%s-%02u-%02d", year->text, m + 1, atoi (day->text));
            }
        }

  return NULL;
}

static gboolean
is_word (GPtrArray  *tokens,
         guint       i,
         const char *word)
{
  VdtAskToken *token = token_at (tokens, i);

  return token != NULL && token->kind == VDT_ASK_TOKEN_WORD && strcmp (token->lower, word) == 0;
}

/* A date alone means that day. */
static void
take_day (VdtAskTime *time)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) day = g_date_time_new_from_iso8601 (time->from, utc);
  g_autofree char *midnight = g_strconcat (time->from, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) start = day != NULL ? g_date_time_ref (day) : g_date_time_new_from_iso8601 (midnight, utc);
  g_autoptr(GDateTime) end = start != NULL ? g_date_time_add_days (start, 1) : NULL;

  if (end != NULL && strchr (time->from, 'T') == NULL)
    time->to = g_date_time_format (end, "%Y-%m-%d");
}

/* "between A and B", "from A to B", "since A", "after A", "before A", "on A" */
static gboolean
parse_dates (GPtrArray  *tokens,
             guint       first,
             VdtAskTime *time)
{
  guint i = first;
  guint taken;
  gboolean until = FALSE;
  gboolean on = FALSE;

  if (is_word (tokens, i, "between") || is_word (tokens, i, "from") || is_word (tokens, i, "since") ||
      is_word (tokens, i, "after"))
    i++;
  else if (is_word (tokens, i, "before") || is_word (tokens, i, "until"))
    {
      until = TRUE;
      i++;
    }
  else
    {
      on = TRUE;
      if (is_word (tokens, i, "on"))
        i++;
    }

  time->from = read_date (tokens, i, &taken);
  if (time->from == NULL)
    return FALSE;
  i += taken;
  if (!until && (is_word (tokens, i, "and") || is_word (tokens, i, "to") || is_word (tokens, i, "until") ||
                 is_word (tokens, i, "through")))
    {
      time->to = read_date (tokens, i + 1, &taken);
      if (time->to != NULL)
        i += 1 + taken;
    }
  else if (on)
    take_day (time);
  if (until)
    time->to = g_steal_pointer (&time->from);

  time->first = first;
  time->end = i;

  return TRUE;
}

static gboolean
parse_word (GPtrArray  *tokens,
            guint       first,
            VdtAskTime *time)
{
  guint i = first;

  if (is_word (tokens, i, "since") || is_word (tokens, i, "from"))
    i++;
  if (is_word (tokens, i, "today") || is_word (tokens, i, "yesterday") || is_word (tokens, i, "overnight") ||
      (is_word (tokens, i, "tonight")))
    {
      take_span (time, 1, "d", 86400, first, i + 1);
      return TRUE;
    }

  return FALSE;
}

void
vdt_ask_time_free (VdtAskTime *time)
{
  g_free (time->last_text);
  g_free (time->from);
  g_free (time->to);
  g_free (time);
}

/**
 * vdt_ask_time_parse:
 * @tokens: (element-type VdtAskToken): a question's tokens
 *
 * Returns: (transfer full) (nullable): the first expression of time in it
 */
VdtAskTime *
vdt_ask_time_parse (GPtrArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      static gboolean (*const parsers[]) (GPtrArray *tokens, guint first, VdtAskTime *time) = {
        parse_dates, parse_span, parse_word,
      };

      for (guint n = 0; n < G_N_ELEMENTS (parsers); n++)
        {
          VdtAskTime *time = g_new0 (VdtAskTime, 1);

          if (parsers[n] (tokens, i, time))
            return time;
          vdt_ask_time_free (time);
        }
    }

  return NULL;
}
