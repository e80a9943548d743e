/* vdt-cli-query.c
 *
 * kql sql, query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include "vdt-batch.h"
#include "vdt-cli-hunt.h"

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

  if (!vdt_cli_parse_options ("kql sql", TRUE, &argc, &argv, entries))
    return VDT_CLI_USAGE;

  batch = vdt_batch_query_new (schema, NULL, FALSE, &error);
  if (batch == NULL)
    return vdt_cli_fail (error);

  return vdt_cli_run_batch (cli, sql_answer, batch);
}

/* The query itself: the argument, a file, or standard input for “-”. */
static char *
dup_query (int          argc,
           char       **argv,
           const char  *path,
           GError     **error)
{
  g_autoptr(GIOChannel) input = NULL;
  char *text = NULL;

  if (path == NULL)
    return argc == 1 ? g_strdup (argv[0]) : NULL;

  if (!g_str_equal (path, "-"))
    return g_file_get_contents (path, &text, NULL, error) ? text : NULL;

  input = g_io_channel_unix_new (0);
  g_io_channel_read_to_end (input, &text, NULL, error);

  return text;
}

/* The files that the options give; NULL with a message if there is no such file. */
static VdtHuntFiles *
new_files (char       **attach,
           const char  *geo,
           GError     **error)
{
  g_autoptr(VdtHuntFiles) files = vdt_hunt_files_new ();

  for (gsize i = 0; attach != NULL && attach[i] != NULL; i++)
    if (!vdt_hunt_files_attach (files, attach[i], error))
      return NULL;
  if (geo != NULL && !vdt_hunt_files_set_geo (files, geo, error))
    return NULL;

  return g_steal_pointer (&files);
}

static int
query_workspace (VdtCli       *cli,
                 int           argc,
                 char        **argv,
                 const char   *path,
                 const char   *format,
                 const char   *as_of,
                 gint64        max_rows,
                 VdtHuntFiles *files)
{
  static const char *const formats[] = { "json", "jsonl", "csv", "table", NULL };
  VdtSessionQuery options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if ((path == NULL) == (argc == 0) || argc > 1)
    return vdt_cli_usage ("query takes one query, -f FILE or --batch");
  if (format != NULL && !g_strv_contains (formats, format))
    return vdt_cli_usage ("--format is json, jsonl, csv or table, not “%s”", format);
  if (as_of != NULL && !g_str_equal (as_of, "newest") && !g_str_equal (as_of, "now"))
    return vdt_cli_usage ("--as-of is now or newest, not “%s”", as_of);

  text = dup_query (argc, argv, path, &error);
  if (text == NULL)
    return vdt_cli_fail (error);

  options.as_of_newest = g_strcmp0 (as_of, "newest") == 0;
  options.files = files;
  options.max_rows = max_rows > 0 ? (guint64) max_rows : 0;

  return vdt_cli_query_workspace (cli, text, &options, format != NULL ? format : "json");
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
  g_autofree char *path = NULL;
  g_autofree char *format = NULL;
  g_autofree char *as_of = NULL;
  g_autofree char *geo = NULL;
  g_auto(GStrv) attach = NULL;
  g_autoptr(VdtHuntFiles) files = NULL;
  gint64 max_rows = 0;
  int seconds = 0;
  gboolean batched = FALSE;
  gboolean unknown_as_empty = FALSE;
  const GOptionEntry entries[] = {
    { "batch", 0, 0, G_OPTION_ARG_NONE, &batched, NULL, NULL },
    { "schema", 0, 0, G_OPTION_ARG_FILENAME, &schema, NULL, NULL },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now, NULL, NULL },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, NULL, NULL },
    { "unknown-as-empty", 0, 0, G_OPTION_ARG_NONE, &unknown_as_empty, NULL, NULL },
    { "file", 'f', 0, G_OPTION_ARG_FILENAME, &path, NULL, NULL },
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, NULL, NULL },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT64, &max_rows, NULL, NULL },
    { "attach", 0, 0, G_OPTION_ARG_STRING_ARRAY, &attach, NULL, NULL },
    { "geo", 0, 0, G_OPTION_ARG_FILENAME, &geo, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  files = new_files (attach, geo, &error);
  if (files == NULL)
    return vdt_cli_usage ("%s", error->message);
  if (!batched)
    return query_workspace (cli, argc, argv, path, format, as_of, max_rows, files);
  if (argc > 0)
    return vdt_cli_usage ("query --batch reads JSON lines from standard input and takes no “%s”", argv[0]);

  batch = vdt_batch_query_new (schema, now, unknown_as_empty, &error);
  if (batch == NULL)
    return vdt_cli_fail (error);
  vdt_batch_query_set_files (batch, files);
  if (seconds > 0)
    vdt_batch_query_set_max_seconds (batch, (guint) seconds);

  return vdt_cli_run_batch (cli, run_answer, batch);
}
