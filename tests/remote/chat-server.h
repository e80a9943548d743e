/* chat-server.h
 *
 * A loopback server that plays a model: each connection gets the next reply
 * of its script, byte for byte.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ChatReply:
 * @bytes: all that is sent, head and body
 * @step: bytes sent at once, 0 for all
 * @pause_ms: pause between two steps
 * @hold: whether the connection stays open after the last byte
 */
typedef struct
{
  const char *bytes;
  gsize       step;
  guint       pause_ms;
  gboolean    hold;
} ChatReply;

typedef struct _ChatServer ChatServer;

ChatServer *chat_server_new           (const ChatReply *replies,
                                       guint            n_replies);
void        chat_server_free          (ChatServer      *self);
char       *chat_server_dup_base      (ChatServer      *self);
const char *chat_server_get_request   (ChatServer      *self,
                                       guint            index);
guint       chat_server_get_n_asked   (ChatServer      *self);
guint       chat_server_get_n_broken  (ChatServer      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatServer, chat_server_free)

G_END_DECLS
