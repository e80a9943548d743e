/* vdt-hunt-store.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-store.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vdt-error.h"
#include "vdt-hunt-store-private.h"

#define FILE_NAME    "hunting.duckdb"
#define SOURCES_NAME "hunting-sources.jsonl"
#define LOST_NAME    "hunting-lost.jsonl"
#define TEMP_NAME    "hunting.tmp"

/* How long the tables have been as they are; a newer file is not touched. */
#define VERSION 1

/**
 * VdtHuntStore:
 *
 * One file, one process. Any number of connections read while one writes; what a
 * reader sees is the last state that was committed. Functions block: they are
 * called on workers. What writes waits for its turn.
 */

static guint64
physical_memory (void)
{
  long pages = sysconf (_SC_PHYS_PAGES);
  long size = sysconf (_SC_PAGESIZE);

  return pages > 0 && size > 0 ? (guint64) pages * (guint64) size : G_GUINT64_CONSTANT (4) << 30;
}

static VdtDuck *
open_duck (const char  *folder,
           GError     **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *temp = g_build_filename (folder, TEMP_NAME, NULL);
  VdtDuckLimits limits = { 0 };

  /* Half of the machine: the rest is the desktop's, and what goes beyond goes to
   * the temporary folder. */
  limits.memory = CLAMP (physical_memory () / 2, G_GUINT64_CONSTANT (512) << 20, G_GUINT64_CONSTANT (16) << 30);
  limits.threads = CLAMP (g_get_num_processors (), 1, 16);
  limits.temp_folder = temp;

  return vdt_duck_open (path, &limits, error);
}

static gboolean
migrate (VdtDuck  *duck,
         GError  **error)
{
  duckdb_result result;
  gint64 version;

  if (!vdt_duck_run (duck,
                     "BEGIN; CREATE SCHEMA IF NOT EXISTS vedette;"
                     "CREATE TABLE IF NOT EXISTS vedette.version (version INTEGER);"
                     "CREATE SEQUENCE IF NOT EXISTS vedette.source_id;"
                     "CREATE TABLE IF NOT EXISTS vedette.sources (id INTEGER, path VARCHAR, member VARCHAR,"
                     " sha256 VARCHAR, size BIGINT, format VARCHAR, chosen_table VARCHAR, imported_at BIGINT,"
                     " n_rows BIGINT);"
                     "CREATE TABLE IF NOT EXISTS vedette.columns (table_name VARCHAR, place INTEGER, name VARCHAR,"
                     " type VARCHAR);"
                     "INSERT INTO vedette.version SELECT " G_STRINGIFY (VERSION)
                     " WHERE NOT EXISTS (SELECT 1 FROM vedette.version);"
                     "COMMIT", NULL, error) ||
      !vdt_duck_run (duck, "SELECT max(version) FROM vedette.version", &result, error))
    return FALSE;

  version = duckdb_value_int64 (&result, 0, 0);
  duckdb_destroy_result (&result);
  if (version <= VERSION)
    return TRUE;

  g_set_error (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED,
               "the hunting database was written by a newer Vedette (version %" G_GINT64_FORMAT
               " of its tables); it was left as it is", version);

  return FALSE;
}

/* What DuckDB says when the file is sound but not ours to take. */
static gboolean
is_in_use (const GError *error)
{
  return strstr (error->message, "Could not set lock") != NULL ||
         strstr (error->message, "different configuration") != NULL || strstr (error->message, "Permission denied") != NULL ||
         strstr (error->message, "Read-only file system") != NULL ||
         strstr (error->message, "No space left") != NULL ||
         g_error_matches (error, VDT_ERROR, VDT_ERROR_UNSUPPORTED);
}

static char *
set_aside (const char  *folder,
           GError     **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *path = g_build_filename (folder, FILE_NAME, NULL);
  g_autofree char *log = g_strconcat (path, ".wal", NULL);
  g_autofree char *log_aside = NULL;
  char *aside = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }

  log_aside = g_strconcat (aside, ".wal", NULL);
  if ((g_file_test (path, G_FILE_TEST_EXISTS) && g_rename (path, aside) != 0) ||
      (g_file_test (log, G_FILE_TEST_EXISTS) && g_rename (log, log_aside) != 0))
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
                   "the damaged hunting database cannot be set aside: %s", g_strerror (errno));
      g_free (aside);
      return NULL;
    }

  return aside;
}

