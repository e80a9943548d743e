/* vdt-summary-findings.c
 *
 * Who is behind it, what was already done, where it stands.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#include <string.h>

#include "vdt-safe-text.h"

#define MOST_NAMED 5
#define LONGEST_COMMENT 200

/* One item for each different name, with all alerts that carry it. */
typedef struct
{
  const char *name;
  VdtPhrase  *phrase;
} Name;

static void
name_clear (gpointer data)
{
  Name *name = data;

  g_clear_pointer (&name->phrase, vdt_phrase_unref);
}

static void
add_name (VdtSummaryRun *self,
          GArray        *names,
          const char    *text,
          const char    *fact)
{
  Name name = { text, NULL };

  if (!vdt_summary_is_known (text))
    return;

  for (guint i = 0; i < names->len; i++)
    if (g_ascii_strcasecmp (g_array_index (names, Name, i).name, text) == 0)
      {
        vdt_phrase_cite (g_array_index (names, Name, i).phrase, fact);
        return;
      }

  name.phrase = vdt_phrase_book_quote (self->book, text, 80, fact);
  vdt_phrase_cite (name.phrase, fact);
  g_array_append_val (names, name);
}

static void
say_names (VdtSummaryRun *self,
           GArray        *names,
           const char    *frame)
{
  g_autoptr(GPtrArray) phrases = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (names->len == 0)
    return;

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (phrases, g_array_index (names, Name, i).phrase);

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, phrases, MOST_NAMED, NULL));
  vdt_phrase_args_set_count (args, "n", names->len);
  vdt_summary_say_frame (self, "actor", frame, args, NULL);
}

static GArray *
new_names (void)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (Name));

  g_array_set_clear_func (names, name_clear);

  return names;
}

/* “Names with ‘Tempest’ are Microsoft's for financially motivated groups.” */
static void
tell_origin (VdtSummaryRun *self,
             GArray        *actors)
{
  for (guint i = 0; i < actors->len; i++)
    {
      const Name *actor = &g_array_index (actors, Name, i);
      const char *word = NULL;
      const char *origin = vdt_signs_actor_origin (self->summarizer->signs, actor->name, &word);
      g_autoptr(VdtPhraseArgs) args = NULL;
      gsize n = 0;

      if (origin == NULL)
        continue;

      args = vdt_phrase_args_new ();
      vdt_phrase_args_set_text (args, "word", word);
      vdt_phrase_args_set (args, "origin", vdt_summary_term (self, "actor-origin", origin));
      vdt_summary_say_frame (self, "actor", "actor.origin", args,
                             vdt_phrase_get_facts (actor->phrase, &n)[0]);
    }
}

/**
 * vdt_summary_actor:
 * @self: a run
 *
 * Names the threat actor, the malware families and the detections of the alerts.
 */
void
vdt_summary_actor (VdtSummaryRun *self)
{
  g_autoptr(GArray) actors = new_names ();
  g_autoptr(GArray) families = new_names ();
  g_autoptr(GArray) threats = new_names ();
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      const char *actor = vdt_alert_get_actor_name (alert->alert);

      if (!vdt_summary_is_known (actor))
        {
          char *found = vdt_signs_actor_of_title (self->summarizer->signs,
                                                  vdt_alert_get_title (alert->alert));

          if (found != NULL)
            g_ptr_array_add (kept, found);
          actor = found;
        }
      add_name (self, actors, actor, alert->fact);
      add_name (self, families, vdt_alert_get_threat_family (alert->alert), alert->fact);
      add_name (self, threats, vdt_alert_get_threat_name (alert->alert), alert->fact);
    }

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);

      if (g_str_equal (vdt_evidence_get_kind (item->evidence), "malwareEvidence"))
        add_name (self, threats, vdt_summary_field (item->evidence, "name"),
                  vdt_evidence_get_id (item->evidence));
    }

  say_names (self, actors, "actor.named");
  tell_origin (self, actors);
  say_names (self, families, "actor.families");
  say_names (self, threats, "actor.threats");
}

/* Counts in the order of first appearance, with what was counted. */
typedef struct
{
  const char *nick;
  guint       count;
  VdtPhrase  *facts;
} Tally;

