/* vdt-cli-query.c
 *
 * kql sql, query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-batch.h"

static char *
run_answer (VdtCli     *cli,
            const char *line,
            gpointer    batch)
{
  return vdt_batch_query_run (batch, line);
}

static char *
sql_answer (VdtCli     *cli,
            const char *line,
            gpointer    batch)
{
  return vdt_batch_query_sql (batch, line);
}

int
vdt_cli_run_kql_sql (VdtCli  *cli,
                     int      argc,
                     char   **argv)
{
  g_autoptr(VdtBatchQuery) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *schema = NULL;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc > 0)
    return vdt_cli_usage ("kql sql reads JSON lines from standard input and takes no “%s”", argv[0]);

  batch = vdt_batch_query_new (schema, NULL, &error);
  if (batch == NULL)
    return vdt_cli_fail (error);

  return vdt_cli_run_batch (cli, sql_answer, batch);
}

int
vdt_cli_run_query (VdtCli  *cli,
                   int      argc,
                   char   **argv)
{
  g_autoptr(VdtBatchQuery) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *schema = NULL;
  g_autofree char *now = NULL;
  gboolean batched = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batched, NULL, NULL },
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (!batched || argc > 0)
    return vdt_cli_usage ("query needs --batch and reads JSON lines from standard input");

  batch = vdt_batch_query_new (schema, now, &error);
  if (batch == NULL)
    return vdt_cli_fail (error);

  return vdt_cli_run_batch (cli, run_answer, batch);
}
