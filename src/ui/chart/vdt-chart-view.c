/* vdt-chart-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chart-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vdt-chart-draw.h"

#define NEAR       24.0 /* pixels within which the pointer finds a point */
#define LEAST_DRAG 8.0
#define MIN_HEIGHT 110  /* of the picture, pixels */
#define MAX_LEGEND 50   /* the height of the legend, pixels; what is more is scrolled to */

/**
 * VdtChartView:
 *
 * Left and Right go from point to point, Up and Down from series to series; with
 * Shift a range is chosen, which Return zooms to; Escape shows all again. With the
 * pointer a range is dragged.
 *
 * CSS name: `chartview`.
 */
struct _VdtChartView
{
  GtkWidget      parent_instance;

  GtkWidget     *area;
  GtkWidget     *words;
  GtkWidget     *legend_scrolled;
  GtkWidget     *legend;
  VdtChartData  *data;
  GArray        *hits;          /* VdtChartHit, of the last drawing */
  graphene_rect_t plot;
  VdtChartScale  scale;
  guint64        hidden;
  gboolean       zoomed;
  double         from;
  double         to;
  gboolean       has_current;
  VdtChartHit    current;
  gboolean       choosing;      /* a range, by key or pointer */
  double         choice_from;   /* x */
  double         choice_to;
};

G_DEFINE_FINAL_TYPE (VdtChartView, vdt_chart_view, GTK_TYPE_WIDGET)

