/* vdt-time.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-time.h"

#include <string.h>

#define MAX_DIGITS_KEPT 6

/**
 * vdt_clock_system:
 * @user_data: unused
 *
 * The real clock, as a #VdtClockFunc.
 *
 * Returns: µs since the Unix epoch, UTC
 */
gint64
vdt_clock_system (gpointer user_data)
{
  return g_get_real_time ();
}

/* Reads exactly @n digits. */
static gboolean
read_digits (const char **cursor,
             guint        n,
             int         *out)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    {
      char c = (*cursor)[i];

      if (!g_ascii_isdigit (c))
        return FALSE;
      value = value * 10 + (c - '0');
    }

  *cursor += n;
  *out = value;

  return TRUE;
}

static gboolean
skip_char (const char **cursor,
           char         wanted)
{
  if (**cursor != wanted)
    return FALSE;

  (*cursor)++;

  return TRUE;
}

static gboolean
read_date (const char **cursor,
           int         *year,
           int         *month,
           int         *day)
{
  return read_digits (cursor, 4, year) && skip_char (cursor, '-') &&
         read_digits (cursor, 2, month) && skip_char (cursor, '-') &&
         read_digits (cursor, 2, day);
}

/* Any number of digits; those past the sixth are dropped, not rounded, so that
 * an event never moves into the next second. */
static gboolean
read_fraction (const char **cursor,
               int         *microseconds)
{
  guint n = 0;

  *microseconds = 0;

  if (**cursor != '.' && **cursor != ',')
    return TRUE;

  (*cursor)++;

  for (; g_ascii_isdigit (**cursor); (*cursor)++, n++)
    if (n < MAX_DIGITS_KEPT)
      *microseconds = *microseconds * 10 + (**cursor - '0');

  if (n == 0)
    return FALSE;

  for (; n < MAX_DIGITS_KEPT; n++)
    *microseconds *= 10;

  return TRUE;
}

/* `Z`, `+02:00`, `+0200`, `+02`, ` UTC` or nothing, which is UTC here. */
static gboolean
read_zone (const char **cursor,
           gint64      *offset)
{
  int hours = 0;
  int minutes = 0;
  int sign;

  *offset = 0;

  if (g_str_has_prefix (*cursor, " UTC"))
    *cursor += 4;
  else if (**cursor == 'Z' || **cursor == 'z')
    (*cursor)++;
  else if (**cursor == '+' || **cursor == '-')
    {
      sign = *(*cursor)++ == '-' ? -1 : 1;

      if (!read_digits (cursor, 2, &hours))
        return FALSE;
      if (**cursor == ':')
        (*cursor)++;
      if (**cursor != '\0' && !read_digits (cursor, 2, &minutes))
        return FALSE;
      if (hours > 14 || minutes > 59)
        return FALSE;

      *offset = sign * (hours * G_TIME_SPAN_HOUR + minutes * G_TIME_SPAN_MINUTE);
    }

  return **cursor == '\0';
}

/**
 * vdt_time_parse:
 * @text: (nullable): a date and time as services write it
 * @out_time: (out): µs since the Unix epoch, or %VDT_TIME_UNSET
 *
 * Reads ISO 8601 with `T` or a space, with or without seconds, any number of
 * fraction digits (real pages have 0 to 7 in one file), `Z`, an offset, or no
 * zone, which means UTC. A date alone is its midnight.
 *
 * Returns: %TRUE if @text is such a time
 */
gboolean
vdt_time_parse (const char *text,
                gint64     *out_time)
{
  g_autoptr(GDateTime) date_time = NULL;
  const char *cursor = text;
  gint64 offset;
  int year, month, day;
  int hour = 0, minute = 0, second = 0, microseconds = 0;

  g_return_val_if_fail (out_time != NULL, FALSE);

  *out_time = VDT_TIME_UNSET;

  if (text == NULL || !read_date (&cursor, &year, &month, &day))
    return FALSE;

  if (*cursor == 'T' || *cursor == 't' || (*cursor == ' ' && g_ascii_isdigit (cursor[1])))
    {
      cursor++;
      if (!read_digits (&cursor, 2, &hour) || !skip_char (&cursor, ':') ||
          !read_digits (&cursor, 2, &minute))
        return FALSE;
      if (*cursor == ':' && (cursor++, !read_digits (&cursor, 2, &second) ||
                                         !read_fraction (&cursor, &microseconds)))
        return FALSE;
    }

  if (!read_zone (&cursor, &offset))
    return FALSE;

  /* A leap second counts as the last second of its minute. */
  date_time = g_date_time_new_utc (year, month, day, hour, minute, MIN (second, 59));
  if (date_time == NULL || second > 60)
    return FALSE;

  *out_time = g_date_time_to_unix (date_time) * G_USEC_PER_SEC + microseconds - offset;

  return TRUE;
}

