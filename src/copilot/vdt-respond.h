/* vdt-respond.h
 *
 * The guided response: an incident in, cards out that say what to do, to what, and
 * on which facts that rests.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary.h"

G_BEGIN_DECLS

VdtProposal *vdt_summarizer_respond        (VdtSummarizer        *self,
                                            VdtIncident          *incident,
                                            GListModel           *similar);
VdtProposal *vdt_summarizer_respond_with   (VdtSummarizer        *self,
                                            VdtIncident          *incident,
                                            GListModel           *similar,
                                            GListModel           *guidebooks);
void         vdt_summarizer_respond_async  (VdtSummarizer        *self,
                                            VdtIncident          *incident,
                                            GListModel           *similar,
                                            GListModel           *guidebooks,
                                            VdtProposal          *proposal,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean     vdt_summarizer_respond_finish (VdtSummarizer        *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
