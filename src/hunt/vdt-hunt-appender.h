/* vdt-hunt-appender.h
 *
 * Batches of rows into a table of DuckDB.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <duckdb.h>

#include "vdt-row-batch.h"

G_BEGIN_DECLS

typedef struct _VdtHuntAppender VdtHuntAppender;

VdtHuntAppender *vdt_hunt_appender_new     (duckdb_connection      connection,
                                            const char            *table,
                                            guint                  n_columns,
                                            gint32                 source,
                                            GError               **error);
void             vdt_hunt_appender_free    (VdtHuntAppender       *self);
guint            vdt_hunt_appender_get_n_columns (VdtHuntAppender *self);
gboolean         vdt_hunt_appender_append  (VdtHuntAppender       *self,
                                            VdtRowBatch           *batch,
                                            const guint           *places,
                                            GError               **error);
gboolean         vdt_hunt_appender_flush   (VdtHuntAppender       *self,
                                            GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtHuntAppender, vdt_hunt_appender_free)

G_END_DECLS
