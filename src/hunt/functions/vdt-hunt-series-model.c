/* vdt-hunt-series-model.c
 *
 * Models of a series: lines, polynomials, periods, seasonal decomposition,
 * outliers. A function with several results gives them as one array in the order
 * of its signature.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-print.h"
#include "vdt-hunt-series.h"

/* A line through points 0, 1, 2 … */
typedef struct
{
  double r_square;
  double slope;
  double variance;
  double r_variance;
  double interception;
} Line;

static Line
fit_line (const double *values,
          gint64        n)
{
  double mean_x = (n - 1) / 2.0, mean_y = vdt_series_mean (values, n);
  double xx = 0, xy = 0, yy = 0;
  Line line = { 0 };

  for (gint64 i = 0; i < n; i++)
    {
      xx += (i - mean_x) * (i - mean_x);
      xy += (i - mean_x) * (values[i] - mean_y);
      yy += (values[i] - mean_y) * (values[i] - mean_y);
    }

  line.slope = xx > 0 ? xy / xx : 0;
  line.interception = mean_y - line.slope * mean_x;
  line.variance = n > 1 ? yy / (n - 1) : 0;
  line.r_variance = n > 1 ? MAX (yy - line.slope * xy, 0) / (n - 1) : 0;
  line.r_square = xx > 0 && yy > 0 ? xy * xy / (xx * yy) : 1;

  return line;
}

/* Appends `"name":` in a bag, only the comma in an array. */
static void
append_name (GString    *out,
             gboolean    is_bag,
             const char *name)
{
  vdt_json_comma (out);
  if (is_bag)
    g_string_append_printf (out, "\"%s\":", name);
}

static void
append_real (GString    *out,
             gboolean    is_bag,
             const char *name,
             double      value)
{
  append_name (out, is_bag, name);
  if (isnan (value))
    g_string_append (out, "null");
  else
    vdt_json_write_real (out, value);
}

/* A series of finite numbers, at least @least of them. */
static gboolean
read_finite (VdtHuntText  json,
             gint64       least,
             VdtSeries   *out_series)
{
  if (!vdt_series_read (json, out_series) || out_series->n < least)
    return FALSE;
  for (gint64 i = 0; i < out_series->n; i++)
    if (!isfinite (out_series->values[i]))
      return FALSE;

  return TRUE;
}

static void
series_fit_line (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_autofree double *fit = NULL;
  Line line;

  if (!read_finite (vdt_hunt_call_text (call, 0), 2, &series))
    return;

  line = fit_line (series.values, series.n);
  fit = g_new (double, series.n);
  for (gint64 i = 0; i < series.n; i++)
    fit[i] = line.interception + line.slope * i;

  g_string_append_c (call->out, call->extra ? '{' : '[');
  append_real (call->out, call->extra, "rsquare", line.r_square);
  append_real (call->out, call->extra, "slope", line.slope);
  append_real (call->out, call->extra, "variance", line.variance);
  append_real (call->out, call->extra, "rvariance", line.r_variance);
  append_real (call->out, call->extra, "interception", line.interception);
  append_name (call->out, call->extra, "line_fit");
  vdt_series_write (call->out, fit, series.n);
  g_string_append_c (call->out, call->extra ? '}' : ']');
  vdt_hunt_return_out (call);
}

/* What a line leaves of the values from @from to before @to, from sums up to each place. */
static double
line_error (const double *y,
            const double *yy,
            const double *xy,
            gint64        from,
            gint64        to)
{
  double n = to - from;
  double sum_y = y[to] - y[from];
  double sum_x = n * (n - 1) / 2;
  double sum_xy = xy[to] - xy[from] - from * sum_y;
  double sxx = n * (n * n - 1) / 12;
  double sxy = sum_xy - sum_x * sum_y / n;
  double syy = yy[to] - yy[from] - sum_y * sum_y / n;

  return sxx > 0 ? syy - sxy * sxy / sxx : 0;
}

