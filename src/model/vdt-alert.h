/* vdt-alert.h
 *
 * One alert.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-comment.h"
#include "vdt-evidence.h"
#include "vdt-presence.h"
#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_ALERT (vdt_alert_get_type ())
G_DECLARE_FINAL_TYPE (VdtAlert, vdt_alert, VDT, ALERT, VdtRecord)

VdtAlert             *vdt_alert_new                     (const char  *id);
const char           *vdt_alert_get_id                  (VdtAlert    *self);
const char           *vdt_alert_get_incident_id         (VdtAlert    *self);
const char           *vdt_alert_get_tenant_id           (VdtAlert    *self);
const char           *vdt_alert_get_title               (VdtAlert    *self);
const char           *vdt_alert_get_description         (VdtAlert    *self);
const char           *vdt_alert_get_recommended_actions (VdtAlert    *self);
const char           *vdt_alert_get_category            (VdtAlert    *self);
const char           *vdt_alert_get_severity            (VdtAlert    *self);
const char           *vdt_alert_get_status              (VdtAlert    *self);
const char           *vdt_alert_get_classification      (VdtAlert    *self);
const char           *vdt_alert_get_investigation_state (VdtAlert    *self);
const char           *vdt_alert_get_service_source      (VdtAlert    *self);
const char           *vdt_alert_get_detection_source    (VdtAlert    *self);
const char           *vdt_alert_get_product_name        (VdtAlert    *self);
const char           *vdt_alert_get_assigned_to         (VdtAlert    *self);
const char           *vdt_alert_get_actor_name          (VdtAlert    *self);
const char           *vdt_alert_get_threat_name         (VdtAlert    *self);
const char           *vdt_alert_get_threat_family       (VdtAlert    *self);
gint64                vdt_alert_get_created_at          (VdtAlert    *self);
gint64                vdt_alert_get_first_activity_at   (VdtAlert    *self);
gint64                vdt_alert_get_last_activity_at    (VdtAlert    *self);
gint64                vdt_alert_get_updated_at          (VdtAlert    *self);
gint64                vdt_alert_get_resolved_at         (VdtAlert    *self);
const char * const   *vdt_alert_get_techniques          (VdtAlert    *self);
const char * const   *vdt_alert_get_system_tags         (VdtAlert    *self);
const char * const   *vdt_alert_get_custom_tags         (VdtAlert    *self);
const char * const   *vdt_alert_get_correlation_reasons (VdtAlert    *self);
gboolean              vdt_alert_get_hidden              (VdtAlert    *self);
guint                 vdt_alert_get_evidence_state      (VdtAlert    *self);
const char           *vdt_alert_get_raw                 (VdtAlert    *self);
GListModel           *vdt_alert_get_comments            (VdtAlert    *self);
GListModel           *vdt_alert_get_evidence            (VdtAlert    *self);
void                  vdt_alert_add_evidence            (VdtAlert    *self,
                                                         VdtEvidence *evidence);
void                  vdt_alert_add_comment             (VdtAlert    *self,
                                                         VdtComment  *comment);

G_END_DECLS
