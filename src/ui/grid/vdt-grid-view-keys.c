/* vdt-grid-view-keys.c
 *
 * The keyboard of the grid.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-view-private.h"

/* Where a key moves the cursor from; FALSE if it does not move it. */
static gboolean
find_target (VdtGridView     *self,
             guint            keyval,
             gboolean         far,
             guint           *row,
             guint           *place)
{
  guint last_row = self->n_rows - 1;
  guint last_place = vdt_grid_layout_get_n_shown (self->layout) - 1;
  guint page = vdt_grid_view_get_page_rows (self);

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *row = far || *row == 0 ? 0 : *row - 1;
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *row = far ? last_row : MIN (*row + 1, last_row);
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *place = far || *place == 0 ? 0 : *place - 1;
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *place = far ? last_place : MIN (*place + 1, last_place);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      *place = 0;
      *row = far ? 0 : *row;
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      *place = last_place;
      *row = far ? last_row : *row;
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      *row = *row > page ? *row - page : 0;
      return !far;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      *row = MIN (*row + page, last_row);
      return !far;
    default:
      return FALSE;
    }
}

/* Whole rows, or whole columns, of what is selected last. */
static void
widen (VdtGridView *self,
       gboolean     rows)
{
  GArray *ranges = self->selection->ranges;
  VdtGridRange range = { self->selection->row, self->selection->row, self->selection->column,
                         self->selection->column };

  if (ranges->len > 0)
    range = g_array_index (ranges, VdtGridRange, ranges->len - 1);
  if (rows)
    {
      range.first_column = 0;
      range.last_column = vdt_grid_layout_get_n_shown (self->layout) - 1;
    }
  else
    {
      range.first_row = 0;
      range.last_row = self->n_rows - 1;
    }
  vdt_grid_view_select_range (self, &range);
}

static gboolean
select_key (VdtGridView     *self,
            guint            keyval,
            GdkModifierType  state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if (keyval == GDK_KEY_a && control && !shift)
    vdt_grid_view_select_all (self);
  else if (keyval == GDK_KEY_space && control && !shift)
    {
      vdt_grid_selection_toggle_row (self->selection, self->selection->row,
                                     vdt_grid_layout_get_n_shown (self->layout));
      vdt_grid_view_selection_changed (self, TRUE);
    }
  else if (keyval == GDK_KEY_space && !control)
    widen (self, !shift);
  else
    return FALSE;

  return TRUE;
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  keyval,
        guint                  keycode,
        GdkModifierType        state,
        VdtGridView           *self)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  guint row, place;

  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && shift))
    {
      vdt_grid_view_popup_menu (self);
      return GDK_EVENT_STOP;
    }
  if (!self->has_cursor || (state & GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && !control && !shift)
    {
      g_signal_emit_by_name (self, "cell-activated");
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape && self->selection->ranges->len > 0 &&
      vdt_grid_selection_count_cells (self->selection) > 1)
    {
      vdt_grid_selection_move (self->selection, self->selection->row, self->selection->column);
      vdt_grid_view_selection_changed (self, FALSE);
      return GDK_EVENT_STOP;
    }
  if (select_key (self, keyval, state))
    return GDK_EVENT_STOP;

  row = self->selection->row;
  place = self->selection->column;
  if (!find_target (self, keyval, control, &row, &place))
    return GDK_EVENT_PROPAGATE;

  if (shift)
    vdt_grid_selection_extend (self->selection, row, place);
  else
    vdt_grid_selection_move (self->selection, row, place);
  vdt_grid_view_selection_changed (self, TRUE);

  return GDK_EVENT_STOP;
}

void
vdt_grid_view_add_keys (VdtGridView *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
