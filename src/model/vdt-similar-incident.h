/* vdt-similar-incident.h
 *
 * An incident of the archive that is like the one at hand.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_SIMILAR_INCIDENT (vdt_similar_incident_get_type ())
G_DECLARE_FINAL_TYPE (VdtSimilarIncident, vdt_similar_incident, VDT, SIMILAR_INCIDENT, VdtRecord)

VdtSimilarIncident *vdt_similar_incident_new                (const char         *id);
const char         *vdt_similar_incident_get_id             (VdtSimilarIncident *self);
const char         *vdt_similar_incident_get_title          (VdtSimilarIncident *self);
const char         *vdt_similar_incident_get_classification (VdtSimilarIncident *self);
double              vdt_similar_incident_get_score          (VdtSimilarIncident *self);
const char * const *vdt_similar_incident_get_features       (VdtSimilarIncident *self);

G_END_DECLS
