/* vdt-questions.c
 *
 * What one could ask next about the assets that matter most.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#define MOST_QUESTIONS 6

/* The asset of a kind that stands out: marked, then in most alerts. */
static const VdtSummaryAsset *
most_important (VdtSummaryRun *run,
                const char    *kind)
{
  g_autoptr(GPtrArray) assets = vdt_summary_assets_of (run, kind, FALSE);
  const VdtSummaryAsset *best = NULL;

  for (guint i = 0; i < assets->len; i++)
    {
      const VdtSummaryAsset *asset = g_ptr_array_index (assets, i);
      const char *verdict = vdt_asset_get_verdict (asset->asset);

      if ((g_str_equal (kind, "ip") && !vdt_summary_is_outside (vdt_asset_get_name (asset->asset)))
          || (g_str_equal (kind, "file") && !vdt_summary_is_indicator (run, asset)))
        continue;
      if (g_strcmp0 (verdict, "malicious") == 0)
        return asset;
      if (best == NULL)
        best = asset;
    }

  return best;
}

static void
ask (VdtSummaryRun *run,
     const char    *kind)
{
  const VdtSummaryAsset *asset = most_important (run, kind);
  const VdtSummaryAlert *first = run->alerts->len == 0 ? NULL : vdt_summary_alert_at (run, 0);
  g_autofree char *key = g_strconcat ("question.", kind, NULL);
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (asset == NULL || !vdt_phrase_book_has_frame (run->book, key))
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "name", vdt_summary_asset (run, asset));
  if (first != NULL && first->start != VDT_TIME_UNSET)
    vdt_phrase_args_set (args, "when", vdt_summary_point (run, first->start));
  vdt_summary_say_frame (run, "questions", key, args, NULL);
}

/**
 * vdt_summarizer_questions:
 * @self: a summarizer
 * @incident: a loaded incident
 *
 * Returns: (transfer full): at most six questions that suggest themselves, each a
 *   statement that cites evidence of the asset that it is about, in a proposal of
 *   the kind "questions"
 */
VdtProposal *
vdt_summarizer_questions (VdtSummarizer *self,
                          VdtIncident   *incident)
{
  static const char *const kinds[] = {
    "device", "user", "file", "mail", "url", "ip", "application", "cloud-resource", "process",
  };
  g_autoptr(VdtProposal) proposal = NULL;
  g_autoptr(VdtSummaryRun) run = NULL;
  GListModel *statements;

  g_return_val_if_fail (self != NULL && VDT_IS_INCIDENT (incident), NULL);

  proposal = vdt_proposal_new ("questions", vdt_incident_get_id (incident));
  vdt_record_set_text (proposal, "engine", "builtin");
  vdt_record_set_text (proposal, "engine-version", VDT_VERSION);
  run = vdt_summary_run_new (self, incident, proposal);
  while (!vdt_summary_gather (run))
    ;

  statements = vdt_proposal_get_statements (proposal);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_list_model_get_n_items (statements) < MOST_QUESTIONS)
      ask (run, kinds[i]);
  vdt_summary_run_seal (run);

  return g_steal_pointer (&proposal);
}
