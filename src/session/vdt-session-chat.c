/* vdt-session-chat.c
 *
 * A question and its answer are one proposal of the kind "answer": its first
 * statement is the question, of the origin "person", which cites nothing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-chat.h"

#include <string.h>

#include "vdt-answer.h"
#include "vdt-error.h"
#include "vdt-respond.h"
#include "vdt-session-copilot.h"
#include "vdt-session-private.h"
#include "vdt-store-log.h"
#include "vdt-summary.h"

#define KIND_ANSWER "answer"

typedef struct
{
  VdtIncident *incident;
  char        *question;
  VdtProposal *summary;
  gulong       handler;
} Chat;

static void
chat_free (gpointer data)
{
  Chat *chat = data;

  if (chat->handler != 0)
    g_signal_handler_disconnect (chat->summary, chat->handler);
  g_clear_object (&chat->summary);
  g_clear_object (&chat->incident);
  g_free (chat->question);
  g_free (chat);
}

void
vdt_reply_free (VdtReply *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->proposal);
  g_free (self->intent);
  g_strfreev (self->choices);
  g_strfreev (self->plan);
  g_free (self);
}

static int
compare_created (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data G_GNUC_UNUSED)
{
  gint64 first = vdt_proposal_get_created_at ((VdtProposal *) a);
  gint64 second = vdt_proposal_get_created_at ((VdtProposal *) b);

  return first < second ? -1 : first > second;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GListStore) list = user_data;
  g_autoptr(GListModel) stored = NULL;
  g_autoptr(GError) error = NULL;

  stored = vdt_store_load_proposals_finish (VDT_STORE (object), result, &error);
  if (stored == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("the conversation cannot be read: %s", error->message);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr(VdtProposal) proposal = g_list_model_get_item (stored, i);

      g_list_store_insert_sorted (list, proposal, compare_created, NULL);
    }
}

/**
 * vdt_session_get_conversation:
 * @self: an open session
 * @incident: a live incident
 *
 * Returns: (transfer none): a live list of #VdtProposal, oldest first; what the database has comes in
 *   after the first call
 */
GListModel *
vdt_session_get_conversation (VdtSession  *self,
                              VdtIncident *incident)
{
  const char *id;
  GListStore *list;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (self->store != NULL, NULL);

  id = vdt_incident_get_id (incident);
  list = g_hash_table_lookup (self->conversations, id);
  if (list == NULL)
    {
      list = g_list_store_new (VDT_TYPE_PROPOSAL);
      g_hash_table_insert (self->conversations, g_strdup (id), list);
      vdt_store_load_proposals_async (self->store, id, KIND_ANSWER, NULL, loaded_cb, g_object_ref (list));
    }

  return G_LIST_MODEL (list);
}

/**
 * vdt_session_export_conversation:
 * @self: an open session
 * @incident: a live incident
 * @format: "text", "markdown" or "html"
 *
 * Returns: (transfer full): all questions and answers, with their citations
 */
char *
vdt_session_export_conversation (VdtSession  *self,
                                 VdtIncident *incident,
                                 const char  *format)
{
  GListModel *list = vdt_session_get_conversation (self, incident);
  GString *out = g_string_new (NULL);

  for (guint i = 0; list != NULL && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtProposal) proposal = g_list_model_get_item (list, i);
      g_autofree char *text = vdt_session_export_proposal (self, proposal, format);

      if (out->len > 0)
        g_string_append_c (out, '\n');
      g_string_append (out, text);
    }

  return g_string_free (out, FALSE);
}

static void
conversation_loaded_cb (GObject      *object,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) stored = vdt_store_load_proposals_finish (VDT_STORE (object), result, &error);
  g_autoptr(GListStore) list = g_list_store_new (VDT_TYPE_PROPOSAL);

  if (stored == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr(VdtProposal) proposal = g_list_model_get_item (stored, i);

      g_list_store_insert_sorted (list, proposal, compare_created, NULL);
    }
  g_task_return_pointer (task, g_steal_pointer (&list), g_object_unref);
}

