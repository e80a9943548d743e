/* vdt-hunt-page-check.c
 *
 * What the editor finds wrong with the text, as rows below it; the names that
 * the text may use; and the text kept with the session.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vdt-kql-diagnostic.h"
#include "vdt-session-hunt.h"

#define SAVE_DELAY   300 /* ms after the last key */
#define MAX_PROBLEMS 50  /* rows; who has more begins with the first */

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
  g_autofree char *place = vdt_kql_editor_dup_place (self->editor, start);
  g_auto(GStrv) parts = g_strsplit (place, ":", 2);

  /* Translators: both are numbers. */
  return g_strdup_printf (_("Line %s, column %s"), parts[0], parts[1]);
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
  g_object_set_data (G_OBJECT (row), "start", GSIZE_TO_POINTER (problem->start));
  g_object_set_data (G_OBJECT (row), "length", GSIZE_TO_POINTER (problem->length));
  gtk_list_box_append (self->problems, row);
}

void
vdt_hunt_page_problems_changed_cb (VdtHuntPage *self)
{
  GPtrArray *problems = vdt_kql_editor_get_problems (self->editor);
  GtkListBoxRow *row;
  guint n = 0;

  while ((row = gtk_list_box_get_row_at_index (self->problems, 0)) != NULL)
    gtk_list_box_remove (self->problems, GTK_WIDGET (row));
  /* What keeps the query from running comes first. */
  for (guint severity = VDT_KQL_SEVERITY_ERROR; severity <= VDT_KQL_SEVERITY_HINT; severity++)
    for (guint i = 0; i < problems->len && n < MAX_PROBLEMS; i++)
      if (((const VdtKqlDiagnostic *) g_ptr_array_index (problems, i))->severity == severity)
        {
          add_problem (self, g_ptr_array_index (problems, i));
          n++;
        }
  gtk_widget_set_visible (self->problems_scrolled, problems->len > 0);
}

void
vdt_hunt_page_problem_activated_cb (VdtHuntPage   *self,
                                    GtkListBoxRow *row)
{
  vdt_kql_editor_show_place (self->editor, GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "start")),
                             GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (row), "length")));
}

/**
 * vdt_hunt_page_update_names:
 * @self: a page
 *
 * Tells the editor which tables and columns there are now; imported files bring some.
 */
void
vdt_hunt_page_update_names (VdtHuntPage *self)
{
  g_autoptr(VdtKqlCatalog) catalog = NULL;

  if (self->session == NULL || vdt_session_get_state (self->session) != VDT_SESSION_OPEN)
    return;

  catalog = vdt_session_dup_catalog (self->session);
  vdt_kql_editor_set_catalog (self->editor, catalog);
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
save_cb (gpointer user_data)
{
  VdtHuntPage *self = user_data;

  self->save_id = 0;
  vdt_hunt_page_save (self);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_hunt_page_save_soon:
 * @self: a page whose text was changed
 *
 * Keeps the text once typing pauses.
 */
void
vdt_hunt_page_save_soon (VdtHuntPage *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add (SAVE_DELAY, save_cb, self);
}
