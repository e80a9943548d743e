/* vdt-hunt-series.c
 *
 * Series: arithmetic, filters, statistics, gaps. What fits a model to a series
 * is in vdt-hunt-series-model.c.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-print.h"
#include "vdt-hunt-series.h"

gboolean
vdt_series_read (VdtHuntText  json,
                 VdtSeries   *out_series)
{
  GArray *values;
  VdtJsonWalk walk;
  double number;

  out_series->values = NULL;
  out_series->n = 0;
  if (vdt_json_kind (json) != VDT_JSON_ARRAY)
    return FALSE;

  values = g_array_new (FALSE, FALSE, sizeof (double));
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      if (vdt_json_kind (walk.value) == VDT_JSON_BOOL)
        number = walk.value.text[0] == 't';
      else
        vdt_json_number (walk.value, &number);
      g_array_append_val (values, number);
    }
  out_series->n = values->len;
  out_series->values = (double *) (void *) g_array_free (values, FALSE);

  return TRUE;
}

void
vdt_series_clear (VdtSeries *series)
{
  g_clear_pointer (&series->values, g_free);
}

static void
append_number (GString *out,
               double   value)
{
  vdt_json_comma (out);
  if (isnan (value))
    g_string_append (out, "null");
  else
    vdt_json_write_real (out, value);
}

void
vdt_series_write (GString      *out,
                  const double *values,
                  gint64        n)
{
  g_string_append_c (out, '[');
  for (gint64 i = 0; i < n; i++)
    append_number (out, values[i]);
  g_string_append_c (out, ']');
}

double
vdt_series_mean (const double *values,
                 gint64        n)
{
  double sum = 0;

  for (gint64 i = 0; i < n; i++)
    sum += values[i];

  return sum / n;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The finite values in order; free with g_free(). */
double *
vdt_series_sorted (const double *values,
                   gint64        n,
                   gint64       *out_n)
{
  double *sorted = g_new (double, MAX (n, 1));

  *out_n = 0;
  for (gint64 i = 0; i < n; i++)
    if (isfinite (values[i]))
      sorted[(*out_n)++] = values[i];
  qsort (sorted, *out_n, sizeof (double), compare_doubles);

  return sorted;
}

/* Between the two nearest values in proportion. */
double
vdt_series_percentile (const double *sorted,
                       gint64        n,
                       double        percentile)
{
  double at = CLAMP (percentile, 0, 100) / 100 * (n - 1);
  gint64 i = (gint64) at;

  if (n == 0)
    return NAN;

  return i + 1 < n ? sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]) : sorted[n - 1];
}

typedef enum
{
  ONE_EXP, ONE_SIGN, ONE_ABS, ONE_SIN, ONE_ASIN, ONE_COS, ONE_ACOS, ONE_TAN, ONE_ATAN, ONE_LOG, ONE_FLOOR,
  ONE_CEILING,
} One;

static double
apply_one (One    function,
           double x)
{
  switch (function)
    {
    case ONE_EXP: return exp (x);
    case ONE_SIGN: return (x > 0) - (x < 0);
    case ONE_ABS: return fabs (x);
    case ONE_SIN: return sin (x);
    case ONE_ASIN: return asin (x);
    case ONE_COS: return cos (x);
    case ONE_ACOS: return acos (x);
    case ONE_TAN: return tan (x);
    case ONE_ATAN: return atan (x);
    case ONE_LOG: return log (x);
    case ONE_FLOOR: return floor (x);
    case ONE_CEILING: return ceil (x);
    default: return NAN;
    }
}

