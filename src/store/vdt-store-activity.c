/* vdt-store-activity.c
 *
 * The activity log: a chain of entries, each with the hash of the one before.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-log.h"

#include "vdt-error.h"
#include "vdt-fact-id.h"
#include "vdt-hash.h"
#include "vdt-store-private.h"

/* What the first entry carries for the one before. */
#define GENESIS "0000000000000000000000000000000000000000000000000000000000000000"

/* In the order in which they are hashed and stored. */
static const char *const text_columns[] = {
  "actor", "actor-kind", "action", "target-kind", "target-id", "field", "before", "after", "note"
};

static void
hash_text (GString    *out,
           const char *text)
{
  /* nothing and an empty text differ, and no two lists of texts read the same */
  if (text == NULL)
    g_string_append (out, "-;");
  else
    g_string_append_printf (out, "%" G_GSIZE_FORMAT ":%s;", strlen (text), text);
}

static char *
hash_entry (VdtActivity *entry,
            const char  *previous)
{
  g_autoptr(GString) text = g_string_new (previous);

  g_string_append_printf (text, ";%u;%" G_GINT64_FORMAT ";", vdt_activity_get_sequence (entry),
                          vdt_activity_get_at (entry));
  hash_text (text, vdt_activity_get_incident_id (entry));
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    hash_text (text, vdt_record_get_text (entry, text_columns[i]));

  return vdt_sha256_hex (text->str, (gssize) text->len);
}

