/* test-chat-wire.c: requests are exact, and answers of any shape are read or refused.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-chat-wire.h"
#include "vdt-error.h"

typedef struct
{
  const char *json;
  gboolean    ok;
  const char *text;
  const char *finish;
} Case;

static const Case deltas[] = {
  { "[DONE]", TRUE, NULL, NULL },
  { "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}", TRUE, "a", NULL },
  { "{\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}", TRUE, NULL, NULL },
  { "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}", TRUE, NULL, "stop" },
  { "{\"choices\":[]}", TRUE, NULL, NULL },
  { "{}", TRUE, NULL, NULL },
  { "{\"choices\":null}", TRUE, NULL, NULL },
  { "{\"choices\":[null]}", TRUE, NULL, NULL },
  { "{\"choices\":{\"delta\":1}}", TRUE, NULL, NULL },
  { "{\"choices\":[{\"delta\":{\"content\":7}}]}", TRUE, NULL, NULL },
  { "{\"choices\":[{\"delta\":\"x\",\"finish_reason\":9}]}", TRUE, NULL, NULL },
  { "{\"error\":{\"message\":\"overloaded\"}}", FALSE, NULL, NULL },
  { "{\"error\":\"overloaded\"}", FALSE, NULL, NULL },
  { "{\"error\":null,\"choices\":[{\"delta\":{\"content\":\"b\"}}]}", TRUE, "b", NULL },
  { "[]", FALSE, NULL, NULL },
  { "nonsense", FALSE, NULL, NULL },
  { "", FALSE, NULL, NULL },
};

static const Case answers[] = {
  { "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}", TRUE, "a", "stop" },
  { "{\"choices\":[{\"message\":{\"content\":null}}]}", FALSE, NULL, NULL },
  { "{\"choices\":[{\"message\":\"a\"}]}", FALSE, NULL, NULL },
  { "{\"choices\":[{\"message\":{\"content\":\"a\"}", FALSE, NULL, NULL },
  { "", FALSE, NULL, NULL },
};

static void
check (const Case *c,
       gboolean    ok,
       VdtChatDelta *delta,
       GError      *error)
{
  g_test_message ("%s", c->json);
  g_assert_cmpint (ok, ==, c->ok);
  if (ok)
    g_assert_no_error (error);
  else
    g_assert_error (error, VDT_ERROR, VDT_ERROR_PROTOCOL);
  g_assert_cmpstr (delta->text, ==, c->text);
  g_assert_cmpstr (delta->finish, ==, c->finish);
}

static void
test_deltas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (deltas); i++)
    {
      g_auto(VdtChatDelta) delta = { 0 };
      g_autoptr(GError) error = NULL;
      gboolean ok = vdt_chat_wire_delta (deltas[i].json, &delta, &error);

      check (&deltas[i], ok, &delta, error);
    }
}

static void
test_answers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_auto(VdtChatDelta) delta = { 0 };
      g_autoptr(GError) error = NULL;
      gboolean ok = vdt_chat_wire_answer (answers[i].json, -1, &delta, &error);

      check (&answers[i], ok, &delta, error);
    }
}

static void
test_request (void)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_chat_message_free);
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) bound = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (messages, vdt_chat_message_new ("system", "Say \"so\""));
  g_ptr_array_add (messages, vdt_chat_message_new ("user", "a\nb"));

  plain = vdt_chat_wire_request ("m", messages, NULL, TRUE, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_bytes_get_data (plain, NULL), ==,
                   "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Say \\\"so\\\"\"},"
                   "{\"role\":\"user\",\"content\":\"a\\nb\"}],\"stream\":true,\"temperature\":0}");

  bound = vdt_chat_wire_request ("m", messages, "{\"type\":\"object\"}", FALSE, 5, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (bound, NULL), -1,
                                  "\"max_tokens\":5,\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                                  "{\"name\":\"answer\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}}"));

  g_assert_null (vdt_chat_wire_request ("m", messages, "{", FALSE, 0, &error));
  g_assert_nonnull (error);
}

static void
test_error_text (void)
{
  g_autofree char *reason = vdt_chat_wire_error ("{\"error\":{\"message\":\"bad\\u001b[31m key\"}}", -1);
  g_autofree char *none = vdt_chat_wire_error ("<html>", -1);

  g_assert_nonnull (reason);
  g_assert_null (strchr (reason, '\x1b'));
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/remote/chat-wire/deltas", test_deltas);
  g_test_add_func ("/remote/chat-wire/answers", test_answers);
  g_test_add_func ("/remote/chat-wire/request", test_request);
  g_test_add_func ("/remote/chat-wire/error", test_error_text);

  return g_test_run ();
}
