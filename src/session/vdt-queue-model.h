/* vdt-queue-model.h
 *
 * The queue's rows as a list model that fetches pages when they are looked at.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-queue-query.h"
#include "vdt-store.h"

G_BEGIN_DECLS

#define VDT_TYPE_QUEUE_MODEL (vdt_queue_model_get_type ())
G_DECLARE_FINAL_TYPE (VdtQueueModel, vdt_queue_model, VDT, QUEUE_MODEL, GObject)

VdtQueueModel *vdt_queue_model_new            (void);
void           vdt_queue_model_set_store      (VdtQueueModel        *self,
                                               VdtStore             *store);
VdtQueueQuery *vdt_queue_model_get_query      (VdtQueueModel        *self);
void           vdt_queue_model_set_query      (VdtQueueModel        *self,
                                               VdtQueueQuery        *query);
void           vdt_queue_model_refresh_async  (VdtQueueModel        *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean       vdt_queue_model_refresh_finish (VdtQueueModel        *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