/* Whole numbers stay whole where the function gives whole numbers of them. */
static void
one_series (VdtHuntCall *call)
{
  gboolean keeps = call->extra == ONE_SIGN || call->extra == ONE_ABS;
  VdtJsonWalk walk;
  double x;

  if (vdt_json_kind (vdt_hunt_call_text (call, 0)) != VDT_JSON_ARRAY)
    return;

  g_string_append_c (call->out, '[');
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 0));
  while (vdt_json_next (&walk))
    {
      if (!vdt_json_number (walk.value, &x))
        {
          append_number (call->out, NAN);
        }
      else if (keeps && vdt_json_kind (walk.value) == VDT_JSON_LONG)
        {
          vdt_json_comma (call->out);
          vdt_json_write_integer (call->out, (gint64) apply_one (call->extra, x));
        }
      else
        {
          append_number (call->out, apply_one (call->extra, x));
        }
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

typedef enum
{
  TWO_ADD, TWO_SUBTRACT, TWO_MULTIPLY, TWO_DIVIDE, TWO_POW, TWO_GREATER, TWO_GREATER_EQUALS, TWO_LESS,
  TWO_LESS_EQUALS, TWO_EQUALS, TWO_NOT_EQUALS,
} Two;

static double
apply_two (Two    function,
           double x,
           double y)
{
  switch (function)
    {
    case TWO_ADD: return x + y;
    case TWO_SUBTRACT: return x - y;
    case TWO_MULTIPLY: return x * y;
    case TWO_DIVIDE: return x / y;
    case TWO_POW: return pow (x, y);
    case TWO_GREATER: return x > y;
    case TWO_GREATER_EQUALS: return x >= y;
    case TWO_LESS: return x < y;
    case TWO_LESS_EQUALS: return x <= y;
    case TWO_EQUALS: return x == y;
    case TWO_NOT_EQUALS: return x != y;
    default: return NAN;
    }
}

/* A side of a function of two: a series, or one number for all places. */
typedef struct
{
  VdtJsonWalk walk;
  VdtHuntText scalar;
  gboolean    is_array;
} Side;

static void
side_init (Side        *side,
           VdtHuntText  json)
{
  side->is_array = vdt_json_kind (json) == VDT_JSON_ARRAY;
  side->scalar = json;
  if (side->is_array)
    vdt_json_walk (&side->walk, json);
}

/* FALSE behind the end; a number for all has none. */
static gboolean
side_next (Side        *side,
           VdtHuntText *out_value)
{
  *out_value = side->scalar;
  if (!side->is_array)
    return FALSE;
  if (!vdt_json_next (&side->walk))
    {
      *out_value = (VdtHuntText) { "null", 4 };
      return FALSE;
    }
  *out_value = side->walk.value;

  return TRUE;
}

static void
two_series (VdtHuntCall *call)
{
  Side a, b;
  VdtHuntText x, y;

  side_init (&a, vdt_hunt_call_text (call, 0));
  side_init (&b, vdt_hunt_call_text (call, 1));
  if (!a.is_array && !b.is_array)
    return;

  g_string_append_c (call->out, '[');
  while (side_next (&a, &x) | side_next (&b, &y))
    {
      double left, right;
      double value;

      vdt_json_comma (call->out);
      if (!vdt_json_number (x, &left) || !vdt_json_number (y, &right))
        {
          g_string_append (call->out, "null");
          continue;
        }
      value = apply_two (call->extra, left, right);
      if (call->extra >= TWO_GREATER)
        g_string_append (call->out, value != 0 ? "true" : "false");
      else if (call->extra <= TWO_MULTIPLY && vdt_json_kind (x) == VDT_JSON_LONG &&
               vdt_json_kind (y) == VDT_JSON_LONG && fabs (value) < 9.0e15)
        vdt_json_write_integer (call->out, (gint64) value);
      else if (isnan (value))
        g_string_append (call->out, "null");
      else
        vdt_json_write_real (call->out, value);
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

typedef enum
{
  PAIR_DOT,
  PAIR_PEARSON,
  PAIR_COSINE
} Pair;

static void
pair (VdtHuntCall *call)
{
  g_auto(VdtSeries) a = { 0 };
  g_auto(VdtSeries) b = { 0 };
  double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &a) || !vdt_series_read (vdt_hunt_call_text (call, 1), &b) ||
      a.n != b.n || a.n == 0)
    return;

  for (gint64 i = 0; i < a.n; i++)
    {
      sa += a.values[i];
      sb += b.values[i];
      saa += a.values[i] * a.values[i];
      sbb += b.values[i] * b.values[i];
      sab += a.values[i] * b.values[i];
    }

  if (call->extra == PAIR_DOT)
    vdt_hunt_return_real (call, sab);
  else if (call->extra == PAIR_COSINE)
    vdt_hunt_return_real (call, sab / sqrt (saa * sbb));
  else
    vdt_hunt_return_real (call, (a.n * sab - sa * sb) / sqrt ((a.n * saa - sa * sa) * (a.n * sbb - sb * sb)));
  if (isnan (call->result.real))
    call->result.null = TRUE;
}

/* The length of the vector; the extra: the product of the elements. */
static void
magnitude (VdtHuntCall *call)
{
  g_auto(VdtSeries) series = { 0 };
  double result = call->extra ? 1 : 0;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &series))
    return;

  for (gint64 i = 0; i < series.n; i++)
    result = call->extra ? result * series.values[i] : result + series.values[i] * series.values[i];
  result = call->extra ? result : sqrt (result);
  if (!isnan (result))
    vdt_hunt_return_real (call, result);
}

