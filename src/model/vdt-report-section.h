/* vdt-report-section.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_SECTION (vdt_report_section_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportSection, vdt_report_section, VDT, REPORT_SECTION, VdtRecord)

VdtReportSection     *vdt_report_section_new          (const char       *id,
                                                       const char       *title,
                                                       const char       *body);
const char           *vdt_report_section_get_id       (VdtReportSection *self);
const char           *vdt_report_section_get_title    (VdtReportSection *self);
const char           *vdt_report_section_get_body     (VdtReportSection *self);
void                  vdt_report_section_set_body     (VdtReportSection *self,
                                                       const char       *body);
const char           *vdt_report_section_get_drafted  (VdtReportSection *self);
const char           *vdt_report_section_get_beside   (VdtReportSection *self);
const char           *vdt_report_section_get_state    (VdtReportSection *self);
gboolean              vdt_report_section_get_included (VdtReportSection *self);
const char * const   *vdt_report_section_get_accepted (VdtReportSection *self);

G_END_DECLS
