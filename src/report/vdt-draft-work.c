/* vdt-draft-work.c
 *
 * Queries, scripts, measures and lessons.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-draft-private.h"
#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

#define MOST_FINDINGS 8

/* A fenced block that holds @text whatever is in it. */
static void
append_block (GString    *out,
              const char *language,
              const char *text)
{
  gsize longest = 2;
  g_autofree char *safe = vdt_safe_text_multiline (text, -1, 4000, NULL);
  g_autofree char *fence = NULL;

  for (const char *p = safe; (p = strchr (p, '`')) != NULL;)
    {
      gsize n = strspn (p, "`");

      longest = MAX (longest, n);
      p += n;
    }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (out, "%s%s\n%s%s%s\n\n", fence, language, safe, g_str_has_suffix (safe, "\n") ? "" : "\n",
                          fence);
}

/* The log has each query with what it found: the text is the entry's value. */
void
vdt_draft_queries (VdtDraft *self,
                   GString  *out)
{
  for (guint i = 0; i < self->activity->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (self->activity, i);
      g_autofree char *mark = NULL;
      g_autofree char *at = NULL;
      g_autofree char *note = NULL;

      if (strcmp (vdt_draft_action_class (vdt_activity_get_action (entry)), "query") != 0)
        continue;

      mark = vdt_draft_cite_activity (self, entry);
      at = vdt_words_time (self->words, vdt_activity_get_at (entry));
      note = vdt_activity_get_note (entry) != NULL ? vdt_safe_text (vdt_activity_get_note (entry), -1, 500, NULL)
                                                   : NULL;
      vdt_draft_say (self, out, mark, note != NULL ? "query.found" : "query.run", "time", at, "who",
                     vdt_activity_get_actor (entry), "note", note, NULL);
      if (vdt_activity_get_after (entry) != NULL)
        append_block (out, "kusto", vdt_activity_get_after (entry));
    }

  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "query.none", NULL);
    }
}

/* What analysts kept as evidence, each with its hash and where it is from. */
void
vdt_draft_kept (VdtDraft *self,
                GString  *out)
{
  GListModel *list = vdt_incident_get_kept (self->incident);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtKept) kept = g_list_model_get_item (list, i);
      g_autofree char *title = NULL;
      g_autofree char *safe = NULL;
      g_autofree char *safe_source = NULL;
      g_autofree char *source = NULL;
      g_autofree char *mark = NULL;
      g_autofree char *cited = NULL;
      g_autofree char *at = NULL;
      g_autofree char *hash = NULL;

      if (vdt_kept_is_event (kept) || vdt_kept_get_deleted (kept))
        continue;
      if (n++ == 0)
        vdt_draft_table (self, out, "table.kept", 4);
      safe = vdt_safe_text (vdt_kept_get_title (kept), -1, 200, NULL);
      title = vdt_md_escape (safe);
      safe_source = vdt_safe_text (vdt_kept_get_source (kept) != NULL ? vdt_kept_get_source (kept) : "—", -1, 300, NULL);
      source = vdt_md_escape (safe_source);
      mark = vdt_draft_cite_kept (self, kept);
      cited = g_strconcat (title, " ", mark, NULL);
      at = vdt_words_time (self->words, vdt_kept_get_kept_at (kept));
      hash = vdt_kept_get_sha256 (kept) != NULL ? vdt_md_code_cell (vdt_kept_get_sha256 (kept)) : g_strdup ("—");
      vdt_draft_row (out, at, cited, source, hash, NULL);
    }

  if (n == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "kept.none", NULL);
    }
}

