/* vdt-session-saved.c
 *
 * The files are read and written by the session's file worker. What changes them from
 * outside is seen by monitors on the folders, which are set anew after each listing.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-saved.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "vdt-error.h"
#include "vdt-session-private.h"
#include "vdt-session-saved-private.h"

#define FOLDER "queries"
#define ENDING ".kql"
#define FAVOURITES "saved.favourites"
#define MOST_BYTES (1024 * 1024)
#define MOST_FILES 20000
#define MOST_DEPTH 8
#define MOST_NAME_BYTES 200
/* Programs write a file in several steps. */
#define SETTLE_MS 250

typedef struct
{
  char     *folder;     /* of all saved queries */
  char     *path;
  char     *new_path;
  char     *text;
  gboolean  overwrite;
} Job;

/* What a listing found. */
typedef struct
{
  GPtrArray *queries;   /* VdtSavedQuery */
  GPtrArray *folders;   /* absolute paths */
} Found;

struct _VdtSavedWatch
{
  VdtSession *session;    /* it owns this */
  GPtrArray  *monitors;   /* GFileMonitor */
  guint       settle;
};

static void
saved_free (gpointer data)
{
  VdtSavedQuery *query = data;

  g_free (query->path);
  g_free (query);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_free (job->path);
  g_free (job->new_path);
  g_free (job->text);
  g_free (job);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->queries);
  g_ptr_array_unref (found->folders);
  g_free (found);
}

static gboolean
check_name (const char  *name,
            GError     **error)
{
  if (*name == '\0' || *name == '.')
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                         _("A name of a saved query or folder must not be empty or begin with a dot"));
  else if (strlen (name) > MOST_NAME_BYTES)
    g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, _("A name has at most %d bytes"), MOST_NAME_BYTES);
  else
    {
      for (const char *p = name; *p != '\0'; p++)
        if (g_ascii_iscntrl (*p) || *p == '\\')
          {
            g_set_error_literal (error, VDT_ERROR, VDT_ERROR_USAGE,
                                 _("A name must not contain control characters or backslashes"));
            return FALSE;
          }
      return TRUE;
    }

  return FALSE;
}

/**
 * vdt_session_check_saved_path:
 * @path: a name as an analyst types it, perhaps with folders: `mail/first`
 * @error: %VDT_ERROR_USAGE with what is wrong with it
 *
 * Returns: whether a query can be saved under it
 */
gboolean
vdt_session_check_saved_path (const char  *path,
                              GError     **error)
{
  g_auto(GStrv) names = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  names = g_strsplit (path, "/", MOST_DEPTH + 1);
  if (!g_utf8_validate (path, -1, NULL) || g_strv_length (names) > MOST_DEPTH)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_USAGE, _("There are at most %d folders in one another"), MOST_DEPTH - 1);
      return FALSE;
    }
  if (names[0] == NULL)
    return check_name ("", error);
  for (gsize i = 0; names[i] != NULL; i++)
    if (!check_name (names[i], error))
      return FALSE;

  return TRUE;
}

static char *
dup_file (Job        *job,
          const char *path)
{
  g_autofree char *name = g_strconcat (path, ENDING, NULL);

  return g_build_filename (job->folder, name, NULL);
}

static void
list_folder (Found      *found,
             const char *folder,
             const char *prefix,
             guint       depth)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  if (dir == NULL)
    return;

  g_ptr_array_add (found->folders, g_strdup (folder));
  while ((name = g_dir_read_name (dir)) != NULL && found->queries->len < MOST_FILES)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      g_autofree char *path = g_strconcat (prefix, name, NULL);
      GStatBuf info;

      if (*name == '.' || !g_utf8_validate (name, -1, NULL) || g_lstat (file, &info) != 0)
        continue;
      if (S_ISDIR (info.st_mode) && depth + 1 < MOST_DEPTH)
        {
          g_autofree char *below = g_strconcat (path, "/", NULL);

          list_folder (found, file, below, depth + 1);
        }
      else if (S_ISREG (info.st_mode) && g_str_has_suffix (name, ENDING))
        {
          VdtSavedQuery *query = g_new0 (VdtSavedQuery, 1);

          query->path = g_strndup (path, strlen (path) - strlen (ENDING));
          query->modified = (gint64) info.st_mtime * G_USEC_PER_SEC;
          g_ptr_array_add (found->queries, query);
        }
    }
}

