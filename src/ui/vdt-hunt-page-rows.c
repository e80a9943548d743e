/* vdt-hunt-page-rows.c
 *
 * What can be done with the rows of the hunting page.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-hunt-page-private.h"

static VdtHuntGrid *
grid_of (GtkWidget *page)
{
  return VDT_HUNT_PAGE (page)->grid;
}

static gboolean
is (GVariant   *parameter,
    const char *word)
{
  return g_str_equal (g_variant_get_string (parameter, NULL), word);
}

static void
sort_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  guint row, column;

  if (is (parameter, "none"))
    vdt_hunt_grid_sort (grid_of (widget), -1, FALSE);
  else if (vdt_grid_view_get_cursor (vdt_hunt_grid_get_view (grid_of (widget)), &row, &column))
    vdt_hunt_grid_sort (grid_of (widget), (int) column, is (parameter, "descending"));
}

static void
filter_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vdt_hunt_grid_open_filter (grid_of (widget));
}

static void
filter_value_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  vdt_hunt_grid_filter_by_cell (grid_of (widget), is (parameter, "is-not"));
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_hunt_grid_clear_filters (grid_of (widget));
}

static void
match_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_hunt_grid_find_next (grid_of (widget), g_str_equal (name, "rows.previous-match"));
}

static void
values_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vdt_hunt_grid_open_values (grid_of (widget));
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  vdt_hunt_grid_open_columns (grid_of (widget));
}

static void
fold_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_fold (grid_of (widget), !vdt_hunt_grid_get_folds (grid_of (widget)));
}

static void
hide_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_hide_column (grid_of (widget));
}

static void
pin_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  vdt_hunt_grid_pin_column (grid_of (widget));
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_move_column (grid_of (widget), is (parameter, "left") ? -1 : 1);
}

static void
resize_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vdt_hunt_grid_resize_column (grid_of (widget), is (parameter, "narrower") ? -1 : 1);
}

static void
local_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_hunt_grid_toggle_local (grid_of (widget));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_open_row (grid_of (widget));
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_copy (grid_of (widget), g_variant_get_string (parameter, NULL));
}

static void
where_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  vdt_hunt_grid_add_where (grid_of (widget), is (parameter, "is-not"));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  vdt_hunt_grid_export (grid_of (widget), g_variant_get_string (parameter, NULL));
}

static void
keep_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  vdt_hunt_grid_keep (grid_of (widget));
}

/* Where the text that has run ends, if it is still there; else the end of all text. */
static void
find_end_of_run (VdtHuntPage *self,
                 GtkTextIter *out_end)
{
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  const char *query = vdt_query_run_get_text (self->run);
  gsize length = strlen (query);
  gsize at = self->run_start;

  gtk_text_buffer_get_end_iter (self->buffer, out_end);
  if (strlen (text) < at + length || strncmp (text + at, query, length) != 0)
    return;

  while (length > 0 && g_ascii_isspace (query[length - 1]))
    length--;
  gtk_text_buffer_get_iter_at_offset (self->buffer, out_end, (int) g_utf8_pointer_to_offset (text, text + at + length));
}

/**
 * vdt_hunt_page_extend_query:
 * @self: a page
 * @text: what the query that ran last is to go on with
 *
 * Writes it behind that query, in one step for undo.
 */
void
vdt_hunt_page_extend_query (VdtHuntPage *self,
                            const char  *text)
{
  g_autofree char *line = g_strconcat ("\n", text, NULL);
  GtkTextIter end;

  if (self->run == NULL)
    return;

  find_end_of_run (self, &end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert (self->buffer, &end, line, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  vdt_feedback_toast (GTK_WIDGET (self), _("Added to the query; F5 runs it"));
}

static void
search (VdtPage *page)
{
  vdt_hunt_grid_find (VDT_HUNT_PAGE (page)->grid);
}

/**
 * vdt_hunt_page_class_add_rows:
 * @klass: the page's class
 *
 * The `rows` actions, which work wherever the focus is on the page.
 */
void
vdt_hunt_page_class_add_rows (VdtHuntPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct
  {
    const char                  *name;
    const char                  *type;
    GtkWidgetActionActivateFunc  func;
  } actions[] = {
    { "rows.sort", "s", sort_action },
    { "rows.filter", NULL, filter_action },
    { "rows.filter-value", "s", filter_value_action },
    { "rows.clear-filters", NULL, clear_action },
    { "rows.next-match", NULL, match_action },
    { "rows.previous-match", NULL, match_action },
    { "rows.values", NULL, values_action },
    { "rows.columns", NULL, columns_action },
    { "rows.fold", NULL, fold_action },
    { "rows.hide-column", NULL, hide_action },
    { "rows.pin-column", NULL, pin_action },
    { "rows.move-column", "s", move_action },
    { "rows.resize-column", "s", resize_action },
    { "rows.local-time", NULL, local_action },
    { "rows.open", NULL, open_action },
    { "rows.copy", "s", copy_action },
    { "rows.where", "s", where_action },
    { "rows.export", "s", export_action },
    { "rows.keep", NULL, keep_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type, actions[i].func);
  VDT_PAGE_CLASS (klass)->search = search;
}
