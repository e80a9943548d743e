/* vdt-store-recover.c
 *
 * What can be read of a damaged database, into a new one.
 *
 * The tables are read row by row, from both ends of each stretch that cannot be
 * read. If the schema itself is lost, it is put back from the copy that the last
 * good start wrote (`case.schema`): which table begins on which page.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "vdt-error.h"

/* In the order of their references. What follows from others (assets, the search
 * index, tags) is made anew. */
static const char *const tables[] = {
  "incident", "incident_body", "alert", "evidence", "comment", "kept", "task", "guidebook",
  "guidebook_entry", "local_value", "change", "change_item",
  "activity", "state", "proposal", "proposal_version", "statement", "statement_span", "proposal_fact",
  "proposal_event", "feedback", "report", "report_version", "pseudonym"
};

/* The ones that people ask for, and what they call them. */
static const struct
{
  const char *table;
  const char *words;
} reported[] = {
  { "incident", "incidents" },
  { "alert", "alerts" },
  { "evidence", "pieces of evidence" },
  { "comment", "comments" },
  { "kept", "kept pieces of evidence" },
  { "task", "tasks" },
  { "guidebook", "guidebooks" },
  { "activity", "log entries" },
  { "proposal", "proposals" },
  { "report", "reports" },
};

#define PROBES_MAX 4000

typedef struct
{
  VdtDb        *source;
  VdtDb        *target;
  const char   *table;
  char         *select_up;
  char         *select_down;
  char         *insert;
  int           n_columns;
  guint         probes;
  gint64        n_read;
  gint64        n_gaps;
} Copy;

/**
 * vdt_store_save_schema:
 * @db: a good database
 * @schema_file: where to write
 * @error: return location
 *
 * Writes down what the database's schema is and on which page each table begins.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_store_save_schema (VdtDb       *db,
                       const char  *schema_file,
                       GError     **error)
{
  GVariantBuilder builder;
  g_autoptr(GVariant) value = NULL;
  g_autofree char *old = NULL;
  gsize old_length = 0;
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (db, &local_error,
                                     "SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema", "");

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sssxms)"));
  while (vdt_db_next (db, rows, &local_error))
    {
      const char *type = vdt_db_column_text (rows, 0);
      const char *name = vdt_db_column_text (rows, 1);
      const char *table = vdt_db_column_text (rows, 2);

      if (type != NULL && name != NULL && table != NULL)
        g_variant_builder_add (&builder, "(sssxms)", type, name, table, sqlite3_column_int64 (rows, 3),
                               vdt_db_column_text (rows, 4));
    }
  value = g_variant_ref_sink (g_variant_builder_end (&builder));

  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  if (g_file_get_contents (schema_file, &old, &old_length, NULL) &&
      old_length == g_variant_get_size (value) &&
      memcmp (old, g_variant_get_data (value), old_length) == 0)
    return TRUE;

  return g_file_set_contents_full (schema_file, g_variant_get_data (value),
                                   (gssize) g_variant_get_size (value),
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL,
                      NULL, error);
}

static void
remove_copy (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

static gboolean
has_tables (VdtDb *db)
{
  gint64 n;

  return vdt_db_get_int64 (db, &n, NULL, "SELECT count (*) FROM sqlite_schema WHERE type = 'table'"
                           " AND name IN ('incident', 'alert', 'evidence', 'comment', 'activity')", "") &&
         n == 5;
}

static VdtDb *
open_copy (const char *path)
{
  g_autoptr(VdtDb) db = vdt_db_open (path, SQLITE_OPEN_READWRITE, NULL);

  if (db == NULL || !has_tables (db))
    return NULL;

  /* look no further into a page that is wrong than needed */
  vdt_db_exec (db, "PRAGMA cell_size_check = ON", NULL);

  return g_steal_pointer (&db);
}

