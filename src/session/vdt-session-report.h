/* vdt-session-report.h
 *
 * Reports: drafted from an incident or begun blank, edited in Markdown, shown page by
 * page, exported, posted to the log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report.h"
#include "vdt-session.h"

G_BEGIN_DECLS

/**
 * VdtReportTemplateInfo:
 * @id: for vdt_session_draft_report_async()
 * @language: what it is in
 * @name: for people
 * @about: (nullable): what it is for
 * @own: whether it is one of the user's own
 */
typedef struct
{
  char     *id;
  char     *language;
  char     *name;
  char     *about;
  gboolean  own;
} VdtReportTemplateInfo;

void                vdt_report_template_info_free      (VdtReportTemplateInfo *info);

/* Templates: ours and the .md files of a folder. */
char               *vdt_session_get_template_folder    (VdtSession            *self);
GPtrArray          *vdt_session_list_templates         (VdtSession            *self,
                                                        const char            *language,
                                                        GPtrArray             *problems);
const char * const *vdt_session_get_report_languages   (VdtSession            *self);
const char * const *vdt_session_get_report_formats     (VdtSession            *self);
const char * const *vdt_session_get_redact_kinds       (VdtSession            *self);
const char         *vdt_session_get_format_ending      (VdtSession            *self,
                                                        const char            *format);

/* Drafting. */
void                vdt_session_draft_report_async     (VdtSession            *self,
                                                        const char            *incident_id,
                                                        const char            *template_id,
                                                        const char            *language,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
VdtReport          *vdt_session_draft_report_finish    (VdtSession            *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);

/* Export: the file is there whole, or not at all. */
void                vdt_session_export_report_async    (VdtSession            *self,
                                                        VdtReport             *report,
                                                        const char            *format,
                                                        const char            *path,
                                                        VdtProgress           *progress,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
gboolean            vdt_session_export_report_finish   (VdtSession            *self,
                                                        GAsyncResult          *result,
                                                        GPtrArray            **out_problems,
                                                        GError               **error);

G_END_DECLS
