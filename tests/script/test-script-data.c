/* test-script-data.c
 *
 * The shape of the analyser's own knowledge: data/script/powershell.json,
 * cmd.json, sh.json, launchers.json and environment.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonNode *
load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("VDT_SOURCE_ROOT"), "data", "script", name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));

  return json_parser_steal_root (parser);
}

static void
assert_strings (JsonObject *object,
                const char *member)
{
  JsonArray *array = json_object_get_array_member (object, member);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_nonnull (array);
  g_assert_cmpuint (json_array_get_length (array), >, 0);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = json_array_get_string_element (array, i);

      g_assert_nonnull (text);

      if (!g_hash_table_add (seen, (gpointer) text))
        g_error ("%s: \"%s\" is there twice", member, text);
    }
}

static void
assert_signs (JsonObject *data)
{
  JsonArray *signs = json_object_get_array_member (data, "signs");

  g_assert_cmpuint (json_array_get_length (signs), >, 0);

  for (guint i = 0; i < json_array_get_length (signs); i++)
    {
      JsonArray *sign = json_array_get_array_element (signs, i);

      g_assert_cmpuint (json_array_get_length (sign), ==, 2);
      g_assert_cmpuint (strlen (json_array_get_string_element (sign, 0)), >, 1);
      g_assert_cmpint (json_array_get_int_element (sign, 1), >, 0);
      g_assert_cmpint (json_array_get_int_element (sign, 1), <=, 95);
    }
}

/* assoc and ftype answer lines of the form name=value. */
static void
test_cmd (void)
{
  g_autoptr(JsonNode) root = load ("cmd.json");
  JsonObject *data = json_node_get_object (root);
  static const char *const tables[] = { "assoc", "ftype" };

  for (guint t = 0; t < G_N_ELEMENTS (tables); t++)
    {
      JsonArray *lines = json_object_get_array_member (data, tables[t]);

      assert_strings (data, tables[t]);

      for (guint i = 0; i < json_array_get_length (lines); i++)
        {
          const char *line = json_array_get_string_element (lines, i);

          g_assert_cmpint (*line == '.', ==, t == 0);
          g_assert_nonnull (strchr (line + 1, '='));
        }
    }

  g_assert_nonnull (json_object_get_string_member (data, "ver"));
  assert_signs (data);
}

static void
test_sh (void)
{
  g_autoptr(JsonNode) root = load ("sh.json");
  JsonObject *data = json_node_get_object (root);
  JsonArray *paths = json_object_get_array_member (data, "paths");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  assert_strings (data, "paths");
  assert_signs (data);

  for (guint i = 0; i < json_array_get_length (paths); i++)
    g_assert_true (g_path_is_absolute (json_array_get_string_element (paths, i)));

  json_object_iter_init (&iter, json_object_get_object_member (data, "environment"));

  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonArray *entry = json_node_get_array (value);

      g_assert_cmpuint (json_array_get_length (entry), ==, 2);
      g_assert_nonnull (json_array_get_string_element (entry, 0));
      g_assert_cmpint (json_node_get_value_type (json_array_get_element (entry, 1)), ==, G_TYPE_BOOLEAN);
    }
}

/* Keys are looked up in lower case; values name something that is there. */
static void
test_powershell (void)
{
  g_autoptr(JsonNode) root = load ("powershell.json");
  JsonObject *data = json_node_get_object (root);
  JsonObject *aliases = json_object_get_object_member (data, "aliases");
  JsonArray *detect = json_object_get_array_member (data, "detect");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  assert_strings (data, "cmdlets");
  assert_strings (data, "types");
  assert_strings (data, "switches");
  assert_strings (data, "spellings");
  assert_strings (data, "variable_names");
  json_object_iter_init (&iter, aliases);

  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      g_assert_cmpstr (name, ==, lower);
      g_assert_cmpstr (json_node_get_string (value), !=, "");
    }

  json_object_iter_init (&iter, json_object_get_object_member (data, "accelerators"));

  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      g_assert_cmpstr (name, ==, lower);
      g_assert_true (g_str_has_prefix (json_node_get_string (value), "System."));
    }

  json_object_iter_init (&iter, json_object_get_object_member (data, "members"));

  while (json_object_iter_next (&iter, &name, &value))
    assert_strings (json_object_get_object_member (data, "members"), name);

  for (guint i = 0; i < json_array_get_length (detect); i++)
    {
      JsonArray *mark = json_array_get_array_element (detect, i);

      g_assert_cmpuint (json_array_get_length (mark), ==, 2);
      g_assert_cmpint (json_array_get_int_element (mark, 1), >, 0);
      g_assert_cmpint (json_array_get_int_element (mark, 1), <=, 100);
    }
}

static void
test_launchers (void)
{
  static const char *const kinds[] = { "powershell", "cmd", "shell", "prefix", "option", "words", "uri" };
  g_autoptr(JsonNode) root = load ("launchers.json");
  JsonObject *programs = json_object_get_object_member (json_node_get_object (root), "programs");
  JsonObject *options = json_object_get_object_member (json_node_get_object (root), "powershell_options");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, programs);

  while (json_object_iter_next (&iter, &name, &value))
    {
      JsonObject *program = json_node_get_object (value);
      const char *kind = json_object_get_string_member (program, "kind");
      gboolean known = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        known |= g_str_equal (kinds[i], kind);

      g_assert_true (known);

      if (g_str_equal (kind, "option"))
        assert_strings (program, "options");
      if (g_str_equal (kind, "words"))
        assert_strings (program, "words");
    }

  json_object_iter_init (&iter, options);

  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_ARRAY (value))
      g_assert_true (g_str_has_prefix (name, json_array_get_string_element (json_node_get_array (value), 0)));
}

static void
test_environment (void)
{
  g_autoptr(JsonNode) root = load ("environment.json");
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), >, 20);
  json_object_iter_init (&iter, json_node_get_object (root));

  while (json_object_iter_next (&iter, &name, &value))
    g_assert_nonnull (json_node_get_string (value));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/data/powershell", test_powershell);
  g_test_add_func ("/script/data/cmd", test_cmd);
  g_test_add_func ("/script/data/sh", test_sh);
  g_test_add_func ("/script/data/launchers", test_launchers);
  g_test_add_func ("/script/data/environment", test_environment);

  return g_test_run ();
}
