/* vdt-respond-triage.c
 *
 * The proposed classification: signals of data/response/triage.json are weighed;
 * what speaks for and against is said, and where it does not suffice the engine
 * abstains and says what would settle it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-attack.h"
#include "vdt-data.h"
#include "vdt-respond-private.h"
#include "vdt-similar-incident.h"

#define MOST_AGAINST 4
#define MOST_SETTLE 3

static const char *const classes[] = { "truePositive", "falsePositive", "informationalExpectedActivity" };

/* A signal that holds. */
typedef struct
{
  const char *id;
  guint       of;           /* which class it speaks for */
  guint       weight;
  GPtrArray  *facts;
  GPtrArray  *entities;     /* VdtSummaryAsset */
  GPtrArray  *stages;
  const char *sign;
  guint       n;
  guint       total;
} Signal;

typedef struct
{
  VdtResponder *responder;
  GPtrArray    *signals;    /* Signal, as listed */
  guint         sums[G_N_ELEMENTS (classes)];
  guint         n_tactics;
} Scale;

static void
signal_free (gpointer data)
{
  Signal *signal = data;

  g_ptr_array_unref (signal->facts);
  g_ptr_array_unref (signal->entities);
  g_ptr_array_unref (signal->stages);
  g_free (signal);
}

static gint64
number_of (GVariant   *object,
           const char *member)
{
  gint64 number = 0;

  g_variant_lookup (object, member, "x", &number);

  return number;
}

static guint
class_index (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i], name) == 0)
      return i;

  return 0;
}

static void
see (Signal     *signal,
     const char *fact)
{
  signal->n++;
  if (signal->facts->len < VDT_RESPOND_MOST_CITED)
    g_ptr_array_add (signal->facts, (gpointer) fact);
}

static gboolean
contains (const char **list,
          const char  *nick)
{
  return nick != NULL && g_strv_contains (list, nick);
}

static void
see_entity (Signal     *signal,
            Scale      *scale,
            const char *fact)
{
  GPtrArray *assets = g_hash_table_lookup (scale->responder->run->assets_by_fact, fact);
  VdtSummaryAsset *asset = assets != NULL && assets->len > 0 ? g_ptr_array_index (assets, 0) : NULL;

  if (asset != NULL && !asset->system && !g_ptr_array_find (signal->entities, asset, NULL))
    g_ptr_array_add (signal->entities, asset);
}

/* Evidence with one of the verdicts, roles, states or signs that @object lists. */
static void
see_evidence (Scale    *scale,
              Signal   *signal,
              GVariant *object)
{
  VdtSummaryRun *run = scale->responder->run;
  g_autofree const char **verdicts = vdt_data_dup_strv (object, "verdicts");
  g_autofree const char **roles = vdt_data_dup_strv (object, "roles");
  g_autofree const char **states = vdt_data_dup_strv (object, "remediation");
  g_autofree const char **signs = vdt_data_dup_strv (object, "signs");

  for (guint i = 0; i < run->evidence_list->len; i++)
    {
      VdtEvidence *evidence = ((const VdtSummaryEvidence *) g_ptr_array_index (run->evidence_list, i))->evidence;
      const char *const *own = vdt_evidence_get_roles (evidence);
      const char *sign = signs[0] != NULL ? vdt_respond_sign_of (scale->responder, evidence) : NULL;
      gboolean holds = contains (verdicts, vdt_evidence_get_verdict (evidence))
                       || contains (states, vdt_evidence_get_remediation_status (evidence))
                       || contains (signs, sign);

      for (guint j = 0; own != NULL && own[j] != NULL; j++)
        holds |= contains (roles, own[j]);
      if (!holds)
        continue;
      if (sign != NULL && signal->sign == NULL)
        signal->sign = sign;
      see (signal, vdt_evidence_get_id (evidence));
      see_entity (signal, scale, vdt_evidence_get_id (evidence));
    }
}

