/* vdt-proposal-event.h
 *
 * What happened to a proposal, and who did it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_PROPOSAL_EVENT (vdt_proposal_event_get_type ())
G_DECLARE_FINAL_TYPE (VdtProposalEvent, vdt_proposal_event, VDT, PROPOSAL_EVENT, VdtRecord)

VdtProposalEvent  *vdt_proposal_event_new            (void);
const char        *vdt_proposal_event_get_state      (VdtProposalEvent *self);
const char        *vdt_proposal_event_get_actor      (VdtProposalEvent *self);

G_END_DECLS
