/* vdt-hunt-time.c
 *
 * The calendar: parts of a datetime, starts and ends, sums and differences.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"
#include "vdt-hunt-print.h"

typedef enum
{
  PART_NONE,
  PART_YEAR,
  PART_QUARTER,
  PART_MONTH,
  PART_WEEK,
  PART_DAY,
  PART_DAY_OF_YEAR,
  PART_HOUR,
  PART_MINUTE,
  PART_SECOND,
  PART_MILLISECOND,
  PART_MICROSECOND,
  PART_NANOSECOND,
} Part;

static gpointer
prepare_part (VdtHuntText text,
              int         extra)
{
  static const struct { const char *name; Part part; } parts[] = {
    { "year", PART_YEAR }, { "quarter", PART_QUARTER }, { "month", PART_MONTH }, { "week", PART_WEEK },
    { "weekofyear", PART_WEEK }, { "week_of_year", PART_WEEK }, { "day", PART_DAY },
    { "dayofyear", PART_DAY_OF_YEAR }, { "hour", PART_HOUR }, { "minute", PART_MINUTE }, { "second", PART_SECOND },
    { "millisecond", PART_MILLISECOND }, { "microsecond", PART_MICROSECOND }, { "nanosecond", PART_NANOSECOND },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strlen (parts[i].name) == text.length && g_ascii_strncasecmp (parts[i].name, text.text, text.length) == 0)
      return GINT_TO_POINTER (parts[i].part);

  return NULL;
}

static void
release_part (gpointer prepared)
{
}

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
}

static gboolean
in_range (gint64 ticks)
{
  return ticks >= 0 && ticks <= VDT_TICKS_MAX;
}

static void
return_ticks (VdtHuntCall *call,
              gint64       ticks)
{
  if (in_range (ticks))
    vdt_hunt_return_integer (call, ticks);
}

/* ISO 8601: the week with the year's first Thursday is the first. */
static int
week_of_year (const VdtMoment *m)
{
  int week_day = m->week_day == 0 ? 7 : m->week_day;
  int week = (m->year_day - week_day + 10) / 7;
  gint64 january_first;
  VdtMoment first;

  if (week >= 1 && week <= 52)
    return week;
  if (week == 53)
    {
      january_first = vdt_days_from_date (m->year + 1, 1, 1) * VDT_TICKS_PER_DAY;
      vdt_moment (january_first, &first);
      return first.week_day >= 1 && first.week_day <= 4 ? 1 : 53;
    }

  /* The last week of the year before. */
  january_first = vdt_days_from_date (m->year - 1, 1, 1) * VDT_TICKS_PER_DAY;
  vdt_moment (january_first, &first);

  return first.week_day == 4 || (first.week_day == 3 && vdt_days_in_month (m->year - 1, 2) == 29) ? 53 : 52;
}

static gint64
part_of (gint64 ticks,
         Part   part)
{
  VdtMoment m;

  vdt_moment (ticks, &m);

  switch (part)
    {
    case PART_YEAR: return m.year;
    case PART_QUARTER: return (m.month - 1) / 3 + 1;
    case PART_MONTH: return m.month;
    case PART_WEEK: return week_of_year (&m);
    case PART_DAY: return m.day;
    case PART_DAY_OF_YEAR: return m.year_day;
    case PART_HOUR: return m.hour;
    case PART_MINUTE: return m.minute;
    case PART_SECOND: return m.second;
    case PART_MILLISECOND: return m.tick / 10000;
    case PART_MICROSECOND: return m.tick / 10;
    case PART_NANOSECOND: return (gint64) m.tick * 100;
    case PART_NONE:
    default: return 0;
    }
}

static void
datetime_part (VdtHuntCall *call)
{
  Part part = GPOINTER_TO_INT (call->prepared);

  if (part != PART_NONE)
    vdt_hunt_return_integer (call, part_of (vdt_hunt_call_integer (call, 1), part));
}

/* Functions of one part: the part is the extra. */
static void
one_part (VdtHuntCall *call)
{
  vdt_hunt_return_integer (call, part_of (vdt_hunt_call_integer (call, 0), call->extra));
}

