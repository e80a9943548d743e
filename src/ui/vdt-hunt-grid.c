/* vdt-hunt-grid.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-grid-private.h"

#include <glib/gi18n.h>

#include "vdt-grid-copy.h"
#include "vdt-hunt-row-window.h"

/**
 * VdtHuntGrid:
 *
 * Shows the rows of a run as they come, above what is selected and what that adds up to.
 * What is in the cells is an attacker's text and is shown inert; copying takes it as it is.
 * Sorting, filtering, searching and counting are questions to the engine over the rows that
 * are there; the query does not run again.
 */
G_DEFINE_FINAL_TYPE (VdtHuntGrid, vdt_hunt_grid, GTK_TYPE_WIDGET)

/* A new cancellable in place of one that is cancelled. */
void
vdt_hunt_grid_renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();
}

static void
cancel_all (VdtHuntGrid *self)
{
  GCancellable **all[] = { &self->arranging, &self->profiling, &self->finding, &self->summing, &self->counting };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_cancellable_cancel (*all[i]);
      g_clear_object (all[i]);
    }
  g_clear_handle_id (&self->sum_id, g_source_remove);
}

/* {{{ the columns, as the analyst last had them */

/* Columns of the same names and types are the same columns, whatever query gave them. */
static char *
dup_columns_key (VdtQueryRun *run)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      const VdtQueryColumn *column = vdt_query_run_get_column (run, i);

      g_checksum_update (sum, (const guchar *) column->name, -1);
      g_checksum_update (sum, (const guchar *) ":", 1);
      g_checksum_update (sum, (const guchar *) vdt_cell_type_to_name (column->type), -1);
      g_checksum_update (sum, (const guchar *) "\n", 1);
    }

  return g_strdup_printf ("columns:%.32s", g_checksum_get_string (sum));
}

static void
restore_layout (VdtHuntGrid *self)
{
  g_autofree char *state = NULL;

  g_free (self->columns_key);
  self->columns_key = dup_columns_key (vdt_hunt_rows_get_run (self->rows));
  if (self->session != NULL)
    state = vdt_session_dup_state (self->session, self->columns_key);
  self->laid_out = state != NULL && vdt_grid_layout_set_state (vdt_grid_view_get_layout (self->view), state);
}

static void
layout_changed_cb (VdtHuntGrid *self)
{
  g_autofree char *state = NULL;

  vdt_hunt_grid_show_bar (self);
  if (self->session == NULL || self->columns_key == NULL || self->folding)
    return;

  state = vdt_grid_layout_dup_state (vdt_grid_view_get_layout (self->view));
  vdt_session_save_state (self->session, self->columns_key, state);
  self->laid_out = TRUE;
}

static void
columns_changed_cb (VdtHuntGrid *self)
{
  restore_layout (self);
  vdt_grid_view_redraw (self->view);
}

/* }}} */

static void
state_changed_cb (VdtHuntGrid *self)
{
  if (vdt_query_run_get_state (vdt_hunt_rows_get_run (self->rows)) >= VDT_QUERY_DONE)
    vdt_hunt_grid_profile (self);
}

static void
let_go (VdtHuntGrid *self)
{
  cancel_all (self);
  if (self->rows != NULL)
    g_clear_signal_handler (&self->state_id, vdt_hunt_rows_get_run (self->rows));
  g_clear_object (&self->rows);
  g_clear_pointer (&self->order, vdt_result_order_free);
  g_clear_pointer (&self->ones, g_ptr_array_unref);
  g_clear_pointer (&self->matches, g_bytes_unref);
  g_clear_pointer (&self->values, vdt_result_values_free);
  g_clear_pointer (&self->columns_key, g_free);
}

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

  let_go (self);
  self->order = vdt_result_order_new ();
  self->laid_out = FALSE;
  if (run != NULL)
    {
      self->rows = vdt_hunt_rows_new (run);
      vdt_hunt_rows_set_local (self->rows, self->local);
      self->state_id = g_signal_connect_swapped (run, "notify::state", G_CALLBACK (state_changed_cb), self);
    }
  vdt_grid_view_set_model (self->view, run != NULL ? VDT_GRID_MODEL (self->rows) : NULL);
  if (run != NULL)
    {
      /* After the grid's own handler, which forgets the layout of other columns. */
      g_signal_connect_object (self->rows, "columns-changed", G_CALLBACK (columns_changed_cb), self,
                               G_CONNECT_SWAPPED);
      columns_changed_cb (self);
      state_changed_cb (self);
    }
  vdt_hunt_grid_show_bar (self);
  vdt_hunt_grid_sum_up_soon (self);
}

/**
 * vdt_hunt_grid_set_session:
 * @self: a grid
 * @session: where layouts of columns are remembered
 */
void
vdt_hunt_grid_set_session (VdtHuntGrid *self,
                           VdtSession  *session)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  g_set_object (&self->session, session);
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
 * vdt_hunt_grid_new_source:
 * @self: a grid with a run
 * @selected: only the rows that have a selected cell
 *
 * Returns: (transfer full): the rows that are shown, for work on a thread
 */
