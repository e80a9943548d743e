/* vdt-session-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-report-private.h"

#include "vdt-export.h"
#include "vdt-redact.h"
#include "vdt-template.h"
#include "vdt-words.h"

/* Work that waits for its incident. */
typedef struct
{
  VdtReportFunc   func;
  gpointer        data;
  GDestroyNotify  data_free;
  VdtIncident    *incident;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->data_free != NULL)
    work->data_free (work->data);
  g_clear_object (&work->incident);
  g_free (work);
}

void
vdt_report_template_info_free (VdtReportTemplateInfo *info)
{
  g_free (info->id);
  g_free (info->language);
  g_free (info->name);
  g_free (info->about);
  g_free (info);
}

/**
 * vdt_session_get_template_folder:
 * @self: a session
 *
 * Returns: (transfer full): where the user's own templates are: `report-templates/` in
 *   the user's data directory for Vedette
 */
char *
vdt_session_get_template_folder (VdtSession *self)
{
  return g_build_filename (g_get_user_data_dir (), "vedette", "report-templates", NULL);
}

/**
 * vdt_session_list_templates:
 * @self: a session
 * @language: (nullable): what ours are to be in
 * @problems: (nullable) (element-type utf8): gets a message for each file of the user's
 *   that cannot be used, with file and line
 *
 * Returns: (transfer full) (element-type VdtReportTemplateInfo): ours, then the user's
 */
GPtrArray *
vdt_session_list_templates (VdtSession *self,
                            const char *language,
                            GPtrArray  *problems)
{
  g_autofree char *folder = vdt_session_get_template_folder (self);
  g_autoptr(GPtrArray) templates = vdt_template_list (language != NULL ? language : "en", folder, problems);
  GPtrArray *infos = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_report_template_info_free);

  for (guint i = 0; i < templates->len; i++)
    {
      const VdtTemplate *template = g_ptr_array_index (templates, i);
      VdtReportTemplateInfo *info = g_new0 (VdtReportTemplateInfo, 1);

      info->id = g_strdup (template->id);
      info->language = g_strdup (template->language);
      info->name = g_strdup (template->name);
      info->about = g_strdup (template->about);
      info->own = template->own;
      g_ptr_array_add (infos, info);
    }

  return infos;
}

const char * const *
vdt_session_get_report_languages (VdtSession *self)
{
  return vdt_words_get_languages ();
}

const char * const *
vdt_session_get_report_formats (VdtSession *self)
{
  return vdt_export_get_formats ();
}

const char * const *
vdt_session_get_redact_kinds (VdtSession *self)
{
  return vdt_redact_get_kinds ();
}

const char *
vdt_session_get_format_ending (VdtSession *self,
                               const char *format)
{
  return vdt_export_get_ending (format);
}

/* The same report for another thread. */
VdtReport *
vdt_session_copy_report (VdtReport *report)
{
  g_autoptr(VdtFields) fields = vdt_report_to_fields (report);
  g_autoptr(GError) error = NULL;
  VdtReport *copy = vdt_report_new (NULL);

  vdt_record_set_text (copy, "id", vdt_report_get_id (report));
  vdt_record_set_count (copy, "version", vdt_report_get_version (report));
  vdt_record_set_time (copy, "created-at", vdt_report_get_created_at (report));
  if (!vdt_report_from_fields (copy, fields, &error))
    g_warning ("a report cannot be copied: %s", error->message);

  return copy;
}

static void
work_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Work *work = task_data;

  work->func (task, work->incident, work->data);
}

static void
push (VdtSession *self,
      GTask      *task)
{
  if (self->report_worker == NULL)
    self->report_worker = vdt_worker_new ("vedette-report");
  vdt_worker_push (self->report_worker, task, work_thread);
}

static void
work_incident_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  work->incident = vdt_store_load_incident_finish (VDT_STORE (object), result, &error);
  if (work->incident == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  push (g_task_get_source_object (task), task);
}

