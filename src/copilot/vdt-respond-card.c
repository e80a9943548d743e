/* vdt-respond-card.c
 *
 * A card in words: the act, the reasons with their facts, effect and way back.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-data.h"
#include "vdt-respond-private.h"

#define MOST_STAGES 3
#define MOST_TECHNIQUES 3
#define MOST_NAMED 6

/**
 * vdt_respond_say:
 * @self: a responder
 * @card: gets the statement
 * @sentence: (transfer full): what; it must cite a fact
 *
 * Says it, in the proposal and on the card.
 */
void
vdt_respond_say (VdtResponder *self,
                 VdtCard      *card,
                 VdtPhrase    *sentence)
{
  GListModel *statements = vdt_proposal_get_statements (self->run->proposal);
  guint before = g_list_model_get_n_items (statements);
  g_autoptr(VdtStatement) statement = NULL;

  vdt_summary_say (self->run, vdt_card_get_group (card), sentence);
  if (g_list_model_get_n_items (statements) == before)
    return;

  statement = g_list_model_get_item (statements, before);
  vdt_card_add_statement (card, statement);
}

static VdtPhrase *
join_terms (VdtSummaryRun *run,
            GPtrArray     *nicks,
            guint          most,
            VdtPhrase   *(*say) (VdtSummaryRun *run, const char *nick))
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < nicks->len && i < most; i++)
    g_ptr_array_add (names, say (run, g_ptr_array_index (nicks, i)));

  return vdt_phrase_book_join (run->book, names, 0, NULL);
}

static VdtPhrase *
say_stage (VdtSummaryRun *run,
           const char    *nick)
{
  return vdt_summary_term (run, "stage", nick);
}

static gint64
first_time (GPtrArray *alerts)
{
  gint64 first = VDT_TIME_UNSET;

  for (guint i = 0; i < alerts->len; i++)
    {
      const VdtSummaryAlert *alert = g_ptr_array_index (alerts, i);

      if (alert->start != VDT_TIME_UNSET && (first == VDT_TIME_UNSET || alert->start < first))
        first = alert->start;
    }

  return first;
}

static const char *
noun_of (const VdtDraft *draft)
{
  const VdtSummaryAsset *asset = draft->entities->len > 0 ? g_ptr_array_index (draft->entities, 0) : NULL;

  return asset != NULL ? asset->kind : "other";
}

/* What the frames of a card can say. */
static VdtPhraseArgs *
make_args (VdtResponder   *self,
           const VdtDraft *draft)
{
  VdtSummaryRun *run = self->run;
  VdtPhraseArgs *args = vdt_phrase_args_new ();
  const VdtSummaryAlert *start = run->alerts->len == 0 ? NULL : vdt_summary_alert_at (run, 0);
  const char *redirect = vdt_incident_get_redirect_id (run->incident);
  const char *classification = vdt_incident_get_classification (run->incident);
  const char *severity = vdt_incident_get_severity (run->incident);
  gint64 first = first_time (draft->sight->alerts);

  vdt_phrase_args_set (args, "entities", vdt_summary_assets (run, draft->entities, MOST_NAMED, noun_of (draft)));
  vdt_phrase_args_set_count (args, "n", draft->entities->len);
  vdt_phrase_args_set (args, "stages", join_terms (run, draft->sight->stages, MOST_STAGES, say_stage));
  vdt_phrase_args_set (args, "techniques", join_terms (run, draft->sight->techniques, MOST_TECHNIQUES,
                                                       vdt_summary_technique));
  vdt_phrase_args_set_count (args, "alerts", draft->sight->alerts->len);
  vdt_phrase_args_set (args, "redirect", vdt_phrase_book_quote (run->book, redirect, 40, NULL));
  vdt_phrase_args_set (args, "severity", vdt_summary_is_known (severity)
                       ? vdt_summary_term (run, "rating", severity) : vdt_phrase_new_text ("unknown"));
  if (vdt_summary_is_known (classification))
    vdt_phrase_args_set (args, "classification", vdt_summary_term (run, "classification", classification));
  if (first != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "first", vdt_summary_point (run, first));
  if (start != NULL && start->start != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "when", vdt_summary_point (run, start->start));
  vdt_phrase_args_set (args, "users", vdt_phrase_ref (self->users));
  vdt_phrase_args_set (args, "devices", vdt_phrase_ref (self->devices));

  return args;
}

static void
cite_alerts (VdtPhrase *sentence,
             GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len && i < VDT_RESPOND_MOST_CITED; i++)
    vdt_phrase_cite (sentence, ((const VdtSummaryAlert *) g_ptr_array_index (alerts, i))->fact);
}

