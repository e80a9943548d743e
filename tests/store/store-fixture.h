/* store-fixture.h
 *
 * A workspace in a new folder, a clock that stands still until told, and calls that
 * wait: for the tests of the store.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-store-log.h"

G_BEGIN_DECLS

typedef struct
{
  char     *folder;
  gint64    now;
  VdtStore *store;
} StoreFixture;

void            store_fixture_set_up      (StoreFixture   *f,
                                           gconstpointer   data);
void            store_fixture_tear_down   (StoreFixture   *f,
                                           gconstpointer   data);
void            store_fixture_reopen      (StoreFixture   *f);
void            store_fixture_remove      (const char     *folder);
char           *store_fixture_path        (StoreFixture   *f,
                                           const char     *name);

VdtStore       *wait_new                  (StoreFixture   *f);
gboolean        wait_open                 (VdtStore       *store,
                                           const char     *folder,
                                           GError        **error);
void            wait_close                (VdtStore       *store);
VdtStoreCounts  wait_import               (VdtStore       *store,
                                           GPtrArray      *records);
VdtStoreCounts  wait_import_one           (VdtStore       *store,
                                           gpointer        record);
VdtIncident    *wait_load                 (VdtStore       *store,
                                           const char     *id);
GListModel     *wait_query                (VdtStore       *store,
                                           VdtQueueQuery  *query,
                                           guint           offset,
                                           guint           limit,
                                           guint          *out_total);
GListModel     *wait_search               (VdtStore       *store,
                                           const char     *text);
VdtReceipt     *wait_apply                (VdtStore       *store,
                                           VdtChange      *change,
                                           GError        **error);
VdtReceipt     *wait_undo                 (VdtStore       *store,
                                           const char     *token,
                                           GError        **error);
VdtStoreAudit  *wait_verify               (VdtStore       *store);
GAsyncResult   *wait_result               (GAsyncResult  **result);
void            wait_cb                   (GObject        *source,
                                           GAsyncResult   *result,
                                           gpointer        user_data);

VdtEvidence    *make_evidence             (const char     *kind,
                                           ...) G_GNUC_NULL_TERMINATED;
VdtAlert       *make_alert                (const char     *id,
                                           const char     *incident_id,
                                           const char     *title);
VdtIncident    *make_incident             (const char     *id,
                                           guint           n_alerts);

G_END_DECLS
