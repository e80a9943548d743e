/* vdt-incident-tables.h
 *
 * The tables of an incident: alerts, assets, evidence, log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-activity.h"
#include "vdt-record-table.h"

G_BEGIN_DECLS

GtkWidget *vdt_incident_tables_new_alerts   (void);
GtkWidget *vdt_incident_tables_new_assets   (void);
GtkWidget *vdt_incident_tables_new_evidence (void);
GtkWidget *vdt_incident_tables_new_kept     (void);
GtkWidget *vdt_incident_tables_new_log      (void);
char      *vdt_incident_tables_dup_action   (VdtActivity *activity);
char      *vdt_incident_tables_dup_change   (VdtActivity *activity);

G_END_DECLS