static gint64
best_split (const VdtSeries *series)
{
  g_autofree double *y = g_new0 (double, series->n + 1);
  g_autofree double *yy = g_new0 (double, series->n + 1);
  g_autofree double *xy = g_new0 (double, series->n + 1);
  double best = INFINITY;
  gint64 split = 1;

  for (gint64 i = 0; i < series->n; i++)
    {
      y[i + 1] = y[i] + series->values[i];
      yy[i + 1] = yy[i] + series->values[i] * series->values[i];
      xy[i + 1] = xy[i] + i * series->values[i];
    }
  for (gint64 i = 2; i <= series->n - 2; i++)
    {
      double error = line_error (y, yy, xy, 0, i) + line_error (y, yy, xy, i, series->n);

      if (error < best)
        {
          best = error;
          split = i;
        }
    }

  return split;
}

static void
append_side (GString    *out,
             gboolean    is_bag,
             const char *side,
             const Line *line)
{
  const struct { const char *name; double value; } values[] = {
    { "rsquare", line->r_square }, { "slope", line->slope }, { "interception", line->interception },
    { "variance", line->variance }, { "rvariance", line->r_variance },
  };

  if (is_bag)
    {
      append_name (out, is_bag, side);
      g_string_append_c (out, '{');
    }
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    append_real (out, is_bag, values[i].name, values[i].value);
  if (is_bag)
    g_string_append_c (out, '}');
}

static void
series_fit_2lines (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_autofree double *fit = NULL;
  Line left, right, all;
  double error = 0;
  gint64 split;

  if (!read_finite (vdt_hunt_call_text (call, 0), 4, &series))
    return;

  split = best_split (&series);
  all = fit_line (series.values, series.n);
  left = fit_line (series.values, split);
  right = fit_line (series.values + split, series.n - split);
  fit = g_new (double, series.n);
  for (gint64 i = 0; i < series.n; i++)
    {
      fit[i] = i < split ? left.interception + left.slope * i : right.interception + right.slope * (i - split);
      error += (series.values[i] - fit[i]) * (series.values[i] - fit[i]);
    }

  g_string_append_c (call->out, call->extra ? '{' : '[');
  append_real (call->out, call->extra, "rsquare",
               all.variance > 0 ? 1 - error / (all.variance * (series.n - 1)) : 1);
  append_name (call->out, call->extra, "split_idx");
  vdt_json_write_integer (call->out, split);
  append_real (call->out, call->extra, "variance", all.variance);
  append_real (call->out, call->extra, "rvariance", error / (series.n - 1));
  append_name (call->out, call->extra, "line_fit");
  vdt_series_write (call->out, fit, series.n);
  append_side (call->out, call->extra, "right", &right);
  append_side (call->out, call->extra, "left", &left);
  g_string_append_c (call->out, call->extra ? '}' : ']');
  vdt_hunt_return_out (call);
}

#define MAX_DEGREE 8

/* Solves the normal equations by elimination; FALSE if they have no one solution. */
static gboolean
solve (double  matrix[MAX_DEGREE + 1][MAX_DEGREE + 2],
       int     n,
       double *result)
{
  for (int i = 0; i < n; i++)
    {
      int pivot = i;

      for (int k = i + 1; k < n; k++)
        if (fabs (matrix[k][i]) > fabs (matrix[pivot][i]))
          pivot = k;
      if (fabs (matrix[pivot][i]) < 1e-12)
        return FALSE;
      for (int j = 0; j <= n; j++)
        {
          double swap = matrix[i][j];

          matrix[i][j] = matrix[pivot][j];
          matrix[pivot][j] = swap;
        }
      for (int k = 0; k < n; k++)
        {
          double factor = matrix[k][i] / matrix[i][i];

          for (int j = i; k != i && j <= n; j++)
            matrix[k][j] -= factor * matrix[i][j];
        }
    }
  for (int i = 0; i < n; i++)
    result[i] = matrix[i][n] / matrix[i][i];

  return TRUE;
}

