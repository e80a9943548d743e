/* vdt-report-page.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

#define PREVIEW_DELAY 400 /* ms after the last change; laying out takes a moment */
#define WIDE_PAGE     740 /* pixels; below it the preview takes the editor's place */

/**
 * VdtReportPage:
 *
 * The report composer: the sections of a report, an editor of the one that is selected,
 * and the pages that are exported. Every change is kept at once.
 */
G_DEFINE_FINAL_TYPE (VdtReportPage, vdt_report_page, VDT_TYPE_PAGE)

static guint
count_proposed (VdtReportPage *self)
{
  GListModel *sections = vdt_report_get_sections (self->report);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sections); i++)
    {
      g_autoptr(VdtReportSection) section = g_list_model_get_item (sections, i);
      g_autoptr(GArray) paragraphs = vdt_session_get_paragraphs (self->session, section);

      for (guint p = 0; vdt_report_section_get_included (section) && p < paragraphs->len; p++)
        n += g_strcmp0 (g_array_index (paragraphs, VdtReportParagraph, p).state, "proposed") == 0;
    }

  return n;
}

static void
show_status (VdtReportPage *self)
{
  VdtReportPreview *preview = vdt_report_sheets_get_preview (self->sheets);
  GPtrArray *problems = preview == NULL ? NULL : vdt_report_preview_get_problems (preview);
  guint n = count_proposed (self);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) all = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%u paragraph proposed", "%u paragraphs proposed", n), n);
  if (preview != NULL)
    {
      n = vdt_report_preview_get_n_sources (preview);
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u source", "%u sources", n), n);
      n = vdt_report_preview_get_n_figures (preview);
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u figure", "%u figures", n), n);
      n = vdt_report_preview_get_n_tables (preview);
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u table", "%u tables", n), n);
      n = vdt_report_preview_get_n_pages (preview);
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%u page", "%u pages", n), n);
      g_string_append (text, " · ");
      if (problems->len == 0)
        g_string_append (text, _("nothing missing"));
      else
        g_string_append_printf (text, ngettext ("%u problem: %s", "%u problems: %s", problems->len), problems->len,
                                (char *) g_ptr_array_index (problems, 0));
      for (guint i = 0; i < problems->len; i++)
        g_string_append_printf (all, "%s%s", i == 0 ? "" : "\n", (char *) g_ptr_array_index (problems, i));
    }
  gtk_label_set_label (self->status_label, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status_label), all->len > 0 ? all->str : text->str);
}

static void
previewed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReportPreview) preview = NULL;
  gboolean first;

  preview = vdt_session_preview_report_finish (VDT_SESSION (object), result, &error);
  /* A newer one is on its way, or the page was closed. */
  if (self->session == NULL || g_task_get_cancellable (G_TASK (result)) != self->previewing)
    return;

  if (preview == NULL)
    {
      gtk_label_set_label (self->status_label, error->message);
      return;
    }
  first = vdt_report_sheets_get_preview (self->sheets) == NULL;
  vdt_report_sheets_set_preview (self->sheets, preview);
  if (first && vdt_report_page_get_section (self) != NULL &&
      gtk_single_selection_get_selected (self->selection) > 0)
    {
      g_autofree char *place = g_strconcat ("section-",
                                            vdt_report_section_get_id (vdt_report_page_get_section (self)), NULL);

      vdt_report_sheets_show_place (self->sheets, place);
    }
  show_status (self);
}

