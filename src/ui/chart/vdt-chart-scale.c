/* vdt-chart-scale.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-scale.h"

#include <math.h>

#define SECOND ((double) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/**
 * vdt_chart_scale_numbers:
 * @from: the smallest value
 * @to: the largest
 * @n_ticks: how many ticks have room
 * @whole: whether the axis ends at ticks
 *
 * Returns: a scale with steps of 1, 2 or 5 times a power of ten
 */
VdtChartScale
vdt_chart_scale_numbers (double   from,
                         double   to,
                         guint    n_ticks,
                         gboolean whole)
{
  VdtChartScale scale = { from, to, 0, 1 };
  double rough, power, ratio;

  if (!(to > from))
    {
      scale.from = from - (from == 0 ? 0 : fabs (from) * 0.1);
      scale.to = from + (from == 0 ? 1 : fabs (from) * 0.1);
    }
  rough = (scale.to - scale.from) / MAX (n_ticks, 1);
  power = pow (10, floor (log10 (rough)));
  ratio = rough / power;
  scale.step = power * (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
  if (whole)
    {
      scale.from = floor (scale.from / scale.step) * scale.step;
      scale.to = ceil (scale.to / scale.step) * scale.step;
    }
  scale.first = ceil (scale.from / scale.step) * scale.step;

  return scale;
}

/**
 * vdt_chart_scale_times:
 * @from: the first time, µs since 1970, UTC
 * @to: the last
 * @n_ticks: how many ticks have room
 *
 * Returns: a scale with steps that clocks and calendars know
 */
VdtChartScale
vdt_chart_scale_times (double from,
                       double to,
                       guint  n_ticks)
{
  static const double steps[] = {
    1000, 10000, 100000, SECOND, 2 * SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE,
    15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY,
    90 * DAY, 180 * DAY, 365 * DAY, 1000 * DAY, 3650 * DAY,
  };
  VdtChartScale scale = { from, to, from, 0 };

  if (!(to > from))
    {
      scale.from = from - HOUR / 2;
      scale.to = from + HOUR / 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      scale.step = steps[i];
      if ((scale.to - scale.from) / steps[i] <= n_ticks)
        break;
    }
  while ((scale.to - scale.from) / scale.step > n_ticks)
    scale.step *= 10;
  scale.first = ceil (scale.from / scale.step) * scale.step;

  return scale;
}

/**
 * vdt_chart_scale_dup_time:
 * @self: a scale of times
 * @value: a time, µs since 1970, UTC
 *
 * Returns: (transfer full): the time, as precisely as the step asks for
 */
char *
vdt_chart_scale_dup_time (const VdtChartScale *self,
                          double               value)
{
  g_autoptr(GDateTime) whole = g_date_time_new_from_unix_utc ((gint64) floor (value / SECOND));
  g_autofree char *text = NULL;

  if (whole == NULL)
    return vdt_chart_number (value);
  if (self->step >= DAY)
    return g_date_time_format (whole, "%Y-%m-%d");
  if (self->step >= MINUTE)
    return g_date_time_format (whole, self->to - self->from > DAY ? "%m-%d %H:%M" : "%H:%M");

  text = g_date_time_format (whole, "%H:%M:%S");
  if (self->step >= SECOND)
    return g_steal_pointer (&text);

  return g_strdup_printf ("%s.%03d", text, (int) (fmod (value, SECOND) / 1000));
}

/**
 * vdt_chart_number:
 * @value: a number
 *
 * Returns: (transfer full): it, with the thousands told apart as the person's
 *   language does and without digits that say nothing
 */
char *
vdt_chart_number (double value)
{
  if (fabs (value) >= 1e15 || (value != 0 && fabs (value) < 1e-4))
    return g_strdup_printf ("%.4g", value);
  if (fabs (value - round (value)) < 1e-9)
    return g_strdup_printf ("%'.0f", round (value) + 0.0);

  return g_strdup_printf ("%'.*f", fabs (value) >= 100 ? 1 : fabs (value) >= 1 ? 2 : 4, value);
}
