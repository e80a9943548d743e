/* vdt-write-data.c
 *
 * What other tools take: an ATT&CK Navigator layer, indicators as CSV and as STIX 2.1.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "vdt-attack.h"
#include "vdt-hash.h"
#include "vdt-indicators.h"
#include "vdt-time.h"
#include "vdt-write.h"

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
end_json (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}

/* Techniques and how many alerts name each. */
static GHashTable *
count_techniques (VdtIncident *incident,
                  GPtrArray   *order)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      const char *const *ids = vdt_alert_get_techniques (alert);

      for (guint t = 0; ids != NULL && ids[t] != NULL; t++)
        {
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, ids[t]));

          if (n == 0)
            g_ptr_array_add (order, g_strdup (ids[t]));
          g_hash_table_insert (counts, g_strdup (ids[t]), GUINT_TO_POINTER (n + 1));
        }
    }

  return counts;
}

/**
 * vdt_write_navigator:
 * @incident: a loaded incident
 * @title: (nullable): the layer's name
 *
 * Returns: (transfer full): an ATT&CK Navigator layer, format 4.5; the score of a
 *   technique is the number of alerts that name it
 */
char *
vdt_write_navigator (VdtIncident *incident,
                     const char  *title)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) counts = count_techniques (incident, order);
  guint most = 1;

  json_builder_begin_object (builder);
  add_string (builder, "name", title != NULL ? title : vdt_incident_get_id (incident));
  json_builder_set_member_name (builder, "versions");
  json_builder_begin_object (builder);
  add_string (builder, "layer", "4.5");
  add_string (builder, "navigator", "5.1.0");
  json_builder_end_object (builder);
  add_string (builder, "domain", "enterprise-attack");
  add_string (builder, "description", vdt_incident_get_title (incident) != NULL ? vdt_incident_get_title (incident)
                                                                               : "");
  json_builder_set_member_name (builder, "techniques");
  json_builder_begin_array (builder);
  for (guint i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, id));
      g_autofree char *comment = g_strdup_printf ("%u", n);

      most = MAX (most, n);
      json_builder_begin_object (builder);
      add_string (builder, "techniqueID", id);
      json_builder_set_member_name (builder, "score");
      json_builder_add_int_value (builder, n);
      add_string (builder, "comment", comment);
      json_builder_set_member_name (builder, "enabled");
      json_builder_add_boolean_value (builder, TRUE);
      json_builder_set_member_name (builder, "showSubtechniques");
      json_builder_add_boolean_value (builder, strchr (id, '.') != NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "gradient");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "colors");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, "#fde2c8");
  json_builder_add_string_value (builder, "#c8501b");
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "minValue");
  json_builder_add_int_value (builder, 0);
  json_builder_set_member_name (builder, "maxValue");
  json_builder_add_int_value (builder, most);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return end_json (builder);
}

/* A cell of RFC 4180. One that a spreadsheet would take for a formula gets a quote in
 * front: what an attacker wrote must not be computed. */
