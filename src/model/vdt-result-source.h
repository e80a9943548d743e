/* vdt-result-source.h
 *
 * The rows of a run as they are at one moment, for work on another thread: sorting,
 * counting, exporting.
 *
 * SPDX-License-Identifier: MIT
 */
#pragma once

#include "vdt-query-run.h"

G_BEGIN_DECLS

typedef struct _VdtResultSource VdtResultSource;

VdtResultSource      *vdt_result_source_new           (VdtQueryRun      *run,
                                                       GBytes           *positions);
VdtResultSource      *vdt_result_source_new_part      (VdtResultSource  *whole,
                                                       const guint      *ranges,
                                                       guint             n_ranges);
VdtResultSource      *vdt_result_source_ref           (VdtResultSource  *self);
void                  vdt_result_source_unref         (VdtResultSource  *self);
VdtRowStore          *vdt_result_source_get_rows      (VdtResultSource  *self);
guint                 vdt_result_source_get_n_rows    (VdtResultSource  *self);
const guint32        *vdt_result_source_get_positions (VdtResultSource  *self);
guint                 vdt_result_source_get_n_columns (VdtResultSource  *self);
const VdtQueryColumn *vdt_result_source_get_column    (VdtResultSource  *self,
                                                       guint             column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (VdtResultSource, vdt_result_source_unref)

/**
 * VdtResultReader:
 *
 * Goes through the rows of a source, one after another.
 */
typedef struct
{
  VdtResultSource *source;
  guint            next;
  guint            page_index;
  VdtRowPage       page;
  const char      *at;
  guint            row_in_page;
  char            *row;
  guint            index;
  guint            position;
  const char     **cells;
} VdtResultReader;

void                  vdt_result_reader_init          (VdtResultReader  *self,
                                                       VdtResultSource  *source);
gboolean              vdt_result_reader_next          (VdtResultReader  *self);
void                  vdt_result_reader_clear         (VdtResultReader  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (VdtResultReader, vdt_result_reader_clear)

G_END_DECLS
