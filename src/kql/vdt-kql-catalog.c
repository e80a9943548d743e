/* vdt-kql-catalog.c
 *
 * What a query can name. A catalog is filled once, then only read, by any
 * number of threads.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-catalog.h"

#include <gio/gio.h>
#include <string.h>

#include "vdt-kql-catalog-private.h"
#include "vdt-kql-resources.h"
#include "vdt-error.h"

struct _VdtKqlCatalog
{
  gatomicrefcount  ref_count;
  VdtKqlArena     *arena;
  const char      *database;
  GHashTable      *tables;
  GHashTable      *functions;
  GPtrArray       *table_list;
  GPtrArray       *function_list;
  GBytes          *digest;
  guint32          next_id;
};

/**
 * vdt_kql_catalog_new:
 * @database: the name of its database
 *
 * Returns: (transfer full): an empty catalog
 */
VdtKqlCatalog *
vdt_kql_catalog_new (const char *database)
{
  VdtKqlCatalog *self = g_new0 (VdtKqlCatalog, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->arena = vdt_kql_arena_new ();
  self->database = vdt_kql_arena_strdup (self->arena, database != NULL ? database : "db");
  self->tables = g_hash_table_new (g_str_hash, g_str_equal);
  self->functions = g_hash_table_new (g_str_hash, g_str_equal);
  self->table_list = g_ptr_array_new ();
  self->function_list = g_ptr_array_new ();
  self->next_id = 1;

  return self;
}

VdtKqlCatalog *
vdt_kql_catalog_ref (VdtKqlCatalog *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_kql_catalog_unref (VdtKqlCatalog *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->tables, g_hash_table_unref);
  g_clear_pointer (&self->functions, g_hash_table_unref);
  g_clear_pointer (&self->table_list, g_ptr_array_unref);
  g_clear_pointer (&self->function_list, g_ptr_array_unref);
  g_clear_pointer (&self->arena, vdt_kql_arena_free);
  g_clear_pointer (&self->digest, g_bytes_unref);
  g_free (self);
}

/**
 * vdt_kql_catalog_new_default:
 *
 * Returns: (transfer full): Defender's hunting tables and the Sentinel tables
 */
VdtKqlCatalog *
vdt_kql_catalog_new_default (void)
{
  VdtKqlCatalog *self = vdt_kql_catalog_new ("db");
  GBytes *bytes;

  bytes = g_resource_lookup_data (vdt_kql_get_resource (),
                                  "/io/github/vedette/kql/catalog.txt", 0, NULL);
  g_assert (bytes != NULL);
  vdt_kql_catalog_add_digest (self, bytes);
  self->digest = bytes;

  return self;
}

/**
 * vdt_kql_catalog_new_from_file:
 * @path: a JSON file, see vdt_kql_catalog_add_json()
 * @error: return location for a %G_FILE_ERROR or %VDT_ERROR_FORMAT
 *
 * Returns: (transfer full) (nullable): a catalog, or %NULL
 */
VdtKqlCatalog *
vdt_kql_catalog_new_from_file (const char  *path,
                               GError     **error)
{
  g_autofree char *json = NULL;
  VdtKqlCatalog *self;
  gsize length = 0;

  if (!g_file_get_contents (path, &json, &length, error))
    return NULL;

  self = vdt_kql_catalog_new_from_json (json, (gssize) length, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}

VdtKqlCatalog *
vdt_kql_catalog_new_from_json (const char  *json,
                               gssize       length,
                               GError     **error)
{
  g_autoptr(VdtKqlCatalog) self = vdt_kql_catalog_new ("db");

  if (!vdt_kql_catalog_add_json (self, json, length, error))
    return NULL;

  return g_steal_pointer (&self);
}

VdtKqlArena *
vdt_kql_catalog_get_arena (VdtKqlCatalog *self)
{
  return self->arena;
}

void
vdt_kql_catalog_set_database (VdtKqlCatalog *self,
                              const char    *name)
{
  self->database = vdt_kql_arena_strdup (self->arena, name);
}

VdtKqlTable *
vdt_kql_catalog_new_result (VdtKqlCatalog *self,
                            const char    *name)
{
  VdtKqlTable *table = vdt_kql_arena_new0 (self->arena, VdtKqlTable);

  table->name = name;
  table->type.kind = VDT_KQL_TYPE_TABLE;
  table->type.name = name;
  table->type.schema = vdt_kql_arena_new0 (self->arena, VdtKqlSchema);

  return table;
}

/**
 * vdt_kql_catalog_add_table:
 * @self: a catalog that no analysis uses yet
 * @name: the table's name; a second table of that name replaces the first
 *
 * Returns: (transfer none): the table, without columns
 */
VdtKqlTable *
vdt_kql_catalog_add_table (VdtKqlCatalog *self,
                           const char    *name)
{
  VdtKqlTable *table;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  table = vdt_kql_catalog_new_result (self, vdt_kql_arena_strdup (self->arena, name));

  if (g_hash_table_replace (self->tables, (gpointer) table->name, table))
    g_ptr_array_add (self->table_list, table);
  else
    {
      for (guint i = 0; i < self->table_list->len; i++)
        {
          const VdtKqlTable *other = g_ptr_array_index (self->table_list, i);

          if (strcmp (other->name, table->name) == 0)
            self->table_list->pdata[i] = table;
        }
    }

  return table;
}

/**
 * vdt_kql_catalog_add_column:
 * @self: a catalog that no analysis uses yet
 * @table: one of its tables
 * @name: the column's name
 * @type: its type
 * @description: (nullable): one line for people
 */
void
vdt_kql_catalog_add_column (VdtKqlCatalog    *self,
                            VdtKqlTable      *table,
                            const char       *name,
                            const VdtKqlType *type,
                            const char       *description)
{
  VdtKqlSchema *schema = (VdtKqlSchema *) table->type.schema;
  VdtKqlColumn *column = vdt_kql_arena_new0 (self->arena, VdtKqlColumn);
  guint n = schema->n_columns;

  column->name = name;
  column->type = type;
  column->hash = vdt_kql_name_hash (name);
  column->id = self->next_id++;
  column->description = description;

  /* Room doubles at each power of two, from eight on. */
  if (n == 0 || (n >= 8 && (n & (n - 1)) == 0))
    {
      const VdtKqlColumn **columns;

      columns = vdt_kql_arena_newn (self->arena, const VdtKqlColumn *, MAX (8, n * 2));
      if (n > 0)
        memcpy (columns, schema->columns, n * sizeof *columns);
      schema->columns = columns;
    }

  schema->columns[schema->n_columns++] = column;
}

/**
 * vdt_kql_catalog_set_values:
 * @self: a catalog that no analysis uses yet
 * @table: one of its tables
 * @column: a column's name
 * @values: (array zero-terminated=1): the values that the column is known to have
 */
void
vdt_kql_catalog_set_values (VdtKqlCatalog      *self,
                            VdtKqlTable        *table,
                            const char         *column,
                            const char * const *values)
{
  VdtKqlColumn *found = (VdtKqlColumn *) vdt_kql_schema_find (table->type.schema, column);
  guint n = g_strv_length ((char **) values);
  const char **copy;

  if (found == NULL)
    return;

  copy = vdt_kql_arena_newn (self->arena, const char *, n + 1);
  for (guint i = 0; i < n; i++)
    copy[i] = vdt_kql_arena_strdup (self->arena, values[i]);

  found->values = copy;
}

const char *
vdt_kql_catalog_get_database_name (VdtKqlCatalog *self)
{
  return self->database;
}

const VdtKqlTable *
vdt_kql_catalog_find_table (VdtKqlCatalog *self,
                            const char    *name)
{
  return g_hash_table_lookup (self->tables, name);
}

const VdtKqlFunction *
vdt_kql_catalog_find_function (VdtKqlCatalog *self,
                               const char    *name)
{
  return g_hash_table_lookup (self->functions, name);
}

/**
 * vdt_kql_catalog_get_tables:
 * @self: a catalog
 *
 * Returns: (transfer none) (element-type VdtKqlTable): in the order they were added
 */
GPtrArray *
vdt_kql_catalog_get_tables (VdtKqlCatalog *self)
{
  return self->table_list;
}

/**
 * vdt_kql_catalog_get_functions:
 * @self: a catalog
 *
 * Returns: (transfer none) (element-type VdtKqlFunction): in the order they were added
 */
GPtrArray *
vdt_kql_catalog_get_functions (VdtKqlCatalog *self)
{
  return self->function_list;
}

/* Column ids of an analysis start behind those of its catalog. */
guint
vdt_kql_catalog_get_n_columns (VdtKqlCatalog *self)
{
  return self->next_id;
}

/* The end of one default value or type: the next comma outside brackets and strings. */
static const char *
skip_item (const char *p,
           const char *end)
{
  int depth = 0;
  char quote = '\0';

  for (; p < end; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '\'' || *p == '"')
        quote = *p;
      else if (*p == '(' || *p == '[' || *p == '{')
        depth++;
      else if (*p == ')' || *p == ']' || *p == '}')
        depth--;
      else if (*p == ',' && depth == 0)
        break;
    }

  return p;
}

/* "T:(a:long, b:string)" or "T:(*)" */
static const VdtKqlSchema *
parse_row_type (VdtKqlCatalog *self,
                const char    *p,
                const char    *end)
{
  VdtKqlTable *table = vdt_kql_catalog_new_result (self, "");

  while (p < end)
    {
      const char *stop = skip_item (p, end);
      g_autofree char *item = g_strstrip (g_strndup (p, (gsize) (stop - p)));
      char *colon = strchr (item, ':');

      if (strcmp (item, "*") == 0)
        ((VdtKqlSchema *) table->type.schema)->open = TRUE;
      else if (colon != NULL)
        {
          const VdtKqlType *type;

          *colon = '\0';
          type = vdt_kql_type_from_name (g_strstrip (colon + 1), strlen (g_strstrip (colon + 1)));
          vdt_kql_catalog_add_column (self, table,
                                      vdt_kql_arena_strdup (self->arena, g_strstrip (item)),
                                      type != NULL ? type : vdt_kql_type_get (VDT_KQL_TYPE_UNKNOWN),
                                      NULL);
        }

      p = stop + 1;
    }

  return table->type.schema;
}

static void
parse_stored_parameter (VdtKqlCatalog   *self,
                        VdtKqlFunctionParameter *parameter,
                        const char      *p,
                        const char      *end)
{
  const char *colon = memchr (p, ':', (gsize) (end - p));
  const char *equal;
  g_autofree char *type = NULL;

  parameter->min = parameter->max = 1;

  if (colon == NULL)
    {
      parameter->name = vdt_kql_arena_strndup (self->arena, p, (gsize) (end - p));
      parameter->kind = VDT_KQL_PARAMETER_ANY;
      return;
    }

  parameter->name = g_strstrip (vdt_kql_arena_strndup (self->arena, p, (gsize) (colon - p)));
  colon++;

  if (*colon == '(')
    {
      parameter->kind = VDT_KQL_PARAMETER_TABULAR;
      parameter->schema = parse_row_type (self, colon + 1, end - 1);
      return;
    }

  equal = memchr (colon, '=', (gsize) (end - colon));
  if (equal != NULL)
    {
      parameter->min = 0;
      parameter->fallback = vdt_kql_arena_strndup (self->arena, equal + 1, (gsize) (end - equal - 1));
    }

  type = g_strstrip (g_strndup (colon, (gsize) ((equal != NULL ? equal : end) - colon)));
  /* A parameter that takes a column of the rows, as Defender's functions have. */
  if (strcmp (type, "column") == 0)
    {
      parameter->kind = VDT_KQL_PARAMETER_ANY;
      parameter->argument = VDT_KQL_ARGUMENT_COLUMN;
      return;
    }

  parameter->kind = VDT_KQL_PARAMETER_DECLARED;
  parameter->types = 1u << VDT_KQL_TYPE_DYNAMIC;
  if (vdt_kql_type_from_name (type, strlen (type)) != NULL)
    parameter->types = 1u << vdt_kql_type_from_name (type, strlen (type))->kind;
}

/* @parameters is "(a:long, T:(*), s:string='x')". */
VdtKqlFunction *
vdt_kql_catalog_add_function (VdtKqlCatalog *self,
                              const char    *name,
                              const char    *parameters,
                              gssize         length)
{
  VdtKqlFunction *function = vdt_kql_arena_new0 (self->arena, VdtKqlFunction);
  VdtKqlSignature *signature = vdt_kql_arena_new0 (self->arena, VdtKqlSignature);
  g_autoptr(GArray) list = g_array_new (FALSE, TRUE, sizeof (VdtKqlFunctionParameter));
  const char *end = parameters + (length < 0 ? strlen (parameters) : (gsize) length);
  const char *p = parameters + (parameters < end && *parameters == '(');

  function->name = name;
  function->kind = VDT_KQL_FUNCTION_STORED;
  function->parameters_text = vdt_kql_arena_strndup (self->arena, parameters,
                                                     (gsize) (end - parameters));
  function->signatures = signature;
  function->n_signatures = 1;

  if (end > p && end[-1] == ')')
    end--;

  while (p < end)
    {
      const char *stop = skip_item (p, end);
      VdtKqlFunctionParameter parameter = { NULL };

      while (p < stop && g_ascii_isspace (*p))
        p++;

      if (p < stop)
        {
          parse_stored_parameter (self, &parameter, p, stop);
          signature->min_arguments += parameter.min;
          signature->max_arguments += parameter.max;
          g_array_append_val (list, parameter);
        }

      p = stop + 1;
    }

  signature->n_parameters = list->len;
  signature->parameters = vdt_kql_arena_newn (self->arena, VdtKqlFunctionParameter, list->len);
  if (list->len > 0)
    memcpy (signature->parameters, list->data, list->len * sizeof (VdtKqlFunctionParameter));

  if (g_hash_table_replace (self->functions, (gpointer) function->name, function))
    g_ptr_array_add (self->function_list, function);

  return function;
}

void
vdt_kql_catalog_set_result (VdtKqlCatalog  *self,
                            VdtKqlFunction *function,
                            VdtKqlTable    *result)
{
  function->signatures->type = &result->type;
}
