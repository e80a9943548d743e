/* vdt-report-gutter.h
 *
 * The margin of a report's editor: what became of each paragraph.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define VDT_TYPE_REPORT_GUTTER (vdt_report_gutter_get_type ())
G_DECLARE_FINAL_TYPE (VdtReportGutter, vdt_report_gutter, VDT, REPORT_GUTTER, GtkSourceGutterRendererText)

GtkSourceGutterRenderer *vdt_report_gutter_new            (void);
void                     vdt_report_gutter_set_paragraphs (VdtReportGutter *self,
                                                           GArray          *paragraphs);
const char              *vdt_report_gutter_get_mark       (const char      *state);
const char              *vdt_report_gutter_get_word       (const char      *state);

G_END_DECLS