static void
day_of_week (VdtHuntCall *call)
{
  VdtMoment m;

  vdt_moment (vdt_hunt_call_integer (call, 0), &m);
  vdt_hunt_return_integer (call, m.week_day * VDT_TICKS_PER_DAY);
}

/* The start of the period that @ticks is in, and of the one @offset periods on. */
static gint64
start_of (gint64 ticks,
          Part   part,
          gint64 offset)
{
  gint64 day = floor_div (ticks, VDT_TICKS_PER_DAY);
  gint64 months;
  VdtMoment m;

  /* Far enough to leave the calendar, near enough not to overflow. */
  offset = CLAMP (offset, -4000000, 4000000);
  vdt_moment (ticks, &m);

  switch (part)
    {
    case PART_DAY:
      return (day + offset) * VDT_TICKS_PER_DAY;
    case PART_WEEK:
      return (day - m.week_day + 7 * offset) * VDT_TICKS_PER_DAY;
    case PART_YEAR:
      offset = CLAMP (offset, -20000, 20000);
      return vdt_days_from_date (m.year + offset, 1, 1) * VDT_TICKS_PER_DAY;
    case PART_MONTH:
    default:
      months = m.year * 12 + m.month - 1 + CLAMP (offset, -240000, 240000);
      return vdt_days_from_date (floor_div (months, 12), months - floor_div (months, 12) * 12 + 1, 1) *
             VDT_TICKS_PER_DAY;
    }
}

static void
start_of_period (VdtHuntCall *call)
{
  return_ticks (call, start_of (vdt_hunt_call_integer (call, 0), call->extra, vdt_hunt_call_integer (call, 1)));
}

static void
end_of_period (VdtHuntCall *call)
{
  gint64 offset = CLAMP (vdt_hunt_call_integer (call, 1), -4000000, 4000000);

  return_ticks (call, start_of (vdt_hunt_call_integer (call, 0), call->extra, offset + 1) - 1);
}

/* Ticks of the parts that are always as long; 0 of the others. */
static gint64
part_ticks (Part part)
{
  switch (part)
    {
    case PART_WEEK: return 7 * VDT_TICKS_PER_DAY;
    case PART_DAY:
    case PART_DAY_OF_YEAR: return VDT_TICKS_PER_DAY;
    case PART_HOUR: return VDT_TICKS_PER_HOUR;
    case PART_MINUTE: return VDT_TICKS_PER_MINUTE;
    case PART_SECOND: return VDT_TICKS_PER_SECOND;
    case PART_MILLISECOND: return 10000;
    case PART_MICROSECOND: return 10;
    case PART_NONE:
    case PART_YEAR:
    case PART_QUARTER:
    case PART_MONTH:
    case PART_NANOSECOND:
    default: return 0;
    }
}

static int
part_months (Part part)
{
  return part == PART_YEAR ? 12 : part == PART_QUARTER ? 3 : part == PART_MONTH ? 1 : 0;
}

/* A day that the month does not have becomes its last. */
static void
add_months (VdtHuntCall *call,
            gint64       ticks,
            gint64       months)
{
  gint64 of_day = ticks - floor_div (ticks, VDT_TICKS_PER_DAY) * VDT_TICKS_PER_DAY;
  gint64 year, month, result;
  VdtMoment m;

  vdt_moment (ticks, &m);
  months += m.year * 12 + m.month - 1;
  year = floor_div (months, 12);
  month = months - year * 12 + 1;
  if (year >= 1 && year <= 9999 &&
      vdt_ticks_from_parts (year, month, MIN (m.day, vdt_days_in_month (year, month)), of_day, &result))
    vdt_hunt_return_integer (call, result);
}

static void
datetime_add (VdtHuntCall *call)
{
  Part part = GPOINTER_TO_INT (call->prepared);
  gint64 n = vdt_hunt_call_integer (call, 1);
  gint64 ticks = vdt_hunt_call_integer (call, 2);
  gint64 by = part_ticks (part);

  if (part_months (part) > 0)
    add_months (call, ticks, CLAMP (n, -200000, 200000) * part_months (part));
  else if (part == PART_NANOSECOND)
    return_ticks (call, ticks + CLAMP (n, -VDT_TICKS_MAX, VDT_TICKS_MAX) / 100);
  else if (by > 0 && n > -VDT_TICKS_MAX / by - 1 && n < VDT_TICKS_MAX / by + 1)
    return_ticks (call, ticks + n * by);
}

