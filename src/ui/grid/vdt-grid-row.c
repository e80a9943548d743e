/* vdt-grid-row.c
 *
 * A row of a grid that is in view: its number and its cells.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-grid-view-private.h"

/**
 * VdtGridRow:
 *
 * Has a cell for each column in view. When it moves, nothing in it is drawn again.
 */
struct _VdtGridRow
{
  GtkWidget    parent_instance;

  VdtGridView *view;       /* the parent */
  GPtrArray   *cells;      /* VdtGridCell, as many as there were columns in view at most */
  PangoLayout *number;
  guint        row;
  guint        serial;
  gboolean     bound;
};

G_DEFINE_FINAL_TYPE (VdtGridRow, vdt_grid_row, GTK_TYPE_WIDGET)

static void
draw_number (VdtGridRow  *self,
             GtkSnapshot *snapshot,
             int          height)
{
  const VdtGridColors *colors = &self->view->colors;
  g_autofree char *text = g_strdup_printf ("%u", self->row + 1);
  int text_width, text_height;

  if (self->number == NULL)
    self->number = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_text (self->number, text, -1);
  pango_layout_get_pixel_size (self->number, &text_width, &text_height);
  gtk_snapshot_append_color (snapshot, &colors->band, &GRAPHENE_RECT_INIT (0, 0, VDT_GRID_GUTTER, (float) height));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (VDT_GRID_GUTTER - VDT_GRID_PADDING - text_width),
                                                          (float) (height - text_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->number, &colors->dim);
  gtk_snapshot_restore (snapshot);
}

/* Columns that scroll pass under those that are pinned. */
static void
vdt_grid_row_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  VdtGridRow *self = VDT_GRID_ROW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int pinned = VDT_GRID_GUTTER + vdt_grid_layout_get_width (self->view->layout, TRUE);

  if (!self->bound)
    return;

  draw_number (self, snapshot, height);
  for (guint pass = 0; pass < 2; pass++)
    {
      if (pass == 1)
        gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) pinned, 0, (float) MAX (width - pinned, 0),
                                                               (float) height));
      for (guint i = 0; i < self->view->places->len && i < self->cells->len; i++)
        if (g_array_index (self->view->places, VdtGridPlace, i).pinned == (pass == 0))
          gtk_widget_snapshot_child (widget, g_ptr_array_index (self->cells, i), snapshot);
      if (pass == 1)
        gtk_snapshot_pop (snapshot);
    }
  gtk_snapshot_append_color (snapshot, &self->view->colors.line,
                             &GRAPHENE_RECT_INIT (0, (float) height - 1, (float) width, 1));
}

static void
vdt_grid_row_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  VdtGridRow *self = VDT_GRID_ROW (widget);

  for (guint i = 0; i < self->view->places->len && i < self->cells->len; i++)
    {
      const VdtGridPlace *place = &g_array_index (self->view->places, VdtGridPlace, i);

      gtk_widget_measure (g_ptr_array_index (self->cells, i), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_allocate (g_ptr_array_index (self->cells, i), place->width, height, -1,
                           gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT ((float) place->x, 0)));
    }
}

static void
vdt_grid_row_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 0 : VDT_GRID_ROW (widget)->view->row_height;
}

static void
vdt_grid_row_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  g_clear_object (&VDT_GRID_ROW (widget)->number);

  GTK_WIDGET_CLASS (vdt_grid_row_parent_class)->css_changed (widget, change);
}

static void
vdt_grid_row_dispose (GObject *object)
{
  VdtGridRow *self = VDT_GRID_ROW (object);

  g_clear_object (&self->number);
  if (self->cells != NULL)
    for (guint i = 0; i < self->cells->len; i++)
      gtk_widget_unparent (g_ptr_array_index (self->cells, i));
  g_clear_pointer (&self->cells, g_ptr_array_unref);

  G_OBJECT_CLASS (vdt_grid_row_parent_class)->dispose (object);
}

static void
vdt_grid_row_class_init (VdtGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_grid_row_dispose;
  widget_class->snapshot = vdt_grid_row_snapshot;
  widget_class->size_allocate = vdt_grid_row_size_allocate;
  widget_class->measure = vdt_grid_row_measure;
  widget_class->css_changed = vdt_grid_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "gridrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
vdt_grid_row_init (VdtGridRow *self)
{
  self->cells = g_ptr_array_new ();
}

GtkWidget *
vdt_grid_row_new (VdtGridView *view)
{
  VdtGridRow *self = g_object_new (VDT_TYPE_GRID_ROW, NULL);

  self->view = view;

  return GTK_WIDGET (self);
}

/**
 * vdt_grid_row_bind:
 * @self: a row
 * @row: the row that it shows from now on
 */
void
vdt_grid_row_bind (VdtGridRow *self,
                   guint       row)
{
  GArray *places = self->view->places;
  g_autofree char *name = g_strdup_printf (_("Row %u"), row + 1);

  while (self->cells->len < places->len)
    {
      GtkWidget *cell = vdt_grid_cell_new (self->view);

      gtk_widget_set_parent (cell, GTK_WIDGET (self));
      g_ptr_array_add (self->cells, cell);
    }

  self->row = row;
  self->serial = self->view->serial;
  self->bound = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);
      gboolean used = i < places->len;

      gtk_widget_set_child_visible (cell, used);
      if (used)
        vdt_grid_cell_bind (VDT_GRID_CELL (cell), row, g_array_index (places, VdtGridPlace, i).place,
                            g_array_index (places, VdtGridPlace, i).width);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) row + 1, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
vdt_grid_row_get_row (VdtGridRow *self)
{
  return self->row;
}

/* Whether it shows @row as it is now. */
gboolean
vdt_grid_row_is_bound (VdtGridRow *self,
                       guint       row)
{
  return self->bound && self->row == row && self->serial == self->view->serial;
}

void
vdt_grid_row_unbind (VdtGridRow *self)
{
  self->bound = FALSE;
}

void
vdt_grid_row_update_state (VdtGridRow *self)
{
  for (guint i = 0; self->bound && i < self->view->places->len && i < self->cells->len; i++)
    vdt_grid_cell_update_state (g_ptr_array_index (self->cells, i));
}

/**
 * vdt_grid_row_get_cell:
 * @self: a row
 * @place: a column that is shown
 *
 * Returns: (transfer none) (nullable): its cell, if it is in view
 */
GtkWidget *
vdt_grid_row_get_cell (VdtGridRow *self,
                       guint       place)
{
  for (guint i = 0; self->bound && i < self->view->places->len && i < self->cells->len; i++)
    if (g_array_index (self->view->places, VdtGridPlace, i).place == place)
      return g_ptr_array_index (self->cells, i);

  return NULL;
}
