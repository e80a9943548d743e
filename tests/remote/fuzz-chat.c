/* fuzz-chat.c: whatever a server sends, reading it ends, and every piece of text is valid.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <stdint.h>

#include "vdt-chat-wire.h"
#include "vdt-sse.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static gboolean
event_cb (const char *data,
          gpointer    user_data)
{
  g_auto(VdtChatDelta) delta = { 0 };
  guint *n_events = user_data;

  ++*n_events;
  if (vdt_chat_wire_delta (data, &delta, NULL) && delta.text != NULL)
    g_assert_true (g_utf8_validate (delta.text, -1, NULL));

  return !delta.done;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  guint whole_events = 0;
  guint split_events = 0;
  g_autoptr(VdtSse) whole = vdt_sse_new (1024, event_cb, &whole_events);
  g_autoptr(VdtSse) split = vdt_sse_new (1024, event_cb, &split_events);
  g_auto(VdtChatDelta) answer = { 0 };
  g_autofree char *error = NULL;
  gboolean goes_on = vdt_sse_feed (whole, data, size, NULL);
  gboolean split_goes_on = TRUE;

  for (size_t i = 0; i < size && split_goes_on; i++)
    split_goes_on = vdt_sse_feed (split, data + i, 1, NULL);

  g_assert_cmpuint (whole_events, ==, split_events);
  g_assert_true (goes_on == split_goes_on);

  vdt_chat_wire_answer ((const char *) data, (gssize) size, &answer, NULL);
  error = vdt_chat_wire_error ((const char *) data, (gssize) size);
  if (error != NULL)
    g_assert_true (g_utf8_validate (error, -1, NULL));

  return 0;
}
