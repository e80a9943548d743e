/* vdt-result-table.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-table.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "vdt-cell.h"
#include "vdt-error.h"
#include "vdt-hunt-print.h"

#define MEMORY "128MB"

/**
 * VdtResultTable:
 *
 * A database of its own, in memory, that has one table function, `rows()`. It reads the
 * #VdtRowStore as the statement goes on and makes only the columns that the statement
 * names, so that the rows are not there twice:
 *
 * - `p`, where the row is in the run, and `i`, where it is in the source;
 * - `c0`, `c1`, …: the cells with their types. Datetimes and timespans are ticks of
 *   100 ns, decimals doubles, everything else that is not a number text;
 * - `t0`, `t1`, …: the cells as a person reads them.
 *
 * What is empty is null. One thread; the cancellable from any.
 */
struct _VdtResultTable
{
  VdtResultSource   *source;
  duckdb_database    database;
  duckdb_connection  connection;
  GCancellable      *cancellable;
  gulong             cancel_id;
  guint64            n_read;      /* atomic enough for a progress bar */
};

/* What a scan of the table remembers. */
typedef struct
{
  VdtResultReader  reader;
  idx_t           *columns;
  idx_t            n_columns;
} Scan;

static duckdb_type
type_of (VdtCellType type)
{
  switch (type)
    {
    case VDT_CELL_BOOL:
      return DUCKDB_TYPE_BOOLEAN;
    case VDT_CELL_INT:
    case VDT_CELL_LONG:
    case VDT_CELL_DATETIME:
    case VDT_CELL_TIMESPAN:
      return DUCKDB_TYPE_BIGINT;
    case VDT_CELL_REAL:
    case VDT_CELL_DECIMAL:
      return DUCKDB_TYPE_DOUBLE;
    case VDT_CELL_GUID:
    case VDT_CELL_STRING:
    case VDT_CELL_DYNAMIC:
    default:
      return DUCKDB_TYPE_VARCHAR;
    }
}

static void
add_column (duckdb_bind_info  info,
            const char       *name,
            duckdb_type       type)
{
  duckdb_logical_type logical = duckdb_create_logical_type (type);

  duckdb_bind_add_result_column (info, name, logical);
  duckdb_destroy_logical_type (&logical);
}

static void
bind_cb (duckdb_bind_info info)
{
  VdtResultTable *self = duckdb_bind_get_extra_info (info);
  guint n = vdt_result_source_get_n_columns (self->source);

  add_column (info, "p", DUCKDB_TYPE_UINTEGER);
  add_column (info, "i", DUCKDB_TYPE_UINTEGER);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("c%u", i);

      add_column (info, name, type_of (vdt_result_source_get_column (self->source, i)->type));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      add_column (info, name, DUCKDB_TYPE_VARCHAR);
    }
  duckdb_bind_set_cardinality (info, vdt_result_source_get_n_rows (self->source), true);
}

static void
scan_free (void *data)
{
  Scan *scan = data;

  vdt_result_reader_clear (&scan->reader);
  g_free (scan->columns);
  g_free (scan);
}

static void
init_cb (duckdb_init_info info)
{
  VdtResultTable *self = duckdb_init_get_extra_info (info);
  Scan *scan = g_new0 (Scan, 1);

  vdt_result_reader_init (&scan->reader, self->source);
  scan->n_columns = duckdb_init_get_column_count (info);
  scan->columns = g_new (idx_t, scan->n_columns + 1);
  for (idx_t i = 0; i < scan->n_columns; i++)
    scan->columns[i] = duckdb_init_get_column_index (info, i);
  duckdb_init_set_init_data (info, scan, scan_free);
  duckdb_init_set_max_threads (info, 1);
}

static void
set_null (duckdb_vector vector,
          idx_t         row)
{
  duckdb_vector_ensure_validity_writable (vector);
  duckdb_validity_set_row_invalid (duckdb_vector_get_validity (vector), row);
}

static void
set_text (duckdb_vector  vector,
          idx_t          row,
          const char    *json)
{
  if (vdt_cell_is_empty (json))
    set_null (vector, row);
  else if (*json != '"')
    duckdb_vector_assign_string_element (vector, row, json);
  else if (strchr (json, '\\') == NULL)
    duckdb_vector_assign_string_element_len (vector, row, json + 1, strlen (json) - 2);
  else
    {
      g_autofree char *text = vdt_cell_dup_text (json);

      duckdb_vector_assign_string_element (vector, row, text);
    }
}

