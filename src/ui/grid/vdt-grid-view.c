/* vdt-grid-view.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-view-private.h"

#include <glib/gi18n.h>

/**
 * VdtGridView:
 *
 * Shows the cells of a #VdtGridModel. Only what is in view has widgets, and those are
 * used again for the rows that come; rows have one height, so that a row's place is a
 * product. Cells, ranges and rows can be selected. The cell at the cursor has the focus,
 * so that a screen reader reads it.
 *
 * `selection-changed` says that the cursor or the selection moved, `cell-activated` that
 * Return was pressed or a cell was clicked twice, `sort-requested` and `layout-changed`
 * what they say: sorting is done by whoever has the rows.
 */
static void scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (VdtGridView, vdt_grid_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, scrollable_init))

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
  CELL_ACTIVATED,
  LAYOUT_CHANGED,
  SELECTION_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
scrollable_init (GtkScrollableInterface *iface)
{
}

static void
look_up (VdtGridView *self,
         const char  *name,
         float        alpha,
         GdkRGBA     *out_color)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));

  if (!gtk_style_context_lookup_color (style, name, out_color))
    gtk_style_context_get_color (style, out_color);
  out_color->alpha *= alpha;
}

static void
look_up_colors (VdtGridView *self)
{
  static const char * const tones[] = { "view_fg_color", "accent_color", "warning_color", "error_color",
                                        "success_color" };

  look_up (self, "view_fg_color", 1, &self->colors.text);
  look_up (self, "view_fg_color", 0.6f, &self->colors.dim);
  look_up (self, "borders", 0.6f, &self->colors.line);
  look_up (self, "view_fg_color", 0.04f, &self->colors.band);
  look_up (self, "accent_bg_color", 0.28f, &self->colors.selected);
  look_up (self, "accent_color", 1, &self->colors.cursor);
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    look_up (self, tones[i], 1, &self->colors.tones[i]);
}

/* Rows are as high as the font asks: large text makes them higher. */
static void
measure_font (VdtGridView *self)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "Åg");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  self->row_height = height + 8;
  self->head_height = height + 12;
}

/* {{{ what is in view */

static int
body_height (VdtGridView *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->head_height, 0);
}

/**
 * vdt_grid_view_get_place_x:
 * @self: a grid
 * @place: a column that is shown
 *
 * Returns: where it begins if nothing is scrolled, pixels
 */
int
vdt_grid_view_get_place_x (VdtGridView *self,
                           guint        place)
{
  int x = VDT_GRID_GUTTER;

  for (guint i = 0; i < place; i++)
    x += vdt_grid_layout_get_shown (self->layout, i)->width;

  return x;
}

/* Which columns are in view, and where; TRUE if they are others than before. */
static gboolean
find_places (VdtGridView *self,
             int          width)
{
  g_autoptr(GArray) before = g_steal_pointer (&self->places);
  int pinned = VDT_GRID_GUTTER + vdt_grid_layout_get_width (self->layout, TRUE);
  int scroll = (int) gtk_adjustment_get_value (self->hadjustment);
  int x = VDT_GRID_GUTTER;
  gboolean same;

  self->places = g_array_new (FALSE, TRUE, sizeof (VdtGridPlace));
  for (guint i = 0; i < vdt_grid_layout_get_n_shown (self->layout); i++)
    {
      const VdtGridSlot *slot = vdt_grid_layout_get_shown (self->layout, i);
      VdtGridPlace place = { i, slot->pinned ? x : x - scroll, slot->width, slot->pinned };

      x += slot->width;
      if (slot->pinned || (place.x + place.width > pinned && place.x < width))
        g_array_append_val (self->places, place);
    }

  same = before != NULL && before->len == self->places->len;
  for (guint i = 0; same && i < before->len; i++)
    {
      const VdtGridPlace *one = &g_array_index (before, VdtGridPlace, i);
      const VdtGridPlace *other = &g_array_index (self->places, VdtGridPlace, i);

      same = one->place == other->place && one->width == other->width;
      if (one->x != other->x)
        for (guint r = 0; r < self->rows->len; r++)
          gtk_widget_queue_allocate (g_ptr_array_index (self->rows, r));
    }

  return !same;
}

