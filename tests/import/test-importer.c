/* test-importer.c
 *
 * Files of every shape, whole and broken, through the importer.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "import-fixture.h"

#include "vdt-error.h"

#define INCIDENT(id, alerts) "{\"id\":\"" id "\",\"displayName\":\"i" id "\",\"severity\":\"low\",\"alerts\":[" alerts "]}"
#define ALERT(id)            "{\"id\":\"" id "\",\"title\":\"t\",\"evidence\":[]}"
#define PAGE(list)           "{\"@odata.context\":\"$metadata#security/incidents(alerts())\",\"value\":[" list "]}"
#define TWO                  INCIDENT ("1", ALERT ("a")) "," INCIDENT ("2", ALERT ("b") "," ALERT ("c"))

typedef struct
{
  const char       *name;
  const char       *bytes;
  gsize             length;
  VdtImportVerdict  verdict;
  guint             incidents;
  guint             alerts;
  const char       *says;        /* part of a problem or of its place */
} Case;

#define TEXT(literal) literal, sizeof literal - 1
#define OK            VDT_IMPORT_ACCEPTED
#define PARTIAL       VDT_IMPORT_PARTIAL
#define NO            VDT_IMPORT_REJECTED

static const Case cases[] = {
  /* the shapes that are read */
  { "page", TEXT (PAGE (TWO)), OK, 2, 3, NULL },
  { "page, spaced", TEXT ("\n { \"value\" : [\n" TWO "\n] }\n"), OK, 2, 3, NULL },
  { "page without alerts", TEXT (PAGE ("{\"id\":\"1\"},{\"id\":\"2\"}")), OK, 2, 0, NULL },
  { "empty page", TEXT (PAGE ("")), OK, 0, 0, NULL },
  { "next page", TEXT ("{\"value\":[],\"@odata.nextLink\":\"https://example.com/\"}"), OK, 0, 0, "one page of several" },
  { "array", TEXT ("[" TWO "]"), OK, 2, 3, NULL },
  { "one", TEXT (INCIDENT ("1", "")), OK, 1, 0, NULL },
  { "lines", TEXT (INCIDENT ("1", "") "\n" INCIDENT ("2", "") "\r\n\n" INCIDENT ("3", "") "\n"), OK, 3, 0, NULL },
  { "documents", TEXT ("{\n\"id\":\"1\",\n\"alerts\":[]\n}\n{\n\"id\":\"2\",\n\"alerts\":[]\n}"), OK, 2, 0, NULL },
  { "alerts_v2", TEXT ("{\"value\":[{\"id\":\"a\",\"incidentId\":\"7\",\"evidence\":[]},{\"id\":\"b\",\"incidentId\":\"7\","
                       "\"evidence\":[]},{\"id\":\"c\",\"incidentId\":\"8\",\"evidence\":[]}]}"), OK, 2, 3, NULL },
  { "alert of none", TEXT ("{\"id\":\"a\",\"providerAlertId\":\"x\"}"), OK, 1, 1, NULL },
  { "older API", TEXT ("{\"value\":[{\"incidentId\":7,\"incidentName\":\"n\",\"alerts\":[{\"alertId\":\"a\"}]}]}"), OK, 1, 1, NULL },
  { "mark", TEXT ("\xef\xbb\xbf" PAGE (TWO)), OK, 2, 3, NULL },

  /* one bad record, member or byte never costs the others */
  { "bad line", TEXT (INCIDENT ("1", "") "\n{\"id\":\"2\",\"alerts\":[\n" INCIDENT ("3", "") "\n"), PARTIAL, 2, 0, "line 2" },
  { "first line bad", TEXT ("{bad\n" INCIDENT ("1", "") "\n" INCIDENT ("2", "") "\n"), PARTIAL, 2, 0, "line 1" },
  { "no id", TEXT (PAGE ("{\"displayName\":\"x\"}," TWO)), PARTIAL, 2, 3, "value[0]" },
  { "junk members", TEXT (PAGE ("null,7,[]," TWO)), PARTIAL, 2, 3, "value[1]" },
  { "not UTF-8", TEXT (PAGE ("{\"id\":\"1\",\"displayName\":\"caf\xe9\"}")), PARTIAL, 1, 0, "not UTF-8 text" },
  { "number severity", TEXT (PAGE ("{\"id\":\"1\",\"severity\":3}")), PARTIAL, 1, 0, "“severity” is a whole number" },
  { "no time", TEXT (PAGE ("{\"id\":\"1\",\"createdDateTime\":\"yesterday\"}")), OK, 1, 0, "no time" },
  { "said twice", TEXT (PAGE ("{\"id\":\"1\",\"id\":\"2\"}")), OK, 1, 0, "twice" },
  { "new kind", TEXT (PAGE (INCIDENT ("1", "{\"id\":\"a\",\"evidence\":[{\"@odata.type\":\"#microsoft.graph.security.newEvidence\"}]}"))),
    OK, 1, 1, "alerts[0].evidence[0]" },

  /* a broken document is left out whole, and the place is named */
  { "cut", TEXT ("{\"value\":[" TWO), NO, 0, 0, "cut off" },
  { "cut, last byte", TEXT ("{\"value\":[" TWO "]"), NO, 0, 0, "cut off" },
  { "comma", TEXT ("{\"value\":[" TWO ",]}"), NO, 0, 0, "comma too many" },
  { "NaN", TEXT (PAGE ("{\"id\":\"1\",\"priorityScore\":NaN}")), NO, 0, 0, "NaN" },
  { "NUL byte", TEXT ("{\"value\":[{\"id\":\"1\0\"}]}"), NO, 0, 0, "NUL byte" },
  { "line of error", TEXT ("{\n\"value\":[\n{\"id\":\"1\"},\n}\n"), NO, 0, 0, "line 4" },

  /* what is no list of incidents says what it is */
  { "empty", TEXT (""), NO, 0, 0, "empty" },
  { "space", TEXT (" \r\n\t"), NO, 0, 0, "nothing but space" },
  { "error", TEXT ("{\"error\":{\"code\":\"TooManyRequests\",\"message\":\"slow down\"}}"), NO, 0, 0, "TooManyRequests" },
  { "value is an object", TEXT ("{\"value\":{\"id\":\"1\"}}"), NO, 0, 0, "“value” is an object" },
  { "value is null", TEXT ("{\"value\":null}"), NO, 0, 0, "“value” is null" },
  { "web page", TEXT ("<!DOCTYPE html><html><title>Sign in</title></html>"), NO, 0, 0, "web page" },
  { "XML", TEXT ("<?xml version=\"1.0\"?><Events/>"), NO, 0, 0, "XML" },
  { "program", TEXT ("\x7f" "ELF\2\1\1\0\0\0\0\0"), NO, 0, 0, "program" },
  { "event log", TEXT ("ElfFile\0\0\0\0\0"), NO, 0, 0, "Windows event log" },
  { "table", TEXT ("Timestamp,DeviceName\n2026-11-18T00:00:00Z,h\n"), NO, 0, 0, "table of text" },
  { "text", TEXT ("nothing that is known"), NO, 0, 0, "neither JSON nor" },
  { "other JSON", TEXT ("{\"colour\":\"red\",\"size\":3}"), NO, 0, 0, "“colour”" },
  { "retired alerts", TEXT ("{\"value\":[{\"id\":\"1\",\"title\":\"t\",\"vendorInformation\":{}}]}"), NO, 0, 0, "retired" },
  { "streaming", TEXT ("{\"time\":\"t\",\"category\":\"AdvancedHunting-DeviceEvents\",\"properties\":{}}\n"), NO, 0, 0, "hunting part" },
  { "hunting", TEXT ("{\"schema\":[],\"results\":[{\"A\":1},{\"A\":2}]}"), NO, 0, 0, "2 records" },
  { "UTF-32", TEXT ("\xff\xfe\0\0{\0\0\0}\0\0\0"), NO, 0, 0, "UTF-32" },
};

