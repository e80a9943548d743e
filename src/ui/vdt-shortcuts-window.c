/* vdt-shortcuts-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-shortcuts-window.h"

#include <glib/gi18n.h>

#include "vdt-actions.h"
#include "vdt-window-keys.h"

/**
 * VdtShortcutsWindow:
 *
 * Lists every key of the action table, so that the two cannot drift apart.
 * (GtkShortcutsWindow is deprecated on Debian 13.)
 */
struct _VdtShortcutsWindow
{
  AdwWindow  parent_instance;

  GtkBox    *groups;
};

G_DEFINE_FINAL_TYPE (VdtShortcutsWindow, vdt_shortcuts_window, ADW_TYPE_WINDOW)

static GtkWidget *
key_caps_new (const VdtActionEntry *entry)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto(GStrv) keys = g_strsplit (entry->keys, "|", -1);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (gsize i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *label = NULL;
      GtkWidget *cap;
      guint key;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (keys[i], &key, &modifiers) || key == GDK_KEY_KP_Enter)
        continue;

      label = gtk_accelerator_get_label (key, modifiers);
      cap = gtk_label_new (label);
      gtk_widget_add_css_class (cap, "key-cap");
      gtk_box_append (GTK_BOX (box), cap);
    }

  return box;
}

static void
add_entry (AdwPreferencesGroup  *group,
           const VdtActionEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gettext (entry->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), key_caps_new (entry));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_group_add (group, row);
}

static void
fill (VdtShortcutsWindow *self)
{
  guint n_entries;
  const VdtActionEntry *entries = vdt_actions_get_entries (&n_entries);
  AdwPreferencesGroup *group = NULL;
  const char *title = NULL;

  for (guint i = 0; i < n_entries; i++)
    {
      if (*entries[i].keys == '\0')
        continue;

      if (g_strcmp0 (title, entries[i].group) != 0)
        {
          title = entries[i].group;
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, gettext (title));
          if (entries[i].scope == VDT_ACTION_SCOPE_LIST)
            adw_preferences_group_set_description (group, _("While a list has the focus"));
          else if (g_str_equal (title, "Queue"))
            adw_preferences_group_set_description (group, _("While the list of incidents has the focus"));
          gtk_box_append (self->groups, GTK_WIDGET (group));
        }
      add_entry (group, &entries[i]);
    }
}

static void
vdt_shortcuts_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), VDT_TYPE_SHORTCUTS_WINDOW);

  G_OBJECT_CLASS (vdt_shortcuts_window_parent_class)->dispose (object);
}

static void
vdt_shortcuts_window_class_init (VdtShortcutsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_shortcuts_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/vedette/Vedette/vdt-shortcuts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, VdtShortcutsWindow, groups);
  vdt_window_class_add_close_keys (widget_class);
}

static void
vdt_shortcuts_window_init (VdtShortcutsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

GtkWidget *
vdt_shortcuts_window_new (GtkWindow *parent)
{
  return g_object_new (VDT_TYPE_SHORTCUTS_WINDOW, "transient-for", parent, NULL);
}
