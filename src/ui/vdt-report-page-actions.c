/* vdt-report-page-actions.c
 *
 * What can be done with the text of a report.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-report-versions-window.h"
#include "vdt-resolve-window.h"

static void
settled (VdtReportPage *self)
{
  vdt_report_page_show_states (self);
  vdt_report_page_queue_preview (self);
}

static void
accept_paragraph_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  int paragraph = vdt_report_page_find_paragraph (self);

  if (paragraph < 0)
    return;

  vdt_session_accept_paragraph (self->session, self->report, vdt_report_page_get_section (self), paragraph);
  settled (self);
}

static void
accept_section_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  VdtReportSection *section = vdt_report_page_get_section (self);
  g_autoptr(GArray) paragraphs = NULL;

  if (section == NULL)
    return;

  paragraphs = vdt_session_get_paragraphs (self->session, section);
  for (guint i = 0; i < paragraphs->len; i++)
    if (g_array_index (paragraphs, VdtReportParagraph, i).state != NULL)
      vdt_session_accept_paragraph (self->session, self->report, section, i);
  settled (self);
}

static void
accept_all_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  g_autofree char *text = NULL;
  guint n_open;

  if (self->report == NULL)
    return;

  n_open = vdt_session_accept_all_cited (self->session, self->report);
  settled (self);
  if (n_open == 0)
    text = g_strdup (_("Every paragraph is settled"));
  else
    text = g_strdup_printf (ngettext ("Accepted; %u paragraph without a source is still open",
                                      "Accepted; %u paragraphs without a source are still open", n_open), n_open);
  vdt_feedback_toast (widget, text);
}

static void
drafted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done = vdt_session_draft_section_finish (VDT_SESSION (object), result, &error);

  if (self->session == NULL)
    return;

  vdt_report_page_end_work (self);
  if (!done)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }
  vdt_report_page_show_section (self);
  vdt_report_page_queue_preview (self);
}

static void
regenerate_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  VdtReportSection *section = vdt_report_page_get_section (self);

  if (section == NULL || self->work != NULL)
    return;

  vdt_report_page_begin_work (self, _("Drafting the section"));
  vdt_session_draft_section_async (self->session, self->report, vdt_report_section_get_id (section), self->work,
                                   drafted_cb, g_object_ref (self));
}

static void
beside_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  VdtReportSection *section = vdt_report_page_get_section (self);

  if (section == NULL)
    return;

  vdt_session_take_beside (self->session, self->report, section, g_str_equal (name, "report.take-draft"));
  vdt_report_page_show_section (self);
  vdt_report_page_queue_preview (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
renumber_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);

  if (self->report == NULL)
    return;

  vdt_session_renumber_report (self->session, self->report);
  vdt_report_page_show_section (self);
  vdt_report_page_queue_preview (self);
  vdt_feedback_toast (widget, _("Citations are numbered in the order of the text"));
}

/* What a reader reads under it; the analyst changes it in the text. */
static const struct
{
  const char *name;
  const char *caption;
} figures[] = {
  { "timeline", N_("Alerts over time") },
  { "matrix", N_("ATT&CK techniques") },
  { "graph", N_("How it is connected") },
  { "severity", N_("Alerts by severity") },
  { "evidence", N_("Evidence") },
  { "log", N_("Activity log") },
};

/* The menu of what can be put into the text. */
void
vdt_report_page_init_actions (VdtReportPage *self)
{
  GMenuModel *menu = gtk_menu_button_get_menu_model (self->more_button);
  g_autoptr(GMenu) section = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *action = g_strdup_printf ("report.insert-figure('%s')", figures[i].name);

      g_menu_append (section, gettext (figures[i].caption), action);
    }
  g_menu_append_section (G_MENU (menu), _("Insert at the Cursor"), G_MENU_MODEL (section));
}

