/* vdt-hunt-grid-sums.c
 *
 * What is selected, and what it adds up to.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>

#include "vdt-hunt-grid-private.h"
#include "vdt-safe-text.h"
#include "vdt-session-result.h"

#define SOON_MS   150 /* the selection has to rest so long */
#define MAX_BOUND 24  /* characters */

/* A number without digits that say nothing. */
static char *
dup_number (double number)
{
  return ABS (number) < 1e15 && number == (double) (gint64) number
         ? g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number)
         : g_strdup_printf ("%.6g", number);
}

static char *
dup_selected (VdtHuntGrid *self)
{
  const VdtGridSelection *selection = vdt_grid_view_get_selection (self->view);
  guint64 cells = vdt_grid_selection_count_cells (selection);
  guint64 rows = vdt_grid_selection_count_rows (selection);
  g_autofree char *cell_text = g_strdup_printf (ngettext ("%lu cell", "%lu cells", (gulong) cells), (gulong) cells);
  g_autofree char *row_text = g_strdup_printf (ngettext ("%lu row", "%lu rows", (gulong) rows), (gulong) rows);

  /* Translators: "12 cells in 3 rows". */
  return g_strdup_printf (_("%s in %s"), cell_text, row_text);
}

static void
summed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(VdtHuntGrid) self = user_data;
  g_autoptr(VdtResultSums) sums = vdt_session_sum_up_result_finish (result, NULL);
  g_autoptr(GString) text = NULL;
  g_autofree char *selected = NULL;

  if (sums == NULL || self->rows == NULL)
    return;

  selected = dup_selected (self);
  text = g_string_new (selected);
  if (sums->n_distinct > 0)
    g_string_append_printf (text, _(" · %lu distinct"), (gulong) sums->n_distinct);
  if (sums->n_numbers > 0)
    {
      g_autofree char *sum = dup_number (sums->sum);
      g_autofree char *mean = dup_number (sums->mean);

      g_string_append_printf (text, _(" · sum %s · mean %s"), sum, mean);
    }
  if (sums->min != NULL && sums->max != NULL)
    {
      g_autofree char *min = vdt_safe_text (sums->min, -1, MAX_BOUND, NULL);
      g_autofree char *max = vdt_safe_text (sums->max, -1, MAX_BOUND, NULL);

      g_string_append_printf (text, _(" · min %s · max %s"), min, max);
    }
  gtk_label_set_label (self->sums, text->str);
}

static gboolean
sum_up_cb (gpointer user_data)
{
  VdtHuntGrid *self = user_data;
  g_autoptr(VdtResultSource) source = vdt_hunt_grid_new_source (self, TRUE);
  g_autoptr(GArray) columns = vdt_hunt_grid_dup_columns (self);

  self->sum_id = 0;
  vdt_hunt_grid_renew (&self->summing);
  vdt_session_sum_up_result_async (source, (const guint *) (gpointer) columns->data, columns->len, self->summing,
                                   summed_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/* Says at once what is selected, and what it adds up to when it rests. */
void
vdt_hunt_grid_sum_up_soon (VdtHuntGrid *self)
{
  const VdtGridSelection *selection = vdt_grid_view_get_selection (self->view);
  g_autofree char *selected = NULL;
  gboolean several = self->rows != NULL && vdt_grid_selection_count_cells (selection) > 1;

  g_clear_handle_id (&self->sum_id, g_source_remove);
  g_cancellable_cancel (self->summing);
  gtk_widget_set_visible (GTK_WIDGET (self->sums), several);
  if (!several)
    return;

  selected = dup_selected (self);
  gtk_label_set_label (self->sums, selected);
  self->sum_id = g_timeout_add (SOON_MS, sum_up_cb, self);
}

void
vdt_hunt_grid_add_sums (VdtHuntGrid *self)
{
  self->sums = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->sums, 0);
  gtk_label_set_ellipsize (self->sums, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->sums), "grid-bar");
  gtk_widget_set_visible (GTK_WIDGET (self->sums), FALSE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->sums));
}
