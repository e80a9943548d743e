/* vdt-incident.h
 *
 * One incident.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-activity.h"
#include "vdt-alert.h"
#include "vdt-asset.h"
#include "vdt-comment.h"
#include "vdt-kept.h"
#include "vdt-presence.h"
#include "vdt-record.h"
#include "vdt-task.h"

G_BEGIN_DECLS

#define VDT_TYPE_INCIDENT (vdt_incident_get_type ())
G_DECLARE_FINAL_TYPE (VdtIncident, vdt_incident, VDT, INCIDENT, VdtRecord)

VdtIncident          *vdt_incident_new                      (const char  *id);
const char           *vdt_incident_get_id                   (VdtIncident *self);
const char           *vdt_incident_get_source               (VdtIncident *self);
const char           *vdt_incident_get_tenant_id            (VdtIncident *self);
const char           *vdt_incident_get_title                (VdtIncident *self);
const char           *vdt_incident_get_description          (VdtIncident *self);
const char           *vdt_incident_get_summary_text         (VdtIncident *self);
const char           *vdt_incident_get_severity             (VdtIncident *self);
gboolean              vdt_incident_get_severity_set_by_hand (VdtIncident *self);
const char           *vdt_incident_get_status               (VdtIncident *self);
const char           *vdt_incident_get_classification       (VdtIncident *self);
const char           *vdt_incident_get_determination        (VdtIncident *self);
const char           *vdt_incident_get_owner                (VdtIncident *self);
const char * const   *vdt_incident_get_custom_tags          (VdtIncident *self);
const char * const   *vdt_incident_get_system_tags          (VdtIncident *self);
gint64                vdt_incident_get_created_at           (VdtIncident *self);
gint64                vdt_incident_get_updated_at           (VdtIncident *self);
gint64                vdt_incident_get_first_activity_at    (VdtIncident *self);
gint64                vdt_incident_get_last_activity_at     (VdtIncident *self);
const char           *vdt_incident_get_redirect_id          (VdtIncident *self);
const char           *vdt_incident_get_closing_note         (VdtIncident *self);
const char           *vdt_incident_get_web_url              (VdtIncident *self);
double                vdt_incident_get_priority_score       (VdtIncident *self);
guint                 vdt_incident_get_priority             (VdtIncident *self);
const char * const   *vdt_incident_get_priority_factors     (VdtIncident *self);
gboolean              vdt_incident_get_hidden               (VdtIncident *self);
gboolean              vdt_incident_get_loaded               (VdtIncident *self);
guint                 vdt_incident_get_alerts_state         (VdtIncident *self);
guint                 vdt_incident_get_n_alerts             (VdtIncident *self);
guint                 vdt_incident_get_n_active_alerts      (VdtIncident *self);
guint                 vdt_incident_get_n_assets             (VdtIncident *self);
const char           *vdt_incident_get_asset_summary        (VdtIncident *self);
VdtFields            *vdt_incident_get_fields               (VdtIncident *self);
const char           *vdt_incident_get_raw                  (VdtIncident *self);
GListModel           *vdt_incident_get_comments             (VdtIncident *self);
GListModel           *vdt_incident_get_alerts               (VdtIncident *self);
GListModel           *vdt_incident_get_assets               (VdtIncident *self);
GListModel           *vdt_incident_get_kept                 (VdtIncident *self);
GListModel           *vdt_incident_get_tasks                (VdtIncident *self);
GListModel           *vdt_incident_get_activity             (VdtIncident *self);
void                  vdt_incident_add_alert                (VdtIncident *self,
                                                             VdtAlert    *alert);
void                  vdt_incident_add_comment              (VdtIncident *self,
                                                             VdtComment  *comment);
VdtAlert             *vdt_incident_find_alert               (VdtIncident *self,
                                                             const char  *alert_id);
void                  vdt_incident_refresh                  (VdtIncident *self);

G_END_DECLS
