/* vdt-import-table.h
 *
 * Rows of one hunting table as a file brings them: names and values become typed
 * cells, what the catalog does not know is kept.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-cell-text.h"
#include "vdt-json-scan.h"
#include "vdt-kql-catalog.h"
#include "vdt-row-batch.h"

G_BEGIN_DECLS

typedef struct _VdtImportTable VdtImportTable;

/**
 * VdtImportHandFunc:
 * @batch: (transfer full): a batch that is full
 * @spare: where the batch goes when it has been read
 * @user_data: what was given with the function
 */
typedef void (*VdtImportHandFunc) (VdtRowBatch *batch,
                                   GAsyncQueue *spare,
                                   gpointer     user_data);

/**
 * VdtImportBadFunc:
 * @column: a column's name
 * @type: its type
 * @n: how many values are not of that type
 * @line: line of the first one
 * @text: how the first one begins
 * @user_data: what was given with the function
 */
typedef void (*VdtImportBadFunc) (const char *column,
                                  const char *type,
                                  guint64     n,
                                  guint64     line,
                                  const char *text,
                                  gpointer    user_data);

VdtImportTable *vdt_import_table_new             (const char         *name,
                                                  const VdtKqlTable  *known,
                                                  VdtImportHandFunc   hand,
                                                  gpointer            hand_data);
void            vdt_import_table_free            (VdtImportTable     *self);
const char     *vdt_import_table_get_name        (VdtImportTable     *self);
guint64         vdt_import_table_get_n_rows      (VdtImportTable     *self);
void            vdt_import_table_set_date_order  (VdtImportTable     *self,
                                                  VdtDateOrder        order);
void            vdt_import_table_set_texts       (VdtImportTable     *self,
                                                  gboolean            texts);

guint           vdt_import_table_get_column      (VdtImportTable     *self,
                                                  const char         *name,
                                                  gsize               length);
void            vdt_import_table_begin_row       (VdtImportTable     *self,
                                                  guint64             line);
void            vdt_import_table_add_json        (VdtImportTable     *self,
                                                  const VdtJsonPart  *name,
                                                  const VdtJsonPart  *value);
void            vdt_import_table_add_named       (VdtImportTable     *self,
                                                  const char         *name,
                                                  const char         *text,
                                                  gsize               length);
void            vdt_import_table_add_value       (VdtImportTable     *self,
                                                  guint               column,
                                                  const VdtJsonPart  *value);
void            vdt_import_table_end_row         (VdtImportTable     *self);
void            vdt_import_table_drop_row        (VdtImportTable     *self);
void            vdt_import_table_flush           (VdtImportTable     *self);
void            vdt_import_table_list_bad        (VdtImportTable     *self,
                                                  VdtImportBadFunc    func,
                                                  gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtImportTable, vdt_import_table_free)

G_END_DECLS
