/* vdt-session-result-export.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-export.h"
#include "vdt-session-result.h"

/* An export between the thread that writes and the one that shows how far it is. */
typedef struct
{
  VdtResultSource       *source;
  guint                 *columns;
  guint                  n_columns;
  char                  *format;
  char                  *path;
  GFileProgressCallback  progress;
  gpointer               progress_data;
  GMutex                 mutex;
  guint64                n_rows;
  guint64                n_all;
  gboolean               pending;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  vdt_result_source_unref (export->source);
  g_free (export->columns);
  g_free (export->format);
  g_free (export->path);
  g_mutex_clear (&export->mutex);
  g_free (export);
}

const char * const *
vdt_session_get_result_formats (void)
{
  return vdt_result_get_formats ();
}

static gboolean
tell_cb (gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  guint64 n_rows, n_all;

  g_mutex_lock (&export->mutex);
  n_rows = export->n_rows;
  n_all = export->n_all;
  export->pending = FALSE;
  g_mutex_unlock (&export->mutex);
  if (!g_task_get_completed (task))
    export->progress ((goffset) n_rows, (goffset) n_all, export->progress_data);

  return G_SOURCE_REMOVE;
}

/* On the thread that writes: one idle at a time, however fast it is. */
static void
progress_cb (guint64  n_rows,
             guint64  n_all,
             gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);
  gboolean pending;

  g_mutex_lock (&export->mutex);
  export->n_rows = n_rows;
  export->n_all = n_all;
  pending = export->pending;
  export->pending = TRUE;
  g_mutex_unlock (&export->mutex);
  if (!pending && export->progress != NULL)
    g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT_IDLE, tell_cb, g_object_ref (task),
                                g_object_unref);
}

static void
export_thread (GTask        *task,
               gpointer      object,
               gpointer      data,
               GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;

  if (vdt_result_export (export->source, export->columns, export->n_columns, export->format, export->path,
                         progress_cb, task, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_export_result_async:
 * @source: the rows
 * @columns: (array length=n_columns): the columns
 * @n_columns: how many
 * @format: one of vdt_session_get_result_formats()
 * @path: the file; one of this name is replaced when the new one is whole
 * @progress: (nullable): told in the main context how many rows of how many are written
 * @progress_data: for @progress; lives until @callback is called
 * @cancellable: (nullable): stops it; then nothing is written
 * @callback: called when it is done
 * @user_data: for @callback
 */
void
vdt_session_export_result_async (VdtResultSource       *source,
                                 const guint           *columns,
                                 guint                  n_columns,
                                 const char            *format,
                                 const char            *path,
                                 GFileProgressCallback  progress,
                                 gpointer               progress_data,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->source = vdt_result_source_ref (source);
  export->columns = g_memdup2 (columns, n_columns * sizeof *columns);
  export->n_columns = n_columns;
  export->format = g_strdup (format);
  export->path = g_strdup (path);
  export->progress = progress;
  export->progress_data = progress_data;
  g_mutex_init (&export->mutex);
  g_task_set_source_tag (task, vdt_session_export_result_async);
  g_task_set_task_data (task, export, export_free);
  g_task_run_in_thread (task, export_thread);
}

gboolean
vdt_session_export_result_finish (GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
