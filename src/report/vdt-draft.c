/* vdt-draft.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-draft-private.h"

#include <string.h>

#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

typedef enum
{
  SCALAR_TITLE,
  SCALAR_ID,
  SCALAR_SEVERITY,
  SCALAR_STATUS,
  SCALAR_CLASSIFICATION,
  SCALAR_DETERMINATION,
  SCALAR_OWNER,
  SCALAR_CREATED,
  SCALAR_CLOSED,
  SCALAR_FIRST,
  SCALAR_LAST,
  SCALAR_DESCRIPTION,
  SCALAR_NOTE,
  SCALAR_ALERTS,
  SCALAR_AUTHOR,
  SCALAR_DATE
} Scalar;

/* The documented fields: a name, and what makes its text. */
typedef struct
{
  VdtDraftField  field;
  Scalar         scalar;
  VdtDraftFunc   func;
} Field;

static const Field fields[] = {
  { { "incident.title", FALSE, "the incident's title" }, SCALAR_TITLE, NULL },
  { { "incident.id", FALSE, "its number" }, SCALAR_ID, NULL },
  { { "incident.severity", FALSE, "its severity" }, SCALAR_SEVERITY, NULL },
  { { "incident.status", FALSE, "its status" }, SCALAR_STATUS, NULL },
  { { "incident.classification", FALSE, "its classification" }, SCALAR_CLASSIFICATION, NULL },
  { { "incident.determination", FALSE, "its determination" }, SCALAR_DETERMINATION, NULL },
  { { "incident.owner", FALSE, "whose it is" }, SCALAR_OWNER, NULL },
  { { "incident.created", FALSE, "when it was created" }, SCALAR_CREATED, NULL },
  { { "incident.closed", FALSE, "when it was resolved" }, SCALAR_CLOSED, NULL },
  { { "incident.first-activity", FALSE, "the first activity" }, SCALAR_FIRST, NULL },
  { { "incident.last-activity", FALSE, "the last activity" }, SCALAR_LAST, NULL },
  { { "incident.description", FALSE, "its description" }, SCALAR_DESCRIPTION, NULL },
  { { "incident.note", FALSE, "the closing note" }, SCALAR_NOTE, NULL },
  { { "incident.alerts", FALSE, "how many alerts" }, SCALAR_ALERTS, NULL },
  { { "report.author", FALSE, "who writes the report" }, SCALAR_AUTHOR, NULL },
  { { "report.date", FALSE, "today" }, SCALAR_DATE, NULL },
  { { "state", TRUE, "a note if the incident is not resolved and the report therefore partial" }, 0,
    vdt_draft_state },
  { { "overview", TRUE, "table: status, severity, owner, creation, closure, first and last activity" }, 0,
    vdt_draft_overview },
  { { "summary", TRUE, "what happened, in short" }, 0, vdt_draft_summary },
  { { "classification", TRUE, "classification with the analyst's reason" }, 0, vdt_draft_classification },
  { { "people", TRUE, "table: who worked on the incident, from when to when" }, 0, vdt_draft_people },
  { { "narrative", TRUE, "how the attack unfolded" }, 0, vdt_draft_narrative },
  { { "timeline", TRUE, "table: what happened and what was done, by time" }, 0, vdt_draft_timeline },
  { { "alerts", TRUE, "table of all alerts" }, 0, vdt_draft_alerts },
  { { "assets", TRUE, "tables of accounts, devices and what else is involved" }, 0, vdt_draft_asset_tables },
  { { "indicators", TRUE, "table of indicators of compromise" }, 0, vdt_draft_indicators },
  { { "techniques", TRUE, "table of ATT&CK techniques" }, 0, vdt_draft_techniques },
  { { "actions.people", TRUE, "what people did, by hand, by live response or by an API" }, 0,
    vdt_draft_by_people },
  { { "actions.automation", TRUE, "what automation did" }, 0, vdt_draft_by_automation },
  { { "not-done", TRUE, "what was not done: alerts, threats and proposed steps that are open" }, 0,
    vdt_draft_not_done },
  { { "open-issues", TRUE, "what the evidence does not show, and what notes leave open" }, 0,
    vdt_draft_open_issues },
  { { "recommendations", TRUE, "what the alerts and the rules recommend" }, 0, vdt_draft_recommended },
  { { "notes", TRUE, "the analysts' comments" }, 0, vdt_draft_notes },
  { { "queries", TRUE, "queries that were run and what they found" }, 0, vdt_draft_queries },
  { { "scripts", TRUE, "scripts and command lines that were analysed" }, 0, vdt_draft_scripts },
  { { "kept", TRUE, "table of what analysts kept as evidence, with SHA-256 and source" }, 0, vdt_draft_kept },
  { { "measures", TRUE, "table: times to detect, to react and to resolve" }, 0, vdt_draft_measures },
  { { "lessons", TRUE, "what the course of the incident teaches" }, 0, vdt_draft_lessons },
};

