/* vdt-session-response.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-session-response.h"

#include "vdt-entity-summary.h"
#include "vdt-respond.h"
#include "vdt-session-private.h"
#include "vdt-similar.h"
#include "vdt-store-guidebook.h"
#include "vdt-store-log.h"

#define MOST_SIMILAR 5

/* The response to one incident. */
typedef struct
{
  VdtProposal  *current;
  GCancellable *cancellable;
} Response;

typedef struct
{
  VdtIncident *incident;
  VdtProposal *proposal;
} Run;

void
vdt_session_response_free (gpointer data)
{
  Response *response = data;

  if (response->cancellable != NULL)
    g_cancellable_cancel (response->cancellable);
  g_clear_object (&response->cancellable);
  g_clear_object (&response->current);
  g_free (response);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->incident);
  g_object_unref (run->proposal);
  g_free (run);
}

/**
 * vdt_session_get_response:
 * @self: a session
 * @incident: a live incident
 *
 * Returns: (transfer none) (nullable): the response that stands or is being made
 */
VdtProposal *
vdt_session_get_response (VdtSession  *self,
                          VdtIncident *incident)
{
  Response *response;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  response = g_hash_table_lookup (self->responses, vdt_incident_get_id (incident));

  return response != NULL ? response->current : NULL;
}

/**
 * vdt_session_find_task:
 * @self: a session
 * @incident: a live incident
 * @key: of a card or a task
 *
 * Returns: (transfer full) (nullable): the task of the incident that has it
 */
VdtTask *
vdt_session_find_task (VdtSession  *self,
                       VdtIncident *incident,
                       const char  *key)
{
  GListModel *tasks = vdt_incident_get_tasks (incident);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (vdt_task_get_key (task), key) == 0)
        return g_steal_pointer (&task);
    }

  return NULL;
}

/**
 * vdt_session_summarize_entity:
 * @self: a session
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 *
 * Returns: (transfer full) (nullable): what the evidence says of it, or %NULL if the
 *   incident has no such entity
 */
VdtProposal *
vdt_session_summarize_entity (VdtSession  *self,
                              VdtIncident *incident,
                              const char  *key)
{
  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  return vdt_summarizer_entity (vdt_session_get_summarizer (self), incident, key, NULL);
}

static void
add_queries (GListStore *list,
             GPtrArray  *queries)
{
  for (guint i = 0; i < queries->len; i++)
    {
      const VdtEntityQuery *query = g_ptr_array_index (queries, i);
      g_autoptr(VdtCard) card = vdt_card_new (query->id);

      vdt_record_set_text (card, "group", "investigation");
      vdt_record_set_text (card, "title", query->title);
      vdt_record_set_text (card, "query-title", query->title);
      vdt_record_set_text (card, "query", query->kql);
      g_list_store_append (list, card);
    }
}

/**
 * vdt_session_entity_queries:
 * @self: a session
 * @incident: a loaded incident
 * @key: key of one of its assets, or its name
 *
 * Returns: (transfer full): #VdtCard of the group `investigation`, each with a query
 *   about it
 */
GListModel *
vdt_session_entity_queries (VdtSession  *self,
                            VdtIncident *incident,
                            const char  *key)
{
  g_autoptr(GPtrArray) queries = NULL;
  GListStore *list;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);

  queries = vdt_summarizer_entity_queries (vdt_session_get_summarizer (self), incident, key);
  list = g_list_store_new (VDT_TYPE_CARD);
  add_queries (list, queries);

  return G_LIST_MODEL (list);
}

/* A card is in the state of its task, if a person has decided on it. */
static void
sync_cards (VdtSession  *self,
            VdtIncident *incident,
            VdtProposal *proposal)
{
  GListModel *cards = vdt_proposal_get_cards (proposal);

  for (guint i = 0; i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);
      g_autoptr(VdtTask) task = vdt_session_find_task (self, incident, vdt_card_get_key (card));
      const char *automation = vdt_record_get_text (card, "automation");
      const char *state = automation != NULL ? "automated" : "proposed";

      if (task != NULL)
        state = g_strcmp0 (vdt_task_get_state (task), "open") == 0 ? "accepted" : vdt_task_get_state (task);
      vdt_record_set_text (card, "state", state);
    }
}

