/* vdt-store-tuning.h
 *
 * Tuning rules: kept, applied to new alerts, taken back.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store.h"
#include "vdt-tuning-rule.h"

G_BEGIN_DECLS

void        vdt_store_list_tuning_async   (VdtStore             *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
GListModel *vdt_store_list_tuning_finish  (VdtStore             *self,
                                           GAsyncResult         *result,
                                           GError              **error);
void        vdt_store_save_tuning_async   (VdtStore             *self,
                                           VdtTuningRule        *rule,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void        vdt_store_remove_tuning_async (VdtStore             *self,
                                           const char           *rule_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void        vdt_store_undo_tuning_async   (VdtStore             *self,
                                           const char           *rule_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean    vdt_store_tuning_finish       (VdtStore             *self,
                                           GAsyncResult         *result,
                                           guint                *out_n_alerts,
                                           GError              **error);

/* For the import, on the store's worker. */
GPtrArray  *vdt_store_load_tuning         (VdtStore             *self,
                                           GError              **error);
gboolean    vdt_store_tune_alert          (VdtStore             *self,
                                           GPtrArray            *rules,
                                           VdtAlert             *alert,
                                           const char           *incident_id,
                                           gboolean             *out_hit,
                                           GError              **error);
gboolean    vdt_store_tune_incident       (VdtStore             *self,
                                           const char           *incident_id,
                                           GError              **error);

G_END_DECLS
