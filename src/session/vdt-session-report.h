/* vdt-session-report.h
 *
 * Reports: drafted from an incident or begun blank, edited in Markdown, shown page by
 * page, exported, posted to the log.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report-preview.h"
#include "vdt-report-version.h"
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

/**
 * VdtReportParagraph:
 * @first_line: in the section's body, from 1
 * @last_line: its last line
 * @n_citations: sources that it names
 * @state: `proposed`, `accepted`, `edited`; %NULL for a heading, a rule or a figure
 */
typedef struct
{
  guint       first_line;
  guint       last_line;
  guint       n_citations;
  const char *state;
} VdtReportParagraph;

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

void                vdt_session_draft_section_async    (VdtSession            *self,
                                                        VdtReport             *report,
                                                        const char            *section_id,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
gboolean            vdt_session_draft_section_finish   (VdtSession            *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);

/* Preview: the pages that a PDF has. */
void                vdt_session_preview_report_async   (VdtSession            *self,
                                                        VdtReport             *report,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
VdtReportPreview   *vdt_session_preview_report_finish  (VdtSession            *self,
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

/* Text: for the clipboard, and as a comment into the incident's log. */
void                vdt_session_report_text_async      (VdtSession            *self,
                                                        VdtReport             *report,
                                                        const char            *format,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
char               *vdt_session_report_text_finish     (VdtSession            *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);
void                vdt_session_post_report_async      (VdtSession            *self,
                                                        VdtReport             *report,
                                                        GCancellable          *cancellable,
                                                        GAsyncReadyCallback    callback,
                                                        gpointer               user_data);
gboolean            vdt_session_post_report_finish     (VdtSession            *self,
                                                        GAsyncResult          *result,
                                                        GError               **error);

G_END_DECLS
