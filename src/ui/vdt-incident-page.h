/* vdt-incident-page.h
 *
 * One incident: story, alerts, assets, evidence, comments and log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_INCIDENT_PAGE (vdt_incident_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtIncidentPage, vdt_incident_page, VDT, INCIDENT_PAGE, VdtPage)

GtkWidget *vdt_incident_page_new       (VdtSession      *session,
                                        const char      *id);
void       vdt_incident_page_show_view (VdtIncidentPage *self,
                                        const char      *name);
gboolean   vdt_incident_page_show_fact (VdtIncidentPage *self,
                                        const char      *view,
                                        const char      *fact_id);
gboolean   vdt_incident_page_run_graph (VdtIncidentPage *self,
                                        const char      *name,
                                        GVariant        *target);
gboolean   vdt_incident_page_run_timeline (VdtIncidentPage *self,
                                           const char      *name,
                                           GVariant        *target);

G_END_DECLS
