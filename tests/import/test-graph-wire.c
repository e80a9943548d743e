/* test-graph-wire.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-graph-wire.h"
#include "vdt-presence.h"

static void
log_cb (VdtWireLevel  level,
        const char   *path,
        const char   *message,
        gpointer      user_data)
{
  g_string_append_printf (user_data, "%c %s %s\n", level == VDT_WIRE_NOTE ? 'n' : 'p', path, message);
}

static VdtJson
parse (const char *json)
{
  g_autoptr(GError) error = NULL;
  VdtJson value;

  if (!vdt_json_check (json, -1, &value, &error))
    g_error ("%s: %s", json, error->message);

  return value;
}

static VdtIncident *
read_incident (const char *json,
               GString    *log)
{
  g_autoptr(VdtWire) wire = vdt_wire_new (log_cb, log);

  vdt_wire_set_path (wire, "value[0]");

  return vdt_graph_wire_read_incident (wire, parse (json));
}

static VdtAlert *
read_alert (const char *json,
            GString    *log)
{
  g_autoptr(VdtWire) wire = vdt_wire_new (log_cb, log);

  return vdt_graph_wire_read_alert (wire, parse (json));
}

static VdtEvidence *
get_evidence (VdtAlert *alert,
              guint     index)
{
  g_autoptr(VdtEvidence) evidence = g_list_model_get_item (vdt_alert_get_evidence (alert), index);

  g_assert_nonnull (evidence);

  return evidence;     /* the alert keeps it */
}

static const char whole[] =
  "{\"id\":\"7\",\"tenantId\":\"t-1\",\"displayName\":\"Two\\u0000halves\",\"status\":\"InProgress\",\"severity\":\"High\","
  "\"classification\":\"TruePositive\",\"determination\":\"compromisedUser\",\"assignedTo\":\"lea@example.com\","
  "\"createdDateTime\":\"2026-11-18T07:57:21.2166667Z\",\"lastUpdateDateTime\":\"2026-11-19T06:14:52.87Z\","
  "\"customTags\":[\"Finance\"],\"systemTags\":[],\"priorityScore\":97,\"resolvingComment\":null,\"redirectIncidentId\":null,"
  "\"somethingNew\":{\"deep\":[1,{\"x\":18446735288119394304}]},"
  "\"comments\":[{\"comment\":\"new\",\"createdByDisplayName\":\"Lea\",\"createdDateTime\":\"2026-11-18T09:00:00Z\"},"
  "{\"comment\":\"old\",\"createdBy\":\"Tom\",\"createdTime\":\"2026-11-18T10:00:00.1234567Z\"}],"
  "\"alerts\":[{\"id\":\"da0a1b2c3d-0000-4000-8000-000000000000_1\",\"title\":\"A\",\"status\":\"new\",\"severity\":\"medium\","
  "\"category\":\"Execution\",\"mitreTechniques\":[\"T1059.001\",\"T1105\"],\"evidence\":["
  "{\"@odata.type\":\"#microsoft.graph.security.processEvidence\",\"createdDateTime\":\"2026-11-18T07:57:21Z\","
  "\"verdict\":\"Suspicious\",\"remediationStatus\":\"active\",\"roles\":[\"Compromised\",\"brandNew\"],\"processId\":7812,"
  "\"imageFile\":{\"fileName\":\"powershell.exe\",\"sha256\":null},\"parentProcessImageFile\":null}]}]}";

