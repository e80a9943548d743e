/* vdt-record-cell.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-record-cell.h"

/**
 * VdtRecordCell:
 *
 * What a column shows of a record: a text, perhaps with an icon. Follows the
 * record's properties while it is bound.
 */
struct _VdtRecordCell
{
  GtkWidget              parent_instance;

  GtkImage              *image;
  GtkInscription        *inscription;

  const VdtRecordColumn *column;
  GObject               *record;
};

G_DEFINE_FINAL_TYPE (VdtRecordCell, vdt_record_cell, GTK_TYPE_WIDGET)

static void
fill (VdtRecordCell *self)
{
  g_autofree char *text = self->column->text (self->record, self->column->property);
  const char *classes[] = { "badge", NULL, NULL };

  gtk_inscription_set_text (self->inscription, text);
  /* each call asks the X server where the pointer is */
  if (self->column->width == 0)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  if (self->column->icon != NULL)
    gtk_image_set_from_icon_name (self->image, self->column->icon (self->record, self->column->property));
  classes[1] = self->column->css_class == NULL
               ? NULL : self->column->css_class (self->record, self->column->property);
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

static void
vdt_record_cell_dispose (GObject *object)
{
  VdtRecordCell *self = VDT_RECORD_CELL (object);
  GtkWidget *child;

  vdt_record_cell_set_record (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_record_cell_parent_class)->dispose (object);
}

static void
vdt_record_cell_class_init (VdtRecordCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vdt_record_cell_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "recordcell");
}

static void
vdt_record_cell_init (VdtRecordCell *self)
{
}

/**
 * vdt_record_cell_new:
 * @column: what the cell shows; lives longer than the cell
 *
 * Returns: a new, empty cell
 */
GtkWidget *
vdt_record_cell_new (const VdtRecordColumn *column)
{
  VdtRecordCell *self = g_object_new (VDT_TYPE_RECORD_CELL, NULL);

  self->column = column;
  if (column->icon != NULL)
    {
      self->image = GTK_IMAGE (gtk_image_new ());
      gtk_widget_set_parent (GTK_WIDGET (self->image), GTK_WIDGET (self));
    }
  self->inscription = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_text_overflow (self->inscription, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_min_chars (self->inscription, 3);
  gtk_inscription_set_nat_chars (self->inscription, 8);
  gtk_widget_set_hexpand (GTK_WIDGET (self->inscription), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->inscription), GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * vdt_record_cell_set_record:
 * @self: a cell
 * @record: (nullable): what to show
 *
 * Binds the cell to a record, or to none.
 */
void
vdt_record_cell_set_record (VdtRecordCell *self,
                            GObject       *record)
{
  g_return_if_fail (VDT_IS_RECORD_CELL (self));

  if (self->record == record)
    return;

  if (self->record != NULL)
    g_signal_handlers_disconnect_by_func (self->record, fill, self);
  g_set_object (&self->record, record);
  if (record == NULL)
    return;

  g_signal_connect_swapped (record, "notify", G_CALLBACK (fill), self);
  fill (self);
}

/**
 * vdt_record_cell_get_record:
 * @self: a cell
 *
 * Returns: (transfer none) (nullable): what it shows
 */
GObject *
vdt_record_cell_get_record (VdtRecordCell *self)
{
  g_return_val_if_fail (VDT_IS_RECORD_CELL (self), NULL);

  return self->record;
}
