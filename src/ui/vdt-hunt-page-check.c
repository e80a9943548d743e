/* vdt-hunt-page-check.c
 *
 * What is wrong with the text in the editor, found out a moment after it was
 * changed and on a worker; and the text kept with the session.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-kql-analysis.h"
#include "vdt-kql-diagnostic.h"
#include "vdt-session-hunt.h"

#define CHECK_DELAY  300  /* ms after the last key */
#define MAX_PROBLEMS 50   /* rows; who has more begins with the first */
#define MAX_LINE     1000 /* characters; longer lines are not marked, which would hold up the window */

typedef struct
{
  char          *text;
  VdtKqlCatalog *catalog;
} Check;

static void
check_free (Check *check)
{
  g_free (check->text);
  vdt_kql_catalog_unref (check->catalog);
  g_free (check);
}

static void
check_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Check *check = task_data;
  const VdtKqlAnalyzeOptions options = { .cancellable = cancellable };
  g_autoptr(VdtKqlTree) tree = vdt_kql_parse (check->text, -1, NULL);
  g_autoptr(VdtKqlAnalysis) analysis = vdt_kql_analyze (tree, check->catalog, &options);
  GPtrArray *diagnostics = vdt_kql_analysis_get_diagnostics (analysis);
  GPtrArray *problems = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_kql_diagnostic_free);

  for (guint i = 0; i < diagnostics->len && i < MAX_PROBLEMS; i++)
    g_ptr_array_add (problems, vdt_kql_diagnostic_copy (g_ptr_array_index (diagnostics, i)));
  g_task_return_pointer (task, problems, (GDestroyNotify) g_ptr_array_unref);
}

/* Offsets of the query language are bytes, those of the buffer characters. */
static gboolean
get_bounds (VdtHuntPage *self,
            const char  *text,
            gsize        start,
            gsize        length,
            GtkTextIter *out_from,
            GtkTextIter *out_to)
{
  gsize size = strlen (text);
  glong from;

  if (start > size)
    return FALSE;

  length = MIN (length, size - start);
  from = g_utf8_pointer_to_offset (text, text + start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, out_from, (int) from);
  gtk_text_buffer_get_iter_at_offset (self->buffer, out_to,
                                      (int) (from + g_utf8_pointer_to_offset (text + start, text + start + length)));

  return TRUE;
}

/**
 * vdt_hunt_page_dup_place:
 * @self: a page
 * @start: a place in the text, bytes
 *
 * Returns: (transfer full): the line and the column
 */
char *
vdt_hunt_page_dup_place (VdtHuntPage *self,
                         gsize        start)
{
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  GtkTextIter from, to;

  if (!get_bounds (self, text, start, 0, &from, &to))
    return g_strdup ("");

  return g_strdup_printf (_("Line %d, column %d"), gtk_text_iter_get_line (&from) + 1,
                          gtk_text_iter_get_line_offset (&from) + 1);
}

/**
 * vdt_hunt_page_show_place:
 * @self: a page
 * @start: a place in the text, bytes
 * @length: how long it is, bytes
 *
 * Selects a part of the text and puts the focus there.
 */
void
vdt_hunt_page_show_place (VdtHuntPage *self,
                          gsize        start,
                          gsize        length)
{
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  GtkTextIter from, to;

  if (!get_bounds (self, text, start, length, &from, &to))
    return;

  gtk_text_buffer_select_range (self->buffer, &from, &to);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->editor), gtk_text_buffer_get_insert (self->buffer), 0.1,
                                FALSE, 0, 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static gboolean
has_long_line (GtkTextBuffer *buffer)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (buffer, &iter);
  do
    if (gtk_text_iter_get_chars_in_line (&iter) > MAX_LINE)
      return TRUE;
  while (gtk_text_iter_forward_line (&iter));

  return FALSE;
}

