/* vdt-import-table.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-import-table.h"

#include <string.h>

#include "vdt-import-cell.h"

#define EXTRAS "AdditionalFields"

/* A batch goes on when it has so many bytes, even if it is not full of rows. */
#define BATCH_BYTES ((gsize) 4 * 1024 * 1024)

/* A table has some 80 columns; what has thousands is no table. */
#define MAX_COLUMNS 1000
#define MAX_NAME    200
#define BAD_SHOWN   60

typedef struct
{
  char        *name;
  VdtCellType  type;
  guint        batch;       /* index in the batch; G_MAXUINT while undecided */
  gboolean     refused;     /* its values go to the extras */
  GArray      *pending;     /* VdtImportPending, while undecided */
  guint64      n_bad;
  guint64      bad_line;
  char        *bad_text;
} Column;

/**
 * VdtImportTable:
 *
 * Fills batches. Columns that the catalog knows have its types. One that it does
 * not know gets the type that all its values in the first batch agree on; if they
 * do not agree, or do later not any more, they go to `AdditionalFields`, or the
 * column becomes dynamic where a table has no such column.
 */
struct _VdtImportTable
{
  char              *name;
  VdtImportHandFunc  hand;
  gpointer           hand_data;
  VdtDateOrder       date_order;
  gboolean           texts;       /* values are text that looks like what it is */
  GPtrArray         *columns;     /* Column */
  GPtrArray         *decided;     /* Column, as in the batch */
  GHashTable        *by_name;     /* lower-case name → Column index + 1 */
  GArray            *order;       /* guint: columns of the row before */
  guint              place;       /* in @order */
  guint              extras_column;
  VdtRowBatch       *batch;
  GAsyncQueue       *spare;
  GString           *extras;
  guint64            line;
  guint64            n_rows;
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->name);
  g_clear_pointer (&column->pending, g_array_unref);
  g_free (column->bad_text);
  g_free (column);
}

static void
batch_free (gpointer batch)
{
  vdt_row_batch_free (batch);
}

static guint
add_column (VdtImportTable *self,
            const char     *name,
            gboolean        decided,
            VdtCellType     type)
{
  Column *column = g_new0 (Column, 1);

  column->name = g_strdup (name);
  column->type = type;
  column->batch = G_MAXUINT;
  g_ptr_array_add (self->columns, column);
  g_hash_table_insert (self->by_name, g_ascii_strdown (name, -1), GUINT_TO_POINTER (self->columns->len));

  if (decided)
    {
      column->batch = vdt_row_batch_add_column (self->batch, name, type);
      g_ptr_array_add (self->decided, column);
    }
  else
    {
      column->pending = g_array_new (FALSE, FALSE, sizeof (VdtImportPending));
    }

  return self->columns->len - 1;
}

static void
add_known_columns (VdtImportTable    *self,
                   const VdtKqlTable *known)
{
  for (guint i = 0; i < known->type.schema->n_columns; i++)
    {
      const VdtKqlColumn *column = known->type.schema->columns[i];
      VdtCellType type;

      if (!vdt_cell_type_from_name (vdt_kql_type_get_name (column->type), &type))
        type = VDT_CELL_DYNAMIC;
      if (vdt_import_table_get_column (self, column->name, strlen (column->name)) == G_MAXUINT)
        add_column (self, column->name, TRUE, type);
    }
}

/**
 * vdt_import_table_new:
 * @name: the table's name
 * @known: (nullable): what the catalog knows of it
 * @hand: takes full batches
 * @hand_data: for @hand
 *
 * Returns: (transfer full): a table without rows
 */
VdtImportTable *
vdt_import_table_new (const char        *name,
                      const VdtKqlTable *known,
                      VdtImportHandFunc  hand,
                      gpointer           hand_data)
{
  VdtImportTable *self;

  g_return_val_if_fail (name != NULL && hand != NULL, NULL);

  self = g_new0 (VdtImportTable, 1);
  self->name = g_strdup (name);
  self->hand = hand;
  self->hand_data = hand_data;
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->decided = g_ptr_array_new ();
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->order = g_array_new (FALSE, FALSE, sizeof (guint));
  self->batch = vdt_row_batch_new (name);
  self->spare = g_async_queue_new_full (batch_free);
  self->extras = g_string_new (NULL);
  self->extras_column = G_MAXUINT;

  if (known != NULL)
    {
      add_known_columns (self, known);
      self->extras_column = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, "additionalfields")) - 1;
    }

  return self;
}

void
vdt_import_table_free (VdtImportTable *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->decided);
  g_hash_table_unref (self->by_name);
  g_array_unref (self->order);
  vdt_row_batch_free (self->batch);
  g_async_queue_unref (self->spare);
  g_string_free (self->extras, TRUE);
  g_free (self);
}

