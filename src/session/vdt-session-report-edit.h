/* vdt-session-report-edit.h
 *
 * Reports that are kept: saved at every keystroke, in versions, accepted paragraph by
 * paragraph.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-proposal.h"
#include "vdt-session-report.h"

G_BEGIN_DECLS

void                vdt_session_save_report                 (VdtSession           *self,
                                                             VdtReport            *report);
void                vdt_session_save_report_version_async   (VdtSession           *self,
                                                             VdtReport            *report,
                                                             const char           *note,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
gboolean            vdt_session_save_report_version_finish  (VdtSession           *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                vdt_session_list_reports_async          (VdtSession           *self,
                                                             const char           *incident_id,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
GListModel         *vdt_session_list_reports_finish         (VdtSession           *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
void                vdt_session_list_report_versions_async  (VdtSession           *self,
                                                             VdtReport            *report,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
GListModel         *vdt_session_list_report_versions_finish (VdtSession           *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);
char               *vdt_session_diff_report_version         (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportVersion     *version);
gboolean            vdt_session_restore_report_version      (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportVersion     *version,
                                                             GError              **error);

void                vdt_session_edit_section                (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportSection     *section,
                                                             const char           *body);
GArray             *vdt_session_get_paragraphs              (VdtSession           *self,
                                                             VdtReportSection     *section);
void                vdt_session_accept_paragraph            (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportSection     *section,
                                                             guint                 paragraph);
guint               vdt_session_accept_all_cited            (VdtSession           *self,
                                                             VdtReport            *report);
void                vdt_session_put_beside                  (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportSection     *section,
                                                             VdtProposal          *proposal);
void                vdt_session_take_beside                 (VdtSession           *self,
                                                             VdtReport            *report,
                                                             VdtReportSection     *section,
                                                             gboolean              take);
void                vdt_session_renumber_report             (VdtSession           *self,
                                                             VdtReport            *report);
const char * const *vdt_session_get_report_figures          (VdtSession           *self);

G_END_DECLS
