/* vdt-store-rows.c
 *
 * Records to rows and back: tables say which column holds which property.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include "vdt-fact-id.h"

typedef struct
{
  const char  *property;
  VdtSlotType  type;
} Column;

/* The order is that of the statements below. */
static const Column incident_columns[] = {
  { "id", VDT_SLOT_TEXT },
  { "source", VDT_SLOT_TEXT },
  { "tenant-id", VDT_SLOT_TEXT },
  { "title", VDT_SLOT_TEXT },
  { "severity", VDT_SLOT_TEXT },
  { "severity-set-by-hand", VDT_SLOT_FLAG },
  { "status", VDT_SLOT_TEXT },
  { "classification", VDT_SLOT_TEXT },
  { "determination", VDT_SLOT_TEXT },
  { "owner", VDT_SLOT_TEXT },
  { "custom-tags", VDT_SLOT_WORDS },
  { "system-tags", VDT_SLOT_WORDS },
  { "created-at", VDT_SLOT_TIME },
  { "updated-at", VDT_SLOT_TIME },
  { "first-activity-at", VDT_SLOT_TIME },
  { "last-activity-at", VDT_SLOT_TIME },
  { "imported-at", VDT_SLOT_TIME },
  { "redirect-id", VDT_SLOT_TEXT },
  { "closing-note", VDT_SLOT_TEXT },
  { "web-url", VDT_SLOT_TEXT },
  { "modified-by", VDT_SLOT_TEXT },
  { "priority-score", VDT_SLOT_REAL },
  { "hidden", VDT_SLOT_FLAG },
  { "alerts-state", VDT_SLOT_COUNT },
  { "n-alerts", VDT_SLOT_COUNT },
  { "n-active-alerts", VDT_SLOT_COUNT },
  { "n-assets", VDT_SLOT_COUNT },
  { "asset-summary", VDT_SLOT_TEXT },
  { "priority", VDT_SLOT_COUNT },
  { "priority-factors", VDT_SLOT_WORDS },
};

#define INCIDENT_COLUMNS "id, source, tenant_id, title, severity, severity_by_hand, status, classification," \
  " determination, owner, custom_tags, system_tags, created_at, updated_at, first_activity_at," \
  " last_activity_at, imported_at, redirect_id, closing_note, web_url, modified_by, priority_score," \
  " hidden, alerts_state, n_alerts, n_active_alerts, n_assets, asset_summary, priority," \
  " priority_factors"

#define INCIDENT_RANKS 31   /* the parameters after the columns: both ranks, then the row */

static const Column body_columns[] = {
  { "description", VDT_SLOT_TEXT },
  { "summary-text", VDT_SLOT_TEXT },
  { "fields", VDT_SLOT_FIELDS },
  { "raw", VDT_SLOT_TEXT },
};

static const Column alert_columns[] = {
  { "id", VDT_SLOT_TEXT },
  { "provider-alert-id", VDT_SLOT_TEXT },
  { "tenant-id", VDT_SLOT_TEXT },
  { "title", VDT_SLOT_TEXT },
  { "description", VDT_SLOT_TEXT },
  { "recommended-actions", VDT_SLOT_TEXT },
  { "category", VDT_SLOT_TEXT },
  { "categories", VDT_SLOT_WORDS },
  { "severity", VDT_SLOT_TEXT },
  { "status", VDT_SLOT_TEXT },
  { "classification", VDT_SLOT_TEXT },
  { "determination", VDT_SLOT_TEXT },
  { "investigation-state", VDT_SLOT_TEXT },
  { "service-source", VDT_SLOT_TEXT },
  { "detection-source", VDT_SLOT_TEXT },
  { "detector-id", VDT_SLOT_TEXT },
  { "product-name", VDT_SLOT_TEXT },
  { "alert-policy-id", VDT_SLOT_TEXT },
  { "web-url", VDT_SLOT_TEXT },
  { "assigned-to", VDT_SLOT_TEXT },
  { "actor-name", VDT_SLOT_TEXT },
  { "threat-name", VDT_SLOT_TEXT },
  { "threat-family", VDT_SLOT_TEXT },
  { "created-at", VDT_SLOT_TIME },
  { "first-activity-at", VDT_SLOT_TIME },
  { "last-activity-at", VDT_SLOT_TIME },
  { "updated-at", VDT_SLOT_TIME },
  { "resolved-at", VDT_SLOT_TIME },
  { "techniques", VDT_SLOT_WORDS },
  { "system-tags", VDT_SLOT_WORDS },
  { "custom-tags", VDT_SLOT_WORDS },
  { "correlation-reasons", VDT_SLOT_WORDS },
  { "hidden", VDT_SLOT_FLAG },
  { "evidence-state", VDT_SLOT_COUNT },
  { "fields", VDT_SLOT_FIELDS },
  { "raw", VDT_SLOT_TEXT },
};

