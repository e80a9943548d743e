/* vdt-incident.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-incident.h"

#include <string.h>

#include "vdt-asset-merge.h"
#include "vdt-time.h"

/**
 * VdtIncident:
 *
 * One incident as the analyst sees it.
 *
 * A row of the queue is an incident whose #VdtIncident:loaded is unset: its lists
 * are empty, #VdtIncident:n-alerts and #VdtIncident:n-assets are right all the same.
 */
struct _VdtIncident
{
  VdtRecord    parent_instance;

  char        *id;  /* unique in the workspace */
  char        *source;  /* `graph`, `defender-api`, `manual`, `sample` … */
  char        *tenant_id;
  char        *title;
  char        *description;
  char        *summary_text;  /* the summary that came with it */
  char        *severity;
  gboolean     severity_set_by_hand;
  char        *status;
  char        *classification;
  char        *determination;
  char        *owner;
  char       **custom_tags;
  char       **system_tags;
  gint64       created_at;
  gint64       updated_at;
  gint64       first_activity_at;
  gint64       last_activity_at;
  gint64       imported_at;
  char        *redirect_id;  /* the incident that this one was merged into */
  char        *closing_note;
  char        *web_url;
  char        *modified_by;
  double       priority_score;  /* NaN-free; below 0 if unknown */
  guint        priority;  /* 0 to 100, see vdt-priority.h */
  char       **priority_factors;
  gboolean     hidden;
  gboolean     loaded;
  guint        alerts_state;  /* a VdtPresence */
  guint        n_alerts;
  guint        n_active_alerts;
  guint        n_assets;
  char        *asset_summary;  /* names of the first assets, for the queue */
  VdtFields   *fields;  /* every leaf but alerts and comments */
  char        *raw;  /* JSON as received, without alerts */
  GListStore  *comments;
  GListStore  *alerts;
  GListStore  *assets;
  GListStore  *activity;
  GListStore  *kept;
  GListStore  *tasks;
};

G_DEFINE_FINAL_TYPE (VdtIncident, vdt_incident, VDT_TYPE_RECORD)

static const VdtSlot slots[] = {
  { "id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, id) },
  { "source", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, source) },
  { "tenant-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, tenant_id) },
  { "title", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, title) },
  { "description", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, description) },
  { "summary-text", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, summary_text) },
  { "severity", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtIncident, severity) },
  { "severity-set-by-hand", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtIncident, severity_set_by_hand) },
  { "status", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtIncident, status) },
  { "classification", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtIncident, classification) },
  { "determination", VDT_SLOT_NICK, G_STRUCT_OFFSET (VdtIncident, determination) },
  { "owner", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, owner) },
  { "custom-tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtIncident, custom_tags) },
  { "system-tags", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtIncident, system_tags) },
  { "created-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtIncident, created_at) },
  { "updated-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtIncident, updated_at) },
  { "first-activity-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtIncident, first_activity_at) },
  { "last-activity-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtIncident, last_activity_at) },
  { "imported-at", VDT_SLOT_TIME, G_STRUCT_OFFSET (VdtIncident, imported_at) },
  { "redirect-id", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, redirect_id) },
  { "closing-note", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, closing_note) },
  { "web-url", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, web_url) },
  { "modified-by", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, modified_by) },
  { "priority-score", VDT_SLOT_REAL, G_STRUCT_OFFSET (VdtIncident, priority_score) },
  { "priority", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtIncident, priority) },
  { "priority-factors", VDT_SLOT_WORDS, G_STRUCT_OFFSET (VdtIncident, priority_factors) },
  { "hidden", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtIncident, hidden) },
  { "loaded", VDT_SLOT_FLAG, G_STRUCT_OFFSET (VdtIncident, loaded) },
  { "alerts-state", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtIncident, alerts_state) },
  { "n-alerts", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtIncident, n_alerts) },
  { "n-active-alerts", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtIncident, n_active_alerts) },
  { "n-assets", VDT_SLOT_COUNT, G_STRUCT_OFFSET (VdtIncident, n_assets) },
  { "asset-summary", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, asset_summary) },
  { "fields", VDT_SLOT_FIELDS, G_STRUCT_OFFSET (VdtIncident, fields) },
  { "raw", VDT_SLOT_TEXT, G_STRUCT_OFFSET (VdtIncident, raw) },
  { "comments", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, comments), vdt_comment_get_type },
  { "alerts", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, alerts), vdt_alert_get_type },
  { "assets", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, assets), vdt_asset_get_type },
  { "activity", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, activity), vdt_activity_get_type },
  { "kept", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, kept), vdt_kept_get_type },
  { "tasks", VDT_SLOT_LIST, G_STRUCT_OFFSET (VdtIncident, tasks), vdt_task_get_type },
};

