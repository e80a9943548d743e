/* vdt-store-act.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-act.h"

#include <string.h>

#include "vdt-error.h"

static const VdtActField fields[] = {
  { "incident", "title", "SELECT title FROM incident WHERE id = ?1",
    "UPDATE incident SET title = ?2 WHERE id = ?1", TRUE },
  { "incident", "status", "SELECT status FROM incident WHERE id = ?1",
    "UPDATE incident SET status = ?2 WHERE id = ?1", TRUE },
  { "incident", "severity", "SELECT severity FROM incident WHERE id = ?1",
    "UPDATE incident SET severity = ?2 WHERE id = ?1", TRUE },
  { "incident", "severity-set-by-hand",
  "SELECT CAST (nullif (severity_by_hand, 0) AS TEXT) FROM incident WHERE id = ?1",
    "UPDATE incident SET severity_by_hand = coalesce (?2, 0) WHERE id = ?1", FALSE },
  { "incident", "owner", "SELECT owner FROM incident WHERE id = ?1",
    "UPDATE incident SET owner = ?2 WHERE id = ?1", TRUE },
  { "incident", "classification", "SELECT classification FROM incident WHERE id = ?1",
    "UPDATE incident SET classification = ?2 WHERE id = ?1", FALSE },
  { "incident", "determination", "SELECT determination FROM incident WHERE id = ?1",
    "UPDATE incident SET determination = ?2 WHERE id = ?1", FALSE },
  { "incident", "custom-tags", "SELECT custom_tags FROM incident WHERE id = ?1",
    "UPDATE incident SET custom_tags = ?2 WHERE id = ?1", TRUE },
  { "incident", "closing-note", "SELECT closing_note FROM incident WHERE id = ?1",
    "UPDATE incident SET closing_note = ?2 WHERE id = ?1", TRUE },
  { "incident", "hidden", "SELECT CAST (nullif (hidden, 0) AS TEXT) FROM incident WHERE id = ?1",
    "UPDATE incident SET hidden = coalesce (?2, 0) WHERE id = ?1", FALSE },
  { "alert", "status", "SELECT status FROM alert WHERE id = ?1",
    "UPDATE alert SET status = ?2 WHERE id = ?1", FALSE },
  { "alert", "severity", "SELECT severity FROM alert WHERE id = ?1",
    "UPDATE alert SET severity = ?2 WHERE id = ?1", FALSE },
  { "alert", "assigned-to", "SELECT assigned_to FROM alert WHERE id = ?1",
    "UPDATE alert SET assigned_to = ?2 WHERE id = ?1", FALSE },
  { "alert", "classification", "SELECT classification FROM alert WHERE id = ?1",
    "UPDATE alert SET classification = ?2 WHERE id = ?1", FALSE },
  { "alert", "determination", "SELECT determination FROM alert WHERE id = ?1",
    "UPDATE alert SET determination = ?2 WHERE id = ?1", FALSE },
  { "alert", "custom-tags", "SELECT custom_tags FROM alert WHERE id = ?1",
    "UPDATE alert SET custom_tags = ?2 WHERE id = ?1", FALSE },
  { "alert", "hidden", "SELECT CAST (nullif (hidden, 0) AS TEXT) FROM alert WHERE id = ?1",
    "UPDATE alert SET hidden = coalesce (?2, 0) WHERE id = ?1", FALSE },
  { "alert", "incident-id",
  "SELECT incident.id FROM alert JOIN incident ON incident.seq = alert.incident_seq"
    " WHERE alert.id = ?1",
    "UPDATE alert SET incident_seq = (SELECT seq FROM incident WHERE id = ?2) WHERE id = ?1", FALSE },
  { "comment", "text", "SELECT text FROM comment WHERE id = ?1",
    "UPDATE comment SET text = ?2 WHERE id = ?1", FALSE },
  { "comment", "edited-at", "SELECT CAST (edited_at AS TEXT) FROM comment WHERE id = ?1",
    "UPDATE comment SET edited_at = CAST (?2 AS INTEGER) WHERE id = ?1", FALSE },
  { "comment", "deleted", "SELECT CAST (nullif (deleted, 0) AS TEXT) FROM comment WHERE id = ?1",
    "UPDATE comment SET deleted = coalesce (?2, 0) WHERE id = ?1", FALSE },
  { "task", "state", "SELECT state FROM task WHERE id = ?1",
    "UPDATE task SET state = ?2 WHERE id = ?1", FALSE },
  { "task", "owner", "SELECT owner FROM task WHERE id = ?1",
    "UPDATE task SET owner = ?2 WHERE id = ?1", FALSE },
  { "task", "title", "SELECT title FROM task WHERE id = ?1",
    "UPDATE task SET title = ?2 WHERE id = ?1", FALSE },
  { "task", "note", "SELECT note FROM task WHERE id = ?1",
    "UPDATE task SET note = ?2 WHERE id = ?1", FALSE },
  { "kept", "deleted", "SELECT CAST (nullif (deleted, 0) AS TEXT) FROM kept WHERE id = ?1",
    "UPDATE kept SET deleted = coalesce (?2, 0) WHERE id = ?1", FALSE },
  { "kept", "title", "SELECT title FROM kept WHERE id = ?1",
    "UPDATE kept SET title = ?2 WHERE id = ?1", FALSE },
  { "kept", "note", "SELECT note FROM kept WHERE id = ?1",
    "UPDATE kept SET note = ?2 WHERE id = ?1", FALSE },
  { "kept", "asset", "SELECT asset FROM kept WHERE id = ?1",
    "UPDATE kept SET asset = ?2 WHERE id = ?1", FALSE },
  { "kept", "technique", "SELECT technique FROM kept WHERE id = ?1",
    "UPDATE kept SET technique = ?2 WHERE id = ?1", FALSE },
};

void
vdt_act_init (VdtAct         *act,
              VdtStore    *store,
              const char  *incident_id,
              const char  *action)
{
  memset (act, 0, sizeof *act);
  act->store = store;
  act->incident_id = incident_id;
  act->action = action;
  act->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  act->moved = g_ptr_array_new_with_free_func (g_free);
  act->comments = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_add (act->incidents, g_strdup (incident_id));
}

void
vdt_act_clear (VdtAct *act)
{
  g_hash_table_unref (act->incidents);
  g_hash_table_unref (act->rows);
  g_ptr_array_unref (act->moved);
  g_ptr_array_unref (act->comments);
}

const VdtActField *
vdt_act_find_field (const char  *kind,
                    const char  *property,
                    GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (strcmp (fields[i].kind, kind) == 0 && strcmp (fields[i].property, property) == 0)
        return &fields[i];
    }

  g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, "“%s” of an %s cannot be changed", property, kind);

  return NULL;
}

gboolean
vdt_act_read_value (VdtDb        *db,
                    const VdtActField  *field,
                    const char   *id,
                    char        **out_value,
                    GError      **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error, field->select, "t", id);

  *out_value = NULL;
  if (vdt_db_next (db, row, &local_error))
    {
      *out_value = g_strdup (vdt_db_column_text (row, 0));
      sqlite3_reset (row);
      return TRUE;
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else
    g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no %s “%s”", field->kind, id);

  return FALSE;
}

gboolean
vdt_act_read_local (VdtDb        *db,
                    const VdtActField  *field,
                    const char   *id,
                    gboolean     *out_is_local,
                    char        **out_imported,
                    GError      **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT imported FROM local_value WHERE target_kind = ?1"
                                    " AND target_id = ?2 AND property = ?3", "ttt", field->kind, id,
                                    field->property);

  *out_is_local = vdt_db_next (db, row, &local_error);
  *out_imported = NULL;
  if (*out_is_local)
    {
      *out_imported = g_strdup (vdt_db_column_text (row, 0));
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static void
note_change (VdtAct         *act,
             const VdtActField *field,
             const char  *id,
             const char  *before,
             const char  *after)
{
  act->n_changes++;
  if (field->row)
    g_hash_table_add (act->rows, g_strdup (id));
  act->weighs |= strcmp (field->kind, "incident") == 0 || strcmp (field->kind, "alert") == 0;
  if (strcmp (field->kind, "incident") == 0)
    g_hash_table_add (act->incidents, g_strdup (id));
  if (strcmp (field->kind, "comment") == 0)
    g_ptr_array_add (act->comments, g_strdup (id));
  if (strcmp (field->property, "incident-id") == 0)
    {
      g_ptr_array_add (act->moved, g_strdup (id));
      g_hash_table_add (act->incidents, g_strdup (before));
      g_hash_table_add (act->incidents, g_strdup (after));
    }
}

static char *
readable (const char *value)
{
  g_auto(GStrv) words = value != NULL ? g_strsplit (value, "\x1f", -1) : NULL;

  return words != NULL ? g_strjoinv (", ", words) : NULL;
}

/* An act may be about several incidents: each entry of the log belongs to its own. */
static char *
incident_of (VdtAct            *act,
             const VdtActField *field,
             const char        *id)
{
  g_autofree char *home = NULL;

  if (strcmp (field->kind, "incident") == 0)
    return g_strdup (id);
  if (strcmp (field->kind, "alert") == 0 && strcmp (field->property, "incident-id") != 0 &&
      vdt_act_read_value (act->store->db, vdt_act_find_field ("alert", "incident-id", NULL), id, &home, NULL))
    return g_steal_pointer (&home);

  return g_strdup (act->incident_id);
}