/* The inside of a text cell that has no escapes, as numbers and times are written. */
static VdtHuntText
inside (const char *json)
{
  gsize length = strlen (json);

  if (*json == '"' && length >= 2)
    return (VdtHuntText) { json + 1, length - 2 };

  return (VdtHuntText) { json, length };
}

static void
set_typed (duckdb_vector  vector,
           idx_t          row,
           VdtCellType    type,
           const char    *json)
{
  void *data = duckdb_vector_get_data (vector);
  gint64 number = 0;
  double real = 0;
  gboolean ok = !vdt_cell_is_empty (json);

  switch (type)
    {
    case VDT_CELL_BOOL:
      ((bool *) data)[row] = *json == 't';
      break;
    case VDT_CELL_INT:
    case VDT_CELL_LONG:
      ((gint64 *) data)[row] = g_ascii_strtoll (json, NULL, 10);
      break;
    case VDT_CELL_DATETIME:
      ok = ok && vdt_read_datetime (inside (json), &number);
      ((gint64 *) data)[row] = number;
      break;
    case VDT_CELL_TIMESPAN:
      ok = ok && vdt_read_timespan (inside (json), &number);
      ((gint64 *) data)[row] = number;
      break;
    case VDT_CELL_REAL:
    case VDT_CELL_DECIMAL:
      /* Reads NaN and Infinity too. */
      real = g_ascii_strtod (inside (json).text, NULL);
      ((double *) data)[row] = real;
      break;
    case VDT_CELL_GUID:
    case VDT_CELL_STRING:
    case VDT_CELL_DYNAMIC:
    default:
      set_text (vector, row, json);
      return;
    }

  if (!ok)
    set_null (vector, row);
}

static void
set_column (VdtResultTable    *self,
            const Scan        *scan,
            duckdb_data_chunk  chunk,
            idx_t              at,
            idx_t              row)
{
  duckdb_vector vector = duckdb_data_chunk_get_vector (chunk, at);
  guint n = vdt_result_source_get_n_columns (self->source);
  idx_t column = scan->columns[at];

  /* Who counts rows asks for a column that does not exist. */
  if (column == 0)
    ((guint32 *) duckdb_vector_get_data (vector))[row] = scan->reader.position;
  else if (column == 1)
    ((guint32 *) duckdb_vector_get_data (vector))[row] = scan->reader.index;
  else if (column < 2 + (idx_t) n)
    set_typed (vector, row, vdt_result_source_get_column (self->source, (guint) column - 2)->type,
               scan->reader.cells[column - 2]);
  else if (column < 2 + 2 * (idx_t) n)
    set_text (vector, row, scan->reader.cells[column - 2 - n]);
}

static void
scan_cb (duckdb_function_info info,
         duckdb_data_chunk    chunk)
{
  VdtResultTable *self = duckdb_function_get_extra_info (info);
  Scan *scan = duckdb_function_get_init_data (info);
  idx_t size = duckdb_vector_size ();
  idx_t n = 0;

  if (g_cancellable_is_cancelled (self->cancellable))
    {
      duckdb_function_set_error (info, "cancelled");
      return;
    }

  for (; n < size && vdt_result_reader_next (&scan->reader); n++)
    for (idx_t i = 0; i < scan->n_columns; i++)
      set_column (self, scan, chunk, i, n);
  duckdb_data_chunk_set_size (chunk, n);
  self->n_read += n;
}

static void
register_rows (VdtResultTable *self)
{
  duckdb_table_function function = duckdb_create_table_function ();

  duckdb_table_function_set_name (function, "rows");
  duckdb_table_function_set_extra_info (function, self, NULL);
  duckdb_table_function_set_bind (function, bind_cb);
  duckdb_table_function_set_init (function, init_cb);
  duckdb_table_function_set_function (function, scan_cb);
  duckdb_table_function_supports_projection_pushdown (function, true);
  duckdb_register_table_function (self->connection, function);
  duckdb_destroy_table_function (&function);
}

