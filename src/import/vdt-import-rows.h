/* vdt-import-rows.h
 *
 * The rows of one file on their way to the hunting database.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <gio/gio.h>

#include "vdt-import-report.h"
#include "vdt-import-table.h"
#include "vdt-kql-catalog.h"

G_BEGIN_DECLS

/**
 * VdtImportSource:
 * @path: the file
 * @member: (nullable): the file in the archive
 * @hash: SHA-256 of what was read, unpacked, in hexadecimal
 * @size: its length in bytes
 * @format: the reader's nick
 * @table: (nullable): the table that the person chose
 *
 * What rows come from. The same @hash and @table are the same rows.
 */
typedef struct
{
  const char *path;
  const char *member;
  const char *hash;
  guint64     size;
  const char *format;
  const char *table;
} VdtImportSource;

/**
 * VdtImportRowSink:
 * @begin: a file's rows follow. Sets @out_twin to the path of an earlier import of
 *   the same bytes; then nothing follows. Gives the tables of the workspace
 * @rows: takes a batch, on a thread of the importer
 * @end: the file is read. With @keep it is on the disk when this returns, else
 *   nothing of it is left
 * @dump: (nullable): hands each row of a Parquet file to @line as a JSON object;
 *   @path stands on the disk
 *
 * Where rows go: one file is one transaction. The calls come one at a time.
 */
typedef struct
{
  gboolean (*begin) (const VdtImportSource  *source,
                     char                  **out_twin,
                     VdtKqlCatalog         **out_catalog,
                     gpointer                user_data,
                     GError                **error);
  gboolean (*rows)  (VdtRowBatch            *batch,
                     gpointer                user_data,
                     GError                **error);
  gboolean (*end)   (gboolean                keep,
                     gpointer                user_data,
                     GError                **error);
  gboolean (*dump)  (const char             *path,
                     gboolean              (*line) (const char *text,
                                                    gsize       length,
                                                    gpointer    line_data),
                     gpointer                line_data,
                     gpointer                user_data,
                     GError                **error);
} VdtImportRowSink;

typedef struct _VdtImportRows VdtImportRows;

VdtImportRows          *vdt_import_rows_new         (const VdtImportRowSink  *sink,
                                                     gpointer                 sink_data);
void                    vdt_import_rows_free        (VdtImportRows           *self);
VdtKqlCatalog          *vdt_import_rows_get_catalog (VdtImportRows           *self);
const VdtImportRowSink *vdt_import_rows_get_sink    (VdtImportRows           *self,
                                                     gpointer                *out_data);

gboolean                vdt_import_rows_begin       (VdtImportRows           *self,
                                                     const VdtImportSource   *source,
                                                     char                   **out_twin,
                                                     GError                 **error);
VdtImportTable         *vdt_import_rows_get_table   (VdtImportRows           *self,
                                                     const char              *name);
VdtImportTable         *vdt_import_rows_get_last    (VdtImportRows           *self);
gboolean                vdt_import_rows_has_failed  (VdtImportRows           *self);
gboolean                vdt_import_rows_end         (VdtImportRows           *self,
                                                     gboolean                 keep,
                                                     VdtImportReport         *report,
                                                     VdtImportBadFunc         bad,
                                                     gpointer                 bad_data,
                                                     GError                 **error);

/* Rows whose table is not known yet, and what their neighbours tell. */
const char             *vdt_import_rows_get_choice  (VdtImportRows           *self);
void                    vdt_import_rows_set_choice  (VdtImportRows           *self,
                                                     const char              *table);
gboolean                vdt_import_rows_wait        (VdtImportRows           *self,
                                                     VdtJson                  record,
                                                     guint64                  line,
                                                     const char              *advice);
gboolean                vdt_import_rows_next_waiting (VdtImportRows          *self,
                                                     VdtJson                 *out_record,
                                                     guint64                 *out_line);
guint64                 vdt_import_rows_give_up     (VdtImportRows           *self,
                                                     char                   **out_advice);

char                   *vdt_import_rows_guess_table (VdtImportRows           *self,
                                                     const char *const       *names,
                                                     const char              *action_type,
                                                     char                   **out_advice);
const char             *vdt_import_rows_table_of_action (VdtImportRows       *self,
                                                     const char              *action_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtImportRows, vdt_import_rows_free)

G_END_DECLS
