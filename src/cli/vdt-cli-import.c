/* vdt-cli-import.c
 *
 * import.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-cli-wire.h"
#include "vdt-session-hunt.h"

static int
import_sample (VdtCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  guint64 rows;
  JsonObject *object;
  JsonNode *node;

  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  g_clear_object (&cli->result);
  vdt_session_open_sample_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  id = vdt_session_open_sample_finish (cli->session, vdt_cli_wait (cli), &error);
  if (id == NULL)
    return vdt_cli_fail (error);

  g_clear_object (&cli->result);
  vdt_session_import_sample_rows_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  if (!vdt_session_import_sample_rows_finish (cli->session, vdt_cli_wait (cli), &rows, &error))
    return vdt_cli_fail (error);

  object = json_object_new ();
  node = json_node_new (JSON_NODE_OBJECT);
  json_object_set_string_member (object, "sample", id);
  json_object_set_int_member (object, "incidents",
                              g_list_model_get_n_items (vdt_session_get_queue (cli->session)));
  json_node_take_object (node, object);
  vdt_cli_print_json (node);

  return VDT_CLI_OK;
}

static gboolean
any_rejected (GPtrArray *reports)
{
  for (guint i = 0; i < reports->len; i++)
    {
      VdtImportVerdict verdict = vdt_import_report_get_verdict (g_ptr_array_index (reports, i));

      if (verdict == VDT_IMPORT_REJECTED || verdict == VDT_IMPORT_CANCELLED)
        return TRUE;
    }

  return FALSE;
}

int
vdt_cli_run_import (VdtCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;
  gboolean sample = FALSE;
  gboolean salvage = FALSE;
  g_autofree char *table = NULL;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, NULL, NULL },
    { "salvage", 0, 0, G_OPTION_ARG_NONE, &salvage, NULL, NULL },
    { "table", 0, 0, G_OPTION_ARG_STRING, &table, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (sample && argc == 0)
    return import_sample (cli);
  if (sample || argc == 0)
    return vdt_cli_usage ("import takes --sample or at least one FILE");

  for (int i = 0; i < argc; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (argv[i]);

      g_list_store_append (files, file);
    }

  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  g_clear_object (&cli->result);
  vdt_session_set_import_table (cli->session, table);
  vdt_session_import_async (cli->session, G_LIST_MODEL (files), salvage, cli->cancellable,
                            vdt_cli_done_cb, cli);
  reports = vdt_session_import_finish (cli->session, vdt_cli_wait (cli), &error);
  if (reports == NULL)
    return vdt_cli_fail (error);

  vdt_cli_print_json (vdt_cli_wire_reports (reports));

  return any_rejected (reports) ? VDT_CLI_FAILED : VDT_CLI_OK;
}
