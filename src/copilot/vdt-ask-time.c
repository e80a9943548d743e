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

static VdtAskToken *
token_at (GPtrArray *tokens,
          guint      i)
{
  return i < tokens->len ? g_ptr_array_index (tokens, i) : NULL;
}

/* Whether a word of the set stands there. */
static gboolean
is_word (VdtAskGrammar *grammar,
         GPtrArray     *tokens,
         guint          i,
         const char    *set)
{
  VdtAskToken *token = token_at (tokens, i);

  return token != NULL && token->kind == VDT_ASK_TOKEN_WORD && vdt_ask_grammar_is (grammar, set, token->lower);
}

/* A number in digits or in words, with how many tokens it takes; 0 if there is none. */
static guint
read_number (VdtAskGrammar     *grammar,
             GPtrArray         *tokens,
             guint              i,
             gint64            *number,
             const VdtAskUnit **unit)
{
  VdtAskToken *token = token_at (tokens, i);
  char *end = NULL;
  gint64 said;

  if (token == NULL)
    return 0;
  if (token->kind == VDT_ASK_TOKEN_NUMBER)
    {
      *number = strtoll (token->text, &end, 10);
      *unit = vdt_ask_grammar_short_unit (grammar, end);
      return *number > 0 && *number < 100000 ? 1 : 0;
    }
  said = token->kind == VDT_ASK_TOKEN_WORD ? vdt_ask_grammar_number (grammar, token->lower) : 0;
  if (said == 0)
    return 0;

  *number = said;
  if (vdt_ask_grammar_is (grammar, "number-vague", token->lower))
    {
      VdtAskToken *next = token_at (tokens, i + 1);

      return next != NULL && vdt_ask_grammar_is (grammar, "number-of", next->lower) ? 2 : 1;
    }

  return 1;
}

static void
take_span (VdtAskTime       *time,
           gint64            number,
           const VdtAskUnit *unit,
           guint             first,
           guint             end)
{
  time->last = number * unit->seconds;
  time->last_text = g_strdup_printf ("%" G_GINT64_FORMAT "%s", number, unit->name);
  time->first = first;
  time->end = end;
}

/* "in the last 7 days", "past week", "24 hours ago", "older than 30 days", "within 3 days" */
static gboolean
parse_span (VdtAskGrammar *grammar,
            GPtrArray     *tokens,
            guint          first,
            VdtAskTime    *time)
{
  guint i = first;
  gboolean older = is_word (grammar, tokens, i, "time-older");
  gboolean back = FALSE;
  gboolean has_this = FALSE;
  gboolean ago = FALSE;
  const VdtAskUnit *unit = NULL;
  gint64 number = 1;
  guint taken;
  VdtAskToken *next = token_at (tokens, i + 1);

  if ((older || is_word (grammar, tokens, i, "time-longer")) && next != NULL &&
      vdt_ask_grammar_is (grammar, "time-than", next->lower))
    {
      time->before = TRUE;
      i += 2;
    }
  while (!time->before && is_word (grammar, tokens, i, "time-lead"))
    i++;
  if (is_word (grammar, tokens, i, "time-last"))
    back = TRUE;
  else if (is_word (grammar, tokens, i, "time-next"))
    back = time->ahead = TRUE;
  else if (is_word (grammar, tokens, i, "time-this"))
    has_this = TRUE;
  if (back || has_this)
    i++;

  taken = read_number (grammar, tokens, i, &number, &unit);
  if (taken == 0)
    number = 1;
  i += taken;
  next = token_at (tokens, i);
  if (unit == NULL && next != NULL && next->word != NULL)
    {
      unit = vdt_ask_grammar_unit (grammar, next->word);
      i++;
    }
  if (unit == NULL)
    return FALSE;

  next = token_at (tokens, i);
  if (next != NULL && vdt_ask_grammar_is (grammar, "time-ago", next->lower))
    {
      ago = back = TRUE;
      i++;
    }
  if (!back && !has_this && !time->before && (taken == 0 || !is_word (grammar, tokens, first, "time-within")))
    return FALSE;
  if (time->before && (taken == 0 || (!older && !ago)))
    return FALSE;

  take_span (time, number * unit->times, unit, first, i);

  return TRUE;
}

static char *
read_date (VdtAskGrammar *grammar,
           GPtrArray     *tokens,
           guint          i,
           guint         *taken)
{
  VdtAskToken *token = token_at (tokens, i);
  guint month_said;

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

  month_said = token->kind == VDT_ASK_TOKEN_WORD ? vdt_ask_grammar_month (grammar, token->lower) : 0;
  if (month_said > 0)
    {
      VdtAskToken *day = token_at (tokens, i + 1);
      VdtAskToken *year = token_at (tokens, i + 2);
      guint more = 0;

      if (year != NULL && year->kind == VDT_ASK_TOKEN_COMMA)
        {
          year = token_at (tokens, i + 3);
          more = 1;
        }
      if (day != NULL && day->kind == VDT_ASK_TOKEN_NUMBER && year != NULL && year->kind == VDT_ASK_TOKEN_NUMBER &&
          strlen (year->text) == 4 && atoi (day->text) >= 1 && atoi (day->text) <= 31)
        {
          *taken = 3 + more;
          return g_strdup_printf ("%s-%02u-%02d", year->text, month_said, atoi (day->text));
        }
    }

  return NULL;
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
parse_dates (VdtAskGrammar *grammar,
             GPtrArray     *tokens,
             guint          first,
             VdtAskTime    *time)
{
  gboolean since = is_word (grammar, tokens, first, "date-since");
  gboolean until = !since && is_word (grammar, tokens, first, "date-until");
  gboolean on = !since && !until;
  guint i = since || until || is_word (grammar, tokens, first, "date-on") ? first + 1 : first;
  guint taken;

  time->from = read_date (grammar, tokens, i, &taken);
  if (time->from == NULL)
    return FALSE;
  i += taken;
  if (!until && is_word (grammar, tokens, i, "date-to"))
    {
      time->to = read_date (grammar, tokens, i + 1, &taken);
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

/* "since yesterday": one day back. */
static gboolean
parse_word (VdtAskGrammar *grammar,
            GPtrArray     *tokens,
            guint          first,
            VdtAskTime    *time)
{
  guint i = is_word (grammar, tokens, first, "day-lead") ? first + 1 : first;
  const VdtAskUnit *unit = is_word (grammar, tokens, i, "day")
                           ? vdt_ask_grammar_short_unit (grammar, "d") : NULL;

  if (unit == NULL)
    return FALSE;
  take_span (time, 1, unit, first, i + 1);

  return TRUE;
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
 * @grammar: how time is said
 * @tokens: (element-type VdtAskToken): a question's tokens
 *
 * Returns: (transfer full) (nullable): the first expression of time in it
 */
VdtAskTime *
vdt_ask_time_parse (VdtAskGrammar *grammar,
                    GPtrArray     *tokens)
{
  static gboolean (*const parsers[]) (VdtAskGrammar *grammar, GPtrArray *tokens, guint first, VdtAskTime *time) = {
    parse_dates, parse_span, parse_word,
  };

  for (guint i = 0; i < tokens->len; i++)
    for (guint n = 0; n < G_N_ELEMENTS (parsers); n++)
      {
        VdtAskTime *time = g_new0 (VdtAskTime, 1);

        if (parsers[n] (grammar, tokens, i, time))
          return time;
        vdt_ask_time_free (time);
      }

  return NULL;
}
