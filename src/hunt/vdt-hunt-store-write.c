/* vdt-hunt-store-write.c
 *
 * What changes the hunting database: one file, or one replacement, is one
 * transaction, so that a killed process leaves the state before it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-hunt-store-private.h"

/**
 * vdt_hunt_store_take_writer:
 * @self: a hunting database
 *
 * @error: return location
 *
 * Waits until nobody else writes.
 *
 * Returns: %FALSE if the database is being closed
 */
gboolean
vdt_hunt_store_take_writer (VdtHuntStore  *self,
                            GError       **error)
{
  gboolean taken;

  g_mutex_lock (&self->mutex);
  while (self->writing && !self->closed)
    g_cond_wait (&self->changed, &self->mutex);
  taken = !self->closed;
  if (taken)
    self->writing = TRUE;
  g_mutex_unlock (&self->mutex);

  if (!taken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the hunting database is closed");

  return taken;
}

void
vdt_hunt_store_give_writer (VdtHuntStore *self)
{
  g_mutex_lock (&self->mutex);
  self->writing = FALSE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* Runs a statement of ours with values: s a text, i a number. */
static gboolean
run_bound (VdtDuck        *duck,
           duckdb_result  *out_result,
           GError        **error,
           const char     *sql,
           const char     *types,
           ...)
{
  duckdb_prepared_statement statement = NULL;
  duckdb_result result;
  gboolean done;
  va_list values;

  if (duckdb_prepare (vdt_duck_get_connection (duck), sql, &statement) != DuckDBSuccess)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "%s", duckdb_prepare_error (statement));
      duckdb_destroy_prepare (&statement);
      return FALSE;
    }

  va_start (values, types);
  for (idx_t i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 's')
        {
          const char *text = va_arg (values, const char *);

          duckdb_bind_varchar (statement, i + 1, text != NULL ? text : "");
        }
      else
        {
          duckdb_bind_int64 (statement, i + 1, va_arg (values, gint64));
        }
    }
  va_end (values);

  done = duckdb_execute_prepared (statement, &result) == DuckDBSuccess;
  if (!done)
    g_set_error (error, VDT_ERROR, VDT_ERROR_QUERY, "%s", duckdb_result_error (&result));
  if (done && out_result != NULL)
    *out_result = result;
  else
    duckdb_destroy_result (&result);
  duckdb_destroy_prepare (&statement);

  return done;
}

static char *
dup_value (duckdb_result *result,
           idx_t          column,
           idx_t          row)
{
  char *value = duckdb_value_varchar (result, column, row);
  char *copy = g_strdup (value != NULL ? value : "");

  duckdb_free (value);

  return copy;
}

/**
 * vdt_hunt_store_read_sources:
 * @duck: a connection
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type VdtHuntSource): the sources
 *   that are files, oldest first
 */
GPtrArray *
vdt_hunt_store_read_sources (VdtDuck  *duck,
                             GError  **error)
{
  GPtrArray *sources;
  duckdb_result result;

  if (!vdt_duck_run (duck,
                     "SELECT id, path, member, sha256, size, format, chosen_table, imported_at, n_rows"
                     " FROM vedette.sources WHERE sha256 <> '' ORDER BY id", &result, error))
    return NULL;

  sources = g_ptr_array_new_with_free_func (vdt_hunt_source_free);
  for (idx_t i = 0; i < duckdb_row_count (&result); i++)
    {
      VdtHuntSource *source = vdt_hunt_source_new ();

      source->id = duckdb_value_int64 (&result, 0, i);
      source->path = dup_value (&result, 1, i);
      source->member = dup_value (&result, 2, i);
      source->hash = dup_value (&result, 3, i);
      source->size = (guint64) duckdb_value_int64 (&result, 4, i);
      source->format = dup_value (&result, 5, i);
      source->table = dup_value (&result, 6, i);
      source->imported_at = duckdb_value_int64 (&result, 7, i);
      source->rows = (guint64) duckdb_value_int64 (&result, 8, i);
      g_ptr_array_add (sources, source);
    }
  duckdb_destroy_result (&result);

  return sources;
}

