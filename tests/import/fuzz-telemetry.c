/* fuzz-telemetry.c
 *
 * Any bytes through the readers of telemetry: lines of JSON, tables of text, records,
 * Windows events in XML, descriptions of samples, and what becomes of their cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>
#include <string.h>

#include "vdt-csv.h"
#include "vdt-import-rows.h"
#include "vdt-import-telemetry.h"
#include "vdt-import-windows.h"
#include "vdt-windows-xml.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static gboolean
begin_cb (const VdtImportSource  *source,
          char                  **out_twin,
          VdtKqlCatalog         **out_catalog,
          gpointer                user_data,
          GError                **error)
{
  *out_catalog = vdt_kql_catalog_ref (user_data);

  return TRUE;
}

/* Touches every cell, and that text is text. */
static gboolean
rows_cb (VdtRowBatch  *batch,
         gpointer      user_data,
         GError      **error)
{
  for (guint i = 0; i < vdt_row_batch_get_n_columns (batch); i++)
    {
      const VdtRowColumn *column = vdt_row_batch_get_column (batch, i);

      for (guint row = 0; column->texts != NULL && row < vdt_row_batch_get_n_rows (batch); row++)
        if (vdt_row_batch_is_set (batch, i, row))
          g_assert_true (g_utf8_validate_len (column->texts[row].text, column->texts[row].length, NULL));
    }

  return TRUE;
}

static gboolean
end_cb (gboolean   keep,
        gpointer   user_data,
        GError   **error)
{
  return TRUE;
}

static gboolean
sink_cb (GPtrArray     *records,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  return TRUE;
}

static gboolean
record_cb (const VdtCsvCell *cells,
           guint             n_cells,
           guint64           line,
           gpointer          user_data)
{
  VdtImportTable *table = vdt_import_rows_get_table (user_data, "DeviceEvents");

  vdt_import_table_set_texts (table, TRUE);
  vdt_import_table_begin_row (table, line);
  for (guint i = 0; i < n_cells && i < 20; i++)
    {
      static const char *const names[] = { "Timestamp", "ProcessId", "AdditionalFields", "New", "Other", "FileName" };

      vdt_import_table_add_named (table, names[i % G_N_ELEMENTS (names)], cells[i].text, cells[i].length);
    }
  vdt_import_table_end_row (table);

  return TRUE;
}

static void
broken_cb (guint64     line,
           const char *message,
           gpointer    user_data)
{
}

static void
read_records (VdtImportRun *run,
              const char   *text,
              gsize         length)
{
  g_autoptr(GArray) names = g_array_new (FALSE, FALSE, sizeof (VdtJson));
  VdtImportProbe probe = { { NULL, 0 }, VDT_JSON_LIST_NONE, NULL, NULL, names };
  const char *message;
  VdtJsonPart part;
  gsize n;
  const VdtImportReader *readers = vdt_import_get_telemetry_readers (&n);

  vdt_import_streaming_read (run, text, length, 1, &message);
  if (!vdt_json_scan_whole (text, length, &part) || vdt_json_get_type (part.value) != VDT_JSON_OBJECT)
    return;

  probe.record = part.value;
  for (gsize i = 0; i < n; i++)
    if (readers[i].read_record != NULL && (readers[i].recognises_record (&probe) || i > 1))
      readers[i].read_record (run, &probe);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const VdtImportRowSink sink = { begin_cb, rows_cb, end_cb, NULL };
  static const VdtCsvHandler handler = { record_cb, broken_cb };
  static VdtKqlCatalog *catalog;
  VdtImportReport *report = vdt_import_report_new ("fuzz");
  g_autoptr(VdtImportRun) run = vdt_import_run_new (report, sink_cb, NULL, NULL);
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);
  gsize length = strlen (text);
  g_autoptr(VdtWindowsEvent) event = NULL;
  g_autoptr(VdtCsv) csv = NULL;
  VdtImportRows *rows;

  if (catalog == NULL)
    catalog = vdt_kql_catalog_new_default ();
  vdt_import_run_set_rows (run, vdt_import_rows_new (&sink, catalog), "Fuzz_CL");
  rows = vdt_import_run_begin_rows (run, "fuzz");

  read_records (run, text, length);
  csv = vdt_csv_new (",", &handler, rows);
  vdt_csv_push (csv, text, length);
  vdt_csv_end (csv);
  event = vdt_windows_event_from_xml (text, length, NULL);
  if (event != NULL && event->id != NULL && event->channel != NULL)
    vdt_import_windows_add (rows, event, 1);

  vdt_import_run_end (run, NULL);
  vdt_import_report_unref (report);

  return 0;
}
