/* vdt-summary-headline.c
 *
 * The sentence that says it all, and how it started.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-summary-private.h"

#define HEADLINE_STAGES 4
#define LONGEST_CHAIN 4
#define LATE_ALERT G_TIME_SPAN_HOUR

typedef struct
{
  const char            *stage;
  guint                  weight;
  guint                  order;
  const VdtSummaryAlert *first;
} Stage;

static int
compare_weight (gconstpointer a,
                gconstpointer b)
{
  const Stage *first = a;
  const Stage *second = b;

  if (first->weight != second->weight)
    return first->weight > second->weight ? -1 : 1;

  return first->order < second->order ? -1 : first->order > second->order;
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const Stage *first = a;
  const Stage *second = b;

  return first->order < second->order ? -1 : first->order > second->order;
}

/* The stages that matter most, in the order of time. */
static VdtPhrase *
main_stages (VdtSummaryRun *self)
{
  g_autoptr(GArray) stages = g_array_new (FALSE, FALSE, sizeof (Stage));
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_phrase_unref);

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      Stage stage = { alert->stage, 0, i, alert };

      if (g_str_equal (alert->stage, "other") || !g_hash_table_add (seen, (gpointer) alert->stage))
        continue;
      stage.weight = vdt_signs_stage_weight (self->summarizer->signs, alert->stage);
      g_array_append_val (stages, stage);
    }

  g_array_sort (stages, compare_weight);
  if (stages->len > HEADLINE_STAGES)
    g_array_set_size (stages, HEADLINE_STAGES);
  /* A vague stage beside clear ones adds nothing. */
  while (stages->len > 1 && g_array_index (stages, Stage, stages->len - 1).weight <= 10)
    g_array_set_size (stages, stages->len - 1);
  g_array_sort (stages, compare_order);

  for (guint i = 0; i < stages->len; i++)
    {
      const Stage *stage = &g_array_index (stages, Stage, i);
      VdtPhrase *name = vdt_summary_term (self, "stage", stage->stage);

      vdt_phrase_cite (name, stage->first->fact);
      g_ptr_array_add (names, name);
    }

  return vdt_phrase_book_join (self->book, names, 0, NULL);
}

static gint64
last_activity (VdtSummaryRun *self)
{
  gint64 last = VDT_TIME_UNSET;

  for (guint i = 0; i < self->alerts->len; i++)
    last = MAX (last, vdt_summary_alert_at (self, i)->end);

  return last;
}

static void
set_rating (VdtSummaryRun *self,
            VdtPhraseArgs *args)
{
  const char *severity = vdt_incident_get_severity (self->incident);

  if (vdt_summary_is_known (severity))
    vdt_phrase_args_set (args, "rating", vdt_summary_term (self, "rating", severity));
  vdt_phrase_args_set (args, "status", vdt_summary_status (self));
}

static void
headline_of_none (VdtSummaryRun *self)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  VdtPhrase *title = vdt_phrase_book_quote (self->book, vdt_incident_get_title (self->incident), 160,
                                            self->incident_fact);
  gint64 created = vdt_summary_plausible (vdt_incident_get_created_at (self->incident));

  vdt_phrase_args_set (args, "title", title);
  vdt_phrase_args_set (args, "when", vdt_summary_when (self, created, created));
  set_rating (self, args);
  vdt_summary_say_frame (self, "headline", "headline.none", args, self->incident_fact);
}

/**
 * vdt_summary_headline:
 * @self: a run
 *
 * Says in one sentence what happened, when, where, how bad it is and where it
 * stands.
 */
