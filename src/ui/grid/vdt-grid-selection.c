/* vdt-grid-selection.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-selection.h"

static VdtGridRange
range_between (guint row,
               guint column,
               guint other_row,
               guint other_column)
{
  return (VdtGridRange) { MIN (row, other_row), MAX (row, other_row),
                          MIN (column, other_column), MAX (column, other_column) };
}

static void
set_cursor (VdtGridSelection *self,
            guint             row,
            guint             column)
{
  self->row = row;
  self->column = column;
}

VdtGridSelection *
vdt_grid_selection_new (void)
{
  VdtGridSelection *self = g_new0 (VdtGridSelection, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (VdtGridRange));

  return self;
}

void
vdt_grid_selection_free (VdtGridSelection *self)
{
  g_array_unref (self->ranges);
  g_free (self);
}

/**
 * vdt_grid_selection_move:
 * @self: a selection
 * @row: a row
 * @column: a column
 *
 * Selects this cell and no other.
 */
void
vdt_grid_selection_move (VdtGridSelection *self,
                         guint             row,
                         guint             column)
{
  g_array_set_size (self->ranges, 0);
  vdt_grid_selection_add (self, row, column);
}

/**
 * vdt_grid_selection_add:
 * @self: a selection
 * @row: a row
 * @column: a column
 *
 * Selects this cell beside what is selected.
 */
void
vdt_grid_selection_add (VdtGridSelection *self,
                        guint             row,
                        guint             column)
{
  VdtGridRange range = range_between (row, column, row, column);

  self->anchor_row = row;
  self->anchor_column = column;
  set_cursor (self, row, column);
  g_array_append_val (self->ranges, range);
}

/**
 * vdt_grid_selection_extend:
 * @self: a selection
 * @row: a row
 * @column: a column
 *
 * Makes the last range reach from where it began to this cell.
 */
void
vdt_grid_selection_extend (VdtGridSelection *self,
                           guint             row,
                           guint             column)
{
  VdtGridRange range = range_between (self->anchor_row, self->anchor_column, row, column);

  if (self->ranges->len > 0)
    g_array_set_size (self->ranges, self->ranges->len - 1);
  set_cursor (self, row, column);
  g_array_append_val (self->ranges, range);
}

/**
 * vdt_grid_selection_set_range:
 * @self: a selection
 * @range: cells
 *
 * Selects these cells and no other; the cursor stays where it is.
 */
void
vdt_grid_selection_set_range (VdtGridSelection   *self,
                              const VdtGridRange *range)
{
  g_array_set_size (self->ranges, 0);
  self->anchor_row = range->first_row;
  self->anchor_column = range->first_column;
  g_array_append_vals (self->ranges, range, 1);
}

static gint
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const VdtGridRange *one = a;
  const VdtGridRange *other = b;

  return one->first_row < other->first_row ? -1 : one->first_row > other->first_row ? 1 : 0;
}

static gint
compare_columns (gconstpointer a,
                 gconstpointer b)
{
  return (gint) *(const guint *) a - (gint) *(const guint *) b;
}

/**
 * vdt_grid_selection_dup_rows:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type VdtGridRange): the rows that have a selected cell,
 *   in order, as ranges that do not touch
 */
GArray *
vdt_grid_selection_dup_rows (const VdtGridSelection *self)
{
  g_autoptr(GArray) sorted = g_array_copy (self->ranges);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (VdtGridRange));

  g_array_sort (sorted, compare_rows);
  for (guint i = 0; i < sorted->len; i++)
    {
      const VdtGridRange *range = &g_array_index (sorted, VdtGridRange, i);
      VdtGridRange *last = rows->len > 0 ? &g_array_index (rows, VdtGridRange, rows->len - 1) : NULL;

      if (last != NULL && range->first_row <= last->last_row + 1)
        last->last_row = MAX (last->last_row, range->last_row);
      else
        g_array_append_vals (rows, range, 1);
    }

  return rows;
}

/**
 * vdt_grid_selection_dup_columns:
 * @self: a selection
 *
 * Returns: (transfer full) (element-type guint): the places of the columns that have a
 *   selected cell, in order
 */
GArray *
vdt_grid_selection_dup_columns (const VdtGridSelection *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const VdtGridRange *range = &g_array_index (self->ranges, VdtGridRange, i);

      for (guint c = range->first_column; c <= range->last_column; c++)
        {
          gboolean known = FALSE;

          for (guint j = 0; j < columns->len && !known; j++)
            known = g_array_index (columns, guint, j) == c;
          if (!known)
            g_array_append_val (columns, c);
        }
    }
  g_array_sort (columns, compare_columns);

  return columns;
}

guint64
vdt_grid_selection_count_rows (const VdtGridSelection *self)
{
  g_autoptr(GArray) rows = vdt_grid_selection_dup_rows (self);
  guint64 n = 0;

  for (guint i = 0; i < rows->len; i++)
    n += (guint64) g_array_index (rows, VdtGridRange, i).last_row - g_array_index (rows, VdtGridRange, i).first_row + 1;

  return n;
}

/**
 * vdt_grid_selection_count_cells:
 * @self: a selection
 *
 * Returns: how many cells are in the ranges; where two of them overlap, both count
 */
guint64
vdt_grid_selection_count_cells (const VdtGridSelection *self)
{
  guint64 n = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      const VdtGridRange *range = &g_array_index (self->ranges, VdtGridRange, i);

      n += (guint64) (range->last_row - range->first_row + 1) * (range->last_column - range->first_column + 1);
    }

  return n;
}

gboolean
vdt_grid_selection_contains (const VdtGridSelection *self,
                             guint                   row,
                             guint                   column)
{
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const VdtGridRange *range = &g_array_index (self->ranges, VdtGridRange, i);

      if (row >= range->first_row && row <= range->last_row &&
          column >= range->first_column && column <= range->last_column)
        return TRUE;
    }

  return FALSE;
}

/* Takes a row out of a range: what is above and below it stays. */
static void
cut_row (VdtGridSelection *self,
         guint             at,
         guint             row)
{
  VdtGridRange range = g_array_index (self->ranges, VdtGridRange, at);
  VdtGridRange above = range;
  VdtGridRange below = range;

  g_array_remove_index (self->ranges, at);
  above.last_row = row - 1;
  below.first_row = row + 1;
  if (row > range.first_row)
    g_array_insert_val (self->ranges, at, above);
  if (row < range.last_row)
    g_array_insert_val (self->ranges, at, below);
}

/**
 * vdt_grid_selection_toggle_row:
 * @self: a selection
 * @row: a row
 * @n_columns: how many columns are shown
 *
 * Selects the whole row beside what is selected; if it has been selected as a whole, it is
 * no longer.
 */
void
vdt_grid_selection_toggle_row (VdtGridSelection *self,
                               guint             row,
                               guint             n_columns)
{
  gboolean found = FALSE;
  VdtGridRange whole = { row, row, 0, n_columns > 0 ? n_columns - 1 : 0 };

  for (guint i = self->ranges->len; i > 0; i--)
    {
      const VdtGridRange *range = &g_array_index (self->ranges, VdtGridRange, i - 1);

      if (row < range->first_row || row > range->last_row)
        continue;
      /* A single cell is where the cursor stands, and no selection of its own. */
      found = found || (range->first_column == 0 && range->last_column == whole.last_column);
      cut_row (self, i - 1, row);
    }

  self->row = row;
  self->anchor_row = row;
  self->anchor_column = 0;
  if (!found)
    g_array_append_val (self->ranges, whole);
}
