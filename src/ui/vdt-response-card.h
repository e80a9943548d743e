/* vdt-response-card.h
 *
 * A card of the guided response.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-proposal.h"

G_BEGIN_DECLS

#define VDT_TYPE_RESPONSE_CARD (vdt_response_card_get_type ())
G_DECLARE_FINAL_TYPE (VdtResponseCard, vdt_response_card, VDT, RESPONSE_CARD, GtkWidget)

GtkWidget  *vdt_response_card_new         (VdtProposal     *proposal,
                                           VdtCard         *card);
void        vdt_response_card_set_open    (VdtResponseCard *self,
                                           gboolean         open);
const char *vdt_response_card_state_title (const char      *state);

const char *vdt_response_card_get_key (VdtResponseCard *self);

G_END_DECLS
