/* vdt-report-page.h
 *
 * The report composer: sections, an editor, the pages that are exported.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-page.h"
#include "vdt-report.h"
#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_PAGE (vdt_report_page_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportPage, vdt_report_page, VDT, REPORT_PAGE, VdtPage)

GtkWidget *vdt_report_page_new         (VdtSession    *session,
                                        const char    *incident_id);
char      *vdt_report_page_dup_key     (const char    *incident_id);
VdtReport *vdt_report_page_get_report  (VdtReportPage *self);
guint      vdt_report_page_get_n_pages (VdtReportPage *self);
void       vdt_report_page_export      (VdtReportPage *self,
                                        const char    *format,
                                        GFile         *file);
void       vdt_report_page_export_package (VdtReportPage *self,
                                        GFile         *file);

G_END_DECLS
