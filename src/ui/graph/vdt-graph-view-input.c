/* vdt-graph-view-input.c
 *
 * Keys and pointer: walking, selecting, moving, zooming.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-view-private.h"

#include <math.h>

#define THRESHOLD 4    /* pixels that a click may move */
#define NUDGE     16   /* pixels of a move by key */

static double
middle_x (VdtGraphView *self,
          guint         index)
{
  return vdt_graph_view_screen_x (self, index) + self->boxes[index].width / 2;
}

static double
middle_y (VdtGraphView *self,
          guint         index)
{
  return self->boxes[index].y + self->boxes[index].height / 2;
}

/* Scrolls so that a node is seen whole. */
void
vdt_graph_view_reveal (VdtGraphView *self,
                       guint         index)
{
  const VdtGraphBox *box = &self->boxes[index];
  double from[2] = { vdt_graph_view_screen_x (self, index) * self->zoom, box->y * self->zoom };
  double size[2] = { box->width * self->zoom, box->height * self->zoom };

  for (guint i = 0; i < 2; i++)
    {
      GtkAdjustment *adjustment = self->adjustments[i];
      double value = gtk_adjustment_get_value (adjustment);
      double page = gtk_adjustment_get_page_size (adjustment);

      if (page <= 0)
        continue;
      if (from[i] - 12 < value)
        gtk_adjustment_set_value (adjustment, from[i] - 12);
      else if (from[i] + size[i] + 12 > value + page)
        gtk_adjustment_set_value (adjustment, from[i] + size[i] + 12 - page);
    }
}

/* @index: an item, or -1 for none */
void
vdt_graph_view_set_current (VdtGraphView *self,
                            int           index,
                            gboolean      focus)
{
  gboolean same = self->current == index;

  self->current = index;
  if (!same)
    vdt_graph_view_update_states (self);
  if (index >= 0)
    {
      vdt_graph_view_reveal (self, (guint) index);
      if (focus)
        gtk_widget_grab_focus (vdt_graph_view_item (self, (guint) index)->node);
    }
  if (!same && index >= 0)
    vdt_graph_view_emit (self, "selected");
}

void
vdt_graph_view_activate (VdtGraphView *self)
{
  VdtGraphItem *item;

  if (self->current < 0)
    return;

  item = vdt_graph_view_item (self, (guint) self->current);
  if (item->group)
    {
      g_autofree char *id = g_strdup (item->id);

      vdt_graph_view_expand (self, id);
      vdt_graph_view_focus_start (self);
    }
  else
    vdt_graph_view_emit (self, "activated");
}

static gboolean
is_linked (VdtGraphView *self,
           guint         a,
           guint         b)
{
  for (guint i = 0; i < self->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);

      if ((edge->from == a && edge->to == b) || (edge->from == b && edge->to == a))
        return TRUE;
    }

  return FALSE;
}

/* How far a node lies in a direction; negative if it does not. To the sides what is
 * linked comes first, up and down what is in the same column. */
static double
distance (VdtGraphView *self,
          guint         from,
          guint         to,
          guint         key)
{
  double dx = middle_x (self, to) - middle_x (self, from);
  double dy = middle_y (self, to) - middle_y (self, from);
  gboolean sideways = key == GDK_KEY_Left || key == GDK_KEY_Right;
  double along = key == GDK_KEY_Left ? -dx : key == GDK_KEY_Right ? dx : key == GDK_KEY_Up ? -dy : dy;
  double across = sideways ? fabs (dy) : fabs (dx);

  if (along <= 1)
    return -1;
  if (sideways)
    return along < self->boxes[from].width / 2 ? -1
           : along + 2 * across + (is_linked (self, from, to) ? 0 : 100000);

  return along + (across < self->boxes[from].width / 2 ? across / 10 : 100000 + 4 * across);
}

static gboolean
walk (VdtGraphView *self,
      guint         key)
{
  double best = -1;
  int found = -1;

  if (self->current < 0)
    return vdt_graph_view_focus_start (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      double d;

      if ((int) i == self->current || vdt_graph_view_item (self, i)->order >= self->n_shown)
        continue;
      d = distance (self, (guint) self->current, i, key);
      /* of two that are as near, the earlier one */
      if (d >= 0 && (best < 0 || d < best - 3))
        {
          best = d;
          found = (int) i;
        }
    }
  /* at the rim the key does nothing; it does not leave either */
  if (found >= 0)
    vdt_graph_view_set_current (self, found, TRUE);

  return TRUE;
}

