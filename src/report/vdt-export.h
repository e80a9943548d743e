/* vdt-export.h
 *
 * A report to a file of any format.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report.h"
#include "vdt-write.h"

G_BEGIN_DECLS

const char * const *vdt_export_get_formats (void);
const char         *vdt_export_get_ending  (const char        *format);
gboolean            vdt_export_report      (VdtReport         *report,
                                            VdtIncident       *incident,
                                            GPtrArray         *key,
                                            const char        *format,
                                            const char        *path,
                                            gint64             now,
                                            GCancellable      *cancellable,
                                            VdtWriteProgress   progress,
                                            gpointer           user_data,
                                            GPtrArray         *problems,
                                            GError           **error);

G_END_DECLS
