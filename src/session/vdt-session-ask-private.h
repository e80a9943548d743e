/* vdt-session-ask-private.h
 *
 * The assistant of a session, which is asked in a thread of its own.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-ask.h"
#include "vdt-chat-client.h"
#include "vdt-session-ask.h"

G_BEGIN_DECLS

typedef struct _VdtSessionAsk VdtSessionAsk;

/* What @func is given is locked while it runs. */
typedef gpointer (*VdtSessionAskFunc) (VdtAsk   *ask,
                                       gpointer  user_data);

VdtSessionAsk *vdt_session_ask_get   (VdtSession        *session);
void           vdt_session_ask_unref (VdtSessionAsk     *self);
gpointer       vdt_session_ask_with  (VdtSessionAsk     *self,
                                      VdtKqlCatalog     *catalog,
                                      const char        *learned,
                                      VdtSessionAskFunc  func,
                                      gpointer           user_data);
VdtAsked      *vdt_asked_new         (const char         *question,
                                      const VdtAskAnswer *answer,
                                      GHashTable         *rows);

/* vdt-session-model.c: the workspace's model, ready to be asked. */
void           vdt_session_connect_async  (VdtSession           *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
VdtChatClient *vdt_session_connect_finish (VdtSession           *self,
                                           GAsyncResult         *result,
                                           GError              **error);

#define VDT_ASK_LEARNED "ask-learned"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSessionAsk, vdt_session_ask_unref)

G_END_DECLS