/* Puts the header and first page of an empty database over the damaged one's. */
static gboolean
overwrite_first_page (const char  *path,
                      GError     **error)
{
  g_autofree char *empty = g_strconcat (path, ".empty", NULL);
  g_autoptr(VdtDb) db = NULL;
  g_autofree char *page = NULL;
  gsize length = 0;
  int fd;
  gboolean written;

  g_unlink (empty);
  db = vdt_db_open (empty, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (db == NULL || !vdt_db_exec (db, "PRAGMA user_version = 0; VACUUM", error))
    return FALSE;
  g_clear_pointer (&db, vdt_db_close);

  if (!g_file_get_contents (empty, &page, &length, error))
    return FALSE;
  remove_copy (empty);

  fd = open (path, O_WRONLY | O_CLOEXEC);
  if (fd < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
      return FALSE;
    }

  /* the size in the header is wrong now, and its change counter too: bytes 24 and 92
   * must agree for SQLite to believe it (file format, section 1.3.7) */
  memset (page + 92, 0xff, 4);
  written = pwrite (fd, page, length, 0) == (gssize) length;
  close (fd);
  if (!written)
    g_set_error_literal (error, VDT_ERROR, VDT_ERROR_FAILED, "the copy could not be written");

  return written;
}

static gboolean
put_schema_back (VdtDb       *db,
                 GVariant    *schema,
                 GError     **error)
{
  GVariantIter iter;
  const char *type;
  const char *name;
  const char *table;
  const char *sql;
  gint64 page;

  sqlite3_db_config (vdt_db_get_handle (db), SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  if (!vdt_db_exec (db, "PRAGMA writable_schema = ON", error))
    return FALSE;

  g_variant_iter_init (&iter, schema);
  while (g_variant_iter_next (&iter, "(&s&s&sxm&s)", &type, &name, &table, &page, &sql))
    {
      /* tables are enough to read; virtual ones have no page */
      if (strcmp (type, "table") != 0 || page == 0)
        continue;
      if (!vdt_db_run (db, error, "INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)"
                       " VALUES (?1, ?2, ?3, ?4, ?5)", "tttlt", type, name, table, page, sql))
        return FALSE;
    }

  return vdt_db_exec (db, "PRAGMA writable_schema = RESET", error);
}

/* The damaged copy with the schema of the last good start. */
static VdtDb *
open_with_saved_schema (const char *path,
                        const char *schema_file)
{
  g_autoptr(VdtDb) db = NULL;
  g_autoptr(GVariant) schema = NULL;
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (schema_file, &data, &length, NULL))
    return NULL;

  schema = g_variant_ref_sink (g_variant_new_from_data (G_VARIANT_TYPE ("a(sssxms)"), data, length, FALSE,
                                                        g_free, data));
  if (!g_variant_is_normal_form (schema))
    return NULL;

  /* its first page would come back from there */
  g_unlink (wal);
  if (!overwrite_first_page (path, NULL))
    return NULL;

  db = vdt_db_open (path, SQLITE_OPEN_READWRITE, NULL);
  if (db == NULL || !put_schema_back (db, schema, NULL))
    return NULL;
  g_clear_pointer (&db, vdt_db_close);

  return open_copy (path);
}

static char *
join_columns (VdtDb      *source,
              VdtDb      *target,
              const char *table,
              int        *out_n)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GError *error = NULL;
  sqlite3_stmt *rows;

  *out_n = 0;
  rows = vdt_db_query (source, &error, "SELECT name FROM pragma_table_info (?1)", "t", table);
  while (vdt_db_next (source, rows, &error))
    {
      const char *name = vdt_db_column_text (rows, 0);

      /* damage can leave a column whose name is no text */
      if (name != NULL)
        g_hash_table_add (known, g_strdup (name));
    }

  rows = vdt_db_query (target, &error, "SELECT name FROM pragma_table_info (?1)", "t", table);
  while (vdt_db_next (target, rows, &error))
    {
      const char *name = vdt_db_column_text (rows, 0);

      if (name == NULL || !g_hash_table_contains (known, name))
        continue;
      if ((*out_n)++ > 0)
        g_string_append (names, ", ");
      g_string_append (names, name);
    }
  g_clear_error (&error);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* The names are those of our own new database. */
static gboolean
copy_init (Copy *copy)
{
  g_autofree char *columns = join_columns (copy->source, copy->target, copy->table, &copy->n_columns);
  g_autoptr(GString) marks = g_string_new (NULL);

  if (copy->n_columns == 0)
    return FALSE;

  for (int i = 0; i < copy->n_columns; i++)
    g_string_append (marks, i > 0 ? ", ?" : "?");

  copy->select_up = g_strdup_printf ("SELECT rowid, %s FROM %s NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2"
                                     " ORDER BY rowid", columns, copy->table);
  copy->select_down = g_strdup_printf ("SELECT rowid, %s FROM %s NOT INDEXED WHERE rowid BETWEEN ?1 AND ?2"
                                       " ORDER BY rowid DESC", columns, copy->table);
  copy->insert = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", copy->table, columns,
                                  marks->str);

  return TRUE;
}