/**
 * vdt_hunt_store_list_sources:
 * @self: a hunting database
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type VdtHuntSource): the files
 *   that were imported, oldest first
 */
GPtrArray *
vdt_hunt_store_list_sources (VdtHuntStore  *self,
                             GError       **error)
{
  g_autoptr(VdtDuck) connection = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  connection = vdt_hunt_store_connect (self, error);

  return connection != NULL ? vdt_hunt_store_read_sources (connection, error) : NULL;
}

static gboolean
find_twin (VdtHuntStore         *self,
           const VdtHuntSource  *source,
           char                **out_twin,
           GError              **error)
{
  duckdb_result result;

  if (source->hash == NULL || *source->hash == '\0')
    return TRUE;

  if (!run_bound (self->writer, &result, error,
                  "SELECT path, member FROM vedette.sources WHERE sha256 = ? AND chosen_table = ? AND n_rows > 0 LIMIT 1",
                  "ss", source->hash, source->table))
    return FALSE;

  if (duckdb_row_count (&result) > 0)
    {
      g_autofree char *path = dup_value (&result, 0, 0);
      g_autofree char *member = dup_value (&result, 1, 0);

      *out_twin = *member != '\0' ? g_strdup_printf ("%s › %s", path, member) : g_strdup (path);
    }
  duckdb_destroy_result (&result);

  return TRUE;
}

static gboolean
next_id (VdtHuntStore  *self,
         gint64        *out_id,
         GError       **error)
{
  duckdb_result result;

  if (!vdt_duck_run (self->writer, "SELECT nextval('vedette.source_id')", &result, error))
    return FALSE;

  *out_id = duckdb_value_int64 (&result, 0, 0);
  duckdb_destroy_result (&result);

  return TRUE;
}

static void
forget_transaction (VdtHuntStore *self)
{
  g_hash_table_remove_all (self->appenders);
  g_clear_pointer (&self->source, vdt_hunt_source_free);
  self->columns_changed = FALSE;
}

/**
 * vdt_hunt_store_begin:
 * @self: a hunting database
 * @source: where rows come from
 * @out_twin: (out) (transfer full): the path of an earlier import of the same bytes
 *   into the same table, or %NULL
 * @error: return location
 *
 * Begins a transaction, after whoever writes now.
 *
 * Returns: %FALSE with or without a twin: nothing was begun
 */
gboolean
vdt_hunt_store_begin (VdtHuntStore         *self,
                      const VdtHuntSource  *source,
                      char                **out_twin,
                      GError              **error)
{
  gint64 id = 0;

  g_return_val_if_fail (self != NULL && source != NULL && out_twin != NULL, FALSE);

  *out_twin = NULL;
  if (!vdt_hunt_store_take_writer (self, error))
    return FALSE;

  if (!find_twin (self, source, out_twin, error) || *out_twin != NULL || !next_id (self, &id, error) ||
      !vdt_duck_run (self->writer, "BEGIN", NULL, error))
    {
      vdt_hunt_store_give_writer (self);
      return FALSE;
    }

  self->source = vdt_hunt_source_copy (source);
  self->source->id = id;
  self->source->imported_at = g_get_real_time ();

  return TRUE;
}

