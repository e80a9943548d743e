/* vdt-story-reason.h
 *
 * Why each alert of an incident belongs to it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

GHashTable *vdt_story_reasons_new (VdtIncident *incident);

G_END_DECLS
