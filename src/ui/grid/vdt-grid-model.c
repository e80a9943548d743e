/* vdt-grid-model.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-grid-model.h"

/**
 * VdtGridModel:
 *
 * Main thread only. `columns-changed` means that everything is another; `rows-changed`
 * that the rows are others of the same columns; `rows-added` that there are more at the
 * end.
 */
G_DEFINE_INTERFACE (VdtGridModel, vdt_grid_model, G_TYPE_OBJECT)

enum
{
  COLUMNS_CHANGED,
  ROWS_ADDED,
  ROWS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
vdt_grid_model_default_init (VdtGridModelInterface *iface)
{
  static const char * const names[] = { "columns-changed", "rows-added", "rows-changed" };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], VDT_TYPE_GRID_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

guint
vdt_grid_model_get_n_rows (VdtGridModel *self)
{
  g_return_val_if_fail (VDT_IS_GRID_MODEL (self), 0);

  return VDT_GRID_MODEL_GET_IFACE (self)->get_n_rows (self);
}

guint
vdt_grid_model_get_n_columns (VdtGridModel *self)
{
  g_return_val_if_fail (VDT_IS_GRID_MODEL (self), 0);

  return VDT_GRID_MODEL_GET_IFACE (self)->get_n_columns (self);
}

void
vdt_grid_model_get_column (VdtGridModel  *self,
                           guint          column,
                           VdtGridColumn *out_column)
{
  g_return_if_fail (VDT_IS_GRID_MODEL (self));

  VDT_GRID_MODEL_GET_IFACE (self)->get_column (self, column, out_column);
}

/**
 * vdt_grid_model_dup_text:
 * @self: a model
 * @row: which row
 * @column: which column
 * @max_chars: more than fits; 0 for all of it
 *
 * Returns: (transfer full): what the cell shows
 */
char *
vdt_grid_model_dup_text (VdtGridModel *self,
                         guint         row,
                         guint         column,
                         guint         max_chars)
{
  g_return_val_if_fail (VDT_IS_GRID_MODEL (self), NULL);

  return VDT_GRID_MODEL_GET_IFACE (self)->dup_text (self, row, column, max_chars);
}

VdtGridTone
vdt_grid_model_get_tone (VdtGridModel *self,
                         guint         row,
                         guint         column)
{
  VdtGridModelInterface *iface;

  g_return_val_if_fail (VDT_IS_GRID_MODEL (self), VDT_GRID_TONE_NONE);

  iface = VDT_GRID_MODEL_GET_IFACE (self);

  return iface->get_tone != NULL ? iface->get_tone (self, row, column) : VDT_GRID_TONE_NONE;
}

void
vdt_grid_model_columns_changed (VdtGridModel *self)
{
  g_signal_emit (self, signals[COLUMNS_CHANGED], 0);
}

void
vdt_grid_model_rows_changed (VdtGridModel *self)
{
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

void
vdt_grid_model_rows_added (VdtGridModel *self)
{
  g_signal_emit (self, signals[ROWS_ADDED], 0);
}
