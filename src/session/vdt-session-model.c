/* vdt-session-model.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-model.h"

#include "vdt-answer.h"
#include "vdt-chat-client.h"
#include "vdt-error.h"
#include "vdt-grounding.h"
#include "vdt-keyring.h"
#include "vdt-mask-incident.h"
#include "vdt-prompt.h"
#include "vdt-session-ask-private.h"
#include "vdt-session-chat.h"
#include "vdt-session-private.h"
#include "vdt-store-log.h"

#define STATE_KEY "model"
#define GROUP "model"
#define CONTEXT_TOKENS 8192

struct _VdtOutgoingPrivate
{
  VdtPrompt     *prompt;
  VdtMask       *mask;
  VdtChatClient *client;
  GPtrArray     *messages;
  char          *request;
  gboolean       drop_failed;
};

typedef struct
{
  VdtIncident *incident;
  char        *template_id;
  char        *request;
} Prepare;

typedef struct
{
  VdtIncident *incident;
  VdtOutgoing *outgoing;
} Send;

/* --- settings --- */

/**
 * vdt_model_settings_new:
 *
 * Returns: (transfer full): no model, everything masked
 */
VdtModelSettings *
vdt_model_settings_new (void)
{
  VdtModelSettings *self = g_new0 (VdtModelSettings, 1);

  self->url = g_strdup ("http://127.0.0.1:8080/v1");
  self->model = g_strdup ("");
  self->context_tokens = CONTEXT_TOKENS;
  self->mask = VDT_MODEL_MASK_ALL;

  return self;
}

void
vdt_model_settings_free (VdtModelSettings *self)
{
  if (self == NULL)
    return;

  g_free (self->url);
  g_free (self->model);
  g_free (self->api_version);
  g_free (self->ca_file);
  g_free (self->proxy);
  g_free (self);
}

static void
take_text (GKeyFile    *file,
           const char  *name,
           char       **text)
{
  char *value = g_key_file_get_string (file, GROUP, name, NULL);

  if (value != NULL)
    {
      g_free (*text);
      *text = value;
    }
}

/**
 * vdt_session_dup_model:
 * @self: a session
 *
 * Returns: (transfer full): the model of this workspace
 */
VdtModelSettings *
vdt_session_dup_model (VdtSession *self)
{
  VdtModelSettings *settings = vdt_model_settings_new ();
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (self), settings);

  text = vdt_session_dup_state (self, STATE_KEY);
  if (text == NULL || !g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, NULL))
    return settings;

  settings->enabled = g_key_file_get_boolean (file, GROUP, "enabled", NULL);
  settings->azure = g_key_file_get_boolean (file, GROUP, "azure", NULL);
  settings->drop_failed = g_key_file_get_boolean (file, GROUP, "drop-failed", NULL);
  settings->mask = (VdtModelMask) g_key_file_get_integer (file, GROUP, "mask", NULL) & VDT_MODEL_MASK_ALL;
  settings->context_tokens = (guint) CLAMP (g_key_file_get_integer (file, GROUP, "context-tokens", NULL), 1024, 10000000);
  take_text (file, "url", &settings->url);
  take_text (file, "model", &settings->model);
  take_text (file, "api-version", &settings->api_version);
  take_text (file, "ca-file", &settings->ca_file);
  take_text (file, "proxy", &settings->proxy);

  return settings;
}

static VdtEndpoint *
make_endpoint (const VdtModelSettings *settings)
{
  VdtEndpoint *endpoint = vdt_endpoint_new (settings->azure ? VDT_ENDPOINT_AZURE : VDT_ENDPOINT_OPENAI,
                                            settings->url, settings->model);

  endpoint->api_version = g_strdup (settings->api_version);
  endpoint->ca_file = g_strdup (settings->ca_file);
  endpoint->proxy = g_strdup (settings->proxy);
  endpoint->context_tokens = settings->context_tokens;

  return endpoint;
}

/**
 * vdt_session_set_model:
 * @self: an open session
 * @settings: the model of this workspace
 * @error: return location for %VDT_ERROR_USAGE, whose message says what to change
 *
 * Returns: whether the settings are sound and kept
 */
