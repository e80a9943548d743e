/* vdt-importer.h
 *
 * Foreign files in, models out.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-import-reader.h"
#include "vdt-import-report.h"
#include "vdt-import-run.h"
#include "vdt-progress.h"

G_BEGIN_DECLS

/**
 * VdtImportFlags:
 * @VDT_IMPORT_DEFAULT: a JSON document that is broken or cut is left out whole
 * @VDT_IMPORT_SALVAGE: what is whole in a broken document or archive is imported
 */
typedef enum
{
  VDT_IMPORT_DEFAULT = 0,
  VDT_IMPORT_SALVAGE = 1 << 0
} VdtImportFlags;

#define VDT_TYPE_IMPORTER (vdt_importer_get_type ())
G_DECLARE_FINAL_TYPE (VdtImporter, vdt_importer, VDT, IMPORTER, GObject)

VdtImporter *vdt_importer_new        (void);
void         vdt_importer_add_reader (VdtImporter            *self,
                                      const VdtImportReader  *reader);
void         vdt_importer_set_rows   (VdtImporter            *self,
                                      const VdtImportRowSink *sink,
                                      gpointer                sink_data,
                                      const char             *table);
void         vdt_importer_run_async  (VdtImporter            *self,
                                      GListModel             *files,
                                      VdtImportFlags          flags,
                                      VdtImportSinkFunc       sink,
                                      gpointer                sink_data,
                                      VdtProgress            *progress,
                                      GCancellable           *cancellable,
                                      GAsyncReadyCallback     callback,
                                      gpointer                user_data);
GPtrArray   *vdt_importer_run_finish (VdtImporter            *self,
                                      GAsyncResult           *result,
                                      GError                **error);

G_END_DECLS