static void
see_alerts (Scale    *scale,
            Signal   *signal,
            GVariant *object)
{
  VdtSummaryRun *run = scale->responder->run;
  g_autofree const char **stages = vdt_data_dup_strv (object, "stages");
  g_autofree const char **states = vdt_data_dup_strv (object, "investigation");
  g_autofree const char **classified = vdt_data_dup_strv (object, "alert-classifications");
  g_autofree const char **services = vdt_data_dup_strv (object, "services");

  for (guint i = 0; i < run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);
      /* A breach of data rules is of the tactic exfiltration, but no attack by that. */
      gboolean stage = g_strv_contains (stages, alert->stage);

      if (stage && !g_ptr_array_find_with_equal_func (signal->stages, alert->stage, g_str_equal, NULL))
        g_ptr_array_add (signal->stages, (gpointer) alert->stage);
      if (stage || contains (services, vdt_alert_get_service_source (alert->alert))
          || contains (states, vdt_alert_get_investigation_state (alert->alert))
          || contains (classified, vdt_alert_get_classification (alert->alert)))
        see (signal, alert->fact);
    }
}

static void
see_tags (Scale    *scale,
          Signal   *signal,
          GVariant *object)
{
  GPtrArray *assets = scale->responder->run->assets;
  g_autofree const char **tags = vdt_data_dup_strv (object, "tags");
  const char *tag;

  for (guint i = 0; tags[0] != NULL && i < assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (assets, i);

      if (asset->evidence->len > 0 && vdt_respond_has_tag (scale->responder, asset, tags, &tag))
        see (signal, vdt_evidence_get_id (g_ptr_array_index (asset->evidence, 0)));
    }
}

static void
see_flags (Scale    *scale,
           Signal   *signal,
           GVariant *object)
{
  g_autofree const char **flags = vdt_data_dup_strv (object, "flags");

  for (guint i = 0; flags[i] != NULL; i++)
    {
      GPtrArray *facts = g_hash_table_lookup (scale->responder->flags, flags[i]);

      for (guint j = 0; facts != NULL && j < facts->len; j++)
        see (signal, g_ptr_array_index (facts, j));
    }
}

/* Stages that are part of an attack, each once; the first alert of each. */
static void
see_tactics (Scale    *scale,
             Signal   *signal,
             GVariant *object)
{
  VdtSummaryRun *run = scale->responder->run;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 least = number_of (object, "min-tactics");

  for (guint i = 0; i < run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);

      if (vdt_attack_get_tactic (alert->tactic) != NULL && g_hash_table_add (seen, (gpointer) alert->tactic)
          && least > 0)
        see (signal, alert->fact);
    }
  scale->n_tactics = g_hash_table_size (seen);
  signal->total = scale->n_tactics;
  if (least > 0 && scale->n_tactics < least)
    signal->n = 0;
}

static void
weigh (Scale    *scale,
       GVariant *object)
{
  Signal *signal = g_new0 (Signal, 1);

  signal->id = vdt_data_get_string (object, "id");
  signal->of = class_index (vdt_data_get_string (object, "for"));
  signal->weight = (guint) number_of (object, "weight");
  signal->facts = g_ptr_array_new ();
  signal->entities = g_ptr_array_new ();
  signal->stages = g_ptr_array_new ();
  see_evidence (scale, signal, object);
  see_alerts (scale, signal, object);
  see_tags (scale, signal, object);
  see_flags (scale, signal, object);
  see_tactics (scale, signal, object);

  if (signal->n == 0)
    {
      signal_free (signal);
      return;
    }

  scale->sums[signal->of] += signal->weight;
  g_ptr_array_add (scale->signals, signal);
}

/* What became of similar incidents: the class that most of them got. */
static void
weigh_similar (Scale *scale)
{
  GListModel *similar = scale->responder->similar;
  guint n = similar != NULL ? g_list_model_get_n_items (similar) : 0;
  guint counts[G_N_ELEMENTS (classes)] = { 0 };
  guint total = 0, best = 0;
  Signal *signal;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtSimilarIncident) item = g_list_model_get_item (similar, i);
      const char *classification = vdt_similar_incident_get_classification (item);

      if (!vdt_summary_is_known (classification))
        continue;
      counts[class_index (classification)]++;
      total++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (classes); i++)
    if (counts[i] > counts[best])
      best = i;
  if (counts[best] == 0 || counts[best] * 3 < total * 2)
    return;

  signal = g_new0 (Signal, 1);
  signal->id = "similar";
  signal->of = best;
  signal->weight = MIN (counts[best] + 1, 4);
  signal->facts = g_ptr_array_new ();
  signal->entities = g_ptr_array_new ();
  signal->stages = g_ptr_array_new ();
  signal->n = counts[best];
  signal->total = total;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(VdtSimilarIncident) item = g_list_model_get_item (similar, i);

      if (g_strcmp0 (vdt_similar_incident_get_classification (item), classes[best]) == 0)
        g_ptr_array_add (signal->facts, (gpointer) vdt_respond_add_similar (scale->responder, item));
    }
  scale->sums[best] += signal->weight;
  g_ptr_array_add (scale->signals, signal);
}

