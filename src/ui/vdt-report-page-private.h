/* vdt-report-page-private.h
 *
 * What the report page's files share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report-page.h"

#include <gtksourceview/gtksource.h>

#include "vdt-progress.h"
#include "vdt-report-gutter.h"
#include "vdt-report-sheets.h"
#include "vdt-session-report-edit.h"
#include "vdt-spelling.h"
#include "vdt-state-view.h"

G_BEGIN_DECLS

struct _VdtReportPage
{
  VdtPage              parent_instance;

  VdtStateView        *state_view;
  GtkLabel            *title_label;
  GtkDropDown         *template_drop;
  GtkDropDown         *language_drop;
  GtkDropDown         *tlp_drop;
  GtkCheckButton      *defang_check;
  GtkBox              *redact_box;
  GtkMenuButton       *export_button;
  GtkMenuButton       *more_button;
  GtkWidget           *preview_button;
  GtkPaned            *columns;
  GtkPaned            *texts;
  GtkListView         *sections;
  GtkWidget           *editor_box;
  GtkSourceView       *editor;
  GtkWidget           *search_box;
  GtkEditable         *search_entry;
  GtkEditable         *replace_entry;
  GtkLabel            *search_label;
  GtkWidget           *beside_box;
  GtkLabel            *beside_text;
  VdtReportSheets     *sheets;
  GtkLabel            *status_label;
  GtkLabel            *paragraph_label;
  GtkWidget           *progress_box;
  GtkLabel            *progress_label;
  GtkProgressBar      *progress_bar;

  GtkSourceBuffer     *buffer;
  VdtReportGutter     *gutter;
  GtkSourceSearchContext *search;
  VdtSpelling         *spelling;
  GtkSingleSelection  *selection;
  VdtSession          *session;
  char                *incident_id;   /* NULL for a report on no incident */
  GPtrArray           *templates;     /* VdtReportTemplateInfo, as they are in the list */
  GPtrArray           *reports;       /* that were shown here: theirs are the newest texts */
  VdtReport           *report;
  VdtProgress         *progress;
  GCancellable        *opening;
  GCancellable        *previewing;
  GCancellable        *work;          /* an export, a draft of a section */
  gboolean             filling;       /* the widgets are set from the report */
  gboolean             can_spell;     /* there is a dictionary */
  gboolean             narrow;
  gboolean             wants_preview; /* in a narrow page */
  gboolean             wants_focus;
  guint                preview_id;
  guint                choice_id;
  guint                layout_id;
};

/* vdt-report-page.c */
void              vdt_report_page_update         (VdtReportPage  *self);
void              vdt_report_page_queue_preview  (VdtReportPage  *self);
void              vdt_report_page_show_preview   (VdtReportPage  *self,
                                                  gboolean        shown);

/* vdt-report-page-open.c */
void              vdt_report_page_open           (VdtReportPage  *self,
                                                  const char     *template_id,
                                                  const char     *language);
void              vdt_report_page_show_report    (VdtReportPage  *self);

/* vdt-report-page-choices.c */
void              vdt_report_page_class_add_choices (GtkWidgetClass *widget_class);
void              vdt_report_page_init_choices   (VdtReportPage  *self);
void              vdt_report_page_fill_choices   (VdtReportPage  *self);

/* vdt-report-page-editor.c */
void              vdt_report_page_class_add_editor (GtkWidgetClass *widget_class);
void              vdt_report_page_init_editor    (VdtReportPage  *self);
VdtReportSection *vdt_report_page_get_section    (VdtReportPage  *self);
void              vdt_report_page_show_section   (VdtReportPage  *self);
void              vdt_report_page_show_states    (VdtReportPage  *self);
int               vdt_report_page_find_paragraph (VdtReportPage  *self);

/* vdt-report-page-spelling.c */
void              vdt_report_page_class_add_spelling (GtkWidgetClass *widget_class);
void              vdt_report_page_init_spelling  (VdtReportPage  *self);
void              vdt_report_page_update_spelling (VdtReportPage *self);
void              vdt_report_page_restore_spelling (VdtReportPage *self);

/* vdt-report-page-model.c */
void              vdt_report_page_class_add_model (GtkWidgetClass *widget_class);

/* vdt-report-page-search.c */
void              vdt_report_page_class_add_search (GtkWidgetClass *widget_class);
void              vdt_report_page_init_search    (VdtReportPage  *self);

/* vdt-report-page-actions.c */
void              vdt_report_page_class_add_actions (GtkWidgetClass *widget_class);
void              vdt_report_page_init_actions   (VdtReportPage  *self);

/* vdt-report-page-export.c */
void              vdt_report_page_class_add_export (GtkWidgetClass *widget_class);
void              vdt_report_page_init_export    (VdtReportPage  *self);
void              vdt_report_page_begin_work     (VdtReportPage  *self,
                                                  const char     *text);
void              vdt_report_page_end_work       (VdtReportPage  *self);

G_END_DECLS
