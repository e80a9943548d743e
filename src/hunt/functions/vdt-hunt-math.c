/* vdt-hunt-math.c
 *
 * Numbers. SQL's functions fail outside their domain; here that is null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <math.h>

#include "vdt-hunt-json.h"

typedef enum
{
  F_SQRT, F_LOG, F_LOG2, F_LOG10, F_EXP, F_EXP2, F_EXP10, F_SIN, F_COS, F_TAN, F_ASIN, F_ACOS, F_ATAN, F_COT,
  F_GAMMA, F_LOGGAMMA, F_ERF, F_ERFC,
} Function;

static double
apply (Function function,
       double   x)
{
  switch (function)
    {
    case F_SQRT: return sqrt (x);
    case F_LOG: return log (x);
    case F_LOG2: return log2 (x);
    case F_LOG10: return log10 (x);
    case F_EXP: return exp (x);
    case F_EXP2: return exp2 (x);
    case F_EXP10: return pow (10, x);
    case F_SIN: return sin (x);
    case F_COS: return cos (x);
    case F_TAN: return tan (x);
    case F_ASIN: return asin (x);
    case F_ACOS: return acos (x);
    case F_ATAN: return atan (x);
    case F_COT: return 1 / tan (x);
    case F_GAMMA: return tgamma (x);
    case F_LOGGAMMA: return lgamma (x);
    case F_ERF: return erf (x);
    case F_ERFC: return erfc (x);
    default: return NAN;
    }
}

static void
one_number (VdtHuntCall *call)
{
  double x = vdt_hunt_call_real (call, 0);
  double y = apply (call->extra, x);

  if (!isnan (y) || isnan (x))
    vdt_hunt_return_real (call, y);
}

static void
power (VdtHuntCall *call)
{
  double y = pow (vdt_hunt_call_real (call, 0), vdt_hunt_call_real (call, 1));

  if (!isnan (y) || isnan (vdt_hunt_call_real (call, 0)) || isnan (vdt_hunt_call_real (call, 1)))
    vdt_hunt_return_real (call, y);
}

static void
long_to_int (VdtHuntCall *call)
{
  vdt_hunt_return_integer (call, (gint32) (guint32) (guint64) vdt_hunt_call_integer (call, 0));
}

/* To the left, or with a negative number to the right, where the sign comes in. */
static void
shift (VdtHuntCall *call)
{
  gint64 value = vdt_hunt_call_integer (call, 0);
  gint64 by = vdt_hunt_call_integer (call, 1);

  if (by >= 0)
    vdt_hunt_return_integer (call, by > 63 ? 0 : (gint64) ((guint64) value << by));
  else
    vdt_hunt_return_integer (call, by < -63 ? (value < 0 ? -1 : 0) : value >> -by);
}

/* What does not fit into 64 bits wraps round; DuckDB would fail. */
static void
wrapped (VdtHuntCall *call)
{
  guint64 a = (guint64) vdt_hunt_call_integer (call, 0);
  guint64 b = (guint64) vdt_hunt_call_integer (call, 1);

  vdt_hunt_return_integer (call, (gint64) (call->extra == '+' ? a + b : call->extra == '-' ? a - b : a * b));
}

/* DuckDB prints all digits of a decimal's scale; the language none that are not needed. */
static void
decimal_to_string (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  if (memchr (text.text, '.', text.length) != NULL)
    {
      while (text.length > 0 && text.text[text.length - 1] == '0')
        text.length--;
      if (text.length > 0 && text.text[text.length - 1] == '.')
        text.length--;
    }
  vdt_hunt_return_text (call, text.text, text.length);
}

/* The continued fraction of the incomplete beta function by Lentz's method
 * (Numerical Recipes, third edition, 6.4). */
static double
beta_fraction (double a,
               double b,
               double x)
{
  const double tiny = 1e-300;
  double c = 1, d = 1 - (a + b) * x / (a + 1), h;

  d = 1 / (fabs (d) < tiny ? tiny : d);
  h = d;
  for (int m = 1; m <= 500; m++)
    {
      double term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      double change;

      d = 1 + term * d;
      c = 1 + term / c;
      d = 1 / (fabs (d) < tiny ? tiny : d);
      c = fabs (c) < tiny ? tiny : c;
      h *= d * c;
      term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 + term * d;
      c = 1 + term / c;
      d = 1 / (fabs (d) < tiny ? tiny : d);
      c = fabs (c) < tiny ? tiny : c;
      change = d * c;
      h *= change;
      if (fabs (change - 1) < 1e-16)
        break;
    }

  return h;
}