gboolean
vdt_act_log_item (VdtAct          *act,
                  const VdtActField  *field,
                  const char   *id,
                  const char   *before,
                  const char   *after,
                  const char   *note,
                  GError      **error)
{
  g_autofree char *old = readable (before);
  g_autofree char *new = readable (after);
  g_autofree char *incident_id = NULL;

  /* what only goes along with another item is no act of its own */
  if (strcmp (field->property, "edited-at") == 0 || strcmp (field->property, "severity-set-by-hand") == 0)
    return TRUE;

  incident_id = incident_of (act, field, id);

  return vdt_store_log_change (act->store, incident_id, act->actor, act->actor_kind, act->action,
                               field->kind, id, field->property, old, new, note != NULL ? note : act->note,
                               error);
}

gboolean
vdt_act_begin (VdtAct      *act,
               char    **out_token,
               GError  **error)
{
  *out_token = g_uuid_string_random ();

  if (!vdt_db_run (act->store->db, error,
                   "INSERT INTO change (token, incident_id, at, actor, actor_kind, action)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "ttlttt", *out_token, act->incident_id,
                   vdt_store_now (act->store), act->actor, act->actor_kind, act->action))
    return FALSE;

  act->change_seq = vdt_db_last_id (act->store->db);

  return TRUE;
}

