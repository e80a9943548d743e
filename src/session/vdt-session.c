/* vdt-session.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-ask-private.h"
#include "vdt-session-private.h"

#include <string.h>

#include "vdt-hunt-local-engine.h"
#include "vdt-session-alerts.h"
#include "vdt-session-changes.h"
#include "vdt-util.h"

#define UI_STATE "ui/"
#define HAS_SAMPLE "sample"

/**
 * VdtSession:
 *
 * One open workspace and the services that work on it: the case database, the
 * importer, the copilot. Widgets and the command line hold a session and
 * nothing below it. Main thread only.
 */
G_DEFINE_FINAL_TYPE (VdtSession, vdt_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_REDO,
  PROP_CAN_UNDO,
  PROP_FOLDER,
  PROP_HAS_SAMPLE,
  PROP_NOTICE,
  PROP_PROGRESS,
  PROP_QUEUE,
  PROP_STATE,
  PROP_UNDO_TITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
set_state (VdtSession      *self,
           VdtSessionState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
set_notice (VdtSession *self,
            const char *notice)
{
  if (vdt_set_str (&self->notice, notice))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

void
vdt_session_set_has_sample (VdtSession *self,
                            gboolean    has_sample)
{
  if (self->has_sample == has_sample)
    return;

  self->has_sample = has_sample;
  if (self->store != NULL)
    vdt_store_set_state_async (self->store, HAS_SAMPLE, has_sample ? "1" : NULL, NULL, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SAMPLE]);
}

void
vdt_session_notify_undo (VdtSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNDO_TITLE]);
}

/* What the hunting view shows has changed: `history` or `saved`. */
void
vdt_session_hunting_changed (VdtSession *self,
                             const char *what)
{
  g_signal_emit_by_name (self, "hunting-changed", what);
}

static void
vdt_session_dispose (GObject *object)
{
  VdtSession *self = VDT_SESSION (object);

  vdt_session_close (self);
  g_clear_object (&self->hunt);
  g_clear_object (&self->hunt_cancellable);
  g_clear_object (&self->history);
  g_clear_object (&self->queue);
  g_clear_object (&self->progress);
  g_clear_pointer (&self->incidents, g_hash_table_unref);
  g_clear_pointer (&self->conversations, g_hash_table_unref);
  g_clear_object (&self->filter_sets);
  g_clear_pointer (&self->ui_state, g_hash_table_unref);
  g_clear_pointer (&self->reports_saving, g_hash_table_unref);
  g_clear_pointer (&self->summaries, g_hash_table_unref);
  g_clear_pointer (&self->responses, g_hash_table_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->ask, vdt_session_ask_unref);
  g_clear_pointer (&self->report_worker, vdt_worker_free);
  g_clear_pointer (&self->script_worker, vdt_worker_free);

  G_OBJECT_CLASS (vdt_session_parent_class)->dispose (object);
}

static void
vdt_session_finalize (GObject *object)
{
  VdtSession *self = VDT_SESSION (object);

  g_free (self->folder);
  g_free (self->notice);
  g_free (self->import_table);
  g_free (self->analyst);

  G_OBJECT_CLASS (vdt_session_parent_class)->finalize (object);
}

