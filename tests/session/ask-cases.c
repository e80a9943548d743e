/* ask-cases.c
 *
 * Questions in words: the built-in engine, what it is taught, and a played model
 * whose answers have the errors that models make.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "ask-cases.h"
#include "session-fixture.h"

#include <string.h>

#include "chat-server.h"
#include "vdt-error.h"
#include "vdt-session-ask.h"
#include "vdt-session-hunt.h"
#include "vdt-session-model.h"

#define HEAD "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n"
#define SAY(text) HEAD "{\"choices\":[{\"message\":{\"content\":\"" text "\"},\"finish_reason\":\"stop\"}]}"
#define KQL(text) SAY ("{\\\"kql\\\":\\\"" text "\\\"}")

static VdtAsked *
ask (Fixture           *f,
     const char        *question,
     const char *const *before)
{
  g_autoptr(GError) error = NULL;
  VdtAsked *asked;

  g_clear_object (&f->result);
  vdt_session_ask_async (f->session, question, before, NULL, fixture_done_cb, f);
  asked = vdt_session_ask_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);
  g_assert_nonnull (asked);

  return asked;
}

static void
test_reading (Fixture       *f,
              gconstpointer  data G_GNUC_UNUSED)
{
  const char *const before[] = { "failed logons in the last 7 days", NULL };
  g_autoptr(VdtAsked) first = ask (f, before[0], NULL);
  g_autoptr(VdtAsked) next = ask (f, "per device", before);
  g_autoptr(VdtAsked) none = ask (f, "qwrtz plmn", NULL);

  g_assert_cmpstr (first->table, ==, "DeviceLogonEvents");
  g_assert_cmpuint (first->lines->len, ==, 3);
  g_assert_cmpuint (first->readings->len, >, 0);
  g_assert_nonnull (((VdtAskedReading *) g_ptr_array_index (first->readings, 0))->kql);
  g_assert_nonnull (strstr (next->kql, "by DeviceName"));
  g_assert_nonnull (strstr (next->kql, "ago(7d)"));
  g_assert_null (none->kql);
  g_assert_cmpuint (g_strv_length (none->unmapped), ==, 2);
}

static void
state_cb (VdtQueryRun *run,
          GParamSpec  *pspec G_GNUC_UNUSED,
          gpointer     loop)
{
  if (vdt_query_run_get_state (run) >= VDT_QUERY_DONE)
    g_main_loop_quit (loop);
}

/* What is suggested is understood, and asks for something else. */
static void
test_next (Fixture       *f,
           gconstpointer  data G_GNUC_UNUSED)
{
  const char *const before[] = { "alerts", NULL };
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(VdtAsked) asked = ask (f, before[0], NULL);
  g_autoptr(VdtQueryRun) run = vdt_session_run_query (f->session, asked->kql, NULL);
  g_auto(GStrv) next = NULL;

  g_signal_connect (run, "notify::state", G_CALLBACK (state_cb), loop);
  if (vdt_query_run_get_state (run) < VDT_QUERY_DONE)
    g_main_loop_run (loop);
  next = vdt_session_dup_next_questions (f->session, before[0], run);
  g_assert_cmpuint (g_strv_length (next), >=, 2);
  for (guint i = 0; next[i] != NULL; i++)
    {
      g_autoptr(VdtAsked) other = ask (f, next[i], before);

      g_test_message ("%s: %s", next[i], other->kql);
      g_assert_cmpstr (other->table, ==, "AlertInfo");
      g_assert_cmpstr (other->kql, !=, asked->kql);
    }
}

