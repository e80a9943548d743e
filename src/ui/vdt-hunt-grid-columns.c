/* vdt-hunt-grid-columns.c
 *
 * The columns of the rows: shown or hidden, pinned, moved, wider; and the menu of a cell.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-hunt-grid-private.h"

#define STEP      40  /* pixels that a column gets wider by */
#define LIST_SIZE 320

/* The column at the cursor and where it is shown. */
static gboolean
get_place (VdtHuntGrid *self,
           guint       *out_column,
           guint       *out_place)
{
  guint row;

  return vdt_hunt_grid_get_cell (self, &row, out_column) &&
         vdt_grid_layout_find (vdt_grid_view_get_layout (self->view), *out_column, out_place);
}

void
vdt_hunt_grid_hide_column (VdtHuntGrid *self)
{
  guint column, place;

  if (!get_place (self, &column, &place))
    return;

  vdt_grid_layout_set_hidden (vdt_grid_view_get_layout (self->view), column, TRUE);
  vdt_grid_view_layout_changed (self->view);
}

void
vdt_hunt_grid_pin_column (VdtHuntGrid *self)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  guint row, column, place;

  if (!vdt_hunt_grid_get_cell (self, &row, &column) || !vdt_grid_layout_find (layout, column, &place))
    return;

  vdt_grid_layout_set_pinned (layout, column, !vdt_grid_layout_get_shown (layout, place)->pinned);
  vdt_grid_view_layout_changed (self->view);
  vdt_grid_view_set_cursor (self->view, row, column);
}

/**
 * vdt_hunt_grid_move_column:
 * @self: a grid
 * @by: -1 to the left, 1 to the right
 */
void
vdt_hunt_grid_move_column (VdtHuntGrid *self,
                           int          by)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  guint row, column, place;

  if (!vdt_hunt_grid_get_cell (self, &row, &column) || !vdt_grid_layout_find (layout, column, &place) ||
      (place == 0 && by < 0) || !vdt_grid_layout_move (layout, place, (guint) ((int) place + by)))
    return;

  vdt_grid_view_layout_changed (self->view);
  vdt_grid_view_set_cursor (self->view, row, column);
}

/**
 * vdt_hunt_grid_resize_column:
 * @self: a grid
 * @by: -1 for narrower, 1 for wider
 */
void
vdt_hunt_grid_resize_column (VdtHuntGrid *self,
                             int          by)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  guint column, place;

  if (!get_place (self, &column, &place))
    return;

  vdt_grid_layout_set_width (layout, column, vdt_grid_layout_get_shown (layout, place)->width + by * STEP);
  vdt_grid_view_layout_changed (self->view);
}

/**
 * vdt_hunt_grid_toggle_local:
 * @self: a grid
 *
 * Shows times in UTC or by the clock of this place.
 */
void
vdt_hunt_grid_toggle_local (VdtHuntGrid *self)
{
  if (self->rows == NULL)
    return;

  self->local = !self->local;
  vdt_hunt_rows_set_local (self->rows, self->local);
  vdt_grid_view_redraw (self->view);
}

typedef struct
{
  VdtHuntGrid *grid;
  guint        column;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  g_free (data);
}

static void
toggled_cb (GtkCheckButton *button,
            Choice         *choice)
{
  VdtHuntGrid *self = choice->grid;

  vdt_grid_layout_set_hidden (vdt_grid_view_get_layout (self->view), choice->column,
                              !gtk_check_button_get_active (button));
  vdt_grid_view_layout_changed (self->view);
}

static void
all_cb (GtkWidget   *button,
        VdtHuntGrid *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (button)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      gtk_check_button_set_active (GTK_CHECK_BUTTON (child), TRUE);
}

/**
 * vdt_hunt_grid_open_columns:
 * @self: a grid
 *
 * Asks which columns are shown.
 */
