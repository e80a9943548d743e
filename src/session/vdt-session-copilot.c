/* vdt-session-copilot.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-copilot.h"

#include "vdt-proposal-diff.h"
#include "vdt-record-sync.h"
#include "vdt-session-private.h"
#include "vdt-statement-export.h"
#include "vdt-summary.h"

#define KIND_SUMMARY "summary"
#define ENGINE_NAME "Vedette"

/* The summary of one incident. */
typedef struct
{
  VdtProposal  *current;
  VdtProposal  *older;        /* what stood before, if the facts have changed since */
  GCancellable *cancellable;  /* of the run under way */
} Summary;

typedef struct
{
  VdtIncident *incident;
  VdtProposal *proposal;
  gboolean     regenerate;
} Run;

void
vdt_session_summary_free (gpointer data)
{
  Summary *summary = data;

  if (summary->cancellable != NULL)
    g_cancellable_cancel (summary->cancellable);
  g_clear_object (&summary->cancellable);
  g_clear_object (&summary->current);
  g_clear_object (&summary->older);
  g_free (summary);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->incident);
  g_object_unref (run->proposal);
  g_free (run);
}

/* The engine is the same for every session and never changes. */
static VdtSummarizer *
get_summarizer (void)
{
  static VdtSummarizer *summarizer;

  if (g_once_init_enter (&summarizer))
    g_once_init_leave (&summarizer, vdt_summarizer_new ("en"));

  return summarizer;
}

static Summary *
find_summary (VdtSession  *self,
              VdtIncident *incident)
{
  return g_hash_table_lookup (self->summaries, vdt_incident_get_id (incident));
}

/**
 * vdt_session_get_summary:
 * @self: a session
 * @incident: a live incident
 *
 * Returns: (transfer none) (nullable): the summary that stands or is being made
 */
VdtProposal *
vdt_session_get_summary (VdtSession  *self,
                         VdtIncident *incident)
{
  Summary *summary;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  summary = find_summary (self, incident);

  return summary != NULL ? summary->current : NULL;
}

/**
 * vdt_session_get_older_summary:
 * @self: a session
 * @incident: a live incident
 *
 * Returns: (transfer none) (nullable): the version before the facts changed, to
 *   stand beside the new one
 */
VdtProposal *
vdt_session_get_older_summary (VdtSession  *self,
                               VdtIncident *incident)
{
  Summary *summary;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  summary = find_summary (self, incident);

  return summary != NULL ? summary->older : NULL;
}

/* What is new or other than before is marked in the summary that takes its place. */
static void
mark_changes (VdtSession *self,
              const Run  *run)
{
  Summary *summary = find_summary (self, run->incident);

  if (summary != NULL && summary->current == run->proposal && summary->older != NULL)
    vdt_proposal_mark_changes (summary->older, run->proposal);
}

static void
summarized_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!vdt_summarizer_summarize_finish (get_summarizer (), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_object_set (run->proposal, "message", error->message, NULL);
      vdt_proposal_set_state (run->proposal, "stopped");
      return;
    }

  mark_changes (self, run);
  if (self->store != NULL)
    vdt_store_save_proposal_async (self->store, run->proposal, ENGINE_NAME, NULL, NULL, NULL, NULL);
}

/* Takes @task. */
static void
run_engine (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  vdt_summarizer_summarize_async (get_summarizer (), run->incident, run->proposal,
                                  g_task_get_cancellable (task), summarized_cb, task);
}

/* The newest of the versions that the database has. */
static VdtProposal *
newest (GListModel *versions)
{
  guint n = versions != NULL ? g_list_model_get_n_items (versions) : 0;
  g_autoptr(VdtProposal) best = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtProposal) version = g_list_model_get_item (versions, i);

      if (best == NULL || vdt_proposal_get_created_at (version) > vdt_proposal_get_created_at (best))
        g_set_object (&best, version);
    }

  return g_steal_pointer (&best);
}

/* Makes @live, which widgets hold, the version that the database has. */
static void
adopt (VdtProposal *live,
       VdtProposal *stored)
{
  vdt_proposal_repeat_all (live, stored);
  vdt_record_sync (live, stored);
}

