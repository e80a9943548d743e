/* vdt-hunt-series.h
 *
 * Arrays of numbers for the series functions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-json.h"

G_BEGIN_DECLS

/* Numbers; NaN where an element is null or no number. */
typedef struct
{
  double *values;
  gint64  n;
} VdtSeries;

gboolean vdt_series_read       (VdtHuntText       json,
                                VdtSeries        *out_series);
void     vdt_series_clear      (VdtSeries        *series);
void     vdt_series_write      (GString          *out,
                                const double     *values,
                                gint64            n);
double   vdt_series_percentile (const double     *sorted,
                                gint64            n,
                                double            percentile);
double   vdt_series_mean       (const double     *values,
                                gint64            n);
double * vdt_series_sorted     (const double     *values,
                                gint64            n,
                                gint64           *out_n);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtSeries, vdt_series_clear)

G_END_DECLS
