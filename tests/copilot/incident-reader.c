/* incident-reader.c
 *
 * The tests of the copilot must not depend on the importer, which may not use
 * its layer: this reads well-formed Graph JSON, and nothing else.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "incident-reader.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-fact-id.h"
#include "vdt-schema.h"
#include "vdt-time.h"

typedef struct
{
  const char *property;
  const char *member;
} Slot;

static void add_node (VdtFieldsBuilder *builder,
                      const char       *path,
                      JsonNode         *node);

static void
add_object (VdtFieldsBuilder *builder,
            const char       *path,
            JsonObject       *object)
{
  g_autoptr(GList) names = json_object_get_members (object);

  if (names == NULL)
    vdt_fields_builder_add (builder, path, VDT_FIELD_EMPTY_OBJECT, NULL, 0);

  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *inner = *path == '\0' ? g_strdup (l->data)
                                             : g_strconcat (path, ".", (char *) l->data, NULL);

      add_node (builder, inner, json_object_get_member (object, l->data));
    }
}

static void
add_array (VdtFieldsBuilder *builder,
           const char       *path,
           JsonArray        *array)
{
  if (json_array_get_length (array) == 0)
    vdt_fields_builder_add (builder, path, VDT_FIELD_EMPTY_ARRAY, NULL, 0);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s[%u]", path, i);

      add_node (builder, inner, json_array_get_element (array, i));
    }
}

static void
add_node (VdtFieldsBuilder *builder,
          const char       *path,
          JsonNode         *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      add_object (builder, path, json_node_get_object (node));
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      add_array (builder, path, json_node_get_array (node));
    }
  else if (type == G_TYPE_STRING)
    {
      vdt_fields_builder_add (builder, path, VDT_FIELD_STRING, json_node_get_string (node), -1);
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    {
      vdt_fields_builder_add (builder, path, VDT_FIELD_NULL, NULL, 0);
    }
  else
    {
      g_autofree char *text = json_to_string (node, FALSE);

      vdt_fields_builder_add (builder, path, type == G_TYPE_BOOLEAN ? VDT_FIELD_BOOLEAN
                              : type == G_TYPE_INT64 ? VDT_FIELD_INTEGER : VDT_FIELD_REAL, text, -1);
    }
}

static VdtFields *
fields_of (JsonObject *object)
{
  g_autoptr(VdtFieldsBuilder) builder = vdt_fields_builder_new ();

  add_object (builder, "", object);

  return vdt_fields_builder_end (g_steal_pointer (&builder));
}

static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static JsonArray *
get_array (JsonObject *object,
           const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static void
set_slots (gpointer    record,
           JsonObject *object,
           const Slot *slots)
{
  for (; slots->property != NULL; slots++)
    {
      JsonArray *array = get_array (object, slots->member);
      const char *text = get_text (object, slots->member);
      gint64 time = 0;

      if (array != NULL)
        {
          g_autoptr(GPtrArray) words = g_ptr_array_new ();

          for (guint i = 0; i < json_array_get_length (array); i++)
            g_ptr_array_add (words, (gpointer) json_array_get_string_element (array, i));
          g_ptr_array_add (words, NULL);
          vdt_record_set_words (record, slots->property, (const char *const *) words->pdata);
        }
      else if (g_str_has_suffix (slots->property, "-at"))
        {
          if (text != NULL && vdt_time_parse (text, &time))
            vdt_record_set_time (record, slots->property, time);
        }
      else if (text != NULL)
        {
          vdt_record_set_text (record, slots->property, text);
        }
    }
}

static VdtEvidence *
read_evidence (const char *alert_id,
               JsonObject *object)
{
  static const Slot slots[] = {
    { "created-at", "createdDateTime" }, { "verdict", "verdict" },
    { "remediation-status", "remediationStatus" }, { "roles", "roles" }, { "tags", "tags" }, { NULL, NULL },
  };
  const char *type = get_text (object, "@odata.type");
  const char *kind = type == NULL ? "" : strrchr (type, '.') != NULL ? strrchr (type, '.') + 1 : type;
  VdtEvidence *evidence = vdt_evidence_new (alert_id, kind);
  g_autoptr(VdtFields) fields = fields_of (object);
  g_autofree char *id = vdt_fact_evidence_id (alert_id, kind, fields, 0);
  const VdtEvidenceKind *known = vdt_schema_get_kind (kind);

  vdt_record_set_text (evidence, "id", id);
  vdt_record_set_fields (evidence, "fields", fields);
  set_slots (evidence, object, slots);
  for (guint i = 0; known != NULL && known->title_paths[i] != NULL; i++)
    if (vdt_fields_get (fields, known->title_paths[i]) != NULL)
      {
        vdt_record_set_text (evidence, "title", vdt_fields_get (fields, known->title_paths[i]));
        break;
      }

  return evidence;
}

static VdtComment *
read_comment (const char *target,
              JsonObject *object)
{
  const char *author = get_text (object, "createdByDisplayName");
  const char *text = get_text (object, "comment");
  gint64 at = VDT_TIME_UNSET;
  VdtComment *comment;
  g_autofree char *id = NULL;

  vdt_time_parse (get_text (object, "createdDateTime"), &at);
  comment = vdt_comment_new (author, text, at);
  id = vdt_fact_comment_id (target, author, at, text);
  vdt_record_set_text (comment, "id", id);

  return comment;
}

static VdtAlert *
read_alert (JsonObject *object)
{
  static const Slot slots[] = {
    { "title", "title" }, { "description", "description" }, { "category", "category" },
    { "severity", "severity" }, { "status", "status" }, { "investigation-state", "investigationState" },
    { "service-source", "serviceSource" }, { "detection-source", "detectionSource" },
    { "actor-name", "actorDisplayName" }, { "threat-name", "threatDisplayName" },
    { "threat-family", "threatFamilyName" }, { "created-at", "createdDateTime" },
    { "first-activity-at", "firstActivityDateTime" }, { "last-activity-at", "lastActivityDateTime" },
    { "techniques", "mitreTechniques" }, { "classification", "classification" }, { "custom-tags", "customTags" },
    { NULL, NULL },
  };
  VdtAlert *alert = vdt_alert_new (get_text (object, "id"));
  JsonArray *evidence = get_array (object, "evidence");
  JsonArray *comments = get_array (object, "comments");

  set_slots (alert, object, slots);
  for (guint i = 0; evidence != NULL && i < json_array_get_length (evidence); i++)
    {
      g_autoptr(VdtEvidence) item = read_evidence (get_text (object, "id"),
                                                   json_array_get_object_element (evidence, i));

      vdt_alert_add_evidence (alert, item);
    }
  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      g_autoptr(VdtComment) item = read_comment (get_text (object, "id"),
                                                 json_array_get_object_element (comments, i));

      vdt_alert_add_comment (alert, item);
    }

  return alert;
}

static VdtIncident *
read_incident (JsonObject *object)
{
  static const Slot slots[] = {
    { "title", "displayName" }, { "description", "description" }, { "severity", "severity" },
    { "status", "status" }, { "classification", "classification" }, { "determination", "determination" },
    { "owner", "assignedTo" }, { "created-at", "createdDateTime" }, { "redirect-id", "redirectIncidentId" },
    { "closing-note", "resolvingComment" }, { "system-tags", "systemTags" },
    { "custom-tags", "customTags" }, { NULL, NULL },
  };
  VdtIncident *incident = vdt_incident_new (get_text (object, "id"));
  JsonNode *node = json_object_get_member (object, "alerts");
  JsonArray *alerts = get_array (object, "alerts");
  JsonArray *comments = get_array (object, "comments");
  guint state = VDT_PRESENCE_MISSING;

  set_slots (incident, object, slots);
  for (guint i = 0; alerts != NULL && i < json_array_get_length (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = read_alert (json_array_get_object_element (alerts, i));

      vdt_incident_add_alert (incident, alert);
    }
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autoptr(VdtAlert) alert = read_alert (json_node_get_object (node));

      vdt_incident_add_alert (incident, alert);
      state = VDT_PRESENCE_PRESENT;
    }
  if (alerts != NULL)
    state = json_array_get_length (alerts) > 0 ? VDT_PRESENCE_PRESENT : VDT_PRESENCE_EMPTY;
  for (guint i = 0; comments != NULL && i < json_array_get_length (comments); i++)
    {
      g_autoptr(VdtComment) item = read_comment (get_text (object, "id"),
                                                 json_array_get_object_element (comments, i));

      vdt_incident_add_comment (incident, item);
    }
  g_object_set (incident, "alerts-state", state, NULL);
  vdt_incident_refresh (incident);

  return incident;
}

VdtIncident *
incident_reader_read_text (const char *json)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);

  return read_incident (json_node_get_object (json_parser_get_root (parser)));
}

/* A page, one incident, or the alerts of a page as an incident each. */
GPtrArray *
incident_reader_read_file (const char  *path,
                           GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  GPtrArray *incidents;
  JsonObject *root;
  JsonArray *value;

  if (!json_parser_load_from_file (parser, path, error))
    return NULL;

  incidents = g_ptr_array_new_with_free_func (g_object_unref);
  root = json_node_get_object (json_parser_get_root (parser));
  value = get_array (root, "value");
  if (value == NULL)
    {
      g_ptr_array_add (incidents, read_incident (root));
      return incidents;
    }

  for (guint i = 0; i < json_array_get_length (value); i++)
    {
      JsonObject *object = json_array_get_object_element (value, i);

      if (json_object_has_member (object, "evidence"))
        {
          g_autoptr(VdtAlert) alert = read_alert (object);
          VdtIncident *incident = vdt_incident_new (vdt_alert_get_id (alert));

          vdt_incident_add_alert (incident, alert);
          vdt_incident_refresh (incident);
          g_ptr_array_add (incidents, incident);
        }
      else
        {
          g_ptr_array_add (incidents, read_incident (object));
        }
    }

  return incidents;
}