static void
one_script (VdtDraft        *self,
            GString         *out,
            VdtScriptReport *script,
            VdtEvidence     *evidence)
{
  GListModel *findings = vdt_script_report_get_findings (script);
  GListModel *layers = vdt_script_report_get_layers (script);
  guint n_layers = g_list_model_get_n_items (layers);
  guint n_findings = g_list_model_get_n_items (findings);
  g_autofree char *mark = vdt_draft_cite_evidence (self, evidence);
  g_autofree char *key = g_strconcat ("script.", vdt_script_report_get_verdict (script), NULL);
  g_autofree char *decoded = vdt_words_count (self->words, "n-layers", n_layers > 0 ? n_layers - 1 : 0);
  g_autoptr(VdtReportLayer) first = n_layers > 0 ? g_list_model_get_item (layers, 0) : NULL;

  vdt_draft_say (self, out, mark, "script.intro", "name", vdt_evidence_get_title (evidence), "verdict",
                 vdt_words_get (self->words, key), "layers", decoded, NULL);
  if (first != NULL)
    append_block (out, "", vdt_report_layer_get_text (first));
  if (n_layers > 1 && vdt_script_report_get_output (script) != NULL)
    {
      vdt_draft_say (self, out, NULL, "script.decoded", NULL);
      append_block (out, "", vdt_script_report_get_output (script));
    }

  for (guint i = 0; i < n_findings && i < MOST_FINDINGS; i++)
    {
      g_autoptr(VdtReportFinding) finding = g_list_model_get_item (findings, i);
      g_autofree char *title = vdt_md_escape (vdt_report_finding_get_title (finding));
      g_autofree char *techniques = g_strjoinv (", ", (char **) vdt_report_finding_get_techniques (finding));

      g_string_append_printf (out, "- %s (%s%s%s) %s\n", title, vdt_report_finding_get_rule (finding),
                              *techniques != '\0' ? "; " : "", techniques, mark);
    }
  if (n_findings > 0)
    g_string_append_c (out, '\n');
}

void
vdt_draft_scripts (VdtDraft *self,
                   GString  *out)
{
  GPtrArray *scripts = self->input->scripts;

  for (guint i = 0; scripts != NULL && i < scripts->len; i++)
    one_script (self, out, g_ptr_array_index (scripts, i), g_ptr_array_index (self->input->script_facts, i));

  if (out->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "script.none", NULL);
    }
}

/* The times that tell how an incident was handled. */
typedef struct
{
  gint64 first_activity;
  gint64 created;
  gint64 first_automatic;
  gint64 first_by_person;
  gint64 first_response;
  gint64 resolved;
  char  *automatic_marks;
  char  *person_marks;
  char  *response_marks;
  char  *resolved_marks;
} Times;

static void
times_clear (Times *times)
{
  g_free (times->automatic_marks);
  g_free (times->person_marks);
  g_free (times->response_marks);
  g_free (times->resolved_marks);
}

static void
set_first (gint64     *time,
           char      **marks,
           gint64      at,
           const char *mark)
{
  if (at == VDT_TIME_UNSET || *time != VDT_TIME_UNSET)
    return;

  *time = at;
  *marks = g_strdup (mark);
}

static void
collect_times (VdtDraft *self,
               Times    *times)
{
  g_autoptr(GArray) events = vdt_draft_events (self);

  times->first_activity = vdt_incident_get_first_activity_at (self->incident);
  times->created = vdt_incident_get_created_at (self->incident);
  times->first_automatic = VDT_TIME_UNSET;
  times->first_by_person = VDT_TIME_UNSET;
  times->first_response = VDT_TIME_UNSET;
  times->resolved = VDT_TIME_UNSET;

  for (guint i = 0; i < events->len; i++)
    {
      const VdtDraftEvent *event = &g_array_index (events, VdtDraftEvent, i);
      gboolean response = strcmp (event->class, "response") == 0 || strcmp (event->class, "live") == 0 ||
                          strcmp (event->class, "api") == 0;

      if (event->person)
        set_first (&times->first_by_person, &times->person_marks, event->at, event->marks);
      if (event->person && response)
        set_first (&times->first_response, &times->response_marks, event->at, event->marks);
      if (!event->person && response)
        set_first (&times->first_automatic, &times->automatic_marks, event->at, event->marks);
    }

  for (guint i = 0; i < self->activity->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (self->activity, i);

      if (g_strcmp0 (vdt_activity_get_field (entry), "status") == 0 &&
          g_strcmp0 (vdt_activity_get_target_kind (entry), "incident") == 0 &&
          g_strcmp0 (vdt_activity_get_after (entry), "resolved") == 0)
        {
          g_autofree char *mark = vdt_draft_cite_activity (self, entry);

          g_clear_pointer (&times->resolved_marks, g_free);
          times->resolved = VDT_TIME_UNSET;
          set_first (&times->resolved, &times->resolved_marks, vdt_activity_get_at (entry), mark);
        }
    }
}

