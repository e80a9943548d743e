/* vdt-report-page-open.c
 *
 * Finding the report to show: the one that was worked on last, or a new draft.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  VdtReportPage *page;
  char          *template_id;
  char          *language;
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->page);
  g_free (opening->template_id);
  g_free (opening->language);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* A report is written in the program's language unless another is chosen. */
static const char *
default_language (VdtSession *session)
{
  const char * const *languages = vdt_session_get_report_languages (session);
  const char * const *names = g_get_language_names ();

  for (gsize i = 0; names[i] != NULL; i++)
    for (gsize j = 0; languages[j] != NULL; j++)
      if (strncmp (names[i], languages[j], strlen (languages[j])) == 0)
        return languages[j];

  return languages[0];
}

static gboolean
is_wanted (Opening   *opening,
           VdtReport *report)
{
  /* Without an incident the session lists all reports. */
  if (g_strcmp0 (vdt_report_get_incident_id (report), opening->page->incident_id) != 0)
    return FALSE;

  return (opening->template_id == NULL ||
          g_strcmp0 (opening->template_id, vdt_report_get_template_id (report)) == 0) &&
         (opening->language == NULL || g_strcmp0 (opening->language, vdt_report_get_language (report)) == 0);
}

static void
set_title (VdtReportPage *self)
{
  const char *title = vdt_report_get_title (self->report);

  vdt_page_set_title (VDT_PAGE (self), title == NULL ? _("Report") : title);
  gtk_label_set_label (self->title_label, vdt_page_get_title (VDT_PAGE (self)));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), vdt_page_get_title (VDT_PAGE (self)));
}

/**
 * vdt_report_page_show_report:
 * @self: a page with a report
 *
 * Shows the report as it is now, all of it.
 */
void
vdt_report_page_show_report (VdtReportPage *self)
{
  set_title (self);
  vdt_report_page_fill_choices (self);
  vdt_report_sheets_set_preview (self->sheets, NULL);
  gtk_single_selection_set_model (self->selection, vdt_report_get_sections (self->report));
  vdt_report_page_show_section (self);
  vdt_report_page_queue_preview (self);
}

static void
show_report (VdtReportPage *self,
             VdtReport     *report)
{
  g_ptr_array_remove (self->reports, report);
  g_ptr_array_insert (self->reports, 0, g_object_ref (report));
  g_set_object (&self->report, report);
  vdt_report_page_show_report (self);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_CONTENT);
  vdt_report_page_update (self);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    vdt_page_focus_start (VDT_PAGE (self));
}

static void
fail (VdtReportPage *self,
      const GError  *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  vdt_state_view_set_failed (self->state_view, _("The Report Cannot Be Drafted"), error->message);
  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_FAILED);
  vdt_report_page_update (self);
}

static void
drafted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  VdtReportPage *self = opening->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReport) report = vdt_session_draft_report_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL || g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;

  if (report == NULL)
    {
      fail (self, error);
      return;
    }
  vdt_session_save_report (self->session, report);
  show_report (self, report);
}

static void
draft (Opening *opening)
{
  VdtReportPage *self = opening->page;
  const char *template_id = opening->template_id;

  if (template_id == NULL)
    template_id = self->incident_id == NULL ? "blank" : "full";
  vdt_session_draft_report_async (self->session, self->incident_id, template_id,
                                  opening->language != NULL ? opening->language : default_language (self->session),
                                  self->opening, drafted_cb, opening);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Opening) opening = user_data;
  VdtReportPage *self = opening->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) reports = vdt_session_list_reports_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL || g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;

  if (reports == NULL)
    {
      fail (self, error);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (reports); i++)
    {
      g_autoptr(VdtReport) report = g_list_model_get_item (reports, i);

      if (is_wanted (opening, report))
        {
          show_report (self, report);
          return;
        }
    }
  draft (g_steal_pointer (&opening));
}

/**
 * vdt_report_page_open:
 * @self: a page
 * @template_id: (nullable): which template; %NULL for that of the last report
 * @language: (nullable): which language
 *
 * Shows the report on the page's incident that was worked on last. If there is none of
 * this template in this language, one is drafted. What is there already is never
 * written over.
 */
void
vdt_report_page_open (VdtReportPage *self,
                      const char    *template_id,
                      const char    *language)
{
  Opening *opening = g_new0 (Opening, 1);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();

  opening->page = g_object_ref (self);
  opening->template_id = g_strdup (template_id);
  opening->language = g_strdup (language);
  for (guint i = 0; i < self->reports->len; i++)
    if (is_wanted (opening, g_ptr_array_index (self->reports, i)))
      {
        g_autoptr(VdtReport) report = g_object_ref (g_ptr_array_index (self->reports, i));

        opening_free (opening);
        show_report (self, report);
        return;
      }

  vdt_state_view_set_state (self->state_view, VDT_VIEW_STATE_LOADING);
  vdt_session_list_reports_async (self->session, self->incident_id, self->opening, listed_cb, opening);
}
