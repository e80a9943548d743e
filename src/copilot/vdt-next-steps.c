/* vdt-next-steps.c
 *
 * What to do next, and why: rules look at the gathered facts, and each step that
 * is proposed rests on the facts that its rule saw.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-data.h"
#include "vdt-rules.h"
#include "vdt-summary-private.h"

#define MOST_STAGES 3
#define MOST_CITED 8

typedef struct
{
  VdtSummaryRun *run;
  VdtRules      *rules;
  GHashTable    *alerts_of;     /* VdtSummaryAsset → GPtrArray of VdtSummaryAlert */
  GHashTable    *flags;         /* what holds of the incident → fact, or NULL */
  GPtrArray     *settled;       /* VdtSummaryAsset that automation has dealt with */
  VdtPhrase     *users;         /* all of the incident, by name or by number */
  VdtPhrase     *devices;
  gboolean       gathered;
  guint          next_rule;
} Planner;

/* What one rule saw. */
typedef struct
{
  GPtrArray  *entities;         /* VdtSummaryAsset */
  GPtrArray  *stages;           /* nicks */
  GPtrArray  *facts;
  const char *mark;
} Sight;

static gboolean
is_empty (const char **list)
{
  return list[0] == NULL;
}

static gboolean
stage_is (const VdtSummaryAlert  *alert,
          const char            **stages)
{
  return g_strv_contains (stages, alert->stage) || g_strv_contains (stages, alert->tactic);
}

/* T1003 of a rule covers T1003.001 of an alert. */
static gboolean
technique_is (const VdtSummaryAlert  *alert,
              const char            **techniques)
{
  const char *const *ids = vdt_alert_get_techniques (alert->alert);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    for (guint j = 0; techniques[j] != NULL; j++)
      {
        gsize length = strlen (techniques[j]);

        if (strncmp (ids[i], techniques[j], length) == 0 && (ids[i][length] == '\0' || ids[i][length] == '.'))
          return TRUE;
      }

  return FALSE;
}

static void
add_once (GPtrArray  *list,
          const char *text)
{
  if (!g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
    g_ptr_array_add (list, (gpointer) text);
}

static void
see_alert (Sight                 *sight,
           const VdtSummaryAlert *alert)
{
  if (!g_str_equal (alert->stage, "other"))
    add_once (sight->stages, alert->stage);
  if (sight->facts->len < MOST_CITED)
    add_once (sight->facts, alert->fact);
}

/* Looks for an alert among @alerts that fits, and remembers what it saw. */
static gboolean
see_alerts (GPtrArray              *alerts,
            const char            **stages,
            const char            **techniques,
            Sight                  *sight)
{
  gboolean seen = FALSE;

  for (guint i = 0; alerts != NULL && i < alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);

      if (stage_is (alert, stages) || technique_is (alert, techniques))
        {
          see_alert (sight, alert);
          seen = TRUE;
        }
    }

  return seen;
}

static gboolean
shares (const char *const  *have,
        const char        **asked,
        const char        **out_which)
{
  for (guint i = 0; have != NULL && have[i] != NULL; i++)
    if (g_strv_contains (asked, have[i]))
      {
        *out_which = have[i];
        return TRUE;
      }

  return FALSE;
}

static gboolean
has_tag (Planner               *self,
         const VdtSummaryAsset *asset,
         const char           **asked)
{
  const char *const *tags = vdt_asset_get_tags (asset->asset);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      const char *sign = vdt_signs_match_tag (self->run->summarizer->signs, tags[i]);

      if (sign != NULL && g_strv_contains (asked, sign))
        return TRUE;
    }

  return FALSE;
}

static gboolean
evidence_says (const VdtSummaryAsset *asset,
               const char            *path,
               const char           **values)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      const char *value = vdt_summary_field (g_ptr_array_index (asset->evidence, i), path);

      if (value != NULL && g_strv_contains (values, value))
        return TRUE;
    }

  return FALSE;
}

static gboolean
runs_encoded (const VdtSummaryAsset *asset)
{
  for (guint i = 0; i < asset->evidence->len; i++)
    {
      g_autofree char *script =
        vdt_hostile_decode_command (vdt_summary_field (g_ptr_array_index (asset->evidence, i),
                                                       "processCommandLine"));

      if (script != NULL)
        return TRUE;
    }

  return FALSE;
}