/* A new table has all the columns of the catalog: what no row fills takes no room. */
static gboolean
create_table (VdtHuntStore   *self,
              VdtHuntSchema  *schema,
              GError        **error)
{
  const VdtKqlTable *known = vdt_kql_catalog_find_table (self->catalog, schema->table);
  g_autofree char *quoted = vdt_hunt_quote (schema->table);
  g_autoptr(GString) sql = g_string_new ("CREATE TABLE main.");

  g_string_append_printf (sql, "%s (%s INTEGER, %s BIGINT", quoted, VDT_HUNT_SOURCE_COLUMN, VDT_HUNT_LINE_COLUMN);
  for (guint i = 0; known != NULL && i < known->type.schema->n_columns; i++)
    {
      const VdtKqlColumn *column = known->type.schema->columns[i];
      g_autofree char *key = g_ascii_strdown (column->name, -1);
      g_autofree char *name = vdt_hunt_quote (column->name);
      VdtCellType type;

      if (g_hash_table_contains (schema->by_name, key))
        continue;

      if (!vdt_cell_type_from_name (vdt_kql_type_get_name (column->type), &type))
        type = VDT_CELL_DYNAMIC;
      vdt_hunt_schema_add (schema, column->name, type);
      g_string_append_printf (sql, ", %s %s%s", name, vdt_hunt_sql_type (type),
                              type == VDT_CELL_STRING ? " DEFAULT ''" : "");
      if (!run_bound (self->writer, NULL, error, "INSERT INTO vedette.columns VALUES (?, ?, ?, ?)", "siss",
                      schema->table, (gint64) schema->columns->len, column->name, vdt_cell_type_to_name (type)))
        return FALSE;
    }
  g_string_append_c (sql, ')');

  self->columns_changed = TRUE;

  return vdt_duck_run (self->writer, sql->str, NULL, error);
}

static VdtHuntSchema *
find_schema (VdtHuntStore  *self,
             const char    *table,
             GError       **error)
{
  VdtHuntSchema *schema = g_hash_table_lookup (self->schemas, table);

  if (schema != NULL)
    return schema;

  schema = vdt_hunt_schema_new (table);
  g_hash_table_insert (self->schemas, schema->table, schema);

  return create_table (self, schema, error) ? schema : NULL;
}

static gboolean
add_column (VdtHuntStore        *self,
            VdtHuntSchema       *schema,
            const VdtRowColumn  *column,
            GError             **error)
{
  g_autofree char *table = vdt_hunt_quote (schema->table);
  g_autofree char *name = vdt_hunt_quote (column->name);
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE main.%s ADD COLUMN %s %s%s", table, name,
                                          vdt_hunt_sql_type (column->type),
                                          column->type == VDT_CELL_STRING ? " DEFAULT ''" : "");

  vdt_hunt_schema_add (schema, column->name, column->type);
  self->columns_changed = TRUE;

  return vdt_duck_run (self->writer, sql, NULL, error) &&
         run_bound (self->writer, NULL, error, "INSERT INTO vedette.columns VALUES (?, ?, ?, ?)", "siss",
                    schema->table, (gint64) schema->columns->len, column->name,
                    vdt_cell_type_to_name (column->type));
}

/* Where the table has the batch's columns; those that it does not have are added. */
static guint *
find_places (VdtHuntStore   *self,
             VdtHuntSchema  *schema,
             VdtRowBatch    *batch,
             GError        **error)
{
  guint n = vdt_row_batch_get_n_columns (batch);
  g_autofree guint *places = g_new (guint, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const VdtRowColumn *column = vdt_row_batch_get_column (batch, i);
      g_autofree char *key = g_ascii_strdown (column->name, -1);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (schema->by_name, key));

      places[i] = G_MAXUINT;
      if (!column->used)
        continue;

      if (place == 0)
        {
          g_hash_table_remove (self->appenders, schema->table);
          if (!add_column (self, schema, column, error))
            return NULL;
          place = schema->columns->len;
        }

      if (((VdtHuntColumn *) g_ptr_array_index (schema->columns, place - 1))->type == column->type)
        places[i] = place - 1;
    }

  return g_steal_pointer (&places);
}

static VdtHuntAppender *
find_appender (VdtHuntStore   *self,
               VdtHuntSchema  *schema,
               GError        **error)
{
  VdtHuntAppender *appender = g_hash_table_lookup (self->appenders, schema->table);

  if (appender != NULL && vdt_hunt_appender_get_n_columns (appender) == schema->columns->len)
    return appender;

  appender = vdt_hunt_appender_new (vdt_duck_get_connection (self->writer), schema->table, schema->columns->len,
                                    (gint32) self->source->id, error);
  if (appender != NULL)
    g_hash_table_replace (self->appenders, g_strdup (schema->table), appender);

  return appender;
}

