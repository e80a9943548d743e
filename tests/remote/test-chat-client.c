/* test-chat-client.c: a model that answers well, slowly, cut, malformed, hostile or too much.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "chat-server.h"
#include "vdt-chat-client.h"
#include "vdt-error.h"

#define HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/event-stream\r\n\r\n"
#define PIECE(text) "data: {\"choices\":[{\"delta\":{\"content\":\"" text "\"}}]}\n\n"
#define STOP "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
#define DONE "data: [DONE]\n\n"
#define REFUSED(status, headers, body) \
  "HTTP/1.1 " status "\r\nConnection: close\r\nContent-Type: application/json\r\n" headers "\r\n" body
#define WELL HEAD PIECE ("Two ") PIECE ("hosts") STOP DONE

typedef struct
{
  GMainLoop     *loop;
  VdtChatAnswer *answer;
  GError        *error;
  GString       *pieces;
  GCancellable  *cancellable;
} Run;

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;

  run->answer = vdt_chat_client_ask_finish (VDT_CHAT_CLIENT (object), result, &run->error);
  g_main_loop_quit (run->loop);
}

static void
piece_cb (const char *text,
          gpointer    user_data)
{
  Run *run = user_data;

  g_string_append (run->pieces, text);
  if (run->cancellable != NULL)
    g_cancellable_cancel (run->cancellable);
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->answer, vdt_chat_answer_free);
  g_clear_error (&run->error);
  g_string_free (run->pieces, TRUE);
  g_clear_pointer (&run->loop, g_main_loop_unref);
}

static void
ask (Run           *run,
     VdtChatClient *client,
     const char    *schema)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);

  run->loop = g_main_loop_new (NULL, FALSE);
  run->pieces = g_string_new (NULL);
  g_ptr_array_add (messages, vdt_chat_message_new ("user", "Which hosts?"));
  vdt_chat_client_ask_async (client, messages, schema, piece_cb, run, run->cancellable, asked_cb, run);
  g_main_loop_run (run->loop);
}

static VdtChatClient *
make_client (ChatServer *server,
             gsize       max_answer)
{
  g_autofree char *base = chat_server_dup_base (server);
  g_autoptr(VdtEndpoint) endpoint = vdt_endpoint_new (VDT_ENDPOINT_OPENAI, base, "played");
  VdtChatClient *client;

  endpoint->idle_seconds = 1;
  if (max_answer > 0)
    endpoint->max_answer = max_answer;
  client = vdt_chat_client_new (endpoint, "not-a-real-key");
  vdt_chat_client_set_retry (client, 3, 1, 40, 7);

  return client;
}

typedef struct
{
  const char *name;
  ChatReply   replies[3];
  guint       n_replies;
  gsize       max_answer;
  const char *text;       /* NULL for an error */
  const char *problem;    /* part of the error's or the answer's problem */
  guint       attempts;
} Case;

