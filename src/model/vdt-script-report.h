/* vdt-script-report.h
 *
 * What the analysis of a script says, for a window.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report-finding.h"
#include "vdt-report-indicator.h"
#include "vdt-report-layer.h"
#include "vdt-statement.h"

G_BEGIN_DECLS

#define VDT_TYPE_SCRIPT_REPORT (vdt_script_report_get_type ())
G_DECLARE_FINAL_TYPE (VdtScriptReport, vdt_script_report, VDT, SCRIPT_REPORT, VdtRecord)

const char         *vdt_script_report_get_language    (VdtScriptReport *self);
const char         *vdt_script_report_get_verdict     (VdtScriptReport *self);
const char         *vdt_script_report_get_sha256      (VdtScriptReport *self);
const char         *vdt_script_report_get_output      (VdtScriptReport *self);
const char * const *vdt_script_report_get_notes       (VdtScriptReport *self);
GListModel         *vdt_script_report_get_layers      (VdtScriptReport *self);
GListModel         *vdt_script_report_get_findings    (VdtScriptReport *self);
GListModel         *vdt_script_report_get_indicators  (VdtScriptReport *self);
GListModel         *vdt_script_report_get_explanation (VdtScriptReport *self);

G_END_DECLS
