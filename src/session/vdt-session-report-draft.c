/* vdt-session-report-draft.c
 *
 * Drafting: the incident, what the copilot says of it and its scripts, all read and
 * made on the reports' own thread.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-report-private.h"

#include <string.h>

#include "vdt-build.h"
#include "vdt-draft.h"
#include "vdt-hash.h"
#include "vdt-respond.h"
#include "vdt-script-present.h"
#include "vdt-script.h"
#include "vdt-summary.h"

/* What a draft is made of. */
typedef struct
{
  char        *template_id;
  char        *language;
  char        *folder;
  char        *author;
  gint64       now;
  VdtReport   *report;      /* a copy, if a section of it is drafted anew */
  char        *section_id;
} Draft;

static void
draft_free (gpointer data)
{
  Draft *draft = data;

  g_free (draft->template_id);
  g_free (draft->language);
  g_free (draft->folder);
  g_free (draft->author);
  g_free (draft->section_id);
  g_clear_object (&draft->report);
  g_free (draft);
}

/* The script analysis of a command line, if there is something to say of it. */
static VdtScriptReport *
analyse (const char   *command_line,
         const char   *sha256,
         GCancellable *cancellable)
{
  g_autoptr(VdtScriptResult) result = vdt_script_analyse (command_line, strlen (command_line),
                                                          VDT_SCRIPT_LANG_UNKNOWN, NULL, cancellable);
  g_autoptr(VdtScriptReport) report = vdt_script_present (result, sha256);
  const char *verdict = vdt_script_report_get_verdict (report);

  if (g_strcmp0 (verdict, "malicious") != 0 && g_strcmp0 (verdict, "suspicious") != 0)
    return NULL;

  return g_steal_pointer (&report);
}

static void
analyse_alert (VdtAlert     *alert,
               GHashTable   *seen,
               GPtrArray    *scripts,
               GPtrArray    *facts,
               GCancellable *cancellable)
{
  GListModel *evidence = vdt_alert_get_evidence (alert);

  for (guint e = 0; e < g_list_model_get_n_items (evidence); e++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, e);
      const char *line = vdt_evidence_get_fields (item) != NULL
                           ? vdt_fields_get (vdt_evidence_get_fields (item), "processCommandLine") : NULL;
      g_autofree char *sha256 = line != NULL && *line != '\0' ? vdt_sha256_hex (line, -1) : NULL;
      VdtScriptReport *report;

      if (sha256 == NULL || g_hash_table_contains (seen, sha256) || g_cancellable_is_cancelled (cancellable))
        continue;

      report = analyse (line, sha256, cancellable);
      g_hash_table_add (seen, g_steal_pointer (&sha256));
      if (report != NULL)
        {
          g_ptr_array_add (scripts, report);
          g_ptr_array_add (facts, g_object_ref (item));
        }
    }
}

static void
draft_func (GTask       *task,
            VdtIncident *incident,
            gpointer     data)
{
  Draft *draft = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(VdtTemplate) template = NULL;
  g_autoptr(VdtSummarizer) summarizer = NULL;
  g_autoptr(VdtProposal) summary = NULL;
  g_autoptr(VdtProposal) steps = NULL;
  g_autoptr(GPtrArray) scripts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) facts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  VdtDraftInput input = { incident };

  template = vdt_template_load (draft->template_id, draft->language, draft->folder, &error);
  if (template == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (incident != NULL)
    {
      g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      GListModel *alerts = vdt_incident_get_alerts (incident);

      summarizer = vdt_summarizer_new (template->language);
      summary = vdt_summarizer_summarize (summarizer, incident);
      steps = vdt_summarizer_respond (summarizer, incident, NULL);
      for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
        {
          g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

          analyse_alert (alert, seen, scripts, facts, cancellable);
        }
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  input.summary = summary;
  input.next_steps = steps;
  input.scripts = scripts;
  input.script_facts = facts;
  input.author = draft->author;
  input.now = draft->now;
  if (draft->report != NULL)
    {
      vdt_draft_section (draft->report, vdt_report_find_section (draft->report, draft->section_id), template, &input);
      g_task_return_pointer (task, g_object_ref (draft->report), g_object_unref);
      return;
    }

  {
    g_autoptr(VdtReport) report = vdt_draft_report (template, &input);

    vdt_report_renumber (report);
    g_task_return_pointer (task, g_steal_pointer (&report), g_object_unref);
  }
}

static Draft *
draft_new (VdtSession *self,
           const char *template_id,
           const char *language)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->template_id = g_strdup (template_id);
  draft->language = g_strdup (language != NULL ? language : "en");
  draft->folder = vdt_session_get_template_folder (self);
  draft->author = g_strdup (self->analyst);
  draft->now = self->clock (self->clock_data);

  return draft;
}

/**
 * vdt_session_draft_report_async:
 * @self: an open session
 * @incident_id: (nullable): what the report is about; %NULL for one on no incident
 * @template_id: `full`, `executive`, `handover`, `lessons`, `blank`, the name of a file
 *   in the folder of the user's own templates, or a path
 * @language: (nullable): `en` or `de`; of the report, not of the program
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Drafts a report on a thread of its own. It is not kept until
 * vdt_session_save_report().
 */
void
vdt_session_draft_report_async (VdtSession          *self,
                                const char          *incident_id,
                                const char          *template_id,
                                const char          *language,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (template_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_draft_report_async);
  vdt_session_report_work (self, task, incident_id, draft_func, draft_new (self, template_id, language),
                           draft_free);
}

/**
 * vdt_session_draft_report_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: %VDT_ERROR_FORMAT with `FILE:LINE:` if a template is wrong,
 *   %VDT_ERROR_NOT_FOUND if there is no such incident or template
 *
 * Returns: (transfer full) (nullable): the report
 */
VdtReport *
vdt_session_draft_report_finish (VdtSession    *self,
                                 GAsyncResult  *result,
                                 GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