/* y, x or null for 0, 1, 2 …, degree */
static void
series_fit_poly (VdtHuntCall *call)
{
  g_auto(VdtSeries) y = { 0 };
  g_auto(VdtSeries) x = { 0 };
  g_autofree double *fit = NULL;
  double matrix[MAX_DEGREE + 1][MAX_DEGREE + 2] = { { 0 } };
  double coefficients[MAX_DEGREE + 1];
  gint64 degree = vdt_hunt_call_integer (call, 2);
  double error = 0, total = 0, mean;

  if (degree < 1 || degree > MAX_DEGREE || !read_finite (vdt_hunt_call_text (call, 0), degree + 1, &y))
    return;
  if (!read_finite (vdt_hunt_call_text (call, 1), 0, &x))
    {
      vdt_series_clear (&x);
      x.values = g_new (double, y.n);
      x.n = y.n;
      for (gint64 i = 0; i < y.n; i++)
        x.values[i] = i;
    }
  if (x.n != y.n)
    return;

  for (gint64 i = 0; i < y.n; i++)
    for (int row = 0; row <= degree; row++)
      {
        for (int column = 0; column <= degree; column++)
          matrix[row][column] += pow (x.values[i], row + column);
        matrix[row][degree + 1] += y.values[i] * pow (x.values[i], row);
      }
  if (!solve (matrix, degree + 1, coefficients))
    return;

  mean = vdt_series_mean (y.values, y.n);
  fit = g_new0 (double, y.n);
  for (gint64 i = 0; i < y.n; i++)
    {
      for (int k = degree; k >= 0; k--)
        fit[i] = fit[i] * x.values[i] + coefficients[k];
      error += (y.values[i] - fit[i]) * (y.values[i] - fit[i]);
      total += (y.values[i] - mean) * (y.values[i] - mean);
    }

  g_string_append_c (call->out, '[');
  append_real (call->out, FALSE, "", total > 0 ? 1 - error / total : 1);
  vdt_json_comma (call->out);
  vdt_series_write (call->out, coefficients, degree + 1);
  append_real (call->out, FALSE, "", total / (y.n - 1));
  append_real (call->out, FALSE, "", error / (y.n - 1));
  vdt_json_comma (call->out);
  vdt_series_write (call->out, fit, y.n);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* How alike the series and itself @lag places on are: 1 for the same. */
static double
autocorrelation (const double *values,
                 gint64        n,
                 gint64        lag)
{
  double mean = vdt_series_mean (values, n);
  double all = 0, shifted = 0;

  for (gint64 i = 0; i < n; i++)
    all += (values[i] - mean) * (values[i] - mean);
  for (gint64 i = 0; i + lag < n; i++)
    shifted += (values[i] - mean) * (values[i + lag] - mean);

  return all > 0 && lag < n ? shifted / all * n / (n - lag) : 0;
}

typedef struct
{
  double period;
  double score;
} Period;

static int
compare_periods (gconstpointer a,
                 gconstpointer b)
{
  const Period *x = a, *y = b;

  return x->score > y->score ? -1 : x->score < y->score;
}

/* Lags whose likeness is a peak, the best first; multiples of a better one do not count. */
static GArray *
detect_periods (const double *values,
                gint64        n,
                gint64        shortest,
                gint64        longest)
{
  GArray *peaks = g_array_new (FALSE, FALSE, sizeof (Period));
  g_autofree double *scores = NULL;

  shortest = MAX (shortest, 2);
  longest = MIN (longest, n / 2);
  if (longest < shortest || longest > 20000)
    return peaks;

  scores = g_new0 (double, longest + 2);
  for (gint64 lag = shortest - 1; lag <= longest + 1; lag++)
    scores[lag] = autocorrelation (values, n, lag);
  for (gint64 lag = shortest; lag <= longest; lag++)
    {
      Period period = { lag, MIN (scores[lag], 1) };

      if (scores[lag] > 0 && scores[lag] >= scores[lag - 1] && scores[lag] >= scores[lag + 1])
        g_array_append_val (peaks, period);
    }

  for (guint i = 0; i < peaks->len; i++)
    for (guint k = 0; k < i; k++)
      {
        Period *later = &g_array_index (peaks, Period, i);
        const Period *earlier = &g_array_index (peaks, Period, k);

        if (earlier->score > 0 && fmod (later->period, earlier->period) == 0 && later->score < earlier->score * 1.1)
          {
            later->score = 0;
            break;
          }
      }
  g_array_sort (peaks, compare_periods);

  return peaks;
}

static void
write_periods (GString      *out,
               const GArray *periods,
               gint64        most)
{
  gint64 n = MIN (MAX (most, 0), periods->len);

  g_string_append (out, "[[");
  for (gint64 i = 0; i < n && g_array_index (periods, Period, i).score > 0; i++)
    append_real (out, FALSE, "", g_array_index (periods, Period, i).period);
  g_string_append (out, "],[");
  for (gint64 i = 0; i < n && g_array_index (periods, Period, i).score > 0; i++)
    append_real (out, FALSE, "", g_array_index (periods, Period, i).score);
  g_string_append (out, "]]");
}

/* series, shortest, longest, how many */
static void
periods_detect (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_autoptr(GArray) periods = NULL;

  if (!read_finite (vdt_hunt_call_text (call, 0), 4, &series))
    return;

  periods = detect_periods (series.values, series.n, (gint64) CLAMP (vdt_hunt_call_real (call, 1), 0, 1e6),
                            (gint64) CLAMP (vdt_hunt_call_real (call, 2), 0, 1e6));
  write_periods (call->out, periods, vdt_hunt_call_integer (call, 3));
  vdt_hunt_return_out (call);
}

static void
periods_validate (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_auto(VdtSeries) wanted = { 0 };
  g_autoptr(GArray) periods = g_array_new (FALSE, FALSE, sizeof (Period));

  if (!read_finite (vdt_hunt_call_text (call, 0), 4, &series) ||
      !read_finite (vdt_hunt_call_text (call, 1), 1, &wanted))
    return;

  for (gint64 i = 0; i < wanted.n; i++)
    {
      gint64 lag = (gint64) CLAMP (wanted.values[i] + 0.5, 1, series.n);
      Period period = { wanted.values[i], CLAMP (autocorrelation (series.values, series.n, lag), 0, 1) };

      g_array_append_val (periods, period);
    }
  g_array_sort (periods, compare_periods);
  write_periods (call->out, periods, periods->len);
  vdt_hunt_return_out (call);
}

/* Of each place in the period the median, repeated; only the first @learn values count. */
static double *
seasonal_of (const double *values,
             gint64        n,
             gint64        learn,
             gint64        period)
{
  double *seasonal = g_new0 (double, MAX (n, 1));
  g_autofree double *phase = g_new0 (double, MAX (n, 1));

  if (period < 1 || period > n)
    return seasonal;

  for (gint64 start = 0; start < period; start++)
    {
      g_autofree double *sorted = NULL;
      gint64 found = 0, finite;
      double median;

      for (gint64 i = start; i < learn; i += period)
        phase[found++] = values[i];
      sorted = vdt_series_sorted (phase, found, &finite);
      median = vdt_series_percentile (sorted, finite, 50);
      for (gint64 i = start; i < n; i += period)
        seasonal[i] = isnan (median) ? 0 : median;
    }

  return seasonal;
}

/* The period that is given, or with -1 the one that is found; 0 for none. */
static gint64
choose_period (const double *values,
               gint64        n,
               gint64        given,
               double        threshold)
{
  g_autoptr(GArray) periods = NULL;

  if (given >= 0)
    return given;

  periods = detect_periods (values, n, 4, n / 2);

  return periods->len > 0 && g_array_index (periods, Period, 0).score >= threshold
         ? (gint64) g_array_index (periods, Period, 0).period : 0;
}

/* series, period or -1, test points */
static void
series_seasonal (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_autofree double *seasonal = NULL;
  gint64 learn, period;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &series) || series.n == 0)
    return;

  learn = CLAMP (series.n - vdt_hunt_call_integer (call, 2), 1, series.n);
  period = choose_period (series.values, learn, vdt_hunt_call_integer (call, 1), 0.6);
  seasonal = seasonal_of (series.values, series.n, learn, period);
  vdt_series_write (call->out, seasonal, series.n);
  vdt_hunt_return_out (call);
}

