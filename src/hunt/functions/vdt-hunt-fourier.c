/* vdt-hunt-fourier.c
 *
 * The Fourier transform of a series of any length: radix 2, and Bluestein's
 * algorithm (L. I. Bluestein, 1970) for lengths that are no power of two.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <complex.h>
#include <math.h>

#include "vdt-hunt-series.h"

/* Longer series give null. */
#define MAX_LENGTH 262144

/* In place; @n is a power of two. The sign of the exponent tells forward from back. */
static void
transform_power (double complex *values,
                 gint64          n,
                 int             sign)
{
  for (gint64 i = 1, j = 0; i < n; i++)
    {
      gint64 bit = n >> 1;

      for (; j & bit; bit >>= 1)
        j ^= bit;
      j ^= bit;
      if (i < j)
        {
          double complex swap = values[i];

          values[i] = values[j];
          values[j] = swap;
        }
    }

  for (gint64 size = 2; size <= n; size *= 2)
    for (gint64 k = 0; k < size / 2; k++)
      {
        double complex root = cexp (sign * 2 * G_PI * I * k / size);

        for (gint64 start = k; start < n; start += size)
          {
            double complex odd = values[start + size / 2] * root;

            values[start + size / 2] = values[start] - odd;
            values[start] += odd;
          }
      }
}

static void
transform (double complex *values,
           gint64          n,
           int             sign)
{
  g_autofree double complex *chirp = NULL;
  g_autofree double complex *a = NULL;
  g_autofree double complex *b = NULL;
  gint64 size = 1;

  if ((n & (n - 1)) == 0)
    {
      transform_power (values, n, sign);
      return;
    }

  while (size < 2 * n)
    size *= 2;
  chirp = g_new0 (double complex, n);
  a = g_new0 (double complex, size);
  b = g_new0 (double complex, size);
  for (gint64 k = 0; k < n; k++)
    {
      chirp[k] = cexp (sign * G_PI * I * (double) (k * k % (2 * n)) / n);
      a[k] = values[k] * chirp[k];
      b[k] = conj (chirp[k]);
      b[k == 0 ? 0 : size - k] = b[k];
    }
  transform_power (a, size, -1);
  transform_power (b, size, -1);
  for (gint64 k = 0; k < size; k++)
    a[k] *= b[k];
  transform_power (a, size, 1);
  for (gint64 k = 0; k < n; k++)
    values[k] = a[k] / size * chirp[k];
}

/* real parts, imaginary parts or null → both parts; the extra: the inverse */
static void
fourier (VdtHuntCall *call)
{
  g_auto(VdtSeries) real = { 0 };
  g_auto(VdtSeries) imaginary = { 0 };
  g_autofree double complex *values = NULL;

  if (!vdt_series_read (vdt_hunt_call_text (call, 0), &real) || real.n == 0 || real.n > MAX_LENGTH)
    return;
  if (!vdt_series_read (vdt_hunt_call_text (call, 1), &imaginary))
    imaginary.values = g_new0 (double, real.n);
  else if (imaginary.n != real.n)
    return;

  values = g_new (double complex, real.n);
  for (gint64 i = 0; i < real.n; i++)
    values[i] = real.values[i] + imaginary.values[i] * I;
  transform (values, real.n, call->extra ? 1 : -1);
  for (gint64 i = 0; i < real.n; i++)
    {
      double scale = call->extra ? 1.0 / real.n : 1;

      real.values[i] = creal (values[i]) * scale;
      imaginary.values[i] = cimag (values[i]) * scale;
    }

  g_string_append_c (call->out, '[');
  vdt_series_write (call->out, real.values, real.n);
  g_string_append_c (call->out, ',');
  vdt_series_write (call->out, imaginary.values, real.n);
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_series_fft", "j:jj", fourier },
  { "kql_series_ifft", "j:jj", fourier, .extra = TRUE },
};

gboolean
vdt_hunt_fourier_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
