/* test-windows-xml.c
 *
 * Events as event logs give them, and event logs that are none.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "vdt-windows-xml.h"

static void
test_event (void)
{
  static const char xml[] =
    "<Event xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\"><System><Provider Name=\"Microsoft-Windows-Sysmon\"/>"
    "<EventID>1</EventID><TimeCreated SystemTime=\"2026-11-18T07:54:41.225000000Z\"/><EventRecordID>77</EventRecordID>"
    "<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>ws-07.example.com</Computer></System>"
    "<EventData><Data Name=\"Image\">C:\\a &amp; b.exe</Data><Data Name=\"Empty\"></Data><Data>first</Data></EventData></Event>";
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtWindowsEvent) event = vdt_windows_event_from_xml (xml, strlen (xml), &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->id, ==, "1");
  g_assert_cmpstr (event->channel, ==, "Microsoft-Windows-Sysmon/Operational");
  g_assert_cmpstr (event->provider, ==, "Microsoft-Windows-Sysmon");
  g_assert_cmpstr (event->computer, ==, "ws-07.example.com");
  g_assert_cmpstr (event->record, ==, "77");
  g_assert_cmpstr (event->time, ==, "2026-11-18T07:54:41.225000000Z");
  g_assert_cmpstr (vdt_windows_event_get (event, "Image"), ==, "C:\\a & b.exe");
  g_assert_cmpstr (vdt_windows_event_get (event, "param1"), ==, "first");
  g_assert_null (vdt_windows_event_get (event, "Empty"));
}

static void
test_user_data (void)
{
  static const char xml[] =
    "<Event><System><EventID>1102</EventID><Channel>Security</Channel></System><UserData><LogFileCleared xmlns=\"x\">"
    "<SubjectUserName>Mira</SubjectUserName></LogFileCleared></UserData></Event>";
  g_autoptr(VdtWindowsEvent) event = vdt_windows_event_from_xml (xml, strlen (xml), NULL);

  g_assert_nonnull (event);
  g_assert_cmpstr (vdt_windows_event_get (event, "SubjectUserName"), ==, "Mira");
}

static void
test_broken (void)
{
  static const char *const broken[] = { "", "<Event>", "<Event></System></Event>", "text", "<Event a=></Event>" };

  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(VdtWindowsEvent) event = vdt_windows_event_from_xml (broken[i], strlen (broken[i]), &error);

      g_test_message ("%s", broken[i]);
      g_assert_null (event);
      g_assert_nonnull (error);
    }
}

/* A head alone is no log; the file is refused and nothing is lost of the others. */
static void
test_no_log (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *bytes = g_malloc0 (70000);
  VdtImportReport *report;

  memcpy (bytes, "ElfFile", 8);
  fixture_take_rows (f, NULL);
  fixture_write (f, "a.evtx", bytes, 70000);
  report = fixture_import (f, "a.evtx", VDT_IMPORT_DEFAULT);

  g_assert_no_error (f->error);
  g_assert_cmpuint (f->kept->len, ==, 0);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_REJECTED);
  g_assert_cmpuint (vdt_import_report_get_n_problems (report), >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/windows-xml/event", test_event);
  g_test_add_func ("/import/windows-xml/user-data", test_user_data);
  g_test_add_func ("/import/windows-xml/broken", test_broken);
  g_test_add ("/import/windows-xml/no-log", Fixture, NULL, fixture_set_up, test_no_log, fixture_tear_down);

  return g_test_run ();
}
