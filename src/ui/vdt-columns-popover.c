/* vdt-columns-popover.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-columns-popover.h"

#include <glib/gi18n.h>

/**
 * VdtColumnsPopover:
 *
 * A row for each column: a tick shows it, the arrows (or Ctrl+Up and Ctrl+Down) move
 * it. Emits #VdtColumnsPopover::changed at each.
 */
struct _VdtColumnsPopover
{
  GtkPopover  parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (VdtColumnsPopover, vdt_columns_popover, GTK_TYPE_POPOVER)

#define VDT_TYPE_COLUMN_ROW (vdt_column_row_get_type ())
G_DECLARE_FINAL_TYPE (VdtColumnRow, vdt_column_row, VDT, COLUMN_ROW, GtkListBoxRow)

struct _VdtColumnRow
{
  GtkListBoxRow   parent_instance;

  char           *key;
  GtkCheckButton *check;
};

G_DEFINE_FINAL_TYPE (VdtColumnRow, vdt_column_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vdt_column_row_finalize (GObject *object)
{
  g_free (VDT_COLUMN_ROW (object)->key);

  G_OBJECT_CLASS (vdt_column_row_parent_class)->finalize (object);
}

static void
vdt_column_row_class_init (VdtColumnRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_column_row_finalize;
}

static void
vdt_column_row_init (VdtColumnRow *self)
{
}

static void
tell (VdtColumnsPopover *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
move (VdtColumnRow *row,
      int           by,
      GtkWidget    *focus)
{
  VdtColumnsPopover *self = VDT_COLUMNS_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (row), VDT_TYPE_COLUMNS_POPOVER));
  int position = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) + by;

  if (position < 0 || gtk_list_box_get_row_at_index (self->list, position) == NULL)
    return FALSE;

  g_object_ref (row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), position);
  gtk_widget_grab_focus (focus);
  g_object_unref (row);
  tell (self);

  return TRUE;
}

static void
up_clicked_cb (GtkWidget *button)
{
  move (VDT_COLUMN_ROW (gtk_widget_get_ancestor (button, VDT_TYPE_COLUMN_ROW)), -1, button);
}

static void
down_clicked_cb (GtkWidget *button)
{
  move (VDT_COLUMN_ROW (gtk_widget_get_ancestor (button, VDT_TYPE_COLUMN_ROW)), 1, button);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                gpointer               user_data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  GtkWidget *row = focus == NULL ? NULL : gtk_widget_get_ancestor (focus, VDT_TYPE_COLUMN_ROW);
  int by = key == GDK_KEY_Up ? -1 : key == GDK_KEY_Down ? 1 : 0;

  if (row == NULL || by == 0 || !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;

  move (VDT_COLUMN_ROW (row), by, focus);

  return GDK_EVENT_STOP;
}

static void
vdt_columns_popover_class_init (VdtColumnsPopoverClass *klass)
{
  /**
   * VdtColumnsPopover::changed:
   * @self: the popover
   *
   * The analyst showed, hid or moved a column.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vdt_columns_popover_init (VdtColumnsPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "compact-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 420);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
}

GtkWidget *
vdt_columns_popover_new (void)
{
  return g_object_new (VDT_TYPE_COLUMNS_POPOVER, NULL);
}

static GtkWidget *
arrow_new (const char *icon_name,
           const char *label,
           GCallback   clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect (button, "clicked", clicked, NULL);

  return button;
}

/**
 * vdt_columns_popover_add:
 * @self: a popover
 * @key: the column's key
 * @title: its title
 * @shown: whether it is shown
 *
 * Adds a column at the end.
 */
void
vdt_columns_popover_add (VdtColumnsPopover *self,
                         const char        *key,
                         const char        *title,
                         gboolean           shown)
{
  VdtColumnRow *row;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  /* Translators: %s is the title of a column. */
  g_autofree char *up = g_strdup_printf (_("Move %s Up"), title);
  g_autofree char *down = g_strdup_printf (_("Move %s Down"), title);

  g_return_if_fail (VDT_IS_COLUMNS_POPOVER (self));

  row = g_object_new (VDT_TYPE_COLUMN_ROW, "focusable", FALSE, NULL);
  row->key = g_strdup (key);
  row->check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (title));
  gtk_check_button_set_active (row->check, shown);
  gtk_widget_set_hexpand (GTK_WIDGET (row->check), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (row->check, "toggled", G_CALLBACK (tell), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->check));
  gtk_box_append (GTK_BOX (box), arrow_new ("vdt-up-symbolic", up, G_CALLBACK (up_clicked_cb)));
  gtk_box_append (GTK_BOX (box), arrow_new ("vdt-down-symbolic", down, G_CALLBACK (down_clicked_cb)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
}

/**
 * vdt_columns_popover_dup_shown:
 * @self: a popover
 *
 * Returns: (transfer full): the keys of the ticked columns, in their order
 */
char **
vdt_columns_popover_dup_shown (VdtColumnsPopover *self)
{
  GPtrArray *keys = g_ptr_array_new ();
  GtkListBoxRow *row;

  g_return_val_if_fail (VDT_IS_COLUMNS_POPOVER (self), NULL);

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_check_button_get_active (VDT_COLUMN_ROW (row)->check))
      g_ptr_array_add (keys, g_strdup (VDT_COLUMN_ROW (row)->key));
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_free (keys, FALSE);
}
