/* vdt-kql-digest.c
 *
 * A build-time program: reads the catalog files of data/kql and writes them as
 * the lines that vdt-kql-catalog-digest.c reads.
 *
 *   vdt-kql-digest OUTPUT COLUMNS.json WORDS.json TABLES.json…
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-kql-digest-words.h"

/* What is known of columns wherever they are. */
typedef struct
{
  JsonObject *described;
  JsonObject *words;
} Common;

static JsonObject *
read_file (const char *path,
           JsonParser *parser)
{
  g_autoptr(GError) error = NULL;

  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s: %s", path, error->message);

  return json_node_get_object (json_parser_get_root (parser));
}

static const char *
get_string (JsonObject *object,
            const char *member)
{
  return object != NULL && json_object_has_member (object, member)
         ? json_object_get_string_member (object, member) : "";
}

static void
append_columns (GString      *out,
                JsonObject   *columns,
                JsonObject   *own,
                const Common *common)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *type;

  json_object_iter_init_ordered (&iter, columns);
  while (json_object_iter_next_ordered (&iter, &name, &type))
    {
      const char *description = get_string (own, name);
      g_autofree char *composed = NULL;

      if (*description == '\0')
        description = get_string (common->described, name);
      if (*description == '\0')
        description = composed = vdt_kql_digest_describe (common->words, name);

      g_string_append_printf (out, "C %s\t%s\t%s\n", name, json_node_get_string (type), description);
    }
}

static void
append_values (GString    *out,
               JsonObject *values)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *list;

  json_object_iter_init_ordered (&iter, values);
  while (json_object_iter_next_ordered (&iter, &name, &list))
    {
      JsonArray *array = json_node_get_array (list);

      g_string_append_printf (out, "V %s", name);
      for (guint i = 0; i < json_array_get_length (array); i++)
        g_string_append_printf (out, "\t%s", json_array_get_string_element (array, i));
      g_string_append_c (out, '\n');
    }
}

static void
append_tables (GString      *out,
               JsonObject   *tables,
               const Common *common)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, tables);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *table = json_node_get_object (node);
      JsonObject *own = json_object_has_member (table, "descriptions")
                        ? json_object_get_object_member (table, "descriptions") : NULL;

      g_string_append_printf (out, "T %s\t%s\t%s\n", name, get_string (table, "group"),
                              get_string (table, "description"));
      append_columns (out, json_object_get_object_member (table, "columns"), own, common);
      if (json_object_has_member (table, "values"))
        append_values (out, json_object_get_object_member (table, "values"));
    }
}

static void
append_functions (GString      *out,
                  JsonArray    *functions,
                  const Common *common)
{
  for (guint i = 0; i < json_array_get_length (functions); i++)
    {
      JsonObject *function = json_array_get_object_element (functions, i);
      gboolean open = json_object_get_boolean_member_with_default (function, "open", FALSE);

      g_string_append_printf (out, "F %s\t%s\t%s\t%s\t%s\n", get_string (function, "name"),
                              get_string (function, "params"), open ? "open" : "",
                              get_string (function, "body"), get_string (function, "description"));
      if (json_object_has_member (function, "columns"))
        append_columns (out, json_object_get_object_member (function, "columns"), NULL, common);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonParser) columns_parser = json_parser_new ();
  g_autoptr(JsonParser) words_parser = json_parser_new ();
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  Common common;

  if (argc < 5)
    {
      g_printerr ("usage: vdt-kql-digest OUTPUT COLUMNS.json WORDS.json TABLES.json…\n");
      return 2;
    }

  common.described = json_object_get_object_member (read_file (argv[2], columns_parser), "columns");
  common.words = read_file (argv[3], words_parser);

  for (int i = 4; i < argc; i++)
    {
      g_autoptr(JsonParser) parser = json_parser_new ();
      JsonObject *root = read_file (argv[i], parser);

      if (json_object_has_member (root, "tables"))
        append_tables (out, json_object_get_object_member (root, "tables"), &common);
      if (json_object_has_member (root, "functions"))
        append_functions (out, json_object_get_array_member (root, "functions"), &common);
    }

  if (!g_file_set_contents (argv[1], out->str, (gssize) out->len, &error))
    g_error ("%s", error->message);

  return 0;
}