/**
 * vdt_draft_get_fields:
 * @out_n: (out): how many
 *
 * Returns: (transfer container): the fields that a template can use, with what they
 *   give, to be freed with g_free()
 */
const VdtDraftField *
vdt_draft_get_fields (guint *out_n)
{
  VdtDraftField *all = g_new (VdtDraftField, G_N_ELEMENTS (fields));

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    all[i] = fields[i].field;
  *out_n = G_N_ELEMENTS (fields);

  return all;
}

static const Field *
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].field.name, name) == 0)
      return &fields[i];

  return NULL;
}

gboolean
vdt_draft_has_field (const char *name)
{
  return find_field (name) != NULL;
}

/* Levenshtein's distance, of short ASCII names. */
static guint
distance (const char *a,
          const char *b)
{
  guint row[64];
  gsize n = MIN (strlen (b), G_N_ELEMENTS (row) - 1);

  for (guint j = 0; j <= n; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (guint j = 1; j <= n; j++)
        {
          guint best = MIN (row[j], row[j - 1]) + 1;

          best = MIN (best, diagonal + (a[i - 1] != b[j - 1]));
          diagonal = row[j];
          row[j] = best;
        }
    }

  return row[n];
}

/**
 * vdt_draft_nearest_field:
 * @name: what is no field
 *
 * Returns: (transfer none) (nullable): the field that was probably meant
 */
const char *
vdt_draft_nearest_field (const char *name)
{
  const char *best = NULL;
  guint least = 4;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      guint d = distance (name, fields[i].field.name);

      if (d < least)
        {
          least = d;
          best = fields[i].field.name;
        }
    }

  return best;
}

static gint64
closed_at (VdtDraft *self)
{
  gint64 at = VDT_TIME_UNSET;

  for (guint i = 0; i < self->activity->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (self->activity, i);

      if (g_strcmp0 (vdt_activity_get_field (entry), "status") == 0 &&
          g_strcmp0 (vdt_activity_get_target_kind (entry), "incident") == 0)
        at = g_strcmp0 (vdt_activity_get_after (entry), "resolved") == 0 ? vdt_activity_get_at (entry)
                                                                         : VDT_TIME_UNSET;
    }

  /* Resolved where it comes from: the last alert's resolution, or the last change. */
  if (at == VDT_TIME_UNSET && g_strcmp0 (vdt_incident_get_status (self->incident), "resolved") == 0)
    {
      for (guint i = 0; i < self->alerts->len; i++)
        at = MAX (at, vdt_alert_get_resolved_at (g_ptr_array_index (self->alerts, i)));
      if (at == VDT_TIME_UNSET)
        at = vdt_incident_get_updated_at (self->incident);
    }

  return at;
}