static gboolean
asset_flag (Planner               *self,
            const VdtSummaryAsset *asset,
            const char            *flag)
{
  static const char *delivered[] = { "delivered", "Delivered", "deliveredAsSpam", NULL };

  if (g_str_equal (flag, "outside"))
    return vdt_summary_is_outside (vdt_asset_get_name (asset->asset));
  if (g_str_equal (flag, "indicator"))
    return vdt_summary_is_indicator (self->run, asset);
  if (g_str_equal (flag, "encoded"))
    return runs_encoded (asset);
  if (g_str_equal (flag, "delivered"))
    return evidence_says (asset, "deliveryAction", delivered);
  if (g_str_equal (flag, "first"))
    return self->run->alerts->len > 0
           && g_ptr_array_find (vdt_summary_alert_at (self->run, 0)->assets, asset, NULL);

  g_warning ("no flag “%s” of entities", flag);

  return FALSE;
}

static gboolean
fields_match (const VdtSummaryAsset *asset,
              GVariant              *fields)
{
  GVariantIter iter;
  const char *path = NULL;
  GVariant *values = NULL;

  g_variant_iter_init (&iter, fields);
  while (g_variant_iter_loop (&iter, "{&sv}", &path, &values))
    {
      g_autofree const char **asked = vdt_data_dup_strv (fields, path);

      if (!evidence_says (asset, path, asked))
        {
          g_variant_unref (values);
          return FALSE;
        }
    }

  return TRUE;
}

/* How many of the lists that @match has hold for @asset; @out_asked: of how many. */
static guint
count_matches (Planner               *self,
               const VdtRuleMatch    *match,
               const VdtSummaryAsset *asset,
               Sight                 *sight,
               guint                 *out_asked)
{
  GPtrArray *alerts = g_hash_table_lookup (self->alerts_of, asset);
  const char *verdict = vdt_asset_get_verdict (asset->asset);
  const char *status = vdt_asset_get_remediation_status (asset->asset);
  const char *mark = NULL;
  guint asked = 0;
  guint held = 0;

  if (!is_empty (match->stages) || !is_empty (match->techniques))
    {
      asked++;
      held += see_alerts (alerts, match->stages, match->techniques, sight);
    }
  asked += !is_empty (match->roles) + !is_empty (match->verdicts) + !is_empty (match->tags)
           + !is_empty (match->kinds) + !is_empty (match->remediation) + (match->fields != NULL);
  held += shares (vdt_asset_get_roles (asset->asset), match->roles, &mark);
  if (verdict != NULL && g_strv_contains (match->verdicts, verdict))
    {
      held++;
      mark = mark != NULL ? mark : verdict;
    }
  if (mark != NULL)
    sight->mark = sight->mark == NULL || g_str_equal (sight->mark, mark) ? mark : "mixed";
  held += has_tag (self, asset, match->tags);
  held += shares (vdt_asset_get_evidence_kinds (asset->asset), match->kinds, &mark);
  held += status != NULL && g_strv_contains (match->remediation, status);
  held += match->fields != NULL && fields_match (asset, match->fields);
  for (guint i = 0; match->flags[i] != NULL; i++, asked++)
    held += asset_flag (self, asset, match->flags[i]);

  *out_asked = asked;

  return held;
}

static gboolean
matches (Planner               *self,
         const VdtRule         *rule,
         const VdtSummaryAsset *asset,
         Sight                 *sight)
{
  guint asked = 0;
  guint held;

  if (asset->system || asset->n_alerts == 0
      || (!g_str_equal (rule->kind, "*") && !g_str_equal (rule->kind, asset->kind)))
    return FALSE;

  held = count_matches (self, &rule->must, asset, sight, &asked);
  if (held < asked)
    return FALSE;

  held = count_matches (self, &rule->any, asset, sight, &asked);

  return asked == 0 || held > 0;
}

/* Containment and remediation need not be done twice. */
static gboolean
is_settled (Planner               *self,
            const VdtRule         *rule,
            const VdtSummaryAsset *asset)
{
  const char *status = vdt_asset_get_remediation_status (asset->asset);

  return status != NULL && g_strv_contains (self->rules->done, status)
         && (g_str_equal (rule->group, "containment") || g_str_equal (rule->group, "remediation"));
}

static void
sight_clear (Sight *sight)
{
  g_ptr_array_unref (sight->entities);
  g_ptr_array_unref (sight->stages);
  g_ptr_array_unref (sight->facts);
}

