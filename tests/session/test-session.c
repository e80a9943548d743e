/* test-session.c
 *
 * The use cases over a real workspace: the sample comes in, is changed, undone,
 * summarised, and is the same after a restart.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "session-fixture.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-session-changes.h"
#include "vdt-session-copilot.h"
#include "vdt-session-queue.h"

static void
open_sample (Fixture *f)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  g_clear_object (&f->result);
  vdt_session_open_sample_async (f->session, NULL, fixture_done_cb, f);
  id = vdt_session_open_sample_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "142");
}

static void
apply (Fixture   *f,
       VdtChange *change)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_apply_async (f->session, change, NULL, fixture_done_cb, f);
  vdt_session_apply_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_object_unref (change);
}

static void
undo (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_undo_async (f->session, NULL, fixture_done_cb, f);
  vdt_session_undo_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
redo (Fixture *f)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_redo_async (f->session, NULL, fixture_done_cb, f);
  vdt_session_redo_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
wait_for_summary (VdtProposal *proposal)
{
  while (g_strcmp0 (vdt_proposal_get_state (proposal), "streaming") == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_sample (Fixture       *f,
             gconstpointer  data)
{
  GListModel *queue = vdt_session_get_queue (f->session);

  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 0);
  g_assert_false (vdt_session_get_has_sample (f->session));
  open_sample (f);
  g_assert_true (vdt_session_get_has_sample (f->session));
  g_assert_cmpuint (g_list_model_get_n_items (queue), >=, 20);
  while (vdt_progress_get_active (vdt_session_get_progress (f->session)))
    g_main_context_iteration (NULL, TRUE);

  g_clear_object (&f->result);
  vdt_session_remove_sample_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_remove_sample_finish (f->session, fixture_wait (f), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 0);
  g_assert_false (vdt_session_get_has_sample (f->session));
}

static void
test_changes (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtIncident) again = NULL;
  g_autofree char *title = NULL;

  open_sample (f);
  incident = fixture_load (f, "142");
  again = fixture_load (f, "142");
  g_assert_true (incident == again);
  title = g_strdup (vdt_incident_get_title (incident));

  apply (f, vdt_change_new_set ("142", "owner", "ana"));
  g_assert_cmpstr (vdt_incident_get_owner (incident), ==, "ana");
  g_assert_true (vdt_session_get_can_undo (f->session));
  g_assert_nonnull (vdt_session_get_undo_title (f->session));

  apply (f, vdt_change_new_set ("142", "title", "A name by a person"));
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "A name by a person");

  undo (f);
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, title);
  g_assert_cmpstr (vdt_incident_get_owner (incident), ==, "ana");
  g_assert_true (vdt_session_get_can_redo (f->session));

  redo (f);
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "A name by a person");
  undo (f);
  undo (f);
  g_assert_cmpstr (vdt_incident_get_owner (incident), !=, "ana");
  g_assert_false (vdt_session_get_can_undo (f->session));
}

/* Resolving takes the alerts with it, and one undo brings all back. */
static void
test_resolve (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = NULL;
  GListModel *alerts;
  guint n_open = 0;

  open_sample (f);
  incident = fixture_load (f, "142");
  alerts = vdt_incident_get_alerts (incident);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      n_open += g_strcmp0 (vdt_alert_get_status (alert), "resolved") != 0;
    }
  g_assert_cmpuint (n_open, >, 0);

  apply (f, vdt_session_new_resolve (f->session, incident, "truePositive", "malware", "Cleaned."));
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, "resolved");
  g_assert_cmpstr (vdt_incident_get_closing_note (incident), ==, "Cleaned.");
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      g_assert_cmpstr (vdt_alert_get_status (alert), ==, "resolved");
    }

  undo (f);
  g_assert_cmpstr (vdt_incident_get_status (incident), !=, "resolved");
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      n_open -= g_strcmp0 (vdt_alert_get_status (alert), "resolved") != 0;
    }
  g_assert_cmpuint (n_open, ==, 0);
}

static void
test_summary (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtProposal) second = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;

  open_sample (f);
  incident = fixture_load (f, "142");
  g_assert_null (vdt_session_get_summary (f->session, incident));
  proposal = g_object_ref (vdt_session_summarize (f->session, incident, FALSE));
  wait_for_summary (proposal);
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "proposed");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_statements (proposal)), >=, 8);
  g_assert_true (vdt_session_summarize (f->session, incident, FALSE) == proposal);

  text = vdt_session_export_proposal (f->session, proposal, "text");
  second = g_object_ref (vdt_session_summarize (f->session, incident, TRUE));
  g_assert_true (second != proposal);
  wait_for_summary (second);
  text_again = vdt_session_export_proposal (f->session, second, "text");
  g_assert_cmpstr (text, ==, text_again);

  vdt_session_stop_summary (f->session, incident);
}

