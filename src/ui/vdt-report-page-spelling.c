/* vdt-report-page-spelling.c
 *
 * Spelling in the language of the report, with the names of the incident as known words.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

#include "vdt-asset.h"
#include "vdt-feedback.h"

#define STATE_SPELLING "report-spelling"

static void
tell_no_dictionary (VdtReportPage *self)
{
  g_autofree char *text = NULL;

  /* Translators: %s is the code of a language, as “de”. */
  text = g_strdup_printf (_("There is no dictionary for the language “%s”; install one for Hunspell or Aspell"),
                          vdt_report_get_language (self->report));
  vdt_feedback_toast (GTK_WIDGET (self), text);
}

/**
 * vdt_report_page_update_spelling:
 * @self: a page
 *
 * Takes the dictionary of the report's language, and the incident's names for known.
 */
void
vdt_report_page_update_spelling (VdtReportPage *self)
{
  VdtIncident *incident = vdt_page_get_incident (VDT_PAGE (self));
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (self->report == NULL)
    return;

  for (guint i = 0; incident != NULL && i < g_list_model_get_n_items (vdt_incident_get_assets (incident)); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (vdt_incident_get_assets (incident), i);

      if (vdt_asset_get_name (asset) != NULL)
        g_ptr_array_add (names, g_strdup (vdt_asset_get_name (asset)));
    }
  g_ptr_array_add (names, NULL);
  vdt_spelling_set_known (self->spelling, (const char * const *) names->pdata);
  self->can_spell = vdt_spelling_set_language (self->spelling, vdt_report_get_language (self->report));
}

static void
spelling_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);
  gboolean enabled = !vdt_spelling_get_enabled (self->spelling);

  vdt_spelling_set_enabled (self->spelling, enabled);
  vdt_session_save_state (self->session, STATE_SPELLING, enabled ? "1" : "0");
  if (enabled && !self->can_spell)
    tell_no_dictionary (self);
  else
    vdt_feedback_toast (widget, enabled ? _("The spelling is checked") : _("The spelling is not checked"));
}

static void
next_misspelling_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  VdtReportPage *self = VDT_REPORT_PAGE (widget);

  if (self->report == NULL)
    return;

  if (!vdt_spelling_get_enabled (self->spelling))
    vdt_spelling_set_enabled (self->spelling, TRUE);
  if (!self->can_spell)
    tell_no_dictionary (self);
  else if (!vdt_spelling_next (self->spelling))
    vdt_feedback_toast (widget, _("Every word of this section is in the dictionary"));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

void
vdt_report_page_class_add_spelling (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "report.spelling", NULL, spelling_action);
  gtk_widget_class_install_action (widget_class, "report.next-misspelling", NULL, next_misspelling_action);
}

void
vdt_report_page_init_spelling (VdtReportPage *self)
{
  self->spelling = vdt_spelling_new (GTK_TEXT_VIEW (self->editor));
}

/**
 * vdt_report_page_restore_spelling:
 * @self: a page with a session
 *
 * Checks the spelling or not, as it was the last time.
 */
void
vdt_report_page_restore_spelling (VdtReportPage *self)
{
  g_autofree char *state = vdt_session_dup_state (self->session, STATE_SPELLING);

  vdt_spelling_set_enabled (self->spelling, g_strcmp0 (state, "0") != 0);
}