#define ALERT_COLUMNS "id, provider_alert_id, tenant_id, title, description, recommended_actions, category," \
  " categories, severity, status, classification, determination, investigation_state, service_source," \
  " detection_source, detector_id, product_name, alert_policy_id, web_url, assigned_to, actor_name," \
  " threat_name, threat_family, created_at, first_activity_at, last_activity_at, updated_at, resolved_at," \
  " techniques, system_tags, custom_tags, correlation_reasons, hidden, evidence_state, fields, raw"

static const Column evidence_columns[] = {
  { "id", VDT_SLOT_TEXT },
  { "kind", VDT_SLOT_TEXT },
  { "title", VDT_SLOT_TEXT },
  { "created-at", VDT_SLOT_TIME },
  { "verdict", VDT_SLOT_TEXT },
  { "remediation-status", VDT_SLOT_TEXT },
  { "remediation-details", VDT_SLOT_TEXT },
  { "roles", VDT_SLOT_WORDS },
  { "detailed-roles", VDT_SLOT_WORDS },
  { "tags", VDT_SLOT_WORDS },
  { "fields", VDT_SLOT_FIELDS },
  { "raw", VDT_SLOT_TEXT },
};

#define EVIDENCE_COLUMNS "id, kind, title, created_at, verdict, remediation_status, remediation_details," \
                         " roles, detailed_roles, tags, fields, raw"

static void
bind_fields (sqlite3_stmt *statement,
             int           index,
             VdtFields    *fields)
{
  g_autoptr(GBytes) bytes = NULL;
  gsize size;
  gconstpointer data;

  if (fields == NULL)
    {
      sqlite3_bind_null (statement, index);
      return;
    }

  /* the record keeps the block alive until the statement has run */
  bytes = vdt_fields_to_bytes (fields);
  data = g_bytes_get_data (bytes, &size);
  sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
}

static void
bind_record (sqlite3_stmt *statement,
             int           first,
             gpointer      record,
             const Column *columns,
             gsize         n_columns)
{
  for (gsize i = 0; i < n_columns; i++)
    {
      const char *property = columns[i].property;
      int index = first + (int) i;

      switch (columns[i].type)
        {
        case VDT_SLOT_TIME:
          vdt_db_bind_time (statement, index, vdt_record_get_time (record, property));
          break;
        case VDT_SLOT_COUNT:
          sqlite3_bind_int64 (statement, index, vdt_record_get_count (record, property));
          break;
        case VDT_SLOT_FLAG:
          sqlite3_bind_int (statement, index, vdt_record_get_flag (record, property));
          break;
        case VDT_SLOT_REAL:
          sqlite3_bind_double (statement, index, vdt_record_get_real (record, property));
          break;
        case VDT_SLOT_WORDS:
          sqlite3_bind_text (statement, index, vdt_record_dup_value (record, property), -1, g_free);
          break;
        case VDT_SLOT_FIELDS:
          bind_fields (statement, index, vdt_record_get_fields (record, property));
          break;
        case VDT_SLOT_TEXT:
        case VDT_SLOT_NICK:
        case VDT_SLOT_LIST:
        default:
          vdt_db_bind_text (statement, index, vdt_record_get_text (record, property));
        }
    }
}

