/* vdt-store-undo.c
 *
 * Taking a local act back, and doing it again.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-store-act.h"

typedef struct
{
  const VdtActField *field;
  char        *id;
  char        *before;
  char        *after;
  gboolean     local_before;
  gboolean     local_after;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->id);
  g_free (item->before);
  g_free (item->after);
  g_free (item);
}

static GPtrArray *
read_items (VdtDb   *db,
            gint64   change_seq,
            GError **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (item_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT target_kind, property, target_id, before, after,"
                                     " local_before, local_after FROM change_item WHERE change_seq = ?1"
                                     " ORDER BY seq DESC", "l", change_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      Item *item = g_new0 (Item, 1);

      item->field = vdt_act_find_field (vdt_db_column_text (rows, 0), vdt_db_column_text (rows, 1),
                                        &local_error);
      item->id = g_strdup (vdt_db_column_text (rows, 2));
      item->before = g_strdup (vdt_db_column_text (rows, 3));
      item->after = g_strdup (vdt_db_column_text (rows, 4));
      item->local_before = sqlite3_column_int (rows, 5);
      item->local_after = sqlite3_column_int (rows, 6);
      g_ptr_array_add (items, item);
      if (local_error != NULL)
        break;
    }
  if (rows != NULL)
    sqlite3_reset (rows);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&items);
}

/* Back to what it was: the analyst's own earlier value, or what the source says
 * by now. */
static gboolean
undo_item (VdtAct     *act,
           Item    *item,
           GError **error)
{
  VdtDb *db = act->store->db;
  g_autofree char *current = NULL;
  g_autofree char *imported = NULL;
  const char *target = item->before;
  gboolean local;

  if (!vdt_act_read_value (db, item->field, item->id, &current, error) ||
      !vdt_act_read_local (db, item->field, item->id, &local, &imported, error))
    return FALSE;

  if (g_strcmp0 (current, item->after) != 0)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE,
                   "“%s” of %s %s has been changed again since; take that back first",
                   item->field->property,
                   item->field->kind, item->id);
      return FALSE;
    }

  if (!item->local_before && local)
    target = imported;

  return vdt_act_write (act, item->field, item->id, current, target, local, item->local_before, error) &&
         vdt_act_log_item (act, item->field, item->id, current, target, NULL, error);
}

static gboolean
read_change (VdtDb       *db,
             const char  *token,
             gint64      *out_seq,
             char       **out_incident,
             char       **out_action,
             GError     **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT seq, incident_id, action, undone FROM change WHERE token = ?1", "t",
                                    token);
  gboolean undone = FALSE;

  *out_seq = 0;
  *out_incident = NULL;
  *out_action = NULL;
  if (vdt_db_next (db, row, &local_error))
    {
      const char *action = vdt_db_column_text (row, 2);

      *out_seq = sqlite3_column_int64 (row, 0);
      *out_incident = g_strdup (vdt_db_column_text (row, 1));
      *out_action = action != NULL && g_str_has_prefix (action, "undo-") ? g_strconcat ("redo-", action + 5, NULL)
                    : action != NULL && g_str_has_prefix (action, "redo-") ? g_strconcat ("undo-",
                                                                                          action + 5, NULL)
                    : g_strconcat ("undo-", action, NULL);
      undone = sqlite3_column_int (row, 3);
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (*out_seq == 0)
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_NOT_FOUND, "There is no such act to take back");
  else if (undone)
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE, "This has been taken back already");
  else
    return TRUE;

  return FALSE;
}

static gboolean
do_undo (VdtAct     *act,
         gint64   change_seq,
         char   **out_token,
         GError **error)
{
  g_autoptr(GPtrArray) items = read_items (act->store->db, change_seq, error);

  if (items == NULL || !vdt_act_begin (act, out_token, error))
    return FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      if (!undo_item (act, g_ptr_array_index (items, i), error))
        return FALSE;
    }

  return vdt_db_run (act->store->db, error, "UPDATE change SET undone = 1 WHERE seq = ?1", "l",
                     change_seq) &&
         vdt_act_settle (act, error);
}

/**
 * vdt_store_undo_change:
 * @self: a store with an open transaction
 * @token: what a receipt holds
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was taken back
 */
VdtReceipt *
vdt_store_undo_change (VdtStore    *self,
                       const char  *token,
                       GError     **error)
{
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  g_autofree char *incident = NULL;
  g_autofree char *action = NULL;
  g_autofree char *new_token = NULL;
  VdtReceipt *receipt = NULL;
  gint64 seq;
  VdtAct act;

  if (!read_change (self->db, token, &seq, &incident, &action, error))
    return NULL;

  vdt_act_init (&act, self, incident, action);
  act.actor = analyst;
  act.actor_kind = "person";
  if (do_undo (&act, seq, &new_token, error))
    receipt = vdt_act_make_receipt (&act, new_token, NULL);
  vdt_act_clear (&act);

  return receipt;
}

static gpointer
undo_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  return vdt_store_undo_change (self, data, error);
}

/**
 * vdt_store_undo_async:
 * @self: a store
 * @token: what a receipt holds
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Takes a local act back as a whole, with what followed from it. A field that was
 * never set by hand before shows what its source says by now. The undo is logged
 * and can be undone itself.
 */
void
vdt_store_undo_async (VdtStore            *self,
                      const char          *token,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (token != NULL);

  vdt_store_push (self, vdt_store_undo_async, VDT_STORE_WRITE, undo_job, g_strdup (token), g_free,
                  g_object_unref, cancellable, callback, user_data);
}

/**
 * vdt_store_undo_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location: %VDT_ERROR_NOT_FOUND if there is no such act,
 *   %VDT_ERROR_USAGE if it has been taken back or what it changed has been changed
 *   again since
 *
 * Returns: (transfer full) (nullable): what was done; its token does it again
 */
VdtReceipt *
vdt_store_undo_finish (VdtStore      *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
