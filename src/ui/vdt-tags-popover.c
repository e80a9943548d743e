/* vdt-tags-popover.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-tags-popover.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-session-changes.h"

/**
 * VdtTagsPopover:
 *
 * An entry that adds a tag, and the tags with a button each that takes one away.
 * Each act is a change of its own, which can be undone.
 */
struct _VdtTagsPopover
{
  GtkPopover   parent_instance;

  GtkBox      *tags;
  GtkEntry    *entry;

  VdtSession  *session;
  VdtIncident *incident;
};

G_DEFINE_FINAL_TYPE (VdtTagsPopover, vdt_tags_popover, GTK_TYPE_POPOVER)

static void
change (VdtTagsPopover *self,
        const char     *add,
        const char     *remove)
{
  const char * const *old = vdt_incident_get_custom_tags (self->incident);
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  g_autoptr(VdtChange) edit = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  for (gsize i = 0; old != NULL && old[i] != NULL; i++)
    if (g_strcmp0 (old[i], remove) != 0 && g_strcmp0 (old[i], add) != 0)
      g_ptr_array_add (tags, (char *) old[i]);
  if (add != NULL)
    g_ptr_array_add (tags, (char *) add);
  g_ptr_array_add (tags, NULL);

  /* The popover may be gone when the change is done; what it hangs on is not. */
  edit = vdt_change_new_tags (vdt_incident_get_id (self->incident),
                              (const char * const *) tags->pdata);
  vdt_session_apply_async (self->session, edit, NULL, vdt_feedback_changed_cb,
                           g_object_ref (parent == NULL ? GTK_WIDGET (self) : parent));
}

static void
remove_clicked_cb (GtkWidget  *button,
                   const char *tag)
{
  change (VDT_TAGS_POPOVER (gtk_widget_get_ancestor (button, VDT_TYPE_TAGS_POPOVER)), NULL, tag);
}

static void
free_tag (gpointer  tag,
          GClosure *closure)
{
  g_free (tag);
}

static void
fill (VdtTagsPopover *self)
{
  const char * const *tags = vdt_incident_get_custom_tags (self->incident);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);

  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *button = gtk_button_new_from_icon_name ("vdt-close-symbolic");
      g_autofree char *text = vdt_present_text (tags[i]);
      /* Translators: %s is a tag. */
      g_autofree char *label = g_strdup_printf (_("Remove the tag %s"), text);
      GtkWidget *name = gtk_label_new (text);

      gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_signal_connect_data (button, "clicked", G_CALLBACK (remove_clicked_cb), g_strdup (tags[i]),
                             free_tag, 0);
      gtk_box_append (GTK_BOX (row), name);
      gtk_box_append (GTK_BOX (row), button);
      gtk_box_append (self->tags, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tags != NULL && tags[0] != NULL);
}

static void
activate_cb (VdtTagsPopover *self)
{
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (tag);
  if (*tag != '\0')
    change (self, tag, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
vdt_tags_popover_dispose (GObject *object)
{
  VdtTagsPopover *self = VDT_TAGS_POPOVER (object);

  g_clear_object (&self->incident);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (vdt_tags_popover_parent_class)->dispose (object);
}

static void
vdt_tags_popover_class_init (VdtTagsPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_tags_popover_dispose;
}

static void
vdt_tags_popover_init (VdtTagsPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_placeholder_text (self->entry, _("Add a tag"));
  gtk_entry_set_max_length (self->entry, 200);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 24);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Add a tag"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);

  self->tags = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->tags));
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

/**
 * vdt_tags_popover_new:
 * @session: the session
 * @incident: whose tags
 *
 * Returns: a new popover
 */
GtkWidget *
vdt_tags_popover_new (VdtSession  *session,
                      VdtIncident *incident)
{
  VdtTagsPopover *self = g_object_new (VDT_TYPE_TAGS_POPOVER, NULL);

  self->session = g_object_ref (session);
  self->incident = g_object_ref (incident);
  g_signal_connect_object (incident, "notify::custom-tags", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);

  return GTK_WIDGET (self);
}
