/* vdt-graph-view-state.c
 *
 * Places set by hand, zoom, and how far the graph is played.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-view-private.h"

#include <math.h>
#include <stdlib.h>

#define ZOOM_MIN 0.2
#define ZOOM_MAX 2.5
#define STEP     1.2

/* {{{ places */

/**
 * vdt_graph_view_dup_places:
 * @self: a view
 *
 * Returns: (transfer full): the places that were set by hand, one a line: x, y, id
 */
char *
vdt_graph_view_dup_places (VdtGraphView *self)
{
  g_autoptr(GList) ids = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), NULL);

  ids = g_list_sort (g_hash_table_get_keys (self->places), (GCompareFunc) g_strcmp0);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      const double *place = g_hash_table_lookup (self->places, l->data);

      g_string_append_printf (text, "%d %d %s\n", (int) round (place[0]), (int) round (place[1]),
                              (const char *) l->data);
    }

  return g_string_free (text, FALSE);
}

static void
keep_place (VdtGraphView *self,
            const char   *id,
            double        x,
            double        y)
{
  double *place = g_new (double, 2);

  place[0] = x;
  place[1] = y;
  g_hash_table_insert (self->places, g_strdup (id), place);
}

/**
 * vdt_graph_view_set_places:
 * @self: a view
 * @places: (nullable): what vdt_graph_view_dup_places() gave; a line that is none is
 *   left out
 */
void
vdt_graph_view_set_places (VdtGraphView *self,
                           const char   *places)
{
  g_auto(GStrv) lines = g_strsplit (places == NULL ? "" : places, "\n", -1);

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  g_hash_table_remove_all (self->places);
  for (gsize i = 0; lines[i] != NULL; i++)
    {
      char *end = NULL;
      glong x = strtol (lines[i], &end, 10);
      glong y;

      if (end == lines[i] || *end != ' ')
        continue;
      y = strtol (end + 1, &end, 10);
      if (*end == ' ' && end[1] != '\0')
        keep_place (self, end + 1, (double) CLAMP (x, 0, 100000), (double) CLAMP (y, 0, 100000));
    }
  if (self->model != NULL)
    vdt_graph_view_arrange (self);
}

gboolean
vdt_graph_view_get_place (VdtGraphView *self,
                          const char   *id,
                          double       *out_x,
                          double       *out_y)
{
  guint index;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), FALSE);

  if (!vdt_graph_view_find_item (self, id, &index))
    return FALSE;
  *out_x = self->boxes[index].x;
  *out_y = self->boxes[index].y;

  return TRUE;
}

void
vdt_graph_view_move_item (VdtGraphView *self,
                          guint         index,
                          double        x,
                          double        y)
{
  self->boxes[index].x = MAX (x, 0);
  self->boxes[index].y = MAX (y, 0);
  self->boxes[index].fixed = TRUE;
  keep_place (self, vdt_graph_view_item (self, index)->id, self->boxes[index].x, self->boxes[index].y);
  self->width = MAX (self->width, self->boxes[index].x + self->boxes[index].width + 18);
  self->height = MAX (self->height, self->boxes[index].y + self->boxes[index].height + 18);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vdt_graph_view_move:
 * @self: a view
 * @id: of a thing or group
 * @dx: pixels to the right, at zoom 1
 * @dy: pixels down
 *
 * Moves a node by hand. The others stay.
 */
void
vdt_graph_view_move (VdtGraphView *self,
                     const char   *id,
                     double        dx,
                     double        dy)
{
  guint index;

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  if (!vdt_graph_view_find_item (self, id, &index))
    return;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    dx = -dx;
  vdt_graph_view_move_item (self, index, self->boxes[index].x + dx, self->boxes[index].y + dy);
  g_signal_emit_by_name (self, "moved", id);
}

void
vdt_graph_view_reset_places (VdtGraphView *self)
{
  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  g_hash_table_remove_all (self->places);
  vdt_graph_view_arrange (self);
  g_signal_emit_by_name (self, "moved", NULL);
}

gboolean
vdt_graph_view_has_places (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), FALSE);

  return g_hash_table_size (self->places) > 0;
}

/* }}} */
/* {{{ zoom and time */

double
vdt_graph_view_get_zoom (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), 1);

  return self->zoom;
}

/**
 * vdt_graph_view_set_zoom:
 * @self: a view
 * @zoom: 1 for the natural size
 *
 * Zooms about the middle of what is seen.
 */
void
vdt_graph_view_set_zoom (VdtGraphView *self,
                         double        zoom)
{
  double sizes[2];
  double ratio;

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  zoom = CLAMP (zoom, ZOOM_MIN, ZOOM_MAX);
  ratio = zoom / self->zoom;
  self->zoom = zoom;
  sizes[0] = gtk_widget_get_width (GTK_WIDGET (self));
  sizes[1] = gtk_widget_get_height (GTK_WIDGET (self));
  vdt_graph_view_update_scroll (self);
  for (guint i = 0; i < 2; i++)
    {
      double middle = gtk_adjustment_get_value (self->adjustments[i]) + sizes[i] / 2;

      gtk_adjustment_set_value (self->adjustments[i], middle * ratio - sizes[i] / 2);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vdt_graph_view_zoom_step:
 * @self: a view
 * @steps: larger if positive, smaller if negative; 0 for the natural size
 */
void
vdt_graph_view_zoom_step (VdtGraphView *self,
                          int           steps)
{
  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  vdt_graph_view_set_zoom (self, steps == 0 ? 1 : self->zoom * pow (STEP, steps));
}

void
vdt_graph_view_fit (VdtGraphView *self)
{
  double width, height;

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  width = gtk_widget_get_width (GTK_WIDGET (self));
  height = gtk_widget_get_height (GTK_WIDGET (self));
  vdt_graph_view_set_zoom (self, MIN (1.5, MIN (width / MAX (self->width, 1), height / MAX (self->height, 1))));
}

guint
vdt_graph_view_get_shown (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), 0);

  return MIN (self->n_shown, self->items->len);
}

/**
 * vdt_graph_view_set_shown:
 * @self: a view
 * @n_shown: how many nodes are there, in the order of time
 */
void
vdt_graph_view_set_shown (VdtGraphView *self,
                          guint         n_shown)
{
  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  n_shown = MIN (n_shown, self->items->len);
  if (self->n_shown == n_shown)
    return;
  self->n_shown = n_shown;
  vdt_graph_view_update_states (self);
  for (guint i = 0; i < self->items->len; i++)
    if (n_shown < self->items->len && vdt_graph_view_item (self, i)->order + 1 == n_shown)
      vdt_graph_view_reveal (self, i);
  vdt_graph_view_emit (self, "changed");
}

/**
 * vdt_graph_view_get_shown_time:
 * @self: a view
 *
 * Returns: when the newest of the shown nodes was, or %VDT_GRAPH_NO_TIME
 */
gint64
vdt_graph_view_get_shown_time (VdtGraphView *self)
{
  gint64 time = G_MININT64;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), VDT_GRAPH_NO_TIME);

  for (guint i = 0; i < self->items->len; i++)
    if (vdt_graph_view_item (self, i)->order < self->n_shown && self->boxes[i].time != VDT_GRAPH_NO_TIME)
      time = MAX (time, self->boxes[i].time);

  return time == G_MININT64 ? VDT_GRAPH_NO_TIME : time;
}

/* }}} */
