/* vdt-store-import-end.c
 *
 * The end of an import, and taking one source's incidents out again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

static gpointer
end_import_job (VdtStore  *self,
                gpointer   data,
                GError   **error)
{
  const char *note = data;

  g_hash_table_remove_all (self->homes);
  if (!vdt_store_settle_assets (self, error))
    return NULL;

  if (note != NULL &&
      !vdt_store_log_change (self, NULL, "import", "import", "import-files", "workspace", NULL, NULL,
                             NULL, NULL,
                             note, error))
    return NULL;

  return GINT_TO_POINTER (TRUE);
}

/**
 * vdt_store_end_import_async:
 * @self: a store
 * @note: (nullable): what was imported, for the log
 * @cancellable: (nullable): cancels it while it waits; the next start does it then
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Works out the assets of the incidents that an import changed.
 */
void
vdt_store_end_import_async (VdtStore            *self,
                            const char          *note,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  vdt_store_push (self, vdt_store_end_import_async, VDT_STORE_BULK, end_import_job, g_strdup (note),
                  g_free, NULL,
                  cancellable, callback, user_data);
}

gboolean
vdt_store_end_import_finish (VdtStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gboolean
remove_incident (VdtStore    *self,
                 gint64       seq,
                 const char  *id,
                 GError     **error)
{
  return vdt_store_unindex_incident (self->db, seq, error) &&
         vdt_db_run (self->db, error,
                     "DELETE FROM local_value WHERE (target_kind = 'incident' AND target_id = ?1)"
                     " OR (target_kind = 'alert' AND target_id IN (SELECT id FROM alert WHERE incident_seq = ?2))"
                     " OR (target_kind = 'comment' AND target_id IN"
                     "     (SELECT id FROM comment WHERE incident_seq = ?2))"
                     " OR (target_kind = 'kept' AND target_id IN"
                     "     (SELECT id FROM kept WHERE incident_seq = ?2))"
                     " OR (target_kind = 'task' AND target_id IN"
                     "     (SELECT id FROM task WHERE incident_seq = ?2))", "tl", id, seq) &&
         vdt_db_run (self->db, error, "DELETE FROM change WHERE incident_id = ?1", "t", id) &&
         vdt_db_run (self->db, error, "DELETE FROM proposal WHERE incident_id = ?1", "t", id) &&
         vdt_db_run (self->db, error, "DELETE FROM report WHERE incident_id = ?1", "t", id) &&
         vdt_db_run (self->db, error, "DELETE FROM pseudonym WHERE incident_id = ?1", "t", id) &&
         vdt_db_run (self->db, error, "DELETE FROM incident WHERE seq = ?1", "l", seq) &&
         vdt_store_log_change (self, id, NULL, "person", "remove-incident", "incident", id, NULL,
                               NULL, NULL,
                               NULL, error);
}

static gpointer
remove_source_job (VdtStore  *self,
                   gpointer   data,
                   GError   **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT seq, id FROM incident WHERE source = ?1",
                                     "t", (const char *) data);

  while (vdt_db_next (self->db, rows, &local_error))
    {
      gint64 seq = sqlite3_column_int64 (rows, 0);

      g_array_append_val (seqs, seq);
      g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 1)));
    }

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    remove_incident (self, g_array_index (seqs, gint64, i), g_ptr_array_index (ids, i), &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  /* one more, so that nothing removed is no failure */
  return GUINT_TO_POINTER (ids->len + 1);
}

/**
 * vdt_store_remove_source_async:
 * @self: a store
 * @source: a source, such as `sample`
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Removes all incidents of one source with all that belongs to them. The activity
 * log keeps its entries and gets one for each.
 */
void
vdt_store_remove_source_async (VdtStore            *self,
                               const char          *source,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (source != NULL);

  vdt_store_push (self, vdt_store_remove_source_async, VDT_STORE_WRITE, remove_source_job,
                  g_strdup (source),
                  g_free, NULL, cancellable, callback, user_data);
}

gboolean
vdt_store_remove_source_finish (VdtStore      *self,
                                GAsyncResult  *result,
                                guint         *out_n_removed,
                                GError       **error)
{
  guint n;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  n = GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
  if (out_n_removed != NULL)
    *out_n_removed = n > 0 ? n - 1 : 0;

  return n > 0;
}