static void
test_table (Fixture       *f,
            gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *row = &cases[i];
      VdtImportReport *report;

      g_test_message ("%s", row->name);
      /* the name says nothing: the content is what counts */
      fixture_write (f, "file.csv", row->bytes, (gssize) row->length);
      report = fixture_import (f, "file.csv", VDT_IMPORT_DEFAULT);

      g_assert_no_error (f->error);
      g_assert_cmpuint (vdt_import_report_get_incidents (report), ==, row->incidents);
      g_assert_cmpuint (vdt_import_report_get_alerts (report), ==, row->alerts);
      if (f->alerts->len == 0)
        g_assert_cmpuint (f->incidents->len, ==, row->incidents);
      else
        g_assert_cmpuint (f->alerts->len, ==, row->alerts);
      if (row->says != NULL)
        g_assert_true (fixture_report_says (report, row->says));
      else
        g_assert_cmpuint (vdt_import_report_get_n_problems (report), ==, 0);
      g_assert_cmpint (vdt_import_report_get_verdict (report), ==, row->verdict);
    }
}

/* PowerShell 5 writes this when it redirects. */
static void
test_utf16 (Fixture       *f,
            gconstpointer  data)
{
  static const char page[] = PAGE ("{\"id\":\"1\",\"displayName\":\"grün\"}");
  g_autoptr(GError) error = NULL;
  gsize length = 0;
  g_autofree char *bytes = g_convert (page, -1, "UTF-16", "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);
  fixture_write (f, "page.json", bytes, (gssize) length);
  g_assert_cmpint (vdt_import_report_get_verdict (fixture_import (f, "page.json", VDT_IMPORT_DEFAULT)), ==, OK);
  g_assert_cmpstr (vdt_incident_get_title (fixture_find (f, "1")), ==, "grün");
}

static void
test_salvage (Fixture       *f,
              gconstpointer  data)
{
  static const char cut[] = "{\"value\":[" INCIDENT ("1", "") "," INCIDENT ("2", "") ",{\"id\":\"3";
  VdtImportReport *report;

  fixture_write (f, "cut.json", cut, -1);
  report = fixture_import (f, "cut.json", VDT_IMPORT_SALVAGE);

  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, PARTIAL);
  g_assert_cmpuint (f->incidents->len, ==, 2);
  g_assert_true (fixture_report_says (report, "cut off"));
}

