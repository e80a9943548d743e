/* vdt-store-open.c
 *
 * Opening and closing a workspace's files: the lock, the check, the repair.
 *
 * SPDX-License-Identifier: MIT
 */
/* for locks that belong to the open file (Linux 3.15) */
#define _GNU_SOURCE 1

#include "config.h"

#include "vdt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "vdt-asset-merge.h"
#include "vdt-error.h"

#define DATABASE "case.db"
#define LOCK "case.lock"
#define SCHEMA "case.schema"

/* Below this size the check at each start takes less than a tenth of a second. */
#define ALWAYS_CHECK_BYTES (24 * 1024 * 1024)

/* “VDTS”: what file(1) and others tell it by */
#define APPLICATION_ID 1447318611
#define SET_APPLICATION_ID "PRAGMA application_id = 1447318611"

static char *
file_in (const char *folder,
         const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
set_file_error (GError     **error,
                const char  *path)
{
  int code = errno;
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "“%s”: %s", shown, g_strerror (code));
}

static void
set_busy_error (GError     **error,
                const char  *folder,
                int          fd)
{
  char text[256] = "";
  gssize length = pread (fd, text, sizeof text - 1, 0);
  g_autofree char *shown = g_filename_display_name (folder);
  gint64 process = 0;
  char *host = NULL;

  if (length > 0)
    {
      process = g_ascii_strtoll (text, &host, 10);
      g_strstrip (host);
    }

  if (process > 0 && host != NULL && *host != '\0' && g_utf8_validate (host, -1, NULL))
    g_set_error (error, VDT_ERROR, VDT_ERROR_BUSY,
                 "The workspace “%s” is already open in another Vedette (process %" G_GINT64_FORMAT
                 " on %s). Close it there first.", shown, process, host);
  else
    g_set_error (error, VDT_ERROR, VDT_ERROR_BUSY,
                 "The workspace “%s” is already open in another Vedette. Close it there first.", shown);
}

/* The lock belongs to the open file, so that it goes with the process however that
 * ends; what is written in the file tells others who holds it, and, if it is still
 * there when the lock is free, that the last one did not end well. */
static gboolean
take_lock (VdtStore    *self,
           const char  *folder,
           gboolean    *out_crashed,
           GError     **error)
{
  g_autofree char *path = file_in (folder, LOCK);
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *text = NULL;
  char old = 0;
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  *out_crashed = FALSE;
  if (fd < 0)
    {
      set_file_error (error, path);
      return FALSE;
    }

  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        set_busy_error (error, folder, fd);
      else
        set_file_error (error, path);
      close (fd);
      return FALSE;
    }

  *out_crashed = pread (fd, &old, 1, 0) == 1;
  text = g_strdup_printf ("%ld %s\n", (long) getpid (), g_get_host_name ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    {
      set_file_error (error, path);
      close (fd);
      return FALSE;
    }
  self->lock_fd = fd;

  return TRUE;
}

static void
release_lock (VdtStore *self)
{
  if (self->lock_fd < 0)
    return;

  /* empty: closed in order */
  if (ftruncate (self->lock_fd, 0) != 0)
    g_debug ("the lock file could not be emptied: %s", g_strerror (errno));
  close (self->lock_fd);
  self->lock_fd = -1;
}

/* So that the next start checks the whole file. */
void
vdt_store_flag_damage (VdtStore *self)
{
  if (self->db != NULL)
    vdt_db_run (self->db, NULL, "INSERT INTO meta (key, value) VALUES ('damaged', '1')"
                " ON CONFLICT (key) DO NOTHING", "");
}

static VdtDb *
open_database (const char  *path,
               GError     **error)
{
  g_autoptr(VdtDb) db = vdt_db_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  if (db == NULL ||
      !vdt_db_exec (db,
                    "PRAGMA journal_mode = WAL;"
                    "PRAGMA synchronous = NORMAL;"
                    "PRAGMA foreign_keys = ON;"
                    "PRAGMA cache_size = -32768;"
                    "PRAGMA temp_store = MEMORY;"
                    "PRAGMA wal_autocheckpoint = 2000;"
                    "PRAGMA journal_size_limit = 67108864;", error))
    return NULL;

  return g_steal_pointer (&db);
}

static gboolean
refuse (GError     **error,
        int          code,
        const char  *message)
{
  g_set_error_literal (error, VDT_ERROR, code, message);

  return FALSE;
}

/* A version that the version in a table contradicts is a damaged one, not a newer
 * one. */
