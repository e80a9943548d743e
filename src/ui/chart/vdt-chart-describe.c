/* vdt-chart-describe.c
 *
 * A chart in words, for who does not see it and for tooltips.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-data.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vdt-chart-scale.h"

#define MAX_NAMED 5 /* series that the description names */

/**
 * vdt_chart_data_dup_x:
 * @self: a chart
 * @x: a place on its axis
 *
 * Returns: (transfer full): the category, the number, or the time to the second
 */
char *
vdt_chart_data_dup_x (const VdtChartData *self,
                      double              x)
{
  g_autoptr(GDateTime) time = NULL;

  switch (vdt_chart_data_get_axis (self))
    {
    case VDT_CHART_AXIS_CATEGORY:
      return g_strdup (x >= 0 && x < vdt_chart_data_get_n_categories (self)
                       ? vdt_chart_data_get_category (self, (guint) x) : "");

    case VDT_CHART_AXIS_TIME:
      time = g_date_time_new_from_unix_utc ((gint64) floor (x / G_USEC_PER_SEC));
      return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M:%S") : vdt_chart_number (x);

    case VDT_CHART_AXIS_NUMBER:
    default:
      return vdt_chart_number (x);
    }
}

/**
 * vdt_chart_data_dup_point:
 * @self: a chart
 * @series: the number of a series
 * @point: the number of a point of it
 *
 * Returns: (transfer full): the point in words; holds foreign text
 */
char *
vdt_chart_data_dup_point (const VdtChartData *self,
                          guint               series,
                          guint               point)
{
  const VdtChartSeries *shown = vdt_chart_data_get_series (self, series);
  const VdtChartPoint *at = &g_array_index (shown->points, VdtChartPoint, point);
  g_autofree char *x = vdt_chart_data_dup_x (self, at->x);
  g_autofree char *y = vdt_chart_number (at->y);

  if (at->marked)
    /* Translators: a point of a chart: the series, the place on the axis, the value. */
    return g_strdup_printf (_("%s, %s: %s, anomaly"), shown->name, x, y);

  /* Translators: a point of a chart: the series, the place on the axis, the value. */
  return g_strdup_printf (_("%s, %s: %s"), shown->name, x, y);
}

static void
describe_series (const VdtChartData *self,
                 guint               number,
                 GString            *text)
{
  const VdtChartSeries *series = vdt_chart_data_get_series (self, number);
  guint most = 0;
  guint n_marked = 0;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;

  if (series->points->len == 0)
    return;

  for (guint i = 0; i < series->points->len; i++)
    {
      const VdtChartPoint *point = &g_array_index (series->points, VdtChartPoint, i);

      if (point->y > g_array_index (series->points, VdtChartPoint, most).y)
        most = i;
      n_marked += point->marked ? 1 : 0;
    }
  x = vdt_chart_data_dup_x (self, g_array_index (series->points, VdtChartPoint, most).x);
  y = vdt_chart_number (g_array_index (series->points, VdtChartPoint, most).y);
  g_string_append_c (text, ' ');
  /* Translators: of a series of a chart: its name, its largest value, and where that is. */
  g_string_append_printf (text, _("%s: maximum %s at %s."), series->name, y, x);
  if (n_marked > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, ngettext ("%u anomaly.", "%u anomalies.", n_marked), n_marked);
    }
}

/**
 * vdt_chart_data_describe:
 * @self: a chart
 *
 * Returns: (transfer full): how much it shows and where its maxima are
 */
char *
vdt_chart_data_describe (const VdtChartData *self)
{
  GString *text = g_string_new (NULL);
  guint n_series = vdt_chart_data_get_n_series (self);
  double from, to;

  if (!vdt_chart_data_get_range (self, &from, &to))
    {
      g_string_append (text, _("Nothing to show."));
      return g_string_free (text, FALSE);
    }

  g_string_append_printf (text, ngettext ("%u series", "%u series", n_series), n_series);
  if (vdt_chart_data_get_axis (self) == VDT_CHART_AXIS_CATEGORY)
    {
      guint n = vdt_chart_data_get_n_categories (self);

      g_string_append_printf (text, ngettext (" over %u category.", " over %u categories.", n), n);
    }
  else
    {
      g_autofree char *begin = vdt_chart_data_dup_x (self, from);
      g_autofree char *end = vdt_chart_data_dup_x (self, to);

      /* Translators: the first and the last place on the axis of a chart. */
      g_string_append_printf (text, _(" from %s to %s."), begin, end);
    }
  for (guint i = 0; i < MIN (n_series, MAX_NAMED); i++)
    describe_series (self, i, text);

  return g_string_free (text, FALSE);
}