static void
add_problem (VdtHuntPage            *self,
             const VdtKqlDiagnostic *problem)
{
  gboolean is_error = problem->severity == VDT_KQL_SEVERITY_ERROR;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label;
  g_autofree char *place = vdt_hunt_page_dup_place (self, problem->start);
  /* Translators: where in the text, and what is said of it. */
  g_autofree char *text = g_strdup_printf (_("%s: %s"), place, problem->message);

  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, text);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (is_error ? "vdt-failed-symbolic"
                                                               : "vdt-info-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (row), "problem", vdt_kql_diagnostic_copy (problem),
                          (GDestroyNotify) vdt_kql_diagnostic_free);
  gtk_list_box_append (self->problems, row);
}

static void
show_problems (VdtHuntPage *self,
               GPtrArray   *problems)
{
  g_autofree char *text = vdt_hunt_page_dup_text (self);
  gboolean may_mark = !has_long_line (self->buffer);
  GtkListBoxRow *row;
  GtkTextIter from, to;

  while ((row = gtk_list_box_get_row_at_index (self->problems, 0)) != NULL)
    gtk_list_box_remove (self->problems, GTK_WIDGET (row));
  gtk_text_buffer_get_bounds (self->buffer, &from, &to);
  gtk_text_buffer_remove_tag (self->buffer, self->error_tag, &from, &to);
  gtk_source_buffer_set_highlight_matching_brackets (GTK_SOURCE_BUFFER (self->buffer), may_mark);

  for (guint i = 0; i < problems->len; i++)
    {
      const VdtKqlDiagnostic *problem = g_ptr_array_index (problems, i);

      add_problem (self, problem);
      if (may_mark && problem->severity == VDT_KQL_SEVERITY_ERROR &&
          get_bounds (self, text, problem->start, MAX (problem->length, 1), &from, &to))
        gtk_text_buffer_apply_tag (self->buffer, self->error_tag, &from, &to);
    }
  gtk_widget_set_visible (self->problems_scrolled, problems->len > 0);
}

static void
checked_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  VdtHuntPage *self = VDT_HUNT_PAGE (object);
  g_autoptr(GPtrArray) problems = g_task_propagate_pointer (G_TASK (result), NULL);

  /* The only error is that the text is another one by now, or the page closed. */
  if (problems != NULL && self->session != NULL)
    show_problems (self, problems);
}

void
vdt_hunt_page_problem_activated_cb (VdtHuntPage   *self,
                                    GtkListBoxRow *row)
{
  const VdtKqlDiagnostic *problem = g_object_get_data (G_OBJECT (row), "problem");

  vdt_hunt_page_show_place (self, problem->start, problem->length);
}

/**
 * vdt_hunt_page_save:
 * @self: a page
 *
 * Keeps the text with the session, so that it is there the next time.
 */
void
vdt_hunt_page_save (VdtHuntPage *self)
{
  g_autofree char *text = NULL;

  if (self->session == NULL || vdt_session_get_state (self->session) != VDT_SESSION_OPEN)
    return;

  text = vdt_hunt_page_dup_text (self);
  vdt_session_save_state (self->session, vdt_page_get_key (VDT_PAGE (self)), text);
}

static gboolean
check_cb (gpointer user_data)
{
  VdtHuntPage *self = user_data;
  g_autoptr(GTask) task = NULL;
  Check *check;

  self->check_id = 0;
  vdt_hunt_page_save (self);
  if (vdt_session_get_state (self->session) != VDT_SESSION_OPEN)
    return G_SOURCE_REMOVE;

  check = g_new0 (Check, 1);
  check->text = vdt_hunt_page_dup_text (self);
  check->catalog = vdt_session_dup_catalog (self->session);
  self->checking = g_cancellable_new ();
  task = g_task_new (self, self->checking, checked_cb, NULL);
  g_task_set_source_tag (task, check_cb);
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  g_task_run_in_thread (task, check_thread);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_hunt_page_check_soon:
 * @self: a page whose text was changed
 *
 * Checks and keeps the text once typing pauses.
 */
void
vdt_hunt_page_check_soon (VdtHuntPage *self)
{
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (CHECK_DELAY, check_cb, self);
}