static VdtPhrase *
signal_phrase (Scale        *scale,
               const Signal *signal)
{
  VdtSummaryRun *run = scale->responder->run;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autofree char *key = g_strconcat ("for.", signal->id, NULL);
  const VdtSummaryAsset *asset = signal->entities->len > 0 ? g_ptr_array_index (signal->entities, 0) : NULL;
  VdtPhrase *phrase;

  for (guint i = 0; i < signal->stages->len && i < 3; i++)
    g_ptr_array_add (names, vdt_summary_term (run, "stage", g_ptr_array_index (signal->stages, i)));
  vdt_phrase_args_set (args, "stages", vdt_phrase_book_join (run->book, names, 0, NULL));
  vdt_phrase_args_set (args, "entities", asset != NULL
                       ? vdt_summary_assets (run, signal->entities, 3, asset->kind)
                       : vdt_phrase_book_count (run->book, signal->n, "evidence"));
  vdt_phrase_args_set_count (args, "n", signal->n);
  vdt_phrase_args_set_count (args, "tactics", scale->n_tactics);
  vdt_phrase_args_set_count (args, "total", signal->total);
  if (signal->sign != NULL)
    vdt_phrase_args_set (args, "sign", vdt_summary_term (run, "shows", signal->sign));

  phrase = vdt_summary_frame (run, key, args);
  for (guint i = 0; i < signal->facts->len; i++)
    vdt_phrase_cite (phrase, g_ptr_array_index (signal->facts, i));

  return phrase;
}

static void
say_signal (Scale        *scale,
            VdtCard      *card,
            const Signal *signal,
            const char   *frame)
{
  VdtSummaryRun *run = scale->responder->run;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  vdt_phrase_args_set (args, "reason", signal_phrase (scale, signal));
  vdt_phrase_args_set (args, "classification", vdt_summary_term (run, "classification", classes[signal->of]));
  vdt_respond_say (scale->responder, card, vdt_summary_frame (run, frame, args));
}

static gboolean
stage_seen (VdtResponder  *self,
            const char   **stages)
{
  for (guint i = 0; i < self->run->alerts->len; i++)
    if (vdt_respond_stage_is (vdt_summary_alert_at (self->run, i), stages))
      return TRUE;

  return stages[0] == NULL;
}

/* Entities of @object's kinds that it can be asked of; %NULL if it does not apply. */
static GPtrArray *
settle_entities (VdtResponder *self,
                 GVariant     *object)
{
  g_autofree const char **kinds = vdt_data_dup_strv (object, "kinds");
  g_autofree const char **flags = vdt_data_dup_strv (object, "flags");
  g_autofree const char **stages = vdt_data_dup_strv (object, "stages");
  g_autofree const char **asked = vdt_data_dup_strv (object, "entity-flags");
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();

  for (guint i = 0; flags[i] != NULL; i++)
    if (!vdt_respond_has_flag (self, flags[i]))
      return NULL;
  if (!stage_seen (self, stages))
    return NULL;

  for (guint i = 0; kinds[i] != NULL && entities->len == 0; i++)
    {
      g_autoptr(GPtrArray) assets = vdt_summary_assets_of (self->run, kinds[i], FALSE);

      for (guint j = 0; j < assets->len; j++)
        if (asked[0] == NULL || vdt_respond_runs_encoded (g_ptr_array_index (assets, j)))
          g_ptr_array_add (entities, g_ptr_array_index (assets, j));
    }
  if (kinds[0] != NULL && entities->len == 0)
    return NULL;

  return g_steal_pointer (&entities);
}

