/* vdt-graph-wire.c
 *
 * Pure functions from JSON to models. One bad member never costs the record, one
 * bad record never its neighbours.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-graph-wire.h"

#include "vdt-graph-wire-private.h"
#include "vdt-schema.h"

static const VdtWireSlot incident_slots[] = {
  { "tenant-id", VDT_WIRE_TEXT, NULL, { "tenantId" } },
  { "title", VDT_WIRE_TEXT, NULL, { "displayName", "incidentName", "title" } },
  { "description", VDT_WIRE_TEXT, NULL, { "description" } },
  { "summary-text", VDT_WIRE_TEXT, NULL, { "summary" } },
  { "severity", VDT_WIRE_ENUM, "alertSeverity", { "severity" } },
  { "status", VDT_WIRE_ENUM, "incidentStatus", { "status" } },
  { "classification", VDT_WIRE_ENUM, "alertClassification", { "classification" } },
  { "determination", VDT_WIRE_ENUM, "alertDetermination", { "determination" } },
  { "owner", VDT_WIRE_TEXT, NULL, { "assignedTo" } },
  { "custom-tags", VDT_WIRE_WORDS, NULL, { "customTags", "tags" } },
  { "system-tags", VDT_WIRE_WORDS, NULL, { "systemTags" } },
  { "created-at", VDT_WIRE_TIME, NULL, { "createdDateTime", "createdTime" } },
  { "updated-at", VDT_WIRE_TIME, NULL, { "lastUpdateDateTime", "lastUpdateTime" } },
  { "redirect-id", VDT_WIRE_TEXT, NULL, { "redirectIncidentId" } },
  { "closing-note", VDT_WIRE_TEXT, NULL, { "resolvingComment" } },
  { "web-url", VDT_WIRE_TEXT, NULL, { "incidentWebUrl", "incidentUri" } },
  { "modified-by", VDT_WIRE_TEXT, NULL, { "lastModifiedBy" } },
  { "priority-score", VDT_WIRE_REAL, NULL, { "priorityScore" } },
};

static const VdtWireSlot alert_slots[] = {
  { "provider-alert-id", VDT_WIRE_TEXT, NULL, { "providerAlertId" } },
  { "incident-id", VDT_WIRE_TEXT, NULL, { "incidentId" } },
  { "tenant-id", VDT_WIRE_TEXT, NULL, { "tenantId" } },
  { "title", VDT_WIRE_TEXT, NULL, { "title" } },
  { "description", VDT_WIRE_TEXT, NULL, { "description" } },
  { "recommended-actions", VDT_WIRE_TEXT, NULL, { "recommendedActions", "recommendedAction" } },
  { "category", VDT_WIRE_TEXT, NULL, { "category" } },
  { "categories", VDT_WIRE_WORDS, NULL, { "categories" } },
  { "severity", VDT_WIRE_ENUM, "alertSeverity", { "severity" } },
  { "status", VDT_WIRE_ENUM, "alertStatus", { "status" } },
  { "classification", VDT_WIRE_ENUM, "alertClassification", { "classification" } },
  { "determination", VDT_WIRE_ENUM, "alertDetermination", { "determination" } },
  { "investigation-state", VDT_WIRE_ENUM, "investigationState", { "investigationState" } },
  { "service-source", VDT_WIRE_ENUM, "serviceSource", { "serviceSource" } },
  { "detection-source", VDT_WIRE_ENUM, "detectionSource", { "detectionSource" } },
  { "detector-id", VDT_WIRE_TEXT, NULL, { "detectorId" } },
  { "product-name", VDT_WIRE_TEXT, NULL, { "productName" } },
  { "alert-policy-id", VDT_WIRE_TEXT, NULL, { "alertPolicyId" } },
  { "web-url", VDT_WIRE_TEXT, NULL, { "alertWebUrl" } },
  { "assigned-to", VDT_WIRE_TEXT, NULL, { "assignedTo" } },
  { "actor-name", VDT_WIRE_TEXT, NULL, { "actorDisplayName", "actorName" } },
  { "threat-name", VDT_WIRE_TEXT, NULL, { "threatDisplayName", "threatName" } },
  { "threat-family", VDT_WIRE_TEXT, NULL, { "threatFamilyName" } },
  { "created-at", VDT_WIRE_TIME, NULL, { "createdDateTime", "creationTime", "alertCreationTime" } },
  { "first-activity-at", VDT_WIRE_TIME, NULL, { "firstActivityDateTime", "firstActivity", "firstEventTime" } },
  { "last-activity-at", VDT_WIRE_TIME, NULL, { "lastActivityDateTime", "lastActivity", "lastEventTime" } },
  { "updated-at", VDT_WIRE_TIME, NULL, { "lastUpdateDateTime", "lastUpdatedTime", "lastUpdateTime" } },
  { "resolved-at", VDT_WIRE_TIME, NULL, { "resolvedDateTime", "resolvedTime" } },
  { "techniques", VDT_WIRE_WORDS, NULL, { "mitreTechniques" } },
  { "system-tags", VDT_WIRE_WORDS, NULL, { "systemTags" } },
  { "custom-tags", VDT_WIRE_WORDS, NULL, { "customTags", "tags" } },
};

static const char *const incident_id_names[] = { "id", "incidentId", NULL };
static const char *const incident_lists[] = { "alerts", "comments", NULL };
static const char *const alert_id_names[] = { "id", "alertId", NULL };
static const char *const alert_lists[] = { "evidence", "entities", "devices", "comments", NULL };

/* The leaves of all members but @lists; those are given in @out_lists, in the
 * same order. */
