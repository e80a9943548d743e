/* vdt-summary.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary.h"

#include <string.h>

#include "vdt-fact-id.h"
#include "vdt-summary-private.h"
#include "vdt-summary-watch.h"

/**
 * VdtSummarizer:
 *
 * The built-in engine's knowledge: words, signs, patterns. Immutable after it
 * was made, so that one serves all runs.
 *
 * The same incident gives the same bytes: nothing depends on the clock, the
 * locale, addresses or the order of a hash table, and the wording never depends
 * on what an attacker wrote.
 */

enum
{
  PHASE_GATHER = 0,
  PHASE_COMMENTS = 3,
  PHASE_HEADLINE,
  PHASE_START,
  PHASE_COURSE,
  PHASE_SCAN,
  PHASE_COMMANDS,
  PHASE_COURSE_END,
  PHASE_ASSETS,
  PHASE_INDICATORS,
  PHASE_ACTOR,
  PHASE_ACTIONS,
  PHASE_OUTCOME,
  PHASE_WATCH,
  PHASE_GAPS,
  PHASE_DONE
};

/**
 * vdt_summarizer_new:
 * @language: "en", "de"; one that is not there gives English. Next steps are there in
 *   English alone
 *
 * Returns: (transfer full): the built-in engine
 */
VdtSummarizer *
vdt_summarizer_new (const char *language)
{
  VdtSummarizer *self;
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (language != NULL, NULL);

  self = g_new0 (VdtSummarizer, 1);
  g_atomic_ref_count_init (&self->refs);
  self->book = vdt_phrase_book_new (language);
  self->signs = vdt_signs_new ();
  self->rules = vdt_rules_new ();
  self->hostile = vdt_hostile_detector_new (&error);
  if (self->hostile == NULL)
    g_error ("hostile.json: %s", error->message);

  return self;
}

VdtSummarizer *
vdt_summarizer_ref (VdtSummarizer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);

  return self;
}

void
vdt_summarizer_unref (VdtSummarizer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  vdt_phrase_book_unref (self->book);
  vdt_signs_free (self->signs);
  vdt_rules_free (self->rules);
  vdt_hostile_detector_free (self->hostile);
  g_free (self);
}

/**
 * vdt_summarizer_section_title:
 * @self: a summarizer
 * @section: a statement's section
 *
 * Returns: (nullable): its heading
 */
const char *
vdt_summarizer_section_title (VdtSummarizer *self,
                              const char    *section)
{
  g_return_val_if_fail (self != NULL, NULL);

  return vdt_phrase_book_term (self->book, "section", section);
}

/**
 * vdt_summary_run_new:
 * @summarizer: the engine
 * @incident: a loaded incident; must not change until the run is freed
 * @proposal: grows; its state is set by the run
 *
 * Returns: (transfer full): a run that has done nothing yet
 */
VdtSummaryRun *
vdt_summary_run_new (VdtSummarizer *summarizer,
                     VdtIncident   *incident,
                     VdtProposal   *proposal)
{
  VdtSummaryRun *self;

  g_return_val_if_fail (summarizer != NULL && VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (VDT_IS_PROPOSAL (proposal), NULL);

  self = g_new0 (VdtSummaryRun, 1);
  self->summarizer = vdt_summarizer_ref (summarizer);
  self->book = summarizer->book;
  self->incident = g_object_ref (incident);
  self->proposal = g_object_ref (proposal);
  self->incident_fact = vdt_fact_incident_id (vdt_incident_get_id (incident));
  self->alerts = g_ptr_array_new_with_free_func (vdt_summary_alert_free);
  self->assets = g_ptr_array_new_with_free_func (vdt_summary_asset_free);
  self->evidence_list = g_ptr_array_new_with_free_func (vdt_summary_evidence_free);
  self->assets_by_fact = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                (GDestroyNotify) g_ptr_array_unref);
  self->evidence = g_hash_table_new (g_str_hash, g_str_equal);
  self->alerts_by_fact = g_hash_table_new (g_str_hash, g_str_equal);
  self->comment_facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->cited = g_hash_table_new (g_str_hash, g_str_equal);
  self->turns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->checked = g_hash_table_new (g_str_hash, g_str_equal);
  self->suspects = g_ptr_array_new_with_free_func (vdt_summary_suspect_free);
  self->commands = g_array_new (FALSE, FALSE, sizeof (VdtSummaryCommand));
  self->spoken_day = VDT_TIME_UNSET;

  return self;
}

void
vdt_summary_run_free (VdtSummaryRun *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->teller, vdt_summary_teller_free);
  g_array_unref (self->commands);
  g_ptr_array_unref (self->suspects);
  g_hash_table_unref (self->checked);
  g_hash_table_unref (self->turns);
  g_hash_table_unref (self->cited);
  g_hash_table_unref (self->comment_facts);
  g_hash_table_unref (self->alerts_by_fact);
  g_hash_table_unref (self->evidence);
  g_hash_table_unref (self->assets_by_fact);
  g_ptr_array_unref (self->evidence_list);
  g_ptr_array_unref (self->assets);
  g_ptr_array_unref (self->alerts);
  g_clear_object (&self->asset_list);
  g_free (self->incident_fact);
  g_clear_object (&self->proposal);
  g_clear_object (&self->incident);
  vdt_summarizer_unref (self->summarizer);
  g_free (self);
}

static void
next_phase (VdtSummaryRun *self)
{
  self->phase++;
  self->cursor = 0;
}

