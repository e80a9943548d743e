/* vdt-hunt-row-window.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-row-window.h"

#include <glib/gi18n.h>

#include "vdt-cell-node.h"
#include "vdt-safe-text.h"
#include "vdt-window-keys.h"

#define MAX_VALUE  2000 /* characters that are shown; copying takes all */
#define NAME_WIDTH 26   /* characters */

/**
 * VdtHuntRowWindow:
 *
 * All fields of a row, one under another. Objects and arrays open as trees; a value and its
 * path in the query language can be copied.
 */
struct _VdtHuntRowWindow
{
  AdwWindow           parent_instance;

  GtkListView        *list;
  GtkSingleSelection *selection;
  AdwToastOverlay    *toasts;
};

G_DEFINE_FINAL_TYPE (VdtHuntRowWindow, vdt_hunt_row_window, ADW_TYPE_WINDOW)

static GListModel *
create_cb (gpointer item,
           gpointer user_data)
{
  return vdt_cell_node_dup_children (item);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *value = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_yalign (GTK_LABEL (name), 0);
  gtk_label_set_width_chars (GTK_LABEL (name), NAME_WIDTH);
  gtk_label_set_max_width_chars (GTK_LABEL (name), NAME_WIDTH);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (name, "dim-label");
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (value), 8);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_widget_add_css_class (value, "monospace");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), value);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  GtkWidget *expander = gtk_list_item_get_child (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_tree_expander_get_child (GTK_TREE_EXPANDER (expander)));
  g_autoptr(VdtCellNode) node = gtk_tree_list_row_get_item (row);
  g_autofree char *title = vdt_safe_text (vdt_cell_node_get_name (node), -1, MAX_VALUE, NULL);
  g_autofree char *text = vdt_safe_text_multiline (vdt_cell_node_get_text (node), -1, MAX_VALUE, NULL);
  g_autofree char *label = g_strdup_printf ("%s: %s", title, text);

  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (expander), row);
  gtk_label_set_label (GTK_LABEL (name), title);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (name)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static VdtCellNode *
dup_selected (VdtHuntRowWindow *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  VdtHuntRowWindow *self = VDT_HUNT_ROW_WINDOW (widget);
  g_autoptr(VdtCellNode) node = dup_selected (self);
  gboolean path = g_str_equal (name, "row.copy-path");

  if (node == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          path ? vdt_cell_node_get_path (node) : vdt_cell_node_get_text (node));
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (path ? _("Path copied") : _("Value copied")));
}

static void
activate_cb (VdtHuntRowWindow *self,
             guint             position)
{
  g_autoptr(GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
vdt_hunt_row_window_dispose (GObject *object)
{
  g_clear_object (&VDT_HUNT_ROW_WINDOW (object)->selection);

  G_OBJECT_CLASS (vdt_hunt_row_window_parent_class)->dispose (object);
}

static void
vdt_hunt_row_window_class_init (VdtHuntRowWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_row_window_dispose;
  gtk_widget_class_install_action (widget_class, "row.copy-value", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "row.copy-path", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "row.copy-value", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "row.copy-path",
                                       NULL);
  vdt_window_class_add_close_keys (widget_class);
}

static GtkWidget *
new_button (const char *label,
            const char *tooltip,
            const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);

  return button;
}

static void
vdt_hunt_row_window_init (VdtHuntRowWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Fields"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "fields");
  g_signal_connect_swapped (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             new_button (_("Copy _Value"), _("Copy the Value (Ctrl+C)"), "row.copy-value"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             new_button (_("Copy _Path"), _("Copy the Path (Ctrl+Shift+C)"), "row.copy-path"));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), scrolled);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_window_set_default_size (GTK_WINDOW (self), 720, 520);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

/**
 * vdt_hunt_row_window_new:
 * @parent: the window it is over
 * @run: a run
 * @row: a row of it
 * @column: the field to begin at; an object or array is opened
 *
 * Returns: a new window
 */
GtkWidget *
vdt_hunt_row_window_new (GtkWindow   *parent,
                         VdtQueryRun *run,
                         VdtQueryRow *row,
                         guint        column)
{
  VdtHuntRowWindow *self = g_object_new (VDT_TYPE_HUNT_ROW_WINDOW, "transient-for", parent, NULL);
  GtkTreeListModel *tree = gtk_tree_list_model_new (vdt_cell_node_new_row (run, row), FALSE, FALSE, create_cb, NULL,
                                                    NULL);
  g_autoptr(GtkTreeListRow) first = NULL;
  g_autofree char *title = g_strdup_printf (_("Row %u"), vdt_query_row_get_position (row) + 1);

  gtk_window_set_title (GTK_WINDOW (self), title);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  first = gtk_tree_list_model_get_row (tree, column);
  if (first != NULL)
    gtk_tree_list_row_set_expanded (first, TRUE);
  gtk_single_selection_set_selected (self->selection, column);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", column);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));

  return GTK_WIDGET (self);
}
