/* pack-json.c
 *
 * A build tool: a JSON file of knowledge to a serialized GVariant, which the
 * program maps into memory instead of parsing it at each start.
 *
 * SPDX-License-Identifier: MIT
 */
#include <json-glib/json-glib.h>

int
main (int   argc,
      char *argv[])
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  if (argc != 3)
    {
      g_printerr ("usage: pack-json IN.json OUT.gvariant\n");
      return 2;
    }

  if (!json_parser_load_from_file (parser, argv[1], &error))
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }

  value = json_gvariant_deserialize (json_parser_get_root (parser), "a{sv}", &error);
  if (value == NULL)
    {
      g_printerr ("%s: %s\n", argv[1], error->message);
      return 1;
    }

  g_variant_ref_sink (value);
  bytes = g_variant_get_data_as_bytes (value);

  if (!g_file_set_contents (argv[2], g_bytes_get_data (bytes, NULL),
                            (gssize) g_bytes_get_size (bytes), &error))
    {
      g_printerr ("%s: %s\n", argv[2], error->message);
      return 1;
    }

  return 0;
}