/* All that the rules saw; of the incident itself if that is nothing. */
static void
cite_all (VdtResponder   *self,
          VdtPhrase      *sentence,
          const VdtDraft *draft)
{
  gsize n = 0;

  cite_alerts (sentence, draft->sight->alerts);
  for (guint i = 0; i < draft->sight->seen->len; i++)
    {
      const VdtSeen *seen = g_ptr_array_index (draft->sight->seen, i);

      for (guint j = 0; j < seen->facts->len; j++)
        vdt_phrase_cite (sentence, g_ptr_array_index (seen->facts, j));
    }
  vdt_phrase_get_facts (sentence, &n);
  if (n == 0)
    vdt_phrase_cite (sentence, self->run->incident_fact);
}

static void
say_seen (VdtResponder   *self,
          VdtCard        *card,
          const VdtDraft *draft,
          const VdtSeen  *seen)
{
  g_autoptr(VdtPhraseArgs) args = make_args (self, draft);
  g_autofree char *key = g_strconcat ("reason.", seen->frame, NULL);
  VdtPhrase *sentence;

  if (draft->sight->alerts->len == 0)
    vdt_phrase_args_set_count (args, "alerts", seen->facts->len);
  if (seen->group != NULL && g_str_equal (seen->group, "remediation"))
    vdt_phrase_args_set (args, "status", vdt_summary_term (self->run, "remediation", seen->nick));
  else if (seen->group != NULL)
    vdt_phrase_args_set (args, g_str_equal (seen->group, "shows") ? "sign" : seen->group,
                         vdt_summary_term (self->run, seen->group, seen->nick));
  if (seen->field != NULL)
    vdt_phrase_args_set (args, "field", vdt_summary_term (self->run, "field", seen->field));

  sentence = vdt_summary_frame (self->run, key, args);
  for (guint i = 0; i < seen->facts->len; i++)
    vdt_phrase_cite (sentence, g_ptr_array_index (seen->facts, i));
  if (seen->facts->len == 0 && draft->entities->len == 0)
    vdt_phrase_cite (sentence, self->run->incident_fact);
  vdt_respond_say (self, card, sentence);
}

static void
say_alerts (VdtResponder   *self,
            VdtCard        *card,
            const VdtDraft *draft)
{
  g_autoptr(VdtPhraseArgs) args = make_args (self, draft);
  VdtPhrase *sentence;

  if (draft->sight->alerts->len == 0)
    return;

  sentence = vdt_summary_frame (self->run, draft->entities->len > 0 ? "reason.alerts"
                                : draft->sight->stages->len > 0 ? "reason.alerts.incident" : "reason.alerts.other",
                                args);
  cite_alerts (sentence, draft->sight->alerts);
  vdt_respond_say (self, card, sentence);
  if (draft->sight->techniques->len > 0)
    {
      sentence = vdt_summary_frame (self->run, "reason.techniques", args);
      cite_alerts (sentence, draft->sight->alerts);
      vdt_respond_say (self, card, sentence);
    }
}

static void
say_reasons (VdtResponder   *self,
             VdtCard        *card,
             const VdtDraft *draft)
{
  VdtSummaryRun *run = self->run;
  g_autoptr(VdtPhraseArgs) args = make_args (self, draft);

  say_alerts (self, card, draft);
  for (guint i = 0; i < draft->sight->seen->len; i++)
    say_seen (self, card, draft, g_ptr_array_index (draft->sight->seen, i));
  if (draft->sight->alerts->len == 0 && draft->sight->seen->len == 0 && draft->entities->len > 0)
    vdt_respond_say (self, card, vdt_summary_frame (run, "reason.kind", args));

  for (guint i = 0; i < draft->rules->len; i++)
    {
      const VdtRule *rule = g_ptr_array_index (draft->rules, i);
      g_autofree char *key = g_strconcat ("why.", rule->id, NULL);
      VdtPhrase *sentence;

      if (!vdt_phrase_book_has_frame (run->book, key))
        continue;
      sentence = vdt_summary_frame (run, key, args);
      cite_all (self, sentence, draft);
      vdt_respond_say (self, card, sentence);
    }

  if (draft->automation != NULL)
    {
      vdt_phrase_args_set (args, "status", vdt_summary_term (run, "remediation", draft->automation));
      vdt_respond_say (self, card, vdt_summary_frame (run, "reason.automated", args));
    }
}

