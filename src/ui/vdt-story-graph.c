/* vdt-story-graph.c
 *
 * Nodes are facts: an alert is `A:…`, an asset `S:…`. An alert is linked to the
 * accounts, mails and devices that it names; a file, process or address to the device
 * that it was seen on, if its alert names just one, else to the alert.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-story-graph.h"

#include <glib/gi18n.h>

#include "vdt-fact-id.h"
#include "vdt-graph-layout.h"
#include "vdt-present.h"
#include "vdt-schema.h"
#include "vdt-time.h"

enum
{
  LAYER_ACCOUNTS,
  LAYER_ALERTS,
  LAYER_DEVICES,
  LAYER_TRACES
};

/* The column of each kind of asset; what is not here is a trace. */
static const struct
{
  const char *kind;
  guint       layer;
  const char *plural;
} kinds[] = {
  { "user", LAYER_ACCOUNTS, N_("Users") },
  { "mailbox", LAYER_ACCOUNTS, N_("Mailboxes") },
  { "mail", LAYER_ACCOUNTS, N_("Mails") },
  { "group", LAYER_ACCOUNTS, N_("Groups") },
  { "application", LAYER_ACCOUNTS, N_("Applications") },
  { "device", LAYER_DEVICES, N_("Devices") },
  { "cloud-resource", LAYER_DEVICES, N_("Cloud resources") },
  { "file", LAYER_TRACES, N_("Files") },
  { "process", LAYER_TRACES, N_("Processes") },
  { "ip", LAYER_TRACES, N_("IP addresses") },
  { "url", LAYER_TRACES, N_("URLs") },
  { "registry", LAYER_TRACES, N_("Registry entries") },
  { "malware", LAYER_TRACES, N_("Malware") },
  { "logon", LAYER_TRACES, N_("Logons") },
  { "connection", LAYER_TRACES, N_("Connections") },
  { "domain", LAYER_TRACES, N_("Domains") },
};

typedef struct
{
  VdtIncident   *incident;
  VdtGraphModel *model;
  GHashTable    *alerts;      /* id → number + 1 */
  GHashTable    *one_device;  /* alert id → number + 1 of its only device; 0 of several */
  GHashTable    *links;       /* “from to” that are there */
  GHashTable    *evidence;    /* id → VdtEvidence; the incident's */
} Builder;

static const char *
color_of (const char *css_class)
{
  return g_str_has_suffix (css_class, "-high") || g_str_has_suffix (css_class, "-malicious") ? "error_color"
         : g_str_has_suffix (css_class, "-medium") || g_str_has_suffix (css_class, "-suspicious") ? "warning_color"
         : g_str_has_suffix (css_class, "-clean") ? "success_color"
         : g_str_has_suffix (css_class, "-low") ? "accent_color" : NULL;
}

static gint64
graph_time (gint64 time)
{
  return time == VDT_TIME_UNSET ? VDT_GRAPH_NO_TIME : time;
}

static void
add_alert (Builder  *builder,
           VdtAlert *alert)
{
  const char *severity = vdt_alert_get_severity (alert);
  gint64 time = vdt_alert_get_first_activity_at (alert);
  g_autofree char *id = vdt_fact_alert_id (vdt_alert_get_id (alert));
  g_autofree char *title = vdt_present_text (vdt_alert_get_title (alert));
  g_autofree char *spoken = NULL;
  g_autofree char *when = NULL;
  g_autofree char *full = NULL;
  VdtGraphThing thing = { .id = id, .kind = title, .kind_label = _("Alert"), .plural = _("Alerts"), .title = title };

  if (time == VDT_TIME_UNSET)
    time = vdt_alert_get_created_at (alert);
  when = time == VDT_TIME_UNSET ? g_strdup (_("no time")) : vdt_time_format (time, VDT_TIME_DAY_MINUTE);
  full = vdt_present_time (time);
  /* Translators: a node of a graph: an alert's severity, title, time. */
  spoken = g_strdup_printf (_("Alert, %s, %s, %s"), vdt_present_severity (severity), title, full);
  thing.detail = when;
  thing.spoken = spoken;
  thing.icon_name = "vdt-alert-symbolic";
  thing.state_icon = vdt_present_severity_icon (severity);
  thing.state_label = vdt_present_severity (severity);
  thing.state_color = color_of (vdt_present_severity_class (severity));
  thing.layer = LAYER_ALERTS;
  thing.time = graph_time (time);
  g_hash_table_insert (builder->alerts, (gpointer) vdt_alert_get_id (alert),
                       GUINT_TO_POINTER (vdt_graph_model_add_thing (builder->model, &thing) + 1));
}

