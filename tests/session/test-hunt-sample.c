/* test-hunt-sample.c
 *
 * The sample's telemetry: enough of it, the same every time, with every step of the
 * attack in it, and gone when the sample goes.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "session-fixture.h"

#include "vdt-hunt-store.h"
#include "vdt-session-hunt.h"

typedef struct
{
  const char *step;
  const char *sql;
  const char *expected;
} Step;

/* What docs/sample-incident.md tells, minute by minute. Times are ticks: this counts
 * rows by what is written in them. */
static const Step steps[] = {
  { "two messages", "SELECT count(*) FROM EmailEvents WHERE SenderFromAddress = 'accounts@billing-portal.example.net'", "2" },
  { "one click", "SELECT count(*) FROM UrlClickEvents WHERE Url LIKE '%INV-20931' AND AccountUpn = 'mira.holt@example.com'", "1" },
  { "the archive", "SELECT count(*) FROM DeviceFileEvents WHERE FileName = 'Invoice_INV-20931.zip' AND FileSize = 18432", "1" },
  { "the script", "SELECT ProcessId FROM DeviceProcessEvents WHERE FileName = 'wscript.exe' AND DeviceName = 'ws-07.example.com'", "7344" },
  { "hidden powershell", "SELECT ProcessId || ' ' || InitiatingProcessId FROM DeviceProcessEvents WHERE ProcessCommandLine LIKE '%-WindowStyle Hidden%'", "7812 7344" },
  { "first stage", "SELECT RemoteIP FROM DeviceNetworkEvents WHERE RemoteUrl LIKE '%/a/update.txt'", "203.0.113.45" },
  { "the program", "SELECT SHA256 FROM DeviceFileEvents WHERE FileName = 'synchlp.exe'", "12d848a99cde136e981d7d6d0dcb1c5acad2e1d4ec4e5e9b136d305ce7eb602b" },
  { "the Run key", "SELECT count(*) FROM DeviceRegistryEvents WHERE RegistryValueName = 'SyncHelper'", "1" },
  { "requests", "SELECT count(*) FROM DeviceNetworkEvents WHERE RemoteUrl LIKE '%/s/ping' AND InitiatingProcessId = 8020", "149" },
  { "exploration", "SELECT string_agg(ProcessId::VARCHAR, ' ' ORDER BY Timestamp) FROM DeviceProcessEvents WHERE InitiatingProcessFileName = 'synchlp.exe'", "8456 8502 8540 9344" },
  { "LSASS", "SELECT ProcessId FROM DeviceEvents WHERE ActionType = 'OpenProcessApiCall' AND FileName = 'lsass.exe'", "712" },
  { "removed", "SELECT count(*) FROM DeviceEvents WHERE ActionType = 'AntivirusDetection' AND FileName = 'd.tmp'", "1" },
  { "pass the hash", "SELECT RemoteIP FROM DeviceLogonEvents WHERE DeviceName = 'ws-12.example.com' AND RemoteIP = '192.0.2.47'", "192.0.2.47" },
  { "identity", "SELECT count(*) FROM IdentityLogonEvents WHERE Protocol = 'Ntlm' AND AccountName = 'jonas.berg'", "1" },
  { "WMI", "SELECT InitiatingProcessId FROM DeviceProcessEvents WHERE ProcessId = 5496 AND DeviceName = 'ws-12.example.com' AND InitiatingProcessFileName = 'wmiprvse.exe'", "3120" },
  { "second stage", "SELECT count(*) FROM DeviceNetworkEvents WHERE RemoteUrl LIKE '%/a/stage2.bin' AND InitiatingProcessId = 5512", "1" },
  { "ADMIN$", "SELECT RequestAccountName FROM DeviceFileEvents WHERE ShareName = 'ADMIN$' AND FileName = 'HLPSVC.exe'", "svc-backup" },
  { "the service", "SELECT count(*) FROM DeviceEvents WHERE ActionType = 'ServiceInstalled' AND AdditionalFields LIKE '%HLPSVC%'", "1" },
  { "as SYSTEM", "SELECT AccountName FROM DeviceProcessEvents WHERE ProcessId = 3712 AND DeviceName = 'fs-01.example.com' AND FileName = 'HLPSVC.exe'", "system" },
  { "tampering", "SELECT InitiatingProcessId FROM DeviceEvents WHERE ActionType = 'TamperingAttempt'", "3850" },
  { "shadow copies", "SELECT string_agg(ProcessId::VARCHAR, ' ' ORDER BY Timestamp) FROM DeviceProcessEvents WHERE ProcessCommandLine LIKE '%delete%quiet'", "3898 3904 3916" },
  { "encryption", "SELECT count(*) FROM DeviceFileEvents WHERE ActionType = 'FileRenamed' AND FileName LIKE '%.fslk' AND InitiatingProcessId = 4012", "37" },
};