static void
append_csv (GString    *out,
            const char *text,
            gboolean    last)
{
  g_string_append_c (out, '"');
  if (text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (out, '\'');
  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append (out, last ? "\"\r\n" : "\",");
}

/**
 * vdt_write_csv:
 * @incident: a loaded incident
 * @defang: whether addresses are defanged
 *
 * Returns: (transfer full): the indicators, as RFC 4180 has it, with a line of names
 */
char *
vdt_write_csv (VdtIncident *incident,
               gboolean     defang)
{
  GString *out = g_string_new ("type,value,verdict,first_seen,last_seen,alerts,evidence\r\n");
  g_autoptr(GArray) all = vdt_indicators_collect (incident);

  for (guint i = 0; i < all->len; i++)
    {
      const VdtIndicator *indicator = &g_array_index (all, VdtIndicator, i);
      g_autofree char *value = defang ? vdt_indicator_defang (indicator->type, indicator->value)
                                      : g_strdup (indicator->value);
      g_autofree char *first = indicator->first_seen != VDT_TIME_UNSET
                                 ? vdt_time_format (indicator->first_seen, VDT_TIME_ISO) : NULL;
      g_autofree char *last = indicator->last_seen != VDT_TIME_UNSET
                                ? vdt_time_format (indicator->last_seen, VDT_TIME_ISO) : NULL;
      g_autofree char *n = g_strdup_printf ("%u", indicator->n_alerts);

      append_csv (out, indicator->type, FALSE);
      append_csv (out, value, FALSE);
      append_csv (out, indicator->verdict, FALSE);
      append_csv (out, first, FALSE);
      append_csv (out, last, FALSE);
      append_csv (out, n, FALSE);
      append_csv (out, vdt_evidence_get_id (indicator->evidence), TRUE);
    }

  return g_string_free (out, FALSE);
}

/* An identifier that is the same whenever the same thing is exported: a UUID of
 * version 5 in form (STIX 2.1, 2.9), made of SHA-256. */
static char *
stix_id (const char *type,
         const char *name)
{
  g_autofree char *hash = vdt_sha256_hex (name, -1);

  return g_strdup_printf ("%s--%.8s-%.4s-5%.3s-a%.3s-%.12s", type, hash, hash + 8, hash + 13, hash + 17, hash + 20);
}

/* A string of a STIX pattern (STIX 2.1, 9.4). */
static char *
pattern_string (const char *value)
{
  GString *out = g_string_new ("'");

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\' || *p == '\'')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '\'');

  return g_string_free (out, FALSE);
}

static char *
pattern_of (const VdtIndicator *indicator)
{
  static const struct { const char *type; const char *path; } paths[] = {
    { "ipv4-addr", "ipv4-addr:value" }, { "ipv6-addr", "ipv6-addr:value" },
    { "domain-name", "domain-name:value" }, { "url", "url:value" }, { "email-addr", "email-addr:value" },
    { "sha256", "file:hashes.'SHA-256'" }, { "sha1", "file:hashes.'SHA-1'" }, { "md5", "file:hashes.MD5" },
    { "file-name", "file:name" }, { "windows-registry-key", "windows-registry-key:key" },
    { "command-line", "process:command_line" },
  };
  g_autofree char *value = pattern_string (indicator->value);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    if (strcmp (paths[i].type, indicator->type) == 0)
      return g_strdup_printf ("[%s = %s]", paths[i].path, value);

  return NULL;
}

static void
begin_object (JsonBuilder *builder,
              const char  *type,
              const char  *id,
              const char  *made)
{
  json_builder_begin_object (builder);
  add_string (builder, "type", type);
  add_string (builder, "spec_version", "2.1");
  add_string (builder, "id", id);
  add_string (builder, "created", made);
  add_string (builder, "modified", made);
}

static void
add_labels (JsonBuilder *builder,
            const char  *name,
            const char  *label)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, label);
  json_builder_end_array (builder);
}

/* The marking definitions that go with TLP 2.0. */
static const char *
marking_of (const char *tlp)
{
  static const struct { const char *tlp; const char *id; } markings[] = {
    { "CLEAR", "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487" },
    { "GREEN", "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb" },
    { "AMBER", "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421" },
    { "AMBER+STRICT", "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003" },
    { "RED", "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1" },
  };

  for (guint i = 0; tlp != NULL && i < G_N_ELEMENTS (markings); i++)
    if (strcmp (markings[i].tlp, tlp) == 0)
      return markings[i].id;

  return NULL;
}

static void
add_marking (JsonBuilder *builder,
             const char  *tlp)
{
  if (marking_of (tlp) != NULL)
    add_labels (builder, "object_marking_refs", marking_of (tlp));
}