typedef struct
{
  gint64  n;
  double *baseline;
  double *seasonal;
  double *trend;
  double *residual;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->baseline);
  g_free (parts->seasonal);
  g_free (parts->trend);
  g_free (parts->residual);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
text_is (VdtHuntText  text,
         const char  *word)
{
  return text.length == strlen (word) && g_ascii_strncasecmp (text.text, word, text.length) == 0;
}

/* Trend and season are learnt from all but the last @test_points, and go on over them. */
static void
decompose (const VdtSeries *series,
           gint64           period,
           VdtHuntText      trend,
           gint64           test_points,
           double           threshold,
           Parts           *parts)
{
  gint64 n = series->n;
  gint64 learn = CLAMP (n - test_points, 1, n);
  g_autofree double *level = g_new (double, n);
  Line line = { 0 };

  parts->n = n;
  parts->baseline = g_new (double, n);
  parts->trend = g_new0 (double, n);
  parts->residual = g_new (double, n);

  if (text_is (trend, "linefit"))
    line = fit_line (series->values, learn);
  else if (text_is (trend, "avg"))
    line.interception = vdt_series_mean (series->values, learn);
  for (gint64 i = 0; i < n; i++)
    {
      parts->trend[i] = line.interception + line.slope * i;
      level[i] = series->values[i] - parts->trend[i];
    }

  parts->seasonal = seasonal_of (level, n, learn, choose_period (level, learn, period, threshold));
  for (gint64 i = 0; i < n; i++)
    {
      parts->baseline[i] = parts->trend[i] + parts->seasonal[i];
      parts->residual[i] = series->values[i] - parts->baseline[i];
    }
}

