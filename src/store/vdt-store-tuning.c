/* vdt-store-tuning.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-tuning.h"

#include "vdt-error.h"
#include "vdt-store-act.h"
#include "vdt-store-private.h"

/* {{{ rules */

static GListStore *
read_rules (VdtDb       *db,
            const char  *where,
            GError     **error)
{
  g_autoptr(GListStore) rules = g_list_store_new (VDT_TYPE_TUNING_RULE);
  g_autofree char *sql = g_strconcat ("SELECT id, name, action, condition, author, enabled, created_at,"
                                      " (SELECT count (*) FROM tuning_hit JOIN change USING (token)"
                                      "  WHERE rule_seq = tuning_rule.seq AND alert_id <> '' AND NOT change.undone)"
                                      " FROM tuning_rule ", where, " ORDER BY seq", NULL);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error, sql, "");

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtTuningRule) rule = vdt_tuning_rule_new (vdt_db_column_text (rows, 1));

      vdt_record_set_text (rule, "id", vdt_db_column_text (rows, 0));
      vdt_record_set_text (rule, "action", vdt_db_column_text (rows, 2));
      vdt_record_set_text (rule, "condition", vdt_db_column_text (rows, 3));
      vdt_record_set_text (rule, "author", vdt_db_column_text (rows, 4));
      vdt_record_set_flag (rule, "enabled", sqlite3_column_int (rows, 5));
      vdt_record_set_time (rule, "created-at", vdt_db_column_time (rows, 6));
      vdt_record_set_count (rule, "n-hits", (guint) sqlite3_column_int64 (rows, 7));
      g_list_store_append (rules, rule);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&rules);
}

static gpointer
list_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  return read_rules (self->db, "", error);
}

/**
 * vdt_store_list_tuning_async:
 * @self: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_list_tuning_async (VdtStore            *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  vdt_store_push (self, vdt_store_list_tuning_async, VDT_STORE_READ, list_job, NULL, NULL, g_object_unref,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_list_tuning_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtTuningRule) (nullable): all rules
 */
GListModel *
vdt_store_list_tuning_finish (VdtStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
save_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  VdtTuningRule *rule = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  g_autofree char *made = NULL;
  const char *id = vdt_tuning_rule_get_id (rule);

  if (!vdt_tuning_rule_check (rule, error))
    return NULL;

  if (id == NULL)
    id = made = g_uuid_string_random ();
  if (!vdt_db_run (self->db, error,
                   "INSERT INTO tuning_rule (id, name, action, condition, author, enabled, created_at)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                   " action = excluded.action, condition = excluded.condition, enabled = excluded.enabled",
                   "tttttid", id, vdt_tuning_rule_get_name (rule), vdt_tuning_rule_get_action (rule),
                   vdt_record_get_text (rule, "condition"), analyst, (int) vdt_tuning_rule_get_enabled (rule),
                   vdt_store_now (self)) ||
      !vdt_store_log_change (self, NULL, analyst, "person", "save-tuning-rule", "workspace", id, "tuning-rule", NULL,
                             vdt_tuning_rule_get_name (rule), NULL, error))
    return NULL;

  return GUINT_TO_POINTER (1);
}

/**
 * vdt_store_save_tuning_async:
 * @self: a store
 * @rule: a rule; one without id is new. Not to be changed until the callback
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * End with vdt_store_tuning_finish(); %VDT_ERROR_USAGE if the rule cannot be used.
 */
void
vdt_store_save_tuning_async (VdtStore            *self,
                             VdtTuningRule       *rule,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_TUNING_RULE (rule));

  vdt_store_push (self, vdt_store_save_tuning_async, VDT_STORE_WRITE, save_job, g_object_ref (rule), g_object_unref,
                  NULL, cancellable, callback, user_data);
}

static gpointer
remove_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  g_autofree char *analyst = vdt_store_dup_analyst (self);

  if (!vdt_db_run (self->db, error, "DELETE FROM tuning_rule WHERE id = ?1", "t", (const char *) data) ||
      !vdt_store_log_change (self, NULL, analyst, "person", "remove-tuning-rule", "workspace", data, "tuning-rule",
                             NULL, NULL, NULL, error))
    return NULL;

  return GUINT_TO_POINTER (1);
}

/**
 * vdt_store_remove_tuning_async:
 * @self: a store
 * @rule_id: a rule
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * What it did to alerts stays, unless it was taken back before. End with
 * vdt_store_tuning_finish().
 */
