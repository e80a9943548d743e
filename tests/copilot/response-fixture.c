/* response-fixture.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "response-fixture.h"

#include "incident-reader.h"

JsonObject *
response_fixture_load (const char *path)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static void
merge (JsonObject *into,
       JsonObject *from)
{
  g_autoptr(GList) names = json_object_get_members (from);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (into, l->data, json_node_copy (json_object_get_member (from, l->data)));
}

static JsonObject *
make_evidence (JsonObject *kinds,
               JsonObject *described)
{
  JsonObject *kind = json_object_get_object_member (kinds, json_object_get_string_member (described, "kind"));
  JsonObject *evidence = json_object_new ();
  g_autofree char *type = NULL;

  g_assert_nonnull (kind);
  type = g_strconcat ("#microsoft.graph.security.", json_object_get_string_member (kind, "type"), NULL);
  json_object_set_string_member (evidence, "@odata.type", type);
  merge (evidence, json_object_get_object_member (kind, "body"));
  if (json_object_has_member (described, "more"))
    merge (evidence, json_object_get_object_member (described, "more"));

  return evidence;
}

static JsonObject *
make_alert (JsonObject *kinds,
            JsonObject *described,
            gint64      number)
{
  g_autofree char *id = g_strdup_printf ("a%" G_GINT64_FORMAT, number);
  JsonObject *alert = json_object_new ();
  JsonArray *list = json_array_new ();
  JsonArray *items = json_object_has_member (described, "evidence")
    ? json_object_get_array_member (described, "evidence") : NULL;

  json_object_set_string_member (alert, "id", id);
  json_object_set_string_member (alert, "title", "An alert");
  json_object_set_string_member (alert, "category", json_object_get_string_member (described, "category"));
  json_object_set_string_member (alert, "firstActivityDateTime", "2026-03-02T08:00:00Z");
  json_object_set_string_member (alert, "lastActivityDateTime", "2026-03-02T09:30:00Z");
  if (json_object_has_member (described, "techniques"))
    json_object_set_array_member (alert, "mitreTechniques",
                                  json_array_ref (json_object_get_array_member (described, "techniques")));
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    json_array_add_object_element (list, make_evidence (kinds, json_array_get_object_element (items, i)));
  json_object_set_array_member (alert, "evidence", list);
  if (json_object_has_member (described, "alert"))
    merge (alert, json_object_get_object_member (described, "alert"));

  return alert;
}

/* Returns: (transfer full): an open incident of one alert, as @described says */
VdtIncident *
response_fixture_incident (JsonObject *fixtures,
                           JsonObject *described)
{
  JsonObject *incident = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_object_set_string_member (incident, "id", "7");
  json_object_set_string_member (incident, "displayName", "A case");
  json_object_set_string_member (incident, "severity", "high");
  json_object_set_string_member (incident, "status", "active");
  json_object_set_string_member (incident, "createdDateTime", "2026-03-02T08:05:00Z");
  if (json_object_has_member (described, "incident"))
    merge (incident, json_object_get_object_member (described, "incident"));
  if (!json_object_has_member (described, "alerts"))
    {
      JsonArray *alerts = json_array_new ();
      gint64 n = json_object_get_int_member_with_default (described, "copies", 1);

      for (gint64 i = 1; i <= n; i++)
        json_array_add_object_element (alerts, make_alert (json_object_get_object_member (fixtures, "kinds"),
                                                           described, i));
      json_object_set_array_member (incident, "alerts", alerts);
    }
  json_node_take_object (node, incident);
  text = json_to_string (node, FALSE);

  return incident_reader_read_text (text);
}

/* Returns: (transfer full): an incident of one alert of @category with one piece of
 *   evidence */
VdtIncident *
response_fixture_of_kind (JsonObject *fixtures,
                          const char *category,
                          const char *kind)
{
  g_autoptr(JsonObject) described = json_object_new ();
  JsonObject *evidence = json_object_new ();
  JsonArray *list = json_array_new ();

  json_object_set_string_member (described, "category", category);
  json_object_set_string_member (evidence, "kind", kind);
  json_array_add_object_element (list, evidence);
  json_object_set_array_member (described, "evidence", list);

  return response_fixture_incident (fixtures, described);
}
