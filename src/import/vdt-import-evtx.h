/* vdt-import-evtx.h
 *
 * Windows event logs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-reader.h"

G_BEGIN_DECLS

gboolean vdt_import_evtx_recognise (const VdtImportHead  *head);
gboolean vdt_import_evtx_read      (VdtImportRun         *run,
                                    VdtImportStream      *stream,
                                    GError              **error);

G_END_DECLS
