/* vdt-store-change.c
 *
 * Local acts: what an analyst changes, and the rules that follow.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-fact-id.h"
#include "vdt-store-act.h"

/* Comments of the Defender portal hold at most so many characters (“Manage
 * incidents”, 2026). */
#define COMMENT_MAX_CHARS 30000

static gboolean
set_value (VdtAct         *act,
           const char  *kind,
           const char  *id,
           const char  *property,
           const char  *value,
           const char  *note,
           GError     **error)
{
  const VdtActField *field = vdt_act_find_field (kind, property, error);
  g_autofree char *before = NULL;
  g_autofree char *imported = NULL;
  gboolean local;

  if (field == NULL || !vdt_act_read_value (act->store->db, field, id, &before, error))
    return FALSE;

  if (value != NULL && *value == '\0')
    value = NULL;
  if (g_strcmp0 (before, value) == 0)
    return TRUE;

  return vdt_act_read_local (act->store->db, field, id, &local, &imported, error) &&
         vdt_act_write (act, field, id, before, value, local, TRUE, error) &&
         vdt_act_log_item (act, field, id, before, value, note, error);
}

/* Owner of the incident becomes owner of its alerts; resolving the incident resolves
 * its alerts (Defender, “Manage incidents”, 2026). */
static gboolean
follow_incident (VdtAct         *act,
                 const char  *incident_id,
                 const char  *property,
                 const char  *value,
                 GError     **error)
{
  gboolean owner = strcmp (property, "owner") == 0;
  g_autoptr(GPtrArray) ids = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *rows;

  if (!owner && (strcmp (property, "status") != 0 || g_strcmp0 (value, "resolved") != 0))
    return TRUE;

  ids = g_ptr_array_new_with_free_func (g_free);
  rows = vdt_db_query (act->store->db, &local_error, "SELECT alert.id FROM alert JOIN incident"
                       " ON incident.seq = alert.incident_seq WHERE incident.id = ?1 ORDER BY alert.seq",
                       "t", incident_id);
  while (vdt_db_next (act->store->db, rows, &local_error))
    g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 0)));

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    {
      if (g_ptr_array_index (ids, i) != NULL)
        set_value (act, "alert", g_ptr_array_index (ids, i), owner ? "assigned-to" : "status", value,
                   "follows the incident", &local_error);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
check_comment (const char  *text,
               GError     **error)
{
  if (text == NULL || *text == '\0')
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "A comment needs a text");
  else if (g_utf8_strlen (text, -1) > COMMENT_MAX_CHARS)
    g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "A comment has at most %d characters",
                 COMMENT_MAX_CHARS);
  else
    return TRUE;

  return FALSE;
}

static gboolean
add_comment (VdtAct          *act,
             const char   *kind,
             const char   *id,
             const char   *text,
             char        **out_id,
             GError      **error)
{
  VdtDb *db = act->store->db;
  g_autofree char *random = g_uuid_string_random ();
  gint64 now = vdt_store_now (act->store);
  g_autoptr(VdtComment) comment = NULL;
  gboolean added;
  gint64 seq;

  if (!check_comment (text, error))
    return FALSE;

  if (!vdt_db_get_int64 (db, &seq, error,
                         strcmp (kind, "alert") == 0 ? "SELECT incident_seq FROM alert WHERE id = ?1"
                                                     : "SELECT seq FROM incident WHERE id = ?1", "t", id))
    return FALSE;
  if (seq == 0)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no %s “%s”", kind, id);
      return FALSE;
    }

  comment = vdt_comment_new (act->actor, text, now);
  g_free (*out_id);
  *out_id = vdt_fact_comment_id (random, act->actor, now, text);
  vdt_record_set_text (comment, "id", *out_id);
  vdt_record_set_flag (comment, "local", TRUE);
  /* taken back so far: what follows shows it, and can be undone */
  vdt_record_set_flag (comment, "deleted", TRUE);

  return vdt_store_insert_comment (db, comment, kind, id, seq, &added, error) &&
         vdt_act_write (act, vdt_act_find_field ("comment", "deleted", NULL), *out_id, "1", NULL,
                        TRUE, TRUE, error) &&
         vdt_store_log_change (act->store, act->incident_id, act->actor, act->actor_kind, act->action,
                               kind, id,
                               "comments", NULL, text, act->note, error);
}

