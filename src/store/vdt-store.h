/* vdt-store.h
 *
 * The case database of a workspace: incidents, what was done to them, and what the
 * copilot said of them. See docs/case-database.md.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-change.h"
#include "vdt-incident.h"
#include "vdt-proposal.h"
#include "vdt-queue-query.h"
#include "vdt-receipt.h"
#include "vdt-time.h"

G_BEGIN_DECLS

/**
 * VdtStoreCounts:
 * @new_incidents: incidents that were not known
 * @updated_incidents: known ones of which something changed
 * @same_incidents: known ones of which nothing changed
 * @new_alerts: alerts that were not known
 * @updated_alerts: known ones of which something changed
 * @same_alerts: known ones of which nothing changed
 * @evidence: pieces of evidence written
 *
 * What an import did.
 */
typedef struct
{
  guint new_incidents;
  guint updated_incidents;
  guint same_incidents;
  guint new_alerts;
  guint updated_alerts;
  guint same_alerts;
  guint evidence;
} VdtStoreCounts;

/**
 * VdtStoreAudit:
 * @intact: whether the chain is whole
 * @n_entries: entries that were checked
 * @first_broken: the number of the first entry that is not what it was; 0 if none
 * @message: (nullable): what is wrong with it
 */
typedef struct
{
  gboolean  intact;
  guint     n_entries;
  guint     first_broken;
  char     *message;
} VdtStoreAudit;

void            vdt_store_audit_free             (VdtStoreAudit        *audit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtStoreAudit, vdt_store_audit_free)

#define VDT_TYPE_STORE (vdt_store_get_type ())
G_DECLARE_FINAL_TYPE (VdtStore, vdt_store, VDT, STORE, GObject)

VdtStore       *vdt_store_new                    (VdtClockFunc          clock,
                                                  gpointer              clock_data);
void            vdt_store_set_analyst            (VdtStore             *self,
                                                  const char           *name);
const char     *vdt_store_get_notice             (VdtStore             *self);
const char     *vdt_store_get_set_aside          (VdtStore             *self);

void            vdt_store_open_async             (VdtStore             *self,
                                                  const char           *folder,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        vdt_store_open_finish            (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            vdt_store_close_async            (VdtStore             *self,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        vdt_store_close_finish           (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            vdt_store_shut_down              (VdtStore             *self);

/* Import: batches, then the end. */
void            vdt_store_import_async           (VdtStore             *self,
                                                  GPtrArray            *records,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        vdt_store_import_finish          (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  VdtStoreCounts       *out_counts,
                                                  GError              **error);
gboolean        vdt_store_import_from_worker     (VdtStore             *self,
                                                  GPtrArray            *records,
                                                  GCancellable         *cancellable,
                                                  VdtStoreCounts       *out_counts,
                                                  GError              **error);
void            vdt_store_end_import_async       (VdtStore             *self,
                                                  const char           *note,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        vdt_store_end_import_finish      (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            vdt_store_remove_source_async    (VdtStore             *self,
                                                  const char           *source,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean        vdt_store_remove_source_finish   (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  guint                *out_n_removed,
                                                  GError              **error);

/* Reading. */
void            vdt_store_query_async            (VdtStore             *self,
                                                  VdtQueueQuery        *query,
                                                  guint                 offset,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GListModel     *vdt_store_query_finish           (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  guint                *out_total,
                                                  GError              **error);
void            vdt_store_load_incident_async    (VdtStore             *self,
                                                  const char           *id,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
VdtIncident    *vdt_store_load_incident_finish   (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            vdt_store_search_async           (VdtStore             *self,
                                                  const char           *text,
                                                  guint                 limit,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
GListModel     *vdt_store_search_finish          (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

/* Local acts. */
void            vdt_store_apply_async            (VdtStore             *self,
                                                  VdtChange            *change,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
VdtReceipt     *vdt_store_apply_finish           (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void            vdt_store_undo_async             (VdtStore             *self,
                                                  const char           *token,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
VdtReceipt     *vdt_store_undo_finish            (VdtStore             *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
