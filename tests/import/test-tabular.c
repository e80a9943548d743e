/* test-tabular.c
 *
 * Tables of text, and rows in JSON that say little of their table.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "import-fixture.h"

typedef struct
{
  const char *name;
  const char *text;
  const char *table;       /* that the person chose */
  const char *beginning;   /* of a row; NULL: nothing is imported */
  const char *part;
  const char *says;        /* a problem, or NULL for none */
} Row;

static const Row rows[] = {
  { "portal-utc",
    "Timestamp,DeviceId,DeviceName,ActionType,FileName,ProcessCommandLine,AdditionalFields,ProcessId\r\n"
    "2023-10-18T14:37:28.2012261Z,abc,ws,ProcessCreated,a.exe,\"a \"\"b\"\"\r\nc, d\",\"{\"\"k\"\": 1}\",5\r\n",
    NULL, "DeviceProcessEvents|2|Timestamp=2023-10-18T14:37:28.2012261Z|DeviceId=abc|",
    "|ProcessId=5|ProcessCommandLine=a \"b\"\r\nc, d|AdditionalFields={\"k\": 1}|", NULL },
  { "portal-local",
    "Timestamp,DeviceName,ActionType,ProcessId\n\"13/03/2024, 3:40:13.988 pm\",ws,ProcessCreated,4248.0\n", NULL,
    "DeviceProcessEvents|2|Timestamp=2024-03-13T15:40:13.9880000Z|", "|ProcessId=4248|", "the times name no zone" },
  { "portal-mixed",
    "Timestamp,DeviceName,ActionType,FileName,RemoteIP\n"
    "2024-03-13T15:40:13Z,ws,ProcessCreated,a.exe,\n2024-03-13T15:40:14Z,ws,ConnectionSuccess,,192.0.2.7\n", NULL,
    "DeviceNetworkEvents|3|Timestamp=2024-03-13T15:40:14.0000000Z|", "|RemoteIP=192.0.2.7|", NULL },
  { "log-analytics",
    "\xef\xbb\xbfTenantId,\"TimeGenerated [UTC]\",UserPrincipalName,AppDisplayName,ResultType,IPAddress,Type\n"
    "\"t\",\"8/12/2024, 10:41:34.382 PM\",mira.holt@example.com,Portal,0,192.0.2.1,SigninLogs\n", NULL,
    "SigninLogs|2|", "TimeGenerated=2024-08-12T22:41:34.3820000Z|", "cannot be told" },
  { "ambiguous-dates", "TimeGenerated,Type,UserPrincipalName\n\"8/12/2024, 1:02:03 AM\",SigninLogs,a\n", NULL,
    "SigninLogs|2|", "TimeGenerated=2024-08-12T01:02:03.0000000Z|", "cannot be told" },
  { "semicolon", "Timestamp;DeviceName;ActionType;ProcessId\n2024-03-13;ws;ProcessCreated;7\n", NULL,
    "DeviceProcessEvents|2|", "|ProcessId=7|", NULL },
  { "own-table", "host,when,n,text,flag\nws,2024-03-13 10:00:00,1,007,True\nws,2024-03-14 10:00:00,2,8,False\n",
    "Inventory_CL", "Inventory_CL|2|host=ws|when=2024-03-13T10:00:00.0000000Z|n=1|text=007|flag=1|", "", NULL },
  { "own-table-falls-back", "a,b\n1,x\ny,2\n", "Mine", "Mine|3|a=y|b=2|", "", NULL },
  { "unknown-table", "a,b\n1,2\n", NULL, NULL, NULL, "which table these rows belong to cannot be told" },
  { "wide-record", "Timestamp,DeviceName,ActionType\n2024-03-13,a,ProcessCreated\n2024-03-13,a,ProcessCreated,x\n", NULL,
    "DeviceProcessEvents|2|", "|DeviceName=a|", "the record has 4 cells and the first line names 3" },
  { "open-quote", "Timestamp,DeviceName,ActionType\n2024-03-13,a,ProcessCreated\n2024-03-13,\"a,ProcessCreated\n", NULL,
    "DeviceProcessEvents|2|", "|DeviceName=a|", "never closed" },
  { "hunting-answer",
    "{\"@odata.context\":\"x\",\"schema\":[{\"name\":\"Timestamp\",\"type\":\"DateTime\"}],\"results\":["
    "{\"Timestamp@odata.type\":\"#DateTimeOffset\",\"Timestamp\":\"2024-03-26T09:39:50.7688641Z\",\"ActionType\":\"ProcessCreated\","
    "\"FileName\":\"cmd.exe\"}]}", NULL,
    "DeviceProcessEvents|1|Timestamp=2024-03-26T09:39:50.7688641Z|", "|FileName=cmd.exe|", NULL },
  { "hunting-answer-old", "{\"Stats\":{},\"Schema\":[],\"Results\":[{\"Timestamp\":\"2024-03-26T09:39:50Z\",\"DeviceName\":\"w\"},"
    "{\"Timestamp\":\"2024-03-26T09:39:51Z\",\"DeviceName\":\"w\",\"ActionType\":\"LogonSuccess\",\"LogonType\":\"Network\"}]}",
    NULL, "DeviceLogonEvents|1|Timestamp=2024-03-26T09:39:50", "|DeviceName=w|", NULL },
  { "log-analytics-rows", "[{\"TimeGenerated\":\"2024-03-26T09:39:50Z\",\"Type\":\"SecurityEvent\",\"EventID\":4624},"
    "{\"TimeGenerated\":\"2024-03-26T09:39:51Z\",\"Type\":\"My_CL\",\"x_d\":1.5}]", NULL,
    "My_CL|1|TimeGenerated=2024-03-26T09:39:51.0000000Z|", "|x_d=1.5|", NULL },
  { "log-analytics-answer",
    "{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[{\"name\":\"TimeGenerated\",\"type\":\"datetime\"},"
    "{\"name\":\"Type\",\"type\":\"string\"},{\"name\":\"Computer\",\"type\":\"string\"}],"
    "\"rows\":[[\"2024-03-26T09:39:50Z\",\"Heartbeat\",\"ws\"]]}]}", NULL, "Heartbeat|1|", "|Computer=ws|", NULL },
  { "own-json-lines", "{\"a\":1,\"id\":\"x\"}\n{\"a\":2,\"id\":\"y\"}\n", "Mine_CL", "Mine_CL|2|a=2|id=y|", "", NULL },
};

static void
test_row (Fixture       *f,
          gconstpointer  data)
{
  const Row *row = data;
  VdtImportReport *report;

  fixture_take_rows (f, row->table);
  fixture_write (f, "file", row->text, -1);
  report = fixture_import (f, "file", VDT_IMPORT_DEFAULT);
  g_assert_no_error (f->error);

  if (row->beginning != NULL)
    g_assert_true (fixture_has_row (f, row->beginning, row->part));
  else
    g_assert_cmpuint (f->kept->len, ==, 0);

  if (row->says != NULL)
    g_assert_true (fixture_report_says (report, row->says));
  else
    g_assert_cmpuint (vdt_import_report_get_n_problems (report), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/import/tabular/", rows[i].name, NULL);

      g_test_add (path, Fixture, &rows[i], fixture_set_up, test_row, fixture_tear_down);
    }

  return g_test_run ();
}