/**
 * vdt_hunt_store_append:
 * @self: a hunting database with a transaction begun
 * @batch: rows
 * @error: return location
 *
 * Returns: %FALSE if they could not be added; then the transaction can only be taken back
 */
gboolean
vdt_hunt_store_append (VdtHuntStore  *self,
                       VdtRowBatch   *batch,
                       GError       **error)
{
  g_autofree guint *places = NULL;
  VdtHuntSchema *schema;
  VdtHuntAppender *appender;

  g_return_val_if_fail (self != NULL && self->source != NULL && batch != NULL, FALSE);

  schema = find_schema (self, vdt_row_batch_get_table (batch), error);
  places = schema != NULL ? find_places (self, schema, batch, error) : NULL;
  appender = places != NULL ? find_appender (self, schema, error) : NULL;
  if (appender == NULL || !vdt_hunt_appender_append (appender, batch, places, error))
    return FALSE;

  self->source->rows += vdt_row_batch_get_n_rows (batch);

  return TRUE;
}

static gboolean
flush_appenders (VdtHuntStore  *self,
                 GError       **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->appenders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!vdt_hunt_appender_flush (value, error))
      return FALSE;

  g_hash_table_remove_all (self->appenders);

  return TRUE;
}

static gboolean
commit (VdtHuntStore  *self,
        GError       **error)
{
  const VdtHuntSource *source = self->source;

  return flush_appenders (self, error) &&
         run_bound (self->writer, NULL, error, "INSERT INTO vedette.sources VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "isssissii", source->id, source->path, source->member, source->hash, (gint64) source->size,
                    source->format, source->table, source->imported_at, (gint64) source->rows) &&
         vdt_duck_run (self->writer, "COMMIT", NULL, error);
}

/* The catalog follows what is committed. */
static void
renew_catalog (VdtHuntStore *self,
               gboolean      columns_changed)
{
  VdtKqlCatalog *catalog = columns_changed ? vdt_hunt_catalog_new (self->schemas) : NULL;

  g_mutex_lock (&self->mutex);
  if (catalog != NULL)
    {
      vdt_kql_catalog_unref (self->catalog);
      self->catalog = catalog;
    }
  self->generation++;
  g_mutex_unlock (&self->mutex);
  if (columns_changed)
    vdt_hunt_store_set_committed (self);
}

static void
roll_back (VdtHuntStore *self)
{
  g_autoptr(GError) error = NULL;
  GHashTable *schemas;

  g_hash_table_remove_all (self->appenders);
  if (!vdt_duck_run (self->writer, "ROLLBACK", NULL, &error))
    g_debug ("nothing to take back: %s", error->message);

  g_clear_error (&error);
  schemas = self->columns_changed ? vdt_hunt_schemas_load (self->writer, &error) : NULL;
  if (schemas != NULL)
    {
      g_hash_table_unref (self->schemas);
      self->schemas = schemas;
    }
}

/**
 * vdt_hunt_store_end:
 * @self: a hunting database with a transaction begun
 * @keep: %FALSE to take it back
 * @error: return location
 *
 * Returns: %TRUE if it is on the disk, or taken back as was wished
 */
gboolean
vdt_hunt_store_end (VdtHuntStore  *self,
                    gboolean       keep,
                    GError       **error)
{
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && self->source != NULL, FALSE);

  if (keep)
    done = commit (self, error);
  if (!keep || !done)
    roll_back (self);
  else
    renew_catalog (self, self->columns_changed);

  forget_transaction (self);
  if (keep && done)
    {
      g_autoptr(GError) list_error = NULL;

      /* the rows are safe all the same; the next start writes the list anew */
      if (!vdt_hunt_store_save_sources (self, &list_error))
        g_message ("the list of imported files cannot be written: %s", list_error->message);
    }
  vdt_hunt_store_give_writer (self);

  return done;
}

