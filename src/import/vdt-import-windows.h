/* vdt-import-windows.h
 *
 * Windows events into hunting tables.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-import-reader.h"
#include "vdt-windows-event.h"

G_BEGIN_DECLS

void     vdt_import_windows_add       (VdtImportRows         *rows,
                                       VdtWindowsEvent       *event,
                                       guint64                line);
gboolean vdt_import_windows_recognise (const VdtImportProbe  *probe);
void     vdt_import_windows_read      (VdtImportRun          *run,
                                       const VdtImportProbe  *probe);

G_END_DECLS
