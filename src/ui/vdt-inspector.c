/* vdt-inspector.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-inspector.h"

#include <glib/gi18n.h>

#include "vdt-alert.h"
#include "vdt-asset.h"
#include "vdt-evidence.h"
#include "vdt-feedback.h"
#include "vdt-field-list.h"
#include "vdt-incident.h"
#include "vdt-present.h"
#include "vdt-response-entity.h"
#include "vdt-safe-text.h"
#include "vdt-schema.h"

#define MAX_RAW   100000 /* bytes; a text view lays out more too slowly */
#define MAX_VALUE 4000   /* characters */

/**
 * VdtInspector:
 *
 * Shows every field that came with a record, by path, and the text as it was
 * received. Nothing is left out because the program does not know it.
 */
struct _VdtInspector
{
  GtkWidget           parent_instance;

  GtkLabel           *title_label;
  GtkStack           *stack;
  GtkListView        *list_view;
  GtkTextView        *text_view;
  GtkWidget          *raw_button;
  GtkWidget          *analyse_button;
  GtkWidget          *hunt_button;
  GtkWidget          *summary_button;
  GtkBox             *summary_box;
  VdtSession         *session;
  VdtIncident        *incident;

  GtkNoSelection     *selection;
  GObject            *object;
};

G_DEFINE_FINAL_TYPE (VdtInspector, vdt_inspector, GTK_TYPE_WIDGET)

static char *
title_of (GObject *object)
{
  g_autofree char *text = NULL;

  if (VDT_IS_ALERT (object))
    {
      text = vdt_present_text (vdt_alert_get_title (VDT_ALERT (object)));
      return g_strdup_printf (_("Alert: %s"), text);
    }
  if (VDT_IS_INCIDENT (object))
    {
      text = vdt_present_incident_title (VDT_INCIDENT (object));
      return g_strdup_printf (_("Incident: %s"), text);
    }
  if (VDT_IS_EVIDENCE (object))
    {
      const VdtEvidenceKind *kind = vdt_schema_get_kind (vdt_evidence_get_kind (VDT_EVIDENCE (object)));

      text = vdt_present_text (vdt_evidence_get_title (VDT_EVIDENCE (object)));
      return g_strdup_printf ("%s: %s", kind == NULL ? _("Evidence") : gettext (kind->label), text);
    }
  if (VDT_IS_ASSET (object))
    {
      text = vdt_present_text (vdt_asset_get_name (VDT_ASSET (object)));
      return g_strdup_printf ("%s: %s", vdt_present_asset_kind (vdt_asset_get_kind (VDT_ASSET (object))),
                              text);
    }

  return g_strdup (VDT_IS_ACTIVITY (object) ? _("Log entry") : _("Details"));
}

static void
set_raw (VdtInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *raw = NULL;

  if (self->object != NULL && vdt_record_has_property (self->object, "raw"))
    g_object_get (self->object, "raw", &raw, NULL);

  if (raw != NULL)
    {
      g_autofree char *lines = vdt_field_list_indent (raw, MAX_RAW);
      g_autofree char *safe = vdt_safe_text_multiline (lines, -1, MAX_RAW, NULL);

      gtk_text_buffer_set_text (buffer, safe, -1);
    }
  else
    gtk_text_buffer_set_text (buffer, "", 0);
  gtk_widget_set_sensitive (self->raw_button, raw != NULL);
  if (raw == NULL)
    gtk_stack_set_visible_child_name (self->stack, self->object == NULL ? "none" : "fields");
}

static gboolean
has_command_line (GObject *object)
{
  VdtFields *fields = VDT_IS_EVIDENCE (object) ? vdt_evidence_get_fields (VDT_EVIDENCE (object)) : NULL;
  const char *text = fields == NULL ? NULL : vdt_fields_get (fields, "processCommandLine");

  return text != NULL && *text != '\0';
}

/* An asset of the incident is told of in words first; its fields are a click away. */
static gboolean
shows_summary (VdtInspector *self)
{
  return gtk_widget_get_visible (self->summary_button) &&
         gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->summary_button));
}

static void
raw_toggled_cb (VdtInspector *self)
{
  gboolean raw = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->raw_button));

  if (self->object == NULL)
    return;
  gtk_stack_set_visible_child_name (self->stack, raw ? "raw" : shows_summary (self) ? "summary" : "fields");
}

