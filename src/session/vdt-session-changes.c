/* vdt-session-changes.c
 *
 * Acts and their undoing. A step is one or more receipts of the store that
 * belong together; undoing a step makes the step that redoes it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-changes.h"

#include <glib/gi18n-lib.h>

#include "vdt-error.h"
#include "vdt-session-private.h"

typedef struct
{
  char      *title;
  GPtrArray *tokens;    /* of the store, in the order they were made */
} Step;

typedef struct
{
  GPtrArray  *changes;    /* what is to be applied … */
  Step       *from;       /* … or what is to be undone */
  guint       next;
  Step       *made;
  GHashTable *incidents;  /* ids that were touched */
  gboolean    redoing;
  GError     *error;      /* what stopped it half-way */
} Act;

static void act_next (GTask *task);

void
vdt_session_step_free (gpointer data)
{
  Step *step = data;

  g_free (step->title);
  g_ptr_array_unref (step->tokens);
  g_free (step);
}

static Step *
step_new (const char *title)
{
  Step *step = g_new0 (Step, 1);

  step->title = g_strdup (title);
  step->tokens = g_ptr_array_new_with_free_func (g_free);

  return step;
}

static void
act_free (gpointer data)
{
  Act *act = data;

  g_clear_pointer (&act->changes, g_ptr_array_unref);
  g_clear_pointer (&act->from, vdt_session_step_free);
  g_clear_pointer (&act->made, vdt_session_step_free);
  g_clear_pointer (&act->incidents, g_hash_table_unref);
  g_clear_error (&act->error);
  g_free (act);
}

/* What a person calls the change, for the toast and the menu. */
static char *
title_of_task_change (VdtChange *change)
{
  const char *action = vdt_change_get_action (change);

  return g_strdup (g_strcmp0 (action, "finish-task") == 0 ? _("Marked as done")
                   : g_strcmp0 (action, "dismiss-task") == 0 ? _("Marked as not applicable")
                   : g_strcmp0 (action, "start-task") == 0 ? _("Task begun") : _("Added to the tasks"));
}

/* One act on several incidents. */
static guint
count_incidents (VdtChange *change)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < vdt_change_get_n_items (change); i++)
    {
      const VdtChangeItem *item = vdt_change_get_item (change, i);

      if (g_str_equal (item->target_kind, "incident"))
        g_hash_table_add (ids, item->target_id);
    }

  return g_hash_table_size (ids);
}

static char *
title_of_all (GPtrArray *changes)
{
  guint n = 0;

  for (guint i = 0; i < changes->len; i++)
    n += count_incidents (g_ptr_array_index (changes, i));

  return n > 1 ? g_strdup_printf (ngettext ("%u incident changed", "%u incidents changed", n), n) : NULL;
}

static char *
title_of_change (VdtChange *change)
{
  static const struct { const char *property; const char *title; } titles[] = {
    { "status", N_("Status changed") },
    { "owner", N_("Owner changed") },
    { "severity", N_("Severity changed") },
    { "classification", N_("Classification changed") },
    { "determination", N_("Classification changed") },
    { "custom-tags", N_("Tags changed") },
    { "title", N_("Name changed") },
    { "closing-note", N_("Closing note changed") },
    { "text", N_("Comment changed") },
    { "hidden", N_("Visibility changed") },
    { "incident-id", N_("Alert moved") },
    { "deleted", N_("Deleted") },
  };
  const VdtChangeItem *item;

  if (g_strcmp0 (vdt_change_get_action (change), "resolve") == 0)
    return g_strdup (_("Incident resolved"));
  if (vdt_change_get_kept (change)->len > 0)
    return g_strdup (g_strcmp0 (vdt_change_get_action (change), "add-event") == 0 ? _("Event added")
                                                                                : _("Kept as evidence"));
  if (vdt_change_get_tasks (change)->len > 0)
    return title_of_task_change (change);
  if (vdt_change_get_n_items (change) == 0)
    return g_strdup (_("Comment added"));

  item = vdt_change_get_item (change, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_strcmp0 (item->property, titles[i].property) == 0)
      return g_strdup (_(titles[i].title));

  return g_strdup (_("Incident changed"));
}