static gboolean
check_version (VdtDb   *db,
               GError **error)
{
  gint64 version;
  gint64 noted;
  gint64 tables;
  int latest = vdt_store_schema_latest ();

  if (!vdt_db_get_int64 (db, &version, error, "PRAGMA user_version", "") ||
      !vdt_db_get_int64 (db, &tables, error, "SELECT count (*) FROM sqlite_schema", ""))
    return FALSE;

  if (tables == 0)
    return version == 0 || refuse (error, VDT_ERROR_DAMAGED, "The case database has lost its tables");

  if (!vdt_db_get_int64 (db, &noted, error,
                         "SELECT count (*) FROM sqlite_schema WHERE name IN ('meta', 'incident', 'activity')",
                         ""))
    return FALSE;
  if (noted > 0 && noted < 3)
    return refuse (error, VDT_ERROR_DAMAGED, "The case database has lost tables");
  if (noted == 0)
    return refuse (error, VDT_ERROR_FORMAT, "“case.db” in this folder is no case database of Vedette");
  if (!vdt_db_get_int64 (db, &noted, error, "SELECT value FROM meta WHERE key = 'schema_version'", ""))
    return FALSE;

  if (noted != version)
    return refuse (error, VDT_ERROR_DAMAGED, "The case database's version was overwritten");
  if (version > latest)
    return refuse (error, VDT_ERROR_UNSUPPORTED,
                   "This workspace was made by a newer version of Vedette. Update Vedette to open it.");

  return TRUE;
}

static gboolean
check_pages (VdtDb   *db,
             GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *row = vdt_db_query (db, &local_error, "PRAGMA quick_check (1)", "");

  if (vdt_db_next (db, row, &local_error))
    {
      const char *found = vdt_db_column_text (row, 0);

      if (g_strcmp0 (found, "ok") != 0)
        g_set_error (&local_error, VDT_ERROR, VDT_ERROR_DAMAGED, "The case database is damaged (%s)",
                     found != NULL ? found : "unreadable");
      sqlite3_reset (row);
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
needs_check (VdtDb      *db,
             const char *path,
             gboolean    crashed)
{
  GStatBuf buffer;
  gint64 damaged;

  if (crashed || g_stat (path, &buffer) != 0 || buffer.st_size < ALWAYS_CHECK_BYTES)
    return TRUE;

  return !vdt_db_get_int64 (db, &damaged, NULL, "SELECT count (*) FROM meta WHERE key = 'damaged'", "") ||
         damaged != 0;
}

static gboolean
set_application_id (VdtDb   *db,
                    GError **error)
{
  gint64 id;

  if (!vdt_db_get_int64 (db, &id, error, "PRAGMA application_id", ""))
    return FALSE;

  return id == APPLICATION_ID || vdt_db_exec (db, SET_APPLICATION_ID, error);
}

static VdtDb *
open_checked (const char  *path,
              gboolean     crashed,
              GError     **error)
{
  g_autoptr(VdtDb) db = open_database (path, error);

  if (db == NULL ||
      !check_version (db, error) ||
      (needs_check (db, path, crashed) && !check_pages (db, error)) ||
      !vdt_store_schema_migrate (db, vdt_store_schema_latest (), error) ||
      !set_application_id (db, error) ||
      !vdt_db_run (db, error, "DELETE FROM meta WHERE key = 'damaged'", ""))
    return NULL;

  return g_steal_pointer (&db);
}

/* Names it after the time, and never over an older one. */
static char *
set_aside (VdtStore    *self,
           const char  *path,
           GError     **error)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (vdt_store_now (self) / G_USEC_PER_SEC);
  g_autofree char *stamp = now != NULL ? g_date_time_format (now, "%Y%m%dT%H%M%SZ") : g_strdup ("unknown");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint n = 2; g_file_test (aside, G_FILE_TEST_EXISTS); n++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, n);
    }

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (path, endings[i], NULL);
      g_autofree char *to = g_strconcat (aside, endings[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          set_file_error (error, from);
          return NULL;
        }
    }

  return g_steal_pointer (&aside);
}

static gboolean
recover (VdtStore    *self,
         const char  *path,
         const char  *why,
         char       **out_notice,
         char       **out_set_aside,
         GError     **error)
{
  g_autofree char *aside = set_aside (self, path, error);
  g_autofree char *schema = file_in (self->folder, SCHEMA);
  g_autofree char *report = NULL;
  g_autofree char *base = NULL;
  g_autoptr(VdtDb) db = NULL;

  if (aside == NULL)
    return FALSE;

  db = open_checked (path, FALSE, error);
  if (db == NULL || !vdt_store_recover_into (db, aside, schema, &report, error))
    return FALSE;

  base = g_path_get_basename (aside);
  *out_notice = g_strdup_printf ("%s. It has been set aside as “%s”. %s", why, base, report);
  *out_set_aside = g_steal_pointer (&aside);
  self->db = g_steal_pointer (&db);

  return vdt_db_begin (self->db, error) &&
         vdt_store_log_change (self, NULL, "Vedette", "engine", "recover-database", "workspace", base, NULL,
                               NULL, NULL, report, error) &&
         vdt_store_seal_log (self, error) &&
         vdt_db_commit (self->db, error);
}