static void
read_fields (gpointer      record,
             const char   *property,
             sqlite3_stmt *row,
             int           column)
{
  gconstpointer data = sqlite3_column_blob (row, column);
  int size = sqlite3_column_bytes (row, column);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(VdtFields) fields = NULL;

  if (data == NULL || size <= 0)
    return;

  /* a damaged block is no reason to lose the record: its JSON is there as well */
  bytes = g_bytes_new (data, (gsize) size);
  fields = vdt_fields_from_bytes (bytes, NULL);
  vdt_record_set_fields (record, property, fields);
}

static void
read_record (sqlite3_stmt *row,
             int           first,
             gpointer      record,
             const Column *columns,
             gsize         n_columns)
{
  for (gsize i = 0; i < n_columns; i++)
    {
      const char *property = columns[i].property;
      int column = first + (int) i;

      if (sqlite3_column_type (row, column) == SQLITE_NULL)
        continue;

      switch (columns[i].type)
        {
        case VDT_SLOT_TIME:
          vdt_record_set_time (record, property, vdt_db_column_time (row, column));
          break;
        case VDT_SLOT_COUNT:
          vdt_record_set_count (record, property,
                                (guint) CLAMP (sqlite3_column_int64 (row, column), 0, G_MAXUINT));
          break;
        case VDT_SLOT_FLAG:
          vdt_record_set_flag (record, property, sqlite3_column_int (row, column));
          break;
        case VDT_SLOT_REAL:
          vdt_record_set_real (record, property, sqlite3_column_double (row, column));
          break;
        case VDT_SLOT_WORDS:
          vdt_record_set_value (record, property, vdt_db_column_text (row, column));
          break;
        case VDT_SLOT_FIELDS:
          read_fields (record, property, row, column);
          break;
        case VDT_SLOT_TEXT:
        case VDT_SLOT_NICK:
        case VDT_SLOT_LIST:
        default:
          vdt_record_set_text (record, property, vdt_db_column_text (row, column));
        }
    }
}

/* The order in which the queue sorts; what nobody knows comes last. */
static int
rank_of (const char        *nick,
         const char *const *order,
         int                n)
{
  for (int i = 0; i < n; i++)
    {
      if (g_strcmp0 (nick, order[i]) == 0)
        return i + 1;
    }

  return 0;
}

static void
bind_ranks (sqlite3_stmt *statement,
            VdtIncident  *incident)
{
  static const char *const severities[] = { "informational", "low", "medium", "high" };
  static const char *const statuses[] = { "redirected", "resolved", "awaitingAction", "inProgress",
  "active" };

  sqlite3_bind_int (statement, INCIDENT_RANKS,
                    rank_of (vdt_incident_get_severity (incident), severities, G_N_ELEMENTS (severities)));
  sqlite3_bind_int (statement, INCIDENT_RANKS + 1,
                    rank_of (vdt_incident_get_status (incident), statuses, G_N_ELEMENTS (statuses)));
}

static gboolean
write_body (VdtDb        *db,
            VdtIncident  *incident,
            gint64        seq,
            GError      **error)
{
  sqlite3_stmt *body = vdt_db_query (db, error,
                                     "INSERT INTO incident_body (incident_seq, description, summary_text,"
                                     " fields, raw) VALUES (?1, ?2, ?3, ?4, ?5)"
                                     " ON CONFLICT (incident_seq) DO UPDATE SET"
                                     " description = excluded.description,"
                                     " summary_text = excluded.summary_text,"
                                     " fields = excluded.fields, raw = excluded.raw", "l", seq);

  if (body == NULL)
    return FALSE;

  bind_record (body, 2, incident, body_columns, G_N_ELEMENTS (body_columns));

  return vdt_db_run_statement (db, body, error);
}

static gboolean
add_tags (VdtDb               *db,
          const char * const  *tags,
          gboolean             system,
          gint64               seq,
          GError             **error)
{
  for (guint i = 0; tags[i] != NULL; i++)
    {
      if (!vdt_db_run (db, error, "INSERT OR IGNORE INTO incident_tag (incident_seq, tag, system)"
                       " VALUES (?1, ?2, ?3)", "lti", seq, tags[i], (int) system))
        return FALSE;
    }

  return TRUE;
}