static void
responded_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!vdt_summarizer_respond_finish (vdt_session_get_summarizer (self), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_object_set (run->proposal, "message", error->message, NULL);
      vdt_proposal_set_state (run->proposal, "stopped");
      return;
    }

  sync_cards (self, run->incident, run->proposal);
}

static void
guidebooks_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) guidebooks = vdt_store_list_guidebooks_finish (VDT_STORE (object), result, &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      vdt_proposal_set_state (run->proposal, "stopped");
      return;
    }
  if (guidebooks == NULL)
    g_message ("guidebooks cannot be read: %s", error->message);

  vdt_summarizer_respond_async (vdt_session_get_summarizer (self), run->incident,
                                G_LIST_MODEL (vdt_record_get_list (run->proposal, "similar")), guidebooks,
                                run->proposal, g_task_get_cancellable (task), responded_cb, g_object_ref (task));
}

static void
features_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  VdtSession *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) archive = vdt_store_load_features_finish (VDT_STORE (object), result, &error);
  g_autoptr(GListStore) similar = NULL;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      vdt_proposal_set_state (run->proposal, "stopped");
      return;
    }

  if (archive != NULL)
    {
      g_autoptr(VdtSimilarIndex) index = vdt_similar_index_new (archive);
      guint judged = 0;
      guint hits = vdt_similar_index_hit_rate (index, &judged);

      similar = vdt_similar_index_find (index, vdt_incident_get_id (run->incident), MOST_SIMILAR);
      vdt_record_set_count (run->proposal, "similar-hits", hits);
      vdt_record_set_count (run->proposal, "similar-judged", judged);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (similar)); i++)
        {
          g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (similar), i);

          g_list_store_append (vdt_record_get_list (run->proposal, "similar"), item);
        }
    }
  else
    g_message ("similar incidents cannot be looked for: %s", error->message);

  vdt_store_list_guidebooks_async (self->store, g_task_get_cancellable (task), guidebooks_cb, g_object_ref (task));
}

/**
 * vdt_session_respond:
 * @self: an open session
 * @incident: a live incident
 * @regenerate: make it anew even if there is one
 *
 * The response that stands, or a new one: its state is `streaming` and its cards come
 * in. The cards of an incident with tasks have the states of these.
 *
 * Returns: (transfer none): the response
 */
VdtProposal *
vdt_session_respond (VdtSession  *self,
                     VdtIncident *incident,
                     gboolean     regenerate)
{
  const char *id;
  Response *response;
  g_autoptr(GTask) task = NULL;
  Run *run;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (self->store != NULL, NULL);

  id = vdt_incident_get_id (incident);
  response = g_hash_table_lookup (self->responses, id);
  if (response != NULL && !regenerate)
    return response->current;

  response = g_new0 (Response, 1);
  response->cancellable = g_cancellable_new ();
  response->current = vdt_proposal_new ("response", id);
  vdt_proposal_set_state (response->current, "streaming");
  vdt_record_set_time (response->current, "created-at", self->clock (self->clock_data));
  g_hash_table_replace (self->responses, g_strdup (id), response);

  run = g_new0 (Run, 1);
  run->incident = g_object_ref (incident);
  run->proposal = g_object_ref (response->current);
  task = g_task_new (self, response->cancellable, NULL, NULL);
  g_task_set_source_tag (task, vdt_session_respond);
  g_task_set_task_data (task, run, run_free);
  vdt_store_load_features_async (self->store, response->cancellable, features_cb, g_steal_pointer (&task));

  return response->current;
}

/* An incident was brought up to date: its tasks show in the cards; other facts make
 * the response out of date. */
