/* vdt-response-extras.h
 *
 * What stands below the cards: tasks, and similar incidents.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-proposal.h"
#include "vdt-session.h"

G_BEGIN_DECLS

void vdt_response_extras_add_tasks   (GtkBox      *box,
                                      VdtSession  *session,
                                      VdtIncident *incident);
void vdt_response_extras_add_similar (GtkBox      *box,
                                      VdtProposal *proposal);

G_END_DECLS
