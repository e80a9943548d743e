/* vdt-hunt-catalog.c
 *
 * Which tables and columns the hunting database has, and what a query can name: the
 * tables that the program knows, with the columns that files brought beside.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-hunt-store-private.h"

static void
column_free (gpointer data)
{
  VdtHuntColumn *column = data;

  g_free (column->name);
  g_free (column);
}

VdtHuntSchema *
vdt_hunt_schema_new (const char *table)
{
  VdtHuntSchema *self = g_new0 (VdtHuntSchema, 1);

  self->table = g_strdup (table);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
vdt_hunt_schema_free (gpointer schema)
{
  VdtHuntSchema *self = schema;

  g_free (self->table);
  g_ptr_array_unref (self->columns);
  g_hash_table_unref (self->by_name);
  g_free (self);
}

/**
 * vdt_hunt_schema_add:
 * @self: a table on the disk
 * @name: a column's name; the database does not tell upper case from lower
 * @type: its type
 */
void
vdt_hunt_schema_add (VdtHuntSchema *self,
                     const char    *name,
                     VdtCellType    type)
{
  VdtHuntColumn *column = g_new0 (VdtHuntColumn, 1);

  column->name = g_strdup (name);
  column->type = type;
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->by_name, g_ascii_strdown (name, -1), GUINT_TO_POINTER (self->columns->len));
}

/**
 * vdt_hunt_sql_type:
 * @type: a type of the query language
 *
 * Returns: what a column of that type is in the database
 */
const char *
vdt_hunt_sql_type (VdtCellType type)
{
  static const char *const types[] = {
    [VDT_CELL_BOOL] = "BOOLEAN",
    [VDT_CELL_INT] = "INTEGER",
    [VDT_CELL_LONG] = "BIGINT",
    [VDT_CELL_REAL] = "DOUBLE",
    [VDT_CELL_DECIMAL] = "DECIMAL(38,18)",
    [VDT_CELL_GUID] = "UUID",
    [VDT_CELL_STRING] = "VARCHAR",
    [VDT_CELL_DATETIME] = "BIGINT",
    [VDT_CELL_TIMESPAN] = "BIGINT",
    [VDT_CELL_DYNAMIC] = "VARCHAR",
  };

  return types[type];
}

/**
 * vdt_hunt_quote:
 * @name: a name from a file
 *
 * Returns: (transfer full): the name as SQL takes it, whatever is in it
 */
char *
vdt_hunt_quote (const char *name)
{
  g_autoptr(GString) quoted = g_string_new ("\"");

  for (const char *p = name; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

/**
 * vdt_hunt_schemas_load:
 * @duck: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): table → VdtHuntSchema
 */
GHashTable *
vdt_hunt_schemas_load (VdtDuck  *duck,
                       GError  **error)
{
  GHashTable *schemas = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, vdt_hunt_schema_free);
  duckdb_result result;

  if (!vdt_duck_run (duck, "SELECT table_name, name, type FROM vedette.columns ORDER BY table_name, place",
                     &result, error))
    {
      g_hash_table_unref (schemas);
      return NULL;
    }

  for (idx_t i = 0; i < duckdb_row_count (&result); i++)
    {
      char *table = duckdb_value_varchar (&result, 0, i);
      char *name = duckdb_value_varchar (&result, 1, i);
      char *type_name = duckdb_value_varchar (&result, 2, i);
      VdtHuntSchema *schema = g_hash_table_lookup (schemas, table);
      VdtCellType type = VDT_CELL_STRING;

      if (schema == NULL)
        {
          schema = vdt_hunt_schema_new (table);
          g_hash_table_insert (schemas, schema->table, schema);
        }
      vdt_cell_type_from_name (type_name, &type);
      vdt_hunt_schema_add (schema, name, type);
      duckdb_free (table);
      duckdb_free (name);
      duckdb_free (type_name);
    }
  duckdb_destroy_result (&result);

  return schemas;
}

/* A table of the digest is as long as it is: one with more columns is a new one. */
static VdtKqlTable *
copy_table (VdtKqlCatalog     *catalog,
            const VdtKqlTable *known)
{
  VdtKqlTable *table = vdt_kql_catalog_add_table (catalog, known->name);

  table->group = known->group;
  table->description = known->description;
  for (guint i = 0; i < known->type.schema->n_columns; i++)
    {
      const VdtKqlColumn *column = known->type.schema->columns[i];

      vdt_kql_catalog_add_column (catalog, table, column->name, column->type, column->description);
      ((VdtKqlColumn *) table->type.schema->columns[i])->values = column->values;
    }

  return table;
}

/* The catalog keeps a name's address, and every column of a file is one name. */
static void
add_columns (VdtKqlCatalog       *catalog,
             const VdtHuntSchema *schema,
             const VdtKqlTable   *known)
{
  VdtKqlTable *table = NULL;

  for (guint i = 0; i < schema->columns->len; i++)
    {
      const VdtHuntColumn *column = g_ptr_array_index (schema->columns, i);
      const char *type = vdt_cell_type_to_name (column->type);

      if (known != NULL && vdt_kql_schema_find (known->type.schema, column->name) != NULL)
        continue;

      if (table == NULL)
        table = known != NULL ? copy_table (catalog, known) : vdt_kql_catalog_add_table (catalog, schema->table);
      vdt_kql_catalog_add_column (catalog, table, g_intern_string (column->name),
                                  vdt_kql_type_from_name (type, strlen (type)), NULL);
    }
}

/**
 * vdt_hunt_catalog_new:
 * @schemas: table → VdtHuntSchema
 *
 * Returns: (transfer full): the tables that the program knows and those that files
 *   brought, with all their columns
 */
VdtKqlCatalog *
vdt_hunt_catalog_new (GHashTable *schemas)
{
  VdtKqlCatalog *catalog = vdt_kql_catalog_new_default ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, schemas);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const VdtHuntSchema *schema = value;

      add_columns (catalog, schema, vdt_kql_catalog_find_table (catalog, schema->table));
    }

  return catalog;
}