static void
tally_clear (gpointer data)
{
  Tally *tally = data;

  g_clear_pointer (&tally->facts, vdt_phrase_unref);
}

static GArray *
new_tallies (void)
{
  GArray *tallies = g_array_new (FALSE, FALSE, sizeof (Tally));

  g_array_set_clear_func (tallies, tally_clear);

  return tallies;
}

static void
add_tally (GArray     *tallies,
           const char *nick,
           const char *fact)
{
  Tally tally = { nick, 1, NULL };

  for (guint i = 0; i < tallies->len; i++)
    if (g_str_equal (g_array_index (tallies, Tally, i).nick, nick))
      {
        g_array_index (tallies, Tally, i).count++;
        vdt_phrase_cite (g_array_index (tallies, Tally, i).facts, fact);
        return;
      }

  tally.facts = vdt_phrase_new ();
  vdt_phrase_cite (tally.facts, fact);
  g_array_append_val (tallies, tally);
}

static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  const Tally *first = a;
  const Tally *second = b;

  return first->count > second->count ? -1 : first->count < second->count;
}

/* The parts of a count, each one filled into @frame: {n} and {what}. */
static VdtPhrase *
join_tallies (VdtSummaryRun *self,
              GArray        *tallies,
              const char    *group,
              const char    *frame)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  g_array_sort (tallies, compare_tallies);
  for (guint i = 0; i < tallies->len; i++)
    {
      const Tally *tally = &g_array_index (tallies, Tally, i);
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      VdtPhrase *part;

      vdt_phrase_args_set_count (args, "n", tally->count);
      vdt_phrase_args_set (args, "what", vdt_summary_term (self, group, tally->nick));
      part = vdt_phrase_book_render (self->book, frame, 0, args);
      vdt_phrase_append (part, tally->facts);
      g_ptr_array_add (parts, part);
    }

  return vdt_phrase_book_join (self->book, parts, 0, NULL);
}

/* One count that covers everything is said as such: “two mails were blocked”. */
static void
say_tallies (VdtSummaryRun *self,
             GArray        *tallies,
             const char    *group,
             guint          all,
             const char    *frame,
             const char    *whole_frame)
{
  const Tally *first = &g_array_index (tallies, Tally, 0);
  gboolean whole = tallies->len == 1 && first->count == all;
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  VdtPhrase *sentence;

  vdt_phrase_args_set_count (args, "n", all);
  if (whole)
    vdt_phrase_args_set (args, "what", vdt_summary_term (self, group, first->nick));
  else
    vdt_phrase_args_set (args, "list", join_tallies (self, tallies, group, "actions.part"));

  sentence = vdt_summary_frame (self, whole ? whole_frame : frame, args);
  for (guint i = 0; i < tallies->len; i++)
    vdt_phrase_cite_all (sentence, g_array_index (tallies, Tally, i).facts);
  vdt_summary_say (self, "actions", sentence);
}

static void
tell_disruption (VdtSummaryRun *self)
{
  const char *const *tags = vdt_incident_get_system_tags (self->incident);
  gboolean disrupted = vdt_signs_is_disruption (self->summarizer->signs,
                                                vdt_incident_get_title (self->incident));

  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    disrupted |= vdt_signs_is_disruption (self->summarizer->signs, tags[i]);

  if (disrupted)
    vdt_summary_say_frame (self, "actions", "actions.disruption", NULL, self->incident_fact);
  self->told_action |= disrupted;
}

static void
tell_stopped (VdtSummaryRun *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) titles = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);
  g_autoptr(VdtPhraseArgs) args = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      const char *title = vdt_alert_get_title (alert->alert);

      if (vdt_signs_title_is_stopped (self->summarizer->signs, title)
          && g_hash_table_add (seen, (gpointer) title))
        g_ptr_array_add (titles, vdt_summary_title (self, alert));
    }

  if (titles->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", vdt_phrase_book_join (self->book, titles, MOST_NAMED, "alert"));
  vdt_phrase_args_set_count (args, "n", titles->len);
  vdt_summary_say_frame (self, "actions", "actions.stopped", args, NULL);

  self->told_action = TRUE;
}

static gboolean
may_say_itself (const char *kind)
{
  return g_str_equal (kind, "fileEvidence") || g_str_equal (kind, "processEvidence");
}

