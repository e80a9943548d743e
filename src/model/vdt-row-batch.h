/* vdt-row-batch.h
 *
 * Rows of one hunting table on their way from a reader to the hunting database,
 * column by column.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VDT_ROW_BATCH_ROWS:
 *
 * Rows of a full batch: what DuckDB takes at once.
 */
#define VDT_ROW_BATCH_ROWS 2048u

/**
 * VdtCellType:
 * @VDT_CELL_BOOL: false or true
 * @VDT_CELL_INT: 32 bits
 * @VDT_CELL_LONG: 64 bits
 * @VDT_CELL_REAL: a double
 * @VDT_CELL_DECIMAL: text of a decimal number
 * @VDT_CELL_GUID: text of a GUID
 * @VDT_CELL_STRING: text; empty instead of null
 * @VDT_CELL_DATETIME: ticks of 100 ns since 0001-01-01, UTC
 * @VDT_CELL_TIMESPAN: ticks of 100 ns
 * @VDT_CELL_DYNAMIC: JSON text
 *
 * The scalar types of the query language.
 */
typedef enum
{
  VDT_CELL_BOOL,
  VDT_CELL_INT,
  VDT_CELL_LONG,
  VDT_CELL_REAL,
  VDT_CELL_DECIMAL,
  VDT_CELL_GUID,
  VDT_CELL_STRING,
  VDT_CELL_DATETIME,
  VDT_CELL_TIMESPAN,
  VDT_CELL_DYNAMIC
} VdtCellType;

/**
 * VdtCellText:
 * @text: bytes of valid UTF-8, not terminated
 * @length: how many
 */
typedef struct
{
  const char *text;
  guint32     length;
} VdtCellText;

/**
 * VdtRowColumn:
 * @name: as the query language spells it
 * @type: of its cells
 * @used: whether any cell of the batch is set; if not, the rest means nothing
 * @valid: a bit a row, set for what is not null
 * @integers: of bool, int, long, datetime and timespan
 * @reals: of real
 * @texts: of the others
 */
typedef struct
{
  char        *name;
  VdtCellType  type;
  gboolean     used;
  guint64     *valid;
  gint64      *integers;
  double      *reals;
  VdtCellText *texts;
} VdtRowColumn;

typedef struct _VdtRowBatch VdtRowBatch;

const char         *vdt_cell_type_to_name        (VdtCellType         type);
gboolean            vdt_cell_type_from_name      (const char         *name,
                                                  VdtCellType        *out_type);

VdtRowBatch        *vdt_row_batch_new            (const char         *table);
void                vdt_row_batch_free           (VdtRowBatch        *self);
const char         *vdt_row_batch_get_table      (VdtRowBatch        *self);
guint               vdt_row_batch_add_column     (VdtRowBatch        *self,
                                                  const char         *name,
                                                  VdtCellType         type);
guint               vdt_row_batch_get_n_columns  (VdtRowBatch        *self);
const VdtRowColumn *vdt_row_batch_get_column     (VdtRowBatch        *self,
                                                  guint               column);
guint               vdt_row_batch_get_n_rows     (VdtRowBatch        *self);
const guint64      *vdt_row_batch_get_lines      (VdtRowBatch        *self);
gsize               vdt_row_batch_get_n_bytes    (VdtRowBatch        *self);

void                vdt_row_batch_begin_row      (VdtRowBatch        *self,
                                                  guint64             line);
guint               vdt_row_batch_seek           (VdtRowBatch        *self,
                                                  guint               row);
void                vdt_row_batch_set_integer    (VdtRowBatch        *self,
                                                  guint               column,
                                                  gint64              value);
void                vdt_row_batch_set_real       (VdtRowBatch        *self,
                                                  guint               column,
                                                  double              value);
void                vdt_row_batch_set_text       (VdtRowBatch        *self,
                                                  guint               column,
                                                  const char         *text,
                                                  gsize               length);
char               *vdt_row_batch_reserve_text   (VdtRowBatch        *self,
                                                  gsize               length);
void                vdt_row_batch_take_text      (VdtRowBatch        *self,
                                                  guint               column,
                                                  char               *reserved,
                                                  gsize               length);
const char         *vdt_row_batch_keep_text      (VdtRowBatch        *self,
                                                  const char         *text,
                                                  gsize               length);
void                vdt_row_batch_unset          (VdtRowBatch        *self,
                                                  guint               column);
gboolean            vdt_row_batch_is_set         (VdtRowBatch        *self,
                                                  guint               column,
                                                  guint               row);
void                vdt_row_batch_end_row        (VdtRowBatch        *self);
void                vdt_row_batch_drop_row       (VdtRowBatch        *self);
void                vdt_row_batch_reset          (VdtRowBatch        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtRowBatch, vdt_row_batch_free)

G_END_DECLS
