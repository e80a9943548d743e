/* vdt-report-page-search.c
 *
 * Find and replace in the section that is edited.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-report-page-private.h"

#include <glib/gi18n.h>

static void
show_count (VdtReportPage *self)
{
  int count = gtk_source_search_context_get_occurrences_count (self->search);
  gboolean empty = *gtk_editable_get_text (self->search_entry) == '\0';
  g_autofree char *text = NULL;

  if (!empty && count >= 0)
    text = g_strdup_printf (ngettext ("%d found", "%d found", count), count);
  gtk_label_set_label (self->search_label, text == NULL ? "" : text);
}

static void
search_changed_cb (VdtReportPage *self)
{
  GtkSourceSearchSettings *settings = gtk_source_search_context_get_settings (self->search);

  gtk_source_search_settings_set_search_text (settings, gtk_editable_get_text (self->search_entry));
  show_count (self);
}

static void
select_match (VdtReportPage *self,
              GtkTextIter   *start,
              GtkTextIter   *end)
{
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self->buffer), start, end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->editor),
                                gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer)), 0.1, FALSE, 0, 0);
}

static void
find_next_cb (VdtReportPage *self)
{
  GtkTextIter from, start, end;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), NULL, &from);
  if (gtk_source_search_context_forward (self->search, &from, &start, &end, NULL))
    select_match (self, &start, &end);
}

static void
replace_cb (VdtReportPage *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_source_search_context_replace (self->search, &start, &end, gtk_editable_get_text (self->replace_entry), -1,
                                     NULL);
  find_next_cb (self);
}

static void
replace_all_cb (VdtReportPage *self)
{
  gtk_source_search_context_replace_all (self->search, gtk_editable_get_text (self->replace_entry), -1, NULL);
}

void
vdt_report_page_class_add_search (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_all_cb);
}

void
vdt_report_page_init_search (VdtReportPage *self)
{
  g_autoptr(GtkSourceSearchSettings) settings = gtk_source_search_settings_new ();

  gtk_source_search_settings_set_wrap_around (settings, TRUE);
  self->search = gtk_source_search_context_new (self->buffer, settings);
  g_signal_connect_object (self->search, "notify::occurrences-count", G_CALLBACK (show_count), self,
                           G_CONNECT_SWAPPED);
}
