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

static GPtrArray *
import_files (VdtCli      *cli,
              GListModel  *files,
              gboolean     salvage,
              GError     **error)
{
  g_clear_object (&cli->result);
  vdt_session_import_async (cli->session, files, salvage, cli->cancellable, vdt_cli_done_cb, cli);

  return vdt_session_import_finish (cli->session, vdt_cli_wait (cli), error);
}

/* Imports again what a damaged hunting database held. A file that is gone or does
 * not go in stays on the list. */
static int
rebuild (VdtCli *cli)
{
  g_autoptr(GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr(GPtrArray) still = g_ptr_array_new ();
  g_autoptr(GPtrArray) tables = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) lost = NULL;

  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  /* Listing the tables opens the database, which finds the damage. */
  g_clear_object (&cli->result);
  vdt_session_list_tables_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  tables = vdt_session_list_tables_finish (cli->session, vdt_cli_wait (cli), &error);
  if (tables == NULL)
    return vdt_cli_fail (error);

  lost = vdt_session_dup_lost_files (cli->session);
  for (guint i = 0; lost[i] != NULL; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (lost[i]);

      if (g_file_query_exists (file, NULL))
        g_list_store_append (files, file);
      else
        {
          g_printerr ("vedette-cli: %s is no longer there and stays on the list\n", lost[i]);
          g_ptr_array_add (still, lost[i]);
        }
    }

  reports = import_files (cli, G_LIST_MODEL (files), FALSE, &error);
  if (reports == NULL)
    return vdt_cli_fail (error);
  for (guint i = 0; i < reports->len; i++)
    {
      VdtImportReport *report = g_ptr_array_index (reports, i);
      VdtImportVerdict verdict = vdt_import_report_get_verdict (report);

      if (verdict == VDT_IMPORT_REJECTED || verdict == VDT_IMPORT_CANCELLED)
        g_ptr_array_add (still, (gpointer) vdt_import_report_get_path (report));
    }
  g_ptr_array_add (still, NULL);

  vdt_cli_print_json (vdt_cli_wire_reports (reports));
  if (!vdt_session_keep_lost_files (cli->session, (const char *const *) still->pdata, &error))
    return vdt_cli_fail (error);

  return still->len > 1 ? VDT_CLI_FAILED : VDT_CLI_OK;
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
  gboolean again = FALSE;
  g_autofree char *table = NULL;
  const GOptionEntry entries[] = {
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, NULL, NULL },
    { "rebuild", 0, 0, G_OPTION_ARG_NONE, &again, NULL, NULL },
    { "salvage", 0, 0, G_OPTION_ARG_NONE, &salvage, NULL, NULL },
    { "table", 0, 0, G_OPTION_ARG_STRING, &table, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (sample && argc == 0)
    return import_sample (cli);
  if (again && !sample && argc == 0)
    return rebuild (cli);
  if (sample || again || argc == 0)
    return vdt_cli_usage ("import takes --sample, --rebuild or at least one FILE");

  for (int i = 0; i < argc; i++)
    {
      g_autoptr(GFile) file = g_file_new_for_commandline_arg (argv[i]);

      g_list_store_append (files, file);
    }

  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  vdt_session_set_import_table (cli->session, table);
  reports = import_files (cli, G_LIST_MODEL (files), salvage, &error);
  if (reports == NULL)
    return vdt_cli_fail (error);

  vdt_cli_print_json (vdt_cli_wire_reports (reports));

  return any_rejected (reports) ? VDT_CLI_FAILED : VDT_CLI_OK;
}
