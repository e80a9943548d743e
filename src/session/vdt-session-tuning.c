/* vdt-session-tuning.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-tuning.h"

#include "vdt-session-private.h"
#include "vdt-store-tuning.h"

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GListModel *rules = vdt_store_list_tuning_finish (VDT_STORE (object), result, &error);

  if (rules == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, rules, g_object_unref);
}

/**
 * vdt_session_list_tuning_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 */
void
vdt_session_list_tuning_async (VdtSession          *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_tuning_async);
  vdt_store_list_tuning_async (self->store, cancellable, listed_cb, task);
}

/**
 * vdt_session_list_tuning_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtTuningRule) (nullable): all rules
 */
GListModel *
vdt_session_list_tuning_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vdt_store_tuning_finish (VDT_STORE (object), result, NULL, &error))
    g_task_return_int (task, 0);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_save_tuning_async:
 * @self: an open session
 * @rule: a rule; one without id is new
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * New alerts are held against the rule from now on. End with
 * vdt_session_tuning_finish().
 */
void
vdt_session_save_tuning_async (VdtSession          *self,
                               VdtTuningRule       *rule,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_save_tuning_async);
  vdt_store_save_tuning_async (self->store, rule, cancellable, done_cb, task);
}

/**
 * vdt_session_remove_tuning_async:
 * @self: an open session
 * @rule_id: a rule
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * What the rule did stays. End with vdt_session_tuning_finish().
 */
void
vdt_session_remove_tuning_async (VdtSession          *self,
                                 const char          *rule_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_remove_tuning_async);
  vdt_store_remove_tuning_async (self->store, rule_id, cancellable, done_cb, task);
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_reload_finish (VDT_SESSION (object), result, &error))
    g_task_return_int (task, GPOINTER_TO_INT (g_task_get_task_data (task)));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  guint n;

  if (!vdt_store_tuning_finish (VDT_STORE (object), result, &n, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, GINT_TO_POINTER ((int) n), NULL);
  vdt_session_reload_async (self, NULL, reloaded_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_undo_tuning_async:
 * @self: an open session
 * @rule_id: a rule
 * @cancellable: (nullable): stops it
 * @callback: called once all is shown again
 * @user_data: for @callback
 *
 * Takes back what the rule did. End with vdt_session_tuning_finish().
 */
void
vdt_session_undo_tuning_async (VdtSession          *self,
                               const char          *rule_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_undo_tuning_async);
  vdt_store_undo_tuning_async (self->store, rule_id, cancellable, undone_cb, task);
}

/**
 * vdt_session_tuning_finish:
 * @self: a session
 * @result: what the callback was given
 * @out_n_acts: (out) (optional): how many acts were taken back
 * @error: return location: %VDT_ERROR_USAGE says what a rule lacks
 *
 * Returns: %TRUE if it is done
 */
gboolean
vdt_session_tuning_finish (VdtSession    *self,
                           GAsyncResult  *result,
                           guint         *out_n_acts,
                           GError       **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  if (out_n_acts != NULL)
    *out_n_acts = n > 0 ? (guint) n : 0;

  return n >= 0;
}