/**
 * vdt_session_load_conversation_async:
 * @self: an open session
 * @incident: a live incident
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Reads the whole conversation, for whoever has no list to follow.
 */
void
vdt_session_load_conversation_async (VdtSession          *self,
                                     VdtIncident         *incident,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_load_conversation_async);
  vdt_store_load_proposals_async (self->store, vdt_incident_get_id (incident), KIND_ANSWER, cancellable,
                                  conversation_loaded_cb, task);
}

/* Returns: (transfer full) (element-type VdtProposal) (nullable): the oldest first */
GListModel *
vdt_session_load_conversation_finish (VdtSession    *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_session_suggest_questions:
 * @self: an open session
 * @incident: a loaded incident
 *
 * Returns: (transfer full): at most six questions about the weightiest assets, which the
 *   built-in engine answers
 */
char **
vdt_session_suggest_questions (VdtSession  *self,
                               VdtIncident *incident)
{
  g_autoptr(VdtProposal) questions = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GListModel *statements;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);

  questions = vdt_summarizer_questions (vdt_session_get_summarizer (self), incident);
  statements = vdt_proposal_get_statements (questions);
  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      g_strv_builder_add (builder, vdt_statement_get_text (statement));
    }

  return g_strv_builder_end (builder);
}

/**
 * vdt_session_answer_matches:
 * @answer: a question with its answer
 * @text: what is looked for
 *
 * Returns: whether each word of @text occurs in the question or the answer, however it
 *   is capitalised; %TRUE for no words
 */
gboolean
vdt_session_answer_matches (VdtProposal *answer,
                            const char  *text)
{
  GListModel *statements = vdt_proposal_get_statements (answer);
  g_autofree char *wanted = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit_set (wanted, " \t\n", -1);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      g_autofree char *folded = g_utf8_casefold (vdt_statement_get_text (statement), -1);

      g_string_append_printf (all, "%s\n", folded);
    }
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (all->str, words[i]) == NULL)
      return FALSE;

  return TRUE;
}

typedef struct
{
  VdtIncident *incident;
  VdtProposal *answer;   /* NULL for all */
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->incident);
  g_clear_object (&deletion->answer);
  g_free (deletion);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Deletion *deletion = g_task_get_task_data (task);
  GListStore *list = g_hash_table_lookup (self->conversations, vdt_incident_get_id (deletion->incident));
  g_autoptr(GError) error = NULL;
  guint position;

  if (!vdt_store_delete_proposals_finish (VDT_STORE (object), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (list != NULL && deletion->answer == NULL)
    g_list_store_remove_all (list);
  else if (list != NULL && g_list_store_find (list, deletion->answer, &position))
    g_list_store_remove (list, position);
  g_task_return_boolean (task, TRUE);
}

/**
 * vdt_session_delete_answers_async:
 * @self: an open session
 * @incident: a live incident
 * @answer: (nullable): one of its questions with the answer; %NULL for all
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Forgets what was asked and answered. The log says that it was, not what.
 */
void
vdt_session_delete_answers_async (VdtSession          *self,
                                  VdtIncident         *incident,
                                  VdtProposal         *answer,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Deletion *deletion;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));

  deletion = g_new0 (Deletion, 1);
  deletion->incident = g_object_ref (incident);
  g_set_object (&deletion->answer, answer);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_delete_answers_async);
  g_task_set_task_data (task, deletion, deletion_free);
  vdt_store_delete_proposals_async (self->store, vdt_incident_get_id (incident), KIND_ANSWER,
                                    answer == NULL ? NULL : vdt_proposal_get_id (answer), cancellable, deleted_cb,
                                    task);
}

gboolean
vdt_session_delete_answers_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/*< private >
 * vdt_session_keep_answer:
 * @self: a session
 * @incident: a live incident
 * @question: what was asked
 * @answer: what was answered
 *
 * Joins both into one proposal, puts it into the conversation and the database.
 *
 * Returns: (transfer full): the proposal
 */
