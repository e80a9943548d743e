/* vdt-hunt-parquet.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-parquet.h"

#include <duckdb.h>
#include <string.h>

#include "vdt-error.h"

#define MEMORY "1GB"

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "the Parquet table cannot be read: %s",
               message != NULL ? message : "no reason given");

  return FALSE;
}

static gboolean
run (duckdb_connection   connection,
     const char         *sql,
     GError            **error)
{
  duckdb_result result;
  gboolean done = duckdb_query (connection, sql, &result) == DuckDBSuccess;

  if (!done)
    fail (error, duckdb_result_error (&result));
  duckdb_destroy_result (&result);

  return done;
}

static gboolean
hand_rows (duckdb_connection   connection,
           const char         *sql,
           gboolean          (*row) (const char *text,
                                     gsize       length,
                                     gpointer    row_data),
           gpointer            row_data,
           GError            **error)
{
  duckdb_prepared_statement statement = NULL;
  duckdb_result result;
  duckdb_data_chunk chunk;
  gboolean more = TRUE;

  if (duckdb_prepare (connection, sql, &statement) != DuckDBSuccess)
    {
      fail (error, duckdb_prepare_error (statement));
      duckdb_destroy_prepare (&statement);
      return FALSE;
    }
  if (duckdb_execute_prepared_streaming (statement, &result) != DuckDBSuccess)
    {
      fail (error, duckdb_result_error (&result));
      duckdb_destroy_result (&result);
      duckdb_destroy_prepare (&statement);
      return FALSE;
    }

  while (more && (chunk = duckdb_fetch_chunk (result)) != NULL)
    {
      duckdb_string_t *cells = duckdb_vector_get_data (duckdb_data_chunk_get_vector (chunk, 0));

      for (idx_t i = 0; i < duckdb_data_chunk_get_size (chunk) && more; i++)
        more = row (duckdb_string_t_data (&cells[i]), duckdb_string_t_length (cells[i]), row_data);
      duckdb_destroy_data_chunk (&chunk);
    }

  if (more && duckdb_result_error (&result) != NULL && *duckdb_result_error (&result) != '\0')
    more = fail (error, duckdb_result_error (&result));
  duckdb_destroy_result (&result);
  duckdb_destroy_prepare (&statement);

  return error == NULL || *error == NULL;
}

/**
 * vdt_hunt_parquet_dump:
 * @path: a file of ours, without a quote in its path
 * @row: called for each row with a JSON object; returns %FALSE to stop
 * @row_data: for @row
 * @error: return location
 *
 * The file is read in a database of its own in memory that may open this file and
 * nothing else.
 *
 * Returns: %TRUE if it was read, or @row has stopped it
 */
gboolean
vdt_hunt_parquet_dump (const char  *path,
                       gboolean   (*row) (const char *text,
                                          gsize       length,
                                          gpointer    row_data),
                       gpointer     row_data,
                       GError     **error)
{
  g_autofree char *lock = NULL;
  g_autofree char *select = NULL;
  duckdb_database database = NULL;
  duckdb_connection connection = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (path != NULL && strchr (path, '\'') == NULL, FALSE);

  lock = g_strdup_printf ("SET memory_limit = '" MEMORY "'; SET allowed_paths = ['%s'];"
                          "SET enable_external_access = false; SET lock_configuration = true", path);
  select = g_strdup_printf ("SELECT to_json(\"a row\")::VARCHAR FROM read_parquet('%s') \"a row\"", path);

  if (duckdb_open (NULL, &database) != DuckDBSuccess || duckdb_connect (database, &connection) != DuckDBSuccess)
    fail (error, "there is no memory for it");
  else
    done = run (connection, lock, error) && hand_rows (connection, select, row, row_data, error);

  if (connection != NULL)
    duckdb_disconnect (&connection);
  if (database != NULL)
    duckdb_close (&database);

  return done;
}