enum
{
  ZOOM_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
can_zoom (VdtChartView *self)
{
  VdtChartKind kind;

  if (self->data == NULL || vdt_chart_data_get_axis (self->data) == VDT_CHART_AXIS_CATEGORY)
    return FALSE;

  kind = vdt_chart_data_get_kind (self->data);
  return kind != VDT_CHART_PIE && kind != VDT_CHART_CARD;
}

static gboolean
is_lying (VdtChartView *self)
{
  VdtChartKind kind = vdt_chart_data_get_kind (self->data);

  return kind == VDT_CHART_BAR || kind == VDT_CHART_STACKED_BAR;
}

static double
x_at (VdtChartView *self,
      double        px,
      double        py)
{
  double part = is_lying (self) ? (py - self->plot.origin.y) / self->plot.size.height
                                : (px - self->plot.origin.x) / self->plot.size.width;

  return self->scale.from + CLAMP (part, 0, 1) * (self->scale.to - self->scale.from);
}

static void
set_words (VdtChartView *self)
{
  g_autofree char *text = self->has_current
    ? vdt_chart_data_dup_point (self->data, self->current.series, self->current.point) : NULL;

  gtk_label_set_text (GTK_LABEL (self->words), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text != NULL ? text : "", -1);
}

/* Where the chosen range is on the drawing. */
static void
draw_choice (VdtChartView        *self,
             cairo_t             *cr,
             const VdtChartTheme *theme)
{
  double span = self->scale.to - self->scale.from;
  double begin = (MIN (self->choice_from, self->choice_to) - self->scale.from) / span;
  double end = (MAX (self->choice_from, self->choice_to) - self->scale.from) / span;

  if (is_lying (self))
    cairo_rectangle (cr, self->plot.origin.x, self->plot.origin.y + begin * self->plot.size.height,
                     self->plot.size.width, MAX ((end - begin) * self->plot.size.height, 1));
  else
    cairo_rectangle (cr, self->plot.origin.x + begin * self->plot.size.width, self->plot.origin.y,
                     MAX ((end - begin) * self->plot.size.width, 1), self->plot.size.height);
  vdt_chart_set_color (cr, &theme->series[0], 0.2);
  cairo_fill_preserve (cr);
  vdt_chart_set_color (cr, &theme->series[0], 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  VdtChartView *self = VDT_CHART_VIEW (user_data);
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  VdtChartTheme theme;
  VdtChartDrawing drawing = {
    .data = self->data, .theme = &theme, .width = width, .height = height, .hidden = self->hidden,
    .zoomed = self->zoomed, .from = self->from, .to = self->to, .hits = self->hits,
    .current = self->has_current && gtk_widget_has_focus (self->area) ? &self->current : NULL,
  };
  GdkRGBA color;

  if (self->data == NULL)
    return;

  gtk_style_context_get_color (style, &color);
  vdt_chart_theme_init (&theme, color.red + color.green + color.blue > 1.5f);
  theme.text = color;
  if (gtk_style_context_lookup_color (style, "view_bg_color", &color))
    theme.back = color;
  vdt_chart_draw (&drawing, cr);
  self->plot = drawing.plot;
  self->scale = drawing.x_scale;
  if (self->choosing && can_zoom (self))
    draw_choice (self, cr, &theme);
}

static const VdtChartHit *
hit_at (VdtChartView *self,
        double        x,
        double        y)
{
  const VdtChartHit *best = NULL;
  double least = NEAR;

  for (guint i = 0; i < self->hits->len; i++)
    {
      const VdtChartHit *hit = &g_array_index (self->hits, VdtChartHit, i);
      double dx = MAX (MAX (hit->area.origin.x - x, x - hit->area.origin.x - hit->area.size.width), 0);
      double dy = MAX (MAX (hit->area.origin.y - y, y - hit->area.origin.y - hit->area.size.height), 0);
      double distance = hypot (dx, dy);

      if (distance < least)
        {
          least = distance;
          best = hit;
        }
    }

  return best;
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  gpointer    user_data)
{
  VdtChartView *self = VDT_CHART_VIEW (user_data);
  const VdtChartHit *hit = keyboard ? (self->has_current ? &self->current : NULL) : hit_at (self, x, y);
  g_autofree char *text = NULL;

  if (hit == NULL || self->data == NULL)
    return FALSE;

  text = vdt_chart_data_dup_point (self->data, hit->series, hit->point);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

/**
 * vdt_chart_view_set_zoom:
 * @self: a view of a chart over times or numbers
 * @from: the first x that is shown
 * @to: the last; more than @from
 */
void
vdt_chart_view_set_zoom (VdtChartView *self,
                         double        from,
                         double        to)
{
  g_return_if_fail (VDT_IS_CHART_VIEW (self));

  if (!can_zoom (self) || !(to > from))
    return;

  self->zoomed = TRUE;
  self->from = from;
  self->to = to;
  self->choosing = FALSE;
  gtk_widget_queue_draw (self->area);
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
}

/* Shows all of it. */
void
vdt_chart_view_reset_zoom (VdtChartView *self)
{
  g_return_if_fail (VDT_IS_CHART_VIEW (self));

  self->choosing = FALSE;
  gtk_widget_queue_draw (self->area);
  if (!self->zoomed)
    return;

  self->zoomed = FALSE;
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
}

/**
 * vdt_chart_view_get_zoom:
 * @self: a view
 * @out_from: (out): the first x that is shown
 * @out_to: (out): the last
 *
 * Returns: %FALSE if all of it is shown
 */
gboolean
vdt_chart_view_get_zoom (VdtChartView *self,
                         double       *out_from,
                         double       *out_to)
{
  g_return_val_if_fail (VDT_IS_CHART_VIEW (self), FALSE);

  *out_from = self->from;
  *out_to = self->to;

  return self->zoomed;
}

static gboolean
is_shown (VdtChartView *self,
          guint         series)
{
  return (series >= 64 || (self->hidden & (G_GUINT64_CONSTANT (1) << series)) == 0) &&
         vdt_chart_data_get_series (self->data, series)->points->len > 0;
}

/* The next series that is shown, in a direction, round and round. */
static gboolean
step_series (VdtChartView *self,
             int           direction)
{
  guint n = vdt_chart_data_get_n_series (self->data);

  for (guint i = 1; i <= n; i++)
    {
      guint next = direction >= 0 ? (self->current.series + i) % n : (self->current.series + n - i % n) % n;

      if (is_shown (self, next))
        {
          self->current.series = next;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * vdt_chart_view_move:
 * @self: a view
 * @points: points forward
 * @series: series forward
 *
 * Moves the cursor; the first move puts it on the first point.
 *
 * Returns: %FALSE if there is no point
 */
gboolean
vdt_chart_view_move (VdtChartView *self,
                     int           points,
                     int           series)
{
  guint n;

  g_return_val_if_fail (VDT_IS_CHART_VIEW (self), FALSE);

  if (self->data == NULL || vdt_chart_data_get_n_series (self->data) == 0)
    return FALSE;

  if (!self->has_current)
    {
      self->current = (VdtChartHit) { .series = vdt_chart_data_get_n_series (self->data) - 1 };
      points = 0;
      series = 1;
    }
  if ((series != 0 || !is_shown (self, self->current.series)) && !step_series (self, series))
    return FALSE;

  n = vdt_chart_data_get_series (self->data, self->current.series)->points->len;
  self->current.point = (guint) CLAMP ((gint64) self->current.point + points, 0, (gint64) n - 1);
  self->has_current = TRUE;
  set_words (self);
  gtk_widget_queue_draw (self->area);

  return TRUE;
}

/* What the cursor stands on, in words; empty if it stands nowhere. */
const char *
vdt_chart_view_get_words (VdtChartView *self)
{
  g_return_val_if_fail (VDT_IS_CHART_VIEW (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->words));
}

static double
current_x (VdtChartView *self)
{
  const GArray *points = vdt_chart_data_get_series (self->data, self->current.series)->points;

  return g_array_index (points, VdtChartPoint, self->current.point).x;
}

static void
choose_by_key (VdtChartView *self,
               int           points)
{
  if (!self->has_current)
    vdt_chart_view_move (self, 0, 0);
  if (!self->has_current || !can_zoom (self))
    return;

  if (!self->choosing)
    self->choice_from = current_x (self);
  self->choosing = TRUE;
  vdt_chart_view_move (self, points, 0);
  self->choice_to = current_x (self);
}

static void
zoom_to_choice (VdtChartView *self)
{
  vdt_chart_view_set_zoom (self, MIN (self->choice_from, self->choice_to), MAX (self->choice_from, self->choice_to));
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        state,
        gpointer               user_data)
{
  VdtChartView *self = VDT_CHART_VIEW (user_data);
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      if (shift)
        choose_by_key (self, key == GDK_KEY_Left ? -1 : 1);
      else
        vdt_chart_view_move (self, key == GDK_KEY_Left ? -1 : 1, 0);
      return TRUE;

    case GDK_KEY_Up:
    case GDK_KEY_Down:
      vdt_chart_view_move (self, 0, key == GDK_KEY_Up ? -1 : 1);
      return TRUE;

    case GDK_KEY_Home:
    case GDK_KEY_End:
      vdt_chart_view_move (self, key == GDK_KEY_Home ? -G_MAXINT / 2 : G_MAXINT / 2, 0);
      return TRUE;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!self->choosing)
        return FALSE;
      zoom_to_choice (self);
      return TRUE;

    case GDK_KEY_Escape:
      if (!self->choosing && !self->zoomed)
        return FALSE;
      vdt_chart_view_reset_zoom (self);
      return TRUE;

    default:
      return FALSE;
    }
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          offset_x,
                double          offset_y,
                gpointer        user_data)
{
  VdtChartView *self = VDT_CHART_VIEW (user_data);
  double x, y;

  if (!can_zoom (self))
    return;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  self->choosing = hypot (offset_x, offset_y) >= LEAST_DRAG;
  self->choice_from = x_at (self, x, y);
  self->choice_to = x_at (self, x + offset_x, y + offset_y);
  gtk_widget_queue_draw (self->area);
}

static void
drag_end_cb (GtkGestureDrag *gesture,
             double          offset_x,
             double          offset_y,
             gpointer        user_data)
{
  VdtChartView *self = VDT_CHART_VIEW (user_data);
  const VdtChartHit *hit;
  double x, y;

  gtk_widget_grab_focus (self->area);
  if (self->choosing)
    {
      zoom_to_choice (self);
      return;
    }

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  hit = hit_at (self, x, y);
  if (hit != NULL)
    {
      self->current = *hit;
      self->has_current = TRUE;
      set_words (self);
      gtk_widget_queue_draw (self->area);
    }
}

static void
legend_toggled_cb (VdtChartView    *self,
                   GtkToggleButton *button)
{
  guint series = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "vdt-series"));
  guint64 bit = G_GUINT64_CONSTANT (1) << series;

  self->hidden = gtk_toggle_button_get_active (button) ? self->hidden & ~bit : self->hidden | bit;
  gtk_widget_queue_draw (self->area);
}

static void
draw_sample_cb (GtkDrawingArea *area,
                cairo_t        *cr,
                int             width,
                int             height,
                gpointer        user_data)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (area));
  VdtChartTheme theme;
  GdkRGBA color;

