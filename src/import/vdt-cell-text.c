/* vdt-cell-text.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cell-text.h"

#include <math.h>
#include <string.h>

#define TICKS_PER_DAY (VDT_TICKS_PER_SECOND * 86400)
#define DIGITS_OF_TICK 7

/* What is being read, and where. */
typedef struct
{
  const char *p;
  const char *end;
} Cursor;

static gboolean
skip (Cursor *cursor,
      char    c)
{
  if (cursor->p >= cursor->end || *cursor->p != c)
    return FALSE;
  cursor->p++;

  return TRUE;
}

/* One to @max digits; @min of them have to be there. */
static gboolean
read_number (Cursor *cursor,
             guint   min,
             guint   max,
             gint64 *out)
{
  guint n = 0;

  *out = 0;
  for (; n < max && cursor->p < cursor->end && g_ascii_isdigit (*cursor->p); n++)
    *out = *out * 10 + (*cursor->p++ - '0');

  return n >= min;
}

/* Digits behind the point, as ticks; what is finer is dropped. */
static gboolean
read_fraction (Cursor *cursor,
               gint64 *out_ticks)
{
  guint n = 0;

  *out_ticks = 0;
  for (; cursor->p < cursor->end && g_ascii_isdigit (*cursor->p); n++, cursor->p++)
    if (n < DIGITS_OF_TICK)
      *out_ticks = *out_ticks * 10 + (*cursor->p - '0');

  if (n == 0)
    return FALSE;
  for (; n < DIGITS_OF_TICK; n++)
    *out_ticks *= 10;

  return TRUE;
}

/* Days since 0001-01-01 in the calendar that is in use today. */
static gboolean
days_of (gint64  year,
         gint64  month,
         gint64  day,
         gint64 *out_days)
{
  static const guint8 lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  gint64 shifted_year = month <= 2 ? year - 1 : year;
  gint64 shifted_month = month <= 2 ? month + 9 : month - 3;

  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
      day > lengths[month - 1] + (month == 2 && leap))
    return FALSE;

  /* Years that begin in March: the leap day is their last. 306 days lie between
   * the 1st of March of the year 0 and 0001-01-01. */
  *out_days = shifted_year * 365 + shifted_year / 4 - shifted_year / 100 + shifted_year / 400 +
              (153 * shifted_month + 2) / 5 + day - 1 - 306;

  return TRUE;
}

/* `hh:mm[:ss[.f]]` */
static gboolean
read_clock (Cursor *cursor,
            gint64 *out_ticks)
{
  gint64 hour;
  gint64 minute;
  gint64 second = 0;
  gint64 fraction = 0;

  if (!read_number (cursor, 1, 2, &hour) || !skip (cursor, ':') || !read_number (cursor, 2, 2, &minute))
    return FALSE;
  if (skip (cursor, ':'))
    {
      if (!read_number (cursor, 2, 2, &second))
        return FALSE;
      if ((skip (cursor, '.') || skip (cursor, ',')) && !read_fraction (cursor, &fraction))
        return FALSE;
    }

  /* a leap second counts as the last one of its minute */
  if (hour > 24 || minute > 59 || second > 60)
    return FALSE;
  *out_ticks = (hour * 3600 + minute * 60 + MIN (second, 59)) * VDT_TICKS_PER_SECOND + fraction;

  return *out_ticks <= TICKS_PER_DAY;
}

/* ` PM`, `pm`, ` p.m.`, with a space that may be the narrow one of newer browsers. */
static gboolean
read_half (Cursor *cursor,
           gint64 *ticks)
{
  gint64 half = TICKS_PER_DAY / 2;
  gboolean afternoon;

  while (skip (cursor, ' '))
    ;
  if (cursor->end - cursor->p >= 3 && memcmp (cursor->p, "\342\200\257", 3) == 0)
    cursor->p += 3;
  else if (cursor->end - cursor->p >= 2 && memcmp (cursor->p, "\302\240", 2) == 0)
    cursor->p += 2;

  if (cursor->end - cursor->p < 2)
    return TRUE;

  afternoon = g_ascii_tolower (*cursor->p) == 'p';
  if (!afternoon && g_ascii_tolower (*cursor->p) != 'a')
    return TRUE;

  cursor->p++;
  skip (cursor, '.');
  if (cursor->p >= cursor->end || g_ascii_tolower (*cursor->p++) != 'm')
    return FALSE;
  skip (cursor, '.');

  if (*ticks >= half && *ticks < half + half / 12)
    *ticks -= half;
  if (*ticks >= half)
    return FALSE;
  if (afternoon)
    *ticks += half;

  return TRUE;
}

