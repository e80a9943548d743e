/* test-nl-data.c
 *
 * data/nl: every table and column that the vocabulary names is in the catalog,
 * and every clause can hold where it says so.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-kql-catalog.h"

static VdtKqlCatalog *catalog;
static guint wrong;

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.json", NL_FOLDER, name);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_node_copy (json_parser_get_root (parser));
}

static gboolean
has_column (const char *table,
            const char *column)
{
  const VdtKqlTable *found = vdt_kql_catalog_find_table (catalog, table);

  return found != NULL && vdt_kql_schema_find (found->type.schema, column) != NULL;
}

static gboolean
is_column (const char *column)
{
  GPtrArray *tables = vdt_kql_catalog_get_tables (catalog);

  for (guint i = 0; i < tables->len; i++)
    if (vdt_kql_schema_find (((VdtKqlTable *) g_ptr_array_index (tables, i))->type.schema, column) != NULL)
      return TRUE;

  return FALSE;
}

static void
complain (const char *where,
          const char *what)
{
  g_test_message ("%s: %s", where, what);
  wrong++;
}

static void
check_clause (const char *clause,
              const char *table)
{
  const char *colon = strstr (clause, ": ");
  gboolean named = colon != NULL && strchr (clause, ' ') == colon + 1;
  g_auto(GStrv) terms = g_strsplit (named ? colon + 2 : clause, " && ", -1);
  g_autofree char *names = named ? g_strndup (clause, (gsize) (colon - clause)) : g_strdup (table != NULL ? table : "");
  g_auto(GStrv) tables = g_strsplit (names, ",", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (terms[i], " ", 2);

      if (parts[1] == NULL)
        complain (clause, "a term without an operator");
      if (tables[0] == NULL && !is_column (parts[0]))
        complain (clause, parts[0]);
      for (guint j = 0; tables[j] != NULL; j++)
        if (!has_column (tables[j], parts[0]))
          complain (clause, tables[j]);
    }
}

static void
check_clauses (JsonObject *object,
               const char *table)
{
  JsonArray *clauses = json_object_get_array_member (object, "is");

  for (guint i = 0; i < json_array_get_length (clauses); i++)
    check_clause (json_array_get_string_element (clauses, i), table);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "say")), >, 0);
}

static void
test_clauses (void)
{
  static const struct { const char *file, *list; } files[] = {
    { "values", "values" }, { "attack", "behaviours" }, { "attack-cloud", "behaviours" },
    { "attack-tools", "behaviours" }, { "attack-windows", "behaviours" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(JsonNode) root = load (files[i].file);
      JsonArray *list = json_object_get_array_member (json_node_get_object (root), files[i].list);

      for (guint j = 0; j < json_array_get_length (list); j++)
        {
          JsonObject *object = json_array_get_object_element (list, j);

          check_clauses (object, json_object_has_member (object, "in") ? json_object_get_string_member (object, "in") : NULL);
        }
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_tables (void)
{
  g_autoptr(JsonNode) root = load ("tables");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "tables");
  guint defender = 0;

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *name = json_object_get_string_member (object, "table");
      const VdtKqlTable *table = vdt_kql_catalog_find_table (catalog, name);

      if (table == NULL)
        complain ("tables", name);
      else
        defender += g_strcmp0 (table->group, "defender") == 0 ? 1 : 0;
    }
  g_assert_cmpuint (wrong, ==, 0);
  g_assert_cmpuint (defender, ==, 65);
}

static void
test_columns (void)
{
  g_autoptr(JsonNode) root = load ("columns");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "columns");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      JsonArray *columns = json_object_get_array_member (object, "is");

      for (guint j = 0; j < json_array_get_length (columns); j++)
        if (!is_column (json_array_get_string_element (columns, j)))
          complain ("columns", json_array_get_string_element (columns, j));
    }
  g_assert_cmpuint (wrong, ==, 0);
}

static void
test_joins (void)
{
  g_autoptr(JsonNode) root = load ("roles");
  JsonArray *list = json_object_get_array_member (json_node_get_object (root), "joins");

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);
      const char *key = json_array_get_string_element (json_object_get_array_member (object, "on"), 0);

      if (!has_column (json_object_get_string_member (object, "left"), key))
        complain (json_object_get_string_member (object, "left"), key);
      if (!has_column (json_object_get_string_member (object, "right"), key))
        complain (json_object_get_string_member (object, "right"), key);
    }
  g_assert_cmpuint (wrong, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  catalog = vdt_kql_catalog_new_default ();
  g_test_add_func ("/data/nl/tables", test_tables);
  g_test_add_func ("/data/nl/columns", test_columns);
  g_test_add_func ("/data/nl/clauses", test_clauses);
  g_test_add_func ("/data/nl/joins", test_joins);
  status = g_test_run ();
  vdt_kql_catalog_unref (catalog);

  return status;
}
