/* vdt-chat-client.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chat-client.h"

#include <string.h>

#include "vdt-chat-failure.h"
#include "vdt-error.h"
#include "vdt-hash.h"
#include "vdt-keyring.h"
#include "vdt-sse.h"

/**
 * VdtChatClient:
 *
 * A connection to one model. Each question has a session of its own, so that
 * stopping one closes its connection at once and touches no other.
 *
 * Answers of the kinds 429, 500, 502, 503 and 504 and connections that fail
 * before the first byte are tried again after a growing pause with jitter, or
 * after what Retry-After says (RFC 9110, section 10.2.3). Redirects are not
 * followed: the key and the facts are for the host that was agreed to.
 */
struct _VdtChatClient
{
  GObject      parent_instance;

  VdtEndpoint *endpoint;
  char        *key;
  GRand       *rand;
  guint        max_attempts;
  guint        base_ms;
  guint        max_ms;
  gboolean     schema_refused;
};

G_DEFINE_FINAL_TYPE (VdtChatClient, vdt_chat_client, G_TYPE_OBJECT)

#define MAX_ATTEMPTS 4
#define BASE_MS 500
#define MAX_MS 60000
#define READ_SIZE (16 * 1024)
#define MAX_REFUSAL (64 * 1024)

/* What an answer may have around its text: escapes and other members. */
#define WHOLE_OVERHEAD 8
#define EVENT_OVERHEAD 4096

typedef struct
{
  VdtChatClient    *client;
  SoupSession      *session;
  SoupMessage      *message;
  GInputStream     *stream;
  GPtrArray        *messages;
  char             *schema;
  VdtChatPieceFunc  func;
  gpointer          func_data;

  GBytes           *body;
  VdtSse           *sse;
  GByteArray       *whole;
  GString          *text;
  char             *finish;
  char             *problem;
  guint             attempts;
  gboolean          done;
} Ask;

static void ask_attempt (GTask *task);
static void ask_read (GTask *task);

static void
ask_free (Ask *ask)
{
  if (ask->session != NULL)
    soup_session_abort (ask->session);
  g_clear_object (&ask->stream);
  g_clear_object (&ask->message);
  g_clear_object (&ask->session);
  g_clear_object (&ask->client);
  g_clear_pointer (&ask->messages, g_ptr_array_unref);
  g_clear_pointer (&ask->body, g_bytes_unref);
  g_clear_pointer (&ask->sse, vdt_sse_free);
  g_clear_pointer (&ask->whole, g_byte_array_unref);
  g_string_free (ask->text, TRUE);
  g_free (ask->schema);
  g_free (ask->finish);
  g_free (ask->problem);
  g_free (ask);
}

void
vdt_chat_answer_free (VdtChatAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self->finish);
  g_free (self->problem);
  g_free (self->sha256);
  g_free (self);
}

static gboolean
has_ended (Ask *ask)
{
  return ask->done || ask->finish != NULL;
}

/* What has come stays, also when the rest will not. */
static void
ask_end (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);
  VdtChatAnswer *answer;
  gsize size;
  gconstpointer data = g_bytes_get_data (ask->body, &size);

  if (!has_ended (ask) && ask->problem == NULL)
    ask->problem = g_strdup ("the answer ended early");
  if (g_strcmp0 (ask->finish, "length") == 0 && ask->problem == NULL)
    ask->problem = g_strdup ("the model reached its limit of length");
  if (g_strcmp0 (ask->finish, "content_filter") == 0 && ask->problem == NULL)
    ask->problem = g_strdup ("the server's content filter cut the answer");

  if (ask->text->len == 0)
    {
      g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_PROTOCOL, "%s sent no answer: %s",
                               g_uri_get_host (soup_message_get_uri (ask->message)),
                               ask->problem != NULL ? ask->problem : "it was empty");
      return;
    }

  answer = g_new0 (VdtChatAnswer, 1);
  answer->text = g_strdup (ask->text->str);
  answer->finish = g_strdup (ask->finish);
  answer->problem = g_strdup (ask->problem);
  answer->complete = ask->problem == NULL;
  answer->has_schema = ask->schema != NULL && !ask->client->schema_refused;
  answer->attempts = ask->attempts;
  answer->sent = size;
  answer->sha256 = vdt_sha256_hex (data, (gssize) size);

  g_task_return_pointer (task, answer, (GDestroyNotify) vdt_chat_answer_free);
}

