/* vdt-import-run.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-run.h"

#include "vdt-presence.h"
#include "vdt-record.h"

/* A batch is one transaction of the store: large enough to be quick, small enough
 * to need little memory. While one is stored the next is read. */
#define BATCH_RECORDS 100
#define BATCH_BYTES   ((gsize) 4 * 1024 * 1024)

struct _VdtImportRun
{
  VdtImportReport   *report;
  VdtImportSinkFunc  sink;
  gpointer           sink_data;
  GCancellable      *cancellable;
  VdtWire           *wire;
  char              *member;          /* of an archive */
  char              *hash;            /* of the member that is read */
  guint64            size;
  guint64            line;

  VdtImportRows     *rows;            /* NULL if there is nowhere to put rows */
  char              *table;           /* that the person chose */
  gboolean           rows_begun;
  gboolean           rows_refused;    /* of this member: known already, or it failed */
  GError            *rows_error;

  /* the sink's thread, which takes one batch at a time */
  GThread           *thread;
  GMutex             mutex;
  GCond              changed;
  GPtrArray         *handed;          /* under the mutex: what the sink works on */
  gboolean           quit;            /* under the mutex */
  GError            *error;           /* under the mutex: of the sink */

  GPtrArray         *batch;           /* VdtIncident, VdtAlert */
  GHashTable        *batch_by_id;     /* its incidents */
  gsize              batch_bytes;

  GHashTable        *tenants;         /* incident id → its tenant */
  GHashTable        *incidents;       /* ids that were counted */
  GHashTable        *alerts;
};

static void
wire_report_cb (VdtWireLevel  level,
                const char   *path,
                const char   *message,
                gpointer      user_data)
{
  vdt_import_run_complain (user_data, level, path, message);
}

static gpointer
sink_thread (gpointer data)
{
  VdtImportRun *self = data;

  g_mutex_lock (&self->mutex);
  while (TRUE)
    {
      GError *error = NULL;

      while (self->handed == NULL && !self->quit)
        g_cond_wait (&self->changed, &self->mutex);
      if (self->handed == NULL)
        break;

      g_mutex_unlock (&self->mutex);
      self->sink (self->handed, self->sink_data, self->cancellable, &error);
      g_mutex_lock (&self->mutex);

      self->error = error;
      g_clear_pointer (&self->handed, g_ptr_array_unref);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);

  return NULL;
}

/**
 * vdt_import_run_new:
 * @report: where to count and complain
 * @sink: takes the incidents
 * @sink_data: for @sink
 * @cancellable: (nullable): for @sink
 *
 * Returns: (transfer full): a run for one file
 */
VdtImportRun *
vdt_import_run_new (VdtImportReport   *report,
                    VdtImportSinkFunc  sink,
                    gpointer           sink_data,
                    GCancellable      *cancellable)
{
  VdtImportRun *self;

  g_return_val_if_fail (report != NULL && sink != NULL, NULL);

  self = g_new0 (VdtImportRun, 1);
  self->report = vdt_import_report_ref (report);
  self->sink = sink;
  self->sink_data = sink_data;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->wire = vdt_wire_new (wire_report_cb, self);
  self->batch = g_ptr_array_new_with_free_func (g_object_unref);
  self->batch_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->tenants = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->incidents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->alerts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("vdt-import-sink", sink_thread, self);

  return self;
}

/* Waits until the sink has stored what it was handed, and ends its thread. */
static void
join_sink (VdtImportRun *self)
{
  if (self->thread == NULL)
    return;

  g_mutex_lock (&self->mutex);
  self->quit = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  g_thread_join (g_steal_pointer (&self->thread));
}

void
vdt_import_run_free (VdtImportRun *self)
{
  g_return_if_fail (self != NULL);

  join_sink (self);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changed);
  vdt_import_report_unref (self->report);
  g_clear_object (&self->cancellable);
  vdt_wire_free (self->wire);
  g_clear_pointer (&self->rows, vdt_import_rows_free);
  g_free (self->table);
  g_free (self->hash);
  g_free (self->member);
  g_clear_error (&self->rows_error);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->batch);
  g_hash_table_unref (self->batch_by_id);
  g_hash_table_unref (self->tenants);
  g_hash_table_unref (self->incidents);
  g_hash_table_unref (self->alerts);
  g_free (self);
}

VdtWire *
vdt_import_run_get_wire (VdtImportRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->wire;
}

VdtImportReport *
vdt_import_run_get_report (VdtImportRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->report;
}

