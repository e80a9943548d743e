/* vdt-peek.h
 *
 * The selected incident of the queue, in short.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_PEEK (vdt_peek_get_type ())
G_DECLARE_FINAL_TYPE (VdtPeek, vdt_peek, VDT, PEEK, GtkWidget)

void vdt_peek_set_session  (VdtPeek     *self,
                            VdtSession  *session);
void vdt_peek_set_incident (VdtPeek     *self,
                            VdtIncident *incident);

G_END_DECLS
