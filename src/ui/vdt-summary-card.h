/* vdt-summary-card.h
 *
 * One version of a summary.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-proposal.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_SUMMARY_CARD (vdt_summary_card_get_type ())
G_DECLARE_FINAL_TYPE (VdtSummaryCard, vdt_summary_card, VDT, SUMMARY_CARD, GtkWidget)

GtkWidget   *vdt_summary_card_new           (VdtSession     *session,
                                             VdtProposal    *proposal,
                                             gboolean        older);
GListModel  *vdt_summary_card_get_rows      (VdtSummaryCard *self);
void         vdt_summary_card_next_citation (VdtSummaryCard *self);
void         vdt_summary_card_edit          (VdtSummaryCard *self);

G_END_DECLS