/* `Z`, `+02:00`, `+0200`, `+02`, `UTC`, `GMT` or nothing, which is UTC here. */
static gboolean
read_zone (Cursor *cursor,
           gint64 *ticks)
{
  gint64 hours;
  gint64 minutes = 0;
  gboolean west;

  while (skip (cursor, ' '))
    ;
  if (skip (cursor, 'Z') || skip (cursor, 'z'))
    return TRUE;
  if (cursor->end - cursor->p >= 3 && (memcmp (cursor->p, "UTC", 3) == 0 || memcmp (cursor->p, "GMT", 3) == 0))
    {
      cursor->p += 3;
      return TRUE;
    }

  west = cursor->p < cursor->end && *cursor->p == '-';
  if (!west && (cursor->p >= cursor->end || *cursor->p != '+'))
    return TRUE;

  cursor->p++;
  if (!read_number (cursor, 2, 2, &hours))
    return FALSE;
  skip (cursor, ':');
  if (cursor->p < cursor->end && !read_number (cursor, 2, 2, &minutes))
    return FALSE;
  if (hours > 14 || minutes > 59)
    return FALSE;

  *ticks += (west ? 1 : -1) * (hours * 3600 + minutes * 60) * VDT_TICKS_PER_SECOND;

  return TRUE;
}

static gboolean
read_iso_date (Cursor *cursor,
               gint64 *out_days)
{
  gint64 year;
  gint64 month;
  gint64 day;

  return read_number (cursor, 4, 4, &year) && skip (cursor, '-') && read_number (cursor, 2, 2, &month) &&
         skip (cursor, '-') && read_number (cursor, 2, 2, &day) && days_of (year, month, day, out_days);
}

/**
 * vdt_cell_is_slash_date:
 * @text: a cell
 * @length: its length
 * @out_first: (out): the number before the first slash
 * @out_second: (out): the number behind it
 *
 * Returns: %TRUE if the cell begins like `8/12/2024`
 */
gboolean
vdt_cell_is_slash_date (const char *text,
                        gsize       length,
                        guint      *out_first,
                        guint      *out_second)
{
  Cursor cursor = { text, text + length };
  gint64 first;
  gint64 second;
  gint64 year;

  if (!read_number (&cursor, 1, 2, &first) || !(skip (&cursor, '/') || skip (&cursor, '.')) ||
      !read_number (&cursor, 1, 2, &second) || !(skip (&cursor, '/') || skip (&cursor, '.')) ||
      !read_number (&cursor, 4, 4, &year))
    return FALSE;

  *out_first = (guint) first;
  *out_second = (guint) second;

  return TRUE;
}

static gboolean
read_slash_date (Cursor       *cursor,
                 VdtDateOrder  order,
                 gint64       *out_days)
{
  gint64 first;
  gint64 second;
  gint64 year;

  if (!read_number (cursor, 1, 2, &first) || !(skip (cursor, '/') || skip (cursor, '.')) ||
      !read_number (cursor, 1, 2, &second) || !(skip (cursor, '/') || skip (cursor, '.')) ||
      !read_number (cursor, 4, 4, &year))
    return FALSE;

  return order == VDT_DATE_DAY_FIRST ? days_of (year, second, first, out_days)
                                     : days_of (year, first, second, out_days);
}

/**
 * vdt_cell_parse_datetime:
 * @text: a cell
 * @length: its length
 * @order: how dates with slashes are written
 * @out_ticks: (out): ticks since 0001-01-01, UTC
 *
 * Reads ISO 8601 with up to any number of digits behind the second (seven are
 * kept), pandas' form with a space and an offset, a date alone, and what the
 * portals write when they are set to local time, `8/12/2024, 10:41:34.382 PM`.
 * What names no zone is taken as UTC.
 *
 * Returns: %TRUE if @text is such a time
 */
gboolean
vdt_cell_parse_datetime (const char   *text,
                         gsize         length,
                         VdtDateOrder  order,
                         gint64       *out_ticks)
{
  Cursor cursor = { text, text + length };
  gint64 days;
  gint64 ticks = 0;
  gboolean iso = length >= 10 && text[4] == '-';

  *out_ticks = 0;
  if (!(iso ? read_iso_date (&cursor, &days) : read_slash_date (&cursor, order, &days)))
    return FALSE;

  if (cursor.p < cursor.end)
    {
      if (iso && *cursor.p != 'T' && *cursor.p != 't' && *cursor.p != ' ')
        return FALSE;
      if (!iso)
        skip (&cursor, ',');
      while (cursor.p < cursor.end && (*cursor.p == ' ' || *cursor.p == 'T' || *cursor.p == 't'))
        cursor.p++;
      if (!read_clock (&cursor, &ticks) || (!iso && !read_half (&cursor, &ticks)) || !read_zone (&cursor, &ticks))
        return FALSE;
    }

  while (skip (&cursor, ' '))
    ;
  *out_ticks = days * TICKS_PER_DAY + ticks;

  return cursor.p == cursor.end && *out_ticks >= 0;
}

/**
 * vdt_cell_parse_timespan:
 * @text: a cell
 * @length: its length
 * @out_ticks: (out): ticks
 *
 * Reads `[-][d.]hh:mm:ss[.fffffff]`.
 *
 * Returns: %TRUE if @text is such a time span
 */
