/* vdt-session-report-export.c
 *
 * A report leaves the program: as a file, as pages, as text, into the log.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-build.h"
#include "vdt-export.h"
#include "vdt-hash.h"
#include "vdt-session-changes.h"
#include "vdt-session-report-private.h"

typedef struct
{
  VdtReport   *report;
  char        *format;
  char        *path;
  VdtProgress *progress;
  char        *sha256;    /* of the file */
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
  g_free (export->sha256);
  g_ptr_array_unref (export->problems);
  g_free (export);
}

static Export *
export_new (VdtSession *self,
            VdtReport  *report)
{
  Export *export = g_new0 (Export, 1);

  export->report = vdt_session_copy_report (report);
  export->problems = g_ptr_array_new_with_free_func (g_free);
  export->now = self->clock (self->clock_data);

  return export;
}

static void
export_progress_cb (double   fraction,
                    gpointer user_data)
{
  Export *export = user_data;

  if (export->progress != NULL)
    vdt_progress_report (export->progress, fraction, NULL);
}

/* The log vouches for what left the program. */
static char *
hash_file (const char *path)
{
  g_autoptr(GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  return file != NULL && g_mapped_file_get_contents (file) != NULL
           ? vdt_sha256_hex (g_mapped_file_get_contents (file), (gssize) g_mapped_file_get_length (file)) : NULL;
}

static void
log_export (VdtSession *self,
            Export     *export)
{
  g_autoptr(VdtActivity) entry = vdt_activity_new ();
  g_autofree char *base = g_path_get_basename (export->path);
  g_autofree char *note = g_strdup_printf ("%s · SHA-256 %s", base, export->sha256 != NULL ? export->sha256 : "");

  g_object_set (entry,
                "incident-id", vdt_report_get_incident_id (export->report),
                "actor", self->analyst,
                "actor-kind", "person",
                "action", "export-report",
                "target-kind", "report",
                "target-id", vdt_report_get_id (export->report),
                "after", export->format,
                "note", note,
                NULL);
  vdt_store_log_async (self->store, entry, NULL, NULL, NULL);
}

static void
export_func (GTask       *task,
             VdtIncident *incident,
             GPtrArray   *key,
             gpointer     data)
{
  Export *export = data;
  GError *error = NULL;

  if (vdt_export_report (export->report, incident, key, export->format, export->path, export->now,
                         g_task_get_cancellable (task), export_progress_cb, export, export->problems, &error))
    {
      export->sha256 = hash_file (export->path);
      g_task_return_boolean (task, TRUE);
    }
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
 * Writes the report as it is now. The file is there whole, or not at all. The log says
 * that it was written, and its SHA-256.
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

  export = export_new (self, report);
  export->format = g_strdup (format);
  export->path = g_strdup (path);
  export->progress = progress != NULL ? g_object_ref (progress) : NULL;
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
  Export *export;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  export = vdt_session_report_get_data (G_TASK (result));
  if (out_problems != NULL)
    *out_problems = g_ptr_array_ref (export->problems);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  vdt_session_report_keep_key (self, G_TASK (result));
  if (self->store != NULL)
    log_export (self, export);

  return TRUE;
}

/* Preview: pages. */

static void
preview_func (GTask       *task,
              VdtIncident *incident,
              GPtrArray   *key,
              gpointer     data)
{
  Export *export = data;
  VdtDocument *document = vdt_report_build (export->report, incident, key, export->now);
  g_autoptr(VdtReportPreview) preview = vdt_report_preview_new (document, g_task_get_cancellable (task));

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&preview), g_object_unref);
}

/**
 * vdt_session_preview_report_async:
 * @self: an open session
 * @report: a report
 * @cancellable: (nullable): stops it; a newer preview should
 * @callback: called once
 * @user_data: for @callback
 *
 * Lays the report out as it is now, on a thread of its own.
 */
void
vdt_session_preview_report_async (VdtSession          *self,
                                  VdtReport           *report,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_preview_report_async);
  vdt_session_report_work (self, task, vdt_report_get_incident_id (report), preview_func, export_new (self, report),
                           export_free);
}

/**
 * vdt_session_preview_report_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the pages
 */
VdtReportPreview *
vdt_session_preview_report_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  VdtReportPreview *preview;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  preview = g_task_propagate_pointer (G_TASK (result), error);
  if (preview != NULL)
    vdt_session_report_keep_key (self, G_TASK (result));

  return preview;
}

/* The text: for the clipboard, and for the log. */

static void
text_func (GTask       *task,
           VdtIncident *incident,
           GPtrArray   *key,
           gpointer     data)
{
  Export *export = data;
  g_autoptr(VdtDocument) document = vdt_report_build (export->report, incident, key, export->now);

  g_task_return_pointer (task, g_strcmp0 (export->format, "html") == 0 ? vdt_write_html (document)
                                                                       : vdt_write_markdown (document), g_free);
}

/**
 * vdt_session_report_text_async:
 * @self: an open session
 * @report: a report
 * @format: `html` or `md`
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * The report as text, for the clipboard.
 */
void
vdt_session_report_text_async (VdtSession          *self,
                               VdtReport           *report,
                               const char          *format,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Export *export;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));

  export = export_new (self, report);
  export->format = g_strdup (format);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_report_text_async);
  vdt_session_report_work (self, task, vdt_report_get_incident_id (report), text_func, export, export_free);
}

char *
vdt_session_report_text_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  char *text;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  text = g_task_propagate_pointer (G_TASK (result), error);
  if (text != NULL)
    vdt_session_report_keep_key (self, G_TASK (result));

  return text;
}

static void
posted_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_session_apply_finish (VDT_SESSION (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
post_text_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = VDT_SESSION (object);
  VdtReport *report = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = vdt_session_report_text_finish (self, result, &error);
  g_autoptr(VdtChange) change = NULL;
  GCancellable *cancellable;

  if (text == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  change = vdt_change_new_comment (vdt_report_get_incident_id (report), NULL, text);
  vdt_change_set_note (change, vdt_report_get_title (report));
  cancellable = g_task_get_cancellable (task);
  vdt_session_apply_async (self, change, cancellable, posted_cb, g_steal_pointer (&task));
}

/**
 * vdt_session_post_report_async:
 * @self: an open session
 * @report: a report on an incident
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Puts the report's text into the incident's comments and so into its log. It can be
 * undone.
 */
void
vdt_session_post_report_async (VdtSession          *self,
                               VdtReport           *report,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_REPORT (report));
  g_return_if_fail (vdt_report_get_incident_id (report) != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_post_report_async);
  g_task_set_task_data (task, g_object_ref (report), g_object_unref);
  vdt_session_report_text_async (self, report, "md", cancellable, post_text_cb, task);
}

gboolean
vdt_session_post_report_finish (VdtSession    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
