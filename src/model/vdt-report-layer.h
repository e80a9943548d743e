/* vdt-report-layer.h
 *
 * One layer of an analysed script, fit to be shown.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_LAYER (vdt_report_layer_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportLayer, vdt_report_layer, VDT, REPORT_LAYER, VdtRecord)

const char *vdt_report_layer_get_rule     (VdtReportLayer *self);
const char *vdt_report_layer_get_language (VdtReportLayer *self);
const char *vdt_report_layer_get_text     (VdtReportLayer *self);
gboolean    vdt_report_layer_get_folded   (VdtReportLayer *self);
gboolean    vdt_report_layer_get_long     (VdtReportLayer *self);

G_END_DECLS
