/* vdt-respond.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-respond.h"

#include "vdt-fact-id.h"
#include "vdt-respond-private.h"
#include "vdt-safe-text.h"

/* Rules are tried one by one, then cards are written one by one: a slice of the main
 * loop each. */
enum
{
  PHASE_GATHER,
  PHASE_RULES,
  PHASE_CLASSIFY,
  PHASE_CARDS,
  PHASE_DONE
};

static void
draft_free (gpointer data)
{
  VdtDraft *draft = data;

  g_ptr_array_unref (draft->entities);
  g_ptr_array_unref (draft->rules);
  vdt_sight_free (draft->sight);
  g_free (draft);
}

static void
responder_free (VdtResponder *self)
{
  g_clear_pointer (&self->users, vdt_phrase_unref);
  g_clear_pointer (&self->devices, vdt_phrase_unref);
  g_clear_object (&self->similar);
  g_clear_object (&self->guidebooks);
  g_clear_object (&self->guidebook);
  g_hash_table_unref (self->overridden);
  g_hash_table_unref (self->alerts_of);
  g_hash_table_unref (self->flags);
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->drafts);
  g_ptr_array_unref (self->draft_list);
  vdt_summary_run_free (self->run);
  g_free (self);
}

static VdtResponder *
responder_new (VdtSummarizer *summarizer,
               VdtIncident   *incident,
               GListModel    *similar,
               GListModel    *guidebooks,
               VdtProposal   *proposal)
{
  VdtResponder *self = g_new0 (VdtResponder, 1);

  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", VDT_VERSION);
  vdt_record_set_text (proposal, "template-id", "response");
  vdt_proposal_set_state (proposal, "streaming");

  self->run = vdt_summary_run_new (summarizer, incident, proposal);
  self->rules = summarizer->rules;
  g_set_object (&self->similar, similar);
  g_set_object (&self->guidebooks, guidebooks);
  self->overridden = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->alerts_of = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->flags = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->own = g_hash_table_new (g_str_hash, g_str_equal);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->draft_list = g_ptr_array_new_with_free_func (draft_free);

  return self;
}

static void
index_alerts (VdtResponder *self)
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

/* The addresses that devices of the incident have. */
static void
note_own_addresses (VdtResponder *self)
{
  for (guint i = 0; i < self->run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->run->evidence_list, i);
      guint n = item->fields != NULL ? vdt_fields_get_n_fields (item->fields) : 0;

      if (g_strcmp0 (vdt_evidence_get_kind (item->evidence), "deviceEvidence") != 0)
        continue;
      for (guint j = 0; j < n; j++)
        {
          const char *path = vdt_fields_get_path (item->fields, j);

          if (g_str_has_prefix (path, "ipInterfaces[") || g_str_equal (path, "lastIpAddress")
              || g_str_equal (path, "lastExternalIpAddress"))
            g_hash_table_add (self->own, (gpointer) vdt_fields_get_text (item->fields, j));
        }
    }
}

static void
prepare (VdtResponder *self)
{
  g_autoptr(GPtrArray) users = vdt_summary_assets_of (self->run, "user", FALSE);
  g_autoptr(GPtrArray) devices = vdt_summary_assets_of (self->run, "device", FALSE);

  index_alerts (self);
  note_own_addresses (self);
  vdt_respond_note_flags (self);
  self->users = vdt_summary_names_or_count (self->run, users, 2, "account");
  self->devices = vdt_summary_names_or_count (self->run, devices, 2, "device");
}

/**
 * vdt_respond_add_similar:
 * @self: a responder
 * @item: an incident of the archive
 *
 * Makes it a fact that statements can cite.
 *
 * Returns: the fact's id, owned by the proposal
 */
const char *
vdt_respond_add_similar (VdtResponder       *self,
                         VdtSimilarIncident *item)
{
  VdtSummaryRun *run = self->run;
  g_autofree char *id = vdt_fact_incident_id (vdt_similar_incident_get_id (item));
  VdtFact *known = vdt_proposal_find_fact (run->proposal, id);
  g_autofree char *title = NULL;
  g_autoptr(VdtFact) fact = NULL;

  if (known != NULL)
    return vdt_fact_get_id (known);

  fact = vdt_fact_new (id, "incident");
  title = vdt_safe_text (vdt_similar_incident_get_title (item), -1, 300, NULL);
  vdt_record_set_text (fact, "target-id", vdt_similar_incident_get_id (item));
  vdt_record_set_text (fact, "incident-id", vdt_similar_incident_get_id (item));
  vdt_record_set_text (fact, "title", title);
  vdt_record_set_time (fact, "at", vdt_record_get_time (item, "at"));
  vdt_proposal_add_fact (run->proposal, fact);
  g_hash_table_add (run->cited, (gpointer) vdt_fact_get_id (fact));

  return vdt_fact_get_id (fact);
}

