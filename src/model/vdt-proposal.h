/* vdt-proposal.h
 *
 * Something the copilot made, and its life.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-card.h"
#include "vdt-citation.h"
#include "vdt-fact.h"
#include "vdt-proposal-event.h"
#include "vdt-record.h"
#include "vdt-statement.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROPOSAL (vdt_proposal_get_type ())
G_DECLARE_FINAL_TYPE (VdtProposal, vdt_proposal, VDT, PROPOSAL, VdtRecord)

VdtProposal  *vdt_proposal_new                 (const char   *kind,
                                                const char   *incident_id);
const char   *vdt_proposal_get_id              (VdtProposal  *self);
const char   *vdt_proposal_get_kind            (VdtProposal  *self);
const char   *vdt_proposal_get_incident_id     (VdtProposal  *self);
const char   *vdt_proposal_get_engine          (VdtProposal  *self);
const char   *vdt_proposal_get_engine_version  (VdtProposal  *self);
const char   *vdt_proposal_get_template_id     (VdtProposal  *self);
const char   *vdt_proposal_get_input_hash      (VdtProposal  *self);
const char   *vdt_proposal_get_state           (VdtProposal  *self);
guint         vdt_proposal_get_version         (VdtProposal  *self);
gint64        vdt_proposal_get_created_at      (VdtProposal  *self);
const char   *vdt_proposal_get_message         (VdtProposal  *self);
GListModel   *vdt_proposal_get_statements      (VdtProposal  *self);
GListModel   *vdt_proposal_get_facts           (VdtProposal  *self);
GListModel   *vdt_proposal_get_citations       (VdtProposal  *self);
GListModel   *vdt_proposal_get_history         (VdtProposal  *self);
GListModel   *vdt_proposal_get_cards           (VdtProposal  *self);
void          vdt_proposal_add_card            (VdtProposal  *self,
                                                VdtCard      *card);
void          vdt_proposal_set_state           (VdtProposal  *self,
                                                const char   *state);
void          vdt_proposal_add_fact            (VdtProposal  *self,
                                                VdtFact      *fact);
VdtFact      *vdt_proposal_find_fact           (VdtProposal  *self,
                                                const char   *fact_id);
void          vdt_proposal_add_statement       (VdtProposal  *self,
                                                VdtStatement *statement);
void          vdt_proposal_repeat              (VdtProposal  *self,
                                                VdtProposal  *other,
                                                VdtStatement *statement);
void          vdt_proposal_repeat_all          (VdtProposal  *self,
                                                VdtProposal  *other);
guint         vdt_proposal_get_citation_number (VdtProposal  *self,
                                                const char   *fact_id);

G_END_DECLS
