/* vdt-proposal-diff.h
 *
 * What changed between two versions of what the copilot said.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"

G_BEGIN_DECLS

/**
 * VdtStatementChange:
 * @change: "same", "changed", "new" or "removed"
 * @older: (nullable): the statement as it was
 * @newer: (nullable): the statement as it is
 */
typedef struct
{
  const char   *change;
  VdtStatement *older;
  VdtStatement *newer;
} VdtStatementChange;

GArray *vdt_proposal_diff         (VdtProposal *older,
                                   VdtProposal *newer);
void    vdt_proposal_mark_changes (VdtProposal *older,
                                   VdtProposal *newer);

G_END_DECLS
