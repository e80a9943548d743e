/* vdt-answer.h
 *
 * Questions about an incident that the built-in engine answers, with citations.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-summary.h"

G_BEGIN_DECLS

/**
 * VdtAnswer:
 * @intent: (nullable): what the question was taken for; %NULL if it was not understood
 * @proposal: (nullable): the statements that answer; %NULL for a plan
 * @choices: questions to choose from where it was unclear, at most four
 * @plan: the steps of a request that has several, to be approved before any is run
 * @hunt: whether a hunting query answers
 */
typedef struct
{
  char        *intent;
  VdtProposal *proposal;
  char       **choices;
  char       **plan;
  gboolean     hunt;
} VdtAnswer;

typedef struct _VdtAnswerer VdtAnswerer;

VdtAnswerer *vdt_answerer_new  (VdtSummarizer  *summarizer);
void         vdt_answerer_free (VdtAnswerer    *self);
VdtAnswer   *vdt_answerer_ask  (VdtAnswerer    *self,
                                VdtIncident    *incident,
                                VdtProposal    *summary,
                                VdtProposal    *steps,
                                const char     *question);
GListModel  *vdt_answerer_list_facts (VdtAnswerer *self,
                                      VdtIncident *incident);
void         vdt_answer_free   (VdtAnswer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAnswerer, vdt_answerer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAnswer, vdt_answer_free)

G_END_DECLS
