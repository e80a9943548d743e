/* test-store-change.c
 *
 * Every local act: done, logged, taken back, done again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "store-fixture.h"

#include <string.h>

#include "vdt-error.h"

/* All that an act may touch, as one text. */
static char *
describe (StoreFixture *f,
          const char   *id)
{
  static const char *const incident_properties[] = {
    "title", "status", "severity", "severity-set-by-hand", "owner", "classification", "determination",
    "custom-tags", "closing-note", "hidden", "n-alerts", "n-active-alerts", "n-assets"
  };
  static const char *const alert_properties[] = {
    "id", "status", "severity", "assigned-to", "classification", "determination", "custom-tags", "hidden"
  };
  g_autoptr(VdtIncident) incident = wait_load (f->store, id);
  GListModel *alerts = vdt_incident_get_alerts (incident);
  GListModel *comments = vdt_incident_get_comments (incident);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (incident_properties); i++)
    {
      g_autofree char *value = vdt_record_dup_value (incident, incident_properties[i]);

      g_string_append_printf (text, "%s=%s\n", incident_properties[i], value);
    }
  for (guint a = 0; a < g_list_model_get_n_items (alerts); a++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, a);

      for (guint i = 0; i < G_N_ELEMENTS (alert_properties); i++)
        {
          g_autofree char *value = vdt_record_dup_value (alert, alert_properties[i]);

          g_string_append_printf (text, "alert %s=%s\n", alert_properties[i], value);
        }
      g_string_append_printf (text, "alert comments=%u\n",
                              g_list_model_get_n_items (vdt_alert_get_comments (alert)));
    }
  for (guint c = 0; c < g_list_model_get_n_items (comments); c++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, c);

      g_string_append_printf (text, "comment %s: %s (%" G_GINT64_FORMAT ")\n", vdt_comment_get_author (comment),
                              vdt_comment_get_text (comment), vdt_comment_get_edited_at (comment));
    }

  for (guint k = 0; k < g_list_model_get_n_items (vdt_incident_get_tasks (incident)); k++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (vdt_incident_get_tasks (incident), k);

      g_string_append_printf (text, "task %s %s: %s\n", vdt_task_get_state (task), vdt_task_get_owner (task),
                              vdt_task_get_title (task));
    }

  for (guint k = 0; k < g_list_model_get_n_items (vdt_incident_get_kept (incident)); k++)
    {
      g_autoptr(VdtKept) kept = g_list_model_get_item (vdt_incident_get_kept (incident), k);

      g_string_append_printf (text, "kept %s %s: %s (%s) %s\n", vdt_kept_get_author (kept),
                              vdt_kept_get_kind (kept), vdt_kept_get_title (kept), vdt_kept_get_note (kept),
                              vdt_kept_get_sha256 (kept));
    }

  return g_string_free (text, FALSE);
}

static VdtReceipt *
apply (StoreFixture *f,
       VdtChange    *change)
{
  g_autoptr(VdtChange) owned = change;
  g_autoptr(GError) error = NULL;
  VdtReceipt *receipt = wait_apply (f->store, owned, &error);

  g_assert_no_error (error);

  return receipt;
}

static void
fill (StoreFixture *f)
{
  g_autoptr(VdtIncident) a = make_incident ("1", 3);
  g_autoptr(VdtIncident) b = make_incident ("2", 1);
  g_autoptr(VdtComment) comment = vdt_comment_new ("Portal", "imported comment", f->now);

  vdt_incident_add_comment (a, comment);
  wait_import_one (f->store, a);
  wait_import_one (f->store, b);
}

static char *
first_comment (StoreFixture *f)
{
  g_autoptr(VdtIncident) incident = wait_load (f->store, "1");
  g_autoptr(VdtComment) comment = g_list_model_get_item (vdt_incident_get_comments (incident), 0);

  return g_strdup (vdt_comment_get_id (comment));
}