const char *
vdt_import_table_get_name (VdtImportTable *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

guint64
vdt_import_table_get_n_rows (VdtImportTable *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_rows;
}

void
vdt_import_table_set_date_order (VdtImportTable *self,
                                 VdtDateOrder    order)
{
  g_return_if_fail (self != NULL);

  self->date_order = order;
}

/**
 * vdt_import_table_set_texts:
 * @self: a table
 * @texts: whether its values come from a table of text, where a number is not told
 *   from its digits
 */
void
vdt_import_table_set_texts (VdtImportTable *self,
                            gboolean        texts)
{
  g_return_if_fail (self != NULL);

  self->texts = texts;
}

/**
 * vdt_import_table_get_column:
 * @self: a table
 * @name: a name
 * @length: its length
 *
 * Names are compared without regard to case, as the database does.
 *
 * Returns: the column's index, or %G_MAXUINT if it has no such column
 */
guint
vdt_import_table_get_column (VdtImportTable *self,
                             const char     *name,
                             gsize           length)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, G_MAXUINT);

  key = g_ascii_strdown (name, (gssize) length);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, key)) - 1;
}

/* The column of the next value: most rows have the names of the row before. */
static guint
next_column (VdtImportTable *self,
             const char     *name,
             gsize           length)
{
  guint index;

  if (self->place < self->order->len)
    {
      const char *expected;

      index = g_array_index (self->order, guint, self->place);
      expected = index != G_MAXUINT ? ((Column *) g_ptr_array_index (self->columns, index))->name : "";
      if (strncmp (expected, name, length) == 0 && expected[length] == '\0')
        {
          self->place++;
          return index;
        }
    }

  index = vdt_import_table_get_column (self, name, length);
  if (index == G_MAXUINT && self->columns->len < MAX_COLUMNS && length > 0 && length <= MAX_NAME)
    {
      g_autofree char *copy = g_strndup (name, length);

      index = add_column (self, copy, FALSE, VDT_CELL_STRING);
    }

  if (self->place < self->order->len)
    g_array_index (self->order, guint, self->place) = index;
  else if (self->order->len < MAX_COLUMNS)
    g_array_append_val (self->order, index);
  self->place++;

  return index;
}

void
vdt_import_table_begin_row (VdtImportTable *self,
                            guint64         line)
{
  g_return_if_fail (self != NULL);

  vdt_row_batch_begin_row (self->batch, line);
  self->line = line;
  self->place = 0;
  g_string_truncate (self->extras, 0);
}

static void
add_extra (VdtImportTable *self,
           const char     *name,
           gsize           name_length,
           VdtJsonType     type,
           const char     *text,
           gsize           length)
{
  if (self->extras->len > 0)
    g_string_append_c (self->extras, ',');
  vdt_import_append_quoted (self->extras, name, name_length);
  g_string_append_c (self->extras, ':');
  if (type == VDT_JSON_STRING)
    vdt_import_append_quoted (self->extras, text, length);
  else
    g_string_append_len (self->extras, text, (gssize) length);
}

static void
note_bad (VdtImportTable *self,
          Column         *column,
          VdtJsonType     type,
          const char     *text,
          gsize           length)
{
  if (column->n_bad++ == 0)
    {
      gsize shown = MIN (length, BAD_SHOWN);

      column->bad_line = self->line;
      column->bad_text = g_utf8_make_valid (text, (gssize) shown);
    }

  if (self->extras_column != G_MAXUINT)
    add_extra (self, column->name, strlen (column->name), type, text, length);
}

static void
store (VdtImportTable *self,
       Column         *column,
       VdtJsonType     type,
       const char     *text,
       gsize           length,
       gboolean        reserved)
{
  if (type == VDT_JSON_NULL || (length == 0 && type == VDT_JSON_STRING))
    return;

  if (column->type == VDT_CELL_STRING && type != VDT_JSON_OBJECT && type != VDT_JSON_ARRAY)
    {
      if (reserved)
        vdt_row_batch_take_text (self->batch, column->batch, (char *) text, length);
      else
        vdt_row_batch_set_text (self->batch, column->batch, text, length);
    }
  else if (column->type == VDT_CELL_DYNAMIC || column->type == VDT_CELL_STRING)
    {
      vdt_import_cell_set_dynamic (self->batch, column->batch, type, text, length);
    }
  else if (!vdt_import_cell_set (self->batch, column->batch, column->type, self->date_order, text, length))
    {
      note_bad (self, column, type, text, length);
    }
}

static void merge_extras (VdtImportTable *self);

