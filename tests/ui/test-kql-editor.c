/* test-kql-editor.c
 *
 * The query editor alone: colours, problems, completion, the query at the caret.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "vdt-kql-editor.h"

static const char schema[] =
  "{\"tables\": {\"Devices\": [[\"Name\", \"string\"], [\"Age\", \"long\"], [\"Up\", \"bool\"]]}, \"functions\": []}";

typedef struct
{
  GtkWidget     *window;
  VdtKqlEditor  *editor;
  GtkTextBuffer *buffer;
  gboolean       checked;
} Fixture;

static void
checked_cb (Fixture *f)
{
  f->checked = TRUE;
}

static void
set_up (Fixture       *f,
        gconstpointer  text)
{
  g_autoptr(VdtKqlCatalog) catalog = vdt_kql_catalog_new_from_json (schema, -1, NULL);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  f->window = gtk_window_new ();
  f->editor = VDT_KQL_EDITOR (vdt_kql_editor_new ());
  f->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (f->editor));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->editor));
  gtk_window_set_child (GTK_WINDOW (f->window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 400);
  g_signal_connect_swapped (f->editor, "problems-changed", G_CALLBACK (checked_cb), f);
  vdt_kql_editor_set_catalog (f->editor, catalog);
  vdt_kql_editor_load_text (f->editor, text != NULL ? text : "");
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (GTK_WIDGET (f->editor));
  while (!gtk_widget_get_mapped (GTK_WIDGET (f->editor)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture       *f,
           gconstpointer  text)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_checked (Fixture *f)
{
  f->checked = FALSE;
  while (!f->checked)
    g_main_context_iteration (NULL, TRUE);
}

/* The caret goes to ¦ in @text, which is not part of it. */
static void
load (Fixture    *f,
      const char *text)
{
  const char *caret = strstr (text, "¦");
  g_autofree char *before = g_strndup (text, (gsize) (caret - text));
  g_autofree char *all = g_strconcat (before, caret + strlen ("¦"), NULL);
  GtkTextIter iter;

  vdt_kql_editor_load_text (f->editor, all);
  gtk_text_buffer_get_iter_at_offset (f->buffer, &iter, (int) g_utf8_strlen (before, -1));
  gtk_text_buffer_place_cursor (f->buffer, &iter);
}

static char *
dup_marked (Fixture *f)
{
  GtkTextIter from, to, caret;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  gtk_text_buffer_get_bounds (f->buffer, &from, &to);
  gtk_text_buffer_get_iter_at_mark (f->buffer, &caret, gtk_text_buffer_get_insert (f->buffer));
  before = gtk_text_buffer_get_text (f->buffer, &from, &caret, TRUE);
  after = gtk_text_buffer_get_text (f->buffer, &caret, &to, TRUE);

  return g_strconcat (before, "¦", after, NULL);
}

