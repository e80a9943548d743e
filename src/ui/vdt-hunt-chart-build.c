/* vdt-hunt-chart-build.c
 *
 * A chart from rows, some of them at a time.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "vdt-chart-scale.h"
#include "vdt-hunt-chart-plan.h"
#include "vdt-json-list.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

#define N_BINS         60   /* of rows that are counted over time */
#define MAX_CATEGORIES 2000
#define MAX_NAME       80   /* characters of a series or category */

struct _VdtHuntChartBuild
{
  const VdtHuntChartPlan *plan;
  VdtQueryRun            *run;
  VdtChartData           *data;
  VdtChartAxis            axis;
  guint                   next;
  guint                   n_rows;
  guint                   n_left_out;  /* points of series or categories too many */
  double                  bin;
  GHashTable             *series;      /* owned name → number + 1 */
  GHashTable             *counts;      /* of rows: Place → itself */
};

/* How many rows a place of a series has. */
typedef struct
{
  guint  series;
  double x;
  double n;
} Place;

static guint
hash_place (gconstpointer key)
{
  const Place *place = key;

  return g_double_hash (&place->x) ^ (place->series * 2654435761u);
}

static gboolean
equal_places (gconstpointer a,
              gconstpointer b)
{
  const Place *left = a;
  const Place *right = b;

  return left->series == right->series && !(left->x < right->x) && !(left->x > right->x);
}

/* A text of a result is an attacker's: it is shown inert. */
static char *
dup_name (VdtQueryRow *row,
          guint        column)
{
  g_autofree char *text = vdt_query_row_dup_text (row, column);
  g_autofree char *safe = vdt_safe_text (text, -1, MAX_NAME, NULL);

  /* Translators: the name of an empty value in a chart. */
  return *safe != '\0' ? g_steal_pointer (&safe) : g_strdup (_("(empty)"));
}

static gboolean
parse_number (const char *text,
              double     *out_number)
{
  char *end;

  *out_number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' && isfinite (*out_number);
}

static gboolean
parse_x (VdtHuntChartBuild *self,
         const char        *text,
         double            *out_x)
{
  gint64 time;

  if (self->axis == VDT_CHART_AXIS_NUMBER)
    return parse_number (text, out_x);
  if (!vdt_time_parse (text, &time))
    return FALSE;

  *out_x = (double) time;
  return TRUE;
}

static gboolean
get_x (VdtHuntChartBuild *self,
       VdtQueryRow       *row,
       double            *out_x)
{
  g_autofree char *text = NULL;

  if (self->axis != VDT_CHART_AXIS_CATEGORY)
    {
      text = vdt_query_row_dup_text (row, (guint) self->plan->x);
      return parse_x (self, text, out_x);
    }

  text = self->plan->x >= 0 ? dup_name (row, (guint) self->plan->x) : g_strdup ("");
  if (vdt_chart_data_get_n_categories (self->data) >= MAX_CATEGORIES)
    return FALSE;

  *out_x = vdt_chart_data_add_category (self->data, text);
  return TRUE;
}

/* The series of a value: what the plan tells them apart by, and the column if there
 * are several. */
static gboolean
find_series (VdtHuntChartBuild *self,
             VdtQueryRow       *row,
             int                value,
             guint             *out_series)
{
  const char *column = value >= 0 ? vdt_query_run_get_column (self->run, (guint) value)->name : _("Rows");
  g_autofree char *apart = self->plan->series >= 0 ? dup_name (row, (guint) self->plan->series) : NULL;
  g_autofree char *shown = vdt_safe_text (column, -1, MAX_NAME, NULL);
  g_autofree char *name = apart == NULL ? g_strdup (shown)
                          : self->plan->values->len > 1 ? g_strdup_printf ("%s: %s", apart, shown)
                          : g_strdup (apart);
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->series, name));

  if (known == 0 && g_hash_table_size (self->series) >= VDT_HUNT_CHART_MAX_SERIES)
    return FALSE;
  if (known == 0)
    {
      known = vdt_chart_data_add_series (self->data, name) + 1;
      g_hash_table_insert (self->series, g_steal_pointer (&name), GUINT_TO_POINTER (known));
    }
  *out_series = known - 1;

  return TRUE;
}

static GPtrArray *
split_array (VdtQueryRow *row,
             int          column)
{
  return column >= 0 ? vdt_json_list_split (vdt_query_row_get_json (row, (guint) column)) : NULL;
}

static gboolean
is_mark (const char *text)
{
  double mark;

  return parse_number (text, &mark) && (mark > 0 || mark < 0);
}

/* Arrays beside one another, as make-series gives them. */
static void
add_arrays (VdtHuntChartBuild *self,
            VdtQueryRow       *row)
{
  g_autoptr(GPtrArray) xs = split_array (row, self->plan->x);
  g_autoptr(GPtrArray) marks = split_array (row, self->plan->marks);

  for (guint i = 0; xs != NULL && i < self->plan->values->len; i++)
    {
      int column = g_array_index (self->plan->values, int, i);
      g_autoptr(GPtrArray) ys = split_array (row, column);
      guint series;

      if (ys == NULL)
        continue;
      if (!find_series (self, row, column, &series))
        {
          self->n_left_out += ys->len;
          continue;
        }
      for (guint j = 0; j < MIN (xs->len, ys->len); j++)
        {
          double x, y;

          if (parse_x (self, g_ptr_array_index (xs, j), &x) && parse_number (g_ptr_array_index (ys, j), &y))
            vdt_chart_data_add_point (self->data, series, x, y,
                                      marks != NULL && j < marks->len && is_mark (g_ptr_array_index (marks, j)));
        }
    }
}