/* The proposal is whole: it says from what it was made. */
void
vdt_summary_run_seal (VdtSummaryRun *self)
{
  g_autofree char *hash = vdt_summary_hash_incident (self->book, self->incident, self->hash_sum);

  vdt_record_set_text (self->proposal, "input-hash", hash);
  vdt_proposal_set_state (self->proposal, "proposed");
}

/* One part of a section; the next call does the next one. */
static void
do_part (VdtSummaryRun *self)
{
  static void (*const whole[PHASE_DONE]) (VdtSummaryRun *) = {
    [PHASE_HEADLINE] = vdt_summary_headline,
    [PHASE_START] = vdt_summary_start,
    [PHASE_COMMANDS] = vdt_summary_commands,
    [PHASE_COURSE_END] = vdt_summary_course_end,
    [PHASE_ACTOR] = vdt_summary_actor,
    [PHASE_OUTCOME] = vdt_summary_outcome,
    [PHASE_WATCH] = vdt_summary_watch,
  };
  static gboolean (*const in_parts[PHASE_DONE]) (VdtSummaryRun *, guint) = {
    [PHASE_COURSE] = vdt_summary_course,
    [PHASE_ASSETS] = vdt_summary_involved,
    [PHASE_INDICATORS] = vdt_summary_indicators,
    [PHASE_ACTIONS] = vdt_summary_actions,
    [PHASE_GAPS] = vdt_summary_gaps,
  };

  if (in_parts[self->phase] != NULL)
    {
      if (!in_parts[self->phase] (self, self->cursor++))
        next_phase (self);
      return;
    }

  whole[self->phase] (self);
  next_phase (self);
}

/**
 * vdt_summary_run_step:
 * @self: a run
 * @budget: how long it may take, in µs; it takes one small step at least, and
 *   below a second no more than one part of a section, which may be long
 *
 * Returns: %TRUE while there is more to do
 */
gboolean
vdt_summary_run_step (VdtSummaryRun *self,
                      gint64         budget)
{
  gint64 deadline;

  g_return_val_if_fail (self != NULL, FALSE);

  deadline = g_get_monotonic_time () + budget;
  do
    {
      if (self->phase <= PHASE_COMMENTS)
        {
          if (vdt_summary_gather (self))
            next_phase (self);
        }
      else if (self->phase == PHASE_SCAN)
        {
          if (vdt_summary_scan (self))
            next_phase (self);
        }
      else if (self->phase < PHASE_DONE)
        {
          do_part (self);
          if (self->phase < PHASE_DONE && budget < G_USEC_PER_SEC)
            return TRUE;
        }

      if (self->phase == PHASE_DONE)
        {
          vdt_summary_run_seal (self);
          return FALSE;
        }
    }
  while (g_get_monotonic_time () < deadline);

  return TRUE;
}

static void
prepare_proposal (VdtSummarizer *self,
                  VdtProposal   *proposal)
{
  const char *language = vdt_phrase_book_get_language (self->book);
  g_autofree char *template_id = g_str_equal (language, "en") ? g_strdup ("summary")
                                                              : g_strconcat ("summary.", language, NULL);

  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", VDT_VERSION);
  vdt_record_set_text (proposal, "template-id", template_id);
  vdt_proposal_set_state (proposal, "streaming");
}

/**
 * vdt_summarizer_summarize:
 * @self: a summarizer
 * @incident: a loaded incident
 *
 * For tests and the command line, where nothing waits.
 *
 * Returns: (transfer full): the whole summary
 */
VdtProposal *
vdt_summarizer_summarize (VdtSummarizer *self,
                          VdtIncident   *incident)
{
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtSummaryRun) run = NULL;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  proposal = vdt_proposal_new ("summary", vdt_incident_get_id (incident));
  prepare_proposal (self, proposal);
  run = vdt_summary_run_new (self, incident, proposal);
  while (vdt_summary_run_step (run, G_USEC_PER_SEC))
    ;

  return g_steal_pointer (&proposal);
}

static gboolean
step_cb (gpointer user_data)
{
  GTask *task = user_data;
  VdtSummaryRun *run = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      vdt_proposal_set_state (run->proposal, "stopped");
      g_task_return_error_if_cancelled (task);
      return G_SOURCE_REMOVE;
    }

  if (vdt_summary_run_step (run, VDT_SUMMARY_SLICE))
    return G_SOURCE_CONTINUE;

  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_summarizer_summarize_async:
 * @self: a summarizer
 * @incident: a loaded incident; must not change until the callback
 * @proposal: grows as the summary is written; what it has when it is cancelled stays
 * @cancellable: (nullable): stops it
 * @callback: called once
 * @user_data: for @callback
 *
 * Works in slices of %VDT_SUMMARY_SLICE on the caller's main context, after
 * events and redraws.
 */
void
vdt_summarizer_summarize_async (VdtSummarizer       *self,
                                VdtIncident         *incident,
                                VdtProposal         *proposal,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSource) source = NULL;

  g_return_if_fail (self != NULL && VDT_IS_INCIDENT (incident) && VDT_IS_PROPOSAL (proposal));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_summarizer_summarize_async);
  prepare_proposal (self, proposal);
  g_task_set_task_data (task, vdt_summary_run_new (self, incident, proposal),
                        (GDestroyNotify) vdt_summary_run_free);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE - 50);
  g_source_set_callback (source, step_cb, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * vdt_summarizer_summarize_finish:
 * @self: a summarizer
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if the summary is whole
 */
gboolean
vdt_summarizer_summarize_finish (VdtSummarizer  *self,
                                 GAsyncResult   *result,
                                 GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
