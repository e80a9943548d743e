/* vdt-cli.c
 *
 * vedette-cli: every use case without a window. JSON on standard output,
 * messages on standard error; exit 0 for success, 1 when the work failed, 2 for
 * wrong usage.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <errno.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-util.h"

/**
 * vdt_cli_usage:
 * @format: what is wrong with the arguments
 * @...: for @format
 *
 * Returns: %VDT_CLI_USAGE
 */
int
vdt_cli_usage (const char *format,
               ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_printerr ("vedette-cli: %s\nTry “vedette-cli --help”.\n", message);

  return VDT_CLI_USAGE;
}

/**
 * vdt_cli_fail:
 * @error: what happened
 *
 * Returns: %VDT_CLI_FAILED, or %VDT_CLI_USAGE for a %VDT_ERROR_USAGE
 */
int
vdt_cli_fail (const GError *error)
{
  g_printerr ("vedette-cli: %s\n", error->message);

  return g_error_matches (error, VDT_ERROR, VDT_ERROR_USAGE) ? VDT_CLI_USAGE : VDT_CLI_FAILED;
}

/**
 * vdt_cli_done_cb:
 * @object: (nullable): the source
 * @result: kept for vdt_cli_wait()
 * @user_data: the #VdtCli
 *
 * The callback of every asynchronous call that a verb makes.
 */
void
vdt_cli_done_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  VdtCli *cli = user_data;

  g_set_object (&cli->result, result);
  g_main_loop_quit (cli->loop);
}

/**
 * vdt_cli_wait:
 * @cli: the program
 *
 * Runs the program's main loop until the call made with vdt_cli_done_cb() has
 * ended. A verb does one thing after the other, so it waits here and only here.
 *
 * Returns: (transfer none): the result, for the call's `_finish`
 */
GAsyncResult *
vdt_cli_wait (VdtCli *cli)
{
  while (cli->result == NULL)
    g_main_loop_run (cli->loop);

  return cli->result;
}

/**
 * vdt_cli_open_session:
 * @cli: the program
 *
 * Opens the workspace and says on standard error what had to be repaired.
 *
 * Returns: %TRUE if it is open; else the reason has been printed
 */
gboolean
vdt_cli_open_session (VdtCli *cli)
{
  g_autoptr(GError) error = NULL;
  const char *notice;

  cli->session = vdt_session_new (vdt_clock_system, NULL);
  g_clear_object (&cli->result);
  vdt_session_open_async (cli->session, cli->workspace, cli->cancellable, vdt_cli_done_cb, cli);

  if (!vdt_session_open_finish (cli->session, vdt_cli_wait (cli), &error))
    {
      vdt_cli_fail (error);
      return FALSE;
    }

  g_clear_object (&cli->result);
  notice = vdt_session_get_notice (cli->session);
  if (notice != NULL)
    g_printerr ("vedette-cli: %s\n", notice);

  return TRUE;
}

/**
 * vdt_cli_parse:
 * @argc: (inout): number of arguments behind the verb
 * @argv: (inout): the arguments; options are taken out
 * @entries: (nullable): the verb's options
 *
 * Returns: %TRUE if they make sense; else the reason has been printed
 */
gboolean
vdt_cli_parse (int                 *argc,
               char              ***argv,
               const GOptionEntry  *entries)
{
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;
  /* GOption takes the first word for the program's name: here it is the verb's
   * last, which stands just before. */
  char **words = *argv - 1;
  int n_words = *argc + 1;

  g_option_context_set_help_enabled (context, FALSE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, NULL);

  if (!g_option_context_parse (context, &n_words, &words, &error))
    {
      vdt_cli_usage ("%s", error->message);
      return FALSE;
    }

  *argc = n_words - 1;

  return TRUE;
}

/**
 * vdt_cli_parse_options:
 * @verb: its name, for the message
 * @reads_lines: whether it reads JSON lines from standard input
 * @argc: (inout): number of arguments behind the verb
 * @argv: (inout): the arguments
 * @entries: the verb's options
 *
 * vdt_cli_parse() for a verb that takes options and nothing else.
 *
 * Returns: %TRUE if they make sense; else the reason has been printed
 */
gboolean
vdt_cli_parse_options (const char           *verb,
                       gboolean              reads_lines,
                       int                  *argc,
                       char               ***argv,
                       const GOptionEntry   *entries)
{
  if (!vdt_cli_parse (argc, argv, entries))
    return FALSE;

  if (*argc > 0)
    vdt_cli_usage ("%s%s takes no “%s”", verb, reads_lines ? " reads JSON lines from standard input and" : "",
                   (*argv)[0]);

  return *argc == 0;
}

/**
 * vdt_cli_print_json:
 * @node: (transfer full): a value
 *
 * Prints it on one line of standard output.
 */
void
vdt_cli_print_json (JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  vdt_cli_print_line (text);
  json_node_unref (node);
}

