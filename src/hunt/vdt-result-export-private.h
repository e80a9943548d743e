/* vdt-result-export-private.h
 *
 * What the writers of results share.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-result-export.h"

G_BEGIN_DECLS

/* What is written, to where; for one run of a writer. */
typedef struct
{
  VdtResultSource       *source;
  const guint           *columns;
  guint                  n_columns;
  const char            *path;        /* the file that is not whole yet */
  VdtResultProgressFunc  progress;
  gpointer               user_data;
  GCancellable          *cancellable;
} VdtResultExport;

gboolean vdt_result_export_go_on         (const VdtResultExport  *self,
                                          guint64                 n_rows,
                                          GError                **error);
gboolean vdt_result_export_write_text    (const VdtResultExport  *self,
                                          const char             *format,
                                          GError                **error);
gboolean vdt_result_export_write_xlsx    (const VdtResultExport  *self,
                                          GError                **error);
gboolean vdt_result_export_write_parquet (const VdtResultExport  *self,
                                          GError                **error);

G_END_DECLS
