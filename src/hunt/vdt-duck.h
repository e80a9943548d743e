/* vdt-duck.h
 *
 * DuckDB, opened so that no query can reach anything but its own tables, with
 * the functions that the query language needs and SQL lacks.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <duckdb.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtDuckLimits:
 * @memory: bytes that all queries together may use
 * @threads: threads that a query may use
 * @temp_folder: (nullable): where a query may put what memory cannot hold; without one
 *   it ends with an error
 */
typedef struct
{
  guint64     memory;
  guint       threads;
  const char *temp_folder;
} VdtDuckLimits;

typedef struct _VdtDuck VdtDuck;

VdtDuck           *vdt_duck_open           (const char           *path,
                                            const VdtDuckLimits  *limits,
                                            GError              **error);
VdtDuck           *vdt_duck_connect        (VdtDuck              *self,
                                            GError              **error);
void               vdt_duck_close          (VdtDuck              *self);
gboolean           vdt_duck_lock           (VdtDuck              *self,
                                            GError              **error);
duckdb_connection  vdt_duck_get_connection (VdtDuck              *self);
void               vdt_duck_interrupt      (VdtDuck              *self);
gboolean           vdt_duck_run            (VdtDuck              *self,
                                            const char           *sql,
                                            duckdb_result        *out_result,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtDuck, vdt_duck_close)

G_END_DECLS