VdtProposal *
vdt_session_keep_answer (VdtSession  *self,
                         VdtIncident *incident,
                         const char  *question,
                         VdtProposal *answer)
{
  g_autoptr(VdtProposal) kept = vdt_proposal_new (KIND_ANSWER, vdt_incident_get_id (incident));
  g_autoptr(VdtStatement) asked = vdt_statement_new ("question", question, NULL, "person");
  static const char *const copied[] = { "engine", "engine-version", "template-id", "input-hash", "message" };

  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    vdt_record_set_text (kept, copied[i], vdt_record_get_text (answer, copied[i]));
  g_object_set (kept, "created-at", self->clock (self->clock_data), NULL);

  vdt_proposal_add_statement (kept, asked);
  vdt_proposal_repeat_all (kept, answer);
  vdt_proposal_set_state (kept, "proposed");

  g_list_store_append (G_LIST_STORE (vdt_session_get_conversation (self, incident)), kept);
  vdt_store_save_proposal_async (self->store, kept, self->analyst, NULL, NULL, NULL, NULL);

  return g_steal_pointer (&kept);
}

static void
answer (GTask *task)
{
  VdtSession *self = g_task_get_source_object (task);
  Chat *chat = g_task_get_task_data (task);
  g_autoptr(VdtAnswerer) answerer = vdt_answerer_new (vdt_session_get_summarizer (self));
  g_autoptr(VdtProposal) steps = vdt_summarizer_respond (vdt_session_get_summarizer (self), chat->incident, NULL);
  g_autoptr(VdtAnswer) made = vdt_answerer_ask (answerer, chat->incident, chat->summary, steps, chat->question);
  VdtReply *reply = g_new0 (VdtReply, 1);

  reply->intent = g_steal_pointer (&made->intent);
  reply->choices = g_steal_pointer (&made->choices);
  reply->plan = g_steal_pointer (&made->plan);
  reply->hunt = made->hunt;
  if (made->proposal != NULL)
    reply->proposal = vdt_session_keep_answer (self, chat->incident, chat->question, made->proposal);

  g_task_return_pointer (task, reply, (GDestroyNotify) vdt_reply_free);
}

static void
summary_state_cb (VdtProposal *summary,
                  GParamSpec  *pspec G_GNUC_UNUSED,
                  gpointer     user_data)
{
  g_autoptr(GTask) task = NULL;
  Chat *chat = g_task_get_task_data (user_data);

  if (g_strcmp0 (vdt_proposal_get_state (summary), "streaming") == 0)
    return;

  task = user_data;
  g_signal_handler_disconnect (summary, chat->handler);
  chat->handler = 0;
  if (!g_task_return_error_if_cancelled (task))
    answer (task);
}

/**
 * vdt_session_chat_async:
 * @self: an open session
 * @incident: a live incident
 * @question: what is asked about it
 * @cancellable: (nullable): stops it
 * @callback: called once with the result
 * @user_data: for @callback
 *
 * Asks the built-in engine, which needs the summary and waits for it.
 */
void
vdt_session_chat_async (VdtSession          *self,
                        VdtIncident         *incident,
                        const char          *question,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Chat *chat;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));
  g_return_if_fail (question != NULL);

  chat = g_new0 (Chat, 1);
  chat->incident = g_object_ref (incident);
  chat->question = g_strdup (question);
  chat->summary = g_object_ref (vdt_session_summarize (self, incident, FALSE));
  vdt_session_get_conversation (self, incident);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_chat_async);
  g_task_set_task_data (task, chat, chat_free);

  if (g_strcmp0 (vdt_proposal_get_state (chat->summary), "streaming") != 0)
    answer (task);
  else
    chat->handler = g_signal_connect (chat->summary, "notify::state", G_CALLBACK (summary_state_cb),
                                      g_steal_pointer (&task));
}

/**
 * vdt_session_chat_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer, or what has to be chosen or approved first
 */
VdtReply *
vdt_session_chat_finish (VdtSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
