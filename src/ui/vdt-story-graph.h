/* vdt-story-graph.h
 *
 * The graph of an incident: its alerts and the things that they name.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-graph-model.h"
#include "vdt-incident.h"

G_BEGIN_DECLS

VdtGraphModel *vdt_story_graph_new (VdtIncident *incident);

G_END_DECLS
