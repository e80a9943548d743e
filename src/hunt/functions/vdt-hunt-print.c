/* vdt-hunt-print.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-print.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The digits of the shortest decimal that reads back as @number, and its exponent. */
static int
shortest_digits (double  number,
                 char   *digits,
                 int    *exponent)
{
  char text[40];
  char *e;
  int n = 0;

  for (int precision = 14; precision <= 16; precision++)
    {
      g_ascii_formatd (text, sizeof text, precision == 14 ? "%.14e" : precision == 15 ? "%.15e" : "%.16e", number);
      if (precision == 16 || g_ascii_strtod (text, NULL) == number)
        break;
    }

  e = strchr (text, 'e');
  *exponent = atoi (e + 1);
  for (char *at = text; at < e; at++)
    if (g_ascii_isdigit (*at))
      digits[n++] = *at;
  while (n > 1 && digits[n - 1] == '0')
    n--;

  return n;
}

/**
 * vdt_print_real:
 * @out: appended to
 * @number: any
 *
 * The shortest digits that mean the number, with a decimal point: 1.0, 0.001,
 * 1e+22 as 1e22; NaN, inf, -inf.
 */
void
vdt_print_real (GString *out,
                double   number)
{
  char digits[32];
  int exponent = 0;
  int n;

  if (isnan (number) || isinf (number))
    {
      g_string_append (out, isnan (number) ? "NaN" : number > 0 ? "inf" : "-inf");
      return;
    }

  if (signbit (number))
    g_string_append_c (out, '-');
  number = fabs (number);
  n = shortest_digits (number, digits, &exponent);

  if (exponent >= 0 && exponent < 21)
    {
      for (int i = 0; i <= exponent; i++)
        g_string_append_c (out, i < n ? digits[i] : '0');
      g_string_append_c (out, '.');
      if (n > exponent + 1)
        g_string_append_len (out, digits + exponent + 1, n - exponent - 1);
      else
        g_string_append_c (out, '0');
    }
  else if (exponent < 0 && exponent >= -6)
    {
      g_string_append (out, "0.");
      for (int i = -1; i > exponent; i--)
        g_string_append_c (out, '0');
      g_string_append_len (out, digits, n);
    }
  else
    {
      g_string_append_c (out, digits[0]);
      if (n > 1)
        {
          g_string_append_c (out, '.');
          g_string_append_len (out, digits + 1, n - 1);
        }
      g_string_append_printf (out, "e%d", exponent);
    }
}

/* Days since 0001-01-01; the month may be any number, the day as well. */
gint64
vdt_days_from_date (int year,
                    int month,
                    int day)
{
  gint64 y = year - (month <= 2);
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 of_era = y - era * 400;
  gint64 of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 306;
}

int
vdt_days_in_month (int year,
                   int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month == 2 && ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0))
    return 29;

  return days[month - 1];
}

gboolean
vdt_ticks_from_parts (gint64  year,
                      gint64  month,
                      gint64  day,
                      gint64  ticks_of_day,
                      gint64 *out_ticks)
{
  *out_ticks = 0;
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > vdt_days_in_month (year, month) ||
      ticks_of_day < 0 || ticks_of_day >= VDT_TICKS_PER_DAY)
    return FALSE;

  *out_ticks = vdt_days_from_date (year, month, day) * VDT_TICKS_PER_DAY + ticks_of_day;

  return TRUE;
}

/* Takes a moment apart; the calendar goes on before year 1 and after 9999. */
void
vdt_moment (gint64     ticks,
            VdtMoment *moment)
{
  gint64 days = ticks / VDT_TICKS_PER_DAY;
  gint64 of_day = ticks % VDT_TICKS_PER_DAY;
  gint64 shifted, era, of_era, year_of_era, day_of_year, month;

  if (of_day < 0)
    {
      of_day += VDT_TICKS_PER_DAY;
      days--;
    }

  shifted = days + 306;
  era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  of_era = shifted - era * 146097;
  year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  month = (5 * day_of_year + 2) / 153;

  moment->day = day_of_year - (153 * month + 2) / 5 + 1;
  moment->month = month < 10 ? month + 3 : month - 9;
  moment->year = year_of_era + era * 400 + (moment->month <= 2);
  moment->hour = of_day / VDT_TICKS_PER_HOUR;
  moment->minute = of_day / VDT_TICKS_PER_MINUTE % 60;
  moment->second = of_day / VDT_TICKS_PER_SECOND % 60;
  moment->tick = of_day % VDT_TICKS_PER_SECOND;
  moment->year_day = days - vdt_days_from_date (moment->year, 1, 1) + 1;
  moment->week_day = ((days + 1) % 7 + 7) % 7;
}

void
vdt_print_datetime (GString *out,
                    gint64   ticks)
{
  VdtMoment m;
  char text[64];

  vdt_moment (ticks, &m);
  g_snprintf (text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%07dZ", m.year, m.month, m.day, m.hour, m.minute,
              m.second, m.tick);
  g_string_append (out, text);
}

void
vdt_print_timespan (GString *out,
                    gint64   ticks)
{
  guint64 left = ticks < 0 ? - (guint64) ticks : (guint64) ticks;
  guint64 days = left / VDT_TICKS_PER_DAY;
  int tick = left % VDT_TICKS_PER_SECOND;
  char text[64];

  if (ticks < 0)
    g_string_append_c (out, '-');
  if (days > 0)
    g_string_append_printf (out, "%" G_GUINT64_FORMAT ".", days);
  g_snprintf (text, sizeof text, "%02d:%02d:%02d", (int) (left / VDT_TICKS_PER_HOUR % 24),
              (int) (left / VDT_TICKS_PER_MINUTE % 60), (int) (left / VDT_TICKS_PER_SECOND % 60));
  g_string_append (out, text);
  if (tick > 0)
    g_string_append_printf (out, ".%07d", tick);
}