/**
 * vdt_import_run_is_over:
 * @self: a run
 *
 * Returns: %TRUE if nothing more can be taken: the sink failed or it was cancelled
 */
gboolean
vdt_import_run_is_over (VdtImportRun *self)
{
  gboolean failed;

  g_return_val_if_fail (self != NULL, TRUE);

  g_mutex_lock (&self->mutex);
  failed = self->error != NULL;
  g_mutex_unlock (&self->mutex);

  if (self->rows_error != NULL || (self->rows_begun && vdt_import_rows_has_failed (self->rows)))
    failed = TRUE;

  return failed || g_cancellable_is_cancelled (self->cancellable);
}

/**
 * vdt_import_run_set_member:
 * @self: a run
 * @name: (nullable): the file of an archive that is being read
 */
void
vdt_import_run_set_member (VdtImportRun *self,
                           const char   *name)
{
  g_return_if_fail (self != NULL);

  g_free (self->member);
  self->member = g_strdup (name);
}

/**
 * vdt_import_run_set_content:
 * @self: a run
 * @hash: SHA-256 of the file, or the file of the archive, that is read next
 * @size: its length
 */
void
vdt_import_run_set_content (VdtImportRun *self,
                            const char   *hash,
                            guint64       size)
{
  g_return_if_fail (self != NULL && hash != NULL);

  g_free (self->hash);
  self->hash = g_strdup (hash);
  self->size = size;
  self->rows_refused = FALSE;
}

/**
 * vdt_import_run_set_rows:
 * @self: a run
 * @rows: (transfer full): where rows go
 * @table: (nullable): the table that the person chose for rows that name none
 */
void
vdt_import_run_set_rows (VdtImportRun  *self,
                         VdtImportRows *rows,
                         const char    *table)
{
  g_return_if_fail (self != NULL && self->rows == NULL && rows != NULL);

  self->rows = rows;
  self->table = g_strdup (table);
}

/**
 * vdt_import_run_get_table:
 * @self: a run
 *
 * Returns: (nullable): the table that the person chose
 */
const char *
vdt_import_run_get_table (VdtImportRun *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->table;
}

/**
 * vdt_import_run_begin_rows:
 * @self: a run that has rows
 * @format: the reader's nick
 *
 * Called before each row; the first time of a file it begins the transaction.
 *
 * Returns: (transfer none) (nullable): where to put rows of the current file, or
 *   %NULL if it cannot take them: they are there already, or the database failed
 */
VdtImportRows *
vdt_import_run_begin_rows (VdtImportRun *self,
                           const char   *format)
{
  VdtImportSource source = { NULL };
  g_autofree char *twin = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (self != NULL && self->rows != NULL, NULL);

  if (self->rows_begun)
    return self->rows;
  if (self->rows_refused)
    return NULL;

  source.path = vdt_import_report_get_path (self->report);
  source.member = self->member;
  source.hash = self->hash != NULL ? self->hash : "";
  source.size = self->size;
  source.format = format;
  source.table = self->table;
  self->rows_begun = vdt_import_rows_begin (self->rows, &source, &twin, &self->rows_error);
  if (self->rows_begun)
    return self->rows;

  self->rows_refused = TRUE;
  if (twin != NULL)
    {
      message = g_strdup_printf ("the same rows were imported before, from %s; they were not added again", twin);
      vdt_import_run_complain (self, VDT_WIRE_NOTE, NULL, message);
    }

  return NULL;
}

static void
complain_of_bad (const char *column,
                 const char *type,
                 guint64     n,
                 guint64     line,
                 const char *text,
                 gpointer    user_data)
{
  VdtImportRun *self = user_data;
  g_autofree char *quoted = vdt_wire_dup_quoted (text);
  g_autofree char *message =
    g_strdup_printf ("%" G_GUINT64_FORMAT " %s of the column %s %s no %s, the first is %s; the column was left empty there",
                     n, n == 1 ? "value" : "values", column, n == 1 ? "is" : "are", type, quoted);

  vdt_import_run_set_line (self, line);
  vdt_import_run_complain (self, VDT_WIRE_PROBLEM, NULL, message);
  vdt_import_run_set_line (self, 0);
}

/**
 * vdt_import_run_end_rows:
 * @self: a run
 *
 * The file is read: its rows are kept, or none of them if the import was cancelled.
 */
