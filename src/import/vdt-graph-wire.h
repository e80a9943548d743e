/* vdt-graph-wire.h
 *
 * Incidents and alerts as Microsoft Graph and, spelled differently, the older
 * api.security.microsoft.com give them out.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-alert.h"
#include "vdt-incident.h"
#include "vdt-wire.h"

G_BEGIN_DECLS

VdtIncident *vdt_graph_wire_read_incident (VdtWire    *wire,
                                           VdtJson     record);
VdtAlert    *vdt_graph_wire_read_alert    (VdtWire    *wire,
                                           VdtJson     record);

G_END_DECLS
