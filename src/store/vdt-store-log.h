/* vdt-store-log.h
 *
 * The store's activity log, the copilot's proposals, and small state: the rest of
 * what a workspace remembers.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store.h"

G_BEGIN_DECLS

/* The activity log. */
void           vdt_store_log_async                  (VdtStore             *self,
                                                     VdtActivity          *entry,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_log_finish                 (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_list_activity_async        (VdtStore             *self,
                                                     const char           *incident_id,
                                                     guint                 before,
                                                     guint                 limit,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GListModel    *vdt_store_list_activity_finish       (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_verify_activity_async      (VdtStore             *self,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
VdtStoreAudit *vdt_store_verify_activity_finish     (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/* Proposals. */
void           vdt_store_save_proposal_async        (VdtStore             *self,
                                                     VdtProposal          *proposal,
                                                     const char           *actor,
                                                     const char           *note,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_save_proposal_finish       (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_judge_proposal_async       (VdtStore             *self,
                                                     const char           *proposal_id,
                                                     const char           *state,
                                                     const char           *reason,
                                                     const char           *note,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_judge_proposal_finish      (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_load_proposals_async       (VdtStore             *self,
                                                     const char           *incident_id,
                                                     const char           *kind,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GListModel    *vdt_store_load_proposals_finish      (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_mark_stale_async           (VdtStore             *self,
                                                     const char           *incident_id,
                                                     const char           *kind,
                                                     const char           *input_hash,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_mark_stale_finish          (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     guint                *out_n_stale,
                                                     GError              **error);
void           vdt_store_add_feedback_async         (VdtStore             *self,
                                                     const char           *proposal_id,
                                                     int                   statement,
                                                     const char           *verdict,
                                                     const char           *note,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_add_feedback_finish        (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

/* Small state: drafts, open tabs, what a window remembers. */
void           vdt_store_delete_proposals_async     (VdtStore             *self,
                                                     const char           *incident_id,
                                                     const char           *kind,
                                                     const char           *id,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_delete_proposals_finish    (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

void           vdt_store_set_state_async            (VdtStore             *self,
                                                     const char           *key,
                                                     const char           *value,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
gboolean       vdt_store_set_state_finish           (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);
void           vdt_store_load_state_async           (VdtStore             *self,
                                                     const char           *prefix,
                                                     GCancellable         *cancellable,
                                                     GAsyncReadyCallback   callback,
                                                     gpointer              user_data);
GHashTable    *vdt_store_load_state_finish          (VdtStore             *self,
                                                     GAsyncResult         *result,
                                                     GError              **error);

G_END_DECLS