static void
test_incident (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident = read_incident (whole, log);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (vdt_incident_get_alerts (incident), 0);
  g_autoptr(VdtComment) comment = g_list_model_get_item (vdt_incident_get_comments (incident), 1);
  g_autofree char *created = vdt_time_format (vdt_incident_get_created_at (incident), VDT_TIME_ISO);
  g_autofree char *written = vdt_time_format (vdt_comment_get_created_at (comment), VDT_TIME_ISO);
  VdtFields *fields = vdt_incident_get_fields (incident);

  g_assert_cmpstr (log->str, ==, "");
  g_assert_cmpstr (vdt_incident_get_id (incident), ==, "7");
  g_assert_cmpstr (vdt_incident_get_source (incident), ==, "graph");
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "Two␀halves");
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, "inProgress");
  g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "high");
  g_assert_cmpstr (vdt_incident_get_determination (incident), ==, "compromisedAccount");
  g_assert_cmpstr (created, ==, "2026-11-18T07:57:21.216666Z");
  g_assert_cmpstr (vdt_incident_get_custom_tags (incident)[0], ==, "Finance");
  g_assert_null (vdt_incident_get_redirect_id (incident));
  g_assert_cmpfloat (vdt_incident_get_priority_score (incident), ==, 97);
  g_assert_cmpuint (vdt_incident_get_alerts_state (incident), ==, VDT_PRESENCE_PRESENT);

  /* nothing is lost */
  g_assert_cmpstr (vdt_fields_get (fields, "somethingNew.deep[1].x"), ==, "18446735288119394304");
  g_assert_true (vdt_fields_lookup (fields, "resolvingComment", NULL));
  g_assert_nonnull (strstr (vdt_incident_get_raw (incident), "\"somethingNew\":{\"deep\":[1,{\"x\":18446735288119394304}]}"));
  g_assert_null (strstr (vdt_incident_get_raw (incident), "\"alerts\""));

  /* both spellings of a comment */
  g_assert_cmpstr (vdt_comment_get_author (comment), ==, "Tom");
  g_assert_cmpstr (written, ==, "2026-11-18T10:00:00.123456Z");

  g_assert_cmpstr (vdt_alert_get_incident_id (alert), ==, "7");
  g_assert_cmpstr (vdt_alert_get_service_source (alert), ==, "microsoftDefenderForEndpoint");
  g_assert_cmpstr (vdt_alert_get_techniques (alert)[1], ==, "T1105");
}

static void
test_evidence (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident = read_incident (whole, log);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (vdt_incident_get_alerts (incident), 0);
  VdtEvidence *evidence = get_evidence (alert, 0);

  g_assert_cmpstr (vdt_evidence_get_kind (evidence), ==, "processEvidence");
  g_assert_cmpstr (vdt_evidence_get_verdict (evidence), ==, "suspicious");
  g_assert_cmpstr (vdt_evidence_get_roles (evidence)[0], ==, "compromised");
  g_assert_cmpstr (vdt_evidence_get_roles (evidence)[1], ==, "brandNew");
  g_assert_nonnull (strstr (vdt_evidence_get_title (evidence), "powershell.exe"));
  g_assert_true (g_str_has_prefix (vdt_evidence_get_id (evidence), "E:"));
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (evidence), "processId"), ==, "7812");
  g_assert_true (g_str_has_prefix (vdt_evidence_get_raw (evidence), "{\"@odata.type\""));
}

/* Missing, empty and present are three facts. */
static void
test_presence (void)
{
  static const struct
  {
    const char  *json;
    VdtPresence  alerts;
    guint        n_alerts;
    const char  *log;
  } rows[] = {
    { "{\"id\":\"1\"}", VDT_PRESENCE_MISSING, 0, "" },
    { "{\"id\":\"1\",\"alerts\":null}", VDT_PRESENCE_MISSING, 0, "" },
    { "{\"id\":\"1\",\"alerts\":[]}", VDT_PRESENCE_EMPTY, 0, "" },
    { "{\"id\":\"1\",\"alerts\":[{\"id\":\"a\"}]}", VDT_PRESENCE_PRESENT, 1, "" },
    { "{\"id\":\"1\",\"alerts\":{\"id\":\"a\"}}", VDT_PRESENCE_PRESENT, 1, "" },
    { "{\"id\":\"1\",\"alerts\":\"none\"}", VDT_PRESENCE_MISSING, 0, "p value[0] “alerts” is a text" },
    { "{\"id\":\"1\",\"alerts\":[null,7,{\"id\":\"a\"}]}", VDT_PRESENCE_PRESENT, 1,
      "p value[0].alerts[1] a number" },
    { "{\"id\":\"1\",\"alerts\":[{\"title\":\"no id\"}]}", VDT_PRESENCE_PRESENT, 0, "p value[0].alerts[0] the alert has no “id”" },
    { "{\"id\":\"1\",\"alerts\":[{\"id\":\"a\"},{\"id\":\"a\"}]}", VDT_PRESENCE_PRESENT, 1, "n value[0].alerts[1] the incident names" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) log = g_string_new (NULL);
      g_autoptr(VdtIncident) incident = read_incident (rows[i].json, log);

      g_test_message ("%s", rows[i].json);
      g_assert_nonnull (incident);
      g_assert_cmpuint (vdt_incident_get_alerts_state (incident), ==, rows[i].alerts);
      g_assert_cmpuint (g_list_model_get_n_items (vdt_incident_get_alerts (incident)), ==, rows[i].n_alerts);
      g_assert_true (rows[i].log[0] == '\0' ? log->len == 0 : strstr (log->str, rows[i].log) != NULL);
    }
}

