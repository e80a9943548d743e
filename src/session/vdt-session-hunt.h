/* vdt-session-hunt.h
 *
 * Telemetry of the workspace, and hunting in it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-hunt-files.h"
#include "vdt-hunt-table.h"
#include "vdt-query-run.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/* of the kql layer, which not everyone sees who includes this */
typedef struct _VdtKqlCatalog VdtKqlCatalog;

/**
 * VdtSessionQuery:
 * @as_of_newest: now() is the time of the newest row, for old data
 * @now: what now() is, in ticks of 100 ns since 0001-01-01; 0 for the clock
 * @max_rows: rows at most; 0 for the engine's limit
 * @max_seconds: seconds at most; 0 for the engine's limit
 * @files: (nullable): the files that the person has given to queries
 */
typedef struct
{
  gboolean as_of_newest;
  gint64   now;
  guint64  max_rows;
  guint    max_seconds;

  VdtHuntFiles *files;
} VdtSessionQuery;

VdtQueryRun   *vdt_session_run_query            (VdtSession             *self,
                                                 const char             *text,
                                                 const VdtSessionQuery  *options);
VdtKqlCatalog *vdt_session_dup_catalog          (VdtSession             *self);
void           vdt_session_list_tables_async    (VdtSession             *self,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
GPtrArray     *vdt_session_list_tables_finish   (VdtSession             *self,
                                                 GAsyncResult           *result,
                                                 GError                **error);
char          *vdt_session_dup_hunt_notice      (VdtSession             *self);
char         **vdt_session_dup_lost_files       (VdtSession             *self);
gboolean       vdt_session_keep_lost_files      (VdtSession             *self,
                                                 const char * const     *still,
                                                 GError                **error);

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