static void
list_job (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Job *job = data;
  Found *found = g_new0 (Found, 1);

  /* So that another program can put files there. */
  g_mkdir_with_parents (job->folder, 0700);
  found->queries = g_ptr_array_new_with_free_func (saved_free);
  found->folders = g_ptr_array_new_with_free_func (g_free);
  list_folder (found, job->folder, "", 0);
  g_task_return_pointer (task, found, found_free);
}

static char *
read_file (const char  *file,
           GError     **error)
{
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf info;

  if (g_stat (file, &info) == 0 && info.st_size > MOST_BYTES)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, _("“%s” has more than %d MB and is no query"), file,
                   MOST_BYTES / (1024 * 1024));
      return NULL;
    }
  if (!g_file_get_contents (file, &text, &length, error))
    return NULL;
  if (!g_utf8_validate (text, (gssize) length, NULL))
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, _("“%s” is no text in UTF-8"), file);
      return NULL;
    }

  return g_steal_pointer (&text);
}

static void
return_text (GTask  *task,
             char   *text,
             GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, text, g_free);
}

static void
read_job (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Job *job = data;
  g_autofree char *file = dup_file (job, job->path);
  GError *error = NULL;
  char *text = read_file (file, &error);

  return_text (task, text, error);
}

static gboolean
make_folder_of (const char  *file,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (file);
  int code;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  code = errno;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("The folder “%s” cannot be made: %s"), folder,
               g_strerror (code));

  return FALSE;
}

static gboolean
refuse_existing (const char  *file,
                 const char  *path,
                 GError     **error)
{
  if (!g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("There is a saved query “%s” already"), path);

  return FALSE;
}

