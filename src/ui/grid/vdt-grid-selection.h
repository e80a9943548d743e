/* vdt-grid-selection.h
 *
 * Which cells of a grid are selected: rectangles, so that a million rows take no more
 * than one.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VdtGridRange:
 *
 * Cells from one corner to the other, both included. Columns are places in the order
 * that is shown.
 */
typedef struct
{
  guint first_row;
  guint last_row;
  guint first_column;
  guint last_column;
} VdtGridRange;

/**
 * VdtGridSelection:
 * @ranges: (element-type VdtGridRange): what is selected; the last one grows
 * @anchor_row: where the last one began
 * @anchor_column: where the last one began
 * @row: the cursor
 * @column: the cursor
 */
typedef struct
{
  GArray *ranges;
  guint   anchor_row;
  guint   anchor_column;
  guint   row;
  guint   column;
} VdtGridSelection;

VdtGridSelection *vdt_grid_selection_new         (void);
void              vdt_grid_selection_free        (VdtGridSelection       *self);
void              vdt_grid_selection_move        (VdtGridSelection       *self,
                                                  guint                   row,
                                                  guint                   column);
void              vdt_grid_selection_extend      (VdtGridSelection       *self,
                                                  guint                   row,
                                                  guint                   column);
void              vdt_grid_selection_add         (VdtGridSelection       *self,
                                                  guint                   row,
                                                  guint                   column);
void              vdt_grid_selection_toggle_row  (VdtGridSelection       *self,
                                                  guint                   row,
                                                  guint                   n_columns);
void              vdt_grid_selection_set_range   (VdtGridSelection       *self,
                                                  const VdtGridRange     *range);
gboolean          vdt_grid_selection_contains    (const VdtGridSelection *self,
                                                  guint                   row,
                                                  guint                   column);
GArray           *vdt_grid_selection_dup_rows    (const VdtGridSelection *self);
GArray           *vdt_grid_selection_dup_columns (const VdtGridSelection *self);
guint64           vdt_grid_selection_count_rows  (const VdtGridSelection *self);
guint64           vdt_grid_selection_count_cells (const VdtGridSelection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtGridSelection, vdt_grid_selection_free)

G_END_DECLS