/* series, filter, normalize, center */
static void
fir (VdtHuntCall *call)
{
  g_auto(VdtSeries) x = { 0 };
  g_auto(VdtSeries) filter = { 0 };
  g_autofree double *y = NULL;
  double sum = 0;
  gint64 shift;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &x) || !vdt_series_read (vdt_hunt_call_text (call, 1), &filter) ||
      filter.n == 0 || filter.n > 10000)
    return;

  for (gint64 k = 0; k < filter.n; k++)
    sum += filter.values[k];
  if (!vdt_hunt_call_integer (call, 2) || sum == 0)
    sum = 1;
  shift = vdt_hunt_call_integer (call, 3) ? filter.n / 2 : 0;

  y = g_new0 (double, x.n);
  for (gint64 i = 0; i < x.n; i++)
    for (gint64 k = 0; k < filter.n; k++)
      if (i + shift - k >= 0 && i + shift - k < x.n)
        y[i] += filter.values[k] / sum * x.values[i + shift - k];
  vdt_series_write (call->out, y, x.n);
  vdt_hunt_return_out (call);
}

/* series, numerators, denominators */
static void
iir (VdtHuntCall *call)
{
  g_auto(VdtSeries) x = { 0 };
  g_auto(VdtSeries) b = { 0 };
  g_auto(VdtSeries) a = { 0 };
  g_autofree double *y = NULL;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &x) || !vdt_series_read (vdt_hunt_call_text (call, 1), &b) ||
      !vdt_series_read (vdt_hunt_call_text (call, 2), &a) || a.n == 0 || a.values[0] == 0 || a.n + b.n > 10000)
    return;

  y = g_new0 (double, x.n);
  for (gint64 i = 0; i < x.n; i++)
    {
      for (gint64 k = 0; k < MIN (b.n, i + 1); k++)
        y[i] += b.values[k] * x.values[i - k];
      for (gint64 k = 1; k < MIN (a.n, i + 1); k++)
        y[i] -= a.values[k] * y[i - k];
      y[i] /= a.values[0];
    }
  vdt_series_write (call->out, y, x.n);
  vdt_hunt_return_out (call);
}

typedef struct
{
  double min, max, sum, variance;
  gint64 min_at, max_at, n;
} Stats;

static gboolean
stats_of (const VdtSeries *series,
          gboolean         skip,
          Stats           *stats)
{
  double mean;

  *stats = (Stats) { .min = INFINITY, .max = -INFINITY };
  for (gint64 i = 0; i < series->n; i++)
    {
      double value = series->values[i];

      if (!isfinite (value))
        {
          if (!skip)
            return FALSE;
          continue;
        }
      if (value < stats->min)
        {
          stats->min = value;
          stats->min_at = i;
        }
      if (value > stats->max)
        {
          stats->max = value;
          stats->max_at = i;
        }
      stats->sum += value;
      stats->n++;
    }

  mean = stats->sum / stats->n;
  for (gint64 i = 0; i < series->n; i++)
    if (isfinite (series->values[i]))
      stats->variance += (series->values[i] - mean) * (series->values[i] - mean);
  stats->variance = stats->n > 1 ? stats->variance / (stats->n - 1) : 0;

  return stats->n > 0;
}

