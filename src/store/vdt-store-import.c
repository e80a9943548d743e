/* vdt-store-import.c
 *
 * What comes from files, into the database: new records are added, known ones are
 * brought up to date field by field, and what the analyst set stays.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include <string.h>

#include "vdt-error.h"
#include "vdt-fact-id.h"
#include "vdt-priority.h"
#include "vdt-store-merge.h"
#include "vdt-store-tuning.h"

typedef struct
{
  VdtStore       *store;
  GPtrArray      *records;
  GPtrArray      *tuning;     /* the rules that are switched on */
  guint           n_tuned;
  VdtStoreCounts  counts;
} Import;

static gboolean
write_evidence (Import    *import,
                VdtAlert  *alert,
                gint64     alert_seq,
                GError   **error)
{
  GListModel *list = vdt_alert_get_evidence (alert);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, i);

      if (!vdt_store_insert_evidence (import->store->db, evidence, alert_seq, error))
        return FALSE;
      import->counts.evidence++;
    }

  return TRUE;
}

static gboolean
import_comments (Import       *import,
                 GListModel   *comments,
                 const char   *kind,
                 const char   *id,
                 const char   *incident_id,
                 gint64        incident_seq,
                 gboolean      known,
                 GError      **error)
{
  VdtDb *db = import->store->db;

  for (guint i = 0; i < g_list_model_get_n_items (comments); i++)
    {
      g_autoptr(VdtComment) comment = g_list_model_get_item (comments, i);
      gboolean added;

      if (!vdt_store_insert_comment (db, comment, kind, id, incident_seq, &added, error))
        return FALSE;
      if (added &&
          !vdt_store_index_comment (db, vdt_comment_get_id (comment), vdt_comment_get_author (comment),
                                    vdt_comment_get_text (comment), incident_seq, error))
        return FALSE;
      if (added && known &&
          !vdt_store_log_change (import->store, incident_id, vdt_comment_get_author (comment), "import",
                                 "add-comment", kind, id, "comments", NULL, vdt_comment_get_text (comment),
                                 NULL, error))
        return FALSE;
    }

  return TRUE;
}

/* What the analyst's rules say of an alert that is new. */
static gboolean
tune (Import      *import,
      VdtAlert    *alert,
      const char  *incident_id,
      GError     **error)
{
  gboolean hit;

  if (import->tuning->len == 0)
    return TRUE;
  if (!vdt_store_tune_alert (import->store, import->tuning, alert, incident_id, &hit, error))
    return FALSE;

  import->n_tuned += hit;

  return TRUE;
}

static gboolean
add_alert (Import       *import,
           VdtAlert     *alert,
           const char   *hash,
           const char   *incident_id,
           gint64        incident_seq,
           gboolean      incident_known,
           GError      **error)
{
  VdtDb *db = import->store->db;
  gint64 seq;

  import->counts.new_alerts++;

  return vdt_store_insert_alert (db, alert, incident_seq, &seq, error) &&
         vdt_db_run (db, error, "UPDATE alert SET content_hash = ?2 WHERE seq = ?1", "lt", seq, hash) &&
         write_evidence (import, alert, seq, error) &&
         vdt_store_index_alert (db, alert, incident_seq, error) &&
         import_comments (import, vdt_alert_get_comments (alert), "alert", vdt_alert_get_id (alert),
                          incident_id, incident_seq, FALSE, error) &&
         (!incident_known ||
          vdt_store_log_change (import->store, incident_id, "import", "import", "add-alert", "alert",
                                vdt_alert_get_id (alert), NULL, NULL, vdt_alert_get_title (alert), NULL,
                                error)) &&
         tune (import, alert, incident_id, error);
}

/* The incident where a known alert belongs now: where the import says, unless the
 * analyst moved it. */
