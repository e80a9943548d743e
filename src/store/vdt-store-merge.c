/* vdt-store-merge.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-merge.h"

#include <string.h>

#include "vdt-fact-id.h"
#include "vdt-identity.h"

/* What an import may bring, in the words of the records' properties. */
const char *const vdt_merge_incident_properties[] = {
  "source", "tenant-id", "title", "description", "summary-text", "severity", "status", "classification",
  "determination", "owner", "custom-tags", "system-tags", "created-at", "updated-at", "first-activity-at",
  "last-activity-at", "redirect-id", "closing-note", "web-url", "modified-by", NULL
};

const char *const vdt_merge_alert_properties[] = {
  "provider-alert-id", "tenant-id", "title", "description", "recommended-actions", "category", "categories",
  "severity", "status", "classification", "determination", "investigation-state", "service-source",
  "detection-source", "detector-id", "product-name", "alert-policy-id", "web-url", "assigned-to",
  "actor-name", "threat-name", "threat-family", "created-at", "first-activity-at", "last-activity-at",
  "updated-at", "resolved-at", "techniques", "system-tags", "custom-tags", "correlation-reasons", NULL
};

/* Of these a change is worth an entry in the log. */
static const char *const logged_properties[] = {
  "title", "severity", "status", "classification", "determination", "owner", "assigned-to", "custom-tags",
  "redirect-id", "closing-note", NULL
};

#define N_LOGGED (G_N_ELEMENTS (logged_properties) - 1)

/* An older file must not undo what a newer one said. */
gboolean
vdt_merge_is_newer (gint64 stored,
                    gint64 incoming)
{
  return incoming == VDT_TIME_UNSET || stored == VDT_TIME_UNSET || incoming >= stored;
}

void
vdt_merge_properties (gpointer           stored,
                      gpointer           incoming,
                      const char *const *properties,
                      gboolean           newer)
{
  for (guint i = 0; properties[i] != NULL; i++)
    {
      g_autofree char *value = vdt_record_dup_value (incoming, properties[i]);
      g_autofree char *known = NULL;

      if (value == NULL || *value == '\0')
        continue;
      if (!newer)
        known = vdt_record_dup_value (stored, properties[i]);
      if (known == NULL || *known == '\0')
        vdt_record_set_value (stored, properties[i], value);
    }
}

void
vdt_merge_body (gpointer stored,
                gpointer incoming,
                gboolean newer)
{
  VdtFields *known = vdt_record_get_fields (stored, "fields");
  VdtFields *brought = vdt_record_get_fields (incoming, "fields");
  g_autoptr(VdtFields) merged = newer ? vdt_fields_merge (known, brought) : vdt_fields_merge (brought,
                                                                                              known);

  vdt_record_set_fields (stored, "fields", merged);
  if (vdt_record_get_text (incoming, "raw") != NULL && (newer || vdt_record_get_text (stored,
                                                                                      "raw") == NULL))
    vdt_record_set_text (stored, "raw", vdt_record_get_text (incoming, "raw"));
}

/* The analyst's own values of a record: taken off before a merge, put back after it. */

typedef struct
{
  char *property;
  char *value;
  char *imported;
} Local;

static void
local_free (gpointer data)
{
  Local *local = data;

  g_free (local->property);
  g_free (local->value);
  g_free (local->imported);
  g_free (local);
}

GPtrArray *
vdt_merge_take_locals_off (VdtDb       *db,
                           const char  *kind,
                           const char  *id,
                           gpointer     record,
                           GError     **error)
{
  g_autoptr(GPtrArray) locals = g_ptr_array_new_with_free_func (local_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error, "SELECT property, value, imported FROM local_value"
                                     " WHERE target_kind = ?1 AND target_id = ?2", "tt", kind, id);

  while (vdt_db_next (db, rows, &local_error))
    {
      Local *local = g_new0 (Local, 1);

      local->property = g_strdup (vdt_db_column_text (rows, 0));
      local->value = g_strdup (vdt_db_column_text (rows, 1));
      local->imported = g_strdup (vdt_db_column_text (rows, 2));
      g_ptr_array_add (locals, local);
      if (local->property != NULL && vdt_record_has_property (record, local->property))
        vdt_record_set_value (record, local->property, local->imported);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&locals);
}

gboolean
vdt_merge_put_locals_back (VdtDb       *db,
                           const char  *kind,
                           const char  *id,
                           gpointer     record,
                           GPtrArray   *locals,
                           GError     **error)
{
  for (guint i = 0; i < locals->len; i++)
    {
      Local *local = g_ptr_array_index (locals, i);
      g_autofree char *imported = NULL;

      if (local->property == NULL || !vdt_record_has_property (record, local->property))
        continue;

      imported = vdt_record_dup_value (record, local->property);
      if (g_strcmp0 (imported, local->imported) != 0 &&
          !vdt_db_run (db, error, "UPDATE local_value SET imported = ?4 WHERE target_kind = ?1"
                       " AND target_id = ?2 AND property = ?3", "tttt", kind, id, local->property,
                       imported))
        return FALSE;
      vdt_record_set_value (record, local->property, local->value);
    }

  return TRUE;
}

