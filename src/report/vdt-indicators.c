/* vdt-indicators.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-indicators.h"

#include <gio/gio.h>
#include <string.h>

#include "vdt-data.h"
#include "vdt-report-resources.h"
#include "vdt-time.h"

/* data/report/indicators.json: which leaf of which evidence is what. */
static GVariant *
get_kinds (void)
{
  static GVariant *kinds;

  if (g_once_init_enter (&kinds))
    {
      g_autoptr(GVariant) data = vdt_data_load (vdt_report_get_resource (), "report-indicators");

      g_once_init_leave (&kinds, vdt_data_get_object (data, "kinds"));
    }

  return kinds;
}

static void
indicator_clear (gpointer data)
{
  VdtIndicator *indicator = data;

  g_free (indicator->value);
}

static const char *
type_of_value (const char *type,
               const char *value)
{
  g_autoptr(GInetAddress) address = NULL;

  if (strcmp (type, "ip") != 0)
    return type;

  address = g_inet_address_new_from_string (value);
  if (address == NULL)
    return NULL;

  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "ipv6-addr" : "ipv4-addr";
}

static void
add_value (GArray      *all,
           GHashTable  *places,
           VdtAlert    *alert,
           VdtEvidence *evidence,
           const char  *type,
           const char  *value)
{
  const char *real_type = type_of_value (type, value);
  g_autofree char *key = real_type != NULL ? g_strconcat (real_type, " ", value, NULL) : NULL;
  gint64 first = vdt_alert_get_first_activity_at (alert);
  gint64 last = vdt_alert_get_last_activity_at (alert);
  VdtIndicator *found;
  guint place;

  if (key == NULL)
    return;

  place = GPOINTER_TO_UINT (g_hash_table_lookup (places, key));
  if (place == 0)
    {
      VdtIndicator made = { real_type, g_strdup (value), vdt_evidence_get_verdict (evidence), evidence, first, last,
                            1, vdt_alert_get_id (alert) };

      g_array_append_val (all, made);
      g_hash_table_insert (places, g_steal_pointer (&key), GUINT_TO_POINTER (all->len));
      return;
    }

  found = &g_array_index (all, VdtIndicator, place - 1);
  if (g_strcmp0 (vdt_evidence_get_verdict (evidence), "malicious") == 0)
    found->verdict = "malicious";
  if (first != VDT_TIME_UNSET && (found->first_seen == VDT_TIME_UNSET || first < found->first_seen))
    found->first_seen = first;
  found->last_seen = MAX (found->last_seen, last);
  if (g_strcmp0 (found->last_alert, vdt_alert_get_id (alert)) != 0)
    {
      found->n_alerts++;
      found->last_alert = vdt_alert_get_id (alert);
    }
}

static void
collect_evidence (GArray      *all,
                  GHashTable  *places,
                  VdtAlert    *alert,
                  VdtEvidence *evidence)
{
  g_autoptr(GVariant) leaves = NULL;
  const char *verdict = vdt_evidence_get_verdict (evidence);

  if (g_strcmp0 (verdict, "malicious") != 0 && g_strcmp0 (verdict, "suspicious") != 0)
    return;

  leaves = vdt_evidence_get_kind (evidence) != NULL
             ? vdt_data_get_list (get_kinds (), vdt_evidence_get_kind (evidence)) : NULL;
  for (gsize i = 0; leaves != NULL && i < g_variant_n_children (leaves); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (leaves, i);
      g_autoptr(GVariant) leaf = g_variant_get_variant (boxed);
      const char *value = vdt_fields_get (vdt_evidence_get_fields (evidence), vdt_data_get_string (leaf, "path"));

      if (value != NULL && *value != '\0' &&
          (!vdt_data_get_flag (leaf, "malicious") || g_strcmp0 (verdict, "malicious") == 0))
        add_value (all, places, alert, evidence, vdt_data_get_string (leaf, "type"), value);
    }
}

/**
 * vdt_indicators_collect:
 * @incident: a loaded incident
 *
 * What is malicious or suspicious, each value once. The borrowed evidence lives as
 * long as the incident.
 *
 * Returns: (transfer full) (element-type VdtIndicator): in the order of the alerts
 */
GArray *
vdt_indicators_collect (VdtIncident *incident)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (VdtIndicator));
  g_autoptr(GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *alerts = vdt_incident_get_alerts (incident);

  g_array_set_clear_func (all, indicator_clear);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      GListModel *evidence = vdt_alert_get_evidence (alert);

      for (guint e = 0; e < g_list_model_get_n_items (evidence); e++)
        {
          g_autoptr(VdtEvidence) item = g_list_model_get_item (evidence, e);

          collect_evidence (all, places, alert, item);
        }
    }

  return all;
}

/**
 * vdt_indicator_defang:
 * @type: what it is
 * @value: an indicator
 *
 * Returns: (transfer full): the value so that no program makes a link of it:
 *   `hxxps://host[.]example/path`, `192[.]0[.]2[.]1`, `name[@]host[.]example`
 */
char *
vdt_indicator_defang (const char *type,
                      const char *value)
{
  GString *out = g_string_new (value);
  gboolean url = strcmp (type, "url") == 0;
  char *host_end;
  gsize from = 0;

  if (!url && strcmp (type, "ipv4-addr") != 0 && strcmp (type, "ipv6-addr") != 0 &&
      strcmp (type, "domain-name") != 0 && strcmp (type, "email-addr") != 0)
    return g_string_free (out, FALSE);

  if (url && g_ascii_strncasecmp (out->str, "http", 4) == 0)
    {
      out->str[1] = 'x';
      out->str[2] = 'x';
    }
  if (url && strstr (out->str, "://") != NULL)
    from = (gsize) (strstr (out->str, "://") - out->str) + 3;

  host_end = url ? out->str + from + strcspn (out->str + from, "/?#") : out->str + out->len;
  for (gsize i = (gsize) (host_end - out->str); i > from; i--)
    {
      char c = out->str[i - 1];

      if (c != '.' && c != '@' && !(c == ':' && strcmp (type, "ipv6-addr") == 0))
        continue;
      g_string_insert_c (out, (gssize) i, ']');
      g_string_insert_c (out, (gssize) i - 1, '[');
    }

  return g_string_free (out, FALSE);
}
