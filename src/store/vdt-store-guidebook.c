/* vdt-store-guidebook.c
 *
 * Guidebooks and their entries.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-guidebook.h"

#include "vdt-error.h"
#include "vdt-store-private.h"

typedef struct
{
  VdtGuidebook *guidebook;
  char         *action;
} Save;

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->guidebook);
  g_free (save->action);
  g_free (save);
}

static gboolean
insert_entry (VdtDb              *db,
              VdtGuidebookEntry  *entry,
              gint64              guidebook_seq,
              GError            **error)
{
  g_autofree char *steps = vdt_record_dup_value (entry, "steps");
  g_autofree char *features = vdt_record_dup_value (entry, "features");

  return vdt_db_run (db, error,
                     "INSERT INTO guidebook_entry (id, guidebook_seq, number, heading, title, steps, section,"
                     " action, features, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", "tlittttttt",
                     vdt_guidebook_entry_get_id (entry), guidebook_seq, (int) vdt_guidebook_entry_get_number (entry),
                     vdt_guidebook_entry_get_heading (entry), vdt_guidebook_entry_get_title (entry), steps,
                     vdt_guidebook_entry_get_group (entry), vdt_guidebook_entry_get_action (entry), features,
                     vdt_guidebook_entry_get_state (entry));
}

/* The whole guidebook anew: it is small, and its entries belong to it. */
static gpointer
save_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  Save *save = data;
  VdtGuidebook *guidebook = save->guidebook;
  GListModel *entries = vdt_guidebook_get_entries (guidebook);
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  gint64 at = vdt_guidebook_get_imported_at (guidebook);
  gint64 seq;

  if (!vdt_db_run (self->db, error, "DELETE FROM guidebook WHERE id = ?1", "t", vdt_guidebook_get_id (guidebook)) ||
      !vdt_db_run (self->db, error, "INSERT INTO guidebook (id, title, file_name, sha256, state, imported_at, author)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", "tttttlt", vdt_guidebook_get_id (guidebook),
                   vdt_guidebook_get_title (guidebook), vdt_guidebook_get_file_name (guidebook),
                   vdt_guidebook_get_sha256 (guidebook), vdt_guidebook_get_state (guidebook),
                   at != VDT_TIME_UNSET ? at : vdt_store_now (self),
                   vdt_guidebook_get_author (guidebook) != NULL ? vdt_guidebook_get_author (guidebook) : analyst))
    return NULL;

  seq = vdt_db_last_id (self->db);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);

      if (!insert_entry (self->db, entry, seq, error))
        return NULL;
    }

  return GINT_TO_POINTER (vdt_store_log_change (self, NULL, analyst, "person", save->action, "guidebook",
                                                vdt_guidebook_get_id (guidebook), "state", NULL,
                                                vdt_guidebook_get_state (guidebook),
                                                vdt_guidebook_get_title (guidebook), error));
}

/**
 * vdt_store_save_guidebook_async:
 * @self: a store
 * @guidebook: not to be changed by the caller until the callback
 * @action: what the log calls it: `import-guidebook`, `activate-guidebook` …
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Keeps a guidebook with its entries and all their states.
 */
void
vdt_store_save_guidebook_async (VdtStore            *self,
                                VdtGuidebook        *guidebook,
                                const char          *action,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Save *save;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_GUIDEBOOK (guidebook));

  save = g_new0 (Save, 1);
  save->guidebook = g_object_ref (guidebook);
  save->action = g_strdup (action);
  vdt_store_push (self, vdt_store_save_guidebook_async, VDT_STORE_WRITE, save_job, save, save_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_save_guidebook_finish (VdtStore      *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gpointer
delete_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  VdtGuidebook *guidebook = data;
  g_autofree char *analyst = vdt_store_dup_analyst (self);

  return GINT_TO_POINTER (vdt_db_run (self->db, error, "DELETE FROM guidebook WHERE id = ?1", "t",
                                      vdt_guidebook_get_id (guidebook)) &&
                          vdt_store_log_change (self, NULL, analyst, "person", "delete-guidebook", "guidebook",
                                                vdt_guidebook_get_id (guidebook), "state",
                                                vdt_guidebook_get_state (guidebook), NULL,
                                                vdt_guidebook_get_title (guidebook), error));
}

/**
 * vdt_store_delete_guidebook_async:
 * @self: a store
 * @guidebook: a guidebook
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Forgets a guidebook. Tasks that came of it stay in their incidents.
 */
void
vdt_store_delete_guidebook_async (VdtStore            *self,
                                  VdtGuidebook        *guidebook,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_GUIDEBOOK (guidebook));

  vdt_store_push (self, vdt_store_delete_guidebook_async, VDT_STORE_WRITE, delete_job, g_object_ref (guidebook),
                  g_object_unref, NULL, cancellable, callback, user_data);
}

gboolean
vdt_store_delete_guidebook_finish (VdtStore      *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gboolean
read_entries (VdtDb         *db,
              gint64         seq,
              VdtGuidebook  *guidebook,
              GError       **error)
{
  static const char * const columns[] = { "heading", "title", "steps", "group", "action", "features", "state" };
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT heading, title, steps, section, action, features, state"
                                     " FROM guidebook_entry WHERE guidebook_seq = ?1 ORDER BY number", "l", seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      g_autoptr(VdtGuidebookEntry) entry = vdt_guidebook_entry_new (NULL);

      for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
        vdt_record_set_value (entry, columns[i], vdt_db_column_text (rows, i));
      vdt_guidebook_add_entry (guidebook, entry);
    }
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gpointer
list_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  static const char * const columns[] = { "id", "title", "file-name", "sha256", "state", "author" };
  g_autoptr(GListStore) list = g_list_store_new (VDT_TYPE_GUIDEBOOK);
  g_autoptr(GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT id, title, file_name, sha256, state, author, imported_at, seq"
                                     " FROM guidebook ORDER BY imported_at, seq", "");

  while (vdt_db_next (self->db, rows, &local_error))
    {
      g_autoptr(VdtGuidebook) guidebook = vdt_guidebook_new (NULL);
      gint64 seq = sqlite3_column_int64 (rows, 7);

      for (int i = 0; i < (int) G_N_ELEMENTS (columns); i++)
        vdt_record_set_value (guidebook, columns[i], vdt_db_column_text (rows, i));
      vdt_record_set_time (guidebook, "imported-at", vdt_db_column_time (rows, 6));
      g_array_append_val (seqs, seq);
      g_list_store_append (list, guidebook);
    }
  for (guint i = 0; i < seqs->len && local_error == NULL; i++)
    {
      g_autoptr(VdtGuidebook) guidebook = g_list_model_get_item (G_LIST_MODEL (list), i);

      read_entries (self->db, g_array_index (seqs, gint64, i), guidebook, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&list);
}

/**
 * vdt_store_list_guidebooks_async:
 * @self: a store
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_list_guidebooks_async (VdtStore            *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  vdt_store_push (self, vdt_store_list_guidebooks_async, VDT_STORE_READ, list_job, NULL, NULL, g_object_unref,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_list_guidebooks_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): #VdtGuidebook, the oldest first
 */
GListModel *
vdt_store_list_guidebooks_finish (VdtStore      *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