/* One more row at a place; times are put into bins. */
static void
count_row (VdtHuntChartBuild *self,
           guint              series,
           double             x)
{
  Place key = { series, self->bin > 0 ? floor (x / self->bin) * self->bin : x, 1 };
  Place *known = g_hash_table_lookup (self->counts, &key);

  if (known != NULL)
    {
      known->n++;
      return;
    }

  known = g_new (Place, 1);
  *known = key;
  g_hash_table_add (self->counts, known);
}

static void
add_row (VdtHuntChartBuild *self,
         VdtQueryRow       *row)
{
  gboolean count = self->plan->values->len == 0;
  guint n = count ? 1 : self->plan->values->len;
  double x = 0;

  if (self->plan->x >= 0 && !get_x (self, row, &x))
    {
      self->n_left_out++;
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      int column = count ? VDT_HUNT_CHART_NONE : g_array_index (self->plan->values, int, i);
      g_autofree char *text = count ? NULL : vdt_query_row_dup_text (row, (guint) column);
      guint series;
      double y;

      if (!find_series (self, row, column, &series))
        self->n_left_out++;
      else if (count)
        count_row (self, series, x);
      else if (parse_number (text, &y))
        {
          g_autofree char *mark = self->plan->marks >= 0 ? vdt_query_row_dup_text (row, (guint) self->plan->marks)
                                                         : NULL;

          vdt_chart_data_add_point (self->data, series, x, y, mark != NULL && is_mark (mark));
        }
    }
}

/* How long a bin is, so that about @N_BINS of them fill the time between the rows. */
static double
bin_length (VdtHuntChartBuild *self)
{
  gint64 least = G_MAXINT64, most = G_MININT64;
  guint step = MAX (self->n_rows / 500, 1);

  for (guint i = 0; i < self->n_rows; i += step)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (self->run), i);
      g_autofree char *text = vdt_query_row_dup_text (row, (guint) self->plan->x);
      gint64 time;

      if (!vdt_time_parse (text, &time))
        continue;
      least = MIN (least, time);
      most = MAX (most, time);
    }

  return most > least ? vdt_chart_scale_times ((double) least, (double) most, N_BINS).step : 0;
}

/**
 * vdt_hunt_chart_build_new:
 * @plan: which columns; lives as long as the build
 * @run: whose rows
 *
 * Returns: (transfer full): a chart that waits for its rows
 */
VdtHuntChartBuild *
vdt_hunt_chart_build_new (const VdtHuntChartPlan *plan,
                          VdtQueryRun            *run)
{
  VdtHuntChartBuild *self = g_new0 (VdtHuntChartBuild, 1);
  const char *x_title = plan->x_title;
  const char *y_title = plan->y_title;

  if (x_title == NULL && plan->x >= 0)
    x_title = vdt_query_run_get_column (run, (guint) plan->x)->name;
  if (y_title == NULL && plan->values->len == 1)
    y_title = vdt_query_run_get_column (run, (guint) g_array_index (plan->values, int, 0))->name;
  if (y_title == NULL && plan->values->len == 0)
    y_title = _("Rows");
  self->plan = plan;
  self->run = g_object_ref (run);
  self->axis = vdt_hunt_chart_plan_get_axis (plan, run);
  self->n_rows = MIN (g_list_model_get_n_items (G_LIST_MODEL (run)), VDT_HUNT_CHART_MAX_ROWS);
  self->data = vdt_chart_data_new (plan->kind, self->axis);
  vdt_chart_data_set_titles (self->data, plan->title, x_title, y_title);
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counts = g_hash_table_new_full (hash_place, equal_places, g_free, NULL);
  if (self->axis == VDT_CHART_AXIS_TIME && plan->values->len == 0)
    self->bin = bin_length (self);

  return self;
}

void
vdt_hunt_chart_build_free (VdtHuntChartBuild *self)
{
  g_hash_table_unref (self->series);
  g_hash_table_unref (self->counts);
  vdt_chart_data_unref (self->data);
  g_object_unref (self->run);
  g_free (self);
}

/**
 * vdt_hunt_chart_build_step:
 * @self: a build
 * @n_rows: how many rows to take
 *
 * Returns: %FALSE once all are taken
 */
gboolean
vdt_hunt_chart_build_step (VdtHuntChartBuild *self,
                           guint              n_rows)
{
  gboolean arrays = self->plan->x >= 0 && self->axis != VDT_CHART_AXIS_CATEGORY &&
                    vdt_query_run_get_column (self->run, (guint) self->plan->x)->type == VDT_CELL_DYNAMIC;
  guint end = MIN (self->n_rows, self->next + n_rows);

  for (; self->next < end; self->next++)
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (self->run), self->next);

      if (row == NULL)
        continue;
      if (arrays)
        add_arrays (self, row);
      else
        add_row (self, row);
    }

  return self->next < self->n_rows;
}

/**
 * vdt_hunt_chart_build_end:
 * @self: a build that has taken its rows
 * @out_rows: (out): how many rows the chart stands on
 * @out_left_out: (out): how many values found no place, for too many series or
 *   categories
 *
 * Returns: (transfer full): the chart
 */
VdtChartData *
vdt_hunt_chart_build_end (VdtHuntChartBuild *self,
                          guint             *out_rows,
                          guint             *out_left_out)
{
  GHashTableIter iter;
  gpointer place;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    vdt_chart_data_add_point (self->data, ((Place *) place)->series, ((Place *) place)->x, ((Place *) place)->n, FALSE);
  g_hash_table_remove_all (self->counts);
  vdt_chart_data_sort (self->data);
  *out_rows = self->n_rows;
  *out_left_out = self->n_left_out;

  return vdt_chart_data_ref (self->data);
}
