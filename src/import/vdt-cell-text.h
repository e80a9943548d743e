/* vdt-cell-text.h
 *
 * Text of cells, as services, spreadsheets and scripts write it, to values.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_TICKS_PER_SECOND:
 *
 * A tick is 100 ns.
 */
#define VDT_TICKS_PER_SECOND G_GINT64_CONSTANT (10000000)

/**
 * VdtDateOrder:
 * @VDT_DATE_MONTH_FIRST: `8/12/2024` is the 12th of August, as the portals in English write
 * @VDT_DATE_DAY_FIRST: `8/12/2024` is the 8th of December
 *
 * How a file writes dates with slashes.
 */
typedef enum
{
  VDT_DATE_MONTH_FIRST,
  VDT_DATE_DAY_FIRST
} VdtDateOrder;

gboolean vdt_cell_parse_datetime (const char   *text,
                                  gsize         length,
                                  VdtDateOrder  order,
                                  gint64       *out_ticks);
gboolean vdt_cell_parse_timespan (const char   *text,
                                  gsize         length,
                                  gint64       *out_ticks);
gboolean vdt_cell_parse_long     (const char   *text,
                                  gsize         length,
                                  gint64       *out_value);
gboolean vdt_cell_parse_real     (const char   *text,
                                  gsize         length,
                                  double       *out_value);
gboolean vdt_cell_parse_bool     (const char   *text,
                                  gsize         length,
                                  gboolean     *out_value);
gboolean vdt_cell_is_slash_date  (const char   *text,
                                  gsize         length,
                                  guint        *out_first,
                                  guint        *out_second);
gsize    vdt_cell_format_datetime (gint64       ticks,
                                   char         *into);

G_END_DECLS