static gboolean
get_head (VdtDb   *db,
          gint64  *out_seq,
          char   **out_hash,
          GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *head = vdt_db_query (db, &local_error,
                                     "SELECT seq, hash FROM activity ORDER BY seq DESC LIMIT 1", "");

  *out_seq = 0;
  *out_hash = NULL;
  if (vdt_db_next (db, head, &local_error))
    {
      *out_seq = sqlite3_column_int64 (head, 0);
      *out_hash = g_strdup (vdt_db_column_text (head, 1));
      sqlite3_reset (head);
    }

  if (*out_hash == NULL)
    *out_hash = g_strdup (GENESIS);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

/**
 * vdt_store_log:
 * @self: a store
 * @entry: an entry; gets its time (unless set), number and hashes
 * @error: return location
 *
 * Appends to the log.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_log (VdtStore     *self,
               VdtActivity  *entry,
               GError      **error)
{
  g_autofree char *previous = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *id = NULL;
  sqlite3_stmt *insert;
  gint64 seq;

  if (!get_head (self->db, &seq, &previous, error))
    return FALSE;

  seq++;
  if (vdt_activity_get_at (entry) == VDT_TIME_UNSET)
    vdt_record_set_time (entry, "at", vdt_store_now (self));
  vdt_record_set_count (entry, "sequence", (guint) seq);
  id = vdt_fact_activity_id ((guint) seq);
  vdt_record_set_text (entry, "id", id);
  hash = hash_entry (entry, previous);
  vdt_record_set_text (entry, "previous-hash", previous);
  vdt_record_set_text (entry, "hash", hash);

  insert = vdt_db_query (self->db, error,
                         "INSERT INTO activity (seq, incident_id, at, previous_hash, hash, actor, actor_kind,"
                         " action, target_kind, target_id, field, before, after, note)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
                         "ltltt", seq, vdt_activity_get_incident_id (entry), vdt_activity_get_at (entry),
                         previous, hash);
  if (insert == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    vdt_db_bind_text (insert, (int) i + 6, vdt_record_get_text (entry, text_columns[i]));
  self->log_changed = TRUE;

  return vdt_db_run_statement (self->db, insert, error);
}

/* The usual entry; see VdtActivity for the words. */
gboolean
vdt_store_log_change (VdtStore    *self,
                      const char  *incident_id,
                      const char  *actor,
                      const char  *actor_kind,
                      const char  *action,
                      const char  *target_kind,
                      const char  *target_id,
                      const char  *field,
                      const char  *before,
                      const char  *after,
                      const char  *note,
                      GError     **error)
{
  g_autoptr(VdtActivity) entry = vdt_activity_new ();
  const char *values[] = { actor, actor_kind, action, target_kind, target_id, field, before, after, note };

  vdt_record_set_text (entry, "incident-id", incident_id);
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    vdt_record_set_text (entry, text_columns[i], values[i]);

  return vdt_store_log (self, entry, error);
}

/**
 * vdt_store_seal_log:
 * @self: a store
 * @error: return location
 *
 * Notes the last entry apart from the log, so that entries cut off at its end are
 * missed. Called before a transaction is committed.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_seal_log (VdtStore  *self,
                    GError   **error)
{
  g_autofree char *hash = NULL;
  g_autofree char *head = NULL;
  gint64 seq;

  if (!self->log_changed)
    return TRUE;

  self->log_changed = FALSE;
  if (!get_head (self->db, &seq, &hash, error))
    return FALSE;

  head = g_strdup_printf ("%" G_GINT64_FORMAT ":%s", seq, hash);

  return vdt_db_run (self->db, error,
                     "INSERT INTO meta (key, value) VALUES ('activity_head', ?1)"
                     " ON CONFLICT (key) DO UPDATE SET value = excluded.value", "t", head);
}

static VdtActivity *
read_entry (sqlite3_stmt *row)
{
  VdtActivity *entry = vdt_activity_new ();
  g_autofree char *id = vdt_fact_activity_id ((guint) sqlite3_column_int64 (row, 0));

  vdt_record_set_text (entry, "id", id);
  vdt_record_set_count (entry, "sequence", (guint) sqlite3_column_int64 (row, 0));
  vdt_record_set_text (entry, "incident-id", vdt_db_column_text (row, 1));
  vdt_record_set_time (entry, "at", vdt_db_column_time (row, 2));
  vdt_record_set_text (entry, "previous-hash", vdt_db_column_text (row, 3));
  vdt_record_set_text (entry, "hash", vdt_db_column_text (row, 4));
  for (guint i = 0; i < G_N_ELEMENTS (text_columns); i++)
    vdt_record_set_text (entry, text_columns[i], vdt_db_column_text (row, (int) i + 5));

  return entry;
}

#define ENTRY_COLUMNS "seq, incident_id, at, previous_hash, hash, actor, actor_kind, action, target_kind," \
                      " target_id, field, before, after, note"

/**
 * vdt_store_read_activity:
 * @db: a connection
 * @incident_id: (nullable): whose entries; %NULL for all
 * @before: only entries with a lower number; 0 for all
 * @limit: at most so many; 0 for all
 * @into: where they go, the newest first
 * @error: return location
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_read_activity (VdtDb       *db,
                         const char  *incident_id,
                         guint        before,
                         guint        limit,
                         GListStore  *into,
                         GError     **error)
{
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);
  GError *local_error = NULL;
  gint64 last = before > 0 ? (gint64) before : G_MAXINT64;
  gint64 most = limit > 0 ? (gint64) limit : -1;
  sqlite3_stmt *rows;

  if (incident_id != NULL)
    rows = vdt_db_query (db, &local_error,
                         "SELECT " ENTRY_COLUMNS " FROM activity WHERE incident_id = ?1 AND seq < ?2"
                         " ORDER BY seq DESC LIMIT ?3", "tll", incident_id, last, most);
  else
    rows = vdt_db_query (db, &local_error,
                         "SELECT " ENTRY_COLUMNS " FROM activity WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
                         "ll", last, most);

  while (vdt_db_next (db, rows, &local_error))
    g_ptr_array_add (entries, read_entry (rows));

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  g_list_store_splice (into, 0, 0, entries->pdata, entries->len);

  return TRUE;
}

/* Jobs. */

static gpointer
log_job (VdtStore  *self,
         gpointer   data,
         GError   **error)
{
  VdtActivity *entry = data;

  if (vdt_activity_get_actor (entry) == NULL && g_strcmp0 (vdt_activity_get_actor_kind (entry),
                                                           "person") == 0)
    {
      g_autofree char *analyst = vdt_store_dup_analyst (self);

      vdt_record_set_text (entry, "actor", analyst);
    }

  return GINT_TO_POINTER (vdt_store_log (self, entry, error));
}

/**
 * vdt_store_log_async:
 * @self: a store
 * @entry: who did what; `action` and `actor-kind` must be set; not to be used by
 *   the caller until the callback, when it has its number and hashes
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Appends to the activity log what no other function of the store logs by itself.
 */
void
vdt_store_log_async (VdtStore            *self,
                     VdtActivity         *entry,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_ACTIVITY (entry));
  g_return_if_fail (vdt_activity_get_action (entry) != NULL);
  g_return_if_fail (vdt_activity_get_actor_kind (entry) != NULL);

  vdt_store_push (self, vdt_store_log_async, VDT_STORE_WRITE, log_job, g_object_ref (entry),
                  g_object_unref, NULL, cancellable, callback, user_data);
}

