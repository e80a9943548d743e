/* vdt-respond-guidebook.c
 *
 * The organisation's own guidebooks: the one that fits the incident best says what to do
 * before the built-in rules do, and instead of them where both speak of the same.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-guidebook.h"
#include "vdt-respond-private.h"
#include "vdt-safe-text.h"

/* Before any built-in card of its group. */
#define WEIGHT 1000

/* Alerts that one of the entry's features fits; all of the incident if it asks for
 * none. */
static GPtrArray *
matching_alerts (VdtResponder      *self,
                 VdtGuidebookEntry *entry)
{
  const char *const *features = vdt_guidebook_entry_get_features (entry);
  GPtrArray *alerts = g_ptr_array_new ();
  gboolean asks = FALSE;

  for (guint i = 0; i < self->run->alerts->len; i++)
    {
      VdtSummaryAlert *alert = vdt_summary_alert_at (self->run, i);

      for (guint j = 0; features != NULL && features[j] != NULL; j++)
        {
          const char *value = strchr (features[j], ':') + 1;
          const char *list[] = { value, NULL };
          gboolean stage = g_str_has_prefix (features[j], "stage:");
          gboolean technique = g_str_has_prefix (features[j], "technique:");

          asks |= stage || technique;
          if ((stage && vdt_respond_stage_is (alert, list)) ||
              (technique && vdt_respond_technique_is (alert, list, NULL)))
            {
              g_ptr_array_add (alerts, alert);
              break;
            }
        }
    }
  for (guint i = 0; !asks && i < self->run->alerts->len; i++)
    g_ptr_array_add (alerts, vdt_summary_alert_at (self->run, i));

  return alerts;
}

/* Whether an entry asks for something that only some incidents have. */
static gboolean
is_specific (VdtGuidebookEntry *entry)
{
  const char *const *features = vdt_guidebook_entry_get_features (entry);

  for (guint i = 0; features != NULL && features[i] != NULL; i++)
    if (g_str_has_prefix (features[i], "stage:") || g_str_has_prefix (features[i], "technique:"))
      return TRUE;

  return FALSE;
}

static gboolean
is_active (VdtGuidebookEntry *entry)
{
  return g_strcmp0 (vdt_guidebook_entry_get_state (entry), "active") == 0;
}

/* How well a guidebook fits: of its specific entries, how many do, in per mille; a
 * guidebook of general entries only fits a little. */
static guint
fit_of (VdtResponder *self,
        VdtGuidebook *guidebook)
{
  GListModel *entries = vdt_guidebook_get_entries (guidebook);
  guint n = 0, n_fit = 0, n_general = 0;

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);
      g_autoptr(GPtrArray) alerts = NULL;

      if (!is_active (entry))
        continue;
      if (!is_specific (entry))
        {
          n_general++;
          continue;
        }
      n++;
      alerts = matching_alerts (self, entry);
      n_fit += alerts->len > 0;
    }

  return n_fit > 0 ? 1 + n_fit * 1000 / n : n == 0 && n_general > 0 ? 1 : 0;
}

/* Entities of the kinds that the entry names, of the alerts that it fits. */
static GPtrArray *
find_entities (VdtResponder      *self,
               VdtGuidebookEntry *entry,
               GPtrArray         *alerts)
{
  const char *const *features = vdt_guidebook_entry_get_features (entry);

  for (guint i = 0; features != NULL && features[i] != NULL; i++)
    if (g_str_has_prefix (features[i], "kind:"))
      {
        GPtrArray *assets = vdt_summary_assets_in (self->run, alerts, features[i] + strlen ("kind:"));

        if (assets->len > 0)
          return assets;
        g_ptr_array_unref (assets);
      }

  return g_ptr_array_new ();
}

static gboolean
applies (VdtGuidebookEntry *entry,
         GPtrArray         *alerts)
{
  return is_active (entry) && (alerts->len > 0 || !is_specific (entry));
}

static void
cite_alerts (VdtPhrase *sentence,
             GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len && i < VDT_RESPOND_MOST_CITED; i++)
    vdt_phrase_cite (sentence, ((VdtSummaryAlert *) g_ptr_array_index (alerts, i))->fact);
}

static void
set_entities (VdtCard   *card,
              GPtrArray *entities)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < entities->len; i++)
    g_ptr_array_add (keys, (gpointer) vdt_asset_get_key (((VdtSummaryAsset *) g_ptr_array_index (entities, i))->asset));
  if (entities->len == 1)
    vdt_record_set_text (card, "entity", g_ptr_array_index (keys, 0));
  if (entities->len > 0)
    vdt_record_set_text (card, "entity-kind", ((VdtSummaryAsset *) g_ptr_array_index (entities, 0))->kind);
  g_ptr_array_add (keys, NULL);
  vdt_record_set_words (card, "entities", (const char *const *) keys->pdata);
}

