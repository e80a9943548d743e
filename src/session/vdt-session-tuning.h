/* vdt-session-tuning.h
 *
 * Rules for alerts of no interest, of the open workspace.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-session.h"
#include "vdt-tuning-rule.h"

G_BEGIN_DECLS

void        vdt_session_list_tuning_async   (VdtSession           *self,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
GListModel *vdt_session_list_tuning_finish  (VdtSession           *self,
                                             GAsyncResult         *result,
                                             GError              **error);
void        vdt_session_save_tuning_async   (VdtSession           *self,
                                             VdtTuningRule        *rule,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void        vdt_session_remove_tuning_async (VdtSession           *self,
                                             const char           *rule_id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void        vdt_session_undo_tuning_async   (VdtSession           *self,
                                             const char           *rule_id,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean    vdt_session_tuning_finish       (VdtSession           *self,
                                             GAsyncResult         *result,
                                             guint                *out_n_acts,
                                             GError              **error);

G_END_DECLS
