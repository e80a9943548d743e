/* test-store-log.c
 *
 * The activity log's chain, proposals and small state.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <sqlite3.h>
#include <string.h>

#include "vdt-error.h"

static void
plain_exec (StoreFixture *f,
            const char   *sql,
            int           expected)
{
  g_autofree char *path = store_fixture_path (f, "case.db");
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, expected);
  sqlite3_close (db);
}

static void
fill (StoreFixture *f)
{
  g_autoptr(VdtIncident) incident = make_incident ("1", 1);

  wait_import_one (f->store, incident);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("title %u", i);
      g_autoptr(VdtChange) change = vdt_change_new_set ("1", "title", title);
      g_autoptr(GError) error = NULL;
      g_autoptr(VdtReceipt) receipt G_GNUC_UNUSED = wait_apply (f->store, change, &error);

      g_assert_no_error (error);
    }
}

static void
test_append_only (StoreFixture  *f,
                  gconstpointer  data)
{
  fill (f);
  plain_exec (f, "UPDATE activity SET after = 'something else' WHERE seq = 5", SQLITE_CONSTRAINT);
  plain_exec (f, "DELETE FROM activity WHERE seq = 5", SQLITE_CONSTRAINT);
}

/* Someone with the file and a program: the chain tells where. */
static void
test_tampered (StoreFixture  *f,
               gconstpointer  data)
{
  static const struct
  {
    const char *sql;
    guint       first_broken;
  } rows[] = {
    { "UPDATE activity SET after = 'something else' WHERE seq = 5", 5 },
    { "UPDATE activity SET actor = 'Someone Else' WHERE seq = 1", 1 },
    { "UPDATE activity SET at = at + 1 WHERE seq = 21", 21 },
    { "UPDATE activity SET note = '' WHERE seq = 7", 7 },
    { "UPDATE activity SET hash = previous_hash WHERE seq = 9", 9 },
    { "DELETE FROM activity WHERE seq = 12", 12 },
    { "DELETE FROM activity WHERE seq > 15", 16 },
    { "DELETE FROM activity", 1 },
    { "INSERT INTO activity (at, actor_kind, action, previous_hash, hash) VALUES (1, 'person', 'x', '', '')", 22 },
    { "UPDATE activity SET seq = 100 WHERE seq = 3; UPDATE activity SET seq = 3 WHERE seq = 4;"
      "UPDATE activity SET seq = 4 WHERE seq = 100", 3 },
  };
  g_autofree char *path = store_fixture_path (f, "case.db");
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  fill (f);
  wait_close (f->store);
  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(VdtStoreAudit) audit = NULL;

      g_test_message ("%s", rows[i].sql);
      g_file_set_contents (path, bytes, (gssize) length, &error);
      g_assert_no_error (error);
      plain_exec (f, "DROP TRIGGER activity_no_update; DROP TRIGGER activity_no_delete", SQLITE_OK);
      plain_exec (f, rows[i].sql, SQLITE_OK);
      wait_open (f->store, f->folder, &error);
      g_assert_no_error (error);
      audit = wait_verify (f->store);
      g_assert_false (audit->intact);
      g_assert_cmpuint (audit->first_broken, ==, rows[i].first_broken);
      g_assert_nonnull (audit->message);
      wait_close (f->store);
    }
}