static gboolean
preview_cb (gpointer user_data)
{
  VdtReportPage *self = user_data;

  self->preview_id = 0;
  g_cancellable_cancel (self->previewing);
  g_clear_object (&self->previewing);
  self->previewing = g_cancellable_new ();
  vdt_session_preview_report_async (self->session, self->report, self->previewing, previewed_cb,
                                    g_object_ref (self));
  show_status (self);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_report_page_queue_preview:
 * @self: a page with a report
 *
 * Lays the report out anew, once nothing has changed for a moment.
 */
void
vdt_report_page_queue_preview (VdtReportPage *self)
{
  gboolean first = vdt_report_sheets_get_preview (self->sheets) == NULL;

  g_clear_handle_id (&self->preview_id, g_source_remove);
  self->preview_id = g_timeout_add (first ? 0 : PREVIEW_DELAY, preview_cb, self);
}

static void
show_columns (VdtReportPage *self)
{
  gboolean preview = self->wants_preview;

  gtk_widget_set_visible (GTK_WIDGET (self->sheets), preview);
  gtk_widget_set_visible (self->editor_box, !preview || !self->narrow);
  if (preview)
    gtk_widget_set_state_flags (self->preview_button, GTK_STATE_FLAG_CHECKED, FALSE);
  else
    gtk_widget_unset_state_flags (self->preview_button, GTK_STATE_FLAG_CHECKED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->preview_button), GTK_ACCESSIBLE_STATE_PRESSED,
                               preview ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
}

/**
 * vdt_report_page_show_preview:
 * @self: a page
 * @shown: whether the pages are to be seen; in a narrow page instead of the editor
 *
 * Shows or hides the pages.
 */
void
vdt_report_page_show_preview (VdtReportPage *self,
                              gboolean       shown)
{
  self->wants_preview = shown;
  show_columns (self);
}

/**
 * vdt_report_page_update:
 * @self: a page
 *
 * Switches the actions on and off by what is shown.
 */
void
vdt_report_page_update (VdtReportPage *self)
{
  static const char * const with_section[] = { "report.accept-section", "report.insert-figure" };
  static const char * const with_report[] = {
    "report.accept-all", "report.renumber", "report.save-version", "report.versions", "report.copy",
    "report.toggle-preview", "report.next-misspelling", "report.spelling",
  };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean shown = self->report != NULL &&
                   vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_CONTENT;
  VdtReportSection *section = shown ? vdt_report_page_get_section (self) : NULL;
  gboolean beside = section != NULL && vdt_report_section_get_beside (section) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (with_section); i++)
    gtk_widget_action_set_enabled (widget, with_section[i], section != NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (with_report); i++)
    gtk_widget_action_set_enabled (widget, with_report[i], shown);
  gtk_widget_action_set_enabled (widget, "report.regenerate", section != NULL && self->work == NULL);
  gtk_widget_action_set_enabled (widget, "report.model-draft",
                                 section != NULL && self->incident_id != NULL && self->work == NULL);
  gtk_widget_action_set_enabled (widget, "report.export", shown && self->work == NULL);
  gtk_widget_action_set_enabled (widget, "report.post", shown && self->incident_id != NULL);
  gtk_widget_action_set_enabled (widget, "report.package", shown && self->incident_id != NULL && self->work == NULL);
  gtk_widget_action_set_enabled (widget, "report.take-draft", beside);
  gtk_widget_action_set_enabled (widget, "report.keep-mine", beside);
  gtk_widget_action_set_enabled (widget, "report.cancel", self->work != NULL);
}

static void
vdt_report_page_search (VdtPage *page)
{
  VdtReportPage *self = VDT_REPORT_PAGE (page);

  if (self->narrow)
    vdt_report_page_show_preview (self, FALSE);
  gtk_widget_set_visible (self->search_box, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static gboolean
vdt_report_page_leave (VdtPage *page)
{
  VdtReportPage *self = VDT_REPORT_PAGE (page);

  if (self->work != NULL)
    {
      g_cancellable_cancel (self->work);
      return TRUE;
    }
  if (!gtk_widget_get_visible (self->search_box))
    return FALSE;

  gtk_widget_set_visible (self->search_box, FALSE);
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));

  return TRUE;
}

static void
leave_cb (VdtReportPage *self)
{
  vdt_report_page_leave (VDT_PAGE (self));
}

static void
vdt_report_page_refresh (VdtPage *page)
{
  VdtReportPage *self = VDT_REPORT_PAGE (page);

  if (self->report == NULL)
    vdt_report_page_open (self, NULL, NULL);
  else
    vdt_report_page_queue_preview (self);
}

static void
vdt_report_page_focus_start (VdtPage *page)
{
  VdtReportPage *self = VDT_REPORT_PAGE (page);

  self->wants_focus = vdt_state_view_get_state (self->state_view) == VDT_VIEW_STATE_LOADING;
  if (self->wants_focus)
    return;
  if (vdt_report_page_get_section (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->sections));
  else
    gtk_widget_child_focus (GTK_WIDGET (page), GTK_DIR_TAB_FORWARD);
}

static gboolean
layout_cb (gpointer user_data)
{
  VdtReportPage *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean narrow = width > 0 && width < WIDE_PAGE;

  self->layout_id = 0;
  if (narrow != self->narrow)
    {
      self->narrow = narrow;
      vdt_report_page_show_preview (self, !narrow);
    }

  return G_SOURCE_REMOVE;
}

/* The width has changed. Not inside of an allocation, where nothing may be resized. */
static void
max_position_cb (VdtReportPage *self)
{
  if (self->layout_id == 0)
    self->layout_id = g_idle_add (layout_cb, self);
}

/* {{{ class */

static void
vdt_report_page_dispose (GObject *object)
{
  VdtReportPage *self = VDT_REPORT_PAGE (object);

  g_clear_handle_id (&self->layout_id, g_source_remove);
  g_clear_handle_id (&self->preview_id, g_source_remove);
  g_clear_handle_id (&self->choice_id, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_cancellable_cancel (self->previewing);
  g_cancellable_cancel (self->work);
  self->filling = TRUE;
  g_clear_object (&self->session);
  /* AdwBin would unparent what the template has let go of (libadwaita 1.2). */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_REPORT_PAGE);
  g_clear_object (&self->opening);
  g_clear_object (&self->previewing);
  g_clear_object (&self->work);
  g_clear_object (&self->progress);
  g_clear_object (&self->search);
  g_clear_object (&self->spelling);
  g_clear_object (&self->selection);
  g_clear_object (&self->report);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);

  G_OBJECT_CLASS (vdt_report_page_parent_class)->dispose (object);
}

