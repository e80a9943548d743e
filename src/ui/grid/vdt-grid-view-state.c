/* vdt-grid-view-state.c
 *
 * The grid's cursor, selection and order, for its owner and its other files.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-view-private.h"

guint
vdt_grid_view_get_page_rows (VdtGridView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height;

  return (guint) MAX (height / self->row_height - 1, 1);
}

/**
 * vdt_grid_view_scroll_to:
 * @self: a grid
 * @row: a row
 * @place: a column that is shown
 *
 * Scrolls no farther than it takes to see the cell.
 */
void
vdt_grid_view_scroll_to (VdtGridView *self,
                         guint        row,
                         guint        place)
{
  double top = (double) row * self->row_height;
  double page = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height, self->row_height);
  double value = gtk_adjustment_get_value (self->vadjustment);
  const VdtGridSlot *slot = vdt_grid_layout_get_shown (self->layout, place);
  int pinned = VDT_GRID_GUTTER + vdt_grid_layout_get_width (self->layout, TRUE);
  int x = vdt_grid_view_get_place_x (self, place);
  double left = gtk_adjustment_get_value (self->hadjustment);

  if (top < value)
    gtk_adjustment_set_value (self->vadjustment, top);
  else if (top + self->row_height > value + page)
    gtk_adjustment_set_value (self->vadjustment, top + self->row_height - page);

  if (slot == NULL || slot->pinned)
    return;
  if (x - pinned < left)
    gtk_adjustment_set_value (self->hadjustment, x - pinned);
  else if (x + slot->width > left + gtk_widget_get_width (GTK_WIDGET (self)))
    gtk_adjustment_set_value (self->hadjustment,
                              MIN (x + slot->width - gtk_widget_get_width (GTK_WIDGET (self)), x - pinned));
}

/**
 * vdt_grid_view_selection_changed:
 * @self: a grid
 * @follow: scroll to the cursor
 *
 * After each change of the selection. A cell that comes into view gets the focus once it
 * has a widget.
 */
void
vdt_grid_view_selection_changed (VdtGridView *self,
                                 gboolean     follow)
{
  for (guint i = 0; i < self->rows->len; i++)
    vdt_grid_row_update_state (g_ptr_array_index (self->rows, i));
  if (follow && self->has_cursor)
    {
      vdt_grid_view_scroll_to (self, self->selection->row, self->selection->column);
      if (gtk_widget_is_focus (GTK_WIDGET (self)) || gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (self));
    }
  g_signal_emit_by_name (self, "selection-changed");
}

/**
 * vdt_grid_view_get_selection:
 * @self: a grid
 *
 * Returns: (transfer none): what is selected; columns are places in the layout
 */
const VdtGridSelection *
vdt_grid_view_get_selection (VdtGridView *self)
{
  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), NULL);

  return self->selection;
}

/**
 * vdt_grid_view_get_cursor:
 * @self: a grid
 * @out_row: (out): its row
 * @out_column: (out): its column in the model
 *
 * Returns: %FALSE if there are no cells
 */
gboolean
vdt_grid_view_get_cursor (VdtGridView *self,
                          guint       *out_row,
                          guint       *out_column)
{
  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), FALSE);

  if (!self->has_cursor)
    return FALSE;

  *out_row = self->selection->row;
  *out_column = vdt_grid_layout_get_shown (self->layout, self->selection->column)->column;

  return TRUE;
}

/**
 * vdt_grid_view_set_cursor:
 * @self: a grid
 * @row: a row
 * @column: a column of the model
 *
 * Selects the cell and scrolls to it. A column that is hidden leaves the cursor in its own.
 */
void
vdt_grid_view_set_cursor (VdtGridView *self,
                          guint        row,
                          guint        column)
{
  guint place;

  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  if (row >= self->n_rows || vdt_grid_layout_get_n_shown (self->layout) == 0)
    return;

  if (!vdt_grid_layout_find (self->layout, column, &place))
    place = self->has_cursor ? self->selection->column : 0;
  self->has_cursor = TRUE;
  vdt_grid_selection_move (self->selection, row, place);
  vdt_grid_view_selection_changed (self, TRUE);
}