static void
vdt_incident_class_init (VdtIncidentClass *klass)
{
  vdt_record_class_install_slots (VDT_RECORD_CLASS (klass), slots, G_N_ELEMENTS (slots));
}

static void
vdt_incident_init (VdtIncident *self)
{
}

VdtIncident *
vdt_incident_new (const char  *id)
{
  return g_object_new (VDT_TYPE_INCIDENT, "id", id, "priority-score", -1.0, NULL);
}

const char *
vdt_incident_get_id (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->id;
}

const char *
vdt_incident_get_source (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->source;
}

const char *
vdt_incident_get_tenant_id (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->tenant_id;
}

const char *
vdt_incident_get_title (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->title;
}

const char *
vdt_incident_get_description (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->description;
}

const char *
vdt_incident_get_summary_text (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->summary_text;
}

const char *
vdt_incident_get_severity (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->severity;
}

gboolean
vdt_incident_get_severity_set_by_hand (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), FALSE);

  return self->severity_set_by_hand;
}

const char *
vdt_incident_get_status (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->status;
}

const char *
vdt_incident_get_classification (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->classification;
}

const char *
vdt_incident_get_determination (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->determination;
}

const char *
vdt_incident_get_owner (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->owner;
}

const char * const *
vdt_incident_get_custom_tags (VdtIncident *self)
{
  return vdt_record_get_words (self, "custom-tags");
}

const char * const *
vdt_incident_get_system_tags (VdtIncident *self)
{
  return vdt_record_get_words (self, "system-tags");
}

gint64
vdt_incident_get_created_at (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), VDT_TIME_UNSET);

  return self->created_at;
}

gint64
vdt_incident_get_updated_at (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), VDT_TIME_UNSET);

  return self->updated_at;
}

gint64
vdt_incident_get_first_activity_at (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), VDT_TIME_UNSET);

  return self->first_activity_at;
}

gint64
vdt_incident_get_last_activity_at (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), VDT_TIME_UNSET);

  return self->last_activity_at;
}

const char *
vdt_incident_get_redirect_id (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->redirect_id;
}

const char *
vdt_incident_get_closing_note (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->closing_note;
}

const char *
vdt_incident_get_web_url (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->web_url;
}

double
vdt_incident_get_priority_score (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->priority_score;
}

/**
 * vdt_incident_get_priority:
 * @self: an incident
 *
 * Returns: 0 to 100, by the formula of vdt_priority_work_out()
 */
guint
vdt_incident_get_priority (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->priority;
}

const char * const *
vdt_incident_get_priority_factors (VdtIncident *self)
{
  return vdt_record_get_words (self, "priority-factors");
}

gboolean
vdt_incident_get_hidden (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), FALSE);

  return self->hidden;
}

gboolean
vdt_incident_get_loaded (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), FALSE);

  return self->loaded;
}

guint
vdt_incident_get_alerts_state (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->alerts_state;
}

guint
vdt_incident_get_n_alerts (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->n_alerts;
}

guint
vdt_incident_get_n_active_alerts (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->n_active_alerts;
}

guint
vdt_incident_get_n_assets (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), 0);

  return self->n_assets;
}

const char *
vdt_incident_get_asset_summary (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->asset_summary;
}

VdtFields *
vdt_incident_get_fields (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->fields;
}

const char *
vdt_incident_get_raw (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return self->raw;
}

GListModel *
vdt_incident_get_comments (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->comments);
}

GListModel *
vdt_incident_get_alerts (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->alerts);
}

GListModel *
vdt_incident_get_assets (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->assets);
}

GListModel *
vdt_incident_get_activity (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->activity);
}

/**
 * vdt_incident_get_kept:
 * @self: an incident
 *
 * Returns: (transfer none): #VdtKept, evidence and events of the analyst's own
 */
GListModel *
vdt_incident_get_kept (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->kept);
}

/**
 * vdt_incident_get_tasks:
 * @self: an incident
 *
 * Returns: (transfer none): #VdtTask, in the order in which they came
 */