static void
write_parts (VdtHuntCall *call,
             const Parts *parts)
{
  const double *const series[] = { parts->baseline, parts->seasonal, parts->trend, parts->residual };

  g_string_append_c (call->out, '[');
  for (gsize i = 0; i < G_N_ELEMENTS (series); i++)
    {
      vdt_json_comma (call->out);
      vdt_series_write (call->out, series[i], parts->n);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* series, period, trend, test points, threshold */
static void
series_decompose (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_auto(Parts) parts = { 0 };

  if (!read_finite (vdt_hunt_call_text (call, 0), 1, &series))
    return;

  decompose (&series, vdt_hunt_call_integer (call, 1), vdt_hunt_call_text (call, 2), vdt_hunt_call_integer (call, 3),
             vdt_hunt_call_real (call, 4), &parts);
  write_parts (call, &parts);
}

/* series, points, period, trend, threshold */
static void
series_forecast (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_auto(Parts) parts = { 0 };

  if (!read_finite (vdt_hunt_call_text (call, 0), 1, &series))
    return;

  decompose (&series, vdt_hunt_call_integer (call, 2), vdt_hunt_call_text (call, 3), vdt_hunt_call_integer (call, 1),
             vdt_hunt_call_real (call, 4), &parts);
  write_parts (call, &parts);
}

/* How far beyond the fences each value lies, in units of what lies between them. */
static double *
outlier_scores (const double *values,
                gint64        n,
                gint64        learn,
                double        low_percentile,
                double        high_percentile)
{
  double *scores = g_new0 (double, MAX (n, 1));
  gint64 finite;
  g_autofree double *sorted = vdt_series_sorted (values, learn, &finite);
  double low = vdt_series_percentile (sorted, finite, low_percentile);
  double high = vdt_series_percentile (sorted, finite, high_percentile);
  double between = high - low;

  for (gint64 i = 0; i < n; i++)
    {
      double beyond = values[i] > high ? values[i] - high : values[i] < low ? values[i] - low : 0;

      scores[i] = beyond == 0 ? 0 : between > 0 ? beyond / between : beyond > 0 ? INFINITY : -INFINITY;
    }

  return scores;
}

/* series, kind, value to ignore, percentiles */
static void
series_outliers (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_autofree double *scores = NULL;
  gboolean tukey = text_is (vdt_hunt_call_text (call, 1), "tukey");

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &series))
    return;

  if (!vdt_hunt_call_null (call, 2))
    for (gint64 i = 0; i < series.n; i++)
      if (series.values[i] == vdt_hunt_call_real (call, 2))
        series.values[i] = NAN;
  scores = outlier_scores (series.values, series.n, series.n, tukey ? 25 : vdt_hunt_call_real (call, 3),
                           tukey ? 75 : vdt_hunt_call_real (call, 4));
  vdt_series_write (call->out, scores, series.n);
  vdt_hunt_return_out (call);
}

