/* vdt-report-indicator.h
 *
 * An address, a path or another trace that a script names.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_INDICATOR (vdt_report_indicator_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportIndicator, vdt_report_indicator, VDT, REPORT_INDICATOR, VdtRecord)

const char *vdt_report_indicator_get_kind     (VdtReportIndicator *self);
const char *vdt_report_indicator_get_value    (VdtReportIndicator *self);
const char *vdt_report_indicator_get_defanged (VdtReportIndicator *self);
guint       vdt_report_indicator_get_layer    (VdtReportIndicator *self);
guint       vdt_report_indicator_get_line     (VdtReportIndicator *self);
gboolean    vdt_report_indicator_get_selected (VdtReportIndicator *self);

G_END_DECLS
