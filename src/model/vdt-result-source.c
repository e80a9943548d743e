/* vdt-result-source.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-result-source.h"

#include <string.h>

/**
 * VdtResultSource:
 *
 * Never changes: rows that come later are not in it. Any thread.
 */
struct _VdtResultSource
{
  gatomicrefcount  ref_count;
  VdtRowStore     *rows;
  GBytes          *positions;   /* guint32; NULL for all rows as they came */
  guint            n_rows;
  GArray          *columns;     /* VdtQueryColumn */
};

static void
column_clear (gpointer data)
{
  g_free (((VdtQueryColumn *) data)->name);
}

/**
 * vdt_result_source_new:
 * @run: whose rows
 * @positions: (nullable) (element-type guint32): which of them, in what order
 *
 * Main thread.
 *
 * Returns: (transfer full): the rows that are there now
 */
VdtResultSource *
vdt_result_source_new (VdtQueryRun *run,
                       GBytes      *positions)
{
  VdtResultSource *self;

  g_return_val_if_fail (VDT_IS_QUERY_RUN (run), NULL);

  self = g_new0 (VdtResultSource, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rows = vdt_row_store_ref (vdt_query_run_get_rows (run));
  self->positions = positions != NULL ? g_bytes_ref (positions) : NULL;
  self->n_rows = positions != NULL ? (guint) (g_bytes_get_size (positions) / sizeof (guint32))
                                   : vdt_row_store_get_n_rows (self->rows);
  self->columns = g_array_new (FALSE, FALSE, sizeof (VdtQueryColumn));
  g_array_set_clear_func (self->columns, column_clear);
  for (guint i = 0; i < vdt_query_run_get_n_columns (run); i++)
    {
      VdtQueryColumn column = *vdt_query_run_get_column (run, i);

      column.name = g_strdup (column.name);
      g_array_append_val (self->columns, column);
    }

  return self;
}

/**
 * vdt_result_source_new_part:
 * @whole: rows
 * @ranges: (array): of each range its first and its last row in @whole
 * @n_ranges: how many ranges
 *
 * Returns: (transfer full): the rows of the ranges
 */
VdtResultSource *
vdt_result_source_new_part (VdtResultSource *whole,
                            const guint     *ranges,
                            guint            n_ranges)
{
  const guint32 *from = vdt_result_source_get_positions (whole);
  g_autoptr(GArray) positions = NULL;
  VdtResultSource *self;

  if (n_ranges == 1 && ranges[0] == 0 && ranges[1] + 1 == whole->n_rows)
    return vdt_result_source_ref (whole);

  positions = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < n_ranges; i++)
    for (guint row = ranges[2 * i]; row <= ranges[2 * i + 1] && row < whole->n_rows; row++)
      {
        guint32 position = from != NULL ? from[row] : row;

        g_array_append_val (positions, position);
      }

  self = g_new0 (VdtResultSource, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->rows = vdt_row_store_ref (whole->rows);
  self->columns = g_array_ref (whole->columns);
  self->n_rows = positions->len;
  self->positions = g_bytes_new (positions->data, positions->len * sizeof (guint32));

  return self;
}

VdtResultSource *
vdt_result_source_ref (VdtResultSource *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
vdt_result_source_unref (VdtResultSource *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  vdt_row_store_unref (self->rows);
  g_clear_pointer (&self->positions, g_bytes_unref);
  g_array_unref (self->columns);
  g_free (self);
}

VdtRowStore *
vdt_result_source_get_rows (VdtResultSource *self)
{
  return self->rows;
}

guint
vdt_result_source_get_n_rows (VdtResultSource *self)
{
  return self->n_rows;
}

/**
 * vdt_result_source_get_positions:
 * @self: rows
 *
 * Returns: (transfer none) (nullable): where each row is in the run; %NULL if that is where
 *   it is here
 */
const guint32 *
vdt_result_source_get_positions (VdtResultSource *self)
{
  return self->positions != NULL ? g_bytes_get_data (self->positions, NULL) : NULL;
}

guint
vdt_result_source_get_n_columns (VdtResultSource *self)
{
  return self->columns->len;
}

const VdtQueryColumn *
vdt_result_source_get_column (VdtResultSource *self,
                              guint            column)
{
  return &g_array_index (self->columns, VdtQueryColumn, column);
}

void
vdt_result_reader_init (VdtResultReader *self,
                        VdtResultSource *source)
{
  memset (self, 0, sizeof *self);
  self->source = vdt_result_source_ref (source);
  self->cells = g_new0 (const char *, source->columns->len + 1);
}

/* Fills the cells of the row at @p and gives where the next one begins. */
static const char *
split (VdtResultReader *self,
       const char      *p)
{
  for (guint i = 0; i < self->source->columns->len; i++)
    {
      self->cells[i] = p;
      p += strlen (p) + 1;
    }

  return p;
}

static gboolean
next_in_order (VdtResultReader *self)
{
  while (self->at == NULL || self->row_in_page == self->page.n_rows)
    {
      if (!vdt_row_store_read_page (self->source->rows, self->page_index++, &self->page))
        return FALSE;
      self->at = self->page.text;
      self->row_in_page = 0;
    }

  self->position = self->page.first + self->row_in_page++;
  self->at = split (self, self->at);

  return TRUE;
}

/**
 * vdt_result_reader_next:
 * @self: a reader
 *
 * Goes to the next row: then @index says where it is in the source, @position where it is
 * in the run, and @cells are its cells as JSON.
 *
 * Returns: %FALSE if there are no more
 */
gboolean
vdt_result_reader_next (VdtResultReader *self)
{
  const guint32 *positions = vdt_result_source_get_positions (self->source);
  gsize length;

  if (self->next >= self->source->n_rows)
    return FALSE;

  self->index = self->next++;
  if (positions == NULL)
    return next_in_order (self);

  self->position = positions[self->index];
  g_free (self->row);
  self->row = vdt_row_store_dup_row (self->source->rows, self->position, 0, &length);
  if (self->row == NULL)
    return FALSE;
  split (self, self->row);

  return TRUE;
}

void
vdt_result_reader_clear (VdtResultReader *self)
{
  g_clear_pointer (&self->source, vdt_result_source_unref);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->row, g_free);
  vdt_row_page_clear (&self->page);
}