VdtResultSource *
vdt_hunt_grid_new_source (VdtHuntGrid *self,
                          gboolean     selected)
{
  g_autoptr(VdtResultSource) whole = vdt_result_source_new (vdt_hunt_rows_get_run (self->rows),
                                                            vdt_hunt_rows_get_positions (self->rows));
  g_autoptr(GArray) rows = NULL;
  g_autoptr(GArray) ranges = NULL;

  if (!selected)
    return g_steal_pointer (&whole);

  rows = vdt_grid_selection_dup_rows (vdt_grid_view_get_selection (self->view));
  ranges = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < rows->len; i++)
    {
      const VdtGridRange *range = &g_array_index (rows, VdtGridRange, i);

      g_array_append_val (ranges, range->first_row);
      g_array_append_val (ranges, range->last_row);
    }

  return vdt_result_source_new_part (whole, (const guint *) (gpointer) ranges->data, rows->len);
}

gboolean
vdt_hunt_grid_get_cell (VdtHuntGrid *self,
                        guint       *out_row,
                        guint       *out_column)
{
  return self->rows != NULL && vdt_grid_view_get_cursor (self->view, out_row, out_column);
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

/**
 * vdt_hunt_grid_open_row:
 * @self: a grid
 *
 * Shows all fields of the row at the cursor.
 */
void
vdt_hunt_grid_open_row (VdtHuntGrid *self)
{
  VdtQueryRun *run;
  guint row, column;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (!vdt_hunt_grid_get_cell (self, &row, &column))
    return;

  run = vdt_hunt_rows_get_run (self->rows);
  gtk_window_present (GTK_WINDOW (vdt_hunt_row_window_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), run,
                                                           vdt_hunt_rows_get_row (self->rows, row), column)));
}

static gboolean
drop_popover_cb (gpointer user_data)
{
  if (gtk_widget_get_parent (user_data) != NULL)
    gtk_widget_unparent (user_data);

  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkWidget   *popover,
                   VdtHuntGrid *self)
{
  if (self->popover == popover)
    self->popover = NULL;
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover), g_object_unref);
}

/**
 * vdt_hunt_grid_open_popover:
 * @self: a grid
 * @name: for screen readers
 *
 * Returns: (transfer none): a new popover at the cursor, with nothing in it yet; it goes when
 *   it is closed, and gives the focus back
 */
GtkWidget *
vdt_hunt_grid_open_popover (VdtHuntGrid *self,
                            const char  *name)
{
  graphene_point_t point;
  GdkRectangle area = { 0, 0, 1, 1 };

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  self->popover = gtk_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  vdt_grid_view_get_cursor_area (self->view, &area);
  if (gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) area.x, (float) area.y), &point))
    {
      area.x = CLAMP ((int) point.x, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - area.width, 0));
      area.y = (int) point.y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
  g_signal_connect (self->popover, "closed", G_CALLBACK (popover_closed_cb), self);

  return self->popover;
}

static void
sort_requested_cb (VdtHuntGrid *self,
                   guint        column)
{
  gboolean same = self->order != NULL && self->order->column == (int) column;

  if (same && self->order->descending)
    vdt_hunt_grid_sort (self, -1, FALSE);
  else
    vdt_hunt_grid_sort (self, (int) column, same);
}

static gboolean
vdt_hunt_grid_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (VDT_HUNT_GRID (widget)->view));
}

static void
vdt_hunt_grid_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  VdtHuntGrid *self = VDT_HUNT_GRID (widget);

  gtk_widget_allocate (self->box, width, height, baseline, NULL);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
vdt_hunt_grid_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  gtk_widget_measure (VDT_HUNT_GRID (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
}

static void
vdt_hunt_grid_dispose (GObject *object)
{
  VdtHuntGrid *self = VDT_HUNT_GRID (object);
  GtkWidget *child;

  let_go (self);
  g_cancellable_cancel (self->exporting);
  g_clear_object (&self->session);
  if (self->popover != NULL)
    g_signal_handlers_disconnect_by_data (self->popover, self);
  self->popover = NULL;
  self->box = NULL;
  /* A popover that was closed may still be here, until the next idle. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (vdt_hunt_grid_parent_class)->dispose (object);
}

static void
vdt_hunt_grid_class_init (VdtHuntGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = vdt_hunt_grid_dispose;
  widget_class->grab_focus = vdt_hunt_grid_grab_focus;
  widget_class->measure = vdt_hunt_grid_measure;
  widget_class->size_allocate = vdt_hunt_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "huntgrid");

  /**
   * VdtHuntGrid::extend-query:
   * @self: a grid
   * @text: what the query is to go on with
   */
  g_signal_new ("extend-query", VDT_TYPE_HUNT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "hunt.copy", NULL);
}

static void
vdt_hunt_grid_init (VdtHuntGrid *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->folds = TRUE;
  self->order = vdt_result_order_new ();
  self->view = VDT_GRID_VIEW (vdt_grid_view_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows found"), -1);
  g_signal_connect_swapped (self->view, "sort-requested", G_CALLBACK (sort_requested_cb), self);
  g_signal_connect_swapped (self->view, "cell-activated", G_CALLBACK (vdt_hunt_grid_open_row), self);
  g_signal_connect_swapped (self->view, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (self->view, "selection-changed", G_CALLBACK (vdt_hunt_grid_sum_up_soon), self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  vdt_hunt_grid_add_menu (self);
  vdt_hunt_grid_add_bar (self);
  vdt_hunt_grid_add_find (self);
  vdt_hunt_grid_add_work (self);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  vdt_hunt_grid_add_sums (self);
}