static void
say_settle (Scale   *scale,
            VdtCard *card)
{
  VdtResponder *self = scale->responder;
  g_autoptr(GVariant) list = vdt_data_get_list (self->rules->triage, "settle");
  GVariant *object;
  guint said = 0;

  for (gsize i = 0; said < MOST_SETTLE && (object = vdt_rules_item (list, i)) != NULL; i++)
    {
      g_autoptr(GVariant) owned G_GNUC_UNUSED = object;
      g_autoptr(GPtrArray) entities = settle_entities (self, object);
      g_autoptr(VdtPhraseArgs) inner = vdt_phrase_args_new ();
      g_autoptr(VdtPhraseArgs) outer = vdt_phrase_args_new ();
      g_autofree char *key = g_strconcat ("settle.", vdt_data_get_string (object, "id"), NULL);
      VdtPhrase *sentence;

      if (entities == NULL)
        continue;
      if (entities->len > 0)
        vdt_phrase_args_set (inner, "entities",
                             vdt_summary_assets (self->run, entities, 2,
                                                 ((VdtSummaryAsset *) g_ptr_array_index (entities, 0))->kind));
      vdt_phrase_args_set (outer, "what", vdt_summary_frame (self->run, key, inner));
      sentence = vdt_summary_frame (self->run, "triage.settle", outer);
      if (entities->len == 0)
        vdt_phrase_cite (sentence, self->run->incident_fact);
      vdt_respond_say (self, card, sentence);
      said++;
    }
}

static gboolean
determination_fits (Scale      *scale,
                    GVariant   *object,
                    const char *of)
{
  VdtResponder *self = scale->responder;
  g_autofree const char **stages = vdt_data_dup_strv (object, "stages");
  g_autofree const char **techniques = vdt_data_dup_strv (object, "techniques");
  g_autofree const char **roles = vdt_data_dup_strv (object, "roles");
  g_autofree const char **kinds = vdt_data_dup_strv (object, "kinds");
  g_autofree const char **flags = vdt_data_dup_strv (object, "flags");
  gint64 least = number_of (object, "min-tactics");
  gboolean asks = stages[0] != NULL || techniques[0] != NULL;
  gboolean holds = !asks;

  if (g_strcmp0 (vdt_data_get_string (object, "for"), of) != 0 || scale->n_tactics < least)
    return FALSE;
  for (guint i = 0; flags[i] != NULL; i++)
    if (!vdt_respond_has_flag (self, flags[i]))
      return FALSE;

  for (guint i = 0; asks && i < self->run->alerts->len; i++)
    holds |= vdt_respond_stage_is (vdt_summary_alert_at (self->run, i), stages)
             || vdt_respond_technique_is (vdt_summary_alert_at (self->run, i), techniques, NULL);
  for (guint i = 0; roles[0] != NULL && i < self->run->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (self->run->assets, i);
      const char *const *own = vdt_asset_get_roles (asset->asset);

      if (own != NULL && g_strv_contains (own, roles[0]) && contains (kinds, asset->kind))
        return holds;
    }

  return holds && roles[0] == NULL;
}

static const char *
determine (Scale      *scale,
           const char *of)
{
  g_autoptr(GVariant) list = vdt_data_get_list (scale->responder->rules->triage, "determinations");
  GVariant *object;

  for (gsize i = 0; (object = vdt_rules_item (list, i)) != NULL; i++)
    {
      g_autoptr(GVariant) owned G_GNUC_UNUSED = object;

      if (determination_fits (scale, object, of))
        return vdt_data_get_string (object, "determination");
    }

  return NULL;
}

static VdtCard *
new_card (VdtResponder *self,
          const char   *action)
{
  g_autofree char *key = g_strconcat (action, ":", NULL);
  g_autofree char *effect = g_strconcat ("effect.", action, NULL);
  g_autofree char *undo = g_strconcat ("undo.", action, NULL);
  g_autoptr(VdtPhrase) text = vdt_phrase_book_render (self->run->book, effect, 0, NULL);
  VdtCard *card = vdt_card_new (key);

  vdt_record_set_text (card, "group", "triage");
  vdt_record_set_text (card, "action", action);
  vdt_record_set_text (card, "effect", vdt_phrase_get_text (text));
  vdt_record_set_count (card, "weight", 50);
  if (vdt_phrase_book_has_frame (self->run->book, undo))
    {
      g_autoptr(VdtPhrase) back = vdt_phrase_book_render (self->run->book, undo, 0, NULL);

      vdt_record_set_text (card, "undo", vdt_phrase_get_text (back));
    }

  return card;
}

