/* vdt-hunt-print.h
 *
 * Values as the query language prints and reads them. Datetimes are ticks of
 * 100 ns since 0001-01-01 in UTC, timespans ticks of 100 ns.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

#include "vdt-hunt-call.h"

G_BEGIN_DECLS

#define VDT_TICKS_PER_SECOND G_GINT64_CONSTANT (10000000)
#define VDT_TICKS_PER_MINUTE (60 * VDT_TICKS_PER_SECOND)
#define VDT_TICKS_PER_HOUR   (60 * VDT_TICKS_PER_MINUTE)
#define VDT_TICKS_PER_DAY    (24 * VDT_TICKS_PER_HOUR)
#define VDT_TICKS_UNIX_EPOCH G_GINT64_CONSTANT (621355968000000000)
#define VDT_TICKS_MAX        G_GINT64_CONSTANT (3155378975999999999)   /* 9999-12-31T23:59:59.9999999 */

/* A moment taken apart. */
typedef struct
{
  int    year;
  int    month;
  int    day;
  int    hour;
  int    minute;
  int    second;
  int    tick;        /* of the second */
  int    year_day;    /* from 1 */
  int    week_day;    /* Sunday is 0 */
} VdtMoment;

void     vdt_print_real       (GString     *out,
                               double       number);
void     vdt_print_datetime   (GString     *out,
                               gint64       ticks);
void     vdt_print_timespan   (GString     *out,
                               gint64       ticks);
gboolean vdt_read_long        (VdtHuntText  text,
                               gint64      *out_number);
gboolean vdt_read_real        (VdtHuntText  text,
                               double      *out_number);
gboolean vdt_read_bool        (VdtHuntText  text,
                               gboolean    *out_value);
gboolean vdt_read_datetime    (VdtHuntText  text,
                               gint64      *out_ticks);
gboolean vdt_read_timespan    (VdtHuntText  text,
                               gint64      *out_ticks);
gboolean vdt_read_guid        (VdtHuntText  text,
                               char        *out_guid);

gint64   vdt_days_from_date   (int          year,
                               int          month,
                               int          day);
int      vdt_days_in_month    (int          year,
                               int          month);
gboolean vdt_ticks_from_parts (gint64       year,
                               gint64       month,
                               gint64       day,
                               gint64       ticks_of_day,
                               gint64      *out_ticks);
void     vdt_moment           (gint64       ticks,
                               VdtMoment   *moment);

G_END_DECLS
