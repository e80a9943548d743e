/* vdt-hunt-appender.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-appender.h"

#include <string.h>

#include "vdt-error.h"

/* What DuckDB may hold back before it goes to the table: rows are small or large,
 * bytes are what memory has. */
#define FLUSH_BYTES ((gsize) 24 * 1024 * 1024)

/* Source and line come first, so that new columns come last. */
#define N_HIDDEN 2

#define INLINED 12

/**
 * VdtHuntAppender:
 *
 * Fills DuckDB's chunks straight from a batch: a text is not copied but pointed at,
 * as DuckDB copies it into its own when it takes the chunk.
 */
struct _VdtHuntAppender
{
  duckdb_appender     appender;
  duckdb_data_chunk   chunk;
  guint               n_columns;     /* without the hidden ones */
  gint32              source;
  gsize               pending;
  const VdtRowColumn **sources;      /* for each column what the batch has, or NULL */
  duckdb_type        *types;
};

static gboolean
set_error (VdtHuntAppender  *self,
           GError          **error)
{
  const char *message = duckdb_appender_error (self->appender);

  g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "the hunting database cannot take rows: %s",
               message != NULL ? message : "no reason given");

  return FALSE;
}

static void
make_chunk (VdtHuntAppender *self)
{
  guint n = self->n_columns + N_HIDDEN;
  duckdb_logical_type *types = g_new0 (duckdb_logical_type, n);

  self->types = g_new0 (duckdb_type, n);
  for (guint i = 0; i < n; i++)
    {
      types[i] = duckdb_appender_column_type (self->appender, i);
      self->types[i] = duckdb_get_type_id (types[i]);
    }

  self->chunk = duckdb_create_data_chunk (types, n);
  for (guint i = 0; i < n; i++)
    duckdb_destroy_logical_type (&types[i]);
  g_free (types);
}

/**
 * vdt_hunt_appender_new:
 * @connection: a connection in a transaction
 * @table: a table
 * @n_columns: the columns it has, without the hidden ones
 * @source: number of the source of the rows
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an appender
 */
VdtHuntAppender *
vdt_hunt_appender_new (duckdb_connection   connection,
                       const char         *table,
                       guint               n_columns,
                       gint32              source,
                       GError            **error)
{
  g_autoptr(VdtHuntAppender) self = g_new0 (VdtHuntAppender, 1);

  self->n_columns = n_columns;
  self->source = source;
  if (duckdb_appender_create (connection, NULL, table, &self->appender) != DuckDBSuccess)
    {
      set_error (self, error);
      return NULL;
    }

  if (duckdb_appender_column_count (self->appender) != n_columns + N_HIDDEN)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FAILED, "the hunting table %s does not have the columns it should", table);
      return NULL;
    }

  self->sources = g_new0 (const VdtRowColumn *, n_columns);
  make_chunk (self);

  return g_steal_pointer (&self);
}

/**
 * vdt_hunt_appender_free:
 * @self: (transfer full): an appender
 *
 * What was not flushed is lost.
 */
void
vdt_hunt_appender_free (VdtHuntAppender *self)
{
  g_return_if_fail (self != NULL);

  if (self->chunk != NULL)
    duckdb_destroy_data_chunk (&self->chunk);
  if (self->appender != NULL)
    duckdb_appender_destroy (&self->appender);
  g_free (self->sources);
  g_free (self->types);
  g_free (self);
}

guint
vdt_hunt_appender_get_n_columns (VdtHuntAppender *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_columns;
}

static void
set_validity (duckdb_vector  vector,
              const guint64 *valid,
              guint          n_rows)
{
  guint n_words = (n_rows + 63) / 64;

  duckdb_vector_ensure_validity_writable (vector);
  if (valid != NULL)
    memcpy (duckdb_vector_get_validity (vector), valid, n_words * sizeof (guint64));
  else
    memset (duckdb_vector_get_validity (vector), 0, n_words * sizeof (guint64));
}

static void
fill_texts (duckdb_vector       vector,
            const VdtRowColumn *column,
            guint               n_rows)
{
  duckdb_string_t *cells = duckdb_vector_get_data (vector);

  memset (cells, 0, n_rows * sizeof *cells);
  if (column == NULL)
    return;

  for (guint i = 0; i < n_rows; i++)
    {
      const VdtCellText *text = &column->texts[i];

      if ((column->valid[i / 64] >> (i % 64) & 1) == 0)
        continue;

      if (text->length <= INLINED)
        {
          cells[i].value.inlined.length = text->length;
          memcpy (cells[i].value.inlined.inlined, text->text, text->length);
        }
      else
        {
          cells[i].value.pointer.length = text->length;
          memcpy (cells[i].value.pointer.prefix, text->text, 4);
          cells[i].value.pointer.ptr = (char *) text->text;
        }
    }
}

static void
fill_integers (duckdb_vector       vector,
               duckdb_type         type,
               const VdtRowColumn *column,
               guint               n_rows)
{
  void *cells = duckdb_vector_get_data (vector);

  if (type == DUCKDB_TYPE_BIGINT)
    memcpy (cells, column->integers, n_rows * sizeof (gint64));
  else if (type == DUCKDB_TYPE_INTEGER)
    for (guint i = 0; i < n_rows; i++)
      ((gint32 *) cells)[i] = (gint32) column->integers[i];
  else
    for (guint i = 0; i < n_rows; i++)
      ((bool *) cells)[i] = (column->valid[i / 64] >> (i % 64) & 1) != 0 && column->integers[i] != 0;
}

