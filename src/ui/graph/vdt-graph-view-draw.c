/* vdt-graph-view-draw.c
 *
 * What lies between and above the nodes: edges, their words, the columns' names.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-view-private.h"

#include <math.h>

typedef struct
{
  GdkRGBA line;
  GdkRGBA strong;
  GdkRGBA text;
  GdkRGBA back;
} Colors;

static GdkRGBA
look_up (VdtGraphView *self,
         const char   *name,
         float         alpha)
{
  GdkRGBA color = { 0.5f, 0.5f, 0.5f, 1 };

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), name, &color);
  color.alpha *= alpha;

  return color;
}

static gboolean
is_shown (VdtGraphView *self,
          guint         index)
{
  return vdt_graph_view_item (self, index)->order < self->n_shown;
}

/* From the side of one node to the side of the other that faces it. */
static void
get_ends (VdtGraphView       *self,
          const VdtGraphEdge *edge,
          double             *x1,
          double             *y1,
          double             *x2,
          double             *y2,
          double             *pull)
{
  const VdtGraphBox *from = &self->boxes[edge->from];
  const VdtGraphBox *to = &self->boxes[edge->to];
  double left = vdt_graph_view_screen_x (self, edge->from);
  double right = vdt_graph_view_screen_x (self, edge->to);

  *y1 = from->y + from->height / 2;
  *y2 = to->y + to->height / 2;
  if (left + from->width <= right)
    {
      *x1 = left + from->width;
      *x2 = right;
      *pull = MAX (24, (*x2 - *x1) / 2);
    }
  else if (right + to->width <= left)
    {
      *x1 = left;
      *x2 = right + to->width;
      *pull = -MAX (24, (*x1 - *x2) / 2);
    }
  else
    {
      /* one above the other: out and back on the far side */
      *x1 = left + from->width;
      *x2 = right + to->width;
      *pull = 30;
    }
}

static void
draw_edge (VdtGraphView       *self,
           cairo_t            *cr,
           const VdtGraphEdge *edge,
           const GdkRGBA      *color,
           gboolean            strong)
{
  double x1, y1, x2, y2, pull;
  gboolean back;

  get_ends (self, edge, &x1, &y1, &x2, &y2, &pull);
  back = fabs (pull - 30) < 0.5 && fabs (x1 - x2) < self->boxes[edge->to].width;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, (strong ? 2 : 1.2) + MIN (edge->n_links - 1, 6) * 0.25);
  if (edge->dashed)
    cairo_set_dash (cr, (const double[]) { 5, 4 }, 2, 0);
  else
    cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, x1, y1);
  cairo_curve_to (cr, x1 + pull, y1, back ? x2 + pull : x2 - pull, y2, x2, y2);
  cairo_stroke (cr);

  /* an arrow head on the far side */
  cairo_set_dash (cr, NULL, 0, 0);
  {
    double way = (back ? -1 : 1) * (pull > 0 ? 1 : -1);

    cairo_move_to (cr, x2, y2);
    cairo_line_to (cr, x2 - 7 * way, y2 - 3.5);
    cairo_line_to (cr, x2 - 7 * way, y2 + 3.5);
    cairo_close_path (cr);
    cairo_fill (cr);
  }
}

static gboolean
in_sight (VdtGraphView          *self,
          const VdtGraphEdge    *edge,
          const graphene_rect_t *sight)
{
  double x1, y1, x2, y2, pull;

  get_ends (self, edge, &x1, &y1, &x2, &y2, &pull);

  return MAX (x1, x2) + 40 >= sight->origin.x && MIN (x1, x2) - 40 <= sight->origin.x + sight->size.width &&
         MAX (y1, y2) + 8 >= sight->origin.y && MIN (y1, y2) - 8 <= sight->origin.y + sight->size.height;
}

static gboolean
is_strong (VdtGraphView       *self,
           const VdtGraphEdge *edge)
{
  return self->current >= 0 &&
         ((guint) self->current == edge->from || (guint) self->current == edge->to);
}