static void
copy_clicked_cb (VdtInspector *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  g_autoptr(GString) text = g_string_new (NULL);

  if (gtk_text_buffer_get_char_count (buffer) > 0)
    {
      g_autofree char *raw = NULL;

      g_object_get (self->object, "raw", &raw, NULL);
      gdk_clipboard_set_text (clipboard, raw);
    }
  else
    {
      GListModel *model = G_LIST_MODEL (self->selection);

      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        {
          g_autoptr(VdtFieldItem) item = g_list_model_get_item (model, i);

          g_string_append_printf (text, "%s: %s\n", vdt_field_item_get_path (item),
                                  vdt_field_item_get_text (item));
        }
      gdk_clipboard_set_text (clipboard, text->str);
    }
  vdt_feedback_toast (GTK_WIDGET (self), _("Copied"));
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item,
          gpointer            user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *path = gtk_label_new (NULL);
  GtkWidget *value = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (path), 0);
  gtk_label_set_yalign (GTK_LABEL (path), 0);
  gtk_label_set_width_chars (GTK_LABEL (path), 28);
  gtk_label_set_max_width_chars (GTK_LABEL (path), 28);
  gtk_label_set_ellipsize (GTK_LABEL (path), PANGO_ELLIPSIZE_START);
  gtk_widget_add_css_class (path, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_set_focusable (value, FALSE);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "monospace");
  vdt_present_exact (GTK_LABEL (value));
  gtk_box_append (GTK_BOX (box), path);
  gtk_box_append (GTK_BOX (box), value);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item,
         gpointer            user_data)
{
  VdtFieldItem *field = gtk_list_item_get_item (item);
  GtkWidget *path = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *value = gtk_widget_get_next_sibling (path);
  g_autofree char *safe_path = vdt_present_text (vdt_field_item_get_path (field));
  g_autofree char *text = vdt_safe_text_multiline (vdt_field_item_get_text (field), -1, MAX_VALUE, NULL);

  gtk_label_set_label (GTK_LABEL (path), safe_path);
  gtk_widget_set_tooltip_text (path, safe_path);
  gtk_label_set_label (GTK_LABEL (value), text);
  if (vdt_field_item_is_quiet (field))
    gtk_widget_add_css_class (value, "dim-label");
  else
    gtk_widget_remove_css_class (value, "dim-label");
}

static void
vdt_inspector_dispose (GObject *object)
{
  VdtInspector *self = VDT_INSPECTOR (object);
  GtkWidget *child;

  g_clear_object (&self->object);
  g_clear_object (&self->session);
  g_clear_object (&self->incident);
  g_clear_object (&self->selection);
  gtk_widget_dispose_template (GTK_WIDGET (self), VDT_TYPE_INSPECTOR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_inspector_parent_class)->dispose (object);
}

static void
vdt_inspector_class_init (VdtInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_inspector_dispose;
  gtk_widget_class_set_css_name (widget_class, "vdtinspector");
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, title_label);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, stack);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, list_view);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, text_view);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, raw_button);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, analyse_button);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, hunt_button);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, summary_button);
  gtk_widget_class_bind_template_child (widget_class, VdtInspector, summary_box);
  gtk_widget_class_bind_template_callback (widget_class, raw_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
vdt_inspector_init (VdtInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_no_selection_new (NULL);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

/**
 * vdt_inspector_set_object:
 * @self: an inspector
 * @object: (nullable): the record to show
 *
 * Sets what is inspected.
 */
void
vdt_inspector_set_object (VdtInspector *self,
                          GObject      *object)
{
  g_autofree char *title = NULL;

  g_return_if_fail (VDT_IS_INSPECTOR (self));

  if (object != NULL && !VDT_IS_RECORD (object))
    object = NULL;
  if (!g_set_object (&self->object, object))
    return;

  if (object == NULL)
    {
      gtk_no_selection_set_model (self->selection, NULL);
      gtk_label_set_label (self->title_label, _("Inspector"));
    }
  else
    {
      g_autoptr(VdtFields) fields = vdt_field_list_of_object (object);
      g_autoptr(GListModel) list = vdt_field_list_new (fields);

      gtk_no_selection_set_model (self->selection, list);
      title = title_of (object);
      gtk_label_set_label (self->title_label, title);
    }
  gtk_stack_set_visible_child_name (self->stack, object == NULL ? "none" : "fields");
  gtk_widget_set_visible (self->summary_button, VDT_IS_ASSET (object) && self->incident != NULL);
  if (gtk_widget_get_visible (self->summary_button))
    vdt_response_entity_fill (self->summary_box, self->session, self->incident,
                              vdt_asset_get_key (VDT_ASSET (object)));
  gtk_widget_set_visible (self->analyse_button, has_command_line (object));
  gtk_widget_set_visible (self->hunt_button, self->incident != NULL &&
                          (VDT_IS_ASSET (object) || VDT_IS_EVIDENCE (object) || VDT_IS_ALERT (object)));
  set_raw (self);
  raw_toggled_cb (self);
}

/**
 * vdt_inspector_set_context:
 * @self: an inspector
 * @session: the session
 * @incident: (nullable): the incident whose records are inspected
 *
 * An asset is summarised from its incident.
 */
void
vdt_inspector_set_context (VdtInspector *self,
                           VdtSession   *session,
                           VdtIncident  *incident)
{
  g_return_if_fail (VDT_IS_INSPECTOR (self));

  g_set_object (&self->session, session);
  g_set_object (&self->incident, incident);
}

void
vdt_inspector_focus_start (VdtInspector *self)
{
  g_return_if_fail (VDT_IS_INSPECTOR (self));

  if (!gtk_widget_grab_focus (GTK_WIDGET (self->list_view)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