static void
vdt_session_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  VdtSession *self = VDT_SESSION (object);

  switch (prop_id)
    {
    case PROP_CAN_REDO:
      g_value_set_boolean (value, self->redo->len > 0);
      break;
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, self->undo->len > 0);
      break;
    case PROP_FOLDER:
      g_value_set_string (value, self->folder);
      break;
    case PROP_HAS_SAMPLE:
      g_value_set_boolean (value, self->has_sample);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    case PROP_PROGRESS:
      g_value_set_object (value, self->progress);
      break;
    case PROP_QUEUE:
      g_value_set_object (value, self->queue);
      break;
    case PROP_STATE:
      g_value_set_uint (value, self->state);
      break;
    case PROP_UNDO_TITLE:
      g_value_set_string (value, vdt_session_get_undo_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_CAN_REDO] = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags);
  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDER] = g_param_spec_string ("folder", NULL, NULL, NULL, flags);
  properties[PROP_HAS_SAMPLE] = g_param_spec_boolean ("has-sample", NULL, NULL, FALSE, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  properties[PROP_PROGRESS] =
    g_param_spec_object ("progress", NULL, NULL, VDT_TYPE_PROGRESS, flags);
  properties[PROP_QUEUE] = g_param_spec_object ("queue", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, VDT_SESSION_FAILED, 0, flags);
  properties[PROP_UNDO_TITLE] = g_param_spec_string ("undo-title", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vdt_session_class_init (VdtSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = vdt_session_dispose;
  object_class->finalize = vdt_session_finalize;
  object_class->get_property = vdt_session_get_property;

  install_properties (object_class);

  /**
   * VdtSession::incident-changed:
   * @self: the session
   * @incident: a live incident that has just been brought up to date
   */
  g_signal_new ("incident-changed", VDT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, VDT_TYPE_INCIDENT);

  /**
   * VdtSession::hunting-changed:
   * @self: the session
   * @what: `history`, `saved` or `rules`
   *
   * A run was put into the history, files of saved queries or detection rules changed.
   */
  g_signal_new ("hunting-changed", VDT_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
vdt_session_init (VdtSession *self)
{
  self->queue = vdt_queue_model_new ();
  self->progress = vdt_progress_new ();
  self->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->conversations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->filter_sets = g_list_store_new (VDT_TYPE_QUEUE_QUERY);
  self->ui_state = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->responses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, vdt_session_response_free);
  self->reports_saving = g_hash_table_new (NULL, NULL);
  self->summaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, vdt_session_summary_free);
  self->undo = g_ptr_array_new_with_free_func (vdt_session_step_free);
  self->redo = g_ptr_array_new_with_free_func (vdt_session_step_free);
  self->analyst = g_strdup (g_get_real_name ());
  if (g_str_equal (self->analyst, "Unknown") || *self->analyst == '\0')
    vdt_set_str (&self->analyst, g_get_user_name ());
}

/**
 * vdt_session_new:
 * @clock: (nullable): what time it is; %NULL for the real clock
 * @clock_data: for @clock
 *
 * Returns: (transfer full): a session without a workspace
 */
VdtSession *
vdt_session_new (VdtClockFunc clock,
                 gpointer     clock_data)
{
  VdtSession *self = g_object_new (VDT_TYPE_SESSION, NULL);

  self->clock = clock != NULL ? clock : vdt_clock_system;
  self->clock_data = clock_data;

  return self;
}

/**
 * vdt_session_default_folder:
 *
 * Returns: (transfer full): the user's own workspace
 */
char *
vdt_session_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "vedette", NULL);
}

VdtSessionState
vdt_session_get_state (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), VDT_SESSION_CLOSED);

  return self->state;
}

const char *
vdt_session_get_folder (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return self->folder;
}

/**
 * vdt_session_get_notice:
 * @self: a session
 *
 * Returns: (nullable): what the analyst has to know of the workspace: that it
 *   was damaged and what was saved, or why it cannot be opened
 */
const char *
vdt_session_get_notice (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return self->notice;
}

/**
 * vdt_session_get_analyst:
 * @self: a session
 *
 * Returns: the name that the activity log gets, and that “assign to me” means
 */
const char *
vdt_session_get_analyst (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return self->analyst;
}

void
vdt_session_set_analyst (VdtSession *self,
                         const char *name)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  if (name == NULL || *name == '\0')
    name = g_get_user_name ();
  if (vdt_set_str (&self->analyst, name) && self->store != NULL)
    vdt_store_set_analyst (self->store, name);
}

gboolean
vdt_session_get_has_sample (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), FALSE);

  return self->has_sample;
}

/**
 * vdt_session_get_progress:
 * @self: a session
 *
 * Returns: (transfer none): how far the import under way is
 */
VdtProgress *
vdt_session_get_progress (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return self->progress;
}

/**
 * vdt_session_get_queue:
 * @self: a session
 *
 * Returns: (transfer none): the incidents that the queue's query finds, in its
 *   order; rows of unloaded #VdtIncident
 */
GListModel *
vdt_session_get_queue (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return G_LIST_MODEL (self->queue);
}

VdtQueueQuery *
vdt_session_get_queue_query (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return vdt_queue_model_get_query (self->queue);
}

void
vdt_session_set_queue_query (VdtSession    *self,
                             VdtQueueQuery *query)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  vdt_queue_model_set_query (self->queue, query);
}

static void
queue_refreshed_cb (GObject      *object,
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

void
vdt_session_refresh_queue_async (VdtSession          *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_refresh_queue_async);
  vdt_queue_model_refresh_async (self->queue, cancellable, queue_refreshed_cb, task);
}

