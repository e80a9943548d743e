/* vdt-session-copilot.h
 *
 * The copilot's use cases: a proposal is made, streams in, is accepted, edited
 * or rejected, and is kept with all its versions.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"
#include "vdt-session.h"

G_BEGIN_DECLS

VdtProposal *vdt_session_get_summary              (VdtSession           *self,
                                                   VdtIncident          *incident);
VdtProposal *vdt_session_get_older_summary        (VdtSession           *self,
                                                   VdtIncident          *incident);
VdtProposal *vdt_session_summarize                (VdtSession           *self,
                                                   VdtIncident          *incident,
                                                   gboolean              regenerate);
void         vdt_session_stop_summary             (VdtSession           *self,
                                                   VdtIncident          *incident);
const char  *vdt_session_get_section_title        (VdtSession           *self,
                                                   const char           *section);
char        *vdt_session_export_proposal          (VdtSession           *self,
                                                   VdtProposal          *proposal,
                                                   const char           *format);

void         vdt_session_judge_proposal_async     (VdtSession           *self,
                                                   VdtProposal          *proposal,
                                                   const char           *state,
                                                   const char           *reason,
                                                   const char           *note,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void         vdt_session_edit_statement_async     (VdtSession           *self,
                                                   VdtProposal          *proposal,
                                                   guint                 statement,
                                                   const char           *text,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
void         vdt_session_feedback_async           (VdtSession           *self,
                                                   VdtProposal          *proposal,
                                                   int                   statement,
                                                   const char           *verdict,
                                                   const char           *note,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean     vdt_session_proposal_finish          (VdtSession           *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
