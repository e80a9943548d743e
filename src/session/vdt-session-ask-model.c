/* vdt-session-ask-model.c
 *
 * A connected model is asked for a query. What it writes is mended by rules and
 * bound; if that fails it is asked once more with the errors. The built-in
 * engine's query stands beside it, and nothing is run.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-session-ask-private.h"

#include "vdt-ask-model.h"
#include "vdt-explain-query.h"
#include "vdt-session-hunt.h"
#include "vdt-session-model.h"
#include "vdt-session-private.h"

#define MOST_TRIES 2

typedef struct
{
  char          *question;
  VdtAsked      *own;           /* of the built-in engine */
  VdtAskRequest *request;
  VdtChatClient *client;
  GPtrArray     *messages;
  GPtrArray     *changes;
  char          *kql;
  char          *said;
  gboolean       mask;
  guint          tries;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_free (asking->question);
  g_clear_pointer (&asking->own, vdt_asked_free);
  g_clear_pointer (&asking->request, vdt_ask_request_free);
  g_clear_object (&asking->client);
  g_clear_pointer (&asking->messages, g_ptr_array_unref);
  g_ptr_array_unref (asking->changes);
  g_free (asking->kql);
  g_free (asking->said);
  g_free (asking);
}

static gpointer
with_engine (VdtSession        *self,
             VdtSessionAskFunc  func,
             gpointer           data)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_session_dup_catalog (self);
  g_autofree char *learned = vdt_session_dup_state (self, VDT_ASK_LEARNED);

  return vdt_session_ask_with (vdt_session_ask_get (self), catalog, learned, func, data);
}

static gpointer
begin_it (VdtAsk   *ask,
          gpointer  user_data)
{
  Asking *asking = user_data;
  g_autoptr(VdtAskAnswer) own = vdt_ask_question (ask, asking->question, NULL);

  asking->request = vdt_ask_request_new (ask, asking->question, own, asking->mask);

  return NULL;
}

static gpointer
read_it (VdtAsk   *ask,
         gpointer  user_data)
{
  Asking *asking = user_data;

  g_ptr_array_set_size (asking->changes, 0);
  asking->kql = vdt_ask_request_read (asking->request, ask, asking->said, asking->changes);

  return NULL;
}

/* The model's query, with the built-in engine's as the first other reading. */
static void
take_query (VdtSession *self,
            Asking     *asking)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_session_dup_catalog (self);
  g_autoptr(GPtrArray) lines = vdt_explain_query (catalog, asking->kql, NULL);
  g_autoptr(GStrvBuilder) changes = g_strv_builder_new ();
  VdtAsked *own = asking->own;

  if (own->kql != NULL)
    {
      VdtAskedReading *beside = g_new0 (VdtAskedReading, 1);

      beside->table = g_steal_pointer (&own->table);
      beside->text = g_strdup (_("By the built-in engine"));
      beside->kql = g_steal_pointer (&own->kql);
      beside->rows = own->rows;
      g_ptr_array_insert (own->readings, 0, beside);
    }
  own->by_model = TRUE;
  own->kql = g_steal_pointer (&asking->kql);
  own->rows = 0;
  g_ptr_array_set_size (own->lines, 0);
  for (guint i = 0; i < lines->len; i++)
    {
      VdtExplainLine *one = g_ptr_array_index (lines, i);
      VdtAskedLine *line = g_new0 (VdtAskedLine, 1);

      line->line = g_strdup (one->code);
      line->text = g_strdup (one->text);
      g_ptr_array_add (own->lines, line);
    }
  for (guint i = 0; i < asking->changes->len; i++)
    g_strv_builder_add (changes, g_ptr_array_index (asking->changes, i));
  g_strfreev (own->changes);
  own->changes = g_strv_builder_end (changes);
}

static void
finish (GTask      *task,
        const char *problem)
{
  Asking *asking = g_task_get_task_data (task);

  asking->own->problem = g_strdup (problem);
  g_task_return_pointer (task, g_steal_pointer (&asking->own), (GDestroyNotify) vdt_asked_free);
}

static void send_messages (GTask *task);

static void
answered_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtChatAnswer) answer = vdt_chat_client_ask_finish (VDT_CHAT_CLIENT (object), result, &error);
  g_autofree char *again = NULL;

  if (answer == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        finish (task, error->message);
      return;
    }

  g_free (asking->said);
  asking->said = g_strdup (answer->text != NULL ? answer->text : "");
  with_engine (self, read_it, asking);
  if (asking->kql != NULL)
    {
      take_query (self, asking);
      finish (task, NULL);
      return;
    }
  if (asking->tries >= MOST_TRIES)
    {
      g_autofree char *problem = g_strdup_printf (_("The model wrote no query that binds: %s"),
                                                  vdt_ask_request_get_errors (asking->request));

      finish (task, problem);
      return;
    }

  again = vdt_ask_request_again (asking->request);
  g_ptr_array_add (asking->messages, vdt_chat_message_new ("assistant", asking->said));
  g_ptr_array_add (asking->messages, vdt_chat_message_new ("user", again));
  send_messages (g_steal_pointer (&task));
}

static void
send_messages (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);

  asking->tries++;
  vdt_chat_client_ask_async (asking->client, asking->messages, vdt_ask_request_get_schema (asking->request), NULL, NULL,
                             g_task_get_cancellable (task), answered_cb, task);
}

static void
connected_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = VDT_SESSION (object);
  Asking *asking = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  asking->client = vdt_session_connect_finish (self, result, &error);
  if (asking->client == NULL)
    {
      finish (task, error->message);
      return;
    }

  with_engine (self, begin_it, asking);
  asking->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);
  g_ptr_array_add (asking->messages, vdt_chat_message_new ("system", vdt_ask_request_get_rules (asking->request)));
  g_ptr_array_add (asking->messages, vdt_chat_message_new ("user", vdt_ask_request_get_text (asking->request)));
  send_messages (g_steal_pointer (&task));
}

static void
own_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  asking->own = vdt_session_ask_finish (VDT_SESSION (object), result, &error);
  if (asking->own == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    vdt_session_connect_async (VDT_SESSION (object), cancellable, connected_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_ask_model_async:
 * @self: an open session
 * @question: what is asked
 * @cancellable: (nullable): closes the connection
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks the model of the workspace for a query. It is told of the tables that the built-in
 * engine thinks of, and of @question, whose names are replaced if the workspace masks any.
 */
void
vdt_session_ask_model_async (VdtSession          *self,
                             const char          *question,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(VdtModelSettings) settings = NULL;
  GTask *task;
  Asking *asking;

  g_return_if_fail (VDT_IS_SESSION (self) && self->hunt != NULL);
  g_return_if_fail (question != NULL);

  settings = vdt_session_dup_model (self);
  asking = g_new0 (Asking, 1);
  asking->question = g_strdup (question);
  asking->changes = g_ptr_array_new_with_free_func (g_free);
  asking->mask = settings->mask != 0;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_ask_model_async);
  g_task_set_task_data (task, asking, asking_free);
  vdt_session_ask_async (self, question, NULL, cancellable, own_cb, task);
}

/**
 * vdt_session_ask_model_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the model's query, with the built-in engine's as the first
 *   other reading; or only the latter, and why the model gave none
 */
VdtAsked *
vdt_session_ask_model_finish (VdtSession    *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
