/* vdt-import-named.c
 *
 * Formats that are recognised so that a person learns what the file is, and where
 * it belongs, instead of that it is wrong. A reader that is added to the importer
 * is asked before these.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-reader.h"

#define TO_HUNTING "; telemetry is imported by the hunting part, not as incidents"

static gboolean
is_streaming (const VdtImportProbe *probe)
{
  return vdt_import_probe_has (probe, "category") && vdt_import_probe_has (probe, "properties") &&
         (vdt_import_probe_has (probe, "time") || vdt_import_probe_has (probe, "operationName"));
}

static gboolean
is_hunting_result (const VdtImportProbe *probe)
{
  return (probe->member != NULL && g_ascii_strcasecmp (probe->member, "results") == 0) ||
         (vdt_import_probe_has (probe, "Timestamp") &&
          (vdt_import_probe_has (probe, "ActionType") || vdt_import_probe_has (probe, "DeviceId") ||
           vdt_import_probe_has (probe, "ReportId_long") || vdt_import_probe_has (probe, "ReportId")));
}

static gboolean
is_log_analytics (const VdtImportProbe *probe)
{
  VdtJson tables;

  return vdt_import_probe_has (probe, "TimeGenerated") || vdt_import_probe_has (probe, "FrameType") ||
         (vdt_json_get_member (probe->record, "tables", &tables) &&
          vdt_json_get_type (tables) == VDT_JSON_ARRAY);
}

static gboolean
is_windows_event (const VdtImportProbe *probe)
{
  return vdt_import_probe_has (probe, "EventID") || vdt_import_probe_has (probe, "event_id") ||
         vdt_import_probe_has (probe, "winlog") || vdt_import_probe_has (probe, "event_data") ||
         vdt_import_probe_has (probe, "Event");
}

static gboolean
starts_with (const VdtImportHead *head,
             const char          *magic,
             gsize                length)
{
  return head->length >= length && memcmp (head->bytes, magic, length) == 0;
}

static gboolean
is_evtx (const VdtImportHead *head)
{
  return starts_with (head, "ElfFile\0", 8);
}

static gboolean
is_parquet (const VdtImportHead *head)
{
  return starts_with (head, "PAR1", 4);
}

static gboolean
text_starts_with (const VdtImportHead *head,
                  const char          *text)
{
  return head->text != NULL && head->text_length >= strlen (text) &&
         g_ascii_strncasecmp (head->text, text, strlen (text)) == 0;
}

static gboolean
is_web_page (const VdtImportHead *head)
{
  return text_starts_with (head, "<!doctype html") || text_starts_with (head, "<html");
}

static gboolean
is_xml (const VdtImportHead *head)
{
  return text_starts_with (head, "<");
}

/* A table's first line names at least two columns. */
static gboolean
is_table (const VdtImportHead *head)
{
  const char *newline;
  gsize length;

  if (head->text == NULL)
    return FALSE;

  newline = memchr (head->text, '\n', head->text_length);
  length = newline != NULL ? (gsize) (newline - head->text) : head->text_length;

  return length > 0 && length < 1024 * 1024 && memchr (head->text, '\0', length) == NULL &&
         (memchr (head->text, ',', length) != NULL || memchr (head->text, ';', length) != NULL ||
          memchr (head->text, '\t', length) != NULL);
}

static gboolean
is_program (const VdtImportHead *head)
{
  return starts_with (head, "\x7f" "ELF", 4) || starts_with (head, "MZ", 2);
}

static gboolean
is_document (const VdtImportHead *head)
{
  return starts_with (head, "%PDF", 4) || starts_with (head, "\xd0\xcf\x11\xe0", 4);
}

/**
 * vdt_import_get_named_formats:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n): formats that have a name but no reader here, in
 *   the order in which they must be asked
 */
const VdtImportReader *
vdt_import_get_named_formats (gsize *out_n)
{
  static const VdtImportReader formats[] = {
    { "defender-streaming", is_streaming, NULL, NULL, NULL,
      "these are events of the Defender streaming API" TO_HUNTING },
    { "hunting-results", is_hunting_result, NULL, NULL, NULL,
      "these are rows of a hunting query" TO_HUNTING },
    { "log-analytics", is_log_analytics, NULL, NULL, NULL,
      "these are rows of Log Analytics or Data Explorer" TO_HUNTING },
    { "windows-events", is_windows_event, NULL, NULL, NULL,
      "these are Windows events" TO_HUNTING },
    { "evtx", NULL, NULL, is_evtx, NULL, "this is a Windows event log" TO_HUNTING },
    { "parquet", NULL, NULL, is_parquet, NULL, "this is a Parquet table" TO_HUNTING },
    { "web-page", NULL, NULL, is_web_page, NULL,
      "this is a web page, perhaps one that asks to sign in; save the answer of the API instead" },
    { "xml", NULL, NULL, is_xml, NULL, "this is XML, not incidents in JSON" },
    { "program", NULL, NULL, is_program, NULL, "this is a program, not data" },
    { "document", NULL, NULL, is_document, NULL, "this is a document, not data; export JSON or CSV" },
    { "csv", NULL, NULL, is_table, NULL, "this is a table of text (CSV)" TO_HUNTING },
  };

  *out_n = G_N_ELEMENTS (formats);

  return formats;
}