static void
test_own_entry (StoreFixture  *f,
                gconstpointer  data)
{
  g_autoptr(VdtActivity) entry = vdt_activity_new ();
  g_autoptr(GAsyncResult) logged = NULL;
  g_autoptr(GAsyncResult) listed = NULL;
  g_autoptr(GListModel) entries = NULL;
  g_autoptr(VdtActivity) read = NULL;
  g_autoptr(VdtStoreAudit) audit = NULL;
  g_autoptr(GError) error = NULL;

  fill (f);
  vdt_record_set_text (entry, "incident-id", "1");
  vdt_record_set_text (entry, "actor-kind", "person");
  vdt_record_set_text (entry, "action", "export-report");
  vdt_record_set_text (entry, "note", "as PDF");
  vdt_store_log_async (f->store, entry, NULL, wait_cb, &logged);
  vdt_store_log_finish (f->store, wait_result (&logged), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vdt_activity_get_sequence (entry), ==, 22);
  g_assert_cmpstr (vdt_activity_get_actor (entry), ==, "Lea Winter");

  vdt_store_list_activity_async (f->store, NULL, 0, 5, NULL, wait_cb, &listed);
  entries = vdt_store_list_activity_finish (f->store, wait_result (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 5);
  read = g_list_model_get_item (entries, 0);
  g_assert_cmpstr (vdt_activity_get_action (read), ==, "export-report");
  g_assert_cmpstr (vdt_activity_get_hash (read), ==, vdt_activity_get_hash (entry));
  audit = wait_verify (f->store);
  g_assert_true (audit->intact);
  g_assert_cmpuint (audit->n_entries, ==, 22);
}

/* Proposals. */

static VdtProposal *
make_proposal (const char *hash,
               const char *text)
{
  static const char *const ids[] = { "A:da-1-0_1", "E:0123456789abcdef", NULL };
  VdtProposal *proposal = vdt_proposal_new ("summary", "1");
  g_autoptr(VdtStatement) headline = vdt_statement_new ("headline", text, ids, "builtin");
  g_autoptr(VdtStatement) guess = vdt_statement_new ("gaps", "It may go on.", NULL, "inference");
  g_autoptr(VdtFact) fact = vdt_fact_new ("A:da-1-0_1", "alert");

  vdt_statement_add_span (headline, 0, 3, VDT_SPAN_ENTITY, "device:mde:ws-1", TRUE);
  vdt_record_set_text (fact, "title", "Encoded command number 0");
  vdt_proposal_add_fact (proposal, fact);
  vdt_proposal_add_statement (proposal, headline);
  vdt_proposal_add_statement (proposal, guess);
  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", "1");
  vdt_record_set_text (proposal, "input-hash", hash);
  vdt_proposal_set_state (proposal, "proposed");

  return proposal;
}

static void
save (StoreFixture *f,
      VdtProposal  *proposal,
      const char   *actor)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  vdt_store_save_proposal_async (f->store, proposal, actor, NULL, NULL, wait_cb, &result);
  vdt_store_save_proposal_finish (f->store, wait_result (&result), &error);
  g_assert_no_error (error);
}

static GListModel *
load (StoreFixture *f)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GListModel *list;

  vdt_store_load_proposals_async (f->store, "1", "summary", NULL, wait_cb, &result);
  list = vdt_store_load_proposals_finish (f->store, wait_result (&result), &error);
  g_assert_no_error (error);

  return list;
}

static void
test_versions (StoreFixture  *f,
               gconstpointer  data)
{
  g_autoptr(VdtProposal) proposal = make_proposal ("hash one", "ws-1 was used.");
  g_autoptr(VdtProposal) edited = make_proposal ("hash one", "ws-1 was misused.");
  g_autoptr(GListModel) list = NULL;
  g_autoptr(VdtProposal) newest = NULL;
  g_autoptr(VdtProposal) first = NULL;
  g_autoptr(VdtStatement) statement = NULL;
  GListModel *statements;

  fill (f);
  save (f, proposal, "builtin");
  save (f, proposal, "builtin");
  vdt_record_set_text (edited, "id", vdt_proposal_get_id (proposal));
  vdt_proposal_set_state (edited, "edited");
  save (f, edited, NULL);
  g_assert_cmpuint (vdt_proposal_get_version (edited), ==, 2);

  store_fixture_reopen (f);
  list = load (f);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);
  newest = g_list_model_get_item (list, 0);
  first = g_list_model_get_item (list, 1);
  g_assert_cmpuint (vdt_proposal_get_version (newest), ==, 2);
  g_assert_cmpuint (vdt_proposal_get_version (first), ==, 1);
  g_assert_cmpstr (vdt_proposal_get_state (newest), ==, "edited");
  /* proposed, edited; saving the same again is no event */
  g_assert_cmpuint (g_list_model_get_n_items (vdt_proposal_get_history (newest)), ==, 2);

  statements = vdt_proposal_get_statements (first);
  g_assert_cmpuint (g_list_model_get_n_items (statements), ==, 2);
  statement = g_list_model_get_item (statements, 0);
  g_assert_cmpstr (vdt_statement_get_text (statement), ==, "ws-1 was used.");
  g_assert_cmpuint (g_strv_length ((char **) vdt_statement_get_fact_ids (statement)), ==, 2);
  g_assert_cmpuint (vdt_statement_get_n_spans (statement), ==, 1);
  g_assert_cmpstr (vdt_statement_get_span (statement, 0)->ref, ==, "device:mde:ws-1");
  g_assert_true (vdt_statement_get_span (statement, 0)->marked);
  g_assert_cmpuint (vdt_proposal_get_citation_number (first, "E:0123456789abcdef"), ==, 2);
  g_assert_nonnull (vdt_proposal_find_fact (first, "A:da-1-0_1"));

  wait_close (f->store);
  plain_exec (f, "UPDATE statement SET text = 'overwritten'", SQLITE_CONSTRAINT);
  plain_exec (f, "UPDATE proposal_version SET version = 9", SQLITE_CONSTRAINT);
}