static void
note_receipt (Act        *act,
              VdtReceipt *receipt)
{
  const char *const *ids = vdt_receipt_get_incident_ids (receipt);

  if (vdt_receipt_get_token (receipt) != NULL)
    g_ptr_array_add (act->made->tokens, g_strdup (vdt_receipt_get_token (receipt)));

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (act->incidents, g_strdup (ids[i]));
}

static void
reloaded_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Act *act = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (act->error != NULL)
    g_task_return_error (task, g_steal_pointer (&act->error));
  else if (vdt_session_reload_finish (VDT_SESSION (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Puts what was made where it can be taken back from, and shows the result. */
static void
act_end (GTask *task)
{
  VdtSession *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  g_autofree gpointer *keys = g_hash_table_get_keys_as_array (act->incidents, NULL);

  if (act->made->tokens->len > 0)
    {
      gboolean undoing = act->from != NULL && !act->redoing;

      g_ptr_array_add (undoing ? self->redo : self->undo, g_steal_pointer (&act->made));
      if (act->from == NULL)
        g_ptr_array_set_size (self->redo, 0);
    }

  vdt_session_notify_undo (self);
  vdt_session_reload_async (self, (const char *const *) keys, reloaded_cb, task);
}

static void
act_done (GTask      *task,
          VdtReceipt *receipt,
          GError     *error)
{
  Act *act = g_task_get_task_data (task);

  if (receipt == NULL)
    {
      act->error = error;
      act_end (task);
      return;
    }

  note_receipt (act, receipt);
  act_next (task);
}

static void
applied_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr(VdtReceipt) receipt = vdt_store_apply_finish (VDT_STORE (object), result, &error);

  act_done (user_data, receipt, error);
}

static void
undone_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  GError *error = NULL;
  g_autoptr(VdtReceipt) receipt = vdt_store_undo_finish (VDT_STORE (object), result, &error);

  act_done (user_data, receipt, error);
}

/* Owns @task until it has returned. */
static void
act_next (GTask *task)
{
  VdtSession *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  guint n = act->from != NULL ? act->from->tokens->len : act->changes->len;
  guint i = act->next++;

  if (i >= n)
    act_end (task);
  else if (act->from != NULL)
    vdt_store_undo_async (self->store, g_ptr_array_index (act->from->tokens, n - 1 - i), NULL,
                          undone_cb, task);
  else
    vdt_store_apply_async (self->store, g_ptr_array_index (act->changes, i), NULL, applied_cb, task);
}

static GTask *
act_task (VdtSession          *self,
          GPtrArray           *changes,
          Step                *from,
          const char          *title,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data,
          gpointer             tag)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Act *act = g_new0 (Act, 1);

  act->changes = changes != NULL ? g_ptr_array_ref (changes) : NULL;
  act->from = from;
  act->made = step_new (title);
  act->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, act, act_free);

  return task;
}

/**
 * vdt_session_apply_all_async:
 * @self: an open session
 * @changes: (element-type VdtChange): what to do, in this order
 * @cancellable: (nullable): nothing is begun once it is cancelled
 * @callback: called when it is done, logged and shown
 * @user_data: for @callback
 *
 * Does several changes as one step. If one fails, those before it stay and can
 * be undone.
 */
void
vdt_session_apply_all_async (VdtSession          *self,
                             GPtrArray           *changes,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autofree char *title = NULL;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (changes != NULL && changes->len > 0);

  title = title_of_all (changes);
  if (title == NULL)
    title = title_of_change (g_ptr_array_index (changes, 0));
  task = act_task (self, changes, NULL, title, cancellable, callback, user_data,
                   vdt_session_apply_all_async);
  act_next (task);
}

/**
 * vdt_session_apply_async:
 * @self: an open session
 * @change: what to do
 * @cancellable: (nullable): nothing is begun once it is cancelled
 * @callback: called when it is done, logged and shown
 * @user_data: for @callback
 */
void
vdt_session_apply_async (VdtSession          *self,
                         VdtChange           *change,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (VDT_IS_CHANGE (change));

  g_ptr_array_add (changes, g_object_ref (change));
  vdt_session_apply_all_async (self, changes, cancellable, callback, user_data);
}

