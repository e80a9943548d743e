/* vdt-history.h
 *
 * The history of hunting queries, in a database of its own: `history.db` in the
 * workspace. It is no part of a case; losing it loses no evidence.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-past-run.h"
#include "vdt-query-snapshot.h"

G_BEGIN_DECLS

#define VDT_TYPE_HISTORY (vdt_history_get_type ())
G_DECLARE_FINAL_TYPE (VdtHistory, vdt_history, VDT, HISTORY, GObject)

VdtHistory  *vdt_history_new           (const char           *folder);
void         vdt_history_shut_down     (VdtHistory           *self);
void         vdt_history_add_async     (VdtHistory           *self,
                                        VdtPastRun           *run,
                                        VdtQuerySnapshot     *result,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gint64       vdt_history_add_finish    (VdtHistory           *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void         vdt_history_list_async    (VdtHistory           *self,
                                        const char           *search,
                                        gint64                before,
                                        guint                 limit,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray   *vdt_history_list_finish   (VdtHistory           *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void         vdt_history_load_async    (VdtHistory           *self,
                                        gint64                id,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
VdtQueryRun *vdt_history_load_finish   (VdtHistory           *self,
                                        GAsyncResult         *result,
                                        GError              **error);
void         vdt_history_remove_async  (VdtHistory           *self,
                                        gint64                id,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean     vdt_history_remove_finish (VdtHistory           *self,
                                        GAsyncResult         *result,
                                        GError              **error);

G_END_DECLS
