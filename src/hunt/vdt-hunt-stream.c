/* vdt-hunt-stream.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-stream.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-lower.h"

static gboolean
bind_all (duckdb_prepared_statement  statement,
          GPtrArray                 *parameters)
{
  for (guint i = 0; i < parameters->len; i++)
    {
      const VdtLowerParameter *parameter = g_ptr_array_index (parameters, i);
      idx_t index = 0;
      duckdb_state state;

      if (duckdb_bind_parameter_index (statement, &index, parameter->name) != DuckDBSuccess)
        continue;

      state = parameter->text != NULL
              ? duckdb_bind_varchar_length (statement, index, parameter->text, parameter->length)
              : duckdb_bind_int64 (statement, index, parameter->ticks);
      if (state != DuckDBSuccess)
        return FALSE;
    }

  return TRUE;
}

/**
 * vdt_hunt_execute_streaming:
 * @duck: a connection
 * @sql: a statement that the lowering has made
 * @parameters: (element-type VdtLowerParameter): its parameters
 * @out_result: (out): rows are fetched from it, and it is destroyed, by the caller
 * @error: %VDT_ERROR_QUERY with DuckDB's message
 *
 * The first rows can be fetched before the last ones are made; an error may come
 * with them. vdt_duck_interrupt() stops it.
 *
 * Returns: %TRUE if it runs
 */
gboolean
vdt_hunt_execute_streaming (VdtDuck        *duck,
                            const char     *sql,
                            GPtrArray      *parameters,
                            duckdb_result  *out_result,
                            GError        **error)
{
  duckdb_prepared_statement statement = NULL;
  gboolean done = FALSE;

  memset (out_result, 0, sizeof *out_result);

  if (duckdb_prepare (vdt_duck_get_connection (duck), sql, &statement) != DuckDBSuccess)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "The query cannot be prepared: %s",
                   duckdb_prepare_error (statement));
    }
  else if (!bind_all (statement, parameters))
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_QUERY, "The query's values cannot be bound");
    }
  else if (duckdb_execute_prepared_streaming (statement, out_result) != DuckDBSuccess)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "The query failed: %s", duckdb_result_error (out_result));
      duckdb_destroy_result (out_result);
    }
  else
    {
      done = TRUE;
    }

  duckdb_destroy_prepare (&statement);

  return done;
}