/* How many starts of the part lie between. */
static void
datetime_diff (VdtHuntCall *call)
{
  Part part = GPOINTER_TO_INT (call->prepared);
  gint64 a = vdt_hunt_call_integer (call, 1);
  gint64 b = vdt_hunt_call_integer (call, 2);
  gint64 by = part_ticks (part);

  if (part_months (part) > 0)
    {
      gint64 size = part_months (part);
      VdtMoment x, y;

      vdt_moment (a, &x);
      vdt_moment (b, &y);
      vdt_hunt_return_integer (call, (x.year * 12 + x.month - 1) / size - (y.year * 12 + y.month - 1) / size);
    }
  else if (part == PART_WEEK)
    {
      /* Day 0 was a Monday and weeks start on Sunday. */
      vdt_hunt_return_integer (call, floor_div (a + VDT_TICKS_PER_DAY, by) - floor_div (b + VDT_TICKS_PER_DAY, by));
    }
  else if (part == PART_NANOSECOND)
    {
      vdt_hunt_return_integer (call, (gint64) ((guint64) (a - b) * 100));
    }
  else if (by > 0)
    {
      vdt_hunt_return_integer (call, floor_div (a, by) - floor_div (b, by));
    }
}

static void
make_datetime (VdtHuntCall *call)
{
  gint64 hour = vdt_hunt_call_integer (call, 3);
  gint64 minute = vdt_hunt_call_integer (call, 4);
  double second = vdt_hunt_call_real (call, 5);
  gint64 ticks;

  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || !(second >= 0 && second < 60))
    return;

  if (vdt_ticks_from_parts (vdt_hunt_call_integer (call, 0), vdt_hunt_call_integer (call, 1),
                            vdt_hunt_call_integer (call, 2),
                            hour * VDT_TICKS_PER_HOUR + minute * VDT_TICKS_PER_MINUTE +
                            (gint64) (second * VDT_TICKS_PER_SECOND + 0.5), &ticks))
    vdt_hunt_return_integer (call, ticks);
}

static void
make_timespan (VdtHuntCall *call)
{
  gint64 days = vdt_hunt_call_integer (call, 0);
  gint64 hours = vdt_hunt_call_integer (call, 1);
  gint64 minutes = vdt_hunt_call_integer (call, 2);
  double seconds = vdt_hunt_call_real (call, 3);

  if (days < 0 || days > 10675198 || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 ||
      !(seconds >= 0 && seconds < 60))
    return;

  vdt_hunt_return_integer (call, days * VDT_TICKS_PER_DAY + hours * VDT_TICKS_PER_HOUR +
                                 minutes * VDT_TICKS_PER_MINUTE + (gint64) (seconds * VDT_TICKS_PER_SECOND + 0.5));
}

/* The extra is units a second. */
static void
from_unix (VdtHuntCall *call)
{
  gint64 n = vdt_hunt_call_integer (call, 0);
  gint64 per_second = call->extra;
  gint64 seconds = floor_div (n, per_second);

  if (seconds < -62135596800 || seconds > 253402300799)
    return;

  return_ticks (call, VDT_TICKS_UNIX_EPOCH + seconds * VDT_TICKS_PER_SECOND +
                      (n - seconds * per_second) * VDT_TICKS_PER_SECOND / per_second);
}

static void
from_unix_real (VdtHuntCall *call)
{
  double seconds = vdt_hunt_call_real (call, 0) / call->extra;
  double whole = floor (seconds);

  if (!(whole >= -62135596800.0 && whole <= 253402300799.0))
    return;

  return_ticks (call, VDT_TICKS_UNIX_EPOCH + (gint64) whole * VDT_TICKS_PER_SECOND +
                      (gint64) floor ((seconds - whole) * VDT_TICKS_PER_SECOND));
}

