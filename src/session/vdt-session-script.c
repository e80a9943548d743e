/* vdt-session-script.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-script.h"

#include <glib/gi18n-lib.h>

#include "vdt-attack.h"
#include "vdt-error.h"
#include "vdt-hash.h"
#include "vdt-script-present.h"
#include "vdt-session-kept.h"
#include "vdt-session-private.h"

#define MAX_FILE (16 * 1024 * 1024) /* bytes */

/* What is to be analysed: bytes, or a file that holds them. */
typedef struct
{
  GBytes *bytes;
  GFile  *file;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_clear_object (&job->file);
  g_free (job);
}

static GBytes *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;

  bytes = g_malloc (MAX_FILE + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), bytes, MAX_FILE + 1, &length, cancellable, error))
    return NULL;
  if (length > MAX_FILE)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                   _("The file is larger than %d MB, which no script is. Choose the script itself."),
                   MAX_FILE / (1024 * 1024));
      return NULL;
    }

  return g_bytes_new (bytes, length);
}

static void
analyse_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtScriptResult) result = NULL;
  g_autofree char *sha256 = NULL;
  gconstpointer text;
  gsize length;

  if (job->bytes == NULL)
    job->bytes = read_file (job->file, cancellable, &error);
  if (job->bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  text = g_bytes_get_data (job->bytes, &length);
  sha256 = vdt_sha256_hex (length == 0 ? "" : text, length);
  result = vdt_script_analyse (length == 0 ? "" : text, length, VDT_SCRIPT_LANG_UNKNOWN, NULL, cancellable);
  g_task_return_pointer (task, vdt_script_present (result, sha256), g_object_unref);
}

static void
push (VdtSession          *self,
      Job                 *job,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, vdt_session_analyse_script_finish);
  g_task_set_task_data (task, job, job_free);
  if (self->script_worker == NULL)
    self->script_worker = vdt_worker_new ("vedette-script");
  vdt_worker_push (self->script_worker, task, analyse_thread);
}

/**
 * vdt_session_analyse_script_async:
 * @self: a session
 * @text: a script or a command line, any bytes
 * @length: how many, or -1 for a string
 * @cancellable: (nullable): stops the analysis
 * @callback: called once
 * @user_data: for @callback
 *
 * Analyses a script. It is never executed, and nothing leaves the process.
 */
void
vdt_session_analyse_script_async (VdtSession          *self,
                                  const char          *text,
                                  gssize               length,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  job = g_new0 (Job, 1);
  job->bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  push (self, job, cancellable, callback, user_data);
}

/**
 * vdt_session_analyse_script_file_async:
 * @self: a session
 * @file: a file with a script
 * @cancellable: (nullable): stops the analysis
 * @callback: called once
 * @user_data: for @callback
 *
 * Reads a file and analyses it. vdt_session_analyse_script_finish() ends it.
 */
void
vdt_session_analyse_script_file_async (VdtSession          *self,
                                       GFile               *file,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  push (self, job, cancellable, callback, user_data);
}

/* What was judged before: one finding a line, as “agreed PS-014 2 3”. */
static char *
state_key (VdtScriptReport *report)
{
  return g_strconcat ("script.", vdt_script_report_get_sha256 (report), NULL);
}

static char *
finding_key (VdtReportFinding *finding)
{
  return g_strdup_printf (" %s %u %u", vdt_report_finding_get_rule (finding),
                          vdt_report_finding_get_layer (finding), vdt_report_finding_get_line (finding));
}

