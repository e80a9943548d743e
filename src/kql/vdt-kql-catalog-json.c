/* vdt-kql-catalog-json.c
 *
 * Catalogs as JSON:
 *
 *   { "database": "name",
 *     "tables": { "T": [["column", "type"], …],
 *                 "U": { "description": "…", "group": "…",
 *                        "columns": { "column": "type", … },
 *                        "descriptions": { "column": "…" },
 *                        "values": { "column": ["…", …] } } },
 *     "columns": { "column": "description where a table has none of its own" },
 *     "functions": [ { "name": "f", "params": "(a:long, T:(*))",
 *                      "columns": [["column", "type"], …] or "body": "{ … }",
 *                      "open": true, "args": [["name", "type"], …] } ] }
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-json-depth.h"
#include "vdt-kql-catalog-private.h"

typedef struct
{
  VdtKqlCatalog *catalog;
  JsonObject    *common;
} Reader;

static gboolean
fail (GError     **error,
      const char  *where,
      const char  *what)
{
  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "%s: %s", where, what);
  return FALSE;
}

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static const char *
node_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  return node_string (json_object_get_member (object, member));
}

static const char *
keep (VdtKqlCatalog *catalog,
      const char    *text)
{
  return text != NULL ? vdt_kql_arena_strdup (vdt_kql_catalog_get_arena (catalog), text) : NULL;
}

static gboolean
add_column (Reader       *reader,
            VdtKqlTable  *table,
            JsonObject   *own,
            const char   *name,
            const char   *type_name,
            GError      **error)
{
  const VdtKqlType *type;
  const char *description = NULL;

  if (name == NULL || type_name == NULL)
    return fail (error, table->name, "a column must be a name and a type");

  type = vdt_kql_type_from_name (type_name, strlen (type_name));
  /* A type of another system is taken for one that can be anything. */
  if (type == NULL)
    type = vdt_kql_type_get (VDT_KQL_TYPE_DYNAMIC);

  if (own != NULL)
    description = get_string (own, name);
  if (description == NULL && reader->common != NULL)
    description = get_string (reader->common, name);

  vdt_kql_catalog_add_column (reader->catalog, table, keep (reader->catalog, name), type,
                              keep (reader->catalog, description));

  return TRUE;
}

/* Either [["name", "type"], …] or { "name": "type", … }. */
static gboolean
add_columns (Reader       *reader,
             VdtKqlTable  *table,
             JsonNode     *columns,
             JsonObject   *own,
             GError      **error)
{
  if (columns != NULL && JSON_NODE_HOLDS_ARRAY (columns))
    {
      JsonArray *list = json_node_get_array (columns);

      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonNode *pair = json_array_get_element (list, i);
          JsonArray *both = JSON_NODE_HOLDS_ARRAY (pair) ? json_node_get_array (pair) : NULL;

          if (both == NULL || json_array_get_length (both) < 2)
            return fail (error, table->name, "a column must be [name, type]");

          if (!add_column (reader, table, own, node_string (json_array_get_element (both, 0)),
                           node_string (json_array_get_element (both, 1)), error))
            return FALSE;
        }

      return TRUE;
    }

  if (columns != NULL && JSON_NODE_HOLDS_OBJECT (columns))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *type;

      json_object_iter_init_ordered (&iter, json_node_get_object (columns));
      while (json_object_iter_next_ordered (&iter, &name, &type))
        {
          if (!add_column (reader, table, own, name, node_string (type), error))
            return FALSE;
        }

      return TRUE;
    }

  return fail (error, table->name, "\"columns\" must be a list or an object");
}

static void
add_values (Reader      *reader,
            VdtKqlTable *table,
            JsonObject  *values)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *list;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &list))
    {
      g_autoptr(GPtrArray) texts = g_ptr_array_new ();
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

      for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
        {
          const char *text = node_string (json_array_get_element (array, i));

          if (text != NULL)
            g_ptr_array_add (texts, (gpointer) text);
        }

      g_ptr_array_add (texts, NULL);
      vdt_kql_catalog_set_values (reader->catalog, table, name,
                                  (const char * const *) texts->pdata);
    }
}

