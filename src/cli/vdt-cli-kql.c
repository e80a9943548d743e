/* vdt-cli-kql.c
 *
 * kql check, kql complete.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-batch.h"

static char *
check_answer (VdtCli     *cli,
              const char *line,
              gpointer    batch)
{
  return vdt_batch_kql_check (batch, line, cli->cancellable);
}

int
vdt_cli_run_kql_check (VdtCli  *cli,
                       int      argc,
                       char   **argv)
{
  g_autoptr(VdtBatchKql) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *schema = NULL;
  gboolean classify = FALSE;
  gboolean format = FALSE;
  gboolean hints = FALSE;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema, NULL, NULL },
    { "classify", 0, 0, G_OPTION_ARG_NONE, &classify, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_NONE, &format, NULL, NULL },
    { "hints", 0, 0, G_OPTION_ARG_NONE, &hints, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse_options ("kql check", TRUE, &argc, &argv, entries))
    return VDT_CLI_USAGE;

  batch = vdt_batch_kql_new (schema,
                             (classify ? VDT_BATCH_KQL_CLASSIFY : 0) |
                             (format ? VDT_BATCH_KQL_FORMAT : 0) | (hints ? VDT_BATCH_KQL_HINTS : 0),
                             &error);
  if (batch == NULL)
    return vdt_cli_fail (error);

  return vdt_cli_run_batch (cli, check_answer, batch);
}

static char *
complete_answer (VdtCli     *cli,
                 const char *line,
                 gpointer    batch)
{
  return vdt_batch_kql_complete (batch, line);
}

int
vdt_cli_run_kql_complete (VdtCli  *cli,
                          int      argc,
                          char   **argv)
{
  g_autoptr(VdtBatchKql) batch = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *schema = NULL;
  const GOptionEntry entries[] = {
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse_options ("kql complete", TRUE, &argc, &argv, entries))
    return VDT_CLI_USAGE;

  batch = vdt_batch_kql_new (schema, 0, &error);
  if (batch == NULL)
    return vdt_cli_fail (error);

  return vdt_cli_run_batch (cli, complete_answer, batch);
}