static void
test_judging (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtStatement) statement = NULL;
  VdtProposal *proposal;

  open_sample (f);
  incident = fixture_load (f, "142");
  proposal = vdt_session_summarize (f->session, incident, FALSE);
  wait_for_summary (proposal);
  for (int i = 0; i < 50; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }

  g_clear_object (&f->result);
  vdt_session_judge_proposal_async (f->session, proposal, "accepted", NULL, NULL, NULL, fixture_done_cb, f);
  vdt_session_proposal_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "accepted");

  g_clear_object (&f->result);
  vdt_session_edit_statement_async (f->session, proposal, 0, "My own words.", NULL, fixture_done_cb, f);
  vdt_session_proposal_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (vdt_proposal_get_state (proposal), ==, "edited");
  statement = g_list_model_get_item (vdt_proposal_get_statements (proposal), 0);
  g_assert_cmpstr (vdt_statement_get_text (statement), ==, "My own words.");
  g_assert_cmpuint (g_strv_length ((char **) vdt_statement_get_fact_ids (statement)), >, 0);

  g_clear_object (&f->result);
  vdt_session_feedback_async (f->session, proposal, 1, "wrong", "not so", NULL, fixture_done_cb, f);
  vdt_session_proposal_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
}

static void
test_restart (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr(VdtIncident) incident = NULL;
  g_autofree char *state = NULL;
  g_autoptr(GError) error = NULL;
  guint n_entries = 0;

  open_sample (f);
  incident = fixture_load (f, "142");
  apply (f, vdt_change_new_set ("142", "owner", "ana"));
  vdt_session_save_state (f->session, "tabs", "142");
  vdt_session_close (f->session);
  g_clear_object (&f->session);
  g_clear_object (&incident);
  for (int i = 0; i < 100; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }

  fixture_open (f);
  g_assert_true (vdt_session_get_has_sample (f->session));
  state = vdt_session_dup_state (f->session, "tabs");
  g_assert_cmpstr (state, ==, "142");
  incident = fixture_load (f, "142");
  g_assert_cmpstr (vdt_incident_get_owner (incident), ==, "ana");

  g_clear_object (&f->result);
  vdt_session_verify_async (f->session, NULL, fixture_done_cb, f);
  g_assert_true (vdt_session_verify_finish (f->session, fixture_wait (f), &n_entries, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_entries, >, 0);
}

static void
test_not_found (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_clear_object (&f->result);
  vdt_session_load_incident_async (f->session, "no such", NULL, fixture_done_cb, f);
  g_assert_null (vdt_session_load_incident_finish (f->session, fixture_wait (f), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND);
}

/* The list as a file: its order, one line each, and no cell that a spreadsheet runs. */
static void
test_export (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VdtQueueQuery) query = vdt_queue_query_new ();
  g_autofree char *csv = NULL;
  g_auto(GStrv) lines = NULL;
  guint n;

  open_sample (f);
  apply (f, vdt_change_new_set ("142", "title", "=cmd|' /C calc'!A0"));
  vdt_record_set_text (query, "sort-key", "priority");
  vdt_record_set_flag (query, "descending", TRUE);
  vdt_session_set_queue_query (f->session, query);
  n = g_list_model_get_n_items (vdt_session_get_queue (f->session));

  g_clear_object (&f->result);
  vdt_session_export_queue_async (f->session, NULL, fixture_done_cb, f);
  bytes = vdt_session_export_queue_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  csv = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, n + 2);
  g_assert_true (g_str_has_prefix (lines[0], "\xef\xbb\xbf\"id\",\"priority\""));
  g_assert_true (g_str_has_prefix (lines[1], "\"142\",\"100\",\"high\",\"'=cmd|"));
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/session/session/sample", test_sample },
    { "/session/session/changes", test_changes },
    { "/session/session/resolve", test_resolve },
    { "/session/session/summary", test_summary },
    { "/session/session/judging", test_judging },
    { "/session/session/restart", test_restart },
    { "/session/session/not-found", test_not_found },
    { "/session/export", test_export },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);

  return g_test_run ();
}
