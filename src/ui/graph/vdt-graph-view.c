/* vdt-graph-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-view-private.h"

#define LIMIT    200    /* nodes that are drawn one by one */
#define ZOOM_FIT 0.62   /* below this text cannot be read */

/**
 * VdtGraphView:
 *
 * Nodes are real child widgets with names; the edges between them are drawn below
 * them. The arrow keys walk along edges, Home and End go to the first and the last in
 * time, Ctrl and an arrow moves the node itself. What was moved by hand stays where it
 * is when the model changes. Put it into a #GtkScrolledWindow.
 */
static void vdt_graph_view_scrollable_init (GtkScrollableInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtGraphView, vdt_graph_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, vdt_graph_view_scrollable_init))

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};

enum
{
  SELECTED,
  ACTIVATED,
  CHANGED,
  MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vdt_graph_view_scrollable_init (GtkScrollableInterface *interface)
{
}

/* {{{ scrolling */

static void
value_changed_cb (VdtGraphView *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (VdtGraphView   *self,
                GtkOrientation  orientation,
                GtkAdjustment  *adjustment)
{
  if (adjustment != NULL && self->adjustments[orientation] == adjustment)
    return;
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  if (self->adjustments[orientation] != NULL)
    g_signal_handlers_disconnect_by_func (self->adjustments[orientation], value_changed_cb, self);
  g_set_object (&self->adjustments[orientation], g_object_ref_sink (adjustment));
  g_object_unref (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (value_changed_cb), self, G_CONNECT_SWAPPED);
  vdt_graph_view_update_scroll (self);
}

void
vdt_graph_view_update_scroll (VdtGraphView *self)
{
  double sizes[2] = { self->width * self->zoom, self->height * self->zoom };
  double pages[2] = { gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)) };

  for (guint i = 0; i < 2; i++)
    {
      double upper = MAX (sizes[i], pages[i]);

      if (self->adjustments[i] != NULL)
        gtk_adjustment_configure (self->adjustments[i],
                                  CLAMP (gtk_adjustment_get_value (self->adjustments[i]), 0, upper - pages[i]),
                                  0, upper, pages[i] * 0.1, pages[i] * 0.9, pages[i]);
    }
}

/* }}} */
/* {{{ the widget */

static void
vdt_graph_view_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (widget);

  *minimum = 120;
  *natural = MAX (*minimum, (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->height));
}

/* The whole width where text stays readable; the height scrolls. */
static void
fit_first (VdtGraphView *self,
           int           width)
{
  self->wants_fit = FALSE;
  self->zoom = CLAMP (width / MAX (self->width, 1), ZOOM_FIT, 1);
}

static void
vdt_graph_view_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (widget);
  double left, top;

  if (self->wants_fit && self->width > 0)
    fit_first (self, width);
  vdt_graph_view_update_scroll (self);
  left = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  top = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);

  for (guint i = 0; i < self->items->len; i++)
    {
      VdtGraphItem *item = vdt_graph_view_item (self, i);
      graphene_point_t place = GRAPHENE_POINT_INIT ((float) (vdt_graph_view_screen_x (self, i) * self->zoom - left),
                                                    (float) (self->boxes[i].y * self->zoom - top));
      GskTransform *transform = gsk_transform_translate (NULL, &place);
      int node_width = 0, node_height = 0;

      gtk_widget_measure (item->node, GTK_ORIENTATION_HORIZONTAL, -1, &node_width, NULL, NULL, NULL);
      gtk_widget_measure (item->node, GTK_ORIENTATION_VERTICAL, node_width, &node_height, NULL, NULL, NULL);
      transform = gsk_transform_scale (transform, (float) self->zoom, (float) self->zoom);
      gtk_widget_allocate (item->node, MAX (node_width, (int) self->boxes[i].width),
                           MAX (node_height, (int) self->boxes[i].height), -1, transform);
    }
}

