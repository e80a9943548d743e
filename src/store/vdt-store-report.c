/* vdt-store-report.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-report.h"

#include "vdt-hash.h"
#include "vdt-store-private.h"

/* What a job of this file works on. */
typedef struct
{
  char       *id;
  char       *incident_id;
  char       *title;
  VdtFields  *content;
  gint64      created_at;
  gboolean    version;
  char       *note;
  GPtrArray  *key;      /* char *[3]: kind, name, pseudonym */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job->incident_id);
  g_free (job->title);
  g_clear_pointer (&job->content, vdt_fields_unref);
  g_free (job->note);
  g_clear_pointer (&job->key, g_ptr_array_unref);
  g_free (job);
}

/* Runs a statement whose last parameter is the content. */
static gboolean
run_with_content (VdtDb         *db,
                  sqlite3_stmt  *statement,
                  int            index,
                  VdtFields     *content,
                  GError       **error)
{
  g_autoptr(GBytes) bytes = vdt_fields_to_bytes (content);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  sqlite3_bind_blob64 (statement, index, data, size, SQLITE_TRANSIENT);

  return vdt_db_run_statement (db, statement, error);
}

static char *
hash_of (VdtFields *content)
{
  g_autoptr(GBytes) bytes = vdt_fields_to_bytes (content);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return vdt_sha256_hex (data, (gssize) size);
}

static gboolean
write_report (VdtStore  *self,
              Job       *job,
              GError   **error)
{
  sqlite3_stmt *statement = vdt_db_prepare (self->db, "INSERT INTO report (id, incident_id, title, created_at,"
                                            " updated_at, content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                                            " ON CONFLICT (id) DO UPDATE SET title = excluded.title,"
                                            " updated_at = excluded.updated_at, content = excluded.content", error);

  if (statement == NULL)
    return FALSE;

  vdt_db_bind_text (statement, 1, job->id);
  vdt_db_bind_text (statement, 2, job->incident_id);
  vdt_db_bind_text (statement, 3, job->title);
  vdt_db_bind_time (statement, 4, job->created_at);
  vdt_db_bind_time (statement, 5, vdt_store_now (self));

  return run_with_content (self->db, statement, 6, job->content, error);
}

/* The next version, unless the last one says the same. */
static gboolean
write_version (VdtStore  *self,
               Job       *job,
               gint64    *out_version,
               GError   **error)
{
  g_autofree char *sha256 = hash_of (job->content);
  g_autofree char *analyst = vdt_store_dup_analyst (self);
  sqlite3_stmt *statement;
  gint64 seq;
  gint64 same;

  if (!vdt_db_get_int64 (self->db, &seq, error, "SELECT seq FROM report WHERE id = ?1", "t", job->id) ||
      !vdt_db_get_int64 (self->db, out_version, error, "SELECT version FROM report WHERE seq = ?1", "l", seq) ||
      !vdt_db_get_int64 (self->db, &same, error, "SELECT count (*) FROM report_version WHERE report_seq = ?1"
                         " AND version = ?2 AND sha256 = ?3", "llt", seq, *out_version, sha256))
    return FALSE;
  if (!job->version || same != 0)
    return TRUE;

  (*out_version)++;
  statement = vdt_db_prepare (self->db, "INSERT INTO report_version (report_seq, version, at, actor, note, sha256,"
                              " content) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, seq);
  sqlite3_bind_int64 (statement, 2, *out_version);
  vdt_db_bind_time (statement, 3, vdt_store_now (self));
  vdt_db_bind_text (statement, 4, analyst);
  vdt_db_bind_text (statement, 5, job->note);
  vdt_db_bind_text (statement, 6, sha256);

  return run_with_content (self->db, statement, 7, job->content, error) &&
         vdt_db_run (self->db, error, "UPDATE report SET version = ?2 WHERE seq = ?1", "ll", seq, *out_version) &&
         vdt_store_log_change (self, job->incident_id, analyst, "person", "save-report", "report", job->id, NULL,
                               NULL, job->title, sha256, error);
}

static gpointer
save_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  gint64 version = 0;

  if (!write_report (self, data, error) || !write_version (self, data, &version, error))
    return NULL;

  return GUINT_TO_POINTER ((guint) version + 1);
}

/**
 * vdt_store_save_report_async:
 * @self: a store
 * @report: a report; it may be changed as soon as this returns
 * @version: whether a version is kept, too
 * @note: (nullable): what the version is
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * Without a version this is what is done at each keystroke: it is safe against a killed
 * process when it is done.
 */