static void
test_ids (void)
{
  static const struct
  {
    const char *json;
    const char *id;
  } rows[] = {
    { "{\"id\":\"7\"}", "7" },
    { "{\"id\":7}", "7" },
    { "{\"id\":\" 7 \"}", "7" },
    { "{\"incidentId\":924518}", "924518" },
    { "{\"id\":\"\"}", NULL },
    { "{\"id\":null}", NULL },
    { "{\"id\":[\"7\"]}", NULL },
    { "{\"displayName\":\"no id\"}", NULL },
    { "{}", NULL },
    { "[]", NULL },
    { "null", NULL },
    { "\"7\"", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) log = g_string_new (NULL);
      g_autoptr(VdtIncident) incident = read_incident (rows[i].json, log);

      g_assert_cmpstr (incident != NULL ? vdt_incident_get_id (incident) : NULL, ==, rows[i].id);
      g_assert_true ((log->len > 0) == (rows[i].id == NULL));
    }
}

/* Puts each kind of value where another is expected: the record stays, the rest
 * of it is read, and what cannot be used is said. */
static void
test_wrong_types (void)
{
  static const char *const members[] = {
    "tenantId", "displayName", "severity", "status", "customTags", "createdDateTime", "priorityScore",
    "comments", "alerts", "somethingNew"
  };
  static const char *const values[] = { "null", "\"\"", "\"x\"", "7", "1e400", "true", "[]", "{}", "[[]]", "[7,null]",
                                        "{\"a\":{}}" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autoptr(GString) log = g_string_new (NULL);
          g_autofree char *json = g_strdup_printf ("{\"id\":\"1\",\"description\":\"kept\",\"%s\":%s}", members[i],
                                                   values[j]);
          g_autoptr(VdtIncident) incident = read_incident (json, log);

          g_assert_nonnull (incident);
          g_assert_cmpstr (vdt_incident_get_description (incident), ==, "kept");
        }
    }
}

static void
test_alert_wrong_types (void)
{
  static const char *const members[] = {
    "title", "severity", "serviceSource", "mitreTechniques", "createdDateTime", "evidence", "comments", "entities", "devices"
  };
  static const char *const values[] = { "null", "\"x\"", "7", "false", "[]", "{}", "[[]]", "[\"T1059\",null]",
                                        "[{\"@odata.type\":42}]", "[{\"entityType\":[]}]" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autoptr(GString) log = g_string_new (NULL);
          g_autofree char *json = g_strdup_printf ("{\"id\":\"1\",\"description\":\"kept\",\"%s\":%s}", members[i],
                                                   values[j]);
          g_autoptr(VdtAlert) alert = read_alert (json, log);

          g_assert_nonnull (alert);
          g_assert_cmpstr (vdt_alert_get_description (alert), ==, "kept");
        }
    }
}

/* Nothing that is cut short is JSON, so that the readers never see it. */
static void
test_cut (void)
{
  for (gsize i = 0; i < sizeof whole - 1; i++)
    {
      VdtJson value;

      g_assert_false (vdt_json_check (whole, (gssize) i, &value, NULL));
    }
}

static void
test_twins (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident =
    read_incident ("{\"id\":\"1\",\"displayName\":\"first\",\"displayName\":\"last\",\"x\":1,\"x\":{\"a\":1,\"a\":2}}", log);

  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "last");
  g_assert_cmpstr (vdt_fields_get (vdt_incident_get_fields (incident), "x.a"), ==, "2");
  g_assert_nonnull (strstr (log->str, "“displayName” is there twice"));
}

