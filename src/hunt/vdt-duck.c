/* vdt-duck.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-duck.h"

#include "vdt-error.h"
#include "vdt-hunt-functions.h"

/**
 * VdtDuck:
 *
 * One database file, one connection. Used from one thread at a time;
 * vdt_duck_interrupt() from any.
 */
struct _VdtDuck
{
  duckdb_database   database;
  duckdb_connection connection;
};

static gboolean
set_option (duckdb_config   config,
            const char     *name,
            const char     *value,
            GError        **error)
{
  if (duckdb_set_config (config, name, value) == DuckDBSuccess)
    return TRUE;

  g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB does not know the option %s", name);

  return FALSE;
}

static gboolean
set_options (duckdb_config         config,
             const VdtDuckLimits  *limits,
             GError              **error)
{
  g_autofree char *memory = g_strdup_printf ("%" G_GUINT64_FORMAT "B", limits->memory);
  g_autofree char *threads = g_strdup_printf ("%u", limits->threads);

  /* The folder comes first: without external access it can no longer be set. */
  return set_option (config, "temp_directory",
                     limits->temp_folder != NULL ? limits->temp_folder : "", error) &&
         set_option (config, "enable_external_access", "false", error) &&
         set_option (config, "autoinstall_known_extensions", "false", error) &&
         set_option (config, "autoload_known_extensions", "false", error) &&
         set_option (config, "allow_community_extensions", "false", error) &&
         set_option (config, "memory_limit", memory, error) &&
         set_option (config, "threads", threads, error);
}

static gboolean
open_database (VdtDuck        *self,
               const char     *path,
               duckdb_config   config,
               GError        **error)
{
  char *message = NULL;

  if (duckdb_open_ext (path, &self->database, config, &message) != DuckDBSuccess)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_DAMAGED, "%s cannot be opened: %s",
                   path != NULL ? path : "A database in memory", message);
      duckdb_free (message);
      return FALSE;
    }

  if (duckdb_connect (self->database, &self->connection) != DuckDBSuccess)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB gives no connection");
      return FALSE;
    }

  return vdt_hunt_functions_register (self->connection, error);
}

/**
 * vdt_duck_open:
 * @path: (nullable): the file; made if it does not exist; %NULL for memory
 * @limits: what queries may use
 * @error: %VDT_ERROR_DAMAGED if the file is not a database or is in use
 *
 * Opens a database without access to files and network. Until
 * vdt_duck_lock() the owner may still change settings.
 *
 * Returns: (transfer full) (nullable): the database
 */
VdtDuck *
vdt_duck_open (const char           *path,
               const VdtDuckLimits  *limits,
               GError              **error)
{
  g_autoptr(VdtDuck) self = NULL;
  duckdb_config config = NULL;
  gboolean ok;

  g_return_val_if_fail (limits != NULL, NULL);

  if (duckdb_create_config (&config) != DuckDBSuccess)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB gives no configuration");
      return NULL;
    }

  self = g_new0 (VdtDuck, 1);
  ok = set_options (config, limits, error) && open_database (self, path, config, error);
  duckdb_destroy_config (&config);

  return ok ? g_steal_pointer (&self) : NULL;
}

/**
 * vdt_duck_connect:
 * @self: a database
 * @error: return location
 *
 * Returns: (transfer full) (nullable): another connection to the same database, for
 *   another thread; closed before @self
 */
VdtDuck *
vdt_duck_connect (VdtDuck  *self,
                  GError  **error)
{
  g_autoptr(VdtDuck) other = NULL;

  g_return_val_if_fail (self != NULL && self->database != NULL, NULL);

  other = g_new0 (VdtDuck, 1);
  if (duckdb_connect (self->database, &other->connection) != DuckDBSuccess)
    {
      g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "DuckDB gives no connection");
      return NULL;
    }

  return g_steal_pointer (&other);
}

/**
 * vdt_duck_close:
 * @self: (transfer full): a database
 */
void
vdt_duck_close (VdtDuck *self)
{
  if (self->connection != NULL)
    duckdb_disconnect (&self->connection);
  if (self->database != NULL)
    duckdb_close (&self->database);
  g_free (self);
}

/**
 * vdt_duck_lock:
 * @self: a database
 * @error: return location
 *
 * From here on no statement can change a setting. Called before the first query
 * of a user runs.
 *
 * Returns: %TRUE if it is locked
 */
gboolean
vdt_duck_lock (VdtDuck  *self,
               GError  **error)
{
  return vdt_duck_run (self, "SET lock_configuration = true", NULL, error);
}

/**
 * vdt_duck_get_connection:
 * @self: a database
 *
 * Returns: (transfer none): its connection
 */
duckdb_connection
vdt_duck_get_connection (VdtDuck *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->connection;
}

/**
 * vdt_duck_interrupt:
 * @self: a database
 *
 * Stops the statement that runs, from any thread.
 */
void
vdt_duck_interrupt (VdtDuck *self)
{
  g_return_if_fail (self != NULL);

  duckdb_interrupt (self->connection);
}

/**
 * vdt_duck_run:
 * @self: a database
 * @sql: a statement of our own, never text of a user
 * @out_result: (out) (optional): its result, to be destroyed by the caller
 * @error: %VDT_ERROR_QUERY with DuckDB's message
 *
 * Returns: %TRUE if it ran
 */
gboolean
vdt_duck_run (VdtDuck        *self,
              const char     *sql,
              duckdb_result  *out_result,
              GError        **error)
{
  duckdb_result result;
  gboolean ok = duckdb_query (self->connection, sql, &result) == DuckDBSuccess;

  if (!ok)
    g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "%s", duckdb_result_error (&result));

  if (ok && out_result != NULL)
    *out_result = result;
  else
    duckdb_destroy_result (&result);

  return ok;
}
