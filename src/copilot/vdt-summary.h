/* vdt-summary.h
 *
 * The built-in engine: an incident in, a summary out, every sentence tied to
 * the facts it rests on.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-proposal.h"

G_BEGIN_DECLS

typedef struct _VdtSummarizer VdtSummarizer;
typedef struct _VdtSummaryRun VdtSummaryRun;

/**
 * VDT_SUMMARY_SLICE:
 *
 * What a slice of work on the main loop may take, in µs.
 */
#define VDT_SUMMARY_SLICE 3000

VdtSummarizer *vdt_summarizer_new              (const char           *language);
VdtSummarizer *vdt_summarizer_ref              (VdtSummarizer        *self);
void           vdt_summarizer_unref            (VdtSummarizer        *self);
const char    *vdt_summarizer_section_title    (VdtSummarizer        *self,
                                                const char           *section);
char          *vdt_summarizer_input_hash       (VdtSummarizer        *self,
                                                VdtIncident          *incident);

VdtProposal   *vdt_summarizer_summarize        (VdtSummarizer        *self,
                                                VdtIncident          *incident);
void           vdt_summarizer_summarize_async  (VdtSummarizer        *self,
                                                VdtIncident          *incident,
                                                VdtProposal          *proposal,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean       vdt_summarizer_summarize_finish (VdtSummarizer        *self,
                                                GAsyncResult         *result,
                                                GError              **error);

VdtSummaryRun *vdt_summary_run_new             (VdtSummarizer        *summarizer,
                                                VdtIncident          *incident,
                                                VdtProposal          *proposal);
gboolean       vdt_summary_run_step            (VdtSummaryRun        *self,
                                                gint64                budget);
void           vdt_summary_run_free            (VdtSummaryRun        *self);

VdtProposal   *vdt_summarizer_questions        (VdtSummarizer        *self,
                                                VdtIncident          *incident);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSummarizer, vdt_summarizer_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSummaryRun, vdt_summary_run_free)

G_END_DECLS
