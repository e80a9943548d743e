/* vdt-import-parquet.c
 *
 * Parquet tables: the hunting database's own reader gives their rows as JSON.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-import-spool.h"
#include "vdt-import-telemetry.h"

#define FORMAT "parquet"

typedef struct
{
  VdtImportRun *run;
  GArray       *names;
  guint64       row;
} Reading;

gboolean
vdt_import_parquet_recognise (const VdtImportHead *head)
{
  return head->length >= 4 && memcmp (head->bytes, "PAR1", 4) == 0;
}

static gboolean
row_cb (const char *text,
        gsize       length,
        gpointer    user_data)
{
  Reading *reading = user_data;
  VdtImportProbe probe = { { text, length }, VDT_JSON_LIST_NONE, NULL, NULL, reading->names };
  VdtJsonPart part;

  reading->row++;
  if (!vdt_json_scan_whole (text, length, &part) || vdt_json_get_type (part.value) != VDT_JSON_OBJECT)
    return TRUE;

  vdt_import_run_set_line (reading->run, reading->row);
  vdt_import_tabular_read (reading->run, &probe);
  vdt_import_run_set_line (reading->run, 0);

  return !vdt_import_run_is_over (reading->run);
}

/**
 * vdt_import_parquet_read:
 * @run: a run that has rows
 * @stream: a Parquet file
 * @error: return location
 *
 * A row's line is its number in the file.
 *
 * Returns: %FALSE if it cannot be read
 */
gboolean
vdt_import_parquet_read (VdtImportRun     *run,
                         VdtImportStream  *stream,
                         GError          **error)
{
  VdtImportRows *rows = vdt_import_run_begin_rows (run, FORMAT);
  g_autoptr(VdtImportSpool) spool = NULL;
  const VdtImportRowSink *sink;
  Reading reading = { run };
  gpointer sink_data;
  gboolean done;

  if (rows == NULL)
    return TRUE;

  sink = vdt_import_rows_get_sink (rows, &sink_data);
  if (sink->dump == NULL)
    {
      vdt_import_run_complain (run, VDT_WIRE_PROBLEM, NULL, "Parquet tables cannot be read here; export CSV or JSON");
      return TRUE;
    }

  spool = vdt_import_spool_new (stream, error);
  if (spool == NULL)
    return FALSE;

  reading.names = g_array_new (FALSE, FALSE, sizeof (VdtJson));
  done = sink->dump (vdt_import_spool_get_path (spool), row_cb, &reading, sink_data, error);
  g_array_unref (reading.names);

  return done;
}