/* Containment and remediation need not be done twice. */
static const char *
automation_of (VdtResponder          *self,
               const VdtRule         *rule,
               const VdtSummaryAsset *asset)
{
  const char *status = vdt_asset_get_remediation_status (asset->asset);

  return status != NULL && !rule->action->by_hand && g_strv_contains (self->rules->done, status)
         && (g_str_equal (rule->action->group, "containment") || g_str_equal (rule->action->group, "remediation"))
         ? status : NULL;
}

static VdtDraft *
get_draft (VdtResponder        *self,
           const VdtRuleAction *action,
           const char          *entity)
{
  g_autofree char *key = g_strconcat (action->id, ":", entity, NULL);
  VdtDraft *draft = g_hash_table_lookup (self->drafts, key);

  if (draft == NULL)
    {
      draft = g_new0 (VdtDraft, 1);
      draft->action = action;
      draft->entities = g_ptr_array_new ();
      draft->rules = g_ptr_array_new ();
      draft->order = self->draft_list->len;
      draft->sight = vdt_sight_new ();
      g_ptr_array_add (self->draft_list, draft);
      g_hash_table_insert (self->drafts, g_steal_pointer (&key), draft);
    }

  return draft;
}

static void
add_to_draft (VdtDraft              *draft,
              const VdtRule         *rule,
              VdtSummaryAsset       *asset,
              const VdtSight        *sight)
{
  if (asset != NULL && !g_ptr_array_find (draft->entities, asset, NULL))
    g_ptr_array_add (draft->entities, asset);
  if (!g_ptr_array_find (draft->rules, rule, NULL))
    g_ptr_array_add (draft->rules, (gpointer) rule);
  draft->weight = MAX (draft->weight, rule->weight);
  vdt_sight_merge (draft->sight, sight);
}

/* An entity for which a rule holds. */
typedef struct
{
  VdtSummaryAsset *asset;
  VdtSight        *sight;
  guint            rank;
} Match;

static void
match_free (gpointer data)
{
  Match *match = data;

  vdt_sight_free (match->sight);
  g_free (match);
}

/* What is marked comes first, then what more alerts name. */
static guint
rank_of (const VdtSummaryAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset->asset);
  const char *const *roles = vdt_asset_get_roles (asset->asset);
  guint rank = MIN (asset->n_alerts, 1000);

  if (g_strcmp0 (verdict, "malicious") == 0)
    rank += 4000;
  if (roles != NULL && (g_strv_contains (roles, "compromised") || g_strv_contains (roles, "attacker")))
    rank += 2000;

  return rank;
}

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *first = *(const Match *const *) a;
  const Match *second = *(const Match *const *) b;

  if (first->rank != second->rank)
    return first->rank > second->rank ? -1 : 1;

  return first->asset->order < second->asset->order ? -1 : first->asset->order > second->asset->order;
}

static GPtrArray *
find_entities (VdtResponder  *self,
               const VdtRule *rule)
{
  GPtrArray *matches = g_ptr_array_new_with_free_func (match_free);

  for (guint i = 0; i < self->run->assets->len; i++)
    {
      VdtSummaryAsset *asset = g_ptr_array_index (self->run->assets, i);
      VdtSight *sight;
      Match *match;

      if (!g_str_equal (rule->kind, "*") && !g_str_equal (rule->kind, asset->kind))
        continue;
      sight = vdt_sight_new ();
      if (!vdt_respond_match_entity (self, rule, asset, sight))
        {
          vdt_sight_free (sight);
          continue;
        }
      match = g_new0 (Match, 1);
      match->asset = asset;
      match->sight = sight;
      match->rank = rank_of (asset);
      g_ptr_array_add (matches, match);
    }
  g_ptr_array_sort (matches, compare_matches);

  return matches;
}

