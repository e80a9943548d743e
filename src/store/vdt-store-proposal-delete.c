/* vdt-store-proposal-delete.c
 *
 * Proposals that a person wants gone: what was said leaves the database with all its
 * versions; that something was deleted stays in the log.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-db.h"
#include "vdt-store-log.h"
#include "vdt-store-private.h"

typedef struct
{
  char *incident_id;
  char *kind;
  char *id;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->incident_id);
  g_free (request->kind);
  g_free (request->id);
  g_free (request);
}

static gpointer
delete_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  Request *request = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);

  return GINT_TO_POINTER (vdt_db_run (self->db, error,
                                      "DELETE FROM proposal WHERE incident_id = ?1 AND kind = ?2"
                                      " AND (?3 IS NULL OR id = ?3)", "ttt", request->incident_id, request->kind,
                                      request->id) &&
                          vdt_store_log_change (self, request->incident_id, analyst, "person", "delete-proposal",
                                                "proposal", request->id, "kind", request->kind, NULL, NULL, error));
}

/**
 * vdt_store_delete_proposals_async:
 * @self: a store
 * @incident_id: an incident
 * @kind: the kind of proposals, `answer`
 * @id: (nullable): one of them; %NULL for all
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Forgets proposals with everything that was kept of them.
 */
void
vdt_store_delete_proposals_async (VdtStore            *self,
                                  const char          *incident_id,
                                  const char          *kind,
                                  const char          *id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Request *request;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (incident_id != NULL && kind != NULL);

  request = g_new0 (Request, 1);
  request->incident_id = g_strdup (incident_id);
  request->kind = g_strdup (kind);
  request->id = g_strdup (id);
  vdt_store_push (self, vdt_store_delete_proposals_async, VDT_STORE_WRITE, delete_job, request, request_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_delete_proposals_finish (VdtStore      *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}
