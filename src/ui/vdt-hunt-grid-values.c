/* vdt-hunt-grid-values.c
 *
 * What is in a column, and how often.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-feedback.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-safe-text.h"
#include "vdt-session-result.h"

#define N_VALUES  20
#define MAX_VALUE 60 /* characters */
#define LIST_SIZE 320

typedef struct
{
  VdtHuntGrid *grid;
  guint        column;
} Ask;

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  VdtHuntGrid   *self)
{
  const VdtResultValue *value = g_ptr_array_index (self->values->values, gtk_list_box_row_get_index (row));

  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER)));
  vdt_hunt_grid_filter (self, self->values_column,
                        vdt_result_filter_new (self->values_column, VDT_RESULT_IS, value->text));
}

static GtkWidget *
new_row (const VdtResultValue *value,
         guint64               n_rows)
{
  g_autofree char *text = vdt_safe_text (value->text, -1, MAX_VALUE, NULL);
  double fraction = n_rows > 0 ? (double) value->rows / (double) n_rows : 0;
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT "  %.1f %%", value->rows, fraction * 100);
  g_autofree char *name = g_strdup_printf ("%s: %s", text, count);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *bar = gtk_level_bar_new ();
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), gtk_label_new (count));
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), fraction);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

static void
show_values (VdtHuntGrid *self)
{
  const VdtResultValues *values = self->values;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autofree char *title = NULL;
  VdtGridColumn shown;
  GtkWidget *popover, *label;

  vdt_grid_model_get_column (VDT_GRID_MODEL (self->rows), self->values_column, &shown);
  /* Translators: a column, how many different values it has, and how many rows have none. */
  title = g_strdup_printf (_("%s: %lu values, %lu rows without"), shown.name, (gulong) values->n_distinct,
                           (gulong) values->n_empty);
  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (list, "compact-rows");
  for (guint i = 0; i < values->values->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), new_row (g_ptr_array_index (values->values, i), values->n_rows));
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_SIZE);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_set_size_request (scrolled, LIST_SIZE, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scrolled);
  popover = vdt_hunt_grid_open_popover (self, title);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
}

static void
counted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr(VdtHuntGrid) self = ask->grid;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtResultValues) values = vdt_session_count_values_finish (result, &error);

  if (self->rows == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (values == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->values, vdt_result_values_free);
  self->values = g_steal_pointer (&values);
  self->values_column = ask->column;
  show_values (self);
}

/**
 * vdt_hunt_grid_open_values:
 * @self: a grid
 *
 * Shows the most frequent values of the column at the cursor. One of them can be filtered by.
 */
void
vdt_hunt_grid_open_values (VdtHuntGrid *self)
{
  g_autoptr(VdtResultSource) source = NULL;
  Ask *ask;
  guint row, column;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (!vdt_hunt_grid_get_cell (self, &row, &column))
    return;

  ask = g_new0 (Ask, 1);
  ask->grid = g_object_ref (self);
  ask->column = column;
  vdt_hunt_grid_renew (&self->counting);
  source = vdt_hunt_grid_new_source (self, FALSE);
  vdt_session_count_values_async (source, column, N_VALUES, self->counting, counted_cb, ask);
}
