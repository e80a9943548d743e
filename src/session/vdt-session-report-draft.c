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
#include "vdt-store-log.h"
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
  VdtProposal *settled;     /* a summary that a person accepted or edited */
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
  g_clear_object (&draft->settled);
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

/* What a person made of the summary goes before what the engine would say now. */
static VdtProposal *
summarize (const Draft   *draft,
           VdtIncident   *incident,
           const char    *language)
{
  g_autoptr(VdtSummarizer) summarizer = NULL;

  if (draft->settled != NULL && g_str_equal (language, "en"))
    return g_object_ref (draft->settled);

  summarizer = vdt_summarizer_new (language);

  return vdt_summarizer_summarize (summarizer, incident);
}

static void
draft_func (GTask       *task,
            VdtIncident *incident,
            GPtrArray   *key,
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

      summary = summarize (draft, incident, template->language);
      summarizer = vdt_summarizer_new ("en");
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

typedef struct
{
  GTask *task;
  char  *incident_id;
  Draft *draft;
} Start;

static gboolean
is_settled (VdtProposal *proposal)
{
  const char *state = vdt_proposal_get_state (proposal);

  return g_strcmp0 (state, "accepted") == 0 || g_strcmp0 (state, "edited") == 0;
}

static void
proposals_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  Start *start = user_data;
  g_autoptr(GTask) task = start->task;
  g_autofree char *incident_id = start->incident_id;
  Draft *draft = start->draft;
  g_autoptr(GListModel) stored = vdt_store_load_proposals_finish (VDT_STORE (object), result, NULL);

  g_free (start);
  for (guint i = 0; stored != NULL && i < g_list_model_get_n_items (stored); i++)
    {
      g_autoptr(VdtProposal) proposal = g_list_model_get_item (stored, i);

      if (is_settled (proposal) && (draft->settled == NULL || vdt_proposal_get_created_at (proposal) >
                                                                vdt_proposal_get_created_at (draft->settled)))
        g_set_object (&draft->settled, proposal);
    }
  vdt_session_report_work (g_task_get_source_object (task), g_object_ref (task), incident_id, draft_func, draft,
                           draft_free);
}

/* Takes the task and the draft. */
static void
start_draft (VdtSession *self,
             GTask      *task,
             const char *incident_id,
             Draft      *draft)
{
  Start *start;

  if (incident_id == NULL)
    {
      vdt_session_report_work (self, task, NULL, draft_func, draft, draft_free);
      return;
    }

  start = g_new0 (Start, 1);
  start->task = task;
  start->incident_id = g_strdup (incident_id);
  start->draft = draft;
  vdt_store_load_proposals_async (self->store, incident_id, "summary", g_task_get_cancellable (task), proposals_cb,
                                  start);
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
  start_draft (self, task, incident_id, draft_new (self, template_id, language));
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

/* A section drafted anew, into the live report. */

typedef struct
{
  VdtReport *report;
  char      *section_id;
} Redraft;

static void
redraft_free (gpointer data)
{
  Redraft *redraft = data;

  g_object_unref (redraft->report);
  g_free (redraft->section_id);
  g_free (redraft);
}

static void
section_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Redraft *redraft = g_task_get_task_data (task);
  VdtReport *live = redraft->report;
  g_autoptr(GError) error = NULL;
  g_autoptr(VdtReport) made = g_task_propagate_pointer (G_TASK (result), &error);
  const char *id = redraft->section_id;
  VdtReportSection *section = vdt_report_find_section (live, id);
  VdtReportSection *fresh = made != NULL ? vdt_report_find_section (made, id) : NULL;
  GListModel *facts = made != NULL ? vdt_report_get_facts (made) : NULL;

  if (made == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* the copy's numbers are the live ones, and new facts come after them */
  for (guint i = 0; i < g_list_model_get_n_items (facts); i++)
    {
      g_autoptr(VdtFact) fact = g_list_model_get_item (facts, i);

      vdt_report_cite (live, fact);
    }
  if (section != NULL && fresh != NULL)
    {
      if (g_strcmp0 (vdt_report_section_get_state (section), "proposed") == 0)
        {
          vdt_record_set_text (section, "body", vdt_report_section_get_body (fresh));
          vdt_record_set_text (section, "drafted", vdt_report_section_get_drafted (fresh));
        }
      vdt_record_set_text (section, "beside", vdt_report_section_get_beside (fresh));
    }
  vdt_session_save_report (self, live);
  g_task_return_boolean (task, TRUE);
}

/**
 * vdt_session_draft_section_async:
 * @self: an open session
 * @report: a report
 * @section_id: one of its sections
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Drafts a section anew. What is only proposed is replaced; beside what was edited or
 * accepted the new draft is put (#VdtReportSection:beside).
 */
void
vdt_session_draft_section_async (VdtSession          *self,
                                 VdtReport           *report,
                                 const char          *section_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *outer;
  GTask *task;
  Draft *draft;
  Redraft *redraft;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (self->store != NULL);
  g_return_if_fail (VDT_IS_REPORT (report));
  g_return_if_fail (vdt_report_find_section (report, section_id) != NULL);

  draft = draft_new (self, vdt_report_get_template_id (report) != NULL ? vdt_report_get_template_id (report) : "full",
                     vdt_report_get_language (report));
  draft->report = vdt_session_copy_report (report);
  draft->section_id = g_strdup (section_id);
  outer = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (outer, vdt_session_draft_section_async);
  redraft = g_new0 (Redraft, 1);
  redraft->report = g_object_ref (report);
  redraft->section_id = g_strdup (section_id);
  g_task_set_task_data (outer, redraft, redraft_free);
  task = g_task_new (self, cancellable, section_cb, outer);
  g_task_set_source_tag (task, draft_func);
  start_draft (self, task, vdt_report_get_incident_id (report), draft);
}

gboolean
vdt_session_draft_section_finish (VdtSession    *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