static gboolean
choose_home (VdtDb     *db,
             VdtAlert  *alert,
             gint64     stored,
             gint64     incoming,
             gint64    *out_seq,
             GError   **error)
{
  gint64 moved;

  if (!vdt_db_get_int64 (db, &moved, error, "SELECT count (*) FROM local_value WHERE target_kind = 'alert'"
                         " AND target_id = ?1 AND property = 'incident-id'", "t", vdt_alert_get_id (alert)))
    return FALSE;

  *out_seq = moved != 0 ? stored : incoming;
  if (*out_seq == stored)
    return TRUE;

  return vdt_db_run (db, error, "UPDATE incident SET assets_stale = 1 WHERE seq = ?1 OR seq = ?2", "ll",
                     stored, incoming) &&
         vdt_db_run (db, error, "UPDATE comment SET incident_seq = ?2 WHERE target_kind = 'alert'"
                     " AND target_id = ?1", "tl", vdt_alert_get_id (alert), incoming);
}

static gboolean
update_alert (Import       *import,
              VdtAlert     *stored,
              VdtAlert     *incoming,
              const char   *hash,
              const char   *incident_id,
              gint64        seq,
              gint64        home,
              GError      **error)
{
  VdtDb *db = import->store->db;
  const char *id = vdt_alert_get_id (stored);
  gboolean newer = vdt_merge_is_newer (vdt_alert_get_updated_at (stored),
                                       vdt_alert_get_updated_at (incoming));
  gboolean has_evidence = vdt_alert_get_evidence_state (incoming) == VDT_PRESENCE_PRESENT;
  g_autoptr(GPtrArray) before = vdt_merge_snapshot (stored);
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) locals = vdt_merge_take_locals_off (db, "alert", id, stored, error);

  if (locals == NULL)
    return FALSE;

  vdt_merge_properties (stored, incoming, vdt_merge_alert_properties, newer);
  vdt_merge_body (stored, incoming, newer);
  if (!vdt_merge_put_locals_back (db, "alert", id, stored, locals, error))
    return FALSE;

  /* a page without evidence does not take away what is known */
  if (has_evidence && (newer || vdt_alert_get_evidence_state (stored) != VDT_PRESENCE_PRESENT))
    {
      vdt_record_set_count (stored, "evidence-state", VDT_PRESENCE_PRESENT);
      if (!vdt_db_run (db, error, "DELETE FROM evidence WHERE alert_seq = ?1", "l", seq) ||
          !write_evidence (import, incoming, seq, error))
        return FALSE;
    }
  else if (vdt_alert_get_evidence_state (incoming) > vdt_alert_get_evidence_state (stored))
    {
      vdt_record_set_count (stored, "evidence-state", vdt_alert_get_evidence_state (incoming));
    }

  after = vdt_merge_snapshot (stored);
  import->counts.updated_alerts++;

  return vdt_store_update_alert (db, stored, home, seq, error) &&
         vdt_db_run (db, error, "UPDATE alert SET content_hash = ?2 WHERE seq = ?1", "lt", seq, hash) &&
         vdt_store_index_alert (db, stored, home, error) &&
         import_comments (import, vdt_alert_get_comments (incoming), "alert", id, incident_id, home, TRUE,
                          error) &&
         vdt_merge_log_differences (import->store, incident_id, "alert", id, before, after, error);
}

/* An alert may stand in two incidents of one source. Another incident of the same
 * import has it, or the incident where it is has been changed since this one was
 * written: then it has not moved, it is in both. */
static gboolean
is_in_both (Import      *import,
            VdtAlert    *alert,
            const char  *incident_id,
            gint64       stored_home,
            gint64       incident_seq,
            gboolean    *out_both,
            GError     **error)
{
  const char *home = g_hash_table_lookup (import->store->homes, vdt_alert_get_id (alert));
  gint64 newer = 0;

  *out_both = FALSE;
  if (stored_home == incident_seq)
    return TRUE;

  if (!vdt_db_get_int64 (import->store->db, &newer, error,
                         "SELECT coalesce ((SELECT updated_at FROM incident WHERE seq = ?1) >"
                         " (SELECT updated_at FROM incident WHERE seq = ?2), 0)", "ll",
                         stored_home, incident_seq))
    return FALSE;

  *out_both = newer != 0 || (home != NULL && !g_str_equal (home, incident_id));

  return TRUE;
}

