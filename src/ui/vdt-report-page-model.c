/* vdt-report-page-model.c
 *
 * A section drafted by the connected model: what would be sent is shown first, and what
 * comes back stands beside the text until someone decides.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-outgoing-window.h"
#include "vdt-session-model.h"

typedef struct
{
  VdtReportPage    *page;
  VdtReport        *report;
  VdtReportSection *section;
  VdtOutgoing      *outgoing;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->page);
  g_object_unref (asking->report);
  g_object_unref (asking->section);
  g_clear_pointer (&asking->outgoing, vdt_outgoing_free);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  VdtReportPage *self = asking->page;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtProposal) proposal = vdt_session_send_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  vdt_report_page_end_work (self);
  if (proposal == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  vdt_session_put_beside (self->session, asking->report, asking->section, proposal);
  vdt_report_page_show_section (self);
}

/* The window that shows the bytes keeps what it shows until it is closed. */
static void
send_cb (GtkWidget *window,
         Asking    *asking)
{
  VdtReportPage *self = asking->page;
  g_autofree char *text = NULL;

  if (self->session == NULL || self->work != NULL)
    return;

  g_object_steal_data (G_OBJECT (window), "asking");
  text = g_strdup_printf (_("Asking %s…"), asking->outgoing->host);
  vdt_report_page_begin_work (self, text);
  vdt_session_send_async (self->session, vdt_page_get_incident (VDT_PAGE (self)), asking->outgoing, self->work,
                          sent_cb, asking);
}

static void
prepared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Asking) asking = user_data;
  VdtReportPage *self = asking->page;
  g_autoptr(GError) error = NULL;
  GtkWidget *window;

  asking->outgoing = vdt_session_prepare_finish (VDT_SESSION (object), result, &error);
  if (self->session == NULL)
    return;
  if (asking->outgoing == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  window = vdt_outgoing_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), asking->outgoing);
  g_signal_connect (window, "send", G_CALLBACK (send_cb), asking);
  g_object_set_data_full (G_OBJECT (window), "asking", g_steal_pointer (&asking), (GDestroyNotify) asking_free);
  gtk_window_present (GTK_WINDOW (window));
}

static void
model_draft_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  VdtReportSection *section = vdt_report_page_get_section (self);
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (self));
  g_autofree char *request = NULL;
  Asking *asking;

  if (section == NULL || incident == NULL || self->work != NULL)
    return;

  /* A model follows the language of what it is told. */
  request = g_strdup_printf ("%s (%s)", vdt_report_section_get_title (section), vdt_report_get_language (self->report));
  asking = g_new0 (Asking, 1);
  asking->page = g_object_ref (self);
  asking->report = g_object_ref (self->report);
  asking->section = g_object_ref (section);
  vdt_session_prepare_async (self->session, incident, "report", request, NULL, prepared_cb, asking);
}

void
vdt_report_page_class_add_model (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "report.model-draft", NULL, model_draft_action);
}
