/* vdt-alert-rows.h
 *
 * Alerts and their evidence as rows of AlertInfo and AlertEvidence.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-incident.h"
#include "vdt-kql-catalog.h"

G_BEGIN_DECLS

typedef struct _VdtAlertRows VdtAlertRows;

VdtAlertRows *vdt_alert_rows_new          (VdtKqlCatalog *catalog);
void          vdt_alert_rows_free         (VdtAlertRows  *self);
void          vdt_alert_rows_add_incident (VdtAlertRows  *self,
                                           VdtIncident   *incident);
GPtrArray    *vdt_alert_rows_end          (VdtAlertRows  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtAlertRows, vdt_alert_rows_free)

G_END_DECLS