void
vdt_hunt_grid_open_columns (VdtHuntGrid *self)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *all = gtk_button_new_with_mnemonic (_("Show _All"));
  GtkWidget *popover;

  if (self->rows == NULL)
    return;

  gtk_box_append (GTK_BOX (box), all);
  g_signal_connect (all, "clicked", G_CALLBACK (all_cb), self);
  for (guint i = 0; i < layout->slots->len; i++)
    {
      const VdtGridSlot *slot = &g_array_index (layout->slots, VdtGridSlot, i);
      Choice *choice = g_new0 (Choice, 1);
      VdtGridColumn shown;
      GtkWidget *check;

      vdt_grid_model_get_column (VDT_GRID_MODEL (self->rows), slot->column, &shown);
      check = gtk_check_button_new_with_label (shown.name);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), !slot->hidden);
      choice->grid = self;
      choice->column = slot->column;
      g_signal_connect_data (check, "toggled", G_CALLBACK (toggled_cb), choice, choice_free, 0);
      gtk_box_append (GTK_BOX (box), check);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_SIZE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  popover = vdt_hunt_grid_open_popover (self, _("Columns"));
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (all);
}

/* {{{ the menu */

typedef struct
{
  const char *label;   /* NULL for the end of a section */
  const char *action;
} Item;

static void
add_items (GMenu      *menu,
           const Item *items,
           gsize       n_items)
{
  g_autoptr(GMenu) section = g_menu_new ();

  for (gsize i = 0; i < n_items; i++)
    {
      if (items[i].label != NULL)
        {
          g_menu_append (section, _(items[i].label), items[i].action);
          continue;
        }
      g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      g_object_unref (section);
      section = g_menu_new ();
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/**
 * vdt_hunt_grid_add_menu:
 * @self: a grid
 *
 * Everything that can be done with a cell and its column, for the menu key.
 */
void
vdt_hunt_grid_add_menu (VdtHuntGrid *self)
{
  static const Item cell_items[] = {
    { N_("All Fields of the Row"), "rows.open" },
    { N_("Keep as Evidence…"), "rows.keep" },
    { NULL, NULL },
    { N_("Only Rows With This Value"), "rows.filter-value('is')" },
    { N_("Only Rows Without This Value"), "rows.filter-value('is-not')" },
    { N_("Add to the Query: Where"), "rows.where('is')" },
    { N_("Add to the Query: Where Not"), "rows.where('is-not')" },
  };
  static const Item copy_items[] = {
    { N_("Tab-Separated"), "rows.copy('tsv')" },
    { N_("Markdown"), "rows.copy('markdown')" },
    { N_("HTML"), "rows.copy('html')" },
    { N_("KQL Datatable"), "rows.copy('datatable')" },
    { N_("With Query and Citations"), "rows.copy('cited')" },
  };
  static const Item export_items[] = {
    { N_("CSV…"), "rows.export('csv')" },
    { N_("JSON…"), "rows.export('json')" },
    { N_("JSON Lines…"), "rows.export('jsonl')" },
    { N_("XLSX…"), "rows.export('xlsx')" },
    { N_("Parquet…"), "rows.export('parquet')" },
  };
  static const Item column_items[] = {
    { N_("Sort Ascending"), "rows.sort('ascending')" },
    { N_("Sort Descending"), "rows.sort('descending')" },
    { N_("As They Came"), "rows.sort('none')" },
    { NULL, NULL },
    { N_("Filter…"), "rows.filter" },
    { N_("Values…"), "rows.values" },
    { NULL, NULL },
    { N_("Hide"), "rows.hide-column" },
    { N_("Pin or Release"), "rows.pin-column" },
    { N_("Move to the Left"), "rows.move-column('left')" },
    { N_("Move to the Right"), "rows.move-column('right')" },
    { N_("Wider"), "rows.resize-column('wider')" },
    { N_("Narrower"), "rows.resize-column('narrower')" },
    { NULL, NULL },
    { N_("Choose Columns…"), "rows.columns" },
  };
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) column = g_menu_new ();
  g_autoptr(GMenu) copy = g_menu_new ();
  g_autoptr(GMenu) export = g_menu_new ();
  g_autoptr(GMenu) submenus = g_menu_new ();

  add_items (menu, cell_items, G_N_ELEMENTS (cell_items));
  add_items (column, column_items, G_N_ELEMENTS (column_items));
  add_items (copy, copy_items, G_N_ELEMENTS (copy_items));
  add_items (export, export_items, G_N_ELEMENTS (export_items));
  g_menu_append_submenu (submenus, _("Column"), G_MENU_MODEL (column));
  g_menu_append_submenu (submenus, _("Copy As"), G_MENU_MODEL (copy));
  g_menu_append_submenu (submenus, _("Export"), G_MENU_MODEL (export));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (submenus));
  vdt_grid_view_set_menu (self->view, G_MENU_MODEL (menu));
}

/* }}} */