/* Gives a field its new value: with @local as the analyst's own, else as the
 * imported one. */
gboolean
vdt_act_write (VdtAct          *act,
               const VdtActField  *field,
               const char   *id,
               const char   *before,
               const char   *after,
               gboolean      local_before,
               gboolean      local_after,
               GError      **error)
{
  VdtDb *db = act->store->db;

  if (local_after)
    {
      if (!vdt_db_run (db, error,
                       "INSERT INTO local_value (target_kind, target_id, property, value, imported)"
                       " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (target_kind, target_id, property)"
                       " DO UPDATE SET value = excluded.value", "ttttt", field->kind, id,
                       field->property, after,
                       before))
        return FALSE;
    }
  else if (!vdt_db_run (db, error, "DELETE FROM local_value WHERE target_kind = ?1 AND target_id = ?2"
                        " AND property = ?3", "ttt", field->kind, id, field->property))
    {
      return FALSE;
    }

  note_change (act, field, id, before, after);

  return vdt_db_run (db, error, field->update, "tt", id, after) &&
         vdt_db_run (db, error,
                     "INSERT INTO change_item (change_seq, target_kind, target_id, property, before,"
                     " after, local_before, local_after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                     "ltttttii",
                     act->change_seq, field->kind, id, field->property, before, after, (int) local_before,
                     (int) local_after);
}

