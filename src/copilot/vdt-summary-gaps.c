/* vdt-summary-gaps.c
 *
 * What the evidence does not show: the questions that a careful reader would
 * ask next.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-schema.h"

#define MOST_NAMED 3
#define LONG_PAUSE (6 * G_TIME_SPAN_HOUR)

typedef gboolean (*AlertTest) (VdtSummaryRun         *self,
                               const VdtSummaryAlert *alert);

static gboolean
is_endpoint (const VdtSummaryAlert *alert)
{
  return g_strcmp0 (vdt_alert_get_service_source (alert->alert), "microsoftDefenderForEndpoint") == 0;
}

static gboolean
lacks_evidence (VdtSummaryRun         *self,
                const VdtSummaryAlert *alert)
{
  return alert->n_evidence == 0;
}

static gboolean
lacks_device (VdtSummaryRun         *self,
              const VdtSummaryAlert *alert)
{
  return alert->n_evidence > 0 && !alert->names_device && is_endpoint (alert);
}

static gboolean
lacks_user (VdtSummaryRun         *self,
            const VdtSummaryAlert *alert)
{
  return alert->n_evidence > 0 && !alert->names_user
         && (is_endpoint (alert)
             || g_strcmp0 (vdt_alert_get_service_source (alert->alert), "azureAdIdentityProtection") == 0
             || g_strcmp0 (vdt_alert_get_service_source (alert->alert), "microsoftDefenderForIdentity") == 0);
}

static gboolean
lacks_logon (VdtSummaryRun         *self,
             const VdtSummaryAlert *alert)
{
  return alert->names_device && !alert->names_logon && g_str_equal (alert->tactic, "lateral-movement");
}

/* Names the alerts for which @test holds, in one sentence. */
static void
tell_alerts (VdtSummaryRun *self,
             AlertTest      test,
             const char    *frame)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autofree char *of_all = g_strconcat (frame, self->alerts->len == 1 ? ".one" : ".all", NULL);
  VdtPhrase *sentence;
  guint n = 0;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      const char *title = vdt_alert_get_title (alert->alert);

      if (!test (self, alert))
        continue;
      n++;
      if (g_hash_table_add (seen, (gpointer) (title != NULL ? title : "")))
        g_ptr_array_add (titles, vdt_summary_title (self, alert));
    }

  if (n == 0)
    return;

  vdt_phrase_args_set_count (args, "n", n);
  vdt_phrase_args_set_count (args, "all", self->alerts->len);
  if (titles->len <= MOST_NAMED && self->alerts->len > 1)
    vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, titles, 0, NULL));
  sentence = vdt_summary_frame (self, n == self->alerts->len ? of_all : frame, args);
  for (guint i = 0; i < self->alerts->len; i++)
    if (test (self, vdt_summary_alert_at (self, i)))
      vdt_phrase_cite (sentence, vdt_summary_alert_at (self, i)->fact);

  vdt_summary_say (self, "gaps", sentence);
}

static void
tell_presence (VdtSummaryRun *self)
{
  guint state = vdt_incident_get_alerts_state (self->incident);

  if (self->alerts->len == 0 && self->n_hidden == 0)
    vdt_summary_say_frame (self, "gaps", state == VDT_PRESENCE_MISSING ? "gaps.alerts-missing"
                                                                       : "gaps.alerts-empty",
                           NULL, self->incident_fact);

  if (self->n_hidden > 0)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      vdt_phrase_args_set_count (args, "n", self->n_hidden);
      vdt_summary_say_frame (self, "gaps", "gaps.hidden", args, self->incident_fact);
    }
}

/**
 * vdt_summary_lacks_entry:
 * @self: a run
 *
 * Returns: %TRUE if the first alert is of a stage that cannot be the first, and
 *   none tells of the way in
 */
gboolean
vdt_summary_lacks_entry (VdtSummaryRun *self)
{
  static const char *const late[] = {
    "privilege-escalation", "credential-access", "lateral-movement", "command-and-control", "impact",
    "persistence", "defense-evasion", NULL
  };

  if (self->alerts->len < 2)
    return FALSE;

  for (guint i = 0; i < self->alerts->len; i++)
    if (g_str_equal (vdt_summary_alert_at (self, i)->tactic, "initial-access"))
      return FALSE;

  return g_strv_contains (late, vdt_summary_alert_at (self, 0)->tactic);
}

static void
tell_entry (VdtSummaryRun *self)
{
  const VdtSummaryAlert *first;
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (!vdt_summary_lacks_entry (self))
    return;

  first = vdt_summary_alert_at (self, 0);
  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "stage", vdt_summary_term (self, "stage", first->stage));
  vdt_summary_say_frame (self, "gaps", "gaps.entry", args, first->fact);
}

/* The longest time without any reported activity, if it is long for this incident. */
static void
tell_pause (VdtSummaryRun *self)
{
  const VdtSummaryAlert *before = NULL;
  const VdtSummaryAlert *after = NULL;
  gint64 longest = 0;
  gint64 end = VDT_TIME_UNSET;
  const VdtSummaryAlert *latest = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);

      if (alert->start == VDT_TIME_UNSET)
        break;
      if (latest != NULL && alert->start - end > longest)
        {
          longest = alert->start - end;
          before = latest;
          after = alert;
        }
      if (latest == NULL || alert->end > end)
        {
          end = alert->end;
          latest = alert;
        }
    }

  if (before != NULL && longest >= LONG_PAUSE)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      vdt_phrase_args_set (args, "when", vdt_summary_when (self, before->end, after->start));
      vdt_phrase_args_set (args, "pause", vdt_phrase_book_duration (self->book, longest));
      vdt_phrase_args_set (args, "title", vdt_summary_title (self, after));
      vdt_summary_say_frame (self, "gaps", "gaps.pause", args, before->fact);
    }
}