/* What was in the damaged file joins what was lost before. */
static guint
remember_lost (const char *folder)
{
  g_autofree char *sources_file = g_build_filename (folder, SOURCES_NAME, NULL);
  g_autofree char *lost_file = g_build_filename (folder, LOST_NAME, NULL);
  g_autoptr(GPtrArray) sources = vdt_hunt_sources_load (sources_file);
  g_autoptr(GPtrArray) lost = vdt_hunt_sources_load (lost_file);

  for (guint i = 0; i < sources->len; i++)
    g_ptr_array_add (lost, vdt_hunt_source_copy (g_ptr_array_index (sources, i)));
  if (lost->len > 0 && vdt_hunt_sources_save (lost, lost_file, NULL))
    g_unlink (sources_file);

  return lost->len;
}

static gboolean
start_anew (VdtHuntStore  *self,
            const char    *reason,
            GError       **error)
{
  g_autofree char *aside = set_aside (self->folder, error);
  g_autofree char *name = NULL;
  guint n_lost;

  if (aside == NULL)
    return FALSE;

  n_lost = remember_lost (self->folder);
  name = g_path_get_basename (aside);
  self->notice = g_strdup_printf ("The hunting database is damaged (%s). It was set aside as “%s” and a new one was "
                                  "begun. Incidents are not affected. %u imported %s can be imported again with "
                                  "“vedette-cli import --rebuild”.",
                                  reason, name, n_lost, n_lost == 1 ? "file" : "files");
  self->duck = open_duck (self->folder, error);

  return self->duck != NULL && migrate (self->duck, error);
}

/* Opening tells of most damage, reading the lists of the rest. */
static gboolean
open_or_start_anew (VdtHuntStore  *self,
                    GError       **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GHashTable) schemas = NULL;
  g_auto(GStrv) lines = NULL;

  self->duck = open_duck (self->folder, &failure);
  if (self->duck != NULL && migrate (self->duck, &failure))
    schemas = vdt_hunt_schemas_load (self->duck, &failure);
  if (schemas != NULL)
    return TRUE;

  g_clear_pointer (&self->duck, vdt_duck_close);
  if (is_in_use (failure))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_BUSY, "the hunting database cannot be opened: %s", failure->message);
      return FALSE;
    }

  lines = g_strsplit (failure->message, "\n", 2);

  return start_anew (self, lines[0], error);
}

/**
 * vdt_hunt_store_open:
 * @folder: the workspace
 * @error: %VDT_ERROR_BUSY if another process has it
 *
 * Opens the hunting database and makes it if it does not exist. A damaged one is
 * set aside; see vdt_hunt_store_get_notice() and vdt_hunt_store_list_lost().
 *
 * Returns: (transfer full) (nullable): the database
 */
VdtHuntStore *
vdt_hunt_store_open (const char  *folder,
                     GError     **error)
{
  g_autoptr(VdtHuntStore) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (VdtHuntStore, 1);
  self->folder = g_strdup (folder);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->generation = 1;
  self->appenders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) vdt_hunt_appender_free);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "the folder %s cannot be made: %s",
                   folder, g_strerror (errno));
      return NULL;
    }

  if (!open_or_start_anew (self, error) || !vdt_duck_lock (self->duck, error))
    return NULL;

  self->writer = vdt_duck_connect (self->duck, error);
  self->schemas = self->writer != NULL ? vdt_hunt_schemas_load (self->writer, error) : NULL;
  if (self->schemas == NULL)
    return NULL;

  self->catalog = vdt_hunt_catalog_new (self->schemas);
  vdt_hunt_store_set_committed (self);
  /* the process may have ended between the commit and the list of it */
  vdt_hunt_store_save_sources (self, NULL);

  return g_steal_pointer (&self);
}

/**
 * vdt_hunt_store_shut_down:
 * @self: a hunting database
 *
 * Waits for what is being written and closes the file. Connections are closed
 * before. Nothing can be begun after.
 */
void
vdt_hunt_store_shut_down (VdtHuntStore *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_broadcast (&self->changed);
  while (self->writing)
    g_cond_wait (&self->changed, &self->mutex);
  g_clear_pointer (&self->writer, vdt_duck_close);
  g_clear_pointer (&self->duck, vdt_duck_close);
  g_mutex_unlock (&self->mutex);
}

void
vdt_hunt_store_close (VdtHuntStore *self)
{
  g_return_if_fail (self != NULL);

  if (self->source != NULL)
    vdt_hunt_store_end (self, FALSE, NULL);
  g_hash_table_unref (self->appenders);
  g_clear_pointer (&self->writer, vdt_duck_close);
  g_clear_pointer (&self->duck, vdt_duck_close);
  g_clear_pointer (&self->schemas, g_hash_table_unref);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->committed, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  g_free (self->folder);
  g_free (self->notice);
  g_free (self);
}

/**
 * vdt_hunt_store_get_notice:
 * @self: a hunting database
 *
 * Returns: (nullable): what the analyst has to know: that it was damaged
 */
const char *
vdt_hunt_store_get_notice (VdtHuntStore *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->notice;
}