static void
restore_judgements (VdtSession      *self,
                    VdtScriptReport *report)
{
  g_autofree char *key = state_key (report);
  g_autofree char *state = vdt_session_dup_state (self, key);
  g_auto(GStrv) lines = g_strsplit (state == NULL ? "" : state, "\n", -1);
  GListModel *findings = vdt_script_report_get_findings (report);

  for (guint i = 0; lines[0] != NULL && i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(VdtReportFinding) finding = g_list_model_get_item (findings, i);
      g_autofree char *suffix = finding_key (finding);

      for (gsize j = 0; lines[j] != NULL; j++)
        if (g_str_has_suffix (lines[j], suffix))
          vdt_report_finding_set_judgement (finding, g_str_has_prefix (lines[j], "agreed ") ? "agreed"
                                                                                           : "not-relevant");
    }
}

/**
 * vdt_session_analyse_script_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location for a %G_IO_ERROR, or a %VDT_ERROR if a file is too large
 *
 * Returns: (transfer full) (nullable): the report, with what the analyst thought
 *   of the same script before
 */
VdtScriptReport *
vdt_session_analyse_script_finish (VdtSession    *self,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  VdtScriptReport *report;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  report = g_task_propagate_pointer (G_TASK (result), error);
  if (report != NULL)
    restore_judgements (self, report);

  return report;
}

/**
 * vdt_session_judge_finding:
 * @self: a session
 * @report: a report
 * @finding: one of its findings
 * @judgement: (nullable): `agreed`, `not-relevant`, or %NULL to take it back
 *
 * Keeps what the analyst thinks of a finding, in this workspace. The verdict is
 * the rules' and stays.
 */
void
vdt_session_judge_finding (VdtSession       *self,
                           VdtScriptReport  *report,
                           VdtReportFinding *finding,
                           const char       *judgement)
{
  g_autoptr(GString) state = g_string_new (NULL);
  g_autofree char *key = NULL;
  GListModel *findings;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_SCRIPT_REPORT (report));
  g_return_if_fail (VDT_IS_REPORT_FINDING (finding));

  vdt_report_finding_set_judgement (finding, judgement);
  findings = vdt_script_report_get_findings (report);
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(VdtReportFinding) other = g_list_model_get_item (findings, i);
      g_autofree char *suffix = finding_key (other);

      if (vdt_report_finding_get_judgement (other) != NULL)
        g_string_append_printf (state, "%s%s%s", state->len > 0 ? "\n" : "",
                                vdt_report_finding_get_judgement (other), suffix);
    }
  key = state_key (report);
  vdt_session_save_state (self, key, state->len > 0 ? state->str : NULL);
}

static guint
append_indicators (GString         *text,
                   VdtScriptReport *report,
                   gboolean         defanged)
{
  GListModel *indicators = vdt_script_report_get_indicators (report);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (indicators); i++)
    {
      g_autoptr(VdtReportIndicator) item = g_list_model_get_item (indicators, i);

      if (!vdt_report_indicator_get_selected (item))
        continue;
      n++;
      if (defanged)
        g_string_append_printf (text, "%s  %s\n", vdt_report_indicator_get_kind (item),
                                vdt_report_indicator_get_defanged (item));
      else
        g_string_append_printf (text, "%s\n", vdt_report_indicator_get_value (item));
    }

  return n;
}

/**
 * vdt_session_new_keep_indicators:
 * @self: a session
 * @report: a report
 * @incident_id: the incident to keep them with
 *
 * What keeps the selected indicators as evidence, for vdt_session_apply_async(), each
 * with the script's hash and the place where it was found.
 *
 * Returns: (transfer full) (nullable): the change, or %NULL if none is selected
 */
