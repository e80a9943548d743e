/* vdt-headline.h
 *
 * The first sentence of a summary while the copilot pane is away.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-proposal.h"

G_BEGIN_DECLS

#define VDT_TYPE_HEADLINE (vdt_headline_get_type ())
G_DECLARE_FINAL_TYPE (VdtHeadline, vdt_headline, VDT, HEADLINE, GtkWidget)

void        vdt_headline_set_proposal (VdtHeadline *self,
                                       VdtProposal *proposal);
const char *vdt_headline_get_text     (VdtHeadline *self);

G_END_DECLS
