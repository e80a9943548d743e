/* vdt-report-paper.h
 *
 * One page of a report, as wide as there is room.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-report-preview.h"

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_PAPER (vdt_report_paper_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportPaper, vdt_report_paper, VDT, REPORT_PAPER, GtkWidget)

GtkWidget *vdt_report_paper_new (void);
void       vdt_report_paper_set (VdtReportPaper   *self,
                                 VdtReportPreview *preview,
                                 guint             page);

G_END_DECLS
