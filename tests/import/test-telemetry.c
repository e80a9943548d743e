/* test-telemetry.c
 *
 * Rows of the streaming API, and what is the same for all telemetry: types, unknown
 * columns, broken lines, twins, cancelling.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

#define EVENT(table, properties) \
  "{\"time\":\"2026-11-18T08:00:00Z\",\"tenantId\":\"t\",\"operationName\":\"Publish\",\"category\":\"AdvancedHunting-" \
  table "\",\"properties\":{" properties "}}"
#define PROCESS(properties) EVENT ("DeviceProcessEvents", "\"Timestamp\":\"2026-11-18T07:54:41.225Z\"," properties)

static void
test_lines (Fixture       *f,
            gconstpointer  data)
{
  VdtImportReport *report;
  guint64 rows;

  fixture_take_rows (f, NULL);
  fixture_write (f, "s.json",
                 "\xef\xbb\xbf"
                 PROCESS ("\"FileName\":\"a\\\\b.exe\",\"ProcessId\":\"17\",\"AdditionalFields\":\"{\\\"k\\\": 1}\"") "\r\n"
                 "\n"
                 PROCESS ("\"FileName\":null,\"ProcessId\":18,\"LogonId\":\"0x3e7\",\"IsProcessRemoteSession\":\"true\"") "\n"
                 EVENT ("DeviceEvents", "\"Timestamp\":\"2026-11-18T07:54:42.0000001Z\",\"ReportId\":5") "\n"
                 "{\"properties\":{\"DeviceName\":\"ws\"},\"category\":\"AdvancedHunting-DeviceInfo\"}", -1);
  report = fixture_import (f, "s.json", VDT_IMPORT_DEFAULT);

  g_assert_no_error (f->error);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_ACCEPTED);
  g_assert_cmpuint (vdt_import_report_get_n_problems (report), ==, 0);
  g_assert_cmpstr (vdt_import_report_get_table (report, 0, &rows), ==, "DeviceProcessEvents");
  g_assert_cmpuint (rows, ==, 2);
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|Timestamp=2026-11-18T07:54:41.2250000Z|", "|FileName=a\\b.exe|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|", "|ProcessId=17|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|", "|AdditionalFields={\"k\": 1}|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|3|Timestamp=2026-11-18T07:54:41.2250000Z|ProcessId=18|", "|LogonId=999|"));
  g_assert_true (fixture_has_row (f, "DeviceEvents|4|Timestamp=2026-11-18T07:54:42.0000001Z|", "|ReportId=5|"));
  g_assert_true (fixture_has_row (f, "DeviceInfo|5|", "|DeviceName=ws|"));
}

static void
test_batches (Fixture       *f,
              gconstpointer  data)
{
  fixture_take_rows (f, NULL);
  fixture_write (f, "one.json", "{\n \"records\": [\n" PROCESS ("\"ProcessId\":1") ",\n" PROCESS ("\"ProcessId\":2")
                 "\n]}", -1);
  fixture_import (f, "one.json", VDT_IMPORT_DEFAULT);
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|3|", "|ProcessId=1|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|4|", "|ProcessId=2|"));

  fixture_write (f, "two.json", "{\"records\":[" PROCESS ("\"ProcessId\":3") "," PROCESS ("\"ProcessId\":4") "]}\n"
                 "{\"records\":[" PROCESS ("\"ProcessId\":5") "]}\n", -1);
  fixture_import (f, "two.json", VDT_IMPORT_DEFAULT);
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|", "|ProcessId=4|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|2|", "|ProcessId=5|"));
}

/* One bad record costs only itself, and is told with its line. */
static void
test_broken (Fixture       *f,
             gconstpointer  data)
{
  VdtImportReport *report;

  fixture_take_rows (f, NULL);
  fixture_write (f, "s.json", PROCESS ("\"ProcessId\":1") "\n" PROCESS ("\"ProcessId\":2,") "\n"
                 PROCESS ("\"ProcessId\":\"x\",\"LogonId\":3") "\n"
                 "{\"category\":\"Weather\",\"properties\":{}}\n[1]\n" PROCESS ("\"ProcessId\":4"), -1);
  report = fixture_import (f, "s.json", VDT_IMPORT_DEFAULT);

  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_PARTIAL);
  g_assert_cmpuint (f->kept->len, ==, 3);
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|6|", "|ProcessId=4|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|3|", "|LogonId=3|AdditionalFields={\"ProcessId\":\"x\"}|"));
  g_assert_true (fixture_report_says (report, "line 2"));
  g_assert_true (fixture_report_says (report, "no hunting table for the category “Weather”"));
  g_assert_true (fixture_report_says (report, "line 5"));
  g_assert_true (fixture_report_says (report, "1 value of the column ProcessId is no long, the first is “x”"));
  g_assert_cmpuint (vdt_import_report_get_skipped (report), ==, 3);
}