static void
insert_figure_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  const char *figure = g_variant_get_string (parameter, NULL);
  g_autofree char *text = NULL;

  if (vdt_report_page_get_section (self) == NULL ||
      !g_strv_contains (vdt_session_get_report_figures (self->session), figure))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (figures) && text == NULL; i++)
    if (g_str_equal (figures[i].name, figure))
      text = g_strdup_printf ("\n\n![%s](vedette:%s)\n\n", gettext (figures[i].caption), figure);
  if (text != NULL)
    gtk_text_buffer_insert_at_cursor (GTK_TEXT_BUFFER (self->buffer), text, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
version_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_save_report_version_finish (VDT_SESSION (object), result, &error))
    vdt_feedback_toast (GTK_WIDGET (self), _("Kept as a version"));
  else
    vdt_feedback_error (GTK_WIDGET (self), error);
}

static void
save_version_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);

  if (self->report != NULL)
    vdt_session_save_report_version_async (self->session, self->report, NULL, NULL, version_cb, g_object_ref (self));
}

static void
restored_cb (VdtReportPage *self)
{
  if (self->session == NULL)
    return;

  vdt_report_page_show_report (self);
  vdt_feedback_toast (GTK_WIDGET (self), _("The older version is restored; what was there is a version too"));
}

static void
versions_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  GtkWidget *window;

  if (self->report == NULL)
    return;

  window = vdt_report_versions_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->report);
  g_signal_connect_object (window, "restored", G_CALLBACK (restored_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* The first paragraph of the report that is no quotation, without marks and sources. */
static char *
dup_first_words (VdtReportPage *self)
{
  g_autoptr(VdtReportSection) section = g_list_model_get_item (vdt_report_get_sections (self->report), 0);
  const char *body = section == NULL ? NULL : vdt_report_section_get_body (section);
  g_auto(GStrv) blocks = g_strsplit (body == NULL ? "" : body, "\n\n", -1);
  g_autoptr(GRegex) marks = g_regex_new ("\\s*\\[\\^\\d+\\]|[*_`\\\\]", G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  for (gsize i = 0; blocks[i] != NULL; i++)
    {
      g_strdelimit (g_strstrip (blocks[i]), "\n", ' ');
      if (*blocks[i] != '\0' && strchr (">#|!-*", *blocks[i]) == NULL)
        return g_regex_replace_literal (marks, blocks[i], -1, 0, "", 0, NULL);
    }

  return g_strdup ("");
}

static void
resolve_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (self));
  g_autofree char *note = NULL;
  GtkWidget *window;

  if (incident == NULL || self->report == NULL)
    return;

  note = dup_first_words (self);
  window = vdt_resolve_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, incident);
  gtk_window_present (GTK_WINDOW (window));
  vdt_resolve_window_propose_note (VDT_RESOLVE_WINDOW (window), note);
}

static void
toggle_preview_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);

  vdt_report_page_show_preview (self, !gtk_widget_get_visible (GTK_WIDGET (self->sheets)));
}

void
vdt_report_page_class_add_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "report.accept-paragraph", NULL, accept_paragraph_action);
  gtk_widget_class_install_action (widget_class, "report.accept-section", NULL, accept_section_action);
  gtk_widget_class_install_action (widget_class, "report.accept-all", NULL, accept_all_action);
  gtk_widget_class_install_action (widget_class, "report.regenerate", NULL, regenerate_action);
  gtk_widget_class_install_action (widget_class, "report.take-draft", NULL, beside_action);
  gtk_widget_class_install_action (widget_class, "report.keep-mine", NULL, beside_action);
  gtk_widget_class_install_action (widget_class, "report.renumber", NULL, renumber_action);
  gtk_widget_class_install_action (widget_class, "report.insert-figure", "s", insert_figure_action);
  gtk_widget_class_install_action (widget_class, "report.save-version", NULL, save_version_action);
  gtk_widget_class_install_action (widget_class, "report.versions", NULL, versions_action);
  gtk_widget_class_install_action (widget_class, "report.resolve", NULL, resolve_action);
  gtk_widget_class_install_action (widget_class, "report.toggle-preview", NULL, toggle_preview_action);
}
