/* vdt-session-hunt.h
 *
 * Telemetry of the workspace, and hunting in it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

/* The sample's telemetry: some 200,000 rows, which take seconds. */
void      vdt_session_import_sample_rows_async  (VdtSession           *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
gboolean  vdt_session_import_sample_rows_finish (VdtSession           *self,
                                                 GAsyncResult         *result,
                                                 guint64              *out_rows,
                                                 GError              **error);
void      vdt_session_remove_sample_rows        (VdtSession           *self);

G_END_DECLS