static void
propose (VdtResponder   *self,
         const VdtRule  *rule,
         const Match    *match,
         guint           place,
         const VdtSight *incident_sight)
{
  const char *key = vdt_asset_get_key (match->asset->asset);
  const char *automation = automation_of (self, rule, match->asset);
  g_autofree char *own = g_strconcat (rule->action->id, ":", key, NULL);
  VdtDraft *draft;

  if (place < rule->max || g_hash_table_contains (self->drafts, own))
    draft = get_draft (self, rule->action, key);
  else
    draft = get_draft (self, rule->action, automation != NULL ? "\001done" : "\001");

  if (automation != NULL)
    draft->automation = automation;
  vdt_sight_merge (match->sight, incident_sight);
  add_to_draft (draft, rule, match->asset, match->sight);
}

static void
try_rule (VdtResponder  *self,
          const VdtRule *rule)
{
  VdtSight *sight = vdt_sight_new ();

  if (vdt_respond_match_incident (self, rule, sight))
    {
      if (rule->kind == NULL)
        add_to_draft (get_draft (self, rule->action, ""), rule, NULL, sight);
      else
        {
          g_autoptr(GPtrArray) matches = find_entities (self, rule);

          for (guint i = 0; i < matches->len; i++)
            propose (self, rule, g_ptr_array_index (matches, i), i, sight);
        }
    }

  vdt_sight_free (sight);
}

/* Of several drafts of a family for the same entities the weightiest stays, and takes
 * the reasons of the others. */
static void
join_families (VdtResponder *self)
{
  g_autoptr(GHashTable) best = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->draft_list->len; i++)
    {
      VdtDraft *draft = g_ptr_array_index (self->draft_list, i);
      const VdtSummaryAsset *asset = draft->entities->len == 1 ? g_ptr_array_index (draft->entities, 0) : NULL;
      VdtDraft *first;
      g_autofree char *key = NULL;

      if (asset == NULL || draft->action->family == NULL)
        continue;
      key = g_strconcat (draft->action->family, ":", vdt_asset_get_key (asset->asset), NULL);
      first = g_hash_table_lookup (best, key);
      if (first == NULL)
        {
          g_hash_table_insert (best, g_steal_pointer (&key), draft);
          continue;
        }
      for (guint j = 0; j < draft->rules->len; j++)
        add_to_draft (first, g_ptr_array_index (draft->rules, j), NULL, draft->sight);
      g_ptr_array_remove_index (self->draft_list, i--);
    }
}