static void
versions_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GListModel) versions = NULL;
  g_autoptr(VdtProposal) stored = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;
  Summary *summary;

  versions = vdt_store_load_proposals_finish (VDT_STORE (object), result, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("older summaries cannot be read: %s", error->message);

  summary = find_summary (self, run->incident);
  if (summary == NULL || summary->current != run->proposal)
    return;

  stored = newest (versions);
  hash = vdt_summarizer_input_hash (get_summarizer (), run->incident);

  if (stored != NULL && !run->regenerate && g_strcmp0 (vdt_proposal_get_input_hash (stored), hash) == 0)
    {
      adopt (run->proposal, stored);
      return;
    }

  if (stored != NULL && g_strcmp0 (vdt_proposal_get_input_hash (stored), hash) != 0)
    {
      vdt_proposal_set_state (stored, "stale");
      g_set_object (&summary->older, stored);
      vdt_store_mark_stale_async (self->store, vdt_incident_get_id (run->incident), KIND_SUMMARY,
                                  hash, NULL, NULL, NULL);
    }

  run_engine (g_steal_pointer (&task));
}

static void
start (VdtSession  *self,
       VdtIncident *incident,
       Summary     *summary,
       gboolean     regenerate)
{
  const char *id = vdt_incident_get_id (incident);
  Run *run = g_new0 (Run, 1);
  GTask *task;

  if (summary->cancellable != NULL)
    g_cancellable_cancel (summary->cancellable);
  g_clear_object (&summary->cancellable);
  summary->cancellable = g_cancellable_new ();

  g_clear_object (&summary->current);
  summary->current = vdt_proposal_new (KIND_SUMMARY, id);
  vdt_proposal_set_state (summary->current, "streaming");
  g_object_set (summary->current, "created-at", self->clock (self->clock_data), NULL);

  run->incident = g_object_ref (incident);
  run->proposal = g_object_ref (summary->current);
  run->regenerate = regenerate;
  task = g_task_new (self, summary->cancellable, NULL, NULL);
  g_task_set_source_tag (task, vdt_session_summarize);
  g_task_set_task_data (task, run, run_free);
  vdt_store_load_proposals_async (self->store, id, KIND_SUMMARY, summary->cancellable, versions_cb,
                                  task);
}

/**
 * vdt_session_summarize:
 * @self: an open session
 * @incident: a live incident
 * @regenerate: make it anew even if the facts are the same
 *
 * The summary that stands is returned if its facts are still the same. Else a
 * new one is begun: its state is `streaming` and its statements come in; the
 * one before is vdt_session_get_older_summary().
 *
 * Returns: (transfer none): the summary
 */
VdtProposal *
vdt_session_summarize (VdtSession  *self,
                       VdtIncident *incident,
                       gboolean     regenerate)
{
  Summary *summary;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (self->store != NULL, NULL);

  summary = find_summary (self, incident);
  if (summary == NULL)
    {
      summary = g_new0 (Summary, 1);
      g_hash_table_insert (self->summaries, g_strdup (vdt_incident_get_id (incident)), summary);
    }

  if (summary->current == NULL || regenerate)
    {
      if (summary->current != NULL && g_strcmp0 (vdt_proposal_get_state (summary->current), "stale") == 0)
        g_set_object (&summary->older, summary->current);
      start (self, incident, summary, regenerate);
    }

  return summary->current;
}

/**
 * vdt_session_stop_summary:
 * @self: a session
 * @incident: a live incident
 *
 * Stops a summary under way. What has come stays, in the state `stopped`.
 */
void
vdt_session_stop_summary (VdtSession  *self,
                          VdtIncident *incident)
{
  Summary *summary;

  g_return_if_fail (VDT_IS_SESSION (self));

  summary = find_summary (self, incident);
  if (summary != NULL && summary->cancellable != NULL)
    g_cancellable_cancel (summary->cancellable);
}

/* An incident was brought up to date: does its summary still stand? */
void
vdt_session_facts_changed (VdtSession  *self,
                           VdtIncident *incident)
{
  Summary *summary = find_summary (self, incident);
  g_autofree char *hash = NULL;

  if (summary == NULL || summary->current == NULL ||
      g_strcmp0 (vdt_proposal_get_state (summary->current), "streaming") == 0 ||
      vdt_proposal_get_input_hash (summary->current) == NULL)
    return;

  hash = vdt_summarizer_input_hash (get_summarizer (), incident);
  if (g_strcmp0 (hash, vdt_proposal_get_input_hash (summary->current)) == 0)
    return;

  vdt_proposal_set_state (summary->current, "stale");
  vdt_store_mark_stale_async (self->store, vdt_incident_get_id (incident), KIND_SUMMARY, hash, NULL,
                              NULL, NULL);
}

/* The built-in engine, for the other parts of the session. */
VdtSummarizer *
vdt_session_get_summarizer (VdtSession *self)
{
  return get_summarizer ();
}

/**
 * vdt_session_get_section_title:
 * @self: a session
 * @section: a statement's section
 *
 * Returns: (transfer none): its title for people
 */