static void
test_unknown_kinds (void)
{
  static const struct
  {
    const char *json;
    const char *kind;
    gboolean    note;
  } rows[] = {
    { "{\"@odata.type\":\"#microsoft.graph.security.ipEvidence\",\"ipAddress\":\"192.0.2.1\"}", "ipEvidence", FALSE },
    { "{\"@odata.type\":\"microsoft.graph.security.ipEvidence\"}", "ipEvidence", FALSE },
    { "{\"@odata.type\":\"#microsoft.graph.security.toasterEvidence\",\"slots\":2}", "toasterEvidence", TRUE },
    { "{\"@odata.type\":\"#microsoft.graph.security.\"}", "unknownEvidence", TRUE },
    { "{\"@odata.type\":42}", "unknownEvidence", TRUE },
    { "{\"foo\":1}", "unknownEvidence", TRUE },
    { "{}", "unknownEvidence", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) log = g_string_new (NULL);
      g_autofree char *json = g_strdup_printf ("{\"id\":\"a\",\"evidence\":[%s]}", rows[i].json);
      g_autoptr(VdtAlert) alert = read_alert (json, log);
      VdtEvidence *evidence = get_evidence (alert, 0);

      g_assert_cmpstr (vdt_evidence_get_kind (evidence), ==, rows[i].kind);
      g_assert_cmpstr (vdt_evidence_get_raw (evidence), ==, rows[i].json);
      g_assert_nonnull (vdt_evidence_get_title (evidence));
      g_assert_true ((log->len > 0) == rows[i].note);
    }
}

static const char *
get_evidence_id (VdtAlert *alert,
                 guint     index)
{
  return vdt_evidence_get_id (get_evidence (alert, index));
}

/* Ids do not depend on the order, and no two pieces of an alert share one. */
static void
test_evidence_ids (void)
{
  static const char one[] = "{\"@odata.type\":\"#microsoft.graph.security.ipEvidence\",\"ipAddress\":\"192.0.2.1\"}";
  static const char two[] = "{\"@odata.type\":\"#microsoft.graph.security.urlEvidence\",\"url\":\"https://example.com/\"}";
  g_autofree char *forth = g_strdup_printf ("{\"id\":\"a\",\"evidence\":[%s,%s,%s]}", one, two, one);
  g_autofree char *back = g_strdup_printf ("{\"id\":\"a\",\"evidence\":[%s,%s,%s]}", two, one, one);
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtAlert) first = read_alert (forth, log);
  g_autoptr(VdtAlert) second = read_alert (back, log);

  g_assert_cmpstr (get_evidence_id (first, 0), ==, get_evidence_id (second, 1));
  g_assert_cmpstr (get_evidence_id (first, 1), ==, get_evidence_id (second, 0));
  g_assert_cmpstr (get_evidence_id (first, 0), !=, get_evidence_id (first, 2));
}