/* Takes the act back, does it again, takes it back: each state is exactly what it was. */
static void
check_act (StoreFixture *f,
           const char   *name,
           VdtChange    *change)
{
  g_autofree char *before = describe (f, "1");
  g_autofree char *other_before = describe (f, "2");
  g_autoptr(VdtReceipt) done = apply (f, change);
  g_autofree char *after = describe (f, "1");
  g_autoptr(VdtReceipt) undone = NULL;
  g_autoptr(VdtReceipt) redone = NULL;
  g_autoptr(VdtReceipt) undone_again = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *other = NULL;
  g_autoptr(VdtStoreAudit) audit = NULL;

  g_test_message ("%s", name);
  g_assert_nonnull (vdt_receipt_get_token (done));
  g_assert_cmpstr (before, !=, after);
  g_assert_true (g_strv_contains (vdt_receipt_get_incident_ids (done), "1"));

  undone = wait_undo (f->store, vdt_receipt_get_token (done), &error);
  g_assert_no_error (error);
  text = describe (f, "1");
  g_assert_cmpstr (text, ==, before);
  other = describe (f, "2");
  g_assert_cmpstr (other, ==, other_before);

  redone = wait_undo (f->store, vdt_receipt_get_token (undone), &error);
  g_assert_no_error (error);
  g_free (text);
  text = describe (f, "1");
  g_assert_cmpstr (text, ==, after);

  store_fixture_reopen (f);
  undone_again = wait_undo (f->store, vdt_receipt_get_token (redone), &error);
  g_assert_no_error (error);
  g_free (text);
  text = describe (f, "1");
  g_assert_cmpstr (text, ==, before);

  audit = wait_verify (f->store);
  g_assert_true (audit->intact);
}

static VdtTask *
make_task (const char *state,
           const char *owner)
{
  VdtTask *task = vdt_task_new ("isolate-device:d1", "Isolate pc1");
  static const char *const steps[] = { "Open the page.", "Choose “Isolate”.", NULL };

  vdt_record_set_text (task, "state", state);
  vdt_record_set_text (task, "owner", owner);
  vdt_record_set_words (task, "steps", steps);
  vdt_record_set_flag (task, "outward", TRUE);

  return task;
}

/* Taking a task on, handing it over, ticking it off; the log says that it is done by hand. */
static void
check_tasks (StoreFixture *f)
{
  g_autoptr(VdtTask) accepted = make_task ("open", NULL);
  g_autoptr(VdtTask) done = make_task ("done", "lea@example.com");
  g_autoptr(VdtTask) dismissed = make_task ("not-applicable", NULL);
  g_autoptr(VdtReceipt) receipt = NULL;
  g_autoptr(VdtReceipt) finished = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtTask) stored = NULL;
  g_autoptr(VdtActivity) entry = NULL;
  GListModel *log;

  check_act (f, "accept", vdt_change_new_task ("1", accepted));
  check_act (f, "dismiss", vdt_change_new_task ("1", dismissed));
  receipt = apply (f, vdt_change_new_task ("1", accepted));
  check_act (f, "finish", vdt_change_new_task ("1", done));
  finished = apply (f, vdt_change_new_task ("1", done));

  incident = wait_load (f->store, "1");
  g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_tasks (incident)), ==, 1);
  stored = g_list_model_get_item (vdt_incident_get_tasks (incident), 0);
  g_assert_cmpstr (vdt_task_get_state (stored), ==, "done");
  g_assert_cmpstr (vdt_task_get_owner (stored), ==, "lea@example.com");
  g_assert_cmpstr (vdt_task_get_steps (stored)[1], ==, "Choose “Isolate”.");
  g_assert_true (vdt_task_get_outward (stored));
  log = vdt_incident_get_activity (incident);
  for (guint i = 0; i < g_list_model_get_n_items (log); i++)
    {
      g_autoptr(VdtActivity) item = g_list_model_get_item (log, i);

      if (g_strcmp0 (vdt_activity_get_action (item), "finish-task") == 0 &&
          g_strcmp0 (vdt_activity_get_field (item), "state") == 0)
        g_set_object (&entry, item);
    }
  g_assert_nonnull (entry);
  g_assert_cmpstr (vdt_activity_get_note (entry), ==, "By hand: Isolate pc1");
  g_assert_cmpstr (vdt_activity_get_before (entry), ==, "open");
  g_assert_cmpstr (vdt_activity_get_after (entry), ==, "done");
}

/* Keeping a selection, adding an event, taking each out again. */
static void
check_kept (StoreFixture *f)
{
  g_autoptr(VdtKept) text = vdt_kept_new ("text", "A command line", "cmd /c whoami");
  g_autoptr(VdtKept) event = vdt_kept_new_event ("Mira called the help desk", f->now);
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtKept) stored = NULL;
  g_autoptr(VdtReceipt) receipt = NULL;
  VdtChange *edit;

  vdt_record_set_text (text, "note", "who asked?");
  check_act (f, "keep", vdt_change_new_keep ("1", text));
  check_act (f, "event", vdt_change_new_keep ("1", event));

  receipt = apply (f, vdt_change_new_keep ("1", text));
  incident = wait_load (f->store, "1");
  stored = g_list_model_get_item (vdt_incident_get_kept (incident), 0);
  g_assert_true (vdt_kept_is_intact (stored));
  g_assert_cmpstr (vdt_kept_get_text (stored), ==, "cmd /c whoami");
  g_assert_cmpint (vdt_kept_get_kept_at (stored), <=, f->now);
  g_assert_cmpint (vdt_kept_get_kept_at (stored), >, 0);
  edit = vdt_change_new ("1", "edit-note");
  vdt_change_set (edit, "kept", vdt_kept_get_id (stored), "note", "who asked, and when?");
  check_act (f, "edit note", edit);
  check_act (f, "drop", vdt_change_new_drop ("1", stored));
}

