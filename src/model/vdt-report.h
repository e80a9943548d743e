/* vdt-report.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-citation.h"
#include "vdt-fact.h"
#include "vdt-record.h"
#include "vdt-report-section.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT (vdt_report_get_type ())
G_DECLARE_FINAL_TYPE (VdtReport, vdt_report, VDT, REPORT, VdtRecord)

VdtReport           *vdt_report_new             (const char       *incident_id);
const char          *vdt_report_get_id          (VdtReport        *self);
const char          *vdt_report_get_incident_id (VdtReport        *self);
const char          *vdt_report_get_template_id (VdtReport        *self);
const char          *vdt_report_get_title       (VdtReport        *self);
const char          *vdt_report_get_language    (VdtReport        *self);
const char          *vdt_report_get_tlp         (VdtReport        *self);
const char * const  *vdt_report_get_redact      (VdtReport        *self);
gboolean             vdt_report_get_defang      (VdtReport        *self);
const char          *vdt_report_get_author      (VdtReport        *self);
gint64               vdt_report_get_created_at  (VdtReport        *self);
guint                vdt_report_get_version     (VdtReport        *self);
GListModel          *vdt_report_get_sections    (VdtReport        *self);
GListModel          *vdt_report_get_facts       (VdtReport        *self);
GListModel          *vdt_report_get_citations   (VdtReport        *self);
void                 vdt_report_add_section     (VdtReport        *self,
                                                 VdtReportSection *section);
VdtReportSection    *vdt_report_find_section    (VdtReport        *self,
                                                 const char       *id);
guint                vdt_report_cite            (VdtReport        *self,
                                                 VdtFact          *fact);
VdtFact             *vdt_report_find_cited      (VdtReport        *self,
                                                 guint             number);
guint                vdt_report_find_number     (VdtReport        *self,
                                                 const char       *fact_id);
void                 vdt_report_set_numbers     (VdtReport        *self,
                                                 const guint      *numbers,
                                                 guint             n_numbers);
VdtFields           *vdt_report_to_fields       (VdtReport        *self);
gboolean             vdt_report_from_fields     (VdtReport        *self,
                                                 VdtFields        *fields,
                                                 GError          **error);

G_END_DECLS