static VdtFields *
read_fields (VdtWire           *wire,
             gsize              first,
             gsize              end,
             const char *const *lists,
             VdtJson           *out_lists)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();

  for (gsize i = first; i < end; i++)
    {
      VdtWireMember member = *vdt_wire_get (wire, i);
      g_autofree char *name = NULL;
      gsize list;

      if (member.value.text == NULL)
        continue;

      for (list = 0; lists[list] != NULL && !vdt_json_is (member.name, lists[list]); list++)
        ;

      if (lists[list] != NULL)
        {
          out_lists[list] = member.value;
          continue;
        }

      name = vdt_json_dup_text (member.name);
      vdt_wire_add_fields (wire, builder, name, member.value);
    }

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

static void
read_incident_comment (VdtWire  *wire,
                       VdtJson   element,
                       gpointer  owner)
{
  g_autoptr(VdtComment) comment = vdt_wire_read_comment (wire, element);

  if (comment != NULL)
    vdt_incident_add_comment (owner, comment);
}

static void
read_alert_comment (VdtWire  *wire,
                    VdtJson   element,
                    gpointer  owner)
{
  g_autoptr(VdtComment) comment = vdt_wire_read_comment (wire, element);

  if (comment != NULL)
    vdt_alert_add_comment (owner, comment);
}

/* An incident while its alerts are read. */
typedef struct
{
  VdtIncident *incident;
  GHashTable  *alert_ids;
} Owner;

static void
read_incident_alert (VdtWire  *wire,
                     VdtJson   element,
                     gpointer  user_data)
{
  Owner *owner = user_data;
  g_autoptr(VdtAlert) alert = vdt_graph_wire_read_alert (wire, element);

  if (alert == NULL)
    return;

  if (vdt_alert_get_incident_id (alert) == NULL)
    vdt_record_set_text (alert, "incident-id", vdt_incident_get_id (owner->incident));

  if (!g_hash_table_add (owner->alert_ids, g_strdup (vdt_alert_get_id (alert))))
    {
      vdt_wire_report (wire, VDT_WIRE_NOTE, "the incident names this alert twice; the first one counts");
      return;
    }

  vdt_incident_add_alert (owner->incident, alert);
}

/**
 * vdt_graph_wire_read_incident:
 * @wire: at the record's path
 * @record: a value; anything but an incident's object is reported
 *
 * Reads an incident in the spelling of Graph v1.0 (August 2026) or of
 * api.security.microsoft.com. That `alerts` is missing, empty or present is kept
 * apart in #VdtIncident:alerts-state.
 *
 * Returns: (transfer full) (nullable): the incident, %NULL if it has no id
 */
