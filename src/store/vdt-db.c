/* vdt-db.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-db.h"

#include "vdt-error.h"
#include "vdt-time.h"

/**
 * VdtDb:
 *
 * One connection, used by one thread.
 *
 * Statements are kept, by their text: all texts are constants of the program (no
 * value is ever joined into one), so there are only so many. A text bound to a
 * statement must live until the statement has run.
 */
struct _VdtDb
{
  sqlite3    *handle;
  GHashTable *statements;
};

/* How long to wait for a reader of another process, such as sqlite3's shell. */
#define BUSY_TIMEOUT_MS 2000

/**
 * vdt_db_set_error:
 * @self: a connection
 * @code: SQLite's result
 * @error: (nullable): return location
 *
 * %VDT_ERROR_DAMAGED if the file is damaged, %VDT_ERROR_BUSY if someone else holds
 * it, %VDT_ERROR_LIMIT if the disk is full, %G_IO_ERROR_CANCELLED if interrupted,
 * else %VDT_ERROR_FAILED.
 */
void
vdt_db_set_error (VdtDb   *self,
                  int      code,
                  GError **error)
{
  const char *message = sqlite3_errmsg (self->handle);

  /* a page that the file is too short for */
  if (code == SQLITE_IOERR_SHORT_READ)
    code = SQLITE_CORRUPT;

  switch (code & 0xff)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, VDT_ERROR, VDT_ERROR_DAMAGED, "The case database is damaged (%s)", message);
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, VDT_ERROR, VDT_ERROR_BUSY,
                   "Another program holds the case database (%s)", message);
      break;
    case SQLITE_FULL:
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT,
                   "There is no space left for the case database (%s)", message);
      break;
    case SQLITE_TOOBIG:
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "One value is too large (%s)", message);
      break;
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
      break;
    default:
      g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "The case database failed (%d: %s)", code, message);
    }
}

/**
 * vdt_db_open:
 * @path: a file
 * @flags: SQLite's open flags
 * @error: return location, see vdt_db_set_error()
 *
 * Returns: (transfer full) (nullable): a connection
 */
VdtDb *
vdt_db_open (const char  *path,
             int          flags,
             GError     **error)
{
  g_autoptr(VdtDb) self = g_new0 (VdtDb, 1);
  int code;

  self->statements = g_hash_table_new (g_str_hash, g_str_equal);
  code = sqlite3_open_v2 (path, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      vdt_db_set_error (self, code, error);
      return NULL;
    }

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  /* nothing that is written as SQL can damage the file; the schema itself stays
   * trusted, or the triggers that feed the search index would not run */
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  return g_steal_pointer (&self);
}

void
vdt_db_close (VdtDb *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_return_if_fail (self != NULL);

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sqlite3_finalize (statement);
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

sqlite3 *
vdt_db_get_handle (VdtDb *self)
{
  return self->handle;
}

gboolean
vdt_db_exec (VdtDb       *self,
             const char  *sql,
             GError     **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code != SQLITE_OK)
    vdt_db_set_error (self, code, error);

  return code == SQLITE_OK;
}

/**
 * vdt_db_prepare:
 * @self: a connection
 * @sql: a constant text
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the statement, reset and without values
 */
sqlite3_stmt *
vdt_db_prepare (VdtDb       *self,
                const char  *sql,
                GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int code;

  if (statement != NULL)
    {
      sqlite3_reset (statement);
      sqlite3_clear_bindings (statement);
      return statement;
    }

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code != SQLITE_OK)
    {
      vdt_db_set_error (self, code, error);
      return NULL;
    }

  /* the statement keeps a copy of its text */
  g_hash_table_insert (self->statements, (char *) sqlite3_sql (statement), statement);

  return statement;
}

void
vdt_db_bind_text (sqlite3_stmt *statement,
                  int           index,
                  const char   *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

void
vdt_db_bind_time (sqlite3_stmt *statement,
                  int           index,
                  gint64        time)
{
  if (time != VDT_TIME_UNSET)
    sqlite3_bind_int64 (statement, index, time);
  else
    sqlite3_bind_null (statement, index);
}

/* t: const char *, i: int, l: gint64, d: a time */
static void
bind_all (sqlite3_stmt *statement,
          const char   *types,
          va_list       args)
{
  for (int i = 1; *types != '\0'; types++, i++)
    {
      switch (*types)
        {
        case 't':
          vdt_db_bind_text (statement, i, va_arg (args, const char *));
          break;
        case 'i':
          sqlite3_bind_int (statement, i, va_arg (args, int));
          break;
        case 'l':
          sqlite3_bind_int64 (statement, i, va_arg (args, gint64));
          break;
        case 'd':
          vdt_db_bind_time (statement, i, va_arg (args, gint64));
          break;
        default:
          g_assert_not_reached ();
        }
    }
}

/**
 * vdt_db_query:
 * @self: a connection
 * @error: return location
 * @sql: a constant text
 * @types: one letter for each value: `t` a text or %NULL, `i` an int, `l` a gint64,
 *   `d` a gint64 that is a time
 * @...: the values
 *
 * Returns: (transfer none) (nullable): the statement, for vdt_db_next()
 */
sqlite3_stmt *
vdt_db_query (VdtDb       *self,
              GError     **error,
              const char  *sql,
              const char  *types,
              ...)
{
  sqlite3_stmt *statement = vdt_db_prepare (self, sql, error);
  va_list args;

  if (statement == NULL)
    return NULL;

  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);

  return statement;
}

