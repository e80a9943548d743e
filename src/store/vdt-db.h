/* vdt-db.h
 *
 * One SQLite connection, with what the store needs of it: kept statements, values
 * bound and read without ceremony, errors in our words.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _VdtDb VdtDb;

VdtDb        *vdt_db_open            (const char    *path,
                                      int            flags,
                                      GError       **error);
void          vdt_db_close           (VdtDb         *self);
sqlite3      *vdt_db_get_handle      (VdtDb         *self);

gboolean      vdt_db_exec            (VdtDb         *self,
                                      const char    *sql,
                                      GError       **error);
sqlite3_stmt *vdt_db_prepare         (VdtDb         *self,
                                      const char    *sql,
                                      GError       **error);
sqlite3_stmt *vdt_db_query           (VdtDb         *self,
                                      GError       **error,
                                      const char    *sql,
                                      const char    *types,
                                      ...);
gboolean      vdt_db_next            (VdtDb         *self,
                                      sqlite3_stmt  *statement,
                                      GError       **error);
gboolean      vdt_db_run             (VdtDb         *self,
                                      GError       **error,
                                      const char    *sql,
                                      const char    *types,
                                      ...);
gboolean      vdt_db_run_statement   (VdtDb         *self,
                                      sqlite3_stmt  *statement,
                                      GError       **error);
gboolean      vdt_db_get_int64       (VdtDb         *self,
                                      gint64        *out_value,
                                      GError       **error,
                                      const char    *sql,
                                      const char    *types,
                                      ...);
gint64        vdt_db_last_id         (VdtDb         *self);

gboolean      vdt_db_begin           (VdtDb         *self,
                                      GError       **error);
gboolean      vdt_db_commit          (VdtDb         *self,
                                      GError       **error);
void          vdt_db_rollback        (VdtDb         *self);

void          vdt_db_bind_text       (sqlite3_stmt  *statement,
                                      int            index,
                                      const char    *text);
void          vdt_db_bind_time       (sqlite3_stmt  *statement,
                                      int            index,
                                      gint64         time);
const char   *vdt_db_column_text     (sqlite3_stmt  *statement,
                                      int            column);
gint64        vdt_db_column_time     (sqlite3_stmt  *statement,
                                      int            column);

void          vdt_db_set_error       (VdtDb         *self,
                                      int            code,
                                      GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtDb, vdt_db_close)

G_END_DECLS
