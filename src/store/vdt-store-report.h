/* vdt-store-report.h
 *
 * Reports, their versions, and the key to their pseudonyms.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-report-version.h"
#include "vdt-report.h"
#include "vdt-store.h"

G_BEGIN_DECLS

void        vdt_store_save_report_async          (VdtStore             *self,
                                                  VdtReport            *report,
                                                  gboolean              version,
                                                  const char           *note,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
guint       vdt_store_save_report_finish         (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void        vdt_store_list_reports_async         (VdtStore             *self,
                                                  const char           *incident_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void        vdt_store_list_report_versions_async (VdtStore             *self,
                                                  const char           *report_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void        vdt_store_load_key_async             (VdtStore             *self,
                                                  const char           *incident_id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
void        vdt_store_save_key_async             (VdtStore             *self,
                                                  const char           *incident_id,
                                                  GPtrArray            *key,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gpointer    vdt_store_report_finish              (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