/* The tags one by one, for the queue's filter. */
gboolean
vdt_store_set_tags (VdtDb        *db,
                    VdtIncident  *incident,
                    gint64        seq,
                    GError      **error)
{
  return vdt_db_run (db, error, "DELETE FROM incident_tag WHERE incident_seq = ?1", "l", seq) &&
         add_tags (db, vdt_incident_get_custom_tags (incident), FALSE, seq, error) &&
         add_tags (db, vdt_incident_get_system_tags (incident), TRUE, seq, error);
}

gboolean
vdt_store_insert_incident (VdtDb        *db,
                           VdtIncident  *incident,
                           gint64       *out_seq,
                           GError      **error)
{
  sqlite3_stmt *insert;

  insert = vdt_db_prepare (db, "INSERT INTO incident (" INCIDENT_COLUMNS ", severity_rank, status_rank)"
                           " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
                           " ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)", error);
  if (insert == NULL)
    return FALSE;

  bind_record (insert, 1, incident, incident_columns, G_N_ELEMENTS (incident_columns));
  bind_ranks (insert, incident);
  if (!vdt_db_run_statement (db, insert, error))
    return FALSE;

  *out_seq = vdt_db_last_id (db);

  return write_body (db, incident, *out_seq, error) &&
         add_tags (db, vdt_incident_get_custom_tags (incident), FALSE, *out_seq, error) &&
         add_tags (db, vdt_incident_get_system_tags (incident), TRUE, *out_seq, error);
}

gboolean
vdt_store_update_incident (VdtDb        *db,
                           VdtIncident  *incident,
                           gint64        seq,
                           GError      **error)
{
  sqlite3_stmt *update;

  update = vdt_db_prepare (db, "UPDATE incident SET (" INCIDENT_COLUMNS ", severity_rank, status_rank) ="
                           " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16,"
                           " ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)"
                           " WHERE seq = ?33", error);
  if (update == NULL)
    return FALSE;

  bind_record (update, 1, incident, incident_columns, G_N_ELEMENTS (incident_columns));
  bind_ranks (update, incident);
  sqlite3_bind_int64 (update, INCIDENT_RANKS + 2, seq);

  return vdt_db_run_statement (db, update, error) &&
         write_body (db, incident, seq, error) &&
         vdt_store_set_tags (db, incident, seq, error);
}

/* The columns that vdt_store_read_row() reads. */
const char *
vdt_store_row_select (void)
{
  return "SELECT " INCIDENT_COLUMNS " FROM incident";
}

VdtIncident *
vdt_store_read_row (sqlite3_stmt *statement)
{
  VdtIncident *incident = vdt_incident_new (NULL);

  read_record (statement, 0, incident, incident_columns, G_N_ELEMENTS (incident_columns));

  return incident;
}

/* One incident without its lists; NULL without error if there is none. */
VdtIncident *
vdt_store_read_incident (VdtDb       *db,
                         const char  *id,
                         gboolean     with_body,
                         gint64      *out_seq,
                         GError     **error)
{
  g_autoptr(VdtIncident) incident = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT " INCIDENT_COLUMNS ", seq FROM incident WHERE id = ?1",
                                    "t", id);

  *out_seq = 0;
  if (vdt_db_next (db, row, &local_error))
    {
      incident = vdt_store_read_row (row);
      *out_seq = sqlite3_column_int64 (row, (int) G_N_ELEMENTS (incident_columns));
      sqlite3_reset (row);
    }

  if (incident != NULL && with_body)
    {
      row = vdt_db_query (db, &local_error,
                          "SELECT description, summary_text, fields, raw FROM incident_body"
                          " WHERE incident_seq = ?1", "l", *out_seq);
      if (vdt_db_next (db, row, &local_error))
        {
          read_record (row, 0, incident, body_columns, G_N_ELEMENTS (body_columns));
          sqlite3_reset (row);
        }
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  return g_steal_pointer (&incident);
}

