/* vdt-incident-update.h
 *
 * A shown incident takes over what a freshly loaded one says.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

void vdt_incident_update (VdtIncident *self,
                          VdtIncident *fresh);

G_END_DECLS
