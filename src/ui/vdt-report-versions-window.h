/* vdt-report-versions-window.h
 *
 * The versions of a report: what differs, and back to one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <adwaita.h>

#include "vdt-report.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_VERSIONS_WINDOW (vdt_report_versions_window_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportVersionsWindow, vdt_report_versions_window, VDT, REPORT_VERSIONS_WINDOW, AdwWindow)

GtkWidget *vdt_report_versions_window_new (GtkWindow  *parent,
                                           VdtSession *session,
                                           VdtReport  *report);

G_END_DECLS