  gtk_style_context_get_color (style, &color);
  vdt_chart_theme_init (&theme, color.red + color.green + color.blue > 1.5f);
  vdt_chart_draw_sample (&theme, GPOINTER_TO_UINT (user_data), cr, 0, (height - width) / 2.0, width);
}

static void
add_to_legend (VdtChartView *self,
               guint         series)
{
  const char *name = vdt_chart_data_get_series (self->data, series)->name;
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *sample = gtk_drawing_area_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (sample), 18);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (sample), draw_sample_cb, GUINT_TO_POINTER (series), NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_box_append (GTK_BOX (box), sample);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), (self->hidden & (G_GUINT64_CONSTANT (1) << series)) == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "vdt-series", GUINT_TO_POINTER (series));
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (legend_toggled_cb), self);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->legend), button, -1);
}

static void
fill_legend (VdtChartView *self)
{
  GtkWidget *child;
  guint n = self->data != NULL ? vdt_chart_data_get_n_series (self->data) : 0;
  VdtChartKind kind = n > 0 ? vdt_chart_data_get_kind (self->data) : VDT_CHART_CARD;

  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->legend), child);
  gtk_widget_set_visible (self->legend_scrolled, n > 1 && kind != VDT_CHART_CARD && kind != VDT_CHART_PIE);
  for (guint i = 0; i < MIN (n, 64) && gtk_widget_get_visible (self->legend_scrolled); i++)
    add_to_legend (self, i);
}