static gboolean
add_table (Reader      *reader,
           const char  *name,
           JsonNode    *node,
           GError     **error)
{
  VdtKqlTable *table = vdt_kql_catalog_add_table (reader->catalog, name);
  JsonObject *object;

  if (JSON_NODE_HOLDS_ARRAY (node))
    return add_columns (reader, table, node, NULL, error);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, name, "a table must be a list of columns or an object");

  object = json_node_get_object (node);
  table->description = keep (reader->catalog, get_string (object, "description"));
  table->group = keep (reader->catalog, get_string (object, "group"));

  if (!add_columns (reader, table, json_object_get_member (object, "columns"),
                    get_object (object, "descriptions"), error))
    return FALSE;

  if (get_object (object, "values") != NULL)
    add_values (reader, table, get_object (object, "values"));

  return TRUE;
}

/* Open functions of schema files list their arguments in "args". */
static char *
dup_parameters (JsonObject *object)
{
  const char *parameters = get_string (object, "params");
  JsonArray *list = get_array (object, "args");
  GString *text;

  if (parameters != NULL || list == NULL)
    return g_strdup (parameters != NULL ? parameters : "()");

  text = g_string_new ("(");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonArray *pair = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

      if (pair == NULL || json_array_get_length (pair) < 2)
        continue;

      g_string_append_printf (text, "%s%s:%s", i > 0 ? ", " : "",
                              node_string (json_array_get_element (pair, 0)),
                              node_string (json_array_get_element (pair, 1)));
    }

  g_string_append_c (text, ')');

  return g_string_free (text, FALSE);
}

static gboolean
add_function (Reader      *reader,
              JsonNode    *node,
              GError     **error)
{
  JsonObject *object;
  const char *name;
  g_autofree char *parameters = NULL;
  VdtKqlFunction *function;
  VdtKqlTable *result;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, "functions", "a function must be an object");

  object = json_node_get_object (node);
  name = get_string (object, "name");
  if (name == NULL)
    return fail (error, "functions", "a function must have a \"name\"");

  parameters = dup_parameters (object);
  function = vdt_kql_catalog_add_function (reader->catalog, keep (reader->catalog, name),
                                           parameters, -1);
  function->body = keep (reader->catalog, get_string (object, "body"));
  function->description = keep (reader->catalog, get_string (object, "description"));

  if (function->body != NULL)
    return TRUE;

  result = vdt_kql_catalog_new_result (reader->catalog, "");
  ((VdtKqlSchema *) result->type.schema)->open =
    json_object_get_boolean_member_with_default (object, "open", FALSE);
  vdt_kql_catalog_set_result (reader->catalog, function, result);

  if (!json_object_has_member (object, "columns"))
    return TRUE;

  return add_columns (reader, result, json_object_get_member (object, "columns"), NULL, error);
}

/**
 * vdt_kql_catalog_add_json:
 * @self: a catalog that no analysis uses yet
 * @json: what to add, in the form described at the top of this file
 * @length: bytes, or -1 if it ends in NUL
 * @error: return location for %VDT_ERROR_FORMAT; the message says which table or column
 *
 * Returns: %TRUE if all of it was understood
 */
gboolean
vdt_kql_catalog_add_json (VdtKqlCatalog  *self,
                          const char     *json,
                          gssize          length,
                          GError        **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(GError) broken = NULL;
  Reader reader = { self, NULL };
  JsonObject *root;
  JsonObject *tables;
  JsonArray *functions;

  if (!vdt_json_depth_check (json, length, &broken) ||
      !json_parser_load_from_data (parser, json, length, &broken))
    return fail (error, "not JSON", broken->message);

  if (json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return fail (error, "catalog", "an object is expected");

  root = json_node_get_object (json_parser_get_root (parser));
  reader.common = get_object (root, "columns");
  if (get_string (root, "database") != NULL)
    vdt_kql_catalog_set_database (self, get_string (root, "database"));

  if ((tables = get_object (root, "tables")) != NULL)
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      json_object_iter_init_ordered (&iter, tables);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        {
          if (!add_table (&reader, name, node, error))
            return FALSE;
        }
    }

  if ((functions = get_array (root, "functions")) != NULL)
    {
      for (guint i = 0; i < json_array_get_length (functions); i++)
        {
          if (!add_function (&reader, json_array_get_element (functions, i), error))
            return FALSE;
        }
    }

  return TRUE;
}