/* series, threshold, period, trend, test points, kind, seasonality threshold → flags, scores, baseline */
static void
series_anomalies (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  g_auto(Parts) parts = { 0 };
  g_autofree double *scores = NULL;
  double threshold = vdt_hunt_call_real (call, 1);
  gint64 test_points = vdt_hunt_call_integer (call, 4);
  gboolean tukey = text_is (vdt_hunt_call_text (call, 5), "tukey");

  if (!read_finite (vdt_hunt_call_text (call, 0), 1, &series))
    return;

  decompose (&series, vdt_hunt_call_integer (call, 2), vdt_hunt_call_text (call, 3), test_points,
             vdt_hunt_call_real (call, 6), &parts);
  scores = outlier_scores (parts.residual, series.n, CLAMP (series.n - test_points, 1, series.n), tukey ? 25 : 10,
                           tukey ? 75 : 90);

  g_string_append (call->out, "[[");
  for (gint64 i = 0; i < series.n; i++)
    {
      vdt_json_comma (call->out);
      vdt_json_write_integer (call->out, scores[i] >= threshold ? 1 : scores[i] <= -threshold ? -1 : 0);
    }
  g_string_append (call->out, "],");
  vdt_series_write (call->out, scores, series.n);
  vdt_json_comma (call->out);
  vdt_series_write (call->out, parts.baseline, series.n);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_series_fit_line", "j:j", series_fit_line },
  { "kql_series_fit_line_dynamic", "j:j", series_fit_line, .extra = TRUE },
  { "kql_series_fit_2lines", "j:j", series_fit_2lines },
  { "kql_series_fit_2lines_dynamic", "j:j", series_fit_2lines, .extra = TRUE },
  { "kql_series_fit_poly", "j:jjl", series_fit_poly },
  { "kql_series_periods_detect", "j:jddl", periods_detect },
  { "kql_series_periods_validate", "j:jj", periods_validate },
  { "kql_series_seasonal", "j:jll", series_seasonal },
  { "kql_series_decompose", "j:jlsld", series_decompose },
  { "kql_series_decompose_forecast", "j:jllsd", series_forecast },
  { "kql_series_decompose_anomalies", "j:jdlslsd", series_anomalies },
  { "kql_series_outliers", "j:jsDdd", series_outliers },
};

gboolean
vdt_hunt_series_model_register (duckdb_connection   connection,
                                GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
