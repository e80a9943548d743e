/* vdt-hunt-read.c
 *
 * Text to values, as the conversions of the language do it: what is not a value
 * is no error. Spaces around are skipped.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-print.h"

#include <math.h>
#include <string.h>

typedef struct
{
  const char *at;
  const char *end;
} Cursor;

static Cursor
trimmed (VdtHuntText text)
{
  Cursor cursor = { text.text, text.text + text.length };

  while (cursor.at < cursor.end && g_ascii_isspace (*cursor.at))
    cursor.at++;
  while (cursor.end > cursor.at && g_ascii_isspace (cursor.end[-1]))
    cursor.end--;

  return cursor;
}

static gboolean
take (Cursor *cursor,
      char    c)
{
  if (cursor->at >= cursor->end || *cursor->at != c)
    return FALSE;
  cursor->at++;

  return TRUE;
}

static void
skip_spaces (Cursor *cursor)
{
  while (cursor->at < cursor->end && (*cursor->at == ' ' || *cursor->at == ','))
    cursor->at++;
}

/* A whole number of at most @most digits; how many there were. */
static int
take_number (Cursor *cursor,
             int     most,
             gint64 *out_number)
{
  int n = 0;

  *out_number = 0;
  while (n < most && cursor->at < cursor->end && g_ascii_isdigit (*cursor->at))
    {
      *out_number = *out_number * 10 + (*cursor->at++ - '0');
      n++;
    }

  return n;
}

/* The digits behind a decimal point as ticks of a second; more than seven are cut off. */
static gboolean
take_fraction (Cursor *cursor,
               gint64 *out_ticks)
{
  gint64 scale = VDT_TICKS_PER_SECOND / 10;
  int n = 0;

  *out_ticks = 0;
  while (cursor->at < cursor->end && g_ascii_isdigit (*cursor->at))
    {
      *out_ticks += (*cursor->at++ - '0') * scale;
      scale /= 10;
      n++;
    }

  return n > 0;
}

static gboolean
take_word (Cursor     *cursor,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (cursor->end - cursor->at) < length || g_ascii_strncasecmp (cursor->at, word, length) != 0)
    return FALSE;
  cursor->at += length;

  return TRUE;
}

/* Decimal with a sign, or hexadecimal after 0x. */
gboolean
vdt_read_long (VdtHuntText  text,
               gint64      *out_number)
{
  Cursor cursor = trimmed (text);
  gboolean negative = FALSE;
  guint64 number = 0;
  const char *start;

  *out_number = 0;
  if (cursor.end - cursor.at > 2 && cursor.at[0] == '0' && (cursor.at[1] == 'x' || cursor.at[1] == 'X'))
    {
      cursor.at += 2;
      if (cursor.end - cursor.at > 16)
        return FALSE;
      for (; cursor.at < cursor.end; cursor.at++)
        {
          if (!g_ascii_isxdigit (*cursor.at))
            return FALSE;
          number = number << 4 | g_ascii_xdigit_value (*cursor.at);
        }
      *out_number = (gint64) number;
      return TRUE;
    }

  if (take (&cursor, '-'))
    negative = TRUE;
  else
    take (&cursor, '+');

  start = cursor.at;
  for (; cursor.at < cursor.end; cursor.at++)
    {
      guint digit = *cursor.at - '0';

      if (digit > 9 || number > (G_MAXUINT64 - digit) / 10)
        return FALSE;
      number = number * 10 + digit;
    }

  if (cursor.at == start || number > (guint64) G_MAXINT64 + negative)
    return FALSE;
  *out_number = negative ? (gint64) - number : (gint64) number;

  return TRUE;
}

gboolean
vdt_read_real (VdtHuntText  text,
               double      *out_number)
{
  static const struct { const char *name; double value; } names[] = {
    { "nan", NAN }, { "inf", INFINITY }, { "+inf", INFINITY }, { "-inf", -INFINITY },
    { "infinity", INFINITY }, { "+infinity", INFINITY }, { "-infinity", -INFINITY },
  };
  Cursor cursor = trimmed (text);
  gsize length = cursor.end - cursor.at;
  char buffer[512];
  char *end;

  *out_number = 0;
  if (length == 0 || length >= sizeof buffer)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (length == strlen (names[i].name) && g_ascii_strncasecmp (cursor.at, names[i].name, length) == 0)
      {
        *out_number = names[i].value;
        return TRUE;
      }

  /* strtod() would take hexadecimal, and words. */
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (cursor.at[i]) && strchr ("+-.eE", cursor.at[i]) == NULL)
      return FALSE;

  memcpy (buffer, cursor.at, length);
  buffer[length] = '\0';
  *out_number = g_ascii_strtod (buffer, &end);

  return end == buffer + length;
}

