/* vdt-draft-actions.c
 *
 * What was done, by whom, and what was not.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-draft-private.h"
#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

/* States of remediation that automation brought about. */
static const char *const done_states[] = {
  "remediated", "prevented", "blocked", "partiallyRemediated", NULL
};

static char *
event_line (const VdtDraftEvent *event)
{
  g_autofree char *at = event->at != VDT_TIME_UNSET ? vdt_time_format (event->at, VDT_TIME_DAY_MINUTE) : NULL;
  g_autofree char *who = event->who != NULL ? vdt_md_escape (event->who) : NULL;

  return g_strdup_printf ("- %s%s%s%s%s %s\n", at != NULL ? at : "", at != NULL ? ", " : "", who != NULL ? who : "",
                          who != NULL ? ": " : "", event->what, event->marks);
}

/* The events of a class under a heading; returns how many. */
static guint
list_class (VdtDraft   *self,
            GString    *out,
            GArray     *events,
            const char *class,
            gboolean    person)
{
  g_autofree char *key = g_strconcat ("actions.", class, NULL);
  guint n = 0;

  for (guint i = 0; i < events->len; i++)
    {
      const VdtDraftEvent *event = &g_array_index (events, VdtDraftEvent, i);
      g_autofree char *line = NULL;

      if (strcmp (event->class, class) != 0 || event->person != person)
        continue;
      if (n++ == 0)
        g_string_append_printf (out, "**%s**\n\n", vdt_words_get (self->words, key));
      line = event_line (event);
      g_string_append (out, line);
    }
  if (n > 0)
    g_string_append_c (out, '\n');

  return n;
}

void
vdt_draft_by_people (VdtDraft *self,
                     GString  *out)
{
  static const char *const classes[] = { "response", "live", "api", "query", "script", "handling" };
  g_autoptr(GArray) events = vdt_draft_events (self);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    n += list_class (self, out, events, classes[i], TRUE);

  if (n == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "actions.no-people", NULL);
    }
}

static void
automation_row (VdtDraft *self,
                GString  *out,
                VdtAsset *asset)
{
  g_autofree char *label = vdt_draft_asset_label (self, asset);
  g_autofree char *safe = vdt_safe_text (vdt_asset_get_name (asset), -1, 160, NULL);
  g_autofree char *name = vdt_md_escape (safe);
  const char *details = vdt_fields_get (vdt_asset_get_fields (asset), "remediationStatusDetails");
  g_autofree char *safe_details = vdt_safe_text (details != NULL && *details != '\0' ? details : "—", -1, 300, NULL);
  g_autofree char *escaped = vdt_md_escape (safe_details);
  g_autofree char *mark = vdt_draft_cite_asset (self, asset);
  g_autofree char *cited = g_strconcat (name, " ", mark, NULL);

  vdt_draft_row (out, label, cited,
                 vdt_draft_label (self, "evidenceRemediationStatus", vdt_asset_get_remediation_status (asset)),
                 escaped, NULL);
}

void
vdt_draft_by_automation (VdtDraft *self,
                         GString  *out)
{
  static const char *const classes[] = { "response", "live", "api" };
  g_autoptr(GArray) events = vdt_draft_events (self);
  guint n = 0;
  guint n_assets = 0;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    n += list_class (self, out, events, classes[i], FALSE);

  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtAsset *asset = g_ptr_array_index (self->assets, i);
      const char *state = vdt_asset_get_remediation_status (asset);

      if (state == NULL || !g_strv_contains (done_states, state))
        continue;
      if (n_assets++ == 0)
        vdt_draft_table (self, out, "table.automation", 4);
      automation_row (self, out, asset);
    }

  if (n + n_assets == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "actions.no-automation", NULL);
    }
}

static gboolean
is_open_threat (VdtAsset *asset)
{
  const char *verdict = vdt_asset_get_verdict (asset);
  const char *state = vdt_asset_get_remediation_status (asset);

  return (g_strcmp0 (verdict, "malicious") == 0 || g_strcmp0 (verdict, "suspicious") == 0) &&
         (state == NULL || !g_strv_contains (done_states, state));
}