static void
test_every_act (StoreFixture  *f,
                gconstpointer  data)
{
  static const char *const tags[] = { "VIP", "Finance", NULL };
  g_autofree char *comment = NULL;
  VdtChange *close;

  fill (f);
  comment = first_comment (f);

  check_act (f, "status", vdt_change_new_set ("1", "status", "inProgress"));
  check_act (f, "resolve", vdt_change_new_set ("1", "status", "resolved"));
  check_act (f, "owner", vdt_change_new_set ("1", "owner", "lea@example.com"));
  check_act (f, "severity", vdt_change_new_set ("1", "severity", "low"));
  check_act (f, "classification", vdt_change_new_set ("1", "classification", "truePositive"));
  check_act (f, "determination", vdt_change_new_set ("1", "determination", "phishing"));
  check_act (f, "name", vdt_change_new_set ("1", "title", "Mira's workstation"));
  check_act (f, "tags", vdt_change_new_tags ("1", tags));
  check_act (f, "closing note", vdt_change_new_set ("1", "closing-note", "All clear."));
  check_act (f, "hide", vdt_change_new_hide ("1", NULL, TRUE));
  check_act (f, "hide alert", vdt_change_new_hide ("1", "da-1-1_1", TRUE));
  check_act (f, "move alert", vdt_change_new_move ("1", "da-1-1_1", "2"));
  check_act (f, "comment", vdt_change_new_comment ("1", NULL, "Called Mira."));
  check_act (f, "comment on alert", vdt_change_new_comment ("1", "da-1-0_1", "This one too."));
  check_act (f, "edit comment", vdt_change_new_edit ("1", comment, "edited"));
  check_act (f, "delete comment", vdt_change_new_delete ("1", comment));
  check_kept (f);
  check_tasks (f);

  close = vdt_change_new ("1", "close-incident");
  vdt_change_set (close, "incident", "1", "status", "resolved");
  vdt_change_set (close, "incident", "1", "classification", "falsePositive");
  vdt_change_set (close, "incident", "1", "determination", "notMalicious");
  vdt_change_set (close, "incident", "1", "closing-note", "A test of the backup agent.");
  vdt_change_set (close, "incident", "1", "comments", "Closed.");
  check_act (f, "several at once", close);
}

static void
test_follows (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr(VdtReceipt) alert = NULL;
  g_autoptr(VdtReceipt) owner = NULL;
  g_autoptr(VdtReceipt) resolved = NULL;
  g_autoptr(VdtReceipt) undone = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GError) error = NULL;
  VdtChange *change = vdt_change_new ("1", "set-status");

  fill (f);
  vdt_change_set (change, "alert", "da-1-0_1", "status", "resolved");
  alert = apply (f, change);
  owner = apply (f, vdt_change_new_set ("1", "owner", "lea@example.com"));
  resolved = apply (f, vdt_change_new_set ("1", "status", "resolved"));
  /* the incident and the two alerts that were not resolved yet */
  g_assert_cmpuint (vdt_receipt_get_n_changes (resolved), ==, 3);

  incident = wait_load (f->store, "1");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(VdtAlert) item = g_list_model_get_item (vdt_incident_get_alerts (incident), i);

      g_assert_cmpstr (vdt_alert_get_status (item), ==, "resolved");
      g_assert_cmpstr (vdt_alert_get_assigned_to (item), ==, "lea@example.com");
    }
  g_assert_cmpuint (vdt_incident_get_n_active_alerts (incident), ==, 0);

  /* undone together, but for what was resolved before */
  undone = wait_undo (f->store, vdt_receipt_get_token (resolved), &error);
  g_assert_no_error (error);
  g_clear_object (&incident);
  incident = wait_load (f->store, "1");
  g_assert_cmpuint (vdt_incident_get_n_active_alerts (incident), ==, 2);
}

static void
test_no_change (StoreFixture  *f,
                gconstpointer  data)
{
  g_autoptr(VdtReceipt) receipt = NULL;

  fill (f);
  receipt = apply (f, vdt_change_new_set ("1", "status", "active"));
  g_assert_null (vdt_receipt_get_token (receipt));
  g_assert_cmpuint (vdt_receipt_get_n_changes (receipt), ==, 0);
}

