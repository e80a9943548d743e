/* vdt-hunt-page-views.c
 *
 * The two views of a result, rows and chart, and the way from a chart back to the
 * query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-kql-kinds.h"
#include "vdt-kql-syntax.h"

static void
show_rows_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);

  gtk_stack_set_visible_child_name (self->views, "rows");
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
show_chart_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);

  gtk_stack_set_visible_child_name (self->views, "chart");
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
}

/* Where an operator is added to a query: at its end, or before the bar of its
 * render. */
static gsize
end_of_query (const char *query)
{
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (query, -1, NULL);
  VdtKqlNode *root = vdt_kql_tree_get_root (tree);
  gsize end = strlen (query);

  for (VdtKqlNode *node = root; node != NULL; node = vdt_kql_node_next_in_tree (node, root))
    if (node->kind == VDT_KQL_RENDER_OPERATOR)
      for (gsize at = node->start; at > 0; at--)
        if (query[at - 1] == '|')
          {
            end = at - 1;
            break;
          }
  while (end > 0 && (g_ascii_isspace (query[end - 1]) || query[end - 1] == ';'))
    end--;

  return end;
}

static void
filter_range_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (widget);
  g_autofree char *filter = vdt_hunt_chart_dup_filter (self->chart);
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  const char *query = self->run != NULL ? vdt_query_run_get_text (self->run) : "";
  g_autofree char *line = NULL;
  GtkTextIter place;
  gsize at = self->run_start + end_of_query (query);

  if (filter == NULL)
    {
      vdt_feedback_toast (widget, _("Choose a range of the chart first"));
      return;
    }
  if (self->run_start > strlen (text) || !g_str_has_prefix (text + self->run_start, query))
    {
      vdt_feedback_toast (widget, _("The query has changed since it ran; run it again"));
      return;
    }

  line = g_strdup_printf ("\n%s", filter);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &place, (int) g_utf8_strlen (text, (gssize) at));
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_insert (self->buffer, &place, line, -1);
  gtk_text_buffer_end_user_action (self->buffer);
  gtk_text_buffer_place_cursor (self->buffer, &place);
  gtk_widget_activate_action (widget, "hunt.run", NULL);
}

/* A query that ends with render shows what it asks for. */
void
vdt_hunt_page_views_changed (VdtHuntPage *self)
{
  const char *chart = vdt_query_run_get_chart (self->run);

  if (vdt_query_run_get_state (self->run) == VDT_QUERY_DONE && chart != NULL && !g_str_equal (chart, "table"))
    gtk_stack_set_visible_child_name (self->views, "chart");
  else if (vdt_query_run_get_state (self->run) >= VDT_QUERY_DONE)
    gtk_stack_set_visible_child_name (self->views, "rows");
}

void
vdt_hunt_page_class_add_views (VdtHuntPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, views);
  gtk_widget_class_bind_template_child (widget_class, VdtHuntPage, chart);
  gtk_widget_class_install_action (widget_class, "hunt.show-rows", NULL, show_rows_action);
  gtk_widget_class_install_action (widget_class, "hunt.show-chart", NULL, show_chart_action);
  gtk_widget_class_install_action (widget_class, "hunt.filter-range", NULL, filter_range_action);
}
