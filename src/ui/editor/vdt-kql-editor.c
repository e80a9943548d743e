/* vdt-kql-editor.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-kql-editor-private.h"

#include <string.h>

#include "vdt-editor-resources.h"

/**
 * VdtKqlEditor:
 *
 * A text of queries, separated by blank lines: coloured by what its names mean,
 * checked while it is written, with completion. It runs nothing.
 */
G_DEFINE_FINAL_TYPE (VdtKqlEditor, vdt_kql_editor, GTK_SOURCE_TYPE_VIEW)

enum
{
  PROP_0,
  PROP_PLAIN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
complete_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  vdt_kql_editor_complete (VDT_KQL_EDITOR (widget), TRUE);
}

static void
vdt_kql_editor_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  VdtKqlEditor *self = VDT_KQL_EDITOR (widget);

  GTK_WIDGET_CLASS (vdt_kql_editor_parent_class)->size_allocate (widget, width, height, baseline);
  vdt_kql_editor_paint_soon (self);
  gtk_popover_present (GTK_POPOVER (self->popup));
}

static void
vdt_kql_editor_snapshot_layer (GtkTextView      *view,
                               GtkTextViewLayer  layer,
                               GtkSnapshot      *snapshot)
{
  GTK_TEXT_VIEW_CLASS (vdt_kql_editor_parent_class)->snapshot_layer (view, layer, snapshot);
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    vdt_kql_editor_draw_block (VDT_KQL_EDITOR (view), snapshot);
}

static void
watch_scrolling (VdtKqlEditor *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));

  if (adjustment != NULL)
    g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (vdt_kql_editor_paint_soon), self, G_CONNECT_SWAPPED);
}

static void
vdt_kql_editor_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vdt_kql_editor_parent_class)->root (widget);
  vdt_kql_editor_check_soon (VDT_KQL_EDITOR (widget));
}

static void
stop (VdtKqlEditor *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->complete_id, g_source_remove);
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
}

/* Line numbers keep a view alive beyond its window (GtkSourceView 5.6): it works only inside one. */
static void
vdt_kql_editor_unroot (GtkWidget *widget)
{
  stop (VDT_KQL_EDITOR (widget));
  GTK_WIDGET_CLASS (vdt_kql_editor_parent_class)->unroot (widget);
}

static void
vdt_kql_editor_dispose (GObject *object)
{
  VdtKqlEditor *self = VDT_KQL_EDITOR (object);

  stop (self);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  if (self->popup != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popup)));

  G_OBJECT_CLASS (vdt_kql_editor_parent_class)->dispose (object);

  g_clear_object (&self->buffer);
}

static void
vdt_kql_editor_finalize (GObject *object)
{
  VdtKqlEditor *self = VDT_KQL_EDITOR (object);

  g_clear_pointer (&self->asked, vdt_kql_analysis_unref);
  g_clear_pointer (&self->asked_block, vdt_kql_block_unref);
  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  vdt_kql_document_free (self->document);
  g_ptr_array_unref (self->problems);

  G_OBJECT_CLASS (vdt_kql_editor_parent_class)->finalize (object);
}