/* Takes the rows of sources out of all tables, in a transaction. */
static gboolean
delete_rows (VdtHuntStore  *self,
             const char    *path,
             guint64       *out_rows,
             GError       **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->schemas);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      g_autofree char *table = vdt_hunt_quote (((VdtHuntSchema *) value)->table);
      g_autofree char *sql =
        g_strdup_printf ("DELETE FROM main.%s WHERE " VDT_HUNT_SOURCE_COLUMN
                         " IN (SELECT id FROM vedette.sources WHERE starts_with(path, ?))", table);
      duckdb_result result;

      if (!run_bound (self->writer, &result, error, sql, "s", path))
        return FALSE;
      *out_rows += duckdb_rows_changed (&result);
      duckdb_destroy_result (&result);
    }

  return run_bound (self->writer, NULL, error, "DELETE FROM vedette.sources WHERE starts_with(path, ?)", "s", path);
}

/**
 * vdt_hunt_store_remove:
 * @self: a hunting database
 * @path: how the paths of sources begin
 * @out_rows: (out): how many rows they had
 * @error: return location
 *
 * Removes all that came from there.
 *
 * Returns: %TRUE if it is gone
 */
gboolean
vdt_hunt_store_remove (VdtHuntStore  *self,
                       const char    *path,
                       guint64       *out_rows,
                       GError       **error)
{
  VdtHuntSource source = { 0, (char *) path, NULL, NULL, 0, NULL, NULL, 0, 0 };
  g_autofree char *twin = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL && path != NULL && out_rows != NULL, FALSE);

  *out_rows = 0;
  if (!vdt_hunt_store_begin (self, &source, &twin, error))
    return FALSE;

  done = delete_rows (self, path, out_rows, error) && vdt_duck_run (self->writer, "COMMIT", NULL, error);
  if (done)
    renew_catalog (self, FALSE);
  else
    roll_back (self);
  forget_transaction (self);
  vdt_hunt_store_save_sources (self, NULL);
  vdt_hunt_store_give_writer (self);

  return done;
}

/**
 * vdt_hunt_store_dup_format:
 * @self: a hunting database
 * @path: the path of a source
 *
 * Returns: (transfer full) (nullable): what the source was read as, if it is there
 */
char *
vdt_hunt_store_dup_format (VdtHuntStore *self,
                           const char   *path)
{
  g_autoptr(VdtDuck) connection = NULL;
  char *format = NULL;
  duckdb_result result;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  connection = vdt_hunt_store_connect (self, NULL);
  if (connection == NULL ||
      !run_bound (connection, &result, NULL, "SELECT format FROM vedette.sources WHERE path = ?", "s", path))
    return NULL;

  if (duckdb_row_count (&result) > 0)
    format = dup_value (&result, 0, 0);
  duckdb_destroy_result (&result);

  return format;
}

/**
 * vdt_hunt_store_replace:
 * @self: a hunting database
 * @source: what the rows come from; its hash is empty
 * @batches: (element-type VdtRowBatch): rows
 * @error: return location
 *
 * Puts rows in the place of all that came from @source's path, or one that begins
 * so, before.
 *
 * Returns: %TRUE if so
 */
gboolean
vdt_hunt_store_replace (VdtHuntStore         *self,
                        const VdtHuntSource  *source,
                        GPtrArray            *batches,
                        GError              **error)
{
  g_autofree char *twin = NULL;
  guint64 n_rows = 0;
  gboolean done;

  g_return_val_if_fail (self != NULL && source != NULL && batches != NULL, FALSE);

  if (!vdt_hunt_store_begin (self, source, &twin, error))
    return FALSE;

  done = delete_rows (self, source->path, &n_rows, error);
  for (guint i = 0; i < batches->len && done; i++)
    done = vdt_hunt_store_append (self, g_ptr_array_index (batches, i), error);

  return vdt_hunt_store_end (self, done, done ? error : NULL) && done;
}
