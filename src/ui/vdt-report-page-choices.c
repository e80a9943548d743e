/* vdt-report-page-choices.c
 *
 * What a report is to be: template, language, marking, names to hide.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"

/* The labels of FIRST's Traffic Light Protocol 2.0; they are not translated. */
static const char * const tlp_labels[] = { "CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED" };

static const struct
{
  const char *id;
  const char *name;
} languages[] = {
  { "en", N_("English") },
  { "de", N_("German") },
};

static const struct
{
  const char *kind;
  const char *name;
} redact_kinds[] = {
  { "users", N_("Users") },
  { "devices", N_("Devices") },
  { "addresses", N_("IP addresses") },
  { "mails", N_("Mail addresses") },
  { "domains", N_("Domains and URLs") },
  { "people", N_("Who worked on it") },
};

static const char *
language_name (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].id, id))
      return gettext (languages[i].name);

  return id;
}

static const char *
redact_name (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (redact_kinds); i++)
    if (g_str_equal (redact_kinds[i].kind, kind))
      return gettext (redact_kinds[i].name);

  return kind;
}

/* What is exported has changed, its text has not. */
static void
changed (VdtReportPage *self)
{
  vdt_session_save_report (self->session, self->report);
  vdt_report_page_queue_preview (self);
}

static gboolean
open_cb (gpointer user_data)
{
  VdtReportPage *self = user_data;
  guint template = gtk_drop_down_get_selected (self->template_drop);
  guint language = gtk_drop_down_get_selected (self->language_drop);
  const char *wanted = NULL;
  const VdtReportTemplateInfo *info;

  self->choice_id = 0;
  if (self->report == NULL || template >= self->templates->len)
    return G_SOURCE_REMOVE;

  info = g_ptr_array_index (self->templates, template);
  /* A template of the user's own has a language of its own. */
  if (!info->own && language != GTK_INVALID_LIST_POSITION)
    wanted = vdt_session_get_report_languages (self->session)[language];
  vdt_report_page_open (self, info->id, wanted);

  return G_SOURCE_REMOVE;
}

/* Not while the list tells of it: what opens fills the list anew. */
static void
choice_cb (VdtReportPage *self)
{
  if (!self->filling && self->report != NULL && self->choice_id == 0)
    self->choice_id = g_idle_add (open_cb, self);
}

static void
tlp_cb (VdtReportPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->tlp_drop);

  if (self->filling || self->report == NULL || selected > G_N_ELEMENTS (tlp_labels))
    return;

  vdt_record_set_text (self->report, "tlp", selected == 0 ? NULL : tlp_labels[selected - 1]);
  changed (self);
}

static void
defang_cb (VdtReportPage *self)
{
  if (self->filling || self->report == NULL)
    return;

  vdt_record_set_flag (self->report, "defang", gtk_check_button_get_active (self->defang_check));
  changed (self);
}

static void
redact_cb (VdtReportPage *self)
{
  const char * const *kinds = vdt_session_get_redact_kinds (self->session);
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->redact_box));
  g_autoptr(GStrvBuilder) chosen = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  if (self->filling || self->report == NULL)
    return;

  for (gsize i = 0; kinds[i] != NULL && check != NULL; i++, check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_strv_builder_add (chosen, kinds[i]);
  words = g_strv_builder_end (chosen);
  vdt_record_set_words (self->report, "redact", (const char * const *) words);
  changed (self);
}

static void
fill_templates (VdtReportPage *self)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  g_clear_pointer (&self->templates, g_ptr_array_unref);
  self->templates = vdt_session_list_templates (self->session, vdt_report_get_language (self->report), problems);
  for (guint i = 0; i < self->templates->len; i++)
    {
      const VdtReportTemplateInfo *info = g_ptr_array_index (self->templates, i);

      gtk_string_list_append (names, info->name);
      if (g_strcmp0 (info->id, vdt_report_get_template_id (self->report)) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->template_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->template_drop, selected);
  /* One that cannot be used is not in the list; its owner wants to know why. */
  if (problems->len > 0)
    vdt_feedback_toast (GTK_WIDGET (self), g_ptr_array_index (problems, 0));
}

static void
fill_languages (VdtReportPage *self)
{
  const char * const *ids = vdt_session_get_report_languages (self->session);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      gtk_string_list_append (names, language_name (ids[i]));
      if (g_strcmp0 (ids[i], vdt_report_get_language (self->report)) == 0)
        selected = i;
    }
  gtk_drop_down_set_model (self->language_drop, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language_drop, selected);
}

static void
fill_redact (VdtReportPage *self)
{
  const char * const *kinds = vdt_session_get_redact_kinds (self->session);
  const char * const *chosen = vdt_report_get_redact (self->report);
  GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->redact_box));

  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      if (check == NULL)
        {
          check = gtk_check_button_new_with_label (redact_name (kinds[i]));
          g_signal_connect_object (check, "toggled", G_CALLBACK (redact_cb), self, G_CONNECT_SWAPPED);
          gtk_box_append (self->redact_box, check);
        }
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen != NULL && g_strv_contains (chosen, kinds[i]));
      check = gtk_widget_get_next_sibling (check);
    }
}

static void
fill_tlp (VdtReportPage *self)
{
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (tlp_labels); i++)
    if (g_strcmp0 (tlp_labels[i], vdt_report_get_tlp (self->report)) == 0)
      selected = i + 1;
  gtk_drop_down_set_selected (self->tlp_drop, selected);
}

/**
 * vdt_report_page_fill_choices:
 * @self: a page with a report
 *
 * Shows what was chosen for the report.
 */
void
vdt_report_page_fill_choices (VdtReportPage *self)
{
  self->filling = TRUE;
  fill_templates (self);
  fill_languages (self);
  fill_tlp (self);
  fill_redact (self);
  gtk_check_button_set_active (self->defang_check, vdt_report_get_defang (self->report));
  self->filling = FALSE;
  vdt_report_page_update_spelling (self);
}

void
vdt_report_page_class_add_choices (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, tlp_cb);
  gtk_widget_class_bind_template_callback (widget_class, defang_cb);
}

void
vdt_report_page_init_choices (VdtReportPage *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->filling = TRUE;
  gtk_string_list_append (names, _("No marking"));
  for (guint i = 0; i < G_N_ELEMENTS (tlp_labels); i++)
    {
      g_autofree char *name = g_strconcat ("TLP:", tlp_labels[i], NULL);

      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (self->tlp_drop, G_LIST_MODEL (names));
  self->filling = FALSE;
}