/* Gives the column its type and sets what was kept of it. */
static void
decide (VdtImportTable *self,
        Column         *column)
{
  g_autoptr(GArray) pending = g_steal_pointer (&column->pending);
  guint here;

  if (!vdt_import_cells_agree (pending, self->date_order, self->texts, &column->type))
    {
      column->type = VDT_CELL_DYNAMIC;
      column->refused = self->extras_column != G_MAXUINT;
    }

  if (!column->refused)
    {
      column->batch = vdt_row_batch_add_column (self->batch, column->name, column->type);
      g_ptr_array_add (self->decided, column);
    }

  here = vdt_row_batch_get_n_rows (self->batch);
  for (guint i = 0; i < pending->len; i++)
    {
      const VdtImportPending *value = &g_array_index (pending, VdtImportPending, i);

      vdt_row_batch_seek (self->batch, value->row);
      g_string_truncate (self->extras, 0);
      if (column->refused)
        add_extra (self, column->name, strlen (column->name), value->type, value->text, value->length);
      else
        store (self, column, value->type, value->text, value->length, FALSE);
      merge_extras (self);
    }
  vdt_row_batch_seek (self->batch, here);
}

static void
keep_pending (VdtImportTable *self,
              Column         *column,
              VdtJsonType     type,
              const char     *text,
              gsize           length)
{
  VdtImportPending value = { vdt_row_batch_get_n_rows (self->batch), type, text, length };

  if (type == VDT_JSON_NULL || length == 0)
    return;

  value.text = vdt_row_batch_keep_text (self->batch, text, length);
  g_array_append_val (column->pending, value);
}

static void
add (VdtImportTable *self,
     guint           index,
     VdtJsonType     type,
     const char     *text,
     gsize           length,
     gboolean        reserved)
{
  Column *column = g_ptr_array_index (self->columns, index);

  if (column->refused)
    {
      if (type != VDT_JSON_NULL && length > 0)
        add_extra (self, column->name, strlen (column->name), type, text, length);
    }
  else if (column->pending != NULL)
    {
      keep_pending (self, column, type, text, length);
    }
  else
    {
      store (self, column, type, text, length, reserved);
    }
}

/**
 * vdt_import_table_add_value:
 * @self: a table with a row begun
 * @column: a column's index
 * @value: a JSON value
 */
void
vdt_import_table_add_value (VdtImportTable    *self,
                            guint              column,
                            const VdtJsonPart *value)
{
  VdtJsonType type = vdt_json_get_type (value->value);

  g_return_if_fail (self != NULL && column < self->columns->len);

  if (type != VDT_JSON_STRING)
    {
      add (self, column, type, value->value.text, value->value.length, FALSE);
    }
  else if (!value->escaped)
    {
      add (self, column, type, value->value.text + 1, value->value.length - 2, FALSE);
    }
  else if (((Column *) g_ptr_array_index (self->columns, column))->type == VDT_CELL_STRING)
    {
      char *into = vdt_row_batch_reserve_text (self->batch, value->value.length);

      add (self, column, type, into, vdt_json_scan_unescape (value->value, into),
           ((Column *) g_ptr_array_index (self->columns, column))->pending == NULL);
    }
  else
    {
      g_autofree char *into = g_malloc (value->value.length);

      add (self, column, type, into, vdt_json_scan_unescape (value->value, into), FALSE);
    }
}

/**
 * vdt_import_table_add_json:
 * @self: a table with a row begun
 * @name: a member's name
 * @value: its value
 */
void
vdt_import_table_add_json (VdtImportTable    *self,
                           const VdtJsonPart *name,
                           const VdtJsonPart *value)
{
  g_autofree char *plain = NULL;
  const char *text = name->value.text + 1;
  gsize length = name->value.length - 2;
  guint column;

  g_return_if_fail (self != NULL);

  if (name->escaped)
    {
      plain = g_malloc (name->value.length);
      text = plain;
      length = vdt_json_scan_unescape (name->value, plain);
    }

  column = next_column (self, text, length);
  if (column != G_MAXUINT)
    vdt_import_table_add_value (self, column, value);
  else if (self->extras_column != G_MAXUINT)
    add_extra (self, text, length, VDT_JSON_NONE, value->value.text, value->value.length);
}

/**
 * vdt_import_table_add_named:
 * @self: a table with a row begun
 * @name: a column's name; it is made if the table does not have it
 * @text: a cell
 * @length: its length
 */
void
vdt_import_table_add_named (VdtImportTable *self,
                            const char     *name,
                            const char     *text,
                            gsize           length)
{
  guint column;

  g_return_if_fail (self != NULL && name != NULL);

  column = next_column (self, name, strlen (name));
  if (column != G_MAXUINT)
    add (self, column, VDT_JSON_STRING, text, length, FALSE);
  else if (self->extras_column != G_MAXUINT)
    add_extra (self, name, strlen (name), VDT_JSON_STRING, text, length);
}

