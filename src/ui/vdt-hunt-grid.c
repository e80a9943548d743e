/* vdt-hunt-grid.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-grid-private.h"

#include <glib/gi18n.h>

#include "vdt-grid-copy.h"

/**
 * VdtHuntGrid:
 *
 * Shows the rows of a run as they come. What is in the cells is an attacker's text and is
 * shown inert; copying takes it as it is.
 */
G_DEFINE_FINAL_TYPE (VdtHuntGrid, vdt_hunt_grid, GTK_TYPE_WIDGET)

/**
 * vdt_hunt_grid_set_run:
 * @self: a grid
 * @run: (nullable): whose rows to show
 *
 * Shows the rows that are there, and those that come.
 */
void
vdt_hunt_grid_set_run (VdtHuntGrid *self,
                       VdtQueryRun *run)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  g_clear_object (&self->rows);
  if (run != NULL)
    self->rows = vdt_hunt_rows_new (run);
  vdt_grid_view_set_model (self->view, run != NULL ? VDT_GRID_MODEL (self->rows) : NULL);
}

/**
 * vdt_hunt_grid_dup_columns:
 * @self: a grid
 *
 * Returns: (transfer full) (element-type guint): the run's columns that have a selected
 *   cell, in the order that is shown
 */
GArray *
vdt_hunt_grid_dup_columns (VdtHuntGrid *self)
{
  GArray *columns = vdt_grid_selection_dup_columns (vdt_grid_view_get_selection (self->view));

  for (guint i = 0; i < columns->len; i++)
    {
      guint *place = &g_array_index (columns, guint, i);

      *place = vdt_grid_layout_get_shown (vdt_grid_view_get_layout (self->view), *place)->column;
    }

  return columns;
}

/**
 * vdt_hunt_grid_dup_marked:
 * @self: a grid
 *
 * Returns: (transfer full) (nullable): the selected cells as tab-separated values, under the
 *   names of the columns if there is more than one; %NULL if none is selected
 */
char *
vdt_hunt_grid_dup_marked (VdtHuntGrid *self)
{
  const VdtGridSelection *selection;
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GArray) columns = NULL;

  g_return_val_if_fail (VDT_IS_HUNT_GRID (self), NULL);

  selection = vdt_grid_view_get_selection (self->view);
  rows = vdt_grid_selection_dup_rows (selection);
  columns = vdt_hunt_grid_dup_columns (self);
  if (rows->len == 0)
    return NULL;

  return vdt_grid_copy (VDT_GRID_MODEL (self->rows), rows, columns, VDT_GRID_COPY_TSV,
                        vdt_grid_selection_count_cells (selection) > 1);
}

/**
 * vdt_hunt_grid_get_view:
 * @self: a grid
 *
 * Returns: (transfer none): the cells
 */
VdtGridView *
vdt_hunt_grid_get_view (VdtHuntGrid *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_GRID (self), NULL);

  return self->view;
}

static gboolean
vdt_hunt_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VDT_HUNT_GRID (widget)->view));
}

static void
vdt_hunt_grid_dispose (GObject *object)
{
  VdtHuntGrid *self = VDT_HUNT_GRID (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (vdt_hunt_grid_parent_class)->dispose (object);
}

static void
vdt_hunt_grid_class_init (VdtHuntGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_grid_dispose;
  widget_class->grab_focus = vdt_hunt_grid_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "huntgrid");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "hunt.copy", NULL);
}

static void
vdt_hunt_grid_init (VdtHuntGrid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = VDT_GRID_VIEW (vdt_grid_view_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows found"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