static void
print_help (void)
{
  g_print ("Usage: vedette-cli [--workspace DIR] VERB [ARGUMENT…]\n\n"
           "Every use case of Vedette without a window. JSON on standard output, messages on\n"
           "standard error. Exit status: 0 success, 1 the work failed, 2 wrong usage.\n\nVerbs:\n");

  for (const VdtCliVerb *verb = vdt_cli_verbs; verb->name != NULL; verb++)
    g_print ("  %s %s\n      %s\n", verb->name, verb->arguments, verb->summary);

  g_print ("\nOptions:\n"
           "  --workspace DIR   the workspace's folder (default: %s)\n"
           "  --help            this text; behind a verb, more about it\n"
           "  --version         the version\n",
           "vedette/ in the user's data directory");
}

static void
print_verb_help (const VdtCliVerb *verb)
{
  g_print ("Usage: vedette-cli [--workspace DIR] %s %s\n\n%s\n", verb->name, verb->arguments,
           verb->summary);
  if (verb->details != NULL)
    g_print ("\n%s\n", verb->details);
}

/* The longest verb that the arguments begin with. */
static const VdtCliVerb *
find_verb (int    argc,
           char **argv,
           int   *n_words)
{
  const VdtCliVerb *found = NULL;

  for (const VdtCliVerb *verb = vdt_cli_verbs; verb->name != NULL; verb++)
    {
      g_auto(GStrv) words = g_strsplit (verb->name, " ", -1);
      int n = (int) g_strv_length (words);
      int i = 0;

      while (i < n && i < argc && strcmp (words[i], argv[i]) == 0)
        i++;

      if (i == n && (found == NULL || n > *n_words))
        {
          found = verb;
          *n_words = n;
        }
    }

  return found;
}

/* Takes `--workspace DIR` out, wherever it stands. */
static gboolean
take_workspace (int     *argc,
                char   **argv,
                char   **workspace)
{
  int kept = 0;

  for (int i = 0; i < *argc; i++)
    {
      if (g_str_has_prefix (argv[i], "--workspace="))
        vdt_set_str (workspace, argv[i] + strlen ("--workspace="));
      else if (strcmp (argv[i], "--workspace") == 0)
        {
          if (++i == *argc)
            return FALSE;
          vdt_set_str (workspace, argv[i]);
        }
      else
        argv[kept++] = argv[i];
    }

  *argc = kept;
  argv[kept] = NULL;

  return TRUE;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  VdtCli *cli = user_data;

  g_cancellable_cancel (cli->cancellable);

  return G_SOURCE_REMOVE;
}

static int
run_verb (const VdtCliVerb *verb,
          char             *workspace,
          int               argc,
          char            **argv)
{
  VdtCli cli = { 0 };
  int code;

  cli.workspace = workspace != NULL ? g_strdup (workspace) : vdt_session_default_folder ();
  cli.loop = g_main_loop_new (NULL, FALSE);
  cli.cancellable = g_cancellable_new ();
  g_unix_signal_add (SIGINT, interrupted_cb, &cli);
  g_unix_signal_add (SIGTERM, interrupted_cb, &cli);

  code = verb->run (&cli, argc, argv);

  if (cli.session != NULL)
    vdt_session_close (cli.session);
  g_clear_object (&cli.session);
  g_clear_object (&cli.result);
  g_clear_object (&cli.cancellable);
  g_main_loop_unref (cli.loop);
  g_free (cli.workspace);

  if (fflush (stdout) != 0)
    {
      g_printerr ("vedette-cli: standard output: %s\n", g_strerror (errno));
      return VDT_CLI_FAILED;
    }

  return code;
}

int
main (int   argc,
      char *argv[])
{
  const VdtCliVerb *verb;
  g_autofree char *workspace = NULL;
  int n_words = 0;

  setlocale (LC_ALL, "");
  argc--;
  argv++;

  if (!take_workspace (&argc, argv, &workspace))
    return vdt_cli_usage ("--workspace needs a folder");

  if (argc == 0)
    {
      print_help ();
      return VDT_CLI_USAGE;
    }

  if (strcmp (argv[0], "--help") == 0 || strcmp (argv[0], "help") == 0)
    {
      print_help ();
      return VDT_CLI_OK;
    }

  if (strcmp (argv[0], "--version") == 0)
    {
      g_print ("vedette-cli %s\n", VDT_VERSION);
      return VDT_CLI_OK;
    }

  verb = find_verb (argc, argv, &n_words);
  if (verb == NULL)
    return vdt_cli_usage ("there is no verb “%s”", argv[0]);

  for (int i = n_words; i < argc && strcmp (argv[i], "--") != 0; i++)
    if (strcmp (argv[i], "--help") == 0)
      {
        print_verb_help (verb);
        return VDT_CLI_OK;
      }

  return run_verb (verb, workspace, argc - n_words, argv + n_words);
}