VdtChange *
vdt_session_new_keep_indicators (VdtSession      *self,
                                 VdtScriptReport *report,
                                 const char      *incident_id)
{
  g_autoptr(VdtChange) change = NULL;
  GListModel *indicators;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (report), NULL);
  g_return_val_if_fail (incident_id != NULL, NULL);

  change = vdt_change_new (incident_id, "keep-evidence");
  indicators = vdt_script_report_get_indicators (report);
  for (guint i = 0; i < g_list_model_get_n_items (indicators); i++)
    {
      g_autoptr(VdtReportIndicator) item = g_list_model_get_item (indicators, i);
      g_autoptr(VdtKept) kept = NULL;
      g_autofree char *source = NULL;

      if (!vdt_report_indicator_get_selected (item))
        continue;
      /* Translators: %s is a hash of 64 digits. */
      source = g_strdup_printf (_("Script with SHA-256 %s, layer %u, line %u, by static analysis"),
                                vdt_script_report_get_sha256 (report), vdt_report_indicator_get_layer (item),
                                vdt_report_indicator_get_line (item));
      kept = vdt_session_new_kept_indicator (self, item, NULL, source);
      vdt_change_keep (change, kept);
    }

  return vdt_change_get_kept (change)->len == 0 ? NULL : g_steal_pointer (&change);
}

static void
append_findings (GString         *text,
                 VdtScriptReport *report)
{
  GListModel *findings = vdt_script_report_get_findings (report);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr(VdtReportFinding) finding = g_list_model_get_item (findings, i);
      const char * const *techniques = vdt_report_finding_get_techniques (finding);

      /* Translators: a finding: its number, title, rule, layer and line. */
      g_string_append_printf (text, _("[%u] %s (%s, layer %u, line %u"),
                              vdt_report_finding_get_number (finding),
                              vdt_report_finding_get_title (finding), vdt_report_finding_get_rule (finding),
                              vdt_report_finding_get_layer (finding), vdt_report_finding_get_line (finding));
      for (gsize j = 0; techniques != NULL && techniques[j] != NULL; j++)
        {
          g_autofree char *name = vdt_attack_dup_full_name (techniques[j]);

          g_string_append_printf (text, ", %s%s%s", techniques[j], name == NULL ? "" : " ",
                                  name == NULL ? "" : name);
        }
      g_string_append (text, ")\n");
    }
}

/**
 * vdt_session_export_script:
 * @self: a session
 * @report: a report
 *
 * Writes a report down: the explanation with the numbers of the findings it rests
 * on, the findings with rule, layer, line and techniques, the selected indicators.
 *
 * Returns: (transfer full): plain text
 */
char *
vdt_session_export_script (VdtSession      *self,
                           VdtScriptReport *report)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) indicators = g_string_new (NULL);
  const char * const *notes;
  GListModel *explanation;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (report), NULL);

  g_string_append_printf (text, _("Script (%s), SHA-256 %s. Verdict by rules: %s. Not executed.\n\n"),
                          vdt_script_report_get_language (report), vdt_script_report_get_sha256 (report),
                          vdt_script_report_get_verdict (report));
  explanation = vdt_script_report_get_explanation (report);
  for (guint i = 0; i < g_list_model_get_n_items (explanation); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (explanation, i);
      const char * const *ids = vdt_statement_get_fact_ids (statement);

      g_string_append (text, vdt_statement_get_text (statement));
      for (gsize j = 0; ids != NULL && ids[j] != NULL; j++)
        g_string_append_printf (text, " [%s]", ids[j]);
      g_string_append_c (text, '\n');
    }
  g_string_append_c (text, '\n');
  append_findings (text, report);
  if (append_indicators (indicators, report, TRUE) > 0)
    g_string_append_printf (text, "\n%s", indicators->str);

  notes = vdt_script_report_get_notes (report);
  for (gsize i = 0; notes != NULL && notes[i] != NULL; i++)
    g_string_append_printf (text, "%s%s\n", i == 0 ? "\n" : "", notes[i]);

  return g_strdup (text->str);
}

/**
 * vdt_session_export_indicators:
 * @self: a session
 * @report: a report
 * @defanged: whether nothing in them may act
 *
 * Returns: (transfer full): the selected indicators, one a line
 */
char *
vdt_session_export_indicators (VdtSession      *self,
                               VdtScriptReport *report,
                               gboolean         defanged)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_SCRIPT_REPORT (report), NULL);

  append_indicators (text, report, defanged);

  return g_strdup (text->str);
}
