/* vdt-session-guidebook.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-guidebook.h"

#include "vdt-guidebook-file.h"
#include "vdt-guidebook-parse.h"
#include "vdt-session-private.h"
#include "vdt-store-guidebook.h"

/* A response that was made before is made anew: guidebooks may say something else. */
static void
forget_responses (VdtSession *self)
{
  g_hash_table_remove_all (self->responses);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtGuidebook *guidebook = g_object_ref (g_task_get_task_data (task));
  g_autoptr(GError) error = NULL;

  if (vdt_store_save_guidebook_finish (VDT_STORE (object), result, &error))
    {
      forget_responses (g_task_get_source_object (task));
      g_task_return_pointer (task, guidebook, g_object_unref);
      return;
    }

  g_object_unref (guidebook);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  GFile *file = task_data;
  g_autofree char *sha256 = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *title = g_strdup (name);
  g_autofree char *text = NULL;
  VdtGuidebook *guidebook;
  char *dot = strrchr (title, '.');
  GError *error = NULL;

  if (dot != NULL && dot > title)
    *dot = '\0';
  text = vdt_guidebook_file_load (file, &sha256, cancellable, &error);
  guidebook = text != NULL
    ? vdt_guidebook_parse (vdt_session_get_summarizer (source), title, text, &error) : NULL;
  if (guidebook == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  vdt_record_set_text (guidebook, "file-name", name);
  vdt_record_set_text (guidebook, "sha256", sha256);
  g_task_return_pointer (task, guidebook, g_object_unref);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = VDT_SESSION (object);
  GError *error = NULL;
  VdtGuidebook *guidebook = g_task_propagate_pointer (G_TASK (result), &error);

  if (guidebook == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, guidebook, g_object_unref);
  vdt_store_save_guidebook_async (self->store, guidebook, "import-guidebook", NULL, saved_cb,
                                  g_steal_pointer (&task));
}

/**
 * vdt_session_import_guidebook_async:
 * @self: an open session
 * @file: Markdown, plain text, DOCX or PDF, at most 10 MB
 * @cancellable: (nullable): stops it
 * @callback: called once it is kept
 * @user_data: for @callback
 *
 * Reads a guidebook. Its entries wait for a person to review them.
 */
void
vdt_session_import_guidebook_async (VdtSession          *self,
                                    GFile               *file,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task;
  g_autoptr(GTask) reading = NULL;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_import_guidebook_async);
  reading = g_task_new (self, cancellable, read_cb, task);
  g_task_set_task_data (reading, g_object_ref (file), g_object_unref);
  if (self->script_worker == NULL)
    self->script_worker = vdt_worker_new ("vedette-script");
  vdt_worker_push (self->script_worker, reading, read_thread);
}

/**
 * vdt_session_import_guidebook_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location: why it cannot be read
 *
 * Returns: (transfer full) (nullable): the guidebook, `pending`
 */
VdtGuidebook *
vdt_session_import_guidebook_finish (VdtSession    *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GListModel *list = vdt_store_list_guidebooks_finish (VDT_STORE (object), result, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
vdt_session_list_guidebooks_async (VdtSession          *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_list_guidebooks_async);
  vdt_store_list_guidebooks_async (self->store, cancellable, listed_cb, task);
}

/**
 * vdt_session_list_guidebooks_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): #VdtGuidebook, the oldest first
 */
GListModel *
vdt_session_list_guidebooks_finish (VdtSession    *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
deleted_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (vdt_store_delete_guidebook_finish (VDT_STORE (object), result, &error))
    {
      forget_responses (g_task_get_source_object (task));
      g_task_return_pointer (task, g_object_ref (g_task_get_task_data (task)), g_object_unref);
    }
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_set_guidebook_state_async:
 * @self: an open session
 * @guidebook: a guidebook, with the states that its entries are to have
 * @state: `active`, `inactive`, or `deleted`
 * @cancellable: (nullable): stops it
 * @callback: called once it is so
 * @user_data: for @callback
 *
 * With a guidebook that is activated, entries that still wait for review are activated
 * too; entries that were set inactive stay so.
 */
void
vdt_session_set_guidebook_state_async (VdtSession          *self,
                                       VdtGuidebook        *guidebook,
                                       const char          *state,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  GListModel *entries;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_GUIDEBOOK (guidebook));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_set_guidebook_state_async);
  g_task_set_task_data (task, g_object_ref (guidebook), g_object_unref);
  if (g_str_equal (state, "deleted"))
    {
      vdt_store_delete_guidebook_async (self->store, guidebook, cancellable, deleted_cb, task);
      return;
    }

  vdt_record_set_text (guidebook, "state", state);
  entries = vdt_guidebook_get_entries (guidebook);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);

      if (g_str_equal (state, "active") && g_strcmp0 (vdt_guidebook_entry_get_state (entry), "pending") == 0)
        vdt_record_set_text (entry, "state", "active");
    }
  vdt_store_save_guidebook_async (self->store, guidebook,
                                  g_str_equal (state, "active") ? "activate-guidebook" : "deactivate-guidebook",
                                  cancellable, saved_cb, task);
}

gboolean
vdt_session_set_guidebook_state_finish (VdtSession    *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_autoptr(VdtGuidebook) guidebook = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  guidebook = g_task_propagate_pointer (G_TASK (result), error);

  return guidebook != NULL;
}
