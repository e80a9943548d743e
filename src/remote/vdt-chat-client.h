/* vdt-chat-client.h
 *
 * Asks a connected model and hands on its answer as it comes.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-chat-wire.h"
#include "vdt-endpoint.h"

G_BEGIN_DECLS

/**
 * VdtChatAnswer:
 * @text: what the model said, as far as it came
 * @finish: (nullable): why it ended, in the server's word
 * @problem: (nullable): why it is not whole, in words
 * @complete: whether it is whole
 * @has_schema: whether the server was bound to the schema
 * @attempts: how often it was asked
 * @sent: bytes of the request
 * @sha256: hash of the request
 */
typedef struct
{
  char     *text;
  char     *finish;
  char     *problem;
  gboolean  complete;
  gboolean  has_schema;
  guint     attempts;
  gsize     sent;
  char     *sha256;
} VdtChatAnswer;

void vdt_chat_answer_free (VdtChatAnswer *self);

/**
 * VdtChatPieceFunc:
 * @text: the next piece of the answer
 * @user_data: what was given with the function
 */
typedef void (*VdtChatPieceFunc) (const char *text,
                                  gpointer    user_data);

#define VDT_TYPE_CHAT_CLIENT (vdt_chat_client_get_type ())
G_DECLARE_FINAL_TYPE (VdtChatClient, vdt_chat_client, VDT, CHAT_CLIENT, GObject)

VdtChatClient     *vdt_chat_client_new          (const VdtEndpoint    *endpoint,
                                                 const char           *key);
const VdtEndpoint *vdt_chat_client_get_endpoint (VdtChatClient        *self);
void               vdt_chat_client_set_retry    (VdtChatClient        *self,
                                                 guint                 attempts,
                                                 guint                 base_ms,
                                                 guint                 max_ms,
                                                 guint32               seed);
GBytes            *vdt_chat_client_dup_request  (VdtChatClient        *self,
                                                 GPtrArray            *messages,
                                                 const char           *schema,
                                                 GError              **error);
void               vdt_chat_client_ask_async    (VdtChatClient        *self,
                                                 GPtrArray            *messages,
                                                 const char           *schema,
                                                 VdtChatPieceFunc      func,
                                                 gpointer              func_data,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
VdtChatAnswer     *vdt_chat_client_ask_finish   (VdtChatClient        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);
void               vdt_chat_client_test_async   (VdtChatClient        *self,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
char              *vdt_chat_client_test_finish  (VdtChatClient        *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtChatAnswer, vdt_chat_answer_free)

G_END_DECLS
