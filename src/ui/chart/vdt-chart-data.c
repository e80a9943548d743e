/* vdt-chart-data.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-data.h"

#include <math.h>

struct _VdtChartData
{
  gatomicrefcount  n_refs;

  VdtChartKind     kind;
  VdtChartAxis     axis;
  char            *title;
  char            *x_title;
  char            *y_title;
  GPtrArray       *categories;     /* char * */
  GHashTable      *category_index; /* char * in categories → its number + 1 */
  GArray          *series;         /* VdtChartSeries */
};

static void
series_clear (gpointer data)
{
  VdtChartSeries *series = data;

  g_free (series->name);
  g_array_unref (series->points);
}

/**
 * vdt_chart_data_new:
 * @kind: how to show it
 * @axis: what x is
 *
 * Returns: (transfer full): a chart without a series
 */
VdtChartData *
vdt_chart_data_new (VdtChartKind kind,
                    VdtChartAxis axis)
{
  VdtChartData *self = g_new0 (VdtChartData, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->kind = kind;
  self->axis = axis;
  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->category_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->series = g_array_new (FALSE, FALSE, sizeof (VdtChartSeries));
  g_array_set_clear_func (self->series, series_clear);

  return self;
}

VdtChartData *
vdt_chart_data_ref (VdtChartData *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

void
vdt_chart_data_unref (VdtChartData *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  g_hash_table_unref (self->category_index);
  g_ptr_array_unref (self->categories);
  g_array_unref (self->series);
  g_free (self);
}

VdtChartKind
vdt_chart_data_get_kind (const VdtChartData *self)
{
  return self->kind;
}

/* The points stay; any kind can be chosen afterwards. */
void
vdt_chart_data_set_kind (VdtChartData *self,
                         VdtChartKind  kind)
{
  self->kind = kind;
}

VdtChartAxis
vdt_chart_data_get_axis (const VdtChartData *self)
{
  return self->axis;
}

/**
 * vdt_chart_data_set_titles:
 * @self: a chart
 * @title: (nullable): above it
 * @x_title: (nullable): of the axis of x
 * @y_title: (nullable): of the axis of y
 */
void
vdt_chart_data_set_titles (VdtChartData *self,
                           const char   *title,
                           const char   *x_title,
                           const char   *y_title)
{
  g_free (self->title);
  g_free (self->x_title);
  g_free (self->y_title);
  self->title = g_strdup (title);
  self->x_title = g_strdup (x_title);
  self->y_title = g_strdup (y_title);
}

const char *
vdt_chart_data_get_title (const VdtChartData *self)
{
  return self->title;
}

const char *
vdt_chart_data_get_x_title (const VdtChartData *self)
{
  return self->x_title;
}

const char *
vdt_chart_data_get_y_title (const VdtChartData *self)
{
  return self->y_title;
}

/**
 * vdt_chart_data_add_category:
 * @self: a chart
 * @name: of the category; foreign text
 *
 * Returns: its number; the same for the same name
 */
guint
vdt_chart_data_add_category (VdtChartData *self,
                             const char   *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->category_index, name));
  char *kept;

  if (known > 0)
    return known - 1;

  kept = g_strdup (name);
  g_ptr_array_add (self->categories, kept);
  g_hash_table_insert (self->category_index, kept, GUINT_TO_POINTER (self->categories->len));

  return self->categories->len - 1;
}

guint
vdt_chart_data_get_n_categories (const VdtChartData *self)
{
  return self->categories->len;
}

const char *
vdt_chart_data_get_category (const VdtChartData *self,
                             guint               category)
{
  g_return_val_if_fail (category < self->categories->len, NULL);

  return g_ptr_array_index (self->categories, category);
}

/**
 * vdt_chart_data_add_series:
 * @self: a chart
 * @name: of the series; foreign text
 *
 * Returns: its number
 */
guint
vdt_chart_data_add_series (VdtChartData *self,
                           const char   *name)
{
  VdtChartSeries series = { g_strdup (name), g_array_new (FALSE, FALSE, sizeof (VdtChartPoint)) };

  g_array_append_val (self->series, series);

  return self->series->len - 1;
}

guint
vdt_chart_data_get_n_series (const VdtChartData *self)
{
  return self->series->len;
}

const VdtChartSeries *
vdt_chart_data_get_series (const VdtChartData *self,
                           guint               series)
{
  g_return_val_if_fail (series < self->series->len, NULL);

  return &g_array_index (self->series, VdtChartSeries, series);
}

/* What is no number (NaN, infinity) is left out: there is no place for it. */
void
vdt_chart_data_add_point (VdtChartData *self,
                          guint         series,
                          double        x,
                          double        y,
                          gboolean      marked)
{
  VdtChartPoint point = { x, y, marked };

  g_return_if_fail (series < self->series->len);

  if (isfinite (x) && isfinite (y))
    g_array_append_val (g_array_index (self->series, VdtChartSeries, series).points, point);
}

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const VdtChartPoint *left = a;
  const VdtChartPoint *right = b;

  return (left->x > right->x) - (left->x < right->x);
}

/* Puts the points in the order of x; those at one x stay as they came. */
void
vdt_chart_data_sort (VdtChartData *self)
{
  for (guint i = 0; i < self->series->len; i++)
    g_array_sort (g_array_index (self->series, VdtChartSeries, i).points, compare_points);
}

/**
 * vdt_chart_data_get_range:
 * @self: a chart, sorted
 * @out_from: (out): the smallest x
 * @out_to: (out): the largest
 *
 * Returns: %FALSE if there is no point
 */
gboolean
vdt_chart_data_get_range (const VdtChartData *self,
                          double             *out_from,
                          double             *out_to)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->series->len; i++)
    {
      const GArray *points = g_array_index (self->series, VdtChartSeries, i).points;

      if (points->len == 0)
        continue;
      *out_from = found ? MIN (*out_from, g_array_index (points, VdtChartPoint, 0).x)
                        : g_array_index (points, VdtChartPoint, 0).x;
      *out_to = found ? MAX (*out_to, g_array_index (points, VdtChartPoint, points->len - 1).x)
                      : g_array_index (points, VdtChartPoint, points->len - 1).x;
      found = TRUE;
    }

  return found;
}
