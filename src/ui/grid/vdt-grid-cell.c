/* vdt-grid-cell.c
 *
 * A cell of a grid that is in view.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-view-private.h"

/* What a tone draws before the text, so that it is not colour alone. */
static const char * const tone_marks[] = { "", "▲", "▲▲", "▲▲▲", "✓" };

/**
 * VdtGridCell:
 *
 * Draws one text. It is used again for another cell when its own leaves the view; its
 * layout is made when it is first drawn.
 */
struct _VdtGridCell
{
  GtkWidget    parent_instance;

  VdtGridView *view;         /* the parent's parent */
  PangoLayout *layout;
  char        *text;
  guint        row;
  guint        place;
  int          width;
  VdtGridKind  kind;
  VdtGridTone  tone;
  gboolean     selected;
  gboolean     cursor;
};

G_DEFINE_FINAL_TYPE (VdtGridCell, vdt_grid_cell, GTK_TYPE_WIDGET)

static void
make_layout (VdtGridCell *self)
{
  g_autofree char *marked = NULL;
  const char *text = self->text;

  if (self->tone != VDT_GRID_TONE_NONE)
    text = marked = g_strdup_printf ("%s %s", tone_marks[self->tone], self->text);

  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  pango_layout_set_width (self->layout, MAX (self->width - 2 * VDT_GRID_PADDING, 1) * PANGO_SCALE);
  pango_layout_set_alignment (self->layout, self->kind == VDT_GRID_NUMBER ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_text (self->layout, text, -1);
}

static void
draw_text (VdtGridCell *self,
           GtkSnapshot *snapshot,
           int          height)
{
  int layout_height;

  if (*self->text == '\0')
    return;

  make_layout (self);
  pango_layout_get_pixel_size (self->layout, NULL, &layout_height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (VDT_GRID_PADDING, (float) (height - layout_height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout,
                              self->tone != VDT_GRID_TONE_NONE ? &self->view->colors.tones[self->tone]
                                                               : &self->view->colors.text);
  gtk_snapshot_restore (snapshot);
}

static void
vdt_grid_cell_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  VdtGridCell *self = VDT_GRID_CELL (widget);
  const VdtGridColors *colors = &self->view->colors;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);

  if (self->selected)
    gtk_snapshot_append_color (snapshot, &colors->selected, &area);
  draw_text (self, snapshot, height);
  gtk_snapshot_append_color (snapshot, &colors->line, &GRAPHENE_RECT_INIT ((float) width - 1, 0, 1, (float) height));
  if (self->cursor)
    {
      GskRoundedRect outline;
      const float widths[4] = { 2, 2, 2, 2 };
      const GdkRGBA ring[4] = { colors->cursor, colors->cursor, colors->cursor, colors->cursor };

      gsk_rounded_rect_init_from_rect (&outline, &area, 0);
      gtk_snapshot_append_border (snapshot, &outline, widths, ring);
    }
}

static void
vdt_grid_cell_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  VdtGridCell *self = VDT_GRID_CELL (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? self->width : self->view->row_height;
}

/* The font may be another. */
static void
vdt_grid_cell_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  g_clear_object (&VDT_GRID_CELL (widget)->layout);

  GTK_WIDGET_CLASS (vdt_grid_cell_parent_class)->css_changed (widget, change);
}

static void
vdt_grid_cell_finalize (GObject *object)
{
  VdtGridCell *self = VDT_GRID_CELL (object);

  g_clear_object (&self->layout);
  g_free (self->text);

  G_OBJECT_CLASS (vdt_grid_cell_parent_class)->finalize (object);
}

static void
vdt_grid_cell_class_init (VdtGridCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = vdt_grid_cell_finalize;
  widget_class->snapshot = vdt_grid_cell_snapshot;
  widget_class->measure = vdt_grid_cell_measure;
  widget_class->css_changed = vdt_grid_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "gridcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
vdt_grid_cell_init (VdtGridCell *self)
{
  self->text = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
vdt_grid_cell_new (VdtGridView *view)
{
  VdtGridCell *self = g_object_new (VDT_TYPE_GRID_CELL, NULL);

  self->view = view;

  return GTK_WIDGET (self);
}

/* The name says which column it is of: a screen reader hears the cell by itself. */
static void
set_name (VdtGridCell         *self,
          const VdtGridColumn *column)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", column->name, self->text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * vdt_grid_cell_bind:
 * @self: a cell
 * @row: the row that it shows from now on
 * @place: and the column
 * @width: pixels
 */
void
vdt_grid_cell_bind (VdtGridCell *self,
                    guint        row,
                    guint        place,
                    int          width)
{
  guint index = vdt_grid_layout_get_shown (self->view->layout, place)->column;
  VdtGridColumn column;

  vdt_grid_model_get_column (self->view->model, index, &column);
  g_free (self->text);
  self->row = row;
  self->place = place;
  self->width = width;
  self->kind = column.kind;
  /* No letter is narrower than three pixels but a few: what does not fit is not shaped. */
  self->text = vdt_grid_model_dup_text (self->view->model, row, index, (guint) width / 3 + 4);
  self->tone = vdt_grid_model_get_tone (self->view->model, row, index);
  set_name (self, &column);
  vdt_grid_cell_update_state (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * vdt_grid_cell_update_state:
 * @self: a cell
 *
 * Takes over whether it is selected and whether the cursor is on it.
 */
void
vdt_grid_cell_update_state (VdtGridCell *self)
{
  const VdtGridSelection *selection = self->view->selection;
  gboolean selected = vdt_grid_selection_contains (selection, self->row, self->place);
  gboolean cursor = self->view->has_cursor && selection->row == self->row && selection->column == self->place;

  if (self->selected != selected)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, selected, -1);
  if (self->selected == selected && self->cursor == cursor)
    return;

  self->selected = selected;
  self->cursor = cursor;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
vdt_grid_cell_get_text (VdtGridCell *self)
{
  return self->text;
}
