/* vdt-import-telemetry.c
 *
 * The readers of telemetry, in the order in which they are asked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-telemetry.h"

#include "vdt-import-evtx.h"
#include "vdt-import-windows.h"

static gboolean
is_streaming (const VdtImportProbe *probe)
{
  VdtJson category;
  VdtJson properties;

  return vdt_import_probe_has (probe, "category") && vdt_import_probe_has (probe, "properties") &&
         vdt_json_get_member (probe->record, "category", &category) &&
         vdt_json_get_type (category) == VDT_JSON_STRING &&
         vdt_json_get_member (probe->record, "properties", &properties) &&
         vdt_json_get_type (properties) == VDT_JSON_OBJECT;
}

static void
read_streaming (VdtImportRun         *run,
                const VdtImportProbe *probe)
{
  const char *message;

  vdt_import_streaming_read (run, probe->record.text, probe->record.length, vdt_import_run_get_line (run), &message);
}

static gboolean
is_hunting_row (const VdtImportProbe *probe)
{
  return (probe->member != NULL && g_ascii_strcasecmp (probe->member, "results") == 0) ||
         (vdt_import_probe_has (probe, "Timestamp") &&
          (vdt_import_probe_has (probe, "ActionType") || vdt_import_probe_has (probe, "DeviceId") ||
           vdt_import_probe_has (probe, "ReportId_long") || vdt_import_probe_has (probe, "ReportId"))) ||
         vdt_import_probe_has (probe, "TimeGenerated");
}

static gboolean
is_answer (const VdtImportProbe *probe)
{
  VdtJson tables;

  return (vdt_json_get_member (probe->record, "tables", &tables) ||
          vdt_json_get_member (probe->record, "Tables", &tables)) && vdt_json_get_type (tables) == VDT_JSON_ARRAY;
}

static gboolean
is_any_row (const VdtImportProbe *probe)
{
  return vdt_json_get_type (probe->record) == VDT_JSON_OBJECT && !is_streaming (probe) && !is_answer (probe);
}

/**
 * vdt_import_get_chosen_reader:
 *
 * Returns: the reader of any object as a row, for files of which the person has said
 *   which table they are
 */
const VdtImportReader *
vdt_import_get_chosen_reader (void)
{
  static const VdtImportReader reader = { "rows", is_any_row, vdt_import_tabular_read, NULL, NULL, NULL };

  return &reader;
}

/**
 * vdt_import_get_telemetry_readers:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n): the readers of rows
 */
const VdtImportReader *
vdt_import_get_telemetry_readers (gsize *out_n)
{
  static const VdtImportReader readers[] = {
    { "defender-streaming", is_streaming, read_streaming, NULL, NULL, NULL },
    { "sample-telemetry", vdt_import_sample_recognise, vdt_import_sample_read, NULL, NULL, NULL },
    { "query-answer", is_answer, vdt_import_answer_read, NULL, NULL, NULL },
    { "windows-events", vdt_import_windows_recognise, vdt_import_windows_read, NULL, NULL, NULL },
    { "hunting-rows", is_hunting_row, vdt_import_tabular_read, NULL, NULL, NULL },
#ifdef HAVE_EVTX
    { "evtx", NULL, NULL, vdt_import_evtx_recognise, vdt_import_evtx_read, NULL },
#endif
    { "parquet", NULL, NULL, vdt_import_parquet_recognise, vdt_import_parquet_read, NULL },
    { "csv", NULL, NULL, vdt_import_csv_recognise, vdt_import_csv_read, NULL },
  };

  *out_n = G_N_ELEMENTS (readers);

  return readers;
}