GPtrArray *
vdt_merge_snapshot (gpointer record)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N_LOGGED; i++)
    g_ptr_array_add (values, vdt_record_has_property (record, logged_properties[i])
                               ? vdt_record_dup_value (record, logged_properties[i]) : NULL);

  return values;
}

gboolean
vdt_merge_log_differences (VdtStore    *self,
                           const char  *incident_id,
                           const char  *kind,
                           const char  *id,
                           GPtrArray   *before,
                           GPtrArray   *after,
                           GError     **error)
{
  for (guint i = 0; i < N_LOGGED; i++)
    {
      const char *old = g_ptr_array_index (before, i);
      const char *new = g_ptr_array_index (after, i);
      g_autofree char *action = NULL;

      if (g_strcmp0 (old, new) == 0)
        continue;

      action = g_strconcat ("set-", logged_properties[i], NULL);
      if (!vdt_store_log_change (self, incident_id, "import", "import", action, kind, id,
                                 logged_properties[i], old, new, NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* What a record is as it came: equal hashes, equal records. */
static void
hash_record (GChecksum         *sum,
             gpointer           record,
             const char *const *properties)
{
  const char *raw = vdt_record_get_text (record, "raw");

  if (raw != NULL)
    {
      g_checksum_update (sum, (const guchar *) raw, (gssize) strlen (raw));
      return;
    }

  for (guint i = 0; properties[i] != NULL; i++)
    {
      g_autofree char *value = vdt_record_dup_value (record, properties[i]);

      g_checksum_update (sum, (const guchar *) "\x1e", 1);
      if (value != NULL)
        g_checksum_update (sum, (const guchar *) value, (gssize) strlen (value));
    }
}

char *
vdt_merge_hash_incident (VdtIncident *incident)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  hash_record (sum, incident, vdt_merge_incident_properties);

  return g_strdup (g_checksum_get_string (sum));
}

char *
vdt_merge_hash_alert (VdtAlert *alert)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  GListModel *list = vdt_alert_get_evidence (alert);

  hash_record (sum, alert, vdt_merge_alert_properties);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, i);
      const char *raw = vdt_evidence_get_raw (evidence);
      const char *id = vdt_evidence_get_id (evidence);

      g_checksum_update (sum, (const guchar *) "\x1d", 1);
      if (raw == NULL)
        raw = id;
      if (raw != NULL)
        g_checksum_update (sum, (const guchar *) raw, (gssize) strlen (raw));
    }

  return g_strdup (g_checksum_get_string (sum));
}

gboolean
vdt_merge_is_same (VdtDb       *db,
                   const char  *sql,
                   gint64       seq,
                   const char  *hash,
                   gboolean    *out_same,
                   GError     **error)
{
  gint64 n;

  if (!vdt_db_get_int64 (db, &n, error, sql, "lt", seq, hash))
    return FALSE;

  *out_same = n != 0;

  return TRUE;
}

/* Gives evidence its ids and names. */
void
vdt_merge_complete_evidence (VdtAlert *alert)
{
  GListModel *list = vdt_alert_get_evidence (alert);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, i);
      const char *kind = vdt_evidence_get_kind (evidence);
      VdtFields *fields = vdt_evidence_get_fields (evidence);

      if (vdt_evidence_get_id (evidence) == NULL)
        {
          g_autofree char *first = vdt_fact_evidence_id (vdt_alert_get_id (alert), kind, fields, 0);
          guint n = GPOINTER_TO_UINT (g_hash_table_lookup (seen, first));
          g_autofree char *id = vdt_fact_evidence_id (vdt_alert_get_id (alert), kind, fields, n);

          vdt_record_set_text (evidence, "id", id);
          g_hash_table_insert (seen, g_strdup (first), GUINT_TO_POINTER (n + 1));
        }
      if (vdt_evidence_get_title (evidence) == NULL)
        {
          g_autofree char *name = vdt_identity_dup_name (kind, fields);

          vdt_record_set_text (evidence, "title", name);
        }
      vdt_record_set_text (evidence, "alert-id", vdt_alert_get_id (alert));
    }
}

/* For an alert that came alone: the incident that it names, with what the alert
 * tells of it. It has no time of change, so that anything later is newer. */
VdtIncident *
vdt_merge_stand_in (VdtAlert *alert)
{
  const char *id = vdt_alert_get_incident_id (alert);
  const char *status = vdt_alert_get_status (alert);
  VdtIncident *incident = vdt_incident_new (id != NULL ? id : vdt_alert_get_id (alert));

  vdt_record_set_text (incident, "source", "alert");
  vdt_record_set_text (incident, "title", vdt_alert_get_title (alert));
  vdt_record_set_text (incident, "tenant-id", vdt_alert_get_tenant_id (alert));
  vdt_record_set_text (incident, "severity", vdt_alert_get_severity (alert));
  vdt_record_set_text (incident, "status", g_strcmp0 (status, "new") == 0 ? "active" : status);
  vdt_record_set_time (incident, "created-at", vdt_alert_get_created_at (alert));
  vdt_incident_add_alert (incident, alert);

  return incident;
}