/* true, false in any case, or a whole number. */
gboolean
vdt_read_bool (VdtHuntText  text,
               gboolean    *out_value)
{
  Cursor cursor = trimmed (text);
  Cursor word = cursor;
  gint64 number;

  *out_value = FALSE;
  if (take_word (&word, "true") && word.at == word.end)
    {
      *out_value = TRUE;
      return TRUE;
    }
  word = cursor;
  if (take_word (&word, "false") && word.at == word.end)
    return TRUE;
  if (!vdt_read_long (text, &number))
    return FALSE;
  *out_value = number != 0;

  return TRUE;
}

/* The name of a month, whole or its first three letters; from 1, 0 if it is none. */
static int
take_month (Cursor *cursor)
{
  static const char *const months[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  };
  char shorter[4] = "";

  for (gsize i = 0; i < G_N_ELEMENTS (months); i++)
    {
      if (take_word (cursor, months[i]))
        return i + 1;
      memcpy (shorter, months[i], 3);
      if (take_word (cursor, shorter))
        {
          take (cursor, '.');
          return i + 1;
        }
    }

  return 0;
}

static void
skip_week_day (Cursor *cursor)
{
  static const char *const days[] = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    if (take_word (cursor, days[i]))
      {
        skip_spaces (cursor);
        return;
      }
}

static gint64
full_year (gint64 year,
           int    digits)
{
  return digits > 2 ? year : year < 50 ? 2000 + year : 1900 + year;
}

/* 8 November 2014, 08-Nov-14, November 8, 2014 */
static gboolean
take_named_date (Cursor *cursor,
                 gint64 *year,
                 gint64 *month,
                 gint64 *day)
{
  int digits;

  skip_week_day (cursor);
  *month = take_month (cursor);
  if (*month > 0)
    {
      skip_spaces (cursor);
      if (take_number (cursor, 2, day) == 0)
        return FALSE;
      skip_spaces (cursor);
    }
  else
    {
      if (take_number (cursor, 2, day) == 0)
        return FALSE;
      if (!take (cursor, '-'))
        skip_spaces (cursor);
      *month = take_month (cursor);
      if (*month == 0)
        return FALSE;
      if (!take (cursor, '-'))
        skip_spaces (cursor);
    }

  digits = take_number (cursor, 4, year);
  if (digits != 2 && digits != 4)
    return FALSE;
  *year = full_year (*year, digits);

  return TRUE;
}

/* 2014-11-08, 2014/11/08, 2014, 11, 8, 20141108, 2014-11, 11/08/2014, 11-08-2014 */
static gboolean
take_number_date (Cursor *cursor,
                  gint64 *year,
                  gint64 *month,
                  gint64 *day)
{
  const char *start = cursor->at;
  gint64 first;
  int digits = take_number (cursor, 8, &first);
  char separator;

  *day = 1;
  if (digits == 8)
    {
      *year = first / 10000;
      *month = first / 100 % 100;
      *day = first % 100;
      return TRUE;
    }
  if (cursor->at >= cursor->end || start == cursor->at)
    {
      *year = first;
      *month = 1;
      return digits == 4;
    }

  separator = *cursor->at;
  if (separator != '-' && separator != '/' && separator != '.' && separator != ',')
    return FALSE;
  cursor->at++;
  skip_spaces (cursor);

  if (digits == 4)
    {
      *year = first;
      if (take_number (cursor, 2, month) == 0)
        return FALSE;
      if (take (cursor, separator))
        {
          skip_spaces (cursor);
          return take_number (cursor, 2, day) > 0;
        }
      return separator == '-' || separator == '/';
    }

  *month = first;
  if (digits > 2 || separator == '.' || separator == ',' || take_number (cursor, 2, day) == 0 ||
      !take (cursor, separator))
    return FALSE;
  digits = take_number (cursor, 4, year);
  *year = full_year (*year, digits);

  return digits == 2 || digits == 4;
}

/* Z, GMT, UTC or a distance from it. */
static gboolean
take_zone (Cursor *cursor,
           gint64 *out_offset)
{
  gint64 hours = 0, minutes = 0;
  gboolean west;

  *out_offset = 0;
  skip_spaces (cursor);
  if (cursor->at >= cursor->end)
    return TRUE;
  if (take_word (cursor, "Z") || take_word (cursor, "GMT") || take_word (cursor, "UTC"))
    return TRUE;

  west = *cursor->at == '-';
  if (!take (cursor, '-') && !take (cursor, '+'))
    return FALSE;
  if (take_number (cursor, 2, &hours) == 0)
    return FALSE;
  take (cursor, ':');
  take_number (cursor, 2, &minutes);
  if (hours > 14 || minutes > 59)
    return FALSE;
  *out_offset = (hours * VDT_TICKS_PER_HOUR + minutes * VDT_TICKS_PER_MINUTE) * (west ? -1 : 1);

  return TRUE;
}