static VdtPhrase *
join_stages (VdtSummaryRun *run,
             GPtrArray     *stages)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < stages->len && i < MOST_STAGES; i++)
    g_ptr_array_add (names, vdt_summary_term (run, "stage", g_ptr_array_index (stages, i)));

  return vdt_phrase_book_join (run->book, names, 0, NULL);
}

static void
say_step (Planner       *self,
          const VdtRule *rule,
          const Sight   *sight)
{
  VdtSummaryRun *run = self->run;
  const VdtSummaryAlert *first = run->alerts->len == 0 ? NULL : vdt_summary_alert_at (run, 0);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autofree char *key = g_strconcat ("step.", rule->id, NULL);
  const char *redirect = vdt_incident_get_redirect_id (run->incident);
  VdtPhrase *sentence;

  vdt_phrase_args_set (args, "entities",
                       vdt_summary_assets (run, sight->entities, rule->max,
                                           rule->kind == NULL || g_str_equal (rule->kind, "*")
                                           ? "other" : rule->kind));
  vdt_phrase_args_set (args, "stages", join_stages (run, sight->stages));
  vdt_phrase_args_set_count (args, "n", rule->kind != NULL ? sight->entities->len : sight->facts->len);
  vdt_phrase_args_set_count (args, "alerts", sight->facts->len);
  vdt_phrase_args_set (args, "redirect", vdt_phrase_book_quote (run->book, redirect, 40, NULL));
  if (vdt_summary_is_known (vdt_incident_get_classification (run->incident)))
    vdt_phrase_args_set (args, "classification",
                         vdt_summary_term (run, "classification",
                                           vdt_incident_get_classification (run->incident)));
  if (sight->mark != NULL)
    vdt_phrase_args_set (args, "mark", vdt_summary_term (run, "mark", sight->mark));
  if (first != NULL)
    {
      if (first->start != VDT_TIME_UNSET)
        vdt_phrase_args_set (args, "when", vdt_summary_point (run, first->start));
      vdt_phrase_args_set (args, "users", vdt_phrase_ref (self->users));
      vdt_phrase_args_set (args, "devices", vdt_phrase_ref (self->devices));
    }

  sentence = vdt_summary_frame (run, key, args);
  for (guint i = 0; i < sight->facts->len; i++)
    vdt_phrase_cite (sentence, g_ptr_array_index (sight->facts, i));
  if (sight->facts->len == 0)
    vdt_phrase_cite (sentence, run->incident_fact);
  vdt_summary_say (run, rule->group, sentence);
}

static void
note_flag (Planner    *self,
           const char *flag,
           gboolean    holds)
{
  if (holds)
    g_hash_table_add (self->flags, (gpointer) flag);
}

static void
note_evidence (Planner *self)
{
  gboolean malicious = FALSE;
  gboolean judged = FALSE;

  for (guint i = 0; i < self->run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->run->evidence_list, i);
      const char *verdict = vdt_evidence_get_verdict (item->evidence);

      judged |= vdt_summary_is_known (verdict);
      malicious |= g_strcmp0 (verdict, "malicious") == 0;
    }

  note_flag (self, "malicious", malicious);
  note_flag (self, "not-malicious", !malicious);
  note_flag (self, "no-verdicts", !judged && self->run->evidence_list->len > 0);
}

static gboolean
any_state (VdtSummaryRun     *run,
           const char *const *states)
{
  for (guint i = 0; i < run->alerts->len; i++)
    {
      const char *state = vdt_alert_get_investigation_state (vdt_summary_alert_at (run, i)->alert);

      if (state != NULL && g_strv_contains (states, state))
        return TRUE;
    }

  return FALSE;
}

static const char *const failed_states[] = {
  "failed", "partiallyRemediated", "partiallyInvestigated", "innerFailure", "terminated",
  "terminatedByUser", "terminatedBySystem", NULL
};
static const char *const benign_states[] = { "benign", NULL };

