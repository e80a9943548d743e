/* test-functions-names.c
 *
 * Every function that data/kql/builtins.json calls in SQL is registered, every
 * type it names is one, and the data of units and browsers is whole.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "functions-cases.h"
#include "vdt-hunt-regex.h"

static JsonNode *
read_data (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_parser_steal_root (parser);
}

/* The names that start with kql_ in a template. */
static void
add_names (GHashTable *names,
           const char *template)
{
  for (const char *at = strstr (template, "kql_"); at != NULL; at = strstr (at, "kql_"))
    {
      const char *end = at;

      while (g_ascii_isalnum (*end) || *end == '_')
        end++;
      g_hash_table_add (names, g_strndup (at, end - at));
      at = end;
    }
}

static void
check_types (const char *name,
             const char *types)
{
  static const char *const known[] = {
    "*", "…", "", "bool", "datetime", "decimal", "dynamic", "guid", "int", "long", "real", "string", "timespan", NULL,
  };
  g_auto(GStrv) parts = g_strsplit (types, ",", -1);

  for (char **part = parts; *part != NULL; part++)
    if (!g_strv_contains (known, *part))
      g_error ("%s: %s is no type", name, *part);
}

static void
add_entry (GHashTable *names,
           JsonObject *entry)
{
  const char *name = json_object_get_string_member (entry, "name");
  JsonNode *sql = json_object_get_member (entry, "sql");
  JsonArray *list;

  if (sql == NULL)
    return;
  if (JSON_NODE_HOLDS_VALUE (sql))
    {
      add_names (names, json_node_get_string (sql));
      return;
    }

  list = json_node_get_array (sql);
  g_assert_cmpuint (json_array_get_length (list), >, 0);
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *form = json_array_get_object_element (list, i);

      if (json_object_has_member (form, "types"))
        check_types (name, json_object_get_string_member (form, "types"));
      add_names (names, json_object_get_string_member (form, "sql"));
    }
}

static void
test_registered (void)
{
  static const char *const members[] = { "functions", "aggregates" };
  const VdtDuckLimits limits = { 512 * 1024 * 1024, 1, NULL };
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(JsonNode) root = read_data ("kql/builtins.json");
  g_autoptr(VdtDuck) duck = vdt_duck_open (NULL, &limits, NULL);
  GHashTableIter iter;
  gpointer name;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *list = json_object_get_array_member (json_node_get_object (root), members[i]);

      for (guint k = 0; k < json_array_get_length (list); k++)
        add_entry (names, json_array_get_object_element (list, k));
    }

  g_assert_cmpuint (g_hash_table_size (names), >, 200);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) > 0 FROM duckdb_functions() WHERE function_name = '%s'",
                                              (char *) name);
      g_autofree char *cell = function_cell (duck, sql);

      if (g_strcmp0 (cell, "true") != 0)
        g_error ("%s is not registered", (char *) name);
    }
}

static void
test_agents (void)
{
  static const char *const members[] = { "browsers", "systems", "devices" };
  g_autoptr(JsonNode) root = read_data ("hunt/user-agents.json");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *list = json_object_get_array_member (json_node_get_object (root), members[i]);

      for (guint k = 0; k < json_array_get_length (list); k++)
        {
          JsonObject *rule = json_array_get_object_element (list, k);
          const char *pattern = json_object_get_string_member (rule, "pattern");
          g_autoptr(VdtRegex) regex = vdt_regex_new (pattern, strlen (pattern));

          if (regex == NULL)
            g_error ("%s is no regular expression", pattern);
          g_assert_true (json_object_has_member (rule, "family"));
          g_assert_true (i != 2 || (json_object_has_member (rule, "brand") && json_object_has_member (rule, "model")));
        }
    }
}

static void
test_units (void)
{
  g_autoptr(JsonNode) root = read_data ("hunt/units.json");
  JsonObjectIter iter;
  const char *quantity;
  JsonNode *list;

  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &quantity, &list))
    {
      g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
        {
          JsonObject *unit = json_array_get_object_element (json_node_get_array (list), i);

          g_assert_true (g_hash_table_add (seen, (gpointer) json_object_get_string_member (unit, "name")));
          g_assert_true (g_ascii_strtod (json_object_get_string_member (unit, "factor"), NULL) != 0);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hunt/functions/registered", test_registered);
  g_test_add_func ("/hunt/functions/agents", test_agents);
  g_test_add_func ("/hunt/functions/units", test_units);

  return g_test_run ();
}
