/* vdt-session-chat.h
 *
 * The conversation about an incident: what was asked and what was answered, by
 * the built-in engine or a connected model. The case database keeps all of it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtReply:
 * @proposal: (nullable): the question, as its first statement, and the answer; %NULL for a plan
 * @intent: (nullable): what the question was taken for; %NULL if it was not understood
 * @choices: (nullable): questions to choose from where it was unclear
 * @plan: (nullable): the steps of the request, to be approved before any is asked
 * @hunt: whether a hunting query answers
 */
typedef struct
{
  VdtProposal *proposal;
  char        *intent;
  char       **choices;
  char       **plan;
  gboolean     hunt;
} VdtReply;

void        vdt_reply_free                   (VdtReply             *self);

GListModel *vdt_session_get_conversation     (VdtSession           *self,
                                              VdtIncident          *incident);
char       *vdt_session_export_conversation  (VdtSession           *self,
                                              VdtIncident          *incident,
                                              const char           *format);
void        vdt_session_load_conversation_async (VdtSession        *self,
                                              VdtIncident          *incident,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GListModel *vdt_session_load_conversation_finish (VdtSession       *self,
                                              GAsyncResult         *result,
                                              GError              **error);
char      **vdt_session_suggest_questions    (VdtSession           *self,
                                              VdtIncident          *incident);
gboolean    vdt_session_answer_matches       (VdtProposal          *answer,
                                              const char           *text);
void        vdt_session_delete_answers_async (VdtSession           *self,
                                              VdtIncident          *incident,
                                              VdtProposal          *answer,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean    vdt_session_delete_answers_finish (VdtSession          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void        vdt_session_chat_async           (VdtSession           *self,
                                              VdtIncident          *incident,
                                              const char           *question,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
VdtReply   *vdt_session_chat_finish          (VdtSession           *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtReply, vdt_reply_free)

G_END_DECLS