void
vdt_import_run_end_rows (VdtImportRun *self)
{
  g_autofree char *advice = NULL;
  guint64 n_waiting;
  gboolean keep;

  g_return_if_fail (self != NULL);

  if (!self->rows_begun)
    return;

  n_waiting = vdt_import_rows_give_up (self->rows, &advice);
  if (n_waiting > 0)
    {
      vdt_import_report_count_skipped (self->report, n_waiting);
      vdt_import_run_complain (self, VDT_WIRE_PROBLEM, NULL, advice);
    }

  self->rows_begun = FALSE;
  keep = !g_cancellable_is_cancelled (self->cancellable);
  vdt_import_rows_end (self->rows, keep, self->report, complain_of_bad, self,
                       self->rows_error == NULL ? &self->rows_error : NULL);
}

/**
 * vdt_import_run_set_line:
 * @self: a run
 * @line: line on which the current record begins, 0 if that is not known
 */
void
vdt_import_run_set_line (VdtImportRun *self,
                         guint64       line)
{
  g_return_if_fail (self != NULL);

  self->line = line;
}

guint64
vdt_import_run_get_line (VdtImportRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

/**
 * vdt_import_run_complain:
 * @self: a run
 * @level: whether something was lost
 * @where: (nullable): place in the JSON
 * @message: what is wrong there
 *
 * Adds a problem to the report, with the archive's file and the line.
 */
void
vdt_import_run_complain (VdtImportRun *self,
                         VdtWireLevel  level,
                         const char   *where,
                         const char   *message)
{
  g_autoptr(GString) place = g_string_new (self->member);

  if (where != NULL && *where != '\0')
    g_string_append_printf (place, "%s%s", place->len > 0 ? ": " : "", where);
  if (self->line > 0)
    g_string_append_printf (place, "%sline %" G_GUINT64_FORMAT, place->len > 0 ? ", " : "", self->line);

  vdt_import_report_add_problem (self->report, level, place->str, message);
}

/* Hands the batch to the sink as soon as that is done with the one before. */
static void
flush (VdtImportRun *self)
{
  g_autoptr(GPtrArray) batch = g_steal_pointer (&self->batch);

  self->batch = g_ptr_array_new_with_free_func (g_object_unref);
  g_hash_table_remove_all (self->batch_by_id);
  self->batch_bytes = 0;

  if (batch->len == 0)
    return;

  g_mutex_lock (&self->mutex);
  while (self->handed != NULL)
    g_cond_wait (&self->changed, &self->mutex);
  if (self->error == NULL && !g_cancellable_is_cancelled (self->cancellable))
    {
      self->handed = g_steal_pointer (&batch);
      g_cond_broadcast (&self->changed);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * vdt_import_run_end:
 * @self: a run
 * @error: return location for the sink's error
 *
 * Hands over what is left and waits until it is stored.
 *
 * Returns: %FALSE if the sink failed
 */
gboolean
vdt_import_run_end (VdtImportRun  *self,
                    GError       **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  flush (self);
  join_sink (self);
  vdt_import_run_end_rows (self);

  if (self->error == NULL)
    self->error = g_steal_pointer (&self->rows_error);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  return TRUE;
}

/* Two tenants number their incidents alike. The first one seen keeps its ids, the
 * others' get the beginning of the tenant's id behind them. */
static char *
dup_workspace_id (VdtImportRun *self,
                  const char   *id,
                  const char   *tenant)
{
  const char *known = g_hash_table_lookup (self->tenants, id);

  if (tenant == NULL || *tenant == '\0')
    return g_strdup (id);

  if (known == NULL)
    {
      g_hash_table_insert (self->tenants, g_strdup (id), g_strdup (tenant));
      return g_strdup (id);
    }

  return g_strcmp0 (known, tenant) == 0 ? g_strdup (id) : g_strdup_printf ("%s@%.8s", id, tenant);
}

static void
count_alert (VdtImportRun *self,
             const char   *incident_id,
             VdtAlert     *alert)
{
  g_autofree char *key = g_strdup_printf ("%s\x1f%s", incident_id != NULL ? incident_id : "",
                                          vdt_alert_get_id (alert));

  if (g_hash_table_add (self->alerts, g_steal_pointer (&key)))
    vdt_import_report_count (self->report, 0, 1,
                             g_list_model_get_n_items (vdt_alert_get_evidence (alert)));
}

static void
count_incident (VdtImportRun *self,
                const char   *id)
{
  if (g_hash_table_add (self->incidents, g_strdup (id)))
    vdt_import_report_count (self->report, 1, 0, 0);
}

static void
count_alerts (VdtImportRun *self,
              VdtIncident  *incident)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      count_alert (self, vdt_incident_get_id (incident), alert);
    }
}

/* Adds to @target the alerts that only @other has; of two versions of an alert
 * the one updated last stays. */
static void
merge_alerts (VdtIncident *target,
              VdtIncident *other)
{
  GListModel *alerts = vdt_incident_get_alerts (other);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);
      VdtAlert *twin = vdt_incident_find_alert (target, vdt_alert_get_id (alert));
      guint position;

      if (twin == NULL)
        {
          vdt_incident_add_alert (target, alert);
          vdt_record_set_count (target, "alerts-state", VDT_PRESENCE_PRESENT);
        }
      else if (vdt_alert_get_updated_at (alert) > vdt_alert_get_updated_at (twin) &&
               g_list_store_find (G_LIST_STORE (vdt_incident_get_alerts (target)), twin, &position))
        {
          g_list_store_splice (G_LIST_STORE (vdt_incident_get_alerts (target)), position, 1,
                               (gpointer *) &alert, 1);
        }
    }
}

