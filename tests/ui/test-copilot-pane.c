/* test-copilot-pane.c
 *
 * The summary in the pane: it comes by itself, cites, can be judged and copied.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-citation-popover.h"
#include "vdt-copilot-pane.h"
#include "vdt-session-copilot.h"
#include "vdt-statement-row.h"
#include "vdt-summary-card.h"
#include "vdt-ui-fixture.h"

static VdtProposal *
summary (VdtUiFixture *f)
{
  return vdt_session_get_summary (f->session, vdt_page_get_incident (vdt_window_get_page (f->window)));
}

static gboolean
is_written (gpointer proposal)
{
  return g_strcmp0 (vdt_proposal_get_state (proposal), "streaming") != 0;
}

static gboolean
is_accepted (gpointer proposal)
{
  return g_strcmp0 (vdt_proposal_get_state (proposal), "accepted") == 0;
}

static VdtSummaryCard *
card (VdtUiFixture *f)
{
  return VDT_SUMMARY_CARD (vdt_ui_fixture_find (GTK_WIDGET (f->window), VDT_TYPE_SUMMARY_CARD));
}

/* Opening an incident is all it takes. */
static void
test_comes (VdtUiFixture  *f,
            gconstpointer  data)
{
  VdtProposal *proposal = summary (f);

  g_assert_nonnull (proposal);
  vdt_ui_fixture_wait (is_written, proposal);
  vdt_ui_fixture_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (vdt_summary_card_get_rows (card (f))), ==,
                    g_list_model_get_n_items (vdt_proposal_get_statements (proposal)));
  g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_statements (proposal)), >, 3);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (card (f)), GTK_ACCESSIBLE_STATE_BUSY, FALSE);
  g_assert_cmpuint (vdt_ui_fixture_count_nameless (GTK_WIDGET (f->window)), ==, 0);
}

static void
test_citation (VdtUiFixture  *f,
               gconstpointer  data)
{
  GtkWidget *popover;

  vdt_ui_fixture_wait (is_written, summary (f));
  vdt_ui_fixture_settle ();
  gtk_widget_activate_action (GTK_WIDGET (card (f)), "copilot.next-citation", NULL);
  vdt_ui_fixture_settle ();
  popover = vdt_ui_fixture_find (GTK_WIDGET (card (f)), VDT_TYPE_CITATION_POPOVER);
  g_assert_nonnull (popover);
  g_assert_nonnull (vdt_ui_fixture_find_button (popover, "win.show-fact-in"));
  /* The record is marked in the page behind. */
  g_assert_nonnull (vdt_page_get_selected (vdt_window_get_page (f->window)));
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_accept (VdtUiFixture  *f,
             gconstpointer  data)
{
  VdtProposal *proposal = summary (f);

  vdt_ui_fixture_wait (is_written, proposal);
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "proposed");
  g_assert_true (vdt_window_run_action (f->window, "copilot.accept"));
  vdt_ui_fixture_wait (is_accepted, summary (f));
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
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->window));
  g_autofree char *text = NULL;

  vdt_ui_fixture_wait (is_written, summary (f));
  g_assert_true (vdt_window_run_action (f->window, "copilot.copy('all')"));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/html"));
  g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard), "text/markdown"));

  g_assert_true (vdt_window_run_action (f->window, "copilot.copy('markdown')"));
  gdk_clipboard_read_text_async (clipboard, NULL, pasted_cb, &text);
  vdt_ui_fixture_wait (is_set, &text);
  g_assert_nonnull (g_strstr_len (text, -1, "\\[1\\]"));
}

int
main (int   argc,
      char *argv[])
{
  vdt_ui_fixture_init (&argc, &argv);
  g_test_add ("/ui/copilot-pane/comes", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_comes,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/copilot-pane/citation", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_citation,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/copilot-pane/accept", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_accept,
              vdt_ui_fixture_tear_down);
  g_test_add ("/ui/copilot-pane/copy", VdtUiFixture, "sample", vdt_ui_fixture_set_up, test_copy,
              vdt_ui_fixture_tear_down);

  return g_test_run ();
}
