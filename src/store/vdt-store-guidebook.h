/* vdt-store-guidebook.h
 *
 * The store's guidebooks, and what similar incidents are found by.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-guidebook.h"
#include "vdt-store.h"

G_BEGIN_DECLS

void        vdt_store_save_guidebook_async    (VdtStore             *self,
                                               VdtGuidebook         *guidebook,
                                               const char           *action,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean    vdt_store_save_guidebook_finish   (VdtStore             *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void        vdt_store_delete_guidebook_async  (VdtStore             *self,
                                               VdtGuidebook         *guidebook,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean    vdt_store_delete_guidebook_finish (VdtStore             *self,
                                               GAsyncResult         *result,
                                               GError              **error);
void        vdt_store_list_guidebooks_async   (VdtStore             *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GListModel *vdt_store_list_guidebooks_finish  (VdtStore             *self,
                                               GAsyncResult         *result,
                                               GError              **error);

void        vdt_store_load_features_async     (VdtStore             *self,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GListModel *vdt_store_load_features_finish    (VdtStore             *self,
                                               GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