static gpointer
prepare_zone (VdtHuntText text,
              int         extra)
{
  g_autofree char *name = g_strndup (text.text, text.length);

  /* A name is looked up below the folder of zones: it must not lead out of it. */
  if (name[0] == '/' || strstr (name, "..") != NULL)
    return NULL;

  return g_time_zone_new_identifier (name);
}

static void
convert_zone (VdtHuntCall *call)
{
  GTimeZone *zone = call->prepared;
  gint64 ticks = vdt_hunt_call_integer (call, 0);
  gint64 seconds = floor_div (ticks - VDT_TICKS_UNIX_EPOCH, VDT_TICKS_PER_SECOND);
  int interval;

  if (zone == NULL)
    return;

  /* In the hour that the clock leaves out, what holds after it. */
  interval = g_time_zone_find_interval (zone, call->extra ? G_TIME_TYPE_STANDARD : G_TIME_TYPE_UNIVERSAL, seconds);
  if (interval < 0)
    interval = g_time_zone_find_interval (zone, G_TIME_TYPE_STANDARD, seconds + 3600);
  if (interval >= 0)
    return_ticks (call, ticks + (call->extra ? -1 : 1) * g_time_zone_get_offset (zone, interval) *
                                VDT_TICKS_PER_SECOND);
}

static void
release_zone (gpointer prepared)
{
  g_time_zone_unref (prepared);
}

#define PART(name, types, run) { name, types, run, prepare_part, release_part, 0 }

static const VdtHuntFunction functions[] = {
  PART ("kql_datetime_part", "i:sl", datetime_part),
  PART ("kql_datetime_add", "l:sll", datetime_add),
  PART ("kql_datetime_diff", "l:sll", datetime_diff),
  { "kql_dayofweek", "l:l", day_of_week },
  { "kql_dayofmonth", "i:l", one_part, .extra = PART_DAY },
  { "kql_dayofyear", "i:l", one_part, .extra = PART_DAY_OF_YEAR },
  { "kql_hourofday", "i:l", one_part, .extra = PART_HOUR },
  { "kql_week_of_year", "i:l", one_part, .extra = PART_WEEK },
  { "kql_monthofyear", "i:l", one_part, .extra = PART_MONTH },
  { "kql_getyear", "i:l", one_part, .extra = PART_YEAR },
  { "kql_startofday", "l:ll", start_of_period, .extra = PART_DAY },
  { "kql_startofweek", "l:ll", start_of_period, .extra = PART_WEEK },
  { "kql_startofmonth", "l:ll", start_of_period, .extra = PART_MONTH },
  { "kql_startofyear", "l:ll", start_of_period, .extra = PART_YEAR },
  { "kql_endofday", "l:ll", end_of_period, .extra = PART_DAY },
  { "kql_endofweek", "l:ll", end_of_period, .extra = PART_WEEK },
  { "kql_endofmonth", "l:ll", end_of_period, .extra = PART_MONTH },
  { "kql_endofyear", "l:ll", end_of_period, .extra = PART_YEAR },
  { "kql_make_datetime", "l:llllld", make_datetime },
  { "kql_make_timespan", "l:llld", make_timespan },
  { "kql_unixtime_seconds", "l:l", from_unix, .extra = 1 },
  { "kql_unixtime_milliseconds", "l:l", from_unix, .extra = 1000 },
  { "kql_unixtime_microseconds", "l:l", from_unix, .extra = 1000000 },
  { "kql_unixtime_nanoseconds", "l:l", from_unix, .extra = 1000000000 },
  { "kql_unixtime_seconds_real", "l:d", from_unix_real, .extra = 1 },
  { "kql_unixtime_milliseconds_real", "l:d", from_unix_real, .extra = 1000 },
  { "kql_unixtime_microseconds_real", "l:d", from_unix_real, .extra = 1000000 },
  { "kql_unixtime_nanoseconds_real", "l:d", from_unix_real, .extra = 1000000000 },
  { "kql_utc_to_local", "l:ls", convert_zone, prepare_zone, release_zone, 1 },
  { "kql_local_to_utc", "l:ls", convert_zone, prepare_zone, release_zone, 1, TRUE },
};

gboolean
vdt_hunt_time_register (duckdb_connection   connection,
                        GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
