/* vdt-row-batch.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-row-batch.h"

#include <string.h>

#define BLOCK ((gsize) 256 * 1024)
#define WORDS (VDT_ROW_BATCH_ROWS / 64)

static const char *const type_names[] = {
  "bool", "int", "long", "real", "decimal", "guid", "string", "datetime", "timespan", "dynamic"
};

typedef struct
{
  char  *bytes;
  gsize  size;
} Block;

/**
 * VdtRowBatch:
 *
 * Up to %VDT_ROW_BATCH_ROWS rows. One thread fills it, then another one may read
 * it. Texts live in the batch until it is reset; columns that a batch does not use
 * cost nothing.
 */
struct _VdtRowBatch
{
  char    *table;
  GArray  *columns;    /* VdtRowColumn */
  guint    n_rows;
  guint64  lines[VDT_ROW_BATCH_ROWS];
  GArray  *blocks;     /* Block; the last one is being filled */
  guint    block;      /* the one being filled */
  gsize    filled;
  gsize    n_bytes;
};

/**
 * vdt_cell_type_to_name:
 * @type: a type
 *
 * Returns: what the query language calls it
 */
const char *
vdt_cell_type_to_name (VdtCellType type)
{
  g_return_val_if_fail (type <= VDT_CELL_DYNAMIC, NULL);

  return type_names[type];
}