static void
note_incident (Planner *self)
{
  VdtSummaryRun *run = self->run;
  const char *status = vdt_incident_get_status (run->incident);
  const char *owner = vdt_incident_get_owner (run->incident);
  const char *const *tags = vdt_incident_get_system_tags (run->incident);
  gboolean redirected = g_strcmp0 (status, "redirected") == 0;
  gboolean disrupted = vdt_signs_is_disruption (run->summarizer->signs,
                                                vdt_incident_get_title (run->incident));

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    disrupted |= vdt_signs_is_disruption (run->summarizer->signs, tags[i]);

  note_flag (self, "redirected", redirected);
  note_flag (self, "open", !redirected && g_strcmp0 (status, "resolved") != 0);
  note_flag (self, "resolved", g_strcmp0 (status, "resolved") == 0);
  note_flag (self, "classified",
             vdt_summary_is_known (vdt_incident_get_classification (run->incident)));
  note_flag (self, "no-owner", owner == NULL || *owner == '\0');
  note_flag (self, "not-high", g_strcmp0 (vdt_incident_get_severity (run->incident), "high") != 0);
  note_flag (self, "unclassified", !redirected
             && !vdt_summary_is_known (vdt_incident_get_classification (run->incident)));
  note_flag (self, "alerts-missing", run->alerts->len == 0 && run->n_hidden == 0 && !redirected
             && vdt_incident_get_alerts_state (run->incident) == VDT_PRESENCE_MISSING);
  note_flag (self, "disrupted", disrupted);
  note_flag (self, "no-entry", vdt_summary_lacks_entry (run));
  note_flag (self, "investigation-failed", any_state (run, failed_states));
  note_flag (self, "found-benign", any_state (run, benign_states));
  note_evidence (self);
}

/* Alerts behind a flag, so that a step that rests on it can cite them. */
static void
see_flag (Planner    *self,
          const char *flag,
          Sight      *sight)
{
  VdtSummaryRun *run = self->run;
  const char *const *states = g_str_equal (flag, "investigation-failed") ? failed_states
                              : g_str_equal (flag, "found-benign") ? benign_states : NULL;

  for (guint i = 0; states != NULL && i < run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);
      const char *state = vdt_alert_get_investigation_state (alert->alert);

      if (state != NULL && g_strv_contains (states, state))
        g_ptr_array_add (sight->facts, alert->fact);
    }

  if (g_str_equal (flag, "no-entry"))
    see_alert (sight, vdt_summary_alert_at (run, 0));

  for (guint i = 0; g_str_equal (flag, "malicious") && i < run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (run->evidence_list, i);

      if (g_strcmp0 (vdt_evidence_get_verdict (item->evidence), "malicious") == 0
          && sight->facts->len < MOST_CITED)
        add_once (sight->facts, vdt_evidence_get_id (item->evidence));
    }
}

static gboolean
incident_matches (Planner       *self,
                  const VdtRule *rule,
                  Sight         *sight)
{
  for (guint i = 0; rule->flags[i] != NULL; i++)
    if (!g_hash_table_contains (self->flags, rule->flags[i]))
      return FALSE;

  if ((!is_empty (rule->stages) || !is_empty (rule->techniques))
      && !see_alerts (self->run->alerts, rule->stages, rule->techniques, sight))
    return FALSE;

  for (guint i = 0; rule->flags[i] != NULL; i++)
    see_flag (self, rule->flags[i], sight);

  return TRUE;
}

static void
try_rule (Planner       *self,
          const VdtRule *rule)
{
  Sight sight = { g_ptr_array_new (), g_ptr_array_new (), g_ptr_array_new (), NULL };

  if (incident_matches (self, rule, &sight))
    {
      for (guint i = 0; rule->kind != NULL && i < self->run->assets->len; i++)
        {
          VdtSummaryAsset *asset = g_ptr_array_index (self->run->assets, i);

          if (!matches (self, rule, asset, &sight))
            continue;
          if (!is_settled (self, rule, asset))
            g_ptr_array_add (sight.entities, asset);
          else if (!g_ptr_array_find (self->settled, asset, NULL))
            g_ptr_array_add (self->settled, asset);
        }

      if (rule->kind == NULL || sight.entities->len > 0)
        say_step (self, rule, &sight);
    }

  sight_clear (&sight);
}

static void
say_settled (Planner *self)
{
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (self->settled->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "entities", vdt_summary_assets (self->run, self->settled, 8, "other"));
  vdt_phrase_args_set_count (args, "n", self->settled->len);
  vdt_summary_say_frame (self->run, "remediation", "step.done", args, NULL);
}

static void
index_alerts (Planner *self)
{
  for (guint i = 0; i < self->run->alerts->len; i++)
    {
      VdtSummaryAlert *alert = vdt_summary_alert_at (self->run, i);

      for (guint j = 0; j < alert->assets->len; j++)
        {
          gpointer asset = g_ptr_array_index (alert->assets, j);
          GPtrArray *alerts = g_hash_table_lookup (self->alerts_of, asset);

          if (alerts == NULL)
            {
              alerts = g_ptr_array_new ();
              g_hash_table_insert (self->alerts_of, asset, alerts);
            }
          g_ptr_array_add (alerts, alert);
        }
    }
}