static void
type (Fixture    *f,
      const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    gtk_text_buffer_insert_interactive_at_cursor (f->buffer, p, (int) (g_utf8_next_char (p) - p), TRUE);
  for (guint i = 0; i < 100 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static gboolean
is_coloured (Fixture *f,
             int      offset)
{
  GtkTextIter iter;
  g_autoptr(GSList) tags = NULL;

  gtk_text_buffer_get_iter_at_offset (f->buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      gboolean set;

      g_object_get (l->data, "foreground-set", &set, NULL);
      if (set)
        return TRUE;
    }

  return FALSE;
}

static gboolean
frame_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       seen)
{
  return ++*(guint *) seen < 3 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
wait_frames (Fixture *f)
{
  guint seen = 0;

  gtk_widget_add_tick_callback (GTK_WIDGET (f->editor), frame_cb, &seen, NULL);
  while (seen < 3)
    g_main_context_iteration (NULL, TRUE);
}

/* What a name is makes its colour; a line that is too long has none and nothing else suffers. */
static void
test_colours (Fixture       *f,
              gconstpointer  text)
{
  g_autofree char *line = g_strnfill (1200, 'x');
  g_autofree char *query = g_strdup_printf ("Devices | where Name == '%s'\n| take 5", line);

  load (f, "Devices¦ | where Name has 'é'");
  wait_checked (f);
  wait_frames (f);
  g_assert_true (is_coloured (f, 0));
  g_assert_true (is_coloured (f, 16));
  g_assert_false (is_coloured (f, 15));
  g_assert_false (vdt_kql_editor_is_plain (f->editor));

  vdt_kql_editor_set_text (f->editor, query);
  g_assert_true (vdt_kql_editor_is_plain (f->editor));
  g_assert_false (gtk_source_buffer_get_highlight_syntax (GTK_SOURCE_BUFFER (f->buffer)));
  wait_checked (f);
  wait_frames (f);
  g_assert_false (is_coloured (f, 0));
  g_assert_true (is_coloured (f, (int) strlen (query) - 6));

  vdt_kql_editor_set_text (f->editor, "Devices");
  g_assert_false (vdt_kql_editor_is_plain (f->editor));
  g_assert_true (gtk_source_buffer_get_highlight_syntax (GTK_SOURCE_BUFFER (f->buffer)));
}

static void
test_problems (Fixture       *f,
               gconstpointer  text)
{
  const VdtKqlDiagnostic *problem;
  g_autofree char *place = NULL;

  load (f, "Devices | count\n\nDevices\n| where Nane == 'ü' and Bogus == 1¦");
  wait_checked (f);
  g_assert_cmpuint (vdt_kql_editor_get_problems (f->editor)->len, >=, 2);
  problem = g_ptr_array_index (vdt_kql_editor_get_problems (f->editor), 0);
  place = vdt_kql_editor_dup_place (f->editor, problem->start);
  g_assert_cmpstr (place, ==, "4:9");
  g_assert_cmpuint (problem->length, ==, 4);
  g_assert_cmpint (problem->severity, ==, VDT_KQL_SEVERITY_ERROR);

  /* The query that was not touched is not checked again, and is still right. */
  gtk_text_buffer_set_text (f->buffer, "Devices | count\n\nDevices\n| where Name == 'ü'", -1);
  wait_checked (f);
  for (guint i = 0; i < vdt_kql_editor_get_problems (f->editor)->len; i++)
    {
      problem = g_ptr_array_index (vdt_kql_editor_get_problems (f->editor), i);
      g_assert_cmpint (problem->severity, !=, VDT_KQL_SEVERITY_ERROR);
    }
}

static void
test_query (Fixture       *f,
            gconstpointer  text)
{
  g_autofree char *query = NULL;
  g_autofree char *selected = NULL;
  gsize start;

  load (f, "Devices | count\n\nlet é = 1;\n\nDevices¦ | take é\n\nprint 1");
  query = vdt_kql_editor_dup_query (f->editor, &start);
  g_assert_cmpstr (g_strchomp (query), ==, "let é = 1;\n\nDevices | take é");
  g_assert_cmpuint (start, ==, 17);

  vdt_kql_editor_show_place (f->editor, 0, 7);
  selected = vdt_kql_editor_dup_query (f->editor, &start);
  g_assert_cmpstr (selected, ==, "Devices");
  g_assert_cmpuint (start, ==, 0);
}

static gboolean
offers (Fixture    *f,
        const char *text)
{
  VdtKqlPopup *popup = vdt_kql_editor_get_popup (f->editor);
  GListModel *proposals = popup != NULL ? vdt_kql_popup_get_proposals (popup) : NULL;

  for (guint i = 0; proposals != NULL && i < g_list_model_get_n_items (proposals); i++)
    {
      g_autoptr(VdtKqlProposal) proposal = g_list_model_get_item (proposals, i);

      if (g_str_equal (vdt_kql_proposal_get_item (proposal)->text, text))
        return TRUE;
    }

  return FALSE;
}

static void
test_completion (Fixture       *f,
                 gconstpointer  text)
{
  g_autofree char *all = NULL;
  VdtKqlPopup *popup;

  wait_frames (f);
  /* While typing, with the best one selected; nothing is selected where nothing was typed. */
  type (f, "Devices | wh");
  popup = vdt_kql_editor_get_popup (f->editor);
  g_assert_nonnull (popup);
  g_assert_cmpstr (vdt_kql_proposal_get_item (vdt_kql_popup_get_selected (popup))->text, ==, "where");
  type (f, "ere ");
  g_assert_true (offers (f, "Name"));
  g_assert_null (vdt_kql_popup_get_selected (popup));
  type (f, "nam");
  g_assert_true (offers (f, "Name"));
  g_assert_false (offers (f, "Age"));
  /* One that was pasted shows nothing. */
  load (f, "Devices | where ¦");
  gtk_text_buffer_insert_at_cursor (f->buffer, "Nam", -1);
  wait_frames (f);
  g_assert_null (vdt_kql_editor_get_popup (f->editor));

  gtk_widget_activate_action (GTK_WIDGET (f->editor), "editor.complete", NULL);
  popup = vdt_kql_editor_get_popup (f->editor);
  g_assert_nonnull (popup);
  g_signal_emit_by_name (popup, "chosen");
  all = dup_marked (f);
  g_assert_cmpstr (all, ==, "Devices | where Name ¦");
  gtk_text_buffer_undo (f->buffer);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/ui/kql-editor/colours", Fixture, NULL, set_up, test_colours, tear_down);
  g_test_add ("/ui/kql-editor/problems", Fixture, NULL, set_up, test_problems, tear_down);
  g_test_add ("/ui/kql-editor/query", Fixture, NULL, set_up, test_query, tear_down);
  g_test_add ("/ui/kql-editor/completion", Fixture, NULL, set_up, test_completion, tear_down);

  return g_test_run ();
}