gboolean
vdt_store_log_finish (VdtStore      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

typedef struct
{
  char  *incident_id;
  guint  before;
  guint  limit;
} List;

static void
list_free (gpointer data)
{
  List *list = data;

  g_free (list->incident_id);
  g_free (list);
}

static gpointer
list_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  List *list = data;
  g_autoptr(GListStore) entries = g_list_store_new (VDT_TYPE_ACTIVITY);

  if (!vdt_store_read_activity (self->db, list->incident_id, list->before, list->limit, entries, error))
    return NULL;

  return g_steal_pointer (&entries);
}

/**
 * vdt_store_list_activity_async:
 * @self: a store
 * @incident_id: (nullable): whose entries; %NULL for all
 * @before: only entries with a lower number, to read on; 0 for the newest
 * @limit: at most so many; 0 for all
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_list_activity_async (VdtStore            *self,
                               const char          *incident_id,
                               guint                before,
                               guint                limit,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  List *list;

  g_return_if_fail (VDT_IS_STORE (self));

  list = g_new0 (List, 1);
  list->incident_id = g_strdup (incident_id);
  list->before = before;
  list->limit = limit;
  vdt_store_push (self, vdt_store_list_activity_async, VDT_STORE_READ, list_job, list, list_free,
                  g_object_unref, cancellable, callback, user_data);
}

/**
 * vdt_store_list_activity_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type VdtActivity) (nullable): the entries, the
 *   newest first
 */
GListModel *
vdt_store_list_activity_finish (VdtStore      *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
vdt_store_audit_free (VdtStoreAudit *audit)
{
  g_return_if_fail (audit != NULL);

  g_free (audit->message);
  g_free (audit);
}

static gboolean
audit_fail (VdtStoreAudit *audit,
            guint          sequence,
            const char    *message)
{
  audit->intact = FALSE;
  audit->first_broken = sequence;
  audit->message = g_strdup (message);

  return FALSE;
}

static gboolean
audit_entry (VdtStoreAudit *audit,
             VdtActivity   *entry,
             const char    *previous)
{
  guint sequence = vdt_activity_get_sequence (entry);
  g_autofree char *hash = hash_entry (entry, previous);

  if (sequence != audit->n_entries + 1)
    return audit_fail (audit, audit->n_entries + 1, "the entry is missing");
  if (g_strcmp0 (vdt_activity_get_previous_hash (entry), previous) != 0)
    return audit_fail (audit, sequence, "the entry does not follow the one before");
  if (g_strcmp0 (vdt_activity_get_hash (entry), hash) != 0)
    return audit_fail (audit, sequence, "the entry was changed");

  audit->n_entries++;

  return TRUE;
}

static gboolean
audit_head (VdtDb          *db,
            VdtStoreAudit  *audit,
            const char     *hash,
            GError        **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT value FROM meta WHERE key = 'activity_head'", "");
  g_autofree char *head = g_strdup_printf ("%u:%s", audit->n_entries, hash);

  if (vdt_db_next (db, row, &local_error))
    {
      if (g_strcmp0 (vdt_db_column_text (row, 0), head) != 0)
        audit_fail (audit, audit->n_entries + 1, "entries at the end are missing");
      sqlite3_reset (row);
    }
  else if (local_error == NULL && audit->n_entries > 0)
    {
      audit_fail (audit, audit->n_entries + 1, "the note of the last entry is missing");
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gpointer
verify_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  g_autoptr(VdtStoreAudit) audit = g_new0 (VdtStoreAudit, 1);
  g_autofree char *previous = g_strdup (GENESIS);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT " ENTRY_COLUMNS " FROM activity ORDER BY seq", "");

  audit->intact = TRUE;
  while (audit->intact && vdt_db_next (self->db, rows, &local_error))
    {
      g_autoptr(VdtActivity) entry = read_entry (rows);

      if (audit_entry (audit, entry, previous))
        {
          g_free (previous);
          previous = g_strdup (vdt_activity_get_hash (entry));
        }
    }
  if (rows != NULL)
    sqlite3_reset (rows);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  if (audit->intact && !audit_head (self->db, audit, previous, error))
    return NULL;

  return g_steal_pointer (&audit);
}

/**
 * vdt_store_verify_activity_async:
 * @self: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Checks the chain of the activity log from its beginning.
 */
void
vdt_store_verify_activity_async (VdtStore            *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  vdt_store_push (self, vdt_store_verify_activity_async, VDT_STORE_READ, verify_job, NULL, NULL,
                  (GDestroyNotify) vdt_store_audit_free, cancellable, callback, user_data);
}

/**
 * vdt_store_verify_activity_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was found; a broken chain is a finding,
 *   not an error
 */
VdtStoreAudit *
vdt_store_verify_activity_finish (VdtStore      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