/* min, min_idx, max, max_idx, avg, stdev, variance; the extra: as a bag, with sum and len */
static void
series_stats (VdtHuntCall *call)
{
  static const char *const names[] = { "min", "min_idx", "max", "max_idx", "avg", "stdev", "variance", "sum", "len" };
  g_auto(VdtSeries) series = { 0 };
  double values[9];
  Stats stats;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &series) ||
      !stats_of (&series, vdt_hunt_call_integer (call, 1), &stats))
    return;

  values[0] = stats.min;
  values[1] = stats.min_at;
  values[2] = stats.max;
  values[3] = stats.max_at;
  values[4] = stats.sum / stats.n;
  values[5] = sqrt (stats.variance);
  values[6] = stats.variance;
  values[7] = stats.sum;
  values[8] = stats.n;

  g_string_append_c (call->out, call->extra ? '{' : '[');
  for (int i = 0; i < (call->extra ? 9 : 7); i++)
    {
      vdt_json_comma (call->out);
      if (call->extra)
        g_string_append_printf (call->out, "\"%s\":", names[i]);
      if (i == 1 || i == 3 || i == 8)
        vdt_json_write_integer (call->out, (gint64) values[i]);
      else
        vdt_json_write_real (call->out, values[i]);
    }
  g_string_append_c (call->out, call->extra ? '}' : ']');
  vdt_hunt_return_out (call);
}

/* The elements as they are written, those that stand for a gap as length 0. */
static GArray *
elements_with_gaps (VdtHuntText json,
                    VdtHuntText gap)
{
  GArray *elements;
  VdtJsonWalk walk;
  double wanted, number;
  gboolean has_gap = vdt_json_number (gap, &wanted);

  if (vdt_json_kind (json) != VDT_JSON_ARRAY)
    return NULL;

  elements = g_array_new (FALSE, FALSE, sizeof (VdtHuntText));
  vdt_json_walk (&walk, json);
  while (vdt_json_next (&walk))
    {
      VdtHuntText element = walk.value;

      if (has_gap ? vdt_json_number (element, &number) && (number == wanted || (isnan (number) && isnan (wanted)))
                  : vdt_json_kind (element) == VDT_JSON_NULL)
        element.length = 0;
      g_array_append_val (elements, element);
    }

  return elements;
}

static void
append_or_gap (GString     *out,
               VdtHuntText  element,
               VdtHuntText  gap)
{
  vdt_json_comma (out);
  if (element.length > 0)
    vdt_hunt_append (out, element);
  else if (gap.length > 0)
    vdt_hunt_append (out, gap);
  else
    g_string_append (out, "null");
}

enum
{
  FILL_FORWARD,
  FILL_BACKWARD,
  FILL_CONST
};