static void
copy_clear (Copy *copy)
{
  g_free (copy->select_up);
  g_free (copy->select_down);
  g_free (copy->insert);
}

static void
copy_row (Copy         *copy,
          sqlite3_stmt *row)
{
  sqlite3_stmt *insert = vdt_db_prepare (copy->target, copy->insert, NULL);

  if (insert == NULL)
    return;

  for (int i = 0; i < copy->n_columns; i++)
    sqlite3_bind_value (insert, i + 1, sqlite3_column_value (row, i + 1));
  if (vdt_db_run_statement (copy->target, insert, NULL))
    copy->n_read += sqlite3_changes (vdt_db_get_handle (copy->target));
}

/* Reads from one end until the other or until it fails; returns TRUE at the other
 * end, else the last number that was read in @io_edge. */
static gboolean
copy_from_end (Copy       *copy,
               const char *select,
               gint64      low,
               gint64      high,
               gint64     *io_edge)
{
  GError *error = NULL;
  sqlite3_stmt *rows = vdt_db_query (copy->source, &error, select, "ll", low, high);
  gboolean whole;

  while (vdt_db_next (copy->source, rows, &error))
    {
      *io_edge = sqlite3_column_int64 (rows, 0);
      copy_row (copy, rows);
    }
  whole = error == NULL;
  g_clear_error (&error);
  copy->probes++;

  return whole;
}

/* Reads what can be read between two numbers: from below, from above, and then both
 * halves of what lies between. */
static void
copy_range (Copy   *copy,
            gint64  low,
            gint64  high)
{
  gint64 below = low - 1;
  gint64 above = high + 1;
  gint64 middle;

  if (low > high || copy->probes > PROBES_MAX)
    return;

  if (copy_from_end (copy, copy->select_up, low, high, &below))
    return;
  if (copy_from_end (copy, copy->select_down, below + 1, high, &above))
    return;

  /* one number is left, and it cannot be read */
  if (above - below <= 2)
    {
      copy->n_gaps++;
      return;
    }

  middle = below + (above - below) / 2;
  copy_range (copy, below + 1, middle);
  copy_range (copy, middle + 1, above - 1);
}

static gint64
highest_row (Copy *copy)
{
  g_autofree char *select = g_strdup_printf ("SELECT max (rowid) FROM %s", copy->table);
  gint64 highest;

  if (vdt_db_get_int64 (copy->source, &highest, NULL, select, ""))
    return highest;

  /* the end cannot be read: far enough for any workspace */
  return G_GINT64_CONSTANT (1) << 32;
}

/* How many rows there were, if an index or the numbers still tell. */
static gint64
expected_rows (Copy *copy)
{
  g_autofree char *count = g_strdup_printf ("SELECT count (*) FROM %s", copy->table);
  gint64 n;

  return vdt_db_get_int64 (copy->source, &n, NULL, count, "") ? n : -1;
}

/* “45 of 60 incidents”; how many there were is not always known. */
static void
report_table (GString     *report,
              const Copy  *copy,
              gint64       expected)
{
  for (guint i = 0; i < G_N_ELEMENTS (reported); i++)
    {
      if (strcmp (reported[i].table, copy->table) != 0)
        continue;

      g_string_append_printf (report, "%s%" G_GINT64_FORMAT, report->len > 0 ? ", " : "", copy->n_read);
      if (expected > copy->n_read)
        g_string_append_printf (report, " of %" G_GINT64_FORMAT, expected);
      g_string_append_printf (report, " %s", reported[i].words);
    }
}