static void
add_indicator (JsonBuilder        *builder,
               const VdtIndicator *indicator,
               const char         *pattern,
               const char         *made,
               const char         *tlp,
               GPtrArray          *refs)
{
  g_autofree char *id = stix_id ("indicator", pattern);
  g_autofree char *from = indicator->first_seen != VDT_TIME_UNSET
                            ? vdt_time_format (indicator->first_seen, VDT_TIME_ISO) : g_strdup (made);

  begin_object (builder, "indicator", id, made);
  add_string (builder, "name", indicator->value);
  add_string (builder, "pattern", pattern);
  add_string (builder, "pattern_type", "stix");
  add_string (builder, "valid_from", from);
  add_labels (builder, "indicator_types",
              g_strcmp0 (indicator->verdict, "malicious") == 0 ? "malicious-activity" : "anomalous-activity");
  add_marking (builder, tlp);
  json_builder_end_object (builder);
  g_ptr_array_add (refs, g_steal_pointer (&id));
}

static void
add_technique (JsonBuilder *builder,
               const char  *technique_id,
               const char  *made,
               const char  *tlp,
               GPtrArray   *refs)
{
  const VdtTechnique *technique = vdt_attack_get_technique (technique_id);
  g_autofree char *id = stix_id ("attack-pattern", technique_id);

  begin_object (builder, "attack-pattern", id, made);
  add_string (builder, "name", technique != NULL ? technique->name : technique_id);
  json_builder_set_member_name (builder, "external_references");
  json_builder_begin_array (builder);
  json_builder_begin_object (builder);
  add_string (builder, "source_name", "mitre-attack");
  add_string (builder, "external_id", technique_id);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  add_marking (builder, tlp);
  json_builder_end_object (builder);
  g_ptr_array_add (refs, g_steal_pointer (&id));
}

static void
add_report (JsonBuilder *builder,
            VdtIncident *incident,
            const char  *title,
            const char  *made,
            const char  *tlp,
            GPtrArray   *refs)
{
  g_autofree char *key = g_strconcat ("report ", vdt_incident_get_id (incident), NULL);
  g_autofree char *id = stix_id ("report", key);

  begin_object (builder, "report", id, made);
  add_string (builder, "name", title != NULL ? title : vdt_incident_get_id (incident));
  add_string (builder, "published", made);
  add_labels (builder, "report_types", "threat-report");
  json_builder_set_member_name (builder, "object_refs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < refs->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (refs, i));
  json_builder_end_array (builder);
  add_marking (builder, tlp);
  json_builder_end_object (builder);
}

/* STIX has milliseconds (3.2: any precision, always with Z). */
static char *
stix_time (gint64 time)
{
  return vdt_time_format (time - time % 1000, VDT_TIME_ISO);
}

/**
 * vdt_write_stix:
 * @incident: a loaded incident
 * @title: (nullable): the report's name
 * @tlp: (nullable): `RED`, `AMBER+STRICT`, `AMBER`, `GREEN` or `CLEAR`
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): a STIX 2.1 bundle: a report, indicators, attack patterns
 */
char *
vdt_write_stix (VdtIncident *incident,
                const char  *title,
                const char  *tlp,
                gint64       now)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GArray) all = vdt_indicators_collect (incident);
  g_autoptr(GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) counts G_GNUC_UNUSED = count_techniques (incident, order);
  g_autoptr(GPtrArray) refs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *made = stix_time (now);
  g_autofree char *key = g_strconcat ("bundle ", vdt_incident_get_id (incident), NULL);
  g_autofree char *id = stix_id ("bundle", key);

  json_builder_begin_object (builder);
  add_string (builder, "type", "bundle");
  add_string (builder, "id", id);
  json_builder_set_member_name (builder, "objects");
  json_builder_begin_array (builder);
  for (guint i = 0; i < all->len; i++)
    {
      const VdtIndicator *indicator = &g_array_index (all, VdtIndicator, i);
      g_autofree char *pattern = pattern_of (indicator);

      if (pattern != NULL)
        add_indicator (builder, indicator, pattern, made, tlp, refs);
    }
  for (guint i = 0; i < order->len; i++)
    add_technique (builder, g_ptr_array_index (order, i), made, tlp, refs);
  if (refs->len > 0)
    add_report (builder, incident, title, made, tlp, refs);
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  return end_json (builder);
}