void
vdt_summary_headline (VdtSummaryRun *self)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(GPtrArray) devices = NULL;
  g_autoptr(GPtrArray) users = NULL;
  const VdtSummaryAlert *first;
  VdtPhrase *when;

  if (self->alerts->len == 0)
    {
      headline_of_none (self);
      return;
    }

  first = vdt_summary_alert_at (self, 0);
  devices = vdt_summary_assets_of (self, "device", FALSE);
  users = vdt_summary_assets_of (self, "user", FALSE);
  when = vdt_summary_when (self, first->start, last_activity (self));
  vdt_phrase_cite (when, first->fact);

  vdt_phrase_args_set (args, "when", when);
  vdt_phrase_args_set (args, "stages", main_stages (self));
  vdt_phrase_args_set (args, "devices", vdt_summary_names_or_count (self, devices, 2, "device"));
  vdt_phrase_args_set (args, "users", vdt_summary_names_or_count (self, users, 1, "account"));
  vdt_phrase_args_set (args, "title", vdt_summary_title (self, first));
  vdt_phrase_args_set_count (args, "n", self->alerts->len);
  set_rating (self, args);

  vdt_summary_say_frame (self, "headline",
                         self->alerts->len == 1 ? "headline.one" : "headline.many",
                         args, self->incident_fact);
}

static void
say_first (VdtSummaryRun         *self,
           const VdtSummaryAlert *alert)
{
  g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  g_autoptr(GPtrArray) devices = NULL;
  g_autoptr(GPtrArray) users = NULL;

  g_ptr_array_add (alerts, (gpointer) alert);
  devices = vdt_summary_assets_in (self, alerts, "device");
  users = vdt_summary_assets_in (self, alerts, "user");

  if (alert->start != VDT_TIME_UNSET)
    {
      vdt_phrase_args_set (args, "clock", vdt_phrase_book_clock (self->book, alert->start));
      vdt_phrase_args_set (args, "date", vdt_phrase_book_date (self->book, alert->start, TRUE));
      self->spoken_day = alert->start;
    }
  vdt_phrase_args_set (args, "devices", vdt_summary_names_or_count (self, devices, 2, "device"));
  vdt_phrase_args_set (args, "users", vdt_summary_names_or_count (self, users, 2, "account"));
  vdt_phrase_args_set (args, "product", vdt_summary_service (self, alert));
  vdt_phrase_args_set (args, "title", vdt_summary_title (self, alert));
  vdt_summary_say_frame (self, "start",
                         alert->start == VDT_TIME_UNSET ? "start.untimed" : "start.first", args,
                         alert->fact);
}

static VdtEvidence *
parent_in (VdtSummaryRun         *self,
           const VdtSummaryAlert *alert,
           VdtEvidence           *child)
{
  const char *parent = vdt_summary_field (child, "parentProcessId");
  GListModel *list = vdt_alert_get_evidence (alert->alert);

  for (guint i = 0; parent != NULL && i < alert->n_evidence; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (list, i);

      if (item != child && g_strcmp0 (vdt_summary_field (item, "processId"), parent) == 0
          && vdt_summary_field (item, "imageFile.fileName") != NULL)
        return item;
    }

  return NULL;
}

static VdtPhrase *
image_name (VdtSummaryRun *self,
            VdtEvidence   *process,
            const char    *path)
{
  const char *name = vdt_summary_field (process, path);
  VdtPhrase *phrase = name == NULL ? vdt_phrase_new ()
                                   : vdt_summary_name (self, name, NULL);

  vdt_phrase_cite (phrase, vdt_evidence_get_id (process));

  return phrase;
}

/* “explorer.exe started powershell.exe, which started PsExec64.exe” */
static VdtPhrase *
process_chain (VdtSummaryRun         *self,
               const VdtSummaryAlert *alert,
               VdtEvidence           *process)
{
  g_autoptr(GPtrArray) chain = g_ptr_array_new ();
  g_autoptr(VdtPhrase) text = NULL;
  VdtEvidence *top = process;
  guint from;

  while (top != NULL && chain->len < LONGEST_CHAIN && !g_ptr_array_find (chain, top, NULL))
    {
      g_ptr_array_add (chain, top);
      top = parent_in (self, alert, top);
    }

  top = g_ptr_array_index (chain, chain->len - 1);
  from = chain->len;
  text = image_name (self, top, "parentProcessImageFile.fileName");
  if (vdt_phrase_is_empty (text))
    {
      g_clear_pointer (&text, vdt_phrase_unref);
      text = image_name (self, top, "imageFile.fileName");
      from--;
    }

  for (guint i = from; i > 0; i--)
    {
      g_autoptr(VdtPhraseArgs) args = vdt_phrase_args_new ();
      VdtPhrase *longer;

      vdt_phrase_args_set (args, "chain", vdt_phrase_ref (text));
      vdt_phrase_args_set (args, "next",
                           image_name (self, g_ptr_array_index (chain, i - 1), "imageFile.fileName"));
      longer = vdt_phrase_book_render (self->book, i == from ? "chain.first" : "chain.next", 0, args);
      vdt_phrase_unref (g_steal_pointer (&text));
      text = longer;
    }

  return from == 0 ? vdt_phrase_new () : g_steal_pointer (&text);
}

