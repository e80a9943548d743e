/* vdt-import-run.h
 *
 * One file on its way in: what readers hand models and complaints to.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-report.h"
#include "vdt-import-rows.h"
#include "vdt-incident.h"
#include "vdt-wire.h"

G_BEGIN_DECLS

/**
 * VdtImportSinkFunc:
 * @records: (element-type VdtRecord): incidents, each whole and each once in the
 *   batch, and alerts that stood alone; the function may keep them, nobody else does
 * @user_data: what was given with the function
 * @cancellable: (nullable): the import's
 * @error: return location for an error, which ends the import
 *
 * Takes a batch of #VdtIncident and #VdtAlert, in the order of the file. Called on
 * a thread of the importer, one call at a time.
 *
 * Returns: %FALSE if they could not be stored
 */
typedef gboolean (*VdtImportSinkFunc) (GPtrArray     *records,
                                       gpointer       user_data,
                                       GCancellable  *cancellable,
                                       GError       **error);

typedef struct _VdtImportRun VdtImportRun;

VdtImportRun    *vdt_import_run_new          (VdtImportReport    *report,
                                              VdtImportSinkFunc   sink,
                                              gpointer            sink_data,
                                              GCancellable       *cancellable);
gboolean         vdt_import_run_end          (VdtImportRun       *self,
                                              GError            **error);
void             vdt_import_run_free         (VdtImportRun       *self);

VdtWire         *vdt_import_run_get_wire     (VdtImportRun       *self);
VdtImportReport *vdt_import_run_get_report   (VdtImportRun       *self);
gboolean         vdt_import_run_is_over      (VdtImportRun       *self);

void             vdt_import_run_set_rows     (VdtImportRun       *self,
                                              VdtImportRows      *rows,
                                              const char         *table);
const char      *vdt_import_run_get_table    (VdtImportRun       *self);
VdtImportRows   *vdt_import_run_begin_rows   (VdtImportRun       *self,
                                              const char         *format);
void             vdt_import_run_end_rows     (VdtImportRun       *self);

void             vdt_import_run_set_member   (VdtImportRun       *self,
                                              const char         *name);
void             vdt_import_run_set_content  (VdtImportRun       *self,
                                              const char         *hash,
                                              guint64             size);
void             vdt_import_run_set_line     (VdtImportRun       *self,
                                              guint64             line);
guint64          vdt_import_run_get_line     (VdtImportRun       *self);
void             vdt_import_run_complain     (VdtImportRun       *self,
                                              VdtWireLevel        level,
                                              const char         *where,
                                              const char         *message);

void             vdt_import_run_add_incident (VdtImportRun       *self,
                                              VdtIncident        *incident,
                                              gsize               n_bytes);
void             vdt_import_run_add_alert    (VdtImportRun       *self,
                                              VdtAlert           *alert,
                                              gsize               n_bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtImportRun, vdt_import_run_free)

G_END_DECLS