static guint
find_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].kind, kind) == 0)
      return i;

  return G_N_ELEMENTS (kinds);
}

static guint
add_asset (Builder  *builder,
           VdtAsset *asset)
{
  const char *kind = vdt_asset_get_kind (asset);
  const char *verdict = vdt_asset_get_verdict (asset);
  const char *label = verdict == NULL ? NULL : vdt_schema_label ("evidenceVerdict", verdict);
  const char * const *alert_ids = vdt_asset_get_alert_ids (asset);
  guint index = find_kind (kind);
  guint n_alerts = alert_ids == NULL ? 0 : g_strv_length ((char **) alert_ids);
  g_autofree char *id = vdt_fact_asset_id (vdt_asset_get_key (asset));
  g_autofree char *title = vdt_present_text (vdt_asset_get_name (asset));
  g_autofree char *detail = vdt_present_text (vdt_asset_get_detail (asset));
  g_autofree char *first = vdt_present_time (vdt_asset_get_first_seen (asset));
  g_autofree char *count = g_strdup_printf (ngettext ("%u alert", "%u alerts", n_alerts), n_alerts);
  g_autofree char *spoken = NULL;
  VdtGraphThing thing = {
    .id = id, .kind = kind, .kind_label = vdt_present_asset_kind (kind), .title = title,
    .icon_name = vdt_present_asset_icon (kind)
  };

  thing.plural = index < G_N_ELEMENTS (kinds) ? gettext (kinds[index].plural) : _("Things");
  thing.layer = index < G_N_ELEMENTS (kinds) ? kinds[index].layer : LAYER_TRACES;
  thing.detail = *detail != '\0' ? detail : count;
  thing.state_icon = verdict == NULL ? NULL : vdt_present_verdict_icon (verdict);
  thing.state_label = label == NULL ? NULL : gettext (label);
  thing.state_color = verdict == NULL ? NULL : color_of (vdt_present_verdict_class (verdict));
  /* Translators: a node of a graph: kind and name of a thing, its verdict, how many
   * alerts name it, when it was first seen. */
  spoken = g_strdup_printf (_("%s %s, %s, %s, first seen %s"), thing.kind_label, title,
                            thing.state_label == NULL ? _("No verdict") : thing.state_label, count, first);
  thing.spoken = spoken;
  thing.time = graph_time (vdt_asset_get_first_seen (asset));

  return vdt_graph_model_add_thing (builder->model, &thing);
}

static void
add_link (Builder    *builder,
          guint       from,
          guint       to,
          const char *label,
          gboolean    dashed)
{
  VdtGraphLink link = { from, to, label, dashed };

  if (from != to && g_hash_table_add (builder->links, g_strdup_printf ("%u %u", from, to)))
    vdt_graph_model_add_link (builder->model, &link);
}

/* What an alert says of a thing's part in it. */
static const char *
role_of (Builder    *builder,
         VdtAsset   *asset,
         const char *alert_id)
{
  const char * const *ids = vdt_asset_get_evidence_ids (asset);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      VdtEvidence *evidence = g_hash_table_lookup (builder->evidence, ids[i]);
      const char * const *roles = evidence == NULL ? NULL : vdt_evidence_get_roles (evidence);

      if (roles != NULL && roles[0] != NULL && g_strcmp0 (vdt_evidence_get_alert_id (evidence), alert_id) == 0)
        {
          const char *label = vdt_schema_label ("evidenceRole", roles[0]);

          return label != NULL ? gettext (label) : NULL;
        }
    }

  return NULL;
}

