/* vdt-draft-incident.c
 *
 * The incident as a whole: state, key facts, people, narrative, timeline.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-draft-private.h"
#include "vdt-md.h"
#include "vdt-safe-text.h"
#include "vdt-time.h"

/* A person or a machine that did something. */
typedef struct
{
  char     *name;
  gboolean  person;
  gint64    first;
  gint64    last;
  guint     n;
  char     *marks;  /* of the first and the last thing */
  char     *last_marks;
} Actor;

static void
actor_free (gpointer data)
{
  Actor *actor = data;

  g_free (actor->name);
  g_free (actor->marks);
  g_free (actor->last_marks);
  g_free (actor);
}

static gboolean
is_resolved (VdtDraft *self)
{
  return g_strcmp0 (vdt_incident_get_status (self->incident), "resolved") == 0;
}

/* A report on what is not over says so. */
void
vdt_draft_state (VdtDraft *self,
                 GString  *out)
{
  g_autofree char *cite = NULL;
  g_autofree char *now = NULL;

  if (is_resolved (self))
    return;

  cite = vdt_draft_cite_incident (self);
  now = vdt_time_format (self->input->now, VDT_TIME_DAY_MINUTE);
  g_string_append (out, "> ");
  vdt_draft_say (self, out, cite, "partial", "status",
                 vdt_draft_label (self, "incidentStatus", vdt_incident_get_status (self->incident)), "time", now,
                 NULL);
}

static void
overview_row (VdtDraft   *self,
              GString    *out,
              const char *key,
              const char *value,
              const char *marks)
{
  g_autofree char *escaped = vdt_md_escape (value);
  g_autofree char *cell = g_strconcat (escaped, " ", marks, NULL);

  if (value != NULL && *value != '\0')
    vdt_draft_row (out, vdt_words_get (self->words, key), cell, NULL);
}

static gint64
resolved_at (VdtDraft  *self,
             char     **out_marks)
{
  gint64 at = VDT_TIME_UNSET;

  *out_marks = NULL;
  for (guint i = 0; i < self->activity->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (self->activity, i);

      if (g_strcmp0 (vdt_activity_get_field (entry), "status") == 0 &&
          g_strcmp0 (vdt_activity_get_target_kind (entry), "incident") == 0 &&
          g_strcmp0 (vdt_activity_get_after (entry), "resolved") == 0)
        {
          at = vdt_activity_get_at (entry);
          g_free (*out_marks);
          *out_marks = vdt_draft_cite_activity (self, entry);
        }
    }

  if (at == VDT_TIME_UNSET && is_resolved (self))
    {
      at = vdt_incident_get_updated_at (self->incident);
      *out_marks = vdt_draft_cite_incident (self);
    }

  return is_resolved (self) ? at : VDT_TIME_UNSET;
}

void
vdt_draft_overview (VdtDraft *self,
                    GString  *out)
{
  VdtIncident *incident = self->incident;
  g_autofree char *cite = vdt_draft_cite_incident (self);
  g_autofree char *title = vdt_safe_text (vdt_incident_get_title (incident), -1, 300, NULL);
  g_autofree char *created = vdt_words_time (self->words, vdt_incident_get_created_at (incident));
  g_autofree char *first = vdt_words_time (self->words, vdt_incident_get_first_activity_at (incident));
  g_autofree char *last = vdt_words_time (self->words, vdt_incident_get_last_activity_at (incident));
  g_autofree char *alerts = vdt_words_count (self->words, "n-alerts", self->alerts->len);
  g_autofree char *assets = vdt_words_count (self->words, "n-assets", self->assets->len);
  g_autofree char *tags = g_strjoinv (", ", (char **) vdt_incident_get_custom_tags (incident));
  g_autofree char *closed_marks = NULL;
  gint64 at = resolved_at (self, &closed_marks);
  g_autofree char *closed = at != VDT_TIME_UNSET ? vdt_words_time (self->words, at)
                                                 : g_strdup (vdt_words_get (self->words, "not-closed"));

  vdt_draft_table (self, out, "table.overview", 2);
  overview_row (self, out, "row.incident", vdt_incident_get_id (incident), cite);
  overview_row (self, out, "row.title", title, "");
  overview_row (self, out, "row.severity",
                vdt_draft_label (self, "alertSeverity", vdt_incident_get_severity (incident)), "");
  overview_row (self, out, "row.status",
                vdt_draft_label (self, "incidentStatus", vdt_incident_get_status (incident)), "");
  overview_row (self, out, "row.owner", vdt_incident_get_owner (incident) != NULL
                                          ? vdt_incident_get_owner (incident)
                                          : vdt_words_get (self->words, "nobody"), "");
  overview_row (self, out, "row.created", created, "");
  overview_row (self, out, "row.closed", closed, closed_marks != NULL ? closed_marks : "");
  overview_row (self, out, "row.first", first, "");
  overview_row (self, out, "row.last", last, "");
  overview_row (self, out, "row.alerts", alerts, "");
  overview_row (self, out, "row.assets", assets, "");
  overview_row (self, out, "row.tags", tags, "");
}