/* Pages overlap: the version that was updated last counts, alerts come together. */
static void
test_twice (Fixture       *f,
            gconstpointer  data)
{
  static const char page[] =
    "[{\"id\":\"1\",\"displayName\":\"newer\",\"lastUpdateDateTime\":\"2026-01-02T00:00:00Z\",\"alerts\":[" ALERT ("a") "]},"
    "{\"id\":\"1\",\"displayName\":\"older\",\"lastUpdateDateTime\":\"2026-01-01T00:00:00Z\",\"alerts\":[" ALERT ("a") ","
    ALERT ("b") "]}]";
  VdtImportReport *report;
  VdtIncident *incident;

  fixture_write (f, "page.json", page, -1);
  report = fixture_import (f, "page.json", VDT_IMPORT_DEFAULT);
  incident = fixture_find (f, "1");

  g_assert_cmpuint (vdt_import_report_get_incidents (report), ==, 1);
  g_assert_cmpuint (vdt_import_report_get_alerts (report), ==, 2);
  g_assert_cmpuint (f->incidents->len, ==, 1);
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "newer");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_alerts (incident)), ==, 2);
}

/* Alerts that stand alone keep their place before and behind their incident. */
static void
test_lone_alerts (Fixture       *f,
                  gconstpointer  data)
{
  static const char lines[] =
    "{\"id\":\"a\",\"incidentId\":7,\"title\":\"t\",\"evidence\":[]}\n"
    "{\"id\":\"7\",\"displayName\":\"whole\",\"severity\":\"low\"}\n"
    "{\"id\":\"b\",\"incidentId\":\"7\",\"title\":\"t\",\"evidence\":[{}]}\n"
    "{\"id\":\"c\",\"title\":\"t\",\"evidence\":[]}\n";
  VdtImportReport *report;

  fixture_write (f, "lines.json", lines, -1);
  report = fixture_import (f, "lines.json", VDT_IMPORT_DEFAULT);

  g_assert_cmpuint (f->incidents->len, ==, 1);
  g_assert_cmpuint (f->alerts->len, ==, 3);
  g_assert_cmpstr (vdt_alert_get_incident_id (g_ptr_array_index (f->alerts, 0)), ==, "7");
  g_assert_null (vdt_alert_get_incident_id (g_ptr_array_index (f->alerts, 2)));
  g_assert_cmpuint (vdt_import_report_get_incidents (report), ==, 2);
  g_assert_cmpuint (vdt_import_report_get_alerts (report), ==, 3);
  g_assert_cmpuint (vdt_import_report_get_evidence (report), ==, 1);
}

static void
test_tenants (Fixture       *f,
              gconstpointer  data)
{
  static const char page[] =
    "[{\"id\":\"1\",\"tenantId\":\"11111111-aaaa\",\"alerts\":[]},{\"id\":\"1\",\"tenantId\":\"22222222-bbbb\","
    "\"alerts\":[" ALERT ("a") "]},{\"id\":\"1\",\"tenantId\":\"11111111-aaaa\",\"alerts\":[]}]";
  VdtIncident *other;
  g_autoptr(VdtAlert) alert = NULL;

  fixture_write (f, "page.json", page, -1);
  fixture_import (f, "page.json", VDT_IMPORT_DEFAULT);
  other = fixture_find (f, "1@22222222");

  g_assert_cmpuint (f->incidents->len, ==, 2);
  g_assert_nonnull (fixture_find (f, "1"));
  g_assert_nonnull (other);
  alert = g_list_model_get_item (vdt_incident_get_alerts (other), 0);
  g_assert_cmpstr (vdt_alert_get_incident_id (alert), ==, "1@22222222");
}