static void
add_card (VdtResponder      *self,
          VdtGuidebook      *guidebook,
          VdtGuidebookEntry *entry,
          GPtrArray         *alerts)
{
  VdtSummaryRun *run = self->run;
  const VdtRuleAction *action = g_hash_table_lookup (self->rules->by_id, vdt_guidebook_entry_get_action (entry) != NULL
                                                     ? vdt_guidebook_entry_get_action (entry) : "");
  g_autoptr(GPtrArray) entities = find_entities (self, entry, alerts);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autofree char *key = g_strconcat ("guidebook:", vdt_guidebook_entry_get_id (entry), NULL);
  g_autofree char *title = vdt_safe_text (vdt_guidebook_entry_get_title (entry), -1, 400, NULL);
  g_autoptr(VdtCard) card = vdt_card_new (key);
  VdtPhrase *sentence = vdt_phrase_new_text (title);

  vdt_record_set_text (card, "group", vdt_guidebook_entry_get_group (entry));
  vdt_record_set_text (card, "action", action != NULL ? action->id : "guidebook");
  vdt_record_set_flag (card, "outward", action != NULL && action->outward);
  vdt_record_set_text (card, "source", vdt_guidebook_get_title (guidebook));
  vdt_record_set_text (card, "title", title);
  vdt_record_set_words (card, "steps", vdt_guidebook_entry_get_steps (entry));
  vdt_record_set_count (card, "weight", WEIGHT);
  set_entities (card, entities);

  cite_alerts (sentence, alerts);
  if (alerts->len == 0)
    vdt_phrase_cite (sentence, run->incident_fact);
  vdt_respond_say (self, card, sentence);

  vdt_phrase_args_set (args, "guidebook", vdt_phrase_book_quote (run->book, vdt_guidebook_get_title (guidebook), 80,
                                                                NULL));
  vdt_phrase_args_set (args, "heading", vdt_phrase_book_quote (run->book, vdt_guidebook_entry_get_heading (entry), 120,
                                                              NULL));
  if (entities->len > 0)
    vdt_phrase_args_set (args, "entities",
                         vdt_summary_assets (run, entities, 6, vdt_record_get_text (card, "entity-kind")));
  sentence = vdt_summary_frame (run, "reason.guidebook", args);
  cite_alerts (sentence, alerts);
  vdt_phrase_cite (sentence, run->incident_fact);
  vdt_respond_say (self, card, sentence);

  vdt_proposal_add_card (run->proposal, card);
}

/**
 * vdt_respond_choose_guidebook:
 * @self: a responder that has tried its rules
 *
 * Finds the active guidebook that fits best, and what it speaks of.
 */
void
vdt_respond_choose_guidebook (VdtResponder *self)
{
  guint best_fit = 0;
  GListModel *entries;

  if (self->guidebooks == NULL || !vdt_respond_has_flag (self, "open"))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (self->guidebooks); i++)
    {
      g_autoptr(VdtGuidebook) guidebook = g_list_model_get_item (self->guidebooks, i);
      guint fit = g_strcmp0 (vdt_guidebook_get_state (guidebook), "active") == 0 ? fit_of (self, guidebook) : 0;

      if (fit > best_fit)
        {
          best_fit = fit;
          g_set_object (&self->guidebook, guidebook);
        }
    }
  if (self->guidebook == NULL)
    return;

  entries = vdt_guidebook_get_entries (self->guidebook);
  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);
      g_autoptr(GPtrArray) alerts = matching_alerts (self, entry);
      const VdtRuleAction *action = vdt_guidebook_entry_get_action (entry) != NULL
        ? g_hash_table_lookup (self->rules->by_id, vdt_guidebook_entry_get_action (entry)) : NULL;

      if (action != NULL && applies (entry, alerts))
        g_hash_table_insert (self->overridden, (gpointer) action->id, find_entities (self, entry, alerts));
    }
}

/**
 * vdt_respond_add_guidebook:
 * @self: a responder that has chosen a guidebook
 * @group: a group
 *
 * Adds the guidebook's cards of @group.
 */
void
vdt_respond_add_guidebook (VdtResponder *self,
                           const char   *group)
{
  GListModel *entries = self->guidebook != NULL ? vdt_guidebook_get_entries (self->guidebook) : NULL;
  guint n = entries != NULL ? g_list_model_get_n_items (entries) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtGuidebookEntry) entry = g_list_model_get_item (entries, i);
      g_autoptr(GPtrArray) alerts = NULL;

      if (g_strcmp0 (vdt_guidebook_entry_get_group (entry), group) != 0)
        continue;
      alerts = matching_alerts (self, entry);
      if (applies (entry, alerts))
        add_card (self, self->guidebook, entry, alerts);
    }
}

/**
 * vdt_respond_is_overridden:
 * @self: a responder
 * @draft: what the built-in rules would propose
 *
 * Returns: %TRUE if the guidebook says the same of all that @draft is about
 */
gboolean
vdt_respond_is_overridden (VdtResponder   *self,
                           const VdtDraft *draft)
{
  GPtrArray *entities = g_hash_table_lookup (self->overridden, draft->action->id);

  if (entities == NULL)
    return FALSE;

  for (guint i = 0; entities->len > 0 && i < draft->entities->len; i++)
    if (!g_ptr_array_find (entities, g_ptr_array_index (draft->entities, i), NULL))
      return FALSE;

  return TRUE;
}