/* The copilot's words if it speaks the report's language, else counts. */
void
vdt_draft_summary (VdtDraft *self,
                   GString  *out)
{
  g_autofree char *cite = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autofree char *alerts = NULL;
  g_autofree char *devices = NULL;
  g_autofree char *users = NULL;
  guint n_devices = 0;
  guint n_users = 0;

  if (vdt_draft_speaks (self, self->input->summary))
    {
      vdt_draft_statements (self, out, self->input->summary, "headline", NULL);
      vdt_draft_statements (self, out, self->input->summary, "outcome", NULL);
      return;
    }

  for (guint i = 0; i < self->assets->len; i++)
    {
      const char *kind = vdt_asset_get_kind (g_ptr_array_index (self->assets, i));

      n_devices += g_strcmp0 (kind, "device") == 0;
      n_users += g_strcmp0 (kind, "user") == 0;
    }

  cite = vdt_draft_cite_incident (self);
  first = vdt_words_time (self->words, vdt_incident_get_first_activity_at (self->incident));
  last = vdt_words_time (self->words, vdt_incident_get_last_activity_at (self->incident));
  alerts = vdt_words_count (self->words, "n-alerts", self->alerts->len);
  devices = vdt_words_count (self->words, "n-devices", n_devices);
  users = vdt_words_count (self->words, "n-users", n_users);
  vdt_draft_say (self, out, cite, "summary", "alerts", alerts, "devices", devices, "users", users, "first", first,
                 "last", last, "severity",
                 vdt_draft_label (self, "alertSeverity", vdt_incident_get_severity (self->incident)), "status",
                 vdt_draft_label (self, "incidentStatus", vdt_incident_get_status (self->incident)), NULL);
}

/* The last reason that a person gave: the closing note, else what was said when it was
 * classified. */
void
vdt_draft_classification (VdtDraft *self,
                          GString  *out)
{
  const char *classification = vdt_incident_get_classification (self->incident);
  const char *note = vdt_incident_get_closing_note (self->incident);
  g_autofree char *marks = NULL;
  g_autofree char *safe = NULL;
  const char *who = NULL;

  for (guint i = 0; i < self->activity->len; i++)
    {
      VdtActivity *entry = g_ptr_array_index (self->activity, i);

      if (g_strcmp0 (vdt_activity_get_field (entry), "classification") != 0 ||
          g_strcmp0 (vdt_activity_get_target_kind (entry), "incident") != 0)
        continue;
      g_free (marks);
      marks = vdt_draft_cite_activity (self, entry);
      who = vdt_activity_get_actor (entry);
      if (note == NULL || *note == '\0')
        note = vdt_activity_get_note (entry);
    }
  if (marks == NULL)
    marks = vdt_draft_cite_incident (self);

  if (classification == NULL || strcmp (classification, "unknown") == 0)
    {
      vdt_draft_say (self, out, marks, "classification.none", NULL);
      return;
    }

  vdt_draft_say (self, out, marks, who != NULL ? "classification.by" : "classification.is", "classification",
                 vdt_draft_label (self, "alertClassification", classification), "determination",
                 vdt_draft_label (self, "alertDetermination", vdt_incident_get_determination (self->incident)),
                 "who", who, NULL);
  safe = note != NULL ? vdt_safe_text (note, -1, 2000, NULL) : NULL;
  if (safe != NULL && *safe != '\0')
    vdt_draft_say (self, out, marks, "classification.reason", "reason", safe, NULL);
  else
    vdt_draft_say (self, out, marks, "classification.no-reason", NULL);
}

static void
count_event (GPtrArray           *actors,
             const VdtDraftEvent *event)
{
  Actor *actor = NULL;

  for (guint i = 0; i < actors->len && actor == NULL; i++)
    {
      Actor *other = g_ptr_array_index (actors, i);

      if (g_ascii_strcasecmp (other->name, event->who) == 0)
        actor = other;
    }
  if (actor == NULL)
    {
      actor = g_new0 (Actor, 1);
      actor->name = g_strdup (event->who);
      actor->person = event->person;
      actor->first = event->at;
      actor->marks = g_strdup (event->marks);
      g_ptr_array_add (actors, actor);
    }

  actor->n++;
  actor->last = event->at;
  g_free (actor->last_marks);
  actor->last_marks = g_strdup (event->marks);
}