/* Returns FALSE when the answer has become longer than it may. */
static gboolean
take_text (Ask        *ask,
           const char *text)
{
  gsize room = ask->client->endpoint->max_answer - ask->text->len;
  g_autofree char *piece = NULL;

  if (text == NULL || *text == '\0')
    return TRUE;

  if (strlen (text) > room)
    {
      const char *end = text + room;

      while (end > text && (*end & 0xc0) == 0x80)
        end--;
      piece = g_strndup (text, (gsize) (end - text));
      g_clear_pointer (&ask->problem, g_free);
      ask->problem = g_strdup_printf ("the answer is longer than %" G_GSIZE_FORMAT " bytes and was cut",
                                      ask->client->endpoint->max_answer);
    }
  else
    {
      piece = g_strdup (text);
    }

  g_string_append (ask->text, piece);
  if (ask->func != NULL && *piece != '\0')
    ask->func (piece, ask->func_data);

  return strlen (text) <= room;
}

static gboolean
ask_event_cb (const char *data,
              gpointer    user_data)
{
  Ask *ask = user_data;
  g_auto(VdtChatDelta) delta = { 0 };
  g_autoptr(GError) error = NULL;

  if (!vdt_chat_wire_delta (data, &delta, &error))
    {
      g_clear_pointer (&ask->problem, g_free);
      ask->problem = g_strdup (error->message);
      return FALSE;
    }

  if (!take_text (ask, delta.text))
    return FALSE;

  if (delta.finish != NULL)
    {
      g_free (ask->finish);
      ask->finish = g_steal_pointer (&delta.finish);
    }
  ask->done = ask->done || delta.done;

  return !ask->done;
}

/* --- trying again --- */

static gboolean
ask_again_cb (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    ask_attempt (g_object_ref (task));

  return G_SOURCE_REMOVE;
}

static gboolean
woken_cb (GCancellable *cancellable G_GNUC_UNUSED,
          gpointer      user_data G_GNUC_UNUSED)
{
  return G_SOURCE_REMOVE;
}

/* Takes @task. */
static void
ask_wait (GTask  *task,
          gint64  after_ms)
{
  Ask *ask = g_task_get_task_data (task);
  VdtChatClient *client = ask->client;
  double pause = (double) client->base_ms * (double) (1 << MIN (ask->attempts - 1, 10));
  g_autoptr(GSource) source = NULL;

  pause *= g_rand_double_range (client->rand, 0.5, 1.5);
  if (after_ms >= 0)
    pause = MAX ((double) after_ms, 1);
  source = g_timeout_source_new ((guint) MIN (pause, (double) client->max_ms));

  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr(GSource) child = g_cancellable_source_new (g_task_get_cancellable (task));

      g_source_set_callback (child, G_SOURCE_FUNC (woken_cb), NULL, NULL);
      g_source_add_child_source (source, child);
    }

  g_task_attach_source (task, source, ask_again_cb);
  g_object_unref (task);
}

static void
ask_refused_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  Ask *ask = g_task_get_task_data (task);
  guint status = soup_message_get_status (ask->message);
  g_autofree char *host = vdt_endpoint_dup_host (ask->client->endpoint);
  g_autofree char *reason = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if ((status == 400 || status == 422) && ask->schema != NULL && !ask->client->schema_refused)
    {
      ask->client->schema_refused = TRUE;
      ask_attempt (g_steal_pointer (&task));
      return;
    }

  if (vdt_chat_failure_is_passing (status) && ask->attempts < ask->client->max_attempts)
    {
      ask_wait (g_steal_pointer (&task), vdt_chat_failure_get_pause (ask->message));
      return;
    }

  if (bytes != NULL)
    reason = vdt_chat_wire_error (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
  g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_PROTOCOL, "%s %s (HTTP %u)%s%s", host,
                           vdt_chat_failure_describe (status), status, reason != NULL ? ": " : "",
                           reason != NULL ? reason : "");
}