/* “active” and “none” say that nothing was done. */
static void
tell_remediation (VdtSummaryRun *self)
{
  g_autoptr(GArray) tallies = new_tallies ();

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);
      const char *status = vdt_evidence_get_remediation_status (item->evidence);
      const char *detection;

      if (vdt_summary_is_known (status) && !g_str_equal (status, "active"))
        {
          add_tally (tallies, status, vdt_evidence_get_id (item->evidence));
          continue;
        }

      if (!may_say_itself (vdt_evidence_get_kind (item->evidence)))
        continue;
      detection = vdt_summary_field (item->evidence, "detectionStatus");
      if (g_strcmp0 (detection, "blocked") == 0 || g_strcmp0 (detection, "prevented") == 0)
        add_tally (tallies, detection, vdt_evidence_get_id (item->evidence));
    }

  if (tallies->len == 0)
    return;

  say_tallies (self, tallies, "remediation", self->evidence_list->len, "actions.remediation",
               "actions.whole");

  self->told_action = TRUE;
}

static void
tell_investigation (VdtSummaryRun *self)
{
  g_autoptr(GArray) tallies = new_tallies ();
  g_autoptr(VdtPhraseArgs) args = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      const char *state = vdt_alert_get_investigation_state (alert->alert);

      if (state != NULL && vdt_phrase_book_term (self->book, "investigation", state) != NULL)
        add_tally (tallies, state, alert->fact);
    }

  if (tallies->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", join_tallies (self, tallies, "investigation", "actions.state"));
  vdt_summary_say_frame (self, "actions", "actions.investigation", args, NULL);

  self->told_action = TRUE;
}

static void
tell_deliveries (VdtSummaryRun *self)
{
  g_autoptr(GArray) tallies = new_tallies ();
  guint n = 0;

  for (guint i = 0; i < self->evidence_list->len; i++)
    {
      const VdtSummaryEvidence *item = g_ptr_array_index (self->evidence_list, i);
      const char *action;
      g_autofree char *lower = NULL;

      if (!g_str_equal (vdt_evidence_get_kind (item->evidence), "analyzedMessageEvidence"))
        continue;

      action = vdt_summary_field (item->evidence, "deliveryAction");
      lower = action == NULL ? NULL : g_ascii_strdown (action, -1);
      if (vdt_phrase_book_term (self->book, "delivery", lower) == NULL)
        continue;

      n++;
      add_tally (tallies, g_str_equal (lower, "blocked") ? "blocked" : g_str_equal (lower, "delivered")
                          ? "delivered" : g_str_equal (lower, "replaced") ? "replaced" : "junked",
                 vdt_evidence_get_id (item->evidence));
    }

  if (n == 0)
    return;

  say_tallies (self, tallies, "delivery", n, "actions.deliveries",
               g_str_equal (g_array_index (tallies, Tally, 0).nick, "delivered")
               ? "actions.not-stopped" : "actions.deliveries.whole");

  self->told_action = TRUE;
}

static void
tell_no_action (VdtSummaryRun *self)
{
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (self->told_action || self->evidence_list->len == 0)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", self->evidence_list->len);
  vdt_summary_say_frame (self, "actions", "actions.none", args, self->incident_fact);
}

/**
 * vdt_summary_actions:
 * @self: a run
 * @part: from 0
 *
 * Says what was done without the analyst, or that nothing was.
 *
 * Returns: %FALSE if there is no such part
 */
gboolean
vdt_summary_actions (VdtSummaryRun *self,
                     guint          part)
{
  static void (*const parts[]) (VdtSummaryRun *) = {
    tell_disruption, tell_stopped, tell_remediation, tell_investigation, tell_deliveries, tell_no_action,
  };

  if (part >= G_N_ELEMENTS (parts))
    return FALSE;

  parts[part] (self);

  return TRUE;
}

