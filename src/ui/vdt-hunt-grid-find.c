/* vdt-hunt-grid-find.c
 *
 * Searching in the rows that are shown.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-session-result.h"

static const guint32 *
get_matches (VdtHuntGrid *self,
             guint       *out_n)
{
  *out_n = self->matches != NULL ? (guint) (g_bytes_get_size (self->matches) / sizeof (guint32)) : 0;

  return self->matches != NULL ? g_bytes_get_data (self->matches, NULL) : NULL;
}

/* Which shown column of the row has the text: the one at the cursor's right first. */
static guint
find_column (VdtHuntGrid *self,
             guint        row)
{
  VdtGridLayout *layout = vdt_grid_view_get_layout (self->view);
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->find_entry), -1);
  VdtQueryRow *item = vdt_hunt_rows_get_row (self->rows, row);

  for (guint i = 0; i < vdt_grid_layout_get_n_shown (layout); i++)
    {
      guint column = vdt_grid_layout_get_shown (layout, i)->column;
      g_autofree char *text = vdt_query_row_dup_text (item, column);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (strstr (folded, wanted) != NULL)
        return column;
    }

  return 0;
}

static void
show_place (VdtHuntGrid *self,
            guint        index,
            guint        n)
{
  /* Translators: which of the rows that have the text, and how many there are. */
  g_autofree char *text = g_strdup_printf (_("%u of %u rows"), index + 1, n);

  gtk_label_set_label (self->find_label, text);
}

/**
 * vdt_hunt_grid_find_next:
 * @self: a grid
 * @back: go to the one before
 *
 * Goes to the next row that has the text; after the last one comes the first.
 */
void
vdt_hunt_grid_find_next (VdtHuntGrid *self,
                         gboolean     back)
{
  guint n, row, column;
  const guint32 *matches = get_matches (self, &n);
  guint low = 0;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (n == 0 || !vdt_hunt_grid_get_cell (self, &row, &column))
    return;

  for (guint high = n; low < high;)
    {
      guint middle = low + (high - low) / 2;

      if (back ? matches[middle] < row : matches[middle] <= row)
        low = middle + 1;
      else
        high = middle;
    }
  low = back ? (low + n - 1) % n : low % n;
  vdt_grid_view_set_cursor (self->view, matches[low], find_column (self, matches[low]));
  show_place (self, low, n);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(VdtHuntGrid) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) matches = vdt_session_search_result_finish (result, &error);
  const guint32 *rows;
  guint n, row, column;

  if (self->rows == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->finding);
  if (matches == NULL)
    {
      vdt_feedback_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->matches, g_bytes_unref);
  self->matches = g_steal_pointer (&matches);
  rows = get_matches (self, &n);
  if (n == 0)
    {
      gtk_label_set_label (self->find_label, _("Not in these rows"));
      return;
    }

  /* The row at the cursor counts: typing goes on in the same word. */
  if (!vdt_hunt_grid_get_cell (self, &row, &column))
    row = 0;
  for (guint i = 0; i < n; i++)
    if (rows[i] >= row || i + 1 == n)
      {
        i = rows[i] >= row ? i : 0;
        vdt_grid_view_set_cursor (self->view, rows[i], find_column (self, rows[i]));
        show_place (self, i, n);
        break;
      }
}

static void
search_cb (VdtHuntGrid *self)
{
  const char *text = gtk_editable_get_text (self->find_entry);
  g_autoptr(VdtResultSource) source = NULL;

  g_clear_pointer (&self->matches, g_bytes_unref);
  gtk_label_set_label (self->find_label, "");
  if (self->rows == NULL || *text == '\0')
    return;

  vdt_hunt_grid_renew (&self->finding);
  source = vdt_hunt_grid_new_source (self, FALSE);
  vdt_session_search_result_async (source, text, self->finding, found_cb, g_object_ref (self));
}

/* Rows are others: what was found is found again if the bar is open. */
void
vdt_hunt_grid_forget_matches (VdtHuntGrid *self)
{
  g_clear_pointer (&self->matches, g_bytes_unref);
  if (gtk_widget_get_visible (self->find_bar))
    search_cb (self);
}

/**
 * vdt_hunt_grid_find:
 * @self: a grid
 *
 * Opens the search.
 */
void
vdt_hunt_grid_find (VdtHuntGrid *self)
{
  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  gtk_widget_set_visible (self->find_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->find_entry));
  search_cb (self);
}

/**
 * vdt_hunt_grid_leave:
 * @self: a grid
 *
 * Closes the search.
 *
 * Returns: %FALSE if it was not open
 */
gboolean
vdt_hunt_grid_leave (VdtHuntGrid *self)
{
  g_return_val_if_fail (VDT_IS_HUNT_GRID (self), FALSE);

  if (!gtk_widget_get_visible (self->find_bar))
    return FALSE;

  g_clear_pointer (&self->matches, g_bytes_unref);
  gtk_widget_set_visible (self->find_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));

  return TRUE;
}

static void
stop_cb (VdtHuntGrid *self)
{
  vdt_hunt_grid_leave (self);
}

static void
next_cb (VdtHuntGrid *self)
{
  vdt_hunt_grid_find_next (self, FALSE);
}

static GtkWidget *
new_button (const char *icon,
            const char *name,
            const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

void
vdt_hunt_grid_add_find (VdtHuntGrid *self)
{
  GtkWidget *entry = gtk_search_entry_new ();

  self->find_entry = GTK_EDITABLE (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search in the rows"), -1);
  g_signal_connect_swapped (entry, "search-changed", G_CALLBACK (search_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (next_cb), self);
  g_signal_connect_swapped (entry, "stop-search", G_CALLBACK (stop_cb), self);
  self->find_label = GTK_LABEL (gtk_label_new (NULL));
  self->find_bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->find_bar, "grid-bar");
  gtk_box_append (GTK_BOX (self->find_bar), entry);
  gtk_box_append (GTK_BOX (self->find_bar), GTK_WIDGET (self->find_label));
  gtk_box_append (GTK_BOX (self->find_bar), new_button ("vdt-up-symbolic", _("Previous Row Found"),
                                                        "rows.previous-match"));
  gtk_box_append (GTK_BOX (self->find_bar), new_button ("vdt-down-symbolic", _("Next Row Found"), "rows.next-match"));
  gtk_widget_set_visible (self->find_bar, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->find_bar);
}