/**
 * vdt_db_next:
 * @self: a connection
 * @statement: (nullable): a statement; %NULL (it did not prepare) has no rows
 * @error: (inout): return location, which must not be %NULL; tells the end from a
 *   failure
 *
 * Returns: %TRUE if there is a row; after the last one the statement is reset
 */
gboolean
vdt_db_next (VdtDb         *self,
             sqlite3_stmt  *statement,
             GError       **error)
{
  int code;

  if (statement == NULL)
    return FALSE;

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    vdt_db_set_error (self, code, error);
  sqlite3_reset (statement);

  return FALSE;
}

/**
 * vdt_db_run_statement:
 * @self: a connection
 * @statement: a statement whose values are bound
 * @error: return location
 *
 * Runs it to its end and resets it.
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_db_run_statement (VdtDb         *self,
                      sqlite3_stmt  *statement,
                      GError       **error)
{
  int code;

  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);

  if (code != SQLITE_DONE)
    vdt_db_set_error (self, code, error);
  sqlite3_reset (statement);

  return code == SQLITE_DONE;
}

/**
 * vdt_db_run:
 * @self: a connection
 * @error: return location
 * @sql: a constant text
 * @types: see vdt_db_query()
 * @...: the values
 *
 * Returns: %TRUE if it worked
 */
gboolean
vdt_db_run (VdtDb       *self,
            GError     **error,
            const char  *sql,
            const char  *types,
            ...)
{
  sqlite3_stmt *statement = vdt_db_prepare (self, sql, error);
  va_list args;

  if (statement == NULL)
    return FALSE;

  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);

  return vdt_db_run_statement (self, statement, error);
}

/**
 * vdt_db_get_int64:
 * @self: a connection
 * @out_value: (out): the first column of the first row; 0 if there is none
 * @error: return location
 * @sql: a constant text
 * @types: see vdt_db_query()
 * @...: the values
 *
 * Returns: %TRUE if it worked, be there a row or not
 */
gboolean
vdt_db_get_int64 (VdtDb       *self,
                  gint64      *out_value,
                  GError     **error,
                  const char  *sql,
                  const char  *types,
                  ...)
{
  sqlite3_stmt *statement = vdt_db_prepare (self, sql, error);
  va_list args;
  int code;

  *out_value = 0;
  if (statement == NULL)
    return FALSE;

  va_start (args, types);
  bind_all (statement, types, args);
  va_end (args);

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *out_value = sqlite3_column_int64 (statement, 0);
  else if (code != SQLITE_DONE)
    vdt_db_set_error (self, code, error);
  sqlite3_reset (statement);

  return code == SQLITE_ROW || code == SQLITE_DONE;
}

gint64
vdt_db_last_id (VdtDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gboolean
vdt_db_begin (VdtDb   *self,
              GError **error)
{
  return vdt_db_run (self, error, "BEGIN IMMEDIATE", "");
}

gboolean
vdt_db_commit (VdtDb   *self,
               GError **error)
{
  return vdt_db_run (self, error, "COMMIT", "");
}

void
vdt_db_rollback (VdtDb *self)
{
  /* a failed statement may have ended the transaction already */
  if (!sqlite3_get_autocommit (self->handle))
    vdt_db_run (self, NULL, "ROLLBACK", "");
}

/**
 * vdt_db_column_text:
 * @statement: a statement on a row
 * @column: from 0
 *
 * Returns: (nullable): the text, until the next step; %NULL for NULL and for what
 *   is no valid UTF-8 (a damaged page)
 */
const char *
vdt_db_column_text (sqlite3_stmt *statement,
                    int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? text : NULL;
}

gint64
vdt_db_column_time (sqlite3_stmt *statement,
                    int           column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_INTEGER)
    return VDT_TIME_UNSET;

  return sqlite3_column_int64 (statement, column);
}