/* The process that tells most of the alert: its command line shows something, or
 * it is the last of the chain. */
static VdtEvidence *
main_process (VdtSummaryRun         *self,
              const VdtSummaryAlert *alert)
{
  GListModel *list = vdt_alert_get_evidence (alert->alert);
  VdtEvidence *best = NULL;
  guint best_weight = 0;

  for (guint i = 0; i < alert->n_evidence; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (list, i);
      guint weight = 0;

      if (!g_str_equal (vdt_evidence_get_kind (item), "processEvidence")
          || vdt_summary_field (item, "imageFile.fileName") == NULL)
        continue;

      vdt_signs_match_command (self->summarizer->signs, vdt_summary_field (item, "processCommandLine"),
                               &weight);
      if (best == NULL || weight > best_weight)
        {
          best = item;
          best_weight = weight;
        }
    }

  return best;
}

static void
say_process (VdtSummaryRun         *self,
             const VdtSummaryAlert *alert)
{
  VdtEvidence *process = main_process (self, alert);
  g_autoptr(VdtPhraseArgs) args = NULL;

  if (process == NULL)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "chain", process_chain (self, alert, process));
  vdt_phrase_args_set (args, "process", image_name (self, process, "imageFile.fileName"));
  vdt_summary_set_command (self, args, process);
  self->told_command = vdt_summary_field (process, "processCommandLine");
  vdt_summary_say_frame (self, "start", "start.process", args, vdt_evidence_get_id (process));
}

static VdtEvidence *
find_kind (const VdtSummaryAlert *alert,
           const char            *kind)
{
  GListModel *list = vdt_alert_get_evidence (alert->alert);

  for (guint i = 0; i < alert->n_evidence; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (list, i);

      if (g_str_equal (vdt_evidence_get_kind (item), kind))
        return item;
    }

  return NULL;
}

static VdtPhrase *
folded_term (VdtSummaryRun *self,
             const char    *group,
             const char    *nick)
{
  g_autofree char *lower = nick == NULL ? NULL : g_ascii_strdown (nick, -1);
  const char *term = vdt_phrase_book_term (self->book, group, lower);

  return vdt_phrase_new_text (term);
}

static void
say_mail (VdtSummaryRun         *self,
          const VdtSummaryAlert *alert)
{
  VdtEvidence *mail = find_kind (alert, "analyzedMessageEvidence");
  g_autoptr(VdtPhraseArgs) args = NULL;
  const char *sender;
  const char *recipient;

  if (mail == NULL)
    return;

  sender = vdt_summary_field (mail, "p2Sender.emailAddress");
  if (sender == NULL)
    sender = vdt_summary_field (mail, "p1Sender.emailAddress");
  recipient = vdt_summary_field (mail, "recipientEmailAddress");
  if (sender == NULL && recipient == NULL && vdt_summary_field (mail, "subject") == NULL)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "subject", vdt_summary_quote_field (self, mail, "subject", 120));
  if (sender != NULL)
    vdt_phrase_args_set (args, "sender", vdt_summary_name (self, sender, NULL));
  if (recipient != NULL)
    vdt_phrase_args_set (args, "recipient", vdt_summary_name (self, recipient, NULL));
  vdt_phrase_args_set (args, "delivery",
                       folded_term (self, "delivery", vdt_summary_field (mail, "deliveryAction")));
  vdt_phrase_args_set (args, "place",
                       folded_term (self, "delivery", vdt_summary_field (mail, "deliveryLocation")));
  vdt_summary_say_frame (self, "start", "start.mail", args, vdt_evidence_get_id (mail));
}