void
vdt_session_response_changed (VdtSession  *self,
                              VdtIncident *incident)
{
  VdtProposal *proposal = vdt_session_get_response (self, incident);
  g_autofree char *hash = NULL;

  if (proposal == NULL || vdt_proposal_get_input_hash (proposal) == NULL)
    return;

  sync_cards (self, incident, proposal);
  hash = vdt_summarizer_input_hash (vdt_session_get_summarizer (self), incident);
  if (g_strcmp0 (hash, vdt_proposal_get_input_hash (proposal)) != 0)
    vdt_proposal_set_state (proposal, "stale");
}

/* What can be done here at once, besides noting it as a task. */
static gboolean
set_locally (VdtSession  *self,
             VdtIncident *incident,
             VdtCard     *card,
             VdtChange   *change)
{
  const char *action = vdt_card_get_action (card);
  const char *id = vdt_incident_get_id (incident);

  if (g_strcmp0 (action, "classify") == 0)
    {
      vdt_change_set (change, "incident", id, "classification", vdt_record_get_text (card, "classification"));
      vdt_change_set (change, "incident", id, "determination", vdt_record_get_text (card, "determination"));
    }
  else if (g_strcmp0 (action, "take-incident") == 0)
    vdt_change_set (change, "incident", id, "owner", vdt_session_get_analyst (self));
  else if (g_strcmp0 (action, "raise-severity") == 0)
    vdt_change_set (change, "incident", id, "severity", "high");
  else
    return FALSE;

  return TRUE;
}

/**
 * vdt_session_new_card_change:
 * @self: an open session
 * @incident: a live incident
 * @card: a card of its response
 * @state: `accepted`, `in-progress`, `done` or `not-applicable`
 *
 * What follows when a person decides on a card: it becomes a task of the incident, of
 * which the analyst is the owner. Classification, owner and severity are set at once,
 * and the task is done with that. What reaches outside Vedette is only noted, as to be
 * done by hand.
 *
 * Returns: (transfer full): for vdt_session_apply_async()
 */