static void
expect_error (StoreFixture *f,
              VdtChange    *change,
              int           code)
{
  g_autoptr(VdtChange) owned = change;
  g_autoptr(GError) error = NULL;
  g_autofree char *before = describe (f, "1");
  g_autofree char *after = NULL;

  g_assert_null (wait_apply (f->store, owned, &error));
  g_assert_error (error, VDT_ERROR, code);
  after = describe (f, "1");
  g_assert_cmpstr (before, ==, after);
}

static void
test_refused (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *too_long = g_strnfill (30001, 'x');
  g_autoptr(VdtKept) no_kind = vdt_kept_new ("thing", "title", "text");
  g_autoptr(VdtKept) no_time = vdt_kept_new_event ("title", VDT_TIME_UNSET);
  g_autoptr(VdtKept) altered = vdt_kept_new ("text", "title", "text");
  VdtChange *half = vdt_change_new ("1", "set-status");

  fill (f);
  expect_error (f, vdt_change_new_set ("9", "status", "resolved"), VDT_ERROR_NOT_FOUND);
  expect_error (f, vdt_change_new_set ("1", "id", "2"), VDT_ERROR_USAGE);
  expect_error (f, vdt_change_new_comment ("1", NULL, ""), VDT_ERROR_USAGE);
  expect_error (f, vdt_change_new_comment ("1", NULL, too_long), VDT_ERROR_LIMIT);
  expect_error (f, vdt_change_new_comment ("1", "no such alert", "text"), VDT_ERROR_NOT_FOUND);
  expect_error (f, vdt_change_new_move ("1", "da-1-0_1", "no such incident"), VDT_ERROR_NOT_FOUND);
  expect_error (f, vdt_change_new_keep ("1", no_kind), VDT_ERROR_USAGE);
  expect_error (f, vdt_change_new_keep ("1", no_time), VDT_ERROR_USAGE);
  vdt_record_set_text (altered, "text", "another text");
  expect_error (f, vdt_change_new_keep ("1", altered), VDT_ERROR_USAGE);
  /* all or nothing */
  vdt_change_set (half, "incident", "1", "status", "resolved");
  vdt_change_set (half, "alert", "no such alert", "status", "resolved");
  expect_error (f, half, VDT_ERROR_NOT_FOUND);
}

static void
test_undo_order (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autoptr(VdtReceipt) first = NULL;
  g_autoptr(VdtReceipt) second = NULL;
  g_autoptr(VdtReceipt) undone = NULL;
  g_autoptr(VdtReceipt) last = NULL;
  g_autoptr(GError) error = NULL;

  fill (f);
  first = apply (f, vdt_change_new_set ("1", "title", "one"));
  second = apply (f, vdt_change_new_set ("1", "title", "two"));

  g_assert_null (wait_undo (f->store, vdt_receipt_get_token (first), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);

  undone = wait_undo (f->store, vdt_receipt_get_token (second), &error);
  g_assert_no_error (error);
  g_assert_null (wait_undo (f->store, vdt_receipt_get_token (second), &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);
  g_clear_error (&error);

  last = wait_undo (f->store, vdt_receipt_get_token (first), &error);
  g_assert_no_error (error);
  g_assert_null (wait_undo (f->store, "no such token", &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND);
}

static void
test_log (StoreFixture  *f,
          gconstpointer  data)
{
  g_autoptr(VdtReceipt) receipt = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(VdtActivity) entry = NULL;
  VdtChange *change = vdt_change_new_set ("1", "classification", "truePositive");

  fill (f);
  vdt_change_set_note (change, "the sandbox agrees");
  receipt = apply (f, change);
  incident = wait_load (f->store, "1");
  entry = g_list_model_get_item (vdt_incident_get_activity (incident), 0);
  g_assert_cmpstr (vdt_activity_get_actor (entry), ==, "Lea Winter");
  g_assert_cmpstr (vdt_activity_get_actor_kind (entry), ==, "person");
  g_assert_cmpstr (vdt_activity_get_action (entry), ==, "set-classification");
  g_assert_cmpstr (vdt_activity_get_before (entry), ==, NULL);
  g_assert_cmpstr (vdt_activity_get_after (entry), ==, "truePositive");
  g_assert_cmpstr (vdt_activity_get_note (entry), ==, "the sandbox agrees");
  g_assert_cmpuint (strlen (vdt_activity_get_hash (entry)), ==, 64);
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
  add_test ("/store/change/every-act", test_every_act);
  add_test ("/store/change/follows", test_follows);
  add_test ("/store/change/no-change", test_no_change);
  add_test ("/store/change/refused", test_refused);
  add_test ("/store/change/undo-order", test_undo_order);
  add_test ("/store/change/log", test_log);

  return g_test_run ();
}