static void
write_job (GTask        *task,
           gpointer      source,
           gpointer      data,
           GCancellable *cancellable)
{
  Job *job = data;
  g_autofree char *file = dup_file (job, job->path);
  GError *error = NULL;

  if ((job->overwrite || refuse_existing (file, job->path, &error)) &&
      make_folder_of (file, &error) &&
      g_file_set_contents_full (file, job->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A folder that became empty goes too. */
static void
remove_empty_folders (Job        *job,
                      const char *file)
{
  g_autofree char *folder = g_path_get_dirname (file);

  while (strlen (folder) > strlen (job->folder) && g_rmdir (folder) == 0)
    {
      char *above = g_path_get_dirname (folder);

      g_free (folder);
      folder = above;
    }
}

static void
move_job (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Job *job = data;
  g_autofree char *from = dup_file (job, job->path);
  g_autofree char *to = dup_file (job, job->new_path);
  GError *error = NULL;
  int code = 0;

  if (!refuse_existing (to, job->new_path, &error) || !make_folder_of (to, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_rename (from, to) != 0)
    {
      code = errno;
      g_task_return_new_error (task, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” cannot be renamed: %s"),
                               job->path, g_strerror (code));
      return;
    }
  remove_empty_folders (job, from);
  g_task_return_boolean (task, TRUE);
}

static void
delete_job (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  g_autofree char *file = dup_file (job, job->path);
  GError *error = NULL;
  char *text = read_file (file, &error);

  if (text != NULL && g_unlink (file) != 0)
    {
      int code = errno;

      g_set_error (&error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("“%s” cannot be deleted: %s"),
                   job->path, g_strerror (code));
      g_clear_pointer (&text, g_free);
    }
  if (text != NULL)
    remove_empty_folders (job, file);
  return_text (task, text, error);
}

static gboolean
settled_cb (gpointer user_data)
{
  VdtSavedWatch *watch = user_data;

  watch->settle = 0;
  vdt_session_hunting_changed (watch->session, "saved");

  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (VdtSavedWatch *watch)
{
  if (watch->settle == 0)
    watch->settle = g_timeout_add (SETTLE_MS, settled_cb, watch);
}

void
vdt_saved_watch_free (VdtSavedWatch *watch)
{
  g_clear_handle_id (&watch->settle, g_source_remove);
  for (guint i = 0; i < watch->monitors->len; i++)
    {
      GFileMonitor *monitor = g_ptr_array_index (watch->monitors, i);

      g_signal_handlers_disconnect_by_data (monitor, watch);
      g_file_monitor_cancel (monitor);
    }
  g_ptr_array_unref (watch->monitors);
  g_free (watch);
}

/* Watches the folders as they are now. */
static void
watch_folders (VdtSession *self,
               GPtrArray  *folders)
{
  VdtSavedWatch *watch = g_new0 (VdtSavedWatch, 1);

  g_clear_pointer (&self->saved_watch, vdt_saved_watch_free);
  watch->session = self;
  watch->monitors = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < folders->len; i++)
    {
      g_autoptr(GFile) folder = g_file_new_for_path (g_ptr_array_index (folders, i));
      GFileMonitor *monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);

      if (monitor == NULL)
        continue;
      g_signal_connect_swapped (monitor, "changed", G_CALLBACK (file_changed_cb), watch);
      g_ptr_array_add (watch->monitors, monitor);
    }
  self->saved_watch = watch;
}

static void
push (VdtSession          *self,
      gpointer             tag,
      Job                 *job,
      GTaskThreadFunc      func,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  job->folder = vdt_session_dup_saved_folder (self);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, job_free);
  if (self->saved_worker == NULL)
    self->saved_worker = vdt_worker_new ("saved-queries");
  vdt_worker_push (self->saved_worker, task, func);
}

/**
 * vdt_session_dup_saved_folder:
 * @self: an open session
 *
 * Returns: (transfer full): where the files are; made when they are first listed
 */
char *
vdt_session_dup_saved_folder (VdtSession *self)
{
  g_return_val_if_fail (VDT_IS_SESSION (self) && self->folder != NULL, NULL);

  return g_build_filename (self->folder, FOLDER, NULL);
}

/**
 * vdt_session_list_saved_async:
 * @self: an open session
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once they are known
 * @user_data: for @callback
 *
 * Asks for all saved queries. From then on #VdtSession::hunting-changed with the detail
 * `saved` says when files have changed, by whomever.
 */
void
vdt_session_list_saved_async (VdtSession          *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VDT_IS_SESSION (self) && self->store != NULL);

  push (self, vdt_session_list_saved_async, g_new0 (Job, 1), list_job, cancellable, callback, user_data);
}

static int
compare_saved (gconstpointer a,
               gconstpointer b)
{
  const VdtSavedQuery *first = *(VdtSavedQuery *const *) a;
  const VdtSavedQuery *second = *(VdtSavedQuery *const *) b;

  if (first->favourite != second->favourite)
    return first->favourite ? -1 : 1;

  return g_utf8_collate (first->path, second->path);
}

static char **
dup_favourites (VdtSession *self)
{
  g_autofree char *state = vdt_session_dup_state (self, FAVOURITES);

  return g_strsplit (state != NULL ? state : "", "\n", -1);
}

/**
 * vdt_session_list_saved_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type VdtSavedQuery): the queries,
 *   favourites first, then by path
 */
GPtrArray *
vdt_session_list_saved_finish (VdtSession    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_auto(GStrv) favourites = NULL;
  GPtrArray *queries;
  Found *found;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  found = g_task_propagate_pointer (G_TASK (result), error);
  if (found == NULL)
    return NULL;

  favourites = dup_favourites (self);
  for (guint i = 0; i < found->queries->len; i++)
    {
      VdtSavedQuery *query = g_ptr_array_index (found->queries, i);

      query->favourite = g_strv_contains ((const char *const *) favourites, query->path);
    }
  g_ptr_array_sort (found->queries, compare_saved);
  if (self->store != NULL)
    watch_folders (self, found->folders);
  queries = g_ptr_array_ref (found->queries);
  found_free (found);

  return queries;
}

/**
 * vdt_session_read_saved_async:
 * @self: an open session
 * @path: of a saved query
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once it is read
 * @user_data: for @callback
 */
void
vdt_session_read_saved_async (VdtSession          *self,
                              const char          *path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_SESSION (self) && path != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  push (self, vdt_session_read_saved_async, job, read_job, cancellable, callback, user_data);
}

/**
 * vdt_session_read_saved_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: the file is gone, too large or no text
 *
 * Returns: (transfer full) (nullable): the query
 */
char *
vdt_session_read_saved_finish (VdtSession    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * vdt_session_write_saved_async:
 * @self: an open session
 * @path: a name that vdt_session_check_saved_path() finds good
 * @text: the query
 * @overwrite: whether a query of that name may be replaced
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once it is on the disk
 * @user_data: for @callback
 */
void
vdt_session_write_saved_async (VdtSession          *self,
                               const char          *path,
                               const char          *text,
                               gboolean             overwrite,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Job *job;
  GError *error = NULL;

  g_return_if_fail (VDT_IS_SESSION (self) && path != NULL && text != NULL);

  if (!vdt_session_check_saved_path (path, &error))
    {
      g_task_report_error (self, callback, user_data, vdt_session_write_saved_async, error);
      return;
    }

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->text = g_strdup (text);
  job->overwrite = overwrite;
  push (self, vdt_session_write_saved_async, job, write_job, cancellable, callback, user_data);
}

/**
 * vdt_session_write_saved_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: %G_IO_ERROR_EXISTS if there is one of that name already
 *
 * Returns: whether it is saved
 */
gboolean
vdt_session_write_saved_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  gboolean done;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  done = g_task_propagate_boolean (G_TASK (result), error);
  if (done)
    vdt_session_hunting_changed (self, "saved");

  return done;
}

/**
 * vdt_session_move_saved_async:
 * @self: an open session
 * @path: of a saved query
 * @new_path: its new name, perhaps in another folder
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once it is done
 * @user_data: for @callback
 */
void
vdt_session_move_saved_async (VdtSession          *self,
                              const char          *path,
                              const char          *new_path,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Job *job;
  GError *error = NULL;

  g_return_if_fail (VDT_IS_SESSION (self) && path != NULL && new_path != NULL);

  if (!vdt_session_check_saved_path (new_path, &error))
    {
      g_task_report_error (self, callback, user_data, vdt_session_move_saved_async, error);
      return;
    }

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  job->new_path = g_strdup (new_path);
  push (self, vdt_session_move_saved_async, job, move_job, cancellable, callback, user_data);
}

gboolean
vdt_session_move_saved_finish (VdtSession    *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  job = g_task_get_task_data (G_TASK (result));
  {
    g_auto(GStrv) favourites = dup_favourites (self);

    if (g_strv_contains ((const char *const *) favourites, job->path))
      {
        vdt_session_set_saved_favourite (self, job->path, FALSE);
        vdt_session_set_saved_favourite (self, job->new_path, TRUE);
      }
  }
  vdt_session_hunting_changed (self, "saved");

  return TRUE;
}

/**
 * vdt_session_delete_saved_async:
 * @self: an open session
 * @path: of a saved query
 * @cancellable: (nullable): stops it while it waits
 * @callback: called once it is gone
 * @user_data: for @callback
 */
void
vdt_session_delete_saved_async (VdtSession          *self,
                                const char          *path,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_SESSION (self) && path != NULL);

  job = g_new0 (Job, 1);
  job->path = g_strdup (path);
  push (self, vdt_session_delete_saved_async, job, delete_job, cancellable, callback, user_data);
}