static void
tell_resolution (VdtSummaryRun *self)
{
  const char *status = vdt_incident_get_status (self->incident);
  const char *classification = vdt_incident_get_classification (self->incident);
  const char *determination = vdt_incident_get_determination (self->incident);
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

  if (g_strcmp0 (status, "redirected") == 0)
    {
      vdt_phrase_args_set (args, "id", vdt_phrase_book_quote (self->book,
                                                              vdt_incident_get_redirect_id (self->incident),
                                                              40, NULL));
      vdt_summary_say_frame (self, "outcome", "outcome.redirected", args, self->incident_fact);
      return;
    }

  if (!vdt_summary_is_known (classification))
    return;

  vdt_phrase_args_set (args, "classification", vdt_summary_term (self, "classification", classification));
  if (vdt_summary_is_known (determination) && !g_str_equal (determination, "other"))
    vdt_phrase_args_set (args, "determination", vdt_summary_term (self, "determination", determination));
  vdt_summary_say_frame (self, "outcome", "outcome.classified", args, self->incident_fact);
}

static void
tell_alert_states (VdtSummaryRun *self)
{
  g_autoptr(GArray) tallies = new_tallies ();
  g_autoptr(VdtPhraseArgs) args = NULL;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      const char *status = vdt_alert_get_status (alert->alert);

      if (vdt_summary_is_known (status))
        add_tally (tallies, status, alert->fact);
    }

  if (tallies->len < 2)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "list", join_tallies (self, tallies, "alert-status", "outcome.part"));
  vdt_phrase_args_set_count (args, "n", self->alerts->len);
  vdt_summary_say_frame (self, "outcome", "outcome.alerts", args, NULL);
}

static int
compare_comments (gconstpointer a,
                  gconstpointer b)
{
  VdtComment *first = *(VdtComment *const *) a;
  VdtComment *second = *(VdtComment *const *) b;
  gint64 at = vdt_comment_get_created_at (first);
  gint64 other = vdt_comment_get_created_at (second);

  if (at != other)
    return at > other ? -1 : 1;

  return g_strcmp0 (vdt_comment_get_id (first), vdt_comment_get_id (second));
}

/* What a person wrote, without the full stop that our sentence brings. */
static VdtPhrase *
quote_note (VdtSummaryRun *self,
            const char    *text,
            const char    *fact)
{
  g_autofree char *note = g_strchomp (g_strndup (text, strnlen (text, LONGEST_COMMENT * 8)));
  gsize length = strlen (note);

  if (length > 1 && note[length - 1] == '.' && note[length - 2] != '.')
    note[length - 1] = '\0';

  return vdt_phrase_book_quote (self->book, note, LONGEST_COMMENT, fact);
}

static void
tell_comments (VdtSummaryRun *self)
{
  g_autoptr(GPtrArray) comments = g_ptr_array_new ();
  g_autoptr(VdtPhraseArgs) args = NULL;
  GHashTableIter iter;
  gpointer comment = NULL;
  VdtComment *latest;
  gint64 at;

  g_hash_table_iter_init (&iter, self->comment_facts);
  while (g_hash_table_iter_next (&iter, NULL, &comment))
    g_ptr_array_add (comments, comment);
  if (comments->len == 0)
    return;

  g_ptr_array_sort (comments, compare_comments);
  latest = g_ptr_array_index (comments, 0);
  at = vdt_comment_get_created_at (latest);

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set_count (args, "n", comments->len);
  if (vdt_comment_get_author (latest) != NULL)
    vdt_phrase_args_set (args, "author", vdt_summary_plain (self, vdt_comment_get_author (latest)));
  vdt_phrase_args_set (args, "when", vdt_summary_when (self, at, at));
  if (vdt_comment_get_text (latest) != NULL)
    vdt_phrase_args_set (args, "text",
                         quote_note (self, vdt_comment_get_text (latest), vdt_comment_get_id (latest)));
  vdt_summary_say_frame (self, "outcome", comments->len == 1 ? "outcome.comment" : "outcome.comments", args,
                         vdt_comment_get_id (latest));
}

/**
 * vdt_summary_outcome:
 * @self: a run
 *
 * Says how it was judged and what people wrote.
 */
void
vdt_summary_outcome (VdtSummaryRun *self)
{
  const char *note = vdt_incident_get_closing_note (self->incident);

  tell_resolution (self);
  tell_alert_states (self);
  tell_comments (self);

  if (note != NULL && *note != '\0')
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();

      vdt_phrase_args_set (args, "text", quote_note (self, note, self->incident_fact));
      vdt_summary_say_frame (self, "outcome", "outcome.note", args, self->incident_fact);
    }
}
