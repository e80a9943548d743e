/* test-chat.c: a conversation is kept; a model sees only what it may, and can do nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "ask-cases.h"
#include "session-fixture.h"

#include <string.h>

#include "chat-server.h"
#include "vdt-error.h"
#include "vdt-session-chat.h"
#include "vdt-session-model.h"

#define HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"
#define SAY(text) HEAD "{\"choices\":[{\"message\":{\"content\":\"" text "\"},\"finish_reason\":\"stop\"}]}"

static VdtIncident *
open_sample (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  id = vdt_session_open_sample_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return fixture_load (f, id);
}

static VdtReply *
chat (Fixture     *f,
      VdtIncident *incident,
      const char  *question)
{
  g_autoptr(GError) error = NULL;
  VdtReply *reply;

  g_clear_object (&f->result);
  vdt_session_chat_async (f->session, incident, question, NULL, fixture_done_cb, f);
  reply = vdt_session_chat_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return reply;
}

static char *
statement_text (VdtProposal *proposal,
                guint        index)
{
  g_autoptr(VdtStatement) statement = g_list_model_get_item (vdt_proposal_get_statements (proposal), index);

  return g_strdup (vdt_statement_get_text (statement));
}

/* What is deleted is gone, here and in the database; what is not is found by its words. */
static void
delete (Fixture     *f,
        VdtIncident *incident,
        VdtProposal *answer)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_delete_answers_async (f->session, incident, answer, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_delete_answers_finish (f->session, fixture_wait (f), &error));
  g_assert_no_error (error);
}

static guint
count_kept (Fixture     *f,
            VdtIncident *incident)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) list = NULL;

  g_clear_object (&f->result);
  vdt_session_load_conversation_async (f->session, incident, NULL, fixture_done_cb, f);
  list = vdt_session_load_conversation_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return g_list_model_get_n_items (list);
}

