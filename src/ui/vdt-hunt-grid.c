/* vdt-hunt-grid.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-grid.h"

#include <glib/gi18n.h>

#include "vdt-safe-text.h"

#define MAX_CELL     300 /* characters of a cell that are shown; copying takes all */
#define WIDTH_TEXT   220 /* pixels */
#define WIDTH_TIME   230
#define WIDTH_NUMBER 120

/**
 * VdtHuntGrid:
 *
 * Shows the rows of a run as they come. Only the rows on the screen have
 * widgets. What is in the cells is an attacker's text and is shown inert.
 */
struct _VdtHuntGrid
{
  GtkWidget          parent_instance;

  GtkWidget         *scrolled;
  GtkColumnView     *view;
  GtkMultiSelection *selection;
  VdtQueryRun       *run;
  gulong             items_id;
  gulong             state_id;
  gboolean           has_columns;
};

G_DEFINE_FINAL_TYPE (VdtHuntGrid, vdt_hunt_grid, GTK_TYPE_WIDGET)

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *cell = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (cell), GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_xalign (GTK_INSCRIPTION (cell), 0);
  gtk_inscription_set_min_lines (GTK_INSCRIPTION (cell), 1);
  gtk_inscription_set_nat_lines (GTK_INSCRIPTION (cell), 1);
  gtk_list_item_set_child (item, cell);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  g_autofree char *text = vdt_query_row_dup_text (gtk_list_item_get_item (item), GPOINTER_TO_UINT (user_data));
  g_autofree char *shown = vdt_safe_text (text, -1, MAX_CELL, NULL);

  gtk_inscription_set_text (GTK_INSCRIPTION (cell), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, shown, -1);
}

static int
column_width (VdtCellType type)
{
  switch (type)
    {
    case VDT_CELL_DATETIME:
      return WIDTH_TIME;

    case VDT_CELL_BOOL:
    case VDT_CELL_INT:
    case VDT_CELL_LONG:
    case VDT_CELL_REAL:
      return WIDTH_NUMBER;

    default:
      return WIDTH_TEXT;
    }
}

static void
add_columns (VdtHuntGrid *self)
{
  guint n = vdt_query_run_get_n_columns (self->run);

  for (guint i = 0; i < n && !self->has_columns; i++)
    {
      const VdtQueryColumn *column = vdt_query_run_get_column (self->run, i);
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autofree char *title = vdt_safe_text (column->name, -1, MAX_CELL, NULL);
      g_autoptr(GtkColumnViewColumn) shown = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      shown = gtk_column_view_column_new (title, factory);
      gtk_column_view_column_set_resizable (shown, TRUE);
      gtk_column_view_column_set_fixed_width (shown, column_width (column->type));
      gtk_column_view_append_column (self->view, shown);
    }
  self->has_columns = n > 0;
}

static void
run_changed_cb (VdtHuntGrid *self)
{
  if (!self->has_columns)
    add_columns (self);
}

static void
let_go (VdtHuntGrid *self)
{
  if (self->run == NULL)
    return;

  g_clear_signal_handler (&self->items_id, self->run);
  g_clear_signal_handler (&self->state_id, self->run);
  g_clear_object (&self->run);
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
  GListModel *columns;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  let_go (self);
  gtk_multi_selection_set_model (self->selection, NULL);
  columns = gtk_column_view_get_columns (self->view);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr(GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  self->has_columns = FALSE;
  if (run == NULL)
    return;

  self->run = g_object_ref (run);
  /* Before the selection, so that rows never come without columns. */
  self->items_id = g_signal_connect_swapped (run, "items-changed", G_CALLBACK (run_changed_cb), self);
  self->state_id = g_signal_connect_swapped (run, "notify::state", G_CALLBACK (run_changed_cb), self);
  run_changed_cb (self);
  gtk_multi_selection_set_model (self->selection, G_LIST_MODEL (run));
}

/* A cell of tab-separated values has neither tabs nor line ends. */
static void
append_cell (GString    *text,
             const char *cell)
{
  for (const char *c = cell; *c != '\0'; c++)
    g_string_append_c (text, *c == '\t' || *c == '\n' || *c == '\r' ? ' ' : *c);
}

/**
 * vdt_hunt_grid_dup_marked:
 * @self: a grid
 *
 * Returns: (transfer full) (nullable): the selected rows as tab-separated values
 *   under the names of the columns; %NULL if none is selected
 */
char *
vdt_hunt_grid_dup_marked (VdtHuntGrid *self)
{
  g_autoptr(GtkBitset) marked = NULL;
  g_autoptr(GString) text = NULL;
  GtkBitsetIter iter;
  guint n_columns;
  guint position;

  g_return_val_if_fail (VDT_IS_HUNT_GRID (self), NULL);

  marked = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (self->run == NULL || !gtk_bitset_iter_init_first (&iter, marked, &position))
    return NULL;

  text = g_string_new (NULL);
  n_columns = vdt_query_run_get_n_columns (self->run);
  for (guint j = 0; j < n_columns; j++)
    {
      append_cell (text, vdt_query_run_get_column (self->run, j)->name);
      g_string_append_c (text, j + 1 < n_columns ? '\t' : '\n');
    }
  do
    {
      g_autoptr(VdtQueryRow) row = g_list_model_get_item (G_LIST_MODEL (self->run), position);

      for (guint j = 0; j < n_columns; j++)
        {
          g_autofree char *cell = vdt_query_row_dup_text (row, j);

          append_cell (text, cell);
          g_string_append_c (text, j + 1 < n_columns ? '\t' : '\n');
        }
    }
  while (gtk_bitset_iter_next (&iter, &position));

  return g_string_free (g_steal_pointer (&text), FALSE);
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

  let_go (self);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

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
  self->selection = gtk_multi_selection_new (NULL);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection))));
  gtk_column_view_set_show_column_separators (self->view, TRUE);
  gtk_column_view_set_enable_rubberband (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Rows found"), -1);

  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}