/**
 * vdt_grid_view_get_cursor_area:
 * @self: a grid
 * @out_area: (out): where the cursor's cell is in the grid
 *
 * Returns: %FALSE if there are no cells
 */
gboolean
vdt_grid_view_get_cursor_area (VdtGridView  *self,
                               GdkRectangle *out_area)
{
  const VdtGridSlot *slot;
  double y;

  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), FALSE);

  if (!self->has_cursor)
    return FALSE;

  slot = vdt_grid_layout_get_shown (self->layout, self->selection->column);
  y = (double) self->selection->row * self->row_height - gtk_adjustment_get_value (self->vadjustment) +
      self->head_height;
  out_area->x = vdt_grid_view_get_place_x (self, self->selection->column) -
                (slot->pinned ? 0 : (int) gtk_adjustment_get_value (self->hadjustment));
  out_area->y = (int) CLAMP (y, 0, gtk_widget_get_height (GTK_WIDGET (self)));
  out_area->width = slot->width;
  out_area->height = self->row_height;

  return TRUE;
}

void
vdt_grid_view_select_range (VdtGridView        *self,
                            const VdtGridRange *range)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  vdt_grid_selection_set_range (self->selection, range);
  vdt_grid_view_selection_changed (self, FALSE);
}

void
vdt_grid_view_select_all (VdtGridView *self)
{
  guint n_columns = vdt_grid_layout_get_n_shown (self->layout);

  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  if (self->n_rows > 0 && n_columns > 0)
    vdt_grid_view_select_range (self, &(VdtGridRange) { 0, self->n_rows - 1, 0, n_columns - 1 });
}

/**
 * vdt_grid_view_set_sort:
 * @self: a grid
 * @column: a column of the model, or -1 for none
 * @descending: in reverse
 *
 * Shows by what the rows are sorted.
 */
void
vdt_grid_view_set_sort (VdtGridView *self,
                        int          column,
                        gboolean     descending)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  self->sort_column = column;
  self->sort_descending = descending;
  vdt_grid_view_redraw (self);
}

void
vdt_grid_view_set_filtered (VdtGridView *self,
                            guint        column,
                            gboolean     filtered)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  if (filtered)
    g_hash_table_add (self->filtered, GUINT_TO_POINTER (column));
  else
    g_hash_table_remove (self->filtered, GUINT_TO_POINTER (column));
  vdt_grid_view_redraw (self);
}

/**
 * vdt_grid_view_get_layout:
 * @self: a grid
 *
 * Returns: (transfer none): its columns; after a change call
 *   vdt_grid_view_layout_changed()
 */
VdtGridLayout *
vdt_grid_view_get_layout (VdtGridView *self)
{
  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), NULL);

  return self->layout;
}

/**
 * vdt_grid_view_layout_changed:
 * @self: a grid
 *
 * Shows the columns as they are now. The selection, which is by place, shrinks to the cursor.
 */
void
vdt_grid_view_layout_changed (VdtGridView *self)
{
  guint n = vdt_grid_layout_get_n_shown (self->layout);

  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  if (self->has_cursor && n > 0)
    vdt_grid_selection_move (self->selection, self->selection->row, MIN (self->selection->column, n - 1));
  g_array_set_size (self->places, 0);
  vdt_grid_view_redraw (self);
  vdt_grid_view_selection_changed (self, FALSE);
  g_signal_emit_by_name (self, "layout-changed");
}

int
vdt_grid_view_get_row_height (VdtGridView *self)
{
  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), 0);

  return self->row_height;
}

VdtGridModel *
vdt_grid_view_get_model (VdtGridView *self)
{
  g_return_val_if_fail (VDT_IS_GRID_VIEW (self), NULL);

  return self->model;
}

/**
 * vdt_grid_view_set_menu:
 * @self: a grid
 * @menu: (nullable): what the menu key and the second button of the pointer open at the cursor
 */
void
vdt_grid_view_set_menu (VdtGridView *self,
                        GMenuModel  *menu)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  g_set_object (&self->menu, menu);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
}
