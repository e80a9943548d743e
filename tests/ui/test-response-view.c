/* test-response-view.c
 *
 * The guided response in the pane: cards come by themselves, open, become tasks, are
 * filtered, and their texts can be copied.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-guidebook-window.h"
#include "vdt-response-card.h"
#include "vdt-response-view.h"
#include "vdt-session-guidebook.h"
#include "vdt-session-response.h"
#include "vdt-ui-fixture.h"

static VdtIncident *
incident (VdtUiFixture *f)
{
  return vdt_page_get_incident (vdt_window_get_page (f->window));
}

static gboolean
is_there (gpointer data)
{
  VdtUiFixture *f = data;
  VdtProposal *proposal = vdt_session_get_response (f->session, incident (f));

  return proposal != NULL && g_strcmp0 (vdt_proposal_get_state (proposal), "proposed") == 0;
}

static VdtResponseView *
view (VdtUiFixture *f)
{
  vdt_ui_fixture_wait (is_there, f);
  g_assert_true (vdt_window_run_action (f->window, "copilot.show-part('steps')"));
  vdt_ui_fixture_settle ();

  return VDT_RESPONSE_VIEW (vdt_ui_fixture_find (GTK_WIDGET (f->window), VDT_TYPE_RESPONSE_VIEW));
}

static guint
count (GtkWidget *root,
       GType      type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count (child, type);

  return n;
}

static VdtCard *
card_with (VdtUiFixture *f,
           const char   *property)
{
  GListModel *cards = vdt_proposal_get_cards (vdt_session_get_response (f->session, incident (f)));

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);

      if (vdt_record_get_text (card, property) != NULL && vdt_card_get_outward (card) == g_str_equal (property, "entity"))
        return g_steal_pointer (&card);
    }

  return NULL;
}

static void
test_comes (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtResponseView *self = view (f);
  VdtResponseCard *card = VDT_RESPONSE_CARD (vdt_ui_fixture_find (GTK_WIDGET (self), VDT_TYPE_RESPONSE_CARD));

  g_assert_nonnull (card);
  /* five of each group at first */
  g_assert_cmpuint (count (GTK_WIDGET (self), VDT_TYPE_RESPONSE_CARD), <=, 20);
  g_assert_cmpuint (count (GTK_WIDGET (self), VDT_TYPE_RESPONSE_CARD), >=, 15);
  vdt_response_card_set_open (card, TRUE);
  vdt_ui_fixture_settle ();
  g_assert_nonnull (vdt_ui_fixture_find_button (GTK_WIDGET (card), "response.set-state"));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (self)), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (self), "response.show-all", "s", "containment");
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (count (GTK_WIDGET (self), VDT_TYPE_RESPONSE_CARD), >, 20);
}

static gboolean
has_task (gpointer data)
{
  return g_list_model_get_n_items (vdt_incident_get_tasks (incident (data))) > 0;
}

static gboolean
has_no_task (gpointer data)
{
  return !has_task (data);
}

static gboolean
is_done (gpointer task)
{
  return g_strcmp0 (vdt_task_get_state (task), "done") == 0;
}

static gboolean
is_open (gpointer task)
{
  return g_strcmp0 (vdt_task_get_state (task), "open") == 0;
}

/* Accepting a card puts a task into the incident, to be done by hand and ticked off. */
static void
test_task (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtResponseView *self = view (f);
  g_autoptr(VdtCard) card = card_with (f, "entity");
  g_autoptr(VdtTask) task = NULL;

  gtk_widget_activate_action (GTK_WIDGET (self), "response.set-state", "(ss)", vdt_card_get_key (card), "accepted");
  vdt_ui_fixture_wait (has_task, f);
  vdt_ui_fixture_settle ();
  task = g_list_model_get_item (vdt_incident_get_tasks (incident (f)), 0);
  g_assert_cmpstr (vdt_task_get_state (task), ==, "open");
  g_assert_true (vdt_task_get_outward (task));
  g_assert_nonnull (vdt_task_get_steps (task)[0]);
  g_assert_cmpstr (vdt_card_get_state (card), ==, "accepted");
  g_assert_nonnull (vdt_ui_fixture_find (GTK_WIDGET (self), GTK_TYPE_CHECK_BUTTON));

  vdt_response_view_set_filter (self, "accepted");
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (count (GTK_WIDGET (self), VDT_TYPE_RESPONSE_CARD), ==, 1);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (vdt_ui_fixture_find (GTK_WIDGET (self), GTK_TYPE_CHECK_BUTTON)),
                               TRUE);
  for (guint i = 0; i < 2; i++)
    {
      vdt_ui_fixture_wait (i == 0 ? is_done : is_open, task);
      vdt_ui_fixture_settle ();
      gtk_widget_activate_action (GTK_WIDGET (f->window), "win.undo", NULL);
    }
  vdt_ui_fixture_wait (has_no_task, f);
  g_assert_cmpstr (vdt_card_get_state (card), ==, "proposed");
}

static void
pasted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
}

static gboolean
is_set (gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copy (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtResponseView *self = view (f);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->window));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(VdtCard) card = card_with (f, i == 0 ? "message" : "query");
      g_autofree char *text = NULL;

      gtk_widget_activate_action (GTK_WIDGET (self), i == 0 ? "response.copy-message" : "response.copy-query", "s",
                                  vdt_card_get_key (card));
      gdk_clipboard_read_text_async (clipboard, NULL, pasted_cb, &text);
      vdt_ui_fixture_wait (is_set, &text);
      g_assert_cmpstr (text, ==, i == 0 ? vdt_card_get_message (card) : vdt_card_get_query (card));
    }
}

static GtkWidget *
find_window (GType type)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;

  return NULL;
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(VdtGuidebook **) user_data = vdt_session_import_guidebook_finish (VDT_SESSION (object), result, NULL);
}

static gboolean
has_button (gpointer window)
{
  return vdt_ui_fixture_find (window, ADW_TYPE_EXPANDER_ROW) != NULL;
}

/* A guidebook stands in its window, to be reviewed and activated. */
static void
test_guidebooks (VdtUiFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "book.md", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(VdtGuidebook) guidebook = NULL;
  GtkWidget *window;

  g_assert_true (g_file_set_contents (path, "# Ransomware\n\n- Isolate the device\n- Call the board\n", -1, NULL));
  vdt_session_import_guidebook_async (f->session, file, NULL, imported_cb, &guidebook);
  vdt_ui_fixture_wait (is_set, &guidebook);
  g_assert_true (vdt_window_run_action (f->window, "copilot.guidebooks"));
  window = find_window (VDT_TYPE_GUIDEBOOK_WINDOW);
  g_assert_nonnull (window);
  vdt_ui_fixture_wait (has_button, window);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (window), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add ("/ui/response-view/comes", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_comes,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/response-view/task", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_task,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/response-view/guidebooks", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_guidebooks,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/response-view/copy", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_copy,
              vdt_ui_fixture_tear_down);

  return g_test_run ();
}