/* What follows from changed values: the index, the ranks, the counts, the assets. */

static gboolean
settle_rows (VdtAct     *act,
             GError **error)
{
  VdtDb *db = act->store->db;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, act->rows);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gint64 seq;
      g_autoptr(VdtIncident) incident = vdt_store_read_incident (db, id, TRUE, &seq, error);

      if (incident == NULL || !vdt_store_update_incident (db, incident, seq, error) ||
          !vdt_store_index_incident (db, incident, seq, error))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, act->incidents);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!vdt_db_run (db, error, "UPDATE incident SET n_active_alerts = (SELECT count (*) FROM alert"
                       " WHERE incident_seq = incident.seq AND status IS NOT 'resolved') WHERE id = ?1", "t", id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
settle_comment (VdtDb       *db,
                const char  *id,
                GError     **error)
{
  GError *local_error = NULL;
  g_autofree char *author = NULL;
  g_autofree char *text = NULL;
  gboolean deleted = TRUE;
  gint64 seq = 0;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT author, text, incident_seq, deleted FROM comment"
                                    " WHERE id = ?1", "t", id);

  if (vdt_db_next (db, row, &local_error))
    {
      author = g_strdup (vdt_db_column_text (row, 0));
      text = g_strdup (vdt_db_column_text (row, 1));
      seq = sqlite3_column_int64 (row, 2);
      deleted = sqlite3_column_int (row, 3);
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return deleted ? vdt_store_index_remove (db, "comment", id, error)
                 : vdt_store_index_comment (db, id, author, text, seq, error);
}

static gboolean
settle_moved (VdtAct         *act,
              const char  *alert_id,
              GError     **error)
{
  VdtDb *db = act->store->db;
  gint64 seq;
  gint64 home;
  g_autoptr(VdtAlert) alert = vdt_store_read_alert (db, alert_id, &seq, &home, error);
  GHashTableIter iter;
  gpointer id;

  if (alert == NULL || !vdt_store_index_alert (db, alert, home, error) ||
      !vdt_db_run (db, error, "UPDATE comment SET incident_seq = ?2 WHERE target_kind = 'alert'"
                   " AND target_id = ?1", "tl", alert_id, home))
    return FALSE;

  g_hash_table_iter_init (&iter, act->incidents);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!vdt_db_run (db, error, "UPDATE incident SET assets_stale = 1 WHERE id = ?1", "t", id))
        return FALSE;
    }

  return TRUE;
}

static gboolean
settle_priorities (VdtAct  *act,
                   GError **error)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, act->incidents);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      if (!vdt_store_settle_priority (act->store->db, id, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
vdt_act_settle (VdtAct     *act,
                GError **error)
{
  if (!settle_rows (act, error))
    return FALSE;

  for (guint i = 0; i < act->comments->len; i++)
    {
      if (!settle_comment (act->store->db, g_ptr_array_index (act->comments, i), error))
        return FALSE;
    }

  for (guint i = 0; i < act->moved->len; i++)
    {
      if (!settle_moved (act, g_ptr_array_index (act->moved, i), error))
        return FALSE;
    }

  if (act->moved->len > 0 && !vdt_store_settle_assets (act->store, error))
    return FALSE;

  return !act->weighs || settle_priorities (act, error);
}

VdtReceipt *
vdt_act_make_receipt (VdtAct        *act,
                      const char *token,
                      const char *comment_id)
{
  VdtReceipt *receipt = vdt_receipt_new ();
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (act->incidents, NULL);

  vdt_record_set_text (receipt, "token", act->n_changes > 0 ? token : NULL);
  vdt_record_set_text (receipt, "action", act->action);
  vdt_record_set_words (receipt, "incident-ids", (const char * const *) ids);
  vdt_record_set_text (receipt, "comment-id", comment_id);
  vdt_record_set_count (receipt, "n-changes", act->n_changes);

  return receipt;
}
