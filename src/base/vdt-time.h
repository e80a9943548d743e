/* vdt-time.h
 *
 * Points in time and durations, and their text. Everywhere in Vedette a time is
 * a gint64 of µs since the Unix epoch, UTC.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_TIME_UNSET:
 *
 * “No time is known”, apart from every real one.
 */
#define VDT_TIME_UNSET G_MININT64

/**
 * VdtTimeStyle:
 * @VDT_TIME_ISO: `2026-11-24T14:02:11.123456Z`, the fraction only if there is one
 * @VDT_TIME_DATA: `2026-11-24 14:02:11 UTC`
 * @VDT_TIME_DAY_MINUTE: `2026-11-24 14:02 UTC`
 * @VDT_TIME_DAY: `2026-11-24`
 * @VDT_TIME_MINUTE: `14:02`
 * @VDT_TIME_SECOND: `14:02:11`
 */
typedef enum
{
  VDT_TIME_ISO,
  VDT_TIME_DATA,
  VDT_TIME_DAY_MINUTE,
  VDT_TIME_DAY,
  VDT_TIME_MINUTE,
  VDT_TIME_SECOND
} VdtTimeStyle;

/**
 * VdtClockFunc:
 * @user_data: what was given with the function
 *
 * A clock that tests can set.
 *
 * Returns: µs since the Unix epoch, UTC
 */
typedef gint64 (*VdtClockFunc) (gpointer user_data);

gint64   vdt_clock_system    (gpointer      user_data);
gboolean vdt_time_parse      (const char   *text,
                              gint64       *out_time);
char    *vdt_time_format     (gint64        time,
                              VdtTimeStyle  style);
char    *vdt_duration_format (gint64        duration);

G_END_DECLS