gboolean
vdt_session_set_model (VdtSession              *self,
                       const VdtModelSettings  *settings,
                       GError                 **error)
{
  g_autoptr(VdtEndpoint) endpoint = NULL;
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (self), FALSE);
  g_return_val_if_fail (settings != NULL, FALSE);

  endpoint = make_endpoint (settings);
  if (settings->enabled && !vdt_endpoint_check (endpoint, error))
    return FALSE;

  g_key_file_set_boolean (file, GROUP, "enabled", settings->enabled);
  g_key_file_set_boolean (file, GROUP, "azure", settings->azure);
  g_key_file_set_boolean (file, GROUP, "drop-failed", settings->drop_failed);
  g_key_file_set_integer (file, GROUP, "mask", (int) settings->mask);
  g_key_file_set_integer (file, GROUP, "context-tokens", (int) settings->context_tokens);
  g_key_file_set_string (file, GROUP, "url", settings->url);
  g_key_file_set_string (file, GROUP, "model", settings->model);
  g_key_file_set_string (file, GROUP, "api-version", settings->api_version != NULL ? settings->api_version : "");
  g_key_file_set_string (file, GROUP, "ca-file", settings->ca_file != NULL ? settings->ca_file : "");
  g_key_file_set_string (file, GROUP, "proxy", settings->proxy != NULL ? settings->proxy : "");
  text = g_key_file_to_data (file, NULL, NULL);
  vdt_session_save_state (self, STATE_KEY, text);

  return TRUE;
}

static void
key_saved_cb (GObject      *object G_GNUC_UNUSED,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_keyring_save_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
key_forgotten_cb (GObject      *object G_GNUC_UNUSED,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  vdt_keyring_forget_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_save_key_async:
 * @self: a session with a model
 * @key: (nullable): the model's key; %NULL or empty forgets it
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 */
void
vdt_session_save_key_async (VdtSession          *self,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self);
  g_autoptr(VdtEndpoint) endpoint = make_endpoint (settings);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vdt_session_save_key_async);
  if (key != NULL && *key != '\0')
    vdt_keyring_save_async (endpoint, key, cancellable, key_saved_cb, task);
  else
    vdt_keyring_forget_async (endpoint, cancellable, key_forgotten_cb, task);
}

gboolean
vdt_session_save_key_finish (VdtSession    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A machine without a keyring can still ask a server of its own, which needs no key. */
static VdtChatClient *
client_with_key (VdtEndpoint   *endpoint,
                 GAsyncResult  *result,
                 GError       **error)
{
  g_autoptr(GError) locked = NULL;
  char *key = vdt_keyring_load_finish (result, &locked);
  VdtChatClient *client;

  if (locked != NULL && !vdt_endpoint_is_loopback (endpoint))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "The keyring cannot be read, and with it the model's key: %s",
                   locked->message);
      return NULL;
    }

  client = vdt_chat_client_new (endpoint, key);
  vdt_keyring_free_key (key);

  return client;
}

/* --- the test --- */

