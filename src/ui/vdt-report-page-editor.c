/* vdt-report-page-editor.c
 *
 * The list of sections and the text of the one that is selected.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

#include "vdt-present.h"

/* {{{ sections */

static void
included_cb (GtkCheckButton *check,
             GtkListItem    *item)
{
  VdtReportSection *section = gtk_list_item_get_item (item);
  VdtReportPage *self = VDT_REPORT_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (check), VDT_TYPE_REPORT_PAGE));

  if (section == NULL || self == NULL ||
      !vdt_record_set_flag (section, "included", gtk_check_button_get_active (check)))
    return;

  vdt_session_save_report (self->session, self->report);
  vdt_report_page_queue_preview (self);
}

static void
section_setup_cb (GtkListItemFactory *factory,
                  GtkListItem        *item,
                  gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *mark = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_set_tooltip_text (check, _("In the Exported Report"));
  gtk_widget_add_css_class (mark, "dim-label");
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), mark);
  g_signal_connect (check, "toggled", G_CALLBACK (included_cb), item);
  gtk_list_item_set_child (item, box);
}

static void
show_row (VdtReportSection *section,
          GParamSpec       *pspec,
          GtkListItem      *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  GtkWidget *check = gtk_widget_get_first_child (box);
  GtkWidget *title = gtk_widget_get_next_sibling (check);
  GtkWidget *mark = gtk_widget_get_next_sibling (title);
  const char *state = vdt_report_section_get_state (section);
  g_autofree char *name = vdt_present_text (vdt_report_section_get_title (section));
  g_autofree char *spoken = NULL;
  g_autofree char *include = NULL;

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), vdt_report_section_get_included (section));
  gtk_label_set_label (GTK_LABEL (title), name);
  gtk_widget_set_tooltip_text (title, name);
  if (vdt_report_section_get_included (section))
    gtk_widget_remove_css_class (title, "dim-label");
  else
    gtk_widget_add_css_class (title, "dim-label");
  gtk_label_set_label (GTK_LABEL (mark), vdt_report_section_get_beside (section) != NULL
                                         ? "⇄" : vdt_report_gutter_get_mark (state));
  gtk_widget_set_tooltip_text (mark, vdt_report_gutter_get_word (state));

  spoken = g_strdup_printf ("%s, %s", name, vdt_report_gutter_get_word (state));
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  /* Translators: %s is the title of a section of a report. */
  include = g_strdup_printf (_("Export “%s”"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, include, -1);
}

static void
section_bind_cb (GtkListItemFactory *factory,
                 GtkListItem        *item,
                 gpointer            user_data)
{
  VdtReportSection *section = gtk_list_item_get_item (item);

  g_signal_connect (section, "notify", G_CALLBACK (show_row), item);
  show_row (section, NULL, item);
}

static void
section_unbind_cb (GtkListItemFactory *factory,
                   GtkListItem        *item,
                   gpointer            user_data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_row, item);
}

static void
section_activate_cb (VdtReportPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

/* }}} */
/* {{{ text */

/**
 * vdt_report_page_get_section:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the section that is edited
 */
VdtReportSection *
vdt_report_page_get_section (VdtReportPage *self)
{
  return self->report == NULL ? NULL : gtk_single_selection_get_selected_item (self->selection);
}

/**
 * vdt_report_page_find_paragraph:
 * @self: a page
 *
 * Returns: which paragraph the cursor is in, as in vdt_session_get_paragraphs(); -1 for
 *   none that has a state
 */
int
vdt_report_page_find_paragraph (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);
  g_autoptr(GArray) paragraphs = NULL;
  GtkTextIter cursor;
  guint line;

  if (section == NULL)
    return -1;

  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  line = gtk_text_iter_get_line (&cursor) + 1;
  paragraphs = vdt_session_get_paragraphs (self->session, section);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const VdtReportParagraph *paragraph = &g_array_index (paragraphs, VdtReportParagraph, i);

      if (paragraph->first_line <= line && line <= paragraph->last_line && paragraph->state != NULL)
        return (int) i;
    }

  return -1;
}

