/* vdt-session-kept.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-kept.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "vdt-fact-id.h"
#include "vdt-safe-text.h"
#include "vdt-script-present.h"
#include "vdt-session-private.h"

#define MAX_TITLE 120 /* characters */

/**
 * vdt_session_dup_fact_id:
 * @record: (nullable): an incident, alert, piece of evidence, asset, log entry, comment
 *   or something kept
 *
 * Returns: (transfer full) (nullable): the id that statements cite it by
 */
char *
vdt_session_dup_fact_id (gpointer record)
{
  if (VDT_IS_ALERT (record))
    return vdt_fact_alert_id (vdt_alert_get_id (record));
  if (VDT_IS_INCIDENT (record))
    return vdt_fact_incident_id (vdt_incident_get_id (record));
  if (VDT_IS_ASSET (record))
    return vdt_fact_asset_id (vdt_asset_get_key (record));
  if (VDT_IS_EVIDENCE (record) || VDT_IS_COMMENT (record) || VDT_IS_KEPT (record) || VDT_IS_ACTIVITY (record))
    return g_strdup (vdt_record_get_text (record, "id"));

  return NULL;
}

static char *
dup_title (const char *text)
{
  g_autofree char *line = vdt_safe_text (text, -1, MAX_TITLE, NULL);

  g_strstrip (line);

  return *line == '\0' ? g_strdup (_("Text")) : g_steal_pointer (&line);
}

/* What a record says, one field a line: what is kept of one that came without JSON. */
static char *
dup_fields (gpointer record)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = 0;
  g_autofree GParamSpec **pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (record), &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = NULL;

      if (g_type_is_a (pspecs[i]->value_type, G_TYPE_LIST_MODEL) ||
          g_type_is_a (pspecs[i]->value_type, VDT_TYPE_FIELDS))
        continue;
      value = vdt_record_dup_value (record, pspecs[i]->name);
      if (value != NULL && *value != '\0')
        g_string_append_printf (text, "%s: %s\n", pspecs[i]->name, g_strdelimit (value, "\x1f", ','));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
time_of (gpointer record)
{
  static const char * const properties[] = { "first-activity-at", "created-at", "first-seen", "at" };

  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    if (vdt_record_has_property (record, properties[i]))
      {
        gint64 time = vdt_record_get_time (record, properties[i]);

        if (time != VDT_TIME_UNSET)
          return time;
      }

  return VDT_TIME_UNSET;
}

/**
 * vdt_session_new_kept_record:
 * @self: a session
 * @record: (type VdtRecord): an alert, a piece of evidence, an asset or another record
 *
 * What keeps a record as evidence: the JSON exactly as it was received, or its fields
 * where it has none.
 *
 * Returns: (transfer full): for vdt_change_new_keep()
 */
VdtKept *
vdt_session_new_kept_record (VdtSession *self,
                             gpointer    record)
{
  static const char * const titles[] = { "title", "name", "text", "action" };
  g_autofree char *raw = NULL;
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;
  VdtKept *kept;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_RECORD (record), NULL);

  if (vdt_record_has_property (record, "raw"))
    raw = g_strdup (vdt_record_get_text (record, "raw"));
  if (raw == NULL)
    raw = dup_fields (record);
  for (gsize i = 0; title == NULL && i < G_N_ELEMENTS (titles); i++)
    if (vdt_record_has_property (record, titles[i]))
      title = dup_title (vdt_record_get_text (record, titles[i]));

  id = vdt_session_dup_fact_id (record);
  kept = vdt_kept_new ("evidence", title != NULL ? title : id, raw);
  vdt_record_set_text (kept, "source-id", id);
  vdt_record_set_text (kept, "source", _("Record as received"));
  vdt_record_set_time (kept, "at", time_of (record));

  return kept;
}

/**
 * vdt_session_new_kept_text:
 * @self: a session
 * @text: what was selected
 * @record: (nullable) (type VdtRecord): what it was selected in
 * @source: (nullable): where that is shown, in words
 *
 * Returns: (transfer full): for vdt_change_new_keep()
 */
VdtKept *
vdt_session_new_kept_text (VdtSession *self,
                           const char *text,
                           gpointer    record,
                           const char *source)
{
  g_autofree char *valid = NULL;
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;
  VdtKept *kept;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  title = dup_title (valid);
  id = record == NULL ? NULL : vdt_session_dup_fact_id (record);
  kept = vdt_kept_new ("text", title, valid);
  vdt_record_set_text (kept, "source-id", id);
  vdt_record_set_text (kept, "source", source != NULL ? source : _("Selected text"));
  if (record != NULL)
    vdt_record_set_time (kept, "at", time_of (record));

  return kept;
}

/**
 * vdt_session_new_kept_indicator:
 * @self: a session
 * @indicator: an indicator
 * @source_id: (nullable): fact id of what it was found in
 * @source: (nullable): where it was found, in words
 *
 * Returns: (transfer full): for vdt_change_new_keep(); the title is defanged, the text
 *   is the indicator as it is
 */
VdtKept *
vdt_session_new_kept_indicator (VdtSession         *self,
                                VdtReportIndicator *indicator,
                                const char         *source_id,
                                const char         *source)
{
  g_autofree char *title = NULL;
  VdtKept *kept;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_REPORT_INDICATOR (indicator), NULL);

  title = g_strdup_printf ("%s  %s", vdt_report_indicator_get_kind (indicator),
                           vdt_report_indicator_get_defanged (indicator));
  kept = vdt_kept_new ("indicator", title, vdt_report_indicator_get_value (indicator));
  vdt_record_set_text (kept, "source-id", source_id);
  vdt_record_set_text (kept, "source", source);

  return kept;
}

/* {{{ indicators of a text */

static void
find_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  const char *text = task_data;
  g_autoptr(GPtrArray) found = vdt_script_find_indicators (text, strlen (text));
  g_autoptr(GListStore) list = g_list_store_new (VDT_TYPE_REPORT_INDICATOR);

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr(VdtReportIndicator) item = vdt_script_present_indicator (g_ptr_array_index (found, i));

      g_list_store_append (list, item);
    }
  g_task_return_pointer (task, g_steal_pointer (&list), g_object_unref);
}

/**
 * vdt_session_find_indicators_async:
 * @self: a session
 * @text: any text; only its first 128 KB are looked at
 * @cancellable: (nullable): stops waiting for it
 * @callback: called once
 * @user_data: for @callback
 *
 * Picks addresses, paths, hashes and other indicators out of a text, by the patterns
 * of the script analyser.
 */
void
vdt_session_find_indicators_async (VdtSession          *self,
                                   const char          *text,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_find_indicators_async);
  g_task_set_task_data (task, g_utf8_make_valid (text, -1), g_free);
  if (self->script_worker == NULL)
    self->script_worker = vdt_worker_new ("vedette-script");
  vdt_worker_push (self->script_worker, task, find_thread);
}

/**
 * vdt_session_find_indicators_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): #VdtReportIndicator, by kind and then in the
 *   order of the text
 */
GListModel *
vdt_session_find_indicators_finish (VdtSession    *self,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* }}} */
