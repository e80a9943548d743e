/* vdt-sse.h
 *
 * Server-sent events, read from bytes that may be split anywhere.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VdtSse VdtSse;

/**
 * VdtSseFunc:
 * @data: the data of an event; several lines are joined by a newline
 * @user_data: what was given to vdt_sse_new()
 *
 * Returns: whether to go on
 */
typedef gboolean (*VdtSseFunc) (const char *data,
                                gpointer    user_data);

VdtSse   *vdt_sse_new  (gsize          max_event,
                        VdtSseFunc     func,
                        gpointer       user_data);
void      vdt_sse_free (VdtSse        *self);
gboolean  vdt_sse_feed (VdtSse        *self,
                        const guint8  *bytes,
                        gsize          length,
                        GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtSse, vdt_sse_free)

G_END_DECLS
