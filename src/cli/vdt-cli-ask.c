/* vdt-cli-ask.c
 *
 * ask, kql explain.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-batch.h"

static char *
answer (VdtCli     *cli,
        const char *line,
        gpointer    batch)
{
  return vdt_batch_ask (batch, line);
}

static char *
explain (VdtCli     *cli,
         const char *line,
         gpointer    batch)
{
  return vdt_batch_kql_explain (batch, line);
}

int
vdt_cli_run_ask (VdtCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autoptr(VdtBatchAsk) batch = NULL;
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_auto(GStrv) after = NULL;
  g_autofree char *question = NULL;
  g_autofree char *line = NULL;
  g_autofree char *result = NULL;
  gboolean many = FALSE;
  JsonObject *object;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &many, NULL, NULL },
    { "after", 0, 0, G_OPTION_ARG_STRING_ARRAY, &after, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (many && argc > 0)
    return vdt_cli_usage ("--batch reads standard input and takes no QUESTION");
  if (!many && argc == 0)
    return vdt_cli_usage ("ask takes a QUESTION; --batch takes many");

  batch = vdt_batch_ask_new ();
  if (many)
    return vdt_cli_run_batch (cli, answer, batch);

  question = g_strjoinv (" ", argv);
  object = json_object_new ();
  json_object_set_string_member (object, "id", "1");
  json_object_set_string_member (object, "nl", question);
  if (after != NULL)
    {
      JsonArray *list = json_array_new ();

      for (guint i = 0; after[i] != NULL; i++)
        json_array_add_string_element (list, after[i]);
      json_object_set_array_member (object, "after", list);
    }
  json_node_take_object (node, object);
  line = json_to_string (node, FALSE);
  result = vdt_batch_ask (batch, line);
  vdt_cli_print_line (result);

  return VDT_CLI_OK;
}

int
vdt_cli_run_kql_explain (VdtCli  *cli,
                         int      argc,
                         char   **argv)
{
  g_autoptr(VdtBatchAsk) batch = NULL;
  const GOptionEntry entries[] = { { NULL } };

  if (!vdt_cli_parse_options ("kql explain", TRUE, &argc, &argv, entries))
    return VDT_CLI_USAGE;

  batch = vdt_batch_ask_new ();

  return vdt_cli_run_batch (cli, explain, batch);
}