/**
 * vdt_hunt_store_connect:
 * @self: a hunting database
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a connection for queries, closed before @self
 */
VdtDuck *
vdt_hunt_store_connect (VdtHuntStore  *self,
                        GError       **error)
{
  VdtDuck *connection = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  if (self->duck != NULL)
    connection = vdt_duck_connect (self->duck, error);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the hunting database is closed");
  g_mutex_unlock (&self->mutex);

  return connection;
}

/**
 * vdt_hunt_store_dup_catalog:
 * @self: a hunting database
 *
 * Returns: (transfer full): what a query can name now
 */
VdtKqlCatalog *
vdt_hunt_store_dup_catalog (VdtHuntStore *self)
{
  VdtKqlCatalog *catalog;

  g_return_val_if_fail (self != NULL, NULL);

  g_mutex_lock (&self->mutex);
  catalog = vdt_kql_catalog_ref (self->catalog);
  g_mutex_unlock (&self->mutex);

  return catalog;
}

/**
 * vdt_hunt_store_get_generation:
 * @self: a hunting database
 *
 * Returns: a number that changes with each commit
 */
guint
vdt_hunt_store_get_generation (VdtHuntStore *self)
{
  guint generation;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->mutex);
  generation = self->generation;
  g_mutex_unlock (&self->mutex);

  return generation;
}

static const char *
time_column (const VdtHuntSchema *schema)
{
  static const char *const names[] = { "timestamp", "timegenerated" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (schema->by_name, names[i]));
      const VdtHuntColumn *column = place > 0 ? g_ptr_array_index (schema->columns, place - 1) : NULL;

      if (column != NULL && column->type == VDT_CELL_DATETIME)
        return column->name;
    }

  return NULL;
}

static gboolean
measure_table (VdtDuck             *connection,
               const VdtHuntSchema *schema,
               GPtrArray           *tables,
               GError             **error)
{
  const char *time = time_column (schema);
  g_autofree char *quoted = vdt_hunt_quote (schema->table);
  g_autofree char *quoted_time = time != NULL ? vdt_hunt_quote (time) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf ("SELECT count(*), coalesce(min(%s), -1), coalesce(max(%s), -1) FROM main.%s",
                                          quoted_time, quoted_time, quoted);
  duckdb_result result;
  VdtHuntTable *table;

  if (!vdt_duck_run (connection, sql, &result, error))
    return FALSE;

  table = g_new0 (VdtHuntTable, 1);
  table->name = g_strdup (schema->table);
  table->rows = (guint64) duckdb_value_int64 (&result, 0, 0);
  table->first = duckdb_value_int64 (&result, 1, 0);
  table->last = duckdb_value_int64 (&result, 2, 0);
  duckdb_destroy_result (&result);

  if (table->rows > 0)
    g_ptr_array_add (tables, table);
  else
    vdt_hunt_table_free (table);

  return TRUE;
}

static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(VdtHuntTable *const *) a)->name, (*(VdtHuntTable *const *) b)->name);
}

/* What was listed last, if nothing has changed since. */
static gboolean
get_listed (VdtHuntStore  *self,
            GPtrArray    **out_tables,
            guint         *out_generation)
{
  g_mutex_lock (&self->mutex);
  *out_generation = self->generation;
  *out_tables = self->tables != NULL && self->tables_at == self->generation ? g_ptr_array_ref (self->tables) : NULL;
  g_mutex_unlock (&self->mutex);

  return *out_tables != NULL;
}

static void
set_listed (VdtHuntStore *self,
            GPtrArray    *tables,
            guint         generation)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  self->tables = g_ptr_array_ref (tables);
  self->tables_at = generation;
  g_mutex_unlock (&self->mutex);
}

static char *
dup_key (const char *table,
         const char *column)
{
  g_autofree char *key = g_strdup_printf ("%s.%s", table, column);

  return g_ascii_strdown (key, -1);
}

/**
 * vdt_hunt_store_set_committed:
 * @self: a hunting database without a transaction
 *
 * Remembers which columns queries can read.
 */
void
vdt_hunt_store_set_committed (VdtHuntStore *self)
{
  GHashTable *committed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->schemas);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const VdtHuntSchema *schema = value;

      for (guint i = 0; i < schema->columns->len; i++)
        g_hash_table_add (committed, dup_key (schema->table,
                                              ((VdtHuntColumn *) g_ptr_array_index (schema->columns, i))->name));
    }

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->committed, g_hash_table_unref);
  self->committed = committed;
  g_mutex_unlock (&self->mutex);
}

/* What the program itself put there, not an imported file. */
#define OWN_SOURCES "(SELECT id FROM vedette.sources WHERE starts_with(path, 'vedette:'))"

