/* vdt-answer.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-answer.h"

#include <string.h>

#include "vdt-attack.h"
#include "vdt-question.h"
#include "vdt-summary-private.h"

#define MOST_CHOICES 4
#define MOST_LISTED 30
#define SHORTEST_NAME 3

struct _VdtAnswerer
{
  VdtSummarizer *summarizer;
  VdtQuestions  *questions;
  GRegex        *technique;
};

/**
 * vdt_answerer_new:
 * @summarizer: whose words and rules it uses
 *
 * Returns: (transfer full): an engine for questions
 */
VdtAnswerer *
vdt_answerer_new (VdtSummarizer *summarizer)
{
  VdtAnswerer *self;

  g_return_val_if_fail (summarizer != NULL, NULL);

  self = g_new0 (VdtAnswerer, 1);
  self->summarizer = vdt_summarizer_ref (summarizer);
  self->questions = vdt_questions_new ();
  self->technique = g_regex_new ("\\bT\\d{4}(?:\\.\\d{3})?\\b", G_REGEX_CASELESS, 0, NULL);

  return self;
}

void
vdt_answerer_free (VdtAnswerer *self)
{
  if (self == NULL)
    return;

  vdt_summarizer_unref (self->summarizer);
  vdt_questions_free (self->questions);
  g_regex_unref (self->technique);
  g_free (self);
}

void
vdt_answer_free (VdtAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->intent);
  g_clear_object (&self->proposal);
  g_strfreev (self->choices);
  g_strfreev (self->plan);
  g_free (self);
}

/* Repeats what another proposal says, with its facts. */
static void
repeat (VdtSummaryRun *run,
        VdtProposal   *other,
        const char    *section)
{
  GListModel *statements = vdt_proposal_get_statements (other);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);

      if (section == NULL || g_strcmp0 (vdt_statement_get_section (statement), section) == 0)
        vdt_proposal_repeat (run->proposal, other, statement);
    }
}

static void
say_plain (VdtSummaryRun *run,
           const char    *key)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  vdt_summary_say_frame (run, "answer", key, args, run->incident_fact);
}

static void
answer_assets (VdtSummaryRun   *run,
               const VdtIntent *intent)
{
  guint n = 0;

  for (guint k = 0; intent->assets[k] != NULL; k++)
    {
      g_autoptr(GPtrArray) assets = vdt_summary_assets_of (run, intent->assets[k], TRUE);

      for (guint i = 0; i < assets->len && n < MOST_LISTED; i++, n++)
        {
          VdtSummaryAsset *asset = g_ptr_array_index (assets, i);
          g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

          vdt_phrase_args_set (args, "list", vdt_summary_asset (run, asset));
          vdt_summary_say_frame (run, "answer", "answer.assets", args, NULL);
        }
    }

  if (n == 0)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      vdt_phrase_args_set_noun (args, "noun", intent->noun);
      vdt_summary_say_frame (run, "answer", "answer.assets.none", args, run->incident_fact);
    }
}

static void
answer_alerts (VdtSummaryRun *run)
{
  for (guint i = 0; i < run->alerts->len && i < MOST_LISTED; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      vdt_phrase_args_set (args, "title", vdt_summary_title (run, alert));
      if (alert->start != VDT_TIME_UNSET)
        vdt_phrase_args_set (args, "when", vdt_summary_point (run, alert->start));
      vdt_summary_say_frame (run, "answer", "answer.alert", args, alert->fact);
    }
}

static gboolean
alert_names_technique (const VdtSummaryAlert *alert,
                       const char            *id)
{
  const char *const *techniques = vdt_alert_get_techniques (alert->alert);

  for (guint i = 0; techniques != NULL && techniques[i] != NULL; i++)
    if (g_ascii_strcasecmp (techniques[i], id) == 0)
      return TRUE;

  return FALSE;
}

static VdtPhrase *
join_titles (VdtSummaryRun *run,
             GPtrArray     *alerts)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < alerts->len; i++)
    g_ptr_array_add (titles, vdt_summary_title (run, g_ptr_array_index (alerts, i)));

  return vdt_phrase_book_join (run->book, titles, 6, "alert");
}