gboolean
vdt_cell_parse_timespan (const char *text,
                         gsize       length,
                         gint64     *out_ticks)
{
  Cursor cursor = { text, text + length };
  gboolean negative = skip (&cursor, '-');
  Cursor day_cursor = cursor;
  gint64 days = 0;

  *out_ticks = 0;
  if (read_number (&day_cursor, 1, 8, &days) && skip (&day_cursor, '.'))
    cursor = day_cursor;
  else
    days = 0;

  if (!read_clock (&cursor, out_ticks) || cursor.p != cursor.end || days > 10000000)
    return FALSE;

  *out_ticks += days * TICKS_PER_DAY;
  if (negative)
    *out_ticks = -*out_ticks;

  return TRUE;
}

/**
 * vdt_cell_parse_real:
 * @text: a cell
 * @length: its length
 * @out_value: (out): a number
 *
 * Returns: %TRUE if @text is a number with a point, whatever the locale
 */
gboolean
vdt_cell_parse_real (const char *text,
                     gsize       length,
                     double     *out_value)
{
  char buffer[64];
  char *end;

  *out_value = 0;
  if (length == 0 || length >= sizeof buffer || !(g_ascii_isdigit (*text) || strchr ("+-.NnIi", *text) != NULL))
    return FALSE;

  memcpy (buffer, text, length);
  buffer[length] = '\0';
  *out_value = g_ascii_strtod (buffer, &end);

  return end != buffer && *end == '\0' && strpbrk (buffer, "xXpP") == NULL;
}

/**
 * vdt_cell_parse_long:
 * @text: a cell
 * @length: its length
 * @out_value: (out): the number
 *
 * Reads decimal and `0x` numbers, and what pandas and spreadsheets make of whole
 * numbers, `4248.0` and `1.23E+18`.
 *
 * Returns: %TRUE if @text is a whole number of 64 bits with a sign
 */
gboolean
vdt_cell_parse_long (const char *text,
                     gsize       length,
                     gint64     *out_value)
{
  const char *p = text;
  const char *end = text + length;
  gboolean negative = length > 0 && *p == '-';
  guint64 value = 0;
  double real;

  *out_value = 0;
  if (negative)
    p++;

  if (end - p > 2 && p[0] == '0' && (p[1] == 'x' || p[1] == 'X'))
    {
      if (end - p > 18)
        return FALSE;
      for (p += 2; p < end && g_ascii_isxdigit (*p); p++)
        value = value << 4 | (guint64) g_ascii_xdigit_value (*p);
      *out_value = negative ? (gint64) -value : (gint64) value;
      return p == end;
    }

  if (end - p >= 1 && end - p <= 18)
    {
      for (; p < end && g_ascii_isdigit (*p); p++)
        value = value * 10 + (guint64) (*p - '0');
      *out_value = negative ? -(gint64) value : (gint64) value;
      if (p == end)
        return TRUE;
    }

  if (end - text <= 20 && end - text >= 19 && memchr (text, '.', length) == NULL && memchr (text, 'E', length) == NULL)
    {
      char buffer[24];

      memcpy (buffer, text, length);
      buffer[length] = '\0';
      return g_ascii_string_to_signed (buffer, 10, G_MININT64, G_MAXINT64, out_value, NULL);
    }

  if (!vdt_cell_parse_real (text, length, &real) || real != floor (real) || fabs (real) >= 9.2e18)
    return FALSE;
  *out_value = (gint64) real;

  return TRUE;
}

static gboolean
is_word (const char *text,
         gsize       length,
         const char *word)
{
  return length == strlen (word) && g_ascii_strncasecmp (text, word, length) == 0;
}

/**
 * vdt_cell_parse_bool:
 * @text: a cell
 * @length: its length
 * @out_value: (out): the value
 *
 * Returns: %TRUE if @text is true, false, 1 or 0, also as pandas writes them
 */
gboolean
vdt_cell_parse_bool (const char *text,
                     gsize       length,
                     gboolean   *out_value)
{
  *out_value = is_word (text, length, "true") || is_word (text, length, "1") || is_word (text, length, "1.0");

  return *out_value || is_word (text, length, "false") || is_word (text, length, "0") ||
         is_word (text, length, "0.0");
}

/**
 * vdt_cell_format_datetime:
 * @ticks: ticks since 0001-01-01
 * @into: (out caller-allocates): room for 40 bytes
 *
 * Writes `2026-11-18T07:54:41.2250000Z`, as the query language prints a time.
 *
 * Returns: how long it is
 */
gsize
vdt_cell_format_datetime (gint64  ticks,
                          char   *into)
{
  gint64 days = ticks / TICKS_PER_DAY;
  gint64 rest = ticks % TICKS_PER_DAY;
  gint64 seconds = rest / VDT_TICKS_PER_SECOND;
  g_autoptr(GDate) date = g_date_new_julian ((guint32) CLAMP (days + 1, 1, 3652059));

  return (gsize) g_snprintf (into, 40, "%04u-%02u-%02uT%02d:%02d:%02d.%07dZ", g_date_get_year (date),
                             g_date_get_month (date), g_date_get_day (date), (int) (seconds / 3600),
                             (int) (seconds / 60 % 60), (int) (seconds % 60), (int) (rest % VDT_TICKS_PER_SECOND));
}