const char *
vdt_session_get_section_title (VdtSession *self,
                               const char *section)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return vdt_summarizer_section_title (get_summarizer (), section);
}

/**
 * vdt_session_export_proposal:
 * @self: a session
 * @proposal: any proposal
 * @format: `text`, `markdown` or `html`
 *
 * Returns: (transfer full): its text with numbered citations and their list
 */
char *
vdt_session_export_proposal (VdtSession  *self,
                             VdtProposal *proposal,
                             const char  *format)
{
  VdtStatementFormat how = VDT_STATEMENT_TEXT;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (format != NULL, NULL);

  if (g_str_equal (format, "markdown"))
    how = VDT_STATEMENT_MARKDOWN;
  else if (g_str_equal (format, "html"))
    how = VDT_STATEMENT_HTML;

  return vdt_statement_export (get_summarizer (), proposal, how);
}

/* Judging, editing, feedback: one kind of task, one finish. */

typedef struct
{
  VdtProposal *proposal;
  char        *state;
} Verdict;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_object_unref (verdict->proposal);
  g_free (verdict->state);
  g_free (verdict);
}

static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_store_judge_proposal_finish (VDT_STORE (object), result, &error))
    {
      Verdict *verdict = g_task_get_task_data (task);

      vdt_proposal_set_state (verdict->proposal, verdict->state);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_judge_proposal_async:
 * @self: an open session
 * @proposal: what the copilot proposed
 * @state: `accepted` or `rejected`
 * @reason: (nullable): `wrong-fact`, `missing`, `unsafe`, `style` or `other`
 * @note: (nullable): in the analyst's words
 * @cancellable: (nullable): stops it
 * @callback: called once it is kept and logged
 * @user_data: for @callback
 */
void
vdt_session_judge_proposal_async (VdtSession          *self,
                                  VdtProposal         *proposal,
                                  const char          *state,
                                  const char          *reason,
                                  const char          *note,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  Verdict *verdict;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_PROPOSAL (proposal));

  verdict = g_new0 (Verdict, 1);
  verdict->proposal = g_object_ref (proposal);
  verdict->state = g_strdup (state);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_judge_proposal_async);
  g_task_set_task_data (task, verdict, verdict_free);
  vdt_store_judge_proposal_async (self->store, vdt_proposal_get_id (proposal), state, reason, note,
                                  cancellable, judged_cb, task);
}

static void
saved_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_store_save_proposal_finish (VDT_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_edit_statement_async:
 * @self: an open session
 * @proposal: what the copilot proposed
 * @statement: its place
 * @text: the analyst's words
 * @cancellable: (nullable): stops it
 * @callback: called once the new version is kept
 * @user_data: for @callback
 *
 * The sentence keeps its citations. The version before stays in the database.
 */
void
vdt_session_edit_statement_async (VdtSession          *self,
                                  VdtProposal         *proposal,
                                  guint                statement,
                                  const char          *text,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GListModel *statements;
  g_autoptr(VdtStatement) old = NULL;
  g_autoptr(VdtStatement) edited = NULL;
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_PROPOSAL (proposal));
  g_return_if_fail (text != NULL);

  statements = vdt_proposal_get_statements (proposal);
  old = g_list_model_get_item (statements, statement);
  g_return_if_fail (old != NULL);

  edited = vdt_statement_new (vdt_statement_get_section (old), text, vdt_statement_get_fact_ids (old),
                              vdt_statement_get_origin (old));
  g_list_store_splice (vdt_record_get_list (proposal, "statements"), statement, 1,
                       (gpointer *) &edited, 1);
  vdt_proposal_set_state (proposal, "edited");

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_edit_statement_async);
  vdt_store_save_proposal_async (self->store, proposal, self->analyst, NULL, cancellable, saved_cb,
                                 task);
}

static void
feedback_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;

  if (vdt_store_add_feedback_finish (VDT_STORE (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * vdt_session_feedback_async:
 * @self: an open session
 * @proposal: what the copilot proposed
 * @statement: the place of the sentence that is meant, -1 for the whole
 * @verdict: `up`, `down` or `wrong`
 * @note: (nullable): in the analyst's words
 * @cancellable: (nullable): stops it
 * @callback: called once it is kept and logged
 * @user_data: for @callback
 */
void
vdt_session_feedback_async (VdtSession          *self,
                            VdtProposal         *proposal,
                            int                  statement,
                            const char          *verdict,
                            const char          *note,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_PROPOSAL (proposal));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_session_feedback_async);
  vdt_store_add_feedback_async (self->store, vdt_proposal_get_id (proposal), statement, verdict, note,
                                cancellable, feedback_cb, task);
}

gboolean
vdt_session_proposal_finish (VdtSession    *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