static void
answer_technique (VdtSummaryRun *run,
                  const char    *id)
{
  const VdtTechnique *technique = vdt_attack_get_technique (id);
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  g_autoptr(GPtrArray) tactics = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(VdtPhraseArgs) where = vdt_phrase_args_new ();
  const char *fact = run->incident_fact;

  for (guint i = 0; i < run->alerts->len; i++)
    if (alert_names_technique (vdt_summary_alert_at (run, i), id))
      g_ptr_array_add (alerts, vdt_summary_alert_at (run, i));
  if (alerts->len > 0)
    fact = ((const VdtSummaryAlert *) g_ptr_array_index (alerts, 0))->fact;

  vdt_phrase_args_set (args, "technique", vdt_summary_technique (run, id));
  for (guint i = 0; technique != NULL && technique->tactics[i] != NULL; i++)
    {
      const VdtTactic *tactic = vdt_attack_get_tactic (technique->tactics[i]);

      if (tactic != NULL)
        g_ptr_array_add (tactics, vdt_summary_plain (run, tactic->name));
    }
  if (tactics->len > 0)
    {
      vdt_phrase_args_set_count (args, "n", tactics->len);
      vdt_phrase_args_set (args, "tactics", vdt_phrase_book_join (run->book, tactics, 0, NULL));
    }
  vdt_summary_say_frame (run, "answer", "answer.technique", args, fact);

  if (alerts->len == 0)
    {
      say_plain (run, "answer.technique.absent");
      return;
    }
  vdt_phrase_args_set_count (where, "n", alerts->len);
  vdt_phrase_args_set (where, "list", join_titles (run, alerts));
  vdt_summary_say_frame (run, "answer", "answer.technique.alerts", where, NULL);
}

static void
answer_techniques (VdtSummaryRun *run)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);
      const char *const *techniques = vdt_alert_get_techniques (alert->alert);

      for (guint t = 0; techniques != NULL && techniques[t] != NULL; t++)
        if (g_hash_table_add (seen, (gpointer) techniques[t]) && g_hash_table_size (seen) <= MOST_LISTED)
          answer_technique (run, techniques[t]);
    }

  if (g_hash_table_size (seen) == 0)
    say_plain (run, "answer.techniques.none");
}

/* The asset whose name the question says. */
static const VdtSummaryAsset *
find_named (VdtSummaryRun *run,
            const char    *question)
{
  g_autofree char *lower = g_utf8_strdown (question, -1);
  const VdtSummaryAsset *best = NULL;
  gsize longest = 0;

  for (guint i = 0; i < run->assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (run->assets, i);
      const char *name = vdt_asset_get_name (asset->asset);
      g_autofree char *folded = name != NULL ? g_utf8_strdown (name, -1) : NULL;

      if (folded != NULL && strlen (folded) >= SHORTEST_NAME && strlen (folded) > longest &&
          strstr (lower, folded) != NULL)
        {
          best = asset;
          longest = strlen (folded);
        }
    }

  return best;
}

static void
answer_asset (VdtSummaryRun         *run,
              const VdtSummaryAsset *asset)
{
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  for (guint i = 0; i < run->alerts->len; i++)
    {
      VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);

      if (g_ptr_array_find (alert->assets, asset, NULL))
        g_ptr_array_add (alerts, alert);
    }

  vdt_phrase_args_set (args, "name", vdt_summary_asset (run, asset));
  vdt_phrase_args_set_count (args, "n", alerts->len);
  vdt_phrase_args_set (args, "list", join_titles (run, alerts));
  if (vdt_asset_get_first_seen (asset->asset) != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "when", vdt_summary_point (run, vdt_asset_get_first_seen (asset->asset)));
  vdt_summary_say_frame (run, "answer", "answer.asset", args, NULL);
}

/* Sentences of the summary that speak of the asset too. */
static void
repeat_about (VdtSummaryRun         *run,
              VdtProposal           *summary,
              const VdtSummaryAsset *asset)
{
  GListModel *statements = vdt_proposal_get_statements (summary);
  const char *key = vdt_asset_get_key (asset->asset);

  for (guint i = 0; i < g_list_model_get_n_items (statements); i++)
    {
      g_autoptr(VdtStatement) statement = g_list_model_get_item (statements, i);
      gboolean speaks = FALSE;

      for (guint s = 0; s < vdt_statement_get_n_spans (statement); s++)
        {
          const VdtSpan *span = vdt_statement_get_span (statement, s);

          speaks = speaks || (span->kind == VDT_SPAN_ENTITY && g_strcmp0 (span->ref, key) == 0);
        }
      if (speaks)
        vdt_proposal_repeat (run->proposal, summary, statement);
    }
}

static void
answer_intent (VdtSummaryRun   *run,
               const VdtIntent *intent,
               VdtProposal     *summary,
               VdtProposal     *steps)
{
  guint before = g_list_model_get_n_items (vdt_proposal_get_statements (run->proposal));

  if (intent->assets[0] != NULL)
    answer_assets (run, intent);
  if (intent->alerts)
    answer_alerts (run);
  if (intent->techniques)
    answer_techniques (run);
  if (intent->steps)
    repeat (run, steps, NULL);
  if (intent->hunt)
    say_plain (run, "answer.hunt");
  for (guint i = 0; intent->sections[i] != NULL; i++)
    repeat (run, summary, intent->sections[i]);

  if (g_list_model_get_n_items (vdt_proposal_get_statements (run->proposal)) == before)
    say_plain (run, "answer.section.none");
}