/**
 * vdt_session_delete_saved_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the query, with which it can be saved again
 */
char *
vdt_session_delete_saved_finish (VdtSession    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  char *text;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  text = g_task_propagate_pointer (G_TASK (result), error);
  if (text != NULL)
    vdt_session_hunting_changed (self, "saved");

  return text;
}

/**
 * vdt_session_set_saved_favourite:
 * @self: an open session
 * @path: of a saved query
 * @favourite: whether it is to be shown first
 */
void
vdt_session_set_saved_favourite (VdtSession *self,
                                 const char *path,
                                 gboolean    favourite)
{
  g_auto(GStrv) before = NULL;
  g_autoptr(GString) after = g_string_new (NULL);

  g_return_if_fail (VDT_IS_SESSION (self) && path != NULL);

  before = dup_favourites (self);
  for (gsize i = 0; before[i] != NULL; i++)
    if (before[i][0] != '\0' && strcmp (before[i], path) != 0)
      g_string_append_printf (after, "%s%s", after->len > 0 ? "\n" : "", before[i]);
  if (favourite)
    g_string_append_printf (after, "%s%s", after->len > 0 ? "\n" : "", path);
  vdt_session_save_state (self, FAVOURITES, after->len > 0 ? after->str : NULL);
  vdt_session_hunting_changed (self, "saved");
}