void
vdt_store_remove_tuning_async (VdtStore            *self,
                               const char          *rule_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (rule_id != NULL);

  vdt_store_push (self, vdt_store_remove_tuning_async, VDT_STORE_WRITE, remove_job, g_strdup (rule_id), g_free, NULL,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_tuning_finish:
 * @self: a store
 * @result: what the callback was given
 * @out_n_alerts: (out) (optional): how many acts were taken back
 * @error: return location
 *
 * Ends saving, removing and taking back.
 *
 * Returns: %TRUE if it is done
 */
gboolean
vdt_store_tuning_finish (VdtStore      *self,
                         GAsyncResult  *result,
                         guint         *out_n_alerts,
                         GError       **error)
{
  guint n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
  if (out_n_alerts != NULL)
    *out_n_alerts = n > 0 ? n - 1 : 0;

  return n > 0;
}

/* }}} */
/* {{{ taking back */

static gpointer
undo_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  g_autoptr(GPtrArray) tokens = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT token FROM tuning_hit JOIN change USING (token) WHERE NOT undone"
                                     " AND rule_seq = (SELECT seq FROM tuning_rule WHERE id = ?1)"
                                     " ORDER BY tuning_hit.seq DESC", "t", (const char *) data);
  guint n_undone = 0;

  while (vdt_db_next (self->db, rows, &local_error))
    g_ptr_array_add (tokens, g_strdup (vdt_db_column_text (rows, 0)));

  for (guint i = 0; i < tokens->len && local_error == NULL; i++)
    {
      g_autoptr(VdtReceipt) receipt = NULL;
      g_autoptr(GError) refused = NULL;

      /* an alert that was changed by hand since keeps what it has now */
      if (!vdt_db_exec (self->db, "SAVEPOINT tuning", &local_error))
        break;
      receipt = vdt_store_undo_change (self, g_ptr_array_index (tokens, i), &refused);
      n_undone += receipt != NULL;
      vdt_db_exec (self->db, receipt != NULL ? "RELEASE tuning" : "ROLLBACK TO tuning; RELEASE tuning", &local_error);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return GUINT_TO_POINTER (n_undone + 1);
}

/**
 * vdt_store_undo_tuning_async:
 * @self: a store
 * @rule_id: a rule
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Takes all that the rule did back, but for what was changed by hand since. The rule
 * stays; it is not applied to alerts that are known. End with
 * vdt_store_tuning_finish().
 */
void
vdt_store_undo_tuning_async (VdtStore            *self,
                             const char          *rule_id,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (rule_id != NULL);

  vdt_store_push (self, vdt_store_undo_tuning_async, VDT_STORE_WRITE, undo_job, g_strdup (rule_id), g_free, NULL,
                  cancellable, callback, user_data);
}

/* }}} */
/* {{{ applying */

/**
 * vdt_store_load_tuning:
 * @self: a store
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtTuningRule) (nullable): the rules that are
 *   switched on
 */
GPtrArray *
vdt_store_load_tuning (VdtStore  *self,
                       GError   **error)
{
  g_autoptr(GListStore) list = read_rules (self->db, "WHERE enabled", error);
  GPtrArray *rules;

  if (list == NULL)
    return NULL;

  rules = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    g_ptr_array_add (rules, g_list_model_get_item (G_LIST_MODEL (list), i));

  return rules;
}

/* One act with one new value, as the rule's. */
static gboolean
act_once (VdtStore    *self,
          const char  *actor,
          const char  *incident_id,
          const char  *kind,
          const char  *id,
          gboolean     hide,
          char       **out_token,
          GError     **error)
{
  const char *property = hide ? "hidden" : "status";
  const VdtActField *field = vdt_act_find_field (kind, property, error);
  g_autofree char *before = NULL;
  g_autofree char *imported = NULL;
  const char *after = hide ? "1" : "resolved";
  gboolean local;
  gboolean done;
  VdtAct act;

  if (field == NULL || !vdt_act_read_value (self->db, field, id, &before, error) ||
      !vdt_act_read_local (self->db, field, id, &local, &imported, error))
    return FALSE;

  vdt_act_init (&act, self, incident_id, hide ? "tune-hide" : "tune-resolve");
  act.actor = actor;
  act.actor_kind = "rule";
  done = vdt_act_begin (&act, out_token, error) &&
         vdt_act_write (&act, field, id, before, after, local, TRUE, error) &&
         vdt_act_log_item (&act, field, id, before, after, NULL, error);
  vdt_act_clear (&act);

  return done;
}

/**
 * vdt_store_tune_alert:
 * @self: a store with an open transaction
 * @rules: what vdt_store_load_tuning() gave
 * @alert: an alert that has just been added
 * @incident_id: where
 * @out_hit: (out): whether a rule was applied
 * @error: return location
 *
 * Applies the first rule that fits.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_tune_alert (VdtStore    *self,
                      GPtrArray   *rules,
                      VdtAlert    *alert,
                      const char  *incident_id,
                      gboolean    *out_hit,
                      GError     **error)
{
  *out_hit = FALSE;
  for (guint i = 0; i < rules->len; i++)
    {
      VdtTuningRule *rule = g_ptr_array_index (rules, i);
      g_autofree char *token = NULL;

      if (!vdt_tuning_rule_matches (rule, alert))
        continue;

      *out_hit = TRUE;

      return act_once (self, vdt_tuning_rule_get_name (rule), incident_id, "alert", vdt_alert_get_id (alert),
                       g_strcmp0 (vdt_tuning_rule_get_action (rule), "hide") == 0, &token, error) &&
             vdt_db_run (self->db, error,
                         "INSERT INTO tuning_hit (rule_seq, alert_id, token)"
                         " SELECT seq, ?2, ?3 FROM tuning_rule WHERE id = ?1", "ttt",
                         vdt_tuning_rule_get_id (rule), vdt_alert_get_id (alert), token);
    }

  return TRUE;
}

/* The rule of the incident's last hit: what follows from it is taken back with it. */
static gboolean
follow (VdtStore    *self,
        const char  *incident_id,
        gboolean     hide,
        GError     **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (self->db, &local_error,
                                    "SELECT rule_seq, name FROM tuning_hit JOIN tuning_rule"
                                    " ON tuning_rule.seq = rule_seq WHERE alert_id IN (SELECT alert.id FROM alert"
                                    " JOIN incident ON incident.seq = alert.incident_seq WHERE incident.id = ?1)"
                                    " ORDER BY tuning_hit.seq DESC LIMIT 1", "t", incident_id);
  g_autofree char *name = NULL;
  g_autofree char *token = NULL;
  gint64 rule_seq = 0;

  if (vdt_db_next (self->db, row, &local_error))
    {
      rule_seq = sqlite3_column_int64 (row, 0);
      name = g_strdup (vdt_db_column_text (row, 1));
      sqlite3_reset (row);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return act_once (self, name, incident_id, "incident", incident_id, hide, &token, error) &&
         vdt_db_run (self->db, error, "INSERT INTO tuning_hit (rule_seq, alert_id, token) VALUES (?1, ?2, ?3)", "ltt",
                     rule_seq, "", token);
}

/**
 * vdt_store_tune_incident:
 * @self: a store with an open transaction
 * @incident_id: an incident in which rules were applied
 * @error: return location
 *
 * An incident all of whose alerts are hidden is hidden too; one in which none is
 * left open is resolved.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_tune_incident (VdtStore    *self,
                         const char  *incident_id,
                         GError     **error)
{
  gint64 shown;
  gint64 open;
  gint64 touched;

  if (!vdt_db_run (self->db, error, "UPDATE incident SET assets_stale = 1 WHERE id = ?1", "t", incident_id) ||
      !vdt_db_get_int64 (self->db, &shown, error, "SELECT count (*) FROM alert JOIN incident"
                         " ON incident.seq = incident_seq WHERE incident.id = ?1 AND NOT alert.hidden", "t",
                         incident_id) ||
      !vdt_db_get_int64 (self->db, &open, error, "SELECT count (*) FROM alert JOIN incident"
                         " ON incident.seq = incident_seq WHERE incident.id = ?1 AND NOT alert.hidden"
                         " AND alert.status IS NOT 'resolved'", "t", incident_id) ||
      !vdt_db_get_int64 (self->db, &touched, error, "SELECT count (*) FROM local_value WHERE target_kind = 'incident'"
                         " AND target_id = ?1 AND property IN ('status', 'hidden')", "t", incident_id))
    return FALSE;

  /* what a person decided on the incident stays */
  if (open > 0 || touched > 0)
    return TRUE;
  if (!follow (self, incident_id, shown == 0, error))
    return FALSE;

  return vdt_db_run (self->db, error, "UPDATE incident SET status_rank = 2 WHERE id = ?1 AND status = 'resolved'", "t",
                     incident_id);
}

/* }}} */