/* --- reading --- */

static void
read_whole (Ask *ask)
{
  g_auto(VdtChatDelta) delta = { 0 };
  g_autoptr(GError) error = NULL;

  if (!vdt_chat_wire_answer ((const char *) ask->whole->data, (gssize) ask->whole->len, &delta, &error))
    {
      ask->problem = g_strdup (error->message);
      return;
    }

  ask->finish = g_steal_pointer (&delta.finish);
  ask->done = TRUE;
  take_text (ask, delta.text);
}

/* Returns whether more is wanted. */
static gboolean
take_bytes (Ask    *ask,
            GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (ask->sse == NULL)
    {
      if (ask->whole->len + size > ask->client->endpoint->max_answer * WHOLE_OVERHEAD)
        {
          ask->problem = g_strdup ("the answer is too large");
          g_byte_array_set_size (ask->whole, 0);
          return FALSE;
        }
      g_byte_array_append (ask->whole, data, (guint) size);
      return TRUE;
    }

  if (vdt_sse_feed (ask->sse, data, size, &error))
    return TRUE;
  if (error != NULL && ask->problem == NULL)
    ask->problem = g_strdup (error->message);

  return FALSE;
}

static void
ask_read_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, &error);
  Ask *ask = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (bytes == NULL)
    {
      if (ask->problem == NULL)
        ask->problem = g_strdup_printf ("the connection broke: %s", error->message);
    }
  else if (g_bytes_get_size (bytes) > 0)
    {
      if (take_bytes (ask, bytes))
        {
          ask_read (g_steal_pointer (&task));
          return;
        }
    }
  else if (ask->whole != NULL)
    {
      read_whole (ask);
    }

  ask_end (task);
}

/* Takes @task: the pending read owns it. */
static void
ask_read (GTask *task)
{
  Ask *ask = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (ask->stream, READ_SIZE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   ask_read_cb, task);
}

static void
ask_sent_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  Ask *ask = g_task_get_task_data (task);
  const char *type;

  ask->stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (ask->stream == NULL)
    {
      if (vdt_chat_failure_is_connection (error) && ask->attempts < ask->client->max_attempts)
        {
          ask_wait (g_steal_pointer (&task), -1);
          return;
        }
      vdt_chat_failure_explain (ask->client->endpoint, error);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (soup_message_get_status (ask->message) != SOUP_STATUS_OK)
    {
      GTask *taken = g_steal_pointer (&task);

      g_input_stream_read_bytes_async (ask->stream, MAX_REFUSAL, G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (taken), ask_refused_cb, taken);
      return;
    }

  type = soup_message_headers_get_content_type (soup_message_get_response_headers (ask->message), NULL);
  if (type != NULL && g_ascii_strcasecmp (type, "text/event-stream") == 0)
    ask->sse = vdt_sse_new (ask->client->endpoint->max_answer * WHOLE_OVERHEAD + EVENT_OVERHEAD, ask_event_cb, ask);
  else
    ask->whole = g_byte_array_new ();

  ask_read (g_steal_pointer (&task));
}

/* --- asking --- */

static SoupSession *
make_session (const VdtEndpoint  *endpoint,
              GError            **error)
{
  g_autoptr(SoupSession) session = soup_session_new_with_options ("timeout", endpoint->idle_seconds,
                                                                  "user-agent", "Vedette", NULL);

  if (endpoint->ca_file != NULL && *endpoint->ca_file != '\0')
    {
      g_autoptr(GTlsDatabase) authorities = g_tls_file_database_new (endpoint->ca_file, error);

      if (authorities == NULL)
        {
          g_prefix_error (error, "The file of authorities cannot be used: ");
          return NULL;
        }
      soup_session_set_tls_database (session, authorities);
    }

  if (endpoint->proxy != NULL && *endpoint->proxy != '\0')
    {
      g_autoptr(GProxyResolver) resolver = g_simple_proxy_resolver_new (endpoint->proxy, NULL);

      soup_session_set_proxy_resolver (session, resolver);
    }

  return g_steal_pointer (&session);
}