static void
import_rows (Fixture *f,
             guint64 *out_rows)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_import_sample_rows_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_import_sample_rows_finish (f->session, fixture_wait (f), out_rows, &error));
  g_assert_no_error (error);
}

static void
open_sample (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  id = vdt_session_open_sample_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static char *
ask (VdtDuck    *duck,
     const char *sql)
{
  g_autoptr(GError) error = NULL;
  duckdb_result result;
  char *value;
  char *copy;

  vdt_duck_run (duck, sql, &result, &error);
  g_assert_no_error (error);
  value = duckdb_value_varchar (&result, 0, 0);
  copy = g_strdup (value);
  duckdb_free (value);
  duckdb_destroy_result (&result);

  return copy;
}

static void
test_steps (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(VdtHuntStore) store = NULL;
  g_autoptr(VdtDuck) duck = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  guint64 rows;

  import_rows (f, &rows);
  g_assert_cmpuint (rows, >=, 200000);
  import_rows (f, &rows);
  g_assert_cmpuint (rows, ==, 0);
  vdt_session_close (f->session);

  store = vdt_hunt_store_open (f->folder, &error);
  g_assert_no_error (error);
  duck = vdt_hunt_store_connect (store, &error);
  tables = vdt_hunt_store_list_tables (store, duck, &error);
  g_assert_cmpuint (tables->len, >=, 12);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *answer = ask (duck, steps[i].sql);

      g_test_message ("%s", steps[i].step);
      g_assert_cmpstr (answer, ==, steps[i].expected);
    }

  vdt_duck_close (g_steal_pointer (&duck));
}

static void
test_removed (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtHuntStore) store = NULL;
  g_autoptr(VdtDuck) duck = NULL;
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GError) error = NULL;
  guint64 rows;

  open_sample (f);
  import_rows (f, &rows);
  g_clear_object (&f->result);
  vdt_session_remove_sample_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_remove_sample_finish (f->session, fixture_wait (f), &error));
  vdt_session_close (f->session);

  store = vdt_hunt_store_open (f->folder, &error);
  duck = vdt_hunt_store_connect (store, &error);
  tables = vdt_hunt_store_list_tables (store, duck, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 0);
  vdt_duck_close (g_steal_pointer (&duck));
}

/* Closing does not wait for rows that nobody wants any more. */
static void
test_closed (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(VdtHuntStore) store = NULL;
  g_autoptr(GPtrArray) sources = NULL;
  g_autoptr(GError) error = NULL;
  guint64 rows;

  g_clear_object (&f->result);
  vdt_session_import_sample_rows_async (f->session, NULL, fixture_done_cb, f);
  vdt_session_close (f->session);
  vdt_session_import_sample_rows_finish (f->session, fixture_wait (f), &rows, NULL);

  store = vdt_hunt_store_open (f->folder, &error);
  g_assert_no_error (error);
  sources = vdt_hunt_store_list_sources (store, &error);
  g_assert_cmpuint (sources->len, <, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/session/hunt-sample/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("steps", test_steps);
  ADD ("removed", test_removed);
  ADD ("closed", test_closed);
#undef ADD

  return g_test_run ();
}
