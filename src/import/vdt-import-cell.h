/* vdt-import-cell.h
 *
 * One value of a file into one cell of a batch.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-cell-text.h"
#include "vdt-json-scan.h"
#include "vdt-row-batch.h"

G_BEGIN_DECLS

/**
 * VdtImportPending:
 * @row: the row of the batch
 * @type: what it is
 * @text: JSON, of a string what it says
 * @length: its length
 *
 * A value of a column whose type is not known yet.
 */
typedef struct
{
  guint        row;
  VdtJsonType  type;
  const char  *text;
  gsize        length;
} VdtImportPending;

void     vdt_import_append_quoted    (GString      *string,
                                      const char   *text,
                                      gsize         length);
void     vdt_import_cell_set_dynamic (VdtRowBatch  *batch,
                                      guint         index,
                                      VdtJsonType   type,
                                      const char   *text,
                                      gsize         length);
gboolean vdt_import_cell_set         (VdtRowBatch  *batch,
                                      guint         index,
                                      VdtCellType   type,
                                      VdtDateOrder  order,
                                      const char   *text,
                                      gsize         length);
gboolean vdt_import_cells_agree      (GArray       *pending,
                                      VdtDateOrder  order,
                                      gboolean      texts,
                                      VdtCellType  *out_type);

G_END_DECLS
