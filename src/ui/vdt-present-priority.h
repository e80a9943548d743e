/* vdt-present-priority.h
 *
 * How a priority is shown, and in words what gave it.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"

G_BEGIN_DECLS

const char *vdt_present_priority_class   (guint        priority);
char       *vdt_present_priority_factors (VdtIncident *incident);

G_END_DECLS