static void
vdt_graph_view_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  vdt_graph_view_draw (self, snapshot);
  for (guint i = 0; i < self->items->len; i++)
    {
      graphene_rect_t bounds;
      GtkWidget *node = vdt_graph_view_item (self, i)->node;

      /* what is out of sight costs nothing */
      if (gtk_widget_compute_bounds (node, widget, &bounds) &&
          bounds.origin.x < width && bounds.origin.y < height &&
          bounds.origin.x + bounds.size.width > 0 && bounds.origin.y + bounds.size.height > 0)
        gtk_widget_snapshot_child (widget, node, snapshot);
    }
  gtk_snapshot_pop (snapshot);
}

/* One stop of the Tab key: inside, the arrows walk. */
static gboolean
vdt_graph_view_focus (GtkWidget        *widget,
                      GtkDirectionType  direction)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return vdt_graph_view_focus_start (self);
}

static void
vdt_graph_view_set_focus_child (GtkWidget *widget,
                                GtkWidget *child)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (widget);

  GTK_WIDGET_CLASS (vdt_graph_view_parent_class)->set_focus_child (widget, child);

  for (guint i = 0; child != NULL && i < self->items->len; i++)
    if (vdt_graph_view_item (self, i)->node == child)
      vdt_graph_view_set_current (self, (int) i, FALSE);
}

static void
vdt_graph_view_system_setting_changed (GtkWidget        *widget,
                                       GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (vdt_graph_view_parent_class)->system_setting_changed (widget, setting);

  if (setting == GTK_SYSTEM_SETTING_FONT_NAME || setting == GTK_SYSTEM_SETTING_FONT_CONFIG ||
      setting == GTK_SYSTEM_SETTING_DPI)
    vdt_graph_view_arrange (VDT_GRAPH_VIEW (widget));
}

static void
vdt_graph_view_direction_changed (GtkWidget        *widget,
                                  GtkTextDirection  before)
{
  GTK_WIDGET_CLASS (vdt_graph_view_parent_class)->direction_changed (widget, before);

  gtk_widget_queue_allocate (widget);
}

/* }}} */
/* {{{ class */

static void
vdt_graph_view_dispose (GObject *object)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (object);

  vdt_graph_view_drop (self);
  g_clear_object (&self->model);
  g_clear_object (&self->adjustments[0]);
  g_clear_object (&self->adjustments[1]);

  G_OBJECT_CLASS (vdt_graph_view_parent_class)->dispose (object);
}

static void
vdt_graph_view_finalize (GObject *object)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (object);

  g_ptr_array_unref (self->items);
  g_array_unref (self->edges);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->expanded);
  g_hash_table_unref (self->marked);

  G_OBJECT_CLASS (vdt_graph_view_parent_class)->finalize (object);
}

