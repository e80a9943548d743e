/* vdt-session-response.h
 *
 * The guided response as use cases: cards for an incident, tasks that come of them,
 * similar incidents.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-card.h"
#include "vdt-change.h"
#include "vdt-proposal.h"
#include "vdt-session.h"
#include "vdt-similar-incident.h"

G_BEGIN_DECLS

VdtProposal *vdt_session_get_response       (VdtSession  *self,
                                             VdtIncident *incident);
VdtProposal *vdt_session_respond            (VdtSession  *self,
                                             VdtIncident *incident,
                                             gboolean     regenerate);
VdtProposal *vdt_session_summarize_entity   (VdtSession  *self,
                                             VdtIncident *incident,
                                             const char  *key);
void         vdt_session_look_up_entity_async (VdtSession        *self,
                                              VdtIncident         *incident,
                                              const char          *key,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
VdtProposal *vdt_session_look_up_entity_finish (VdtSession       *self,
                                                GAsyncResult     *result,
                                                GError          **error);
GListModel  *vdt_session_entity_queries     (VdtSession  *self,
                                             VdtIncident *incident,
                                             const char  *key);
void         vdt_session_rate_card          (VdtSession  *self,
                                             VdtIncident *incident,
                                             VdtCard     *card,
                                             const char  *verdict);
GListModel  *vdt_session_hunt_queries       (VdtSession  *self,
                                             VdtIncident *incident,
                                             gpointer     record);
VdtTask     *vdt_session_find_task          (VdtSession  *self,
                                             VdtIncident *incident,
                                             const char  *key);
VdtChange   *vdt_session_new_card_change    (VdtSession  *self,
                                             VdtIncident *incident,
                                             VdtCard     *card,
                                             const char  *state);
VdtChange   *vdt_session_new_task_change    (VdtSession  *self,
                                             VdtIncident *incident,
                                             VdtTask     *task,
                                             const char  *state,
                                             const char  *owner);

G_END_DECLS