static void
copy_table (VdtDb      *source,
            VdtDb      *target,
            const char *table,
            GString    *report,
            gboolean   *io_lost)
{
  Copy copy = { .source = source, .target = target, .table = table };
  gint64 expected;

  if (!copy_init (&copy))
    {
      copy_clear (&copy);
      *io_lost = TRUE;
      return;
    }

  expected = expected_rows (&copy);
  copy_range (&copy, 0, highest_row (&copy));
  if (expected < 0 || expected > copy.n_read || copy.n_gaps > 0)
    *io_lost = TRUE;

  report_table (report, &copy, expected);
  copy_clear (&copy);
}

/* Rows whose parent is lost: an alert gets an incident to stand in, the rest goes.
 * What is worked out from others is marked to be worked out again. */
static gboolean
mend (VdtDb   *target,
      GError **error)
{
  return vdt_db_exec (target,
                      "DELETE FROM alert WHERE typeof (incident_seq) <> 'integer' OR incident_seq < 1;"
                      "INSERT INTO incident (seq, id, source, title, alerts_state)"
                      "  SELECT DISTINCT incident_seq, 'recovered-' || incident_seq, 'recovered',"
                      "    'Recovered alerts', 2 FROM alert"
                      "  WHERE incident_seq NOT IN (SELECT seq FROM incident);"
                      "DELETE FROM incident_body WHERE incident_seq NOT IN (SELECT seq FROM incident);"
                      "DELETE FROM evidence WHERE alert_seq NOT IN (SELECT seq FROM alert);"
                      "DELETE FROM comment WHERE incident_seq NOT IN (SELECT seq FROM incident);"
                      "DELETE FROM kept WHERE incident_seq NOT IN (SELECT seq FROM incident);"
                      "DELETE FROM task WHERE incident_seq NOT IN (SELECT seq FROM incident);"
                      "DELETE FROM guidebook_entry WHERE guidebook_seq NOT IN (SELECT seq FROM guidebook);"
                      "DELETE FROM change_item WHERE change_seq NOT IN (SELECT seq FROM change);"
                      "UPDATE incident SET assets_stale = 1, content_hash = NULL;"
                      "UPDATE alert SET content_hash = NULL;", error);
}

static gboolean
mend_proposals (VdtDb   *target,
                GError **error)
{
  return vdt_db_exec (target,
                      "DELETE FROM proposal_version WHERE proposal_seq NOT IN (SELECT seq FROM proposal);"
                      "DELETE FROM statement WHERE version_seq NOT IN (SELECT seq FROM proposal_version);"
                      "DELETE FROM statement_span WHERE statement_seq NOT IN (SELECT seq FROM statement);"
                      "DELETE FROM proposal_fact WHERE proposal_seq NOT IN (SELECT seq FROM proposal);"
                      "DELETE FROM proposal_event WHERE proposal_seq NOT IN (SELECT seq FROM proposal);"
                      "DELETE FROM feedback WHERE proposal_seq NOT IN (SELECT seq FROM proposal);"
                      "DELETE FROM report_version WHERE report_seq NOT IN (SELECT seq FROM report);", error);
}