/**
 * vdt_hunt_store_dup_source:
 * @self: a hunting database
 * @table: a table that has rows
 * @columns: the columns that a query expects of it
 *
 * A table that an older program made may lack columns that are known by now: they
 * are empty. An alert that the case database has and that was imported as well is
 * the case's.
 *
 * Returns: (transfer full): what stands behind FROM
 */
char *
vdt_hunt_store_dup_source (VdtHuntStore       *self,
                           const char         *table,
                           const VdtKqlSchema *columns)
{
  g_autofree char *quoted = vdt_hunt_quote (table);
  g_autoptr(GString) missing = g_string_new (NULL);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < columns->n_columns; i++)
    {
      const VdtKqlColumn *column = columns->columns[i];
      g_autofree char *key = dup_key (table, column->name);
      g_autofree char *name = vdt_hunt_quote (column->name);
      VdtCellType type = VDT_CELL_DYNAMIC;

      if (g_hash_table_contains (self->committed, key))
        continue;
      vdt_cell_type_from_name (vdt_kql_type_get_name (column->type), &type);
      g_string_append_printf (missing, ", %s AS %s", type == VDT_CELL_STRING ? "''" : "NULL", name);
    }
  g_mutex_unlock (&self->mutex);

  if (g_str_equal (table, "AlertInfo") || g_str_equal (table, "AlertEvidence"))
    return g_strdup_printf ("(SELECT *%s FROM main.%s WHERE " VDT_HUNT_SOURCE_COLUMN " IN " OWN_SOURCES
                            " OR AlertId NOT IN (SELECT AlertId FROM main.%s WHERE " VDT_HUNT_SOURCE_COLUMN " IN "
                            OWN_SOURCES "))", missing->str, quoted, quoted);

  return missing->len > 0 ? g_strdup_printf ("(SELECT *%s FROM main.%s)", missing->str, quoted)
                          : g_strdup_printf ("main.%s", quoted);
}

/**
 * vdt_hunt_store_list_tables:
 * @self: a hunting database
 * @connection: a connection of the caller
 * @error: return location
 *
 * Returns: (transfer container) (nullable) (element-type VdtHuntTable): the tables
 *   that have rows, by name
 */
GPtrArray *
vdt_hunt_store_list_tables (VdtHuntStore  *self,
                            VdtDuck       *connection,
                            GError       **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (vdt_hunt_table_free);
  g_autoptr(GHashTable) schemas = NULL;
  GPtrArray *listed;
  guint generation;
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (self != NULL && connection != NULL, NULL);

  if (get_listed (self, &listed, &generation))
    return listed;

  schemas = vdt_hunt_schemas_load (connection, error);
  if (schemas == NULL)
    return NULL;

  g_hash_table_iter_init (&iter, schemas);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!measure_table (connection, value, tables, error))
      return NULL;

  g_ptr_array_sort (tables, compare_tables);
  set_listed (self, tables, generation);

  return g_steal_pointer (&tables);
}

/**
 * vdt_hunt_store_list_lost:
 * @self: a hunting database
 *
 * Returns: (transfer container) (element-type VdtHuntSource): what was in a database
 *   that was damaged and has not been imported again
 */
GPtrArray *
vdt_hunt_store_list_lost (VdtHuntStore *self)
{
  g_autofree char *file = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  file = g_build_filename (self->folder, LOST_NAME, NULL);

  return vdt_hunt_sources_load (file);
}

/**
 * vdt_hunt_store_keep_lost:
 * @self: a hunting database
 * @still: (element-type VdtHuntSource): what of vdt_hunt_store_list_lost() is still lost
 * @error: return location
 *
 * The rest has been imported again, or is given up.
 *
 * Returns: whether the list is on the disk
 */
gboolean
vdt_hunt_store_keep_lost (VdtHuntStore  *self,
                          GPtrArray     *still,
                          GError       **error)
{
  g_autofree char *file = NULL;

  g_return_val_if_fail (self != NULL && still != NULL, FALSE);

  file = g_build_filename (self->folder, LOST_NAME, NULL);
  if (still->len > 0)
    return vdt_hunt_sources_save (still, file, error);

  g_unlink (file);

  return TRUE;
}

/**
 * vdt_hunt_store_save_sources:
 * @self: a hunting database
 * @error: return location
 *
 * Writes the list of sources beside the database, as it is committed.
 *
 * Returns: %TRUE if it is on the disk
 */
gboolean
vdt_hunt_store_save_sources (VdtHuntStore  *self,
                             GError       **error)
{
  g_autofree char *file = g_build_filename (self->folder, SOURCES_NAME, NULL);
  g_autoptr(GPtrArray) sources = vdt_hunt_store_read_sources (self->writer, error);

  return sources != NULL && vdt_hunt_sources_save (sources, file, error);
}