/* Only regular files are opened: a pipe would wait for ever, a device never end. */
static void
test_special_files (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *pipe_path = fixture_path (f, "pipe.json");
  g_autofree char *link_path = fixture_path (f, "zero.json");
  g_autofree char *folder_path = fixture_path (f, "folder.json");
  VdtImportReport *report;

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", link_path), ==, 0);
  g_assert_cmpint (mkdir (folder_path, 0700), ==, 0);

  report = fixture_import (f, "pipe.json", VDT_IMPORT_DEFAULT);
  g_assert_true (fixture_report_says (report, "device or pipe"));
  report = fixture_import (f, "zero.json", VDT_IMPORT_DEFAULT);
  g_assert_true (fixture_report_says (report, "device or pipe"));
  report = fixture_import (f, "folder.json", VDT_IMPORT_DEFAULT);
  g_assert_true (fixture_report_says (report, "this is a folder"));
  report = fixture_import (f, "absent.json", VDT_IMPORT_DEFAULT);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, NO);
  g_assert_cmpuint (vdt_import_report_get_n_problems (report), ==, 1);
}

static void
write_many (Fixture *f,
            guint    n)
{
  g_autoptr(GString) lines = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (lines, "{\"id\":\"%u\",\"alerts\":[{\"id\":\"a%u\"}]}\n", i, i);

  fixture_write (f, "many.json", lines->str, (gssize) lines->len);
}

static void
test_batches (Fixture       *f,
              gconstpointer  data)
{
  write_many (f, 1000);
  fixture_import (f, "many.json", VDT_IMPORT_DEFAULT);

  g_assert_cmpuint (f->incidents->len, ==, 1000);
  g_assert_cmpuint (f->n_batches, >, 1);
}

/* What had been handed over stays, each incident whole. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  VdtImportReport *report;

  write_many (f, 1000);
  f->cancel_after = 2;
  report = fixture_import (f, "many.json", VDT_IMPORT_DEFAULT);

  g_assert_no_error (f->error);
  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, VDT_IMPORT_CANCELLED);
  g_assert_cmpuint (f->n_batches, ==, 2);
  g_assert_cmpuint (f->incidents->len, <, 1000);
}

static void
test_sink_fails (Fixture       *f,
                 gconstpointer  data)
{
  write_many (f, 1000);
  f->fail_after = 2;
  fixture_import (f, "many.json", VDT_IMPORT_DEFAULT);

  g_assert_error (f->error, VDT_ERROR, VDT_ERROR_FAILED);
  g_assert_cmpuint (f->n_batches, ==, 2);
}

/* Progress only grows, names the file, and is there to be bound to. */
static void
test_progress (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr(VdtProgress) progress = vdt_progress_new ();

  f->progress = progress;
  write_many (f, 40000);
  fixture_import (f, "many.json", VDT_IMPORT_DEFAULT);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpuint (f->incidents->len, ==, 40000);
  g_assert_cmpfloat (vdt_progress_get_fraction (progress), >, 0.5);
  g_assert_cmpfloat (vdt_progress_get_fraction (progress), <=, 1.0);
  g_assert_cmpstr (vdt_progress_get_text (progress), ==, "many.json (1 of 1)");
  f->progress = NULL;
}

static gboolean
is_gadget (const VdtImportProbe *probe)
{
  return vdt_import_probe_has (probe, "gadget");
}

static void
read_gadget (VdtImportRun         *run,
             const VdtImportProbe *probe)
{
  vdt_import_report_count_rows (vdt_import_run_get_report (run), "Gadgets", 1);
}

/* A format of another part of the program is asked before the built-in ones. */
static void
test_plugged_reader (Fixture       *f,
                     gconstpointer  data)
{
  static const VdtImportReader reader = { "gadgets", is_gadget, read_gadget, NULL, NULL, NULL };
  VdtImportReport *report;
  guint64 rows = 0;

  vdt_importer_add_reader (f->importer, &reader);
  fixture_write (f, "gadgets.json", "{\"gadget\":1,\"alerts\":[]}\n{\"gadget\":2}\n", -1);
  report = fixture_import (f, "gadgets.json", VDT_IMPORT_DEFAULT);

  g_assert_cmpint (vdt_import_report_get_verdict (report), ==, OK);
  g_assert_cmpstr (vdt_import_report_get_format (report), ==, "gadgets");
  g_assert_cmpuint (vdt_import_report_get_n_tables (report), ==, 1);
  g_assert_cmpstr (vdt_import_report_get_table (report, 0, &rows), ==, "Gadgets");
  g_assert_cmpuint (rows, ==, 2);
}

#define ADD(name, func) g_test_add ("/import/importer/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("table", test_table);
  ADD ("utf-16", test_utf16);
  ADD ("salvage", test_salvage);
  ADD ("twice", test_twice);
  ADD ("lone-alerts", test_lone_alerts);
  ADD ("tenants", test_tenants);
  ADD ("special-files", test_special_files);
  ADD ("batches", test_batches);
  ADD ("cancel", test_cancel);
  ADD ("sink-fails", test_sink_fails);
  ADD ("progress", test_progress);
  ADD ("plugged-reader", test_plugged_reader);

  return g_test_run ();
}