static void
tested_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char *text = vdt_chat_client_test_finish (VDT_CHAT_CLIENT (object), result, &error);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
test_key_cb (GObject      *object G_GNUC_UNUSED,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtChatClient) client = client_with_key (g_task_get_task_data (task), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (client == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    vdt_chat_client_test_async (client, cancellable, tested_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_test_model_async:
 * @self: a session with a model
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks the model for one word; nothing of a case is sent.
 */
void
vdt_session_test_model_async (VdtSession          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self);
  VdtEndpoint *endpoint = make_endpoint (settings);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, vdt_session_test_model_async);
  g_task_set_task_data (task, endpoint, (GDestroyNotify) vdt_endpoint_free);
  if (!vdt_endpoint_check (endpoint, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    vdt_keyring_load_async (endpoint, cancellable, test_key_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_test_model_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error whose message says what is wrong
 *
 * Returns: (transfer full) (nullable): a sentence that says who answers
 */
char *
vdt_session_test_model_finish (VdtSession    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- asked for something else than an incident --- */

static void
connect_key_cb (GObject      *object G_GNUC_UNUSED,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  VdtChatClient *client = client_with_key (g_task_get_task_data (task), result, &error);

  if (client != NULL)
    g_task_return_pointer (task, client, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/*< private >
 * vdt_session_connect_async:
 * @self: an open session with a model
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Makes ready to ask the model of the workspace; nothing is sent.
 */
void
vdt_session_connect_async (VdtSession          *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self);
  VdtEndpoint *endpoint = make_endpoint (settings);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GError) error = NULL;

  g_task_set_source_tag (task, vdt_session_connect_async);
  g_task_set_task_data (task, endpoint, (GDestroyNotify) vdt_endpoint_free);
  if (!settings->enabled)
    g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_USAGE,
                             "No model is connected. Connect one under Preferences, or ask the built-in engine.");
  else if (!vdt_endpoint_check (endpoint, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    vdt_keyring_load_async (endpoint, cancellable, connect_key_cb, g_steal_pointer (&task));
}

VdtChatClient *
vdt_session_connect_finish (VdtSession    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- preparing --- */

static void
prepare_free (gpointer data)
{
  Prepare *prepare = data;

  g_object_unref (prepare->incident);
  g_free (prepare->template_id);
  g_free (prepare->request);
  g_free (prepare);
}

void
vdt_outgoing_free (VdtOutgoing *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->model);
  g_free (self->template_id);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->priv->prompt, vdt_prompt_free);
  g_clear_pointer (&self->priv->mask, vdt_mask_free);
  g_clear_pointer (&self->priv->messages, g_ptr_array_unref);
  g_clear_object (&self->priv->client);
  g_free (self->priv->request);
  g_free (self->priv);
  g_free (self);
}

static VdtOutgoing *
prepare (VdtSession     *self,
         Prepare        *what,
         VdtChatClient  *client,
         GError        **error)
{
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self);
  const VdtEndpoint *endpoint = vdt_chat_client_get_endpoint (client);
  g_autoptr(VdtPromptBook) book = vdt_prompt_book_new ();
  g_autoptr(VdtAnswerer) answerer = vdt_answerer_new (vdt_session_get_summarizer (self));
  g_autoptr(GListModel) facts = vdt_answerer_list_facts (answerer, what->incident);
  g_autoptr(VdtOutgoing) out = g_new0 (VdtOutgoing, 1);
  g_autofree char *masked = NULL;

  out->priv = g_new0 (VdtOutgoingPrivate, 1);
  out->priv->prompt = vdt_prompt_book_build (book, what->template_id, what->request, facts, endpoint->context_tokens,
                                             error);
  if (out->priv->prompt == NULL)
    return NULL;

  out->priv->mask = vdt_mask_new ((VdtMaskKinds) settings->mask);
  vdt_mask_add_incident (out->priv->mask, what->incident);
  masked = vdt_mask_apply (out->priv->mask, out->priv->prompt->user);

  out->priv->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);
  g_ptr_array_add (out->priv->messages, vdt_chat_message_new ("system", out->priv->prompt->system));
  g_ptr_array_add (out->priv->messages, vdt_chat_message_new ("user", masked));
  out->priv->client = g_object_ref (client);
  out->priv->request = g_strdup (what->request);
  out->priv->drop_failed = settings->drop_failed;

  out->bytes = vdt_chat_client_dup_request (client, out->priv->messages, out->priv->prompt->schema, error);
  if (out->bytes == NULL)
    return NULL;
  out->host = vdt_endpoint_dup_host (endpoint);
  out->model = g_strdup (endpoint->model);
  out->template_id = g_strdup (out->priv->prompt->template_id);
  out->names = vdt_mask_list (out->priv->mask);
  out->n_facts = out->priv->prompt->facts->len;
  out->n_left_out = out->priv->prompt->n_left_out;

  return g_steal_pointer (&out);
}

static void
prepare_key_cb (GObject      *object G_GNUC_UNUSED,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  g_autoptr(VdtModelSettings) settings = vdt_session_dup_model (self);
  g_autoptr(VdtEndpoint) endpoint = make_endpoint (settings);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtChatClient) client = client_with_key (endpoint, result, &error);
  VdtOutgoing *outgoing = client != NULL ? prepare (self, g_task_get_task_data (task), client, &error) : NULL;

  if (outgoing != NULL)
    g_task_return_pointer (task, outgoing, (GDestroyNotify) vdt_outgoing_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_prepare_async:
 * @self: an open session with a model
 * @incident: a live incident
 * @template_id: which prompt: see vdt_prompt_book_build()
 * @request: the question or text
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Makes ready what would be sent; nothing is sent.
 */
void
vdt_session_prepare_async (VdtSession          *self,
                           VdtIncident         *incident,
                           const char          *template_id,
                           const char          *request,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(VdtModelSettings) settings = NULL;
  g_autoptr(VdtEndpoint) endpoint = NULL;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Prepare *what;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));

  settings = vdt_session_dup_model (self);
  endpoint = make_endpoint (settings);
  what = g_new0 (Prepare, 1);
  what->incident = g_object_ref (incident);
  what->template_id = g_strdup (template_id);
  what->request = g_strdup (request);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_prepare_async);
  g_task_set_task_data (task, what, prepare_free);

  if (!settings->enabled)
    g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_USAGE,
                             "No model is connected. Connect one under Preferences, or ask the built-in engine.");
  else if (!vdt_endpoint_check (endpoint, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    vdt_keyring_load_async (endpoint, cancellable, prepare_key_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_prepare_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what would be sent
 */
VdtOutgoing *
vdt_session_prepare_finish (VdtSession    *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- sending --- */

static void
send_free (gpointer data)
{
  Send *send = data;

  g_object_unref (send->incident);
  g_free (send);
}

/* What left the machine stands in the log, whatever came back; not its text. */
static void
log_sent (VdtSession          *self,
          VdtIncident         *incident,
          const VdtOutgoing   *outgoing,
          const VdtChatAnswer *answer)
{
  g_autoptr(VdtActivity) entry = vdt_activity_new ();
  g_autofree char *note = g_strdup_printf ("%s, %" G_GSIZE_FORMAT " bytes, SHA-256 %s", outgoing->template_id,
                                           answer->sent, answer->sha256);

  vdt_record_set_text (entry, "incident-id", vdt_incident_get_id (incident));
  g_object_set (entry, "at", self->clock (self->clock_data), NULL);
  vdt_record_set_text (entry, "actor", self->analyst);
  vdt_record_set_text (entry, "actor-kind", "person");
  vdt_record_set_text (entry, "action", "model-asked");
  vdt_record_set_text (entry, "target-kind", "model");
  vdt_record_set_text (entry, "target-id", outgoing->host);
  vdt_record_set_text (entry, "note", note);
  vdt_store_log_async (self->store, entry, NULL, NULL, NULL);
}

static VdtProposal *
read_answer (Send                *send,
             const VdtChatAnswer *answer)
{
  VdtOutgoingPrivate *priv = send->outgoing->priv;
  g_autoptr(VdtGrounding) grounding = vdt_grounding_new ();
  GListModel *assets = vdt_incident_get_assets (send->incident);
  g_autofree char *undone = vdt_mask_undo (priv->mask, answer->text);
  g_autoptr(GPtrArray) statements = NULL;
  VdtProposal *proposal = vdt_proposal_new ("answer", vdt_incident_get_id (send->incident));
  guint n_failed = 0;

  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      vdt_grounding_add_name (grounding, vdt_asset_get_name (asset));
    }

  statements = vdt_grounding_read (grounding, undone, priv->prompt->facts, "answer", priv->drop_failed, &n_failed);
  for (guint i = 0; i < statements->len; i++)
    {
      VdtStatement *statement = g_ptr_array_index (statements, i);
      const char *const *ids = vdt_statement_get_fact_ids (statement);

      for (guint f = 0; ids != NULL && ids[f] != NULL; f++)
        for (guint p = 0; p < priv->prompt->facts->len; p++)
          {
            VdtFact *fact = g_ptr_array_index (priv->prompt->facts, p);

            if (g_str_equal (vdt_fact_get_id (fact), ids[f]) && vdt_proposal_find_fact (proposal, ids[f]) == NULL)
              vdt_proposal_add_fact (proposal, fact);
          }
      vdt_proposal_add_statement (proposal, statement);
    }

  vdt_record_set_text (proposal, "engine", send->outgoing->model);
  vdt_record_set_text (proposal, "engine-version", send->outgoing->host);
  vdt_record_set_text (proposal, "template-id", send->outgoing->template_id);
  vdt_record_set_text (proposal, "input-hash", answer->sha256);
  vdt_record_set_text (proposal, "message", answer->problem);

  return proposal;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtChatAnswer) answer = vdt_chat_client_ask_finish (VDT_CHAT_CLIENT (object), result, &error);
  g_autoptr(VdtProposal) proposal = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  log_sent (self, send->incident, send->outgoing, answer);
  proposal = read_answer (send, answer);
  g_task_return_pointer (task, vdt_session_keep_answer (self, send->incident, send->outgoing->priv->request, proposal),
                         g_object_unref);
}

/**
 * vdt_session_send_async:
 * @self: an open session
 * @incident: the incident that @outgoing is about
 * @outgoing: what was prepared; must live until @callback
 * @cancellable: (nullable): closes the connection
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Sends the bytes that were shown. The answer becomes statements, each held
 * against the facts that it cites; it can do nothing but be read.
 */
void
vdt_session_send_async (VdtSession          *self,
                        VdtIncident         *incident,
                        VdtOutgoing         *outgoing,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;
  Send *send;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));
  g_return_if_fail (outgoing != NULL);

  send = g_new0 (Send, 1);
  send->incident = g_object_ref (incident);
  send->outgoing = outgoing;
  vdt_session_get_conversation (self, incident);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_send_async);
  g_task_set_task_data (task, send, send_free);
  vdt_chat_client_ask_async (outgoing->priv->client, outgoing->priv->messages, outgoing->priv->prompt->schema, NULL,
                             NULL, cancellable, sent_cb, task);
}

/**
 * vdt_session_send_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for an error whose message says what to do
 *
 * Returns: (transfer full) (nullable): question and answer, as the conversation has them
 */
VdtProposal *
vdt_session_send_finish (VdtSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
