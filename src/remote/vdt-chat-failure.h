/* vdt-chat-failure.h
 *
 * What a refusal or a broken connection means: try again, wait, or tell the analyst.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <libsoup/soup.h>

#include "vdt-endpoint.h"

G_BEGIN_DECLS

gint64      vdt_chat_failure_get_pause     (SoupMessage       *message);
gboolean    vdt_chat_failure_is_passing    (guint              status);
gboolean    vdt_chat_failure_is_connection (const GError      *error);
const char *vdt_chat_failure_describe      (guint              status);
void        vdt_chat_failure_explain       (const VdtEndpoint *endpoint,
                                            GError            *error);

G_END_DECLS