static char **
dup_choices (VdtAnswerer *self,
             GPtrArray   *intents)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new ();
  static const char *const usual[] = { "what", "hosts", "next", "hunt" };

  for (guint i = 0; i < intents->len && i < MOST_CHOICES; i++)
    g_ptr_array_add (choices, g_strdup (((const VdtIntent *) g_ptr_array_index (intents, i))->choice));

  for (guint u = 0; intents->len == 0 && u < G_N_ELEMENTS (usual); u++)
    for (guint i = 0; i < vdt_questions_get_n (self->questions); i++)
      if (g_str_equal (vdt_questions_get (self->questions, i)->nick, usual[u]))
        g_ptr_array_add (choices, g_strdup (vdt_questions_get (self->questions, i)->choice));
  g_ptr_array_add (choices, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&choices), FALSE);
}

static void
answer (VdtAnswerer   *self,
        VdtSummaryRun *run,
        VdtAnswer     *out,
        VdtProposal   *summary,
        VdtProposal   *steps,
        const char    *question)
{
  g_autoptr(GPtrArray) intents = vdt_questions_match (self->questions, question);
  const VdtSummaryAsset *named = find_named (run, question);
  g_autoptr(GMatchInfo) match = NULL;

  if (g_regex_match (self->technique, question, 0, &match))
    {
      g_autofree char *found = g_match_info_fetch (match, 0);
      g_autofree char *id = g_ascii_strup (found, -1);

      out->intent = g_strdup ("technique");
      answer_technique (run, id);
      return;
    }

  if (intents->len == 1 && ((const VdtIntent *) g_ptr_array_index (intents, 0))->hunt)
    out->hunt = TRUE;

  if (named != NULL && !out->hunt)
    {
      out->intent = g_strdup ("asset");
      answer_asset (run, named);
      repeat_about (run, summary, named);
      return;
    }

  if (intents->len == 1)
    {
      const VdtIntent *intent = g_ptr_array_index (intents, 0);

      out->intent = g_strdup (intent->nick);
      answer_intent (run, intent, summary, steps);
      return;
    }

  say_plain (run, intents->len == 0 ? "answer.unknown" : "answer.unclear");
  out->choices = dup_choices (self, intents);
}

/**
 * vdt_answerer_ask:
 * @self: an engine
 * @incident: a loaded incident
 * @summary: its whole summary
 * @steps: what the engine proposes to do
 * @question: what was asked, in English or German
 *
 * Returns: (transfer full): an answer, whose every statement cites a fact
 */
VdtAnswer *
vdt_answerer_ask (VdtAnswerer *self,
                  VdtIncident *incident,
                  VdtProposal *summary,
                  VdtProposal *steps,
                  const char  *question)
{
  g_autoptr(VdtSummaryRun) run = NULL;
  VdtAnswer *out;
  g_auto(GStrv) plan = NULL;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);
  g_return_val_if_fail (VDT_IS_PROPOSAL (summary) && VDT_IS_PROPOSAL (steps), NULL);
  g_return_val_if_fail (question != NULL, NULL);

  out = g_new0 (VdtAnswer, 1);
  plan = vdt_questions_dup_steps (self->questions, question);
  if (g_strv_length (plan) > 1)
    {
      out->intent = g_strdup ("plan");
      out->plan = g_steal_pointer (&plan);
      return out;
    }

  out->proposal = vdt_proposal_new ("answer", vdt_incident_get_id (incident));
  vdt_record_set_text (out->proposal, "engine", "builtin");
  vdt_record_set_text (out->proposal, "engine-version", VDT_VERSION);
  vdt_record_set_text (out->proposal, "template-id", "answer");

  run = vdt_summary_run_new (self->summarizer, incident, out->proposal);
  while (!vdt_summary_gather (run))
    ;
  answer (self, run, out, summary, steps, question);
  vdt_summary_run_seal (run);

  return out;
}

/**
 * vdt_answerer_list_facts:
 * @self: an engine
 * @incident: a loaded incident
 *
 * Returns: (transfer full): every #VdtFact of the incident: itself, its alerts with their
 *   evidence, its comments
 */
GListModel *
vdt_answerer_list_facts (VdtAnswerer *self,
                         VdtIncident *incident)
{
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtSummaryRun) run = NULL;
  GHashTableIter iter;
  gpointer id;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  proposal = vdt_proposal_new ("facts", vdt_incident_get_id (incident));
  run = vdt_summary_run_new (self->summarizer, incident, proposal);
  while (!vdt_summary_gather (run))
    ;

  vdt_summary_add_fact (run, run->incident_fact);
  for (guint i = 0; i < run->alerts->len; i++)
    vdt_summary_add_fact (run, vdt_summary_alert_at (run, i)->fact);
  for (guint i = 0; i < run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *evidence = g_ptr_array_index (run->evidence_list, i);

      vdt_summary_add_fact (run, vdt_evidence_get_id (evidence->evidence));
    }
  g_hash_table_iter_init (&iter, run->comment_facts);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    vdt_summary_add_fact (run, id);

  return g_object_ref (vdt_proposal_get_facts (proposal));
}