/* 15, 15:04, 15:04:05.1234567, 3:04 PM */
static gboolean
take_time (Cursor *cursor,
           gint64 *out_ticks)
{
  gint64 hour, minute = 0, second = 0, fraction = 0;

  *out_ticks = 0;
  if (take_number (cursor, 2, &hour) == 0)
    return FALSE;
  if (take (cursor, ':'))
    {
      if (take_number (cursor, 2, &minute) == 0)
        return FALSE;
      if (take (cursor, ':'))
        {
          if (take_number (cursor, 2, &second) == 0)
            return FALSE;
          if ((take (cursor, '.') || take (cursor, ',')) && !take_fraction (cursor, &fraction))
            return FALSE;
        }
    }

  skip_spaces (cursor);
  if (take_word (cursor, "AM"))
    hour = hour == 12 ? 0 : hour;
  else if (take_word (cursor, "PM"))
    hour = hour < 12 ? hour + 12 : hour;

  if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && (minute > 0 || second > 0 || fraction > 0)))
    return FALSE;
  *out_ticks = hour * VDT_TICKS_PER_HOUR + minute * VDT_TICKS_PER_MINUTE + second * VDT_TICKS_PER_SECOND + fraction;

  return TRUE;
}

/**
 * vdt_read_datetime:
 * @text: a moment: ISO 8601 and its relatives, RFC 822, RFC 850, or month/day/year
 * @out_ticks: (out): ticks since 0001-01-01, UTC
 *
 * Returns: %FALSE if it is none
 */
gboolean
vdt_read_datetime (VdtHuntText  text,
                   gint64      *out_ticks)
{
  Cursor cursor = trimmed (text);
  gint64 year = 0, month = 0, day = 0, of_day = 0, offset = 0;
  gboolean ok;

  *out_ticks = 0;
  if (cursor.at >= cursor.end || cursor.end - cursor.at > 100)
    return FALSE;

  if (g_ascii_isdigit (*cursor.at))
    {
      Cursor start = cursor;

      ok = take_number_date (&cursor, &year, &month, &day);
      if (!ok)
        {
          cursor = start;
          ok = take_named_date (&cursor, &year, &month, &day);
        }
    }
  else
    {
      ok = take_named_date (&cursor, &year, &month, &day);
    }
  if (!ok)
    return FALSE;

  if (cursor.at < cursor.end)
    {
      if (!take (&cursor, 'T') && !take (&cursor, 't'))
        {
          if (*cursor.at != ' ' && *cursor.at != ',' && *cursor.at != 'Z')
            return FALSE;
          skip_spaces (&cursor);
        }
      if (cursor.at < cursor.end && g_ascii_isdigit (*cursor.at) && !take_time (&cursor, &of_day))
        return FALSE;
      if (!take_zone (&cursor, &offset) || cursor.at != cursor.end)
        return FALSE;
    }

  if (!vdt_ticks_from_parts (year, month, day, 0, out_ticks))
    return FALSE;
  *out_ticks += of_day - offset;

  return *out_ticks >= 0 && *out_ticks <= VDT_TICKS_MAX;
}