static gboolean
check_alert_target (VdtAct         *act,
                    const char  *incident_id,
                    GError     **error)
{
  gint64 n;

  if (!vdt_db_get_int64 (act->store->db, &n, error, "SELECT count (*) FROM incident WHERE id = ?1", "t",
                         incident_id))
    return FALSE;
  if (n == 0)
    g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no incident “%s”", incident_id);

  return n != 0;
}

static gboolean
do_item (VdtAct                  *act,
         const VdtChangeItem  *item,
         char                **io_comment,
         GError              **error)
{
  if (strcmp (item->property, "comments") == 0)
    return add_comment (act, item->target_kind, item->target_id, item->value, io_comment, error);

  if (strcmp (item->property, "incident-id") == 0 && !check_alert_target (act, item->value, error))
    return FALSE;

  if (strcmp (item->target_kind, "comment") == 0 && strcmp (item->property, "text") == 0)
    {
      g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, vdt_store_now (act->store));

      if (!check_comment (item->value, error) ||
          !set_value (act, "comment", item->target_id, "edited-at", now, NULL, error))
        return FALSE;
    }

  if (!set_value (act, item->target_kind, item->target_id, item->property, item->value, NULL, error))
    return FALSE;

  if (strcmp (item->target_kind, "incident") != 0)
    return TRUE;

  if (strcmp (item->property, "severity") == 0 &&
      !set_value (act, "incident", item->target_id, "severity-set-by-hand", "1", NULL, error))
    return FALSE;

  return follow_incident (act, item->target_id, item->property, item->value, error);
}

static gboolean
do_change (VdtAct        *act,
           VdtChange  *change,
           char      **out_token,
           char      **out_comment,
           GError    **error)
{
  if (!check_alert_target (act, act->incident_id, error) || !vdt_act_begin (act, out_token, error))
    return FALSE;

  for (guint i = 0; i < vdt_change_get_n_items (change); i++)
    {
      if (!do_item (act, vdt_change_get_item (change, i), out_comment, error))
        return FALSE;
    }

  for (guint i = 0; i < vdt_change_get_kept (change)->len; i++)
    {
      if (!vdt_store_keep (act, g_ptr_array_index (vdt_change_get_kept (change), i), error))
        return FALSE;
    }

  for (guint i = 0; i < vdt_change_get_tasks (change)->len; i++)
    {
      if (!vdt_store_add_task (act, g_ptr_array_index (vdt_change_get_tasks (change), i), error))
        return FALSE;
    }

  if (act->n_changes == 0)
    return vdt_db_run (act->store->db, error, "DELETE FROM change WHERE seq = ?1", "l", act->change_seq);

  return vdt_act_settle (act, error);
}

static gpointer
apply_job (VdtStore  *self,
           gpointer   data,
           GError   **error)
{
  VdtChange *change = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  g_autofree char *token = NULL;
  g_autofree char *comment = NULL;
  VdtReceipt *receipt = NULL;
  VdtAct act;

  vdt_act_init (&act, self, vdt_change_get_incident_id (change), vdt_change_get_action (change));
  act.actor = analyst;
  act.actor_kind = "person";
  act.note = vdt_change_get_note (change);
  if (do_change (&act, change, &token, &comment, error))
    receipt = vdt_act_make_receipt (&act, token, comment);
  vdt_act_clear (&act);

  return receipt;
}

/**
 * vdt_store_apply_async:
 * @self: a store
 * @change: what to change; not to be changed by the caller until the callback
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Does a local act, with what follows from it (the owner of an incident becomes that
 * of its alerts, resolving it resolves them), and logs it: all or nothing.
 */
void
vdt_store_apply_async (VdtStore            *self,
                       VdtChange           *change,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_CHANGE (change));

  vdt_store_push (self, vdt_store_apply_async, VDT_STORE_WRITE, apply_job, g_object_ref (change),
                  g_object_unref,
                  g_object_unref, cancellable, callback, user_data);
}

/**
 * vdt_store_apply_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location: %VDT_ERROR_NOT_FOUND if there is no such record,
 *   %VDT_ERROR_USAGE if it has no such property, %VDT_ERROR_LIMIT if a comment is
 *   too long
 *
 * Returns: (transfer full) (nullable): what was done, and the token to undo it
 */
VdtReceipt *
vdt_store_apply_finish (VdtStore      *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