void
vdt_store_save_report_async (VdtStore            *self,
                             VdtReport           *report,
                             gboolean             version,
                             const char          *note,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (VDT_IS_REPORT (report));

  job = g_new0 (Job, 1);
  job->id = g_strdup (vdt_report_get_id (report));
  job->incident_id = g_strdup (vdt_report_get_incident_id (report));
  job->title = g_strdup (vdt_report_get_title (report));
  job->content = vdt_report_to_fields (report);
  job->created_at = vdt_report_get_created_at (report);
  job->version = version;
  job->note = g_strdup (note);
  vdt_store_push (self, vdt_store_save_report_async, version ? VDT_STORE_WRITE : VDT_STORE_BULK, save_job, job,
                  job_free, NULL, cancellable, callback, user_data);
}

/**
 * vdt_store_save_report_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Returns: the number of the newest version plus one; 0 if it failed
 */
guint
vdt_store_save_report_finish (VdtStore      *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return GPOINTER_TO_UINT (g_task_propagate_pointer (G_TASK (result), error));
}

static VdtFields *
read_content (sqlite3_stmt  *rows,
              int            column,
              GError       **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (sqlite3_column_blob (rows, column),
                                         (gsize) sqlite3_column_bytes (rows, column));

  return vdt_fields_from_bytes (bytes, error);
}

/* Takes all rows of a statement with one parameter into @into, which is given back. */
static gpointer
read_rows (VdtStore        *self,
           const char      *sql,
           const char      *parameter,
           void           (*take) (sqlite3_stmt *row,
                                   gpointer      into),
           gpointer         into,
           GDestroyNotify   into_free,
           GError         **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error, sql, "t", parameter);

  while (vdt_db_next (self->db, rows, &local_error))
    take (rows, into);

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      into_free (into);
      return NULL;
    }

  return into;
}

static void
push_read (VdtStore            *self,
           VdtStoreJobFunc      func,
           const char          *id,
           const char          *incident_id,
           GDestroyNotify       result_free,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->id = g_strdup (id);
  job->incident_id = g_strdup (incident_id);
  vdt_store_push (self, vdt_store_report_finish, VDT_STORE_READ, func, job, job_free, result_free, cancellable,
                  callback, user_data);
}

/* One report that cannot be read leaves the others. */
static void
take_report (sqlite3_stmt *row,
             gpointer      list)
{
  g_autoptr(VdtReport) report = vdt_report_new (NULL);
  g_autoptr(GError) bad = NULL;
  g_autoptr(VdtFields) content = read_content (row, 1, &bad);

  if (content == NULL || !vdt_report_from_fields (report, content, &bad))
    {
      g_message ("report %s cannot be read: %s", vdt_db_column_text (row, 0), bad->message);
      return;
    }

  vdt_record_set_text (report, "id", vdt_db_column_text (row, 0));
  vdt_record_set_count (report, "version", (guint) sqlite3_column_int (row, 2));
  vdt_record_set_time (report, "created-at", vdt_db_column_time (row, 3));
  vdt_record_set_time (report, "updated-at", vdt_db_column_time (row, 4));
  g_list_store_append (list, report);
}

static gpointer
list_job (VdtStore  *self,
          gpointer   data,
          GError   **error)
{
  return read_rows (self,
                    "SELECT id, content, version, created_at, updated_at FROM report"
                    " WHERE ?1 IS NULL OR incident_id = ?1 ORDER BY updated_at DESC, seq DESC",
                    ((Job *) data)->incident_id, take_report, g_list_store_new (VDT_TYPE_REPORT), g_object_unref,
                    error);
}

/**
 * vdt_store_list_reports_async:
 * @self: a store
 * @incident_id: (nullable): an incident; %NULL for all reports
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * vdt_store_report_finish() gives a #GListModel of #VdtReport, the last changed first.
 */
void
vdt_store_list_reports_async (VdtStore            *self,
                              const char          *incident_id,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));

  push_read (self, list_job, NULL, incident_id, g_object_unref, cancellable, callback, user_data);
}