static double
beta_cdf (double x,
          double a,
          double b)
{
  double front;

  if (x <= 0 || x >= 1)
    return x <= 0 ? 0 : 1;

  front = exp (lgamma (a + b) - lgamma (a) - lgamma (b) + a * log (x) + b * log1p (-x));

  return x < (a + 1) / (a + b + 2) ? front * beta_fraction (a, b, x) / a
                                   : 1 - front * beta_fraction (b, a, 1 - x) / b;
}

enum
{
  BETA_CDF,
  BETA_PDF,
  BETA_INV
};

static void
beta (VdtHuntCall *call)
{
  double x = vdt_hunt_call_real (call, 0);
  double a = vdt_hunt_call_real (call, 1);
  double b = vdt_hunt_call_real (call, 2);
  double low = 0, high = 1;

  if (!(x >= 0 && x <= 1))
    return;
  if (!(a > 0) || !(b > 0))
    {
      vdt_hunt_return_real (call, NAN);
      return;
    }

  if (call->extra == BETA_CDF)
    {
      vdt_hunt_return_real (call, beta_cdf (x, a, b));
      return;
    }
  if (call->extra == BETA_PDF)
    {
      vdt_hunt_return_real (call, exp ((a - 1) * log (x) + (b - 1) * log1p (-x) + lgamma (a + b) - lgamma (a) -
                                       lgamma (b)));
      return;
    }

  for (int i = 0; i < 200 && low < high; i++)
    {
      double middle = (low + high) / 2;

      if (middle == low || middle == high)
        break;
      if (beta_cdf (middle, a, b) < x)
        low = middle;
      else
        high = middle;
    }
  vdt_hunt_return_real (call, (low + high) / 2);
}

/* The two-sided p-value of Welch's t-test from means, variances and counts. */
static void
welch_test (VdtHuntCall *call)
{
  double n1 = vdt_hunt_call_real (call, 2), n2 = vdt_hunt_call_real (call, 5);
  double e1 = vdt_hunt_call_real (call, 1) / n1, e2 = vdt_hunt_call_real (call, 4) / n2;
  double difference = vdt_hunt_call_real (call, 0) - vdt_hunt_call_real (call, 3);
  double t, freedom;

  if (!(n1 > 1) || !(n2 > 1) || !(e1 + e2 > 0))
    return;

  t = difference / sqrt (e1 + e2);
  freedom = (e1 + e2) * (e1 + e2) / (e1 * e1 / (n1 - 1) + e2 * e2 / (n2 - 1));
  vdt_hunt_return_real (call, beta_cdf (freedom / (freedom + t * t), freedom / 2, 0.5));
}

static const VdtHuntFunction functions[] = {
  { "kql_sqrt", "d:d", one_number, .extra = F_SQRT },
  { "kql_log", "d:d", one_number, .extra = F_LOG },
  { "kql_log2", "d:d", one_number, .extra = F_LOG2 },
  { "kql_log10", "d:d", one_number, .extra = F_LOG10 },
  { "kql_exp", "d:d", one_number, .extra = F_EXP },
  { "kql_exp2", "d:d", one_number, .extra = F_EXP2 },
  { "kql_exp10", "d:d", one_number, .extra = F_EXP10 },
  { "kql_sin", "d:d", one_number, .extra = F_SIN },
  { "kql_cos", "d:d", one_number, .extra = F_COS },
  { "kql_tan", "d:d", one_number, .extra = F_TAN },
  { "kql_asin", "d:d", one_number, .extra = F_ASIN },
  { "kql_acos", "d:d", one_number, .extra = F_ACOS },
  { "kql_atan", "d:d", one_number, .extra = F_ATAN },
  { "kql_cot", "d:d", one_number, .extra = F_COT },
  { "kql_gamma", "d:d", one_number, .extra = F_GAMMA },
  { "kql_loggamma", "d:d", one_number, .extra = F_LOGGAMMA },
  { "kql_erf", "d:d", one_number, .extra = F_ERF },
  { "kql_erfc", "d:d", one_number, .extra = F_ERFC },
  { "kql_pow", "d:dd", power },
  { "kql_long_to_int", "i:l", long_to_int },
  { "kql_shift", "l:ll", shift },
  { "kql_add", "l:ll", wrapped, .extra = '+' },
  { "kql_subtract", "l:ll", wrapped, .extra = '-' },
  { "kql_multiply", "l:ll", wrapped, .extra = '*' },
  { "kql_decimal_to_string", "s:s", decimal_to_string },
  { "kql_beta_cdf", "d:ddd", beta, .extra = BETA_CDF },
  { "kql_beta_pdf", "d:ddd", beta, .extra = BETA_PDF },
  { "kql_beta_inv", "d:ddd", beta, .extra = BETA_INV },
  { "kql_welch_test", "d:dddddd", welch_test },
};

gboolean
vdt_hunt_math_register (duckdb_connection   connection,
                        GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