static gboolean
prepare_message (Ask     *ask,
                 GError **error)
{
  const VdtEndpoint *endpoint = ask->client->endpoint;
  g_autoptr(GUri) uri = vdt_endpoint_get_chat_uri (endpoint, error);
  SoupMessageHeaders *headers;

  if (uri == NULL)
    return FALSE;

  g_clear_pointer (&ask->body, g_bytes_unref);
  ask->body = vdt_chat_client_dup_request (ask->client, ask->messages, ask->schema, error);
  if (ask->body == NULL)
    return FALSE;

  if (ask->session == NULL && (ask->session = make_session (endpoint, error)) == NULL)
    return FALSE;

  g_set_object (&ask->message, NULL);
  ask->message = soup_message_new_from_uri (SOUP_METHOD_POST, uri);
  soup_message_add_flags (ask->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (ask->message, "application/json", ask->body);

  headers = soup_message_get_request_headers (ask->message);
  soup_message_headers_replace (headers, "Accept", "text/event-stream, application/json");
  if (ask->client->key != NULL && *ask->client->key != '\0')
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", ask->client->key, NULL);

      if (endpoint->kind == VDT_ENDPOINT_AZURE)
        soup_message_headers_replace (headers, "api-key", ask->client->key);
      else
        soup_message_headers_replace (headers, "Authorization", bearer);
    }

  return TRUE;
}

