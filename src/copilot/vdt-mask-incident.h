/* vdt-mask-incident.h
 *
 * The names that an incident knows, for a mask.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-mask.h"

G_BEGIN_DECLS

void vdt_mask_add_incident (VdtMask     *self,
                            VdtIncident *incident);

G_END_DECLS