static void
vdt_kql_editor_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  if (id == PROP_PLAIN)
    g_value_set_boolean (value, vdt_kql_editor_is_plain (VDT_KQL_EDITOR (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* GtkSourceView 5.6 reads languages from resources, but colours only from files. */
static void
write_colours (const char *folder,
               const char *name)
{
  g_autofree char *resource = g_strconcat ("/io/github/vedette/editor/", name, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (vdt_editor_get_resource (), resource, 0, NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *there = NULL;
  gsize length;

  if (g_file_get_contents (path, &there, &length, NULL) && length == g_bytes_get_size (bytes) &&
      memcmp (there, g_bytes_get_data (bytes, NULL), length) == 0)
    return;

  /* Without the file queries have the highlighter's own colours. */
  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_message ("the editor's colours could not be written: %s", error->message);
}

static GtkSourceLanguage *
find_language (void)
{
  static GtkSourceLanguageManager *manager;

  if (manager == NULL)
    {
      g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "vedette", "editor", NULL);

      g_resources_register (vdt_editor_get_resource ());
      g_mkdir_with_parents (folder, 0700);
      write_colours (folder, "vedette-light.xml");
      write_colours (folder, "vedette-dark.xml");
      gtk_source_style_scheme_manager_append_search_path (gtk_source_style_scheme_manager_get_default (), folder);
      manager = gtk_source_language_manager_new ();
      gtk_source_language_manager_append_search_path (manager, "resource:///io/github/vedette/editor");
    }

  return gtk_source_language_manager_get_language (manager, "kusto");
}

static void
vdt_kql_editor_class_init (VdtKqlEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_kql_editor_dispose;
  object_class->finalize = vdt_kql_editor_finalize;
  object_class->get_property = vdt_kql_editor_get_property;
  widget_class->root = vdt_kql_editor_root;
  widget_class->unroot = vdt_kql_editor_unroot;
  widget_class->size_allocate = vdt_kql_editor_size_allocate;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = vdt_kql_editor_snapshot_layer;

  /**
   * VdtKqlEditor:plain:
   *
   * Whether a line is too long for the highlighter, which is off for all of the text then.
   */
  properties[PROP_PLAIN] = g_param_spec_boolean ("plain", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * VdtKqlEditor::problems-changed:
   * @self: an editor
   *
   * All queries are checked, and vdt_kql_editor_get_problems() is new.
   */
  g_signal_new ("problems-changed", VDT_TYPE_KQL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "editor.complete", NULL, complete_action);
}

static void
vdt_kql_editor_init (VdtKqlEditor *self)
{
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)));
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (self->buffer), find_language ());
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_diagnostic_free);
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self), TRUE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), 8);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self), 3);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self), 3);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self), TRUE);
  gtk_source_view_set_auto_indent (GTK_SOURCE_VIEW (self), TRUE);
  gtk_source_view_set_tab_width (GTK_SOURCE_VIEW (self), 4);
  gtk_source_view_set_insert_spaces_instead_of_tabs (GTK_SOURCE_VIEW (self), TRUE);
  vdt_kql_editor_init_text (self);
  vdt_kql_editor_init_paint (self);
  vdt_kql_editor_init_complete (self);
  g_signal_connect (self, "notify::vadjustment", G_CALLBACK (watch_scrolling), NULL);
}

/**
 * vdt_kql_editor_new:
 *
 * Returns: (transfer floating): an editor without text
 */
GtkWidget *
vdt_kql_editor_new (void)
{
  return g_object_new (VDT_TYPE_KQL_EDITOR, NULL);
}

/**
 * vdt_kql_editor_get_catalog:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): what the queries can name
 */
VdtKqlCatalog *
vdt_kql_editor_get_catalog (VdtKqlEditor *self)
{
  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), NULL);

  return self->catalog;
}

/**
 * vdt_kql_editor_set_catalog:
 * @self: an editor
 * @catalog: (nullable): what the queries can name; without it nothing is checked
 */
void
vdt_kql_editor_set_catalog (VdtKqlEditor  *self,
                            VdtKqlCatalog *catalog)
{
  g_return_if_fail (VDT_IS_KQL_EDITOR (self));

  if (catalog == self->catalog)
    return;

  g_clear_pointer (&self->catalog, vdt_kql_catalog_unref);
  self->catalog = catalog != NULL ? vdt_kql_catalog_ref (catalog) : NULL;
  vdt_kql_editor_forget (self);
}

/**
 * vdt_kql_editor_is_plain:
 * @self: an editor
 *
 * Returns: whether a line is too long for the highlighter
 */
gboolean
vdt_kql_editor_is_plain (VdtKqlEditor *self)
{
  g_return_val_if_fail (VDT_IS_KQL_EDITOR (self), FALSE);

  return self->is_plain;
}
