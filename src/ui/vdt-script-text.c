/* vdt-script-text.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-text.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#define DARK_ALPHA 0.5f

/**
 * VdtScriptText:
 *
 * Shows a layer read-only in monospace. The text comes inert from the session;
 * a layer with a line of more than 1,000 characters is not coloured, because
 * that would hold up the window.
 */
struct _VdtScriptText
{
  GtkWidget        parent_instance;

  GtkWidget       *scrolled;
  GtkSourceView   *view;
  GtkSourceBuffer *buffer;
  GtkTextTag      *exact_tag;
  GtkTextTag      *line_tag;
  GtkTextTag      *tag;
};

G_DEFINE_FINAL_TYPE (VdtScriptText, vdt_script_text, GTK_TYPE_WIDGET)

/* The names of GtkSourceView's own definitions. */
static const struct
{
  const char *language;
  const char *definition;
} definitions[] = {
  { "powershell", "powershell" },
  { "batch", "dosbatch" },
  { "bash", "sh" },
  { "vbscript", "vbnet" },
  { "jscript", "js" },
};

/* The tags look as the style scheme's own marks, which suit light and dark. */
static void
set_style (VdtScriptText *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleScheme *scheme;
  g_autofree char *background = NULL;
  GdkRGBA color;

  scheme = gtk_source_style_scheme_manager_get_scheme (gtk_source_style_scheme_manager_get_default (),
                                                       dark ? "Adwaita-dark" : "Adwaita");
  gtk_source_buffer_set_style_scheme (self->buffer, scheme);
  gtk_source_style_apply (gtk_source_style_scheme_get_style (scheme, "current-line"), self->line_tag);
  g_object_get (gtk_source_style_scheme_get_style (scheme, "search-match"), "background", &background, NULL);
  /* On dark thinner than a search match, so that coloured code stays readable on it. */
  if (background != NULL && gdk_rgba_parse (&color, background))
    {
      color.alpha *= dark ? DARK_ALPHA : 1;
      g_object_set (self->tag, "background-rgba", &color, NULL);
    }
}

static void
vdt_script_text_dispose (GObject *object)
{
  VdtScriptText *self = VDT_SCRIPT_TEXT (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_script_text_parent_class)->dispose (object);
}

static void
vdt_script_text_class_init (VdtScriptTextClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_script_text_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "scripttext");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vdt_script_text_init (VdtScriptText *self)
{
  GtkTextView *view;

  self->buffer = gtk_source_buffer_new (NULL);
  self->view = GTK_SOURCE_VIEW (gtk_source_view_new_with_buffer (self->buffer));
  g_object_unref (self->buffer);
  view = GTK_TEXT_VIEW (self->view);
  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_monospace (view, TRUE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_CHAR);
  gtk_text_view_set_left_margin (view, 6);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_source_buffer_set_highlight_matching_brackets (self->buffer, FALSE);
  /* Pango would put hyphens where it breaks a word, which nobody could tell from the script's. */
  self->exact_tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL,
                                                "insert-hyphens", FALSE, NULL);
  self->line_tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, NULL);
  self->tag = gtk_text_buffer_create_tag (GTK_TEXT_BUFFER (self->buffer), NULL, NULL);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), 60);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (set_style), self,
                           G_CONNECT_SWAPPED);
  set_style (self);
}

/**
 * vdt_script_text_set_layer:
 * @self: a text
 * @layer: what to show
 * @name: what a screen reader calls it
 *
 * Sets what is shown.
 */
void
vdt_script_text_set_layer (VdtScriptText  *self,
                           VdtReportLayer *layer,
                           const char     *name)
{
  GtkSourceLanguage *definition = NULL;
  GtkTextIter start, end;

  g_return_if_fail (VDT_IS_SCRIPT_TEXT (self));
  g_return_if_fail (VDT_IS_REPORT_LAYER (layer));

  for (gsize i = 0; i < G_N_ELEMENTS (definitions); i++)
    if (g_strcmp0 (definitions[i].language, vdt_report_layer_get_language (layer)) == 0)
      definition = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (),
                                                             definitions[i].definition);

  gtk_source_buffer_set_language (self->buffer, vdt_report_layer_get_long (layer) ? NULL : definition);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), vdt_report_layer_get_text (layer), -1);
  gtk_text_buffer_get_bounds (GTK_TEXT_BUFFER (self->buffer), &start, &end);
  gtk_text_buffer_apply_tag (GTK_TEXT_BUFFER (self->buffer), self->exact_tag, &start, &end);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self->buffer), &start);
  /* With breaks of ours in it the numbers would be wrong. */
  gtk_source_view_set_show_line_numbers (self->view, !vdt_report_layer_get_folded (layer));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * vdt_script_text_mark:
 * @self: a text
 * @finding: (nullable): what to mark
 * @layer: the index of the layer that is shown
 *
 * Marks where a finding is, and scrolls there.
 */
void
vdt_script_text_mark (VdtScriptText    *self,
                      VdtReportFinding *finding,
                      guint             layer)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint offset, length;

  g_return_if_fail (VDT_IS_SCRIPT_TEXT (self));

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->tag, &start, &end);
  gtk_text_buffer_remove_tag (buffer, self->line_tag, &start, &end);
  if (finding == NULL || !vdt_report_finding_find_place (finding, layer, &offset, &length))
    return;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, offset + MAX (length, 1));
  gtk_text_buffer_apply_tag (buffer, self->tag, &start, &end);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_text_iter_set_line_offset (&start, 0);
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_buffer_apply_tag (buffer, self->line_tag, &start, &end);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (buffer), 0.1,
                                FALSE, 0, 0);
}

/**
 * vdt_script_text_dup_marked:
 * @self: a text
 *
 * Returns: (transfer full) (nullable): what is marked
 */
char *
vdt_script_text_dup_marked (VdtScriptText *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_val_if_fail (VDT_IS_SCRIPT_TEXT (self), NULL);

  buffer = GTK_TEXT_BUFFER (self->buffer);
  gtk_text_buffer_get_start_iter (buffer, &start);
  if (!gtk_text_iter_starts_tag (&start, self->tag) &&
      !gtk_text_iter_forward_to_tag_toggle (&start, self->tag))
    return NULL;
  end = start;
  gtk_text_iter_forward_to_tag_toggle (&end, self->tag);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}