/* The second of the two gets an id of its own, and so does its evidence. */
static void
rename_twin (VdtAlert   *alert,
             const char *incident_id)
{
  GListModel *list = vdt_alert_get_evidence (alert);
  g_autofree char *id = g_strdup_printf ("%s@%s", vdt_alert_get_id (alert), incident_id);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(VdtEvidence) evidence = g_list_model_get_item (list, i);

      vdt_record_set_text (evidence, "id", NULL);
    }

  vdt_record_set_text (alert, "id", id);
  vdt_merge_complete_evidence (alert);
}

/* Reads what is known of @alert, under the name that it has in this incident. */
static gboolean
find_alert (Import      *import,
            VdtAlert    *alert,
            const char  *incident_id,
            gint64       incident_seq,
            VdtAlert   **out_stored,
            gint64      *out_seq,
            gint64      *out_home,
            GError     **error)
{
  GError *local_error = NULL;
  gboolean both = FALSE;

  *out_stored = vdt_store_read_alert (import->store->db, vdt_alert_get_id (alert), out_seq, out_home, &local_error);
  if (local_error == NULL && *out_stored != NULL &&
      is_in_both (import, alert, incident_id, *out_home, incident_seq, &both, &local_error) && both)
    {
      rename_twin (alert, incident_id);
      g_clear_object (out_stored);
      *out_stored = vdt_store_read_alert (import->store->db, vdt_alert_get_id (alert), out_seq, out_home, &local_error);
    }

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  g_hash_table_insert (import->store->homes, g_strdup (vdt_alert_get_id (alert)), g_strdup (incident_id));

  return TRUE;
}

static gboolean
import_alert (Import       *import,
              VdtAlert     *alert,
              const char   *incident_id,
              gint64        incident_seq,
              gboolean      incident_known,
              gboolean     *io_changed,
              GError      **error)
{
  VdtDb *db = import->store->db;
  g_autoptr(VdtAlert) stored = NULL;
  g_autofree char *hash = NULL;
  gboolean same;
  gint64 seq;
  gint64 stored_home;
  gint64 home;

  vdt_merge_complete_evidence (alert);
  if (!find_alert (import, alert, incident_id, incident_seq, &stored, &seq, &stored_home, error))
    return FALSE;
  hash = vdt_merge_hash_alert (alert);

  if (stored == NULL)
    {
      *io_changed = TRUE;
      return add_alert (import, alert, hash, incident_id, incident_seq, incident_known, error);
    }

  if (!vdt_merge_is_same (db, "SELECT content_hash = ?2 FROM alert WHERE seq = ?1", seq, hash, &same,
                          error) ||
      !choose_home (db, alert, stored_home, incident_seq, &home, error))
    return FALSE;

  if (same && home == stored_home)
    {
      import->counts.same_alerts++;
      return TRUE;
    }

  *io_changed = TRUE;

  return update_alert (import, stored, alert, hash, incident_id, seq, home, error);
}