gboolean
vdt_session_apply_finish (VdtSession    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * vdt_session_new_resolve:
 * @self: a session
 * @incident: which incident
 * @classification: a member of `alertClassification`
 * @determination: (nullable): a member of `alertDetermination`
 * @note: (nullable): why; kept as the closing note
 *
 * Returns: (transfer full): the change that closes the incident and its alerts
 */
VdtChange *
vdt_session_new_resolve (VdtSession  *self,
                         VdtIncident *incident,
                         const char  *classification,
                         const char  *determination,
                         const char  *note)
{
  const char *id;
  VdtChange *change;

  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);

  id = vdt_incident_get_id (incident);
  change = vdt_change_new (id, "resolve");
  vdt_change_set (change, "incident", id, "classification", classification);
  vdt_change_set (change, "incident", id, "determination", determination);
  if (note != NULL && *note != '\0')
    vdt_change_set (change, "incident", id, "closing-note", note);
  vdt_change_set (change, "incident", id, "status", "resolved");

  return change;
}

gboolean
vdt_session_get_can_undo (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), FALSE);

  return self->undo->len > 0;
}

gboolean
vdt_session_get_can_redo (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), FALSE);

  return self->redo->len > 0;
}

/**
 * vdt_session_get_undo_title:
 * @self: a session
 *
 * Returns: (nullable): what vdt_session_undo_async() would take back
 */
const char *
vdt_session_get_undo_title (VdtSession *self)
{
  Step *step;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  if (self->undo->len == 0)
    return NULL;

  step = g_ptr_array_index (self->undo, self->undo->len - 1);

  return step->title;
}

static void
take_back (VdtSession          *self,
           gboolean             redo,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data,
           gpointer             tag)
{
  GPtrArray *steps = redo ? self->redo : self->undo;
  Step *step;
  GTask *task;
  Act *act;

  if (steps->len == 0)
    {
      g_task_report_new_error (self, callback, user_data, tag, VDT_ERROR, VDT_ERROR_NOT_FOUND,
                               redo ? _("There is nothing to do again") : _("There is nothing to undo"));
      return;
    }

  step = g_ptr_array_steal_index (steps, steps->len - 1);
  task = act_task (self, NULL, step, step->title, cancellable, callback, user_data, tag);
  act = g_task_get_task_data (task);
  act->redoing = redo;
  act_next (task);
}

/**
 * vdt_session_undo_async:
 * @self: an open session
 * @cancellable: (nullable): nothing is begun once it is cancelled
 * @callback: called once
 * @user_data: for @callback
 *
 * Takes the newest step back. The log keeps both the step and the taking back.
 */
void
vdt_session_undo_async (VdtSession          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  take_back (self, FALSE, cancellable, callback, user_data, vdt_session_undo_async);
}

gboolean
vdt_session_undo_finish (VdtSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
vdt_session_redo_async (VdtSession          *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (VDT_IS_SESSION (self));

  take_back (self, TRUE, cancellable, callback, user_data, vdt_session_redo_async);
}

gboolean
vdt_session_redo_finish (VdtSession    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
verified_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(VdtStoreAudit) audit = NULL;
  GError *error = NULL;

  audit = vdt_store_verify_activity_finish (VDT_STORE (object), result, &error);
  if (audit == NULL)
    g_task_return_error (task, error);
  else if (!audit->intact)
    g_task_return_new_error (task, VDT_ERROR, VDT_ERROR_DAMAGED, "%s", audit->message);
  else
    g_task_return_int (task, audit->n_entries);
}

/**
 * vdt_session_verify_async:
 * @self: an open session
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Checks that no entry of the activity log was altered, added or taken away.
 */
void
vdt_session_verify_async (VdtSession          *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_verify_async);
  vdt_store_verify_activity_async (self->store, cancellable, verified_cb, task);
}

/**
 * vdt_session_verify_finish:
 * @self: a session
 * @result: what the callback was given
 * @n_entries: (out): how many entries were checked
 * @error: %VDT_ERROR_DAMAGED names the first entry that is not what it was
 *
 * Returns: %TRUE if the chain is whole
 */
gboolean
vdt_session_verify_finish (VdtSession    *self,
                           GAsyncResult  *result,
                           guint         *n_entries,
                           GError       **error)
{
  gssize n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = g_task_propagate_int (G_TASK (result), error);
  *n_entries = n < 0 ? 0 : (guint) n;

  return n >= 0;
}
