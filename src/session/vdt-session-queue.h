/* vdt-session-queue.h
 *
 * More of the queue: rows for bulk acts, the list as a file, sets of filters.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"

G_BEGIN_DECLS

void        vdt_session_list_incidents_async  (VdtSession           *self,
                                               VdtQueueQuery        *query,
                                               guint                 offset,
                                               guint                 limit,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GListModel *vdt_session_list_incidents_finish (VdtSession           *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void        vdt_session_export_queue_async    (VdtSession           *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GBytes     *vdt_session_export_queue_finish   (VdtSession           *self,
                                               GAsyncResult         *result,
                                               GError              **error);

GListModel *vdt_session_get_filter_sets       (VdtSession           *self);
void        vdt_session_save_filter_set       (VdtSession           *self,
                                               VdtQueueQuery        *set);
void        vdt_session_remove_filter_set     (VdtSession           *self,
                                               const char           *name);

G_END_DECLS