static gboolean
import_alerts (Import       *import,
               VdtIncident  *incident,
               const char   *incident_id,
               gint64        seq,
               gboolean      known,
               gboolean     *io_changed,
               GError      **error)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      if (vdt_alert_get_id (alert) == NULL)
        continue;
      if (!import_alert (import, alert, incident_id, seq, known, io_changed, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_incident (Import       *import,
              VdtIncident  *incident,
              const char   *hash,
              GError      **error)
{
  VdtDb *db = import->store->db;
  const char *id = vdt_incident_get_id (incident);
  GListModel *alerts = vdt_incident_get_alerts (incident);
  g_autofree char *n_alerts = g_strdup_printf ("%u", g_list_model_get_n_items (alerts));
  guint new_before = import->counts.new_alerts;
  gboolean changed = FALSE;
  gint64 seq;

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      vdt_merge_complete_evidence (alert);
    }
  vdt_incident_refresh (incident);
  vdt_priority_work_out (incident);
  vdt_record_set_time (incident, "imported-at", vdt_store_now (import->store));
  import->counts.new_incidents++;

  if (!vdt_store_insert_incident (db, incident, &seq, error) ||
      !vdt_db_run (db, error, "UPDATE incident SET content_hash = ?2, priority_stale = 0 WHERE seq = ?1", "lt", seq,
                   hash) ||
      !vdt_store_log_change (import->store, id, "import", "import", "import-incident", "incident", id,
                             "n-alerts", NULL, n_alerts, vdt_incident_get_source (incident), error) ||
      !vdt_store_index_incident (db, incident, seq, error) ||
      !import_comments (import, vdt_incident_get_comments (incident), "incident", id, id, seq, FALSE,
                        error) ||
      !import_alerts (import, incident, id, seq, FALSE, &changed, error))
    return FALSE;

  /* all its alerts are here and new: what was worked out from them holds */
  if (import->counts.new_alerts - new_before == g_list_model_get_n_items (alerts))
    return vdt_store_write_assets (db, vdt_incident_get_assets (incident), seq, error);

  return vdt_db_run (db, error, "UPDATE incident SET assets_stale = 1 WHERE seq = ?1", "l", seq);
}

static gboolean
merge_incident (Import       *import,
                VdtIncident  *stored,
                VdtIncident  *incoming,
                const char   *hash,
                gint64        seq,
                GError      **error)
{
  VdtDb *db = import->store->db;
  const char *id = vdt_incident_get_id (stored);
  gboolean newer = vdt_merge_is_newer (vdt_incident_get_updated_at (stored),
                                       vdt_incident_get_updated_at (incoming));
  g_autoptr(GPtrArray) before = vdt_merge_snapshot (stored);
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) locals = vdt_merge_take_locals_off (db, "incident", id, stored, error);

  if (locals == NULL)
    return FALSE;

  vdt_merge_properties (stored, incoming, vdt_merge_incident_properties, newer);
  if (vdt_incident_get_priority_score (incoming) >= 0 &&
      (newer || vdt_incident_get_priority_score (stored) < 0))
    vdt_record_set_real (stored, "priority-score", vdt_incident_get_priority_score (incoming));
  vdt_merge_body (stored, incoming, newer);
  vdt_record_set_count (stored, "alerts-state", MAX (vdt_incident_get_alerts_state (stored),
                                                     vdt_incident_get_alerts_state (incoming)));
  if (!vdt_merge_put_locals_back (db, "incident", id, stored, locals, error))
    return FALSE;
  after = vdt_merge_snapshot (stored);

  return vdt_store_update_incident (db, stored, seq, error) &&
         vdt_db_run (db, error, "UPDATE incident SET content_hash = ?2, priority_stale = 1 WHERE seq = ?1", "lt", seq,
                     hash) &&
         vdt_store_index_incident (db, stored, seq, error) &&
         vdt_merge_log_differences (import->store, id, "incident", id, before, after, error);
}

static gboolean
recount (VdtDb   *db,
         gint64   seq,
         GError **error)
{
  return vdt_db_run (db, error,
                     "UPDATE incident SET assets_stale = 1, alerts_state = 2,"
                     " n_alerts = (SELECT count (*) FROM alert WHERE incident_seq = ?1),"
                     " n_active_alerts = (SELECT count (*) FROM alert WHERE incident_seq = ?1"
                     "                    AND status IS NOT 'resolved') WHERE seq = ?1", "l", seq);
}

static gboolean
update_incident (Import       *import,
                 VdtIncident  *stored,
                 VdtIncident  *incoming,
                 const char   *hash,
                 gint64        seq,
                 GError      **error)
{
  VdtDb *db = import->store->db;
  const char *id = vdt_incident_get_id (stored);
  gboolean changed = FALSE;
  gboolean same;

  if (!vdt_merge_is_same (db, "SELECT content_hash = ?2 FROM incident WHERE seq = ?1", seq, hash,
                          &same, error))
    return FALSE;

  if (!same && !merge_incident (import, stored, incoming, hash, seq, error))
    return FALSE;

  if (!import_comments (import, vdt_incident_get_comments (incoming), "incident", id, id, seq, TRUE,
                        error) ||
      !import_alerts (import, incoming, id, seq, TRUE, &changed, error))
    return FALSE;

  if (changed && !recount (db, seq, error))
    return FALSE;

  if (same && !changed)
    import->counts.same_incidents++;
  else
    import->counts.updated_incidents++;

  return TRUE;
}

