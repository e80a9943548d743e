/* vdt-report-preview.h
 *
 * The pages of a report, to be drawn.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_PREVIEW (vdt_report_preview_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportPreview, vdt_report_preview, VDT, REPORT_PREVIEW, GObject)

guint        vdt_report_preview_get_n_pages   (VdtReportPreview *self);
void         vdt_report_preview_get_page_size (VdtReportPreview *self,
                                               double           *out_width,
                                               double           *out_height);
void         vdt_report_preview_draw          (VdtReportPreview *self,
                                               guint             page,
                                               cairo_t          *cr);
guint        vdt_report_preview_find          (VdtReportPreview *self,
                                               const char       *place);
const char  *vdt_report_preview_link_at       (VdtReportPreview *self,
                                               guint             page,
                                               double            x,
                                               double            y);
guint        vdt_report_preview_get_n_sources (VdtReportPreview *self);
guint        vdt_report_preview_get_n_figures (VdtReportPreview *self);
guint        vdt_report_preview_get_n_tables  (VdtReportPreview *self);
GPtrArray   *vdt_report_preview_get_problems  (VdtReportPreview *self);

G_END_DECLS
