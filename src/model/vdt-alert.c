/* vdt-alert.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-alert.h"

#include "vdt-time.h"

/**
 * VdtAlert:
 *
 * One alert, with its evidence and comments.
 *
 * Enum members are texts exactly as Graph spells them (`inProgress`); unknown ones
 * are kept as they came. #VdtAlert:evidence and #VdtAlert:comments are #GListStore
 * objects; append to them with vdt_record_get_list() or the functions here.
 */
struct _VdtAlert
{
  VdtRecord    parent_instance;

  char        *id;
  char        *provider_alert_id;
  char        *incident_id;
  char        *tenant_id;
  char        *title;
  char        *description;
  char        *recommended_actions;
  char        *category;
  char       **categories;
  char        *severity;
  char        *status;
  char        *classification;
  char        *determination;
  char        *investigation_state;
  char        *service_source;
  char        *detection_source;
  char        *detector_id;
  char        *product_name;
  char        *alert_policy_id;
  char        *web_url;
  char        *assigned_to;
  char        *actor_name;
  char        *threat_name;
  char        *threat_family;
  gint64       created_at;
  gint64       first_activity_at;
  gint64       last_activity_at;
  gint64       updated_at;
  gint64       resolved_at;
  char       **techniques;  /* ATT&CK ids */
  char       **system_tags;
  char       **custom_tags;
  char       **correlation_reasons;  /* why it is in this incident */
  gboolean     hidden;
  guint        evidence_state;  /* a VdtPresence */
  VdtFields   *fields;  /* every leaf but evidence and comments */
  char        *raw;  /* JSON as received, without evidence */
  GListStore  *comments;
  GListStore  *evidence;
};

G_DEFINE_FINAL_TYPE (VdtAlert, vdt_alert, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, id) },
  { "provider-alert-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, provider_alert_id) },
  { "incident-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, incident_id) },
  { "tenant-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, tenant_id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, title) },
  { "description", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, description) },
  { "recommended-actions", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, recommended_actions) },
  { "category", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, category) },
  { "categories", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAlert, categories) },
  { "severity", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, severity) },
  { "status", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, status) },
  { "classification", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, classification) },
  { "determination", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, determination) },
  { "investigation-state", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, investigation_state) },
  { "service-source", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, service_source) },
  { "detection-source", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtAlert, detection_source) },
  { "detector-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, detector_id) },
  { "product-name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, product_name) },
  { "alert-policy-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, alert_policy_id) },
  { "web-url", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, web_url) },
  { "assigned-to", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, assigned_to) },
  { "actor-name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, actor_name) },
  { "threat-name", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, threat_name) },
  { "threat-family", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, threat_family) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAlert, created_at) },
  { "first-activity-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAlert, first_activity_at) },
  { "last-activity-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAlert, last_activity_at) },
  { "updated-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAlert, updated_at) },
  { "resolved-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtAlert, resolved_at) },
  { "techniques", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAlert, techniques) },
  { "system-tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAlert, system_tags) },
  { "custom-tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAlert, custom_tags) },
  { "correlation-reasons", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtAlert, correlation_reasons) },
  { "hidden", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtAlert, hidden) },
  { "evidence-state", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtAlert, evidence_state) },
  { "fields", VDT_SLOT_FIELDS, G_STRUCT_OFFSET (VdtAlert, fields) },
  { "raw", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtAlert, raw) },
  { "comments", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtAlert, comments), vdt_comment_get_type },
  { "evidence", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtAlert, evidence), vdt_evidence_get_type },
};

static void
vdt_alert_class_init (VdtAlertClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_alert_init (VdtAlert *self)
{
}

VdtAlert *
vdt_alert_new (const char  *id)
{
  return g_object_new (VDT_TYPE_ALERT, "id", id, NULL);
}

const char *
vdt_alert_get_id (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->id;
}

const char *
vdt_alert_get_incident_id (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->incident_id;
}

const char *
vdt_alert_get_tenant_id (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->tenant_id;
}

const char *
vdt_alert_get_title (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->title;
}

const char *
vdt_alert_get_description (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->description;
}

const char *
vdt_alert_get_recommended_actions (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->recommended_actions;
}

const char *
vdt_alert_get_category (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->category;
}

const char *
vdt_alert_get_severity (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->severity;
}

const char *
vdt_alert_get_status (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->status;
}

const char *
vdt_alert_get_classification (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->classification;
}

const char *
vdt_alert_get_investigation_state (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->investigation_state;
}

const char *
vdt_alert_get_service_source (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->service_source;
}

const char *
vdt_alert_get_detection_source (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->detection_source;
}

const char *
vdt_alert_get_product_name (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->product_name;
}

const char *
vdt_alert_get_assigned_to (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->assigned_to;
}

const char *
vdt_alert_get_actor_name (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->actor_name;
}

const char *
vdt_alert_get_threat_name (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->threat_name;
}

const char *
vdt_alert_get_threat_family (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->threat_family;
}

gint64
vdt_alert_get_created_at (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), VDT_TIME_UNSET);

  return self->created_at;
}

gint64
vdt_alert_get_first_activity_at (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), VDT_TIME_UNSET);

  return self->first_activity_at;
}

gint64
vdt_alert_get_last_activity_at (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), VDT_TIME_UNSET);

  return self->last_activity_at;
}

gint64
vdt_alert_get_updated_at (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), VDT_TIME_UNSET);

  return self->updated_at;
}

gint64
vdt_alert_get_resolved_at (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), VDT_TIME_UNSET);

  return self->resolved_at;
}

const char * const *
vdt_alert_get_techniques (VdtAlert *self)
{
  return vdt_record_get_words (self, "techniques");
}

const char * const *
vdt_alert_get_system_tags (VdtAlert *self)
{
  return vdt_record_get_words (self, "system-tags");
}

const char * const *
vdt_alert_get_custom_tags (VdtAlert *self)
{
  return vdt_record_get_words (self, "custom-tags");
}

const char * const *
vdt_alert_get_correlation_reasons (VdtAlert *self)
{
  return vdt_record_get_words (self, "correlation-reasons");
}

gboolean
vdt_alert_get_hidden (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), FALSE);

  return self->hidden;
}

guint
vdt_alert_get_evidence_state (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), 0);

  return self->evidence_state;
}

const char *
vdt_alert_get_raw (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return self->raw;
}

GListModel *
vdt_alert_get_comments (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return G_LIST_MODEL (self->comments);
}

GListModel *
vdt_alert_get_evidence (VdtAlert *self)
{
  g_return_val_if_fail (VDT_IS_ALERT (self), NULL);

  return G_LIST_MODEL (self->evidence);
}

/**
 * vdt_alert_add_evidence:
 * @self: an alert
 * @evidence: (transfer none): a piece of evidence
 *
 * Appends it and sets #VdtAlert:evidence-state.
 */
void
vdt_alert_add_evidence (VdtAlert    *self,
                        VdtEvidence *evidence)
{
  g_return_if_fail (VDT_IS_ALERT (self));
  g_return_if_fail (VDT_IS_EVIDENCE (evidence));

  g_list_store_append (self->evidence, evidence);
  vdt_record_set_count (self, "evidence-state", VDT_PRESENCE_PRESENT);
}

void
vdt_alert_add_comment (VdtAlert   *self,
                       VdtComment *comment)
{
  g_return_if_fail (VDT_IS_ALERT (self));
  g_return_if_fail (VDT_IS_COMMENT (comment));

  g_list_store_append (self->comments, comment);
}
