/* vdt-script-data.c
 *
 * The analyser's knowledge: the JSON files of data/script, compiled in and read
 * once per process.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"
#include "vdt-script-resources.h"

static GMutex lock;
static GHashTable *files; /* name → JsonNode, never freed: constant for the life of the process */

/**
 * vdt_script_data_get:
 * @name: a file of data/script whose root is an object
 *
 * Returns: (transfer none): its root; never changes, may be read from any thread
 */
JsonObject *
vdt_script_data_get (const char *name)
{
  JsonNode *root;

  g_mutex_lock (&lock);

  if (files == NULL)
    files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  root = g_hash_table_lookup (files, name);

  if (root == NULL)
    {
      g_autofree char *path = g_strconcat ("/io/github/vedette/Vedette/script/", name, NULL);
      g_autoptr(JsonParser) parser = json_parser_new_immutable ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = g_resource_lookup_data (vdt_script_get_resource (), path, 0, &error);

      if (bytes == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                                                        (gssize) g_bytes_get_size (bytes), &error))
        g_error ("%s: %s", path, error->message);

      root = json_parser_steal_root (parser);
      g_hash_table_insert (files, g_strdup (name), root);
    }

  g_mutex_unlock (&lock);

  return json_node_get_object (root);
}