static void
allocate_heads (VdtGridView *self)
{
  while (self->heads->len < self->places->len)
    {
      GtkWidget *head = vdt_grid_head_new (self);

      gtk_widget_set_parent (head, GTK_WIDGET (self));
      g_ptr_array_add (self->heads, head);
    }

  for (guint i = 0; i < self->heads->len; i++)
    {
      GtkWidget *head = g_ptr_array_index (self->heads, i);
      gboolean used = i < self->places->len;
      const VdtGridPlace *place;

      gtk_widget_set_child_visible (head, used);
      if (!used)
        continue;
      place = &g_array_index (self->places, VdtGridPlace, i);
      gtk_widget_measure (head, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (head, place->width, self->head_height, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) place->x, 0)));
    }
}

static void
bind_heads (VdtGridView *self)
{
  for (guint i = 0; i < self->heads->len && i < self->places->len; i++)
    vdt_grid_head_bind (g_ptr_array_index (self->heads, i), g_array_index (self->places, VdtGridPlace, i).place,
                        g_array_index (self->places, VdtGridPlace, i).width);
}

/* The widget that is at the cursor, if it is in view. */
static GtkWidget *
find_cursor_cell (VdtGridView *self)
{
  for (guint i = 0; self->has_cursor && i < self->rows->len; i++)
    if (vdt_grid_row_is_bound (g_ptr_array_index (self->rows, i), self->selection->row))
      return vdt_grid_row_get_cell (g_ptr_array_index (self->rows, i), self->selection->column);

  return NULL;
}

static gboolean
focus_cursor_cb (gpointer user_data)
{
  VdtGridView *self = user_data;

  self->focus_id = 0;
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

/* A row that leaves takes the focus with it: the grid has it until the cursor is seen again. */
static void
release_row (VdtGridView *self,
             GtkWidget   *row)
{
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == row)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
allocate_rows (VdtGridView *self,
               int          width)
{
  double scroll = gtk_adjustment_get_value (self->vadjustment);
  guint first = (guint) (scroll / self->row_height);
  guint n = (guint) (body_height (self) / self->row_height) + 2;

  n = self->n_rows > first ? MIN (n, self->n_rows - first) : 0;
  while (self->rows->len < n)
    {
      GtkWidget *row = vdt_grid_row_new (self);

      gtk_widget_insert_after (row, GTK_WIDGET (self), NULL);
      g_ptr_array_add (self->rows, row);
      for (guint i = 0; i < self->rows->len; i++)
        vdt_grid_row_unbind (g_ptr_array_index (self->rows, i));
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      guint length = self->rows->len;
      guint row = first + (i + length - first % length) % length;
      GtkWidget *widget = g_ptr_array_index (self->rows, i);
      gboolean used = row < first + n;

      gtk_widget_set_child_visible (widget, used);
      if (!used)
        continue;
      if (!vdt_grid_row_is_bound (VDT_GRID_ROW (widget), row))
        {
          if (vdt_grid_row_get_row (VDT_GRID_ROW (widget)) != row)
            release_row (self, widget);
          vdt_grid_row_bind (VDT_GRID_ROW (widget), row);
        }
      gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (widget, width, self->row_height, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (
                             0, (float) ((double) row * self->row_height - scroll + self->head_height))));
    }
}

static void
configure (GtkAdjustment *adjustment,
           double         upper,
           double         page,
           double         step)
{
  double value = CLAMP (gtk_adjustment_get_value (adjustment), 0, MAX (upper - page, 0));

  gtk_adjustment_configure (adjustment, value, 0, MAX (upper, page), step, page * 0.9, page);
}

static void
vdt_grid_view_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  VdtGridView *self = VDT_GRID_VIEW (widget);
  guint n_heads = self->heads->len;

  self->allocating = TRUE;
  configure (self->vadjustment, (double) self->n_rows * self->row_height, body_height (self), self->row_height);
  configure (self->hadjustment, VDT_GRID_GUTTER + vdt_grid_layout_get_width (self->layout, FALSE), width, 60);
  if (find_places (self, width))
    {
      self->serial++;
      allocate_heads (self);
      bind_heads (self);
    }
  else if (n_heads == 0)
    {
      allocate_heads (self);
    }
  allocate_heads (self);
  allocate_rows (self, width);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
  self->allocating = FALSE;

  /* Focus does not move while widgets are given their places. */
  if (self->focus_id == 0 && gtk_widget_is_focus (widget) && find_cursor_cell (self) != NULL)
    self->focus_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 1, focus_cursor_cb, self, NULL);
}

