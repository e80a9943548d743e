/* vdt-import-telemetry.c
 *
 * The readers of telemetry, in the order in which they are asked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-telemetry.h"

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
  };

  *out_n = G_N_ELEMENTS (readers);

  return readers;
}
