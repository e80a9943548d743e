/* test-cell-text.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-cell-text.h"

typedef struct
{
  const char   *text;
  VdtDateOrder  order;
  const char   *expected;    /* NULL: it is no time */
} TimeRow;

static void
test_datetime (void)
{
  static const TimeRow rows[] = {
    { "2026-11-18T07:54:41.2250001Z", 0, "2026-11-18T07:54:41.2250001Z" },
    { "2026-11-18T07:54:41Z", 0, "2026-11-18T07:54:41.0000000Z" },
    { "2026-11-18T07:54:41.22500019Z", 0, "2026-11-18T07:54:41.2250001Z" },
    { "2026-11-18 07:54:41.746663+02:00", 0, "2026-11-18T05:54:41.7466630Z" },
    { "2026-11-18T07:54:41-0530", 0, "2026-11-18T13:24:41.0000000Z" },
    { "2026-11-18", 0, "2026-11-18T00:00:00.0000000Z" },
    { "2024-02-29T00:00:00", 0, "2024-02-29T00:00:00.0000000Z" },
    { "0001-01-01T00:00:00Z", 0, "0001-01-01T00:00:00.0000000Z" },
    { "9999-12-31T23:59:59.9999999Z", 0, "9999-12-31T23:59:59.9999999Z" },
    { "8/12/2024, 10:41:34.382 PM", VDT_DATE_MONTH_FIRST, "2024-08-12T22:41:34.3820000Z" },
    { "8/12/2024, 12:00:01.000 AM", VDT_DATE_MONTH_FIRST, "2024-08-12T00:00:01.0000000Z" },
    { "8/12/2024, 12:30:01 PM", VDT_DATE_MONTH_FIRST, "2024-08-12T12:30:01.0000000Z" },
    { "13/03/2024, 3:40:13.988 pm", VDT_DATE_DAY_FIRST, "2024-03-13T15:40:13.9880000Z" },
    { "13.03.2024 15:40:13", VDT_DATE_DAY_FIRST, "2024-03-13T15:40:13.0000000Z" },
    { "3/13/2024 3:40\342\200\257PM", VDT_DATE_MONTH_FIRST, "2024-03-13T15:40:00.0000000Z" },
    { "13/03/2024, 3:40:13 pm", VDT_DATE_MONTH_FIRST, NULL },
    { "2023-02-29", 0, NULL },
    { "2026-11-18T25:00:00Z", 0, NULL },
    { "2026-11-18T07:54:41.Z", 0, NULL },
    { "2026-11-18T07:54:41Zx", 0, NULL },
    { "2026-11-18x", 0, NULL },
    { "0000-01-01", 0, NULL },
    { "5", 0, NULL },
    { "", 0, NULL },
    { "8/12/2024, 13:41:34 PM", VDT_DATE_MONTH_FIRST, NULL },
    { "0001-01-01T00:00:00+05:00", 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 ticks;
      char text[40];
      gboolean done = vdt_cell_parse_datetime (rows[i].text, strlen (rows[i].text), rows[i].order, &ticks);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (done, ==, rows[i].expected != NULL);
      if (done)
        {
          vdt_cell_format_datetime (ticks, text);
          g_assert_cmpstr (text, ==, rows[i].expected);
        }
    }
}

typedef struct
{
  const char *text;
  gboolean    good;
  gint64      expected;
} LongRow;

static void
test_long (void)
{
  static const LongRow rows[] = {
    { "0", TRUE, 0 },
    { "-12", TRUE, -12 },
    { "4248.0", TRUE, 4248 },
    { "1.23E+18", TRUE, G_GINT64_CONSTANT (1230000000000000000) },
    { "0x3e7", TRUE, 999 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "-9223372036854775808", TRUE, G_MININT64 },
    { "9223372036854775808", FALSE, 0 },
    { "12a", FALSE, 0 },
    { "1.5", FALSE, 0 },
    { "", FALSE, 0 },
    { "-", FALSE, 0 },
    { "0x", FALSE, 0 },
    { "99999999999999999999999", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 value;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (vdt_cell_parse_long (rows[i].text, strlen (rows[i].text), &value), ==, rows[i].good);
      if (rows[i].good)
        g_assert_cmpint (value, ==, rows[i].expected);
    }
}

static void
test_timespan (void)
{
  static const LongRow rows[] = {
    { "00:00:01", TRUE, VDT_TICKS_PER_SECOND },
    { "-00:00:00.0000001", TRUE, -1 },
    { "1.02:03:04.5", TRUE, G_GINT64_CONSTANT (937845) * VDT_TICKS_PER_SECOND / 10 },
    { "1d", FALSE, 0 },
    { "1.00", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 value;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (vdt_cell_parse_timespan (rows[i].text, strlen (rows[i].text), &value), ==, rows[i].good);
      if (rows[i].good)
        g_assert_cmpint (value, ==, rows[i].expected);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/cell-text/datetime", test_datetime);
  g_test_add_func ("/import/cell-text/long", test_long);
  g_test_add_func ("/import/cell-text/timespan", test_timespan);

  return g_test_run ();
}