/**
 * vdt_store_settle_assets:
 * @self: a store with an open transaction
 * @error: return location
 *
 * Works out the assets of every incident whose alerts changed since they were, and
 * the priorities that are out of date.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_settle_assets (VdtStore  *self,
                         GError   **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (self->db, &local_error,
                                     "SELECT id FROM incident WHERE assets_stale", "");

  while (vdt_db_next (self->db, rows, &local_error))
    g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 0)));

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    {
      gint64 seq;
      g_autoptr(VdtIncident) incident = NULL;

      if (g_ptr_array_index (ids, i) == NULL)
        continue;
      incident = vdt_store_read_incident (self->db, g_ptr_array_index (ids, i), FALSE, &seq, &local_error);
      if (incident == NULL || !vdt_store_read_alerts (self->db, seq, incident, &local_error))
        break;
      vdt_incident_refresh (incident);
      vdt_store_write_assets (self->db, vdt_incident_get_assets (incident), seq, &local_error);
      if (local_error == NULL)
        vdt_db_run (self->db, &local_error,
                    "UPDATE incident SET n_alerts = ?2, n_active_alerts = ?3,"
                    " first_activity_at = ?4, last_activity_at = ?5 WHERE seq = ?1", "liidd", seq,
                    (int) vdt_incident_get_n_alerts (incident),
                    (int) vdt_incident_get_n_active_alerts (incident),
                    vdt_incident_get_first_activity_at (incident),
                    vdt_incident_get_last_activity_at (incident));
      if (local_error == NULL)
        vdt_store_write_priority (self->db, incident, seq, &local_error);
    }

  if (local_error == NULL)
    vdt_store_settle_priorities (self->db, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
settle (VdtStore  *self,
        GError   **error)
{
  if (vdt_db_begin (self->db, error) && vdt_store_settle_assets (self, error) &&
      vdt_db_commit (self->db, error))
    return TRUE;

  vdt_db_rollback (self->db);

  return FALSE;
}

/* A flipped byte shows in many ways: as a lost table, as a file that may not be
 * written. What is plainly something else stays untouched. */
static gboolean
is_damage (const GError *error,
           const char   *path)
{
  if (error->domain != VDT_ERROR || g_access (path, R_OK | W_OK) != 0)
    return FALSE;

  return error->code == VDT_ERROR_DAMAGED || error->code == VDT_ERROR_FAILED;
}

static gboolean
open_or_recover (VdtStore    *self,
                 const char  *path,
                 gboolean     crashed,
                 char       **out_notice,
                 char       **out_set_aside,
                 GError     **error)
{
  g_autoptr(GError) local_error = NULL;

  self->db = open_checked (path, crashed, &local_error);
  if (self->db != NULL && settle (self, &local_error))
    return TRUE;

  g_clear_pointer (&self->db, vdt_db_close);
  if (!is_damage (local_error, path))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return recover (self, path, local_error->message, out_notice, out_set_aside, error) &&
         settle (self, error);
}

/**
 * vdt_store_open_files:
 * @self: a store without a workspace
 * @folder: the workspace's folder
 * @out_notice: (out) (nullable): what to tell the user
 * @out_set_aside: (out) (nullable): where a damaged database is now
 * @error: return location
 *
 * Returns: %TRUE if it is open
 */
gboolean
vdt_store_open_files (VdtStore    *self,
                      const char  *folder,
                      char       **out_notice,
                      char       **out_set_aside,
                      GError     **error)
{
  g_autofree char *path = file_in (folder, DATABASE);
  g_autofree char *schema = file_in (folder, SCHEMA);
  gboolean crashed;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_file_error (error, folder);
      return FALSE;
    }

  if (!take_lock (self, folder, &crashed, error))
    return FALSE;

  self->folder = g_strdup (folder);
  if (!open_or_recover (self, path, crashed, out_notice, out_set_aside, error))
    {
      vdt_store_close_files (self);
      return FALSE;
    }

  /* a help for later, not worth failing for */
  if (!vdt_store_save_schema (self->db, schema, NULL))
    g_debug ("“%s” could not be written", schema);

  return TRUE;
}

void
vdt_store_close_files (VdtStore *self)
{
  if (self->db != NULL)
    {
      vdt_db_exec (self->db, "PRAGMA optimize", NULL);
      g_clear_pointer (&self->db, vdt_db_close);
    }
  release_lock (self);
  g_clear_pointer (&self->folder, g_free);
}
