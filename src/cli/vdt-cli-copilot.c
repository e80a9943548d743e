/* vdt-cli-copilot.c
 *
 * summarize, respond, entity.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <stdio.h>
#include <string.h>

#include "vdt-cli-wire.h"
#include "vdt-session-copilot.h"
#include "vdt-session-response.h"

static void
state_cb (VdtProposal *proposal,
          GParamSpec  *pspec,
          VdtCli      *cli)
{
  g_main_loop_quit (cli->loop);
}

/* A summary streams in; here its end is waited for. */
static void
wait_for_proposal (VdtCli      *cli,
                   VdtProposal *proposal)
{
  gulong handler = g_signal_connect (proposal, "notify::state", G_CALLBACK (state_cb), cli);

  while (g_strcmp0 (vdt_proposal_get_state (proposal), "streaming") == 0)
    g_main_loop_run (cli->loop);

  g_signal_handler_disconnect (proposal, handler);
}

static int
print_proposal (VdtCli      *cli,
                VdtProposal *proposal,
                const char  *format,
                JsonNode  *(*to_json) (VdtProposal *proposal))
{
  g_autofree char *text = NULL;

  if (g_strcmp0 (vdt_proposal_get_state (proposal), "stopped") == 0)
    {
      g_printerr ("vedette-cli: stopped%s%s\n", vdt_proposal_get_message (proposal) != NULL ? ": " : "",
                  vdt_proposal_get_message (proposal) != NULL ? vdt_proposal_get_message (proposal) : "");
      return VDT_CLI_FAILED;
    }

  if (strcmp (format, "json") == 0)
    {
      vdt_cli_print_json (to_json (proposal));
      return VDT_CLI_OK;
    }

  text = vdt_session_export_proposal (cli->session, proposal, format);
  fputs (text, stdout);

  return VDT_CLI_OK;
}

/* What the verbs begin with: `[--format F] ID`, and `KEY` if one is asked for. */
static VdtIncident *
open_incident (VdtCli   *cli,
               int       argc,
               char    **argv,
               char    **format,
               char    **key,
               int      *code)
{
  static const char *const formats[] = { "json", "text", "markdown", "html", NULL };
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, format, NULL, NULL },
    { NULL }
  };

  *code = VDT_CLI_USAGE;
  if (!vdt_cli_parse (&argc, &argv, entries))
    return NULL;
  if (*format == NULL)
    *format = g_strdup ("json");
  if (argc != (key != NULL ? 2 : 1))
    return vdt_cli_usage (key != NULL ? "an incident ID and the key or name of an entity are needed"
                                      : "one incident ID is needed"), NULL;
  if (key != NULL)
    *key = g_strdup (argv[1]);
  if (!g_strv_contains (formats, *format))
    return vdt_cli_usage ("there is no format “%s”; json, text, markdown and html are there", *format), NULL;

  *code = VDT_CLI_FAILED;
  if (!vdt_cli_open_session (cli))
    return NULL;

  incident = vdt_cli_load_incident (cli, argv[0], &error);
  if (incident == NULL)
    vdt_cli_fail (error);

  return g_steal_pointer (&incident);
}

int
vdt_cli_run_summarize (VdtCli  *cli,
                       int      argc,
                       char   **argv)
{
  g_autofree char *format = NULL;
  int code;
  g_autoptr(VdtIncident) incident = open_incident (cli, argc, argv, &format, NULL, &code);
  g_autoptr(VdtProposal) proposal = NULL;

  if (incident == NULL)
    return code;

  proposal = g_object_ref (vdt_session_summarize (cli->session, incident, FALSE));
  wait_for_proposal (cli, proposal);

  return print_proposal (cli, proposal, format, vdt_cli_wire_proposal);
}

int
vdt_cli_run_respond (VdtCli  *cli,
                     int      argc,
                     char   **argv)
{
  g_autofree char *format = NULL;
  int code;
  g_autoptr(VdtIncident) incident = open_incident (cli, argc, argv, &format, NULL, &code);
  g_autoptr(VdtProposal) proposal = NULL;

  if (incident == NULL)
    return code;

  proposal = g_object_ref (vdt_session_respond (cli->session, incident, FALSE));
  wait_for_proposal (cli, proposal);

  return print_proposal (cli, proposal, format, vdt_cli_wire_cards);
}

int
vdt_cli_run_entity (VdtCli  *cli,
                    int      argc,
                    char   **argv)
{
  g_autofree char *format = NULL;
  g_autofree char *key = NULL;
  int code;
  g_autoptr(VdtIncident) incident = open_incident (cli, argc, argv, &format, &key, &code);
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(GListModel) queries = NULL;
  g_autoptr(GError) error = NULL;

  if (incident == NULL)
    return code;

  g_clear_object (&cli->result);
  vdt_session_look_up_entity_async (cli->session, incident, key, cli->cancellable, vdt_cli_done_cb, cli);
  proposal = vdt_session_look_up_entity_finish (cli->session, vdt_cli_wait (cli), &error);
  if (error != NULL)
    return vdt_cli_fail (error);
  if (proposal == NULL)
    {
      g_printerr ("vedette-cli: incident %s has no entity “%s”; its keys are what “incident” prints under assets\n",
                  vdt_incident_get_id (incident), key);
      return VDT_CLI_FAILED;
    }
  if (strcmp (format, "json") != 0)
    return print_proposal (cli, proposal, format, vdt_cli_wire_proposal);

  queries = vdt_session_entity_queries (cli->session, incident, key);
  vdt_cli_print_json (vdt_cli_wire_entity (proposal, queries));

  return VDT_CLI_OK;
}
