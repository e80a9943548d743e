/* vdt-grid-copy.h
 *
 * Cells of a grid as text for other programs.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-grid-model.h"

G_BEGIN_DECLS

typedef enum
{
  VDT_GRID_COPY_TSV,
  VDT_GRID_COPY_MARKDOWN,
  VDT_GRID_COPY_HTML
} VdtGridCopyFormat;

char *vdt_grid_copy (VdtGridModel      *model,
                     GArray            *rows,
                     GArray            *columns,
                     VdtGridCopyFormat  format,
                     gboolean           with_names);

G_END_DECLS