static void
note_devices (Builder  *builder,
              VdtAsset *asset,
              guint     number)
{
  const char * const *ids = vdt_asset_get_alert_ids (asset);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      gboolean known = g_hash_table_contains (builder->one_device, ids[i]);

      g_hash_table_insert (builder->one_device, (gpointer) ids[i], GUINT_TO_POINTER (known ? 0 : number + 1));
    }
}

static void
link_asset (Builder  *builder,
            VdtAsset *asset,
            guint     number)
{
  const char * const *ids = vdt_asset_get_alert_ids (asset);
  gboolean trace = vdt_graph_model_get_thing (builder->model, number)->layer == LAYER_TRACES;

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      guint alert = GPOINTER_TO_UINT (g_hash_table_lookup (builder->alerts, ids[i]));
      guint device = GPOINTER_TO_UINT (g_hash_table_lookup (builder->one_device, ids[i]));

      if (alert == 0)
        continue;
      if (trace && device > 0)
        add_link (builder, device - 1, number, role_of (builder, asset, ids[i]), FALSE);
      else
        add_link (builder, alert - 1, number, role_of (builder, asset, ids[i]), FALSE);
    }
}

static void
collect_evidence (Builder *builder)
{
  GListModel *alerts = vdt_incident_get_alerts (builder->incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      if (!vdt_alert_get_hidden (alert))
        add_alert (builder, alert);
      for (guint j = 0; j < g_list_model_get_n_items (evidence); j++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, j);

          if (vdt_evidence_get_id (item) != NULL)
            g_hash_table_insert (builder->evidence, (gpointer) vdt_evidence_get_id (item), item);
        }
    }
}

/* Whether any alert that is not hidden names it. */
static gboolean
is_named (Builder  *builder,
          VdtAsset *asset)
{
  const char * const *ids = vdt_asset_get_alert_ids (asset);

  for (gsize i = 0; ids != NULL && ids[i] != NULL; i++)
    if (g_hash_table_contains (builder->alerts, ids[i]))
      return TRUE;

  return FALSE;
}

/**
 * vdt_story_graph_new:
 * @incident: a loaded incident
 *
 * Returns: (transfer full): its graph as it is now
 */
VdtGraphModel *
vdt_story_graph_new (VdtIncident *incident)
{
  const char * const layers[] = { _("Accounts and mail"), _("Alerts"), _("Devices"), _("Traces"), NULL };
  GListModel *assets = vdt_incident_get_assets (incident);
  guint n_assets = g_list_model_get_n_items (assets);
  g_autofree guint *numbers = g_new (guint, n_assets + 1);
  Builder builder = {
    .incident = incident,
    .model = vdt_graph_model_new (layers, LAYER_ALERTS),
    .alerts = g_hash_table_new (g_str_hash, g_str_equal),
    .one_device = g_hash_table_new (g_str_hash, g_str_equal),
    .links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .evidence = g_hash_table_new (g_str_hash, g_str_equal),
  };

  collect_evidence (&builder);
  for (guint i = 0; i < n_assets; i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      numbers[i] = is_named (&builder, asset) ? add_asset (&builder, asset) : G_MAXUINT;
      if (numbers[i] != G_MAXUINT && vdt_graph_model_get_thing (builder.model, numbers[i])->layer == LAYER_DEVICES)
        note_devices (&builder, asset, numbers[i]);
    }
  for (guint i = 0; i < n_assets; i++)
    {
      g_autoptr(VdtAsset) asset = g_list_model_get_item (assets, i);

      if (numbers[i] != G_MAXUINT)
        link_asset (&builder, asset, numbers[i]);
    }

  g_hash_table_unref (builder.evidence);
  g_hash_table_unref (builder.links);
  g_hash_table_unref (builder.one_device);
  g_hash_table_unref (builder.alerts);

  return builder.model;
}