gboolean
vdt_cell_type_from_name (const char  *name,
                         VdtCellType *out_type)
{
  g_return_val_if_fail (name != NULL && out_type != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (type_names); i++)
    {
      if (g_str_equal (type_names[i], name))
        {
          *out_type = (VdtCellType) i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
column_clear (gpointer data)
{
  VdtRowColumn *column = data;

  g_free (column->name);
  g_free (column->valid);
  g_free (column->integers);
  g_free (column->reals);
  g_free (column->texts);
}

static void
block_clear (gpointer data)
{
  g_free (((Block *) data)->bytes);
}

VdtRowBatch *
vdt_row_batch_new (const char *table)
{
  VdtRowBatch *self;

  g_return_val_if_fail (table != NULL, NULL);

  self = g_new0 (VdtRowBatch, 1);
  self->table = g_strdup (table);
  self->columns = g_array_new (FALSE, TRUE, sizeof (VdtRowColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->blocks = g_array_new (FALSE, TRUE, sizeof (Block));
  g_array_set_clear_func (self->blocks, block_clear);

  return self;
}

void
vdt_row_batch_free (VdtRowBatch *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->table);
  g_array_unref (self->columns);
  g_array_unref (self->blocks);
  g_free (self);
}

const char *
vdt_row_batch_get_table (VdtRowBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->table;
}

/**
 * vdt_row_batch_add_column:
 * @self: a batch
 * @name: a column's name, which the batch does not have yet
 * @type: of its cells
 *
 * Returns: its index
 */
guint
vdt_row_batch_add_column (VdtRowBatch *self,
                          const char  *name,
                          VdtCellType  type)
{
  VdtRowColumn column = { NULL };

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  column.name = g_strdup (name);
  column.type = type;
  g_array_append_val (self->columns, column);

  return self->columns->len - 1;
}

guint
vdt_row_batch_get_n_columns (VdtRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->columns->len;
}

const VdtRowColumn *
vdt_row_batch_get_column (VdtRowBatch *self,
                          guint        column)
{
  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  return &g_array_index (self->columns, VdtRowColumn, column);
}

guint
vdt_row_batch_get_n_rows (VdtRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

/**
 * vdt_row_batch_get_lines:
 * @self: a batch
 *
 * Returns: (transfer none): for each row the line of its file at which it begins
 */
const guint64 *
vdt_row_batch_get_lines (VdtRowBatch *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lines;
}

/**
 * vdt_row_batch_get_n_bytes:
 * @self: a batch
 *
 * Returns: what its texts take
 */
gsize
vdt_row_batch_get_n_bytes (VdtRowBatch *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_bytes;
}

/**
 * vdt_row_batch_begin_row:
 * @self: a batch that is not full
 * @line: line of the file at which the row begins
 */
void
vdt_row_batch_begin_row (VdtRowBatch *self,
                         guint64      line)
{
  g_return_if_fail (self != NULL && self->n_rows < VDT_ROW_BATCH_ROWS);

  self->lines[self->n_rows] = line;
}

/**
 * vdt_row_batch_seek:
 * @self: a batch
 * @row: the row that is to be the current one
 *
 * For cells of earlier rows that could not be set when they came; whoever seeks
 * seeks back.
 *
 * Returns: the row that was the current one
 */
guint
vdt_row_batch_seek (VdtRowBatch *self,
                    guint        row)
{
  guint before;

  g_return_val_if_fail (self != NULL && row <= VDT_ROW_BATCH_ROWS, 0);

  before = self->n_rows;
  self->n_rows = row;

  return before;
}

static gboolean
is_integer (VdtCellType type)
{
  return type == VDT_CELL_BOOL || type == VDT_CELL_INT || type == VDT_CELL_LONG ||
         type == VDT_CELL_DATETIME || type == VDT_CELL_TIMESPAN;
}

static VdtRowColumn *
use_column (VdtRowBatch *self,
            guint        index)
{
  VdtRowColumn *column = &g_array_index (self->columns, VdtRowColumn, index);

  if (column->used)
    return column;

  column->used = TRUE;
  if (column->valid == NULL)
    {
      column->valid = g_new (guint64, WORDS);
      if (is_integer (column->type))
        column->integers = g_new (gint64, VDT_ROW_BATCH_ROWS);
      else if (column->type == VDT_CELL_REAL)
        column->reals = g_new (double, VDT_ROW_BATCH_ROWS);
      else
        column->texts = g_new (VdtCellText, VDT_ROW_BATCH_ROWS);
    }

  memset (column->valid, 0, WORDS * sizeof (guint64));

  return column;
}

static void
mark (VdtRowBatch  *self,
      VdtRowColumn *column)
{
  column->valid[self->n_rows / 64] |= G_GUINT64_CONSTANT (1) << (self->n_rows % 64);
}

void
vdt_row_batch_set_integer (VdtRowBatch *self,
                           guint        column,
                           gint64       value)
{
  VdtRowColumn *used;

  g_return_if_fail (self != NULL && column < self->columns->len);

  used = use_column (self, column);
  g_return_if_fail (used->integers != NULL);

  used->integers[self->n_rows] = value;
  mark (self, used);
}

void
vdt_row_batch_set_real (VdtRowBatch *self,
                        guint        column,
                        double       value)
{
  VdtRowColumn *used;

  g_return_if_fail (self != NULL && column < self->columns->len);

  used = use_column (self, column);
  g_return_if_fail (used->reals != NULL);

  used->reals[self->n_rows] = value;
  mark (self, used);
}

/**
 * vdt_row_batch_reserve_text:
 * @self: a batch
 * @length: bytes
 *
 * Returns: room for a text, which lives until the batch is reset; see
 *   vdt_row_batch_take_text()
 */
char *
vdt_row_batch_reserve_text (VdtRowBatch *self,
                            gsize        length)
{
  Block *block;

  g_return_val_if_fail (self != NULL, NULL);

  while (self->block < self->blocks->len)
    {
      block = &g_array_index (self->blocks, Block, self->block);
      if (block->size - self->filled >= length)
        return block->bytes + self->filled;

      self->block++;
      self->filled = 0;
    }

  g_array_set_size (self->blocks, self->blocks->len + 1);
  block = &g_array_index (self->blocks, Block, self->block);
  block->size = MAX (BLOCK, length);
  block->bytes = g_malloc (block->size);

  return block->bytes;
}

/**
 * vdt_row_batch_take_text:
 * @self: a batch
 * @column: index of a column of text
 * @reserved: what the last vdt_row_batch_reserve_text() gave
 * @length: how much of it was written
 */
void
vdt_row_batch_take_text (VdtRowBatch *self,
                         guint        column,
                         char        *reserved,
                         gsize        length)
{
  VdtRowColumn *used;

  g_return_if_fail (self != NULL && column < self->columns->len);

  used = use_column (self, column);
  g_return_if_fail (used->texts != NULL && length <= G_MAXUINT32);

  used->texts[self->n_rows].text = reserved;
  used->texts[self->n_rows].length = (guint32) length;
  mark (self, used);
  self->filled += length;
  self->n_bytes += length;
}

/**
 * vdt_row_batch_set_text:
 * @self: a batch
 * @column: index of a column of text
 * @text: valid UTF-8; copied
 * @length: its length
 */
void
vdt_row_batch_set_text (VdtRowBatch *self,
                        guint        column,
                        const char  *text,
                        gsize        length)
{
  char *reserved = vdt_row_batch_reserve_text (self, length);

  memcpy (reserved, text, length);
  vdt_row_batch_take_text (self, column, reserved, length);
}

/**
 * vdt_row_batch_keep_text:
 * @self: a batch
 * @text: a text
 * @length: its length
 *
 * Returns: (transfer none): a copy that lives until the batch is reset
 */
const char *
vdt_row_batch_keep_text (VdtRowBatch *self,
                         const char  *text,
                         gsize        length)
{
  char *kept = vdt_row_batch_reserve_text (self, length);

  memmove (kept, text, length);
  self->filled += length;
  self->n_bytes += length;

  return kept;
}

/**
 * vdt_row_batch_unset:
 * @self: a batch
 * @column: a column's index
 *
 * Takes back what was set in the current row.
 */
void
vdt_row_batch_unset (VdtRowBatch *self,
                     guint        column)
{
  VdtRowColumn *used;

  g_return_if_fail (self != NULL && column < self->columns->len);

  used = &g_array_index (self->columns, VdtRowColumn, column);
  if (used->used)
    used->valid[self->n_rows / 64] &= ~(G_GUINT64_CONSTANT (1) << (self->n_rows % 64));
}

gboolean
vdt_row_batch_is_set (VdtRowBatch *self,
                      guint        column,
                      guint        row)
{
  const VdtRowColumn *used;

  g_return_val_if_fail (self != NULL && column < self->columns->len, FALSE);

  used = &g_array_index (self->columns, VdtRowColumn, column);

  return used->used && (used->valid[row / 64] >> (row % 64) & 1) != 0;
}

void
vdt_row_batch_end_row (VdtRowBatch *self)
{
  g_return_if_fail (self != NULL);

  self->n_rows++;
}

/**
 * vdt_row_batch_drop_row:
 * @self: a batch
 *
 * Takes back all that was set in the current row.
 */
void
vdt_row_batch_drop_row (VdtRowBatch *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->columns->len; i++)
    vdt_row_batch_unset (self, i);
}

/**
 * vdt_row_batch_reset:
 * @self: a batch
 *
 * Empties it, to be filled again with rows of the same table. It keeps its columns
 * and its first block.
 */
void
vdt_row_batch_reset (VdtRowBatch *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->columns->len; i++)
    g_array_index (self->columns, VdtRowColumn, i).used = FALSE;

  self->n_rows = 0;
  self->block = 0;
  self->filled = 0;
  self->n_bytes = 0;
}