static void
snapshot_heads (VdtGridView *self,
                GtkSnapshot *snapshot,
                int          width)
{
  int pinned = VDT_GRID_GUTTER + vdt_grid_layout_get_width (self->layout, TRUE);

  for (guint pass = 0; pass < 2; pass++)
    {
      if (pass == 1)
        gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) pinned, 0, (float) MAX (width - pinned, 0),
                                                               (float) self->head_height));
      for (guint i = 0; i < self->places->len && i < self->heads->len; i++)
        if (g_array_index (self->places, VdtGridPlace, i).pinned == (pass == 0))
          gtk_widget_snapshot_child (GTK_WIDGET (self), g_ptr_array_index (self->heads, i), snapshot);
      if (pass == 1)
        gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_color (snapshot, &self->colors.line,
                             &GRAPHENE_RECT_INIT (0, (float) self->head_height - 1, (float) width, 1));
}

static void
vdt_grid_view_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  VdtGridView *self = VDT_GRID_VIEW (widget);
  int width = gtk_widget_get_width (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, (float) self->head_height, (float) width,
                                                         (float) body_height (self)));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->rows, i), snapshot);
  gtk_snapshot_pop (snapshot);
  snapshot_heads (self, snapshot, width);
}

static void
vdt_grid_view_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  VdtGridView *self = VDT_GRID_VIEW (widget);

  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 100 : self->head_height;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 400 : self->head_height + 4 * self->row_height;
}

/* }}} */

/**
 * vdt_grid_view_redraw:
 * @self: a grid
 *
 * Asks the model again for what is in view.
 */
void
vdt_grid_view_redraw (VdtGridView *self)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  self->serial++;
  bind_heads (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
vdt_grid_view_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  VdtGridView *self = VDT_GRID_VIEW (widget);

  GTK_WIDGET_CLASS (vdt_grid_view_parent_class)->css_changed (widget, change);

  look_up_colors (self);
  measure_font (self);
  vdt_grid_view_redraw (self);
  gtk_widget_queue_resize (widget);
}

static gboolean
vdt_grid_view_grab_focus (GtkWidget *widget)
{
  GtkWidget *cell = find_cursor_cell (VDT_GRID_VIEW (widget));

  if (cell != NULL && gtk_widget_get_mapped (cell) && gtk_widget_grab_focus (cell))
    return TRUE;

  return GTK_WIDGET_CLASS (vdt_grid_view_parent_class)->grab_focus (widget);
}

/* Tab leaves the grid. */
static gboolean
vdt_grid_view_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  if (gtk_widget_is_focus (widget) || gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;

  return gtk_widget_grab_focus (widget);
}