gboolean
vdt_store_insert_alert (VdtDb     *db,
                        VdtAlert  *alert,
                        gint64     incident_seq,
                        gint64    *out_seq,
                        GError   **error)
{
  sqlite3_stmt *insert;

  insert = vdt_db_prepare (db, "INSERT INTO alert (" ALERT_COLUMNS ", incident_seq) VALUES (?1, ?2, ?3, ?4,"
                           " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,"
                           " ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37)",
                           error);
  if (insert == NULL)
    return FALSE;

  bind_record (insert, 1, alert, alert_columns, G_N_ELEMENTS (alert_columns));
  sqlite3_bind_int64 (insert, (int) G_N_ELEMENTS (alert_columns) + 1, incident_seq);
  if (!vdt_db_run_statement (db, insert, error))
    return FALSE;

  *out_seq = vdt_db_last_id (db);

  return TRUE;
}

gboolean
vdt_store_update_alert (VdtDb     *db,
                        VdtAlert  *alert,
                        gint64     incident_seq,
                        gint64     seq,
                        GError   **error)
{
  sqlite3_stmt *update;

  update = vdt_db_prepare (db, "UPDATE alert SET (" ALERT_COLUMNS ", incident_seq) = (?1, ?2, ?3, ?4,"
                           " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,"
                           " ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37)"
                           " WHERE seq = ?38", error);
  if (update == NULL)
    return FALSE;

  bind_record (update, 1, alert, alert_columns, G_N_ELEMENTS (alert_columns));
  sqlite3_bind_int64 (update, (int) G_N_ELEMENTS (alert_columns) + 1, incident_seq);
  sqlite3_bind_int64 (update, (int) G_N_ELEMENTS (alert_columns) + 2, seq);

  return vdt_db_run_statement (db, update, error);
}

/* One alert without its lists; NULL without error if there is none. */
VdtAlert *
vdt_store_read_alert (VdtDb       *db,
                      const char  *id,
                      gint64      *out_seq,
                      gint64      *out_incident_seq,
                      GError     **error)
{
  VdtAlert *alert = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error,
                                    "SELECT " ALERT_COLUMNS ", seq, incident_seq,"
                                    " (SELECT id FROM incident WHERE incident.seq = alert.incident_seq)"
                                    " FROM alert WHERE id = ?1", "t", id);
  int after = (int) G_N_ELEMENTS (alert_columns);

  *out_seq = 0;
  *out_incident_seq = 0;
  if (vdt_db_next (db, row, &local_error))
    {
      alert = vdt_alert_new (NULL);
      read_record (row, 0, alert, alert_columns, G_N_ELEMENTS (alert_columns));
      *out_seq = sqlite3_column_int64 (row, after);
      *out_incident_seq = sqlite3_column_int64 (row, after + 1);
      vdt_record_set_text (alert, "incident-id", vdt_db_column_text (row, after + 2));
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return alert;
}

static gboolean
read_evidence (VdtDb       *db,
               gint64       incident_seq,
               GHashTable  *by_seq,
               GError     **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT " EVIDENCE_COLUMNS ", alert_seq FROM evidence WHERE alert_seq IN"
                                     " (SELECT seq FROM alert WHERE incident_seq = ?1) ORDER BY seq",
                                     "l", incident_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      gint64 alert_seq = sqlite3_column_int64 (rows, (int) G_N_ELEMENTS (evidence_columns));
      VdtAlert *alert = g_hash_table_lookup (by_seq, &alert_seq);
      g_autoptr(VdtEvidence) evidence = NULL;

      if (alert == NULL)
        continue;
      evidence = vdt_evidence_new (vdt_alert_get_id (alert), NULL);
      read_record (rows, 0, evidence, evidence_columns, G_N_ELEMENTS (evidence_columns));
      g_list_store_append (vdt_record_get_list (alert, "evidence"), evidence);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

/* All alerts of an incident with their evidence, in time order. */
gboolean
vdt_store_read_alerts (VdtDb        *db,
                       gint64        incident_seq,
                       VdtIncident  *incident,
                       GError      **error)
{
  g_autoptr(GHashTable) by_seq = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                        g_object_unref);
  g_autoptr(GPtrArray) alerts = g_ptr_array_new ();
  GListStore *list = vdt_record_get_list (incident, "alerts");
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT " ALERT_COLUMNS ", seq FROM alert WHERE incident_seq = ?1"
                                     " ORDER BY coalesce (first_activity_at, created_at), seq",
                                     "l", incident_seq);

  while (vdt_db_next (db, rows, &local_error))
    {
      VdtAlert *alert = vdt_alert_new (NULL);
      gint64 *seq = g_new (gint64, 1);

      read_record (rows, 0, alert, alert_columns, G_N_ELEMENTS (alert_columns));
      vdt_record_set_text (alert, "incident-id", vdt_incident_get_id (incident));
      *seq = sqlite3_column_int64 (rows, (int) G_N_ELEMENTS (alert_columns));
      g_hash_table_insert (by_seq, seq, alert);
      g_ptr_array_add (alerts, alert);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  if (!read_evidence (db, incident_seq, by_seq, error))
    return FALSE;

  g_list_store_splice (list, 0, 0, alerts->pdata, alerts->len);

  return TRUE;
}