/* Nothing but the file that is to be written can be reached, and that only by name. */
static gboolean
set_limits (VdtResultTable  *self,
            const char      *out_path,
            GError         **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "vedette", NULL);
  g_autoptr(GString) sql = g_string_new ("SET memory_limit = '" MEMORY "'; SET threads = 2;");
  g_auto(GStrv) parts = NULL;
  g_autofree char *quoted = NULL;

  g_mkdir_with_parents (folder, 0700);
  parts = g_strsplit (folder, "'", -1);
  quoted = g_strjoinv ("''", parts);
  g_string_append_printf (sql, "SET temp_directory = '%s';", quoted);
  if (out_path != NULL)
    {
      g_auto(GStrv) path_parts = g_strsplit (out_path, "'", -1);
      g_autofree char *path = g_strjoinv ("''", path_parts);

      g_string_append_printf (sql, "SET allowed_paths = ['%s'];", path);
    }
  g_string_append (sql, "SET enable_external_access = false; SET lock_configuration = true");

  return vdt_result_table_run (self, sql->str, NULL, NULL, error);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  duckdb_interrupt (((VdtResultTable *) user_data)->connection);
}

/**
 * vdt_result_table_open:
 * @source: the rows
 * @out_path: (nullable): the one file that a statement may write
 * @cancellable: (nullable): stops what runs
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a table
 */
VdtResultTable *
vdt_result_table_open (VdtResultSource  *source,
                       const char       *out_path,
                       GCancellable     *cancellable,
                       GError          **error)
{
  g_autoptr(VdtResultTable) self = g_new0 (VdtResultTable, 1);

  self->source = vdt_result_source_ref (source);
  if (duckdb_open (NULL, &self->database) != DuckDBSuccess ||
      duckdb_connect (self->database, &self->connection) != DuckDBSuccess)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "There is no memory for this");
      return NULL;
    }
  if (!set_limits (self, out_path, error))
    return NULL;

  register_rows (self);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
    }

  return g_steal_pointer (&self);
}

void
vdt_result_table_close (VdtResultTable *self)
{
  if (self->cancel_id != 0)
    g_cancellable_disconnect (self->cancellable, self->cancel_id);
  g_clear_object (&self->cancellable);
  if (self->connection != NULL)
    duckdb_disconnect (&self->connection);
  if (self->database != NULL)
    duckdb_close (&self->database);
  vdt_result_source_unref (self->source);
  g_free (self);
}

/**
 * vdt_result_table_run:
 * @self: a table
 * @sql: a statement of our own
 * @texts: (nullable) (element-type utf8): its parameters, `$1` and on
 * @out_result: (out) (optional): what it gave, to be destroyed
 * @error: %G_IO_ERROR_CANCELLED, or %VDT_ERROR_QUERY with DuckDB's message
 *
 * Returns: %TRUE if it ran
 */
gboolean
vdt_result_table_run (VdtResultTable  *self,
                      const char      *sql,
                      GPtrArray       *texts,
                      duckdb_result   *out_result,
                      GError         **error)
{
  duckdb_prepared_statement statement = NULL;
  duckdb_result result = { 0 };
  gboolean ok;

  if (texts == NULL)
    ok = duckdb_query (self->connection, sql, &result) == DuckDBSuccess;
  else
    {
      ok = duckdb_prepare (self->connection, sql, &statement) == DuckDBSuccess;
      for (guint i = 0; ok && i < texts->len; i++)
        ok = duckdb_bind_varchar (statement, i + 1, g_ptr_array_index (texts, i)) == DuckDBSuccess;
      ok = ok && duckdb_execute_prepared (statement, &result) == DuckDBSuccess;
    }

  if (!ok && g_cancellable_is_cancelled (self->cancellable))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "It was stopped");
  else if (!ok)
    g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "%s",
                 duckdb_result_error (&result) != NULL ? duckdb_result_error (&result)
                                                       : duckdb_prepare_error (statement));
  if (ok && out_result != NULL)
    *out_result = result;
  else
    duckdb_destroy_result (&result);
  if (statement != NULL)
    duckdb_destroy_prepare (&statement);

  return ok;
}

/**
 * vdt_result_table_get_n_read:
 * @self: a table
 *
 * Returns: how many rows a statement has read by now; any thread
 */
guint64
vdt_result_table_get_n_read (VdtResultTable *self)
{
  return self->n_read;
}