/* Two tenants may count their incidents alike. */
static VdtIncident *
find_incident (VdtDb        *db,
               VdtIncident  *incoming,
               gint64       *out_seq,
               GError      **error)
{
  const char *tenant = vdt_incident_get_tenant_id (incoming);
  g_autoptr(VdtIncident) stored = vdt_store_read_incident (db, vdt_incident_get_id (incoming), TRUE,
                                                           out_seq,
                                                           error);
  g_autofree char *id = NULL;

  if (stored == NULL || tenant == NULL || *tenant == '\0' || vdt_incident_get_tenant_id (stored) == NULL ||
      g_ascii_strcasecmp (tenant, vdt_incident_get_tenant_id (stored)) == 0)
    return g_steal_pointer (&stored);

  id = g_strdup_printf ("%s@%.8s", vdt_incident_get_id (incoming), tenant);
  vdt_record_set_text (incoming, "id", id);
  g_clear_object (&stored);

  return vdt_store_read_incident (db, id, TRUE, out_seq, error);
}

static gboolean
import_incident (Import       *import,
                 VdtIncident  *incident,
                 GError      **error)
{
  g_autofree char *hash = vdt_merge_hash_incident (incident);
  g_autoptr(VdtIncident) stored = NULL;
  GError *local_error = NULL;
  gint64 seq;

  if (vdt_incident_get_id (incident) == NULL)
    {
      g_autofree char *id = g_strdup_printf ("unnamed-%.16s", hash);

      vdt_record_set_text (incident, "id", id);
    }

  stored = find_incident (import->store->db, incident, &seq, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  return stored != NULL ? update_incident (import, stored, incident, hash, seq, error)
                        : add_incident (import, incident, hash, error);
}

static gboolean
import_lone_alert (Import    *import,
                   VdtAlert  *alert,
                   GError   **error)
{
  VdtDb *db = import->store->db;
  g_autoptr(VdtIncident) incident = NULL;
  const char *id = vdt_alert_get_incident_id (alert);
  gboolean changed = FALSE;
  gint64 seq;

  if (vdt_alert_get_id (alert) == NULL)
    return TRUE;

  if (id == NULL)
    id = vdt_alert_get_id (alert);
  if (!vdt_db_get_int64 (db, &seq, error, "SELECT seq FROM incident WHERE id = ?1", "t", id))
    return FALSE;

  if (seq == 0)
    {
      incident = vdt_merge_stand_in (alert);
      return import_incident (import, incident, error);
    }

  if (!import_alert (import, alert, id, seq, TRUE, &changed, error))
    return FALSE;

  if (changed)
    import->counts.updated_incidents++;
  else
    import->counts.same_incidents++;

  return !changed || recount (db, seq, error);
}

static const char *
id_of_incident (gpointer record)
{
  const char *id;

  if (VDT_IS_INCIDENT (record))
    return vdt_incident_get_id (record);

  id = vdt_alert_get_incident_id (record);

  return id != NULL ? id : vdt_alert_get_id (record);
}

static gpointer
import_job (VdtStore  *self,
            gpointer   data,
            GError   **error)
{
  Import *import = data;

  g_autoptr(GPtrArray) tuning = vdt_store_load_tuning (self, error);

  if (tuning == NULL)
    return NULL;

  import->store = self;
  import->tuning = tuning;
  import->n_tuned = 0;
  memset (&import->counts, 0, sizeof import->counts);

  for (guint i = 0; i < import->records->len; i++)
    {
      gpointer record = g_ptr_array_index (import->records, i);
      guint tuned_before = import->n_tuned;
      gboolean done;

      if (VDT_IS_INCIDENT (record))
        done = import_incident (import, record, error);
      else
        done = import_lone_alert (import, record, error);
      if (done && import->n_tuned > tuned_before)
        done = vdt_store_tune_incident (self, id_of_incident (record), error);
      if (!done)
        return NULL;
    }

  return g_memdup2 (&import->counts, sizeof import->counts);
}

static void
import_free (gpointer data)
{
  Import *import = data;

  g_ptr_array_unref (import->records);
  g_free (import);
}

/**
 * vdt_store_import_async:
 * @self: a store
 * @records: (element-type VdtRecord): a batch: incidents with their alerts, and
 *   alerts that came alone; not to be used by the caller until the callback
 * @cancellable: (nullable): a batch that has not begun is left out, one that is
 *   interrupted leaves nothing
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Writes a batch in one transaction. Known records are brought up to date field by
 * field: what says something wins over what does not, then the newer (`updated-at`)
 * over the older; what the analyst set stays. A page without alerts or evidence
 * takes none away. End with vdt_store_end_import_async().
 */
void
vdt_store_import_async (VdtStore            *self,
                        GPtrArray           *records,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  Import *import;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (records != NULL);

  import = g_new0 (Import, 1);
  import->records = g_ptr_array_ref (records);
  vdt_store_push (self, vdt_store_import_async, VDT_STORE_BULK, import_job, import, import_free, g_free,
                  cancellable, callback, user_data);
}

/**
 * vdt_store_import_finish:
 * @self: a store
 * @result: what the callback was given
 * @out_counts: (out) (optional): what the batch did
 * @error: return location
 *
 * Returns: %TRUE if the batch is written
 */
gboolean
vdt_store_import_finish (VdtStore        *self,
                         GAsyncResult    *result,
                         VdtStoreCounts  *out_counts,
                         GError         **error)
{
  g_autofree VdtStoreCounts *counts = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  counts = g_task_propagate_pointer (G_TASK (result), error);
  if (out_counts != NULL)
    *out_counts = counts != NULL ? *counts : (VdtStoreCounts) { 0 };

  return counts != NULL;
}

/* An importer has a thread of its own, and must wait: its batches would else pile up
 * in memory. */

typedef struct
{
  GMutex           mutex;
  GCond            cond;
  gboolean         done;
  Import           import;
  GCancellable    *cancellable;
  VdtStoreCounts  *counts;
  GError          *error;
} Waiting;

static void
import_waiting_cb (GTask        *task,
                   gpointer      source_object,
                   gpointer      task_data,
                   GCancellable *cancellable)
{
  Waiting *waiting = task_data;

  if (!g_cancellable_set_error_if_cancelled (waiting->cancellable, &waiting->error))
    waiting->counts = vdt_store_run_job (source_object, VDT_STORE_BULK, import_job, &waiting->import,
                                         g_free,
                                         &waiting->error);
  g_task_return_boolean (task, TRUE);

  g_mutex_lock (&waiting->mutex);
  waiting->done = TRUE;
  g_cond_signal (&waiting->cond);
  g_mutex_unlock (&waiting->mutex);
}

/**
 * vdt_store_import_from_worker:
 * @self: a store
 * @records: (element-type VdtRecord): a batch
 * @cancellable: (nullable): a batch that has not begun is left out
 * @out_counts: (out) (optional): what the batch did
 * @error: return location
 *
 * As vdt_store_import_async(), but waits. For the thread of an importer only, never
 * for the main thread.
 *
 * Returns: %TRUE if the batch is written
 */
gboolean
vdt_store_import_from_worker (VdtStore        *self,
                              GPtrArray       *records,
                              GCancellable    *cancellable,
                              VdtStoreCounts  *out_counts,
                              GError         **error)
{
  Waiting waiting = { .import = { .records = records }, .cancellable = cancellable };
  g_autoptr(GTask) task = NULL;
  gboolean written;

  g_return_val_if_fail (VDT_IS_STORE (self), FALSE);
  g_return_val_if_fail (records != NULL, FALSE);

  g_mutex_init (&waiting.mutex);
  g_cond_init (&waiting.cond);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, vdt_store_import_from_worker);
  g_task_set_task_data (task, &waiting, NULL);
  vdt_worker_push (self->worker, task, import_waiting_cb);

  g_mutex_lock (&waiting.mutex);
  while (!waiting.done)
    g_cond_wait (&waiting.cond, &waiting.mutex);
  g_mutex_unlock (&waiting.mutex);
  g_mutex_clear (&waiting.mutex);
  g_cond_clear (&waiting.cond);

  written = waiting.counts != NULL;
  if (out_counts != NULL)
    *out_counts = written ? *waiting.counts : (VdtStoreCounts) { 0 };
  g_free (waiting.counts);
  if (waiting.error != NULL)
    g_propagate_error (error, waiting.error);

  return written;
}