static void
set_words (VdtResponder        *self,
           VdtCard             *card,
           const VdtRuleAction *action,
           const VdtPhraseArgs *args)
{
  static const struct { const char *frame; const char *property; } texts[] = {
    { "effect.", "effect" }, { "undo.", "undo" },
  };
  VdtPhraseBook *book = self->run->book;
  g_autofree char *todo = g_strconcat ("todo.", action->id, NULL);
  guint n_steps = vdt_phrase_book_n_variants (book, todo);
  g_auto(GStrv) steps = g_new0 (char *, n_steps + 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *key = g_strconcat (texts[i].frame, action->id, NULL);
      g_autoptr(VdtPhrase) text = NULL;

      if (!vdt_phrase_book_has_frame (book, key))
        continue;
      text = vdt_phrase_book_render (book, key, 0, args);
      vdt_record_set_text (card, texts[i].property, vdt_phrase_get_text (text));
    }

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr(VdtPhrase) step = vdt_phrase_book_render (book, todo, i, args);

      steps[i] = g_strdup (vdt_phrase_get_text (step));
    }
  vdt_record_set_words (card, "steps", (const char *const *) steps);
}

static void
set_entities (VdtResponder   *self,
              VdtCard        *card,
              const VdtDraft *draft)
{
  g_autoptr(GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < draft->entities->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (draft->entities, i);

      g_ptr_array_add (keys, (gpointer) vdt_asset_get_key (asset->asset));
    }
  g_ptr_array_add (keys, NULL);
  vdt_record_set_words (card, "entities", (const char *const *) keys->pdata);

  if (draft->entities->len == 1)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (draft->entities, 0);
      g_autoptr(VdtPhrase) name = vdt_summary_asset (self->run, asset);

      vdt_record_set_text (card, "entity", vdt_asset_get_key (asset->asset));
      vdt_record_set_text (card, "entity-name", vdt_phrase_get_text (name));
    }
  if (draft->entities->len > 0)
    vdt_record_set_text (card, "entity-kind", noun_of (draft));
}

static void
set_rules (VdtCard        *card,
           const VdtDraft *draft)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GPtrArray) techniques = g_ptr_array_new ();

  for (guint i = 0; i < draft->rules->len; i++)
    {
      const VdtRule *rule = g_ptr_array_index (draft->rules, i);

      g_ptr_array_add (ids, (gpointer) rule->id);
      for (guint j = 0; rule->answers[j] != NULL; j++)
        if (!g_ptr_array_find_with_equal_func (techniques, rule->answers[j], g_str_equal, NULL))
          g_ptr_array_add (techniques, (gpointer) rule->answers[j]);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (techniques, NULL);
  vdt_record_set_words (card, "rules", (const char *const *) ids->pdata);
  vdt_record_set_words (card, "techniques", (const char *const *) techniques->pdata);
}

static void
set_query (VdtResponder   *self,
           VdtCard        *card,
           const VdtDraft *draft)
{
  const VdtRuleAction *action = draft->action;

  if (action->query != NULL)
    {
      g_autoptr(GVariant) query = vdt_rules_find (self->rules->queries, action->query);
      g_autofree char *text = vdt_respond_dup_query (self->run, self->rules->values, query, draft->entities);

      vdt_record_set_text (card, "query", text);
      if (text != NULL)
        vdt_record_set_text (card, "query-title", vdt_data_get_string (query, "title"));
    }
  if (action->message != NULL)
    {
      g_autofree char *message = vdt_respond_dup_message (self, action->message, draft->entities);

      vdt_record_set_text (card, "message", message);
    }
}

/**
 * vdt_respond_make_card:
 * @self: a responder
 * @draft: what is proposed
 *
 * Returns: (transfer full): the card; its statements are in the proposal
 */
VdtCard *
vdt_respond_make_card (VdtResponder   *self,
                       const VdtDraft *draft)
{
  const VdtRuleAction *action = draft->action;
  g_autoptr(VdtPhraseArgs) args = make_args (self, draft);
  const char *entity = draft->entities->len == 1
    ? vdt_asset_get_key (((const VdtSummaryAsset *) g_ptr_array_index (draft->entities, 0))->asset)
    : draft->entities->len > 1 ? "others" : "";
  g_autofree char *key = g_strconcat (action->id, ":", entity, NULL);
  g_autofree char *frame = g_strconcat ("action.", action->id, NULL);
  VdtCard *card = vdt_card_new (key);
  VdtPhrase *sentence = vdt_summary_frame (self->run, frame, args);

  vdt_record_set_text (card, "group", action->group);
  vdt_record_set_text (card, "action", action->id);
  vdt_record_set_flag (card, "outward", action->outward);
  vdt_record_set_count (card, "weight", draft->weight);
  vdt_record_set_text (card, "automation", draft->automation);
  if (draft->automation != NULL)
    vdt_record_set_text (card, "state", "automated");
  set_entities (self, card, draft);
  set_rules (card, draft);
  set_words (self, card, action, args);
  set_query (self, card, draft);

  cite_all (self, sentence, draft);
  vdt_record_set_text (card, "title", vdt_phrase_get_text (sentence));
  vdt_respond_say (self, card, sentence);
  say_reasons (self, card, draft);

  return card;
}