static void
scrolled_cb (VdtGridView *self)
{
  if (!self->allocating)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (VdtGridView    *self,
                GtkAdjustment **place,
                GtkAdjustment  *adjustment)
{
  if (adjustment != NULL && adjustment == *place)
    return;

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, scrolled_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*place, "value-changed", G_CALLBACK (scrolled_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* {{{ the model */

static void
rows_added_cb (VdtGridView *self)
{
  guint n = vdt_grid_model_get_n_rows (self->model);

  if (!self->has_cursor && n > 0 && vdt_grid_layout_get_n_shown (self->layout) > 0)
    {
      self->has_cursor = TRUE;
      vdt_grid_selection_move (self->selection, 0, 0);
      g_signal_emit (self, signals[SELECTION_CHANGED], 0);
    }
  self->n_rows = n;
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) n, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
rows_changed_cb (VdtGridView *self)
{
  guint column = self->has_cursor ? self->selection->column : 0;
  guint row = self->has_cursor ? self->selection->row : 0;

  self->n_rows = vdt_grid_model_get_n_rows (self->model);
  self->has_cursor = self->n_rows > 0 && vdt_grid_layout_get_n_shown (self->layout) > 0;
  g_array_set_size (self->selection->ranges, 0);
  if (self->has_cursor)
    vdt_grid_selection_move (self->selection, MIN (row, self->n_rows - 1), column);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_COUNT, (int) self->n_rows, -1);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
  vdt_grid_view_redraw (self);
}

static void
columns_changed_cb (VdtGridView *self)
{
  vdt_grid_layout_reset (self->layout, self->model);
  g_hash_table_remove_all (self->filtered);
  self->sort_column = -1;
  self->has_cursor = FALSE;
  self->n_rows = 0;
  g_array_set_size (self->selection->ranges, 0);
  g_clear_pointer (&self->places, g_array_unref);
  self->places = g_array_new (FALSE, TRUE, sizeof (VdtGridPlace));
  gtk_adjustment_set_value (self->vadjustment, 0);
  gtk_adjustment_set_value (self->hadjustment, 0);
  self->serial++;
  if (self->model != NULL)
    {
      gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_COL_COUNT,
                                      (int) vdt_grid_model_get_n_columns (self->model), -1);
      rows_added_cb (self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
let_go (VdtGridView *self)
{
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
}

/**
 * vdt_grid_view_set_model:
 * @self: a grid
 * @model: (nullable): what to show
 */
void
vdt_grid_view_set_model (VdtGridView  *self,
                         VdtGridModel *model)
{
  g_return_if_fail (VDT_IS_GRID_VIEW (self));

  let_go (self);
  if (model != NULL)
    {
      self->model = g_object_ref (model);
      g_signal_connect_swapped (model, "columns-changed", G_CALLBACK (columns_changed_cb), self);
      g_signal_connect_swapped (model, "rows-added", G_CALLBACK (rows_added_cb), self);
      g_signal_connect_swapped (model, "rows-changed", G_CALLBACK (rows_changed_cb), self);
    }
  columns_changed_cb (self);
}

/* }}} */

static void
vdt_grid_view_dispose (GObject *object)
{
  VdtGridView *self = VDT_GRID_VIEW (object);

  let_go (self);
  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  for (guint i = 0; self->heads != NULL && i < self->heads->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->heads, i));
  g_clear_pointer (&self->heads, g_ptr_array_unref);
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, scrolled_cb, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, scrolled_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (vdt_grid_view_parent_class)->dispose (object);
}

static void
vdt_grid_view_finalize (GObject *object)
{
  VdtGridView *self = VDT_GRID_VIEW (object);

  vdt_grid_layout_free (self->layout);
  vdt_grid_selection_free (self->selection);
  g_hash_table_unref (self->filtered);
  g_clear_pointer (&self->places, g_array_unref);

  G_OBJECT_CLASS (vdt_grid_view_parent_class)->finalize (object);
}

static void
vdt_grid_view_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  VdtGridView *self = VDT_GRID_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_NATURAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* The policies are the interface's and mean nothing here: the grid fills what it gets. */
static void
vdt_grid_view_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  VdtGridView *self = VDT_GRID_VIEW (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_grid_view_class_init (VdtGridViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = vdt_grid_view_dispose;
  object_class->finalize = vdt_grid_view_finalize;
  object_class->get_property = vdt_grid_view_get_property;
  object_class->set_property = vdt_grid_view_set_property;
  widget_class->size_allocate = vdt_grid_view_size_allocate;
  widget_class->snapshot = vdt_grid_view_snapshot;
  widget_class->measure = vdt_grid_view_measure;
  widget_class->css_changed = vdt_grid_view_css_changed;
  widget_class->grab_focus = vdt_grid_view_grab_focus;
  widget_class->focus = vdt_grid_view_focus;
  gtk_widget_class_set_css_name (widget_class, "gridview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[CELL_ACTIVATED] = g_signal_new ("cell-activated", VDT_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[LAYOUT_CHANGED] = g_signal_new ("layout-changed", VDT_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SELECTION_CHANGED] = g_signal_new ("selection-changed", VDT_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 0);
  g_signal_new ("sort-requested", VDT_TYPE_GRID_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_UINT);
}

static void
vdt_grid_view_init (VdtGridView *self)
{
  self->layout = vdt_grid_layout_new ();
  self->selection = vdt_grid_selection_new ();
  self->rows = g_ptr_array_new ();
  self->heads = g_ptr_array_new ();
  self->places = g_array_new (FALSE, TRUE, sizeof (VdtGridPlace));
  self->filtered = g_hash_table_new (NULL, NULL);
  self->sort_column = -1;
  self->row_height = 26;
  self->head_height = 30;
  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows"),
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_SELECTABLE, TRUE,
                                  -1);
  vdt_grid_view_add_gestures (self);
  vdt_grid_view_add_keys (self);
}

GtkWidget *
vdt_grid_view_new (void)
{
  return g_object_new (VDT_TYPE_GRID_VIEW, NULL);
}