static void
test_unknown_columns (Fixture       *f,
                      gconstpointer  data)
{
  fixture_take_rows (f, NULL);
  fixture_write (f, "s.json",
                 PROCESS ("\"NewLong\":1,\"NewReal\":1,\"NewTime\":\"2026-11-18T07:54:41Z\",\"NewBag\":{\"a\": [1]},\"Mixed\":1") "\n"
                 PROCESS ("\"NewLong\":2,\"NewReal\":2.5,\"NewText\":\"007\",\"Mixed\":\"x\",\"AdditionalFields\":\"{\\\"k\\\":1}\"") "\n"
                 EVENT ("TotallyNewTable", "\"Timestamp\":\"2026-11-18T07:54:41Z\",\"Flag\":true,\"Odd\":1") "\n"
                 EVENT ("TotallyNewTable", "\"Odd\":\"x\""), -1);
  fixture_import (f, "s.json", VDT_IMPORT_DEFAULT);

  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|", "|NewLong=1|NewReal=1|NewTime=2026-11-18T07:54:41.0000000Z|NewBag={\"a\":[1]}|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|1|", "|AdditionalFields={\"Mixed\":1}|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|2|", "|NewReal=2.5|NewText=007|"));
  g_assert_true (fixture_has_row (f, "DeviceProcessEvents|2|", "|AdditionalFields={\"k\":1,\"Mixed\":\"x\"}|"));
  g_assert_true (fixture_has_row (f, "TotallyNewTable|3|Timestamp=2026", "|Flag=1|Odd=1|"));
  g_assert_true (fixture_has_row (f, "TotallyNewTable|4|", "|Odd=\"x\"|"));
}

static void
test_twins (Fixture       *f,
            gconstpointer  data)
{
  VdtImportReport *report;

  fixture_take_rows (f, NULL);
  fixture_write (f, "a.json", PROCESS ("\"ProcessId\":1") "\n" PROCESS ("\"ProcessId\":2") "\n", -1);
  fixture_write (f, "b.json", PROCESS ("\"ProcessId\":1") "\n" PROCESS ("\"ProcessId\":2") "\n", -1);
  fixture_import (f, "a.json", VDT_IMPORT_DEFAULT);
  report = fixture_import (f, "b.json", VDT_IMPORT_DEFAULT);

  g_assert_cmpuint (f->kept->len, ==, 2);
  g_assert_cmpuint (vdt_import_report_get_n_tables (report), ==, 0);
  g_assert_true (fixture_report_says (report, "imported before, from earlier"));
}

static char *
many_lines (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, PROCESS ("\"ProcessId\":%u,\"ProcessCommandLine\":\"a longer text than twelve\"") "\n", i);

  return g_string_free (text, FALSE);
}

/* Many batches, lines across blocks, and every row in its place. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *text = many_lines (30000);

  fixture_take_rows (f, NULL);
  fixture_write (f, "s.json", text, -1);
  fixture_import (f, "s.json", VDT_IMPORT_DEFAULT);

  g_assert_no_error (f->error);
  g_assert_cmpuint (f->kept->len, ==, 30000);
  for (guint i = 0; i < f->kept->len; i += 1000)
    {
      g_autofree char *expected =
        g_strdup_printf ("DeviceProcessEvents|%u|Timestamp=2026-11-18T07:54:41.2250000Z|ProcessId=%u|ProcessCommandLine="
                         "a longer text than twelve|", i + 1, i);

      g_assert_cmpstr (g_ptr_array_index (f->kept, i), ==, expected);
    }
}

/* A database that refuses a batch ends the import; nothing of the file is kept. */
static void
test_failing_sink (Fixture       *f,
                   gconstpointer  data)
{
  g_autofree char *text = many_lines (30000);

  fixture_take_rows (f, NULL);
  f->fail_rows = 3;
  fixture_write (f, "s.json", text, -1);
  fixture_import (f, "s.json", VDT_IMPORT_DEFAULT);

  g_assert_nonnull (f->error);
  g_assert_cmpstr (f->error->message, ==, "the disk is full");
  g_assert_cmpuint (f->kept->len, ==, 0);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  VdtImportReport *report;
  g_autofree char *text = many_lines (30000);

  fixture_take_rows (f, NULL);
  fixture_write (f, "a.json", PROCESS ("\"ProcessId\":1") "\n" PROCESS ("\"ProcessId\":2") "\n", -1);
  fixture_write (f, "b.json", text, -1);
  g_cancellable_cancel (f->cancellable);
  fixture_import (f, "b.json", VDT_IMPORT_DEFAULT);
  g_assert_cmpuint (f->kept->len, ==, 0);

  g_cancellable_reset (f->cancellable);
  report = fixture_import (f, "a.json", VDT_IMPORT_DEFAULT);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_ACCEPTED);
  g_assert_cmpuint (f->kept->len, ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/import/telemetry/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("lines", test_lines);
  ADD ("batches", test_batches);
  ADD ("broken", test_broken);
  ADD ("unknown-columns", test_unknown_columns);
  ADD ("twins", test_twins);
  ADD ("many", test_many);
  ADD ("failing-sink", test_failing_sink);
  ADD ("cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
