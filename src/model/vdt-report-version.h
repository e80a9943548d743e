/* vdt-report-version.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-record.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_VERSION (vdt_report_version_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportVersion, vdt_report_version, VDT, REPORT_VERSION, VdtRecord)

guint        vdt_report_version_get_version (VdtReportVersion *self);
gint64       vdt_report_version_get_at      (VdtReportVersion *self);
const char  *vdt_report_version_get_actor   (VdtReportVersion *self);
const char  *vdt_report_version_get_note    (VdtReportVersion *self);
const char  *vdt_report_version_get_sha256  (VdtReportVersion *self);
VdtFields   *vdt_report_version_get_content (VdtReportVersion *self);

G_END_DECLS
