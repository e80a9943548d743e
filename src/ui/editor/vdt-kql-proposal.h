/* vdt-kql-proposal.h
 *
 * Something that can be written at the caret, as a row of a list.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-kql-complete.h"

G_BEGIN_DECLS

#define VDT_TYPE_KQL_PROPOSAL (vdt_kql_proposal_get_type ())
G_DECLARE_FINAL_TYPE (VdtKqlProposal, vdt_kql_proposal, VDT, KQL_PROPOSAL, GObject)

const VdtKqlItem *vdt_kql_proposal_get_item (VdtKqlProposal   *self);
GPtrArray        *vdt_kql_proposals_match   (VdtKqlCompletion *completion,
                                             const char       *typed);

G_END_DECLS
