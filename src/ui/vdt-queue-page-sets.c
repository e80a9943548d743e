/* vdt-queue-page-sets.c
 *
 * The menu of kept sets of filters: show one, keep the present one, take one out.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-queue-page-private.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-present.h"
#include "vdt-session-queue.h"

static void
save_cb (GtkEntry *entry)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (entry), VDT_TYPE_QUEUE_PAGE));
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autoptr(VdtQueueQuery) query = NULL;
  g_autofree char *text = NULL;

  g_strstrip (name);
  if (*name == '\0')
    return;

  query = vdt_queue_page_make_query (self);
  vdt_record_set_text (query, "name", name);
  vdt_session_save_filter_set (self->session, query);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_menu_button_popdown (self->sets_button);
  /* Translators: %s is the name of a set of filters. */
  text = g_strdup_printf (_("Filters kept as %s"), name);
  vdt_feedback_toast (GTK_WIDGET (self), text);
}

static void
show_cb (GtkWidget  *button,
         const char *name)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (gtk_widget_get_ancestor (button, VDT_TYPE_QUEUE_PAGE));
  g_autofree char *key = g_strconcat ("set:", name, NULL);

  gtk_menu_button_popdown (self->sets_button);
  vdt_queue_page_show_filter (self, key);
}

static void
remove_cb (GtkWidget  *button,
           const char *name)
{
  VdtQueuePage *self = VDT_QUEUE_PAGE (gtk_widget_get_ancestor (button, VDT_TYPE_QUEUE_PAGE));
  g_autofree char *copy = g_strdup (name);

  vdt_session_remove_filter_set (self->session, copy);
}

static void
free_name (gpointer  name,
           GClosure *closure)
{
  g_free (name);
}

static GtkWidget *
row_new (const char *name)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *show = gtk_button_new ();
  GtkWidget *take = gtk_button_new_from_icon_name ("vdt-close-symbolic");
  g_autofree char *text = vdt_present_text (name);
  /* Translators: %s is the name of a set of filters. */
  g_autofree char *take_label = g_strdup_printf (_("Remove the Filters %s"), text);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (show), label);
  gtk_widget_add_css_class (show, "flat");
  gtk_widget_set_hexpand (show, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (show), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_data (show, "clicked", G_CALLBACK (show_cb), g_strdup (name), free_name, 0);
  gtk_widget_add_css_class (take, "flat");
  gtk_widget_set_tooltip_text (take, take_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (take), GTK_ACCESSIBLE_PROPERTY_LABEL, take_label, -1);
  g_signal_connect_data (take, "clicked", G_CALLBACK (remove_cb), g_strdup (name), free_name, 0);
  gtk_box_append (GTK_BOX (row), show);
  gtk_box_append (GTK_BOX (row), take);

  return row;
}

static void
fill (GListModel *sets,
      guint       position,
      guint       removed,
      guint       added,
      GtkBox     *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr(VdtQueueQuery) set = g_list_model_get_item (sets, i);

      gtk_box_append (box, row_new (vdt_queue_query_get_name (set)));
    }
  gtk_widget_set_visible (GTK_WIDGET (box), g_list_model_get_n_items (sets) > 0);
}

/**
 * vdt_queue_page_add_sets:
 * @self: a new page with its session
 */
void
vdt_queue_page_add_sets (VdtQueuePage *self)
{
  GListModel *sets = vdt_session_get_filter_sets (self->session);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Keep these filters as…"));
  gtk_entry_set_max_length (GTK_ENTRY (entry), 60);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 26);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name to keep these filters under"), -1);
  g_signal_connect (entry, "activate", G_CALLBACK (save_cb), NULL);
  gtk_box_append (GTK_BOX (box), rows);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (self->sets_button, popover);

  g_signal_connect_object (sets, "items-changed", G_CALLBACK (fill), rows, 0);
  fill (sets, 0, 0, 0, GTK_BOX (rows));
}
