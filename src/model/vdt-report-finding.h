/* vdt-report-finding.h
 *
 * What a rule found in a script, and where.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_FINDING (vdt_report_finding_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportFinding, vdt_report_finding, VDT, REPORT_FINDING, VdtRecord)

guint               vdt_report_finding_get_number     (VdtReportFinding *self);
const char         *vdt_report_finding_get_rule       (VdtReportFinding *self);
const char         *vdt_report_finding_get_title      (VdtReportFinding *self);
const char         *vdt_report_finding_get_severity   (VdtReportFinding *self);
const char * const *vdt_report_finding_get_techniques (VdtReportFinding *self);
guint               vdt_report_finding_get_layer      (VdtReportFinding *self);
guint               vdt_report_finding_get_line       (VdtReportFinding *self);
gboolean            vdt_report_finding_get_decides    (VdtReportFinding *self);
const char         *vdt_report_finding_get_judgement  (VdtReportFinding *self);
void                vdt_report_finding_set_judgement  (VdtReportFinding *self,
                                                       const char       *judgement);
void                vdt_report_finding_add_place      (VdtReportFinding *self,
                                                       guint             layer,
                                                       guint             start,
                                                       guint             length);
gboolean            vdt_report_finding_find_place     (VdtReportFinding *self,
                                                       guint             layer,
                                                       guint            *start,
                                                       guint            *length);

G_END_DECLS