static gboolean
go_to_end (VdtGraphView *self,
           gboolean      last)
{
  guint n_shown = vdt_graph_view_get_shown (self);

  for (guint i = 0; n_shown > 0 && i < self->items->len; i++)
    if (vdt_graph_view_item (self, i)->order == (last ? n_shown - 1 : 0))
      vdt_graph_view_set_current (self, (int) i, TRUE);

  return TRUE;
}

static gboolean
nudge (VdtGraphView *self,
       guint         key)
{
  if (self->current < 0)
    return FALSE;

  vdt_graph_view_move (self, vdt_graph_view_get_selected (self),
                       key == GDK_KEY_Left ? -NUDGE : key == GDK_KEY_Right ? NUDGE : 0,
                       key == GDK_KEY_Up ? -NUDGE : key == GDK_KEY_Down ? NUDGE : 0);
  vdt_graph_view_reveal (self, (guint) self->current);

  return TRUE;
}

static guint
without_keypad (guint key)
{
  switch (key)
    {
    case GDK_KEY_KP_Left: return GDK_KEY_Left;
    case GDK_KEY_KP_Right: return GDK_KEY_Right;
    case GDK_KEY_KP_Up: return GDK_KEY_Up;
    case GDK_KEY_KP_Down: return GDK_KEY_Down;
    case GDK_KEY_KP_Home: return GDK_KEY_Home;
    case GDK_KEY_KP_End: return GDK_KEY_End;
    case GDK_KEY_KP_Enter: return GDK_KEY_Return;
    default: return key;
    }
}

static gboolean
key_pressed_cb (VdtGraphView    *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  gboolean arrow;

  key = without_keypad (key);
  arrow = key == GDK_KEY_Left || key == GDK_KEY_Right || key == GDK_KEY_Up || key == GDK_KEY_Down;
  if (arrow && modifiers == GDK_CONTROL_MASK)
    return nudge (self, key);
  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;
  if (arrow)
    return walk (self, key);
  if (key == GDK_KEY_Home || key == GDK_KEY_End)
    return go_to_end (self, key == GDK_KEY_End);
  if (key == GDK_KEY_Return || key == GDK_KEY_space)
    {
      vdt_graph_view_activate (self);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static int
item_at (VdtGraphView *self,
         double        x,
         double        y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  for (guint i = 0; picked != NULL && i < self->items->len; i++)
    if (vdt_graph_view_item (self, i)->node == picked)
      return (int) i;

  return -1;
}

static void
pressed_cb (VdtGraphView *self,
            int           n_press,
            double        x,
            double        y)
{
  int index = item_at (self, x, y);

  if (index < 0)
    return;
  vdt_graph_view_set_current (self, index, TRUE);
  if (n_press == 2)
    vdt_graph_view_activate (self);
}

static void
drag_begin_cb (VdtGraphView *self,
               double        x,
               double        y)
{
  self->dragged = item_at (self, x, y);
  self->drag_from[0] = self->dragged >= 0 ? self->boxes[self->dragged].x
                       : gtk_adjustment_get_value (self->adjustments[0]);
  self->drag_from[1] = self->dragged >= 0 ? self->boxes[self->dragged].y
                       : gtk_adjustment_get_value (self->adjustments[1]);
}

static void
drag_update_cb (VdtGraphView *self,
                double        dx,
                double        dy)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (fabs (dx) < THRESHOLD && fabs (dy) < THRESHOLD)
    return;

  if (self->dragged < 0)
    {
      gtk_adjustment_set_value (self->adjustments[0], self->drag_from[0] - dx);
      gtk_adjustment_set_value (self->adjustments[1], self->drag_from[1] - dy);
    }
  else if ((guint) self->dragged < self->items->len)
    vdt_graph_view_move_item (self, (guint) self->dragged,
                              self->drag_from[0] + (rtl ? -dx : dx) / self->zoom,
                              self->drag_from[1] + dy / self->zoom);
}

static void
drag_end_cb (VdtGraphView *self,
             double        dx,
             double        dy)
{
  if (self->dragged >= 0 && (fabs (dx) >= THRESHOLD || fabs (dy) >= THRESHOLD))
    vdt_graph_view_emit (self, "moved");
}

static gboolean
scroll_cb (VdtGraphView             *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK) || dy == 0)
    return GDK_EVENT_PROPAGATE;
  vdt_graph_view_zoom_step (self, dy < 0 ? 1 : -1);

  return GDK_EVENT_STOP;
}

void
vdt_graph_view_add_input (VdtGraphView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, keys);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, scroll);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_group (click, drag);
}
