/* vdt-hunt-grid-order.c
 *
 * Which rows and columns of a run are shown, and in what order.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-present.h"
#include "vdt-safe-text.h"
#include "vdt-session-result.h"

#define MAX_NAMED 3  /* columns that the bar names */
#define MAX_VALUE 40 /* characters of their values */
#define FEW_ROWS  2  /* of which nothing can be said */

/* {{{ rows */

static void
arranged_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtHuntGrid) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) positions = vdt_session_arrange_result_finish (result, &error);

  if (self->rows == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->arranging);
  if (positions == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  vdt_hunt_grid_forget_matches (self);
  vdt_hunt_rows_set_positions (self->rows, positions);
  vdt_grid_view_set_sort (self->view, self->order->column, self->order->descending);
  vdt_hunt_grid_show_bar (self);
}

static void
arrange (VdtHuntGrid *self)
{
  g_autoptr(VdtResultSource) source = NULL;

  if (self->rows == NULL)
    return;

  if (self->order->column < 0 && self->order->filters->len == 0)
    {
      g_cancellable_cancel (self->arranging);
      g_clear_object (&self->arranging);
      vdt_hunt_grid_forget_matches (self);
      vdt_hunt_rows_set_positions (self->rows, NULL);
      vdt_grid_view_set_sort (self->view, -1, FALSE);
      vdt_hunt_grid_show_bar (self);
      return;
    }

  vdt_hunt_grid_renew (&self->arranging);
  source = vdt_result_source_new (vdt_hunt_rows_get_run (self->rows), NULL);
  vdt_session_arrange_result_async (source, self->order, self->arranging, arranged_cb, g_object_ref (self));
  vdt_hunt_grid_show_bar (self);
}

gboolean
vdt_hunt_grid_is_arranging (VdtHuntGrid *self)
{
  return self->arranging != NULL;
}

/**
 * vdt_hunt_grid_sort:
 * @self: a grid
 * @column: a column of the run, or -1 for as they came
 * @descending: the greatest first
 *
 * Sorts the rows that are there. Rows that come later are not in the order: sort again.
 */
void
vdt_hunt_grid_sort (VdtHuntGrid *self,
                    int          column,
                    gboolean     descending)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  self->order->column = column;
  self->order->descending = descending;
  arrange (self);
}

/**
 * vdt_hunt_grid_filter:
 * @self: a grid
 * @column: a column of the run
 * @filter: (nullable) (transfer full): its filter
 *
 * Shows only rows that pass this filter and those of other columns.
 */
void
vdt_hunt_grid_filter (VdtHuntGrid     *self,
                      guint            column,
                      VdtResultFilter *filter)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  vdt_grid_view_set_filtered (self->view, column, filter != NULL);
  vdt_result_order_set (self->order, filter, column);
  arrange (self);
}

void
vdt_hunt_grid_clear_filters (VdtHuntGrid *self)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  for (guint i = 0; i < self->order->filters->len; i++)
    vdt_grid_view_set_filtered (self->view,
                                ((VdtResultFilter *) g_ptr_array_index (self->order->filters, i))->column, FALSE);
  g_ptr_array_set_size (self->order->filters, 0);
  arrange (self);
}

void
vdt_hunt_grid_filter_by_cell (VdtHuntGrid *self,
                              gboolean     not)
{
  g_autofree char *text = NULL;
  guint row, column;
  VdtResultTest test;

  if (!vdt_hunt_grid_get_cell (self, &row, &column))
    return;

  text = vdt_query_row_dup_text (vdt_hunt_rows_get_row (self->rows, row), column);
  test = *text == '\0' ? (not ? VDT_RESULT_NOT_EMPTY : VDT_RESULT_EMPTY) : not ? VDT_RESULT_IS_NOT : VDT_RESULT_IS;
  vdt_hunt_grid_filter (self, column, vdt_result_filter_new (column, test, text));
}