static const Case cases[] = {
  { "well", { { WELL, 0, 0, FALSE } }, 1, 0, "Two hosts", NULL, 1 },
  { "byte-by-byte", { { WELL, 1, 0, FALSE } }, 1, 0, "Two hosts", NULL, 1 },
  { "slow", { { WELL, 60, 30, FALSE } }, 1, 0, "Two hosts", NULL, 1 },
  { "open-after-done", { { WELL, 0, 0, TRUE } }, 1, 0, "Two hosts", NULL, 1 },
  { "whole", { { REFUSED ("200 OK", "", "{\"choices\":[{\"message\":{\"content\":\"Two hosts\"},\"finish_reason\":\"stop\"}]}"), 0, 0, FALSE } },
    1, 0, "Two hosts", NULL, 1 },
  { "cut", { { HEAD PIECE ("Two "), 0, 0, FALSE } }, 1, 0, "Two ", "ended early", 1 },
  { "length", { { HEAD PIECE ("Two ") "data: {\"choices\":[{\"finish_reason\":\"length\"}]}\n\n" DONE, 0, 0, FALSE } },
    1, 0, "Two ", "limit of length", 1 },
  { "silent", { { HEAD PIECE ("Two "), 0, 0, TRUE } }, 1, 0, "Two ", "connection broke", 1 },
  { "malformed", { { HEAD PIECE ("Two ") "data: {\"choices\n\n" PIECE ("more"), 0, 0, FALSE } }, 1, 0, "Two ",
    "not a JSON object", 1 },
  { "error-in-stream", { { HEAD PIECE ("Two ") "data: {\"error\":{\"message\":\"overloaded\"}}\n\n", 0, 0, FALSE } },
    1, 0, "Two ", "overloaded", 1 },
  { "oversized", { { HEAD PIECE ("Two ") PIECE ("h\xc3\xb6sts and more") STOP DONE, 0, 0, FALSE } }, 1, 6, "Two h",
    "was cut", 1 },
  { "oversized-whole", { { REFUSED ("200 OK", "", "{\"choices\":[{\"message\":{\"content\":\"a very long answer\"}}], \"more\": \"........\"}"), 0, 0, FALSE } },
    1, 4, NULL, "too large", 1 },
  { "empty", { { HEAD DONE, 0, 0, FALSE } }, 1, 0, NULL, "no answer", 1 },
  { "nothing", { { "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", 0, 0, FALSE } }, 1, 0, NULL, "no answer", 1 },
  { "bad-key", { { REFUSED ("401 Unauthorized", "", "{\"error\":{\"message\":\"bad key\"}}"), 0, 0, FALSE } }, 1, 0, NULL,
    "does not accept the key (HTTP 401): the server reports: bad key", 1 },
  { "redirect", { { REFUSED ("302 Found", "Location: http://192.0.2.1/\r\n", ""), 0, 0, FALSE } }, 1, 0, NULL,
    "another address", 1 },
  { "busy-once", { { REFUSED ("429 Too Many Requests", "Retry-After: 0\r\n", ""), 0, 0, FALSE }, { WELL, 0, 0, FALSE } },
    2, 0, "Two hosts", NULL, 2 },
  { "dead-date", { { REFUSED ("503 Service Unavailable", "Retry-After: Mon, 02 Jan 2023 10:00:00 GMT\r\n", ""), 0, 0, FALSE },
                   { WELL, 0, 0, FALSE } }, 2, 0, "Two hosts", NULL, 2 },
  { "always-busy", { { REFUSED ("500 Oops", "", "<html>"), 0, 0, FALSE } }, 1, 0, NULL, "out of order (HTTP 500)", 3 },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(ChatServer) server = chat_server_new (c->replies, c->n_replies);
  g_autoptr(VdtChatClient) client = make_client (server, c->max_answer);
  Run run = { 0 };

  ask (&run, client, NULL);
  g_assert_cmpuint (chat_server_get_n_asked (server), ==, c->attempts);

  if (c->text == NULL)
    {
      g_assert_nonnull (run.error);
      g_test_message ("%s", run.error->message);
      g_assert_nonnull (strstr (run.error->message, c->problem));
    }
  else
    {
      g_assert_no_error (run.error);
      g_assert_cmpstr (run.answer->text, ==, c->text);
      g_assert_cmpstr (run.pieces->str, ==, c->text);
      g_assert_cmpint (run.answer->complete, ==, c->problem == NULL);
      g_assert_cmpuint (run.answer->attempts, ==, c->attempts);
      if (c->problem != NULL)
        g_assert_nonnull (strstr (run.answer->problem, c->problem));
    }

  run_clear (&run);
}