static char *
scalar_text (VdtDraft *self,
             Scalar    scalar)
{
  VdtIncident *incident = self->incident;

  if (scalar == SCALAR_AUTHOR)
    return g_strdup (self->input->author);
  if (scalar == SCALAR_DATE)
    return vdt_time_format (self->input->now, VDT_TIME_DAY);
  if (incident == NULL)
    return NULL;

  switch (scalar)
    {
    case SCALAR_TITLE:
      return vdt_safe_text (vdt_incident_get_title (incident), -1, 300, NULL);
    case SCALAR_ID:
      return g_strdup (vdt_incident_get_id (incident));
    case SCALAR_SEVERITY:
      return g_strdup (vdt_draft_label (self, "alertSeverity", vdt_incident_get_severity (incident)));
    case SCALAR_STATUS:
      return g_strdup (vdt_draft_label (self, "incidentStatus", vdt_incident_get_status (incident)));
    case SCALAR_CLASSIFICATION:
      return g_strdup (vdt_draft_label (self, "alertClassification", vdt_incident_get_classification (incident)));
    case SCALAR_DETERMINATION:
      return g_strdup (vdt_draft_label (self, "alertDetermination", vdt_incident_get_determination (incident)));
    case SCALAR_OWNER:
      return vdt_incident_get_owner (incident) != NULL ? g_strdup (vdt_incident_get_owner (incident))
                                                       : g_strdup (vdt_words_get (self->words, "nobody"));
    case SCALAR_CREATED:
      return vdt_words_time (self->words, vdt_incident_get_created_at (incident));
    case SCALAR_CLOSED:
      return vdt_words_time (self->words, closed_at (self));
    case SCALAR_FIRST:
      return vdt_words_time (self->words, vdt_incident_get_first_activity_at (incident));
    case SCALAR_LAST:
      return vdt_words_time (self->words, vdt_incident_get_last_activity_at (incident));
    case SCALAR_DESCRIPTION:
      return vdt_safe_text (vdt_incident_get_description (incident), -1, 2000, NULL);
    case SCALAR_NOTE:
      return vdt_safe_text (vdt_incident_get_closing_note (incident), -1, 2000, NULL);
    case SCALAR_ALERTS:
      return vdt_words_count (self->words, "n-alerts", self->alerts->len);
    case SCALAR_AUTHOR:
    case SCALAR_DATE:
    default:
      return NULL;
    }
}

/* The text with its fields filled; as plain text for a title. */
static char *
expand (VdtDraft   *self,
        const char *text,
        gboolean    plain)
{
  GString *out = g_string_new (NULL);
  const char *p = text;
  const char *open;

  while ((open = strstr (p, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *name = g_strstrip (g_strndup (open + 2, (gsize) (close - open) - 2));
      const Field *field = find_field (name);

      g_string_append_len (out, p, open - p);
      if (field != NULL && field->func != NULL && !plain && self->incident != NULL)
        {
          g_autoptr(GString) block = g_string_new (NULL);

          field->func (self, block);
          g_string_append (out, g_strchomp (block->str));
        }
      else if (field != NULL && field->func == NULL)
        {
          g_autofree char *value = scalar_text (self, field->scalar);
          g_autofree char *escaped = plain ? g_strdup (value) : vdt_md_escape (value);

          g_string_append (out, escaped != NULL ? escaped : "");
        }
      p = close + 2;
    }
  g_string_append (out, p);

  return g_strstrip (g_string_free (out, FALSE));
}

/* Sorts by time, and by nothing else: what has none comes last. */
static gint64
time_of (gconstpointer record)
{
  gint64 at;

  if (VDT_IS_ALERT ((gpointer) record))
    {
      at = vdt_alert_get_first_activity_at ((VdtAlert *) record);
      if (at == VDT_TIME_UNSET)
        at = vdt_alert_get_created_at ((VdtAlert *) record);
    }
  else
    at = vdt_comment_get_created_at ((VdtComment *) record);

  return at != VDT_TIME_UNSET ? at : G_MAXINT64;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 left = time_of (*(gconstpointer *) a);
  gint64 right = time_of (*(gconstpointer *) b);

  return (left > right) - (left < right);
}

static int
compare_sequences (gconstpointer a,
                   gconstpointer b)
{
  guint left = vdt_activity_get_sequence (*(VdtActivity *const *) a);
  guint right = vdt_activity_get_sequence (*(VdtActivity *const *) b);

  return (left > right) - (left < right);
}

static void
gather (VdtDraft   *self,
        GListModel *list,
        GPtrArray  *into)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      gpointer item = g_list_model_get_item (list, i);

      g_ptr_array_add (self->owned, item);
      if ((VDT_IS_COMMENT (item) && vdt_comment_get_deleted (item)) ||
          (VDT_IS_ALERT (item) && vdt_alert_get_hidden (item)))
        continue;
      g_ptr_array_add (into, item);
    }
}

static void
gather_incident (VdtDraft *self)
{
  g_autoptr(GPtrArray) evidence = g_ptr_array_new ();

  gather (self, vdt_incident_get_alerts (self->incident), self->alerts);
  gather (self, vdt_incident_get_assets (self->incident), self->assets);
  gather (self, vdt_incident_get_activity (self->incident), self->activity);
  gather (self, vdt_incident_get_comments (self->incident), self->comments);
  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);

      gather (self, vdt_alert_get_comments (alert), self->comments);
      gather (self, vdt_alert_get_evidence (alert), evidence);
    }

  for (guint i = 0; i < evidence->len; i++)
    {
      VdtEvidence *item = g_ptr_array_index (evidence, i);

      if (vdt_evidence_get_id (item) != NULL)
        g_hash_table_insert (self->evidence, (gpointer) vdt_evidence_get_id (item), item);
    }
  g_ptr_array_sort (self->alerts, compare_times);
  g_ptr_array_sort (self->comments, compare_times);
  g_ptr_array_sort (self->activity, compare_sequences);
}

