/* vdt-evidence.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-evidence.h"

#include "vdt-time.h"

/**
 * VdtEvidence:
 *
 * One piece of evidence of an alert, of any kind that Graph knows or will know:
 * the common members are typed, all members are in #VdtEvidence:fields, and the
 * JSON text is kept as it was received.
 */
struct _VdtEvidence
{
  VdtRecord   parent_instance;

  char       *id;  /* fact id, see vdt_fact_evidence_id() */
  char       *alert_id;
  char       *kind;  /* `deviceEvidence` …: @odata.type without prefix */
  char       *title;  /* short text for a person */
  gint64      created_at;
  char       *verdict;
  char       *remediation_status;
  char       *remediation_details;
  char      **roles;
  char      **detailed_roles;
  char      **tags;
  VdtFields  *fields;  /* every leaf */
  char       *raw;  /* JSON as received */
};

G_DEFINE_FINAL_TYPE (VdtEvidence, vdt_evidence, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtEvidence, id) },
  { "alert-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtEvidence, alert_id) },
  { "kind", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtEvidence, kind) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtEvidence, title) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtEvidence, created_at) },
  { "verdict", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtEvidence, verdict) },
  { "remediation-status", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtEvidence, remediation_status) },
  { "remediation-details", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtEvidence, remediation_details) },
  { "roles", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtEvidence, roles) },
  { "detailed-roles", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtEvidence, detailed_roles) },
  { "tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtEvidence, tags) },
  { "fields", VDT_SLOT_FIELDS, G_STRUCT_OFFSET (VdtEvidence, fields) },
  { "raw", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtEvidence, raw) },
};

static void
vdt_evidence_class_init (VdtEvidenceClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_evidence_init (VdtEvidence *self)
{
}

VdtEvidence *
vdt_evidence_new (const char  *alert_id,
                  const char  *kind)
{
  return g_object_new (VDT_TYPE_EVIDENCE,
                       "alert-id", alert_id,
                       "kind", kind,
                       NULL);
}

const char *
vdt_evidence_get_id (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->id;
}

const char *
vdt_evidence_get_alert_id (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->alert_id;
}

const char *
vdt_evidence_get_kind (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->kind;
}

const char *
vdt_evidence_get_title (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->title;
}

gint64
vdt_evidence_get_created_at (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), VDT_TIME_UNSET);

  return self->created_at;
}

const char *
vdt_evidence_get_verdict (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->verdict;
}

const char *
vdt_evidence_get_remediation_status (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->remediation_status;
}

const char * const *
vdt_evidence_get_roles (VdtEvidence *self)
{
  return vdt_record_get_words (self, "roles");
}

const char * const *
vdt_evidence_get_tags (VdtEvidence *self)
{
  return vdt_record_get_words (self, "tags");
}

VdtFields *
vdt_evidence_get_fields (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->fields;
}

const char *
vdt_evidence_get_raw (VdtEvidence *self)
{
  g_return_val_if_fail (VDT_IS_EVIDENCE (self), NULL);

  return self->raw;
}