static void
test_delete (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(VdtIncident) incident = open_sample (f);
  g_autoptr(VdtReply) hosts = chat (f, incident, "Which hosts are involved?");
  g_autoptr(VdtReply) users G_GNUC_UNUSED = chat (f, incident, "Which users are involved?");
  GListModel *list = vdt_session_get_conversation (f->session, incident);

  g_assert_true (vdt_session_answer_matches (hosts->proposal, "HOSTS ws-07"));
  g_assert_true (vdt_session_answer_matches (hosts->proposal, ""));
  g_assert_false (vdt_session_answer_matches (hosts->proposal, "hosts weather"));

  g_assert_cmpuint (count_kept (f, incident), ==, 2);
  delete (f, incident, hosts->proposal);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  g_assert_cmpuint (count_kept (f, incident), ==, 1);
  delete (f, incident, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_cmpuint (count_kept (f, incident), ==, 0);
}

/* What was asked and answered is there after a restart, in order. */
static void
test_kept (Fixture       *f,
           gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(VdtIncident) incident = open_sample (f);
  g_autoptr(VdtReply) hosts = chat (f, incident, "Which hosts are involved?");
  g_autoptr(VdtReply) plan = chat (f, incident, "list the hosts, then hunt for them");
  g_autoptr(VdtReply) unclear = chat (f, incident, "What is the weather?");
  g_autofree char *text = NULL;
  g_autofree char *asked = NULL;
  GListModel *list;

  g_assert_cmpstr (hosts->intent, ==, "hosts");
  g_assert_cmpuint (g_strv_length (plan->plan), ==, 2);
  g_assert_null (plan->proposal);
  g_assert_null (unclear->intent);
  g_assert_nonnull (unclear->choices);

  list = vdt_session_get_conversation (f->session, incident);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  text = vdt_session_export_conversation (f->session, incident, "markdown");
  g_assert_nonnull (strstr (text, "Which hosts are involved?"));

  /* One more waits for the saves before it. */
  vdt_reply_free (chat (f, incident, "Which accounts are involved?"));
  g_clear_object (&incident);
  g_clear_object (&f->result);
  vdt_session_close (f->session);
  g_clear_object (&f->session);

  fixture_open (f);
  incident = fixture_load (f, "142");
  list = vdt_session_get_conversation (f->session, incident);
  for (guint i = 0; i < 500 && g_list_model_get_n_items (list) < 3; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);
  {
    g_autoptr(VdtProposal) first = g_list_model_get_item (list, 0);

    asked = statement_text (first, 0);
    g_assert_cmpstr (asked, ==, "Which hosts are involved?");
  }
}

static void
connect_model (Fixture    *f,
               ChatServer *server)
{
  g_autoptr(VdtModelSettings) settings = vdt_model_settings_new ();
  g_autoptr(GError) error = NULL;

  g_free (settings->url);
  g_free (settings->model);
  settings->enabled = TRUE;
  settings->url = chat_server_dup_base (server);
  settings->model = g_strdup ("played");
  settings->context_tokens = 4096;
  g_assert_true (vdt_session_set_model (f->session, settings, &error));
  g_assert_no_error (error);
}

static VdtOutgoing *
prepare (Fixture     *f,
         VdtIncident *incident,
         const char  *question)
{
  g_autoptr(GError) error = NULL;
  VdtOutgoing *outgoing;

  g_clear_object (&f->result);
  vdt_session_prepare_async (f->session, incident, "answer", question, NULL, fixture_done_cb, f);
  outgoing = vdt_session_prepare_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return outgoing;
}

static VdtProposal *
send_prepared (Fixture     *f,
               VdtIncident *incident,
               VdtOutgoing *outgoing)
{
  g_autoptr(GError) error = NULL;
  VdtProposal *proposal;

  g_clear_object (&f->result);
  vdt_session_send_async (f->session, incident, outgoing, NULL, fixture_done_cb, f);
  proposal = vdt_session_send_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return proposal;
}

/* No name of an account, host or address leaves; the bytes shown are the bytes sent. */
static void
test_masked (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  static const ChatReply replies[] = { { SAY ("{\\\"statements\\\":[{\\\"text\\\":\\\"It began.\\\",\\\"facts\\\":[1]}]}"), 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtIncident) incident = open_sample (f);
  GListModel *assets = vdt_incident_get_assets (incident);
  g_autoptr(VdtOutgoing) outgoing = NULL;
  g_autoptr(VdtProposal) proposal = NULL;
  g_autofree char *text = NULL;
  const char *body;
  gsize size;

  connect_model (f, server);
  outgoing = prepare (f, incident, "How did it begin?");
  g_assert_cmpuint (outgoing->n_facts, >, 3);
  g_assert_cmpuint (outgoing->names->len, >, 3);

  proposal = send_prepared (f, incident, outgoing);
  body = strstr (chat_server_get_request (server, 0), "\r\n\r\n") + 4;
  g_assert_cmpstr (body, ==, g_bytes_get_data (outgoing->bytes, &size));

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);
      const char *kind = vdt_asset_get_kind (asset);
      const char *name = vdt_asset_get_name (asset);

      if ((g_str_equal (kind, "device") || g_str_equal (kind, "user") || g_str_equal (kind, "ip")) && name != NULL && strlen (name) > 3)
        {
          g_test_message ("%s", name);
          g_assert_null (strstr (body, name));
        }
    }

  /* First names in the analysts' comments, and the analysts. */
  g_assert_null (strstr (body, "Mira"));
  g_assert_null (strstr (body, "Jonas"));
  g_assert_null (strstr (body, "Lea"));

  text = statement_text (proposal, 1);
  g_assert_cmpstr (text, ==, "It began.");
  g_assert_cmpstr (vdt_proposal_get_engine (proposal), ==, "played");
}

typedef struct
{
  const char *name;
  const char *answer;     /* inside a JSON string inside JSON */
  const char *origin;     /* of the first statement of the answer */
  const char *absent;     /* what no statement may hold */
} Hostile;

