/* vdt-hunt-grid-share.c
 *
 * Cells of the rows for other programs, and for the query.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-feedback.h"
#include "vdt-grid-copy.h"
#include "vdt-hunt-grid-private.h"
#include "vdt-session-result.h"
#include "vdt-time.h"

#define MAX_COPIED 50000 /* rows */
#define MAX_WHERE  200

/* Whether there are rows, and not too many of them; says so if not. */
gboolean
vdt_hunt_grid_check_rows (VdtHuntGrid *self,
                          guint        max)
{
  guint64 n = self->rows != NULL ? vdt_grid_selection_count_rows (vdt_grid_view_get_selection (self->view)) : 0;
  g_autofree char *text = NULL;

  if (n > 0 && n <= max)
    return TRUE;

  text = n == 0 ? g_strdup (_("Select rows first"))
                /* Translators: how many rows there may be. */
                : g_strdup_printf (_("Select at most %u rows for this, or export them"), max);
  vdt_feedback_toast (GTK_WIDGET (self), text);

  return FALSE;
}

static char *
dup_format (VdtHuntGrid       *self,
            VdtGridCopyFormat  format,
            gboolean           with_names)
{
  const VdtGridSelection *selection = vdt_grid_view_get_selection (self->view);
  g_autoptr(GArray) rows = vdt_grid_selection_dup_rows (selection);
  g_autoptr(GArray) columns = vdt_hunt_grid_dup_columns (self);

  return vdt_grid_copy (VDT_GRID_MODEL (self->rows), rows, columns, format, with_names);
}

static char *
dup_datatable (VdtHuntGrid *self)
{
  g_autoptr(VdtResultSource) source = vdt_hunt_grid_new_source (self, TRUE);
  g_autoptr(GArray) columns = vdt_hunt_grid_dup_columns (self);

  return vdt_session_dup_datatable (source, (const guint *) (gpointer) columns->data, columns->len);
}

/* Where the rows are from, so that they can be found again. */
static char *
dup_citation (VdtHuntGrid *self)
{
  VdtQueryRun *run = vdt_hunt_rows_get_run (self->rows);
  guint64 n = vdt_grid_selection_count_rows (vdt_grid_view_get_selection (self->view));
  g_autofree char *now = vdt_time_format (g_get_real_time (), VDT_TIME_ISO);

  /* Translators: numbers of rows, and a time. */
  return g_strdup_printf (_("%lu of %lu rows, local engine, %s"), (gulong) n,
                          (gulong) vdt_query_run_get_stats (run)->rows, now);
}

/* The query above the rows: as Markdown for those who take text, as HTML for the others. */
static void
copy_cited (VdtHuntGrid *self)
{
  const char *query = vdt_query_run_get_text (vdt_hunt_rows_get_run (self->rows));
  g_autofree char *citation = dup_citation (self);
  g_autofree char *markdown = dup_format (self, VDT_GRID_COPY_MARKDOWN, TRUE);
  g_autofree char *html = dup_format (self, VDT_GRID_COPY_HTML, TRUE);
  g_autofree char *escaped = g_markup_escape_text (query, -1);
  g_autofree char *escaped_citation = g_markup_escape_text (citation, -1);
  g_autofree char *text = g_strdup_printf ("```kusto\n%s\n```\n\n%s\n%s\n", query, markdown, citation);
  g_autofree char *page = g_strdup_printf ("<pre>%s</pre>\n%s<p>%s</p>\n", escaped, html, escaped_citation);
  g_autoptr(GBytes) bytes = g_bytes_new (page, strlen (page));
  g_autoptr(GBytes) text_bytes = g_bytes_new (text, strlen (text));
  GdkContentProvider *providers[] = {
    gdk_content_provider_new_for_bytes ("text/html", bytes),
    gdk_content_provider_new_for_bytes ("text/markdown", text_bytes),
    gdk_content_provider_new_typed (G_TYPE_STRING, text),
  };
  g_autoptr(GdkContentProvider) all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), all);
}

/**
 * vdt_hunt_grid_copy:
 * @self: a grid
 * @format: `tsv`, `markdown`, `html`, `datatable` or `cited`
 *
 * Copies the selected cells.
 */
void
vdt_hunt_grid_copy (VdtHuntGrid *self,
                    const char  *format)
{
  g_autofree char *text = NULL;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (!vdt_hunt_grid_check_rows (self, MAX_COPIED))
    return;

  if (g_str_equal (format, "cited"))
    copy_cited (self);
  else
    {
      text = g_str_equal (format, "datatable") ? dup_datatable (self)
             : g_str_equal (format, "markdown") ? dup_format (self, VDT_GRID_COPY_MARKDOWN, TRUE)
             : g_str_equal (format, "html")     ? dup_format (self, VDT_GRID_COPY_HTML, TRUE)
                                                : vdt_hunt_grid_dup_marked (self);
      gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
    }
  vdt_feedback_toast (GTK_WIDGET (self), _("Cells copied"));
}

/**
 * vdt_hunt_grid_add_where:
 * @self: a grid
 * @without: the rows that do not have the selected cells
 *
 * Asks for the query to be narrowed to the rows that have the selected cells: the signal
 * `extend-query` has the text.
 */
void
vdt_hunt_grid_add_where (VdtHuntGrid *self,
                         gboolean     without)
{
  g_autoptr(VdtResultSource) source = NULL;
  g_autoptr(GArray) columns = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (VDT_IS_HUNT_GRID (self));

  if (!vdt_hunt_grid_check_rows (self, MAX_WHERE))
    return;

  source = vdt_hunt_grid_new_source (self, TRUE);
  columns = vdt_hunt_grid_dup_columns (self);
  text = vdt_session_dup_where (source, (const guint *) (gpointer) columns->data, columns->len, without);
  g_signal_emit_by_name (self, "extend-query", text);
}
