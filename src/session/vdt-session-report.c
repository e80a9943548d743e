/* vdt-session-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-report-private.h"

#include "vdt-export.h"
#include "vdt-redact.h"
#include "vdt-store-report.h"
#include "vdt-template.h"
#include "vdt-words.h"

/* Work that waits for its incident. */
typedef struct
{
  VdtReportFunc   func;
  gpointer        data;
  GDestroyNotify  data_free;
  VdtIncident    *incident;
  char           *incident_id;
  GPtrArray      *key;         /* VdtPseudonym */
  guint           n_known;     /* of the key, when the work began */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  if (work->data_free != NULL)
    work->data_free (work->data);
  g_clear_object (&work->incident);
  g_free (work->incident_id);
  g_ptr_array_unref (work->key);
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

  work->func (task, work->incident, work->key, work->data);
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
work_key_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) key = vdt_store_report_finish (VDT_STORE (object), result, &error);

  if (key == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  for (guint i = 0; i < key->len; i++)
    {
      char **entry = g_ptr_array_index (key, i);

      g_ptr_array_add (work->key, vdt_pseudonym_new (entry[0], entry[1], entry[2]));
    }
  work->n_known = work->key->len;
  push (g_task_get_source_object (task), task);
}

static void
work_incident_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Work *work = g_task_get_task_data (task);
  GCancellable *cancellable;
  g_autoptr(GError) error = NULL;

  work->incident = vdt_store_load_incident_finish (VDT_STORE (object), result, &error);
  if (work->incident == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  cancellable = g_task_get_cancellable (task);
  vdt_store_load_key_async (VDT_STORE (object), work->incident_id, cancellable, work_key_cb, g_steal_pointer (&task));
}

/* Keeps what the work has added to the key. */
void
vdt_session_report_keep_key (VdtSession *self,
                             GTask      *task)
{
  Work *work = g_task_get_task_data (task);
  g_autoptr(GPtrArray) key = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = work->n_known; i < work->key->len; i++)
    {
      const VdtPseudonym *pseudonym = g_ptr_array_index (work->key, i);
      const char *entry[] = { pseudonym->kind, pseudonym->name, pseudonym->pseudonym, NULL };

      g_ptr_array_add (key, g_strdupv ((char **) entry));
    }
  work->n_known = work->key->len;
  if (key->len > 0 && self->store != NULL)
    vdt_store_save_key_async (self->store, work->incident_id, key, NULL, NULL, NULL);
}

gpointer
vdt_session_report_get_data (GTask *task)
{
  return ((Work *) g_task_get_task_data (task))->data;
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
  work->incident_id = g_strdup (incident_id);
  work->key = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_pseudonym_free);
  g_task_set_task_data (task, work, work_free);
  if (incident_id != NULL)
    {
      vdt_store_load_incident_async (self->store, incident_id, g_task_get_cancellable (task), work_incident_cb, task);
      return;
    }

  push (self, task);
  g_object_unref (task);
}
