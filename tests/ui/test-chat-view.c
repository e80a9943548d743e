/* test-chat-view.c
 *
 * The conversation in the pane: a question is answered with citations, a plan
 * waits for approval, an unclear one offers choices, and the model is never
 * asked before what would be sent is shown.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chat-view.h"
#include "vdt-outgoing-window.h"
#include "vdt-session-chat.h"
#include "vdt-session-model.h"
#include "vdt-statement-row.h"
#include "vdt-ui-fixture.h"

typedef struct
{
  GListModel *list;
  guint       n;
} Wanted;

static gboolean
has_items (gpointer user_data)
{
  Wanted *wanted = user_data;

  return g_list_model_get_n_items (wanted->list) >= wanted->n;
}

static gboolean
has_view (gpointer window)
{
  return vdt_ui_fixture_find (window, VDT_TYPE_CHAT_VIEW) != NULL;
}

static VdtChatView *
open_view (VdtUiFixture *f)
{
  VdtChatView *view;

  g_assert_true (vdt_window_run_action (f->window, "copilot.show-part('ask')"));
  vdt_ui_fixture_wait (has_view, f->window);
  view = VDT_CHAT_VIEW (vdt_ui_fixture_find (GTK_WIDGET (f->window), VDT_TYPE_CHAT_VIEW));
  g_assert_nonnull (view);
  vdt_ui_fixture_settle ();

  return view;
}

static GListModel *
conversation (VdtUiFixture *f)
{
  return vdt_session_get_conversation (f->session, vdt_page_get_incident (vdt_window_get_page (f->window)));
}

static void
test_ask (VdtUiFixture  *f,
          gconstpointer  data)
{
  VdtChatView *view = open_view (f);
  Wanted wanted = { conversation (f), 1 };

  vdt_chat_view_ask (view, "Which hosts are involved?");
  vdt_ui_fixture_wait (has_items, &wanted);
  vdt_ui_fixture_settle ();
  g_assert_nonnull (vdt_ui_fixture_find (GTK_WIDGET (view), VDT_TYPE_STATEMENT_ROW));
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
}

static gboolean
has_approve (gpointer view)
{
  return vdt_ui_fixture_find_button (view, "chat.approve") != NULL;
}

static void
test_plan (VdtUiFixture  *f,
           gconstpointer  data)
{
  VdtChatView *view = open_view (f);
  Wanted wanted = { conversation (f), 2 };

  vdt_chat_view_ask (view, "list the hosts, then list the techniques");
  vdt_ui_fixture_wait (has_approve, view);
  g_assert_cmpuint (g_list_model_get_n_items (wanted.list), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (view), "chat.approve", NULL);
  vdt_ui_fixture_wait (has_items, &wanted);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (wanted.list), ==, 2);
}

static gboolean
has_choice (gpointer view)
{
  return vdt_ui_fixture_find_button (view, "chat.ask-this") != NULL;
}

static void
test_choices (VdtUiFixture  *f,
              gconstpointer  data)
{
  VdtChatView *view = open_view (f);
  Wanted wanted = { conversation (f), 2 };

  vdt_chat_view_ask (view, "How is the weather?");
  vdt_ui_fixture_wait (has_choice, view);
  gtk_widget_activate_action (GTK_WIDGET (view), "chat.ask-this", "s", "What happened?");
  vdt_ui_fixture_wait (has_items, &wanted);
}

static GtkWidget *
find_dialog (void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (VDT_IS_OUTGOING_WINDOW (l->data))
      return l->data;

  return NULL;
}

static gboolean
has_dialog (gpointer user_data)
{
  return find_dialog () != NULL;
}

static void
test_model (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtChatView *view = open_view (f);
  g_autoptr(VdtModelSettings) settings = vdt_model_settings_new ();
  GtkWidget *entry = vdt_ui_fixture_find (GTK_WIDGET (view), GTK_TYPE_ENTRY);
  GtkWidget *dialog;

  settings->enabled = TRUE;
  g_free (settings->url);
  settings->url = g_strdup ("http://127.0.0.1:9/v1");
  g_free (settings->model);
  settings->model = g_strdup ("nobody");
  g_assert_true (vdt_session_set_model (f->session, settings, NULL));

  gtk_editable_set_text (GTK_EDITABLE (entry), "Who is behind it?");
  gtk_widget_activate_action (GTK_WIDGET (view), "chat.ask-model", NULL);
  vdt_ui_fixture_wait (has_dialog, NULL);
  vdt_ui_fixture_settle ();
  dialog = find_dialog ();
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (dialog), ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
  vdt_ui_fixture_settle ();
  g_assert_null (find_dialog ());
  g_assert_cmpuint (g_list_model_get_n_items (conversation (f)), ==, 0);

  /* Thinking better of it once does not mean never. */
  gtk_widget_activate_action (GTK_WIDGET (view), "copilot.model-summary", "s", "translate");
  vdt_ui_fixture_wait (has_dialog, NULL);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (conversation (f)), ==, 0);
}

#define ADD(path, func) g_test_add (path, VdtUiFixture, "sample", vdt_ui_fixture_set_up, func, vdt_ui_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);

  ADD ("/ui/chat-view/ask", test_ask);
  ADD ("/ui/chat-view/plan", test_plan);
  ADD ("/ui/chat-view/choices", test_choices);
  ADD ("/ui/chat-view/model", test_model);

  return g_test_run ();
}