/* Takes @task. */
static void
ask_attempt (GTask *task)
{
  g_autoptr(GTask) owned = task;
  Ask *ask = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  g_clear_object (&ask->stream);
  ask->attempts++;
  if (!prepare_message (ask, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  soup_session_send_async (ask->session, ask->message, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                           ask_sent_cb, g_steal_pointer (&owned));
}

/* --- the class --- */

static void
vdt_chat_client_finalize (GObject *object)
{
  VdtChatClient *self = VDT_CHAT_CLIENT (object);

  g_clear_pointer (&self->endpoint, vdt_endpoint_free);
  g_clear_pointer (&self->key, vdt_keyring_free_key);
  g_clear_pointer (&self->rand, g_rand_free);

  G_OBJECT_CLASS (vdt_chat_client_parent_class)->finalize (object);
}

static void
vdt_chat_client_class_init (VdtChatClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_chat_client_finalize;
}

static void
vdt_chat_client_init (VdtChatClient *self)
{
  self->rand = g_rand_new ();
  self->max_attempts = MAX_ATTEMPTS;
  self->base_ms = BASE_MS;
  self->max_ms = MAX_MS;
}

/**
 * vdt_chat_client_new:
 * @endpoint: where to ask
 * @key: (nullable): what lets one ask there
 *
 * Returns: (transfer full): a client
 */
VdtChatClient *
vdt_chat_client_new (const VdtEndpoint *endpoint,
                     const char        *key)
{
  VdtChatClient *self;

  g_return_val_if_fail (endpoint != NULL, NULL);

  self = g_object_new (VDT_TYPE_CHAT_CLIENT, NULL);
  self->endpoint = vdt_endpoint_copy (endpoint);
  self->key = g_strdup (key);

  return self;
}

const VdtEndpoint *
vdt_chat_client_get_endpoint (VdtChatClient *self)
{
  g_return_val_if_fail (VDT_IS_CHAT_CLIENT (self), NULL);

  return self->endpoint;
}

/**
 * vdt_chat_client_set_retry:
 * @self: a client
 * @attempts: how often one question may be sent
 * @base_ms: pause after the first refusal; it doubles each time
 * @max_ms: longest pause, also of Retry-After
 * @seed: of the jitter
 *
 * Makes the pauses short and the same each time.
 */
void
vdt_chat_client_set_retry (VdtChatClient *self,
                           guint          attempts,
                           guint          base_ms,
                           guint          max_ms,
                           guint32        seed)
{
  g_return_if_fail (VDT_IS_CHAT_CLIENT (self));
  g_return_if_fail (attempts > 0);

  self->max_attempts = attempts;
  self->base_ms = base_ms;
  self->max_ms = max_ms;
  g_rand_set_seed (self->rand, seed);
}

/**
 * vdt_chat_client_dup_request:
 * @self: a client
 * @messages: (element-type VdtChatMessage): what shall be said
 * @schema: (nullable): JSON schema of the answer
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the exact bytes that would be sent
 */
GBytes *
vdt_chat_client_dup_request (VdtChatClient  *self,
                             GPtrArray      *messages,
                             const char     *schema,
                             GError        **error)
{
  g_return_val_if_fail (VDT_IS_CHAT_CLIENT (self), NULL);
  g_return_val_if_fail (messages != NULL, NULL);

  return vdt_chat_wire_request (self->endpoint->model, messages, self->schema_refused ? NULL : schema, TRUE, 0, error);
}

/**
 * vdt_chat_client_ask_async:
 * @self: a client
 * @messages: (element-type VdtChatMessage): what is said
 * @schema: (nullable): JSON schema of the answer; a server that refuses it is asked without
 * @func: (nullable): called with each piece of the answer
 * @func_data: for @func
 * @cancellable: (nullable): closes the connection
 * @callback: called once with the result
 * @user_data: for @callback
 */
void
vdt_chat_client_ask_async (VdtChatClient       *self,
                           GPtrArray           *messages,
                           const char          *schema,
                           VdtChatPieceFunc     func,
                           gpointer             func_data,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Ask *ask;

  g_return_if_fail (VDT_IS_CHAT_CLIENT (self));
  g_return_if_fail (messages != NULL);

  ask = g_new0 (Ask, 1);
  ask->client = g_object_ref (self);
  ask->messages = g_ptr_array_ref (messages);
  ask->schema = g_strdup (schema);
  ask->func = func;
  ask->func_data = func_data;
  ask->text = g_string_new (NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_chat_client_ask_async);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  ask_attempt (g_steal_pointer (&task));
}

/**
 * vdt_chat_client_ask_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for a %VDT_ERROR, %G_IO_ERROR, %G_TLS_ERROR or %G_RESOLVER_ERROR,
 *   whose message says what to do
 *
 * Returns: (transfer full) (nullable): the answer, which may have come in part: see @complete
 */
VdtChatAnswer *
vdt_chat_client_ask_finish (VdtChatClient  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_asked_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtChatAnswer) answer = vdt_chat_client_ask_finish (VDT_CHAT_CLIENT (object), result, &error);
  VdtChatClient *self = VDT_CHAT_CLIENT (object);
  g_autofree char *host = vdt_endpoint_dup_host (self->endpoint);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  g_task_return_pointer (task, g_strdup_printf ("%s answers as %s.", host, self->endpoint->model), g_free);
}

/**
 * vdt_chat_client_test_async:
 * @self: a client
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks for one word. Nothing of a case is sent.
 */
void
vdt_chat_client_test_async (VdtChatClient       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VDT_IS_CHAT_CLIENT (self));

  g_ptr_array_add (messages, vdt_chat_message_new ("user", "Answer with the one word: ready"));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_chat_client_test_async);
  vdt_chat_client_ask_async (self, messages, NULL, NULL, NULL, cancellable, test_asked_cb, g_steal_pointer (&task));
}

/**
 * vdt_chat_client_test_finish:
 * @self: a client
 * @result: what the callback was given
 * @error: return location for the errors of vdt_chat_client_ask_finish()
 *
 * Returns: (transfer full) (nullable): a sentence that says who answers
 */
char *
vdt_chat_client_test_finish (VdtChatClient  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
