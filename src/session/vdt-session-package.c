/* vdt-session-package.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-package.h"

#include "vdt-package.h"
#include "vdt-session-report-private.h"
#include "vdt-store-report.h"

/* What a package is made of. */
typedef struct
{
  char        *incident_id;
  char        *path;
  char        *sign_with;
  char        *author;
  VdtProgress *progress;
  GPtrArray   *reports;
  gint64       now;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->incident_id);
  g_free (job->path);
  g_free (job->sign_with);
  g_free (job->author);
  g_clear_object (&job->progress);
  g_ptr_array_unref (job->reports);
  g_free (job);
}

static void
progress_cb (double   fraction,
             gpointer user_data)
{
  Job *job = user_data;

  if (job->progress != NULL)
    vdt_progress_report (job->progress, fraction, NULL);
}

static void
package_func (GTask       *task,
              VdtIncident *incident,
              GPtrArray   *key,
              gpointer     data)
{
  Job *job = data;
  GError *error = NULL;

  if (vdt_package_create (incident, job->reports, key, job->author, job->now, job->sign_with, job->path,
                          g_task_get_cancellable (task), progress_cb, job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Two tasks: the first waits for the reports, the second does the work. */

typedef struct
{
  GTask *task;
  Job   *job;
} Waiting;

static void
reports_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr(GTask) task = waiting->task;
  Job *job = waiting->job;
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) reports = vdt_store_report_finish (VDT_STORE (object), result, &error);

  g_free (waiting);
  if (reports == NULL)
    {
      job_free (job);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (reports); i++)
    g_ptr_array_add (job->reports, g_list_model_get_item (reports, i));
  vdt_session_report_work (g_task_get_source_object (task), g_object_ref (task), job->incident_id, package_func, job,
                           job_free);
}

/**
 * vdt_session_create_package_async:
 * @self: an open session
 * @incident_id: an incident
 * @path: the file
 * @sign_with: (nullable): a file with a private key in PEM
 * @progress: (nullable): says how far it is
 * @cancellable: (nullable): stops it; then there is no file
 * @callback: called once
 * @user_data: for @callback
 *
 * Packs an incident with its evidence, queries, reports and log.
 */
void
vdt_session_create_package_async (VdtSession          *self,
                                  const char          *incident_id,
                                  const char          *path,
                                  const char          *sign_with,
                                  VdtProgress         *progress,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Job *job;
  Waiting *waiting;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (incident_id != NULL && path != NULL);

  job = g_new0 (Job, 1);
  job->incident_id = g_strdup (incident_id);
  job->path = g_strdup (path);
  job->sign_with = g_strdup (sign_with);
  job->author = g_strdup (self->analyst);
  job->progress = progress != NULL ? g_object_ref (progress) : NULL;
  job->reports = g_ptr_array_new_with_free_func (g_object_unref);
  job->now = self->clock (self->clock_data);
  waiting = g_new0 (Waiting, 1);
  waiting->job = job;
  waiting->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (waiting->task, vdt_session_create_package_async);
  vdt_store_list_reports_async (self->store, incident_id, cancellable, reports_cb, waiting);
}

/**
 * vdt_session_create_package_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR, %G_FILE_ERROR or %VDT_ERROR
 *
 * Returns: %TRUE if the package is there
 */
gboolean
vdt_session_create_package_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  vdt_session_report_keep_key (self, G_TASK (result));
  if (self->store != NULL)
    {
      Job *job = vdt_session_report_get_data (G_TASK (result));
      g_autoptr(VdtActivity) entry = vdt_activity_new ();
      g_autofree char *base = g_path_get_basename (job->path);

      g_object_set (entry,
                    "incident-id", job->incident_id,
                    "actor", self->analyst,
                    "actor-kind", "person",
                    "action", "export-package",
                    "target-kind", "incident",
                    "target-id", job->incident_id,
                    "note", base,
                    NULL);
      vdt_store_log_async (self->store, entry, NULL, NULL, NULL);
    }

  return TRUE;
}

void
vdt_package_info_free (VdtPackageInfo *info)
{
  g_free (info->key_id);
  g_free (info->made_at);
  g_free (info->made_by);
  g_free (info->incident_id);
  g_free (info->head);
  g_ptr_array_unref (info->problems);
  g_free (info);
}

/**
 * vdt_session_verify_package:
 * @path: a file
 * @public_key: (nullable): in PEM; then the package must be signed with it
 * @cancellable: (nullable): stops it
 * @error: return location for %VDT_ERROR_FORMAT if it is no package at all
 *
 * Reads the whole file: for a thread of its own.
 *
 * Returns: (transfer full) (nullable): what was found
 */
VdtPackageInfo *
vdt_session_verify_package (const char    *path,
                            const char    *public_key,
                            GCancellable  *cancellable,
                            GError       **error)
{
  g_autoptr(VdtPackageCheck) check = vdt_package_verify (path, public_key, cancellable, error);
  VdtPackageInfo *info;

  if (check == NULL)
    return NULL;

  info = g_new0 (VdtPackageInfo, 1);
  info->intact = check->intact;
  info->n_parts = check->n_parts;
  info->is_signed = check->is_signed;
  info->signature_good = check->signature_good;
  info->key_id = g_steal_pointer (&check->key_id);
  info->made_at = g_steal_pointer (&check->made_at);
  info->made_by = g_steal_pointer (&check->made_by);
  info->incident_id = g_steal_pointer (&check->incident_id);
  info->head = g_steal_pointer (&check->head);
  info->problems = g_ptr_array_ref (check->problems);

  return info;
}

/**
 * vdt_session_read_package:
 * @path: a package
 * @part: one of its parts, `incident.json`
 * @cancellable: (nullable): stops it
 * @error: return location for %VDT_ERROR_NOT_FOUND or %VDT_ERROR_FORMAT
 *
 * Returns: (transfer full) (nullable): the part; nothing is unpacked anywhere
 */
GBytes *
vdt_session_read_package (const char    *path,
                          const char    *part,
                          GCancellable  *cancellable,
                          GError       **error)
{
  return vdt_package_read (path, part, cancellable, error);
}