VdtIncident *
vdt_graph_wire_read_incident (VdtWire *wire,
                              VdtJson  record)
{
  g_autoptr(VdtFields) fields = NULL;
  g_autoptr(VdtIncident) incident = NULL;
  g_autoptr(GHashTable) alert_ids = NULL;
  g_autofree char *id = NULL;
  g_autofree char *raw = NULL;
  VdtJson lists[G_N_ELEMENTS (incident_lists) - 1] = { { NULL, 0 } };
  VdtPresence presence;
  Owner owner;
  gsize first;
  gsize end;

  g_return_val_if_fail (wire != NULL, NULL);

  if (vdt_json_get_type (record) != VDT_JSON_OBJECT)
    {
      vdt_wire_report (wire, VDT_WIRE_PROBLEM, "%s where an incident was expected; it was left out",
                       vdt_json_type_to_text (vdt_json_get_type (record)));
      return NULL;
    }

  end = vdt_wire_enter (wire, record, &first);
  fields = read_fields (wire, first, end, incident_lists, lists);
  raw = vdt_wire_dup_without (wire, first, end, incident_lists);
  vdt_wire_leave (wire, first);

  id = vdt_wire_dup_id (wire, fields, incident_id_names);
  if (id == NULL)
    {
      vdt_wire_report (wire, VDT_WIRE_PROBLEM, "the incident has no “id”; it was left out");
      return NULL;
    }

  incident = vdt_incident_new (id);
  vdt_record_set_text (incident, "source",
                       vdt_fields_lookup (fields, "incidentId", NULL) ? "defender-api" : "graph");
  vdt_record_set_fields (incident, "fields", fields);
  vdt_record_set_text (incident, "raw", raw);
  vdt_wire_read_slots (wire, incident, fields, incident_slots, G_N_ELEMENTS (incident_slots));

  owner.incident = incident;
  owner.alert_ids = alert_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  presence = vdt_wire_read_list (wire, "alerts", lists[0], read_incident_alert, &owner);
  vdt_record_set_count (incident, "alerts-state", presence);
  vdt_wire_read_list (wire, "comments", lists[1], read_incident_comment, incident);

  return g_steal_pointer (&incident);
}

/* The source of an alert that does not name it shows in its id (ANCHOR.md AL-3). */
static void
complete_source (VdtAlert *alert)
{
  const char *source;

  if (vdt_alert_get_service_source (alert) != NULL)
    return;

  source = vdt_schema_service_of_alert (vdt_alert_get_id (alert));
  if (source != NULL)
    vdt_record_set_text (alert, "service-source", source);
}

static VdtPresence
read_evidence_lists (VdtWire  *wire,
                     VdtJson  *lists,
                     VdtAlert *alert)
{
  VdtPresence evidence = vdt_wire_read_list (wire, alert_lists[0], lists[0], vdt_wire_read_evidence, alert);
  VdtPresence entities = vdt_wire_read_list (wire, alert_lists[1], lists[1], vdt_wire_read_entity, alert);
  VdtPresence devices = vdt_wire_read_list (wire, alert_lists[2], lists[2], vdt_wire_read_machine, alert);

  /* present over empty over missing */
  return MAX (evidence, MAX (entities, devices));
}

/**
 * vdt_graph_wire_read_alert:
 * @wire: at the record's path
 * @record: a value; anything but an alert's object is reported
 *
 * Reads an alert in the spelling of Graph (`alerts_v2`) or of
 * api.security.microsoft.com, with `devices` and `entities` as evidence.
 *
 * Returns: (transfer full) (nullable): the alert, %NULL if it has no id
 */
VdtAlert *
vdt_graph_wire_read_alert (VdtWire *wire,
                           VdtJson  record)
{
  g_autoptr(VdtFields) fields = NULL;
  g_autoptr(VdtAlert) alert = NULL;
  g_autofree char *id = NULL;
  g_autofree char *raw = NULL;
  VdtJson lists[G_N_ELEMENTS (alert_lists) - 1] = { { NULL, 0 } };
  gsize first;
  gsize end;

  g_return_val_if_fail (wire != NULL, NULL);

  if (vdt_json_get_type (record) != VDT_JSON_OBJECT)
    {
      vdt_wire_report (wire, VDT_WIRE_PROBLEM, "%s where an alert was expected; it was left out",
                       vdt_json_type_to_text (vdt_json_get_type (record)));
      return NULL;
    }

  end = vdt_wire_enter (wire, record, &first);
  fields = read_fields (wire, first, end, alert_lists, lists);
  raw = vdt_wire_dup_without (wire, first, end, alert_lists);
  vdt_wire_leave (wire, first);

  id = vdt_wire_dup_id (wire, fields, alert_id_names);
  if (id == NULL)
    {
      vdt_wire_report (wire, VDT_WIRE_PROBLEM, "the alert has no “id”; it was left out");
      return NULL;
    }

  alert = vdt_alert_new (id);
  vdt_record_set_fields (alert, "fields", fields);
  vdt_record_set_text (alert, "raw", raw);
  vdt_wire_read_slots (wire, alert, fields, alert_slots, G_N_ELEMENTS (alert_slots));
  complete_source (alert);

  vdt_record_set_count (alert, "evidence-state", read_evidence_lists (wire, lists, alert));
  vdt_wire_read_list (wire, "comments", lists[3], read_alert_comment, alert);

  return g_steal_pointer (&alert);
}