static void
vdt_graph_view_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[property_id - PROP_HADJUSTMENT]);
      break;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[property_id - PROP_HSCROLL_POLICY]);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_graph_view_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  VdtGraphView *self = VDT_GRAPH_VIEW (object);

  switch (property_id)
    {
    case PROP_HADJUSTMENT:
    case PROP_VADJUSTMENT:
      set_adjustment (self, property_id - PROP_HADJUSTMENT, g_value_get_object (value));
      break;

    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      self->policies[property_id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
vdt_graph_view_class_init (VdtGraphViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_graph_view_dispose;
  object_class->finalize = vdt_graph_view_finalize;
  object_class->get_property = vdt_graph_view_get_property;
  object_class->set_property = vdt_graph_view_set_property;
  widget_class->measure = vdt_graph_view_measure;
  widget_class->size_allocate = vdt_graph_view_size_allocate;
  widget_class->snapshot = vdt_graph_view_snapshot;
  widget_class->focus = vdt_graph_view_focus;
  widget_class->set_focus_child = vdt_graph_view_set_focus_child;
  widget_class->system_setting_changed = vdt_graph_view_system_setting_changed;
  widget_class->direction_changed = vdt_graph_view_direction_changed;
  gtk_widget_class_set_css_name (widget_class, "graphview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * VdtGraphView::selected:
   * @self: the view
   * @id: of the thing or group that is now the current one
   */
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphView::activated:
   * @self: the view
   * @id: of the thing that got Return or a double click
   */
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphView::changed:
   * @self: the view
   * @id: (nullable): not used
   *
   * Other nodes are drawn than before, or other ones of them are shown.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * VdtGraphView::moved:
   * @self: the view
   * @id: (nullable): of the thing or group that was moved by hand
   */
  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vdt_graph_view_init (VdtGraphView *self)
{
  self->limit = LIMIT;
  self->zoom = 1;
  self->current = -1;
  self->n_shown = G_MAXUINT;
  self->items = g_ptr_array_new_with_free_func (vdt_graph_view_item_free);
  self->edges = g_array_new (FALSE, FALSE, sizeof (VdtGraphEdge));
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->expanded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->marked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  vdt_graph_view_add_input (self);
}

/* }}} */

void
vdt_graph_view_emit (VdtGraphView *self,
                     const char   *signal)
{
  const char *id = vdt_graph_view_get_selected (self);

  g_signal_emit_by_name (self, signal, id);
}

static gboolean
is_marked (VdtGraphView *self,
           VdtGraphItem *item)
{
  for (guint i = 0; i < item->things->len; i++)
    if (g_hash_table_contains (self->marked,
                               vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, i))->id))
      return TRUE;

  return FALSE;
}

/* What each node looks like: current, next to it, cited, or not there yet. */
void
vdt_graph_view_update_states (VdtGraphView *self)
{
  g_autofree gboolean *near = g_new0 (gboolean, self->items->len + 1);

  for (guint i = 0; self->current >= 0 && i < self->edges->len; i++)
    {
      const VdtGraphEdge *edge = &g_array_index (self->edges, VdtGraphEdge, i);

      if (edge->from == (guint) self->current)
        near[edge->to] = TRUE;
      else if (edge->to == (guint) self->current)
        near[edge->from] = TRUE;
    }

  for (guint i = 0; i < self->items->len; i++)
    {
      VdtGraphItem *item = vdt_graph_view_item (self, i);

      vdt_graph_node_set_state (VDT_GRAPH_NODE (item->node), (int) i == self->current, near[i],
                                g_hash_table_size (self->marked) > 0 && is_marked (self, item));
      gtk_widget_set_child_visible (item->node, item->order < self->n_shown);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GtkWidget *
vdt_graph_view_new (void)
{
  return g_object_new (VDT_TYPE_GRAPH_VIEW, NULL);
}

VdtGraphModel *
vdt_graph_view_get_model (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), NULL);

  return self->model;
}

/**
 * vdt_graph_view_set_model:
 * @self: a view
 * @model: (nullable): what to show
 *
 * Shows another model. Places set by hand, what is selected and what is expanded stay,
 * by the ids of the things.
 */
void
vdt_graph_view_set_model (VdtGraphView  *self,
                          VdtGraphModel *model)
{
  gboolean first;

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  if (self->model == model)
    return;

  first = self->model == NULL || vdt_graph_model_get_n_things (self->model) == 0;
  /* the items' texts are the old model's */
  {
    g_autoptr(VdtGraphModel) before G_GNUC_UNUSED = self->model;

    self->model = model == NULL ? NULL : g_object_ref (model);
    if (first)
      {
        self->wants_fit = TRUE;
        self->n_shown = G_MAXUINT;
      }
    vdt_graph_view_build (self);
  }
  vdt_graph_view_emit (self, "changed");
}

guint
vdt_graph_view_get_limit (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), 0);

  return self->limit;
}

guint
vdt_graph_view_get_n_nodes (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), 0);

  return self->items->len;
}

guint
vdt_graph_view_get_n_groups (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), 0);

  return self->n_groups;
}

/**
 * vdt_graph_view_get_node:
 * @self: a view
 * @id: of a thing or a group
 *
 * Returns: (transfer none) (nullable): the node that shows it, alone or in a group
 */
GtkWidget *
vdt_graph_view_get_node (VdtGraphView *self,
                         const char   *id)
{
  VdtGraphItem *item;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), NULL);

  item = g_hash_table_lookup (self->by_id, id);

  return item == NULL ? NULL : item->node;
}