static void
append (VdtImportRun *self,
        VdtIncident  *incident)
{
  VdtIncident *twin = g_hash_table_lookup (self->batch_by_id, vdt_incident_get_id (incident));
  guint position;

  if (twin == NULL)
    {
      g_ptr_array_add (self->batch, g_object_ref (incident));
      g_hash_table_insert (self->batch_by_id, (gpointer) vdt_incident_get_id (incident), incident);
      return;
    }

  /* Twice in one file, which happens where pages overlap: the later version counts. */
  if (vdt_incident_get_updated_at (incident) < vdt_incident_get_updated_at (twin))
    {
      merge_alerts (twin, incident);
      return;
    }

  merge_alerts (incident, twin);
  if (g_ptr_array_find (self->batch, twin, &position))
    {
      g_hash_table_replace (self->batch_by_id, (gpointer) vdt_incident_get_id (incident), incident);
      g_object_unref (g_ptr_array_index (self->batch, position));
      g_ptr_array_index (self->batch, position) = g_object_ref (incident);
    }
}

static void
flush_if_full (VdtImportRun *self,
               gsize         n_bytes)
{
  self->batch_bytes += n_bytes;
  if (self->batch->len >= BATCH_RECORDS || self->batch_bytes >= BATCH_BYTES)
    flush (self);
}

static void
rename_alerts (VdtIncident *incident,
               const char  *id)
{
  GListModel *alerts = vdt_incident_get_alerts (incident);

  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      vdt_record_set_text (alert, "incident-id", id);
    }
}

/**
 * vdt_import_run_add_incident:
 * @self: a run
 * @incident: (transfer none): an incident that was read
 * @n_bytes: length of its record
 */
void
vdt_import_run_add_incident (VdtImportRun *self,
                             VdtIncident  *incident,
                             gsize         n_bytes)
{
  g_autofree char *id = NULL;

  g_return_if_fail (self != NULL && VDT_IS_INCIDENT (incident));

  id = dup_workspace_id (self, vdt_incident_get_id (incident), vdt_incident_get_tenant_id (incident));
  vdt_record_set_text (incident, "id", id);
  rename_alerts (incident, id);

  count_incident (self, id);
  count_alerts (self, incident);
  append (self, incident);
  flush_if_full (self, n_bytes);
}

/**
 * vdt_import_run_add_alert:
 * @self: a run
 * @alert: (transfer none): an alert that stood alone
 * @n_bytes: length of its record
 *
 * Whoever stores the alert puts it into its incident, or into one that it makes. An
 * alert that names no incident counts as one of its own.
 */
void
vdt_import_run_add_alert (VdtImportRun *self,
                          VdtAlert     *alert,
                          gsize         n_bytes)
{
  const char *named;
  g_autofree char *id = NULL;

  g_return_if_fail (self != NULL && VDT_IS_ALERT (alert));

  named = vdt_alert_get_incident_id (alert);
  if (named != NULL)
    {
      id = dup_workspace_id (self, named, vdt_alert_get_tenant_id (alert));
      vdt_record_set_text (alert, "incident-id", id);
    }

  count_incident (self, id != NULL ? id : vdt_alert_get_id (alert));
  count_alert (self, id, alert);
  g_ptr_array_add (self->batch, g_object_ref (alert));
  flush_if_full (self, n_bytes);
}
