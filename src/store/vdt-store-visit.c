/* vdt-store-visit.c
 *
 * All incidents, one after another, for whoever makes something else of them.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-visit.h"

#include "vdt-store-private.h"

typedef struct
{
  GMutex             mutex;
  GCond              cond;
  gboolean           done;
  VdtStoreVisitFunc  func;
  gpointer           func_data;
  const char        *known;
  char              *version;
  gboolean           visited;
  GError            *error;
} Visit;

/* What tells whether alerts or evidence have changed: no row of either is changed
 * without a newer time, a new number or one fewer. */
static char *
read_version (VdtDb   *db,
              GError **error)
{
  gint64 alerts = 0;
  gint64 times = 0;
  gint64 evidence = 0;

  if (!vdt_db_get_int64 (db, &alerts, error, "SELECT count(*) * 1000003 + coalesce(max(seq), 0) FROM alert", "") ||
      !vdt_db_get_int64 (db, &times, error, "SELECT coalesce(sum(coalesce(updated_at, 0) % 1000000007), 0) FROM alert", "") ||
      !vdt_db_get_int64 (db, &evidence, error, "SELECT count(*) * 1000003 + coalesce(max(seq), 0) FROM evidence", ""))
    return NULL;

  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, alerts, times, evidence);
}

static GPtrArray *
list_ids (VdtDb   *db,
          GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = vdt_db_query (db, error, "SELECT id FROM incident ORDER BY seq", "");
  GError *failure = NULL;

  if (statement == NULL)
    return NULL;

  while (vdt_db_next (db, statement, &failure))
    g_ptr_array_add (ids, g_strdup (vdt_db_column_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }

  return g_steal_pointer (&ids);
}

static gpointer
visit_job (VdtStore  *self,
           gpointer   data,
           GError   **error)
{
  Visit *visit = data;
  g_autoptr(GPtrArray) ids = NULL;

  g_free (visit->version);
  visit->version = read_version (self->db, error);
  if (visit->version == NULL || g_strcmp0 (visit->version, visit->known) == 0)
    return visit->version;

  visit->visited = TRUE;
  ids = list_ids (self->db, error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      gint64 seq;
      g_autoptr(VdtIncident) incident = vdt_store_read_incident (self->db, g_ptr_array_index (ids, i), FALSE, &seq,
                                                                 error);

      if (incident == NULL || !vdt_store_read_alerts (self->db, seq, incident, error))
        return NULL;
      visit->func (incident, visit->func_data);
    }

  return ids != NULL ? visit->version : NULL;
}

static void
visit_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Visit *visit = task_data;

  vdt_store_run_job (source, VDT_STORE_READ, visit_job, visit, NULL, &visit->error);
  g_task_return_boolean (task, TRUE);

  g_mutex_lock (&visit->mutex);
  visit->done = TRUE;
  g_cond_signal (&visit->cond);
  g_mutex_unlock (&visit->mutex);
}

/**
 * vdt_store_visit_from_worker:
 * @self: an open store
 * @version: (inout): what the last visit gave, or %NULL; replaced
 * @func: (scope call): called for each incident, on the store's thread; the incident
 *   has its alerts and their evidence
 * @func_data: for @func
 * @out_visited: (out): %FALSE if nothing has changed since @version, and @func was
 *   not called
 * @error: return location
 *
 * Waits. For a worker only, never for the main thread.
 *
 * Returns: %TRUE if all were visited, or none had to
 */
gboolean
vdt_store_visit_from_worker (VdtStore           *self,
                             char              **version,
                             VdtStoreVisitFunc   func,
                             gpointer            func_data,
                             gboolean           *out_visited,
                             GError            **error)
{
  Visit visit = { .func = func, .func_data = func_data, .known = *version };
  g_autoptr(GTask) task = NULL;

  g_return_val_if_fail (VDT_IS_STORE (self) && func != NULL && out_visited != NULL, FALSE);

  g_mutex_init (&visit.mutex);
  g_cond_init (&visit.cond);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, vdt_store_visit_from_worker);
  g_task_set_task_data (task, &visit, NULL);
  vdt_worker_push (self->worker, task, visit_thread);

  g_mutex_lock (&visit.mutex);
  while (!visit.done)
    g_cond_wait (&visit.cond, &visit.mutex);
  g_mutex_unlock (&visit.mutex);
  g_mutex_clear (&visit.mutex);
  g_cond_clear (&visit.cond);

  *out_visited = visit.visited && visit.error == NULL;
  if (visit.error != NULL)
    {
      g_free (visit.version);
      g_propagate_error (error, visit.error);
      return FALSE;
    }

  g_free (*version);
  *version = visit.version;

  return TRUE;
}