static void
measure_row (VdtDraft   *self,
             GString    *out,
             const char *key,
             gint64      from,
             gint64      to,
             const char *marks)
{
  g_autofree char *span = from != VDT_TIME_UNSET && to != VDT_TIME_UNSET && to >= from
                            ? vdt_words_span (self->words, to - from)
                            : g_strdup (vdt_words_get (self->words, "not-recorded"));
  g_autofree char *cell = g_strconcat (span, " ", to != VDT_TIME_UNSET && marks != NULL ? marks : "", NULL);

  vdt_draft_row (out, vdt_words_get (self->words, key), cell, NULL);
}

void
vdt_draft_measures (VdtDraft *self,
                    GString  *out)
{
  g_autofree char *cite = vdt_draft_cite_incident (self);
  Times times = { 0 };

  collect_times (self, &times);
  vdt_draft_table (self, out, "table.measures", 2);
  measure_row (self, out, "measure.detect", times.first_activity, times.created, cite);
  measure_row (self, out, "measure.automatic", times.created, times.first_automatic, times.automatic_marks);
  measure_row (self, out, "measure.person", times.created, times.first_by_person, times.person_marks);
  measure_row (self, out, "measure.response", times.created, times.first_response, times.response_marks);
  measure_row (self, out, "measure.resolve", times.created, times.resolved, times.resolved_marks);
  times_clear (&times);
}

/* Which alerts came before the first answer to the incident, and which after. */
static void
lesson_speed (VdtDraft    *self,
              GString     *out,
              const Times *times)
{
  gint64 answer = times->first_automatic;
  const char *marks = times->automatic_marks;
  guint before = 0;
  g_autofree char *n = NULL;

  if (answer == VDT_TIME_UNSET || (times->first_response != VDT_TIME_UNSET && times->first_response < answer))
    {
      answer = times->first_response;
      marks = times->response_marks;
    }
  if (answer == VDT_TIME_UNSET)
    return;

  for (guint i = 0; i < self->alerts->len; i++)
    before += vdt_alert_get_created_at (g_ptr_array_index (self->alerts, i)) != VDT_TIME_UNSET &&
              vdt_alert_get_created_at (g_ptr_array_index (self->alerts, i)) < answer;

  n = vdt_words_count (self->words, "n-alerts", before);
  g_string_append (out, "- ");
  vdt_draft_say (self, out, marks, "lesson.before", "alerts", n, NULL);
  g_string_truncate (out, out->len - 1);
}

static void
lesson_span (VdtDraft   *self,
             GString    *out,
             const char *key,
             gint64      from,
             gint64      to,
             const char *marks)
{
  g_autofree char *span = NULL;

  if (from == VDT_TIME_UNSET || to == VDT_TIME_UNSET || to < from)
    return;

  span = vdt_words_span (self->words, to - from);
  g_string_append (out, "- ");
  vdt_draft_say (self, out, marks, key, "span", span, NULL);
  g_string_truncate (out, out->len - 1);
}

void
vdt_draft_lessons (VdtDraft *self,
                   GString  *out)
{
  g_autofree char *cite = vdt_draft_cite_incident (self);
  Times times = { 0 };
  guint n_stopped = 0;
  guint n_open = 0;

  collect_times (self, &times);
  for (guint i = 0; i < self->assets->len; i++)
    {
      VdtAsset *asset = g_ptr_array_index (self->assets, i);
      const char *state = vdt_asset_get_remediation_status (asset);
      gboolean stopped = g_strcmp0 (state, "prevented") == 0 || g_strcmp0 (state, "blocked") == 0 ||
                         g_strcmp0 (state, "remediated") == 0;

      n_stopped += stopped;
      n_open += !stopped && g_strcmp0 (vdt_asset_get_verdict (asset), "malicious") == 0;
    }

  lesson_span (self, out, "lesson.detect", times.first_activity, times.created, cite);
  lesson_speed (self, out, &times);
  lesson_span (self, out, "lesson.person", times.created, times.first_by_person, times.person_marks);
  if (n_stopped + n_open > 0)
    {
      g_autofree char *stopped = vdt_words_count (self->words, "n-things", n_stopped);
      g_autofree char *open = vdt_words_count (self->words, "n-things", n_open);

      g_string_append (out, "- ");
      vdt_draft_say (self, out, cite, "lesson.stopped", "stopped", stopped, "open", open, NULL);
      g_string_truncate (out, out->len - 1);
    }
  times_clear (&times);
}
