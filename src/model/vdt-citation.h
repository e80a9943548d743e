/* vdt-citation.h
 *
 * A number in the text that leads to a fact.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_CITATION (vdt_citation_get_type ())
G_DECLARE_FINAL_TYPE (VdtCitation, vdt_citation, VDT, CITATION, VdtRecord)

VdtCitation  *vdt_citation_new         (void);
guint         vdt_citation_get_number  (VdtCitation *self);
const char   *vdt_citation_get_fact_id (VdtCitation *self);

G_END_DECLS
