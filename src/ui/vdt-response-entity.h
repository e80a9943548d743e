/* vdt-response-entity.h
 *
 * What is known of one entity, with its sources and queries.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

void vdt_response_entity_fill (GtkBox      *box,
                               VdtSession  *session,
                               VdtIncident *incident,
                               const char  *key);

G_END_DECLS
