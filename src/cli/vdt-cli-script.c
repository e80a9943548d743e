/* vdt-cli-script.c
 *
 * script.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <string.h>

#include "vdt-batch.h"
#include "vdt-error.h"

static char *
answer (VdtCli     *cli,
        const char *line,
        gpointer    user_data)
{
  return vdt_batch_script (line, cli->cancellable);
}

/* Scripts come in any encoding; the analyser takes UTF-8. */
static char *
read_script (const char  *path,
             GError     **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (strcmp (path, "-") == 0)
    {
      g_autoptr(GIOChannel) input = g_io_channel_unix_new (0);

      g_io_channel_set_encoding (input, NULL, NULL);
      if (g_io_channel_read_to_end (input, &text, &length, error) != G_IO_STATUS_NORMAL)
        return NULL;
    }
  else if (!g_file_get_contents (path, &text, &length, error))
    return NULL;

  if (length >= 2 && ((guchar) text[0] == 0xFF || (guchar) text[0] == 0xFE))
    return g_convert (text, (gssize) length, "UTF-8", "UTF-16", NULL, NULL, error);

  return g_utf8_make_valid (text, (gssize) length);
}

static int
run_file (VdtCli     *cli,
          const char *path,
          const char *lang)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = read_script (path, &error);
  g_autofree char *line = NULL;
  g_autofree char *result = NULL;
  JsonObject *object;

  if (text == NULL)
    return vdt_cli_fail (error);

  object = json_object_new ();
  json_object_set_string_member (object, "id", path);
  json_object_set_string_member (object, "script", text);
  if (lang != NULL)
    json_object_set_string_member (object, "lang", lang);
  json_node_take_object (node, object);
  line = json_to_string (node, FALSE);
  result = vdt_batch_script (line, cli->cancellable);
  vdt_cli_print_line (result);

  return VDT_CLI_OK;
}

int
vdt_cli_run_script (VdtCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_autofree char *lang = NULL;
  gboolean batch = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, NULL, NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (batch && argc > 0)
    return vdt_cli_usage ("--batch reads standard input and takes no FILE");
  if (argc > 1)
    return vdt_cli_usage ("script takes one FILE; --batch takes many scripts");

  if (batch)
    return vdt_cli_run_batch (cli, answer, NULL);

  return run_file (cli, argc == 1 ? argv[0] : "-", lang);
}