void
vdt_draft_people (VdtDraft *self,
                  GString  *out)
{
  g_autoptr(GArray) events = vdt_draft_events (self);
  g_autoptr(GPtrArray) actors = g_ptr_array_new_with_free_func (actor_free);

  for (guint i = 0; i < events->len; i++)
    {
      const VdtDraftEvent *event = &g_array_index (events, VdtDraftEvent, i);

      if (strcmp (event->class, "alert") != 0 && strcmp (event->class, "incident") != 0 && event->who != NULL)
        count_event (actors, event);
    }

  if (actors->len == 0)
    {
      g_autofree char *cite = vdt_draft_cite_incident (self);

      vdt_draft_say (self, out, cite, "people.none", NULL);
      return;
    }

  vdt_draft_table (self, out, "table.people", 5);
  for (guint i = 0; i < actors->len; i++)
    {
      const Actor *actor = g_ptr_array_index (actors, i);
      g_autofree char *name = vdt_md_escape (actor->name);
      g_autofree char *first = vdt_words_time (self->words, actor->first);
      g_autofree char *last = vdt_words_time (self->words, actor->last);
      g_autofree char *first_cell = g_strconcat (first, " ", actor->marks, NULL);
      g_autofree char *last_cell = g_strconcat (last, " ", actor->n > 1 ? actor->last_marks : "", NULL);
      g_autofree char *n = g_strdup_printf ("%u", actor->n);

      vdt_draft_row (out, name, vdt_words_get (self->words, actor->person ? "analyst" : "automation"), first_cell,
                     last_cell, n, NULL);
    }
}

/* Alerts as sentences, for a language that the copilot does not speak. */
static void
narrate (VdtDraft *self,
         GString  *out)
{
  for (guint i = 0; i < self->alerts->len; i++)
    {
      VdtAlert *alert = g_ptr_array_index (self->alerts, i);
      g_autofree char *title = vdt_safe_text (vdt_alert_get_title (alert), -1, 300, NULL);
      g_autofree char *at = vdt_words_time (self->words, vdt_alert_get_first_activity_at (alert));
      g_autofree char *cite = vdt_draft_cite_alert (self, alert);
      g_autofree char *where = NULL;
      g_autoptr(GPtrArray) names = g_ptr_array_new ();
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint e = 0; e < g_list_model_get_n_items (evidence); e++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, e);

          if ((g_strcmp0 (vdt_evidence_get_kind (item), "deviceEvidence") == 0 ||
               g_strcmp0 (vdt_evidence_get_kind (item), "userEvidence") == 0) && names->len < 4 &&
              vdt_evidence_get_title (item) != NULL)
            g_ptr_array_add (names, (gpointer) vdt_evidence_get_title (item));
        }
      where = vdt_words_join (self->words, names);
      vdt_draft_say (self, out, cite, names->len > 0 ? "narrate.where" : "narrate", "time", at, "title", title,
                     "service", vdt_draft_label (self, "serviceSource", vdt_alert_get_service_source (alert)),
                     "where", where, NULL);
    }
}

void
vdt_draft_narrative (VdtDraft *self,
                     GString  *out)
{
  static const char *const sections[] = { "start", "course", "assets", "actor" };

  if (!vdt_draft_speaks (self, self->input->summary))
    {
      narrate (self, out);
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      g_autoptr(GString) said = g_string_new (NULL);
      g_autofree char *key = g_strconcat ("narrative.", sections[i], NULL);

      vdt_draft_statements (self, said, self->input->summary, sections[i], NULL);
      if (said->len > 0)
        g_string_append_printf (out, "## %s\n\n%s", vdt_words_get (self->words, key), said->str);
    }
}

void
vdt_draft_timeline (VdtDraft *self,
                    GString  *out)
{
  g_autoptr(GArray) events = vdt_draft_events (self);

  if (events->len == 0)
    {
      vdt_draft_say (self, out, NULL, "timeline.none", NULL);
      return;
    }

  vdt_draft_table (self, out, "table.timeline", 3);
  for (guint i = 0; i < events->len; i++)
    {
      const VdtDraftEvent *event = &g_array_index (events, VdtDraftEvent, i);
      g_autofree char *at = event->at != VDT_TIME_UNSET ? vdt_time_format (event->at, VDT_TIME_DATA) : g_strdup ("—");
      g_autofree char *who = vdt_md_escape (event->who != NULL ? event->who : "—");
      g_autofree char *what = g_strconcat (event->what, " ", event->marks, NULL);

      /* the zone stands in the heading of the column */
      if (g_str_has_suffix (at, " UTC"))
        at[strlen (at) - 4] = '\0';
      vdt_draft_row (out, at, who, what, NULL);
    }
}
