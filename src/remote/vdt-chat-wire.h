/* vdt-chat-wire.h
 *
 * Chat completions as bytes: requests out, answers and errors in. No I/O.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtChatMessage:
 * @role: "system", "user" or "assistant"
 * @text: what is said
 */
typedef struct
{
  char *role;
  char *text;
} VdtChatMessage;

/**
 * VdtChatDelta:
 * @text: (nullable): the next piece of the answer
 * @finish: (nullable): why the answer ended: "stop", "length", "content_filter", …
 * @done: whether the stream says that nothing follows
 */
typedef struct
{
  char     *text;
  char     *finish;
  gboolean  done;
} VdtChatDelta;

VdtChatMessage *vdt_chat_message_new  (const char           *role,
                                       const char           *text);
void            vdt_chat_message_free (VdtChatMessage       *self);

GBytes         *vdt_chat_wire_request (const char           *model,
                                       GPtrArray            *messages,
                                       const char           *schema,
                                       gboolean              stream,
                                       guint                 max_tokens,
                                       GError              **error);
gboolean        vdt_chat_wire_delta   (const char           *data,
                                       VdtChatDelta         *delta,
                                       GError              **error);
gboolean        vdt_chat_wire_answer  (const char           *json,
                                       gssize                length,
                                       VdtChatDelta         *delta,
                                       GError              **error);
char           *vdt_chat_wire_error   (const char           *json,
                                       gssize                length);
void            vdt_chat_delta_clear  (VdtChatDelta         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtChatMessage, vdt_chat_message_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtChatDelta, vdt_chat_delta_clear)

G_END_DECLS