static void
open_threats (VdtDraft *self,
              GString  *out)
{
  guint n = 0;

  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtAsset *asset = g_ptr_array_index (self->assets, i);
      g_autofree char *label = NULL;
      g_autofree char *safe = NULL;
      g_autofree char *name = NULL;
      g_autofree char *mark = NULL;
      g_autofree char *cited = NULL;

      if (!is_open_threat (asset))
        continue;
      if (n++ == 0)
        {
          g_string_append_printf (out, "**%s**\n\n", vdt_words_get (self->words, "not-done.threats"));
          vdt_draft_table (self, out, "table.open", 4);
        }
      label = vdt_draft_asset_label (self, asset);
      safe = vdt_safe_text (vdt_asset_get_name (asset), -1, 160, NULL);
      name = vdt_md_escape (safe);
      mark = vdt_draft_cite_asset (self, asset);
      cited = g_strconcat (name, " ", mark, NULL);
      vdt_draft_row (out, label, cited,
                     vdt_draft_label (self, "evidenceVerdict", vdt_asset_get_verdict (asset)),
                     vdt_draft_label (self, "evidenceRemediationStatus", vdt_asset_get_remediation_status (asset)),
                     NULL);
    }
  if (n > 0)
    g_string_append_c (out, '\n');
}

/* What the rules propose in a group, a line each, with its first reason's sources. */
static void
list_cards (VdtDraft   *self,
            GString    *out,
            const char *group)
{
  VdtProposal *proposal = self->input->next_steps;
  GListModel *cards = vdt_draft_speaks (self, proposal) ? vdt_proposal_get_cards (proposal) : NULL;

  for (guint i = 0; cards != NULL && i < g_list_model_get_n_items (cards); i++)
    {
      g_autoptr(VdtCard) card = g_list_model_get_item (cards, i);
      const char *state = vdt_card_get_state (card);
      GListModel *statements = vdt_card_get_statements (card);
      g_autoptr(VdtStatement) first = g_list_model_get_item (statements, 0);

      if (g_strcmp0 (vdt_card_get_group (card), group) != 0 || first == NULL ||
          (state != NULL && strcmp (state, "proposed") != 0))
        continue;
      vdt_draft_statement (self, out, proposal, first, "- ");
    }
}

static void
open_tasks (VdtDraft *self,
            GString  *out)
{
  GListModel *tasks = vdt_incident_get_tasks (self->incident);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr(VdtTask) task = g_list_model_get_item (tasks, i);
      const char *state = vdt_task_get_state (task);
      g_autofree char *safe = NULL;
      g_autofree char *title = NULL;
      g_autofree char *marks = NULL;

      if (g_strcmp0 (state, "done") == 0 || g_strcmp0 (state, "not-applicable") == 0)
        continue;
      if (n++ == 0)
        g_string_append_printf (out, "**%s**\n\n", vdt_words_get (self->words, "not-done.tasks"));
      safe = vdt_safe_text (vdt_task_get_title (task), -1, 300, NULL);
      title = vdt_md_escape (safe);
      marks = vdt_draft_cite_task (self, task);
      g_string_append_printf (out, "- [ ] %s %s\n", title, marks);
    }
  if (n > 0)
    g_string_append_c (out, '\n');
}

void
vdt_draft_not_done (VdtDraft *self,
                    GString  *out)
{
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autoptr(GString) steps = g_string_new (NULL);
  guint n_open = 0;

  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);
      g_autofree char *mark = NULL;

      if (g_strcmp0 (vdt_alert_get_status (alert), "resolved") == 0)
        continue;
      if (n_open++ < 12)
        {
          mark = vdt_draft_cite_alert (self, alert);
          g_string_append (marks, mark);
        }
    }

  if (n_open > 0)
    {
      g_autofree char *n = vdt_words_count (self->words, "n-alerts", n_open);

      vdt_draft_say (self, out, marks->str, "not-done.alerts", "alerts", n, NULL);
    }
  open_tasks (self, out);
  open_threats (self, out);
  list_cards (self, steps, "containment");
  list_cards (self, steps, "remediation");
  if (steps->len > 0)
    g_string_append_printf (out, "**%s**\n\n%s\n", vdt_words_get (self->words, "not-done.steps"), steps->str);
  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "not-done.nothing", NULL);
    }
}

