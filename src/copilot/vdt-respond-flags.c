/* vdt-respond-flags.c
 *
 * What holds of an incident as a whole, each with the facts that show it.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-data.h"
#include "vdt-respond-private.h"

static const char *const failed_states[] = {
  "failed", "partiallyRemediated", "partiallyInvestigated", "innerFailure", "terminated",
  "terminatedByUser", "terminatedBySystem", NULL
};
static const char *const benign_states[] = { "benign", NULL };

gboolean
vdt_respond_has_flag (VdtResponder *self,
                      const char   *flag)
{
  return g_hash_table_contains (self->flags, flag);
}

/* The facts of @flag, which holds from now on. */
static GPtrArray *
note (VdtResponder *self,
      const char   *flag,
      const char   *fact)
{
  GPtrArray *facts = g_hash_table_lookup (self->flags, flag);

  if (facts == NULL)
    {
      facts = g_ptr_array_new ();
      g_hash_table_insert (self->flags, (gpointer) flag, facts);
    }
  if (fact != NULL && facts->len < VDT_RESPOND_MOST_CITED)
    g_ptr_array_add (facts, (gpointer) fact);

  return facts;
}

static void
note_if (VdtResponder *self,
         gboolean      holds,
         const char   *flag)
{
  if (holds)
    note (self, flag, self->run->incident_fact);
}

static void
note_evidence (VdtResponder *self)
{
  VdtSummaryRun *run = self->run;
  guint n_bad = 0, n_clean = 0, n_judged = 0;

  for (guint i = 0; i < run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (run->evidence_list, i);
      const char *verdict = vdt_evidence_get_verdict (item->evidence);
      const char *id = vdt_evidence_get_id (item->evidence);

      n_judged += vdt_summary_is_known (verdict);
      if (g_strcmp0 (verdict, "malicious") == 0)
        note (self, "malicious", id);
      n_bad += g_strcmp0 (verdict, "malicious") == 0 || g_strcmp0 (verdict, "suspicious") == 0;
      n_clean += g_strcmp0 (verdict, "noThreatsFound") == 0;
    }

  note_if (self, !vdt_respond_has_flag (self, "malicious"), "not-malicious");
  note_if (self, n_judged == 0 && run->evidence_list->len > 0, "no-verdicts");
  for (guint i = 0; n_clean > 0 && n_bad == 0 && i < run->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (run->evidence_list, i);

      if (g_strcmp0 (vdt_evidence_get_verdict (item->evidence), "noThreatsFound") == 0)
        note (self, "all-clean", vdt_evidence_get_id (item->evidence));
    }
}

static void
note_alerts (VdtResponder *self)
{
  for (guint i = 0; i < self->run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self->run, i);
      const char *state = vdt_alert_get_investigation_state (alert->alert);
      const char *threat = vdt_alert_get_threat_name (alert->alert);
      const char *family = vdt_alert_get_threat_family (alert->alert);

      if (state != NULL && g_strv_contains (failed_states, state))
        note (self, "investigation-failed", alert->fact);
      if (state != NULL && g_strv_contains (benign_states, state))
        note (self, "found-benign", alert->fact);
      if (vdt_summary_is_known (threat) || vdt_summary_is_known (family))
        note (self, "threat-named", alert->fact);
    }
}

static gboolean
speaks_of (const char  *text,
           const char **words)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  for (guint i = 0; folded != NULL && words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
any_speaks_of (const char *const  *texts,
               const char        **words)
{
  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    if (speaks_of (texts[i], words))
      return TRUE;

  return FALSE;
}

/* An announced test shows in what people of the tenant wrote, tags and comments;
 * titles and evidence may be an attacker's words. */
static void
note_test (VdtResponder *self)
{
  VdtSummaryRun *run = self->run;
  GListModel *comments = vdt_incident_get_comments (run->incident);
  g_autoptr(GVariant) lists = vdt_data_get_object (self->rules->triage, "words");
  g_autofree const char **words = vdt_data_dup_strv (lists, "test");

  note_if (self, any_speaks_of (vdt_incident_get_custom_tags (run->incident), words), "says-test");
  for (guint i = 0; i < run->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (run, i);

      if (any_speaks_of (vdt_alert_get_custom_tags (alert->alert), words))
        note (self, "says-test", alert->fact);
    }
  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);
      const char *id = vdt_comment_get_id (comment);

      if (g_hash_table_contains (run->comment_facts, id) && speaks_of (vdt_comment_get_text (comment), words))
        note (self, "says-test", id);
    }
}

static gboolean
is_disrupted (VdtSummaryRun *run)
{
  VdtSigns *signs = run->summarizer->signs;
  const char *const *tags = vdt_incident_get_system_tags (run->incident);

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    if (vdt_signs_is_disruption (signs, tags[i]))
      return TRUE;

  return vdt_signs_is_disruption (signs, vdt_incident_get_title (run->incident));
}

/**
 * vdt_respond_note_flags:
 * @self: a responder whose run has gathered
 *
 * Finds out what holds of the incident.
 */
void
vdt_respond_note_flags (VdtResponder *self)
{
  VdtSummaryRun *run = self->run;
  const char *status = vdt_incident_get_status (run->incident);
  const char *owner = vdt_incident_get_owner (run->incident);
  gboolean redirected = g_strcmp0 (status, "redirected") == 0;
  gboolean resolved = g_strcmp0 (status, "resolved") == 0;
  gboolean classified = vdt_summary_is_known (vdt_incident_get_classification (run->incident));

  note_if (self, redirected, "redirected");
  note_if (self, !redirected && !resolved, "open");
  note_if (self, resolved, "resolved");
  note_if (self, classified, "classified");
  note_if (self, !classified && !redirected, "unclassified");
  note_if (self, owner == NULL || *owner == '\0', "no-owner");
  note_if (self, g_strcmp0 (vdt_incident_get_severity (run->incident), "high") != 0, "not-high");
  note_if (self, run->alerts->len == 0 && run->n_hidden == 0 && !redirected
           && vdt_incident_get_alerts_state (run->incident) == VDT_PRESENCE_MISSING, "alerts-missing");
  note_if (self, is_disrupted (run), "disrupted");
  if (vdt_summary_lacks_entry (run))
    note (self, "no-entry", vdt_summary_alert_at (run, 0)->fact);
  note_alerts (self);
  note_evidence (self);
  note_test (self);
}