static void
name_all (Planner *self)
{
  g_autoptr(GPtrArray) users = vdt_summary_assets_of (self->run, "user", FALSE);
  g_autoptr(GPtrArray) devices = vdt_summary_assets_of (self->run, "device", FALSE);

  self->users = vdt_summary_names_or_count (self->run, users, 2, "account");
  self->devices = vdt_summary_names_or_count (self->run, devices, 2, "device");
}

static void
planner_free (Planner *self)
{
  g_clear_pointer (&self->users, vdt_phrase_unref);
  g_clear_pointer (&self->devices, vdt_phrase_unref);
  g_hash_table_unref (self->alerts_of);
  g_hash_table_unref (self->flags);
  g_ptr_array_unref (self->settled);
  vdt_summary_run_free (self->run);
  g_free (self);
}

static Planner *
planner_new (VdtSummarizer *summarizer,
             VdtIncident   *incident,
             VdtProposal   *proposal)
{
  Planner *self = g_new0 (Planner, 1);

  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", VDT_VERSION);
  vdt_record_set_text (proposal, "template-id", "next-steps");
  vdt_proposal_set_state (proposal, "streaming");

  self->run = vdt_summary_run_new (summarizer, incident, proposal);
  self->rules = summarizer->rules;
  self->alerts_of = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->flags = g_hash_table_new (g_str_hash, g_str_equal);
  self->settled = g_ptr_array_new ();

  return self;
}

/* Gathers for as long as @budget says, or tries one rule. */
static gboolean
planner_step (Planner *self,
              gint64   budget)
{
  gint64 deadline = g_get_monotonic_time () + budget;

  while (!self->gathered)
    {
      self->gathered = vdt_summary_gather (self->run);
      if (self->gathered)
        {
          index_alerts (self);
          note_incident (self);
          name_all (self);
        }
      if (g_get_monotonic_time () >= deadline)
        return TRUE;
    }

  if (self->next_rule < self->rules->rules->len)
    {
      try_rule (self, g_ptr_array_index (self->rules->rules, self->next_rule++));
      return TRUE;
    }

  say_settled (self);
  vdt_summary_run_seal (self->run);

  return FALSE;
}

/**
 * vdt_summarizer_next_steps:
 * @self: a summarizer
 * @incident: a loaded incident
 *
 * Steps for triage, containment, investigation and remediation; the section of
 * each statement is its group. Deterministic as the summary is. For tests and
 * the command line, where nothing waits.
 *
 * Returns: (transfer full): what to do next, of the kind "next-steps"
 */
VdtProposal *
vdt_summarizer_next_steps (VdtSummarizer *self,
                           VdtIncident   *incident)
{
  g_autoptr(VdtProposal) proposal = NULL;
  Planner *planner;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  proposal = vdt_proposal_new ("next-steps", vdt_incident_get_id (incident));
  planner = planner_new (self, incident, proposal);
  while (planner_step (planner, G_USEC_PER_SEC))
    ;
  planner_free (planner);

  return g_steal_pointer (&proposal);
}

static gboolean
step_cb (gpointer user_data)
{
  GTask *task = user_data;
  Planner *planner = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      vdt_proposal_set_state (planner->run->proposal, "stopped");
      g_task_return_error_if_cancelled (task);
      return G_SOURCE_REMOVE;
    }

  if (planner_step (planner, VDT_SUMMARY_SLICE))
    return G_SOURCE_CONTINUE;

  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_summarizer_next_steps_async:
 * @self: a summarizer
 * @incident: a loaded incident; must not change until the callback
 * @proposal: of the kind "next-steps"; grows
 * @cancellable: (nullable): stops it
 * @callback: called once; it ends with vdt_summarizer_next_steps_finish()
 * @user_data: for @callback
 *
 * Works in slices on the caller's main context, as the summary does.
 */
void
vdt_summarizer_next_steps_async (VdtSummarizer       *self,
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
  g_task_set_source_tag (task, vdt_summarizer_next_steps_async);
  g_task_set_task_data (task, planner_new (self, incident, proposal), (GDestroyNotify) planner_free);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE - 40);
  g_source_set_callback (source, step_cb, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * vdt_summarizer_next_steps_finish:
 * @self: a summarizer
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if all rules were tried
 */
gboolean
vdt_summarizer_next_steps_finish (VdtSummarizer  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