static void
filter_chosen_cb (GtkWidget   *button,
                  VdtHuntGrid *self)
{
  GtkWidget *box = gtk_widget_get_parent (button);
  GtkWidget *test = gtk_widget_get_first_child (box);
  GtkWidget *entry = gtk_widget_get_next_sibling (test);
  guint row, column;

  if (vdt_hunt_grid_get_cell (self, &row, &column))
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
      VdtResultTest chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (test));
      gboolean none = *text == '\0' && chosen != VDT_RESULT_EMPTY && chosen != VDT_RESULT_NOT_EMPTY;

      vdt_hunt_grid_filter (self, column, none ? NULL : vdt_result_filter_new (column, chosen, text));
    }
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

/**
 * vdt_hunt_grid_open_filter:
 * @self: a grid
 *
 * Asks for the filter of the column at the cursor.
 */
void
vdt_hunt_grid_open_filter (VdtHuntGrid *self)
{
  const char * const tests[] = { _("contains"), _("does not contain"), _("is"), _("is not"), _("at least"),
                                 _("at most"), _("is empty"), _("is not empty"), NULL };
  g_autofree char *name = NULL;
  GtkWidget *popover, *box, *test, *entry, *button;
  VdtGridColumn shown;
  guint row, column;

  if (!vdt_hunt_grid_get_cell (self, &row, &column))
    return;

  vdt_grid_model_get_column (VDT_GRID_MODEL (self->rows), column, &shown);
  /* Translators: the name of a column. */
  name = g_strdup_printf (_("Filter %s"), shown.name);
  popover = vdt_hunt_grid_open_popover (self, name);
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  test = gtk_drop_down_new_from_strings (tests);
  gtk_accessible_update_property (GTK_ACCESSIBLE (test), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Condition"), -1);
  entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  button = gtk_button_new_with_mnemonic (_("_Filter"));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_box_append (GTK_BOX (box), test);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  for (guint i = 0; i < self->order->filters->len; i++)
    {
      const VdtResultFilter *filter = g_ptr_array_index (self->order->filters, i);

      if (filter->column != column)
        continue;
      gtk_drop_down_set_selected (GTK_DROP_DOWN (test), filter->test);
      gtk_editable_set_text (GTK_EDITABLE (entry), filter->text);
    }
  g_signal_connect (entry, "activate", G_CALLBACK (filter_chosen_cb), self);
  g_signal_connect (button, "clicked", G_CALLBACK (filter_chosen_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (entry);
}

/* }}} */

/* {{{ columns that say nothing */

static void
profiled_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(VdtHuntGrid) self = user_data;
  g_autoptr(GPtrArray) ones = vdt_session_profile_result_finish (result, NULL);

  if (ones == NULL || self->rows == NULL)
    return;

  g_clear_pointer (&self->ones, g_ptr_array_unref);
  self->ones = g_steal_pointer (&ones);
  vdt_hunt_grid_fold (self, self->folds);
}

/* Asks which columns are empty or the same in all rows, once all rows are there. */
void
vdt_hunt_grid_profile (VdtHuntGrid *self)
{
  g_autoptr(VdtResultSource) source = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (vdt_hunt_rows_get_run (self->rows))) < FEW_ROWS)
    return;

  vdt_hunt_grid_renew (&self->profiling);
  source = vdt_result_source_new (vdt_hunt_rows_get_run (self->rows), NULL);
  vdt_session_profile_result_async (source, self->profiling, profiled_cb, g_object_ref (self));
}

/**
 * vdt_hunt_grid_fold:
 * @self: a grid
 * @fold: hide the columns that are empty, and those that have one value, which the bar above
 *   then says
 *
 * A layout that the analyst has made is left alone until the analyst asks for this.
 */
