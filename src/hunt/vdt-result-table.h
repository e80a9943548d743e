/* vdt-result-table.h
 *
 * The rows of a result as a table of SQL, so that sorting, counting and exporting are the
 * database's work and not the window's.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <duckdb.h>
#include <gio/gio.h>

#include "vdt-result-source.h"

G_BEGIN_DECLS

typedef struct _VdtResultTable VdtResultTable;

VdtResultTable *vdt_result_table_open  (VdtResultSource   *source,
                                        const char        *out_path,
                                        GCancellable      *cancellable,
                                        GError           **error);
void            vdt_result_table_close (VdtResultTable    *self);
gboolean        vdt_result_table_run   (VdtResultTable    *self,
                                        const char        *sql,
                                        GPtrArray         *texts,
                                        duckdb_result     *out_result,
                                        GError           **error);
guint64         vdt_result_table_get_n_read (VdtResultTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultTable, vdt_result_table_close)

G_END_DECLS