/* Puts the extras of the current row into its AdditionalFields. */
static void
merge_extras (VdtImportTable *self)
{
  const Column *column;
  VdtCellText had = { NULL, 0 };
  VdtJsonPart part;
  GString *whole;
  guint row;

  if (self->extras->len == 0 || self->extras_column == G_MAXUINT)
    return;

  column = g_ptr_array_index (self->columns, self->extras_column);
  row = vdt_row_batch_get_n_rows (self->batch);
  if (vdt_row_batch_is_set (self->batch, column->batch, row))
    had = vdt_row_batch_get_column (self->batch, column->batch)->texts[row];

  whole = g_string_sized_new (had.length + self->extras->len + 32);
  g_string_append_c (whole, '{');
  if (had.length > 0 && vdt_json_scan_whole (had.text, had.length, &part))
    {
      if (*part.value.text == '{')
        g_string_append_len (whole, part.value.text + 1, (gssize) part.value.length - 2);
      else
        g_string_append_printf (whole, "\"" EXTRAS "\":%.*s", (int) part.value.length, part.value.text);
    }
  else if (had.length > 0)
    {
      g_string_append (whole, "\"" EXTRAS "\":");
      vdt_import_append_quoted (whole, had.text, had.length);
    }
  if (whole->len > 1)
    g_string_append_c (whole, ',');
  g_string_append_len (whole, self->extras->str, (gssize) self->extras->len);
  g_string_append_c (whole, '}');

  vdt_row_batch_set_text (self->batch, column->batch, whole->str, whole->len);
  g_string_truncate (self->extras, 0);
  g_string_free (whole, TRUE);
}

/**
 * vdt_import_table_end_row:
 * @self: a table with a row begun
 */
void
vdt_import_table_end_row (VdtImportTable *self)
{
  g_return_if_fail (self != NULL);

  merge_extras (self);
  if (self->place < self->order->len)
    g_array_set_size (self->order, self->place);
  vdt_row_batch_end_row (self->batch);
  self->n_rows++;

  if (vdt_row_batch_get_n_rows (self->batch) == VDT_ROW_BATCH_ROWS ||
      vdt_row_batch_get_n_bytes (self->batch) >= BATCH_BYTES)
    vdt_import_table_flush (self);
}

/**
 * vdt_import_table_drop_row:
 * @self: a table with a row begun
 *
 * Takes the row back.
 */
void
vdt_import_table_drop_row (VdtImportTable *self)
{
  guint row;

  g_return_if_fail (self != NULL);

  row = vdt_row_batch_get_n_rows (self->batch);
  vdt_row_batch_drop_row (self->batch);
  for (guint i = 0; i < self->columns->len; i++)
    {
      GArray *pending = ((Column *) g_ptr_array_index (self->columns, i))->pending;

      while (pending != NULL && pending->len > 0 &&
             g_array_index (pending, VdtImportPending, pending->len - 1).row == row)
        g_array_set_size (pending, pending->len - 1);
    }
}

static VdtRowBatch *
take_spare (VdtImportTable *self)
{
  VdtRowBatch *batch = g_async_queue_try_pop (self->spare);

  if (batch == NULL)
    batch = vdt_row_batch_new (self->name);
  else
    vdt_row_batch_reset (batch);

  for (guint i = vdt_row_batch_get_n_columns (batch); i < self->decided->len; i++)
    {
      const Column *column = g_ptr_array_index (self->decided, i);

      vdt_row_batch_add_column (batch, column->name, column->type);
    }

  return batch;
}

/**
 * vdt_import_table_flush:
 * @self: a table without a row begun
 *
 * Hands over what is there.
 */
void
vdt_import_table_flush (VdtImportTable *self)
{
  g_return_if_fail (self != NULL);

  if (vdt_row_batch_get_n_rows (self->batch) == 0)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      Column *column = g_ptr_array_index (self->columns, i);

      if (column->pending != NULL && column->pending->len > 0)
        decide (self, column);
    }

  self->hand (self->batch, self->spare, self->hand_data);
  self->batch = take_spare (self);
}

/**
 * vdt_import_table_list_bad:
 * @self: a table
 * @func: (scope call): called for each column that had values of another type
 * @user_data: for @func
 */
void
vdt_import_table_list_bad (VdtImportTable   *self,
                           VdtImportBadFunc  func,
                           gpointer          user_data)
{
  g_return_if_fail (self != NULL && func != NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = g_ptr_array_index (self->columns, i);

      if (column->n_bad > 0)
        func (column->name, vdt_cell_type_to_name (column->type), column->n_bad, column->bad_line, column->bad_text,
              user_data);
    }
}