GListModel *
vdt_incident_get_tasks (VdtIncident *self)
{
  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  return G_LIST_MODEL (self->tasks);
}

/**
 * vdt_incident_add_alert:
 * @self: an incident
 * @alert: (transfer none): an alert
 *
 * Appends it and sets #VdtIncident:alerts-state.
 */
void
vdt_incident_add_alert (VdtIncident *self,
                        VdtAlert    *alert)
{
  g_return_if_fail (VDT_IS_INCIDENT (self));
  g_return_if_fail (VDT_IS_ALERT (alert));

  g_list_store_append (self->alerts, alert);
  vdt_record_set_count (self, "alerts-state", VDT_PRESENCE_PRESENT);
}

void
vdt_incident_add_comment (VdtIncident *self,
                          VdtComment  *comment)
{
  g_return_if_fail (VDT_IS_INCIDENT (self));
  g_return_if_fail (VDT_IS_COMMENT (comment));

  g_list_store_append (self->comments, comment);
}

/**
 * vdt_incident_find_alert:
 * @self: an incident
 * @alert_id: an alert's id
 *
 * Returns: (transfer none) (nullable): the alert, if it is loaded
 */
VdtAlert *
vdt_incident_find_alert (VdtIncident *self,
                         const char  *alert_id)
{
  GListModel *alerts;

  g_return_val_if_fail (VDT_IS_INCIDENT (self), NULL);

  alerts = G_LIST_MODEL (self->alerts);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

     /* the list keeps it alive */
      if (g_strcmp0 (vdt_alert_get_id (alert), alert_id) == 0)
        return alert;
    }

  return NULL;
}

static void
replace_assets (VdtIncident *self,
                GListModel  *assets)
{
  guint n_assets = g_list_model_get_n_items (assets);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_assets; i++)
    g_ptr_array_add (items, g_list_model_get_item (assets, i));

  g_list_store_splice (self->assets, 0, g_list_model_get_n_items (G_LIST_MODEL (self->assets)),
                       items->pdata, n_assets);
  vdt_record_set_count (self, "n-assets", n_assets);
}

/**
 * vdt_incident_refresh:
 * @self: an incident with its alerts
 *
 * Works out what follows from the alerts: the assets, the counts, the first and
 * last activity, and the severity if the incident came without one (the highest of
 * the alerts; Defender, “Manage incidents”, 2026).
 */
void
vdt_incident_refresh (VdtIncident *self)
{
  static const char *const severities[] = { "informational", "low", "medium", "high" };
  GListModel *alerts;
  g_autoptr(GListModel) assets = NULL;
  gint64 first = VDT_TIME_UNSET;
  gint64 last = VDT_TIME_UNSET;
  guint n_active = 0;
  int severity = -1;

  g_return_if_fail (VDT_IS_INCIDENT (self));

  alerts = G_LIST_MODEL (self->alerts);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      gint64 begin = vdt_alert_get_first_activity_at (alert);
      gint64 end = vdt_alert_get_last_activity_at (alert);

      if (begin == VDT_TIME_UNSET)
        begin = vdt_alert_get_created_at (alert);
      if (end == VDT_TIME_UNSET)
        end = begin;
      if (begin != VDT_TIME_UNSET && (first == VDT_TIME_UNSET || begin < first))
        first = begin;
      if (end > last)
        last = end;
      if (g_strcmp0 (vdt_alert_get_status (alert), "resolved") != 0)
        n_active++;
      for (int s = 0; s < (int) G_N_ELEMENTS (severities); s++)
        {
          if (s > severity && g_strcmp0 (vdt_alert_get_severity (alert), severities[s]) == 0)
            severity = s;
        }
    }

  assets = vdt_asset_merge (alerts);
  replace_assets (self, assets);
  vdt_record_set_count (self, "n-alerts", g_list_model_get_n_items (alerts));
  vdt_record_set_count (self, "n-active-alerts", n_active);
  if (first != VDT_TIME_UNSET)
    vdt_record_set_time (self, "first-activity-at", first);
  if (last != VDT_TIME_UNSET)
    vdt_record_set_time (self, "last-activity-at", last);
  if (severity >= 0 && (self->severity == NULL || strcmp (self->severity, "unknown") == 0))
    vdt_record_set_text (self, "severity", severities[severity]);
}
