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
 * Each act is a change of its own, which can be undone; for several incidents it is
 * one change of them all.
 */
struct _VdtTagsPopover
{
  GtkPopover   parent_instance;

  GtkBox      *tags;
  GtkEntry    *entry;

  VdtSession  *session;
  GPtrArray   *incidents;
};

G_DEFINE_FINAL_TYPE (VdtTagsPopover, vdt_tags_popover, GTK_TYPE_POPOVER)

/* The tags that an incident is to have; NULL if it has them already. */
static char *
new_tags (VdtIncident *incident,
          const char  *add,
          const char  *remove)
{
  const char * const *old = vdt_incident_get_custom_tags (incident);
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  gboolean same = add == NULL;

  for (gsize i = 0; old != NULL && old[i] != NULL; i++)
    {
      if (g_strcmp0 (old[i], remove) == 0)
        same = FALSE;
      else if (g_strcmp0 (old[i], add) != 0)
        g_ptr_array_add (tags, (char *) old[i]);
      else
        return NULL;
    }
  if (same)
    return NULL;

  if (add != NULL)
    g_ptr_array_add (tags, (char *) add);
  g_ptr_array_add (tags, NULL);

  return g_strjoinv ("\x1f", (char **) tags->pdata);
}

static void
change (VdtTagsPopover *self,
        const char     *add,
        const char     *remove)
{
  VdtIncident *first = g_ptr_array_index (self->incidents, 0);
  g_autoptr(VdtChange) edit = vdt_change_new (vdt_incident_get_id (first), "set-custom-tags");
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  for (guint i = 0; i < self->incidents->len; i++)
    {
      VdtIncident *incident = g_ptr_array_index (self->incidents, i);
      g_autofree char *tags = new_tags (incident, add, remove);

      if (tags != NULL)
        vdt_change_set (edit, "incident", vdt_incident_get_id (incident), "custom-tags", tags);
    }
  if (vdt_change_get_n_items (edit) == 0)
    return;

  /* The popover may be gone when the change is done; what it hangs on is not. */
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
add_row (VdtTagsPopover *self,
         const char     *tag)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_from_icon_name ("vdt-close-symbolic");
  g_autofree char *text = vdt_present_text (tag);
  /* Translators: %s is a tag. */
  g_autofree char *label = g_strdup_printf (_("Remove the tag %s"), text);
  GtkWidget *name = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (remove_clicked_cb), g_strdup (tag), free_tag, 0);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (self->tags, row);
}

/* Every tag that one of them has, once. */
static void
fill (VdtTagsPopover *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->tags))) != NULL)
    gtk_box_remove (self->tags, child);

  for (guint i = 0; i < self->incidents->len; i++)
    {
      const char * const *tags = vdt_incident_get_custom_tags (g_ptr_array_index (self->incidents, i));

      for (gsize j = 0; tags != NULL && tags[j] != NULL; j++)
        if (g_hash_table_add (seen, g_strdup (tags[j])))
          add_row (self, tags[j]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tags), g_hash_table_size (seen) > 0);
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

  g_clear_pointer (&self->incidents, g_ptr_array_unref);
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
 * @incidents: (element-type VdtIncident): whose tags; at least one
 *
 * Returns: a new popover
 */
GtkWidget *
vdt_tags_popover_new (VdtSession *session,
                      GPtrArray  *incidents)
{
  VdtTagsPopover *self = g_object_new (VDT_TYPE_TAGS_POPOVER, NULL);

  self->session = g_object_ref (session);
  self->incidents = g_ptr_array_ref (incidents);
  for (guint i = 0; i < incidents->len; i++)
    g_signal_connect_object (g_ptr_array_index (incidents, i), "notify::custom-tags", G_CALLBACK (fill), self,
                             G_CONNECT_SWAPPED);
  fill (self);

  return GTK_WIDGET (self);
}