static gboolean
reindex_comments (VdtDb   *target,
                  gint64   seq,
                  GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (target, &local_error, "SELECT id, author, text FROM comment"
                                     " WHERE incident_seq = ?1 AND NOT deleted", "l", seq);

  while (vdt_db_next (target, rows, &local_error))
    {
      const char *id = vdt_db_column_text (rows, 0);

      if (id != NULL && !vdt_store_index_comment (target, id, vdt_db_column_text (rows, 1),
                                                  vdt_db_column_text (rows, 2), seq, &local_error))
        break;
    }
  if (rows != NULL)
    sqlite3_reset (rows);

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

/* The search index, the tags and the ranks anew. */
static gboolean
rewrite_incident (VdtDb       *target,
                  const char  *id,
                  GError     **error)
{
  gint64 seq;
  g_autoptr(VdtIncident) incident = vdt_store_read_incident (target, id, TRUE, &seq, error);
  GListModel *alerts;

  if (incident == NULL ||
      !vdt_store_update_incident (target, incident, seq, error) ||
      !vdt_store_index_incident (target, incident, seq, error) ||
      !vdt_store_read_alerts (target, seq, incident, error))
    return FALSE;

  alerts = vdt_incident_get_alerts (incident);
  for (guint i = 0; i < g_list_model_get_n_items (alerts); i++)
    {
      g_autoptr(VdtAlert) alert = g_list_model_get_item (alerts, i);

      if (vdt_alert_get_id (alert) != NULL && !vdt_store_index_alert (target, alert, seq, error))
        return FALSE;
    }

  return reindex_comments (target, seq, error);
}

static gboolean
rewrite_incidents (VdtDb   *target,
                   GError **error)
{
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;
  sqlite3_stmt *rows = vdt_db_query (target, &local_error, "SELECT id FROM incident", "");

  while (vdt_db_next (target, rows, &local_error))
    {
      if (vdt_db_column_text (rows, 0) != NULL)
        g_ptr_array_add (ids, g_strdup (vdt_db_column_text (rows, 0)));
    }

  for (guint i = 0; i < ids->len && local_error == NULL; i++)
    rewrite_incident (target, g_ptr_array_index (ids, i), &local_error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);

  return local_error == NULL;
}

static gboolean
copy_all (VdtDb    *source,
          VdtDb    *target,
          char    **out_report,
          GError  **error)
{
  g_autoptr(GString) report = g_string_new (NULL);
  gboolean lost = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    copy_table (source, target, tables[i], report, &lost);

  if (!mend (target, error) || !mend_proposals (target, error) || !rewrite_incidents (target, error))
    return FALSE;

  *out_report = g_strdup_printf ("%s: %s.",
                                 lost ? "A part of it could not be read. Recovered"
                                      : "All records could be read and were recovered", report->str);

  return TRUE;
}

/**
 * vdt_store_recover_into:
 * @target: a new database, migrated, empty
 * @damaged: the damaged one's path; it is not changed
 * @schema_file: what vdt_store_save_schema() wrote at the last good start
 * @out_report: (out): what was recovered, for the user
 * @error: return location; that nothing can be read is no error
 *
 * Returns: %TRUE if @target holds what could be read
 */
gboolean
vdt_store_recover_into (VdtDb       *target,
                        const char  *damaged,
                        const char  *schema_file,
                        char       **out_report,
                        GError     **error)
{
  g_autofree char *copy = g_strconcat (damaged, ".reading", NULL);
  g_autofree char *copy_wal = g_strconcat (copy, "-wal", NULL);
  g_autofree char *wal = g_strconcat (damaged, "-wal", NULL);
  g_autoptr(VdtDb) source = NULL;
  g_autoptr(GError) local_error = NULL;
  gboolean done;

  *out_report = NULL;
  if (!copy_file (damaged, copy, error))
    return FALSE;
  if (g_file_test (wal, G_FILE_TEST_EXISTS) && !copy_file (wal, copy_wal, error))
    return FALSE;

  source = open_copy (copy);
  if (source == NULL)
    source = open_with_saved_schema (copy, schema_file);
  if (source == NULL)
    {
      remove_copy (copy);
      *out_report = g_strdup ("Nothing in it could be read. Import the incidents again.");
      return TRUE;
    }

  done = vdt_db_exec (target, "PRAGMA foreign_keys = OFF", error) &&
         vdt_db_begin (target, error) &&
         copy_all (source, target, out_report, &local_error) &&
         vdt_db_commit (target, &local_error);
  if (!done)
    vdt_db_rollback (target);
  g_clear_pointer (&source, vdt_db_close);
  remove_copy (copy);

  /* no space is a reason to stop; records that make no sense are not */
  if (g_error_matches (local_error, VDT_ERROR, VDT_ERROR_LIMIT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    *out_report = g_strdup_printf ("What could be read did not fit together (%s). Import the incidents again.",
                                   local_error->message);

  return (done || local_error != NULL) && vdt_db_exec (target, "PRAGMA foreign_keys = ON", error);
}