/* 1d, 1.5h, 90s, 10microseconds */
static gboolean
read_unit (Cursor  cursor,
           gint64 *out_ticks)
{
  static const struct { const char *name; gint64 ticks; } units[] = {
    { "d", VDT_TICKS_PER_DAY }, { "day", VDT_TICKS_PER_DAY }, { "days", VDT_TICKS_PER_DAY },
    { "h", VDT_TICKS_PER_HOUR }, { "hr", VDT_TICKS_PER_HOUR }, { "hrs", VDT_TICKS_PER_HOUR },
    { "hour", VDT_TICKS_PER_HOUR }, { "hours", VDT_TICKS_PER_HOUR },
    { "m", VDT_TICKS_PER_MINUTE }, { "min", VDT_TICKS_PER_MINUTE }, { "minute", VDT_TICKS_PER_MINUTE },
    { "minutes", VDT_TICKS_PER_MINUTE },
    { "s", VDT_TICKS_PER_SECOND }, { "sec", VDT_TICKS_PER_SECOND }, { "second", VDT_TICKS_PER_SECOND },
    { "seconds", VDT_TICKS_PER_SECOND },
    { "ms", 10000 }, { "milli", 10000 }, { "millis", 10000 }, { "millisec", 10000 }, { "millisecond", 10000 },
    { "milliseconds", 10000 },
    { "micro", 10 }, { "micros", 10 }, { "microsec", 10 }, { "microsecond", 10 }, { "microseconds", 10 },
    { "tick", 1 }, { "ticks", 1 },
  };
  const char *start = cursor.at;
  VdtHuntText number;
  double value;

  while (cursor.at < cursor.end && (g_ascii_isdigit (*cursor.at) || strchr ("+-.", *cursor.at) != NULL))
    cursor.at++;
  number.text = start;
  number.length = cursor.at - start;
  if (!vdt_read_real (number, &value))
    return FALSE;
  skip_spaces (&cursor);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if ((gsize) (cursor.end - cursor.at) == strlen (units[i].name) &&
        g_ascii_strncasecmp (cursor.at, units[i].name, cursor.end - cursor.at) == 0)
      {
        value *= units[i].ticks;
        if (!(fabs (value) < 9.2e18))
          return FALSE;
        *out_ticks = (gint64) value;
        return TRUE;
      }

  return FALSE;
}

/**
 * vdt_read_timespan:
 * @text: `[-][d.]hh:mm[:ss[.fffffff]]`, whole days, or a number with a unit
 * @out_ticks: (out): ticks of 100 ns
 *
 * Returns: %FALSE if it is none
 */
gboolean
vdt_read_timespan (VdtHuntText  text,
                   gint64      *out_ticks)
{
  Cursor cursor = trimmed (text);
  Cursor start = cursor;
  gint64 days = 0, hours = 0, minutes = 0, seconds = 0, fraction = 0;
  gboolean negative;

  *out_ticks = 0;
  negative = take (&cursor, '-');
  if (take_number (&cursor, 10, &hours) == 0)
    return read_unit (start, out_ticks);

  if (cursor.at == cursor.end)
    {
      if (hours > 10675199)
        return FALSE;
      *out_ticks = (negative ? -hours : hours) * VDT_TICKS_PER_DAY;
      return TRUE;
    }
  if (take (&cursor, '.'))
    {
      days = hours;
      if (take_number (&cursor, 2, &hours) == 0)
        return read_unit (start, out_ticks);
    }
  if (!take (&cursor, ':'))
    return read_unit (start, out_ticks);
  if (take_number (&cursor, 2, &minutes) == 0)
    return FALSE;
  if (take (&cursor, ':'))
    {
      if (take_number (&cursor, 2, &seconds) == 0)
        return FALSE;
      if (take (&cursor, '.') && !take_fraction (&cursor, &fraction))
        return FALSE;
    }

  if (cursor.at != cursor.end || days > 10675199 || hours > 23 || minutes > 59 || seconds > 59)
    return FALSE;
  fraction += hours * VDT_TICKS_PER_HOUR + minutes * VDT_TICKS_PER_MINUTE + seconds * VDT_TICKS_PER_SECOND;
  if (__builtin_add_overflow (days * VDT_TICKS_PER_DAY, fraction, out_ticks))
    return FALSE;
  if (negative)
    *out_ticks = -*out_ticks;

  return TRUE;
}

/**
 * vdt_read_guid:
 * @text: 32 hexadecimal digits, with or without dashes and braces
 * @out_guid: (out caller-allocates): 37 bytes for the form with dashes in lower case
 *
 * Returns: %FALSE if it is none
 */
gboolean
vdt_read_guid (VdtHuntText  text,
               char        *out_guid)
{
  Cursor cursor = trimmed (text);
  int n = 0;

  out_guid[0] = '\0';
  if (cursor.end - cursor.at >= 2 && ((*cursor.at == '{' && cursor.end[-1] == '}') ||
                                      (*cursor.at == '(' && cursor.end[-1] == ')')))
    {
      cursor.at++;
      cursor.end--;
    }
  if (cursor.end - cursor.at != 36 && cursor.end - cursor.at != 32)
    return FALSE;

  for (gboolean dashes = cursor.end - cursor.at == 36; cursor.at < cursor.end; cursor.at++)
    {
      gboolean place = n == 8 || n == 13 || n == 18 || n == 23;

      if (place)
        out_guid[n++] = '-';
      if (place && dashes)
        {
          if (*cursor.at != '-')
            return FALSE;
          continue;
        }
      if (!g_ascii_isxdigit (*cursor.at) || n >= 36)
        return FALSE;
      out_guid[n++] = g_ascii_tolower (*cursor.at);
    }
  out_guid[n] = '\0';

  return n == 36;
}