static void
draft_init (VdtDraft            *self,
            VdtReport           *report,
            const VdtDraftInput *input)
{
  self->report = report;
  self->input = input;
  self->incident = input->incident;
  self->words = vdt_words_new (vdt_report_get_language (report));
  self->owned = g_ptr_array_new_with_free_func (g_object_unref);
  self->alerts = g_ptr_array_new ();
  self->assets = g_ptr_array_new ();
  self->comments = g_ptr_array_new ();
  self->activity = g_ptr_array_new ();
  self->evidence = g_hash_table_new (g_str_hash, g_str_equal);
  if (self->incident != NULL)
    gather_incident (self);
}

static void
draft_clear (VdtDraft *self)
{
  vdt_words_free (self->words);
  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->assets);
  g_ptr_array_unref (self->comments);
  g_ptr_array_unref (self->activity);
  g_hash_table_unref (self->evidence);
  g_ptr_array_unref (self->owned);
}

static VdtReportSection *
draft_section (VdtDraft                 *self,
               const VdtTemplateSection *template)
{
  g_autofree char *title = expand (self, template->title, TRUE);
  g_autofree char *body = expand (self, template->body, FALSE);
  VdtReportSection *section = vdt_report_section_new (template->id, title, body);

  vdt_record_set_flag (section, "included", !template->off);

  return section;
}

/**
 * vdt_draft_report:
 * @template: a template
 * @input: what the report is about
 *
 * Drafts every section. The same input gives the same report but for its id.
 *
 * Returns: (transfer full): a report, all of it proposed
 */
VdtReport *
vdt_draft_report (VdtTemplate         *template,
                  const VdtDraftInput *input)
{
  VdtReport *report = vdt_report_new (input->incident != NULL ? vdt_incident_get_id (input->incident) : NULL);
  VdtDraft self = { 0 };
  g_autofree char *title = NULL;

  g_object_set (report,
                "template-id", template->id,
                "language", template->language,
                "author", input->author,
                "created-at", input->now,
                "updated-at", input->now,
                NULL);
  draft_init (&self, report, input);
  title = expand (&self, template->title != NULL ? template->title : template->name, TRUE);
  vdt_record_set_text (report, "title", title);
  for (guint i = 0; i < template->sections->len; i++)
    {
      g_autoptr(VdtReportSection) section = draft_section (&self, g_ptr_array_index (template->sections, i));

      vdt_report_add_section (report, section);
    }
  draft_clear (&self);

  return report;
}

/**
 * vdt_draft_section:
 * @report: a report
 * @section: one of its sections
 * @template: the report's template
 * @input: what the report is about
 *
 * Drafts a section anew. What is only proposed is replaced; beside what was edited or
 * accepted the new draft is put, if it differs from the old.
 */
void
vdt_draft_section (VdtReport           *report,
                   VdtReportSection    *section,
                   VdtTemplate         *template,
                   const VdtDraftInput *input)
{
  VdtDraft self = { 0 };

  draft_init (&self, report, input);
  for (guint i = 0; i < template->sections->len; i++)
    {
      VdtTemplateSection *from = g_ptr_array_index (template->sections, i);
      g_autoptr(VdtReportSection) made = NULL;

      if (g_strcmp0 (from->id, vdt_report_section_get_id (section)) != 0)
        continue;

      made = draft_section (&self, from);
      if (g_strcmp0 (vdt_report_section_get_state (section), "proposed") == 0)
        {
          vdt_record_set_text (section, "body", vdt_report_section_get_body (made));
          vdt_record_set_text (section, "drafted", vdt_report_section_get_body (made));
          vdt_record_set_text (section, "beside", NULL);
        }
      else if (g_strcmp0 (vdt_report_section_get_body (section), vdt_report_section_get_body (made)) != 0)
        vdt_record_set_text (section, "beside", vdt_report_section_get_body (made));
    }
  draft_clear (&self);
}