/* The kernel's own processes have no parent: 0 and 4 on Windows, 1 and 2 on Linux. */
static gboolean
is_first_process (const char *pid)
{
  return pid != NULL && pid[0] >= '0' && pid[0] <= '4' && pid[1] == '\0';
}

static gboolean
lacks_parent (VdtEvidence *process)
{
  return g_str_equal (vdt_evidence_get_kind (process), "processEvidence")
         && vdt_summary_field (process, "imageFile.fileName") != NULL
         && !is_first_process (vdt_summary_field (process, "processId"))
         && vdt_summary_field (process, "parentProcessImageFile.fileName") == NULL;
}

/* The process ids that the evidence names. */
static GHashTable *
known_processes (VdtSummaryRun *self)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);
      const char *pid = vdt_summary_field (item->evidence, "processId");

      if (pid != NULL)
        g_hash_table_add (known, (gpointer) pid);
    }

  return known;
}

/* The same process may be evidence of several alerts: one that names the parent is
 * enough, and so is a parent that is evidence itself. */
static gboolean
is_orphan (const VdtSummaryAsset *process,
           GHashTable            *known)
{
  for (guint i = 0; i < process->evidence->len; i++)
    {
      VdtEvidence *evidence = g_ptr_array_index (process->evidence, i);
      const char *parent = vdt_summary_field (evidence, "parentProcessId");

      if (!lacks_parent (evidence)
          || (known != NULL && parent != NULL && g_hash_table_contains (known, parent)))
        return FALSE;
    }

  return process->evidence->len > 0;
}

static void
tell_parents (VdtSummaryRun *self)
{
  g_autoptr(GHashTable) known = NULL;
  g_autoptr(GPtrArray) orphans = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = NULL;

  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtSummaryAsset *asset = g_ptr_array_index (self->assets, i);

      if (!g_str_equal (asset->kind, "process") || !is_orphan (asset, NULL))
        continue;
      if (known == NULL)
        known = known_processes (self);
      if (is_orphan (asset, known))
        g_ptr_array_add (orphans, asset);
    }

  if (orphans->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", vdt_summary_assets (self, orphans, MOST_NAMED, "process"));
  vdt_summary_say_frame (self, "gaps", "gaps.parents", args, NULL);
}

static void
tell_verdicts (VdtSummaryRun *self)
{
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (self->evidence_list->len == 0)
    return;

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);

      if (vdt_summary_is_known (vdt_evidence_get_verdict (item->evidence)))
        return;
    }

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", self->evidence_list->len);
  vdt_summary_say_frame (self, "gaps", "gaps.verdicts", args, self->incident_fact);
}

static void
tell_unknown_kinds (VdtSummaryRun *self)
{
  g_autoptr(VdtPhrase) facts = vdt_phrase_new ();
  g_autoptr(GPtrArray) kinds = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(VdtPhraseArgs) args = NULL;
  VdtPhrase *sentence;
  guint n = 0;

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);
      const char *kind = vdt_evidence_get_kind (item->evidence);

      if (vdt_schema_get_kind (kind) != NULL)
        continue;

      n++;
      vdt_phrase_cite (facts, vdt_evidence_get_id (item->evidence));
      if (kind != NULL && *kind != '\0' && g_hash_table_add (seen, (gpointer) kind))
        g_ptr_array_add (kinds, vdt_phrase_book_quote (self->book, kind, 60, NULL));
    }

  if (n == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", n);
  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, kinds, MOST_NAMED, NULL));
  sentence = vdt_summary_frame (self, "gaps.unknown-kinds", args);
  vdt_phrase_append (sentence, facts);
  vdt_summary_say (self, "gaps", sentence);
}

static gboolean
has_no_activity_time (VdtSummaryRun         *self,
                      const VdtSummaryAlert *alert)
{
  return alert->start == VDT_TIME_UNSET;
}

static void
tell_judgement (VdtSummaryRun *self)
{
  if (g_strcmp0 (vdt_incident_get_status (self->incident), "resolved") == 0
      && !vdt_summary_is_known (vdt_incident_get_classification (self->incident)))
    vdt_summary_say_frame (self, "gaps", "gaps.unclassified", NULL, self->incident_fact);
}

static void
tell_bare_alerts (VdtSummaryRun *self)
{
  tell_alerts (self, lacks_evidence, "gaps.no-evidence");
  tell_alerts (self, lacks_device, "gaps.no-device");
  tell_alerts (self, lacks_user, "gaps.no-user");
  tell_alerts (self, lacks_logon, "gaps.no-logon");
}

static void
tell_untimed (VdtSummaryRun *self)
{
  tell_alerts (self, has_no_activity_time, "gaps.no-time");
}

/**
 * vdt_summary_gaps:
 * @self: a run
 * @part: from 0
 *
 * Says what is not known.
 *
 * Returns: %FALSE if there is no such part
 */
gboolean
vdt_summary_gaps (VdtSummaryRun *self,
                  guint          part)
{
  static void (*const parts[]) (VdtSummaryRun *) = {
    tell_presence, tell_entry, tell_bare_alerts, tell_parents, tell_pause, tell_untimed, tell_verdicts,
    tell_unknown_kinds, tell_judgement,
  };

  if (part >= G_N_ELEMENTS (parts))
    return FALSE;

  parts[part] (self);

  return TRUE;
}
