/* vdt-import-graph.c
 *
 * Which JSON record is an incident, which an alert, and which a message that the
 * server sent instead.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <string.h>

#include "vdt-graph-wire.h"
#include "vdt-import-reader.h"

/**
 * vdt_import_probe_has:
 * @probe: a record in question
 * @name: a member's name
 *
 * Returns: %TRUE if the record has it
 */
gboolean
vdt_import_probe_has (const VdtImportProbe *probe,
                      const char           *name)
{
  for (guint i = 0; i < probe->names->len; i++)
    {
      if (vdt_json_is (g_array_index (probe->names, VdtJson, i), name))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any (const VdtImportProbe *probe,
         const char *const    *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      if (vdt_import_probe_has (probe, names[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
type_is (const VdtImportProbe *probe,
         const char           *suffix)
{
  g_autofree char *type = NULL;

  if (!vdt_import_probe_has (probe, "@odata.type"))
    return FALSE;

  type = vdt_json_dup_member (probe->record, "@odata.type");

  return type != NULL && g_str_has_suffix (type, suffix);
}

static gboolean
context_has (const VdtImportProbe *probe,
             const char           *part)
{
  return probe->context != NULL && strstr (probe->context, part) != NULL;
}

/* {"error":{"code":…}}: a saved answer that is none. */
static gboolean
is_server_error (const VdtImportProbe *probe)
{
  VdtJson error;

  return vdt_import_probe_has (probe, "error") && vdt_json_get_member (probe->record, "error", &error) &&
         vdt_json_get_type (error) == VDT_JSON_OBJECT && vdt_json_has_member (error, "code");
}

static void
read_server_error (VdtImportRun         *run,
                   const VdtImportProbe *probe)
{
  VdtJson error;
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;
  g_autofree char *quoted_code = NULL;
  g_autofree char *quoted = NULL;

  vdt_json_get_member (probe->record, "error", &error);
  code = vdt_json_dup_member (error, "code");
  message = vdt_json_dup_member (error, "message");
  quoted_code = vdt_wire_dup_quoted (code != NULL ? code : "");
  quoted = vdt_wire_dup_quoted (message != NULL ? message : "");

  vdt_wire_report (vdt_import_run_get_wire (run), VDT_WIRE_PROBLEM,
                   "this is an error that the server answered with, %s: %s; ask for the data again",
                   quoted_code, quoted);
}

/* The alerts of Graph's first security API, retired in 2026. */
static gboolean
is_legacy_alert (const VdtImportProbe *probe)
{
  return vdt_import_probe_has (probe, "vendorInformation") || context_has (probe, "#Security/alerts");
}

static gboolean
is_alert (const VdtImportProbe *probe)
{
  static const char *const marks[] = { "evidence", "providerAlertId", "alertId", "detectorId",
                                       "serviceSource", NULL };

  if (type_is (probe, "security.alert"))
    return TRUE;
  if (vdt_import_probe_has (probe, "alerts") || type_is (probe, "security.incident"))
    return FALSE;

  return has_any (probe, marks) || context_has (probe, "alerts_v2") ||
         (vdt_import_probe_has (probe, "title") && vdt_import_probe_has (probe, "incidentId"));
}

static gboolean
is_incident (const VdtImportProbe *probe)
{
  static const char *const marks[] = { "alerts", "incidentName", "incidentWebUrl", "incidentUri",
                                       "redirectIncidentId", "customTags", NULL };

  return type_is (probe, "security.incident") || has_any (probe, marks) ||
         context_has (probe, "security/incidents") || context_has (probe, "$metadata#Incidents") ||
         (vdt_import_probe_has (probe, "displayName") && vdt_import_probe_has (probe, "severity"));
}

static void
read_alert (VdtImportRun         *run,
            const VdtImportProbe *probe)
{
  g_autoptr(VdtAlert) alert = vdt_graph_wire_read_alert (vdt_import_run_get_wire (run), probe->record);

  if (alert != NULL)
    vdt_import_run_add_alert (run, alert, probe->record.length);
  else
    vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
}

static void
read_incident (VdtImportRun         *run,
               const VdtImportProbe *probe)
{
  g_autoptr(VdtIncident) incident = vdt_graph_wire_read_incident (vdt_import_run_get_wire (run),
                                                                  probe->record);

  if (incident != NULL)
    vdt_import_run_add_incident (run, incident, probe->record.length);
  else
    vdt_import_report_count_skipped (vdt_import_run_get_report (run), 1);
}

/**
 * vdt_import_get_graph_readers:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n): the readers of incidents and alerts, in the order
 *   in which they must be asked
 */
const VdtImportReader *
vdt_import_get_graph_readers (gsize *out_n)
{
  static const VdtImportReader readers[] = {
    { "server-error", is_server_error, read_server_error, NULL, NULL, NULL },
    { "legacy-alerts", is_legacy_alert, NULL, NULL, NULL,
      "these are alerts of Graph's retired first security API; export /security/alerts_v2 or "
      "/security/incidents?$expand=alerts instead" },
    { "graph-alerts", is_alert, read_alert, NULL, NULL, NULL },
    { "graph-incidents", is_incident, read_incident, NULL, NULL, NULL },
  };

  *out_n = G_N_ELEMENTS (readers);

  return readers;
}