/* The address that the activity came from: one that is said to be, or, of a cloud
 * alert, the first that is not said to be anything else. */
static VdtEvidence *
origin_address (const VdtSummaryAlert *alert)
{
  GListModel *list = vdt_alert_get_evidence (alert->alert);
  VdtEvidence *first = NULL;

  for (guint i = 0; i < alert->n_evidence; i++)
    {
      g_autoptr(VdtEvidence) item = g_list_model_get_item (list, i);
      const char *const *roles = vdt_evidence_get_roles (item);

      if (!g_str_equal (vdt_evidence_get_kind (item), "ipEvidence")
          || vdt_summary_field (item, "ipAddress") == NULL)
        continue;
      if (roles != NULL && (g_strv_contains (roles, "source") || g_strv_contains (roles, "attacker")))
        return item;
      if (first == NULL && (roles == NULL || roles[0] == NULL || g_str_equal (roles[0], "contextual")))
        first = item;
    }

  return find_kind (alert, "deviceEvidence") == NULL ? first : NULL;
}

static void
say_address (VdtSummaryRun         *self,
             const VdtSummaryAlert *alert)
{
  g_autoptr(VdtPhraseArgs) args = NULL;
  VdtEvidence *address = origin_address (alert);
  const char *country;

  if (address == NULL || find_kind (alert, "processEvidence") != NULL
      || find_kind (alert, "analyzedMessageEvidence") != NULL)
    return;

  args = vdt_phrase_args_new ();
  country = vdt_summary_field (address, "location.countryName");
  if (country == NULL)
    country = vdt_summary_field (address, "countryLetterCode");
  vdt_phrase_args_set (args, "ip", vdt_summary_name (self, vdt_summary_field (address, "ipAddress"), NULL));
  if (country != NULL && !g_str_equal (country, "XX"))
    vdt_phrase_args_set (args, "country", vdt_summary_plain (self, country));
  vdt_summary_say_frame (self, "start", "start.address", args, vdt_evidence_get_id (address));
}

/* How long it took from the first activity until anything was raised at all. */
static void
say_delay (VdtSummaryRun         *self,
           const VdtSummaryAlert *first)
{
  const VdtSummaryAlert *raised = NULL;
  g_autoptr(VdtPhraseArgs) args = NULL;
  gint64 at = VDT_TIME_UNSET;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      const VdtSummaryAlert *alert = vdt_summary_alert_at (self, i);
      gint64 created = vdt_summary_plausible (vdt_alert_get_created_at (alert->alert));

      if (created != VDT_TIME_UNSET && (raised == NULL || created < at))
        {
          raised = alert;
          at = created;
        }
    }

  if (raised == NULL || first->start == VDT_TIME_UNSET || at - first->start < LATE_ALERT)
    return;

  args = vdt_phrase_args_new ();
  vdt_phrase_args_set (args, "delay", vdt_phrase_book_duration (self->book, at - first->start));
  if (raised != first)
    vdt_phrase_args_set (args, "title", vdt_summary_title (self, raised));
  vdt_summary_say_frame (self, "start", self->alerts->len == 1 ? "start.delay.one" : "start.delay", args,
                         first->fact);
}

/**
 * vdt_summary_start:
 * @self: a run
 *
 * Says when, where and with what it began.
 */
void
vdt_summary_start (VdtSummaryRun *self)
{
  const VdtSummaryAlert *first;

  if (self->alerts->len == 0)
    return;

  first = vdt_summary_alert_at (self, 0);
  if (self->alerts->len > 1)
    say_first (self, first);
  else
    self->spoken_day = first->start;

  say_process (self, first);
  say_mail (self, first);
  say_address (self, first);
  say_delay (self, first);
}