static void
describe (VdtChartView *self)
{
  const char *title = vdt_chart_data_get_title (self->data);
  g_autofree char *text = vdt_chart_data_describe (self->data);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title != NULL ? title : _("Chart"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * vdt_chart_view_set_data:
 * @self: a view
 * @data: (nullable): what to show, sorted; the view keeps it
 */
void
vdt_chart_view_set_data (VdtChartView *self,
                         VdtChartData *data)
{
  g_return_if_fail (VDT_IS_CHART_VIEW (self));

  if (data != NULL)
    vdt_chart_data_ref (data);
  g_clear_pointer (&self->data, vdt_chart_data_unref);
  self->data = data;
  g_array_set_size (self->hits, 0);
  self->hidden = 0;
  self->has_current = FALSE;
  self->choosing = FALSE;
  self->zoomed = FALSE;
  fill_legend (self);
  set_words (self);
  if (data != NULL)
    describe (self);
  gtk_widget_queue_draw (self->area);
  g_signal_emit (self, signals[ZOOM_CHANGED], 0);
}

/**
 * vdt_chart_view_get_data:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what it shows
 */
VdtChartData *
vdt_chart_view_get_data (VdtChartView *self)
{
  g_return_val_if_fail (VDT_IS_CHART_VIEW (self), NULL);

  return self->data;
}

/* Shows the same points another way. */
void
vdt_chart_view_set_kind (VdtChartView *self,
                         VdtChartKind  kind)
{
  g_return_if_fail (VDT_IS_CHART_VIEW (self));

  if (self->data == NULL)
    return;

  vdt_chart_data_set_kind (self->data, kind);
  fill_legend (self);
  if (!can_zoom (self))
    vdt_chart_view_reset_zoom (self);
  gtk_widget_queue_draw (self->area);
}

/* A bit a series, set for what the legend has switched off. */
guint64
vdt_chart_view_get_hidden (VdtChartView *self)
{
  g_return_val_if_fail (VDT_IS_CHART_VIEW (self), 0);

  return self->hidden;
}

static gboolean
vdt_chart_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (VDT_CHART_VIEW (widget)->area);
}

static void
vdt_chart_view_dispose (GObject *object)
{
  VdtChartView *self = VDT_CHART_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->data, vdt_chart_data_unref);
  g_clear_pointer (&self->hits, g_array_unref);

  G_OBJECT_CLASS (vdt_chart_view_parent_class)->dispose (object);
}

static void
vdt_chart_view_class_init (VdtChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_chart_view_dispose;
  widget_class->grab_focus = vdt_chart_view_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "chartview");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);

  /**
   * VdtChartView::zoom-changed:
   *
   * Another range is shown; see vdt_chart_view_get_zoom().
   */
  signals[ZOOM_CHANGED] = g_signal_new ("zoom-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
vdt_chart_view_init (VdtChartView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  self->hits = g_array_new (FALSE, FALSE, sizeof (VdtChartHit));

  self->area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "focusable", TRUE,
                             "has-tooltip", TRUE, "hexpand", TRUE, "vexpand", TRUE,
                             "content-height", MIN_HEIGHT, NULL);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  g_signal_connect (self->area, "query-tooltip", G_CALLBACK (query_tooltip_cb), self);
  g_signal_connect_swapped (self->area, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self->area);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->area, keys);
  gtk_widget_set_parent (self->area, GTK_WIDGET (self));

  self->words = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->words), 0);
  gtk_widget_add_css_class (self->words, "caption");
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));

  self->legend = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->legend), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->legend), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->legend), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Series"), -1);
  /* Many series must not push the chart off the screen. */
  self->legend_scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->legend_scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->legend_scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->legend_scrolled), MAX_LEGEND);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->legend_scrolled), self->legend);
  gtk_widget_set_visible (self->legend_scrolled, FALSE);
  gtk_widget_set_parent (self->legend_scrolled, GTK_WIDGET (self));
}

GtkWidget *
vdt_chart_view_new (void)
{
  return g_object_new (VDT_TYPE_CHART_VIEW, NULL);
}
