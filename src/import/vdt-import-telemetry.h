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

G_END_DECLS