static void
test_taught (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  static const char query[] = "DeviceLogonEvents\n| where AccountName == \"alice.b\"\n| where IsLocalAdmin == true";
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtAsked) word = NULL;
  g_autoptr(VdtAsked) same = NULL;
  g_autoptr(VdtAsked) other = NULL;
  g_autofree char *verdict = NULL;

  g_assert_true (vdt_session_teach_word (f->session, "crown jewels", "devices with high exposure level", &error));
  g_assert_false (vdt_session_teach_word (f->session, "", "devices", NULL));
  word = ask (f, "show the crown jewels", NULL);
  g_assert_nonnull (strstr (word->kql, "ExposureLevel == \"High\""));

  g_assert_true (vdt_session_teach_question (f->session, "is \"alice.b\" an admin anywhere?", query, &error));
  g_assert_no_error (error);
  g_assert_false (vdt_session_teach_question (f->session, "is \"alice.b\" an admin anywhere?", "NoTable | x", &error));
  g_assert_error (error, VDT_ERROR, VDT_ERROR_USAGE);

  vdt_session_judge_question (f->session, word, "wrong", "too many");
  vdt_session_judge_question (f->session, word, "right", NULL);
  vdt_session_set_ask_runs (f->session, TRUE);

  /* All of it is there after a restart. */
  g_clear_object (&f->result);
  vdt_session_close (f->session);
  g_clear_object (&f->session);
  fixture_open (f);
  same = ask (f, "Is \"alice.b\" an admin anywhere", NULL);
  g_assert_true (same->learned);
  g_assert_cmpstr (same->kql, ==, query);
  other = ask (f, "is \"bob \\\" | x\" an admin anywhere?", NULL);
  g_assert_true (other->kql == NULL || strstr (other->kql, "\"bob \" | x\"") == NULL);
  vdt_asked_free (g_steal_pointer (&other));
  other = ask (f, "is \"carol.d\" an admin anywhere?", NULL);
  g_assert_nonnull (strstr (other->kql, "AccountName == \"carol.d\""));
  verdict = vdt_session_dup_question_verdict (f->session, "show the crown jewels");
  g_assert_cmpstr (verdict, ==, "right");
  g_assert_true (vdt_session_get_ask_runs (f->session));
}

static void
connect_model (Fixture    *f,
               ChatServer *server)
{
  g_autoptr(VdtModelSettings) settings = vdt_model_settings_new ();
  g_autoptr(GError) error = NULL;

  g_free (settings->url);
  g_free (settings->model);
  settings->enabled = TRUE;
  settings->url = chat_server_dup_base (server);
  settings->model = g_strdup ("played");
  g_assert_true (vdt_session_set_model (f->session, settings, &error));
  g_assert_no_error (error);
}

static VdtAsked *
ask_model (Fixture    *f,
           const char *question)
{
  g_autoptr(GError) error = NULL;
  VdtAsked *asked;

  g_clear_object (&f->result);
  vdt_session_ask_model_async (f->session, question, NULL, fixture_done_cb, f);
  asked = vdt_session_ask_model_finish (f->session, fixture_wait (f), &error);
  g_assert_no_error (error);

  return asked;
}

typedef struct
{
  const char *name;
  const char *first;
  const char *second;       /* (nullable) */
  const char *has;          /* (nullable) of the query; NULL if the model gives none */
  gboolean    mended;
} Answer;

/* What models get wrong, by classes. */
static const Answer answers[] = {
  { "right", KQL ("DeviceLogonEvents | where ActionType == 'LogonFailed' | summarize n = count() by DeviceName"), NULL,
    "summarize n = count() by DeviceName", FALSE },
  { "fenced", SAY ("```kql\\nDeviceLogonEvents | where ActionType == 'LogonFailed'\\n```"), NULL, "DeviceLogonEvents", FALSE },
  { "a column of another table", KQL ("DeviceLogonEvents | where Computer == 'x' | take 5"), NULL, "DeviceName == 'x'", TRUE },
  { "time of another schema", KQL ("DeviceLogonEvents | where TimeGenerated > ago(1d)"), NULL, "Timestamp > ago(1d)", TRUE },
  { "escapes", KQL ("DeviceFileEvents | where FolderPath has 'C:\\\\\\\\Users\\\\\\\\Public'"), NULL, "@'C:", TRUE },
  { "a duration in quotes", KQL ("DeviceLogonEvents | where Timestamp > ago('7d')"), NULL, "ago(7d)", TRUE },
  { "a name left open", KQL ("DeviceLogonEvents\\\\n| where AccountName == '<user>'\\\\n| take 5"), NULL, "take 5", TRUE },
  { "no such table, then right", KQL ("LogonTable | take 5"), KQL ("DeviceLogonEvents | take 5"), "DeviceLogonEvents | take 5",
    FALSE },
  { "never a table", KQL ("LogonTable | take 5"), KQL ("LogonsTable | take 6"), NULL, FALSE },
  { "prose", SAY ("I cannot help with that."), SAY ("Sorry."), NULL, FALSE },
  { "nothing", SAY (""), NULL, NULL, FALSE },
};