static void
take_version (sqlite3_stmt *row,
              gpointer      list)
{
  g_autoptr(VdtReportVersion) version = g_object_new (VDT_TYPE_REPORT_VERSION, NULL);
  g_autoptr(GError) bad = NULL;
  g_autoptr(VdtFields) content = read_content (row, 5, &bad);

  if (content == NULL)
    {
      g_message ("a version of report %s cannot be read: %s", vdt_db_column_text (row, 6), bad->message);
      return;
    }

  vdt_record_set_count (version, "version", (guint) sqlite3_column_int (row, 0));
  vdt_record_set_time (version, "at", vdt_db_column_time (row, 1));
  vdt_record_set_text (version, "actor", vdt_db_column_text (row, 2));
  vdt_record_set_text (version, "note", vdt_db_column_text (row, 3));
  vdt_record_set_text (version, "sha256", vdt_db_column_text (row, 4));
  vdt_record_set_fields (version, "content", content);
  g_list_store_append (list, version);
}

static gpointer
versions_job (VdtStore  *self,
              gpointer   data,
              GError   **error)
{
  return read_rows (self,
                    "SELECT v.version, v.at, v.actor, v.note, v.sha256, v.content, r.id"
                    " FROM report_version v JOIN report r ON r.seq = v.report_seq"
                    " WHERE r.id = ?1 ORDER BY v.version DESC",
                    ((Job *) data)->id, take_version, g_list_store_new (VDT_TYPE_REPORT_VERSION), g_object_unref,
                    error);
}

/**
 * vdt_store_list_report_versions_async:
 * @self: a store
 * @report_id: a report
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * vdt_store_report_finish() gives a #GListModel of #VdtReportVersion, the newest first.
 */
void
vdt_store_list_report_versions_async (VdtStore            *self,
                                      const char          *report_id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (report_id != NULL);

  push_read (self, versions_job, report_id, NULL, g_object_unref, cancellable, callback, user_data);
}

static void
take_pseudonym (sqlite3_stmt *row,
                gpointer      key)
{
  char **entry = g_new0 (char *, 4);

  for (int i = 0; i < 3; i++)
    entry[i] = g_strdup (vdt_db_column_text (row, i) != NULL ? vdt_db_column_text (row, i) : "");
  g_ptr_array_add (key, entry);
}

static gpointer
load_key_job (VdtStore  *self,
              gpointer   data,
              GError   **error)
{
  return read_rows (self, "SELECT kind, name, pseudonym FROM pseudonym WHERE incident_id = ?1 ORDER BY seq",
                    ((Job *) data)->incident_id, take_pseudonym,
                    g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev), (GDestroyNotify) g_ptr_array_unref,
                    error);
}

/**
 * vdt_store_load_key_async:
 * @self: a store
 * @incident_id: an incident
 * @cancellable: (nullable): stops it
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 *
 * vdt_store_report_finish() gives a #GPtrArray of string arrays: kind, name, pseudonym.
 */
void
vdt_store_load_key_async (VdtStore            *self,
                          const char          *incident_id,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (incident_id != NULL);

  push_read (self, load_key_job, NULL, incident_id, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
             user_data);
}

static gpointer
save_key_job (VdtStore  *self,
              gpointer   data,
              GError   **error)
{
  Job *job = data;

  for (guint i = 0; i < job->key->len; i++)
    {
      char **entry = g_ptr_array_index (job->key, i);

      if (!vdt_db_run (self->db, error, "INSERT OR IGNORE INTO pseudonym (incident_id, kind, name, pseudonym)"
                       " VALUES (?1, ?2, ?3, ?4)", "tttt", job->incident_id, entry[0], entry[1], entry[2]))
        return NULL;
    }

  return GINT_TO_POINTER (TRUE);
}

/**
 * vdt_store_save_key_async:
 * @self: a store
 * @incident_id: an incident
 * @key: (element-type GStrv): kind, name, pseudonym; what is known stays
 * @cancellable: (nullable): cancels it while it waits
 * @callback: called in the caller's main context, once
 * @user_data: for @callback
 */
void
vdt_store_save_key_async (VdtStore            *self,
                          const char          *incident_id,
                          GPtrArray           *key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  Job *job;

  g_return_if_fail (VDT_IS_STORE (self));
  g_return_if_fail (incident_id != NULL && key != NULL);

  job = g_new0 (Job, 1);
  job->incident_id = g_strdup (incident_id);
  job->key = g_ptr_array_ref (key);
  vdt_store_push (self, vdt_store_report_finish, VDT_STORE_WRITE, save_key_job, job, job_free, NULL, cancellable,
                  callback, user_data);
}

/**
 * vdt_store_report_finish:
 * @self: a store
 * @result: what the callback was given
 * @error: return location
 *
 * Ends all of the above but saving a report.
 *
 * Returns: (transfer full) (nullable): what was asked for
 */
gpointer
vdt_store_report_finish (VdtStore      *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