gboolean
vdt_store_insert_evidence (VdtDb        *db,
                           VdtEvidence  *evidence,
                           gint64        alert_seq,
                           GError      **error)
{
  sqlite3_stmt *insert;

  insert = vdt_db_prepare (db,
                           "INSERT INTO evidence (" EVIDENCE_COLUMNS ", alert_seq) VALUES (?1, ?2, ?3, ?4,"
                           " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", error);
  if (insert == NULL)
    return FALSE;

  bind_record (insert, 1, evidence, evidence_columns, G_N_ELEMENTS (evidence_columns));
  sqlite3_bind_int64 (insert, (int) G_N_ELEMENTS (evidence_columns) + 1, alert_seq);

  return vdt_db_run_statement (db, insert, error);
}

/* Adds a comment unless one of its id is known. */
gboolean
vdt_store_insert_comment (VdtDb       *db,
                          VdtComment  *comment,
                          const char  *target_kind,
                          const char  *target_id,
                          gint64       incident_seq,
                          gboolean    *out_added,
                          GError     **error)
{
  if (vdt_comment_get_id (comment) == NULL)
    {
      g_autofree char *id = vdt_fact_comment_id (target_id, vdt_comment_get_author (comment),
                                                 vdt_comment_get_created_at (comment),
                                                 vdt_comment_get_text (comment));

      vdt_record_set_text (comment, "id", id);
    }

  if (!vdt_db_run (db, error,
                   "INSERT OR IGNORE INTO comment (id, incident_seq, target_kind, target_id, author, text,"
                   " created_at, edited_at, local, deleted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                   "tlttttddii", vdt_comment_get_id (comment), incident_seq, target_kind, target_id,
                   vdt_comment_get_author (comment), vdt_comment_get_text (comment),
                   vdt_comment_get_created_at (comment), vdt_comment_get_edited_at (comment),
                   (int) vdt_comment_get_local (comment), (int) vdt_comment_get_deleted (comment)))
    return FALSE;

  *out_added = sqlite3_changes (vdt_db_get_handle (db)) > 0;

  return TRUE;
}

/* From: id, target_id, author, text, created_at, edited_at, local, deleted. */
VdtComment *
vdt_store_read_comment (sqlite3_stmt *statement)
{
  VdtComment *comment = vdt_comment_new (vdt_db_column_text (statement, 2),
                                         vdt_db_column_text (statement, 3),
                                         vdt_db_column_time (statement, 4));

  vdt_record_set_text (comment, "id", vdt_db_column_text (statement, 0));
  vdt_record_set_text (comment, "target-id", vdt_db_column_text (statement, 1));
  vdt_record_set_time (comment, "edited-at", vdt_db_column_time (statement, 5));
  vdt_record_set_flag (comment, "local", sqlite3_column_int (statement, 6));
  vdt_record_set_flag (comment, "deleted", sqlite3_column_int (statement, 7));

  return comment;
}
