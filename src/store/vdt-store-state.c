/* vdt-store-state.c
 *
 * Small state by key: drafts, open tabs, what a window remembers.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-log.h"

#include "vdt-store-private.h"

typedef struct
{
  char *key;
  char *value;
} Entry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  g_free (entry->value);
  g_free (entry);
}

static gpointer
set_job (VdtStore  *self,
         gpointer   data,
         GError   **error)
{
  Entry *entry = data;
  gboolean done;

  if (entry->value == NULL)
    done = vdt_db_run (self->db, error, "DELETE FROM state WHERE key = ?1", "t", entry->key);
  else
    done = vdt_db_run (self->db, error, "INSERT INTO state (key, value) VALUES (?1, ?2)"
                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value", "tt", entry->key,
                       entry->value);

  return GINT_TO_POINTER (done);
}

/**
 * vdt_store_set_state_async:
 * @self: a store
 * @key: a name, `draft/comment/142`
 * @value: (nullable): a text; %NULL forgets it
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Remembers a text. Safe against a killed process as soon as it is done, so that a
 * draft saved at each keystroke loses at most the one in flight.
 */
void
vdt_store_set_state_async (VdtStore            *self,
                           const char          *key,
                           const char          *value,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Entry *entry;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (key != NULL);

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->value = g_strdup (value);
  vdt_store_push (self, vdt_store_set_state_async, VDT_STORE_BULK, set_job, entry, entry_free, NULL,
                  cancellable,
                  callback, user_data);
}

gboolean
vdt_store_set_state_finish (VdtStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

static gpointer
load_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  const char *prefix = data;
  g_autoptr(GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error, "SELECT key, value FROM state"
                                     " WHERE substr (key, 1, length (?1)) = ?1", "t", prefix);

  while (vdt_db_next (self->db, rows, &local_error))
    {
      const char *key = vdt_db_column_text (rows, 0);

      if (key != NULL)
        g_hash_table_insert (entries, g_strdup (key), g_strdup (vdt_db_column_text (rows, 1)));
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&entries);
}

/**
 * vdt_store_load_state_async:
 * @self: a store
 * @prefix: what the keys begin with; empty for all
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_load_state_async (VdtStore            *self,
                            const char          *prefix,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (prefix != NULL);

  vdt_store_push (self, vdt_store_load_state_async, VDT_STORE_READ, load_job, g_strdup (prefix), g_free,
                  (GDestroyNotify) g_hash_table_unref, cancellable, callback, user_data);
}

/**
 * vdt_store_load_state_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 utf8) (nullable): keys and values
 */
GHashTable *
vdt_store_load_state_finish (VdtStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