static void
test_life (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr(VdtProposal) proposal = make_proposal ("hash one", "ws-1 was used.");
  g_autoptr(GAsyncResult) judged = NULL;
  g_autoptr(GAsyncResult) rated = NULL;
  g_autoptr(GAsyncResult) same = NULL;
  g_autoptr(GAsyncResult) stale = NULL;
  g_autoptr(GAsyncResult) missing = NULL;
  g_autoptr(GListModel) list = NULL;
  g_autoptr(VdtProposal) read = NULL;
  g_autoptr(VdtProposalEvent) event = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtActivity) entry = NULL;
  g_autoptr(GError) error = NULL;
  guint n;

  fill (f);
  save (f, proposal, "builtin");
  vdt_store_judge_proposal_async (f->store, vdt_proposal_get_id (proposal), "accepted", NULL, NULL, NULL, wait_cb,
                                  &judged);
  g_assert_true (vdt_store_judge_proposal_finish (f->store, wait_result (&judged), &error));
  vdt_store_add_feedback_async (f->store, vdt_proposal_get_id (proposal), 0, "bad", "the wrong host", NULL, wait_cb,
                                &rated);
  g_assert_true (vdt_store_add_feedback_finish (f->store, wait_result (&rated), &error));
  vdt_store_mark_stale_async (f->store, "1", "summary", "hash one", NULL, wait_cb, &same);
  g_assert_true (vdt_store_mark_stale_finish (f->store, wait_result (&same), &n, &error));
  g_assert_cmpuint (n, ==, 0);
  vdt_store_mark_stale_async (f->store, "1", "summary", "hash two", NULL, wait_cb, &stale);
  g_assert_true (vdt_store_mark_stale_finish (f->store, wait_result (&stale), &n, &error));
  g_assert_cmpuint (n, ==, 1);

  list = load (f);
  read = g_list_model_get_item (list, 0);
  g_assert_cmpstr (vdt_proposal_get_state (read), ==, "stale");
  event = g_list_model_get_item (vdt_proposal_get_history (read), 1);
  g_assert_cmpstr (vdt_proposal_event_get_state (event), ==, "accepted");
  g_assert_cmpstr (vdt_proposal_event_get_actor (event), ==, "Lea Winter");

  incident = wait_load (f->store, "1");
  entry = g_list_model_get_item (vdt_incident_get_activity (incident), 1);
  g_assert_cmpstr (vdt_activity_get_action (entry), ==, "rate-statement");
  g_assert_cmpstr (vdt_activity_get_note (entry), ==, "the wrong host");

  vdt_store_judge_proposal_async (f->store, "no such", "accepted", NULL, NULL, NULL, wait_cb, &missing);
  g_assert_false (vdt_store_judge_proposal_finish (f->store, wait_result (&missing), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND);
}

static void
set_state (StoreFixture *f,
           const char   *key,
           const char   *value)
{
  g_autoptr(GAsyncResult) result = NULL;

  vdt_store_set_state_async (f->store, key, value, NULL, wait_cb, &result);
  g_assert_true (vdt_store_set_state_finish (f->store, wait_result (&result), NULL));
}

static void
test_state (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GHashTable) state = NULL;

  set_state (f, "draft/1", "Dear");
  set_state (f, "draft/1", "Dear Mira");
  set_state (f, "draft/2", "gone");
  set_state (f, "draft/2", NULL);
  set_state (f, "window/tabs", "1\n2");
  store_fixture_reopen (f);

  vdt_store_load_state_async (f->store, "draft/", NULL, wait_cb, &result);
  state = vdt_store_load_state_finish (f->store, wait_result (&result), NULL);
  g_assert_cmpuint (g_hash_table_size (state), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (state, "draft/1"), ==, "Dear Mira");
}

static void
add_test (const char *path,
          void      (*test) (StoreFixture  *f,
                             gconstpointer  data))
{
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/log/append-only", test_append_only);
  add_test ("/store/log/tampered", test_tampered);
  add_test ("/store/log/own-entry", test_own_entry);
  add_test ("/store/proposal/versions", test_versions);
  add_test ("/store/proposal/life", test_life);
  add_test ("/store/state", test_state);

  return g_test_run ();
}