/* series, gap; of FILL_CONST series, constant, gap */
static void
fill (VdtHuntCall *call)
{
  VdtHuntText gap = vdt_hunt_call_text (call, call->extra == FILL_CONST ? 2 : 1);
  g_autoptr(GArray) elements = elements_with_gaps (vdt_hunt_call_text (call, 0), gap);
  VdtHuntText last = { "", 0 };

  if (elements == NULL)
    return;

  if (call->extra == FILL_CONST)
    last = vdt_hunt_call_text (call, 1);
  for (guint k = 0; k < elements->len; k++)
    {
      guint i = call->extra == FILL_BACKWARD ? elements->len - 1 - k : k;
      VdtHuntText *element = &g_array_index (elements, VdtHuntText, i);

      if (element->length == 0)
        *element = last;
      else if (call->extra != FILL_CONST)
        last = *element;
    }

  g_string_append_c (call->out, '[');
  for (guint i = 0; i < elements->len; i++)
    append_or_gap (call->out, g_array_index (elements, VdtHuntText, i), gap);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* series, gap, fill_edges, constant for a series of gaps only */
static void
fill_linear (VdtHuntCall *call)
{
  g_autoptr(GArray) elements = elements_with_gaps (vdt_hunt_call_text (call, 0), vdt_hunt_call_text (call, 1));
  gint64 before = -1, after = -1;

  if (elements == NULL)
    return;

  g_string_append_c (call->out, '[');
  for (gint64 i = 0; i < elements->len; i++)
    {
      VdtHuntText element = g_array_index (elements, VdtHuntText, i);
      double x = 0, y = 0;

      if (element.length > 0)
        {
          before = i;
          append_or_gap (call->out, element, element);
          continue;
        }
      for (after = MAX (after, i); after < elements->len && g_array_index (elements, VdtHuntText, after).length == 0;)
        after++;
      if (before >= 0)
        vdt_json_number (g_array_index (elements, VdtHuntText, before), &x);
      if (after < elements->len)
        vdt_json_number (g_array_index (elements, VdtHuntText, after), &y);

      vdt_json_comma (call->out);
      if (before >= 0 && after < elements->len)
        vdt_json_write_real (call->out, x + (y - x) * (i - before) / (after - before));
      else if (before < 0 && after >= elements->len)
        vdt_hunt_append (call->out, vdt_hunt_call_text (call, 3));
      else if (vdt_hunt_call_integer (call, 2))
        vdt_hunt_append (call->out, g_array_index (elements, VdtHuntText, before >= 0 ? before : after));
      else
        g_string_append (call->out, "null");
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

#define ONE(name, function) { "kql_series_" name, "j:j", one_series, .extra = function }
#define TWO(name, function) { "kql_series_" name, "j:jj", two_series, .extra = function }

static const VdtHuntFunction functions[] = {
  ONE ("exp", ONE_EXP), ONE ("sign", ONE_SIGN), ONE ("abs", ONE_ABS), ONE ("sin", ONE_SIN), ONE ("asin", ONE_ASIN),
  ONE ("cos", ONE_COS), ONE ("acos", ONE_ACOS), ONE ("tan", ONE_TAN), ONE ("atan", ONE_ATAN), ONE ("log", ONE_LOG),
  ONE ("floor", ONE_FLOOR), ONE ("ceiling", ONE_CEILING),
  TWO ("add", TWO_ADD), TWO ("subtract", TWO_SUBTRACT), TWO ("multiply", TWO_MULTIPLY), TWO ("divide", TWO_DIVIDE),
  TWO ("pow", TWO_POW), TWO ("greater", TWO_GREATER), TWO ("greater_equals", TWO_GREATER_EQUALS),
  TWO ("less", TWO_LESS), TWO ("less_equals", TWO_LESS_EQUALS), TWO ("equals", TWO_EQUALS),
  TWO ("not_equals", TWO_NOT_EQUALS),
  { "kql_series_dot_product", "d:jj", pair, .extra = PAIR_DOT },
  { "kql_series_pearson_correlation", "d:jj", pair, .extra = PAIR_PEARSON },
  { "kql_series_cosine_similarity", "d:jj", pair, .extra = PAIR_COSINE },
  { "kql_series_magnitude", "d:j", magnitude },
  { "kql_series_product", "d:j", magnitude, .extra = TRUE },
  { "kql_series_fir", "j:jjbb", fir },
  { "kql_series_iir", "j:jjj", iir },
  { "kql_series_stats", "j:jb", series_stats },
  { "kql_series_stats_dynamic", "j:jb", series_stats, .extra = TRUE },
  { "kql_series_fill_forward", "j:jj", fill, .extra = FILL_FORWARD },
  { "kql_series_fill_backward", "j:jj", fill, .extra = FILL_BACKWARD },
  { "kql_series_fill_const", "j:jjj", fill, .extra = FILL_CONST },
  { "kql_series_fill_linear", "j:jjbj", fill_linear },
};

gboolean
vdt_hunt_series_register (duckdb_connection   connection,
                          GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
