/* vdt-cli-guidebook.c
 *
 * guidebook: add, list, show, activate, deactivate, delete.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <string.h>

#include "vdt-cli-wire.h"
#include "vdt-session-guidebook.h"

static JsonNode *
guidebook_node (VdtGuidebook *guidebook)
{
  JsonNode *node = vdt_cli_wire_record (guidebook, FALSE);

  json_object_set_member (json_node_get_object (node), "entries",
                          vdt_cli_wire_list (vdt_guidebook_get_entries (guidebook), FALSE));

  return node;
}

static GListModel *
list_guidebooks (VdtCli  *cli,
                 GError **error)
{
  g_clear_object (&cli->result);
  vdt_session_list_guidebooks_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);

  return vdt_session_list_guidebooks_finish (cli->session, vdt_cli_wait (cli), error);
}

static VdtGuidebook *
find (GListModel *list,
      const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtGuidebook) guidebook = g_list_model_get_item (list, i);

      if (g_strcmp0 (vdt_guidebook_get_id (guidebook), id) == 0)
        return g_steal_pointer (&guidebook);
    }

  return NULL;
}

static int
add (VdtCli     *cli,
     const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(VdtGuidebook) guidebook = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&cli->result);
  vdt_session_import_guidebook_async (cli->session, file, cli->cancellable, vdt_cli_done_cb, cli);
  guidebook = vdt_session_import_guidebook_finish (cli->session, vdt_cli_wait (cli), &error);
  if (guidebook == NULL)
    return vdt_cli_fail (error);

  vdt_cli_print_json (guidebook_node (guidebook));

  return VDT_CLI_OK;
}

static int
list_all (VdtCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = list_guidebooks (cli, &error);
  JsonObject *object;
  JsonNode *node;

  if (list == NULL)
    return vdt_cli_fail (error);

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_member (object, "guidebooks", vdt_cli_wire_list (list, FALSE));
  json_node_take_object (node, object);
  vdt_cli_print_json (node);

  return VDT_CLI_OK;
}

static int
change (VdtCli     *cli,
        const char *verb,
        const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = list_guidebooks (cli, &error);
  g_autoptr(VdtGuidebook) guidebook = list != NULL ? find (list, id) : NULL;
  const char *state = strcmp (verb, "activate") == 0 ? "active" : strcmp (verb, "delete") == 0 ? "deleted" : "inactive";

  if (list == NULL)
    return vdt_cli_fail (error);
  if (guidebook == NULL)
    {
      g_printerr ("vedette-cli: there is no guidebook “%s”; “guidebook list” prints their ids\n", id);
      return VDT_CLI_FAILED;
    }

  if (strcmp (verb, "show") != 0)
    {
      g_clear_object (&cli->result);
      vdt_session_set_guidebook_state_async (cli->session, guidebook, state, cli->cancellable, vdt_cli_done_cb, cli);
      if (!vdt_session_set_guidebook_state_finish (cli->session, vdt_cli_wait (cli), &error))
        return vdt_cli_fail (error);
    }
  vdt_cli_print_json (guidebook_node (guidebook));

  return VDT_CLI_OK;
}

int
vdt_cli_run_guidebook (VdtCli  *cli,
                       int      argc,
                       char   **argv)
{
  static const char *const verbs[] = { "show", "activate", "deactivate", "delete", NULL };

  if (!vdt_cli_parse (&argc, &argv, NULL))
    return VDT_CLI_USAGE;
  if (argc == 1 && strcmp (argv[0], "list") == 0)
    return vdt_cli_open_session (cli) ? list_all (cli) : VDT_CLI_FAILED;
  if (argc == 2 && strcmp (argv[0], "add") == 0)
    return vdt_cli_open_session (cli) ? add (cli, argv[1]) : VDT_CLI_FAILED;
  if (argc == 2 && g_strv_contains (verbs, argv[0]))
    return vdt_cli_open_session (cli) ? change (cli, argv[0], argv[1]) : VDT_CLI_FAILED;

  return vdt_cli_usage ("guidebook takes: list, add FILE, or show, activate, deactivate or delete with an ID");
}
