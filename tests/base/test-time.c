/* test-time.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-time.h"

static void
test_parse (void)
{
  static const struct { const char *text; const char *iso; } cases[] = {
    { "2026-01-22T12:09:23Z", "2026-01-22T12:09:23Z" },
    { "2026-02-25T16:29:33.1Z", "2026-02-25T16:29:33.100000Z" },
    { "2026-02-25T16:29:33.54Z", "2026-02-25T16:29:33.540000Z" },
    { "2026-02-25T16:29:33.24622Z", "2026-02-25T16:29:33.246220Z" },
    { "2026-01-22T12:09:23.1433333Z", "2026-01-22T12:09:23.143333Z" },
    { "2026-01-22T12:09:23.9999999Z", "2026-01-22T12:09:23.999999Z" },
    { "2026-01-22 12:09:23", "2026-01-22T12:09:23Z" },
    { "2026-01-22 12:09:23 UTC", "2026-01-22T12:09:23Z" },
    { "2026-01-22T14:09:23+02:00", "2026-01-22T12:09:23Z" },
    { "2026-01-22T06:39:23-0530", "2026-01-22T12:09:23Z" },
    { "2026-01-22T12:09", "2026-01-22T12:09:00Z" },
    { "2026-01-22", "2026-01-22T00:00:00Z" },
    { "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
    { "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z" },
    { "2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z" },
    { NULL, NULL }, { "", NULL }, { "never", NULL }, { "2026-13-01", NULL },
    { "2026-02-30", NULL }, { "2026-01-22T25:00Z", NULL }, { "2026-01-22T12:09:23.Z", NULL },
    { "2026-01-22T12:09:23Zjunk", NULL }, { "2026-01-22T12:09:23+99:00", NULL }, { "2026-1-2", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *iso = NULL;
      gint64 time;
      gboolean ok = vdt_time_parse (cases[i].text, &time);

      g_assert_cmpint (ok, ==, cases[i].iso != NULL);
      g_assert_cmpint (time == VDT_TIME_UNSET, ==, !ok);
      iso = vdt_time_format (time, VDT_TIME_ISO);
      g_assert_cmpstr (iso, ==, cases[i].iso != NULL ? cases[i].iso : "");
    }
}

static void
test_format (void)
{
  static const char *const wanted[] = {
    [VDT_TIME_ISO] = "2026-11-24T14:02:11Z",
    [VDT_TIME_DATA] = "2026-11-24 14:02:11 UTC",
    [VDT_TIME_DAY_MINUTE] = "2026-11-24 14:02 UTC",
    [VDT_TIME_DAY] = "2026-11-24",
    [VDT_TIME_MINUTE] = "14:02",
    [VDT_TIME_SECOND] = "14:02:11",
  };
  gint64 time;

  g_assert_true (vdt_time_parse ("2026-11-24T14:02:11Z", &time));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_autofree char *text = vdt_time_format (time, i);

      g_assert_cmpstr (text, ==, wanted[i]);
    }
}

static void
test_duration (void)
{
  static const struct { gint64 duration; const char *text; } cases[] = {
    { 0, "0 ms" }, { 120000, "120 ms" }, { 41 * G_TIME_SPAN_SECOND, "41 s" },
    { 2 * G_TIME_SPAN_HOUR + 5 * G_TIME_SPAN_MINUTE, "2 h 5 min" },
    { -3 * G_TIME_SPAN_DAY - 4 * G_TIME_SPAN_HOUR, "3 d 4 h" },
    { G_TIME_SPAN_HOUR, "1 h" }, { G_MININT64, "106751991 d 4 h" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = vdt_duration_format (cases[i].duration);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/format", test_format);
  g_test_add_func ("/base/time/duration", test_duration);

  return g_test_run ();
}
