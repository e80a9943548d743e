/* vdt-fact.h
 *
 * Something that is known, with a stable id: what statements rest on.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_FACT (vdt_fact_get_type ())
G_DECLARE_FINAL_TYPE (VdtFact, vdt_fact, VDT, FACT, VdtRecord)

VdtFact     *vdt_fact_new             (const char *id,
                                       const char *kind);
const char  *vdt_fact_get_id          (VdtFact    *self);
const char  *vdt_fact_get_kind        (VdtFact    *self);
const char  *vdt_fact_get_incident_id (VdtFact    *self);
const char  *vdt_fact_get_target_id   (VdtFact    *self);
gint64       vdt_fact_get_at          (VdtFact    *self);
const char  *vdt_fact_get_title       (VdtFact    *self);
const char  *vdt_fact_get_text        (VdtFact    *self);

G_END_DECLS
