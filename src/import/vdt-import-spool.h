/* vdt-import-spool.h
 *
 * A file for libraries that read files only.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-stream.h"

G_BEGIN_DECLS

typedef struct _VdtImportSpool VdtImportSpool;

VdtImportSpool *vdt_import_spool_new      (VdtImportStream  *stream,
                                           GError          **error);
const char     *vdt_import_spool_get_path (VdtImportSpool   *self);
void            vdt_import_spool_free     (VdtImportSpool   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtImportSpool, vdt_import_spool_free)

G_END_DECLS