static void
say_title (VdtResponder  *self,
           VdtCard       *card,
           VdtPhraseArgs *args)
{
  g_autofree char *key = g_strconcat ("action.", vdt_card_get_action (card), NULL);
  VdtPhrase *sentence = vdt_summary_frame (self->run, key, args);

  vdt_phrase_cite (sentence, self->run->incident_fact);
  vdt_record_set_text (card, "title", vdt_phrase_get_text (sentence));
  vdt_respond_say (self, card, sentence);
}

static VdtCard *
propose (Scale      *scale,
         guint       best,
         const char *confidence)
{
  VdtResponder *self = scale->responder;
  VdtSummaryRun *run = self->run;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  const char *determination = determine (scale, classes[best]);
  VdtCard *card = new_card (self, "classify");
  guint against = 0;

  vdt_record_set_text (card, "classification", classes[best]);
  vdt_record_set_text (card, "determination", determination);
  vdt_record_set_text (card, "confidence", confidence);
  vdt_phrase_args_set (args, "classification", vdt_summary_term (run, "classification", classes[best]));
  if (determination != NULL && !g_str_equal (determination, "other"))
    vdt_phrase_args_set (args, "determination", vdt_summary_term (run, "determination", determination));
  vdt_phrase_args_set (args, "confidence", vdt_summary_term (run, "confidence", confidence));
  say_title (self, card, args);

  for (guint i = 0; i < scale->signals->len; i++)
    if (((const Signal *) g_ptr_array_index (scale->signals, i))->of == best)
      say_signal (scale, card, g_ptr_array_index (scale->signals, i), "triage.for");
  for (guint i = 0; i < scale->signals->len && against < MOST_AGAINST; i++)
    if (((const Signal *) g_ptr_array_index (scale->signals, i))->of != best)
      {
        say_signal (scale, card, g_ptr_array_index (scale->signals, i), "triage.against");
        against++;
      }
  if (!g_str_equal (confidence, "high"))
    say_settle (scale, card);

  return card;
}

static VdtCard *
abstain (Scale *scale)
{
  VdtResponder *self = scale->responder;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  VdtCard *card = new_card (self, "classify-later");

  say_title (self, card, args);
  for (guint i = 0; i < scale->signals->len && i < MOST_AGAINST; i++)
    say_signal (scale, card, g_ptr_array_index (scale->signals, i), "triage.speaks");
  if (scale->signals->len == 0)
    {
      VdtPhrase *sentence = vdt_summary_frame (self->run, "triage.nothing", args);

      vdt_phrase_cite (sentence, self->run->incident_fact);
      vdt_respond_say (self, card, sentence);
    }
  say_settle (scale, card);

  return card;
}

/**
 * vdt_respond_classify:
 * @self: a responder that has gathered
 *
 * Adds the card that proposes a classification, if the incident has none.
 */
void
vdt_respond_classify (VdtResponder *self)
{
  g_autoptr(GVariant) thresholds = vdt_data_get_object (self->rules->triage, "thresholds");
  g_autoptr(GVariant) list = vdt_data_get_list (self->rules->triage, "signals");
  g_autoptr(GPtrArray) signals = g_ptr_array_new_with_free_func (signal_free);
  g_autoptr(VdtCard) card = NULL;
  Scale scale = { self, signals, { 0 }, 0 };
  guint best = 0, second = 0;
  GVariant *object;

  if (!vdt_respond_has_flag (self, "open") || !vdt_respond_has_flag (self, "unclassified"))
    return;

  for (gsize i = 0; (object = vdt_rules_item (list, i)) != NULL; i++)
    {
      weigh (&scale, object);
      g_variant_unref (object);
    }
  weigh_similar (&scale);

  for (guint i = 1; i < G_N_ELEMENTS (classes); i++)
    if (scale.sums[i] > scale.sums[best])
      best = i;
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i != best)
      second = MAX (second, scale.sums[i]);

  if (scale.sums[best] < number_of (thresholds, "low")
      || scale.sums[best] < second + number_of (thresholds, "margin"))
    card = abstain (&scale);
  else
    card = propose (&scale, best, scale.sums[best] - second >= number_of (thresholds, "high") ? "high"
                    : scale.sums[best] - second >= number_of (thresholds, "medium") ? "medium" : "low");
  vdt_proposal_add_card (self->run->proposal, card);
}
