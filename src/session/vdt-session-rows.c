/* vdt-session-rows.c
 *
 * Where the importer's rows meet the hunting database.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-rows.h"

#include "vdt-hunt-parquet.h"

static gboolean
begin_rows (const VdtImportSource  *source,
            char                  **out_twin,
            VdtKqlCatalog         **out_catalog,
            gpointer                user_data,
            GError                **error)
{
  VdtHuntStore *store = vdt_hunt_workspace_open (user_data, error);
  VdtHuntSource row_source = { 0 };

  if (store == NULL)
    return FALSE;

  row_source.path = (char *) source->path;
  row_source.member = (char *) source->member;
  row_source.hash = (char *) source->hash;
  row_source.size = source->size;
  row_source.format = (char *) source->format;
  row_source.table = (char *) source->table;
  *out_catalog = vdt_hunt_store_dup_catalog (store);

  return vdt_hunt_store_begin (store, &row_source, out_twin, error);
}

static gboolean
append_rows (VdtRowBatch  *batch,
             gpointer      user_data,
             GError      **error)
{
  VdtHuntStore *store = vdt_hunt_workspace_open (user_data, error);

  return store != NULL && vdt_hunt_store_append (store, batch, error);
}

static gboolean
end_rows (gboolean   keep,
          gpointer   user_data,
          GError   **error)
{
  VdtHuntStore *store = vdt_hunt_workspace_open (user_data, error);

  return store != NULL && vdt_hunt_store_end (store, keep, error);
}

static gboolean
dump_table (const char  *path,
            gboolean   (*row) (const char *text,
                               gsize       length,
                               gpointer    row_data),
            gpointer     row_data,
            gpointer     user_data,
            GError     **error)
{
  return vdt_hunt_parquet_dump (path, row, row_data, error);
}

/**
 * vdt_session_get_row_sink:
 *
 * Returns: (transfer none): what takes rows to a #VdtHuntWorkspace, which is its data
 */
const VdtImportRowSink *
vdt_session_get_row_sink (void)
{
  static const VdtImportRowSink sink = { begin_rows, append_rows, end_rows, dump_table };

  return &sink;
}