static gboolean
has_any (const char **words,
         const char  *text)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;

  return FALSE;
}

static void
comment_line (VdtDraft   *self,
              GString    *out,
              VdtComment *comment)
{
  g_autofree char *safe = vdt_safe_text (vdt_comment_get_text (comment), -1, 2000, NULL);
  g_autofree char *text = vdt_md_escape (safe);
  g_autofree char *safe_author = vdt_safe_text (vdt_comment_get_author (comment), -1, 100, NULL);
  g_autofree char *author = vdt_md_escape (safe_author);
  g_autofree char *at = vdt_words_time (self->words, vdt_comment_get_created_at (comment));
  g_autofree char *mark = vdt_draft_cite_comment (self, comment);

  g_string_append_printf (out, "- %s, %s: %s %s\n", at, author, text, mark);
}

/* Open points: what the evidence does not show, and comments that leave something to
 * be done. */
void
vdt_draft_open_issues (VdtDraft *self,
                       GString  *out)
{
  g_autofree const char **words = vdt_words_dup_list (self->words, "open-words");
  g_autoptr(VdtWords) english = vdt_words_new ("en");
  g_autofree const char **english_words = vdt_words_dup_list (english, "open-words");

  vdt_draft_statements (self, out, self->input->summary, "gaps", "- ");
  for (guint i = 0; i < self->comments->len; i++)
    {
      VdtComment *comment = g_ptr_array_index (self->comments, i);
      const char *text = vdt_comment_get_text (comment) != NULL ? vdt_comment_get_text (comment) : "";

      if (has_any (words, text) || has_any (english_words, text))
        comment_line (self, out, comment);
    }

  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "open.none", NULL);
    }
}

/* “1. Do this.” without its number. */
static const char *
without_number (const char *line)
{
  const char *p = line + strspn (line, " \t-*•");
  gsize n = strspn (p, "0123456789");

  if (n > 0 && (p[n] == '.' || p[n] == ')'))
    p += n + 1;

  return p + strspn (p, " \t");
}

/* The alerts' recommended actions, each once, with all alerts that give it. */
void
vdt_draft_recommended (VdtDraft *self,
                       GString  *out)
{
  g_autoptr(GHashTable) marks_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);
      const char *text = vdt_alert_get_recommended_actions (alert);
      g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_autofree char *line = vdt_safe_text (without_number (g_strchomp (lines[l])), -1, 500, NULL);
          GString *marks;
          g_autofree char *mark = NULL;

          if (*line == '\0')
            continue;
          mark = vdt_draft_cite_alert (self, alert);
          marks = g_hash_table_lookup (marks_of, line);
          if (marks == NULL)
            {
              marks = g_string_new (NULL);
              g_ptr_array_add (order, line);
              g_hash_table_insert (marks_of, g_steal_pointer (&line), marks);
            }
          if (strstr (marks->str, mark) == NULL && marks->len < 60)
            g_string_append (marks, mark);
        }
    }

  list_cards (self, out, "investigation");
  for (guint i = 0; i < order->len; i++)
    {
      const char *line = g_ptr_array_index (order, i);
      GString *marks = g_hash_table_lookup (marks_of, line);
      g_autofree char *escaped = vdt_md_escape (line);

      g_string_append_printf (out, "- %s %s\n", escaped, marks->str);
      g_string_free (marks, TRUE);
    }

  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "recommended.none", NULL);
    }
}

void
vdt_draft_notes (VdtDraft *self,
                 GString  *out)
{
  for (guint i = 0; i < self->comments->len; i++)
    comment_line (self, out, g_ptr_array_index (self->comments, i));

  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "notes.none", NULL);
    }
}