/**
 * vdt_time_format:
 * @time: µs since the Unix epoch, UTC, or %VDT_TIME_UNSET
 * @style: how to write it
 *
 * The text is the same in every locale and time zone.
 *
 * Returns: (transfer full): the text; empty for %VDT_TIME_UNSET
 */
char *
vdt_time_format (gint64       time,
                 VdtTimeStyle style)
{
  g_autoptr(GDateTime) date_time = NULL;
  g_autofree char *day = NULL;
  gint64 seconds;
  int fraction;
  int year, month, day_of_month, hour, minute, second;

  if (time == VDT_TIME_UNSET)
    return g_strdup ("");

  seconds = time / G_USEC_PER_SEC - (time % G_USEC_PER_SEC < 0 ? 1 : 0);
  fraction = (int) (time - seconds * G_USEC_PER_SEC);
  date_time = g_date_time_new_from_unix_utc (seconds);
  if (date_time == NULL)
    return g_strdup ("");

  g_date_time_get_ymd (date_time, &year, &month, &day_of_month);
  hour = g_date_time_get_hour (date_time);
  minute = g_date_time_get_minute (date_time);
  second = g_date_time_get_second (date_time);
  day = g_strdup_printf ("%04d-%02d-%02d", year, month, day_of_month);

  switch (style)
    {
    case VDT_TIME_ISO:
      if (fraction != 0)
        return g_strdup_printf ("%sT%02d:%02d:%02d.%06dZ", day, hour, minute, second, fraction);
      return g_strdup_printf ("%sT%02d:%02d:%02dZ", day, hour, minute, second);
    case VDT_TIME_DATA:
      return g_strdup_printf ("%s %02d:%02d:%02d UTC", day, hour, minute, second);
    case VDT_TIME_DAY_MINUTE:
      return g_strdup_printf ("%s %02d:%02d UTC", day, hour, minute);
    case VDT_TIME_DAY:
      return g_steal_pointer (&day);
    case VDT_TIME_MINUTE:
      return g_strdup_printf ("%02d:%02d", hour, minute);
    case VDT_TIME_SECOND:
      return g_strdup_printf ("%02d:%02d:%02d", hour, minute, second);
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * vdt_duration_format:
 * @duration: µs; the sign is not shown
 *
 * Two units at most, for people: `3 d 4 h`, `2 h 5 min`, `41 s`, `120 ms`.
 *
 * Returns: (transfer full): the text
 */
char *
vdt_duration_format (gint64 duration)
{
  static const struct { gint64 length; const char *name; } units[] = {
    { G_TIME_SPAN_DAY, "d" },
    { G_TIME_SPAN_HOUR, "h" },
    { G_TIME_SPAN_MINUTE, "min" },
    { G_TIME_SPAN_SECOND, "s" },
  };

  if (duration < 0)
    duration = duration == G_MININT64 ? G_MAXINT64 : -duration;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gint64 first = duration / units[i].length;
      gint64 second;

      if (first == 0)
        continue;

      second = i + 1 < G_N_ELEMENTS (units) ? duration % units[i].length / units[i + 1].length : 0;
      if (second == 0)
        return g_strdup_printf ("%" G_GINT64_FORMAT " %s", first, units[i].name);

      return g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s",
                              first, units[i].name, second, units[i + 1].name);
    }

  return g_strdup_printf ("%" G_GINT64_FORMAT " ms", duration / G_TIME_SPAN_MILLISECOND);
}