gboolean
vdt_session_refresh_queue_finish (VdtSession    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vdt_session_close:
 * @self: a session
 *
 * Lets go of the workspace, after all that was asked is written. Waits for that.
 */
void
vdt_session_close (VdtSession *self)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  if (self->store == NULL)
    return;

  g_cancellable_cancel (self->hunt_cancellable);
  if (self->hunt_engine != NULL)
    vdt_hunt_local_engine_shut_down (self->hunt_engine);
  g_clear_object (&self->hunt_engine);
  g_clear_pointer (&self->hunt_alerts, vdt_session_alerts_free);
  g_clear_object (&self->hunt_cancellable);
  g_clear_pointer (&self->hunt_worker, vdt_worker_free);
  vdt_hunt_workspace_shut_down (self->hunt);
  vdt_history_shut_down (self->history);
  g_clear_object (&self->history);
  g_clear_pointer (&self->saved_watch, vdt_saved_watch_free);
  g_clear_pointer (&self->saved_worker, vdt_worker_free);
  vdt_queue_model_set_store (self->queue, NULL);
  g_hash_table_remove_all (self->summaries);
  g_hash_table_remove_all (self->responses);
  g_hash_table_remove_all (self->incidents);
  g_hash_table_remove_all (self->conversations);
  g_hash_table_remove_all (self->ui_state);
  g_list_store_remove_all (self->filter_sets);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);
  vdt_store_shut_down (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->hunt);
  set_state (self, VDT_SESSION_CLOSED);
}

/* Opening: the database, then what the window remembers, then the queue. */

static void
open_queue_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;

  if (!vdt_queue_model_refresh_finish (self->queue, result, &error))
    {
      set_notice (self, error->message);
      set_state (self, VDT_SESSION_FAILED);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  set_state (self, VDT_SESSION_OPEN);
  g_task_return_boolean (task, TRUE);
}

static void
take_state (VdtSession *self,
            GHashTable *state)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, state);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (g_str_has_prefix (key, UI_STATE))
        g_hash_table_insert (self->ui_state, g_strdup ((char *) key + strlen (UI_STATE)),
                             g_strdup (value));
      else if (g_str_equal (key, HAS_SAMPLE))
        self->has_sample = TRUE;
    }

  vdt_session_load_filter_sets (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_SAMPLE]);
}

static void
open_state_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GHashTable) state = NULL;
  g_autoptr(GError) error = NULL;

  state = vdt_store_load_state_finish (VDT_STORE (object), result, &error);
  if (state != NULL)
    take_state (self, state);
  else
    g_message ("what the window remembers cannot be read: %s", error->message);

  vdt_queue_model_set_store (self->queue, self->store);
  vdt_queue_model_refresh_async (self->queue, cancellable, open_queue_cb, g_steal_pointer (&task));
}

static void
open_store_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;

  if (!vdt_store_open_finish (VDT_STORE (object), result, &error))
    {
      g_clear_object (&self->store);
      set_notice (self, error->message);
      set_state (self, VDT_SESSION_FAILED);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  set_notice (self, vdt_store_get_notice (self->store));
  vdt_store_load_state_async (self->store, "", cancellable, open_state_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_open_async:
 * @self: a session without a workspace
 * @folder: the workspace's folder; made if it does not exist
 * @cancellable: (nullable): stops it
 * @callback: called once it is open and the queue is filled
 * @user_data: for @callback
 */
void
vdt_session_open_async (VdtSession          *self,
                        const char          *folder,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (folder != NULL);
  g_return_if_fail (self->store == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_open_async);

  if (vdt_set_str (&self->folder, folder))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDER]);
  set_notice (self, NULL);
  set_state (self, VDT_SESSION_OPENING);

  g_clear_object (&self->hunt);
  g_clear_object (&self->hunt_cancellable);
  self->hunt = vdt_hunt_workspace_new (folder);
  g_clear_object (&self->history);
  self->history = vdt_history_new (folder);
  self->hunt_cancellable = g_cancellable_new ();
  self->store = vdt_store_new (self->clock, self->clock_data);
  vdt_store_set_analyst (self->store, self->analyst);
  vdt_store_open_async (self->store, folder, cancellable, open_store_cb, task);
}

/**
 * vdt_session_open_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: %VDT_ERROR_BUSY if another process has the workspace
 *
 * Returns: %TRUE if it is open; look at #VdtSession:notice
 */
gboolean
vdt_session_open_finish (VdtSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vdt_session_dup_state:
 * @self: a session
 * @key: what
 *
 * Returns: (transfer full) (nullable): what vdt_session_save_state() was given
 */
char *
vdt_session_dup_state (VdtSession *self,
                       const char *key)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return g_strdup (g_hash_table_lookup (self->ui_state, key));
}

void
vdt_session_save_state (VdtSession *self,
                        const char *key,
                        const char *value)
{
  g_autofree char *stored = NULL;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (key != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->ui_state, key), value) == 0)
    return;

  if (value != NULL)
    g_hash_table_insert (self->ui_state, g_strdup (key), g_strdup (value));
  else
    g_hash_table_remove (self->ui_state, key);

  stored = g_strconcat (UI_STATE, key, NULL);
  if (self->store != NULL)
    vdt_store_set_state_async (self->store, stored, value, NULL, NULL, NULL);
}