void
vdt_hunt_grid_fold (VdtHuntGrid *self,
                    gboolean     fold)
{
  VdtGridLayout *layout;
  guint n_shown;
  gboolean changed = FALSE;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  self->laid_out = self->laid_out && fold == self->folds;
  self->folds = fold;
  if (self->ones == NULL || self->rows == NULL || self->laid_out)
    {
      vdt_hunt_grid_show_bar (self);
      return;
    }

  layout = vdt_grid_view_get_layout (self->view);
  n_shown = vdt_grid_layout_get_n_shown (layout);
  for (guint i = 0; i < self->ones->len; i++)
    if (g_ptr_array_index (self->ones, i) != NULL)
      vdt_grid_layout_set_hidden (layout, i, fold);
  changed = n_shown != vdt_grid_layout_get_n_shown (layout);
  if (changed)
    {
      /* This is nothing that the analyst has chosen. */
      self->folding = TRUE;
      vdt_grid_view_layout_changed (self->view);
      self->folding = FALSE;
    }
  vdt_hunt_grid_show_bar (self);
}

gboolean
vdt_hunt_grid_get_folds (VdtHuntGrid *self)
{
  return self->folds;
}

/* What the hidden columns say, as "Table = DeviceEvents". */
static void
append_folded (VdtHuntGrid *self,
               GString     *text)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  guint n_hidden = layout->slots->len - vdt_grid_layout_get_n_shown (layout);
  guint n_named = 0;

  if (n_hidden == 0)
    return;

  g_string_append_printf (text, "%s", text->len > 0 ? " · " : "");
  g_string_append_printf (text, ngettext ("%u column hidden", "%u columns hidden", n_hidden), n_hidden);
  for (guint i = 0; self->ones != NULL && i < self->ones->len && n_named < MAX_NAMED; i++)
    {
      const char *one = g_ptr_array_index (self->ones, i);
      g_autofree char *shown = NULL;
      VdtGridColumn column;
      guint place;

      if (one == NULL || *one == '\0' || vdt_grid_layout_find (layout, i, &place))
        continue;
      vdt_grid_model_get_column (VDT_GRID_MODEL (self->rows), i, &column);
      shown = vdt_safe_text (one, -1, MAX_VALUE, NULL);
      g_string_append_printf (text, "%s%s = %s", n_named == 0 ? ": " : ", ", column.name, shown);
      n_named++;
    }
}

/* Says what is not shown: this must never be a surprise. */
void
vdt_hunt_grid_show_bar (VdtHuntGrid *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_all, n;

  if (self->rows != NULL)
    {
      n_all = g_list_model_get_n_items (G_LIST_MODEL (vdt_hunt_rows_get_run (self->rows)));
      n = vdt_grid_model_get_n_rows (VDT_GRID_MODEL (self->rows));
      if (self->arranging != NULL)
        g_string_append (text, _("Sorting and filtering…"));
      else if (self->order->filters->len > 0)
        /* Translators: rows that are shown, and all rows. */
        g_string_append_printf (text, _("Filtered: %u of %u rows"), n, n_all);
      else if (n < n_all)
        g_string_append_printf (text, _("%u of %u rows are sorted; sort again to have all"), n, n_all);
      append_folded (self, text);
    }
  gtk_label_set_label (self->bar_label, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->bar_label), text->len > 0 ? text->str : NULL);
  gtk_widget_set_visible (self->clear_button, self->order != NULL && self->order->filters->len > 0);
  gtk_widget_set_visible (self->bar, text->len > 0);
}

void
vdt_hunt_grid_add_bar (VdtHuntGrid *self)
{
  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->bar, "grid-bar");
  self->bar_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->bar_label, 0);
  gtk_label_set_ellipsize (self->bar_label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->bar_label), TRUE);
  self->clear_button = gtk_button_new_with_label (_("Clear Filters"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->clear_button), "rows.clear-filters");
  self->columns_button = gtk_button_new_with_label (_("Columns…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->columns_button), "rows.columns");
  gtk_box_append (GTK_BOX (self->bar), GTK_WIDGET (self->bar_label));
  gtk_box_append (GTK_BOX (self->bar), self->clear_button);
  gtk_box_append (GTK_BOX (self->bar), self->columns_button);
  gtk_widget_set_visible (self->bar, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->bar);
}

/* }}} */