static void
draw_edges (VdtGraphView          *self,
            GtkSnapshot           *snapshot,
            const graphene_rect_t *sight,
            const Colors          *colors)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot,
                                           &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                                                gtk_widget_get_height (GTK_WIDGET (self))));

  /* Scaled here and not in the snapshot: GTK 4.8 scales the translation of a cairo
   * node once more than that of others. */
  cairo_translate (cr, -gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]),
                   -gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]));
  cairo_scale (cr, self->zoom, self->zoom);
  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < self->edges->len; i++)
      {
        const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);
        gboolean strong = is_strong (self, edge);

        /* the strong ones over the others */
        if (strong != (turn == 1) || !is_shown (self, edge->from) || !is_shown (self, edge->to) ||
            !in_sight (self, edge, sight))
          continue;
        draw_edge (self, cr, edge, strong ? &colors->strong : &colors->line, strong);
      }
  cairo_destroy (cr);
}

static PangoLayout *
make_text (VdtGraphView *self,
           const char   *text,
           PangoWeight   weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.8));
  pango_attr_list_insert (attributes, pango_attr_weight_new (weight));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

/* The words of the current node's edges, each on a patch of the ground. */
static void
draw_labels (VdtGraphView *self,
             GtkSnapshot  *snapshot,
             const Colors *colors)
{
  for (guint i = 0; i < self->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);
      g_autoptr(PangoLayout) layout = NULL;
      double x1, y1, x2, y2, pull;
      int width, height;
      graphene_point_t place;

      if (edge->label == NULL || !is_strong (self, edge) || !is_shown (self, edge->from) ||
          !is_shown (self, edge->to))
        continue;
      get_ends (self, edge, &x1, &y1, &x2, &y2, &pull);
      layout = make_text (self, edge->label, PANGO_WEIGHT_NORMAL);
      pango_layout_get_pixel_size (layout, &width, &height);
      /* no room between the two: the description says it */
      if (width + 8 > fabs (x2 - x1))
        continue;
      place = GRAPHENE_POINT_INIT ((float) ((x1 + x2 - width) / 2), (float) ((y1 + y2 - height) / 2));
      gtk_snapshot_append_color (snapshot, &colors->back,
                                 &GRAPHENE_RECT_INIT (place.x - 3, place.y, width + 6, height));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      gtk_snapshot_append_layout (snapshot, layout, &colors->text);
      gtk_snapshot_restore (snapshot);
    }
}

static void
draw_heads (VdtGraphView *self,
            GtkSnapshot  *snapshot,
            const Colors *colors)
{
  const char * const *layers = vdt_graph_model_get_layers (self->model);

  for (guint layer = 0; layers[layer] != NULL; layer++)
    {
      g_autoptr(PangoLayout) layout = NULL;
      double x = G_MAXDOUBLE;
      graphene_point_t place;

      for (guint i = 0; i < self->items->len; i++)
        if (self->boxes[i].layer == layer && !self->boxes[i].fixed)
          x = MIN (x, vdt_graph_view_screen_x (self, i));
      if (x == G_MAXDOUBLE)
        continue;

      layout = make_text (self, layers[layer], PANGO_WEIGHT_BOLD);
      place = GRAPHENE_POINT_INIT ((float) x + 2, 14);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &place);
      gtk_snapshot_append_layout (snapshot, layout, &colors->text);
      gtk_snapshot_restore (snapshot);
    }
}

void
vdt_graph_view_draw (VdtGraphView *self,
                     GtkSnapshot  *snapshot)
{
  gboolean strong = gtk_widget_has_css_class (GTK_WIDGET (self), "strong");
  double left = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  double top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  Colors colors = {
    look_up (self, "view_fg_color", strong ? 0.8f : 0.3f), look_up (self, "accent_color", 1),
    look_up (self, "view_fg_color", strong ? 1 : 0.75f), look_up (self, "view_bg_color", 1)
  };
  graphene_rect_t sight;

  if (self->model == NULL || self->items->len == 0)
    return;

  graphene_rect_init (&sight, (float) (left / self->zoom), (float) (top / self->zoom),
                      (float) (gtk_widget_get_width (GTK_WIDGET (self)) / self->zoom),
                      (float) (gtk_widget_get_height (GTK_WIDGET (self)) / self->zoom));
  draw_edges (self, snapshot, &sight, &colors);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) -left, (float) -top));
  gtk_snapshot_scale (snapshot, (float) self->zoom, (float) self->zoom);
  draw_heads (self, snapshot, &colors);
  draw_labels (self, snapshot, &colors);
  gtk_snapshot_restore (snapshot);
}