/**
 * vdt_session_report_work:
 * @self: an open session
 * @task: (transfer full): the operation
 * @incident_id: (nullable): loaded for @func alone
 * @func: the work
 * @data: (transfer full): for @func
 * @data_free: (nullable): frees it
 *
 * Runs @func on the reports' thread with an incident of its own.
 */
void
vdt_session_report_work (VdtSession     *self,
                         GTask          *task,
                         const char     *incident_id,
                         VdtReportFunc   func,
                         gpointer        data,
                         GDestroyNotify  data_free)
{
  Work *work = g_new0 (Work, 1);

  work->func = func;
  work->data = data;
  work->data_free = data_free;
  g_task_set_task_data (task, work, work_free);
  if (incident_id != NULL)
    {
      vdt_store_load_incident_async (self->store, incident_id, g_task_get_cancellable (task), work_incident_cb, task);
      return;
    }

  push (self, task);
  g_object_unref (task);
}

/* Export. */

typedef struct
{
  VdtReport   *report;
  char        *format;
  char        *path;
  VdtProgress *progress;
  GPtrArray   *key;
  GPtrArray   *problems;
  gint64       now;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->report);
  g_free (export->format);
  g_free (export->path);
  g_clear_object (&export->progress);
  g_ptr_array_unref (export->key);
  g_ptr_array_unref (export->problems);
  g_free (export);
}

static void
export_progress_cb (double   fraction,
                    gpointer user_data)
{
  Export *export = user_data;

  if (export->progress != NULL)
    vdt_progress_report (export->progress, fraction, NULL);
}

static void
export_func (GTask       *task,
             VdtIncident *incident,
             gpointer     data)
{
  Export *export = data;
  GError *error = NULL;

  if (vdt_export_report (export->report, incident, export->key, export->format, export->path, export->now,
                         g_task_get_cancellable (task), export_progress_cb, export, export->problems, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * vdt_session_export_report_async:
 * @self: an open session
 * @report: a report
 * @format: one of vdt_session_get_report_formats()
 * @path: the file
 * @progress: (nullable): says how far it is
 * @cancellable: (nullable): stops it; then there is no file
 * @callback: called once
 * @user_data: for @callback
 *
 * Writes the report as it is now. The file is there whole, or not at all.
 */
void
vdt_session_export_report_async (VdtSession          *self,
                                 VdtReport           *report,
                                 const char          *format,
                                 const char          *path,
                                 VdtProgress         *progress,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  Export *export;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));
  g_return_if_fail (format != NULL && path != NULL);

  export = g_new0 (Export, 1);
  export->report = vdt_session_copy_report (report);
  export->format = g_strdup (format);
  export->path = g_strdup (path);
  export->progress = progress != NULL ? g_object_ref (progress) : NULL;
  export->key = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_pseudonym_free);
  export->problems = g_ptr_array_new_with_free_func (g_free);
  export->now = self->clock (self->clock_data);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_export_report_async);
  vdt_session_report_work (self, task, vdt_report_get_incident_id (report), export_func, export, export_free);
}

/**
 * vdt_session_export_report_finish:
 * @self: a session
 * @result: what the callback was given
 * @out_problems: (out) (optional) (transfer full) (element-type utf8): what a reader
 *   would miss: citations of nothing, figures that are not there
 * @error: return location for a %G_IO_ERROR or a %VDT_ERROR
 *
 * Returns: %TRUE if the file is there
 */
gboolean
vdt_session_export_report_finish (VdtSession    *self,
                                  GAsyncResult  *result,
                                  GPtrArray    **out_problems,
                                  GError       **error)
{
  Work *work;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  work = g_task_get_task_data (G_TASK (result));
  if (out_problems != NULL)
    *out_problems = g_ptr_array_ref (((Export *) work->data)->problems);

  return g_task_propagate_boolean (G_TASK (result), error);
}
