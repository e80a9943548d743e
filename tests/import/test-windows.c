/* test-windows.c
 *
 * Windows events in the spellings of the tools that write them down, as rows of
 * Defender's tables.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "import-fixture.h"
#include "vdt-windows-event.h"

#define SYSMON "Microsoft-Windows-Sysmon/Operational"

typedef struct
{
  const char *name;
  const char *text;
  const char *beginning;
  const char *part;
} Row;

static const Row rows[] = {
  { "nxlog-process",
    "{\"EventID\":1,\"Channel\":\"" SYSMON "\",\"Hostname\":\"ws-07.example.com\",\"EventTime\":\"2026-11-18 08:54:41\","
    "\"UtcTime\":\"2026-11-18 07:54:41.225\",\"Image\":\"C:\\\\Windows\\\\System32\\\\cmd.exe\",\"ProcessId\":\"17\","
    "\"CommandLine\":\"cmd /c dir\",\"User\":\"EXAMPLE\\\\Mira\",\"LogonId\":\"0x3e7\",\"Hashes\":\"SHA1=AB,SHA256=CD,IMPHASH=EF\","
    "\"ParentImage\":\"C:\\\\Windows\\\\Explorer.EXE\",\"ParentProcessId\":4188,\"RecordNumber\":9,\"ProcessGuid\":\"{x}\"}",
    "DeviceProcessEvents|1|Timestamp=2026-11-18T07:54:41.2250000Z|DeviceName=ws-07.example.com|ActionType=ProcessCreated|FileName=cmd.exe|"
    "FolderPath=C:\\Windows\\System32\\cmd.exe|SHA1=ab|SHA256=cd|",
    "|ProcessId=17|ProcessCommandLine=cmd /c dir|ProcessCreationTime=2026-11-18T07:54:41.2250000Z|AccountDomain=example|AccountName=mira|LogonId=999|" },
  { "nxlog-parent",
    "{\"EventID\":1,\"Channel\":\"" SYSMON "\",\"Image\":\"C:\\\\a.exe\",\"ParentImage\":\"C:\\\\Windows\\\\Explorer.EXE\","
    "\"ParentProcessId\":4188,\"IMPHASH\":1,\"TerminalSessionId\":1}",
    "DeviceProcessEvents|1|", "|InitiatingProcessFileName=explorer.exe|" },
  { "winlogbeat-7-network",
    "{\"@timestamp\":\"2026-11-18T07:54:52.906Z\",\"winlog\":{\"event_id\":3,\"channel\":\"" SYSMON "\",\"computer_name\":\"ws\","
    "\"record_id\":5,\"event_data\":{\"Initiated\":\"true\",\"Protocol\":\"tcp\",\"SourceIp\":\"192.0.2.47\",\"SourcePort\":\"50871\","
    "\"DestinationIp\":\"203.0.113.45\",\"DestinationPort\":\"80\",\"Image\":\"C:\\\\P.exe\",\"UtcTime\":\"2026-11-18 07:54:52.900\"}}}",
    "DeviceNetworkEvents|1|Timestamp=2026-11-18T07:54:52.9000000Z|DeviceName=ws|ActionType=ConnectionSuccess|RemoteIP=203.0.113.45|RemotePort=80|"
    "LocalIP=192.0.2.47|LocalPort=50871|Protocol=Tcp|LocalIPType=Public|RemoteIPType=Public|", "|InitiatingProcessFileName=p.exe|" },
  { "winlogbeat-6-inbound",
    "{\"@timestamp\":\"2026-11-18T07:54:52.906Z\",\"event_id\":3,\"log_name\":\"" SYSMON "\",\"computer_name\":\"ws\","
    "\"event_data\":{\"Initiated\":\"false\",\"Protocol\":\"udp\",\"SourceIp\":\"10.0.0.1\",\"DestinationIp\":\"127.0.0.1\"}}",
    "DeviceNetworkEvents|1|", "|ActionType=InboundConnectionAccepted|RemoteIP=10.0.0.1|LocalIP=127.0.0.1|Protocol=Udp|LocalIPType=Loopback|RemoteIPType=Private|" },
  { "evtx-dump-registry",
    "{\"Event\":{\"System\":{\"EventID\":{\"#text\":13},\"Channel\":\"" SYSMON "\",\"Computer\":\"ws\","
    "\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2026-11-18T07:55:31.331442Z\"}}},\"EventData\":{\"EventType\":\"SetValue\","
    "\"TargetObject\":\"HKLM\\\\SOFTWARE\\\\Run\\\\x\",\"Details\":\"DWORD (0x00000010)\"}}}",
    "DeviceRegistryEvents|1|Timestamp=2026-11-18T07:55:31.3314420Z|",
    "|ActionType=RegistryValueSet|RegistryKey=HKEY_LOCAL_MACHINE\\SOFTWARE\\Run|RegistryValueType=Dword|RegistryValueName=x|RegistryValueData=16|" },
  { "event-type-in-message",
    "{\"EventID\":12,\"Channel\":\"" SYSMON "\",\"EventType\":\"INFO\",\"Message\":\"Registry\\r\\nEventType: DeleteKey\\r\\nx\","
    "\"TargetObject\":\"HKU\\\\S-1\\\\a\"}",
    "DeviceRegistryEvents|1|", "|ActionType=RegistryKeyDeleted|RegistryKey=HKEY_USERS\\S-1\\a|" },
  { "lsass",
    "{\"EventID\":10,\"Channel\":\"" SYSMON "\",\"SourceImage\":\"C:\\\\a.exe\",\"SourceProcessId\":\"9344\",\"TargetImage\":"
    "\"C:\\\\Windows\\\\System32\\\\LSASS.exe\",\"TargetProcessId\":\"712\",\"GrantedAccess\":\"0x1fffff\"}",
    "DeviceEvents|1|", "|ActionType=OpenProcessApiCall|FileName=LSASS.exe|" },
  { "lsass-access",
    "{\"EventID\":10,\"Channel\":\"" SYSMON "\",\"TargetImage\":\"C:\\\\lsass.exe\",\"GrantedAccess\":\"0x1fffff\"}",
    "DeviceEvents|1|", "|AdditionalFields={\"DesiredAccess\":\"2097151\"}|" },
  { "other-access",
    "{\"EventID\":10,\"Channel\":\"" SYSMON "\",\"TargetImage\":\"C:\\\\b.exe\",\"GrantedAccess\":\"0x1\"}",
    "WindowsEvent|1|", "|EventID=10|EventData={\"Channel\":\"" SYSMON "\",\"EventID\":\"10\",\"GrantedAccess\":\"0x1\",\"TargetImage\":\"C:\\\\b.exe\"}|" },
  { "logon",
    "{\"EventID\":4624,\"Channel\":\"Security\",\"Hostname\":\"ws-12\",\"TargetUserName\":\"Jonas\",\"TargetDomainName\":\"EXAMPLE\","
    "\"LogonType\":\"3\",\"IpAddress\":\"192.0.2.47\",\"IpPort\":\"51022\",\"AuthenticationPackageName\":\"NTLM\",\"WorkstationName\":\"WS-07\"}",
    "DeviceLogonEvents|1|", "|ActionType=LogonSuccess|LogonType=Network|AccountDomain=example|AccountName=jonas|Protocol=NTLM|RemoteDeviceName=WS-07|RemoteIP=192.0.2.47|" },
  { "logon-failed",
    "{\"EventID\":4625,\"Channel\":\"Security\",\"SubStatus\":\"0xC000006A\",\"Status\":\"0xc000006d\",\"IpAddress\":\"-\"}",
    "DeviceLogonEvents|1|", "|ActionType=LogonFailed|FailureReason=InvalidUserNameOrPassword|" },
  { "security-process",
    "{\"EventID\":4688,\"Channel\":\"Security\",\"NewProcessName\":\"C:\\\\x.exe\",\"NewProcessId\":\"0x1f4\",\"ProcessId\":\"0x10\","
    "\"TokenElevationType\":\"%%1937\",\"SubjectUserName\":\"Mira\",\"TargetUserName\":\"-\",\"SubjectDomainName\":\"EX\"}",
    "DeviceProcessEvents|1|", "|FileName=x.exe|FolderPath=C:\\x.exe|ProcessId=500|ProcessTokenElevation=TokenElevationTypeFull|AccountDomain=ex|AccountName=mira|" },
  { "script",
    "{\"EventID\":4104,\"Channel\":\"Microsoft-Windows-PowerShell/Operational\",\"ScriptBlockText\":\"Get-Date\"}",
    "DeviceEvents|1|", "|ActionType=ScriptContent|AdditionalFields={\"ScriptContent\":\"Get-Date\"}|" },
};

static void
test_row (Fixture       *f,
          gconstpointer  data)
{
  const Row *row = data;

  fixture_take_rows (f, NULL);
  fixture_write (f, "file", row->text, -1);
  fixture_import (f, "file", VDT_IMPORT_DEFAULT);
  g_assert_no_error (f->error);
  g_assert_true (fixture_has_row (f, row->beginning, row->part));
}

/* Lines of events, as the tools write them: one that names no log costs only itself. */
static void
test_lines (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("%s\n{\"EventID\":1,\"Channel\":\"\"}\n%s\n", rows[0].text, rows[9].text);
  VdtImportReport *report;

  fixture_take_rows (f, NULL);
  fixture_write (f, "file", text, -1);
  report = fixture_import (f, "file", VDT_IMPORT_DEFAULT);

  g_assert_cmpuint (f->kept->len, ==, 2);
  g_assert_cmpstr (vdt_import_report_get_format (report), ==, "windows-events");
  g_assert_true (fixture_report_says (report, "line 2"));
  g_assert_true (fixture_has_row (f, "DeviceLogonEvents|3|", ""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/import/windows/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], fixture_set_up, test_row, fixture_tear_down);
    }
  g_test_add ("/import/windows/lines", Fixture, NULL, fixture_set_up, test_lines, fixture_tear_down);

  return g_test_run ();
}