static void
test_request (void)
{
  static const ChatReply replies[] = { { WELL, 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);
  g_autoptr(GBytes) shown = NULL;
  Run run = { 0 };
  const char *request;
  gsize size;

  g_ptr_array_add (messages, vdt_chat_message_new ("user", "Which hosts?"));
  shown = vdt_chat_client_dup_request (client, messages, NULL, NULL);
  ask (&run, client, NULL);

  request = chat_server_get_request (server, 0);
  g_assert_true (g_str_has_prefix (request, "POST /v1/chat/completions HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (request, "Authorization: Bearer not-a-real-key\r\n"));
  g_assert_cmpstr (strstr (request, "\r\n\r\n") + 4, ==, g_bytes_get_data (shown, &size));
  g_assert_cmpuint (run.answer->sent, ==, size);
  run_clear (&run);
}

/* A server that knows no schemas is asked without one, and not again with one. */
static void
test_schema (void)
{
  static const ChatReply replies[] = {
    { REFUSED ("400 Bad Request", "", "{\"error\":{\"message\":\"response_format\"}}"), 0, 0, FALSE },
    { WELL, 0, 0, FALSE },
  };
  g_autoptr(ChatServer) server = chat_server_new (replies, 2);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  Run run = { 0 };

  ask (&run, client, "{\"type\":\"object\"}");
  g_assert_cmpstr (run.answer->text, ==, "Two hosts");
  g_assert_false (run.answer->has_schema);
  g_assert_nonnull (strstr (chat_server_get_request (server, 0), "response_format"));
  g_assert_null (strstr (chat_server_get_request (server, 1), "response_format"));
  run_clear (&run);

  memset (&run, 0, sizeof run);
  ask (&run, client, "{\"type\":\"object\"}");
  g_assert_null (strstr (chat_server_get_request (server, 2), "response_format"));
  run_clear (&run);
}

static void
test_cancel (void)
{
  static const ChatReply replies[] = { { HEAD PIECE ("Two ") PIECE ("hosts"), 0, 0, TRUE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Run run = { .cancellable = cancellable };

  ask (&run, client, NULL);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_str_has_prefix (run.pieces->str, "Two "));

  for (guint i = 0; i < 200 && chat_server_get_n_broken (server) == 0; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  g_assert_cmpuint (chat_server_get_n_broken (server), ==, 1);
  run_clear (&run);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel_pause (void)
{
  static const ChatReply replies[] = { { REFUSED ("429 Busy", "Retry-After: 3600\r\n", ""), 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Run run = { .cancellable = cancellable };

  vdt_chat_client_set_retry (client, 3, 1, 60000, 7);
  g_timeout_add (50, cancel_cb, cancellable);
  ask (&run, client, NULL);
  g_assert_error (run.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (chat_server_get_n_asked (server), ==, 1);
  run_clear (&run);
}

static void
test_refused_connection (void)
{
  static const ChatReply replies[] = { { WELL, 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  g_autoptr(ChatServer) gone = g_steal_pointer (&server);
  Run run = { 0 };

  g_clear_pointer (&gone, chat_server_free);
  ask (&run, client, NULL);
  g_assert_nonnull (run.error);
  g_assert_nonnull (strstr (run.error->message, "is the server running?"));
  run_clear (&run);
}

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  char **text = user_data;

  *text = vdt_chat_client_test_finish (VDT_CHAT_CLIENT (object), result, &error);
  g_assert_no_error (error);
}

static void
test_connection (void)
{
  static const ChatReply replies[] = { { WELL, 0, 0, FALSE } };
  g_autoptr(ChatServer) server = chat_server_new (replies, 1);
  g_autoptr(VdtChatClient) client = make_client (server, 0);
  g_autofree char *text = NULL;

  vdt_chat_client_test_async (client, NULL, tested_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_suffix (text, " answers as played."));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/remote/chat-client/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/remote/chat-client/request", test_request);
  g_test_add_func ("/remote/chat-client/schema", test_schema);
  g_test_add_func ("/remote/chat-client/cancel", test_cancel);
  g_test_add_func ("/remote/chat-client/cancel-pause", test_cancel_pause);
  g_test_add_func ("/remote/chat-client/refused", test_refused_connection);
  g_test_add_func ("/remote/chat-client/test", test_connection);

  return g_test_run ();
}
