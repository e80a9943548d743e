/* vdt-session-incidents.c
 *
 * The live incidents: one object for each that a window shows, brought up to
 * date in place when something changes it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-private.h"

#include "vdt-record-sync.h"

/* Keeps @fresh as the live object, or brings the live one to its state. */
static VdtIncident *
take_incident (VdtSession  *self,
               VdtIncident *fresh)
{
  const char *id = vdt_incident_get_id (fresh);
  VdtIncident *live = g_hash_table_lookup (self->incidents, id);

  if (live == NULL)
    {
      g_hash_table_insert (self->incidents, g_strdup (id), g_object_ref (fresh));
      return fresh;
    }

  vdt_record_sync (live, fresh);
  vdt_session_facts_changed (self, live);
  vdt_session_response_changed (self, live);
  g_signal_emit_by_name (self, "incident-changed", live);

  return live;
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  g_autoptr(VdtIncident) fresh = NULL;
  g_autoptr(GError) error = NULL;

  fresh = vdt_store_load_incident_finish (VDT_STORE (object), result, &error);
  if (fresh == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_object_ref (take_incident (self, fresh)), g_object_unref);
}

/**
 * vdt_session_load_incident_async:
 * @self: an open session
 * @id: the incident's id in the workspace
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Loads an incident whole. An incident that is live already is brought up to
 * date; all callers get the same object.
 */
void
vdt_session_load_incident_async (VdtSession          *self,
                                 const char          *id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_load_incident_async);
  vdt_store_load_incident_async (self->store, id, cancellable, loaded_cb, task);
}

/**
 * vdt_session_load_incident_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: %VDT_ERROR_NOT_FOUND if there is no such incident
 *
 * Returns: (transfer full) (nullable): the live incident
 */
VdtIncident *
vdt_session_load_incident_finish (VdtSession    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Reloading: the live ones of a list, one after the other, then the queue. */

static void reload_next (GTask *task);

static void
reload_queue_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_queue_model_refresh_finish (VDT_QUEUE_MODEL (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  g_autoptr(VdtIncident) fresh = NULL;
  g_autoptr(GError) error = NULL;

  fresh = vdt_store_load_incident_finish (VDT_STORE (object), result, &error);
  if (fresh != NULL)
    take_incident (self, fresh);
  else
    g_message ("an incident cannot be read again: %s", error->message);

  reload_next (g_steal_pointer (&task));
}

/* Takes @task. Its data are the ids that are left. */
static void
reload_next (GTask *task)
{
  g_autoptr(GTask) owned = task;
  VdtSession *self = g_task_get_source_object (owned);
  GPtrArray *ids = g_task_get_task_data (owned);

  while (ids->len > 0)
    {
      g_autofree char *id = g_ptr_array_steal_index (ids, ids->len - 1);

      if (g_hash_table_contains (self->incidents, id))
        {
          vdt_store_load_incident_async (self->store, id, NULL, reloaded_cb, g_steal_pointer (&owned));
          return;
        }
    }

  vdt_queue_model_refresh_async (self->queue, NULL, reload_queue_cb, g_steal_pointer (&owned));
}

/**
 * vdt_session_reload_async:
 * @self: an open session
 * @incident_ids: (nullable): which incidents were changed; %NULL for all live ones
 * @callback: called when the live ones and the queue are right again
 * @user_data: for @callback
 */
void
vdt_session_reload_async (VdtSession          *self,
                          const char *const   *incident_ids,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;

  g_task_set_source_tag (task, vdt_session_reload_async);

  if (incident_ids != NULL)
    for (gsize i = 0; incident_ids[i] != NULL; i++)
      g_ptr_array_add (ids, g_strdup (incident_ids[i]));
  else
    {
      g_hash_table_iter_init (&iter, self->incidents);
      while (g_hash_table_iter_next (&iter, &key, NULL))
        g_ptr_array_add (ids, g_strdup (key));
    }

  g_task_set_task_data (task, ids, (GDestroyNotify) g_ptr_array_unref);
  reload_next (task);
}

gboolean
vdt_session_reload_finish (VdtSession    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
