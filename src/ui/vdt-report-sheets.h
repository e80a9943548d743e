/* vdt-report-sheets.h
 *
 * The pages of a report on paper, as they are exported.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-report-preview.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_SHEETS (vdt_report_sheets_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportSheets, vdt_report_sheets, VDT, REPORT_SHEETS, AdwBin)

VdtReportPreview *vdt_report_sheets_get_preview (VdtReportSheets  *self);
void              vdt_report_sheets_set_preview (VdtReportSheets  *self,
                                                 VdtReportPreview *preview);
void              vdt_report_sheets_show_place  (VdtReportSheets  *self,
                                                 const char       *place);

G_END_DECLS