const char *
vdt_graph_view_get_selected (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), NULL);

  return self->current < 0 ? NULL : vdt_graph_view_item (self, (guint) self->current)->id;
}

gboolean
vdt_graph_view_find_item (VdtGraphView *self,
                          const char   *id,
                          guint        *out_index)
{
  VdtGraphItem *item = id == NULL ? NULL : g_hash_table_lookup (self->by_id, id);

  return item != NULL && g_ptr_array_find (self->items, item, out_index);
}

/**
 * vdt_graph_view_select:
 * @self: a view
 * @id: (nullable): of a thing; %NULL for none
 *
 * Makes the node that shows it the current one and brings it into sight. The focus
 * stays where it is.
 *
 * Returns: whether it is there
 */
gboolean
vdt_graph_view_select (VdtGraphView *self,
                       const char   *id)
{
  guint index = 0;
  gboolean found;

  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), FALSE);

  found = vdt_graph_view_find_item (self, id, &index);
  vdt_graph_view_set_current (self, found ? (int) index : -1, FALSE);

  return found;
}

/**
 * vdt_graph_view_mark:
 * @self: a view
 * @ids: (nullable) (array zero-terminated=1): of things; %NULL for none
 *
 * Points out what a citation rests on, and brings the first of it into sight.
 */
void
vdt_graph_view_mark (VdtGraphView       *self,
                     const char * const *ids)
{
  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  g_hash_table_remove_all (self->marked);
  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (self->marked, g_strdup (ids[i]));
  vdt_graph_view_update_states (self);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      guint index;

      if (vdt_graph_view_find_item (self, ids[i], &index))
        {
          vdt_graph_view_reveal (self, index);
          break;
        }
    }
}

/**
 * vdt_graph_view_expand:
 * @self: a view
 * @id: of a group, or of a thing in one
 *
 * Draws the things of a group one by one.
 */
void
vdt_graph_view_expand (VdtGraphView *self,
                       const char   *id)
{
  VdtGraphItem *item;
  g_autofree char *first = NULL;

  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  item = g_hash_table_lookup (self->by_id, id);
  if (item == NULL || !item->group)
    return;

  first = g_strdup (vdt_graph_model_get_thing (self->model, g_array_index (item->things, guint, 0))->id);
  for (guint i = 0; i < item->things->len; i++)
    g_hash_table_add (self->expanded,
                      g_strdup (vdt_graph_model_get_thing (self->model,
                                                           g_array_index (item->things, guint, i))->id));
  vdt_graph_view_build (self);
  vdt_graph_view_select (self, first);
  vdt_graph_view_emit (self, "changed");
}

/**
 * vdt_graph_view_is_expanded:
 * @self: a view
 *
 * Returns: whether a group was opened
 */
gboolean
vdt_graph_view_is_expanded (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), FALSE);

  return g_hash_table_size (self->expanded) > 0;
}

void
vdt_graph_view_collapse_all (VdtGraphView *self)
{
  g_return_if_fail (VDT_IS_GRAPH_VIEW (self));

  if (g_hash_table_size (self->expanded) == 0)
    return;
  g_hash_table_remove_all (self->expanded);
  vdt_graph_view_build (self);
  vdt_graph_view_emit (self, "changed");
}

/**
 * vdt_graph_view_focus_start:
 * @self: a view
 *
 * Puts the focus on the current node, else on the first in time.
 *
 * Returns: whether there is one
 */
gboolean
vdt_graph_view_focus_start (VdtGraphView *self)
{
  g_return_val_if_fail (VDT_IS_GRAPH_VIEW (self), FALSE);

  if (self->current >= 0 && vdt_graph_view_item (self, (guint) self->current)->order < self->n_shown)
    return gtk_widget_grab_focus (vdt_graph_view_item (self, (guint) self->current)->node);

  for (guint i = 0; i < self->items->len; i++)
    if (vdt_graph_view_item (self, i)->order == 0 && self->n_shown > 0)
      return gtk_widget_grab_focus (vdt_graph_view_item (self, i)->node);

  return FALSE;
}
