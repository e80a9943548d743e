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

/* One line a question with its answer, oldest first. */
static int
list_conversation (VdtCli      *cli,
                   VdtIncident *incident,
                   const char  *search)
{
  g_autoptr(GListModel) list = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&cli->result);
  vdt_session_load_conversation_async (cli->session, incident, cli->cancellable, vdt_cli_done_cb, cli);
  list = vdt_session_load_conversation_finish (cli->session, vdt_cli_wait (cli), &error);
  if (list == NULL)
    return vdt_cli_fail (error);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtProposal) answer = g_list_model_get_item (list, i);
      JsonNode *node;

      if (search != NULL && !vdt_session_answer_matches (answer, search))
        continue;
      node = vdt_cli_wire_proposal (answer);
      json_object_set_string_member (json_node_get_object (node), "id", vdt_proposal_get_id (answer));
      vdt_cli_print_json (node);
    }

  return VDT_CLI_OK;
}

static int
delete_answers (VdtCli      *cli,
                VdtIncident *incident,
                const char  *id)
{
  g_autoptr(GListModel) list = NULL;
  g_autoptr(VdtProposal) answer = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_object (&cli->result);
  vdt_session_load_conversation_async (cli->session, incident, cli->cancellable, vdt_cli_done_cb, cli);
  list = vdt_session_load_conversation_finish (cli->session, vdt_cli_wait (cli), &error);
  if (list == NULL)
    return vdt_cli_fail (error);

  for (guint i = 0; i < g_list_model_get_n_items (list) && answer == NULL; i++)
    {
      g_autoptr(VdtProposal) other = g_list_model_get_item (list, i);

      if (g_strcmp0 (vdt_proposal_get_id (other), id) == 0)
        answer = g_steal_pointer (&other);
    }
  if (answer == NULL && !g_str_equal (id, "all"))
    {
      g_printerr ("vedette-cli: there is no question “%s” in this conversation; see chat --list\n", id);
      return VDT_CLI_FAILED;
    }

  g_clear_object (&cli->result);
  vdt_session_delete_answers_async (cli->session, incident, answer, cli->cancellable, vdt_cli_done_cb, cli);
  if (!vdt_session_delete_answers_finish (cli->session, vdt_cli_wait (cli), &error))
    return vdt_cli_fail (error);

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
  gboolean list = FALSE;
  g_autofree char *search = NULL;
  g_autofree char *delete = NULL;
  const GOptionEntry entries[] = {
    { "list", 0, 0, G_OPTION_ARG_NONE, &list, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, NULL, NULL },
    { "delete", 0, 0, G_OPTION_ARG_STRING, &delete, NULL, NULL },
    { "model", 0, 0, G_OPTION_ARG_NONE, &model, NULL, NULL },
    { "show", 0, 0, G_OPTION_ARG_NONE, &show, NULL, NULL },
    { NULL }
  };

  if (!vdt_cli_parse (&argc, &argv, entries))
    return VDT_CLI_USAGE;
  list |= search != NULL || delete != NULL;
  if (argc != (list ? 1 : 2))
    return vdt_cli_usage (list ? "one incident ID is needed" : "an incident ID and a question are needed");
  if (show && !model)
    return vdt_cli_usage ("--show says what would be sent to a model: give --model too");
  if (!vdt_cli_open_session (cli))
    return VDT_CLI_FAILED;

  incident = vdt_cli_load_incident (cli, argv[0], &error);
  if (incident == NULL)
    return vdt_cli_fail (error);

  if (delete != NULL)
    return delete_answers (cli, incident, delete);
  if (list)
    return list_conversation (cli, incident, search);

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