VdtChange *
vdt_session_new_card_change (VdtSession  *self,
                             VdtIncident *incident,
                             VdtCard     *card,
                             const char  *state)
{
  static const char *const words[] = { "steps" };
  static const char *const texts[] = { "group", "action", "entity", "source" };
  g_autoptr(VdtTask) task = NULL;
  g_autoptr(VdtStatement) statement = NULL;
  VdtChange *change;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_CARD (card), NULL);

  task = vdt_task_new (vdt_card_get_key (card), vdt_card_get_title (card));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    vdt_record_set_text (task, texts[i], vdt_record_get_text (card, texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    vdt_record_set_words (task, words[i], vdt_record_get_words (card, words[i]));
  statement = g_list_model_get_item (vdt_card_get_statements (card), 0);
  if (statement != NULL)
    vdt_record_set_words (task, "fact-ids", vdt_statement_get_fact_ids (statement));
  vdt_record_set_flag (task, "outward", vdt_card_get_outward (card));
  vdt_record_set_text (task, "owner", vdt_session_get_analyst (self));
  vdt_record_set_text (task, "state", g_strcmp0 (state, "accepted") == 0 ? "open" : state);

  change = vdt_change_new_task (vdt_incident_get_id (incident), task);
  if (g_strcmp0 (state, "accepted") == 0 && set_locally (self, incident, card, change))
    vdt_record_set_text (task, "state", "done");

  return change;
}

/**
 * vdt_session_new_task_change:
 * @self: an open session
 * @incident: a live incident
 * @task: one of its tasks, or a new one
 * @state: (nullable): its new state
 * @owner: (nullable): its new owner
 *
 * Returns: (transfer full): for vdt_session_apply_async()
 */
VdtChange *
vdt_session_new_task_change (VdtSession  *self,
                             VdtIncident *incident,
                             VdtTask     *task,
                             const char  *state,
                             const char  *owner)
{
  g_autoptr(VdtTask) copy = NULL;

  g_return_val_if_fail (VDT_IS_SESSION (self), NULL);
  g_return_val_if_fail (VDT_IS_TASK (task), NULL);

  copy = vdt_task_new (vdt_task_get_key (task), vdt_task_get_title (task));
  vdt_record_copy (copy, task);
  if (state != NULL)
    vdt_record_set_text (copy, "state", state);
  if (owner != NULL)
    vdt_record_set_text (copy, "owner", owner);

  return vdt_change_new_task (vdt_incident_get_id (incident), copy);
}

/**
 * vdt_session_rate_card:
 * @self: an open session
 * @incident: a live incident
 * @card: one of the cards of its response
 * @verdict: `up` or `down`
 *
 * Keeps what the analyst thinks of a card in the log of the incident. It is sent nowhere.
 */
void
vdt_session_rate_card (VdtSession  *self,
                       VdtIncident *incident,
                       VdtCard     *card,
                       const char  *verdict)
{
  g_autoptr(VdtActivity) entry = NULL;

  g_return_if_fail (VDT_IS_SESSION (self));
  g_return_if_fail (VDT_IS_INCIDENT (incident));
  g_return_if_fail (VDT_IS_CARD (card));

  entry = vdt_activity_new ();
  g_object_set (entry,
                "incident-id", vdt_incident_get_id (incident),
                "actor", self->analyst,
                "actor-kind", "person",
                "action", "rate-card",
                "target-kind", "card",
                "target-id", vdt_card_get_key (card),
                "after", verdict,
                "note", vdt_card_get_title (card),
                NULL);
  vdt_store_log_async (self->store, entry, NULL, NULL, NULL);
}

static void
add_hunt (VdtSession  *self,
          VdtIncident *incident,
          VdtAsset    *asset,
          gint64       at,
          GListStore  *list)
{
  g_autoptr(GPtrArray) queries = vdt_summarizer_hunt_queries (vdt_session_get_summarizer (self), incident,
                                                              vdt_asset_get_key (asset), at);

  add_queries (list, queries);
}

static gboolean
has_id (const char * const *ids,
        const char         *id)
{
  return ids != NULL && id != NULL && g_strv_contains (ids, id);
}

static gboolean
is_of_alert (VdtAsset *asset,
             gpointer  record)
{
  return VDT_IS_ALERT (record) && has_id (vdt_asset_get_alert_ids (asset), vdt_alert_get_id (record));
}

/**
 * vdt_session_hunt_queries:
 * @self: a session
 * @incident: a loaded incident
 * @record: (type VdtRecord): an asset, a piece of evidence, an alert or another record
 *   of it
 *
 * What can be asked of the hunting tables about a thing of a case: of an alert what
 * happened on its devices half an hour before and after, of an entity all activity an
 * hour around the incident, where else it was seen, and other alerts.
 *
 * Returns: (transfer full): #VdtCard, each with a query; empty for what is no entity
 */
GListModel *
vdt_session_hunt_queries (VdtSession  *self,
                          VdtIncident *incident,
                          gpointer     record)
{
  GListModel *assets;
  GListStore *list;

  g_return_val_if_fail (VDT_IS_SESSION (self) && VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (VDT_IS_RECORD (record), NULL);

  list = g_list_store_new (VDT_TYPE_CARD);
  assets = vdt_incident_get_assets (incident);
  for (guint i = 0; i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      if (is_of_alert (asset, record) && vdt_alert_get_first_activity_at (record) != VDT_TIME_UNSET)
        add_hunt (self, incident, asset, vdt_alert_get_first_activity_at (record), list);
      if (asset == record || (VDT_IS_EVIDENCE (record) &&
                              has_id (vdt_asset_get_evidence_ids (asset), vdt_record_get_text (record, "id"))))
        add_hunt (self, incident, asset, VDT_TIME_UNSET, list);
    }
  /* An alert on no device leads to its entities. */
  for (guint i = 0; VDT_IS_ALERT (record) && g_list_model_get_n_items (G_LIST_MODEL (list)) == 0 &&
                    i < g_list_model_get_n_items (assets); i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      if (is_of_alert (asset, record))
        add_hunt (self, incident, asset, VDT_TIME_UNSET, list);
    }

  return G_LIST_MODEL (list);
}
