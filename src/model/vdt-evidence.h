/* vdt-evidence.h
 *
 * One piece of evidence of an alert.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_EVIDENCE (vdt_evidence_get_type ())
G_DECLARE_FINAL_TYPE (VdtEvidence, vdt_evidence, VDT, EVIDENCE, VdtRecord)

VdtEvidence          *vdt_evidence_new                     (const char  *alert_id,
                                                            const char  *kind);
const char           *vdt_evidence_get_id                  (VdtEvidence *self);
const char           *vdt_evidence_get_alert_id            (VdtEvidence *self);
const char           *vdt_evidence_get_kind                (VdtEvidence *self);
const char           *vdt_evidence_get_title               (VdtEvidence *self);
gint64                vdt_evidence_get_created_at          (VdtEvidence *self);
const char           *vdt_evidence_get_verdict             (VdtEvidence *self);
const char           *vdt_evidence_get_remediation_status  (VdtEvidence *self);
const char * const   *vdt_evidence_get_roles               (VdtEvidence *self);
const char * const   *vdt_evidence_get_tags                (VdtEvidence *self);
VdtFields            *vdt_evidence_get_fields              (VdtEvidence *self);
const char           *vdt_evidence_get_raw                 (VdtEvidence *self);

G_END_DECLS