/* Whatever a model says, it is read as text that the facts bear or as inference. */
static const Hostile hostile[] = {
  { "link", "{\\\"statements\\\":[{\\\"text\\\":\\\"See [this](https://evil.example.com/x) now\\\",\\\"facts\\\":[1]}]}", "model", "evil.example.com" },
  { "picture", "{\\\"statements\\\":[{\\\"text\\\":\\\"Look ![a](https://evil.example.com/a.png) here\\\",\\\"facts\\\":[1]}]}", "model", "evil.example.com" },
  { "markup", "{\\\"statements\\\":[{\\\"text\\\":\\\"<img src=x onerror=alert(1)> done\\\",\\\"facts\\\":[1]}]}", "model", "onerror" },
  { "invented", "{\\\"statements\\\":[{\\\"text\\\":\\\"It came from 203.0.113.250.\\\",\\\"facts\\\":[1]}]}", "inference", NULL },
  { "no-fact", "{\\\"statements\\\":[{\\\"text\\\":\\\"The incident is a false positive.\\\",\\\"facts\\\":[]}]}", "inference", NULL },
  { "action", "{\\\"statements\\\":[],\\\"action\\\":\\\"close\\\",\\\"classification\\\":\\\"falsePositive\\\"}", NULL, "falsePositive" },
  { "escape", "{\\\"statements\\\":[{\\\"text\\\":\\\"red \\\\u001b[31m text\\\",\\\"facts\\\":[1]}]}", "inference", "\x1b" },
  { "plain", "I have closed the incident.", "inference", NULL },
};

static void
test_hostile (Fixture       *f,
              gconstpointer  data)
{
  const Hostile *h = data;
  g_autofree char *bytes = g_strdup_printf (SAY ("%s"), h->answer);
  ChatReply replies[] = { { bytes, 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtIncident) incident = open_sample (f);
  g_autofree char *status = g_strdup (vdt_incident_get_status (incident));
  g_autoptr(VdtOutgoing) outgoing = NULL;
  g_autoptr(VdtProposal) proposal = NULL;
  GListModel *statements;

  connect_model (f, server);
  outgoing = prepare (f, incident, "Is it real?");
  proposal = send_prepared (f, incident, outgoing);
  statements = vdt_proposal_get_statements (proposal);

  if (h->origin != NULL)
    {
      g_autoptr(VdtStatement) first = g_list_model_get_item (statements, 1);

      g_assert_cmpstr (vdt_statement_get_origin (first), ==, h->origin);
    }
  for (guint i = 1; i < g_list_model_get_n_items (statements); i++)
    {
      g_autofree char *text = statement_text (proposal, i);

      if (h->absent != NULL)
        g_assert_null (strstr (text, h->absent));
    }
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, status);
  g_assert_null (vdt_incident_get_classification (incident) != NULL &&
                 strcmp (vdt_incident_get_classification (incident), "falsePositive") == 0 ? "changed" : NULL);
}

static void
test_settings (Fixture       *f,
               gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (f->session);
  g_autoptr(VdtIncident) incident = open_sample (f);
  g_autoptr(VdtModelSettings) kept = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_false (settings->enabled);
  g_assert_cmpint (settings->mask, ==, VDT_MODEL_MASK_ALL);

  g_clear_object (&f->result);
  vdt_session_prepare_async (f->session, incident, "answer", "x", NULL, fixture_done_cb, f);
  g_assert_null (vdt_session_prepare_finish (f->session, fixture_wait (f), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);

  settings->enabled = TRUE;
  g_free (settings->url);
  g_free (settings->model);
  settings->url = g_strdup ("http://models.example.com/v1");
  settings->model = g_strdup ("big");
  g_assert_false (vdt_session_set_model (f->session, settings, &error));
  g_assert_nonnull (strstr (error->message, "https://"));
  g_clear_error (&error);

  g_free (settings->url);
  settings->url = g_strdup ("https://models.example.com/v1");
  settings->mask = VDT_MODEL_MASK_USERS;
  settings->drop_failed = TRUE;
  g_assert_true (vdt_session_set_model (f->session, settings, &error));
  kept = vdt_session_dup_model (f->session);
  g_assert_true (kept->enabled && kept->drop_failed);
  g_assert_cmpint (kept->mask, ==, VDT_MODEL_MASK_USERS);
  g_assert_cmpstr (kept->url, ==, "https://models.example.com/v1");
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  /* No keyring of the machine is asked. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);

  ADD ("/session/chat/kept", NULL, test_kept);
  ADD ("/session/chat/delete", NULL, test_delete);
  ADD ("/session/chat/masked", NULL, test_masked);
  ADD ("/session/chat/settings", NULL, test_settings);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/session/chat/hostile/%s", hostile[i].name);

      ADD (path, &hostile[i], test_hostile);
    }
  ask_cases_add ();

  return g_test_run ();
}
