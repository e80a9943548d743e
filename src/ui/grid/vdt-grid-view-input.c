/* vdt-grid-view-input.c
 *
 * The pointer of the grid: cells, ranges, rows; titles that sort, get wider and move.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-view-private.h"

#define EDGE 5 /* pixels at a title's end that make it wider */

/* Which column in view is at @x; FALSE beside them. */
static gboolean
find_place (VdtGridView  *self,
            double        x,
            VdtGridPlace *out_place)
{
  /* The pinned ones come first and are above the others. */
  for (guint i = 0; i < self->places->len; i++)
    {
      const VdtGridPlace *place = &g_array_index (self->places, VdtGridPlace, i);

      if (x >= place->x && x < place->x + place->width)
        {
          *out_place = *place;
          return TRUE;
        }
    }

  return FALSE;
}

/* Whose end is at @x. */
static gboolean
find_edge (VdtGridView  *self,
           double        x,
           VdtGridPlace *out_place)
{
  return find_place (self, x - EDGE, out_place) && x >= out_place->x + out_place->width - EDGE &&
         x <= out_place->x + out_place->width + EDGE;
}

static gboolean
find_row (VdtGridView *self,
          double       y,
          gboolean     clamp,
          guint       *out_row)
{
  double row = (y - self->head_height + gtk_adjustment_get_value (self->vadjustment)) / self->row_height;

  if (self->n_rows == 0 || (!clamp && (y < self->head_height || row >= self->n_rows)))
    return FALSE;

  *out_row = (guint) CLAMP (row, 0, self->n_rows - 1);

  return TRUE;
}

static void
press_cell (VdtGridView     *self,
            guint            row,
            guint            place,
            GdkModifierType  state)
{
  self->has_cursor = TRUE;
  if ((state & GDK_SHIFT_MASK) != 0)
    vdt_grid_selection_extend (self->selection, row, place);
  else if ((state & GDK_CONTROL_MASK) != 0)
    vdt_grid_selection_add (self->selection, row, place);
  else
    vdt_grid_selection_move (self->selection, row, place);
  self->drag = DRAG_SELECT;
}

static void
press_row (VdtGridView     *self,
           guint            row,
           GdkModifierType  state)
{
  guint n = vdt_grid_layout_get_n_shown (self->layout);

  self->has_cursor = TRUE;
  if ((state & GDK_CONTROL_MASK) != 0)
    {
      vdt_grid_selection_toggle_row (self->selection, row, n);
      return;
    }

  if ((state & GDK_SHIFT_MASK) == 0)
    vdt_grid_selection_move (self->selection, row, 0);
  self->selection->anchor_column = 0;
  vdt_grid_selection_extend (self->selection, row, n - 1);
  self->drag = DRAG_ROWS;
}

static void
press_head (VdtGridView *self,
            double       x)
{
  VdtGridPlace place;

  if (find_edge (self, x, &place))
    self->drag = DRAG_WIDTH;
  else if (find_place (self, x, &place))
    self->drag = DRAG_COLUMN;
  else
    return;

  self->drag_place = place.place;
  self->drag_width = place.width;
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            VdtGridView     *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean second = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY;
  VdtGridPlace place;
  guint row;

  self->drag = DRAG_NONE;
  self->drag_x = x;
  self->drag_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (y < self->head_height && !second)
    {
      press_head (self, x);
      return;
    }

  /* A title's menu is the menu of the cell under it. */
  if (!find_row (self, y, second, &row))
    return;

  if (x < VDT_GRID_GUTTER)
    press_row (self, row, state);
  else if (find_place (self, x, &place))
    {
      if (y < self->head_height && self->has_cursor)
        row = self->selection->row;
      if (!second || !vdt_grid_selection_contains (self->selection, row, place.place))
        press_cell (self, row, place.place, second ? 0 : state);
      else
        {
          self->selection->row = row;
          self->selection->column = place.place;
        }
    }
  vdt_grid_view_selection_changed (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (second)
    {
      self->drag = DRAG_NONE;
      vdt_grid_view_popup_menu (self);
    }
  else if (n_press == 2)
    g_signal_emit_by_name (self, "cell-activated");
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             VdtGridView     *self)
{
  VdtGridPlace place;
  gboolean moved = ABS (x - self->drag_x) > EDGE;

  if (self->drag == DRAG_COLUMN && find_place (self, x, &place))
    {
      if (!moved)
        g_signal_emit_by_name (self, "sort-requested",
                               vdt_grid_layout_get_shown (self->layout, self->drag_place)->column);
      else if (vdt_grid_layout_move (self->layout, self->drag_place, place.place))
        vdt_grid_view_layout_changed (self);
    }
  else if (self->drag == DRAG_WIDTH)
    vdt_grid_view_layout_changed (self);
  self->drag = DRAG_NONE;
}

static void
drag_cb (GtkGestureDrag *gesture,
         double          dx,
         double          dy,
         VdtGridView    *self)
{
  double x = self->drag_x + dx;
  VdtGridPlace place;
  guint row;

  if (self->drag == DRAG_WIDTH)
    {
      vdt_grid_layout_set_width (self->layout,
                                 vdt_grid_layout_get_shown (self->layout, self->drag_place)->column,
                                 self->drag_width + (int) dx);
      g_array_set_size (self->places, 0);
      vdt_grid_view_redraw (self);
      return;
    }
  if ((self->drag != DRAG_SELECT && self->drag != DRAG_ROWS) || !find_row (self, self->drag_y + dy, TRUE, &row))
    return;

  if (self->drag == DRAG_ROWS)
    vdt_grid_selection_extend (self->selection, row, vdt_grid_layout_get_n_shown (self->layout) - 1);
  else
    vdt_grid_selection_extend (self->selection, row,
                               find_place (self, x, &place) ? place.place : self->selection->column);
  vdt_grid_view_selection_changed (self, TRUE);
}

static void
motion_cb (GtkEventControllerMotion *motion,
           double                    x,
           double                    y,
           VdtGridView              *self)
{
  VdtGridPlace place;
  gboolean edge = y < self->head_height && find_edge (self, x, &place);

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), edge || self->drag == DRAG_WIDTH ? "col-resize" : NULL);
}

/**
 * vdt_grid_view_popup_menu:
 * @self: a grid
 *
 * Opens the menu at the cursor.
 */
void
vdt_grid_view_popup_menu (VdtGridView *self)
{
  GdkRectangle area;

  if (self->menu == NULL || !vdt_grid_view_get_cursor_area (self, &area))
    return;

  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (self->menu);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  area.x = CLAMP (area.x, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - area.width, 0));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

void
vdt_grid_view_add_gestures (VdtGridView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
