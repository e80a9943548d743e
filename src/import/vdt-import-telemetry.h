/* vdt-import-telemetry.h
 *
 * What the readers of telemetry share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-reader.h"

G_BEGIN_DECLS

const VdtImportReader *vdt_import_get_telemetry_readers (gsize           *out_n);
gboolean               vdt_import_streaming_read        (VdtImportRun    *run,
                                                         const char      *text,
                                                         gsize            length,
                                                         guint64          line,
                                                         const char     **out_message);
gboolean               vdt_import_lines_recognise       (const VdtImportHead *head,
                                                         GPtrArray       *readers);
gboolean               vdt_import_lines_read            (VdtImportRun    *run,
                                                         VdtImportStream *stream,
                                                         GPtrArray       *readers,
                                                         GError         **error);

gboolean               vdt_import_csv_recognise         (const VdtImportHead *head);
gboolean               vdt_import_csv_read              (VdtImportRun    *run,
                                                         VdtImportStream *stream,
                                                         GError         **error);
void                   vdt_import_tabular_read          (VdtImportRun    *run,
                                                         const VdtImportProbe *probe);
void                   vdt_import_answer_read           (VdtImportRun    *run,
                                                         const VdtImportProbe *probe);
gboolean               vdt_import_sample_recognise      (const VdtImportProbe *probe);
void                   vdt_import_sample_read           (VdtImportRun    *run,
                                                         const VdtImportProbe *probe);
gboolean               vdt_import_parquet_recognise     (const VdtImportHead *head);
gboolean               vdt_import_parquet_read          (VdtImportRun    *run,
                                                         VdtImportStream *stream,
                                                         GError         **error);
const VdtImportReader *vdt_import_get_chosen_reader     (void);

G_END_DECLS