static int
compare_drafts (gconstpointer a,
                gconstpointer b)
{
  const VdtDraft *first = *(const VdtDraft *const *) a;
  const VdtDraft *second = *(const VdtDraft *const *) b;

  if (first->action->group_index != second->action->group_index)
    return first->action->group_index < second->action->group_index ? -1 : 1;
  if ((first->automation != NULL) != (second->automation != NULL))
    return first->automation == NULL ? -1 : 1;
  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static const char *const groups[] = { "triage", "containment", "investigation", "remediation" };

/* What a guidebook says comes first in its group; groups below @until are begun. */
static void
add_own_cards (VdtResponder *self,
               guint         until)
{
  while (self->next_group < until)
    vdt_respond_add_guidebook (self, groups[self->next_group++]);
}

/* One small step; FALSE when nothing is left. */
static gboolean
do_step (VdtResponder *self)
{
  switch (self->phase)
    {
    case PHASE_GATHER:
      if (vdt_summary_gather (self->run))
        {
          prepare (self);
          self->phase++;
        }
      return TRUE;

    case PHASE_RULES:
      if (self->cursor < self->rules->rules->len)
        {
          try_rule (self, g_ptr_array_index (self->rules->rules, self->cursor++));
          return TRUE;
        }
      g_ptr_array_sort (self->draft_list, compare_drafts);
      join_families (self);
      self->cursor = 0;
      self->phase++;
      return TRUE;

    case PHASE_CLASSIFY:
      vdt_respond_classify (self);
      vdt_respond_choose_guidebook (self);
      self->phase++;
      return TRUE;

    case PHASE_CARDS:
      if (self->cursor < self->draft_list->len)
        {
          const VdtDraft *draft = g_ptr_array_index (self->draft_list, self->cursor++);
          g_autoptr(VdtCard) card = NULL;

          /* The organisation's own word wins. */
          add_own_cards (self, draft->action->group_index + 1);
          if (vdt_respond_is_overridden (self, draft))
            return TRUE;
          card = vdt_respond_make_card (self, draft);
          vdt_proposal_add_card (self->run->proposal, card);
          return TRUE;
        }
      add_own_cards (self, G_N_ELEMENTS (groups));
      vdt_summary_run_seal (self->run);
      self->phase++;
      return FALSE;

    default:
      return FALSE;
    }
}

static gboolean
responder_step (VdtResponder *self,
                gint64        budget)
{
  gint64 deadline = g_get_monotonic_time () + budget;

  while (do_step (self))
    if (g_get_monotonic_time () >= deadline)
      return TRUE;

  return FALSE;
}

/**
 * vdt_summarizer_respond_with:
 * @self: a summarizer
 * @incident: a loaded incident
 * @similar: (nullable): #VdtSimilarIncident of the archive, the likest first
 * @guidebooks: (nullable): #VdtGuidebook; what is active of them wins over the rules
 *
 * Cards for triage, containment, investigation and remediation, each with the
 * statements it rests on; the section of a statement is its card's group.
 * Deterministic as the summary is. For tests and the command line, where nothing
 * waits.
 *
 * Returns: (transfer full): what to do, of the kind "response"
 */
VdtProposal *
vdt_summarizer_respond_with (VdtSummarizer *self,
                             VdtIncident   *incident,
                             GListModel    *similar,
                             GListModel    *guidebooks)
{
  g_autoptr(VdtProposal) proposal = NULL;
  VdtResponder *responder;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  proposal = vdt_proposal_new ("response", vdt_incident_get_id (incident));
  responder = responder_new (self, incident, similar, guidebooks, proposal);
  while (responder_step (responder, G_USEC_PER_SEC))
    ;
  responder_free (responder);

  return g_steal_pointer (&proposal);
}

/**
 * vdt_summarizer_respond:
 * @self: a summarizer
 * @incident: a loaded incident
 * @similar: (nullable): #VdtSimilarIncident of the archive, the likest first
 *
 * As vdt_summarizer_respond_with(), by the built-in rules alone.
 *
 * Returns: (transfer full): what to do, of the kind "response"
 */
VdtProposal *
vdt_summarizer_respond (VdtSummarizer *self,
                        VdtIncident   *incident,
                        GListModel    *similar)
{
  return vdt_summarizer_respond_with (self, incident, similar, NULL);
}

static gboolean
step_cb (gpointer user_data)
{
  GTask *task = user_data;
  VdtResponder *responder = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      vdt_proposal_set_state (responder->run->proposal, "stopped");
      g_task_return_error_if_cancelled (task);
      return G_SOURCE_REMOVE;
    }

  if (responder_step (responder, VDT_SUMMARY_SLICE))
    return G_SOURCE_CONTINUE;

  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

/**
 * vdt_summarizer_respond_async:
 * @self: a summarizer
 * @incident: a loaded incident; must not change until the callback
 * @similar: (nullable): #VdtSimilarIncident of the archive, the likest first
 * @guidebooks: (nullable): #VdtGuidebook; what is active of them wins over the rules
 * @proposal: of the kind "response"; grows
 * @cancellable: (nullable): stops it
 * @callback: called once; it ends with vdt_summarizer_respond_finish()
 * @user_data: for @callback
 *
 * Works in slices on the caller's main context, as the summary does.
 */
void
vdt_summarizer_respond_async (VdtSummarizer       *self,
                              VdtIncident         *incident,
                              GListModel          *similar,
                              GListModel          *guidebooks,
                              VdtProposal         *proposal,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSource) source = NULL;

  g_return_if_fail (self != NULL && VDT_IS_INCIDENT (incident) && VDT_IS_PROPOSAL (proposal));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, vdt_summarizer_respond_async);
  g_task_set_task_data (task, responder_new (self, incident, similar, guidebooks, proposal),
                        (GDestroyNotify) responder_free);

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT_IDLE - 40);
  g_source_set_callback (source, step_cb, g_steal_pointer (&task), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * vdt_summarizer_respond_finish:
 * @self: a summarizer
 * @result: what the callback was given
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: %TRUE if all cards are there
 */
gboolean
vdt_summarizer_respond_finish (VdtSummarizer  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