static void
test_model (Fixture       *f,
            gconstpointer  data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const Answer *one = &answers[i];
      const ChatReply replies[] = { { one->first, 0, 0, FALSE }, { one->second, 0, 0, FALSE } };
      g_autoptr(ChatServer) server = chat_server_new (replies, one->second != NULL ? 2 : 1);
      g_autoptr(VdtAsked) asked = NULL;

      g_test_message ("%s", one->name);
      connect_model (f, server);
      asked = ask_model (f, "failed logons per device");
      g_test_message ("%s %s", asked->kql, asked->problem != NULL ? asked->problem : "");
      g_assert_cmpint (asked->by_model, ==, one->has != NULL);
      g_assert_cmpuint (chat_server_get_n_asked (server), ==, one->second != NULL ? 2 : 1);
      if (one->has != NULL)
        {
          g_assert_nonnull (strstr (asked->kql, one->has));
          g_assert_cmpstr (((VdtAskedReading *) g_ptr_array_index (asked->readings, 0))->table, ==, "DeviceLogonEvents");
          g_assert_null (asked->problem);
          g_assert_cmpint (g_strv_length (asked->changes) > 0, ==, one->mended);
        }
      else
        {
          g_assert_nonnull (asked->problem);
          g_assert_nonnull (strstr (asked->kql, "LogonFailed"));
        }
    }
}

/* Names of the question do not leave; the model's stand-ins become them again. */
static void
test_masked (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  const ChatReply reply = { KQL ("DeviceLogonEvents | where AccountName == 'name_1' and RemoteIP == '192.0.2.3'"), 0, 0, FALSE };
  g_autoptr(ChatServer) server = chat_server_new (&reply, 1);
  g_autoptr(VdtAsked) asked = NULL;
  g_autoptr(VdtAsked) without = NULL;

  without = ask_model (f, "logons of \"secret.person\" from 203.0.113.77");
  g_assert_nonnull (without->problem);
  g_assert_false (without->by_model);

  connect_model (f, server);
  asked = ask_model (f, "logons of \"secret.person\" from 203.0.113.77");
  g_assert_nonnull (strstr (asked->kql, "AccountName == 'secret.person' and RemoteIP == '203.0.113.77'"));
  g_assert_null (strstr (chat_server_get_request (server, 0), "secret.person"));
  g_assert_null (strstr (chat_server_get_request (server, 0), "203.0.113.77"));
  g_assert_nonnull (strstr (chat_server_get_request (server, 0), "DeviceLogonEvents ("));
}

void
ask_cases_add (void)
{
  g_test_add ("/session/ask/reading", Fixture, NULL, fixture_set_up, test_reading, fixture_tear_down);
  g_test_add ("/session/ask/next", Fixture, NULL, fixture_set_up, test_next, fixture_tear_down);
  g_test_add ("/session/ask/taught", Fixture, NULL, fixture_set_up, test_taught, fixture_tear_down);
  g_test_add ("/session/ask/model", Fixture, NULL, fixture_set_up, test_model, fixture_tear_down);
  g_test_add ("/session/ask/masked", Fixture, NULL, fixture_set_up, test_masked, fixture_tear_down);
}