/* DuckDB keeps a UUID as a number whose first bit is turned, so that it sorts. */
static duckdb_hugeint
parse_guid (const VdtCellText *text)
{
  guint64 halves[2] = { 0, 0 };
  guint n = 0;

  for (guint i = 0; i < text->length && n < 32; i++)
    if (g_ascii_isxdigit (text->text[i]))
      {
        halves[n / 16] = halves[n / 16] << 4 | (guint64) g_ascii_xdigit_value (text->text[i]);
        n++;
      }

  return (duckdb_hugeint) { halves[1], (int64_t) (halves[0] ^ G_GUINT64_CONSTANT (0x8000000000000000)) };
}

static gboolean
convert_decimal (const VdtCellText *text,
                 duckdb_hugeint    *out)
{
  __int128 value = 0;
  int scale = -1;
  gboolean negative = text->length > 0 && *text->text == '-';

  for (guint i = negative ? 1 : 0; i < text->length; i++)
    {
      char c = text->text[i];

      if (c == '.' && scale < 0)
        scale = 0;
      else if (!g_ascii_isdigit (c) || value > ((__int128) 1 << 122) / 10)
        return FALSE;
      else if (scale < 18)
        {
          value = value * 10 + (c - '0');
          scale += scale >= 0;
        }
    }

  for (scale = MAX (scale, 0); scale < 18; scale++)
    {
      if (value > ((__int128) 1 << 122) / 10)
        return FALSE;
      value *= 10;
    }

  value = negative ? -value : value;
  out->lower = (uint64_t) value;
  out->upper = (int64_t) (value >> 64);

  return TRUE;
}

static void
fill_huge (duckdb_vector       vector,
           const VdtRowColumn *column,
           guint               n_rows)
{
  duckdb_hugeint *cells = duckdb_vector_get_data (vector);

  for (guint i = 0; i < n_rows; i++)
    {
      if ((column->valid[i / 64] >> (i % 64) & 1) == 0)
        continue;

      if (column->type == VDT_CELL_GUID)
        cells[i] = parse_guid (&column->texts[i]);
      else if (!convert_decimal (&column->texts[i], &cells[i]))
        duckdb_validity_set_row_invalid (duckdb_vector_get_validity (vector), i);
    }
}

static void
fill_column (VdtHuntAppender *self,
             guint            index,
             guint            n_rows)
{
  const VdtRowColumn *column = self->sources[index];
  duckdb_vector vector = duckdb_data_chunk_get_vector (self->chunk, index + N_HIDDEN);
  duckdb_type type = self->types[index + N_HIDDEN];

  if (column == NULL)
    {
      if (type == DUCKDB_TYPE_VARCHAR)
        fill_texts (vector, NULL, n_rows);
      if (type != DUCKDB_TYPE_VARCHAR)
        set_validity (vector, NULL, n_rows);
      return;
    }

  if (column->type != VDT_CELL_STRING)
    set_validity (vector, column->valid, n_rows);

  if (type == DUCKDB_TYPE_VARCHAR)
    fill_texts (vector, column, n_rows);
  else if (type == DUCKDB_TYPE_DOUBLE)
    memcpy (duckdb_vector_get_data (vector), column->reals, n_rows * sizeof (double));
  else if (type == DUCKDB_TYPE_UUID || type == DUCKDB_TYPE_DECIMAL)
    fill_huge (vector, column, n_rows);
  else
    fill_integers (vector, type, column, n_rows);
}

static void
fill_hidden (VdtHuntAppender *self,
             VdtRowBatch     *batch,
             guint            n_rows)
{
  gint32 *sources = duckdb_vector_get_data (duckdb_data_chunk_get_vector (self->chunk, 0));
  gint64 *lines = duckdb_vector_get_data (duckdb_data_chunk_get_vector (self->chunk, 1));

  for (guint i = 0; i < n_rows; i++)
    sources[i] = self->source;
  memcpy (lines, vdt_row_batch_get_lines (batch), n_rows * sizeof (gint64));
}

/**
 * vdt_hunt_appender_append:
 * @self: an appender
 * @batch: rows of its table
 * @places: for each column of @batch where the table has it
 * @error: return location
 *
 * Returns: %FALSE if the rows could not be added
 */
gboolean
vdt_hunt_appender_append (VdtHuntAppender  *self,
                          VdtRowBatch      *batch,
                          const guint      *places,
                          GError          **error)
{
  guint n_rows = vdt_row_batch_get_n_rows (batch);

  g_return_val_if_fail (self != NULL && batch != NULL && places != NULL, FALSE);

  memset (self->sources, 0, self->n_columns * sizeof *self->sources);
  for (guint i = 0; i < vdt_row_batch_get_n_columns (batch); i++)
    {
      const VdtRowColumn *column = vdt_row_batch_get_column (batch, i);

      if (column->used && places[i] < self->n_columns)
        self->sources[places[i]] = column;
    }

  duckdb_data_chunk_reset (self->chunk);
  fill_hidden (self, batch, n_rows);
  for (guint i = 0; i < self->n_columns; i++)
    fill_column (self, i, n_rows);
  duckdb_data_chunk_set_size (self->chunk, n_rows);

  if (duckdb_append_data_chunk (self->appender, self->chunk) != DuckDBSuccess)
    return set_error (self, error);

  self->pending += vdt_row_batch_get_n_bytes (batch) + (gsize) n_rows * self->n_columns * 8;
  if (self->pending < FLUSH_BYTES)
    return TRUE;

  return vdt_hunt_appender_flush (self, error);
}

gboolean
vdt_hunt_appender_flush (VdtHuntAppender  *self,
                         GError          **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->pending = 0;
  if (duckdb_appender_flush (self->appender) != DuckDBSuccess)
    return set_error (self, error);

  return TRUE;
}
