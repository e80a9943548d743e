/* vdt-chat-view.h
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gtk/gtk.h>

#include "vdt-session.h"

G_BEGIN_DECLS

#define VDT_TYPE_CHAT_VIEW (vdt_chat_view_get_type ())
G_DECLARE_FINAL_TYPE (VdtChatView, vdt_chat_view, VDT, CHAT_VIEW, GtkWidget)

GtkWidget *vdt_chat_view_new (VdtSession  *session,
                              VdtIncident *incident);
void       vdt_chat_view_ask (VdtChatView *self,
                              const char  *question);
void       vdt_chat_view_ask_model (VdtChatView *self,
                                    const char  *template_id,
                                    const char  *request);

G_END_DECLS