static void
vdt_report_page_finalize (GObject *object)
{
  g_free (VDT_REPORT_PAGE (object)->incident_id);

  G_OBJECT_CLASS (vdt_report_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, state_view);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, template_drop);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, language_drop);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, tlp_drop);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, defang_check);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, redact_box);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, preview_button);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, columns);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, texts);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, sections);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, editor_box);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, editor);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, search_box);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, replace_entry);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, search_label);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, beside_box);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, beside_text);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, sheets);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, status_label);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, paragraph_label);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, VdtReportPage, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
vdt_report_page_class_init (VdtReportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  VdtPageClass *page_class = VDT_PAGE_CLASS (klass);

  object_class->dispose = vdt_report_page_dispose;
  object_class->finalize = vdt_report_page_finalize;
  page_class->kind = "report";
  page_class->search = vdt_report_page_search;
  page_class->leave = vdt_report_page_leave;
  page_class->refresh = vdt_report_page_refresh;
  page_class->focus_start = vdt_report_page_focus_start;

  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  g_type_ensure (VDT_TYPE_REPORT_SHEETS);
  g_type_ensure (VDT_TYPE_STATE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-report-page.ui");
  bind_children (widget_class);
  vdt_report_page_class_add_choices (widget_class);
  vdt_report_page_class_add_editor (widget_class);
  vdt_report_page_class_add_search (widget_class);
  vdt_report_page_class_add_spelling (widget_class);
  vdt_report_page_class_add_model (widget_class);
  vdt_report_page_class_add_actions (widget_class);
  vdt_report_page_class_add_export (widget_class);
}

static void
vdt_report_page_init (VdtReportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reports = g_ptr_array_new_with_free_func (g_object_unref);
  vdt_report_page_init_choices (self);
  vdt_report_page_init_editor (self);
  vdt_report_page_init_search (self);
  vdt_report_page_init_spelling (self);
  vdt_report_page_init_actions (self);
  vdt_report_page_init_export (self);
  g_signal_connect_object (self->columns, "notify::max-position", G_CALLBACK (max_position_cb), self,
                           G_CONNECT_SWAPPED);
  vdt_report_page_show_preview (self, TRUE);
  vdt_report_page_update (self);
}

/* }}} */

static void
incident_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtReportPage) self = user_data;
  g_autoptr(VdtIncident) incident = vdt_session_load_incident_finish (VDT_SESSION (object), result, NULL);

  /* That there is none, the draft says too. */
  if (incident == NULL || self->session == NULL)
    return;

  vdt_page_set_incident (VDT_PAGE (self), incident);
  vdt_report_page_update_spelling (self);
}

/**
 * vdt_report_page_dup_key:
 * @incident_id: (nullable): an incident's id
 *
 * Returns: the key of the page of this incident's reports, so that it is opened once
 */
char *
vdt_report_page_dup_key (const char *incident_id)
{
  return g_strconcat ("report:", incident_id, NULL);
}

/**
 * vdt_report_page_new:
 * @session: an open session
 * @incident_id: (nullable): what the report is about; %NULL for a blank one
 *
 * Returns: a new page with the incident's last report, or a draft of one
 */
GtkWidget *
vdt_report_page_new (VdtSession *session,
                     const char *incident_id)
{
  VdtReportPage *self;
  g_autofree char *key = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (session), NULL);

  self = g_object_new (VDT_TYPE_REPORT_PAGE, NULL);
  self->session = g_object_ref (session);
  self->incident_id = g_strdup (incident_id);
  vdt_report_page_restore_spelling (self);
  key = vdt_report_page_dup_key (incident_id);
  vdt_page_set_key (VDT_PAGE (self), key);
  vdt_page_set_title (VDT_PAGE (self), _("Report"));
  if (incident_id != NULL)
    vdt_session_load_incident_async (session, incident_id, NULL, incident_cb, g_object_ref (self));
  vdt_report_page_open (self, NULL, NULL);

  return GTK_WIDGET (self);
}

/**
 * vdt_report_page_get_report:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the report, once there is one
 */
VdtReport *
vdt_report_page_get_report (VdtReportPage *self)
{
  g_return_val_if_fail (VDT_IS_REPORT_PAGE (self), NULL);

  return self->report;
}

/**
 * vdt_report_page_get_n_pages:
 * @self: a page
 *
 * Returns: how many pages the preview shows, 0 while there is none
 */
guint
vdt_report_page_get_n_pages (VdtReportPage *self)
{
  VdtReportPreview *preview;

  g_return_val_if_fail (VDT_IS_REPORT_PAGE (self), 0);

  preview = vdt_report_sheets_get_preview (self->sheets);

  return preview == NULL ? 0 : vdt_report_preview_get_n_pages (preview);
}