static void
test_older_spelling (void)
{
  static const char json[] =
    "{\"incidentId\":924518,\"incidentName\":\"Older\",\"createdTime\":\"2026-09-06T12:07:55.1Z\",\"lastUpdateTime\":"
    "\"2026-09-06T12:07:55.32Z\",\"status\":\"Active\",\"severity\":\"UnSpecified\",\"tags\":[\"t\"],\"redirectIncidentId\":17,"
    "\"alerts\":[{\"alertId\":\"fa1\",\"incidentId\":924518,\"serviceSource\":\"OfficeATP\",\"creationTime\":"
    "\"2026-09-06T12:07:54.3Z\",\"firstActivity\":\"2026-09-06T12:04:00Z\",\"status\":\"New\",\"actorName\":\"Heron\","
    "\"mitreTechniques\":[],\"devices\":[{\"mdatpDeviceId\":\"d1\",\"deviceDnsName\":\"ws-1\",\"riskScore\":\"High\"}],"
    "\"entities\":[{\"entityType\":\"MailMessage\",\"sender\":\"a@example.net\",\"recipient\":\"b@example.com\",\"subject\":\"s\"},"
    "{\"entityType\":\"Process\",\"processId\":4,\"fileName\":\"x.exe\",\"evidenceCreationTime\":\"2026-09-06T12:07:54Z\","
    "\"verdict\":\"Malicious\"},{\"entityType\":\"Gadget\",\"name\":\"g\"}]}]}";
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident = read_incident (json, log);
  g_autoptr(VdtAlert) alert = g_list_model_get_item (vdt_incident_get_alerts (incident), 0);
  VdtEvidence *process;

  g_assert_cmpstr (vdt_incident_get_source (incident), ==, "defender-api");
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "Older");
  g_assert_cmpstr (vdt_incident_get_status (incident), ==, "active");
  g_assert_cmpstr (vdt_incident_get_severity (incident), ==, "unknown");
  g_assert_cmpstr (vdt_incident_get_redirect_id (incident), ==, "17");
  g_assert_cmpstr (vdt_alert_get_service_source (alert), ==, "microsoftDefenderForOffice365");
  g_assert_cmpstr (vdt_alert_get_actor_name (alert), ==, "Heron");
  g_assert_cmpint (vdt_alert_get_first_activity_at (alert), !=, VDT_TIME_UNSET);
  g_assert_cmpuint (g_list_model_get_n_items (vdt_alert_get_evidence (alert)), ==, 4);

  process = get_evidence (alert, 1);
  g_assert_cmpstr (vdt_evidence_get_kind (process), ==, "processEvidence");
  g_assert_cmpstr (vdt_evidence_get_verdict (process), ==, "malicious");
  g_assert_cmpint (vdt_evidence_get_created_at (process), !=, VDT_TIME_UNSET);
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (process), "imageFile.fileName"), ==, "x.exe");
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (get_evidence (alert, 0)), "p2Sender.emailAddress"), ==,
                   "a@example.net");
  g_assert_cmpstr (vdt_evidence_get_kind (get_evidence (alert, 2)), ==, "gadgetEvidence");
  g_assert_cmpstr (vdt_fields_get (vdt_evidence_get_fields (get_evidence (alert, 3)), "mdeDeviceId"), ==, "d1");
}

/* The member is kept, as text from where it is too deep. */
static void
test_depth (void)
{
  g_autoptr(GString) json = g_string_new ("{\"id\":\"1\",\"deep\":");
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (json, "{\"a\":");
  g_string_append_c (json, '1');
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (json, '}');
  g_string_append (json, ",\"displayName\":\"kept\"}");

  incident = read_incident (json->str, log);
  g_assert_cmpstr (vdt_incident_get_title (incident), ==, "kept");
  g_assert_nonnull (strstr (log->str, "nested deeper"));
  g_assert_cmpuint (strlen (vdt_incident_get_raw (incident)), >, 30000);
}

static void
test_words (void)
{
  g_autoptr(GString) log = g_string_new (NULL);
  g_autoptr(VdtIncident) incident =
    read_incident ("{\"id\":\"1\",\"customTags\":[\"a\\u001fb\",\"\",\"c\"],\"systemTags\":\"one\"}", log);

  /* the store separates words by this character */
  g_assert_cmpstr (vdt_incident_get_custom_tags (incident)[0], ==, "a␟b");
  g_assert_cmpstr (vdt_incident_get_custom_tags (incident)[1], ==, "c");
  g_assert_cmpstr (vdt_incident_get_system_tags (incident)[0], ==, "one");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/graph-wire/incident", test_incident);
  g_test_add_func ("/import/graph-wire/evidence", test_evidence);
  g_test_add_func ("/import/graph-wire/presence", test_presence);
  g_test_add_func ("/import/graph-wire/ids", test_ids);
  g_test_add_func ("/import/graph-wire/wrong-types", test_wrong_types);
  g_test_add_func ("/import/graph-wire/alert-wrong-types", test_alert_wrong_types);
  g_test_add_func ("/import/graph-wire/cut", test_cut);
  g_test_add_func ("/import/graph-wire/twins", test_twins);
  g_test_add_func ("/import/graph-wire/unknown-kinds", test_unknown_kinds);
  g_test_add_func ("/import/graph-wire/evidence-ids", test_evidence_ids);
  g_test_add_func ("/import/graph-wire/older-spelling", test_older_spelling);
  g_test_add_func ("/import/graph-wire/depth", test_depth);
  g_test_add_func ("/import/graph-wire/words", test_words);

  return g_test_run ();
}