static void
show_paragraph (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);
  int position = vdt_report_page_find_paragraph (self);
  g_autoptr(GArray) paragraphs = section == NULL ? NULL : vdt_session_get_paragraphs (self->session, section);
  g_autofree char *text = NULL;

  if (position >= 0)
    {
      const VdtReportParagraph *paragraph = &g_array_index (paragraphs, VdtReportParagraph, position);
      g_autofree char *sources = NULL;

      sources = g_strdup_printf (ngettext ("%u source", "%u sources", paragraph->n_citations), paragraph->n_citations);
      /* Translators: the state of the paragraph at the cursor, and what it is founded on. */
      text = g_strdup_printf (_("This paragraph: %s %s, %s"), vdt_report_gutter_get_mark (paragraph->state),
                              vdt_report_gutter_get_word (paragraph->state),
                              paragraph->n_citations == 0 ? _("no source: an inference") : sources);
    }
  gtk_label_set_label (self->paragraph_label, text == NULL ? "" : text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.accept-paragraph", position >= 0);
}

/**
 * vdt_report_page_show_states:
 * @self: a page
 *
 * Shows what became of the paragraphs.
 */
void
vdt_report_page_show_states (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);

  vdt_report_gutter_set_paragraphs (self->gutter,
                                    section == NULL ? NULL : vdt_session_get_paragraphs (self->session, section));
  show_paragraph (self);
}

static void
changed_cb (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);
  g_autofree char *body = NULL;
  GtkTextIter start, end;

  if (self->filling || section == NULL)
    return;

  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  body = gtk_text_buffer_get_text (GTK_TEXT_BUFFER (self->buffer), &start, &end, TRUE);
  vdt_session_edit_section (self->session, self->report, section, body);
  vdt_report_page_show_states (self);
  vdt_report_page_queue_preview (self);
}

static void
cursor_cb (VdtReportPage *self)
{
  if (!self->filling)
    show_paragraph (self);
}

/**
 * vdt_report_page_show_section:
 * @self: a page
 *
 * Shows the selected section as it is now.
 */
void
vdt_report_page_show_section (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);
  const char *body = section == NULL ? NULL : vdt_report_section_get_body (section);
  const char *beside = section == NULL ? NULL : vdt_report_section_get_beside (section);
  g_autofree char *name = NULL;
  GtkTextIter start;

  self->filling = TRUE;
  gtk_text_buffer_begin_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), body == NULL ? "" : body, -1);
  gtk_text_buffer_end_irreversible_action (GTK_TEXT_BUFFER (self->buffer));
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self->buffer), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  self->filling = FALSE;

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->editor), section != NULL);
  /* Translators: %s is the title of a section of a report. */
  name = g_strdup_printf (_("Text of “%s”"), section == NULL ? "" : vdt_report_section_get_title (section));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_label (self->beside_text, beside == NULL ? "" : beside);
  gtk_widget_set_visible (self->beside_box, beside != NULL);
  vdt_report_page_show_states (self);
  vdt_report_page_update (self);
}

static void
selected_cb (VdtReportPage *self)
{
  VdtReportSection *section = vdt_report_page_get_section (self);
  g_autofree char *place = NULL;

  if (section == NULL || self->session == NULL)
    return;

  vdt_report_page_show_section (self);
  place = g_strconcat ("section-", vdt_report_section_get_id (section), NULL);
  vdt_report_sheets_show_place (self->sheets, place);
}

/* }}} */

static void
style_cb (VdtReportPage *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (self->buffer, gtk_source_style_scheme_manager_get_scheme (
                                        manager, dark ? "Adwaita-dark" : "Adwaita"));
}

/* The text view would take these for a line break. */
static void
add_editor_keys (VdtReportPage *self)
{
  static const struct
  {
    const char *key;
    const char *action;
  } keys[] = {
    { "<Control>Return", "report.accept-paragraph" },
    { "<Control><Shift>Return", "report.accept-all" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i].key),
                                                            gtk_named_action_new (keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self->editor), controller);
}

void
vdt_report_page_class_add_editor (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, section_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, section_activate_cb);
}

void
vdt_report_page_init_editor (VdtReportPage *self)
{
  GtkSourceGutter *gutter = gtk_source_view_get_gutter (self->editor, GTK_TEXT_WINDOW_LEFT);
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();

  self->buffer = GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)));
  gtk_source_buffer_set_language (self->buffer, gtk_source_language_manager_get_language (manager, "markdown"));
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), TRUE);
  self->gutter = VDT_REPORT_GUTTER (vdt_report_gutter_new ());
  gtk_source_gutter_insert (gutter, GTK_SOURCE_GUTTER_RENDERER (self->gutter), 0);
  add_editor_keys (self);

  self->selection = gtk_single_selection_new (NULL);
  gtk_list_view_set_model (self->sections, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "notify::cursor-position", G_CALLBACK (cursor_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (style_cb), self,
                           G_CONNECT_SWAPPED);
  style_cb (self);
}
