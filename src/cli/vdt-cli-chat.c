/* vdt-cli-chat.c
 *
 * chat, model: questions about an incident, and the model that may be asked.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-cli.h"

#include <stdio.h>
#include <string.h>

#include "vdt-cli-wire.h"
#include "vdt-session-chat.h"
#include "vdt-session-model.h"

static void
set_words (JsonObject *object,
           const char *member,
           char      **words)
{
  JsonArray *array;

  if (words == NULL)
    return;

  array = json_array_new ();
  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (object, member, array);
}

static int
ask_builtin (VdtCli      *cli,
             VdtIncident *incident,
             const char  *question)
{
  g_autoptr(VdtReply) reply = NULL;
  g_autoptr(GError) error = NULL;
  JsonNode *node;
  JsonObject *object;

  g_clear_object (&cli->result);
  vdt_session_chat_async (cli->session, incident, question, cli->cancellable, vdt_cli_done_cb, cli);
  reply = vdt_session_chat_finish (cli->session, vdt_cli_wait (cli), &error);
  if (reply == NULL)
    return vdt_cli_fail (error);

  if (reply->proposal != NULL)
    node = vdt_cli_wire_proposal (reply->proposal);
  else
    node = json_node_init_object (json_node_alloc (), json_object_new ());
  object = json_node_get_object (node);
  if (reply->intent != NULL)
    json_object_set_string_member (object, "intent", reply->intent);
  else
    json_object_set_null_member (object, "intent");
  set_words (object, "choices", reply->choices);
  set_words (object, "plan", reply->plan);
  json_object_set_boolean_member (object, "hunt", reply->hunt);
  vdt_cli_print_json (node);

  return VDT_CLI_OK;
}

/* The exact bytes, and what a person would want to know of them, without sending. */
static void
print_outgoing (const VdtOutgoing *outgoing)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), json_object_new ());
  JsonObject *object = json_node_get_object (node);
  JsonArray *names = json_array_new ();
  gsize size;
  const char *data = g_bytes_get_data (outgoing->bytes, &size);
  g_autofree char *body = g_strndup (data, size);

  for (guint i = 0; i < outgoing->names->len; i++)
    {
      const char *pair = g_ptr_array_index (outgoing->names, i);
      g_auto(GStrv) parts = g_strsplit (pair, "\t", 2);
      JsonObject *name = json_object_new ();

      json_object_set_string_member (name, "pseudonym", parts[0]);
      json_object_set_string_member (name, "name", parts[1] != NULL ? parts[1] : "");
      json_array_add_object_element (names, name);
    }

  json_object_set_string_member (object, "host", outgoing->host);
  json_object_set_string_member (object, "model", outgoing->model);
  json_object_set_string_member (object, "template", outgoing->template_id);
  json_object_set_int_member (object, "facts", outgoing->n_facts);
  json_object_set_int_member (object, "leftOut", outgoing->n_left_out);
  json_object_set_array_member (object, "masked", names);
  json_object_set_string_member (object, "body", body);
  vdt_cli_print_json (node);
}

static int
ask_model (VdtCli      *cli,
           VdtIncident *incident,
           const char  *question,
           gboolean     show)
{
  g_autoptr(VdtOutgoing) outgoing = NULL;
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&cli->result);
  vdt_session_prepare_async (cli->session, incident, "answer", question, cli->cancellable, vdt_cli_done_cb, cli);
  outgoing = vdt_session_prepare_finish (cli->session, vdt_cli_wait (cli), &error);
  if (outgoing == NULL)
    return vdt_cli_fail (error);

  if (show)
    {
      print_outgoing (outgoing);
      return VDT_CLI_OK;
    }

  g_clear_object (&cli->result);
  vdt_session_send_async (cli->session, incident, outgoing, cli->cancellable, vdt_cli_done_cb, cli);
  proposal = vdt_session_send_finish (cli->session, vdt_cli_wait (cli), &error);
  if (proposal == NULL)
    return vdt_cli_fail (error);
  vdt_cli_print_json (vdt_cli_wire_proposal (proposal));

  return VDT_CLI_OK;
}

int
vdt_cli_run_chat (VdtCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  gboolean model = FALSE;
  gboolean show = FALSE;
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_NONE, &model, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_NONE, &show, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (argc != 2)
    return vdt_cli_usage ("an incident ID and a question are needed");
  if (show && !model)
    return vdt_cli_usage ("--show says what would be sent to a model: give --model too");
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  incident = vdt_cli_load_incident (cli, argv[0], &error);
  if (incident == NULL)
    return vdt_cli_fail (error);

  return model ? ask_model (cli, incident, argv[1], show) : ask_builtin (cli, incident, argv[1]);
}

static void
print_settings (const VdtModelSettings *settings)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), json_object_new ());
  JsonObject *object = json_node_get_object (node);

  json_object_set_boolean_member (object, "enabled", settings->enabled);
  json_object_set_string_member (object, "url", settings->url);
  json_object_set_string_member (object, "model", settings->model);
  json_object_set_boolean_member (object, "azure", settings->azure);
  json_object_set_int_member (object, "contextTokens", settings->context_tokens);
  json_object_set_int_member (object, "mask", settings->mask);
  vdt_cli_print_json (node);
}

static void
replace (char       **field,
         const char  *value)
{
  if (value == NULL)
    return;

  g_free (*field);
  *field = g_strdup (value);
}

int
vdt_cli_run_model (VdtCli  *cli,
                   int      argc,
                   char   **argv)
{
  g_autoptr(VdtModelSettings) settings = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;
  g_autofree char *name = NULL;
  g_autofree char *azure = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *answer = NULL;
  int tokens = 0;
  gboolean off = FALSE;
  gboolean test = FALSE;
  const GOptionEntry entries[] = {
    { "url", 0, 0, G_OPTION_ARG_STRING, &url, NULL, NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name, NULL, NULL },
    { "azure", 0, 0, G_OPTION_ARG_STRING, &azure, NULL, NULL },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file, NULL, NULL },
    { "context", 0, 0, G_OPTION_ARG_INT, &tokens, NULL, NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &off, NULL, NULL },
    { "test", 0, 0, G_OPTION_ARG_NONE, &test, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse_options ("model", FALSE, &argc, &argv, entries))
    return VDT_CLI_USAGE;
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  settings = vdt_session_dup_model (cli->session);
  replace (&settings->url, url);
  replace (&settings->model, name);
  replace (&settings->ca_file, ca_file);
  replace (&settings->api_version, azure);
  settings->azure = azure != NULL || (settings->azure && url == NULL);
  if (tokens > 0)
    settings->context_tokens = (guint) tokens;
  settings->enabled = !off && (settings->enabled || url != NULL || name != NULL);
  if (!vdt_session_set_model (cli->session, settings, &error))
    return vdt_cli_fail (error);

  if (!test)
    {
      print_settings (settings);
      return VDT_CLI_OK;
    }

  g_clear_object (&cli->result);
  vdt_session_test_model_async (cli->session, cli->cancellable, vdt_cli_done_cb, cli);
  answer = vdt_session_test_model_finish (cli->session, vdt_cli_wait (cli), &error);
  if (answer == NULL)
    return vdt_cli_fail (error);
  g_print ("%s\n", answer);

  return VDT_CLI_OK;
}
